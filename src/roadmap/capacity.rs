use jiff::civil::Date;

use crate::id::Id;
use crate::quantity::Positive;

/// The people and the traffic a roadmap may use.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Capacity {
    /// Who builds.
    pub teams: Vec<Team>,
    /// Where tests run.
    pub lanes: Vec<Lane>,
}

/// People who build together.
#[derive(Debug, Clone, PartialEq)]
pub struct Team {
    /// Its id, as improvements name it.
    pub id: Id,
    /// Its name for people.
    pub name: String,
    /// Person-days it can give to improvements in a week.
    pub days_per_week: Positive,
    /// When it is away.
    pub off: Vec<Period>,
}

/// Touchpoints whose traffic cannot be tested twice at once: tests queue for their lane.
#[derive(Debug, Clone, PartialEq)]
pub struct Lane {
    /// Its id.
    pub id: Id,
    /// Its name for people.
    pub name: String,
    /// Touchpoints it covers.
    pub touchpoints: Vec<Id>,
    /// Distinct units (visitors, customers) that reach it for the first time in a week.
    pub units_per_week: Positive,
    /// Share of a week's units that come back in the next week, from 0 up to but not 1: they are not new to a test.
    pub return_rate: f64,
    /// Tests that may run side by side.
    pub parallel: u32,
    /// When no test may start or run: sales, releases.
    pub blackout: Vec<Period>,
}

/// Days from the first to the last, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

impl Period {
    /// Whether a day lies in the period.
    #[must_use]
    pub fn contains(&self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }
}
