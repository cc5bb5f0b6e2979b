# Dimensionner et comparer à partir de chiffres résumés.
size-title = Taille du test
size-visitors = { $units-n ->
    [one] { $units } visiteur
   *[other] { $units } visiteurs
}
size-answers = { $units-n ->
    [one] { $units } réponse
   *[other] { $units } réponses
}
size-weeks = { $weeks-n ->
    [one] { $weeks } semaine
   *[other] { $weeks } semaines
}
size-points = { $points } pt
size-control = témoin
size-variant = variante
size-variant-number = variante { $number }

size-need-two = Il faut { $arm } par groupe, { $total } en tout{ $duration }
size-need-equal = Il faut { $arm } dans chacun des { $arms } groupes, { $total } en tout{ $duration }
size-need-unequal = Il faut { $total } en tout ({ $arms }){ $duration }
size-arm-count = { $arm } : { $n }
size-has-power = Avec { $total } en tout, le test a une puissance de { $power } pour détecter un passage { $change }{ $duration }
size-has-power-margin = Avec { $total } en tout, le test a une puissance de { $power }{ $duration }
size-detects = Avec { $total } en tout, le plus petit changement détecté avec une puissance de { $power } est un passage { $change }{ $duration }
size-shows-margin = Avec { $total } en tout, l’équivalence est montrée avec une puissance de { $power } pour des marges à partir de { $margin }{ $duration }
size-tail-none = .
size-tail-weeks = { $weeks-n ->
    [one] {" "}: { $weeks } semaine à { $rate } par semaine.
   *[other] {" "}: { $weeks } semaines à { $rate } par semaine.
}
size-tail-never = , plus que { $rate } par semaine n’en amèneront jamais.
size-change = de { $baseline } à { $target } ({ $effect })
size-no-change = sans changement, à { $baseline }
size-shows-not-worse = Il peut alors montrer que la variante n’est pas en dessous du témoin de { $margin } ou plus (hypothèse : { $change }).
size-shows-not-above = Il peut alors montrer que la variante n’est pas au-dessus du témoin de { $margin } ou plus (hypothèse : { $change }).
size-shows-above = Il peut alors montrer que la variante dépasse le témoin de plus de { $margin } (hypothèse : { $change }).
size-shows-below = Il peut alors montrer que la variante est en dessous du témoin de plus de { $margin } (hypothèse : { $change }).
size-shows-equivalent = Il pourra alors montrer que la variante et le témoin sont équivalents : moins de { $margin } d’écart, dans un sens comme dans l’autre (hypothèse : { $change }).

size-few-counts = Peu de conversions attendues
size-few-counts-text = Un groupe ne peut attendre que { $expected } conversions (ou non-conversions) : l’approximation normale derrière cette taille est grossière.
size-few-counts-hint = Vérifier le plan par simulation, ou mesurer ce qui arrive plus souvent.
size-never = Le trafic n’amènera jamais assez de visiteurs
size-never-text = Comme des visiteurs reviennent, il ne viendra jamais plus de { $most } ; le test en demande { $total }.
size-too-long = Le test dure trop longtemps
size-too-long-text = { $weeks } semaines, c’est plus que { $most } : la page, la saison et les cookies changent pendant le test.
size-short = Le test dure plus que sa taille ne le demande
size-short-text = { $needed-n ->
    [one] Les unités arrivent en { $needed } semaine
   *[other] Les unités arrivent en { $needed } semaines
} ; il dure tout de même { $weeks } semaines entières, car les jours de la semaine et les jours de paie diffèrent.
size-instead = En { $weeks-n ->
    [one] { $weeks } semaine
   *[other] { $weeks } semaines
}, ce trafic détecte un passage { $change }.

size-fact-baseline = Valeur de départ
size-fact-target = Valeur visée
size-fact-lift = Variation relative
size-fact-difference = Différence
size-fact-margin = Marge
size-fact-sd = Écart-type
size-fact-exposure = Exposition d’une unité
size-fact-dispersion = Dispersion k
size-fact-promoters = Promoteurs aujourd’hui
size-fact-detractors = Détracteurs aujourd’hui
size-fact-odds-ratio = Rapport de cotes
size-fact-hazard-ratio = Rapport des risques
size-fact-events = Événements attendus
size-fact-horizon = Horizon
size-fact-level = Quantile
size-fact-density = Densité autour
size-fact-power = Puissance
size-fact-alpha = Risque de fausse alerte
size-fact-test = Test
size-fact-correction = Plusieurs variantes
size-fact-duration = Durée
size-attained = { $power } avec les unités entières ci-dessous
size-one-sided = unilatéral
size-two-one-sided = deux tests unilatéraux
size-two-sided = bilatéral
size-each = chaque comparaison à { $alpha }
size-by-then = { $units } d’ici là
size-test-pooled-z = test z du score de deux taux, variance commune (Fleiss, Tytun et Ury 1980)
size-test-farrington-manning = test z du score de deux taux face à une marge (Farrington et Manning 1990)
size-test-welch-t = test t de Welch de deux moyennes
size-test-fieller-t = test t de Fieller de deux moyennes face à une marge relative
size-test-delta-t = test t de Welch de deux rapports de totaux, linéarisés (Deng, Knoblich et Lu 2018)
size-test-poisson-score = test du score de deux taux de Poisson
size-test-negative-binomial-score = test du score de deux taux binomiaux négatifs
size-test-score-z = test z de deux Net Promoter Scores, chacun avec sa propre dispersion
size-test-brunner-munzel = test de Brunner et Munzel de réponses ordonnées (2000)
size-test-log-rank = test du log-rank, dimensionné par les événements de Schoenfeld (1983)
size-test-quantile-t = test t de Welch de deux quantiles, dispersion d’après les statistiques d’ordre
size-correction-dunnett = Dunnett 1955
size-correction-holm = Holm 1979, dimensionné par Bonferroni
size-correction-bonferroni = Bonferroni
size-correction-none = aucune

size-arms = Groupes
size-arm = Groupe
size-share = Part
size-visitors-title = Visiteurs
size-units-title = Unités
size-answers-title = Réponses
size-by-week = Plus petit changement détecté avec une puissance de { $power }, par semaine
size-by-week-chart = Plus petit changement détecté, par semaine
size-by-week-subtitle = Valeur de départ { $baseline }, { $rate } par semaine
size-by-week-note = La semaine marquée est celle du plan.
size-week = Semaines
size-units-so-far = Unités jusque-là
size-detected = Valeur atteinte
size-effect = Changement
size-no-effect = aucun
size-other-effects = Si le vrai changement est plus petit ou plus grand
size-value-reached = Valeur atteinte
size-power-with = Puissance avec { $units }
size-needed-for = Nécessaire pour une puissance de { $power }
size-too-many = trop
size-power-curve = Puissance selon le nombre d’unités

size-ways-out = Que faire quand le trafic manque
size-way-bolder = Tester un changement plus franc : un effet double demande quatre fois moins de trafic.
size-way-funnel = Décider sur un indicateur situé plus haut dans l’entonnoir, donc plus fréquent.
size-way-fewer-variants = Tester moins de variantes.
size-way-cap = Plafonner les quelques valeurs les plus grandes : un écart-type plus petit demande moins de trafic.
size-way-pool = Tester sur plusieurs pages à la fois et les juger ensemble.
size-way-covariate = Ajuster sur ce que chaque unité faisait avant le test (CUPED, `--covariate-correlation`) : avec une corrélation de { $correlation }, { $total } suffiraient, soit { $saved } de moins.
size-way-margin = Demander seulement que rien n’empire : un test avec une marge (`--margin`).
size-way-ship = Déployer et surveiller, si c’est peu coûteux et facile à défaire ; ou interroger les visiteurs par une micro-enquête.

