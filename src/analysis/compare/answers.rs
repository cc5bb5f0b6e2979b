use super::family::{Described, ObservedPair, compare};
use super::proportion::compare_proportions;
use super::{CompareError, NamedArm, Question, compare_means};
use crate::analysis::effect::MetricResult;
use crate::metric::{AnswerScale, MetricKind, MetricRole};
use crate::plan::PointHypothesis;
use crate::quantity::Proportion;
use crate::stats::{
    Alternative, CategoryCounts, Conversions, Interval, MannWhitney, Method, Moments, NoAnswer, RankedArms, Shape,
    Test, WinComparison, WinMethod,
};

/// Id of the reading of ordered answers by their mean.
pub const MEAN_ANSWER: &str = "mean_answer";
/// Id of the reading of ordered answers by the share in the two highest.
pub const TOP_TWO: &str = "top_two";

/// Compares the ordered answers of each variant with the control's, which comes first: satisfaction, effort, ratings.
///
/// An arm's estimate is its mean answer. The difference of a comparison is the win probability less ½: how much more often
/// than not an answer of the variant is higher than one of the control, ties counted half, by Brunner and Munzel's test
/// ([`Question::win_method`]), which takes the answers for nothing but ordered. Margins are on that scale. A lift has no
/// meaning here ([`NoAnswer::NoRatioScale`]). Where every answer of one arm lies above every answer of the other, that test
/// has no spread to measure by: whether the arms differ is then told by the exact test of Mann and Whitney
/// ([`Method::MannWhitneyExact`]), and the difference has no interval; a margin has no test ([`NoAnswer::Separated`]). Beside it stand the difference of the mean answers (Welch) and that of the
/// shares in the two highest answers (the score test of rates), each asked whether the arms differ, without margin.
///
/// # Errors
///
/// [`CompareError`], among others [`CompareError::DifferentScale`] for counts that are not one for each answer of the scale,
/// and [`CompareError::TooFewUnits`] for an arm of fewer than two answers.
///
/// ```
/// use jalon::analysis::{NamedArm, Question, compare_answers};
/// use jalon::{metric::AnswerScale, quantity::Proportion, stats::CategoryCounts};
/// let arm = |name: &str, counts: [u64; 5]| NamedArm {
///     name: name.to_owned(),
///     observed: CategoryCounts::new(counts).unwrap(),
/// };
/// let arms = [arm("control", [20, 40, 60, 50, 30]), arm("variant", [12, 30, 60, 60, 40])];
/// let question = Question::two_sided(Proportion::new(0.05).unwrap());
/// let result = compare_answers(&arms, AnswerScale::ONE_TO_FIVE, &question).unwrap();
/// assert!(result.comparisons[0].is_significant(0.05) && !result.comparisons[0].difference.holds(0.0));
/// ```
pub fn compare_answers(
    arms: &[NamedArm<CategoryCounts>],
    scale: AnswerScale,
    question: &Question,
) -> Result<MetricResult, CompareError> {
    let means = arms.iter().map(|arm| scored(arm, scale)).collect::<Result<Vec<_>, _>>()?;
    let describe = |arm: &NamedArm<CategoryCounts>, own| described(&scored(arm, scale)?, own);
    let pair = |control: &CategoryCounts, variant: &CategoryCounts| Wins {
        arms: RankedArms::of_counts(control, variant).ok(),
        method: question.win_method,
    };
    let mut result = compare(MetricKind::Rating, arms, question, describe, pair)?;
    let also = question.beside();
    result.also.push(beside(MEAN_ANSWER, compare_means(&means, &also)?));
    if let Some(tops) = tops(arms).filter(|_| scale.answers() > 2) {
        result.also.push(beside(TOP_TWO, compare_proportions(&tops, &also)?));
    }
    Ok(result)
}

fn beside(id: &str, result: MetricResult) -> MetricResult {
    MetricResult { id: id.to_owned(), role: MetricRole::Secondary, ..result }
}

fn scored(arm: &NamedArm<CategoryCounts>, scale: AnswerScale) -> Result<NamedArm<Moments>, CompareError> {
    let scores: Vec<f64> = (scale.low()..=scale.high()).map(f64::from).collect();
    let observed = arm.observed.scores(&scores).map_err(|_| CompareError::DifferentScale {
        arm: arm.name.clone(),
        counts: arm.observed.counts().len(),
        answers: scale.answers(),
    })?;
    Ok(NamedArm { name: arm.name.clone(), observed })
}

