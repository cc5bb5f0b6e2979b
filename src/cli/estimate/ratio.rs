use clap::Args;
use jalon::analysis::Estimate;
use jalon::report::estimate::{self, EstimateView};
use jalon::stats::CrossMoments;
use jalon::words::{Message, Words};

use super::ConfidenceArguments;
use crate::cli::failure::Failure;
use crate::cli::quantities::{count, number};

/// Arguments of `jalon estimate ratio`.
#[derive(Debug, Args)]
pub(super) struct EstimateRatio {
    /// Mean and standard deviation by unit of what is on top, such as revenue per visitor: 50.2:30.1
    #[arg(value_name = "NUMERATOR")]
    numerator: String,
    /// The same of what it is divided by, such as orders per visitor: 2.1:1.4
    #[arg(value_name = "DENOMINATOR")]
    denominator: String,
    /// Correlation of the two between units
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true)]
    correlation: String,
    /// How many units
    #[arg(long, value_name = "UNITS")]
    units: String,
    #[command(flatten)]
    confidence: ConfidenceArguments,
}

impl EstimateRatio {
    pub fn view(&self, words: &Words) -> Result<EstimateView, Failure> {
        let alpha = self.confidence.risk()?;
        let (top, top_sd) = part(&self.numerator)?;
        let (bottom, bottom_sd) = part(&self.denominator)?;
        let correlation = number("--correlation", &self.correlation)?;
        let between = correlation * top_sd * bottom_sd;
        let units = count("--units", &self.units)?;
        let covariances = [[top_sd * top_sd, between], [between, bottom_sd * bottom_sd]];
        let possible = (-1.0..=1.0).contains(&correlation) && units > 0;
        let moments = CrossMoments::from_summary(units, [top, bottom], covariances).ok().filter(|_| possible);
        let moments = moments.ok_or_else(|| {
            Failure::command_line(Message::new("estimate-not-a-ratio"), Message::new("estimate-not-a-ratio-mend"))
        })?;
        let estimate = Estimate::of_ratio(&moments, alpha).map_err(|reason| {
            let (what, mend) = estimate::problem(reason, words);
            Failure::command_line(what, mend)
        })?;
        Ok(EstimateView::new("ratio", estimate, alpha))
    }
}

fn part(text: &str) -> Result<(f64, f64), Failure> {
    let misread = || {
        Failure::command_line(
            Message::new("estimate-not-a-part").text("given", text),
            Message::new("estimate-not-a-part-mend"),
        )
    };
    let (mean, sd) = text.split_once(':').ok_or_else(misread)?;
    let mean = number("NUMERATOR", mean).map_err(|_| misread())?;
    let sd = number("NUMERATOR", sd).ok().filter(|sd| *sd >= 0.0).ok_or_else(misread)?;
    Ok((mean, sd))
}
