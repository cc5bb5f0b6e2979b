//! Who is still there after a time: one step curve for each arm, with its band, and the numbers followed under the axis.

use super::canvas::{Fill, Stroke};
use super::caption::Caption;
use super::figure::Figure;
use super::intervals::level_decimals;
use super::page::{MARGIN, Page};
use super::plot::Plot;
use super::theme::{Dash, Ink};
use super::{Anchor, Axis, ChartError, LegendItem, Swatch, TextStyle, finite, label, share, svg};
use crate::words::{Message, Words};

/// A time at which the share of an arm still there changes, or is seen last.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SurvivalPoint {
    /// The time.
    pub time: f64,
    /// Units still there, and still followed, just before it.
    pub followed: u64,
    /// The share still there from it on.
    pub share: f64,
    /// What that share is compatible with; none where it has no spread.
    pub band: Option<(f64, f64)>,
}

/// The curve of one arm.
#[derive(Debug, Clone, PartialEq)]
pub struct SurvivalSeries {
    /// The arm's name.
    pub name: String,
    /// Its times, rising; before the first everybody is there.
    pub points: Vec<SurvivalPoint>,
}

/// The share still there against time.
///
/// ```
/// use jalon::chart::{Caption, SurvivalChart, SurvivalPoint, SurvivalSeries};
/// use jalon::words::{Language, Words};
/// let point = |time, followed, share| SurvivalPoint { time, followed, share, band: None };
/// let points = vec![point(10.0, 4, 0.75), point(20.0, 3, 0.5), point(30.0, 2, 0.5)];
/// let chart = SurvivalChart {
///     caption: Caption::new("retention", "Retention"),
///     series: vec![SurvivalSeries { name: "control".into(), points }],
///     horizon: Some(30.0),
///     level: 0.95,
/// };
/// assert!(chart.draw(&Words::new(Language::English)).unwrap().svg().contains("control"));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct SurvivalChart {
    /// Its texts.
    pub caption: Caption,
    /// The arms, control first.
    pub series: Vec<SurvivalSeries>,
    /// The time at which the shares are compared.
    pub horizon: Option<f64>,
    /// Level of the bands, such as 0.95.
    pub level: f64,
}

const HEIGHT: f64 = 300.0;

impl SurvivalChart {
    /// Draws it.
    ///
    /// # Errors
    ///
    /// [`ChartError::NoData`] without points; [`ChartError::NotFinite`] when a number is not finite;
    /// [`ChartError::NotAShare`] when a share is not one.
    pub fn draw(&self, words: &Words) -> Result<Figure, ChartError> {
        let last = self.last_time()?;
        let mut page = self.caption.open();
        page.legend(&self.legend());
        let x = Axis::numbers(words, 0.0, last, 6)?.titled(words.key("chart-survival-time")).without_grid();
        let y = Axis::percent(words, 0.0, 1.0, 5)?.titled(words.key("chart-survival-share"));
        let plot = page.plot(HEIGHT, x, y)?;
        for (place, series) in self.series.iter().enumerate() {
            plot.band(&mut page.canvas, &band(series), Fill::pale(Ink::series(place), 0.14))?;
        }
        for (place, series) in self.series.iter().enumerate() {
            let points = steps(series);
            let stroke = Stroke::new(Ink::series(place), 2.4).dash(Dash::series(place));
            plot.line(&mut page.canvas, &points, stroke)?;
            plot.reserve_line(&mut page.canvas, &points);
        }
        self.draw_horizon(&mut page, &plot, words);
        self.draw_followed(&mut page, &plot, words);
        let level = Message::new("chart-survival-note").percent("level", self.level, level_decimals(self.level));
        Ok(self.caption.close(page, words, &[words.say(&level)], &self.reading(words)))
    }

    fn last_time(&self) -> Result<f64, ChartError> {
        share("the level of the bands", self.level)?;
        let mut last: Option<f64> = None;
        for point in self.series.iter().flat_map(|series| &series.points) {
            share("a share still there", point.share)?;
            for end in point.band.iter().flat_map(|(low, high)| [*low, *high]) {
                share("an end of a band", end)?;
            }
            last = Some(last.unwrap_or(0.0).max(finite("a time", point.time)?));
        }
        if let Some(horizon) = self.horizon {
            last = last.map(|last| last.max(horizon));
            finite("the horizon", horizon)?;
        }
        // Where all left at the start, an axis still needs a length.
        last.map(|last| if last > 0.0 { last } else { 1.0 }).ok_or(ChartError::NoData)
    }

    fn legend(&self) -> Vec<LegendItem> {
        let item = |(place, series): (usize, &SurvivalSeries)| {
            LegendItem::new(Swatch::Line(Ink::series(place), Dash::series(place), None), series.name.clone())
        };
        self.series.iter().enumerate().map(item).collect()
    }

    fn draw_horizon(&self, page: &mut Page, plot: &Plot, words: &Words) {
        let Some(horizon) = self.horizon else { return };
        plot.upright(&mut page.canvas, horizon, Stroke::new(Ink::Text, 1.2).dash(Dash::Dashed));
        label::on_upright(&mut page.canvas, &words.key("chart-survival-horizon"), plot, horizon);
    }

