//! The noncentral t distribution: how Student's t behaves when there is an effect. Power of tests of means.
//!
//! T = (Z + δ)/S with S² = χ²/df, so P(T > t) is the mean of P(Z > t·S − δ) over S. On the scale of ln S the integrand
//! has one peak and dies out on both sides for every df, t and δ; it is integrated there, scaled by its own peak, so
//! that probabilities of 1e-300, a million degrees of freedom and effects of a thousand standard errors keep their digits.

use super::normal;
use super::quadrature;
use super::root::{self, RootError};
use super::stirling::{HALF_LN_2_PI, ln_ratio_minus_excess, remainder};

/// Probability of a value at or below `t`, for `df` above 0 and noncentrality `delta`.
#[must_use]
pub fn cdf(t: f64, df: f64, delta: f64) -> f64 {
    upper_tail(-t, df, -delta)
}

/// Probability of a value above `t`: the power of a one-sided t test whose critical value is `t`.
///
/// ```
/// use jalon::stats::noncentral_t;
/// assert!((noncentral_t::upper_tail(6.0, 60.0, 3.0) / 0.004_389_171_030_156_159_5 - 1.0).abs() < 1e-12);
/// ```
#[must_use]
pub fn upper_tail(t: f64, df: f64, delta: f64) -> f64 {
    // An effect without end is always seen, a critical value without end never passed.
    for (is_end, seen) in [(delta.is_infinite(), delta > 0.0), (t.is_infinite(), t < 0.0)] {
        if is_end {
            return if seen { 1.0 } else { 0.0 };
        }
    }
    let log_integrand = |v: f64| {
        let log_density = 0.5 * df * ln_ratio_minus_excess((2.0 * v).exp(), (2.0 * v).exp_m1());
        log_density + normal::ln_upper_tail(t * v.exp() - delta)
    };
    integrate(&log_integrand, peak(t, df, delta), df).min(1.0)
}

/// The mean over S, on the scale of ln s, of an integrand that has its peak here.
fn integrate(log_integrand: &impl Fn(f64) -> f64, peak: f64, df: f64) -> f64 {
    let height = log_integrand(peak);
    // All of it is smaller than any double.
    if height.is_nan() || height < -760.0 {
        return 0.0;
    }
    let scaled = |v: f64| (log_integrand(v) - height).exp();
    let width = 1.0 / (2.0 * df).sqrt().max(1.0);
    let low = edge(log_integrand, peak, height, -width);
    let high = edge(log_integrand, peak, height, width);
    let ln_constant = 2.0_f64.ln() + 0.5 * (df / 2.0).ln() - HALF_LN_2_PI - remainder(df / 2.0);
    (ln_constant + height).exp() * quadrature::trapezoid(scaled, low, high)
}

/// Density at `t`, for `df` above 0 and noncentrality `delta`.
#[must_use]
pub fn density(t: f64, df: f64, delta: f64) -> f64 {
    if t.is_infinite() || delta.is_infinite() {
        return 0.0;
    }
    let log_integrand = |v: f64| {
        let log_density = 0.5 * df * ln_ratio_minus_excess((2.0 * v).exp(), (2.0 * v).exp_m1());
        log_density + v - 0.5 * (t * v.exp() - delta).powi(2) - HALF_LN_2_PI
    };
    // The slope is 0 where (df + t²) s² − t δ s − (df + 1) = 0, s = eᵛ; the root without cancellation for either sign of t δ.
    let (square, linear, constant) = (df + t * t, t * delta, df + 1.0);
    let spread = (linear * linear + 4.0 * square * constant).sqrt();
    let s = if linear > 0.0 { (linear + spread) / (2.0 * square) } else { 2.0 * constant / (spread - linear) };
    integrate(&log_integrand, s.ln(), df)
}

/// The value with probability `p` above it, `0 < p < 1`.
///
/// # Errors
///
/// [`RootError`] when no double answers.
pub fn upper_quantile(p: f64, df: f64, delta: f64) -> Result<f64, RootError> {
    let rising = |t: f64| {
        if p < 0.5 { p.ln() - upper_tail(t, df, delta).ln() } else { cdf(t, df, delta).ln() - (-p).ln_1p() }
    };
    root::rising(rising, delta, (1.0 + delta.abs()) / df.sqrt().min(2.0))
}

