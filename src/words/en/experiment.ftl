# Plans, locks, analyses, decisions.
# What can be wrong in a plan.
plan-margin-side = `{ $field }` is on the good side: a margin is the worst change of { $metric } that is tolerated
plan-margin-side-mend-higher = more is better for this metric: write a number below 0, such as -0.02
plan-margin-side-mend-lower = less is better for this metric: write a number above 0, such as 0.02
plan-margin-to-beat = `{ $field }` is on the bad side: the margin is the least gain of { $metric } that is worth having
plan-margin-to-beat-mend = write it with the sign of a gain, or use aim = "non_inferiority" for the worst change tolerated
plan-two-changes = `{ $lift }` and `{ $difference }` are both there
plan-two-changes-mend = keep one of the two
plan-no-change = neither `{ $lift }` nor `{ $difference }` is there
plan-no-change-mend = add a line such as `{ $lift } = 0.05` for 5% of the control's value
plan-arms-few = a test needs at least two arms, control first
plan-arms-few-mend = add [[arm]] tables with `name` and `share`
plan-arm-twice = the arm "{ $name }" is there twice
plan-arm-twice-mend = give every arm a name and a code of its own
plan-shares-whole = the shares of the arms add up to { $sum }
plan-shares-whole-mend = make them add up to 1
plan-dates-order = the test ends on { $end }, before it starts on { $start }
plan-dates-order-mend = swap `start` and `end`, or mend one of them
plan-units-none = `design.units` is 0
plan-units-none-mend = write the units of all arms together, or remove the line and let jalon compute them
plan-no-relative-change = `{ $field }`: a relative change says nothing of the score { $metric }, which may be 0 or below
plan-no-relative-change-mend-nps = write `{ $difference }` in points of the score: 3 for three points more
plan-no-relative-change-mend = write `{ $difference }` as a chance: 0.03 when the variant answers higher than the control in 53 of 100 pairs instead of 50
plan-odds-ratio = an odds ratio says nothing of { $metric }, whose answers are not ordered
plan-odds-ratio-mend = write `lift` or `difference`
plan-odds-side-mend-higher = more is better for this metric: write an odds ratio above 1
plan-odds-side-mend-lower = less is better for this metric: write an odds ratio below 1
plan-covariate-kind = { $metric } is not adjusted for a covariate: only rates and means are
plan-covariate-kind-mend = take `covariate_correlation` out, so that the size fits the test
plan-no-horizon = the metric { $metric } does not say after how long retention is read
plan-no-horizon-mend = write `horizon = 30`, in the unit of the data, under the metric { $metric } in jalon.toml
plan-needs-units = { $metric } cannot be analysed from sums: it needs the value of each unit
plan-no-baseline = today's value of { $metric } is not known
plan-no-baseline-mend = add `baseline = …` here, or to the metric { $metric } in jalon.toml (a mean needs `sd` too)
plan-margin-unused = a margin has no use in a test for superiority
plan-margin-unused-mend = remove the line, or add `aim = "non_inferiority"`
plan-effect-none = the planned effect is 0
plan-effect-none-mend = write the smallest effect that the test must not miss
plan-effect-side = `{ $field }` plans for { $metric } to get worse
plan-effect-side-mend-higher = more is better for this metric: write a number above 0
plan-effect-side-mend-lower = less is better for this metric: write a number below 0
plan-target-outside = from { $baseline } the planned effect leads to { $target }, which is not a rate
plan-target-outside-mend = a lift of 5% is written 0.05 or "5%"; check baseline and effect
plan-column-not-text = the name of the column `{ $column }` is not a text
plan-column-not-text-mend = write it between quotes: { $column } = "name in the file"
plan-metric-twice = the metric { $metric } is in the plan twice
plan-metric-twice-mend = give each metric one role: primary, secondary or guardrail
plan-not-whole-weeks = the test is planned for { $days-n ->
    [one] { $days } day
   *[other] { $days } days
}, which are not whole weeks
plan-not-whole-weeks-mend = end it on the day of the week before the one it starts on: weekdays and week-ends differ
plan-too-short = the test is planned for { $days-n ->
    [one] { $days } day
   *[other] { $days } days
}, less than its `min_weeks` ({ $weeks })
plan-too-short-mend = end it later, or lower `min_weeks`
plan-too-long = the test is planned for { $days-n ->
    [one] { $days } day
   *[other] { $days } days
}, more than its `max_weeks` ({ $weeks })
plan-too-long-mend = plan for a larger effect, take more traffic, or raise `max_weeks`
plan-no-guardrail = the plan has no guardrail: a win on the primary metric could hide a loss elsewhere
plan-no-guardrail-mend = add a [[guardrail]] with `metric` and `margin_lift` or `margin_difference`

# What can be wrong in a record.
record-other = this record belongs to another experiment than { $id }
record-other-mend = restore the file from version control
record-seal = this record is not as jalon wrote it: it was changed by hand, merged or cut short
record-seal-mend = restore it from version control; to go on with it as it is, use `--accept-record`, which is written down
record-order = days run backwards in this record
record-order-mend = restore the file from version control
experiment-folder-name = "{ $name }" cannot be the id of an experiment
experiment-folder-name-mend = name the folder like E003-short-name
experiment-no-plan = { $id } has a record but no plan
experiment-no-plan-mend = restore plan.toml from version control

