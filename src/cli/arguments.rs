use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jalon::words::Language;
use jiff::civil::Date;

/// From a customer-journey map to a roadmap, sized A/B tests, honest results and a monthly review.
#[derive(Debug, Parser)]
#[command(name = "jalon", version, max_term_width = 100, disable_help_subcommand = true)]
pub struct Arguments {
    /// Options every command takes.
    #[command(flatten)]
    pub global: GlobalOptions,
    #[command(subcommand)]
    pub command: Command,
}

/// What can be asked.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// A small workspace to start from
    Init(super::init::InitArguments),
    /// Every problem and finding of the workspace
    Check(super::check::CheckArguments),
    /// The journey map: stages, touchpoints, friction points, or the emotional curve
    Map(super::map::MapArguments),
    /// What to do first, and how sure that order is
    Rank(super::rank::RankArguments),
    /// What is built and tested when, under the people and the traffic there are
    Roadmap(super::roadmap::RoadmapArguments),
    /// How many units a test needs, what power it has, what effect it detects
    Size(Box<super::size::SizeArguments>),
    /// Compares two or more arms from their summary numbers
    Compare(Box<super::compare::CompareArguments>),
    /// One rate, mean or score with its interval
    Estimate(Box<super::estimate::EstimateArguments>),
    /// Drafts the plan of an experiment for an improvement: sized and dated
    Plan(super::plan::PlanArguments),
    /// Freezes an experiment's plan and prediction
    Lock(super::lock::LockArguments),
    /// What the plan of an experiment will do, by simulation: power, false alarms, each verdict
    Simulate(Box<super::simulate::SimulateArguments>),
    /// Looks at an experiment's data: health checks, effects, verdict
    #[command(visible_alias = "analyze")]
    Analyse(super::analyse::AnalyseArguments),
    /// Records what was decided on an experiment, and why
    Decide(super::decide::DecideArguments),
    /// The monthly review: Markdown and one self-contained HTML page
    Review(super::review::ReviewArguments),
}

/// Options every command takes.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Global options")]
pub struct GlobalOptions {
    /// The workspace: the folder with jalon.toml [default: found upwards, then ./experiments]
    #[arg(long, global = true, value_name = "DIR")]
    pub workspace: Option<PathBuf>,
    /// Language: en or fr [default: the workspace's, else the system's]
    #[arg(long, global = true, value_name = "LANG")]
    pub lang: Option<Language>,
    /// How the answer is written
    #[arg(long, global = true, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// Write the answer to a file; its ending chooses the form (svg, png, html, md, csv, json, txt)
    #[arg(long, global = true, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Seed of random draws: the same seed gives the same answer
    #[arg(long, global = true, default_value_t = 1, value_name = "NUMBER")]
    pub seed: u64,
    /// The day taken for today
    #[arg(long, global = true, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// Colours in the terminal
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto)]
    pub color: Colour,
    /// No hints and warnings on standard error
    #[arg(long, short, global = true)]
    pub quiet: bool,
}

/// How an answer is written on standard output. Its names say enough; a text each would only lengthen the help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Table,
    Json,
    Csv,
    Markdown,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    Auto,
    Always,
    Never,
}
