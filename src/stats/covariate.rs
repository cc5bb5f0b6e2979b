//! Less noise through a covariate known before the test (CUPED): what a unit did before explains part of what it does
//! during the test, and that part is taken out of both arms alike.
//!
//! Source: Deng, Xu, Kohavi & Walker 2013, "Improving the sensitivity of online controlled experiments by utilizing
//! pre-experiment data", WSDM; for ratios of totals with both ratios made linear as in Deng, Knoblich & Lu 2018.

use super::effect_estimate::{Covaried, welch};
use super::interval::NoAnswer;
use super::joint_moments::{CrossMoments, JointMoments};
use super::ratio::Linearised;
use super::sizing::SizingError;
use super::{ArmEstimate, EffectEstimate, MeanMethod, PlannedMeans};
use crate::quantity::Positive;

/// Metric and covariate of one arm, with the variances and covariance of one unit's contribution to each.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Pair {
    metric: f64,
    covariate: f64,
    metric_variance: f64,
    covariate_variance: f64,
    covariance: f64,
    units: f64,
}

impl Pair {
    /// Both are weighted sums of the numbers of a unit, up to constants.
    fn new<const K: usize>(
        moments: &JointMoments<K>,
        (metric, metric_weights): (f64, [f64; K]),
        (covariate, covariate_weights): (f64, [f64; K]),
    ) -> Result<Self, NoAnswer> {
        let covariance = |one, other| moments.covariance_of_sums(one, other).ok_or(NoAnswer::TooFewUnits);
        Ok(Self {
            metric,
            covariate,
            metric_variance: covariance(metric_weights, metric_weights)?.max(0.0),
            covariate_variance: covariance(covariate_weights, covariate_weights)?.max(0.0),
            covariance: covariance(metric_weights, covariate_weights)?,
            units: moments.count() as f64,
        })
    }

    fn of_means(moments: &CrossMoments) -> Result<Self, NoAnswer> {
        let [metric, covariate] = moments.means().ok_or(NoAnswer::TooFewUnits)?;
        Self::new(moments, (metric, [1.0, 0.0]), (covariate, [0.0, 1.0]))
    }

    fn of_ratios(moments: &JointMoments<4>) -> Result<Self, NoAnswer> {
        let (metric, covariate) = (Linearised::of(moments, 0, 1)?, Linearised::of(moments, 2, 3)?);
        Self::new(moments, (metric.ratio, metric.weights), (covariate.ratio, covariate.weights))
    }

    fn of_ratio_and_mean(moments: &JointMoments<3>) -> Result<Self, NoAnswer> {
        let metric = Linearised::of(moments, 0, 1)?;
        let [_, _, covariate] = moments.means().ok_or(NoAnswer::TooFewUnits)?;
        Self::new(moments, (metric.ratio, metric.weights), (covariate, [0.0, 0.0, 1.0]))
    }

    /// The arm as it would be with a covariate of `centre`.
    fn adjusted(&self, theta: f64, centre: f64) -> ArmEstimate {
        let explained = 2.0 * theta * self.covariance - theta * theta * self.covariate_variance;
        let left = self.metric_variance - explained;
        // What remains after more than twelve digits have cancelled is rounding.
        let left = if left <= 1e-12 * self.metric_variance { 0.0 } else { left };
        ArmEstimate {
            value: self.metric - theta * (self.covariate - centre),
            error: (left / self.units).sqrt(),
            units: self.units,
        }
    }
}

/// Two arms with a covariate of each unit from before the test.
///
/// ```
/// use jalon::stats::{CovariateArms, CrossMoments, MeanMethod};
/// // Revenue during the test and before it.
/// let control = CrossMoments::of(&[[10.0, 8.0], [0.0, 1.0], [25.0, 30.0], [5.0, 4.0]]);
/// let variant = CrossMoments::of(&[[12.0, 7.0], [2.0, 1.0], [35.0, 33.0], [8.0, 6.0]]);
/// let arms = CovariateArms::of_means(&control, &variant).unwrap();
/// let effect = arms.estimate(MeanMethod::Welch).unwrap();
/// // Without the covariate the standard error is 9.
/// assert!(effect.error() < 3.0 && arms.variance_left().unwrap() < 0.1);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CovariateArms {
    control: Pair,
    variant: Pair,
    pooled: Pair,
}

impl CovariateArms {
    /// The metric is a mean; of each unit metric and covariate, in this order.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::TooFewUnits`] for an arm of fewer than two units.
    pub fn of_means(control: &CrossMoments, variant: &CrossMoments) -> Result<Self, NoAnswer> {
        Self::new(control, variant, Pair::of_means)
    }

    /// Metric and covariate are ratios of totals; of each unit numerator, denominator, and the covariate's numerator and
    /// denominator, in this order.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::TooFewUnits`], [`NoAnswer::ZeroDenominator`], [`NoAnswer::UncertainDenominator`].
    pub fn of_ratios(control: &JointMoments<4>, variant: &JointMoments<4>) -> Result<Self, NoAnswer> {
        Self::new(control, variant, Pair::of_ratios)
    }

