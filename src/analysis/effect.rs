//! Effects: what each arm measured, and how each variant differs from its control.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::metric::{MetricKind, MetricRole};
use crate::plan::{Correction, NullHypothesis};
use crate::stats::{Bound, Method, NoAnswer};

/// What one metric says: each arm's estimate, and each comparison of a variant with the control.
///
/// The p-value, the interval of the difference and the interval of the lift of a comparison come from one statistic, so
/// they never disagree on whether there is an effect.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MetricResult {
    /// The metric's id; for summary numbers without a workspace, the kind's name.
    pub id: String,
    /// What kind of number it is.
    pub kind: MetricKind,
    /// What it decides.
    pub role: MetricRole,
    /// How p-values and intervals are kept honest when several variants meet one control; none with one variant.
    pub correction: Option<Correction>,
    /// Which quantile, of quantiles: 0.9 is the value that nine in ten stay below.
    #[serde(rename = "quantile_level", skip_serializing_if = "Option::is_none")]
    pub level: Option<f64>,
    /// The arms, control first.
    pub arms: Vec<ArmResult>,
    /// Each variant against the control.
    pub comparisons: Vec<Comparison>,
    /// The same data read in other ways, which decide nothing: uncapped revenue, the share of top answers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<MetricResult>,
    /// How much a few large values weigh, of means from the value of every unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tail: Option<ValueTail>,
    /// What a covariate took away of the variance, of adjusted means.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub covariate: Option<CovariateUse>,
}

/// How much a few large values weigh in a mean, and what a cap changes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ValueTail {
    /// The quantile of all arms together that values are, or would be, capped at: 0.99.
    pub cap: f64,
    /// Its value, in the unit of the metric.
    pub threshold: f64,
    /// Whether the comparison is of capped values.
    pub applied: bool,
    /// Of each arm, control first.
    pub arms: Vec<ArmTail>,
    /// The variance within arms with the cap over that without: what the units needed to find one and the same difference are
    /// multiplied by. None where nothing varies.
    pub variance_left: Option<f64>,
}

/// The large values of one arm.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ArmTail {
    /// Units above the threshold of the cap.
    pub beyond: u64,
    /// The largest value as a share of the arm's total, signs left aside; none where all values are 0.
    pub largest_share: Option<f64>,
    /// Units whose value is not 0.
    pub not_zero: u64,
}

impl ArmTail {
    /// Whether one unit weighs so much that it alone can decide the comparison: more than 5 % of the total, and far more than
    /// its equal part among few units. Fewer than ten units with a value have no tail to speak of.
    #[must_use]
    pub fn is_heavy(&self) -> bool {
        const FEWEST: u64 = 10;
        let outweighs = |share| share > 0.5 || (share > 0.05 && share * self.not_zero as f64 > 5.0);
        self.not_zero >= FEWEST && self.largest_share.is_some_and(outweighs)
    }
}

/// What a covariate known before the test does for a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct CovariateUse {
    /// How much the metric moves with the covariate.
    pub theta: f64,
    /// The share of the variance that is left, 1 − ρ²: what the units needed are multiplied by.
    pub variance_left: f64,
}

/// What one arm measured.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ArmResult {
    /// The arm's name.
    pub name: String,
    /// Units in the arm.
    pub n: u64,
    /// The observed rate (between 0 and 1) or mean (in the unit of the metric).
    pub estimate: f64,
    /// What the estimate is compatible with; none where all units are alike and have no spread.
    pub interval: Option<ArmInterval>,
}

/// The interval of one arm's own rate or mean. It always has two ends.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ArmInterval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Confidence level, such as 0.95.
    pub level: f64,
    /// How it was computed.
    #[serde(serialize_with = "by_id")]
    pub method: Method,
}

