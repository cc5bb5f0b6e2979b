//! Planning a test of two event rates: units, power and detectable rate, for Poisson and over-dispersed counts.

use super::sizing::{ArmSizes, Direction, SizingError};
use super::{EventNull, NormalTest, PlannedEffect, Sides, Spread};
use crate::quantity::{Positive, Proportion};

/// How the count of one unit varies: `variance = factor · mean + quadratic · mean²`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dispersion {
    factor: f64,
    quadratic: f64,
}

/// A dispersion that no counts have.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error("counts cannot have the variance {factor} · mean + {quadratic} · mean²")]
pub struct DispersionError {
    /// The factor given.
    pub factor: f64,
    /// The quadratic part given.
    pub quadratic: f64,
}

impl Dispersion {
    /// Poisson counts: the variance is the mean.
    pub const POISSON: Self = Self { factor: 1.0, quadratic: 0.0 };

    /// Takes both parts: the factor of a quasi-Poisson variance above 0, the k of a negative binomial one at least 0.
    ///
    /// # Errors
    ///
    /// [`DispersionError`] for numbers out of these ranges.
    pub fn new(factor: f64, quadratic: f64) -> Result<Self, DispersionError> {
        let possible = factor > 0.0 && factor.is_finite() && quadratic >= 0.0 && quadratic.is_finite();
        possible.then_some(Self { factor, quadratic }).ok_or(DispersionError { factor, quadratic })
    }

    /// Negative binomial counts: `mean + k · mean²`. Units differ in their own rates, with a coefficient of variation of √k.
    ///
    /// # Errors
    ///
    /// [`DispersionError`] for a k below 0.
    pub fn negative_binomial(k: f64) -> Result<Self, DispersionError> {
        Self::new(1.0, k)
    }

    fn variance(self, mean: f64) -> f64 {
        self.factor * mean + self.quadratic * mean * mean
    }
}

/// The statistic behind the power of a test of two event rates. Plan with the one that the analysis runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EventPower {
    /// The score statistic, its spread at the rates that the hypothesis allows: the pair of
    /// [`EventTest::Score`](super::EventTest::Score) and of
    /// [`CountMethod::NegativeBinomialScore`](super::CountMethod::NegativeBinomialScore).
    Score,
    /// The logarithm of the ratio with its own spread (Zhu & Lakkis 2014, method 2): the pair of
    /// [`EventTest::LogWald`](super::EventTest::LogWald) and of
    /// [`CountArms::log_test`](super::CountArms::log_test). Ratios only.
    LogWald,
    /// The same with its spread at the rates that the hypothesis allows (their method 3, rates taken as for Poisson counts):
    /// another approximation of the score test. Ratios only.
    LogScore,
    /// The difference with each arm's own variance: the pair of [`EventTest::Wald`](super::EventTest::Wald) and of
    /// [`CountMethod::Empirical`](super::CountMethod::Empirical).
    Wald,
    /// The difference of square roots: the pair of [`EventTest::SquareRoot`](super::EventTest::SquareRoot). Poisson up to a
    /// factor, and ratios only.
    SquareRoot,
}

/// What is assumed of the two arms when planning.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlannedRates {
    /// Events of one control unit, per unit of exposure.
    pub control_rate: Positive,
    /// Events of one variant unit, per unit of exposure.
    pub variant_rate: Positive,
    /// Exposure of each unit: days watched, sessions, 1 where each unit counts once.
    pub exposure: Positive,
    /// How the count of a unit varies.
    pub dispersion: Dispersion,
}

impl PlannedRates {
    /// Variance of one unit's rate.
    fn variance(&self, rate: f64) -> f64 {
        let exposure = self.exposure.get();
        self.dispersion.variance(rate * exposure) / (exposure * exposure)
    }
}

/// A planned test of two event rates.
///
/// ```
/// use jalon::quantity::{Positive, Proportion};
/// use jalon::stats::{Dispersion, EventPower, PlannedRates, Sides, TwoRates};
/// let number = |value| Positive::new(value).unwrap();
/// let test = TwoRates::superiority(Proportion::new(0.05).unwrap(), Sides::Two).by(EventPower::LogWald);
/// let plan = PlannedRates {
///     control_rate: number(0.30),
///     variant_rate: number(0.25),
///     exposure: number(1.0),
///     dispersion: Dispersion::negative_binomial(0.5).unwrap(),
/// };
/// assert_eq!(test.units(&plan, Proportion::new(0.80).unwrap()).unwrap().whole().control, 1968.0);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TwoRates {
    /// Risk of a false alarm, both sides together; 0.05 is usual.
    pub alpha: Proportion,
    /// One direction or two.
    pub sides: Sides,
    /// Variant units for each control unit; 1 is an equal split.
    pub allocation: Positive,
    /// The hypothesis to reject.
    pub null: EventNull,
    /// The statistic behind the power.
    pub method: EventPower,
}

