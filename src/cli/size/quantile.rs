use std::path::{Path, PathBuf};

use clap::Args;
use jalon::plan::sizing::Measured;
use jalon::quantity::{Positive, Proportion};
use jalon::stats::{NoAnswer, PlannedQuantile, QuantileArm};
use jalon::words::Message;

use super::past::{Past, no_plan, read};
use super::test::{Asked, PlanArguments};
use crate::cli::failure::Failure;
use crate::cli::quantities::{fraction, number, positive, rate};

/// Arguments of `jalon size quantile`.
#[derive(Debug, Args)]
pub(super) struct SizeQuantile {
    /// Which quantile: 90% is the value that nine units in ten stay below
    #[arg(long, value_name = "LEVEL")]
    level: String,
    /// Its value today
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true, required_unless_present = "data")]
    value: Option<String>,
    /// Share of the units per unit of the metric around the quantile
    #[arg(long, value_name = "NUMBER", required_unless_present_any = ["around", "data"])]
    density: Option<String>,
    /// The same from two quantiles around it, each as level=value: 85%=1000,95%=1500
    #[arg(long, value_name = "QUANTILES", conflicts_with = "density")]
    around: Option<String>,
    /// A file of past units, one row per unit (CSV), in place of the value and the density
    #[arg(long, value_name = "FILE", requires = "column", conflicts_with_all = ["value", "density", "around"])]
    data: Option<PathBuf>,
    /// The column of the file that holds the value of each unit
    #[arg(long, value_name = "COLUMN", requires = "data")]
    column: Option<String>,
    #[command(flatten)]
    plan: PlanArguments,
}

impl SizeQuantile {
    pub fn asked(&self) -> Result<Asked<'_>, Failure> {
        let level = rate("--level", &self.level)?;
        let (measured, past) = match (&self.data, &self.column) {
            (Some(path), Some(column)) => past(path, column, level)?,
            _ => (self.given(level)?, None),
        };
        Ok(Asked::of(measured, number, &self.plan).with_past(past))
    }

    fn given(&self, level: Proportion) -> Result<Measured, Failure> {
        let density = match (&self.density, &self.around) {
            (Some(text), _) => positive("--density", text)?,
            (None, Some(text)) => between(text)?,
            (None, None) => return Err(misread("")),
        };
        let value = number("--value", self.value.as_deref().unwrap_or_default())?;
        Ok(Measured::Quantile { value, level, density })
    }
}

/// Value and density from a file.
fn past(path: &Path, column: &str, level: Proportion) -> Result<(Measured, Option<Past>), Failure> {
    let (units, past) = read(path, [column])?;
    let arm = QuantileArm::of(units.iter().map(|[value]| *value).collect());
    let planned = PlannedQuantile::of_sample(&arm, level).map_err(|reason| no_plan(reason, column))?;
    let density = (level.get() * (1.0 - level.get())).sqrt() / planned.unit_sd.get();
    let density = Positive::new(density).map_err(|_| no_plan(NoAnswer::NoVariation, column))?;
    Ok((Measured::Quantile { value: planned.value, level, density }, Some(past)))
}

/// The mean density between two quantiles: the share of the units between them over their distance.
fn between(text: &str) -> Result<Positive, Failure> {
    let ends: Vec<(f64, f64)> = text
        .split(',')
        .map(|part| {
            let (level, value) = part.split_once('=').ok_or_else(|| misread(text))?;
            Ok((fraction("--around", level)?, number("--around", value)?))
        })
        .collect::<Result<_, Failure>>()?;
    let &[(low_level, low), (high_level, high)] = ends.as_slice() else { return Err(misread(text)) };
    Positive::new((high_level - low_level) / (high - low)).map_err(|_| misread(text))
}

fn misread(text: &str) -> Failure {
    Failure::command_line(Message::new("size-around").text("given", text), Message::new("size-around-mend"))
}
