//! The beta distribution: posterior of a rate, exact interval of a rate, and the road to Student's t and the binomial.

use super::continued_fraction;
use super::root::{self, RootError};
use super::stirling::{HALF_LN_2_PI, ln_ratio_minus_excess, remainder};

/// Density at `x` under Beta(`a`, `b`), both parameters above 0; 0 outside the open interval from 0 to 1.
#[must_use]
pub fn density(x: f64, a: f64, b: f64) -> f64 {
    let y = 1.0 - x;
    if x > 0.0 && y > 0.0 { (ln_kernel(a, b, x, y) - x.ln() - y.ln()).exp() } else { 0.0 }
}

/// Probability of a value at or below `x` under Beta(`a`, `b`), both parameters above 0.
///
/// ```
/// use jalon::stats::beta;
/// assert!((beta::cdf(0.25, 1.0, 1.0) - 0.25).abs() < 1e-15);
/// ```
#[must_use]
pub fn cdf(x: f64, a: f64, b: f64) -> f64 {
    incomplete(a, b, x, 1.0 - x)
}

/// Probability of a value above `x` under Beta(`a`, `b`).
#[must_use]
pub fn upper_tail(x: f64, a: f64, b: f64) -> f64 {
    incomplete(b, a, 1.0 - x, x)
}

/// The value with probability `p` at or below it, `0 < p < 1`.
///
/// # Errors
///
/// [`RootError`] when the parameters are so extreme that no double can be found.
///
/// ```
/// use jalon::stats::beta;
/// assert!((beta::quantile(0.5, 6.0, 95.0).unwrap() - 0.056_512_021_289_195_764).abs() < 1e-14);
/// ```
pub fn quantile(p: f64, a: f64, b: f64) -> Result<f64, RootError> {
    Ok(expit(quantile_logit(p, a, b)?))
}

/// The value with probability `p` above it, `0 < p < 1`; small `p` keep their digits.
///
/// # Errors
///
/// As [`quantile`].
pub fn upper_quantile(p: f64, a: f64, b: f64) -> Result<f64, RootError> {
    // 1 − x is Beta(b, a), and its lower tail is the upper tail of x.
    Ok(expit(-quantile_logit(p, b, a)?))
}

/// `ln [x / (1 − x)]` of the [`quantile`] x, on which scale x and 1 − x keep their digits near their own zero.
pub(super) fn quantile_logit(p: f64, a: f64, b: f64) -> Result<f64, RootError> {
    let (ln_lower, ln_upper) = (p.ln(), (-p).ln_1p());
    let rising = |u: f64| {
        let (x, y) = (expit(u), expit(-u));
        let excess = if p < 0.5 { ln_incomplete(a, b, x, y) - ln_lower } else { ln_upper - ln_incomplete(b, a, y, x) };
        excess.clamp(-1e300, 1e300)
    };
    root::rising(rising, (a / b).ln(), ((a + b) / a / b).sqrt())
}

/// Solves a rising equation in x and 1 − x on the same scale, sought from the mean of Beta(`a`, `b`).
pub(super) fn solve_logit(a: f64, b: f64, equation: impl Fn(f64, f64) -> f64) -> Result<f64, RootError> {
    let rising = |u: f64| equation(expit(u), expit(-u)).clamp(-1e300, 1e300);
    Ok(expit(root::rising(rising, (a / b).ln(), ((a + b) / a / b).sqrt())?))
}

fn expit(u: f64) -> f64 {
    1.0 / (1.0 + (-u).exp())
}

/// The regularised incomplete beta function I_x(a, b), given x and its complement y = 1 − x, each to full precision.
pub(super) fn incomplete(a: f64, b: f64, x: f64, y: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if y <= 0.0 {
        return 1.0;
    }
    if x * (a + b + 2.0) > a + 1.0 { 1.0 - ln_lower_part(b, a, y, x).exp() } else { ln_lower_part(a, b, x, y).exp() }
}

/// Natural logarithm of [`incomplete`], also where the probability itself is too small for a double.
pub(super) fn ln_incomplete(a: f64, b: f64, x: f64, y: f64) -> f64 {
    if x <= 0.0 {
        return f64::NEG_INFINITY;
    }
    if y <= 0.0 {
        return 0.0;
    }
    if x * (a + b + 2.0) > a + 1.0 { (-ln_lower_part(b, a, y, x).exp()).ln_1p() } else { ln_lower_part(a, b, x, y) }
}

/// ln I_x(a, b) by a continued fraction that converges quickly for x below the mean.
///
/// The form of DiDonato & Morris 1992 (ACM algorithm 708): it takes `a y − b x` instead of forming `1 − x (a + b)/(a + 1)`,
/// which would lose as many digits as the larger parameter has.
fn ln_lower_part(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let off_centre = a * y - b * x;
    let denominator = |m: f64| {
        // At m = 0 the middle term is 0, also for a = 1 where its divisor is 0 too.
        let middle = if m > 0.0 { m * (b - m) * x / (a + 2.0 * m - 1.0) } else { 0.0 };
        m + middle + (a + m) * (off_centre + 1.0 + m * (2.0 - x)) / (a + 2.0 * m + 1.0)
    };
    let numerator = |m: f64| {
        let divisor = a + 2.0 * m - 1.0;
        (a + m - 1.0) * (a + b + m - 1.0) / divisor * (m * (b - m) * x * x / divisor)
    };
    let fraction = continued_fraction::evaluate(denominator(0.0), |m| (numerator(m), denominator(m)));
    ln_kernel(a, b, x, y) - fraction.ln()
}

/// `ln [x^a y^b / B(a, b)]`, from deviances so that large parameters cost no digits.
pub(super) fn ln_kernel(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let total = a + b;
    let off_centre = x * b - y * a;
    a * ln_ratio_minus_excess(x * total / a, off_centre / a)
        + b * ln_ratio_minus_excess(y * total / b, -off_centre / b)
        + 0.5 * (a / total * b).ln()
        - HALF_LN_2_PI
        + remainder(total)
        - remainder(a)
        - remainder(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closed_forms() {
        for x in [1e-12, 0.1, 0.5, 0.9, 0.999] {
            assert!((cdf(x, 1.0, 3.0) - (1.0 - (1.0 - x).powi(3))).abs() < 1e-15);
            let arcsine = 2.0 / std::f64::consts::PI * x.sqrt().asin();
            assert!((cdf(x, 0.5, 0.5) / arcsine - 1.0).abs() < 1e-13, "at {x}");
        }
    }

    #[test]
    fn quantiles_invert_both_tails() {
        for (a, b) in [(0.5, 3.0), (6.0, 95.0), (1.0, 1e6), (5e5, 5e5), (0.5, 1e9)] {
            for p in [1e-12, 0.025, 0.5, 0.975] {
                assert!((cdf(quantile(p, a, b).unwrap(), a, b) / p - 1.0).abs() < 1e-9, "{a} {b} {p}");
                let upper = upper_tail(upper_quantile(p, a, b).unwrap(), a, b);
                assert!((upper / p - 1.0).abs() < 1e-8, "{a} {b} {p}: {upper}");
            }
        }
    }
}
