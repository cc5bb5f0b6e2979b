//! The plan of an experiment: hypothesis, metrics, design, size, duration, and its lock.

mod correction;
mod defaults;
mod draft;
mod duration;
mod efficiency;
mod event_logs;
mod family_correction;
mod fingerprint;
mod lock;
mod looks;
mod looks_problem;
mod measured;
mod null;
mod pair;
mod past;
mod protocol;
mod size;
mod sized_looks;
pub mod sizing;
mod split;
mod study;
pub mod survey;
mod together;

pub use crate::stats::SuccessRule;
pub use correction::Correction;
pub use defaults::{Defaults, LiftBelief};
pub use draft::{Draft, DraftError, DraftInput, WayOut, draft};
pub use duration::{Duration, Fit, ImpossibleReturnRate, Traffic, WeekRule};
pub use efficiency::{Efficiency, ImpossibleCorrelation};
pub use event_logs::{EventLogs, MetricEvent};
pub use family_correction::FamilyCorrection;
pub use fingerprint::{digest, digest_of, fingerprint};
pub use lock::{Lock, PlannedArm};
pub use looks::{BoundFamily, BoundFamilyProblem, Looks};
pub use looks_problem::looks_problem;
pub use measured::Recommendation;
pub use null::{NullHypothesis, PointHypothesis, Points};
pub use past::{CapEffect, CappedValues, PastUnits};
pub use protocol::{
    Arm, Change, DataKind, DataSource, Guardrail, Hypothesis, Plan, PowerOf, Prediction, Rule, RuleKind, SuccessMetric,
    Terms, days_between,
};
pub use size::PlanSizeError;
pub use sized_looks::{SizedLook, SizedLooks};
pub use split::{Split, SplitError};
pub use study::{DetectableInWeeks, OtherEffect, PowerAtSize, SimulatedPower, SizingStudy, Timing, study};
pub use together::{MetricNeed, PlannedTest, TogetherNeeds};
