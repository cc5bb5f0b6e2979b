//! Student's t distribution, for any number of degrees of freedom above 0, whole or not.

use super::stirling::{HALF_LN_2_PI, ln_gamma_half_step};
use super::{beta, normal};

/// Density at `t`.
#[must_use]
pub fn density(t: f64, df: f64) -> f64 {
    let ratio = t / df.sqrt();
    let constant = ln_gamma_half_step(df / 2.0) - 0.5 * (df / 2.0).ln() - HALF_LN_2_PI;
    (constant - 0.5 * (df + 1.0) * (ratio * ratio).ln_1p()).exp()
}

/// Probability of a value at or below `t`.
#[must_use]
pub fn cdf(t: f64, df: f64) -> f64 {
    upper_tail(-t, df)
}

/// Probability of a value above `t` (survival function), accurate far out in the tail.
///
/// ```
/// use jalon::stats::student_t;
/// assert!((student_t::upper_tail(2.04, 30.0) / 0.025_119_787_369_543_439 - 1.0).abs() < 1e-13);
/// ```
#[must_use]
pub fn upper_tail(t: f64, df: f64) -> f64 {
    let ratio = t / df.sqrt();
    let square = ratio * ratio;
    // x = df/(df + t²) and its complement, each without subtracting.
    let (x, y) = (1.0 / (1.0 + square), 1.0 / (1.0 + 1.0 / square));
    let beyond = 0.5 * beta::incomplete(df / 2.0, 0.5, x, y);
    if t > 0.0 { beyond } else { 1.0 - beyond }
}

/// The value with probability `p` at or below it, `0 < p < 1`.
#[must_use]
pub fn quantile(p: f64, df: f64) -> f64 {
    -upper_quantile(p, df)
}

/// The value with probability `p` above it, `0 < p < 1`: the critical value of a one-sided test at level `p`.
///
/// ```
/// use jalon::stats::student_t;
/// assert!((student_t::upper_quantile(0.025, 12.5) - 2.169_185_942_712_541).abs() < 1e-13);
/// ```
#[must_use]
pub fn upper_quantile(p: f64, df: f64) -> f64 {
    if p == 0.5 {
        0.0
    } else if p > 0.5 {
        -positive_quantile(1.0 - p, df)
    } else {
        positive_quantile(p, df)
    }
}

/// Solves `upper_tail(t) = p` for `p < ½` by Newton steps that cannot leave t > 0.
///
/// Near the centre the tail falls and is convex in t, so Newton from 0 climbs to the root without passing it. Farther
/// out the logarithm of the tail is concave in ln t, where Newton converges from the right after at most one leap; the
/// normal quantile, always too small, keeps that leap short.
fn positive_quantile(p: f64, df: f64) -> f64 {
    let near_centre = p > 0.2;
    let mut t: f64 = if near_centre { 0.0 } else { normal::upper_quantile(p) };
    for _ in 0..200 {
        let (tail, density) = (upper_tail(t, df), density(t, df));
        let next =
            if near_centre { t + (tail - p) / density } else { t * ((tail / p).ln() * tail / (t * density)).exp() };
        let settled = (next - t).abs() <= 4.0 * f64::EPSILON * next.abs();
        t = next;
        if settled || !t.is_finite() {
            break;
        }
    }
    t
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_degree_of_freedom_is_cauchy() {
        for t in [-1000.0, -3.0, 0.0, 0.5, 1e6] {
            let cauchy = 0.5 - f64::atan(t) / std::f64::consts::PI;
            assert!((upper_tail(t, 1.0) - cauchy).abs() < 1e-15, "at {t}");
        }
    }

    #[test]
    fn quantile_inverts_the_tail() {
        for df in [1.0, 2.5, 30.0, 1e6, 1e10] {
            for p in [1e-300_f64, 1e-12, 0.025, 0.3, 0.49] {
                let t = upper_quantile(p, df);
                if t.is_finite() && t * t < 1e290 {
                    assert!((upper_tail(t, df) / p - 1.0).abs() < 1e-11, "df {df}, p {p}: {t}");
                }
            }
        }
    }

    #[test]
    fn density_is_the_slope_of_the_cdf() {
        for (t, df) in [(0.7, 3.0), (-2.0, 40.0), (1.5, 1e6)] {
            let slope = (cdf(t + 1e-5, df) - cdf(t - 1e-5, df)) / 2e-5;
            assert!((slope / density(t, df) - 1.0).abs() < 1e-8);
        }
    }
}
