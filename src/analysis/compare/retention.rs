use super::family::{Described, ObservedPair, compare};
use super::{CompareError, NamedArm, Question};
use crate::analysis::effect::MetricResult;
use crate::metric::{MetricKind, MetricRole};
use crate::plan::PointHypothesis;
use crate::quantity::{Positive, Proportion};
use crate::stats::{
    Alternative, Bound, CoxTies, Effect, EffectEstimate, Interval, MeanLift, MeanNull, Method, NoAnswer, RiskTable,
    Shape, SurvivalArms, SurvivalInterval, Test, hazard,
};

/// Id of the reading of times by the ratio of hazards.
pub const HAZARD_RATIO: &str = "hazard_ratio";
/// Id of the reading of times by the mean time without the event, up to the horizon.
pub const RESTRICTED_MEAN: &str = "restricted_mean";
/// Id of the reading of times by the two shares at the horizon, each from its own arm alone.
pub const SHARE_AT_HORIZON: &str = "share_at_horizon";

/// How the times to leaving are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum HazardMethod {
    /// The log-rank test and the score interval of the hazard ratio that goes with it.
    #[default]
    LogRank,
    /// Cox's model with Efron's likelihood of ties: Wald's test and interval.
    Cox,
}

/// Compares how long the units of each variant and those of the control, which comes first, stay.
///
/// An arm's estimate is Kaplan & Meier's share still there at the horizon. Difference and lift of a comparison are on that
/// scale too, the scale retention is planned on, but come from the log-rank test ([`Question::hazard_method`]), which uses the
/// whole of both curves: where hazards are proportional with ratio r, a control share S goes with the variant share Sʳ, so
/// the difference is Sʳ − S and the lift Sʳ⁻¹ − 1. The ends of the interval of r give their ends, a margin on the share gives
/// the ratio to test, and p-value, difference and lift never disagree.
///
/// The observed share S of the control is taken as given. That costs nothing where it matters most: the slope of the
/// difference in S is r Sʳ⁻¹ − 1, which is 0 at r = 1, so the uncertainty of S enters only multiplied with the distance from
/// "no difference". With l = ln r, Λ = −ln S, d and n events and units of the control, and as many in the variant,
/// Var l ≈ 2/d, Var S ≈ S² Var ln S and Cov(S, l) ≈ SΛ/d. At r = 0.8 and S = ½ the standard deviation of Sʳ − S is 4 % more
/// than that of the part taken here, and a 95 % interval covers 94 % (simulated in this file's tests).
///
/// Beside it stand the hazard ratio (its lift is r − 1), the mean time up to the horizon and the difference of the two observed
/// shares at the horizon, neither of which needs proportional hazards, each asked whether the arms differ, without margin.
///
/// What a share cannot say is named: where nobody or everybody of the control left by the horizon, no ratio of hazards moves
/// the share, and only the test and the hazard ratio answer ([`NoAnswer::NoVariation`]).
///
/// # Errors
///
/// [`CompareError`], among others [`CompareError::TooFewUnits`] for an arm without units and
/// [`CompareError::BeyondFollowUp`] for an arm that was not followed up to the horizon.
///
/// # Source
///
/// The power law of survivals: Cox 1972, "Regression models and life-tables", *JRSS B* 34:187–220.
///
/// ```
/// use jalon::analysis::{NamedArm, Question, compare_retention};
/// use jalon::quantity::{Positive, Proportion};
/// use jalon::stats::{Ending, RiskTable};
/// let arm = |name: &str, slower: f64| NamedArm {
///     name: name.to_owned(),
///     observed: RiskTable::of((1..=60).map(|day| (slower * f64::from(day), Ending::Event))).unwrap(),
/// };
/// let question = Question::two_sided(Proportion::new(0.05).unwrap());
/// let horizon = Positive::new(30.0).unwrap();
/// let result = compare_retention(&[arm("control", 1.0), arm("variant", 1.7)], horizon, &question).unwrap();
/// assert!((result.arms[0].estimate - 0.5).abs() < 1e-12);
/// assert!(result.comparisons[0].is_significant(0.05) && !result.comparisons[0].lift.holds(0.0));
/// ```
pub fn compare_retention(
    arms: &[NamedArm<RiskTable>],
    horizon: Positive,
    question: &Question,
) -> Result<MetricResult, CompareError> {
    let share = |arm: &NamedArm<RiskTable>, own| described(arm, own, horizon);
    let method = question.hazard_method;
    let mut result = compare(MetricKind::Retention, arms, question, share, |control, variant| Retained {
        control: observed_share(control, horizon),
        hazards: Hazards { arms: SurvivalArms { control, variant }, method },
    })?;
    let also = question.beside();
    // Units that all ended at the start have no pace; their other readings stand all the same.
    if let Ok(ratio) = hazard_ratio(arms, &also) {
        result.also.push(beside(HAZARD_RATIO, ratio));
    }
    let mean = |arm: &NamedArm<RiskTable>, own| mean_time(arm, own, horizon);
    let means = compare(MetricKind::Duration, arms, &also, mean, |control, variant| {
        Estimated(SurvivalArms { control, variant }.restricted_means(horizon))
    })?;
    result.also.push(beside(RESTRICTED_MEAN, means));
    let shares = compare(MetricKind::Retention, arms, &also, share, |control, variant| {
        Estimated(SurvivalArms { control, variant }.retentions(horizon.get()))
    })?;
    result.also.push(beside(SHARE_AT_HORIZON, shares));
    Ok(result)
}

