//! The monthly review as a page: what a board reads in five minutes, with every number behind it.

use serde::Serialize;

use super::measure;
use super::{Blocks, Callout, Cell, Column, Compose, Document, Facts, Figure, Prose, Table, Tone};
use crate::analysis::{DecisionKind, SeenEffect, SeenInterval, VerdictKind};
use crate::chart::{Caption, ChartError, EffectUnit, IntervalChart, IntervalRow, KpiMonth, KpiUnit, RunChart};
use crate::chart::{Figure as Chart, Tone as ChartTone};
use crate::metric::{Metric, MetricRole};
use crate::review::{
    ActionLine, Change, Estimate, GoalLine, KpiLine, NextStep, Outcome, PredictionCheck, Review, Standing, StepKind,
    Trend,
};
use crate::words::{Message, Words};

/// What the page needs beside the review itself.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// Name of the programme.
    pub programme: Option<&'a str>,
    /// Every metric, for the units of effects.
    pub metrics: &'a [Metric],
    /// Currency of values, ISO 4217.
    pub currency: &'a str,
    /// Folder the charts lie in, for Markdown; none where they stand in the page itself.
    pub charts: Option<&'a str>,
}

/// The page, and its charts one by one.
#[derive(Debug, Clone)]
pub struct ReviewPage {
    /// The page.
    pub document: Document,
    /// Its charts, each with the name of its file.
    pub charts: Vec<(String, Chart)>,
}

/// Writes the review as a page.
///
/// # Errors
///
/// [`ChartError`] when a number cannot be drawn.
pub fn page(review: &Review, setting: Setting<'_>, words: &Words) -> Result<ReviewPage, ChartError> {
    Writer { review, setting, words, charts: Vec::new() }.write()
}

struct Writer<'a> {
    review: &'a Review,
    setting: Setting<'a>,
    words: &'a Words,
    charts: Vec<(String, Chart)>,
}

