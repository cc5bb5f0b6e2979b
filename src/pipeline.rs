//! The arrow, written once for every face: from the files' values to the answer's values.

mod priorities;
mod reviews;

pub use priorities::{run_lengths, running_tests, standing};
pub use reviews::{Programme, next_roadmap, review};
