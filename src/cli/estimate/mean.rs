use clap::Args;
use jalon::analysis::Estimate;
use jalon::data::units::Reading;
use jalon::metric::MetricDetail;
use jalon::report::estimate::EstimateView;
use jalon::words::Message;

use super::sample_file::SampleFile;
use super::{ConfidenceArguments, no_units};
use crate::cli::compare::moments;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::quantities::rate;

/// Arguments of `jalon estimate mean`.
#[derive(Debug, Args)]
pub(super) struct EstimateMean {
    /// Mean, standard deviation and units: 25.1:40.2:12000
    #[arg(value_name = "SAMPLE")]
    sample: Option<String>,
    #[command(flatten)]
    file: SampleFile,
    /// The column of the file that holds the value of each unit
    #[arg(long, value_name = "COLUMN", requires = "data")]
    column: Option<String>,
    /// Count values above this quantile as the quantile: 99%
    #[arg(long, value_name = "LEVEL", requires = "data")]
    cap: Option<String>,
    #[command(flatten)]
    confidence: ConfidenceArguments,
}

impl EstimateMean {
    pub fn view(&self, context: &Context) -> Result<EstimateView, Failure> {
        let alpha = self.confidence.risk()?;
        let column = ("--column", self.column.as_deref(), Reading::Number);
        if let Some(units) = self.file.units(self.sample.as_deref(), [column], context)? {
            let cap = self.cap.as_deref().map(|text| rate("--cap", text)).transpose()?;
            let values: Vec<f64> = units.iter().map(|[value]| *value).collect();
            let estimate = Estimate::of_values(&values, cap, alpha).ok_or_else(no_units)?;
            let detail = MetricDetail { cap, ..MetricDetail::default() };
            return Ok(EstimateView { detail, ..EstimateView::new("mean", estimate, alpha) });
        }
        let sample = self.sample.as_deref().unwrap_or_default();
        let estimate = Estimate::of_mean(&moments(sample)?, alpha).ok_or_else(|| {
            Failure::command_line(
                Message::new("compare-not-a-mean").text("given", sample),
                Message::new("compare-not-a-mean-mend"),
            )
        })?;
        Ok(EstimateView::new("mean", estimate, alpha))
    }
}
