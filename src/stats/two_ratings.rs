//! Sizing a test of ordered categories with the very statistic that judges them.

use super::category_shares::{CategoryShares, FARTHEST_LOG_ODDS, PlannedCategories, exp};
use super::mean_test::satterthwaite;
use super::normal_test::{NormalTest, PlannedEffect, Spread};
use super::sizing::{ArmSizes, Direction, SizingError};
use super::{Sides, root, student_t};
use crate::quantity::{Positive, Proportion};

/// A planned test of ordered categories (satisfaction, effort, ratings), judged by the win probability as
/// [`RankedArms::compare_wins`](super::RankedArms::compare_wins) does, on the scale of the win probability itself.
///
/// The test rejects where the confidence limit, the observed win probability less the critical value times its estimated
/// standard error, lies beyond the hypothesis. That limit is what is planned: normal in large samples, with the variance that
/// both of its parts have together (the delta method). To take the standard error as known, as published sizes do, promises
/// one to two points of power too much at a hundred units an arm: arms that happen to differ much have small standard errors
/// too, and those that happen to differ little large ones.
///
/// ```
/// use jalon::quantity::{Positive, Proportion};
/// use jalon::stats::{CategoryShares, PlannedCategories, Sides, TwoRatings};
/// let rate = |value| Proportion::new(value).unwrap();
/// let today = CategoryShares::new([0.03, 0.02, 0.02, 0.03, 0.04, 0.06, 0.07, 0.15, 0.18, 0.15, 0.25]).unwrap();
/// let plan = PlannedCategories::shifted(today, Positive::new(1.2).unwrap());
/// let test = TwoRatings::superiority(rate(0.05), Sides::Two);
/// assert_eq!(test.units(&plan, rate(0.80)).unwrap().whole().control, 1465.0);
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
    /// [`SizingError::NoVariation`] when every unit of one arm is planned beyond every unit of the other,
    /// [`SizingError::OutOfReach`].
    pub fn units(&self, plan: &PlannedCategories, power: Proportion) -> Result<ArmSizes, SizingError> {
        let spread = plan.placement_spread();
        if spread.control + spread.variant == 0.0 && plan.win_probability() != self.null.get() {
            return Err(SizingError::NoVariation);
        }
        let first = self.normal().units(&plan.brunner_munzel(self.null), self.allocation, power)?.control;
        let fewest = LEAST_UNITS / self.allocation.get().min(1.0);
        let excess = |log_units: f64| {
            let units = self.sizes(log_units.exp().max(fewest));
            self.power(plan, units).map_or(f64::NAN, |found| found - power.get())
        };
        if excess(fewest.ln()) >= 0.0 {
            return Ok(self.sizes(fewest));
        }
        Ok(self.sizes(root::rising(excess, first.max(fewest).ln(), 0.05)?.exp()))
    }

    /// Returns the power to see the planned shares with these units.
    ///
    /// # Errors
    ///
    /// [`SizingError::TooFewUnits`] where an arm is empty, or where nobody can tie or lose and there is no spread at all.
    pub fn power(&self, plan: &PlannedCategories, units: ArmSizes) -> Result<f64, SizingError> {
        self.normal().power(&self.effect(plan, units)?, units)
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
        self.effect(&plan(origin), units)?;
        let first_order = |plan: &PlannedCategories| plan.brunner_munzel(self.null);
        let effect_of = |log_odds: f64| {
            let plan = plan(log_odds);
            self.effect(&plan, units).unwrap_or_else(|_| first_order(&plan))
        };
        let found = self.normal().detectable(effect_of, origin, farthest, power, units)?;
        Ok(plan(found).win_probability())
    }

    /// The confidence limit as a normal statistic with these units.
    fn effect(&self, plan: &PlannedCategories, units: ArmSizes) -> Result<PlannedEffect, SizingError> {
        if !(units.control >= LEAST_UNITS && units.variant >= LEAST_UNITS) {
            return Err(SizingError::TooFewUnits);
        }
        let effect = plan.brunner_munzel(self.null);
        let spread = effect.under_effect;
        let error = spread.variance(units).sqrt();
        if error == 0.0 {
            return Ok(effect);
        }
        let df = satterthwaite(spread.control.sqrt(), units.control, spread.variant.sqrt(), units.variant);
        let critical = student_t::upper_quantile(self.sides.level(self.alpha.get()), df);
        // The normal test multiplies with its own critical value; both are 0 together.
        let wider = if self.normal().critical() == 0.0 { 1.0 } else { (critical / self.normal().critical()).powi(2) };
        let limit = Limit { towards: effect.distance.signum(), pull: critical / (2.0 * error) };
        let (each_control, each_variant) = (1.0 / units.control, 1.0 / units.variant);
        Ok(PlannedEffect {
            distance: effect.distance,
            under_hypothesis: Spread { control: wider * spread.control, variant: wider * spread.variant },
            under_effect: Spread {
                control: limit.mirrored().variance(plan.control(), plan.variant(), (each_control, each_variant)),
                variant: limit.variance(plan.variant(), plan.control(), (each_variant, each_control)),
            },
        })
    }

    fn sizes(&self, control: f64) -> ArmSizes {
        ArmSizes { control, variant: self.allocation.get() * control }
    }

    fn normal(&self) -> NormalTest {
        NormalTest { alpha: self.alpha, sides: self.sides }
    }
}

/// A variance needs two units to be estimated.
const LEAST_UNITS: f64 = 2.0;

