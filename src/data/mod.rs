//! Data of an experiment, from files to the counts and moments statistics are made of.

mod aggregates;
mod columns;
mod mistakes;
mod sheet;
mod summary;
pub mod units;

pub use aggregates::{Aggregates, Measure, Tally};
pub use columns::{ArmName, Columns, MeasuredMetric};
pub use summary::aggregate;
