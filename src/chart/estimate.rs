//! What one sample says: values with their intervals, one row each, and the value aimed at.

use super::canvas::{Rectangle, Stroke};
use super::caption::Caption;
use super::figure::Figure;
use super::intervals::level_decimals;
use super::numbers_behind::NumbersBehind;
use super::page::{MARGIN, Page};
use super::plot::Plot;
use super::run_chart::KpiUnit;
use super::text::TextStyle;
use super::theme::{Dash, Ink, Marker};
use super::{Axis, ChartError, LegendItem, Swatch, finite, ordered, share, svg};
use crate::words::{Message, Words};

/// A value of one sample.
#[derive(Debug, Clone, PartialEq)]
pub struct EstimateRow {
    /// What it is: `CSAT`, `mobile`, the name of a page.
    pub label: String,
    /// Units it comes from, if known.
    pub units: Option<u64>,
    /// The value.
    pub estimate: f64,
    /// Lower end of its interval; `None` when it has none.
    pub low: Option<f64>,
    /// Upper end of its interval; `None` when it has none.
    pub high: Option<f64>,
}

/// Values with their intervals, with no control to compare with.
///
/// ```
/// use jalon::chart::{Caption, EstimateChart, EstimateRow, KpiUnit};
/// use jalon::words::{Language, Words};
/// let row = EstimateRow {
///     label: "Satisfied".into(), units: Some(400), estimate: 0.62, low: Some(0.572), high: Some(0.666),
/// };
/// let chart = EstimateChart {
///     caption: Caption::new("csat", "CSAT"), unit: KpiUnit::Percent, level: 0.95, rows: vec![row],
///     scale: None, target: Some(0.7),
/// };
/// assert!(chart.draw(&Words::new(Language::English)).unwrap().svg().contains("62.0%"));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct EstimateChart {
    /// Its texts.
    pub caption: Caption,
    /// How values are written.
    pub unit: KpiUnit,
    /// Level of the intervals, such as 0.95.
    pub level: f64,
    /// The values, from top to bottom.
    pub rows: Vec<EstimateRow>,
    /// The lowest and the highest value there can be, shown whole: 0 and 1 for a rate, −100 and 100 for an NPS. Without
    /// it, the axis covers what there is.
    pub scale: Option<(f64, f64)>,
    /// The value aimed at.
    pub target: Option<f64>,
}

const LABEL_WIDTH: f64 = 170.0;
const RESULT_WIDTH: f64 = 178.0;
const GUTTER: f64 = 22.0;
const PADDING: f64 = 12.0;
const LABEL: TextStyle = TextStyle::LABEL.size(13.5).bold();
const NUMBERS: TextStyle = TextStyle::LABEL.size(13.0).bold();

/// A row with its wrapped texts and its height.
struct Laid<'a> {
    row: &'a EstimateRow,
    label: Vec<String>,
    sizes: Vec<String>,
    numbers: Vec<String>,
    top: f64,
    height: f64,
}

impl EstimateChart {
    /// Draws it.
    ///
    /// # Errors
    ///
    /// [`ChartError::NoData`] without rows; [`ChartError::NotFinite`] when a number is not finite;
    /// [`ChartError::NotAShare`] when the level is not one; [`ChartError::Reversed`] when an interval or the scale runs
    /// backwards; [`ChartError::OffScale`] when a value lies outside the scale.
    pub fn draw(&self, words: &Words) -> Result<Figure, ChartError> {
        if self.rows.is_empty() {
            return Err(ChartError::NoData);
        }
        share("the level of the intervals", self.level)?;
        let axis = self.axis(words)?;
        let mut page = self.caption.open();
        page.legend(&self.legend(words));
        let laid: Vec<Laid<'_>> = self.rows.iter().map(|row| self.lay_out(row, &mut page, words)).collect();
        self.draw_rows(&mut page, axis, &laid, words)?;
        let figure = self.caption.close(page, words, &self.notes(words), &self.reading(words));
        Ok(figure.with_numbers(self.numbers_behind(words)))
    }

    fn axis(&self, words: &Words) -> Result<Axis, ChartError> {
        if let Some((low, high)) = self.scale {
            ordered("the scale", low, high)?;
        }
        let mut reach: Option<(f64, f64)> = None;
        let of_row = |row: &EstimateRow| [Some(row.estimate), row.low, row.high];
        for value in self.rows.iter().flat_map(of_row).chain([self.target]).flatten() {
            let value = finite("a value", value)?;
            if let Some((low, high)) = self.scale.filter(|(low, high)| !(*low..=*high).contains(&value)) {
                return Err(ChartError::OffScale { what: "a value", value, low, high });
            }
            let (low, high) = reach.unwrap_or((value, value));
            reach = Some((low.min(value), high.max(value)));
        }
        for row in &self.rows {
            if let Some((low, high)) = row.low.zip(row.high) {
                ordered("an interval", low, high)?;
            }
        }
        let (low, high) = reach.ok_or(ChartError::NoData)?;
        let room = 0.04 * (high - low);
        let (low, high) = self.scale.unwrap_or((low - room, high + room));
        self.unit.axis(words, low, high)
    }

