//! The pages of `jalon simulate`: what a plan will do, and what its tests find where there is nothing to find.

mod answer;
mod charts;
mod splits;

pub use answer::SimulationAnswer;
pub use splits::{SplitAnswer, SplitPage};

use super::verdict::verdict_words;
use super::{Block, Callout, Cell, Column, Compose, Document, Facts, Figure, Prose, Table, measure};
use crate::analysis::VerdictKind;
use crate::chart::EffectUnit;
use crate::metric::{Metric, MetricRole};
use crate::pipeline::simulation::{
    Assumption, Chance, LeftOut, LeftOutBecause, MetricChances, Peeking, ScenarioKind, ScenarioOutcome, SimulatedMean,
    Simulation, SimulationProblem, Truth,
};
use crate::plan::{Change, Lock, Plan};
use crate::words::{Argument, Message, Words};

/// What simulated tests of a plan did, with what the page needs beside.
#[derive(Debug, Clone, Copy)]
pub struct SimulationPage<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// Its lock, once there is one.
    pub lock: Option<&'a Lock>,
    /// What was found.
    pub found: &'a Simulation,
}

impl SimulationPage<'_> {
    /// The page.
    #[must_use]
    pub fn document(&self, figures: &[crate::chart::Figure], words: &Words) -> Document {
        let mut page = Document::new(format!("{} · {}", self.plan.id, self.plan.title))
            .subtitle(self.subtitle(words))
            .callout(self.headline(words))
            .table(self.verdicts(words))
            .table(self.effects(words));
        let tables = [self.lengths(words), self.winners(words), self.guardrails(words)];
        page = page.append(tables.into_iter().flatten().map(Block::Table));
        if let Some(peeking) = &self.found.peeking {
            page = page.heading(words.key("simulate-peeking")).paragraph(self.peeked(peeking, words));
            page = page.table(looks(peeking, words));
        }
        page = figures.iter().fold(page, |page, figure| page.figure(Figure::from(figure)));
        let remarks: Vec<Prose> = self.remarks(words).into_iter().map(Prose::from).collect();
        page.facts(self.facts(words)).heading(words.key("simulate-assumed")).bullets(remarks)
    }

    fn subtitle(&self, words: &Words) -> String {
        let key = if self.lock.is_some() { "simulate-of-locked" } else { "simulate-of-draft" };
        words.say(&Message::new(key).count("tests", self.found.tests.into()).count("units", self.found.units))
    }

    /// What the planned effect and no effect come to.
    fn headline(&self, words: &Words) -> Callout {
        let of = |kind| self.found.scenarios.iter().find(|outcome| outcome.scenario.kind == kind);
        let (Some(planned), Some(nothing)) = (of(ScenarioKind::Planned), of(ScenarioKind::NoEffect)) else {
            return Callout::note(words.key("simulate-nothing"));
        };
        let (Some(ship), Some(wrong)) = (verdict(planned, VerdictKind::Ship), verdict(nothing, VerdictKind::Ship))
        else {
            return Callout::note(words.key("simulate-nothing"));
        };
        let [only] = planned.metrics.as_slice() else {
            let title = Message::new("simulate-headline-several").text("shipped", share(ship, words));
            let text = Message::new("simulate-headline-wrong").text("shipped", share(wrong, words));
            return self.judged(ship, words.say(&title)).text(words.say(&text));
        };
        let effect = self.truth(planned.scenario.truths.first(), words);
        let title = Message::new("simulate-headline").text("effect", effect).text("found", share(only.found, words));
        let key = if self.plan.null.has_margin() { "simulate-headline-margin" } else { "simulate-headline-alarms" };
        let alarms = nothing.metrics.first().map(|metric| share(metric.rejected, words)).unwrap_or_default();
        let alarms = Message::new(key).text("alarms", alarms).percent("alpha", self.risk(), 1);
        let text = Message::new("simulate-headline-ship").text("shipped", share(ship, words));
        self.judged(only.found, words.say(&title)).text(format!("{} {}", words.say(&text), words.say(&alarms)))
    }

    /// The headline as good where the tests have the power asked for, up to the simulation error.
    fn judged(&self, found: Chance, title: String) -> Callout {
        if found.interval().1 >= self.plan.design.power.get() { Callout::good(title) } else { Callout::watch(title) }
    }

    /// The risk of a false alarm the plan takes in the primary metric.
    fn risk(&self) -> f64 {
        let alpha = self.plan.design.alpha.get();
        if self.plan.null.has_margin() { self.plan.design.sides.level(alpha) } else { alpha }
    }

    /// What the tests of the success metrics find.
    fn effects(&self, words: &Words) -> Table {
        let column = |key| Column::number(words.key(key));
        let mut table = Table::new(self.effects_caption(words))
            .column(Column::text(words.key("simulate-case")))
            .column(column("simulate-found"))
            .column(column("simulate-against"))
            .column(column("simulate-coverage"));
        for (outcome, found) in self.each_metric() {
            table = table.row([
                Cell::text(self.case_of(outcome, found, words)),
                chance_cell(Some(found.found), words),
                chance_cell(Some(found.against), words),
                chance_cell(found.coverage, words),
            ]);
        }
        table
    }

    fn effects_caption(&self, words: &Words) -> String {
        match self.plan.also_primary.is_empty() {
            true => words.say(&Message::new("simulate-effects-caption").text("metric", &self.plan.primary.name)),
            false => words.key("simulate-effects-caption-several"),
        }
    }

    /// Each success metric in each scenario.
    fn each_metric(&self) -> impl Iterator<Item = (&ScenarioOutcome, &MetricChances)> {
        self.found.scenarios.iter().flat_map(|outcome| outcome.metrics.iter().map(move |found| (outcome, found)))
    }

    /// How far what was found is from the truth; none where nothing was there to be found.
    fn winners(&self, words: &Words) -> Option<Table> {
        let column = |key| Column::number(words.key(key));
        let mut table = Table::new(words.key("simulate-winners-caption"))
            .column(Column::text(words.key("simulate-case")))
            .column(column("simulate-exaggeration"))
            .column(column("simulate-wrong-sign"));
        for (outcome, found) in self.each_metric().filter(|(_, found)| found.wrong_sign.is_some()) {
            table = table.row([
                Cell::text(self.case_of(outcome, found, words)),
                times_cell(found.exaggeration, words),
                chance_cell(found.wrong_sign, words),
            ]);
        }
        (!table.rows.is_empty()).then(|| table.note(words.key("simulate-winners-note")))
    }

    /// What the rule of the plan decides.
    fn verdicts(&self, words: &Words) -> Table {
        let kinds = self.verdict_kinds();
        let mut table = Table::new(words.key("simulate-verdicts-caption"))
            .column(Column::text(words.key("simulate-case")))
            .columns(kinds.iter().map(|kind| Column::number(verdict_words(*kind, words))));
        for outcome in &self.found.scenarios {
            let cells = kinds.iter().map(|kind| chance_cell(verdict(outcome, *kind), words));
            table = table.row(std::iter::once(Cell::text(self.case(outcome, words))).chain(cells));
        }
        table.note(words.key("simulate-verdicts-note"))
    }

    /// A scenario with its true effects: `the planned effect: +8.0%`.
    fn case(&self, outcome: &ScenarioOutcome, words: &Words) -> String {
        let success = outcome.scenario.truths.iter().filter(|truth| truth.role == MetricRole::Primary);
        let effects: Vec<String> = success.map(|truth| self.truth(Some(truth), words)).collect();
        words.say(&Message::new(scenario_key(outcome.scenario.kind)).text("effect", effects.join(" · ")))
    }

    /// A scenario with its true effect on one metric, named where there are several.
    fn case_of(&self, outcome: &ScenarioOutcome, found: &MetricChances, words: &Words) -> String {
        let truth = outcome.scenario.truths.iter().find(|truth| truth.metric == found.metric);
        let effect = self.truth(truth, words);
        let case = words.say(&Message::new(scenario_key(outcome.scenario.kind)).text("effect", effect));
        match self.metric(found.metric.as_str()).filter(|_| !self.plan.also_primary.is_empty()) {
            Some(metric) => {
                words.say(&Message::new("simulate-case-of").text("metric", &metric.name).text("case", case))
            }
            None => case,
        }
    }

    /// The three verdicts of a test that ended well, and those of broken ones where they came.
    fn verdict_kinds(&self) -> Vec<VerdictKind> {
        let came = |kind: VerdictKind| {
            self.found.scenarios.iter().any(|outcome| verdict(outcome, kind).is_some_and(|chance| chance.times() > 0))
        };
        let broken = [VerdictKind::TooEarly, VerdictKind::NotTrusted].into_iter().filter(|kind| came(*kind));
        [VerdictKind::Ship, VerdictKind::Undecided, VerdictKind::Stop].into_iter().chain(broken).collect()
    }

    /// Where the tests end; none where they all end at the same place.
    fn lengths(&self, words: &Words) -> Option<Table> {
        let column = |key| Column::number(words.key(key));
        let several = self.found.scenarios.iter().any(|outcome| outcome.stops.len() > 1);
        let mut table = Table::new(words.key("simulate-lengths-caption"))
            .column(Column::text(words.key("simulate-case")))
            .column(column("simulate-units-mean"))
            .column(column("simulate-weeks-mean"))
            .column(column("simulate-before-end"));
        for outcome in &self.found.scenarios {
            let (Some(units), Some(days)) = (outcome.units, outcome.days) else { continue };
            let weeks = SimulatedMean { mean: days.mean / 7.0, low: days.low / 7.0, high: days.high / 7.0, ..days };
            table = table.row([
                Cell::text(self.case(outcome, words)),
                mean_cell(units, 0, words),
                mean_cell(weeks, 1, words),
                chance_cell(outcome.before_the_end(), words),
            ]);
        }
        let fixed = self.found.fixed_units.map(|units| {
            words.say(&Message::new("simulate-lengths-note").count("units", units).count("most", self.found.units))
        });
        let table = match fixed {
            Some(fixed) => table.note(fixed),
            None => table,
        };
        several.then_some(table)
    }

    /// How the guardrails come out; none where none could be simulated.
    fn guardrails(&self, words: &Words) -> Option<Table> {
        let column = |key| Column::number(words.key(key));
        let mut table = Table::new(words.key("simulate-guardrails-caption"))
            .column(Column::text(words.key("column-metric")))
            .column(column("simulate-true-effect"))
            .column(column("guardrail-holds"))
            .column(column("guardrail-unclear"))
            .column(column("guardrail-falls"));
        // Their effects are the same in every scenario, and metrics are drawn independently: one scenario tells all.
        let outcome = self.found.scenarios.iter().find(|outcome| outcome.scenario.kind == ScenarioKind::Planned)?;
        for chances in &outcome.guardrails {
            let metric = self.metric(chances.metric.as_str())?;
            let truth = outcome.scenario.truths.iter().find(|truth| truth.metric == chances.metric);
            table = table.row([
                Cell::text(&metric.name),
                Cell::number(self.truth(truth, words), truth.map_or(0.0, Truth::difference)),
                chance_cell(Some(chances.holds), words),
                chance_cell(Some(chances.unclear), words),
                chance_cell(Some(chances.falls), words),
            ]);
        }
        (!table.rows.is_empty()).then_some(table)
    }

    fn facts(&self, words: &Words) -> Facts {
        let found = self.found;
        let several = found.scenarios.iter().any(|outcome| outcome.stops.len() > 1);
        let key = if several { "simulate-length-looks" } else { "simulate-length-fixed" };
        let length = Message::new(key)
            .count("units", found.units)
            .number("weeks", f64::from(found.days) / 7.0, usize::from(!found.days.is_multiple_of(7)))
            .count("days", found.days.into());
        let how = Message::new("simulate-how").count("tests", found.tests.into()).text("seed", found.seed.to_string());
        Facts::new()
            .fact(words.key("simulate-length"), words.say(&length))
            .fact(words.key("simulate-tests"), words.say(&how))
            .fact(words.key("simulate-error"), words.key("simulate-error-what"))
    }

    fn remarks(&self, words: &Words) -> Vec<String> {
        let assumed = self.found.assumed.iter().map(|assumption| words.key(assumption_key(*assumption)));
        let left_out = self.found.left_out.iter().map(|left| words.say(&left_out_words(left)));
        assumed.chain(left_out).chain(std::iter::once(words.key("simulate-assume-clean"))).collect()
    }

    fn peeked(&self, peeking: &Peeking, words: &Words) -> String {
        let habit = peeking.habit().map(|chance| share(chance, words)).unwrap_or_default();
        let said = Message::new("simulate-peeked")
            .count("looks", peeking.looks.into())
            .text("alarms", habit)
            .text("end", share(peeking.at_the_end, words));
        match peeking.computed.filter(|_| peeking.looks > 1) {
            Some(computed) => {
                let computed = Message::new("simulate-peeked-computed").percent("computed", computed, 1);
                format!("{} {}", words.say(&said), words.say(&computed))
            }
            None => words.say(&said),
        }
    }

    fn metric(&self, id: &str) -> Option<&Metric> {
        self.plan.metrics().into_iter().find(|metric| metric.id.as_str() == id)
    }

    /// A true effect as people read it, in the unit the plan states effects in.
    fn truth(&self, truth: Option<&Truth>, words: &Words) -> String {
        let Some(truth) = truth else { return String::new() };
        let Some(metric) = self.metric(truth.metric.as_str()) else { return String::new() };
        match self.unit(metric, truth.control, words) {
            EffectUnit::Lift => EffectUnit::Lift.write(words, truth.lift().unwrap_or(0.0)),
            unit => unit.write(words, truth.difference()).trim_end().to_owned(),
        }
    }

    /// The unit effects of a metric are told in: as the plan states that of the primary metric, and its margins.
    fn unit(&self, metric: &Metric, baseline: f64, words: &Words) -> EffectUnit {
        let guardrail = self.plan.guardrails.iter().find(|guardrail| guardrail.metric.id == metric.id);
        let also = self.plan.also_primary.iter().find(|success| success.metric.id == metric.id);
        let stated = guardrail.map(|guardrail| guardrail.margin).or(also.map(|success| success.effect));
        let stated = stated.unwrap_or(self.plan.effect);
        match stated {
            Change::Lift(_) if metric.kind.has_lift() && baseline != 0.0 => EffectUnit::Lift,
            _ => measure::effect_unit(metric, baseline, words),
        }
    }
}

