use super::PlannedPair;
use crate::plan::PointHypothesis;
use crate::quantity::{Positive, Proportion};
use crate::stats::{ArmSizes, Direction, MeanNull, PlannedMeans, Sides, SizingError, TwoMeans};

/// Two means by Welch's t, or Fieller's with a relative margin.
pub(in crate::plan) struct MeanPair {
    test: TwoMeans,
    baseline: f64,
    control_sd: Positive,
    variant_sd: Positive,
}

impl MeanPair {
    pub fn new(
        baseline: f64,
        (control_sd, variant_sd): (Positive, Positive),
        null: PointHypothesis,
        alpha: Proportion,
        sides: Sides,
    ) -> Self {
        let null = match null {
            PointHypothesis::Equal => MeanNull::EQUAL,
            PointHypothesis::Difference(margin) => MeanNull::Difference(margin),
            PointHypothesis::Lift(margin) => MeanNull::Lift(margin),
        };
        Self { test: TwoMeans { null, ..TwoMeans::superiority(alpha, sides) }, baseline, control_sd, variant_sd }
    }

    fn plan(&self, target: f64) -> PlannedMeans {
        PlannedMeans {
            control_mean: self.baseline,
            variant_mean: target,
            control_sd: self.control_sd,
            variant_sd: self.variant_sd,
        }
    }
}

impl PlannedPair for MeanPair {
    fn units(&self, target: f64, power: Proportion, allocation: Positive) -> Result<ArmSizes, SizingError> {
        TwoMeans { allocation, ..self.test }.units(&self.plan(target), power)
    }

    fn power(&self, target: f64, units: ArmSizes) -> Result<f64, SizingError> {
        self.test.power(&self.plan(target), units)
    }

    fn detectable(&self, power: Proportion, units: ArmSizes, direction: Direction) -> Result<f64, SizingError> {
        // Any target serves: the detectable effect does not look at it.
        self.test.detectable(&self.plan(self.baseline), power, units, direction)
    }
}
