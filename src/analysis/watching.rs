//! What the looks at a running test add up to: where it stands against its bounds, and what peeking makes of a p-value.

use jiff::civil::Date;
use serde::Serialize;

use super::analyse::Asked;
use super::effect::{Comparison, MetricResult};
use super::reading::{monitor, risk_of_each};
use super::record::{Look, SeenEffect};
use super::schedule::{Occasion, share};
use crate::metric::MetricRole;
use crate::plan::{Looks, Plan, PlannedArm};
use crate::quantity::Proportion;
use crate::stats::{Bound, LookBounds, LookDecision, Monitoring, Sides, worth_after_looks};

/// A primary comparison against the bounds of the looks so far.
#[derive(Debug, Clone, PartialEq)]
pub struct Watched {
    /// The metric.
    pub metric: String,
    /// The variant.
    pub variant: String,
    /// The looks that counted, this one last.
    pub looks: Vec<WatchedLook>,
    /// Whether this look is one of the plan's; else it decides nothing.
    pub due: bool,
    /// What this look decides for the comparison.
    pub decision: LookDecision,
    /// The looks still to come.
    pub to_come: Vec<LookToCome>,
    /// The risk of a false alarm that the comparison has over all looks, both sides together.
    pub alpha: f64,
    /// One direction or two.
    pub sides: Sides,
    /// Chances to show the effect in the rest of the test; none at its end.
    pub chances: Option<RestOfTest>,
}

/// One look that counted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WatchedLook {
    /// The day.
    pub on: Date,
    /// Units as a part of the planned ones.
    pub information: f64,
    /// The standard score, counted towards better; none where an earlier look kept none.
    pub statistic: Option<f64>,
    /// From which score the effect is shown.
    pub efficacy: Bound,
    /// Up to which score the test gives up.
    pub futility: Bound,
    /// Risk of a false alarm spent so far, both sides together.
    pub alpha_spent: f64,
    /// What it decided; none where an earlier look kept no score.
    pub decision: Option<LookDecision>,
}

/// A planned look that has not been taken, with the bounds it has if it comes as planned.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LookToCome {
    /// Units as a part of the planned ones.
    pub information: f64,
    /// From which score the effect is shown.
    pub efficacy: Bound,
    /// Up to which score the test gives up.
    pub futility: Bound,
    /// Risk of a false alarm spent by then, both sides together.
    pub alpha_spent: f64,
}

/// The chance that the rest of a test shows the effect.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct RestOfTest {
    /// If the planned effect is true.
    pub planned_effect: f64,
    /// If the effect seen so far is true.
    pub seen_effect: f64,
    /// Averaged over the effects that the data leave open.
    pub predictive: f64,
}

/// What a p-value is worth after several looks at a test that was planned with one.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Peeking {
    /// Looks so far, this one included.
    pub looks: u64,
    /// The p-value of this look by itself.
    pub p_value: f64,
    /// The chance, without effect, that the smallest p-value of so many looks is this small.
    pub worth: f64,
}

