use super::belief::Belief;
use super::habit::{FalseFlags, Habit};
use super::prior::{GainPrior, PriorOrigin};
use super::rates::RateBelief;
use crate::analysis::MetricResult;
use crate::metric::Direction;
use crate::quantity::Proportion;
use crate::stats::NoAnswer;

/// The Bayesian reading of the metrics that decide, beside the habit of looking that it has to be read with.
#[derive(Debug, Clone, PartialEq)]
pub struct BayesReading {
    /// Each metric.
    pub metrics: Vec<MetricBelief>,
    /// Chance that an effect lies outside of its interval.
    pub alpha: Proportion,
    /// How people look.
    pub habit: Habit,
    /// How often that flags a test without effect.
    pub flags: Option<FalseFlags>,
    /// How often the looks on record, the present one included, do; none where no record is kept.
    pub on_record: Option<FalseFlags>,
}

/// What is believed of one metric.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricBelief {
    /// The metric's id.
    pub id: String,
    /// What was believed of its lift, or of its difference where it has no lift; none where any effect was as likely as any other.
    pub prior: Option<GainPrior>,
    /// Each variant against the control.
    pub variants: Vec<VariantBelief>,
    /// The rates themselves, exactly; of rates only, whose units convert on their own.
    pub rates: Option<RateBelief>,
}

/// What is believed of one variant.
#[derive(Debug, Clone, PartialEq)]
pub struct VariantBelief {
    /// The control's name.
    pub control: String,
    /// Its name.
    pub variant: String,
    /// The belief, or why there is none.
    pub belief: Result<Belief, NoAnswer>,
}

impl MetricBelief {
    /// Reads a result whose standard errors were asked for.
    ///
    /// A prior on the lift says nothing of a metric that has none: only one given with the question is then taken, in the unit
    /// of the difference. `alone` says that units come on their own and are read as they are, as the exact rates need.
    #[must_use]
    pub fn of(result: &MetricResult, better: Direction, prior: GainPrior, alpha: Proportion, alone: bool) -> Self {
        let prior = Some(prior).filter(|prior| result.kind.has_lift() || prior.origin == PriorOrigin::Asked);
        let variant = |comparison: &crate::analysis::Comparison| VariantBelief {
            control: comparison.control.clone(),
            variant: comparison.variant.clone(),
            belief: Belief::of(result, comparison, better, prior),
        };
        let exact = alone && result.covariate.is_none();
        Self {
            id: result.id.clone(),
            prior,
            variants: result.comparisons.iter().map(variant).collect(),
            rates: exact.then(|| RateBelief::of(result, better, alpha)).flatten(),
        }
    }
}
