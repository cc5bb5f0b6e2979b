//! The effect as it settles: all data up to each day, with its interval.

use jiff::civil::Date;

use super::canvas::{Fill, Stroke};
use super::caption::Caption;
use super::effect::EffectUnit;
use super::figure::Figure;
use super::intervals::level_decimals;
use super::numbers_behind::NumbersBehind;
use super::page::Page;
use super::plot::Plot;
use super::text::TextStyle;
use super::theme::{Dash, Ink, Marker};
use super::ticks::day_value;
use super::{Axis, ChartError, LegendItem, Swatch, finite, label, ordered, share};
use crate::words::{Message, Words};

/// The effect of all data up to the end of a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CumulativeDay {
    /// The day.
    pub day: Date,
    /// The estimate; `None` where there is none yet.
    pub estimate: Option<f64>,
    /// Lower end of the interval; `None` when it has none.
    pub low: Option<f64>,
    /// Upper end of the interval; `None` when it has none.
    pub high: Option<f64>,
    /// Units of all arms so far.
    pub units: u64,
}

/// When an interval holds that may be looked at more than once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValidWhen {
    /// Repeated intervals: at every planned look at once, whether the test stops there or goes on.
    AtLooks,
    /// Any-time intervals: on every day, however often one looks and whenever one stops.
    AnyTime,
}

/// The interval of a day that stays valid although there were, or will be, other looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ValidInterval {
    /// The day of the look.
    pub day: Date,
    /// Lower end; `None` when it has none.
    pub low: Option<f64>,
    /// Upper end; `None` when it has none.
    pub high: Option<f64>,
}

/// Intervals that stay valid under looks before the end.
#[derive(Debug, Clone, PartialEq)]
pub struct ValidIntervals {
    /// When they hold.
    pub when: ValidWhen,
    /// Their level, such as 0.95, over all their looks together.
    pub level: f64,
    /// One for each look, by rising days.
    pub looks: Vec<ValidInterval>,
}

/// The cumulative effect by day.
#[derive(Debug, Clone, PartialEq)]
pub struct CumulativeEffectChart {
    /// Its texts; the subtitle names the metric and the arms.
    pub caption: Caption,
    /// The unit of the effect.
    pub unit: EffectUnit,
    /// Level of the intervals, such as 0.95.
    pub level: f64,
    /// One entry for each day, by rising days.
    pub days: Vec<CumulativeDay>,
    /// The day on which the plan ends.
    pub planned_end: Option<Date>,
    /// The margin the effect must stay above (negative) or below (positive), if the metric has one.
    pub margin: Option<f64>,
    /// The intervals that stay valid under looks before the end, if the plan has such looks.
    pub valid: Option<ValidIntervals>,
}

/// Room for the numbers of the last day, in pixels; longer ones wrap.
const MOST_ROOM: f64 = 150.0;

impl CumulativeEffectChart {
    /// Draws it.
    ///
    /// # Errors
    ///
    /// [`ChartError::NoData`] when no day has an estimate; [`ChartError::NotFinite`] when a number is not finite;
    /// [`ChartError::NotAShare`] when a level is not one; [`ChartError::Reversed`] when a valid interval runs backwards.
    pub fn draw(&self, words: &Words) -> Result<Figure, ChartError> {
        share("the level of the intervals", self.level)?;
        self.check_valid()?;
        let y = self.vertical(words)?;
        let x = self.horizontal(words)?;
        let mut page = self.caption.open();
        page.legend(&self.legend(words));
        let lines = self.last_lines(words);
        let room = self.room_beside(&x, &lines);
        let plot = page.plot_beside(300.0, x, y, room)?;
        let band: Vec<(f64, f64, f64)> = self.days.iter().map(band_point).collect();
        plot.band(&mut page.canvas, &band, Fill::pale(Ink::Blue, 0.18))?;
        self.draw_any_time(&mut page, &plot)?;
        plot.level(&mut page.canvas, 0.0, Stroke::new(Ink::Text, 1.4));
        self.draw_margin(&mut page, &plot);
        self.draw_end(&mut page, &plot);
        self.draw_whiskers(&mut page, &plot);
        self.draw_line(&mut page, &plot)?;
        self.name_last(&mut page, &plot, &lines);
        self.name_end(&mut page, &plot, words);
        self.name_margin(&mut page, &plot, words);
        let figure = self.caption.close(page, words, &self.notes(words), &self.reading(words));
        // Without looks before the end, the page that shows the chart has the table of its days.
        Ok(if self.valid.is_some() { figure.with_numbers(self.numbers(words)) } else { figure })
    }

