//! `jalon estimate`: one number from one sample, with its interval; one file per kind.

mod answers;
mod count;
mod mean;
mod nps;
mod proportion;
mod quantile;
mod ratio;
mod sample_file;
mod survey;
mod survival;

use clap::{Args, Subcommand};
use jalon::quantity::Proportion;
use jalon::report::estimate::{self, EstimateAnswer};
use jalon::report::{Figure, json};
use jalon::words::Message;

use self::answers::{EstimateAnswers, EstimateEffort};
use self::count::EstimateCount;
use self::mean::EstimateMean;
use self::nps::EstimateNps;
use self::proportion::EstimateProportion;
use self::quantile::EstimateQuantile;
use self::ratio::EstimateRatio;
use self::survey::EstimateSurvey;
use self::survival::EstimateSurvival;
use super::answer::Answer;
use super::context::Context;
use super::failure::Failure;
use super::quantities::rate;

/// Arguments of `jalon estimate`.
#[derive(Debug, Args)]
pub struct EstimateArguments {
    #[command(subcommand)]
    kind: EstimateKind,
}

#[derive(Debug, Subcommand)]
enum EstimateKind {
    /// A rate, such as conversion
    Proportion(EstimateProportion),
    /// A mean per unit, such as revenue per visitor
    Mean(EstimateMean),
    /// A total over another, such as order value or pages per session
    Ratio(EstimateRatio),
    /// Events per unit of exposure, such as contacts per customer and month
    Count(EstimateCount),
    /// A Net Promoter Score
    Nps(EstimateNps),
    /// Customer satisfaction: the share of the two best answers, and the mean
    Csat(EstimateAnswers),
    /// Customer effort: the mean answer, and the share of the two best
    Ces(EstimateEffort),
    /// Answers on any other scale, such as stars: the mean, and the share of the two best
    #[command(alias = "ordinal")]
    Rating(EstimateAnswers),
    /// A quantile, such as the load time that nine visits in ten stay below
    Quantile(EstimateQuantile),
    /// Times to leaving: the share still there, and the time by which half had left
    #[command(visible_alias = "retention")]
    Survival(EstimateSurvival),
    /// What all people think, from a sample of them, whole or by group
    Survey(EstimateSurvey),
}

/// What every kind asks for.
#[derive(Debug, Args)]
struct ConfidenceArguments {
    /// How sure the interval is to hold the true value
    #[arg(long, value_name = "LEVEL", default_value = "95%")]
    confidence: String,
}

impl ConfidenceArguments {
    /// The risk that is left.
    fn risk(&self) -> Result<Proportion, Failure> {
        confidence_risk(&self.confidence)
    }
}

/// The risk that a confidence leaves.
pub(super) fn confidence_risk(text: &str) -> Result<Proportion, Failure> {
    let level = rate("--confidence", text)?;
    let too_sure = || {
        Failure::command_line(
            Message::new("estimate-too-sure").text("given", text),
            Message::new("estimate-too-sure-mend"),
        )
    };
    // Beyond this the limits would rest on tails that nobody's data follow.
    Proportion::new(1.0 - level.get()).ok().filter(|risk| risk.get() >= 1e-12).ok_or_else(too_sure)
}

/// The file holds no value to estimate from.
fn no_units() -> Failure {
    Failure::command_line(Message::new("estimate-no-values"), Message::new("estimate-no-values-mend"))
}

/// Estimates one number.
pub fn run(arguments: &EstimateArguments, context: &Context) -> Result<Answer, Failure> {
    let view = match &arguments.kind {
        EstimateKind::Proportion(given) => given.view(context)?,
        EstimateKind::Mean(given) => given.view(context)?,
        EstimateKind::Ratio(given) => given.view(&context.words)?,
        EstimateKind::Count(given) => given.view()?,
        EstimateKind::Nps(given) => given.view(context)?,
        EstimateKind::Csat(given) => given.satisfaction(context)?,
        EstimateKind::Ces(given) => given.view(context)?,
        EstimateKind::Rating(given) => given.rating(context)?,
        EstimateKind::Quantile(given) => given.view(context)?,
        EstimateKind::Survival(given) => given.view(context)?,
        EstimateKind::Survey(given) => given.view(&context.words)?,
    };
    let body = json::envelope("jalon.estimate.v1", &EstimateAnswer::new(&view, &context.words))?;
    // In a terminal the table says the same, shorter; charts are drawn for a file only.
    let charts = if context.out.is_some() { estimate::figures(&view, &context.words)? } else { Vec::new() };
    let figures: Vec<Figure> = charts.iter().map(Figure::from).collect();
    Ok(Answer::new(estimate::document(&view, &figures, &context.words), body).with_figures(charts))
}
