//! How often a significant result is a false alarm, given how often ideas work at all.

use crate::quantity::Proportion;

/// Returns the share of false alarms among the significant results in the right direction.
///
/// `success_rate` is the share of tested ideas that really work, `risk` the chance of a significant result in the right
/// direction from one that does not (half of a two-sided alpha), `power` the chance from one that does.
///
/// # Source
///
/// Kohavi, Deng & Vermeer 2022, "A/B testing intuition busters", KDD; Wacholder and others 2004.
///
/// ```
/// use jalon::{quantity::Proportion, stats::false_positive_risk};
/// let rate = |value| Proportion::new(value).unwrap();
/// // One idea in ten works: 22 % of the wins at p < 0.05 are none.
/// assert!((false_positive_risk(rate(0.10), rate(0.025), rate(0.80)) - 0.0225 / 0.1025).abs() < 1e-15);
/// ```
#[must_use]
pub fn false_positive_risk(success_rate: Proportion, risk: Proportion, power: Proportion) -> f64 {
    let false_wins = risk.get() * (1.0 - success_rate.get());
    false_wins / (false_wins + power.get() * success_rate.get())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn stricter_and_stronger_tests_err_less(success in 0.01..0.99, risk in 0.001..0.5, power in 0.1..0.99) {
            let rate = |value| Proportion::new(value).unwrap();
            let share = false_positive_risk(rate(success), rate(risk), rate(power));
            prop_assert!(share > false_positive_risk(rate(success), rate(risk / 2.0), rate(power)));
            prop_assert!(share < false_positive_risk(rate(success), rate(risk), rate(power / 2.0)));
            prop_assert!(share > 0.0 && share < 1.0);
        }
    }
}