    /// The metric is a ratio of totals, the covariate a mean; of each unit numerator, denominator and covariate.
    ///
    /// # Errors
    ///
    /// As [`of_ratios`](Self::of_ratios).
    pub fn of_ratio_and_mean(control: &JointMoments<3>, variant: &JointMoments<3>) -> Result<Self, NoAnswer> {
        Self::new(control, variant, Pair::of_ratio_and_mean)
    }

    fn new<const K: usize>(
        control: &JointMoments<K>,
        variant: &JointMoments<K>,
        pair: impl Fn(&JointMoments<K>) -> Result<Pair, NoAnswer>,
    ) -> Result<Self, NoAnswer> {
        let pooled = control.merged(variant);
        Ok(Self { control: pair(control)?, variant: pair(variant)?, pooled: pair(&pooled)? })
    }

    /// How much the metric moves with the covariate, from both arms together.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::ConstantCovariate`] when the covariate does not vary.
    pub fn theta(&self) -> Result<f64, NoAnswer> {
        let theta = self.pooled.covariance / self.pooled.covariate_variance;
        theta.is_finite().then_some(theta).ok_or(NoAnswer::ConstantCovariate)
    }

    /// The share of the variance that the covariate leaves, 1 − ρ²: what a sizing with this covariate is multiplied by.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::ConstantCovariate`]; [`NoAnswer::NoVariation`] when the metric itself does not vary.
    pub fn variance_left(&self) -> Result<f64, NoAnswer> {
        let explained = self.theta()? * self.pooled.covariance / self.pooled.metric_variance;
        if explained.is_finite() { Ok((1.0 - explained).max(0.0)) } else { Err(NoAnswer::NoVariation) }
    }

    /// Control and variant as they would be had both the covariate of all units together.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::ConstantCovariate`].
    pub fn adjusted(&self) -> Result<(ArmEstimate, ArmEstimate), NoAnswer> {
        let (theta, centre) = (self.theta()?, self.pooled.covariate);
        Ok((self.control.adjusted(theta, centre), self.variant.adjusted(theta, centre)))
    }

    /// The adjusted effect: Welch's t on the adjusted units. The lift divides by the **unadjusted** control, which is the
    /// number people know, and keeps the covariance between the two.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::ConstantCovariate`]; [`NoAnswer::NoVariation`] when the covariate explains everything.
    pub fn estimate(&self, method: MeanMethod) -> Result<EffectEstimate, NoAnswer> {
        let theta = self.theta()?;
        let (control, variant) = self.adjusted()?;
        // Judges what cannot be judged, and pools where the method does.
        let apart = EffectEstimate::of_arms(control, variant, method)?;
        let covariance = -(self.control.metric_variance - theta * self.control.covariance) / self.control.units;
        let numbers = Covaried {
            effect: variant.value - control.value,
            effect_variance: apart.error() * apart.error(),
            control: self.control.metric,
            control_variance: self.control.metric_variance / self.control.units,
            covariance,
        };
        let freedom = (method == MeanMethod::Welch).then(|| welch(control, variant)).or(apart.degrees_of_freedom());
        EffectEstimate::of_covaried(numbers, freedom, method)
    }
}