# What can be wrong in a data file.
data-in-column = column `{ $column }`: { $what }
data-out-of-scale = { $value } is beyond any measure: from 1e-50 to 1e50
data-out-of-scale-mend = check the column; use a unit in which the numbers are neither this large nor this small
data-empty = the file is empty
data-empty-mend = export the data again: a line of column names, then one row per arm
data-no-rows = the file has column names but no rows
data-no-rows-mend = export the data again
data-column-twice = there twice
data-column-twice-mend = rename one of the two columns, and name the right one under [data.columns] in plan.toml
data-no-column = there is no column `{ $column }`
data-no-column-near = did you mean `{ $column }`? Rename the column, or write `{ $role } = "{ $column }"` under [data.columns] in plan.toml
data-no-column-mend = the file has the columns { $columns }; name the right one as `{ $role } = "…"` under [data.columns] in plan.toml
data-row-length = the row has { $found } cells, not { $expected }
data-row-length-mend = put texts that hold a separator between double quotes
data-row-twice = the same arm, day and segment as line { $line }
data-row-twice-mend = add the two rows up, or remove one
data-unknown-arm = "{ $arm }" is not an arm of the plan
data-unknown-arm-mend = the arms are { $arms }; an arm's other name in the data is its `code` in plan.toml
data-absurd = { $units } units in one row cannot be
data-absurd-mend = check that the column holds units, not identifiers or sums
data-too-many = { $converted } converted out of { $units } units
data-too-many-mend = count each unit once, however often it converted
data-negative = { $value } is below 0
data-negative-mend = counts start at 0
data-count-huge = { $value } is more than any count
data-not-whole = { $value } is not a whole number
data-not-whole-mend = write counts without decimals, and without a comma between thousands
data-empty-cell = the cell is empty
data-empty-cell-mend = write 0 where there was nobody
data-not-a-number = "{ $value }" is not a number
data-not-a-number-mend = write a plain number such as 1234.5
data-not-a-date = "{ $value }" is not a date
data-not-a-date-mend = write days as 2026-07-06
data-sums-impossible = a sum of squares of { $squares } cannot be: it is at least { $least }
data-sums-impossible-mend = check that it is the sum of the squares, not the square of the sum, over the same units
data-sums-of-nobody = sums of nobody: the row has no units
data-sums-of-nobody-mend = count every unit, or write 0
data-spread-negative = a standard deviation of { $value } is below 0
data-spread-of-one = one unit has no spread, but a standard deviation of { $value } is given
data-spread-mend = write the standard deviation between units, or the sums
data-arm-missing = there is no row of the arm "{ $arm }"
data-arm-missing-mend = export the data of all arms, or correct the arm's `code` in plan.toml
data-mixed-segments = some rows name a segment and some do not: units would be counted twice
data-mixed-segments-mend = keep either the totals or the segments
data-units-empty-mend = export the data again: a line of column names, then one row per unit
data-column-twice-mend-plain = rename one of the two columns
data-no-column-near-plain = did you mean `{ $column }`?
data-no-column-mend-plain = the file has the columns { $columns }
data-unknown-arm-plain = "{ $arm }" is not an arm
data-unknown-arm-mend-plain = the arms are { $arms }
data-arm-missing-mend-plain = export the data of all arms, or correct the arm's name
data-no-arm = no arm
data-no-arm-mend = write the arm of every unit, or leave the row out
data-arms-many = more than { $arms } arms
data-arms-many-mend = name the column that says which arm a unit was in, not the one that names the unit
data-value-huge = { $value } is beyond any measure
data-value-huge-mend = leave the cell empty where there is no value
data-empty-unit-mend = write 0 where nothing happened; a unit left out would break the comparison of the arms
data-not-yes-or-no = "{ $value }" is neither 1 nor 0
data-not-yes-or-no-mend = write 1 or 0, true or false, yes or no
data-no-exposure = { $value } is not an exposure
data-no-exposure-mend = an exposure lies above 0: a time, a number of sessions; leave units without any out, or leave the column out where it is the same for all
data-no-counts = no units have these events and exposures
data-no-counts-mend = check that events and exposures are sums over the same units
data-product-impossible = a sum of products like this cannot be
data-product-impossible-mend = check that it is the sum of each unit's product of the two, not the product of their sums
data-too-many-answers = { $answers } answers from { $units } units
data-too-many-answers-mend = count one answer per unit at most
data-off-scale = { $value } is not on the scale from { $low } to { $high }
data-off-scale-mend = answers are whole numbers from { $low } to { $high }; leave the cell empty where nobody answered, or correct the metric's scale in jalon.toml
data-negative-time-mend = times start at 0
data-no-scale = the metric { $metric } has no scale
data-no-scale-mend = write the lowest and the highest answer in jalon.toml, such as `scale = [1, 5]`, under the metric { $metric }
data-needs-units = the metric { $metric } cannot be read from sums: { $why }
data-needs-units-retention = retention needs how long each unit stayed
data-needs-units-quantile = a quantile needs the value of each unit
data-needs-units-cap = a cap needs the value of each unit
data-needs-units-mend = export one row per unit, and write `kind = "units"` under [data] in plan.toml
data-unit-twice = the unit { $unit } is there already, in line { $line }
data-unit-twice-mend = write one row per unit, with all it did added up; leave units that were in several arms out
data-cluster-in-two-arms = "{ $cluster }" is in another arm in line { $line }
data-cluster-in-two-arms-mend = leave out all rows of those that were in several arms
data-exposures-empty-mend = export the exposures again: unit, arm and time, one row per exposure
data-events-empty-mend = export the events again: unit, time and event, one row per event
data-no-time-mend = write the moment of every row
data-not-a-time = "{ $value }" is not a moment
data-not-a-time-mend = write moments as 2026-07-06T14:30:00Z, with an offset such as +02:00, or in the clock of `time_zone`; or as seconds since 1970
data-no-unit-mend = write the unit of every row, or leave the row out
data-units-many = more units than can be numbered (4,294,967,296)
data-units-many-mend = add them up in the warehouse, and give the sums
data-nobody-known = no event is of a unit that was exposed
data-nobody-known-mend = check that both logs name units alike: the same identifier, written in the same way
data-no-event-value-mend = write the value of every such event; 0 where it has none
data-no-event-column = there is no column `{ $column }`, which the event "{ $event }" is read from
data-no-event-column-mend = add the column, or name the right one as `value` under [[data.metric]] in plan.toml
plan-no-events = the plan names no log of events
plan-no-events-mend = write `events = ["orders.csv"]` under [data]; `file` is the log of exposures
plan-window-days = `{ $field }` is no number of days from 1 to 3,660
plan-window-days-mend = write whole days; leave it out to count all events there are
plan-time-zone = "{ $given }" is no time zone
plan-time-zone-mend = write a name such as Europe/Paris or UTC
plan-metric-no-event = nothing says which events make the metric { $metric }
plan-metric-no-event-mend = add [[data.metric]] with `metric = "{ $metric }"` and its `event`
plan-event-no-value = the metric { $metric } needs the value of its events
plan-event-no-value-mend = name the column of the log as `value` under [[data.metric]]
plan-event-no-denominator = the ratio { $metric } needs the event of its denominator
plan-event-no-denominator-mend = name it as `denominator` under [[data.metric]]
plan-event-unused = the plan does not measure { $metric }
plan-event-unused-mend = remove it from [[data.metric]], or add it to the metrics of the plan
plan-no-before = a covariate is planned, but nothing says how long before the test it is read
plan-no-before-mend = write `before_days = 28` under [data]
data-in-row-group = row group { $group }, row { $row }: { $what }
data-row-group-broken = row group { $group } cannot be read ({ $detail })
data-row-group-broken-mend = write the file again, with plain columns and with snappy, zstd or no compression
data-parquet-broken = this Parquet file cannot be read ({ $detail })
data-parquet-broken-mend = copy it again, whole; or write it again
data-foreign = this is a file of another kind ({ $form })
data-foreign-mend = export it as CSV, packed with gzip or zstd or not, or as Parquet
data-truncated = the { $form } data end too early: the file was read up to this line and is not whole
data-corrupt = the { $form } data do not unpack: the file was read up to this line and is damaged
data-truncated-mend = copy or export the file again, whole
data-unreadable = the file cannot be read on ({ $detail })
data-endless-row = a row that starts here never ends
data-endless-row-mend = look for a double quote that is opened and never closed
data-mixed-encoding = from this line on the letters are written in another way (UTF-8 or Windows-1252) than before
data-mixed-encoding-mend = export the file again in one encoding, best UTF-8
data-columns-missing = there is no column `{ $column }`, but { $first } has one
data-columns-more = there is a column `{ $column }`, but { $first } has none
data-columns-differ-mend = export all files with the same columns
data-more = and { $problems } more problems of the same file

