//! The standard normal distribution.
//!
//! Tails come from `libm::erfc` (good to 3e-15) and never from `1 − cdf`: a p-value of 1e-200 keeps its digits. statrs
//! gives the quantile (exact to 4e-16); its own `cdf` is good to 9e-11 only.

use std::f64::consts::SQRT_2;

use statrs::function::erf::erfc_inv;

use super::stirling::HALF_LN_2_PI;

/// Density at `x`.
#[must_use]
pub fn density(x: f64) -> f64 {
    (-0.5 * x * x - HALF_LN_2_PI).exp()
}

/// Probability of a value at or below `x`.
///
/// ```
/// use jalon::stats::normal;
/// assert!((normal::cdf(-1.959_963_984_540_054) - 0.025).abs() < 1e-15);
/// ```
#[must_use]
pub fn cdf(x: f64) -> f64 {
    upper_tail(-x)
}

/// Probability of a value above `x` (survival function), accurate far out in the tail.
///
/// ```
/// use jalon::stats::normal;
/// assert!((normal::upper_tail(30.0) / 4.906_713_927_148_187e-198 - 1.0).abs() < 1e-12);
/// ```
#[must_use]
pub fn upper_tail(x: f64) -> f64 {
    0.5 * libm::erfc(x * std::f64::consts::FRAC_1_SQRT_2)
}

/// Probability of a value between `low` and `high`; 0 where they are not in rising order.
///
/// Taken from the tail both lie in, so that a stretch far out keeps its digits; a short one from its middle.
///
/// ```
/// use jalon::stats::normal;
/// assert!((normal::between(-1.959_963_984_540_054, 1.959_963_984_540_054) - 0.95).abs() < 1e-15);
/// ```
#[must_use]
pub fn between(low: f64, high: f64) -> f64 {
    let (middle, half) = (f64::midpoint(low, high), (high - low) / 2.0);
    if low.is_nan() || high.is_nan() || low >= high {
        0.0
    } else if half * (1.0 + middle.abs()) < 1e-3 {
        // ∫ φ over middle ± half; the next term of the series is below 1e-13 of the whole.
        density(middle) * 2.0 * half * (1.0 + half * half * (middle * middle - 1.0) / 6.0)
    } else if low > 0.0 {
        upper_tail(low) - upper_tail(high)
    } else if high < 0.0 {
        cdf(high) - cdf(low)
    } else {
        1.0 - cdf(low) - upper_tail(high)
    }
}

/// Natural logarithm of [`upper_tail`], also where the tail itself is too small for a double.
#[must_use]
pub fn ln_upper_tail(x: f64) -> f64 {
    if x < -1.0 {
        return (-upper_tail(-x)).ln_1p();
    }
    if x < 25.0 {
        return upper_tail(x).ln();
    }
    // Asymptotic series 1 − 1/x² + 3/x⁴ − 15/x⁶ + …; beyond 25 its eighth term is below 1e-16.
    let inverse_square = 1.0 / (x * x);
    let series = (1..8).rev().fold(1.0, |sum, k| 1.0 - f64::from(2 * k - 1) * inverse_square * sum);
    -0.5 * x * x - HALF_LN_2_PI - x.ln() + series.ln()
}

/// How far a standard normal variable is expected to lie above `x`, where it does: the mean of max(Z − x, 0), φ(x) − x (1 − Φ(x)).
///
/// Accurate far out, where the two terms all but cancel.
///
/// ```
/// use jalon::stats::normal;
/// assert!((normal::expected_excess(0.0) - 0.398_942_280_401_432_7).abs() < 1e-15);
/// assert!((normal::expected_excess(10.0) / 7.474_560_254_589_328e-25 - 1.0).abs() < 1e-11);
/// ```
#[must_use]
pub fn expected_excess(x: f64) -> f64 {
    if x < 25.0 {
        return density(x) - x * upper_tail(x);
    }
    // φ(x) (1/x² − 3/x⁴ + 15/x⁶ − …), from the series of the tail; beyond 25 its eighth term is below 1e-16.
    let inverse_square = 1.0 / (x * x);
    let series = (2..9).rev().fold(1.0, |sum, k| 1.0 - f64::from(2 * k - 1) * inverse_square * sum);
    density(x) * inverse_square * series
}

/// The value with probability `p` at or below it; −∞ at 0 and +∞ at 1.
///
/// ```
/// use jalon::stats::normal;
/// assert!((normal::quantile(0.8) - 0.841_621_233_572_914_2).abs() < 1e-15);
/// ```
#[must_use]
pub fn quantile(p: f64) -> f64 {
    -upper_quantile(p)
}

/// The value with probability `p` above it: the critical value of a one-sided test at level `p`.
///
/// ```
/// use jalon::stats::normal;
/// assert!((normal::upper_quantile(0.025) - 1.959_963_984_540_054).abs() < 1e-15);
/// ```
#[must_use]
pub fn upper_quantile(p: f64) -> f64 {
    SQRT_2 * erfc_inv(2.0 * p)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantile_inverts_the_tail_down_to_the_smallest_numbers() {
        for p in [1e-300, 1e-100, 1e-20, 1e-5, 0.02, 0.3] {
            assert!((upper_tail(upper_quantile(p)) / p - 1.0).abs() < 1e-12, "at {p}");
        }
        assert_eq!(quantile(0.0), f64::NEG_INFINITY);
        assert_eq!(quantile(1.0), f64::INFINITY);
    }

    #[test]
    fn between_keeps_its_digits_in_short_and_far_stretches() {
        for (low, high) in [(-1.0, 2.0), (0.5, 0.6), (-3.0, -2.9), (2.0, 2.0004), (30.0, 30.00003), (-0.001, 0.0005)] {
            // Simpson's rule on the density, for as many pieces as its error needs.
            let (pieces, step) = (2000, (high - low) / 4000.0);
            let simpson: f64 = (0..pieces)
                .map(|piece| low + 2.0 * step * f64::from(piece))
                .map(|x| (density(x) + 4.0 * density(x + step) + density(x + 2.0 * step)) * step / 3.0)
                .sum();
            assert!((between(low, high) / simpson - 1.0).abs() < 1e-11, "{low} {high}: {}", between(low, high));
        }
        assert_eq!((between(1.0, 1.0), between(2.0, 1.0), between(f64::NAN, 1.0)), (0.0, 0.0, 0.0));
        assert_eq!(between(f64::NEG_INFINITY, f64::INFINITY), 1.0);
    }

    #[test]
    fn logarithm_of_the_tail_joins_at_its_seams() {
        for x in [-40.0, -1.0, 0.0, 3.0, 24.999, 36.0] {
            let direct = upper_tail(x).ln();
            assert!((ln_upper_tail(x) - direct).abs() < 1e-12 * direct.abs().max(1.0), "at {x}");
        }
        let (below, above) = (ln_upper_tail(25.0 - 1e-12), ln_upper_tail(25.0));
        assert!((below - above).abs() < 1e-10);
    }
}
