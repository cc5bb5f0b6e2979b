# Plans, verrous, analyses, décisions.
# Ce qui peut clocher dans un plan.
plan-metric-not-testable = jalon ne sait pas tester l’indicateur `{ $metric }` : ce n’est ni un taux ni une moyenne
plan-metric-not-testable-mend = nommer un indicateur de type "proportion" ou "moyenne"
plan-margin-side = `{ $field }` est du bon côté : une marge est la pire variation de { $metric } que l’on tolère
plan-margin-side-mend-higher = pour cet indicateur, plus vaut mieux : écrire un nombre inférieur à 0, comme -0.02
plan-margin-side-mend-lower = pour cet indicateur, moins vaut mieux : écrire un nombre supérieur à 0, comme 0.02
plan-two-changes = `{ $lift }` et `{ $difference }` sont là tous les deux
plan-two-changes-mend = garder l’un des deux
plan-no-change = ni `{ $lift }` ni `{ $difference }` n’est là
plan-no-change-mend = ajouter une ligne comme `{ $lift } = 0.05` pour 5 % de la valeur du témoin
plan-arms-few = un test a au moins deux bras, le témoin d’abord
plan-arms-few-mend = ajouter des tables [[arm]] avec `name` et `share`
plan-arm-twice = le bras « { $name } » est là deux fois
plan-arm-twice-mend = donner à chaque bras un nom et un code à lui
plan-shares-whole = les parts des bras font { $sum } ensemble
plan-shares-whole-mend = faire en sorte que leur somme soit 1
plan-dates-order = le test finit le { $end }, avant son début le { $start }
plan-dates-order-mend = échanger `start` et `end`, ou corriger l’un des deux
plan-units-none = `design.units` vaut 0
plan-units-none-mend = écrire les unités de tous les bras ensemble, ou supprimer la ligne et laisser jalon les calculer
plan-no-baseline = la valeur actuelle de { $metric } n’est pas connue
plan-no-baseline-mend = ajouter `baseline = …` ici, ou à l’indicateur { $metric } dans jalon.toml (une moyenne veut aussi `sd`)
plan-margin-unused = une marge ne sert à rien dans un test de supériorité
plan-margin-unused-mend = supprimer la ligne, ou ajouter `aim = "non_infériorité"`
plan-effect-none = l’effet prévu est nul
plan-effect-none-mend = écrire le plus petit effet que le test ne doit pas manquer
plan-effect-side = `{ $field }` prévoit que { $metric } empire
plan-effect-side-mend-higher = pour cet indicateur, plus vaut mieux : écrire un nombre supérieur à 0
plan-effect-side-mend-lower = pour cet indicateur, moins vaut mieux : écrire un nombre inférieur à 0
plan-target-outside = depuis { $baseline }, l’effet prévu mène à { $target }, qui n’est pas un taux
plan-target-outside-mend = un gain de 5 % s’écrit 0.05 ou "5%" ; vérifier valeur de départ et effet
plan-column-not-text = le nom de la colonne `{ $column }` n’est pas un texte
plan-column-not-text-mend = l’écrire entre guillemets : { $column } = "nom dans le fichier"
plan-metric-twice = l’indicateur { $metric } est deux fois dans le plan
plan-metric-twice-mend = donner à chaque indicateur un seul rôle : primary, secondary ou guardrail
plan-not-whole-weeks = le test est prévu pour { $days-n ->
    [one] { $days } jour
   *[other] { $days } jours
}, ce qui ne fait pas des semaines entières
plan-not-whole-weeks-mend = le finir la veille du jour de semaine où il commence : semaine et week-end diffèrent
plan-too-short = le test est prévu pour { $days-n ->
    [one] { $days } jour
   *[other] { $days } jours
}, moins que son `min_weeks` ({ $weeks })
plan-too-short-mend = le finir plus tard, ou baisser `min_weeks`
plan-too-long = le test est prévu pour { $days-n ->
    [one] { $days } jour
   *[other] { $days } jours
}, plus que son `max_weeks` ({ $weeks })
plan-too-long-mend = prévoir un effet plus grand, prendre plus de trafic, ou augmenter `max_weeks`
plan-no-guardrail = le plan n’a pas de garde-fou : un gain sur l’indicateur principal pourrait cacher une perte ailleurs
plan-no-guardrail-mend = ajouter un [[guardrail]] avec `metric` et `margin_lift` ou `margin_difference`

# Ce qui peut clocher dans un registre.
record-other = ce registre est celui d’une autre expérience que { $id }
record-other-mend = restaurer le fichier depuis la gestion de versions
record-seal = ce registre n’est pas tel que jalon l’a écrit : changé à la main, fusionné ou tronqué
record-seal-mend = le restaurer depuis la gestion de versions ; pour continuer avec lui tel quel, `--accept-record`, qui sera noté
record-order = dans ce registre, les jours vont à reculons
record-order-mend = restaurer le fichier depuis la gestion de versions
experiment-folder-name = « { $name } » ne peut pas être l’identifiant d’une expérience
experiment-folder-name-mend = nommer le dossier comme E003-nom-court
experiment-no-plan = { $id } a un registre mais pas de plan
experiment-no-plan-mend = restaurer plan.toml depuis la gestion de versions
