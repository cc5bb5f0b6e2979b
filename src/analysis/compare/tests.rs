use super::*;
use crate::analysis::{Conclusion, Effect};
use crate::plan::{Correction, NullHypothesis};
use crate::quantity::Proportion;
use crate::stats::{Alternative, Bound, Conversions, Moments, NoAnswer};
use proptest::prelude::*;

fn alpha() -> Proportion {
    Proportion::new(0.05).unwrap()
}

fn rates(counts: &[(u64, u64)]) -> Vec<NamedArm<Conversions>> {
    let arm = |(place, (conversions, visitors)): (usize, &(u64, u64))| NamedArm {
        name: format!("arm {place}"),
        observed: Conversions::new(*conversions, *visitors).unwrap(),
    };
    counts.iter().enumerate().map(arm).collect()
}

fn means(summaries: &[(u64, f64, f64)]) -> Vec<NamedArm<Moments>> {
    let arm = |(place, (units, mean, sd)): (usize, &(u64, f64, f64))| NamedArm {
        name: format!("arm {place}"),
        observed: Moments::from_summary(*units, *mean, *sd).unwrap(),
    };
    summaries.iter().enumerate().map(arm).collect()
}

fn ends(effect: &Effect) -> (f64, f64) {
    (effect.low.value().unwrap(), effect.high.value().unwrap())
}

/// Miettinen & Nurminen's intervals as published: 90/100 against 70/100, and 6/50 against 2/50.
#[test]
fn differences_agree_with_published_intervals() {
    for (counts, low, high) in
        [([(70, 100), (90, 100)], 0.091_771, 0.308_720), ([(2, 50), (6, 50)], -0.032_073, 0.205_004)]
    {
        let result = compare_proportions(&rates(&counts), &Question::two_sided(alpha())).unwrap();
        let found = ends(&result.comparisons[0].difference);
        assert!((found.0 - low).abs() < 1e-6 && (found.1 - high).abs() < 1e-6, "{found:?}");
    }
}

#[test]
fn no_conversion_at_all_is_a_named_case() {
    let result = compare_proportions(&rates(&[(0, 4000), (0, 4000)]), &Question::two_sided(alpha())).unwrap();
    let comparison = &result.comparisons[0];
    assert_eq!(comparison.no_lift, Some(NoAnswer::ZeroBaseline));
    assert_eq!(comparison.lift.estimate, None);
    assert!(comparison.difference.is_bounded() && comparison.difference.holds(0.0));
    assert_eq!(Conclusion::of(comparison, 0.05) == Conclusion::CannotSay, comparison.no_test.is_some());
}

#[test]
fn a_control_without_conversions_sets_no_upper_end_to_the_lift() {
    let result = compare_proportions(&rates(&[(0, 1000), (20, 1000)]), &Question::two_sided(alpha())).unwrap();
    let lift = &result.comparisons[0].lift;
    assert_eq!((lift.estimate, lift.high), (None, Bound::Unbounded));
    assert!(lift.low.value().is_some(), "the data set a lower end: {lift:?}");
    assert_eq!(Conclusion::of(&result.comparisons[0], 0.05), Conclusion::Above);
}

#[test]
fn what_cannot_be_compared_is_named() {
    let question = Question::two_sided(alpha());
    assert_eq!(compare_proportions(&rates(&[(1, 2)]), &question), Err(CompareError::TooFewArms(1)));
    assert_eq!(compare_proportions(&[], &question), Err(CompareError::TooFewArms(0)));
    assert!(matches!(
        compare_means(&means(&[(1, 2.0, 0.0), (10, 2.0, 1.0)]), &question),
        Err(CompareError::TooFewUnits { units: 1, .. })
    ));
    let margin = Question { null: NullHypothesis::Difference { margin: -1.5 }, ..question };
    assert_eq!(compare_proportions(&rates(&[(1, 20), (2, 20)]), &margin), Err(CompareError::ImpossibleMargin(-1.5)));
    let careless = Question { alternative: Alternative::Greater, ..Question::two_sided(Proportion::new(0.6).unwrap()) };
    assert!(matches!(
        compare_means(&means(&[(9, 2.0, 1.0), (9, 2.0, 1.0)]), &careless),
        Err(CompareError::RiskTooLarge(_))
    ));
}

#[test]
fn units_that_are_all_alike_give_no_test() {
    let result = compare_means(&means(&[(10, 2.0, 0.0), (10, 3.0, 0.0)]), &Question::two_sided(alpha())).unwrap();
    let comparison = &result.comparisons[0];
    assert_eq!(comparison.difference.estimate, Some(1.0));
    assert_eq!(Conclusion::of(comparison, 0.05), Conclusion::CannotSay);
    assert_eq!(comparison.no_test, Some(NoAnswer::NoVariation));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// One statistic, one story: the p-value, the difference and the lift agree, also with several variants.
    #[test]
    fn p_difference_and_lift_agree(
        counts in prop::collection::vec((1_u64..400, 400_u64..5_000), 2..5),
        correction in prop::sample::select(vec![Correction::Dunnett, Correction::Bonferroni, Correction::None]),
    ) {
        let question = Question { correction, ..Question::two_sided(alpha()) };
        let result = compare_proportions(&rates(&counts), &question).unwrap();
        for comparison in &result.comparisons {
            let p_value = comparison.deciding_p_value().unwrap();
            prop_assume!((p_value - 0.05).abs() > 1e-6);
            prop_assert_eq!(p_value < 0.05, !comparison.difference.holds(0.0), "{:?}", comparison);
            prop_assert_eq!(p_value < 0.05, !comparison.lift.holds(0.0), "{:?}", comparison);
        }
    }

    #[test]
    fn means_agree_with_their_lift(
        control in (50_u64..3_000, 5.0..50.0_f64, 1.0..20.0_f64), variant in (50_u64..3_000, 5.0..50.0_f64, 1.0..20.0_f64),
    ) {
        let result = compare_means(&means(&[control, variant]), &Question::two_sided(alpha())).unwrap();
        let comparison = &result.comparisons[0];
        let p_value = comparison.p_value.unwrap();
        prop_assume!((p_value - 0.05).abs() > 1e-6 && comparison.lift.is_bounded());
        prop_assert_eq!(p_value < 0.05, !comparison.difference.holds(0.0));
        prop_assert_eq!(p_value < 0.05, !comparison.lift.holds(0.0));
    }

    /// One-sided: the lower end excludes the margin exactly when the test rejects it.
    #[test]
    fn one_sided_tests_agree_with_their_end(
        control in (1_u64..400, 400_u64..5_000), variant in (1_u64..400, 400_u64..5_000), margin in -0.05..0.0_f64,
    ) {
        let question = Question {
            null: NullHypothesis::Difference { margin },
            alternative: Alternative::Greater,
            ..Question::two_sided(alpha())
        };
        let result = compare_proportions(&rates(&[control, variant]), &question).unwrap();
        let comparison = &result.comparisons[0];
        let p_value = comparison.p_value.unwrap();
        prop_assume!((p_value - 0.05).abs() > 1e-6);
        prop_assert_eq!(p_value < 0.05, comparison.difference.low.value().unwrap() > margin);
    }
}
