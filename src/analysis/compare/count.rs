use super::family::{Described, ObservedPair, compare};
use super::{CompareError, NamedArm, Question};
use crate::analysis::effect::MetricResult;
use crate::metric::MetricKind;
use crate::plan::PointHypothesis;
use crate::quantity::Proportion;
use crate::stats::{
    Alternative, CountArms, CountMethod, EventArms, EventDifferenceInterval, EventLiftInterval, EventNull,
    EventRateInterval, EventTest, Events, Interval, Method, NoAnswer, Test, UnitCounts,
};

/// The statistic of a comparison of two rates of events whose counts are Poisson's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum EventMethod {
    /// The score statistic for test, difference and lift: the three never disagree.
    #[default]
    Score,
    /// Each arm's own variance for test and difference, the logarithm of the ratio for the lift.
    Wald,
    /// The logarithm of the ratio for test and lift, the score interval of the difference.
    Log,
    /// The score test, with intervals put together from the limits of each arm (Zou & Donner 2008).
    Mover,
    /// The exact test given the events of both arms together, and the lifts that it does not reject on one side.
    Exact,
    /// The same test with half the chance of what was observed; intervals by the score.
    MidP,
    /// The E-test of Krishnamoorthy & Thomson 2004; intervals by the score.
    ETest,
}

impl EventMethod {
    fn parts(self) -> (EventTest, EventDifferenceInterval, EventLiftInterval) {
        let (difference, lift) = (EventDifferenceInterval::Score, EventLiftInterval::Score);
        match self {
            Self::Score => (EventTest::Score, difference, lift),
            Self::Wald => (EventTest::Wald, EventDifferenceInterval::Wald, EventLiftInterval::LogRatio),
            Self::Log => (EventTest::LogWald, difference, EventLiftInterval::LogRatio),
            Self::Mover => (EventTest::Score, EventDifferenceInterval::Mover, EventLiftInterval::Mover),
            Self::Exact => (EventTest::ConditionalExact, difference, EventLiftInterval::ConditionalExact),
            Self::MidP => (EventTest::ConditionalMidP, difference, lift),
            Self::ETest => (EventTest::ETest, difference, lift),
        }
    }
}

/// The statistic of a comparison of counts by unit, which vary more than Poisson's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum UnitCountMethod {
    /// The score statistic with a negative binomial variance, for test, difference and lift.
    #[default]
    Score,
    /// The logarithm of the ratio with that variance for test and lift; the score interval of the difference.
    Log,
    /// The variance that the units themselves show: Welch's t for test and difference, Fieller for the lift.
    Empirical,
}

/// Compares the event rate of each variant with the control's, which comes first: Poisson counts, score statistic.
///
/// # Errors
///
/// [`CompareError`].
///
/// ```
/// use jalon::analysis::{NamedArm, Question, compare_events};
/// use jalon::{quantity::Proportion, stats::Events};
/// let arm = |name: &str, events| NamedArm { name: name.to_owned(), observed: Events::new(events, 5_200.0).unwrap() };
/// let question = Question::two_sided(Proportion::new(0.05).unwrap());
/// let result = compare_events(&[arm("control", 130), arm("variant", 190)], &question).unwrap();
/// assert!(result.comparisons[0].is_significant(0.05));
/// ```
pub fn compare_events(arms: &[NamedArm<Events>], question: &Question) -> Result<MetricResult, CompareError> {
    compare_events_by(arms, EventMethod::default(), question)
}

/// The same by a method of choice.
///
/// # Errors
///
/// As [`compare_events`].
pub fn compare_events_by(
    arms: &[NamedArm<Events>],
    method: EventMethod,
    question: &Question,
) -> Result<MetricResult, CompareError> {
    let describe = |arm: &NamedArm<Events>, own| {
        let observed = arm.observed;
        let interval = observed.interval(own, Alternative::TwoSided, EventRateInterval::Score).ok();
        // An exposure need not be whole; what is counted here are events.
        Ok(Described {
            units: observed.events(),
            estimate: observed.rate(),
            interval,
            information: observed.exposure(),
        })
    };
    compare(MetricKind::Count, arms, question, describe, |&control, &variant| EventRates {
        arms: EventArms { control, variant },
        method,
    })
}

/// Compares counts by unit of each variant with the control's, which comes first: negative binomial, score statistic, the
/// pair that the sizing plans.
///
/// # Errors
///
/// [`CompareError`], among others [`CompareError::TooFewUnits`] for an arm of fewer than two units.
pub fn compare_counts(arms: &[NamedArm<UnitCounts>], question: &Question) -> Result<MetricResult, CompareError> {
    compare_counts_by(arms, UnitCountMethod::default(), question)
}