/// Where each primary comparison stands.
pub(super) fn watched(
    plan: &Plan,
    looks: &Looks,
    occasion: &Occasion,
    earlier: &[Look],
    asked: &[Asked<'_>],
    metrics: &[MetricResult],
) -> Vec<Watched> {
    let mut found = Vec::new();
    for asked in asked.iter().filter(|asked| asked.role == MetricRole::Primary) {
        let Some(result) = metrics.iter().find(|result| result.id == asked.id()) else { continue };
        // The first of the success metrics gives up for all of them.
        let looks = if asked.is_first() { looks.clone() } else { looks.without_futility() };
        for comparison in &result.comparisons {
            found.extend(one(plan, &looks, occasion, earlier, asked, comparison));
        }
    }
    found
}

fn one(
    plan: &Plan,
    looks: &Looks,
    occasion: &Occasion,
    earlier: &[Look],
    asked: &Asked<'_>,
    comparison: &Comparison,
) -> Option<Watched> {
    let question = asked.question(plan)?;
    let risk = risk_of_each(&question, plan.variants().len())?;
    let statistic = comparison.single_look?.z;
    // After the end, the bounds are those of the looks that the test had.
    let past = occasion.before_the_end();
    let monitored = past.as_ref().unwrap_or(occasion);
    let monitoring = monitor(looks, monitored, risk, question.sides(), statistic).ok()?;
    let kept = |on: Date| {
        let look = earlier.iter().rev().find(|look| look.on == on)?;
        let of = |effect: &&SeenEffect| effect.metric.as_str() == asked.id() && effect.variant == comparison.variant;
        look.effects.iter().find(of)?.z
    };
    let last = monitored.number() - 1;
    let taken = monitoring.looks().iter().zip(&monitored.days).enumerate().map(|(place, (look, &on))| {
        let here = past.is_none() && place == last;
        let seen = if here { Some(statistic) } else { kept(on) };
        let ended = monitored.last && place == last;
        let decision =
            seen.map(|seen| if here { look.decision } else { decided(&look.bounds, seen, question.sides(), ended) });
        WatchedLook {
            on,
            information: look.bounds.information,
            statistic: seen,
            efficacy: look.bounds.efficacy,
            futility: look.bounds.futility,
            alpha_spent: look.bounds.alpha_spent,
            decision,
        }
    });
    let spent = past.is_some().then(|| WatchedLook {
        on: occasion.days.last().copied().unwrap_or_default(),
        information: occasion.here(),
        statistic: Some(statistic),
        efficacy: Bound::Unbounded,
        futility: Bound::Unbounded,
        alpha_spent: risk.get(),
        decision: Some(LookDecision::AlphaUsedUp),
    });
    let looks_taken: Vec<WatchedLook> = taken.chain(spent).collect();
    let decision = looks_taken.last()?.decision?;
    Some(Watched {
        metric: asked.id().to_owned(),
        variant: comparison.variant.clone(),
        looks: looks_taken,
        due: occasion.due,
        decision,
        to_come: to_come(looks, occasion, &monitoring),
        alpha: risk.get(),
        sides: question.sides(),
        chances: rest_of_test(&monitoring).filter(|_| goes_on(decision)),
    })
}

/// What an earlier look decided by itself; that it did not end the test is known.
fn decided(bounds: &LookBounds, statistic: f64, sides: Sides, ended: bool) -> LookDecision {
    let beyond = |statistic: f64| bounds.efficacy.value().is_some_and(|bound| statistic >= bound);
    match bounds.futility.value() {
        _ if beyond(statistic) => LookDecision::Efficacy,
        _ if sides == Sides::Two && beyond(-statistic) => LookDecision::WrongSide,
        _ if ended => LookDecision::NotShown,
        Some(bound) if statistic <= bound => LookDecision::Futility,
        _ => LookDecision::GoOn,
    }
}

/// The planned looks after this one, with the bounds they will have if they are taken as planned.
fn to_come(looks: &Looks, occasion: &Occasion, monitoring: &Monitoring) -> Vec<LookToCome> {
    let Some(next) = occasion.next else { return Vec::new() };
    let later = looks.information.rates().iter().copied().filter(|rate| *rate >= next);
    // A look between those of the plan spends nothing.
    let counted = occasion.number() - usize::from(!occasion.due);
    let taken = occasion.information.get(..counted).unwrap_or_default();
    let all: Vec<f64> = taken.iter().copied().chain(later).collect();
    let Ok(bounds) = monitoring.design().bounds_at(&all, crate::stats::Progress::Running) else { return Vec::new() };
    let bounds = bounds.looks().iter().skip(taken.len());
    let look = |look: &LookBounds| LookToCome {
        information: look.information,
        efficacy: look.efficacy,
        futility: look.futility,
        alpha_spent: look.alpha_spent,
    };
    bounds.map(look).collect()
}

/// Whether a look with this decision leaves a rest of the test to speak of.
fn goes_on(decision: LookDecision) -> bool {
    matches!(decision, LookDecision::GoOn | LookDecision::Futility)
}

fn rest_of_test(monitoring: &Monitoring) -> Option<RestOfTest> {
    Some(RestOfTest {
        planned_effect: monitoring.conditional_power(monitoring.design().drift()).ok()??,
        seen_effect: monitoring.conditional_power(monitoring.trend()).ok()??,
        predictive: monitoring.predictive_power().ok()??,
    })
}

/// What the p-value of the primary metric is worth at a look before the end of a test planned with one look; none at the
/// first look, or at the end, where the plan's one look is.
pub(super) fn peeking(
    plan: &Plan,
    planned: &[PlannedArm],
    earlier: &[Look],
    here: f64,
    asked: &Asked<'_>,
    result: &MetricResult,
) -> Option<Peeking> {
    let question = asked.question(plan)?;
    let p_value = result.comparisons.iter().filter_map(Comparison::deciding_p_value).min_by(f64::total_cmp)?;
    let mut information: Vec<f64> = Vec::new();
    let shares = earlier.iter().filter_map(|look| share(&look.arms, planned));
    for share in shares.filter(|share| *share < here) {
        if information.last().is_none_or(|before| share > before + 1e-6) {
            information.push(share);
        }
    }
    information.push(here);
    let worth = worth_after_looks(Proportion::new(p_value).ok()?, &information, question.sides()).ok()?;
    Some(Peeking { looks: information.len() as u64, p_value, worth: worth.get() })
}
