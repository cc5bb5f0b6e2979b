//! The effects of all metrics of a plan. Primary metric and guardrails decide, each at its own risk; the secondary metrics
//! share one.

use super::analyse::{Asked, roles};
use super::effect::MetricResult;
use super::reading::Reading;
use super::shared_risk::{Family, SharedRisk};
use crate::data::Tally;
use crate::metric::MetricRole;
use crate::plan::Plan;

/// The effects in the order people read them, and how the secondary metrics share their risk.
pub(super) fn metrics(plan: &Plan, totals: &[Tally], reading: Reading<'_>) -> (Vec<MetricResult>, Option<SharedRisk>) {
    let (secondary, deciding): (Vec<Asked<'_>>, Vec<Asked<'_>>) =
        roles(plan).into_iter().partition(|asked| asked.role == MetricRole::Secondary);
    let mut results: Vec<MetricResult> =
        deciding.iter().filter_map(|asked| asked.result(plan, totals, reading)).collect();
    let Some(question) = secondary.first().and_then(|asked| asked.question(plan)) else { return (results, None) };
    let correction = plan.design.secondary_correction;
    let family = Family { correction, risk: question.alpha, sides: question.sides() };
    let (secondary, shared) = family.share(&secondary, |asked, risk| asked.at(risk).result(plan, totals, reading));
    results.extend(secondary.into_iter().flatten());
    (results, shared)
}
