//! The looks of a running test on its page: where the statistic stands against its bounds, what the rest may bring, and which
//! p-values and intervals hold.

use serde::Serialize;

use super::metric_values::chance;
use super::{Callout, Cell, Column, Compose, Document, Table, Tone};
use crate::analysis::{Analysis, Peeking, Record, RestOfTest, SeenInterval, Watched, WatchedLook};
use crate::chart::{self, BoundaryLook, ValidInterval, ValidIntervals, ValidWhen};
use crate::metric::Metric;
use crate::plan::{Looks, Plan, RuleKind};
use crate::stats::{Bound, LookDecision, Sides};
use crate::words::{Message, Words};

/// How p-values and intervals of a look are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HoldsWhen {
    /// They hold once, at the planned end.
    Once,
    /// They hold at every look of the plan at once.
    AtLooks,
    /// Those of the metric that ended the test hold for where it stopped; the others at every look.
    StageWise,
    /// They hold at any time.
    AnyTime,
    /// There are none: the whole risk was spent at an earlier look.
    Spent,
}

impl HoldsWhen {
    /// What holds for an analysis.
    pub(super) fn of(plan: &Plan, analysis: &Analysis) -> Self {
        match &plan.rule.kind {
            RuleKind::FixedHorizon => Self::Once,
            RuleKind::AnyTime => Self::AnyTime,
            RuleKind::Looks(_) if analysis.watched.iter().any(is_spent) => Self::Spent,
            RuleKind::Looks(_) if analysis.watched.iter().any(has_stopped) => Self::StageWise,
            RuleKind::Looks(_) => Self::AtLooks,
        }
    }
}

/// Whether a comparison is read as one that the test stopped by.
fn has_stopped(watched: &Watched) -> bool {
    let over = [LookDecision::Efficacy, LookDecision::WrongSide, LookDecision::NotShown];
    watched.due && over.contains(&watched.decision)
}

fn is_spent(watched: &Watched) -> bool {
    watched.decision == LookDecision::AlphaUsedUp
}

/// Looks of the plan that were taken: not one between them, nor one after the last.
fn counted(watched: &Watched) -> usize {
    watched.looks.len() - usize::from(!watched.due || is_spent(watched))
}

/// The looks of a plan on the page of one of them.
#[derive(Clone, Copy)]
pub(super) struct LooksPart<'a> {
    pub plan: &'a Plan,
    pub record: &'a Record,
    pub analysis: &'a Analysis,
    pub words: &'a Words,
}

