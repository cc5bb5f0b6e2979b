//! From the tallies of a metric to its comparison: each kind is read by its own test.

use super::compare::{
    CompareError, NamedArm, Question, compare_answers, compare_counts, compare_events, compare_means,
    compare_proportions, compare_recommendations, compare_retention,
};
use super::effect::{ArmResult, MetricResult};
use crate::data::{Measure, Tally};
use crate::metric::{Metric, MetricKind};
use crate::stats::{Answers, CategoryCounts, Conversions, Events};

/// One arm's tally and its measure of a metric.
pub(super) type Observed<'a> = NamedArm<(&'a Tally, &'a Measure)>;

/// Compares the arms of a metric, control first, by the test its kind is planned with; none where an arm has too little.
pub(super) fn compare_metric(metric: &Metric, arms: &[Observed<'_>], question: &Question) -> Option<MetricResult> {
    let result = match arms.first()?.observed.1 {
        Measure::Conversions(_) => {
            compared(arms, |tally, measure| conversions(tally, measure), |arms| compare_proportions(arms, question))
        }
        Measure::Moments(_) => compared(
            arms,
            |_, measure| match measure {
                Measure::Moments(moments) => Some(*moments),
                _ => None,
            },
            |arms| compare_means(arms, question),
        ),
        Measure::Counts(_) => compared(
            arms,
            |_, measure| match measure {
                Measure::Counts(counts) => Some(*counts),
                _ => None,
            },
            |arms| compare_counts(arms, question),
        ),
        Measure::Events { .. } => compared(
            arms,
            |_, measure| match measure {
                Measure::Events { events, exposure } => Events::new(*events, *exposure).ok(),
                _ => None,
            },
            |arms| compare_events(arms, question),
        )
        .map(|result| with_units(result, arms)),
        Measure::Answers(_) if metric.kind == MetricKind::Nps => compared(
            arms,
            |_, measure| match measure {
                Measure::Answers(answers) => recommendations(answers),
                _ => None,
            },
            |arms| compare_recommendations(arms, question),
        ),
        Measure::Answers(_) => {
            let scale = metric.detail.scale?;
            compared(
                arms,
                |_, measure| match measure {
                    Measure::Answers(answers) => CategoryCounts::new(answers.clone()).ok(),
                    _ => None,
                },
                |arms| compare_answers(arms, scale, question),
            )
        }
        Measure::Times(_) => {
            let horizon = metric.detail.horizon?;
            compared(
                arms,
                |_, measure| match measure {
                    Measure::Times(times) => Some(times.clone()),
                    _ => None,
                },
                |arms| compare_retention(arms, horizon, question),
            )
        }
        _ => None,
    };
    result.map(|result| MetricResult { kind: metric.kind, ..result })
}

/// Reads what every arm observed, then compares.
fn compared<T>(
    arms: &[Observed<'_>],
    read: impl Fn(&Tally, &Measure) -> Option<T>,
    compare: impl Fn(&[NamedArm<T>]) -> Result<MetricResult, CompareError>,
) -> Option<MetricResult> {
    let read = |arm: &Observed<'_>| {
        let (tally, measure) = arm.observed;
        Some(NamedArm { name: arm.name.clone(), observed: read(tally, measure)? })
    };
    let observed = arms.iter().map(read).collect::<Option<Vec<_>>>()?;
    compare(&observed).ok()
}

/// The units of each arm, where the comparison itself only knows events and their exposure.
fn with_units(result: MetricResult, arms: &[Observed<'_>]) -> MetricResult {
    let units = arms.iter().map(|arm| arm.observed.0.units);
    let arms = result.arms.into_iter().zip(units).map(|(arm, n)| ArmResult { n, ..arm }).collect();
    MetricResult { arms, ..result }
}

fn conversions(tally: &Tally, measure: &Measure) -> Option<Conversions> {
    match measure {
        Measure::Conversions(converted) => Conversions::new(*converted, tally.units).ok(),
        _ => None,
    }
}

/// The answers behind a Net Promoter Score, from the eleven of its scale or from the three groups.
pub(super) fn recommendations(answers: &[u64]) -> Option<Answers> {
    let sum = |answers: &[u64]| answers.iter().fold(0, |sum: u64, count| sum.saturating_add(*count));
    match answers {
        [detractors, passives, promoters] => Answers::new(*promoters, *passives, *detractors).ok(),
        eleven if eleven.len() == 11 => {
            let (detractors, rest) = eleven.split_at(7);
            let (passives, promoters) = rest.split_at(2);
            Answers::new(sum(promoters), sum(passives), sum(detractors)).ok()
        }
        _ => None,
    }
}
