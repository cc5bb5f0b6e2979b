//! Regression on a covariate with standard errors that do not assume equal variances: Lin's with interactions, and plain
//! analysis of covariance.

use super::effect_estimate::Covaried;
use super::interval::NoAnswer;
use super::joint_moments::CrossMoments;
use super::{EffectEstimate, MeanMethod};

/// Which regression adjusts the effect. Both are judged by the normal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Regression {
    /// On the arm, the centred covariate and their product, with HC2 standard errors. Never less precise than no
    /// adjustment in large samples. Source: Lin 2013, *Annals of Applied Statistics* 7:295–318.
    Interacted,
    /// On the arm and the covariate (ANCOVA), with HC1 standard errors.
    Common,
}

/// Metric and covariate of each unit in two arms, as they were measured: the standard errors need every unit.
///
/// ```
/// use jalon::stats::{Regression, RegressionArms};
/// let control = [[10.0, 8.0], [0.0, 1.0], [25.0, 30.0], [5.0, 4.0]];
/// let variant = [[12.0, 7.0], [2.0, 1.0], [35.0, 33.0], [8.0, 6.0]];
/// let arms = RegressionArms { control: &control, variant: &variant };
/// assert!(arms.estimate(Regression::Interacted).unwrap().error() < 2.0);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RegressionArms<'a> {
    /// What is there today: metric and covariate of each unit.
    pub control: &'a [[f64; 2]],
    /// What might replace it.
    pub variant: &'a [[f64; 2]],
}

/// The straight line through one arm.
struct Line {
    means: [f64; 2],
    slope: f64,
    /// Centred sum of squares of the covariate.
    squares: f64,
    metric_variance: f64,
    covariance: f64,
    units: f64,
}

impl Line {
    fn through(moments: &CrossMoments) -> Result<Self, NoAnswer> {
        let parts = (moments.means(), moments.covariance(0, 0), moments.covariance(0, 1), moments.covariance(1, 1));
        let (Some(means), Some(metric_variance), Some(covariance), Some(variance)) = parts else {
            return Err(NoAnswer::TooFewUnits);
        };
        if moments.count() < 3 {
            return Err(NoAnswer::TooFewUnits);
        }
        if variance <= 0.0 {
            return Err(NoAnswer::ConstantCovariate);
        }
        let units = moments.count() as f64;
        let (slope, squares) = (covariance / variance, variance * (units - 1.0));
        Ok(Self { means, slope, squares, metric_variance, covariance, units })
    }

    /// The variance of the height of this line at `centre`, each unit with its own squared residual, grown by its leverage.
    fn variance_at(&self, centre: f64, units: &[[f64; 2]]) -> f64 {
        let reach = (centre - self.means[1]) / self.squares;
        let parts = units.iter().map(|[metric, covariate]| {
            let apart = covariate - self.means[1];
            let residual = metric - self.means[0] - self.slope * apart;
            let leverage = 1.0 / self.units + apart * apart / self.squares;
            let weight = 1.0 / self.units + reach * apart;
            // A unit of leverage 1 pulls the line through itself and tells nothing of the noise.
            if leverage >= 1.0 - 1e-12 { 0.0 } else { (weight * residual).powi(2) / (1.0 - leverage) }
        });
        parts.sum()
    }

    fn at(&self, centre: f64) -> f64 {
        self.means[0] + self.slope * (centre - self.means[1])
    }
}

