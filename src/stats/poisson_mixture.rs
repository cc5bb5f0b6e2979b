//! Means of a function of a Poisson number: how the noncentral χ² and F distributions are built from the central ones.
//!
//! The terms are summed as logarithms around the largest of them, wherever it lies, so that far tails keep their digits.

use super::poisson;

/// Returns the mean of `exp(ln_value(j))` over a Poisson number j of this mean.
///
/// `ln_value` is to be concave in j, as the logarithms of tails and densities of the gamma family are in their shape: the
/// terms then rise to one peak and fall.
pub(super) fn average(mean: f64, ln_value: impl Fn(f64) -> f64) -> f64 {
    let ln_term = |j: f64| poisson::ln_probability(j, mean) + ln_value(j);
    let peak = peak(mean, &ln_term);
    let height = ln_term(peak);
    // All of it is smaller than any double.
    if height.is_nan() || height < -760.0 {
        return 0.0;
    }
    let (first, last) = (edge(&ln_term, peak, height, -1.0), edge(&ln_term, peak, height, 1.0));
    // In a wide bell every k-th term can stand for k of them: with 64 steps over 9 standard deviations to either side the
    // error is about exp(−2π² · 3.5²). A bell cut off at 0 is no bell. A power of two is added to j without rounding.
    let stride = if first > 0.0 { ((last - first) / 64.0).max(1.0).log2().floor().exp2() } else { 1.0 };
    let (mut sum, mut j) = (0.0, first);
    while j <= last {
        sum += (ln_term(j) - height).exp();
        j += stride;
    }
    stride * sum * height.exp()
}

/// A distance over which the terms of a bell around j change little, though more than the last digits of j do.
fn small_step(j: f64) -> f64 {
    (j.sqrt() / 8.0).floor().max(1.0)
}

/// The j of the largest term, or one close by: by bisection on whether the terms fall.
fn peak(mean: f64, ln_term: &impl Fn(f64) -> f64) -> f64 {
    let falls = |j: f64| ln_term(j + small_step(j)) < ln_term(j);
    let (mut rising, mut falling) = (0.0, mean.ceil().max(1.0));
    if falls(rising) {
        return rising;
    }
    while !falls(falling) && falling < 1e300 {
        rising = falling;
        falling *= 2.0;
    }
    while falling - rising > small_step(rising) {
        let middle = (0.5 * (rising + falling)).floor();
        if falls(middle) {
            falling = middle;
        } else {
            rising = middle;
        }
    }
    falling
}

/// How far from the peak the terms have fallen by a factor e⁻⁴², below any digit of the sum; not below 0.
fn edge(ln_term: &impl Fn(f64) -> f64, peak: f64, height: f64, direction: f64) -> f64 {
    let beyond = |j: f64| j < 0.0 || height - ln_term(j) > 42.0;
    let (mut inside, mut stride) = (peak, direction * small_step(peak));
    while !beyond(inside + stride) {
        inside += stride;
        stride *= 2.0;
    }
    while stride.abs() > small_step(peak) {
        stride = (stride / 2.0).trunc();
        if !beyond(inside + stride) {
            inside += stride;
        }
    }
    (inside + stride).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn no_events_expected_leave_the_first_term() {
        assert!((average(0.0, |j| -1.0 - j) - (-1.0_f64).exp()).abs() < 1e-16);
    }

    proptest! {
        /// E(c^J) = exp(m (c − 1)): the probability generating function, for values far on either side of the mean.
        #[test]
        fn generating_function(ln_mean in -5.0..18.0_f64, share in -1.0..1.0_f64) {
            let mean = ln_mean.exp();
            // So that the answer stays within e^±600.
            let ln_ratio = share * (600.0 / mean).min(3.0);
            let exact = mean * ln_ratio.exp_m1();
            prop_assume!(exact.abs() < 600.0);
            let found = average(mean, |j| j * ln_ratio).ln();
            prop_assert!((found - exact).abs() < 1e-13 * exact.abs().max(10.0), "{} {}", found, exact);
        }
    }
}
