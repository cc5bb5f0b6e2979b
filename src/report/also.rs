//! "The same data read in other ways": the readings that stand beside a result and decide nothing.

use super::metric_values::{Scale, chance, lift};
use super::{Cell, Column, Table};
use crate::analysis::{
    CAPPED, Comparison, Effect, HAZARD_RATIO, MEAN_ANSWER, MetricResult, ODDS_RATIO, RESTRICTED_MEAN, SHARE_ABOVE_ZERO,
    SHARE_AT_HORIZON, TOP_TWO, UNADJUSTED, UNCAPPED, VALUE_ABOVE_ZERO,
};
use crate::stats::Bound;
use crate::words::{Message, Words};

/// The table of the other readings, one row for each of them and each variant; none without any.
///
/// `name` gives the name for people of the arm that the results call so.
pub(super) fn table(readings: &[MetricResult], name: impl Fn(&str) -> String, words: &Words) -> Option<Table> {
    let level = readings.iter().flat_map(|reading| &reading.comparisons).map(|comparison| comparison.difference.level);
    let level = chance(words, level.reduce(f64::max)?);
    let lifts =
        readings.iter().flat_map(|reading| &reading.comparisons).any(|comparison| has_numbers(&comparison.lift));
    let several = readings.iter().any(|reading| reading.comparisons.len() > 1);
    let mut table = Table::new(words.say(&Message::new("compare-also").text("level", level)))
        .column(Column::text(words.key("compare-also-reading")));
    if several {
        table = table.column(Column::text(words.key("size-arm")));
    }
    table = table
        .column(Column::number(words.key("size-control")))
        .column(Column::number(words.key("size-variant")))
        .column(Column::number(words.key("size-fact-difference")));
    if lifts {
        table = table.column(Column::number(words.key("size-fact-lift")));
    }
    table = table.column(Column::number(words.key("compare-p")));
    let rows = readings.iter().flat_map(|reading| {
        let row = Row { reading, scale: scale(reading), words };
        reading.comparisons.iter().map(move |comparison| (row, comparison))
    });
    Some(table.rows(rows.map(|(row, comparison)| {
        let arm = several.then(|| name(&comparison.variant));
        row.cells(comparison, arm, lifts)
    })))
}

fn has_numbers(effect: &Effect) -> bool {
    effect.estimate.is_some() || effect.low != Bound::Unbounded || effect.high != Bound::Unbounded
}

fn scale(reading: &MetricResult) -> Scale {
    let largest = reading.arms.iter().fold(0.0_f64, |largest, arm| largest.max(arm.estimate.abs()));
    if reading.kind.is_rate() { Scale::Rate } else { Scale::of_means(largest) }
}

/// What a reading is called; one nobody named keeps its id.
fn title(reading: &MetricResult, words: &Words) -> String {
    match reading.id.as_str() {
        MEAN_ANSWER => words.key("compare-reading-mean-answer"),
        TOP_TWO => words.key("compare-reading-top-two"),
        HAZARD_RATIO => words.key("compare-reading-hazard-ratio"),
        ODDS_RATIO => words.key("compare-reading-odds-ratio"),
        RESTRICTED_MEAN => words.key("compare-reading-restricted-mean"),
        SHARE_AT_HORIZON => words.key("compare-reading-share-at-horizon"),
        CAPPED => words.key("compare-reading-capped"),
        UNCAPPED => words.key("compare-reading-uncapped"),
        SHARE_ABOVE_ZERO => words.key("compare-reading-share-above-zero"),
        VALUE_ABOVE_ZERO => words.key("compare-reading-value-above-zero"),
        UNADJUSTED => words.key("compare-reading-unadjusted"),
        other => other.to_owned(),
    }
}

#[derive(Clone, Copy)]
struct Row<'a> {
    reading: &'a MetricResult,
    scale: Scale,
    words: &'a Words,
}

impl Row<'_> {
    fn cells(self, comparison: &Comparison, variant: Option<String>, lifts: bool) -> Vec<Cell> {
        let words = self.words;
        let mut cells = vec![Cell::text(title(self.reading, words))];
        cells.extend(variant.map(Cell::text));
        cells.push(self.estimate(&comparison.control));
        cells.push(self.estimate(&comparison.variant));
        cells.push(self.effect(&comparison.difference, &|value| self.scale.difference(words, value)));
        if lifts {
            cells.push(self.effect(&comparison.lift, &|value| lift(words, value)));
        }
        cells.push(number(comparison.deciding_p_value(), &|value| words.p_value(value)));
        cells
    }

    fn estimate(self, arm: &str) -> Cell {
        let found = self.reading.arms.iter().find(|other| other.name == arm).map(|arm| arm.estimate);
        number(found, &|value| self.scale.value(self.words, value))
    }

    /// An effect and its interval in one cell, so that a terminal has room for the table.
    fn effect(self, effect: &Effect, write: &dyn Fn(f64) -> String) -> Cell {
        let range = match (effect.low, effect.high) {
            (Bound::At(low), Bound::At(high)) => {
                Message::new("compare-range").text("low", write(low)).text("high", write(high))
            }
            (Bound::At(low), Bound::Unbounded) => Message::new("compare-range-up").text("low", write(low)),
            (Bound::Unbounded, Bound::At(high)) => Message::new("compare-range-down").text("high", write(high)),
            (Bound::Unbounded, Bound::Unbounded) => return number(effect.estimate, write),
        };
        let range = self.words.say(&range);
        let written = match effect.estimate {
            Some(estimate) => format!("{} ({range})", write(estimate)),
            None => range,
        };
        Cell::interval(written, effect.low.value(), effect.high.value())
    }
}

fn number(value: Option<f64>, write: &dyn Fn(f64) -> String) -> Cell {
    match value {
        Some(value) => Cell::number(write(value), value),
        None => Cell::text("—").muted(),
    }
}
