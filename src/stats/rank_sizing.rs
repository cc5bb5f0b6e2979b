//! Sizing a test of ordered categories: what the rank statistics and the proportional-odds model make of planned shares.

use super::Sides;
use super::category_shares::{CategoryShares, FARTHEST_LOG_ODDS, PlannedCategories, exp};
use super::normal_test::{NormalTest, PlannedEffect, Spread};
use super::sizing::{ArmSizes, Direction, SizingError};
use crate::quantity::{Positive, Proportion};

/// A planned test of ordered categories (satisfaction, effort, ratings), judged by the win probability as
/// [`RankedArms::compare_wins`](super::RankedArms::compare_wins) does: Brunner and Munzel's statistic is divided by its own
/// spread, so the spread under the planned shares plans it. Normal instead of Student's t: below some fifty units an arm
/// the test needs about two more than planned.
///
/// ```
/// use jalon::quantity::{Positive, Proportion};
/// use jalon::stats::{CategoryShares, PlannedCategories, Sides, TwoRatings};
/// let rate = |value| Proportion::new(value).unwrap();
/// let today = CategoryShares::new([0.03, 0.02, 0.02, 0.03, 0.04, 0.06, 0.07, 0.15, 0.18, 0.15, 0.25]).unwrap();
/// let plan = PlannedCategories::shifted(today, Positive::new(1.2).unwrap());
/// let test = TwoRatings::superiority(rate(0.05), Sides::Two);
/// assert_eq!(test.units(&plan, rate(0.80)).unwrap().whole().control, 1462.0);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TwoRatings {
    /// Risk of a false alarm, both sides together; 0.05 is usual.
    pub alpha: Proportion,
    /// One direction or two.
    pub sides: Sides,
    /// Variant units for each control unit; 1 is an equal split.
    pub allocation: Positive,
    /// The win probability to reject: ½ asks for superiority, 0.47 for "loses no more than 3 pairs in 100 above even".
    pub null: Proportion,
}

impl TwoRatings {
    /// The usual test: equal split, no margin.
    #[must_use]
    pub fn superiority(alpha: Proportion, sides: Sides) -> Self {
        Self { alpha, sides, allocation: Positive::ONE, null: Proportion::HALF }
    }

    /// Returns the units needed in each arm to see the planned shares with the given power, before rounding.
    ///
    /// # Errors
    ///
    /// [`SizingError::NoEffect`] when the planned win probability is the very hypothesis, [`SizingError::PowerBelowRisk`],
    /// [`SizingError::OutOfReach`].
    pub fn units(&self, plan: &PlannedCategories, power: Proportion) -> Result<ArmSizes, SizingError> {
        self.normal().units(&plan.brunner_munzel(self.null), self.allocation, power)
    }

    /// Returns the power to see the planned shares with these units.
    ///
    /// # Errors
    ///
    /// [`SizingError::TooFewUnits`] where an arm is empty, or where nobody can tie or lose and there is no spread at all.
    pub fn power(&self, plan: &PlannedCategories, units: ArmSizes) -> Result<f64, SizingError> {
        self.normal().power(&plan.brunner_munzel(self.null), units)
    }

    /// Returns the win probability nearest to the hypothesis that these units detect with the given power, when the variant
    /// multiplies the odds at every cut of the scale alike.
    /// [`CategoryShares::odds_ratio_for`] says which odds ratio that is.
    ///
    /// # Errors
    ///
    /// [`SizingError::PowerBelowRisk`], [`SizingError::TooFewUnits`], [`SizingError::OutOfReach`] where not even all units at
    /// the end of the scale are detected, as with a single category in use.
    pub fn detectable(
        &self,
        control: &CategoryShares,
        power: Proportion,
        units: ArmSizes,
        direction: Direction,
    ) -> Result<f64, SizingError> {
        let plan = |log_odds: f64| PlannedCategories::shifted(control.clone(), exp(log_odds));
        let origin = control.odds_ratio_for(self.null)?.get().ln();
        let farthest = if direction == Direction::Decrease { -FARTHEST_LOG_ODDS } else { FARTHEST_LOG_ODDS };
        let effect_of = |log_odds: f64| plan(log_odds).brunner_munzel(self.null);
        let found = self.normal().detectable(effect_of, origin, farthest, power, units)?;
        Ok(plan(found).win_probability())
    }

    fn normal(&self) -> NormalTest {
        NormalTest { alpha: self.alpha, sides: self.sides }
    }
}

