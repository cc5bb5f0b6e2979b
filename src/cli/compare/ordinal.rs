use clap::Args;
use jalon::analysis::{CompareError, NamedArm, Question, compare_answers};
use jalon::data::units::Reading;
use jalon::metric::{AnswerScale, Direction, MetricKind};
use jalon::report::compare::{self, CompareView, ComparedData};
use jalon::stats::{CategoryCounts, WinMethod};
use jalon::words::Message;

use super::arms::named;
use super::question::{QuestionArguments, refused};
use super::unit_file::{UnitFile, try_map};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::quantities::{choice, count, fraction};
use crate::cli::sample;

/// Arguments of `jalon compare ordinal`.
#[derive(Debug, Args)]
pub(super) struct CompareOrdinal {
    /// How many gave each answer, from the lowest up, for each arm, control first: 5,10,40,80,65, or with a name: control=5,10,40,80,65
    #[arg(value_name = "ARM")]
    summaries: Vec<String>,
    #[command(flatten)]
    file: UnitFile,
    /// The column with the answers
    #[arg(long, value_name = "COLUMN", requires = "data")]
    answer: Option<String>,
    /// The lowest and the highest answer [default: from 1 up, one for each count; 1:5 for a file]
    #[arg(long, value_name = "LOW:HIGH")]
    scale: Option<String>,
    /// Which answers are better: higher or lower
    #[arg(long, value_name = "WAY")]
    better: Option<String>,
    /// How the chance of a higher answer is compared: brunner-munzel, or logit for chances near 0% or 100%
    #[arg(long, value_name = "NAME", default_value = "brunner-munzel")]
    method: String,
    #[command(flatten)]
    pub(super) question: QuestionArguments,
}

pub(super) fn view(given: &CompareOrdinal, kind: MetricKind, context: &Context) -> Result<CompareView, Failure> {
    let better = better(given.better.as_deref(), kind)?;
    let win_method = choice("--method", &given.method, &METHODS)?;
    let question = Question { win_method, ..given.question.question(fraction)? };
    if question.null.is_relative() {
        return Err(Failure::command_line(
            Message::new("compare-margin-without-ratio"),
            Message::new("compare-margin-without-ratio-mend"),
        ));
    }
    let scale = given.scale.as_deref().map(sample::scale).transpose()?;
    let (names, arms) = given.arms(scale.unwrap_or(AnswerScale::ONE_TO_FIVE), context)?;
    let answers = arms.first().map_or(0, |arm| arm.observed.counts().len());
    let scale = scale.map_or_else(|| sample::scale(&format!("1:{answers}")), Ok)?;
    let mut result = compare_answers(&arms, scale, &question).map_err(|error| refused(compare::problem(&error)))?;
    result.kind = kind;
    result.id = kind.name().to_owned();
    let units: Vec<u64> = arms.iter().map(|arm| arm.observed.total()).collect();
    let split = given.question.split(&units)?;
    let counts = arms.into_iter().map(|arm| arm.observed).collect();
    let data = ComparedData::Answers { scale, counts, better };
    Ok(CompareView { split, data, ..CompareView::new(result, question, names) })
}

impl CompareOrdinal {
    /// The answers from a file, where they lie on this scale, or from summaries.
    fn arms(
        &self,
        scale: AnswerScale,
        context: &Context,
    ) -> Result<(Vec<String>, Vec<NamedArm<CategoryCounts>>), Failure> {
        let answer = ("--answer", self.answer.as_deref(), Reading::Answer(scale));
        let Some(units) = self.file.units(&self.summaries, [answer], context)? else {
            return named(&self.summaries, &context.words, counts);
        };
        let counted = |answers: &[[f64; 1]]| CategoryCounts::new(sample::answers(answers, scale));
        try_map(&units, |arm| counted(&arm.observed).map_err(|_| nobody(&arm.name)))
    }
}

fn nobody(arm: &str) -> Failure {
    refused(compare::problem(&CompareError::TooFewUnits { arm: arm.to_owned(), units: 0 }))
}

/// An effort score runs either way: the most widespread questions ask how hard it was, others how easy.
fn better(given: Option<&str>, kind: MetricKind) -> Result<Option<Direction>, Failure> {
    match given {
        Some(text) => choice("--better", text, &WAYS).map(Some),
        None if kind == MetricKind::Ces => Err(Failure::command_line(
            Message::new("compare-which-is-better"),
            Message::new("compare-which-is-better-mend"),
        )),
        None => Ok(None),
    }
}

fn counts(summary: &str) -> Result<CategoryCounts, Failure> {
    let misread = || {
        Failure::command_line(
            Message::new("compare-not-answers").text("given", summary),
            Message::new("compare-not-answers-mend"),
        )
    };
    let counts = summary.split([',', ';']).map(|text| count("ARM", text)).collect::<Result<Vec<_>, _>>();
    let counts = counts.map_err(|_| misread())?;
    if counts.len() < 2 {
        return Err(misread());
    }
    CategoryCounts::new(counts).map_err(|_| misread())
}

const WAYS: [(&str, Direction); 2] = [("higher", Direction::Higher), ("lower", Direction::Lower)];
const METHODS: [(&str, WinMethod); 2] = [("brunner-munzel", WinMethod::BrunnerMunzel), ("logit", WinMethod::Logit)];
