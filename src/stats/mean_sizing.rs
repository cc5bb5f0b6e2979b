//! Sizing a test of two means (revenue per visitor, order value, time): units, power and detectable effect are one
//! function solved three ways.

use super::mean_test::satterthwaite;
use super::sizing::{ArmSizes, Direction, Rejections, SizingError};
use super::{MeanNull, Sides, noncentral_t, normal, root, student_t};
use crate::quantity::{Positive, Proportion};

/// The distribution behind the power of a test of two means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MeanPower {
    /// Welch's t test: noncentral t with the degrees of freedom of Satterthwaite. The test the analysis runs.
    Welch,
    /// The t test with a common variance: noncentral t with n₁ + n₂ − 2 degrees of freedom (Guenther 1981). Equal spreads only.
    Pooled,
    /// Known variances: normal.
    Z,
    /// [`Z`](Self::Z) with Guenther's correction of z²/4 units per arm. Equal arms and equal spreads only.
    Guenther,
}

/// What is assumed of the two arms when planning, in the unit of the metric.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlannedMeans {
    /// Mean of the control.
    pub control_mean: f64,
    /// Mean the variant should reach.
    pub variant_mean: f64,
    /// Standard deviation between units of the control.
    pub control_sd: Positive,
    /// Standard deviation between units of the variant.
    pub variant_sd: Positive,
}

/// A planned test of two means. Everything that is the test itself; the methods take the means, the size or the power,
/// and give the one that is left.
///
/// ```
/// use jalon::quantity::{Positive, Proportion};
/// use jalon::stats::{PlannedMeans, Sides, TwoMeans};
/// let rate = |value| Proportion::new(value).unwrap();
/// let sd = Positive::new(25.0).unwrap();
/// let test = TwoMeans::superiority(rate(0.05), Sides::Two);
/// let plan = PlannedMeans { control_mean: 50.0, variant_mean: 52.5, control_sd: sd, variant_sd: sd };
/// assert_eq!(test.units(&plan, rate(0.80)).unwrap().whole().control, 1571.0);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TwoMeans {
    /// Risk of a false alarm, both sides together; 0.05 is usual.
    pub alpha: Proportion,
    /// One direction or two.
    pub sides: Sides,
    /// Variant units for each control unit; 1 is an equal split.
    pub allocation: Positive,
    /// The hypothesis to reject.
    pub null: MeanNull,
    /// The distribution behind the power.
    pub method: MeanPower,
    /// Which rejections count as success.
    pub rejections: Rejections,
}

impl TwoMeans {
    /// The usual test: equal split, no margin, Welch's t, only the right direction counts.
    #[must_use]
    pub fn superiority(alpha: Proportion, sides: Sides) -> Self {
        Self {
            alpha,
            sides,
            allocation: Positive::ONE,
            null: MeanNull::EQUAL,
            method: MeanPower::Welch,
            rejections: Rejections::RightDirection,
        }
    }

    /// Returns the units needed in each arm to see the planned means with the given power, before rounding.
    ///
    /// The tests that estimate a variance never get fewer than two units in an arm, even where fewer would seem enough.
    ///
    /// # Errors
    ///
    /// [`SizingError::NoEffect`] when the variant mean sits on the hypothesis, [`SizingError::PowerBelowRisk`] when the power
    /// asks for no data, [`SizingError::OutOfReach`] when the effect is too small for any countable number of units,
    /// [`SizingError::ImpossibleMargin`], [`SizingError::MethodNeedsEqualArms`].
    pub fn units(&self, plan: &PlannedMeans, power: Proportion) -> Result<ArmSizes, SizingError> {
        let effect = self.effect(plan)?.abs();
        self.check(plan, power)?;
        if effect == 0.0 {
            return Err(SizingError::NoEffect);
        }
        let z_sum = normal::upper_quantile(self.level()) + normal::quantile(power.get());
        // However large the effect, somebody must be there to show it.
        let normal_units = (z_sum * self.sd_per_control_unit(plan) / effect).powi(2).max(f64::MIN_POSITIVE);
        if !normal_units.is_finite() {
            return Err(SizingError::OutOfReach);
        }
        match self.method {
            MeanPower::Z if !self.counts_both() => Ok(self.sizes(normal_units)),
            MeanPower::Guenther if !self.counts_both() => Ok(self.sizes(normal_units + self.guenther_units())),
            _ => self.search_units(plan, effect, power.get(), normal_units),
        }
    }

