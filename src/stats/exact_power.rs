//! Power and risk of a test of two conversion rates without approximation: every pair of counts, with its probability.
//!
//! For small arms the normal approximation of the power can be off by several points, and a test may run more risk than it
//! promises. Here nothing is approximated but the sum itself.

use super::fixed_total::Tables;
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
        let up = target >= baseline;
        summed(baseline, target, visitors, |arms| self.rejects(arms, up))
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

/// Fisher's exact test, or its mid-p form, planned for given arms: it rejects where its p-value is at most alpha.
///
/// ```
/// use jalon::quantity::Proportion;
/// use jalon::stats::{FisherPlan, Sides};
/// let rate = |value| Proportion::new(value).unwrap();
/// let test = FisherPlan { alpha: rate(0.05), sides: Sides::Two, mid_p: false };
/// let exact = test.power(rate(0.1), rate(0.3), (20, 20)).unwrap();
/// assert!((exact.power - 0.241_679_239_484_755_9).abs() < 1e-12);
/// assert!(exact.false_alarms < 0.05);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FisherPlan {
    /// Promised risk of a false alarm, both sides together.
    pub alpha: Proportion,
    /// One direction (that of the target) or two.
    pub sides: Sides,
    /// Whether half of the observed probability is taken off.
    pub mid_p: bool,
}

impl FisherPlan {
    /// Sums over every pair of counts of arms with `visitors` (control, variant).
    ///
    /// # Errors
    ///
    /// As [`ExactTest::power`].
    pub fn power(
        &self,
        baseline: Proportion,
        target: Proportion,
        visitors: (u64, u64),
    ) -> Result<ExactPower, ExactPowerError> {
        check_visitors(visitors)?;
        let up = target >= baseline;
        let rejected: Vec<Vec<bool>> =
            (0..=visitors.0 + visitors.1).map(|total| self.rejected(visitors, total, up)).collect();
        summed(baseline, target, visitors, |arms| {
            let total = arms.control.conversions() + arms.variant.conversions();
            let place = arms.variant.conversions() - total.saturating_sub(visitors.0);
            rejected.get(total as usize).and_then(|of_total| of_total.get(place as usize)).is_some_and(|&is| is)
        })
    }

    /// Which tables with this total of conversions are rejected, from the fewest of the variant to the most.
    fn rejected(&self, visitors: (u64, u64), total: u64, up: bool) -> Vec<bool> {
        let chances = Tables::new(visitors.0, visitors.1, total).probabilities();
        let mut sorted = chances.clone();
        sorted.sort_by(f64::total_cmp);
        let running = |sum: &mut f64, chance: f64| {
            *sum += chance;
            Some(*sum)
        };
        let sums: Vec<f64> = sorted.iter().copied().scan(0.0, running).collect();
        let below: Vec<f64> = chances.iter().copied().scan(0.0, running).collect();
        let p_value = |(place, chance): (usize, &f64)| match self.sides {
            // The slack lets tables that tie count together, whatever their last digits.
            Sides::Two => {
                let counted = sorted.partition_point(|other| *other <= chance * (1.0 + 1e-7));
                counted.checked_sub(1).and_then(|last| sums.get(last)).copied().unwrap_or(0.0)
            }
            Sides::One if up => chances.iter().skip(place).sum(),
            Sides::One => below.get(place).copied().unwrap_or(1.0),
        };
        let off = if self.mid_p { 0.5 } else { 0.0 };
        // A p-value that is just alpha rejects, also where its last digits were lost in summing.
        let most = self.alpha.get() * (1.0 + 1e-12);
        chances.iter().enumerate().map(|table| p_value(table) - off * table.1 <= most).collect()
    }
}

fn check_visitors((control, variant): (u64, u64)) -> Result<(), ExactPowerError> {
    if control == 0 || variant == 0 {
        return Err(ExactPowerError::NoVisitors);
    }
    let outcomes = (u128::from(control) + 1) * (u128::from(variant) + 1);
    if outcomes > MOST_OUTCOMES { Err(ExactPowerError::TooManyOutcomes(outcomes)) } else { Ok(()) }
}

/// What a rule that rejects some outcomes does with arms of these sizes.
fn summed(
    baseline: Proportion,
    target: Proportion,
    visitors: (u64, u64),
    rejects: impl Fn(ProportionArms) -> bool,
) -> Result<ExactPower, ExactPowerError> {
    check_visitors(visitors)?;
    let up = target >= baseline;
    let (control_size, variant_size) = visitors;
    let planned = (chances(control_size, baseline), chances(variant_size, target));
    let equal = chances(variant_size, baseline);
    let mut exact = ExactPower { power: 0.0, right_direction: 0.0, false_alarms: 0.0, rejected_outcomes: 0 };
    for (control, control_chance) in &planned.0 {
        for ((variant, variant_chance), (_, equal_chance)) in planned.1.iter().zip(&equal) {
            let arms = ProportionArms { control: *control, variant: *variant };
            if rejects(arms) {
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

    /// Fisher's test never runs more risk than it promises; its mid-p form has more power.
    #[test]
    fn fishers_promise_holds_at_every_rate() {
        let plan = FisherPlan { alpha: rate(0.05), sides: Sides::Two, mid_p: false };
        for baseline in [0.02, 0.1, 0.3, 0.5, 0.9] {
            let of = |plan: FisherPlan| plan.power(rate(baseline), rate(0.6), (18, 25)).unwrap();
            let (exact, mid) = (of(plan), of(FisherPlan { mid_p: true, ..plan }));
            assert!(exact.false_alarms <= 0.05 && exact.power <= mid.power, "{baseline}");
        }
        let none = plan.power(rate(0.1), rate(0.2), (0, 5));
        assert_eq!(none, Err(ExactPowerError::NoVisitors));
    }
}
