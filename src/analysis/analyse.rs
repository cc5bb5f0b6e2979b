use jiff::civil::Date;

use super::clustered::Widened;
use super::compare::{NamedArm, Question};
use super::effect::{Effect, MetricResult};
use super::happened;
use super::health::{self, HealthCheck, HealthStatus, Window};
use super::observed::{Observed, compare_metric};
use super::reading::{self, Reading};
use super::record::{ArmUnits, Look, SeenEffect, SeenInterval, VerdictKind};
use super::schedule::{Now, Occasion, share};
use super::segments::{Segments, segments};
use super::several_metrics::metrics;
use super::shared_risk::SharedRisk;
use super::stage::Stage;
use super::verdict::{GuardrailOutcome, Verdict, guardrails, verdict};
use super::watching::{Peeking, Watched, peeking, watched};
use crate::data::{Aggregates, Tally};
use crate::id::Id;
use crate::metric::{Direction, Metric, MetricKind, MetricRole};
use crate::number::kept;
use crate::plan::{Correction, NullHypothesis, Plan, PlannedArm, days_between};
use crate::quantity::Proportion;
use crate::stats::{Alternative, Sides};

/// What one look at the data says.
#[derive(Debug, Clone, PartialEq)]
pub struct Analysis {
    /// The experiment.
    pub experiment: Id,
    /// The day of the look.
    pub on: Date,
    /// The last day the data speak of; none where they are not dated.
    pub data_through: Option<Date>,
    /// Days of the test so far.
    pub days: u32,
    /// Units of each arm, control first.
    pub arms: Vec<ArmUnits>,
    /// Units each arm was to get.
    pub planned: Vec<PlannedArm>,
    /// The effects: primary, then guardrails, then secondary metrics.
    pub metrics: Vec<MetricResult>,
    /// How the guardrails came out.
    pub guardrails: Vec<GuardrailOutcome>,
    /// What was checked, and how it came out.
    pub health: Vec<HealthCheck>,
    /// The success metrics read once, each variant by itself, with standard errors: what a belief is brought up to date with.
    pub alone: Vec<MetricResult>,
    /// The primary effect up to and with each day.
    pub daily: Vec<DailyEffect>,
    /// How the secondary metrics share a risk; none where they make one comparison or none.
    pub secondary_risk: Option<SharedRisk>,
    /// The primary effect by segment; it decides nothing.
    pub segments: Segments,
    /// Where the primary comparisons stand against the bounds of their looks; empty for a plan without looks.
    pub watched: Vec<Watched>,
    /// What looking early makes of the primary p-value; none where the plan lets looks decide, or at its end.
    pub peeking: Option<Peeking>,
    /// What the plan's rule says.
    pub verdict: Verdict,
}

/// The primary effect with all data up to and with a day.
#[derive(Debug, Clone, PartialEq)]
pub struct DailyEffect {
    /// The day.
    pub day: Date,
    /// Units of all arms.
    pub units: u64,
    /// The effect of each variant.
    pub result: MetricResult,
}

/// Takes a look at the data of an experiment on a day.
///
/// Days before the start, after the planned end or after the day of the look are left out and said.
#[must_use]
pub fn analyse(plan: &Plan, before: &Before<'_>, data: &Aggregates, on: Date) -> Analysis {
    let planned = before.planned;
    let window = Window::of(plan, data, on);
    let data = &data.on_days(|day| window.accepts(day));
    let data_through = data.days().last().copied();
    let days = days_between(plan.start, data_through.unwrap_or(window.last));
    let health = checks(plan, planned, data, &window, days);
    let totals = data.totals();
    let named = plan.arms.iter().zip(&totals);
    let arms: Vec<ArmUnits> =
        named.map(|(arm, tally)| ArmUnits { name: arm.name.clone(), units: tally.units }).collect();
    let now = Now { on, through: data_through.unwrap_or(window.last), arms: &arms };
    let occasion = plan.rule.looks().and_then(|looks| Occasion::of(looks, plan, planned, before.looks, &now));
    let reading = reading(plan, occasion.as_ref(), &totals, planned);
    let (metrics, secondary_risk) = metrics(plan, &totals, reading);
    let guardrails = guardrails(plan, &metrics);
    let asked = roles(plan);
    let watched = match (plan.rule.looks(), &occasion) {
        (Some(looks), Some(occasion)) => watched(plan, looks, occasion, before.looks, &asked, &metrics),
        _ => Vec::new(),
    };
    let stage = Stage::of(plan, occasion.as_ref(), &watched, *before, &now);
    let verdict = verdict(plan, &health, &metrics, &guardrails, &stage);
    let is_early = verdict.kind == VerdictKind::TooEarly && !plan.rule.decides_early();
    let peeking = asked.first().zip(metrics.first()).filter(|_| is_early).and_then(|(asked, result)| {
        let earlier: Vec<Look> = before.looks.iter().filter(|look| look.on <= on).cloned().collect();
        peeking(plan, planned, &earlier, share(&arms, planned)?, asked, result)
    });
    Analysis {
        experiment: plan.id.clone(),
        on,
        data_through,
        days,
        arms,
        planned: planned.to_vec(),
        alone: asked.iter().filter_map(|asked| asked.alone(plan, &totals)).collect(),
        daily: daily(plan, data, planned),
        segments: segments(plan, data),
        secondary_risk,
        metrics,
        guardrails,
        health,
        watched,
        peeking,
        verdict,
    }
}