size-assumptions = Ce que cette taille suppose
size-assume-same-test = L’analyse fait exactement le test dimensionné ici.
size-assume-one-look = Le test se lit une fois, à la fin ; regarder avant et s’arrêter au premier bon résultat fausse le risque de fausse alerte.
size-assume-baseline = La valeur de départ vient des mêmes pages, des mêmes visiteurs et de la même fenêtre que le test.
size-assume-spread = Moyenne et écart-type viennent des mêmes pages, des mêmes unités et de la même fenêtre que le test, et chaque unité compte une fois.
size-assume-ratio = Rapport et dispersion viennent des mêmes pages, des mêmes unités et de la même fenêtre que le test ; la dispersion est celle de ce que chaque unité apporte au rapport.
size-assume-count = Le taux, l’exposition d’une unité et la dispersion viennent d’unités semblables à celles du test ; une unité à plusieurs événements compte une fois.
size-assume-answers = Les unités sont des réponses, pas des invitations : avec un taux de réponse de 20 %, cinq invitations donnent une réponse.
size-assume-odds = La variante déplace de la même façon les cotes d’une réponse plus haute tout le long de l’échelle (cotes proportionnelles) ; les unités sont des réponses, pas des invitations.
size-assume-hazards = À tout moment, la chance de partir ensuite de ceux qui sont encore là diffère d’un même rapport entre les groupes (risques proportionnels), et elle est constante dans chacun.
size-assume-density = La densité autour du quantile est celle des mêmes pages et des mêmes unités, et diffère peu d’un groupe à l’autre.
size-assume-right-direction = Seul un changement significatif dans le sens prévu compte comme un succès.
size-assume-each-variant = Chaque variante a cette puissance pour elle-même ; le risque de fausse alerte est partagé entre toutes.
size-assume-return = Une unité revient dans une semaine ultérieure donnée avec une chance de { $rate }, et compte une seule fois.
size-assume-all-new = Personne ne revient : chaque semaine amène autant de nouvelles unités. Donner `--return-rate` si ce n’est pas le cas.

size-nothing-to-detect = la valeur visée est celle de départ : il n’y a rien à détecter
size-nothing-to-detect-mend = donner une valeur au-dessus ou en dessous de celle de départ, par exemple --lift +10%
size-on-the-margin = la valeur visée est sur la marge : aucune taille ne les distingue
size-on-the-margin-mend = donner une valeur meilleure que la marge, ou une marge plus large
size-outside-the-margins = la valeur visée est sur la marge ou au-delà : aucune taille ne montre qu’elle est en deçà
size-outside-the-margins-mend = donner une valeur plus proche du témoin, ou une marge plus large
size-score-out-of-reach = aucune réponse ne peut bouger pour que le score soit { $target }
size-score-out-of-reach-mend = un score est entre -100 et 100 ; donner une valeur plus proche, ou dire par `--shift promoters` ou `--shift detractors` qui change de réponse
size-equivalence-margin = l’équivalence demande une marge : quel écart revient encore au même ?
size-equivalence-margin-mend = ajouter `--margin` dans l’unité de l’indicateur, ou `--margin-lift` par rapport au témoin
size-no-lift = une variation relative ne dit rien d’une note qui peut être nulle ou négative
size-no-lift-mend = donner l’écart en points, avec `--difference` ou `--target`, et la marge avec `--margin`
size-effect-twice = l’effet est donné deux fois
size-effect-twice-mend = le donner d’une seule façon : en rapport, en parts, ou par `--target` ou `--difference`
size-ratio-spread = un rapport demande sa dispersion
size-ratio-spread-mend = donner `--sd` de ce qu’une unité apporte, ou à la fois `--denominator-mean`, `--denominator-sd`, `--numerator-sd` et `--correlation`
size-ratio-no-spread = numérateur et dénominateur ne laissent pas de dispersion pour dimensionner
size-ratio-no-spread-mend = vérifier que la moyenne du dénominateur n’est pas 0 et que la corrélation est entre -1 et 1
size-nps-more-than-all = promoteurs et détracteurs font ensemble plus que tout
size-nps-more-than-all-mend = donner des parts dont la somme fait 1 au plus ; les autres sont passifs
size-not-shares = `{ $option } { $given }` n’est pas une part par réponse
size-not-shares-mend = écrire au moins deux parts, de la réponse la plus basse à la plus haute, dont la somme fait 1 : 10%,20%,30%,40% ; les deux listes de même longueur
size-around = `--around { $given }` n’est pas deux quantiles
size-around-mend = écrire le plus bas d’abord, chacun comme niveau=valeur : 85%=1000,95%=1500
size-target-not-a-rate = la valeur visée serait { $target }, à partir de { $baseline } ; un taux est entre 0 % et 100 %
size-target-not-a-rate-mend = --lift est relatif (+10 % du taux), --difference est en points (1 % est un point)
size-lift-of-zero = un changement relatif d’une moyenne de 0 n’est pas un changement
size-lift-of-zero-mend = donner --target ou --difference au lieu de --lift
size-impossible-margin = aucune valeur n’est à cette marge de celle de départ
size-impossible-margin-mend = donner une marge plus petite que la valeur de départ ; --margin est absolue (-1 % est un point), --margin-lift relative
size-power-below-risk = une puissance de { $power } ne demande aucune donnée : le risque de fausse alerte est déjà de { $risk }
size-power-below-risk-mend = demander plus de puissance ; 80 % est d’usage
size-effect-out-of-reach = aucun changement possible n’est détecté avec { $units } unités
size-effect-out-of-reach-mend = donner plus d’unités, ou moins de puissance
size-too-few-units = il y a trop peu d’unités pour faire le test
size-too-few-units-mend = donner au moins deux unités par groupe
size-absurd = le test demanderait plus d’un milliard d’unités par groupe
size-absurd-mend = l’effet est trop petit pour être testé ; vérifier qu’il n’est pas mal tapé (0.1 veut dire 10 %)
size-sizes-do-not-fit = { $given } tailles sont données pour { $arms } groupes
size-sizes-do-not-fit-mend = donner une taille par groupe, le témoin d’abord : --n 15000:15000
size-search-failed = les nombres sont trop extrêmes pour le calcul
size-search-failed-mend = vérifier qu’aucun n’est mal tapé
size-split-too-few = un test a au moins deux groupes, pas { $arms }
size-split-too-many = { $arms } groupes, c’est plus qu’un test ne peut en avoir
size-split-too-many-mend = { $most } groupes au plus
size-split-not-positive = un groupe a la part { $share }, qui n’est pas au-dessus de 0
size-split-not-whole = les parts font { $sum } en tout, pas 100 %
size-split-mend = écrire les parts avec des deux-points, le témoin d’abord : 1:1, 50:50, 0.5:0.25:0.25
size-shares-twice = les tailles de --n disent déjà comment les unités sont réparties
size-shares-twice-mend = retirer --allocation, --arms et --variants, ou donner --n en un seul total
size-no-effect-given = rien ne dit quel effet détecter
size-no-effect-given-mend = donner --target, --lift ou --difference ; ou bien --n, pour savoir quel effet tant d’unités détectent
size-return-rate = `--return-rate` vaut { $given }, mais va de 0 à 1, 1 non compris
size-return-rate-mend = écrire la chance qu’une unité revienne dans une semaine ultérieure donnée, par exemple 0.2 ou 20%
size-weeks-order = `--max-weeks` est en dessous de `--min-weeks`
size-weeks-order-mend = échanger les deux

option-not-a-number = `{ $option }` vaut « { $given } », qui n’est pas un nombre
option-not-a-rate = `{ $option }` vaut « { $given } », mais un taux est entre 0 et 1, bornes exclues
option-not-positive = `{ $option }` vaut « { $given } », mais doit être au-dessus de 0
option-not-a-share = `{ $option }` vaut « { $given } », mais une part est entre 0 et 1
option-below-zero = `{ $option }` vaut « { $given } », mais doit être 0 ou plus
option-not-a-count = `{ $option }` vaut « { $given } », qui n’est pas un nombre entier de 0 ou plus
option-not-a-small-count = `{ $option }` vaut « { $given } », qui n’est pas un nombre entier de 1 à 10 000
option-not-a-choice = `{ $option }` ne peut pas valoir « { $given } »
option-choices = choisir parmi : { $choices }
option-mend = l’écrire ainsi : { $option } { $example }
option-rate-mend = l’écrire en pourcentage (3,2 %) ou en fraction (0,032)
option-rate-mend-percent = pour un pourcentage, écrire { $given }%

