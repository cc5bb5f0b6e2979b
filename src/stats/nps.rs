//! The Net Promoter Score: promoters minus detractors, in points from −100 to 100.

use super::interval::{Effect, Interval, Method, NoAnswer, Shape, Test};
use super::{Alternative, ArmEstimate, EffectEstimate, MeanMethod, MeanNull, ScoreShares, normal};
use crate::quantity::Proportion;

/// Answers to "would you recommend us?", from 0 to 10: 9 and 10 promote, 0 to 6 detract.
///
/// ```
/// use jalon::stats::Answers;
/// assert_eq!(Answers::new(50, 30, 20).unwrap().score(), 30.0);
/// assert!(Answers::new(0, 0, 0).is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answers {
    promoters: u64,
    passives: u64,
    detractors: u64,
}

/// How the interval of a score is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScoreInterval {
    /// Normal limits with the observed variance. There are none when all answers fall in one group.
    Wald,
    /// The same after adding ¾ promoter, 1½ passives and ¾ detractor: for few answers, or all of one group.
    AdjustedWald,
}

/// Where a scale parts detractors, passives and promoters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScoreBreaks {
    /// The highest answer that detracts.
    pub highest_detractor: u8,
    /// The highest answer that is passive; all above promote.
    pub highest_passive: u8,
}

impl ScoreBreaks {
    /// Of the scale from 0 to 10: up to 6 detract, 7 and 8 are passive, 9 and 10 promote (Reichheld 2003).
    pub const ZERO_TO_TEN: Self = Self { highest_detractor: 6, highest_passive: 8 };
}

impl Answers {
    /// Takes the three counts.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::TooFewUnits`] when nobody answered.
    pub fn new(promoters: u64, passives: u64, detractors: u64) -> Result<Self, NoAnswer> {
        let answers = Self { promoters, passives, detractors };
        if answers.size() > 0.0 { Ok(answers) } else { Err(NoAnswer::TooFewUnits) }
    }

    /// Counts answers given one by one.
    ///
    /// # Errors
    ///
    /// As [`new`](Self::new).
    ///
    /// ```
    /// use jalon::stats::{Answers, ScoreBreaks};
    /// let answers = Answers::of_ratings([0, 7, 7, 9, 9, 10], ScoreBreaks::ZERO_TO_TEN).unwrap();
    /// assert_eq!(answers, Answers::new(3, 2, 1).unwrap());
    /// ```
    pub fn of_ratings(ratings: impl IntoIterator<Item = u8>, breaks: ScoreBreaks) -> Result<Self, NoAnswer> {
        let (mut promoters, mut passives, mut detractors) = (0, 0, 0);
        for rating in ratings {
            if rating <= breaks.highest_detractor {
                detractors += 1;
            } else if rating <= breaks.highest_passive {
                passives += 1;
            } else {
                promoters += 1;
            }
        }
        Self::new(promoters, passives, detractors)
    }

    /// The score in points, from −100 to 100.
    #[must_use]
    pub fn score(self) -> f64 {
        self.tally(0.0).score()
    }

    /// Standard error of the score in points: each answer counts −1, 0 or 1. It is 0 when all fall in one group.
    #[must_use]
    pub fn standard_error(self) -> f64 {
        self.tally(0.0).standard_error()
    }

    /// Score, standard error and answers together.
    #[must_use]
    pub fn estimate(self) -> ArmEstimate {
        ArmEstimate { value: self.score(), error: self.standard_error(), units: self.size() }
    }

    /// The observed shares, to plan with.
    #[must_use]
    pub fn shares(self) -> ScoreShares {
        ScoreShares::of_counts(self.promoters as f64, self.passives as f64, self.detractors as f64)
    }