impl RegressionArms<'_> {
    /// The adjusted effect, judged by the normal. The lift divides by the unadjusted control mean and keeps the covariance.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::TooFewUnits`] for an arm of fewer than three units, [`NoAnswer::ConstantCovariate`] when the covariate does
    /// not vary within an arm, [`NoAnswer::NoVariation`] when the regression leaves no noise.
    pub fn estimate(&self, regression: Regression) -> Result<EffectEstimate, NoAnswer> {
        let (control, variant) = (CrossMoments::of(self.control), CrossMoments::of(self.variant));
        let lines = (Line::through(&control)?, Line::through(&variant)?);
        let (effect, effect_variance, slope) = match regression {
            Regression::Interacted => self.interacted(&lines, &control.merged(&variant))?,
            Regression::Common => self.common(&lines),
        };
        let (control, _) = lines;
        let scale = control.metric_variance / control.units;
        if effect_variance <= 1e-24 * scale {
            return Err(NoAnswer::NoVariation);
        }
        let numbers = Covaried {
            effect,
            effect_variance,
            control: control.means[0],
            control_variance: scale,
            covariance: (slope * control.covariance - control.metric_variance) / control.units,
        };
        EffectEstimate::of_covaried(numbers, None, MeanMethod::Z)
    }

    /// Both lines read at the covariate's mean over all units. The slope that the control mean is adjusted with in effect is
    /// the two slopes', each weighted by the share of the other arm.
    fn interacted(&self, (control, variant): &(Line, Line), all: &CrossMoments) -> Result<(f64, f64, f64), NoAnswer> {
        let [_, centre] = all.means().ok_or(NoAnswer::TooFewUnits)?;
        let effect = variant.at(centre) - control.at(centre);
        let variance = control.variance_at(centre, self.control) + variant.variance_at(centre, self.variant);
        let total = control.units + variant.units;
        let slope = (control.slope * variant.units + variant.slope * control.units) / total;
        Ok((effect, variance, slope))
    }

    /// One slope within the arms. The arm, once the covariate is partialled out of it, carries the whole standard error
    /// (Frisch & Waugh 1933).
    fn common(&self, (control, variant): &(Line, Line)) -> (f64, f64, f64) {
        let within = control.squares + variant.squares;
        let slope = (control.slope * control.squares + variant.slope * variant.squares) / within;
        let (apart, total) = (variant.means[1] - control.means[1], control.units + variant.units);
        let effect = variant.means[0] - control.means[0] - slope * apart;
        // Weights of the units in the effect: ±1/n of their arm less what the covariate takes back.
        let part = |line: &Line, units: &[[f64; 2]], sign: f64| -> f64 {
            let squares = units.iter().map(|[metric, covariate]| {
                let from_mean = covariate - line.means[1];
                let weight = sign / line.units - apart * from_mean / within;
                (weight * (metric - line.means[0] - slope * from_mean)).powi(2)
            });
            squares.sum()
        };
        let variance = part(control, self.control, -1.0) + part(variant, self.variant, 1.0);
        (effect, variance * total / (total - 3.0), slope)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{CovariateArms, MeanArms};

    const CONTROL: [[f64; 2]; 5] = [[10.0, 8.0], [0.0, 1.0], [25.0, 30.0], [5.0, 4.0], [9.0, 3.0]];
    const VARIANT: [[f64; 2]; 4] = [[12.0, 7.0], [2.0, 1.0], [35.0, 33.0], [8.0, 6.0]];

    #[test]
    fn what_cannot_be_regressed_is_named() {
        let estimate = |control: &[[f64; 2]], regression| {
            RegressionArms { control, variant: &VARIANT }.estimate(regression).map(|effect| effect.difference())
        };
        for regression in [Regression::Interacted, Regression::Common] {
            assert_eq!(estimate(&CONTROL[..2], regression), Err(NoAnswer::TooFewUnits));
            assert_eq!(estimate(&[[1.0, 2.0], [2.0, 2.0], [3.0, 2.0]], regression), Err(NoAnswer::ConstantCovariate));
        }
        let straight = [[1.0, 1.0], [2.0, 2.0], [4.0, 4.0]];
        let arms = RegressionArms { control: &straight, variant: &straight };
        assert_eq!(arms.estimate(Regression::Common), Err(NoAnswer::NoVariation));
    }

    /// In large samples all adjustments with one covariate are the same; here they are at least near, and better than none.
    #[test]
    fn adjustments_agree_roughly() {
        let arms = RegressionArms { control: &CONTROL, variant: &VARIANT };
        let (control, variant) = (CrossMoments::of(&CONTROL), CrossMoments::of(&VARIANT));
        let cuped = CovariateArms::of_means(&control, &variant).unwrap().estimate(MeanMethod::Welch).unwrap();
        let plain = MeanArms { control: control.single(0).unwrap(), variant: variant.single(0).unwrap() };
        let plain = plain.estimate(MeanMethod::Welch).unwrap();
        for regression in [Regression::Interacted, Regression::Common] {
            let effect = arms.estimate(regression).unwrap();
            assert!((effect.difference() - cuped.difference()).abs() < 2.0 * cuped.error(), "{regression:?}");
            assert!(effect.error() < plain.error() && effect.lift_error() < plain.lift_error());
            assert_eq!(effect.control(), plain.control());
        }
    }
}