compare-title = Comparaison
compare-higher = Une hausse est montrée : { $variant-value } pour « { $variant } » contre { $control-value } pour « { $control } », une différence de { $difference } (intervalle à { $level } { $range } ; valeur p { $p }).
compare-lower = Une baisse est montrée : { $variant-value } pour « { $variant } » contre { $control-value } pour « { $control } », une différence de { $difference } (intervalle à { $level } { $range } ; valeur p { $p }).
compare-undecided = Aucune différence n’est montrée : { $variant-value } pour « { $variant } » contre { $control-value } pour « { $control } », mais la vraie différence peut aussi bien être n’importe où { $range } (observée { $difference }, intervalle à { $level }, valeur p { $p }).
compare-no-increase = Aucune hausse n’est montrée, et le test ne cherche rien d’autre : { $variant-value } pour « { $variant } » contre { $control-value } pour « { $control } », une différence de { $difference } (intervalle à { $level } { $range } ; valeur p unilatérale { $p }).
compare-no-decrease = Aucune baisse n’est montrée, et le test ne cherche rien d’autre : { $variant-value } pour « { $variant } » contre { $control-value } pour « { $control } », une différence de { $difference } (intervalle à { $level } { $range } ; valeur p unilatérale { $p }).
compare-adjusted = { $difference } après ajustement sur la covariable
compare-retention-higher = Plus d’unités restent : { $variant-value } de « { $variant } » contre { $control-value } de « { $control } » sont encore là. Selon le test du log-rank les risques diffèrent (valeur p { $p }), ce qui, à la part de « { $control } », fait { $difference } (intervalle à { $level } { $range }).
compare-retention-lower = Moins d’unités restent : { $variant-value } de « { $variant } » contre { $control-value } de « { $control } » sont encore là. Selon le test du log-rank les risques diffèrent (valeur p { $p }), ce qui, à la part de « { $control } », fait { $difference } (intervalle à { $level } { $range }).
compare-retention-undecided = Aucune différence n’est montrée : { $variant-value } de « { $variant } » contre { $control-value } de « { $control } » sont encore là, et le test du log-rank ne distingue pas leurs risques (valeur p { $p }). À la part de « { $control } », les risques font { $difference }, mais ce peut aussi bien être n’importe où { $range } (intervalle à { $level }).
compare-not-below = Il est montré, au risque de { $alpha }, que « { $variant } » n’est pas en dessous de « { $control } » de { $margin } ou plus : { $variant-value } contre { $control-value }, une différence de { $difference } (intervalle à { $level } { $range } ; valeur p { $p }).
compare-not-above = Il est montré, au risque de { $alpha }, que « { $variant } » n’est pas au-dessus de « { $control } » de { $margin } ou plus : { $variant-value } contre { $control-value }, une différence de { $difference } (intervalle à { $level } { $range } ; valeur p { $p }).
compare-above-by = Il est montré, au risque de { $alpha }, que « { $variant } » dépasse « { $control } » de plus de { $margin } : { $variant-value } contre { $control-value }, une différence de { $difference } (intervalle à { $level } { $range } ; valeur p { $p }).
compare-below-by = Il est montré, au risque de { $alpha }, que « { $variant } » est en dessous de « { $control } » de plus de { $margin } : { $variant-value } contre { $control-value }, une différence de { $difference } (intervalle à { $level } { $range } ; valeur p { $p }).
compare-equivalent = Il est montré, au risque de { $alpha }, que « { $variant } » et « { $control } » sont équivalents, à moins de { $margin } d’écart : { $variant-value } contre { $control-value }, soit une différence de { $difference } (intervalle à { $level } { $range } ; valeur p { $p }).
compare-margin-undecided = La marge de { $signed-margin } n’est pas exclue : { $variant-value } pour « { $variant } » contre { $control-value } pour « { $control } » ; la vraie différence peut aussi bien être n’importe où { $range } (observée { $difference }, intervalle à { $level }, valeur p { $p }).
compare-cannot-say = Rien ne peut être conclu sur « { $variant } » : { $reason }.
compare-because-few = un groupe a trop peu d’unités
compare-because-alike = dans chaque groupe toutes les unités sont pareilles, donc rien ne dit jusqu’où va le hasard
compare-because-extreme = les nombres sont trop extrêmes pour le calcul
compare-none-of-many = Aucune des { $variants } variantes ne se distingue du témoin.
compare-some-of-many = { $decided-n ->
    [one] { $decided } variante sur { $variants } diffère du témoin.
   *[other] { $decided } variantes sur { $variants } diffèrent du témoin.
}
compare-margin-of-many = { $decided-n ->
    [one] { $decided } variante sur { $variants } passe la marge.
   *[other] { $decided } variantes sur { $variants } passent la marge.
}
compare-range = de { $low } à { $high }
compare-range-up = à partir de { $low }
compare-range-down = jusqu’à { $high }
compare-range-none = n’importe où
compare-interval = Intervalle à { $level }
compare-effects = Chaque variante face au témoin (intervalles à { $level })
compare-conversions = Conversions
compare-rate = Taux
compare-mean = Moyenne
compare-difference-interval = Son intervalle
compare-lift-interval = Son intervalle
compare-p = Valeur p
compare-p-adjusted = Valeur p ajustée
compare-chart = Effet de chaque variante
compare-verdict-above = plus haut
compare-verdict-below = plus bas
compare-verdict-within = équivalent
compare-verdict-undecided = indécis
compare-verdict-cannot-say = rien à dire
compare-greater = unilatéral, à la recherche d’une hausse
compare-less = unilatéral, à la recherche d’une baisse
compare-method-score = test du score ; différence et variation relative par la même statistique (Miettinen et Nurminen 1985)
compare-method-newcombe = test du score ; différence par la méthode 10 de Newcombe (1998), variation relative par le score
compare-method-agresti-caffo = test du score ; différence par Agresti et Caffo (2000), variation relative par le score
compare-method-wald = test z avec la variance propre à chaque groupe ; différence par Wald, variation relative par le logarithme de Katz
compare-method-welch = test t de Welch ; différence et variation relative (Fieller 1954) par la même statistique
compare-correction-dunnett = Dunnett 1955 : valeurs p ajustées et intervalles simultanés
compare-correction-holm = Holm 1979 pour les valeurs p, Bonferroni pour les intervalles
compare-correction-bonferroni = Bonferroni : valeurs p multipliées par leur nombre, intervalles élargis
compare-correction-none = aucune : plus il y a de variantes, plus il y a de fausses alertes
compare-broken-split = Les groupes n’ont pas eu leurs parts
compare-split-detail = { $units } unités, valeur p { $p } face aux parts prévues
compare-broken-split-hint = Trouver pourquoi des unités manquent dans un groupe avant de croire à un effet.
compare-few-counts = Très peu de conversions
compare-few-counts-text = Un groupe n’a que { $fewest-n ->
    [one] { $fewest } conversion (ou non-conversion)
   *[other] { $fewest } conversions (ou non-conversions)
} : l’intervalle et la valeur p sont approximatifs.
compare-unbounded = Il manque une borne à la variation relative
compare-unbounded-zero = Le témoin n’a aucune conversion, ou une moyenne nulle : rien à quoi rapporter un changement. Lire plutôt la différence.
compare-unbounded-noise = La valeur du témoin ne se distingue pas clairement de zéro : une variation relative peut donc être n’importe quoi. Lire plutôt la différence.
compare-mind = Ce que ces chiffres ne disent pas
compare-mind-undecided = « Aucune différence montrée » n’est pas « aucune différence » : l’intervalle dit quels effets restent possibles.
compare-mind-one-look = La valeur p vaut pour un seul regard, à une taille fixée d’avance ; s’arrêter au premier bon résultat multiplie les fausses alertes.
compare-mind-split = On n’a pas vérifié si les groupes ont eu leurs parts : donner les parts prévues avec `--allocation`.

compare-too-few-arms = une comparaison demande un témoin et au moins une variante, pas { $arms-n ->
    [one] { $arms } groupe
   *[other] { $arms } groupes
}
compare-too-few-arms-mend = donner d’abord le témoin, puis chaque variante : 400/4000 445/4000
compare-too-few-units = le groupe { $arm } a { $units-n ->
    [one] { $units } unité
   *[other] { $units } unités
} : une dispersion en demande deux
compare-too-few-units-mend = donner au moins deux unités à chaque groupe, ou omettre le groupe
compare-risk = un risque unilatéral d’un demi ou plus ne laisse aucun intervalle
compare-risk-mend = donner --alpha en dessous de 50 % ; 5 % est d’usage
compare-name-twice = deux groupes s’appellent { $name }
compare-name-twice-mend = donner à chaque groupe son propre nom
compare-not-a-count = « { $given } » n’est pas un nombre de conversions sur un nombre de visiteurs
compare-not-a-count-mend = l’écrire ainsi : 400/4000, ou temoin=400/4000
compare-no-visitors = « { $given } » n’a aucun visiteur
compare-no-visitors-mend = retirer le groupe, ou donner ses visiteurs
compare-too-many-conversions = { $conversions } conversions, c’est plus que { $visitors } visiteurs
compare-too-many-conversions-mend = écrire d’abord les conversions, puis les visiteurs ; un visiteur qui convertit deux fois compte une fois
compare-not-a-mean = « { $given } » n’est pas une moyenne, un écart-type de 0 ou plus et un nombre d’unités
compare-not-a-mean-mend = l’écrire ainsi : 25.1:40.2:12000, ou temoin=25.1:40.2:12000
compare-shares-do-not-fit = { $shares } parts sont données pour { $arms } groupes
compare-shares-do-not-fit-mend = donner une part par groupe, le témoin d’abord : --allocation 1:1

