//! The gamma distribution (scale 1): posterior of an event rate, and the road to χ² and the Poisson distribution.
//!
//! A gamma variable with rate `r` is one of scale 1 divided by `r`.

use super::continued_fraction;
use super::root::{self, RootError};
use super::stirling::{HALF_LN_2_PI, ln_ratio_minus_excess, remainder};

/// Density at `x` above 0, for `shape` above 0; 0 below.
#[must_use]
pub fn density(x: f64, shape: f64) -> f64 {
    if x > 0.0 { (ln_kernel(shape, x) - x.ln()).exp() } else { 0.0 }
}

/// Probability of a value at or below `x`, for `shape` above 0.
///
/// ```
/// use jalon::stats::gamma;
/// assert!((gamma::cdf(2.5, 3.0) / 0.456_186_884_116_670_48 - 1.0).abs() < 1e-14);
/// ```
#[must_use]
pub fn cdf(x: f64, shape: f64) -> f64 {
    match nearer_tail(shape, x) {
        Tail::Lower(ln_part) => ln_part.exp(),
        Tail::Upper(ln_part) => 1.0 - ln_part.exp(),
    }
}

/// Probability of a value above `x` (survival function), accurate far out in the tail.
#[must_use]
pub fn upper_tail(x: f64, shape: f64) -> f64 {
    match nearer_tail(shape, x) {
        Tail::Lower(ln_part) => 1.0 - ln_part.exp(),
        Tail::Upper(ln_part) => ln_part.exp(),
    }
}

/// Natural logarithm of [`cdf`], also where the probability itself is too small for a double.
#[must_use]
pub fn ln_cdf(x: f64, shape: f64) -> f64 {
    match nearer_tail(shape, x) {
        Tail::Lower(ln_part) => ln_part,
        Tail::Upper(ln_part) => (-ln_part.exp()).ln_1p(),
    }
}

/// Natural logarithm of [`upper_tail`], also where the tail itself is too small for a double.
#[must_use]
pub fn ln_upper_tail(x: f64, shape: f64) -> f64 {
    match nearer_tail(shape, x) {
        Tail::Lower(ln_part) => (-ln_part.exp()).ln_1p(),
        Tail::Upper(ln_part) => ln_part,
    }
}

/// The value with probability `p` at or below it, `0 < p < 1`.
///
/// # Errors
///
/// [`RootError`] when no double answers.
///
/// ```
/// use jalon::stats::gamma;
/// assert!((gamma::quantile(0.025, 12.0).unwrap() / 6.200_575_108_722_217 - 1.0).abs() < 1e-13);
/// ```
pub fn quantile(p: f64, shape: f64) -> Result<f64, RootError> {
    solve(shape, p.ln(), (-p).ln_1p())
}

/// The value with probability `p` above it, `0 < p < 1`; small `p` keep their digits.
///
/// # Errors
///
/// As [`quantile`].
pub fn upper_quantile(p: f64, shape: f64) -> Result<f64, RootError> {
    solve(shape, (-p).ln_1p(), p.ln())
}

/// Solves on the scale of ln x, by the tail that is the smaller one.
fn solve(shape: f64, ln_lower: f64, ln_upper: f64) -> Result<f64, RootError> {
    let rising = |u: f64| {
        let x = u.exp();
        let excess = if ln_lower < ln_upper { ln_cdf(x, shape) - ln_lower } else { ln_upper - ln_upper_tail(x, shape) };
        excess.clamp(-1e300, 1e300)
    };
    Ok(root::rising(rising, shape.ln(), 1.0 / shape.sqrt())?.exp())
}

/// The logarithm of the tail that is computed, which of the two depends on the side of the mean.
enum Tail {
    Lower(f64),
    Upper(f64),
}

fn nearer_tail(shape: f64, x: f64) -> Tail {
    if x <= 0.0 {
        Tail::Lower(f64::NEG_INFINITY)
    } else if x == f64::INFINITY {
        Tail::Upper(f64::NEG_INFINITY)
    } else if x < shape + 1.0 {
        Tail::Lower(ln_kernel(shape, x) + (series(shape, x) / shape).ln())
    } else {
        // Abramowitz & Stegun 6.5.31.
        let fraction = continued_fraction::evaluate(x + 1.0 - shape, |k| (k * (shape - k), x + 2.0 * k + 1.0 - shape));
        Tail::Upper(ln_kernel(shape, x) - fraction.ln())
    }
}

/// `ln [x^a e^{−x} / Γ(a)]`, from deviances so that large parameters cost no digits.
pub(super) fn ln_kernel(a: f64, x: f64) -> f64 {
    a * ln_ratio_minus_excess(x / a, (x - a) / a) + 0.5 * a.ln() - HALF_LN_2_PI - remainder(a)
}

/// `1 + x/(a + 1) + x²/((a + 1)(a + 2)) + …`, for x below a + 1.
fn series(a: f64, x: f64) -> f64 {
    let (mut sum, mut term, mut divisor) = (1.0, 1.0, a);
    while term > sum * f64::EPSILON / 4.0 {
        divisor += 1.0;
        term *= x / divisor;
        sum += term;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn shape_one_is_exponential() {
        for x in [1e-9, 0.5, 3.0, 200.0] {
            assert!((upper_tail(x, 1.0) / f64::exp(-x) - 1.0).abs() < 1e-13, "at {x}");
            assert!((cdf(x, 1.0) / -f64::exp_m1(-x) - 1.0).abs() < 1e-14, "at {x}");
            assert!((density(x, 1.0) / f64::exp(-x) - 1.0).abs() < 1e-13, "at {x}");
        }
    }

    #[test]
    fn ends_of_the_scale() {
        assert_eq!((cdf(0.0, 3.0), upper_tail(0.0, 3.0), density(-1.0, 3.0)), (0.0, 1.0, 0.0));
        assert_eq!((cdf(f64::INFINITY, 3.0), upper_tail(f64::INFINITY, 3.0)), (1.0, 0.0));
    }

    /// Q(2, x) = (1 + x) e^{−x}, of which the logarithm is known where the tail is not.
    #[test]
    fn logarithms_reach_farther_than_probabilities() {
        assert_eq!(upper_tail(1000.0, 2.0), 0.0);
        assert!((ln_upper_tail(1000.0, 2.0) - (1001.0_f64.ln() - 1000.0)).abs() < 1e-10);
        assert!((ln_cdf(1e-200, 2.0) - (2.0 * 1e-200_f64.ln() - 2.0_f64.ln())).abs() < 1e-10);
    }

    proptest! {
        #[test]
        fn quantiles_invert_both_tails(ln_shape in -2.0..14.0_f64, ln_p in -200.0..-0.01_f64) {
            let (shape, p) = (ln_shape.exp(), ln_p.exp());
            let upper = upper_quantile(p, shape).unwrap();
            prop_assert!((ln_upper_tail(upper, shape) / p.ln() - 1.0).abs() < 1e-9);
            let lower = quantile(p, shape).unwrap();
            // Where the quantile is too small for a double there is nothing to invert.
            if lower > 1e-290 {
                prop_assert!((ln_cdf(lower, shape) / p.ln() - 1.0).abs() < 1e-9);
            }
        }
    }
}
