use clap::Args;
use jalon::analysis::Estimate;
use jalon::data::units::Reading;
use jalon::metric::MetricDetail;
use jalon::report::estimate::{self, EstimateView};

use super::ConfidenceArguments;
use super::sample_file::SampleFile;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::quantities::positive;
use crate::cli::sample;

/// Arguments of `jalon estimate survival`.
#[derive(Debug, Args)]
pub(super) struct EstimateSurvival {
    #[command(flatten)]
    file: SampleFile,
    /// The column with the time of each unit: until it left, or was last seen
    #[arg(long, value_name = "COLUMN", requires = "data")]
    time: Option<String>,
    /// The column that says whether the unit left: 1 if so, 0 if it was still there when last seen
    #[arg(long, value_name = "COLUMN", requires = "data")]
    left: Option<String>,
    /// The time at which the share still there is said, in the unit of the times
    #[arg(long, value_name = "TIME")]
    horizon: String,
    #[command(flatten)]
    confidence: ConfidenceArguments,
}

impl EstimateSurvival {
    pub fn view(&self, context: &Context) -> Result<EstimateView, Failure> {
        let alpha = self.confidence.risk()?;
        let horizon = positive("--horizon", &self.horizon)?;
        let columns =
            [("--time", self.time.as_deref(), Reading::Time), ("--left", self.left.as_deref(), Reading::YesOrNo)];
        let units = self.file.units(None, columns, context)?.unwrap_or_default();
        let estimate = Estimate::of_retention(&sample::endings(&units)?, horizon, alpha).map_err(|reason| {
            let (what, mend) = estimate::problem(reason, &context.words);
            Failure::command_line(what, mend)
        })?;
        let detail = MetricDetail { horizon: Some(horizon), ..MetricDetail::default() };
        Ok(EstimateView { detail, ..EstimateView::new("survival", estimate, alpha) })
    }
}