/// The chance of one verdict.
fn verdict(outcome: &ScenarioOutcome, kind: VerdictKind) -> Option<Chance> {
    outcome.verdicts.iter().find(|verdict| verdict.verdict == kind).map(|verdict| verdict.chance)
}

/// The false alarms look by look.
fn looks(peeking: &Peeking, words: &Words) -> Table {
    /// Rows of a table that can be taken in.
    const MOST_ROWS: usize = 20;
    let step = peeking.by_look.len().div_ceil(MOST_ROWS).max(1);
    let last = peeking.by_look.len();
    let told =
        peeking.by_look.iter().enumerate().filter(|(place, _)| (place + 1).is_multiple_of(step) || place + 1 == last);
    Table::new(words.key("simulate-looks-caption"))
        .column(Column::number(words.key("simulate-look")))
        .column(Column::number(words.key("simulate-look-share")))
        .column(Column::number(words.key("simulate-look-alarms")))
        .rows(told.map(|(place, chance)| {
            let part = (place + 1) as f64 / last as f64;
            [
                Cell::count(words.count(place as u64 + 1), place as u64 + 1),
                Cell::number(words.percent(part, 0), part),
                chance_cell(Some(*chance), words),
            ]
        }))
}

/// `80.1% (79.5–80.6)`: a share never stands without its simulation error.
fn share(chance: Chance, words: &Words) -> String {
    let (low, high) = chance.interval();
    let decimals = if high - low < 0.002 { 2 } else { 1 };
    let said = Message::new("simulate-share")
        .percent("share", chance.share(), decimals)
        .number("low", 100.0 * low, decimals)
        .number("high", 100.0 * high, decimals);
    words.say(&said)
}

