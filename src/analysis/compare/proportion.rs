use super::family::{Described, ObservedPair, compare};
use super::{CompareError, NamedArm, Question};
use crate::analysis::effect::MetricResult;
use crate::metric::{MetricKind, MetricRole};
use crate::plan::PointHypothesis;
use crate::quantity::Proportion;
use crate::stats::{
    Alternative, Bound, Conversions, DifferenceInterval, ExactProportionTest, Interval, LiftInterval, Method, NoAnswer,
    OddsRatioInterval, ProportionArms, ProportionNull, ProportionTest, RateInterval, Shape, Test,
};

/// Id of the reading of rates by their odds ratio, beside exact and mid-p comparisons.
pub const ODDS_RATIO: &str = "odds_ratio";

/// The statistic of a comparison of two rates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ProportionMethod {
    /// The score statistic for test, difference and lift (Miettinen & Nurminen 1985): the three never disagree.
    #[default]
    Score,
    /// The score test with Newcombe's interval of the difference (1998, method 10).
    Newcombe,
    /// The score test with Agresti & Caffo's interval of the difference (2000).
    AgrestiCaffo,
    /// The z test with each arm's own variance, Wald's interval of the difference, Katz's of the lift.
    Wald,
    /// Chan & Zhang's exact score test and intervals (1999): every outcome counted, at most 200 visitors an arm.
    Exact,
    /// Fisher's mid-p test, twice the smaller one-sided p-value, with the score intervals; no margin.
    MidP,
}

impl ProportionMethod {
    fn difference_interval(self) -> DifferenceInterval {
        match self {
            Self::Score | Self::MidP => DifferenceInterval::MiettinenNurminen,
            Self::Newcombe => DifferenceInterval::Newcombe,
            Self::AgrestiCaffo => DifferenceInterval::AgrestiCaffo,
            Self::Wald => DifferenceInterval::Wald,
            Self::Exact => DifferenceInterval::ExactScore,
        }
    }

    fn lift_interval(self) -> LiftInterval {
        match self {
            Self::Wald => LiftInterval::LogRatio,
            Self::Exact => LiftInterval::ExactScore,
            _ => LiftInterval::MiettinenNurminen,
        }
    }

    /// Whether the odds ratio goes with the method, and then whether in the mid-p form.
    fn conditional(self) -> Option<bool> {
        match self {
            Self::Exact => Some(false),
            Self::MidP => Some(true),
            _ => None,
        }
    }

    fn test(self, arms: ProportionArms, null: ProportionNull, alternative: Alternative) -> Result<Test, NoAnswer> {
        match self {
            Self::Exact => arms.exact_score_test(null, alternative),
            Self::MidP if null.is_equality() => arms.exact_test(alternative, ExactProportionTest::FisherMidPCentral),
            Self::MidP => Err(NoAnswer::MethodWithoutMargin),
            Self::Wald => arms.test(null, alternative, ProportionTest::Wald),
            _ => arms.test(null, alternative, ProportionTest::MiettinenNurminen),
        }
    }
}

/// Compares the rates of each variant with the control's, which comes first.
///
/// Beside the exact and the mid-p comparison stands the odds ratio ([`ODDS_RATIO`], its lift the ratio less 1): the estimate
/// conditional on the total of conversions, with Fisher's interval, or its mid-p form, and the test that inverts it.
///
/// # Errors
///
/// [`CompareError`].
///
/// ```
/// use jalon::analysis::{NamedArm, Question, compare_proportions};
/// use jalon::{quantity::Proportion, stats::Conversions};
/// let arm = |name: &str, conversions| NamedArm {
///     name: name.to_owned(),
///     observed: Conversions::new(conversions, 4_000).unwrap(),
/// };
/// let question = Question::two_sided(Proportion::new(0.05).unwrap());
/// let result = compare_proportions(&[arm("control", 400), arm("variant", 445)], &question).unwrap();
/// assert!(!result.comparisons[0].is_significant(0.05));
/// assert!(result.comparisons[0].difference.holds(0.0));
/// ```
pub fn compare_proportions(arms: &[NamedArm<Conversions>], question: &Question) -> Result<MetricResult, CompareError> {
    let describe = |arm: &NamedArm<Conversions>, own| {
        let observed = arm.observed;
        let interval = observed.interval(own, Alternative::TwoSided, RateInterval::Wilson).ok();
        let units = observed.visitors();
        Ok(Described { units, estimate: observed.rate(), interval, information: units as f64 })
    };
    let mut result = compare(MetricKind::Proportion, arms, question, describe, |&control, &variant| Rates {
        arms: ProportionArms { control, variant },
        method: question.proportion_method,
    })?;
    if let Some(is_mid_p) = question.proportion_method.conditional() {
        let odds = compare(MetricKind::Proportion, arms, &question.beside(), describe, |&control, &variant| Odds {
            arms: ProportionArms { control, variant },
            is_mid_p,
        })?;
        result.also.push(MetricResult { id: ODDS_RATIO.to_owned(), role: MetricRole::Secondary, ..odds });
    }
    Ok(result)
}

/// Two arms by their odds ratio, given the total of conversions.
struct Odds {
    arms: ProportionArms,
    is_mid_p: bool,
}

