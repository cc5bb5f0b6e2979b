//! Ratios of totals (revenue per session, orders per session, value per order) when users are randomised and each user
//! brings both a numerator and a denominator.
//!
//! Numerator and denominator of a user go together, so the ratio is not a mean of independent sessions. The delta method
//! makes one number per user of both: `(numerator − R · denominator) / mean denominator`, whose variance is that of the
//! ratio.
//!
//! Source: Deng, Knoblich & Lu 2018, "Applying the delta method in metric analytics", KDD.

use super::interval::{Comparison, Interval, NoAnswer};
use super::joint_moments::{CrossMoments, JointMoments};
use super::{Alternative, ArmEstimate, EffectEstimate, MeanMethod, MeanNull, PlannedMeans, normal};
use crate::quantity::{Positive, Proportion};

/// The denominators of an arm must differ from 0 at this level, two-sided, for its ratio to be told by the delta method.
const DENOMINATOR_LEVEL: f64 = 0.05;

/// Ratio of two of the numbers of a unit, with the weights that make one number per unit of both.
#[derive(Debug, Clone, Copy)]
pub(super) struct Linearised<const K: usize> {
    pub ratio: f64,
    pub weights: [f64; K],
}

impl<const K: usize> Linearised<K> {
    /// The ratio of the totals of number `numerator` and number `denominator`.
    pub fn of(moments: &JointMoments<K>, numerator: usize, denominator: usize) -> Result<Self, NoAnswer> {
        let (Some(means), Some(variance)) = (moments.means(), moments.covariance(denominator, denominator)) else {
            return Err(NoAnswer::TooFewUnits);
        };
        let (Some(above), Some(&below)) = (means.get(numerator), means.get(denominator)) else {
            return Err(NoAnswer::TooFewUnits);
        };
        if below == 0.0 {
            return Err(NoAnswer::ZeroDenominator);
        }
        let error = (variance / moments.count() as f64).sqrt();
        if below.abs() <= normal::upper_quantile(DENOMINATOR_LEVEL / 2.0) * error {
            return Err(NoAnswer::UncertainDenominator);
        }
        let ratio = above / below;
        let mut weights = [0.0; K];
        weights[numerator] += 1.0 / below;
        weights[denominator] -= ratio / below;
        Ok(Self { ratio, weights })
    }
}

impl CrossMoments {
    /// The ratio of the totals, first number over second, with its standard error by the delta method.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::TooFewUnits`] for fewer than two units, [`NoAnswer::ZeroDenominator`] when the denominators sum to 0,
    /// [`NoAnswer::UncertainDenominator`] when their mean does not differ from 0 at the 5 % level: then the ratio may be
    /// anything.
    ///
    /// ```
    /// use jalon::stats::CrossMoments;
    /// let orders_and_sessions = CrossMoments::of(&[[0.0, 1.0], [2.0, 5.0], [1.0, 2.0], [0.0, 4.0]]);
    /// assert_eq!(orders_and_sessions.ratio().unwrap().value, 0.25);
    /// ```
    pub fn ratio(&self) -> Result<ArmEstimate, NoAnswer> {
        let linearised = Linearised::of(self, 0, 1)?;
        let variance =
            self.covariance_of_sums(linearised.weights, linearised.weights).ok_or(NoAnswer::TooFewUnits)?.max(0.0);
        let units = self.count() as f64;
        Ok(ArmEstimate { value: linearised.ratio, error: (variance / units).sqrt(), units })
    }

    /// Returns the ratios of totals that the data do not reject at level `1 − alpha`.
    ///
    /// # Errors
    ///
    /// As [`ratio`](Self::ratio); [`NoAnswer::NoVariation`] when all units have the same ratio.
    pub fn ratio_interval(&self, alpha: Proportion, alternative: Alternative) -> Result<Interval, NoAnswer> {
        self.ratio()?.interval(alpha, alternative)
    }
}

/// Two arms of a test whose metric is a ratio of totals; the first number of each unit is the numerator.
///
/// ```
/// use jalon::quantity::Proportion;
/// use jalon::stats::{Alternative, CrossMoments, MeanMethod, MeanNull, RatioArms};
/// let arms = RatioArms {
///     control: CrossMoments::of(&[[0.0, 1.0], [2.0, 5.0], [1.0, 2.0], [0.0, 4.0]]),
///     variant: CrossMoments::of(&[[1.0, 1.0], [2.0, 3.0], [0.0, 2.0], [3.0, 4.0]]),
/// };
/// let alpha = Proportion::new(0.05).unwrap();
/// let comparison = arms.compare(MeanNull::EQUAL, alpha, Alternative::TwoSided, MeanMethod::Welch).unwrap();
/// assert!((comparison.lift.unwrap().estimate.unwrap() - 1.4).abs() < 1e-12);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RatioArms {
    /// What is there today.
    pub control: CrossMoments,
    /// What might replace it.
    pub variant: CrossMoments,
}

