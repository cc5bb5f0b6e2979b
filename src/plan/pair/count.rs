use super::PlannedPair;
use crate::plan::PointHypothesis;
use crate::quantity::{Positive, Proportion};
use crate::stats::{ArmSizes, Direction, Dispersion, EventNull, PlannedRates, Sides, SizingError, TwoRates};

/// Two event rates by the score statistic, Poisson or negative binomial.
pub(in crate::plan) struct CountPair {
    test: TwoRates,
    rate: Positive,
    exposure: Positive,
    dispersion: f64,
}

impl CountPair {
    pub fn new(
        (rate, exposure, dispersion): (Positive, Positive, f64),
        null: PointHypothesis,
        alpha: Proportion,
        sides: Sides,
    ) -> Self {
        let null = match null {
            PointHypothesis::Equal => EventNull::EQUAL,
            PointHypothesis::Difference(margin) => EventNull::Difference(margin),
            PointHypothesis::Lift(margin) => EventNull::Ratio(1.0 + margin),
        };
        Self { test: TwoRates { null, ..TwoRates::superiority(alpha, sides) }, rate, exposure, dispersion }
    }

    fn plan(&self, target: f64) -> Result<PlannedRates, SizingError> {
        Ok(PlannedRates {
            control_rate: self.rate,
            variant_rate: Positive::new(target).map_err(|_| SizingError::OutOfReach)?,
            exposure: self.exposure,
            dispersion: Dispersion::negative_binomial(self.dispersion).map_err(|_| SizingError::OutOfReach)?,
        })
    }
}

impl PlannedPair for CountPair {
    fn units(&self, target: f64, power: Proportion, allocation: Positive) -> Result<ArmSizes, SizingError> {
        TwoRates { allocation, ..self.test }.units(&self.plan(target)?, power)
    }

    fn power(&self, target: f64, units: ArmSizes) -> Result<f64, SizingError> {
        self.test.power(&self.plan(target)?, units)
    }

    fn detectable(&self, power: Proportion, units: ArmSizes, direction: Direction) -> Result<f64, SizingError> {
        self.test.detectable(&self.plan(self.rate.get())?, direction, power, units)
    }
}
