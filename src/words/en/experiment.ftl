# Plans, locks, analyses, decisions.
# What can be wrong in a plan.
plan-metric-not-testable = jalon cannot test the metric `{ $metric }`: it is neither a rate nor a mean
plan-metric-not-testable-mend = name a metric of kind "proportion" or "mean"
plan-margin-side = `{ $field }` is on the good side: a margin is the worst change of { $metric } that is tolerated
plan-margin-side-mend-higher = more is better for this metric: write a number below 0, such as -0.02
plan-margin-side-mend-lower = less is better for this metric: write a number above 0, such as 0.02
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
data-broken = this line is not CSV ({ $detail })
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
data-more = and { $problems } more problems of the same file
