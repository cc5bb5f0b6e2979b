//! Planning a test whose statistic is normal in large samples: power, units and detectable effect from the variance of the
//! estimate in each arm. Kinds of metrics say what the variances are; the arithmetic of planning is the same for all.

use super::sizing::{ArmSizes, Direction, SizingError};
use super::{Sides, normal, root};
use crate::quantity::{Positive, Proportion};

/// How much the units of each arm contribute to the variance of an estimated effect: `control / n₁ + variant / n₂`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// Variance of one control unit, on the scale of the effect.
    pub control: f64,
    /// Variance of one variant unit, on the scale of the effect.
    pub variant: f64,
}

impl Spread {
    /// The variance of the estimated effect with these units.
    #[must_use]
    pub fn variance(self, units: ArmSizes) -> f64 {
        self.control / units.control + self.variant / units.variant
    }

    /// The standard error with one control unit and `allocation` variant units.
    pub(super) fn per_control_unit(self, allocation: f64) -> f64 {
        (self.control + self.variant / allocation).sqrt()
    }
}

/// What a planned effect looks like to a normal statistic.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlannedEffect {
    /// The effect less the hypothesis to reject, on the scale of the statistic (a difference, a log ratio, …).
    pub distance: f64,
    /// The spread the statistic is divided by, where the hypothesis holds.
    pub under_hypothesis: Spread,
    /// The true spread, where the planned effect holds.
    pub under_effect: Spread,
}

impl PlannedEffect {
    /// An effect whose statistic is divided by the very spread the effect has (Wald's form).
    #[must_use]
    pub fn with_own_spread(distance: f64, spread: Spread) -> Self {
        Self { distance, under_hypothesis: spread, under_effect: spread }
    }
}

/// A planned test with a normal statistic. Power counts rejections in the direction of the effect only.
///
/// ```
/// use jalon::quantity::{Positive, Proportion};
/// use jalon::stats::{NormalTest, PlannedEffect, Sides, Spread};
/// let rate = |value| Proportion::new(value).unwrap();
/// let test = NormalTest { alpha: rate(0.05), sides: Sides::Two };
/// let effect = PlannedEffect::with_own_spread(2.5, Spread { control: 625.0, variant: 625.0 });
/// let units = test.units(&effect, Positive::ONE, rate(0.8)).unwrap();
/// assert_eq!(units.whole().control, 1570.0);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NormalTest {
    /// Risk of a false alarm, both sides together.
    pub alpha: Proportion,
    /// One direction or two.
    pub sides: Sides,
}

impl NormalTest {
    /// Returns the units of each arm that see the effect with the given power, before rounding, with `allocation` variant
    /// units for each control unit: n₁ = ((z_α σ₀ + z_β σ₁) / distance)².
    ///
    /// # Errors
    ///
    /// [`SizingError::NoEffect`], [`SizingError::PowerBelowRisk`], [`SizingError::OutOfReach`].
    pub fn units(
        &self,
        effect: &PlannedEffect,
        allocation: Positive,
        power: Proportion,
    ) -> Result<ArmSizes, SizingError> {
        self.check(power)?;
        if effect.distance == 0.0 || !effect.distance.is_finite() {
            return Err(SizingError::NoEffect);
        }
        let under = effect.under_hypothesis.per_control_unit(allocation.get());
        let beyond = effect.under_effect.per_control_unit(allocation.get());
        let reach = self.critical() * under + normal::quantile(power.get()) * beyond;
        let control = (reach.max(0.0) / effect.distance).powi(2).max(f64::MIN_POSITIVE);
        if !control.is_finite() {
            return Err(SizingError::OutOfReach);
        }
        Ok(ArmSizes { control, variant: allocation.get() * control })
    }

    /// Returns the power to see the effect with these units.
    ///
    /// # Errors
    ///
    /// [`SizingError::TooFewUnits`] where an arm is empty or the estimate has no variance.
    pub fn power(&self, effect: &PlannedEffect, units: ArmSizes) -> Result<f64, SizingError> {
        let enough = units.control > 0.0 && units.variant > 0.0;
        let beyond = effect.under_effect.variance(units).sqrt();
        if !(enough && beyond > 0.0 && beyond.is_finite()) {
            return Err(SizingError::TooFewUnits);
        }
        let under = effect.under_hypothesis.variance(units).sqrt();
        Ok(normal::cdf((effect.distance.abs() - self.critical() * under) / beyond))
    }

