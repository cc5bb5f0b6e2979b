//! Sizing a test of a trend: whether a rate rises or falls along ordered groups (price steps, numbers of fields, years).

use super::group_test::GroupsError;
use super::sizing::SizingError;
use super::{Sides, normal};
use crate::quantity::Proportion;

/// The rates expected along ordered groups of equal size.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedTrend {
    rates: Vec<f64>,
    /// Scores on a scale of length 1, less their mean.
    centred: Vec<f64>,
}

impl PlannedTrend {
    /// Takes the rate of each group and its score (1, 2, 3, … where none are given).
    ///
    /// # Errors
    ///
    /// [`GroupsError::SingleGroup`] for fewer than two groups, and the scores that are none: of another number than the
    /// groups, not finite, all alike.
    pub fn new(rates: &[Proportion], scores: Option<&[f64]>) -> Result<Self, GroupsError> {
        if rates.len() < 2 {
            return Err(GroupsError::SingleGroup);
        }
        let positions: Vec<f64> = (1..=rates.len()).map(|position| position as f64).collect();
        let scores = scores.unwrap_or(&positions);
        if scores.len() != rates.len() {
            return Err(GroupsError::DifferentLengths { scores: scores.len(), groups: rates.len() });
        }
        if let Some(&score) = scores.iter().find(|score| !score.is_finite()) {
            return Err(GroupsError::NotFinite(score));
        }
        let (lowest, highest) = scores.iter().fold((f64::MAX, f64::MIN), |(low, high), &s| (low.min(s), high.max(s)));
        if lowest == highest {
            return Err(GroupsError::NoOrder);
        }
        // On a scale from 0 to 1, which changes no statistic and cannot overflow.
        let range = highest / 2.0 - lowest / 2.0;
        let scaled: Vec<f64> = scores.iter().map(|score| (score / 2.0 - lowest / 2.0) / range).collect();
        let mean = scaled.iter().sum::<f64>() / scaled.len() as f64;
        let centred = scaled.into_iter().map(|score| score - mean).collect();
        Ok(Self { rates: rates.iter().map(|rate| rate.get()).collect(), centred })
    }

    /// Σ of score times rate: 0 where the rates follow no line along the scores.
    fn rise(&self) -> f64 {
        self.rates.iter().zip(&self.centred).map(|(rate, score)| rate * score).sum()
    }

    /// Standard deviation of the statistic's numerator with one visitor per group, at the common rate and at the planned ones.
    fn spreads(&self) -> (f64, f64) {
        let common = self.rates.iter().sum::<f64>() / self.rates.len() as f64;
        let squares: f64 = self.centred.iter().map(|score| score * score).sum();
        let own: f64 =
            self.rates.iter().zip(&self.centred).map(|(rate, score)| rate * (1.0 - rate) * score * score).sum();
        ((common * (1.0 - common) * squares).sqrt(), own.sqrt())
    }
}

/// A planned Cochran–Armitage test of a trend, as [`RateGroups::trend`](super::RateGroups::trend) runs it. Power counts
/// rejections in the direction of the trend only.
///
/// ```
/// use jalon::quantity::Proportion;
/// use jalon::stats::{PlannedTrend, Sides, TrendPlan};
/// let rate = |value| Proportion::new(value).unwrap();
/// let trend = PlannedTrend::new(&[rate(0.04), rate(0.045), rate(0.05)], None).unwrap();
/// let plan = TrendPlan { alpha: rate(0.05), sides: Sides::Two };
/// let visitors = plan.visitors(&trend, rate(0.8)).unwrap();
/// assert!((plan.power(&trend, visitors).unwrap() - 0.8).abs() < 1e-12);
/// ```
///
/// # Source
///
/// Nam 1987, "A simple approximation for calculating sample sizes for detecting linear trend in proportions", *Biometrics*
/// 43:701–705, without his continuity correction, which the test does not have either.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TrendPlan {
    /// Risk of a false alarm, both sides together; 0.05 is usual.
    pub alpha: Proportion,
    /// One direction or two.
    pub sides: Sides,
}

impl TrendPlan {
    /// Returns the visitors needed in each group, before rounding.
    ///
    /// # Errors
    ///
    /// [`SizingError::NoEffect`] where the rates follow no line along the scores, [`SizingError::PowerBelowRisk`],
    /// [`SizingError::OutOfReach`].
    pub fn visitors(&self, trend: &PlannedTrend, power: Proportion) -> Result<f64, SizingError> {
        if power.get() <= self.sides.level(self.alpha.get()) {
            return Err(SizingError::PowerBelowRisk);
        }
        // A rise that is nothing but the rounding of its terms is none.
        let rise = trend.rise().abs();
        if rise <= f64::EPSILON * trend.rates.iter().sum::<f64>() {
            return Err(SizingError::NoEffect);
        }
        let (under, beyond) = trend.spreads();
        let reach = self.critical() * under + normal::quantile(power.get()) * beyond;
        let visitors = (reach.max(0.0) / rise).powi(2).max(f64::MIN_POSITIVE);
        if visitors.is_finite() { Ok(visitors) } else { Err(SizingError::OutOfReach) }
    }

