use jiff::tz::TimeZone;

/// How events become metrics.
#[derive(Debug, Clone, PartialEq)]
pub struct EventRules {
    /// The clock of times that name no zone, and of days.
    pub zone: TimeZone,
    /// Days before its first exposure in which a unit's past is read.
    pub before_days: Option<u32>,
    /// A unit with more events than this after its first exposure is no customer.
    pub most_events: Option<u64>,
    /// What makes each metric, in the order of the columns' metrics.
    pub metrics: Vec<MetricEvents>,
}

/// The events a metric is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MetricEvents {
    /// The event; of a ratio, that of its numerator.
    pub event: EventValue,
    /// The event of a ratio's denominator.
    pub denominator: Option<EventValue>,
    /// Days after the first exposure in which events count; none to count all there are.
    pub window_days: Option<u32>,
}

/// An event, and what of it is added up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventValue {
    /// Its name in the log.
    pub name: String,
    /// The column whose values are added; none to count the events.
    pub value: Option<String>,
}

/// What was found where exposures and events were brought together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Joined {
    /// Units that were exposed.
    pub units: u64,
    /// Rows of the exposure log beyond each unit's first.
    pub repeated_exposures: u64,
    /// Units seen in several arms and left out, by the arm they were in first.
    pub crossed: Vec<u64>,
    /// Units with more events than the rule allows, left out.
    pub bots: u64,
    /// Units whose longest window had not ended when the data did, left out.
    pub unripe: u64,
    /// Rows of the event logs.
    pub events: u64,
    /// Events of units that were never exposed, among those that metrics ask for.
    pub of_others: u64,
    /// Events before the first exposure of their unit; those of the past that is read are among them.
    pub early: u64,
    /// Events after the window of every metric they belong to.
    pub late: u64,
    /// Events that repeat the one before of their unit: same time, name and values.
    pub repeated: u64,
    /// Events that no metric asks for.
    pub unasked: u64,
}
