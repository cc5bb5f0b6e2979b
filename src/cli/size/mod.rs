//! `jalon size`: one file per kind of metric, and what they all ask of a test.

mod count;
mod efficiency;
mod mean;
mod nps;
mod ordinal;
mod proportion;
mod quantile;
mod ratio;
mod survey;
mod survival;
mod test;

use clap::{Args, Subcommand};
use jalon::plan::study;
use jalon::report::survey::{self as survey_page, SurveyAnswer};
use jalon::report::{Figure, SizeAnswer, json, size};

use self::count::SizeCount;
use self::mean::SizeMean;
use self::nps::SizeNps;
use self::ordinal::SizeOrdinal;
use self::proportion::SizeProportion;
use self::quantile::SizeQuantile;
use self::ratio::SizeRatio;
use self::survey::SizeSurvey;
use self::survival::SizeSurvival;
pub use self::test::CORRECTIONS;
pub(super) use self::test::equivalence;
use super::answer::Answer;
use super::context::Context;
use super::failure::Failure;
use super::quantities::rate;

/// Arguments of `jalon size`.
#[derive(Debug, Args)]
pub struct SizeArguments {
    #[command(subcommand)]
    kind: SizeKind,
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

/// Sizes a test, and says what stands around the number.
pub fn run(arguments: &SizeArguments, context: &Context) -> Result<Answer, Failure> {
    let asked = match &arguments.kind {
        SizeKind::Proportion(given) => given.asked()?,
        SizeKind::Mean(given) => given.asked()?,
        SizeKind::Ratio(given) => given.asked()?,
        SizeKind::Count(given) => given.asked()?,
        SizeKind::Nps(given) => given.asked()?,
        SizeKind::Ordinal(given) => given.asked()?,
        SizeKind::Survival(given) => given.asked()?,
        SizeKind::Quantile(given) => given.asked()?,
        SizeKind::Survey(given) => return survey(given, context),
    };
    let goal = rate("--power", asked.power())?;
    let traffic = asked.traffic()?;
    let study = study(asked.sizing(&asked.design()?, goal)?, goal, traffic);
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
    Ok(Answer::new(survey_page::document(&plan, &context.words), body))
}
