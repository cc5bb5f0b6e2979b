//! Where a unit file holds each kind of metric, and how the units add up.

use super::aggregates::Measure;
use super::columns::MeasuredMetric;
use super::mistakes::Mistakes;
use super::reading::{self, optional_number};
use super::sheet::{Cell, Row, Titles};
use super::summary_source::no_scale;
use crate::metric::{AnswerScale, MetricKind};
use crate::stats::{CrossMoments, Ending, Moments, RiskTable, UnitCounts};
use crate::words::Message;

/// The columns of one metric.
pub(super) enum UnitSource {
    Conversion(usize),
    Value(ValueColumn),
    /// A value, and what the unit had before the test.
    Adjusted {
        value: usize,
        before: usize,
        yes_or_no: bool,
    },
    Ratio {
        numerator: usize,
        denominator: usize,
    },
    Count {
        events: usize,
        exposure: Option<usize>,
    },
    Answer {
        answer: usize,
        scale: AnswerScale,
    },
    Time {
        time: usize,
        left: usize,
    },
}

/// A column of plain numbers.
pub(super) struct ValueColumn {
    position: usize,
    /// Whether a unit may have no value, and is then left out: nothing was timed, no page was loaded.
    optional: bool,
}

/// What one unit adds to a metric.
pub(super) enum Observed {
    /// The unit has no value and does not enter the metric.
    Nothing,
    Converted(bool),
    Value(f64),
    Pair([f64; 2]),
    Count {
        events: u64,
        exposure: f64,
    },
    Answer(usize),
    Time(f64, Ending),
}

/// The units of one arm, day and segment, as far as they are read.
pub(super) enum Growing {
    Measure(Measure),
    /// Times are counted once they are all there: each new one would move the others.
    Times(Vec<(f64, Ending)>),
}

impl UnitSource {
    /// Finds the columns of a metric; none when one is missing.
    pub fn of(titles: &Titles<'_>, metric: &MeasuredMetric, mistakes: &mut Mistakes) -> Option<Self> {
        let id = metric.id.as_str();
        let part = |part: &str| format!("{id}_{part}");
        match metric.kind {
            MetricKind::Proportion | MetricKind::Mean | MetricKind::LifetimeValue | MetricKind::Duration
                if metric.covariate =>
            {
                let (value, before) = (titles.needed(id, mistakes), titles.needed(&part("before"), mistakes));
                let yes_or_no = metric.kind == MetricKind::Proportion;
                Some(Self::Adjusted { value: value?, before: before?, yes_or_no })
            }
            MetricKind::Proportion => titles.needed(id, mistakes).map(Self::Conversion),
            MetricKind::Mean | MetricKind::LifetimeValue | MetricKind::Duration | MetricKind::Quantile => {
                let optional = matches!(metric.kind, MetricKind::Duration | MetricKind::Quantile);
                titles.needed(id, mistakes).map(|position| Self::Value(ValueColumn { position, optional }))
            }
            MetricKind::Ratio => {
                let numerator = titles.needed(&part("numerator"), mistakes);
                let denominator = titles.needed(&part("denominator"), mistakes);
                Some(Self::Ratio { numerator: numerator?, denominator: denominator? })
            }
            MetricKind::Count => {
                let events = titles.needed(&part("events"), mistakes);
                let exposure = titles.wished(&part("exposure"), mistakes);
                Some(Self::Count { events: events?, exposure: exposure? })
            }
            MetricKind::Nps => {
                titles.needed(id, mistakes).map(|answer| Self::Answer { answer, scale: AnswerScale::RECOMMENDATION })
            }
            MetricKind::Csat | MetricKind::Ces | MetricKind::Rating => {
                let Some(scale) = metric.detail.scale else { return no_scale(id, mistakes) };
                titles.needed(id, mistakes).map(|answer| Self::Answer { answer, scale })
            }
            MetricKind::Retention => {
                let (time, left) = (titles.needed(&part("time"), mistakes), titles.needed(&part("left"), mistakes));
                Some(Self::Time { time: time?, left: left? })
            }
        }
    }

    /// What one unit adds; none where a cell is refused.
    pub fn observe(&self, row: &Row<'_>, titles: &Titles<'_>, mistakes: &mut Mistakes) -> Option<Observed> {
        let cell = |position| row.cell(titles, position);
        match self {
            Self::Conversion(position) => yes_or_no(&cell(*position), mistakes).map(Observed::Converted),
            Self::Value(column) => match optional_number(&cell(column.position), mistakes)? {
                Some(value) => Some(Observed::Value(value)),
                None if column.optional => Some(Observed::Nothing),
                None => empty(&cell(column.position), mistakes),
            },
            Self::Adjusted { value, before, yes_or_no: true, .. } => {
                let (value, before) = (yes_or_no(&cell(*value), mistakes), number(&cell(*before), mistakes));
                Some(Observed::Pair([f64::from(u8::from(value?)), before?]))
            }
            Self::Adjusted { value: first, before: second, .. }
            | Self::Ratio { numerator: first, denominator: second } => {
                let (first, second) = (number(&cell(*first), mistakes), number(&cell(*second), mistakes));
                Some(Observed::Pair([first?, second?]))
            }
            Self::Count { events, exposure } => {
                let events = cell(*events);
                let events = if events.is_empty() { empty(&events, mistakes) } else { events.count(mistakes) };
                let exposure = exposure.map_or(Some(1.0), |position| exposed(&cell(position), mistakes));
                Some(Observed::Count { events: events?, exposure: exposure? })
            }
            Self::Answer { answer, scale } => answered(&cell(*answer), *scale, mistakes),
            Self::Time { time, left } => {
                let (time, left) = (duration(&cell(*time), mistakes), yes_or_no(&cell(*left), mistakes));
                Some(Observed::Time(time?, if left? { Ending::Event } else { Ending::Censored }))
            }
        }
    }
}

