use clap::Args;
use jalon::metric::Watched;
use jalon::plan::sizing::{Aim, Measured};
use jalon::quantity::Proportion;
use jalon::stats::hazard;

use super::test::{Asked, PlanArguments};
use crate::cli::failure::Failure;
use crate::cli::quantities::{fraction, positive, rate, share, zero_or_more};

/// Arguments of `jalon size survival`.
#[derive(Debug, Args)]
pub(super) struct SizeSurvival {
    /// Share of today's units still there at the horizon
    #[arg(long, value_name = "RATE")]
    retention: String,
    /// The horizon, in any unit of time: all other times are in the same
    #[arg(long, value_name = "TIME")]
    horizon: String,
    /// Hazard of the variant over that of the control: 0.8 loses a fifth less at any time
    #[arg(long, value_name = "RATIO")]
    hazard_ratio: Option<String>,
    /// Time over which units come in; 0 where all are there from the start
    #[arg(long, value_name = "TIME", default_value = "0")]
    accrual: String,
    /// Time the last unit is watched [default: the horizon]
    #[arg(long, value_name = "TIME")]
    follow_up: Option<String>,
    /// Share of the units lost from sight by the horizon for other reasons
    #[arg(long, value_name = "SHARE", default_value = "0")]
    dropout: String,
    #[command(flatten)]
    plan: PlanArguments,
}

impl SizeSurvival {
    pub fn asked(&self) -> Result<Asked<'_>, Failure> {
        let share = rate("--retention", &self.retention)?;
        Ok(Asked::of(Measured::Retention { share, watched: self.watched()? }, fraction, &self.plan)
            .aimed(self.aim(share)?))
    }

    fn aim(&self, control: Proportion) -> Result<Option<Aim>, Failure> {
        let Some(text) = &self.hazard_ratio else { return Ok(None) };
        Ok(Some(Aim::Target(hazard::variant_retention(control, positive("--hazard-ratio", text)?))))
    }

    fn watched(&self) -> Result<Watched, Failure> {
        let horizon = positive("--horizon", &self.horizon)?;
        Ok(Watched {
            horizon,
            accrual: zero_or_more("--accrual", &self.accrual)?,
            follow_up: match &self.follow_up {
                Some(text) => positive("--follow-up", text)?,
                None => horizon,
            },
            dropout: share("--dropout", &self.dropout)?,
        })
    }
}