    /// Returns the power to see the planned means with these units.
    ///
    /// The sizes need not keep the planned allocation: what came in counts. At no effect it is the risk of a false alarm.
    ///
    /// # Errors
    ///
    /// [`SizingError::TooFewUnits`] when an arm has no variance to estimate; otherwise as [`units`](Self::units).
    pub fn power(&self, plan: &PlannedMeans, units: ArmSizes) -> Result<f64, SizingError> {
        let test = self.with_sizes(units)?;
        test.check_spreads(plan)?;
        Ok(test.power_at(plan, test.effect(plan)?.abs(), units.control))
    }

    /// Returns the variant mean nearest to the hypothesis that these units detect with the given power. The
    /// `variant_mean` of the plan is not looked at.
    ///
    /// # Errors
    ///
    /// As [`power`](Self::power) and [`units`](Self::units).
    pub fn detectable(
        &self,
        plan: &PlannedMeans,
        power: Proportion,
        units: ArmSizes,
        direction: Direction,
    ) -> Result<f64, SizingError> {
        let test = self.with_sizes(units)?;
        test.check(plan, power)?;
        let excess = |effect: f64| test.power_at(plan, effect, units.control) - power.get();
        let standard_error = test.sd_per_control_unit(plan) / units.control.sqrt();
        let mut high = standard_error;
        while excess(high) < 0.0 {
            high *= 2.0;
            if !high.is_finite() {
                return Err(SizingError::OutOfReach);
            }
        }
        let effect = root::bracketed(excess, 0.0, high)?;
        let origin = self.null.control_scale() * plan.control_mean + self.null.offset();
        Ok(match direction {
            Direction::Increase => origin + effect,
            Direction::Decrease => origin - effect,
        })
    }

    fn level(&self) -> f64 {
        self.sides.level(self.alpha.get())
    }

    fn counts_both(&self) -> bool {
        self.sides == Sides::Two && self.rejections == Rejections::EitherDirection
    }

    fn sizes(&self, control: f64) -> ArmSizes {
        ArmSizes { control, variant: self.allocation.get() * control }
    }

    fn estimates_variance(&self) -> bool {
        matches!(self.method, MeanPower::Welch | MeanPower::Pooled)
    }

    fn with_sizes(&self, units: ArmSizes) -> Result<Self, SizingError> {
        let allocation = Positive::new(units.variant / units.control).map_err(|_| SizingError::TooFewUnits)?;
        let enough = match self.method {
            MeanPower::Z => true,
            MeanPower::Welch | MeanPower::Pooled => units.control.min(units.variant) >= 2.0,
            MeanPower::Guenther => units.control > self.guenther_units(),
        };
        if enough { Ok(Self { allocation, ..*self }) } else { Err(SizingError::TooFewUnits) }
    }

    fn check(&self, plan: &PlannedMeans, power: Proportion) -> Result<(), SizingError> {
        self.check_spreads(plan)?;
        let risk = if self.counts_both() { self.alpha.get() } else { self.level() };
        if power.get() <= risk { Err(SizingError::PowerBelowRisk) } else { Ok(()) }
    }

    fn check_spreads(&self, plan: &PlannedMeans) -> Result<(), SizingError> {
        let equal = plan.control_sd == plan.variant_sd;
        match self.method {
            MeanPower::Pooled if !equal => Err(SizingError::MethodNeedsEqualArms),
            MeanPower::Guenther if !equal || self.allocation != Positive::ONE => Err(SizingError::MethodNeedsEqualArms),
            _ => Ok(()),
        }
    }

    /// How far the variant lies from the hypothesis, on the scale of the statistic.
    fn effect(&self, plan: &PlannedMeans) -> Result<f64, SizingError> {
        let effect = plan.variant_mean - self.null.control_scale() * plan.control_mean - self.null.offset();
        let possible = effect.is_finite() && self.null.control_scale() > 0.0;
        possible.then_some(effect).ok_or(SizingError::ImpossibleMargin)
    }

    /// Standard deviation of the statistic for one control unit (and `allocation` variant units).
    fn sd_per_control_unit(&self, plan: &PlannedMeans) -> f64 {
        let control = self.null.control_scale() * plan.control_sd.get();
        control.hypot(plan.variant_sd.get() / self.allocation.get().sqrt())
    }

    /// Half of z²/2: what Guenther adds to each arm for the variance being estimated.
    fn guenther_units(&self) -> f64 {
        normal::upper_quantile(self.level()).powi(2) / 4.0
    }

