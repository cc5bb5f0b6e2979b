//! Means from the value of every unit, where a few large ones can decide everything: capped and uncapped side by side, and
//! the split into how many bring anything and how much those bring.

use std::cell::OnceCell;

use super::estimated::{Estimated, described};
use super::family::{ObservedPair, compare};
use super::{CompareError, NamedArm, Question, compare_means, compare_proportions};
use crate::analysis::effect::{ArmTail, MetricResult, ValueTail};
use crate::metric::{MetricKind, MetricRole};
use crate::plan::PointHypothesis;
use crate::quantity::Proportion;
use crate::stats::{
    Alternative, ArmEstimate, Bootstrap, BootstrapEffect, Caps, Conversions, Interval, MeanArms, Method, Moments,
    NoAnswer, OrderSplit, Resampling, Tails, Test,
};

/// The quantile above which values are capped to show what a cap would change, where none was asked for.
const USUAL_CAP: f64 = 0.99;

/// Id of the comparison of values as they are, beside that of capped ones.
pub const UNCAPPED: &str = "uncapped";
/// Id of the comparison of capped values, beside that of values as they are.
pub const CAPPED: &str = "capped";
/// Id of the comparison of the shares of units above 0: conversion.
pub const SHARE_ABOVE_ZERO: &str = "share_above_zero";
/// Id of the comparison of the means of the units above 0: order value.
pub const VALUE_ABOVE_ZERO: &str = "value_above_zero";

/// Compares means from the value of every unit, control first.
///
/// With a `cap`, a quantile of all arms together, values above it count as the quantile, and the uncapped comparison stands
/// beside ([`UNCAPPED`]); without one it is the other way round, with the capped comparison ([`CAPPED`]) at the 99 %
/// quantile. Where no value is below 0 there are also the share of units above 0 ([`SHARE_ABOVE_ZERO`]) and the
/// mean of those ([`VALUE_ABOVE_ZERO`]).
///
/// # Errors
///
/// [`CompareError`], among others [`CompareError::TooFewUnits`] for an arm of fewer than two units.
///
/// ```
/// use jalon::analysis::{NamedArm, Question, compare_values};
/// use jalon::quantity::Proportion;
/// let share = |value| Proportion::new(value).unwrap();
/// let arm = |name: &str, values: &[f64]| NamedArm { name: name.to_owned(), observed: values.to_vec() };
/// let arms = [arm("control", &[0.0, 20.0, 0.0, 35.0, 30.0]), arm("variant", &[25.0, 0.0, 40.0, 22.0, 900.0])];
/// let result = compare_values(&arms, Some(share(0.8)), &Question::two_sided(share(0.05))).unwrap();
/// assert_eq!(result.also[0].id, "uncapped");
/// assert!(result.comparisons[0].difference.estimate < result.also[0].comparisons[0].difference.estimate);
/// ```
pub fn compare_values(
    arms: &[NamedArm<Vec<f64>>],
    cap: Option<Proportion>,
    question: &Question,
) -> Result<MetricResult, CompareError> {
    let uncapped = compare_as_they_are(arms, question)?;
    let Some((caps, level)) = caps(arms, cap) else { return Ok(uncapped) };
    let mapped = |arm: &NamedArm<Vec<f64>>| NamedArm { name: arm.name.clone(), observed: caps.capped(&arm.observed) };
    let cut: Vec<NamedArm<Vec<f64>>> = arms.iter().map(mapped).collect();
    let capped = compare_as_they_are(&cut, question)?;
    let tail = Some(tail(arms, &cut, &caps, level, cap.is_some()));
    let (main, other) = match cap {
        Some(_) => (capped, beside(UNCAPPED, uncapped)),
        None => (uncapped, beside(CAPPED, capped)),
    };
    let also = std::iter::once(other).chain(split(arms, question)).collect();
    Ok(MetricResult { also, tail, ..main })
}

