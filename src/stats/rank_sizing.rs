//! Sizes for ordered categories as published: what rank statistics and the proportional-odds model make of planned shares,
//! to first order. [`TwoRatings`](super::TwoRatings) plans the test that an analysis runs.

use super::category_shares::{CategoryShares, PlannedCategories};
use super::normal_test::{NormalTest, PlannedEffect, Spread};
use super::sizing::{ArmSizes, SizingError};
use crate::quantity::{Positive, Proportion};

impl PlannedCategories {
    /// What Brunner and Munzel's statistic sees in large samples: the win probability beyond `null`, with the spread of the
    /// placements, which is the one the statistic itself is divided by.
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
    use crate::stats::Sides;

    fn rate(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    fn test() -> NormalTest {
        NormalTest { alpha: rate(0.05), sides: Sides::Two }
    }

    /// The scale of METHODS with an odds ratio of 1.2: 1 464 by Whitehead, 1 467 by Noether with ties. All three were reached
    /// by a separate computation from the formulas.
    #[test]
    fn three_sizes_of_one_plan() {
        let eleven_points = [0.03, 0.02, 0.02, 0.03, 0.04, 0.06, 0.07, 0.15, 0.18, 0.15, 0.25];
        let (control, odds_ratio) = (CategoryShares::new(eleven_points).unwrap(), Positive::new(1.2).unwrap());
        let plan = PlannedCategories::shifted(control.clone(), odds_ratio);
        let size = |effect| test().units(&effect, Positive::ONE, rate(0.8)).unwrap().control;
        assert!((size(PlannedOdds::from_control(&control, odds_ratio).effect()) - 1_464.071_697_789_6).abs() < 1e-9);
        assert!((size(plan.mann_whitney(Positive::ONE)) - 1_467.123_105_508_7).abs() < 1e-9);
        assert!((size(plan.brunner_munzel(Proportion::HALF)) - 1_461.123_958_045_8).abs() < 1e-9);
    }

    #[test]
    fn one_category_in_use_has_no_size() {
        let one = CategoryShares::new([0.0, 1.0, 0.0]).unwrap();
        let plan = PlannedOdds::from_control(&one, Positive::new(2.0).unwrap());
        assert_eq!(test().units(&plan.effect(), Positive::ONE, rate(0.8)), Err(SizingError::OutOfReach));
        let units = ArmSizes { control: 50.0, variant: 50.0 };
        assert_eq!(plan.hmisc_power(&test(), units), Err(SizingError::TooFewUnits));
        let still = PlannedOdds { average: one, odds_ratio: Positive::ONE };
        assert_eq!(test().units(&still.effect(), Positive::ONE, rate(0.8)), Err(SizingError::NoEffect));
    }

    /// Many categories without ties are Noether's case.
    #[test]
    fn ties_matter_less_and_less() {
        let fine = CategoryShares::new(vec![0.001; 1000]).unwrap();
        let plan = PlannedCategories::shifted(fine, Positive::new(1.3).unwrap());
        let tied = test().units(&plan.mann_whitney(Positive::ONE), Positive::ONE, rate(0.8)).unwrap();
        let untied = test().units(&noether(rate(plan.win_probability())), Positive::ONE, rate(0.8)).unwrap();
        assert!((tied.control / untied.control - 1.0).abs() < 1e-5);
        assert!(tied.control < untied.control);
    }
}
