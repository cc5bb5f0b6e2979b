//! The event logs: what each unit did in its windows.

use std::hash::BuildHasher;

use super::exposures::Exposures;
use super::moment::{Clock, DAY};
use super::rules::{EventRules, EventValue, Joined};
use super::unit_index::hash;
use crate::data::columns::{Columns, MeasuredMetric};
use crate::data::mistakes::{Mistakes, Spot};
use crate::data::reading::optional_number;
use crate::data::sheet::{Row, Titles};
use crate::data::table::{Readers, Scanned, TableSource, in_parallel};
use crate::metric::MetricKind;
use crate::words::Message;

/// One number of each unit that events make: a metric, a part of one, or what the unit did before.
pub(super) struct Slot {
    event: EventValue,
    /// Nanoseconds from the first exposure on; none to count all there are. Before it for the past.
    window: Option<i64>,
    past: bool,
    rule: SlotRule,
    values: Vec<f64>,
    /// The moment of the event that was kept, where one is.
    moments: Vec<i64>,
}

/// How the events of a unit make one number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum SlotRule {
    /// How many, or the sum of their values.
    Sum,
    /// The value of the first one.
    First,
    /// Days from the first exposure to the first one.
    Time,
}

/// What a metric of a unit is read from.
pub(super) struct MetricSlots {
    pub value: usize,
    pub denominator: Option<usize>,
    pub before: Option<usize>,
    /// The window, in nanoseconds.
    pub window: Option<i64>,
}

/// What all units did.
pub(super) struct Deeds {
    pub slots: Vec<Slot>,
    pub metrics: Vec<MetricSlots>,
    /// Events of each unit after its first exposure.
    pub events: Vec<u32>,
    /// What tells each unit's last event apart, to see one that repeats it.
    last_event: Vec<u64>,
    pub joined: Joined,
    /// The last moment of the logs.
    pub last: Option<i64>,
}

impl Slot {
    /// The number of a unit; none where there was no event.
    pub(super) fn value(&self, unit: usize) -> Option<f64> {
        self.values.get(unit).copied().filter(|value| !value.is_nan())
    }

    /// Adds an event to a unit.
    fn add(&mut self, unit: usize, value: f64, moment: i64) {
        let Some(known) = self.values.get_mut(unit) else { return };
        if self.rule == SlotRule::Sum {
            *known = if known.is_nan() { value } else { *known + value };
            return;
        }
        let Some(earliest) = self.moments.get_mut(unit) else { return };
        if known.is_nan() || moment < *earliest {
            (*known, *earliest) = (value, moment);
        }
    }
}

/// The slots of all metrics, empty.
fn slots(columns: &Columns, rules: &EventRules, units: usize) -> (Vec<Slot>, Vec<MetricSlots>) {
    let (mut slots, mut metrics) = (Vec::new(), Vec::new());
    for (metric, made_of) in columns.metrics.iter().zip(&rules.metrics) {
        let window = made_of.window_days.map(|days| i64::from(days) * DAY);
        let rule = rule(metric);
        let mut slot = |event: &EventValue, past: bool, window, rule| {
            let moments = if rule == SlotRule::Sum { Vec::new() } else { vec![0; units] };
            slots.push(Slot { event: event.clone(), window, past, rule, values: vec![f64::NAN; units], moments });
            slots.len() - 1
        };
        let value = slot(&made_of.event, false, window, rule);
        let denominator = made_of.denominator.as_ref().map(|event| slot(event, false, window, SlotRule::Sum));
        let before = metric.covariate.then(|| {
            let days = rules.before_days.unwrap_or_default();
            slot(&made_of.event, true, Some(i64::from(days) * DAY), SlotRule::Sum)
        });
        metrics.push(MetricSlots { value, denominator, before, window });
    }
    (slots, metrics)
}

fn rule(metric: &MeasuredMetric) -> SlotRule {
    match metric.kind {
        MetricKind::Nps | MetricKind::Csat | MetricKind::Ces | MetricKind::Rating => SlotRule::First,
        MetricKind::Retention => SlotRule::Time,
        _ => SlotRule::Sum,
    }
}

struct Layout {
    unit: usize,
    time: usize,
    /// Where the name of the event stands; none where each row is the same event.
    event: Option<usize>,
    /// Where the value of each slot stands.
    values: Vec<ValueColumn>,
}