fn compare_as_they_are(arms: &[NamedArm<Vec<f64>>], question: &Question) -> Result<MetricResult, CompareError> {
    let describe = |arm: &NamedArm<Vec<f64>>, own| {
        let moments = Moments::of(&arm.observed);
        let units = moments.count();
        match (moments.mean(), ArmEstimate::of_mean(&moments)) {
            (Some(mean), Ok(estimate)) => Ok(described(units, mean, Ok(estimate), own, None)),
            _ => Err(CompareError::TooFewUnits { arm: arm.name.clone(), units }),
        }
    };
    compare(MetricKind::Mean, arms, question, describe, |control, variant| Values::of(control, variant, question))
}

/// The thresholds of the cap, and its level; none for arms without any values.
pub(super) fn caps(arms: &[NamedArm<Vec<f64>>], cap: Option<Proportion>) -> Option<(Caps, Proportion)> {
    let level = cap.or_else(|| Proportion::new(USUAL_CAP).ok())?;
    let above = Proportion::new(1.0 - level.get()).ok()?;
    let all: Vec<f64> = arms.iter().flat_map(|arm| arm.observed.iter().copied()).collect();
    Some((Caps::of(&all, &[], above, Tails::Upper).ok()?, level))
}

fn beside(id: &str, result: MetricResult) -> MetricResult {
    MetricResult { id: id.to_owned(), role: MetricRole::Secondary, ..result }
}

/// Share of units above 0, and mean of those: none where a value is below 0, or an arm has fewer than two above.
fn split(arms: &[NamedArm<Vec<f64>>], question: &Question) -> Vec<MetricResult> {
    let question = Question { bootstrap: None, ..question.without_margin() };
    let parts: Result<Vec<_>, _> = arms.iter().map(|arm| OrderSplit::of(&arm.observed)).collect();
    let Ok(parts) = parts else { return Vec::new() };
    let named = || arms.iter().zip(&parts);
    let buyers: Vec<NamedArm<Conversions>> =
        named().map(|(arm, part)| NamedArm { name: arm.name.clone(), observed: part.buyers() }).collect();
    let orders: Vec<NamedArm<Moments>> =
        named().map(|(arm, part)| NamedArm { name: arm.name.clone(), observed: part.order_value() }).collect();
    let share = compare_proportions(&buyers, &question).map(|result| beside(SHARE_ABOVE_ZERO, result));
    let value = compare_means(&orders, &question).map(|result| beside(VALUE_ABOVE_ZERO, result));
    share.into_iter().chain(value).collect()
}

pub(super) fn tail(
    arms: &[NamedArm<Vec<f64>>],
    cut: &[NamedArm<Vec<f64>>],
    caps: &Caps,
    level: Proportion,
    applied: bool,
) -> ValueTail {
    let squares =
        |arms: &[NamedArm<Vec<f64>>]| -> f64 { arms.iter().map(|arm| Moments::of(&arm.observed).squares()).sum() };
    let (before, after) = (squares(arms), squares(cut));
    let arm_tail = |arm: &NamedArm<Vec<f64>>| ArmTail {
        beyond: caps.beyond(&arm.observed) as u64,
        largest_share: largest_share(&arm.observed),
        not_zero: arm.observed.iter().filter(|value| **value != 0.0).count() as u64,
    };
    ValueTail {
        cap: level.get(),
        threshold: caps.high(),
        applied,
        arms: arms.iter().map(arm_tail).collect(),
        variance_left: (before > 0.0).then(|| after / before),
    }
}

/// What the largest value is of the total, signs left aside; none where all are 0.
fn largest_share(values: &[f64]) -> Option<f64> {
    let total: f64 = values.iter().map(|value| value.abs()).sum();
    let largest = values.iter().fold(0.0_f64, |largest, value| largest.max(value.abs()));
    (total > 0.0).then(|| largest / total)
}

/// Two arms with their values: judged as means, their intervals by resampling where that was asked for.
struct Values<'a> {
    means: Estimated,
    control: &'a [f64],
    variant: &'a [f64],
    bootstrap: Option<Bootstrap>,
    /// Difference and lift come from the same resamples, which take time: drawn once.
    resampled: OnceCell<(Proportion, Result<BootstrapEffect, NoAnswer>)>,
}

