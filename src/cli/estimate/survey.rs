use clap::Args;
use jalon::analysis::{Estimate, Measure};
use jalon::report::estimate::{self, EstimateView};
use jalon::stats::{Moments, StratumAnswers};
use jalon::words::{Message, Words};

use super::ConfidenceArguments;
use crate::cli::compare::{conversions, moments};
use crate::cli::failure::Failure;
use crate::cli::quantities::count;

/// Arguments of `jalon estimate survey`.
#[derive(Debug, Args)]
pub(super) struct EstimateSurvey {
    /// Yes out of answers (120/400), or mean, standard deviation and answers (7.1:1.9:400); of several groups, each with its people: 2/20@200 16/80@800
    #[arg(required = true, value_name = "SAMPLE")]
    samples: Vec<String>,
    /// How many people there are, where one sample was drawn from all of them
    #[arg(long, value_name = "PEOPLE")]
    population: Option<String>,
    #[command(flatten)]
    confidence: ConfidenceArguments,
}

impl EstimateSurvey {
    pub fn view(&self, words: &Words) -> Result<EstimateView, Failure> {
        let alpha = self.confidence.risk()?;
        let shares = self.samples.iter().all(|sample| !sample.contains(':'));
        let measure = if shares { Measure::PopulationShare } else { Measure::PopulationMean };
        let read = |sample: &str| if shares { yes_and_no(sample) } else { moments(sample) };
        let no_number = |reason| {
            let (what, mend) = estimate::problem(reason, words);
            Failure::command_line(what, mend)
        };
        if let [sample] = self.samples.as_slice()
            && !sample.contains('@')
        {
            let population = self.population.as_deref().map(|text| count("--population", text)).transpose()?;
            let answers = read(sample)?;
            fits(answers.count(), population)?;
            let estimate = Estimate::of_survey(measure, answers, population, alpha);
            let estimate = estimate.ok_or_else(|| no_number(jalon::stats::NoAnswer::TooFewUnits))?;
            return Ok(EstimateView { population, ..EstimateView::new("survey", estimate, alpha) });
        }
        let strata = self.samples.iter().map(|sample| stratum(sample, &read)).collect::<Result<Vec<_>, _>>()?;
        if self.population.is_some() {
            return Err(Failure::command_line(
                Message::new("estimate-survey-population-twice"),
                Message::new("estimate-survey-population-twice-mend"),
            ));
        }
        let people = strata.iter().fold(0_u64, |sum, stratum| sum.saturating_add(stratum.population));
        let estimate = Estimate::of_strata(measure, &strata, alpha).map_err(no_number)?;
        Ok(EstimateView { population: Some(people), ..EstimateView::new("survey", estimate, alpha) })
    }
}

/// One group: its answers, then its people after the at sign.
fn stratum(sample: &str, read: &impl Fn(&str) -> Result<Moments, Failure>) -> Result<StratumAnswers, Failure> {
    let misread = || {
        Failure::command_line(
            Message::new("estimate-not-a-group").text("given", sample),
            Message::new("estimate-not-a-group-mend"),
        )
    };
    let (answers, people) = sample.split_once('@').ok_or_else(misread)?;
    let population = count("SAMPLE", people).map_err(|_| misread())?;
    let answers = read(answers)?;
    fits(answers.count(), Some(population))?;
    Ok(StratumAnswers { population, answers })
}

fn yes_and_no(sample: &str) -> Result<Moments, Failure> {
    let counts = conversions(sample)?;
    let yes = counts.conversions() as f64;
    // Yes counts 1 and no counts 0: the sum and the sum of squares are both the number of yes.
    Moments::from_sums(counts.visitors(), yes, yes).map_err(|error| Failure::Bug(error.to_string()))
}

fn fits(answers: u64, population: Option<u64>) -> Result<(), Failure> {
    match population {
        Some(population) if answers > population => Err(Failure::command_line(
            Message::new("size-survey-more-than-population").count("answers", answers).count("people", population),
            Message::new("size-survey-more-than-population-mend"),
        )),
        _ => Ok(()),
    }
}
