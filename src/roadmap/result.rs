use jiff::civil::Date;
use serde::Serialize;

use super::Untestable;
use crate::id::Id;
use crate::priority::{Improvement, Missing, Scale};

/// What is built and tested when, and why; what is left out, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Roadmap {
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Date,
    /// Weeks from the first to the last day.
    pub weeks: u32,
    /// The unit of values.
    pub scale: Scale,
    /// What found a place, by decision day.
    pub items: Vec<RoadmapItem>,
    /// Tests that run already and keep their lane.
    pub running: Vec<Running>,
    /// What found none, by rank.
    pub left_out: Vec<LeftOut>,
    /// How much of each team is used.
    pub teams: Vec<TeamUse>,
    /// How much of each lane is used.
    pub lanes: Vec<LaneUse>,
    /// Value gained by the last day: each impact from its decision on, on the ranking's scale.
    pub value: f64,
    /// What no schedule can exceed: every item placed as if it were alone.
    pub value_at_most: f64,
    /// Value of doing things in the order of the ranking instead.
    pub value_in_rank_order: f64,
    /// Whether every order was tried; else the best one found.
    pub exact: bool,
}

/// An improvement with its place in time.
#[derive(Debug, Clone, PartialEq)]
pub struct RoadmapItem {
    /// The improvement.
    pub improvement: Improvement,
    /// Its rank.
    pub rank: usize,
    /// The team that builds it.
    pub team: Id,
    /// Person-days: the median of its estimate.
    pub effort_days: f64,
    /// When it is built.
    pub build: Days,
    /// Why then.
    pub build_reason: BuildReason,
    /// How it is tested.
    pub test: Test,
    /// The day it is decided: the test is over, or it is shipped untested.
    pub decided: Date,
    /// Value gained from then to the end of the roadmap.
    pub value: f64,
}

/// Days from the first to the last, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Days {
    /// First day.
    pub first: Date,
    /// Last day.
    pub last: Date,
}

/// How an improvement is tested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// In a lane, for whole weeks from a Monday.
    Run {
        /// The lane.
        lane: Id,
        /// Its days.
        days: Days,
        /// Whole weeks.
        weeks: u32,
        /// Why then.
        reason: TestReason,
    },
    /// Shipped without a test, and watched; why, in its owner's words.
    None(String),
}

/// Why work begins when it does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "case")]
pub enum BuildReason {
    /// Nothing of its team comes before it.
    FirstOfTeam,
    /// Its team finishes another improvement first.
    AfterTeamWork {
        /// The other improvement.
        improvement: Id,
    },
    /// Another improvement must be decided first.
    Needs {
        /// The other improvement.
        improvement: Id,
    },
    /// Its team is away.
    TeamAway {
        /// Last day away.
        until: Date,
    },
}

/// Why a test begins when it does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "case")]
pub enum TestReason {
    /// On the first Monday after the work.
    NextMonday,
    /// Its lane is taken.
    LaneBusy {
        /// Last day it is taken.
        until: Date,
        /// By this improvement.
        improvement: Id,
    },
    /// Its lane is closed to tests.
    Blackout {
        /// Last day it is closed.
        until: Date,
    },
    /// It may not be in test together with another one.
    Conflict {
        /// The other improvement.
        improvement: Id,
        /// Last day of the other test.
        until: Date,
    },
}

/// An improvement without a place.
#[derive(Debug, Clone, PartialEq)]
pub struct LeftOut {
    /// The improvement.
    pub improvement: Improvement,
    /// Its rank; none when it was not ranked.
    pub rank: Option<usize>,
    /// Why it found no place.
    pub reason: LeftOutReason,
}

/// Why an improvement found no place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "case")]
pub enum LeftOutReason {
    /// The ranking could not score it.
    NotRanked {
        /// What is missing.
        missing: Vec<Missing>,
    },
    /// Its impact is said in another unit than the others'.
    OtherScale,
    /// Its expected impact is not above 0.
    NothingToGain,
    /// It is marked as not wanted this time.
    NotWanted,
    /// It is in test already; its result comes first.
    InTest,
    /// It names no team.
    NoTeam,
    /// It needs a test that cannot be run.
    NotTestable {
        /// Why not.
        why: Untestable,
    },
    /// It needs an improvement that is itself left out.
    NeedsLeftOut {
        /// The other improvement.
        improvement: Id,
    },
    /// It needs an improvement that was given up.
    NeedsDropped {
        /// The other improvement.
        improvement: Id,
    },
    /// It waits for an improvement that waits for it.
    Circle {
        /// The other improvement.
        improvement: Id,
    },
    /// It would not be decided by the last day of the roadmap.
    HorizonTooShort,
    /// It would not be decided by its deadline.
    DeadlineMissed {
        /// The deadline.
        deadline: Date,
        /// When it would be decided.
        decided: Date,
    },
}

/// A test that runs already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Running {
    /// The improvement in test.
    pub improvement: Id,
    /// Its lane, where it has one.
    pub lane: Option<Id>,
    /// Its last day.
    pub until: Date,
}

/// How much of a team the roadmap uses.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TeamUse {
    /// The team.
    pub team: Id,
    /// Its name.
    pub name: String,
    /// Person-days used.
    pub days_used: f64,
    /// Person-days there are, leave taken off.
    pub days_available: f64,
}

/// How much of a lane the roadmap uses.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LaneUse {
    /// The lane.
    pub lane: Id,
    /// Its name.
    pub name: String,
    /// Weeks in test, running tests included.
    pub weeks_used: u32,
    /// Weeks there are, side by side, black-outs taken off.
    pub weeks_available: u32,
}
