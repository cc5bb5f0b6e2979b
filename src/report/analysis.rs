//! The page of one look at an experiment: verdict first, then why, then the numbers.

use serde::Serialize;

use super::also;
use super::bayes::BayesAnswer;
use super::metric_values::chance;
use super::segments::{ExploratoryAnswer, InteractionAnswer, SegmentAnswer, SegmentsPart};
use super::shared_risk::{FamilyAnswer, shared_risk_words};
use super::verdict::{
    check_words, difference_cell, effect_cell, guardrail_cell, health_cell, lift_cell, role_words, seen_lift_words,
    value_words, verdict_tone, verdict_words,
};
use super::watching::{HoldsWhen, LookAnswer, LooksPart, RestAnswer};
use super::{Blocks, Callout, Cell, Column, Compose, Document, Facts, Figure, Table, measure};
use crate::analysis::{
    ArmUnits, BayesReading, Comparison, DeviationKind, Effect, GuardrailStatus, HealthStatus, MetricResult, Peeking,
    Record, SharedRisk, VerdictKind, change_argument,
};
use crate::chart;
use crate::metric::{Metric, MetricKind, MetricRole};
use crate::pipeline::TakenLook;
use crate::plan::{Change, Plan, SuccessRule};
use crate::words::{Message, Words};

/// What the page needs: the plan, what was recorded before, and the look itself.
#[derive(Debug, Clone, Copy)]
pub struct AnalysisPage<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The record before this look.
    pub record: &'a Record,
    /// The look.
    pub taken: &'a TakenLook,
    /// The Bayesian reading, where it was asked for.
    pub bayes: Option<&'a BayesReading>,
}

