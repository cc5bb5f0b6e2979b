//! The board: stage by stage, touchpoints with their traffic light, friction points and quotes.

use super::{light, persona_names, quote_source, score, touchpoint_name};
use crate::journey::{FrictionKind, FrictionPoint, Gain, JourneyMap, PersonaProof, Stage, Touchpoint, friction_points};
use crate::report::{Blocks, Cell, Column, Compose, Prose, Table};
use crate::words::{Argument, Message, Words};

/// Everything under the title.
pub(super) fn blocks(map: &JourneyMap, words: &Words) -> Blocks {
    let points = friction_points(map);
    let mut blocks = personas(map, words);
    for (place, stage) in map.stages.iter().enumerate() {
        blocks = blocks.heading(stage_title(place, stage, words)).append(stage_blocks(map, stage, &points, words));
    }
    blocks.append(unplaced(&points, words)).append(key(map, words))
}

fn stage_title(place: usize, stage: &Stage, words: &Words) -> String {
    let title = format!("{}. {}", place + 1, stage.name);
    match stage.phase {
        Some(phase) => format!("{title} ({})", words.say(&phase.said())),
        None => title,
    }
}

fn personas(map: &JourneyMap, words: &Words) -> Blocks {
    if map.personas.is_empty() {
        return Blocks::new();
    }
    let table = Table::new(words.key("map-personas"))
        .column(Column::text(words.key("map-persona")))
        .column(Column::number(words.key("map-share")))
        .column(Column::text(words.key("map-goal")))
        .column(Column::text(words.key("map-rests-on")))
        .rows(map.personas.iter().map(|persona| {
            let share = persona
                .share
                .map_or_else(Cell::empty, |share| Cell::number(words.percent(share.get(), 0), share.get()));
            let goal = persona.goals.first().cloned().unwrap_or_default();
            [Cell::text(&persona.name), share, Cell::text(goal), proofs(&map.missing_proofs(persona), words)]
        }));
    Blocks::new().table(table)
}

fn proofs(missing: &[PersonaProof], words: &Words) -> Cell {
    if missing.is_empty() {
        return Cell::text(words.key("map-proven")).good();
    }
    let missing = missing.iter().map(|proof| Argument::Said(proof.said())).collect();
    Cell::text(words.say(&Message::new("map-missing").with("missing", Argument::List(missing)))).watch()
}

fn stage_blocks(map: &JourneyMap, stage: &Stage, points: &[FrictionPoint], words: &Words) -> Blocks {
    let mut blocks = Blocks::new();
    if let Some(goal) = &stage.customer_goal {
        blocks = blocks.paragraph(words.say(&Message::new("map-customer-goal").text("goal", goal)));
    }
    blocks = match map.touchpoints_of(&stage.id).next() {
        Some(_) => blocks.table(touchpoints(map, stage, words)),
        None => blocks.paragraph(silent(map, stage, words)),
    };
    let here = points.iter().filter(|point| point.stage.as_ref() == Some(&stage.id));
    blocks
        .bullets(here.map(|point| friction(point, words)))
        .bullets(gains_of(map, stage).map(|gain| gain_line(gain, words)))
        .append(quotes(map, stage, words))
}

fn silent(map: &JourneyMap, stage: &Stage, words: &Words) -> String {
    match map.gaps.iter().find(|gap| gap.stage == stage.id && gap.channel.is_none()) {
        Some(gap) => words.say(&Message::new("map-accepted").text("reason", &gap.reason)),
        None => words.key("map-silent"),
    }
}

fn touchpoints(map: &JourneyMap, stage: &Stage, words: &Words) -> Table {
    let everybody = map.personas.is_empty();
    let mut table = Table::new(words.key("map-touchpoints"))
        .column(Column::text(words.key("map-touchpoint")))
        .column(Column::text(words.key("map-channel")))
        .column(Column::text(words.key("map-light")).priority(8));
    if everybody {
        table = table.column(Column::number(words.key("map-satisfaction")));
    }
    table = table.columns(persona_names(map).into_iter().map(Column::number));
    table.rows(map.touchpoints_of(&stage.id).map(|touchpoint| {
        let mut row = vec![
            Cell::text(touchpoint_name(touchpoint, words)),
            Cell::text(channel(map, touchpoint)),
            light(map, touchpoint, words),
        ];
        if everybody {
            row.push(satisfaction(map, touchpoint, None, words));
        }
        row.extend(map.personas.iter().map(|persona| satisfaction(map, touchpoint, Some(&persona.id), words)));
        row
    }))
}

