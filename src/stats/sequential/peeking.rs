//! What looking does to a test that was planned without looks.

use super::boundary::{EfficacyRule, Lower, Rules, Upper};
use super::error::SequentialError;
use super::information::check_growth;
use crate::quantity::{Proportion, Share};
use crate::stats::{Sides, normal};

/// Returns the chance that at least one of several looks flags where there is no effect, when each is judged by its own bound.
///
/// `information` need not end at 1: only the ratios count. `critical` is the bound of each look on the z scale; with two sides
/// its mirror image flags too. Armitage, McPherson & Rowe, JRSS A 132, 1969.
///
/// # Errors
///
/// [`SequentialError::NoLooks`], [`SequentialError::TooManyLooks`], [`SequentialError::NotAShareOfInformation`],
/// [`SequentialError::InformationDoesNotGrow`], [`SequentialError::WrongNumberOfValues`] unless each look has one bound,
/// [`SequentialError::ParameterOutOfRange`] for a bound that is not finite, or below 0 with two sides.
///
/// ```
/// use jalon::stats::{Sides, false_flag_rate};
/// // Five looks at the level .05: Armitage, McPherson & Rowe 1969, table 2, have .142.
/// let looks = [1.0, 2.0, 3.0, 4.0, 5.0];
/// let rate = false_flag_rate(&looks, &[1.959_963_984_540_054; 5], Sides::Two).unwrap();
/// assert!((rate.get() - 0.142).abs() < 5e-4);
/// ```
pub fn false_flag_rate(information: &[f64], critical: &[f64], sides: Sides) -> Result<Share, SequentialError> {
    let largest = information.iter().copied().fold(0.0, f64::max);
    let shares: Vec<f64> = information.iter().map(|share| share / largest).collect();
    check_growth(if largest > 0.0 { &shares } else { information })?;
    if critical.len() != shares.len() {
        return Err(SequentialError::WrongNumberOfValues { given: critical.len(), expected: shares.len() });
    }
    let mirrored = sides == Sides::Two;
    let out_of_range = |bound: &&f64| !bound.is_finite() || (mirrored && **bound < 0.0);
    if let Some(&value) = critical.iter().find(out_of_range) {
        return Err(SequentialError::ParameterOutOfRange { value });
    }
    let uppers = critical.iter().map(|bound| Upper::At(Some(*bound))).collect();
    let rules = Rules { information: &shares, mirrored, drift: 0.0 };
    let traced = rules.trace(&EfficacyRule::Each(uppers), &vec![Lower::None; shares.len()])?;
    let one_side = traced.chance_above(0.0);
    let rate = if mirrored { 2.0 * one_side } else { one_side };
    Share::new(rate.clamp(0.0, 1.0)).map_err(|_| SequentialError::ParameterOutOfRange { value: rate })
}

/// Returns the same chance when every look is judged at the same level, both sides together.
///
/// # Errors
///
/// As [`false_flag_rate`].
///
/// ```
/// use jalon::{quantity::Proportion, stats::{Sides, looks_at_level}};
/// // Four weeks of daily looks at a "95 % chance to beat the control", on either side: 46 % of tests without effect flag.
/// let days: Vec<f64> = (1..=28).map(f64::from).collect();
/// let rate = looks_at_level(&days, Proportion::new(0.10).unwrap(), Sides::Two).unwrap();
/// assert_eq!((rate.get() * 100.0).round(), 46.0);
/// ```
pub fn looks_at_level(information: &[f64], level: Proportion, sides: Sides) -> Result<Share, SequentialError> {
    let critical = normal::upper_quantile(sides.level(level.get()));
    false_flag_rate(information, &vec![critical; information.len()], sides)
}

/// Returns what a p-value of a test planned without looks is worth when it was the smallest of these looks: the chance, without
/// effect, that the smallest p-value of so many looks is this small. It is no smaller than the p-value itself.
///
/// # Errors
///
/// As [`false_flag_rate`].
///
/// ```
/// use jalon::{quantity::Proportion, stats::{Sides, worth_after_looks}};
/// let p_value = Proportion::new(0.03).unwrap();
/// assert!((worth_after_looks(p_value, &[0.4], Sides::Two).unwrap().get() - 0.03).abs() < 1e-12);
/// assert!(worth_after_looks(p_value, &[0.1, 0.2, 0.3, 0.4], Sides::Two).unwrap().get() > 0.07);
/// ```
pub fn worth_after_looks(p_value: Proportion, information: &[f64], sides: Sides) -> Result<Share, SequentialError> {
    looks_at_level(information, p_value, sides)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rate(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    /// Armitage, McPherson & Rowe 1969, table 2: looks at two-sided levels .05 and .01.
    #[test]
    fn repeated_tests_of_armitage_mcpherson_and_rowe() {
        for (looks, at_5, at_1) in [(1, 0.050, 0.010), (2, 0.083, 0.018), (5, 0.142, 0.033), (10, 0.193, 0.047)] {
            let information: Vec<f64> = (1..=looks).map(f64::from).collect();
            let found = |level| looks_at_level(&information, rate(level), Sides::Two).unwrap().get();
            assert!((found(0.05) - at_5).abs() < 5.1e-4, "{looks}: {}", found(0.05));
            assert!((found(0.01) - at_1).abs() < 5.1e-4, "{looks}: {}", found(0.01));
        }
    }

    #[test]
    fn looks_that_cannot_be_are_named() {
        let flags = |information: &[f64], critical: &[f64]| false_flag_rate(information, critical, Sides::Two);
        assert_eq!(flags(&[], &[]), Err(SequentialError::NoLooks));
        assert!(matches!(flags(&[0.0], &[2.0]), Err(SequentialError::NotAShareOfInformation { look: 1, .. })));
        assert!(matches!(flags(&[2.0, 1.0], &[2.0; 2]), Err(SequentialError::InformationDoesNotGrow { look: 2, .. })));
        assert_eq!(flags(&[1.0], &[]), Err(SequentialError::WrongNumberOfValues { given: 0, expected: 1 }));
        assert_eq!(flags(&[1.0], &[-1.0]), Err(SequentialError::ParameterOutOfRange { value: -1.0 }));
        assert!(flags(&[f64::NAN], &[2.0]).is_err());
        assert!(flags(&[f64::INFINITY], &[2.0]).is_err());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn more_looks_flag_more_and_never_more_than_all_of_them_apart(
            gains in prop::collection::vec(0.01..1.0_f64, 1..8), level in 0.001..0.3_f64,
        ) {
            let mut total = 0.0;
            let information: Vec<f64> = gains.iter().map(|gain| { total += gain; total }).collect();
            let found = |looks: usize| looks_at_level(&information[..looks], rate(level), Sides::Two).unwrap().get();
            for looks in 1..=information.len() {
                prop_assert!(found(looks) >= level * (1.0 - 1e-12));
                prop_assert!(found(looks) <= (level * looks as f64).min(1.0) * (1.0 + 1e-12));
                prop_assert!(looks == 1 || found(looks) > found(looks - 1));
            }
        }
    }
}