# Records and finding experiments.
record-future = the record already speaks of { $latest }, but today is taken to be { $today }
record-future-mend = check the clock or `--as-of`; to look back without writing, add `--dry-run`
experiment-unknown = there is no experiment { $id }
experiment-unknown-mend = known experiments: { $known }
experiment-none-mend = draft one with `jalon plan` and an improvement's id

# Effects.
effect-unknown = cannot be said
effect-unbounded = without limit
effect-points = { $points } points
effect-score-points = points
effect-wins = { $points } points of win probability
effect-interval = [{ $low }; { $high }]
effect-unit = { $value } { $unit }

# Health checks.
health-ok = in order
health-warning = look into it
health-failed = not in order
check-sample-ratio = Shares of the arms
check-empty-arm = Arms with units
check-conversions = Conversions
check-events = Events
check-answers = Answers
check-answer-scale = Scale of the answers
check-missing-days = Missing days
check-days-outside = Days outside the plan
check-whole-weeks = Whole weeks
check-planned-weeks = Planned time
check-planned-size = Planned units
check-segments = Segments
check-one-arm = One arm per unit
check-bots = Robots
check-windows = Windows
check-logs = Logs
check-bad-rows = Rows left out
health-sample-ratio-ok = { $units } units fit the planned shares { $shares } (p-value { $p })
health-sample-ratio-failed = { $units } units do not fit the planned shares { $shares } (p-value { $p }): the split is broken, so the arms cannot be compared
health-sample-ratio-where = { $what }; worst { $part }
health-sample-ratio-unknown = there are no units to compare with the planned shares
health-beside = { $left } / { $right }
health-part-segment = in the segment "{ $segment }"
health-part-day = on { $day }
health-empty-arm = the arm "{ $arm }" has no units in the days of the test
health-arms-filled = { $arms } of { $arms } arms have units
health-no-conversions = nobody converted in any arm ({ $metric }): is it tracked?
health-zero-conversions = nobody converted in { $arms } ({ $metric })
health-no-events = nothing was counted in any arm ({ $metric }): is it tracked?
health-zero-events = nothing was counted in { $arms } ({ $metric })
health-no-departures = nobody left in any arm ({ $metric }): is it tracked?
health-zero-departures = nobody left in { $arms } ({ $metric })
health-no-answers = nobody answered in any arm ({ $metric }): is it tracked?
health-zero-answers = nobody answered in { $arms } ({ $metric })
health-answer-scale = not one 0 among { $answers } answers ({ $metric }): did people answer from 1 to 10? A Net Promoter Score asks from 0 to 10, and one asked from 1 cannot be compared with it
health-undated = the data are not dated: days cannot be checked
health-no-missing-days = { $days-n ->
    [one] { $days } day
   *[other] { $days } days
} of data, none missing
health-missing-days = { $days-n ->
    [one] { $days } day is missing
   *[other] { $days } days are missing
}, the first is { $first }
health-one-arm = every unit was seen in one arm only
health-several-arms = { $units-n ->
    [one] { $units } unit was seen in several arms and is left out
   *[other] { $units } units were seen in several arms and are left out
} ({ $each }, by the arm they saw first)
health-bots = { $units-n ->
    [one] { $units } unit with more events than a customer has is left out
   *[other] { $units } units with more events than a customer has are left out
} (`most_events`)
health-windows = { $units-n ->
    [one] { $units } unit of { $all } is still in its window and counts later
   *[other] { $units } units of { $all } are still in their windows and count later
}
health-logs = { $events } events: { $others } of units that were not exposed, { $early } before the first exposure, { $late } after the window, { $repeated } repeated, { $unasked } that no metric asks for
health-bad-rows = { $skipped-n ->
    [one] { $skipped } row of { $rows } could not be read and is left out
   *[other] { $skipped } rows of { $rows } could not be read and are left out
}; look at them without `--on-bad-row skip`
health-days-outside = left out: { $before } days before the start, { $after } after the planned end, { $future } after the day of the look
health-whole-weeks = { $weeks-n ->
    [one] { $weeks } whole week
   *[other] { $weeks } whole weeks
}
health-part-of-week = { $weeks } whole weeks and { $days-n ->
    [one] { $days } day
   *[other] { $days } days
}: weekdays do not count alike
health-planned-weeks = { $days } of { $planned } planned days
health-too-few-days = { $days } of { $planned } planned days: the test runs until { $end }
health-planned-size = { $units } of { $planned } planned units
health-nearly-planned-size = { $units } of { $planned } planned units: near enough, with slightly less power
health-too-few-units = { $units } of { $planned } planned units
health-segments = not in the data: { $segments }

