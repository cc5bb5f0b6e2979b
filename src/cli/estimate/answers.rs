use clap::Args;
use jalon::analysis::Estimate;
use jalon::metric::{AnswerScale, Direction};
use jalon::report::estimate::EstimateView;
use jalon::stats::CategoryCounts;
use jalon::words::Message;

use super::ConfidenceArguments;
use crate::cli::failure::Failure;
use crate::cli::quantities::{choice, count};

/// Arguments of `jalon estimate csat` and `jalon estimate rating`.
#[derive(Debug, Args)]
pub(super) struct EstimateAnswers {
    /// How many gave each answer, the lowest answer first: 5,10,40,80,65
    #[arg(value_name = "COUNTS")]
    counts: String,
    /// The number of the lowest answer
    #[arg(long, value_name = "NUMBER", default_value = "1")]
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
    #[arg(long, value_name = "higher|lower")]
    direction: Option<String>,
}

impl EstimateEffort {
    /// Scales of effort run either way, and a guess would turn good into bad: the direction must be said.
    pub fn view(&self) -> Result<EstimateView, Failure> {
        let direction = self.direction.as_deref().ok_or_else(|| {
            Failure::command_line(Message::new("estimate-ces-direction"), Message::new("estimate-ces-direction-mend"))
        })?;
        self.answers.view("ces", choice("--direction", direction, &DIRECTIONS)?)
    }
}

impl EstimateAnswers {
    pub fn satisfaction(&self) -> Result<EstimateView, Failure> {
        let view = self.view("csat", Direction::Higher)?;
        Ok(EstimateView { estimate: view.estimate.turned(), ..view })
    }

    pub fn rating(&self) -> Result<EstimateView, Failure> {
        self.view("rating", Direction::Higher)
    }

    fn view(&self, kind: &'static str, better: Direction) -> Result<EstimateView, Failure> {
        let alpha = self.confidence.risk()?;
        let misread = || {
            Failure::command_line(
                Message::new("estimate-not-answers").text("given", &self.counts),
                Message::new("estimate-not-answers-mend"),
            )
        };
        let counts = self.counts.split([',', ':']).map(|part| count("COUNTS", part)).collect::<Result<Vec<_>, _>>();
        let counts = CategoryCounts::new(counts.map_err(|_| misread())?).map_err(|_| misread())?;
        let lowest = count("--lowest", &self.lowest)?;
        let highest = lowest.saturating_add(counts.counts().len() as u64 - 1);
        let scale = u8::try_from(lowest).ok().zip(u8::try_from(highest).ok());
        // Two answers at best make one box: a scale needs three to have two best ones.
        let scale = scale.filter(|_| counts.counts().len() > 2).and_then(|(low, high)| AnswerScale::new(low, high));
        let scale = scale.ok_or_else(misread)?;
        let estimate = Estimate::of_answers(&counts, scale, better, alpha).ok_or_else(misread)?;
        Ok(EstimateView { kind, estimate, alpha, population: None })
    }
}

const DIRECTIONS: [(&str, Direction); 2] = [("higher", Direction::Higher), ("lower", Direction::Lower)];
