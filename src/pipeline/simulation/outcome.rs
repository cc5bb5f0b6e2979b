//! What simulated tests of one scenario did, counted.

use super::chance::{Chance, SimulatedMean};
use super::conduct::{LookPoint, Merge};
use super::scenario::{Deciding, Scenario, Truth, World};
use crate::analysis::{Analysis, Comparison, Conclusion, Effect, GuardrailStatus, MetricResult, VerdictKind};
use crate::id::Id;
use crate::metric::MetricRole;
use crate::plan::Plan;
use crate::stats::Moments;

/// What the tests of one scenario did.
#[derive(Debug, Clone, PartialEq)]
pub struct ScenarioOutcome {
    /// What was true.
    pub scenario: Scenario,
    /// The chance of each verdict, in a fixed order; those that never came among them.
    pub verdicts: Vec<VerdictChance>,
    /// What the tests of the metrics that are to show an effect found.
    pub metrics: Vec<MetricChances>,
    /// How the guardrails came out.
    pub guardrails: Vec<GuardrailChances>,
    /// Where the tests ended, by rising units; all of them at one place where the plan has one look.
    pub stops: Vec<StopShare>,
    /// Units of all arms when the tests ended, on average.
    pub units: Option<SimulatedMean>,
    /// Days of the tests when they ended, on average.
    pub days: Option<SimulatedMean>,
}

/// The chance of a verdict.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct VerdictChance {
    /// The verdict.
    pub verdict: VerdictKind,
    /// Its chance.
    pub chance: Chance,
}

/// What the tests of one metric found.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricChances {
    /// The metric.
    pub metric: Id,
    /// The test of some variant ruled its hypothesis out, whichever way.
    pub rejected: Chance,
    /// It did so on the better side; of an equivalence, within the margins.
    pub found: Chance,
    /// It did so on the worse side.
    pub against: Chance,
    /// Of the effects that were found either way: how many times too large the estimate was on average, sign left aside
    /// (type M error). None where there is no true effect, or nothing was found.
    pub exaggeration: Option<SimulatedMean>,
    /// Of the same effects: how many pointed the wrong way (type S error).
    pub wrong_sign: Option<Chance>,
    /// Intervals that held the true effect; none where there were none.
    pub coverage: Option<Chance>,
    /// Comparisons of which the data gave no test.
    pub untested: u64,
}

/// How a guardrail came out.
#[derive(Debug, Clone, PartialEq)]
pub struct GuardrailChances {
    /// The metric.
    pub metric: Id,
    /// Shown to hold for every variant.
    pub holds: Chance,
    /// Shown to fall for some variant.
    pub falls: Chance,
    /// Neither.
    pub unclear: Chance,
}

/// Tests that ended at one look.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StopShare {
    /// The look, from 1.
    pub look: u32,
    /// Units of all arms by then.
    pub units: u64,
    /// Days of the test by then.
    pub days: u32,
    /// The share of the tests that ended there.
    pub chance: Chance,
}

impl ScenarioOutcome {
    /// The share of the tests that ended before the planned end; none of a plan that is asked once.
    #[must_use]
    pub fn before_the_end(&self) -> Option<Chance> {
        let (last, early) = self.stops.split_last()?;
        let times = early.iter().map(|stop| stop.chance.times()).sum();
        Chance::new(times, last.chance.tests()).filter(|_| !early.is_empty())
    }
}

/// The verdicts in the order they are told.
const VERDICTS: [VerdictKind; 5] =
    [VerdictKind::Ship, VerdictKind::Stop, VerdictKind::Undecided, VerdictKind::TooEarly, VerdictKind::NotTrusted];

/// Counts of one scenario while it runs.
#[derive(Debug, Clone, Default)]
pub(super) struct Tallied {
    tests: u64,
    verdicts: [u64; VERDICTS.len()],
    metrics: Vec<MetricTally>,
    /// Of each guardrail: holds, falls, unclear.
    guardrails: Vec<[u64; 3]>,
    /// Tests that ended at each look.
    stops: Vec<u64>,
}

