//! Whether the data can be trusted and whether there is enough of them.

use jiff::civil::Date;
use serde::{Serialize, Serializer};

use crate::data::{Aggregates, Joined, Tally};
use crate::plan::{Plan, PlannedArm};
use crate::stats::sample_ratio;
use crate::words::{Argument, Message};

/// One check of the data.
#[derive(Debug, Clone, PartialEq)]
pub struct HealthCheck {
    /// What is checked.
    pub check: Check,
    /// How it came out.
    pub status: HealthStatus,
    /// What was found.
    pub detail: Message,
    /// The p-value of checks that are tests.
    pub p_value: Option<f64>,
}

/// What is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Check {
    /// The arms got the shares they were meant to get.
    SampleRatio,
    /// Every arm has units.
    EmptyArm,
    /// Somebody converted.
    Conversions,
    /// Something was counted, or somebody left.
    Events,
    /// Somebody answered.
    Answers,
    /// The answers use their whole scale.
    AnswerScale,
    /// Every day of the test is there.
    MissingDays,
    /// No day lies before the start, after the end or after the look.
    DaysOutside,
    /// The test ran for whole weeks.
    WholeWeeks,
    /// The planned weeks are over.
    PlannedWeeks,
    /// The planned units are there.
    PlannedSize,
    /// The declared segments are there.
    Segments,
    /// The data say what cluster each unit is in.
    Clusters,
    /// Rows that cannot be read were left out.
    BadRows,
    /// No unit was seen in several arms.
    OneArm,
    /// No unit is busier than a customer can be.
    Bots,
    /// The windows of all units have ended.
    Windows,
    /// The logs of exposures and of events know each other.
    Logs,
}

impl Check {
    /// The check's name in files and answers for programs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::SampleRatio => "sample_ratio",
            Self::EmptyArm => "empty_arm",
            Self::Conversions => "conversions",
            Self::Events => "events",
            Self::Answers => "answers",
            Self::AnswerScale => "answer_scale",
            Self::MissingDays => "missing_days",
            Self::DaysOutside => "days_outside",
            Self::WholeWeeks => "whole_weeks",
            Self::PlannedWeeks => "planned_weeks",
            Self::PlannedSize => "planned_size",
            Self::Segments => "segments",
            Self::Clusters => "clusters",
            Self::BadRows => "bad_rows",
            Self::OneArm => "one_arm",
            Self::Bots => "bots",
            Self::Windows => "windows",
            Self::Logs => "logs",
        }
    }
}

impl Serialize for Check {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// How a check came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HealthStatus {
    /// As it should be.
    Ok,
    /// To be looked into; the result stands.
    Warning,
    /// The result does not stand, or not yet.
    Failed,
}

/// Below this chance of so uneven a split, the split is broken: the usual threshold, low enough for a check that is
/// read at every look (Fabijan and others 2019).
pub const SAMPLE_RATIO_THRESHOLD: f64 = 0.001;

/// The part of the planned units that will do. One unit short must not keep a test open for a week; with 5 % fewer
/// units than planned, a power of 80 % is still above 78 %.
pub const ENOUGH_UNITS: f64 = 0.95;

/// The days of the data that count, and those that do not.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Window {
    pub(super) first: Date,
    pub(super) last: Date,
    /// Days of the data before the start.
    pub(super) before: usize,
    /// Days of the data after the planned end.
    pub(super) after: usize,
    /// Days of the data after the look.
    pub(super) future: usize,
}

impl Window {
    /// The days from the start to the end or the look, whichever comes first.
    pub(super) fn of(plan: &Plan, data: &Aggregates, on: Date) -> Self {
        let last = plan.end.min(on);
        let days = data.days();
        let count = |within: &dyn Fn(Date) -> bool| days.iter().filter(|day| within(**day)).count();
        Self {
            first: plan.start,
            last,
            before: count(&|day| day < plan.start),
            after: count(&|day| day > plan.end && day <= on),
            future: count(&|day| day > on),
        }
    }

    pub(super) fn accepts(&self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }
}

/// Compares the units of the arms with their shares; a split that is broken is traced to its worst day or segment.
pub(super) fn sample_ratio_check(plan: &Plan, data: &Aggregates) -> HealthCheck {
    let check = Check::SampleRatio;
    let totals = data.totals();
    let Some(p_value) = split_p_value(plan, &totals) else {
        let detail = Message::new("health-sample-ratio-unknown");
        return HealthCheck { check, status: HealthStatus::Failed, detail, p_value: None };
    };
    let units = beside(totals.iter().map(|tally| Argument::Count(tally.units)));
    let shares = beside(plan.arms.iter().map(|arm| Argument::Percent(arm.share.get(), 1)));
    let fits = p_value >= SAMPLE_RATIO_THRESHOLD;
    let key = if fits { "health-sample-ratio-ok" } else { "health-sample-ratio-failed" };
    let detail = Message::new(key).with("units", units).with("shares", shares).p_value("p", p_value);
    let detail = match worst_part(plan, data).filter(|_| !fits) {
        Some(part) => Message::new("health-sample-ratio-where").said("what", detail).said("part", part),
        None => detail,
    };
    let status = if fits { HealthStatus::Ok } else { HealthStatus::Failed };
    HealthCheck { check, status, detail, p_value: Some(p_value) }
}

