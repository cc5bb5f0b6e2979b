//! Sizing a test of two times to an event: events first, then units through accrual, follow-up and dropout.

use super::sizing::{ArmSizes, Direction, SizingError};
use super::{Sides, hazard, normal, root};
use crate::quantity::{Positive, Proportion};

/// How many events the log-rank test needs. With equal arms and small effects the three agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EventFormula {
    /// Schoenfeld 1983: the log-rank test where arms keep their shares of those at risk; any margin. The default.
    Schoenfeld,
    /// Freedman 1982; no margin.
    Freedman,
    /// Hsieh 1992 for unequal arms, after Freedman; no margin.
    HsiehFreedman,
}

/// When units enter and how long they are followed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Enrolment {
    /// All enter at once (or each is followed for the same time) and stay followed this long.
    AtOnce {
        /// Time each unit is followed.
        follow_up: Positive,
    },
    /// Units enter evenly over a time; the analysis is when the follow-up after it ends.
    Uniform {
        /// Time over which units enter.
        accrual: Positive,
        /// Time from the last entry to the analysis; none for an analysis at the last entry.
        follow_up: Option<Positive>,
    },
}

/// What is assumed of the two arms when planning. Hazards are constant and in proportion; all times are in one unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlannedHazards {
    /// Events per unit of time in the control. From a retention at a horizon: [`hazard::of_retention`].
    pub control_hazard: Positive,
    /// Hazard of the variant over that of the control; below 1 where events should come later.
    pub hazard_ratio: Positive,
    /// When units enter and how long they are followed.
    pub enrolment: Enrolment,
    /// Hazard of losing a unit from sight, in both arms; none where nobody is lost. From a share lost by some time:
    /// [`hazard::of_retention`] of the share that is not.
    pub dropout_hazard: Option<Positive>,
}

impl PlannedHazards {
    /// A plan from the share of control units without the event at `horizon`, nobody lost from sight.
    ///
    /// # Errors
    ///
    /// [`SizingError::OutOfReach`] where horizon and share make no countable hazard.
    pub fn of_retention(
        control_retention: Proportion,
        horizon: Positive,
        hazard_ratio: Positive,
        enrolment: Enrolment,
    ) -> Result<Self, SizingError> {
        let control_hazard = Positive::new(hazard::of_retention(control_retention, horizon));
        let control_hazard = control_hazard.map_err(|_| SizingError::OutOfReach)?;
        Ok(Self { control_hazard, hazard_ratio, enrolment, dropout_hazard: None })
    }

    /// The chance that a unit of each arm is seen to have the event by the analysis.
    ///
    /// # Source
    ///
    /// Lachin & Foulkes 1986, "Evaluation of sample size and power for analyses of survival with allowance for nonuniform
    /// patient entry, losses to follow-up, noncompliance, and stratification", *Biometrics* 42:507–519.
    #[must_use]
    pub fn event_chances(&self) -> EventChances {
        let dropout = self.dropout_hazard.map_or(0.0, Positive::get);
        let chance = |hazard: f64| hazard / (hazard + dropout) * self.enrolment.chance_of_leaving(hazard + dropout);
        let control = self.control_hazard.get();
        EventChances { control: chance(control), variant: chance(control * self.hazard_ratio.get()) }
    }
}

impl Enrolment {
    /// The chance that a unit leaving at this rate has left by the analysis.
    fn chance_of_leaving(self, rate: f64) -> f64 {
        let by = |time: f64| -(-rate * time).exp_m1();
        match self {
            Self::AtOnce { follow_up } => by(follow_up.get()),
            Self::Uniform { accrual, follow_up } => {
                let after = by(follow_up.map_or(0.0, Positive::get));
                // Left during the follow-up that all have, or else in the time since entry.
                after + (1.0 - after) * mean_chance(rate * accrual.get())
            }
        }
    }
}

/// The mean of 1 − exp(−u) for u even between 0 and `x`: 1 − (1 − exp(−x)) / x.
fn mean_chance(x: f64) -> f64 {
    if x >= 0.5 {
        return (x + (-x).exp_m1()) / x;
    }
    // x/2! − x²/3! + x³/4! − …: below ½ the difference above would lose digits.
    (2..20).rev().fold(0.0, |sum, k| (1.0 - sum) * x / f64::from(k))
}