impl Growing {
    /// Nothing read yet.
    pub fn of(metric: &MeasuredMetric) -> Self {
        let capped = metric.detail.cap.is_some();
        Self::Measure(match metric.kind {
            MetricKind::Proportion | MetricKind::Mean | MetricKind::LifetimeValue | MetricKind::Duration
                if metric.covariate =>
            {
                if capped && metric.kind != MetricKind::Proportion {
                    Measure::PairedValues(Vec::new())
                } else {
                    Measure::CrossMoments(CrossMoments::default())
                }
            }
            MetricKind::Proportion => Measure::Conversions(0),
            MetricKind::Duration if !capped => Measure::Moments(Moments::default()),
            MetricKind::Mean | MetricKind::LifetimeValue | MetricKind::Duration | MetricKind::Quantile => {
                Measure::Values(Vec::new())
            }
            MetricKind::Ratio => Measure::CrossMoments(CrossMoments::default()),
            MetricKind::Count => Measure::Counts(UnitCounts::default()),
            MetricKind::Nps => Measure::Answers(vec![0; AnswerScale::RECOMMENDATION.answers()]),
            MetricKind::Csat | MetricKind::Ces | MetricKind::Rating => {
                Measure::Answers(vec![0; metric.detail.scale.map_or(0, AnswerScale::answers)])
            }
            MetricKind::Retention => return Self::Times(Vec::new()),
        })
    }

    /// Takes in what one unit adds.
    pub fn add(&mut self, observed: &Observed) {
        match (self, observed) {
            (Self::Measure(Measure::Conversions(converted)), Observed::Converted(true)) => *converted += 1,
            (Self::Measure(Measure::Moments(moments)), Observed::Value(value)) => moments.push(*value),
            (Self::Measure(Measure::Values(values)), Observed::Value(value)) => values.push(*value),
            (Self::Measure(Measure::CrossMoments(moments)), Observed::Pair(pair)) => moments.push(*pair),
            (Self::Measure(Measure::PairedValues(values)), Observed::Pair(pair)) => values.push(*pair),
            (Self::Measure(Measure::Counts(counts)), Observed::Count { events, exposure }) => {
                // The cell was checked for what an exposure may be.
                let _ = counts.push(*events, *exposure);
            }
            (Self::Measure(Measure::Answers(answers)), Observed::Answer(place)) => {
                if let Some(count) = answers.get_mut(*place) {
                    *count += 1;
                }
            }
            (Self::Times(times), Observed::Time(time, ending)) => times.push((*time, *ending)),
            // No value, no conversion; one source never gives what another measures.
            _ => {}
        }
    }

    /// The measure of all units.
    pub fn finish(self) -> Measure {
        match self {
            Self::Measure(measure) => measure,
            // The cells were checked for what a time may be.
            Self::Times(times) => Measure::Times(RiskTable::of(times).unwrap_or_default()),
        }
    }
}

fn number(cell: &Cell<'_>, mistakes: &mut Mistakes) -> Option<f64> {
    match optional_number(cell, mistakes)? {
        Some(value) => Some(value),
        None => empty(cell, mistakes),
    }
}

/// A unit without a value is refused where leaving it out would break the comparison of the arms.
fn empty<T>(cell: &Cell<'_>, mistakes: &mut Mistakes) -> Option<T> {
    cell.refuse(Message::new("data-empty-cell"), Message::new("data-empty-unit-mend"), mistakes);
    None
}

fn yes_or_no(cell: &Cell<'_>, mistakes: &mut Mistakes) -> Option<bool> {
    if cell.is_empty() { empty(cell, mistakes) } else { reading::yes_or_no(cell, mistakes) }
}

fn exposed(cell: &Cell<'_>, mistakes: &mut Mistakes) -> Option<f64> {
    let exposure = number(cell, mistakes)?;
    reading::exposure(cell, exposure, mistakes)
}

fn answered(cell: &Cell<'_>, scale: AnswerScale, mistakes: &mut Mistakes) -> Option<Observed> {
    let Some(answer) = optional_number(cell, mistakes)? else { return Some(Observed::Nothing) };
    reading::place(cell, answer, scale, "data-off-scale-mend", mistakes).map(Observed::Answer)
}

fn duration(cell: &Cell<'_>, mistakes: &mut Mistakes) -> Option<f64> {
    let time = number(cell, mistakes)?;
    reading::not_negative(cell, time, mistakes)
}
