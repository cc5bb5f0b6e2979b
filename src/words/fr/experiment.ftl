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

# Ce qui peut clocher dans un fichier de données.
data-in-column = colonne `{ $column }` : { $what }
data-broken = cette ligne n’est pas du CSV ({ $detail })
data-empty = le fichier est vide
data-empty-mend = exporter de nouveau les données : une ligne de noms de colonnes, puis une ligne par bras
data-no-rows = le fichier a des noms de colonnes mais pas de lignes
data-no-rows-mend = exporter de nouveau les données
data-column-twice = là deux fois
data-column-twice-mend = renommer l’une des deux colonnes, et nommer la bonne sous [data.columns] dans plan.toml
data-no-column = il n’y a pas de colonne `{ $column }`
data-no-column-near = vouliez-vous dire `{ $column }` ? Renommer la colonne, ou écrire `{ $role } = "{ $column }"` sous [data.columns] dans plan.toml
data-no-column-mend = le fichier a les colonnes { $columns } ; nommer la bonne par `{ $role } = "…"` sous [data.columns] dans plan.toml
data-row-length = la ligne a { $found } cases, pas { $expected }
data-row-length-mend = mettre entre guillemets doubles les textes qui contiennent un séparateur
data-row-twice = mêmes bras, jour et segment que la ligne { $line }
data-row-twice-mend = additionner les deux lignes, ou en supprimer une
data-unknown-arm = « { $arm } » n’est pas un bras du plan
data-unknown-arm-mend = les bras sont { $arms } ; l’autre nom d’un bras dans les données est son `code` dans plan.toml
data-absurd = { $units } unités sur une ligne, c’est impossible
data-absurd-mend = vérifier que la colonne contient des unités, pas des identifiants ou des sommes
data-too-many = { $converted } conversions pour { $units } unités
data-too-many-mend = compter chaque unité une fois, même si elle a converti plusieurs fois
data-negative = { $value } est inférieur à 0
data-negative-mend = un décompte commence à 0
data-count-huge = { $value } dépasse tout décompte
data-not-whole = { $value } n’est pas un nombre entier
data-not-whole-mend = écrire les décomptes sans décimales, et sans virgule entre les milliers
data-empty-cell = la case est vide
data-empty-cell-mend = écrire 0 s’il n’y avait personne
data-not-a-number = « { $value } » n’est pas un nombre
data-not-a-number-mend = écrire un nombre simple comme 1234,5
data-not-a-date = « { $value } » n’est pas une date
data-not-a-date-mend = écrire les jours comme 2026-07-06
data-sums-impossible = une somme des carrés de { $squares } est impossible : elle vaut au moins { $least }
data-sums-impossible-mend = vérifier que c’est la somme des carrés, pas le carré de la somme, sur les mêmes unités
data-sums-of-nobody = des sommes de personne : la ligne n’a pas d’unités
data-sums-of-nobody-mend = compter toutes les unités, ou écrire 0
data-spread-negative = un écart-type de { $value } est inférieur à 0
data-spread-of-one = une seule unité n’a pas de dispersion, mais un écart-type de { $value } est donné
data-spread-mend = écrire l’écart-type entre unités, ou les sommes
data-arm-missing = il n’y a pas de ligne du bras « { $arm } »
data-arm-missing-mend = exporter les données de tous les bras, ou corriger le `code` du bras dans plan.toml
data-mixed-segments = des lignes nomment un segment et d’autres non : des unités seraient comptées deux fois
data-mixed-segments-mend = garder soit les totaux, soit les segments
data-more = et { $problems } autres problèmes du même fichier