impl AnalysisPage<'_> {
    /// The page, with its charts.
    #[must_use]
    pub fn document(&self, words: &Words) -> Document {
        let analysis = &self.taken.analysis;
        let verdict = &analysis.verdict;
        let callout =
            Callout::new(verdict_tone(verdict.kind), self.headline(words)).text(sentence(&words.say(&verdict.reason)));
        let callout = match &verdict.change {
            Some(change) => callout.hint(sentence(&words.say(change))),
            None => callout,
        };
        let mut page = Document::new(format!("{} · {}", self.plan.id, self.plan.title))
            .subtitle(self.subtitle(words))
            .callout(callout);
        if !self.taken.deviations.is_empty() {
            page = page
                .heading(words.key("analysis-deviations"))
                .bullets(self.taken.deviations.iter().map(|deviation| sentence(&words.say(&deviation.what))));
        }
        page = page.heading(words.key("analysis-effects"));
        if self.shares_alpha() {
            page = page.table(self.successes(words));
        }
        if !self.shares_alpha() || self.comparisons().any(|(result, ..)| self.is_alone(result)) {
            page = page.table(self.effects(words));
        }
        if let Some(shared) = &analysis.secondary_risk {
            page = page.table(self.secondary(shared, words));
        }
        for figure in self.intervals(words).into_iter().chain(self.cumulative(words)) {
            page = page.figure(Figure::from(&figure));
        }
        page = self.looks(words).add_to(page);
        page = self.other_readings(page, words);
        page = super::bayes::add_to_analysis(self, page, words);
        page = page.heading(words.key("analysis-health")).table(self.health(words));
        page = self.prediction(page, words);
        page = self.segments(words).add_to(page);
        page.collapsible(words.key("analysis-all-numbers"), Blocks::new().table(self.numbers(words)))
            .footer(self.methods(words))
    }

    /// The charts: every lift with its interval, and the primary effect day by day.
    #[must_use]
    pub fn figures(&self, words: &Words) -> Vec<chart::Figure> {
        // A chart that cannot be drawn (no estimate yet) is left out; its numbers are in the tables.
        let own = self.intervals(words).into_iter().chain(self.cumulative(words)).chain(self.looks(words).boundaries());
        own.chain(super::bayes::figures_of_analysis(self, words)).collect()
    }

    fn looks<'a>(&'a self, words: &'a Words) -> LooksPart<'a> {
        LooksPart { plan: self.plan, record: self.record, analysis: &self.taken.analysis, words }
    }

    /// The answer for programs, `jalon.analysis.v1`.
    #[must_use]
    pub fn answer(&self, words: &Words) -> AnalysisAnswer {
        let analysis = &self.taken.analysis;
        AnalysisAnswer {
            experiment: self.plan.id.to_string(),
            title: self.plan.title.clone(),
            on: analysis.on.to_string(),
            data_through: analysis.data_through.map(|day| day.to_string()),
            days: analysis.days,
            locked_on: self.record.lock.as_ref().map(|lock| lock.on.to_string()),
            fingerprint: self.taken.look.fingerprint.clone(),
            arms: analysis.arms.iter().map(|arm| self.arm_answer(arm)).collect(),
            metrics: analysis.metrics.clone(),
            guardrails: analysis
                .guardrails
                .iter()
                .map(|outcome| GuardrailAnswer {
                    id: outcome.metric.id.to_string(),
                    variant: outcome.variant.clone(),
                    margin: MarginAnswer::from(outcome.margin),
                    status: outcome.status,
                })
                .collect(),
            health: analysis
                .health
                .iter()
                .map(|found| HealthAnswer {
                    check: found.check.name(),
                    status: found.status,
                    detail: words.say(&found.detail),
                    p_value: found.p_value,
                })
                .collect(),
            deviations: self
                .taken
                .deviations
                .iter()
                .map(|deviation| DeviationAnswer { kind: deviation.kind, detail: words.say(&deviation.what) })
                .collect(),
            daily: self.daily_answer(),
            holds: HoldsWhen::of(self.plan, analysis),
            looks: self.looks(words).answer(),
            rest_of_test: self.looks(words).rest_answer(),
            peeking: analysis.peeking,
            secondary_family: analysis.secondary_risk.map(FamilyAnswer::from),
            segments: analysis.segments.declared.results.iter().map(SegmentAnswer::from).collect(),
            segment_family: analysis.segments.declared.shared.map(FamilyAnswer::from),
            interactions: analysis.segments.interactions.iter().map(InteractionAnswer::from).collect(),
            exploratory_segments: ExploratoryAnswer::from(&analysis.segments.exploratory),
            success: (!self.plan.also_primary.is_empty()).then(|| SuccessAnswer {
                rule: self.plan.rule.success,
                metrics: self.plan.deciding().map(|metric| metric.id.to_string()).collect(),
                alpha: self.plan.design.alpha.get(),
                alpha_per_metric: self.plan.success_alpha().get(),
                interval_level: self.plan.success_level(),
            }),
            bayes: self.bayes.map(BayesAnswer::new),
            verdict: VerdictAnswer {
                decision: analysis.verdict.kind.name(),
                variant: analysis.verdict.variant.clone(),
                reason: words.say(&analysis.verdict.reason),
                next: analysis.verdict.change.as_ref().map(|change| words.say(change)),
            },
        }
    }

    /// The statistics behind the numbers, those of rates and means and of every other kind of the plan.
    fn methods(&self, words: &Words) -> String {
        let mut sentences = vec![words.key("analysis-footer")];
        for metric in self.plan.metrics() {
            let key = match metric.kind {
                MetricKind::Ratio => "analysis-footer-ratio",
                MetricKind::Count => "analysis-footer-count",
                MetricKind::Nps => "analysis-footer-nps",
                MetricKind::Csat | MetricKind::Ces | MetricKind::Rating => "analysis-footer-answers",
                MetricKind::Retention => "analysis-footer-retention",
                MetricKind::Quantile => "analysis-footer-quantile",
                _ => continue,
            };
            let said = words.key(key);
            if !sentences.contains(&said) {
                sentences.push(said);
            }
        }
        if self.plan.design.efficiency.covariate_correlation().is_some() {
            sentences.push(words.key("analysis-footer-adjusted"));
        }
        sentences.join(" ")
    }

    fn headline(&self, words: &Words) -> String {
        let verdict = &self.taken.analysis.verdict;
        let said = verdict_words(verdict.kind, words);
        match &verdict.variant {
            Some(variant) if verdict.kind == VerdictKind::Ship => {
                words.say(&Message::new("verdict-of").text("verdict", said).text("variant", variant))
            }
            _ => said,
        }
    }

    fn subtitle(&self, words: &Words) -> String {
        let analysis = &self.taken.analysis;
        let days = |message: Message| {
            message.count("days", analysis.days.into()).count("planned", self.plan.planned_days().into())
        };
        words.say(&match analysis.data_through {
            Some(through) => days(Message::new("analysis-subtitle").date("on", analysis.on).date("through", through)),
            None => Message::new("analysis-subtitle-undated").date("on", analysis.on),
        })
    }

    pub(super) fn metric(&self, id: &str) -> Option<&Metric> {
        self.plan.metrics().into_iter().find(|metric| metric.id.as_str() == id)
    }

    /// Every comparison with the metric it is of.
    fn comparisons(&self) -> impl Iterator<Item = (&MetricResult, &Metric, &Comparison)> {
        let results = self.taken.analysis.metrics.iter();
        results
            .filter_map(|result| Some((result, self.metric(&result.id)?)))
            .flat_map(|(result, metric)| result.comparisons.iter().map(move |comparison| (result, metric, comparison)))
    }

    /// Whether success metrics share a risk: their intervals then have a level of their own.
    fn shares_alpha(&self) -> bool {
        self.plan.sharing_alpha() > 1
    }

    /// Whether the comparisons of a metric stand at the plan's own risk.
    fn is_alone(&self, result: &MetricResult) -> bool {
        self.shared_risk(result).is_none() && !(self.shares_alpha() && result.role == MetricRole::Primary)
    }

    /// Success metrics that share a risk.
    fn successes(&self, words: &Words) -> Table {
        let rows = self.comparisons().filter(|(result, ..)| result.role == MetricRole::Primary);
        let first = self.taken.analysis.primary().and_then(|primary| primary.comparisons.first());
        let level = first.map_or(self.plan.success_level(), |comparison| comparison.difference.level);
        self.effects_table("analysis-success-caption", level, words)
            .rows(self.effect_rows(rows, words))
            .note(self.success_note(level, words).unwrap_or_default())
    }

    /// How several success metrics are read; none for one alone.
    fn success_note(&self, level: f64, words: &Words) -> Option<String> {
        let key = match self.plan.rule.success {
            _ if self.plan.also_primary.is_empty() => return None,
            SuccessRule::Any => "analysis-success-note-any",
            SuccessRule::All => "analysis-success-note-all",
        };
        let message = Message::new(key)
            .count("metrics", self.plan.deciding().count() as u64)
            .text("alpha", chance(words, self.plan.design.alpha.get()))
            .text("level", chance(words, level));
        Some(words.say(&message))
    }

    fn effects(&self, words: &Words) -> Table {
        let first = self.taken.analysis.metrics.iter().find(|result| self.is_alone(result));
        let level = first.and_then(|result| result.comparisons.first());
        let level = level.map_or(self.plan.design.interval_level(), |comparison| comparison.difference.level);
        let rows = self.comparisons().filter(|(result, ..)| self.is_alone(result));
        let table = self.effects_table("analysis-effects-caption", level, words).rows(self.effect_rows(rows, words));
        let several = self.plan.variants().len() > 1;
        let note = words.key(if several { "analysis-effects-note-several" } else { "analysis-effects-note" });
        let success = if self.shares_alpha() { None } else { self.success_note(level, words) };
        let note = success.into_iter().chain(self.caps(words)).fold(note, |note, more| format!("{note} {more}"));
        if self.plan.metrics().iter().any(|metric| metric.kind.is_ordered_answer()) {
            // An effect on answers is on another scale than the means beside it.
            return table.note(format!("{note} {}", words.key("analysis-effects-note-answers")));
        }
        table.note(note)
    }

    /// Secondary metrics that share a risk, with intervals at a level of their own.
    fn secondary(&self, shared: &SharedRisk, words: &Words) -> Table {
        let rows = self.comparisons().filter(|(result, ..)| self.shared_risk(result).is_some());
        self.effects_table("analysis-secondary-caption", shared.interval_level, words)
            .rows(self.effect_rows(rows, words))
            .note(shared_risk_words(shared, words))
    }

    /// How the comparisons of a metric share a risk with those of others, where they do.
    fn shared_risk(&self, result: &MetricResult) -> Option<&SharedRisk> {
        self.taken.analysis.secondary_risk.as_ref().filter(|_| result.role == MetricRole::Secondary)
    }

    fn effects_table(&self, caption: &'static str, level: f64, words: &Words) -> Table {
        let effect = Message::new("column-effect").text("level", chance(words, level));
        Table::new(words.key(caption))
            .column(Column::text(words.key("column-metric")))
            .column(Column::number(words.key("column-control")))
            .column(Column::number(words.key("column-variant")))
            .column(Column::number(words.say(&effect)))
            .column(Column::number(words.key("column-p-value")))
            .column(Column::text(words.key("column-reading")))
    }

    fn effect_rows<'a>(
        &'a self,
        comparisons: impl Iterator<Item = (&'a MetricResult, &'a Metric, &'a Comparison)>,
        words: &Words,
    ) -> Vec<[Cell; 6]> {
        let several = self.plan.variants().len() > 1;
        let row = |(result, metric, comparison): (&MetricResult, &Metric, &Comparison)| {
            let name = if several { format!("{} ({})", metric.name, comparison.variant) } else { metric.name.clone() };
            [
                Cell::text(format!("{name}, {}", role_words(result.role, words))),
                estimate_cell(result, &comparison.control, metric, words),
                estimate_cell(result, &comparison.variant, metric, words),
                effect_cell(&comparison.lift, &comparison.difference, metric, words),
                comparison
                    .deciding_p_value()
                    .map_or_else(|| Cell::text("—").muted(), |p| Cell::number(words.p_value(p), p)),
                self.reading(result, metric, comparison, words),
            ]
        };
        comparisons.map(row).collect()
    }

    /// What the caps of the metrics came to: a mean of capped values is not the mean people know.
    fn caps(&self, words: &Words) -> Vec<String> {
        let capped = self.taken.analysis.metrics.iter().filter_map(|result| {
            let tail = result.tail.as_ref().filter(|tail| tail.applied)?;
            let metric = self.metric(&result.id)?;
            let message = Message::new("analysis-capped")
                .text("metric", &metric.name)
                .text("threshold", value_words(tail.threshold, metric, words))
                .percent("level", tail.cap, 1);
            Some(words.say(&message))
        });
        capped.collect()
    }

    /// What an effect means. Arms that cannot be compared mean nothing; before the end nothing is settled.
    fn reading(&self, result: &MetricResult, metric: &Metric, comparison: &Comparison, words: &Words) -> Cell {
        match self.taken.analysis.verdict.kind {
            VerdictKind::NotTrusted => Cell::text(words.key("reading-not-comparable")).muted(),
            VerdictKind::TooEarly => {
                Cell { tone: Some(super::Tone::Muted), ..self.plain_reading(result, metric, comparison, words) }
            }
            _ => self.plain_reading(result, metric, comparison, words),
        }
    }

    fn plain_reading(&self, result: &MetricResult, metric: &Metric, comparison: &Comparison, words: &Words) -> Cell {
        if result.role == MetricRole::Guardrail {
            let outcome = self
                .taken
                .analysis
                .guardrails
                .iter()
                .find(|outcome| outcome.metric.id == metric.id && outcome.variant == comparison.variant);
            return outcome.map_or_else(Cell::empty, |outcome| {
                let cell = guardrail_cell(outcome.status, words);
                let margin = Message::new("guardrail-margin")
                    .text("status", cell.text.clone())
                    .with("margin", change_argument(outcome.margin, metric));
                Cell { text: words.say(&margin), ..cell }
            });
        }
        let sign = metric.direction.sign();
        // Where comparisons share a risk, their adjusted p-values say what is found; steps reach further than intervals.
        let is_found = match self.shared_risk(result) {
            Some(shared) => comparison
                .picked
                .unwrap_or_else(|| comparison.deciding_p_value().is_some_and(|p_value| p_value <= shared.risk)),
            None => !comparison.difference.holds(0.0),
        };
        match comparison.difference.estimate.map(|estimate| estimate * sign) {
            Some(gain) if is_found && gain > 0.0 => Cell::text(words.key("reading-better")).good(),
            Some(loss) if is_found && loss < 0.0 => Cell::text(words.key("reading-worse")).bad(),
            Some(_) => Cell::text(words.key("reading-open")).muted(),
            None => Cell::text(words.key("effect-unknown")).muted(),
        }
    }

    /// The same data read in other ways, a table for each metric that has them.
    fn other_readings(&self, mut page: Document, words: &Words) -> Document {
        for result in &self.taken.analysis.metrics {
            let table = also::table(&result.also, str::to_owned, words);
            if let (Some(table), Some(metric)) = (table, self.metric(&result.id)) {
                let heading = Message::new("analysis-also").text("metric", &metric.name);
                page = page.heading(words.say(&heading)).table(table);
            }
        }
        page
    }

    fn health(&self, words: &Words) -> Table {
        let table = Table::new(words.key("analysis-health-caption"))
            .column(Column::text(words.key("column-check")))
            .column(Column::text(words.key("column-status")).priority(8))
            .column(Column::text(words.key("column-detail")));
        table.rows(self.taken.analysis.health.iter().map(|found| {
            [
                Cell::text(check_words(found.check, words)),
                health_cell(found.status, words),
                Cell::text(sentence(&words.say(&found.detail))),
            ]
        }))
    }

    /// What was predicted beside what was measured.
    fn prediction(&self, page: Document, words: &Words) -> Document {
        let locked = self.record.lock.as_ref().and_then(|lock| lock.prediction.as_ref());
        let Some(prediction) = locked.or(self.plan.prediction.as_ref()) else { return page };
        let seen = self.taken.look.effects.iter().find(|effect| effect.role == MetricRole::Primary);
        let range = Message::new("prediction-range")
            .signed_percent("low", prediction.lift.low(), 1)
            .signed_percent("likely", prediction.lift.likely(), 1)
            .signed_percent("high", prediction.lift.high(), 1);
        let mut facts = Facts::new().fact(words.key("prediction-lift"), words.say(&range));
        if let Some(chance) = prediction.p_win {
            facts = facts.fact(words.key("prediction-chance"), words.percent(chance.get(), 0));
        }
        if let Some(lift) = seen.and_then(|seen| seen.lift.as_ref()) {
            facts = facts.fact(words.key("prediction-measured"), seen_lift_words(lift, words));
        }
        page.heading(words.key("analysis-prediction")).facts(facts)
    }

    fn segments<'a>(&'a self, words: &'a Words) -> SegmentsPart<'a> {
        let (segments, metric) = (&self.taken.analysis.segments, &self.plan.primary);
        let comparable = self.taken.analysis.verdict.kind != VerdictKind::NotTrusted;
        SegmentsPart { segments, metric, comparable, level: self.plan.success_level(), words }
    }

    /// Everything that was computed, for those who check it.
    fn numbers(&self, words: &Words) -> Table {
        let mut table = Table::new(words.key("analysis-numbers-caption"))
            .column(Column::text(words.key("column-metric")))
            .column(Column::text(words.key("column-variant")))
            .column(Column::number(words.key("column-units")))
            .column(Column::number(words.key("column-difference")))
            .column(Column::number(words.key("column-lift")))
            .column(Column::number(words.key("column-statistic")));
        for (result, metric, comparison) in self.comparisons() {
            let units = |name: &str| result.arms.iter().find(|arm| arm.name == name).map_or(0, |arm| arm.n);
            let sizes =
                format!("{} / {}", words.count(units(&comparison.control)), words.count(units(&comparison.variant)));
            table = table.row([
                Cell::text(&metric.name),
                Cell::text(&comparison.variant),
                Cell::text(sizes),
                difference_cell(&comparison.difference, metric, words),
                if metric.kind.has_lift() { lift_cell(&comparison.lift, words) } else { Cell::text("—").muted() },
                comparison.statistic.map_or_else(Cell::empty, |z| Cell::number(words.number(z, 3), z)),
            ]);
        }
        table.note(words.key("analysis-numbers-note"))
    }

    /// The effects with their intervals: lifts in one chart, and beside it one for each unit of metrics without a lift.
    fn intervals(&self, words: &Words) -> Vec<chart::Figure> {
        let mut units: Vec<(chart::EffectUnit, Vec<chart::IntervalRow>)> = Vec::new();
        for (result, metric, comparison) in self.comparisons() {
            let unit = self.effect_unit(metric, words);
            let row = self.interval_row(result, metric, comparison, words);
            match units.iter_mut().find(|(other, _)| *other == unit) {
                Some((_, rows)) => rows.push(row),
                None => units.push((unit, vec![row])),
            }
        }
        let title = words.say(&Message::new("analysis-chart-effects").text("title", &self.plan.title));
        let level = self.plan.design.interval_level();
        let draw = |(place, (unit, rows)): (usize, (chart::EffectUnit, Vec<chart::IntervalRow>))| {
            let number = if place == 0 { String::new() } else { format!("-{}", place + 1) };
            let slug = format!("{}-effects{number}", self.plan.id.as_str().to_lowercase());
            let caption =
                chart::Caption { as_of: Some(self.taken.analysis.on), ..chart::Caption::new(slug, title.clone()) };
            chart::IntervalChart { caption, unit, level, rows }.draw(words).ok()
        };
        units.into_iter().enumerate().filter_map(draw).collect()
    }

    /// What the effects on a metric are drawn in: lifts, or the differences of a metric that has none.
    fn effect_unit(&self, metric: &Metric, words: &Words) -> chart::EffectUnit {
        if metric.kind.has_lift() {
            return chart::EffectUnit::Lift;
        }
        measure::effect_unit(metric, 0.0, words)
    }

    fn interval_row(
        &self,
        result: &MetricResult,
        metric: &Metric,
        comparison: &Comparison,
        words: &Words,
    ) -> chart::IntervalRow {
        let reading = self.reading(result, metric, comparison, words);
        let effect = drawn_effect(metric, comparison);
        let baseline = result.arms.first().map(|arm| arm.estimate);
        let guardrail = self.plan.guardrails.iter().find(|guardrail| guardrail.metric.id == metric.id);
        let margin =
            guardrail.filter(|_| result.role == MetricRole::Guardrail).and_then(|guardrail| match guardrail.margin {
                Change::Lift(lift) => Some(lift),
                Change::Difference(difference) if !metric.kind.has_lift() => Some(difference),
                Change::Difference(difference) => {
                    baseline.filter(|value| *value != 0.0).map(|value| difference / value)
                }
            });
        chart::IntervalRow {
            label: if self.plan.variants().len() > 1 {
                format!("{} ({})", metric.name, comparison.variant)
            } else {
                metric.name.clone()
            },
            group: match self.shared_risk(result) {
                Some(shared) => words.say(
                    &Message::new("role-at-level")
                        .text("role", role_words(result.role, words))
                        .text("level", chance(words, shared.interval_level)),
                ),
                None if !self.is_alone(result) => words.say(
                    &Message::new("role-at-level")
                        .text("role", role_words(result.role, words))
                        .text("level", chance(words, comparison.difference.level)),
                ),
                None => role_words(result.role, words),
            },
            arms: result
                .arms
                .iter()
                .filter(|arm| arm.name == comparison.control || arm.name == comparison.variant)
                .map(|arm| (arm.name.clone(), arm.n))
                .collect(),
            estimate: effect.estimate,
            low: effect.low.value(),
            high: effect.high.value(),
            margin,
            verdict: reading.text,
            tone: match reading.tone {
                Some(super::Tone::Good) => chart::Tone::Good,
                Some(super::Tone::Bad) => chart::Tone::Bad,
                _ => chart::Tone::Open,
            },
        }
    }

    fn cumulative(&self, words: &Words) -> Option<chart::Figure> {
        let analysis = &self.taken.analysis;
        let variant = analysis.verdict.variant.clone().or_else(|| Some(self.plan.variants().first()?.name.clone()))?;
        let days: Vec<chart::CumulativeDay> = analysis
            .daily
            .iter()
            .filter_map(|daily| {
                let comparison = daily.result.comparisons.iter().find(|each| each.variant == variant)?;
                let effect = drawn_effect(&self.plan.primary, comparison);
                let (low, high) = (effect.low.value(), effect.high.value());
                Some(chart::CumulativeDay { day: daily.day, estimate: effect.estimate, low, high, units: daily.units })
            })
            .collect();
        if days.len() < 2 {
            return None;
        }
        let title = words.say(&Message::new("analysis-chart-daily").text("metric", &self.plan.primary.name));
        let slug = format!("{}-daily", self.plan.id.as_str().to_lowercase());
        let caption = chart::Caption {
            subtitle: words.say(&Message::new("analysis-chart-daily-subtitle").text("variant", &variant)),
            as_of: Some(analysis.on),
            ..chart::Caption::new(slug, title)
        };
        let level = self.plan.success_level();
        let unit = self.effect_unit(&self.plan.primary, words);
        let planned_end = Some(self.plan.end);
        let relative = self.plan.primary.kind.has_lift();
        let valid = self.looks(words).valid(&variant, relative, level);
        let chart = chart::CumulativeEffectChart { caption, unit, level, days, planned_end, margin: None, valid };
        chart.draw(words).ok()
    }

    fn arm_answer(&self, arm: &ArmUnits) -> ArmAnswer {
        let share = self.plan.arms.iter().find(|planned| planned.name == arm.name).map(|planned| planned.share.get());
        let planned = self.taken.analysis.planned.iter().find(|planned| planned.name == arm.name);
        ArmAnswer { name: arm.name.clone(), share, n: arm.units, n_planned: planned.map(|planned| planned.units) }
    }

    fn daily_answer(&self) -> Vec<DailyAnswer> {
        let mut daily = Vec::new();
        for each in &self.taken.analysis.daily {
            for comparison in &each.result.comparisons {
                daily.push(DailyAnswer {
                    day: each.day.to_string(),
                    n_total: each.units,
                    variant: comparison.variant.clone(),
                    difference: comparison.difference,
                    lift: comparison.lift,
                });
            }
        }
        daily
    }
}

