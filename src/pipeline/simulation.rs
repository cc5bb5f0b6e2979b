//! What a plan will do, by simulation: data drawn as its effects say, and the very analysis that the real data will meet.
//!
//! Nothing here decides anything: each simulated test ends in [`analyse`](crate::analysis::analyse), with the plan's metrics,
//! guardrails and rule, and what it said is counted. A test is drawn from a generator of its own, derived from the seed and its
//! number, so the answer is the same on any number of threads.

mod chance;
mod conduct;
mod outcome;
mod peeking;
mod population;
mod scenario;
mod splits;

pub use chance::{Chance, SIMULATION_LEVEL, SimulatedMean};
pub use outcome::{GuardrailChances, MetricChances, ScenarioOutcome, StopShare, VerdictChance};
pub use peeking::Peeking;
pub use scenario::{NamedEffect, Scenario, ScenarioKind, Truth};
pub use splits::{BINS, MetricSplits, SplitCheck, SplitRequest, UNEVEN, split_check};

use crate::id::Id;
use crate::metric::Metric;
use crate::plan::{Change, Plan, PlanSizeError, PlannedArm, RuleKind};
use conduct::Conduct;
use scenario::World;

/// What to simulate beside no effect, half the planned effect and the planned effect.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Request {
    /// Effects on the primary metric, each a scenario of its own.
    pub effects: Vec<Change>,
    /// What the variants do to metrics by name: to guardrails in every scenario, to success metrics in those that are asked for.
    pub others: Vec<NamedEffect>,
    /// Simulated tests of each scenario; none for as many as take a few seconds.
    pub tests: Option<u32>,
    /// Units of all arms together; none for the planned ones.
    pub units: Option<u64>,
    /// Looks at a test, evenly spread. Of a plan that may decide at any time: how often its rule is asked, none for every day. Of
    /// others: looks each of which would end a test planned for one, none to leave that out.
    pub looks: Option<u32>,
    /// The seed: the same seed gives the same answer.
    pub seed: u64,
}

/// What simulated tests of a plan did.
#[derive(Debug, Clone, PartialEq)]
pub struct Simulation {
    /// The experiment.
    pub experiment: Id,
    /// Simulated tests of each scenario.
    pub tests: u32,
    /// The seed they were drawn with.
    pub seed: u64,
    /// Units of all arms together at the planned end.
    pub units: u64,
    /// Days of the test at the planned end.
    pub days: u32,
    /// The scenarios, from no effect upwards, then those that were asked for.
    pub scenarios: Vec<ScenarioOutcome>,
    /// Further effects around the planned one, for the curve of power by effect.
    pub around: Vec<ScenarioOutcome>,
    /// Units of all arms that a test with one look needs for the same power; none where the plan has one look, or no size.
    pub fixed_units: Option<u64>,
    /// What looking more often than planned does; none where it was not asked.
    pub peeking: Option<Peeking>,
    /// Metrics that took no part, and why.
    pub left_out: Vec<LeftOut>,
    /// What was assumed that a plan does not say.
    pub assumed: Vec<Assumption>,
}

/// A metric that took no part in a simulation.
#[derive(Debug, Clone, PartialEq)]
pub struct LeftOut {
    /// The metric.
    pub metric: Id,
    /// Its name.
    pub name: String,
    /// Why.
    pub because: LeftOutBecause,
}

/// Why a metric takes no part in a simulation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LeftOutBecause {
    /// A guardrail of which nobody knows today's value. It is taken to hold.
    NoBaseline,
    /// It decides nothing.
    DecidesNothing,
}

/// What a simulation assumes where a plan says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Assumption {
    /// Metrics do not go together within a unit.
    IndependentMetrics,
    /// Means are of normal values, or of so many units that it does not matter.
    NormalMeans,
    /// Values are capped already where the plan says their mean and spread.
    CappedValues,
    /// All variants have the same effect.
    SameEffectOfVariants,
}

