use super::Question;
use crate::analysis::effect::{ArmInterval, ArmResult, Comparison, Effect, MetricResult, StandardErrors};
use crate::metric::{MetricKind, MetricRole};
use crate::plan::{Correction, PointHypothesis, Points};
use crate::quantity::Proportion;
use crate::stats::{self, Alternative, Bound, Interval, Method, NoAnswer, Test};

/// What was observed in one arm.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedArm<T> {
    /// The arm's name.
    pub name: String,
    /// Its counts, moments, answers or times.
    pub observed: T,
}

/// Why arms cannot be compared at all. What the data cannot tell is named in the result instead.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CompareError {
    /// A comparison needs a control and at least one variant.
    #[error("a comparison needs at least two arms, not {0}")]
    TooFewArms(usize),
    /// An arm has too few units to estimate a value and its spread.
    #[error("the arm `{arm}` has {units} units; a value with its interval needs two")]
    TooFewUnits {
        /// Its name.
        arm: String,
        /// Its units.
        units: u64,
    },
    /// An arm's answers are not counted one by one on the scale they are on.
    #[error("the arm `{arm}` counts {counts} answers, and the scale has {answers}")]
    DifferentScale {
        /// Its name.
        arm: String,
        /// How many answers it counts.
        counts: usize,
        /// How many there are.
        answers: usize,
    },
    /// An arm was not followed up to the horizon.
    #[error("the arm `{arm}` was followed for {followed} only")]
    BeyondFollowUp {
        /// Its name.
        arm: String,
        /// The last time at which anybody of it was seen.
        followed: f64,
    },
    /// An arm has no value at all, such as a ratio over a total of 0.
    #[error("the arm `{arm}` has no value: {because}")]
    NoValue {
        /// Its name.
        arm: String,
        /// Why there is none.
        because: NoAnswer,
    },
    /// The margin leads out of what the metric can be.
    #[error("no values can differ by the margin {0}")]
    ImpossibleMargin(f64),
    /// A relative margin on a score that may be 0 or below.
    #[error("a relative margin says nothing of a score that may be 0 or below")]
    NoLift,
    /// A one-sided risk of one half or more leaves no interval.
    #[error("a one-sided risk of {0} leaves no interval")]
    RiskTooLarge(f64),
}

/// What one arm tells by itself.
pub(super) struct Described {
    pub units: u64,
    pub estimate: f64,
    /// What its value is compatible with; none where it has no spread.
    pub interval: Option<Interval>,
    /// How much the arm knows: its units, or units over variance where spreads differ. Only quotients count.
    pub information: f64,
}

/// What a variant and its control tell together. Test, difference and lift come from one statistic.
pub(super) trait ObservedPair {
    /// Variant minus control.
    fn difference(&self) -> Option<f64>;
    /// Variant over control minus 1; none over a control of 0.
    fn lift(&self) -> Option<f64>;
    /// The two-sided interval of the difference.
    fn difference_interval(&self, alpha: Proportion) -> Result<Interval, NoAnswer>;
    /// The two-sided interval of the lift.
    fn lift_interval(&self, alpha: Proportion) -> Result<Interval, NoAnswer>;
    /// The test of one hypothesis.
    fn test(&self, null: PointHypothesis, alternative: Alternative) -> Result<Test, NoAnswer>;
    /// The method named where there is no interval.
    fn method(&self) -> Method;
}

/// Compares each variant with the control, which comes first.
pub(super) fn compare<'a, T, P: ObservedPair>(
    kind: MetricKind,
    arms: &'a [NamedArm<T>],
    question: &Question,
    describe: impl Fn(&NamedArm<T>, Proportion) -> Result<Described, CompareError>,
    pair: impl Fn(&'a T, &'a T) -> P,
) -> Result<MetricResult, CompareError> {
    let (control, variants) = match arms {
        [control, variants @ ..] if !variants.is_empty() => (control, variants),
        _ => return Err(CompareError::TooFewArms(arms.len())),
    };
    let own = risk(question, question.alpha)?;
    let described = arms.iter().map(|arm| describe(arm, own)).collect::<Result<Vec<_>, _>>()?;
    let information: Vec<f64> = described.iter().map(|arm| arm.information).collect();
    let pairs = variants.iter().map(|variant| (&variant.name, pair(&control.observed, &variant.observed)));
    let tested: Vec<Tested<'_, P>> = pairs.map(|(variant, pair)| Tested::of(variant, pair, question)).collect();
    if tested.iter().any(|each| each.test == Err(NoAnswer::ImpossibleMargin)) {
        return Err(CompareError::ImpossibleMargin(question.null.margin()));
    }
    let p_values = tested.iter().map(|each| each.test.ok().map(|test| test.p_value)).collect();
    let family = Family::new(question, &information, p_values)?;
    let comparisons = tested.iter().map(|each| family.comparison(&control.name, each)).collect();
    let named = arms.iter().zip(described);
    let arms = named.map(|(arm, described)| arm_result(&arm.name, described)).collect();
    Ok(family.result(kind, arms, comparisons))
}

/// A variant with its test against the control: what the levels of the family may depend on.
struct Tested<'a, P> {
    variant: &'a str,
    pair: P,
    test: Result<Test, NoAnswer>,
}

impl<'a, P: ObservedPair> Tested<'a, P> {
    /// The test of the question; between two margins, the one of the two that rules out less.
    fn of(variant: &'a str, pair: P, question: &Question) -> Self {
        let test = match question.null.points() {
            Points::One(point) => pair.test(point, question.alternative),
            Points::Between(low, high) => pair.test(low, Alternative::Greater).and_then(|above| {
                let below = pair.test(high, Alternative::Less)?;
                Ok(if above.p_value >= below.p_value { above } else { below })
            }),
        };
        Self { variant, pair, test }
    }
}

