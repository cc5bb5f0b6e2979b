use super::estimated::{Estimated, described};
use super::family::compare;
use super::values::{UNCAPPED, caps, tail};
use super::{CompareError, MeanChoice, NamedArm, Question, compare_means};
use crate::analysis::effect::{CovariateUse, MetricResult};
use crate::metric::{MetricKind, MetricRole};
use crate::quantity::Proportion;
use crate::stats::{ArmEstimate, CovariateArms, CrossMoments, Moments};

/// Id of the comparison without the covariate, beside that with it.
pub const UNADJUSTED: &str = "unadjusted";

/// Compares means adjusted for what units did before the test (CUPED); of each unit the metric and the covariate, in this
/// order. The lift divides by the control's **unadjusted** mean, which is the number people know; arms are shown unadjusted.
///
/// Beside it stands the comparison without the covariate, [`UNADJUSTED`]. The delta method on the logarithm needs
/// independent arms, which adjusted ones are not: its lift then has no interval.
///
/// # Errors
///
/// [`CompareError`], among others [`CompareError::TooFewUnits`] for an arm of fewer than two units.
pub fn compare_adjusted(arms: &[NamedArm<CrossMoments>], question: &Question) -> Result<MetricResult, CompareError> {
    let choice = question.mean_method;
    let describe = |arm: &NamedArm<CrossMoments>, own| {
        let units = arm.observed.count();
        let few = || CompareError::TooFewUnits { arm: arm.name.clone(), units };
        let plain = metric(&arm.observed).filter(|_| units >= 2).ok_or_else(few)?;
        let mean = plain.mean().ok_or_else(few)?;
        Ok(described(units, mean, ArmEstimate::of_mean(&plain), own, None))
    };
    let adjusted =
        compare(MetricKind::Mean, arms, question, describe, |control, variant| pair(control, variant, choice))?;
    let plain: Vec<NamedArm<Moments>> = arms
        .iter()
        .filter_map(|arm| Some(NamedArm { name: arm.name.clone(), observed: metric(&arm.observed)? }))
        .collect();
    let unadjusted =
        MetricResult { id: UNADJUSTED.to_owned(), role: MetricRole::Secondary, ..compare_means(&plain, question)? };
    Ok(MetricResult { also: vec![unadjusted], covariate: covariate_use(arms), ..adjusted })
}

/// Compares adjusted means from the two numbers of every unit, the metric capped before it is adjusted.
///
/// The `cap` is a quantile of the metric of all arms together, and what lies above it counts as the quantile; the covariate
/// stays as it is. Beside the comparison stand the capped one without the covariate, [`UNADJUSTED`], and the adjusted one
/// without the cap, [`UNCAPPED`].
///
/// # Errors
///
/// [`CompareError`], as of [`compare_adjusted`].
pub fn compare_adjusted_values(
    arms: &[NamedArm<Vec<[f64; 2]>>],
    cap: Proportion,
    question: &Question,
) -> Result<MetricResult, CompareError> {
    let with_covariate = |values: &[NamedArm<Vec<f64>>]| -> Vec<NamedArm<CrossMoments>> {
        let paired = |(arm, values): (&NamedArm<Vec<[f64; 2]>>, &NamedArm<Vec<f64>>)| {
            let units = values.observed.iter().zip(&arm.observed).map(|(value, [_, before])| [*value, *before]);
            NamedArm { name: arm.name.clone(), observed: CrossMoments::of(&units.collect::<Vec<_>>()) }
        };
        arms.iter().zip(values).map(paired).collect()
    };
    let metric_of = |arm: &NamedArm<Vec<[f64; 2]>>| arm.observed.iter().map(|[value, _]| *value).collect();
    let values: Vec<NamedArm<Vec<f64>>> =
        arms.iter().map(|arm| NamedArm { name: arm.name.clone(), observed: metric_of(arm) }).collect();
    let uncapped = compare_adjusted(&with_covariate(&values), question)?;
    let Some((caps, level)) = caps(&values, Some(cap)) else { return Ok(uncapped) };
    let capped = |arm: &NamedArm<Vec<f64>>| NamedArm { name: arm.name.clone(), observed: caps.capped(&arm.observed) };
    let cut: Vec<NamedArm<Vec<f64>>> = values.iter().map(capped).collect();
    let mut result = compare_adjusted(&with_covariate(&cut), question)?;
    result.tail = Some(tail(&values, &cut, &caps, level, true));
    result.also.push(MetricResult {
        id: UNCAPPED.to_owned(),
        role: MetricRole::Secondary,
        also: Vec::new(),
        ..uncapped
    });
    Ok(result)
}

