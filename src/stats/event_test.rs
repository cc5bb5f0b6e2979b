//! Tests of two event rates.

use super::event_score::{EventScore, ScoreArm};
use super::interval::{Comparison, Effect, Method, NoAnswer, Test};
use super::{Alternative, EventDifferenceInterval, EventLiftInterval, EventNull, Events, event_exact, normal};
use crate::quantity::Proportion;

/// The statistic of a test of two event rates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EventTest {
    /// The score test, any margin. The default; the one that difference and lift of [`EventArms::compare`] come from.
    Score,
    /// Each arm's own variance, any margin.
    Wald,
    /// The logarithm of the ratio over `√(1/x₁ + 1/x₂)`; needs events in both arms.
    LogWald,
    /// Difference of the square roots of the counts, each with ⅜ added.
    SquareRoot,
    /// Exact given the events of both arms together (Przyborowski & Wilenski 1940); two-sided, it sums the outcomes that are no
    /// more probable than the observed one.
    ConditionalExact,
    /// The same less half the probability of the observed outcome.
    ConditionalMidP,
    /// The E-test of Krishnamoorthy & Thomson 2004: the probability, at the rates that the hypothesis makes most likely, of a
    /// score statistic at least as far out.
    ETest,
}

/// Two arms of a test that counts events over an exposure, taken as Poisson. For counts by unit that vary more than that, see
/// [`CountArms`](super::CountArms).
///
/// ```
/// use jalon::quantity::Proportion;
/// use jalon::stats::{Alternative, EventArms, EventNull, Events};
/// let arms = EventArms { control: Events::new(400, 1000.0).unwrap(), variant: Events::new(330, 1000.0).unwrap() };
/// let alpha = Proportion::new(0.05).unwrap();
/// let comparison = arms.compare(EventNull::EQUAL, alpha, Alternative::TwoSided).unwrap();
/// assert!(comparison.test.unwrap().p_value < 0.05);
/// assert!(!comparison.difference.interval.contains(0.0));
/// assert!(!comparison.lift.unwrap().interval.contains(0.0));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EventArms {
    /// What is there today.
    pub control: Events,
    /// What might replace it.
    pub variant: Events,
}

impl EventArms {
    /// Variant rate minus control rate.
    #[must_use]
    pub fn difference(self) -> f64 {
        self.score().difference()
    }

    /// Variant rate over control rate, minus 1; none when the control had no events.
    #[must_use]
    pub fn lift(self) -> Option<f64> {
        self.score().ratio().map(|ratio| ratio - 1.0)
    }

    /// Tests the hypothesis. The exact tests report the score statistic beside their own p-value.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::NoEvents`] when there are no events to test by, [`NoAnswer::ArmWithoutEvents`] when
    /// [`EventTest::LogWald`] meets an arm without events, [`NoAnswer::ImpossibleMargin`], [`NoAnswer::MethodWithoutMargin`]
    /// for a difference other than 0 with a test of ratios, [`NoAnswer::TooManyOutcomes`] for the E-test of some 10¹¹ events.
    pub fn test(self, null: EventNull, alternative: Alternative, method: EventTest) -> Result<Test, NoAnswer> {
        if !null.is_possible() {
            return Err(NoAnswer::ImpossibleMargin);
        }
        let score = || self.score().statistic(null).ok_or(NoAnswer::NoEvents);
        let ratio = || null.as_ratio().ok_or(NoAnswer::MethodWithoutMargin);
        let statistic = match method {
            EventTest::Wald => self.wald(null)?,
            EventTest::LogWald => self.log_wald(ratio()?)?,
            EventTest::SquareRoot => self.square_root(ratio()?)?,
            EventTest::Score | EventTest::ConditionalExact | EventTest::ConditionalMidP | EventTest::ETest => score()?,
        };
        let p_value = match method {
            EventTest::ConditionalExact => event_exact::conditional(self, ratio()?, alternative, false),
            EventTest::ConditionalMidP => event_exact::conditional(self, ratio()?, alternative, true),
            EventTest::ETest => event_exact::e_test(self, ratio()?, alternative)?,
            _ => alternative.p_value(statistic, normal::upper_tail),
        };
        let method = match method {
            EventTest::Score => Method::Score,
            EventTest::Wald => Method::Wald,
            EventTest::LogWald => Method::LogRatio,
            EventTest::SquareRoot => Method::SquareRoot,
            EventTest::ConditionalExact => Method::ConditionalExact,
            EventTest::ConditionalMidP => Method::ConditionalMidP,
            EventTest::ETest => Method::ETest,
        };
        Ok(Test { statistic, degrees_of_freedom: None, p_value, method })
    }

    /// Difference, lift and test from the one score statistic.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::ImpossibleMargin`]; what the data cannot tell is named in the fields.
    pub fn compare(self, null: EventNull, alpha: Proportion, alternative: Alternative) -> Result<Comparison, NoAnswer> {
        if !null.is_possible() {
            return Err(NoAnswer::ImpossibleMargin);
        }
        let difference = self.difference_interval(alpha, alternative, EventDifferenceInterval::Score)?;
        let lift = self.lift_interval(alpha, alternative, EventLiftInterval::Score);
        Ok(Comparison {
            difference: Effect { estimate: Some(self.difference()), interval: difference },
            lift: lift.map(|interval| Effect { estimate: self.lift(), interval }),
            test: self.test(null, alternative, EventTest::Score),
        })
    }

