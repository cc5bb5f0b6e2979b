# Sizing and comparing from summary numbers.
size-title = Size of the test
size-visitors = { $units-n ->
    [one] { $units } visitor
   *[other] { $units } visitors
}
size-answers = { $units-n ->
    [one] { $units } answer
   *[other] { $units } answers
}
size-weeks = { $weeks-n ->
    [one] { $weeks } week
   *[other] { $weeks } weeks
}
size-points = { $points } pp
size-control = control
size-variant = variant
size-variant-number = variant { $number }

size-need-two = You need { $arm } per arm, { $total } in all{ $duration }
size-need-equal = You need { $arm } in each of { $arms } arms, { $total } in all{ $duration }
size-need-unequal = You need { $total } in all ({ $arms }){ $duration }
size-arm-count = { $n } in { $arm }
size-has-power = With { $total } in all, the test has { $power } power to detect a change { $change }{ $duration }
size-has-power-margin = With { $total } in all, the test has { $power } power{ $duration }
size-detects = With { $total } in all, the smallest change that is detected with { $power } power is { $change }{ $duration }
size-shows-margin = With { $total } in all, equivalence is shown with { $power } power for margins from { $margin } on{ $duration }
size-tail-none = .
size-tail-weeks = { $weeks-n ->
    [one] {""}: { $weeks } week at { $rate } a week.
   *[other] {""}: { $weeks } weeks at { $rate } a week.
}
size-tail-never = , more than { $rate } a week will ever bring.
size-change = from { $baseline } to { $target } ({ $effect })
size-no-change = no change from { $baseline }
size-shows-not-worse = It can then show that the variant is not below the control by { $margin } or more (assumed: { $change }).
size-shows-not-above = It can then show that the variant is not above the control by { $margin } or more (assumed: { $change }).
size-shows-above = It can then show that the variant is above the control by more than { $margin } (assumed: { $change }).
size-shows-below = It can then show that the variant is below the control by more than { $margin } (assumed: { $change }).
size-shows-equivalent = It can then show that variant and control are equivalent: less than { $margin } apart, either way (assumed: { $change }).

size-few-counts = Few conversions are expected
size-few-counts-text = An arm can expect only { $expected } conversions (or non-conversions): the normal approximation behind this size is rough.
size-few-counts-hint = Check the plan by simulation, or measure something that happens more often.
size-never = The traffic never brings enough visitors
size-never-text = Because visitors come back, at most { $most } will ever be seen; the test needs { $total }.
size-too-long = The test takes too long
size-too-long-text = { $weeks } weeks are more than { $most }: the page, the season and the cookies change under the test.
size-short = The test runs longer than its size needs
size-short-text = { $needed-n ->
    [one] The units come within { $needed } week
   *[other] The units come within { $needed } weeks
}; it still runs { $weeks } whole weeks, because weekdays and pay days differ.
size-instead = In { $weeks-n ->
    [one] { $weeks } week
   *[other] { $weeks } weeks
} this traffic detects a change { $change }.

size-fact-baseline = Baseline
size-fact-target = Target
size-fact-lift = Lift
size-fact-difference = Difference
size-fact-margin = Margin
size-fact-sd = Standard deviation
size-fact-exposure = Exposure of a unit
size-fact-dispersion = Dispersion k
size-fact-promoters = Promoters today
size-fact-detractors = Detractors today
size-fact-odds-ratio = Odds ratio
size-fact-hazard-ratio = Hazard ratio
size-fact-events = Expected events
size-fact-horizon = Horizon
size-fact-level = Quantile
size-fact-density = Density around it
size-fact-power = Power
size-fact-alpha = Risk of a false alarm
size-fact-test = Test
size-fact-correction = Several variants
size-fact-duration = Duration
size-attained = { $power } with the whole units below
size-one-sided = one-sided
size-two-one-sided = two one-sided tests
size-two-sided = two-sided
size-each = each comparison at { $alpha }
size-by-then = { $units } by then
size-test-pooled-z = score z test of two rates, variance pooled (Fleiss, Tytun & Ury 1980)
size-test-farrington-manning = score z test of two rates against a margin (Farrington & Manning 1990)
size-test-welch-t = Welch’s t test of two means
size-test-fieller-t = Fieller’s t test of two means against a relative margin
size-test-delta-t = Welch’s t test of two ratios of totals, linearised (Deng, Knoblich & Lu 2018)
size-test-poisson-score = score test of two Poisson rates
size-test-negative-binomial-score = score test of two negative binomial rates
size-test-score-z = z test of two Net Promoter Scores, each with its own spread
size-test-brunner-munzel = Brunner & Munzel’s test of ordered answers (2000)
size-test-log-rank = log-rank test, sized by Schoenfeld’s events (1983)
size-test-quantile-t = Welch’s t test of two quantiles, spread from order statistics
size-correction-dunnett = Dunnett 1955
size-correction-holm = Holm 1979, sized by Bonferroni
size-correction-bonferroni = Bonferroni
size-correction-none = none

size-arms = Arms
size-arm = Arm
size-share = Share
size-visitors-title = Visitors
size-units-title = Units
size-answers-title = Answers
size-by-week = Smallest change detected with { $power } power, by week
size-by-week-chart = Smallest change detected, by week
size-by-week-subtitle = Baseline { $baseline }, { $rate } a week
size-by-week-note = The marked week is the planned one.
size-week = Weeks
size-units-so-far = Units so far
size-detected = Value reached
size-effect = Change
size-no-effect = none
size-other-effects = If the true change is smaller or larger
size-value-reached = Value reached
size-power-with = Power with { $units }
size-needed-for = Needed for { $power } power
size-too-many = too many
size-power-curve = Power by number of units

size-ways-out = What to do when traffic is short
size-way-bolder = Test a bolder change: twice the effect needs a quarter of the traffic.
size-way-funnel = Decide by a metric higher in the funnel, which happens more often.
size-way-fewer-variants = Test fewer variants.
size-way-cap = Cap the few largest values: a smaller standard deviation needs less traffic.
size-way-pool = Test on several pages at once, and judge them together.
size-way-covariate = Adjust for what each unit did before the test (CUPED, `--covariate-correlation`): a correlation of { $correlation } would do with { $total }, { $saved } fewer.
size-way-margin = Ask only that nothing gets worse: a test with a margin (`--margin`).
size-way-ship = Ship it and watch, if it is cheap and easy to undo; or ask visitors in a micro-survey.