fn pair(control: &CrossMoments, variant: &CrossMoments, choice: MeanChoice) -> Estimated {
    let effect = CovariateArms::of_means(control, variant).and_then(|arms| arms.estimate(choice.method()));
    let mean = |arm: &CrossMoments| metric(arm).and_then(|moments| moments.mean());
    Estimated::new(effect, [mean(control), mean(variant)], choice)
}

fn metric(arm: &CrossMoments) -> Option<Moments> {
    arm.single(0)
}

/// What the covariate takes away; of several variants the one it helps least.
fn covariate_use(arms: &[NamedArm<CrossMoments>]) -> Option<CovariateUse> {
    let (control, variants) = arms.split_first()?;
    let uses = variants.iter().map(|variant| {
        let pair = CovariateArms::of_means(&control.observed, &variant.observed).ok()?;
        Some(CovariateUse { theta: pair.theta().ok()?, variance_left: pair.variance_left().ok()? })
    });
    let uses: Option<Vec<CovariateUse>> = uses.collect();
    uses?.into_iter().max_by(|one, other| one.variance_left.total_cmp(&other.variance_left))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{Bound, NoAnswer};

    fn arm(name: &str, units: &[[f64; 2]]) -> NamedArm<CrossMoments> {
        NamedArm { name: name.to_owned(), observed: CrossMoments::of(units) }
    }

    fn compared(control: &[[f64; 2]], variant: &[[f64; 2]]) -> Result<MetricResult, CompareError> {
        let question = Question::two_sided(Proportion::new(0.05).unwrap());
        compare_adjusted(&[arm("control", control), arm("variant", variant)], &question)
    }

    const CONTROL: [[f64; 2]; 5] = [[10.0, 8.0], [0.0, 1.0], [25.0, 30.0], [5.0, 4.0], [7.0, 9.0]];
    const VARIANT: [[f64; 2]; 5] = [[12.0, 7.0], [2.0, 1.0], [35.0, 33.0], [8.0, 6.0], [14.0, 12.0]];

    #[test]
    fn a_covariate_narrows_and_the_lift_keeps_its_denominator() {
        let result = compared(&CONTROL, &VARIANT).unwrap();
        let (adjusted, plain) = (&result.comparisons[0], &result.also[0].comparisons[0]);
        assert_eq!(result.also[0].id, "unadjusted");
        let width = |end: &crate::analysis::Effect| match (end.low, end.high) {
            (Bound::At(low), Bound::At(high)) => high - low,
            _ => f64::INFINITY,
        };
        assert!(width(&adjusted.difference) < width(&plain.difference) / 2.0);
        let lift = adjusted.lift.estimate.unwrap();
        assert!((lift - adjusted.difference.estimate.unwrap() / result.arms[0].estimate).abs() < 1e-14);
        assert_eq!(result.arms[0].estimate, 9.4);
        assert!(result.covariate.unwrap().variance_left < 0.1);
    }

    /// The cap by hand: of the ten values the ninth is 25, which is the quantile at 8/9.
    #[test]
    fn a_cap_comes_before_the_covariate() {
        let named = |name: &str, units: &[[f64; 2]]| NamedArm { name: name.to_owned(), observed: units.to_vec() };
        let question = Question::two_sided(Proportion::new(0.05).unwrap());
        let cap = Proportion::new(8.0 / 9.0).unwrap();
        let arms = [named("control", &CONTROL), named("variant", &VARIANT)];
        let result = compare_adjusted_values(&arms, cap, &question).unwrap();
        let by_hand = compared(&CONTROL, &VARIANT.map(|[metric, before]| [metric.min(25.0), before])).unwrap();
        let close = |one: &MetricResult, other: &MetricResult| {
            let p_value = |result: &MetricResult| result.comparisons[0].p_value.unwrap();
            assert!((p_value(one) / p_value(other) - 1.0).abs() < 1e-9, "{one:?} {other:?}");
        };
        close(&result, &by_hand);
        close(&result.also[0], &by_hand.also[0]);
        close(&result.also[1], &compared(&CONTROL, &VARIANT).unwrap());
        assert_eq!((result.also[0].id.as_str(), result.also[1].id.as_str()), (UNADJUSTED, UNCAPPED));
        assert!((result.tail.unwrap().threshold - 25.0).abs() < 1e-12);
    }

    #[test]
    fn what_a_covariate_cannot_do_is_named() {
        let flat = CONTROL.map(|[metric, _]| [metric, 3.0]);
        let result = compared(&flat, &flat).unwrap();
        assert_eq!(result.comparisons[0].no_test, Some(NoAnswer::ConstantCovariate));
        assert_eq!(result.covariate, None);
        assert!(result.also[0].comparisons[0].p_value.is_some());
        let error = compared(&CONTROL[..1], &VARIANT).unwrap_err();
        assert_eq!(error, CompareError::TooFewUnits { arm: "control".to_owned(), units: 1 });
    }
}
