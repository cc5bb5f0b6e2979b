//! The page of a plan and of its lock: what will be tested, how large, how long, and what was believed.

use jiff::civil::Date;
use serde::Serialize;

use super::analysis::MarginAnswer;
use super::looks::{self, ExpectedUnitsAnswer, LookAnswer};
use super::measured::simulated_fact;
use super::size_answer::SimulatedAnswer;
use super::verdict::{role_words, value_words};
use super::{Callout, Cell, Column, Compose, Document, Facts, Table};
use crate::analysis::change_argument;
use crate::metric::{Metric, MetricRole};
use crate::pipeline::{SimulatedDecision, SimulatedPlan};
use crate::plan::sizing::Sizing;
use crate::plan::{Draft, Lock, Plan, PowerOf, RuleKind, SuccessRule, TogetherNeeds, fingerprint};
use crate::words::{Argument, Message, Words};

/// The page of a plan with its size and, where they were run, what simulated tests of it found; locked or not.
#[must_use]
pub fn document(
    plan: &Plan,
    sizing: &Sizing,
    simulated: &SimulatedPlan,
    lock: Option<&Lock>,
    words: &Words,
) -> Document {
    let title = title(plan);
    let page = match lock {
        Some(lock) => Document::new(title).callout(
            Callout::good(words.say(&Message::new("lock-done").date("on", lock.on))).text(words.key("lock-what")).hint(
                words.say(&Message::new("lock-next").text("id", plan.id.as_str()).date("end", first_look(plan, lock))),
            ),
        ),
        None => Document::new(title),
    };
    let page = body(page, plan, sizing, simulated, words);
    match lock {
        Some(lock) => {
            page.footer(words.say(&Message::new("lock-fingerprint").text("fingerprint", lock.fingerprint.as_str())))
        }
        None => page,
    }
}

/// The page of a draft: whether its traffic suffices, the ways out where it does not, then the plan.
#[must_use]
pub fn draft_document(draft: &Draft, sizing: &Sizing, simulated: &SimulatedPlan, words: &Words) -> Document {
    let page = Document::new(title(&draft.plan));
    let traffic = words.say(&draft.said_traffic());
    let page = if draft.ways_out.is_empty() {
        page.paragraph(traffic)
    } else {
        let ways = draft.ways_out.iter().map(|way| words.say(&way.said()));
        page.callout(Callout::watch(words.key("plan-short")).text(traffic))
            .paragraph(words.key("draft-ways"))
            .bullets(ways)
    };
    body(page, &draft.plan, sizing, simulated, words)
}

/// The day after which there is something to look at: the first look that may decide, or the end.
fn first_look(plan: &Plan, lock: &Lock) -> Date {
    let first = plan.rule.looks().and_then(|looks| looks.information.rates().first().copied());
    first.and_then(|share| looks::day_of(plan, share)).unwrap_or(lock.end)
}

fn title(plan: &Plan) -> String {
    format!("{} · {}", plan.id, plan.title)
}

fn body(page: Document, plan: &Plan, sizing: &Sizing, simulated: &SimulatedPlan, words: &Words) -> Document {
    let page = page.facts(facts(plan, sizing, simulated, words)).table(arms(plan, sizing, words));
    let page = match sizing.sized_looks() {
        Some(looks) => page.table(looks::dated_table(&looks, plan, sizing, words)),
        None => page,
    };
    page.table(metrics(plan, sizing, words))
}

