# Plans, verrous, analyses, décisions.
# Ce qui peut clocher dans un plan.
plan-margin-side = `{ $field }` est du bon côté : une marge est la pire variation de { $metric } que l’on tolère
plan-margin-side-mend-higher = pour cet indicateur, plus vaut mieux : écrire un nombre inférieur à 0, comme -0.02
plan-margin-side-mend-lower = pour cet indicateur, moins vaut mieux : écrire un nombre supérieur à 0, comme 0.02
plan-margin-to-beat = `{ $field }` est du mauvais côté : la marge est le plus petit gain de { $metric } qui vaille la peine
plan-margin-to-beat-mend = l’écrire avec le signe d’un gain, ou choisir aim = "non_inferiority" pour la pire variation tolérée
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
plan-no-relative-change = `{ $field }` : une variation relative ne dit rien du score { $metric }, qui peut valoir 0 ou moins
plan-no-relative-change-mend-nps = écrire `{ $difference }` en points du score : 3 pour trois points de plus
plan-no-relative-change-mend = écrire `{ $difference }` comme une probabilité : 0.03 si la variante répond plus haut que le témoin dans 53 paires sur 100 au lieu de 50
plan-odds-ratio = un rapport de cotes ne dit rien de { $metric }, dont les réponses ne sont pas ordonnées
plan-odds-ratio-mend = écrire `lift` ou `difference`
plan-odds-side-mend-higher = pour cet indicateur, plus vaut mieux : écrire un rapport de cotes supérieur à 1
plan-odds-side-mend-lower = pour cet indicateur, moins vaut mieux : écrire un rapport de cotes inférieur à 1
plan-covariate-kind = { $metric } n’est pas ajusté sur une covariable : seuls les taux et les moyennes le sont
plan-covariate-kind-mend = retirer `covariate_correlation`, pour que la taille soit celle du test
plan-no-horizon = l’indicateur { $metric } ne dit pas après combien de temps se lit la rétention
plan-no-horizon-mend = écrire `horizon = 30`, dans l’unité des données, sous l’indicateur { $metric } dans jalon.toml
plan-needs-units = { $metric } ne peut pas s’analyser à partir de sommes : il faut la valeur de chaque unité
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
data-out-of-scale = { $value } dépasse toute mesure : de 1e-50 à 1e50
data-out-of-scale-mend = vérifier la colonne ; prendre une unité dans laquelle les nombres ne sont ni si grands ni si petits
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
data-units-empty-mend = exporter de nouveau les données : une ligne de noms de colonnes, puis une ligne par unité
data-column-twice-mend-plain = renommer l’une des deux colonnes
data-no-column-near-plain = vouliez-vous dire `{ $column }` ?
data-no-column-mend-plain = le fichier a les colonnes { $columns }
data-unknown-arm-plain = « { $arm } » n’est pas un groupe
data-unknown-arm-mend-plain = les groupes sont { $arms }
data-arm-missing-mend-plain = exporter les données de tous les groupes, ou corriger le nom du groupe
data-no-arm = pas de groupe
data-no-arm-mend = écrire le groupe de chaque unité, ou supprimer la ligne
data-arms-many = plus de { $arms } groupes
data-arms-many-mend = nommer la colonne qui dit dans quel groupe était une unité, pas celle qui nomme l’unité
data-value-huge = { $value } dépasse toute mesure
data-value-huge-mend = laisser la case vide là où il n’y a pas de valeur
data-empty-unit-mend = écrire 0 s’il ne s’est rien passé ; une unité omise fausserait la comparaison des bras
data-not-yes-or-no = « { $value } » n’est ni 1 ni 0
data-not-yes-or-no-mend = écrire 1 ou 0, vrai ou faux, oui ou non
data-no-exposure = { $value } n’est pas une exposition
data-no-exposure-mend = une exposition est supérieure à 0 : une durée, un nombre de sessions ; omettre les unités qui n’en ont pas, ou omettre la colonne si elle est la même pour toutes
data-no-counts = aucune unité n’a ces événements et ces expositions
data-no-counts-mend = vérifier que les événements et les expositions sont des sommes sur les mêmes unités
data-product-impossible = une telle somme des produits est impossible
data-product-impossible-mend = vérifier que c’est la somme du produit des deux de chaque unité, pas le produit de leurs sommes
data-too-many-answers = { $answers } réponses de { $units } unités
data-too-many-answers-mend = compter au plus une réponse par unité
data-off-scale = { $value } n’est pas sur l’échelle de { $low } à { $high }
data-off-scale-mend = les réponses sont des nombres entiers de { $low } à { $high } ; laisser la case vide si personne n’a répondu, ou corriger l’échelle de l’indicateur dans jalon.toml
data-negative-time-mend = les durées commencent à 0
data-no-scale = l’indicateur { $metric } n’a pas d’échelle
data-no-scale-mend = écrire la plus basse et la plus haute réponse dans jalon.toml, par exemple `scale = [1, 5]`, sous l’indicateur { $metric }
data-needs-units = l’indicateur { $metric } ne peut pas se lire dans des sommes : { $why }
data-needs-units-retention = la rétention demande combien de temps chaque unité est restée
data-needs-units-quantile = un quantile demande la valeur de chaque unité
data-needs-units-cap = un plafond demande la valeur de chaque unité
data-needs-units-mend = exporter une ligne par unité, et écrire `kind = "unités"` sous [data] dans plan.toml
data-unit-twice = l’unité { $unit } est déjà là, à la ligne { $line }
data-unit-twice-mend = écrire une ligne par unité, avec tout ce qu’elle a fait ; omettre les unités qui étaient dans plusieurs bras
data-cluster-in-two-arms = « { $cluster } » est dans un autre groupe à la ligne { $line }
data-cluster-in-two-arms-mend = omettre toutes les lignes de ceux qui étaient dans plusieurs groupes
data-exposures-empty-mend = exporter à nouveau les expositions : unité, groupe et instant, une ligne par exposition
data-events-empty-mend = exporter à nouveau les événements : unité, instant et événement, une ligne par événement
data-no-time-mend = écrire l’instant de chaque ligne
data-not-a-time = « { $value } » n’est pas un instant
data-not-a-time-mend = écrire les instants comme 2026-07-06T14:30:00Z, avec un décalage comme +02:00, ou à l’heure de `time_zone` ; ou en secondes depuis 1970
data-no-unit-mend = écrire l’unité de chaque ligne, ou supprimer la ligne
data-units-many = plus d’unités qu’on ne peut en numéroter (4 294 967 296)
data-units-many-mend = les agréger dans l’entrepôt de données, et donner les sommes
data-nobody-known = aucun événement ne vient d’une unité exposée
data-nobody-known-mend = vérifier que les deux journaux nomment les unités de la même façon : le même identifiant, écrit pareil
data-no-event-value-mend = écrire la valeur de chaque événement de ce type ; 0 s’il n’en a pas
data-no-event-column = la colonne `{ $column }`, où se lit l’événement « { $event } », manque
data-no-event-column-mend = ajouter la colonne, ou nommer la bonne par `value` sous [[data.metric]] dans plan.toml
plan-no-events = le plan ne nomme aucun journal d’événements
plan-no-events-mend = écrire `events = ["commandes.csv"]` sous [data] ; `file` est le journal des expositions
plan-window-days = `{ $field }` n’est pas un nombre de jours de 1 à 3 660
plan-window-days-mend = écrire des jours entiers ; l’omettre pour compter tous les événements
plan-time-zone = « { $given } » n’est pas un fuseau horaire
plan-time-zone-mend = écrire un nom comme Europe/Paris ou UTC
plan-metric-no-event = rien ne dit de quels événements est fait l’indicateur { $metric }
plan-metric-no-event-mend = ajouter [[data.metric]] avec `metric = "{ $metric }"` et son `event`
plan-event-no-value = l’indicateur { $metric } a besoin de la valeur de ses événements
plan-event-no-value-mend = nommer la colonne du journal par `value` sous [[data.metric]]
plan-event-no-denominator = le ratio { $metric } a besoin de l’événement de son dénominateur
plan-event-no-denominator-mend = le nommer par `denominator` sous [[data.metric]]
plan-event-unused = le plan ne mesure pas { $metric }
plan-event-unused-mend = l’enlever de [[data.metric]], ou l’ajouter aux indicateurs du plan
plan-no-before = une covariable est prévue, mais rien ne dit combien de jours avant le test elle se lit
plan-no-before-mend = écrire `before_days = 28` sous [data]
data-in-row-group = groupe de lignes { $group }, ligne { $row } : { $what }
data-row-group-broken = le groupe de lignes { $group } est illisible ({ $detail })
data-row-group-broken-mend = réécrire le fichier, avec des colonnes simples et une compression snappy, zstd ou aucune
data-parquet-broken = ce fichier Parquet est illisible ({ $detail })
data-parquet-broken-mend = le copier à nouveau en entier, ou le réécrire
data-foreign = ce fichier est d’un autre type ({ $form })
data-foreign-mend = l’exporter en CSV, compressé en gzip ou zstd ou non, ou en Parquet
data-truncated = les données { $form } s’arrêtent trop tôt : le fichier a été lu jusqu’à cette ligne et n’est pas entier
data-corrupt = les données { $form } ne se décompressent pas : le fichier a été lu jusqu’à cette ligne et il est abîmé
data-truncated-mend = copier ou exporter à nouveau le fichier, en entier
data-unreadable = la lecture du fichier s’interrompt ({ $detail })
data-endless-row = une ligne qui commence ici ne finit jamais
data-endless-row-mend = chercher un guillemet double ouvert et jamais refermé
data-mixed-encoding = à partir de cette ligne, les lettres sont codées autrement (UTF-8 ou Windows-1252) que plus haut
data-mixed-encoding-mend = exporter à nouveau le fichier dans un seul codage, de préférence UTF-8
data-columns-missing = la colonne `{ $column }` manque, alors que { $first } en a une
data-columns-more = il y a une colonne `{ $column }`, alors que { $first } n’en a pas
data-columns-differ-mend = exporter tous les fichiers avec les mêmes colonnes
data-more = et { $problems } autres problèmes du même fichier

