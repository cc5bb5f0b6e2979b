//! How many answers a survey of one sample needs, or what margin so many answers give.

use serde::Serialize;

use crate::quantity::{Positive, Proportion};
use crate::stats::{Allocation, StratifiedSurvey, Stratum, Survey, SurveyError, SurveyMeasure};

/// What a survey is planned for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum SurveyGoal {
    /// So wide a margin, in the unit of the measure.
    Margin(Positive),
    /// So many answers.
    Answers(u64),
}

/// A planned survey: answers and the margin that they give.
#[derive(Debug, Clone, PartialEq)]
pub struct SurveyPlan {
    /// What was asked.
    pub goal: SurveyGoal,
    /// What is measured; a share where there are groups.
    pub measure: SurveyMeasure,
    /// The risk that the margin misses the truth.
    pub alpha: Proportion,
    /// People there are; none where they are so many that it does not matter.
    pub population: Option<u64>,
    /// Answers before rounding up.
    pub answers_exact: f64,
    /// Answers in all.
    pub answers: u64,
    /// Half the width of the interval, in the unit of the measure.
    pub margin: f64,
    /// Share of the people invited who answer, where it is known.
    pub response_rate: Option<Proportion>,
    /// The groups, where there are some.
    pub groups: Vec<PlannedGroup>,
    /// How answers are spread over the groups.
    pub allocation: Option<Allocation>,
}

/// One group of people in a planned survey.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlannedGroup {
    /// Its name.
    pub name: String,
    /// Its people.
    pub population: u64,
    /// The share of them expected to say yes.
    pub share: f64,
    /// Answers needed of it.
    pub answers: u64,
}

/// A group as it is before the survey is planned.
#[derive(Debug, Clone, PartialEq)]
pub struct SurveyGroup {
    /// Its name.
    pub name: String,
    /// Its people.
    pub population: u64,
    /// The share of them expected to say yes.
    pub share: Proportion,
}

impl SurveyPlan {
    /// Plans a simple random sample.
    ///
    /// # Errors
    ///
    /// [`SurveyError`].
    ///
    /// ```
    /// use jalon::plan::survey::{SurveyGoal, SurveyPlan};
    /// use jalon::quantity::{Positive, Proportion};
    /// use jalon::stats::{Survey, SurveyMeasure};
    /// let rate = |value| Proportion::new(value).unwrap();
    /// let survey = Survey { measure: SurveyMeasure::Share(rate(0.5)), alpha: rate(0.05), population: Some(500) };
    /// let plan = SurveyPlan::of_sample(survey, SurveyGoal::Margin(Positive::new(0.05).unwrap()), Some(rate(0.2))).unwrap();
    /// assert_eq!((plan.answers, plan.invitations()), (218, Some(1090)));
    /// ```
    pub fn of_sample(survey: Survey, goal: SurveyGoal, response_rate: Option<Proportion>) -> Result<Self, SurveyError> {
        let answers_exact = match goal {
            SurveyGoal::Margin(margin) => survey.answers(margin)?,
            SurveyGoal::Answers(answers) => answers as f64,
        };
        if answers_exact > COUNTABLE {
            return Err(SurveyError::OutOfReach);
        }
        let most = survey.population.unwrap_or(u64::MAX);
        // The margin of 400 answers needs 400 and not one more: a last bit is no answer.
        let nearest = answers_exact.round();
        let rounded = (answers_exact - nearest).abs() <= 1e-12 * answers_exact;
        let whole = if rounded { nearest } else { answers_exact.ceil() } as u64;
        let answers = match goal {
            SurveyGoal::Margin(_) => whole.min(most),
            SurveyGoal::Answers(answers) => answers,
        };
        check_invitations(answers, response_rate)?;
        Ok(Self {
            goal,
            measure: survey.measure,
            alpha: survey.alpha,
            population: survey.population,
            answers_exact,
            answers,
            margin: survey.margin(answers as f64)?,
            response_rate,
            groups: Vec::new(),
            allocation: None,
        })
    }

