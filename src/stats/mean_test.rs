//! Tests of two means, and the statistic behind their intervals.

use super::interval::{Comparison, NoAnswer, Test};
use super::{Alternative, ArmEstimate, EffectEstimate, MeanNull, Moments};
use crate::quantity::Proportion;

/// The distribution a difference of means is judged by. Interval of difference, interval of lift and test take the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MeanMethod {
    /// Student's t with each arm's own variance (Welch 1947). The default.
    Welch,
    /// Student's t with a common variance.
    Pooled,
    /// Normal, variances taken as known.
    Z,
}

/// Two arms of a test whose metric is a mean.
///
/// ```
/// use jalon::quantity::Proportion;
/// use jalon::stats::{Alternative, MeanArms, MeanMethod, MeanNull, Moments};
/// let arms = MeanArms {
///     control: Moments::from_summary(12_000, 25.1, 40.2).unwrap(),
///     variant: Moments::from_summary(12_100, 26.6, 41.0).unwrap(),
/// };
/// let alpha = Proportion::new(0.05).unwrap();
/// let comparison = arms.compare(MeanNull::EQUAL, alpha, Alternative::TwoSided, MeanMethod::Welch).unwrap();
/// assert!(comparison.test.unwrap().p_value < 0.05);
/// assert!(!comparison.difference.interval.contains(0.0));
/// assert!(!comparison.lift.unwrap().interval.contains(0.0));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MeanArms {
    /// What is there today.
    pub control: Moments,
    /// What might replace it.
    pub variant: Moments,
}

impl MeanArms {
    /// Tests the hypothesis. A [`MeanNull::Lift`] is tested by Fieller's statistic, with the degrees of freedom of the
    /// difference, so that the interval of the lift is just the set of lifts that are not rejected.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::TooFewUnits`] for an arm of fewer than two units, [`NoAnswer::NoVariation`] when all units within each arm are
    /// alike, [`NoAnswer::ImpossibleMargin`] for a margin that is no number.
    pub fn test(self, null: MeanNull, alternative: Alternative, method: MeanMethod) -> Result<Test, NoAnswer> {
        self.estimate(method)?.test(null, alternative)
    }

    /// Difference, lift and test from one statistic.
    ///
    /// # Errors
    ///
    /// As [`test`](Self::test); that the lift has no meaning over a control of 0 is named in its field.
    pub fn compare(
        self,
        null: MeanNull,
        alpha: Proportion,
        alternative: Alternative,
        method: MeanMethod,
    ) -> Result<Comparison, NoAnswer> {
        self.estimate(method)?.compare(null, alpha, alternative)
    }

    /// The effect with its standard errors: what every test and interval of it is made from.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::TooFewUnits`], [`NoAnswer::NoVariation`].
    pub fn estimate(self, method: MeanMethod) -> Result<EffectEstimate, NoAnswer> {
        let (control, variant) = (ArmEstimate::of_mean(&self.control)?, ArmEstimate::of_mean(&self.variant)?);
        EffectEstimate::of_arms(control, variant, method)
    }
}

