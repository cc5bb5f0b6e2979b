//! From everything a workspace says to the review of a month.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::{run_lengths, running_tests, standing};
use crate::metric::Metric;
use crate::plan::Defaults;
use crate::priority::{Improvement, RankOptions, rank};
use crate::review::{Goal, KpiSeries, Materials, Month, Notes, Outcome, Review, month};
use crate::roadmap::{Capacity, Roadmap, schedule};

/// Weeks a review's roadmap looks ahead: a quarter, of which the next month is shown.
const HORIZON: u32 = 13;

/// What a programme knows and wants, as its files say it.
#[derive(Debug, Clone, Copy)]
pub struct Programme<'a> {
    /// What is measured.
    pub metrics: &'a [Metric],
    /// Goals.
    pub goals: &'a [Goal],
    /// What could be done.
    pub improvements: &'a [Improvement],
    /// Teams and lanes.
    pub capacity: &'a Capacity,
    /// What plans take when they say nothing else.
    pub defaults: &'a Defaults,
    /// KPI history.
    pub kpis: &'a [KpiSeries],
    /// What people added to reviews.
    pub notes: &'a [Notes],
}

/// Reviews a month: outcomes as of a day, KPIs and goals up to the month, and what the roadmap starts next.
///
/// The roadmap is made anew from what is known on that day: improvements that shipped or were stopped are out, running
/// tests keep their lanes.
#[must_use]
pub fn review(programme: Programme<'_>, outcomes: &[Outcome], reviewed: Month, as_of: Date, seed: u64) -> Review {
    let roadmap = next_roadmap(programme, outcomes, reviewed, seed);
    let materials = Materials {
        metrics: programme.metrics,
        goals: programme.goals,
        outcomes,
        roadmap: Some(&roadmap),
        kpis: programme.kpis,
        notes: programme.notes,
    };
    month(reviewed, as_of, materials)
}

/// The roadmap from the first Monday of the month after a review.
#[must_use]
pub fn next_roadmap(programme: Programme<'_>, outcomes: &[Outcome], reviewed: Month, seed: u64) -> Roadmap {
    let improvements = standing(programme.improvements, outcomes);
    let ranking = rank(&improvements, programme.metrics, &RankOptions { seed, ..RankOptions::default() });
    let lengths = run_lengths(&improvements, programme.metrics, &programme.capacity.lanes, programme.defaults);
    let running = running_tests(&improvements, outcomes);
    let start = first_monday(reviewed.next());
    schedule(&ranking, programme.capacity, &lengths, &running, start, HORIZON)
}

fn first_monday(month: Month) -> Date {
    let first = month.first_day();
    let past = i64::from(first.weekday().since(Weekday::Monday));
    first.saturating_add(((7 - past) % 7).days())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_month_begins_on_its_first_monday() {
        assert_eq!(first_monday("2026-10".parse().unwrap()), date(2026, 10, 5));
        assert_eq!(first_monday("2027-02".parse().unwrap()), date(2027, 2, 1));
    }
}