/// What was planned and seen before a look.
#[derive(Debug, Clone, Copy)]
pub struct Before<'a> {
    /// The units each arm was to get, as the lock froze them.
    pub planned: &'a [PlannedArm],
    /// The looks so far, as the record keeps them.
    pub looks: &'a [Look],
}

impl<'a> Before<'a> {
    /// A first look.
    #[must_use]
    pub fn any_look(planned: &'a [PlannedArm]) -> Self {
        Self { planned, looks: &[] }
    }
}

/// How totals are read at a look.
fn reading<'a>(
    plan: &'a Plan,
    occasion: Option<&'a Occasion>,
    totals: &[Tally],
    planned: &[PlannedArm],
) -> Reading<'a> {
    let units = totals.iter().fold(0, |sum: u64, tally| sum.saturating_add(tally.units));
    let wanted = planned.iter().fold(0, |sum: u64, arm| sum.saturating_add(arm.units));
    Reading::of(plan, occasion, units, wanted)
}

fn checks(plan: &Plan, planned: &[PlannedArm], data: &Aggregates, window: &Window, days: u32) -> Vec<HealthCheck> {
    let mut checks = vec![
        health::sample_ratio_check(plan, data),
        health::empty_arm_check(data),
        health::missing_days_check(data, window, data.days().last().copied()),
    ];
    checks.extend(health::days_outside_check(window));
    checks.extend(health::bad_rows_check(data));
    checks.extend(health::joined_checks(data));
    checks.push(health::whole_weeks_check(days));
    let over = [health::planned_weeks_check(plan, days), health::planned_size_check(planned, data)];
    // A test that may decide before its end is not too short: its rule says what may be decided when.
    checks.extend(over.map(|check| if plan.rule.decides_early() { health::on_the_way(check) } else { check }));
    checks.extend(happened::happened_checks(plan, data));
    checks.extend(happened::answer_scale_check(plan, data));
    checks.extend(health::segments_check(plan, data));
    checks.extend(health::clusters_check(plan));
    checks
}

impl Analysis {
    /// The look as the record keeps it.
    #[must_use]
    pub fn look(&self, data_digest: String, fingerprint: String) -> Look {
        Look {
            on: self.on,
            data_through: self.data_through,
            data_digest,
            fingerprint,
            arms: self.arms.clone(),
            verdict: self.verdict.kind,
            failed_checks: self
                .health
                .iter()
                .filter(|found| found.status != HealthStatus::Ok)
                .map(|found| found.check.name().to_owned())
                .collect(),
            effects: self.metrics.iter().flat_map(seen).collect(),
        }
    }

    /// The primary metric's result; none where an arm has no units.
    #[must_use]
    pub fn primary(&self) -> Option<&MetricResult> {
        self.metrics.iter().find(|metric| metric.role == MetricRole::Primary)
    }
}

