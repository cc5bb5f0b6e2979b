use std::borrow::Cow;

use jiff::civil::Date;
use jiff::{Span, Timestamp, tz::TimeZone};

use crate::number;

/// What a cell holds: text, as every cell of a CSV file, or what the column of a Parquet file says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::data) enum Value<'a> {
    Nothing,
    Text(&'a str),
    Real(f64),
    Integer(i64),
    Flag(bool),
    /// Days since 1970.
    Day(i32),
    /// A moment; one that is not universal is the time of day in some place.
    Time {
        nanoseconds: i64,
        universal: bool,
    },
}

impl<'a> Value<'a> {
    pub(in crate::data) fn is_empty(self) -> bool {
        matches!(self, Self::Nothing | Self::Text(""))
    }

    /// The value as text. Numbers are written in the shortest way, so that the unit 42 of one file is the unit "42" of
    /// another.
    pub(in crate::data) fn text(self) -> Cow<'a, str> {
        match self {
            Self::Nothing => Cow::Borrowed(""),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Real(value) => Cow::Owned(value.to_string()),
            Self::Integer(value) => Cow::Owned(value.to_string()),
            Self::Flag(value) => Cow::Borrowed(if value { "true" } else { "false" }),
            Self::Day(_) => Cow::Owned(self.day().map(|day| day.to_string()).unwrap_or_default()),
            Self::Time { nanoseconds, universal } => {
                let moment = Timestamp::from_nanosecond(nanoseconds.into()).unwrap_or_default();
                let local = moment.to_zoned(TimeZone::UTC).datetime().to_string();
                Cow::Owned(if universal { moment.to_string() } else { local })
            }
        }
    }

    /// The value as a number; none where it is none.
    pub(in crate::data) fn number(self) -> Option<f64> {
        match self {
            Self::Text(text) => plain_number(text),
            Self::Real(value) => Some(value).filter(|value| value.is_finite()),
            Self::Integer(value) => Some(value as f64),
            Self::Flag(value) => Some(f64::from(u8::from(value))),
            Self::Nothing | Self::Day(_) | Self::Time { .. } => None,
        }
    }

    /// The value as a whole number of 0 or more; none where it is none.
    pub(in crate::data) fn count(self) -> Option<u64> {
        match self {
            Self::Integer(value) => u64::try_from(value).ok().filter(|count| *count < 1 << 53),
            _ => number::count(&self.text()).ok(),
        }
    }

    /// The value as a day; none where it is none.
    pub(in crate::data) fn day(self) -> Option<Date> {
        match self {
            Self::Text(text) => day(text),
            Self::Day(days) => jiff::civil::date(1970, 1, 1).checked_add(Span::new().try_days(days).ok()?).ok(),
            Self::Time { nanoseconds, .. } => {
                let moment = Timestamp::from_nanosecond(nanoseconds.into()).ok()?;
                Some(moment.to_zoned(TimeZone::UTC).date())
            }
            Self::Integer(_) => day(&self.text()),
            _ => None,
        }
    }
}

/// A number as people type it. What programs write is tried first: it needs no copy of the cell.
fn plain_number(text: &str) -> Option<f64> {
    let written_by_programs = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'e' | b'E' | b'+');
    if !text.is_empty() && text.bytes().all(written_by_programs) {
        return text.parse().ok().filter(|value: &f64| value.is_finite());
    }
    number::number(text).ok()
}

/// A day as `2026-07-06`, with a time after it or not, or as `20260706`. Days such as `06/07/2026` are read in two ways
/// in two countries, hence in none.
fn day(text: &str) -> Option<Date> {
    let compact = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    if compact {
        let part = |range: std::ops::Range<usize>| text.get(range);
        return format!("{}-{}-{}", part(0..4)?, part(4..6)?, part(6..8)?).parse().ok();
    }
    let date = text.split(['T', ' ']).next().unwrap_or_default();
    if date.len() == 10 { date.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_programs_and_of_people_are_the_same() {
        for (text, expected) in [
            ("1234.5", Some(1234.5)),
            ("1 234,5", Some(1234.5)),
            ("-1e3", Some(-1e3)),
            ("1e999", None),
            ("-", None),
            ("e", None),
            ("", None),
            ("nan", None),
        ] {
            assert_eq!(plain_number(text), expected, "{text}");
        }
    }

    #[test]
    fn days_have_one_reading_or_none() {
        assert_eq!(day("2026-07-06T10:00:00"), day("20260706"));
        for text in ["06/07/2026", "2026-13-01", "26-07-06", "2026-07-6", "à2026-07"] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn a_value_reads_alike_whatever_holds_it() {
        assert_eq!(Value::Integer(42).text(), "42");
        assert_eq!(Value::Real(42.0).text(), "42");
        assert_eq!(Value::Real(3.0).count(), Some(3));
        assert_eq!(Value::Real(3.5).count(), None);
        assert_eq!(Value::Integer(-3).count(), None);
        let day = Value::Text("2026-07-06").day();
        assert!(day.is_some());
        assert_eq!(Value::Day(20_640).day(), day);
        assert_eq!(Value::Integer(20_260_706).day(), day);
        let noon = Value::Time { nanoseconds: (20_640 * 24 + 12) * 3_600_000_000_000, universal: true };
        assert_eq!(noon.day(), day);
        assert_eq!(noon.text(), "2026-07-06T12:00:00Z");
    }
}