/// The value with probability `p` at or below it, `0 < p < 1`.
///
/// # Errors
///
/// As [`upper_quantile`].
pub fn quantile(p: f64, df: f64, delta: f64) -> Result<f64, RootError> {
    Ok(-upper_quantile(p, df, -delta)?)
}

/// Where the integrand is largest, on the scale of ln s. Its slope there falls through 0 exactly once.
fn peak(t: f64, df: f64, delta: f64) -> f64 {
    let falling = |v: f64| {
        let z = t * v.exp() - delta;
        let hazard = (-0.5 * z * z - HALF_LN_2_PI - normal::ln_upper_tail(z)).exp();
        (-df * (2.0 * v).exp_m1() - t * v.exp() * hazard).clamp(-1e300, 1e300)
    };
    // A peak missed by a little only changes the scale of the integrand, not its integral.
    root::rising(|v| -falling(v), 0.0, 1.0 / (2.0 * df).sqrt()).unwrap_or(0.0)
}

/// How far from the peak the integrand has fallen by a factor e⁻⁴², below any digit of the integral.
pub(super) fn edge(log_integrand: &impl Fn(f64) -> f64, peak: f64, height: f64, first_step: f64) -> f64 {
    let fallen = |v: f64| height - log_integrand(v) > 42.0;
    let (mut inside, mut stride) = (peak, first_step);
    while !fallen(inside + stride) {
        inside += stride;
        stride *= 2.0;
    }
    for _ in 0..4 {
        stride /= 2.0;
        if !fallen(inside + stride) {
            inside += stride;
        }
    }
    inside + stride
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::student_t;

    #[test]
    fn without_effect_it_is_students_t() {
        for df in [1.0, 2.5, 30.0, 1e6] {
            for t in [-40.0, -2.0, 0.0, 0.3, 2.0, 25.0] {
                let ratio = upper_tail(t, df, 0.0) / student_t::upper_tail(t, df);
                assert!((ratio - 1.0).abs() < 1e-12, "df {df}, t {t}: {ratio}");
            }
        }
    }

    #[test]
    fn density_is_the_slope_of_the_cdf_and_students_without_effect() {
        for (t, df, delta) in [(0.7, 3.0, 1.0), (-2.0, 40.0, 1.5), (1.5, 1e6, 0.5), (12.0, 5.0, -3.0)] {
            let slope = (upper_tail(t - 1e-5, df, delta) - upper_tail(t + 1e-5, df, delta)) / 2e-5;
            assert!((slope / density(t, df, delta) - 1.0).abs() < 1e-4, "{t} {df} {delta}");
            assert!((density(t, df, 0.0) / student_t::density(t, df) - 1.0).abs() < 1e-12, "{t} {df}");
        }
    }

    #[test]
    fn at_zero_it_is_the_normal_tail_of_the_effect() {
        for delta in [-30.0, -1.0, 0.0, 2.0, 1000.0] {
            assert!((upper_tail(0.0, 7.0, delta) / normal::cdf(delta) - 1.0).abs() < 1e-12, "delta {delta}");
        }
    }

    #[test]
    fn many_degrees_of_freedom_approach_the_normal() {
        let ratio = upper_tail(1.96, 1e12, 2.8) / normal::upper_tail(1.96 - 2.8);
        assert!((ratio - 1.0).abs() < 1e-11);
        let far = upper_tail(1000.0, 1e6, 1000.0);
        assert!((far - 0.5).abs() < 1e-3, "{far}");
    }

    #[test]
    fn effects_without_end_are_always_seen() {
        for delta in [1e9, 1e150, 1e300, f64::INFINITY] {
            assert_eq!(upper_tail(2.0, 9.0, delta), 1.0, "{delta}");
            assert_eq!(upper_tail(2.0, 9.0, -delta), 0.0, "{delta}");
        }
        assert_eq!(upper_tail(f64::INFINITY, 9.0, 3.0), 0.0);
    }

    #[test]
    fn both_tails_sum_to_one() {
        for (t, df, delta) in [(2.0, 1.0, 0.5), (11.0, 20.0, 10.0), (-3.0, 500.0, -1.0), (50.0, 1.5, 40.0)] {
            assert!((cdf(t, df, delta) + upper_tail(t, df, delta) - 1.0).abs() < 1e-12, "{t} {df} {delta}");
        }
    }
}