/// Where the value of an event stands.
enum ValueColumn {
    /// Nowhere: events are counted.
    None,
    At(usize),
    /// The file has no such column, and so no such event.
    Missing(String),
}

/// One row of a log.
#[derive(Clone, Copy)]
struct Line<'a> {
    row: &'a Row<'a>,
    titles: &'a Titles<'a>,
    layout: &'a Layout,
}

/// What all rows are held against.
struct Asking<'a> {
    shapes: &'a [Shape],
    exposures: &'a Exposures,
    clock: &'a Clock,
    /// Whether events that no metric asks for count too: there is a rule about how many a unit may have.
    every_event: bool,
}

/// The events of some rows, as one thread reads them.
#[derive(Default)]
struct SomeEvents {
    events: Vec<Event>,
    hits: Vec<Hit>,
    joined: Joined,
    last: Option<i64>,
}

struct Event {
    unit: u32,
    fingerprint: u64,
    /// Where its hits end.
    end: u32,
    after: bool,
}

struct Hit {
    slot: u32,
    value: f64,
    moment: i64,
}

impl Deeds {
    /// Reads the logs.
    pub(super) fn read(
        sources: &[TableSource],
        columns: &Columns,
        rules: &EventRules,
        exposures: &Exposures,
        clock: &Clock,
        mistakes: &mut Mistakes,
    ) -> (Self, Vec<Scanned>) {
        let units = exposures.index.len();
        let (slots, metrics) = slots(columns, rules, units);
        let readers = Readers { renamed: &columns.renamed, in_plan: true, empty_mend: "data-events-empty-mend" };
        let mut deeds = Self {
            slots: Vec::new(),
            metrics,
            events: vec![0; units],
            last_event: vec![0; units],
            joined: Joined::default(),
            last: None,
        };
        let mut states = slots;
        let shapes: Vec<Shape> = states.iter().map(Shape::of).collect();
        let asking = Asking { shapes: &shapes, exposures, clock, every_event: rules.most_events.is_some() };
        let mut scanned = Vec::with_capacity(sources.len());
        for source in sources {
            scanned.push(in_parallel(
                source,
                readers,
                mistakes,
                |titles, mistakes| layout(titles, &shapes, mistakes),
                |_| SomeEvents::default(),
                |some, row, titles, layout, mistakes| some.add(&Line { row, titles, layout }, &asking, mistakes),
                |some, _| deeds.take(&some, &mut states),
            ));
        }
        deeds.slots = states;
        (deeds, scanned)
    }

    /// Takes in events in the order of the logs: a sum of decimals depends on it.
    fn take(&mut self, some: &SomeEvents, slots: &mut [Slot]) {
        self.last = self.last.max(some.last);
        self.joined.add(&some.joined);
        let mut start = 0;
        for event in &some.events {
            let hits = some.hits.get(start..event.end as usize).unwrap_or_default();
            start = event.end as usize;
            let unit = event.unit as usize;
            let Some(last) = self.last_event.get_mut(unit) else { continue };
            if *last == event.fingerprint {
                self.joined.repeated += 1;
                continue;
            }
            *last = event.fingerprint;
            if event.after
                && let Some(events) = self.events.get_mut(unit)
            {
                *events = events.saturating_add(1);
            }
            for hit in hits {
                if let Some(slot) = slots.get_mut(hit.slot as usize) {
                    slot.add(unit, hit.value, hit.moment);
                }
            }
        }
    }
}

/// What a thread must know of a slot.
struct Shape {
    event: EventValue,
    window: Option<i64>,
    past: bool,
    rule: SlotRule,
}

impl Shape {
    fn of(slot: &Slot) -> Self {
        Self { event: slot.event.clone(), window: slot.window, past: slot.past, rule: slot.rule }
    }

    /// Whether an event that long after the first exposure counts.
    fn accepts(&self, since: i64) -> bool {
        match (self.past, self.window) {
            (true, window) => since < 0 && window.is_some_and(|window| since >= -window),
            (false, window) => since >= 0 && window.is_none_or(|window| since < window),
        }
    }
}