impl<'a> Values<'a> {
    fn of(control: &'a [f64], variant: &'a [f64], question: &Question) -> Self {
        let arms = MeanArms { control: Moments::of(control), variant: Moments::of(variant) };
        let choice = question.mean_method;
        let effect = arms.estimate(choice.method());
        let means = Estimated::new(effect, [arms.control.mean(), arms.variant.mean()], choice);
        Self { means, control, variant, bootstrap: question.bootstrap, resampled: OnceCell::new() }
    }

    fn resampled(&self, bootstrap: Bootstrap, alpha: Proportion) -> Result<BootstrapEffect, NoAnswer> {
        let draw = || bootstrap.compare(self.control, self.variant, alpha, Alternative::TwoSided);
        let (drawn_for, effect) = self.resampled.get_or_init(|| (alpha, draw()));
        if *drawn_for == alpha { *effect } else { draw() }
    }
}

impl ObservedPair for Values<'_> {
    fn difference(&self) -> Option<f64> {
        self.means.difference()
    }

    fn lift(&self) -> Option<f64> {
        self.means.lift()
    }

    fn difference_interval(&self, alpha: Proportion) -> Result<Interval, NoAnswer> {
        match self.bootstrap {
            Some(bootstrap) => self.resampled(bootstrap, alpha).map(|effect| effect.difference.interval),
            None => self.means.difference_interval(alpha),
        }
    }

    fn lift_interval(&self, alpha: Proportion) -> Result<Interval, NoAnswer> {
        match self.bootstrap {
            Some(bootstrap) => self.resampled(bootstrap, alpha)?.lift.map(|lift| lift.interval),
            None => self.means.lift_interval(alpha),
        }
    }

    fn test(&self, null: PointHypothesis, alternative: Alternative) -> Result<Test, NoAnswer> {
        self.means.test(null, alternative)
    }

    fn method(&self) -> Method {
        match self.bootstrap.map(|bootstrap| bootstrap.resampling) {
            Some(Resampling::Bca) => Method::BootstrapBca,
            Some(Resampling::Poisson) => Method::BootstrapPoisson,
            None => self.means.method(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::ArmResult;

    fn share(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    fn question() -> Question {
        Question::two_sided(share(0.05))
    }

    fn arm(name: &str, values: Vec<f64>) -> NamedArm<Vec<f64>> {
        NamedArm { name: name.to_owned(), observed: values }
    }

    /// 40 % bring 10 to 29, and one unit of the variant brings 5000.
    fn heavy() -> [NamedArm<Vec<f64>>; 2] {
        let values = |units: u32| (0..units).map(|unit| if unit % 5 < 2 { f64::from(10 + unit % 20) } else { 0.0 });
        [arm("control", values(500).collect()), arm("variant", values(499).chain([5000.0]).collect())]
    }

    fn ids(result: &MetricResult) -> Vec<&str> {
        result.also.iter().map(|other| other.id.as_str()).collect()
    }

    fn estimates(result: &MetricResult) -> Vec<f64> {
        result.arms.iter().map(|arm: &ArmResult| arm.estimate).collect()
    }

    #[test]
    fn a_cap_decides_which_reading_comes_first() {
        let capped = compare_values(&heavy(), Some(share(0.99)), &question()).unwrap();
        let plain = compare_values(&heavy(), None, &question()).unwrap();
        assert_eq!(ids(&capped), ["uncapped", "share_above_zero", "value_above_zero"]);
        assert_eq!(ids(&plain), ["capped", "share_above_zero", "value_above_zero"]);
        assert_eq!(capped.comparisons, plain.also[0].comparisons);
        assert_eq!(plain.comparisons, capped.also[0].comparisons);
        assert!(capped.tail.as_ref().unwrap().applied && !plain.tail.unwrap().applied);
    }

    #[test]
    fn one_unit_that_carries_an_arm_is_seen() {
        let tail = compare_values(&heavy(), None, &question()).unwrap().tail.unwrap();
        assert_eq!(tail.arms.iter().map(|arm| arm.beyond).collect::<Vec<_>>(), [0, 1]);
        assert_eq!(tail.arms.iter().map(ArmTail::is_heavy).collect::<Vec<_>>(), [false, true]);
        assert!(tail.threshold < 30.0 && tail.variance_left.unwrap() < 0.01, "{tail:?}");
        let total: f64 = heavy()[1].observed.iter().sum();
        assert_eq!(tail.arms[1].largest_share, Some(5000.0 / total));
    }

    #[test]
    fn two_units_have_no_tail() {
        let arm = |name: &str, observed| NamedArm { name: name.to_owned(), observed };
        let arms = [arm("control", vec![1.0, 9.0]), arm("variant", vec![2.0, 30.0])];
        let tail = compare_values(&arms, None, &question()).unwrap().tail.unwrap();
        assert!(tail.arms.iter().all(|arm| !arm.is_heavy()), "{tail:?}");
    }

    /// Share above 0 times their mean is the mean of all.
    #[test]
    fn the_split_multiplies_to_the_mean() {
        let result = compare_values(&heavy(), None, &question()).unwrap();
        let (share, value) = (estimates(&result.also[1]), estimates(&result.also[2]));
        for ((share, value), mean) in share.iter().zip(value).zip(estimates(&result)) {
            assert!((share * value / mean - 1.0).abs() < 1e-13);
        }
    }

    #[test]
    fn values_below_zero_do_not_split_and_lone_buyers_have_no_order_value() {
        let refunds = [arm("control", vec![1.0, -2.0, 3.0]), arm("variant", vec![2.0, 2.5, 3.0])];
        assert_eq!(ids(&compare_values(&refunds, None, &question()).unwrap()), ["capped"]);
        let lone = [arm("control", vec![1.0, 0.0, 0.0]), arm("variant", vec![2.0, 2.5, 3.0])];
        assert_eq!(ids(&compare_values(&lone, None, &question()).unwrap()), ["capped", "share_above_zero"]);
    }

    #[test]
    fn what_cannot_be_compared_is_named() {
        let zeros = [arm("control", vec![0.0; 5]), arm("variant", vec![0.0; 5])];
        let result = compare_values(&zeros, Some(share(0.99)), &question()).unwrap();
        assert_eq!(result.comparisons[0].no_test, Some(NoAnswer::NoVariation));
        assert_eq!(result.tail.as_ref().unwrap().variance_left, None);
        assert_eq!(result.tail.unwrap().arms[0].largest_share, None);
        let one = [arm("control", vec![1.0]), arm("variant", vec![2.0, 2.5, 3.0])];
        let error = compare_values(&one, None, &question()).unwrap_err();
        assert_eq!(error, CompareError::TooFewUnits { arm: "control".to_owned(), units: 1 });
    }

    /// Resampling changes the intervals and their name, and nothing else.
    #[test]
    fn a_bootstrap_gives_the_intervals() {
        let bootstrap = Bootstrap { draws: 2_000, seed: 7, resampling: Resampling::Bca };
        let asked = Question { bootstrap: Some(bootstrap), ..question() };
        let values = |step: u32| (0..60).map(|unit| f64::from(unit * step % 37)).collect();
        let arms = [arm("control", values(5)), arm("variant", values(7))];
        let (plain, drawn) = (compare_values(&arms, None, &question()), compare_values(&arms, None, &asked));
        let (plain, drawn) = (&plain.unwrap().comparisons[0], &drawn.unwrap().comparisons[0]);
        assert_eq!((drawn.difference.method, drawn.lift.method), (Method::BootstrapBca, Method::BootstrapBca));
        assert_eq!(drawn.p_value, plain.p_value);
        let alone =
            bootstrap.compare(&arms[0].observed, &arms[1].observed, share(0.05), Alternative::TwoSided).unwrap();
        assert_eq!(drawn.difference.low, alone.difference.interval.low());
        assert_eq!(drawn.lift.high, alone.lift.unwrap().interval.high());
    }
}
