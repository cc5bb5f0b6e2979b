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
pub use compare::compare_recommendations;
pub use compare::{CompareError, NamedArm, ProportionMethod, Question, compare_means, compare_proportions};
pub use compare::{EventMethod, UnitCountMethod, compare_counts, compare_counts_by, compare_events, compare_events_by};
pub use conclusion::Conclusion;
pub use deviation::{Deviation, DeviationKind, deviations, last_day};
pub use effect::{ArmInterval, ArmResult, Comparison, Effect, MetricResult};
pub use health::{Check, ENOUGH_UNITS, HealthCheck, HealthStatus, SAMPLE_RATIO_THRESHOLD};
pub use record::{ArmUnits, Decision, DecisionKind, Look, Record, SeenEffect, SeenInterval, Status, VerdictKind};
pub use verdict::{GuardrailOutcome, GuardrailStatus, Verdict, change_argument};