# Comparer des réponses ordonnées et la rétention
compare-different-scale = le groupe { $arm } compte { $counts } réponses, et l’échelle en a { $answers }
compare-different-scale-mend = donnez un effectif par réponse de l’échelle, de la plus basse à la plus haute, le même nombre dans chaque groupe : 5,10,40,80,65
compare-beyond-follow-up = le groupe { $arm } n’a été suivi que jusqu’à { $followed }, rien ne dit donc qui est encore là plus tard
compare-beyond-follow-up-mend = donnez un --horizon d’au plus { $followed }
# Comparer des comptes et des Net Promoter Scores.
compare-events = Événements
compare-score = Score
compare-because-no-events = personne n’a eu d’événement, dans aucun groupe
compare-because-arm-without-events = un groupe n’a aucun événement, et rien n’a pas de logarithme
compare-because-no-margin-form = cette méthode ne connaît que les marges relatives
compare-because-too-many-outcomes = il y a trop d’événements pour passer en revue toutes les issues ; le score convient à de telles tailles
compare-unbounded-no-events = Le témoin n’a aucun événement : rien à quoi rapporter un changement. Lire plutôt la différence.
compare-method-nps = test z de deux Net Promoter Scores, chacun avec sa propre dispersion
compare-method-events-score = test du score de deux taux de Poisson ; différence et variation relative par la même statistique
compare-method-events-wald = test z avec la variance propre à chaque groupe ; différence par Wald, variation relative par le logarithme du rapport
compare-method-events-log = test z du logarithme du rapport ; différence par le score, variation relative par le logarithme
compare-method-events-mover = test du score de deux taux de Poisson ; différence et variation relative à partir des limites de chaque groupe (Zou et Donner 2008)
compare-method-events-exact = test exact à nombre total d’événements donné (Przyborowski et Wilenski 1940) ; différence par le score, variation relative exacte
compare-method-events-mid-p = mid-p du test exact à nombre total d’événements donné ; différence et variation relative par le score
compare-method-events-e-test = test E (Krishnamoorthy et Thomson 2004) ; différence et variation relative par le score
compare-method-counts-score = test du score de deux taux binomiaux négatifs ; différence et variation relative par la même statistique
compare-method-counts-log = test z du logarithme du rapport, binomial négatif (Zhu et Lakkis 2014) ; différence par le score
compare-method-counts-welch = test t de Welch avec la dispersion que montrent les unités ; différence et variation relative (Fieller 1954) par la même statistique
compare-mind-poisson = Les événements sont supposés venir un à un, par hasard : là où des unités en ont beaucoup et d’autres aucun, comparer les comptes par unité (moyenne, écart-type et unités), sinon la valeur p est trop petite.
compare-not-events = « { $given } » n’est pas un nombre d’événements sur une exposition
compare-not-events-mend = l’écrire ainsi : 130/5200, ou temoin=130/5200
compare-no-exposure = « { $given } » n’a aucune exposition : le nombre après la barre doit être au-dessus de 0
compare-no-exposure-mend = écrire d’abord les événements, puis le temps ou le trafic dont ils viennent : 130/5200
compare-not-unit-counts = « { $given } » n’est pas un compte moyen de 0 ou plus, son écart-type et un nombre d’unités
compare-not-unit-counts-mend = l’écrire ainsi : 0.31:0.62:2000 ; ou, pour des événements sur une exposition, 130/5200
compare-count-no-units = des événements sur une exposition n’ont pas d’unités dont on vérifierait la répartition
compare-count-no-units-mend = retirer `--allocation`, ou donner moyenne, écart-type et unités : 0.31:0.62:2000
compare-not-nps = « { $given } » n’est ni des promoteurs, passifs et détracteurs, ni les onze comptes des réponses de 0 à 10
compare-not-nps-mend = l’écrire ainsi : 450:300:250, ou avec onze comptes séparés par des virgules, la réponse 0 d’abord
compare-nps-nobody = « { $given } » n’a aucune réponse
compare-nps-nobody-mend = retirer le groupe, ou donner ses réponses : 450:300:250
# Covariables et grappes.
size-fact-covariate = Corrélation avec la covariable
size-covariate-left = il reste { $left } de la variance
size-fact-clusters = Grappes
size-clusters-per-arm = { $arms } grappes de { $size } unités en moyenne
size-design-effect = effet de plan { $effect } (corrélation intraclasse { $icc }, variation des tailles { $cv })
size-assume-covariate = L’analyse ajuste sur la même covariable (CUPED), connue avant le test ; sa corrélation de { $correlation } vient d’une période aussi longue que le test. Sans l’ajustement, le test demande { $total } unités.
size-assume-clusters = Chaque grappe est tout entière dans un groupe, et l’analyse tient compte des grappes : des unités comptées comme isolées multiplient les fausses alertes.
size-few-clusters = Il y a peu de grappes
size-few-clusters-text = Un groupe n’a que { $clusters-n ->
    [one] { $clusters } grappe
   *[other] { $clusters } grappes
} : en dessous de 20, la puissance réelle est plus basse que la puissance calculée.
size-few-clusters-hint = Prendre des grappes plus nombreuses et plus petites, plutôt que plus d’unités dans chacune.
size-covariate-correlation = `{ $option }` vaut { $given }, mais une corrélation avec une covariable est strictement entre -1 et 1
size-covariate-correlation-mend = écrire la corrélation entre l’indicateur et la covariable sur les mêmes unités, par exemple 0,5
size-cluster-too-small = `{ $option }` vaut { $given }, mais une grappe contient au moins une unité
size-cluster-cv = `{ $option }` vaut { $given }, mais un coefficient de variation vaut 0 ou plus
size-cluster-mend = donner la taille moyenne d’une grappe (20, par exemple), la corrélation intraclasse (0,02, par exemple) et, si les tailles diffèrent, leur coefficient de variation
compare-also = Les mêmes données lues autrement (intervalles à { $level } ; ces lectures ne décident rien)
compare-also-reading = Lecture
compare-reading-mean-answer = Réponse moyenne
compare-reading-top-two = Part des deux réponses les plus hautes
compare-reading-hazard-ratio = Départs par unité de temps (sa variation relative est le rapport des risques moins 1)
compare-reading-restricted-mean = Temps moyen de présence, jusqu’à l’horizon
compare-reading-share-at-horizon = Part présente à l’horizon, chaque groupe seul
compare-win-higher = Les réponses de « { $variant } » sont plus hautes : une réponse de « { $variant } » est plus haute qu’une réponse de « { $control } » avec une chance de { $chance } (50 % = aucune différence ; intervalle à { $level } { $chance-range } ; valeur p { $p }).
compare-win-lower = Les réponses de « { $variant } » sont plus basses : une réponse de « { $variant } » n’est plus haute qu’une réponse de « { $control } » qu’avec une chance de { $chance } (50 % = aucune différence ; intervalle à { $level } { $chance-range } ; valeur p { $p }).
compare-win-undecided = Aucune différence n’est montrée : une réponse de « { $variant } » est plus haute qu’une réponse de « { $control } » avec une chance de { $chance } (50 % = aucune différence), mais la vraie chance peut bien se trouver n’importe où { $chance-range } (intervalle à { $level }, valeur p { $p }).
compare-win-not-below = Il est montré, au risque de { $alpha }, que les réponses de « { $variant } » ne sont pas plus basses de { $margin } ou plus : l’une d’elles est plus haute qu’une réponse de « { $control } » avec une chance de { $chance } (50 % = aucune différence ; intervalle à { $level } { $chance-range } ; valeur p { $p }).
compare-win-not-above = Il est montré, au risque de { $alpha }, que les réponses de « { $variant } » ne sont pas plus hautes de { $margin } ou plus : l’une d’elles est plus haute qu’une réponse de « { $control } » avec une chance de { $chance } (50 % = aucune différence ; intervalle à { $level } { $chance-range } ; valeur p { $p }).
compare-win-above-by = Il est montré, au risque de { $alpha }, que les réponses de « { $variant } » sont plus hautes de plus de { $margin } : l’une d’elles est plus haute qu’une réponse de « { $control } » avec une chance de { $chance } (50 % = aucune différence ; intervalle à { $level } { $chance-range } ; valeur p { $p }).
compare-win-below-by = Il est montré, au risque de { $alpha }, que les réponses de « { $variant } » sont plus basses de plus de { $margin } : l’une d’elles est plus haute qu’une réponse de « { $control } » avec une chance de { $chance } (50 % = aucune différence ; intervalle à { $level } { $chance-range } ; valeur p { $p }).
compare-win-equivalent = Il est montré, au risque de { $alpha }, que les réponses de « { $variant } » et de « { $control } » sont équivalentes : la chance qu’une réponse de « { $variant } » soit plus haute est de { $chance }, à moins de { $margin } de 50 % (intervalle à { $level } { $chance-range } ; valeur p { $p }).
compare-win-margin-undecided = La marge de { $signed-margin } n’est pas exclue : une réponse de « { $variant } » est plus haute qu’une réponse de « { $control } » avec une chance de { $chance } (50 % = aucune différence), mais la vraie chance peut bien se trouver n’importe où { $chance-range } (intervalle à { $level }, valeur p { $p }).
compare-win-better = Les réponses hautes sont ici les meilleures : une amélioration.
compare-win-worse = Les réponses basses sont ici les meilleures : une dégradation.
compare-win-lower-better = Les réponses basses sont ici les meilleures : une amélioration.
compare-win-lower-worse = Les réponses hautes sont ici les meilleures : une dégradation.
compare-win-chance = Chance d’une réponse plus haute (ex æquo pour moitié)
compare-mean-answer = Réponse moyenne
compare-share-there = Encore là à l’horizon
compare-because-separated = chaque réponse d’un groupe dépasse chaque réponse de l’autre, ce qui ne laisse pas de dispersion à quoi mesurer une marge
compare-because-nobody-left = personne n’est parti tant que les deux groupes étaient suivis
compare-nobody-or-everybody = Personne du témoin n’est parti avant l’horizon, ou tout le monde
compare-nobody-or-everybody-text = Aucun changement ne peut alors se dire en part de ceux qui sont encore là. Lisez le rapport des risques et la valeur p, ou choisissez un autre horizon.
compare-hazard-ratio = Rapport des risques de « { $variant } »
compare-hazard-ratio-value = { $ratio } (intervalle { $range } ; sous 1 : moins de départs)
compare-method-brunner-munzel = Brunner et Munzel 2000 ; seul l’ordre des réponses compte
compare-method-brunner-munzel-logit = Brunner et Munzel 2000 sur le logit ; seul l’ordre des réponses compte
compare-method-log-rank = test du log-rank ; différence et variation relative à l’horizon par son rapport des risques, la part du témoin prise telle qu’observée
compare-method-cox = modèle de Cox, ex æquo selon Efron ; différence et variation relative à l’horizon par son rapport des risques, la part du témoin prise telle qu’observée
compare-not-answers = « { $given } » n’est pas un effectif par réponse
compare-not-answers-mend = écrivez les effectifs de la réponse la plus basse à la plus haute, séparés par des virgules : 5,10,40,80,65, ou temoin=5,10,40,80,65
compare-not-a-scale = « { $given } » n’est pas une échelle de réponses
compare-not-a-scale-mend = écrivez sa réponse la plus basse et la plus haute : --scale 1:5
compare-which-is-better = un score d’effort demande de savoir dans quel sens c’est mieux : les uns comptent l’effort, les autres la facilité
compare-which-is-better-mend = ajoutez --better lower si 1 est le moindre effort, --better higher si la réponse la plus haute est la plus facile
compare-margin-without-ratio = une marge relative n’a pas de sens pour des réponses ordonnées
compare-margin-without-ratio-mend = donnez --margin sur la chance d’une réponse plus haute : -3% demande si elle dépasse 47 %
compare-not-times = « { $given } » n’est pas une liste de temps avec ceux qui sont partis et ceux vus pour la dernière fois
compare-not-times-mend = écrivez temps:partis:vus pour la dernière fois par période, séparés par des virgules : 1:40:5,2:30:3,3:20:102, ou temoin=1:40:5,…
compare-test-without-share = Personne ou tout le monde est parti de « { $control } » avant l’horizon, on ne peut donc dire aucun changement de la part encore là ({ $variant-value } pour « { $variant } » contre { $control-value } pour « { $control } ») ; le test de tous les temps de départ donne la valeur p { $p }.
compare-mind-hazards = La différence et la variation relative sont celles du rapport des risques, qui résume les deux courbes entières ; là où elles se croisent, lisez la part à l’horizon de chaque groupe seul.
compare-chart-answers = Réponses de chaque groupe
compare-chart-times = Qui est encore là

