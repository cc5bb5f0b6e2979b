//! Intervals for one mean, for a difference of means and for the lift of a mean.

use super::interval::{Interval, Method, NoAnswer, Shape, Test};
use super::mean_test::{MeanArms, MeanMethod};
use super::{Alternative, MeanLift, Moments, student_t};
use crate::quantity::Proportion;

impl MeanArms {
    /// Returns the differences (variant − control) that the data do not reject at level `1 − alpha`.
    ///
    /// [`Alternative::Greater`] gives a lower end only, [`Alternative::Less`] an upper end only, each with the whole `alpha`.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::TooFewUnits`], [`NoAnswer::NoVariation`].
    pub fn difference_interval(
        self,
        alpha: Proportion,
        alternative: Alternative,
        method: MeanMethod,
    ) -> Result<Interval, NoAnswer> {
        Ok(self.estimate(method)?.difference_interval(alpha, alternative))
    }

    /// Returns the lifts (variant / control − 1) that the data do not reject at level `1 − alpha`, by Fieller's theorem.
    ///
    /// The quantile and degrees of freedom are those of the difference, so that a lift of 0 is excluded exactly when the test
    /// of the difference rejects. Where the control mean is not significantly different from 0 the set is not an interval:
    /// see [`Shape`]. [`Alternative::Greater`] asks for the lifts allowed when larger means are looked for; over a negative
    /// control these have an upper end. `alpha` is meant to lie below one half.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::ZeroBaseline`] when the control mean is exactly 0; otherwise as [`difference_interval`](Self::difference_interval).
    pub fn lift_interval(
        self,
        alpha: Proportion,
        alternative: Alternative,
        method: MeanMethod,
    ) -> Result<Interval, NoAnswer> {
        self.estimate(method)?.lift_interval(alpha, alternative, MeanLift::Fieller)
    }
}

impl Moments {
    /// Returns the means that the data do not reject at level `1 − alpha`, by Student's t with n − 1 degrees of freedom.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::TooFewUnits`] for fewer than two values, [`NoAnswer::NoVariation`] when all are alike.
    ///
    /// ```
    /// use jalon::quantity::Proportion;
    /// use jalon::stats::{Alternative, Moments};
    /// let alpha = Proportion::new(0.05).unwrap();
    /// let interval = Moments::from_summary(30, 4.2, 1.1).unwrap().interval(alpha, Alternative::TwoSided).unwrap();
    /// assert!((interval.low().value().unwrap() - 3.789_253_249_566_09).abs() < 1e-12);
    /// ```
    pub fn interval(&self, alpha: Proportion, alternative: Alternative) -> Result<Interval, NoAnswer> {
        let (mean, error, df) = self.mean_and_error()?;
        let half = student_t::upper_quantile(alternative.sides().level(alpha.get()), df) * error;
        Ok(Interval { shape: Shape::sided(mean - half, mean + half, alternative), alpha, method: Method::StudentT })
    }

    /// Tests the hypothesis that the mean is `null`, by Student's t with n − 1 degrees of freedom.
    ///
    /// # Errors
    ///
    /// As [`interval`](Self::interval).
    pub fn test(&self, null: f64, alternative: Alternative) -> Result<Test, NoAnswer> {
        let (mean, error, df) = self.mean_and_error()?;
        let statistic = (mean - null) / error;
        let p_value = alternative.p_value(statistic, |statistic| student_t::upper_tail(statistic, df));
        Ok(Test { statistic, degrees_of_freedom: Some(df), p_value, method: Method::StudentT })
    }

    fn mean_and_error(&self) -> Result<(f64, f64, f64), NoAnswer> {
        let (Some(mean), Some(variance)) = (self.mean(), self.variance()) else {
            return Err(NoAnswer::TooFewUnits);
        };
        let size = self.count() as f64;
        let error = (variance / size).sqrt();
        if error == 0.0 { Err(NoAnswer::NoVariation) } else { Ok((mean, error, size - 1.0)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::MeanNull;
    use proptest::prelude::*;

    fn arms(control: (u64, f64, f64), variant: (u64, f64, f64)) -> MeanArms {
        let moments = |(count, mean, sd)| Moments::from_summary(count, mean, sd).unwrap();
        MeanArms { control: moments(control), variant: moments(variant) }
    }

    fn alpha(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    #[test]
    fn a_control_of_zero_has_no_lift() {
        let zero = arms((10, 0.0, 1.0), (10, 3.0, 1.0));
        let lift = zero.lift_interval(alpha(0.05), Alternative::TwoSided, MeanMethod::Welch);
        assert_eq!(lift, Err(NoAnswer::ZeroBaseline));
        let comparison = zero.compare(MeanNull::EQUAL, alpha(0.05), Alternative::TwoSided, MeanMethod::Welch).unwrap();
        assert_eq!(comparison.lift, Err(NoAnswer::ZeroBaseline));
        assert!(comparison.test.is_ok());
    }

    #[test]
    fn an_uncertain_control_leaves_the_lift_open() {
        let shape = |control, variant| {
            let arms = arms(control, variant);
            arms.lift_interval(alpha(0.05), Alternative::TwoSided, MeanMethod::Z).unwrap().shape
        };
        assert!(matches!(shape((100, 0.1, 5.0), (100, 9.0, 5.0)), Shape::Outside { .. }));
        assert_eq!(shape((100, 0.1, 5.0), (100, 0.1, 5.0)), Shape::WholeLine);
        assert!(matches!(shape((100, 10.0, 5.0), (100, 9.0, 5.0)), Shape::Between { .. }));
    }

    #[test]
    fn one_value_and_equal_values_are_named() {
        assert_eq!(Moments::of(&[3.0]).interval(alpha(0.05), Alternative::Less), Err(NoAnswer::TooFewUnits));
        assert_eq!(Moments::of(&[3.0, 3.0]).test(0.0, Alternative::Less), Err(NoAnswer::NoVariation));
    }

    proptest! {
        /// The set is what the tests of all lifts leave over, whatever its shape and whichever side is watched.
        #[test]
        fn fiellers_set_inverts_the_test_of_every_lift(
            control_mean in -3.0..3.0, variant_mean in -9.0..9.0, n0 in 2_u64..40, n1 in 2_u64..40,
            risk in 0.01..0.3, lift in -8.0..8.0, side in 0..3,
        ) {
            let alternative = [Alternative::TwoSided, Alternative::Greater, Alternative::Less][side as usize];
            let arms = arms((n0, control_mean, 2.0), (n1, variant_mean, 3.0));
            let set = arms.lift_interval(alpha(risk), alternative, MeanMethod::Welch).unwrap();
            let p_value = arms.test(MeanNull::Lift(lift), alternative, MeanMethod::Welch).unwrap().p_value;
            prop_assume!((p_value / risk - 1.0).abs() > 1e-9);
            prop_assert_eq!(set.contains(lift), p_value > risk, "{:?}, p {}", set.shape, p_value);
        }

        #[test]
        fn the_interval_of_a_mean_inverts_its_test(
            mean in -5.0..5.0, sd in 0.1..9.0, count in 2_u64..500, risk in 0.001..0.4,
        ) {
            let moments = Moments::from_summary(count, mean, sd).unwrap();
            let low = moments.interval(alpha(risk), Alternative::TwoSided).unwrap().low().value().unwrap();
            let p_value = moments.test(low, Alternative::TwoSided).unwrap().p_value;
            prop_assert!((p_value / risk - 1.0).abs() < 1e-8);
        }
    }
}
