use super::PlannedPair;
use crate::plan::Efficiency;
use crate::quantity::{Positive, Proportion};
use crate::stats::{ArmSizes, Direction, SizingError};

/// A planned test whose units tell more or less than ordinary ones: it is planned on the effective units.
pub(in crate::plan) struct EfficientPair {
    /// The test of ordinary units.
    pub ordinary: Box<dyn PlannedPair>,
    /// What a unit is worth.
    pub efficiency: Efficiency,
}

impl EfficientPair {
    fn effective(&self, units: ArmSizes) -> ArmSizes {
        let effective = |units| self.efficiency.effective(units);
        ArmSizes { control: effective(units.control), variant: effective(units.variant) }
    }
}

impl PlannedPair for EfficientPair {
    fn units(&self, target: f64, power: Proportion, allocation: Positive) -> Result<ArmSizes, SizingError> {
        let ordinary = self.ordinary.units(target, power, allocation)?;
        let factor = self.efficiency.factor();
        Ok(ArmSizes { control: ordinary.control * factor, variant: ordinary.variant * factor })
    }

    fn power(&self, target: f64, units: ArmSizes) -> Result<f64, SizingError> {
        self.ordinary.power(target, self.effective(units))
    }

    fn detectable(&self, power: Proportion, units: ArmSizes, direction: Direction) -> Result<f64, SizingError> {
        self.ordinary.detectable(power, self.effective(units), direction)
    }
}