# Registres, et trouver les expériences.
record-future = le registre parle déjà du { $latest }, mais aujourd’hui serait le { $today }
record-future-mend = vérifier l’horloge ou `--as-of` ; pour regarder en arrière sans écrire, ajouter `--dry-run`
experiment-unknown = il n’y a pas d’expérience { $id }
experiment-unknown-mend = expériences connues : { $known }
experiment-none-mend = en préparer une avec `jalon plan` et l’identifiant d’une amélioration

# Effets.
effect-unknown = impossible à dire
effect-unbounded = sans limite
effect-points = { $points } points
effect-score-points = points
effect-wins = { $points } points de probabilité de gain
effect-interval = [{ $low } ; { $high }]
effect-unit = { $value } { $unit }

# Contrôles.
health-ok = en ordre
health-warning = à examiner
health-failed = pas en ordre
check-sample-ratio = Parts des bras
check-empty-arm = Bras avec des unités
check-conversions = Conversions
check-events = Événements
check-answers = Réponses
check-answer-scale = Échelle des réponses
check-missing-days = Jours manquants
check-days-outside = Jours hors du plan
check-whole-weeks = Semaines entières
check-planned-weeks = Durée prévue
check-planned-size = Unités prévues
check-segments = Segments
check-one-arm = Un groupe par unité
check-bots = Robots
check-windows = Fenêtres
check-logs = Journaux
check-bad-rows = Lignes écartées
health-sample-ratio-ok = { $units } unités s’accordent avec les parts prévues { $shares } (valeur p { $p })
health-sample-ratio-failed = { $units } unités ne s’accordent pas avec les parts prévues { $shares } (valeur p { $p }) : la répartition est faussée, les bras ne sont pas comparables
health-sample-ratio-where = { $what } ; au pire { $part }
health-sample-ratio-unknown = il n’y a pas d’unités à comparer aux parts prévues
health-beside = { $left } / { $right }
health-part-segment = dans le segment « { $segment } »
health-part-day = le { $day }
health-empty-arm = le bras « { $arm } » n’a pas d’unités pendant les jours du test
health-arms-filled = { $arms } bras sur { $arms } ont des unités
health-no-conversions = personne n’a converti dans aucun bras ({ $metric }) : est-ce mesuré ?
health-zero-conversions = personne n’a converti dans { $arms } ({ $metric })
health-no-events = rien n’a été compté dans aucun bras ({ $metric }) : est-ce mesuré ?
health-zero-events = rien n’a été compté dans { $arms } ({ $metric })
health-no-departures = personne n’est parti dans aucun bras ({ $metric }) : est-ce mesuré ?
health-zero-departures = personne n’est parti dans { $arms } ({ $metric })
health-no-answers = personne n’a répondu dans aucun bras ({ $metric }) : est-ce mesuré ?
health-zero-answers = personne n’a répondu dans { $arms } ({ $metric })
health-answer-scale = pas un seul 0 parmi { $answers } réponses ({ $metric }) : a-t-on répondu de 1 à 10 ? Un Net Promoter Score se demande de 0 à 10, et un score demandé à partir de 1 ne s’y compare pas
health-undated = les données ne sont pas datées : les jours ne peuvent pas être vérifiés
health-no-missing-days = { $days-n ->
    [one] { $days } jour
   *[other] { $days } jours
} de données, aucun ne manque
health-missing-days = { $days-n ->
    [one] { $days } jour manque
   *[other] { $days } jours manquent
}, à partir du { $first }
health-one-arm = chaque unité n’a été vue que dans un groupe
health-several-arms = { $units-n ->
    [one] { $units } unité a été vue dans plusieurs groupes et est laissée de côté
   *[other] { $units } unités ont été vues dans plusieurs groupes et sont laissées de côté
} ({ $each }, selon le groupe vu en premier)
health-bots = { $units-n ->
    [one] { $units } unité qui a plus d’événements qu’un client est laissée de côté
   *[other] { $units } unités qui ont plus d’événements qu’un client sont laissées de côté
} (`most_events`)
health-windows = { $units-n ->
    [one] { $units } unité sur { $all } est encore dans sa fenêtre et comptera plus tard
   *[other] { $units } unités sur { $all } sont encore dans leur fenêtre et compteront plus tard
}
health-logs = { $events } événements : { $others } d’unités non exposées, { $early } avant la première exposition, { $late } après la fenêtre, { $repeated } répétés, { $unasked } qu’aucun indicateur ne demande
health-bad-rows = { $skipped-n ->
    [one] { $skipped } ligne sur { $rows } est illisible et laissée de côté
   *[other] { $skipped } lignes sur { $rows } sont illisibles et laissées de côté
} ; les regarder sans `--on-bad-row skip`
health-days-outside = laissés de côté : { $before } jours avant le début, { $after } après la fin prévue, { $future } après le jour de l’analyse
health-whole-weeks = { $weeks-n ->
    [one] { $weeks } semaine entière
   *[other] { $weeks } semaines entières
}
health-part-of-week = { $weeks } semaines entières et { $days-n ->
    [one] { $days } jour
   *[other] { $days } jours
} : les jours de la semaine ne pèsent pas autant
health-planned-weeks = { $days } jours sur { $planned } prévus
health-too-few-days = { $days } jours sur { $planned } prévus : le test dure jusqu’au { $end }
health-planned-size = { $units } unités sur { $planned } prévues
health-nearly-planned-size = { $units } unités sur { $planned } prévues : presque assez, avec un peu moins de puissance
health-too-few-units = { $units } unités sur { $planned } prévues
health-segments = absents des données : { $segments }

