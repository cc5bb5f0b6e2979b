//! Chances that depend on an estimated standard deviation, averaged over how the estimate comes out.
//!
//! With S² = χ²/df, the estimate over the true value, the average of a chance g(S) is an integral whose integrand has one
//! peak on the scale of ln S where ln g is concave and falling in S: so it is for every region that estimates make wider.

use super::noncentral_t::edge;
use super::quadrature;
use super::stirling::{HALF_LN_2_PI, ln_ratio_minus_excess, remainder};

/// The mean of `chance(s)` over the ratio `s` of an estimated to a true standard deviation with `df` degrees of freedom, for a
/// chance that falls as `s` rises and is 0 from `end` on (infinite where it nowhere is). It may have a bend from `bend` on, at
/// or before its end; up to there it is smooth.
pub(super) fn mean(df: f64, (bend, end): (f64, f64), chance: impl Fn(f64) -> f64) -> f64 {
    let ln_end = end.ln();
    let log_integrand = |v: f64| {
        if v >= ln_end {
            return f64::NEG_INFINITY;
        }
        0.5 * df * ln_ratio_minus_excess((2.0 * v).exp(), (2.0 * v).exp_m1()) + chance(v.exp()).ln()
    };
    let width = 1.0 / (2.0 * df).sqrt().max(1.0);
    let Some(peak) = peak(&log_integrand, ln_end.min(0.0), width) else { return 0.0 };
    let height = log_integrand(peak);
    let low = edge(&log_integrand, peak, height, -width);
    let high = edge(&log_integrand, peak, height, width).min(ln_end);
    let ln_constant = 2.0_f64.ln() + 0.5 * (df / 2.0).ln() - HALF_LN_2_PI - remainder(df / 2.0);
    let integrand = |v: f64| (log_integrand(v) - height).exp();
    // What dies out smoothly at both ends needs a quarter of the points.
    let smooth = high < bend.ln();
    let integral =
        if smooth { quadrature::trapezoid(integrand, low, high) } else { quadrature::between(integrand, low, high) };
    ((ln_constant + height).exp() * integral).min(1.0)
}

/// Where the integrand is about largest, at `right` or below; none where all of it is smaller than any double.
fn peak(log_integrand: &impl Fn(f64) -> f64, right: f64, width: f64) -> Option<f64> {
    const SMALLEST: f64 = -760.0;
    let (mut above, mut best, mut stride) = (right, right - width, width);
    // The walk ends where the integrand falls again; it must, since it falls like a power of s towards 0.
    loop {
        stride *= 2.0;
        let below = best - stride;
        let (at_best, at_below) = (log_integrand(best), log_integrand(below));
        if at_best > at_below {
            let found = golden(log_integrand, below, above);
            return (log_integrand(found) > SMALLEST).then_some(found);
        }
        if below < -2000.0 {
            return None;
        }
        (above, best) = (best, below);
    }
}

/// Golden-section search for the top of a function with one peak. Close is enough: the peak only scales the integrand.
fn golden(function: &impl Fn(f64) -> f64, mut low: f64, mut high: f64) -> f64 {
    const SHARE: f64 = 0.618_033_988_749_894_9;
    let (mut left, mut right) = (high - SHARE * (high - low), low + SHARE * (high - low));
    let (mut at_left, mut at_right) = (function(left), function(right));
    for _ in 0..16 {
        if at_left > at_right {
            (high, right, at_right) = (right, left, at_left);
            left = high - SHARE * (high - low);
            at_left = function(left);
        } else {
            (low, left, at_left) = (left, right, at_right);
            right = low + SHARE * (high - low);
            at_right = function(right);
        }
    }
    if at_left > at_right { left } else { right }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{noncentral_t, normal};

    /// P(Z + δ > t·S) is the noncentral t, computed by a routine of its own.
    #[test]
    fn a_single_test_is_the_noncentral_t() {
        for (df, t, delta) in [(1.0, 2.0, 0.5), (2.5, 3.0, 40.0), (10.0, 2.2, -3.0), (5e3, 1.96, 2.8), (1e12, 1.6, 1.0)]
        {
            let found = mean(df, (f64::INFINITY, f64::INFINITY), |s| normal::upper_tail(t * s - delta));
            let expected = noncentral_t::upper_tail(t, df, delta);
            assert!((found / expected - 1.0).abs() < 1e-11, "{df} {t} {delta}: {found} {expected}");
        }
    }

    /// A chance of 1 up to an end is the distribution of χ²: with 2 degrees of freedom P(S < s) = 1 − e^(−s²).
    #[test]
    fn an_end_cuts_the_average_there() {
        for end in [1e-6, 0.1, 1.0, 3.0] {
            let found = mean(2.0, (end, end), |_| 1.0);
            assert!((found / -f64::exp_m1(-end * end) - 1.0).abs() < 1e-11, "{end}: {found}");
        }
    }

    #[test]
    fn what_is_smaller_than_any_double_is_none() {
        assert_eq!(mean(1e6, (1e-3, 1e-3), |_| 1.0), 0.0);
        assert_eq!(mean(9.0, (1.0, 1.0), |_| 0.0), 0.0);
    }
}
