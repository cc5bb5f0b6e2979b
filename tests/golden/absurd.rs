//! Inputs no sane plan has: every answer is a finite number in its range, or a name. Never NaN, never a hang.

use jalon::quantity::{Positive, Proportion};
use jalon::stats::{
    Alternative, ArmSizes, Bound, Conversions, DifferenceInterval, Direction, Interval, LiftInterval, ManyArms,
    MeanArms, MeanMethod, MeanNull, MeanPower, Moments, PlannedMeans, ProportionArms, ProportionNull, ProportionPower,
    ProportionTest, RateInterval, Rejections, Shape, Sides, TwoMeans, TwoProportions,
};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// The same inputs in every run: a new absurdity is found on purpose, by changing the seed.
pub fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        rng_seed: RngSeed::Fixed(20_260_501),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

fn tiny_to_nearly_one() -> impl Strategy<Value = Proportion> {
    let near_zero = (-300.0..-0.01_f64).prop_map(|exponent| 10.0_f64.powf(exponent));
    let near_one = (-15.0..-0.1_f64).prop_map(|exponent| 1.0 - 10.0_f64.powf(exponent));
    prop_oneof![near_zero, near_one, 0.001..0.999]
        .prop_filter_map("strictly inside", |value| Proportion::new(value).ok())
}

/// Risks that somebody might type.
pub fn risk() -> impl Strategy<Value = Proportion> {
    prop_oneof![1e-12..0.5, Just(0.05)].prop_filter_map("strictly inside", |value| Proportion::new(value).ok())
}

fn positive(exponents: std::ops::Range<f64>) -> impl Strategy<Value = Positive> {
    exponents.prop_filter_map("above 0", |exponent| Positive::new(10.0_f64.powf(exponent)).ok())
}

fn sides() -> impl Strategy<Value = Sides> {
    prop_oneof![Just(Sides::One), Just(Sides::Two)]
}

pub fn alternative() -> impl Strategy<Value = Alternative> {
    prop_oneof![Just(Alternative::TwoSided), Just(Alternative::Greater), Just(Alternative::Less)]
}

fn rejections() -> impl Strategy<Value = Rejections> {
    prop_oneof![Just(Rejections::RightDirection), Just(Rejections::EitherDirection)]
}

pub fn null() -> impl Strategy<Value = ProportionNull> {
    prop_oneof![
        Just(ProportionNull::EQUAL),
        (-1.1..1.1).prop_map(ProportionNull::Difference),
        (-0.5..40.0).prop_map(ProportionNull::Ratio),
    ]
}

pub fn conversions() -> impl Strategy<Value = Conversions> {
    (0.0..15.9_f64, 0.0..=1.0_f64, 0..4).prop_filter_map("counts", |(exponent, share, kind)| {
        let visitors = 10.0_f64.powf(exponent).ceil();
        let conversions = match kind {
            0 => 0.0,
            1 => visitors,
            _ => (visitors * share).floor(),
        };
        Conversions::new(conversions as u64, visitors as u64).ok()
    })
}

pub fn is_chance(value: f64) -> bool {
    (0.0..=1.0).contains(&value)
}

/// All numbers of an interval are numbers, and its ends do not cross.
pub fn is_sound(interval: &Interval) -> bool {
    match interval.shape {
        Shape::Between { low: Bound::At(low), high: Bound::At(high) } => low <= high && (low + high).is_finite(),
        Shape::Between { low, high } => {
            [low, high].iter().filter_map(|bound| bound.value()).all(|value| value.is_finite())
        }
        Shape::Outside { up_to, from } => up_to <= from && (up_to + from).is_finite(),
        Shape::WholeLine => true,
    }
}