# Estimer un nombre.
estimate-title = Estimation
estimate-says = { $measure } : { $value } ; avec une confiance de { $level }, { $range }.
estimate-says-alone = { $measure } : { $value } ; aucun intervalle possible : { $reason }.
estimate-values = Ce que dit l’échantillon
estimate-measure = Nombre
estimate-value = Valeur
estimate-margin = Marge
estimate-rate = Taux
estimate-mean = Moyenne
estimate-event-rate = Événements par unité d’exposition
estimate-score = Net Promoter Score
estimate-mean-answer = Réponse moyenne
estimate-top-two-box = Part des deux meilleures réponses
estimate-ratio = Rapport des totaux
estimate-population-share = Part de toutes les personnes
estimate-population-mean = Moyenne de toutes les personnes
estimate-confidence = Confiance
estimate-population = Personnes en tout
estimate-method = Intervalle
estimate-method-wilson = Wilson 1927, par le score
estimate-method-clopper-pearson = exact, Clopper et Pearson 1934
estimate-method-mid-p = exact, en comptant la moitié de ce qui est observé (mid-p)
estimate-method-jeffreys = loi a priori de Jeffreys
estimate-method-wald = normal, avec la variance observée (Wald)
estimate-method-agresti-coull = Agresti et Coull 1998
estimate-method-blaker = exact, Blaker 2000
estimate-method-student = t de Student
estimate-method-score = score d’un taux de Poisson
estimate-method-garwood = exact, Garwood 1936
estimate-method-adjusted-wald = normal, après ajout de ¾ de promoteur, 1½ passif et ¾ de détracteur (Wald ajusté)
estimate-method-normal = normal
estimate-because-few = il y a trop peu d’unités pour dire comment elles diffèrent
estimate-because-alike = toutes les unités sont pareilles, donc rien ne dit jusqu’où va le hasard
estimate-because-no-events = il n’y a aucun événement
estimate-because-zero-denominator = il n’y a rien par quoi diviser
estimate-mind-chance = L’intervalle dit jusqu’où va le hasard, pas si ces unités ressemblent à celles qui vous intéressent.
estimate-mind-poisson = Les événements sont supposés venir un à un, par hasard ; là où des unités en ont beaucoup et d’autres aucun, l’intervalle est trop étroit.
estimate-mind-who-answers = Ceux qui répondent peuvent différer de ceux qui ne répondent pas ; aucun nombre de réponses n’y change rien.
estimate-too-sure = une confiance de { $given } ne laisse aucun risque avec lequel calculer
estimate-too-sure-mend = donner une confiance comme 95 % ou 99 %
estimate-no-number = l’échantillon ne donne aucun nombre : { $reason }
estimate-no-number-mend = donner au moins deux réponses ou unités qui diffèrent
estimate-ces-direction = un score d’effort demande son sens : certaines échelles demandent si c’était facile, d’autres si c’était difficile
estimate-ces-direction-mend = ajouter `--better higher` si les réponses hautes sont bonnes, `--better lower` si ce sont les basses
estimate-not-answers = « { $given } » n’est pas une liste du nombre de chaque réponse
estimate-not-answers-mend = écrire au moins trois comptes, la réponse la plus basse d’abord, pas tous nuls : 5,10,40,80,65
estimate-not-a-ratio = aucune unité n’a ces moyennes, ces écarts-types et cette corrélation
estimate-not-a-ratio-mend = donner une corrélation de -1 à 1, et deux unités ou plus
estimate-not-a-part = « { $given } » n’est pas une moyenne et son écart-type
estimate-not-a-part-mend = l’écrire ainsi : 50.2:30.1
estimate-not-a-group = « { $given } » n’est pas les réponses d’un groupe et son nombre de personnes
estimate-not-a-group-mend = écrire les personnes après une arobase : 16/80@800
estimate-survey-population-twice = les groupes apportent leurs propres personnes : `--population` n’a pas sa place à côté
estimate-survey-population-twice-mend = retirer `--population`

