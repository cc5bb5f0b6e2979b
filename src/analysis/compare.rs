//! Compares the variants of one metric with its control. Pure: counts or moments in, effects with their intervals out.

use super::effect::{ArmInterval, ArmResult, Comparison, Effect, MetricResult};
use crate::metric::{MetricKind, MetricRole};
use crate::plan::{Correction, NullHypothesis};
use crate::quantity::Proportion;
use crate::stats::{
    self, Alternative, Bound, Conversions, DifferenceInterval, Interval, LiftInterval, MeanArms, MeanMethod, MeanNull,
    Method, Moments, NoAnswer, ProportionArms, ProportionNull, ProportionTest, RateInterval, Sides, Test,
};

/// What is asked of the data.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Question {
    /// What the test tries to rule out.
    pub null: NullHypothesis,
    /// Risk of a false alarm over all variants.
    pub alpha: Proportion,
    /// Which departures from the hypothesis count.
    pub alternative: Alternative,
    /// How several variants share the risk.
    pub correction: Correction,
    /// The statistic for rates.
    pub proportion_method: ProportionMethod,
}

impl Question {
    /// Whether variant and control differ, either way.
    #[must_use]
    pub fn two_sided(alpha: Proportion) -> Self {
        Self {
            null: NullHypothesis::Equal,
            alpha,
            alternative: Alternative::TwoSided,
            correction: Correction::Dunnett,
            proportion_method: ProportionMethod::Score,
        }
    }

    /// The level of the intervals: 95 % for 5 % on two sides, 90 % for 5 % on one.
    ///
    /// Intervals always have both ends here. Each end carries the risk the test takes on its side, so that the end on the
    /// test's side excludes the hypothesis exactly when the test rejects it.
    #[must_use]
    pub fn interval_level(&self) -> f64 {
        1.0 - self.two_sided_risk(self.alpha.get())
    }

    fn two_sided_risk(&self, alpha: f64) -> f64 {
        match self.alternative.sides() {
            Sides::Two => alpha,
            Sides::One => 2.0 * alpha,
        }
    }
}

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
}

impl ProportionMethod {
    fn parts(self) -> (ProportionTest, DifferenceInterval, LiftInterval) {
        let (test, lift) = (ProportionTest::MiettinenNurminen, LiftInterval::MiettinenNurminen);
        match self {
            Self::Score => (test, DifferenceInterval::MiettinenNurminen, lift),
            Self::Newcombe => (test, DifferenceInterval::Newcombe, lift),
            Self::AgrestiCaffo => (test, DifferenceInterval::AgrestiCaffo, lift),
            Self::Wald => (ProportionTest::Wald, DifferenceInterval::Wald, LiftInterval::LogRatio),
        }
    }
}

/// What was observed in one arm.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedArm<T> {
    /// The arm's name.
    pub name: String,
    /// Its counts or moments.
    pub observed: T,
}

