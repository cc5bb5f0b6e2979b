//! Planning to show equivalence with any statistic that is normal in large samples: the two one-sided tests of
//! [`NormalTest`](super::NormalTest), both of which must reject.

use super::normal_test::{PlannedEffect, Spread};
use super::sizing::{ArmSizes, SizingError};
use super::{normal, root};
use crate::quantity::{Positive, Proportion};

/// A planned effect as seen from the two margins between which it is to be shown to lie.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlannedEquivalence {
    /// Against the lower margin: its distance is the effect less that margin, above 0 for an effect within.
    pub from_low: PlannedEffect,
    /// Against the upper margin: its distance is the effect less that margin, below 0 for an effect within.
    pub from_high: PlannedEffect,
}

impl PlannedEquivalence {
    /// An effect between two margins on a scale where both tests divide by the spread the effect has.
    #[must_use]
    pub fn with_own_spread(effect: f64, low: f64, high: f64, spread: Spread) -> Self {
        Self {
            from_low: PlannedEffect::with_own_spread(effect - low, spread),
            from_high: PlannedEffect::with_own_spread(effect - high, spread),
        }
    }

    /// Whether the effect lies strictly between the margins, or why there is nothing to show.
    pub(super) fn check(&self) -> Result<(), SizingError> {
        let (below, above) = (self.from_low.distance, -self.from_high.distance);
        if !below.is_finite() || !above.is_finite() {
            Err(SizingError::ImpossibleMargin)
        } else if below < 0.0 || above < 0.0 {
            Err(SizingError::OutsideMargins)
        } else if below == 0.0 || above == 0.0 {
            Err(SizingError::NoEffect)
        } else {
            Ok(())
        }
    }
}

/// Two one-sided tests with a normal statistic.
///
/// The power is `Φ(a) + Φ(b) − 1` (0 where that is negative), `a` and `b` being how far each test is beyond its critical value:
/// exact where both tests divide by the same true spread, and otherwise no more than the true power, by the chance that both
/// tests fail at once.
///
/// ```
/// use jalon::quantity::{Positive, Proportion};
/// use jalon::stats::{NormalEquivalence, PlannedEquivalence, Spread};
/// let rate = |value| Proportion::new(value).unwrap();
/// let test = NormalEquivalence { alpha: rate(0.05) };
/// let spread = Spread { control: 1.0, variant: 1.0 };
/// let plan = PlannedEquivalence::with_own_spread(0.1, -0.5, 0.5, spread);
/// assert_eq!(test.units(&plan, Positive::ONE, rate(0.9)).unwrap().whole().control, 109.0);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NormalEquivalence {
    /// Risk of calling equivalent what is not; each of the two tests runs it in full.
    pub alpha: Proportion,
}

impl NormalEquivalence {
    /// Returns the units of each arm that show equivalence with the given power, before rounding, with `allocation` variant
    /// units for each control unit.
    ///
    /// # Errors
    ///
    /// [`SizingError::NoEffect`] for an effect on a margin, [`SizingError::OutsideMargins`] beyond it,
    /// [`SizingError::PowerBelowRisk`], [`SizingError::OutOfReach`].
    pub fn units(
        &self,
        plan: &PlannedEquivalence,
        allocation: Positive,
        power: Proportion,
    ) -> Result<ArmSizes, SizingError> {
        // One test alone must have the power; two tests that each miss half as often surely have it together.
        let fewest = self.units_of_both(plan, allocation, power, 1.0 - power.get())?;
        let enough = self.units_of_both(plan, allocation, power, (1.0 - power.get()) / 2.0)?;
        let sizes = |control: f64| ArmSizes { control, variant: allocation.get() * control };
        let excess = |control: f64| match self.power(plan, sizes(control)) {
            Ok(found) => found - power.get(),
            Err(_) => f64::NAN,
        };
        if fewest == enough {
            // Without any spread the first unit shows it.
            return Ok(sizes(enough));
        }
        match (excess(fewest), excess(enough)) {
            (at_fewest, _) if at_fewest >= 0.0 => Ok(sizes(fewest)),
            (_, at_enough) if at_enough <= 0.0 => Ok(sizes(enough)),
            _ => Ok(sizes(root::bracketed(excess, fewest, enough)?)),
        }
    }

