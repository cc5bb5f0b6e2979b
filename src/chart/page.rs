//! The layout every chart shares: title, subtitle, legend, plot with its axis titles, notes; from the top down.

use super::axis::Axis;
use super::canvas::{Canvas, Fill, Rectangle, Stroke};
use super::figure::Figure;
use super::plot::Plot;
use super::text::{Anchor, TextStyle};
use super::theme::{Dash, Ink, Marker};
use super::{ChartError, svg};

/// Width of a figure unless a chart needs another, in pixels.
pub const WIDTH: f64 = 760.0;
/// Room around a figure, in pixels.
pub const MARGIN: f64 = 24.0;

/// What a legend shows for a series.
#[derive(Debug, Clone, PartialEq)]
pub enum Swatch {
    /// A line with its dash, and its marker if it has one.
    Line(Ink, Dash, Option<Marker>),
    /// A point.
    Point(Ink, Marker),
    /// A hollow point.
    HollowPoint(Ink, Marker),
    /// A filled area.
    Area(Fill),
    /// A hatched area.
    Hatch(Ink),
}

/// An entry of a legend.
#[derive(Debug, Clone, PartialEq)]
pub struct LegendItem {
    /// What it looks like.
    pub swatch: Swatch,
    /// What it is.
    pub label: String,
}

impl LegendItem {
    /// An entry.
    #[must_use]
    pub fn new(swatch: Swatch, label: impl Into<String>) -> Self {
        Self { swatch, label: label.into() }
    }
}

/// A figure in the making. Each part is put under the one before; the height follows.
#[derive(Debug, Clone)]
pub struct Page {
    /// The sheet, for what a chart draws itself.
    pub canvas: Canvas,
    slug: String,
    title: String,
    /// Where the next part begins.
    cursor: f64,
}

impl Page {
    /// A page of the usual width with its title and subtitle (empty for none).
    #[must_use]
    pub fn new(slug: &str, title: &str, subtitle: &str) -> Self {
        Self::with_width(slug, title, subtitle, WIDTH)
    }

    /// A page of another width.
    #[must_use]
    pub fn with_width(slug: &str, title: &str, subtitle: &str, width: f64) -> Self {
        let mut page =
            Self { canvas: Canvas::new(width), slug: slug.to_owned(), title: title.to_owned(), cursor: MARGIN };
        page.paragraph(title, &TextStyle::TITLE);
        if !subtitle.trim().is_empty() {
            page.skip(2.0);
            page.paragraph(subtitle, &TextStyle::SUBTITLE);
        }
        page.skip(10.0);
        page
    }

    /// Where the next part begins, in pixels from the top.
    #[must_use]
    pub fn cursor(&self) -> f64 {
        self.cursor
    }

    /// Leaves room.
    pub fn skip(&mut self, pixels: f64) {
        self.cursor += pixels;
    }

    /// Width between the margins.
    #[must_use]
    pub fn inner_width(&self) -> f64 {
        self.canvas.width() - 2.0 * MARGIN
    }

    /// Writes a text over the whole width, wrapped.
    pub fn paragraph(&mut self, text: &str, style: &TextStyle) {
        let lines = style.wrap(&svg::clean(text), self.inner_width());
        let first = self.cursor + super::font::ASCENT * style.size;
        self.canvas.lines(&lines, MARGIN, first, style);
        self.cursor += lines.len() as f64 * style.line_height();
    }