impl LooksPart<'_> {
    /// Adds the section: one table for each comparison that decides, and what the rest of the test may bring.
    pub fn add_to(&self, mut page: Document) -> Document {
        let words = self.words;
        let holds = HoldsWhen::of(self.plan, self.analysis);
        // A first look is worth what it says.
        if let Some(peeking) = self.analysis.peeking.as_ref().filter(|peeking| peeking.looks > 1) {
            page = page.callout(peeking_callout(peeking, words));
        }
        let key = match holds {
            HoldsWhen::Once => return page,
            HoldsWhen::AtLooks => "watching-holds-looks",
            HoldsWhen::StageWise => "watching-holds-stage-wise",
            HoldsWhen::AnyTime => "watching-holds-any-time",
            HoldsWhen::Spent => "watching-holds-spent",
        };
        let nothing = self.plan.rule.looks().is_some() && self.analysis.watched.is_empty();
        let said = words.key(if nothing { "watching-nothing" } else { key });
        page = page.heading(words.key("watching-title")).paragraph(said);
        for watched in &self.analysis.watched {
            page = page.table(self.table(watched));
            if let Some(chances) = &watched.chances {
                page = page.paragraph(self.rest(watched, chances));
            }
        }
        for figure in self.boundaries() {
            page = page.figure(super::Figure::from(&figure));
        }
        page
    }

    fn metric(&self, watched: &Watched) -> Option<&Metric> {
        self.plan.metrics().into_iter().find(|metric| metric.id.as_str() == watched.metric)
    }

    /// The metric, and the variant where there are several.
    fn name(&self, watched: &Watched) -> String {
        let metric = self.metric(watched).map_or(watched.metric.as_str(), |metric| metric.name.as_str());
        if self.plan.variants().len() > 1 { format!("{metric} ({})", watched.variant) } else { metric.to_owned() }
    }

    /// Units of all arms that are planned.
    fn planned(&self) -> f64 {
        self.analysis.planned.iter().map(|arm| arm.units as f64).sum()
    }

    fn units_at(&self, information: f64) -> u64 {
        (information * self.planned()).round() as u64
    }

    fn table(&self, watched: &Watched) -> Table {
        let words = self.words;
        let caption = Message::new("watching-caption").text("metric", self.name(watched));
        let bounds = watched.looks.iter().map(|look| look.futility);
        let gives_up =
            bounds.chain(watched.to_come.iter().map(|look| look.futility)).any(|bound| bound != Bound::Unbounded);
        let mut table = Table::new(words.say(&caption))
            .column(Column::text(words.key("looks-look")))
            .column(Column::text(words.key("watching-day")).priority(6))
            .column(Column::number(words.key("column-units")))
            .column(Column::number(words.key("watching-z")))
            .column(Column::number(words.key("looks-efficacy")));
        if gives_up {
            table = table.column(Column::number(words.key("looks-futility")));
        }
        table = table
            .column(Column::number(words.key("looks-alpha-spent")).priority(7))
            .column(Column::text(words.key("watching-decides")));
        let counted = counted(watched);
        for (place, look) in watched.looks.iter().enumerate() {
            let outside = (place >= counted).then(|| if is_spent(watched) { Outside::After } else { Outside::Between });
            table = table.row(self.taken_row(place + 1, look, outside, gives_up));
        }
        // A test that has come to its decision takes no more looks.
        let over = self.analysis.verdict.kind.decides();
        for (place, look) in watched.to_come.iter().enumerate().filter(|_| !over) {
            table = table.row(self.row_to_come(counted + place + 1, look, gives_up));
        }
        table.note(words.key("watching-note"))
    }

    fn named(&self, number: usize, information: f64) -> String {
        let named =
            Message::new("looks-numbered").count("number", number as u64).percent("information", information, 0);
        self.words.say(&named)
    }

    fn taken_row(&self, number: usize, look: &WatchedLook, outside: Option<Outside>, gives_up: bool) -> Vec<Cell> {
        let words = self.words;
        let units = self.units_at(look.information);
        let outside_name = |key| words.say(&Message::new(key).percent("information", look.information, 0));
        let name = match outside {
            Some(Outside::Between) => outside_name("watching-between"),
            Some(Outside::After) => outside_name("watching-after"),
            None => self.named(number, look.information),
        };
        let is_outside = outside.is_some();
        let bound = |bound: Bound, sign: &str| if is_outside { none() } else { bound_cell(bound, sign, words) };
        let mut row = vec![
            Cell::text(name),
            Cell::text(words.date(look.on)),
            Cell::count(words.count(units), units),
            look.statistic.map_or_else(none, |z| Cell::number(words.number(z, 3), z)),
            bound(look.efficacy, "≥"),
        ];
        if gives_up {
            row.push(bound(look.futility, "≤"));
        }
        row.push(if is_outside { none() } else { Cell::number(chance(words, look.alpha_spent), look.alpha_spent) });
        row.push(match look.decision {
            _ if outside == Some(Outside::Between) => Cell::text(words.key("watching-decides-nothing")).muted(),
            Some(decision) => decision_cell(decision, words),
            None => none(),
        });
        row
    }

    fn row_to_come(&self, number: usize, look: &crate::analysis::LookToCome, gives_up: bool) -> Vec<Cell> {
        let words = self.words;
        let units = self.units_at(look.information);
        let mut row = vec![
            Cell::text(self.named(number, look.information)),
            none(),
            Cell::count(words.count(units), units),
            none(),
            bound_cell(look.efficacy, "≥", words),
        ];
        if gives_up {
            row.push(bound_cell(look.futility, "≤", words));
        }
        row.push(Cell::number(chance(words, look.alpha_spent), look.alpha_spent));
        row.push(Cell::text(words.key("watching-to-come")).muted());
        row
    }

    /// The chances of the rest in words. Below one in five going on is rarely worth its units; the usual line of futility.
    fn rest(&self, watched: &Watched, chances: &RestOfTest) -> String {
        const LITTLE: f64 = 0.2;
        const GOOD: f64 = 0.8;
        let words = self.words;
        let said = Message::new("watching-rest")
            .text("metric", self.name(watched))
            .percent("planned", chances.planned_effect, 0)
            .percent("seen", chances.seen_effect, 0)
            .percent("predictive", chances.predictive, 0);
        let advice = match chances.predictive {
            predictive if predictive < LITTLE => "watching-rest-little",
            predictive if predictive < GOOD => "watching-rest-open",
            _ => "watching-rest-good",
        };
        format!("{} {}", words.say(&said), words.key(advice))
    }

    /// The bounds with the path of the statistic, one chart for each comparison that decides.
    pub fn boundaries(&self) -> Vec<chart::Figure> {
        let Some(looks) = self.plan.rule.looks() else { return Vec::new() };
        let draw = |(place, watched)| self.boundary_chart(place, watched, looks)?.draw(self.words).ok();
        self.analysis.watched.iter().enumerate().filter_map(draw).collect()
    }

    fn boundary_chart(&self, place: usize, watched: &Watched, looks: &Looks) -> Option<chart::SequentialBoundaries> {
        let words = self.words;
        let metric = self.metric(watched)?;
        let number = if place == 0 { String::new() } else { format!("-{}", place + 1) };
        let title = words.say(&Message::new("watching-chart").text("metric", self.name(watched)));
        let subtitle = Message::new("analysis-chart-daily-subtitle").text("variant", &watched.variant);
        let caption = chart::Caption {
            subtitle: words.say(&subtitle),
            as_of: Some(self.analysis.on),
            ..chart::Caption::new(format!("{}-looks{number}", self.plan.id.as_str().to_lowercase()), title)
        };
        // A look between those of the plan has no bounds of its own.
        let counted = counted(watched);
        let taken = watched.looks.iter().take(counted);
        let taken = taken.map(|look| (look.information, look.efficacy, look.futility, look.statistic));
        let to_come = watched.to_come.iter().map(|look| (look.information, look.efficacy, look.futility, None));
        let (sign, sides) = (metric.direction.sign(), watched.sides);
        let drawn = taken.chain(to_come).map(|(information, efficacy, futility, statistic)| {
            let units = Some(self.units_at(information));
            BoundaryLook {
                units,
                statistic: statistic.map(|z| sign * z),
                ..region(information, efficacy, futility, sides, sign)
            }
        });
        Some(chart::SequentialBoundaries {
            caption,
            looks: drawn.collect(),
            alpha: watched.alpha,
            sides: if sides == Sides::One { 1 } else { 2 },
            binding: looks.must_give_up(),
        })
    }

    /// The intervals that hold although there are several looks, for the chart of the days; none for a test read once.
    pub fn valid(&self, variant: &str, relative: bool, level: f64) -> Option<ValidIntervals> {
        let when = match &self.plan.rule.kind {
            RuleKind::FixedHorizon => return None,
            RuleKind::Looks(_) => ValidWhen::AtLooks,
            RuleKind::AnyTime => ValidWhen::AnyTime,
        };
        let looks = match when {
            ValidWhen::AtLooks => self.valid_at_looks(variant, relative),
            ValidWhen::AnyTime => self.valid_each_day(variant, relative),
        };
        (!looks.is_empty()).then_some(ValidIntervals { when, level, looks })
    }

    fn valid_each_day(&self, variant: &str, relative: bool) -> Vec<ValidInterval> {
        let interval = |daily: &crate::analysis::DailyEffect| {
            let comparison = daily.result.comparisons.iter().find(|each| each.variant == variant)?;
            let effect = if relative { &comparison.lift } else { &comparison.difference };
            effect.estimate?;
            Some(ValidInterval { day: daily.day, low: effect.low.value(), high: effect.high.value() })
        };
        self.analysis.daily.iter().filter_map(interval).collect()
    }

    /// The intervals at the looks that counted: the record keeps those of earlier ones.
    fn valid_at_looks(&self, variant: &str, relative: bool) -> Vec<ValidInterval> {
        let primary = self.plan.primary.id.as_str();
        let Some(watched) = self.analysis.watched.iter().find(|each| each.metric == primary && each.variant == variant)
        else {
            return Vec::new();
        };
        let counted = counted(watched);
        let earlier = watched.looks.iter().take(counted.min(watched.looks.len() - 1)).filter_map(|look| {
            let kept = self.record.looks.iter().rev().find(|kept| kept.on == look.on)?;
            let seen =
                kept.effects.iter().find(|effect| effect.metric.as_str() == primary && effect.variant == variant)?;
            let SeenInterval { low, high, .. } = if relative { seen.lift? } else { seen.difference };
            Some(ValidInterval { day: kept.data_through.unwrap_or(look.on), low, high })
        });
        let comparison = self
            .analysis
            .primary()
            .and_then(|result| result.comparisons.iter().find(|comparison| comparison.variant == variant));
        let here = comparison.filter(|_| counted == watched.looks.len()).map(|comparison| {
            let effect = if relative { &comparison.lift } else { &comparison.difference };
            let day = self.analysis.data_through.unwrap_or(self.analysis.on);
            ValidInterval { day, low: effect.low.value(), high: effect.high.value() }
        });
        let mut looks: Vec<ValidInterval> = earlier.chain(here).collect();
        looks.dedup_by_key(|look| look.day);
        looks
    }

    /// The looks for programs, those to come included.
    pub fn answer(&self) -> Vec<LookAnswer> {
        self.analysis.watched.iter().flat_map(|watched| self.looks_answer(watched)).collect()
    }

    fn looks_answer(&self, watched: &Watched) -> Vec<LookAnswer> {
        let counted = counted(watched);
        let of = |place: usize, information: f64| LookAnswer {
            metric: watched.metric.clone(),
            variant: watched.variant.clone(),
            look: place + 1,
            on: None,
            information,
            n_total: self.units_at(information),
            z: None,
            efficacy_z: None,
            futility_z: None,
            alpha_spent: 0.0,
            decision: None,
        };
        let taken = watched.looks.iter().take(counted).enumerate().map(|(place, look)| LookAnswer {
            on: Some(look.on.to_string()),
            z: look.statistic,
            efficacy_z: look.efficacy.value(),
            futility_z: look.futility.value(),
            alpha_spent: look.alpha_spent,
            decision: look.decision.map(decision_name),
            ..of(place, look.information)
        });
        let to_come = watched.to_come.iter().enumerate().map(|(place, look)| LookAnswer {
            efficacy_z: look.efficacy.value(),
            futility_z: look.futility.value(),
            alpha_spent: look.alpha_spent,
            ..of(counted + place, look.information)
        });
        taken.chain(to_come).collect()
    }

    /// The chances of the rest of the test for programs.
    pub fn rest_answer(&self) -> Vec<RestAnswer> {
        let rest = |watched: &Watched| {
            let chances = watched.chances?;
            Some(RestAnswer { metric: watched.metric.clone(), variant: watched.variant.clone(), chances })
        };
        self.analysis.watched.iter().filter_map(rest).collect()
    }
}

