use super::PlannedPair;
use crate::plan::PointHypothesis;
use crate::quantity::{Positive, Proportion};
use crate::stats::{ArmSizes, CategoryShares, Direction, PlannedCategories, Sides, SizingError, TwoRatings};

/// Two arms of ordered answers by Brunner and Munzel's test, planned on the win probability: the chance that an answer of the
/// variant is higher than one of the control, ties counted half.
pub(in crate::plan) struct AnswersPair {
    test: TwoRatings,
    control: CategoryShares,
}

impl AnswersPair {
    pub fn new(
        control: CategoryShares,
        null: PointHypothesis,
        alpha: Proportion,
        sides: Sides,
    ) -> Result<Self, SizingError> {
        let null = Proportion::new(null.origin(0.5)).map_err(|_| SizingError::ImpossibleMargin)?;
        Ok(Self { test: TwoRatings { null, ..TwoRatings::superiority(alpha, sides) }, control })
    }

    /// The shares whose win probability is the target, all odds shifted alike.
    fn plan(&self, target: f64) -> Result<PlannedCategories, SizingError> {
        let target = Proportion::new(target).map_err(|_| SizingError::OutOfReach)?;
        Ok(PlannedCategories::shifted(self.control.clone(), self.control.odds_ratio_for(target)?))
    }
}

impl PlannedPair for AnswersPair {
    fn units(&self, target: f64, power: Proportion, allocation: Positive) -> Result<ArmSizes, SizingError> {
        TwoRatings { allocation, ..self.test }.units(&self.plan(target)?, power)
    }

    fn power(&self, target: f64, units: ArmSizes) -> Result<f64, SizingError> {
        self.test.power(&self.plan(target)?, units)
    }

    fn detectable(&self, power: Proportion, units: ArmSizes, direction: Direction) -> Result<f64, SizingError> {
        self.test.detectable(&self.control, power, units, direction)
    }
}
