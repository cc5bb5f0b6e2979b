use super::PlannedPair;
use crate::metric::Watched;
use crate::plan::PointHypothesis;
use crate::quantity::{Positive, Proportion};
use crate::stats::{ArmSizes, Direction, Enrolment, PlannedHazards, Sides, SizingError, TwoHazards, hazard};

/// Two times to leaving by the log-rank test, planned on the share still there at the horizon: where hazards are
/// proportional, that share is the control's to the power of the hazard ratio.
pub(in crate::plan) struct RetentionPair {
    test: TwoHazards,
    share: Proportion,
    watched: Watched,
}

impl RetentionPair {
    pub fn new(
        share: Proportion,
        watched: Watched,
        null: PointHypothesis,
        alpha: Proportion,
        sides: Sides,
    ) -> Result<Self, SizingError> {
        let ratio = match null {
            PointHypothesis::Equal => Positive::ONE,
            margin => ratio(share, margin.origin(share.get())).map_err(|_| SizingError::ImpossibleMargin)?,
        };
        Ok(Self { test: TwoHazards { null: ratio, ..TwoHazards::superiority(alpha, sides) }, share, watched })
    }

    /// The hazards of both arms where the variant keeps the target.
    pub fn plan(&self, target: f64) -> Result<PlannedHazards, SizingError> {
        let follow_up = self.watched.follow_up;
        let enrolment = match Positive::new(self.watched.accrual) {
            Ok(accrual) => Enrolment::Uniform { accrual, follow_up: Some(follow_up) },
            Err(_) => Enrolment::AtOnce { follow_up },
        };
        let hazard_ratio = ratio(self.share, target)?;
        let plan = PlannedHazards::of_retention(self.share, self.watched.horizon, hazard_ratio, enrolment)?;
        let kept = Proportion::new(1.0 - self.watched.dropout.get()).ok();
        let lost = kept.and_then(|kept| Positive::new(hazard::of_retention(kept, self.watched.horizon)).ok());
        Ok(PlannedHazards { dropout_hazard: lost, ..plan })
    }
}

/// The hazard ratio that leaves `target` at the horizon.
fn ratio(control: Proportion, target: f64) -> Result<Positive, SizingError> {
    let target = Proportion::new(target).map_err(|_| SizingError::OutOfReach)?;
    Positive::new(hazard::ratio(control, target)).map_err(|_| SizingError::OutOfReach)
}

impl PlannedPair for RetentionPair {
    fn units(&self, target: f64, power: Proportion, allocation: Positive) -> Result<ArmSizes, SizingError> {
        TwoHazards { allocation, ..self.test }.units(&self.plan(target)?, power)
    }

    fn power(&self, target: f64, units: ArmSizes) -> Result<f64, SizingError> {
        self.test.power(&self.plan(target)?, units)
    }

    fn detectable(&self, power: Proportion, units: ArmSizes, direction: Direction) -> Result<f64, SizingError> {
        // Fewer leave where more are retained.
        let hazard_direction = match direction {
            Direction::Increase => Direction::Decrease,
            Direction::Decrease => Direction::Increase,
        };
        let ratio = self.test.detectable(&self.plan(self.share.get())?, power, units, hazard_direction)?;
        let ratio = Positive::new(ratio).map_err(|_| SizingError::OutOfReach)?;
        Ok(hazard::variant_retention(self.share, ratio))
    }
}
