//! A survey of one sample: how far its answer may be off, and how many answers and invitations it needs.

use super::interval::{Interval, Method, NoAnswer, Shape};
use super::{Alternative, Moments, normal};
use crate::quantity::{Positive, Proportion};

/// What a survey asks, with what is assumed of the answers before it is held.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum SurveyMeasure {
    /// A share of the people; ½ where nothing is known, which is the widest.
    Share(Proportion),
    /// A mean, with the standard deviation between people.
    Mean(Positive),
    /// A Net Promoter Score in points, from −100 to 100, with the shares of promoters and detractors expected.
    NetPromoterScore {
        /// Share of promoters.
        promoters: Proportion,
        /// Share of detractors; with the promoters no more than everybody.
        detractors: Proportion,
    },
}

impl SurveyMeasure {
    /// Variance of one answer, in the square of the unit of the margin.
    fn variance(self) -> Result<f64, SurveyError> {
        match self {
            Self::Share(share) => Ok(share.get() * (1.0 - share.get())),
            Self::Mean(sd) => Ok(sd.get() * sd.get()),
            Self::NetPromoterScore { promoters, detractors } => {
                let (promoters, detractors) = (promoters.get(), detractors.get());
                if promoters + detractors > 1.0 + 1e-12 {
                    return Err(SurveyError::SharesAboveWhole(promoters + detractors));
                }
                Ok(1e4 * (promoters + detractors - (promoters - detractors).powi(2)))
            }
        }
    }
}

/// Why a survey cannot be planned.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum SurveyError {
    /// Promoters and detractors together are more than everybody.
    #[error("promoters and detractors together are {0}, more than everybody")]
    SharesAboveWhole(f64),
    /// Nobody to ask, or no answers.
    #[error("there is nobody to ask")]
    Nobody,
    /// More answers than people.
    #[error("{answers} answers from {population} people")]
    MoreThanPopulation {
        /// Answers given.
        answers: f64,
        /// People there are.
        population: u64,
    },
    /// The margin is so narrow that no countable number of answers reaches it.
    #[error("no number of answers reaches this margin")]
    OutOfReach,
    /// So few of the people invited answer that the invitations can no longer be counted.
    #[error("no countable number of invitations brings so many answers at a response rate of {}", response_rate.get())]
    TooFewRespond {
        /// The share of the people invited who answer.
        response_rate: Proportion,
    },
    /// All answers of a stratum, or of all strata, are assumed alike, or too few to tell how they differ.
    #[error("nothing varies between the people asked")]
    NoVariation,
}

/// A simple random sample of people, for planning.
///
/// ```
/// use jalon::quantity::{Positive, Proportion};
/// use jalon::stats::{Survey, SurveyMeasure};
/// let rate = |value| Proportion::new(value).unwrap();
/// let survey = Survey { measure: SurveyMeasure::Share(rate(0.5)), alpha: rate(0.05), population: Some(500) };
/// let answers = survey.answers(Positive::new(0.05).unwrap()).unwrap();
/// assert_eq!(answers.ceil(), 218.0);
/// assert_eq!(Survey::invitations(answers.ceil(), rate(0.2)), 1090.0);
/// assert!(survey.margin(218.0).unwrap() < 0.05);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Survey {
    /// What is asked.
    pub measure: SurveyMeasure,
    /// The risk that the margin misses the truth.
    pub alpha: Proportion,
    /// People there are to ask; none where they are so many that it does not matter.
    pub population: Option<u64>,
}

impl Survey {
    /// Returns the answers needed for this margin (half the width of the interval, in the unit of the measure: a share, the unit
    /// of the mean, points), before rounding up: `n₀ = z² σ²/margin²`, and `n₀ N/(n₀ + N − 1)` out of N people.
    ///
    /// # Errors
    ///
    /// [`SurveyError`].
    ///
    /// # Source
    ///
    /// Cochran 1977, *Sampling Techniques*, 3rd ed., ch. 4.
    pub fn answers(&self, margin: Positive) -> Result<f64, SurveyError> {
        let unlimited = self.measure.variance()? * (z(self.alpha) / margin.get()).powi(2);
        if !unlimited.is_finite() || unlimited == 0.0 {
            return Err(SurveyError::OutOfReach);
        }
        match self.population {
            None => Ok(unlimited),
            Some(0) => Err(SurveyError::Nobody),
            Some(population) => {
                let people = population as f64;
                Ok(people / (1.0 + (people - 1.0) / unlimited))
            }
        }
    }

    /// Returns the margin that so many answers give: `z √(σ²/n · (N − n)/(N − 1))`; 0 when everybody answered.
    ///
    /// # Errors
    ///
    /// [`SurveyError::Nobody`], [`SurveyError::MoreThanPopulation`], [`SurveyError::SharesAboveWhole`].
    pub fn margin(&self, answers: f64) -> Result<f64, SurveyError> {
        check_answers(answers, self.population)?;
        let left = self.population.map_or(1.0, |population| planned_correction(answers, population));
        Ok(z(self.alpha) * (self.measure.variance()? / answers * left).sqrt())
    }