/// The confidence limit on the side of the hypothesis: ± win probability − critical value × standard error.
#[derive(Debug, Clone, Copy)]
struct Limit {
    /// 1 where the planned variant wins more than the hypothesis, −1 where less.
    towards: f64,
    /// Half the critical value over the standard error: what the limit loses for each bit of variance.
    pull: f64,
}

impl Limit {
    /// The same limit seen by the control, whose place among the variants counts the other way.
    fn mirrored(self) -> Self {
        Self { towards: -self.towards, ..self }
    }

    /// Variance of what one unit of `arm` adds to the limit (its influence): by its own place in the other arm, by what that
    /// place adds to the spread of such places, and by moving the places of the other arm's units.
    fn variance(self, arm: &CategoryShares, other: &CategoryShares, (each, each_other): (f64, f64)) -> f64 {
        let own = arm.centred_places_among(other);
        let others = other.centred_places_among(arm);
        let own_variance = arm.placement_variance(other);
        let other_variance = other.placement_variance(arm);
        // Of the other arm's units, those above the category move up when a unit is added there, those in it by half.
        let mut above = 0.0;
        let mut variance = 0.0;
        for (category, share) in arm.get().iter().enumerate().rev() {
            let (place, weight) = (own[category], other.get()[category] * others[category]);
            let own_spread = place * place - own_variance;
            let other_spread = 2.0 * (above + weight / 2.0) - 2.0 * other_variance;
            let influence = self.towards * place - self.pull * (each * own_spread + each_other * other_spread);
            variance += share * influence * influence;
            above += weight;
        }
        variance
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

    #[test]
    fn what_cannot_be_planned_is_named() {
        let one = shares(&[0.0, 1.0, 0.0]);
        let still = PlannedCategories::shifted(one.clone(), Positive::new(2.0).unwrap());
        assert_eq!(superiority().units(&still, rate(0.8)), Err(SizingError::NoEffect));
        let units = ArmSizes { control: 100.0, variant: 100.0 };
        assert_eq!(superiority().power(&still, units), Err(SizingError::TooFewUnits));
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

    #[test]
    fn arms_without_overlap_leave_no_spread() {
        let apart = PlannedCategories::new(shares(&[1.0, 0.0]), shares(&[0.0, 1.0])).unwrap();
        assert_eq!(superiority().units(&apart, rate(0.8)), Err(SizingError::NoVariation));
    }

    #[test]
    fn arms_that_hardly_meet_need_two_units_each() {
        let apart = PlannedCategories::new(shares(&[0.5, 0.49, 0.01]), shares(&[0.0, 0.01, 0.99])).unwrap();
        let units = superiority().units(&apart, rate(0.5)).unwrap();
        assert!(units.control >= 2.0 && units.control < 12.0, "{units:?}");
    }

    /// The influence of a unit against one unit in a billion added to its category.
    #[test]
    fn influence_is_the_slope_of_the_limit() {
        let (control, variant) = (shares(&[0.2, 0.5, 0.3]), shares(&[0.1, 0.4, 0.5]));
        let units = ArmSizes { control: 60.0, variant: 90.0 };
        let limit = |control: &CategoryShares, variant: &CategoryShares| {
            let plan = PlannedCategories::new(control.clone(), variant.clone()).unwrap();
            plan.win_probability() - 2.0 * plan.placement_spread().variance(units).sqrt()
        };
        let at = limit(&control, &variant);
        let step = 1e-6;
        let mixed = |shares: &CategoryShares, category: usize| {
            let mut one = vec![0.0; 3];
            one[category] = 1.0;
            CategoryShares::new(one).unwrap().mixed_with(shares, step)
        };
        let error =
            PlannedCategories::new(control.clone(), variant.clone()).unwrap().placement_spread().variance(units).sqrt();
        let towards = Limit { towards: 1.0, pull: 2.0 / (2.0 * error) };
        let (each_control, each_variant) = (1.0 / units.control, 1.0 / units.variant);
        let squared = |slope: f64| slope * slope;
        let numeric: f64 =
            (0..3).map(|k| variant.get()[k] * squared((limit(&control, &mixed(&variant, k)) - at) / step)).sum();
        let exact = towards.variance(&variant, &control, (each_variant, each_control));
        assert!((numeric / exact - 1.0).abs() < 1e-4, "{numeric} instead of {exact}");
        let numeric: f64 =
            (0..3).map(|k| control.get()[k] * squared((limit(&mixed(&control, k), &variant) - at) / step)).sum();
        let exact = towards.mirrored().variance(&control, &variant, (each_control, each_variant));
        assert!((numeric / exact - 1.0).abs() < 1e-4, "{numeric} instead of {exact}");
    }

    #[test]
    fn large_samples_take_their_standard_error_as_known() {
        let plan = PlannedCategories::shifted(eleven_points(), Positive::new(1.01).unwrap());
        let first_order = NormalTest { alpha: rate(0.05), sides: Sides::Two };
        let first_order = first_order.units(&plan.brunner_munzel(Proportion::HALF), Positive::ONE, rate(0.8)).unwrap();
        let units = superiority().units(&plan, rate(0.8)).unwrap();
        assert!((units.control / first_order.control - 1.0).abs() < 1e-4);
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
            let test = TwoRatings { allocation: Positive::new(allocation).unwrap(), null: rate(null), ..superiority() };
            let units = test.units(&plan, rate(power)).unwrap();
            prop_assert!((test.power(&plan, units).unwrap() - power).abs() < 1e-9);
            let direction = if down { Direction::Decrease } else { Direction::Increase };
            let found = test.detectable(&control, rate(power), units, direction).unwrap();
            prop_assert!((found - plan.win_probability()).abs() < 1e-9, "{found} instead of {}", plan.win_probability());
        }
    }
}
