//! Improvements, their impact and effort, and how they rank.

mod improvement;
mod vote;

pub use improvement::{Hypothesis, Improvement, ImprovementKind, Layer, Moscow, Status};
pub use vote::{Opinion, Vote};
