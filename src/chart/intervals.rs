//! Forest plot: effects with their intervals, one row each, for metrics, arms or experiments side by side.

use super::canvas::{Canvas, Stroke};
use super::caption::Caption;
use super::effect::EffectUnit;
use super::figure::Figure;
use super::page::{MARGIN, Page};
use super::plot::Plot;
use super::text::TextStyle;
use super::theme::{Dash, Ink, Marker};
use super::{Axis, ChartError, LegendItem, Rectangle, Swatch, finite, share, svg};
use crate::words::{Message, Words};

/// What a result means, for its colour and marker; the word beside it says it in full.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Better, or within the margin: green, ●.
    Good,
    /// Not settled: grey, hollow ◆.
    Open,
    /// Worse, or past the margin: vermilion, ■.
    Bad,
}

impl Tone {
    fn ink(self) -> Ink {
        match self {
            Self::Good => Ink::Green,
            Self::Open => Ink::Muted,
            Self::Bad => Ink::Vermilion,
        }
    }

    fn marker(self) -> Marker {
        match self {
            Self::Good => Marker::Circle,
            Self::Open => Marker::Diamond,
            Self::Bad => Marker::Square,
        }
    }

    fn hollow(self) -> bool {
        self == Self::Open
    }
}

/// One effect.
#[derive(Debug, Clone, PartialEq)]
pub struct IntervalRow {
    /// What is compared: a metric, an arm, an experiment.
    pub label: String,
    /// Heading under which neighbouring rows with the same group stand; empty for none.
    pub group: String,
    /// Sample sizes: the name of each arm with its number of units.
    pub arms: Vec<(String, u64)>,
    /// The estimate; `None` when there is none to give.
    pub estimate: Option<f64>,
    /// Lower end; `None` when the interval has no lower end.
    pub low: Option<f64>,
    /// Upper end; `None` when the interval has no upper end.
    pub high: Option<f64>,
    /// The margin the effect must stay above (negative) or below (positive), if the metric has one.
    pub margin: Option<f64>,
    /// The verdict in a word or two.
    pub verdict: String,
    /// What the verdict means.
    pub tone: Tone,
}

/// A forest plot.
///
/// ```
/// use jalon::chart::{Caption, EffectUnit, IntervalChart, IntervalRow, Tone};
/// use jalon::words::{Language, Words};
/// let row = IntervalRow {
///     label: "Conversion".into(), group: String::new(),
///     arms: vec![("control".into(), 4000), ("variant".into(), 4000)],
///     estimate: Some(0.1125), low: Some(-0.021), high: Some(0.264), margin: None,
///     verdict: "undecided".into(), tone: Tone::Open,
/// };
/// let chart = IntervalChart {
///     caption: Caption::new("e001", "Guest checkout"), unit: EffectUnit::Lift, level: 0.95, rows: vec![row],
/// };
/// assert!(chart.draw(&Words::new(Language::English)).unwrap().svg().contains("undecided"));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct IntervalChart {
    /// Its texts.
    pub caption: Caption,
    /// The unit of every effect shown.
    pub unit: EffectUnit,
    /// Level of the intervals, such as 0.95.
    pub level: f64,
    /// The effects, from top to bottom.
    pub rows: Vec<IntervalRow>,
}

const LABEL_WIDTH: f64 = 196.0;
const RESULT_WIDTH: f64 = 190.0;
const GUTTER: f64 = 22.0;
const ROW_PADDING: f64 = 11.0;
const LABEL: TextStyle = TextStyle::LABEL.size(13.5).bold();
const VERDICT: TextStyle = TextStyle::LABEL.size(13.0);

/// A row with its wrapped texts and its place.
struct Laid<'a> {
    row: &'a IntervalRow,
    label: Vec<String>,
    sizes: Vec<String>,
    verdict: Vec<String>,
    numbers: Vec<String>,
    top: f64,
    height: f64,
}