    /// Plans samples of several groups for a margin of the share over all of them.
    ///
    /// # Errors
    ///
    /// [`SurveyError`].
    pub fn of_groups(
        groups: &[SurveyGroup],
        alpha: Proportion,
        (margin, allocation): (Positive, Allocation),
        response_rate: Option<Proportion>,
    ) -> Result<Self, SurveyError> {
        let strata: Vec<Stratum> =
            groups.iter().map(|group| Stratum::with_share(group.population, group.share)).collect();
        let survey = StratifiedSurvey::new(strata, alpha)?;
        let exact = survey.answers(margin, allocation)?;
        let plan = survey.plan(margin, allocation)?;
        check_invitations(plan.total, response_rate)?;
        let people = groups.iter().fold(0_u64, |sum, group| sum.saturating_add(group.population));
        let yes: f64 = groups.iter().map(|group| group.population as f64 * group.share.get()).sum();
        let share = Proportion::new(yes / people as f64).map_err(|_| SurveyError::NoVariation)?;
        let planned = groups.iter().zip(plan.answers).map(|(group, answers)| PlannedGroup {
            name: group.name.clone(),
            population: group.population,
            share: group.share.get(),
            answers,
        });
        Ok(Self {
            goal: SurveyGoal::Margin(margin),
            measure: SurveyMeasure::Share(share),
            alpha,
            population: Some(people),
            answers_exact: exact.iter().sum(),
            answers: plan.total,
            margin: plan.margin,
            response_rate,
            groups: planned.collect(),
            allocation: Some(allocation),
        })
    }

    /// Invitations to send, where the response rate is known.
    #[must_use]
    pub fn invitations(&self) -> Option<u64> {
        self.response_rate.map(|rate| Survey::invitations(self.answers as f64, rate) as u64)
    }
}

/// Beyond 2⁵³ answers and invitations no longer count one by one.
const COUNTABLE: f64 = 9e15;

fn check_invitations(answers: u64, response_rate: Option<Proportion>) -> Result<(), SurveyError> {
    match response_rate {
        Some(response_rate) if Survey::invitations(answers as f64, response_rate) > COUNTABLE => {
            Err(SurveyError::TooFewRespond { response_rate })
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    /// The textbook 385 for ±5 % at 95 %, and 9.8 % from 100 answers.
    #[test]
    fn margin_and_answers_are_each_others_answer() {
        let survey = Survey { measure: SurveyMeasure::Share(rate(0.5)), alpha: rate(0.05), population: None };
        let plan = SurveyPlan::of_sample(survey, SurveyGoal::Margin(Positive::new(0.05).unwrap()), None).unwrap();
        assert_eq!((plan.answers, plan.invitations()), (385, None));
        let hundred = SurveyPlan::of_sample(survey, SurveyGoal::Answers(100), None).unwrap();
        assert!((hundred.margin - 0.097_998_199_227).abs() < 1e-9);
        assert_eq!(SurveyPlan::of_sample(survey, SurveyGoal::Answers(0), None), Err(SurveyError::Nobody));
    }

    #[test]
    fn invitations_beyond_counting_are_refused() {
        let survey = Survey { measure: SurveyMeasure::Share(rate(0.5)), alpha: rate(0.05), population: None };
        let plan = |response_rate| SurveyPlan::of_sample(survey, SurveyGoal::Answers(400), Some(rate(response_rate)));
        assert_eq!(plan(1e-300), Err(SurveyError::TooFewRespond { response_rate: rate(1e-300) }));
        assert_eq!(plan(1e-9).unwrap().invitations(), Some(400_000_000_000));
    }

    #[test]
    fn nobody_is_asked_twice() {
        let survey = Survey { measure: SurveyMeasure::Share(rate(0.5)), alpha: rate(0.05), population: Some(30) };
        let plan = SurveyPlan::of_sample(survey, SurveyGoal::Margin(Positive::new(1e-6).unwrap()), None).unwrap();
        assert_eq!((plan.answers, plan.margin), (30, 0.0));
    }
}
