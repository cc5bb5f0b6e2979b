//! Tests of two means, and the statistic behind their intervals.

use super::interval::{Comparison, Effect, Method, NoAnswer, Test};
use super::{Alternative, MeanNull, Moments, normal, student_t};
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
        let spread = self.spread(method)?;
        let scale = null.control_scale();
        let distance = match null {
            MeanNull::Difference(difference) => spread.difference() - difference,
            MeanNull::Lift(lift) => spread.difference() - lift * spread.control_mean,
        };
        if !distance.is_finite() || !scale.is_finite() {
            return Err(NoAnswer::ImpossibleMargin);
        }
        let error = (scale * spread.control_error).hypot(spread.variant_error);
        if error == 0.0 {
            return Err(NoAnswer::NoVariation);
        }
        let statistic = distance / error;
        let p_value = alternative.p_value(statistic, |statistic| spread.upper_tail(statistic));
        let method = match method {
            MeanMethod::Welch => Method::Welch,
            MeanMethod::Pooled => Method::PooledT,
            MeanMethod::Z => Method::Z,
        };
        Ok(Test { statistic, degrees_of_freedom: spread.degrees_of_freedom, p_value, method })
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
        let test = self.test(null, alternative, method)?;
        let spread = self.spread(method)?;
        let difference = self.difference_interval(alpha, alternative, method)?;
        let lift = self.lift_interval(alpha, alternative, method);
        Ok(Comparison {
            difference: Effect { estimate: Some(spread.difference()), interval: difference },
            lift: lift.map(|interval| Effect { estimate: Some(spread.difference() / spread.control_mean), interval }),
            test: Ok(test),
        })
    }

    /// Means, standard errors and degrees of freedom of the two arms.
    pub(super) fn spread(self, method: MeanMethod) -> Result<Spread, NoAnswer> {
        let known = |arm: Moments| match (arm.mean(), arm.variance()) {
            (Some(mean), Some(variance)) => Ok((mean, variance, arm.count() as f64)),
            _ => Err(NoAnswer::TooFewUnits),
        };
        let (control_mean, control_variance, control_size) = known(self.control)?;
        let (variant_mean, variant_variance, variant_size) = known(self.variant)?;
        if control_variance == 0.0 && variant_variance == 0.0 {
            return Err(NoAnswer::NoVariation);
        }
        let pooled_freedom = control_size + variant_size - 2.0;
        let (control_variance, variant_variance) = match method {
            MeanMethod::Pooled => {
                let pooled = (self.control.squares() + self.variant.squares()) / pooled_freedom;
                (pooled, pooled)
            }
            MeanMethod::Welch | MeanMethod::Z => (control_variance, variant_variance),
        };
        let degrees_of_freedom = match method {
            MeanMethod::Welch => {
                Some(satterthwaite(control_variance.sqrt(), control_size, variant_variance.sqrt(), variant_size))
            }
            MeanMethod::Pooled => Some(pooled_freedom),
            MeanMethod::Z => None,
        };
        Ok(Spread {
            control_mean,
            variant_mean,
            control_error: (control_variance / control_size).sqrt(),
            variant_error: (variant_variance / variant_size).sqrt(),
            degrees_of_freedom,
        })
    }
}

/// Means and standard errors of two arms, and the distribution of their standardised difference.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spread {
    pub control_mean: f64,
    pub variant_mean: f64,
    pub control_error: f64,
    pub variant_error: f64,
    pub degrees_of_freedom: Option<f64>,
}

impl Spread {
    pub fn difference(&self) -> f64 {
        self.variant_mean - self.control_mean
    }

    fn upper_tail(&self, statistic: f64) -> f64 {
        match self.degrees_of_freedom {
            Some(df) => student_t::upper_tail(statistic, df),
            None => normal::upper_tail(statistic),
        }
    }

    /// The statistic with this probability above it.
    pub fn critical(&self, level: f64) -> f64 {
        match self.degrees_of_freedom {
            Some(df) => student_t::upper_quantile(level, df),
            None => normal::upper_quantile(level),
        }
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
