use clap::Args;
use jalon::plan::sizing::Measured;

use super::test::{Asked, EffectArguments, TestArguments, TrafficArguments};
use crate::cli::failure::Failure;
use crate::cli::quantities::{fraction, rate};

/// Arguments of `jalon size proportion`.
#[derive(Debug, Args)]
pub(super) struct SizeProportion {
    /// Today's rate: 10% or 0.1
    #[arg(long, value_name = "RATE", allow_hyphen_values = true)]
    baseline: String,
    #[command(flatten)]
    effect: EffectArguments,
    #[command(flatten)]
    test: TestArguments,
    #[command(flatten)]
    traffic: TrafficArguments,
}

impl SizeProportion {
    pub fn asked(&self) -> Result<Asked<'_>, Failure> {
        Ok(Asked {
            measured: Measured::Proportion { baseline: rate("--baseline", &self.baseline)? },
            read: fraction,
            aim: None,
            effect: &self.effect,
            test: &self.test,
            traffic: &self.traffic,
            past: None,
        })
    }
}