/// The same by a method of choice.
///
/// # Errors
///
/// As [`compare_counts`].
pub fn compare_counts_by(
    arms: &[NamedArm<UnitCounts>],
    method: UnitCountMethod,
    question: &Question,
) -> Result<MetricResult, CompareError> {
    compare(MetricKind::Count, arms, question, described, |&control, &variant| Counts {
        arms: CountArms { control, variant },
        method,
    })
}

fn described(arm: &NamedArm<UnitCounts>, own: Proportion) -> Result<Described, CompareError> {
    let units = arm.observed.units();
    let estimate = arm.observed.estimate().map_err(|_| CompareError::TooFewUnits { arm: arm.name.clone(), units })?;
    let interval = estimate.interval(own, Alternative::TwoSided).ok();
    let information = if estimate.error > 0.0 { estimate.error.powi(-2) } else { units as f64 };
    Ok(Described { units, estimate: estimate.value, interval, information })
}

fn null_of(null: PointHypothesis) -> EventNull {
    match null {
        PointHypothesis::Equal => EventNull::EQUAL,
        PointHypothesis::Difference(margin) => EventNull::Difference(margin),
        PointHypothesis::Lift(margin) => EventNull::Ratio(1.0 + margin),
    }
}

struct EventRates {
    arms: EventArms,
    method: EventMethod,
}

impl ObservedPair for EventRates {
    fn difference(&self) -> Option<f64> {
        Some(self.arms.difference())
    }

    fn lift(&self) -> Option<f64> {
        self.arms.lift()
    }

    fn difference_interval(&self, alpha: Proportion) -> Result<Interval, NoAnswer> {
        let (_, method, _) = self.method.parts();
        self.arms.difference_interval(alpha, Alternative::TwoSided, method)
    }

    fn lift_interval(&self, alpha: Proportion) -> Result<Interval, NoAnswer> {
        let (_, _, method) = self.method.parts();
        self.arms.lift_interval(alpha, Alternative::TwoSided, method)
    }

    fn test(&self, null: PointHypothesis, alternative: Alternative) -> Result<Test, NoAnswer> {
        let (method, _, _) = self.method.parts();
        self.arms.test(null_of(null), alternative, method)
    }

    fn method(&self) -> Method {
        Method::Score
    }
}

struct Counts {
    arms: CountArms,
    method: UnitCountMethod,
}

impl Counts {
    fn rates(&self) -> Option<(f64, f64)> {
        self.arms.control.rate().zip(self.arms.variant.rate())
    }

    fn statistic(&self) -> CountMethod {
        match self.method {
            UnitCountMethod::Score | UnitCountMethod::Log => CountMethod::NegativeBinomialScore,
            UnitCountMethod::Empirical => CountMethod::Empirical,
        }
    }
}

impl ObservedPair for Counts {
    fn difference(&self) -> Option<f64> {
        let (control, variant) = self.rates()?;
        Some(variant - control)
    }

    fn lift(&self) -> Option<f64> {
        let (control, variant) = self.rates().filter(|(control, _)| *control > 0.0)?;
        Some((variant - control) / control)
    }

    fn difference_interval(&self, alpha: Proportion) -> Result<Interval, NoAnswer> {
        let compared = self.arms.compare(EventNull::EQUAL, alpha, Alternative::TwoSided, self.statistic())?;
        Ok(compared.difference.interval)
    }

    fn lift_interval(&self, alpha: Proportion) -> Result<Interval, NoAnswer> {
        if self.method == UnitCountMethod::Log {
            return self.arms.log_lift_interval(alpha, Alternative::TwoSided);
        }
        let compared = self.arms.compare(EventNull::EQUAL, alpha, Alternative::TwoSided, self.statistic())?;
        compared.lift.map(|lift| lift.interval)
    }

    fn test(&self, null: PointHypothesis, alternative: Alternative) -> Result<Test, NoAnswer> {
        match self.method {
            UnitCountMethod::Log => self.arms.log_test(null_of(null), alternative),
            _ => self.arms.test(null_of(null), alternative, self.statistic()),
        }
    }

