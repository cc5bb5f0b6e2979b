//! Fisher's F distribution: the ratio of two independent mean squares. Judges several means at once.

use super::beta;
use super::root::RootError;

/// Density at `x` above 0, with `df1` and `df2` (both above 0) degrees of freedom above and below the bar; 0 below.
#[must_use]
pub fn density(x: f64, df1: f64, df2: f64) -> f64 {
    if x <= 0.0 || x == f64::INFINITY {
        return 0.0;
    }
    let (part, rest) = shares(x, df1, df2);
    // dB/dF · F = B (1 − B), so the kernel B^a (1 − B)^b / B(a, b) only lacks the division by F.
    (beta::ln_kernel(df1 / 2.0, df2 / 2.0, part, rest) - x.ln()).exp()
}

/// Probability of a value at or below `x`.
#[must_use]
pub fn cdf(x: f64, df1: f64, df2: f64) -> f64 {
    let (part, rest) = shares(x, df1, df2);
    beta::incomplete(df1 / 2.0, df2 / 2.0, part, rest)
}

/// Probability of a value above `x` (survival function), accurate far out in the tail.
///
/// ```
/// use jalon::stats::fisher_f;
/// assert!((fisher_f::upper_tail(2.79, 3.0, 50.0) / 0.050_000_488_775_176_84 - 1.0).abs() < 1e-13);
/// ```
#[must_use]
pub fn upper_tail(x: f64, df1: f64, df2: f64) -> f64 {
    let (part, rest) = shares(x, df1, df2);
    beta::incomplete(df2 / 2.0, df1 / 2.0, rest, part)
}

/// The value with probability `p` at or below it, `0 < p < 1`.
///
/// # Errors
///
/// [`RootError`] when no double answers.
pub fn quantile(p: f64, df1: f64, df2: f64) -> Result<f64, RootError> {
    Ok(df2 / df1 * beta::quantile_logit(p, df1 / 2.0, df2 / 2.0)?.exp())
}

/// The value with probability `p` above it, `0 < p < 1`: the critical value of a test at level `p`.
///
/// # Errors
///
/// As [`quantile`].
///
/// ```
/// use jalon::stats::fisher_f;
/// assert!((fisher_f::upper_quantile(0.025, 2.0, 30.0).unwrap() / 4.182_060_590_996_114 - 1.0).abs() < 1e-12);
/// ```
pub fn upper_quantile(p: f64, df1: f64, df2: f64) -> Result<f64, RootError> {
    // 1/F has the degrees of freedom exchanged.
    Ok(df2 / df1 * (-beta::quantile_logit(p, df2 / 2.0, df1 / 2.0)?).exp())
}

/// The share `df1 x / (df1 x + df2)` of the upper mean square, which is a beta variable, and its complement; neither is
/// subtracted from 1.
pub(super) fn shares(x: f64, df1: f64, df2: f64) -> (f64, f64) {
    let odds = df1 * x.max(0.0) / df2;
    (1.0 / (1.0 + 1.0 / odds), 1.0 / (1.0 + odds))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{chi_squared, student_t};
    use proptest::prelude::*;

    #[test]
    fn one_degree_above_the_bar_is_a_squared_t() {
        for (t, df) in [(0.1_f64, 3.0), (2.0, 12.5), (30.0, 50.0), (5.0, 1e9)] {
            let ratio = upper_tail(t * t, 1.0, df) / (2.0 * student_t::upper_tail(t, df));
            assert!((ratio - 1.0).abs() < 1e-11, "{t} {df}: {ratio}");
        }
    }

    #[test]
    fn many_degrees_below_the_bar_leave_chi_squared() {
        let ratio = upper_tail(4.0, 3.0, 1e13) / chi_squared::upper_tail(12.0, 3.0);
        assert!((ratio - 1.0).abs() < 1e-10, "{ratio}");
    }

    #[test]
    fn ends_of_the_scale() {
        assert_eq!((cdf(0.0, 2.0, 9.0), upper_tail(0.0, 2.0, 9.0), density(0.0, 3.0, 9.0)), (0.0, 1.0, 0.0));
        let end = f64::INFINITY;
        assert_eq!((cdf(end, 2.0, 9.0), upper_tail(end, 2.0, 9.0), density(end, 3.0, 9.0)), (1.0, 0.0, 0.0));
    }

    proptest! {
        #[test]
        fn the_inverse_ratio_exchanges_the_degrees(x in 1e-3..1e3_f64, df1 in 0.5..200.0, df2 in 0.5..200.0) {
            let (direct, mirrored) = (upper_tail(x, df1, df2), cdf(1.0 / x, df2, df1));
            prop_assert!((direct - mirrored).abs() <= 1e-11 * direct);
        }

        #[test]
        fn quantiles_invert_both_tails(ln_p in -60.0..-0.01_f64, df1 in 0.8..300.0, df2 in 0.8..300.0) {
            let p = ln_p.exp();
            let upper = upper_tail(upper_quantile(p, df1, df2).unwrap(), df1, df2);
            prop_assert!((upper / p - 1.0).abs() < 1e-9, "{}", upper);
            let lower = cdf(quantile(p, df1, df2).unwrap(), df1, df2);
            prop_assert!((lower / p - 1.0).abs() < 1e-9, "{}", lower);
        }
    }
}
