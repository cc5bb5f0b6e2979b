//! `jalon.simulate.v1` of a simulated plan.

use serde::Serialize;

use super::SimulationPage;
use crate::analysis::VerdictKind;
use crate::metric::MetricRole;
use crate::pipeline::simulation::{
    Assumption, Chance, GuardrailChances, LeftOut, LeftOutBecause, MetricChances, Peeking, SIMULATION_LEVEL,
    ScenarioKind, ScenarioOutcome, SimulatedMean, StopShare, Truth,
};
use crate::plan::fingerprint;

/// What simulated tests of a plan did, for programs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SimulationAnswer {
    experiment: String,
    title: String,
    fingerprint: String,
    locked_on: Option<String>,
    primary: String,
    /// Simulated tests of each scenario.
    tests: u32,
    seed: u64,
    /// Units of all arms at the planned end.
    n_total: u64,
    days: u32,
    /// Units a test with one look needs for the same power; none where the plan has one look.
    n_total_fixed: Option<u64>,
    alpha: f64,
    power: f64,
    /// The level of every interval here; each is of the error of the simulation alone.
    level: f64,
    scenarios: Vec<ScenarioAnswer>,
    power_by_effect: Vec<PowerAnswer>,
    peeking: Option<PeekingAnswer>,
    left_out: Vec<LeftOutAnswer>,
    assumed: Vec<Assumption>,
}

/// A share of simulated tests with its interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(super) struct ChanceAnswer {
    estimate: f64,
    low: f64,
    high: f64,
    times: u64,
    tests: u64,
}

