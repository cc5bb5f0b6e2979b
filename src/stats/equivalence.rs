//! Showing that a variant is as good as the same: two one-sided tests against two margins.
//!
//! Failing to find a difference shows nothing; rejecting both "at least this much lower" and "at least this much higher" does.
//!
//! Source: Schuirmann 1987, "A comparison of the two one-sided tests procedure and the power approach for assessing the
//! equivalence of average bioavailability", *J. Pharmacokinetics and Biopharmaceutics* 15:657–680.

use super::effect_estimate::{EffectEstimate, MeanLift};
use super::interval::{Effect, Interval, NoAnswer, Test};
use super::proportion_interval::{DifferenceInterval, LiftInterval};
use super::proportion_test::{ProportionArms, ProportionTest};
use super::{Alternative, MeanArms, MeanMethod, MeanNull, ProportionNull};
use crate::quantity::{Positive, Proportion};

/// The effects between which two variants count as equivalent; not necessarily as far on both sides.
///
/// ```
/// use jalon::stats::EquivalenceMargins;
/// let margins = EquivalenceMargins::new(-0.01, 0.02).unwrap();
/// assert_eq!((margins.low(), margins.high()), (-0.01, 0.02));
/// assert!(EquivalenceMargins::new(0.02, -0.01).is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EquivalenceMargins {
    low: f64,
    high: f64,
}

/// Two numbers that are no margins.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error("margins of {low} and {high} are not two numbers in rising order")]
pub struct NotMargins {
    /// What was given as the lower margin.
    pub low: f64,
    /// What was given as the upper margin.
    pub high: f64,
}

impl EquivalenceMargins {
    /// Checks that both are finite and `low` lies below `high`.
    ///
    /// # Errors
    ///
    /// [`NotMargins`] otherwise.
    pub fn new(low: f64, high: f64) -> Result<Self, NotMargins> {
        let rising = low.is_finite() && high.is_finite() && low < high;
        if rising { Ok(Self { low, high }) } else { Err(NotMargins { low, high }) }
    }

    /// As far below no effect as above it.
    #[must_use]
    pub fn symmetric(margin: Positive) -> Self {
        Self { low: -margin.get(), high: margin.get() }
    }

    /// The effect that is just too low.
    #[must_use]
    pub fn low(self) -> f64 {
        self.low
    }

    /// The effect that is just too high.
    #[must_use]
    pub fn high(self) -> f64 {
        self.high
    }

    /// Whether everything the data allow lies between the margins.
    #[must_use]
    pub fn hold(self, interval: &Interval) -> bool {
        let above = interval.low().value().is_some_and(|low| self.low < low);
        above && interval.high().value().is_some_and(|high| high < self.high)
    }

    /// Judges equivalence on any scale: `one_sided` tests a margin as the hypothesis, `effect` gives estimate and two-sided
    /// interval at a risk. Both are to rest on the same statistic; then the interval lies within the margins exactly when
    /// both tests reject.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::RiskTooHigh`] for an `alpha` of one half or more, and what the two functions answer.
    pub fn judge(
        self,
        alpha: Proportion,
        one_sided: impl Fn(f64, Alternative) -> Result<Test, NoAnswer>,
        effect: impl FnOnce(Proportion) -> Result<Effect, NoAnswer>,
    ) -> Result<EquivalenceTest, NoAnswer> {
        let both = Proportion::new(2.0 * alpha.get()).map_err(|_| NoAnswer::RiskTooHigh)?;
        Ok(EquivalenceTest {
            above_low: one_sided(self.low, Alternative::Greater)?,
            below_high: one_sided(self.high, Alternative::Less)?,
            effect: effect(both)?,
            margins: self,
            alpha,
        })
    }
}

/// What the margins of equivalence are margins of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MarginScale {
    /// Variant − control, in the unit of the metric.
    Difference,
    /// Variant / control − 1.
    Lift,
}

impl MarginScale {
    /// The hypothesis of a rate that sits on this margin.
    pub(super) fn proportion_null(self, margin: f64) -> ProportionNull {
        match self {
            Self::Difference => ProportionNull::Difference(margin),
            Self::Lift => ProportionNull::Ratio(1.0 + margin),
        }
    }

