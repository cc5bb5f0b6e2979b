//! How verdicts, decisions, checks and effects are said, the same on every page.

use super::{Cell, Tone};
use crate::analysis::{Check, DecisionKind, Effect, GuardrailStatus, HealthStatus, SeenInterval, Status, VerdictKind};
use crate::metric::{Metric, MetricKind, MetricRole};
use crate::stats::Bound;
use crate::words::{Message, Words};

/// The verdict in a few words.
#[must_use]
pub fn verdict_words(kind: VerdictKind, words: &Words) -> String {
    words.key(match kind {
        VerdictKind::Ship => "verdict-ship",
        VerdictKind::Stop => "verdict-stop",
        VerdictKind::Undecided => "verdict-undecided-title",
        VerdictKind::TooEarly => "verdict-too-early",
        VerdictKind::NotTrusted => "verdict-not-trusted",
    })
}

/// How the verdict is meant.
#[must_use]
pub fn verdict_tone(kind: VerdictKind) -> Tone {
    match kind {
        VerdictKind::Ship => Tone::Good,
        VerdictKind::Stop | VerdictKind::NotTrusted => Tone::Bad,
        VerdictKind::Undecided => Tone::Watch,
        VerdictKind::TooEarly => Tone::Muted,
    }
}

/// A decision in one word.
#[must_use]
pub fn decision_words(kind: DecisionKind, words: &Words) -> String {
    words.key(match kind {
        DecisionKind::Ship => "decision-ship",
        DecisionKind::Iterate => "decision-iterate",
        DecisionKind::Stop => "decision-stop",
    })
}

/// Where an experiment is in its life, in one word.
#[must_use]
pub fn status_words(status: Status, words: &Words) -> String {
    match status {
        Status::Planned => words.key("status-planned"),
        Status::Locked => words.key("status-locked"),
        Status::Running => words.key("status-running"),
        Status::Ended => words.key("status-ended"),
        Status::Decided(decision) => decision_words(decision, words),
    }
}

/// What a metric is there for.
#[must_use]
pub fn role_words(role: MetricRole, words: &Words) -> String {
    words.key(match role {
        MetricRole::Primary => "role-primary",
        MetricRole::Secondary => "role-secondary",
        MetricRole::Guardrail => "role-guardrail",
    })
}

/// How a guardrail came out.
#[must_use]
pub fn guardrail_cell(status: GuardrailStatus, words: &Words) -> Cell {
    match status {
        GuardrailStatus::Holds => Cell::text(words.key("guardrail-holds")).good(),
        GuardrailStatus::Falls => Cell::text(words.key("guardrail-falls")).bad(),
        GuardrailStatus::Unclear => Cell::text(words.key("guardrail-unclear")).watch(),
    }
}

/// What a check looks at.
#[must_use]
pub fn check_words(check: Check, words: &Words) -> String {
    words.key(match check {
        Check::SampleRatio => "check-sample-ratio",
        Check::EmptyArm => "check-empty-arm",
        Check::Conversions => "check-conversions",
        Check::Events => "check-events",
        Check::Answers => "check-answers",
        Check::AnswerScale => "check-answer-scale",
        Check::MissingDays => "check-missing-days",
        Check::DaysOutside => "check-days-outside",
        Check::WholeWeeks => "check-whole-weeks",
        Check::PlannedWeeks => "check-planned-weeks",
        Check::PlannedSize => "check-planned-size",
        Check::Segments => "check-segments",
        Check::Clusters => "check-clusters",
        Check::BadRows => "check-bad-rows",
        Check::OneArm => "check-one-arm",
        Check::Bots => "check-bots",
        Check::Windows => "check-windows",
        Check::Logs => "check-logs",
    })
}

/// How a check came out.
#[must_use]
pub fn health_cell(status: HealthStatus, words: &Words) -> Cell {
    match status {
        HealthStatus::Ok => Cell::text(words.key("health-ok")).good(),
        HealthStatus::Warning => Cell::text(words.key("health-warning")).watch(),
        HealthStatus::Failed => Cell::text(words.key("health-failed")).bad(),
    }
}

