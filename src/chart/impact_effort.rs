//! Impact against effort, with 80 % bars, quadrants from the thresholds and a label for every item.

use super::canvas::{Canvas, Fill, Rectangle, Stroke};
use super::matrix_layout::{Cell, Dot, LABEL_MARGIN, Layout, bars, dot_radius};
use super::page::{MARGIN, Page};
use super::paragraph::{Entry, Paragraph, SMALL, STRONG, on_row};
use super::placement::{Outcome, Point, Segment};
use super::{Anchor, Caption, ChartError, Dash, Figure, Ink, TextStyle, ticks};
use crate::words::{Message, Words};

/// The impact × effort chart, ready to be drawn. Cheap is on the left, high impact at the top.
#[derive(Debug, Clone, PartialEq)]
pub struct ImpactEffort {
    /// The texts around the figure.
    pub caption: Caption,
    /// The horizontal axis.
    pub effort: MatrixAxis,
    /// The vertical axis.
    pub impact: MatrixAxis,
    /// What the area of a dot means, with its unit: "visitors per week".
    pub reach_unit: String,
    /// The items.
    pub items: Vec<MatrixItem>,
}

/// An axis with the border between its two quadrants.
#[derive(Debug, Clone, PartialEq)]
pub struct MatrixAxis {
    /// What it shows, with its unit: "Effort (person-days)".
    pub title: String,
    /// Where the quadrants meet: a threshold of the user or a median.
    pub border: f64,
    /// How the border came about, written at its end: "median: 6 days".
    pub border_text: String,
    /// Whether the axis is logarithmic; then every value must be above 0.
    pub log: bool,
}

/// An item of the chart.
#[derive(Debug, Clone, PartialEq)]
pub struct MatrixItem {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Effort.
    pub effort: MatrixRange,
    /// Impact.
    pub impact: MatrixRange,
    /// Reach, which the area of the dot shows; a hollow dot without it.
    pub reach: Option<f64>,
}

/// A value with its 80 % interval; equal ends for a bare value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MatrixRange {
    /// Lower end.
    pub low: f64,
    /// The value the dot shows.
    pub likely: f64,
    /// Upper end.
    pub high: f64,
}

impl MatrixRange {
    /// A value without an interval.
    #[must_use]
    pub fn point(value: f64) -> Self {
        Self { low: value, likely: value, high: value }
    }

    pub(super) fn is_point(self) -> bool {
        self.low == self.high
    }

    pub(super) fn values(self) -> [f64; 3] {
        [self.low, self.likely, self.high]
    }
}

/// Room on the left for the labels of the vertical axis.
const TICK_ROOM: f64 = 58.0;
/// Room on the right for the text of the horizontal border.
const BORDER_TEXT_WIDTH: f64 = 104.0;
const PLOT_WIDTH: f64 = 860.0;
const PLOT_HEIGHT: f64 = 600.0;
const LIST_WIDTH: f64 = 270.0;

impl ImpactEffort {
    /// Draws the chart. Titles that find no room beside their dot stand in a list on the right, found by their id.
    ///
    /// # Errors
    ///
    /// [`ChartError::NoData`] without items; [`ChartError::NotFinite`] or [`ChartError::NotPositive`] when a value has
    /// no place on its axis.
    pub fn draw(&self, words: &Words) -> Result<Figure, ChartError> {
        if self.items.is_empty() {
            return Err(ChartError::NoData);
        }
        let layout = self.roomy_layout(words)?;
        let list = TitleList::of(self, &layout, words);
        // A list longer than the plot goes below it, in columns.
        let beside = list.as_ref().is_some_and(|list| list.height() <= layout.plot.height);
        let list_width = if beside { LIST_WIDTH } else { 0.0 };
        let width = MARGIN + TICK_ROOM + layout.plot.width + BORDER_TEXT_WIDTH + list_width + MARGIN;
        let mut page = self.caption.open_wide(width);
        self.legend(&mut page, &layout, words);
        let top = page.cursor() + 40.0;
        let drawing = Drawing { chart: self, layout: layout.moved_down(top), words };
        let mut bottom = drawing.draw(&mut page.canvas);
        if let Some(list) = list {
            let columns = (page.inner_width() / LIST_WIDTH) as usize;
            let list_bottom = if beside {
                list.draw(&mut page.canvas, width - MARGIN - LIST_WIDTH + 16.0, top, 1)
            } else {
                list.draw(&mut page.canvas, MARGIN, bottom + 20.0, columns)
            };
            bottom = bottom.max(list_bottom);
        }
        page.skip(bottom + 8.0 - page.cursor());
        let about = Message::new("atlas-matrix-about").count("items", self.items.len() as u64);
        Ok(self.caption.close(page, words, &[], &words.say(&about)))
    }

