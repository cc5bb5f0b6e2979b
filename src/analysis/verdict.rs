use super::effect::{Comparison, Effect, MetricResult};
use super::health::{Check, HealthCheck, HealthStatus};
use super::record::VerdictKind;
use super::stage::Stage;
use crate::metric::{Metric, MetricKind, MetricRole};
use crate::plan::{Change, Looks, NullHypothesis, Plan, SuccessMetric, SuccessRule};
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
    stage: &Stage,
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
            let change = match check {
                Check::PlannedSize => {
                    Message::new("verdict-change-more-units").count("weeks", plan.design.max_weeks.into())
                }
                _ => Message::new("verdict-change-wait").date("end", plan.end),
            };
            return too_early(plan, found.detail.clone(), change, metrics, guardrails);
        }
    }
    match tested(plan, metrics) {
        Ok(tested) => {
            let end = of_rule(plan, &tested, guardrails);
            at_stage(plan, stage, end, metrics, guardrails)
        }
        Err(missing) => {
            let reason = Message::new("verdict-no-comparison").text("metric", &missing.name);
            said(VerdictKind::NotTrusted, None, reason, Some(Message::new("verdict-change-tracking")))
        }
    }
}

/// What the plan's rule says of comparisons whose data are sound, from a test that is over; none where a success metric has no
/// comparison.
#[must_use]
pub fn rule_says(plan: &Plan, metrics: &[MetricResult]) -> Option<Verdict> {
    Some(of_rule(plan, &tested(plan, metrics).ok()?, &guardrails(plan, metrics)))
}

/// The success metrics with their comparisons, the primary one first; else the first that has none.
fn tested<'a>(plan: &Plan, metrics: &'a [MetricResult]) -> Result<Vec<(SuccessMetric, &'a MetricResult)>, Metric> {
    let result = |success: SuccessMetric| {
        let of = |result: &&MetricResult| {
            result.role == MetricRole::Primary
                && result.id == success.metric.id.as_str()
                && !result.comparisons.is_empty()
        };
        match metrics.iter().find(of) {
            Some(result) => Ok((success, result)),
            None => Err(success.metric),
        }
    };
    plan.success_metrics().into_iter().map(result).collect()
}

fn of_rule(plan: &Plan, tested: &[(SuccessMetric, &MetricResult)], guardrails: &[GuardrailOutcome]) -> Verdict {
    let of_variant = |name: &str| {
        let wins = tested.iter().filter_map(|(success, result)| Win::of(plan, success, result, name));
        let wins: Vec<Win<'_>> = wins.collect();
        (!wins.is_empty()).then(|| of_variant(plan, name, &wins, guardrails))
    };
    let each: Vec<Verdict> = plan.variants().iter().filter_map(|variant| of_variant(&variant.name)).collect();
    together(each, tested.first().map(|(_, primary)| *primary), plan)
}

/// What the rule says of a test that may decide before its end: what it would say at the end, where the looks allow it.
fn at_stage(
    plan: &Plan,
    stage: &Stage,
    end: Verdict,
    metrics: &[MetricResult],
    guardrails: &[GuardrailOutcome],
) -> Verdict {
    let too_early = |reason, change| too_early(plan, reason, change, metrics, guardrails);
    let next = |units: u64| Message::new("verdict-change-next-look").count("units", units);
    match *stage {
        Stage::Once | Stage::Last => end,
        Stage::Over { on, verdict } => {
            let variant = if let [only] = plan.variants() { Some(only.name.clone()) } else { None };
            let reason = Message::new("verdict-after-the-end").date("on", on);
            said(verdict, variant, reason, Some(Message::new("verdict-change-after-the-end")))
        }
        Stage::Between { units } => too_early(Message::new("verdict-between-looks"), next(units)),
        Stage::AnyTime | Stage::Look { .. } if end.kind.decides() => end,
        Stage::AnyTime => too_early(end.reason, Message::new("verdict-change-any-time").date("end", plan.end)),
        Stage::Look { number, next: units, futile: true, .. } => {
            let must = plan.rule.looks().is_some_and(Looks::must_give_up);
            let change = if must { "verdict-change-futile-binding" } else { "verdict-change-futile" };
            let reason = Message::new("verdict-futile").text("metric", &plan.primary.name).count("look", number as u64);
            said(VerdictKind::Stop, end.variant, reason, Some(Message::new(change).count("units", units)))
        }
        // Something is shown; what keeps it from deciding is what has to be said.
        Stage::Look { next: units, shown: true, .. } => too_early(end.reason, next(units)),
        Stage::Look { number, next: units, .. } => {
            too_early(Message::new("verdict-no-bound").count("look", number as u64), next(units))
        }
    }
}