/// The comparisons of all variants with one control, and the levels that keep them honest together.
struct Family<'a> {
    question: &'a Question,
    /// How much each arm knows, control first.
    control: f64,
    variants: Vec<f64>,
    p_values: Vec<Option<f64>>,
    /// Two-sided risk of the interval of each comparison.
    each: Proportion,
    /// The level said with the intervals: of all together, or for a false coverage rate of each.
    level: f64,
}

impl<'a> Family<'a> {
    fn new(question: &'a Question, information: &[f64], p_values: Vec<Option<f64>>) -> Result<Self, CompareError> {
        let (control, variants) = match information {
            [control, variants @ ..] => (*control, variants.to_vec()),
            [] => return Err(CompareError::TooFewArms(0)),
        };
        let (alpha, correction) = (question.alpha, question.correction);
        let each = correction.interval_risk(alpha, question.sides(), control, &variants, &p_values);
        let each = risk(question, each.map_err(|_| CompareError::RiskTooLarge(alpha.get()))?)?;
        let level = match correction {
            Correction::BenjaminiHochberg => 1.0 - each.get(),
            _ => question.interval_level(),
        };
        Ok(Self { question, control, variants, p_values, each, level })
    }

    fn comparison(&self, control: &str, tested: &Tested<'_, impl ObservedPair>) -> Comparison {
        let Tested { variant, pair, test: tested } = tested;
        let (difference, _) = self.effect(pair.difference(), |risk| pair.difference_interval(risk), pair.method());
        let (lift, no_lift) = self.effect(pair.lift(), |risk| pair.lift_interval(risk), pair.method());
        let test = tested.ok();
        Comparison {
            control: control.to_owned(),
            variant: (*variant).to_owned(),
            null_hypothesis: self.question.null,
            difference,
            lift,
            statistic: test.map(|test| test.statistic).filter(|statistic| statistic.is_finite()),
            p_value: test.map(|test| test.p_value),
            p_adjusted: None,
            tested_by: test.map(|test| test.method),
            picked: None,
            single_look: None,
            errors: self.question.errors.then(|| standard_errors(pair)),
            no_lift: no_lift.or(pair.lift().is_none().then_some(NoAnswer::ZeroBaseline)),
            no_test: tested.err(),
        }
    }

    fn effect(
        &self,
        estimate: Option<f64>,
        interval: impl Fn(Proportion) -> Result<Interval, NoAnswer>,
        method: Method,
    ) -> (Effect, Option<NoAnswer>) {
        let level = self.level;
        let read = match self.question.ends {
            Some(ends) => ends.read(estimate, interval).map(|read| Effect {
                estimate: read.estimate,
                low: read.low,
                high: read.high,
                level,
                method: read.method,
            }),
            None => interval(self.each).map(|interval| Effect::of(&stats::Effect { estimate, interval }, level)),
        };
        match read {
            Ok(effect) => (effect, None),
            Err(reason) => (Effect { estimate, ..Effect::unknown(level, method) }, Some(reason)),
        }
    }

    fn result(&self, kind: MetricKind, arms: Vec<ArmResult>, mut comparisons: Vec<Comparison>) -> MetricResult {
        let (correction, p_values) = (self.question.correction, &self.p_values);
        let adjusted = correction.adjusted(p_values, self.question.sides(), self.control, &self.variants);
        let found = correction.found(self.question.alpha, p_values);
        for (place, (comparison, adjusted)) in comparisons.iter_mut().zip(adjusted).enumerate() {
            comparison.p_adjusted = adjusted;
            comparison.picked = found.as_ref().map(|found| found.picked.contains(&place));
        }
        let correction = (comparisons.len() > 1).then_some(correction);
        let id = kind.name().to_owned();
        MetricResult {
            id,
            kind,
            role: MetricRole::Primary,
            correction,
            arms,
            comparisons,
            also: Vec::new(),
            tail: None,
            level: None,
            covariate: None,
        }
    }
}

/// Standard errors as the 95 % intervals of a pair tell them: half their width over 1.96, so that they carry the same statistic.
///
/// Higgins and others, *Cochrane Handbook for Systematic Reviews of Interventions*, version 6.5, 2024, § 6.3.1.
fn standard_errors(pair: &impl ObservedPair) -> StandardErrors {
    let Ok(risk) = Proportion::new(0.05) else { return StandardErrors::default() };
    let of = |interval: Result<Interval, NoAnswer>| {
        let interval = interval.ok()?;
        stats::error_of_interval(interval.low().value()?, interval.high().value()?, risk)
    };
    StandardErrors { difference: of(pair.difference_interval(risk)), lift: of(pair.lift_interval(risk)) }
}

/// The two-sided risk of intervals that go with tests at a level.
fn risk(question: &Question, alpha: Proportion) -> Result<Proportion, CompareError> {
    Proportion::new(question.two_sided_risk(alpha.get())).map_err(|_| CompareError::RiskTooLarge(alpha.get()))
}

fn arm_result(name: &str, described: Described) -> ArmResult {
    let interval = described.interval.and_then(|interval| match (interval.low(), interval.high()) {
        (Bound::At(low), Bound::At(high)) => {
            Some(ArmInterval { low, high, level: interval.level(), method: interval.method })
        }
        _ => None,
    });
    ArmResult { name: name.to_owned(), n: described.units, estimate: described.estimate, interval }
}