/// More stay where the hazard is lower, so the direction of the question turns over.
fn hazard_ratio(arms: &[NamedArm<RiskTable>], question: &Question) -> Result<MetricResult, CompareError> {
    let reversed = Question { alternative: question.alternative.reversed(), ..*question };
    let method = question.hazard_method;
    compare(MetricKind::Count, arms, &reversed, pace, |control, variant| Hazards {
        arms: SurvivalArms { control, variant },
        method,
    })
}

fn beside(id: &str, result: MetricResult) -> MetricResult {
    MetricResult { id: id.to_owned(), role: MetricRole::Secondary, ..result }
}

fn described(arm: &NamedArm<RiskTable>, own: Proportion, horizon: Positive) -> Result<Described, CompareError> {
    let units = arm.observed.units();
    let curve = arm.observed.survival_curve();
    let found = curve.retention(horizon.get(), own, Alternative::TwoSided, SurvivalInterval::LogLog);
    let found = found.map_err(|reason| unanswered(arm, reason))?;
    Ok(Described { units, estimate: found.share, interval: found.interval.ok(), information: units as f64 })
}

fn mean_time(arm: &NamedArm<RiskTable>, own: Proportion, horizon: Positive) -> Result<Described, CompareError> {
    let units = arm.observed.units();
    let found = arm.observed.restricted_mean(horizon).map_err(|reason| unanswered(arm, reason))?;
    let interval = found.interval(own, Alternative::TwoSided).ok();
    Ok(Described { units, estimate: found.mean, interval, information: units as f64 })
}

/// Events per unit of the time that the arm's units were followed: what a constant hazard would be.
fn pace(arm: &NamedArm<RiskTable>, _: Proportion) -> Result<Described, CompareError> {
    let units = arm.observed.units();
    let followed: f64 =
        arm.observed.endings().iter().map(|ending| ending.time * (ending.events + ending.censored) as f64).sum();
    let estimate = if followed > 0.0 { arm.observed.events() as f64 / followed } else { f64::NAN };
    if estimate.is_finite() {
        // A hazard that changes has no interval from one number.
        Ok(Described { units, estimate, interval: None, information: units as f64 })
    } else {
        Err(CompareError::BeyondFollowUp { arm: arm.name.clone(), followed })
    }
}

fn unanswered(arm: &NamedArm<RiskTable>, reason: NoAnswer) -> CompareError {
    match (reason, arm.observed.last_time()) {
        (NoAnswer::BeyondFollowUp, Some(followed)) => CompareError::BeyondFollowUp { arm: arm.name.clone(), followed },
        _ => CompareError::TooFewUnits { arm: arm.name.clone(), units: arm.observed.units() },
    }
}

/// The control's share where it lies strictly between none and all: only then do hazards move it.
fn observed_share(control: &RiskTable, horizon: Positive) -> Option<Proportion> {
    let curve = control.survival_curve();
    let found = curve.retention(horizon.get(), Proportion::HALF, Alternative::TwoSided, SurvivalInterval::LogLog);
    Proportion::new(found.ok()?.share).ok()
}

/// The ratio of hazards: its "lift" is the ratio less 1.
struct Hazards<'a> {
    arms: SurvivalArms<'a>,
    method: HazardMethod,
}