impl IntervalChart {
    /// Draws it.
    ///
    /// # Errors
    ///
    /// [`ChartError::NoData`] without rows; [`ChartError::NotFinite`] when a number is not finite;
    /// [`ChartError::NotAShare`] when the level is not one.
    pub fn draw(&self, words: &Words) -> Result<Figure, ChartError> {
        if self.rows.is_empty() {
            return Err(ChartError::NoData);
        }
        share("the level of the intervals", self.level)?;
        let axis = self.axis(words)?;
        let mut page = self.caption.open();
        page.legend(&self.legend(words));
        let headings = self.headings(words);
        let style = TextStyle::MUTED;
        let first = page.cursor() + 12.0;
        page.canvas.text(&headings, page.canvas.width() - MARGIN - RESULT_WIDTH, first, &style);
        page.skip(24.0);
        let laid = self.lay_out(&mut page, words);
        self.draw_plot(&mut page, &axis, &laid, words)?;
        let notes = self.notes(words);
        Ok(self.caption.close(page, words, &notes, &self.reading(words)))
    }

    fn axis(&self, words: &Words) -> Result<Axis, ChartError> {
        let mut values = vec![0.0];
        for row in &self.rows {
            for value in [row.estimate, row.low, row.high, row.margin].into_iter().flatten() {
                values.push(finite("an effect", value)?);
            }
        }
        let low = values.iter().copied().fold(f64::INFINITY, f64::min);
        let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        // A little room past the ends, so that bars and arrow heads do not touch the frame.
        let room = 0.04 * (high - low);
        self.unit.axis(words, low - room, high + room, 5)
    }

    fn headings(&self, words: &Words) -> String {
        words.say(&Message::new("chart-interval-heading").percent("level", self.level, level_decimals(self.level)))
    }

    fn legend(&self, words: &Words) -> Vec<LegendItem> {
        let has_margin = self.rows.iter().any(|row| row.margin.is_some());
        let margin = LegendItem::new(Swatch::Line(Ink::Text, Dash::Dashed, None), words.key("chart-margin"));
        if has_margin { vec![margin] } else { vec![] }
    }

    /// Wraps the texts of each row, writes group headings and gives each row its place.
    fn lay_out(&self, page: &mut Page, words: &Words) -> Vec<Laid<'_>> {
        let mut group = "";
        let mut laid = Vec::with_capacity(self.rows.len());
        for row in &self.rows {
            if row.group != group {
                group = &row.group;
                page.skip(if laid.is_empty() { 0.0 } else { 18.0 });
                page.paragraph(group, &TextStyle::LABEL.size(13.0).bold().ink(Ink::Muted));
                page.skip(4.0);
            }
            let row = self.lay_row(row, words, page.cursor());
            page.skip(row.height);
            laid.push(row);
        }
        laid
    }

    fn lay_row<'a>(&self, row: &'a IntervalRow, words: &Words, top: f64) -> Laid<'a> {
        let mut sizes = TextStyle::MUTED.wrap(&sizes(row, words), LABEL_WIDTH);
        sizes.retain(|line| !line.is_empty());
        let label = LABEL.wrap(&svg::clean(&row.label), LABEL_WIDTH);
        let numbers = TextStyle::LABEL.size(13.0).bold().wrap(&self.numbers(row, words), RESULT_WIDTH);
        let verdict = VERDICT.wrap(&svg::clean(&row.verdict), RESULT_WIDTH - 20.0);
        let height = |one: &[String], style: TextStyle, two: &[String], other: TextStyle| {
            one.len() as f64 * style.line_height() + two.len() as f64 * other.line_height()
        };
        let tallest = height(&label, LABEL, &sizes, TextStyle::MUTED).max(height(&numbers, VERDICT, &verdict, VERDICT));
        Laid { row, label, sizes, verdict, numbers, top, height: tallest + 2.0 * ROW_PADDING }
    }

    fn numbers(&self, row: &IntervalRow, words: &Words) -> String {
        match row.estimate {
            Some(estimate) => {
                let interval = self.unit.write_interval(words, row.low, row.high);
                format!("{}  {interval}", self.unit.write(words, estimate))
            }
            None => "—".to_owned(),
        }
    }

    /// Draws the rows over their grid. The grid stops at group headings, which it would cross out.
    fn draw_plot(&self, page: &mut Page, axis: &Axis, laid: &[Laid<'_>], words: &Words) -> Result<(), ChartError> {
        let width = page.canvas.width();
        let left = MARGIN + LABEL_WIDTH + GUTTER;
        let block = |rows: &[Laid<'_>]| {
            let top = rows.first().map_or(0.0, |row| row.top);
            let bottom = rows.last().map_or(0.0, |row| row.top + row.height);
            Rectangle { left, top, width: width - MARGIN - RESULT_WIDTH - GUTTER - left, height: bottom - top }
        };
        let mut last = None;
        for rows in laid.chunk_by(|one, next| one.row.group == next.row.group) {
            let plot = Plot::new(block(rows), axis.clone(), Axis::linear(0.0, 1.0, vec![])?);
            plot.grid(&mut page.canvas)?;
            plot.upright(&mut page.canvas, 0.0, Stroke::new(Ink::Text, 1.4));
            for row in rows {
                draw_row(page, row);
                let title = format!("{} {}", row.row.label, self.numbers(row.row, words));
                page.canvas.titled(&title, |canvas| draw_interval(canvas, &plot, row));
            }
            last = Some(plot);
        }
        page.frame_x(&last.ok_or(ChartError::NoData)?);
        Ok(())
    }

    fn notes(&self, words: &Words) -> Vec<String> {
        let open = |row: &IntervalRow| row.estimate.is_some() && (row.low.is_none() || row.high.is_none());
        let level = Message::new("chart-note-level").percent("level", self.level, level_decimals(self.level));
        let mut notes = vec![words.say(&level)];
        if self.rows.iter().any(open) {
            notes.push(words.key("chart-note-unbounded"));
        }
        notes
    }

    fn reading(&self, words: &Words) -> String {
        let row = |row: &IntervalRow| {
            let sentence = Message::new("chart-interval-reading")
                .text("label", svg::clean(&row.label))
                .text("numbers", self.numbers(row, words))
                .text("verdict", svg::clean(&row.verdict))
                .text("sizes", sizes(row, words));
            words.say(&sentence)
        };
        self.rows.iter().map(row).collect::<Vec<_>>().join(" ")
    }
}

