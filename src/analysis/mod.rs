//! Health checks, effects with their intervals, and the verdict of the plan's rule.

mod analyse;
mod compare;
mod conclusion;
mod deviation;
mod effect;
mod health;
mod record;
mod verdict;

pub use analyse::{Analysis, DailyEffect, SegmentResult, analyse};
pub use compare::{
    CompareError, HAZARD_RATIO, HazardMethod, MEAN_ANSWER, NamedArm, ProportionMethod, Question, RESTRICTED_MEAN,
    SHARE_AT_HORIZON, TOP_TWO, compare_answers, compare_means, compare_proportions, compare_retention,
};
pub use conclusion::Conclusion;
pub use deviation::{Deviation, DeviationKind, deviations, last_day};
pub use effect::{ArmInterval, ArmResult, Comparison, Effect, MetricResult};
pub use health::{Check, ENOUGH_UNITS, HealthCheck, HealthStatus, SAMPLE_RATIO_THRESHOLD};
pub use record::{ArmUnits, Decision, DecisionKind, Look, Record, SeenEffect, SeenInterval, Status, VerdictKind};
pub use verdict::{GuardrailOutcome, GuardrailStatus, Verdict, change_argument};
