use clap::Args;
use jalon::plan::sizing::Measured;

use super::test::{Asked, PlanArguments};
use crate::cli::failure::Failure;
use crate::cli::quantities::{fraction, rate};

/// Arguments of `jalon size proportion`.
#[derive(Debug, Args)]
pub(super) struct SizeProportion {
    /// Today's rate: 10% or 0.1
    #[arg(long, value_name = "RATE", allow_hyphen_values = true)]
    baseline: String,
    #[command(flatten)]
    plan: PlanArguments,
}

impl SizeProportion {
    pub fn asked(&self) -> Result<Asked<'_>, Failure> {
        Ok(Asked::of(Measured::Proportion { baseline: rate("--baseline", &self.baseline)? }, fraction, &self.plan))
    }
}