    /// Returns the target nearest to `origin`, where the hypothesis holds, that these units detect with the given power.
    /// `effect_of` says what a target means to the statistic; `farthest` is where targets end, infinite where they do not.
    ///
    /// # Errors
    ///
    /// [`SizingError::PowerBelowRisk`], [`SizingError::TooFewUnits`], and [`SizingError::OutOfReach`] where not even the
    /// farthest target is detected.
    pub fn detectable(
        &self,
        effect_of: impl Fn(f64) -> PlannedEffect,
        origin: f64,
        farthest: f64,
        power: Proportion,
        units: ArmSizes,
    ) -> Result<f64, SizingError> {
        self.check(power)?;
        let direction = if farthest < origin { Direction::Decrease } else { Direction::Increase };
        let excess = |target: f64| self.power(&effect_of(target), units).map(|found| found - power.get());
        let far = self.far_enough(&excess, origin, farthest, direction)?;
        let (low, high) = if far < origin { (far, origin) } else { (origin, far) };
        Ok(root::bracketed(|target| excess(target).unwrap_or(-power.get()), low, high)?)
    }

    /// A target that is detected: from a first step outwards, doubled, up to where targets end.
    fn far_enough(
        &self,
        excess: &impl Fn(f64) -> Result<f64, SizingError>,
        origin: f64,
        farthest: f64,
        direction: Direction,
    ) -> Result<f64, SizingError> {
        let sign = if direction == Direction::Decrease { -1.0 } else { 1.0 };
        let span = (farthest - origin).abs();
        let mut step = if span.is_finite() { span / 1024.0 } else { origin.abs().max(1.0) / 1024.0 };
        loop {
            let target = if step < span { origin + sign * step } else { farthest };
            // An end of the scale itself may have no variance: that counts as not detected, and ends the search below.
            match excess(target) {
                Ok(found) if found >= 0.0 => return Ok(target),
                Err(SizingError::TooFewUnits) if step < span => return Err(SizingError::TooFewUnits),
                _ if step >= span || !target.is_finite() => return Err(SizingError::OutOfReach),
                _ => step *= 2.0,
            }
        }
    }

    /// How many standard errors a rejected estimate lies from the hypothesis.
    pub(super) fn critical(&self) -> f64 {
        normal::upper_quantile(self.sides.level(self.alpha.get()))
    }

    fn check(&self, power: Proportion) -> Result<(), SizingError> {
        let risk = self.sides.level(self.alpha.get());
        if power.get() <= risk { Err(SizingError::PowerBelowRisk) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rate(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    fn test() -> NormalTest {
        NormalTest { alpha: rate(0.05), sides: Sides::Two }
    }

    fn mean(target: f64) -> PlannedEffect {
        PlannedEffect::with_own_spread(target - 10.0, Spread { control: 400.0, variant: 900.0 })
    }

    #[test]
    fn what_cannot_be_planned_is_named() {
        let units = |target, power| test().units(&mean(target), Positive::ONE, rate(power));
        assert_eq!(units(10.0, 0.8), Err(SizingError::NoEffect));
        assert_eq!(units(11.0, 0.02), Err(SizingError::PowerBelowRisk));
        let empty = ArmSizes { control: 0.0, variant: 10.0 };
        assert_eq!(test().power(&mean(11.0), empty), Err(SizingError::TooFewUnits));
        let few = ArmSizes { control: 2.0, variant: 2.0 };
        assert_eq!(test().detectable(mean, 10.0, 12.0, rate(0.8), few), Err(SizingError::OutOfReach));
    }

    proptest! {
        #[test]
        fn units_power_and_detectable_effect_are_one_function(
            effect in 0.1..50.0_f64, power in 0.1..0.99_f64, ratio in 0.2..5.0_f64, down in prop::bool::ANY,
        ) {
            let target = if down { 10.0 - effect } else { 10.0 + effect };
            let farthest = if down { f64::NEG_INFINITY } else { f64::INFINITY };
            let units = test().units(&mean(target), Positive::new(ratio).unwrap(), rate(power)).unwrap();
            prop_assert!((test().power(&mean(target), units).unwrap() - power).abs() < 1e-12);
            let found = test().detectable(mean, 10.0, farthest, rate(power), units).unwrap();
            prop_assert!((found - target).abs() < 1e-8 * effect.max(1.0));
        }
    }
}
