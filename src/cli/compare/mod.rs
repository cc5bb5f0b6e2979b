//! `jalon compare`: one file per kind of metric, and what they all ask of the data.

mod arms;
mod count;
mod mean;
mod nps;
mod ordinal;
mod proportion;
mod quantile;
mod question;
mod ratio;
mod survival;
mod unit_file;

use clap::{Args, Subcommand};
use jalon::metric::MetricKind;
use jalon::report::compare::{self, CompareAnswer, CompareView};
use jalon::report::{Figure, json};

use self::count::CompareCount;
pub(super) use self::count::events;
use self::mean::CompareMean;
pub(super) use self::mean::moments;
use self::nps::CompareNps;
pub(super) use self::nps::{answers, answers_of};
use self::ordinal::CompareOrdinal;
use self::proportion::CompareProportion;
pub(super) use self::proportion::conversions;
use self::quantile::CompareQuantile;
use self::question::QuestionArguments;
use self::ratio::CompareRatio;
use self::survival::CompareSurvival;
use super::answer::Answer;
use super::context::Context;
use super::failure::Failure;

/// Arguments of `jalon compare`.
#[derive(Debug, Args)]
pub struct CompareArguments {
    #[command(subcommand)]
    kind: CompareKind,
}

#[derive(Debug, Subcommand)]
enum CompareKind {
    /// Rates, such as conversion
    Proportion(CompareProportion),
    /// Means per unit, such as revenue per visitor
    Mean(CompareMean),
    /// Events per unit of exposure, such as contacts per customer and month
    Count(CompareCount),
    /// Net Promoter Scores
    Nps(CompareNps),
    /// Ordered answers, such as ratings
    #[command(visible_alias = "rating")]
    Ordinal(CompareOrdinal),
    /// Answers on satisfaction
    Csat(CompareOrdinal),
    /// Answers on effort, whose better side must be said
    Ces(CompareOrdinal),
    /// Times to leaving: retention
    #[command(visible_alias = "retention")]
    Survival(CompareSurvival),
    /// Totals over other totals, such as revenue per session
    Ratio(CompareRatio),
    /// Quantiles, such as the load time that nine visits in ten stay below
    Quantile(CompareQuantile),
}

impl CompareKind {
    fn question(&self) -> &QuestionArguments {
        match self {
            Self::Proportion(given) => &given.question,
            Self::Mean(given) => &given.question,
            Self::Count(given) => &given.question,
            Self::Nps(given) => &given.question,
            Self::Ordinal(given) | Self::Csat(given) | Self::Ces(given) => &given.question,
            Self::Survival(given) => &given.question,
            Self::Ratio(given) => &given.question,
            Self::Quantile(given) => &given.question,
        }
    }
}

/// Compares arms from their summary numbers or from a file of units.
pub fn run(arguments: &CompareArguments, context: &Context) -> Result<Answer, Failure> {
    let view = match &arguments.kind {
        CompareKind::Proportion(given) => proportion::view(given, &context.words)?,
        CompareKind::Count(given) => count::view(given, context)?,
        CompareKind::Ordinal(given) => ordinal::view(given, MetricKind::Rating, context)?,
        CompareKind::Csat(given) => ordinal::view(given, MetricKind::Csat, context)?,
        CompareKind::Ces(given) => ordinal::view(given, MetricKind::Ces, context)?,
        CompareKind::Survival(given) => survival::view(given, context)?,
        CompareKind::Nps(given) => nps::view(given, context)?,
        CompareKind::Mean(given) => mean::view(given, context)?,
        CompareKind::Ratio(given) => ratio::view(given, context)?,
        CompareKind::Quantile(given) => quantile::view(given, context)?,
    };
    let view = CompareView { bayes: arguments.kind.question().bayes(&view)?, ..view };
    // In a terminal the tables say the same, shorter; charts are drawn for a file only.
    let charts = if context.out.is_some() { compare::figures(&view, &context.words)? } else { Vec::new() };
    let figures: Vec<Figure> = charts.iter().map(Figure::from).collect();
    let body = json::envelope("jalon.compare.v1", &CompareAnswer::new(&view, &context.words))?;
    Ok(Answer::new(compare::document(&view, &figures, &context.words), body).with_figures(charts))
}
