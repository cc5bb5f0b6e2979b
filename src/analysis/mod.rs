//! Health checks, effects with their intervals, and the verdict of the plan's rule.

mod record;

pub use record::{
    ArmUnits, Decision, DecisionKind, Look, Record, Role, SeenEffect, SeenInterval, Status, VerdictKind,
};