# Verdicts.
verdict-ship = Déployer
verdict-stop = Arrêter
verdict-undecided-title = Indécis
verdict-too-early = Trop tôt pour décider
verdict-not-trusted = Données non fiables
verdict-of = { $verdict } : { $variant }
verdict-better = { $metric } est meilleur : { $estimate }, entre { $low } et { $high } (intervalle à { $level })
verdict-better-guarded = { $metric } est meilleur : { $estimate }, entre { $low } et { $high } (intervalle à { $level }), et les garde-fous tiennent
verdict-not-worse = { $metric } n’est pas pire au-delà de la marge : { $estimate }, entre { $low } et { $high } (intervalle à { $level })
verdict-equivalent = { $metric } est équivalent à la marge près : { $estimate }, entre { $low } et { $high } (intervalle à { $level })
verdict-not-equivalent = { $metric } est au-delà de la marge : { $estimate }, entre { $low } et { $high } (intervalle à { $level })
verdict-worse = { $metric } est pire : { $estimate }, entre { $low } et { $high } (intervalle à { $level })
verdict-guardrail-falls = le garde-fou { $metric } a empiré au-delà de la marge tolérée ({ $margin })
verdict-guardrail-unclear = l’indicateur principal est meilleur, mais il n’est pas montré que le garde-fou { $metric } tienne : une perte au-delà de { $margin } n’est pas exclue
verdict-undecided = les données ne distinguent pas le mieux du pire : { $metric } { $estimate }, entre { $low } et { $high } (intervalle à { $level }) ; les { $planned } prévus restent possibles
verdict-undecided-small = { $metric } { $estimate }, entre { $low } et { $high } (intervalle à { $level }) : un effet aussi grand que les { $planned } prévus est exclu
verdict-undecided-margin = { $metric } { $estimate }, entre { $low } et { $high } (intervalle à { $level }) : une perte au-delà de la marge n’est ni montrée ni exclue
verdict-undecided-equivalence = { $metric } { $estimate }, entre { $low } et { $high } (intervalle à { $level }) : l’équivalence n’est ni montrée ni exclue
verdict-no-test = les données ne donnent aucun test de { $metric }
verdict-no-comparison = un bras a trop peu d’unités pour comparer { $metric }
verdict-early-harm = { $what } ; mais { $metric } est déjà nettement pire : on peut arrêter le test par prudence
verdict-change-tracking = réparer la mesure, puis recommencer avec des données neuves
verdict-change-split = trouver pourquoi des unités manquent dans un bras (redirections, robots, mesure tardive, filtres), puis recommencer
verdict-change-wait = regarder de nouveau après le { $end } ; les analyses d’avant sont notées et ne décident pas
verdict-change-more-units = le laisser courir par semaines entières, { $weeks } au plus : déplacer `end` dans plan.toml, ce qui sera signalé comme un changement du plan
verdict-change-guardrail = trouver ce que le changement coûte là, y remédier, et tester de nouveau
verdict-change-guardrail-size = un test plus long, ou une marge plus large que l’on accepte, trancherait pour { $metric }
verdict-change-idea = une version plus hardie de l’idée, ou une autre idée
verdict-change-larger = un effet plus grand, plus d’unités, ou un indicateur plus proche du changement trancherait

