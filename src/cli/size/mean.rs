use clap::Args;
use jalon::plan::sizing::Measured;

use super::test::{Asked, EffectArguments, TestArguments, TrafficArguments};
use crate::cli::failure::Failure;
use crate::cli::quantities::{number, positive};

/// Arguments of `jalon size mean`.
#[derive(Debug, Args)]
pub(super) struct SizeMean {
    /// Today's mean per unit
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true)]
    mean: String,
    /// Standard deviation between units
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true)]
    sd: String,
    /// Standard deviation in the variants, where it differs
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true)]
    variant_sd: Option<String>,
    #[command(flatten)]
    effect: EffectArguments,
    #[command(flatten)]
    test: TestArguments,
    #[command(flatten)]
    traffic: TrafficArguments,
}

impl SizeMean {
    pub fn asked(&self) -> Result<Asked<'_>, Failure> {
        Ok(Asked {
            measured: self.measured()?,
            read: number,
            aim: None,
            effect: &self.effect,
            test: &self.test,
            traffic: &self.traffic,
        })
    }

    fn measured(&self) -> Result<Measured, Failure> {
        let control_sd = positive("--sd", &self.sd)?;
        let variant_sd = match &self.variant_sd {
            Some(text) => positive("--variant-sd", text)?,
            None => control_sd,
        };
        Ok(Measured::Mean { baseline: number("--mean", &self.mean)?, control_sd, variant_sd })
    }
}