/// A look that is none of the plan's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outside {
    Between,
    After,
}

/// Where a look stops, drawn in the direction of the metric itself: `sign` is −1 where less is better.
pub(super) fn region(information: f64, efficacy: Bound, futility: Bound, sides: Sides, sign: f64) -> BoundaryLook {
    let better = efficacy.value();
    let worse = better.filter(|_| sides == Sides::Two).map(|bound| -bound);
    // Below the bound for a loss there is nothing left to give up.
    let gives_up = futility.value().filter(|bound| worse.is_none_or(|worse| *bound > worse));
    let from = gives_up.and(worse);
    if sign > 0.0 {
        let (proven_above, proven_below) = (better, worse);
        return BoundaryLook {
            information,
            proven_above,
            proven_below,
            hopeless_from: from,
            hopeless_to: gives_up,
            ..BoundaryLook::default()
        };
    }
    let turned = |bound: Option<f64>| bound.map(|bound| -bound);
    BoundaryLook {
        information,
        proven_above: turned(worse),
        proven_below: turned(better),
        hopeless_from: turned(gives_up),
        hopeless_to: turned(from),
        ..BoundaryLook::default()
    }
}

fn none() -> Cell {
    Cell::text("—").muted()
}

/// A bound on the z scale.
pub(super) fn bound_cell(bound: Bound, sign: &str, words: &Words) -> Cell {
    match bound.value() {
        Some(z) => Cell::number(format!("z\u{a0}{sign}\u{a0}{}", words.number(z, 3)), z),
        None => none(),
    }
}

