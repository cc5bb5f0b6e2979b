use super::PlannedPair;
use crate::plan::PointHypothesis;
use crate::quantity::{Positive, Proportion};
use crate::stats::{ArmSizes, Direction, ProportionNull, Sides, SizingError, TwoProportions};

/// Two rates by the score test: pooled z, or Farrington–Manning with a margin.
pub(in crate::plan) struct ProportionPair {
    test: TwoProportions,
    baseline: Proportion,
}

impl ProportionPair {
    pub fn new(baseline: Proportion, null: PointHypothesis, alpha: Proportion, sides: Sides) -> Self {
        let null = match null {
            PointHypothesis::Equal => ProportionNull::EQUAL,
            PointHypothesis::Difference(margin) => ProportionNull::Difference(margin),
            PointHypothesis::Lift(margin) => ProportionNull::Ratio(1.0 + margin),
        };
        Self { test: TwoProportions { null, ..TwoProportions::superiority(alpha, sides) }, baseline }
    }
}

impl PlannedPair for ProportionPair {
    fn units(&self, target: f64, power: Proportion, allocation: Positive) -> Result<ArmSizes, SizingError> {
        TwoProportions { allocation, ..self.test }.visitors(self.baseline, rate(target)?, power)
    }

    fn power(&self, target: f64, units: ArmSizes) -> Result<f64, SizingError> {
        self.test.power(self.baseline, rate(target)?, units)
    }

    fn detectable(&self, power: Proportion, units: ArmSizes, direction: Direction) -> Result<f64, SizingError> {
        self.test.detectable(self.baseline, power, units, direction).map(Proportion::get)
    }
}

/// Targets are checked before they come here; one that is no rate is out of reach.
fn rate(target: f64) -> Result<Proportion, SizingError> {
    Proportion::new(target).map_err(|_| SizingError::OutOfReach)
}
