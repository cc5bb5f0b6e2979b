use super::protocol::{Change, Guardrail, Plan, SuccessMetric};
use super::sizing::{Aim, Design, Measured, Sizing, SizingProblem};
use super::{Efficiency, Looks, NullHypothesis, PlannedArm, Split, SplitError};
use crate::stats::Direction;

/// Why a plan has no size.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum PlanSizeError {
    /// The arms do not divide the units.
    #[error(transparent)]
    Split(#[from] SplitError),
    /// The baseline does not belong to the metric.
    #[error("the baseline does not belong to the metric")]
    Baseline,
    /// The test cannot be sized.
    #[error(transparent)]
    Sizing(#[from] SizingProblem),
}

impl Plan {
    /// Returns the size of the test: the units its arms need, or, where the team set the units, the power they give.
    ///
    /// # Errors
    ///
    /// [`PlanSizeError`] when no number of units does.
    pub fn size(&self) -> Result<Sizing, PlanSizeError> {
        let design = self.test_design()?;
        let aim = self.effect.as_aim();
        Ok(match self.design.units {
            Some(units) => design.power(aim, &design.divide(units as f64))?,
            None => self.size_together(&design)?,
        })
    }

    /// The units each arm is to get.
    ///
    /// # Errors
    ///
    /// [`PlanSizeError`].
    pub fn planned_arms(&self) -> Result<Vec<PlannedArm>, PlanSizeError> {
        let sizing = self.size()?;
        let named = self.arms.iter().zip(&sizing.arms);
        Ok(named.map(|(arm, sized)| PlannedArm { name: arm.name.clone(), units: sized.n }).collect())
    }

    /// The power with which a guardrail is shown to hold when nothing changes, with the planned units; none where its
    /// baseline is not known.
    ///
    /// # Errors
    ///
    /// [`PlanSizeError`].
    pub fn guardrail_power(&self, guardrail: &Guardrail) -> Result<Option<f64>, PlanSizeError> {
        let Some(design) = self.guardrail_design(guardrail)? else { return Ok(None) };
        let units: Vec<u64> = self.planned_arms()?.iter().map(|arm| arm.units).collect();
        Ok(Some(design.power(Aim::Difference(0.0), &units)?.power_attained))
    }

    /// The smallest lift that so many units detect with the planned power; none when no possible one does.
    #[must_use]
    pub fn detectable(&self, units: f64, direction: Direction) -> Option<f64> {
        let design = self.test_design().ok()?;
        design.detectable(self.design.power, &design.divide(units), direction).ok()?.lift()
    }

    /// The test of the primary metric, which the analysis runs.
    pub(super) fn test_design(&self) -> Result<Design, PlanSizeError> {
        let measured = Measured::of(&self.primary, &self.baseline).ok_or(PlanSizeError::Baseline)?;
        Ok(Design { null: self.null, alpha: self.success_alpha(), ..self.design_of(measured)? })
    }

    /// The tests of the metrics beside the primary one that decide, with their planned effects.
    pub(super) fn other_designs(&self) -> Result<Vec<(&SuccessMetric, Design)>, PlanSizeError> {
        let alpha = self.success_alpha();
        let design = |success: &'_ SuccessMetric| -> Result<Design, PlanSizeError> {
            let measured = Measured::of(&success.metric, &success.baseline).ok_or(PlanSizeError::Baseline)?;
            let design = self.design_of(measured)?;
            // The primary metric gives up for all of them.
            let looks = design.looks.as_ref().map(Looks::without_futility);
            Ok(Design { null: success.null, alpha, efficiency: self.clusters_alone(), looks, ..design })
        };
        self.also_primary.iter().map(|success| Ok((success, design(success)?))).collect()
    }

    /// What all tests of the plan share.
    pub(super) fn design_of(&self, measured: Measured) -> Result<Design, PlanSizeError> {
        let shares: Vec<f64> = self.arms.iter().map(|arm| arm.share.get()).collect();
        Ok(Design {
            measured,
            null: NullHypothesis::Equal,
            alpha: self.design.alpha,
            sides: self.design.sides,
            split: Split::new(&shares)?,
            correction: self.design.correction,
            efficiency: self.design.efficiency,
            looks: self.rule.looks().cloned(),
        })
    }

    /// What a unit is worth to other metrics than the primary one: the covariate is that metric's, clusters are everybody's.
    pub(super) fn clusters_alone(&self) -> Efficiency {
        let clusters = self.design.efficiency.clusters().copied();
        clusters.map_or_else(Efficiency::default, |all| Efficiency::default().with_clusters(all))
    }
}

impl Change {
    pub(super) fn as_aim(self) -> Aim {
        match self {
            Self::Lift(lift) => Aim::Lift(lift),
            Self::Difference(difference) => Aim::Difference(difference),
        }
    }
}
