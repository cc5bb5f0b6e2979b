use crate::id::Id;

/// Raw logs of an experiment, beside its log of exposures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventLogs {
    /// The files, or patterns of file names, relative to the experiment's folder.
    pub files: Vec<String>,
    /// The zone of days, and of times that name none: `Europe/Paris`.
    pub time_zone: String,
    /// Days after its first exposure in which a unit's events count; none to count all there are.
    pub window_days: Option<u32>,
    /// Days before its first exposure in which a unit's past is read.
    pub before_days: Option<u32>,
    /// A unit with more events than this is left out: it is no customer.
    pub most_events: Option<u64>,
    /// What makes each metric.
    pub metrics: Vec<MetricEvent>,
}

/// The events that make one metric.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MetricEvent {
    /// The metric.
    pub metric: Id,
    /// The event's name; of a ratio, that of its numerator.
    pub event: String,
    /// The column whose values are added; none to count events.
    pub value: Option<String>,
    /// The event of a ratio's denominator.
    pub denominator: Option<String>,
    /// The column of the denominator whose values are added; none to count events.
    pub denominator_value: Option<String>,
    /// Its own window, in days.
    pub window_days: Option<u32>,
}
