//! `jalon size`: one file per kind of metric, and what they all ask of a test.

mod batch;
mod count;
mod efficiency;
mod looks;
mod mean;
mod nps;
mod ordinal;
mod past;
mod proportion;
mod quantile;
mod ratio;
mod survey;
mod survival;
mod test;

use std::path::PathBuf;

use clap::{Args, Subcommand};
use jalon::pipeline;
use jalon::plan::study;
use jalon::report::survey::{self as survey_page, SurveyAnswer};
use jalon::report::{Figure, SizeAnswer, json, size};
use jalon::words::Message;

use self::count::SizeCount;
use self::mean::SizeMean;
use self::nps::SizeNps;
use self::ordinal::SizeOrdinal;
use self::proportion::SizeProportion;
use self::quantile::SizeQuantile;
use self::ratio::SizeRatio;
use self::survey::SizeSurvey;
use self::survival::SizeSurvival;
use self::test::Asked;
pub use self::test::CORRECTIONS;
pub(super) use self::test::equivalence;
use super::answer::Answer;
use super::context::Context;
use super::failure::Failure;
use super::quantities::rate;

/// Arguments of `jalon size`.
#[derive(Debug, Args)]
#[command(subcommand_required = false, arg_required_else_help = false)]
pub struct SizeArguments {
    /// Size a whole list: a CSV file with a column `kind` and one for each option (`baseline`, `lift`, …); the answer is CSV too
    #[arg(long, value_name = "FILE")]
    batch: Option<PathBuf>,
    #[command(subcommand)]
    kind: Option<SizeKind>,
}

#[derive(Debug, Subcommand)]
enum SizeKind {
    /// A rate, such as conversion
    Proportion(SizeProportion),
    /// A mean per unit, such as revenue per visitor
    Mean(SizeMean),
    /// A total over another, such as order value or pages per session
    Ratio(SizeRatio),
    /// Events per unit of exposure, such as contacts per customer and month
    Count(SizeCount),
    /// A Net Promoter Score
    Nps(SizeNps),
    /// Answers on an ordered scale: satisfaction, effort, stars
    #[command(aliases = ["csat", "ces", "rating"])]
    Ordinal(SizeOrdinal),
    /// Time until units leave: retention, churn
    #[command(alias = "retention")]
    Survival(SizeSurvival),
    /// A quantile, such as the load time that nine visits in ten stay below
    Quantile(SizeQuantile),
    /// A survey of one sample: how many answers, or what margin
    Survey(SizeSurvey),
}

/// Sizes a test, or a list of them, and says what stands around the number.
pub fn run(arguments: &SizeArguments, context: &Context) -> Result<Answer, Failure> {
    match (&arguments.kind, &arguments.batch) {
        (Some(SizeKind::Survey(given)), None) => survey(given, context),
        (Some(kind), None) => one(kind, context),
        (None, Some(file)) => batch::run(file, context),
        (Some(_), Some(_)) => {
            Err(Failure::command_line(Message::new("size-batch-and-kind"), Message::new("size-batch-and-kind-mend")))
        }
        (None, None) => {
            Err(Failure::command_line(Message::new("usage-missing-command"), Message::new("size-kinds-mend")))
        }
    }
}

fn one(kind: &SizeKind, context: &Context) -> Result<Answer, Failure> {
    let asked = kind.asked()?;
    let goal = rate("--power", asked.power())?;
    let traffic = asked.traffic()?;
    if asked.lacks_zero() {
        context.remark(&context.words.key("compare-nps-no-zero"));
    }
    let design = asked.design()?;
    let sizing = asked.sizing(&design, goal)?;
    let past = asked.past_units(&design, &sizing, goal);
    let simulated = pipeline::simulated_power(&sizing, asked.simulated_tests()?, context.seed);
    let study = study(sizing, goal, traffic).with_simulated(simulated).with_past(past);
    // In a terminal the tables say the same, shorter; charts are drawn for a file only.
    let charts = if context.out.is_some() { size::figures(&study, &context.words)? } else { Vec::new() };
    let figures: Vec<Figure> = charts.iter().map(Figure::from).collect();
    let body = json::envelope("jalon.size.v1", &SizeAnswer::new(&study))?;
    Ok(Answer::new(size::document(&study, &figures, &context.words), body).with_figures(charts))
}

/// A survey has one sample and no test, hence a page of its own.
fn survey(given: &SizeSurvey, context: &Context) -> Result<Answer, Failure> {
    let plan = given.plan()?;
    let body = json::envelope("jalon.survey.v1", &SurveyAnswer::new(&plan))?;
    let charts = if context.out.is_some() { survey_page::figures(&plan, &context.words)? } else { Vec::new() };
    let figures: Vec<Figure> = charts.iter().map(Figure::from).collect();
    Ok(Answer::new(survey_page::document(&plan, &figures, &context.words), body).with_figures(charts))
}

impl SizeKind {
    fn asked(&self) -> Result<Asked<'_>, Failure> {
        match self {
            Self::Proportion(given) => given.asked(),
            Self::Mean(given) => given.asked(),
            Self::Ratio(given) => given.asked(),
            Self::Count(given) => given.asked(),
            Self::Nps(given) => given.asked(),
            Self::Ordinal(given) => given.asked(),
            Self::Survival(given) => given.asked(),
            Self::Quantile(given) => given.asked(),
            Self::Survey(_) => {
                Err(Failure::command_line(Message::new("size-batch-survey"), Message::new("size-batch-survey-mend")))
            }
        }
    }
}
