//! The looks of a sized test: their table, and what programs are told of them.

use serde::Serialize;

use jiff::ToSpan;
use jiff::civil::Date;

use super::measured::{units, units_title};
use super::metric_values::{Scale, chance};
use super::watching::{bound_cell as bound, region};
use super::{Cell, Column, Table};
use crate::chart::{BoundaryLook, Caption, SampleSizeDistribution, SequentialBoundaries, StopScenario};
use crate::plan::sizing::Sizing;
use crate::plan::{Plan, SizedLook, SizedLooks};
use crate::stats::{Bound, Direction, Sides};
use crate::words::{Message, Words};

/// One look, for programs. Bounds are on the z scale, counted in the direction of the planned effect.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LookAnswer {
    look: usize,
    /// About the day it comes on; none without dates.
    #[serde(skip_serializing_if = "Option::is_none")]
    day: Option<String>,
    information: f64,
    n_total: u64,
    efficacy_z: Option<f64>,
    nominal_p: f64,
    difference: Option<f64>,
    futility_z: Option<f64>,
    alpha_spent: f64,
    stop_for_efficacy: f64,
    stop_without_efficacy: f64,
    stop_half_effect: f64,
    stop_without_effect: f64,
}

/// The units a test with looks is expected to need, for programs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ExpectedUnitsAnswer {
    one_look: f64,
    without_effect: f64,
    half_effect: f64,
    planned_effect: f64,
}

impl LookAnswer {
    pub(super) fn all(looks: Option<&SizedLooks>) -> Vec<Self> {
        let looks = looks.map(|looks| looks.looks.as_slice()).unwrap_or_default();
        looks.iter().zip(1..).map(|(look, number)| Self::new(look, number)).collect()
    }

    /// The same with the days they come on, about.
    pub(super) fn dated(looks: Option<&SizedLooks>, plan: &Plan) -> Vec<Self> {
        let dated = |look: Self| Self { day: day_of(plan, look.information).map(|day| day.to_string()), ..look };
        Self::all(looks).into_iter().map(dated).collect()
    }

    fn new(look: &SizedLook, number: usize) -> Self {
        Self {
            look: number,
            day: None,
            information: look.information,
            n_total: look.n_total,
            efficacy_z: look.efficacy.value(),
            nominal_p: look.nominal_p,
            difference: look.difference,
            futility_z: look.futility.value(),
            alpha_spent: look.alpha_spent,
            stop_for_efficacy: look.shown,
            stop_without_efficacy: look.missed,
            stop_half_effect: look.stop_half_effect,
            stop_without_effect: look.stop_without_effect,
        }
    }
}

impl From<&SizedLooks> for ExpectedUnitsAnswer {
    fn from(looks: &SizedLooks) -> Self {
        Self {
            one_look: looks.one_look,
            without_effect: looks.expected_without_effect,
            half_effect: looks.expected_half_effect,
            planned_effect: looks.expected_planned_effect,
        }
    }
}

/// About the day on which a part of the planned units is in, when they come evenly over the planned days.
pub(super) fn day_of(plan: &Plan, information: f64) -> Option<Date> {
    let days = (f64::from(plan.planned_days()) * information - 1e-9).ceil().max(1.0);
    plan.start.checked_add((days as i64 - 1).days()).ok()
}

/// The looks of a plan with the days they come on, about.
pub(super) fn dated_table(looks: &SizedLooks, plan: &Plan, sizing: &Sizing, words: &Words) -> Table {
    let mut table = Table::new(words.key("looks-title"))
        .column(Column::text(words.key("looks-look")))
        .column(Column::text(words.key("looks-day")))
        .column(Column::number(words.key(units_title(sizing))))
        .column(Column::number(words.key("looks-efficacy")));
    let gives_up = looks.looks.iter().any(|look| look.futility != Bound::Unbounded);
    if gives_up {
        table = table.column(Column::number(words.key("looks-futility")));
    }
    table = table
        .column(Column::number(words.key("looks-stop-planned")))
        .column(Column::number(words.key("looks-stop-none")).priority(6));
    for (look, number) in looks.looks.iter().zip(1..) {
        let mut row = vec![
            Cell::text(named(number, look.information, words)),
            day_of(plan, look.information).map_or_else(Cell::empty, |day| Cell::text(words.date(day))),
            Cell::count(words.count(look.n_total), look.n_total),
            bound(look.efficacy, "≥", words),
        ];
        if gives_up {
            row.push(bound(look.futility, "≤", words));
        }
        row.extend([percent(look.shown + look.missed, words), percent(look.stop_without_effect, words)]);
        table = table.row(row);
    }
    table.note(words.key("looks-note-dated"))
}