size-assumptions = What this size assumes
size-assume-same-test = The analysis runs the very test that was sized.
size-assume-one-look = The test is read once, at its end; looking before and stopping at the first good result breaks the risk of a false alarm.
size-assume-baseline = The baseline comes from the same pages, visitors and window as the test.
size-assume-spread = Mean and standard deviation come from the same pages, units and window as the test, and each unit counts once.
size-assume-ratio = Ratio and spread come from the same pages, units and window as the test; the spread is that of what each unit contributes to the ratio.
size-assume-count = The rate, the exposure of a unit and the dispersion come from units like those of the test; a unit with several events counts once.
size-assume-answers = Units are answers, not invitations: at a response rate of 20%, five invitations bring one answer.
size-assume-odds = The variant shifts the odds of a higher answer alike all along the scale (proportional odds); units are answers, not invitations.
size-assume-hazards = At every time, the chance to leave next of those still there differs by one ratio between the arms (proportional hazards), and is constant in each.
size-assume-density = The density around the quantile is that of the same pages and units, and differs little between the arms.
size-assume-right-direction = Only a significant change in the planned direction counts as success.
size-assume-each-variant = Each variant has this power for itself; the risk of a false alarm is shared by all.
size-assume-return = A unit comes back in a given later week with a chance of { $rate }, and is counted once.
size-assume-all-new = Nobody comes back: every week brings as many new units. Give `--return-rate` when that is not so.

size-nothing-to-detect = the target equals the baseline: there is nothing to detect
size-nothing-to-detect-mend = give a target above or below the baseline, for instance --lift +10%
size-on-the-margin = the target sits on the margin: no size tells them apart
size-on-the-margin-mend = give a target that is better than the margin, or a wider margin
size-outside-the-margins = the target lies on or beyond the margin: no size shows that it lies within
size-outside-the-margins-mend = give a target nearer to the control, or a wider margin
size-score-out-of-reach = no answers can move to make the score { $target }
size-score-out-of-reach-mend = a score lies between -100 and 100; give a nearer target, or say with `--shift promoters` or `--shift detractors` who changes their answer
size-equivalence-margin = equivalence needs a margin: how far apart is still the same?
size-equivalence-margin-mend = add `--margin` in the unit of the metric, or `--margin-lift` relative to the control
size-no-lift = a relative change says nothing of a score that may be 0 or below
size-no-lift-mend = give the change in points, with `--difference` or `--target`, and the margin with `--margin`
size-effect-twice = the effect is given twice
size-effect-twice-mend = give it in one way: as a ratio, as shares, or as `--target` or `--difference`
size-ratio-spread = a ratio needs its spread
size-ratio-spread-mend = give `--sd` of what one unit contributes, or all of `--denominator-mean`, `--denominator-sd`, `--numerator-sd` and `--correlation`
size-ratio-no-spread = numerator and denominator leave no spread to size by
size-ratio-no-spread-mend = check that the mean of the denominator is not 0 and the correlation lies between -1 and 1
size-nps-more-than-all = promoters and detractors together are more than all
size-nps-more-than-all-mend = give shares that add up to 1 at most; all others are passives
size-not-shares = `{ $option } { $given }` is not one share per answer
size-not-shares-mend = write two shares or more, from the lowest answer up, that add up to 1: 10%,20%,30%,40%; both lists as long
size-around = `--around { $given }` is not two quantiles
size-around-mend = write the lower one first, each as level=value: 85%=1000,95%=1500
size-target-not-a-rate = the target would be { $target }, from a baseline of { $baseline }; a rate lies between 0% and 100%
size-target-not-a-rate-mend = --lift is relative (+10% of the rate), --difference is in points (1% is one point)
size-lift-of-zero = a relative change of a mean of 0 is no change
size-lift-of-zero-mend = give --target or --difference instead of --lift
size-impossible-margin = no value lies that margin away from the baseline
size-impossible-margin-mend = give a margin smaller than the baseline; --margin is absolute (-1% is one point), --margin-lift relative
size-power-below-risk = a power of { $power } needs no data: the risk of a false alarm is already { $risk }
size-power-below-risk-mend = ask for more power; 80% is usual
size-effect-out-of-reach = no possible change is detected with { $units } units
size-effect-out-of-reach-mend = give more units, or less power
size-too-few-units = there are too few units to run the test
size-too-few-units-mend = give at least two units for each arm
size-absurd = the test would need more than a billion units in an arm
size-absurd-mend = the effect is too small to be tested; check that it is not mistyped, and mind that 0.1 means 10%
size-sizes-do-not-fit = { $given } sizes were given for { $arms } arms
size-sizes-do-not-fit-mend = give one size for each arm, control first: --n 15000:15000
size-search-failed = the numbers are too extreme to compute with
size-search-failed-mend = check that none of them is mistyped
size-split-too-few = a test needs at least two arms, not { $arms }
size-split-too-many = { $arms } arms are more than a test may have
size-split-too-many-mend = { $most } arms at most
size-split-not-positive = an arm has the share { $share }, which is not above 0
size-split-not-whole = the shares add up to { $sum }, not to 100%
size-split-mend = write the shares with colons, control first: 1:1, 50:50, 0.5:0.25:0.25
size-shares-twice = the sizes of --n already say how the units are shared
size-shares-twice-mend = leave out --allocation, --arms and --variants, or give --n as one total
size-no-effect-given = nothing says which effect to detect
size-no-effect-given-mend = give one of --target, --lift and --difference; or --n, to get the effect that so many units detect
size-return-rate = `--return-rate` is { $given }, but lies from 0 up to, not including, 1
size-return-rate-mend = write the chance that a unit is there again in a given later week, such as 0.2 or 20%
size-weeks-order = `--max-weeks` is below `--min-weeks`
size-weeks-order-mend = swap the two

option-not-a-number = `{ $option }` is "{ $given }", which is not a number
option-not-a-rate = `{ $option }` is "{ $given }", but a rate lies between 0 and 1, neither included
option-not-positive = `{ $option }` is "{ $given }", but must be above 0
option-not-a-share = `{ $option }` is "{ $given }", but a share lies between 0 and 1
option-below-zero = `{ $option }` is "{ $given }", but must be 0 or more
option-not-a-count = `{ $option }` is "{ $given }", which is not a whole number of 0 or more
option-not-a-small-count = `{ $option }` is "{ $given }", which is not a whole number from 1 to 10,000
option-not-a-choice = `{ $option }` cannot be "{ $given }"
option-choices = choose one of: { $choices }
option-mend = write it like this: { $option } { $example }
option-rate-mend = write it as a percentage (3.2%) or as a fraction (0.032)
option-rate-mend-percent = if you mean a percentage, write { $given }%