    /// Returns the power with so many visitors in each group.
    ///
    /// # Errors
    ///
    /// [`SizingError::TooFewUnits`] without visitors.
    pub fn power(&self, trend: &PlannedTrend, visitors: f64) -> Result<f64, SizingError> {
        if visitors.is_nan() || visitors <= 0.0 {
            return Err(SizingError::TooFewUnits);
        }
        let (under, beyond) = trend.spreads();
        Ok(normal::cdf((trend.rise().abs() * visitors.sqrt() - self.critical() * under) / beyond))
    }

    fn critical(&self) -> f64 {
        normal::upper_quantile(self.sides.level(self.alpha.get()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Positive;
    use crate::stats::{NormalTest, PlannedEffect, Spread};
    use proptest::prelude::*;

    fn rate(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    fn rates(values: &[f64]) -> Vec<Proportion> {
        values.iter().map(|&value| rate(value)).collect()
    }

    fn plan() -> TrendPlan {
        TrendPlan { alpha: rate(0.05), sides: Sides::Two }
    }

    #[test]
    fn what_cannot_be_planned_is_named() {
        let trend = |scores: &[f64]| PlannedTrend::new(&rates(&[0.1, 0.2, 0.3]), Some(scores)).map(|_| ());
        assert_eq!(PlannedTrend::new(&rates(&[0.1]), None), Err(GroupsError::SingleGroup));
        assert_eq!(trend(&[1.0]), Err(GroupsError::DifferentLengths { scores: 1, groups: 3 }));
        assert_eq!(trend(&[1.0, f64::INFINITY, 2.0]), Err(GroupsError::NotFinite(f64::INFINITY)));
        assert_eq!(trend(&[2.0, 2.0, 2.0]), Err(GroupsError::NoOrder));
        assert_eq!(trend(&[f64::MIN, 0.0, f64::MAX]), Ok(()));
        let (flat, bent) = (rates(&[0.1, 0.1, 0.1]), rates(&[0.1, 0.3, 0.1]));
        for none in [flat, bent] {
            let trend = PlannedTrend::new(&none, None).unwrap();
            assert_eq!(plan().visitors(&trend, rate(0.8)), Err(SizingError::NoEffect));
        }
        let rising = PlannedTrend::new(&rates(&[0.1, 0.2]), None).unwrap();
        assert_eq!(plan().visitors(&rising, rate(0.025)), Err(SizingError::PowerBelowRisk));
        assert_eq!(plan().power(&rising, 0.0), Err(SizingError::TooFewUnits));
    }

    proptest! {
        /// With two groups the trend is the pooled z test, planned by another road.
        #[test]
        fn two_groups_are_the_pooled_z_test(low in 0.01..0.9, high in 0.01..0.9, power in 0.1..0.99) {
            prop_assume!(f64::abs(low - high) > 1e-3);
            let common = (low + high) / 2.0;
            let spread = |control: f64, variant: f64| Spread {
                control: control * (1.0 - control), variant: variant * (1.0 - variant),
            };
            let effect = PlannedEffect {
                distance: high - low, under_hypothesis: spread(common, common), under_effect: spread(low, high),
            };
            let test = NormalTest { alpha: rate(0.05), sides: Sides::Two };
            let expected = test.units(&effect, Positive::ONE, rate(power)).unwrap().control;
            let trend = PlannedTrend::new(&rates(&[low, high]), None).unwrap();
            let visitors = plan().visitors(&trend, rate(power)).unwrap();
            prop_assert!((visitors / expected - 1.0).abs() < 1e-9);
            prop_assert!((plan().power(&trend, visitors).unwrap() - power).abs() < 1e-9);
        }

        #[test]
        fn the_scale_of_the_scores_does_not_matter(
            values in prop::collection::vec(0.01..0.9_f64, 3..6), scale in 0.001..1e6_f64, origin in -1e6..1e6_f64,
        ) {
            let scores: Vec<f64> = (1..=values.len()).map(|place| origin + scale * place as f64).collect();
            let (plain, scaled) =
                (PlannedTrend::new(&rates(&values), None).unwrap(), PlannedTrend::new(&rates(&values), Some(&scores)).unwrap());
            let power = |trend| plan().power(trend, 100.0).unwrap();
            prop_assert!((power(&plain) - power(&scaled)).abs() < 1e-6);
        }
    }
}
