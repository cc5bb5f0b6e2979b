//! Where an axis is marked: round numbers, powers, days and months.

use jiff::civil::Date;

/// Marks that read well within a power of ten.
const ROUND: [f64; 3] = [1.0, 2.0, 5.0];

/// Marks at equal distances on round numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Steps {
    /// First mark.
    pub first: f64,
    /// Distance between two marks.
    pub step: f64,
    /// Number of marks, at least 2.
    pub count: usize,
}

impl Steps {
    /// The marks that cover `low` to `high` in about `count` steps; both ends are marks.
    ///
    /// Equal ends are spread by a tenth of their size (by 1 around zero). Returns `None` when an end or their distance is
    /// not finite.
    ///
    /// ```
    /// use jalon::chart::ticks::Steps;
    /// let steps = Steps::covering(0.3, 9.1, 5).unwrap();
    /// assert_eq!(steps.values(), [0.0, 2.0, 4.0, 6.0, 8.0, 10.0]);
    /// ```
    #[must_use]
    pub fn covering(low: f64, high: f64, count: usize) -> Option<Self> {
        if !(low.is_finite() && high.is_finite()) {
            return None;
        }
        let (low, high) = spread(low.min(high), low.max(high))?;
        let step = round_step((high - low) / count.max(1) as f64)?;
        // A hair of slack keeps an end such as 0.3 = 3 × 0.1 from asking for one step more.
        let first = (low / step + 1e-9).floor();
        let last = (high / step - 1e-9).ceil();
        Some(Self { first: first * step, step, count: (last - first) as usize + 1 })
    }

    /// The marks from low to high.
    #[must_use]
    pub fn values(&self) -> Vec<f64> {
        let start = (self.first / self.step).round();
        (0..self.count).map(|place| (start + place as f64) * self.step).map(|value| value + 0.0).collect()
    }

    /// The last mark.
    #[must_use]
    pub fn last(&self) -> f64 {
        self.first + (self.count.saturating_sub(1)) as f64 * self.step
    }

    /// Decimals that tell the marks apart when they are multiplied by `factor` (100 for percentages).
    #[must_use]
    pub fn decimals(&self, factor: f64) -> usize {
        decimals(self.step * factor)
    }
}

/// Decimals that tell multiples of a step apart, 12 at most.
#[must_use]
pub fn decimals(step: f64) -> usize {
    (0..12)
        .find(|&places| {
            let scaled = step * 10_f64.powi(places);
            (scaled - scaled.round()).abs() < 1e-6 * scaled.abs().max(1e-300) && scaled.round() != 0.0
        })
        .unwrap_or(12) as usize
}

fn spread(low: f64, high: f64) -> Option<(f64, f64)> {
    let size = low.abs().max(high.abs());
    let (low, high) = if high - low > 1e-12 * size {
        (low, high)
    } else if size > f64::MIN_POSITIVE * 1e6 {
        (low - 0.1 * size, high + 0.1 * size)
    } else {
        (-1.0, 1.0)
    };
    (high - low).is_finite().then_some((low, high))
}

/// The round step nearest to a wanted one.
fn round_step(wanted: f64) -> Option<f64> {
    let power = 10_f64.powf(wanted.log10().floor());
    let round = match wanted / power {
        lead if lead < 1.5 => 1.0,
        lead if lead < 3.5 => 2.0,
        lead if lead < 7.5 => 5.0,
        _ => 10.0,
    };
    let step = round * power;
    (step > 0.0 && step.is_finite()).then_some(step)
}

/// Marks of a logarithmic axis that cover `low` to `high`: powers of ten, with 2 and 5 between them on a short axis.
///
/// Returns `None` when an end is not a finite number above 0.
///
/// ```
/// use jalon::chart::ticks::powers;
/// assert_eq!(powers(3.0, 40.0).unwrap(), [2.0, 5.0, 10.0, 20.0, 50.0]);
/// assert_eq!(powers(0.9, 12_000.0).unwrap(), [0.1, 1.0, 10.0, 100.0, 1_000.0, 10_000.0, 100_000.0]);
/// ```
#[must_use]
pub fn powers(low: f64, high: f64) -> Option<Vec<f64>> {
    if low.is_nan() || high.is_nan() {
        return None;
    }
    let (low, high) = (low.min(high), low.max(high));
    if !(low >= 1e-300 && high <= 1e300) {
        return None;
    }
    let (first, last) = (low.log10().floor() as i32, high.log10().ceil() as i32);
    let inner: &[f64] = if (high / low).log10() < 3.0 { &ROUND } else { &ROUND[..1] };
    let every = ((last - first) / 8).max(1);
    let marks = (first..=last + every).filter(|power| (power - first) % every == 0).flat_map(|power| {
        inner.iter().map(move |round| if power < 0 { round / 10_f64.powi(-power) } else { round * 10_f64.powi(power) })
    });
    let marks: Vec<f64> = marks.collect();
    let start = marks.iter().rposition(|mark| *mark <= low * (1.0 + 1e-9))?;
    let end = marks.iter().position(|mark| *mark >= high * (1.0 - 1e-9))?;
    // One value alone still needs an axis of some length.
    let (start, end) = if start < end { (start, end) } else { (start.saturating_sub(1), end + 1) };
    Some(marks.get(start..=end.min(marks.len() - 1))?.to_vec())
}