# Écarts au plan.
deviation-not-locked = le plan n’est pas figé : on pourrait encore le changer après avoir vu les données
deviation-locked-late = le plan a été figé le { $on }, après le début du test le { $start }
deviation-plan-changed = le plan n’est plus celui qui a été figé le { $on }
deviation-early-looks = les données ont été regardées { $looks-n ->
    [one] une fois
   *[other] { $looks } fois
} avant la fin prévue
deviation-older-data = les données s’arrêtent avant celles d’une analyse précédente, qui allaient jusqu’au { $newer }
deviation-clock = le jour de cette analyse précède le { $last }, dont le registre parle déjà
deviation-accepted = un registre changé hors de jalon a été accepté le { $on }

# La page d’une analyse.
analysis-subtitle = Analyse du { $on }, données jusqu’au { $through } ({ $days } jours sur { $planned })
analysis-subtitle-undated = Analyse du { $on }
analysis-deviations = Écarts au plan
analysis-effects = Effets
analysis-effects-caption = Ce qui a changé
analysis-also = { $metric }, lu autrement
analysis-capped = { $metric } : les valeurs au-dessus de { $threshold } (le quantile à { $level } de tous les groupes) comptent pour { $threshold }.
analysis-effects-note = Variante contre témoin ; p et intervalle viennent du même test, pour un garde-fou contre sa marge. Seuls l’indicateur principal et les garde-fous décident.
analysis-effects-note-several = Variante contre témoin ; p et intervalles valent pour toutes les variantes ensemble, pour un garde-fou contre sa marge. Seuls l’indicateur principal et les garde-fous décident.
analysis-effects-note-answers = Des réponses sur une échelle, le tableau donne les moyennes ; leur changement est la probabilité que la variante reçoive une réponse plus haute que le témoin, les ex æquo comptant pour moitié, moins un demi.
analysis-health = Peut-on se fier aux données ?
analysis-health-caption = Contrôles des données
analysis-prediction = Prédit et mesuré
analysis-segments = Segments déclarés d’avance
analysis-segments-caption = Effet par segment
analysis-segments-note = Un regard plus près sur le tout, pas une seconde chance : les segments ne décident rien.
analysis-all-numbers = Tous les nombres
analysis-numbers-caption = Différences, variations et statistiques
analysis-numbers-note = Unités du témoin et de la variante. La statistique d’un garde-fou est prise contre sa marge.
analysis-footer = Taux : test et intervalles du score (Miettinen et Nurminen). Moyennes : t de Welch et intervalle de Fieller.
analysis-footer-adjusted = L’indicateur principal est ajusté sur ce que les unités faisaient avant le test (CUPED) ; les groupes sont montrés sans ajustement.
analysis-footer-ratio = Ratios : t de Welch sur la part de chaque unité dans le ratio (méthode delta) et intervalle de Fieller.
analysis-footer-count = Comptages : test et intervalles du score pour des comptages binomiaux négatifs par unité, ou de Poisson quand les unités ne sont pas connues.
analysis-footer-nps = Net Promoter Scores : test et intervalle normaux, chaque groupe avec sa propre dispersion.
analysis-footer-answers = Réponses sur une échelle : test de Brunner et Munzel de la probabilité de répondre plus haut.
analysis-footer-retention = Rétention : test du log-rank ; parts de Kaplan et Meier, leur changement d’après le rapport des risques instantanés.
analysis-footer-quantile = Quantiles : t de Welch avec la densité lue autour du quantile.
analysis-chart-effects = { $title } : effets avec leurs intervalles
analysis-chart-daily = { $metric } : effet avec toutes les données jusqu’à chaque jour
analysis-chart-daily-subtitle = { $variant } contre témoin
analyse-recorded = analyse notée dans { $file }
analyse-read = Lecture : { $what }.
analyse-read-part = { $one }, { $other }
analyse-read-packed = compression { $form }
analyse-read-encoding = lettres en { $encoding }
analyse-read-semicolon = cellules séparées par `;`
analyse-read-tab = cellules séparées par des tabulations
analyse-read-decimal-comma = virgule décimale
analyse-read-parquet = Parquet
analyse-same-look = cette même analyse est déjà dans le registre