/// Why arms cannot be compared at all. What the data cannot tell is named in the result instead.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CompareError {
    /// A comparison needs a control and at least one variant.
    #[error("a comparison needs at least two arms, not {0}")]
    TooFewArms(usize),
    /// An arm has too few units to estimate a mean and its spread.
    #[error("the arm `{arm}` has {units} units; a mean with its interval needs two")]
    TooFewUnits {
        /// Its name.
        arm: String,
        /// Its units.
        units: u64,
    },
    /// The margin leads out of what the metric can be.
    #[error("no values can differ by the margin {0}")]
    ImpossibleMargin(f64),
    /// A one-sided risk of one half or more leaves no interval.
    #[error("a one-sided risk of {0} leaves no interval")]
    RiskTooLarge(f64),
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
    let sizes: Vec<f64> = arms.iter().map(|arm| arm.observed.visitors() as f64).collect();
    let family = Family::new(question, &sizes)?;
    let described = arms.iter().map(|arm| {
        let interval = arm.observed.interval(family.own, Alternative::TwoSided, RateInterval::Wilson);
        arm_result(&arm.name, arm.observed.visitors(), arm.observed.rate(), interval.ok())
    });
    let described: Vec<ArmResult> = described.collect();
    let control = first(arms)?;
    let null = match question.null {
        NullHypothesis::Equal => ProportionNull::EQUAL,
        NullHypothesis::Difference { margin } => ProportionNull::Difference(margin),
        NullHypothesis::Lift { margin } => ProportionNull::Ratio(1.0 + margin),
    };
    let (test, difference, lift) = question.proportion_method.parts();
    let compared = variants(arms).iter().map(|variant| {
        let pair = ProportionArms { control: control.observed, variant: variant.observed };
        let observed = Observed {
            difference: Some(pair.difference()),
            lift: pair.lift(),
            difference_interval: pair.difference_interval(family.each, Alternative::TwoSided, difference),
            lift_interval: pair.lift_interval(family.each, Alternative::TwoSided, lift),
            test: pair.test(null, question.alternative, test),
            method: Method::MiettinenNurminen,
        };
        family.comparison(&control.name, &variant.name, observed)
    });
    let comparisons = compared.collect::<Result<Vec<_>, _>>()?;
    Ok(family.result(MetricKind::Proportion, described, comparisons))
}

/// Compares the mean of each variant with the control's, which comes first: Welch's t for the difference, Fieller's
/// interval from the same t for the lift.
///
/// # Errors
///
/// [`CompareError`], among others [`CompareError::TooFewUnits`] for an arm of fewer than two units.
pub fn compare_means(arms: &[NamedArm<Moments>], question: &Question) -> Result<MetricResult, CompareError> {
    let known = arms.iter().map(known_mean).collect::<Result<Vec<_>, _>>()?;
    let information: Vec<f64> = known.iter().map(|known| known.information).collect();
    let family = Family::new(question, &information)?;
    let described: Vec<ArmResult> = arms
        .iter()
        .zip(&known)
        .map(|(arm, known)| {
            let interval = arm.observed.interval(family.own, Alternative::TwoSided);
            arm_result(&arm.name, arm.observed.count(), known.mean, interval.ok())
        })
        .collect();
    let control = first(arms)?;
    let null = match question.null {
        NullHypothesis::Equal => MeanNull::EQUAL,
        NullHypothesis::Difference { margin } => MeanNull::Difference(margin),
        NullHypothesis::Lift { margin } => MeanNull::Lift(margin),
    };
    let compared = variants(arms).iter().map(|variant| {
        let pair = MeanArms { control: control.observed, variant: variant.observed };
        let means = control.observed.mean().zip(variant.observed.mean());
        let difference = means.map(|(control, variant)| variant - control);
        let observed = Observed {
            difference,
            lift: means.filter(|(control, _)| *control != 0.0).map(|(control, variant)| (variant - control) / control),
            difference_interval: pair.difference_interval(family.each, Alternative::TwoSided, MeanMethod::Welch),
            lift_interval: pair.lift_interval(family.each, Alternative::TwoSided, MeanMethod::Welch),
            test: pair.test(null, question.alternative, MeanMethod::Welch),
            method: Method::Welch,
        };
        family.comparison(&control.name, &variant.name, observed)
    });
    let comparisons = compared.collect::<Result<Vec<_>, _>>()?;
    Ok(family.result(MetricKind::Mean, described, comparisons))
}

/// What one comparison showed, before it is put into words of the result.
struct Observed {
    difference: Option<f64>,
    lift: Option<f64>,
    difference_interval: Result<Interval, NoAnswer>,
    lift_interval: Result<Interval, NoAnswer>,
    test: Result<Test, NoAnswer>,
    /// The method named where there is no interval.
    method: Method,
}

/// The comparisons of all variants with one control, and the levels that keep them honest together.
struct Family<'a> {
    question: &'a Question,
    /// How much each arm knows, control first: units over variance.
    control: f64,
    variants: Vec<f64>,
    /// Two-sided risk of the interval of each comparison.
    each: Proportion,
    /// Two-sided risk of the interval of each arm's own value.
    own: Proportion,
}