/// A day as a place on an axis: days since 1 January 1970.
#[must_use]
pub fn day_value(day: Date) -> f64 {
    let epoch = jiff::civil::date(1970, 1, 1);
    day.duration_since(epoch).as_hours() as f64 / 24.0
}

/// Days to mark between two days, about `count` of them: every day, every second, every Monday, every second or fourth.
///
/// ```
/// use jalon::chart::ticks::days;
/// use jiff::civil::date;
/// let mondays = days(date(2025, 5, 1), date(2025, 5, 31), 6);
/// assert_eq!(mondays, [date(2025, 5, 5), date(2025, 5, 12), date(2025, 5, 19), date(2025, 5, 26)]);
/// ```
#[must_use]
pub fn days(first: Date, last: Date, count: usize) -> Vec<Date> {
    let span = day_value(last) - day_value(first);
    let every = [1, 2, 7, 14, 28, 56].into_iter().find(|every| span / f64::from(*every) <= count.max(1) as f64);
    let Some(every) = every else {
        return months(first, last, count);
    };
    // From a week on, marks stand on Mondays, where ISO weeks begin.
    let start = if every < 7 { Some(first) } else { monday_from(first) };
    std::iter::successors(start, |day| later(*day, every)).take_while(|day| *day <= last).collect()
}

/// First days of months to mark between two days, about `count` of them.
#[must_use]
pub fn months(first: Date, last: Date, count: usize) -> Vec<Date> {
    let place = |day: Date| i32::from(day.year()) * 12 + i32::from(day.month()) - 1;
    let span = place(last) - place(first);
    let every = [1, 2, 3, 6, 12, 24, 60, 120, 600, 1200];
    let every = every.into_iter().find(|every| span / every <= count.max(1) as i32).unwrap_or(12_000);
    let from = place(first) + i32::from(first.day() > 1);
    (from..=place(last)).filter(|month| month % every == 0 || every == 1).filter_map(month_start).collect()
}

fn month_start(place: i32) -> Option<Date> {
    let year = i16::try_from(place.div_euclid(12)).ok()?;
    let month = i8::try_from(place.rem_euclid(12) + 1).ok()?;
    Date::new(year, month, 1).ok()
}

fn monday_from(day: Date) -> Option<Date> {
    let past = i64::from(day.weekday().to_monday_zero_offset());
    day.checked_add(jiff::Span::new().try_days((7 - past) % 7).ok()?).ok()
}

fn later(day: Date, days: i32) -> Option<Date> {
    day.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn steps_cover_whatever_is_finite() {
        for (low, high) in
            [(0.0, 1.0), (-3.2, 7.9), (5.0, 5.0), (0.0, 0.0), (1e-9, 2e-9), (-1e300, 1e300), (1e15, 1e15 + 2.0)]
        {
            let steps = Steps::covering(low, high, 5).unwrap();
            let slack = 1e-6 * steps.step;
            assert!(steps.first <= low + slack && steps.last() >= high - slack, "{low} {high} {steps:?}");
            assert!((2..=14).contains(&steps.count), "{low} {high} {steps:?}");
        }
        assert_eq!(Steps::covering(f64::NAN, 1.0, 5), None);
        assert_eq!(Steps::covering(-f64::MAX, f64::MAX, 5), None);
        assert_eq!(Steps::covering(0.0, f64::INFINITY, 5), None);
    }

    #[test]
    fn decimals_tell_marks_apart() {
        for (step, expected) in [(1.0, 0), (20.0, 0), (0.5, 1), (0.05, 2), (0.002, 3), (1e-9, 9), (0.0, 12)] {
            assert_eq!(decimals(step), expected, "{step}");
        }
    }

    #[test]
    fn powers_never_fail_on_one_value() {
        let marks = powers(7.0, 7.0).unwrap();
        assert!(marks[0] <= 7.0 && marks[marks.len() - 1] >= 7.0 && marks.len() >= 2, "{marks:?}");
        assert!(powers(10.0, 10.0).unwrap().len() >= 2);
        assert!(powers(1e-250, 1e250).unwrap().len() <= 12);
        assert_eq!(powers(0.0, 5.0), None);
        assert_eq!(powers(f64::NAN, 5.0), None);
    }

    #[test]
    fn days_are_marked_on_mondays_then_months() {
        assert_eq!(days(date(2025, 5, 1), date(2025, 5, 4), 6).len(), 4);
        assert!(
            days(date(2025, 1, 1), date(2025, 3, 31), 8)
                .iter()
                .all(|day| day.weekday() == jiff::civil::Weekday::Monday)
        );
        let years = days(date(2015, 1, 1), date(2025, 1, 1), 8);
        assert!(years.len() <= 10 && years.iter().all(|day| day.day() == 1 && day.month() == 1), "{years:?}");
        assert_eq!(
            months(date(2024, 11, 15), date(2025, 2, 1), 12),
            [date(2024, 12, 1), date(2025, 1, 1), date(2025, 2, 1)]
        );
        assert_eq!(days(Date::MAX, Date::MAX, 5), [Date::MAX]);
    }
}
