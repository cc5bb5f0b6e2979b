use super::family::{Described, ObservedPair, compare};
use super::{CompareError, NamedArm, Question};
use crate::analysis::effect::MetricResult;
use crate::metric::MetricKind;
use crate::plan::PointHypothesis;
use crate::quantity::Proportion;
use crate::stats::{
    Alternative, Conversions, DifferenceInterval, ExactProportionTest, Interval, LiftInterval, Method, NoAnswer,
    ProportionArms, ProportionNull, ProportionTest, RateInterval, Test,
};

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
    compare(MetricKind::Proportion, arms, question, describe, |&control, &variant| Rates {
        arms: ProportionArms { control, variant },
        method: question.proportion_method,
    })
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
