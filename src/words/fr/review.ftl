# La revue mensuelle.
review-title = Revue mensuelle : { $month }
review-state = état au { $day }
review-headline-ended = { $ended-n ->
    [0] Aucun test ne s’est terminé ce mois-ci.
    [one] Un test s’est terminé.
   *[other] { $ended } tests se sont terminés.
}
review-headline-shipped = Déployé : { $titles }.
review-headline-iterated = À modifier et tester de nouveau : { $titles }.
review-headline-stopped = Arrêté : { $titles }.
review-guardrail-got-worse = garde-fou : dégradé
review-guardrail-quiet = garde-fou : aucun dommage montré
review-headline-better = En mieux, au-delà du bruit : { $names }.
review-headline-worse = En moins bien, au-delà du bruit : { $names }.
review-headline-waiting = { $tests-n ->
    [one] Un test attend une décision.
   *[other] { $tests } tests attendent une décision.
}

review-figure-ended = tests terminés
review-figure-running = tests en cours
review-figure-waiting = décisions à prendre
review-figure-late = actions en retard

review-metric = Indicateur
review-this-month = Ce mois
review-month-before = Mois précédent
review-interval = Intervalle à 95 %
review-change = Variation
review-reading = Lecture
review-month = Mois
review-value = Valeur
review-units = Unités
review-range = { $low } à { $high }

review-kpis = Indicateurs
review-kpis-table = Ce mois face au mois précédent
review-kpis-none = Aucun indicateur relevé ce mois-ci ni le mois précédent.
review-kpis-note = Une variation n’est dite meilleure ou moins bonne que si le hasard l’explique dans moins d’un cas sur 20. Plusieurs indicateurs se lisent côte à côte : un sur vingt ressort par le seul hasard.
review-trend-better = mieux (p { $p })
review-trend-worse = moins bien (p { $p })
review-trend-noise = dans le bruit (p { $p })
review-trend-no-spread = impossible à dire : le nombre d’unités ou la dispersion manque
review-trend-none = rien à quoi comparer

review-ended = Ce qui s’est terminé
review-ended-none = Aucun test ne s’est terminé ni n’a été décidé ce mois-ci.
review-ended-chart = Tests terminés : effet relatif sur l’indicateur principal et les garde-fous
review-ended-subtitle = Première variante face au témoin ; le verdict est à côté de l’indicateur principal
review-ended-table = Tests terminés ou décidés ce mois-ci
review-experiment = Test
review-lift = Effet relatif
review-p = Valeur p
review-verdict = Verdict de la règle
review-decision = Décision
review-not-decided = non décidé
review-not-looked = données non lues
review-callout = { $experiment } { $title } : { $verdict }
review-measured = { $metric } : { $lift }, intervalle à { $level } { $interval }.
review-guardrail-worse = Le garde-fou { $metric } s’est dégradé : { $lift } { $interval }.
review-decided = Décidé le { $day } : { $decision }. { $why }
review-against-verdict = Cette décision ne suit pas le verdict de la règle.
review-decide-hint = noter la décision avec `jalon decide { $experiment } déployer|ajuster|arrêter --why "…"`

review-role = Rôle
review-variant = Variante
review-control-value = Témoin
review-variant-value = Avec la variante

review-to-decide = Décisions à prendre
review-to-decide-none = Aucune : tout test terminé a été décidé.
review-to-decide-line = { $experiment } { $title }, terminé depuis le { $end }

review-predictions = Prévu et mesuré
review-predictions-none = Aucun test à prévision figée n’a donné de résultat à lui opposer.
review-predictions-summary = Effets mesurés dans la fourchette prévue avant le test : { $inside } sur { $tests }. Une fourchette à 90 % devrait contenir 9 résultats sur 10. En moyenne, mesuré moins prévu : { $error }.
review-predictions-table = Prévisions figées avant le test, et résultats
review-by = Prévu par
review-predicted = Effet prévu
review-measured-lift = Effet mesuré
review-inside = Dans la fourchette
review-inside-yes = oui
review-inside-no = non
review-predicted-range = { $likely } ({ $low } à { $high })

review-learnt = Ce que nous avons appris

review-running = En cours
review-running-none = Aucun test n’est en cours.
review-running-table = Tests en cours
review-since = Depuis
review-until = Jusqu’au
review-looks = Lectures faites
review-running-note = Un test se lit à sa fin. Les lectures avant la fin sont notées et ne décident rien.

review-next = Ensuite : { $month }
review-next-none = Rien n’est prévu.
review-next-table = Ce que la feuille de route commence
review-week = Semaine
review-improvement = Amélioration
review-step = Étape
review-step-build = réaliser ({ $place })
review-step-test = tester ({ $place })
review-from-to = Du – au
review-days = { $first } – { $last }
review-owner = Responsable
review-planned = Test prévu { $experiment } { $title }, à partir du { $start }

review-goals = Objectifs
review-goals-table = Où en sont les objectifs
review-goal = Objectif
review-target = Cible
review-latest = Dernière valeur
review-by-day = Échéance
review-standing = Situation
review-goal-reached = atteint, au-delà du hasard
review-goal-perhaps = atteint, le hasard peut l’expliquer
review-goal-way = { $way } du chemin
review-goal-open = pas encore atteint
review-goal-missed = manqué
review-goal-unknown = non mesuré

review-actions = Actions
review-actions-none = Aucune action en cours.
review-actions-table = Actions, reportées jusqu’à ce qu’elles soient faites
review-what = Quoi
review-due = Échéance
review-from = Décidée en
review-state-of-action = État
review-action-done = fait
review-action-late = en retard
review-action-open = à faire

review-celebrate = À fêter
review-map-changes = Changements sur la carte
review-attendees = Présents : { $names }.
review-appendix = Annexe
review-every-number = Tous les nombres des tests terminés
review-footer = Écrit par jalon à partir des fichiers de l’espace de travail ; les mêmes fichiers donnent la même page.
review-in-the-future = { $month } n’a pas commencé
review-in-the-future-mend = nommer un mois commencé ; `--as-of DATE` dit quel jour est pris pour aujourd’hui
review-other-kpis = Indicateurs sans mouvement ni objectif
