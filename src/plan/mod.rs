//! The plan of an experiment: hypothesis, metrics, design, size, duration, and its lock.

mod correction;
mod defaults;
mod fingerprint;
mod lock;
mod null;
mod protocol;

pub use correction::Correction;
pub use defaults::Defaults;
pub use fingerprint::{digest, fingerprint};
pub use lock::{Lock, PlannedArm};
pub use null::NullHypothesis;
pub use protocol::{
    Arm, Change, DataKind, DataSource, Guardrail, Hypothesis, Plan, Prediction, Rule, Terms, days_between,
};
