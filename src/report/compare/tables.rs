//! The numbers of a comparison, in tables.

use super::Page;
use crate::analysis::Comparison;
use crate::metric::MetricKind;
use crate::report::metric_values::{chance, lift};
use crate::report::{Cell, Column, Table};
use crate::stats::{Bound, Method};
use crate::words::Message;

impl Page<'_> {
    pub(super) fn arms(&self) -> Table {
        let words = self.words;
        let rates = self.view.result.kind == MetricKind::Proportion;
        let level = self.view.question.interval_level();
        let interval_title = Message::new("compare-interval").text("level", chance(words, level));
        let mut table = Table::new(words.key("size-arms")).column(Column::text(words.key("size-arm")));
        if rates {
            table = table.column(Column::number(words.key("compare-conversions")));
        }
        table = table
            .column(Column::number(words.key(self.units_key())))
            .column(Column::number(self.value_title()))
            .column(Column::number(words.say(&interval_title)));
        let rows = self.view.result.arms.iter().enumerate().map(|(place, arm)| {
            let mut cells = vec![Cell::text(self.name(&arm.name))];
            cells.extend(
                self.view
                    .counts
                    .get(place)
                    .filter(|_| rates)
                    .map(|counts| Cell::count(words.count(counts.conversions()), counts.conversions())),
            );
            cells.push(Cell::count(words.count(arm.n), arm.n));
            cells.push(Cell::number(self.scale.value(words, arm.estimate), arm.estimate));
            cells.push(match arm.interval {
                Some(interval) => {
                    let range = Message::new("compare-range")
                        .text("low", self.scale.value(words, interval.low))
                        .text("high", self.scale.value(words, interval.high));
                    Cell::interval(words.say(&range), Some(interval.low), Some(interval.high))
                }
                None => Cell::text("—").muted(),
            });
            cells
        });
        table.rows(rows)
    }

    pub(super) fn units_key(&self) -> &'static str {
        match self.view.result.kind {
            MetricKind::Proportion => "size-visitors-title",
            kind if kind.is_ordered_answer() || kind == MetricKind::Nps => "size-answers-title",
            MetricKind::Count if self.counts_events() => "compare-events",
            _ => "size-units-title",
        }
    }

    /// What the value of an arm is called; of a quantile, which one.
    pub(super) fn value_title(&self) -> String {
        match self.view.result.level {
            Some(level) => {
                self.words.say(&Message::new("compare-quantile-of").text("level", chance(self.words, level)))
            }
            None => self.words.key(self.value_key()),
        }
    }

    pub(super) fn value_key(&self) -> &'static str {
        match self.view.result.kind {
            MetricKind::Proportion | MetricKind::Count => "compare-rate",
            MetricKind::Nps => "compare-score",
            MetricKind::Retention => "compare-share-there",
            kind if kind.is_ordered_answer() => "compare-mean-answer",
            MetricKind::Ratio => "compare-ratio",
            _ => "compare-mean",
        }
    }

    /// Whether what an arm counts are its events, over an exposure that has no units.
    pub(super) fn counts_events(&self) -> bool {
        let by_unit = [Method::NegativeBinomialScore, Method::NegativeBinomialLog, Method::Welch];
        let of_events = |comparison: &Comparison| !by_unit.contains(&comparison.difference.method);
        self.view.result.kind == MetricKind::Count && self.view.result.comparisons.iter().all(of_events)
    }

    pub(super) fn comparisons(&self) -> Table {
        let words = self.words;
        let adjusted = self.view.result.comparisons.iter().any(|comparison| comparison.p_adjusted.is_some());
        let level = chance(words, self.level());
        let mut table = Table::new(words.say(&Message::new("compare-effects").text("level", level)))
            .column(Column::text(words.key("size-arm")))
            .column(Column::number(words.key(if self.is_of_answers() {
                "compare-win-chance"
            } else {
                "size-fact-difference"
            })))
            .column(Column::number(words.key("compare-difference-interval")));
        if self.view.result.kind.has_lift() {
            table = table
                .column(Column::number(words.key("size-fact-lift")))
                .column(Column::number(words.key("compare-lift-interval")));
        }
        table = table.column(Column::number(words.key("compare-p")));
        if adjusted {
            table = table.column(Column::number(words.key("compare-p-adjusted")));
        }
        table.rows(self.view.result.comparisons.iter().map(|comparison| self.comparison_row(comparison, adjusted)))
    }

    pub(super) fn comparison_row(&self, comparison: &Comparison, adjusted: bool) -> Vec<Cell> {
        let words = self.words;
        let number = |value: Option<f64>, write: &dyn Fn(f64) -> String| match value {
            Some(value) => Cell::number(write(value), value),
            None => Cell::text("—").muted(),
        };
        let difference = &comparison.difference;
        let relative = &comparison.lift;
        let mut cells = vec![Cell::text(self.name(&comparison.variant))];
        if self.is_of_answers() {
            let half = |bound: Bound| bound.moved(0.5).value();
            cells.push(number(difference.estimate.map(|value| value + 0.5), &|value| words.percent(value, 1)));
            cells.push(Cell::interval(self.win_range(difference), half(difference.low), half(difference.high)));
        } else {
            cells.push(number(difference.estimate, &|value| self.effects.difference(words, value)));
            cells.push(Cell::interval(self.range(difference), difference.low.value(), difference.high.value()));
        }
        if self.view.result.kind.has_lift() {
            cells.push(number(relative.estimate, &|value| lift(words, value)));
            cells.push(Cell::interval(self.lift_range(relative), relative.low.value(), relative.high.value()));
        }
        cells.push(number(comparison.p_value, &|value| words.p_value(value)));
        if adjusted {
            cells.push(number(comparison.p_adjusted, &|value| words.p_value(value)));
        }
        cells
    }
}
