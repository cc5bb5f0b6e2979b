//! A KPI month after month, with its intervals: is the last change larger than the noise?

use jiff::civil::Date;

use super::canvas::Stroke;
use super::caption::Caption;
use super::figure::Figure;
use super::intervals::level_decimals;
use super::page::Page;
use super::plot::Plot;
use super::text::{Anchor, TextStyle};
use super::theme::{Dash, Ink, Marker};
use super::ticks::day_value;
use super::{Axis, ChartError, Rectangle, Tick, finite, label, share, svg};
use crate::words::{Message, Words};

/// How the values of a KPI are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KpiUnit {
    /// Fractions as percentages: conversion, retention, share satisfied.
    Percent,
    /// Plain numbers with so many decimals: NPS, a mean score, days.
    Number {
        /// The unit, written on the axis; may be empty.
        unit: String,
        /// Decimals to show.
        decimals: usize,
    },
    /// Money in a currency (ISO 4217 code).
    Money(String),
}

impl KpiUnit {
    pub(super) fn write(&self, words: &Words, value: f64) -> String {
        match self {
            Self::Percent => words.percent(value, 1),
            Self::Number { decimals, .. } => words.number(value, *decimals),
            Self::Money(currency) => words.money(value, &svg::clean(currency)),
        }
    }

    pub(super) fn axis(&self, words: &Words, low: f64, high: f64) -> Result<Axis, ChartError> {
        match self {
            Self::Percent => Axis::percent(words, low, high, 5),
            Self::Number { unit, .. } => Ok(Axis::numbers(words, low, high, 5)?.titled(svg::clean(unit))),
            Self::Money(currency) => Axis::money(words, low, high, 5, currency),
        }
    }
}

/// The value of a month.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct KpiMonth {
    /// A day of the month; its first is shown.
    pub month: Date,
    /// The value.
    pub value: f64,
    /// Lower end of its interval, if one is known.
    pub low: Option<f64>,
    /// Upper end of its interval, if one is known.
    pub high: Option<f64>,
    /// Answers, orders or visitors it comes from, if known.
    pub units: Option<u64>,
}

/// The history of a KPI.
#[derive(Debug, Clone, PartialEq)]
pub struct RunChart {
    /// Its texts; the title names the KPI.
    pub caption: Caption,
    /// How values are written.
    pub unit: KpiUnit,
    /// Level of the intervals, such as 0.95.
    pub level: f64,
    /// One entry for each month with a value, by rising months. A month without one leaves a gap.
    pub months: Vec<KpiMonth>,
    /// The value aimed at.
    pub target: Option<f64>,
}

const MOST_LABELS: usize = 13;

impl RunChart {
    /// Draws it.
    ///
    /// # Errors
    ///
    /// [`ChartError::NoData`] without months; [`ChartError::NotFinite`] when a number is not finite;
    /// [`ChartError::NotAShare`] when the level is not one.
    pub fn draw(&self, words: &Words) -> Result<Figure, ChartError> {
        share("the level of the intervals", self.level)?;
        let (x, y) = (self.horizontal(words)?, self.vertical(words)?);
        let mut page = self.caption.open();
        let plot = page.plot(270.0, x, y)?;
        if let Some(target) = self.target {
            plot.level(&mut page.canvas, target, Stroke::new(Ink::Text, 1.2).dash(Dash::Dashed));
        }
        self.draw_bars(&mut page, &plot);
        self.draw_line(&mut page, &plot, words)?;
        self.name_target(&mut page, &plot, words);
        self.name_last(&mut page, &plot, words);
        let notes = self.notes(words);
        Ok(self.caption.close(page, words, &notes, &self.reading(words)))
    }

    fn vertical(&self, words: &Words) -> Result<Axis, ChartError> {
        let mut reach: Option<(f64, f64)> = None;
        let values = self.months.iter().flat_map(|month| [Some(month.value), month.low, month.high]);
        for value in values.chain([self.target]).flatten() {
            let value = finite("a value of the KPI", value)?;
            let (low, high) = reach.unwrap_or((value, value));
            reach = Some((low.min(value), high.max(value)));
        }
        let (low, high) = reach.ok_or(ChartError::NoData)?;
        self.unit.axis(words, low, high)
    }

