use clap::Args;
use jalon::analysis::Estimate;
use jalon::report::estimate::EstimateView;
use jalon::stats::RateInterval;

use super::ConfidenceArguments;
use crate::cli::compare::conversions;
use crate::cli::failure::Failure;
use crate::cli::quantities::choice;

/// Arguments of `jalon estimate proportion`.
#[derive(Debug, Args)]
pub(super) struct EstimateProportion {
    /// Conversions out of visitors: 400/4000
    #[arg(value_name = "SAMPLE")]
    sample: String,
    /// How the interval is computed: wilson, exact, mid-p, jeffreys, agresti-coull, blaker or wald
    #[arg(long, value_name = "NAME", default_value = "wilson")]
    method: String,
    #[command(flatten)]
    confidence: ConfidenceArguments,
}

impl EstimateProportion {
    pub fn view(&self) -> Result<EstimateView, Failure> {
        let alpha = self.confidence.risk()?;
        let method = choice("--method", &self.method, &METHODS)?;
        let estimate = Estimate::of_rate(conversions(&self.sample)?, method, alpha);
        Ok(EstimateView { kind: "proportion", estimate, alpha, population: None })
    }
}

const METHODS: [(&str, RateInterval); 7] = [
    ("wilson", RateInterval::Wilson),
    ("exact", RateInterval::ClopperPearson),
    ("mid-p", RateInterval::MidP),
    ("jeffreys", RateInterval::Jeffreys),
    ("agresti-coull", RateInterval::AgrestiCoull),
    ("blaker", RateInterval::Blaker),
    ("wald", RateInterval::Wald),
];