# Verdicts.
verdict-ship = Ship
verdict-stop = Stop
verdict-undecided-title = Undecided
verdict-too-early = Too early to decide
verdict-not-trusted = Not to be trusted
verdict-of = { $verdict }: { $variant }
verdict-better = { $metric } is better: { $estimate }, between { $low } and { $high } ({ $level } interval)
verdict-better-guarded = { $metric } is better: { $estimate }, between { $low } and { $high } ({ $level } interval), and the guardrails hold
verdict-not-worse = { $metric } is not worse by more than the margin: { $estimate }, between { $low } and { $high } ({ $level } interval)
verdict-equivalent = { $metric } is equivalent within the margin: { $estimate }, between { $low } and { $high } ({ $level } interval)
verdict-not-equivalent = { $metric } lies beyond the margin: { $estimate }, between { $low } and { $high } ({ $level } interval)
verdict-worse = { $metric } is worse: { $estimate }, between { $low } and { $high } ({ $level } interval)
verdict-guardrail-falls = the guardrail { $metric } got worse by more than the tolerated { $margin }
verdict-guardrail-unclear = the primary metric is better, but the guardrail { $metric } is not shown to hold: a loss beyond { $margin } is not ruled out
verdict-undecided = the data cannot tell better from worse: { $metric } { $estimate }, between { $low } and { $high } ({ $level } interval); the planned { $planned } is still possible
verdict-undecided-small = { $metric } { $estimate }, between { $low } and { $high } ({ $level } interval): an effect as large as the planned { $planned } is ruled out
verdict-undecided-margin = { $metric } { $estimate }, between { $low } and { $high } ({ $level } interval): a loss beyond the margin is neither shown nor ruled out
verdict-undecided-equivalence = { $metric } { $estimate }, between { $low } and { $high } ({ $level } interval): equivalence is neither shown nor ruled out
verdict-no-test = the data give no test of { $metric }
verdict-no-comparison = an arm has too few units to compare { $metric }
verdict-early-harm = { $what }; but { $metric } is already clearly worse: people may stop the test for safety
verdict-change-tracking = mend the tracking, then start again with new data
verdict-change-split = find out why units are missing in an arm (redirects, bots, late tracking, filters), then start again
verdict-change-wait = look again after { $end }; earlier looks are written down and do not decide
verdict-change-more-units = let it run on in whole weeks, { $weeks } at most: move `end` in plan.toml, which is reported as a change of the plan
verdict-change-guardrail = find out what the change costs there, mend it, and test again
verdict-change-guardrail-size = a longer test, or a wider margin that one can live with, would settle { $metric }
verdict-change-idea = a bolder version of the idea, or another one
verdict-change-larger = a larger effect, more units, or a metric nearer to the change would settle it

