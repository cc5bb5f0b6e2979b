//! The chi-squared distribution, by the incomplete gamma function.

use super::continued_fraction;
use super::root::{self, RootError};
use super::stirling::{HALF_LN_2_PI, ln_ratio_minus_excess, remainder};

/// Probability of a value at or below `x`, for `df` above 0.
#[must_use]
pub fn cdf(x: f64, df: f64) -> f64 {
    let (a, x) = (df / 2.0, x / 2.0);
    if x <= 0.0 {
        0.0
    } else if x < a + 1.0 {
        lower_gamma(a, x)
    } else {
        1.0 - upper_gamma(a, x)
    }
}

/// Probability of a value above `x` (survival function), accurate far out in the tail.
///
/// ```
/// use jalon::stats::chi_squared;
/// assert!((chi_squared::upper_tail(3.841_458_820_694_124, 1.0) - 0.05).abs() < 1e-15);
/// ```
#[must_use]
pub fn upper_tail(x: f64, df: f64) -> f64 {
    let (a, x) = (df / 2.0, x / 2.0);
    if x <= 0.0 {
        1.0
    } else if x < a + 1.0 {
        1.0 - lower_gamma(a, x)
    } else {
        upper_gamma(a, x)
    }
}

/// The value with probability `p` at or below it, `0 < p < 1`.
///
/// # Errors
///
/// [`RootError`] when no double answers.
pub fn quantile(p: f64, df: f64) -> Result<f64, RootError> {
    solve(p, (-p).ln_1p(), df)
}

/// The value with probability `p` above it, `0 < p < 1`.
///
/// # Errors
///
/// As [`quantile`].
pub fn upper_quantile(p: f64, df: f64) -> Result<f64, RootError> {
    if p > 0.5 { solve(1.0 - p, p.ln(), df) } else { solve_upper(p.ln(), df) }
}

/// Solves on the scale of ln x, by the lower tail when it is the smaller one.
fn solve(p: f64, ln_upper: f64, df: f64) -> Result<f64, RootError> {
    if p > 0.5 {
        return solve_upper(ln_upper, df);
    }
    let rising = |u: f64| (cdf(u.exp(), df).ln() - p.ln()).clamp(-1e300, 1e300);
    Ok(root::rising(rising, df.ln(), (2.0 / df).sqrt())?.exp())
}

fn solve_upper(ln_upper: f64, df: f64) -> Result<f64, RootError> {
    let rising = |u: f64| (ln_upper - upper_tail(u.exp(), df).ln()).clamp(-1e300, 1e300);
    Ok(root::rising(rising, df.ln(), (2.0 / df).sqrt())?.exp())
}

/// `x^a e^{−x} / Γ(a)`, from deviances so that large parameters cost no digits.
fn kernel(a: f64, x: f64) -> f64 {
    (a * ln_ratio_minus_excess(x / a, (x - a) / a) + 0.5 * a.ln() - HALF_LN_2_PI - remainder(a)).exp()
}

/// P(a, x) by its series, for x below a + 1.
fn lower_gamma(a: f64, x: f64) -> f64 {
    let (mut sum, mut term, mut divisor) = (1.0, 1.0, a);
    while term > sum * f64::EPSILON / 4.0 {
        divisor += 1.0;
        term *= x / divisor;
        sum += term;
    }
    kernel(a, x) * sum / a
}

/// Q(a, x) by its continued fraction, for x above a + 1 (Abramowitz & Stegun 6.5.31).
fn upper_gamma(a: f64, x: f64) -> f64 {
    kernel(a, x) / continued_fraction::evaluate(x + 1.0 - a, |k| (k * (a - k), x + 2.0 * k + 1.0 - a))
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
