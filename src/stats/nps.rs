//! The Net Promoter Score: promoters minus detractors, in points from −100 to 100.

use super::interval::{Bound, Interval, Method, NoAnswer, Shape, Test};
use super::{Alternative, normal};
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
    /// Normal limits with the observed variance. It has no width when all answers fall in one group.
    Wald,
    /// The same after adding ¾ promoter, 1½ passives and ¾ detractor: for few answers, or all of one group.
    AdjustedWald,
}

impl Answers {
    /// Takes the three counts.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::TooFewUnits`] when nobody answered.
    pub fn new(promoters: u64, passives: u64, detractors: u64) -> Result<Self, NoAnswer> {
        let answers = Self { promoters, passives, detractors };
        if answers.total() > 0.0 { Ok(answers) } else { Err(NoAnswer::TooFewUnits) }
    }

    /// The score in points, from −100 to 100.
    #[must_use]
    pub fn score(self) -> f64 {
        100.0 * (self.promoters as f64 - self.detractors as f64) / self.total()
    }

    /// Standard error of the score in points: each answer counts −1, 0 or 1.
    #[must_use]
    pub fn standard_error(self) -> f64 {
        let (_, error) = moments(self.promoters as f64, self.detractors as f64, self.total());
        100.0 * error
    }

    /// The scores in points that the answers allow at level `1 − alpha`; limits are not cut at ±100.
    #[must_use]
    pub fn interval(self, alpha: Proportion, method: ScoreInterval) -> Interval {
        let (promoters, detractors) = (self.promoters as f64, self.detractors as f64);
        let (score, error) = match method {
            ScoreInterval::Wald => moments(promoters, detractors, self.total()),
            ScoreInterval::AdjustedWald => moments(promoters + 0.75, detractors + 0.75, self.total() + 3.0),
        };
        limits(score, error, alpha)
    }

    /// How far another score lies from this one, in points: the test of no change, and the interval of the change.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::NoVariation`] when in both all answers fall in one group.
    pub fn change_to(self, later: Self, alpha: Proportion) -> Result<(Interval, Test), NoAnswer> {
        let (before, before_error) = moments(self.promoters as f64, self.detractors as f64, self.total());
        let (after, after_error) = moments(later.promoters as f64, later.detractors as f64, later.total());
        let error = before_error.hypot(after_error);
        if error == 0.0 {
            return Err(NoAnswer::NoVariation);
        }
        let statistic = (after - before) / error;
        let p_value = Alternative::TwoSided.p_value(statistic, normal::upper_tail);
        let test = Test { statistic, degrees_of_freedom: None, p_value, method: Method::Wald };
        Ok((limits(after - before, error, alpha), test))
    }

    fn total(self) -> f64 {
        self.promoters as f64 + self.passives as f64 + self.detractors as f64
    }
}

/// Mean and standard error of answers that count −1, 0 or 1.
fn moments(promoters: f64, detractors: f64, total: f64) -> (f64, f64) {
    let (promoters, detractors) = (promoters / total, detractors / total);
    let score = promoters - detractors;
    // Rounding may leave a variance of −1e-17 when all answers are alike.
    let variance = (promoters + detractors - score * score).max(0.0);
    (score, (variance / total).sqrt())
}

fn limits(score: f64, error: f64, alpha: Proportion) -> Interval {
    let half = normal::upper_quantile(alpha.get() / 2.0) * error;
    let at = |value: f64| Bound::At(100.0 * value);
    Interval { shape: Shape::Between { low: at(score - half), high: at(score + half) }, alpha, method: Method::Wald }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of METHODS: 50, 30 and 20 of 100 give 30 points, from 14.7 to 45.3.
    #[test]
    fn a_hundred_answers_leave_thirty_points_of_doubt() {
        let alpha = Proportion::new(0.05).unwrap();
        let interval = Answers::new(50, 30, 20).unwrap().interval(alpha, ScoreInterval::Wald);
        let ends = [interval.low(), interval.high()].map(|end| end.value().unwrap());
        assert!((ends[0] - 14.692_191_924_957_326).abs() < 1e-12 && (ends[1] - 45.307_808_075_042_67).abs() < 1e-12);
    }

    #[test]
    fn answers_all_alike_have_no_test() {
        let all = |promoters| Answers::new(promoters, 0, 0).unwrap();
        let alpha = Proportion::new(0.05).unwrap();
        assert_eq!(all(10).change_to(all(20), alpha), Err(NoAnswer::NoVariation));
    }
}