    /// The axis of months: under each its name, then the number of units, then the year where it begins.
    fn horizontal(&self, words: &Words) -> Result<Axis, ChartError> {
        let firsts = || self.months.iter().map(|month| month.month.first_of_month());
        let (first, last) = firsts().min().zip(firsts().max()).ok_or(ChartError::NoData)?;
        let axis = Axis::months(words, first, last, MOST_LABELS)?;
        // One month alone stands in the middle.
        let room = if first == last { 0.0 } else { 0.045 };
        let axis = if self.months.iter().any(|month| month.units.is_some()) {
            let ticks = axis.ticks().iter().map(|tick| self.with_units(tick, words)).collect();
            Axis::linear(axis.low(), axis.high(), ticks)?.titled(words.key("chart-month-n"))
        } else {
            axis.titled(words.key("chart-month"))
        };
        Ok(axis.without_grid().padded(room, room))
    }

    fn with_units(&self, tick: &Tick, words: &Words) -> Tick {
        let month = self.months.iter().find(|month| day_value(month.month.first_of_month()) == tick.value);
        let units = month.and_then(|month| month.units).map(|units| words.count(units)).unwrap_or_default();
        let mut lines = tick.label.split('\n');
        let (name, year) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
        Tick { value: tick.value, label: format!("{name}\n{units}\n{year}").trim_end_matches('\n').to_owned() }
    }

    fn draw_bars(&self, page: &mut Page, plot: &Plot) {
        for month in &self.months {
            let x = plot.place_x(day_value(month.month.first_of_month()));
            for end in [month.low, month.high].into_iter().flatten() {
                let (from, to) = (plot.place_y(month.value), plot.place_y(end));
                let stroke = Stroke::new(Ink::Blue, 2.0).opacity(0.6);
                page.canvas.line((x, from), (x, to), stroke);
                page.canvas.line((x - 4.5, to), (x + 4.5, to), stroke);
                page.canvas.reserve_line(&[(x, from), (x, to)], 4.0);
            }
        }
    }

    fn draw_line(&self, page: &mut Page, plot: &Plot, words: &Words) -> Result<(), ChartError> {
        let points = self.points();
        plot.line(&mut page.canvas, &points, Stroke::new(Ink::Blue, 2.4))?;
        plot.reserve_line(&mut page.canvas, &points);
        for (place, month) in self.months.iter().enumerate() {
            let point = plot.place(day_value(month.month.first_of_month()), month.value);
            // The month that is spoken about is the last one: the others stand back.
            let last = place + 1 == self.months.len();
            page.canvas.titled(&self.month_reading(words, month), |canvas| {
                canvas.marker(Marker::Circle, point, if last { 6.0 } else { 4.5 }, Ink::Blue, !last);
            });
        }
        Ok(())
    }

    /// The points of the line, with a break where months are missing.
    fn points(&self) -> Vec<(f64, f64)> {
        let mut points: Vec<(f64, f64)> = Vec::with_capacity(self.months.len());
        for month in &self.months {
            let x = day_value(month.month.first_of_month());
            // Two firsts of neighbouring months are 31 days apart at most.
            if points.last().is_some_and(|(before, _)| x - before > 31.5) {
                points.push((x, f64::NAN));
            }
            points.push((x, month.value));
        }
        points
    }

    fn name_target(&self, page: &mut Page, plot: &Plot, words: &Words) {
        if let Some(target) = self.target {
            let text = words.say(&Message::new("chart-target").text("value", self.unit.write(words, target)));
            label::on_level(&mut page.canvas, &text, plot, target);
            plot.reserve_level(&mut page.canvas, target);
        }
    }

    fn name_last(&self, page: &mut Page, plot: &Plot, words: &Words) {
        let Some(month) = self.months.last() else { return };
        let (x, y) = plot.place(day_value(month.month.first_of_month()), month.value);
        page.canvas.reserve(Rectangle { left: x - 8.0, top: y - 8.0, width: 16.0, height: 16.0 });
        let text = self.unit.write(words, month.value);
        let style = TextStyle::LABEL.size(14.0).bold().halo().anchor(Anchor::Start);
        label::styled(&mut page.canvas, &text, (x, y), &plot.frame().grown(2.0), &label::ABOVE_FIRST, &style);
    }

