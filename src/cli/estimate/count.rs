use clap::Args;
use jalon::analysis::Estimate;
use jalon::report::estimate::EstimateView;
use jalon::stats::EventRateInterval;

use super::ConfidenceArguments;
use crate::cli::compare::events;
use crate::cli::failure::Failure;
use crate::cli::quantities::choice;

/// Arguments of `jalon estimate count`.
#[derive(Debug, Args)]
pub(super) struct EstimateCount {
    /// Events over the exposure they were counted in: 130/5200
    #[arg(value_name = "SAMPLE")]
    sample: String,
    /// How the interval is computed: score, exact, mid-p, jeffreys or wald
    #[arg(long, value_name = "NAME", default_value = "score")]
    method: String,
    #[command(flatten)]
    confidence: ConfidenceArguments,
}

impl EstimateCount {
    pub fn view(&self) -> Result<EstimateView, Failure> {
        let alpha = self.confidence.risk()?;
        let method = choice("--method", &self.method, &METHODS)?;
        let estimate = Estimate::of_events(events(&self.sample)?, method, alpha);
        Ok(EstimateView::new("count", estimate, alpha))
    }
}

const METHODS: [(&str, EventRateInterval); 5] = [
    ("score", EventRateInterval::Score),
    ("exact", EventRateInterval::Garwood),
    ("mid-p", EventRateInterval::MidP),
    ("jeffreys", EventRateInterval::Jeffreys),
    ("wald", EventRateInterval::Wald),
];
