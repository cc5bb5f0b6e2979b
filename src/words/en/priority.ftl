# Improvements and their ranking.
improvements-lift = `{ $field }` is { $value }, which is no relative change
improvements-lift-mend = { $value }% is written { $fraction }; the least is -1, everything lost
improvements-absurd = `{ $field }` reaches from { $low } to { $high }, which says nothing
improvements-absurd-mend = give a range whose ends are less than a millionfold apart, below a million million
improvements-itself = `{ $id }` names itself in `{ $field }`
improvements-itself-mend = remove `{ $id }` from the list
improvements-circle = these improvements wait for each other: { $path }
improvements-circle-mend = remove one of these dependencies

quadrant-quick-win = Quick win
quadrant-big-bet = Big bet
quadrant-fill-in = Fill-in
quadrant-avoid = Avoid

method-impact-effort = Impact ÷ effort, quick wins first
method-ice = ICE: impact × confidence × ease
method-rice = RICE: reach × impact × confidence ÷ effort

scale-money = money a year
scale-metric = { $metric } a year
scale-points = points from 1 to 5

input-impact = the impact
input-reach = the reach
input-effort = the effort
input-works = whether it works at all

missing-impact = impact (1–5, estimate or votes)
missing-lift = lift_rel
missing-metric = metric
missing-baseline = the metric's baseline
missing-unit-value = the metric's value_per_unit
missing-reach = reach_per_week
missing-effort = effort_days (estimate or votes)
missing-confidence = confidence or p_works

rank-title = What to do first
rank-subtitle = { $method } · { $items-n ->
    [one] { $items } improvement
   *[other] { $items } improvements
} · { $draws } draws, seed { $seed } · as of { $date }
rank-empty = No improvement waits for its turn. Describe one in improvements.toml.
rank-none-scored = Nothing could be scored; what is missing stands below.
rank-order = The order
rank-place = #
rank-improvement = Improvement
rank-id = Id
rank-impact-money = Impact, { $unit }/year
rank-impact-metric = Impact, { $unit } { $metric }/year
rank-impact-points = Impact (1–5)
rank-effort = Effort, days
rank-effort-axis = Effort (person-days)
rank-score = Score
rank-interval = Rank, 80%
rank-why = Why
rank-range = ({ $low } to { $high })
rank-why-chance = { $chance } to work
rank-note = Ranked is { $ranked }; 80% of the draws lie between the figures in brackets. Impact is high from { $impact }, effort low up to { $effort } days.
rank-by-median = the median score
rank-by-chance = the median score times the chance that it works
rank-certainty = How sure is this order?
rank-top = Among first { $k }
rank-before-next = Before next
rank-gains = Gains at all
rank-decides = Decided most by
rank-certainty-note = Shares of the draws. Below 65% before the next, the two are too close to call.
rank-close = Too close to call: { $ids }.
rank-close-measure = Too close to call: { $ids }. To measure first, for { $id }: { $input }.
rank-mixed = Impacts in different units
rank-mixed-text = Ranked in { $scale }. Not on this scale, so standing apart: { $ids }.
rank-mixed-mend = Give every improvement the same kind of impact, or choose with --scale.
rank-missing = Not ranked: an input is missing
rank-missing-text = Standing apart, never as 0: { $ids }.
rank-disputed = The raters disagree on { $id }: talk it over
rank-opinion-impact = Impact: { $lowest }, { $median } and { $highest } (lowest, median, highest of { $raters } raters).
rank-opinion-effort = Effort: { $lowest }, { $median } and { $highest } days.
rank-apart = Standing apart
rank-missing-what = What is missing
rank-needs = needs { $inputs }
rank-other-scale = its impact is in { $scale }
rank-settled = Settled
rank-settled-done = { $id } { $title }: shipped
rank-settled-dropped = { $id } { $title }: given up
rank-border-median = median: { $value }
rank-border-given = given: { $value }
rank-reach-unit = units reached per week
rank-chart-matrix = Impact and effort
rank-chart-intervals = How sure is the order?
rank-reach-inside = This impact already counts everybody reached, so the reach is not multiplied once more: RICE ranks as ICE does. With votes (`--scale points`) they differ.
rank-reach-from-map = Reach taken from the map, as everybody who passes the touchpoint in a week: { $ids }. `reach_per_week` says it better where it is known.
