//! A/A splits: the team's own units, divided at random again and again. There is nothing to find, so whatever the test finds
//! is a false alarm.

use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;

use super::chance::Chance;
use crate::analysis::{Conclusion, MetricResult, effects};
use crate::data::{TableSource, UnitList, list_units};
use crate::id::Id;
use crate::metric::Metric;
use crate::pipeline::columns;
use crate::plan::{FamilyCorrection, NullHypothesis, Plan};
use crate::problem::Problem;
use crate::stats::draws::Stream;
use crate::stats::sample_ratio;

/// How many splits, and with which seed.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct SplitRequest {
    /// Splits; none for as many as take a few seconds.
    pub splits: Option<u32>,
    /// The seed: the same seed gives the same answer.
    pub seed: u64,
}

/// What the tests of a plan find where there is nothing to find.
#[derive(Debug, Clone, PartialEq)]
pub struct SplitCheck {
    /// The experiment.
    pub experiment: Id,
    /// Units that were divided.
    pub units: u64,
    /// Times they were divided.
    pub splits: u32,
    /// The seed.
    pub seed: u64,
    /// Risk of a false alarm that the plan takes.
    pub alpha: f64,
    /// The metrics of the plan, the primary one first.
    pub metrics: Vec<MetricSplits>,
}

/// What the test of one metric finds where there is nothing to find.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricSplits {
    /// The metric.
    pub metric: Id,
    /// Its name.
    pub name: String,
    /// Splits in which some variant seemed to differ from the control; none where no split gave a test.
    pub alarms: Option<Chance>,
    /// Splits that gave no test.
    pub untested: u64,
    /// How many p-values of the first variant fell into each twentieth between 0 and 1.
    pub p_values: [u64; BINS],
    /// How many of them lie below the risk.
    pub below_alpha: u64,
    /// The chance of p-values so unevenly spread if the test keeps every risk: of Pearson's χ² over the twentieths.
    pub uniformity: Option<f64>,
}

/// Parts between 0 and 1 that p-values are counted in: the first one is the risk of 5 %.
pub const BINS: usize = 20;

/// The chance below which p-values are called uneven: one check in a thousand says so without reason.
pub const UNEVEN: f64 = 0.001;

impl MetricSplits {
    /// Whether the share of false alarms is further from the risk than chance explains.
    #[must_use]
    pub fn differs_from(&self, alpha: f64) -> bool {
        self.alarms.is_some_and(|alarms| alarms.differs_from(alpha))
    }

    /// Whether the p-values are spread unevenly, more than chance explains.
    #[must_use]
    pub fn is_uneven(&self) -> bool {
        self.uniformity.is_some_and(|p_value| p_value < UNEVEN)
    }
}

/// Divides the units of a file at random, as the plan divides them, and asks the plan's tests whether the arms differ.
///
/// Every metric is asked whether there is a difference, both ways, at the risk of the plan: with a margin or in one direction
/// an A/A test has another answer than "no".
///
/// # Errors
///
/// Every problem of the file.
pub fn split_check(
    plan: &Plan,
    units: impl Into<TableSource>,
    file: &str,
    request: SplitRequest,
    progress: &(dyn Fn(u64, u64) + Sync),
) -> Result<SplitCheck, Vec<Problem>> {
    let units = list_units(units, &columns(plan, file))?;
    let plan = plainly_asked(plan);
    let splits = request.splits.unwrap_or_else(|| affordable(&units, plan.metrics().len()));
    let shares = cumulative(&plan);
    let done = AtomicU64::new(0);
    let results: Vec<Vec<Found>> = (0..u64::from(splits))
        .into_par_iter()
        .map(|number| {
            let found = split(&plan, &units, &shares, &mut Stream::numbered(request.seed, "random split", number));
            progress(done.fetch_add(1, Ordering::Relaxed) + 1, u64::from(splits));
            found
        })
        .collect();
    let alpha = plan.design.alpha.get();
    let metrics = plan.metrics().into_iter().enumerate();
    let metrics = metrics.map(|(place, metric)| {
        summed(metric, alpha, results.iter().map(|found| found.get(place).copied().unwrap_or_default()))
    });
    Ok(SplitCheck {
        experiment: plan.id.clone(),
        units: units.len() as u64,
        splits,
        seed: request.seed,
        alpha,
        metrics: metrics.collect(),
    })
}

/// What one split said of one metric.
#[derive(Debug, Clone, Copy, Default)]
struct Found {
    /// Whether some variant seemed to differ; none where there was no test.
    alarm: Option<bool>,
    /// The p-value of the first variant, before it is corrected for the others.
    p_value: Option<f64>,
}

fn split(plan: &Plan, units: &UnitList, shares: &[f64], stream: &mut Stream) -> Vec<Found> {
    let totals = units.divided(shares.len(), || {
        let drawn = stream.uniform();
        shares.iter().position(|share| drawn < *share).unwrap_or(shares.len() - 1)
    });
    let results = effects(plan, &totals);
    let of = |metric: &&Metric| results.iter().find(|result| result.id == metric.id.as_str());
    let alpha = plan.design.alpha.get();
    plan.metrics().iter().map(|metric| of(metric).map_or(Found::default(), |result| found(result, alpha))).collect()
}

