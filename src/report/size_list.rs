//! The answer of a list of tests sized at once: one row each, for spreadsheets, people and programs.

use serde::Serialize;

use super::measured::scale;
use super::metric_values::lift;
use super::size_answer::{self, ArmAnswer, SimulatedAnswer};
use super::{Cell, Column, Compose, Document, Table, csv as spreadsheet};
use crate::plan::SimulatedPower;
use crate::plan::sizing::Sizing;
use crate::words::Words;

/// One row of a list, sized or not.
#[derive(Debug, Clone, PartialEq)]
pub struct SizedRow {
    /// What the list calls it.
    pub name: String,
    /// The kind of metric, as the list names it.
    pub kind: String,
    /// The sized test, the weeks it takes where the traffic is known, and its simulated power where it was asked for; or why
    /// there is none.
    pub sized: Result<(Sizing, Option<u32>, Option<SimulatedPower>), String>,
}

/// What programs are told of a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SizeListAnswer {
    rows: Vec<RowAnswer>,
    /// Rows that could not be sized.
    failed: usize,
}

#[derive(Debug, Clone, PartialEq, Default, Serialize)]
struct RowAnswer {
    name: String,
    kind: String,
    /// Control first.
    arms: Vec<ArmAnswer>,
    n_total: Option<u64>,
    power_attained: Option<f64>,
    power_simulated: Option<SimulatedAnswer>,
    baseline: Option<f64>,
    target: Option<f64>,
    lift: Option<f64>,
    difference: Option<f64>,
    weeks: Option<u32>,
    error: Option<String>,
}

/// The object `jalon.size-list.v1`.
#[must_use]
pub fn answer(rows: &[SizedRow]) -> SizeListAnswer {
    let failed = rows.iter().filter(|row| row.sized.is_err()).count();
    SizeListAnswer { rows: rows.iter().map(row_answer).collect(), failed }
}

fn row_answer(row: &SizedRow) -> RowAnswer {
    let named = RowAnswer { name: row.name.clone(), kind: row.kind.clone(), ..RowAnswer::default() };
    match &row.sized {
        Err(error) => RowAnswer { error: Some(error.clone()), ..named },
        Ok((sizing, weeks, simulated)) => RowAnswer {
            arms: size_answer::arms(sizing),
            n_total: Some(sizing.n_total),
            power_attained: Some(sizing.power_attained),
            power_simulated: simulated.as_ref().map(SimulatedAnswer::from),
            baseline: Some(sizing.baseline()),
            target: Some(sizing.target),
            lift: sizing.lift(),
            difference: Some(sizing.difference()),
            weeks: *weeks,
            ..named
        },
    }
}

/// The list as a spreadsheet: titles are the same in every language, so that programs find them.
#[must_use]
pub fn csv(rows: &[SizedRow]) -> String {
    spreadsheet::render(&list(rows))
}

/// The page whose one table is the list for spreadsheets.
#[must_use]
pub fn list(rows: &[SizedRow]) -> Document {
    const TITLES: [&str; 12] = [
        "name",
        "kind",
        "n_per_arm",
        "n_total",
        "power_attained",
        "power_simulated",
        "baseline",
        "target",
        "lift",
        "difference",
        "weeks",
        "error",
    ];
    let plain = |value: f64| Cell::number(value.to_string(), value);
    let table = TITLES.into_iter().fold(Table::new(""), |table, title| table.column(Column::text(title)));
    let table = table.rows(rows.iter().map(|row| cells(row, plain, plain, plain)));
    Document::new("").table(table)
}

/// The page for people.
#[must_use]
pub fn document(rows: &[SizedRow], words: &Words) -> Document {
    let table = Table::new(words.key("size-batch-caption"))
        .column(Column::text(words.key("size-batch-name")))
        .column(Column::text(words.key("size-batch-kind")))
        .column(Column::number(words.key("size-batch-per-arm")))
        .column(Column::number(words.key("size-batch-total")))
        .column(Column::number(words.key("size-fact-power")))
        .column(Column::number(words.key("size-fact-simulated")))
        .column(Column::number(words.key("size-fact-baseline")))
        .column(Column::number(words.key("size-fact-target")))
        .column(Column::number(words.key("size-fact-lift")))
        .column(Column::number(words.key("size-fact-difference")))
        .column(Column::number(words.key("size-week")))
        .column(Column::text(words.key("size-batch-error")));
    let written = |row: &SizedRow| {
        let scale = row.sized.as_ref().ok().map(|(sizing, ..)| scale(sizing));
        let value = |value: f64| match &scale {
            Some(scale) => Cell::number(scale.value(words, value), value),
            None => Cell::empty(),
        };
        let difference = |value: f64| match &scale {
            Some(scale) => Cell::number(scale.difference(words, value), value),
            None => Cell::empty(),
        };
        let chance = |value: f64| Cell::number(words.percent(value, 1), value);
        let mut cells = cells(row, value, difference, chance);
        if let (Ok((sizing, ..)), Some(cell)) = (&row.sized, cells.get_mut(8)) {
            *cell = sizing.lift().map_or_else(Cell::empty, |relative| Cell::number(lift(words, relative), relative));
        }
        cells
    };
    Document::new(words.key("size-title")).table(table.rows(rows.iter().map(written)))
}

fn cells(
    row: &SizedRow,
    value: impl Fn(f64) -> Cell,
    change: impl Fn(f64) -> Cell,
    chance: impl Fn(f64) -> Cell,
) -> [Cell; 12] {
    let mut cells: [Cell; 12] = std::array::from_fn(|_| Cell::empty());
    let named = [Cell::text(&row.name), Cell::text(&row.kind)];
    let rest: Vec<Cell> = match &row.sized {
        Err(error) => (2..11).map(|_| Cell::empty()).chain([Cell::text(error)]).collect(),
        Ok((sizing, weeks, simulated)) => {
            let per_arm: Vec<String> = sizing.arms.iter().map(|arm| arm.n.to_string()).collect();
            vec![
                // As `--n` takes it: control first, parted by colons.
                Cell::text(per_arm.join(":")),
                Cell::count(sizing.n_total.to_string(), sizing.n_total),
                chance(sizing.power_attained),
                simulated.map_or_else(Cell::empty, |simulated| chance(simulated.power)),
                value(sizing.baseline()),
                value(sizing.target),
                sizing.lift().map_or_else(Cell::empty, &chance),
                change(sizing.difference()),
                weeks.map_or_else(Cell::empty, |weeks| Cell::count(weeks.to_string(), weeks.into())),
                Cell::empty(),
            ]
        }
    };
    for (cell, filled) in cells.iter_mut().zip(named.into_iter().chain(rest)) {
        *cell = filled;
    }
    cells
}
