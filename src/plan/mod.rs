//! The plan of an experiment: hypothesis, metrics, design, size, duration, and its lock.

mod correction;
mod defaults;

pub use correction::Correction;
pub use defaults::Defaults;