/// The chance that a unit is seen to have the event, in each arm.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EventChances {
    /// In the control.
    pub control: f64,
    /// In the variant.
    pub variant: f64,
}

impl EventChances {
    /// Events expected of these units.
    #[must_use]
    pub fn events(self, units: ArmSizes) -> f64 {
        self.control * units.control + self.variant * units.variant
    }
}

/// A planned log-rank test. Everything that is the test itself; the methods take the hazards, the size or the power, and give
/// the one that is left. Power counts rejections in the direction of the effect only.
///
/// ```
/// use jalon::quantity::{Positive, Proportion};
/// use jalon::stats::{Enrolment, PlannedHazards, Sides, TwoHazards};
/// let (rate, positive) = (|value| Proportion::new(value).unwrap(), |value| Positive::new(value).unwrap());
/// let test = TwoHazards::superiority(rate(0.05), Sides::Two);
/// assert_eq!(test.events(positive(0.8), rate(0.8)).unwrap().ceil(), 631.0);
/// let enrolment = Enrolment::Uniform { accrual: positive(12.0), follow_up: Some(positive(6.0)) };
/// let plan =
///     PlannedHazards { control_hazard: positive(0.05), hazard_ratio: positive(0.8), enrolment, dropout_hazard: None };
/// assert_eq!(test.units(&plan, rate(0.8)).unwrap().whole().total(), 1542.0);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TwoHazards {
    /// Risk of a false alarm, both sides together; 0.05 is usual.
    pub alpha: Proportion,
    /// One direction or two.
    pub sides: Sides,
    /// Variant units for each control unit; 1 is an equal split.
    pub allocation: Positive,
    /// The hazard ratio to reject: 1 for superiority, 1.2 for "no more than 20 % more events".
    pub null: Positive,
    /// How events are counted.
    pub method: EventFormula,
}

impl TwoHazards {
    /// The usual test: equal split, no margin, Schoenfeld's events.
    #[must_use]
    pub fn superiority(alpha: Proportion, sides: Sides) -> Self {
        Self { alpha, sides, allocation: Positive::ONE, null: Positive::ONE, method: EventFormula::Schoenfeld }
    }

    /// Returns the events needed in both arms together to see the hazard ratio with the given power, before rounding.
    ///
    /// # Errors
    ///
    /// [`SizingError::NoEffect`], [`SizingError::PowerBelowRisk`], [`SizingError::OutOfReach`], and
    /// [`SizingError::MethodWithoutMargin`] for the formulas that know none.
    ///
    /// # Source
    ///
    /// Schoenfeld 1983, "Sample-size formula for the proportional-hazards regression model", *Biometrics* 39:499–503; Freedman
    /// 1982, *Statistics in Medicine* 1:121–129; Hsieh 1992, *Statistics in Medicine* 11:1091–1098.
    pub fn events(&self, hazard_ratio: Positive, power: Proportion) -> Result<f64, SizingError> {
        let signal = self.signal(hazard_ratio)?;
        self.check(power)?;
        if signal == 0.0 {
            return Err(SizingError::NoEffect);
        }
        let events = ((self.critical() + normal::quantile(power.get())) / signal).powi(2);
        if events.is_finite() { Ok(events.max(f64::MIN_POSITIVE)) } else { Err(SizingError::OutOfReach) }
    }

    /// Returns the power to see the hazard ratio with so many events in both arms together.
    ///
    /// # Errors
    ///
    /// [`SizingError::TooFewUnits`] for no events; otherwise as [`events`](Self::events).
    pub fn power_of_events(&self, hazard_ratio: Positive, events: f64) -> Result<f64, SizingError> {
        if events.is_nan() || events <= 0.0 {
            return Err(SizingError::TooFewUnits);
        }
        Ok(normal::cdf(self.signal(hazard_ratio)? * events.sqrt() - self.critical()))
    }

    /// Returns the units needed in each arm to see the planned hazards with the given power, before rounding.
    ///
    /// # Errors
    ///
    /// As [`events`](Self::events).
    pub fn units(&self, plan: &PlannedHazards, power: Proportion) -> Result<ArmSizes, SizingError> {
        self.units_by_chances(plan.hazard_ratio, plan.event_chances(), power)
    }

