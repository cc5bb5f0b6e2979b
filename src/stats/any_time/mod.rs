//! Intervals and p-values that hold at every look at once, however often and whenever one looks.

mod mixture;
mod rate;
mod running;
mod split;

pub use mixture::{AnyTimePlan, MixtureTest, NormalMixture};
pub use rate::AnyTimeRate;
pub use running::{NothingLeft, RunningReading};
pub use split::{SequentialSplit, SplitLook};
