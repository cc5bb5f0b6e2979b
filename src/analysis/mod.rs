//! Health checks, effects with their intervals, and the verdict of the plan's rule.

mod effect;

pub use effect::{ArmInterval, ArmResult, Bound, Comparison, Effect, Hypothesis, IntervalMethod, MetricResult};
mod record;

pub use record::{ArmUnits, Decision, DecisionKind, Look, Record, Role, SeenEffect, SeenInterval, Status, VerdictKind};
pub use effect::{ArmInterval, ArmResult, Bound, Comparison, Effect, IntervalMethod, MetricResult};
