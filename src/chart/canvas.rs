//! The sheet a figure is written on: SVG elements, and the memory of where each text stands.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::figure::Figure;
use super::font;
use super::svg::{attribute, clean, coordinate, escape, id};
use super::text::{Anchor, TextStyle, Weight};
use super::theme::{Dash, Ink, Marker};

/// A box with its sides along the axes; y grows downwards, as in SVG.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rectangle {
    /// Left side.
    pub left: f64,
    /// Upper side.
    pub top: f64,
    /// Width, not negative.
    pub width: f64,
    /// Height, not negative.
    pub height: f64,
}

impl Rectangle {
    /// Right side.
    #[must_use]
    pub fn right(&self) -> f64 {
        self.left + self.width
    }

    /// Lower side.
    #[must_use]
    pub fn bottom(&self) -> f64 {
        self.top + self.height
    }

    /// The middle.
    #[must_use]
    pub fn centre(&self) -> (f64, f64) {
        (self.left + self.width / 2.0, self.top + self.height / 2.0)
    }

    /// Whether the two share more than a side.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right() && other.left < self.right() && self.top < other.bottom() && other.top < self.bottom()
    }

    /// Whether the other lies inside this one.
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        self.left <= other.left
            && other.right() <= self.right()
            && self.top <= other.top
            && other.bottom() <= self.bottom()
    }

    /// The same box with so much more room on each side (less when negative, never below nothing).
    #[must_use]
    pub fn grown(&self, by: f64) -> Self {
        Self {
            left: self.left - by,
            top: self.top - by,
            width: (self.width + 2.0 * by).max(0.0),
            height: (self.height + 2.0 * by).max(0.0),
        }
    }
}

/// How an outline is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    /// Colour.
    pub ink: Ink,
    /// Width in pixels.
    pub width: f64,
    /// How it is broken.
    pub dash: Dash,
    /// From 0, invisible, to 1.
    pub opacity: f64,
}

impl Stroke {
    /// A solid, opaque line.
    #[must_use]
    pub const fn new(ink: Ink, width: f64) -> Self {
        Self { ink, width, dash: Dash::Solid, opacity: 1.0 }
    }

    /// The same line, broken.
    #[must_use]
    pub const fn dash(mut self, dash: Dash) -> Self {
        self.dash = dash;
        self
    }

    /// The same line, see-through.
    #[must_use]
    pub const fn opacity(mut self, opacity: f64) -> Self {
        self.opacity = opacity;
        self
    }
}

/// How an area is filled.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fill {
    /// Colour.
    pub ink: Ink,
    /// From 0, invisible, to 1.
    pub opacity: f64,
}

impl Fill {
    /// An opaque fill.
    #[must_use]
    pub const fn new(ink: Ink) -> Self {
        Self { ink, opacity: 1.0 }
    }