# Planifier une enquête.
size-survey-title = Taille de l’enquête
size-survey-needs = Il faut { $answers } pour une marge de { $margin } avec une confiance de { $confidence }{ $invitations }
size-survey-gives = { $answers } donnent une marge de { $margin } avec une confiance de { $confidence }{ $invitations }
size-survey-invited = { $count-n ->
    [one] {""} : { $count } invitation pour un taux de réponse de { $rate }.
   *[other] {""} : { $count } invitations pour un taux de réponse de { $rate }.
}
size-survey-share = Part attendue
size-survey-response-rate = Taux de réponse
size-survey-invitations = Invitations
size-survey-group = Groupe
size-survey-groups = Réponses par groupe
size-survey-people = Personnes
size-survey-allocation = Répartition sur les groupes
size-survey-proportional = comme les personnes
size-survey-neyman = comme les personnes fois la dispersion (Neyman 1934)
size-survey-margin-is = La moitié de la largeur de l’intervalle
size-survey-other-margins = Autres marges
size-survey-assume-random = Les personnes interrogées sont tirées au hasard parmi toutes.
size-survey-assume-half = On ne sait rien de la réponse : une part de 50 % est celle qui en demande le plus.
size-survey-more-than-population = { $answers } réponses, c’est plus que { $people } personnes
size-survey-more-than-population-mend = donner le nombre de toutes les personnes, y compris celles qui n’ont pas répondu
size-survey-goal = il manque une marge ou un nombre de réponses
size-survey-goal-mend = ajouter --margin 5% ; ou bien --n 400, pour savoir quelle marge tant de réponses donnent
size-survey-cannot = aucun nombre de réponses n’atteint cette marge avec ces groupes
size-survey-cannot-mend = donner une marge plus large, des personnes dans chaque groupe, et des réponses qui diffèrent
size-survey-not-a-group = « { $given } » n’est pas un groupe, ses personnes et la part attendue
size-survey-not-a-group-mend = l’écrire ainsi : --stratum habitues:9000:40%
size-survey-groups-alone = les groupes apportent leurs propres personnes, parts et marge
size-survey-groups-alone-mend = à côté de `--stratum`, donner `--margin` seule, sans `--n`, `--population`, `--share`, `--sd` ni score
size-survey-measure = une enquête mesure une chose à la fois
size-survey-measure-mend = donner `--share`, ou `--sd`, ou `--promoters` avec `--detractors`
# Dimensionner des réponses ordonnées et la rétention
size-fact-chance-today = Chance d’une réponse plus haute sans changement (ex æquo pour moitié)
size-fact-chance-target = Chance d’une réponse plus haute à détecter
size-fact-there-today = Encore là à l’horizon aujourd’hui
size-fact-there-target = Encore là, à détecter
size-fact-top-two = Deux réponses les plus hautes
size-fact-mean-answer = Réponse moyenne (1 à { $answers })
size-fact-whitehead = Selon la formule de Whitehead (1993), en tout
size-from-to = { $from } → { $to }

# Comparer des comptes et des scores depuis des fichiers.
compare-not-a-unit-count = { $events } événements sur une exposition de { $exposure } ne sont pas le compte d’une unité
compare-not-a-unit-count-mend = écrire des nombres entiers d’événements, et des expositions au-dessus de 0
compare-nps-no-zero = attention : personne n’a répondu 0 ; si l’échelle commençait à 1, ces scores ne se comparent à aucun autre
# Means of raw values, ratios of totals, quantiles
compare-no-value = la somme des dénominateurs du groupe { $arm } est nulle : il n’a pas de ratio
compare-no-value-mend = vérifier la colonne du dénominateur, ou retirer ce groupe
compare-ratio = Ratio
compare-quantile-of = Quantile à { $level }
compare-method-default = { $method } ; méthode par défaut, les autres avec `--method`
compare-method-delta = test t de Welch, et différence ; variation relative par la méthode delta, qui peut contredire le test
compare-method-log-delta = test t de Welch, et différence ; variation relative par la méthode delta sur le logarithme du rapport, qui peut contredire le test
compare-method-mean-z = test z, variances supposées connues ; différence et variation relative (Fieller 1954) par la même statistique
compare-method-bootstrap = test t de Welch ; intervalles de la différence et de la variation relative par bootstrap BCa (Efron 1987), qui peuvent contredire le test
compare-method-exact = exacte : toutes les issues comptées, aux taux qui les rendent le plus probables (Chan & Zhang 1999) ; test, différence et variation relative concordent
compare-method-mid-p = test exact de Fisher, mi-p (Lancaster 1961) ; différence et variation relative par le score, qui peuvent contredire le test
compare-too-many-to-count = une comparaison exacte parcourt toutes les issues : { $most } visiteurs au plus par groupe
compare-too-many-to-count-mend = retirer --method : avec autant de visiteurs, la méthode du score vaut l’exacte
compare-because-denominator = les dénominateurs d’un groupe ne se distinguent pas clairement de zéro, son ratio peut donc être n’importe lequel
compare-because-far-out = le quantile est si extrême que ce nombre de valeurs ne montre pas où il s’arrête
compare-because-covariate = la covariable ne varie pas, elle n’explique donc rien
compare-fact-resamples = Rééchantillons
compare-resamples = { $draws }, graine { $seed }
compare-fact-spread = Dispersion d’une unité
compare-spread-ratio = numérateur et dénominateur d’une unité réunis en un nombre par la méthode delta (Deng, Knoblich & Lu 2018)
compare-spread-quantile = lue sur les statistiques d’ordre autour du quantile (Deng, Knoblich & Lu 2018)
compare-fact-covariate = Covariable
compare-covariate = il reste { $left } de la variance, et autant des unités nécessaires (CUPED, Deng et autres 2013 ; θ = { $theta }) ; la variation relative se rapporte au témoin non ajusté
compare-fact-cap = Plafond
compare-cap-applied = au quantile à { $cap } de tous les groupes réunis, { $threshold } ; unités au-dessus : { $beyond }
compare-cap-not-applied = aucun ; au quantile à { $cap }, { $threshold }, unités au-dessus : { $beyond }
compare-fact-cap-saves = Ce qu’épargne le plafond
compare-cap-saves = { $saved } des unités nécessaires pour montrer une même différence
compare-cap-would-save = il épargnerait { $saved } des unités nécessaires pour montrer une même différence
compare-cap-changes = Le plafond change la conclusion
compare-cap-changes-text = { $variant } : { $capped } avec plafond (valeur p { $capped-p }), { $uncapped } sans (valeur p { $uncapped-p }).
compare-cap-changes-hint = Décider du plafond avant le test ; quelques grandes valeurs décident ici.
compare-heavy-tail = Une queue lourde
compare-heavy-tail-text = Dans { $arm }, une seule unité porte { $share } du total.
compare-heavy-tail-hint = Regarder cette unité. Un plafond au quantile à { $cap } ({ $threshold }) épargnerait { $saved } des unités nécessaires pour montrer une même différence : --cap { $option }
compare-heavy-tail-capped = Regarder cette unité. Les valeurs comparées ici sont plafonnées.
compare-bootstrap-fails = Le bootstrap ne donne pas d’intervalle
compare-bootstrap-fails-text = Quelques valeurs pèsent tant que les percentiles corrigés sortent des rééchantillons. Davantage de tirages, un plafond ou la méthode par défaut peuvent aider.
compare-data-column = { $option } manque : de quelle colonne du fichier s’agit-il ?
compare-data-column-mend = ajouter { $option } COLONNE
compare-data-left-out = { $units-n ->
    [one] { $units } unité sans valeur est laissée de côté.
   *[other] { $units } unités sans valeur sont laissées de côté.
}
compare-data-no-control = aucun groupe du fichier ne s’appelle { $name }
compare-data-no-control-mend = les groupes sont { $arms }
compare-no-source = il n’y a rien à comparer
compare-no-source-mend = donner les chiffres de chaque groupe, le témoin d’abord, ou un fichier d’unités : --data FICHIER --arm COLONNE
compare-two-sources = des chiffres résumés et un fichier d’unités ont été donnés à la fois
compare-two-sources-mend = donner l’un des deux
compare-draws-for-nothing = --draws ne sert qu’au bootstrap
compare-draws-for-nothing-mend = ajouter --method bootstrap, ou retirer --draws
compare-bootstrap-needs-values = le bootstrap tire dans les valeurs des unités, sans covariable
compare-bootstrap-needs-values-mend = donner-les avec --data FICHIER --arm COLONNE --value COLONNE
compare-draws = --draws vaut « { $given } », mais le bootstrap prend de 1000 à 1000000 rééchantillons
compare-draws-mend = retirer-le pour en avoir 10000
compare-not-a-ratio = « { $given } » n’est pas fait des unités, sommes, sommes des carrés et somme des produits du numérateur y et du dénominateur x
compare-not-a-ratio-mend = écrire ainsi, n:Σy:Σx:Σy²:Σx²:Σxy : 4:3:12:5:46:12
compare-impossible-sums = aucunes données n’ont les sommes « { $given } »
compare-impossible-sums-mend = vérifier leur ordre, n:Σy:Σx:Σy²:Σx²:Σxy ; une somme de carrés vaut au moins le carré de la somme sur n
compare-reading-capped = avec plafond
compare-reading-uncapped = sans plafond
compare-reading-share-above-zero = part au-dessus de zéro (conversion)
compare-reading-value-above-zero = moyenne au-dessus de zéro (panier)
compare-reading-unadjusted = sans la covariable
# Autres corrections pour plusieurs variantes.
size-correction-hochberg = Hochberg 1988, dimensionné par Bonferroni
size-correction-hommel = Hommel 1988, dimensionné par Bonferroni
size-correction-benjamini-hochberg = Benjamini et Hochberg 1995, dimensionné pour une seule découverte, comme par Bonferroni
compare-correction-hochberg = Hochberg 1988 pour les valeurs p, Bonferroni pour les intervalles
compare-correction-hommel = Hommel 1988 pour les valeurs p, Bonferroni pour les intervalles
compare-correction-benjamini-hochberg = Benjamini et Hochberg 1995 : le risque est la part attendue de fausses découvertes ; les intervalles tiennent le taux de fausse couverture