impl RatioArms {
    /// The effect on the ratio with its standard errors: Welch's t on the linearised units, Fieller for the lift.
    ///
    /// # Errors
    ///
    /// As [`CrossMoments::ratio`]; [`NoAnswer::NoVariation`] when all units of both arms have their arm's ratio.
    pub fn estimate(&self, method: MeanMethod) -> Result<EffectEstimate, NoAnswer> {
        EffectEstimate::of_arms(self.control.ratio()?, self.variant.ratio()?, method)
    }

    /// Difference, lift and test from one statistic.
    ///
    /// # Errors
    ///
    /// As [`estimate`](Self::estimate) and [`EffectEstimate::test`].
    pub fn compare(
        &self,
        null: MeanNull,
        alpha: Proportion,
        alternative: Alternative,
        method: MeanMethod,
    ) -> Result<Comparison, NoAnswer> {
        self.estimate(method)?.compare(null, alpha, alternative)
    }
}

/// What is assumed of a ratio of totals when planning: its value today and how far one unit's linearised ratio spreads.
///
/// Planned as a mean, by [`TwoMeans`](super::TwoMeans), whose Welch and Fieller tests are those of the analysis.
///
/// ```
/// use jalon::quantity::{Positive, Proportion};
/// use jalon::stats::{PlannedRatio, Sides, TwoMeans};
/// let rate = |value| Proportion::new(value).unwrap();
/// let sd = |value| Positive::new(value).unwrap();
/// // 0.5 orders in 3.4 sessions per user, which correlate at 0.55.
/// let today = PlannedRatio::of_components([0.5, 3.4], [sd(1.1), sd(2.2)], 0.55).unwrap();
/// let plan = today.towards(today.ratio * 1.10);
/// let units = TwoMeans::superiority(rate(0.05), Sides::Two).units(&plan, rate(0.80)).unwrap();
/// assert_eq!(units.whole().control, 5_798.0);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlannedRatio {
    /// The ratio of totals today.
    pub ratio: f64,
    /// Standard deviation of one unit's linearised ratio.
    pub unit_sd: Positive,
}

impl PlannedRatio {
    /// The plan from a baseline's units.
    ///
    /// # Errors
    ///
    /// As [`CrossMoments::ratio`]; [`NoAnswer::NoVariation`] when all units have the same ratio.
    pub fn of_baseline(moments: &CrossMoments) -> Result<Self, NoAnswer> {
        let ratio = moments.ratio()?;
        let unit_sd = Positive::new(ratio.error * ratio.units.sqrt()).map_err(|_| NoAnswer::NoVariation)?;
        Ok(Self { ratio: ratio.value, unit_sd })
    }

    /// The plan from the means and standard deviations of numerator and denominator per unit, and their correlation.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::ZeroDenominator`] for a mean denominator of 0 or no number, [`NoAnswer::NoVariation`] when the parts leave no
    /// spread or the correlation lies outside −1 to 1.
    pub fn of_components(means: [f64; 2], sds: [Positive; 2], correlation: f64) -> Result<Self, NoAnswer> {
        let ([above, below], [above_sd, below_sd]) = (means, sds.map(Positive::get));
        if below == 0.0 || !below.is_finite() {
            return Err(NoAnswer::ZeroDenominator);
        }
        if !(-1.0..=1.0).contains(&correlation) {
            return Err(NoAnswer::NoVariation);
        }
        let ratio = above / below;
        // |a − ρb|² + (1 − ρ²) b²: no digits cancel where the two parts are nearly equal.
        let (above_part, below_part) = (above_sd, ratio * below_sd);
        let apart = above_part - correlation * below_part;
        let rest = (1.0 - correlation) * (1.0 + correlation) * below_part * below_part;
        let unit_sd = Positive::new((apart * apart + rest).sqrt() / below.abs()).map_err(|_| NoAnswer::NoVariation)?;
        Ok(Self { ratio, unit_sd })
    }