impl TwoRates {
    /// The usual test: equal split, no margin, score statistic.
    #[must_use]
    pub fn superiority(alpha: Proportion, sides: Sides) -> Self {
        Self { alpha, sides, allocation: Positive::ONE, null: EventNull::EQUAL, method: EventPower::Score }
    }

    /// The same test planned by another statistic.
    #[must_use]
    pub fn by(self, method: EventPower) -> Self {
        Self { method, ..self }
    }

    /// Returns the units needed in each arm to see the planned rates with the given power, before rounding.
    ///
    /// # Errors
    ///
    /// [`SizingError::NoEffect`], [`SizingError::PowerBelowRisk`], [`SizingError::OutOfReach`],
    /// [`SizingError::ImpossibleMargin`], and [`SizingError::MethodWithoutMargin`] for a statistic that does not know this
    /// hypothesis or dispersion.
    pub fn units(&self, plan: &PlannedRates, power: Proportion) -> Result<ArmSizes, SizingError> {
        self.normal().units(&self.effect(plan)?, self.allocation, power)
    }

    /// Returns the power to see the planned rates with these units.
    ///
    /// # Errors
    ///
    /// [`SizingError::TooFewUnits`]; otherwise as [`units`](Self::units). The allocation is that of the units given.
    pub fn power(&self, plan: &PlannedRates, units: ArmSizes) -> Result<f64, SizingError> {
        let test = self.with_allocation_of(units)?;
        test.normal().power(&test.effect(plan)?, units)
    }

    /// Returns the variant rate nearest to the hypothesis that these units detect with the given power. The variant rate of
    /// `plan` plays no part.
    ///
    /// # Errors
    ///
    /// [`SizingError::OutOfReach`] where not even a variant without events is told from the hypothesis; otherwise as
    /// [`power`](Self::power).
    pub fn detectable(
        &self,
        plan: &PlannedRates,
        direction: Direction,
        power: Proportion,
        units: ArmSizes,
    ) -> Result<f64, SizingError> {
        let test = self.with_allocation_of(units)?;
        let origin = match self.null {
            EventNull::Ratio(ratio) => ratio * plan.control_rate.get(),
            EventNull::Difference(difference) => plan.control_rate.get() + difference,
        };
        // A hypothesis that no variant can fall below leaves nothing to detect there.
        if !self.null.is_possible() || origin.is_nan() || origin <= 0.0 {
            return Err(SizingError::ImpossibleMargin);
        }
        let at = |rate: f64| {
            let variant_rate = Positive::new(rate).map_err(|_| SizingError::OutOfReach)?;
            test.effect(&PlannedRates { variant_rate, ..*plan })
        };
        // What the statistic does not know is told before the search.
        at(origin)?;
        let no_effect = PlannedEffect::with_own_spread(0.0, Spread { control: 1.0, variant: 1.0 });
        let effect = |rate: f64| at(rate).unwrap_or(no_effect);
        let seen = |rate: f64| test.normal().power(&effect(rate), units).unwrap_or(0.0);
        let farthest = match direction {
            Direction::Increase => origin * FARTHEST,
            Direction::Decrease => clearest_below(origin, seen),
        };
        test.normal().detectable(effect, origin, farthest, power, units)
    }

    fn normal(&self) -> NormalTest {
        NormalTest { alpha: self.alpha, sides: self.sides }
    }

    /// The rates under the hypothesis depend on how the units are split.
    fn with_allocation_of(&self, units: ArmSizes) -> Result<Self, SizingError> {
        let allocation = Positive::new(units.variant / units.control).map_err(|_| SizingError::TooFewUnits)?;
        Ok(Self { allocation, ..*self })
    }

