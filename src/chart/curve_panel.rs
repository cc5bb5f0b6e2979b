//! One row of the emotional curve: stage bands, the plot from 1 to 5, the touchpoints and the evidence below.

use std::ops::Range;

use super::canvas::{Canvas, Fill, Rectangle, Stroke};
use super::glyph;
use super::journey_curve::{CurvePersona, JourneyCurve, LineLook, WIDTH};
use super::page::MARGIN;
use super::paragraph::{Paragraph, SMALL, on_row};
use super::placement::{Extent, Ground, Outcome, Point, Segment, Wish, place};
use super::{Anchor, Dash, Ink};
use crate::words::{Message, Words};

/// A part of a stage in one panel.
#[derive(Debug, Clone, PartialEq)]
struct Band {
    stage: usize,
    /// Whether the stage began in the panel before.
    continued: bool,
    /// Its touchpoints, counted through the whole journey.
    places: Range<usize>,
}

/// One row of the curve.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Panel {
    bands: Vec<Band>,
}

/// Touchpoints that fit beside each other with names of a few short lines.
const MOST_COLUMNS: usize = 11;
const AXIS_WIDTH: f64 = 128.0;
const WIDEST_COLUMN: f64 = 150.0;
const PLOT_HEIGHT: f64 = 250.0;
/// Room above 5 and below 1, for markers and labels.
const EDGE: f64 = 26.0;
const MARK: f64 = 5.0;

/// Splits a journey into rows as even as its stages allow: between stages where it can, inside a stage that is too long
/// for one row.
pub(super) fn panels(curve: &JourneyCurve) -> Vec<Panel> {
    let bands = bands(curve);
    let rows = filled(&bands, MOST_COLUMNS).len();
    // The narrowest rows that are not more in number: thirteen touchpoints stand 7 and 6, not 11 and 2.
    let even = (1..=MOST_COLUMNS).map(|most| filled(&bands, most)).find(|panels| panels.len() == rows);
    even.unwrap_or_else(|| filled(&bands, MOST_COLUMNS))
}

/// The stages; one too long for a row is cut into parts of nearly the same length.
fn bands(curve: &JourneyCurve) -> Vec<Band> {
    let mut bands = Vec::new();
    let mut first = 0;
    for (stage, touchpoints) in curve.stages.iter().map(|stage| stage.touchpoints.len()).enumerate() {
        let parts = touchpoints.div_ceil(MOST_COLUMNS);
        bands.extend((0..parts).map(|part| {
            let places = first + part * touchpoints / parts..first + (part + 1) * touchpoints / parts;
            Band { stage, continued: part > 0, places }
        }));
        first += touchpoints;
    }
    bands
}

/// Rows of at most so many columns, each filled before the next; a band wider than that has a row of its own.
fn filled(bands: &[Band], most: usize) -> Vec<Panel> {
    let mut panels: Vec<Panel> = Vec::new();
    for band in bands {
        match panels.last_mut().filter(|panel| panel.columns() + band.places.len() <= most) {
            Some(panel) => panel.bands.push(band.clone()),
            None => panels.push(Panel { bands: vec![band.clone()] }),
        }
    }
    panels
}

impl Panel {
    /// Number of touchpoints.
    pub(super) fn columns(&self) -> usize {
        self.places().len()
    }

    fn places(&self) -> Range<usize> {
        let first = self.bands.first().map_or(0, |band| band.places.start);
        first..self.bands.last().map_or(first, |band| band.places.end)
    }

    /// Draws the panel below `top`, with columns as wide as those of a panel with the `most` columns; returns where it
    /// ends.
    pub(super) fn draw(&self, canvas: &mut Canvas, curve: &JourneyCurve, most: usize, top: f64, words: &Words) -> f64 {
        let column = ((WIDTH - 2.0 * MARGIN - AXIS_WIDTH) / most.max(1) as f64).min(WIDEST_COLUMN);
        let drawing = Drawing { panel: self, curve, words, column };
        drawing.draw(canvas, top)
    }
}

struct Drawing<'a> {
    panel: &'a Panel,
    curve: &'a JourneyCurve,
    words: &'a Words,
    column: f64,
}