/// Numbers of the arms beside each other, parted so that they are not taken for one number.
fn beside(numbers: impl Iterator<Item = Argument>) -> Argument {
    let pair = |left, right| Argument::Said(Message::new("health-beside").with("left", left).with("right", right));
    numbers.reduce(pair).unwrap_or(Argument::List(Vec::new()))
}

fn split_p_value(plan: &Plan, totals: &[Tally]) -> Option<f64> {
    let counts: Vec<f64> = totals.iter().map(|tally| tally.units as f64).collect();
    let shares: Vec<f64> = plan.arms.iter().map(|arm| arm.share.get()).collect();
    sample_ratio(&counts, &shares).ok().map(|ratio| ratio.p_value)
}

/// The segment or the day that is split worst, where one alone is far from its shares while others are not.
fn worst_part(plan: &Plan, data: &Aggregates) -> Option<Message> {
    let segments: Vec<(f64, Message)> = data
        .totals_by_segment()
        .into_iter()
        .filter_map(|(segment, totals)| {
            Some((split_p_value(plan, &totals)?, Message::new("health-part-segment").text("segment", segment)))
        })
        .collect();
    let days: Vec<(f64, Message)> = data
        .totals_by_day()
        .into_iter()
        .filter_map(|(day, totals)| {
            Some((split_p_value(plan, &totals)?, Message::new("health-part-day").date("day", day)))
        })
        .collect();
    [segments, days].into_iter().find_map(alone)
}

/// The broken part, when there is a whole one beside it: what is broken everywhere has no place.
fn alone(parts: Vec<(f64, Message)>) -> Option<Message> {
    let sound = parts.iter().any(|(p_value, _)| *p_value >= SAMPLE_RATIO_THRESHOLD);
    let broken = parts.into_iter().filter(|(p_value, _)| *p_value < SAMPLE_RATIO_THRESHOLD);
    let worst = broken.min_by(|one, other| one.0.total_cmp(&other.0));
    worst.filter(|_| sound).map(|(_, part)| part)
}

/// Every arm has units.
pub(super) fn empty_arm_check(data: &Aggregates) -> HealthCheck {
    let totals = data.totals();
    let empty = data.arms().iter().zip(&totals).find(|(_, tally)| tally.units == 0);
    match empty {
        Some((arm, _)) => failed(Check::EmptyArm, Message::new("health-empty-arm").text("arm", arm)),
        None => fine(Check::EmptyArm, Message::new("health-arms-filled").count("arms", totals.len() as u64)),
    }
}

/// Every day from the first one to the last is there.
pub(super) fn missing_days_check(data: &Aggregates, window: &Window, through: Option<Date>) -> HealthCheck {
    let days = data.days();
    let Some(through) = through else {
        return fine(Check::MissingDays, Message::new("health-undated"));
    };
    let expected = window.first.series(jiff::Span::new().days(1)).take_while(|day| *day <= through);
    let missing: Vec<Date> = expected.filter(|day| !days.contains(day)).collect();
    match missing.as_slice() {
        [] => fine(Check::MissingDays, Message::new("health-no-missing-days").count("days", days.len() as u64)),
        [first, ..] => {
            let detail = Message::new("health-missing-days").count("days", missing.len() as u64).date("first", *first);
            warning(Check::MissingDays, detail)
        }
    }
}

/// No day lies outside the plan.
pub(super) fn days_outside_check(window: &Window) -> Option<HealthCheck> {
    let outside = window.before + window.after + window.future;
    (outside > 0).then(|| {
        let detail = Message::new("health-days-outside")
            .count("before", window.before as u64)
            .count("after", window.after as u64)
            .count("future", window.future as u64);
        warning(Check::DaysOutside, detail)
    })
}

/// The test ran for whole weeks.
pub(super) fn whole_weeks_check(days: u32) -> HealthCheck {
    let (weeks, rest) = (days / 7, days % 7);
    let detail = |key| Message::new(key).count("weeks", weeks.into()).count("days", rest.into());
    if rest == 0 && weeks > 0 {
        fine(Check::WholeWeeks, detail("health-whole-weeks"))
    } else {
        warning(Check::WholeWeeks, detail("health-part-of-week"))
    }
}

