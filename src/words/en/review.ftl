# The monthly review.
review-title = Monthly review: { $month }
review-state = as of { $day }
review-headline-ended = { $ended-n ->
    [0] No test ended this month.
    [one] One test ended.
   *[other] { $ended } tests ended.
}
review-headline-shipped = Shipped: { $titles }.
review-headline-iterated = To be changed and tested again: { $titles }.
review-headline-stopped = Stopped: { $titles }.
review-guardrail-got-worse = guardrail: worse
review-guardrail-quiet = guardrail: no harm shown
review-headline-better = Better, beyond noise: { $names }.
review-headline-worse = Worse, beyond noise: { $names }.
review-headline-waiting = { $tests-n ->
    [one] One test waits for a decision.
   *[other] { $tests } tests wait for a decision.
}

review-figure-ended = tests ended
review-figure-running = tests under way
review-figure-waiting = decisions to take
review-figure-late = late actions

review-metric = Metric
review-this-month = This month
review-month-before = Month before
review-interval = 95% interval
review-change = Change
review-reading = Reading
review-month = Month
review-value = Value
review-units = Units
review-range = { $low } to { $high }

review-kpis = Key figures
review-kpis-table = This month against the month before
review-kpis-none = No key figures were recorded for this month or the month before.
review-kpis-note = A change is called better or worse only where chance explains it in fewer than 1 case out of 20. Many figures are read side by side: expect one in twenty to stand out by chance alone.
review-trend-better = better (p { $p })
review-trend-worse = worse (p { $p })
review-trend-noise = within noise (p { $p })
review-trend-no-spread = cannot say: the number of units or the spread is missing
review-trend-none = nothing to compare with

review-ended = What ended
review-ended-none = No test ended or was decided this month.
review-ended-chart = Tests that ended: lift of the main metric and of the guardrails
review-ended-subtitle = First variant against control; the verdict stands beside the main metric
review-ended-table = Tests that ended or were decided this month
review-experiment = Test
review-lift = Lift
review-p = p-value
review-verdict = Verdict of the rule
review-decision = Decision
review-not-decided = not decided
review-not-looked = no look at the data
review-callout = { $experiment } { $title }: { $verdict }
review-measured = { $metric }: { $lift }, { $level } interval { $interval }.
review-guardrail-worse = Guardrail { $metric } got worse: { $lift } { $interval }.
review-decided = Decided on { $day }: { $decision }. { $why }
review-against-verdict = This decision does not follow the rule’s verdict.
review-decide-hint = record the decision with `jalon decide { $experiment } ship|iterate|stop --why "…"`

review-role = Role
review-variant = Variant
review-control-value = Control
review-variant-value = With the variant

review-to-decide = Decisions to take
review-to-decide-none = None: every test that is over has been decided.
review-to-decide-line = { $experiment } { $title }, over since { $end }

review-predictions = Predicted against measured
review-predictions-none = No test with a frozen prediction gave a result that can be held against it.
review-predictions-summary = Measured lifts inside the range predicted before the test: { $inside } of { $tests }. A 90% range should hold 9 results out of 10. On average, measured minus predicted: { $error }.
review-predictions-table = Predictions frozen before the test, and results
review-by = Predicted by
review-predicted = Predicted lift
review-measured-lift = Measured lift
review-inside = Inside the range
review-inside-yes = yes
review-inside-no = no
review-predicted-range = { $likely } ({ $low } to { $high })

review-learnt = What we learnt

review-running = Under way
review-running-none = No test is under way.
review-running-table = Tests under way
review-since = Since
review-until = Until
review-looks = Looks so far
review-running-note = A test is read at its end. Looks before the end are recorded and decide nothing.

review-next = Next: { $month }
review-next-none = Nothing is planned to start.
review-next-table = What the roadmap starts
review-week = Week
review-improvement = Improvement
review-step = Step
review-step-build = build ({ $place })
review-step-test = test ({ $place })
review-from-to = From – to
review-days = { $first } – { $last }
review-owner = Owner
review-planned = Planned test { $experiment } { $title }, from { $start }

review-goals = Goals
review-goals-table = Where the goals stand
review-goal = Goal
review-target = Target
review-latest = Latest
review-by-day = By
review-standing = Standing
review-goal-reached = reached, beyond chance
review-goal-perhaps = reached, chance may explain it
review-goal-way = { $way } of the way
review-goal-open = not reached yet
review-goal-missed = missed
review-goal-unknown = not measured

review-actions = Actions
review-actions-none = No action is open.
review-actions-table = Actions, carried over until done
review-what = What
review-due = Due
review-from = Decided in
review-state-of-action = State
review-action-done = done
review-action-late = late
review-action-open = open

review-celebrate = To celebrate
review-map-changes = Changes on the map
review-attendees = Present: { $names }.
review-appendix = Appendix
review-every-number = Every number of the tests that ended
review-footer = Written by jalon from the files of the workspace; the same files give the same page.
review-in-the-future = { $month } has not begun
review-in-the-future-mend = name a month that has begun; `--as-of DATE` says which day is taken for today
review-other-kpis = Key figures that neither moved nor have a goal
