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

/// Integrates a `function` without poles nearby from `low` to `high` by the Gauss–Legendre rule of twenty points: to the last
/// digits where it changes by no more than a factor of e³⁰ on the way, and by nothing sharper than an exponential.
pub(super) fn panel(function: impl Fn(f64) -> f64, low: f64, high: f64) -> f64 {
    let (middle, half) = (f64::midpoint(low, high), (high - low) / 2.0);
    let pair =
        |&(node, weight): &(f64, f64)| weight * (function(middle - half * node) + function(middle + half * node));
    half * TWENTY_POINTS.iter().map(pair).sum::<f64>()
}

/// Nodes, the zeros of the Legendre polynomial of degree 20 above 0, and their weights: mpmath 1.3 at 30 digits.
const TWENTY_POINTS: [(f64, f64); 10] = [
    (0.993_128_599_185_094_9, 0.017_614_007_139_152_118),
    (0.963_971_927_277_913_8, 0.040_601_429_800_386_94),
    (0.912_234_428_251_326, 0.062_672_048_334_109_07),
    (0.839_116_971_822_218_8, 0.083_276_741_576_704_75),
    (0.746_331_906_460_150_8, 0.101_930_119_817_240_44),
    (0.636_053_680_726_515, 0.118_194_531_961_518_41),
    (0.510_867_001_950_827_1, 0.131_688_638_449_176_64),
    (0.373_706_088_715_419_55, 0.142_096_109_318_382_04),
    (0.227_785_851_141_645_07, 0.149_172_986_472_603_74),
    (0.076_526_521_133_497_34, 0.152_753_387_130_725_84),
];

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
    fn a_panel_is_exact_for_polynomials_and_steep_exponentials() {
        assert!((panel(|x| x.powi(39) + 1.0, 0.0, 1.0) - (1.0 / 40.0 + 1.0)).abs() < 1e-15);
        assert!((panel(|x| (-30.0 * x).exp(), 0.0, 1.0) * 30.0 / -f64::exp_m1(-30.0) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn ends_that_are_no_zeros_and_a_corner_at_one() {
        assert!((between(f64::exp, -1.0, 2.0) / (2.0_f64.exp() - (-1.0_f64).exp()) - 1.0).abs() < 1e-14);
        assert!((between(f64::sqrt, 0.0, 4.0) / (16.0 / 3.0) - 1.0).abs() < 1e-12);
    }
}
