use clap::Args;
use jalon::analysis::Estimate;
use jalon::data::units::Reading;
use jalon::metric::AnswerScale;
use jalon::report::estimate::EstimateView;
use jalon::stats::ScoreInterval;

use super::sample_file::SampleFile;
use super::{ConfidenceArguments, no_units};
use crate::cli::compare::{answers, answers_of};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::quantities::choice;

/// Arguments of `jalon estimate nps`.
#[derive(Debug, Args)]
pub(super) struct EstimateNps {
    /// Promoters, passives and detractors: 450:300:250; or the eleven counts of the answers 0 to 10, parted by commas
    #[arg(value_name = "SAMPLE")]
    sample: Option<String>,
    #[command(flatten)]
    file: SampleFile,
    /// The column with the answers, from 0 to 10
    #[arg(long, value_name = "COLUMN", requires = "data", alias = "column")]
    answer: Option<String>,
    /// How the interval is computed: wald or adjusted-wald [default: adjusted-wald below 100 answers]
    #[arg(long, value_name = "NAME")]
    method: Option<String>,
    #[command(flatten)]
    confidence: ConfidenceArguments,
}

impl EstimateNps {
    pub fn view(&self, context: &Context) -> Result<EstimateView, Failure> {
        let alpha = self.confidence.risk()?;
        let method = self.method.as_deref().map(|name| choice("--method", name, &METHODS)).transpose()?;
        let answer = ("--answer", self.answer.as_deref(), Reading::Answer(AnswerScale::RECOMMENDATION));
        let observed = match self.file.units(self.sample.as_deref(), [answer], context)? {
            Some(units) => {
                let answers = answers_of(&units).map_err(|_| no_units())?;
                if !units.iter().any(|[answer]| *answer == 0.0) {
                    context.remark(&context.words.key("compare-nps-no-zero"));
                }
                answers
            }
            None => answers(self.sample.as_deref().unwrap_or_default())?,
        };
        let estimate = Estimate::of_recommendation(observed, method, alpha);
        Ok(EstimateView::new("nps", estimate, alpha))
    }
}

const METHODS: [(&str, ScoreInterval); 2] =
    [("wald", ScoreInterval::Wald), ("adjusted-wald", ScoreInterval::AdjustedWald)];