/// Degrees of freedom of Welch's statistic (Satterthwaite 1946, Welch 1947), from the spreads and sizes of two arms.
///
/// Written with each arm's share of the variance, so that revenue in the billions neither overflows nor cancels.
pub(super) fn satterthwaite(sd_1: f64, size_1: f64, sd_2: f64, size_2: f64) -> f64 {
    let (error_1, error_2) = (sd_1 / size_1.sqrt(), sd_2 / size_2.sqrt());
    let total = error_1.hypot(error_2);
    let (share_1, share_2) = ((error_1 / total).powi(2), (error_2 / total).powi(2));
    1.0 / (share_1 * share_1 / (size_1 - 1.0) + share_2 * share_2 / (size_2 - 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::normal;
    use proptest::prelude::*;

    fn moments(count: u64, mean: f64, sd: f64) -> Moments {
        Moments::from_summary(count, mean, sd).unwrap()
    }

    #[test]
    fn what_cannot_be_tested_is_named() {
        let test = |control, variant| {
            MeanArms { control, variant }.test(MeanNull::EQUAL, Alternative::TwoSided, MeanMethod::Welch)
        };
        assert_eq!(test(moments(1, 3.0, 0.0), moments(10, 3.0, 1.0)), Err(NoAnswer::TooFewUnits));
        assert_eq!(test(Moments::default(), moments(10, 3.0, 1.0)), Err(NoAnswer::TooFewUnits));
        assert_eq!(test(moments(5, 3.0, 0.0), moments(5, 4.0, 0.0)), Err(NoAnswer::NoVariation));
        assert!(test(moments(5, 3.0, 0.0), moments(5, 4.0, 0.5)).is_ok());
    }

    #[test]
    fn billions_in_revenue_and_in_units() {
        let arms =
            MeanArms { control: moments(1_000_000_000, 2.5e9, 4e9), variant: moments(1_000_000_000, 2.5e9 + 1e6, 4e9) };
        let test = arms.test(MeanNull::EQUAL, Alternative::TwoSided, MeanMethod::Welch).unwrap();
        let z = 1e6 / (4e9 * (2.0 / 1e9_f64).sqrt());
        assert!((test.statistic / z - 1.0).abs() < 1e-9);
        assert!((test.p_value / (2.0 * normal::upper_tail(z)) - 1.0).abs() < 1e-6);
    }

    prop_compose! {
        fn any_arms()(
            n0 in 2_u64..5000, m0 in -50.0..50.0, s0 in 0.1..100.0,
            n1 in 2_u64..5000, m1 in -50.0..50.0, s1 in 0.1..100.0,
        ) -> MeanArms {
            MeanArms { control: moments(n0, m0, s0), variant: moments(n1, m1, s1) }
        }
    }

    proptest! {
        #[test]
        fn p_value_difference_and_lift_agree_on_significance(arms in any_arms(), alpha in 0.001..0.3) {
            for method in [MeanMethod::Welch, MeanMethod::Pooled, MeanMethod::Z] {
                let risk = Proportion::new(alpha).unwrap();
                let comparison = arms.compare(MeanNull::EQUAL, risk, Alternative::TwoSided, method).unwrap();
                let p_value = comparison.test.unwrap().p_value;
                // A tie within rounding belongs to neither side.
                prop_assume!((p_value / alpha - 1.0).abs() > 1e-9);
                prop_assert_eq!(!comparison.difference.interval.contains(0.0), p_value < alpha);
                prop_assert_eq!(!comparison.lift.unwrap().interval.contains(0.0), p_value < alpha);
            }
        }

        #[test]
        fn one_sided_lift_agrees_with_its_test(arms in any_arms(), alpha in 0.001..0.3, less in any::<bool>()) {
            let alternative = if less { Alternative::Less } else { Alternative::Greater };
            let risk = Proportion::new(alpha).unwrap();
            let comparison = arms.compare(MeanNull::EQUAL, risk, alternative, MeanMethod::Welch).unwrap();
            let p_value = comparison.test.unwrap().p_value;
            prop_assume!((p_value / alpha - 1.0).abs() > 1e-9);
            prop_assert_eq!(!comparison.difference.interval.contains(0.0), p_value < alpha);
            prop_assert_eq!(!comparison.lift.unwrap().interval.contains(0.0), p_value < alpha);
        }

        #[test]
        fn swapped_arms_mirror_the_test(arms in any_arms(), margin in -20.0..20.0) {
            let swapped = MeanArms { control: arms.variant, variant: arms.control };
            let direct = arms.test(MeanNull::Difference(margin), Alternative::Greater, MeanMethod::Welch).unwrap();
            let mirrored = swapped.test(MeanNull::Difference(-margin), Alternative::Less, MeanMethod::Welch).unwrap();
            prop_assert!((direct.statistic + mirrored.statistic).abs() < 1e-12 * direct.statistic.abs().max(1.0));
            prop_assert!((direct.p_value - mirrored.p_value).abs() < 1e-12);
        }
    }
}