column-metric = Indicateur
column-control = Témoin
column-variant = Variante
column-effect = Variation [intervalle à { $level }]
column-difference = Différence
column-lift = Variation relative
column-p-value = p
column-reading = Lecture
column-check = Contrôle
column-status = État
column-detail = Détail
column-segment = Segment
column-units = Unités
column-statistic = Statistique
column-arm = Bras
column-share = Part
column-role = Rôle
column-margin = Pire variation
column-guardrail-power = Puissance

role-primary = principal
role-secondary = secondaire
role-guardrail = garde-fou
reading-better = meilleur
reading-worse = pire
reading-not-comparable = bras non comparables
reading-open = pas tranché
guardrail-holds = tient
guardrail-falls = tombe
guardrail-unclear = incertain
guardrail-margin = { $status } (marge { $margin })

prediction-lift = Variation prédite
prediction-range = { $likely }, entre { $low } et { $high }
prediction-chance = Chance de gagner prédite
prediction-measured = Variation mesurée

# Plans et verrous.
plan-change = Changement
plan-primary = Indicateur principal
plan-effect-label = Effet à ne pas manquer
plan-effect = { $effect } (de { $baseline } à { $target })
plan-risks-label = Risques
plan-risks = fausse alerte { $alpha }, puissance { $power }
plan-dates-label = Dates
plan-dates = du { $start } au { $end } ({ $days } jours)
plan-arms-caption = Bras
plan-metrics-caption = Indicateurs
plan-margin = { $margin }
plan-guardrail-power-note = Puissance d’un garde-fou : la chance de montrer qu’il tient quand rien n’y change.
lock-done = Figé le { $on }
lock-what = Désormais, un changement d’hypothèse, d’indicateurs, de marges, de bras, de dates ou de règle se voit dans chaque réponse.
lock-next = Regarder les données après le { $end } : jalon analyse { $id }
lock-fingerprint = Empreinte : { $fingerprint }
lock-already = { $id } est déjà figé, depuis le { $on }
lock-already-mend = pour tester un autre plan, préparer une nouvelle expérience
lock-late-mend = figer avant le premier jour ; les réponses diront que celui-ci l’a été tard

plan-size-split = les parts des bras ne peuvent pas diviser les unités
plan-size-split-mend = donner à cinquante bras au plus des parts dont la somme est 1
plan-size-zero = une variation relative d’une moyenne nulle ne change rien
plan-size-baseline = la valeur de départ n’est pas celle de l’indicateur principal
plan-size-baseline-mend = écrire les champs de son type sous [design], ou les laisser à l’indicateur dans jalon.toml
plan-size-zero-mend = donner l’effet par `difference`
plan-size-margin = la marge mène hors de ce que l’indicateur peut être
plan-size-margin-mend = donner une marge plus petite
plan-size-power = la puissance ne dépasse pas le risque de fausse alerte
plan-size-power-mend = demander une puissance comme 0.8
plan-size-few = les unités sont trop peu nombreuses pour tout effet possible
plan-size-few-mend = augmenter `units`, ou supprimer la ligne et laisser jalon les calculer
plan-size-absurd = l’effet prévu demanderait plus d’un milliard d’unités par bras
plan-size-absurd-mend = vérifier valeur de départ et effet : un gain de 5 % s’écrit 0.05
plan-size-search = la taille n’a pas pu être calculée ({ $detail })
plan-size-search-mend = essayer un effet un peu différent, et le signaler

# Décisions.
decision-ship = déployer
decision-iterate = ajuster
decision-stop = arrêter
decision-recorded = Décidé le { $on } : { $decision }
decision-verdict = Verdict
decision-no-verdict = aucun : décidé sans analyse
decision-by = Décidé par
decision-waiver = Pourquoi sans analyse
decide-no-why = une décision demande sa raison
decide-no-why-mend = ajouter --why "…" avec une phrase
decide-no-look = personne n’a encore regardé les données de { $id }
decide-no-look-mend = lancer d’abord `jalon analyse { $id }`, ou dire pourquoi on décide sans : --waive "…"
decide-against = la décision « { $decision } » va contre le verdict « { $verdict } »
decide-against-mend = elle est notée telle quelle ; la revue montrera les deux
decide-old-look = le plan de { $id } a changé après la dernière analyse
decide-old-look-mend = relancer `jalon analyse { $id }`, puis décider

status-planned = prévue
status-locked = figée
status-running = en cours
status-ended = finie