fn described(arm: &NamedArm<Moments>, own: Proportion) -> Result<Described, CompareError> {
    let units = arm.observed.count();
    match arm.observed.mean() {
        Some(estimate) if units >= 2 => Ok(Described {
            units,
            estimate,
            interval: arm.observed.interval(own, Alternative::TwoSided).ok(),
            information: units as f64,
        }),
        _ => Err(CompareError::TooFewUnits { arm: arm.name.clone(), units }),
    }
}

/// How many of each arm gave one of the two highest answers.
fn tops(arms: &[NamedArm<CategoryCounts>]) -> Option<Vec<NamedArm<Conversions>>> {
    let top =
        |arm: &NamedArm<CategoryCounts>| Some(NamedArm { name: arm.name.clone(), observed: arm.observed.top(2).ok()? });
    arms.iter().map(top).collect()
}

struct Wins {
    /// None for more answers than can be counted exactly.
    arms: Option<RankedArms>,
    method: WinMethod,
}

impl Wins {
    fn compared(
        &self,
        null: Proportion,
        alpha: Proportion,
        alternative: Alternative,
    ) -> Result<WinComparison, NoAnswer> {
        let arms = self.arms.as_ref().ok_or(NoAnswer::TooManyOutcomes)?;
        arms.compare_wins(null, alpha, alternative, self.method)
    }
}

impl Wins {
    /// How rarely chance alone deals answers that far apart, which needs no spread.
    fn dealt(&self, alternative: Alternative) -> Result<Test, NoAnswer> {
        let arms = self.arms.as_ref().ok_or(NoAnswer::TooManyOutcomes)?;
        arms.mann_whitney(alternative, MannWhitney::Exact)
    }
}

impl ObservedPair for Wins {
    fn difference(&self) -> Option<f64> {
        Some(self.arms.as_ref()?.win_probability()? - 0.5)
    }

    fn lift(&self) -> Option<f64> {
        None
    }

    fn difference_interval(&self, alpha: Proportion) -> Result<Interval, NoAnswer> {
        let interval = self.compared(Proportion::HALF, alpha, Alternative::TwoSided)?.win_probability.interval;
        let shape = Shape::Between { low: interval.low().moved(-0.5), high: interval.high().moved(-0.5) };
        Ok(Interval { shape, ..interval })
    }

    fn lift_interval(&self, _: Proportion) -> Result<Interval, NoAnswer> {
        Err(NoAnswer::NoRatioScale)
    }

    fn test(&self, null: PointHypothesis, alternative: Alternative) -> Result<Test, NoAnswer> {
        let null = match null {
            PointHypothesis::Equal => Proportion::HALF,
            PointHypothesis::Difference(margin) => {
                Proportion::new(0.5 + margin).map_err(|_| NoAnswer::ImpossibleMargin)?
            }
            PointHypothesis::Lift(_) => return Err(NoAnswer::NoRatioScale),
        };
        // The risk shapes the interval only.
        match self.compared(null, Proportion::HALF, alternative) {
            Err(NoAnswer::Separated) if null == Proportion::HALF => self.dealt(alternative),
            compared => Ok(compared?.test),
        }
    }