fn too_early(
    plan: &Plan,
    reason: Message,
    change: Message,
    metrics: &[MetricResult],
    guardrails: &[GuardrailOutcome],
) -> Verdict {
    // A harm that is already beyond doubt is said, although it does not decide: people may stop a test for safety.
    let fallen = guardrails.iter().find(|outcome| outcome.status == GuardrailStatus::Falls);
    let successes = plan.success_metrics();
    let worse = successes.iter().find(|success| {
        let of = |result: &&MetricResult| result.role == MetricRole::Primary && result.id == success.metric.id.as_str();
        let is_worse = |each: &Comparison| side_of(each, success.null, &success.metric) == Side::Worse;
        metrics.iter().find(of).is_some_and(|result| result.comparisons.iter().any(is_worse))
    });
    let harmed = fallen.map(|outcome| &outcome.metric).or_else(|| worse.map(|success| &success.metric));
    let reason = match harmed {
        Some(metric) => Message::new("verdict-early-harm").said("what", reason).text("metric", &metric.name),
        None => reason,
    };
    said(VerdictKind::TooEarly, None, reason, Some(change))
}

/// One variant's comparison of one success metric, and on which side of its hypothesis it lies.
struct Win<'a> {
    success: &'a SuccessMetric,
    comparison: &'a Comparison,
    side: Side,
}

impl<'a> Win<'a> {
    /// A metric wins where its interval lies on the better side and its p-value says so too.
    fn of(plan: &Plan, success: &'a SuccessMetric, result: &'a MetricResult, variant: &str) -> Option<Self> {
        let comparison = result.comparisons.iter().find(|comparison| comparison.variant == variant)?;
        let side = match side_of(comparison, success.null, &success.metric) {
            Side::Better if !comparison.is_significant(decision_risk(plan, success.null)) => Side::Across,
            side => side,
        };
        Some(Self { success, comparison, side })
    }
}

/// The rule for one variant.
fn of_variant(plan: &Plan, variant: &str, wins: &[Win<'_>], guardrails: &[GuardrailOutcome]) -> Verdict {
    let named = || Some(variant.to_owned());
    let of = |status| guardrails.iter().find(move |outcome| outcome.variant == variant && outcome.status == status);
    if let Some(fallen) = of(GuardrailStatus::Falls) {
        let reason = Message::new("verdict-guardrail-falls")
            .text("metric", &fallen.metric.name)
            .with("margin", change_argument(fallen.margin, &fallen.metric));
        return said(VerdictKind::Stop, named(), reason, Some(Message::new("verdict-change-guardrail")));
    }
    if let Some(harmed) = wins.iter().find(|win| win.side == Side::Worse) {
        return said(VerdictKind::Stop, named(), worse(harmed), None);
    }
    let (won, open): (Vec<&Win<'_>>, Vec<&Win<'_>>) = wins.iter().partition(|win| win.side == Side::Better);
    let enough = match plan.rule.success {
        SuccessRule::Any => !won.is_empty(),
        SuccessRule::All => open.is_empty() && !won.is_empty(),
    };
    match (enough, of(GuardrailStatus::Unclear)) {
        (true, Some(unclear)) => {
            let key = if wins.len() > 1 { "verdict-guardrail-unclear-several" } else { "verdict-guardrail-unclear" };
            let reason = Message::new(key)
                .text("metric", &unclear.metric.name)
                .with("margin", change_argument(unclear.margin, &unclear.metric));
            let change = Message::new("verdict-change-guardrail-size").text("metric", &unclear.metric.name);
            said(VerdictKind::Undecided, named(), reason, Some(change))
        }
        (true, None) => said(VerdictKind::Ship, named(), better(plan, &won, wins.len()), None),
        (false, _) => undecided(plan, variant, &won, &open),
    }
}

/// The risk the p-value is held against: against a margin one direction counts, at the risk the plan takes on that side.
fn decision_risk(plan: &Plan, null: NullHypothesis) -> f64 {
    let alpha = plan.design.alpha.get();
    if null.has_margin() { plan.design.sides.level(alpha) } else { alpha }
}

/// Why a variant is to be shipped: the one metric with its effect, or which of several won.
fn better(plan: &Plan, won: &[&Win<'_>], metrics: usize) -> Message {
    let guarded = !plan.guardrails.is_empty();
    if let ([win], 1) = (won, metrics) {
        let key = match win.success.null.has_margin() {
            _ if win.success.null.is_equivalence() => "verdict-equivalent",
            true => "verdict-not-worse",
            false if guarded => "verdict-better-guarded",
            false => "verdict-better",
        };
        return with_effect(Message::new(key), win);
    }
    let key = match (plan.rule.success, guarded) {
        (SuccessRule::Any, false) => "verdict-any-won",
        (SuccessRule::Any, true) => "verdict-any-won-guarded",
        (SuccessRule::All, false) => "verdict-all-won",
        (SuccessRule::All, true) => "verdict-all-won-guarded",
    };
    Message::new(key).texts("won", names(won)).count("metrics", metrics as u64)
}

fn names<'a>(wins: &[&Win<'a>]) -> Vec<&'a str> {
    wins.iter().map(|win| win.success.metric.name.as_str()).collect()
}

