use clap::Args;
use jalon::analysis::Estimate;
use jalon::data::units::Reading;
use jalon::metric::MetricDetail;
use jalon::report::estimate::EstimateView;

use super::sample_file::SampleFile;
use super::{ConfidenceArguments, no_units};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::quantities::rate;

/// Arguments of `jalon estimate quantile`.
#[derive(Debug, Args)]
pub(super) struct EstimateQuantile {
    #[command(flatten)]
    file: SampleFile,
    /// The column of the file that holds the values, such as load times
    #[arg(long, value_name = "COLUMN", requires = "data")]
    column: Option<String>,
    /// Which quantile: 90% is the value that nine in ten stay below
    #[arg(long, value_name = "LEVEL")]
    level: String,
    #[command(flatten)]
    confidence: ConfidenceArguments,
}

impl EstimateQuantile {
    pub fn view(&self, context: &Context) -> Result<EstimateView, Failure> {
        let alpha = self.confidence.risk()?;
        let level = rate("--level", &self.level)?;
        let column = ("--column", self.column.as_deref(), Reading::Number);
        let units = self.file.units(None, [column], context)?.unwrap_or_default();
        let values = units.into_iter().map(|[value]| value).collect();
        let estimate = Estimate::of_quantile(values, level, alpha).ok_or_else(no_units)?;
        let detail = MetricDetail { level: Some(level), ..MetricDetail::default() };
        Ok(EstimateView { detail, ..EstimateView::new("quantile", estimate, alpha) })
    }
}