    fn method(&self) -> Method {
        match self.method {
            WinMethod::BrunnerMunzel => Method::BrunnerMunzel,
            WinMethod::Logit => Method::BrunnerMunzelLogit,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Conclusion;
    use crate::plan::NullHypothesis;
    use crate::stats::Bound;
    use proptest::prelude::*;

    fn arms(counts: &[&[u64]]) -> Vec<NamedArm<CategoryCounts>> {
        let arm = |(place, counts): (usize, &&[u64])| NamedArm {
            name: format!("arm {place}"),
            observed: CategoryCounts::new(*counts).unwrap(),
        };
        counts.iter().enumerate().map(arm).collect()
    }

    fn question() -> Question {
        Question::two_sided(Proportion::new(0.05).unwrap())
    }

    const SCALE: AnswerScale = AnswerScale::ONE_TO_FIVE;

    /// Brunner & Munzel's p-value of these counts from the reference of the statistic itself; mean and shares by hand.
    #[test]
    fn the_three_readings_of_one_question() {
        let arms = arms(&[&[20, 40, 60, 50, 30], &[12, 30, 60, 60, 40]]);
        let result = compare_answers(&arms, SCALE, &question()).unwrap();
        let comparison = &result.comparisons[0];
        assert!((comparison.p_value.unwrap() - 0.019_819_825_903_414_7).abs() < 1e-15);
        assert_eq!((comparison.lift.estimate, comparison.no_lift), (None, Some(NoAnswer::NoRatioScale)));
        assert_eq!(result.arms[0].estimate, 3.15);
        let [mean, top] = result.also.as_slice() else { panic!("two readings: {:?}", result.also) };
        assert_eq!((mean.id.as_str(), top.id.as_str()), (MEAN_ANSWER, TOP_TWO));
        assert!((mean.comparisons[0].difference.estimate.unwrap() - (692.0 / 202.0 - 3.15)).abs() < 1e-12);
        assert!((top.comparisons[0].difference.estimate.unwrap() - (100.0 / 202.0 - 0.4)).abs() < 1e-15);
    }

    #[test]
    fn two_answers_have_no_top_two() {
        let scale = AnswerScale::new(0, 1).unwrap();
        let result = compare_answers(&arms(&[&[30, 20], &[20, 30]]), scale, &question()).unwrap();
        assert_eq!(result.also.len(), 1);
        // Of two answers, the win probability is ½ plus half the difference of the rates.
        assert!((result.comparisons[0].difference.estimate.unwrap() - 0.1).abs() < 1e-15);
    }

    #[test]
    fn what_answers_cannot_tell_is_named() {
        let separated = compare_answers(&arms(&[&[9, 0, 0, 0, 0], &[0, 0, 0, 0, 9]]), SCALE, &question()).unwrap();
        let comparison = &separated.comparisons[0];
        // One of the 18!/(9! 9!) = 48 620 ways to deal the answers, and its mirror.
        assert!((comparison.p_value.unwrap() / (2.0 / 48_620.0) - 1.0).abs() < 1e-13);
        assert_eq!((comparison.difference.estimate, comparison.tested_by), (Some(0.5), Some(Method::MannWhitneyExact)));
        assert_eq!((comparison.difference.low, comparison.difference.high), (Bound::Unbounded, Bound::Unbounded));
        assert_eq!(Conclusion::of(comparison, 0.05), Conclusion::Above);
        let margin = Question { null: NullHypothesis::Difference { margin: -0.1 }, ..question() };
        let separated = compare_answers(&arms(&[&[9, 0, 0, 0, 0], &[0, 0, 0, 0, 9]]), SCALE, &margin).unwrap();
        assert_eq!(separated.comparisons[0].no_test, Some(NoAnswer::Separated));
        assert_eq!(Conclusion::of(&separated.comparisons[0], 0.05), Conclusion::CannotSay);
        let alike = compare_answers(&arms(&[&[0, 0, 9, 0, 0], &[0, 0, 9, 0, 0]]), SCALE, &question()).unwrap();
        assert_eq!(alike.comparisons[0].no_test, Some(NoAnswer::NoVariation));
        let few = compare_answers(&arms(&[&[0, 1, 0, 0, 0], &[0, 5, 5, 0, 0]]), SCALE, &question());
        assert!(matches!(few, Err(CompareError::TooFewUnits { units: 1, .. })));
        let short = compare_answers(&arms(&[&[4, 5], &[5, 4]]), SCALE, &question());
        assert!(matches!(short, Err(CompareError::DifferentScale { counts: 2, answers: 5, .. })));
        let beyond = Question { null: NullHypothesis::Difference { margin: -0.5 }, ..question() };
        let impossible = compare_answers(&arms(&[&[4, 5, 1, 1, 1], &[5, 4, 1, 1, 1]]), SCALE, &beyond);
        assert_eq!(impossible, Err(CompareError::ImpossibleMargin(-0.5)));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100))]

        /// One statistic, one story, also with a margin and on the scale of the logit.
        #[test]
        fn p_and_difference_agree(
            control in prop::collection::vec(1_u64..200, 5), variant in prop::collection::vec(1_u64..200, 5),
            margin in -0.1..0.1_f64,
            win_method in prop::sample::select(vec![WinMethod::BrunnerMunzel, WinMethod::Logit]),
        ) {
            let null = NullHypothesis::Difference { margin };
            let question = Question { null, alternative: Alternative::Greater, win_method, ..question() };
            let result = compare_answers(&arms(&[&control, &variant]), SCALE, &question).unwrap();
            let comparison = &result.comparisons[0];
            let p_value = comparison.p_value.unwrap();
            prop_assume!((p_value - 0.05).abs() > 1e-6);
            prop_assert_eq!(p_value < 0.05, comparison.difference.low.value().unwrap() > margin);
        }
    }
}
