use clap::Args;
use jalon::plan::sizing::{Aim, Measured};
use jalon::stats::{CategoryShares, PlannedCategories};
use jalon::words::Message;

use super::test::{Asked, PlanArguments};
use crate::cli::failure::Failure;
use crate::cli::quantities::{fraction, fractions, positive};

/// Arguments of `jalon size ordinal`.
#[derive(Debug, Args)]
pub(super) struct SizeOrdinal {
    /// Share of each answer today, from the lowest up: 10%,20%,30%,40%
    #[arg(long, value_name = "SHARES")]
    shares: String,
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
        let shares = category_shares("--shares", &self.shares)?;
        let aim = self.aim(&shares)?;
        Ok(Asked::of(Measured::Answers { shares }, fraction, &self.plan).aimed(aim))
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

fn category_shares(option: &str, text: &str) -> Result<CategoryShares, Failure> {
    CategoryShares::new(fractions(option, text)?).map_err(|_| not_shares(option, text))
}

fn not_shares(option: &str, text: &str) -> Failure {
    Failure::command_line(
        Message::new("size-not-shares").text("option", option).text("given", text),
        Message::new("size-not-shares-mend"),
    )
}