    /// Writes a note in small grey letters.
    pub fn note(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.skip(2.0);
            self.paragraph(text, &TextStyle::MUTED);
        }
    }

    /// Draws a legend, as many rows as it needs.
    pub fn legend(&mut self, items: &[LegendItem]) {
        const SWATCH: f64 = 30.0;
        const GAP: f64 = 22.0;
        if items.is_empty() {
            return;
        }
        let style = TextStyle::LABEL.size(12.5);
        let (mut x, right) = (MARGIN, MARGIN + self.inner_width());
        for item in items {
            let lines = style.wrap(&svg::clean(&item.label), self.inner_width() - SWATCH - 6.0);
            let width = SWATCH + 6.0 + lines.iter().map(|line| style.width(line)).fold(0.0, f64::max);
            if x > MARGIN && x + width > right {
                x = MARGIN;
                self.cursor += 21.0;
            }
            let middle = self.cursor + 10.0;
            draw_swatch(&mut self.canvas, &item.swatch, x, middle, SWATCH);
            self.canvas.lines(&lines, x + SWATCH + 6.0, middle + style.middle_shift(), &style);
            self.cursor += (lines.len() - 1) as f64 * style.line_height();
            x += width + GAP;
        }
        self.cursor += 27.0;
    }

    /// Lays out a plot of a height over the whole width, draws its grid, its axes with labels and titles.
    ///
    /// # Errors
    ///
    /// [`ChartError::Drawing`], a fault of the program.
    pub fn plot(&mut self, height: f64, x: Axis, y: Axis) -> Result<Plot, ChartError> {
        self.plot_beside(height, x, y, 0.0)
    }

    /// The same, leaving so many pixels free on the right for labels.
    ///
    /// # Errors
    ///
    /// [`ChartError::Drawing`], a fault of the program.
    pub fn plot_beside(&mut self, height: f64, x: Axis, y: Axis, beside: f64) -> Result<Plot, ChartError> {
        let style = TextStyle::MUTED;
        if !y.title().is_empty() {
            let title = y.title().to_owned();
            self.paragraph(&title, &style);
            self.skip(12.0);
        } else {
            self.skip(6.0);
        }
        let widest = y.ticks().iter().map(|tick| style.width(&tick.label)).fold(0.0, f64::max);
        let left = MARGIN + widest + 10.0;
        let width = (self.canvas.width() - MARGIN - beside - left).max(40.0);
        let plot = Plot::new(Rectangle { left, top: self.cursor, width, height }, x, y);
        self.cursor = plot.frame().bottom();
        plot.grid(&mut self.canvas)?;
        self.label_y(&plot);
        self.label_x(&plot);
        Ok(plot)
    }

    /// Draws the horizontal axis under a plot that a chart has laid out itself, and goes on below it.
    pub fn frame_x(&mut self, plot: &Plot) {
        self.cursor = plot.frame().bottom();
        self.label_x(plot);
    }

    fn label_y(&mut self, plot: &Plot) {
        let style = TextStyle::MUTED.anchor(Anchor::End);
        for tick in plot.y().ticks().iter().filter(|tick| plot.y().shows(tick.value)) {
            let height = plot.place_y(tick.value);
            let baseline = height + style.middle_shift();
            let free = self.canvas.is_free(&style.bounds(&tick.label, plot.frame().left - 10.0, baseline));
            if free {
                self.canvas.text(&tick.label, plot.frame().left - 10.0, baseline, &style);
            }
        }
    }

    /// Draws the horizontal axis: its line, its marks, as many labels as do not touch, and its title.
    fn label_x(&mut self, plot: &Plot) {
        let frame = plot.frame();
        let axis = Stroke::new(Ink::Axis, 1.0);
        self.canvas.line((frame.left, frame.bottom()), (frame.right(), frame.bottom()), axis);
        let style = TextStyle::MUTED.anchor(Anchor::Middle);
        let every = self.thinning(plot, &style);
        let mut rows = 0;
        let shown = plot.x().ticks().iter().filter(|tick| plot.x().shows(tick.value));
        for (place, tick) in shown.enumerate() {
            let x = plot.place_x(tick.value);
            let length = if place % every == 0 { 5.0 } else { 3.0 };
            self.canvas.line((x, frame.bottom()), (x, frame.bottom() + length), axis);
            if place % every == 0 {
                let lines: Vec<String> = tick.label.split('\n').map(svg::clean).collect();
                rows = rows.max(lines.len());
                self.canvas.lines(&lines, x, frame.bottom() + 19.0, &style);
            }
        }
        self.cursor += 8.0 + rows as f64 * style.line_height();
        self.title_x(plot);
        self.skip(8.0);
    }

    /// Writes the title of the horizontal axis at its right end, on the last row of labels if there is room beside them.
    fn title_x(&mut self, plot: &Plot) {
        let style = TextStyle::MUTED.anchor(Anchor::End);
        let title = svg::clean(plot.x().title());
        let right = plot.frame().right();
        let beside = style.bounds(&title, right, self.cursor - 5.0);
        if title.is_empty() {
        } else if beside.left > MARGIN && self.canvas.is_free_of_text(&beside.grown(6.0)) {
            self.canvas.text(&title, right, self.cursor - 5.0, &style);
        } else {
            self.skip(4.0);
            for line in style.wrap(&title, self.inner_width()) {
                self.canvas.text(&line, right, self.cursor + 12.0, &style);
                self.cursor += style.line_height();
            }
        }
    }

    /// Every how many marks a label fits.
    fn thinning(&self, plot: &Plot, style: &TextStyle) -> usize {
        let shown: Vec<_> = plot.x().ticks().iter().filter(|tick| plot.x().shows(tick.value)).collect();
        let fits = |every: usize| {
            let boxes: Vec<(f64, f64)> = shown
                .iter()
                .step_by(every)
                .map(|tick| {
                    let width = tick.label.split('\n').map(|line| style.width(line)).fold(0.0, f64::max);
                    // A label that would leave the sheet is written inside it, nearer to its neighbour.
                    let left = plot.place_x(tick.value) - width / 2.0;
                    let left = left.min(self.canvas.width() - width).max(0.0);
                    (left, left + width)
                })
                .collect();
            boxes.windows(2).all(|pair| matches!(pair, [one, next] if one.1 + 8.0 <= next.0))
        };
        (1..=shown.len()).find(|every| fits(*every)).unwrap_or(1)
    }

    /// Ends the page.
    #[must_use]
    pub fn finish(self, description: &str) -> Figure {
        let height = (self.cursor + MARGIN - 6.0).ceil();
        self.canvas.finish(&self.slug, &self.title, description, height)
    }
}

fn draw_swatch(canvas: &mut Canvas, swatch: &Swatch, left: f64, middle: f64, width: f64) {
    let centre = (left + width / 2.0, middle);
    let area = Rectangle { left: left + 4.0, top: middle - 6.0, width: width - 8.0, height: 12.0 };
    match swatch {
        Swatch::Line(ink, dash, marker) => {
            canvas.line((left, middle), (left + width, middle), Stroke::new(*ink, 2.4).dash(*dash));
            if let Some(marker) = marker {
                canvas.marker(*marker, centre, 4.5, *ink, false);
            }
        }
        Swatch::Point(ink, marker) => canvas.marker(*marker, centre, 5.0, *ink, false),
        Swatch::HollowPoint(ink, marker) => canvas.marker(*marker, centre, 5.0, *ink, true),
        Swatch::Area(fill) => canvas.rectangle(area, 2.0, Some(*fill), None),
        Swatch::Hatch(ink) => {
            canvas.rectangle(area, 2.0, Some(Fill::pale(*ink, 0.15)), Some(Stroke::new(*ink, 1.0)));
            canvas.hatch(area, 5.0, Stroke::new(*ink, 1.0));
        }
    }
}