/// How long a test with looks is expected to take, in the planned days.
pub(super) fn expected_days(looks: &SizedLooks, plan: &Plan, sizing: &Sizing) -> Message {
    let days = |units: f64| (units / sizing.n_total as f64 * f64::from(plan.planned_days())).round() as u64;
    Message::new("looks-expected-days")
        .count("planned", days(looks.expected_planned_effect))
        .count("half", days(looks.expected_half_effect))
        .count("none", days(looks.expected_without_effect))
        .count("days", plan.planned_days().into())
}

fn named(number: u64, information: f64, words: &Words) -> String {
    words.say(&Message::new("looks-numbered").count("number", number).percent("information", information, 0))
}

fn percent(share: f64, words: &Words) -> Cell {
    Cell::number(words.percent(share, 1), share)
}

/// The bounds of the looks, in the direction of the metric itself.
pub(super) fn boundaries(sizing: &Sizing, subtitle: String, words: &Words) -> Option<SequentialBoundaries> {
    let (looks, design) = (sizing.sized_looks()?, sizing.looks.as_ref()?);
    let sides = design.plan().sides;
    let sign = if sizing.direction() == Direction::Increase { 1.0 } else { -1.0 };
    let drawn = looks.looks.iter().map(|look| BoundaryLook {
        units: Some(look.n_total),
        ..region(look.information, look.efficacy, look.futility, sides, sign)
    });
    Some(SequentialBoundaries {
        caption: Caption { subtitle, ..Caption::new("looks", words.key("looks-chart")) },
        looks: drawn.collect(),
        alpha: design.plan().alpha.get(),
        sides: if sides == Sides::One { 1 } else { 2 },
        binding: design.plan().futility.is_binding(),
    })
}

/// How many units the test takes in the end, under several effects.
pub(super) fn sizes(sizing: &Sizing, subtitle: String, words: &Words) -> Option<SampleSizeDistribution> {
    let looks = sizing.sized_looks()?;
    let scenario = |key: &'static str, stop: fn(&SizedLook) -> f64, expected_units: f64| StopScenario {
        label: words.key(key),
        chances: looks.looks.iter().map(stop).collect(),
        expected_units,
    };
    Some(SampleSizeDistribution {
        caption: Caption { subtitle, ..Caption::new("sizes", words.key("looks-sizes-chart")) },
        stops: looks.looks.iter().map(|look| look.n_total as f64).collect(),
        scenarios: vec![
            scenario("looks-with-none", |look| look.stop_without_effect, looks.expected_without_effect),
            scenario("looks-with-half", |look| look.stop_half_effect, looks.expected_half_effect),
            scenario("looks-with-planned", |look| look.shown + look.missed, looks.expected_planned_effect),
        ],
        fixed_units: Some(looks.one_look),
        runs: None,
    })
}

/// The looks with their bounds, as people read them.
pub(super) fn table(looks: &SizedLooks, scale: &Scale, units_title: String, words: &Words) -> Table {
    let gives_up = looks.looks.iter().any(|look| look.futility != Bound::Unbounded);
    let mut table = Table::new(words.key("looks-title"))
        .column(Column::text(words.key("looks-look")))
        .column(Column::number(units_title))
        .column(Column::number(words.key("looks-efficacy")))
        .column(Column::number(words.key("looks-difference")).priority(5));
    if gives_up {
        table = table.column(Column::number(words.key("looks-futility")));
    }
    table = table
        .column(Column::number(words.key("looks-alpha-spent")).priority(7))
        .column(Column::number(words.key("looks-stop-planned")))
        .column(Column::number(words.key("looks-stop-none")).priority(6));
    for (look, number) in looks.looks.iter().zip(1..) {
        let stop = look.shown + look.missed;
        let mut row = vec![
            Cell::text(named(number, look.information, words)),
            Cell::count(words.count(look.n_total), look.n_total),
            bound(look.efficacy, "≥", words),
            look.difference.map_or_else(Cell::empty, |found| Cell::number(scale.difference(words, found), found)),
        ];
        if gives_up {
            row.push(bound(look.futility, "≤", words));
        }
        row.extend([
            Cell::number(chance(words, look.alpha_spent), look.alpha_spent),
            percent(stop, words),
            percent(look.stop_without_effect, words),
        ]);
        table = table.row(row);
    }
    table.note(words.key("looks-note"))
}

/// What the looks cost and save, as name, value and remark.
pub(super) fn fact(sizing: &Sizing, looks: &SizedLooks, words: &Words) -> (String, String, String) {
    let rounded = |expected: f64| units(sizing, expected.round() as u64);
    let remark = Message::new("looks-expected-remark")
        .said("half", rounded(looks.expected_half_effect))
        .said("none", rounded(looks.expected_without_effect))
        .said("once", rounded(looks.one_look.ceil()));
    (words.key("looks-expected"), words.say(&rounded(looks.expected_planned_effect)), words.say(&remark))
}
