# Les améliorations et leur classement.
improvements-lift = `{ $field }` vaut { $value }, ce n’est pas une variation relative
improvements-lift-mend = { $value } % s’écrit { $fraction } ; le minimum est -1, tout perdu
improvements-absurd = `{ $field }` va de { $low } à { $high }, ce qui ne dit rien
improvements-absurd-mend = donner une fourchette dont les bornes diffèrent de moins d’un million de fois, sous mille milliards
improvements-itself = `{ $id }` se nomme elle-même dans `{ $field }`
improvements-itself-mend = retirer `{ $id }` de la liste
improvements-circle = ces améliorations s’attendent l’une l’autre : { $path }
improvements-circle-mend = supprimer l’une de ces dépendances

quadrant-quick-win = Petite victoire
quadrant-big-bet = Grand projet
quadrant-fill-in = À l’occasion
quadrant-avoid = À éviter

method-impact-effort = Impact ÷ effort, petites victoires d’abord
method-ice = ICE : impact × confiance × facilité
method-rice = RICE : portée × impact × confiance ÷ effort

scale-money = argent par an
scale-metric = { $metric } par an
scale-points = points de 1 à 5

input-impact = l’impact
input-reach = la portée
input-effort = l’effort
input-works = le fait que cela marche

missing-impact = impact (1–5, estimation ou votes)
missing-lift = lift_rel
missing-metric = metric
missing-baseline = la valeur de départ de l’indicateur (baseline)
missing-unit-value = la valeur d’une unité de l’indicateur (value_per_unit)
missing-reach = reach_per_week
missing-effort = effort_days (estimation ou votes)
missing-confidence = confidence ou p_works

rank-title = Par quoi commencer
rank-subtitle = { $method } · { $items-n ->
    [one] { $items } amélioration
   *[other] { $items } améliorations
} · { $draws } tirages, graine { $seed } · au { $date }
rank-empty = Aucune amélioration n’attend son tour. En décrire une dans improvements.toml.
rank-none-scored = Rien n’a pu être noté ; ce qui manque est indiqué ci-dessous.
rank-order = L’ordre
rank-place = #
rank-improvement = Amélioration
rank-id = Code
rank-impact-money = Impact, { $unit }/an
rank-impact-metric = Impact, { $unit } { $metric }/an
rank-impact-points = Impact (1–5)
rank-effort = Effort, jours
rank-effort-axis = Effort (jours-personnes)
rank-score = Score
rank-interval = Rang, 80 %
rank-why = Pourquoi
rank-range = ({ $low } à { $high })
rank-why-chance = { $chance } de chances
rank-note = Classement selon { $ranked } ; 80 % des tirages tombent entre les chiffres entre parenthèses. L’impact est fort à partir de { $impact }, l’effort faible jusqu’à { $effort } jours.
rank-by-median = le score médian
rank-by-chance = le score médian multiplié par la chance que cela marche
rank-certainty = Cet ordre est-il sûr ?
rank-top = Parmi les { $k } premières
rank-before-next = Devant la suivante
rank-gains = Gain réel
rank-decides = Tient surtout à
rank-certainty-note = Parts des tirages. Sous 65 % devant la suivante, les deux sont trop proches pour trancher.
rank-close = Trop proches pour trancher : { $ids }.
rank-close-measure = Trop proches pour trancher : { $ids }. À mesurer d’abord, pour { $id } : { $input }.
rank-mixed = Des impacts en unités différentes
rank-mixed-text = Classement en { $scale }. Sur une autre échelle, donc à part : { $ids }.
rank-mixed-mend = Donner à toutes les améliorations le même genre d’impact, ou choisir avec --scale.
rank-missing = Non classé : une donnée manque
rank-missing-text = À part, jamais comptées pour 0 : { $ids }.
rank-disputed = Les avis divergent sur { $id } : en discuter
rank-opinion-impact = Impact : { $lowest }, { $median } et { $highest } (plus bas, médian, plus haut de { $raters } avis).
rank-opinion-effort = Effort : { $lowest }, { $median } et { $highest } jours.
rank-apart = À part
rank-missing-what = Ce qui manque
rank-needs = il faut { $inputs }
rank-other-scale = son impact est en { $scale }
rank-settled = Réglé
rank-settled-done = { $id } { $title } : déployée
rank-settled-dropped = { $id } { $title } : abandonnée
rank-border-median = médiane : { $value }
rank-border-given = choisi : { $value }
rank-reach-unit = unités touchées par semaine
rank-chart-matrix = Impact et effort
rank-chart-intervals = Cet ordre est-il sûr ?
rank-reach-inside = Cet impact compte déjà tous ceux qui sont touchés, la portée n’est donc pas multipliée une seconde fois : RICE classe comme ICE. Avec des votes (`--scale points`), ils diffèrent.
rank-reach-from-map = Portée prise sur la carte, tous ceux qui passent le point de contact en une semaine : { $ids }. `reach_per_week` le dit mieux quand on le sait.