fn found(result: &MetricResult, alpha: f64) -> Found {
    let conclusions: Vec<Conclusion> =
        result.comparisons.iter().map(|comparison| Conclusion::of(comparison, alpha)).collect();
    let tested = conclusions.iter().any(|conclusion| *conclusion != Conclusion::CannotSay);
    Found {
        alarm: tested.then(|| conclusions.iter().any(|conclusion| conclusion.is_decided())),
        p_value: result.comparisons.first().and_then(|comparison| comparison.p_value),
    }
}

fn summed(metric: &Metric, alpha: f64, found: impl Iterator<Item = Found>) -> MetricSplits {
    let (mut alarms, mut tested, mut untested) = (0, 0, 0);
    let (mut p_values, mut below_alpha) = ([0_u64; BINS], 0);
    for one in found {
        match one.alarm {
            Some(alarm) => {
                tested += 1;
                alarms += u64::from(alarm);
            }
            None => untested += 1,
        }
        if let Some(p_value) = one.p_value {
            p_values[((p_value * BINS as f64) as usize).min(BINS - 1)] += 1;
            below_alpha += u64::from(p_value < alpha);
        }
    }
    MetricSplits {
        metric: metric.id.clone(),
        name: metric.name.clone(),
        alarms: Chance::new(alarms, tested),
        untested,
        p_values,
        below_alpha,
        uniformity: uniformity(&p_values),
    }
}

/// Pearson's test of equal shares; none of too few p-values for it.
fn uniformity(p_values: &[u64; BINS]) -> Option<f64> {
    /// Expected in each part, below which the χ² distribution does not hold (Cochran 1954).
    const ENOUGH: u64 = 5;
    let counts = p_values.map(|count| count as f64);
    let enough = p_values.iter().sum::<u64>() >= ENOUGH * BINS as u64;
    sample_ratio(&counts, &[1.0 / BINS as f64; BINS]).ok().filter(|_| enough).map(|ratio| ratio.p_value)
}

/// The plan with every metric asked for a difference either way, none corrected for the others.
fn plainly_asked(plan: &Plan) -> Plan {
    let mut asked = plan.clone();
    asked.null = NullHypothesis::Equal;
    asked.design.sides = crate::stats::Sides::Two;
    asked.design.secondary_correction = FamilyCorrection::None;
    // In the order of the plan's metrics, which the measures of the units are in.
    let also = std::mem::take(&mut asked.also_primary).into_iter().map(|success| success.metric);
    let guardrails = std::mem::take(&mut asked.guardrails).into_iter().map(|guardrail| guardrail.metric);
    asked.secondary = also.chain(std::mem::take(&mut asked.secondary)).chain(guardrails).collect();
    asked
}

/// Where the shares of the arms end between 0 and 1.
fn cumulative(plan: &Plan) -> Vec<f64> {
    let mut sum = 0.0;
    let ends = plan.arms.iter().map(|arm| {
        sum += arm.share.get();
        sum
    });
    ends.collect()
}

/// As many splits as take a few seconds: the number depends on the data alone, so that the answer does.
fn affordable(units: &UnitList, metrics: usize) -> u32 {
    const PATIENCE: f64 = 3e8;
    const FEWEST: f64 = 200.0;
    const MOST: f64 = 10_000.0;
    let splits = (PATIENCE / (units.len().max(1) * metrics) as f64).clamp(FEWEST, MOST);
    ((splits / 100.0).floor() * 100.0) as u32
}

#[cfg(test)]
mod tests {
    use super::super::scenario::tests::plan;
    use super::*;
    use crate::metric::MetricKind;
    use crate::plan::DataKind;

    fn checked(kind: MetricKind, text: &str, splits: u32) -> SplitCheck {
        let mut plan = plan(kind, Vec::new());
        plan.data.kind = DataKind::Units;
        let request = SplitRequest { splits: Some(splits), seed: 5 };
        split_check(&plan, text, "units.csv", request, &|_, _| {}).unwrap()
    }

    fn file(values: impl Iterator<Item = f64>) -> String {
        std::iter::once("primary\n".to_owned()).chain(values.map(|value| format!("{value}\n"))).collect()
    }

    #[test]
    fn ordinary_units_keep_the_promise_of_the_test() {
        let check = checked(MetricKind::Proportion, &file((0..900).map(|unit| f64::from(unit % 3 == 0))), 800);
        let metric = &check.metrics[0];
        assert_eq!((check.units, check.splits, metric.untested), (900, 800, 0));
        assert!(!metric.differs_from(check.alpha), "{metric:?}");
        assert_eq!(metric.p_values.iter().sum::<u64>(), 800);
    }

    /// One unit of a thousand has all the money: whichever arm it falls into, the test sees its spread and stays silent.
    #[test]
    fn a_single_large_value_is_seen() {
        let check = checked(MetricKind::Mean, &file((0..1_000).map(|unit| if unit == 7 { 1e6 } else { 0.0 })), 400);
        let metric = &check.metrics[0];
        assert!(metric.differs_from(check.alpha) && metric.is_uneven(), "{metric:?}");
        assert_eq!(metric.alarms.unwrap().times(), 0);
    }

    #[test]
    fn units_that_are_all_alike_give_no_test() {
        let check = checked(MetricKind::Mean, &file((0..50).map(|_| 2.0)), 40);
        assert_eq!((check.metrics[0].alarms, check.metrics[0].untested), (None, 40));
        assert_eq!(check.metrics[0].uniformity, None);
    }

    #[test]
    fn any_number_of_threads_divides_alike() {
        let text = file((0..300).map(|unit| f64::from(unit % 17)));
        let with = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| checked(MetricKind::Mean, &text, 90))
        };
        assert_eq!(with(1), with(4));
    }
}