    /// The hypothesis of a mean that sits on this margin.
    pub(super) fn mean_null(self, margin: f64) -> MeanNull {
        match self {
            Self::Difference => MeanNull::Difference(margin),
            Self::Lift => MeanNull::Lift(margin),
        }
    }
}

/// The outcome of two one-sided tests.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EquivalenceTest {
    /// The test that the effect lies above the lower margin.
    pub above_low: Test,
    /// The test that the effect lies below the upper margin.
    pub below_high: Test,
    /// The observed effect with its interval at level 1 − 2·alpha, on the scale of the margins.
    pub effect: Effect,
    /// The margins.
    pub margins: EquivalenceMargins,
    /// Risk of calling equivalent what is not; each of the two tests runs it in full.
    pub alpha: Proportion,
}

impl EquivalenceTest {
    /// The larger of the two p-values: both margins must be cleared.
    #[must_use]
    pub fn p_value(&self) -> f64 {
        self.above_low.p_value.max(self.below_high.p_value)
    }

    /// Whether the data show equivalence.
    #[must_use]
    pub fn is_shown(&self) -> bool {
        self.p_value() < self.alpha.get()
    }
}

impl ProportionArms {
    /// Tests whether the two rates are equivalent. [`ProportionTest::MiettinenNurminen`] is the statistic of
    /// [`compare`](Self::compare).
    ///
    /// ```
    /// use jalon::quantity::Proportion;
    /// use jalon::stats::{Conversions, EquivalenceMargins, MarginScale, ProportionArms, ProportionTest};
    /// let arms = ProportionArms {
    ///     control: Conversions::new(1_000, 10_000).unwrap(),
    ///     variant: Conversions::new(1_010, 10_000).unwrap(),
    /// };
    /// let margins = EquivalenceMargins::new(-0.01, 0.01).unwrap();
    /// let alpha = Proportion::new(0.05).unwrap();
    /// let test = arms.equivalence(margins, MarginScale::Difference, alpha, ProportionTest::MiettinenNurminen).unwrap();
    /// assert!(test.is_shown() && margins.hold(&test.effect.interval));
    /// ```
    ///
    /// # Errors
    ///
    /// [`NoAnswer::ImpossibleMargin`] for margins no rates can have, [`NoAnswer::NoVariation`] where the data say nothing,
    /// [`NoAnswer::MethodWithoutMargin`] for [`ProportionTest::ScoreCorrected`] and for the lift by [`ProportionTest::Wald`],
    /// [`NoAnswer::RiskTooHigh`].
    pub fn equivalence(
        self,
        margins: EquivalenceMargins,
        scale: MarginScale,
        alpha: Proportion,
        method: ProportionTest,
    ) -> Result<EquivalenceTest, NoAnswer> {
        margins.judge(
            alpha,
            |margin, alternative| self.test(scale.proportion_null(margin), alternative, method),
            |both| self.equivalence_effect(scale, both, method),
        )
    }

    fn equivalence_effect(
        self,
        scale: MarginScale,
        both: Proportion,
        method: ProportionTest,
    ) -> Result<Effect, NoAnswer> {
        let sides = Alternative::TwoSided;
        let difference = |method| {
            let interval = self.difference_interval(both, sides, method)?;
            Ok(Effect { estimate: Some(self.difference()), interval })
        };
        let lift = |method| Ok(Effect { estimate: self.lift(), interval: self.lift_interval(both, sides, method)? });
        match (scale, method) {
            (MarginScale::Difference, ProportionTest::MiettinenNurminen) => {
                difference(DifferenceInterval::MiettinenNurminen)
            }
            (MarginScale::Difference, ProportionTest::Score) => difference(DifferenceInterval::Score),
            (MarginScale::Difference, ProportionTest::Wald) => difference(DifferenceInterval::Wald),
            (MarginScale::Lift, ProportionTest::MiettinenNurminen) => lift(LiftInterval::MiettinenNurminen),
            (MarginScale::Lift, ProportionTest::Score) => lift(LiftInterval::Score),
            (_, ProportionTest::ScoreCorrected | ProportionTest::LikelihoodRatio)
            | (MarginScale::Lift, ProportionTest::Wald) => Err(NoAnswer::MethodWithoutMargin),
        }
    }
}

