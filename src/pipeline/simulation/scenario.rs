//! What is true in a simulated world: which value each metric has in the control and in the variants.

use super::population::{Population, Reading};
use super::{Assumption, LeftOut, LeftOutBecause, Request, SimulationProblem};
use crate::id::Id;
use crate::metric::{Metric, MetricRole};
use crate::plan::sizing::Measured;
use crate::plan::{Change, DataKind, NullHypothesis, Plan, PlanSizeError, PlannedArm, SuccessMetric};

/// What the variants do to a metric.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedEffect {
    /// The metric, as its id is written.
    pub metric: String,
    /// What changes.
    pub change: Change,
}

/// A state of the world in which a plan is tried.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    /// Where it comes from.
    pub kind: ScenarioKind,
    /// What is true of each metric that decides, the primary one first.
    pub truths: Vec<Truth>,
}

/// Where a scenario comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ScenarioKind {
    /// Nothing to be found: no effect or, where the plan has a margin, an effect that sits on it.
    NoEffect,
    /// Half way from there to the planned effect.
    HalfPlanned,
    /// The planned effect.
    Planned,
    /// An effect that was asked for.
    Named,
    /// A point of the curve of power by effect.
    Around,
}

/// What is true of a metric.
#[derive(Debug, Clone, PartialEq)]
pub struct Truth {
    /// The metric.
    pub metric: Id,
    /// What it decides.
    pub role: MetricRole,
    /// Its value in the control.
    pub control: f64,
    /// Its value in each variant.
    pub variant: f64,
}

impl Truth {
    /// Variant minus control.
    #[must_use]
    pub fn difference(&self) -> f64 {
        self.variant - self.control
    }

    /// Variant over control minus 1; none over a control of 0.
    #[must_use]
    pub fn lift(&self) -> Option<f64> {
        (self.control != 0.0).then(|| self.difference() / self.control)
    }
}

/// A metric that decides, as far as a simulation needs it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Deciding {
    pub metric: Metric,
    pub role: MetricRole,
    /// What is planned of it; of a guardrail, that it stays unharmed.
    pub effect: Change,
    /// What its test tries to rule out.
    pub null: NullHypothesis,
    pub measured: Measured,
    pub reading: Reading,
}

/// A plan that can be simulated: what takes part in it, and with how many units.
pub(super) struct World {
    /// The plan without what decides nothing and without what is not known.
    pub plan: Plan,
    pub planned: Vec<PlannedArm>,
    /// Units of all arms together at the planned end.
    pub units: u64,
    /// In the order of the plan's metrics.
    pub deciding: Vec<Deciding>,
    pub left_out: Vec<LeftOut>,
}

impl World {
    pub fn of(plan: &Plan, planned: &[PlannedArm], request: &Request) -> Result<Self, SimulationProblem> {
        let (reduced, left_out) = reduced(plan);
        let mut deciding = Vec::new();
        for (place, success) in plan.success_metrics().into_iter().enumerate() {
            deciding.push(Deciding::success(plan, success, place == 0)?);
        }
        deciding.extend(reduced.guardrails.iter().filter_map(|guardrail| Deciding::guardrail(plan, &guardrail.metric)));
        let wanted: u64 = planned.iter().map(|arm| arm.units).sum();
        let units = request.units.unwrap_or(wanted);
        if units < 2 * plan.arms.len() as u64 {
            return Err(SimulationProblem::TooFewUnits { units, arms: plan.arms.len() });
        }
        // Whoever asks for other units asks what the test would say with them, not whether they are the planned ones.
        let planned = match request.units {
            Some(_) => shared_out(plan, units),
            None => planned.to_vec(),
        };
        let world = Self { plan: reduced, planned, units, deciding, left_out };
        world.check_clusters()?;
        Ok(world)
    }

    /// How many units count for one: more than 1 where they come in clusters.
    pub fn design_effect(&self) -> f64 {
        self.plan.design.efficiency.clusters().map_or(1.0, |clusters| clusters.design_effect())
    }

