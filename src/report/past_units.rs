//! What a sized test says of the past units it was planned from, and what a cap on their values does to its size.

use super::metric_values::{Scale, chance, lift};
use super::{Cell, Column, Table};
use crate::plan::sizing::Sizing;
use crate::plan::{CapEffect, PastUnits};
use crate::stats::Moments;
use crate::words::{Message, Words};

/// The past units as a fact: a name, a value and a remark.
pub(super) fn fact(past: &PastUnits, words: &Words) -> (String, String, String) {
    let value = Message::new("size-past-units")
        .count("units", past.units)
        .text("file", &past.file)
        .texts("columns", past.columns.iter().map(String::as_str));
    let remark = if past.left_out > 0 {
        words.say(&Message::new("size-past-left-out").count("units", past.left_out))
    } else {
        String::new()
    };
    (words.key("size-past-title"), words.say(&value), remark)
}

/// The test with the values as they are beside the test with capped ones.
pub(super) fn cap_table(cap: &CapEffect, units_title: String, words: &Words) -> Table {
    let values = &cap.values;
    let scale = Scale::of_means(values.uncapped.mean().unwrap_or_default().abs());
    let level = chance(words, values.level.get());
    let threshold = Scale::of_means(values.threshold).value(words, values.threshold);
    let capped = Message::new("size-cap-capped").text("threshold", &threshold).text("level", &level);
    let rows = [
        (words.key("size-cap-uncapped"), &values.uncapped, &cap.uncapped, !cap.applied),
        (words.say(&capped), &values.capped, &cap.capped, cap.applied),
    ];
    let rows = rows.map(|(name, moments, sizing, planned)| {
        let name = if planned { Cell::text(name).good() } else { Cell::text(name) };
        reading(name, moments, sizing.as_ref(), scale, words)
    });
    let taken = match values.share_taken() {
        Some(share) => words.percent(share, 1),
        None => scale.value(words, values.mean_taken()),
    };
    let above = Message::new("size-cap-note")
        .count("units", values.beyond)
        .percent("share", values.share_beyond(), 2)
        .text("mean", scale.value(words, values.mean_taken()))
        .text("taken", taken);
    let planned = match cap.applied {
        true => Message::new("size-cap-applied"),
        false => Message::new("size-cap-not-applied").text("option", format!("--cap {}%", values.level.get() * 100.0)),
    };
    Table::new(words.key("size-cap-caption"))
        .column(Column::text(words.key("size-cap-values")))
        .column(Column::number(words.key("size-cap-mean")))
        .column(Column::number(words.key("size-fact-sd")))
        .column(Column::number(words.key("size-effect")))
        .column(Column::number(units_title))
        .column(Column::number(words.key("size-fact-power")))
        .rows(rows)
        .note(format!("{} {}", words.say(&above), words.say(&planned)))
}

/// One row; what a test without size does not have stays empty.
fn reading(name: Cell, moments: &Moments, sizing: Option<&Sizing>, scale: Scale, words: &Words) -> [Cell; 6] {
    let number =
        |value: Option<f64>| value.map_or_else(Cell::empty, |value| Cell::number(scale.value(words, value), value));
    let effect = |sizing: &Sizing| match sizing.lift() {
        Some(relative) => Cell::number(lift(words, relative), relative),
        None => Cell::number(scale.difference(words, sizing.difference()), sizing.difference()),
    };
    [
        name,
        number(moments.mean()),
        number(moments.standard_deviation()),
        sizing.map_or_else(Cell::empty, effect),
        sizing.map_or_else(Cell::empty, |sizing| Cell::count(words.count(sizing.n_total), sizing.n_total)),
        sizing.map_or_else(Cell::empty, |sizing| Cell::number(chance(words, sizing.power), sizing.power)),
    ]
}
