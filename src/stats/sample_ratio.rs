//! Whether the units split between the arms as planned: the first check of every analysis.

use super::chi_squared;

/// The outcome of a sample-ratio check.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SampleRatio {
    /// Pearson's χ².
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
    if counts.len() != shares.len() {
        return Err(SampleRatioError::DifferentLengths { counts: counts.len(), shares: shares.len() });
    }
    let valid = |number: &&f64| !(number.is_finite() && **number >= 0.0);
    if let Some(&count) = counts.iter().find(valid) {
        return Err(SampleRatioError::NotACount(count));
    }
    if let Some(&share) = shares.iter().find(valid) {
        return Err(SampleRatioError::NotAShare(share));
    }
    let arms = shares.iter().filter(|&&share| share > 0.0).count();
    if arms < 2 {
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
    let statistic = planned
        .map(|(&count, &share)| {
            let expected = units * (share / whole);
            (count - expected).powi(2) / expected
        })
        .sum();
    let degrees_of_freedom = (arms - 1) as f64;
    Ok(SampleRatio { statistic, degrees_of_freedom, p_value: chi_squared::upper_tail(statistic, degrees_of_freedom) })
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
}