/// Decimals of a confidence level: 95 %, 97.5 %.
pub(super) fn level_decimals(level: f64) -> usize {
    super::ticks::decimals((level * 1e4).round() / 1e2).min(2)
}

fn sizes(row: &IntervalRow, words: &Words) -> String {
    let arm = |(name, units): &(String, u64)| {
        words.say(&Message::new("chart-arm-size").text("arm", svg::clean(name)).count("units", *units))
    };
    let arms: Vec<String> = row.arms.iter().map(arm).collect();
    if arms.is_empty() { String::new() } else { words.say(&Message::new("chart-sizes").text("arms", arms.join(", "))) }
}

fn draw_row(page: &mut Page, laid: &Laid<'_>) {
    let canvas = &mut page.canvas;
    let width = canvas.width();
    canvas.line((MARGIN, laid.top), (width - MARGIN, laid.top), Stroke::new(Ink::Grid, 1.0));
    let first = laid.top + ROW_PADDING + 12.0;
    let end = canvas.lines(&laid.label, MARGIN, first, &LABEL);
    canvas.lines(&laid.sizes, MARGIN, end + TextStyle::MUTED.line_height() + 1.0, &TextStyle::MUTED);
    let right = width - MARGIN - RESULT_WIDTH;
    let end = canvas.lines(&laid.numbers, right, first, &TextStyle::LABEL.size(13.0).bold());
    let (tone, baseline) = (laid.row.tone, end + VERDICT.line_height() + 1.0);
    canvas.marker(tone.marker(), (right + 6.0, baseline - VERDICT.middle_shift()), 5.0, tone.ink(), tone.hollow());
    canvas.lines(&laid.verdict, right + 20.0, baseline, &VERDICT);
}

