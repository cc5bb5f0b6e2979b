//! Data that leave a formula nothing to divide by: 0 of n, n of n, one unit, no spread, margins at the edge, denominators near
//! 0, a billion visitors, chances of 1e-9. Each is a finite right answer or a named case, in every method of two arms.

use crate::absurd::{alternative, config, conversions, is_chance, is_sound, null, risk};
use jalon::quantity::{Positive, Proportion};
use jalon::stats::{
    Alternative, Answers, Bootstrap, Bound, CategoryCounts, Comparison, Conversions, CountArms, CountMethod,
    CovariateArms, CrossMoments, DifferenceInterval, Effect, EffectEstimate, Ending, EquivalenceMargins, EventArms,
    EventDifferenceInterval, EventLiftInterval, EventNull, EventRateInterval, EventTest, EventWeights, Events,
    ExactProportionTest, Interval, LiftInterval, MannWhitney, MarginScale, MeanArms, MeanLift, MeanMethod, MeanNull,
    Moments, NoAnswer, OddsRatioInterval, OrderSplit, PairedConversions, PairedInterval, PairedTest, ProportionArms,
    ProportionNull, ProportionTest, QuantileArm, RankedArms, RateInterval, RatioArms, Resampling, RiskTable, ScoreArms,
    Shape, SplitArms, SurvivalArms, SurvivalInterval, Test, UnitCounts, WinMethod, quantile_effect,
};
use proptest::prelude::*;

/// What an analysis says of an effect.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Says {
    /// Two finite ends.
    Ends,
    /// A finite lower end only: the effect has no upper limit.
    NoUpperEnd,
    /// Everything but a middle.
    Outside,
    /// Nothing is excluded.
    Anything,
    /// No interval, for this reason.
    Not(NoAnswer),
}

fn says(interval: Result<Interval, NoAnswer>) -> Says {
    let interval = match interval {
        Ok(interval) => interval,
        Err(reason) => return Says::Not(reason),
    };
    assert!(is_sound(&interval), "{interval:?}");
    match interval.shape {
        Shape::Between { low: Bound::At(_), high: Bound::At(_) } => Says::Ends,
        Shape::Between { low: Bound::At(_), high: Bound::Unbounded } => Says::NoUpperEnd,
        Shape::Outside { .. } => Says::Outside,
        Shape::WholeLine => Says::Anything,
        other => panic!("{other:?}"),
    }
}

fn alpha() -> Proportion {
    Proportion::new(0.05).unwrap()
}

/// Whether there is a test, what is said of the difference, and of the lift.
type Outcome = (Option<NoAnswer>, Says, Says);

fn outcome(found: Result<Comparison, NoAnswer>) -> Outcome {
    match found {
        Err(reason) => (Some(reason), Says::Not(reason), Says::Not(reason)),
        Ok(found) => {
            let test = found.test.map(|test| assert!(is_chance(test.p_value) && !test.statistic.is_nan(), "{test:?}"));
            (test.err(), says(Ok(found.difference.interval)), says(found.lift.map(|lift| lift.interval)))
        }
    }
}

const BILLION: u64 = 1_000_000_000;

#[test]
fn rates() {
    use NoAnswer::NoVariation;
    let none = None;
    for ((x1, n1, x2, n2), expected) in [
        // Nobody converted: no test; the difference is still bounded, the lift is −100 % or more.
        ((0, 100, 0, 100), (Some(NoVariation), Says::Ends, Says::NoUpperEnd)),
        // Everybody did: the difference and the ratio are bounded.
        ((100, 100, 100, 100), (Some(NoVariation), Says::Ends, Says::Ends)),
        // A control without conversions: the lift has no upper end.
        ((0, 100, 5, 100), (none, Says::Ends, Says::NoUpperEnd)),
        ((5, 100, 0, 100), (none, Says::Ends, Says::Ends)),
        ((0, 100, 100, 100), (none, Says::Ends, Says::NoUpperEnd)),
        ((100, 100, 0, 100), (none, Says::Ends, Says::Ends)),
        ((0, 1, 1, 1), (none, Says::Ends, Says::NoUpperEnd)),
        ((1, 1, 0, 1), (none, Says::Ends, Says::Ends)),
        ((0, 1, 0, 1), (Some(NoVariation), Says::Ends, Says::NoUpperEnd)),
        ((50_000_000, BILLION, 50_010_000, BILLION), (none, Says::Ends, Says::Ends)),
        // One in a billion.
        ((1, BILLION, 3, BILLION), (none, Says::Ends, Says::Ends)),
        ((0, BILLION, 1, BILLION), (none, Says::Ends, Says::NoUpperEnd)),
        ((0, 1, 1, BILLION), (none, Says::Ends, Says::NoUpperEnd)),
    ] {
        let arms = arms_of((x1, n1), (x2, n2));
        let found = outcome(arms.compare(ProportionNull::EQUAL, alpha(), Alternative::TwoSided));
        assert_eq!(found, expected, "{x1}/{n1} {x2}/{n2}");
    }
    let arms = arms_of((5, 100), (7, 100));
    for margin in [ProportionNull::Difference(1.0), ProportionNull::Difference(-1.0), ProportionNull::Ratio(0.0)] {
        assert_eq!(
            arms.test(margin, Alternative::Greater, ProportionTest::MiettinenNurminen),
            Err(NoAnswer::ImpossibleMargin)
        );
    }
}

