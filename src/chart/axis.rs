//! An axis: its scale, its ends, its marks with their labels, its title with the unit.

use std::ops::Range;

use jiff::civil::Date;
use plotters::coord::ranged1d::{KeyPointHint, NoDefaultFormatting, Ranged};

use super::ticks::{self, Steps};
use super::{ChartError, finite};
use crate::words::{Message, Words};

/// A mark of an axis. A line break in the label makes a second line.
#[derive(Debug, Clone, PartialEq)]
pub struct Tick {
    /// Where it stands.
    pub value: f64,
    /// What it says; may be empty.
    pub label: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scale {
    Linear,
    Logarithmic,
}

/// An axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    scale: Scale,
    low: f64,
    high: f64,
    ticks: Vec<Tick>,
    title: String,
    grid: bool,
}

impl Axis {
    /// A linear axis with the caller's own marks.
    ///
    /// # Errors
    ///
    /// [`ChartError::NotFinite`] when an end is not finite. Ends that are equal are set one apart.
    pub fn linear(low: f64, high: f64, ticks: Vec<Tick>) -> Result<Self, ChartError> {
        let (low, high) = (finite("an end of the axis", low)?, finite("an end of the axis", high)?);
        finite("the length of the axis", high - low)?;
        let (low, high) = if low < high { (low, high) } else { (low - 0.5, low + 0.5) };
        Ok(Self { scale: Scale::Linear, low, high, ticks, title: String::new(), grid: true })
    }

    /// A linear axis of numbers that covers two values with about `count` round steps.
    ///
    /// # Errors
    ///
    /// [`ChartError::NotFinite`].
    pub fn numbers(words: &Words, low: f64, high: f64, count: usize) -> Result<Self, ChartError> {
        Self::numbers_of(words, low, high, count, 1.0)
    }

    /// The same, each number written `factor` times as large: a margin of a rate in percentage points.
    pub(super) fn numbers_of(
        words: &Words,
        low: f64,
        high: f64,
        count: usize,
        factor: f64,
    ) -> Result<Self, ChartError> {
        Self::stepped(low, high, count, |value, steps| compact(words, value * factor, steps.decimals(factor)))
    }

    /// A linear axis of signed numbers: differences.
    ///
    /// # Errors
    ///
    /// [`ChartError::NotFinite`].
    pub fn signed_numbers(words: &Words, low: f64, high: f64, count: usize) -> Result<Self, ChartError> {
        Self::signed_numbers_of(words, low, high, count, 1.0)
    }

    /// The same, each number written `factor` times as large: a difference of rates in percentage points.
    pub(super) fn signed_numbers_of(
        words: &Words,
        low: f64,
        high: f64,
        count: usize,
        factor: f64,
    ) -> Result<Self, ChartError> {
        Self::stepped(low, high, count, |value, steps| {
            let (value, decimals) = (value * factor, steps.decimals(factor));
            if is_plain(value) && decimals <= 6 { words.signed(value, decimals) } else { compact(words, value, 7) }
        })
    }

    /// A linear axis of fractions written as percentages.
    ///
    /// # Errors
    ///
    /// [`ChartError::NotFinite`].
    pub fn percent(words: &Words, low: f64, high: f64, count: usize) -> Result<Self, ChartError> {
        Self::stepped(low, high, count, |value, steps| {
            percent(words, value, steps, |value, decimals| words.percent(value, decimals))
        })
    }

    /// A linear axis of fractions written as signed percentages: lifts.
    ///
    /// # Errors
    ///
    /// [`ChartError::NotFinite`].
    pub fn signed_percent(words: &Words, low: f64, high: f64, count: usize) -> Result<Self, ChartError> {
        Self::stepped(low, high, count, |value, steps| {
            percent(words, value, steps, |value, decimals| words.signed_percent(value, decimals))
        })
    }

    /// A linear axis of money in a currency (ISO 4217 code).
    ///
    /// # Errors
    ///
    /// [`ChartError::NotFinite`].
    pub fn money(words: &Words, low: f64, high: f64, count: usize, currency: &str) -> Result<Self, ChartError> {
        let currency = super::svg::clean(currency);
        Self::stepped(low, high, count, |value, steps| {
            if is_plain(value) && steps.decimals(1.0) <= 2 {
                words.money(value, &currency)
            } else {
                format!("{}\u{a0}{currency}", compact(words, value, steps.decimals(1.0)))
            }
        })
    }

