//! What every kind of metric asks of the data: hypothesis, risk, direction, correction, split.

use clap::Args;
use jalon::analysis::{BayesReading, GainPrior, Habit, MetricBelief, PriorOrigin, Question, UsualBecause};
use jalon::metric::Direction;
use jalon::plan::{Correction, NullHypothesis, Split};
use jalon::quantity::Proportion;
use jalon::report::compare::{CompareView, ComparedData};
use jalon::report::split_problem;
use jalon::stats::{Alternative, SampleRatio, sample_ratio};
use jalon::words::Message;

use crate::cli::bayes::BayesArguments;
use crate::cli::failure::Failure;
use crate::cli::quantities::{choice, fraction, rate};
use crate::cli::size::{CORRECTIONS, equivalence};

/// What is asked of the data.
#[derive(Debug, Args)]
pub(super) struct QuestionArguments {
    /// Risk of a false alarm [default: 5%; 2.5% with a margin]
    #[arg(long, value_name = "RISK")]
    alpha: Option<String>,
    /// Directions watched, 1 or 2 [default: 2; 1 with a margin]
    #[arg(long, value_name = "1|2")]
    sides: Option<String>,
    /// Which way a one-sided test looks: increase or decrease [default: increase; decrease with a positive margin]
    #[arg(long, value_name = "WAY")]
    direction: Option<String>,
    /// Margin in the unit of the metric: -1% asks whether the variant is less than one point worse
    #[arg(long, value_name = "CHANGE", allow_hyphen_values = true, conflicts_with = "margin_lift")]
    margin: Option<String>,
    /// Margin relative to the control: -5% asks whether the variant is less than 5% worse
    #[arg(long, value_name = "PERCENT", allow_hyphen_values = true)]
    margin_lift: Option<String>,
    /// Ask whether the arms are less than the margin apart, either way
    #[arg(long)]
    equivalence: bool,
    /// How several variants share the risk: dunnett, holm, hochberg, hommel, bonferroni, benjamini-hochberg (share of false
    /// findings, false coverage rate) or none
    #[arg(long, value_name = "NAME", default_value = "dunnett")]
    correction: String,
    /// The shares the arms were meant to get, control first (1:1): checks the split
    #[arg(long, value_name = "SHARES")]
    allocation: Option<String>,
    #[command(flatten)]
    bayes: BayesArguments,
    /// For --bayes: less is better
    #[arg(long, requires = "bayes")]
    lower_is_better: bool,
}

impl QuestionArguments {
    pub fn question(&self, read: fn(&str, &str) -> Result<f64, Failure>) -> Result<Question, Failure> {
        let null = match (&self.margin, &self.margin_lift) {
            (Some(text), _) => NullHypothesis::Difference { margin: read("--margin", text)? },
            (None, Some(text)) => NullHypothesis::Lift { margin: fraction("--margin-lift", text)? },
            (None, None) => NullHypothesis::Equal,
        };
        let null = if self.equivalence { equivalence(null)? } else { null };
        let one_sided = match &self.sides {
            Some(text) => choice("--sides", text, &[("1", true), ("2", false)])?,
            // A direction only means something on one side.
            None => null.has_margin() || self.direction.is_some(),
        };
        let usual = if null.has_margin() && one_sided && !null.is_equivalence() { "2.5%" } else { "5%" };
        let alpha = rate("--alpha", self.alpha.as_deref().unwrap_or(usual))?;
        let alternative = if one_sided { self.way(null)? } else { Alternative::TwoSided };
        let correction: Correction = choice("--correction", &self.correction, &CORRECTIONS)?;
        Ok(Question { null, alternative, correction, errors: self.bayes.is_asked(), ..Question::two_sided(alpha) })
    }

    /// Which way a one-sided test looks: away from a loss beyond the margin, whichever sign a loss has.
    fn way(&self, null: NullHypothesis) -> Result<Alternative, Failure> {
        let rises_are_losses = match null {
            NullHypothesis::Difference { margin } | NullHypothesis::Lift { margin } => margin > 0.0,
            _ => false,
        };
        match &self.direction {
            Some(text) => choice("--direction", text, &WAYS),
            None if rises_are_losses => Ok(Alternative::Less),
            None => Ok(Alternative::Greater),
        }
    }

    /// The Bayesian reading of a comparison, where it is asked for.
    pub fn bayes(&self, view: &CompareView) -> Result<Option<BayesReading>, Failure> {
        if !self.bayes.is_asked() {
            return Ok(None);
        }
        let better = match view.data {
            ComparedData::Answers { better: Some(better), .. } => better,
            _ if self.lower_is_better => Direction::Lower,
            _ => Direction::Higher,
        };
        let prior = match self.bayes.prior()? {
            Some(belief) => GainPrior { mean: belief.mean, sd: belief.sd, origin: PriorOrigin::Asked },
            None => GainPrior::usual(UsualBecause::NoHistory),
        };
        let habit = self.bayes.habit(USUAL_DAYS)?.unwrap_or_else(|| Habit::over(USUAL_DAYS));
        let alpha = Proportion::new(1.0 - view.question.interval_level()).unwrap_or(view.question.alpha);
        let metric = MetricBelief::of(&view.result, better, prior, alpha, true);
        Ok(Some(BayesReading { metrics: vec![metric], alpha, habit, flags: habit.false_flags(), on_record: None }))
    }

    pub fn has_allocation(&self) -> bool {
        self.allocation.is_some()
    }

    pub fn split(&self, units: &[u64]) -> Result<Option<SampleRatio>, Failure> {
        let Some(text) = &self.allocation else { return Ok(None) };
        let weights =
            text.split([':', '/']).map(|part| fraction("--allocation", part)).collect::<Result<Vec<_>, _>>()?;
        let split = Split::new(&weights).map_err(|problem| refused(split_problem(&problem)))?;
        let counts: Vec<f64> = units.iter().map(|&units| units as f64).collect();
        sample_ratio(&counts, split.shares()).map(Some).map_err(|_| {
            Failure::command_line(
                Message::new("compare-shares-do-not-fit")
                    .count("shares", split.shares().len() as u64)
                    .count("arms", units.len() as u64),
                Message::new("compare-shares-do-not-fit-mend"),
            )
        })
    }
}

/// The usual length of a test, four weeks, where nothing tells how long it ran.
const USUAL_DAYS: u32 = 28;

pub(super) fn refused((what, mend): (Message, Message)) -> Failure {
    Failure::command_line(what, mend)
}

const WAYS: [(&str, Alternative); 2] = [("increase", Alternative::Greater), ("decrease", Alternative::Less)];
