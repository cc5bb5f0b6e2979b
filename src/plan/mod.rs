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
mod duration;
mod null;
mod sizing;
mod split;

pub use correction::Correction;
pub use defaults::Defaults;
pub use duration::{Duration, Fit, ImpossibleReturnRate, Traffic, WeekRule};
pub use null::NullHypothesis;
pub use sizing::{Aim, Design, Measured, SizedArm, Sizing, SizingProblem, SolvedFor, TestName};
pub use split::{Split, SplitError};
