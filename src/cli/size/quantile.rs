use clap::Args;
use jalon::plan::sizing::Measured;
use jalon::quantity::Positive;
use jalon::words::Message;

use super::test::{Asked, EffectArguments, TestArguments, TrafficArguments};
use crate::cli::failure::Failure;
use crate::cli::quantities::{fraction, number, positive, rate};

/// Arguments of `jalon size quantile`.
#[derive(Debug, Args)]
pub(super) struct SizeQuantile {
    /// Which quantile: 90% is the value that nine units in ten stay below
    #[arg(long, value_name = "LEVEL")]
    level: String,
    /// Its value today
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true)]
    value: String,
    /// Share of the units per unit of the metric around the quantile
    #[arg(long, value_name = "NUMBER", required_unless_present = "around")]
    density: Option<String>,
    /// The same from two quantiles around it, each as level=value: 85%=1000,95%=1500
    #[arg(long, value_name = "QUANTILES", conflicts_with = "density")]
    around: Option<String>,
    #[command(flatten)]
    effect: EffectArguments,
    #[command(flatten)]
    test: TestArguments,
    #[command(flatten)]
    traffic: TrafficArguments,
}

impl SizeQuantile {
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
        let density = match (&self.density, &self.around) {
            (Some(text), _) => positive("--density", text)?,
            (None, Some(text)) => between(text)?,
            (None, None) => return Err(misread("")),
        };
        Ok(Measured::Quantile { value: number("--value", &self.value)?, level: rate("--level", &self.level)?, density })
    }
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
