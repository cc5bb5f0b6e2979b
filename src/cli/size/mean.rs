use std::path::{Path, PathBuf};

use clap::Args;
use jalon::plan::CappedValues;
use jalon::plan::sizing::Measured;
use jalon::quantity::Proportion;
use jalon::stats::{CrossMoments, Moments, NoAnswer};
use jalon::words::Message;

use super::past::{Past, correlation, mean_of, no_plan, read};
use super::test::{Asked, PlanArguments};
use crate::cli::failure::Failure;
use crate::cli::quantities::{number, positive, rate};

/// Arguments of `jalon size mean`.
#[derive(Debug, Args)]
pub(super) struct SizeMean {
    /// Today's mean per unit
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true, required_unless_present = "data")]
    mean: Option<String>,
    /// Standard deviation between units
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true, required_unless_present = "data")]
    sd: Option<String>,
    /// Standard deviation in the variants, where it differs
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true)]
    variant_sd: Option<String>,
    /// A file of past units, one row per unit (CSV), in place of the mean and the standard deviation
    #[arg(long, value_name = "FILE", requires = "column", conflicts_with_all = ["mean", "sd", "variant_sd"])]
    data: Option<PathBuf>,
    /// The column of the file that holds the value of each unit
    #[arg(long, value_name = "COLUMN", requires = "data")]
    column: Option<String>,
    /// Plan with values above this quantile counted as the quantile: 99%
    #[arg(long, value_name = "LEVEL", requires = "data", conflicts_with = "covariate")]
    cap: Option<String>,
    /// A column known before the test, which the analysis adjusts for (CUPED): its correlation is measured
    #[arg(long, value_name = "COLUMN", requires = "data", conflicts_with = "covariate_correlation")]
    covariate: Option<String>,
    #[command(flatten)]
    plan: PlanArguments,
}

impl SizeMean {
    pub fn asked(&self) -> Result<Asked<'_>, Failure> {
        let (measured, past) = match (&self.data, &self.column) {
            (Some(path), Some(column)) => self.past(path, column)?,
            _ => (self.given()?, None),
        };
        Ok(Asked::of(measured, number, &self.plan).with_past(past))
    }

    /// Without a file the command line asks for both.
    fn given(&self) -> Result<Measured, Failure> {
        let (mean, sd) = (self.mean.as_deref().unwrap_or_default(), self.sd.as_deref().unwrap_or_default());
        let control_sd = positive("--sd", sd)?;
        let variant_sd = match &self.variant_sd {
            Some(text) => positive("--variant-sd", text)?,
            None => control_sd,
        };
        Ok(Measured::Mean { baseline: number("--mean", mean)?, control_sd, variant_sd })
    }

    fn past(&self, path: &Path, column: &str) -> Result<(Measured, Option<Past>), Failure> {
        let Some(covariate) = &self.covariate else { return self.past_values(path, column) };
        let (units, past) = read(path, [column, covariate])?;
        let values: Vec<f64> = units.iter().map(|[value, _]| *value).collect();
        let measured = planned(&Moments::of(&values), column)?;
        let correlation = correlation(&CrossMoments::of(&units), covariate)?;
        Ok((measured, Some(Past { correlation: Some(correlation), ..past })))
    }

    /// Without a covariate, the values are read both as they are and capped.
    fn past_values(&self, path: &Path, column: &str) -> Result<(Measured, Option<Past>), Failure> {
        let cap = self.cap.as_deref().map(|text| rate("--cap", text)).transpose()?;
        let (units, past) = read(path, [column])?;
        let values: Vec<f64> = units.iter().map(|[value]| *value).collect();
        let uncapped = planned(&Moments::of(&values), column)?;
        let level = cap.map_or_else(|| Proportion::new(CappedValues::USUAL_LEVEL), Ok);
        let both = level.ok().and_then(|level| CappedValues::of(&values, level).ok());
        let measured = match (cap, &both) {
            (Some(level), Some(both)) => mean_of(&both.capped).ok_or_else(|| {
                Failure::command_line(
                    Message::new("size-past-cap-alike").percent("level", level.get(), 1),
                    Message::new("size-past-cap-alike-mend"),
                )
            })?,
            _ => uncapped,
        };
        Ok((measured, Some(Past { values: both.map(|both| (both, cap.is_some())), ..past })))
    }
}

fn planned(moments: &Moments, column: &str) -> Result<Measured, Failure> {
    mean_of(moments)
        .ok_or_else(|| no_plan(if moments.count() < 2 { NoAnswer::TooFewUnits } else { NoAnswer::NoVariation }, column))
}