/// What cannot be simulated.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum SimulationProblem {
    /// The plan has no size.
    #[error(transparent)]
    Size(#[from] PlanSizeError),
    /// An effect leads to a value that the metric cannot have.
    #[error("the effect takes {} to {value}, which it cannot be", metric.name)]
    ImpossibleEffect {
        /// The metric.
        metric: Box<Metric>,
        /// The value it would have.
        value: f64,
    },
    /// An effect was named for a metric that the plan does not decide by, or whose value today is not known.
    #[error("{metric} takes no part in the simulation")]
    UnknownMetric {
        /// What was named.
        metric: String,
        /// The metrics whose effects can be named.
        known: Vec<Id>,
    },
    /// A relative effect on a metric that has none: a score, answers.
    #[error("{metric} has no relative effect")]
    NoLift {
        /// The metric's name.
        metric: String,
    },
    /// Units that come in clusters, of a metric whose single values are needed: a plan does not say how alike those of a cluster
    /// are one by one.
    #[error("{metric} is not simulated for units in clusters")]
    Clusters {
        /// The metric's name.
        metric: String,
    },
    /// Too few units for two arms.
    #[error("{units} units are too few to be divided among {arms} arms")]
    TooFewUnits {
        /// Units of all arms.
        units: u64,
        /// Arms.
        arms: usize,
    },
}

impl Simulation {
    /// From no effect to beyond the planned one, by rising effect on the primary metric; what was asked for by name aside.
    #[must_use]
    pub fn by_effect(&self) -> Vec<&ScenarioOutcome> {
        let value = |outcome: &&ScenarioOutcome| outcome.scenario.truths.first().map_or(0.0, |truth| truth.variant);
        let usual = self.scenarios.iter().filter(|outcome| outcome.scenario.kind != ScenarioKind::Named);
        let mut outcomes: Vec<&ScenarioOutcome> = usual.chain(&self.around).collect();
        outcomes.sort_by(|one, other| value(one).total_cmp(&value(other)));
        outcomes.dedup_by(|one, other| value(&&**one) == value(&&**other));
        outcomes
    }
}

/// Simulates a plan with the units its arms are planned to get.
///
/// `progress` hears how many simulated tests were done, and of how many; from several threads.
///
/// # Errors
///
/// [`SimulationProblem`].
pub fn simulate(
    plan: &Plan,
    planned: &[PlannedArm],
    request: &Request,
    progress: &(dyn Fn(u64, u64) + Sync),
) -> Result<Simulation, SimulationProblem> {
    let world = World::of(plan, planned, request)?;
    let scenarios = world.scenarios(request)?;
    let around = world.around_the_plan(&scenarios);
    let any_time = plan.rule.kind == RuleKind::AnyTime;
    let looks = request.looks.filter(|looks| *looks > 0 && !any_time);
    let conduct = Conduct::new(&world, request, scenarios.len() + around.len(), looks.unwrap_or(0), progress);
    let scenarios: Vec<ScenarioOutcome> = scenarios.into_iter().map(|scenario| conduct.outcome(scenario)).collect();
    let around: Vec<ScenarioOutcome> = around.into_iter().map(|scenario| conduct.outcome(scenario)).collect();
    let peeking = looks.map(|looks| conduct.peeking(&world.null_scenario(), looks)).transpose()?.flatten();
    Ok(Simulation {
        experiment: plan.id.clone(),
        tests: conduct.tests,
        seed: request.seed,
        units: world.units,
        days: plan.planned_days(),
        fixed_units: fixed_units(plan),
        around,
        peeking,
        left_out: world.left_out.clone(),
        assumed: world.assumed(),
        scenarios,
    })
}

/// What the same plan needs without looks that decide.
fn fixed_units(plan: &Plan) -> Option<u64> {
    if !plan.rule.decides_early() {
        return None;
    }
    let mut fixed = plan.clone();
    (fixed.rule.kind, fixed.design.units) = (RuleKind::FixedHorizon, None);
    fixed.size().ok().map(|sizing| sizing.n_total)
}

#[cfg(test)]
mod tests {
    use super::scenario::tests::{guardrail, plan};
    use super::*;
    use crate::analysis::VerdictKind;
    use crate::metric::{Baseline, MetricKind};
    use crate::plan::{Looks, NullHypothesis, SuccessMetric, SuccessRule};
    use crate::quantity::{Positive, Proportion};
    use crate::stats::normal;

    /// Few enough for a build without optimisation.
    const TESTS: u32 = 600;

    fn simulated(plan: &Plan, request: &Request) -> Simulation {
        simulate(plan, &plan.planned_arms().unwrap(), request, &|_, _| {}).unwrap()
    }

    fn request() -> Request {
        Request { tests: Some(TESTS), seed: 20_261_122, ..Request::default() }
    }

    fn of(simulation: &Simulation, kind: ScenarioKind) -> &ScenarioOutcome {
        simulation.scenarios.iter().find(|outcome| outcome.scenario.kind == kind).unwrap()
    }