compare-title = Comparison
compare-higher = An increase is shown: { $variant-value } in { $variant } against { $control-value } in { $control }, a difference of { $difference } ({ $level } interval { $range }; p-value { $p }).
compare-lower = A decrease is shown: { $variant-value } in { $variant } against { $control-value } in { $control }, a difference of { $difference } ({ $level } interval { $range }; p-value { $p }).
compare-undecided = No difference is shown: { $variant-value } in { $variant } against { $control-value } in { $control }, but the true difference may well lie anywhere { $range } (observed { $difference }, { $level } interval, p-value { $p }).
compare-no-increase = No increase is shown, and the test looks for nothing else: { $variant-value } in { $variant } against { $control-value } in { $control }, a difference of { $difference } ({ $level } interval { $range }; one-sided p-value { $p }).
compare-no-decrease = No decrease is shown, and the test looks for nothing else: { $variant-value } in { $variant } against { $control-value } in { $control }, a difference of { $difference } ({ $level } interval { $range }; one-sided p-value { $p }).
compare-adjusted = { $difference } once adjusted for the covariate
compare-retention-higher = More stay: { $variant-value } of { $variant } against { $control-value } of { $control } are still there. By the log-rank test the hazards differ (p-value { $p }), which at the share of { $control } makes { $difference } ({ $level } interval { $range }).
compare-retention-lower = Fewer stay: { $variant-value } of { $variant } against { $control-value } of { $control } are still there. By the log-rank test the hazards differ (p-value { $p }), which at the share of { $control } makes { $difference } ({ $level } interval { $range }).
compare-retention-undecided = No difference is shown: { $variant-value } of { $variant } against { $control-value } of { $control } are still there, and the log-rank test does not tell their hazards apart (p-value { $p }). At the share of { $control } the hazards make { $difference }, but it may well be anywhere { $range } ({ $level } interval).
compare-not-below = It is shown at a risk of { $alpha } that { $variant } is not below { $control } by { $margin } or more: { $variant-value } against { $control-value }, a difference of { $difference } ({ $level } interval { $range }; p-value { $p }).
compare-not-above = It is shown at a risk of { $alpha } that { $variant } is not above { $control } by { $margin } or more: { $variant-value } against { $control-value }, a difference of { $difference } ({ $level } interval { $range }; p-value { $p }).
compare-above-by = It is shown at a risk of { $alpha } that { $variant } is above { $control } by more than { $margin }: { $variant-value } against { $control-value }, a difference of { $difference } ({ $level } interval { $range }; p-value { $p }).
compare-below-by = It is shown at a risk of { $alpha } that { $variant } is below { $control } by more than { $margin }: { $variant-value } against { $control-value }, a difference of { $difference } ({ $level } interval { $range }; p-value { $p }).
compare-equivalent = It is shown at a risk of { $alpha } that { $variant } and { $control } are equivalent, less than { $margin } apart: { $variant-value } against { $control-value }, a difference of { $difference } ({ $level } interval { $range }; p-value { $p }).
compare-margin-undecided = The margin of { $signed-margin } is not ruled out: { $variant-value } in { $variant } against { $control-value } in { $control }; the true difference may well lie anywhere { $range } (observed { $difference }, { $level } interval, p-value { $p }).
compare-cannot-say = Nothing can be concluded on { $variant }: { $reason }.
compare-because-few = an arm has too few units
compare-because-alike = within each arm all units are alike, so nothing says how far chance reaches
compare-because-extreme = the numbers are too extreme to compute with
compare-none-of-many = None of the { $variants } variants can be told from the control.
compare-some-of-many = { $decided-n ->
    [one] { $decided } of { $variants } variants differs from the control.
   *[other] { $decided } of { $variants } variants differ from the control.
}
compare-margin-of-many = { $decided-n ->
    [one] { $decided } of { $variants } variants passes the margin.
   *[other] { $decided } of { $variants } variants pass the margin.
}
compare-range = from { $low } to { $high }
compare-range-up = from { $low } upwards
compare-range-down = up to { $high }
compare-range-none = anywhere
compare-interval = { $level } interval
compare-effects = Each variant against the control ({ $level } intervals)
compare-conversions = Conversions
compare-rate = Rate
compare-mean = Mean
compare-difference-interval = Its interval
compare-lift-interval = Its interval
compare-p = p-value
compare-p-adjusted = p-value, adjusted
compare-chart = Effect of each variant
compare-verdict-above = higher
compare-verdict-below = lower
compare-verdict-within = equivalent
compare-verdict-undecided = undecided
compare-verdict-cannot-say = cannot say
compare-greater = one-sided, looking for an increase
compare-less = one-sided, looking for a decrease
compare-method-score = score test; difference and lift from the same statistic (Miettinen & Nurminen 1985)
compare-method-newcombe = score test; difference by Newcombe’s method 10 (1998), lift by the score
compare-method-agresti-caffo = score test; difference by Agresti & Caffo (2000), lift by the score
compare-method-wald = z test with each arm’s own variance; difference by Wald, lift by Katz’s logarithm
compare-method-welch = Welch’s t test; difference and lift (Fieller 1954) from the same statistic
compare-correction-dunnett = Dunnett 1955: adjusted p-values and simultaneous intervals
compare-correction-holm = Holm 1979 for the p-values, Bonferroni for the intervals
compare-correction-bonferroni = Bonferroni: p-values times their number, wider intervals
compare-correction-none = none: the more variants, the more false alarms
compare-broken-split = The arms did not get their shares
compare-split-detail = { $units } units, p-value { $p } against the planned shares
compare-broken-split-hint = Find out why units are missing from an arm before believing any effect.
compare-few-counts = Very few conversions
compare-few-counts-text = An arm has only { $fewest-n ->
    [one] { $fewest } conversion (or non-conversion)
   *[other] { $fewest } conversions (or non-conversions)
}: the interval and the p-value are approximate.
compare-unbounded = The lift lacks an end
compare-unbounded-zero = The control has no conversions, or a mean of zero: nothing to express a change as a share of. Read the difference instead.
compare-unbounded-noise = The control’s value is not clearly different from zero, so a relative change can be anything. Read the difference instead.
compare-mind = What these numbers do not tell
compare-mind-undecided = “No difference shown” is not “no difference”: the interval says which effects remain possible.
compare-mind-one-look = The p-value holds for one look, at a size fixed beforehand; stopping at the first good result makes false alarms frequent.
compare-mind-split = Whether the arms got their shares was not checked: give the planned shares with `--allocation`.