fn decision_cell(decision: LookDecision, words: &Words) -> Cell {
    let (key, tone) = match decision {
        LookDecision::GoOn => ("watching-go-on", Tone::Muted),
        LookDecision::Efficacy => ("watching-shown", Tone::Good),
        LookDecision::WrongSide => ("watching-worse", Tone::Bad),
        LookDecision::Futility => ("watching-futile", Tone::Watch),
        LookDecision::NotShown => ("watching-not-shown", Tone::Watch),
        LookDecision::AfterTheEnd => ("watching-after-the-end", Tone::Muted),
        LookDecision::AlphaUsedUp => ("watching-used-up", Tone::Muted),
    };
    Cell { tone: Some(tone), ..Cell::text(words.key(key)) }
}

fn decision_name(decision: LookDecision) -> &'static str {
    match decision {
        LookDecision::GoOn => "go_on",
        LookDecision::Efficacy => "efficacy",
        LookDecision::WrongSide => "wrong_side",
        LookDecision::Futility => "futility",
        LookDecision::NotShown => "not_shown",
        LookDecision::AfterTheEnd => "after_the_end",
        LookDecision::AlphaUsedUp => "alpha_used_up",
    }
}

/// What a p-value is worth after looks that the plan does not have.
fn peeking_callout(peeking: &Peeking, words: &Words) -> Callout {
    let text = Message::new("peeking-text")
        .count("looks", peeking.looks)
        .p_value("p", peeking.p_value)
        .p_value("worth", peeking.worth);
    Callout::note(words.key("peeking-title")).text(words.say(&text)).hint(words.key("peeking-hint"))
}

/// One look of a plan with looks, for programs. Scores count towards better.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LookAnswer {
    metric: String,
    variant: String,
    look: usize,
    /// The day it was taken; none for a look to come.
    on: Option<String>,
    information: f64,
    n_total: u64,
    z: Option<f64>,
    efficacy_z: Option<f64>,
    futility_z: Option<f64>,
    alpha_spent: f64,
    decision: Option<&'static str>,
}

/// The chance that the rest of a test shows the effect, for programs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RestAnswer {
    metric: String,
    variant: String,
    #[serde(flatten)]
    chances: RestOfTest,
}