    fn check_clusters(&self) -> Result<(), SimulationProblem> {
        let null = self.null_scenario();
        let pairs = self.deciding.iter().zip(self.populations(&null)?);
        let whole = pairs.into_iter().find(|(_, [control, _])| !control.can_be_clustered());
        match whole {
            Some((deciding, _)) if self.design_effect() > 1.0 => {
                Err(SimulationProblem::Clusters { metric: deciding.metric.name.clone() })
            }
            _ => Ok(()),
        }
    }

    /// No effect, half of the planned one, the planned one, and those asked for; with what happens to the guardrails in each.
    pub fn scenarios(&self, request: &Request) -> Result<Vec<Scenario>, SimulationProblem> {
        let usual = [(ScenarioKind::NoEffect, 0.0), (ScenarioKind::HalfPlanned, 0.5), (ScenarioKind::Planned, 1.0)];
        let mut scenarios: Vec<Scenario> = usual.iter().map(|(kind, part)| self.scenario(*kind, *part)).collect();
        let effects = request.others.iter().map(|effect| self.named(effect)).collect::<Result<Vec<_>, _>>()?;
        let (harms, successes): (Vec<_>, Vec<_>) =
            effects.into_iter().partition(|(place, _)| self.is_guardrail(*place));
        let mut asked = vec![self.scenario(ScenarioKind::Named, 0.0); request.effects.len()];
        for (scenario, change) in asked.iter_mut().zip(&request.effects) {
            let Some(primary) = self.deciding.first() else { continue };
            scenario.set(&[(0, changed(primary, *change)?)]);
        }
        if asked.is_empty() && !successes.is_empty() {
            asked.push(self.scenario(ScenarioKind::Named, 0.0));
        }
        asked.iter_mut().for_each(|scenario| scenario.set(&successes));
        scenarios.extend(asked);
        scenarios.iter_mut().for_each(|scenario| scenario.set(&harms));
        for scenario in &scenarios {
            self.populations(scenario)?;
        }
        Ok(scenarios)
    }

    /// Nothing to be found, and nothing harmed.
    pub fn null_scenario(&self) -> Scenario {
        self.scenario(ScenarioKind::NoEffect, 0.0)
    }

    /// A quarter, three quarters, one and a quarter and one and a half times the planned effects, guardrails as in the
    /// scenarios; those that cannot be are left out.
    pub fn around_the_plan(&self, scenarios: &[Scenario]) -> Vec<Scenario> {
        const PARTS: [f64; 4] = [0.25, 0.75, 1.25, 1.5];
        let harmed = scenarios.first().map(|first| first.truths.as_slice()).unwrap_or_default();
        let harms: Vec<(usize, f64)> = harmed
            .iter()
            .enumerate()
            .filter(|(place, _)| self.is_guardrail(*place))
            .map(|(place, truth)| (place, truth.variant))
            .collect();
        let around = PARTS.iter().map(|part| {
            let mut scenario = self.scenario(ScenarioKind::Around, *part);
            scenario.set(&harms);
            scenario
        });
        around.filter(|scenario| self.populations(scenario).is_ok()).collect()
    }

    fn is_guardrail(&self, place: usize) -> bool {
        self.deciding.get(place).is_some_and(|deciding| deciding.role == MetricRole::Guardrail)
    }

    /// The control's and the variants' distribution of each metric.
    pub fn populations(&self, scenario: &Scenario) -> Result<Vec<[Population; 2]>, SimulationProblem> {
        let pairs = self.deciding.iter().zip(&scenario.truths);
        pairs
            .map(|(deciding, truth)| {
                let of = |value: f64| {
                    let population = Population::of(&deciding.measured, value, deciding.reading);
                    let metric = Box::new(deciding.metric.clone());
                    population.ok_or(SimulationProblem::ImpossibleEffect { metric, value })
                };
                Ok([of(truth.control)?, of(truth.variant)?])
            })
            .collect()
    }

