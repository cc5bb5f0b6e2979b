//! The effect as it settles: all data up to each day, with its interval.

use jiff::civil::Date;

use super::canvas::{Fill, Stroke};
use super::caption::Caption;
use super::effect::EffectUnit;
use super::figure::Figure;
use super::intervals::level_decimals;
use super::page::Page;
use super::plot::Plot;
use super::text::TextStyle;
use super::theme::{Dash, Ink, Marker};
use super::ticks::day_value;
use super::{Axis, ChartError, LegendItem, Swatch, finite, label, share};
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
}

/// Room for the numbers of the last day, in pixels; longer ones wrap.
const MOST_ROOM: f64 = 150.0;

impl CumulativeEffectChart {
    /// Draws it.
    ///
    /// # Errors
    ///
    /// [`ChartError::NoData`] when no day has an estimate; [`ChartError::NotFinite`] when a number is not finite;
    /// [`ChartError::NotAShare`] when the level is not one.
    pub fn draw(&self, words: &Words) -> Result<Figure, ChartError> {
        share("the level of the intervals", self.level)?;
        let y = self.vertical(words)?;
        let x = self.horizontal(words)?;
        let mut page = self.caption.open();
        page.legend(&self.legend(words));
        let lines = self.last_lines(words);
        let room = self.room_beside(&x, &lines);
        let plot = page.plot_beside(300.0, x, y, room)?;
        let band: Vec<(f64, f64, f64)> = self.days.iter().map(band_point).collect();
        plot.band(&mut page.canvas, &band, Fill::pale(Ink::Blue, 0.18))?;
        plot.level(&mut page.canvas, 0.0, Stroke::new(Ink::Text, 1.4));
        self.draw_end(&mut page, &plot);
        self.draw_line(&mut page, &plot)?;
        self.name_last(&mut page, &plot, &lines);
        self.name_end(&mut page, &plot, words);
        let level = Message::new("chart-note-band").percent("level", self.level, level_decimals(self.level));
        let notes = [words.say(&level), words.key("chart-note-cumulative")];
        Ok(self.caption.close(page, words, &notes, &self.reading(words)))
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
        let days = || self.days.iter().map(|day| day.day).chain(self.planned_end);
        let (first, last) = days().min().zip(days().max()).ok_or(ChartError::NoData)?;
        let axis = Axis::days(words, first, last, 8)?.without_grid();
        Ok(axis.titled(words.key("chart-day")).padded(0.01, 0.01))
    }

    fn legend(&self, words: &Words) -> Vec<LegendItem> {
        let level = Message::new("chart-legend-interval").percent("level", self.level, level_decimals(self.level));
        vec![
            LegendItem::new(Swatch::Line(Ink::Blue, Dash::Solid, None), words.key("chart-legend-estimate")),
            LegendItem::new(Swatch::Area(Fill::pale(Ink::Blue, 0.18)), words.say(&level)),
        ]
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
        words.say(&sentence)
    }
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
        }
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