    fn stepped(low: f64, high: f64, count: usize, label: impl Fn(f64, &Steps) -> String) -> Result<Self, ChartError> {
        let (low, high) = (finite("a number of the axis", low)?, finite("a number of the axis", high)?);
        let steps = Steps::covering(low, high, count)
            .ok_or(ChartError::NotFinite { what: "the length of the axis", value: high - low })?;
        let tick = |value| Tick { value, label: label(value, &steps) };
        Self::linear(steps.first, steps.last(), steps.values().into_iter().map(tick).collect())
    }

    /// A logarithmic axis of numbers that covers two values.
    ///
    /// # Errors
    ///
    /// [`ChartError::NotFinite`]; [`ChartError::NotPositive`] when a value is not above 0.
    pub fn logarithmic(words: &Words, low: f64, high: f64) -> Result<Self, ChartError> {
        for value in [finite("a number of the axis", low)?, finite("a number of the axis", high)?] {
            if value <= 0.0 {
                return Err(ChartError::NotPositive { what: "a number of the axis", value });
            }
        }
        let marks = ticks::powers(low, high)
            .ok_or(ChartError::NotPositive { what: "a number of the axis", value: low.min(high) })?;
        let ends = marks.first().copied().zip(marks.last().copied()).ok_or(ChartError::NoData)?;
        let tick = |&value: &f64| Tick { value, label: compact(words, value, ticks::decimals(value)) };
        let marks = marks.iter().map(tick).collect();
        Ok(Self { scale: Scale::Logarithmic, ..Self::linear(ends.0, ends.1, marks)? })
    }

    /// An axis of whole numbers from `first` to `last`, each a mark as far as there is room for about `count` of them.
    ///
    /// # Errors
    ///
    /// [`ChartError::NotFinite`], never reached with ordinary numbers.
    pub fn whole(words: &Words, first: u32, last: u32, count: usize) -> Result<Self, ChartError> {
        let (first, last) = (first.min(last), first.max(last));
        let span = (last - first).max(1);
        // Steps of weeks in a quarter or a year beside the round ones; a giant span is cut into equal parts.
        let steps = [1, 2, 4, 5, 10, 13, 20, 26, 50, 52, 100];
        let step = steps.into_iter().find(|step| (span / step) as usize <= count.max(1));
        let step = step.unwrap_or(span.div_ceil(u32::try_from(count.max(1)).unwrap_or(u32::MAX)));
        let marks = (first.div_ceil(step)..=last / step).map(|mark| mark * step);
        let tick = |value: u32| Tick { value: f64::from(value), label: words.count(u64::from(value)) };
        Self::linear(f64::from(first), f64::from(last), marks.map(tick).collect())
    }

    /// An axis of days with about `count` marks: `5 May`, and the year where it begins.
    ///
    /// # Errors
    ///
    /// [`ChartError::NotFinite`], never reached with calendar days.
    pub fn days(words: &Words, first: Date, last: Date, count: usize) -> Result<Self, ChartError> {
        let marks = ticks::days(first.min(last), first.max(last), count);
        let tick = |(place, day): (usize, &Date)| {
            let starts_year = place == 0 || marks.get(place - 1).is_some_and(|before| before.year() != day.year());
            let year = if starts_year { format!("\n{}", day.year()) } else { String::new() };
            Tick { value: ticks::day_value(*day), label: format!("{}{year}", short_day(words, *day)) }
        };
        let ticks = marks.iter().enumerate().map(tick).collect();
        Self::linear(ticks::day_value(first.min(last)), ticks::day_value(first.max(last)), ticks)
    }

    /// An axis of months with about `count` marks: `May`, and the year where it begins. Each mark stands on the first
    /// of its month.
    ///
    /// # Errors
    ///
    /// [`ChartError::NotFinite`], never reached with calendar days.
    pub fn months(words: &Words, first: Date, last: Date, count: usize) -> Result<Self, ChartError> {
        let marks = ticks::months(first.min(last), first.max(last), count);
        let tick = |(place, day): (usize, &Date)| {
            let starts_year = place == 0 || marks.get(place - 1).is_some_and(|before| before.year() != day.year());
            let year = if starts_year { format!("\n{}", day.year()) } else { String::new() };
            Tick { value: ticks::day_value(*day), label: format!("{}{year}", short_month(words, day.month())) }
        };
        let ticks = marks.iter().enumerate().map(tick).collect();
        Self::linear(ticks::day_value(first.min(last)), ticks::day_value(first.max(last)), ticks)
    }

