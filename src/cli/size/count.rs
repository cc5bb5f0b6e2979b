use clap::Args;
use jalon::plan::sizing::Measured;

use super::test::{Asked, PlanArguments};
use crate::cli::failure::Failure;
use crate::cli::quantities::{number, positive, zero_or_more};

/// Arguments of `jalon size count`.
#[derive(Debug, Args)]
pub(super) struct SizeCount {
    /// Today's events per unit of exposure, such as contacts per customer and month
    #[arg(long, value_name = "NUMBER")]
    rate: String,
    /// Exposure of each unit: how long, or how often, it is watched
    #[arg(long, value_name = "NUMBER", default_value = "1")]
    exposure: String,
    /// How much more units differ than chance alone makes them: the k of the negative binomial, 0 for Poisson
    #[arg(long, value_name = "NUMBER", default_value = "0")]
    dispersion: String,
    #[command(flatten)]
    plan: PlanArguments,
}

impl SizeCount {
    pub fn asked(&self) -> Result<Asked<'_>, Failure> {
        Ok(Asked::of(self.measured()?, number, &self.plan))
    }

    fn measured(&self) -> Result<Measured, Failure> {
        Ok(Measured::Count {
            rate: positive("--rate", &self.rate)?,
            exposure: positive("--exposure", &self.exposure)?,
            dispersion: zero_or_more("--dispersion", &self.dispersion)?,
        })
    }
}