    fn check_valid(&self) -> Result<(), ChartError> {
        let Some(valid) = &self.valid else { return Ok(()) };
        share("the level of the valid intervals", valid.level)?;
        for look in &valid.looks {
            for end in [look.low, look.high].into_iter().flatten() {
                finite("an end of a valid interval", end)?;
            }
            if let Some((low, high)) = look.low.zip(look.high) {
                ordered("a valid interval", low, high)?;
            }
        }
        Ok(())
    }

    /// Which interval may be trusted when.
    fn notes(&self, words: &Words) -> Vec<String> {
        let percent = |key: &'static str, level: f64| {
            words.say(&Message::new(key).percent("level", level, level_decimals(level)))
        };
        let Some(valid) = &self.valid else {
            return vec![percent("chart-note-band", self.level), words.key("chart-note-cumulative")];
        };
        let key = match valid.when {
            ValidWhen::AtLooks => "chart-note-valid-looks",
            ValidWhen::AnyTime => "chart-note-valid-always",
        };
        vec![percent("chart-note-band-once", self.level), percent(key, valid.level)]
    }

    /// The axis of effects. The first days, whose intervals are many times as wide, must not flatten all the others: they
    /// may run out of the frame.
    fn vertical(&self, words: &Words) -> Result<Axis, ChartError> {
        let mut reach: Option<(f64, f64)> = None;
        let mut ends: Vec<(f64, f64)> = Vec::new();
        for day in &self.days {
            for value in [day.estimate, day.low, day.high].into_iter().flatten() {
                finite("an effect", value)?;
            }
            let Some(estimate) = day.estimate else { continue };
            let (low, high) = reach.unwrap_or((0.0, 0.0));
            reach = Some((low.min(estimate), high.max(estimate)));
            ends.push((day.low.unwrap_or(estimate), day.high.unwrap_or(estimate)));
        }
        let (mut low, mut high) = reach.ok_or(ChartError::NoData)?;
        if let Some(margin) = self.margin {
            let margin = finite("the margin", margin)?;
            (low, high) = (low.min(margin), high.max(margin));
        }
        // A wide early interval runs out of the frame, as a wide early band does.
        let looks = self.valid.iter().flat_map(|valid| &valid.looks);
        for look in looks.skip(self.valid.as_ref().map_or(0, |valid| valid.looks.len() / 3)) {
            (low, high) = (low.min(look.low.unwrap_or(low)), high.max(look.high.unwrap_or(high)));
        }
        let settled = ends.len() / 4;
        for (lower, upper) in ends.iter().skip(settled) {
            (low, high) = (low.min(*lower), high.max(*upper));
        }
        // An early band that reaches past 0 is seen to do so, though not how far.
        let beyond = (high - low) / 5.0;
        for (lower, upper) in &ends {
            (low, high) = (low.min(lower.max(-beyond)), high.max(upper.min(beyond)));
        }
        self.unit.axis(words, low, high, 6)
    }

    fn horizontal(&self, words: &Words) -> Result<Axis, ChartError> {
        let looks = || self.valid.iter().flat_map(|valid| &valid.looks).map(|look| look.day);
        let days = || self.days.iter().map(|day| day.day).chain(self.planned_end).chain(looks());
        let (first, last) = days().min().zip(days().max()).ok_or(ChartError::NoData)?;
        let axis = Axis::days(words, first, last, 8)?.without_grid();
        Ok(axis.titled(words.key("chart-day")).padded(0.01, 0.01))
    }

    fn legend(&self, words: &Words) -> Vec<LegendItem> {
        // Beside an interval that holds under looks, the other one must say that it does not.
        let band = if self.valid.is_some() { "chart-column-alone" } else { "chart-legend-interval" };
        let level = Message::new(band).percent("level", self.level, level_decimals(self.level));
        let mut items = vec![
            LegendItem::new(Swatch::Line(Ink::Blue, Dash::Solid, None), words.key("chart-legend-estimate")),
            LegendItem::new(Swatch::Area(Fill::pale(Ink::Blue, 0.18)), words.say(&level)),
        ];
        if let Some(valid) = &self.valid {
            let (key, dash) = match valid.when {
                ValidWhen::AtLooks => ("chart-legend-valid-looks", Dash::Solid),
                ValidWhen::AnyTime => ("chart-legend-valid-always", Dash::Dashed),
            };
            let text = Message::new(key).percent("level", valid.level, level_decimals(valid.level));
            items.push(LegendItem::new(Swatch::Line(Ink::Vermilion, dash, None), words.say(&text)));
        }
        items
    }

    /// Any-time intervals as a second band, around the first.
    fn draw_any_time(&self, page: &mut Page, plot: &Plot) -> Result<(), ChartError> {
        let Some(valid) = self.valid.as_ref().filter(|valid| valid.when == ValidWhen::AnyTime) else { return Ok(()) };
        let band: Vec<(f64, f64, f64)> = valid.looks.iter().map(valid_point).collect();
        plot.band(&mut page.canvas, &band, Fill::pale(Ink::Vermilion, 0.07))?;
        let edges: [Vec<(f64, f64)>; 2] = [
            band.iter().map(|(x, low, _)| (*x, *low)).collect(),
            band.iter().map(|(x, _, high)| (*x, *high)).collect(),
        ];
        for edge in &edges {
            plot.line(&mut page.canvas, edge, Stroke::new(Ink::Vermilion, 1.6).dash(Dash::Dashed))?;
            plot.reserve_line(&mut page.canvas, edge);
        }
        Ok(())
    }

    /// Repeated intervals as whiskers, at the looks alone: between them they say nothing. So stands an any-time interval
    /// that is alone.
    fn draw_whiskers(&self, page: &mut Page, plot: &Plot) {
        let alone = |valid: &&ValidIntervals| valid.when == ValidWhen::AtLooks || valid.looks.len() == 1;
        let Some(valid) = self.valid.as_ref().filter(alone) else { return };
        let (half, width) = if valid.looks.len() > 15 { (2.5, 1.2) } else { (6.0, 2.2) };
        for look in &valid.looks {
            let (x, low, high) = valid_point(look);
            let (left, from, to) = (plot.place_x(x), plot.place_y(low), plot.place_y(high));
            let stroke = Stroke::new(Ink::Vermilion, width);
            page.canvas.line((left, from), (left, to), stroke);
            page.canvas.reserve_line(&[(left, from), (left, to)], 4.0);
            for (end, y, direction) in [(low, from, 1.0), (high, to, -1.0)] {
                if plot.y().shows(end) {
                    page.canvas.line((left - half, y), (left + half, y), stroke);
                } else {
                    page.canvas.arrow_head((left, y), (0.0, direction), 3.0 + 2.4 * width, Ink::Vermilion);
                }
            }
        }
    }

    fn draw_margin(&self, page: &mut Page, plot: &Plot) {
        if let Some(margin) = self.margin {
            plot.level(&mut page.canvas, margin, Stroke::new(Ink::Text, 1.4).dash(Dash::DashDot));
        }
    }

    fn name_margin(&self, page: &mut Page, plot: &Plot, words: &Words) {
        if let Some(margin) = self.margin {
            let text = words.say(&Message::new("chart-margin-at").text("margin", self.unit.write(words, margin)));
            label::on_level(&mut page.canvas, &text, plot, margin);
        }
    }

    /// The days with a valid interval, beside what the same day says taken alone.
    fn numbers(&self, words: &Words) -> NumbersBehind {
        let columns =
            ["chart-day", "chart-units-in-total", "chart-legend-estimate"].map(|key| words.say(&Message::new(key)));
        let level = |key: &'static str, level: f64| {
            words.say(&Message::new(key).percent("level", level, level_decimals(level)))
        };
        let mut numbers =
            NumbersBehind::new(columns.into_iter().chain(self.valid.iter().flat_map(|valid| {
                [level("chart-column-alone", self.level), level("chart-column-valid", valid.level)]
            })));
        for look in self.valid.iter().flat_map(|valid| &valid.looks) {
            let day = self.days.iter().find(|day| day.day == look.day && day.estimate.is_some());
            let said = |write: &dyn Fn(&CumulativeDay) -> Option<String>| day.and_then(write).unwrap_or_default();
            numbers.push([
                words.date(look.day),
                said(&|day| Some(words.count(day.units))),
                said(&|day| day.estimate.map(|estimate| self.unit.write(words, estimate))),
                said(&|day| Some(self.unit.write_interval(words, day.low, day.high))),
                self.unit.write_interval(words, look.low, look.high),
            ]);
        }
        numbers
    }

    fn draw_line(&self, page: &mut Page, plot: &Plot) -> Result<(), ChartError> {
        let point = |day: &CumulativeDay| (day_value(day.day), day.estimate.unwrap_or(f64::NAN));
        let points: Vec<(f64, f64)> = self.days.iter().map(point).collect();
        let edge = Stroke::new(Ink::Blue, 1.0).opacity(0.55);
        let edges: [Vec<(f64, f64)>; 2] = [
            self.days.iter().map(band_point).map(|(x, low, _)| (x, low)).collect(),
            self.days.iter().map(band_point).map(|(x, _, high)| (x, high)).collect(),
        ];
        for curve in &edges {
            plot.line(&mut page.canvas, curve, edge)?;
            plot.reserve_line(&mut page.canvas, curve);
        }
        plot.line(&mut page.canvas, &points, Stroke::new(Ink::Blue, 2.6))?;
        plot.reserve_line(&mut page.canvas, &points);
        plot.reserve_level(&mut page.canvas, 0.0);
        Ok(())
    }

    fn last(&self) -> Option<(&CumulativeDay, f64)> {
        self.days.iter().rev().find_map(|day| day.estimate.map(|estimate| (day, estimate)))
    }

    /// What stands beside the last day: effect, interval, units.
    fn last_lines(&self, words: &Words) -> Vec<(String, TextStyle)> {
        let Some((day, estimate)) = self.last() else { return vec![] };
        let units = words.say(&Message::new("count-units").count("units", day.units));
        vec![
            (self.unit.write(words, estimate), TextStyle::LABEL.size(14.0).bold().halo()),
            (self.unit.write_interval(words, day.low, day.high), TextStyle::LABEL.halo()),
            (units, TextStyle::MUTED.halo()),
        ]
    }

    /// The room the last day's lines need to the right of the plot: none while they fit inside it.
    fn room_beside(&self, x: &Axis, lines: &[(String, TextStyle)]) -> f64 {
        let widest = lines.iter().map(|(text, style)| style.width(text)).fold(0.0, f64::max);
        let far = self.last().is_some_and(|(day, _)| x.share(day_value(day.day)) > 0.6);
        if far { widest.min(MOST_ROOM) + 16.0 } else { 0.0 }
    }

    fn name_last(&self, page: &mut Page, plot: &Plot, lines: &[(String, TextStyle)]) {
        let Some((day, estimate)) = self.last() else { return };
        let (x, y) = plot.place(day_value(day.day), estimate);
        page.canvas.marker(Marker::Circle, (x, y), 5.0, Ink::Blue, false);
        let lines: Vec<(String, &TextStyle)> = lines
            .iter()
            .flat_map(|(text, style)| style.wrap(text, MOST_ROOM).into_iter().map(move |line| (line, style)))
            .collect();
        let height: f64 = lines.iter().map(|(_, style)| style.line_height()).sum();
        // Beside the point, but neither over the frame's top nor among the labels below it.
        let top = (y - 28.0).min(plot.frame().bottom() - height).max(plot.frame().top);
        let mut bottom = top;
        for (line, style) in &lines {
            bottom += style.line_height();
            page.canvas.text(line, x + 14.0, bottom - 4.0, style);
        }
    }

    fn draw_end(&self, page: &mut Page, plot: &Plot) {
        if let Some(end) = self.planned_end {
            plot.upright(&mut page.canvas, day_value(end), Stroke::new(Ink::Text, 1.2).dash(Dash::Dashed));
        }
    }

    fn name_end(&self, page: &mut Page, plot: &Plot, words: &Words) {
        if let Some(end) = self.planned_end {
            let text = words.say(&Message::new("chart-planned-end").date("day", end));
            label::on_upright(&mut page.canvas, &text, plot, day_value(end));
        }
    }

    fn reading(&self, words: &Words) -> String {
        let Some((day, estimate)) = self.last() else { return String::new() };
        let sentence = Message::new("chart-cumulative-reading")
            .date("day", day.day)
            .text("effect", self.unit.write(words, estimate))
            .text("interval", self.unit.write_interval(words, day.low, day.high))
            .count("units", day.units);
        let sentence = words.say(&sentence);
        let last = self.valid.iter().filter_map(|valid| Some((valid, valid.looks.last()?))).next();
        let Some((valid, look)) = last else { return sentence };
        let valid = Message::new("chart-cumulative-reading-valid")
            .date("day", look.day)
            .percent("level", valid.level, level_decimals(valid.level))
            .text("interval", self.unit.write_interval(words, look.low, look.high));
        format!("{sentence} {}", words.say(&valid))
    }
}

