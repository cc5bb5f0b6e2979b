# Maps, rankings and schedules as figures.
# Charts of the map, the ranking and the roadmap.

# The journey board.
atlas-phase-before = Before
atlas-phase-during = During
atlas-phase-after = After
atlas-lane-touchpoints = Touchpoints
atlas-lane-frictions = Friction points
atlas-lane-quotes = In their words
atlas-stage-goal = Goal: { $goal }
atlas-channel-physical = physical
atlas-channel-digital = digital
atlas-channel-human = human
atlas-light-good = Good
atlas-light-watch = Watch
atlas-light-friction = Friction
atlas-light-unknown = Not measured
atlas-score = { $score } out of 5
atlas-moment-of-truth = Moment of truth
atlas-moment-across = Moment of truth across stages
atlas-severity = severity { $severity } of 5
atlas-kind-irritant = irritant
atlas-kind-effort = effort
atlas-kind-breakpoint = breakpoint
atlas-usage-avoided = avoided by customers
atlas-usage-planned = planned
atlas-none-touchpoints = No touchpoint
atlas-none-frictions = No friction point recorded
atlas-none-quotes = No quote recorded
atlas-journey-restarts = The journey starts again
atlas-quote = “{ $quote }”
atlas-board-about = Journey map with { $stages-n ->
    [one] { $stages } stage
   *[other] { $stages } stages
}, { $touchpoints-n ->
    [one] { $touchpoints } touchpoint
   *[other] { $touchpoints } touchpoints
} and { $frictions-n ->
    [one] { $frictions } friction point
   *[other] { $frictions } friction points
}.
atlas-friction-at = at { $touchpoint }

# The emotional curve.
atlas-curve-axis = Satisfaction (1 to 5)
atlas-curve-low = very unhappy
atlas-curve-middle = neither
atlas-curve-high = delighted
atlas-curve-minimum = lowest, { $value }
atlas-curve-drop = drop of { $value }
atlas-curve-evidence = Pieces of evidence
atlas-curve-hollow = Hollow marker: no evidence, a hypothesis
atlas-curve-hypothesis = { $persona } (hypothesis)
atlas-curve-continued = { $stage } (continued)
atlas-curve-flat = { $persona }: the same satisfaction everywhere, so this line carries no signal.
atlas-curve-about = Satisfaction at { $touchpoints-n ->
    [one] { $touchpoints } touchpoint
   *[other] { $touchpoints } touchpoints
} for { $personas-n ->
    [one] { $personas } persona
   *[other] { $personas } personas
}.
atlas-curve-listed = { $note } ({ $touchpoint })

# Impact × effort.
atlas-quick-wins = Quick wins
atlas-big-bets = Big bets
atlas-fill-ins = Fill-ins
atlas-avoid = Avoid
atlas-bars = Bars: 80% intervals
atlas-reach = Dot area: { $unit }
atlas-reach-unknown = Hollow dot: reach unknown
atlas-log-axis = { $axis } (log scale)
atlas-tied = Dashed ring: same impact and effort, spread to be seen
atlas-list-heading = Also on the chart
atlas-matrix-about = Impact against effort of { $items-n ->
    [one] { $items } improvement
   *[other] { $items } improvements
}, with 80% intervals.

# Rank intervals.
atlas-rank-axis = Rank: median and 80% interval (1 is best)
atlas-rank-tie = too close to call
atlas-rank-about = Median rank and 80% rank interval of { $items-n ->
    [one] { $items } improvement
   *[other] { $items } improvements
}{ $tied-n ->
    [0] .
   *[other] , of which { $tied } are too close to call.
}

# The roadmap.
atlas-gantt-build = Build
atlas-gantt-test = A/B test
atlas-gantt-decision = Decision
atlas-gantt-beside = { $what }: { $label }
atlas-gantt-today = Today, { $date }
atlas-gantt-unscheduled = Not scheduled
atlas-gantt-page = { $title }, page { $page } of { $pages }
atlas-gantt-continued = { $name } (continued)
atlas-gantt-no-row = Nothing is scheduled.
atlas-gantt-about = Roadmap of { $items-n ->
    [one] { $items } improvement
   *[other] { $items } improvements
} by team and lane{ $unscheduled-n ->
    [0] .
   *[other] ; { $unscheduled } not scheduled.
}
