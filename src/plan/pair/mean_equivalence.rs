use super::PlannedPair;
use crate::plan::NullHypothesis;
use crate::quantity::{Positive, Proportion};
use crate::stats::{
    ArmSizes, Direction, EquivalenceMargins, MarginScale, MeanEquivalence, MeanMethod, PlannedMeans, Sides, SizingError,
};

/// Equivalence of two means: both one-sided t tests together, exact for normal data however few the units.
pub(in crate::plan) struct MeanEquivalencePair {
    test: MeanEquivalence,
    baseline: f64,
    control_sd: Positive,
    variant_sd: Positive,
}

impl MeanEquivalencePair {
    pub fn new(
        baseline: f64,
        (control_sd, variant_sd): (Positive, Positive),
        null: NullHypothesis,
        alpha: Proportion,
        sides: Sides,
    ) -> Result<Self, SizingError> {
        let margin = Positive::new(null.margin()).map_err(|_| SizingError::ImpossibleMargin)?;
        let scale =
            if let NullHypothesis::LiftBeyond { .. } = null { MarginScale::Lift } else { MarginScale::Difference };
        let test = MeanEquivalence {
            // Each of the two tests takes the risk of its side.
            alpha: Proportion::new(sides.level(alpha.get())).map_err(|_| SizingError::PowerBelowRisk)?,
            allocation: Positive::ONE,
            margins: EquivalenceMargins::symmetric(margin),
            scale,
            method: MeanMethod::Welch,
        };
        Ok(Self { test, baseline, control_sd, variant_sd })
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

impl PlannedPair for MeanEquivalencePair {
    fn units(&self, target: f64, power: Proportion, allocation: Positive) -> Result<ArmSizes, SizingError> {
        MeanEquivalence { allocation, ..self.test }.units(&self.plan(target), power)
    }

    fn power(&self, target: f64, units: ArmSizes) -> Result<f64, SizingError> {
        self.test.power(&self.plan(target), units)
    }

    /// The narrowest margin around the control, as the value of the variant that sits on it.
    fn detectable(&self, power: Proportion, units: ArmSizes, direction: Direction) -> Result<f64, SizingError> {
        let margin = self.test.detectable_margin(&self.plan(self.baseline), power, units)?;
        let distance = if self.test.scale == MarginScale::Lift { margin * self.baseline } else { margin };
        Ok(match direction {
            Direction::Increase => self.baseline + distance,
            Direction::Decrease => self.baseline - distance,
        })
    }
}