    pub(super) fn score(self) -> EventScore {
        // Poisson counts add up: how the exposure is spread over units does not matter.
        let arm = |events: Events| ScoreArm { events: events.count(), exposure: events.exposure(), concentration: 0.0 };
        EventScore { control: arm(self.control), variant: arm(self.variant), dispersion: 0.0 }
    }

    /// How many events the variant should have for each one of the control.
    pub(super) fn odds(self, ratio: f64) -> f64 {
        ratio * (self.variant.exposure() / self.control.exposure())
    }

    fn wald(self, null: EventNull) -> Result<f64, NoAnswer> {
        let (control, variant) = (self.control, self.variant);
        if control.events() == 0 && variant.events() == 0 {
            return Err(NoAnswer::NoEvents);
        }
        Ok(match null {
            EventNull::Difference(difference) => (self.difference() - difference) / self.wald_error(0.0),
            EventNull::Ratio(ratio) => {
                let odds = self.odds(ratio);
                (variant.count() - odds * control.count()) / variant.count().sqrt().hypot(odds * control.count().sqrt())
            }
        })
    }

    /// Standard error of the difference of rates, with so much added to the counts.
    pub(super) fn wald_error(self, added: f64) -> f64 {
        let error = |events: Events| (events.count() + added).sqrt() / events.exposure();
        error(self.control).hypot(error(self.variant))
    }

    fn log_wald(self, ratio: f64) -> Result<f64, NoAnswer> {
        let (control, variant) = (self.control.count(), self.variant.count());
        if control == 0.0 && variant == 0.0 {
            return Err(NoAnswer::NoEvents);
        }
        if control == 0.0 || variant == 0.0 {
            return Err(NoAnswer::ArmWithoutEvents);
        }
        let distance = (variant / control).ln() - self.odds(ratio).ln();
        Ok(distance / (1.0 / control + 1.0 / variant).sqrt())
    }