/// The effects of a metric as the record keeps them; what has no estimate is left out.
fn seen(result: &MetricResult) -> Vec<SeenEffect> {
    let value = |name: &str| result.arms.iter().find(|arm| arm.name == name).map(|arm| arm.estimate);
    let interval = |effect: &Effect| {
        let (low, high) = (effect.low.value().map(kept), effect.high.value().map(kept));
        effect.estimate.map(|estimate| SeenInterval { estimate: kept(estimate), low, high, level: kept(effect.level) })
    };
    let comparisons = result.comparisons.iter();
    comparisons
        .filter_map(|comparison| {
            Some(SeenEffect {
                metric: result.id.parse().ok()?,
                role: result.role,
                variant: comparison.variant.clone(),
                control: kept(value(&comparison.control)?),
                value: kept(value(&comparison.variant)?),
                difference: interval(&comparison.difference)?,
                lift: interval(&comparison.lift),
                p_value: comparison.deciding_p_value().map(kept),
                z: comparison.single_look.map(|look| kept(look.z)),
            })
        })
        .collect()
}

/// A metric of the plan, what it is there for, and its place in the tallies.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    metric: &'a Metric,
    pub role: MetricRole,
    null: NullHypothesis,
    place: usize,
    /// The risk of each comparison, where others correct for their number; else the plan's, which corrects for the variants.
    risk: Option<Proportion>,
}

/// The metrics in the order people read them: what decides first.
pub(super) fn roles(plan: &Plan) -> Vec<Asked<'_>> {
    let primary = Asked { metric: &plan.primary, role: MetricRole::Primary, null: plan.null, place: 0, risk: None };
    let also = plan.also_primary.iter().enumerate().map(|(place, success)| Asked {
        metric: &success.metric,
        role: MetricRole::Primary,
        null: success.null,
        place: 1 + place,
        risk: None,
    });
    let after_primary = 1 + plan.also_primary.len();
    let after_secondary = after_primary + plan.secondary.len();
    let guardrails = plan.guardrails.iter().enumerate().map(|(place, guardrail)| Asked {
        metric: &guardrail.metric,
        role: MetricRole::Guardrail,
        null: guardrail.margin.as_null(),
        place: after_secondary + place,
        risk: None,
    });
    let secondary = plan.secondary.iter().enumerate().map(|(place, metric)| Asked {
        metric,
        role: MetricRole::Secondary,
        null: NullHypothesis::Equal,
        place: after_primary + place,
        risk: None,
    });
    std::iter::once(primary).chain(also).chain(guardrails).chain(secondary).collect()
}

/// What the analysis asks of a metric that decides.
#[derive(Debug, Clone, PartialEq)]
pub struct DecidingQuestion {
    /// The metric.
    pub metric: Id,
    /// The question, which corrects for several variants.
    pub question: Question,
    /// Success metrics that share the plan's risk: p-values are multiplied by it, and the question is at the risk over it.
    pub sharing: u32,
}

/// What the analysis asks of the metrics that decide: success metrics, then guardrails.
#[must_use]
pub fn deciding_questions(plan: &Plan) -> Vec<DecidingQuestion> {
    let deciding = roles(plan).into_iter().filter(|asked| asked.role != MetricRole::Secondary);
    let question = |asked: Asked<'_>| {
        let sharing = if asked.role == MetricRole::Primary { plan.sharing_alpha() } else { 1 };
        Some(DecidingQuestion { metric: asked.metric.id.clone(), question: asked.question(plan)?, sharing })
    };
    deciding.filter_map(question).collect()
}

