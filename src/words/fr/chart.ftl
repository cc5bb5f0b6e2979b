# Charts.
chart-month-january = janv.
chart-month-february = févr.
chart-month-march = mars
chart-month-april = avr.
chart-month-may = mai
chart-month-june = juin
chart-month-july = juil.
chart-month-august = août
chart-month-september = sept.
chart-month-october = oct.
chart-month-november = nov.
chart-month-december = déc.
chart-short-day = { $day } { $month }

chart-as-of = État au { $day }.
chart-note-level = Les barres sont des intervalles à { $level }.
chart-note-unbounded = Une flèche signifie que l’intervalle n’a pas de borne de ce côté.
chart-margin = Marge que l’effet ne doit pas franchir
chart-arm-size = { $units } ({ $arm })
chart-sizes = n = { $arms }
chart-percent = { $number } %

chart-effect-lift = Écart relatif
chart-effect-points = Différence (points de pourcentage)
chart-effect-wins = Probabilité de répondre plus haut, moins un demi (points de pourcentage)
chart-effect-amount = Différence ({ $unit })
chart-points = { $points } pt
chart-interval = [{ $low } ; { $high }]
chart-interval-heading = Estimation [intervalle à { $level }]
chart-interval-reading = { $label } : { $numbers }, { $verdict } ({ $sizes }).

chart-units-per-arm = Unités par groupe
chart-units-in-total = Unités, tous groupes confondus
chart-power = Puissance (chance de détecter l’effet)
chart-power-goal = Demandé : { $power }
chart-power-plan = Prévu : { $units } unités, puissance { $power }
chart-power-reading = { $label } : puissance { $from } avec { $least } unités, { $to } avec { $most }.
chart-note-two-sided = Test bilatéral, α = { $alpha }.
chart-note-one-sided = Test unilatéral, α = { $alpha }.

chart-weeks = Durée du test, en semaines
chart-detectable-axis = Plus petit effet détectable · { $unit }
chart-target-effect = Espéré : { $effect }
chart-detectable-chosen = { $weeks-n ->
    [one] { $weeks } semaine : { $effect } · { $units } unités
   *[other] { $weeks } semaines : { $effect } · { $units } unités
}
chart-note-power = Puissance { $power }.

chart-day = Jour
chart-legend-estimate = Effet de toutes les données à ce jour
chart-legend-interval = Intervalle à { $level }
chart-note-band = La bande est l’intervalle à { $level } de chaque jour pris seul.
chart-note-cumulative = Les jours avant la fin prévue sont montrés pour information : ils ne décident de rien.
chart-planned-end = Fin prévue : { $day }
chart-cumulative-reading = { $day } : { $effect } { $interval }, { $units } unités.

chart-month = Mois
chart-month-n = Mois, avec le nombre d’unités dessous
chart-target = Cible : { $value }
chart-note-no-intervals = Aucun intervalle n’est connu pour ces valeurs.
chart-run-reading = { $month } : { $value }

# Rétention et réponses ordonnées
chart-survival-time = Temps
chart-survival-share = Part encore là
chart-survival-horizon = Horizon
chart-survival-followed = Encore là et encore suivis :
chart-survival-note = Les bandes sont des intervalles à { $level } à chaque instant.
chart-survival-reading = { $name } : { $share } encore là à { $time }.
chart-answers-arm = { $name } : { $units-n ->
    [one] { $units } réponse
   *[other] { $units } réponses
}
chart-answers-note = Part de chaque réponse, de la plus basse à gauche à la plus haute à droite.
# Fausses alertes regard après regard.
chart-alarms-looks = Regards, régulièrement espacés
chart-alarms-so-far = Tests avec une fausse alerte jusque-là
chart-alarms-low = Borne basse
chart-alarms-high = Borne haute
chart-alarms-note = La bande est l’intervalle à 95 % de la simulation.
chart-alarms-reading = { $looks-n ->
    [one] Après un regard
   *[other] Après { $looks } regards
} : { $share } des tests sans effet ont donné une fausse alerte.