    /// Returns the units by the closed form of textbooks: both tests are given the distance of the nearer margin, each misses
    /// half as often as the two may together. The same as [`units`](Self::units) for an effect in the middle, more elsewhere.
    ///
    /// # Errors
    ///
    /// As [`units`](Self::units).
    ///
    /// # Source
    ///
    /// Chow, Shao & Wang, *Sample Size Calculations in Clinical Research*, 2nd ed., 2008, ch. 3 and 4.
    pub fn units_at_nearer_margin(
        &self,
        plan: &PlannedEquivalence,
        allocation: Positive,
        power: Proportion,
    ) -> Result<ArmSizes, SizingError> {
        let control = self.units_of_both(plan, allocation, power, (1.0 - power.get()) / 2.0)?;
        Ok(ArmSizes { control, variant: allocation.get() * control })
    }

    /// Returns the power to show equivalence with these units. On a margin or beyond it, it is at most `alpha`.
    ///
    /// # Errors
    ///
    /// [`SizingError::TooFewUnits`] where an arm is empty or the estimate has no variance.
    pub fn power(&self, plan: &PlannedEquivalence, units: ArmSizes) -> Result<f64, SizingError> {
        let critical = self.critical();
        let beyond = |effect: &PlannedEffect, distance: f64| {
            let true_error = effect.under_effect.variance(units).sqrt();
            let known = units.control > 0.0 && units.variant > 0.0 && true_error > 0.0 && true_error.is_finite();
            let error = effect.under_hypothesis.variance(units).sqrt();
            known.then(|| (distance - critical * error) / true_error).ok_or(SizingError::TooFewUnits)
        };
        let above_low = beyond(&plan.from_low, plan.from_low.distance)?;
        let below_high = beyond(&plan.from_high, -plan.from_high.distance)?;
        Ok(normal::between(-above_low, below_high))
    }

    /// Returns the narrowest margin within which these units show equivalence with the given power. `plan_of` says what a
    /// margin means to the two tests, `nearest` is the margin that the planned effect sits on, `farthest` where margins end
    /// (infinite where they do not).
    ///
    /// # Errors
    ///
    /// [`SizingError::PowerBelowRisk`], [`SizingError::TooFewUnits`], and [`SizingError::OutOfReach`] where not even the widest
    /// margin is wide enough.
    pub fn detectable_margin(
        &self,
        plan_of: impl Fn(f64) -> PlannedEquivalence,
        nearest: f64,
        farthest: f64,
        power: Proportion,
        units: ArmSizes,
    ) -> Result<f64, SizingError> {
        check_power(power, self.alpha)?;
        let first_step = 2.0 * plan_of(nearest).from_low.under_effect.variance(units).sqrt();
        narrowest_margin(|margin| Ok(self.power(&plan_of(margin), units)? - power.get()), nearest, farthest, first_step)
    }

    /// The control units with which the harder of the two tests, on its own, misses no more often than `miss`.
    fn units_of_both(
        &self,
        plan: &PlannedEquivalence,
        allocation: Positive,
        power: Proportion,
        miss: f64,
    ) -> Result<f64, SizingError> {
        plan.check()?;
        check_power(power, self.alpha)?;
        let units = |effect: &PlannedEffect| {
            let under = effect.under_hypothesis.per_control_unit(allocation.get());
            let beyond = effect.under_effect.per_control_unit(allocation.get());
            let reach = self.critical() * under + normal::upper_quantile(miss) * beyond;
            (reach.max(0.0) / effect.distance).powi(2)
        };
        let control = units(&plan.from_low).max(units(&plan.from_high)).max(f64::MIN_POSITIVE);
        if control.is_finite() { Ok(control) } else { Err(SizingError::OutOfReach) }
    }

    fn critical(&self) -> f64 {
        normal::upper_quantile(self.alpha.get())
    }
}

/// A power that exceeds the risk, or its name.
pub(super) fn check_power(power: Proportion, alpha: Proportion) -> Result<(), SizingError> {
    if power <= alpha { Err(SizingError::PowerBelowRisk) } else { Ok(()) }
}

