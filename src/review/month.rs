use std::fmt;
use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::Date;

/// A month of a year: what a review is about.
///
/// ```
/// use jalon::review::Month;
/// let month: Month = "2026-09".parse().unwrap();
/// assert_eq!(month.next().to_string(), "2026-10");
/// assert_eq!(month.last_day().to_string(), "2026-09-30");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    first: Date,
}

/// A text that is not a month.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a month: write it like 2026-09")]
pub struct InvalidMonth(pub String);

impl Month {
    /// The month a day lies in.
    #[must_use]
    pub fn of(day: Date) -> Self {
        Self { first: day.first_of_month() }
    }

    /// Its year.
    #[must_use]
    pub fn year(self) -> i16 {
        self.first.year()
    }

    /// Its number, from 1 to 12.
    #[must_use]
    pub fn number(self) -> i8 {
        self.first.month()
    }

    /// Its first day.
    #[must_use]
    pub fn first_day(self) -> Date {
        self.first
    }

    /// Its last day.
    #[must_use]
    pub fn last_day(self) -> Date {
        self.first.last_of_month()
    }

    /// Whether a day lies in it.
    #[must_use]
    pub fn contains(self, day: Date) -> bool {
        Self::of(day) == self
    }

    /// The month before. The first month of the calendar has none and stays itself.
    #[must_use]
    pub fn previous(self) -> Self {
        Self { first: self.first.saturating_sub(1.month()).first_of_month() }
    }

    /// The month after. The last month of the calendar has none and stays itself.
    #[must_use]
    pub fn next(self) -> Self {
        Self { first: self.first.saturating_add(1.month()).first_of_month() }
    }
}

impl fmt::Display for Month {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}", self.year(), self.number())
    }
}

impl serde::Serialize for Month {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl FromStr for Month {
    type Err = InvalidMonth;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let invalid = || InvalidMonth(text.to_owned());
        let (year, month) = text.trim().split_once('-').ok_or_else(invalid)?;
        let four_and_two = year.len() == 4 && month.len() == 2;
        let first = Date::new(year.parse().map_err(|_| invalid())?, month.parse().map_err(|_| invalid())?, 1);
        first.ok().filter(|_| four_and_two).map(|first| Self { first }).ok_or_else(invalid)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn months_turn_over_the_year() {
        let december: Month = "2025-12".parse().unwrap();
        assert_eq!(december.next().to_string(), "2026-01");
        assert_eq!(Month::of(date(2026, 1, 31)).previous(), december);
        assert!(december.contains(date(2025, 12, 31)) && !december.contains(date(2026, 1, 1)));
    }

    #[test]
    fn what_is_no_month_is_refused() {
        for text in ["2026", "2026-13", "2026-9", "26-09", "2026-09-01", "", "septembre"] {
            assert!(text.parse::<Month>().is_err(), "{text}");
        }
    }
}
