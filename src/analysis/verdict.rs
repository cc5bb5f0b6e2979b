use super::effect::{Comparison, Effect, MetricResult};
use super::health::{Check, HealthCheck, HealthStatus};
use super::record::VerdictKind;
use crate::metric::{Metric, MetricKind, MetricRole};
use crate::plan::{Change, NullHypothesis, Plan};
use crate::stats::Bound;
use crate::words::{Argument, Message};

/// What the plan's rule says, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// What it says.
    pub kind: VerdictKind,
    /// The variant it speaks of: the one to ship, or the only one.
    pub variant: Option<String>,
    /// Why, in one sentence.
    pub reason: Message,
    /// What would change it.
    pub change: Option<Message>,
}

/// How a guardrail of one variant came out.
#[derive(Debug, Clone, PartialEq)]
pub struct GuardrailOutcome {
    /// The metric.
    pub metric: Metric,
    /// The variant.
    pub variant: String,
    /// The worst change that is tolerated.
    pub margin: Change,
    /// Where the interval lies.
    pub status: GuardrailStatus,
}

/// Where the interval of a guardrail lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GuardrailStatus {
    /// On the good side of the margin: no loss as large as the margin.
    Holds,
    /// Beyond the margin: a loss larger than the margin.
    Falls,
    /// Across the margin, or nothing can be said.
    Unclear,
}

/// On which side of a value an interval lies, better being up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Better,
    Across,
    Worse,
}

/// The side on which a whole interval lies. An interval that only touches the value does not exclude it.
fn side(effect: &Effect, value: f64, metric: &Metric) -> Side {
    let above = matches!(effect.low, Bound::At(low) if low > value);
    let below = matches!(effect.high, Bound::At(high) if high < value);
    match (above, below, metric.direction.sign() > 0.0) {
        (true, _, true) | (_, true, false) => Side::Better,
        (_, true, true) | (true, _, false) => Side::Worse,
        _ => Side::Across,
    }
}

/// The side of the margin on which a comparison lies.
fn side_of(comparison: &Comparison, margin: NullHypothesis, metric: &Metric) -> Side {
    match margin {
        NullHypothesis::Equal => side(&comparison.difference, 0.0, metric),
        NullHypothesis::Difference { margin } => side(&comparison.difference, margin, metric),
        NullHypothesis::Lift { margin } => side(&comparison.lift, margin, metric),
        NullHypothesis::DifferenceBeyond { margin } => between(&comparison.difference, margin),
        NullHypothesis::LiftBeyond { margin } => between(&comparison.lift, margin),
    }
}

/// Equivalence: better is between the margins, worse beyond one of them.
fn between(effect: &Effect, margin: f64) -> Side {
    match (effect.low, effect.high) {
        (Bound::At(low), Bound::At(high)) if low > -margin && high < margin => Side::Better,
        (Bound::At(low), _) if low > margin => Side::Worse,
        (_, Bound::At(high)) if high < -margin => Side::Worse,
        _ => Side::Across,
    }
}

/// How the guardrails came out, for each variant.
pub(super) fn guardrails(plan: &Plan, metrics: &[MetricResult]) -> Vec<GuardrailOutcome> {
    let results = metrics.iter().filter(|metric| metric.role == MetricRole::Guardrail);
    let mut outcomes = Vec::new();
    for result in results {
        let Some(guardrail) = plan.guardrails.iter().find(|guardrail| guardrail.metric.id.as_str() == result.id) else {
            continue;
        };
        for comparison in &result.comparisons {
            let status = match side_of(comparison, guardrail.margin.as_null(), &guardrail.metric) {
                Side::Better => GuardrailStatus::Holds,
                Side::Worse => GuardrailStatus::Falls,
                Side::Across => GuardrailStatus::Unclear,
            };
            outcomes.push(GuardrailOutcome {
                metric: guardrail.metric.clone(),
                variant: comparison.variant.clone(),
                margin: guardrail.margin,
                status,
            });
        }
    }
    // A guardrail without any result (an arm without units) has not been shown to hold.
    for guardrail in &plan.guardrails {
        for variant in plan.variants() {
            let there = outcomes
                .iter()
                .any(|outcome| outcome.metric.id == guardrail.metric.id && outcome.variant == variant.name);
            if !there {
                outcomes.push(GuardrailOutcome {
                    metric: guardrail.metric.clone(),
                    variant: variant.name.clone(),
                    margin: guardrail.margin,
                    status: GuardrailStatus::Unclear,
                });
            }
        }
    }
    outcomes
}

