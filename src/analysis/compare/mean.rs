use super::estimated::{Estimated, described};
use super::family::compare;
use super::{CompareError, NamedArm, Question};
use crate::analysis::effect::MetricResult;
use crate::metric::MetricKind;
use crate::stats::{ArmEstimate, MeanArms, Moments};

/// The statistic of a comparison of two means, ratios of totals or quantiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum MeanChoice {
    /// Welch's t for test and difference, Fieller's interval from the same t for the lift: the three never disagree.
    #[default]
    Fieller,
    /// Welch's t with the symmetric interval of the lift that the delta method gives.
    Delta,
    /// Welch's t with the delta method on the logarithm of the ratio.
    LogDelta,
    /// The normal in place of Student's t, with Fieller's interval of the lift.
    Z,
}

/// Compares the mean of each variant with the control's, which comes first: Welch's t for the difference, Fieller's
/// interval from the same t for the lift, unless the question names another method.
///
/// # Errors
///
/// [`CompareError`], among others [`CompareError::TooFewUnits`] for an arm of fewer than two units.
pub fn compare_means(arms: &[NamedArm<Moments>], question: &Question) -> Result<MetricResult, CompareError> {
    let choice = question.mean_method;
    let describe = |arm: &NamedArm<Moments>, own| {
        let units = arm.observed.count();
        match (arm.observed.mean(), ArmEstimate::of_mean(&arm.observed)) {
            (Some(mean), Ok(estimate)) => Ok(described(units, mean, Ok(estimate), own, None)),
            _ => Err(CompareError::TooFewUnits { arm: arm.name.clone(), units }),
        }
    };
    compare(MetricKind::Mean, arms, question, describe, |&control, &variant| {
        let effect = MeanArms { control, variant }.estimate(choice.method());
        Estimated::new(effect, [control.mean(), variant.mean()], choice)
    })
}