impl Writer<'_> {
    fn write(mut self) -> Result<ReviewPage, ChartError> {
        let month = self.words.month(self.review.month.year(), self.review.month.number());
        let title = self.words.say(&Message::new("review-title").text("month", month));
        let document = Document::new(title)
            .subtitle(self.subtitle())
            .paragraph(Prose::new().strong(self.headline()))
            .key_figures(self.key_figures())
            .append(self.kpis()?)
            .append(self.ended()?)
            .append(self.decisions_to_take())
            .append(self.predictions())
            .append(self.learnt())
            .append(self.under_way())
            .append(self.next())
            .append(self.goals())
            .append(self.actions())
            .append(self.celebrations())
            .append(self.appendix()?)
            .footer(self.words.key("review-footer"))
            .generator(concat!("jalon ", env!("CARGO_PKG_VERSION")));
        Ok(ReviewPage { document, charts: self.charts })
    }

    fn say(&self, key: &'static str) -> String {
        self.words.key(key)
    }

    fn subtitle(&self) -> String {
        let state = Message::new("review-state").date("day", self.review.as_of);
        let state = self.words.say(&state);
        match self.setting.programme {
            Some(programme) => format!("{programme} · {state}"),
            None => state,
        }
    }

    /// The month in a sentence or three: what ended, what is better or worse beyond noise, what waits.
    fn headline(&self) -> String {
        let review = self.review;
        let ended = Message::new("review-headline-ended").count("ended", review.ended.len() as u64);
        let mut sentences = vec![self.words.say(&ended)];
        for (kind, message) in [
            (DecisionKind::Ship, Message::new("review-headline-shipped")),
            (DecisionKind::Iterate, Message::new("review-headline-iterated")),
            (DecisionKind::Stop, Message::new("review-headline-stopped")),
        ] {
            let made = |outcome: &&Outcome| outcome.decision.as_ref().is_some_and(|made| made.decision == kind);
            let titles: Vec<&str> = review.ended.iter().filter(made).map(|outcome| outcome.title.as_str()).collect();
            if !titles.is_empty() {
                sentences.push(self.words.say(&message.texts("titles", titles)));
            }
        }
        let moved = |better: bool| -> Vec<String> {
            let moved = review.kpis.iter().filter(|line| match line.trend {
                Trend::Better(_) => better,
                Trend::Worse(_) => !better,
                _ => false,
            });
            moved.map(|line| line.metric.name.clone()).collect()
        };
        for (names, key) in [(moved(true), "review-headline-better"), (moved(false), "review-headline-worse")] {
            if !names.is_empty() {
                sentences.push(self.words.say(&Message::new(key).texts("names", names)));
            }
        }
        if !review.awaiting.is_empty() {
            let waiting = Message::new("review-headline-waiting").count("tests", review.awaiting.len() as u64);
            sentences.push(self.words.say(&waiting));
        }
        sentences.join(" ")
    }

    fn key_figures(&self) -> Facts {
        let review = self.review;
        let count = |count: usize| Cell::count(self.words.count(count as u64), count as u64);
        let late = review.actions.iter().filter(|line| line.late).count();
        Facts::new()
            .fact(self.say("review-figure-ended"), count(review.ended.len()))
            .fact(self.say("review-figure-running"), count(review.running.len()))
            .fact(self.say("review-figure-waiting"), count(review.awaiting.len()))
            .fact(self.say("review-figure-late"), count(late))
    }

    fn figure(&mut self, name: &str, chart: Chart, table: Option<Table>) -> Figure {
        let mut figure = Figure::from(&chart);
        if let Some(table) = table {
            figure = figure.table(table);
        }
        if let Some(folder) = self.setting.charts {
            figure = figure.file(format!("{folder}/{name}.svg"));
        }
        self.charts.push((name.to_owned(), chart));
        figure
    }

    fn kpis(&mut self) -> Result<Blocks, ChartError> {
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
    fn other_kpis(&mut self) -> Result<Blocks, ChartError> {
        let review = self.review;
        let mut others = review.kpis.iter().filter(|line| !deserves_a_chart(line));
        others.try_fold(Blocks::new(), |blocks, line| self.kpi_figure(blocks, line))
    }

    fn kpi_figure(&mut self, blocks: Blocks, line: &KpiLine) -> Result<Blocks, ChartError> {
        if line.history.len() < SHORTEST_HISTORY {
            return Ok(blocks);
        }
        let chart = self.run_chart(line).draw(self.words)?;
        let table = self.history(line);
        Ok(blocks.figure(self.figure(&format!("kpi-{}", line.metric.id), chart, Some(table))))
    }

    fn kpi_row(&self, line: &KpiLine) -> [Cell; 6] {
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

    fn range(&self, low: String, high: String) -> String {
        self.words.say(&Message::new("review-range").text("low", low).text("high", high))
    }

    fn reading(&self, trend: Trend) -> (String, Option<Tone>) {
        let with_p = |key, change: Change| self.words.say(&Message::new(key).p_value("p", change.p_value));
        match trend {
            Trend::Better(change) => (with_p("review-trend-better", change), Some(Tone::Good)),
            Trend::Worse(change) => (with_p("review-trend-worse", change), Some(Tone::Bad)),
            Trend::WithinNoise(change) => (with_p("review-trend-noise", change), None),
            Trend::NoSpread { .. } => (self.say("review-trend-no-spread"), Some(Tone::Muted)),
            Trend::NoComparison => (self.say("review-trend-none"), Some(Tone::Muted)),
        }
    }

    fn run_chart(&self, line: &KpiLine) -> RunChart {
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

    fn history(&self, line: &KpiLine) -> Table {
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

    fn ended(&mut self) -> Result<Blocks, ChartError> {
        let mut blocks = Blocks::new().heading(self.say("review-ended"));
        if self.review.ended.is_empty() {
            return Ok(blocks.paragraph(self.say("review-ended-none")));
        }
        if let Some(chart) = self.ended_chart()? {
            let table = self.ended_table();
            blocks = blocks.figure(self.figure("ended", chart, Some(table)));
        } else {
            blocks = blocks.table(self.ended_table());
        }
        Ok(blocks.append(
            self.review.ended.iter().map(|outcome| self.ended_callout(outcome)).fold(Blocks::new(), Compose::callout),
        ))
    }

    fn ended_chart(&self) -> Result<Option<Chart>, ChartError> {
        let rows: Vec<IntervalRow> = self.review.ended.iter().flat_map(|outcome| self.ended_rows(outcome)).collect();
        if rows.is_empty() {
            return Ok(None);
        }
        let level = self.review.ended.iter().find_map(|outcome| Some(outcome.primary_effect()?.lift?.level));
        let chart = IntervalChart {
            caption: Caption {
                subtitle: self.say("review-ended-subtitle"),
                as_of: Some(self.review.as_of),
                ..Caption::new("ended", self.say("review-ended-chart"))
            },
            unit: EffectUnit::Lift,
            level: level.unwrap_or(0.95),
            rows,
        };
        chart.draw(self.words).map(Some)
    }

    /// The main metric of a test with the verdict, then its guardrails with what became of them.
    fn ended_rows(&self, outcome: &Outcome) -> Vec<IntervalRow> {
        let Some(look) = &outcome.look else { return Vec::new() };
        let (_, tone) = verdict_look(look.verdict);
        let primary = outcome.primary_effect().map(|effect| (effect, verdict(look.verdict, self.words), tone));
        let guardrails = look.effects.iter().filter(|effect| effect.role == MetricRole::Guardrail);
        let guardrails = guardrails.map(|effect| {
            if self.worsened(effect) {
                (effect, self.say("review-guardrail-got-worse"), ChartTone::Bad)
            } else {
                (effect, self.say("review-guardrail-quiet"), ChartTone::Open)
            }
        });
        let row = |(effect, verdict, tone): (&SeenEffect, String, ChartTone)| {
            let lift = effect.lift?;
            Some(IntervalRow {
                label: self.metric_name(effect),
                group: format!("{} {}", outcome.experiment, outcome.title),
                arms: look.arms.iter().map(|arm| (arm.name.clone(), arm.units)).collect(),
                estimate: Some(lift.estimate),
                low: lift.low,
                high: lift.high,
                margin: None,
                verdict,
                tone,
            })
        };
        primary.into_iter().chain(guardrails).filter_map(row).collect()
    }

    fn metric_name(&self, effect: &SeenEffect) -> String {
        let metric = self.setting.metrics.iter().find(|metric| metric.id == effect.metric);
        metric.map_or_else(|| effect.metric.to_string(), |metric| metric.name.clone())
    }

    /// Whether the whole interval of an effect lies on its metric's bad side.
    fn worsened(&self, effect: &SeenEffect) -> bool {
        let metric = self.setting.metrics.iter().find(|metric| metric.id == effect.metric);
        let sign = metric.map_or(1.0, |metric| metric.direction.sign());
        let better_end = if sign > 0.0 { effect.difference.high } else { effect.difference.low };
        better_end.is_some_and(|end| end * sign < 0.0)
    }

    fn ended_table(&self) -> Table {
        Table::new(self.say("review-ended-table"))
            .column(Column::text(self.say("review-experiment")))
            .column(Column::text(self.say("review-metric")))
            .column(Column::number(self.say("review-lift")))
            .column(Column::number(self.say("review-interval")))
            .column(Column::number(self.say("review-p")))
            .column(Column::text(self.say("review-verdict")))
            .column(Column::text(self.say("review-decision")))
            .rows(self.review.ended.iter().map(|outcome| {
                let effect = outcome.primary_effect();
                let lift = effect.and_then(|effect| effect.lift);
                [
                    Cell::text(format!("{} {}", outcome.experiment, outcome.title)),
                    Cell::text(outcome.metric.clone()),
                    lift.map_or(Cell::text("—"), |lift| self.lift_cell(lift)),
                    lift.map_or(Cell::text("—"), |lift| self.interval_cell(lift)),
                    self.p_cell(effect),
                    self.verdict_cell(outcome.verdict()),
                    Cell::text(
                        outcome
                            .decision
                            .as_ref()
                            .map_or_else(|| self.say("review-not-decided"), |made| decision(made.decision, self.words)),
                    ),
                ]
            }))
    }

    fn lift_cell(&self, lift: SeenInterval) -> Cell {
        Cell::number(EffectUnit::Lift.write(self.words, lift.estimate), lift.estimate)
    }

    fn interval_cell(&self, lift: SeenInterval) -> Cell {
        Cell::interval(self.lift_interval(lift), lift.low, lift.high)
    }

    fn lift_interval(&self, lift: SeenInterval) -> String {
        EffectUnit::Lift.write_interval(self.words, lift.low, lift.high)
    }

    fn p_cell(&self, effect: Option<&SeenEffect>) -> Cell {
        match effect.and_then(|effect| effect.p_value) {
            Some(p) => Cell::number(self.words.p_value(p), p),
            None => Cell::text("—"),
        }
    }

    fn verdict_cell(&self, kind: Option<VerdictKind>) -> Cell {
        match kind {
            Some(kind) => Cell::text(verdict(kind, self.words)).tone(verdict_look(kind).0),
            None => Cell::text(self.say("review-not-looked")).tone(Tone::Muted),
        }
    }

    /// One ended test in words: what the verdict rests on, what was decided and why, and what did not hold.
    fn ended_callout(&self, outcome: &Outcome) -> Callout {
        let tone = match outcome.verdict() {
            Some(VerdictKind::Ship) => Tone::Good,
            Some(VerdictKind::NotTrusted) => Tone::Bad,
            Some(VerdictKind::Undecided | VerdictKind::TooEarly) => Tone::Watch,
            // That a change does harm is a result like another, not a problem of the review.
            Some(VerdictKind::Stop) | None => Tone::Muted,
        };
        let verdict = outcome.verdict().map_or_else(|| self.say("review-not-looked"), |kind| verdict(kind, self.words));
        let title = Message::new("review-callout")
            .text("experiment", outcome.experiment.as_str())
            .text("title", &outcome.title)
            .text("verdict", verdict);
        let callout = Callout::new(tone, self.words.say(&title)).text(self.ended_text(outcome));
        match &outcome.decision {
            Some(_) => callout,
            None => callout.hint(
                self.words.say(&Message::new("review-decide-hint").text("experiment", outcome.experiment.as_str())),
            ),
        }
    }

    fn ended_text(&self, outcome: &Outcome) -> String {
        let mut sentences = Vec::new();
        if let Some(lift) = outcome.primary_effect().and_then(|effect| effect.lift) {
            let measured = Message::new("review-measured")
                .text("metric", &outcome.metric)
                .text("lift", EffectUnit::Lift.write(self.words, lift.estimate))
                .text("interval", self.lift_interval(lift))
                .percent("level", lift.level, 0);
            sentences.push(self.words.say(&measured));
        }
        for effect in self.fallen_guardrails(outcome) {
            sentences.push(effect);
        }
        if let Some(made) = &outcome.decision {
            let decided = Message::new("review-decided")
                .text("decision", decision(made.decision, self.words))
                .date("day", made.on)
                .text("why", &made.why);
            sentences.push(self.words.say(&decided));
            if made.verdict.is_some_and(|verdict| !made.decision.follows(verdict)) {
                sentences.push(self.say("review-against-verdict"));
            }
        }
        sentences.join(" ")
    }

    /// Guardrails that got worse beyond chance, in words.
    fn fallen_guardrails(&self, outcome: &Outcome) -> Vec<String> {
        let effects = outcome.look.iter().flat_map(|look| &look.effects);
        effects
            .filter(|effect| effect.role == MetricRole::Guardrail)
            .filter(|effect| self.worsened(effect))
            .filter_map(|effect| {
                let lift = effect.lift?;
                let fell = Message::new("review-guardrail-worse")
                    .text("metric", self.metric_name(effect))
                    .text("lift", EffectUnit::Lift.write(self.words, lift.estimate))
                    .text("interval", self.lift_interval(lift));
                Some(self.words.say(&fell))
            })
            .collect()
    }

    fn decisions_to_take(&self) -> Blocks {
        let blocks = Blocks::new().heading(self.say("review-to-decide"));
        if self.review.awaiting.is_empty() {
            return blocks.paragraph(self.say("review-to-decide-none"));
        }
        blocks.bullets(self.review.awaiting.iter().map(|outcome| {
            let line = Message::new("review-to-decide-line")
                .text("experiment", outcome.experiment.as_str())
                .text("title", &outcome.title)
                .date("end", outcome.end);
            self.words.say(&line)
        }))
    }

    fn predictions(&self) -> Blocks {
        let checks = &self.review.predictions;
        let blocks = Blocks::new().heading(self.say("review-predictions"));
        if checks.is_empty() {
            return blocks.paragraph(self.say("review-predictions-none"));
        }
        let inside = checks.iter().filter(|check| check.inside).count() as u64;
        let mean_error = checks.iter().map(|check| check.error).sum::<f64>() / checks.len() as f64;
        let summary = Message::new("review-predictions-summary")
            .count("tests", checks.len() as u64)
            .count("inside", inside)
            .text("error", EffectUnit::Lift.write(self.words, mean_error));
        let table = Table::new(self.say("review-predictions-table"))
            .column(Column::text(self.say("review-experiment")))
            .column(Column::text(self.say("review-by")))
            .column(Column::number(self.say("review-predicted")))
            .column(Column::number(self.say("review-measured-lift")))
            .column(Column::number(self.say("review-interval")))
            .column(Column::text(self.say("review-inside")))
            .rows(checks.iter().map(|check| self.prediction_row(check)));
        blocks.paragraph(self.words.say(&summary)).table(table)
    }

    fn prediction_row(&self, check: &PredictionCheck) -> [Cell; 6] {
        let lift = |lift| EffectUnit::Lift.write(self.words, lift);
        let (low, likely, high) = check.predicted;
        let predicted = Message::new("review-predicted-range")
            .text("likely", lift(likely))
            .text("low", lift(low))
            .text("high", lift(high));
        [
            Cell::text(format!("{} {}", check.experiment, check.title)),
            Cell::text(check.by.clone().unwrap_or_else(|| "—".to_owned())),
            Cell::estimate(self.words.say(&predicted), likely, Some(low), Some(high)),
            Cell::number(lift(check.measured), check.measured),
            Cell::interval(
                EffectUnit::Lift.write_interval(self.words, check.interval.0, check.interval.1),
                check.interval.0,
                check.interval.1,
            ),
            if check.inside {
                Cell::text(self.say("review-inside-yes")).good()
            } else {
                Cell::text(self.say("review-inside-no")).watch()
            },
        ]
    }

    fn learnt(&self) -> Blocks {
        let notes = self.review.notes.as_ref().map(|notes| notes.learnt.clone()).unwrap_or_default();
        if notes.is_empty() {
            return Blocks::new();
        }
        Blocks::new().heading(self.say("review-learnt")).bullets(notes)
    }

    fn under_way(&self) -> Blocks {
        let blocks = Blocks::new().heading(self.say("review-running"));
        if self.review.running.is_empty() {
            return blocks.paragraph(self.say("review-running-none"));
        }
        let table = Table::new(self.say("review-running-table"))
            .column(Column::text(self.say("review-experiment")))
            .column(Column::text(self.say("review-metric")))
            .column(Column::text(self.say("review-since")))
            .column(Column::text(self.say("review-until")))
            .column(Column::number(self.say("review-looks")))
            .rows(self.review.running.iter().map(|outcome| {
                [
                    Cell::text(format!("{} {}", outcome.experiment, outcome.title)),
                    Cell::text(outcome.metric.clone()),
                    Cell::text(self.words.short_date(outcome.start)),
                    Cell::text(self.words.short_date(outcome.end)),
                    Cell::count(self.words.count(outcome.looks as u64), outcome.looks as u64),
                ]
            }))
            .note(self.say("review-running-note"));
        blocks.table(table)
    }

    fn next(&self) -> Blocks {
        let after = self.review.month.next();
        let month = self.words.month(after.year(), after.number());
        let mut blocks = Blocks::new().heading(self.words.say(&Message::new("review-next").text("month", month)));
        if self.review.next.is_empty() && self.review.upcoming.is_empty() {
            return blocks.paragraph(self.say("review-next-none"));
        }
        if !self.review.next.is_empty() {
            let table = Table::new(self.say("review-next-table"))
                .column(Column::text(self.say("review-week")))
                .column(Column::text(self.say("review-improvement")))
                .column(Column::text(self.say("review-step")))
                .column(Column::text(self.say("review-from-to")))
                .column(Column::text(self.say("review-owner")))
                .rows(self.review.next.iter().map(|step| self.step_row(step)));
            blocks = blocks.table(table);
        }
        let planned = self.review.upcoming.iter().map(|outcome| {
            let line = Message::new("review-planned")
                .text("experiment", outcome.experiment.as_str())
                .text("title", &outcome.title)
                .date("start", outcome.start);
            self.words.say(&line)
        });
        blocks.bullets(planned)
    }

    fn step_row(&self, step: &NextStep) -> [Cell; 5] {
        let key = match step.kind {
            StepKind::Build => Message::new("review-step-build"),
            StepKind::Test => Message::new("review-step-test"),
        };
        [
            Cell::text(self.words.week(step.start)),
            Cell::text(format!("{} {}", step.improvement, step.title)),
            Cell::text(self.words.say(&key.text("place", step.place.as_str()))),
            Cell::text(self.range_of_days(step)),
            Cell::text(step.owner.clone().unwrap_or_else(|| "—".to_owned())),
        ]
    }

    fn range_of_days(&self, step: &NextStep) -> String {
        let days = Message::new("review-days")
            .text("first", self.words.short_date(step.start))
            .text("last", self.words.short_date(step.end));
        self.words.say(&days)
    }

    fn goals(&self) -> Blocks {
        if self.review.goals.is_empty() {
            return Blocks::new();
        }
        let table = Table::new(self.say("review-goals-table"))
            .column(Column::text(self.say("review-goal")))
            .column(Column::number(self.say("review-target")))
            .column(Column::number(self.say("review-latest")))
            .column(Column::text(self.say("review-by-day")))
            .column(Column::text(self.say("review-owner")))
            .column(Column::text(self.say("review-standing")))
            .rows(self.review.goals.iter().map(|line| self.goal_row(line)));
        Blocks::new().heading(self.say("review-goals")).table(table)
    }

    fn goal_row(&self, line: &GoalLine) -> [Cell; 6] {
        let metric = self.setting.metrics.iter().find(|metric| metric.id == line.goal.metric);
        let value = |value: f64| match metric {
            Some(metric) => Cell::number(measure::value(metric, value, self.words), value),
            None => Cell::text("—"),
        };
        let (standing, tone) = self.standing(line.standing);
        [
            Cell::text(format!("{} {}", line.goal.id, line.metric)),
            value(line.goal.target),
            line.latest.map_or(Cell::text("—"), |(_, estimate)| value(estimate.value)),
            Cell::text(self.words.date(line.goal.by)),
            Cell::text(line.goal.owner.clone().unwrap_or_else(|| "—".to_owned())),
            Cell::text(standing).tone(tone),
        ]
    }

    fn standing(&self, standing: Standing) -> (String, Tone) {
        match standing {
            Standing::Reached => (self.say("review-goal-reached"), Tone::Good),
            Standing::ReachedPerhaps => (self.say("review-goal-perhaps"), Tone::Good),
            Standing::OnTheWay(Some(way)) => {
                (self.words.say(&Message::new("review-goal-way").percent("way", way, 0)), Tone::Watch)
            }
            Standing::OnTheWay(None) => (self.say("review-goal-open"), Tone::Watch),
            Standing::Missed => (self.say("review-goal-missed"), Tone::Bad),
            Standing::Unknown => (self.say("review-goal-unknown"), Tone::Muted),
        }
    }

    fn actions(&self) -> Blocks {
        let blocks = Blocks::new().heading(self.say("review-actions"));
        if self.review.actions.is_empty() {
            return blocks.paragraph(self.say("review-actions-none"));
        }
        let table = Table::new(self.say("review-actions-table"))
            .column(Column::text(self.say("review-what")))
            .column(Column::text(self.say("review-owner")))
            .column(Column::text(self.say("review-due")))
            .column(Column::text(self.say("review-from")))
            .column(Column::text(self.say("review-state-of-action")))
            .rows(self.review.actions.iter().map(|line| self.action_row(line)));
        blocks.table(table)
    }

    fn action_row(&self, line: &ActionLine) -> [Cell; 5] {
        let state = match (line.done, line.late) {
            (true, _) => Cell::text(self.say("review-action-done")).good(),
            (false, true) => Cell::text(self.say("review-action-late")).bad(),
            (false, false) => Cell::text(self.say("review-action-open")),
        };
        let day = |day: Option<jiff::civil::Date>| day.map_or("—".to_owned(), |day| self.words.short_date(day));
        [
            Cell::text(line.action.what.clone()),
            Cell::text(line.action.owner.clone().unwrap_or_else(|| "—".to_owned())),
            Cell::text(day(line.action.due)),
            Cell::text(self.words.month(line.from.year(), line.from.number())),
            state,
        ]
    }

    fn celebrations(&self) -> Blocks {
        let Some(notes) = &self.review.notes else { return Blocks::new() };
        let mut blocks = Blocks::new();
        for (key, items) in [("review-celebrate", &notes.celebrate), ("review-map-changes", &notes.map_changes)] {
            if !items.is_empty() {
                blocks = blocks.heading(match key {
                    "review-celebrate" => self.say("review-celebrate"),
                    _ => self.say("review-map-changes"),
                });
                blocks = blocks.bullets(items.clone());
            }
        }
        if notes.attendees.is_empty() {
            return blocks;
        }
        let present = Message::new("review-attendees").texts("names", notes.attendees.clone());
        blocks.paragraph(self.words.say(&present))
    }

    /// Every number of the tests that ended, and the metrics that did not move.
    fn appendix(&mut self) -> Result<Blocks, ChartError> {
        let looked = self.review.ended.iter().filter(|outcome| outcome.look.is_some());
        let tables = looked.fold(Blocks::new(), |blocks, outcome| blocks.table(self.numbers(outcome)));
        let histories = self.other_kpis()?;
        let mut blocks = Blocks::new().heading(self.say("review-appendix"));
        for (summary, inside) in [(self.say("review-every-number"), tables), (self.say("review-other-kpis"), histories)]
        {
            if !inside.is_empty() {
                blocks = blocks.collapsible(summary, inside);
            }
        }
        Ok(if blocks.iter().count() > 1 { blocks } else { Blocks::new() })
    }

    fn numbers(&self, outcome: &Outcome) -> Table {
        let effects = outcome.look.iter().flat_map(|look| &look.effects);
        Table::new(format!("{} {}", outcome.experiment, outcome.title))
            .column(Column::text(self.say("review-metric")))
            .column(Column::text(self.say("review-role")))
            .column(Column::text(self.say("review-variant")))
            .column(Column::number(self.say("review-control-value")))
            .column(Column::number(self.say("review-variant-value")))
            .column(Column::number(self.say("review-lift")))
            .column(Column::number(self.say("review-interval")))
            .column(Column::number(self.say("review-p")))
            .rows(effects.map(|effect| self.number_row(effect)))
    }

    fn number_row(&self, effect: &SeenEffect) -> [Cell; 8] {
        let metric = self.setting.metrics.iter().find(|metric| metric.id == effect.metric);
        let value = |value: f64| match metric {
            Some(metric) => Cell::number(measure::value(metric, value, self.words), value),
            None => Cell::number(self.words.number(value, 4), value),
        };
        [
            Cell::text(self.metric_name(effect)),
            Cell::text(role(effect.role, self.words)),
            Cell::text(effect.variant.clone()),
            value(effect.control),
            value(effect.value),
            effect.lift.map_or(Cell::text("—"), |lift| self.lift_cell(lift)),
            effect.lift.map_or(Cell::text("—"), |lift| self.interval_cell(lift)),
            self.p_cell(Some(effect)),
        ]
    }
}

/// Months below which a history is no curve.
const SHORTEST_HISTORY: usize = 3;

/// Whether a board should see the history of a metric: it has a goal, or it moved beyond noise.
fn deserves_a_chart(line: &KpiLine) -> bool {
    line.target.is_some() || matches!(line.trend, Trend::Better(_) | Trend::Worse(_))
}

/// The word of a verdict.
#[must_use]
pub fn verdict(kind: VerdictKind, words: &Words) -> String {
    words.key(match kind {
        VerdictKind::Ship => "review-verdict-ship",
        VerdictKind::Stop => "review-verdict-stop",
        VerdictKind::Undecided => "review-verdict-undecided",
        VerdictKind::TooEarly => "review-verdict-too-early",
        VerdictKind::NotTrusted => "review-verdict-not-trusted",
    })
}

/// The word of a decision.
#[must_use]
pub fn decision(kind: DecisionKind, words: &Words) -> String {
    words.key(match kind {
        DecisionKind::Ship => "review-decision-ship",
        DecisionKind::Iterate => "review-decision-iterate",
        DecisionKind::Stop => "review-decision-stop",
    })
}

fn role(role: MetricRole, words: &Words) -> String {
    words.key(match role {
        MetricRole::Primary => "review-role-primary",
        MetricRole::Guardrail => "review-role-guardrail",
        MetricRole::Secondary => "review-role-secondary",
    })
}

fn verdict_look(kind: VerdictKind) -> (Tone, ChartTone) {
    match kind {
        VerdictKind::Ship => (Tone::Good, ChartTone::Good),
        VerdictKind::Stop => (Tone::Bad, ChartTone::Bad),
        VerdictKind::NotTrusted => (Tone::Bad, ChartTone::Open),
        VerdictKind::Undecided | VerdictKind::TooEarly => (Tone::Watch, ChartTone::Open),
    }
}

/// The review for programs: `jalon.review.v1`.
#[derive(Debug, Clone, Serialize)]
pub struct ReviewAnswer<'a> {
    month: String,
    as_of: String,
    kpis: Vec<KpiAnswer<'a>>,
    ended: Vec<OutcomeAnswer<'a>>,
    awaiting_decision: Vec<&'a str>,
    running: Vec<&'a str>,
    upcoming: Vec<&'a str>,
    predictions: &'a [PredictionCheck],
    next: &'a [NextStep],
    actions: Vec<ActionAnswer<'a>>,
}

#[derive(Debug, Clone, Serialize)]
struct KpiAnswer<'a> {
    metric: &'a str,
    value: Option<f64>,
    interval: Option<(f64, f64)>,
    before: Option<f64>,
    trend: Trend,
}

#[derive(Debug, Clone, Serialize)]
struct OutcomeAnswer<'a> {
    experiment: &'a str,
    title: &'a str,
    improvement: Option<&'a str>,
    start: String,
    end: String,
    verdict: Option<VerdictKind>,
    decision: Option<DecisionKind>,
    why: Option<&'a str>,
    lift: Option<SeenInterval>,
    p_value: Option<f64>,
}

