use clap::Args;
use jalon::analysis::compare_means;
use jalon::report::compare::{self, CompareView, ComparedData};
use jalon::stats::{Moments, MomentsError};
use jalon::words::{Message, Words};

use super::arms::named;
use super::question::{QuestionArguments, refused};
use crate::cli::failure::Failure;
use crate::cli::quantities::{count, number};

/// Arguments of `jalon compare mean`.
#[derive(Debug, Args)]
pub(super) struct CompareMean {
    /// Mean, standard deviation and units of each arm, control first: 25.1:40.2:12000, or with a name: control=25.1:40.2:12000
    #[arg(required = true, value_name = "ARM")]
    summaries: Vec<String>,
    #[command(flatten)]
    question: QuestionArguments,
}

pub(super) fn view(given: &CompareMean, words: &Words) -> Result<CompareView, Failure> {
    let question = given.question.question(number)?;
    let (names, arms) = named(&given.summaries, words, moments)?;
    let result = compare_means(&arms, &question).map_err(|error| refused(compare::problem(&error)))?;
    let units: Vec<u64> = arms.iter().map(|arm| arm.observed.count()).collect();
    Ok(CompareView {
        result,
        question,
        names,
        counts: Vec::new(),
        split: given.question.split(&units)?,
        data: ComparedData::Summaries,
    })
}

/// Mean, standard deviation and units: `25.1:40.2:12000`.
pub(in crate::cli) fn moments(summary: &str) -> Result<Moments, Failure> {
    let misread = || {
        Failure::command_line(
            Message::new("compare-not-a-mean").text("given", summary),
            Message::new("compare-not-a-mean-mend"),
        )
    };
    let [mean, sd, units] = summary.split(':').collect::<Vec<_>>()[..] else { return Err(misread()) };
    let mean = number("ARM", mean).map_err(|_| misread())?;
    let sd = number("ARM", sd).map_err(|_| misread())?;
    let units = count("ARM", units).map_err(|_| misread())?;
    Moments::from_summary(units, mean, sd).map_err(|error| match error {
        MomentsError::OutOfScale(value) => Failure::command_line(
            Message::new("data-out-of-scale").text("value", format!("{value:e}")),
            Message::new("data-out-of-scale-mend"),
        ),
        _ => misread(),
    })
}