# Préparer un plan.
plan-tested-before = { $id } a déjà été planifiée : { $experiments }. Un nouveau test demande de nouvelles données et une raison à lui.
improvement-unknown = il n’y a pas d’amélioration { $id }
improvement-unknown-mend = améliorations connues : { $known }
plan-exists = ce plan est déjà là
plan-exists-mend = jalon n’écrit jamais par-dessus un plan ; renommer le dossier ou modifier le plan
plan-written = écrit : { $file } ; le lire, ajouter des garde-fous, puis : jalon lock { $id }
draft-not-tested = { $id } n’est pas à tester : { $reason }
draft-not-tested-mend = la déployer et suivre l’indicateur, ou supprimer `no_test`
draft-no-metric = { $id } ne nomme pas d’indicateur
draft-no-metric-mend = ajouter `metric = "…"` avec un indicateur de jalon.toml
draft-no-relative-change = aucun plan ne peut se préparer à partir d’une hausse relative pour { $metric } : elle ne dit rien d’un score
draft-no-relative-change-mend = écrire plan.toml à la main, avec le changement comme `difference` sous [design] : des points d’un Net Promoter Score, ou pour des réponses la probabilité que la variante réponde plus haut, moins un demi ; `jalon size nps` et `jalon size ordinal` aident à le trouver
draft-no-lift = { $id } n’a pas de gain probable
draft-no-lift-mend = ajouter `lift_rel = [bas, probable, haut]`, comme [-0.01, 0.03, 0.08]
draft-no-gain = le gain probable de { $id } ({ $lift }) n’améliore pas { $metric }
draft-no-gain-mend = écrire un gain du bon côté de 0 ; quand moins vaut mieux, il est négatif
draft-no-baseline-mend = ajouter `baseline = …` à l’indicateur dans jalon.toml (une moyenne veut aussi `sd`)
draft-head = Plan de { $id }, préparé par jalon. Il est à vous : lire chaque ligne, changer ce qui est faux, puis le figer.
draft-fits = Il faut { $units } unités en tout ; elles viennent en { $weeks-n ->
    [one] { $weeks } semaine
   *[other] { $weeks } semaines
}.
draft-too-long = Il faut { $units } unités en tout ; elles prendraient { $weeks } semaines, plus que les { $most } permises.
draft-never = Il faut { $units } unités en tout, mais il n’en viendra jamais que { $most } différentes.
draft-no-lane = Il faut { $units } unités en tout ; sans file de tests leur trafic est inconnu : vérifier `end`.
plan-short = Trop peu de trafic pour cet effet
draft-ways = Des issues :
draft-way-larger = prévoir un effet plus grand : { $weeks } semaines apportent { $units } unités, qui détectent une variation de { $lift }
draft-way-nearer = mesurer une étape plus proche du changement, que plus de gens franchissent
draft-way-no-harm = tester l’absence de tort : aim = "non_infériorité" avec une marge acceptable
draft-way-watch = déployer et suivre, sans prétendre connaître l’effet
draft-segments = Segments où lire l’effet, déclarés maintenant ou jamais :
draft-guardrail = Ce qui ne doit pas empirer, et de combien au plus. Décommenter et choisir :
draft-effect = Le plus petit effet que le test ne doit pas manquer ; le gain probable est pris.
draft-data = Une ligne par jour, bras et segment : date, arm, segment, units, { $metric } (ou les sommes d’une moyenne).
draft-data-units = Une ligne par unité : arm, date (son premier jour), segment, et les colonnes de { $metric }.
draft-prediction = Figée par le verrou et comparée au résultat.
draft-rule = Une seule décision, à la taille prévue et après les semaines prévues.

# Covariables, grappes, et ce dont on demande la puissance.
plan-covariate-correlation = `design.covariate_correlation` vaut { $given }, mais doit être strictement entre -1 et 1
plan-covariate-correlation-mend = écrire la corrélation entre l’indicateur et la covariable sur les mêmes unités : `covariate_correlation = 0.5`
plan-clusters-half = `{ $missing }` manque : les grappes ne sont décrites qu’à moitié
plan-clusters-mend = écrire `cluster_size = 20` (la taille moyenne d’une grappe), `icc = 0.02` (la corrélation intraclasse) et, si les tailles diffèrent, `cluster_cv = 0.5` (leur coefficient de variation)
plan-cluster-too-small = `design.cluster_size` vaut { $given }, mais une grappe contient au moins une unité
plan-cluster-cv = `design.cluster_cv` vaut { $given }, mais doit être au moins 0
# Comparaisons qui partagent un risque : indicateurs secondaires, segments.
analysis-secondary-caption = Indicateurs secondaires, lus ensemble
role-at-level = { $role }, intervalles à { $level }
family-benjamini-hochberg = { $comparisons } comparaisons, { $found } retenues. Valeurs p de Benjamini et Hochberg : en moyenne, pas plus de { $risk } de ce qui est retenu vient du hasard. Intervalles à { $level } : en moyenne, pas plus de { $risk } de ceux retenus manquent la vérité (taux de fausse couverture).
family-holm = { $comparisons } comparaisons, { $found } retenues. Valeurs p de Holm : le risque d’une fausse alerte quelconque est de { $risk }. Intervalles à { $level } chacun, pour valoir tous ensemble (Bonferroni) ; ils peuvent contenir 0 là où les étapes de Holm retiennent un effet.
family-hochberg = { $comparisons } comparaisons, { $found } retenues. Valeurs p de Hochberg : le risque d’une fausse alerte quelconque est de { $risk } tant qu’elles ne se contrarient pas. Intervalles à { $level } chacun, pour valoir tous ensemble (Bonferroni) ; ils peuvent contenir 0 là où les étapes de Hochberg retiennent un effet.
family-none = { $comparisons } comparaisons, sans correction pour leur nombre : à { $risk } chacune, certaines sembleront retenues par hasard.
analysis-exploratory = Segments des données qui n’étaient pas déclarés
analysis-exploratory-caption = Exploration : des pistes pour le prochain test
analysis-exploratory-note = Personne n’a déclaré ces segments, ils ne décident donc rien : celui qui ressort est une piste pour le prochain test, qui le déclarera.
analysis-segments-hidden = Non affichés : { $hidden-n ->
    [one] { $hidden } autre segment
   *[other] { $hidden } autres segments
} ; `--format json` les donne tous.
analysis-segment-margin = au-delà de la marge
analysis-interaction-lift = variations relatives
analysis-interaction-difference = différences
analysis-interaction-found = les { $scale } de « { $variant } » diffèrent entre { $segments } segments plus que par hasard (Q de Cochran = { $q }, { $df } ddl, valeur p { $p } ; I² = { $share }) ; le tout est une moyenne d’effets dissemblables
analysis-interaction-open = aucun signe que les { $scale } de « { $variant } » diffèrent entre { $segments } segments (Q de Cochran = { $q }, { $df } ddl, valeur p { $p }) ; l’effet du tout est la meilleure estimation pour chacun
column-units-together = Unités pour la décision
plan-together = Pour que la décision entière ait une puissance de { $power }, chacun de ses { $metrics } indicateurs a besoin de { $each } ; { $metric } en demande le plus, { $units } unités en tout.
plan-together-least = Avec les unités prévues, la décision entière a une puissance d’au moins { $least }.
plan-together-unknown = Rien ne peut être promis de la décision entière : aucune valeur actuelle n’est connue pour { $metrics }.
plan-together-little = Rien ne peut être promis de la décision entière avec les unités prévues : ses indicateurs ont trop peu de puissance.