    /// The same axis with a title, unit included.
    #[must_use]
    pub fn titled(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// The same axis without grid lines.
    #[must_use]
    pub fn without_grid(mut self) -> Self {
        self.grid = false;
        self
    }

    /// The same axis reaching further by parts of its length, for markers that stand at its ends. Marks stay.
    #[must_use]
    pub fn padded(mut self, before: f64, after: f64) -> Self {
        if self.scale == Scale::Linear {
            let length = self.high - self.low;
            self.low -= length * before;
            self.high += length * after;
        }
        self
    }

    /// Lower end.
    #[must_use]
    pub fn low(&self) -> f64 {
        self.low
    }

    /// Upper end.
    #[must_use]
    pub fn high(&self) -> f64 {
        self.high
    }

    /// The marks.
    #[must_use]
    pub fn ticks(&self) -> &[Tick] {
        &self.ticks
    }

    /// The title, unit included; may be empty.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Whether grid lines run from its marks.
    #[must_use]
    pub fn has_grid(&self) -> bool {
        self.grid
    }

    /// Where a value stands between the lower end, 0, and the upper end, 1; infinite values stand at an end.
    #[must_use]
    pub fn share(&self, value: f64) -> f64 {
        if value.is_nan() {
            return 0.0;
        }
        let value = value.clamp(self.low, self.high);
        match self.scale {
            Scale::Linear => (value - self.low) / (self.high - self.low),
            Scale::Logarithmic => (value.ln() - self.low.ln()) / (self.high.ln() - self.low.ln()),
        }
    }

    /// Whether a value lies between the ends.
    #[must_use]
    pub fn shows(&self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }
}

/// Lets plotters map values and draw the grid on this axis.
impl Ranged for Axis {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, limit: (i32, i32)) -> i32 {
        let length = f64::from(limit.1) - f64::from(limit.0);
        limit.0 + (self.share(*value) * length).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, _hint: Hint) -> Vec<f64> {
        self.ticks.iter().map(|tick| tick.value).filter(|value| self.shows(*value)).collect()
    }

    fn range(&self) -> Range<f64> {
        self.low..self.high
    }
}

fn is_plain(value: f64) -> bool {
    value == 0.0 || (1e-6..1e7).contains(&value.abs())
}

/// A number of an axis: plain where people read it at once, else as a power of ten (`2×10¹²`).
pub(super) fn compact(words: &Words, value: f64, decimals: usize) -> String {
    if is_plain(value) {
        // Zero among tiny numbers needs no twelve decimals.
        return words.number(value, if decimals > 6 { 0 } else { decimals });
    }
    let mut power = value.abs().log10().floor() as i32;
    let mut lead = value / 10_f64.powi(power);
    if lead.abs() >= 9.95 {
        lead /= 10.0;
        power += 1;
    }
    let places = usize::from((lead - lead.round()).abs() > 0.05);
    format!("{}×10{}", words.number(lead, places), superscript(power))
}

/// A percentage of an axis, written by `plain` where that can be read.
fn percent(words: &Words, fraction: f64, steps: &Steps, plain: impl Fn(f64, usize) -> String) -> String {
    let (value, decimals) = (fraction * 100.0, steps.decimals(100.0));
    if is_plain(value) && decimals <= 6 {
        return plain(fraction, decimals);
    }
    words.say(&Message::new("chart-percent").text("number", compact(words, value, decimals)))
}

fn superscript(power: i32) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let digit = |character: char| match character {
        '-' => '⁻',
        other => other.to_digit(10).and_then(|digit| DIGITS.get(digit as usize)).copied().unwrap_or(other),
    };
    power.to_string().chars().map(digit).collect()
}

/// A day without its year, the month shortened: `5 Sept`, `5 sept.`
#[must_use]
pub fn short_day(words: &Words, day: Date) -> String {
    let month = short_month(words, day.month());
    words.say(&Message::new("chart-short-day").text("day", day.day().to_string()).text("month", month))
}

