use super::family::{Described, ObservedPair, compare};
use super::{CompareError, NamedArm, Question};
use crate::analysis::effect::MetricResult;
use crate::metric::MetricKind;
use crate::plan::PointHypothesis;
use crate::quantity::Proportion;
use crate::stats::{Alternative, Interval, MeanArms, MeanMethod, MeanNull, Method, Moments, NoAnswer, Test};

/// Compares the mean of each variant with the control's, which comes first: Welch's t for the difference, Fieller's
/// interval from the same t for the lift.
///
/// # Errors
///
/// [`CompareError`], among others [`CompareError::TooFewUnits`] for an arm of fewer than two units.
pub fn compare_means(arms: &[NamedArm<Moments>], question: &Question) -> Result<MetricResult, CompareError> {
    let pair = |&control: &Moments, &variant: &Moments| Means { arms: MeanArms { control, variant } };
    compare(MetricKind::Mean, arms, question, described, pair)
}

fn described(arm: &NamedArm<Moments>, own: Proportion) -> Result<Described, CompareError> {
    let units = arm.observed.count();
    match (arm.observed.mean(), arm.observed.variance()) {
        // Where all units are alike the correlations have no meaning, and the correction falls back on Bonferroni.
        (Some(estimate), Some(variance)) => Ok(Described {
            units,
            estimate,
            interval: arm.observed.interval(own, Alternative::TwoSided).ok(),
            information: units as f64 / variance,
        }),
        _ => Err(CompareError::TooFewUnits { arm: arm.name.clone(), units }),
    }
}

struct Means {
    arms: MeanArms,
}

impl ObservedPair for Means {
    fn difference(&self) -> Option<f64> {
        let (control, variant) = self.means()?;
        Some(variant - control)
    }

    fn lift(&self) -> Option<f64> {
        let (control, variant) = self.means().filter(|(control, _)| *control != 0.0)?;
        Some((variant - control) / control)
    }

    fn difference_interval(&self, alpha: Proportion) -> Result<Interval, NoAnswer> {
        self.arms.difference_interval(alpha, Alternative::TwoSided, MeanMethod::Welch)
    }

    fn lift_interval(&self, alpha: Proportion) -> Result<Interval, NoAnswer> {
        self.arms.lift_interval(alpha, Alternative::TwoSided, MeanMethod::Welch)
    }

    fn test(&self, null: PointHypothesis, alternative: Alternative) -> Result<Test, NoAnswer> {
        let null = match null {
            PointHypothesis::Equal => MeanNull::EQUAL,
            PointHypothesis::Difference(margin) => MeanNull::Difference(margin),
            PointHypothesis::Lift(margin) => MeanNull::Lift(margin),
        };
        self.arms.test(null, alternative, MeanMethod::Welch)
    }

    fn method(&self) -> Method {
        Method::Welch
    }
}

impl Means {
    fn means(&self) -> Option<(f64, f64)> {
        self.arms.control.mean().zip(self.arms.variant.mean())
    }
}