compare-too-few-arms = a comparison needs a control and at least one variant, not { $arms-n ->
    [one] { $arms } arm
   *[other] { $arms } arms
}
compare-too-few-arms-mend = give the control first, then each variant: 400/4000 445/4000
compare-too-few-units = the arm { $arm } has { $units-n ->
    [one] { $units } unit
   *[other] { $units } units
}: a spread needs two
compare-too-few-units-mend = give at least two units for each arm, or leave the arm out
compare-risk = a one-sided risk of a half or more leaves no interval
compare-risk-mend = give --alpha below 50%; 5% is usual
compare-name-twice = two arms are called { $name }
compare-name-twice-mend = give each arm a name of its own
compare-not-a-count = "{ $given }" is not conversions out of visitors
compare-not-a-count-mend = write it like this: 400/4000, or control=400/4000
compare-no-visitors = "{ $given }" has no visitors
compare-no-visitors-mend = leave the arm out, or give its visitors
compare-too-many-conversions = { $conversions } conversions are more than { $visitors } visitors
compare-too-many-conversions-mend = write conversions first, then visitors; a visitor who converts twice counts once
compare-not-a-mean = "{ $given }" is not a mean, a standard deviation of 0 or more, and a number of units
compare-not-a-mean-mend = write it like this: 25.1:40.2:12000, or control=25.1:40.2:12000
compare-shares-do-not-fit = { $shares } shares were given for { $arms } arms
compare-shares-do-not-fit-mend = give one share for each arm, control first: --allocation 1:1

# Comparing ordered answers and retention
compare-different-scale = the arm { $arm } counts { $counts } answers, and the scale has { $answers }
compare-different-scale-mend = give one count for each answer of the scale, from the lowest up, the same number in every arm: 5,10,40,80,65
compare-beyond-follow-up = the arm { $arm } was followed up to { $followed } only, so nothing says who is still there later
compare-beyond-follow-up-mend = give a --horizon of at most { $followed }
# Comparing counts and Net Promoter Scores.
compare-events = Events
compare-score = Score
compare-because-no-events = nobody had an event, in any arm
compare-because-arm-without-events = an arm has no events, and nothing has no logarithm
compare-because-no-margin-form = this method knows relative margins only
compare-because-too-many-outcomes = there are too many events to go through all outcomes; the score is good at such sizes
compare-unbounded-no-events = The control has no events: there is nothing to express a change as a share of. Read the difference instead.
compare-method-nps = z test of two Net Promoter Scores, each with its own spread
compare-method-events-score = score test of two Poisson rates; difference and lift by the same statistic
compare-method-events-wald = z test with each arm’s own variance; difference by Wald, lift by the logarithm of the ratio
compare-method-events-log = z test of the logarithm of the ratio; difference by the score, lift by the logarithm
compare-method-events-mover = score test of two Poisson rates; difference and lift from the limits of each arm (Zou & Donner 2008)
compare-method-events-exact = exact test given all events (Przyborowski & Wilenski 1940); difference by the score, lift exact
compare-method-events-mid-p = mid-p of the exact test given all events; difference and lift by the score
compare-method-events-e-test = E-test (Krishnamoorthy & Thomson 2004); difference and lift by the score
compare-method-counts-score = score test of two negative binomial rates; difference and lift by the same statistic
compare-method-counts-log = z test of the logarithm of the ratio, negative binomial (Zhu & Lakkis 2014); difference by the score
compare-method-counts-welch = Welch’s t test with the spread the units show; difference and lift (Fieller 1954) by the same statistic
compare-mind-poisson = Events are taken to come one by one, by chance: where some units have many and others none, compare counts by unit (mean, standard deviation and units), else the p-value is too small.
compare-not-events = { $given } is not a number of events over an exposure
compare-not-events-mend = write it like this: 130/5200, or control=130/5200
compare-no-exposure = { $given } has no exposure: the number after the slash must be above 0
compare-no-exposure-mend = write the events first, then the time or traffic they came from: 130/5200
compare-not-unit-counts = { $given } is not a mean count of 0 or more, its standard deviation and a number of units
compare-not-unit-counts-mend = write it like this: 0.31:0.62:2000; or, for events over an exposure, 130/5200
compare-count-no-units = events over an exposure have no units whose split could be checked
compare-count-no-units-mend = leave out `--allocation`, or give mean, standard deviation and units: 0.31:0.62:2000
compare-not-nps = { $given } is neither promoters, passives and detractors nor the eleven counts of the answers 0 to 10
compare-not-nps-mend = write it like this: 450:300:250, or with eleven counts parted by commas, answer 0 first
compare-nps-nobody = { $given } has no answers at all
compare-nps-nobody-mend = leave the arm out, or give its answers: 450:300:250
# Covariates and clusters.
size-fact-covariate = Correlation with the covariate
size-covariate-left = { $left } of the variance is left
size-fact-clusters = Clusters
size-clusters-per-arm = { $arms } clusters of { $size } units on average
size-design-effect = design effect { $effect } (ICC { $icc }, sizes vary by { $cv })
size-assume-covariate = The analysis adjusts for the same covariate (CUPED), known before the test; its correlation of { $correlation } comes from a window as long as the test. Without the adjustment the test needs { $total } units.
size-assume-clusters = Each cluster lies wholly in one arm, and the analysis reckons with clusters: units counted as if on their own make false alarms frequent.
size-few-clusters = There are few clusters
size-few-clusters-text = An arm has only { $clusters-n ->
    [one] { $clusters } cluster
   *[other] { $clusters } clusters
}: with fewer than 20 the real power is lower than computed.
size-few-clusters-hint = Take more and smaller clusters, rather than more units in each.
size-covariate-correlation = `{ $option }` is { $given }, but a correlation with a covariate lies strictly between -1 and 1
size-covariate-correlation-mend = write the correlation between the metric and the covariate over the same units, such as 0.5
size-cluster-too-small = `{ $option }` is { $given }, but a cluster holds at least one unit
size-cluster-cv = `{ $option }` is { $given }, but a coefficient of variation is 0 or more
size-cluster-mend = give the mean size of a cluster (such as 20), the intraclass correlation (such as 0.02) and, where sizes differ, their coefficient of variation
compare-also = The same data read in other ways ({ $level } intervals; these decide nothing)
compare-also-reading = Reading
compare-reading-mean-answer = Mean answer
compare-reading-top-two = Share of the two highest answers
compare-reading-hazard-ratio = Leaving per unit of time (its lift is the hazard ratio less 1)
compare-reading-restricted-mean = Mean time still there, up to the horizon
compare-reading-share-at-horizon = Share there at the horizon, each arm alone
compare-win-higher = Answers of { $variant } are higher: an answer of { $variant } is higher than one of { $control } with a chance of { $chance } (50% = no difference; { $level } interval { $chance-range }; p-value { $p }).
compare-win-lower = Answers of { $variant } are lower: an answer of { $variant } is higher than one of { $control } with a chance of { $chance } only (50% = no difference; { $level } interval { $chance-range }; p-value { $p }).
compare-win-undecided = No difference is shown: an answer of { $variant } is higher than one of { $control } with a chance of { $chance } (50% = no difference), but the true chance may well lie anywhere { $chance-range } ({ $level } interval, p-value { $p }).
compare-win-not-below = It is shown at a risk of { $alpha } that answers of { $variant } are not lower by { $margin } or more: one is higher than one of { $control } with a chance of { $chance } (50% = no difference; { $level } interval { $chance-range }; p-value { $p }).
compare-win-not-above = It is shown at a risk of { $alpha } that answers of { $variant } are not higher by { $margin } or more: one is higher than one of { $control } with a chance of { $chance } (50% = no difference; { $level } interval { $chance-range }; p-value { $p }).
compare-win-above-by = It is shown at a risk of { $alpha } that answers of { $variant } are higher by more than { $margin }: one is higher than one of { $control } with a chance of { $chance } (50% = no difference; { $level } interval { $chance-range }; p-value { $p }).
compare-win-below-by = It is shown at a risk of { $alpha } that answers of { $variant } are lower by more than { $margin }: one is higher than one of { $control } with a chance of { $chance } (50% = no difference; { $level } interval { $chance-range }; p-value { $p }).
compare-win-equivalent = It is shown at a risk of { $alpha } that answers of { $variant } and { $control } are equivalent: the chance that one of { $variant } is higher is { $chance }, less than { $margin } from 50% ({ $level } interval { $chance-range }; p-value { $p }).
compare-win-margin-undecided = The margin of { $signed-margin } is not ruled out: an answer of { $variant } is higher than one of { $control } with a chance of { $chance } (50% = no difference), but the true chance may well lie anywhere { $chance-range } ({ $level } interval, p-value { $p }).
compare-win-better = Higher answers are better here: an improvement.
compare-win-worse = Lower answers are better here: a deterioration.
compare-win-lower-better = Lower answers are better here: an improvement.
compare-win-lower-worse = Higher answers are better here: a deterioration.
compare-win-chance = Chance of a higher answer (ties half)
compare-mean-answer = Mean answer
compare-share-there = Still there at the horizon
compare-because-separated = every answer of one arm lies above every answer of the other, which leaves no spread to measure a margin by
compare-because-nobody-left = nobody left while both arms were followed
compare-nobody-or-everybody = Nobody of the control left by the horizon, or everybody did
compare-nobody-or-everybody-text = No change can then be said as a share of those still there. Read the hazard ratio and the p-value, or choose another horizon.
compare-hazard-ratio = Hazard ratio of { $variant }
compare-hazard-ratio-value = { $ratio } (interval { $range }; below 1: fewer leave)
compare-method-brunner-munzel = Brunner & Munzel 2000; answers count for their order only
compare-method-brunner-munzel-logit = Brunner & Munzel 2000 on the logit; answers count for their order only
compare-method-log-rank = log-rank test; difference and lift at the horizon from its hazard ratio, the control’s share taken as observed
compare-method-cox = Cox’s model, ties by Efron; difference and lift at the horizon from its hazard ratio, the control’s share taken as observed
compare-not-answers = "{ $given }" is not a count for each answer
compare-not-answers-mend = write the counts from the lowest answer up, separated by commas: 5,10,40,80,65, or control=5,10,40,80,65
compare-not-a-scale = "{ $given }" is not a scale of answers
compare-not-a-scale-mend = write its lowest and its highest answer: --scale 1:5
compare-which-is-better = an effort score needs to know which way is better: some count effort, others ease
compare-which-is-better-mend = add --better lower where 1 is the least effort, --better higher where the highest answer is the easiest
compare-margin-without-ratio = a relative margin has no meaning for ordered answers
compare-margin-without-ratio-mend = give --margin on the chance of a higher answer: -3% asks whether it is above 47%
compare-not-times = "{ $given }" is not a list of times with those who left and those last seen then
compare-not-times-mend = write time:left:last seen for each period, separated by commas: 1:40:5,2:30:3,3:20:102, or control=1:40:5,…
compare-test-without-share = Nobody or everybody of { $control } left by the horizon, so no change of the share still there can be said ({ $variant-value } in { $variant } against { $control-value } in { $control }); the test of all times to leaving gives the p-value { $p }.
compare-mind-hazards = Difference and lift are those of the hazard ratio, which sums up the whole of both curves; where the curves cross, read the shares at the horizon of each arm alone.
compare-chart-answers = Answers of each arm
compare-chart-times = Who is still there

