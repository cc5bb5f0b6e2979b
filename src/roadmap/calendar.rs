use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::{Period, Team};

/// The days of a roadmap, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Calendar {
    pub(super) start: Date,
    pub(super) days: usize,
}

impl Calendar {
    pub(super) fn new(start: Date, weeks: u32) -> Self {
        Self { start, days: weeks as usize * 7 }
    }

    /// The date of a day.
    pub(super) fn date(self, day: usize) -> Date {
        let days = i64::try_from(day).unwrap_or(i64::MAX).min(3_000_000);
        self.start.saturating_add(days.days())
    }

    /// The day of a date: 0 for the start and everything before it.
    pub(super) fn day(self, date: Date) -> usize {
        let days = date.since(self.start).map(|span| span.get_days()).unwrap_or_default();
        usize::try_from(days).unwrap_or(0)
    }

    /// The first Monday on or after a day.
    pub(super) fn monday(self, day: usize) -> usize {
        let past = self.date(day).weekday().since(Weekday::Monday);
        day + (7 - usize::try_from(past).unwrap_or(0)) % 7
    }

    /// Whole weeks from Monday to Sunday.
    pub(super) fn whole_weeks(self) -> usize {
        self.days.saturating_sub(self.monday(0)) / 7
    }

    /// Person-days a team has on each day: its week spread over Monday to Friday, nothing while it is away. So a week with
    /// two days of leave has three fifths of its capacity.
    pub(super) fn capacity(self, team: &Team) -> Vec<f64> {
        let daily = team.days_per_week.get() / 5.0;
        (0..self.days)
            .map(|day| if self.works(day) && !away(&team.off, self.date(day)) { daily } else { 0.0 })
            .collect()
    }

    /// Whether a day is one of Monday to Friday.
    pub(super) fn works(self, day: usize) -> bool {
        !matches!(self.date(day).weekday(), Weekday::Saturday | Weekday::Sunday)
    }

    /// The last day of the closed period that touches any day from the first to the last.
    pub(super) fn closed(self, periods: &[Period], first: usize, last: usize) -> Option<Date> {
        let (first, last) = (self.date(first), self.date(last));
        periods.iter().filter(|period| period.from <= last && first <= period.to).map(|period| period.to).max()
    }
}

fn away(periods: &[Period], date: Date) -> bool {
    periods.iter().any(|period| period.contains(date))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Positive;
    use jiff::civil::date;

    #[test]
    fn a_week_with_two_days_of_leave_has_three_fifths_of_its_capacity() {
        let calendar = Calendar::new(date(2026, 10, 5), 2);
        let off = vec![Period { from: date(2026, 10, 8), to: date(2026, 10, 11) }];
        let team = Team {
            id: "web".parse().unwrap(),
            name: "Web".to_owned(),
            days_per_week: Positive::new(8.0).unwrap(),
            off,
        };
        let capacity = calendar.capacity(&team);
        assert!((capacity[..7].iter().sum::<f64>() - 8.0 * 3.0 / 5.0).abs() < 1e-12);
        assert!((capacity[7..].iter().sum::<f64>() - 8.0).abs() < 1e-12);
    }

    #[test]
    fn mondays_and_whole_weeks_are_found_from_any_start() {
        let monday = Calendar::new(date(2026, 10, 5), 2);
        assert_eq!((monday.monday(0), monday.monday(1), monday.whole_weeks()), (0, 7, 2));
        let thursday = Calendar::new(date(2026, 10, 1), 2);
        assert_eq!((thursday.monday(0), thursday.whole_weeks()), (4, 1));
        assert_eq!(thursday.day(date(2026, 9, 1)), 0);
        assert_eq!(thursday.day(date(2026, 10, 11)), 10);
    }
}
