# jalon simulate: what a plan will do, and A/A checks.
simulate-of-locked = { $tests-n ->
    [one] One simulated test of each case
   *[other] { $tests } simulated tests of each case
}, { $units } units each, with the sizes of the lock
simulate-of-draft = { $tests-n ->
    [one] One simulated test of each case
   *[other] { $tests } simulated tests of each case
}, { $units } units each; the plan is not locked yet
simulate-nothing = Nothing could be simulated.
simulate-headline = The planned { $effect } is found in { $found } of the tests
simulate-headline-ship = The plan’s rule says ship in { $shipped } of the tests.
simulate-headline-alarms = Where there is no effect, { $alarms } of the tests raise a false alarm; the plan allows { $alpha }.
simulate-headline-margin = Where the effect sits on the margin, { $alarms } of the tests say that all is well; the plan allows { $alpha }.
simulate-case = Case: true effect
simulate-no-effect = nothing to find: { $effect }
simulate-half = half the planned: { $effect }
simulate-planned = the planned effect: { $effect }
simulate-named = asked for: { $effect }
simulate-around = between: { $effect }
simulate-true-effect = True effect
simulate-effects-caption = What the test of { $metric } finds
simulate-found = Better side found
simulate-against = Worse side found
simulate-exaggeration = Shown too large by a factor of
simulate-wrong-sign = Pointing the wrong way
simulate-coverage = Interval holds the truth
simulate-winners-caption = Of the effects that were found
simulate-winners-note = A factor of 1.3 says that the effects which are found are shown 1.3 times as large as they are, on average: only large ones pass the test.
simulate-verdicts-caption = What the plan’s rule decides
simulate-verdicts-note = The rule reads the metrics and guardrails of the plan, as `jalon analyse` does.
simulate-guardrails-caption = How the guardrails come out
simulate-peeking = Looking more often than planned
simulate-peeked = { $looks-n ->
    [one] One look raises a false alarm
   *[other] Whoever looks { $looks } times, and stops at the first result that looks significant, raises a false alarm
} in { $alarms } of the tests without effect; whoever looks at the end alone in { $end }.
simulate-looks-caption = False alarms by the number of looks
simulate-look = Look
simulate-look-share = Units by then
simulate-look-alarms = False alarms so far
simulate-share = { $share } ({ $low }–{ $high })
simulate-times = { $mean } ({ $low }–{ $high })
simulate-length = Length
simulate-length-fixed = { $units } units and { $weeks } weeks ({ $days } days), always: the plan has one look, at its end
simulate-tests = Simulated tests
simulate-how = { $tests } of each case, seed { $seed }; each is drawn, analysed and decided as the real data will be
simulate-error = Simulation error
simulate-error-what = in brackets, 95% intervals; more tests make them shorter
simulate-assumed = What was assumed
simulate-assume-independent = Metrics do not go together: one that pays for another, or moves with it, is not simulated.
simulate-assume-normal = Means are drawn from normal values with the plan’s mean and standard deviation; far longer tails need more units than planned.
simulate-assume-capped = Where values are capped, the plan’s mean and standard deviation are taken to be those of capped values.
simulate-assume-variants = All variants have the same effect; found means that at least one of them was found.
simulate-assume-clean = The data are sound: nobody is counted twice, nothing is lost, the effect does not fade.
simulate-left-baseline = The guardrail “{ $metric }” is taken to hold: its baseline is not known.
simulate-left-secondary = “{ $metric }” is left out: it decides nothing.
simulate-chart-power = How surely effects on { $metric } are found
simulate-chart-peeking = What looking more often does to the false alarms on { $metric }
simulate-chart-risk = risk that is allowed: { $alpha }
simulate-chart-subtitle = { $experiment }: { $tests } simulated tests with { $units } units for each point
simulate-impossible = an effect would take { $metric } to { $value }, which it cannot be
simulate-impossible-mend = name a smaller effect
simulate-unknown-metric = “{ $metric }” takes no part in the simulation
simulate-unknown-metric-mend = effects can be named for: { $known }; a guardrail needs a baseline in jalon.toml
simulate-no-lift = { $metric } has no relative effect
simulate-no-lift-mend = write the effect in its own unit, without %
simulate-few = { $units } units are too few for { $arms } arms
simulate-few-mend = at least two units an arm are needed
simulate-effect-form = `--effect { $given }` does not say what changes
simulate-effect-form-mend = write metric=change, such as support-contact=+10%
simulate-out-of-range = `--{ $option } { $given }` is out of range
simulate-out-of-range-mend = from 1 to { $most }
simulate-changed-mend = what is simulated is the plan as it stands now, with the sizes of the lock
simulate-aa-summary = { $id } has sums of its data, which cannot be divided anew
simulate-aa-summary-mend = name a file with one row per unit: --aa units.csv
simulate-aa-subtitle = { $file }: { $units } units, divided { $splits } times at random
simulate-aa-fine = The test of { $metric } keeps its promise: { $alarms } false alarms where nothing differs, { $alpha } allowed
simulate-aa-more = The test of { $metric } raises too many false alarms: { $alarms } where nothing differs, { $alpha } allowed
simulate-aa-fewer = The test of { $metric } raises fewer false alarms than allowed: { $alarms } where nothing differs, { $alpha } allowed
simulate-aa-uneven = The test of { $metric } raises { $alarms } false alarms, { $alpha } allowed, but its p-values are unevenly spread
simulate-aa-untested = Most splits give no test of { $metric }
simulate-aa-untested-mend = the file has too few units, or they are all alike
simulate-aa-more-mend = a few units may weigh more than all others: cap the values, or test a rate instead
simulate-aa-fewer-mend = such a test misses effects that another would find; with few units or few conversions the p-values come in steps
simulate-aa-caption = False alarms where nothing differs ({ $alpha } allowed)
simulate-aa-alarms = False alarms
simulate-aa-uniformity = p-values evenly spread?
simulate-aa-verdict = Says
simulate-aa-no-test = no test
simulate-aa-too-many = too many
simulate-aa-too-few = fewer than allowed
simulate-aa-lumpy = uneven
simulate-aa-as-promised = as promised
simulate-aa-note = Each metric is asked for a difference either way. In brackets: what the number of splits leaves open. “Evenly spread?” is the p-value of a test that they are; below 0.001 they are not.
simulate-aa-how = Random splits
simulate-aa-how-what = { $splits }, seed { $seed }; each divides all units by the shares of the plan
simulate-aa-cannot = What such a check cannot tell
simulate-aa-cannot-shift = It shows how the test behaves on these units; another month, or another audience, may differ.
simulate-aa-cannot-assignment = It divides the units itself: whether your own assignment does so evenly is told by a test that runs without a change.
simulate-aa-chart = p-values of { $metric } where nothing differs
simulate-headline-several = With all planned effects the plan’s rule says ship in { $shipped } of the tests
simulate-headline-wrong = With nothing to find in any metric it says so in { $shipped }.
simulate-effects-caption-several = What the tests of the success metrics find
simulate-case-of = { $metric }, { $case }
simulate-peeked-computed = Computed for a normal statistic: { $computed }.
simulate-clusters = the plan’s units come in clusters, and of { $metric } the single values are needed, which a plan does not tell: such a test is not simulated
simulate-clusters-mend = simulate the plan without this metric, or with the clusters themselves as units
simulate-aa-clusters = the units of { $id } come in clusters, and the file does not say which cluster each is in
simulate-aa-clusters-mend = check a plan whose units are the clusters themselves, on a file with one row per cluster
simulate-lengths-caption = How long the tests last
simulate-units-mean = Units, on average
simulate-weeks-mean = Weeks, on average
simulate-before-end = Ended before the planned end
simulate-lengths-note = At most { $most } units; a test with one look needs { $units } for the same power.
simulate-length-looks = { $units } units and { $weeks } weeks ({ $days } days) at most; the rule may end the test before
simulate-chart-length = Where the tests end
