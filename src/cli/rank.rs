use clap::{Args, ValueEnum};
use jalon::chart::ChartError;
use jalon::pipeline;
use jalon::priority::{self, Improvement, Method, RankOptions, Ranking, Scale};
use jalon::quantity::Positive;
use jalon::report::{RankPage, json};
use jalon::review::Outcome;
use jalon::workspace::Workspace;

use super::answer::Answer;
use super::context::Context;
use super::failure::Failure;

/// Arguments of `jalon rank`.
#[derive(Debug, Args)]
pub struct RankArguments {
    #[command(flatten)]
    pub scoring: ScoringArguments,
    /// Shows the chance of being among the first so many
    #[arg(long, value_name = "K", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..))]
    pub top: u32,
    /// Impact from which on it is high, on the scale of the ranking [default: the median]
    #[arg(long, value_name = "IMPACT", value_parser = number)]
    pub impact_from: Option<f64>,
    /// Person-days up to which effort is low [default: the median]
    #[arg(long, value_name = "DAYS", value_parser = days)]
    pub effort_to: Option<f64>,
}

/// How to score; shared with `jalon roadmap`.
#[derive(Debug, Args)]
pub struct ScoringArguments {
    /// How to score: impact ÷ effort with quick wins first, ICE (impact × confidence × ease) or RICE (with the reach)
    #[arg(long, value_enum, default_value_t = MethodName::ImpactEffort)]
    pub method: MethodName,
    /// Unit of the impacts: money a year or points from 1 to 5 [default: the one most improvements share]
    #[arg(long, value_enum)]
    pub scale: Option<ScaleName>,
    /// Random draws behind intervals and probabilities
    #[arg(long, value_name = "N", default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(100..=200_000))]
    pub draws: u32,
}

/// A method as it is called on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MethodName {
    ImpactEffort,
    Ice,
    Rice,
}

/// A scale as it is called on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ScaleName {
    Money,
    Points,
}

/// Ranks the improvements of the workspace.
pub fn run(arguments: &RankArguments, context: &Context) -> Result<Answer, Failure> {
    let workspace = context.workspace()?;
    let (improvements, _) = standing(&workspace, context);
    let options = RankOptions {
        top: arguments.top as usize,
        impact_border: arguments.impact_from,
        effort_border: arguments.effort_to,
        ..arguments.scoring.options(context.seed)
    };
    let ranking = rank(&workspace, &improvements, &options);
    let page = RankPage { ranking: &ranking, currency: &workspace.settings.currency, on: context.today };
    let charts = page.charts(&context.words).map_err(drawing_failed)?;
    let body = json::envelope("jalon.rank.v1", &page.answer())?;
    Ok(Answer::new(page.document(&charts, &context.words), body).with_figures(charts))
}

/// The improvements as their experiments left them today, and those experiments.
pub fn standing(workspace: &Workspace, context: &Context) -> (Vec<Improvement>, Vec<Outcome>) {
    let as_of_today =
        |experiment: &jalon::workspace::Experiment| Outcome::as_of(&experiment.plan, &experiment.record, context.today);
    let outcomes: Vec<Outcome> = workspace.experiments.iter().map(as_of_today).collect();
    let improvements = pipeline::reached(&workspace.improvements, &workspace.friction_points());
    (pipeline::standing(&improvements, &outcomes), outcomes)
}

/// Ranks improvements with the metrics of the workspace.
pub fn rank(workspace: &Workspace, improvements: &[Improvement], options: &RankOptions) -> Ranking {
    priority::rank(improvements, &workspace.settings.metrics, options)
}

/// A chart whose numbers were checked before cannot fail; if it does, it is our own bug.
pub fn drawing_failed(error: ChartError) -> Failure {
    Failure::Bug(error.to_string())
}

impl ScoringArguments {
    /// What the ranking takes from them.
    pub fn options(&self, seed: u64) -> RankOptions {
        RankOptions {
            method: match self.method {
                MethodName::ImpactEffort => Method::ImpactEffort,
                MethodName::Ice => Method::Ice,
                MethodName::Rice => Method::Rice,
            },
            scale: self.scale.map(|scale| match scale {
                ScaleName::Money => Scale::Money,
                ScaleName::Points => Scale::Points,
            }),
            draws: self.draws as usize,
            seed,
            ..RankOptions::default()
        }
    }
}

fn days(text: &str) -> Result<f64, String> {
    let days = number(text).map_err(|error| error.to_string())?;
    Positive::new(days).map(Positive::get).map_err(|error| error.to_string())
}

fn number(text: &str) -> Result<f64, jalon::number::NumberError> {
    jalon::number::number(text)
}
