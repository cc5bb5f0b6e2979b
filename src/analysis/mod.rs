//! Health checks, effects with their intervals, and the verdict of the plan's rule.

mod effect;
mod record;

pub use effect::{ArmInterval, ArmResult, Bound, Comparison, Effect, IntervalMethod, MetricResult};
pub use record::{ArmUnits, Decision, DecisionKind, Look, Record, SeenEffect, SeenInterval, Status, VerdictKind};