# Estimating one number.
estimate-title = Estimate
estimate-says = { $measure }: { $value }; with { $level } confidence { $range }.
estimate-says-alone = { $measure }: { $value }; no interval can be given: { $reason }.
estimate-values = What the sample says
estimate-measure = Number
estimate-value = Value
estimate-margin = Margin
estimate-rate = Rate
estimate-mean = Mean
estimate-event-rate = Events per unit of exposure
estimate-score = Net Promoter Score
estimate-mean-answer = Mean answer
estimate-top-two-box = Share of the two best answers
estimate-ratio = Ratio of the totals
estimate-population-share = Share of all people
estimate-population-mean = Mean of all people
estimate-confidence = Confidence
estimate-population = People in all
estimate-method = Interval
estimate-method-wilson = Wilson 1927, from the score
estimate-method-clopper-pearson = exact, Clopper & Pearson 1934
estimate-method-mid-p = exact, counting half of what was observed (mid-p)
estimate-method-jeffreys = Jeffreys’ prior
estimate-method-wald = normal, with the observed variance (Wald)
estimate-method-agresti-coull = Agresti & Coull 1998
estimate-method-blaker = exact, Blaker 2000
estimate-method-student = Student’s t
estimate-method-score = score of a Poisson rate
estimate-method-garwood = exact, Garwood 1936
estimate-method-adjusted-wald = normal, after adding ¾ promoter, 1½ passives and ¾ detractor (adjusted Wald)
estimate-method-normal = normal
estimate-because-few = there are too few units to tell how they differ
estimate-because-alike = all units are alike, so nothing says how far chance reaches
estimate-because-no-events = there are no events
estimate-because-zero-denominator = there is nothing to divide by
estimate-mind-chance = The interval says how far chance reaches, not whether these units are like the ones you care about.
estimate-mind-poisson = Events are taken to come one by one, by chance; where some units have many and others none, the interval is too narrow.
estimate-mind-who-answers = Those who answer may differ from those who do not; no number of answers mends that.
estimate-too-sure = a confidence of { $given } leaves no risk that could be computed with
estimate-too-sure-mend = give a confidence such as 95% or 99%
estimate-no-number = the sample gives no number: { $reason }
estimate-no-number-mend = give at least two answers or units that differ
estimate-ces-direction = an effort score needs its direction: some scales ask how easy it was, others how hard
estimate-ces-direction-mend = add `--better higher` where high answers are good, `--better lower` where low ones are
estimate-not-answers = { $given } is not a list of how many gave each answer
estimate-not-answers-mend = write at least three counts, the lowest answer first, not all of them 0: 5,10,40,80,65
estimate-not-a-ratio = no units have these means, standard deviations and this correlation
estimate-not-a-ratio-mend = give a correlation from -1 to 1, and two units or more
estimate-not-a-part = { $given } is not a mean and its standard deviation
estimate-not-a-part-mend = write it like this: 50.2:30.1
estimate-not-a-group = { $given } is not the answers of a group and how many people it has
estimate-not-a-group-mend = write the people after an at sign: 16/80@800
estimate-survey-population-twice = groups bring their own people: `--population` has no place beside them
estimate-survey-population-twice-mend = leave `--population` out