/// Where 5 and 1 stand.
#[derive(Clone, Copy)]
struct Levels {
    top: f64,
    bottom: f64,
}

impl Levels {
    fn of(self, satisfaction: f64) -> f64 {
        self.bottom - (satisfaction - 1.0) / 4.0 * (self.bottom - self.top)
    }
}

impl Drawing<'_> {
    fn draw(&self, canvas: &mut Canvas, top: f64) -> f64 {
        let names = self.stage_names();
        // The title of the axis stands beside the names and takes two lines.
        let names_height = names.iter().map(Paragraph::height).fold(2.0 * SMALL.line_height(), f64::max) + 14.0;
        let levels = Levels { top: top + names_height + EDGE, bottom: top + names_height + EDGE + PLOT_HEIGHT };
        let plot_bottom = levels.bottom + EDGE;
        self.bands(canvas, &names, top, plot_bottom);
        let title = Paragraph::new(&self.words.key("atlas-curve-axis"), SMALL.ink(Ink::Muted), AXIS_WIDTH - 24.0);
        title.draw(canvas, MARGIN, top + 7.0);
        self.scale(canvas, levels);
        self.moments(canvas, levels, plot_bottom);
        let persons = || self.curve.personas.iter().enumerate();
        persons().for_each(|(place, persona)| self.line(canvas, place, persona, levels));
        persons().for_each(|(place, persona)| self.marks(canvas, place, persona, levels));
        let listed = self.notes(canvas, levels, top + names_height, plot_bottom);
        let bottom = self.touchpoints(canvas, plot_bottom + 6.0) + 8.0;
        let bottom = self.evidence(canvas, bottom);
        self.list(canvas, &listed, bottom)
    }

    fn left(&self) -> f64 {
        MARGIN + AXIS_WIDTH
    }

    fn right(&self) -> f64 {
        self.left() + self.column * self.panel.columns() as f64
    }

    /// The middle of a touchpoint's column.
    fn x(&self, place: usize) -> f64 {
        self.left() + (place as f64 - self.panel.places().start as f64 + 0.5) * self.column
    }

    /// Where a persona's marker stands in the column: side by side, so that equal values do not hide each other.
    fn shifted_x(&self, persona: usize, place: usize) -> f64 {
        let personas = self.curve.personas.len() as f64;
        let step = (2.0 * MARK + 1.0).min(self.column / (personas + 1.0));
        self.x(place) + (persona as f64 - (personas - 1.0) / 2.0) * step
    }

    fn stage_names(&self) -> Vec<Paragraph> {
        let name = |band: &Band| {
            let name = self.curve.stages.get(band.stage).map_or("", |stage| stage.name.as_str());
            let continued = Message::new("atlas-curve-continued").text("stage", name);
            let text = if band.continued { self.words.say(&continued) } else { name.to_owned() };
            Paragraph::new(&text, SMALL.bold(), self.column * band.places.len() as f64 - 16.0)
        };
        self.panel.bands.iter().map(name).collect()
    }

    /// The stages as bands of changing shade behind the plot, with their names on top.
    fn bands(&self, canvas: &mut Canvas, names: &[Paragraph], top: f64, bottom: f64) {
        for (band, name) in self.panel.bands.iter().zip(names) {
            let left = self.x(band.places.start) - self.column / 2.0;
            let width = self.column * band.places.len() as f64;
            let place = Rectangle { left, top, width, height: bottom - top };
            if band.stage % 2 == 0 {
                canvas.rectangle(place, 0.0, Some(Fill::new(Ink::Panel)), None);
            }
            name.draw(canvas, left + 8.0, top + 7.0);
        }
    }

    /// Levels 1 to 5, with faces and words at 1, 3 and 5.
    fn scale(&self, canvas: &mut Canvas, levels: Levels) {
        let number = SMALL.ink(Ink::Muted).anchor(Anchor::End);
        for level in 1..=5_u8 {
            let y = levels.of(f64::from(level));
            canvas.line((self.left(), y), (self.right(), y), Stroke::new(Ink::Grid, 1.0));
            on_row(canvas, &level.to_string(), self.left() - 8.0, y, number);
        }
        for (level, mood, key) in
            [(5.0, 1, "atlas-curve-high"), (3.0, 0, "atlas-curve-middle"), (1.0, -1, "atlas-curve-low")]
        {
            let y = levels.of(level);
            glyph::face(canvas, (MARGIN + 12.0, y), 11.0, mood);
            let word = Paragraph::new(&self.words.key(key), SMALL.ink(Ink::Muted), AXIS_WIDTH - 54.0);
            word.draw(canvas, MARGIN + 30.0, y - word.height() / 2.0);
        }
    }

    /// A dotted line over the whole plot at each moment of truth, with its diamond at the foot.
    fn moments(&self, canvas: &mut Canvas, levels: Levels, bottom: f64) {
        for place in self.panel.places().filter(|place| self.is_moment(*place)) {
            let x = self.x(place);
            canvas.line((x, levels.top - EDGE), (x, bottom), Stroke::new(Ink::Axis, 1.0).dash(Dash::Dotted));
            glyph::diamond(canvas, (x, bottom), 7.0);
        }
    }

    fn is_moment(&self, place: usize) -> bool {
        self.curve.touchpoints().nth(place).is_some_and(|touchpoint| touchpoint.moment_of_truth)
    }

    fn spot(&self, person: usize, persona: &CurvePersona, place: usize, levels: Levels) -> Option<Point> {
        let point = (*persona.points.get(place)?)?;
        Some((self.shifted_x(person, place), levels.of(point.satisfaction)))
    }

    /// The straight parts of a line between neighbours that were both measured, and the pieces that lead to the
    /// neighbouring panels, up to the edge.
    fn segments(&self, person: usize, persona: &CurvePersona, levels: Levels) -> Vec<Segment> {
        let places = self.panel.places();
        let from_before = places.start.saturating_sub(1);
        let pairs = (from_before..places.end).map(|place| (place, place + 1));
        let segment = |(before, after): (usize, usize)| {
            let from = self.spot(person, persona, before, levels)?;
            let to = self.spot(person, persona, after, levels)?;
            let at = |x: f64| (x, from.1 + (x - from.0) / (to.0 - from.0) * (to.1 - from.1));
            match (places.contains(&before), places.contains(&after)) {
                (true, true) => Some(Segment { from, to }),
                (true, false) => Some(Segment { from, to: at(self.right()) }),
                (false, true) => Some(Segment { from: at(self.left()), to }),
                (false, false) => None,
            }
        };
        pairs.filter_map(segment).collect()
    }

    fn line(&self, canvas: &mut Canvas, person: usize, persona: &CurvePersona, levels: Levels) {
        let look = LineLook::of(person);
        for Segment { from, to } in self.segments(person, persona, levels) {
            canvas.line(from, to, Stroke::new(look.ink, 2.2).dash(look.dash));
        }
    }

    fn marks(&self, canvas: &mut Canvas, person: usize, persona: &CurvePersona, levels: Levels) {
        let look = LineLook::of(person);
        for place in self.panel.places() {
            let hollow = persona.points.get(place).copied().flatten().is_some_and(|point| point.evidence == 0);
            if let Some(spot) = self.spot(person, persona, place, levels) {
                canvas.titled(&self.hint(persona, place), |canvas| {
                    canvas.marker(look.marker, spot, MARK, look.ink, hollow);
                });
            }
        }
    }

    /// What a pointer on a marker shows.
    fn hint(&self, persona: &CurvePersona, place: usize) -> String {
        let touchpoint = self.curve.touchpoints().nth(place).map_or("", |touchpoint| touchpoint.name.as_str());
        let value = persona.points.get(place).copied().flatten().map(|point| self.words.number(point.satisfaction, 1));
        format!("{} · {touchpoint} · {}", persona.name, value.unwrap_or_default())
    }

    /// Labels the lowest point and the largest drop of each persona; returns those that found no room.
    fn notes(&self, canvas: &mut Canvas, levels: Levels, top: f64, bottom: f64) -> Vec<Note> {
        let notes = self.wanted_notes(levels);
        let bounds = Rectangle { left: self.left(), top, width: self.right() - self.left(), height: bottom - top };
        let persons = || self.curve.personas.iter().enumerate();
        let spots = persons().flat_map(|(person, persona)| {
            self.panel.places().filter_map(move |place| self.spot(person, persona, place, levels))
        });
        let mark = |(x, y): Point| Rectangle { left: x, top: y, width: 0.0, height: 0.0 }.grown(MARK + 1.0);
        let diamonds = self.panel.places().filter(|place| self.is_moment(*place)).map(|place| (self.x(place), bottom));
        let ground = Ground {
            bounds,
            taken: spots.chain(diamonds).map(mark).collect(),
            lines: persons().flat_map(|(person, persona)| self.segments(person, persona, levels)).collect(),
        };
        let wishes: Vec<Wish> = notes.iter().map(Note::wish).collect();
        let mut listed = Vec::new();
        for (note, outcome) in notes.into_iter().zip(place(&wishes, &ground)) {
            match outcome {
                Outcome::Long { area, leader, .. } | Outcome::Short { area, leader } => {
                    note.draw(canvas, &area, leader);
                }
                Outcome::Nowhere => listed.push(note),
            }
        }
        listed
    }

    fn wanted_notes(&self, levels: Levels) -> Vec<Note> {
        let mut notes = Vec::new();
        for (person, persona) in self.curve.personas.iter().enumerate() {
            let places = self.panel.places();
            if let Some((place, value)) = persona.lowest().filter(|(place, _)| places.contains(place)) {
                let text = self.words.say(&Message::new("atlas-curve-minimum").number("value", value, 1));
                notes.extend(self.note(person, place, text, self.spot(person, persona, place, levels)));
            }
            if let Some((before, change)) = persona.largest_drop().filter(|(before, _)| places.contains(&(before + 1)))
            {
                let text = self.words.say(&Message::new("atlas-curve-drop").number("value", -change, 1));
                let ends =
                    self.spot(person, persona, before, levels).zip(self.spot(person, persona, before + 1, levels));
                // A drop from the panel before is labelled on the half that is drawn here.
                let share = if places.contains(&before) { 0.5 } else { 0.75 };
                let at = ends.map(|(from, to)| (from.0 + share * (to.0 - from.0), from.1 + share * (to.1 - from.1)));
                notes.extend(self.note(person, before + 1, text, at));
            }
        }
        notes
    }

    fn note(&self, person: usize, place: usize, text: String, at: Option<Point>) -> Option<Note> {
        let touchpoint = self.curve.touchpoints().nth(place)?.name.clone();
        Some(Note { person, touchpoint, text, at: at? })
    }

    /// The names of the touchpoints; returns where the longest ends.
    fn touchpoints(&self, canvas: &mut Canvas, top: f64) -> f64 {
        let mut bottom = top;
        for (touchpoint, place) in self.curve.touchpoints().skip(self.panel.places().start).zip(self.panel.places()) {
            let name = Paragraph::new(&touchpoint.name, SMALL, self.column - 10.0);
            name.draw_centred(canvas, self.x(place), top + 6.0);
            bottom = bottom.max(top + 6.0 + name.height());
        }
        bottom
    }

    /// Pieces of evidence under each point, a row for each persona; returns where they end.
    fn evidence(&self, canvas: &mut Canvas, top: f64) -> f64 {
        let line = |canvas: &mut Canvas, y: f64| {
            canvas.line((MARGIN, y), (self.right(), y), Stroke::new(Ink::Grid, 1.0));
        };
        line(canvas, top);
        let heading =
            Paragraph::new(&self.words.key("atlas-curve-evidence"), SMALL.ink(Ink::Muted), WIDTH - 2.0 * MARGIN);
        heading.draw(canvas, MARGIN, top + 6.0);
        let mut y = top + 8.0 + heading.height();
        for (person, persona) in self.curve.personas.iter().enumerate() {
            let look = LineLook::of(person);
            let name = Paragraph::new(&persona.shown_name(self.words), SMALL, AXIS_WIDTH - 34.0);
            let middle = y + 4.0 + name.line_height() / 2.0;
            canvas.marker(look.marker, (MARGIN + 7.0, middle), MARK, look.ink, false);
            name.draw(canvas, MARGIN + 20.0, y + 4.0);
            for place in self.panel.places() {
                let count = persona.points.get(place).copied().flatten().map(|point| point.evidence);
                let text = count.map_or_else(|| "–".to_owned(), |count| self.words.count(u64::from(count)));
                on_row(canvas, &text, self.x(place), middle, SMALL.ink(Ink::Muted).anchor(Anchor::Middle));
            }
            y += name.height() + 6.0;
        }
        y
    }

    /// What found no room in the plot.
    fn list(&self, canvas: &mut Canvas, notes: &[Note], top: f64) -> f64 {
        let mut y = top;
        for note in notes {
            let listed = Message::new("atlas-curve-listed")
                .text("note", note.text.as_str())
                .text("touchpoint", note.touchpoint.as_str());
            let text = Paragraph::new(&self.words.say(&listed), SMALL, WIDTH - 2.0 * MARGIN - 20.0);
            let look = LineLook::of(note.person);
            canvas.marker(look.marker, (MARGIN + 7.0, y + 4.0 + text.line_height() / 2.0), MARK, look.ink, false);
            text.draw(canvas, MARGIN + 20.0, y + 4.0);
            y += text.height() + 6.0;
        }
        y
    }
}

