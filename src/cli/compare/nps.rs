use clap::Args;
use jalon::analysis::compare_recommendations;
use jalon::report::compare::{self, CompareView, ComparedData};
use jalon::stats::{Answers, ScoreBreaks};
use jalon::words::{Message, Words};

use super::arms::named;
use super::question::{QuestionArguments, refused};
use crate::cli::failure::Failure;
use crate::cli::quantities::{count, number};

/// Arguments of `jalon compare nps`.
#[derive(Debug, Args)]
pub(super) struct CompareNps {
    /// Promoters, passives and detractors of each arm, control first: 450:300:250; or the eleven counts of the answers 0 to 10, parted by commas
    #[arg(required = true, value_name = "ARM")]
    summaries: Vec<String>,
    #[command(flatten)]
    question: QuestionArguments,
}

pub(super) fn view(given: &CompareNps, words: &Words) -> Result<CompareView, Failure> {
    let question = given.question.question(number)?;
    let (names, arms) = named(&given.summaries, words, answers)?;
    let result = compare_recommendations(&arms, &question).map_err(|error| refused(compare::problem(&error)))?;
    let units: Vec<u64> = arms.iter().map(|arm| arm.observed.total()).collect();
    Ok(CompareView {
        result,
        question,
        names,
        counts: Vec::new(),
        split: given.question.split(&units)?,
        data: ComparedData::Summaries,
    })
}

/// Answers to "would you recommend us?": `450:300:250`, or eleven counts parted by commas.
pub(in crate::cli) fn answers(summary: &str) -> Result<Answers, Failure> {
    let misread = || {
        Failure::command_line(
            Message::new("compare-not-nps").text("given", summary),
            Message::new("compare-not-nps-mend"),
        )
    };
    let parts = summary.split([':', ',']).map(|part| count("ARM", part)).collect::<Result<Vec<_>, _>>();
    let parts = parts.map_err(|_| misread())?;
    let answers = match parts[..] {
        [promoters, passives, detractors] => Answers::new(promoters, passives, detractors),
        _ if parts.len() == 11 => {
            let up_to = |highest: u8| {
                parts.iter().take(usize::from(highest) + 1).fold(0_u64, |sum, part| sum.saturating_add(*part))
            };
            let breaks = ScoreBreaks::ZERO_TO_TEN;
            let (detractors, below) = (up_to(breaks.highest_detractor), up_to(breaks.highest_passive));
            Answers::new(up_to(10) - below, below - detractors, detractors)
        }
        _ => return Err(misread()),
    };
    answers.map_err(|_| {
        Failure::command_line(
            Message::new("compare-nps-nobody").text("given", summary),
            Message::new("compare-nps-nobody-mend"),
        )
    })
}