    /// The plan of a test that should bring the ratio to `variant_ratio`, with the spread of today in both arms.
    #[must_use]
    pub fn towards(self, variant_ratio: f64) -> PlannedMeans {
        PlannedMeans {
            control_mean: self.ratio,
            variant_mean: variant_ratio,
            control_sd: self.unit_sd,
            variant_sd: self.unit_sd,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::MeanLift;
    use proptest::prelude::*;

    fn alpha() -> Proportion {
        Proportion::new(0.05).unwrap()
    }

    #[test]
    fn what_has_no_ratio_is_named() {
        assert_eq!(CrossMoments::of(&[[1.0, 2.0]]).ratio(), Err(NoAnswer::TooFewUnits));
        assert_eq!(CrossMoments::default().ratio(), Err(NoAnswer::TooFewUnits));
        assert_eq!(CrossMoments::of(&[[1.0, 0.0], [2.0, 0.0]]).ratio(), Err(NoAnswer::ZeroDenominator));
        assert_eq!(CrossMoments::of(&[[1.0, 0.0], [2.0, 1.0]]).ratio(), Err(NoAnswer::UncertainDenominator));
        let alike = CrossMoments::of(&[[0.1, 1.0], [0.2, 2.0], [0.3, 3.0], [0.7, 7.0]]);
        assert_eq!(alike.ratio().unwrap().error, 0.0);
        assert_eq!(alike.ratio_interval(alpha(), Alternative::TwoSided), Err(NoAnswer::NoVariation));
        let arms = RatioArms { control: alike, variant: alike };
        assert_eq!(arms.estimate(MeanMethod::Welch), Err(NoAnswer::NoVariation));
        assert_eq!(PlannedRatio::of_baseline(&alike), Err(NoAnswer::NoVariation));
        let sd = [Positive::ONE; 2];
        assert_eq!(PlannedRatio::of_components([1.0, 0.0], sd, 0.0), Err(NoAnswer::ZeroDenominator));
        assert_eq!(PlannedRatio::of_components([1.0, 2.0], sd, 1.5), Err(NoAnswer::NoVariation));
        assert_eq!(PlannedRatio::of_components([1.0, 1.0], sd, 1.0), Err(NoAnswer::NoVariation));
    }

    /// A denominator of 1 everywhere makes the ratio a mean.
    #[test]
    fn over_one_each_a_ratio_is_a_mean() {
        let units = [[3.0, 1.0], [5.0, 1.0], [10.0, 1.0]];
        let mean = crate::stats::Moments::of(&[3.0, 5.0, 10.0]);
        let ratio = CrossMoments::of(&units).ratio().unwrap();
        let expected = ArmEstimate::of_mean(&mean).unwrap();
        assert!((ratio.value - expected.value).abs() < 1e-15 && (ratio.error - expected.error).abs() < 1e-15);
    }

    proptest! {
        #[test]
        fn components_and_units_plan_the_same(
            units in prop::collection::vec((0.0..50.0_f64, 1.0..9.0_f64), 3..60),
        ) {
            let pairs: Vec<[f64; 2]> = units.iter().map(|&(above, below)| [above, below]).collect();
            let moments = CrossMoments::of(&pairs);
            prop_assume!(moments.correlation().is_some_and(|correlation| correlation.abs() < 0.999));
            let sd = |index| Positive::new(moments.covariance(index, index).unwrap().sqrt()).unwrap();
            let direct = PlannedRatio::of_baseline(&moments).unwrap();
            let means = moments.means().unwrap();
            let parts = PlannedRatio::of_components(means, [sd(0), sd(1)], moments.correlation().unwrap()).unwrap();
            prop_assert!((direct.unit_sd.get() / parts.unit_sd.get() - 1.0).abs() < 1e-9);
        }

        #[test]
        fn the_lift_excludes_nothing_the_test_allows(
            control in prop::collection::vec((0.0..50.0_f64, 1.0..9.0_f64), 3..40),
            variant in prop::collection::vec((0.0..50.0_f64, 1.0..9.0_f64), 3..40),
        ) {
            let moments = |units: &[(f64, f64)]| {
                CrossMoments::of(&units.iter().map(|&(above, below)| [above, below]).collect::<Vec<_>>())
            };
            let arms = RatioArms { control: moments(&control), variant: moments(&variant) };
            let effect = arms.estimate(MeanMethod::Welch).unwrap();
            let p_value = effect.test(MeanNull::EQUAL, Alternative::TwoSided).unwrap().p_value;
            let lift = effect.lift_interval(alpha(), Alternative::TwoSided, MeanLift::Fieller).unwrap();
            prop_assume!((p_value - 0.05).abs() > 1e-9);
            prop_assert_eq!(lift.contains(0.0), p_value > 0.05);
        }
    }
}
