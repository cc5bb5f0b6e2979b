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

/// Natural logarithm of the integral over the whole line of a function with one peak, somewhere between `low` and `high`, that
/// falls off at least as fast as an exponential to both sides. The function is given, and the answer kept, as a logarithm: it
/// may be smaller than any double.
pub(super) fn ln_bump(ln_function: impl Fn(f64) -> f64, low: f64, high: f64) -> f64 {
    let peak = highest(&ln_function, low, high);
    let height = ln_function(peak);
    if height.is_nan() || height == f64::NEG_INFINITY {
        return f64::NEG_INFINITY;
    }
    let (first, last) = (edge(&ln_function, peak, height, -1.0), edge(&ln_function, peak, height, 1.0));
    height + trapezoid(|x| (ln_function(x) - height).exp(), first, last).ln()
}

/// Where the function is highest, or close by: the best of a row of points, then a golden section between its neighbours.
fn highest(ln_function: &impl Fn(f64) -> f64, low: f64, high: f64) -> f64 {
    const POINTS: u32 = 64;
    let step = (high - low) / f64::from(POINTS);
    let points = (0..=POINTS).map(|k| low + step * f64::from(k));
    let rated = points.map(|x| (x, ln_function(x)));
    let (best, _) = rated.fold((low, f64::NEG_INFINITY), |best, next| if next.1 > best.1 { next } else { best });
    let (mut left, mut right) = (best - step, best + step);
    const SECTION: f64 = 0.618_033_988_749_894_9;
    let (mut inner_left, mut inner_right) = (right - SECTION * (right - left), left + SECTION * (right - left));
    let (mut at_left, mut at_right) = (ln_function(inner_left), ln_function(inner_right));
    // Forty sections narrow the bracket by 2e8.
    for _ in 0..40 {
        if at_left > at_right {
            (right, inner_right, at_right) = (inner_right, inner_left, at_left);
            inner_left = right - SECTION * (right - left);
            at_left = ln_function(inner_left);
        } else {
            (left, inner_left, at_left) = (inner_left, inner_right, at_right);
            inner_right = left + SECTION * (right - left);
            at_right = ln_function(inner_right);
        }
    }
    f64::midpoint(left, right)
}

/// How far from the peak the function has fallen by a factor e⁻⁴²: outwards in doubling steps, then halfway back and forth.
fn edge(ln_function: &impl Fn(f64) -> f64, peak: f64, height: f64, direction: f64) -> f64 {
    let beyond = |distance: f64| height - ln_function(peak + direction * distance) > 42.0;
    let mut outside = 1e-9 * peak.abs().max(1.0);
    while !beyond(outside) && outside < 1e9 {
        outside *= 2.0;
    }
    let mut inside = outside / 2.0;
    for _ in 0..6 {
        let middle = f64::midpoint(inside, outside);
        if beyond(middle) { outside = middle } else { inside = middle }
    }
    peak + direction * outside
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
    fn a_panel_is_exact_for_polynomials_and_steep_exponentials() {
        assert!((panel(|x| x.powi(39) + 1.0, 0.0, 1.0) - (1.0 / 40.0 + 1.0)).abs() < 1e-15);
        assert!((panel(|x| (-30.0 * x).exp(), 0.0, 1.0) * 30.0 / -f64::exp_m1(-30.0) - 1.0).abs() < 1e-12);
    }

    /// A normal density scaled far below any double, and a logistic one with slow tails.
    #[test]
    fn bumps_in_logarithms() {
        let sd = 1e-4;
        let normal = ln_bump(|x: f64| -5000.0 - ((x - 0.3) / sd).powi(2) / 2.0, -700.0, 700.0);
        let expected = -5000.0 + (sd * (2.0 * std::f64::consts::PI).sqrt()).ln();
        assert!((normal - expected).abs() < 1e-12, "{normal} {expected}");
        // Its integral is B(a, b).
        let (a, b): (f64, f64) = (0.05, 3.0);
        let beta = ln_bump(|u: f64| -a * (-u).exp().ln_1p() - b * u.exp().ln_1p(), -700.0, 700.0);
        let expected = (2.0 / (a * (a + 1.0) * (a + 2.0))).ln();
        assert!((beta - expected).abs() < 1e-12, "{beta} {expected}");
        assert_eq!(ln_bump(|_| f64::NEG_INFINITY, 0.0, 1.0), f64::NEG_INFINITY);
    }

    #[test]
    fn ends_that_are_no_zeros_and_a_corner_at_one() {
        assert!((between(f64::exp, -1.0, 2.0) / (2.0_f64.exp() - (-1.0_f64).exp()) - 1.0).abs() < 1e-14);
        assert!((between(f64::sqrt, 0.0, 4.0) / (16.0 / 3.0) - 1.0).abs() < 1e-12);
    }
}
