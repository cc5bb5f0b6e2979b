//! The chi-squared distribution: twice a gamma variable of half the degrees of freedom.

use super::gamma;
use super::root::RootError;

/// Density at `x` above 0, for `df` above 0; 0 below.
#[must_use]
pub fn density(x: f64, df: f64) -> f64 {
    0.5 * gamma::density(x / 2.0, df / 2.0)
}

/// Probability of a value at or below `x`, for `df` above 0.
#[must_use]
pub fn cdf(x: f64, df: f64) -> f64 {
    gamma::cdf(x / 2.0, df / 2.0)
}

/// Probability of a value above `x` (survival function), accurate far out in the tail.
///
/// ```
/// use jalon::stats::chi_squared;
/// assert!((chi_squared::upper_tail(3.841_458_820_694_124, 1.0) - 0.05).abs() < 1e-15);
/// ```
#[must_use]
pub fn upper_tail(x: f64, df: f64) -> f64 {
    gamma::upper_tail(x / 2.0, df / 2.0)
}

/// The value with probability `p` at or below it, `0 < p < 1`.
///
/// # Errors
///
/// [`RootError`] when no double answers.
pub fn quantile(p: f64, df: f64) -> Result<f64, RootError> {
    Ok(2.0 * gamma::quantile(p, df / 2.0)?)
}

/// The value with probability `p` above it, `0 < p < 1`.
///
/// # Errors
///
/// As [`quantile`].
pub fn upper_quantile(p: f64, df: f64) -> Result<f64, RootError> {
    Ok(2.0 * gamma::upper_quantile(p, df / 2.0)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::normal;

    #[test]
    fn one_degree_is_a_squared_normal_and_two_an_exponential() {
        for z in [1e-3, 0.5, 2.0, 8.0, 30.0] {
            assert!((upper_tail(z * z, 1.0) / (2.0 * normal::upper_tail(z)) - 1.0).abs() < 1e-12, "at {z}");
            assert!((upper_tail(2.0 * z, 2.0) / f64::exp(-z) - 1.0).abs() < 1e-13, "at {z}");
        }
        assert_eq!(upper_tail(0.0, 3.0), 1.0);
    }

    #[test]
    fn quantiles_invert_both_tails() {
        for df in [1.0, 4.0, 50.0, 1e6] {
            for p in [1e-100, 1e-9, 0.3, 0.7, 0.999] {
                assert!((cdf(quantile(p, df).unwrap(), df) / p - 1.0).abs() < 1e-8, "{df} {p}");
                assert!((upper_tail(upper_quantile(p, df).unwrap(), df) / p - 1.0).abs() < 1e-8, "{df} {p}");
            }
        }
    }
}
