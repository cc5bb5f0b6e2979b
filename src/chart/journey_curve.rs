//! The emotional curve: satisfaction at each touchpoint, one line per persona, honest about what was not measured.

use super::curve_panel::{Panel, panels};
use super::page::{LegendItem, Page, Swatch};
use super::{ChartError, Dash, Figure, Ink, Marker, finite};
use crate::words::{Message, Words};

/// The emotional curve, ready to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct JourneyCurve {
    /// Id of the figure, unique in a page.
    pub slug: String,
    /// Title of the figure.
    pub title: String,
    /// What stands under the title (journey, date); may be empty.
    pub subtitle: String,
    /// The stages with their touchpoints, in order.
    pub stages: Vec<CurveStage>,
    /// The personas, in order.
    pub personas: Vec<CurvePersona>,
}

/// A stage of the curve.
#[derive(Debug, Clone, PartialEq)]
pub struct CurveStage {
    /// Its name.
    pub name: String,
    /// Its touchpoints, in order.
    pub touchpoints: Vec<CurveTouchpoint>,
}

/// A place on the horizontal axis.
#[derive(Debug, Clone, PartialEq)]
pub struct CurveTouchpoint {
    /// Its name.
    pub name: String,
    /// Whether it is a moment of truth.
    pub moment_of_truth: bool,
}

/// A line of the curve.
#[derive(Debug, Clone, PartialEq)]
pub struct CurvePersona {
    /// The persona's name.
    pub name: String,
    /// Whether the persona lacks the evidence that would make it more than a hypothesis.
    pub hypothesis: bool,
    /// One value for each touchpoint, through all stages; none where nothing was measured.
    pub points: Vec<Option<CurvePoint>>,
}

/// What a persona feels at a touchpoint.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CurvePoint {
    /// Satisfaction, 1 to 5.
    pub satisfaction: f64,
    /// Pieces of evidence behind it; with none the marker is hollow.
    pub evidence: u32,
}

/// How a persona's line looks.
#[derive(Debug, Clone, Copy)]
pub(super) struct LineLook {
    pub ink: Ink,
    pub dash: Dash,
    pub marker: Marker,
}

impl LineLook {
    /// The look of the nth persona. Diamonds are left to the moments of truth.
    pub(super) fn of(place: usize) -> Self {
        const MARKERS: [Marker; 5] = [Marker::Circle, Marker::Square, Marker::Triangle, Marker::Wedge, Marker::Cross];
        Self { ink: Ink::series(place), dash: Dash::series(place), marker: MARKERS[place % MARKERS.len()] }
    }
}

pub(super) const WIDTH: f64 = 1100.0;

impl JourneyCurve {
    /// Draws the curve; a journey too long for one row continues in the next.
    ///
    /// # Errors
    ///
    /// [`ChartError::NoData`] without touchpoints, without personas or when nothing was measured;
    /// [`ChartError::WrongLength`] when a persona's points are not as many as the touchpoints; [`ChartError::NotFinite`]
    /// or [`ChartError::OffScale`] when a satisfaction is not between 1 and 5.
    pub fn draw(&self, words: &Words) -> Result<Figure, ChartError> {
        self.check()?;
        let mut page = Page::with_width(&self.slug, &self.title, &self.subtitle, WIDTH);
        page.legend(&self.legend(words));
        let panels = panels(self);
        let most = panels.iter().map(Panel::columns).max().unwrap_or(1);
        for panel in &panels {
            let top = page.cursor();
            let bottom = panel.draw(&mut page.canvas, self, most, top, words);
            page.skip(bottom + 22.0 - page.cursor());
        }
        page.skip(-14.0);
        for persona in self.personas.iter().filter(|persona| persona.is_flat()) {
            page.note(&words.say(&Message::new("atlas-curve-flat").text("persona", persona.name.as_str())));
        }
        let about = Message::new("atlas-curve-about")
            .count("touchpoints", self.touchpoints().count() as u64)
            .count("personas", self.personas.len() as u64);
        Ok(page.finish(&words.say(&about)))
    }

    /// All touchpoints, through the stages.
    pub(super) fn touchpoints(&self) -> impl Iterator<Item = &CurveTouchpoint> {
        self.stages.iter().flat_map(|stage| &stage.touchpoints)
    }

    fn check(&self) -> Result<(), ChartError> {
        let expected = self.touchpoints().count();
        for persona in &self.personas {
            let found = persona.points.len();
            if found != expected {
                return Err(ChartError::WrongLength { what: "points of a persona", found, expected });
            }
            for point in persona.points.iter().flatten() {
                let value = finite("a satisfaction", point.satisfaction)?;
                if !(1.0..=5.0).contains(&value) {
                    return Err(ChartError::OffScale { what: "a satisfaction", value, low: 1.0, high: 5.0 });
                }
            }
        }
        if self.personas.iter().all(|persona| persona.points.iter().flatten().next().is_none()) {
            return Err(ChartError::NoData);
        }
        Ok(())
    }

    fn legend(&self, words: &Words) -> Vec<LegendItem> {
        let persona = |(place, persona): (usize, &CurvePersona)| {
            let look = LineLook::of(place);
            LegendItem::new(Swatch::Line(look.ink, look.dash, Some(look.marker)), persona.shown_name(words))
        };
        let mut legend: Vec<LegendItem> = self.personas.iter().enumerate().map(persona).collect();
        if self.personas.iter().flat_map(|persona| persona.points.iter().flatten()).any(|point| point.evidence == 0) {
            let swatch = Swatch::HollowPoint(Ink::Muted, Marker::Circle);
            legend.push(LegendItem::new(swatch, words.key("atlas-curve-hollow")));
        }
        if self.touchpoints().any(|touchpoint| touchpoint.moment_of_truth) {
            let swatch = Swatch::Point(Ink::Text, Marker::Diamond);
            legend.push(LegendItem::new(swatch, words.key("atlas-moment-of-truth")));
        }
        legend
    }
}

impl CurvePersona {
    /// The name, marked as a hypothesis where it is one.
    pub(super) fn shown_name(&self, words: &Words) -> String {
        let hypothesis = Message::new("atlas-curve-hypothesis").text("persona", self.name.as_str());
        if self.hypothesis { words.say(&hypothesis) } else { self.name.clone() }
    }

    /// Where the line is lowest, unless it is level: the place of the touchpoint and the satisfaction there.
    pub(super) fn lowest(&self) -> Option<(usize, f64)> {
        let measured =
            || self.points.iter().enumerate().filter_map(|(place, point)| Some((place, (*point)?.satisfaction)));
        let lowest = measured().min_by(|one, other| one.1.total_cmp(&other.1))?;
        measured().any(|(_, value)| value > lowest.1).then_some(lowest)
    }

    /// The largest fall from one touchpoint to the next: the place of the first of them and the change, below 0.
    pub(super) fn largest_drop(&self) -> Option<(usize, f64)> {
        let falls = self.points.windows(2).enumerate().filter_map(|(place, pair)| match pair {
            [Some(before), Some(after)] if after.satisfaction < before.satisfaction => {
                Some((place, after.satisfaction - before.satisfaction))
            }
            _ => None,
        });
        falls.min_by(|one, other| one.1.total_cmp(&other.1))
    }

    /// Tells whether several touchpoints were measured and all have the same value: no signal.
    fn is_flat(&self) -> bool {
        self.points.iter().flatten().count() > 1 && self.lowest().is_none()
    }
}
