//! Whether effects measured in separate groups differ by more than chance.

use super::{NoAnswer, chi_squared, normal};
use crate::quantity::Proportion;

/// An effect measured in one group, apart from all others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GroupEffect {
    /// The effect, in any unit that all groups share.
    pub estimate: f64,
    /// Its standard error, above 0.
    pub error: f64,
}

/// The standard error that an interval with these ends and this two-sided risk was made with, where it was a normal one: half the
/// width over the normal's quantile. None unless it is a number above 0.
///
/// # Source
///
/// Higgins and others, *Cochrane Handbook for Systematic Reviews of Interventions*, version 6.5, 2024, § 6.3.1.
///
/// ```
/// use jalon::{quantity::Proportion, stats::error_of_interval};
/// let error = error_of_interval(-0.96, 2.96, Proportion::new(0.05).unwrap()).unwrap();
/// assert!((error - 1.0).abs() < 2e-5);
/// ```
#[must_use]
pub fn error_of_interval(low: f64, high: f64, alpha: Proportion) -> Option<f64> {
    // Halved first, so that the width of the widest doubles is one.
    let error = (high / 2.0 - low / 2.0) / normal::upper_quantile(alpha.get() / 2.0);
    (error.is_finite() && error > 0.0).then_some(error)
}

/// Cochran's test that all groups have one effect.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Heterogeneity {
    /// Q: the squared distances from the common effect, each over its own variance.
    pub statistic: f64,
    /// Groups less one.
    pub degrees_of_freedom: u32,
    /// Chance of a Q at least as large where all groups have one effect.
    pub p_value: f64,
    /// The common effect: the mean, each group weighted by one over its variance.
    pub common: f64,
    /// I²: the share of what lies between the estimates that chance does not explain, from 0 to 1.
    pub share_beyond_chance: f64,
}