# Puissance simulée.
size-fact-simulated = Puissance simulée
size-simulated-how = { $tests-n ->
    [one] sur { $tests } test simulé, lu par la comparaison même de l’analyse
   *[other] sur { $tests } tests simulés, lus par la comparaison même de l’analyse
} (± { $error } pt)
size-simulate-too-many = `--simulate` vaut { $given } : autant de tests prendraient des minutes sans rien dire de plus
size-simulate-too-many-mend = simuler { $most } tests au plus

# Une liste de tests.
size-batch-and-kind = une liste et un genre d’indicateur sont donnés à la fois
size-batch-and-kind-mend = retirer le genre : chaque ligne de la liste nomme le sien
size-kinds-mend = choisir un genre : proportion, mean, ratio, count, nps, ordinal, survival ou quantile ; ou une liste avec --batch FICHIER.csv
size-batch-failed = { $failed-n ->
    [one] { $failed } ligne sur { $rows } n’a pas pu être dimensionnée
   *[other] { $failed } lignes sur { $rows } n’ont pas pu être dimensionnées
} : la colonne `error` dit pourquoi
size-batch-column = la colonne `{ $column }` n’est une option d’aucun genre de test
size-batch-column-mend = nommer les colonnes comme les options de `jalon size` : baseline, lift, target, power, units-per-week …
size-batch-no-kind = la liste n’a pas de colonne `kind`
size-batch-no-kind-mend = ajouter une colonne `kind` avec proportion, mean, ratio, count, nps, ordinal, survival ou quantile à chaque ligne
size-batch-row-kind = la ligne ne nomme pas de genre d’indicateur
size-batch-caption = Tests
size-batch-name = Nom
size-batch-kind = Genre
size-batch-per-arm = Unités par groupe
size-batch-total = Unités en tout
size-batch-error = Non dimensionné parce que
list-empty-mend = une liste est une ligne de noms de colonnes, puis une ligne par élément
list-column-twice-mend = renommer ou retirer une des deux colonnes
size-batch-survey = une enquête n’a pas de test, ni de ligne dans une liste de tests
size-batch-survey-mend = la dimensionner à part : jalon size survey
# Means of raw values, ratios of totals, quantiles

# Estimates from files of units
estimate-says-unreached = { $measure } : non atteint ; avec une confiance de { $level }, { $range }.
estimate-says-nothing = { $measure } : non atteint ; aucun intervalle possible : { $reason }.
estimate-capped-mean = Moyenne, plafonnée au quantile { $level }
estimate-quantile = Quantile { $level }
estimate-still-there = Part encore là à { $time }
estimate-median-time = Temps au bout duquel la moitié est partie
estimate-because-beyond = personne n’a été suivi jusqu’à l’horizon
estimate-because-beyond-mend = donner un horizon qui ne dépasse pas le temps le plus long du fichier
estimate-mind-last-seen = Les unités vues pour la dernière fois avant l’horizon sont supposées partir au même rythme que celles encore suivies.
estimate-method-order-statistics = d’une valeur à une autre, par la loi binomiale (statistiques d’ordre)
estimate-method-log-log = normal sur log(−log S), variance de Greenwood
estimate-method-brookmeyer-crowley = les temps auxquels une part d’une moitié n’est pas rejetée, Brookmeyer & Crowley 1982
estimate-no-source = il n’y a rien à estimer
estimate-no-source-mend = donner les chiffres résumés, ou un fichier d’unités avec --data FICHIER et ses colonnes ; `--help` les énumère
estimate-no-values = la colonne n’a aucune valeur
estimate-no-values-mend = vérifier que c’est la bonne colonne, et que ses cases sont remplies
compare-no-units = le groupe { $arm } n’a aucune unité
estimate-short-scale = { $given } n’a pas deux meilleures réponses
estimate-short-scale-mend = donner une échelle d’au moins trois réponses : --scale 1:5

# Planifié d’après des unités passées.
size-past-title = Mesuré sur
size-past-units = { $units-n ->
    [one] { $units } unité de { $file } : { $columns }
   *[other] { $units } unités de { $file } : { $columns }
}
size-past-left-out = { $units-n ->
    [one] { $units } unité sans valeur est laissée de côté
   *[other] { $units } unités sans valeur sont laissées de côté
}
size-past-few = `{ $column }` : moins de deux unités ont une valeur
size-past-few-mend = donner un fichier avec plus d’unités
size-past-alike = `{ $column }` : les valeurs ne varient pas, et une taille demande leur dispersion
size-past-alike-mend = vérifier que c’est la bonne colonne ; donner des unités passées qui diffèrent
size-past-extreme = `{ $column }` : trop peu d’unités se trouvent au-delà de ce quantile pour dire comment elles se dispersent autour
size-past-extreme-mend = donner plus d’unités, ou un niveau plus proche de 50 %
size-past-denominator = `{ $column }` : le total des dénominateurs est trop proche de 0 pour un rapport
size-past-denominator-mend = vérifier que la bonne colonne est au dénominateur ; donner plus d’unités
size-past-cap-alike = plafonnées au quantile à { $level }, toutes les valeurs sont égales
size-past-cap-alike-mend = plafonner à un niveau plus élevé, ou pas du tout
size-past-covariate-same = la covariable est l’indicateur lui-même, ou le dit tout entier : il ne reste rien à tester
size-past-covariate-same-mend = nommer une colonne connue avant le test
size-cap-caption = L’effet du plafond sur la taille
size-cap-values = Valeurs
size-cap-uncapped = Telles quelles
size-cap-capped = Plafonnées à { $threshold } (quantile à { $level })
size-cap-mean = Moyenne
size-cap-note = { $units-n ->
    [one] { $units } unité se trouve au-dessus du plafond ({ $share })
   *[other] { $units } unités se trouvent au-dessus du plafond ({ $share })
} ; le plafond retire { $mean } à la moyenne ({ $taken }).
size-cap-applied = Le test est planifié avec les valeurs plafonnées : les plafonner aussi dans l’analyse.
size-cap-not-applied = Le test est planifié avec les valeurs telles quelles ; { $option } le planifie avec des valeurs plafonnées.

