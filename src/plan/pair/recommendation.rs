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
        let control = self.planned.control;
        // Where the variant's own shares are known, its score is theirs.
        let known = self.planned.variant.filter(|variant| (variant.score() - target).abs() < 1e-9);
        let variant = known.map_or_else(|| control.moved_to(target, self.planned.shift), Ok)?;
        Ok(PlannedScores { control, variant })
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
