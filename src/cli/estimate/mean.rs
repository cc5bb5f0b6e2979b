use clap::Args;
use jalon::analysis::Estimate;
use jalon::report::estimate::EstimateView;
use jalon::words::Message;

use super::ConfidenceArguments;
use crate::cli::compare::moments;
use crate::cli::failure::Failure;

/// Arguments of `jalon estimate mean`.
#[derive(Debug, Args)]
pub(super) struct EstimateMean {
    /// Mean, standard deviation and units: 25.1:40.2:12000
    #[arg(value_name = "SAMPLE")]
    sample: String,
    #[command(flatten)]
    confidence: ConfidenceArguments,
}

impl EstimateMean {
    pub fn view(&self) -> Result<EstimateView, Failure> {
        let alpha = self.confidence.risk()?;
        let estimate = Estimate::of_mean(&moments(&self.sample)?, alpha).ok_or_else(|| {
            Failure::command_line(
                Message::new("compare-not-a-mean").text("given", &self.sample),
                Message::new("compare-not-a-mean-mend"),
            )
        })?;
        Ok(EstimateView { kind: "mean", estimate, alpha, population: None })
    }
}