/// The effect that charts show: the lift where the metric has one, else the difference.
fn drawn_effect<'a>(metric: &Metric, comparison: &'a Comparison) -> &'a Effect {
    if metric.kind.has_lift() { &comparison.lift } else { &comparison.difference }
}

fn estimate_cell(result: &MetricResult, arm: &str, metric: &Metric, words: &Words) -> Cell {
    let found = result.arms.iter().find(|result| result.name == arm);
    found.map_or_else(Cell::empty, |arm| Cell::number(value_words(arm.estimate, metric, words), arm.estimate))
}

/// A sentence of a message that may also stand inside another: with a capital and a full stop.
pub(super) fn sentence(text: &str) -> String {
    let mut characters = text.chars();
    let first: String = characters.next().into_iter().flat_map(char::to_uppercase).collect();
    let ended = text.ends_with(['.', '!', '?']);
    format!("{first}{}{}", characters.as_str(), if ended { "" } else { "." })
}

/// `jalon.analysis.v1`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AnalysisAnswer {
    experiment: String,
    title: String,
    on: String,
    data_through: Option<String>,
    days: u32,
    locked_on: Option<String>,
    fingerprint: String,
    arms: Vec<ArmAnswer>,
    metrics: Vec<MetricResult>,
    guardrails: Vec<GuardrailAnswer>,
    health: Vec<HealthAnswer>,
    deviations: Vec<DeviationAnswer>,
    daily: Vec<DailyAnswer>,
    /// When p-values and intervals hold.
    holds: HoldsWhen,
    /// The looks of a plan with looks, those to come included.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    looks: Vec<LookAnswer>,
    /// What the rest of a plan with looks may bring.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rest_of_test: Vec<RestAnswer>,
    /// What looking early makes of the primary p-value, in a test planned with one look.
    #[serde(skip_serializing_if = "Option::is_none")]
    peeking: Option<Peeking>,
    secondary_family: Option<FamilyAnswer>,
    segments: Vec<SegmentAnswer>,
    segment_family: Option<FamilyAnswer>,
    interactions: Vec<InteractionAnswer>,
    exploratory_segments: ExploratoryAnswer,
    /// How several success metrics decide; none where the primary one decides alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    success: Option<SuccessAnswer>,
    /// The Bayesian reading; none unless it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    bayes: Option<BayesAnswer>,
    verdict: VerdictAnswer,
}

