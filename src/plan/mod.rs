//! The plan of an experiment: hypothesis, metrics, design, size, duration, and its lock.

mod correction;
mod defaults;
mod fingerprint;
mod lock;
mod protocol;

pub use correction::Correction;
pub use defaults::Defaults;
pub use fingerprint::{digest, fingerprint};
pub use lock::{Lock, PlannedArm};
pub use protocol::{
    Aim, Arm, Change, DataKind, DataSource, Design, Guardrail, Hypothesis, Plan, Prediction, Rule, days_between,
};
