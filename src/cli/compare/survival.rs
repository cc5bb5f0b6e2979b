use clap::Args;
use jalon::analysis::{HazardMethod, Question, compare_retention};
use jalon::data::units::Reading;
use jalon::report::compare::{self, CompareView, ComparedData};
use jalon::stats::{EndingsAt, RiskTable};
use jalon::words::Message;

use super::arms::named;
use super::question::{QuestionArguments, refused};
use super::unit_file::{UnitFile, try_map};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::quantities::{choice, count, fraction, positive, zero_or_more};
use crate::cli::sample;

/// Arguments of `jalon compare survival`.
#[derive(Debug, Args)]
pub(super) struct CompareSurvival {
    /// For each arm, control first, the times with those who left then and those last seen then: 1:40:5,2:30:3,3:20:102, or with a name: control=1:40:5,…
    #[arg(value_name = "ARM")]
    summaries: Vec<String>,
    #[command(flatten)]
    file: UnitFile,
    /// The column with the time of each unit: until it left, or was last seen
    #[arg(long, value_name = "COLUMN", requires = "data")]
    time: Option<String>,
    /// The column that says whether the unit left: 1 if so, 0 if it was still there when last seen
    #[arg(long, value_name = "COLUMN", requires = "data")]
    left: Option<String>,
    /// The time at which the share still there is said, in the unit of the times
    #[arg(long, value_name = "TIME")]
    horizon: String,
    /// How hazards are compared: log-rank or cox
    #[arg(long, value_name = "NAME", default_value = "log-rank")]
    method: String,
    #[command(flatten)]
    pub(super) question: QuestionArguments,
}

pub(super) fn view(given: &CompareSurvival, context: &Context) -> Result<CompareView, Failure> {
    let hazard_method = choice("--method", &given.method, &METHODS)?;
    let question = Question { hazard_method, ..given.question.question(fraction)? };
    let horizon = positive("--horizon", &given.horizon)?;
    let columns =
        [("--time", given.time.as_deref(), Reading::Time), ("--left", given.left.as_deref(), Reading::YesOrNo)];
    let (names, arms) = match given.file.units(&given.summaries, columns, context)? {
        Some(units) => try_map(&units, |arm| sample::endings(&arm.observed))?,
        None => named(&given.summaries, &context.words, table)?,
    };
    let result = compare_retention(&arms, horizon, &question).map_err(|error| refused(compare::problem(&error)))?;
    let units: Vec<u64> = arms.iter().map(|arm| arm.observed.units()).collect();
    let split = given.question.split(&units)?;
    let tables = arms.into_iter().map(|arm| arm.observed).collect();
    let data = ComparedData::Times { horizon, tables };
    Ok(CompareView { split, data, ..CompareView::new(result, question, names) })
}

/// A life table: those who left in a period left at its end, and those last seen in it were seen up to its end.
fn table(summary: &str) -> Result<RiskTable, Failure> {
    let misread = || {
        Failure::command_line(
            Message::new("compare-not-times").text("given", summary),
            Message::new("compare-not-times-mend"),
        )
    };
    let periods = summary.split([',', ';']).map(period).collect::<Option<Vec<_>>>().ok_or_else(misread)?;
    RiskTable::from_counts(periods).map_err(|_| misread())
}

fn period(text: &str) -> Option<EndingsAt> {
    let [time, events, censored] = text.split(':').collect::<Vec<_>>()[..] else { return None };
    let counted = |text| count("ARM", text).ok();
    Some(EndingsAt { time: zero_or_more("ARM", time).ok()?, events: counted(events)?, censored: counted(censored)? })
}

const METHODS: [(&str, HazardMethod); 2] = [("log-rank", HazardMethod::LogRank), ("cox", HazardMethod::Cox)];