impl PlannedCategories {
    /// What Brunner and Munzel's statistic sees: the win probability beyond `null`, with the spread of the placements.
    #[must_use]
    pub fn brunner_munzel(&self, null: Proportion) -> PlannedEffect {
        PlannedEffect::with_own_spread(self.win_probability() - null.get(), self.placement_spread())
    }

    /// What Mann and Whitney's statistic sees, with the variance of no difference throughout: that of both arms mixed, with
    /// `allocation` variant units for each control unit.
    ///
    /// # Source
    ///
    /// Zhao, Rahardja & Qu, *Statistics in Medicine* 27, 2008: Noether's size with ties.
    #[must_use]
    pub fn mann_whitney(&self, allocation: Positive) -> PlannedEffect {
        let mixture = self.control().mixed_with(self.variant(), 1.0 / (1.0 + allocation.get()));
        self.with_spread(equal_spread(mixture.untied() / 12.0))
    }

    /// The same with the variance of no difference from equal arms under the hypothesis, and the spread of the placements
    /// under the planned shares.
    ///
    /// # Source
    ///
    /// Happ, Bathke & Brunner, *Statistics in Medicine* 38, 2019.
    #[must_use]
    pub fn mann_whitney_placements(&self) -> PlannedEffect {
        let mixture = self.control().mixed_with(self.variant(), 0.5);
        let under_hypothesis = equal_spread(mixture.placement_variance(&mixture));
        PlannedEffect { under_hypothesis, ..self.with_spread(self.placement_spread()) }
    }

    fn with_spread(&self, spread: Spread) -> PlannedEffect {
        PlannedEffect::with_own_spread(self.win_probability() - 0.5, spread)
    }
}

fn equal_spread(variance: f64) -> Spread {
    Spread { control: variance, variant: variance }
}

/// What Mann and Whitney's statistic sees of a win probability on a scale without ties.
///
/// # Source
///
/// Noether, *Journal of the American Statistical Association* 82, 1987.
#[must_use]
pub fn noether(win_probability: Proportion) -> PlannedEffect {
    PlannedEffect::with_own_spread(win_probability.get() - 0.5, equal_spread(1.0 / 12.0))
}

/// A proportional-odds change as Whitehead plans it: the log odds ratio with its variance where nothing changes.
///
/// Units and power are those of [`NormalTest`] with [`effect`](Self::effect), inverses of each other.
/// [`hmisc_power`](Self::hmisc_power) is the power that the R package Hmisc prints, which is a little smaller.
///
/// # Source
///
/// Whitehead, *Statistics in Medicine* 12, 1993.
///
/// ```
/// use jalon::quantity::{Positive, Proportion};
/// use jalon::stats::{CategoryShares, NormalTest, PlannedOdds, Sides};
/// let rate = |value| Proportion::new(value).unwrap();
/// let average = CategoryShares::new([0.1, 0.2, 0.4, 0.3]).unwrap();
/// let plan = PlannedOdds { average, odds_ratio: Positive::new(1.2).unwrap() };
/// let test = NormalTest { alpha: rate(0.05), sides: Sides::Two };
/// let units = test.units(&plan.effect(), Positive::ONE, rate(0.8)).unwrap();
/// assert_eq!(units.total().round(), 3148.0);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedOdds {
    /// Shares of each category, averaged over the two arms.
    pub average: CategoryShares,
    /// Factor on the odds of lying above any cut.
    pub odds_ratio: Positive,
}

impl PlannedOdds {
    /// Expects the variant to multiply the odds of the control, and averages the shares of both.
    #[must_use]
    pub fn from_control(control: &CategoryShares, odds_ratio: Positive) -> Self {
        Self { average: control.mixed_with(&control.shifted(odds_ratio), 0.5), odds_ratio }
    }

    /// The log odds ratio with its spread: 3 / (1 − Σp̄³) for a unit of either arm.
    #[must_use]
    pub fn effect(&self) -> PlannedEffect {
        PlannedEffect::with_own_spread(self.odds_ratio.get().ln(), equal_spread(3.0 / self.average.untied()))
    }

    /// The power as `popower` of Hmisc computes it, with (n + 1)² where the size has n²: not the inverse of the size.
    ///
    /// # Errors
    ///
    /// [`SizingError::TooFewUnits`] where an arm is empty or a single category is in use.
    pub fn hmisc_power(&self, test: &NormalTest, units: ArmSizes) -> Result<f64, SizingError> {
        let total = units.total();
        let effect = self.effect();
        test.power(&PlannedEffect { distance: effect.distance * total / (total + 1.0), ..effect }, units)
    }

