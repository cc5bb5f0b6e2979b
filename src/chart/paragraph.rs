//! Text that is wrapped and measured before it is placed, for charts whose boxes grow with their texts.

use super::canvas::Canvas;
use super::text::{Anchor, TextStyle};
use super::{font, svg};

/// Small text of 12 pixels.
pub(super) const SMALL: TextStyle = TextStyle::LABEL;
/// Running text.
pub(super) const BODY: TextStyle = TextStyle::LABEL.size(13.0);
/// What is to be found first.
pub(super) const STRONG: TextStyle = TextStyle::LABEL.bold().size(13.0);

/// A text broken into lines.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Paragraph {
    lines: Vec<String>,
    style: TextStyle,
}

impl Paragraph {
    /// Breaks a text into lines no wider than `width`.
    pub(super) fn new(text: &str, style: TextStyle, width: f64) -> Self {
        Self { lines: style.wrap(&svg::clean(text), width), style: style.anchor(Anchor::Start) }
    }

    /// Width of its widest line.
    pub(super) fn width(&self) -> f64 {
        self.lines.iter().map(|line| self.style.width(line)).fold(0.0, f64::max)
    }

    /// Height of all its lines.
    pub(super) fn height(&self) -> f64 {
        self.lines.len() as f64 * self.style.line_height()
    }

    /// Height of its first line.
    pub(super) fn line_height(&self) -> f64 {
        self.style.line_height()
    }

    /// Writes it with its upper left corner at a place.
    pub(super) fn draw(&self, canvas: &mut Canvas, left: f64, top: f64) {
        let slack = self.style.line_height() - (font::ASCENT + font::DESCENT) * self.style.size;
        canvas.lines(&self.lines, left, top + slack / 2.0 + font::ASCENT * self.style.size, &self.style);
    }

    /// Writes it with each line centred on a column.
    pub(super) fn draw_centred(&self, canvas: &mut Canvas, middle: f64, top: f64) {
        let centred = Self { style: self.style.anchor(Anchor::Middle), ..self.clone() };
        centred.draw(canvas, middle, top);
    }

    /// Writes it with its lines ending at a column.
    pub(super) fn draw_ending(&self, canvas: &mut Canvas, right: f64, top: f64) {
        let ending = Self { style: self.style.anchor(Anchor::End), ..self.clone() };
        ending.draw(canvas, right, top);
    }
}

/// An id in bold with its title after it, broken into lines.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    id: String,
    lines: Vec<String>,
}

impl Entry {
    /// Breaks id and title into lines no wider than `width`.
    pub(super) fn new(id: &str, title: &str, width: f64) -> Self {
        let id = svg::clean(id.trim());
        // Measured in bold, the wider weight.
        let lines = SMALL.bold().wrap(&format!("{id} {}", svg::clean(title)), width);
        Self { id, lines }
    }

    /// Number of its lines.
    pub(super) fn count(&self) -> usize {
        self.lines.len()
    }

    /// Width of its widest line.
    pub(super) fn width(&self) -> f64 {
        self.lines.iter().map(|line| SMALL.bold().width(line)).fold(0.0, f64::max)
    }

    /// Height of all its lines.
    pub(super) fn height(&self) -> f64 {
        self.lines.len() as f64 * SMALL.line_height()
    }

    /// Writes it with its upper left corner at a place, with a rim that keeps it legible over lines.
    pub(super) fn draw(&self, canvas: &mut Canvas, left: f64, top: f64) {
        for (place, line) in self.lines.iter().enumerate() {
            let middle = top + SMALL.line_height() * (place as f64 + 0.5);
            // An id too long for one line is broken, and then the whole entry is in one weight.
            match line.strip_prefix(self.id.as_str()).filter(|_| place == 0) {
                Some(rest) => {
                    on_row(canvas, &self.id, left, middle, SMALL.bold().halo());
                    let indent = SMALL.bold().width(&self.id) + SMALL.width(" ");
                    on_row(canvas, rest.trim_start(), left + indent, middle, SMALL.halo());
                }
                None => on_row(canvas, line, left, middle, SMALL.halo()),
            }
        }
    }
}

/// Writes one line of text centred on a row.
pub(super) fn on_row(canvas: &mut Canvas, text: &str, x: f64, middle: f64, style: TextStyle) {
    canvas.text(text, x, middle + style.middle_shift(), &style);
}