/// One variant against the control.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// Name of the control arm.
    pub control: String,
    /// Name of the variant arm.
    pub variant: String,
    /// What the test tries to rule out.
    pub null_hypothesis: NullHypothesis,
    /// Variant minus control, in the unit of the metric (0.01 is one percentage point of a rate).
    pub difference: Effect,
    /// Variant over control minus 1: 0.1 is +10 %.
    pub lift: Effect,
    /// The statistic (z or t) against the hypothesis; positive above it. None when the data give no statistic.
    pub statistic: Option<f64>,
    /// Chance of a statistic at least as far from the hypothesis if it held. None when the data give no statistic.
    pub p_value: Option<f64>,
    /// The same, kept honest for the number of variants; none with one variant.
    pub p_adjusted: Option<f64>,
    /// How the test was made; none where the data give no statistic.
    #[serde(rename = "test", serialize_with = "by_id_if_any", skip_serializing_if = "Option::is_none")]
    pub tested_by: Option<Method>,
    /// Whether Benjamini & Hochberg's procedure picks the comparison among several; none for other corrections. The intervals
    /// are then at the level of the false coverage rate, which [`Effect::level`] says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picked: Option<bool>,
    /// What this look says by itself, where p-value and intervals hold for several; none for a test read once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub single_look: Option<SingleLook>,
    /// Standard errors of this comparison by itself; only where they were asked for.
    #[serde(skip)]
    pub errors: Option<StandardErrors>,
    /// Why there is no lift, where there is none.
    #[serde(rename = "no_lift_because", serialize_with = "reason", skip_serializing_if = "Option::is_none")]
    pub no_lift: Option<NoAnswer>,
    /// Why there is no statistic, where there is none.
    #[serde(rename = "no_test_because", serialize_with = "reason", skip_serializing_if = "Option::is_none")]
    pub no_test: Option<NoAnswer>,
}

/// How uncertain the estimates of one comparison are, by itself: no correction, no looks, no direction.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct StandardErrors {
    /// Of the difference; none where the data tell no interval with two ends.
    pub difference: Option<f64>,
    /// Of the lift; none likewise, and where a lift has no meaning.
    pub lift: Option<f64>,
}

impl StandardErrors {
    /// Errors that are so many times larger, as where units come in clusters.
    #[must_use]
    pub fn widened(self, factor: f64) -> Self {
        let wider = |error: Option<f64>| error.map(|error| error * factor);
        Self { difference: wider(self.difference), lift: wider(self.lift) }
    }
}

/// What one look would say if it were the only one.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SingleLook {
    /// The standard score against the hypothesis, counted towards better.
    pub z: f64,
    /// Its p-value, one-sided or two-sided as the test is.
    pub p_value: f64,
}

impl Comparison {
    /// Whether the test rules out its hypothesis at the risk `alpha`, counting all variants; no where there is no test.
    #[must_use]
    pub fn is_significant(&self, alpha: f64) -> bool {
        self.deciding_p_value().is_some_and(|p_value| p_value < alpha)
    }

    /// The p-value to decide by: adjusted where there are several variants.
    #[must_use]
    pub fn deciding_p_value(&self) -> Option<f64> {
        self.p_adjusted.or(self.p_value)
    }
}

/// An estimated effect with its interval. JSON: `{estimate, low, high, level, method, bounded}`, an unbounded end `null`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effect {
    /// The estimate; none for a lift over a control of zero.
    pub estimate: Option<f64>,
    /// Lower end.
    pub low: Bound,
    /// Upper end.
    pub high: Bound,
    /// Confidence level, such as 0.95; simultaneous over all variants when there are several.
    pub level: f64,
    /// How it was computed.
    pub method: Method,
}

impl Effect {
    /// An effect as the mathematics gave it, its level counted over all comparisons of a family.
    #[must_use]
    pub fn of(effect: &crate::stats::Effect, level: f64) -> Self {
        let interval = effect.interval;
        Self { estimate: effect.estimate, low: interval.low(), high: interval.high(), level, method: interval.method }
    }

    /// An effect nothing is known of.
    #[must_use]
    pub fn unknown(level: f64, method: Method) -> Self {
        Self { estimate: None, low: Bound::Unbounded, high: Bound::Unbounded, level, method }
    }

