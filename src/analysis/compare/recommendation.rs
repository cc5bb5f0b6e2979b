use super::family::{Described, ObservedPair, compare};
use super::{CompareError, NamedArm, Question};
use crate::analysis::effect::MetricResult;
use crate::metric::MetricKind;
use crate::plan::{NullHypothesis, PointHypothesis};
use crate::quantity::Proportion;
use crate::stats::{Alternative, Answers, Interval, MeanNull, Method, NoAnswer, ScoreArms, ScoreInterval, Test};

/// Compares the Net Promoter Score of each variant with the control's, which comes first: difference in points by the normal,
/// each arm with its own spread. A score may be 0 or below, so there is no lift: [`NoAnswer::NoRatioScale`].
///
/// # Errors
///
/// [`CompareError`], among others [`CompareError::NoLift`] for a relative margin.
///
/// ```
/// use jalon::analysis::{NamedArm, Question, compare_recommendations};
/// use jalon::{quantity::Proportion, stats::Answers};
/// let arm = |name: &str, counts: [u64; 3]| NamedArm {
///     name: name.to_owned(),
///     observed: Answers::new(counts[0], counts[1], counts[2]).unwrap(),
/// };
/// let question = Question::two_sided(Proportion::new(0.05).unwrap());
/// let arms = [arm("control", [420, 310, 270]), arm("variant", [470, 300, 230])];
/// let result = compare_recommendations(&arms, &question).unwrap();
/// assert_eq!(result.comparisons[0].difference.estimate, Some(9.0));
/// ```
pub fn compare_recommendations(arms: &[NamedArm<Answers>], question: &Question) -> Result<MetricResult, CompareError> {
    if matches!(question.null, NullHypothesis::Lift { .. } | NullHypothesis::LiftBeyond { .. }) {
        return Err(CompareError::NoLift);
    }
    let describe = |arm: &NamedArm<Answers>, own| {
        let observed = arm.observed;
        let interval = observed.interval(own, ScoreInterval::Wald);
        // Where all answers fall in one group, or in few, the adjusted limits still say something.
        let interval = interval.or_else(|_| observed.interval(own, ScoreInterval::AdjustedWald)).ok();
        let interval = interval.map(|interval| interval.cut(-100.0, 100.0));
        let error = observed.standard_error();
        let information = if error > 0.0 { error.powi(-2) } else { observed.total() as f64 };
        Ok(Described { units: observed.total(), estimate: observed.score(), interval, information })
    };
    compare(MetricKind::Nps, arms, question, describe, |&control, &variant| Scores {
        arms: ScoreArms { control, variant },
    })
}

struct Scores {
    arms: ScoreArms,
}

impl ObservedPair for Scores {
    fn difference(&self) -> Option<f64> {
        Some(self.arms.variant.score() - self.arms.control.score())
    }

    fn lift(&self) -> Option<f64> {
        None
    }

    fn difference_interval(&self, alpha: Proportion) -> Result<Interval, NoAnswer> {
        Ok(self.arms.effect()?.difference_interval(alpha, Alternative::TwoSided))
    }

    fn lift_interval(&self, _: Proportion) -> Result<Interval, NoAnswer> {
        Err(NoAnswer::NoRatioScale)
    }

    fn test(&self, null: PointHypothesis, alternative: Alternative) -> Result<Test, NoAnswer> {
        let margin = match null {
            PointHypothesis::Equal => 0.0,
            PointHypothesis::Difference(margin) => margin,
            PointHypothesis::Lift(_) => return Err(NoAnswer::NoRatioScale),
        };
        // No two scores lie 200 points apart without everybody of one arm in one group, and of the other in the opposite one.
        if margin.is_nan() || margin.abs() >= 200.0 {
            return Err(NoAnswer::ImpossibleMargin);
        }
        self.arms.effect()?.test(MeanNull::Difference(margin), alternative)
    }

    fn method(&self) -> Method {
        Method::Z
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arms(counts: &[[u64; 3]]) -> Vec<NamedArm<Answers>> {
        let arm = |(place, counts): (usize, &[u64; 3])| NamedArm {
            name: format!("arm {place}"),
            observed: Answers::new(counts[0], counts[1], counts[2]).unwrap(),
        };
        counts.iter().enumerate().map(arm).collect()
    }

    fn question() -> Question {
        Question::two_sided(Proportion::new(0.05).unwrap())
    }

    /// 250/150/100 of 500 by hand: 30 points, variance 0.7 − 0.09; the difference to 50/30/20 of 100 is 0.
    #[test]
    fn scores_are_compared_in_points() {
        let result = compare_recommendations(&arms(&[[250, 150, 100], [60, 20, 20]]), &question()).unwrap();
        let comparison = &result.comparisons[0];
        assert_eq!(comparison.difference.estimate, Some(10.0));
        let error = 100.0 * (0.61_f64 / 500.0 + 0.64 / 100.0).sqrt();
        assert!((comparison.statistic.unwrap() - 10.0 / error).abs() < 1e-12);
        assert_eq!(comparison.no_lift, Some(NoAnswer::NoRatioScale));
        assert_eq!(comparison.lift.estimate, None);
    }

    #[test]
    fn what_has_no_answer_is_named() {
        let alike = compare_recommendations(&arms(&[[5, 0, 0], [9, 0, 0]]), &question()).unwrap();
        assert_eq!(alike.comparisons[0].no_test, Some(NoAnswer::NoVariation));
        assert!(alike.arms[0].interval.is_some(), "the adjusted limits");
        let asked = |null| compare_recommendations(&arms(&[[5, 3, 2], [9, 0, 1]]), &Question { null, ..question() });
        assert_eq!(asked(NullHypothesis::Lift { margin: -0.1 }), Err(CompareError::NoLift));
        assert_eq!(asked(NullHypothesis::Difference { margin: -250.0 }), Err(CompareError::ImpossibleMargin(-250.0)));
    }
}