    fn method(&self) -> Method {
        match self.method {
            UnitCountMethod::Score => Method::NegativeBinomialScore,
            UnitCountMethod::Log => Method::NegativeBinomialLog,
            UnitCountMethod::Empirical => Method::Welch,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Bound;
    use proptest::prelude::*;

    fn question() -> Question {
        Question::two_sided(Proportion::new(0.05).unwrap())
    }

    fn arm<T>(name: &str, observed: T) -> NamedArm<T> {
        NamedArm { name: name.to_owned(), observed }
    }

    fn events(control: (u64, f64), variant: (u64, f64)) -> Vec<NamedArm<Events>> {
        let of = |(events, exposure)| Events::new(events, exposure).unwrap();
        vec![arm("control", of(control)), arm("variant", of(variant))]
    }

    const METHODS: [EventMethod; 7] = [
        EventMethod::Score,
        EventMethod::Wald,
        EventMethod::Log,
        EventMethod::Mover,
        EventMethod::Exact,
        EventMethod::MidP,
        EventMethod::ETest,
    ];

    /// By hand: 400 against 330 events over equal exposures, (330 − 400)/√730.
    #[test]
    fn the_score_over_equal_exposures_is_the_difference_of_counts_over_the_root_of_their_sum() {
        let result = compare_events(&events((400, 1000.0), (330, 1000.0)), &question()).unwrap();
        let comparison = &result.comparisons[0];
        assert!((comparison.statistic.unwrap() + 70.0 / 730.0_f64.sqrt()).abs() < 1e-12);
        assert_eq!(comparison.tested_by, Some(Method::Score));
        assert!((comparison.lift.estimate.unwrap() + 0.175).abs() < 1e-12);
    }

    /// Given the total, the variant's events are binomial: 3 of 3 events, two-sided 2 · ½³; the mid-p takes half of one ½³ off.
    #[test]
    fn each_method_names_its_test() {
        let arms = events((0, 10.0), (3, 10.0));
        let p_value = |method| compare_events_by(&arms, method, &question()).unwrap().comparisons[0].p_value;
        assert!((p_value(EventMethod::Exact).unwrap() - 0.25).abs() < 1e-12);
        assert!((p_value(EventMethod::MidP).unwrap() - 0.1875).abs() < 1e-12);
        assert_eq!(p_value(EventMethod::Log), None, "a logarithm of 0");
        for method in METHODS.into_iter().filter(|method| *method != EventMethod::Log) {
            assert!(p_value(method).is_some(), "{method:?}");
        }
    }

    #[test]
    fn arms_without_events_are_named_cases() {
        let nothing = compare_events(&events((0, 10.0), (0, 20.0)), &question()).unwrap();
        assert_eq!(nothing.comparisons[0].no_test, Some(NoAnswer::NoEvents));
        assert_eq!(nothing.comparisons[0].no_lift, Some(NoAnswer::ZeroBaseline));
        let some = compare_events(&events((0, 100.0), (9, 100.0)), &question()).unwrap();
        assert_eq!((some.comparisons[0].lift.estimate, some.comparisons[0].lift.high), (None, Bound::Unbounded));
        assert!(some.comparisons[0].is_significant(0.05));
    }

    fn units(mean: f64, variance: f64, units: u64) -> UnitCounts {
        UnitCounts::with_equal_exposure(units, 1.0, mean, variance).unwrap()
    }

    #[test]
    fn counts_that_spread_more_are_less_sure() {
        let arms =
            |variance| [arm("control", units(0.30, variance, 2000)), arm("variant", units(0.25, variance, 2000))];
        let [poisson, spread] = [0.28, 0.6].map(|variance| compare_counts(&arms(variance), &question()).unwrap());
        assert!(poisson.comparisons[0].p_value < spread.comparisons[0].p_value);
        assert_eq!(spread.comparisons[0].difference.method, Method::NegativeBinomialScore);
        let few = [arm("control", units(1.0, 0.0, 1)), arm("variant", units(0.25, 0.3, 20))];
        assert!(matches!(compare_counts(&few, &question()), Err(CompareError::TooFewUnits { units: 1, .. })));
    }

    #[test]
    fn counts_without_an_event_give_no_test() {
        let arms = [arm("control", units(0.0, 0.0, 20)), arm("variant", units(0.0, 0.0, 20))];
        for method in [UnitCountMethod::Score, UnitCountMethod::Log, UnitCountMethod::Empirical] {
            let result = compare_counts_by(&arms, method, &question()).unwrap();
            assert!(result.comparisons[0].no_test.is_some(), "{method:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100))]

        #[test]
        fn p_difference_and_lift_agree(
            control in (1_u64..300, 50.0..500.0_f64), variant in (1_u64..300, 50.0..500.0_f64), spread in 1.0..4.0_f64,
        ) {
            let poisson = compare_events(&events(control, variant), &question()).unwrap();
            let of = |(events, exposure): (u64, f64)| {
                let mean = events as f64 / exposure;
                units(mean, mean * spread, exposure as u64)
            };
            let counted = [arm("control", of(control)), arm("variant", of(variant))];
            for result in [poisson, compare_counts(&counted, &question()).unwrap()] {
                let comparison = &result.comparisons[0];
                let p_value = comparison.p_value.unwrap();
                prop_assume!((p_value - 0.05).abs() > 1e-6);
                prop_assert_eq!(p_value < 0.05, !comparison.difference.holds(0.0), "{:?}", comparison);
                prop_assert_eq!(p_value < 0.05, !comparison.lift.holds(0.0), "{:?}", comparison);
            }
        }
    }
}
