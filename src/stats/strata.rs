//! Post-stratification: the effect within each group of like units (device, country), weighted by the size of the group.
//!
//! Source: Miratrix, Sekhon & Yu 2013, "Adjusting treatment effect estimates by post-stratification in randomized
//! experiments", *JRSS B* 75:369–396.

use super::effect_estimate::Covaried;
use super::interval::NoAnswer;
use super::{EffectEstimate, MeanArms, MeanMethod, Moments};

/// The effect adjusted for strata known before the test, judged by the normal.
///
/// Each stratum weighs as many of all units as it has in both arms together. The lift divides by the control mean as it
/// is, not adjusted, and keeps the covariance.
///
/// # Errors
///
/// [`NoAnswer::TooFewUnits`] without strata, or where a stratum has fewer than two units in an arm;
/// [`NoAnswer::NoVariation`] when all units of a stratum and arm are alike, in all of them.
///
/// ```
/// use jalon::stats::{MeanArms, Moments, post_stratified};
/// let arms = |control: &[f64], variant: &[f64]| MeanArms { control: Moments::of(control), variant: Moments::of(variant) };
/// let phones = arms(&[1.0, 2.0, 3.0], &[2.0, 3.0, 4.0, 5.0]);
/// let desktops = arms(&[11.0, 12.0, 14.0], &[13.0, 15.0]);
/// let effect = post_stratified(&[phones, desktops]).unwrap();
/// assert!((effect.difference() - (7.0 * 1.5 + 5.0 * (14.0 - 37.0 / 3.0)) / 12.0).abs() < 1e-12);
/// ```
pub fn post_stratified(strata: &[MeanArms]) -> Result<EffectEstimate, NoAnswer> {
    let mut control = Moments::default();
    strata.iter().for_each(|stratum| control.merge(&stratum.control));
    let units = |arm: &Moments| arm.count() as f64;
    let all: f64 = strata.iter().map(|stratum| units(&stratum.control) + units(&stratum.variant)).sum();
    let (Some(control_mean), Some(control_variance)) = (control.mean(), control.variance()) else {
        return Err(NoAnswer::TooFewUnits);
    };
    let (mut effect, mut effect_variance, mut covariance) = (0.0, 0.0, 0.0);
    for stratum in strata {
        let ([from, from_variance], [to, to_variance]) =
            (mean_and_error(stratum.control)?, mean_and_error(stratum.variant)?);
        let weight = (units(&stratum.control) + units(&stratum.variant)) / all;
        effect += weight * (to - from);
        effect_variance += weight * weight * (from_variance + to_variance);
        covariance -= weight * (units(&stratum.control) / units(&control)) * from_variance;
    }
    let numbers = Covaried {
        effect,
        effect_variance,
        control: control_mean,
        control_variance: control_variance / units(&control),
        covariance,
    };
    EffectEstimate::of_covaried(numbers, None, MeanMethod::Z)
}

/// Mean of an arm and the square of its standard error.
fn mean_and_error(arm: Moments) -> Result<[f64; 2], NoAnswer> {
    match (arm.mean(), arm.variance()) {
        (Some(mean), Some(variance)) => Ok([mean, variance / arm.count() as f64]),
        _ => Err(NoAnswer::TooFewUnits),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arms(control: &[f64], variant: &[f64]) -> MeanArms {
        MeanArms { control: Moments::of(control), variant: Moments::of(variant) }
    }

    #[test]
    fn strata_without_an_answer_are_named() {
        assert_eq!(post_stratified(&[]), Err(NoAnswer::TooFewUnits));
        let full = arms(&[1.0, 2.0], &[2.0, 4.0]);
        assert_eq!(post_stratified(&[full, arms(&[1.0], &[2.0, 3.0])]), Err(NoAnswer::TooFewUnits));
        assert_eq!(post_stratified(&[arms(&[1.0, 1.0], &[2.0, 2.0])]), Err(NoAnswer::NoVariation));
    }

    #[test]
    fn one_stratum_is_no_stratification() {
        let all = arms(&[1.0, 5.0, 4.0], &[2.0, 3.0, 9.0, 6.0]);
        let (one, plain) = (post_stratified(&[all]).unwrap(), all.estimate(MeanMethod::Z).unwrap());
        assert!((one.difference() - plain.difference()).abs() < 1e-15);
        assert!((one.error() - plain.error()).abs() < 1e-15);
        assert!((one.lift_error().unwrap() - plain.lift_error().unwrap()).abs() < 1e-15);
    }

    /// Strata far apart, each without much spread: nearly all of the noise is explained.
    #[test]
    fn strata_that_differ_take_noise_away() {
        let strata = [arms(&[1.0, 2.0, 1.5], &[1.5, 2.5]), arms(&[101.0, 102.0], &[101.5, 102.5, 102.2])];
        let plain = arms(&[1.0, 2.0, 1.5, 101.0, 102.0], &[1.5, 2.5, 101.5, 102.5, 102.2]);
        assert!(post_stratified(&strata).unwrap().error() < 0.05 * plain.estimate(MeanMethod::Z).unwrap().error());
    }
}