/// Tests whether separate groups, such as segments of one experiment, have different effects.
///
/// Q follows a chi-squared distribution where the estimates are close to normal, with as many degrees of freedom as groups less
/// one. Groups must not share units.
///
/// # Errors
///
/// [`NoAnswer::TooFewUnits`] for fewer than two groups; [`NoAnswer::NoVariation`] for an error that is not above 0, or a number
/// that is none.
///
/// # Source
///
/// Cochran 1954, "The combination of estimates from different experiments", *Biometrics* 10:101–129; I² of Higgins & Thompson
/// 2002, *Statistics in Medicine* 21:1539–1558.
///
/// ```
/// use jalon::stats::{GroupEffect, heterogeneity};
/// let groups = [GroupEffect { estimate: 0.02, error: 0.01 }, GroupEffect { estimate: 0.06, error: 0.01 }];
/// let found = heterogeneity(&groups).unwrap();
/// assert!((found.statistic - 8.0).abs() < 1e-12 && (found.common - 0.04).abs() < 1e-12);
/// assert!(found.p_value < 0.005);
/// ```
pub fn heterogeneity(groups: &[GroupEffect]) -> Result<Heterogeneity, NoAnswer> {
    let degrees_of_freedom = u32::try_from(groups.len()).unwrap_or(u32::MAX).saturating_sub(1);
    if degrees_of_freedom == 0 {
        return Err(NoAnswer::TooFewUnits);
    }
    let usable = |group: &GroupEffect| group.estimate.is_finite() && group.error.is_finite() && group.error > 0.0;
    if !groups.iter().all(usable) {
        return Err(NoAnswer::NoVariation);
    }
    // Only the ratios of the errors weigh, so the smallest is made 1: squares of tiny errors would vanish.
    let smallest = groups.iter().map(|group| group.error).fold(f64::INFINITY, f64::min);
    let weight = |group: &GroupEffect| (smallest / group.error).powi(2);
    let weights: f64 = groups.iter().map(weight).sum();
    let common = groups.iter().map(|group| weight(group) * group.estimate).sum::<f64>() / weights;
    let statistic = groups.iter().map(|group| ((group.estimate - common) / group.error).powi(2)).sum::<f64>();
    let expected = f64::from(degrees_of_freedom);
    Ok(Heterogeneity {
        statistic,
        degrees_of_freedom,
        p_value: chi_squared::upper_tail(statistic, expected),
        common,
        share_beyond_chance: if statistic > expected { 1.0 - expected / statistic } else { 0.0 },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::draws::Stream;
    use proptest::prelude::*;

    fn groups(pairs: &[(f64, f64)]) -> Vec<GroupEffect> {
        pairs.iter().map(|&(estimate, error)| GroupEffect { estimate, error }).collect()
    }

    #[test]
    fn what_cannot_be_tested_is_said() {
        assert_eq!(heterogeneity(&[]), Err(NoAnswer::TooFewUnits));
        assert_eq!(heterogeneity(&groups(&[(0.1, 0.1)])), Err(NoAnswer::TooFewUnits));
        assert_eq!(heterogeneity(&groups(&[(0.1, 0.1), (0.2, 0.0)])), Err(NoAnswer::NoVariation));
        assert_eq!(heterogeneity(&groups(&[(f64::NAN, 0.1), (0.2, 0.1)])), Err(NoAnswer::NoVariation));
    }

    #[test]
    fn alike_groups_differ_by_nothing() {
        let found = heterogeneity(&groups(&[(0.1, 0.2); 5])).unwrap();
        assert!(found.statistic < 1e-30 && found.p_value == 1.0 && found.share_beyond_chance == 0.0);
        assert_eq!(found.degrees_of_freedom, 4);
    }

    /// Groups of one effect and unlike errors are told apart in 5 % of the draws.
    #[test]
    fn false_alarms_come_as_often_as_said() {
        let mut stream = Stream::named(20_261_104, "heterogeneity");
        let (mut alarms, runs) = (0_u32, 20_000_u32);
        for _ in 0..runs {
            let drawn = [0.01, 0.02, 0.05, 0.03]
                .map(|error| GroupEffect { estimate: 0.04 + error * normal::quantile(stream.uniform()), error });
            alarms += u32::from(heterogeneity(&drawn).unwrap().p_value <= 0.05);
        }
        let share = f64::from(alarms) / f64::from(runs);
        // Four standard errors of a share of 5 % in 20 000 draws.
        assert!((share - 0.05).abs() < 0.0062, "{share}");
    }

    proptest! {
        /// The other form of Q: the weighted differences of all pairs, over the sum of the weights.
        #[test]
        fn q_is_what_the_pairs_add_up_to(pairs in prop::collection::vec((-1.0..1.0_f64, 0.01..1.0_f64), 2..8)) {
            let groups = groups(&pairs);
            let weight = |group: &GroupEffect| group.error.powi(-2);
            let mut sum = 0.0;
            for (place, one) in groups.iter().enumerate() {
                for other in &groups[..place] {
                    sum += weight(one) * weight(other) * (one.estimate - other.estimate).powi(2);
                }
            }
            let expected = sum / groups.iter().map(weight).sum::<f64>();
            let found = heterogeneity(&groups).unwrap().statistic;
            prop_assert!((found - expected).abs() <= 1e-9 * expected.max(1e-6), "{} instead of {}", found, expected);
        }

        /// The unit of the effects does not matter.
        #[test]
        fn the_unit_does_not_matter(pairs in prop::collection::vec((-1.0..1.0_f64, 0.01..1.0_f64), 2..8)) {
            let scaled: Vec<_> = pairs.iter().map(|&(estimate, error)| (estimate * 1e-150, error * 1e-150)).collect();
            let (found, small) = (heterogeneity(&groups(&pairs)).unwrap(), heterogeneity(&groups(&scaled)).unwrap());
            prop_assert!((found.statistic - small.statistic).abs() <= 1e-9 * found.statistic.max(1e-9));
        }
    }
}