/// Applies the plan's rule, in this order: are the data sound, is the test over, what do the metrics say.
pub(super) fn verdict(
    plan: &Plan,
    health: &[HealthCheck],
    metrics: &[MetricResult],
    guardrails: &[GuardrailOutcome],
) -> Verdict {
    let failed = |check| health.iter().find(|found| found.check == check && found.status == HealthStatus::Failed);
    for (check, change) in [
        (Check::EmptyArm, "verdict-change-tracking"),
        (Check::SampleRatio, "verdict-change-split"),
        (Check::Conversions, "verdict-change-tracking"),
        (Check::Events, "verdict-change-tracking"),
        (Check::Answers, "verdict-change-tracking"),
    ] {
        if let Some(found) = failed(check) {
            return said(VerdictKind::NotTrusted, None, found.detail.clone(), Some(Message::new(change)));
        }
    }
    for check in [Check::PlannedWeeks, Check::PlannedSize] {
        if let Some(found) = failed(check) {
            return too_early(plan, check, found, metrics, guardrails);
        }
    }
    let primary = metrics.iter().find(|metric| metric.role == MetricRole::Primary);
    let Some(primary) = primary.filter(|primary| !primary.comparisons.is_empty()) else {
        let reason = Message::new("verdict-no-comparison").text("metric", &plan.primary.name);
        return said(VerdictKind::NotTrusted, None, reason, Some(Message::new("verdict-change-tracking")));
    };
    let each: Vec<Verdict> =
        primary.comparisons.iter().map(|comparison| of_variant(plan, comparison, guardrails)).collect();
    together(each, primary, plan)
}

fn too_early(
    plan: &Plan,
    check: Check,
    found: &HealthCheck,
    metrics: &[MetricResult],
    guardrails: &[GuardrailOutcome],
) -> Verdict {
    let change = match check {
        Check::PlannedSize => Message::new("verdict-change-more-units").count("weeks", plan.design.max_weeks.into()),
        _ => Message::new("verdict-change-wait").date("end", plan.end),
    };
    // A harm that is already beyond doubt is said, although it does not decide: people may stop a test for safety.
    let fallen = guardrails.iter().find(|outcome| outcome.status == GuardrailStatus::Falls);
    let primary = metrics.iter().find(|metric| metric.role == MetricRole::Primary);
    let worse = primary.is_some_and(|primary| {
        primary.comparisons.iter().any(|each| side_of(each, plan.null, &plan.primary) == Side::Worse)
    });
    let harmed = fallen.map(|outcome| &outcome.metric).or_else(|| worse.then_some(&plan.primary));
    let reason = match harmed {
        Some(metric) => {
            Message::new("verdict-early-harm").said("what", found.detail.clone()).text("metric", &metric.name)
        }
        None => found.detail.clone(),
    };
    said(VerdictKind::TooEarly, None, reason, Some(change))
}

/// The rule for one variant.
fn of_variant(plan: &Plan, comparison: &Comparison, guardrails: &[GuardrailOutcome]) -> Verdict {
    let variant = Some(comparison.variant.clone());
    let of = |status| {
        guardrails.iter().find(move |outcome| outcome.variant == comparison.variant && outcome.status == status)
    };
    if let Some(fallen) = of(GuardrailStatus::Falls) {
        let reason = Message::new("verdict-guardrail-falls")
            .text("metric", &fallen.metric.name)
            .with("margin", change_argument(fallen.margin, &fallen.metric));
        return said(VerdictKind::Stop, variant, reason, Some(Message::new("verdict-change-guardrail")));
    }
    let significant = comparison.is_significant(decision_risk(plan));
    match side_of(comparison, plan.null, &plan.primary) {
        Side::Better if significant => match of(GuardrailStatus::Unclear) {
            Some(unclear) => {
                let reason = Message::new("verdict-guardrail-unclear")
                    .text("metric", &unclear.metric.name)
                    .with("margin", change_argument(unclear.margin, &unclear.metric));
                let change = Message::new("verdict-change-guardrail-size").text("metric", &unclear.metric.name);
                said(VerdictKind::Undecided, variant, reason, Some(change))
            }
            None => said(VerdictKind::Ship, variant, better(plan, comparison), None),
        },
        Side::Worse => said(VerdictKind::Stop, variant, worse(plan, comparison), None),
        _ => undecided(plan, comparison),
    }
}

/// The risk the p-value is held against: against a margin one direction counts, at the risk the plan takes on that side.
fn decision_risk(plan: &Plan) -> f64 {
    let alpha = plan.design.alpha.get();
    if plan.null.has_margin() { plan.design.sides.level(alpha) } else { alpha }
}

fn better(plan: &Plan, comparison: &Comparison) -> Message {
    let key = match (plan.null.has_margin(), plan.guardrails.is_empty()) {
        _ if plan.null.is_equivalence() => "verdict-equivalent",
        (true, _) => "verdict-not-worse",
        (false, true) => "verdict-better",
        (false, false) => "verdict-better-guarded",
    };
    with_effect(Message::new(key), plan, comparison)
}

fn worse(plan: &Plan, comparison: &Comparison) -> Message {
    let key = if plan.null.is_equivalence() { "verdict-not-equivalent" } else { "verdict-worse" };
    with_effect(Message::new(key), plan, comparison)
}

