//! Planning a survey of several groups of people: how many answers of each, and the margin they give together.

use super::survey::{SurveyError, check_answers, planned_correction, z};
use crate::quantity::{Positive, Proportion};

/// One group of people, with what is assumed of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stratum {
    /// People in the group.
    pub population: u64,
    /// Standard deviation between their answers: `√(p (1 − p))` for a share, and 0 where all are alike.
    pub standard_deviation: f64,
}

impl Stratum {
    /// A group of which this share is expected to say yes.
    #[must_use]
    pub fn with_share(population: u64, share: Proportion) -> Self {
        Self { population, standard_deviation: (share.get() * (1.0 - share.get())).sqrt() }
    }

    fn people(&self) -> f64 {
        self.population as f64
    }

    /// The variance with divisor N − 1, as the theory of finite populations has it.
    fn variance(&self) -> f64 {
        if self.population < 2 {
            return 0.0;
        }
        self.standard_deviation * self.standard_deviation * (self.people() / (self.people() - 1.0))
    }
}

/// How answers are spread over the groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Allocation {
    /// As the people are: each answer counts the same.
    Proportional,
    /// As people times standard deviation (Neyman 1934): the narrowest margin for a number of answers.
    Neyman,
}

/// A survey of several groups, for planning.
///
/// ```
/// use jalon::quantity::{Positive, Proportion};
/// use jalon::stats::{Allocation, StratifiedSurvey, Stratum};
/// let rate = |value| Proportion::new(value).unwrap();
/// let survey = StratifiedSurvey::new(
///     vec![Stratum::with_share(9000, rate(0.5)), Stratum::with_share(1000, rate(0.1))],
///     rate(0.05),
/// ).unwrap();
/// let plan = survey.plan(Positive::new(0.05).unwrap(), Allocation::Neyman).unwrap();
/// assert!(plan.margin <= 0.05 && plan.answers.len() == 2);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct StratifiedSurvey {
    strata: Vec<Stratum>,
    alpha: Proportion,
}

/// Answers by group in whole numbers, and the margin they give.
#[derive(Debug, Clone, PartialEq)]
pub struct StratifiedPlan {
    /// Answers of each group, in the order given.
    pub answers: Vec<u64>,
    /// Answers of all groups.
    pub total: u64,
    /// Half the width of the interval, no more than asked for.
    pub margin: f64,
}

impl StratifiedSurvey {
    /// Takes the groups.
    ///
    /// # Errors
    ///
    /// [`SurveyError::Nobody`] for no group or an empty one, [`SurveyError::NoVariation`] for a standard deviation that is below
    /// 0 or not finite, or where all of them are 0.
    pub fn new(strata: Vec<Stratum>, alpha: Proportion) -> Result<Self, SurveyError> {
        if strata.is_empty() || strata.iter().any(|stratum| stratum.population == 0) {
            return Err(SurveyError::Nobody);
        }
        let possible = |stratum: &Stratum| (0.0..=1e50).contains(&stratum.standard_deviation);
        if !strata.iter().all(possible) || strata.iter().all(|stratum| stratum.variance() == 0.0) {
            return Err(SurveyError::NoVariation);
        }
        Ok(Self { strata, alpha })
    }

    /// Returns the margin that so many answers of each group give:
    /// `z √(Σ W² σ²/n · (N − n)/(N − 1))` with W the share of the people in the group.
    ///
    /// # Errors
    ///
    /// [`SurveyError::Nobody`] for a group without answers or without its number, [`SurveyError::MoreThanPopulation`].
    pub fn margin(&self, answers: &[f64]) -> Result<f64, SurveyError> {
        if answers.len() != self.strata.len() {
            return Err(SurveyError::Nobody);
        }
        let mut variance = 0.0;
        for (stratum, &count) in self.strata.iter().zip(answers) {
            check_answers(count, Some(stratum.population))?;
            let error = self.weight(stratum) * stratum.standard_deviation;
            variance += error * error / count * planned_correction(count, stratum.population);
        }
        Ok(z(self.alpha) * variance.sqrt())
    }

    /// Returns the answers of each group for this margin, before rounding.
    ///
    /// A group that Neyman's rule would ask more answers of than it has people is asked as a whole, and the others share the
    /// rest.
    ///
    /// # Errors
    ///
    /// [`SurveyError::OutOfReach`] for a margin too narrow to count the answers.
    ///
    /// # Source
    ///
    /// Cochran 1977, *Sampling Techniques*, 3rd ed., § 5.5, 5.8 and 5.9.
    pub fn answers(&self, margin: Positive, allocation: Allocation) -> Result<Vec<f64>, SurveyError> {
        let goal = (margin.get() / z(self.alpha)).powi(2);
        if goal.is_nan() || goal < f64::MIN_POSITIVE {
            return Err(SurveyError::OutOfReach);
        }
        let mut whole = vec![false; self.strata.len()];
        loop {
            let answers = self.spread(goal, allocation, &whole);
            let mut grown = false;
            for ((stratum, &count), whole) in self.strata.iter().zip(&answers).zip(&mut whole) {
                // Each turn asks at least one more group as a whole, so that there is an end.
                if count > stratum.people() && !*whole {
                    (*whole, grown) = (true, true);
                }
            }
            if !grown {
                return Ok(answers);
            }
        }
    }