fn arms_of((x1, n1): (u64, u64), (x2, n2): (u64, u64)) -> ProportionArms {
    ProportionArms { control: Conversions::new(x1, n1).unwrap(), variant: Conversions::new(x2, n2).unwrap() }
}

#[test]
fn means() {
    let none = None;
    for (control, variant, expected) in [
        // One unit has no spread; the other arm alone cannot judge.
        ((10.0, 0.0, 1), (12.0, 1.0, 50), neither(NoAnswer::TooFewUnits)),
        ((10.0, 0.0, 20), (12.0, 0.0, 20), neither(NoAnswer::NoVariation)),
        // One arm without spread is judged by the other.
        ((10.0, 0.0, 20), (12.0, 1.0, 20), (none, Says::Ends, Says::Ends)),
        // A control near 0: the lift is everything but a middle, or anything.
        ((0.1, 1.0, 20), (5.0, 1.0, 20), (none, Says::Ends, Says::Outside)),
        ((0.01, 1.0, 20), (0.02, 1.0, 20), (none, Says::Ends, Says::Anything)),
        ((0.0, 1.0, 20), (1.0, 1.0, 20), (none, Says::Ends, Says::Not(NoAnswer::ZeroBaseline))),
        ((1e-9, 1e-10, 500), (2e-9, 1e-10, 500), (none, Says::Ends, Says::Ends)),
        ((1e12, 1e3, BILLION), (1e12, 1e3, BILLION), (none, Says::Ends, Says::Ends)),
    ] {
        let arm = |(mean, sd, units): (f64, f64, u64)| Moments::from_summary(units, mean, sd).unwrap();
        let arms = MeanArms { control: arm(control), variant: arm(variant) };
        let found = outcome(arms.compare(MeanNull::EQUAL, alpha(), Alternative::TwoSided, MeanMethod::Welch));
        assert_eq!(found, expected, "{control:?} {variant:?}");
    }
}

/// Neither test nor interval, for one reason.
fn neither(reason: NoAnswer) -> Outcome {
    (Some(reason), Says::Not(reason), Says::Not(reason))
}

#[test]
fn events() {
    let none = None;
    for ((x1, t1, x2, t2), expected) in [
        ((0, 10.0, 0, 10.0), (Some(NoAnswer::NoEvents), Says::Ends, Says::NoUpperEnd)),
        ((0, 10.0, 6, 10.0), (none, Says::Ends, Says::NoUpperEnd)),
        ((6, 10.0, 0, 10.0), (none, Says::Ends, Says::Ends)),
        ((1, 1e9, 3, 1e9), (none, Says::Ends, Says::Ends)),
        ((BILLION, 1e-9, BILLION, 1e-9), (none, Says::Ends, Says::Ends)),
    ] {
        let arm = |count, exposure| Events::new(count, exposure).unwrap();
        let arms = EventArms { control: arm(x1, t1), variant: arm(x2, t2) };
        let found = outcome(arms.compare(EventNull::EQUAL, alpha(), Alternative::TwoSided));
        assert_eq!(found, expected, "{x1}/{t1} {x2}/{t2}");
    }
}

