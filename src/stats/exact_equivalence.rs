//! Power and risk of two one-sided tests of two conversion rates without approximation: every pair of counts, with its
//! probability.

use super::equivalence::{EquivalenceMargins, MarginScale};
use super::proportion_test::{ProportionArms, ProportionTest};
use super::{Alternative, Conversions, NoAnswer, ProportionNull, binomial, normal};
use crate::quantity::Proportion;

/// What two one-sided tests do with arms of these sizes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ExactEquivalencePower {
    /// Chance that both tests reject.
    pub power: f64,
    /// Chance that they do when the variant sits on the lower margin of this baseline; none where no rate sits there.
    pub false_alarms_at_low: Option<f64>,
    /// The same on the upper margin.
    pub false_alarms_at_high: Option<f64>,
}

/// Why no exact power was given.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum ExactEquivalenceError {
    /// An arm has no visitors.
    #[error("an arm has no visitors")]
    NoVisitors,
    /// More pairs of counts than are worth summing; the normal approximation is good at such sizes.
    #[error("{0} pairs of counts are too many to sum")]
    TooManyOutcomes(u128),
    /// The test has no form for these margins.
    #[error(transparent)]
    NoTest(#[from] NoAnswer),
}

/// Two one-sided tests of two rates whose power is summed over all outcomes.
///
/// ```
/// use jalon::quantity::Proportion;
/// use jalon::stats::{EquivalenceMargins, ExactEquivalence, MarginScale, ProportionTest};
/// let rate = |value| Proportion::new(value).unwrap();
/// let test = ExactEquivalence {
///     alpha: rate(0.05),
///     margins: EquivalenceMargins::new(-0.15, 0.15).unwrap(),
///     scale: MarginScale::Difference,
///     test: ProportionTest::MiettinenNurminen,
/// };
/// let exact = test.power(rate(0.3), rate(0.3), (200, 200)).unwrap();
/// assert!(exact.power > 0.85 && exact.false_alarms_at_low.unwrap() < 0.06);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ExactEquivalence {
    /// Promised risk of calling equivalent what is not.
    pub alpha: Proportion,
    /// The effects between which the rates count as equivalent.
    pub margins: EquivalenceMargins,
    /// What the margins are margins of.
    pub scale: MarginScale,
    /// The statistic; each test rejects where it lies beyond the normal quantile.
    pub test: ProportionTest,
}

impl ExactEquivalence {
    /// Sums over every pair of counts of arms with `visitors` (control, variant).
    ///
    /// # Errors
    ///
    /// [`ExactEquivalenceError`].
    pub fn power(
        &self,
        baseline: Proportion,
        target: Proportion,
        visitors: (u64, u64),
    ) -> Result<ExactEquivalencePower, ExactEquivalenceError> {
        let outcomes = (u128::from(visitors.0) + 1) * (u128::from(visitors.1) + 1);
        if visitors.0 == 0 || visitors.1 == 0 {
            return Err(ExactEquivalenceError::NoVisitors);
        } else if outcomes > MOST_OUTCOMES {
            return Err(ExactEquivalenceError::TooManyOutcomes(outcomes));
        }
        let (low, high) =
            (self.scale.proportion_null(self.margins.low()), self.scale.proportion_null(self.margins.high()));
        let on = |null: ProportionNull| Proportion::new(null.variant_rate(baseline.get())).ok();
        let of = |rate: Proportion| Chances::new(visitors.1, rate);
        let (planned, at_low, at_high) = (of(target), on(low).map(of), on(high).map(of));
        let mut exact = ExactEquivalencePower {
            power: 0.0,
            false_alarms_at_low: at_low.as_ref().map(|_| 0.0),
            false_alarms_at_high: at_high.as_ref().map(|_| 0.0),
        };
        for control in 0..=visitors.0 {
            let chance = binomial::probability(control, visitors.0, baseline.get());
            if chance < NEVER {
                continue;
            }
            let first = self.first_above(low, control, visitors)?;
            let end = self.first_not_below(high, control, visitors)?;
            exact.power += chance * planned.between(first, end);
            add(&mut exact.false_alarms_at_low, chance, at_low.as_ref(), first, end);
            add(&mut exact.false_alarms_at_high, chance, at_high.as_ref(), first, end);
        }
        Ok(exact)
    }