pub(super) fn satisfaction(
    map: &JourneyMap,
    touchpoint: &Touchpoint,
    persona: Option<&crate::id::Id>,
    words: &Words,
) -> Cell {
    map.satisfaction(touchpoint, persona)
        .map_or_else(|| Cell::text("–").muted(), |found| score(found.score, found.derived, words))
}

pub(super) fn channel(map: &JourneyMap, touchpoint: &Touchpoint) -> String {
    touchpoint
        .channel
        .as_ref()
        .map(|id| map.channel(id).map_or_else(|| id.to_string(), |channel| channel.name.clone()))
        .unwrap_or_default()
}

/// `F-001 Account forced before checkout (breakpoint, severity 4, about 2,400 a week, no evidence)`.
fn friction(point: &FrictionPoint, words: &Words) -> Prose {
    let kind = point.kind.map(FrictionKind::said);
    let severity = point.severity.map(|score| Message::new("map-severity").number("severity", score.get(), 0));
    let reach =
        point.reach_per_week.map(|reach| Message::new("map-reach").count("passages", reach.likely().round() as u64));
    let details: Vec<Argument> =
        [kind, severity, reach, Some(point.evidence.said())].into_iter().flatten().map(Argument::Said).collect();
    let prose = Prose::new()
        .strong(format!("{} {}", point.id, point.title))
        .plain(words.say(&Message::new("map-details").with("details", Argument::List(details))));
    match &point.root_cause {
        Some(cause) => prose.plain(words.say(&Message::new("map-root-cause").text("cause", cause))),
        None => prose,
    }
}

fn gains_of<'a>(map: &'a JourneyMap, stage: &'a Stage) -> impl Iterator<Item = &'a Gain> {
    map.gains.iter().filter(|gain| {
        let touchpoint = gain.touchpoint.as_ref().and_then(|id| map.touchpoint(id));
        touchpoint.is_some_and(|touchpoint| touchpoint.stage == stage.id)
    })
}

fn gain_line(gain: &Gain, words: &Words) -> String {
    words.say(&Message::new("map-gain").text("title", &gain.title))
}

fn quotes(map: &JourneyMap, stage: &Stage, words: &Words) -> Blocks {
    map.quotes_of(&stage.id).into_iter().fold(Blocks::new(), |blocks, quote| match quote_source(quote, words) {
        Some(source) => blocks.quote_from(&*quote.text, source),
        None => blocks.quote(&*quote.text),
    })
}

/// Friction points that nobody placed on the journey must not vanish from its page.
fn unplaced(points: &[FrictionPoint], words: &Words) -> Blocks {
    let unplaced: Vec<Prose> =
        points.iter().filter(|point| point.stage.is_none()).map(|point| friction(point, words)).collect();
    if unplaced.is_empty() {
        return Blocks::new();
    }
    Blocks::new().heading(words.key("map-unplaced")).bullets(unplaced)
}

/// What the marks mean, for those that are used.
fn key(map: &JourneyMap, words: &Words) -> Blocks {
    let moment = map.touchpoints.iter().any(|touchpoint| touchpoint.moment_of_truth.is_some());
    let derived = map
        .touchpoints
        .iter()
        .flat_map(|touchpoint| &touchpoint.experiences)
        .any(|experience| experience.satisfaction().is_some_and(|satisfaction| satisfaction.derived));
    let lines: Vec<String> = [(true, "map-key-scores"), (moment, "map-key-moment"), (derived, "map-key-derived")]
        .into_iter()
        .filter(|(used, _)| *used)
        .map(|(_, key)| words.key(key))
        .collect();
    Blocks::new().paragraph(lines.join(" "))
}