    /// The scores in points that the answers allow at level `1 − alpha`; limits are not cut at ±100.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::NoVariation`] for [`ScoreInterval::Wald`] when all answers fall in one group: it would have no width,
    /// as if nobody could ever answer otherwise. [`ScoreInterval::AdjustedWald`] always answers.
    pub fn interval(self, alpha: Proportion, method: ScoreInterval) -> Result<Interval, NoAnswer> {
        let (tally, method) = match method {
            ScoreInterval::Wald => (self.tally(0.0), Method::Wald),
            ScoreInterval::AdjustedWald => (self.tally(0.75), Method::AdjustedWald),
        };
        if tally.standard_error() == 0.0 {
            return Err(NoAnswer::NoVariation);
        }
        let half = normal::upper_quantile(alpha.get() / 2.0) * tally.standard_error();
        let shape = Shape::sided(tally.score() - half, tally.score() + half, Alternative::TwoSided);
        Ok(Interval { shape, alpha, method })
    }

    /// How far another score lies from this one, in points: the test of no change, and the interval of the change.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::NoVariation`] when in both all answers fall in one group.
    pub fn change_to(self, later: Self, alpha: Proportion) -> Result<(Interval, Test), NoAnswer> {
        let compared = ScoreArms { control: self, variant: later }.compare(0.0, alpha, Alternative::TwoSided)?;
        Ok((compared.difference.interval, compared.test))
    }

    /// The counts with `added` promoters, as many detractors and twice as many passives.
    fn tally(self, added: f64) -> Tally {
        Tally {
            promoters: self.promoters as f64 + added,
            passives: self.passives as f64 + 2.0 * added,
            detractors: self.detractors as f64 + added,
        }
    }

    /// How many answered.
    #[must_use]
    pub fn total(self) -> u64 {
        self.promoters.saturating_add(self.passives).saturating_add(self.detractors)
    }

    /// Promoters, passives and detractors.
    #[must_use]
    pub fn counts(self) -> [u64; 3] {
        [self.promoters, self.passives, self.detractors]
    }

    fn size(self) -> f64 {
        self.promoters as f64 + self.passives as f64 + self.detractors as f64
    }
}

/// Counts to compute with; they need not be whole.
#[derive(Debug, Clone, Copy)]
struct Tally {
    promoters: f64,
    passives: f64,
    detractors: f64,
}

impl Tally {
    fn shares(self) -> ScoreShares {
        ScoreShares::of_counts(self.promoters, self.passives, self.detractors)
    }

    fn score(self) -> f64 {
        self.shares().score()
    }

    fn standard_error(self) -> f64 {
        (self.shares().variance() / (self.promoters + self.passives + self.detractors)).sqrt()
    }
}

/// Two arms of a test, or two months, whose metric is the Net Promoter Score.
///
/// ```
/// use jalon::quantity::Proportion;
/// use jalon::stats::{Alternative, Answers, ScoreArms};
/// let arms = ScoreArms {
///     control: Answers::new(420, 310, 270).unwrap(),
///     variant: Answers::new(470, 300, 230).unwrap(),
/// };
/// let alpha = Proportion::new(0.05).unwrap();
/// let compared = arms.compare(0.0, alpha, Alternative::TwoSided).unwrap();
/// assert_eq!(compared.difference.estimate, Some(9.0));
/// assert!(compared.test.p_value < 0.05 && !compared.difference.interval.contains(0.0));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScoreArms {
    /// What is there today.
    pub control: Answers,
    /// What might replace it.
    pub variant: Answers,
}

/// Difference of two scores and its test, from one statistic.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScoreComparison {
    /// Variant minus control, in points.
    pub difference: Effect,
    /// The test of the hypothesis.
    pub test: Test,
}

impl ScoreArms {
    /// Tests that the score of the variant lies `null` points above that of the control (0: superiority; −3: "no more than
    /// 3 points worse"), and gives the differences that are not rejected, in points.
    ///
    /// Normal, each arm with its own variance: the statistic that [`TwoScores`](super::TwoScores) plans.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::NoVariation`] when in both arms all answers fall in one group, [`NoAnswer::ImpossibleMargin`] when no two
    /// scores lie so far apart.
    pub fn compare(self, null: f64, alpha: Proportion, alternative: Alternative) -> Result<ScoreComparison, NoAnswer> {
        if null.is_nan() || null.abs() >= 200.0 {
            return Err(NoAnswer::ImpossibleMargin);
        }
        let effect = self.effect()?;
        let interval = effect.difference_interval(alpha, alternative);
        Ok(ScoreComparison {
            difference: Effect { estimate: Some(effect.difference()), interval },
            test: effect.test(MeanNull::Difference(null), alternative)?,
        })
    }

