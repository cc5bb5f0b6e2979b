//! Whether the units split between the arms as planned: the first check of every analysis.

use super::chi_squared;
use super::rate_groups::deviance;

/// The outcome of a sample-ratio check.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SampleRatio {
    /// Pearson's χ², or the G of the likelihood ratio.
    pub statistic: f64,
    /// Arms with a planned share above 0, less 1.
    pub degrees_of_freedom: f64,
    /// Chance of a split at least this far from the plan. Below 0.001 something is broken.
    pub p_value: f64,
}

/// Why a split cannot be checked.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum SampleRatioError {
    /// Not as many counts as shares.
    #[error("{counts} counts but {shares} planned shares")]
    DifferentLengths {
        /// How many counts.
        counts: usize,
        /// How many shares.
        shares: usize,
    },
    /// A split needs at least two arms that should receive units.
    #[error("fewer than two arms should receive units")]
    SingleArm,
    /// No unit was counted.
    #[error("no unit was counted")]
    NoUnits,
    /// A count is below 0 or no finite number.
    #[error("{0} is not a count of units")]
    NotACount(f64),
    /// A planned share is below 0 or no finite number.
    #[error("{0} is not a share")]
    NotAShare(f64),
    /// Units were counted in an arm that should receive none.
    #[error("arm {arm} received units but its planned share is 0")]
    UnitsWithoutShare {
        /// Position of the arm, from 0.
        arm: usize,
    },
    /// An arm counts fewer units than at an earlier look.
    #[error("arm {arm} has fewer units than at an earlier look")]
    FellBack {
        /// Position of the arm, from 0.
        arm: usize,
    },
}

/// Compares the counts of units with the planned shares (on any scale) by Pearson's χ².
///
/// Counts are numbers so that weighted or fractional counts can be checked too; arms with a planned share of 0 are left out.
///
/// # Errors
///
/// [`SampleRatioError`] names each kind of input that has no answer.
///
/// # Source
///
/// Fabijan and others 2019, "Diagnosing sample ratio mismatch in online controlled experiments", KDD.
///
/// ```
/// use jalon::stats::sample_ratio;
/// let broken = sample_ratio(&[821_588.0, 815_482.0], &[1.0, 1.0]).unwrap();
/// assert!((broken.p_value - 1.8e-6).abs() < 5e-8);
/// ```
pub fn sample_ratio(counts: &[f64], shares: &[f64]) -> Result<SampleRatio, SampleRatioError> {
    let arms = planned_arms(counts, shares)?;
    Ok(against_plan(&arms, |count, expected| (count - expected).powi(2) / expected))
}

/// Compares the counts of units with the planned shares by the likelihood ratio: G = 2 Σ count · ln(count / expected).
///
/// Close to [`sample_ratio`] for the counts of a test; on request, for those who are used to it.
///
/// # Errors
///
/// As [`sample_ratio`].
///
/// # Source
///
/// Wilks 1938; Sokal & Rohlf, *Biometry*.
///
/// ```
/// use jalon::stats::sample_ratio_likelihood;
/// let check = sample_ratio_likelihood(&[5050.0, 4950.0], &[0.5, 0.5]).unwrap();
/// assert!((check.statistic - 1.000_016_667_333_669).abs() < 1e-12);
/// ```
pub fn sample_ratio_likelihood(counts: &[f64], shares: &[f64]) -> Result<SampleRatio, SampleRatioError> {
    let arms = planned_arms(counts, shares)?;
    Ok(against_plan(&arms, |count, expected| 2.0 * deviance(count, count - expected)))
}

/// Sums what each arm is off by, as a χ² with one degree of freedom less than arms.
fn against_plan(arms: &[(f64, f64)], term: impl Fn(f64, f64) -> f64) -> SampleRatio {
    let statistic = arms.iter().map(|&(count, expected)| term(count, expected)).sum();
    let degrees_of_freedom = (arms.len() - 1) as f64;
    SampleRatio { statistic, degrees_of_freedom, p_value: chi_squared::upper_tail(statistic, degrees_of_freedom) }
}

/// Count and expected count of every arm that should receive units.
fn planned_arms(counts: &[f64], shares: &[f64]) -> Result<Vec<(f64, f64)>, SampleRatioError> {
    if counts.len() != shares.len() {
        return Err(SampleRatioError::DifferentLengths { counts: counts.len(), shares: shares.len() });
    }
    let invalid = |number: &&f64| !(number.is_finite() && **number >= 0.0);
    if let Some(&count) = counts.iter().find(invalid) {
        return Err(SampleRatioError::NotACount(count));
    }
    if let Some(&share) = shares.iter().find(invalid) {
        return Err(SampleRatioError::NotAShare(share));
    }
    if shares.iter().filter(|&&share| share > 0.0).count() < 2 {
        return Err(SampleRatioError::SingleArm);
    }
    let mut pairs = counts.iter().zip(shares);
    if let Some(arm) = pairs.position(|(&count, &share)| share == 0.0 && count > 0.0) {
        return Err(SampleRatioError::UnitsWithoutShare { arm });
    }
    let (units, whole): (f64, f64) = (counts.iter().sum(), shares.iter().sum());
    if units == 0.0 {
        return Err(SampleRatioError::NoUnits);
    }
    let planned = counts.iter().zip(shares).filter(|&(_, &share)| share > 0.0);
    Ok(planned.map(|(&count, &share)| (count, units * (share / whole))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn input_without_an_answer_is_named() {
        use SampleRatioError::*;
        assert_eq!(sample_ratio(&[1.0, 2.0], &[1.0]), Err(DifferentLengths { counts: 2, shares: 1 }));
        assert_eq!(sample_ratio(&[], &[]), Err(SingleArm));
        assert_eq!(sample_ratio(&[5.0], &[1.0]), Err(SingleArm));
        assert_eq!(sample_ratio(&[0.0, 0.0], &[1.0, 1.0]), Err(NoUnits));
        assert_eq!(sample_ratio(&[-1.0, 5.0], &[1.0, 1.0]), Err(NotACount(-1.0)));
        assert_eq!(sample_ratio(&[1.0, 5.0], &[1.0, f64::INFINITY]), Err(NotAShare(f64::INFINITY)));
        assert_eq!(sample_ratio(&[1.0, 5.0, 2.0], &[1.0, 1.0, 0.0]), Err(UnitsWithoutShare { arm: 2 }));
    }

    #[test]
    fn an_arm_without_share_takes_no_degree_of_freedom() {
        let check = sample_ratio(&[480.0, 520.0, 0.0], &[1.0, 1.0, 0.0]).unwrap();
        assert_eq!(check.degrees_of_freedom, 1.0);
        assert!((check.statistic - 1.6).abs() < 1e-12);
    }

    /// An empty arm adds nothing to G but the units it lacks: 2 · 20 · ln 2 by hand.
    #[test]
    fn an_empty_arm_has_a_likelihood() {
        let check = sample_ratio_likelihood(&[20.0, 0.0], &[1.0, 1.0]).unwrap();
        assert!((check.statistic - 40.0 * std::f64::consts::LN_2).abs() < 1e-13);
        assert_eq!(sample_ratio_likelihood(&[0.0, 0.0], &[1.0, 1.0]), Err(SampleRatioError::NoUnits));
    }
}
