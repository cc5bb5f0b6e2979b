//! One variant against the control, as it is planned: for each kind of metric the very test its analysis runs.

mod answers;
mod count;
mod efficient;
mod equivalence;
mod mean;
mod mean_equivalence;
mod proportion;
mod recommendation;
mod retention;
mod sequential;

pub(super) use answers::AnswersPair;
pub(super) use count::CountPair;
pub(super) use efficient::EfficientPair;
pub(super) use equivalence::EquivalencePair;
pub(super) use mean::MeanPair;
pub(super) use mean_equivalence::MeanEquivalencePair;
pub(super) use proportion::ProportionPair;
pub(super) use recommendation::RecommendationPair;
pub(super) use retention::RetentionPair;
pub(super) use sequential::SequentialPair;

use crate::quantity::{Positive, Proportion};
use crate::stats::{ArmSizes, Direction, SizingError};

/// A planned test of one variant against the control. Units, power and target: two give the third.
pub(super) trait PlannedPair {
    /// The units that see the target with the power, with so many variant units for each control unit.
    fn units(&self, target: f64, power: Proportion, allocation: Positive) -> Result<ArmSizes, SizingError>;

    /// The power to see the target with these units.
    fn power(&self, target: f64, units: ArmSizes) -> Result<f64, SizingError>;

    /// The target nearest to the hypothesis that these units see with the power.
    fn detectable(&self, power: Proportion, units: ArmSizes, direction: Direction) -> Result<f64, SizingError>;
}