/// The planned days and the least number of weeks are over.
pub(super) fn planned_weeks_check(plan: &Plan, days: u32) -> HealthCheck {
    let needed = plan.planned_days().max(plan.design.min_weeks * 7);
    let detail = |key| Message::new(key).count("days", days.into()).count("planned", needed.into());
    if days >= needed {
        fine(Check::PlannedWeeks, detail("health-planned-weeks"))
    } else {
        failed(Check::PlannedWeeks, detail("health-too-few-days").date("end", plan.end))
    }
}

/// The planned units are there, in every arm.
pub(super) fn planned_size_check(planned: &[PlannedArm], data: &Aggregates) -> HealthCheck {
    let totals = data.totals();
    let units: u64 = totals.iter().map(|tally| tally.units).sum();
    let wanted: u64 = planned.iter().map(|arm| arm.units).sum();
    let detail = |key| Message::new(key).count("units", units).count("planned", wanted);
    if units >= wanted {
        fine(Check::PlannedSize, detail("health-planned-size"))
    } else if units as f64 >= ENOUGH_UNITS * wanted as f64 {
        warning(Check::PlannedSize, detail("health-nearly-planned-size"))
    } else {
        failed(Check::PlannedSize, detail("health-too-few-units"))
    }
}

/// How far a test is that may decide before its end: a number, not a failure.
pub(super) fn on_the_way(check: HealthCheck) -> HealthCheck {
    let status = if check.status == HealthStatus::Failed { HealthStatus::Ok } else { check.status };
    HealthCheck { status, ..check }
}

/// The declared segments are in the data.
pub(super) fn segments_check(plan: &Plan, data: &Aggregates) -> Option<HealthCheck> {
    let known = data.segments();
    let absent: Vec<&str> =
        plan.segments.iter().map(String::as_str).filter(|segment| !known.contains(segment)).collect();
    (!absent.is_empty()).then(|| warning(Check::Segments, Message::new("health-segments").texts("segments", absent)))
}

/// Rows that were left out because they cannot be read.
pub(super) fn bad_rows_check(data: &Aggregates) -> Option<HealthCheck> {
    let reading = data.reading();
    (reading.skipped > 0).then(|| {
        let all = reading.rows.saturating_add(reading.skipped);
        warning(Check::BadRows, Message::new("health-bad-rows").count("skipped", reading.skipped).count("rows", all))
    })
}

/// What was left out where logs were brought together, and why.
pub(super) fn joined_checks(data: &Aggregates) -> Vec<HealthCheck> {
    let Some(joined) = &data.reading().joined else { return Vec::new() };
    let mut checks = vec![one_arm_check(joined)];
    if joined.bots > 0 {
        checks.push(warning(Check::Bots, Message::new("health-bots").count("units", joined.bots)));
    }
    if joined.unripe > 0 {
        let detail = Message::new("health-windows").count("units", joined.unripe).count("all", joined.units);
        checks.push(fine(Check::Windows, detail));
    }
    let detail = Message::new("health-logs")
        .count("events", joined.events)
        .count("others", joined.of_others)
        .count("early", joined.early)
        .count("late", joined.late)
        .count("repeated", joined.repeated)
        .count("unasked", joined.unasked);
    checks.push(fine(Check::Logs, detail));
    checks
}

/// A unit that saw two arms belongs to neither. Many of them mean that the assignment is not kept: then those who stay are
/// no fair sample any more.
fn one_arm_check(joined: &Joined) -> HealthCheck {
    const MANY: f64 = 0.01;
    let crossed: u64 = joined.crossed.iter().sum();
    if crossed == 0 {
        return fine(Check::OneArm, Message::new("health-one-arm"));
    }
    let each = beside(joined.crossed.iter().map(|units| Argument::Count(*units)));
    let detail = Message::new("health-several-arms").count("units", crossed).with("each", each);
    let status = if crossed as f64 > MANY * joined.units as f64 { HealthStatus::Failed } else { HealthStatus::Warning };
    HealthCheck { check: Check::OneArm, status, detail, p_value: None }
}

fn fine(check: Check, detail: Message) -> HealthCheck {
    HealthCheck { check, status: HealthStatus::Ok, detail, p_value: None }
}

pub(super) fn warning(check: Check, detail: Message) -> HealthCheck {
    HealthCheck { check, status: HealthStatus::Warning, detail, p_value: None }
}

fn failed(check: Check, detail: Message) -> HealthCheck {
    HealthCheck { check, status: HealthStatus::Failed, detail, p_value: None }
}
/// Data without clusters tell nothing of how alike the units of one are: the planned design effect stands in for it.
pub(super) fn clusters_check(plan: &Plan) -> Option<HealthCheck> {
    let clusters = plan.design.efficiency.clusters()?;
    let detail = Message::new("health-clusters")
        .number("effect", clusters.design_effect(), 2)
        .number("size", clusters.size().get(), 1)
        .number("icc", clusters.correlation().get(), 3);
    Some(warning(Check::Clusters, detail))
}
