use super::estimated::{Estimated, described};
use super::family::compare;
use super::{CompareError, NamedArm, Question};
use crate::analysis::effect::MetricResult;
use crate::metric::MetricKind;
use crate::stats::{CrossMoments, NoAnswer, RatioArms};

/// Compares ratios of totals (revenue per session, say) of each variant with the control's, which comes first; of each unit
/// numerator and denominator, in this order. Welch's t on the linearised units, Fieller's interval of the lift.
///
/// # Errors
///
/// [`CompareError`], among others [`CompareError::NoValue`] for an arm whose denominators sum to 0.
///
/// ```
/// use jalon::analysis::{NamedArm, Question, compare_ratios};
/// use jalon::{quantity::Proportion, stats::CrossMoments};
/// let arm = |name: &str, units: &[[f64; 2]]| NamedArm { name: name.to_owned(), observed: CrossMoments::of(units) };
/// let control = arm("control", &[[0.0, 1.0], [2.0, 5.0], [1.0, 2.0], [0.0, 4.0]]);
/// let variant = arm("variant", &[[1.0, 1.0], [2.0, 3.0], [0.0, 2.0], [3.0, 4.0]]);
/// let question = Question::two_sided(Proportion::new(0.05).unwrap());
/// let result = compare_ratios(&[control, variant], &question).unwrap();
/// assert!((result.comparisons[0].lift.estimate.unwrap() - 1.4).abs() < 1e-12);
/// ```
pub fn compare_ratios(arms: &[NamedArm<CrossMoments>], question: &Question) -> Result<MetricResult, CompareError> {
    let choice = question.mean_method;
    let describe = |arm: &NamedArm<CrossMoments>, own| {
        let units = arm.observed.count();
        if units < 2 {
            return Err(CompareError::TooFewUnits { arm: arm.name.clone(), units });
        }
        let no_value = || CompareError::NoValue { arm: arm.name.clone(), because: NoAnswer::ZeroDenominator };
        let value = ratio(&arm.observed).ok_or_else(no_value)?;
        Ok(described(units, value, arm.observed.ratio(), own, None))
    };
    compare(MetricKind::Ratio, arms, question, describe, |&control, &variant| {
        let effect = RatioArms { control, variant }.estimate(choice.method());
        Estimated::new(effect, [ratio(&control), ratio(&variant)], choice)
    })
}

/// The ratio alone, which also an uncertain denominator has.
fn ratio(moments: &CrossMoments) -> Option<f64> {
    let [numerator, denominator] = moments.means()?;
    (denominator != 0.0).then(|| numerator / denominator)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Proportion;

    fn arm(name: &str, units: &[[f64; 2]]) -> NamedArm<CrossMoments> {
        NamedArm { name: name.to_owned(), observed: CrossMoments::of(units) }
    }

    fn compared(control: &[[f64; 2]], variant: &[[f64; 2]]) -> Result<MetricResult, CompareError> {
        let question = Question::two_sided(Proportion::new(0.05).unwrap());
        compare_ratios(&[arm("control", control), arm("variant", variant)], &question)
    }

    /// By hand: linearised units of the control are (y − x/4)/3 and of the variant (y − 0.6 x)/2.5.
    #[test]
    fn the_standard_error_is_that_of_the_linearised_units() {
        let result = compared(
            &[[0.0, 1.0], [2.0, 5.0], [1.0, 2.0], [0.0, 4.0]],
            &[[1.0, 1.0], [2.0, 3.0], [0.0, 2.0], [3.0, 4.0]],
        );
        let variance = |units: [f64; 4]| units.map(|unit| unit * unit).iter().sum::<f64>() / 3.0 / 4.0;
        let control = variance([-0.25 / 3.0, 0.75 / 3.0, 0.5 / 3.0, -1.0 / 3.0]);
        let variant = variance([0.4 / 2.5, 0.2 / 2.5, -1.2 / 2.5, 0.6 / 2.5]);
        let statistic = (0.6 - 0.25) / (control + variant).sqrt();
        assert!((result.unwrap().comparisons[0].statistic.unwrap() / statistic - 1.0).abs() < 1e-13);
    }

    #[test]
    fn denominators_of_nothing_are_named() {
        let usual = [[0.0, 1.0], [2.0, 5.0], [1.0, 2.0]];
        assert_eq!(
            compared(&[[1.0, 0.0], [2.0, 0.0]], &usual).unwrap_err(),
            CompareError::NoValue { arm: "control".to_owned(), because: NoAnswer::ZeroDenominator }
        );
        let result = compared(&[[1.0, 0.0], [2.0, 0.0], [0.0, 1.0]], &usual).unwrap();
        assert_eq!(result.comparisons[0].no_test, Some(NoAnswer::UncertainDenominator));
        assert_eq!(result.arms[0].estimate, 3.0);
        assert!(result.arms[0].interval.is_none());
        let error = compared(&[[1.0, 1.0]], &usual).unwrap_err();
        assert_eq!(error, CompareError::TooFewUnits { arm: "control".to_owned(), units: 1 });
        let nothing = compared(&[[0.0, 1.0], [0.0, 2.0]], &[[0.0, 1.0], [0.0, 3.0]]).unwrap();
        assert_eq!(nothing.comparisons[0].no_test, Some(NoAnswer::NoVariation));
        assert_eq!(nothing.comparisons[0].lift.estimate, None);
    }
}