impl<'a> Family<'a> {
    fn new(question: &'a Question, information: &[f64]) -> Result<Self, CompareError> {
        let (control, variants) = match information {
            [control, variants @ ..] if !variants.is_empty() => (*control, variants.to_vec()),
            _ => return Err(CompareError::TooFewArms(information.len())),
        };
        let sides = question.alternative.sides();
        let alpha = question.alpha;
        let each = question.correction.level_per_comparison(alpha, sides, control, &variants);
        let each = each.map_err(|_| CompareError::RiskTooLarge(alpha.get()))?;
        let risk = |alpha: Proportion| {
            Proportion::new(question.two_sided_risk(alpha.get())).map_err(|_| CompareError::RiskTooLarge(alpha.get()))
        };
        Ok(Self { question, control, variants, each: risk(each)?, own: risk(alpha)? })
    }

    fn comparison(&self, control: &str, variant: &str, observed: Observed) -> Result<Comparison, CompareError> {
        if let Err(NoAnswer::ImpossibleMargin) = observed.test {
            return Err(CompareError::ImpossibleMargin(self.margin()));
        }
        let (difference, _) = self.effect(observed.difference, observed.difference_interval, observed.method);
        let (lift, no_lift) = self.effect(observed.lift, observed.lift_interval, observed.method);
        let test = observed.test.ok();
        Ok(Comparison {
            control: control.to_owned(),
            variant: variant.to_owned(),
            null_hypothesis: self.question.null,
            difference,
            lift,
            statistic: test.map(|test| test.statistic).filter(|statistic| statistic.is_finite()),
            p_value: test.map(|test| test.p_value),
            p_adjusted: None,
            no_lift: no_lift.or(observed.lift.is_none().then_some(NoAnswer::ZeroBaseline)),
            no_test: observed.test.err(),
        })
    }

    fn effect(
        &self,
        estimate: Option<f64>,
        interval: Result<Interval, NoAnswer>,
        method: Method,
    ) -> (Effect, Option<NoAnswer>) {
        let level = self.question.interval_level();
        match interval {
            Ok(interval) => (Effect::of(&stats::Effect { estimate, interval }, level), None),
            Err(reason) => (Effect { estimate, ..Effect::unknown(level, method) }, Some(reason)),
        }
    }

    fn margin(&self) -> f64 {
        match self.question.null {
            NullHypothesis::Equal => 0.0,
            NullHypothesis::Difference { margin } | NullHypothesis::Lift { margin } => margin,
        }
    }

    fn result(&self, kind: MetricKind, arms: Vec<ArmResult>, mut comparisons: Vec<Comparison>) -> MetricResult {
        let p_values: Vec<Option<f64>> = comparisons.iter().map(|comparison| comparison.p_value).collect();
        let sides = self.question.alternative.sides();
        let adjusted = self.question.correction.adjusted(&p_values, sides, self.control, &self.variants);
        for (comparison, adjusted) in comparisons.iter_mut().zip(adjusted) {
            comparison.p_adjusted = adjusted;
        }
        let id = match kind {
            MetricKind::Proportion => "proportion",
            _ => "mean",
        };
        let correction = (comparisons.len() > 1).then_some(self.question.correction);
        MetricResult { id: id.to_owned(), kind, role: MetricRole::Primary, correction, arms, comparisons }
    }
}

struct KnownMean {
    mean: f64,
    /// How much the arm knows of it: its units over their variance.
    information: f64,
}

fn known_mean(arm: &NamedArm<Moments>) -> Result<KnownMean, CompareError> {
    let units = arm.observed.count();
    match (arm.observed.mean(), arm.observed.variance()) {
        // Where all units are alike the correlations have no meaning, and the correction falls back on Bonferroni.
        (Some(mean), Some(variance)) => Ok(KnownMean { mean, information: units as f64 / variance }),
        _ => Err(CompareError::TooFewUnits { arm: arm.name.clone(), units }),
    }
}

