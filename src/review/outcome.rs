use jiff::civil::Date;

use super::Month;
use crate::analysis::{Decision, DecisionKind, Look, Record, SeenEffect, Status, VerdictKind};
use crate::id::Id;
use crate::metric::{Direction, MetricRole};
use crate::plan::{Plan, Prediction};

/// An experiment as it stood on a day: what was planned, seen, predicted and decided by then.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The experiment.
    pub experiment: Id,
    /// Its title.
    pub title: String,
    /// The improvement it tests.
    pub improvement: Option<Id>,
    /// Where it is in its life.
    pub status: Status,
    /// First planned day.
    pub start: Date,
    /// Last planned day.
    pub end: Date,
    /// Name of the primary metric.
    pub metric: String,
    /// Which way the primary metric is better.
    pub direction: Direction,
    /// The last look on or before the day.
    pub look: Option<Look>,
    /// Looks taken so far.
    pub looks: usize,
    /// The decision that stood on the day.
    pub decision: Option<Decision>,
    /// What was believed beforehand: as frozen by the lock.
    pub prediction: Option<Prediction>,
}

impl Outcome {
    /// Takes what the plan and the record say as of a day; what happened later is left out.
    #[must_use]
    pub fn as_of(plan: &Plan, record: &Record, day: Date) -> Self {
        let looks: Vec<&Look> = record.looks.iter().filter(|look| look.on <= day).collect();
        let decisions: Vec<Decision> = record.decisions.iter().filter(|made| made.on <= day).cloned().collect();
        let known = Record { decisions, ..record.clone() };
        let lock = record.lock.as_ref().filter(|lock| lock.on <= day);
        Self {
            experiment: plan.id.clone(),
            title: plan.title.clone(),
            improvement: plan.improvement.clone(),
            status: known.status(day),
            start: lock.map_or(plan.start, |lock| lock.start),
            end: lock.map_or(plan.end, |lock| lock.end),
            metric: plan.primary.name.clone(),
            direction: plan.primary.direction,
            looks: looks.len(),
            look: looks.last().map(|look| (*look).clone()),
            decision: known.decision().cloned(),
            prediction: lock.and_then(|lock| lock.prediction.clone()),
        }
    }

    /// Whether the test ended or was decided in a month.
    #[must_use]
    pub fn ended_in(&self, month: Month) -> bool {
        let over = matches!(self.status, Status::Ended | Status::Decided(_));
        let decided = self.decision.as_ref().is_some_and(|made| month.contains(made.on));
        decided || over && month.contains(self.end)
    }

    /// Whether it is over and nobody has decided.
    #[must_use]
    pub fn awaits_decision(&self) -> bool {
        self.status == Status::Ended
    }

    /// What the last look saw of the primary metric, first variant.
    #[must_use]
    pub fn primary_effect(&self) -> Option<&SeenEffect> {
        self.look.as_ref()?.effects.iter().find(|effect| effect.role == MetricRole::Primary)
    }

    /// What the last look saw of every success metric, first variant; the primary one first.
    pub fn success_effects(&self) -> impl Iterator<Item = &SeenEffect> {
        let variant = self.primary_effect().map(|effect| effect.variant.as_str());
        let seen = self.look.iter().flat_map(|look| &look.effects);
        seen.filter(move |effect| effect.role == MetricRole::Primary && Some(effect.variant.as_str()) == variant)
    }

    /// What the last look's rule said.
    #[must_use]
    pub fn verdict(&self) -> Option<VerdictKind> {
        self.look.as_ref().map(|look| look.verdict)
    }

    /// Whether it was decided to deploy.
    #[must_use]
    pub fn shipped(&self) -> bool {
        self.decision.as_ref().is_some_and(|made| made.decision == DecisionKind::Ship)
    }

    /// The frozen prediction against the measured lift; none before a verdict that can be trusted.
    #[must_use]
    pub fn predicted_against_measured(&self) -> Option<PredictionCheck> {
        let verdict = self.verdict()?;
        if matches!(verdict, VerdictKind::TooEarly | VerdictKind::NotTrusted) {
            return None;
        }
        let (prediction, lift) = (self.prediction.as_ref()?, self.primary_effect()?.lift?);
        let range = prediction.lift;
        Some(PredictionCheck {
            experiment: self.experiment.clone(),
            title: self.title.clone(),
            by: prediction.by.clone(),
            predicted: (range.low(), range.likely(), range.high()),
            measured: lift.estimate,
            interval: (lift.low, lift.high),
            inside: range.low() <= lift.estimate && lift.estimate <= range.high(),
            error: lift.estimate - range.likely(),
            p_win: prediction.p_win.map(|chance| chance.get()),
            won: verdict == VerdictKind::Ship,
        })
    }
}

/// A frozen prediction beside what was measured.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct PredictionCheck {
    /// The experiment.
    pub experiment: Id,
    /// Its title.
    pub title: String,
    /// Who predicted.
    pub by: Option<String>,
    /// The predicted lift: low, likely, high (a 90 % range).
    pub predicted: (f64, f64, f64),
    /// The measured lift.
    pub measured: f64,
    /// Its interval; a missing end is unbounded.
    pub interval: (Option<f64>, Option<f64>),
    /// Whether the measured lift lies in the predicted range.
    pub inside: bool,
    /// Measured minus likely lift: above 0, reality was kinder than predicted.
    pub error: f64,
    /// Predicted chance of a win.
    pub p_win: Option<f64>,
    /// Whether it won.
    pub won: bool,
}

impl PredictionCheck {
    /// The Brier score of the predicted chance: 0 is perfect, 0.25 is a coin's, 1 is surely wrong.
    #[must_use]
    pub fn brier(&self) -> Option<f64> {
        let happened = if self.won { 1.0 } else { 0.0 };
        self.p_win.map(|chance| (chance - happened).powi(2))
    }
}