    /// What the simulation takes for granted.
    pub fn assumed(&self) -> Vec<Assumption> {
        let means = |deciding: &Deciding| {
            matches!(deciding.measured, Measured::Mean { .. } | Measured::Ratio { .. } | Measured::Quantile { .. })
        };
        let capped = |deciding: &Deciding| deciding.metric.detail.cap.is_some();
        [
            (Assumption::IndependentMetrics, self.deciding.len() > 1),
            (Assumption::SameEffectOfVariants, self.plan.variants().len() > 1),
            (Assumption::NormalMeans, self.deciding.iter().any(means)),
            (Assumption::CappedValues, self.deciding.iter().any(capped)),
        ]
        .into_iter()
        .filter_map(|(assumption, applies)| applies.then_some(assumption))
        .collect()
    }

    /// The success metrics a part of the way to their planned effects, the guardrails unharmed.
    fn scenario(&self, kind: ScenarioKind, part: f64) -> Scenario {
        let truths = self.deciding.iter().map(|deciding| Truth {
            metric: deciding.metric.id.clone(),
            role: deciding.role,
            control: deciding.measured.baseline(),
            variant: deciding.on_the_way(part),
        });
        Scenario { kind, truths: truths.collect() }
    }

    fn named(&self, effect: &NamedEffect) -> Result<(usize, f64), SimulationProblem> {
        let wanted = effect.metric.to_lowercase();
        let mut deciding = self.deciding.iter().enumerate();
        match deciding.find(|(_, deciding)| deciding.metric.id.as_str().to_lowercase() == wanted) {
            Some((place, deciding)) => Ok((place, changed(deciding, effect.change)?)),
            None => {
                let known = self.deciding.iter().map(|deciding| deciding.metric.id.clone()).collect();
                Err(SimulationProblem::UnknownMetric { metric: effect.metric.clone(), known })
            }
        }
    }
}

impl Scenario {
    /// Sets the variants' value of metrics by their places.
    fn set(&mut self, values: &[(usize, f64)]) {
        for (place, value) in values {
            if let Some(truth) = self.truths.get_mut(*place) {
                truth.variant = *value;
            }
        }
    }
}

/// The value a change leads to.
fn changed(deciding: &Deciding, change: Change) -> Result<f64, SimulationProblem> {
    let metric = &deciding.metric;
    if matches!(change, Change::Lift(_)) && !metric.kind.has_lift() {
        return Err(SimulationProblem::NoLift { metric: metric.name.clone() });
    }
    let baseline = deciding.measured.baseline();
    Ok(baseline + change.difference(baseline))
}

impl Deciding {
    fn success(plan: &Plan, success: SuccessMetric, is_primary: bool) -> Result<Self, SimulationProblem> {
        let SuccessMetric { metric, baseline, effect, null } = success;
        let measured = Measured::of(&metric, &baseline).ok_or(PlanSizeError::Baseline)?;
        // The covariate is the primary metric's alone.
        let correlation = plan.design.efficiency.covariate_correlation();
        let covariate_correlation = correlation.filter(|_| is_primary && metric.kind.can_be_adjusted());
        let reading = Reading { per_unit: per_unit(plan), covariate_correlation };
        Ok(Self { metric, role: MetricRole::Primary, effect, null, measured, reading })
    }

    fn guardrail(plan: &Plan, metric: &Metric) -> Option<Self> {
        let measured = Measured::of(metric, metric.baseline.as_ref()?)?;
        let reading = Reading { per_unit: per_unit(plan), covariate_correlation: None };
        let (effect, null) = (Change::Difference(0.0), NullHypothesis::Equal);
        Some(Self { metric: metric.clone(), role: MetricRole::Guardrail, effect, null, measured, reading })
    }

