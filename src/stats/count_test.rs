//! Tests of two event rates whose counts by unit vary more than Poisson's.

use super::event_score::{EventScore, ScoreArm, watched};
use super::interval::{Bound, Comparison, Effect, Interval, Method, NoAnswer, Shape, Test};
use super::{Alternative, EffectEstimate, EventNull, MeanMethod, MeanNull, UnitCounts, normal};
use crate::quantity::Proportion;

/// How counts by unit are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CountMethod {
    /// The score statistic with the variance `rate/exposure + k · rate²` of negative binomial counts, k estimated from both
    /// arms. At k = 0 it is the score test of [`EventArms`](super::EventArms). The default.
    NegativeBinomialScore,
    /// The variance that the units themselves show: no assumption on the distribution of the counts. Difference by Student's t
    /// with Welch's degrees of freedom, lift by Fieller. With equal exposures it is Welch's test of the counts.
    Empirical,
}

/// Two arms of a test that counts events by unit.
///
/// ```
/// use jalon::quantity::Proportion;
/// use jalon::stats::{Alternative, CountArms, CountMethod, EventNull, UnitCounts};
/// // 2 000 customers watched for one month: calls per customer with mean and variance.
/// let month = |mean, variance| UnitCounts::with_equal_exposure(2000, 1.0, mean, variance).unwrap();
/// let arms = CountArms { control: month(0.30, 0.345), variant: month(0.25, 0.28) };
/// assert!((arms.dispersion().unwrap() - 0.492).abs() < 1e-3);
/// let alpha = Proportion::new(0.05).unwrap();
/// let found = arms.compare(EventNull::EQUAL, alpha, Alternative::TwoSided, CountMethod::NegativeBinomialScore).unwrap();
/// assert!(found.test.unwrap().p_value < 0.05 && !found.difference.interval.contains(0.0));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CountArms {
    /// What is there today.
    pub control: UnitCounts,
    /// What might replace it.
    pub variant: UnitCounts,
}

impl CountArms {
    /// Returns the k of `variance = mean + k · mean²` by the method of moments, pooled over the arms: what the counts vary
    /// beyond Poisson, over the squares of what was expected of each unit at its arm's rate.
    ///
    /// It falls below 0 where counts vary less than Poisson's; the tests then take 0, which keeps them on the safe side.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::TooFewUnits`] where no arm has two units, [`NoAnswer::NoEvents`] without events.
    pub fn dispersion(self) -> Result<f64, NoAnswer> {
        let (mut beyond, mut expected) = (0.0, 0.0);
        for arm in [self.control, self.variant] {
            // An arm of one unit says nothing of how units differ.
            let Ok(variance) = arm.residual_variance() else { continue };
            beyond += arm.size() * variance - arm.events();
            expected += arm.events() * arm.events() * arm.concentration();
        }
        if self.control.units() < 2 && self.variant.units() < 2 {
            return Err(NoAnswer::TooFewUnits);
        }
        if expected > 0.0 { Ok(beyond / expected) } else { Err(NoAnswer::NoEvents) }
    }

    /// Tests the hypothesis.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::TooFewUnits`], [`NoAnswer::NoEvents`], [`NoAnswer::ImpossibleMargin`], and [`NoAnswer::NoVariation`] where the
    /// units of each arm are alike to the empirical method.
    pub fn test(self, null: EventNull, alternative: Alternative, method: CountMethod) -> Result<Test, NoAnswer> {
        if !null.is_possible() {
            return Err(NoAnswer::ImpossibleMargin);
        }
        match method {
            CountMethod::NegativeBinomialScore => {
                let statistic = self.score()?.statistic(null).ok_or(NoAnswer::NoEvents)?;
                let p_value = alternative.p_value(statistic, normal::upper_tail);
                Ok(Test { statistic, degrees_of_freedom: None, p_value, method: Method::NegativeBinomialScore })
            }
            CountMethod::Empirical => self.empirical()?.test(as_mean(null), alternative),
        }
    }

    /// Tests a ratio by its logarithm with negative binomial variances (Zhu & Lakkis 2014): the analysis that
    /// [`EventPower::LogWald`](super::EventPower::LogWald) plans.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::ArmWithoutEvents`] when an arm has no events, [`NoAnswer::MethodWithoutMargin`] for a difference other than 0;
    /// otherwise as [`test`](Self::test).
    pub fn log_test(self, null: EventNull, alternative: Alternative) -> Result<Test, NoAnswer> {
        if !null.is_possible() {
            return Err(NoAnswer::ImpossibleMargin);
        }
        let ratio = null.as_ratio().ok_or(NoAnswer::MethodWithoutMargin)?;
        let (log_ratio, error) = self.log_ratio()?;
        let statistic = (log_ratio - ratio.ln()) / error;
        let p_value = alternative.p_value(statistic, normal::upper_tail);
        Ok(Test { statistic, degrees_of_freedom: None, p_value, method: Method::NegativeBinomialLog })
    }