# Departures from the plan.
deviation-not-locked = the plan is not locked: it could still be changed after seeing the data
deviation-locked-late = the plan was locked on { $on }, after the test began on { $start }
deviation-plan-changed = the plan is no longer the one that was locked on { $on }
deviation-early-looks = the data were looked at { $looks-n ->
    [one] once
   *[other] { $looks } times
} before the planned end
deviation-older-data = the data end before those of an earlier look, which reached { $newer }
deviation-clock = the day of this look lies before { $last }, of which the record already speaks
deviation-accepted = a record that was changed outside of jalon was accepted on { $on }

# The page of a look.
analysis-subtitle = Look of { $on }, data up to { $through } ({ $days } of { $planned } days)
analysis-subtitle-undated = Look of { $on }
analysis-deviations = Departures from the plan
analysis-effects = Effects
analysis-effects-caption = What changed
analysis-also = { $metric }, read in other ways
analysis-capped = { $metric }: values above { $threshold } (the { $level } quantile of all arms) count as { $threshold }.
analysis-effects-note = Variant against control; p-value and interval come from the same test, for a guardrail against its margin. Only the primary metric and the guardrails decide.
analysis-effects-note-several = Variant against control; p-values and intervals hold for all variants together, for a guardrail against its margin. Only the primary metric and the guardrails decide.
analysis-effects-note-answers = Of answers on a scale the table shows the means; their change is the chance that the variant is answered higher than the control, ties counted half, less one half.
analysis-health = Can the data be trusted?
analysis-health-caption = Checks of the data
analysis-prediction = Predicted and measured
analysis-segments = Segments declared beforehand
analysis-segments-caption = Effect by segment
analysis-segments-note = A closer look at the whole, not a second chance: segments decide nothing.
analysis-all-numbers = All numbers
analysis-numbers-caption = Differences, lifts and statistics
analysis-numbers-note = Units are those of control and variant. A guardrail's statistic is against its margin.
analysis-footer = Rates: score test and intervals (Miettinen and Nurminen). Means: Welch's t and Fieller's interval.
analysis-footer-adjusted = The primary metric is adjusted for what the units did before the test (CUPED); the arms are shown unadjusted.
analysis-footer-ratio = Ratios: Welch's t on each unit's share of the ratio (delta method) and Fieller's interval.
analysis-footer-count = Counts: score test and intervals of negative binomial counts by unit, or of Poisson counts where single units are not known.
analysis-footer-nps = Net Promoter Scores: normal test and interval, each arm with its own spread.
analysis-footer-answers = Answers on a scale: Brunner and Munzel's test of the chance to answer higher.
analysis-footer-retention = Retention: log-rank test; shares by Kaplan and Meier, their change from the hazard ratio.
analysis-footer-quantile = Quantiles: Welch's t with the density read around the quantile.
analysis-chart-effects = { $title }: effects with their intervals
analysis-chart-daily = { $metric }: effect with all data up to each day
analysis-chart-daily-subtitle = { $variant } against control
analyse-recorded = look written to { $file }
analyse-read = Read as { $what }.
analyse-read-part = { $one }, { $other }
analyse-read-packed = packed with { $form }
analyse-read-encoding = letters in { $encoding }
analyse-read-semicolon = cells parted by `;`
analyse-read-tab = cells parted by tabs
analyse-read-decimal-comma = decimal comma
analyse-read-parquet = Parquet
analyse-same-look = this very look is already in the record

column-metric = Metric
column-control = Control
column-variant = Variant
column-effect = Change [{ $level } interval]
column-difference = Difference
column-lift = Lift
column-p-value = p
column-reading = Reading
column-check = Check
column-status = Status
column-detail = Detail
column-segment = Segment
column-units = Units
column-statistic = Statistic
column-arm = Arm
column-share = Share
column-role = Role
column-margin = Worst change
column-guardrail-power = Power

role-primary = primary
role-secondary = secondary
role-guardrail = guardrail
reading-better = better
reading-worse = worse
reading-not-comparable = arms not comparable
reading-open = not settled
guardrail-holds = holds
guardrail-falls = falls
guardrail-unclear = unclear
guardrail-margin = { $status } (margin { $margin })

prediction-lift = Predicted lift
prediction-range = { $likely }, between { $low } and { $high }
prediction-chance = Predicted chance to win
prediction-measured = Measured lift

# Plans and locks.
plan-change = Change
plan-primary = Primary metric
plan-effect-label = Effect not to miss
plan-effect = { $effect } (from { $baseline } to { $target })
plan-risks-label = Risks
plan-risks = false alarm { $alpha }, power { $power }
plan-dates-label = Dates
plan-dates = from { $start } to { $end } ({ $days } days)
plan-arms-caption = Arms
plan-metrics-caption = Metrics
plan-margin = { $margin }
plan-guardrail-power-note = Power of a guardrail: the chance to show that it holds when nothing changes there.
lock-done = Locked on { $on }
lock-what = From now on a change of hypothesis, metrics, margins, arms, dates or rule shows in every answer.
lock-next = Look at the data after { $end }: jalon analyse { $id }
lock-fingerprint = Fingerprint: { $fingerprint }
lock-already = { $id } is already locked, since { $on }
lock-already-mend = to test another plan, draft a new experiment
lock-late-mend = lock before the first day; the answers will say that this one was late

