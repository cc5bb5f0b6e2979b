//! Power and risk of a test of two conversion rates without approximation: every pair of counts, with its probability.
//!
//! For small arms the normal approximation of the power can be off by several points, and a test may run more risk than it
//! promises. Here nothing is approximated but the sum itself.

use super::proportion_test::{ProportionArms, ProportionTest};
use super::{Alternative, Conversions, ProportionNull, Sides, binomial, normal};
use crate::quantity::Proportion;

/// What a test of two rates does with arms of these sizes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ExactPower {
    /// Chance that the test rejects, in either direction.
    pub power: f64,
    /// Chance that it rejects and the variant lies on the planned side of the control.
    pub right_direction: f64,
    /// Chance that it rejects when both arms convert like the control: what `alpha` promises.
    pub false_alarms: f64,
    /// How many pairs of counts are rejected.
    pub rejected_outcomes: u64,
}

/// Why no exact power was given.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum ExactPowerError {
    /// An arm has no visitors.
    #[error("an arm has no visitors")]
    NoVisitors,
    /// More pairs of counts than are worth summing; the normal approximation is good at such sizes.
    #[error("{0} pairs of counts are too many to sum")]
    TooManyOutcomes(u128),
}

/// A test of two rates whose power is summed over all outcomes.
///
/// ```
/// use jalon::quantity::Proportion;
/// use jalon::stats::{ExactTest, ProportionTest, Sides};
/// let rate = |value| Proportion::new(value).unwrap();
/// let test = ExactTest { alpha: rate(0.05), sides: Sides::Two, test: ProportionTest::Score };
/// let exact = test.power(rate(0.1), rate(0.3), (20, 20)).unwrap();
/// assert!((exact.power - 0.357_408_444_666_745_5).abs() < 1e-12);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ExactTest {
    /// Promised risk of a false alarm, both sides together.
    pub alpha: Proportion,
    /// One direction (that of the target) or two.
    pub sides: Sides,
    /// The statistic; it rejects where it lies beyond the normal quantile.
    pub test: ProportionTest,
}

impl ExactTest {
    /// Sums over every pair of counts of arms with `visitors` (control, variant).
    ///
    /// # Errors
    ///
    /// [`ExactPowerError::NoVisitors`]; [`ExactPowerError::TooManyOutcomes`] above about a million pairs.
    pub fn power(
        &self,
        baseline: Proportion,
        target: Proportion,
        visitors: (u64, u64),
    ) -> Result<ExactPower, ExactPowerError> {
        let (control_size, variant_size) = visitors;
        if control_size == 0 || variant_size == 0 {
            return Err(ExactPowerError::NoVisitors);
        }
        let outcomes = (u128::from(control_size) + 1) * (u128::from(variant_size) + 1);
        if outcomes > MOST_OUTCOMES {
            return Err(ExactPowerError::TooManyOutcomes(outcomes));
        }
        let up = target >= baseline;
        let planned = (chances(control_size, baseline), chances(variant_size, target));
        let equal = chances(variant_size, baseline);
        let mut exact = ExactPower { power: 0.0, right_direction: 0.0, false_alarms: 0.0, rejected_outcomes: 0 };
        for (control, control_chance) in &planned.0 {
            for ((variant, variant_chance), (_, equal_chance)) in planned.1.iter().zip(&equal) {
                let arms = ProportionArms { control: *control, variant: *variant };
                if self.rejects(arms, up) {
                    let chance = control_chance * variant_chance;
                    exact.power += chance;
                    exact.right_direction += if (arms.difference() > 0.0) == up { chance } else { 0.0 };
                    exact.false_alarms += control_chance * equal_chance;
                    exact.rejected_outcomes += 1;
                }
            }
        }
        Ok(exact)
    }

    /// Whether this outcome is rejected; data that are all alike never are.
    fn rejects(&self, arms: ProportionArms, up: bool) -> bool {
        let critical = normal::upper_quantile(self.sides.level(self.alpha.get()));
        let statistic = match arms.test(ProportionNull::EQUAL, Alternative::TwoSided, self.test) {
            Ok(test) => test.statistic,
            // No variation; every statistic has a form for equality.
            Err(_) => return false,
        };
        match self.sides {
            Sides::Two => statistic.abs() > critical,
            Sides::One if up => statistic > critical,
            Sides::One => statistic < -critical,
        }
    }
}

/// Every count an arm of this size can show, with its chance.
fn chances(size: u64, rate: Proportion) -> Vec<(Conversions, f64)> {
    let counts = (0..=size).filter_map(|count| Conversions::new(count, size).ok());
    counts.map(|observed| (observed, binomial::probability(observed.conversions(), size, rate.get()))).collect()
}

/// Two arms of 1 000: well under a second of work, and beyond where the approximation is poor.
const MOST_OUTCOMES: u128 = 1_100_000;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{ArmSizes, TwoProportions};

    fn rate(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    const SCORE: ProportionTest = ProportionTest::Score;

    #[test]
    fn sizes_without_an_answer_are_named() {
        let test = ExactTest { alpha: rate(0.05), sides: Sides::Two, test: SCORE };
        let of = |visitors| test.power(rate(0.1), rate(0.2), visitors);
        assert_eq!(of((0, 5)), Err(ExactPowerError::NoVisitors));
        assert!(matches!(of((1_000_000_000, 1_000_000_000)), Err(ExactPowerError::TooManyOutcomes(_))));
    }

    /// One visitor in each arm can never be enough, whatever happens.
    #[test]
    fn a_single_pair_of_visitors_never_rejects() {
        let test = ExactTest { alpha: rate(0.05), sides: Sides::Two, test: SCORE };
        let exact = test.power(rate(0.1), rate(0.9), (1, 1)).unwrap();
        assert_eq!((exact.power, exact.rejected_outcomes), (0.0, 0));
    }

    #[test]
    fn the_approximation_is_close_where_arms_are_not_tiny() {
        let test = ExactTest { alpha: rate(0.05), sides: Sides::Two, test: SCORE };
        let exact = test.power(rate(0.3), rate(0.5), (200, 200)).unwrap().right_direction;
        let sizes = ArmSizes { control: 200.0, variant: 200.0 };
        let near = TwoProportions::superiority(rate(0.05), Sides::Two).power(rate(0.3), rate(0.5), sizes).unwrap();
        assert!((exact - near).abs() < 0.005, "{exact} {near}");
    }
}