    /// The smallest of a few plots where every item keeps at least its id.
    fn roomy_layout(&self, words: &Words) -> Result<Layout, ChartError> {
        const GROWTH: [f64; 5] = [1.0, 1.2, 1.45, 1.75, 2.1];
        // Twelve items stand well on the smallest plot.
        let crowd = (self.items.len().saturating_sub(12) as f64 / 80.0).min(0.4);
        let mut layout = None;
        for growth in GROWTH.map(|growth| growth + crowd) {
            let plot = Rectangle {
                left: MARGIN + TICK_ROOM,
                top: 0.0,
                width: PLOT_WIDTH * growth,
                height: PLOT_HEIGHT * growth,
            };
            let names: Vec<Rectangle> = QuadrantName::all(&plot, words).iter().map(QuadrantName::bounds).collect();
            let tried = Layout::of(self, plot, &names, words)?;
            let complete = !tried.outcomes.contains(&Outcome::Nowhere);
            layout = Some(tried);
            if complete {
                break;
            }
        }
        layout.ok_or(ChartError::NoData)
    }

    /// What dots, bars and rings mean, as far as the chart has them.
    fn legend(&self, page: &mut Page, layout: &Layout, words: &Words) {
        let largest = self.items.iter().filter_map(|item| item.reach).fold(0.0, f64::max);
        let mut legend = Legend { x: MARGIN, middle: page.cursor() + 18.0, right: page.canvas.width() - MARGIN };
        let canvas = &mut page.canvas;
        if largest > 0.0 {
            let unit = words.say(&Message::new("atlas-reach").text("unit", self.reach_unit.as_str()));
            legend.entry(canvas, &unit, 0.0, |_, _| {});
            let round = round_below(largest);
            for reach in [round, round / 5.0] {
                let radius = dot_radius(reach, largest);
                legend.entry(canvas, &words.number(reach, ticks::decimals(reach)), 2.0 * radius, |canvas, (x, y)| {
                    draw_dot(canvas, &Dot { at: (x + radius, y), radius, hollow: false, quick_win: false });
                });
            }
        }
        if self.items.iter().any(|item| item.reach.is_none()) {
            legend.entry(canvas, &words.key("atlas-reach-unknown"), 12.0, |canvas, (x, y)| {
                draw_dot(canvas, &Dot { at: (x + 6.0, y), radius: 6.0, hollow: true, quick_win: false });
            });
        }
        if self.items.iter().any(|item| !item.effort.is_point() || !item.impact.is_point()) {
            legend.entry(canvas, &words.key("atlas-bars"), 30.0, |canvas, (x, y)| {
                draw_bar(canvas, &Segment { from: (x, y), to: (x + 30.0, y) });
            });
        }
        if !layout.cells.is_empty() {
            legend.entry(canvas, &words.key("atlas-tied"), 20.0, |canvas, (x, y)| {
                draw_cell(canvas, &Cell { at: (x + 10.0, y), radius: 10.0 });
            });
        }
        page.skip(legend.middle + 20.0 - page.cursor());
    }
}

/// 1, 2 or 5 times a power of ten, not above a number above 0.
fn round_below(number: f64) -> f64 {
    let power = 10_f64.powf(number.log10().floor());
    [5.0, 2.0, 1.0].into_iter().map(|lead| lead * power).find(|round| *round <= number).unwrap_or(number)
}