/// What an undecided test rules out: effects beyond the ends of its interval.
fn undecided(plan: &Plan, comparison: &Comparison) -> Verdict {
    let variant = Some(comparison.variant.clone());
    if comparison.deciding_p_value().is_none() {
        let reason = Message::new("verdict-no-test").text("metric", &plan.primary.name);
        return said(VerdictKind::Undecided, variant, reason, Some(Message::new("verdict-change-tracking")));
    }
    let planned = plan.effect.difference(plan.baseline_value());
    let ruled_out = side_out(comparison, planned, &plan.primary);
    let key = match (plan.null.has_margin(), ruled_out) {
        _ if plan.null.is_equivalence() => "verdict-undecided-equivalence",
        (true, _) => "verdict-undecided-margin",
        (false, true) => "verdict-undecided-small",
        (false, false) => "verdict-undecided",
    };
    let reason =
        with_effect(Message::new(key), plan, comparison).with("planned", change_argument(plan.effect, &plan.primary));
    let change = if ruled_out { "verdict-change-idea" } else { "verdict-change-larger" };
    said(VerdictKind::Undecided, variant, reason, Some(Message::new(change)))
}

/// Whether the interval excludes an effect as good as the planned one.
fn side_out(comparison: &Comparison, planned: f64, metric: &Metric) -> bool {
    side(&comparison.difference, planned, metric) == Side::Worse
}

fn with_effect(message: Message, plan: &Plan, comparison: &Comparison) -> Message {
    let message = message.text("metric", &plan.primary.name).text("variant", &comparison.variant);
    let effect = if comparison.lift.estimate.is_some() { &comparison.lift } else { &comparison.difference };
    let relative = comparison.lift.estimate.is_some();
    let written = |value: f64| {
        if relative {
            Argument::SignedPercent(value, 1)
        } else {
            change_argument(Change::Difference(value), &plan.primary)
        }
    };
    // What the points are points of is said once, with the estimate.
    let wins = |value: f64| match written(value) {
        Argument::Said(_) if plan.primary.kind.is_ordered_answer() => {
            Argument::Said(Message::new("effect-wins").with("points", signed_number(value * 100.0)))
        }
        other => other,
    };
    let end = |bound: Bound| bound.value().map_or_else(|| Argument::Said(Message::new("effect-unbounded")), &written);
    message
        .with("estimate", effect.estimate.map_or_else(|| Argument::Said(Message::new("effect-unknown")), &wins))
        .with("low", end(effect.low))
        .with("high", end(effect.high))
        .percent("level", effect.level, 0)
}

/// A change as people read it: relative in per cent, a difference of rates in percentage points, of ordered answers in points of
/// the chance to answer higher, of a score in its points, else in the metric's unit.
#[must_use]
pub fn change_argument(change: Change, metric: &Metric) -> Argument {
    match (change, metric.kind) {
        (Change::Lift(lift), _) => Argument::SignedPercent(lift, decimals(lift * 100.0)),
        (Change::Difference(difference), kind) if kind.is_rate() || kind.is_ordered_answer() => {
            Argument::Said(Message::new("effect-points").with("points", signed_number(difference * 100.0)))
        }
        (Change::Difference(difference), MetricKind::Nps) => {
            Argument::Said(Message::new("effect-points").with("points", signed_number(difference)))
        }
        (Change::Difference(difference), _) => match &metric.unit {
            Some(unit) => {
                Argument::Said(Message::new("effect-unit").with("value", signed_number(difference)).text("unit", unit))
            }
            None => signed_number(difference),
        },
    }
}

/// Enough decimals to see two digits of a small number.
fn decimals(value: f64) -> usize {
    match value.abs() {
        size if size >= 10.0 => 0,
        size if size >= 1.0 || size == 0.0 => 1,
        _ => 2,
    }
}

fn signed_number(value: f64) -> Argument {
    Argument::Number(value, decimals(value).max(1))
}

/// The verdict over all variants: ship the best that may be shipped; stop when none is left; else undecided.
fn together(each: Vec<Verdict>, primary: &MetricResult, plan: &Plan) -> Verdict {
    let estimate = |verdict: &Verdict| {
        let of = |comparison: &&Comparison| Some(&comparison.variant) == verdict.variant.as_ref();
        let comparison = primary.comparisons.iter().find(of);
        comparison.and_then(|found| found.difference.estimate).unwrap_or(0.0) * plan.primary.direction.sign()
    };
    let best = |kind: VerdictKind| {
        let of_kind = each.iter().filter(|verdict| verdict.kind == kind);
        of_kind.max_by(|one, other| estimate(one).total_cmp(&estimate(other))).cloned()
    };
    best(VerdictKind::Ship).or_else(|| best(VerdictKind::Undecided)).or_else(|| best(VerdictKind::Stop)).unwrap_or_else(
        || said(VerdictKind::Undecided, None, Message::new("verdict-no-test").text("metric", &plan.primary.name), None),
    )
}

fn said(kind: VerdictKind, variant: Option<String>, reason: Message, change: Option<Message>) -> Verdict {
    Verdict { kind, variant, reason, change }
}