    fn notes(&self, words: &Words) -> Vec<String> {
        let has_intervals = self.months.iter().any(|month| month.low.is_some() || month.high.is_some());
        let level = Message::new("chart-note-level").percent("level", self.level, level_decimals(self.level));
        if has_intervals { vec![words.say(&level)] } else { vec![words.key("chart-note-no-intervals")] }
    }

    fn reading(&self, words: &Words) -> String {
        let target = self
            .target
            .map(|target| words.say(&Message::new("chart-target").text("value", self.unit.write(words, target))));
        let months = self.months.iter().map(|month| self.month_reading(words, month));
        months.chain(target).collect::<Vec<_>>().join(", ") + "."
    }

    fn month_reading(&self, words: &Words, month: &KpiMonth) -> String {
        let name = words.month(month.month.year(), month.month.month());
        let sentence = Message::new("chart-run-reading").text("month", name);
        words.say(&sentence.text("value", self.unit.write(words, month.value)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::gallery::{self, HOSTILE, LONG};
    use crate::words::Language;
    use jiff::civil::date;

    fn months(count: i32) -> Vec<KpiMonth> {
        (0..count)
            .map(|place| {
                let value = 31.0 + f64::from(place) * 0.6 + 3.0 * f64::from(place * 5 % 7) / 2.0;
                let units = u64::from((380 + 97 * place % 700).unsigned_abs());
                KpiMonth {
                    month: date(2024, 6, 15).checked_add(jiff::Span::new().months(place)).unwrap(),
                    value,
                    low: Some(value - 7.0),
                    high: Some(value + 7.0),
                    units: Some(units),
                }
            })
            .collect()
    }

    fn chart(months: Vec<KpiMonth>) -> RunChart {
        let mut caption = Caption::new("nps", "NPS after delivery: the rise since winter is larger than the noise");
        caption.subtitle = "Share of promoters less share of detractors, all customers".to_owned();
        caption.as_of = Some(date(2025, 6, 2));
        let unit = KpiUnit::Number { unit: "points".to_owned(), decimals: 0 };
        RunChart { caption, unit, level: 0.95, months, target: Some(45.0) }
    }

    #[test]
    fn ordinary_months_can_be_read() {
        gallery::check("run", |words| chart(months(12)).draw(words).unwrap());
        gallery::check("run-gap", |words| {
            let mut chart = chart(months(9));
            chart.months.remove(4);
            chart.caption.title = LONG.to_owned();
            chart.unit = KpiUnit::Percent;
            for month in &mut chart.months {
                (month.value, month.units) = (month.value / 1000.0, Some(1_234_567));
                (month.low, month.high) = (Some(month.value * 0.94), Some(month.value * 1.06));
            }
            chart.target = Some(0.04);
            chart.draw(words).unwrap()
        });
        gallery::check("run-money", |words| {
            let mut chart = chart(months(30));
            chart.unit = KpiUnit::Money("EUR".to_owned());
            chart.months.iter_mut().for_each(|month| (month.low, month.high, month.units) = (None, None, None));
            chart.draw(words).unwrap()
        });
    }

    #[test]
    fn hostile_months_can_be_read() {
        let mut huge = months(4);
        huge[2].value = -1e300;
        let mut flat = months(6);
        flat.iter_mut().for_each(|month| (month.value, month.low, month.high) = (0.0, Some(0.0), None));
        let mut units = months(12);
        units.iter_mut().for_each(|month| month.units = Some(u64::MAX));
        for (name, months) in
            [("one", months(1)), ("huge", huge), ("flat", flat), ("units", units), ("long", months(400))]
        {
            gallery::check(&format!("run-{name}"), |words| {
                let mut chart = chart(months.clone());
                chart.unit = KpiUnit::Number { unit: HOSTILE.to_owned(), decimals: 1 };
                chart.draw(words).unwrap()
            });
        }
    }

    #[test]
    fn what_cannot_be_drawn_is_an_error() {
        let words = Words::new(Language::English);
        assert_eq!(chart(vec![]).draw(&words), Err(ChartError::NoData));
        let mut broken = months(2);
        broken[1].low = Some(f64::NEG_INFINITY);
        assert!(matches!(chart(broken).draw(&words), Err(ChartError::NotFinite { .. })));
    }

    #[test]
    fn a_missing_month_breaks_the_line() {
        let mut months = months(5);
        months.remove(2);
        assert_eq!(chart(months).points().iter().filter(|(_, y)| y.is_nan()).count(), 1);
    }
}
