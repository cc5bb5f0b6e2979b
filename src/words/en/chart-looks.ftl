# Charts of looks before the end, of what is believed, and of simulated tests.
chart-looks-statistic = Statistic (z)
chart-looks-information = Share of the planned information
chart-looks-information-n = Share of the planned information, with the units of all arms under it
chart-looks-path = Statistic seen
chart-looks-bound-taken = Bound of a look taken
chart-looks-bound-coming = Bound of a look to come
chart-looks-proven = stop: proven
chart-looks-proven-above = stop: increase proven
chart-looks-proven-below = stop: decrease proven
chart-looks-hopeless = stop: hopeless
chart-looks-go-on = go on
chart-looks-end = end: not proven
chart-looks-last = Look { $look }: { $z }
chart-looks-note = The test may stop at its looks alone; between the last bounds it ends without proof.
chart-looks-binding = The bounds of hopelessness are binding: going on past them breaks the risk of a false alarm.
chart-looks-non-binding = The bounds of hopelessness are advice: going on past them does not raise the risk of a false alarm.
chart-looks-reading-none = { $looks-n ->
    [one] One look is planned, and it has not been taken.
   *[other] { $looks } looks are planned, and none has been taken.
}
chart-looks-reading = Look { $look } of { $looks }, { $information } of the information: z = { $z }, { $meaning }.
chart-looks-column-look = Look
chart-looks-column-above = Proven at or above
chart-looks-column-below = Proven at or below
chart-looks-column-hopeless-from = Hopeless from
chart-looks-column-hopeless-to = Hopeless up to
chart-looks-column-seen = Statistic seen

chart-note-band-once = The pale band is the { $level } interval of each day taken alone: it holds on the one day the test is read.
chart-note-valid-looks = The whiskers are repeated { $level } intervals: they hold at every planned look at once, whether the test stops there or goes on.
chart-note-valid-always = Between the dashed lines lie any-time { $level } intervals: they hold on every day, however often one looks and whenever one stops.
chart-legend-valid-looks = { $level } interval valid at every look
chart-legend-valid-always = { $level } interval valid at any time
chart-margin-at = Margin: { $margin }
chart-column-alone = { $level } interval of the day alone
chart-column-valid = { $level } interval valid under looks
chart-column-interval = { $level } interval
chart-cumulative-reading-valid = On { $day }, the { $level } interval that stays valid under looks is { $interval }.

chart-posterior-density = How plausible each effect is
chart-posterior-after = After the data
chart-posterior-before = Before the data
chart-posterior-losing = The variant loses
chart-posterior-interval = { $level } interval of the effect
chart-posterior-lose = Loses: { $chance }
chart-posterior-win = Wins: { $chance }
chart-posterior-chances = Chance that the variant loses: { $lose }; that it wins: { $win }.
chart-posterior-loss-ship = Shipping the variant: expected loss { $loss }
chart-posterior-loss-keep = Keeping the control: expected loss { $loss }
chart-posterior-reading = Effect with its { $level } interval: { $effect }.
chart-posterior-column = Reading
chart-posterior-value = Value
chart-posterior-estimate = Effect
chart-posterior-chance-lose = Chance to lose
chart-posterior-cost-ship = Expected loss of shipping the variant
chart-posterior-cost-keep = Expected loss of keeping the control

chart-sizes-bar = Chance that the test ends there
chart-sizes-expected = Expected units
chart-sizes-fixed = Fixed size with the same power: { $units } units
chart-sizes-heading = { $label } · { $units } units expected
chart-note-computed = Chances are computed, not simulated.
chart-note-simulated = From { $runs } simulated tests each.

chart-by-effect-axis = True effect · { $unit }
chart-by-effect-verdicts = Chance of each verdict
chart-by-effect-band = The pale band is the { $level } interval at each effect.
chart-by-effect-planned = Planned for: { $effect }
chart-by-effect-plan = Planned for: { $effect }, power { $power }
chart-by-effect-reading = True effect { $effect }: found with a chance of { $power }.

chart-p-values-axis = p-value
chart-p-values-count = Number of splits
chart-p-values-bar = Splits by their p-value
chart-p-values-even = What an honest test gives
chart-p-values-band = { $level } of parts lie in this band
chart-p-values-part = { $from } to { $to }
chart-p-values-below = p < { $alpha }: { $share }
chart-p-values-alarms = { $alarms } of { $splits } splits give a false alarm: { $share }, for { $alpha } announced.
chart-p-values-note = The band is for each part taken alone: { $share } of them leave it by chance.

chart-estimate-what = What
chart-estimate-n = Units
chart-estimate-value = Value
chart-estimate-units = n = { $units }
chart-estimate-reading = { $label }: { $value }.

chart-margin-answers = Number of answers
chart-margin-axis = Margin of error, on either side ({ $unit })
chart-margin-axis-points = Margin of error, on either side (percentage points)
chart-margin-axis-bare = Margin of error, on either side
chart-margin-column = Margin of error
chart-margin-goal = Asked for: ±{ $margin }
chart-margin-planned = { $answers } answers: ±{ $margin }
chart-margin-reading = { $answers } answers: ±{ $margin }.
chart-margin-note = The margin is half the width of the { $level } interval; it does not count those who chose not to answer.
chart-margin-population = { $people } people to ask.