impl Hazards<'_> {
    fn ratio(&self, alpha: Proportion) -> Result<Effect, NoAnswer> {
        match self.method {
            HazardMethod::Cox => Ok(self.arms.cox(CoxTies::Efron)?.hazard_ratio(alpha, Alternative::TwoSided)),
            HazardMethod::LogRank => {
                let found = self.arms.compare_hazards(Positive::ONE, alpha, Alternative::TwoSided)?;
                found.test.map(|_| found.hazard_ratio)
            }
        }
    }

    fn estimate(&self) -> Option<f64> {
        self.ratio(Proportion::HALF).ok()?.estimate
    }

    fn tested(&self, null: Positive, alternative: Alternative) -> Result<Test, NoAnswer> {
        match self.method {
            HazardMethod::Cox => Ok(self.arms.cox(CoxTies::Efron)?.test(null, alternative)),
            HazardMethod::LogRank => self.arms.compare_hazards(null, Proportion::HALF, alternative)?.test,
        }
    }

    fn name(&self) -> Method {
        match self.method {
            HazardMethod::Cox => Method::CoxEfron,
            HazardMethod::LogRank => Method::LogRank,
        }
    }
}

impl ObservedPair for Hazards<'_> {
    fn difference(&self) -> Option<f64> {
        None
    }

    fn lift(&self) -> Option<f64> {
        self.estimate().map(|ratio| ratio - 1.0)
    }

    fn difference_interval(&self, _: Proportion) -> Result<Interval, NoAnswer> {
        // The paces of the arms describe them; the test compares hazards that may change with time.
        Err(NoAnswer::NoDifferenceScale)
    }

    fn lift_interval(&self, alpha: Proportion) -> Result<Interval, NoAnswer> {
        let interval = self.ratio(alpha)?.interval;
        let shape = Shape::Between { low: interval.low().moved(-1.0), high: interval.high().moved(-1.0) };
        Ok(Interval { shape, ..interval })
    }

    fn test(&self, _: PointHypothesis, alternative: Alternative) -> Result<Test, NoAnswer> {
        self.tested(Positive::ONE, alternative)
    }

    fn method(&self) -> Method {
        self.name()
    }
}

/// The share still there at the horizon, moved by the ratio of hazards.
struct Retained<'a> {
    control: Option<Proportion>,
    hazards: Hazards<'a>,
}

impl Retained<'_> {
    fn control(&self) -> Result<Proportion, NoAnswer> {
        self.control.ok_or(NoAnswer::NoVariation)
    }

    /// The interval of the ratio, turned over: the larger the ratio, the fewer stay. Where it has no upper end nobody may
    /// stay, and where it starts at 0 everybody may.
    fn moved(&self, alpha: Proportion, effect: fn(f64, f64) -> f64) -> Result<Interval, NoAnswer> {
        let control = self.control()?.get();
        let interval = self.hazards.ratio(alpha)?.interval;
        let low = effect(control, interval.high().value().unwrap_or(f64::INFINITY));
        let high = effect(control, interval.low().value().unwrap_or(0.0));
        Ok(Interval { shape: Shape::Between { low: Bound::At(low), high: Bound::At(high) }, ..interval })
    }

    /// The ratio of hazards that stands for a hypothesis on the share.
    fn null_ratio(&self, null: PointHypothesis) -> Result<Positive, NoAnswer> {
        let variant = match null {
            PointHypothesis::Equal => return Ok(Positive::ONE),
            PointHypothesis::Difference(margin) => self.control()?.get() + margin,
            PointHypothesis::Lift(margin) => self.control()?.get() * (1.0 + margin),
        };
        let variant = Proportion::new(variant).map_err(|_| NoAnswer::ImpossibleMargin)?;
        Positive::new(hazard::ratio(self.control()?, variant)).map_err(|_| NoAnswer::ImpossibleMargin)
    }
}

/// Sʳ − S, without the digits that subtracting would lose for ratios near 1.
fn share_difference(control: f64, ratio: f64) -> f64 {
    control * share_lift(control, ratio)
}

/// Sʳ⁻¹ − 1.
fn share_lift(control: f64, ratio: f64) -> f64 {
    ((ratio - 1.0) * control.ln()).exp_m1()
}

impl ObservedPair for Retained<'_> {
    fn difference(&self) -> Option<f64> {
        self.control.zip(self.hazards.estimate()).map(|(control, ratio)| share_difference(control.get(), ratio))
    }

    fn lift(&self) -> Option<f64> {
        self.control.zip(self.hazards.estimate()).map(|(control, ratio)| share_lift(control.get(), ratio))
    }

    fn difference_interval(&self, alpha: Proportion) -> Result<Interval, NoAnswer> {
        self.moved(alpha, share_difference)
    }

    fn lift_interval(&self, alpha: Proportion) -> Result<Interval, NoAnswer> {
        self.moved(alpha, share_lift)
    }

    /// More stay where the hazard is lower: both the direction and the sign of the statistic turn over.
    fn test(&self, null: PointHypothesis, alternative: Alternative) -> Result<Test, NoAnswer> {
        let test = self.hazards.tested(self.null_ratio(null)?, alternative.reversed())?;
        Ok(Test { statistic: -test.statistic, ..test })
    }

    fn method(&self) -> Method {
        self.hazards.name()
    }
}

