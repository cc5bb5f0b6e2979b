use std::collections::BTreeMap;

use serde::Serialize;

use crate::id::Id;

/// How long the test of each improvement runs, as sizing found it. The roadmap knows no plans: this is plain input.
pub type RunLengths = BTreeMap<Id, RunLength>;

/// How long the test of an improvement runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RunLength {
    /// Whole weeks.
    Weeks(u32),
    /// It is shipped without a test, and watched; why, in its owner's words.
    NotNeeded(String),
    /// It needs a test, but none can be run.
    NotTestable(Untestable),
}

/// Why no test can be run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case", tag = "case")]
pub enum Untestable {
    /// It names no metric.
    NoMetric,
    /// Tests are not sized for this kind of metric.
    UnsizedMetric,
    /// The metric's value today is not known.
    NoBaseline,
    /// The lift to look for is not known.
    NoLift,
    /// The likely lift is nothing, or leads out of the range of the metric.
    NoEffect,
    /// It names no lane, so its traffic is not known.
    NoLane,
    /// The test would run longer than a test may.
    TooLong {
        /// Whole weeks it would run.
        weeks: u32,
        /// Whole weeks a test may run.
        max_weeks: u32,
    },
    /// The units it needs never come.
    NeverEnough,
    /// Nobody sized it.
    NotSized,
}
