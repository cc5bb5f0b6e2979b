use super::PlannedPair;
use crate::plan::{PointHypothesis, Recommendation};
use crate::quantity::{Positive, Proportion};
use crate::stats::{ArmSizes, Direction, PlannedScores, Sides, SizingError, TwoScores};

/// Two Net Promoter Scores, each with its own spread.
pub(in crate::plan) struct RecommendationPair {
    test: TwoScores,
    planned: Recommendation,
}

impl RecommendationPair {
    pub fn new(planned: Recommendation, null: PointHypothesis, alpha: Proportion, sides: Sides) -> Self {
        let score = planned.control.score();
        let null = null.origin(score) - score;
        Self { test: TwoScores { null, ..TwoScores::superiority(alpha, sides) }, planned }
    }

    fn plan(&self, target: f64) -> Result<PlannedScores, SizingError> {
        Ok(PlannedScores { control: self.planned.control, variant: self.planned.reaching(target)? })
    }
}

impl PlannedPair for RecommendationPair {
    fn units(&self, target: f64, power: Proportion, allocation: Positive) -> Result<ArmSizes, SizingError> {
        TwoScores { allocation, ..self.test }.units(&self.plan(target)?, power)
    }

    fn power(&self, target: f64, units: ArmSizes) -> Result<f64, SizingError> {
        self.test.power(&self.plan(target)?, units)
    }

    fn detectable(&self, power: Proportion, units: ArmSizes, direction: Direction) -> Result<f64, SizingError> {
        self.test.detectable(self.planned.control, self.planned.shift, power, units, direction)
    }
}
