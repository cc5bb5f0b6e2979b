# Cartes, classements et calendriers en figures.
# Les figures du parcours, du classement et de la feuille de route.

# La carte du parcours.
atlas-phase-before = Avant
atlas-phase-during = Pendant
atlas-phase-after = Après
atlas-lane-touchpoints = Points de contact
atlas-lane-frictions = Points de friction
atlas-lane-quotes = Verbatims
atlas-stage-goal = Objectif : { $goal }
atlas-channel-physical = physique
atlas-channel-digital = digital
atlas-channel-human = humain
atlas-light-good = Bien
atlas-light-watch = À surveiller
atlas-light-friction = Friction
atlas-light-unknown = Non mesuré
atlas-score = { $score } sur 5
atlas-moment-of-truth = Moment de vérité
atlas-moment-across = Moment de vérité transversal
atlas-severity = gravité { $severity } sur 5
atlas-kind-irritant = irritant
atlas-kind-effort = effort
atlas-kind-breakpoint = rupture
atlas-usage-avoided = évité par les clients
atlas-usage-planned = prévu
atlas-none-touchpoints = Aucun point de contact
atlas-none-frictions = Aucun point de friction relevé
atlas-none-quotes = Aucun verbatim recueilli
atlas-journey-restarts = Le parcours recommence
atlas-quote = « { $quote } »
atlas-board-about = Carte du parcours avec { $stages-n ->
    [one] { $stages } étape
   *[other] { $stages } étapes
}, { $touchpoints-n ->
    [one] { $touchpoints } point de contact
   *[other] { $touchpoints } points de contact
} et { $frictions-n ->
    [one] { $frictions } point de friction
   *[other] { $frictions } points de friction
}.
atlas-friction-at = point de contact : { $touchpoint }

# La courbe émotionnelle.
atlas-curve-axis = Satisfaction (de 1 à 5)
atlas-curve-low = très mécontent
atlas-curve-middle = neutre
atlas-curve-high = ravi
atlas-curve-minimum = au plus bas, { $value }
atlas-curve-drop = chute de { $value }
atlas-curve-evidence = Nombre de preuves
atlas-curve-hollow = Marque creuse : aucune preuve, une hypothèse
atlas-curve-hypothesis = { $persona } (hypothèse)
atlas-curve-continued = { $stage } (suite)
atlas-curve-flat = { $persona } : la même satisfaction partout, donc cette ligne n’apprend rien.
atlas-curve-about = Satisfaction { $touchpoints-n ->
    [one] à { $touchpoints } point de contact
   *[other] à { $touchpoints } points de contact
} pour { $personas-n ->
    [one] { $personas } persona
   *[other] { $personas } personas
}.
atlas-curve-listed = { $note } ({ $touchpoint })

# Impact × effort.
atlas-quick-wins = Petites victoires
atlas-big-bets = Grands projets
atlas-fill-ins = À l’occasion
atlas-avoid = À éviter
atlas-bars = Barres : intervalles à 80 %
atlas-reach = Aire du point : { $unit }
atlas-reach-unknown = Point creux : portée inconnue
atlas-log-axis = { $axis } (échelle logarithmique)
atlas-tied = Cercle pointillé : même impact et même effort, écartés pour être vus
atlas-list-heading = Également sur la figure
atlas-matrix-about = Impact et effort de { $items-n ->
    [one] { $items } amélioration, avec son intervalle
   *[other] { $items } améliorations, avec leurs intervalles
} à 80 %.

# Les intervalles de rang.
atlas-rank-axis = Rang : médiane et intervalle à 80 % (1 est le meilleur)
atlas-rank-tie = trop proches pour trancher
atlas-rank-about = Rang médian et intervalle de rang à 80 % de { $items-n ->
    [one] { $items } amélioration
   *[other] { $items } améliorations
}{ $tied-n ->
    [0] .
   *[other] , dont { $tied } trop proches pour trancher.
}

# La feuille de route.
atlas-gantt-build = Réalisation
atlas-gantt-test = Test A/B
atlas-gantt-decision = Décision
atlas-gantt-beside = { $what } : { $label }
atlas-gantt-today = Aujourd’hui, { $date }
atlas-gantt-unscheduled = Non planifiés
atlas-gantt-page = { $title }, page { $page } sur { $pages }
atlas-gantt-continued = { $name } (suite)
atlas-gantt-no-row = Rien n’est planifié.
atlas-gantt-about = Feuille de route de { $items-n ->
    [one] { $items } amélioration
   *[other] { $items } améliorations
} par équipe et par file{ $unscheduled-n ->
    [0] .
    [one]  ; { $unscheduled } non planifiée.
   *[other]  ; { $unscheduled } non planifiées.
}