    /// Difference of the two scores with its standard error, on the road that every normal estimate takes: equivalence and
    /// adjustment for several metrics start from here. A lift of a score has little meaning, as scores may be 0 or below.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::NoVariation`] when in both arms all answers fall in one group.
    pub fn effect(self) -> Result<EffectEstimate, NoAnswer> {
        EffectEstimate::of_arms(self.control.estimate(), self.variant.estimate(), MeanMethod::Z)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The example of METHODS: 50, 30 and 20 of 100 give 30 points, from 14.7 to 45.3.
    #[test]
    fn a_hundred_answers_leave_thirty_points_of_doubt() {
        let alpha = Proportion::new(0.05).unwrap();
        let interval = Answers::new(50, 30, 20).unwrap().interval(alpha, ScoreInterval::Wald).unwrap();
        let ends = [interval.low(), interval.high()].map(|end| end.value().unwrap());
        assert!((ends[0] - 14.692_191_924_957_326).abs() < 1e-12 && (ends[1] - 45.307_808_075_042_67).abs() < 1e-12);
    }

    #[test]
    fn answers_all_alike_have_no_test() {
        let all = |promoters| Answers::new(promoters, 0, 0).unwrap();
        let alpha = Proportion::new(0.05).unwrap();
        assert_eq!(all(10).change_to(all(20), alpha), Err(NoAnswer::NoVariation));
        assert_eq!(all(10).interval(alpha, ScoreInterval::Wald), Err(NoAnswer::NoVariation));
        assert!(all(10).interval(alpha, ScoreInterval::AdjustedWald).is_ok());
        assert!(all(10).change_to(Answers::new(9, 1, 0).unwrap(), alpha).is_ok());
        let arms = ScoreArms { control: all(10), variant: Answers::new(9, 1, 0).unwrap() };
        for margin in [200.0, f64::NAN, f64::INFINITY] {
            assert_eq!(arms.compare(margin, alpha, Alternative::Less), Err(NoAnswer::ImpossibleMargin));
        }
    }

    /// One passive among a billion promoters: P + D − (P − D)² would have lost half of the digits.
    #[test]
    fn a_billion_promoters_keep_their_spread() {
        let answers = Answers::new(999_999_999, 1, 0).unwrap();
        let share: f64 = 1e-9;
        let expected = 100.0 * (share * (1.0 - share) / 1e9).sqrt();
        assert!((answers.standard_error() / expected - 1.0).abs() < 1e-14);
    }

    fn any_answers() -> impl Strategy<Value = Answers> {
        (0_u64..300, 0_u64..300, 1_u64..300).prop_map(|(pro, pas, det)| Answers::new(pro, pas, det).unwrap())
    }

    proptest! {
        #[test]
        fn the_interval_holds_the_margin_exactly_when_the_test_does_not_reject(
            control in any_answers(), variant in any_answers(), null in -20.0..20.0, risk in 0.001..0.4, side in 0..3,
        ) {
            let alternative = [Alternative::TwoSided, Alternative::Greater, Alternative::Less][side as usize];
            let arms = ScoreArms { control, variant };
            let Ok(compared) = arms.compare(null, Proportion::new(risk).unwrap(), alternative) else { return Ok(()) };
            prop_assume!((compared.test.p_value / risk - 1.0).abs() > 1e-9);
            prop_assert_eq!(compared.difference.interval.contains(null), compared.test.p_value > risk);
            let mirrored = ScoreArms { control: variant, variant: control };
            let mirrored = mirrored.compare(-null, Proportion::new(risk).unwrap(), Alternative::TwoSided).unwrap();
            prop_assert!((mirrored.test.statistic + compared.test.statistic).abs() < 1e-12 * compared.test.statistic.abs().max(1.0));
        }
    }
}
