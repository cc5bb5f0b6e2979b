//! The plan of an experiment: hypothesis, metrics, design, size, duration, and its lock.

mod defaults;

pub use defaults::Defaults;