    /// The value of the variants a part of the way from what the test tries to rule out to the planned effect.
    fn on_the_way(&self, part: f64) -> f64 {
        let (baseline, null) = (self.measured.baseline(), self.null);
        // Equivalence is ruled out from both sides; its risk is the same on either margin.
        let origin = match null.is_equivalence() {
            true if null.is_relative() => baseline * (1.0 + null.margin()),
            true => baseline + null.margin(),
            false => null.origin(baseline),
        };
        let target = baseline + self.effect.difference(baseline);
        if part == 1.0 { target } else { origin + part * (target - origin) }
    }

    /// Whether effects on it are told relative to its control.
    pub fn is_told_relative(&self) -> bool {
        self.metric.kind.has_lift() && matches!(self.effect, Change::Lift(_))
    }

    /// The risk the plan's rule holds its p-value against: against a margin one direction counts.
    pub fn risk(&self, plan: &Plan) -> f64 {
        let alpha = plan.design.alpha.get();
        if self.null.has_margin() { plan.design.sides.level(alpha) } else { alpha }
    }
}

fn per_unit(plan: &Plan) -> bool {
    plan.data.kind != DataKind::Summary
}

/// The plan without what decides nothing, and without guardrails of which nothing can be drawn.
fn reduced(plan: &Plan) -> (Plan, Vec<LeftOut>) {
    let left = |metric: &Metric, because| LeftOut { metric: metric.id.clone(), name: metric.name.clone(), because };
    let known = |metric: &Metric| metric.baseline.as_ref().is_some_and(|now| Measured::of(metric, now).is_some());
    let guardrails = plan.guardrails.iter().filter(|guardrail| !known(&guardrail.metric));
    let mut left_out: Vec<LeftOut> =
        guardrails.map(|guardrail| left(&guardrail.metric, LeftOutBecause::NoBaseline)).collect();
    left_out.extend(plan.secondary.iter().map(|metric| left(metric, LeftOutBecause::DecidesNothing)));
    let mut reduced = plan.clone();
    reduced.guardrails.retain(|guardrail| known(&guardrail.metric));
    reduced.secondary.clear();
    reduced.segments.clear();
    (reduced, left_out)
}

