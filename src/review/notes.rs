use jiff::civil::Date;

use super::Month;

/// What people add to a review: `reviews/2026-09.toml`.
#[derive(Debug, Clone, PartialEq)]
pub struct Notes {
    /// The month reviewed.
    pub month: Month,
    /// The day of the meeting.
    pub date: Option<Date>,
    /// Who was there.
    pub attendees: Vec<String>,
    /// What to celebrate.
    pub celebrate: Vec<String>,
    /// What changed on the map, in words.
    pub map_changes: Vec<String>,
    /// What was learnt, in words.
    pub learnt: Vec<String>,
    /// Who does what by when.
    pub actions: Vec<Action>,
}

/// Something to be done by someone by a day. It is carried from review to review until it is done.
#[derive(Debug, Clone, PartialEq)]
pub struct Action {
    /// What is to be done.
    pub what: String,
    /// Who does it.
    pub owner: Option<String>,
    /// By when.
    pub due: Option<Date>,
    /// The day it was done.
    pub done: Option<Date>,
}

impl Action {
    /// Whether it should have been done before this day and was not.
    #[must_use]
    pub fn is_late(&self, today: Date) -> bool {
        self.is_open(today) && self.due.is_some_and(|due| due < today)
    }

    /// Whether it is still to be done on this day.
    #[must_use]
    pub fn is_open(&self, today: Date) -> bool {
        self.done.is_none_or(|done| done > today)
    }
}
