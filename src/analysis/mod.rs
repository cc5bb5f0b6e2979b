//! Health checks, effects with their intervals, and the verdict of the plan's rule.

mod compare;
mod conclusion;
mod effect;
mod record;

pub use compare::{CompareError, NamedArm, ProportionMethod, Question, compare_means, compare_proportions};
pub use conclusion::Conclusion;
pub use effect::{ArmInterval, ArmResult, Comparison, Effect, MetricResult};
pub use record::{ArmUnits, Decision, DecisionKind, Look, Record, SeenEffect, SeenInterval, Status, VerdictKind};