fn shared_out(plan: &Plan, units: u64) -> Vec<PlannedArm> {
    let arm = |arm: &crate::plan::Arm| PlannedArm {
        name: arm.name.clone(),
        units: (arm.share.get() * units as f64).floor() as u64,
    };
    plan.arms.iter().map(arm).collect()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::metric::{Baseline, Direction, MetricDetail, MetricKind};
    use crate::plan::{
        Arm, Correction, DataSource, Defaults, Efficiency, FamilyCorrection, Guardrail, Hypothesis, NullHypothesis,
        PowerOf, Rule, Terms,
    };
    use crate::quantity::{Positive, Proportion, Share};
    use jiff::civil::date;

    fn metric(id: &str, kind: MetricKind, direction: Direction, baseline: Option<Baseline>) -> Metric {
        let (value_per_unit, stage, unit, detail) = (None, None, None, MetricDetail::default());
        let (id, name) = (id.parse().unwrap(), id.to_owned());
        Metric { id, name, kind, direction, baseline, value_per_unit, stage, unit, detail }
    }

    /// A guardrail on a rate, of which less is better, with this baseline and the rise that is bearable.
    pub fn guardrail(baseline: Option<f64>, margin: f64) -> Guardrail {
        let baseline = baseline.map(|rate| Baseline::Rate(Proportion::new(rate).unwrap()));
        let metric = metric("contacts", MetricKind::Proportion, Direction::Lower, baseline);
        Guardrail { metric, margin: Change::Difference(margin) }
    }

    /// A plan of two arms and two weeks on a metric of this kind, sized for 80 %.
    pub fn plan(kind: MetricKind, guardrails: Vec<Guardrail>) -> Plan {
        let (positive, share) = (|value| Positive::new(value).unwrap(), |value| Share::new(value).unwrap());
        let (baseline, effect) = match kind {
            MetricKind::Mean => {
                (Baseline::Mean { mean: 25.0, standard_deviation: positive(40.0) }, Change::Difference(4.0))
            }
            MetricKind::Nps => {
                (Baseline::Recommendation { promoters: share(0.4), detractors: share(0.2) }, Change::Difference(8.0))
            }
            MetricKind::Count => {
                (Baseline::Count { rate: positive(0.8), exposure: positive(2.0), dispersion: 0.7 }, Change::Lift(-0.1))
            }
            _ => (Baseline::Rate(Proportion::new(0.2).unwrap()), Change::Lift(0.1)),
        };
        let direction = if kind == MetricKind::Count { Direction::Lower } else { Direction::Higher };
        let arm = |name: &str| Arm { name: name.to_owned(), share: Proportion::new(0.5).unwrap(), code: None };
        let Defaults { alpha, power, sides, min_weeks, max_weeks, .. } = Defaults::default();
        Plan {
            id: "E001".parse().unwrap(),
            title: "A test".to_owned(),
            improvement: None,
            hypothesis: Hypothesis::default(),
            arms: vec![arm("control"), arm("variant")],
            primary: metric("primary", kind, direction, Some(baseline.clone())),
            baseline,
            also_primary: Vec::new(),
            secondary: Vec::new(),
            guardrails,
            effect,
            null: NullHypothesis::Equal,
            design: Terms {
                alpha,
                power,
                sides,
                correction: Correction::Dunnett,
                secondary_correction: FamilyCorrection::default(),
                min_weeks,
                max_weeks,
                units: None,
                efficiency: Efficiency::default(),
                power_of: PowerOf::default(),
            },
            start: date(2026, 7, 6),
            end: date(2026, 7, 19),
            segments: Vec::new(),
            lane: None,
            data: DataSource {
                kind: DataKind::Summary,
                file: "data.csv".to_owned(),
                columns: Vec::new(),
                events: None,
            },
            prediction: None,
            rule: Rule::default(),
            rule_text: None,
        }
    }

    #[test]
    fn scenarios_run_from_nothing_to_what_was_asked_for() {
        let plan = plan(MetricKind::Proportion, vec![guardrail(Some(0.04), 0.01)]);
        let harm = NamedEffect { metric: "contacts".to_owned(), change: Change::Lift(0.5) };
        let request = Request { effects: vec![Change::Difference(0.03)], others: vec![harm], ..Request::default() };
        let world = World::of(&plan, &plan.planned_arms().unwrap(), &request).unwrap();
        let scenarios = world.scenarios(&request).unwrap();
        let lifts: Vec<f64> = scenarios.iter().map(|scenario| scenario.truths[0].lift().unwrap()).collect();
        for (lift, expected) in lifts.iter().zip([0.0, 0.05, 0.1, 0.15]) {
            assert!((lift - expected).abs() < 1e-12, "{lifts:?}");
        }
        assert!(scenarios.iter().all(|scenario| (scenario.truths[1].variant - 0.06).abs() < 1e-12));
        let around = world.around_the_plan(&scenarios);
        assert_eq!(around.len(), 4);
        assert_eq!(world.null_scenario().truths[1].difference(), 0.0, "looks at a world where nothing is harmed");
    }

    #[test]
    fn equivalence_has_nothing_to_find_on_its_margin() {
        let mut plan = plan(MetricKind::Mean, Vec::new());
        (plan.null, plan.effect) = (NullHypothesis::LiftBeyond { margin: 0.2 }, Change::Difference(0.0));
        let world = World::of(&plan, &[], &Request { units: Some(4_000), ..Request::default() }).unwrap();
        assert!((world.deciding[0].on_the_way(0.0) - 30.0).abs() < 1e-12);
        assert_eq!(world.deciding[0].on_the_way(1.0), 25.0);
        assert_eq!(world.planned.iter().map(|arm| arm.units).collect::<Vec<_>>(), [2_000, 2_000]);
    }
}