/// A valid interval as a piece of a band: infinite where it has no end.
fn valid_point(look: &ValidInterval) -> (f64, f64, f64) {
    (day_value(look.day), look.low.unwrap_or(f64::NEG_INFINITY), look.high.unwrap_or(f64::INFINITY))
}

/// A day as a piece of the band: unbounded where it has no end, a gap where there is no estimate.
fn band_point(day: &CumulativeDay) -> (f64, f64, f64) {
    let missing = if day.estimate.is_some() { f64::INFINITY } else { f64::NAN };
    (day_value(day.day), day.low.unwrap_or(-missing), day.high.unwrap_or(missing))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::gallery::{self, LONG};
    use crate::words::Language;
    use jiff::civil::date;

    fn days(count: i32, wave: f64) -> Vec<CumulativeDay> {
        let start = date(2025, 4, 7);
        (1..=count)
            .map(|place| {
                let n = f64::from(place);
                let (estimate, half) = (0.06 + wave * (n * 1.1).sin() / n.sqrt(), 0.26 / n.sqrt());
                CumulativeDay {
                    day: start.checked_add(jiff::Span::new().days(place - 1)).unwrap(),
                    estimate: Some(estimate),
                    low: Some(estimate - half),
                    high: Some(estimate + half),
                    units: 1_060 * u64::from(place.unsigned_abs()),
                }
            })
            .collect()
    }

    fn chart(days: Vec<CumulativeDay>) -> CumulativeEffectChart {
        let mut caption = Caption::new("E003-cumulative", "Guest checkout settles above zero after three weeks");
        caption.subtitle = "E003, conversion, control A against variant B".to_owned();
        caption.as_of = Some(date(2025, 5, 5));
        CumulativeEffectChart {
            caption,
            unit: EffectUnit::Lift,
            level: 0.95,
            days,
            planned_end: Some(date(2025, 5, 4)),
            margin: None,
            valid: None,
        }
    }

    /// Intervals wider than those of each day alone, on every so many days.
    fn valid(days: &[CumulativeDay], when: ValidWhen, every: usize) -> Option<ValidIntervals> {
        let look = |day: &CumulativeDay| {
            let (estimate, low, high) = (day.estimate?, day.low?, day.high?);
            let wide = |end: f64| Some(estimate + 1.45 * (end - estimate));
            Some(ValidInterval { day: day.day, low: wide(low), high: wide(high) })
        };
        let looks = days.iter().skip(every - 1).step_by(every).filter_map(look).collect();
        Some(ValidIntervals { when, level: 0.95, looks })
    }

    #[test]
    fn valid_intervals_can_be_read() {
        for (name, count, when, every) in [
            ("looks", 28, ValidWhen::AtLooks, 7),
            ("one-look", 14, ValidWhen::AtLooks, 14),
            ("fifty-looks", 50, ValidWhen::AtLooks, 1),
            ("any-time", 28, ValidWhen::AnyTime, 1),
            ("any-time-once", 9, ValidWhen::AnyTime, 9),
        ] {
            gallery::check(&format!("cumulative-{name}"), |words| {
                let days = days(count, 0.09);
                let valid = valid(&days, when, every);
                CumulativeEffectChart { valid, margin: Some(-0.03), ..chart(days) }.draw(words).unwrap()
            });
        }
        gallery::check("cumulative-looks-open", |words| {
            let days = days(28, 0.09);
            let mut valid = valid(&days, ValidWhen::AtLooks, 4);
            valid.iter_mut().flat_map(|valid| &mut valid.looks).take(5).for_each(|look| look.high = None);
            CumulativeEffectChart { valid, margin: Some(1e9), ..chart(days) }.draw(words).unwrap()
        });
    }

    #[test]
    fn the_caption_says_which_interval_holds_when() {
        let words = Words::new(Language::English);
        let said = |when| {
            let days = days(28, 0.09);
            let valid = valid(&days, when, 7);
            let figure = CumulativeEffectChart { valid, ..chart(days) }.draw(&words).unwrap();
            (figure.description().to_owned(), figure.numbers().map_or(0, |numbers| numbers.rows.len()))
        };
        let (looks, always) = (said(ValidWhen::AtLooks), said(ValidWhen::AnyTime));
        assert!(looks.0.contains("every planned look"), "{}", looks.0);
        assert!(always.0.contains("on every day"), "{}", always.0);
        assert_eq!((looks.1, always.1), (4, 4));
    }

    #[test]
    fn valid_intervals_that_cannot_be_drawn_are_errors() {
        let words = Words::new(Language::English);
        let drawn = |low: f64, high: f64, level: f64| {
            let look = ValidInterval { day: date(2025, 4, 8), low: Some(low), high: Some(high) };
            let valid = Some(ValidIntervals { when: ValidWhen::AtLooks, level, looks: vec![look] });
            CumulativeEffectChart { valid, ..chart(days(3, 0.0)) }.draw(&words)
        };
        assert!(matches!(drawn(0.2, 0.1, 0.95), Err(ChartError::Reversed { .. })));
        assert!(matches!(drawn(f64::NAN, 0.1, 0.95), Err(ChartError::NotFinite { .. })));
        assert!(matches!(drawn(0.0, 0.1, 95.0), Err(ChartError::NotAShare { .. })));
    }

    #[test]
    fn ordinary_days_can_be_read() {
        gallery::check("cumulative", |words| chart(days(28, 0.09)).draw(words).unwrap());
        gallery::check("cumulative-early", |words| {
            let mut chart = chart(days(9, 0.05));
            chart.caption.title = LONG.to_owned();
            (chart.unit, chart.days[0].low, chart.days[0].high) = (EffectUnit::Points, None, None);
            chart.draw(words).unwrap()
        });
    }

    #[test]
    fn hostile_days_can_be_read() {
        let mut gaps = days(12, 0.05);
        (gaps[3].estimate, gaps[3].low, gaps[3].high) = (None, None, None);
        gaps[4].low = None;
        let mut huge = days(3, 0.0);
        huge[1].high = Some(1e305);
        let mut flat = days(5, 0.0);
        flat.iter_mut().for_each(|day| (day.estimate, day.low, day.high) = (Some(0.0), Some(0.0), Some(0.0)));
        for (name, days) in
            [("one", days(1, 0.0)), ("gaps", gaps), ("huge", huge), ("flat", flat), ("long", days(900, 0.3))]
        {
            gallery::check(&format!("cumulative-{name}"), |words| chart(days.clone()).draw(words).unwrap());
        }
    }

    #[test]
    fn an_early_band_that_reaches_past_zero_is_seen_to_do_so() {
        let words = Words::new(Language::English);
        let mut days = days(12, 0.2);
        days.iter_mut().for_each(|day| (day.estimate, day.low, day.high) = (Some(0.2), Some(0.1), Some(0.3)));
        let lowest = |days: &[CumulativeDay]| chart(days.to_vec()).vertical(&words).unwrap().ticks()[0].label.clone();
        assert_eq!(lowest(&days), "0%");
        days[0].low = Some(-0.9);
        assert_eq!(lowest(&days), "−10%");
    }

    #[test]
    fn what_cannot_be_drawn_is_an_error() {
        let words = Words::new(Language::English);
        assert_eq!(chart(vec![]).draw(&words), Err(ChartError::NoData));
        let mut nothing = days(2, 0.0);
        nothing.iter_mut().for_each(|day| day.estimate = None);
        assert_eq!(chart(nothing).draw(&words), Err(ChartError::NoData));
        let mut broken = days(2, 0.0);
        broken[1].high = Some(f64::NAN);
        assert!(matches!(chart(broken).draw(&words), Err(ChartError::NotFinite { .. })));
    }
}