    /// Returns the lifts (variant / control − 1) that [`log_test`](Self::log_test) does not reject at level `1 − alpha`.
    ///
    /// # Errors
    ///
    /// As [`log_test`](Self::log_test).
    pub fn log_lift_interval(self, alpha: Proportion, alternative: Alternative) -> Result<Interval, NoAnswer> {
        let (log_ratio, error) = self.log_ratio()?;
        let half = normal::upper_quantile(alternative.sides().level(alpha.get())) * error;
        let shape = Shape::sided((log_ratio - half).exp_m1(), (log_ratio + half).exp_m1(), alternative);
        Ok(Interval { shape, alpha, method: Method::NegativeBinomialLog })
    }

    /// Difference, lift and test from one statistic.
    ///
    /// # Errors
    ///
    /// As [`test`](Self::test); that a lift has no meaning over a control without events is named in its field.
    pub fn compare(
        self,
        null: EventNull,
        alpha: Proportion,
        alternative: Alternative,
        method: CountMethod,
    ) -> Result<Comparison, NoAnswer> {
        if method == CountMethod::Empirical && null.is_possible() {
            return self.empirical()?.compare(as_mean(null), alpha, alternative);
        }
        let test = self.test(null, alternative, method)?;
        let (score, z) = (self.score()?, normal::upper_quantile(alternative.sides().level(alpha.get())));
        let interval = |ends: (Bound, Bound), shift: f64| {
            let (low, high) = watched(ends, alternative);
            let shape = Shape::Between { low: low.moved(shift), high: high.moved(shift) };
            Interval { shape, alpha, method: Method::NegativeBinomialScore }
        };
        let difference = Effect { estimate: Some(score.difference()), interval: interval(score.differences(z)?, 0.0) };
        let lift = score
            .ratios(z)
            .map(|ends| Effect { estimate: score.ratio().map(|ratio| ratio - 1.0), interval: interval(ends, -1.0) });
        Ok(Comparison { difference, lift, test: Ok(test) })
    }

    /// The arms as Poisson counts.
    fn arms(self) -> EventScore {
        let arm = |counts: UnitCounts| ScoreArm {
            events: counts.events(),
            exposure: counts.exposure(),
            concentration: counts.concentration(),
        };
        EventScore { control: arm(self.control), variant: arm(self.variant), dispersion: 0.0 }
    }

    fn score(self) -> Result<EventScore, NoAnswer> {
        if self.control.units() == 0 || self.variant.units() == 0 {
            return Err(NoAnswer::TooFewUnits);
        }
        Ok(EventScore { dispersion: self.dispersion()?.max(0.0), ..self.arms() })
    }

    /// The logarithm of the ratio and its standard error.
    fn log_ratio(self) -> Result<(f64, f64), NoAnswer> {
        let score = self.score()?;
        let ratio = score.ratio().filter(|ratio| *ratio > 0.0).ok_or(NoAnswer::ArmWithoutEvents)?;
        let variance = |arm: ScoreArm| 1.0 / arm.events + score.dispersion * arm.concentration;
        Ok((ratio.ln(), (variance(score.control) + variance(score.variant)).sqrt()))
    }

    fn empirical(self) -> Result<EffectEstimate, NoAnswer> {
        EffectEstimate::of_arms(self.control.estimate()?, self.variant.estimate()?, MeanMethod::Welch)
    }
}

