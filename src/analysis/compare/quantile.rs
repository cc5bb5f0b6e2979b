use super::estimated::{Estimated, described};
use super::family::compare;
use super::{CompareError, NamedArm, Question};
use crate::analysis::effect::MetricResult;
use crate::metric::MetricKind;
use crate::quantity::Proportion;
use crate::stats::{Alternative, QuantileArm, quantile_effect};

/// Compares a quantile of each variant with the control's, which comes first: Welch's t with the spread that order
/// statistics around the quantile show, Fieller's interval of the lift.
///
/// Each arm's own interval goes from one order statistic to another, which holds whatever the values are spread like; for
/// values in clusters it is that of the estimate.
///
/// # Errors
///
/// [`CompareError`], among others [`CompareError::TooFewUnits`] for an arm of fewer than two units.
///
/// ```
/// use jalon::analysis::{NamedArm, Question, compare_quantiles};
/// use jalon::{quantity::Proportion, stats::QuantileArm};
/// let share = |value| Proportion::new(value).unwrap();
/// let arm = |name: &str, step: f64| NamedArm {
///     name: name.to_owned(),
///     observed: QuantileArm::of((0..400).map(|place| step * f64::from(place)).collect()),
/// };
/// let question = Question::two_sided(share(0.05));
/// let result = compare_quantiles(&[arm("control", 1.0), arm("variant", 1.1)], share(0.9), &question).unwrap();
/// assert!((result.comparisons[0].lift.estimate.unwrap() - 0.1).abs() < 1e-12);
/// ```
pub fn compare_quantiles(
    arms: &[NamedArm<QuantileArm>],
    level: Proportion,
    question: &Question,
) -> Result<MetricResult, CompareError> {
    let choice = question.mean_method;
    let describe = |arm: &NamedArm<QuantileArm>, own| {
        let units = arm.observed.units() as u64;
        let Some(value) = arm.observed.value(level).filter(|_| units >= 2) else {
            return Err(CompareError::TooFewUnits { arm: arm.name.clone(), units });
        };
        let between = arm.observed.interval(level, own, Alternative::TwoSided).ok();
        Ok(described(units, value, arm.observed.estimate(level), own, between))
    };
    let result = compare(MetricKind::Quantile, arms, question, describe, |control, variant| {
        let effect = quantile_effect(control, variant, level, choice.method());
        Estimated::new(effect, [control.value(level), variant.value(level)], choice)
    })?;
    Ok(MetricResult { level: Some(level.get()), ..result })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{Bound, NoAnswer};

    fn share(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    fn arm(name: &str, observed: QuantileArm) -> NamedArm<QuantileArm> {
        NamedArm { name: name.to_owned(), observed }
    }

    fn values(count: u32, step: f64) -> QuantileArm {
        QuantileArm::of((0..count).map(|place| step * f64::from(place)).collect())
    }

    fn compared(control: QuantileArm, variant: QuantileArm, level: f64) -> Result<MetricResult, CompareError> {
        compare_quantiles(
            &[arm("control", control), arm("variant", variant)],
            share(level),
            &Question::two_sided(share(0.05)),
        )
    }

    /// The median's interval of 100 values goes from the 40th to the 61st, as every table of order statistics says.
    #[test]
    fn an_arm_is_told_by_its_order_statistics() {
        let interval = compared(values(100, 1.0), values(100, 2.0), 0.5).unwrap().arms[0].interval.unwrap();
        assert_eq!((interval.low, interval.high), (39.0, 60.0));
    }

    #[test]
    fn a_quantile_beyond_the_data_is_named() {
        let result = compared(values(50, 1.0), values(50, 1.1), 0.99).unwrap();
        assert_eq!(result.comparisons[0].no_test, Some(NoAnswer::QuantileTooExtreme));
        assert_eq!(result.comparisons[0].difference.high, Bound::Unbounded);
        assert_eq!(result.arms[0].estimate, 48.51);
        let alike = compared(QuantileArm::of(vec![3.0; 99]), QuantileArm::of(vec![3.0; 99]), 0.5).unwrap();
        assert_eq!(alike.comparisons[0].no_test, Some(NoAnswer::NoVariation));
        let error = compared(values(1, 1.0), values(50, 1.1), 0.5).unwrap_err();
        assert_eq!(error, CompareError::TooFewUnits { arm: "control".to_owned(), units: 1 });
    }

    /// A user counted four times over is still one user: four times the values would double the statistic. The density is
    /// read a little closer to the quantile, off whole values, which moves it by some percent.
    #[test]
    fn clusters_of_copies_know_no_more_than_one_of_each() {
        let clusters = |step: f64| {
            let value = |place: u32| step * f64::from(place);
            QuantileArm::of_clusters((0..400).map(|place| vec![value(place); 4]).collect())
        };
        let alone = compared(values(400, 1.0), values(400, 1.2), 0.5).unwrap();
        let copied = compared(clusters(1.0), clusters(1.2), 0.5).unwrap();
        assert_eq!(copied.arms[0].n, 400);
        let ratio = copied.comparisons[0].statistic.unwrap() / alone.comparisons[0].statistic.unwrap();
        assert!((ratio - 1.0).abs() < 0.05, "{ratio}");
    }
}
