//! From the tallies of a metric to its comparison: each kind is read by its own test.

use super::compare::{
    CompareError, NamedArm, Question, SHARE_ABOVE_ZERO, VALUE_ABOVE_ZERO, compare_adjusted, compare_answers,
    compare_counts, compare_events, compare_means, compare_proportions, compare_quantiles, compare_ratios,
    compare_recommendations, compare_retention, compare_values,
};
use super::effect::{ArmResult, MetricResult};
use crate::data::{Measure, Tally};
use crate::metric::{Metric, MetricKind};
use crate::quantity::Proportion;
use crate::stats::{Answers, Caps, CategoryCounts, Conversions, CrossMoments, Events, QuantileArm, Tails};

/// One arm's tally and its measure of a metric.
pub(super) type Observed<'a> = NamedArm<(&'a Tally, &'a Measure)>;

/// Compares the arms of a metric, control first, by the test its kind is planned with; none where an arm has too little.
pub(super) fn compare_metric(metric: &Metric, arms: &[Observed<'_>], question: &Question) -> Option<MetricResult> {
    let result = match arms.first()?.observed.1 {
        Measure::Conversions(_) => compared(arms, conversions, |arms| compare_proportions(arms, question)),
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
        Measure::CrossMoments(_) => compared(
            arms,
            |_, measure| match measure {
                Measure::CrossMoments(moments) => Some(*moments),
                _ => None,
            },
            |arms| match metric.kind {
                MetricKind::Ratio => compare_ratios(arms, question),
                _ => compare_adjusted(arms, question),
            },
        ),
        Measure::PairedValues(_) => {
            let high = pooled_cap(metric, arms);
            compared(
                arms,
                |_, measure| match measure {
                    Measure::PairedValues(values) => Some(capped_moments(values, high)),
                    _ => None,
                },
                |arms| compare_adjusted(arms, question),
            )
        }
        Measure::Values(_) if metric.kind == MetricKind::Quantile => {
            let level = metric.detail.level?;
            compared(
                arms,
                |_, measure| match measure {
                    Measure::Values(values) => Some(QuantileArm::of(values.clone())),
                    _ => None,
                },
                |arms| compare_quantiles(arms, level, question),
            )
        }
        Measure::Values(_) => compared(
            arms,
            |_, measure| match measure {
                Measure::Values(values) => Some(values.clone()),
                _ => None,
            },
            |arms| compare_values(arms, metric.detail.cap, question),
        )
        .map(|result| if metric.kind == MetricKind::Duration { without_split(result) } else { result }),
    };
    result.map(|result| MetricResult { kind: metric.kind, ..result })
}

/// The threshold of a metric's cap: a quantile of all arms together, so that the cap itself makes no difference.
fn pooled_cap(metric: &Metric, arms: &[Observed<'_>]) -> Option<f64> {
    let above = Proportion::new(1.0 - metric.detail.cap?.get()).ok()?;
    let values = arms.iter().flat_map(|arm| match arm.observed.1 {
        Measure::PairedValues(values) => values.as_slice(),
        _ => &[],
    });
    let all: Vec<f64> = values.map(|[value, _]| *value).collect();
    Some(Caps::of(&all, &[], above, Tails::Upper).ok()?.high())
}

fn capped_moments(values: &[[f64; 2]], high: Option<f64>) -> CrossMoments {
    let mut moments = CrossMoments::default();
    for [value, before] in values {
        moments.push([high.map_or(*value, |high| value.min(high)), *before]);
    }
    moments
}

/// How many take any time, and how long those take, is no reading of a time that everybody takes.
fn without_split(mut result: MetricResult) -> MetricResult {
    result.also.retain(|other| other.id != SHARE_ABOVE_ZERO && other.id != VALUE_ABOVE_ZERO);
    result
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
