//! The whole decision of a plan by simulation: every metric that decides is drawn and compared, and the very rule of the analysis
//! says what comes of it.

use super::simulated_power::{Simulation, affordable, any_time_power, simulated_power};
use crate::analysis::{MetricResult, VerdictKind, deciding_questions, rule_says};
use crate::plan::sizing::Sizing;
use crate::plan::{Plan, PlannedTest, Points, RuleKind, SimulatedPower};
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
    match plan.rule.kind {
        RuleKind::FixedHorizon => SimulatedPlan {
            primary: simulated_power(sizing, tests, seed),
            decision: simulated_decision(plan, tests, seed),
        },
        // The whole decision is drawn as one look, which is not how these decide.
        RuleKind::Looks(_) => SimulatedPlan { primary: simulated_power(sizing, tests, seed), decision: None },
        RuleKind::AnyTime => {
            SimulatedPlan { primary: any_time_power(sizing, plan.planned_days(), tests, seed), decision: None }
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metric::{Baseline, Direction, Metric, MetricDetail, MetricKind};
    use crate::plan::{
        Arm, Change, Correction, DataSource, Defaults, Efficiency, FamilyCorrection, Guardrail, Hypothesis,
        NullHypothesis, PowerOf, Rule, SuccessMetric, SuccessRule, Terms,
    };
    use crate::quantity::Positive;
    use crate::stats::Sides;
    use jiff::civil::date;

    fn rate(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    fn metric(id: &str) -> Metric {
        Metric {
            id: id.parse().unwrap(),
            name: id.to_owned(),
            kind: MetricKind::Mean,
            direction: Direction::Higher,
            baseline: Some(Baseline::Mean { mean: 100.0, standard_deviation: Positive::new(10.0).unwrap() }),
            value_per_unit: None,
            stage: None,
            unit: None,
            detail: MetricDetail::default(),
        }
    }

    /// Success metrics that plan for 1 more in the mean of 100, and guardrails that must not lose as much.
    fn plan(rule: SuccessRule, sides: Sides, success: usize, guardrails: usize, variants: usize) -> Plan {
        let Defaults { alpha, power, min_weeks, max_weeks, .. } = Defaults::default();
        let share = rate(1.0 / (variants + 1) as f64);
        let arm = |place: usize| Arm { name: format!("arm {place}"), share, code: None };
        let primary = metric("m0");
        let also = (1..success).map(|place| {
            let metric = metric(&format!("m{place}"));
            let baseline = metric.baseline.clone().unwrap();
            SuccessMetric { metric, baseline, effect: Change::Difference(1.0), null: NullHypothesis::Equal }
        });
        let guardrails = (0..guardrails)
            .map(|place| Guardrail { metric: metric(&format!("g{place}")), margin: Change::Difference(-1.0) });
        Plan {
            id: "E001".parse().unwrap(),
            title: "A test".to_owned(),
            improvement: None,
            hypothesis: Hypothesis::default(),
            arms: (0..=variants).map(arm).collect(),
            baseline: primary.baseline.clone().unwrap(),
            primary,
            also_primary: also.collect(),
            secondary: Vec::new(),
            guardrails: guardrails.collect(),
            effect: Change::Difference(1.0),
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
                power_of: PowerOf::Decision,
            },
            start: date(2026, 7, 6),
            end: date(2026, 7, 19),
            segments: Vec::new(),
            lane: None,
            data: DataSource {
                kind: Default::default(),
                file: "data.csv".to_owned(),
                columns: Vec::new(),
                events: None,
            },
            prediction: None,
            rule: Rule { success: rule, ..Rule::default() },
            rule_text: None,
        }
    }

    const TESTS: u32 = 4_000;

    /// Shares of simulated tests that ship and that stop, where only so many success metrics have their planned effect.
    fn shares(plan: &Plan, moved: usize) -> (f64, f64) {
        let planned = plan.planned_tests().unwrap().unwrap();
        let truth: Vec<PlannedTest> = planned
            .iter()
            .enumerate()
            .map(|(place, test)| if place < moved { test.clone() } else { on_hypothesis(test) })
            .collect();
        let found = decisions(plan, &truth, TESTS, 20_261_122).unwrap();
        (f64::from(found.shipped) / f64::from(TESTS), f64::from(found.stopped) / f64::from(TESTS))
    }

    /// Four standard errors of a share.
    fn slack(share: f64) -> f64 {
        4.0 * (share * (1.0 - share) / f64::from(TESTS)).sqrt()
    }

    /// Independent metrics: the closed forms of a union and of an intersection of independent events.
    #[test]
    fn nothing_moves_and_the_rule_ships_as_rarely_as_it_may() {
        for (sides, each) in [(Sides::Two, 0.025), (Sides::One, 0.05)] {
            let any = plan(SuccessRule::Any, sides, 2, 0, 1);
            // One better at half the one-sided risk, the other not worse by the same.
            let half = each / 2.0;
            let expected = 2.0 * half * (1.0 - 2.0 * half) + half * half;
            let (ships, stops) = shares(&any, 0);
            assert!((ships - expected).abs() < slack(expected), "{sides:?}: {ships} against {expected}");
            // Any decision at all: the whole risk, on both sides.
            let either = 1.0 - (1.0 - 2.0 * half).powi(2);
            assert!((ships + stops - either).abs() < slack(either), "{sides:?}: {ships} + {stops} against {either}");
            let all = shares(&plan(SuccessRule::All, sides, 2, 0, 1), 0).0;
            assert!(all < 0.004, "two false alarms at once: {all}");
        }
    }

    #[test]
    fn one_metric_without_effect_among_sure_ones_keeps_its_risk() {
        let mut all = plan(SuccessRule::All, Sides::One, 2, 0, 1);
        // So many units that the first metric cannot miss.
        all.design.units = Some(60_000);
        let (ships, _) = shares(&all, 1);
        assert!((ships - 0.05).abs() < slack(0.05), "{ships}");
    }

    #[test]
    fn the_planned_effects_ship_as_often_as_planned() {
        for (rule, guardrails) in
            [(SuccessRule::Any, 0), (SuccessRule::Any, 2), (SuccessRule::All, 0), (SuccessRule::All, 1)]
        {
            let plan = plan(rule, Sides::Two, 2, guardrails, 1);
            let (all_move, _) = shares(&plan, 2);
            assert!(all_move > 0.8 - slack(0.8), "{rule:?} {guardrails}: {all_move}");
            // Where one win suffices, whichever single metric moves gives the power: the bound is close, not idle.
            let (one_moves, _) = shares(&plan, 1);
            match rule {
                SuccessRule::Any => {
                    assert!((0.8 - slack(0.8)..0.87).contains(&one_moves), "{guardrails}: {one_moves}");
                }
                SuccessRule::All => assert!(one_moves < 0.05, "{guardrails}: {one_moves}"),
            }
        }
    }

    #[test]
    fn several_variants_share_the_risk_too() {
        let any = plan(SuccessRule::Any, Sides::Two, 2, 0, 2);
        let (ships, _) = shares(&any, 0);
        assert!(ships < 0.025 + slack(0.025) && ships > 0.01, "{ships}");
        assert!(shares(&any, 2).0 > 0.8 - slack(0.8));
    }

    #[test]
    fn the_answer_tells_both_truths_and_repeats_itself() {
        let plan = plan(SuccessRule::Any, Sides::Two, 2, 1, 1);
        let sizing = plan.size().unwrap();
        let found = simulated_plan(&plan, &sizing, Some(400), 7);
        let decision = found.decision.unwrap();
        assert_eq!((decision.tests, found.primary.unwrap().tests), (400, 400));
        assert!(decision.planned > 0.8 && decision.unmoved < 0.06 && decision.standard_error > 0.0);
        assert_eq!(simulated_plan(&plan, &sizing, Some(400), 7), found);
    }

    #[test]
    fn a_metric_alone_and_an_unknown_guardrail_have_no_decision_to_simulate() {
        let alone = plan(SuccessRule::Any, Sides::Two, 1, 0, 1);
        assert_eq!(simulated_plan(&alone, &alone.size().unwrap(), Some(50), 1).decision, None);
        let mut unknown = plan(SuccessRule::Any, Sides::Two, 2, 1, 1);
        unknown.guardrails[0].metric.baseline = None;
        assert_eq!(simulated_plan(&unknown, &unknown.size().unwrap(), Some(50), 1).decision, None);
    }
}