    fn degrees_of_freedom(&self, plan: &PlannedMeans, control_units: f64) -> f64 {
        let variant_units = self.allocation.get() * control_units;
        let df = match self.method {
            MeanPower::Pooled => control_units + variant_units - 2.0,
            _ => satterthwaite(plan.control_sd.get(), control_units, plan.variant_sd.get(), variant_units),
        };
        // Beyond this t is the normal to the last digit.
        df.min(1e15)
    }

    fn power_at(&self, plan: &PlannedMeans, effect: f64, control_units: f64) -> f64 {
        let corrected = match self.method {
            MeanPower::Guenther => control_units - self.guenther_units(),
            _ => control_units,
        };
        let signal = effect / self.sd_per_control_unit(plan) * corrected.sqrt();
        if !self.estimates_variance() {
            let critical = normal::upper_quantile(self.level());
            let wrong = if self.counts_both() { normal::cdf(-critical - signal) } else { 0.0 };
            return normal::upper_tail(critical - signal) + wrong;
        }
        let df = self.degrees_of_freedom(plan, control_units);
        let critical = student_t::upper_quantile(self.level(), df);
        let wrong = if self.counts_both() { noncentral_t::cdf(-critical, df, signal) } else { 0.0 };
        noncentral_t::upper_tail(critical, df, signal) + wrong
    }