/// The hypothesis as the road of means writes it.
fn as_mean(null: EventNull) -> MeanNull {
    match null {
        EventNull::Difference(difference) => MeanNull::Difference(difference),
        EventNull::Ratio(ratio) => MeanNull::Lift(ratio - 1.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{EventArms, EventTest, Events, MeanArms, MeanMethod, MeanNull, Moments};
    use proptest::prelude::*;

    const METHODS: [CountMethod; 2] = [CountMethod::NegativeBinomialScore, CountMethod::Empirical];

    fn counts(units: &[(u64, f64)]) -> UnitCounts {
        let mut counts = UnitCounts::default();
        units.iter().for_each(|&(events, exposure)| counts.push(events, exposure).unwrap());
        counts
    }

    fn equal(units: u64, mean: f64, variance: f64) -> UnitCounts {
        UnitCounts::with_equal_exposure(units, 1.0, mean, variance).unwrap()
    }

    fn alpha() -> Proportion {
        Proportion::new(0.05).unwrap()
    }

    #[test]
    fn what_cannot_be_tested_is_named() {
        let compare = |control, variant, method| {
            CountArms { control, variant }.compare(EventNull::EQUAL, alpha(), Alternative::TwoSided, method)
        };
        let none = UnitCounts::default();
        for method in METHODS {
            assert_eq!(compare(none, none, method), Err(NoAnswer::TooFewUnits));
            assert_eq!(compare(none, equal(9, 1.0, 1.0), method), Err(NoAnswer::TooFewUnits));
        }
        let nothing = |method| compare(equal(9, 0.0, 0.0), equal(9, 0.0, 0.0), method);
        assert_eq!(nothing(CountMethod::NegativeBinomialScore), Err(NoAnswer::NoEvents));
        assert_eq!(nothing(CountMethod::Empirical), Err(NoAnswer::NoVariation));
        let zero = compare(equal(50, 0.0, 0.0), equal(50, 1.0, 1.5), CountMethod::Empirical).unwrap();
        assert_eq!(zero.lift, Err(NoAnswer::ZeroBaseline));
        let zero = compare(equal(50, 0.0, 0.0), equal(50, 1.0, 1.5), CountMethod::NegativeBinomialScore).unwrap();
        let lift = zero.lift.unwrap();
        assert_eq!((lift.estimate, lift.interval.high()), (None, Bound::Unbounded));
        let arms = CountArms { control: equal(50, 0.0, 0.0), variant: equal(50, 1.0, 1.5) };
        assert_eq!(arms.log_test(EventNull::EQUAL, Alternative::Less), Err(NoAnswer::ArmWithoutEvents));
        assert_eq!(
            arms.test(EventNull::Ratio(f64::NAN), Alternative::Less, CountMethod::Empirical),
            Err(NoAnswer::ImpossibleMargin)
        );
    }

    /// By hand: arms of mean 2 and 4 with variances 4 and 12 give k = (4 − 2 + 12 − 4)/(2² + 4²) = ½.
    #[test]
    fn the_dispersion_is_that_of_the_moments() {
        let arms = CountArms { control: equal(100, 2.0, 4.0), variant: equal(100, 4.0, 12.0) };
        assert!((arms.dispersion().unwrap() - 0.5).abs() < 1e-14);
        let even = CountArms { control: equal(100, 2.0, 1.0), variant: equal(100, 2.0, 1.0) };
        assert!((even.dispersion().unwrap() + 0.25).abs() < 1e-14);
    }

    /// By hand, with k = ½ and the common rate 3: z = 2/√(3 · 2/100 + ½ · 9 · 2/100) = 2/√.15, and for the logarithm
    /// ln 2/√(1/200 + 1/400 + ½ · 2/100) = ln 2/√.0175.
    #[test]
    fn both_negative_binomial_statistics_are_those_of_their_formulas() {
        let arms = CountArms { control: equal(100, 2.0, 4.0), variant: equal(100, 4.0, 12.0) };
        let score = arms.test(EventNull::EQUAL, Alternative::TwoSided, CountMethod::NegativeBinomialScore).unwrap();
        assert!((score.statistic - 2.0 / 0.15_f64.sqrt()).abs() < 1e-12);
        let log = arms.log_test(EventNull::EQUAL, Alternative::TwoSided).unwrap();
        assert!((log.statistic - 2.0_f64.ln() / 0.0175_f64.sqrt()).abs() < 1e-12);
        // Where the ratio is said to be 2 the rates fit exactly, and the interval of the logarithm is centred there.
        let fits = arms.test(EventNull::Ratio(2.0), Alternative::TwoSided, CountMethod::NegativeBinomialScore).unwrap();
        assert!(fits.statistic.abs() < 1e-12);
        let lift = arms.log_lift_interval(alpha(), Alternative::TwoSided).unwrap();
        let (low, high) = (lift.low().value().unwrap(), lift.high().value().unwrap());
        assert!(((1.0 + low) * (1.0 + high) - 4.0).abs() < 1e-12);
    }

    /// Nothing an arm can hold makes an answer that is no number.
    #[test]
    fn extreme_counts_give_numbers_or_names() {
        let unit = |events, exposure| counts(&[(events, exposure)]);
        let arms = [
            UnitCounts::default(),
            unit(0, 1e-50),
            unit(u64::MAX, 1e50),
            counts(&[(0, 1.0), (0, 1.0)]),
            counts(&[(0, 1e-50), (u64::MAX, 1e-50)]),
            counts(&[(1, 1e-50), (1, 1e50)]),
            equal(1_000_000_000, 3.0, 1e9),
            equal(1_000_000_000, 1e-9, 1e-9),
        ];
        for (control, variant) in arms.iter().flat_map(|one| arms.iter().map(move |other| (*one, *other))) {
            for method in METHODS {
                let arms = CountArms { control, variant };
                if let Ok(found) = arms.compare(EventNull::EQUAL, alpha(), Alternative::TwoSided, method) {
                    let p = found.test.unwrap().p_value;
                    assert!((0.0..=1.0).contains(&p), "{arms:?}: {p}");
                    let ends = [found.difference.interval.low(), found.difference.interval.high()];
                    assert!(ends.iter().all(|end| end.value().is_none_or(f64::is_finite)), "{arms:?}: {ends:?}");
                }
            }
        }
    }

    #[test]
    fn without_over_dispersion_it_is_the_score_test_of_events() {
        let arms = CountArms { control: equal(400, 0.5, 0.4), variant: equal(500, 0.6, 0.5) };
        let events = EventArms { control: Events::new(200, 400.0).unwrap(), variant: Events::new(300, 500.0).unwrap() };
        for null in [EventNull::EQUAL, EventNull::Ratio(1.2), EventNull::Difference(0.1)] {
            let counts = arms.test(null, Alternative::TwoSided, CountMethod::NegativeBinomialScore).unwrap();
            let poisson = events.test(null, Alternative::TwoSided, EventTest::Score).unwrap();
            assert!((counts.statistic - poisson.statistic).abs() < 1e-12);
        }
    }

    #[test]
    fn with_equal_exposures_the_empirical_test_is_welchs() {
        let (control, variant) = ([0_u64, 3, 1, 0, 7, 2], [1_u64, 0, 0, 4, 1]);
        let unit = |events: &u64| (*events, 2.0);
        let arms = CountArms {
            control: counts(&control.iter().map(unit).collect::<Vec<_>>()),
            variant: counts(&variant.iter().map(unit).collect::<Vec<_>>()),
        };
        let rates = |events: &[u64]| Moments::of(&events.iter().map(|&x| x as f64 / 2.0).collect::<Vec<_>>());
        let means = MeanArms { control: rates(&control), variant: rates(&variant) };
        let ours = arms.test(EventNull::EQUAL, Alternative::TwoSided, CountMethod::Empirical).unwrap();
        let welch = means.test(MeanNull::EQUAL, Alternative::TwoSided, MeanMethod::Welch).unwrap();
        assert!((ours.statistic - welch.statistic).abs() < 1e-12 && (ours.p_value - welch.p_value).abs() < 1e-12);
    }

    /// With three units that differ a lot, no difference is too large to be excluded; the lift still has ends.
    #[test]
    fn few_very_different_units_bound_no_difference() {
        let arms = CountArms {
            control: counts(&[(0, 1.0), (40, 1.0), (2, 1.0)]),
            variant: counts(&[(1, 1.0), (60, 1.0), (0, 1.0)]),
        };
        let found =
            arms.compare(EventNull::EQUAL, alpha(), Alternative::TwoSided, CountMethod::NegativeBinomialScore).unwrap();
        assert!(!found.difference.interval.is_bounded());
        assert!(found.lift.unwrap().interval.is_bounded());
    }

    prop_compose! {
        fn any_counts()(units in prop::collection::vec((0_u64..30, 0.1..5.0_f64), 2..60)) -> UnitCounts {
            counts(&units)
        }
    }

    fn any_alternative() -> impl Strategy<Value = Alternative> {
        prop_oneof![Just(Alternative::TwoSided), Just(Alternative::Greater), Just(Alternative::Less)]
    }

    proptest! {
        #[test]
        fn p_value_difference_and_lift_agree_on_significance(
            control in any_counts(), variant in any_counts(), alternative in any_alternative(),
            level in 0.001..0.3, which in 0..2_usize,
        ) {
            let arms = CountArms { control, variant };
            let level = Proportion::new(level).unwrap();
            if let Ok(found) = arms.compare(EventNull::EQUAL, level, alternative, METHODS[which]) {
                let p = found.test.unwrap().p_value;
                prop_assume!((p / level.get() - 1.0).abs() > 1e-8);
                let significant = p < level.get();
                prop_assert_eq!(!found.difference.interval.contains(0.0), significant);
                if let Ok(lift) = found.lift {
                    prop_assert_eq!(!lift.interval.contains(0.0), significant);
                }
            }
        }

        #[test]
        fn swapped_arms_mirror_the_test(
            control in any_counts(), variant in any_counts(), ratio in 0.3..3.0_f64, which in 0..2_usize,
        ) {
            let arms = CountArms { control, variant };
            let swapped = CountArms { control: variant, variant: control };
            let direct = arms.test(EventNull::Ratio(ratio), Alternative::Greater, METHODS[which]);
            let mirrored = swapped.test(EventNull::Ratio(1.0 / ratio), Alternative::Less, METHODS[which]);
            match (direct, mirrored) {
                (Ok(direct), Ok(mirrored)) => prop_assert!((direct.statistic + mirrored.statistic).abs() < 1e-8),
                (direct, mirrored) => prop_assert_eq!(direct, mirrored),
            }
        }
    }
}
