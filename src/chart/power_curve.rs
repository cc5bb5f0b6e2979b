//! Power against sample size: what more or fewer units would buy.

use super::canvas::Stroke;
use super::caption::Caption;
use super::figure::Figure;
use super::intervals::level_decimals;
use super::page::Page;
use super::plot::Plot;
use super::theme::{Dash, Ink, Marker};
use super::{Axis, ChartError, LegendItem, Rectangle, Swatch, finite, label, share, svg};
use crate::words::{Message, Words};

/// Which units the horizontal axis counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// The units of one arm.
    PerArm,
    /// The units of all arms together.
    InTotal,
}

impl Counted {
    fn axis_title(self, words: &Words) -> String {
        words.key(match self {
            Self::PerArm => "chart-units-per-arm",
            Self::InTotal => "chart-units-in-total",
        })
    }
}

/// A curve of power: one effect, one design.
#[derive(Debug, Clone, PartialEq)]
pub struct PowerSeries {
    /// What it stands for: `+10 %`.
    pub label: String,
    /// Units and power, by rising units.
    pub points: Vec<(f64, f64)>,
}

/// Power against sample size.
#[derive(Debug, Clone, PartialEq)]
pub struct PowerCurveChart {
    /// Its texts; the subtitle names the metric, the baseline and the effect.
    pub caption: Caption,
    /// Which units are counted.
    pub counted: Counted,
    /// One or several curves.
    pub series: Vec<PowerSeries>,
    /// The planned units and the power they give.
    pub planned: Option<(f64, f64)>,
    /// The power asked for, such as 0.8.
    pub goal: f64,
    /// Risk of a false alarm.
    pub alpha: f64,
    /// 1 for a one-sided test, else 2.
    pub sides: u8,
}

impl PowerCurveChart {
    /// Draws it.
    ///
    /// # Errors
    ///
    /// [`ChartError::NoData`] without points; [`ChartError::NotFinite`] when a number is not finite;
    /// [`ChartError::NotAShare`] when a power or the risk is not one.
    pub fn draw(&self, words: &Words) -> Result<Figure, ChartError> {
        let (low, high) = self.reach()?;
        let mut page = self.caption.open();
        if self.series.len() > 1 {
            page.legend(&self.legend());
        }
        let x = Axis::numbers(words, low, high, 6)?.titled(self.counted.axis_title(words)).without_grid();
        let y = Axis::percent(words, 0.0, 1.0, 5)?.titled(words.key("chart-power"));
        let plot = page.plot(300.0, x, y)?;
        plot.level(&mut page.canvas, self.goal, Stroke::new(Ink::Text, 1.2).dash(Dash::Dashed));
        for (place, series) in self.series.iter().enumerate() {
            let stroke = Stroke::new(Ink::series(place), 2.6).dash(Dash::series(place));
            plot.line(&mut page.canvas, &series.points, stroke)?;
            plot.reserve_line(&mut page.canvas, &series.points);
            if let [point] = series.points.as_slice() {
                plot.markers(&mut page.canvas, &[*point], Marker::series(place), 4.5, Ink::series(place));
            }
        }
        self.name_goal(&mut page, &plot, words);
        self.draw_plan(&mut page, &plot, words);
        let notes = [test_note(words, self.alpha, self.sides)];
        Ok(self.caption.close(page, words, &notes, &self.reading(words)))
    }

    /// From how many to how many units the axis runs.
    fn reach(&self) -> Result<(f64, f64), ChartError> {
        share("the power asked for", self.goal)?;
        share("the risk of a false alarm", self.alpha)?;
        let mut high: Option<f64> = None;
        for (units, power) in self.series.iter().flat_map(|series| &series.points).chain(&self.planned) {
            share("a power", *power)?;
            high = Some(high.unwrap_or(0.0).max(finite("a number of units", *units)?));
        }
        // The axis starts at nothing, so that twice the units look like twice the units.
        high.map(|high| (0.0, high)).ok_or(ChartError::NoData)
    }

    fn legend(&self) -> Vec<LegendItem> {
        let item = |(place, series): (usize, &PowerSeries)| {
            LegendItem::new(Swatch::Line(Ink::series(place), Dash::series(place), None), series.label.clone())
        };
        self.series.iter().enumerate().map(item).collect()
    }

    fn name_goal(&self, page: &mut Page, plot: &Plot, words: &Words) {
        let text = words.say(&Message::new("chart-power-goal").percent("power", self.goal, level_decimals(self.goal)));
        label::on_level(&mut page.canvas, &text, plot, self.goal);
        plot.reserve_level(&mut page.canvas, self.goal);
    }

