use std::path::{Path, PathBuf};

use clap::Args;
use jalon::data::units::Reading;
use jalon::metric::Watched;
use jalon::plan::sizing::{Aim, Measured};
use jalon::quantity::{Positive, Proportion};
use jalon::stats::hazard;
use jalon::words::Message;

use super::past::{Past, no_plan, read_as};
use super::test::{Asked, PlanArguments};
use crate::cli::failure::Failure;
use crate::cli::quantities::{fraction, positive, rate, share, zero_or_more};
use crate::cli::sample;

/// Arguments of `jalon size survival`.
#[derive(Debug, Args)]
pub(super) struct SizeSurvival {
    /// Share of today's units still there at the horizon
    #[arg(long, value_name = "RATE", required_unless_present = "data")]
    retention: Option<String>,
    /// A file of past units, one row per unit (CSV), in place of the retention
    #[arg(long, value_name = "FILE", requires_all = ["time", "left"], conflicts_with = "retention")]
    data: Option<PathBuf>,
    /// The column of the file with the time of each unit: until it left, or was last seen
    #[arg(long, value_name = "COLUMN", requires = "data")]
    time: Option<String>,
    /// The column that says whether the unit left: 1 if so, 0 if it was still there when last seen
    #[arg(long, value_name = "COLUMN", requires = "data")]
    left: Option<String>,
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
        let watched = self.watched()?;
        let (share, past) = match (&self.data, &self.time, &self.left) {
            (Some(path), Some(time), Some(left)) => past(path, time, left, watched.horizon)?,
            _ => (rate("--retention", self.retention.as_deref().unwrap_or_default())?, None),
        };
        let aim = self.aim(share)?;
        Ok(Asked::of(Measured::Retention { share, watched }, fraction, &self.plan).aimed(aim).with_past(past))
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

/// The share of past units still there at the horizon, by Kaplan and Meier: those last seen before it count up to then.
fn past(path: &Path, time: &str, left: &str, horizon: Positive) -> Result<(Proportion, Option<Past>), Failure> {
    let columns = [("--time", Some(time), Reading::Time), ("--left", Some(left), Reading::YesOrNo)];
    let (units, past) = read_as(path, columns)?;
    let curve = sample::endings(&units)?.survival_curve();
    let share = curve.share_at(horizon.get()).map_err(|reason| no_plan(reason, time))?;
    let share = Proportion::new(share).map_err(|_| {
        Failure::command_line(
            Message::new("size-past-all-or-none").text("column", left),
            Message::new("size-past-all-or-none-mend"),
        )
    })?;
    Ok((share, Some(past)))
}
