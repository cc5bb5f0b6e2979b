use super::effect::MetricResult;
use super::reading::Reading;
use super::several_metrics::metrics;
use crate::data::Tally;
use crate::plan::Plan;

/// The effects of a plan's metrics in the totals of its arms, control first: what [`analyse`](super::analyse) reads its
/// verdict from, without the checks around it. A metric of which an arm has too few units is left out.
///
/// They are read as if this were the only look at the data, whatever the plan says of looks.
///
/// The measures of a tally stand in the order of [`Plan::metrics`].
#[must_use]
pub fn effects(plan: &Plan, totals: &[Tally]) -> Vec<MetricResult> {
    metrics(plan, totals, Reading::Once).0
}