#[test]
fn kinds_that_need_units() {
    // Denominators that sum to 0, and such that may as well.
    let ratio = |units: &[[f64; 2]]| CrossMoments::of(units).ratio().map(|_| ());
    assert_eq!(ratio(&[[1.0, 0.0], [2.0, 0.0]]), Err(NoAnswer::ZeroDenominator));
    assert_eq!(ratio(&[[1.0, 1.0], [2.0, -0.9], [1.0, 0.1]]), Err(NoAnswer::UncertainDenominator));
    assert_eq!(ratio(&[[1.0, 1.0]]), Err(NoAnswer::TooFewUnits));
    let flat = CrossMoments::of(&[[1.0, 5.0], [2.0, 5.0], [4.0, 5.0]]);
    let covaried = CovariateArms::of_means(&flat, &flat).unwrap().estimate(MeanMethod::Welch);
    assert_eq!(covaried.map(|_| ()), Err(NoAnswer::ConstantCovariate));
    let few = QuantileArm::of(vec![1.0, 2.0, 3.0]);
    assert_eq!(few.estimate(Proportion::HALF).map(|_| ()), Err(NoAnswer::QuantileTooExtreme));
    let apart = RankedArms::of_values(&[1.0, 2.0, 3.0], &[4.0, 5.0, 6.0]).unwrap();
    let wins = |arms: &RankedArms| {
        arms.compare_wins(Proportion::HALF, alpha(), Alternative::TwoSided, WinMethod::BrunnerMunzel).map(|_| ())
    };
    assert_eq!(wins(&apart), Err(NoAnswer::Separated));
    assert_eq!(wins(&RankedArms::of_values(&[1.0, 1.0], &[1.0, 1.0]).unwrap()), Err(NoAnswer::NoVariation));
    let alike = Answers::new(10, 0, 0).unwrap();
    let scores = ScoreArms { control: alike, variant: alike };
    assert_eq!(scores.compare(0.0, alpha(), Alternative::TwoSided).map(|_| ()), Err(NoAnswer::NoVariation));
    let [stayed, left] = [Ending::Censored, Ending::Event].map(|ending| RiskTable::of([(3.0, ending); 4]).unwrap());
    let hazards = |control, variant| {
        let found = SurvivalArms { control, variant }.compare_hazards(Positive::ONE, alpha(), Alternative::TwoSided);
        let found = found.unwrap();
        (found.test.err(), says(Ok(found.hazard_ratio.interval)))
    };
    assert_eq!(hazards(&stayed, &stayed), (Some(NoAnswer::NoEvents), Says::Anything));
    assert_eq!(hazards(&stayed, &left).1, Says::NoUpperEnd);
    assert_eq!(hazards(&left, &stayed).1, Says::Ends);
}

/// Whether it is a named case, or an answer that holds.
fn named_or<T>(found: Result<T, NoAnswer>, holds: impl Fn(T) -> bool) -> bool {
    found.map_or(true, holds)
}

fn sound_test(test: Result<Test, NoAnswer>) -> bool {
    named_or(test, |test| is_chance(test.p_value) && !test.statistic.is_nan())
}

fn sound_interval(interval: Result<Interval, NoAnswer>) -> bool {
    named_or(interval, |interval| is_sound(&interval))
}

fn sound_effect(effect: Effect) -> bool {
    effect.estimate.is_none_or(f64::is_finite) && is_sound(&effect.interval)
}

fn sound_comparison(found: Result<Comparison, NoAnswer>) -> bool {
    named_or(found, |found| {
        sound_test(found.test) && sound_effect(found.difference) && named_or(found.lift, sound_effect)
    })
}

fn sound_estimate(
    found: Result<EffectEstimate, NoAnswer>,
    null: MeanNull,
    risk: Proportion,
    sides: Alternative,
) -> bool {
    named_or(found, |found| {
        let log = found.lift_interval(risk, sides, MeanLift::LogRatio);
        let margins = EquivalenceMargins::new(-0.1, 0.2).unwrap();
        let equivalence = found.equivalence(margins, MarginScale::Lift, risk);
        sound_comparison(found.compare(null, risk, sides))
            && sound_interval(log)
            && named_or(equivalence, |test| is_chance(test.p_value()))
    })
}

fn small() -> impl Strategy<Value = Conversions> {
    (1_u64..40, 0_u64..40).prop_filter_map("counts", |(n, x)| Conversions::new(x.min(n), n).ok())
}

