//! The key figures of the month and their histories.

use super::Writer;
use crate::chart::{Caption, ChartError, KpiMonth, KpiUnit, RunChart};
use crate::report::{Blocks, Cell, Column, Compose, Table, Tone, measure};
use crate::review::{Change, Estimate, KpiLine, Trend};
use crate::words::Message;

/// Months below which a history is no curve.
const SHORTEST_HISTORY: usize = 3;

/// Whether a board should see the history of a metric: it has a goal, or it moved beyond noise.
fn deserves_a_chart(line: &KpiLine) -> bool {
    line.target.is_some() || matches!(line.trend, Trend::Better(_) | Trend::Worse(_))
}

impl Writer<'_> {
    pub(super) fn kpis(&mut self) -> Result<Blocks, ChartError> {
        let blocks = Blocks::new().heading(self.say("review-kpis"));
        if self.review.kpis.is_empty() {
            return Ok(blocks.paragraph(self.say("review-kpis-none")));
        }
        let table = Table::new(self.say("review-kpis-table"))
            .column(Column::text(self.say("review-metric")))
            .column(Column::number(self.say("review-this-month")))
            .column(Column::number(self.say("review-interval")))
            .column(Column::number(self.say("review-month-before")))
            .column(Column::number(self.say("review-change")))
            .column(Column::text(self.say("review-reading")))
            .rows(self.review.kpis.iter().map(|line| self.kpi_row(line)))
            .note(self.say("review-kpis-note"));
        let review = self.review;
        let mut shown = review.kpis.iter().filter(|line| deserves_a_chart(line));
        shown.try_fold(blocks.table(table), |blocks, line| self.kpi_figure(blocks, line))
    }

    /// The history of the metrics that neither moved nor have a goal, for the appendix.
    pub(super) fn other_kpis(&mut self) -> Result<Blocks, ChartError> {
        let review = self.review;
        let mut others = review.kpis.iter().filter(|line| !deserves_a_chart(line));
        others.try_fold(Blocks::new(), |blocks, line| self.kpi_figure(blocks, line))
    }

    pub(super) fn kpi_figure(&mut self, blocks: Blocks, line: &KpiLine) -> Result<Blocks, ChartError> {
        if line.history.len() < SHORTEST_HISTORY {
            return Ok(blocks);
        }
        let chart = self.run_chart(line).draw(self.words)?;
        let table = self.history(line);
        Ok(blocks.figure(self.figure(&format!("kpi-{}", line.metric.id), chart, Some(table))))
    }

    pub(super) fn kpi_row(&self, line: &KpiLine) -> [Cell; 6] {
        let metric = &line.metric;
        let value = |estimate: Option<Estimate>| match estimate {
            Some(estimate) => Cell::number(measure::value(metric, estimate.value, self.words), estimate.value),
            None => Cell::text("—"),
        };
        let typical = line.now.or(line.before).map_or(0.0, |estimate| estimate.value);
        let (reading, tone) = self.reading(line.trend);
        let change = match line.trend {
            Trend::Better(change) | Trend::Worse(change) | Trend::WithinNoise(change) => Some(change.difference),
            Trend::NoSpread { difference } => Some(difference),
            Trend::NoComparison => None,
        };
        [
            Cell::text(metric.name.clone()),
            value(line.now),
            line.now.and_then(|now| now.interval).map_or(Cell::text("—"), |(low, high)| {
                let end = |end| measure::value_like(metric, end, typical, self.words);
                Cell::interval(self.range(end(low), end(high)), Some(low), Some(high))
            }),
            value(line.before),
            match change {
                Some(change) => Cell::number(measure::difference(metric, change, typical, self.words), change),
                None => Cell::text("—"),
            },
            match tone {
                Some(tone) => Cell::text(reading).tone(tone),
                None => Cell::text(reading),
            },
        ]
    }

    pub(super) fn range(&self, low: String, high: String) -> String {
        self.words.say(&Message::new("review-range").text("low", low).text("high", high))
    }

    pub(super) fn reading(&self, trend: Trend) -> (String, Option<Tone>) {
        let with_p = |key, change: Change| self.words.say(&Message::new(key).p_value("p", change.p_value));
        match trend {
            Trend::Better(change) => (with_p("review-trend-better", change), Some(Tone::Good)),
            Trend::Worse(change) => (with_p("review-trend-worse", change), Some(Tone::Bad)),
            Trend::WithinNoise(change) => (with_p("review-trend-noise", change), None),
            Trend::NoSpread { .. } => (self.say("review-trend-no-spread"), Some(Tone::Muted)),
            Trend::NoComparison => (self.say("review-trend-none"), Some(Tone::Muted)),
        }
    }

    pub(super) fn run_chart(&self, line: &KpiLine) -> RunChart {
        let metric = &line.metric;
        let unit = if measure::is_rate(metric.kind) {
            KpiUnit::Percent
        } else {
            KpiUnit::Number { unit: metric.unit.clone().unwrap_or_default(), decimals: 1 }
        };
        let (reading, _) = self.reading(line.trend);
        RunChart {
            caption: Caption {
                subtitle: reading,
                as_of: Some(self.review.as_of),
                ..Caption::new(format!("kpi-{}", metric.id), metric.name.clone())
            },
            unit,
            level: 0.95,
            months: line
                .history
                .iter()
                .map(|(month, estimate)| KpiMonth {
                    month: month.first_day(),
                    value: estimate.value,
                    low: estimate.interval.map(|(low, _)| low),
                    high: estimate.interval.map(|(_, high)| high),
                    units: estimate.units,
                })
                .collect(),
            target: line.target,
        }
    }

    pub(super) fn history(&self, line: &KpiLine) -> Table {
        Table::new(line.metric.name.clone())
            .column(Column::text(self.say("review-month")))
            .column(Column::number(self.say("review-value")))
            .column(Column::number(self.say("review-interval")))
            .column(Column::number(self.say("review-units")))
            .rows(line.history.iter().map(|(month, estimate)| {
                let written = |value| measure::value_like(&line.metric, value, estimate.value, self.words);
                [
                    Cell::text(self.words.month(month.year(), month.number())),
                    Cell::number(written(estimate.value), estimate.value),
                    estimate.interval.map_or(Cell::text("—"), |(low, high)| {
                        Cell::interval(self.range(written(low), written(high)), Some(low), Some(high))
                    }),
                    match estimate.units {
                        Some(units) => Cell::count(self.words.count(units), units),
                        None => Cell::text("—"),
                    },
                ]
            }))
    }
}
