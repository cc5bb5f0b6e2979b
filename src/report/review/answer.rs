//! The review for programs.

use serde::Serialize;

use crate::analysis::{DecisionKind, SeenInterval, VerdictKind};
use crate::review::{NextStep, Outcome, PredictionCheck, Review, Trend};

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