    /// The fewest conversions of the variant that are significantly above the lower margin; one more than all if none are.
    fn first_above(&self, null: ProportionNull, control: u64, visitors: (u64, u64)) -> Result<u64, NoAnswer> {
        let critical = normal::upper_quantile(self.alpha.get());
        self.first(visitors.1, |variant| Ok(self.statistic(null, (control, variant), visitors)? > critical))
    }

    /// The fewest conversions of the variant that are no longer significantly below the upper margin.
    fn first_not_below(&self, null: ProportionNull, control: u64, visitors: (u64, u64)) -> Result<u64, NoAnswer> {
        let critical = normal::upper_quantile(self.alpha.get());
        self.first(visitors.1, |variant| {
            let statistic = self.statistic(null, (control, variant), visitors)?;
            // Not a number where the data say nothing: that is not below either.
            Ok(statistic.is_nan() || statistic >= -critical)
        })
    }

    /// The first count from 0 to `most` for which `holds`, which never ceases to hold as conversions are added: the statistic
    /// rises with them.
    fn first(&self, most: u64, holds: impl Fn(u64) -> Result<bool, NoAnswer>) -> Result<u64, NoAnswer> {
        let (mut from, mut to) = (0, most + 1);
        while from < to {
            let middle = u64::midpoint(from, to);
            if holds(middle)? { to = middle } else { from = middle + 1 }
        }
        Ok(from)
    }

    /// The statistic of a pair of counts; NaN, which is beyond no critical value, where all are alike and the margin says so.
    fn statistic(&self, null: ProportionNull, counts: (u64, u64), visitors: (u64, u64)) -> Result<f64, NoAnswer> {
        let (Ok(control), Ok(variant)) =
            (Conversions::new(counts.0, visitors.0), Conversions::new(counts.1, visitors.1))
        else {
            return Ok(f64::NAN);
        };
        match (ProportionArms { control, variant }).test(null, Alternative::TwoSided, self.test) {
            Ok(test) => Ok(test.statistic),
            Err(NoAnswer::NoVariation) => Ok(f64::NAN),
            Err(other) => Err(other),
        }
    }
}

fn add(sum: &mut Option<f64>, chance: f64, on_margin: Option<&Chances>, first: u64, end: u64) {
    if let (Some(sum), Some(on_margin)) = (sum, on_margin) {
        *sum += chance * on_margin.between(first, end);
    }
}

/// The chance of each count of the variant.
struct Chances {
    chances: Vec<f64>,
}

impl Chances {
    fn new(size: u64, rate: Proportion) -> Self {
        Self { chances: (0..=size).map(|count| binomial::probability(count, size, rate.get())).collect() }
    }

    /// The chance of a count from `first` to just before `end`.
    fn between(&self, first: u64, end: u64) -> f64 {
        let (skip, take) = (first as usize, end.saturating_sub(first) as usize);
        self.chances.iter().skip(skip).take(take).sum()
    }
}

/// Two arms of 1 000: well under a second of work, and beyond where the approximation is poor.
const MOST_OUTCOMES: u128 = 1_100_000;

