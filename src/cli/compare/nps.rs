use clap::Args;
use jalon::analysis::{NamedArm, compare_recommendations};
use jalon::metric::AnswerScale;
use jalon::report::compare::{self, CompareView, ComparedData};
use jalon::stats::{Answers, ScoreBreaks};
use jalon::words::Message;

use super::arms::named;
use super::question::{QuestionArguments, refused};
use super::unit_file::UnitFile;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::quantities::{count, number};

/// Arguments of `jalon compare nps`.
#[derive(Debug, Args)]
pub(super) struct CompareNps {
    /// Promoters, passives and detractors of each arm, control first: 450:300:250; or the eleven counts of the answers 0 to 10, parted by commas
    #[arg(required_unless_present = "data", value_name = "ARM")]
    summaries: Vec<String>,
    #[command(flatten)]
    file: UnitFile,
    /// The column with the answers, from 0 to 10
    #[arg(long, value_name = "COLUMN", requires = "data")]
    answer: Option<String>,
    #[command(flatten)]
    question: QuestionArguments,
}

pub(super) fn view(given: &CompareNps, context: &Context) -> Result<CompareView, Failure> {
    let question = given.question.question(number)?;
    let (names, arms) = match from_file(given, context)? {
        Some(arms) => (arms.iter().map(|arm| arm.name.clone()).collect(), arms),
        None => named(&given.summaries, &context.words, answers)?,
    };
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

/// Answers from a file, empty ones left out. Where nobody answered 0, the scale may have begun at 1.
fn from_file(given: &CompareNps, context: &Context) -> Result<Option<Vec<NamedArm<Answers>>>, Failure> {
    let Some(data) = given.file.read(given.answer.iter().cloned().collect())? else { return Ok(None) };
    if given.answer.is_none() {
        return Err(Failure::command_line(
            Message::new("compare-nps-no-column"),
            Message::new("compare-nps-no-column-mend"),
        ));
    }
    let given_answers = || data.values.iter().flatten().flatten().flatten();
    if let Some(wrong) = given_answers().find(|answer| AnswerScale::RECOMMENDATION.place(**answer).is_none()) {
        return Err(Failure::command_line(
            Message::new("compare-nps-off-scale").text("answer", wrong.to_string()),
            Message::new("compare-nps-off-scale-mend"),
        ));
    }
    if !given_answers().any(|answer| *answer == 0.0) {
        context.remark(&context.words.key("compare-nps-no-zero"));
    }
    let arms = data.arms.iter().zip(&data.values).map(|(name, columns)| {
        let ratings = columns.iter().flatten().flatten().map(|answer| *answer as u8);
        let observed = Answers::of_ratings(ratings, ScoreBreaks::ZERO_TO_TEN).map_err(|_| {
            Failure::command_line(
                Message::new("compare-nps-nobody").text("given", name.clone()),
                Message::new("compare-nps-nobody-mend"),
            )
        })?;
        Ok(NamedArm { name: name.clone(), observed })
    });
    arms.collect::<Result<Vec<_>, _>>().map(Some)
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