#[derive(Debug, Clone, Serialize)]
struct ActionAnswer<'a> {
    what: &'a str,
    owner: Option<&'a str>,
    due: Option<String>,
    from: String,
    done: bool,
    late: bool,
}

/// The review for programs.
#[must_use]
pub fn answer(review: &Review) -> ReviewAnswer<'_> {
    ReviewAnswer {
        month: review.month.to_string(),
        as_of: review.as_of.to_string(),
        kpis: review
            .kpis
            .iter()
            .map(|line| KpiAnswer {
                metric: line.metric.id.as_str(),
                value: line.now.map(|now| now.value),
                interval: line.now.and_then(|now| now.interval),
                before: line.before.map(|before| before.value),
                trend: line.trend,
            })
            .collect(),
        ended: review.ended.iter().map(outcome_answer).collect(),
        awaiting_decision: review.awaiting.iter().map(|outcome| outcome.experiment.as_str()).collect(),
        running: review.running.iter().map(|outcome| outcome.experiment.as_str()).collect(),
        upcoming: review.upcoming.iter().map(|outcome| outcome.experiment.as_str()).collect(),
        predictions: &review.predictions,
        next: &review.next,
        actions: review
            .actions
            .iter()
            .map(|line| ActionAnswer {
                what: &line.action.what,
                owner: line.action.owner.as_deref(),
                due: line.action.due.map(|due| due.to_string()),
                from: line.from.to_string(),
                done: line.done,
                late: line.late,
            })
            .collect(),
    }
}

fn outcome_answer(outcome: &Outcome) -> OutcomeAnswer<'_> {
    let effect = outcome.primary_effect();
    OutcomeAnswer {
        experiment: outcome.experiment.as_str(),
        title: &outcome.title,
        improvement: outcome.improvement.as_ref().map(crate::id::Id::as_str),
        start: outcome.start.to_string(),
        end: outcome.end.to_string(),
        verdict: outcome.verdict(),
        decision: outcome.decision.as_ref().map(|made| made.decision),
        why: outcome.decision.as_ref().map(|made| made.why.as_str()),
        lift: effect.and_then(|effect| effect.lift),
        p_value: effect.and_then(|effect| effect.p_value),
    }
}