impl PlannedMeans {
    /// The same plan for an analysis with a covariate that correlates with the metric by `correlation`: the standard
    /// deviations that remain, √(1 − ρ²) of what they were.
    ///
    /// The correlation should come from a window as long as the test.
    ///
    /// # Errors
    ///
    /// [`SizingError::NoEffect`] for a correlation of −1 or 1 or beyond, which would leave nothing to test by.
    ///
    /// ```
    /// use jalon::{quantity::Positive, stats::PlannedMeans};
    /// let sd = Positive::new(40.0).unwrap();
    /// let plan = PlannedMeans { control_mean: 25.0, variant_mean: 26.0, control_sd: sd, variant_sd: sd };
    /// assert_eq!(plan.with_covariate(0.6).unwrap().control_sd.get(), 32.0);
    /// ```
    pub fn with_covariate(self, correlation: f64) -> Result<Self, SizingError> {
        let left = ((1.0 - correlation) * (1.0 + correlation)).sqrt();
        let less = |sd: Positive| Positive::new(sd.get() * left).map_err(|_| SizingError::NoEffect);
        Ok(Self { control_sd: less(self.control_sd)?, variant_sd: less(self.variant_sd)?, ..self })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Proportion;
    use crate::stats::draws::Stream;
    use crate::stats::{Alternative, MeanArms, MeanLift, MeanNull, Moments, normal};

    fn plan(sd: f64) -> PlannedMeans {
        let sd = Positive::new(sd).unwrap();
        PlannedMeans { control_mean: 1.0, variant_mean: 2.0, control_sd: sd, variant_sd: sd }
    }

    #[test]
    fn what_a_covariate_cannot_do_is_named() {
        let flat = CrossMoments::of(&[[1.0, 5.0], [2.0, 5.0], [4.0, 5.0]]);
        let arms = CovariateArms::of_means(&flat, &flat).unwrap();
        assert_eq!(arms.estimate(MeanMethod::Welch), Err(NoAnswer::ConstantCovariate));
        assert_eq!(arms.variance_left(), Err(NoAnswer::ConstantCovariate));
        let copy = CrossMoments::of(&[[1.0, 1.0], [2.0, 2.0], [4.0, 4.0]]);
        let arms = CovariateArms::of_means(&copy, &copy).unwrap();
        assert_eq!(arms.estimate(MeanMethod::Welch), Err(NoAnswer::NoVariation));
        assert_eq!(CovariateArms::of_means(&copy, &CrossMoments::of(&[[1.0, 1.0]])), Err(NoAnswer::TooFewUnits));
        for correlation in [1.0, -1.0, 1.5, f64::NAN] {
            assert_eq!(plan(2.0).with_covariate(correlation), Err(SizingError::NoEffect));
        }
    }

    /// A covariate without any correlation changes nothing.
    #[test]
    fn a_covariate_that_explains_nothing_changes_nothing() {
        let units = [[1.0, 1.0], [1.0, -1.0], [5.0, 1.0], [5.0, -1.0]];
        let control = CrossMoments::of(&units);
        let variant = CrossMoments::of(&units.map(|[metric, covariate]| [metric * 1.5, covariate]));
        let adjusted = CovariateArms::of_means(&control, &variant).unwrap();
        assert!(adjusted.theta().unwrap().abs() < 1e-15);
        let plain = MeanArms { control: control.single(0).unwrap(), variant: variant.single(0).unwrap() };
        let alpha = Proportion::new(0.05).unwrap();
        let [one, other] = [adjusted.estimate(MeanMethod::Welch).unwrap(), plain.estimate(MeanMethod::Welch).unwrap()]
            .map(|effect| {
                let lift = effect.lift_interval(alpha, Alternative::TwoSided, MeanLift::Delta).unwrap();
                (effect.difference(), lift.low().value().unwrap(), effect.error())
            });
        assert!((one.0 - other.0).abs() < 1e-14 && (one.1 - other.1).abs() < 1e-13 && (one.2 - other.2).abs() < 1e-14);
    }

    /// Draws of two arms of 200 units with a correlation of about 0.8: the standard errors of difference and lift, and the
    /// share of variance left, are those seen over many tests.
    #[test]
    fn standard_errors_are_what_repetition_shows() {
        const TESTS: usize = 2_000;
        let mut stream = Stream::named(11, "covariate");
        let mut draw = || normal::quantile(stream.uniform());
        let mut arm = |shift: f64| {
            let mut moments = CrossMoments::default();
            for _ in 0..200 {
                let before = draw();
                moments.push([5.0 + shift + 1.6 * before + 1.2 * draw(), before]);
            }
            moments
        };
        let (mut differences, mut lifts) = (Moments::default(), Moments::default());
        let (mut errors, mut lift_errors, mut left) = (Moments::default(), Moments::default(), Moments::default());
        for _ in 0..TESTS {
            let arms = CovariateArms::of_means(&arm(0.0), &arm(0.5)).unwrap();
            let effect = arms.estimate(MeanMethod::Welch).unwrap();
            differences.push(effect.difference());
            lifts.push(effect.lift().unwrap());
            errors.push(effect.error());
            lift_errors.push(effect.lift_error().unwrap());
            left.push(arms.variance_left().unwrap());
        }
        let room = 4.0 / (2.0 * TESTS as f64).sqrt();
        let ratio = |seen: &Moments, said: &Moments| seen.standard_deviation().unwrap() / said.mean().unwrap();
        assert!((ratio(&differences, &errors) - 1.0).abs() < room);
        assert!((ratio(&lifts, &lift_errors) - 1.0).abs() < room);
        assert!((left.mean().unwrap() - 0.36).abs() < 0.02, "1 − ρ² = 1.44/4");
    }

    #[test]
    fn the_test_does_not_hang_on_the_covariates_origin() {
        let control = [[10.0, 8.0], [0.0, 1.0], [25.0, 30.0], [5.0, 4.0]];
        let variant = [[12.0, 7.0], [2.0, 1.0], [35.0, 33.0], [8.0, 6.0]];
        let p_value = |shift: f64| {
            let arm = |units: [[f64; 2]; 4]| CrossMoments::of(&units.map(|[one, other]| [one, other + shift]));
            let arms = CovariateArms::of_means(&arm(control), &arm(variant)).unwrap();
            arms.estimate(MeanMethod::Welch).unwrap().test(MeanNull::EQUAL, Alternative::TwoSided).unwrap().p_value
        };
        assert!((p_value(0.0) / p_value(1e6) - 1.0).abs() < 1e-7);
    }
}
