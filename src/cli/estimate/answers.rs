use clap::Args;
use jalon::analysis::Estimate;
use jalon::data::units::Reading;
use jalon::metric::{AnswerScale, Direction};
use jalon::quantity::Proportion;
use jalon::report::estimate::EstimateView;
use jalon::stats::CategoryCounts;
use jalon::words::Message;

use super::sample_file::SampleFile;
use super::{ConfidenceArguments, no_units};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::quantities::{choice, count};
use crate::cli::sample;

/// Arguments of `jalon estimate csat` and `jalon estimate rating`.
#[derive(Debug, Args)]
pub(super) struct EstimateAnswers {
    /// How many gave each answer, the lowest answer first: 5,10,40,80,65
    #[arg(value_name = "COUNTS")]
    counts: Option<String>,
    #[command(flatten)]
    file: SampleFile,
    /// The column with the answers
    #[arg(long, value_name = "COLUMN", requires = "data", alias = "column")]
    answer: Option<String>,
    /// The lowest and the highest answer of the column
    #[arg(long, value_name = "LOW:HIGH", requires = "data", default_value = "1:5")]
    scale: String,
    /// The number of the lowest answer counted
    #[arg(long, value_name = "NUMBER", default_value = "1", conflicts_with = "data")]
    lowest: String,
    #[command(flatten)]
    confidence: ConfidenceArguments,
}

/// Arguments of `jalon estimate ces`.
#[derive(Debug, Args)]
pub(super) struct EstimateEffort {
    #[command(flatten)]
    answers: EstimateAnswers,
    /// Which answers are good: higher (it was easy) or lower (it took effort)
    #[arg(long, value_name = "higher|lower", alias = "direction")]
    better: Option<String>,
}

impl EstimateEffort {
    /// Scales of effort run either way, and a guess would turn good into bad: the direction must be said.
    pub fn view(&self, context: &Context) -> Result<EstimateView, Failure> {
        let better = self.better.as_deref().ok_or_else(|| {
            Failure::command_line(Message::new("estimate-ces-direction"), Message::new("estimate-ces-direction-mend"))
        })?;
        self.answers.view("ces", choice("--better", better, &DIRECTIONS)?, context)
    }
}

impl EstimateAnswers {
    pub fn satisfaction(&self, context: &Context) -> Result<EstimateView, Failure> {
        let view = self.view("csat", Direction::Higher, context)?;
        Ok(EstimateView { estimate: view.estimate.turned(), ..view })
    }

    pub fn rating(&self, context: &Context) -> Result<EstimateView, Failure> {
        self.view("rating", Direction::Higher, context)
    }

    fn view(&self, kind: &'static str, better: Direction, context: &Context) -> Result<EstimateView, Failure> {
        let alpha = self.confidence.risk()?;
        let scale = sample::scale(&self.scale)?;
        if scale.answers() < 3 {
            return Err(Failure::command_line(
                Message::new("estimate-short-scale").text("given", &self.scale),
                Message::new("estimate-short-scale-mend"),
            ));
        }
        let answer = ("--answer", self.answer.as_deref(), Reading::Answer(scale));
        let estimate = match self.file.units(self.counts.as_deref(), [answer], context)? {
            Some(units) => {
                let counts = CategoryCounts::new(sample::answers(&units, scale)).map_err(|_| no_units())?;
                Estimate::of_answers(&counts, scale, better, alpha).ok_or_else(no_units)?
            }
            None => counted(self.counts.as_deref().unwrap_or_default(), &self.lowest, better, alpha)?,
        };
        Ok(EstimateView::new(kind, estimate, alpha))
    }
}

/// From how many gave each answer.
fn counted(given: &str, lowest: &str, better: Direction, alpha: Proportion) -> Result<Estimate, Failure> {
    let misread = || {
        Failure::command_line(
            Message::new("estimate-not-answers").text("given", given),
            Message::new("estimate-not-answers-mend"),
        )
    };
    let counts = given.split([',', ':']).map(|part| count("COUNTS", part)).collect::<Result<Vec<_>, _>>();
    let counts = CategoryCounts::new(counts.map_err(|_| misread())?).map_err(|_| misread())?;
    let lowest = count("--lowest", lowest)?;
    let highest = lowest.saturating_add(counts.counts().len() as u64 - 1);
    let scale = u8::try_from(lowest).ok().zip(u8::try_from(highest).ok());
    // Two answers at best make one box: a scale needs three to have two best ones.
    let scale = scale.filter(|_| counts.counts().len() > 2).and_then(|(low, high)| AnswerScale::new(low, high));
    let scale = scale.ok_or_else(misread)?;
    Estimate::of_answers(&counts, scale, better, alpha).ok_or_else(misread)
}

const DIRECTIONS: [(&str, Direction); 2] = [("higher", Direction::Higher), ("lower", Direction::Lower)];
