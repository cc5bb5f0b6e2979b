use std::path::{Path, PathBuf};

use clap::Args;
use jalon::plan::sizing::Measured;
use jalon::quantity::Positive;
use jalon::stats::{CrossMoments, PlannedRatio};
use jalon::words::Message;

use super::past::{Past, no_plan, read};
use super::test::{Asked, PlanArguments};
use crate::cli::failure::Failure;
use crate::cli::quantities::{fraction, number, positive};

/// Arguments of `jalon size ratio`.
#[derive(Debug, Args)]
pub(super) struct SizeRatio {
    /// Today's ratio of the totals, such as order value or pages per session
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true, required_unless_present = "data")]
    baseline: Option<String>,
    /// Standard deviation of what one unit contributes to the ratio; or give the spreads of numerator and denominator
    #[arg(long, value_name = "NUMBER")]
    sd: Option<String>,
    /// Mean of the denominator per unit, such as orders per visitor
    #[arg(long, value_name = "NUMBER", conflicts_with = "sd")]
    denominator_mean: Option<String>,
    /// Standard deviation of the denominator between units
    #[arg(long, value_name = "NUMBER", conflicts_with = "sd")]
    denominator_sd: Option<String>,
    /// Standard deviation of the numerator between units
    #[arg(long, value_name = "NUMBER", conflicts_with = "sd")]
    numerator_sd: Option<String>,
    /// Correlation of numerator and denominator between units
    #[arg(long, value_name = "NUMBER", conflicts_with = "sd", allow_hyphen_values = true)]
    correlation: Option<String>,
    /// A file of past units, one row per unit (CSV), in place of the ratio and its spread
    #[arg(long, value_name = "FILE", requires_all = ["numerator", "denominator"],
        conflicts_with_all = ["baseline", "sd", "denominator_mean", "denominator_sd", "numerator_sd", "correlation"])]
    data: Option<PathBuf>,
    /// The column of the file that holds the numerator of each unit, such as revenue
    #[arg(long, value_name = "COLUMN", requires = "data")]
    numerator: Option<String>,
    /// The column of the file that holds the denominator of each unit, such as sessions
    #[arg(long, value_name = "COLUMN", requires = "data")]
    denominator: Option<String>,
    #[command(flatten)]
    plan: PlanArguments,
}

impl SizeRatio {
    pub fn asked(&self) -> Result<Asked<'_>, Failure> {
        let (measured, past) = match (&self.data, &self.numerator, &self.denominator) {
            (Some(path), Some(numerator), Some(denominator)) => past(path, [numerator, denominator])?,
            _ => (self.given()?, None),
        };
        Ok(Asked::of(measured, number, &self.plan).with_past(past))
    }

    fn given(&self) -> Result<Measured, Failure> {
        let baseline = number("--baseline", self.baseline.as_deref().unwrap_or_default())?;
        let sd = match &self.sd {
            Some(text) => positive("--sd", text)?,
            None => self.linearised(baseline)?,
        };
        Ok(Measured::Ratio { baseline, sd })
    }

    /// The spread of one unit's contribution, from the spreads of numerator and denominator (delta method).
    fn linearised(&self, baseline: f64) -> Result<Positive, Failure> {
        let missing =
            || Failure::command_line(Message::new("size-ratio-spread"), Message::new("size-ratio-spread-mend"));
        let mean = number("--denominator-mean", self.denominator_mean.as_ref().ok_or_else(missing)?)?;
        let numerator_sd = positive("--numerator-sd", self.numerator_sd.as_ref().ok_or_else(missing)?)?;
        let denominator_sd = positive("--denominator-sd", self.denominator_sd.as_ref().ok_or_else(missing)?)?;
        let correlation = fraction("--correlation", self.correlation.as_ref().ok_or_else(missing)?)?;
        let planned = PlannedRatio::of_components([baseline * mean, mean], [numerator_sd, denominator_sd], correlation);
        planned.map(|planned| planned.unit_sd).map_err(|_| {
            Failure::command_line(Message::new("size-ratio-no-spread"), Message::new("size-ratio-no-spread-mend"))
        })
    }
}

/// The ratio of the totals and the spread of one unit's contribution, from a file.
fn past(path: &Path, columns: [&str; 2]) -> Result<(Measured, Option<Past>), Failure> {
    let (units, past) = read(path, columns)?;
    let planned = PlannedRatio::of_baseline(&CrossMoments::of(&units));
    let PlannedRatio { ratio, unit_sd } = planned.map_err(|reason| no_plan(reason, &columns.join(" / ")))?;
    Ok((Measured::Ratio { baseline: ratio, sd: unit_sd }, Some(past)))
}
