use super::PlannedPair;
use crate::quantity::{Positive, Proportion};
use crate::stats::{ArmSizes, Direction, SequentialDesign, SizingError};

/// A planned test that is looked at before its end: whatever its statistic, it needs the units of the test with one look times
/// the inflation factor of its bounds (Jennison & Turnbull 2000, ch. 3).
pub(in crate::plan) struct SequentialPair<'a> {
    /// The test with one look.
    pub one_look: Box<dyn PlannedPair>,
    /// The bounds of the looks.
    pub design: &'a SequentialDesign,
}

impl SequentialPair<'_> {
    fn scaled(units: ArmSizes, factor: f64) -> ArmSizes {
        ArmSizes { control: units.control * factor, variant: units.variant * factor }
    }
}

impl PlannedPair for SequentialPair<'_> {
    /// The power is the one the bounds were solved for; another one would have other bounds.
    fn units(&self, target: f64, power: Proportion, allocation: Positive) -> Result<ArmSizes, SizingError> {
        Ok(Self::scaled(self.one_look.units(target, power, allocation)?, self.design.inflation_factor()))
    }

    /// With all the units it is planned for the test has the planned drift; with others the drift goes with their root.
    fn power(&self, target: f64, units: ArmSizes) -> Result<f64, SizingError> {
        let allocation = Positive::new(units.variant / units.control).map_err(|_| SizingError::TooFewUnits)?;
        let planned = self.units(target, self.design.plan().power, allocation)?;
        let drift = self.design.drift() * (units.control / planned.control).sqrt();
        self.design.power(drift).map_err(|_| SizingError::OutOfReach)
    }

    fn detectable(&self, power: Proportion, units: ArmSizes, direction: Direction) -> Result<f64, SizingError> {
        self.one_look.detectable(power, Self::scaled(units, 1.0 / self.design.inflation_factor()), direction)
    }
}