    /// Anscombe's ⅜ makes the variance of a square root ¼ even for a handful of events.
    fn square_root(self, ratio: f64) -> Result<f64, NoAnswer> {
        let (control, variant) = (self.control.count(), self.variant.count());
        if control == 0.0 && variant == 0.0 {
            return Err(NoAnswer::NoEvents);
        }
        let odds = self.odds(ratio);
        Ok(2.0 * ((variant + 0.375).sqrt() - ((control + 0.375) * odds).sqrt()) / (1.0 + odds).sqrt())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn arms(x1: u64, t1: f64, x2: u64, t2: f64) -> EventArms {
        EventArms { control: Events::new(x1, t1).unwrap(), variant: Events::new(x2, t2).unwrap() }
    }

    const ALL: [EventTest; 7] = [
        EventTest::Score,
        EventTest::Wald,
        EventTest::LogWald,
        EventTest::SquareRoot,
        EventTest::ConditionalExact,
        EventTest::ConditionalMidP,
        EventTest::ETest,
    ];

    fn alpha() -> Proportion {
        Proportion::new(0.05).unwrap()
    }

    #[test]
    fn what_cannot_be_tested_is_named() {
        let test = |arms: EventArms, null, method| arms.test(null, Alternative::TwoSided, method);
        for method in ALL {
            assert_eq!(test(arms(0, 3.0, 0, 4.0), EventNull::EQUAL, method), Err(NoAnswer::NoEvents), "{method:?}");
            let impossible = test(arms(1, 3.0, 2, 4.0), EventNull::Ratio(0.0), method);
            assert_eq!(impossible, Err(NoAnswer::ImpossibleMargin));
        }
        let difference = EventNull::Difference(0.1);
        assert_eq!(test(arms(1, 3.0, 2, 4.0), difference, EventTest::ETest), Err(NoAnswer::MethodWithoutMargin));
        assert_eq!(test(arms(0, 3.0, 2, 4.0), EventNull::EQUAL, EventTest::LogWald), Err(NoAnswer::ArmWithoutEvents));
        assert!(arms(1, 1.0, 1, 1.0).compare(EventNull::Difference(f64::NAN), alpha(), Alternative::Less).is_err());
    }

    #[test]
    fn no_events_at_all_still_bound_the_difference() {
        let comparison = arms(0, 100.0, 0, 50.0).compare(EventNull::EQUAL, alpha(), Alternative::TwoSided).unwrap();
        assert_eq!(comparison.test, Err(NoAnswer::NoEvents));
        let z = normal::upper_quantile(0.025);
        let difference = comparison.difference.interval;
        assert!((difference.high().value().unwrap() - z * z / 50.0).abs() < 1e-12);
        assert!((difference.low().value().unwrap() + z * z / 100.0).abs() < 1e-12);
        let lift = comparison.lift.unwrap();
        assert_eq!((lift.estimate, lift.interval.is_bounded()), (None, false));
    }

    /// With many events every test says the same, and far out the p-value keeps its digits.
    #[test]
    fn all_tests_agree_on_many_events() {
        let many = arms(1_000_000, 3e5, 1_004_000, 3e5);
        let p = |method| many.test(EventNull::EQUAL, Alternative::TwoSided, method).unwrap().p_value;
        for method in ALL {
            // The exact test counts the observed outcome whole: about z/√events more.
            assert!((p(method) / p(EventTest::Score) - 1.0).abs() < 6e-3, "{method:?}: {}", p(method));
        }
        let far = arms(1_000, 1.0, 3_000, 1.0);
        for method in [EventTest::Score, EventTest::ConditionalExact, EventTest::ETest] {
            let p = far.test(EventNull::EQUAL, Alternative::Greater, method).unwrap().p_value;
            assert!(p > 0.0 && p < 1e-200, "{method:?}: {p}");
        }
    }

    #[test]
    fn the_largest_counts_and_exposures_there_are() {
        for (one, other) in [(1e-50, 1e50), (1e50, 1e50), (1e50, 1e-50), (1.0, 1.0)] {
            for (x1, x2) in [(1 << 53, 1 << 53), (1 << 53, 0), (0, 1 << 53), (1, 0), (0, 1)] {
                let arms = arms(x1, one, x2, other);
                let comparison = arms.compare(EventNull::EQUAL, alpha(), Alternative::TwoSided).unwrap();
                assert!(comparison.test.unwrap().p_value.is_finite());
                for method in ALL {
                    if let Ok(test) = arms.test(EventNull::EQUAL, Alternative::Less, method) {
                        assert!((0.0..=1.0).contains(&test.p_value), "{method:?} {arms:?}: {}", test.p_value);
                    }
                }
            }
        }
    }

    prop_compose! {
        fn any_arms()(x1 in 0_u64..400, x2 in 0_u64..400, t1 in 0.1..50.0_f64, t2 in 0.1..50.0_f64) -> EventArms {
            arms(x1, t1, x2, t2)
        }
    }

    fn any_alternative() -> impl Strategy<Value = Alternative> {
        prop_oneof![Just(Alternative::TwoSided), Just(Alternative::Greater), Just(Alternative::Less)]
    }

    proptest! {
        #[test]
        fn p_value_difference_and_lift_agree_on_significance(
            arms in any_arms(), alternative in any_alternative(), alpha in 0.001..0.3,
        ) {
            let comparison = arms.compare(EventNull::EQUAL, Proportion::new(alpha).unwrap(), alternative).unwrap();
            if let Ok(test) = comparison.test {
                // A tie within rounding belongs to neither side.
                prop_assume!((test.p_value / alpha - 1.0).abs() > 1e-9);
                let significant = test.p_value < alpha;
                prop_assert_eq!(!comparison.difference.interval.contains(0.0), significant);
                prop_assert_eq!(!comparison.lift.unwrap().interval.contains(0.0), significant);
            }
        }

        #[test]
        fn the_interval_of_the_difference_is_what_the_test_does_not_reject(
            arms in any_arms(), margin in -20.0..20.0_f64,
        ) {
            let interval =
                arms.difference_interval(alpha(), Alternative::TwoSided, EventDifferenceInterval::Score).unwrap();
            let test = arms.test(EventNull::Difference(margin), Alternative::TwoSided, EventTest::Score);
            if let Ok(test) = test {
                prop_assume!((test.p_value / 0.05 - 1.0).abs() > 1e-9);
                prop_assert_eq!(!interval.contains(margin), test.p_value < 0.05);
            }
        }

        #[test]
        fn swapped_arms_mirror_every_test(arms in any_arms(), ratio in 0.3..3.0_f64) {
            let swapped = EventArms { control: arms.variant, variant: arms.control };
            for method in ALL {
                let direct = arms.test(EventNull::Ratio(ratio), Alternative::Greater, method);
                let mirrored = swapped.test(EventNull::Ratio(1.0 / ratio), Alternative::Less, method);
                match (direct, mirrored) {
                    (Ok(direct), Ok(mirrored)) => {
                        prop_assert!((direct.statistic + mirrored.statistic).abs() <= 1e-9 * direct.statistic.abs().max(1.0));
                        let off = (direct.p_value - mirrored.p_value).abs();
                        prop_assert!(off < 1e-9 * direct.p_value.max(1e-3), "{:?} {} {}", method, direct.p_value, mirrored.p_value);
                    }
                    (direct, mirrored) => prop_assert_eq!(direct, mirrored),
                }
            }
        }

        #[test]
        fn exact_one_sided_p_values_add_up(arms in any_arms(), ratio in 0.3..3.0_f64) {
            let p = |alternative, method| arms.test(EventNull::Ratio(ratio), alternative, method).map(|test| test.p_value);
            let mid = (p(Alternative::Greater, EventTest::ConditionalMidP), p(Alternative::Less, EventTest::ConditionalMidP));
            if let (Ok(greater), Ok(less)) = mid {
                prop_assert!((greater + less - 1.0).abs() < 1e-10);
            }
        }
    }
}