fn facts(plan: &Plan, sizing: &Sizing, simulated: &SimulatedPlan, words: &Words) -> Facts {
    let dates = Message::new("plan-dates")
        .date("start", plan.start)
        .date("end", plan.end)
        .count("days", plan.planned_days().into());
    let mut facts = Facts::new().fact(words.key("plan-change"), plan.hypothesis.change.as_str());
    for success in plan.success_metrics() {
        let metric = &success.metric;
        let effect = Message::new("plan-effect")
            .with("effect", change_argument(success.effect, metric))
            .text("baseline", value_words(success.baseline.value(), metric, words))
            .text("target", value_words(success.target(), metric, words));
        facts = facts
            .fact(words.key("plan-primary"), metric.name.as_str())
            .fact(words.key("plan-effect-label"), words.say(&effect));
    }
    if !plan.also_primary.is_empty() {
        facts = facts.fact(words.key("plan-success-label"), words.say(&success_rule(plan)));
    }
    facts = facts.fact(words.key("plan-risks-label"), words.say(&risks(plan, sizing)));
    if let Some(simulated) = &simulated.primary {
        let (name, value, how) = simulated_fact(simulated, words);
        facts = facts.detailed(name, value, how);
    }
    if let Some(simulated) = &simulated.decision {
        let (name, value, how) = decision_fact(simulated, words);
        facts = facts.detailed(name, value, how);
    }
    facts = facts.fact(words.key("plan-dates-label"), words.say(&dates));
    if let Some(looks) = sizing.sized_looks() {
        let expected = words.say(&looks::expected_days(&looks, plan, sizing));
        facts = facts.fact(words.key("looks-expected-length"), expected);
    }
    if plan.rule.kind == RuleKind::AnyTime {
        facts = facts.fact(words.key("plan-success-label"), words.key("plan-any-time"));
    }
    if let Some(prediction) = &plan.prediction {
        let range = Message::new("prediction-range")
            .signed_percent("low", prediction.lift.low(), 1)
            .signed_percent("likely", prediction.lift.likely(), 1)
            .signed_percent("high", prediction.lift.high(), 1);
        facts = facts.fact(words.key("prediction-lift"), words.say(&range));
    }
    facts
}

/// When the plan ships, where several success metrics decide.
fn success_rule(plan: &Plan) -> Message {
    let guarded = !plan.guardrails.is_empty();
    let rule = Message::new(match (plan.rule.success, guarded) {
        (SuccessRule::Any, false) => "plan-success-any",
        (SuccessRule::Any, true) => "plan-success-any-guarded",
        (SuccessRule::All, false) => "plan-success-all",
        (SuccessRule::All, true) => "plan-success-all-guarded",
    });
    rule.count("metrics", plan.deciding().count() as u64)
}

fn risks(plan: &Plan, sizing: &Sizing) -> Message {
    let alpha = plan.design.alpha.get();
    if plan.also_primary.is_empty() {
        return Message::new("plan-risks").percent("alpha", alpha, 1).percent("power", sizing.power_attained, 1);
    }
    Message::new("plan-sharing").percent("alpha", alpha, 1).percent("each", plan.success_alpha().get(), 2).percent(
        "power",
        plan.design.power.get(),
        1,
    )
}

/// How often simulated tests ship, with the planned effects and without any.
fn decision_fact(simulated: &SimulatedDecision, words: &Words) -> (String, String, String) {
    let what = Message::new("plan-decision-simulated-what")
        .percent("ship", simulated.planned, 1)
        .number("error", 100.0 * simulated.standard_error, 1)
        .percent("false", simulated.unmoved, 1);
    let how = Message::new("plan-decision-simulated-how").count("tests", simulated.tests.into());
    (words.key("plan-decision-simulated"), words.say(&what), words.say(&how))
}

fn arms(plan: &Plan, sizing: &Sizing, words: &Words) -> Table {
    let table = Table::new(words.key("plan-arms-caption"))
        .column(Column::text(words.key("column-arm")))
        .column(Column::number(words.key("column-share")))
        .column(Column::number(words.key("column-units")));
    table.rows(plan.arms.iter().zip(&sizing.arms).map(|(arm, sized)| {
        [
            Cell::text(&arm.name),
            Cell::number(words.percent(arm.share.get(), 1), arm.share.get()),
            Cell::count(words.count(sized.n), sized.n),
        ]
    }))
}