impl Asked<'_> {
    /// The same, each comparison at a risk of its own and not corrected: it is one of a family.
    pub fn at(self, risk: Proportion) -> Self {
        Self { risk: Some(risk), ..self }
    }

    /// The metric's id.
    pub fn id(&self) -> &str {
        self.metric.id.as_str()
    }

    /// Whether it is the first of the metrics that decide.
    pub fn is_first(&self) -> bool {
        self.place == 0
    }

    /// Which way the metric should go: 1 up, −1 down.
    fn better(&self) -> f64 {
        self.metric.direction.sign()
    }

    /// The effects of one metric, read so that they hold at this look; none where an arm has too few units for one.
    pub fn result(&self, plan: &Plan, totals: &[Tally], reading: Reading<'_>) -> Option<MetricResult> {
        let question = self.question(plan)?;
        let arms = self.arms(plan, totals)?;
        let units: Vec<f64> = totals.iter().map(|tally| tally.units as f64).collect();
        let ask = |question: &Question| compare_metric(self.metric, &arms, question);
        let widened = Widened::of(plan);
        let at_one_look = |question: &Question| match widened {
            Some(widened) => widened.ask(question, &units, ask),
            None => ask(question),
        };
        let watched = reading::Watched {
            metric: self.id(),
            role: self.role,
            better: self.better(),
            variants: plan.variants().len(),
            gives_up: self.is_first(),
        };
        let mut result = reading.ask(&question, watched, at_one_look)?;
        self.share(plan, &mut result);
        Some(MetricResult { id: self.metric.id.to_string(), role: self.role, ..result })
    }

    /// The effects of a success metric as if each variant were alone and this look the only one; none of other metrics.
    fn alone(&self, plan: &Plan, totals: &[Tally]) -> Option<MetricResult> {
        if self.role != MetricRole::Primary {
            return None;
        }
        let alone = Question { correction: Correction::None, errors: true, ..Question::two_sided(plan.design.alpha) };
        let arms = self.arms(plan, totals)?;
        let units: Vec<f64> = totals.iter().map(|tally| tally.units as f64).collect();
        let ask = |question: &Question| compare_metric(self.metric, &arms, question);
        let result = match Widened::of(plan) {
            Some(widened) => widened.ask(&alone, &units, ask),
            None => ask(&alone),
        }?;
        Some(MetricResult { id: self.metric.id.to_string(), role: self.role, ..result })
    }

    /// Success metrics that share a risk: p-values times their number, as their intervals are at the risk over it (Bonferroni).
    /// Whether any of them wins is the same with Holm's steps, the first of which this is.
    fn share(&self, plan: &Plan, result: &mut MetricResult) {
        let metrics = f64::from(plan.sharing_alpha());
        if self.role != MetricRole::Primary || self.risk.is_some() || metrics < 2.0 {
            return;
        }
        for comparison in &mut result.comparisons {
            comparison.p_adjusted = comparison.deciding_p_value().map(|p_value| (p_value * metrics).min(1.0));
        }
    }

    fn arms<'a>(&self, plan: &Plan, totals: &'a [Tally]) -> Option<Vec<Observed<'a>>> {
        let named = plan.arms.iter().zip(totals);
        named
            .map(|(arm, tally)| {
                Some(NamedArm { name: arm.name.clone(), observed: (tally, tally.measures.get(self.place)?) })
            })
            .collect()
    }

    /// What is asked of a metric. Against a margin only one direction counts, at the risk the plan takes on that side.
    pub fn question(&self, plan: &Plan) -> Option<Question> {
        let better = match self.metric.direction {
            Direction::Higher => Alternative::Greater,
            Direction::Lower => Alternative::Less,
        };
        let design = &plan.design;
        let one_sided = self.null.has_margin() || design.sides == Sides::One;
        let alpha = match self.role {
            MetricRole::Primary => plan.success_alpha().get(),
            MetricRole::Guardrail | MetricRole::Secondary => design.alpha.get(),
        };
        let alpha = if self.null.has_margin() { design.sides.level(alpha) } else { alpha };
        Some(Question {
            null: self.null,
            alternative: if one_sided { better } else { Alternative::TwoSided },
            correction: if self.risk.is_some() { Correction::None } else { design.correction },
            ..Question::two_sided(self.risk.or(Proportion::new(alpha).ok())?)
        })
    }
}

/// Day by day as if each were the only look, unless the plan's intervals hold at any time.
fn daily(plan: &Plan, data: &Aggregates, planned: &[PlannedArm]) -> Vec<DailyEffect> {
    let roles = roles(plan);
    let Some(primary) = roles.first() else { return Vec::new() };
    // A mean from day to day needs no more than its moments; the values of all units would be copied once a day.
    let plain = |metric: &&Metric| {
        let by_mean = matches!(metric.kind, MetricKind::Mean | MetricKind::LifetimeValue | MetricKind::Duration);
        by_mean && metric.detail.cap.is_none()
    };
    let metrics = plan.metrics();
    let data = data.with_moments(|place| metrics.get(place).is_some_and(plain));
    let series = data.cumulative(|day, totals| {
        let units = totals.iter().map(|tally| tally.units).sum();
        // What stands beside the effect is not told day by day.
        let reading = reading(plan, None, totals, planned);
        let result = MetricResult { also: Vec::new(), ..primary.result(plan, totals, reading)? };
        Some(DailyEffect { day, units, result })
    });
    series.into_iter().flatten().collect()
}
