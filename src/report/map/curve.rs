//! The emotional curve in text: where each persona stands at each touchpoint, and where it falls.

use super::{decimals, persona_names, score, touchpoint_name};
use crate::id::Id;
use crate::journey::{Fall, JourneyMap, Touchpoint, falls};
use crate::report::{Blocks, Cell, Column, Compose, Table};
use crate::words::{Message, Words};

/// Everything under the title.
pub(super) fn blocks(map: &JourneyMap, words: &Words) -> Blocks {
    let falls = falls(map);
    let blocks = Blocks::new().table(table(map, words)).heading(words.key("map-critical"));
    let lowest = lines(map).into_iter().filter_map(|persona| lowest(map, persona.as_ref(), words));
    let blocks = blocks.bullets(lowest).bullets(falls.iter().map(|fall| fall_line(map, fall, words)));
    let gaps: Vec<String> = emotions(map, words);
    if gaps.is_empty() { blocks } else { blocks.heading(words.key("map-emotions")).bullets(gaps) }
}

/// The lines of the curve: one per persona, or one for everybody when the map has no persona.
fn lines(map: &JourneyMap) -> Vec<Option<Id>> {
    if map.personas.is_empty() {
        vec![None]
    } else {
        map.personas.iter().map(|persona| Some(persona.id.clone())).collect()
    }
}

fn name(map: &JourneyMap, persona: Option<&Id>, words: &Words) -> String {
    match persona.and_then(|id| map.persona(id)) {
        Some(persona) => persona.name.clone(),
        None => words.key("map-everybody"),
    }
}

fn table(map: &JourneyMap, words: &Words) -> Table {
    let lines = lines(map);
    let table = Table::new(words.key("map-curve"))
        .column(Column::text(words.key("map-stage")))
        .column(Column::text(words.key("map-touchpoint")))
        .column(Column::text(words.key("map-scale")).priority(9))
        .columns(
            short_names(map, words)
                .enumerate()
                .map(|(place, name)| Column::number(format!("{} {name}", letter(place)))),
        );
    table
        .rows(map.lived().map(|touchpoint| {
            let found: Vec<_> = lines.iter().map(|persona| map.satisfaction(touchpoint, persona.as_ref())).collect();
            let stage = map.stage(&touchpoint.stage).map(|stage| stage.name.clone()).unwrap_or_default();
            let scores = found.iter().map(|found| match found {
                Some(found) => score(found.score, found.derived, words),
                None => Cell::text("–").muted(),
            });
            let scale = scale(found.iter().map(|found| found.map(|found| found.score)));
            [Cell::text(stage), Cell::text(touchpoint_name(touchpoint, words)), Cell::text(scale)]
                .into_iter()
                .chain(scores)
                .collect::<Vec<_>>()
        }))
        .note(words.key("map-scale-note"))
}

/// The names above the columns of the lines.
fn short_names(map: &JourneyMap, words: &Words) -> impl Iterator<Item = String> {
    let everybody = map.personas.is_empty().then(|| words.key("map-everybody"));
    persona_names(map).into_iter().chain(everybody)
}

/// The letter of a line of the curve.
fn letter(place: usize) -> char {
    u8::try_from(place).ok().filter(|place| *place < 26).map_or('*', |place| char::from(b'A' + place))
}

/// A scale from 1 to 5 in half points with the letter of each persona; `&` where several meet.
fn scale(scores: impl Iterator<Item = Option<f64>>) -> String {
    let mut marks = ['·'; 9];
    for (place, score) in scores.enumerate() {
        let Some(score) = score else { continue };
        let step = ((score - 1.0) * 2.0).round().clamp(0.0, 8.0) as usize;
        if let Some(mark) = marks.get_mut(step) {
            *mark = if *mark == '·' { letter(place) } else { '&' };
        }
    }
    marks.iter().collect()
}

fn lowest(map: &JourneyMap, persona: Option<&Id>, words: &Words) -> Option<String> {
    let (touchpoint, score) = map
        .lived()
        .filter_map(|touchpoint| Some((touchpoint, map.satisfaction(touchpoint, persona)?.score)))
        .min_by(|one, other| one.1.total_cmp(&other.1))?;
    let lowest = Message::new("map-lowest")
        .text("who", name(map, persona, words))
        .text("touchpoint", &touchpoint.name)
        .number("satisfaction", score, decimals(score));
    Some(words.say(&lowest))
}

fn fall_line(map: &JourneyMap, fall: &Fall, words: &Words) -> String {
    let touchpoint = |id: &Id| map.touchpoint(id).map_or_else(|| id.to_string(), |touchpoint| touchpoint.name.clone());
    let key = if fall.hand_over { Message::new("map-fall-hand-over") } else { Message::new("map-fall") };
    words.say(
        &key.text("who", name(map, fall.persona.as_ref(), words))
            .text("from", touchpoint(&fall.from))
            .text("to", touchpoint(&fall.to))
            .number("before", fall.before, decimals(fall.before))
            .number("after", fall.after, decimals(fall.after)),
    )
}

/// Which emotion is felt where, and whether it is the one wanted.
fn emotions(map: &JourneyMap, words: &Words) -> Vec<String> {
    map.lived().filter_map(|touchpoint| emotion(map, touchpoint, words)).collect()
}

fn emotion(map: &JourneyMap, touchpoint: &Touchpoint, words: &Words) -> Option<String> {
    let names = persona_names(map);
    let felt: Vec<String> = touchpoint
        .experiences
        .iter()
        .filter_map(|experience| {
            let word = experience.emotion.as_ref()?;
            let persona = experience.persona.as_ref();
            let place = map.personas.iter().position(|known| Some(&known.id) == persona);
            let who = place.and_then(|place| names.get(place));
            Some(who.map_or_else(|| word.clone(), |who| format!("{word} ({who})")))
        })
        .collect();
    if felt.is_empty() {
        return None;
    }
    let felt = Message::new("map-felt").text("touchpoint", &touchpoint.name).texts("felt", felt);
    let wanted = touchpoint.target_emotion.as_ref().map(|wanted| Message::new("map-wanted").text("wanted", wanted));
    Some(wanted.into_iter().fold(words.say(&felt), |line, wanted| line + &words.say(&wanted)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_stand_where_their_score_is() {
        assert_eq!(scale([Some(1.0), Some(5.0)].into_iter()), "A·······B");
        assert_eq!(scale([Some(3.0), None, Some(3.1)].into_iter()), "····&····");
        assert_eq!(letter(30), '*');
    }
}
