//! Integrals of smooth functions that vanish at both ends, by the trapezoidal rule.
//!
//! For such functions the plain rule converges faster than any power of the step (Trefethen & Weideman, "The
//! exponentially convergent trapezoidal rule", SIAM Review 56, 2014), so halving the step until nothing changes is enough.

use std::f64::consts::FRAC_PI_2;

/// Integrates `function` from `low` to `high`, where it is as good as 0, halving the step until the sum settles.
pub(super) fn trapezoid(function: impl Fn(f64) -> f64, low: f64, high: f64) -> f64 {
    let mut intervals = 32_u32;
    let mut step = (high - low) / f64::from(intervals);
    let mut sum: f64 = (1..intervals).map(|k| function(low + f64::from(k) * step)).sum();
    loop {
        let middles: f64 = (0..intervals).map(|k| function(low + (f64::from(k) + 0.5) * step)).sum();
        let change = (middles - sum).abs();
        sum += middles;
        step /= 2.0;
        intervals *= 2;
        // The error falls as the square of the last change, or faster: 1e-9 here leaves less than 1e-15.
        if change <= 1e-9 * sum.abs() || intervals >= MOST_INTERVALS {
            return sum * step;
        }
    }
}

/// Integrates `function` between ends where it need not be 0, nor smooth in its derivative: the substitution of Takahasi &
/// Mori ("Double exponential formulas for numerical integration", 1974) makes it vanish there, then [`trapezoid`].
pub(super) fn between(function: impl Fn(f64) -> f64, low: f64, high: f64) -> f64 {
    let (middle, half) = (f64::midpoint(low, high), (high - low) / 2.0);
    let substituted = |t: f64| {
        let inner = FRAC_PI_2 * t.sinh();
        half * FRAC_PI_2 * t.cosh() / inner.cosh().powi(2) * function(middle + half * inner.tanh())
    };
    // Beyond ± 3.3 the weight is below 1e-17 of that in the middle.
    trapezoid(substituted, -3.3, 3.3)
}

/// A function that needs more than this has a jump; its integral is then good to about 1e-5.
const MOST_INTERVALS: u32 = 1 << 18;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaussian_and_a_narrow_logistic_bump() {
        let gaussian = trapezoid(|x: f64| (-x * x).exp(), -9.0, 9.0);
        assert!((gaussian / std::f64::consts::PI.sqrt() - 1.0).abs() < 1e-15);
        let bump = trapezoid(|x: f64| 0.25 * 50.0 / (25.0 * (x - 0.1)).cosh().powi(2), -2.0, 2.0);
        assert!((bump - 1.0).abs() < 1e-14);
    }
    #[test]
    fn ends_that_are_no_zeros_and_a_corner_at_one() {
        assert!((between(f64::exp, -1.0, 2.0) / (2.0_f64.exp() - (-1.0_f64).exp()) - 1.0).abs() < 1e-14);
        assert!((between(f64::sqrt, 0.0, 4.0) / (16.0 / 3.0) - 1.0).abs() < 1e-12);
    }
}