/// Where the next entry of the legend stands; entries that do not fit go to the next row.
struct Legend {
    x: f64,
    middle: f64,
    right: f64,
}

impl Legend {
    fn entry(&mut self, canvas: &mut Canvas, text: &str, width: f64, draw: impl FnOnce(&mut Canvas, Point)) {
        const GAP: f64 = 22.0;
        let swatch = if width > 0.0 { width + 7.0 } else { 0.0 };
        let text = Paragraph::new(text, SMALL, self.right - MARGIN - swatch);
        if self.x > MARGIN && self.x + swatch + text.width() > self.right {
            (self.x, self.middle) = (MARGIN, self.middle + 26.0);
        }
        draw(canvas, (self.x, self.middle));
        text.draw(canvas, self.x + swatch, self.middle - text.line_height() / 2.0);
        self.x += swatch + text.width() + GAP;
        self.middle += text.height() - text.line_height();
    }
}

/// A quadrant's name in its corner.
struct QuadrantName {
    text: String,
    corner: Point,
    anchor: Anchor,
}

impl QuadrantName {
    fn all(plot: &Rectangle, words: &Words) -> [Self; 4] {
        let (left, right) = (plot.left + 12.0, plot.right() - 12.0);
        let (top, bottom) = (plot.top + 24.0, plot.bottom() - 12.0);
        let name = |key, corner, anchor| Self { text: words.key(key), corner, anchor };
        [
            name("atlas-quick-wins", (left, top), Anchor::Start),
            name("atlas-big-bets", (right, top), Anchor::End),
            name("atlas-fill-ins", (left, bottom), Anchor::Start),
            name("atlas-avoid", (right, bottom), Anchor::End),
        ]
    }

    fn style(&self) -> TextStyle {
        STRONG.size(15.0).ink(Ink::Muted).anchor(self.anchor)
    }

    fn bounds(&self) -> Rectangle {
        self.style().bounds(&self.text, self.corner.0, self.corner.1)
    }
}

/// A measured chart on its way to the canvas.
struct Drawing<'a> {
    chart: &'a ImpactEffort,
    layout: Layout,
    words: &'a Words,
}