/// A label in the plot: a tag with the marker of its persona.
struct Note {
    person: usize,
    touchpoint: String,
    text: String,
    at: Point,
}

impl Note {
    const PADDING: f64 = 6.0;
    const TEXT_INDENT: f64 = 12.0;
    /// Room around the tag.
    const ROOM: f64 = 2.0;

    fn wish(&self) -> Wish {
        let width = SMALL.width(&self.text) + Self::TEXT_INDENT + 2.0 * (Self::PADDING + Self::ROOM);
        let extent = Extent { width, height: SMALL.line_height() + 4.0 + 2.0 * Self::ROOM };
        // Wider than the box of the marker, so that a leader can leave it.
        Wish { at: self.at, radius: 1.6 * MARK + 1.0, long: vec![extent], short: extent }
    }

    fn draw(&self, canvas: &mut Canvas, area: &Rectangle, leader: Option<Segment>) {
        let look = LineLook::of(self.person);
        if let Some(leader) = leader {
            canvas.line(leader.from, leader.to, Stroke::new(look.ink, 1.0));
        }
        let tag = area.grown(-Self::ROOM);
        canvas.rectangle(tag, 4.0, Some(Fill::new(Ink::Ground)), Some(Stroke::new(look.ink, 1.0)));
        let (left, middle) = (tag.left + Self::PADDING, tag.centre().1);
        canvas.marker(look.marker, (left + 3.0, middle), 4.0, look.ink, false);
        on_row(canvas, &self.text, left + Self::TEXT_INDENT, middle, SMALL);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::atlas_samples::curve;

    /// The columns of each row of a journey whose stages have so many touchpoints.
    fn rows(stages: &[usize]) -> Vec<usize> {
        let mut journey = curve(stages.len(), stages.iter().sum(), 1);
        let mut touchpoints: Vec<_> =
            journey.stages.iter_mut().flat_map(|stage| std::mem::take(&mut stage.touchpoints)).collect();
        for (stage, count) in journey.stages.iter_mut().zip(stages) {
            stage.touchpoints = touchpoints.drain(..count).collect();
        }
        panels(&journey).iter().map(Panel::columns).collect()
    }

    #[test]
    fn rows_are_as_even_as_the_stages_allow() {
        assert_eq!(rows(&[2, 2, 4, 3]), [11]);
        assert_eq!(rows(&[2, 2, 4, 3, 2]), [8, 5]);
        assert_eq!(rows(&[6, 6]), [6, 6]);
        assert_eq!(rows(&[13]), [6, 7]);
        assert_eq!(rows(&[1, 1, 1, 11]), [3, 11]);
        assert_eq!(rows(&[3, 0, 2]), [5]);
    }
}
