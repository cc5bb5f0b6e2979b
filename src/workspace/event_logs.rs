//! `[data]` of plans whose data are raw logs.

use jiff::tz::TimeZone;

use super::ledger::Kind;
use super::settings::each;
use super::table::Table;
use crate::metric::MetricKind;
use crate::plan::{EventLogs, MetricEvent, Plan};
use crate::words::Message;

/// Reads what names and rules the logs; what it lacks is said.
pub(super) fn read(table: &Table<'_>) -> Option<EventLogs> {
    let files = table.texts("events");
    if files.is_empty() {
        table.refuse("events", Message::new("plan-no-events"), Message::new("plan-no-events-mend"));
    }
    let metrics = each(table, "metric", metric);
    let (window_days, before_days) = (days(table, "window_days"), days(table, "before_days"));
    let most_events = table.count("most_events");
    // Everything is read before anything is given up, so that no key is called unknown.
    let time_zone = time_zone(table)?;
    let logs = EventLogs { files, time_zone, window_days, before_days, most_events, metrics };
    (!logs.files.is_empty()).then_some(logs)
}

fn metric(table: &Table<'_>) -> Option<MetricEvent> {
    let metric = table.required("metric", table.refers("metric", Kind::Metric));
    let event = table.required("event", table.text("event"));
    let (value, denominator) = (table.text("value"), table.text("denominator"));
    let (denominator_value, window_days) = (table.text("denominator_value"), days(table, "window_days"));
    Some(MetricEvent { metric: metric?, event: event?, value, denominator, denominator_value, window_days })
}

/// A number of days, above 0.
fn days(table: &Table<'_>, key: &'static str) -> Option<u32> {
    let days = table.count(key)?;
    let days = u32::try_from(days).ok().filter(|days| (1..=3_660).contains(days));
    if days.is_none() {
        let what = Message::new("plan-window-days").text("field", table.field(key));
        table.refuse(key, what, Message::new("plan-window-days-mend"));
    }
    days
}

fn time_zone(table: &Table<'_>) -> Option<String> {
    let Some(name) = table.text("time_zone") else { return Some("UTC".to_owned()) };
    if TimeZone::get(&name).is_err() {
        let what = Message::new("plan-time-zone").text("given", &name);
        table.refuse("time_zone", what, Message::new("plan-time-zone-mend"));
        return None;
    }
    Some(name)
}

/// Every metric has its events, and those its kind needs.
pub(super) fn check(table: &Table<'_>, plan: &Plan) {
    let Some(logs) = &plan.data.events else { return };
    for metric in plan.metrics() {
        let id = metric.id.as_str();
        let Some(made_of) = logs.metrics.iter().find(|made_of| made_of.metric == metric.id) else {
            let what = Message::new("plan-metric-no-event").text("metric", id);
            table.refuse("data", what, Message::new("plan-metric-no-event-mend").text("metric", id));
            continue;
        };
        let needs_value = matches!(
            metric.kind,
            MetricKind::Duration
                | MetricKind::Quantile
                | MetricKind::Nps
                | MetricKind::Csat
                | MetricKind::Ces
                | MetricKind::Rating
        );
        if needs_value && made_of.value.is_none() {
            let what = Message::new("plan-event-no-value").text("metric", id);
            table.refuse("data", what, Message::new("plan-event-no-value-mend"));
        }
        if metric.kind == MetricKind::Ratio && made_of.denominator.is_none() {
            let what = Message::new("plan-event-no-denominator").text("metric", id);
            table.refuse("data", what, Message::new("plan-event-no-denominator-mend"));
        }
    }
    for made_of in &logs.metrics {
        if plan.metrics().iter().all(|metric| metric.id != made_of.metric) {
            let what = Message::new("plan-event-unused").text("metric", made_of.metric.as_str());
            table.warn("data", what, Message::new("plan-event-unused-mend"));
        }
    }
    if plan.design.efficiency.covariate_correlation().is_some() && logs.before_days.is_none() {
        table.refuse("data", Message::new("plan-no-before"), Message::new("plan-no-before-mend"));
    }
}