/// What the whole decision needs, and what it has, in two sentences.
fn together(plan: &Plan, sizing: &Sizing, needs: &TogetherNeeds, words: &Words) -> Option<String> {
    let deciding = needs.deciding()?;
    let name = plan.metrics().into_iter().find(|metric| metric.id == deciding.metric)?.name.clone();
    let needed = Message::new("plan-together")
        .percent("power", plan.design.power.get(), 0)
        .percent("each", needs.power_of_each.get(), 1)
        .count("metrics", needs.needs.len() as u64)
        .text("metric", name)
        .count("units", deciding.n_total?);
    let has = match needs.least_power {
        Some(least) => Message::new("plan-together-least").percent("least", least, 0),
        None => match without_baseline(plan) {
            unknown if unknown.is_empty() => Message::new("plan-together-little"),
            unknown => Message::new("plan-together-unknown").texts("metrics", unknown),
        },
    };
    let apart =
        !plan.also_primary.is_empty() && !plan.guardrails.is_empty() && plan.design.power_of == PowerOf::Primary;
    let sized_by = needs.sized_by.as_ref().filter(|_| apart);
    let sized_by = sized_by.and_then(|id| plan.metrics().into_iter().find(|metric| metric.id == *id));
    let sized_by = sized_by.map(|metric| {
        let message = Message::new("plan-sized-by").count("units", sizing.n_total).text("metric", &metric.name);
        words.say(&message.percent("power", plan.design.power.get(), 0))
    });
    Some(
        [Some(words.say(&needed)), sized_by, Some(words.say(&has))].into_iter().flatten().collect::<Vec<_>>().join(" "),
    )
}

/// Names of the guardrails whose baseline is not known, so that nobody can compute their power.
fn without_baseline(plan: &Plan) -> Vec<&str> {
    let unknown = plan.guardrails.iter().filter(|guardrail| matches!(plan.guardrail_power(guardrail), Ok(None)));
    unknown.map(|guardrail| guardrail.metric.name.as_str()).collect()
}

/// Units of all arms that a metric needs for the whole decision.
fn needed_units(needs: Option<&TogetherNeeds>, metric: &Metric, words: &Words) -> Cell {
    let need = needs.and_then(|needs| needs.needs.iter().find(|need| need.metric == metric.id));
    match need.and_then(|need| need.n_total) {
        Some(units) => Cell::count(words.count(units), units),
        None => Cell::text("—").muted(),
    }
}

fn metrics(plan: &Plan, sizing: &Sizing, words: &Words) -> Table {
    let needs = plan.needs().ok().flatten();
    let needs = needs.as_ref();
    let mut table = Table::new(words.key("plan-metrics-caption"))
        .column(Column::text(words.key("column-metric")))
        .column(Column::text(words.key("column-role")))
        .column(Column::number(words.key("column-margin")))
        .column(Column::number(words.key("column-guardrail-power")));
    if needs.is_some() {
        table = table.column(Column::number(words.key("column-units-together")));
    }
    for metric in plan.deciding() {
        let own = needs.and_then(|needs| needs.needs.iter().find(|need| need.metric == metric.id)?.power);
        let own = own.or_else(|| (metric.id == plan.primary.id).then_some(sizing.power_attained));
        table = table.row([
            Cell::text(&metric.name),
            Cell::text(role_words(MetricRole::Primary, words)),
            Cell::empty(),
            own.map_or_else(|| Cell::text("—").muted(), |own| Cell::number(words.percent(own, 0), own)),
            needed_units(needs, metric, words),
        ]);
    }
    for guardrail in &plan.guardrails {
        let margin = Message::new("plan-margin").with("margin", change_argument(guardrail.margin, &guardrail.metric));
        // Without a baseline nothing can be said; with too little power a guardrail will stay unclear.
        const FAIR_POWER: f64 = 0.8;
        let power = match plan.guardrail_power(guardrail) {
            Ok(Some(power)) if power < FAIR_POWER => Cell::number(words.percent(power, 0), power).watch(),
            Ok(Some(power)) => Cell::number(words.percent(power, 0), power),
            _ => Cell::text("—").muted(),
        };
        table = table.row([
            Cell::text(&guardrail.metric.name),
            Cell::text(role_words(MetricRole::Guardrail, words)),
            Cell::text(words.say(&margin)),
            power,
            needed_units(needs, &guardrail.metric, words),
        ]);
    }
    for metric in &plan.secondary {
        table = table.row([Cell::text(&metric.name), Cell::text(role_words(MetricRole::Secondary, words))]);
    }
    let note = words.key(if plan.also_primary.is_empty() {
        "plan-guardrail-power-note"
    } else {
        "plan-guardrail-power-several"
    });
    table.note(match needs.and_then(|needs| together(plan, sizing, needs, words)) {
        Some(together) => format!("{note} {together}"),
        None => note,
    })
}