    /// How much of the information of a continuous answer these categories keep with `total` units.
    #[must_use]
    pub fn efficiency(&self, total: f64) -> f64 {
        self.average.untied() / (1.0 - 1.0 / (total * total))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rate(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    fn shares(shares: &[f64]) -> CategoryShares {
        CategoryShares::new(shares).unwrap()
    }

    fn eleven_points() -> CategoryShares {
        shares(&[0.03, 0.02, 0.02, 0.03, 0.04, 0.06, 0.07, 0.15, 0.18, 0.15, 0.25])
    }

    fn superiority() -> TwoRatings {
        TwoRatings::superiority(rate(0.05), Sides::Two)
    }

    /// The scale of METHODS with an odds ratio of 1.2: 1 464 by Whitehead, 1 467 by Noether with ties.
    #[test]
    fn three_sizes_of_one_plan() {
        let odds_ratio = Positive::new(1.2).unwrap();
        let plan = PlannedCategories::shifted(eleven_points(), odds_ratio);
        let test = NormalTest { alpha: rate(0.05), sides: Sides::Two };
        let size = |effect| test.units(&effect, Positive::ONE, rate(0.8)).unwrap().control;
        assert!(
            (size(PlannedOdds::from_control(&eleven_points(), odds_ratio).effect()) - 1464.071_697_789_6).abs() < 1e-9
        );
        assert!((size(plan.mann_whitney(Positive::ONE)) - 1467.123_105_508_7).abs() < 1e-9);
        assert!((size(plan.brunner_munzel(Proportion::HALF)) - 1461.123_958_045_8).abs() < 1e-9);
    }

    #[test]
    fn what_cannot_be_planned_is_named() {
        let one = shares(&[0.0, 1.0, 0.0]);
        let still = PlannedCategories::shifted(one.clone(), Positive::new(2.0).unwrap());
        assert_eq!(superiority().units(&still, rate(0.8)), Err(SizingError::NoEffect));
        let units = ArmSizes { control: 100.0, variant: 100.0 };
        let detectable = |control: &CategoryShares, power, units| {
            superiority().detectable(control, rate(power), units, Direction::Increase)
        };
        assert_eq!(detectable(&one, 0.8, units), Err(SizingError::OutOfReach));
        assert_eq!(detectable(&eleven_points(), 0.02, units), Err(SizingError::PowerBelowRisk));
        let none = ArmSizes { control: 0.0, variant: 10.0 };
        assert_eq!(detectable(&eleven_points(), 0.8, none), Err(SizingError::TooFewUnits));
        // With 95 % at the top already, forty answers cannot show that the rest went there too.
        let full = shares(&[0.01, 0.04, 0.95]);
        let few = ArmSizes { control: 40.0, variant: 40.0 };
        assert_eq!(detectable(&full, 0.9, few), Err(SizingError::OutOfReach));
    }

    fn any_shares() -> impl Strategy<Value = CategoryShares> {
        prop::collection::vec(0.05..1.0_f64, 3..8).prop_map(|weights| {
            let sum: f64 = weights.iter().sum();
            shares(&weights.iter().map(|weight| weight / sum).collect::<Vec<_>>())
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn units_power_and_detectable_win_probability_are_one_function(
            control in any_shares(), log_odds in 0.05..1.0_f64, down in any::<bool>(), power in 0.3..0.99_f64,
            allocation in 0.3..3.0_f64, null in 0.46..0.54_f64,
        ) {
            let log_odds = if down { -log_odds } else { log_odds };
            let plan = PlannedCategories::shifted(control.clone(), exp(log_odds));
            // Beyond the margin and on the same side of it.
            prop_assume!(if down { plan.win_probability() < null - 0.01 } else { plan.win_probability() > null + 0.01 });
            let test = TwoRatings {
                allocation: Positive::new(allocation).unwrap(),
                null: rate(null),
                ..superiority()
            };
            let units = test.units(&plan, rate(power)).unwrap();
            prop_assert!((test.power(&plan, units).unwrap() - power).abs() < 1e-12);
            let direction = if down { Direction::Decrease } else { Direction::Increase };
            let found = test.detectable(&control, rate(power), units, direction).unwrap();
            prop_assert!((found - plan.win_probability()).abs() < 1e-9, "{found} instead of {}", plan.win_probability());
        }
    }
}