/// How several success metrics decide.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SuccessAnswer {
    rule: SuccessRule,
    metrics: Vec<String>,
    alpha: f64,
    /// What each of them is tested at.
    alpha_per_metric: f64,
    interval_level: f64,
}

/// One arm: its share as planned, its units as counted and as planned.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ArmAnswer {
    name: String,
    share: Option<f64>,
    n: u64,
    n_planned: Option<u64>,
}

/// One guardrail of one variant.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GuardrailAnswer {
    id: String,
    variant: String,
    margin: MarginAnswer,
    status: GuardrailStatus,
}

/// A change with its unit.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MarginAnswer {
    /// Relative to the control.
    Lift(f64),
    /// In the metric's own unit.
    Difference(f64),
}

impl From<Change> for MarginAnswer {
    fn from(change: Change) -> Self {
        match change {
            Change::Lift(lift) => Self::Lift(lift),
            Change::Difference(difference) => Self::Difference(difference),
        }
    }
}

/// One check.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HealthAnswer {
    check: &'static str,
    status: HealthStatus,
    detail: String,
    p_value: Option<f64>,
}

/// One departure from the plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DeviationAnswer {
    kind: DeviationKind,
    detail: String,
}

/// The primary effect up to a day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DailyAnswer {
    day: String,
    n_total: u64,
    variant: String,
    difference: Effect,
    lift: Effect,
}

/// The verdict.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct VerdictAnswer {
    decision: &'static str,
    variant: Option<String>,
    reason: String,
    next: Option<String>,
}