# past units of answers and of retention
size-past-horizon = `{ $column }` : personne n’a été suivi jusqu’à l’horizon
size-past-horizon-mend = donner un `--horizon` plus proche, ou des unités passées suivies plus longtemps
size-past-all-or-none = `{ $column }` : à l’horizon, personne n’était parti, ou tous l’étaient ; une taille demande les deux
size-past-all-or-none-mend = donner un `--horizon` plus lointain ou plus proche, ou davantage d’unités passées

# open ends of the calculators
compare-no-lift-mend = donner la marge en points, avec `--margin`
compare-fact-split = Répartition comme prévu
estimate-method-ratio = normal, avec la variance de ce que chaque unité apporte au rapport (méthode delta)
estimate-method-survey = normal, avec la variance parmi les personnes interrogées (chaque groupe selon son nombre)
size-survey-response = si peu de personnes invitées répondent que les invitations ne se comptent plus
size-survey-response-mend = vérifier `--response-rate` : 20 % est courant, 0.2 dit la même chose
# Looks at the data before the end.
looks-title = Analyses prévues des données
looks-look = Analyse
looks-numbered = { $number } ({ $information })
looks-efficacy = Démontré dès
looks-difference = Mesuré alors
looks-futility = Abandon dès
looks-alpha-spent = Risque dépensé
looks-stop-planned = Finit ici
looks-stop-none = Finit ici sans effet
looks-note = z compte dans le sens de l’effet prévu. « Mesuré alors » est la différence qui serait tout juste démontrée à cette analyse, environ. « Finit ici » est la probabilité avec l’effet prévu.
looks-expected = Unités attendues
looks-expected-remark = avec l’effet prévu ; { $half } avec la moitié, { $none } sans effet, { $once } pour un test lu une fois
looks-none = un test a au moins une analyse : la dernière
looks-none-mend = donner un nombre d’analyses de 1 ou plus
looks-too-many = { $looks } analyses sont prévues
looks-too-many-mend = prévoir { $most } analyses au plus, ou lire le test à tout moment avec un intervalle fait pour cela
looks-no-share = l’analyse { $look } a { $information } de toutes les unités : ce n’est pas une part au-dessus de 0 et jusqu’à 1
looks-no-share-mend = écrire chaque analyse comme une part de toutes les unités, la dernière comme 100 % : 25%,50%,100%
looks-not-growing = l’analyse { $look } n’apporte rien de neuf : { $before } de toutes les unités avant elle, { $information } avec elle
looks-not-growing-mend = écrire les analyses dans l’ordre du temps, chacune avec plus d’unités que la précédente
looks-last-incomplete = la dernière analyse a { $information } de toutes les unités
looks-last-incomplete-mend = la dernière analyse vient à la fin : l’écrire comme 100 %
looks-risk = un risque de moitié ou plus d’un côté ne laisse pas de borne
looks-risk-mend = baisser alpha
looks-power = la puissance demandée ne dépasse pas le risque de fausse alerte
looks-power-mend = augmenter la puissance
looks-parameter = { $value } n’est pas un paramètre de ces bornes
looks-parameter-mend = wang-tsiatis prend de −2 à 1, kim-demets un nombre au-dessus de 0, hwang-shih-decani de −500 à 500, haybittle-peto un nombre au-dessus de 0 et jusqu’à 38
looks-values = { $given } valeurs pour { $expected } analyses
looks-values-mend = donner une valeur pour chaque analyse
looks-not-spent = le risque dépensé jusqu’à l’analyse { $look } est de { $spent } : moins qu’avant, ou plus qu’il n’y en a
looks-not-spent-mend = faire croître les risques d’analyse en analyse, jusqu’au risque entier à la dernière
looks-used-up = tout le risque de fausse alerte est dépensé avant l’analyse { $look } : il ne reste rien pour décider
looks-used-up-mend = dépenser moins avant, ou supprimer les analyses d’après
looks-crossing = à l’analyse { $look } l’abandon commence là où l’effet est démontré : le test ne peut pas continuer
looks-crossing-mend = abandonner moins tôt (futilité hwang-shih-decani avec −4, ou obrien-fleming), prévoir moins d’analyses, ou se passer de futilité
looks-binding-sides = un abandon obligatoire demande un test unilatéral
looks-binding-sides-mend = demander un seul côté (sides 1), ou retirer binding
size-looks-missing = `{ $option }` parle d’analyses, et aucune n’est prévue
size-looks-missing-mend = ajouter `--looks 4`, ou `--information 25%,50%,100%`
size-looks-correction = cette correction pour plusieurs variantes suppose une seule analyse, à la fin
size-looks-correction-mend = utiliser `--correction bonferroni` avec plusieurs analyses
size-looks-equivalence = l’équivalence se démontre à la fin, pas à une analyse intermédiaire
size-looks-equivalence-mend = retirer les analyses intermédiaires, ou demander avec une marge d’un seul côté que rien n’empire
size-bounds-need-parameter = `{ $option } { $name }` demande un paramètre
size-bounds-have-no-parameter = `{ $option } { $name }` n’a pas de paramètre, et `{ $parameter }` en donne un
size-bounds-parameter-positive = le paramètre de `{ $option } { $name }` doit être au-dessus de 0
size-futility-does-not-spend = `{ $option } { $name }` : un abandon dépense un risque, et ces bornes n’en dépensent pas
size-bounds-mend = obrien-fleming et pocock n’ont pas de paramètre ; kim-demets prend sa puissance (3), hwang-shih-decani son gamma (-4), wang-tsiatis sa forme (0.25), haybittle-peto sa première borne (3) ; la futilité prend l’une des quatre premières
size-assume-looks = Les données décident aux analyses prévues et à aucun autre moment ; les bornes suivent les unités réellement présentes.

# Réponses dont toutes celles d’un groupe dépassent celles de l’autre.
compare-separated-higher = Les réponses de « { $variant } » sont plus hautes : chacune dépasse chaque réponse de « { $control } » (valeur p exacte { $p }). De combien les chances diffèrent ne peut être dit : il n’y a pas de dispersion à quoi le mesurer.
compare-separated-lower = Les réponses de « { $variant } » sont plus basses : chaque réponse de « { $control } » les dépasse toutes (valeur p exacte { $p }). De combien les chances diffèrent ne peut être dit : il n’y a pas de dispersion à quoi le mesurer.
compare-separated-undecided = Aucune différence n’est montrée entre « { $variant } » et « { $control } » : chaque réponse d’un groupe dépasse chaque réponse de l’autre, mais avec si peu de réponses, le hasard seul en fait autant (valeur p exacte { $p }).
compare-method-separated = { $method } ; quand chaque réponse d’un groupe dépasse chaque réponse de l’autre, le test exact de Mann et Whitney 1947

# Rapport des cotes à côté des comparaisons exactes de taux ; un plafond avant une covariable.
compare-reading-odds-ratio = Cotes (leur variation relative est le rapport des cotes moins 1)
compare-odds-ratio = Rapport des cotes de « { $variant } »
compare-odds-ratio-value = { $ratio } (intervalle à { $level } { $range } ; valeur p { $p } ; le total des conversions étant donné)
compare-odds-ratio-none = ne peut être dit : { $reason }
compare-because-no-odds = personne n’a converti, ou tout le monde

# Graphiques des estimations et des enquêtes.
estimate-chart = { $measure } et son intervalle
size-survey-chart = Marge selon le nombre de réponses
# Looks by their days, and their charts.
looks-day = Jour, environ
looks-note-dated = Jours comme si les unités venaient régulièrement sur ceux qui sont prévus ; chaque analyse compte dès que ses unités sont là, et la dernière à la fin prévue. « Finit ici » est la probabilité avec l’effet prévu.
looks-expected-length = Durée attendue
looks-expected-days = environ { $planned } jours sur { $days } avec l’effet prévu, { $half } avec la moitié, { $none } sans effet
looks-chart = Quand le test s’arrête
looks-sizes-chart = Combien d’unités prend le test
looks-with-none = Aucun effet
looks-with-half = La moitié de l’effet prévu
looks-with-planned = L’effet prévu
plan-any-time = décide à tout moment, par des intervalles qui valent à chaque analyse ; la puissance prévue est celle d’un test lu une fois, la puissance simulée celle de ce test, regardé chaque jour