fn worse(win: &Win<'_>) -> Message {
    let key = if win.success.null.is_equivalence() { "verdict-not-equivalent" } else { "verdict-worse" };
    with_effect(Message::new(key), win)
}

/// What keeps a variant from winning: the one metric with what its test rules out, or which of several did not win.
fn undecided(plan: &Plan, variant: &str, won: &[&Win<'_>], open: &[&Win<'_>]) -> Verdict {
    let named = Some(variant.to_owned());
    if let Some(untested) = open.iter().find(|win| win.comparison.deciding_p_value().is_none()) {
        let reason = Message::new("verdict-no-test").text("metric", &untested.success.metric.name);
        return said(VerdictKind::Undecided, named, reason, Some(Message::new("verdict-change-tracking")));
    }
    match (won, open) {
        ([], [only]) => undecided_alone(named, only),
        ([], _) if plan.rule.success == SuccessRule::Any => {
            let reason = Message::new("verdict-none-won").texts("open", names(open));
            said(VerdictKind::Undecided, named, reason, Some(Message::new("verdict-change-larger")))
        }
        ([], _) => {
            let reason = Message::new("verdict-all-open").texts("open", names(open));
            said(VerdictKind::Undecided, named, reason, Some(Message::new("verdict-change-larger")))
        }
        _ => {
            let reason = Message::new("verdict-some-open").texts("won", names(won)).texts("open", names(open));
            said(VerdictKind::Undecided, named, reason, Some(Message::new("verdict-change-larger")))
        }
    }
}

/// What an undecided test rules out: effects beyond the ends of its interval.
fn undecided_alone(variant: Option<String>, win: &Win<'_>) -> Verdict {
    let SuccessMetric { metric, baseline, effect, null } = win.success;
    let ruled_out = side_out(win.comparison, effect.difference(baseline.value()), metric);
    let key = match (null.has_margin(), ruled_out) {
        _ if null.is_equivalence() => "verdict-undecided-equivalence",
        (true, _) => "verdict-undecided-margin",
        (false, true) => "verdict-undecided-small",
        (false, false) => "verdict-undecided",
    };
    let reason = with_effect(Message::new(key), win).with("planned", change_argument(*effect, metric));
    let change = if ruled_out { "verdict-change-idea" } else { "verdict-change-larger" };
    said(VerdictKind::Undecided, variant, reason, Some(Message::new(change)))
}

/// Whether the interval excludes an effect as good as the planned one.
fn side_out(comparison: &Comparison, planned: f64, metric: &Metric) -> bool {
    side(&comparison.difference, planned, metric) == Side::Worse
}

fn with_effect(message: Message, win: &Win<'_>) -> Message {
    let (metric, comparison) = (&win.success.metric, win.comparison);
    let message = message.text("metric", &metric.name).text("variant", &comparison.variant);
    let effect = if comparison.lift.estimate.is_some() { &comparison.lift } else { &comparison.difference };
    let relative = comparison.lift.estimate.is_some();
    let written = |value: f64| {
        if relative { Argument::SignedPercent(value, 1) } else { change_argument(Change::Difference(value), metric) }
    };
    // What the points are points of is said once, with the estimate.
    let wins = |value: f64| match written(value) {
        Argument::Said(_) if metric.kind.is_ordered_answer() => {
            Argument::Said(Message::new("effect-wins").with("points", signed_number(value * 100.0)))
        }
        other => other,
    };
    let end = |bound: Bound| bound.value().map_or_else(|| Argument::Said(Message::new("effect-unbounded")), &written);
    message
        .with("estimate", effect.estimate.map_or_else(|| Argument::Said(Message::new("effect-unknown")), &wins))
        .with("low", end(effect.low))
        .with("high", end(effect.high))
        .percent("level", effect.level, level_decimals(effect.level))
}

/// Levels such as 97.5 % show their decimal; 95 % has none.
fn level_decimals(level: f64) -> usize {
    usize::from(((level * 100.0).round() - level * 100.0).abs() > 1e-6)
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
fn together(each: Vec<Verdict>, primary: Option<&MetricResult>, plan: &Plan) -> Verdict {
    let estimate = |verdict: &Verdict| {
        let of = |comparison: &&Comparison| Some(&comparison.variant) == verdict.variant.as_ref();
        let comparison = primary.and_then(|primary| primary.comparisons.iter().find(of));
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