    fn legend(&self, words: &Words) -> Vec<LegendItem> {
        let target = self.target.map(|target| {
            let text = words.say(&Message::new("chart-target").text("value", self.unit.write(words, target)));
            LegendItem::new(Swatch::Line(Ink::Text, Dash::Dashed, None), text)
        });
        target.into_iter().collect()
    }

    fn lay_out<'a>(&self, row: &'a EstimateRow, page: &mut Page, words: &Words) -> Laid<'a> {
        let sizes = row.units.map(|units| words.say(&Message::new("chart-estimate-units").count("units", units)));
        let label = LABEL.wrap(&svg::clean(&row.label), LABEL_WIDTH);
        let sizes = sizes.map(|sizes| TextStyle::MUTED.wrap(&sizes, LABEL_WIDTH)).unwrap_or_default();
        let numbers = NUMBERS.wrap(&self.value(row, words), RESULT_WIDTH);
        let left = label.len() as f64 * LABEL.line_height() + sizes.len() as f64 * TextStyle::MUTED.line_height();
        let height = left.max(numbers.len() as f64 * NUMBERS.line_height()) + 2.0 * PADDING;
        let top = page.cursor();
        page.skip(height);
        Laid { row, label, sizes, numbers, top, height }
    }

    fn value(&self, row: &EstimateRow, words: &Words) -> String {
        format!("{}  {}", self.unit.write(words, row.estimate), self.interval(row, words))
    }

    fn interval(&self, row: &EstimateRow, words: &Words) -> String {
        let end = |end: Option<f64>, open: &str| end.map_or(open.to_owned(), |end| self.unit.write(words, end));
        let ends = Message::new("chart-interval").text("low", end(row.low, "−∞")).text("high", end(row.high, "+∞"));
        words.say(&ends)
    }

    fn draw_rows(&self, page: &mut Page, axis: Axis, laid: &[Laid<'_>], words: &Words) -> Result<(), ChartError> {
        let (width, left) = (page.canvas.width(), MARGIN + LABEL_WIDTH + GUTTER);
        let top = laid.first().map_or(0.0, |row| row.top);
        let height = laid.iter().map(|row| row.height).sum();
        let frame = Rectangle { left, top, width: width - MARGIN - RESULT_WIDTH - GUTTER - left, height };
        let plot = Plot::new(frame, axis, Axis::linear(0.0, 1.0, vec![])?);
        plot.grid(&mut page.canvas)?;
        if let Some(target) = self.target {
            plot.upright(&mut page.canvas, target, Stroke::new(Ink::Text, 1.4).dash(Dash::Dashed));
        }
        for row in laid {
            let canvas = &mut page.canvas;
            canvas.line((MARGIN, row.top), (width - MARGIN, row.top), Stroke::new(Ink::Grid, 1.0));
            let first = row.top + PADDING + 12.0;
            let end = canvas.lines(&row.label, MARGIN, first, &LABEL);
            canvas.lines(&row.sizes, MARGIN, end + TextStyle::MUTED.line_height() + 1.0, &TextStyle::MUTED);
            canvas.lines(&row.numbers, width - MARGIN - RESULT_WIDTH, first, &NUMBERS);
            let title = format!("{}: {}", row.row.label, self.value(row.row, words));
            canvas.titled(&title, |canvas| draw_bar(canvas, &plot, row));
        }
        page.frame_x(&plot);
        Ok(())
    }

    fn notes(&self, words: &Words) -> Vec<String> {
        let open = |row: &EstimateRow| row.low.is_none() || row.high.is_none();
        let level = Message::new("chart-note-level").percent("level", self.level, level_decimals(self.level));
        let mut notes = vec![words.say(&level)];
        if self.rows.iter().any(open) {
            notes.push(words.key("chart-note-unbounded"));
        }
        notes
    }

    fn reading(&self, words: &Words) -> String {
        let row = |row: &EstimateRow| {
            let value = Message::new("chart-estimate-reading")
                .text("label", svg::clean(&row.label))
                .text("value", self.value(row, words));
            words.say(&value)
        };
        self.rows.iter().map(row).collect::<Vec<_>>().join(" ")
    }

    fn numbers_behind(&self, words: &Words) -> NumbersBehind {
        let level = Message::new("chart-column-interval").percent("level", self.level, level_decimals(self.level));
        let titles = ["chart-estimate-what", "chart-estimate-n", "chart-estimate-value"];
        let titles = titles.map(|key| words.say(&Message::new(key))).into_iter().chain([words.say(&level)]);
        let mut numbers = NumbersBehind::new(titles);
        for row in &self.rows {
            let units = row.units.map(|units| words.count(units)).unwrap_or_default();
            numbers.push([
                svg::clean(&row.label),
                units,
                self.unit.write(words, row.estimate),
                self.interval(row, words),
            ]);
        }
        numbers
    }
}

