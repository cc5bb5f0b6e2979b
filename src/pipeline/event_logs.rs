//! From what a plan says of its logs to the rules they are read by.

use jiff::tz::TimeZone;

use crate::data::{EventRules, EventValue, MetricEvents};
use crate::metric::Metric;
use crate::plan::{EventLogs, Plan};
use crate::words::Message;

/// The rules of a plan's logs.
pub(super) fn rules(plan: &Plan) -> Result<EventRules, Message> {
    let Some(logs) = &plan.data.events else { return Err(Message::new("plan-no-events")) };
    let zone =
        TimeZone::get(&logs.time_zone).map_err(|_| Message::new("plan-time-zone").text("given", &logs.time_zone))?;
    let metrics = plan.metrics().into_iter().map(|metric| made_of(metric, logs));
    Ok(EventRules {
        zone,
        before_days: logs.before_days,
        most_events: logs.most_events,
        metrics: metrics.collect::<Result<_, _>>()?,
    })
}

fn made_of(metric: &Metric, logs: &EventLogs) -> Result<MetricEvents, Message> {
    let id = metric.id.as_str();
    let found = logs.metrics.iter().find(|made_of| made_of.metric == metric.id);
    let found = found.ok_or_else(|| Message::new("plan-metric-no-event").text("metric", id))?;
    let denominator = found
        .denominator
        .as_ref()
        .map(|name| EventValue { name: name.clone(), value: found.denominator_value.clone() });
    Ok(MetricEvents {
        event: EventValue { name: found.event.clone(), value: found.value.clone() },
        denominator,
        window_days: found.window_days.or(logs.window_days),
    })
}