    fn search_units(&self, plan: &PlannedMeans, effect: f64, power: f64, guess: f64) -> Result<ArmSizes, SizingError> {
        let excess = |units: f64| self.power_at(plan, effect, units) - power;
        let fewest = match self.method {
            MeanPower::Z => f64::MIN_POSITIVE,
            MeanPower::Guenther => self.guenther_units(),
            MeanPower::Welch | MeanPower::Pooled => 2.0_f64.max(2.0 / self.allocation.get()),
        };
        if excess(fewest) >= 0.0 {
            return Ok(self.sizes(fewest));
        }
        let mut enough = guess.max(fewest) + 1.0;
        while excess(enough) < 0.0 {
            enough *= 1.5;
        }
        Ok(self.sizes(root::bracketed(excess, fewest, enough)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rate(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    fn positive(value: f64) -> Positive {
        Positive::new(value).unwrap()
    }

    fn plan(control_mean: f64, variant_mean: f64, control_sd: f64, variant_sd: f64) -> PlannedMeans {
        PlannedMeans { control_mean, variant_mean, control_sd: positive(control_sd), variant_sd: positive(variant_sd) }
    }

    fn superiority() -> TwoMeans {
        TwoMeans::superiority(rate(0.05), Sides::Two)
    }

    #[test]
    fn impossible_questions_have_names() {
        let test = superiority();
        let same = plan(3.0, 3.0, 1.0, 1.0);
        assert_eq!(test.units(&same, rate(0.8)), Err(SizingError::NoEffect));
        assert_eq!(test.units(&plan(3.0, 4.0, 1.0, 1.0), rate(0.025)), Err(SizingError::PowerBelowRisk));
        assert_eq!(test.units(&plan(0.0, 1e-200, 1.0, 1.0), rate(0.8)), Err(SizingError::OutOfReach));
        let pooled = TwoMeans { method: MeanPower::Pooled, ..test };
        assert_eq!(pooled.units(&plan(3.0, 4.0, 1.0, 2.0), rate(0.8)), Err(SizingError::MethodNeedsEqualArms));
        let one = ArmSizes { control: 1.0, variant: 5.0 };
        assert_eq!(test.power(&same, one), Err(SizingError::TooFewUnits));
        let whole_loss = TwoMeans { null: MeanNull::Lift(-1.0), ..test };
        assert_eq!(whole_loss.units(&same, rate(0.8)), Err(SizingError::ImpossibleMargin));
    }

    #[test]
    fn a_huge_effect_still_needs_two_units_in_each_arm() {
        let sizes = superiority().units(&plan(0.0, 1e6, 1.0, 1.0), rate(0.8)).unwrap();
        assert_eq!(sizes, ArmSizes { control: 2.0, variant: 2.0 });
    }

    /// var = (s₂²/r + (1 + l)² s₁²)/μ₁² for the lift, with l the lift of the hypothesis.
    #[test]
    fn a_lift_margin_has_the_variance_of_fiellers_statistic() {
        let test = TwoMeans { null: MeanNull::Lift(-0.02), method: MeanPower::Z, ..superiority() };
        let test = TwoMeans { allocation: positive(2.0), ..test };
        let units = test.units(&plan(25.0, 25.0, 40.0, 44.0), rate(0.8)).unwrap().control;
        let z_sum = 1.959_963_984_540_054 + 0.841_621_233_572_914_2;
        let lift_variance = (44.0_f64.powi(2) / 2.0 + 0.98_f64.powi(2) * 40.0_f64.powi(2)) / 25.0_f64.powi(2);
        assert!((units / (z_sum * z_sum * lift_variance / (0.02 * 0.02)) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn no_lift_is_no_difference() {
        let lift = TwoMeans { null: MeanNull::Lift(0.0), ..superiority() };
        let plan = plan(25.0, 26.0, 40.0, 44.0);
        assert_eq!(lift.units(&plan, rate(0.8)), superiority().units(&plan, rate(0.8)));
    }

    #[test]
    fn a_billion_units() {
        let sizes = ArmSizes { control: 1e9, variant: 1e9 };
        let mean =
            superiority().detectable(&plan(25.0, 0.0, 40.0, 40.0), rate(0.8), sizes, Direction::Increase).unwrap();
        let normal = 25.0 + (1.959_963_984_540_054 + 0.841_621_233_572_914_2) * 40.0 * (2.0 / 1e9_f64).sqrt();
        assert!((mean / normal - 1.0).abs() < 1e-9);
    }

    #[test]
    fn absurd_plans_end() {
        let test = superiority();
        let huge = plan(0.0, 1e300, 1e-300, 1e-300);
        assert_eq!(test.units(&huge, rate(0.8)).unwrap().control, 2.0);
        let all = ArmSizes { control: 1e300, variant: 1e300 };
        let power = test.power(&plan(0.0, 1e-150, 1.0, 1.0), all).unwrap();
        assert!((power - normal::upper_tail(1.959_963_984_540_054 - 0.5_f64.sqrt())).abs() < 1e-9, "{power}");
        let tiny = plan(1.0, 1.0 + 1e-9, 1.0, 1.0);
        assert!((test.units(&tiny, rate(0.8)).unwrap().control / 1.57e19 - 1.0).abs() < 0.01);
    }

    fn any_test() -> impl Strategy<Value = TwoMeans> {
        let method = prop_oneof![Just(MeanPower::Welch), Just(MeanPower::Z)];
        let rejections = prop_oneof![Just(Rejections::RightDirection), Just(Rejections::EitherDirection)];
        let sides = prop_oneof![Just(Sides::One), Just(Sides::Two)];
        (0.001..0.2, sides, 0.2..5.0, method, rejections).prop_map(|(alpha, sides, split, method, rejections)| {
            TwoMeans { method, rejections, allocation: positive(split), ..TwoMeans::superiority(rate(alpha), sides) }
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn the_size_found_gives_the_power_and_one_unit_less_does_not(
            test in any_test(), effect in 0.02..1.0, variant_sd in 0.3..3.0, power in 0.5..0.99,
        ) {
            let plan = plan(10.0, 10.0 + effect, 1.0, variant_sd);
            let found = test.units(&plan, rate(power)).unwrap();
            let reached = test.power(&plan, found).unwrap();
            let floor = found.control.min(found.variant) <= 2.0;
            prop_assert!(floor || (reached - power).abs() < 1e-9, "{reached}");
            let whole = found.control.ceil();
            if (whole - 1.0) * test.allocation.get().min(1.0) >= 2.0 {
                let at = |n: f64| test.power(&plan, test.sizes(n)).unwrap();
                prop_assert!(at(whole) >= power - 1e-12);
                prop_assert!(at(whole - 1.0) < power);
            }
        }

        #[test]
        fn the_effect_found_gives_the_power(
            test in any_test(), units in 10.0..1e6, power in 0.5..0.99, margin in -0.5..0.5, up in any::<bool>(),
        ) {
            let test = TwoMeans { null: MeanNull::Lift(margin), ..test };
            let direction = if up { Direction::Increase } else { Direction::Decrease };
            let sizes = test.sizes(units);
            prop_assume!(sizes.variant >= 2.0);
            let start = plan(10.0, 10.0, 1.0, 1.5);
            let mean = test.detectable(&start, rate(power), sizes, direction).unwrap();
            let reached = test.power(&PlannedMeans { variant_mean: mean, ..start }, sizes).unwrap();
            prop_assert!((reached - power).abs() < 1e-7, "{}", reached);
        }

        #[test]
        fn units_do_not_depend_on_the_unit_of_measure(effect in 0.05..1.0, scale in 1e-6..1e9) {
            let size = |scale: f64| {
                superiority().units(&plan(0.0, effect * scale, scale, 1.3 * scale), rate(0.8)).unwrap().control
            };
            prop_assert!((size(scale) / size(1.0) - 1.0).abs() < 1e-9);
        }
    }
}