    /// As [`units`](Self::units), where the chance of an event in each arm is known some other way.
    ///
    /// # Errors
    ///
    /// As [`events`](Self::events).
    pub fn units_by_chances(
        &self,
        hazard_ratio: Positive,
        chances: EventChances,
        power: Proportion,
    ) -> Result<ArmSizes, SizingError> {
        let allocation = self.allocation.get();
        let control = self.events(hazard_ratio, power)? / (chances.control + allocation * chances.variant);
        let sizes = ArmSizes { control, variant: allocation * control };
        if sizes.total().is_finite() { Ok(sizes) } else { Err(SizingError::OutOfReach) }
    }

    /// Returns the power to see the planned hazards with these units. The sizes need not keep the planned allocation.
    ///
    /// # Errors
    ///
    /// [`SizingError::TooFewUnits`] for an empty arm; otherwise as [`events`](Self::events).
    pub fn power(&self, plan: &PlannedHazards, units: ArmSizes) -> Result<f64, SizingError> {
        self.power_by_chances(plan.hazard_ratio, plan.event_chances(), units)
    }

    /// As [`power`](Self::power), where the chance of an event in each arm is known some other way.
    ///
    /// # Errors
    ///
    /// As [`power`](Self::power).
    pub fn power_by_chances(
        &self,
        hazard_ratio: Positive,
        chances: EventChances,
        units: ArmSizes,
    ) -> Result<f64, SizingError> {
        self.with_sizes(units)?.power_of_events(hazard_ratio, chances.events(units))
    }

    /// Returns the hazard ratio nearest to the hypothesis that these units detect with the given power. The `hazard_ratio` of
    /// the plan is not looked at; [`Direction::Decrease`] looks for fewer events.
    ///
    /// # Errors
    ///
    /// [`SizingError::OutOfReach`] where no ratio is detected; otherwise as [`power`](Self::power).
    pub fn detectable(
        &self,
        plan: &PlannedHazards,
        power: Proportion,
        units: ArmSizes,
        direction: Direction,
    ) -> Result<f64, SizingError> {
        let test = self.with_sizes(units)?;
        test.check(power)?;
        test.signal(Positive::ONE)?;
        let origin = self.null.get().ln();
        let sign = if direction == Direction::Decrease { -1.0 } else { 1.0 };
        let excess = |step: f64| -> Result<f64, SizingError> {
            let ratio = Positive::new((origin + sign * step).exp()).map_err(|_| SizingError::OutOfReach)?;
            let plan = PlannedHazards { hazard_ratio: ratio, ..*plan };
            Ok(test.power(&plan, units)? - power.get())
        };
        // Small steps first: with a large variant arm, a ratio near 0 leaves so few events that power falls again.
        let mut step = 1.0 / 1024.0;
        while excess(step)? < 0.0 {
            step *= 2.0;
        }
        let found = root::bracketed(|step| excess(step).unwrap_or(f64::NAN), 0.0, step)?;
        Ok((origin + sign * found).exp())
    }

    /// How far the statistic lies from 0 on average, for one event in all.
    fn signal(&self, hazard_ratio: Positive) -> Result<f64, SizingError> {
        let (ratio, allocation) = (hazard_ratio.get(), self.allocation.get());
        if self.method != EventFormula::Schoenfeld && self.null != Positive::ONE {
            return Err(SizingError::MethodWithoutMargin);
        }
        Ok(match self.method {
            EventFormula::Schoenfeld => (ratio / self.null.get()).ln().abs() * allocation.sqrt() / (1.0 + allocation),
            EventFormula::Freedman => (1.0 - ratio).abs() * allocation.sqrt() / (1.0 + allocation * ratio),
            EventFormula::HsiehFreedman => {
                2.0 * ((1.0 - ratio) / (1.0 + ratio)).abs() * allocation.sqrt() / (1.0 + allocation)
            }
        })
    }

    fn with_sizes(&self, units: ArmSizes) -> Result<Self, SizingError> {
        let allocation = Positive::new(units.variant / units.control).map_err(|_| SizingError::TooFewUnits)?;
        if units.control > 0.0 { Ok(Self { allocation, ..*self }) } else { Err(SizingError::TooFewUnits) }
    }