fn layout(titles: &Titles<'_>, shapes: &[Shape], mistakes: &mut Mistakes) -> Option<Layout> {
    let (unit, time) = (titles.needed("unit", mistakes), titles.needed("time", mistakes));
    // Where all rows are one event, a log needs no column for its name.
    let one = shapes.iter().all(|shape| Some(&shape.event.name) == shapes.first().map(|first| &first.event.name));
    let event = if one { titles.wished("event", mistakes) } else { titles.needed("event", mistakes).map(Some) };
    // A log need not hold every event, hence not every column.
    let values = shapes.iter().map(|shape| match &shape.event.value {
        None => ValueColumn::None,
        Some(column) => titles.find(column).map_or_else(|| ValueColumn::Missing(column.clone()), ValueColumn::At),
    });
    Some(Layout { unit: unit?, time: time?, event: event?, values: values.collect() })
}

impl SomeEvents {
    fn add(&mut self, line: &Line<'_>, asking: &Asking<'_>, mistakes: &mut Mistakes) {
        let before = self.hits.len();
        if self.read(line, asking, mistakes).is_none() {
            self.hits.truncate(before);
        }
    }

    /// Reads a row; none where a cell is refused.
    fn read(&mut self, line: &Line<'_>, asking: &Asking<'_>, mistakes: &mut Mistakes) -> Option<()> {
        let Line { row, titles, layout } = *line;
        let event = layout.event.map(|position| row.cell(titles, position).text());
        let is_asked = |shape: &Shape| event.as_ref().is_none_or(|event| *event == shape.event.name);
        let asked = asking.shapes.iter().any(is_asked);
        let cell = row.cell(titles, layout.unit);
        let name = cell.text();
        if name.is_empty() {
            cell.refuse(Message::new("data-empty-cell"), Message::new("data-no-unit-mend"), mistakes);
            return None;
        }
        let moment = asking.clock.read(&row.cell(titles, layout.time), mistakes)?;
        if !asked && !asking.every_event {
            self.last = self.last.max(Some(moment));
            self.joined.events += 1;
            self.joined.unasked += 1;
            return Some(());
        }
        let Some(unit) = asking.exposures.index.find(&name, hash(&name)) else {
            self.last = self.last.max(Some(moment));
            self.joined.events += 1;
            self.joined.of_others += 1;
            return Some(());
        };
        let first = asking.exposures.first.get(unit as usize)?;
        let since = moment.saturating_sub(*first);
        let mut counted = false;
        let mut fingerprint = foldhash::fast::FixedState::default().hash_one((moment, event.as_deref()));
        for (slot, (shape, column)) in asking.shapes.iter().zip(&layout.values).enumerate() {
            if !is_asked(shape) || !shape.accepts(since) {
                continue;
            }
            let value = match column {
                ValueColumn::None => 1.0,
                ValueColumn::Missing(column) => {
                    let what =
                        Message::new("data-no-event-column").text("column", column).text("event", &shape.event.name);
                    mistakes.refuse(Spot::line(row.line), what, Some(Message::new("data-no-event-column-mend")));
                    return None;
                }
                ValueColumn::At(position) => {
                    let cell = row.cell(titles, *position);
                    let value = optional_number(&cell, mistakes)?;
                    if value.is_none() {
                        let mend = Message::new("data-no-event-value-mend");
                        cell.refuse(Message::new("data-empty-cell"), mend, mistakes);
                    }
                    value?
                }
            };
            counted = true;
            fingerprint = foldhash::fast::FixedState::default().hash_one((fingerprint, value.to_bits()));
            let value = if shape.rule == SlotRule::Time { since as f64 / DAY as f64 } else { value };
            self.hits.push(Hit { slot: u32::try_from(slot).unwrap_or(u32::MAX), value, moment });
        }
        self.last = self.last.max(Some(moment));
        self.joined.events += 1;
        if !asked {
            self.joined.unasked += 1;
        } else if since < 0 {
            self.joined.early += 1;
        } else if !counted {
            self.joined.late += 1;
        }
        let end = u32::try_from(self.hits.len()).unwrap_or(u32::MAX);
        self.events.push(Event { unit, fingerprint, end, after: since >= 0 });
        Some(())
    }
}

impl Joined {
    fn add(&mut self, other: &Self) {
        self.events += other.events;
        self.of_others += other.of_others;
        self.early += other.early;
        self.late += other.late;
        self.unasked += other.unasked;
    }
}
