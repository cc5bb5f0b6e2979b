# La lecture bayésienne : ce que l’on croit après les données, et combien de fausses alertes lève une habitude de regarder.
bayes-title = Lecture bayésienne
bayes-not-comparable = Les groupes ne sont pas comparables : il n’y a rien à croire de leur différence.
bayes-sentence = Probabilité que { $variant } batte { $control } : { $chance }. Perte attendue si on déploie { $variant } : { $ship } ; si on garde { $control } : { $keep }.
bayes-cannot-say = { $variant } : on ne peut rien croire : { $reason }.
bayes-because-zero-control = le témoin est à 0, un a priori sur la variation relative n’en dit donc rien
bayes-because-no-spread = les données ne disent pas à quel point l’effet est sûr
bayes-caption = Ce que l’on croit après les données
bayes-column-variant = Variante
bayes-column-chance = Probabilité de battre le témoin
bayes-column-effect = Effet attendu
bayes-column-interval = Intervalle de crédibilité à { $level }
bayes-column-ship = Perte attendue si déployée
bayes-column-keep = Perte attendue si le témoin est gardé
bayes-column-best = Probabilité d’être la meilleure
bayes-column-loss = Perte attendue face à la meilleure
bayes-column-choose = Perte attendue si choisie
bayes-loss = { $share } ({ $own })
bayes-note = A priori et données, pesés selon ce que chacun sait. Une perte attendue est ce que le choix coûte là où il est mauvais, fois la probabilité qu’il le soit.
bayes-rates-caption = Les taux eux-mêmes, exactement
bayes-rates-note = Bêta-binomiale, chaque taux à partir d’un a priori { $prior } : tous les taux aussi probables les uns que les autres. L’a priori sur la variation n’y a aucune part.
bayes-fact-prior = A priori sur l’effet
bayes-fact-prior-of = A priori sur l’effet, { $metric }
bayes-prior-lift = normal, variation de moyenne { $mean } et d’écart-type { $sd }
bayes-prior-difference = normal, différence de moyenne { $mean } et d’écart-type { $sd }
bayes-prior-flat = aucun : tous les effets aussi probables les uns que les autres
bayes-origin-history = compté vers le mieux ; tiré de { $tests } de vos tests terminés
bayes-origin-usual = compté vers le mieux ; celui d’usage
bayes-origin-few = compté vers le mieux ; celui d’usage : { $tests-n ->
    [0] aucun de vos tests ne s’est terminé avec une variation
    [one] { $tests } de vos tests s’est terminé avec une variation
   *[other] { $tests } de vos tests se sont terminés avec une variation
}, et il en faut { $fewest }
bayes-origin-alike = compté vers le mieux ; celui d’usage : les variations de vos { $tests } tests terminés ne diffèrent pas plus que par hasard
bayes-origin-settings = compté vers le mieux ; `prior_lift` de jalon.toml
bayes-origin-asked = compté vers le mieux ; celui donné
bayes-origin-flat = un effet sans variation relative n’a pas de taille d’usage ; --prior en donne une
bayes-fact-flags = Fausses alertes de l’habitude de regarder
bayes-fact-flags-detail = part des tests sans aucun effet où au moins un regard montre une telle probabilité, pour ou contre la variante
bayes-fact-record = Fausses alertes des analyses notées
bayes-habit-daily = { $looks-n ->
    [one] { $looks } regard quotidien
   *[other] { $looks } regards quotidiens
}
bayes-habit-weekly = { $looks-n ->
    [one] { $looks } regard hebdomadaire
   *[other] { $looks } regards hebdomadaires
}
bayes-habit-looks = { $looks-n ->
    [one] { $looks } regard
   *[other] { $looks } regards
}
bayes-flags = { $number-n ->
    [one] { $looks } à une probabilité de { $level } lève une alerte sur { $rate } des tests A/A
   *[other] { $looks } à une probabilité de { $level } lèvent une alerte sur { $rate } des tests A/A
}
bayes-flags-unknown = impossible à dire
bayes-decides-nothing = Cette lecture ne décide rien : le verdict est celui de la règle. Regarder souvent fausse ces probabilités, comme le montrent les fausses alertes.
bayes-chart = Ce que l’on croit de { $variant } après les données
bayes-chart-prior = A priori : { $prior }.
bayes-chart-subtitle = { $variant } contre { $control }
bayes-not-a-prior = `--prior` vaut `{ $given }`, ce n’est pas une moyenne et un écart-type
bayes-not-a-prior-mend = écrivez les deux avec deux-points entre eux : 0:10% pour une variation de 0, à dix pour cent près
bayes-prior-sd = l’écart-type de `--prior` n’est pas au-dessus de 0, ce qui ne laisserait rien à dire aux données
bayes-prior-sd-mend = écrivez à quelle distance de la moyenne les variations se trouvent d’ordinaire : 0:10%
bayes-prior-extreme = aucun effet n’est si grand, ni connu si bien, avant un test
bayes-prior-extreme-mend = écrivez une moyenne à moins d’un million de 0 et un écart-type de 0,000001 à un million, comme une moyenne de 0 et un écart-type de 10 %
bayes-not-a-habit = `--habit` vaut `{ $given }`, ce n’est pas une habitude de regarder
bayes-not-a-habit-mend = écrivez daily, weekly ou once (tous les jours, chaque semaine, une fois) ; avec un nombre de 1 à { $most } pour autant de regards : daily:28