fn chance_cell(chance: Option<Chance>, words: &Words) -> Cell {
    let Some(chance) = chance else { return Cell::text("—").muted() };
    let (low, high) = chance.interval();
    Cell::estimate(share(chance, words), chance.share(), Some(low), Some(high))
}

fn mean_cell(mean: SimulatedMean, decimals: usize, words: &Words) -> Cell {
    let SimulatedMean { mean, low, high, .. } = mean;
    let said = Message::new("simulate-times")
        .number("mean", mean, decimals)
        .number("low", low, decimals)
        .number("high", high, decimals);
    Cell::estimate(words.say(&said), mean, Some(low), Some(high))
}

fn times_cell(mean: Option<SimulatedMean>, words: &Words) -> Cell {
    let Some(SimulatedMean { mean, low, high, .. }) = mean else { return Cell::text("—").muted() };
    let said = Message::new("simulate-times").number("mean", mean, 2).number("low", low, 2).number("high", high, 2);
    Cell::estimate(words.say(&said), mean, Some(low), Some(high))
}

fn scenario_key(kind: ScenarioKind) -> &'static str {
    match kind {
        ScenarioKind::NoEffect => "simulate-no-effect",
        ScenarioKind::HalfPlanned => "simulate-half",
        ScenarioKind::Planned => "simulate-planned",
        ScenarioKind::Named => "simulate-named",
        ScenarioKind::Around => "simulate-around",
    }
}

