//! What is built and tested when, under the people and the traffic there are.

mod bench;
mod calendar;
mod capacity;
mod result;
mod run_length;
mod schedule;
mod search;

pub use capacity::{Capacity, Lane, Period, Team};
pub use result::{
    BuildReason, Days, LaneUse, LeftOut, LeftOutReason, Roadmap, RoadmapItem, Running, TeamUse, Test, TestReason,
};
pub use run_length::{RunLength, RunLengths, Untestable};
pub use schedule::schedule;