plan-size-split = the shares of the arms cannot divide the units
plan-size-split-mend = give at most fifty arms shares that add up to 1
plan-size-zero = a relative change of a mean of 0 is no change
plan-size-baseline = the baseline does not belong to the primary metric
plan-size-baseline-mend = write the fields of its kind under [design], or leave them to the metric in jalon.toml
plan-size-zero-mend = give the effect as `difference`
plan-size-margin = the margin leads out of what the metric can be
plan-size-margin-mend = give a smaller margin
plan-size-power = the power is no higher than the risk of a false alarm
plan-size-power-mend = ask for a power such as 0.8
plan-size-few = the units are too few for any possible effect
plan-size-few-mend = raise `units`, or remove the line and let jalon compute them
plan-size-absurd = the planned effect would need more than a billion units in an arm
plan-size-absurd-mend = check baseline and effect: a lift of 5% is written 0.05
plan-size-search = the size could not be computed ({ $detail })
plan-size-search-mend = try a slightly different effect, and report this

# Decisions.
decision-ship = ship
decision-iterate = iterate
decision-stop = stop
decision-recorded = Decided on { $on }: { $decision }
decision-verdict = Verdict
decision-no-verdict = none: decided without an analysis
decision-by = Decided by
decision-waiver = Why without an analysis
decide-no-why = a decision needs its reason
decide-no-why-mend = add --why "…" with a sentence
decide-no-look = nobody has looked at the data of { $id } yet
decide-no-look-mend = run `jalon analyse { $id }` first, or say why it is decided without: --waive "…"
decide-against = the decision "{ $decision }" goes against the verdict "{ $verdict }"
decide-against-mend = it is written down as it is; the review will show both
decide-old-look = the plan of { $id } changed after the last look
decide-old-look-mend = run `jalon analyse { $id }` again, then decide

status-planned = planned
status-locked = locked
status-running = running
status-ended = ended

# Drafting a plan.
plan-tested-before = { $id } has been planned before: { $experiments }. A new test needs new data and a reason of its own.
improvement-unknown = there is no improvement { $id }
improvement-unknown-mend = known improvements: { $known }
plan-exists = this plan is already there
plan-exists-mend = jalon never writes over a plan; rename the folder or edit the plan
plan-written = written: { $file }; read it, add guardrails, then: jalon lock { $id }
draft-not-tested = { $id } is not to be tested: { $reason }
draft-not-tested-mend = ship it and watch the metric, or remove `no_test`
draft-no-metric = { $id } names no metric
draft-no-metric-mend = add `metric = "…"` with a metric of jalon.toml
draft-no-relative-change = no plan can be drafted from a lift for { $metric }: a relative change says nothing of a score
draft-no-relative-change-mend = write plan.toml by hand, with the change as `difference` under [design]: points of a Net Promoter Score, or for answers the chance that the variant answers higher, less one half; `jalon size nps` and `jalon size ordinal` help to find it
draft-no-lift = { $id } has no likely lift
draft-no-lift-mend = add `lift_rel = [low, likely, high]`, such as [-0.01, 0.03, 0.08]
draft-no-gain = the likely lift of { $id } ({ $lift }) makes { $metric } no better
draft-no-gain-mend = write a lift on the better side of 0; where less is better it is negative
draft-no-baseline-mend = add `baseline = …` to the metric in jalon.toml (a mean needs `sd` too)
draft-head = Plan of { $id }, drafted by jalon. It is yours: read every line, change what is wrong, then lock it.
draft-fits = { $units } units in all are needed; they come in { $weeks-n ->
    [one] { $weeks } week
   *[other] { $weeks } weeks
}.
draft-too-long = { $units } units in all are needed; they would take { $weeks } weeks, more than the { $most } allowed.
draft-never = { $units } units in all are needed, but only { $most } different ones will ever come.
draft-no-lane = { $units } units in all are needed; without a lane their traffic is not known, so check `end`.
plan-short = Too little traffic for this effect
draft-ways = Ways out:
draft-way-larger = plan for a larger effect: { $weeks } weeks bring { $units } units, which detect a change of { $lift }
draft-way-nearer = measure a step nearer to the change, which more people take
draft-way-no-harm = test for no harm: aim = "non_inferiority" with a margin one can live with
draft-way-watch = ship it and watch, without claiming to know the effect
draft-segments = Segments to read the effect in, declared now or never:
draft-guardrail = What must not get worse, and by how much at most. Uncomment and choose:
draft-effect = The smallest effect the test must not miss; the likely lift is taken.
draft-data = One row per day, arm and segment: date, arm, segment, units, { $metric } (or the sums of a mean).
draft-data-units = One row per unit: arm, date (its first day), segment, and the columns of { $metric }.
draft-prediction = Frozen by the lock and compared with the result.
draft-rule = One decision, at the planned size and after the planned weeks.