fn assumption_key(assumption: Assumption) -> &'static str {
    match assumption {
        Assumption::IndependentMetrics => "simulate-assume-independent",
        Assumption::NormalMeans => "simulate-assume-normal",
        Assumption::CappedValues => "simulate-assume-capped",
        Assumption::SameEffectOfVariants => "simulate-assume-variants",
    }
}

fn left_out_words(left: &LeftOut) -> Message {
    let key = match left.because {
        LeftOutBecause::NoBaseline => "simulate-left-baseline",
        LeftOutBecause::DecidesNothing => "simulate-left-secondary",
    };
    Message::new(key).text("metric", &left.name)
}

/// A value that a metric cannot have, as its values are written.
fn value_argument(metric: &Metric, value: f64) -> Argument {
    if metric.kind.is_rate() { Argument::Percent(value, 1) } else { Argument::Number(value, 2) }
}

/// Why a plan was not simulated, and what to do about it.
#[must_use]
pub fn problem_words(problem: &SimulationProblem) -> (Message, Message) {
    match problem {
        SimulationProblem::Size(error) => super::plan::size_problem(error),
        SimulationProblem::ImpossibleEffect { metric, value } => (
            Message::new("simulate-impossible")
                .text("metric", &metric.name)
                .with("value", value_argument(metric, *value)),
            Message::new("simulate-impossible-mend"),
        ),
        SimulationProblem::UnknownMetric { metric, known } => (
            Message::new("simulate-unknown-metric").text("metric", metric),
            Message::new("simulate-unknown-metric-mend").texts("known", known.iter().map(|id| id.as_str())),
        ),
        SimulationProblem::NoLift { metric } => {
            (Message::new("simulate-no-lift").text("metric", metric), Message::new("simulate-no-lift-mend"))
        }
        SimulationProblem::Clusters { metric } => {
            (Message::new("simulate-clusters").text("metric", metric), Message::new("simulate-clusters-mend"))
        }
        SimulationProblem::TooFewUnits { units, arms } => (
            Message::new("simulate-few").count("units", *units).count("arms", *arms as u64),
            Message::new("simulate-few-mend"),
        ),
    }
}