# Planning a survey.
size-survey-title = Size of the survey
size-survey-needs = You need { $answers } for a margin of { $margin } at { $confidence } confidence{ $invitations }
size-survey-gives = { $answers } give a margin of { $margin } at { $confidence } confidence{ $invitations }
size-survey-invited = { $count-n ->
    [one] {""}: { $count } invitation at a response rate of { $rate }.
   *[other] {""}: { $count } invitations at a response rate of { $rate }.
}
size-survey-share = Share expected
size-survey-response-rate = Response rate
size-survey-invitations = Invitations
size-survey-group = Group
size-survey-groups = Answers by group
size-survey-people = People
size-survey-allocation = Spread over the groups
size-survey-proportional = as the people are
size-survey-neyman = as people times spread (Neyman 1934)
size-survey-margin-is = Half the width of the interval
size-survey-other-margins = Other margins
size-survey-assume-random = Those asked are drawn by chance from all people.
size-survey-assume-half = Nothing is known of the answer: a share of 50% is the one that needs most.
size-survey-more-than-population = { $answers } answers are more than { $people } people
size-survey-more-than-population-mend = give the number of all people, those who did not answer included
size-survey-goal = a margin or a number of answers is missing
size-survey-goal-mend = add --margin 5%; or --n 400, to know the margin so many answers give
size-survey-cannot = no number of answers reaches this margin with these groups
size-survey-cannot-mend = give a wider margin, people in every group, and answers that differ
size-survey-not-a-group = { $given } is not a group, its people and the share expected
size-survey-not-a-group-mend = write it like this: --stratum regulars:9000:40%
size-survey-groups-alone = groups bring their own people, shares and margin
size-survey-groups-alone-mend = beside `--stratum` give `--margin` alone, not `--n`, `--population`, `--share`, `--sd` or a score
size-survey-measure = a survey measures one thing at a time
size-survey-measure-mend = give `--share`, or `--sd`, or `--promoters` with `--detractors`
# Sizing ordered answers and retention
size-fact-chance-today = Chance of a higher answer without a change (ties half)
size-fact-chance-target = Chance of a higher answer to detect
size-fact-there-today = Still there at the horizon today
size-fact-there-target = Still there to detect
size-fact-top-two = Two highest answers
size-fact-mean-answer = Mean answer (1 to { $answers })
size-fact-whitehead = By Whitehead’s formula (1993), in all
size-from-to = { $from } → { $to }

# Comparing counts and scores from files.
compare-not-a-unit-count = { $events } events over an exposure of { $exposure } are no count of a unit
compare-not-a-unit-count-mend = write whole numbers of events, and exposures above 0
compare-nps-no-zero = warning: nobody answered 0: if the scale began at 1, these scores cannot be compared with others
# Means of raw values, ratios of totals, quantiles
compare-no-value = the denominators of the arm { $arm } sum to zero: it has no ratio
compare-no-value-mend = check the denominator column, or leave the arm out
compare-ratio = Ratio
compare-quantile-of = { $level } quantile
compare-method-default = { $method }; the default, others with `--method`
compare-method-delta = Welch’s t test and difference; lift by the delta method, which may disagree with the test
compare-method-log-delta = Welch’s t test and difference; lift by the delta method on the logarithm of the ratio, which may disagree with the test
compare-method-mean-z = z test, variances taken as known; difference and lift (Fieller 1954) from the same statistic
compare-method-bootstrap = Welch’s t test; intervals of difference and lift by the BCa bootstrap (Efron 1987), which may disagree with the test
compare-method-exact = exact: every outcome counted, at the rates that make it most likely (Chan & Zhang 1999); test, difference and lift agree
compare-method-mid-p = Fisher’s exact test with mid-p (Lancaster 1961); difference and lift by the score, which may disagree with the test
compare-too-many-to-count = an exact comparison goes through every outcome: at most { $most } visitors in an arm
compare-too-many-to-count-mend = leave --method out: with this many visitors the score method is as good as exact
compare-because-denominator = the denominators of an arm are not clearly different from zero, so its ratio may be anything
compare-because-far-out = the quantile lies so far out that this many values do not show where it ends
compare-because-covariate = the covariate does not vary, so it explains nothing
compare-fact-resamples = Resamples
compare-resamples = { $draws }, seed { $seed }
compare-fact-spread = Spread of a unit
compare-spread-ratio = numerator and denominator of a unit made one number by the delta method (Deng, Knoblich & Lu 2018)
compare-spread-quantile = read off the order statistics around the quantile (Deng, Knoblich & Lu 2018)
compare-fact-covariate = Covariate
compare-covariate = { $left } of the variance is left, and as much of the units needed (CUPED, Deng and others 2013; θ = { $theta }); the lift is a share of the unadjusted control
compare-fact-cap = Cap
compare-cap-applied = at the { $cap } quantile of all arms together, { $threshold }; units above: { $beyond }
compare-cap-not-applied = none; at the { $cap } quantile, { $threshold }, units above: { $beyond }
compare-fact-cap-saves = What the cap saves
compare-cap-saves = { $saved } of the units needed to show one and the same difference
compare-cap-would-save = it would save { $saved } of the units needed to show one and the same difference
compare-cap-changes = The cap changes the conclusion
compare-cap-changes-text = { $variant }: { $capped } capped (p-value { $capped-p }), { $uncapped } uncapped (p-value { $uncapped-p }).
compare-cap-changes-hint = Decide on the cap before the test; a few large values decide here.
compare-heavy-tail = A heavy tail
compare-heavy-tail-text = In { $arm } one unit carries { $share } of the total.
compare-heavy-tail-hint = Look at this unit. A cap at the { $cap } quantile ({ $threshold }) would save { $saved } of the units needed to show one and the same difference: --cap { $option }
compare-heavy-tail-capped = Look at this unit. The values compared here are capped.
compare-bootstrap-fails = The bootstrap gives no interval
compare-bootstrap-fails-text = A few values weigh so much that the corrected percentiles lie beyond the resamples. More draws, a cap, or the default method may help.
compare-data-column = { $option } is missing: which column of the file is it?
compare-data-column-mend = add { $option } COLUMN
compare-data-left-out = { $units-n ->
    [one] { $units } unit has no value and is left out.
   *[other] { $units } units have no value and are left out.
}
compare-data-no-control = no arm of the file is called { $name }
compare-data-no-control-mend = the arms are { $arms }
compare-no-source = there is nothing to compare
compare-no-source-mend = give each arm’s summary numbers, control first, or a file of units: --data FILE --arm COLUMN
compare-two-sources = summary numbers and a file of units were both given
compare-two-sources-mend = give one of the two
compare-draws-for-nothing = --draws is for the bootstrap only
compare-draws-for-nothing-mend = add --method bootstrap, or leave --draws out
compare-bootstrap-needs-values = the bootstrap draws from the values of units, without covariate
compare-bootstrap-needs-values-mend = give them with --data FILE --arm COLUMN --value COLUMN
compare-draws = --draws is "{ $given }", but the bootstrap takes 1000 to 1000000 resamples
compare-draws-mend = leave it out for 10000
compare-not-a-ratio = "{ $given }" is not units, sums, sums of squares and sum of products of numerator y and denominator x
compare-not-a-ratio-mend = write it like this, n:Σy:Σx:Σy²:Σx²:Σxy: 4:3:12:5:46:12
compare-impossible-sums = no data have the sums "{ $given }"
compare-impossible-sums-mend = check their order, n:Σy:Σx:Σy²:Σx²:Σxy; a sum of squares is at least the squared sum over n
compare-reading-capped = capped
compare-reading-uncapped = uncapped
compare-reading-share-above-zero = share above zero (conversion)
compare-reading-value-above-zero = mean of those above zero (order value)
compare-reading-unadjusted = without the covariate
# More corrections for several variants.
size-correction-hochberg = Hochberg 1988, sized by Bonferroni
size-correction-hommel = Hommel 1988, sized by Bonferroni
size-correction-benjamini-hochberg = Benjamini and Hochberg 1995, sized for one finding alone, as by Bonferroni
compare-correction-hochberg = Hochberg 1988 for the p-values, Bonferroni for the intervals
compare-correction-hommel = Hommel 1988 for the p-values, Bonferroni for the intervals
compare-correction-benjamini-hochberg = Benjamini and Hochberg 1995: the risk is the expected share of false findings; intervals hold the false coverage rate