    /// What the planned rates look like to the statistic.
    fn effect(&self, plan: &PlannedRates) -> Result<PlannedEffect, SizingError> {
        if !self.null.is_possible() {
            return Err(SizingError::ImpossibleMargin);
        }
        let ratio = || self.null.as_ratio().ok_or(SizingError::MethodWithoutMargin);
        match self.method {
            EventPower::Score => Ok(PlannedEffect { under_hypothesis: self.restricted(plan), ..self.own_spread(plan) }),
            EventPower::Wald => Ok(self.own_spread(plan)),
            EventPower::LogWald => Ok(log_effect(plan, ratio()?)),
            EventPower::LogScore => {
                let under = self.restricted_rates(plan);
                let (control, variant) = (relative_variance(plan, under.0), relative_variance(plan, under.1));
                Ok(PlannedEffect { under_hypothesis: Spread { control, variant }, ..log_effect(plan, ratio()?) })
            }
            EventPower::SquareRoot if plan.dispersion.quadratic > 0.0 => Err(SizingError::MethodWithoutMargin),
            EventPower::SquareRoot => Ok(square_root_effect(plan, ratio()?)),
        }
    }

    /// `variant − scale · control` less the hypothesis, with each arm's own variance.
    fn own_spread(&self, plan: &PlannedRates) -> PlannedEffect {
        let (control, variant) = (plan.control_rate.get(), plan.variant_rate.get());
        let (scale, offset) = self.scale_and_offset();
        let spread = Spread { control: scale * scale * plan.variance(control), variant: plan.variance(variant) };
        PlannedEffect::with_own_spread(variant - scale * control - offset, spread)
    }

    fn restricted(&self, plan: &PlannedRates) -> Spread {
        let (control, variant) = self.restricted_rates(plan);
        let (scale, _) = self.scale_and_offset();
        Spread { control: scale * scale * plan.variance(control), variant: plan.variance(variant) }
    }

    fn scale_and_offset(&self) -> (f64, f64) {
        match self.null {
            EventNull::Difference(difference) => (1.0, difference),
            EventNull::Ratio(ratio) => (ratio, 0.0),
        }
    }

    /// The rates that the hypothesis makes most likely where the planned ones hold.
    fn restricted_rates(&self, plan: &PlannedRates) -> (f64, f64) {
        super::event_score::EventScore::planned(plan.control_rate.get(), plan.variant_rate.get(), self.allocation.get())
            .restricted(self.null)
    }
}

/// How many times more or fewer events than under the hypothesis are looked for at most.
const FARTHEST: f64 = 1e9;

/// The rate below `origin` with the largest power. That of a logarithm falls again towards 0, where so few events are expected
/// that their logarithm is anyone's guess.
fn clearest_below(origin: f64, power: impl Fn(f64) -> f64) -> f64 {
    let at = |log: f64| origin * log.exp();
    let (mut low, mut high) = (-FARTHEST.ln(), 0.0);
    for _ in 0..100 {
        let (one, other) = (low + (high - low) / 3.0, high - (high - low) / 3.0);
        // Where the power does not move, the clearest effect is the largest.
        if power(at(one)) >= power(at(other)) { high = other } else { low = one }
    }
    at(f64::midpoint(low, high))
}

/// Variance of the logarithm of one unit's rate.
fn relative_variance(plan: &PlannedRates, rate: f64) -> f64 {
    plan.variance(rate) / (rate * rate)
}

fn log_effect(plan: &PlannedRates, ratio: f64) -> PlannedEffect {
    let (control, variant) = (plan.control_rate.get(), plan.variant_rate.get());
    let spread = Spread { control: relative_variance(plan, control), variant: relative_variance(plan, variant) };
    PlannedEffect::with_own_spread((variant / control).ln() - ratio.ln(), spread)
}

