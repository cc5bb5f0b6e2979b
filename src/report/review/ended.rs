//! The tests that ended: chart, table, and each in words.

use super::Writer;
use crate::analysis::{SeenEffect, SeenInterval, VerdictKind};
use crate::chart::{Caption, ChartError, EffectUnit, Figure as Chart, IntervalChart, IntervalRow, Tone as ChartTone};
use crate::metric::MetricRole;
use crate::report::metric_values::chance;
use crate::report::verdict::{decision_words, verdict_words};
use crate::report::{Blocks, Callout, Cell, Column, Compose, Table, Tone};
use crate::review::Outcome;
use crate::words::Message;

impl Writer<'_> {
    pub(super) fn ended(&mut self) -> Result<Blocks, ChartError> {
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

    pub(super) fn ended_chart(&self) -> Result<Option<Chart>, ChartError> {
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
    pub(super) fn ended_rows(&self, outcome: &Outcome) -> Vec<IntervalRow> {
        let Some(look) = &outcome.look else { return Vec::new() };
        let (_, tone) = verdict_look(look.verdict);
        let primary = outcome.primary_effect().map(|effect| (effect, verdict_words(look.verdict, self.words), tone));
        let others = outcome.success_effects().skip(1).map(|effect| {
            let reading = if self.worsened(effect) {
                ("reading-worse", ChartTone::Bad)
            } else if self.improved(effect) {
                ("reading-better", ChartTone::Good)
            } else {
                ("reading-open", ChartTone::Open)
            };
            (effect, self.say(reading.0), reading.1)
        });
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
        primary.into_iter().chain(others).chain(guardrails).filter_map(row).collect()
    }

    pub(super) fn metric_name(&self, effect: &SeenEffect) -> String {
        let metric = self.setting.metrics.iter().find(|metric| metric.id == effect.metric);
        metric.map_or_else(|| effect.metric.to_string(), |metric| metric.name.clone())
    }

    /// Whether the whole interval of an effect lies on its metric's bad side.
    pub(super) fn worsened(&self, effect: &SeenEffect) -> bool {
        let metric = self.setting.metrics.iter().find(|metric| metric.id == effect.metric);
        let sign = metric.map_or(1.0, |metric| metric.direction.sign());
        let better_end = if sign > 0.0 { effect.difference.high } else { effect.difference.low };
        better_end.is_some_and(|end| end * sign < 0.0)
    }

    /// Whether the whole interval of an effect lies on its metric's good side.
    fn improved(&self, effect: &SeenEffect) -> bool {
        let metric = self.setting.metrics.iter().find(|metric| metric.id == effect.metric);
        let sign = metric.map_or(1.0, |metric| metric.direction.sign());
        let worse_end = if sign > 0.0 { effect.difference.low } else { effect.difference.high };
        worse_end.is_some_and(|end| end * sign > 0.0)
    }

    pub(super) fn ended_table(&self) -> Table {
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
                    Cell::text(outcome.decision.as_ref().map_or_else(
                        || self.say("review-not-decided"),
                        |made| decision_words(made.decision, self.words),
                    )),
                ]
            }))
    }

    pub(super) fn lift_cell(&self, lift: SeenInterval) -> Cell {
        Cell::number(EffectUnit::Lift.write(self.words, lift.estimate), lift.estimate)
    }

    pub(super) fn interval_cell(&self, lift: SeenInterval) -> Cell {
        // The column says 95 %; where metrics share a risk, the level is another.
        const USUAL: f64 = 0.95;
        let written = self.lift_interval(lift);
        let written = if (lift.level - USUAL).abs() < 1e-9 {
            written
        } else {
            format!("{written} ({})", chance(self.words, lift.level))
        };
        Cell::interval(written, lift.low, lift.high)
    }

    pub(super) fn lift_interval(&self, lift: SeenInterval) -> String {
        EffectUnit::Lift.write_interval(self.words, lift.low, lift.high)
    }

    pub(super) fn p_cell(&self, effect: Option<&SeenEffect>) -> Cell {
        match effect.and_then(|effect| effect.p_value) {
            Some(p) => Cell::number(self.words.p_value(p), p),
            None => Cell::text("—"),
        }
    }

    pub(super) fn verdict_cell(&self, kind: Option<VerdictKind>) -> Cell {
        match kind {
            Some(kind) => Cell::text(verdict_words(kind, self.words)).tone(verdict_look(kind).0),
            None => Cell::text(self.say("review-not-looked")).tone(Tone::Muted),
        }
    }

    /// One ended test in words: what the verdict rests on, what was decided and why, and what did not hold.
    pub(super) fn ended_callout(&self, outcome: &Outcome) -> Callout {
        let tone = match outcome.verdict() {
            Some(VerdictKind::Ship) => Tone::Good,
            Some(VerdictKind::NotTrusted) => Tone::Bad,
            Some(VerdictKind::Undecided | VerdictKind::TooEarly) => Tone::Watch,
            // That a change does harm is a result like another, not a problem of the review.
            Some(VerdictKind::Stop) | None => Tone::Muted,
        };
        let verdict =
            outcome.verdict().map_or_else(|| self.say("review-not-looked"), |kind| verdict_words(kind, self.words));
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

    pub(super) fn ended_text(&self, outcome: &Outcome) -> String {
        let mut sentences = Vec::new();
        for (place, effect) in outcome.success_effects().enumerate() {
            let Some(lift) = effect.lift else { continue };
            let name = if place == 0 { outcome.metric.clone() } else { self.metric_name(effect) };
            let measured = Message::new("review-measured")
                .text("metric", name)
                .text("lift", EffectUnit::Lift.write(self.words, lift.estimate))
                .text("interval", self.lift_interval(lift))
                .text("level", chance(self.words, lift.level));
            sentences.push(self.words.say(&measured));
        }
        for effect in self.fallen_guardrails(outcome) {
            sentences.push(effect);
        }
        if let Some(made) = &outcome.decision {
            let decided = Message::new("review-decided")
                .text("decision", decision_words(made.decision, self.words))
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
    pub(super) fn fallen_guardrails(&self, outcome: &Outcome) -> Vec<String> {
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
}

fn verdict_look(kind: VerdictKind) -> (Tone, ChartTone) {
    match kind {
        VerdictKind::Ship => (Tone::Good, ChartTone::Good),
        VerdictKind::Stop => (Tone::Bad, ChartTone::Bad),
        VerdictKind::NotTrusted => (Tone::Bad, ChartTone::Open),
        VerdictKind::Undecided | VerdictKind::TooEarly => (Tone::Watch, ChartTone::Open),
    }
}
