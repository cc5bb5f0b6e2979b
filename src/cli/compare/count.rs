use clap::Args;
use jalon::analysis::{EventMethod, NamedArm, UnitCountMethod, compare_counts_by, compare_events_by};
use jalon::data::units::Reading;
use jalon::report::compare::{self, CompareView};
use jalon::stats::{Events, EventsError, UnitCounts};
use jalon::words::Message;

use super::arms::named;
use super::question::{QuestionArguments, refused};
use super::unit_file::{UnitFile, try_map};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::quantities::{choice, count, number};

/// Arguments of `jalon compare count`.
#[derive(Debug, Args)]
pub(super) struct CompareCount {
    /// Events over the exposure of each arm, control first: 130/5200; or, where units differ more than by chance, mean, standard deviation and units of the events by unit: 0.31:0.62:2000
    #[arg(value_name = "ARM")]
    summaries: Vec<String>,
    /// How rates are compared: score, wald, log, mover, exact, mid-p or e-test; of counts by unit: score, log or wald
    #[arg(long, value_name = "NAME", default_value = "score")]
    method: String,
    #[command(flatten)]
    file: UnitFile,
    /// The column with the events of each unit
    #[arg(long, value_name = "COLUMN", requires = "data")]
    events: Option<String>,
    /// The column with the exposure of each unit [default: the same for all]
    #[arg(long, value_name = "COLUMN", requires = "events")]
    exposure: Option<String>,
    #[command(flatten)]
    pub(super) question: QuestionArguments,
}

pub(super) fn view(given: &CompareCount, context: &Context) -> Result<CompareView, Failure> {
    let over_exposure = given.summaries.first().is_some_and(|first| first.contains('/'));
    if over_exposure { events_view(given, context) } else { units_view(given, context) }
}

fn events_view(given: &CompareCount, context: &Context) -> Result<CompareView, Failure> {
    let method = choice("--method", &given.method, &EVENT_METHODS)?;
    if given.question.has_allocation() {
        return Err(Failure::command_line(
            Message::new("compare-count-no-units"),
            Message::new("compare-count-no-units-mend"),
        ));
    }
    let question = given.question.question(number)?;
    given.file.check_summaries(&given.summaries)?;
    let (names, arms) = named(&given.summaries, &context.words, events)?;
    let result = compare_events_by(&arms, method, &question).map_err(|error| refused(compare::problem(&error)))?;
    Ok(CompareView::new(result, question, names))
}

fn units_view(given: &CompareCount, context: &Context) -> Result<CompareView, Failure> {
    let method = choice("--method", &given.method, &UNIT_METHODS)?;
    let question = given.question.question(number)?;
    let (names, arms) = given.units(context)?;
    let result = compare_counts_by(&arms, method, &question).map_err(|error| refused(compare::problem(&error)))?;
    let units: Vec<u64> = arms.iter().map(|arm| arm.observed.units()).collect();
    Ok(CompareView { split: given.question.split(&units)?, ..CompareView::new(result, question, names) })
}

impl CompareCount {
    /// From a file, a unit without a count is left out.
    fn units(&self, context: &Context) -> Result<(Vec<String>, Vec<NamedArm<UnitCounts>>), Failure> {
        let events = ("--events", self.events.as_deref(), Reading::Count);
        if let Some(exposure) = self.exposure.as_deref() {
            let columns = [events, ("--exposure", Some(exposure), Reading::Exposure)];
            if let Some(units) = self.file.units(&self.summaries, columns, context)? {
                return try_map(&units, |arm| counted(arm.observed.iter().copied()));
            }
        }
        match self.file.units(&self.summaries, [events], context)? {
            Some(units) => try_map(&units, |arm| counted(arm.observed.iter().map(|[events]| [*events, 1.0]))),
            None => named(&self.summaries, &context.words, unit_counts),
        }
    }
}

/// The events of units over their exposures.
fn counted(units: impl Iterator<Item = [f64; 2]>) -> Result<UnitCounts, Failure> {
    let mut observed = UnitCounts::default();
    for [events, exposure] in units {
        observed.push(events as u64, exposure).map_err(|_| {
            Failure::command_line(
                Message::new("compare-not-a-unit-count")
                    .text("events", events.to_string())
                    .text("exposure", exposure.to_string()),
                Message::new("compare-not-a-unit-count-mend"),
            )
        })?;
    }
    Ok(observed)
}

/// Events over an exposure: `130/5200`.
pub(in crate::cli) fn events(summary: &str) -> Result<Events, Failure> {
    let misread = || {
        Failure::command_line(
            Message::new("compare-not-events").text("given", summary),
            Message::new("compare-not-events-mend"),
        )
    };
    let (counted, exposure) = summary.split_once('/').ok_or_else(misread)?;
    let counted = count("ARM", counted).map_err(|_| misread())?;
    let exposure = number("ARM", exposure).map_err(|_| misread())?;
    Events::new(counted, exposure).map_err(|error| match error {
        EventsError::NoExposure(_) => Failure::command_line(
            Message::new("compare-no-exposure").text("given", summary),
            Message::new("compare-no-exposure-mend"),
        ),
        EventsError::OutOfScale(_) | EventsError::TooManyEvents(_) => Failure::command_line(
            Message::new("data-out-of-scale").text("value", summary),
            Message::new("data-out-of-scale-mend"),
        ),
    })
}

/// Mean, standard deviation and number of the events by unit, each unit over an exposure of 1.
fn unit_counts(summary: &str) -> Result<UnitCounts, Failure> {
    let misread = || {
        Failure::command_line(
            Message::new("compare-not-unit-counts").text("given", summary),
            Message::new("compare-not-unit-counts-mend"),
        )
    };
    let [mean, sd, units] = summary.split(':').collect::<Vec<_>>()[..] else { return Err(misread()) };
    let mean = number("ARM", mean).map_err(|_| misread())?;
    let sd = number("ARM", sd).ok().filter(|sd| *sd >= 0.0).ok_or_else(misread)?;
    let units = count("ARM", units).map_err(|_| misread())?;
    UnitCounts::with_equal_exposure(units, 1.0, mean, sd * sd).map_err(|_| misread())
}

const EVENT_METHODS: [(&str, EventMethod); 7] = [
    ("score", EventMethod::Score),
    ("wald", EventMethod::Wald),
    ("log", EventMethod::Log),
    ("mover", EventMethod::Mover),
    ("exact", EventMethod::Exact),
    ("mid-p", EventMethod::MidP),
    ("e-test", EventMethod::ETest),
];

const UNIT_METHODS: [(&str, UnitCountMethod); 3] =
    [("score", UnitCountMethod::Score), ("log", UnitCountMethod::Log), ("wald", UnitCountMethod::Empirical)];