    /// The invitations to send for so many answers, where this share of the people invited answers; whole invitations.
    ///
    /// That those who answer are like those who do not is an assumption that no number of invitations mends.
    #[must_use]
    pub fn invitations(answers: f64, response_rate: Proportion) -> f64 {
        let invitations = answers / response_rate.get();
        // 218/0.2 is 1090 and not one more: a last bit is no invitation.
        let nearest = invitations.round();
        if (invitations - nearest).abs() <= 1e-12 * invitations { nearest } else { invitations.ceil() }
    }
}

/// One group of the people asked, with its answers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StratumAnswers {
    /// People in the group.
    pub population: u64,
    /// Their answers: 0 and 1 for a share, −100, 0 and 100 for a Net Promoter Score.
    pub answers: Moments,
}

/// What a survey found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SurveyEstimate {
    /// The mean over all people.
    pub estimate: f64,
    /// Half the width of the interval; 0 when everybody answered.
    pub margin: f64,
    /// The estimate less and plus the margin; for a share not cut at 0 and 1.
    pub interval: Interval,
}

impl SurveyEstimate {
    /// Estimates the mean of all people from a simple random sample of them, with the correction `1 − n/N` for a finite
    /// population where it is known.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::TooFewUnits`] for fewer than two answers or more answers than people, [`NoAnswer::NoVariation`] when all
    /// answers are alike although not everybody answered: a margin of 0 would be no margin.
    pub fn of_sample(answers: Moments, population: Option<u64>, alpha: Proportion) -> Result<Self, NoAnswer> {
        let (mean, variance) = mean_and_variance(answers, population)?;
        Self::with_variance(mean, variance, alpha)
    }

    /// Estimates the mean of all people from samples of each group, weighted by the size of the groups.
    ///
    /// # Errors
    ///
    /// As [`of_sample`](Self::of_sample), for any of the groups; [`NoAnswer::TooFewUnits`] without groups.
    ///
    /// # Source
    ///
    /// Cochran 1977, ch. 5.
    ///
    /// ```
    /// use jalon::quantity::Proportion;
    /// use jalon::stats::{Moments, StratumAnswers, SurveyEstimate};
    /// let yes = |count, of| Moments::from_sums(of, count, count).unwrap();
    /// let strata = [
    ///     StratumAnswers { population: 200, answers: yes(2.0, 20) },
    ///     StratumAnswers { population: 800, answers: yes(16.0, 80) },
    /// ];
    /// let found = SurveyEstimate::of_strata(&strata, Proportion::new(0.05).unwrap()).unwrap();
    /// assert!((found.estimate - 0.18).abs() < 1e-12 && (found.margin - 0.071_669).abs() < 1e-6);
    /// ```
    pub fn of_strata(strata: &[StratumAnswers], alpha: Proportion) -> Result<Self, NoAnswer> {
        let people: f64 = strata.iter().map(|stratum| stratum.population as f64).sum();
        let (mut mean, mut variance) = (0.0, 0.0);
        for stratum in strata.iter().filter(|stratum| stratum.population > 0) {
            let (own_mean, own_variance) = mean_and_variance(stratum.answers, Some(stratum.population))?;
            let weight = stratum.population as f64 / people;
            mean += weight * own_mean;
            variance += weight * weight * own_variance;
        }
        if people == 0.0 {
            return Err(NoAnswer::TooFewUnits);
        }
        let everybody = strata.iter().all(|stratum| stratum.answers.count() == stratum.population);
        if variance == 0.0 && !everybody {
            return Err(NoAnswer::NoVariation);
        }
        Self::with_variance(mean, variance, alpha)
    }

    fn with_variance(estimate: f64, variance: f64, alpha: Proportion) -> Result<Self, NoAnswer> {
        let margin = z(alpha) * variance.sqrt();
        let shape = Shape::sided(estimate - margin, estimate + margin, Alternative::TwoSided);
        Ok(Self { estimate, margin, interval: Interval { shape, alpha, method: Method::Z } })
    }
}

/// The mean of the answers and the variance of that mean.
fn mean_and_variance(answers: Moments, population: Option<u64>) -> Result<(f64, f64), NoAnswer> {
    let count = answers.count();
    let mean = answers.mean().ok_or(NoAnswer::TooFewUnits)?;
    match population {
        Some(population) if count > population => return Err(NoAnswer::TooFewUnits),
        Some(population) if count == population => return Ok((mean, 0.0)),
        _ => {}
    }
    let variance = answers.variance().ok_or(NoAnswer::TooFewUnits)?;
    if variance == 0.0 {
        return Err(NoAnswer::NoVariation);
    }
    let left = population.map_or(1.0, |population| (population - count) as f64 / population as f64);
    Ok((mean, variance / count as f64 * left))
}