# Simulated power.
size-fact-simulated = Power by simulation
size-simulated-how = { $tests-n ->
    [one] in { $tests } simulated test, analysed by the very comparison of the analysis
   *[other] in { $tests } simulated tests, analysed by the very comparison of the analysis
} (± { $error } pp)
size-simulate-too-many = `--simulate` is { $given }: so many tests would take minutes and tell no more
size-simulate-too-many-mend = simulate { $most } tests at most

# A list of tests.
size-batch-and-kind = a list and a kind of metric are given at once
size-batch-and-kind-mend = leave out the kind: each row of the list names its own
size-kinds-mend = choose a kind: proportion, mean, ratio, count, nps, ordinal, survival or quantile; or a list with --batch FILE.csv
size-batch-failed = { $failed-n ->
    [one] { $failed } of { $rows } rows could not be sized
   *[other] { $failed } of { $rows } rows could not be sized
}: the column `error` says why
size-batch-column = the column `{ $column }` is no option of any kind of test
size-batch-column-mend = name the columns like the options of `jalon size`: baseline, lift, target, power, units-per-week …
size-batch-no-kind = the list has no column `kind`
size-batch-no-kind-mend = add a column `kind` with proportion, mean, ratio, count, nps, ordinal, survival or quantile in each row
size-batch-row-kind = the row names no kind of metric
size-batch-caption = Tests
size-batch-name = Name
size-batch-kind = Kind
size-batch-per-arm = Units per arm
size-batch-total = Units in all
size-batch-error = Not sized because
list-empty-mend = a list is a line of column names, then one row each
list-column-twice-mend = rename or remove one of the two columns
size-batch-survey = a survey has no test, and no row in a list of tests
size-batch-survey-mend = size it on its own: jalon size survey
# Means of raw values, ratios of totals, quantiles

# Estimates from files of units
estimate-says-unreached = { $measure }: not reached; with { $level } confidence { $range }.
estimate-says-nothing = { $measure }: not reached; no interval can be given: { $reason }.
estimate-capped-mean = Mean, capped at the { $level } quantile
estimate-quantile = { $level } quantile
estimate-still-there = Share still there at { $time }
estimate-median-time = Time by which half had left
estimate-because-beyond = nobody was followed as far as the horizon
estimate-because-beyond-mend = give a horizon up to the longest time of the file
estimate-mind-last-seen = Units last seen before the horizon are taken to leave at the same pace as those still followed.
estimate-method-order-statistics = from one value to another, by the binomial distribution (order statistics)
estimate-method-log-log = normal on log(−log S), Greenwood’s variance
estimate-method-brookmeyer-crowley = the times at which a share of one half is not rejected, Brookmeyer & Crowley 1982
estimate-no-source = there is nothing to estimate from
estimate-no-source-mend = give the summary numbers, or a file of units with --data FILE and its columns; `--help` lists them
estimate-no-values = the column has no value
estimate-no-values-mend = check that it is the right column, and that its cells are filled
compare-no-units = the arm { $arm } has no units
estimate-short-scale = { $given } has no two best answers
estimate-short-scale-mend = give a scale of at least three answers: --scale 1:5

# Planned from past units.
size-past-title = Measured on
size-past-units = { $units-n ->
    [one] { $units } unit of { $file }: { $columns }
   *[other] { $units } units of { $file }: { $columns }
}
size-past-left-out = { $units-n ->
    [one] { $units } unit without a value is left out
   *[other] { $units } units without a value are left out
}
size-past-few = `{ $column }`: fewer than two units have a value
size-past-few-mend = give a file with more units
size-past-alike = `{ $column }`: the values do not vary, and a size needs their spread
size-past-alike-mend = check that this is the right column; give past units that differ
size-past-extreme = `{ $column }`: too few units lie beyond this quantile to tell how they spread around it
size-past-extreme-mend = give more units, or a level nearer to 50%
size-past-denominator = `{ $column }`: the denominators come too near to 0 in total for a ratio
size-past-denominator-mend = check that the right column is the denominator; give more units
size-past-cap-alike = capped at the { $level } quantile, all values are alike
size-past-cap-alike-mend = cap at a higher level, or not at all
size-past-covariate-same = the covariate is the metric itself, or tells all of it: nothing is left to test
size-past-covariate-same-mend = name a column that was known before the test
size-cap-caption = The effect of capping on the size
size-cap-values = Values
size-cap-uncapped = As they are
size-cap-capped = Capped at { $threshold } (quantile { $level })
size-cap-mean = Mean
size-cap-note = { $units-n ->
    [one] { $units } unit lies above the cap ({ $share })
   *[other] { $units } units lie above the cap ({ $share })
}; the cap takes { $mean } off the mean ({ $taken }).
size-cap-applied = The test is planned with capped values: cap them in the analysis too.
size-cap-not-applied = The test is planned with the values as they are; { $option } plans it with capped ones.

