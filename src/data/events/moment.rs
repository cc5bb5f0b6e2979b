//! Times as logs write them, in nanoseconds since 1970.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::data::mistakes::Mistakes;
use crate::data::sheet::Cell;
use crate::data::table::Value;
use crate::words::Message;

/// Nanoseconds of a day of 24 hours.
pub(super) const DAY: i64 = 86_400_000_000_000;

/// Reads times; one that names no zone is taken for the clock of this one.
pub(super) struct Clock {
    zone: TimeZone,
    is_utc: bool,
}

impl Clock {
    pub(super) fn of(zone: TimeZone) -> Self {
        let is_utc = zone == TimeZone::UTC;
        Self { zone, is_utc }
    }

    /// The moment a cell says; said where it says none.
    pub(super) fn read(&self, cell: &Cell<'_>, mistakes: &mut Mistakes) -> Option<i64> {
        let moment = self.moment(cell.value);
        if moment.is_none() {
            if cell.is_empty() {
                cell.refuse(Message::new("data-empty-cell"), Message::new("data-no-time-mend"), mistakes);
            } else {
                let what = Message::new("data-not-a-time").text("value", cell.shortened());
                cell.refuse(what, Message::new("data-not-a-time-mend"), mistakes);
            }
        }
        moment
    }

    fn moment(&self, value: Value<'_>) -> Option<i64> {
        match value {
            Value::Time { nanoseconds, universal: true } => Some(nanoseconds),
            Value::Time { nanoseconds, universal: false } => self.local(nanoseconds),
            Value::Day(days) => self.local(i64::from(days).checked_mul(DAY)?),
            Value::Integer(number) => epoch(number),
            Value::Text(text) => self.text(text),
            Value::Nothing | Value::Real(_) | Value::Flag(_) => None,
        }
    }

    /// `2026-07-06T10:00:00Z`, with an offset or none, a space for the `T`, parts of seconds; a day alone; seconds, or
    /// thousandths, millionths or billionths of them, since 1970.
    fn text(&self, text: &str) -> Option<i64> {
        if let Some((nanoseconds, rest)) = written(text) {
            return match rest {
                "" => self.local(nanoseconds),
                "Z" | "z" => Some(nanoseconds),
                offset => nanoseconds.checked_sub(seconds_east(offset)?.checked_mul(1_000_000_000)?),
            };
        }
        if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
            let day = Value::Text(text).day()?;
            return self.local(
                day.to_datetime(jiff::civil::Time::midnight())
                    .to_zoned(TimeZone::UTC)
                    .ok()
                    .and_then(|midnight| i64::try_from(midnight.timestamp().as_nanosecond()).ok())?,
            );
        }
        text.parse::<i64>().ok().and_then(epoch)
    }

    /// The moment when the clock of the zone shows this time.
    fn local(&self, nanoseconds: i64) -> Option<i64> {
        if self.is_utc {
            return Some(nanoseconds);
        }
        let shown: DateTime = Timestamp::from_nanosecond(nanoseconds.into()).ok()?.to_zoned(TimeZone::UTC).datetime();
        let moment = self.zone.to_timestamp(shown).ok()?;
        i64::try_from(moment.as_nanosecond()).ok()
    }
}

/// Numbers since 1970: seconds until the year 5138, then thousandths, millionths and billionths of seconds.
fn epoch(number: i64) -> Option<i64> {
    let unit = match number.unsigned_abs() {
        0..100_000_000_000 => 1_000_000_000,
        100_000_000_000..100_000_000_000_000 => 1_000_000,
        100_000_000_000_000..100_000_000_000_000_000 => 1_000,
        _ => 1,
    };
    number.checked_mul(unit)
}

/// Day and time of a text as if they were universal, and what stands behind.
fn written(text: &str) -> Option<(i64, &str)> {
    let bytes = text.as_bytes();
    let digits = |from: usize, to: usize| -> Option<i64> {
        bytes
            .get(from..to)?
            .iter()
            .try_fold(0, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + i64::from(byte - b'0')))
    };
    if bytes.get(4) != Some(&b'-') || bytes.get(7) != Some(&b'-') {
        return None;
    }
    let date =
        Date::new(digits(0, 4)?.try_into().ok()?, digits(5, 7)?.try_into().ok()?, digits(8, 10)?.try_into().ok()?);
    let midnight = days_since_1970(date.ok()?).checked_mul(DAY)?;
    if bytes.len() == 10 {
        return Some((midnight, ""));
    }
    if !matches!(bytes.get(10), Some(b'T' | b't' | b' ')) || bytes.get(13) != Some(&b':') {
        return None;
    }
    let (hour, minute) = (digits(11, 13)?, digits(14, 16)?);
    let (second, mut at) = if bytes.get(16) == Some(&b':') { (digits(17, 19)?, 19) } else { (0, 16) };
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let mut nanoseconds = 0;
    if matches!(bytes.get(at), Some(b'.' | b',')) {
        at += 1;
        let mut unit = 100_000_000;
        while let Some(digit) = bytes.get(at).filter(|byte| byte.is_ascii_digit()) {
            nanoseconds += i64::from(digit - b'0') * unit;
            unit /= 10;
            at += 1;
        }
    }
    let time = ((hour * 60 + minute) * 60 + second) * 1_000_000_000 + nanoseconds;
    let rest = text.get(at..)?.trim_start();
    let rest = if matches!(rest, "UTC" | "GMT") { "Z" } else { rest };
    Some((midnight.checked_add(time)?, rest))
}