proptest! {
    #![proptest_config(config(200))]

    #[test]
    fn sizing_of_rates(
        baseline in tiny_to_nearly_one(), target in tiny_to_nearly_one(), power in tiny_to_nearly_one(),
        alpha in risk(), sides in sides(), allocation in positive(-6.0..6.0), null in null(),
        method in prop_oneof![
            Just(ProportionPower::Score), Just(ProportionPower::Unpooled),
            Just(ProportionPower::Arcsine), Just(ProportionPower::ScoreCorrected),
        ],
        rejections in rejections(), visitors in positive(0.0..15.0), up in any::<bool>(),
    ) {
        let test = TwoProportions { alpha, sides, allocation, null, method, rejections };
        if let Ok(sizes) = test.visitors(baseline, target, power) {
            prop_assert!(sizes.control > 0.0 && sizes.variant > 0.0, "{:?}", sizes);
        }
        let sizes = ArmSizes { control: visitors.get(), variant: visitors.get() * allocation.get() };
        if let Ok(power) = test.power(baseline, target, sizes) {
            prop_assert!(is_chance(power), "{}", power);
        }
        let direction = if up { Direction::Increase } else { Direction::Decrease };
        let _ = test.detectable(baseline, power, sizes, direction);
    }

    #[test]
    fn sizing_of_means(
        effect in prop_oneof![-1e3..1e3, -1e-9..1e-9, Just(0.0), Just(1e200)],
        control_mean in prop_oneof![Just(0.0), -1e12..1e12, -1.0..1.0],
        control_sd in positive(-12.0..12.0), variant_sd in positive(-12.0..12.0),
        power in 0.001..0.9999, alpha in risk(), sides in sides(), allocation in positive(-4.0..4.0),
        lift in prop_oneof![Just(0.0), -1.5..3.0], rejections in rejections(), units in positive(0.0..12.0),
        method in prop_oneof![Just(MeanPower::Welch), Just(MeanPower::Z)],
    ) {
        let test = TwoMeans { alpha, sides, allocation, null: MeanNull::Lift(lift), method, rejections };
        let plan = PlannedMeans { control_mean, variant_mean: control_mean + effect, control_sd, variant_sd };
        let power = Proportion::new(power).unwrap();
        if let Ok(sizes) = test.units(&plan, power) {
            prop_assert!(sizes.control > 0.0 && sizes.variant > 0.0, "{:?}", sizes);
        }
        let sizes = ArmSizes { control: units.get(), variant: units.get() * allocation.get() };
        if let Ok(power) = test.power(&plan, sizes) {
            prop_assert!(is_chance(power), "{}", power);
        }
        if let Ok(mean) = test.detectable(&plan, power, sizes, Direction::Increase) {
            prop_assert!(mean.is_finite());
        }
    }

    #[test]
    fn analysis_of_rates(
        control in conversions(), variant in conversions(), alpha in risk(), alternative in alternative(), null in null(),
    ) {
        let arms = ProportionArms { control, variant };
        for method in [ProportionTest::MiettinenNurminen, ProportionTest::Score, ProportionTest::ScoreCorrected, ProportionTest::Wald] {
            if let Ok(test) = arms.test(null, alternative, method) {
                prop_assert!(!test.statistic.is_nan() && is_chance(test.p_value), "{:?}", test);
            }
        }
        for method in [DifferenceInterval::MiettinenNurminen, DifferenceInterval::Newcombe, DifferenceInterval::Wald] {
            if let Ok(interval) = arms.difference_interval(alpha, alternative, method) {
                prop_assert!(is_sound(&interval), "{:?}", interval);
            }
        }
        let score = arms.difference_interval(alpha, alternative, DifferenceInterval::MiettinenNurminen);
        prop_assert!(score.is_ok(), "{:?}", score);
        for method in [LiftInterval::MiettinenNurminen, LiftInterval::LogRatio] {
            if let Ok(interval) = arms.lift_interval(alpha, alternative, method) {
                prop_assert!(is_sound(&interval), "{:?}", interval);
            }
        }
        let score = arms.lift_interval(alpha, alternative, LiftInterval::MiettinenNurminen);
        prop_assert!(score.is_ok(), "{:?}", score);
    }

    #[test]
    fn intervals_of_one_rate(observed in conversions(), alpha in risk(), alternative in alternative()) {
        for method in [RateInterval::Wilson, RateInterval::Wald, RateInterval::AgrestiCoull] {
            prop_assert!(is_sound(&observed.interval(alpha, alternative, method).unwrap()));
        }
        if observed.visitors() < 1_000_000_000 {
            for method in [RateInterval::ClopperPearson, RateInterval::Jeffreys] {
                prop_assert!(is_sound(&observed.interval(alpha, alternative, method).unwrap()));
            }
        }
    }

    #[test]
    fn analysis_of_means(
        means in (-1e12..1e12, -1e12..1e12), spreads in (-9.0..12.0_f64, -9.0..12.0_f64), no_spread in 0..4,
        counts in (1_u64..1_000_000_000_000, 1_u64..50), alpha in risk(), alternative in alternative(),
    ) {
        let sd = |exponent: f64, none: bool| if none { 0.0 } else { 10.0_f64.powf(exponent) };
        let arm = |count: u64, mean: f64, sd: f64| {
            Moments::from_summary(count, mean, if count == 1 { 0.0 } else { sd }).unwrap()
        };
        let arms = MeanArms {
            control: arm(counts.0, means.0, sd(spreads.0, no_spread == 1)),
            variant: arm(counts.1, means.1, sd(spreads.1, no_spread >= 2)),
        };
        for method in [MeanMethod::Welch, MeanMethod::Pooled, MeanMethod::Z] {
            if let Ok(comparison) = arms.compare(MeanNull::EQUAL, alpha, alternative, method) {
                prop_assert!(is_sound(&comparison.difference.interval), "{:?}", comparison);
                if let Ok(lift) = comparison.lift {
                    prop_assert!(is_sound(&lift.interval), "{:?}", comparison);
                }
                prop_assert!(is_chance(comparison.test.unwrap().p_value), "{:?}", comparison);
            }
        }
    }
}

proptest! {
    #![proptest_config(config(30))]

    #[test]
    fn several_arms(
        sizes in prop::collection::vec(1.0..1e6_f64, 2..6), alpha in risk(), sides in sides(),
        df in prop_oneof![Just(None), positive(0.1..9.0).prop_map(Some)],
    ) {
        let arms = ManyArms::of_sizes(sizes[0], &sizes[1..], df, sides).unwrap();
        let each = arms.alpha_of_each(alpha).unwrap().get();
        let variants = (sizes.len() - 1) as f64;
        prop_assert!(each <= alpha.get() * (1.0 + 1e-9) && each >= alpha.get() / variants * (1.0 - 1e-9), "{}", each);
    }
}