fn draw_interval(canvas: &mut Canvas, plot: &Plot, laid: &Laid<'_>) {
    let (row, middle) = (laid.row, laid.top + laid.height / 2.0);
    let ink = row.tone.ink();
    if let Some(margin) = row.margin {
        let x = plot.place_x(margin);
        let stroke = Stroke::new(Ink::Text, 1.6).dash(Dash::Dashed);
        canvas.line((x, laid.top + 4.0), (x, laid.top + laid.height - 4.0), stroke);
    }
    let Some(estimate) = row.estimate else { return };
    let frame = plot.frame();
    let ends = (
        row.low.map_or(frame.left, |low| plot.place_x(low)),
        row.high.map_or(frame.right(), |high| plot.place_x(high)),
    );
    let bar = Stroke::new(ink, 3.0);
    canvas.line((ends.0, middle), (ends.1, middle), bar);
    for (end, x, direction) in [(row.low, ends.0, -1.0), (row.high, ends.1, 1.0)] {
        match end {
            Some(_) => canvas.line((x, middle - 5.0), (x, middle + 5.0), Stroke::new(ink, 2.0)),
            None => canvas.arrow_head((x + direction * 9.0, middle), (direction, 0.0), 11.0, ink),
        }
    }
    canvas.marker(row.tone.marker(), (plot.place_x(estimate), middle), 6.0, ink, row.tone.hollow());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::gallery::{self, HOSTILE, LONG};
    use crate::words::Language;

    fn row(label: &str, estimate: f64, low: Option<f64>, high: Option<f64>, verdict: &str, tone: Tone) -> IntervalRow {
        IntervalRow {
            label: label.to_owned(),
            group: String::new(),
            arms: vec![("A".to_owned(), 14_812), ("B".to_owned(), 14_779)],
            estimate: Some(estimate),
            low,
            high,
            margin: None,
            verdict: verdict.to_owned(),
            tone,
        }
    }

    fn chart(rows: Vec<IntervalRow>) -> IntervalChart {
        let mut caption = Caption::new("E003-intervals", "Guest checkout: more orders, same basket");
        caption.subtitle = "E003, four whole weeks, control A against variant B".to_owned();
        caption.as_of = Some(jiff::civil::date(2025, 5, 12));
        IntervalChart { caption, unit: EffectUnit::Lift, level: 0.95, rows }
    }

    fn ordinary() -> IntervalChart {
        let mut rows = vec![
            row("Conversion", 0.082, Some(0.021), Some(0.147), "better", Tone::Good),
            row("Average basket", 0.006, Some(-0.018), Some(0.031), "not settled", Tone::Open),
            row("Returned orders within 30 days", 0.041, Some(-0.012), None, "margin crossed", Tone::Bad),
        ];
        rows[1].margin = Some(-0.03);
        rows[2].margin = Some(0.02);
        chart(rows)
    }

    #[test]
    fn ordinary_rows_can_be_read() {
        gallery::check("intervals", |words| ordinary().draw(words).unwrap());
        gallery::check("intervals-grouped", |words| {
            let mut chart = ordinary();
            for (place, row) in chart.rows.iter_mut().enumerate() {
                row.group = if place < 2 { "E003 Guest checkout".to_owned() } else { LONG.to_owned() };
            }
            chart.draw(words).unwrap()
        });
    }

    #[test]
    fn hostile_rows_can_be_read() {
        gallery::check("intervals-hostile", |words| {
            let mut rows = vec![
                row(HOSTILE, 1e300, Some(-1e300), Some(1e300), HOSTILE, Tone::Bad),
                row(LONG, 0.0, Some(0.0), Some(0.0), LONG, Tone::Open),
                row(&"x".repeat(200), 0.0, None, None, "", Tone::Open),
            ];
            rows[1].estimate = None;
            rows[2].arms = (0..6).map(|arm| (format!("{LONG} {arm}"), u64::MAX)).collect();
            let mut chart = chart(rows);
            chart.caption.title = format!("{HOSTILE} {LONG}");
            chart.draw(words).unwrap()
        });
        gallery::check("intervals-tiny", |words| {
            chart(vec![row("tiny", 1e-12, Some(0.0), Some(2e-12), "?", Tone::Open)]).draw(words).unwrap()
        });
        gallery::check("intervals-zero", |words| {
            chart(vec![row("zero", 0.0, Some(0.0), Some(0.0), "?", Tone::Open)]).draw(words).unwrap()
        });
    }

    #[test]
    fn what_cannot_be_drawn_is_an_error() {
        let words = Words::new(Language::French);
        assert_eq!(chart(vec![]).draw(&words), Err(ChartError::NoData));
        let rows = vec![row("x", f64::NAN, None, None, "", Tone::Open)];
        assert!(matches!(chart(rows).draw(&words), Err(ChartError::NotFinite { .. })));
    }

    #[test]
    fn every_row_says_its_verdict_and_its_sizes() {
        let figure = ordinary().draw(&Words::new(Language::English)).unwrap();
        let texts: Vec<String> =
            crate::chart::legible::texts(&figure).unwrap().into_iter().map(|text| text.text).collect();
        for wanted in ["better", "not settled", "margin crossed", "n\u{a0}=\u{a0}14,812\u{a0}(A), 14,779\u{a0}(B)"] {
            assert!(texts.iter().any(|text| text == wanted), "{wanted} in {texts:?}");
        }
    }
}
