//! Runs simulated tests: draws the data of each, hands them to the analysis, counts what it said.

use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;

use super::outcome::{ScenarioOutcome, Tallied};
use super::peeking::{FirstAlarms, Peeking, peeked};
use super::population::Population;
use super::scenario::{Scenario, World};
use super::{Request, SimulationProblem};
use crate::analysis::{Analysis, analyse};
use crate::data::{Aggregates, Tally};
use crate::stats::draws::Stream;

/// Tests that one thread does in a row. Their sums are added up in the order of the tests, whichever thread was faster.
const IN_A_ROW: u64 = 250;

/// How the simulated tests of one request are run.
pub(super) struct Conduct<'a> {
    pub world: &'a World,
    pub tests: u32,
    pub seed: u64,
    /// Units at which the rule of the plan is asked, rising; the last one is the planned end.
    looks: Vec<u64>,
    names: Vec<String>,
    shares: Vec<f64>,
    done: AtomicU64,
    all: u64,
    progress: &'a (dyn Fn(u64, u64) + Sync),
}

impl<'a> Conduct<'a> {
    pub fn new(
        world: &'a World,
        request: &Request,
        scenarios: usize,
        peeks: u32,
        progress: &'a (dyn Fn(u64, u64) + Sync),
    ) -> Self {
        let runs = scenarios as u64 + u64::from(peeks);
        let tests = request.tests.unwrap_or_else(|| affordable(world, runs));
        Self {
            world,
            tests,
            seed: request.seed,
            looks: vec![world.units],
            names: world.plan.arms.iter().map(|arm| arm.name.clone()).collect(),
            shares: world.plan.arms.iter().map(|arm| arm.share.get()).collect(),
            done: AtomicU64::new(0),
            all: u64::from(tests) * runs,
            progress,
        }
    }

    /// Simulates a scenario.
    pub fn outcome(&self, scenario: Scenario) -> ScenarioOutcome {
        let tallied = match self.world.populations(&scenario) {
            Ok(populations) => self.counted(1, |stream, tallied: &mut Tallied| {
                self.test(&populations, stream, &scenario, tallied);
            }),
            // Never reached: scenarios were checked when they were made.
            Err(_) => Tallied::default(),
        };
        tallied.outcome(scenario, self.world, &self.looks)
    }

    /// What so many looks at a world without effect do to the success metrics.
    pub fn peeking(&self, null: &Scenario, looks: u32) -> Result<Option<Peeking>, SimulationProblem> {
        let populations = self.world.populations(null)?;
        // Guardrails stand last, and nobody ends a test because one of them holds.
        let successes = populations.len().saturating_sub(self.world.plan.guardrails.len());
        let populations = populations.get(..successes).unwrap_or_default();
        let mut plan = self.world.plan.clone();
        plan.guardrails.clear();
        let alarms = self.counted(u64::from(looks), |stream, alarms: &mut FirstAlarms| {
            alarms.count(peeked(self, &plan, populations, looks, stream));
        });
        Ok(alarms.peeking(looks, &plan))
    }

    /// One simulated test, from look to look until its rule decides.
    fn test(&self, populations: &[[Population; 2]], stream: &mut Stream, scenario: &Scenario, tallied: &mut Tallied) {
        let mut totals = vec![Tally::default(); self.names.len()];
        let mut seen = 0;
        let last = self.looks.len().saturating_sub(1);
        for (look, units) in self.looks.iter().enumerate() {
            if !self.grow(&mut totals, populations, units.saturating_sub(seen), stream) {
                tallied.nothing(look);
                return;
            }
            seen = *units;
            let analysis = self.analysed(&totals);
            if look == last || analysis.verdict.kind.decides() {
                tallied.count(&analysis, scenario, self.world, look);
                return;
            }
        }
    }

    /// Adds so many units, divided at random; whether every arm has something to tell.
    pub fn grow(&self, totals: &mut [Tally], populations: &[[Population; 2]], units: u64, stream: &mut Stream) -> bool {
        let divided = stream.multinomial(units, &self.shares);
        for (place, (tally, units)) in totals.iter_mut().zip(divided).enumerate() {
            let design_effect = self.world.design_effect();
            let drawn = populations.iter().map(|pair| pair[place.min(1)].draw_clustered(units, design_effect, stream));
            let Some(measures) = drawn.collect::<Option<Vec<_>>>() else { return false };
            tally.merge(&Tally { units, measures });
        }
        true
    }

    fn analysed(&self, totals: &[Tally]) -> Analysis {
        let data = Aggregates::undated(self.names.iter().cloned().zip(totals.iter().cloned()));
        analyse(&self.world.plan, &self.world.planned, &data, self.world.plan.end)
    }

    /// Runs all tests, each with a generator of its own, and adds up what `run` counts. A test is worth `work` for the
    /// progress.
    fn counted<T: Default + Send + Merge>(&self, work: u64, run: impl Fn(&mut Stream, &mut T) + Sync) -> T {
        let tests = u64::from(self.tests);
        let rows: Vec<T> = (0..tests.div_ceil(IN_A_ROW))
            .into_par_iter()
            .map(|row| {
                let mut counted = T::default();
                let numbers = row * IN_A_ROW..tests.min((row + 1) * IN_A_ROW);
                let so_many = numbers.end - numbers.start;
                for number in numbers {
                    // The same test in every scenario: two of them differ by their effects alone.
                    run(&mut Stream::numbered(self.seed, "simulated test", number), &mut counted);
                }
                let done = self.done.fetch_add(so_many * work, Ordering::Relaxed) + so_many * work;
                (self.progress)(done, self.all);
                counted
            })
            .collect();
        rows.into_iter().fold(T::default(), |mut all, row| {
            all.merge(row);
            all
        })
    }
}

/// What can be counted in parts.
pub(super) trait Merge {
    fn merge(&mut self, other: Self);
}

/// As many tests as take a few seconds on one core of an ordinary machine: the number depends on the plan alone, so that the
/// answer does.
fn affordable(world: &World, runs: u64) -> u32 {
    /// Microseconds for all tests of all scenarios.
    const PATIENCE: f64 = 4_000_000.0;
    const MOST: f64 = 20_000.0;
    const FEWEST: f64 = 200.0;
    /// Around the comparisons: the checks, the verdict and its words.
    const AROUND: f64 = 15.0;
    let null = world.null_scenario();
    let each = world.populations(&null).map_or(AROUND, |pairs| {
        let of = |[_, variant]: &[Population; 2]| variant.microseconds(world.units);
        pairs.iter().map(of).sum::<f64>() * world.plan.variants().len() as f64 + AROUND
    });
    let tests = (PATIENCE / (each * runs.max(1) as f64)).clamp(FEWEST, MOST);
    ((tests / 100.0).floor() * 100.0) as u32
}
