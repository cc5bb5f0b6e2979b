# Graphiques des analyses avant la fin, de ce que l’on croit et des tests simulés.
chart-looks-statistic = Statistique (z)
chart-looks-information = Part de l’information prévue
chart-looks-information-n = Part de l’information prévue, avec les unités de tous les groupes dessous
chart-looks-path = Statistique observée
chart-looks-bound-taken = Borne d’une analyse faite
chart-looks-bound-coming = Borne d’une analyse à venir
chart-looks-proven = arrêter : prouvé
chart-looks-proven-above = arrêter : hausse prouvée
chart-looks-proven-below = arrêter : baisse prouvée
chart-looks-hopeless = arrêter : sans espoir
chart-looks-go-on = continuer
chart-looks-end = fin : non prouvé
chart-looks-last = Analyse { $look } : { $z }
chart-looks-note = Le test ne peut s’arrêter qu’à ses analyses ; entre les dernières bornes, il finit sans preuve.
chart-looks-binding = Les bornes « sans espoir » sont impératives : continuer au-delà fausse le risque de fausse alerte.
chart-looks-non-binding = Les bornes « sans espoir » sont un conseil : continuer au-delà n’augmente pas le risque de fausse alerte.
chart-looks-reading-none = { $looks-n ->
    [one] Une analyse est prévue et n’a pas encore été faite.
   *[other] { $looks } analyses sont prévues, aucune n’a encore été faite.
}
chart-looks-reading = Analyse { $look } sur { $looks }, { $information } de l’information : z = { $z }, { $meaning }.
chart-looks-column-look = Analyse
chart-looks-column-above = Prouvé à partir de
chart-looks-column-below = Prouvé jusqu’à
chart-looks-column-hopeless-from = Sans espoir à partir de
chart-looks-column-hopeless-to = Sans espoir jusqu’à
chart-looks-column-seen = Statistique observée

chart-note-band-once = La bande pâle est l’intervalle à { $level } de chaque jour pris seul : il ne vaut que le jour unique où le test est lu.
chart-note-valid-looks = Les barres sont des intervalles répétés à { $level } : ils valent à toutes les analyses prévues à la fois, que le test s’y arrête ou continue.
chart-note-valid-always = Entre les tirets se trouvent les intervalles à { $level } valables à tout moment : ils valent chaque jour, aussi souvent que l’on regarde et quel que soit le jour où l’on s’arrête.
chart-legend-valid-looks = Intervalle à { $level } valable à chaque analyse
chart-legend-valid-always = Intervalle à { $level } valable à tout moment
chart-margin-at = Marge : { $margin }
chart-column-alone = Intervalle à { $level } du jour pris seul
chart-column-valid = Intervalle à { $level } valable malgré les analyses répétées
chart-column-interval = Intervalle à { $level }
chart-cumulative-reading-valid = Au { $day }, l’intervalle à { $level } qui reste valable malgré les analyses répétées est { $interval }.

chart-posterior-density = Plausibilité de chaque effet
chart-posterior-after = Après les données
chart-posterior-before = Avant les données
chart-posterior-losing = La variante perd
chart-posterior-interval = Intervalle à { $level } de l’effet
chart-posterior-lose = Perd : { $chance }
chart-posterior-win = Gagne : { $chance }
chart-posterior-chances = Probabilité que la variante perde : { $lose } ; qu’elle gagne : { $win }.
chart-posterior-loss-ship = Déployer la variante : perte attendue { $loss }
chart-posterior-loss-keep = Garder le témoin : perte attendue { $loss }
chart-posterior-reading = Effet avec son intervalle à { $level } : { $effect }.
chart-posterior-column = Lecture
chart-posterior-value = Valeur
chart-posterior-estimate = Effet
chart-posterior-chance-lose = Probabilité de perdre
chart-posterior-cost-ship = Perte attendue si l’on déploie la variante
chart-posterior-cost-keep = Perte attendue si l’on garde le témoin

chart-sizes-bar = Probabilité que le test s’arrête là
chart-sizes-expected = Unités attendues en moyenne
chart-sizes-fixed = Taille fixe de même puissance : { $units } unités
chart-sizes-heading = { $label } · { $units } unités en moyenne
chart-note-computed = Les probabilités sont calculées, non simulées.
chart-note-simulated = D’après { $runs } tests simulés à chaque fois.

chart-by-effect-axis = Effet réel · { $unit }
chart-by-effect-verdicts = Probabilité de chaque verdict
chart-by-effect-band = La bande pâle est l’intervalle à { $level } pour chaque effet.
chart-by-effect-planned = Effet prévu : { $effect }
chart-by-effect-plan = Effet prévu : { $effect }, puissance { $power }
chart-by-effect-reading = Effet réel { $effect } : détecté avec une probabilité de { $power }.

chart-p-values-axis = Valeur p
chart-p-values-count = Nombre de partages
chart-p-values-bar = Partages selon leur valeur p
chart-p-values-even = Ce que donne un test honnête
chart-p-values-band = { $level } des tranches sont dans cette bande
chart-p-values-part = { $from } à { $to }
chart-p-values-below = p < { $alpha } : { $share }
chart-p-values-alarms = { $alarms } partages sur { $splits } donnent une fausse alerte : { $share }, pour { $alpha } annoncés.
chart-p-values-note = La bande vaut pour chaque tranche prise seule : { $share } en sortent par hasard.

chart-estimate-what = Quoi
chart-estimate-n = Unités
chart-estimate-value = Valeur
chart-estimate-units = n = { $units }
chart-estimate-reading = { $label } : { $value }.

chart-margin-answers = Nombre de réponses
chart-margin-axis = Marge d’erreur, de part et d’autre ({ $unit })
chart-margin-axis-points = Marge d’erreur, de part et d’autre (points de pourcentage)
chart-margin-axis-bare = Marge d’erreur, de part et d’autre
chart-margin-column = Marge d’erreur
chart-margin-goal = Demandé : ±{ $margin }
chart-margin-planned = { $answers } réponses : ±{ $margin }
chart-margin-reading = { $answers } réponses : ±{ $margin }.
chart-margin-note = La marge est la moitié de la largeur de l’intervalle à { $level } ; elle ne tient pas compte de ceux qui n’ont pas voulu répondre.
chart-margin-population = { $people } personnes à interroger.