/// The two-sided normal quantile.
pub(super) fn z(alpha: Proportion) -> f64 {
    normal::upper_quantile(alpha.get() / 2.0)
}

/// `(N − n)/(N − 1)`; nothing is left to chance where everybody answered.
pub(super) fn planned_correction(answers: f64, population: u64) -> f64 {
    let people = population as f64;
    if answers >= people { 0.0 } else { (people - answers) / (people - 1.0) }
}

/// Some answers, and no more than people.
pub(super) fn check_answers(answers: f64, population: Option<u64>) -> Result<(), SurveyError> {
    match population {
        Some(0) => Err(SurveyError::Nobody),
        _ if answers.is_nan() || answers <= 0.0 => Err(SurveyError::Nobody),
        Some(population) if answers > population as f64 => Err(SurveyError::MoreThanPopulation { answers, population }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rate(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    fn positive(value: f64) -> Positive {
        Positive::new(value).unwrap()
    }

    fn survey(measure: SurveyMeasure, population: Option<u64>) -> Survey {
        Survey { measure, alpha: rate(0.05), population }
    }

    #[test]
    fn what_cannot_be_planned_or_told_is_named() {
        let half = SurveyMeasure::Share(rate(0.5));
        assert_eq!(survey(half, Some(0)).answers(positive(0.1)), Err(SurveyError::Nobody));
        assert_eq!(survey(half, None).margin(0.0), Err(SurveyError::Nobody));
        assert_eq!(survey(half, None).answers(positive(1e-200)), Err(SurveyError::OutOfReach));
        let more = SurveyError::MoreThanPopulation { answers: 11.0, population: 10 };
        assert_eq!(survey(half, Some(10)).margin(11.0), Err(more));
        let above = SurveyMeasure::NetPromoterScore { promoters: rate(0.7), detractors: rate(0.7) };
        assert!(matches!(survey(above, None).answers(positive(5.0)), Err(SurveyError::SharesAboveWhole(_))));
        let same = Moments::of(&[1.0, 1.0, 1.0]);
        let found = |answers, population| SurveyEstimate::of_sample(answers, population, rate(0.05));
        assert_eq!(found(same, None), Err(NoAnswer::NoVariation));
        assert_eq!(found(same, Some(2)), Err(NoAnswer::TooFewUnits));
        assert_eq!(found(Moments::of(&[1.0]), None), Err(NoAnswer::TooFewUnits));
        assert_eq!(SurveyEstimate::of_strata(&[], rate(0.05)), Err(NoAnswer::TooFewUnits));
        // Everybody answered: the margin is 0 and means it.
        assert_eq!(found(same, Some(3)).unwrap().margin, 0.0);
    }

    /// A Net Promoter Score of ±100 points with no passives has the variance of a share times 200².
    #[test]
    fn a_score_without_passives_is_a_share_on_another_scale() {
        let score = SurveyMeasure::NetPromoterScore { promoters: rate(0.3), detractors: rate(0.7) };
        let answers = survey(score, None).answers(positive(10.0)).unwrap();
        let share = survey(SurveyMeasure::Share(rate(0.3)), None).answers(positive(0.05)).unwrap();
        assert!((answers / share - 1.0).abs() < 1e-12);
    }

    #[test]
    fn invitations_are_whole_and_not_one_too_many() {
        assert_eq!(Survey::invitations(385.0, rate(0.1)), 3850.0);
        assert_eq!(Survey::invitations(385.0, rate(0.11)), 3500.0);
        assert_eq!(Survey::invitations(386.0, rate(0.11)), 3510.0);
    }

    proptest! {
        #[test]
        fn margin_and_answers_are_one_function(share in 0.01..0.99_f64, margin in 0.005..0.3_f64, population in 2_u64..1_000_000) {
            for population in [None, Some(population)] {
                let survey = survey(SurveyMeasure::Share(rate(share)), population);
                let answers = survey.answers(positive(margin)).unwrap();
                prop_assert!((survey.margin(answers).unwrap() / margin - 1.0).abs() < 1e-7);
            }
        }

        #[test]
        fn one_stratum_is_a_simple_sample(yes in 1_u32..40, population in 50_u64..5000) {
            let answers = Moments::from_sums(40, f64::from(yes.min(39)), f64::from(yes.min(39))).unwrap();
            let one = SurveyEstimate::of_sample(answers, Some(population), rate(0.1)).unwrap();
            let strata = SurveyEstimate::of_strata(&[StratumAnswers { population, answers }], rate(0.1)).unwrap();
            prop_assert!((one.margin - strata.margin).abs() < 1e-14);
        }
    }
}