impl Drawing<'_> {
    /// Draws the plot, from the back to the front; returns where it ends.
    fn draw(&self, canvas: &mut Canvas) -> f64 {
        self.ground(canvas);
        let bottom = self.axes(canvas);
        for (item, dot) in self.chart.items.iter().zip(&self.layout.dots) {
            bars(item, dot, &self.layout.x, &self.layout.y).for_each(|segment| draw_bar(canvas, &segment));
        }
        self.layout.cells.iter().for_each(|cell| draw_cell(canvas, cell));
        for (dot, item) in self.largest_first() {
            canvas.titled(&format!("{} {}", item.id, item.title), |canvas| draw_dot(canvas, dot));
        }
        for (place, outcome) in self.layout.outcomes.iter().enumerate() {
            self.label(canvas, place, outcome);
        }
        bottom
    }

    /// Small dots are drawn over large ones.
    fn largest_first(&self) -> Vec<(&Dot, &MatrixItem)> {
        let mut dots: Vec<(&Dot, &MatrixItem)> = self.layout.dots.iter().zip(&self.chart.items).collect();
        dots.sort_by(|one, other| other.0.radius.total_cmp(&one.0.radius));
        dots
    }

    /// The quadrants: quick wins on a tint, the borders, the names in their corners.
    fn ground(&self, canvas: &mut Canvas) {
        let plot = self.layout.plot;
        let (border_x, border_y) = self.borders();
        let quick_wins = Rectangle { width: border_x - plot.left, height: border_y - plot.top, ..plot };
        canvas.rectangle(quick_wins, 0.0, Some(Fill::pale(Ink::Sky, 0.13)), None);
        let border = Stroke::new(Ink::Axis, 1.2).dash(Dash::Dashed);
        canvas.line((border_x, plot.top), (border_x, plot.bottom()), border);
        canvas.line((plot.left, border_y), (plot.right(), border_y), border);
        for name in QuadrantName::all(&plot, self.words) {
            canvas.text(&name.text, name.corner.0, name.corner.1, &name.style());
        }
    }

    fn borders(&self) -> Point {
        (self.layout.x.pixel(self.chart.effort.border), self.layout.y.pixel(self.chart.impact.border))
    }

    /// Axis lines, marks, titles and the texts of the borders; returns where the lowest text ends.
    fn axes(&self, canvas: &mut Canvas) -> f64 {
        let plot = self.layout.plot;
        let (border_x, border_y) = self.borders();
        let line = Stroke::new(Ink::Axis, 1.0);
        canvas.path(&[(plot.left, plot.top), (plot.left, plot.bottom()), (plot.right(), plot.bottom())], line);
        self.effort_marks(canvas);
        self.impact_marks(canvas);
        let text = Paragraph::new(&self.chart.impact.border_text, SMALL.ink(Ink::Muted), BORDER_TEXT_WIDTH - 10.0);
        text.draw(canvas, plot.right() + 8.0, border_y - text.height() / 2.0);
        let text = Paragraph::new(&self.chart.effort.border_text, SMALL.ink(Ink::Muted), BORDER_TEXT_WIDTH * 2.4);
        text.draw_centred(canvas, border_x, plot.bottom() + 24.0);
        let below = plot.bottom() + 24.0 + text.height() + 6.0;
        let title = Paragraph::new(&self.title(&self.chart.effort, "→"), SMALL.bold(), plot.width);
        title.draw_ending(canvas, plot.right(), below);
        let top = Paragraph::new(&self.title(&self.chart.impact, "↑"), SMALL.bold(), plot.width);
        top.draw(canvas, MARGIN, plot.top - 10.0 - top.height());
        below + title.height()
    }

    fn title(&self, axis: &MatrixAxis, arrow: &str) -> String {
        let title = if axis.log {
            self.words.say(&Message::new("atlas-log-axis").text("axis", axis.title.as_str()))
        } else {
            axis.title.clone()
        };
        if arrow == "↑" { format!("{arrow} {title}") } else { format!("{title} {arrow}") }
    }

    fn effort_marks(&self, canvas: &mut Canvas) {
        let (plot, style) = (self.layout.plot, SMALL.ink(Ink::Muted).anchor(Anchor::Middle));
        let mut free_from = f64::NEG_INFINITY;
        for tick in self.layout.x.ticks() {
            let (x, width) = (self.layout.x.pixel(tick.value), style.width(&tick.label));
            canvas.line((x, plot.bottom()), (x, plot.bottom() + 4.0), Stroke::new(Ink::Axis, 1.0));
            if x - width / 2.0 >= free_from {
                on_row(canvas, &tick.label, x, plot.bottom() + 13.0, style);
                free_from = x + width / 2.0 + 8.0;
            }
        }
    }

    fn impact_marks(&self, canvas: &mut Canvas) {
        let (plot, style) = (self.layout.plot, SMALL.ink(Ink::Muted).anchor(Anchor::End));
        let mut free_below = f64::INFINITY;
        for tick in self.layout.y.ticks() {
            let y = self.layout.y.pixel(tick.value);
            canvas.line((plot.left - 4.0, y), (plot.left, y), Stroke::new(Ink::Axis, 1.0));
            if y + 8.0 <= free_below {
                on_row(canvas, &tick.label, plot.left - 8.0, y, style);
                free_below = y - 8.0;
            }
        }
    }

    fn label(&self, canvas: &mut Canvas, place: usize, outcome: &Outcome) {
        let Some(labels) = self.layout.labels.get(place) else { return };
        let (entry, area, leader) = match outcome {
            Outcome::Long { shape, area, leader } => (labels.long.get(*shape).unwrap_or(&labels.short), area, leader),
            Outcome::Short { area, leader } => (&labels.short, area, leader),
            Outcome::Nowhere => return,
        };
        if let Some(leader) = leader {
            canvas.line(leader.from, leader.to, Stroke::new(Ink::Text, 1.0));
        }
        entry.draw(canvas, area.left + LABEL_MARGIN, area.top + LABEL_MARGIN);
    }
}

