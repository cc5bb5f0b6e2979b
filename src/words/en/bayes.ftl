# The Bayesian reading: what is believed after the data, and how often a habit of looking raises a false flag.
bayes-title = Bayesian reading
bayes-not-comparable = The arms cannot be compared, so there is nothing to believe of their difference.
bayes-sentence = { $variant } beats { $control } with a chance of { $chance }. Shipping it is expected to cost { $ship }, keeping { $control } { $keep }.
bayes-cannot-say = { $variant }: no belief can be said: { $reason }.
bayes-because-zero-control = the control is at 0, so a prior on the lift says nothing of it
bayes-because-no-spread = the data do not tell how sure the effect is
bayes-caption = What is believed after the data
bayes-column-variant = Variant
bayes-column-chance = Chance to beat control
bayes-column-effect = Expected effect
bayes-column-interval = { $level } credible interval
bayes-column-ship = Expected loss if shipped
bayes-column-keep = Expected loss if control is kept
bayes-column-best = Chance to be best
bayes-column-loss = Expected loss against the best
bayes-column-choose = Expected loss if chosen
bayes-loss = { $share } ({ $own })
bayes-note = Prior and data weighed by what each knows. An expected loss is how much worse the choice is where it is wrong, times how likely that is.
bayes-rates-caption = The rates by themselves, exactly
bayes-rates-note = Beta–binomial, each rate from a prior of { $prior }: every rate as likely as any other. The prior on the lift has no part in it.
bayes-fact-prior = Prior on the effect
bayes-fact-prior-of = Prior on the effect, { $metric }
bayes-prior-lift = normal, lift of mean { $mean } and standard deviation { $sd }
bayes-prior-difference = normal, difference of mean { $mean } and standard deviation { $sd }
bayes-prior-flat = none: every effect as likely as any other
bayes-origin-history = counted towards better; from { $tests } ended tests of your own
bayes-origin-usual = counted towards better; the usual one
bayes-origin-few = counted towards better; the usual one: { $tests-n ->
    [0] no test of your own has ended with a lift
    [one] { $tests } test of your own has ended with a lift
   *[other] { $tests } tests of your own have ended with a lift
}, and { $fewest } say enough
bayes-origin-alike = counted towards better; the usual one: the lifts of your { $tests } ended tests differ by no more than chance
bayes-origin-settings = counted towards better; from `prior_lift` in jalon.toml
bayes-origin-asked = counted towards better; as given
bayes-origin-flat = an effect without a lift has no usual size; --prior gives one
bayes-fact-flags = False flags of the looking habit
bayes-fact-flags-detail = share of tests without any effect in which at least one look shows such a chance, for or against the variant
bayes-fact-record = False flags of the looks on record
bayes-habit-daily = { $looks-n ->
    [one] { $looks } daily look
   *[other] { $looks } daily looks
}
bayes-habit-weekly = { $looks-n ->
    [one] { $looks } weekly look
   *[other] { $looks } weekly looks
}
bayes-habit-looks = { $looks-n ->
    [one] { $looks } look
   *[other] { $looks } looks
}
bayes-flags = { $number-n ->
    [one] { $looks } at a chance of { $level } flags { $rate } of A/A tests
   *[other] { $looks } at a chance of { $level } flag { $rate } of A/A tests
}
bayes-flags-unknown = cannot be said
bayes-decides-nothing = This reading decides nothing: the verdict is that of the rule. Chances are not protected against looking often, as the false flags show.
bayes-chart = What is believed of { $variant } after the data
bayes-chart-prior = Prior: { $prior }.
bayes-chart-subtitle = { $variant } against { $control }
bayes-not-a-prior = `--prior` is `{ $given }`, not a mean and a standard deviation
bayes-not-a-prior-mend = write both with a colon between: 0:10% for a lift of 0, give or take ten percent
bayes-prior-sd = the standard deviation of `--prior` is not above 0, which would leave the data no say
bayes-prior-sd-mend = write how far lifts lie from the mean as a rule: 0:10%
bayes-prior-extreme = no effect is this large, or known this well, before a test
bayes-prior-extreme-mend = write a mean within a million of 0 and a standard deviation from 0.000001 to a million, such as a mean of 0 and a standard deviation of 10%
bayes-not-a-habit = `--habit` is `{ $given }`, not a habit of looking
bayes-not-a-habit-mend = write daily, weekly or once; with a number from 1 to { $most } for so many looks: daily:28