    /// A see-through fill.
    #[must_use]
    pub const fn pale(ink: Ink, opacity: f64) -> Self {
        Self { ink, opacity }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Use {
    Fill,
    Stroke,
}

/// The sheet: elements are written in the order they are drawn, later ones over earlier ones.
#[derive(Debug, Clone)]
pub struct Canvas {
    width: f64,
    body: String,
    used: BTreeSet<(Use, Ink)>,
    /// Boxes of the texts, which no other text may touch.
    texts: Vec<Rectangle>,
    /// Boxes of lines and markers, which labels avoid as long as there is room elsewhere.
    marks: Vec<Rectangle>,
}

impl Canvas {
    /// An empty sheet of so many pixels in width; its height is known when it is finished.
    #[must_use]
    pub fn new(width: f64) -> Self {
        Self { width, body: String::new(), used: BTreeSet::new(), texts: Vec::new(), marks: Vec::new() }
    }

    /// Its width.
    #[must_use]
    pub fn width(&self) -> f64 {
        self.width
    }

    /// Writes one line of text with its anchor point at (`x`, `y`), `y` being the baseline; returns the box it takes.
    ///
    /// A text that would leave the sheet on the left or right is moved inside.
    pub fn text(&mut self, text: &str, x: f64, y: f64, style: &TextStyle) -> Rectangle {
        let text = clean(text);
        if text.trim().is_empty() {
            return Rectangle { left: x, top: y, width: 0.0, height: 0.0 };
        }
        let bounds = style.bounds(&text, x, y);
        let shift = shift_inside(&bounds, self.width);
        let bounds = Rectangle { left: bounds.left + shift, ..bounds };
        self.write_text(&text, x + shift, y, style, bounds.width);
        self.texts.push(bounds);
        bounds
    }

    fn write_text(&mut self, text: &str, x: f64, y: f64, style: &TextStyle, width: f64) {
        let mut element = format!("<text x=\"{}\" y=\"{}\"", coordinate(x), coordinate(y));
        attribute(&mut element, "font-size", &coordinate(style.size));
        if style.weight == Weight::Bold {
            attribute(&mut element, "font-weight", "600");
        }
        match style.anchor {
            Anchor::Start => {}
            Anchor::Middle => attribute(&mut element, "text-anchor", "middle"),
            Anchor::End => attribute(&mut element, "text-anchor", "end"),
        }
        // A viewer without Inter fits its own glyphs to the width measured here, so texts stay apart whatever the font.
        attribute(&mut element, "textLength", &coordinate(width));
        attribute(&mut element, "lengthAdjust", "spacingAndGlyphs");
        let halo = style.halo.then(|| Stroke::new(Ink::Ground, 3.5));
        self.paint(&mut element, Some(Fill::new(style.ink)), halo);
        if style.halo {
            attribute(&mut element, "paint-order", "stroke");
            attribute(&mut element, "stroke-linejoin", "round");
        }
        let _ = writeln!(self.body, "{element}>{}</text>", escape(text));
    }

    /// Writes lines under one another, the first baseline at `y`; returns the baseline of the last one.
    pub fn lines(&mut self, lines: &[String], x: f64, y: f64, style: &TextStyle) -> f64 {
        let mut baseline = y;
        for (place, line) in lines.iter().enumerate() {
            baseline = y + place as f64 * style.line_height();
            self.text(line, x, baseline, style);
        }
        baseline
    }

    /// Draws a straight line.
    pub fn line(&mut self, from: (f64, f64), to: (f64, f64), stroke: Stroke) {
        self.path(&[from, to], stroke);
    }

    /// Draws a line through points.
    pub fn path(&mut self, points: &[(f64, f64)], stroke: Stroke) {
        if points.len() < 2 {
            return;
        }
        let mut element = format!("<path d=\"{}\"", path_data(points, false));
        self.paint(&mut element, None, Some(stroke));
        attribute(&mut element, "stroke-linejoin", "round");
        self.close(element);
    }

    /// Draws a closed area.
    pub fn polygon(&mut self, points: &[(f64, f64)], fill: Option<Fill>, stroke: Option<Stroke>) {
        if points.len() < 3 {
            return;
        }
        let mut element = format!("<path d=\"{}\"", path_data(points, true));
        self.paint(&mut element, fill, stroke);
        attribute(&mut element, "stroke-linejoin", "round");
        self.close(element);
    }

    /// Draws a box, its corners rounded by `radius`.
    pub fn rectangle(&mut self, place: Rectangle, radius: f64, fill: Option<Fill>, stroke: Option<Stroke>) {
        let mut element = format!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
            coordinate(place.left),
            coordinate(place.top),
            coordinate(place.width.max(0.0)),
            coordinate(place.height.max(0.0))
        );
        if radius > 0.0 {
            attribute(&mut element, "rx", &coordinate(radius));
        }
        self.paint(&mut element, fill, stroke);
        self.close(element);
    }

    /// Draws slanted lines over a box: a second way to tell areas apart that survives grey printing.
    pub fn hatch(&mut self, place: Rectangle, gap: f64, stroke: Stroke) {
        let mut data = String::new();
        let gap = gap.max(2.0);
        let mut offset = gap;
        while offset < place.width + place.height {
            // The line x + y = offset, from the box's lower or left side to its upper or right side.
            let low = offset.min(place.height);
            let high = offset.min(place.width);
            let _ = write!(
                data,
                "M{} {}L{} {}",
                coordinate(place.left + offset - low),
                coordinate(place.top + low),
                coordinate(place.left + high),
                coordinate(place.top + offset - high)
            );
            offset += gap;
        }
        if !data.is_empty() {
            let mut element = format!("<path d=\"{data}\"");
            self.paint(&mut element, None, Some(stroke));
            self.close(element);
        }
    }

    /// Draws a circle.
    pub fn circle(&mut self, centre: (f64, f64), radius: f64, fill: Option<Fill>, stroke: Option<Stroke>) {
        let mut element = format!(
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\"",
            coordinate(centre.0),
            coordinate(centre.1),
            coordinate(radius.max(0.0))
        );
        self.paint(&mut element, fill, stroke);
        self.close(element);
    }

    /// Draws a marker; a hollow one shows the ground inside its outline.
    pub fn marker(&mut self, marker: Marker, (x, y): (f64, f64), radius: f64, ink: Ink, hollow: bool) {
        let fill = Some(Fill::new(if hollow { Ink::Ground } else { ink }));
        let stroke = Some(if hollow { Stroke::new(ink, 1.8) } else { Stroke::new(Ink::Ground, 1.2) });
        let r = radius;
        match marker {
            Marker::Circle => self.circle((x, y), r, fill, stroke),
            Marker::Square => {
                let side = 0.88 * r;
                let place = Rectangle { left: x - side, top: y - side, width: 2.0 * side, height: 2.0 * side };
                self.rectangle(place, 0.0, fill, stroke);
            }
            Marker::Triangle => {
                self.polygon(
                    &[(x, y - 1.15 * r), (x + 1.1 * r, y + 0.85 * r), (x - 1.1 * r, y + 0.85 * r)],
                    fill,
                    stroke,
                );
            }
            Marker::Wedge => {
                self.polygon(
                    &[(x, y + 1.15 * r), (x + 1.1 * r, y - 0.85 * r), (x - 1.1 * r, y - 0.85 * r)],
                    fill,
                    stroke,
                );
            }
            Marker::Diamond => {
                let reach = 1.25 * r;
                self.polygon(&[(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)], fill, stroke);
            }
            Marker::Cross => {
                let (reach, stroke) = (0.85 * r, Stroke::new(ink, 2.2));
                self.line((x - reach, y - reach), (x + reach, y + reach), stroke);
                self.line((x - reach, y + reach), (x + reach, y - reach), stroke);
            }
        }
    }

    /// Draws an arrow head with its tip at a point; `direction` is the way it points, in pixels.
    pub fn arrow_head(&mut self, tip: (f64, f64), direction: (f64, f64), size: f64, ink: Ink) {
        let length = direction.0.hypot(direction.1);
        if length > 0.0 {
            let (dx, dy) = (direction.0 / length * size, direction.1 / length * size);
            let base = (tip.0 - dx, tip.1 - dy);
            let corners = [tip, (base.0 - dy * 0.6, base.1 + dx * 0.6), (base.0 + dy * 0.6, base.1 - dx * 0.6)];
            self.polygon(&corners, Some(Fill::new(ink)), None);
        }
    }

    /// Groups what `draw` draws under a title that a pointer shows.
    pub fn titled<T>(&mut self, title: &str, draw: impl FnOnce(&mut Self) -> T) -> T {
        let _ = writeln!(self.body, "<g><title>{}</title>", escape(title));
        let drawn = draw(self);
        self.body.push_str("</g>\n");
        drawn
    }

    /// Whether no text lies in a box.
    #[must_use]
    pub fn is_free_of_text(&self, place: &Rectangle) -> bool {
        !self.texts.iter().any(|text| text.overlaps(place))
    }

    /// Whether neither a text nor a reserved place lies in a box.
    #[must_use]
    pub fn is_free(&self, place: &Rectangle) -> bool {
        self.is_free_of_text(place) && !self.marks.iter().any(|mark| mark.overlaps(place))
    }

    /// Keeps later labels off a place, such as a marker's, as long as there is room elsewhere.
    pub fn reserve(&mut self, place: Rectangle) {
        self.marks.push(place);
    }

    /// Keeps later labels off a line, by so many pixels on each side, as long as there is room elsewhere.
    pub fn reserve_line(&mut self, points: &[(f64, f64)], clearance: f64) {
        let clearance = clearance.max(1.0);
        for pair in points.windows(2) {
            let [(x0, y0), (x1, y1)] = pair else { continue };
            // Squares that touch one another along the line; a sheet is never longer than a few thousand of them.
            let steps = ((x1 - x0).hypot(y1 - y0) / (2.0 * clearance)).ceil().clamp(1.0, 2000.0) as u32;
            for step in 0..=steps {
                let share = f64::from(step) / f64::from(steps);
                let (x, y) = (x0 + share * (x1 - x0), y0 + share * (y1 - y0));
                self.marks.push(Rectangle { left: x, top: y, width: 0.0, height: 0.0 }.grown(clearance));
            }
        }
    }

    /// Writes a label at the first of several positions where it lies inside `within` and covers nothing.
    ///
    /// Each candidate is an anchor point (baseline) with its anchor. Returns the box, or `None` when no position is free.
    pub fn label(
        &mut self,
        text: &str,
        candidates: &[(f64, f64, Anchor)],
        within: &Rectangle,
        style: &TextStyle,
    ) -> Option<Rectangle> {
        self.label_where(text, candidates, within, style, Self::is_free)
    }

    /// The same, but a label may lie over lines and markers; give it a halo.
    pub fn label_over_marks(
        &mut self,
        text: &str,
        candidates: &[(f64, f64, Anchor)],
        within: &Rectangle,
        style: &TextStyle,
    ) -> Option<Rectangle> {
        self.label_where(text, candidates, within, style, Self::is_free_of_text)
    }

    fn label_where(
        &mut self,
        text: &str,
        candidates: &[(f64, f64, Anchor)],
        within: &Rectangle,
        style: &TextStyle,
        is_free: impl Fn(&Self, &Rectangle) -> bool,
    ) -> Option<Rectangle> {
        let free = candidates.iter().find(|(x, y, anchor)| {
            let bounds = style.anchor(*anchor).bounds(text, *x, *y);
            within.contains(&bounds) && is_free(self, &bounds.grown(1.0))
        });
        let &(x, y, anchor) = free?;
        Some(self.text(text, x, y, &style.anchor(anchor)))
    }

    /// Ends the sheet at a height and makes it a figure.
    #[must_use]
    pub fn finish(self, slug: &str, title: &str, description: &str, height: f64) -> Figure {
        let id = id(slug);
        let (width, height) = (coordinate(self.width), coordinate(height));
        let (title, description) = (clean(title), clean(description));
        let mut svg = String::with_capacity(self.body.len() + 4096);
        let _ = writeln!(
            svg,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"{id}\" class=\"jalon-figure\" role=\"img\" \
             aria-labelledby=\"{id}-title {id}-desc\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
             height=\"{height}\" style=\"max-width:100%;height:auto\" font-family=\"{}\">",
            escape(font::FAMILY)
        );
        let _ = writeln!(svg, "<title id=\"{id}-title\">{}</title>", escape(&title));
        let _ = writeln!(svg, "<desc id=\"{id}-desc\">{}</desc>", escape(&description));
        let _ = writeln!(svg, "<style>{}</style>", dark_rules(&self.used));
        let ground = Ink::Ground;
        let _ = writeln!(
            svg,
            "<rect class=\"jf-{}\" width=\"{width}\" height=\"{height}\" fill=\"{}\"/>",
            ground.name(),
            ground.light_hex()
        );
        svg.push_str(&self.body);
        svg.push_str("</svg>\n");
        Figure::new(id, title, description, svg)
    }

    /// Adds the attributes of a fill and an outline, with the classes the dark style sheet goes by.
    fn paint(&mut self, element: &mut String, fill: Option<Fill>, stroke: Option<Stroke>) {
        let mut classes = Vec::new();
        if let Some(fill) = fill {
            self.used.insert((Use::Fill, fill.ink));
            classes.push(format!("jf-{}", fill.ink.name()));
        }
        if let Some(stroke) = stroke {
            self.used.insert((Use::Stroke, stroke.ink));
            classes.push(format!("js-{}", stroke.ink.name()));
        }
        attribute(element, "class", &classes.join(" "));
        match fill {
            Some(fill) => {
                attribute(element, "fill", &fill.ink.light_hex());
                opacity(element, "fill-opacity", fill.opacity);
            }
            None => attribute(element, "fill", "none"),
        }
        if let Some(stroke) = stroke {
            attribute(element, "stroke", &stroke.ink.light_hex());
            attribute(element, "stroke-width", &coordinate(stroke.width));
            opacity(element, "stroke-opacity", stroke.opacity);
            if let Some(pattern) = stroke.dash.pattern() {
                attribute(element, "stroke-dasharray", pattern);
            }
        }
    }

    fn close(&mut self, element: String) {
        self.body.push_str(&element);
        self.body.push_str("/>\n");
    }
}

fn opacity(element: &mut String, name: &str, value: f64) {
    if value < 1.0 {
        attribute(element, name, &format!("{:.2}", value.max(0.0)));
    }
}

fn path_data(points: &[(f64, f64)], closed: bool) -> String {
    let mut data = String::new();
    for (place, (x, y)) in points.iter().enumerate() {
        let command = if place == 0 { 'M' } else { 'L' };
        let _ = write!(data, "{command}{} {}", coordinate(*x), coordinate(*y));
    }
    if closed {
        data.push('Z');
    }
    data
}

fn shift_inside(bounds: &Rectangle, width: f64) -> f64 {
    let over = bounds.right() - width;
    if over > 0.0 && bounds.left - over >= 0.0 {
        -over
    } else if bounds.left < 0.0 {
        -bounds.left
    } else {
        0.0
    }
}

/// The style sheet of the dark page. Colours are presentation attributes, which any rule overrides, so a renderer that
/// knows no media query (resvg) and a printer show the light figure. The class names are the same in every figure of a
/// page, and so are their rules.
fn dark_rules(used: &BTreeSet<(Use, Ink)>) -> String {
    let mut rules = format!(".jf-{}{{fill:{}}}", Ink::Ground.name(), Ink::Ground.dark_hex());
    for (role, ink) in used {
        let (prefix, property) = match role {
            Use::Fill => ("jf", "fill"),
            Use::Stroke => ("js", "stroke"),
        };
        if (*role, *ink) != (Use::Fill, Ink::Ground) {
            let _ = write!(rules, ".{prefix}-{}{{{property}:{}}}", ink.name(), ink.dark_hex());
        }
    }
    format!("@media screen and (prefers-color-scheme:dark){{{rules}}}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_never_leaves_the_sheet_sideways() {
        let mut canvas = Canvas::new(100.0);
        assert!(canvas.text("abcdef", 98.0, 20.0, &TextStyle::LABEL).right() <= 100.0 + 1e-9);
        assert!(canvas.text("abcdef", 2.0, 40.0, &TextStyle::LABEL.anchor(Anchor::End)).left >= 0.0);
    }

    #[test]
    fn a_label_takes_the_first_free_place() {
        let mut canvas = Canvas::new(200.0);
        let within = Rectangle { left: 0.0, top: 0.0, width: 200.0, height: 100.0 };
        canvas.reserve(Rectangle { left: 0.0, top: 0.0, width: 200.0, height: 50.0 });
        let places = [(10.0, 30.0, Anchor::Start), (10.0, 80.0, Anchor::Start)];
        let place = canvas.label("label", &places, &within, &TextStyle::LABEL);
        assert!(place.is_some_and(|place| place.top > 50.0));
        assert_eq!(canvas.label("label", &places, &within, &TextStyle::LABEL), None);
    }

    #[test]
    fn hatching_stays_in_its_box() {
        let mut canvas = Canvas::new(100.0);
        canvas.hatch(Rectangle { left: 10.0, top: 10.0, width: 30.0, height: 8.0 }, 5.0, Stroke::new(Ink::Text, 1.0));
        let numbers = canvas.body.split(['M', 'L', ' ', '"']).filter_map(|part| part.parse::<f64>().ok());
        assert!(numbers.into_iter().all(|number| number <= 40.0));
    }
}