# past units of answers and of retention
size-past-horizon = `{ $column }`: nobody was watched as far as the horizon
size-past-horizon-mend = give an earlier `--horizon`, or past units that were watched longer
size-past-all-or-none = `{ $column }`: by the horizon nobody had left, or everybody had, and a size needs both
size-past-all-or-none-mend = give a later or an earlier `--horizon`, or more past units

# open ends of the calculators
compare-no-lift-mend = give the margin in points, with `--margin`
compare-fact-split = Split as planned
estimate-method-ratio = normal, with the variance of what each unit adds to the ratio (delta method)
estimate-method-survey = normal, with the variance within the people asked (each group by its people)
size-survey-response = so few of those invited answer that the invitations cannot be counted
size-survey-response-mend = check `--response-rate`: 20% is usual, 0.2 is the same
# Looks at the data before the end.
looks-title = Looks at the data
looks-look = Look
looks-numbered = { $number } ({ $information })
looks-efficacy = Shown at
looks-difference = Measured there
looks-futility = Given up at
looks-alpha-spent = Risk spent
looks-stop-planned = Ends here
looks-stop-none = Ends here without effect
looks-note = z counts in the direction of the planned effect. “Measured there” is the difference that would just be shown at that look, about. “Ends here” is the chance under the planned effect.
looks-expected = Expected units
looks-expected-remark = with the planned effect; { $half } with half of it, { $none } with none, { $once } for a test read once
looks-none = a test has one look at least: its last
looks-none-mend = give a number of looks of 1 or more
looks-too-many = { $looks } looks are planned
looks-too-many-mend = plan { $most } looks at most, or read the test at any time with an interval made for it
looks-no-share = look { $look } has { $information } of all units: not a part above 0 and up to 1
looks-no-share-mend = write each look as a part of all units, the last one as 100%: 25%,50%,100%
looks-not-growing = look { $look } brings nothing new: { $before } of all units before it, { $information } with it
looks-not-growing-mend = write the looks in the order of time, each with more units than the one before
looks-last-incomplete = the last look has { $information } of all units
looks-last-incomplete-mend = the last look comes at the end: write it as 100%
looks-risk = a risk of one half or more on a side leaves no bound
looks-risk-mend = lower alpha
looks-power = the power asked for is no more than the risk of a false alarm
looks-power-mend = raise the power
looks-parameter = { $value } is no parameter of these bounds
looks-parameter-mend = wang-tsiatis takes −2 to 1, kim-demets a number above 0, hwang-shih-decani −500 to 500, haybittle-peto a number above 0 and up to 38
looks-values = { $given } values for { $expected } looks
looks-values-mend = give one value for each look
looks-not-spent = the risk spent up to look { $look } is { $spent }: less than before, or more than there is
looks-not-spent-mend = let the risks grow from look to look, up to the whole risk at the last
looks-used-up = the whole risk of a false alarm is spent before look { $look }: nothing is left to decide with
looks-used-up-mend = spend less before, or leave out the looks after
looks-crossing = at look { $look } giving up begins where the effect is shown: the test cannot go on past it
looks-crossing-mend = give up less early (futility hwang-shih-decani with −4, or obrien-fleming), plan fewer looks, or leave out futility
looks-binding-sides = giving up that must be obeyed needs a one-sided test
looks-binding-sides-mend = ask for one side (sides 1), or leave out binding
size-looks-missing = `{ $option }` speaks of looks, and none are planned
size-looks-missing-mend = add `--looks 4`, or `--information 25%,50%,100%`
size-looks-correction = this correction for several variants counts on one look at the end
size-looks-correction-mend = use `--correction bonferroni` with looks
size-looks-equivalence = equivalence is shown at the end, not at a look
size-looks-equivalence-mend = leave out the looks, or ask with a one-sided margin that nothing gets worse
size-bounds-need-parameter = `{ $option } { $name }` needs a parameter
size-bounds-have-no-parameter = `{ $option } { $name }` has no parameter, and `{ $parameter }` gives one
size-bounds-parameter-positive = the parameter of `{ $option } { $name }` must be above 0
size-futility-does-not-spend = `{ $option } { $name }`: giving up spends a risk, and these bounds do not spend
size-bounds-mend = obrien-fleming and pocock have no parameter; kim-demets takes its power (3), hwang-shih-decani its gamma (-4), wang-tsiatis its shape (0.25), haybittle-peto its early bound (3); futility takes one of the first four
size-assume-looks = The data decide at the planned looks and at no other time; bounds follow the units that are really there.

# Answers of which all of one arm lie above those of the other.
compare-separated-higher = Answers of { $variant } are higher: every one of them lies above every answer of { $control } (exact p-value { $p }). By how much chances differ cannot be said: there is no spread to measure it by.
compare-separated-lower = Answers of { $variant } are lower: every one of them lies below every answer of { $control } (exact p-value { $p }). By how much chances differ cannot be said: there is no spread to measure it by.
compare-separated-undecided = No difference is shown between { $variant } and { $control }: every answer of one arm lies above every answer of the other, but with so few answers chance alone does that too (exact p-value { $p }).
compare-method-separated = { $method }; where every answer of one arm lies above every answer of the other, the exact test of Mann & Whitney 1947

# Odds ratio beside exact comparisons of rates; a cap before a covariate.
compare-reading-odds-ratio = Odds (their lift is the odds ratio less 1)
compare-odds-ratio = Odds ratio of { $variant }
compare-odds-ratio-value = { $ratio } ({ $level } interval { $range }; p-value { $p }; given the total of conversions)
compare-odds-ratio-none = cannot be said: { $reason }
compare-because-no-odds = nobody converted, or everybody did

# Charts of estimates and surveys.
estimate-chart = { $measure } with its interval
size-survey-chart = Margin by the number of answers
# Looks by their days, and their charts.
looks-day = Day, about
looks-note-dated = Days as if units came evenly over the planned ones; each look counts as soon as its units are in, and the last one at the planned end. “Ends here” is the chance under the planned effect.
looks-expected-length = Expected length
looks-expected-days = about { $planned } of { $days } days with the planned effect, { $half } with half of it, { $none } with none
looks-chart = When the test stops
looks-sizes-chart = How many units the test takes
looks-with-none = No effect
looks-with-half = Half of the planned effect
looks-with-planned = The planned effect
plan-any-time = decides at any time, by intervals that hold at every look; the planned power is that of a test read once, the simulated one that of this test, looked at each day