fn first<T>(arms: &[NamedArm<T>]) -> Result<&NamedArm<T>, CompareError> {
    arms.first().ok_or(CompareError::TooFewArms(0))
}

fn variants<T>(arms: &[NamedArm<T>]) -> &[NamedArm<T>] {
    arms.get(1..).unwrap_or_default()
}

fn arm_result(name: &str, units: u64, estimate: f64, interval: Option<Interval>) -> ArmResult {
    let interval = interval.and_then(|interval| match (interval.low(), interval.high()) {
        (Bound::At(low), Bound::At(high)) => {
            Some(ArmInterval { low, high, level: interval.level(), method: interval.method })
        }
        _ => None,
    });
    ArmResult { name: name.to_owned(), n: units, estimate, interval }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Conclusion;
    use proptest::prelude::*;

    fn alpha() -> Proportion {
        Proportion::new(0.05).unwrap()
    }

    fn rates(counts: &[(u64, u64)]) -> Vec<NamedArm<Conversions>> {
        let arm = |(place, (conversions, visitors)): (usize, &(u64, u64))| NamedArm {
            name: format!("arm {place}"),
            observed: Conversions::new(*conversions, *visitors).unwrap(),
        };
        counts.iter().enumerate().map(arm).collect()
    }

    fn means(summaries: &[(u64, f64, f64)]) -> Vec<NamedArm<Moments>> {
        let arm = |(place, (units, mean, sd)): (usize, &(u64, f64, f64))| NamedArm {
            name: format!("arm {place}"),
            observed: Moments::from_summary(*units, *mean, *sd).unwrap(),
        };
        summaries.iter().enumerate().map(arm).collect()
    }

    fn ends(effect: &Effect) -> (f64, f64) {
        (effect.low.value().unwrap(), effect.high.value().unwrap())
    }

    /// Miettinen & Nurminen's intervals as published: 90/100 against 70/100, and 6/50 against 2/50.
    #[test]
    fn differences_agree_with_published_intervals() {
        for (counts, low, high) in
            [([(70, 100), (90, 100)], 0.091_771, 0.308_720), ([(2, 50), (6, 50)], -0.032_073, 0.205_004)]
        {
            let result = compare_proportions(&rates(&counts), &Question::two_sided(alpha())).unwrap();
            let found = ends(&result.comparisons[0].difference);
            assert!((found.0 - low).abs() < 1e-6 && (found.1 - high).abs() < 1e-6, "{found:?}");
        }
    }

    #[test]
    fn no_conversion_at_all_is_a_named_case() {
        let result = compare_proportions(&rates(&[(0, 4000), (0, 4000)]), &Question::two_sided(alpha())).unwrap();
        let comparison = &result.comparisons[0];
        assert_eq!(comparison.no_lift, Some(NoAnswer::ZeroBaseline));
        assert_eq!(comparison.lift.estimate, None);
        assert!(comparison.difference.is_bounded() && comparison.difference.holds(0.0));
        assert_eq!(Conclusion::of(comparison, 0.05) == Conclusion::CannotSay, comparison.no_test.is_some());
    }

    #[test]
    fn a_control_without_conversions_sets_no_upper_end_to_the_lift() {
        let result = compare_proportions(&rates(&[(0, 1000), (20, 1000)]), &Question::two_sided(alpha())).unwrap();
        let lift = &result.comparisons[0].lift;
        assert_eq!((lift.estimate, lift.high), (None, Bound::Unbounded));
        assert!(lift.low.value().is_some(), "the data set a lower end: {lift:?}");
        assert_eq!(Conclusion::of(&result.comparisons[0], 0.05), Conclusion::Above);
    }

    #[test]
    fn what_cannot_be_compared_is_named() {
        let question = Question::two_sided(alpha());
        assert_eq!(compare_proportions(&rates(&[(1, 2)]), &question), Err(CompareError::TooFewArms(1)));
        assert_eq!(compare_proportions(&[], &question), Err(CompareError::TooFewArms(0)));
        assert!(matches!(
            compare_means(&means(&[(1, 2.0, 0.0), (10, 2.0, 1.0)]), &question),
            Err(CompareError::TooFewUnits { units: 1, .. })
        ));
        let margin = Question { null: NullHypothesis::Difference { margin: -1.5 }, ..question };
        assert_eq!(
            compare_proportions(&rates(&[(1, 20), (2, 20)]), &margin),
            Err(CompareError::ImpossibleMargin(-1.5))
        );
        let careless =
            Question { alternative: Alternative::Greater, ..Question::two_sided(Proportion::new(0.6).unwrap()) };
        assert!(matches!(
            compare_means(&means(&[(9, 2.0, 1.0), (9, 2.0, 1.0)]), &careless),
            Err(CompareError::RiskTooLarge(_))
        ));
    }

    #[test]
    fn units_that_are_all_alike_give_no_test() {
        let result = compare_means(&means(&[(10, 2.0, 0.0), (10, 3.0, 0.0)]), &Question::two_sided(alpha())).unwrap();
        let comparison = &result.comparisons[0];
        assert_eq!(comparison.difference.estimate, Some(1.0));
        assert_eq!(Conclusion::of(comparison, 0.05), Conclusion::CannotSay);
        assert_eq!(comparison.no_test, Some(NoAnswer::NoVariation));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        /// One statistic, one story: the p-value, the difference and the lift agree, also with several variants.
        #[test]
        fn p_difference_and_lift_agree(
            counts in prop::collection::vec((1_u64..400, 400_u64..5_000), 2..5),
            correction in prop::sample::select(vec![Correction::Dunnett, Correction::Bonferroni, Correction::None]),
        ) {
            let question = Question { correction, ..Question::two_sided(alpha()) };
            let result = compare_proportions(&rates(&counts), &question).unwrap();
            for comparison in &result.comparisons {
                let p_value = comparison.deciding_p_value().unwrap();
                prop_assume!((p_value - 0.05).abs() > 1e-6);
                prop_assert_eq!(p_value < 0.05, !comparison.difference.holds(0.0), "{:?}", comparison);
                prop_assert_eq!(p_value < 0.05, !comparison.lift.holds(0.0), "{:?}", comparison);
            }
        }

        #[test]
        fn means_agree_with_their_lift(
            control in (50_u64..3_000, 5.0..50.0_f64, 1.0..20.0_f64), variant in (50_u64..3_000, 5.0..50.0_f64, 1.0..20.0_f64),
        ) {
            let result = compare_means(&means(&[control, variant]), &Question::two_sided(alpha())).unwrap();
            let comparison = &result.comparisons[0];
            let p_value = comparison.p_value.unwrap();
            prop_assume!((p_value - 0.05).abs() > 1e-6 && comparison.lift.is_bounded());
            prop_assert_eq!(p_value < 0.05, !comparison.difference.holds(0.0));
            prop_assert_eq!(p_value < 0.05, !comparison.lift.holds(0.0));
        }

        /// One-sided: the lower end excludes the margin exactly when the test rejects it.
        #[test]
        fn one_sided_tests_agree_with_their_end(
            control in (1_u64..400, 400_u64..5_000), variant in (1_u64..400, 400_u64..5_000), margin in -0.05..0.0_f64,
        ) {
            let question = Question {
                null: NullHypothesis::Difference { margin },
                alternative: Alternative::Greater,
                ..Question::two_sided(alpha())
            };
            let result = compare_proportions(&rates(&[control, variant]), &question).unwrap();
            let comparison = &result.comparisons[0];
            let p_value = comparison.p_value.unwrap();
            prop_assume!((p_value - 0.05).abs() > 1e-6);
            prop_assert_eq!(p_value < 0.05, comparison.difference.low.value().unwrap() > margin);
        }
    }
}