# Cells of unit files read by the calculators
data-empty-unit-mend-plain = la remplir, ou retirer la ligne du fichier
data-off-scale-mend-plain = les réponses sont des nombres entiers de { $low } à { $high } ; laisser la case vide si personne n’a répondu, ou donner une autre échelle avec --scale BAS:HAUT
data-off-scale-mend-fixed = les réponses sont des nombres entiers de { $low } à { $high } ; laisser la case vide si personne n’a répondu

# Plusieurs indicateurs de succès dans un plan
plan-success-rule = avec plusieurs indicateurs de succès, le plan doit dire combien d’entre eux doivent gagner
plan-success-rule-mend = écrire sous [rule] success = "un" (un seul suffit, et ils partagent alpha) ou success = "tous" (chacun doit gagner)
plan-success-alone = `rule.success` ne sert à rien : l’indicateur principal décide seul
plan-success-alone-mend = l’enlever, ou ajouter un indicateur sous [[also_primary]]
verdict-any-won = sur { $metrics } indicateurs de succès, un devait gagner ; ont gagné : { $won }
verdict-any-won-guarded = sur { $metrics } indicateurs de succès, un devait gagner ; ont gagné : { $won } ; et les garde-fous tiennent
verdict-all-won = les { $metrics } indicateurs de succès ont tous gagné : { $won }
verdict-all-won-guarded = les { $metrics } indicateurs de succès ont tous gagné : { $won } ; et les garde-fous tiennent
verdict-none-won = un indicateur de succès devait gagner, et aucun ne l’a fait ; pas tranché : { $open }
verdict-all-open = chaque indicateur de succès devait gagner, et aucun ne l’a fait ; pas tranché : { $open }
verdict-some-open = chaque indicateur de succès devait gagner ; ont gagné : { $won } ; pas tranché : { $open }
verdict-guardrail-unclear-several = les indicateurs de succès ont gagné comme la règle le demande, mais il n’est pas montré que le garde-fou { $metric } tienne : une perte au-delà de { $margin } n’est pas exclue
plan-success-any = déployer si l’un au moins des { $metrics } indicateurs de succès gagne et qu’aucun n’est pire
plan-success-any-guarded = déployer si l’un au moins des { $metrics } indicateurs de succès gagne, qu’aucun n’est pire et que les garde-fous tiennent
plan-success-all = déployer si les { $metrics } indicateurs de succès gagnent tous
plan-success-all-guarded = déployer si les { $metrics } indicateurs de succès gagnent tous et que les garde-fous tiennent
plan-success-label = Règle
plan-sharing = fausse alerte { $alpha } en tout, { $each } pour chaque indicateur de succès, puissance { $power }
plan-sized-by = Les { $units } unités prévues sont ce que demande { $metric }, pour que la règle des indicateurs de succès ait une puissance de { $power }, garde-fous mis à part.
plan-guardrail-power-several = La puissance de chaque indicateur de succès est celle de son effet prévu ; celle d’un garde-fou, la chance qu’il soit montré qu’il tient quand rien n’y change.
plan-decision-simulated = Décision par simulation
plan-decision-simulated-what = déploie { $ship } (± { $error } pt) avec tous les effets prévus, { $false } sans aucun
plan-decision-simulated-how = { $tests-n ->
    [one] { $tests } test simulé de chaque sorte, ses indicateurs tirés indépendamment les uns des autres, décidé par la règle même de l’analyse ; « sans aucun » : chaque indicateur de succès reste à l’hypothèse à exclure, et les garde-fous sont intacts
   *[other] { $tests } tests simulés de chaque sorte, leurs indicateurs tirés indépendamment les uns des autres, décidés par la règle même de l’analyse ; « sans aucun » : chaque indicateur de succès reste à l’hypothèse à exclure, et les garde-fous sont intacts
}
analysis-success-caption = Indicateurs de succès, dont un doit gagner
analysis-success-note-any = { $metrics } indicateurs de succès partagent un risque de { $alpha } : chaque intervalle est à { $level }, chaque valeur p est multipliée par { $metrics } (Bonferroni), pour valoir tous ensemble. Qu’un d’entre eux gagne ou non, les étapes de Holm le disent de même.
analysis-success-note-all = Les { $metrics } indicateurs de succès doivent tous gagner ; chacun est donc lu au risque entier de { $alpha } : aucune correction n’est nécessaire.

# Grappes que les données ne distinguent pas
check-clusters = Grappes
health-clusters = les données ne disent pas dans quelle grappe est une unité : chaque variance est multipliée par l’effet de plan prévu { $effect } (grappes de { $size } unités, corrélation intraclasse { $icc }) ; si les unités d’une grappe se ressemblent plus, les intervalles sont trop étroits

