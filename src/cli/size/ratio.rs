use clap::Args;
use jalon::plan::sizing::Measured;
use jalon::quantity::Positive;
use jalon::stats::PlannedRatio;
use jalon::words::Message;

use super::test::{Asked, EffectArguments, TestArguments, TrafficArguments};
use crate::cli::failure::Failure;
use crate::cli::quantities::{fraction, number, positive};

/// Arguments of `jalon size ratio`.
#[derive(Debug, Args)]
pub(super) struct SizeRatio {
    /// Today's ratio of the totals, such as order value or pages per session
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true)]
    baseline: String,
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
    #[command(flatten)]
    effect: EffectArguments,
    #[command(flatten)]
    test: TestArguments,
    #[command(flatten)]
    traffic: TrafficArguments,
}

impl SizeRatio {
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
        let baseline = number("--baseline", &self.baseline)?;
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
