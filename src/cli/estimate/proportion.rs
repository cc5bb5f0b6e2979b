use clap::Args;
use jalon::analysis::Estimate;
use jalon::data::units::Reading;
use jalon::report::estimate::EstimateView;
use jalon::stats::{Conversions, RateInterval};

use super::sample_file::SampleFile;
use super::{ConfidenceArguments, no_units};
use crate::cli::compare::conversions;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::quantities::choice;

/// Arguments of `jalon estimate proportion`.
#[derive(Debug, Args)]
pub(super) struct EstimateProportion {
    /// Conversions out of visitors: 400/4000
    #[arg(value_name = "SAMPLE")]
    sample: Option<String>,
    #[command(flatten)]
    file: SampleFile,
    /// The column of the file that says whether the unit did it: 1 or 0
    #[arg(long, value_name = "COLUMN", requires = "data")]
    column: Option<String>,
    /// How the interval is computed: wilson, exact, mid-p, jeffreys, agresti-coull, blaker or wald
    #[arg(long, value_name = "NAME", default_value = "wilson")]
    method: String,
    #[command(flatten)]
    confidence: ConfidenceArguments,
}

impl EstimateProportion {
    pub fn view(&self, context: &Context) -> Result<EstimateView, Failure> {
        let alpha = self.confidence.risk()?;
        let method = choice("--method", &self.method, &METHODS)?;
        let column = ("--column", self.column.as_deref(), Reading::YesOrNo);
        let observed = match self.file.units(self.sample.as_deref(), [column], context)? {
            Some(units) => {
                let converted = units.iter().filter(|[yes]| *yes == 1.0).count();
                Conversions::new(converted as u64, units.len() as u64).map_err(|_| no_units())?
            }
            None => conversions(self.sample.as_deref().unwrap_or_default())?,
        };
        let estimate = Estimate::of_rate(observed, method, alpha);
        Ok(EstimateView::new("proportion", estimate, alpha))
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