# Looks that may decide.
plan-looks-when = le plan dit que des analyses décident, mais pas quand elles ont lieu
plan-looks-when-mend = écrire l’un de : looks = 4 ; information = [0.25, 0.5, 1] ; every_weeks = 1
plan-looks-twice = les analyses sont dites deux fois
plan-looks-two-bounds = les bornes sont dites deux fois, par famille et à la main
plan-looks-two-bounds-mend = garder `bounds`, ou `alpha_spent`
plan-looks-no-futility = `binding` et `futility_parameter` parlent d’un abandon précoce, et le plan n’en prévoit pas
plan-looks-no-futility-mend = ajouter futility = "obrien_fleming", ou les retirer
plan-looks-correction = cette correction pour plusieurs variantes suppose une seule analyse, à la fin
plan-looks-correction-mend = écrire correction = "bonferroni", ou la retirer
plan-bounds-need-parameter = `{ $field }` nomme des bornes à paramètre, et `{ $parameter }` manque
plan-bounds-have-no-parameter = `{ $field }` nomme des bornes sans paramètre, et `{ $parameter }` en donne un
plan-bounds-parameter-positive = `{ $parameter }` doit être au-dessus de 0
plan-futility-does-not-spend = `{ $field }` : un abandon dépense un risque, et ces bornes n’en dépensent pas
plan-bounds-mend = obrien_fleming et pocock n’ont pas de paramètre ; kim_demets prend sa puissance (3), hwang_shih_decani son gamma (-4), wang_tsiatis sa forme (0.25), haybittle_peto sa première borne (3) ; la futilité prend l’une des quatre premières
verdict-between-looks = cette analyse tombe entre celles du plan, et ne décide rien
verdict-no-bound = à l’analyse { $look }, aucune borne n’est atteinte
verdict-futile = à l’analyse { $look }, l’effet prévu sur { $metric } est hors d’atteinte
verdict-change-next-look = continuer ; la prochaine analyse est due à { $units } unités
verdict-change-any-time = continuer jusqu’au { $end }, ou jusqu’à ce que l’intervalle soit d’un seul côté
verdict-change-futile = le plan conseille d’abandonner ; continuer jusqu’à { $units } unités garde le risque, avec peu de chances
verdict-change-futile-binding = le plan oblige à abandonner ici : continuer jusqu’à { $units } unités fausserait le risque de fausse alerte

# The looks of a running test.
watching-title = Analyses prévues par le plan
watching-caption = Analyses de { $metric }
watching-day = Jour
watching-z = z
watching-decides = Décide
watching-between = entre deux ({ $information })
watching-decides-nothing = rien : analyse hors du plan
watching-to-come = à venir
watching-go-on = continuer
watching-shown = effet démontré
watching-worse = perte démontrée
watching-futile = hors d’atteinte : abandonner
watching-not-shown = fin : pas démontré
watching-after-the-end = rien : le test était fini
watching-used-up = rien : tout le risque est dépensé
watching-note = z compte vers le mieux. Les bornes suivent les unités réellement présentes ; celles à venir valent si les analyses ont lieu comme prévu.
watching-holds-looks = Les valeurs p et les intervalles sont répétés : ils valent à toutes les analyses du plan à la fois, que le test s’arrête ou continue. Tant qu’aucune borne n’est atteinte, ils sont plus larges que ceux d’un test lu une fois.
watching-holds-stage-wise = Le test est fini pour les indicateurs qui décident : leurs valeurs p et leurs intervalles comptent les analyses d’avant (par étapes), et leurs estimations sont sans biais médian, car un test qui s’arrête au bon moment flatte son effet. Les autres sont des intervalles répétés, qui valent à toutes les analyses à la fois.
watching-holds-any-time = Les valeurs p et les intervalles valent à tout moment, aussi souvent qu’on regarde et quel que soit le moment où l’on s’arrête. Ils sont plus larges que ceux d’un test lu une fois, et le plus étroits aux unités prévues.
watching-rest = Le reste du test démontrera un effet sur { $metric } avec une probabilité de { $planned } si l’effet prévu est vrai, de { $seen } si l’effet vu jusqu’ici l’est, et de { $predictive } en moyenne sur ce que les données laissent ouvert.
watching-rest-little = Il reste peu de chances : s’arrêter tôt épargne le reste des unités.
watching-rest-open = L’issue est ouverte : continuer jusqu’à la prochaine analyse.
watching-rest-good = Les chances sont bonnes : continuer jusqu’à la prochaine analyse.
watching-chart = { $metric } : s’arrêter ou continuer ?
peeking-title = Ce que vaut la valeur p après avoir regardé tôt
peeking-text = Après { $looks } analyses d’un test prévu avec une seule, la valeur p { $p } vaut { $worth } : la plus petite d’autant d’analyses serait aussi souvent aussi petite sans aucun effet.
peeking-hint = S’arrêter à la fin prévue, ou prévoir le prochain test avec des analyses qui peuvent décider : [rule] kind = "group_sequential"
deviation-went-on = le test a continué alors que sa règle avait décidé à l’analyse du { $on } : ce que cette analyse a décidé reste valable
deviation-after-the-end = l’analyse du { $on } était la dernière du plan : le risque de fausse alerte est dépensé, et sa réponse reste valable
deviation-fewer-units = il y a { $units } unités, et il y en avait { $before } à l’analyse du { $on } : des données ont été retirées
watching-after = après ({ $information })
watching-holds-spent = Tout le risque de fausse alerte a été dépensé à une analyse antérieure, la dernière du plan : celle-ci n’a ni valeur p ni intervalle, et n’exclut rien.
verdict-after-the-end = l’analyse du { $on } était la dernière du plan, et ce qu’elle a dit reste valable
verdict-change-after-the-end = les données venues après demandent un test à elles
watching-nothing = Il n’y a rien à tenir contre les bornes : trop peu d’unités pour comparer. Une analyse sans comparaison ne dépense aucun risque et ne compte pas.
draft-rule-looks = Une décision à chaque analyse, là où les bornes le permettent, et à la fin.
draft-rule-any-time = Une décision à tout moment, par des intervalles qui valent à chaque analyse et sont plus larges pour cela.
plan-looks-alone = `--futility` parle d’analyses, et aucune n’est prévue
plan-looks-alone-mend = ajouter `--looks 4`