impl EffectEstimate {
    /// Tests whether the effect lies between the margins: two t tests for margins of the difference, two of Fieller's for
    /// margins of the lift. Over a negative control a higher lift is a lower value, so there the two tests change direction.
    ///
    /// Serves every metric with an estimate: ratios of totals, adjusted and capped means, quantiles, restricted means.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::ZeroBaseline`] for the lift over a control of exactly 0, [`NoAnswer::NoVariation`] where the statistic has no
    /// standard error, [`NoAnswer::RiskTooHigh`].
    pub fn equivalence(
        &self,
        margins: EquivalenceMargins,
        scale: MarginScale,
        alpha: Proportion,
    ) -> Result<EquivalenceTest, NoAnswer> {
        let turned = scale == MarginScale::Lift && self.control() < 0.0;
        let sides = Alternative::TwoSided;
        margins.judge(
            alpha,
            |margin, alternative| {
                let alternative = if turned { alternative.reversed() } else { alternative };
                self.test(scale.mean_null(margin), alternative)
            },
            |both| match scale {
                MarginScale::Difference => {
                    let interval = self.difference_interval(both, sides);
                    Ok(Effect { estimate: Some(self.difference()), interval })
                }
                MarginScale::Lift => {
                    let interval = self.lift_interval(both, sides, MeanLift::Fieller)?;
                    Ok(Effect { estimate: self.lift(), interval })
                }
            },
        )
    }
}