/// The titles that found no room in the plot.
struct TitleList {
    heading: Paragraph,
    entries: Vec<Entry>,
}

impl TitleList {
    const ENTRY_GAP: f64 = 5.0;

    fn of(chart: &ImpactEffort, layout: &Layout, words: &Words) -> Option<Self> {
        let width = LIST_WIDTH - 16.0;
        let listed = (chart.items.iter().zip(&layout.outcomes))
            .filter(|(_, outcome)| !matches!(outcome, Outcome::Long { .. }))
            .map(|(item, _)| Entry::new(&item.id, &item.title, width));
        let entries: Vec<Entry> = listed.collect();
        let heading = Paragraph::new(&words.key("atlas-list-heading"), STRONG, width);
        (!entries.is_empty()).then_some(Self { heading, entries })
    }

    /// Height of the entries one under the other.
    fn height(&self) -> f64 {
        self.entries.iter().map(|entry| entry.height() + Self::ENTRY_GAP).sum()
    }

    /// Draws the heading and, below it, the entries in columns of about the same height; returns where they end.
    fn draw(&self, canvas: &mut Canvas, left: f64, top: f64, columns: usize) -> f64 {
        self.heading.draw(canvas, left, top);
        let top = top + self.heading.height() + 6.0;
        let share = self.height() / columns.max(1) as f64;
        let (mut drawn, mut bottom) = (0.0, top);
        let mut column_start = (0_usize, 0.0);
        for entry in &self.entries {
            // The column in which the entry's middle falls when all columns are one under the other.
            let column = (((drawn + entry.height() / 2.0) / share) as usize).min(columns.saturating_sub(1));
            if column != column_start.0 {
                column_start = (column, drawn);
            }
            let y = top + drawn - column_start.1;
            entry.draw(canvas, left + LIST_WIDTH * column as f64, y);
            drawn += entry.height() + Self::ENTRY_GAP;
            bottom = f64::max(bottom, y + entry.height());
        }
        bottom
    }
}

fn draw_dot(canvas: &mut Canvas, dot: &Dot) {
    let ink = if dot.quick_win { Ink::Blue } else { Ink::Muted };
    if dot.hollow {
        canvas.circle(dot.at, dot.radius, Some(Fill::new(Ink::Ground)), Some(Stroke::new(ink, 1.8)));
    } else {
        canvas.circle(dot.at, dot.radius, Some(Fill::pale(ink, 0.75)), Some(Stroke::new(Ink::Ground, 1.2)));
    }
}

fn draw_bar(canvas: &mut Canvas, bar: &Segment) {
    canvas.line(bar.from, bar.to, Stroke::new(Ink::Axis, 1.6).opacity(0.5));
}

/// The true place of tied items, and the ring they are spread in.
fn draw_cell(canvas: &mut Canvas, cell: &Cell) {
    let (x, y) = cell.at;
    let stroke = Stroke::new(Ink::Axis, 1.2);
    canvas.circle(cell.at, cell.radius, None, Some(stroke.dash(Dash::Dashed)));
    canvas.line((x - 4.0, y), (x + 4.0, y), stroke);
    canvas.line((x, y - 4.0), (x, y + 4.0), stroke);
}

#[cfg(test)]
mod tests {
    use super::super::atlas_samples::{
        HOSTILE, all_text, assert_escaped, assert_legible, both_languages, matrix, scattered, squeezed, votes,
    };
    use super::super::{gallery, legible};
    use super::*;
    use crate::words::Language;
    use proptest::prelude::*;

    fn english(chart: &ImpactEffort) -> Result<Figure, ChartError> {
        chart.draw(&Words::new(Language::English))
    }

