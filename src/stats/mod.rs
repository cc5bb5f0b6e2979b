//! The mathematics: distributions, sizes, tests and intervals. Knows no file, no metric and no text.

mod sides;

pub use sides::{Alternative, Sides};
