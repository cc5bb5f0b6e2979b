use jiff::civil::Date;

use super::analyse::Analysis;
use super::record::{ArmUnits, Look, Record, VerdictKind};
use super::schedule::{Now, ended_before};
use super::watching::Watched;
use crate::plan::{Plan, fingerprint};
use crate::stats::LookDecision;
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
    /// The test went on after its rule had decided.
    WentOn,
    /// The data were looked at again after the last look of the plan.
    AfterTheEnd,
    /// The data end before those of an earlier look.
    OlderData,
    /// There are fewer units than at an earlier look that might have decided.
    FewerUnits,
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
    if plan.rule.decides_early() {
        if let Some(decided) = decided_before(plan, record, analysis) {
            say(DeviationKind::WentOn, Message::new("deviation-went-on").date("on", decided.on));
        }
        let through = analysis.data_through.unwrap_or(analysis.on);
        let now = Now { on: analysis.on, through, arms: &analysis.arms };
        if let Some(last) = ended_before(plan, &analysis.planned, &record.looks, &now) {
            say(DeviationKind::AfterTheEnd, Message::new("deviation-after-the-end").date("on", last.on));
        }
    } else if early > 0 {
        say(DeviationKind::EarlyLooks, Message::new("deviation-early-looks").count("looks", early as u64));
    }
    if let Some(newer) = record.looks.iter().filter_map(|look| look.data_through).max()
        && analysis.data_through.is_some_and(|through| through < newer)
    {
        say(DeviationKind::OlderData, Message::new("deviation-older-data").date("newer", newer));
    } else if plan.rule.decides_early()
        && let Some(fuller) = earlier(record, analysis).find(|look| units(&look.arms) > units(&analysis.arms))
    {
        let what = Message::new("deviation-fewer-units").date("on", fuller.on);
        let what = what.count("before", units(&fuller.arms)).count("units", units(&analysis.arms));
        say(DeviationKind::FewerUnits, what);
    }
    if let Some(last) = last_day(record).filter(|last| analysis.on < *last) {
        say(DeviationKind::ClockBackwards, Message::new("deviation-clock").date("last", last));
    }
    for day in &record.accepted {
        say(DeviationKind::RecordAccepted, Message::new("deviation-accepted").date("on", *day));
    }
    found
}

fn units(arms: &[ArmUnits]) -> u64 {
    arms.iter().fold(0, |sum, arm| sum.saturating_add(arm.units))
}

/// Looks of the record that came before this one.
fn earlier<'a>(record: &'a Record, analysis: &'a Analysis) -> impl Iterator<Item = &'a Look> {
    record.looks.iter().filter(|look| look.on <= analysis.on)
}

/// The first look with fewer units at which the rule had decided. Where giving up is advice, who goes on departs from nothing.
fn decided_before<'a>(plan: &Plan, record: &'a Record, analysis: &'a Analysis) -> Option<&'a Look> {
    let advice = plan.rule.looks().is_some_and(|looks| !looks.must_give_up());
    let futile = |look: &Look| {
        let at = |watched: &Watched| watched.looks.iter().find(|taken| taken.on == look.on)?.decision;
        let mut decisions = analysis.watched.iter().map(at).peekable();
        decisions.peek().is_some() && decisions.all(|decision| decision == Some(LookDecision::Futility))
    };
    let here = units(&analysis.arms);
    earlier(record, analysis)
        .filter(|look| units(&look.arms) < here && look.verdict.decides())
        .find(|look| !(advice && look.verdict == VerdictKind::Stop && futile(look)))
}

/// The last day the record speaks of a lock or a look; nothing may be written before it.
#[must_use]
pub fn last_day(record: &Record) -> Option<Date> {
    let lock = record.lock.as_ref().map(|lock| lock.on);
    lock.into_iter().chain(record.looks.iter().map(|look| look.on)).max()
}