fn draw_bar(canvas: &mut super::Canvas, plot: &Plot, laid: &Laid<'_>) {
    let (row, middle, frame) = (laid.row, laid.top + laid.height / 2.0, plot.frame());
    let left = row.low.map_or(frame.left, |low| plot.place_x(low));
    let right = row.high.map_or(frame.right(), |high| plot.place_x(high));
    canvas.line((left, middle), (right, middle), Stroke::new(Ink::Blue, 3.0));
    for (end, x, direction) in [(row.low, left, -1.0), (row.high, right, 1.0)] {
        match end {
            Some(_) => canvas.line((x, middle - 5.0), (x, middle + 5.0), Stroke::new(Ink::Blue, 2.0)),
            None => canvas.arrow_head((x + direction * 9.0, middle), (direction, 0.0), 11.0, Ink::Blue),
        }
    }
    canvas.marker(Marker::Circle, (plot.place_x(row.estimate), middle), 6.0, Ink::Blue, false);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::gallery::{self, HOSTILE, LONG};
    use crate::words::Language;

    fn row(label: &str, estimate: f64, half: f64, units: u64) -> EstimateRow {
        EstimateRow {
            label: label.to_owned(),
            units: Some(units),
            estimate,
            low: Some(estimate - half),
            high: Some(estimate + half),
        }
    }

    fn chart(rows: Vec<EstimateRow>) -> EstimateChart {
        let mut caption = Caption::new("csat", "Six customers in ten are satisfied after delivery");
        caption.subtitle = "Share of answers 4 and 5, April".to_owned();
        caption.as_of = Some(jiff::civil::date(2025, 5, 5));
        EstimateChart { caption, unit: KpiUnit::Percent, level: 0.95, rows, scale: Some((0.0, 1.0)), target: Some(0.7) }
    }

    #[test]
    fn ordinary_values_can_be_read() {
        gallery::check("estimate", |words| chart(vec![row("CSAT", 0.62, 0.047, 412)]).draw(words).unwrap());
        gallery::check("estimate-nps", |words| {
            let rows =
                vec![row("Mobile", 12.4, 6.2, 803), row("Ordinateur", 31.0, 9.5, 290), row(LONG, -8.0, 21.0, 41)];
            let mut chart = chart(rows);
            chart.unit = KpiUnit::Number { unit: "NPS".to_owned(), decimals: 1 };
            (chart.scale, chart.target) = (Some((-100.0, 100.0)), None);
            chart.draw(words).unwrap()
        });
        gallery::check("estimate-money", |words| {
            let mut chart = chart(vec![row("Average basket", 64.2, 1.9, 12_874)]);
            chart.unit = KpiUnit::Money("EUR".to_owned());
            (chart.scale, chart.target) = (None, Some(66.0));
            chart.draw(words).unwrap()
        });
    }

    #[test]
    fn hostile_values_can_be_read() {
        let mut open = row(HOSTILE, 0.5, 0.1, u64::MAX);
        open.low = None;
        let many = (0..30).map(|place| row(&format!("{place} {LONG}"), f64::from(place), 2.0, 9)).collect();
        for (name, rows) in [
            ("open", vec![open]),
            ("flat", vec![row("x", 0.0, 0.0, 1)]),
            ("huge", vec![row("x", 1e300, 1e299, 1), row(&"y".repeat(200), 0.0, 0.0, 0)]),
            ("many", many),
        ] {
            gallery::check(&format!("estimate-{name}"), |words| {
                let mut chart = chart(rows.clone());
                (chart.scale, chart.unit) = (None, KpiUnit::Number { unit: HOSTILE.to_owned(), decimals: 2 });
                chart.draw(words).unwrap()
            });
        }
    }

    #[test]
    fn what_cannot_be_drawn_is_an_error() {
        let words = Words::new(Language::English);
        assert_eq!(chart(vec![]).draw(&words), Err(ChartError::NoData));
        let drawn = |estimate: f64, half: f64| chart(vec![row("x", estimate, half, 9)]).draw(&words);
        assert!(matches!(drawn(f64::NAN, 0.1), Err(ChartError::NotFinite { .. })));
        assert!(matches!(drawn(0.5, -0.1), Err(ChartError::Reversed { .. })));
        assert!(matches!(drawn(0.9, 0.2), Err(ChartError::OffScale { .. })));
    }
}
