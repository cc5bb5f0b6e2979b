//! The looks of a sized test: their table, and what programs are told of them.

use serde::Serialize;

use super::measured::units;
use super::metric_values::{Scale, chance};
use super::{Cell, Column, Table};
use crate::plan::sizing::Sizing;
use crate::plan::{SizedLook, SizedLooks};
use crate::stats::Bound;
use crate::words::{Message, Words};

/// One look, for programs. Bounds are on the z scale, counted in the direction of the planned effect.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct LookAnswer {
    look: usize,
    information: f64,
    n_total: u64,
    efficacy_z: Option<f64>,
    nominal_p: f64,
    difference: Option<f64>,
    futility_z: Option<f64>,
    alpha_spent: f64,
    stop_for_efficacy: f64,
    stop_without_efficacy: f64,
    stop_without_effect: f64,
}

/// The units a test with looks is expected to need, for programs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct ExpectedUnitsAnswer {
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

    fn new(look: &SizedLook, number: usize) -> Self {
        Self {
            look: number,
            information: look.information,
            n_total: look.n_total,
            efficacy_z: look.efficacy.value(),
            nominal_p: look.nominal_p,
            difference: look.difference,
            futility_z: look.futility.value(),
            alpha_spent: look.alpha_spent,
            stop_for_efficacy: look.shown,
            stop_without_efficacy: look.missed,
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
        let named = Message::new("looks-numbered").count("number", number).percent("information", look.information, 0);
        let stop = look.shown + look.missed;
        let mut row = vec![
            Cell::text(words.say(&named)),
            Cell::count(words.count(look.n_total), look.n_total),
            bound(look.efficacy, "≥", words),
            look.difference.map_or_else(Cell::empty, |found| Cell::number(scale.difference(words, found), found)),
        ];
        if gives_up {
            row.push(bound(look.futility, "≤", words));
        }
        row.extend([
            Cell::number(chance(words, look.alpha_spent), look.alpha_spent),
            Cell::number(words.percent(stop, 1), stop),
            Cell::number(words.percent(look.stop_without_effect, 1), look.stop_without_effect),
        ]);
        table = table.row(row);
    }
    table.note(words.key("looks-note"))
}

fn bound(bound: Bound, sign: &str, words: &Words) -> Cell {
    match bound.value() {
        Some(z) => Cell::number(format!("z\u{a0}{sign}\u{a0}{}", words.number(z, 3)), z),
        None => Cell::text("—").muted(),
    }
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