impl ObservedPair for Odds {
    fn difference(&self) -> Option<f64> {
        None
    }

    fn lift(&self) -> Option<f64> {
        Some(self.arms.conditional_odds_ratio().ok()?.value()? - 1.0)
    }

    fn difference_interval(&self, _: Proportion) -> Result<Interval, NoAnswer> {
        Err(NoAnswer::NoRatioScale)
    }

    fn lift_interval(&self, alpha: Proportion) -> Result<Interval, NoAnswer> {
        let method = if self.is_mid_p { OddsRatioInterval::FisherMidP } else { OddsRatioInterval::Fisher };
        // Without variation every odds ratio holds, which is no answer.
        self.arms.conditional_odds_ratio()?;
        let interval = self.arms.odds_ratio_interval(alpha, Alternative::TwoSided, method)?;
        let less_one = |bound: Bound| bound.moved(-1.0);
        Ok(Interval {
            shape: Shape::Between { low: less_one(interval.low()), high: less_one(interval.high()) },
            ..interval
        })
    }

    fn test(&self, _: PointHypothesis, alternative: Alternative) -> Result<Test, NoAnswer> {
        self.arms.conditional_odds_ratio()?;
        let test =
            if self.is_mid_p { ExactProportionTest::FisherMidPCentral } else { ExactProportionTest::FisherCentral };
        self.arms.exact_test(alternative, test)
    }

    fn method(&self) -> Method {
        if self.is_mid_p { Method::FisherMidP } else { Method::Fisher }
    }
}

struct Rates {
    arms: ProportionArms,
    method: ProportionMethod,
}

impl ObservedPair for Rates {
    fn difference(&self) -> Option<f64> {
        Some(self.arms.difference())
    }

    fn lift(&self) -> Option<f64> {
        self.arms.lift()
    }

    fn difference_interval(&self, alpha: Proportion) -> Result<Interval, NoAnswer> {
        self.arms.difference_interval(alpha, Alternative::TwoSided, self.method.difference_interval())
    }

    fn lift_interval(&self, alpha: Proportion) -> Result<Interval, NoAnswer> {
        self.arms.lift_interval(alpha, Alternative::TwoSided, self.method.lift_interval())
    }

    fn test(&self, null: PointHypothesis, alternative: Alternative) -> Result<Test, NoAnswer> {
        let null = match null {
            PointHypothesis::Equal => ProportionNull::EQUAL,
            PointHypothesis::Difference(margin) => ProportionNull::Difference(margin),
            PointHypothesis::Lift(margin) => ProportionNull::Ratio(1.0 + margin),
        };
        self.method.test(self.arms, null, alternative)
    }

    fn method(&self) -> Method {
        match self.method {
            ProportionMethod::Exact => Method::ExactScore,
            ProportionMethod::Wald => Method::Wald,
            _ => Method::MiettinenNurminen,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn odds(control: (u64, u64), variant: (u64, u64), method: ProportionMethod) -> MetricResult {
        let arm = |name: &str, (conversions, visitors)| NamedArm {
            name: name.to_owned(),
            observed: Conversions::new(conversions, visitors).unwrap(),
        };
        let question = Question { proportion_method: method, ..Question::two_sided(Proportion::new(0.05).unwrap()) };
        let result = compare_proportions(&[arm("control", control), arm("variant", variant)], &question).unwrap();
        result.also.into_iter().find(|reading| reading.id == ODDS_RATIO).expect("the odds ratio")
    }

    /// R 4: `fisher.test(matrix(c(12, 36, 5, 51), 2))` has the interval from 0.98 to 13.28; its mid-p form is narrower.
    #[test]
    fn the_odds_ratio_has_the_interval_that_its_test_inverts() {
        let exact = odds((5, 56), (12, 48), ProportionMethod::Exact);
        let (comparison, lift) = (&exact.comparisons[0], exact.comparisons[0].lift);
        assert!((lift.high.value().unwrap() + 1.0 - 13.276_953).abs() < 1e-6, "{lift:?}");
        assert_eq!(lift.method, Method::Fisher);
        assert_eq!(comparison.p_value.unwrap() < 0.05, !lift.holds(0.0));
        let mid_p = odds((5, 56), (12, 48), ProportionMethod::MidP);
        let narrower = mid_p.comparisons[0].lift;
        assert!(narrower.high.value() < lift.high.value() && narrower.low.value() > lift.low.value());
        assert_eq!(mid_p.comparisons[0].p_value.unwrap() < 0.05, !narrower.holds(0.0));
    }

    #[test]
    fn odds_that_nothing_bounds_are_named() {
        let none = odds((0, 20), (0, 22), ProportionMethod::Exact);
        assert_eq!(none.comparisons[0].no_test, Some(NoAnswer::NoVariation));
        assert_eq!(none.comparisons[0].no_lift, Some(NoAnswer::NoVariation));
        let open = odds((0, 20), (6, 22), ProportionMethod::MidP).comparisons[0].lift;
        assert_eq!((open.estimate, open.high), (None, Bound::Unbounded));
        assert!(open.low.value().is_some());
    }
}