# Covariates, clusters, and what the power is asked of.
plan-covariate-correlation = `design.covariate_correlation` is { $given }, but must lie strictly between -1 and 1
plan-covariate-correlation-mend = write the correlation between the metric and the covariate over the same units: `covariate_correlation = 0.5`
plan-clusters-half = `{ $missing }` is missing: the clusters are only half described
plan-clusters-mend = write `cluster_size = 20` (the mean size of a cluster), `icc = 0.02` (the intraclass correlation) and, where sizes differ, `cluster_cv = 0.5` (their coefficient of variation)
plan-cluster-too-small = `design.cluster_size` is { $given }, but a cluster holds at least one unit
plan-cluster-cv = `design.cluster_cv` is { $given }, but must be 0 or more
# Comparisons that share a risk: secondary metrics, segments.
analysis-secondary-caption = Secondary metrics, read together
role-at-level = { $role }, { $level } intervals
family-benjamini-hochberg = { $comparisons } comparisons, { $found } found. p-values by Benjamini and Hochberg: on average no more than { $risk } of what is found is chance. Intervals at { $level }: on average no more than { $risk } of those found miss the truth (false coverage rate).
family-holm = { $comparisons } comparisons, { $found } found. p-values by Holm: the risk of any false alarm is { $risk }. Intervals at { $level } each, so that all hold together (Bonferroni); they may hold 0 where Holm's steps find an effect.
family-hochberg = { $comparisons } comparisons, { $found } found. p-values by Hochberg: the risk of any false alarm is { $risk } where they do not pull against each other. Intervals at { $level } each, so that all hold together (Bonferroni); they may hold 0 where Hochberg's steps find an effect.
family-none = { $comparisons } comparisons, not corrected for their number: at { $risk } each, some will look found by chance.
analysis-exploratory = Segments in the data that were not declared
analysis-exploratory-caption = Exploration: ideas for the next test
analysis-exploratory-note = Nobody declared these segments, so they decide nothing: one that stands out is an idea for the next test, which declares it.
analysis-segments-hidden = Not shown: { $hidden-n ->
    [one] { $hidden } more segment
   *[other] { $hidden } more segments
}; `--format json` has them all.
analysis-segment-margin = beyond the margin
analysis-interaction-lift = lifts
analysis-interaction-difference = differences
analysis-interaction-found = the { $scale } of { $variant } differ between { $segments } segments by more than chance (Cochran's Q = { $q }, { $df } df, p-value { $p }; I² = { $share }); the whole is a mean of unlike effects
analysis-interaction-open = no sign that the { $scale } of { $variant } differ between { $segments } segments (Cochran's Q = { $q }, { $df } df, p-value { $p }); the effect of the whole is the best guess for each
column-units-together = Units for the decision
plan-together = For the whole decision to have { $power } power, each of its { $metrics } metrics needs { $each }; { $metric } needs the most, { $units } units in all.
plan-together-least = With the planned units the whole decision has at least { $least } power.
plan-together-unknown = Nothing can be promised of the whole decision: no baseline is known of { $metrics }.
plan-together-little = Nothing can be promised of the whole decision with the planned units: its metrics have too little power.

# Cells of unit files read by the calculators
data-empty-unit-mend-plain = fill it in, or leave the row out of the file
data-off-scale-mend-plain = answers are whole numbers from { $low } to { $high }; leave the cell empty where nobody answered, or give another scale with --scale LOW:HIGH
data-off-scale-mend-fixed = answers are whole numbers from { $low } to { $high }; leave the cell empty where nobody answered

# Several success metrics in one plan
plan-success-rule = with several success metrics the plan must say how many of them have to win
plan-success-rule-mend = write under [rule] success = "any" (one win suffices, and they share alpha) or success = "all" (every one must win)
plan-success-alone = `rule.success` has no use: the primary metric decides alone
plan-success-alone-mend = take it out, or add a metric as [[also_primary]]
verdict-any-won = of { $metrics } success metrics one had to win; won: { $won }
verdict-any-won-guarded = of { $metrics } success metrics one had to win; won: { $won }; and the guardrails hold
verdict-all-won = every one of { $metrics } success metrics won: { $won }
verdict-all-won-guarded = every one of { $metrics } success metrics won: { $won }; and the guardrails hold
verdict-none-won = one success metric had to win, and none did; not settled: { $open }
verdict-all-open = every success metric had to win, and none did; not settled: { $open }
verdict-some-open = every success metric had to win; won: { $won }; not settled: { $open }
verdict-guardrail-unclear-several = the success metrics won as the rule asks, but the guardrail { $metric } is not shown to hold: a loss beyond { $margin } is not ruled out
plan-success-any = ship when at least one of { $metrics } success metrics wins and none is worse
plan-success-any-guarded = ship when at least one of { $metrics } success metrics wins, none is worse and the guardrails hold
plan-success-all = ship when every one of { $metrics } success metrics wins
plan-success-all-guarded = ship when every one of { $metrics } success metrics wins and the guardrails hold
plan-success-label = Rule
plan-sharing = false alarm { $alpha } in all, { $each } for each success metric, power { $power }
plan-sized-by = The planned { $units } units are what { $metric } needs, so that the rule of the success metrics has { $power } power, guardrails left aside.
plan-guardrail-power-several = The power of each success metric is that of its planned effect; of a guardrail, the chance that it is shown to hold when nothing changes there.
plan-decision-simulated = Decision by simulation
plan-decision-simulated-what = ships { $ship } (± { $error } pp) with all planned effects, { $false } with none
plan-decision-simulated-how = { $tests-n ->
    [one] { $tests } simulated test of each, its metrics drawn independently of each other, decided by the very rule of the analysis; "none": each success metric stays at the hypothesis to rule out, and guardrails are unharmed
   *[other] { $tests } simulated tests of each, their metrics drawn independently of each other, decided by the very rule of the analysis; "none": each success metric stays at the hypothesis to rule out, and guardrails are unharmed
}
analysis-success-caption = Success metrics, of which one must win
analysis-success-note-any = { $metrics } success metrics share a risk of { $alpha }: each interval is at { $level }, each p-value is multiplied by { $metrics } (Bonferroni), so that all hold together. Whether any of them wins is the same by Holm's steps.
analysis-success-note-all = Every one of { $metrics } success metrics must win, so each is read at the whole risk of { $alpha }: no correction is needed.

# Clusters that the data do not tell apart
check-clusters = Clusters
health-clusters = the data do not say what cluster a unit is in: every variance is multiplied by the planned design effect { $effect } (clusters of { $size } units, intraclass correlation { $icc }); where units of a cluster are more alike, intervals are too narrow

# Looks that may decide.
plan-looks-when = the plan says that looks decide, but not when they are
plan-looks-when-mend = write one of: looks = 4; information = [0.25, 0.5, 1]; every_weeks = 1
plan-looks-twice = the looks are said twice
plan-looks-two-bounds = the bounds are said twice, by family and by hand
plan-looks-two-bounds-mend = keep `bounds`, or `alpha_spent`
plan-looks-no-futility = `binding` and `futility_parameter` speak of giving up early, and the plan does not
plan-looks-no-futility-mend = add futility = "obrien_fleming", or leave them out
plan-looks-correction = this correction for several variants counts on one look at the end
plan-looks-correction-mend = write correction = "bonferroni", or leave it out
plan-bounds-need-parameter = `{ $field }` names bounds with a parameter, and `{ $parameter }` is missing
plan-bounds-have-no-parameter = `{ $field }` names bounds without a parameter, and `{ $parameter }` gives one
plan-bounds-parameter-positive = `{ $parameter }` must be above 0
plan-futility-does-not-spend = `{ $field }`: giving up spends a risk, and these bounds do not spend
plan-bounds-mend = obrien_fleming and pocock have no parameter; kim_demets takes its power (3), hwang_shih_decani its gamma (-4), wang_tsiatis its shape (0.25), haybittle_peto its early bound (3); futility takes one of the first four
verdict-between-looks = this look comes between those of the plan, and decides nothing
verdict-no-bound = at look { $look } no bound is reached
verdict-futile = at look { $look } the planned effect on { $metric } is out of reach
verdict-change-next-look = go on; the next look is due at { $units } units
verdict-change-any-time = go on until { $end }, or until the interval lies on one side
verdict-change-futile = the plan advises to give up; going on until { $units } units keeps the risk, and has little chance
verdict-change-futile-binding = the plan binds to give up here: going on until { $units } units would break the risk of a false alarm

# The looks of a running test.
watching-title = Looks of the plan
watching-caption = Looks at { $metric }
watching-day = Day
watching-z = z
watching-decides = Decides
watching-between = between ({ $information })
watching-decides-nothing = nothing: not a look of the plan
watching-to-come = to come
watching-go-on = go on
watching-shown = effect shown
watching-worse = loss shown
watching-futile = out of reach: give up
watching-not-shown = end: not shown
watching-after-the-end = nothing: the test was over
watching-used-up = nothing: the whole risk is spent
watching-note = z counts towards better. Bounds follow the units that are really there; those to come hold if the looks are taken as planned.
watching-holds-looks = p-values and intervals are repeated ones: they hold at every look of the plan at once, whether the test stops or goes on. Until a bound is reached they are wider than those of a test read once.
watching-holds-stage-wise = The test is over for the metrics that decide: their p-values and intervals count the looks before (stage-wise), and their estimates are median-unbiased, as a test that stops at a good moment flatters its effect. All others are repeated intervals, which hold at every look at once.
watching-holds-any-time = p-values and intervals hold at any time, however often one looks and whenever one stops. They are wider than those of a test read once, and narrowest at the planned units.
watching-rest = The rest of the test will show an effect on { $metric } with a chance of { $planned } if the planned effect is true, { $seen } if the effect seen so far is, and { $predictive } averaged over what the data leave open.
watching-rest-little = Little chance is left: ending early saves the rest of the units.
watching-rest-open = The outcome is open: go on to the next look.
watching-rest-good = The chance is good: go on to the next look.
watching-chart = { $metric }: stop or go on?
peeking-title = What the p-value is worth after looking early
peeking-text = After { $looks } looks at a test planned with one, the p-value { $p } is worth { $worth }: so often would the smallest of so many looks be as small without any effect.
peeking-hint = Stop at the planned end, or plan the next test with looks that may decide: [rule] kind = "group_sequential"
deviation-went-on = the test went on although its rule had decided at the look of { $on }: what that look decided stands
deviation-after-the-end = the look of { $on } was the last of the plan: the risk of a false alarm is spent, and its answer stands
deviation-fewer-units = there are { $units } units, and at the look of { $on } there were { $before }: data were taken away
watching-after = after ({ $information })
watching-holds-spent = The whole risk of a false alarm was spent at an earlier look, the last of the plan: this one has no p-value and no interval, and excludes nothing.
verdict-after-the-end = the look of { $on } was the last of the plan, and what it said stands
verdict-change-after-the-end = data that came later need a test of their own
watching-nothing = There is nothing to hold against the bounds: too few units to compare. A look without a comparison spends no risk and does not count.
draft-rule-looks = A decision at each look, where the bounds allow one, and at the end.
draft-rule-any-time = A decision at any time, by intervals that hold at every look and are the wider for it.
plan-looks-alone = `--futility` speaks of looks, and none are planned
plan-looks-alone-mend = add `--looks 4`
