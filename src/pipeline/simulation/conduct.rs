//! Runs simulated tests: draws the data of each, hands them to the analysis, counts what it said.

use std::sync::atomic::{AtomicU64, Ordering};

use jiff::Span;
use jiff::civil::Date;
use rayon::prelude::*;

use super::outcome::{ScenarioOutcome, Tallied};
use super::peeking::{FirstAlarms, Peeking, peeked};
use super::population::Population;
use super::scenario::{Scenario, World};
use super::{Request, SimulationProblem};
use crate::analysis::{Analysis, Before, Look, analyse};
use crate::data::{Aggregates, Tally};
use crate::plan::RuleKind;
use crate::stats::draws::Stream;

/// Tests that one thread does in a row. Their sums are added up in the order of the tests, whichever thread was faster.
const IN_A_ROW: u64 = 250;

/// How the simulated tests of one request are run.
pub(super) struct Conduct<'a> {
    pub world: &'a World,
    pub tests: u32,
    pub seed: u64,
    /// When the rule of the plan is asked; the last time is the planned end.
    looks: Vec<LookPoint>,
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
            looks: look_points(world, request.looks),
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
        let (mut seen, mut taken): (u64, Vec<Look>) = (0, Vec::new());
        let last = self.looks.len().saturating_sub(1);
        for (place, point) in self.looks.iter().enumerate() {
            if !self.grow(&mut totals, populations, point.units.saturating_sub(seen), stream) {
                tallied.nothing(place);
                return;
            }
            seen = point.units;
            let analysis = self.analysed(&totals, &taken, point.on);
            if place == last || analysis.verdict.kind.decides() {
                tallied.count(&analysis, scenario, self.world, place);
                return;
            }
            // What the record keeps of data and plan is of no use here.
            taken.push(analysis.look(String::new(), String::new()));
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

    fn analysed(&self, totals: &[Tally], looks: &[Look], on: Date) -> Analysis {
        let data = Aggregates::undated(self.names.iter().cloned().zip(totals.iter().cloned()));
        analyse(&self.world.plan, &Before { planned: &self.world.planned, looks }, &data, on)
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

/// A time at which the rule of a plan is asked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct LookPoint {
    /// Units of all arms by then.
    pub units: u64,
    /// The day.
    pub on: Date,
    /// Days of the test by then.
    pub days: u32,
}

/// When the rule of a plan is asked: once, at its looks or, where it may decide at any time, as often as people look: every day
/// unless they say otherwise. Units come evenly.
fn look_points(world: &World, habit: Option<u32>) -> Vec<LookPoint> {
    let (plan, days) = (&world.plan, world.plan.planned_days());
    let parts: Vec<f64> = match &plan.rule.kind {
        RuleKind::FixedHorizon => vec![1.0],
        RuleKind::Looks(looks) => looks.information.rates().to_vec(),
        RuleKind::AnyTime => {
            let looks = habit.unwrap_or(days).max(1);
            (1..=looks).map(|look| f64::from(look) / f64::from(looks)).collect()
        }
    };
    let last = parts.len().saturating_sub(1);
    let point = |(place, part): (usize, &f64)| {
        if place == last {
            return LookPoint { units: world.units, on: plan.end, days };
        }
        // Before the end, however late: the last day is the last look.
        let by_then = ((part * f64::from(days)).ceil() as u32).clamp(1, days.saturating_sub(1).max(1));
        let on = plan.start.checked_add(Span::new().days(i64::from(by_then) - 1)).unwrap_or(plan.start);
        LookPoint { units: (part * world.units as f64).ceil() as u64, on, days: by_then }
    };
    parts.iter().enumerate().map(point).collect()
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
    /// How much longer a look takes that may decide.
    const LOOK: f64 = 40.0;
    let null = world.null_scenario();
    let each = world.populations(&null).map_or(AROUND, |pairs| {
        let of = |[_, variant]: &[Population; 2]| variant.microseconds(world.units);
        pairs.iter().map(of).sum::<f64>() * world.plan.variants().len() as f64 + AROUND
    });
    let looks = match &world.plan.rule.kind {
        RuleKind::FixedHorizon => 1.0,
        // Bounds are solved anew at each look.
        RuleKind::Looks(looks) => LOOK * looks.count() as f64,
        RuleKind::AnyTime => f64::from(world.plan.planned_days()),
    };
    let tests = (PATIENCE / (each * looks * runs.max(1) as f64)).clamp(FEWEST, MOST);
    ((tests / 100.0).floor() * 100.0) as u32
}
