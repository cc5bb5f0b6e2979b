//! A journey map as a page: the board (stage by stage) or the emotional curve, and its JSON.

mod board;
mod curve;
mod figures;
mod json;
mod lists;

pub use figures::figure;
pub use json::{MapAnswer, answer};
pub use lists::lists;

use std::collections::BTreeSet;

use super::{Cell, Compose, Document, Figure, Tone};
use crate::journey::{Evidence, JourneyMap, Light, Touchpoint, Usage};
use crate::words::{Message, Words};

/// Which face of the map a page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MapView {
    /// Stage by stage: touchpoints, friction points, quotes.
    #[default]
    Board,
    /// Satisfaction along the journey, persona by persona.
    Curve,
}

/// The page of a map, with its picture where the page can show one.
#[must_use]
pub fn document(map: &JourneyMap, view: MapView, picture: Option<Figure>, words: &Words) -> Document {
    let page = Document::new(&*map.title).subtitle(subtitle(map, words));
    let page = picture.into_iter().fold(page, Document::figure);
    match view {
        MapView::Board => page.append(board::blocks(map, words)),
        MapView::Curve => page.append(curve::blocks(map, words)),
    }
}

/// What the map shows, how fresh it is and who keeps it.
fn subtitle(map: &JourneyMap, words: &Words) -> String {
    let state = Message::new("map-subtitle").said("state", map.state.said()).said("shape", map.shape.said());
    let updated = map.updated.map(|date| Message::new("map-updated").date("updated", date));
    let owner = map.owner.as_ref().map(|owner| Message::new("map-owner").text("owner", owner));
    let parts: Vec<String> = std::iter::once(state).chain(updated).chain(owner).map(|part| words.say(&part)).collect();
    parts.join(" · ")
}

/// The names of the personas, short enough for a column: up to the comma (`Léa` of `Léa, first-time buyer`) where that
/// tells them apart.
fn persona_names(map: &JourneyMap) -> Vec<String> {
    let full = || map.personas.iter().map(|persona| persona.name.clone());
    let short: Vec<String> = full().map(|name| name.split(',').next().unwrap_or(&name).trim().to_owned()).collect();
    let apart: BTreeSet<&String> = short.iter().collect();
    if apart.len() == short.len() && !short.iter().any(String::is_empty) { short } else { full().collect() }
}

/// Where a quote comes from and when it was said.
fn quote_source(quote: &Evidence, words: &Words) -> Option<String> {
    let date = quote.date.map(|date| words.date(date));
    let parts: Vec<String> = quote.source.clone().into_iter().chain(date).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// The traffic light with its word; what the journey does not use yet, or what was not measured, has none.
fn light(map: &JourneyMap, touchpoint: &Touchpoint, words: &Words) -> Cell {
    match map.light(touchpoint) {
        _ if touchpoint.usage == Usage::Planned => Cell::text(words.say(&touchpoint.usage.said())).muted(),
        Some(light) => Cell::text(words.say(&light.said())).tone(tone(light)),
        None => Cell::text(words.key("map-not-measured")).muted(),
    }
}

fn tone(light: Light) -> Tone {
    match light {
        Light::Good => Tone::Good,
        Light::Watch => Tone::Watch,
        Light::Friction => Tone::Bad,
    }
}

/// A satisfaction as people read it: no decimal where there is none, `~` before what was derived from an emotion.
fn score(score: f64, derived: bool, words: &Words) -> Cell {
    let written = words.number(score, decimals(score));
    Cell::number(if derived { format!("~{written}") } else { written }, score)
}

/// No decimal for a whole score, one for the others.
fn decimals(score: f64) -> usize {
    usize::from((score - score.round()).abs() > 0.04)
}

/// A touchpoint's name with a diamond where it is a moment of truth, and what customers do with it when they do not use it.
fn touchpoint_name(touchpoint: &Touchpoint, words: &Words) -> String {
    let mut name = touchpoint.name.clone();
    if touchpoint.moment_of_truth.is_some() {
        name.push_str(" ◆");
    }
    if touchpoint.usage == Usage::Avoided {
        name = words.say(&Message::new("map-usage").text("touchpoint", name).said("usage", touchpoint.usage.said()));
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    #[test]
    fn derived_scores_are_marked() {
        let words = Words::new(Language::French);
        assert_eq!(score(3.0, false, &words).text, "3");
        assert_eq!(score(1.4, true, &words).text, "~1,4");
    }
}
