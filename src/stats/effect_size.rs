//! Effects on Cohen's scales, where sizes depend on nothing else: h of two rates, w of several, f of several means.
//!
//! Cohen 1988, *Statistical Power Analysis for the Behavioral Sciences*, 2nd ed., ch. 6–8.

use crate::quantity::{Positive, Proportion};

/// h = 2 asin √to − 2 asin √from: the distance of two rates on the scale where their spread is 1 whatever they are.
///
/// ```
/// use jalon::{quantity::Proportion, stats::cohens_h};
/// let rate = |value| Proportion::new(value).unwrap();
/// assert!((cohens_h(rate(0.5), rate(0.75)) - std::f64::consts::PI / 6.0).abs() < 1e-15);
/// ```
#[must_use]
pub fn cohens_h(from: Proportion, to: Proportion) -> f64 {
    arcsine_distance(from.get(), to.get(), to.get() - from.get())
}

/// `2 asin √to − 2 asin √from`, from their difference so that a tiny one keeps its digits.
pub(super) fn arcsine_distance(from: f64, to: f64, difference: f64) -> f64 {
    // asin √p − asin √q = asin(√p √(1−q) − √q √(1−p)), and the product with the sum of the two terms is p − q.
    let (a, b) = ((to * (1.0 - from)).sqrt(), (from * (1.0 - to)).sqrt());
    2.0 * (difference / (a + b)).clamp(-1.0, 1.0).asin()
}

/// w of the χ² test of these rates in groups of equal size: √(Σ (pᵢ − p̄)² / (k p̄ (1 − p̄))). None without rates.
///
/// ```
/// use jalon::{quantity::Proportion, stats::cohens_w};
/// let rate = |value| Proportion::new(value).unwrap();
/// assert!((cohens_w(&[rate(0.4), rate(0.6)]).unwrap() - 0.2).abs() < 1e-15);
/// ```
#[must_use]
pub fn cohens_w(rates: &[Proportion]) -> Option<f64> {
    let spread = spread(rates.iter().map(|rate| rate.get()))?;
    Some(spread.deviation / (spread.mean * (1.0 - spread.mean)).sqrt())
}

/// f of these means in groups of equal size: their standard deviation (divisor k) over that of the units within each group.
/// None without means.
///
/// ```
/// use jalon::{quantity::Positive, stats::cohens_f};
/// let sd = Positive::new(4.0).unwrap();
/// assert_eq!(cohens_f(&[10.0, 12.0], sd), Some(0.25));
/// ```
#[must_use]
pub fn cohens_f(means: &[f64], standard_deviation: Positive) -> Option<f64> {
    Some(spread(means.iter().copied())?.deviation / standard_deviation.get())
}

struct Spread {
    mean: f64,
    /// Divisor k: the groups are all there are.
    deviation: f64,
}

fn spread(values: impl Iterator<Item = f64> + Clone) -> Option<Spread> {
    let number = values.clone().count();
    if number == 0 {
        return None;
    }
    let mean = values.clone().sum::<f64>() / number as f64;
    let squares: f64 = values.map(|value| (value - mean).powi(2)).sum();
    Some(Spread { mean, deviation: (squares / number as f64).sqrt() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nothing_to_compare_has_no_effect_size() {
        assert_eq!(cohens_w(&[]), None);
        assert_eq!(cohens_f(&[], Positive::ONE), None);
        assert_eq!(cohens_f(&[3.0], Positive::ONE), Some(0.0));
    }

    proptest! {
        #[test]
        fn h_is_the_difference_of_two_arcsines(p in 0.001..0.999_f64, q in 0.001..0.999_f64) {
            let rate = |value| Proportion::new(value).unwrap();
            let direct = 2.0 * p.sqrt().asin() - 2.0 * q.sqrt().asin();
            prop_assert!((cohens_h(rate(q), rate(p)) - direct).abs() < 1e-13);
        }
    }
}
