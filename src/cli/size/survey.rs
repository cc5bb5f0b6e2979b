use clap::Args;
use jalon::plan::survey::{SurveyGoal, SurveyGroup, SurveyPlan};
use jalon::quantity::{Positive, Proportion};
use jalon::report::survey;
use jalon::stats::{Allocation, Survey, SurveyMeasure};
use jalon::words::Message;

use crate::cli::estimate::confidence_risk;
use crate::cli::failure::Failure;
use crate::cli::quantities::{choice, count, positive, rate};

/// Arguments of `jalon size survey`.
#[derive(Debug, Args)]
pub(super) struct SizeSurvey {
    /// Share of yes expected [default: 50%, which needs most answers]
    #[arg(long, value_name = "SHARE")]
    share: Option<String>,
    /// Measure a mean: its standard deviation between people
    #[arg(long, value_name = "NUMBER")]
    sd: Option<String>,
    /// Measure a Net Promoter Score: share of promoters expected
    #[arg(long, value_name = "SHARE", requires = "detractors")]
    promoters: Option<String>,
    /// Share of detractors expected
    #[arg(long, value_name = "SHARE", requires = "promoters")]
    detractors: Option<String>,
    /// Margin wanted, half the width of the interval: 5%, or in the unit of the measure
    #[arg(long, value_name = "MARGIN", conflicts_with = "n")]
    margin: Option<String>,
    /// The margin that so many answers give
    #[arg(long, value_name = "ANSWERS")]
    n: Option<String>,
    /// How many people there are to ask, where they are few
    #[arg(long, value_name = "PEOPLE")]
    population: Option<String>,
    /// Share of the people invited who answer: gives the number of invitations
    #[arg(long, value_name = "SHARE")]
    response_rate: Option<String>,
    /// A group, its people and its share expected, such as regulars:9000:40%; once for each group
    #[arg(long = "stratum", value_name = "GROUP")]
    strata: Vec<String>,
    /// How answers are spread over the groups: proportional or neyman
    #[arg(long, value_name = "NAME", default_value = "proportional")]
    allocation: String,
    /// How sure the margin is to hold the true value
    #[arg(long, value_name = "LEVEL", default_value = "95%")]
    confidence: String,
}

impl SizeSurvey {
    pub fn plan(&self) -> Result<SurveyPlan, Failure> {
        let alpha = confidence_risk(&self.confidence)?;
        let response_rate = self.response_rate.as_deref().map(|text| rate("--response-rate", text)).transpose()?;
        let planned = if self.strata.is_empty() {
            let population = self.population.as_deref().map(|text| count("--population", text)).transpose()?;
            let survey = Survey { measure: self.measure()?, alpha, population };
            SurveyPlan::of_sample(survey, self.goal()?, response_rate)
        } else {
            let groups = self.strata.iter().map(|text| group(text)).collect::<Result<Vec<_>, _>>()?;
            SurveyPlan::of_groups(&groups, alpha, (self.margin_of_groups()?, self.allocation()?), response_rate)
        };
        planned.map_err(|error| {
            let (what, mend) = survey::problem(&error);
            Failure::command_line(what, mend)
        })
    }

    fn measure(&self) -> Result<SurveyMeasure, Failure> {
        let half = "50%".to_owned();
        match (&self.share, &self.sd, &self.promoters, &self.detractors) {
            (share, None, None, None) => Ok(SurveyMeasure::Share(rate("--share", share.as_ref().unwrap_or(&half))?)),
            (None, Some(sd), None, None) => Ok(SurveyMeasure::Mean(positive("--sd", sd)?)),
            (None, None, Some(promoters), Some(detractors)) => Ok(SurveyMeasure::NetPromoterScore {
                promoters: rate("--promoters", promoters)?,
                detractors: rate("--detractors", detractors)?,
            }),
            _ => Err(Failure::command_line(
                Message::new("size-survey-measure"),
                Message::new("size-survey-measure-mend"),
            )),
        }
    }

    fn goal(&self) -> Result<SurveyGoal, Failure> {
        match (&self.margin, &self.n) {
            (Some(margin), _) => Ok(SurveyGoal::Margin(self.margin(margin)?)),
            (None, Some(answers)) => Ok(SurveyGoal::Answers(count("--n", answers)?)),
            (None, None) => {
                Err(Failure::command_line(Message::new("size-survey-goal"), Message::new("size-survey-goal-mend")))
            }
        }
    }

    /// The margin of a share is a fraction of 1; of a mean or a score it has their unit.
    fn margin(&self, text: &str) -> Result<Positive, Failure> {
        if self.sd.is_some() || self.promoters.is_some() {
            return positive("--margin", text);
        }
        let margin = rate("--margin", text)?;
        Positive::new(margin.get()).map_err(|error| Failure::Bug(error.to_string()))
    }

    fn margin_of_groups(&self) -> Result<Positive, Failure> {
        let alone =
            [&self.share, &self.sd, &self.promoters, &self.n, &self.population].iter().all(|other| other.is_none());
        match &self.margin {
            Some(margin) if alone => self.margin(margin),
            _ => Err(Failure::command_line(
                Message::new("size-survey-groups-alone"),
                Message::new("size-survey-groups-alone-mend"),
            )),
        }
    }

    fn allocation(&self) -> Result<Allocation, Failure> {
        choice("--allocation", &self.allocation, &ALLOCATIONS)
    }
}

/// `regulars:9000:40%`: a name, how many people, and the share expected.
fn group(text: &str) -> Result<SurveyGroup, Failure> {
    let misread = || {
        Failure::command_line(
            Message::new("size-survey-not-a-group").text("given", text),
            Message::new("size-survey-not-a-group-mend"),
        )
    };
    let [name, people, share] = text.split(':').collect::<Vec<_>>()[..] else { return Err(misread()) };
    let population = count("--stratum", people).map_err(|_| misread())?;
    let share: Proportion = rate("--stratum", share).map_err(|_| misread())?;
    Ok(SurveyGroup { name: name.trim().to_owned(), population, share })
}

const ALLOCATIONS: [(&str, Allocation); 2] =
    [("proportional", Allocation::Proportional), ("neyman", Allocation::Neyman)];