    fn draw_plan(&self, page: &mut Page, plot: &Plot, words: &Words) {
        let Some((units, power)) = self.planned else { return };
        let (x, y) = plot.place(units, power);
        let drop = Stroke::new(Ink::Text, 1.2).dash(Dash::Dotted);
        page.canvas.line((x, y), (x, plot.frame().bottom()), drop);
        page.canvas.reserve_line(&[(x, y), (x, plot.frame().bottom())], 2.0);
        page.canvas.marker(Marker::Diamond, (x, y), 6.5, Ink::Text, false);
        page.canvas.reserve(Rectangle { left: x - 8.0, top: y - 8.0, width: 16.0, height: 16.0 });
        let text = self.plan_text(words, units, power);
        // The curve rises to the right, so the free room is below and to the right of the point.
        label::beside(&mut page.canvas, &text, (x, y), &plot.frame(), &label::BELOW_FIRST);
    }

    fn plan_text(&self, words: &Words, units: f64, power: f64) -> String {
        let plan = Message::new("chart-power-plan").number("units", units, 0).percent("power", power, 1);
        words.say(&plan)
    }

    fn reading(&self, words: &Words) -> String {
        let ends = |series: &PowerSeries| {
            let (first, last) = series.points.first().zip(series.points.last())?;
            let sentence = Message::new("chart-power-reading")
                .text("label", svg::clean(&series.label))
                .percent("from", first.1, 0)
                .number("least", first.0, 0)
                .percent("to", last.1, 0)
                .number("most", last.0, 0);
            Some(words.say(&sentence))
        };
        let mut parts: Vec<String> = self.series.iter().filter_map(ends).collect();
        parts.extend(self.planned.map(|(units, power)| self.plan_text(words, units, power) + "."));
        parts.join(" ")
    }
}

/// Says which test the numbers hold for.
pub(super) fn test_note(words: &Words, alpha: f64, sides: u8) -> String {
    let key = if sides == 1 { "chart-note-one-sided" } else { "chart-note-two-sided" };
    words.say(&Message::new(key).percent("alpha", alpha, level_decimals(alpha)))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::chart::gallery::{self, HOSTILE, LONG};
    use crate::words::Language;

    /// A rising curve of the right shape; charts do not care for its exactness.
    fn curve(scale: f64, to: f64) -> Vec<(f64, f64)> {
        (1..=60)
            .map(|step| to * f64::from(step) / 60.0)
            .map(|n| (n, 1.0 - 0.95 * (-(n / scale).powf(1.1)).exp()))
            .collect()
    }

    fn chart() -> PowerCurveChart {
        let mut caption = Caption::new("E003-power", "14,751 visitors per arm find a lift of 10% four times in five");
        caption.subtitle = "Guest checkout: conversion of 10% today, 11% hoped for".to_owned();
        caption.as_of = Some(jiff::civil::date(2025, 4, 1));
        PowerCurveChart {
            caption,
            counted: Counted::PerArm,
            series: vec![PowerSeries { label: "+10%".to_owned(), points: curve(9_700.0, 30_000.0) }],
            planned: Some((14_751.0, 0.8)),
            goal: 0.8,
            alpha: 0.05,
            sides: 2,
        }
    }

    #[test]
    fn ordinary_curves_can_be_read() {
        gallery::check("power", |words| chart().draw(words).unwrap());
        gallery::check("power-several", |words| {
            let mut chart = chart();
            chart.caption.title = LONG.to_owned();
            chart.counted = Counted::InTotal;
            let series = |(label, scale)| PowerSeries { label: String::from(label), points: curve(scale, 30_000.0) };
            chart.series =
                [("+5 %", 39_000.0), ("+8 %", 15_000.0), ("+10 %", 9_700.0), ("+15 %", 4_300.0)].map(series).into();
            chart.draw(words).unwrap()
        });
    }

    #[test]
    fn hostile_curves_can_be_read() {
        for (name, planned) in
            [("left", (0.0, 0.0)), ("corner", (30_000.0, 1.0)), ("low", (30_000.0, 0.0)), ("beyond", (1e300, 1.0))]
        {
            gallery::check(&format!("power-{name}"), |words| {
                let mut chart = chart();
                chart.planned = Some(planned);
                chart.series.push(PowerSeries { label: HOSTILE.to_owned(), points: vec![(5.0, 0.5)] });
                chart.series.push(PowerSeries { label: LONG.repeat(3), points: vec![] });
                chart.goal = 0.999;
                chart.draw(words).unwrap()
            });
        }
    }

    #[test]
    fn what_cannot_be_drawn_is_an_error() {
        let words = Words::new(Language::English);
        let mut empty = chart();
        (empty.series, empty.planned) = (vec![], None);
        assert_eq!(empty.draw(&words), Err(ChartError::NoData));
        let mut broken = chart();
        broken.series[0].points[3].1 = f64::NAN;
        assert!(matches!(broken.draw(&words), Err(ChartError::NotFinite { what: "a power", .. })));
    }
}