/// Counts of the control less likely than this add nothing to any sum; without them a large control costs no time.
const NEVER: f64 = 1e-60;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Positive;
    use crate::stats::{ArmSizes, ProportionEquivalence, ProportionPower};

    fn rate(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    fn test(low: f64, high: f64, scale: MarginScale, test: ProportionTest) -> ExactEquivalence {
        ExactEquivalence { alpha: rate(0.05), margins: EquivalenceMargins::new(low, high).unwrap(), scale, test }
    }

    const METHODS: [ProportionTest; 3] =
        [ProportionTest::MiettinenNurminen, ProportionTest::Score, ProportionTest::Wald];

    #[test]
    fn questions_without_an_answer_are_named() {
        let of = |low, visitors, method| {
            test(low, 0.2, MarginScale::Difference, method).power(rate(0.1), rate(0.2), visitors)
        };
        let score = ProportionTest::Score;
        assert_eq!(of(-0.2, (0, 5), score), Err(ExactEquivalenceError::NoVisitors));
        assert!(matches!(of(-0.2, (1 << 40, 1 << 40), score), Err(ExactEquivalenceError::TooManyOutcomes(_))));
        let impossible = ExactEquivalenceError::NoTest(NoAnswer::ImpossibleMargin);
        assert_eq!(of(-1.0, (5, 5), score), Err(impossible));
        let corrected = ExactEquivalenceError::NoTest(NoAnswer::MethodWithoutMargin);
        assert_eq!(of(-0.2, (5, 5), ProportionTest::ScoreCorrected), Err(corrected));
        let no_rate_there = of(-0.15, (50, 50), score).unwrap();
        assert_eq!(no_rate_there.false_alarms_at_low, None);
        assert!(no_rate_there.false_alarms_at_high.is_some());
    }

    /// Every pair of counts judged by the analysis itself; the search for the first and last count that are equivalent must
    /// agree, which also shows that each statistic rises with the conversions of the variant.
    #[test]
    fn the_sum_is_over_the_outcomes_that_the_analysis_calls_equivalent() {
        let (baseline, target) = (rate(0.3), rate(0.35));
        for (scale, low, high) in [(MarginScale::Difference, -0.4, 0.45), (MarginScale::Lift, -0.8, 3.0)] {
            for method in METHODS {
                for visitors in [(1, 1), (7, 12), (23, 17)] {
                    let test = test(low, high, scale, method);
                    let mut power = 0.0;
                    for (control, variant) in (0..=visitors.0).flat_map(|x| (0..=visitors.1).map(move |y| (x, y))) {
                        let arms = ProportionArms {
                            control: Conversions::new(control, visitors.0).unwrap(),
                            variant: Conversions::new(variant, visitors.1).unwrap(),
                        };
                        let clears = |margin, alternative| {
                            arms.test(scale.proportion_null(margin), alternative, method)
                                .is_ok_and(|test| test.p_value < 0.05)
                        };
                        if clears(low, Alternative::Greater) && clears(high, Alternative::Less) {
                            power += binomial::probability(control, visitors.0, baseline.get())
                                * binomial::probability(variant, visitors.1, target.get());
                        }
                    }
                    let found = test.power(baseline, target, visitors).unwrap().power;
                    assert!((found - power).abs() < 1e-14, "{method:?} {scale:?} {visitors:?}: {found} {power}");
                }
            }
        }
    }

    #[test]
    fn the_approximation_is_close_where_arms_are_not_tiny() {
        for (scale, margin) in [(MarginScale::Difference, 0.1), (MarginScale::Lift, 0.3)] {
            let exact = test(-margin, margin, scale, ProportionTest::Score);
            let near = ProportionEquivalence {
                alpha: exact.alpha,
                allocation: Positive::ONE,
                margins: exact.margins,
                scale,
                method: ProportionPower::Score,
            };
            let sizes = ArmSizes { control: 500.0, variant: 500.0 };
            let (baseline, target) = (rate(0.3), rate(0.31));
            let found = exact.power(baseline, target, (500, 500)).unwrap();
            let approximate = near.power(baseline, target, sizes).unwrap();
            assert!((found.power - approximate).abs() < 0.01, "{scale:?}: {} {approximate}", found.power);
            assert!((found.false_alarms_at_low.unwrap() - 0.05).abs() < 0.006, "{found:?}");
        }
    }

    #[test]
    fn a_large_control_costs_no_time() {
        let test = test(-0.5, 0.5, MarginScale::Difference, ProportionTest::Score);
        let found = test.power(rate(0.5), rate(0.5), (180_000, 5)).unwrap();
        assert!(found.power > 0.0 && found.power < 1.0);
    }
}