    fn critical(&self) -> f64 {
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

    fn positive(value: f64) -> Positive {
        Positive::new(value).unwrap()
    }

    fn superiority() -> TwoHazards {
        TwoHazards::superiority(rate(0.05), Sides::Two)
    }

    fn plan(control_hazard: f64, hazard_ratio: f64) -> PlannedHazards {
        PlannedHazards {
            control_hazard: positive(control_hazard),
            hazard_ratio: positive(hazard_ratio),
            enrolment: Enrolment::Uniform { accrual: positive(6.0), follow_up: Some(positive(3.0)) },
            dropout_hazard: Some(positive(0.01)),
        }
    }

    #[test]
    fn what_cannot_be_planned_is_named() {
        let test = superiority();
        assert_eq!(test.events(positive(1.0), rate(0.8)), Err(SizingError::NoEffect));
        assert_eq!(test.events(positive(0.8), rate(0.02)), Err(SizingError::PowerBelowRisk));
        let margin = TwoHazards { null: positive(1.2), method: EventFormula::Freedman, ..test };
        assert_eq!(margin.events(positive(0.9), rate(0.8)), Err(SizingError::MethodWithoutMargin));
        let none = ArmSizes { control: 0.0, variant: 10.0 };
        assert_eq!(test.power(&plan(0.1, 0.8), none), Err(SizingError::TooFewUnits));
        assert_eq!(test.power_of_events(positive(0.8), 0.0), Err(SizingError::TooFewUnits));
        // Freedman's signal never exceeds 1 for each event.
        let few = ArmSizes { control: 2.0, variant: 2.0 };
        let freedman = TwoHazards { method: EventFormula::Freedman, ..test };
        let found = freedman.detectable(&plan(0.1, 1.0), rate(0.8), few, Direction::Decrease);
        assert_eq!(found, Err(SizingError::OutOfReach));
    }

    #[test]
    fn a_retention_is_a_hazard() {
        let enrolment = Enrolment::AtOnce { follow_up: positive(12.0) };
        let plan = PlannedHazards::of_retention(rate(0.7), positive(12.0), positive(0.8), enrolment).unwrap();
        let chances = plan.event_chances();
        assert!((chances.control - 0.3).abs() < 1e-15);
        assert!((chances.variant - (1.0 - 0.7_f64.powf(0.8))).abs() < 1e-15);
    }

    /// Entry over a vanishing time is entry at once, and rare events keep their digits.
    #[test]
    fn accrual_meets_its_limits() {
        let at_once = Enrolment::AtOnce { follow_up: positive(3.0) };
        let quick = Enrolment::Uniform { accrual: positive(1e-12), follow_up: Some(positive(3.0)) };
        assert!((quick.chance_of_leaving(0.2) / at_once.chance_of_leaving(0.2) - 1.0).abs() < 1e-12);
        let none_after = Enrolment::Uniform { accrual: positive(4.0), follow_up: None };
        assert!((none_after.chance_of_leaving(1e-12) / 2e-12 - 1.0).abs() < 1e-11);
        let (below, above) = (mean_chance(0.5 - 1e-15), mean_chance(0.5));
        assert!((below / above - 1.0).abs() < 1e-14);
    }

    proptest! {
        #[test]
        fn units_power_and_detectable_ratio_are_one_function(
            hazard in 0.01..0.5_f64, ratio in prop_oneof![0.4..0.95_f64, 1.05..2.5_f64], power in 0.1..0.99_f64,
            allocation in 0.3..3.0_f64,
            method in prop_oneof![
                Just(EventFormula::Schoenfeld), Just(EventFormula::Freedman), Just(EventFormula::HsiehFreedman),
            ],
        ) {
            let test = TwoHazards { allocation: positive(allocation), method, ..superiority() };
            let plan = plan(hazard, ratio);
            let units = test.units(&plan, rate(power)).unwrap();
            prop_assert!((test.power(&plan, units).unwrap() - power).abs() < 1e-12);
            let direction = if ratio < 1.0 { Direction::Decrease } else { Direction::Increase };
            let found = test.detectable(&plan, rate(power), units, direction).unwrap();
            prop_assert!((found / ratio - 1.0).abs() < 1e-9, "{} {}", found, ratio);
        }

        #[test]
        fn a_longer_follow_up_needs_fewer_units(hazard in 0.01..0.5_f64, follow_up in 0.5..20.0_f64) {
            let units = |follow_up| {
                let enrolment = Enrolment::Uniform { accrual: positive(6.0), follow_up: Some(positive(follow_up)) };
                superiority().units(&PlannedHazards { enrolment, ..plan(hazard, 0.8) }, rate(0.8)).unwrap().control
            };
            prop_assert!(units(follow_up * 1.1) < units(follow_up));
        }
    }
}
