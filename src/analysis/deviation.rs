use jiff::civil::Date;

use super::analyse::Analysis;
use super::record::Record;
use crate::plan::{Plan, fingerprint};
use crate::words::Message;

/// Something that was not done as the plan has it, which a reader of the result should know.
#[derive(Debug, Clone, PartialEq)]
pub struct Deviation {
    /// What it is, for programs.
    pub kind: DeviationKind,
    /// What happened.
    pub what: Message,
}

/// Kinds of departures from a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DeviationKind {
    /// The plan was never locked.
    NotLocked,
    /// The plan was locked after the test had begun.
    LockedLate,
    /// The plan is no longer the one that was locked.
    PlanChanged,
    /// The data were looked at before the planned end.
    EarlyLooks,
    /// The data end before those of an earlier look.
    OlderData,
    /// The day of the look lies before the lock or before an earlier look.
    ClockBackwards,
    /// A record that jalon had not written was accepted.
    RecordAccepted,
}

/// Everything in which the test departed from its plan, as of a look.
#[must_use]
pub fn deviations(plan: &Plan, record: &Record, analysis: &Analysis) -> Vec<Deviation> {
    let mut found = Vec::new();
    let mut say = |kind, what| found.push(Deviation { kind, what });
    match &record.lock {
        None => say(DeviationKind::NotLocked, Message::new("deviation-not-locked")),
        Some(lock) => {
            if lock.on > lock.start {
                let what = Message::new("deviation-locked-late").date("on", lock.on).date("start", lock.start);
                say(DeviationKind::LockedLate, what);
            }
            if lock.fingerprint != fingerprint(plan) {
                say(DeviationKind::PlanChanged, Message::new("deviation-plan-changed").date("on", lock.on));
            }
        }
    }
    let early = record.looks.iter().filter(|look| look.on <= plan.end && look.on <= analysis.on).count();
    if early > 0 {
        say(DeviationKind::EarlyLooks, Message::new("deviation-early-looks").count("looks", early as u64));
    }
    if let Some(newer) = record.looks.iter().filter_map(|look| look.data_through).max()
        && analysis.data_through.is_some_and(|through| through < newer)
    {
        say(DeviationKind::OlderData, Message::new("deviation-older-data").date("newer", newer));
    }
    if let Some(last) = last_day(record).filter(|last| analysis.on < *last) {
        say(DeviationKind::ClockBackwards, Message::new("deviation-clock").date("last", last));
    }
    for day in &record.accepted {
        say(DeviationKind::RecordAccepted, Message::new("deviation-accepted").date("on", *day));
    }
    found
}

/// The last day the record speaks of a lock or a look; nothing may be written before it.
#[must_use]
pub fn last_day(record: &Record) -> Option<Date> {
    let lock = record.lock.as_ref().map(|lock| lock.on);
    lock.into_iter().chain(record.looks.iter().map(|look| look.on)).max()
}