/// Values as found in the wild: zeros, ties, dust, fortunes.
fn value() -> impl Strategy<Value = f64> {
    prop_oneof![
        3 => Just(0.0),
        2 => (0_u8..5).prop_map(f64::from),
        1 => Just(1e-9),
        1 => Just(1e12),
        1 => Just(-3.0),
        2 => 0.0..100.0_f64,
    ]
}

fn values() -> impl Strategy<Value = Vec<f64>> {
    prop_oneof![prop::collection::vec(value(), 0..4), prop::collection::vec(value(), 4..60)]
}

fn pairs() -> impl Strategy<Value = Vec<[f64; 2]>> {
    prop::collection::vec((value(), value()).prop_map(|(one, other)| [one, other]), 0..40)
}

fn counted() -> impl Strategy<Value = Events> {
    let exposure = (-9.0..9.0_f64).prop_map(|exponent| 10.0_f64.powf(exponent));
    (prop_oneof![Just(0_u64), Just(1), 0_u64..50, 0_u64..2 * BILLION], exposure)
        .prop_filter_map("events", |(events, exposure)| Events::new(events, exposure).ok())
}

fn course() -> impl Strategy<Value = RiskTable> {
    let ending = prop::bool::ANY.prop_map(|event| if event { Ending::Event } else { Ending::Censored });
    let time = prop_oneof![(0_u8..6).prop_map(f64::from), 0.0..1e9_f64];
    prop::collection::vec((time, ending), 0..30).prop_filter_map("a table", |units| RiskTable::of(units).ok())
}