    /// Returns whole answers for this margin, at least two of each group (one where it has but one person) so that its spread
    /// can be told, and the margin that they give.
    ///
    /// # Errors
    ///
    /// As [`answers`](Self::answers).
    pub fn plan(&self, margin: Positive, allocation: Allocation) -> Result<StratifiedPlan, SurveyError> {
        let whole = |(stratum, &count): (&Stratum, &f64)| (count.ceil() as u64).max(2).min(stratum.population);
        let fractions = self.answers(margin, allocation)?;
        let answers: Vec<u64> = self.strata.iter().zip(&fractions).map(whole).collect();
        let counts: Vec<f64> = answers.iter().map(|&count| count as f64).collect();
        let total = answers.iter().fold(0_u64, |sum, &count| sum.saturating_add(count));
        Ok(StratifiedPlan { margin: self.margin(&counts)?, total, answers })
    }

    /// Answers of each group where some are asked as a whole and the others share what the margin still needs:
    /// `n = Σ W² S²/a / (goal + Σ W² S²/N)` over those others, `a` the part of them that each takes.
    fn spread(&self, goal: f64, allocation: Allocation, whole: &[bool]) -> Vec<f64> {
        let pull = |stratum: &Stratum| match allocation {
            Allocation::Proportional => stratum.people(),
            Allocation::Neyman => stratum.people() * stratum.variance().sqrt(),
        };
        let others = || self.strata.iter().zip(whole).filter(|(_, whole)| !**whole).map(|(stratum, _)| stratum);
        let pulls: f64 = others().map(pull).sum();
        let error = |stratum: &Stratum| self.weight(stratum) * self.weight(stratum) * stratum.variance();
        let needed: f64 = others().filter(|stratum| error(stratum) > 0.0).map(|s| error(s) * (pulls / pull(s))).sum();
        let spared: f64 = others().map(|stratum| error(stratum) / stratum.people()).sum();
        let total = needed / (goal + spared);
        let share = |(stratum, whole): (&Stratum, &bool)| match *whole {
            true => stratum.people(),
            false if pulls > 0.0 => total * (pull(stratum) / pulls),
            false => 0.0,
        };
        self.strata.iter().zip(whole).map(share).collect()
    }

    fn weight(&self, stratum: &Stratum) -> f64 {
        stratum.people() / self.strata.iter().map(Stratum::people).sum::<f64>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{Survey, SurveyMeasure};
    use proptest::prelude::*;

    fn rate(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    fn positive(value: f64) -> Positive {
        Positive::new(value).unwrap()
    }

    fn survey(strata: &[(u64, f64)]) -> Result<StratifiedSurvey, SurveyError> {
        let strata = strata.iter().map(|&(population, standard_deviation)| Stratum { population, standard_deviation });
        StratifiedSurvey::new(strata.collect(), rate(0.05))
    }

    #[test]
    fn what_cannot_be_planned_is_named() {
        assert_eq!(survey(&[]), Err(SurveyError::Nobody));
        assert_eq!(survey(&[(0, 1.0)]), Err(SurveyError::Nobody));
        assert_eq!(survey(&[(10, 0.0), (1, 5.0)]), Err(SurveyError::NoVariation));
        assert!(survey(&[(10, f64::NAN)]).is_err() && survey(&[(10, -1.0)]).is_err());
        let two = survey(&[(100, 1.0), (50, 0.0)]).unwrap();
        assert_eq!(two.margin(&[5.0]), Err(SurveyError::Nobody));
        assert_eq!(two.margin(&[5.0, 0.0]), Err(SurveyError::Nobody));
        assert!(matches!(two.margin(&[101.0, 2.0]), Err(SurveyError::MoreThanPopulation { .. })));
        assert_eq!(two.answers(positive(1e-200), Allocation::Neyman), Err(SurveyError::OutOfReach));
        // A group whose people are taken for alike is still asked twice.
        assert_eq!(two.plan(positive(0.3), Allocation::Neyman).unwrap().answers[1], 2);
    }

    #[test]
    fn one_group_is_a_simple_sample() {
        let one = survey(&[(500, 0.5)]).unwrap();
        let simple = Survey { measure: SurveyMeasure::Share(rate(0.5)), alpha: rate(0.05), population: Some(500) };
        for allocation in [Allocation::Proportional, Allocation::Neyman] {
            let answers = one.answers(positive(0.05), allocation).unwrap();
            assert!((answers[0] / simple.answers(positive(0.05)).unwrap() - 1.0).abs() < 1e-12);
        }
    }

    /// Ten very different key accounts among ten thousand small ones: all ten are asked.
    #[test]
    fn a_small_group_that_differs_a_lot_is_asked_as_a_whole() {
        let accounts = survey(&[(10_000, 1.0), (10, 2000.0)]).unwrap();
        let answers = accounts.answers(positive(0.1), Allocation::Neyman).unwrap();
        assert_eq!(answers[1], 10.0);
        assert!((accounts.margin(&answers).unwrap() / 0.1 - 1.0).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn the_margin_asked_for_is_reached_and_neyman_asks_the_fewest(
            strata in prop::collection::vec((2_u64..20_000, 0.01..2.0_f64), 1..6), margin in 0.01..0.5_f64,
        ) {
            let survey = survey(&strata).unwrap();
            let [proportional, neyman] = [Allocation::Proportional, Allocation::Neyman].map(|allocation| {
                survey.answers(positive(margin), allocation).unwrap()
            });
            for answers in [&proportional, &neyman] {
                prop_assert!((survey.margin(answers).unwrap() / margin - 1.0).abs() < 1e-6);
            }
            let total = |answers: &[f64]| answers.iter().sum::<f64>();
            prop_assert!(total(&neyman) <= total(&proportional) * (1.0 + 1e-9));
            let plan = survey.plan(positive(margin), Allocation::Neyman).unwrap();
            prop_assert!(plan.margin <= margin * (1.0 + 1e-9));
        }
    }
}