    fn close(chance: Chance, expected: f64) -> bool {
        let error = (expected * (1.0 - expected) / chance.tests() as f64).sqrt();
        (chance.share() - expected).abs() < 4.0 * error
    }

    #[test]
    fn the_planned_effect_is_found_with_the_planned_power_and_nothing_with_alpha() {
        for kind in [MetricKind::Proportion, MetricKind::Mean, MetricKind::Nps, MetricKind::Count] {
            let plan = plan(kind, Vec::new());
            let simulation = simulated(&plan, &request());
            let planned = of(&simulation, ScenarioKind::Planned);
            let power = plan.size().unwrap().power_attained;
            assert!(close(planned.metrics[0].found, power), "{kind:?}: {planned:?}");
            let nothing = of(&simulation, ScenarioKind::NoEffect);
            assert!(close(nothing.metrics[0].rejected, 0.05), "{kind:?}: {nothing:?}");
            for outcome in &simulation.scenarios {
                assert!(close(outcome.metrics[0].coverage.unwrap(), 0.95), "{kind:?}: {outcome:?}");
                let verdicts: u64 = outcome.verdicts.iter().map(|verdict| verdict.chance.times()).sum();
                assert_eq!(verdicts, u64::from(TESTS));
            }
        }
    }

    /// Of a normal statistic with mean δ that is found beyond ±c, the mean of |Z| is known in closed form (Gelman & Carlin 2014
    /// simulate it): φ(c − δ) + δ Φ(δ − c) on one side, the same with −δ on the other, over the chance to be found.
    #[test]
    fn what_is_found_is_exaggerated_as_much_as_a_normal_statistic_says() {
        let simulation = simulated(&plan(MetricKind::Mean, Vec::new()), &request());
        let density = |z: f64| (-z * z / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt();
        let critical = normal::upper_quantile(0.025);
        for (kind, part) in [(ScenarioKind::HalfPlanned, 0.5), (ScenarioKind::Planned, 1.0)] {
            let shift = part * (critical + normal::quantile(0.8));
            let beyond = |shift: f64| density(critical - shift) + shift * normal::cdf(shift - critical);
            let power = normal::cdf(shift - critical) + normal::cdf(-shift - critical);
            let expected = (beyond(shift) + beyond(-shift)) / power / shift;
            let found = &of(&simulation, kind).metrics[0];
            let exaggeration = found.exaggeration.unwrap();
            let error = (exaggeration.high - exaggeration.low) / 3.92;
            assert!((exaggeration.mean - expected).abs() < 4.0 * error, "{exaggeration:?} instead of {expected}");
            let wrong = normal::cdf(-shift - critical) / power;
            // So few that the exact tail is needed: no normal interval holds for a handful.
            let times = found.wrong_sign.unwrap();
            // The chance of at least as many.
            let tail = match times.times().checked_sub(1) {
                Some(fewer) => crate::stats::binomial::upper_tail(fewer, times.tests(), wrong),
                None => 1.0,
            };
            assert!(tail > 1e-3, "{wrong}: {found:?}");
        }
    }

    #[test]
    fn a_harmed_guardrail_stops_what_would_ship() {
        let plan = plan(MetricKind::Proportion, vec![guardrail(Some(0.04), 0.01)]);
        let chance = |simulation: &Simulation, verdict| {
            let outcome = of(simulation, ScenarioKind::Planned);
            outcome.verdicts.iter().find(|told| told.verdict == verdict).unwrap().chance.share()
        };
        let unharmed = simulated(&plan, &request());
        let harm = NamedEffect { metric: "Contacts".to_owned(), change: Change::Difference(0.03) };
        let harmed = simulated(&plan, &Request { others: vec![harm], ..request() });
        assert!(chance(&unharmed, VerdictKind::Ship) > 0.6 && chance(&harmed, VerdictKind::Ship) < 0.02);
        assert!(chance(&harmed, VerdictKind::Stop) > 0.8, "{harmed:?}");
        let found = |simulation: &Simulation| of(simulation, ScenarioKind::Planned).metrics[0].found;
        assert_eq!(found(&unharmed).tests(), found(&harmed).tests());
        assert_eq!(harmed.assumed, [Assumption::IndependentMetrics]);
    }

    #[test]
    fn with_a_margin_nothing_to_find_sits_on_it() {
        let mut plan = plan(MetricKind::Proportion, Vec::new());
        plan.null = NullHypothesis::Difference { margin: -0.02 };
        plan.effect = Change::Difference(0.0);
        let simulation = simulated(&plan, &request());
        let nothing = of(&simulation, ScenarioKind::NoEffect);
        assert!((nothing.scenario.truths[0].difference() + 0.02).abs() < 1e-15);
        assert!(close(nothing.metrics[0].rejected, 0.025), "{nothing:?}");
        let planned = of(&simulation, ScenarioKind::Planned);
        assert!(close(planned.metrics[0].found, plan.size().unwrap().power_attained), "{planned:?}");
    }

    /// Armitage, McPherson & Rowe 1969, table 2: 5 % at each of 1, 2, 5 and 10 looks at a normal mean.
    #[test]
    fn looking_again_and_again_raises_the_alarms_of_the_published_table() {
        let plan = plan(MetricKind::Proportion, Vec::new());
        let simulation = simulated(&plan, &Request { looks: Some(5), ..request() });
        let peeking = simulation.peeking.unwrap();
        // Discrete counts lie within a tenth of the table for so many visitors.
        for (chance, published) in [(peeking.at_the_end, 0.05), (peeking.habit().unwrap(), 0.142)] {
            let error = (published * (1.0 - published) / f64::from(TESTS)).sqrt();
            assert!((chance.share() - published).abs() < 4.0 * error, "{chance:?} instead of {published}");
        }
        assert!((peeking.computed.unwrap() - 0.142).abs() < 5e-4);
        assert!(peeking.by_look.windows(2).all(|pair| pair[0].times() <= pair[1].times()));
    }

    /// Two metrics with their planned effects: each is found at the risk they share, and the rule ships where either wins.
    #[test]
    fn several_success_metrics_share_the_risk() {
        let mut plan = plan(MetricKind::Proportion, Vec::new());
        let mut other = plan.primary.clone();
        other.id = "other".parse().unwrap();
        let (effect, null) = (plan.effect, plan.null);
        plan.also_primary = vec![SuccessMetric { metric: other, baseline: plan.baseline.clone(), effect, null }];
        plan.rule.success = SuccessRule::Any;
        let simulation = simulated(&plan, &request());
        let nothing = of(&simulation, ScenarioKind::NoEffect);
        for metric in &nothing.metrics {
            assert!(close(metric.rejected, 0.025), "{metric:?}");
        }
        let planned = of(&simulation, ScenarioKind::Planned);
        let [one, other] = planned.metrics.as_slice() else { panic!("two success metrics") };
        let either = 1.0 - (1.0 - one.found.share()) * (1.0 - other.found.share());
        let ships = planned.verdicts.iter().find(|told| told.verdict == VerdictKind::Ship).unwrap().chance;
        // One in a thousand splits is so uneven that no verdict is given.
        assert!((ships.share() - either).abs() < 0.05, "{ships:?} {either}");
    }

    /// Drawn with their clusters and read with the planned design effect, units keep risk and power.
    #[test]
    fn clusters_keep_risk_and_power() {
        let share = |value| crate::quantity::Share::new(value).unwrap();
        let clusters = crate::stats::Clusters::new(Positive::new(20.0).unwrap(), 0.0, share(0.05)).unwrap();
        for kind in [MetricKind::Proportion, MetricKind::Mean, MetricKind::Count] {
            let mut plan = plan(kind, Vec::new());
            plan.design.efficiency = plan.design.efficiency.with_clusters(clusters);
            let simulation = simulated(&plan, &request());
            let (nothing, planned) = (of(&simulation, ScenarioKind::NoEffect), of(&simulation, ScenarioKind::Planned));
            assert!(close(nothing.metrics[0].rejected, 0.05), "{kind:?}: {nothing:?}");
            assert!(close(planned.metrics[0].found, 0.8), "{kind:?}: {planned:?}");
            assert!(close(planned.metrics[0].coverage.unwrap(), 0.95), "{kind:?}: {planned:?}");
        }
    }

    /// Bounds that hold over all looks keep the risk, find the effect with the planned power, and end most tests early.
    #[test]
    fn looks_that_decide_keep_risk_and_power_and_end_early() {
        let mut plan = plan(MetricKind::Proportion, Vec::new());
        plan.rule.kind = RuleKind::Looks(Looks::equal(3, Proportion::new(0.8).unwrap()).unwrap());
        let simulation = simulated(&plan, &Request { tests: Some(100), ..request() });
        let (nothing, planned) = (of(&simulation, ScenarioKind::NoEffect), of(&simulation, ScenarioKind::Planned));
        assert!(close(nothing.metrics[0].rejected, 0.05), "{nothing:?}");
        assert!(close(planned.metrics[0].found, plan.size().unwrap().power_attained), "{planned:?}");
        assert_eq!(planned.stops.len(), 3);
        let (mean, most) = (planned.units.unwrap().mean, simulation.units as f64);
        assert!(mean < 0.95 * most && nothing.units.unwrap().mean > 0.95 * most, "{planned:?}");
        assert!(simulation.fixed_units.unwrap() <= simulation.units);
        assert!(planned.days.unwrap().mean < 14.0);
    }

    #[test]
    fn a_rule_for_any_time_is_asked_as_often_as_people_look() {
        let mut plan = plan(MetricKind::Proportion, Vec::new());
        plan.rule.kind = RuleKind::AnyTime;
        let simulation = simulated(&plan, &Request { tests: Some(60), looks: Some(5), ..request() });
        let nothing = of(&simulation, ScenarioKind::NoEffect);
        assert_eq!((nothing.stops.len(), simulation.peeking.is_none()), (5, true));
        // Such intervals give more than they promise.
        assert!(nothing.metrics[0].rejected.interval().0 < 0.05, "{nothing:?}");
    }

    #[test]
    fn any_number_of_threads_gives_the_same_answer() {
        let plan = plan(MetricKind::Mean, vec![guardrail(Some(0.04), 0.01)]);
        let with = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| simulated(&plan, &Request { tests: Some(600), looks: Some(2), ..Request::default() }))
        };
        let one = with(1);
        assert_eq!(one, with(2));
        assert_eq!(one, with(5));
    }

    #[test]
    fn what_is_not_known_is_left_out_and_said() {
        let plan = plan(MetricKind::Proportion, vec![guardrail(None, 0.01)]);
        let simulation = simulated(&plan, &Request { tests: Some(50), ..request() });
        assert_eq!(simulation.left_out[0].because, LeftOutBecause::NoBaseline);
        assert!(of(&simulation, ScenarioKind::Planned).guardrails.is_empty());
    }

    #[test]
    fn what_cannot_be_simulated_is_named() {
        let own = plan(MetricKind::Proportion, vec![guardrail(Some(0.04), 0.01)]);
        let planned = own.planned_arms().unwrap();
        let refused = |plan: &Plan, request: Request| simulate(plan, &planned, &request, &|_, _| {}).unwrap_err();
        let asked = |change| Request { effects: vec![change], ..request() };
        assert!(matches!(
            refused(&own, asked(Change::Lift(20.0))),
            SimulationProblem::ImpossibleEffect { value, .. } if value > 1.0
        ));
        let other = NamedEffect { metric: "nothing".to_owned(), change: Change::Lift(0.1) };
        let unknown = refused(&own, Request { others: vec![other], ..request() });
        assert!(matches!(unknown, SimulationProblem::UnknownMetric { known, .. } if known.len() == 2));
        assert!(matches!(
            refused(&own, Request { units: Some(3), ..request() }),
            SimulationProblem::TooFewUnits { units: 3, arms: 2 }
        ));
        let score = plan(MetricKind::Nps, Vec::new());
        assert!(matches!(refused(&score, asked(Change::Lift(0.1))), SimulationProblem::NoLift { .. }));
        let mut strange = own;
        strange.baseline = Baseline::Mean { mean: 2.0, standard_deviation: Positive::ONE };
        strange.effect = Change::Difference(0.5);
        assert!(simulate(&strange, &planned, &Request { tests: Some(20), ..request() }, &|_, _| {}).is_ok());
    }

    /// The planned weeks are shorter than the least there may be: no test of this plan ever comes to a verdict.
    #[test]
    fn a_plan_that_never_decides_is_seen_before_it_is_run() {
        let mut plan = plan(MetricKind::Proportion, Vec::new());
        plan.design.min_weeks = 9;
        let simulation = simulated(&plan, &Request { tests: Some(60), ..request() });
        let planned = of(&simulation, ScenarioKind::Planned);
        let early = planned.verdicts.iter().find(|told| told.verdict == VerdictKind::TooEarly).unwrap();
        assert_eq!(early.chance.share(), 1.0);
        assert_eq!(plan.design.alpha, Proportion::new(0.05).unwrap());
    }
}