    /// Writes how many of each arm are still followed, under the marks of the axis.
    fn draw_followed(&self, page: &mut Page, plot: &Plot, words: &Words) {
        page.skip(6.0);
        page.paragraph(&words.key("chart-survival-followed"), &TextStyle::MUTED);
        for (place, series) in self.series.iter().enumerate() {
            page.skip(4.0);
            page.paragraph(&series.name, &TextStyle::LABEL.bold().ink(Ink::series(place)));
            let style = TextStyle::LABEL.anchor(Anchor::Middle);
            let baseline = page.cursor() + style.line_height() - 3.0;
            for tick in plot.x().ticks().iter().filter(|tick| plot.x().shows(tick.value)) {
                let text = words.count(followed(series, tick.value));
                // Numbers that would touch their neighbour or leave the sheet are left out.
                let bounds = style.bounds(&text, plot.place_x(tick.value), baseline);
                let inside = bounds.left >= MARGIN / 2.0 && bounds.right() <= page.canvas.width() - MARGIN / 2.0;
                if inside && page.canvas.is_free_of_text(&bounds.grown(3.0)) {
                    page.canvas.text(&text, plot.place_x(tick.value), baseline, &style);
                }
            }
            page.skip(style.line_height() + 4.0);
        }
    }

    fn reading(&self, words: &Words) -> String {
        let at = |series: &SurvivalSeries| {
            let time = self.horizon.or(series.points.last().map(|point| point.time))?;
            let share = series.points.iter().rfind(|point| point.time <= time).map_or(1.0, |point| point.share);
            let sentence = Message::new("chart-survival-reading")
                .text("name", svg::clean(&series.name))
                .percent("share", share, 1)
                .number("time", time, 2);
            Some(words.say(&sentence))
        };
        self.series.iter().filter_map(at).collect::<Vec<_>>().join(" ")
    }
}

/// The corners of the curve: level up to each time, then straight down.
fn steps(series: &SurvivalSeries) -> Vec<(f64, f64)> {
    let mut corners = vec![(0.0, 1.0)];
    for point in &series.points {
        let before = corners.last().map_or(1.0, |(_, share)| *share);
        corners.extend([(point.time, before), (point.time, point.share)]);
    }
    corners
}

/// The corners of the band; where nothing has a spread it is as thin as the curve.
fn band(series: &SurvivalSeries) -> Vec<(f64, f64, f64)> {
    let mut corners = vec![(0.0, 1.0, 1.0)];
    for point in &series.points {
        let (_, low, high) = corners.last().copied().unwrap_or((0.0, 1.0, 1.0));
        let (next_low, next_high) = point.band.unwrap_or((point.share, point.share));
        corners.extend([(point.time, low, high), (point.time, next_low, next_high)]);
    }
    corners
}

/// Units still there and followed at a time: those not ended before.
fn followed(series: &SurvivalSeries, time: f64) -> u64 {
    series.points.iter().find(|point| point.time >= time).map_or(0, |point| point.followed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::gallery::{self, HOSTILE, LONG};
    use crate::words::Language;

    fn series(name: &str, units: u64, daily: f64) -> SurvivalSeries {
        let point = |day: u32| {
            let share = (-daily * f64::from(day)).exp();
            let reach = 1.6 * (share * (1.0 - share) / units as f64).sqrt();
            let band = Some(((share - reach).max(0.0), (share + reach).min(1.0)));
            SurvivalPoint { time: f64::from(day), followed: (share * units as f64) as u64, share, band }
        };
        SurvivalSeries { name: name.to_owned(), points: (1..=90).map(point).collect() }
    }

    fn chart(series: Vec<SurvivalSeries>) -> SurvivalChart {
        let mut caption = Caption::new("E007-retention", "More customers stay with the new welcome");
        caption.as_of = Some(jiff::civil::date(2025, 5, 12));
        SurvivalChart { caption, series, horizon: Some(60.0), level: 0.95 }
    }

    #[test]
    fn ordinary_curves_can_be_read() {
        gallery::check("survival", |words| {
            chart(vec![series("Control", 1_200, 0.011), series("Welcome call", 1_180, 0.007)]).draw(words).unwrap()
        });
    }

    #[test]
    fn hostile_curves_can_be_read() {
        gallery::check("survival-hostile", |words| {
            let mut all: Vec<_> =
                (0..5).map(|arm| series(&format!("{LONG} {arm}"), 40, 0.01 * f64::from(arm))).collect();
            all.push(SurvivalSeries { name: HOSTILE.to_owned(), points: vec![] });
            let last = SurvivalPoint { time: 1e9, followed: u64::MAX, share: 0.0, band: None };
            all.push(SurvivalSeries { name: "x".repeat(200), points: vec![last] });
            chart(all).draw(words).unwrap()
        });
        gallery::check("survival-at-once", |words| {
            let gone = SurvivalPoint { time: 0.0, followed: 3, share: 0.0, band: None };
            let mut chart = chart(vec![SurvivalSeries { name: "A".to_owned(), points: vec![gone] }]);
            chart.horizon = None;
            chart.draw(words).unwrap()
        });
    }

    #[test]
    fn those_followed_are_those_not_ended_before() {
        let point = |time, followed| SurvivalPoint { time, followed, share: 0.5, band: None };
        let series = SurvivalSeries { name: String::new(), points: vec![point(5.0, 10), point(8.0, 6)] };
        assert_eq!([0.0, 5.0, 6.0, 8.0, 9.0].map(|time| followed(&series, time)), [10, 10, 6, 6, 0]);
    }

    #[test]
    fn what_cannot_be_drawn_is_an_error() {
        let words = Words::new(Language::French);
        assert_eq!(chart(vec![]).draw(&words), Err(ChartError::NoData));
        let mut broken = series("A", 10, 0.1);
        broken.points[0].share = 1.5;
        assert!(matches!(chart(vec![broken]).draw(&words), Err(ChartError::NotAShare { .. })));
    }
}
