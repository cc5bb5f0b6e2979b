# Charts.
chart-month-january = Jan
chart-month-february = Feb
chart-month-march = Mar
chart-month-april = Apr
chart-month-may = May
chart-month-june = Jun
chart-month-july = Jul
chart-month-august = Aug
chart-month-september = Sep
chart-month-october = Oct
chart-month-november = Nov
chart-month-december = Dec
chart-short-day = { $day } { $month }

chart-as-of = As of { $day }.
chart-note-level = Bars are { $level } intervals.
chart-note-unbounded = An arrow means that the interval has no end on that side.
chart-margin = Margin the effect must not cross
chart-arm-size = { $units } ({ $arm })
chart-sizes = n = { $arms }
chart-percent = { $number }%

chart-effect-lift = Lift (relative change)
chart-effect-points = Difference (percentage points)
chart-effect-wins = Chance to answer higher, less one half (percentage points)
chart-effect-amount = Difference ({ $unit })
chart-points = { $points } pp
chart-interval = [{ $low }; { $high }]
chart-interval-heading = Estimate [{ $level } interval]
chart-interval-reading = { $label }: { $numbers }, { $verdict } ({ $sizes }).

chart-units-per-arm = Units per arm
chart-units-in-total = Units, all arms together
chart-power = Power (chance of finding the effect)
chart-power-goal = Asked for: { $power }
chart-power-plan = Planned: { $units } units, power { $power }
chart-power-reading = { $label }: power { $from } with { $least } units, { $to } with { $most }.
chart-note-two-sided = Two-sided test, α = { $alpha }.
chart-note-one-sided = One-sided test, α = { $alpha }.

chart-weeks = Weeks the test runs
chart-detectable-axis = Smallest detectable effect · { $unit }
chart-target-effect = Hoped for: { $effect }
chart-detectable-chosen = { $weeks-n ->
    [one] { $weeks } week: { $effect } · { $units } units
   *[other] { $weeks } weeks: { $effect } · { $units } units
}
chart-note-power = Power { $power }.

chart-day = Day
chart-legend-estimate = Effect of all data so far
chart-legend-interval = { $level } interval
chart-note-band = The band is the { $level } interval of each day taken alone.
chart-note-cumulative = Days before the planned end are for information: they decide nothing.
chart-planned-end = Planned end: { $day }
chart-cumulative-reading = { $day }: { $effect } { $interval }, { $units } units.

chart-month = Month
chart-month-n = Month, with the number of units under it
chart-target = Target: { $value }
chart-note-no-intervals = No intervals are known for these values.
chart-run-reading = { $month }: { $value }

# Retention and ordered answers
chart-survival-time = Time
chart-survival-share = Share still there
chart-survival-horizon = Horizon
chart-survival-followed = Still there and still followed:
chart-survival-note = Bands are { $level } intervals at each time.
chart-survival-reading = { $name }: { $share } still there at { $time }.
chart-answers-arm = { $name }: { $units-n ->
    [one] 1 answer
   *[other] { $units } answers
}
chart-answers-note = Share of each answer, from the lowest on the left to the highest on the right.
# False alarms look by look.
chart-alarms-looks = Looks, evenly spread
chart-alarms-so-far = Tests with a false alarm so far
chart-alarms-low = Lower end
chart-alarms-high = Upper end
chart-alarms-note = The band is the 95% interval of the simulation.
chart-alarms-reading = { $looks-n ->
    [one] After one look
   *[other] After { $looks } looks
}: { $share } of the tests without effect have raised a false alarm.
