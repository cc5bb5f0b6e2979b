//! Whether what a metric counts happened at all: conversions, events, answers.

use super::health::{Check, HealthCheck, HealthStatus, warning};
use crate::data::{Aggregates, Measure, Tally};
use crate::metric::{Metric, MetricKind};
use crate::plan::Plan;
use crate::words::Message;

/// Answers from which a Net Promoter Score without a single 0 is remarkable. Where one answer in thirty is a 0, a hundred
/// answers have none in one case of thirty.
const MANY_ANSWERS: u64 = 100;

/// What a metric counts happened, in every arm: one check for conversions, one for events, one for answers.
pub(super) fn happened_checks(plan: &Plan, data: &Aggregates) -> Vec<HealthCheck> {
    let totals = data.totals();
    let mut checks: Vec<HealthCheck> = Vec::new();
    for (place, metric) in plan.metrics().into_iter().enumerate() {
        let Some(found) = happened_check(plan, metric, place, data.arms(), &totals) else { continue };
        // One line for a check is enough, and the worst one says most.
        match checks.iter_mut().find(|other| other.check == found.check) {
            Some(other) if other.status < found.status => *other = found,
            Some(_) => {}
            None => checks.push(found),
        }
    }
    checks
}

fn happened_check(
    plan: &Plan,
    metric: &Metric,
    place: usize,
    arms: &[String],
    totals: &[Tally],
) -> Option<HealthCheck> {
    let measures: Vec<Option<&Measure>> = totals.iter().map(|tally| tally.measures.get(place)).collect();
    let kind = Happening::of(measures.iter().flatten().next()?)?;
    let nothing = |measure: &Option<&Measure>| measure.and_then(happenings).is_none_or(|times| times == 0);
    let named = arms.iter().zip(&measures).filter(|(_, measure)| nothing(measure));
    let without: Vec<&str> = named.map(|(arm, _)| arm.as_str()).collect();
    let (nowhere, somewhere) = kind.keys();
    if without.len() == arms.len() {
        let detail = Message::new(nowhere).text("metric", &metric.name);
        let status = if plan.deciding().any(|deciding| deciding.id == metric.id) {
            HealthStatus::Failed
        } else {
            HealthStatus::Warning
        };
        return Some(HealthCheck { check: kind.check(), status, detail, p_value: None });
    }
    (!without.is_empty())
        .then(|| warning(kind.check(), Message::new(somewhere).text("metric", &metric.name).texts("arms", without)))
}

/// What a measure counts.
#[derive(Clone, Copy)]
enum Happening {
    Conversion,
    Event,
    Departure,
    Answer,
}

impl Happening {
    fn of(measure: &Measure) -> Option<Self> {
        match measure {
            Measure::Conversions(_) => Some(Self::Conversion),
            Measure::Counts(_) | Measure::Events { .. } => Some(Self::Event),
            Measure::Times(_) => Some(Self::Departure),
            Measure::Answers(_) => Some(Self::Answer),
            _ => None,
        }
    }

    fn check(self) -> Check {
        match self {
            Self::Conversion => Check::Conversions,
            Self::Event | Self::Departure => Check::Events,
            Self::Answer => Check::Answers,
        }
    }

    /// What is said when it happened nowhere, and when it did not happen in some arms.
    fn keys(self) -> (&'static str, &'static str) {
        match self {
            Self::Conversion => ("health-no-conversions", "health-zero-conversions"),
            Self::Event => ("health-no-events", "health-zero-events"),
            Self::Departure => ("health-no-departures", "health-zero-departures"),
            Self::Answer => ("health-no-answers", "health-zero-answers"),
        }
    }
}

/// How often it happened; none for what is not counted.
fn happenings(measure: &Measure) -> Option<u64> {
    match measure {
        Measure::Conversions(converted) => Some(*converted),
        Measure::Counts(counts) => Some(counts.events().round() as u64),
        Measure::Events { events, .. } => Some(*events),
        Measure::Times(times) => Some(times.events()),
        Measure::Answers(answers) => Some(sum(answers)),
        _ => None,
    }
}

fn sum(answers: &[u64]) -> u64 {
    answers.iter().fold(0, |sum: u64, count| sum.saturating_add(*count))
}

/// Net Promoter Scores use their scale from 0: surveys that ask from 1 to 10 look better than they are.
pub(super) fn answer_scale_check(plan: &Plan, data: &Aggregates) -> Option<HealthCheck> {
    let totals = data.totals();
    let metrics = plan.metrics();
    let scores = metrics.iter().enumerate().filter(|(_, metric)| metric.kind == MetricKind::Nps);
    let from_one = |(place, metric): (usize, &&Metric)| {
        let mut given = [0_u64; 11];
        for tally in &totals {
            match tally.measures.get(place)? {
                Measure::Answers(answers) if answers.len() == given.len() => {
                    given.iter_mut().zip(answers).for_each(|(sum, count)| *sum = sum.saturating_add(*count));
                }
                // Where only the groups are known, nobody can tell a 0 from a 6.
                _ => return None,
            }
        }
        let [zeros, ones, ..] = given;
        let answers = sum(&given);
        (zeros == 0 && (ones > 0 || answers >= MANY_ANSWERS))
            .then(|| Message::new("health-answer-scale").text("metric", &metric.name).count("answers", answers))
    };
    scores.into_iter().find_map(from_one).map(|detail| warning(Check::AnswerScale, detail))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_counted_is_told_apart() {
        assert_eq!(happenings(&Measure::Answers(vec![1, 0, 4])), Some(5));
        assert_eq!(happenings(&Measure::Events { events: 3, exposure: 10.0 }), Some(3));
        assert_eq!(happenings(&Measure::Values(vec![0.0])), None, "a mean of 0 is a mean");
    }
}