impl MeanArms {
    /// Tests whether the two means are equivalent, as [`EffectEstimate::equivalence`] does for every estimate.
    ///
    /// ```
    /// use jalon::quantity::Proportion;
    /// use jalon::stats::{EquivalenceMargins, MarginScale, MeanArms, MeanMethod, Moments};
    /// let arms = MeanArms {
    ///     control: Moments::from_summary(12_000, 25.1, 20.2).unwrap(),
    ///     variant: Moments::from_summary(12_100, 25.2, 20.0).unwrap(),
    /// };
    /// let margins = EquivalenceMargins::new(-0.03, 0.03).unwrap();
    /// let alpha = Proportion::new(0.05).unwrap();
    /// let test = arms.equivalence(margins, MarginScale::Lift, alpha, MeanMethod::Welch).unwrap();
    /// assert!(test.is_shown() && margins.hold(&test.effect.interval));
    /// ```
    ///
    /// # Errors
    ///
    /// [`NoAnswer::TooFewUnits`], [`NoAnswer::NoVariation`], [`NoAnswer::ZeroBaseline`] for the lift over a control of exactly 0,
    /// [`NoAnswer::RiskTooHigh`].
    pub fn equivalence(
        self,
        margins: EquivalenceMargins,
        scale: MarginScale,
        alpha: Proportion,
        method: MeanMethod,
    ) -> Result<EquivalenceTest, NoAnswer> {
        self.estimate(method)?.equivalence(margins, scale, alpha)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::effect_estimate::Covaried;
    use crate::stats::{Conversions, Moments};
    use proptest::prelude::*;

    fn rate(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    fn margins(low: f64, high: f64) -> EquivalenceMargins {
        EquivalenceMargins::new(low, high).unwrap()
    }

    fn rates(x0: u64, n0: u64, x1: u64, n1: u64) -> ProportionArms {
        ProportionArms { control: Conversions::new(x0, n0).unwrap(), variant: Conversions::new(x1, n1).unwrap() }
    }

    fn means(control: (u64, f64, f64), variant: (u64, f64, f64)) -> MeanArms {
        let moments = |(count, mean, sd)| Moments::from_summary(count, mean, sd).unwrap();
        MeanArms { control: moments(control), variant: moments(variant) }
    }

    const SCORE: ProportionTest = ProportionTest::MiettinenNurminen;

    #[test]
    fn what_are_no_margins_is_said() {
        assert_eq!(EquivalenceMargins::new(0.1, 0.1), Err(NotMargins { low: 0.1, high: 0.1 }));
        for (low, high) in [(f64::NAN, 1.0), (0.0, f64::INFINITY), (2.0, 1.0)] {
            assert!(EquivalenceMargins::new(low, high).is_err());
        }
        assert_eq!(EquivalenceMargins::symmetric(Positive::new(0.5).unwrap()), margins(-0.5, 0.5));
    }

    #[test]
    fn questions_without_an_answer_are_named() {
        let arms = rates(10, 100, 11, 100);
        let of = |scale, alpha, method| arms.equivalence(margins(-0.1, 0.1), scale, rate(alpha), method);
        let difference = MarginScale::Difference;
        assert_eq!(of(difference, 0.5, SCORE), Err(NoAnswer::RiskTooHigh));
        assert_eq!(of(difference, 0.05, ProportionTest::ScoreCorrected), Err(NoAnswer::MethodWithoutMargin));
        assert_eq!(of(MarginScale::Lift, 0.05, ProportionTest::Wald), Err(NoAnswer::MethodWithoutMargin));
        let whole = arms.equivalence(margins(-1.0, 0.1), difference, rate(0.05), SCORE);
        assert_eq!(whole, Err(NoAnswer::ImpossibleMargin));
        let nobody = rates(0, 100, 0, 100);
        let lift = nobody.equivalence(margins(-0.1, 0.1), MarginScale::Lift, rate(0.05), SCORE);
        assert_eq!(lift, Err(NoAnswer::NoVariation));
        let one = MeanArms { control: Moments::of(&[3.0]), variant: Moments::of(&[3.0, 4.0]) };
        let of = |arms: MeanArms, scale| arms.equivalence(margins(-0.1, 0.1), scale, rate(0.05), MeanMethod::Welch);
        assert_eq!(of(one, difference), Err(NoAnswer::TooFewUnits));
        assert_eq!(of(means((9, 3.0, 0.0), (9, 3.0, 0.0)), difference), Err(NoAnswer::NoVariation));
        assert_eq!(of(means((9, 0.0, 1.0), (9, 0.0, 1.0)), MarginScale::Lift), Err(NoAnswer::ZeroBaseline));
    }

    /// Nobody converting in either arm is evidence that the rates are close, and about a lift it is none.
    #[test]
    fn two_arms_without_conversions_are_equivalent_if_large() {
        let shown = |visitors| {
            let arms = rates(0, visitors, 0, visitors);
            arms.equivalence(margins(-0.01, 0.01), MarginScale::Difference, rate(0.05), SCORE).unwrap().is_shown()
        };
        assert!(shown(1000) && !shown(100));
    }

    /// 30 ± 8 against 31 ± 9 of 100 units each, margins ± 4: t = (1 ± 4)/√1.45 with 195.3 degrees of freedom, by hand.
    #[test]
    fn two_t_tests_by_hand() {
        let arms = means((100, 30.0, 8.0), (100, 31.0, 9.0));
        let test =
            arms.equivalence(margins(-4.0, 4.0), MarginScale::Difference, rate(0.05), MeanMethod::Welch).unwrap();
        let error = 1.45_f64.sqrt();
        assert!((test.above_low.statistic - 5.0 / error).abs() < 1e-12);
        assert!((test.below_high.statistic + 3.0 / error).abs() < 1e-12);
        assert_eq!(test.p_value(), test.below_high.p_value);
        assert!(test.is_shown() && (test.effect.interval.level() - 0.9).abs() < 1e-12);
    }

    /// Losses are negative revenue: what is said of one is said of the other.
    #[test]
    fn a_metric_below_zero_is_judged_as_its_mirror_image() {
        let above = means((500, 20.0, 8.0), (500, 20.1, 8.0));
        let below = means((500, -20.0, 8.0), (500, -20.1, 8.0));
        let of = |arms: MeanArms| {
            arms.equivalence(margins(-0.05, 0.06), MarginScale::Lift, rate(0.05), MeanMethod::Welch).unwrap()
        };
        assert!(of(above).is_shown());
        assert!((of(above).p_value() - of(below).p_value()).abs() < 1e-15);
        assert_eq!(of(above).effect.estimate, of(below).effect.estimate);
    }

    prop_compose! {
        fn any_margins()(low in -0.4..0.1, width in 0.01..0.8) -> EquivalenceMargins { margins(low, low + width) }
    }

    fn any_scale() -> impl Strategy<Value = MarginScale> {
        prop_oneof![Just(MarginScale::Difference), Just(MarginScale::Lift)]
    }

    proptest! {
        #[test]
        fn rates_are_equivalent_exactly_when_their_interval_lies_within_the_margins(
            sizes in (1_u64..3000, 1_u64..3000), shares in (0.0..1.0, 0.0..1.0), margins in any_margins(),
            scale in any_scale(), alpha in 0.001..0.4, factor in any::<bool>(),
        ) {
            let method = if factor { SCORE } else { ProportionTest::Score };
            let count = |share: f64, size: u64| (share * size as f64).round() as u64;
            let arms = rates(count(shares.0, sizes.0), sizes.0, count(shares.1, sizes.1), sizes.1);
            if let Ok(test) = arms.equivalence(margins, scale, rate(alpha), method) {
                prop_assume!((test.p_value() / alpha - 1.0).abs() > 1e-9);
                prop_assert_eq!(test.is_shown(), margins.hold(&test.effect.interval));
            }
        }

        #[test]
        fn means_are_equivalent_exactly_when_their_interval_lies_within_the_margins(
            sizes in (2_u64..400, 2_u64..400), control in -6.0..6.0, difference in -1.0..1.0, margins in any_margins(),
            scale in any_scale(), alpha in 0.001..0.4, pooled in any::<bool>(),
        ) {
            let method = if pooled { MeanMethod::Pooled } else { MeanMethod::Welch };
            let arms = means((sizes.0, control, 1.0), (sizes.1, control + difference, 1.5));
            let test = arms.equivalence(margins, scale, rate(alpha), method).unwrap();
            prop_assume!((test.p_value() / alpha - 1.0).abs() > 1e-9);
            prop_assert_eq!(test.is_shown(), margins.hold(&test.effect.interval));
        }

        /// An adjusted effect shares noise with the control it is a share of; the interval must still agree with the tests.
        #[test]
        fn adjusted_effects_are_equivalent_exactly_when_their_interval_lies_within_the_margins(
            effect in -1.0..1.0, control in -6.0..6.0, errors in (0.01..0.6, 0.01..2.0), correlation in -0.95..0.95,
            margins in any_margins(), scale in any_scale(), alpha in 0.001..0.4, df in 2.0..200.0,
        ) {
            let numbers = Covaried {
                effect,
                effect_variance: f64::powi(errors.0, 2),
                control,
                control_variance: f64::powi(errors.1, 2),
                covariance: correlation * errors.0 * errors.1,
            };
            let estimate = EffectEstimate::of_covaried(numbers, Some(df), MeanMethod::Welch).unwrap();
            let test = estimate.equivalence(margins, scale, rate(alpha)).unwrap();
            prop_assume!((test.p_value() / alpha - 1.0).abs() > 1e-9);
            prop_assert_eq!(test.is_shown(), margins.hold(&test.effect.interval));
        }

        #[test]
        fn swapped_arms_have_mirrored_margins(
            control in 0_u64..200, variant in 0_u64..300, margins in any_margins(), alpha in 0.001..0.4,
        ) {
            let mirrored = EquivalenceMargins::new(-margins.high(), -margins.low()).unwrap();
            let of = |arms: ProportionArms, margins| {
                arms.equivalence(margins, MarginScale::Difference, rate(alpha), SCORE).unwrap().p_value()
            };
            let (one, other) = (of(rates(control, 200, variant, 300), margins), of(rates(variant, 300, control, 200), mirrored));
            prop_assert!((one - other).abs() < 1e-9, "{} {}", one, other);
        }
    }
}
