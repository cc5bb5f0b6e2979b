use clap::Args;
use jalon::analysis::Estimate;
use jalon::report::estimate::EstimateView;
use jalon::stats::ScoreInterval;

use super::ConfidenceArguments;
use crate::cli::compare::answers;
use crate::cli::failure::Failure;
use crate::cli::quantities::choice;

/// Arguments of `jalon estimate nps`.
#[derive(Debug, Args)]
pub(super) struct EstimateNps {
    /// Promoters, passives and detractors: 450:300:250; or the eleven counts of the answers 0 to 10, parted by commas
    #[arg(value_name = "SAMPLE")]
    sample: String,
    /// How the interval is computed: wald or adjusted-wald [default: adjusted-wald below 100 answers]
    #[arg(long, value_name = "NAME")]
    method: Option<String>,
    #[command(flatten)]
    confidence: ConfidenceArguments,
}

impl EstimateNps {
    pub fn view(&self) -> Result<EstimateView, Failure> {
        let alpha = self.confidence.risk()?;
        let method = self.method.as_deref().map(|name| choice("--method", name, &METHODS)).transpose()?;
        let estimate = Estimate::of_recommendation(answers(&self.sample)?, method, alpha);
        Ok(EstimateView { kind: "nps", estimate, alpha, population: None })
    }
}

const METHODS: [(&str, ScoreInterval); 2] =
    [("wald", ScoreInterval::Wald), ("adjusted-wald", ScoreInterval::AdjustedWald)];