/// A pair whose difference is normal.
struct Estimated(Result<EffectEstimate, NoAnswer>);

impl ObservedPair for Estimated {
    fn difference(&self) -> Option<f64> {
        self.0.ok().map(|effect| effect.difference())
    }

    fn lift(&self) -> Option<f64> {
        self.0.ok()?.lift()
    }

    fn difference_interval(&self, alpha: Proportion) -> Result<Interval, NoAnswer> {
        Ok(self.0?.difference_interval(alpha, Alternative::TwoSided))
    }

    fn lift_interval(&self, alpha: Proportion) -> Result<Interval, NoAnswer> {
        self.0?.lift_interval(alpha, Alternative::TwoSided, MeanLift::Fieller)
    }

    fn test(&self, null: PointHypothesis, alternative: Alternative) -> Result<Test, NoAnswer> {
        let null = match null {
            PointHypothesis::Equal => MeanNull::EQUAL,
            PointHypothesis::Difference(margin) => MeanNull::Difference(margin),
            PointHypothesis::Lift(margin) => MeanNull::Lift(margin),
        };
        self.0?.test(null, alternative)
    }

    fn method(&self) -> Method {
        Method::Z
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Conclusion;
    use crate::plan::NullHypothesis;
    use crate::stats::draws::Stream;
    use crate::stats::{Ending, EventWeights};
    use proptest::prelude::*;

    fn question() -> Question {
        Question::two_sided(Proportion::new(0.05).unwrap())
    }

    fn horizon(time: f64) -> Positive {
        Positive::new(time).unwrap()
    }

    fn table(left: &[f64], censored: &[f64]) -> RiskTable {
        let left = left.iter().map(|&time| (time, Ending::Event));
        RiskTable::of(left.chain(censored.iter().map(|&time| (time, Ending::Censored)))).unwrap()
    }

    fn arms(control: RiskTable, variant: RiskTable) -> [NamedArm<RiskTable>; 2] {
        [NamedArm { name: "control".into(), observed: control }, NamedArm { name: "variant".into(), observed: variant }]
    }

    /// Exponential times, censored at `end`.
    fn simulated(stream: &mut Stream, units: usize, hazard: f64, end: f64) -> RiskTable {
        let times = (0..units).map(|_| -stream.uniform().ln() / hazard);
        RiskTable::of(times.map(|time| if time < end { (time, Ending::Event) } else { (end, Ending::Censored) }))
            .unwrap()
    }

    fn example(seed: &str, ratio: f64) -> [NamedArm<RiskTable>; 2] {
        let mut stream = Stream::named(11, seed);
        let mut arm = |hazard| simulated(&mut stream, 300, hazard, 12.0);
        arms(arm(0.06), arm(0.06 * ratio))
    }

    #[test]
    fn the_test_is_the_log_rank_test_and_the_effect_the_hazard_ratio_at_the_horizon() {
        let arms = example("test", 0.7);
        let result = compare_retention(&arms, horizon(10.0), &question()).unwrap();
        let comparison = &result.comparisons[0];
        let pair = SurvivalArms { control: &arms[0].observed, variant: &arms[1].observed };
        let test = pair.log_rank_test(Alternative::TwoSided, EventWeights::Equal).unwrap();
        assert!((comparison.p_value.unwrap() / test.p_value - 1.0).abs() < 1e-9);
        assert!((comparison.statistic.unwrap() + test.statistic).abs() < 1e-9);
        let [ratio, mean, shares] = result.also.as_slice() else { panic!("three readings") };
        let control = result.arms[0].estimate;
        let expected = control.powf(1.0 + ratio.comparisons[0].lift.estimate.unwrap()) - control;
        assert!((comparison.difference.estimate.unwrap() - expected).abs() < 1e-12);
        assert!((comparison.lift.estimate.unwrap() - expected / control).abs() < 1e-12);
        assert_eq!(ratio.comparisons[0].p_value, comparison.p_value);
        assert!(
            ratio.comparisons[0].lift.estimate.unwrap() < 0.0 && ratio.comparisons[0].difference.estimate.is_none()
        );
        assert!(mean.comparisons[0].difference.estimate.unwrap() > 0.0);
        let observed = result.arms[1].estimate - control;
        assert!((shares.comparisons[0].difference.estimate.unwrap() - observed).abs() < 1e-12);
    }

    #[test]
    fn what_times_cannot_tell_is_named() {
        let kept = || table(&[], &[9.0; 20]);
        let some = || table(&[1.0, 2.0, 3.0, 4.0], &[9.0; 16]);
        let all_kept = compare_retention(&arms(kept(), some()), horizon(5.0), &question()).unwrap();
        let comparison = &all_kept.comparisons[0];
        assert_eq!((comparison.difference.estimate, comparison.no_lift), (None, Some(NoAnswer::NoVariation)));
        assert!(comparison.p_value.unwrap() < 0.05, "the test still answers");
        let variant_kept = compare_retention(&arms(some(), kept()), horizon(5.0), &question()).unwrap();
        let effect = &variant_kept.comparisons[0].difference;
        assert!((effect.estimate.unwrap() - 0.2).abs() < 1e-15 && (effect.high.value().unwrap() - 0.2).abs() < 1e-15);
        let nobody_left = compare_retention(&arms(kept(), kept()), horizon(5.0), &question()).unwrap();
        assert_eq!(nobody_left.comparisons[0].no_test, Some(NoAnswer::NoEvents));
        assert_eq!(Conclusion::of(&nobody_left.comparisons[0], 0.05), Conclusion::CannotSay);
        let late = compare_retention(&arms(kept(), some()), horizon(9.5), &question());
        assert!(matches!(late, Err(CompareError::BeyondFollowUp { followed, .. }) if followed == 9.0));
        let empty = compare_retention(&arms(RiskTable::default(), some()), horizon(5.0), &question());
        assert!(matches!(empty, Err(CompareError::TooFewUnits { units: 0, .. })));
        let gone = compare_retention(&arms(table(&[0.0; 3], &[]), table(&[0.0; 3], &[])), horizon(5.0), &question());
        assert_eq!(gone.unwrap().comparisons[0].no_test, Some(NoAnswer::NoVariation));
        let beyond = Question { null: NullHypothesis::Difference { margin: -0.9 }, ..question() };
        let impossible = compare_retention(&arms(some(), some()), horizon(5.0), &beyond);
        assert_eq!(impossible, Err(CompareError::ImpossibleMargin(-0.9)));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        /// One statistic, one story, also against a margin and by Cox's model.
        #[test]
        fn p_difference_and_lift_agree(
            seed in 0_u32..1_000_000, ratio in 0.5..1.5_f64, margin in -0.1..0.1_f64, by_lift: bool,
            hazard_method in prop::sample::select(vec![HazardMethod::LogRank, HazardMethod::Cox]),
        ) {
            let null = if by_lift { NullHypothesis::Lift { margin } } else { NullHypothesis::Difference { margin } };
            let question = Question { null, alternative: Alternative::Greater, hazard_method, ..question() };
            let result = compare_retention(&example(&seed.to_string(), ratio), horizon(10.0), &question).unwrap();
            let comparison = &result.comparisons[0];
            let p_value = comparison.p_value.unwrap();
            prop_assume!((p_value - 0.05).abs() > 1e-5);
            let effect = if by_lift { &comparison.lift } else { &comparison.difference };
            prop_assert_eq!(p_value < 0.05, effect.low.value().unwrap() > margin);
        }
    }

    /// How often the interval of the difference at the horizon holds the true one.
    fn coverage(ratio: f64, units: usize, runs: usize) -> f64 {
        let (hazard, end) = (0.5_f64.ln().abs() / 10.0, 10.0);
        let truth = 0.5_f64.powf(ratio) - 0.5;
        let mut stream = Stream::named(3, &format!("coverage of retention {ratio}"));
        let held = (0..runs).filter(|_| {
            let control = simulated(&mut stream, units, hazard, end);
            let arms = arms(control, simulated(&mut stream, units, hazard * ratio, end));
            compare_retention(&arms, horizon(end), &question()).unwrap().comparisons[0].difference.holds(truth)
        });
        held.count() as f64 / runs as f64
    }

    /// Simulated, seeded: two standard errors of 4000 runs are 0.7 %.
    #[test]
    #[ignore = "a simulation of half a minute: cargo test --release -- --ignored"]
    fn the_share_of_the_control_may_be_taken_as_given() {
        for (ratio, expected) in [(1.0, 0.95), (0.9, 0.945), (0.8, 0.94), (0.6, 0.925)] {
            let found = coverage(ratio, 200, 4_000);
            assert!((found - expected).abs() < 0.01, "ratio {ratio}: {found} instead of {expected}");
        }
    }
}
