//! The whole decision of a plan by simulation: every metric that decides is drawn and compared, and the very rule of the analysis
//! says what comes of it.

use super::simulated_power::{Simulation, affordable, simulated_power};
use crate::analysis::{MetricResult, VerdictKind, deciding_questions, rule_says};
use crate::plan::sizing::Sizing;
use crate::plan::{Plan, PlannedTest, Points, SimulatedPower};
use crate::quantity::Proportion;
use crate::stats::draws::Stream;

/// What simulated tests of a plan found.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct SimulatedPlan {
    /// The power of the primary metric's own test; none where it was not simulated.
    pub primary: Option<SimulatedPower>,
    /// How often the whole decision shipped; none where the primary metric decides alone, or where it was not simulated.
    pub decision: Option<SimulatedDecision>,
}

/// How often simulated tests of a plan shipped.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SimulatedDecision {
    /// The share that shipped where every success metric has its planned effect and every guardrail is unharmed.
    pub planned: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// The share that shipped where every success metric lies on the hypothesis that its test is to rule out, and every
    /// guardrail is unharmed.
    pub unmoved: f64,
    /// Simulated tests of each.
    pub tests: u32,
}

/// Simulates the tests of a plan: the primary metric's own, and the whole decision where more than that metric decides.
///
/// Metrics are drawn independently of each other, as a plan says nothing of how they go together; each is drawn and compared as
/// [`simulated_power`] does. `tests` is the number of tests, none for as many as take a moment. The same seed gives the same
/// answer.
#[must_use]
pub fn simulated_plan(plan: &Plan, sizing: &Sizing, tests: Option<u32>, seed: u64) -> SimulatedPlan {
    SimulatedPlan { primary: simulated_power(sizing, tests, seed), decision: simulated_decision(plan, tests, seed) }
}

fn simulated_decision(plan: &Plan, tests: Option<u32>, seed: u64) -> Option<SimulatedDecision> {
    let planned = plan.planned_tests().ok().flatten()?;
    if planned.len() < 2 {
        return None;
    }
    let unmoved: Vec<PlannedTest> = planned.iter().map(on_hypothesis).collect();
    let tests = tests.or_else(|| affordable(2.0 * cost(plan, &planned)?)).filter(|tests| *tests > 0)?;
    let shipped =
        |truth: &[PlannedTest]| Some(f64::from(decisions(plan, truth, tests, seed)?.shipped) / f64::from(tests));
    let (planned, unmoved) = (shipped(&planned)?, shipped(&unmoved)?);
    // Laplace's rule, as for the power of one metric.
    let smoothed = (planned * f64::from(tests) + 1.0) / (f64::from(tests) + 2.0);
    let standard_error = (smoothed * (1.0 - smoothed) / f64::from(tests)).sqrt();
    Some(SimulatedDecision { planned, standard_error, unmoved, tests })
}

/// What became of simulated tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Decisions {
    shipped: u32,
    stopped: u32,
}

/// Decides so many tests, each metric drawn around the target it has here.
fn decisions(plan: &Plan, truth: &[PlannedTest], tests: u32, seed: u64) -> Option<Decisions> {
    let deciders = deciders(plan, truth)?;
    let mut stream = Stream::named(seed, "simulated decision");
    let mut decisions = Decisions::default();
    for _ in 0..tests {
        let results: Option<Vec<MetricResult>> = deciders.iter().map(|decider| decider.run(&mut stream)).collect();
        // Data no comparison can be made of decide nothing.
        match results.and_then(|results| rule_says(plan, &results)).map(|verdict| verdict.kind) {
            Some(VerdictKind::Ship) => decisions.shipped += 1,
            Some(VerdictKind::Stop) => decisions.stopped += 1,
            _ => {}
        }
    }
    Some(decisions)
}

/// One metric that decides, drawn again and again.
struct Decider<'a> {
    test: &'a PlannedTest,
    simulation: Simulation<'a>,
    /// What p-values are multiplied by, so that they are held against the plan's risk.
    shared: f64,
}

fn deciders<'a>(plan: &Plan, truth: &'a [PlannedTest]) -> Option<Vec<Decider<'a>>> {
    let questions = deciding_questions(plan);
    let decider = |test: &'a PlannedTest| {
        let asked = questions.iter().find(|asked| asked.metric == test.metric)?;
        let design = &test.sizing.design;
        let steps = design.correction.is_stepwise() && design.variants() > 1;
        // A correction in one step is a smaller risk of each comparison, which the sizing has found.
        let part = if steps { 1.0 } else { test.sizing.alpha_per_comparison.get() / design.alpha.get() };
        let mut question = asked.question;
        if !steps {
            question.alpha = Proportion::new(question.alpha.get() * part).ok()?;
            question.correction = crate::plan::Correction::None;
        }
        let simulation = Simulation::asking(&test.sizing, question)?;
        Some(Decider { test, simulation, shared: f64::from(asked.sharing) / part })
    };
    truth.iter().map(decider).collect()
}

impl Decider<'_> {
    fn run(&self, stream: &mut Stream) -> Option<MetricResult> {
        let mut result = self.simulation.run(stream).ok()?;
        for comparison in &mut result.comparisons {
            comparison.p_adjusted = comparison.deciding_p_value().map(|p_value| (p_value * self.shared).min(1.0));
        }
        // The simulated arms have numbers for names; the rule knows those of the plan.
        for (comparison, name) in result.comparisons.iter_mut().zip(&self.test.variants) {
            comparison.variant.clone_from(name);
        }
        Some(MetricResult { id: self.test.metric.to_string(), role: self.test.role, ..result })
    }
}

/// About how long one decision takes, in microseconds.
fn cost(plan: &Plan, truth: &[PlannedTest]) -> Option<f64> {
    Some(deciders(plan, truth)?.iter().map(|decider| decider.simulation.cost()).sum())
}

/// A success metric on the hypothesis that its test is to rule out; guardrails stay unharmed.
fn on_hypothesis(test: &PlannedTest) -> PlannedTest {
    let mut test = test.clone();
    if test.role == crate::metric::MetricRole::Primary {
        let baseline = test.sizing.baseline();
        test.sizing.target = match test.sizing.design.null.points() {
            Points::One(point) | Points::Between(_, point) => point.origin(baseline),
        };
    }
    test
}