proptest! {
    #![proptest_config(config(150))]

    #[test]
    fn every_method_of_two_rates(
        control in conversions(), variant in conversions(), alpha in risk(), sides in alternative(), null in null(),
        margin in 1e-9..0.9_f64,
    ) {
        let arms = ProportionArms { control, variant };
        use ProportionTest as By;
        for test in [By::MiettinenNurminen, By::Score, By::ScoreCorrected, By::Wald, By::LikelihoodRatio] {
            prop_assert!(sound_test(arms.test(null, sides, test)), "{:?}", arms.test(null, sides, test));
        }
        use DifferenceInterval as Between;
        for method in [
            Between::MiettinenNurminen, Between::Score, Between::Newcombe, Between::AgrestiCaffo, Between::Wald,
            Between::WaldCorrected, Between::NewcombeCorrected, Between::Haldane, Between::JeffreysPerks,
            Between::HauckAnderson, Between::BrownLiJeffreys,
        ] {
            prop_assert!(sound_interval(arms.difference_interval(alpha, sides, method)), "{:?}", method);
        }
        use LiftInterval as Lift;
        for method in [Lift::MiettinenNurminen, Lift::Score, Lift::LogRatio, Lift::LogRatioAdjusted, Lift::MoverWilson] {
            prop_assert!(sound_interval(arms.lift_interval(alpha, sides, method)), "{:?}", method);
        }
        use OddsRatioInterval as Odds;
        for method in [
            Odds::MiettinenNurminen, Odds::Score, Odds::LogOdds, Odds::LogOddsAdjusted, Odds::LogOddsSmoothed,
            Odds::MoverWilson,
        ] {
            let found = arms.odds_ratio_interval(alpha, sides, method);
            prop_assert!(sound_interval(found), "{:?} {:?}", method, found);
        }
        let margins = EquivalenceMargins::symmetric(Positive::new(margin).unwrap());
        for scale in [MarginScale::Difference, MarginScale::Lift] {
            let test = arms.equivalence(margins, scale, alpha, By::MiettinenNurminen);
            prop_assert!(named_or(test, |test| is_chance(test.p_value())));
        }
    }

    #[test]
    fn exact_methods_of_two_rates(control in small(), variant in small(), alpha in risk(), sides in alternative()) {
        let arms = ProportionArms { control, variant };
        use ExactProportionTest as By;
        for test in [By::Fisher, By::FisherMidP, By::FisherCentral, By::FisherMidPCentral, By::BarnardPooled,
            By::BarnardUnpooled, By::Boschloo]
        {
            prop_assert!(sound_test(arms.exact_test(sides, test)), "{:?}", test);
        }
        for method in [OddsRatioInterval::Fisher, OddsRatioInterval::FisherMidP] {
            prop_assert!(sound_interval(arms.odds_ratio_interval(alpha, sides, method)), "{:?}", method);
        }
        for method in [RateInterval::MidP, RateInterval::LikelihoodRatio, RateInterval::Blaker, RateInterval::WilsonCorrected] {
            prop_assert!(sound_interval(control.interval(alpha, sides, method)), "{:?}", method);
        }
    }

    #[test]
    fn every_method_of_events(
        control in counted(), variant in counted(), alpha in risk(), sides in alternative(), ratio in 1e-6..1e6_f64,
    ) {
        let arms = EventArms { control, variant };
        use EventTest as By;
        for null in [EventNull::EQUAL, EventNull::Ratio(ratio), EventNull::Difference(0.1)] {
            for test in [By::Score, By::Wald, By::LogWald, By::SquareRoot, By::ConditionalExact, By::ConditionalMidP] {
                prop_assert!(sound_test(arms.test(null, sides, test)), "{:?} {:?}", test, arms.test(null, sides, test));
            }
            prop_assert!(sound_comparison(arms.compare(null, alpha, sides)));
        }
        use EventDifferenceInterval as Between;
        for method in [Between::Score, Between::Mover, Between::Wald, Between::WaldAdjusted] {
            prop_assert!(sound_interval(arms.difference_interval(alpha, sides, method)), "{:?}", method);
        }
        use EventLiftInterval as Lift;
        for method in [Lift::Score, Lift::LogRatio, Lift::LogRatioAdjusted, Lift::ConditionalExact, Lift::Mover, Lift::MoverJeffreys] {
            prop_assert!(sound_interval(arms.lift_interval(alpha, sides, method)), "{:?}", method);
        }
        use EventRateInterval as One;
        for method in [One::Score, One::Garwood, One::MidP, One::Jeffreys, One::Wald] {
            prop_assert!(sound_interval(control.interval(alpha, sides, method)), "{:?}", method);
        }
    }

    #[test]
    fn counts_by_unit(
        control in prop::collection::vec((0_u64..30, 0.01..9.0_f64), 0..20),
        variant in prop::collection::vec((0_u64..3, Just(1.0)), 0..20), alpha in risk(), sides in alternative(),
    ) {
        let arm = |units: &[(u64, f64)]| {
            let mut counts = UnitCounts::default();
            units.iter().for_each(|&(events, exposure)| counts.push(events, exposure).unwrap());
            counts
        };
        let arms = CountArms { control: arm(&control), variant: arm(&variant) };
        for method in [CountMethod::NegativeBinomialScore, CountMethod::Empirical] {
            prop_assert!(sound_comparison(arms.compare(EventNull::EQUAL, alpha, sides, method)), "{:?}", method);
        }
        prop_assert!(sound_test(arms.log_test(EventNull::EQUAL, sides)));
        prop_assert!(sound_interval(arms.log_lift_interval(alpha, sides)));
    }

    #[test]
    fn every_method_of_values(
        control in values(), variant in values(), alpha in risk(), sides in alternative(), level in 0.01..0.99_f64,
        lift in -0.9..3.0_f64,
    ) {
        let level = Proportion::new(level).unwrap();
        for null in [MeanNull::EQUAL, MeanNull::Lift(lift), MeanNull::Difference(lift)] {
            let arms = MeanArms { control: Moments::of(&control), variant: Moments::of(&variant) };
            for method in [MeanMethod::Welch, MeanMethod::Pooled, MeanMethod::Z] {
                prop_assert!(sound_estimate(arms.estimate(method), null, alpha, sides));
            }
            let quantile = quantile_effect(
                &QuantileArm::of(control.clone()), &QuantileArm::of(variant.clone()), level, MeanMethod::Welch,
            );
            prop_assert!(sound_estimate(quantile, null, alpha, sides), "{:?} {:?}", quantile, quantile.map(|effect| effect.compare(null, alpha, sides)));
        }
        if let Ok(ranked) = RankedArms::of_values(&control, &variant) {
            for method in [WinMethod::BrunnerMunzel, WinMethod::Logit] {
                let wins = ranked.compare_wins(level, alpha, sides, method);
                prop_assert!(named_or(wins, |wins| sound_effect(wins.win_probability) && sound_test(Ok(wins.test))));
            }
            prop_assert!(sound_test(ranked.mann_whitney(sides, MannWhitney::Corrected)));
        }
        if let (Ok(control), Ok(variant)) = (OrderSplit::of(&control), OrderSplit::of(&variant)) {
            let parts = SplitArms { control, variant }.parts();
            prop_assert!(named_or(parts, |parts| is_sound(&parts.conversion.interval(alpha, sides))));
        }
        let bootstrap = Bootstrap { draws: 60, seed: 7, resampling: Resampling::Bca };
        let found = bootstrap.compare(&control, &variant, alpha, sides);
        prop_assert!(named_or(found, |found| sound_effect(found.difference) && named_or(found.lift, sound_effect)));
    }

    #[test]
    fn ratios_and_covariates(
        control in pairs(), variant in pairs(), alpha in risk(), sides in alternative(), lift in -0.9..3.0_f64,
    ) {
        let (control, variant) = (CrossMoments::of(&control), CrossMoments::of(&variant));
        let adjusted = CovariateArms::of_means(&control, &variant);
        for null in [MeanNull::EQUAL, MeanNull::Lift(lift)] {
            let ratio = RatioArms { control, variant }.estimate(MeanMethod::Welch);
            prop_assert!(sound_estimate(ratio, null, alpha, sides));
            let effect = adjusted.and_then(|arms| arms.estimate(MeanMethod::Welch));
            prop_assert!(sound_estimate(effect, null, alpha, sides));
        }
    }

    #[test]
    fn answers_and_scores(
        one in prop::collection::vec(prop_oneof![Just(0_u64), 0_u64..9, Just(BILLION)], 5),
        other in prop::collection::vec(prop_oneof![Just(0_u64), 0_u64..9, Just(BILLION)], 5),
        alpha in risk(), sides in alternative(), points in -150.0..150.0_f64,
    ) {
        if let (Ok(control), Ok(variant)) = (CategoryCounts::new(one.clone()), CategoryCounts::new(other.clone())) {
            let ranked = RankedArms::of_counts(&control, &variant).unwrap();
            let wins = ranked.compare_wins(Proportion::HALF, alpha, sides, WinMethod::BrunnerMunzel);
            prop_assert!(named_or(wins, |wins| sound_effect(wins.win_probability) && sound_test(Ok(wins.test))));
            prop_assert!(sound_test(ranked.mann_whitney(sides, MannWhitney::Asymptotic)));
        }
        if let (Ok(control), Ok(variant)) = (Answers::new(one[0], one[1], one[2]), Answers::new(other[0], other[1], other[2])) {
            let found = ScoreArms { control, variant }.compare(points, alpha, sides);
            prop_assert!(named_or(found, |found| sound_effect(found.difference) && sound_test(Ok(found.test))));
        }
        let [both, control_only, variant_only, neither] = [one[0], one[1], one[2], one[3]];
        if let Ok(paired) = PairedConversions::new(both, control_only, variant_only, neither) {
            for test in [PairedTest::McNemar, PairedTest::McNemarCorrected, PairedTest::Exact, PairedTest::MidP] {
                prop_assert!(sound_test(paired.test(sides, test)));
            }
            for method in [PairedInterval::Tango, PairedInterval::Newcombe, PairedInterval::NewcombeCorrected, PairedInterval::Wald] {
                prop_assert!(sound_interval(paired.difference_interval(alpha, sides, method)));
            }
        }
    }

    #[test]
    fn times_to_an_event(
        control in course(), variant in course(), alpha in risk(), sides in alternative(), ratio in 0.01..100.0_f64,
        horizon in 0.1..20.0_f64,
    ) {
        let arms = SurvivalArms { control: &control, variant: &variant };
        let found = arms.compare_hazards(Positive::new(ratio).unwrap(), alpha, sides);
        prop_assert!(named_or(found, |found| sound_effect(found.hazard_ratio) && sound_test(found.test)));
        for weights in [EventWeights::Equal, EventWeights::PetoPeto] {
            prop_assert!(sound_test(arms.log_rank_test(sides, weights)));
        }
        let horizon = Positive::new(horizon).unwrap();
        prop_assert!(sound_estimate(arms.restricted_means(horizon), MeanNull::EQUAL, alpha, sides));
        let retention = control.survival_curve().retention(horizon.get(), alpha, sides, SurvivalInterval::LogLog);
        prop_assert!(named_or(retention, |found| is_chance(found.share) && sound_interval(found.interval)));
    }
}