/// `jalon.plan.v1` and `jalon.lock.v1`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlanAnswer {
    experiment: String,
    title: String,
    improvement: Option<String>,
    primary: String,
    /// Further success metrics; none where the primary one decides alone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also_primary: Vec<PlannedSuccess>,
    /// How many of several success metrics must win.
    #[serde(skip_serializing_if = "Option::is_none")]
    success_rule: Option<SuccessRule>,
    guardrails: Vec<PlannedGuardrail>,
    secondary: Vec<String>,
    baseline: f64,
    target: f64,
    effect: MarginAnswer,
    alpha: f64,
    /// What each of several success metrics is tested at.
    #[serde(skip_serializing_if = "Option::is_none")]
    alpha_per_success_metric: Option<f64>,
    power: f64,
    power_attained: f64,
    /// Of simulated tests; none where they would take too long.
    power_simulated: Option<SimulatedAnswer>,
    /// Of simulated tests decided by the very rule; none where the primary metric decides alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    decision_simulated: Option<SimulatedDecisionAnswer>,
    arms: Vec<PlannedArmAnswer>,
    n_total: u64,
    /// The looks that may decide; none of a test that decides once, or at any time.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    looks: Vec<LookAnswer>,
    /// The units such a test is expected to need.
    #[serde(skip_serializing_if = "Option::is_none")]
    expected_units: Option<ExpectedUnitsAnswer>,
    /// What the whole decision needs; none without guardrails.
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<DecisionNeeds>,
    start: String,
    end: String,
    days: u32,
    fingerprint: String,
    locked_on: Option<String>,
    /// The file that was written; none for a dry run.
    file: Option<String>,
}

/// What the whole decision needs and has.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DecisionNeeds {
    /// The power it has at least with the planned units.
    least_power: Option<f64>,
    power_of_each: f64,
    /// The metric that needs the most units.
    deciding: Option<String>,
    /// The metric whose need is the planned size; none where the team set the units.
    #[serde(skip_serializing_if = "Option::is_none")]
    sized_by: Option<String>,
    needs: Vec<NeedAnswer>,
}

/// What one metric needs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NeedAnswer {
    metric: String,
    role: MetricRole,
    power: Option<f64>,
    n_total: Option<u64>,
}

impl From<TogetherNeeds> for DecisionNeeds {
    fn from(together: TogetherNeeds) -> Self {
        Self {
            least_power: together.least_power,
            power_of_each: together.power_of_each.get(),
            deciding: together.deciding().map(|need| need.metric.to_string()),
            sized_by: together.sized_by.as_ref().map(ToString::to_string),
            needs: together
                .needs
                .into_iter()
                .map(|need| NeedAnswer {
                    metric: need.metric.to_string(),
                    role: need.role,
                    power: need.power,
                    n_total: need.n_total,
                })
                .collect(),
        }
    }
}

/// A success metric beside the primary one, as planned.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlannedSuccess {
    id: String,
    baseline: f64,
    target: f64,
    effect: MarginAnswer,
}

/// How often simulated tests of the whole decision shipped.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SimulatedDecisionAnswer {
    /// With all planned effects.
    planned: f64,
    standard_error: f64,
    /// With no success metric moved.
    unmoved: f64,
    tests: u32,
}

/// A guardrail as planned.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlannedGuardrail {
    id: String,
    margin: MarginAnswer,
    power: Option<f64>,
}

/// An arm as planned.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlannedArmAnswer {
    name: String,
    share: f64,
    n: u64,
}