    /// Whether both ends are numbers.
    #[must_use]
    pub fn is_bounded(&self) -> bool {
        matches!((self.low, self.high), (Bound::At(_), Bound::At(_)))
    }

    /// Whether the interval holds the value. An unbounded end holds everything on its side.
    #[must_use]
    pub fn holds(&self, value: f64) -> bool {
        let above = match self.low {
            Bound::At(low) => value >= low,
            Bound::Unbounded => true,
        };
        let below = match self.high {
            Bound::At(high) => value <= high,
            Bound::Unbounded => true,
        };
        above && below
    }
}

fn by_id<S: Serializer>(method: &Method, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(method.id())
}

fn by_id_if_any<S: Serializer>(method: &Option<Method>, serializer: S) -> Result<S::Ok, S::Error> {
    method.map(Method::id).serialize(serializer)
}

fn reason<S: Serializer>(reason: &Option<NoAnswer>, serializer: S) -> Result<S::Ok, S::Error> {
    reason.map(reason_name).serialize(serializer)
}

/// The name for programs of a case without an answer.
#[must_use]
pub fn reason_name(reason: NoAnswer) -> &'static str {
    match reason {
        NoAnswer::TooFewUnits => "too_few_units",
        NoAnswer::NoVariation => "no_variation",
        NoAnswer::ZeroBaseline => "zero_baseline",
        NoAnswer::NoRatioScale => "no_ratio_scale",
        NoAnswer::ZeroDenominator => "zero_denominator",
        NoAnswer::UncertainDenominator => "uncertain_denominator",
        NoAnswer::OppositeSigns => "opposite_signs",
        NoAnswer::DependentArms => "dependent_arms",
        NoAnswer::ConstantCovariate => "constant_covariate",
        NoAnswer::QuantileTooExtreme => "quantile_too_extreme",
        NoAnswer::ImpossibleMargin => "impossible_margin",
        NoAnswer::MethodWithoutMargin => "method_without_margin",
        NoAnswer::Separated => "separated",
        NoAnswer::TooManyOutcomes => "too_many_outcomes",
        NoAnswer::NoEvents => "no_events",
        NoAnswer::ArmWithoutEvents => "arm_without_events",
        NoAnswer::BeyondFollowUp => "beyond_follow_up",
        NoAnswer::RiskTooHigh => "risk_too_high",
        NoAnswer::EmptyCell => "empty_cell",
        NoAnswer::TooManyToEnumerate { .. } => "too_many_to_enumerate",
        NoAnswer::NoDifferenceScale => "no_difference_scale",
        NoAnswer::Search(_) => "search_failed",
    }
}

impl Serialize for Effect {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Effect", 6)?;
        fields.serialize_field("estimate", &self.estimate)?;
        fields.serialize_field("low", &self.low.value())?;
        fields.serialize_field("high", &self.high.value())?;
        fields.serialize_field("level", &self.level)?;
        fields.serialize_field("method", self.method.id())?;
        fields.serialize_field("bounded", &self.is_bounded())?;
        fields.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn effect(low: Bound, high: Bound) -> Effect {
        Effect { estimate: Some(0.1), low, high, level: 0.95, method: Method::FiellerWelch }
    }

    #[test]
    fn an_unbounded_end_is_null_and_said() {
        let json = serde_json::to_value(effect(Bound::At(0.01), Bound::Unbounded)).unwrap();
        assert_eq!(json["low"], 0.01);
        assert!(json["high"].is_null());
        assert_eq!(json["bounded"], false);
        assert_eq!(json["method"], "fieller_welch");
    }

    #[test]
    fn an_unbounded_end_holds_everything_on_its_side() {
        let upper = effect(Bound::At(0.01), Bound::Unbounded);
        assert!(upper.holds(1e9) && !upper.holds(0.0));
        let both = effect(Bound::At(-0.1), Bound::At(0.1));
        assert!(both.is_bounded() && both.holds(0.1) && !both.holds(0.2));
    }
}
