use std::path::{Path, PathBuf};

use clap::Args;
use jalon::data::units::Reading;
use jalon::plan::sizing::{Aim, Measured};
use jalon::stats::{CategoryCounts, CategoryShares, NoAnswer, PlannedCategories};
use jalon::words::Message;

use super::past::{Past, no_plan, read_as};
use super::test::{Asked, PlanArguments};
use crate::cli::failure::Failure;
use crate::cli::quantities::{fraction, fractions, positive};
use crate::cli::sample;

/// Arguments of `jalon size ordinal`.
#[derive(Debug, Args)]
pub(super) struct SizeOrdinal {
    /// Share of each answer today, from the lowest up: 10%,20%,30%,40%
    #[arg(long, value_name = "SHARES", required_unless_present = "data")]
    shares: Option<String>,
    /// A file of past answers, one row per unit (CSV), in place of the shares
    #[arg(long, value_name = "FILE", requires = "answer", conflicts_with = "shares")]
    data: Option<PathBuf>,
    /// The column of the file with the answers
    #[arg(long, value_name = "COLUMN", requires = "data", alias = "column")]
    answer: Option<String>,
    /// The lowest and the highest answer of the column
    #[arg(long, value_name = "LOW:HIGH", requires = "data", default_value = "1:5")]
    scale: String,
    /// What the odds of a higher answer are multiplied by, all along the scale: 1.2
    #[arg(long, value_name = "RATIO")]
    odds_ratio: Option<String>,
    /// Share of each answer the variant should reach
    #[arg(long, value_name = "SHARES", conflicts_with = "odds_ratio")]
    target_shares: Option<String>,
    #[command(flatten)]
    plan: PlanArguments,
}

impl SizeOrdinal {
    pub fn asked(&self) -> Result<Asked<'_>, Failure> {
        let (shares, past) = match (&self.data, &self.answer) {
            (Some(path), Some(column)) => past(path, column, &self.scale)?,
            _ => (category_shares("--shares", self.shares.as_deref().unwrap_or_default())?, None),
        };
        let aim = self.aim(&shares)?;
        Ok(Asked::of(Measured::Answers { shares }, fraction, &self.plan).aimed(aim).with_past(past))
    }

    /// The chance that an answer of the variant is higher, from either way to say the effect.
    fn aim(&self, control: &CategoryShares) -> Result<Option<Aim>, Failure> {
        let planned = match (&self.odds_ratio, &self.target_shares) {
            (Some(text), _) => PlannedCategories::shifted(control.clone(), positive("--odds-ratio", text)?),
            (None, Some(text)) => {
                let variant = category_shares("--target-shares", text)?;
                PlannedCategories::new(control.clone(), variant).map_err(|_| not_shares("--target-shares", text))?
            }
            (None, None) => return Ok(None),
        };
        Ok(Some(Aim::Target(planned.win_probability())))
    }
}

/// The shares of past answers.
fn past(path: &Path, column: &str, scale: &str) -> Result<(CategoryShares, Option<Past>), Failure> {
    let scale = sample::scale(scale)?;
    let (units, past) = read_as(path, [("--answer", Some(column), Reading::Answer(scale))])?;
    let counts = CategoryCounts::new(sample::answers(&units, scale));
    let shares = counts.and_then(|counts| counts.shares()).map_err(|_| no_plan(NoAnswer::TooFewUnits, column))?;
    if shares.get().contains(&1.0) {
        return Err(no_plan(NoAnswer::NoVariation, column));
    }
    Ok((shares, Some(past)))
}

fn category_shares(option: &str, text: &str) -> Result<CategoryShares, Failure> {
    CategoryShares::new(fractions(option, text)?).map_err(|_| not_shares(option, text))
}

fn not_shares(option: &str, text: &str) -> Failure {
    Failure::command_line(
        Message::new("size-not-shares").text("option", option).text("given", text),
        Message::new("size-not-shares-mend"),
    )
}