/// The answer for programs.
#[must_use]
pub fn answer(
    plan: &Plan,
    sizing: &Sizing,
    simulated: &SimulatedPlan,
    lock: Option<&Lock>,
    file: Option<String>,
) -> PlanAnswer {
    let guardrails = plan.guardrails.iter().map(|guardrail| PlannedGuardrail {
        id: guardrail.metric.id.to_string(),
        margin: guardrail.margin.into(),
        power: plan.guardrail_power(guardrail).ok().flatten(),
    });
    let also_primary = plan.also_primary.iter().map(|success| PlannedSuccess {
        id: success.metric.id.to_string(),
        baseline: success.baseline.value(),
        target: success.target(),
        effect: success.effect.into(),
    });
    let arms = plan.arms.iter().zip(&sizing.arms).map(|(arm, sized)| PlannedArmAnswer {
        name: arm.name.clone(),
        share: arm.share.get(),
        n: sized.n,
    });
    let sized_looks = sizing.sized_looks();
    PlanAnswer {
        experiment: plan.id.to_string(),
        title: plan.title.clone(),
        improvement: plan.improvement.as_ref().map(ToString::to_string),
        primary: plan.primary.id.to_string(),
        also_primary: also_primary.collect(),
        success_rule: (!plan.also_primary.is_empty()).then_some(plan.rule.success),
        guardrails: guardrails.collect(),
        secondary: plan.secondary.iter().map(|metric| metric.id.to_string()).collect(),
        baseline: plan.baseline_value(),
        target: plan.target_value(),
        effect: plan.effect.into(),
        alpha: plan.design.alpha.get(),
        alpha_per_success_metric: (!plan.also_primary.is_empty()).then(|| plan.success_alpha().get()),
        power: plan.design.power.get(),
        power_attained: sizing.power_attained,
        power_simulated: simulated.primary.as_ref().map(SimulatedAnswer::from),
        decision_simulated: simulated.decision.map(|simulated| {
            let SimulatedDecision { planned, standard_error, unmoved, tests } = simulated;
            SimulatedDecisionAnswer { planned, standard_error, unmoved, tests }
        }),
        arms: arms.collect(),
        n_total: sizing.n_total,
        looks: LookAnswer::dated(sized_looks.as_ref(), plan),
        expected_units: sized_looks.as_ref().map(ExpectedUnitsAnswer::from),
        decision: plan.needs().ok().flatten().map(DecisionNeeds::from),
        start: plan.start.to_string(),
        end: plan.end.to_string(),
        days: plan.planned_days(),
        fingerprint: fingerprint(plan),
        locked_on: lock.map(|lock| lock.on.to_string()),
        file,
    }
}

/// Why a plan has no size, and how to mend it.
#[must_use]
pub fn size_problem(error: &crate::plan::PlanSizeError) -> (Message, Message) {
    use crate::plan::PlanSizeError;
    use crate::plan::sizing::SizingProblem;
    let percent = |value: f64| Argument::Percent(value, 2);
    let (what, mend) = match error {
        PlanSizeError::Baseline => (Message::new("plan-size-baseline"), "plan-size-baseline-mend"),
        PlanSizeError::Split(_) => (Message::new("plan-size-split"), "plan-size-split-mend"),
        PlanSizeError::Sizing(problem) => match problem {
            SizingProblem::NothingToDetect { .. } | SizingProblem::OnTheMargin { .. } => {
                (Message::new("plan-effect-none"), "plan-effect-none-mend")
            }
            SizingProblem::TargetNotARate { baseline, target } => (
                Message::new("plan-target-outside")
                    .with("baseline", percent(*baseline))
                    .with("target", percent(*target)),
                "plan-target-outside-mend",
            ),
            SizingProblem::LiftOfZero => (Message::new("plan-size-zero"), "plan-size-zero-mend"),
            SizingProblem::ImpossibleMargin { .. } => (Message::new("plan-size-margin"), "plan-size-margin-mend"),
            SizingProblem::PowerBelowRisk { .. } => (Message::new("plan-size-power"), "plan-size-power-mend"),
            SizingProblem::TooFewUnits { .. } | SizingProblem::EffectOutOfReach { .. } => {
                (Message::new("plan-size-few"), "plan-size-few-mend")
            }
            SizingProblem::Absurd { .. } => (Message::new("plan-size-absurd"), "plan-size-absurd-mend"),
            other => (Message::new("plan-size-search").text("detail", other.to_string()), "plan-size-search-mend"),
        },
    };
    (what, Message::new(mend))
}