#[derive(Debug, Clone, Copy, Default)]
struct MetricTally {
    rejected: u64,
    found: u64,
    against: u64,
    /// Estimates over the true effect, signs left aside, of what was found.
    exaggerations: Moments,
    wrong_signs: u64,
    covered: u64,
    intervals: u64,
    untested: u64,
}

impl Tallied {
    /// Counts a test that ended at a look.
    pub fn count(&mut self, analysis: &Analysis, scenario: &Scenario, world: &World, look: usize) {
        self.end(look, analysis.verdict.kind);
        let deciding = world.deciding.iter().zip(&scenario.truths).filter(|(it, _)| it.role != MetricRole::Guardrail);
        for (place, (deciding, truth)) in deciding.enumerate() {
            let result = analysis.metrics.iter().find(|result| result.id == deciding.metric.id.as_str());
            entry(&mut self.metrics, place).count(result, truth, deciding, &world.plan);
        }
        for (place, guardrail) in world.plan.guardrails.iter().enumerate() {
            let outcomes = || analysis.guardrails.iter().filter(|outcome| outcome.metric.id == guardrail.metric.id);
            let all_hold = outcomes().all(|outcome| outcome.status == GuardrailStatus::Holds);
            let falls = outcomes().any(|outcome| outcome.status == GuardrailStatus::Falls);
            let place = entry(&mut self.guardrails, place);
            place[if falls { 1 } else { usize::from(!all_hold) * 2 }] += 1;
        }
    }

    /// Counts a test of which an arm had nothing to tell.
    pub fn nothing(&mut self, look: usize) {
        self.end(look, VerdictKind::NotTrusted);
    }

    fn end(&mut self, look: usize, verdict: VerdictKind) {
        self.tests += 1;
        *entry(&mut self.stops, look) += 1;
        if let Some(place) = VERDICTS.iter().position(|known| *known == verdict) {
            self.verdicts[place] += 1;
        }
    }

    /// What was counted, as chances.
    pub fn outcome(mut self, scenario: Scenario, world: &World, looks: &[LookPoint]) -> ScenarioOutcome {
        let tests = self.tests;
        let chance = |times| Chance::new(times, tests);
        let deciding = world.deciding.iter().filter(|deciding| deciding.role != MetricRole::Guardrail);
        let metrics = deciding
            .enumerate()
            .filter_map(|(place, deciding)| entry(&mut self.metrics, place).chances(deciding.metric.id.clone(), tests));
        let metrics = metrics.collect();
        let guardrails = world.plan.guardrails.iter().enumerate().filter_map(|(place, guardrail)| {
            let [holds, falls, unclear] = *entry(&mut self.guardrails, place);
            let metric = guardrail.metric.id.clone();
            let unclear = unclear + tests.saturating_sub(holds + falls + unclear);
            Some(GuardrailChances { metric, holds: chance(holds)?, falls: chance(falls)?, unclear: chance(unclear)? })
        });
        let guardrails = guardrails.collect();
        let verdicts = VERDICTS.iter().zip(self.verdicts);
        self.stops.resize(looks.len(), 0);
        let stops: Vec<(LookPoint, u64)> = looks.iter().copied().zip(self.stops.iter().copied()).collect();
        ScenarioOutcome {
            scenario,
            verdicts: verdicts
                .filter_map(|(verdict, times)| Some(VerdictChance { verdict: *verdict, chance: chance(times)? }))
                .collect(),
            metrics,
            guardrails,
            units: mean_of(&stops, |point| point.units as f64),
            days: mean_of(&stops, |point| f64::from(point.days)),
            stops: stops
                .iter()
                .enumerate()
                .filter_map(|(look, (point, times))| {
                    let LookPoint { units, days, .. } = *point;
                    Some(StopShare { look: u32::try_from(look + 1).ok()?, units, days, chance: chance(*times)? })
                })
                .collect(),
        }
    }
}

/// The mean of a measure of the looks at which so many tests ended.
fn mean_of(stops: &[(LookPoint, u64)], measure: impl Fn(&LookPoint) -> f64) -> Option<SimulatedMean> {
    let mut moments = Moments::default();
    for (point, times) in stops.iter().filter(|(_, times)| *times > 0) {
        moments.merge(&Moments::from_summary(*times, measure(point), 0.0).ok()?);
    }
    SimulatedMean::of(&moments)
}