/// A value of a metric as people read it: a rate as a percentage, a score with one decimal, a mean with its unit.
#[must_use]
pub fn value_words(value: f64, metric: &Metric, words: &Words) -> String {
    match metric.kind {
        MetricKind::Proportion | MetricKind::Retention => words.percent(value, 2),
        MetricKind::Nps => words.number(value, 1),
        MetricKind::Count => with_unit(words.number(value, count_decimals(value)), metric),
        _ => with_unit(words.number(value, 2), metric),
    }
}

/// Events per unit of exposure may be rare: three digits that count.
fn count_decimals(value: f64) -> usize {
    match value.abs() {
        size if size >= 1.0 || size == 0.0 => 2,
        size if size >= 0.01 => 4,
        _ => 6,
    }
}

/// The lift with its interval where there is one, else the difference.
#[must_use]
pub fn effect_cell(lift: &Effect, difference: &Effect, metric: &Metric, words: &Words) -> Cell {
    if lift.estimate.is_some() { lift_cell(lift, words) } else { difference_cell(difference, metric, words) }
}

/// A lift with its interval: `+7.9% [+2.1%; +13.9%]`.
#[must_use]
pub fn lift_cell(effect: &Effect, words: &Words) -> Cell {
    cell(effect, written(effect, words, |value| words.signed_percent(value, 1)))
}

/// A difference with its interval: in percentage points of a rate, in points of a score, in wins of the variant in a hundred
/// pairs of answers, else in the metric's unit.
#[must_use]
pub fn difference_cell(effect: &Effect, metric: &Metric, words: &Words) -> Cell {
    let points = |text: String| words.say(&Message::new("effect-points").text("points", text));
    let text = match metric.kind {
        kind if kind.is_rate() || kind.is_ordered_answer() => {
            points(written(effect, words, |value| words.signed(value * 100.0, 2)))
        }
        MetricKind::Nps => points(written(effect, words, |value| words.signed(value, 1))),
        MetricKind::Count => {
            let decimals = effect.estimate.map_or(2, count_decimals);
            with_unit(written(effect, words, |value| words.signed(value, decimals)), metric)
        }
        _ => with_unit(written(effect, words, |value| words.signed(value, 2)), metric),
    };
    cell(effect, if effect.estimate.is_some() { text } else { words.key("effect-unknown") })
}

fn cell(effect: &Effect, text: String) -> Cell {
    match effect.estimate {
        Some(estimate) => Cell::estimate(text, estimate, effect.low.value(), effect.high.value()),
        None => Cell::text(text),
    }
}

/// A recorded lift with its interval.
#[must_use]
pub fn seen_lift_words(seen: &SeenInterval, words: &Words) -> String {
    let end =
        |end: Option<f64>, none: &'static str| end.map_or_else(|| none.to_owned(), |end| words.signed_percent(end, 1));
    let range = bracket(&end(seen.low, "−∞"), &end(seen.high, "+∞"), words);
    format!("{} {range}", words.signed_percent(seen.estimate, 1))
}

fn with_unit(text: String, metric: &Metric) -> String {
    match &metric.unit {
        Some(unit) => format!("{text}\u{a0}{unit}"),
        None => text,
    }
}

fn written(effect: &Effect, words: &Words, write: impl Fn(f64) -> String) -> String {
    let Some(estimate) = effect.estimate else { return words.key("effect-unknown") };
    let end = |bound: Bound, none: &str| bound.value().map_or_else(|| none.to_owned(), &write);
    format!("{} {}", write(estimate), bracket(&end(effect.low, "−∞"), &end(effect.high, "+∞"), words))
}

fn bracket(low: &str, high: &str, words: &Words) -> String {
    words.say(&Message::new("effect-interval").text("low", low).text("high", high))
}
