//! Improvements, their impact and effort, and how they rank.

mod improvement;
mod method;
mod quadrant;
mod rank;
mod ranking;
mod sample;
mod scale;
mod vote;

pub use improvement::{Hypothesis, Improvement, ImprovementKind, Layer, Moscow, Status};
pub use method::{Method, UnknownMethod};
pub use quadrant::{Borders, Quadrant};
pub use rank::{RankOptions, rank};
pub use ranking::{Apart, Estimate, Input, RankedItem, Ranking};
pub use scale::{Missing, Scale};
pub use vote::{Opinion, Vote};