impl From<Chance> for ChanceAnswer {
    fn from(chance: Chance) -> Self {
        let (low, high) = chance.interval();
        Self { estimate: chance.share(), low, high, times: chance.times(), tests: chance.tests() }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
struct MeanAnswer {
    estimate: f64,
    low: f64,
    high: f64,
    tests: u64,
}

impl From<SimulatedMean> for MeanAnswer {
    fn from(mean: SimulatedMean) -> Self {
        Self { estimate: mean.mean, low: mean.low, high: mean.high, tests: mean.tests }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct ScenarioAnswer {
    kind: ScenarioKind,
    truths: Vec<TruthAnswer>,
    verdicts: Vec<VerdictAnswer>,
    metrics: Vec<MetricAnswer>,
    guardrails: Vec<GuardrailAnswer>,
    /// Units of all arms when the tests ended.
    n_total: Option<MeanAnswer>,
    days: Option<MeanAnswer>,
    stops: Vec<StopAnswer>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct TruthAnswer {
    id: String,
    role: MetricRole,
    control: f64,
    variant: f64,
    difference: f64,
    lift: Option<f64>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct VerdictAnswer {
    verdict: VerdictKind,
    chance: ChanceAnswer,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct MetricAnswer {
    id: String,
    rejected: ChanceAnswer,
    found: ChanceAnswer,
    against: ChanceAnswer,
    exaggeration: Option<MeanAnswer>,
    wrong_sign: Option<ChanceAnswer>,
    coverage: Option<ChanceAnswer>,
    untested: u64,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct GuardrailAnswer {
    id: String,
    holds: ChanceAnswer,
    unclear: ChanceAnswer,
    falls: ChanceAnswer,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct StopAnswer {
    look: u32,
    n_total: u64,
    days: u32,
    chance: ChanceAnswer,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct PowerAnswer {
    difference: f64,
    lift: Option<f64>,
    found: ChanceAnswer,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct PeekingAnswer {
    looks: u32,
    false_alarms_by_look: Vec<ChanceAnswer>,
    false_alarms_at_the_end: ChanceAnswer,
    /// For a normal statistic; none where several comparisons decide.
    false_alarms_computed: Option<f64>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct LeftOutAnswer {
    id: String,
    because: LeftOutBecause,
}

impl SimulationPage<'_> {
    /// The answer for programs.
    #[must_use]
    pub fn answer(&self) -> SimulationAnswer {
        let (plan, found) = (self.plan, self.found);
        let by_effect = found.by_effect().into_iter().filter_map(|outcome| {
            let truth = outcome.scenario.truths.first()?;
            let found = outcome.metrics.first()?.found.into();
            Some(PowerAnswer { difference: truth.difference(), lift: lift(truth, self), found })
        });
        SimulationAnswer {
            experiment: plan.id.to_string(),
            title: plan.title.clone(),
            fingerprint: fingerprint(plan),
            locked_on: self.lock.map(|lock| lock.on.to_string()),
            primary: plan.primary.id.to_string(),
            tests: found.tests,
            seed: found.seed,
            n_total: found.units,
            days: found.days,
            n_total_fixed: found.fixed_units,
            alpha: plan.design.alpha.get(),
            power: plan.design.power.get(),
            level: SIMULATION_LEVEL,
            scenarios: found.scenarios.iter().map(|outcome| self.scenario(outcome)).collect(),
            power_by_effect: by_effect.collect(),
            peeking: found.peeking.as_ref().map(peeking),
            left_out: found.left_out.iter().map(left_out).collect(),
            assumed: found.assumed.clone(),
        }
    }

    fn scenario(&self, outcome: &ScenarioOutcome) -> ScenarioAnswer {
        let truths = outcome.scenario.truths.iter().map(|truth| TruthAnswer {
            id: truth.metric.to_string(),
            role: truth.role,
            control: truth.control,
            variant: truth.variant,
            difference: truth.difference(),
            lift: lift(truth, self),
        });
        let verdicts = outcome
            .verdicts
            .iter()
            .map(|verdict| VerdictAnswer { verdict: verdict.verdict, chance: verdict.chance.into() });
        ScenarioAnswer {
            kind: outcome.scenario.kind,
            truths: truths.collect(),
            verdicts: verdicts.collect(),
            metrics: outcome.metrics.iter().map(metric).collect(),
            guardrails: outcome.guardrails.iter().map(guardrail).collect(),
            n_total: outcome.units.map(MeanAnswer::from),
            days: outcome.days.map(MeanAnswer::from),
            stops: outcome.stops.iter().map(stop).collect(),
        }
    }
}

/// The lift of a metric that has one.
fn lift(truth: &Truth, page: &SimulationPage<'_>) -> Option<f64> {
    page.metric(truth.metric.as_str()).filter(|metric| metric.kind.has_lift()).and_then(|_| truth.lift())
}

fn metric(chances: &MetricChances) -> MetricAnswer {
    MetricAnswer {
        id: chances.metric.to_string(),
        rejected: chances.rejected.into(),
        found: chances.found.into(),
        against: chances.against.into(),
        exaggeration: chances.exaggeration.map(MeanAnswer::from),
        wrong_sign: chances.wrong_sign.map(ChanceAnswer::from),
        coverage: chances.coverage.map(ChanceAnswer::from),
        untested: chances.untested,
    }
}

fn guardrail(chances: &GuardrailChances) -> GuardrailAnswer {
    GuardrailAnswer {
        id: chances.metric.to_string(),
        holds: chances.holds.into(),
        unclear: chances.unclear.into(),
        falls: chances.falls.into(),
    }
}

fn stop(stop: &StopShare) -> StopAnswer {
    StopAnswer { look: stop.look, n_total: stop.units, days: stop.days, chance: stop.chance.into() }
}

fn peeking(peeking: &Peeking) -> PeekingAnswer {
    PeekingAnswer {
        looks: peeking.looks,
        false_alarms_by_look: peeking.by_look.iter().map(|chance| (*chance).into()).collect(),
        false_alarms_at_the_end: peeking.at_the_end.into(),
        false_alarms_computed: peeking.computed,
    }
}

fn left_out(left: &LeftOut) -> LeftOutAnswer {
    LeftOutAnswer { id: left.metric.to_string(), because: left.because }
}