/// The name of a month, shortened: `Sept`, `sept.`
#[must_use]
pub fn short_month(words: &Words, month: i8) -> String {
    const KEYS: [&str; 12] = [
        "chart-month-january",
        "chart-month-february",
        "chart-month-march",
        "chart-month-april",
        "chart-month-may",
        "chart-month-june",
        "chart-month-july",
        "chart-month-august",
        "chart-month-september",
        "chart-month-october",
        "chart-month-november",
        "chart-month-december",
    ];
    let place = usize::try_from(month - 1).unwrap_or(0).min(KEYS.len() - 1);
    words.key(KEYS[place])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;
    use jiff::civil::date;

    fn labels(axis: &Axis) -> Vec<&str> {
        axis.ticks().iter().map(|tick| tick.label.as_str()).collect()
    }

    #[test]
    fn labels_follow_the_language() {
        let (english, french) = (Words::new(Language::English), Words::new(Language::French));
        let axis = Axis::signed_percent(&french, -0.03, 0.08, 5).unwrap();
        assert_eq!(
            labels(&axis),
            ["−4\u{202f}%", "−2\u{202f}%", "0\u{202f}%", "+2\u{202f}%", "+4\u{202f}%", "+6\u{202f}%", "+8\u{202f}%"]
        );
        let axis = Axis::months(&french, date(2024, 11, 1), date(2025, 2, 1), 12).unwrap();
        assert_eq!(labels(&axis), ["nov.\n2024", "déc.", "janv.\n2025", "févr."]);
        assert_eq!(
            labels(&Axis::numbers(&english, 0.0, 9_000.0, 5).unwrap()),
            ["0", "2,000", "4,000", "6,000", "8,000", "10,000"]
        );
    }

    #[test]
    fn huge_and_tiny_numbers_stay_short() {
        let words = Words::new(Language::English);
        for (low, high) in [(0.0, 1e300), (-1e-30, 1e-30), (1e14, 5e15)] {
            let axis = Axis::numbers(&words, low, high, 5).unwrap();
            assert!(labels(&axis).iter().all(|label| label.chars().count() <= 10), "{:?}", labels(&axis));
        }
        assert_eq!(compact(&words, 2e12, 0), "2×10¹²");
        assert_eq!(compact(&words, 9.99e-8, 0), "1×10⁻⁷");
    }

    #[test]
    fn whole_numbers_are_marked_as_far_as_there_is_room() {
        let words = Words::new(Language::English);
        assert_eq!(labels(&Axis::whole(&words, 1, 4, 14).unwrap()), ["1", "2", "3", "4"]);
        assert_eq!(labels(&Axis::whole(&words, 1, 26, 14).unwrap())[..3], ["2", "4", "6"]);
        assert!(Axis::whole(&words, 1, u32::MAX, 14).unwrap().ticks().len() <= 15);
        assert_eq!(labels(&Axis::whole(&words, 3, 3, 14).unwrap()), ["3"]);
    }

    #[test]
    fn money_is_marked_in_its_currency() {
        let french = Words::new(Language::French);
        let axis = Axis::money(&french, 0.0, 3_000.0, 3, "EUR").unwrap();
        assert_eq!(
            labels(&axis),
            ["0\u{202f}€", "1\u{202f}000\u{202f}€", "2\u{202f}000\u{202f}€", "3\u{202f}000\u{202f}€"]
        );
    }

    #[test]
    fn logarithmic_axes_refuse_what_has_no_logarithm() {
        let words = Words::new(Language::English);
        assert!(matches!(Axis::logarithmic(&words, 0.0, 5.0), Err(ChartError::NotPositive { .. })));
        let axis = Axis::logarithmic(&words, 1.0, 100.0).unwrap();
        assert!((axis.share(10.0) - 0.5).abs() < 1e-12);
    }

    #[test]
    fn what_is_infinite_stands_at_an_end() {
        let axis = Axis::linear(0.0, 2.0, vec![]).unwrap();
        assert_eq!((axis.share(f64::NEG_INFINITY), axis.share(f64::INFINITY)), (0.0, 1.0));
        assert!(Axis::linear(f64::NAN, 1.0, vec![]).is_err());
    }
}
