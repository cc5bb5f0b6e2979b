//! The emotional curve: satisfaction at each touchpoint, one line per persona, honest about what was not measured.

use super::curve_panel::{Panel, panels};
use super::page::{LegendItem, Swatch};
use super::{Caption, ChartError, Dash, Figure, Ink, Marker, finite};
use crate::words::{Message, Words};

/// The emotional curve, ready to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct JourneyCurve {
    /// The texts around the figure.
    pub caption: Caption,
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
        let mut page = self.caption.open_wide(WIDTH);
        page.legend(&self.legend(words));
        let panels = panels(self);
        let most = panels.iter().map(Panel::columns).max().unwrap_or(1);
        for panel in &panels {
            let top = page.cursor();
            let bottom = panel.draw(&mut page.canvas, self, most, top, words);
            page.skip(bottom + 22.0 - page.cursor());
        }
        page.skip(-14.0);
        let flat = |persona: &CurvePersona| {
            words.say(&Message::new("atlas-curve-flat").text("persona", persona.name.as_str()))
        };
        let notes: Vec<String> = self.personas.iter().filter(|persona| persona.is_flat()).map(flat).collect();
        let about = Message::new("atlas-curve-about")
            .count("touchpoints", self.touchpoints().count() as u64)
            .count("personas", self.personas.len() as u64);
        Ok(self.caption.close(page, words, &notes, &words.say(&about)))
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

#[cfg(test)]
mod tests {
    use super::super::atlas_samples::{
        HOSTILE, all_text, assert_escaped, assert_legible, both_languages, curve, squeezed,
    };
    use super::super::gallery;
    use super::*;
    use crate::words::Language;
    use proptest::prelude::*;

    fn english(curve: &JourneyCurve) -> Result<Figure, ChartError> {
        curve.draw(&Words::new(Language::English))
    }

    /// One stage, one persona; the pieces of evidence of each point are 3.
    fn of_points(values: &[Option<f64>]) -> JourneyCurve {
        let point = |value: &Option<f64>| value.map(|satisfaction| CurvePoint { satisfaction, evidence: 3 });
        let mut curve = curve(1, values.len(), 1);
        curve.personas[0].points = values.iter().map(point).collect();
        curve
    }

    #[test]
    fn gallery() {
        gallery::check("journey-curve", |words| curve(5, 9, 3).draw(words).unwrap());
        gallery::check("journey-curve-long", |words| curve(6, 30, 3).draw(words).unwrap());
        gallery::check("journey-curve-alone", |words| curve(3, 6, 1).draw(words).unwrap());
    }

    #[test]
    fn sixty_touchpoints_of_twelve_stages_are_legible_in_both_languages() {
        let journey = curve(12, 60, 3);
        for words in both_languages() {
            let figure = journey.draw(&words).unwrap();
            assert_legible(&figure);
            let all = all_text(&figure);
            for stage in &journey.stages {
                assert!(all.contains(&squeezed(&stage.name)));
            }
        }
    }

    #[test]
    fn the_lowest_point_and_the_largest_drop_are_labelled() {
        let figure = english(&of_points(&[Some(4.0), Some(3.5), Some(1.5), Some(2.0)])).unwrap();
        let all = all_text(&figure);
        assert!(all.contains("lowest,1.5") && all.contains("dropof2.0"), "{all}");
    }

    /// A line is a path with a solid stroke of 2.2 in the persona's colour.
    #[test]
    fn no_line_runs_through_a_missing_point() {
        let lines =
            |values: &[Option<f64>]| english(&of_points(values)).unwrap().svg().matches("stroke-width=\"2.2\"").count();
        assert_eq!(lines(&[Some(4.0), Some(3.0), Some(2.0), Some(5.0)]), 3);
        assert_eq!(lines(&[Some(4.0), None, Some(2.0), Some(5.0)]), 1);
        assert_eq!(lines(&[Some(4.0), None, Some(2.0), None]), 0);
    }

    #[test]
    fn a_drop_is_only_told_between_neighbours() {
        let persona = |values: &[Option<f64>]| of_points(values).personas.remove(0);
        assert_eq!(persona(&[Some(5.0), None, Some(1.0), Some(1.5)]).largest_drop(), None);
        assert_eq!(persona(&[Some(5.0), Some(4.0), Some(2.5), None]).largest_drop(), Some((1, -1.5)));
        assert_eq!(persona(&[Some(2.0), Some(2.0)]).lowest(), None);
    }

    #[test]
    fn a_level_line_is_said_to_carry_no_signal() {
        let all = all_text(&english(&of_points(&[Some(3.0), Some(3.0), None])).unwrap());
        assert!(all.contains("carriesnosignal") && !all.contains("lowest"));
    }

    #[test]
    fn a_point_without_evidence_is_hollow() {
        let mut journey = of_points(&[Some(3.0), Some(4.0)]);
        assert!(!all_text(&english(&journey).unwrap()).contains("Hollowmarker"));
        journey.personas[0].points[1] = Some(CurvePoint { satisfaction: 4.0, evidence: 0 });
        let figure = english(&journey).unwrap();
        assert!(all_text(&figure).contains("Hollowmarker"));
        // The legend's example and the point itself.
        assert_eq!(figure.svg().matches("stroke-width=\"1.8\"").count(), 2);
    }

    #[test]
    fn what_cannot_be_drawn_is_named() {
        assert_eq!(english(&curve(0, 0, 2)), Err(ChartError::NoData));
        assert_eq!(english(&curve(3, 5, 0)), Err(ChartError::NoData));
        assert_eq!(english(&of_points(&[None, None])), Err(ChartError::NoData));
        assert!(matches!(english(&of_points(&[Some(f64::NAN)])), Err(ChartError::NotFinite { .. })));
        assert!(matches!(english(&of_points(&[Some(5.5)])), Err(ChartError::OffScale { .. })));
        let mut short = curve(3, 5, 1);
        short.personas[0].points.pop();
        let expected = ChartError::WrongLength { what: "points of a persona", found: 4, expected: 5 };
        assert_eq!(english(&short), Err(expected));
    }

    #[test]
    fn hostile_and_endless_texts_are_survived() {
        let mut journey = curve(3, 6, 2);
        journey.personas[0].name = HOSTILE.to_owned();
        journey.stages[0].name = "sans-espace".repeat(30);
        journey.stages[1].touchpoints[0].name = "sans-espace".repeat(30);
        let figure = english(&journey).unwrap();
        assert_legible(&figure);
        assert_escaped(&figure);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]

        #[test]
        fn any_curve_is_legible_and_the_same_twice(
            stages in 1..7_usize, touchpoints in 1..40_usize, personas in 1..6_usize,
        ) {
            let journey = curve(stages, touchpoints, personas);
            let figure = english(&journey).unwrap();
            assert_legible(&figure);
            prop_assert_eq!(english(&journey).unwrap(), figure);
        }
    }
}