/// The square root of a rate has variance ¼ per exposure whatever the rate.
fn square_root_effect(plan: &PlannedRates, ratio: f64) -> PlannedEffect {
    let (control, variant) = (plan.control_rate.get(), plan.variant_rate.get());
    let variance = plan.dispersion.factor / (4.0 * plan.exposure.get());
    let spread = Spread { control: ratio * variance, variant: variance };
    PlannedEffect::with_own_spread(variant.sqrt() - (ratio * control).sqrt(), spread)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn number(value: f64) -> Positive {
        Positive::new(value).unwrap()
    }

    fn rate(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    fn plan(control: f64, variant: f64, exposure: f64, k: f64) -> PlannedRates {
        PlannedRates {
            control_rate: number(control),
            variant_rate: number(variant),
            exposure: number(exposure),
            dispersion: Dispersion::negative_binomial(k).unwrap(),
        }
    }

    fn test(method: EventPower) -> TwoRates {
        TwoRates::superiority(rate(0.05), Sides::Two).by(method)
    }

    const ALL: [EventPower; 5] =
        [EventPower::Score, EventPower::LogWald, EventPower::LogScore, EventPower::Wald, EventPower::SquareRoot];

    #[test]
    fn what_cannot_be_planned_is_named() {
        for method in ALL {
            assert_eq!(test(method).units(&plan(0.3, 0.3, 1.0, 0.0), rate(0.8)), Err(SizingError::NoEffect));
        }
        let margin = TwoRates { null: EventNull::Difference(0.1), ..test(EventPower::LogWald) };
        assert_eq!(margin.units(&plan(0.3, 0.3, 1.0, 0.0), rate(0.8)), Err(SizingError::MethodWithoutMargin));
        let impossible = TwoRates { null: EventNull::Ratio(-1.0), ..test(EventPower::Score) };
        assert_eq!(impossible.units(&plan(0.3, 0.2, 1.0, 0.0), rate(0.8)), Err(SizingError::ImpossibleMargin));
        let dispersed = test(EventPower::SquareRoot).units(&plan(0.3, 0.2, 1.0, 0.5), rate(0.8));
        assert_eq!(dispersed, Err(SizingError::MethodWithoutMargin));
        let few = ArmSizes { control: 3.0, variant: 3.0 };
        let least = test(EventPower::Score).detectable(&plan(0.3, 0.3, 1.0, 0.5), Direction::Decrease, rate(0.8), few);
        assert_eq!(least, Err(SizingError::OutOfReach));
        assert!(Dispersion::negative_binomial(-0.1).is_err() && Dispersion::new(0.0, 0.0).is_err());
        assert!(Dispersion::new(f64::NAN, 0.0).is_err());
    }

    /// Twice the exposure halves the Poisson part of the variance and leaves the differences between units.
    #[test]
    fn exposure_cannot_buy_what_units_differ_by() {
        let units =
            |exposure, k| test(EventPower::LogWald).units(&plan(0.3, 0.25, exposure, k), rate(0.8)).unwrap().control;
        assert!((units(1.0, 0.0) / units(2.0, 0.0) - 2.0).abs() < 1e-12);
        let between_units = units(1.0, 0.5) - units(1.0, 0.0);
        assert!((units(2.0, 0.5) - units(2.0, 0.0) - between_units).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn units_power_and_detectable_rate_are_one_function(
            control in 0.05..5.0_f64, lift in 0.1..0.8_f64, down in prop::bool::ANY, k in 0.0..2.0_f64,
            exposure in 0.2..5.0_f64, ratio in 0.3..3.0_f64, which in 0..5_usize,
        ) {
            let method = ALL[which];
            let k = if method == EventPower::SquareRoot { 0.0 } else { k };
            let variant = if down { control * (1.0 - lift) } else { control * (1.0 + lift) };
            let plan = plan(control, variant, exposure, k);
            let test = TwoRates { allocation: number(ratio), ..test(method) };
            let units = test.units(&plan, rate(0.8)).unwrap();
            prop_assert!((test.power(&plan, units).unwrap() - 0.8).abs() < 1e-11);
            let direction = if down { Direction::Decrease } else { Direction::Increase };
            let found = test.detectable(&plan, direction, rate(0.8), units).unwrap();
            prop_assert!((found / variant - 1.0).abs() < 1e-7, "{:?}: {} instead of {}", method, found, variant);
        }

        /// A margin moved to 0 as a difference or to 1 as a ratio is the same hypothesis.
        #[test]
        fn equality_has_two_writings(control in 0.05..5.0_f64, lift in 0.1..0.9_f64, k in 0.0..2.0_f64) {
            let plan = plan(control, control * (1.0 + lift), 1.0, k);
            for method in [EventPower::Score, EventPower::Wald] {
                let ratio = test(method).units(&plan, rate(0.8)).unwrap();
                let difference = TwoRates { null: EventNull::Difference(0.0), ..test(method) };
                let difference = difference.units(&plan, rate(0.8)).unwrap();
                prop_assert!((ratio.control / difference.control - 1.0).abs() < 1e-10);
            }
        }
    }
}