    fn assert_complete(chart: &ImpactEffort, figure: &Figure) {
        assert_legible(figure);
        let texts: Vec<String> = legible::texts(figure).unwrap().into_iter().map(|text| text.text).collect();
        let all = all_text(figure);
        for item in &chart.items {
            assert!(texts.contains(&item.id), "{} is not on the chart", item.id);
            assert!(all.contains(&squeezed(&format!("{} {}", item.id, item.title))), "the title of {}", item.id);
        }
    }

    #[test]
    fn gallery() {
        gallery::check("impact-effort", |words| matrix(&scattered(30)).draw(words).unwrap());
        gallery::check("impact-effort-few", |words| matrix(&scattered(8)).draw(words).unwrap());
        gallery::check("impact-effort-crowd", |words| matrix(&scattered(90)).draw(words).unwrap());
        gallery::check("impact-effort-votes", |words| votes().draw(words).unwrap());
    }

    #[test]
    fn thirty_long_titles_are_all_there_and_apart() {
        let chart = matrix(&scattered(30));
        for words in both_languages() {
            assert_complete(&chart, &chart.draw(&words).unwrap());
        }
    }

    #[test]
    fn a_crowd_in_one_corner_loses_nobody() {
        let corner: Vec<(f64, f64)> = scattered(30).iter().map(|(x, y)| (x * 0.08, 0.9 + y * 0.08)).collect();
        let chart = matrix(&corner);
        assert_complete(&chart, &english(&chart).unwrap());
    }

    #[test]
    fn equal_votes_are_spread_around_their_true_place() {
        let chart = votes();
        let figure = english(&chart).unwrap();
        assert_complete(&chart, &figure);
        let rings =
            figure.svg().lines().filter(|line| line.starts_with("<circle") && line.contains("stroke-dasharray"));
        assert_eq!(rings.count(), 5 + 1, "five places with several votes, and the legend");
    }

    #[test]
    fn a_figure_of_one_item_and_of_thirty_equal_ones_is_drawn() {
        for points in [vec![(0.5, 0.5)], vec![(0.0, 1.0); 30]] {
            let chart = matrix(&points);
            assert_complete(&chart, &english(&chart).unwrap());
        }
    }

    #[test]
    fn what_has_no_place_is_named() {
        assert_eq!(english(&matrix(&[])), Err(ChartError::NoData));
        let mut chart = matrix(&[(0.5, 0.5)]);
        chart.items[0].impact.high = f64::NAN;
        assert!(matches!(english(&chart), Err(ChartError::NotFinite { what: "an impact", .. })));
        chart.items[0].impact = MatrixRange::point(0.0);
        assert_eq!(english(&chart), Err(ChartError::NotPositive { what: "an impact", value: 0.0 }));
        chart.items[0].impact = MatrixRange::point(5.0);
        chart.items[0].reach = Some(f64::INFINITY);
        assert!(matches!(english(&chart), Err(ChartError::NotFinite { what: "a reach", .. })));
    }

    #[test]
    fn hostile_and_endless_texts_stay_texts() {
        let mut chart = matrix(&scattered(3));
        chart.items[0].title = HOSTILE.to_owned();
        assert_escaped(&english(&chart).unwrap());
        chart.items[1].title = "sans-espace".repeat(40);
        chart.items[2].id = "Y".repeat(200);
        chart.effort.border_text = "long ".repeat(60);
        assert_legible(&english(&chart).unwrap());
    }

    #[test]
    fn the_legend_shows_round_reaches() {
        for (number, round) in [(13_100.0, 10_000.0), (999.0, 500.0), (2.0, 2.0), (0.07, 0.05)] {
            assert!((round_below(number) / round - 1.0).abs() < 1e-9, "{number}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10))]

        #[test]
        fn any_layout_is_legible_complete_and_the_same_twice(
            points in prop::collection::vec((0.0..1.0_f64, 0.0..1.0_f64), 1..32),
            log in any::<bool>(),
        ) {
            let mut chart = matrix(&points);
            (chart.effort.log, chart.impact.log) = (log, !log);
            let figure = english(&chart).unwrap();
            assert_complete(&chart, &figure);
            prop_assert_eq!(english(&chart).unwrap(), figure);
        }
    }
}