/// `+02:00`, `+0200` or `+02` in seconds.
fn seconds_east(offset: &str) -> Option<i64> {
    let (sign, digits) = match offset.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-" | "−", digits) => (-1, digits),
        _ => return None,
    };
    let digits: String = digits.chars().filter(|letter| *letter != ':').collect();
    let number = |range: std::ops::Range<usize>| digits.get(range)?.parse::<i64>().ok();
    let (hours, minutes) = match digits.len() {
        2 => (number(0..2)?, 0),
        4 => (number(0..2)?, number(2..4)?),
        _ => return None,
    };
    (hours <= 18 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
}

fn days_since_1970(date: Date) -> i64 {
    // The days of a civil calendar as Howard Hinnant counts them: years from March on, in cycles of 400.
    let (year, month, day) = (i64::from(date.year()), i64::from(date.month()), i64::from(date.day()));
    let year = if month <= 2 { year - 1 } else { year };
    let cycle = year.div_euclid(400);
    let year_of_cycle = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    cycle * 146_097 + year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100 + day_of_year - 719_468
}

/// The days of a zone between two moments, each with the moment it starts.
pub(super) struct Calendar {
    starts: Vec<(i64, Date)>,
}

impl Calendar {
    pub(super) fn between(first: i64, last: i64, zone: &TimeZone) -> Self {
        let mut starts = Vec::new();
        let day = |moment: i64| Some(Timestamp::from_nanosecond(moment.into()).ok()?.to_zoned(zone.clone()).date());
        let (Some(mut date), Some(last)) = (day(first), day(last)) else { return Self { starts } };
        while date <= last {
            let start = date.to_zoned(zone.clone()).ok();
            let Some(start) = start.and_then(|start| i64::try_from(start.timestamp().as_nanosecond()).ok()) else {
                break;
            };
            starts.push((start, date));
            let Ok(next) = date.checked_add(1.day()) else { break };
            date = next;
        }
        Self { starts }
    }

    /// The day of a moment.
    pub(super) fn day(&self, moment: i64) -> Option<Date> {
        let after = self.starts.partition_point(|(start, _)| *start <= moment);
        self.starts.get(after.checked_sub(1)?).map(|(_, day)| *day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn paris() -> Clock {
        // The rule as POSIX writes it, so that no database of zones is needed.
        Clock::of(TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap())
    }

    #[test]
    fn one_moment_is_written_in_many_ways() {
        let (utc, paris) = (Clock::of(TimeZone::UTC), paris());
        let noon = 1_783_339_200_000_000_000; // 2026-07-06T12:00:00Z
        for text in [
            "2026-07-06T12:00:00Z",
            "2026-07-06 12:00:00",
            "2026-07-06 12:00",
            "2026-07-06T12:00:00.000Z",
            "2026-07-06T14:00:00+02:00",
            "2026-07-06T07:30:00-0430",
            "2026-07-06 12:00:00 UTC",
            "1783339200",
            "1783339200000",
            "1783339200000000",
            "1783339200000000000",
        ] {
            assert_eq!(utc.text(text), Some(noon), "{text}");
        }
        assert_eq!(paris.text("2026-07-06 14:00:00"), Some(noon));
        assert_eq!(paris.text("2026-07-06T12:00:00Z"), Some(noon));
        assert_eq!(paris.text("2026-07-06"), Some(noon - 14 * DAY / 24));
        assert_eq!(utc.text("20260706"), Some(noon - DAY / 2));
        assert_eq!(utc.text("2026-07-06T12:00:00.25Z"), Some(noon + 250_000_000));
        for text in ["06/07/2026 12:00", "2026-07-06T25:00", "2026-13-01", "noon", "", "2026-07-06T12:00:00 CET"] {
            assert_eq!(utc.text(text), None, "{text}");
        }
    }

    #[test]
    fn days_start_at_midnight_of_the_zone() {
        let zone = paris().zone;
        let moment = |text: &str| Clock::of(TimeZone::UTC).text(text).unwrap();
        // The clocks go back on 25 October 2026.
        let calendar = Calendar::between(moment("2026-10-24T12:00Z"), moment("2026-10-27T12:00Z"), &zone);
        let day = |text: &str| calendar.day(moment(text)).unwrap().day();
        assert_eq!(day("2026-10-24T21:59:59Z"), 24);
        assert_eq!(day("2026-10-24T22:00:00Z"), 25);
        assert_eq!(day("2026-10-25T22:59:59Z"), 25);
        assert_eq!(day("2026-10-25T23:00:00Z"), 26);
    }

    proptest! {
        #[test]
        fn days_agree_with_the_calendar_of_jiff(days in -100_000..100_000_i32) {
            let date = jiff::civil::date(1970, 1, 1).checked_add(days.days()).unwrap();
            prop_assert_eq!(days_since_1970(date), i64::from(days));
        }
    }
}
