use clap::Args;
use jalon::analysis::{NamedArm, compare_recommendations};
use jalon::data::units::Reading;
use jalon::metric::AnswerScale;
use jalon::report::compare::{self, CompareView};
use jalon::stats::{Answers, NoAnswer, ScoreBreaks};
use jalon::words::Message;

use super::arms::named;
use super::question::{QuestionArguments, refused};
use super::unit_file::{UnitFile, try_map};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::quantities::{count, number};

/// Arguments of `jalon compare nps`.
#[derive(Debug, Args)]
pub(super) struct CompareNps {
    /// Promoters, passives and detractors of each arm, control first: 450:300:250; or the eleven counts of the answers 0 to 10, parted by commas
    #[arg(value_name = "ARM")]
    summaries: Vec<String>,
    #[command(flatten)]
    file: UnitFile,
    /// The column with the answers, from 0 to 10
    #[arg(long, value_name = "COLUMN", requires = "data")]
    answer: Option<String>,
    #[command(flatten)]
    pub(super) question: QuestionArguments,
}

pub(super) fn view(given: &CompareNps, context: &Context) -> Result<CompareView, Failure> {
    let question = given.question.question(number)?;
    let (names, arms) = given.arms(context)?;
    let result = compare_recommendations(&arms, &question).map_err(|error| refused(compare::problem(&error)))?;
    let units: Vec<u64> = arms.iter().map(|arm| arm.observed.total()).collect();
    Ok(CompareView { split: given.question.split(&units)?, ..CompareView::new(result, question, names) })
}

impl CompareNps {
    /// From a file, empty answers are left out. Where nobody answered 0, the scale may have begun at 1.
    fn arms(&self, context: &Context) -> Result<(Vec<String>, Vec<NamedArm<Answers>>), Failure> {
        let answer = ("--answer", self.answer.as_deref(), Reading::Answer(AnswerScale::RECOMMENDATION));
        let Some(units) = self.file.units(&self.summaries, [answer], context)? else {
            return named(&self.summaries, &context.words, answers);
        };
        if !units.iter().flat_map(|arm| &arm.observed).any(|[answer]| *answer == 0.0) {
            context.remark(&context.words.key("compare-nps-no-zero"));
        }
        try_map(&units, |arm| answers_of(&arm.observed).map_err(|_| nobody(&arm.name)))
    }
}

/// The answers of units, each on the scale from 0 to 10.
pub(in crate::cli) fn answers_of(units: &[[f64; 1]]) -> Result<Answers, NoAnswer> {
    let ratings = units.iter().map(|[answer]| *answer as u8);
    Answers::of_ratings(ratings, ScoreBreaks::ZERO_TO_TEN)
}

fn nobody(sample: &str) -> Failure {
    Failure::command_line(
        Message::new("compare-nps-nobody").text("given", sample),
        Message::new("compare-nps-nobody-mend"),
    )
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
    answers.map_err(|_| nobody(summary))
}
