//! The map as lists for a spreadsheet: every touchpoint and every friction point in one row.

use super::board::{channel, satisfaction};
use super::{light, persona_names, touchpoint_name};
use crate::id::Id;
use crate::journey::{FrictionKind, FrictionPoint, JourneyMap, Touchpoint, friction_points};
use crate::report::{Cell, Column, Compose, Document, Table};
use crate::words::Words;

/// The touchpoints and the friction points of a map, one row each.
#[must_use]
pub fn lists(map: &JourneyMap, words: &Words) -> Document {
    Document::new(&*map.title).table(touchpoints(map, words)).table(frictions(map, words))
}

fn touchpoints(map: &JourneyMap, words: &Words) -> Table {
    let columns = ["map-stage", "map-touchpoint", "map-channel", "map-light"];
    let persons: Vec<Option<&Id>> = if map.personas.is_empty() {
        vec![None]
    } else {
        map.personas.iter().map(|persona| Some(&persona.id)).collect()
    };
    let names = if map.personas.is_empty() { vec![words.key("map-satisfaction")] } else { persona_names(map) };
    let row = |touchpoint: &Touchpoint| -> Vec<Cell> {
        let scores = persons.iter().map(|persona| satisfaction(map, touchpoint, *persona, words));
        [
            Cell::text(stage_name(map, Some(&touchpoint.stage))),
            Cell::text(touchpoint_name(touchpoint, words)),
            Cell::text(channel(map, touchpoint)),
            light(map, touchpoint, words),
        ]
        .into_iter()
        .chain(scores)
        .collect()
    };
    Table::new(words.key("map-touchpoints"))
        .columns(columns.map(|key| Column::text(words.key(key))))
        .columns(names.into_iter().map(Column::number))
        .rows(map.stages.iter().flat_map(|stage| map.touchpoints_of(&stage.id)).map(row))
}

fn frictions(map: &JourneyMap, words: &Words) -> Table {
    let columns = [
        "map-friction-id",
        "map-friction",
        "map-stage",
        "map-touchpoint",
        "map-friction-kind",
        "map-friction-severity",
        "map-friction-reach",
        "map-rests-on",
    ];
    let row = |point: &FrictionPoint| {
        let touchpoint = point.touchpoint.as_ref().and_then(|id| map.touchpoint(id));
        let number = |value: f64| Cell::number(words.number(value, 0), value);
        [
            Cell::text(point.id.as_str()),
            Cell::text(&point.title),
            Cell::text(stage_name(map, point.stage.as_ref())),
            Cell::text(touchpoint.map(|touchpoint| touchpoint.name.as_str()).unwrap_or_default()),
            Cell::text(point.kind.map(FrictionKind::said).map(|kind| words.say(&kind)).unwrap_or_default()),
            point.severity.map_or_else(Cell::empty, |severity| number(severity.get())),
            point.reach_per_week.map_or_else(Cell::empty, |reach| number(reach.likely())),
            Cell::text(words.say(&point.evidence.said())),
        ]
    };
    Table::new(words.key("map-frictions"))
        .columns(columns.map(|key| Column::text(words.key(key))))
        .rows(friction_points(map).iter().map(row))
}

fn stage_name(map: &JourneyMap, stage: Option<&Id>) -> String {
    stage.and_then(|id| map.stage(id)).map(|stage| stage.name.clone()).unwrap_or_default()
}