impl MetricTally {
    fn count(&mut self, result: Option<&MetricResult>, truth: &Truth, deciding: &Deciding, plan: &Plan) {
        let comparisons = result.map(|result| result.comparisons.as_slice()).unwrap_or_default();
        self.untested += plan.variants().len().saturating_sub(comparisons.len()) as u64;
        let upwards = if deciding.metric.direction.sign() > 0.0 { Conclusion::Above } else { Conclusion::Below };
        let (mut found, mut against) = (false, false);
        for comparison in comparisons {
            let conclusion = Conclusion::of(comparison, deciding.risk(plan));
            let is_better = conclusion == upwards || conclusion == Conclusion::Within;
            found |= is_better;
            against |= conclusion.is_decided() && !is_better;
            self.untested += u64::from(conclusion == Conclusion::CannotSay);
            self.compare(comparison, truth, conclusion.is_decided(), deciding.is_told_relative());
        }
        self.found += u64::from(found);
        self.against += u64::from(against);
        self.rejected += u64::from(found || against);
    }

    /// Holds what was estimated against what is true.
    fn compare(&mut self, comparison: &Comparison, truth: &Truth, decided: bool, relative: bool) {
        let (effect, true_effect): (&Effect, Option<f64>) = match relative {
            true => (&comparison.lift, truth.lift()),
            false => (&comparison.difference, Some(truth.difference())),
        };
        let (Some(estimate), Some(true_effect)) = (effect.estimate, true_effect) else { return };
        self.intervals += 1;
        self.covered += u64::from(effect.holds(true_effect));
        if decided && !is_nothing(truth) {
            self.exaggerations.push((estimate / true_effect).abs());
            self.wrong_signs += u64::from(estimate * true_effect < 0.0);
        }
    }

    fn chances(&self, metric: Id, tests: u64) -> Option<MetricChances> {
        Some(MetricChances {
            metric,
            rejected: Chance::new(self.rejected, tests)?,
            found: Chance::new(self.found, tests)?,
            against: Chance::new(self.against, tests)?,
            exaggeration: SimulatedMean::of(&self.exaggerations),
            wrong_sign: Chance::new(self.wrong_signs, self.exaggerations.count()),
            coverage: Chance::new(self.covered, self.intervals),
            untested: self.untested,
        })
    }
}

/// Whether there is no true effect, up to rounding.
fn is_nothing(truth: &Truth) -> bool {
    truth.difference().abs() <= 1e-12 * truth.control.abs().max(truth.variant.abs())
}

/// The entry at a place, with as many empty ones before it as needed.
fn entry<T: Default + Clone>(list: &mut Vec<T>, place: usize) -> &mut T {
    if list.len() <= place {
        list.resize(place + 1, T::default());
    }
    &mut list[place]
}

fn add_each(mine: &mut Vec<u64>, theirs: &[u64]) {
    for (place, count) in theirs.iter().enumerate() {
        *entry(mine, place) += count;
    }
}

impl Merge for Tallied {
    fn merge(&mut self, other: Self) {
        self.tests += other.tests;
        self.verdicts.iter_mut().zip(other.verdicts).for_each(|(mine, theirs)| *mine += theirs);
        for (place, theirs) in other.metrics.into_iter().enumerate() {
            entry(&mut self.metrics, place).merge(theirs);
        }
        for (place, theirs) in other.guardrails.into_iter().enumerate() {
            entry(&mut self.guardrails, place).iter_mut().zip(theirs).for_each(|(mine, theirs)| *mine += theirs);
        }
        add_each(&mut self.stops, &other.stops);
    }
}

impl Merge for MetricTally {
    fn merge(&mut self, other: Self) {
        self.rejected += other.rejected;
        self.found += other.found;
        self.against += other.against;
        self.exaggerations.merge(&other.exaggerations);
        self.wrong_signs += other.wrong_signs;
        self.covered += other.covered;
        self.intervals += other.intervals;
        self.untested += other.untested;
    }
}