/// The margin from `nearest` to `farthest` where the power, given as what it exceeds the wanted one by, is just reached.
/// The search starts `first_step` away from the nearest, about two standard errors.
pub(super) fn narrowest_margin(
    excess: impl Fn(f64) -> Result<f64, SizingError>,
    nearest: f64,
    farthest: f64,
    first_step: f64,
) -> Result<f64, SizingError> {
    let (mut low, mut step) = (nearest, first_step.max(f64::MIN_POSITIVE));
    loop {
        let margin = (nearest + step).min(farthest);
        if !margin.is_finite() {
            return Err(SizingError::OutOfReach);
        }
        if excess(margin)? >= 0.0 {
            // With the effect on a margin the power is no more than the risk; an error would have shown at the wide end.
            let rising = |at: f64| if at <= nearest { -1.0 } else { excess(at).unwrap_or(f64::NAN) };
            return Ok(root::bracketed(rising, low, margin)?);
        }
        if margin >= farthest {
            return Err(SizingError::OutOfReach);
        }
        low = margin;
        step *= 2.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{NormalTest, Sides};
    use proptest::prelude::*;

    fn rate(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    const SPREAD: Spread = Spread { control: 4.0, variant: 9.0 };

    fn plan(effect: f64, low: f64, high: f64) -> PlannedEquivalence {
        PlannedEquivalence::with_own_spread(effect, low, high, SPREAD)
    }

    fn test() -> NormalEquivalence {
        NormalEquivalence { alpha: rate(0.05) }
    }

    #[test]
    fn what_cannot_be_planned_is_named() {
        let units = |effect, power| test().units(&plan(effect, -1.0, 2.0), Positive::ONE, rate(power));
        assert_eq!(units(2.0, 0.8), Err(SizingError::NoEffect));
        assert_eq!(units(-1.5, 0.8), Err(SizingError::OutsideMargins));
        assert_eq!(units(f64::NAN, 0.8), Err(SizingError::ImpossibleMargin));
        assert_eq!(units(0.5, 0.05), Err(SizingError::PowerBelowRisk));
        let tiny = plan(0.0, -1e-200, 1e-200);
        assert_eq!(test().units(&tiny, Positive::ONE, rate(0.8)), Err(SizingError::OutOfReach));
        let empty = ArmSizes { control: 0.0, variant: 9.0 };
        assert_eq!(test().power(&plan(0.0, -1.0, 1.0), empty), Err(SizingError::TooFewUnits));
        let few = ArmSizes { control: 9.0, variant: 9.0 };
        let margin = test().detectable_margin(|margin| plan(0.0, -margin, margin), 0.0, 1.0, rate(0.8), few);
        assert_eq!(margin, Err(SizingError::OutOfReach));
    }

    /// With the other margin far away only one test is left: non-inferiority.
    #[test]
    fn one_margin_far_away_leaves_the_one_sided_test() {
        let alone = NormalTest { alpha: rate(0.05), sides: Sides::One };
        let both = test().units(&plan(0.3, -1.0, 1e9), Positive::ONE, rate(0.8)).unwrap();
        let one = alone.units(&plan(0.3, -1.0, 1e9).from_low, Positive::ONE, rate(0.8)).unwrap();
        assert!((both.control / one.control - 1.0).abs() < 1e-12);
    }

    #[test]
    fn in_the_middle_the_textbook_form_is_exact() {
        let test = test();
        let middle = plan(0.5, -1.0, 2.0);
        let (found, closed) = (
            test.units(&middle, Positive::ONE, rate(0.8)).unwrap(),
            test.units_at_nearer_margin(&middle, Positive::ONE, rate(0.8)).unwrap(),
        );
        assert!((found.control / closed.control - 1.0).abs() < 1e-12);
        let aside = plan(0.9, -1.0, 2.0);
        let more = test.units_at_nearer_margin(&aside, Positive::ONE, rate(0.8)).unwrap().control;
        assert!(more > 1.1 * test.units(&aside, Positive::ONE, rate(0.8)).unwrap().control);
    }

    proptest! {
        #[test]
        fn units_power_and_margin_are_one_function(
            effect in -0.9..0.9, power in 0.1..0.99, ratio in 0.2..5.0, alpha in 0.001..0.09,
        ) {
            let test = NormalEquivalence { alpha: rate(alpha) };
            let symmetric = |margin: f64| plan(effect, -margin, margin);
            let units = test.units(&symmetric(1.0), Positive::new(ratio).unwrap(), rate(power)).unwrap();
            prop_assert!((test.power(&symmetric(1.0), units).unwrap() - power).abs() < 1e-12);
            let nearest = f64::abs(effect);
            let margin = test.detectable_margin(symmetric, nearest, f64::INFINITY, rate(power), units).unwrap();
            prop_assert!((margin - 1.0).abs() < 1e-9, "{}", margin);
        }

        #[test]
        fn the_risk_on_and_beyond_a_margin_stays_below_alpha(beyond in 0.0..3.0, units in 1.0..1e5, width in 0.01..9.0) {
            let sizes = ArmSizes { control: units, variant: units };
            let power = test().power(&plan(1.0 + beyond, 1.0 - width, 1.0), sizes).unwrap();
            prop_assert!(power <= 0.05 * (1.0 + 1e-12));
        }
    }
}
