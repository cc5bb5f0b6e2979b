//! From two estimates with standard errors to difference, lift, interval and test: the one road for every kind of metric
//! whose estimate is normal in large samples (means, ratios of totals, adjusted and capped means, quantiles).

use super::fieller::{Fieller, Parts};
use super::interval::{Comparison, Effect, Interval, Method, NoAnswer, Shape, Test};
use super::mean_test::satterthwaite;
use super::{Alternative, MeanMethod, MeanNull, Moments, normal, student_t};
use crate::quantity::Proportion;

/// What one arm shows of a metric: an estimate, how far it may be off, and from how many independent units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ArmEstimate {
    /// The estimate.
    pub value: f64,
    /// Its standard error.
    pub error: f64,
    /// Independent units behind it: degrees of freedom are counted from these.
    pub units: f64,
}

impl ArmEstimate {
    /// The mean of an arm.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::TooFewUnits`] for fewer than two values.
    pub fn of_mean(moments: &Moments) -> Result<Self, NoAnswer> {
        let (Some(value), Some(variance)) = (moments.mean(), moments.variance()) else {
            return Err(NoAnswer::TooFewUnits);
        };
        let units = moments.count() as f64;
        Ok(Self { value, error: (variance / units).sqrt(), units })
    }

    /// Returns the values that the data do not reject, by Student's t with `units − 1` degrees of freedom.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::TooFewUnits`] for fewer than two units, [`NoAnswer::NoVariation`] without a standard error.
    pub fn interval(&self, alpha: Proportion, alternative: Alternative) -> Result<Interval, NoAnswer> {
        if self.units < 2.0 {
            return Err(NoAnswer::TooFewUnits);
        }
        if self.error == 0.0 {
            return Err(NoAnswer::NoVariation);
        }
        let half = student_t::upper_quantile(alternative.sides().level(alpha.get()), self.units - 1.0) * self.error;
        let shape = Shape::sided(self.value - half, self.value + half, alternative);
        Ok(Interval { shape, alpha, method: Method::StudentT })
    }

    /// The same on the scale of logarithms.
    fn logarithm(self) -> Self {
        Self { value: self.value.abs().ln(), error: self.error / self.value.abs(), units: self.units }
    }

    /// The variance of one unit.
    fn unit_variance(self) -> f64 {
        self.error * self.error * self.units
    }
}

/// Which interval of a lift to give. All but Fieller's can disagree with the test of the difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MeanLift {
    /// Fieller 1954: excludes 0 exactly when the test of the difference rejects. The default.
    Fieller,
    /// The delta method on the ratio: symmetric about the estimate.
    Delta,
    /// The delta method on the logarithm of the ratio. Needs two arms of the same sign, and independent ones.
    LogRatio,
}

/// An effect of variant against control, as any estimator hands it over: difference, the control the lift is a share of,
/// and how the two vary together.
///
/// ```
/// use jalon::quantity::Proportion;
/// use jalon::stats::{Alternative, ArmEstimate, EffectEstimate, MeanMethod, MeanNull};
/// let control = ArmEstimate { value: 2.10, error: 0.04, units: 9_000.0 };
/// let variant = ArmEstimate { value: 2.25, error: 0.05, units: 9_100.0 };
/// let effect = EffectEstimate::of_arms(control, variant, MeanMethod::Welch).unwrap();
/// let alpha = Proportion::new(0.05).unwrap();
/// let comparison = effect.compare(MeanNull::EQUAL, alpha, Alternative::TwoSided).unwrap();
/// assert!(comparison.test.unwrap().p_value < 0.05);
/// assert!(!comparison.lift.unwrap().interval.contains(0.0));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EffectEstimate {
    parts: Parts,
    degrees_of_freedom: Option<f64>,
    method: MeanMethod,
    /// The two arms, where they are independent and the lift is their ratio.
    arms: Option<(ArmEstimate, ArmEstimate)>,
}

/// How an effect and the control it is a share of vary together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Covaried {
    pub effect: f64,
    pub effect_variance: f64,
    pub control: f64,
    pub control_variance: f64,
    pub covariance: f64,
}

impl EffectEstimate {
    /// Two independent arms.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::TooFewUnits`] for an arm of fewer than two units where the method estimates variances,
    /// [`NoAnswer::NoVariation`] when neither arm has a standard error.
    pub fn of_arms(control: ArmEstimate, variant: ArmEstimate, method: MeanMethod) -> Result<Self, NoAnswer> {
        let few = method != MeanMethod::Z && control.units.min(variant.units) < 2.0;
        let readable = |arm: ArmEstimate| arm.value.is_finite() && arm.error.is_finite() && arm.error >= 0.0;
        if few || !readable(control) || !readable(variant) {
            return Err(NoAnswer::TooFewUnits);
        }
        if control.error == 0.0 && variant.error == 0.0 {
            return Err(NoAnswer::NoVariation);
        }
        let pooled_freedom = control.units + variant.units - 2.0;
        let (control_error, variant_error, degrees_of_freedom) = match method {
            MeanMethod::Welch => (control.error, variant.error, Some(welch(control, variant))),
            MeanMethod::Z => (control.error, variant.error, None),
            MeanMethod::Pooled => {
                let squares =
                    control.unit_variance() * (control.units - 1.0) + variant.unit_variance() * (variant.units - 1.0);
                let sd = (squares / pooled_freedom).sqrt();
                (sd / control.units.sqrt(), sd / variant.units.sqrt(), Some(pooled_freedom))
            }
        };
        let parts = Parts {
            effect: variant.value - control.value,
            residual: variant.value,
            residual_error: variant_error,
            control: control.value,
            control_error,
            slope: -1.0,
        };
        Ok(Self { parts, degrees_of_freedom, method, arms: Some((control, variant)) })
    }

    /// An effect that is not the difference of two independent numbers, such as one adjusted for a covariate and divided by
    /// the unadjusted control. Judged by the normal where there are no degrees of freedom.
    pub(super) fn of_covaried(
        numbers: Covaried,
        degrees_of_freedom: Option<f64>,
        method: MeanMethod,
    ) -> Result<Self, NoAnswer> {
        if !numbers.effect_variance.is_finite() || numbers.effect_variance <= 0.0 {
            return Err(NoAnswer::NoVariation);
        }
        let slope = if numbers.control_variance > 0.0 { numbers.covariance / numbers.control_variance } else { 0.0 };
        // Estimated apart, the two variances may leave the rest a hair below 0.
        let rest = (numbers.effect_variance - slope * numbers.covariance).max(0.0);
        let parts = Parts {
            effect: numbers.effect,
            residual: numbers.effect - slope * numbers.control,
            residual_error: rest.sqrt(),
            control: numbers.control,
            control_error: numbers.control_variance.sqrt(),
            slope,
        };
        Ok(Self { parts, degrees_of_freedom, method, arms: None })
    }

    /// Variant minus control.
    #[must_use]
    pub fn difference(&self) -> f64 {
        self.parts.effect
    }

    /// The standard error of the difference.
    #[must_use]
    pub fn error(&self) -> f64 {
        self.error_at(0.0)
    }

    /// The difference as a share of the control; none over a control of exactly 0.
    #[must_use]
    pub fn lift(&self) -> Option<f64> {
        (self.parts.control != 0.0).then(|| self.parts.effect / self.parts.control)
    }

    /// The standard error of the lift by the delta method; none over a control of exactly 0.
    #[must_use]
    pub fn lift_error(&self) -> Option<f64> {
        self.lift().map(|lift| self.error_at(lift) / self.parts.control.abs())
    }

    /// The value of the control that the lift is a share of.
    #[must_use]
    pub fn control(&self) -> f64 {
        self.parts.control
    }

    /// Degrees of freedom of Student's t; none where the normal judges.
    #[must_use]
    pub fn degrees_of_freedom(&self) -> Option<f64> {
        self.degrees_of_freedom
    }

    /// Tests the hypothesis. A lift is tested by Fieller's statistic `difference − lift · control`.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::ImpossibleMargin`] for a margin that is no number, [`NoAnswer::NoVariation`] where the statistic has no
    /// standard error.
    pub fn test(&self, null: MeanNull, alternative: Alternative) -> Result<Test, NoAnswer> {
        let (distance, error) = match null {
            MeanNull::Difference(difference) => (self.parts.effect - difference, self.error()),
            MeanNull::Lift(lift) => (self.parts.effect - lift * self.parts.control, self.error_at(lift)),
        };
        if !distance.is_finite() || !error.is_finite() {
            return Err(NoAnswer::ImpossibleMargin);
        }
        if error == 0.0 {
            return Err(NoAnswer::NoVariation);
        }
        let statistic = distance / error;
        let p_value = alternative.p_value(statistic, |statistic| self.upper_tail(statistic));
        Ok(Test { statistic, degrees_of_freedom: self.degrees_of_freedom, p_value, method: self.difference_method() })
    }

    /// Returns the differences that the data do not reject at level `1 − alpha`.
    ///
    /// [`Alternative::Greater`] gives a lower end only, [`Alternative::Less`] an upper end only, each with the whole `alpha`.
    #[must_use]
    pub fn difference_interval(&self, alpha: Proportion, alternative: Alternative) -> Interval {
        let half = self.critical(alpha, alternative) * self.error();
        let shape = Shape::sided(self.parts.effect - half, self.parts.effect + half, alternative);
        Interval { shape, alpha, method: self.difference_method() }
    }

    /// Returns the lifts that the data do not reject at level `1 − alpha`.
    ///
    /// Fieller's set need not be an interval: see [`Shape`]. `alpha` is meant to lie below one half.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::ZeroBaseline`] over a control of exactly 0; for [`MeanLift::LogRatio`] also [`NoAnswer::OppositeSigns`], and
    /// [`NoAnswer::DependentArms`] where the effect is not the difference of two independent arms.
    pub fn lift_interval(
        &self,
        alpha: Proportion,
        alternative: Alternative,
        lift: MeanLift,
    ) -> Result<Interval, NoAnswer> {
        let (Some(estimate), Some(error)) = (self.lift(), self.lift_error()) else {
            return Err(NoAnswer::ZeroBaseline);
        };
        let critical = self.critical(alpha, alternative);
        let shape = match lift {
            MeanLift::Fieller => Fieller::new(&self.parts, critical).lifts(alternative),
            MeanLift::Delta => {
                let alternative = if self.parts.control > 0.0 { alternative } else { alternative.reversed() };
                Shape::sided(estimate - critical * error, estimate + critical * error, alternative)
            }
            MeanLift::LogRatio => self.log_ratio(alpha, alternative)?,
        };
        Ok(Interval { shape, alpha, method: self.lift_method(lift) })
    }

    /// Difference, lift and test from one statistic.
    ///
    /// # Errors
    ///
    /// As [`test`](Self::test); that the lift has no meaning over a control of 0 is named in its field.
    pub fn compare(&self, null: MeanNull, alpha: Proportion, alternative: Alternative) -> Result<Comparison, NoAnswer> {
        let test = self.test(null, alternative)?;
        let difference = self.difference_interval(alpha, alternative);
        let lift = self.lift_interval(alpha, alternative, MeanLift::Fieller);
        Ok(Comparison {
            difference: Effect { estimate: Some(self.difference()), interval: difference },
            lift: lift.map(|interval| Effect { estimate: self.lift(), interval }),
            test: Ok(test),
        })
    }

    /// Standard error of `difference − lift · control`.
    fn error_at(&self, lift: f64) -> f64 {
        ((self.parts.slope - lift) * self.parts.control_error).hypot(self.parts.residual_error)
    }

    fn upper_tail(&self, statistic: f64) -> f64 {
        match self.degrees_of_freedom {
            Some(df) => student_t::upper_tail(statistic, df),
            None => normal::upper_tail(statistic),
        }
    }

    fn critical(&self, alpha: Proportion, alternative: Alternative) -> f64 {
        let level = alternative.sides().level(alpha.get());
        match self.degrees_of_freedom {
            Some(df) => student_t::upper_quantile(level, df),
            None => normal::upper_quantile(level),
        }
    }

    /// The interval of the difference of logarithms, read as lifts. Over negative arms a larger ratio is a lower value.
    fn log_ratio(&self, alpha: Proportion, alternative: Alternative) -> Result<Shape, NoAnswer> {
        let (control, variant) = self.arms.ok_or(NoAnswer::DependentArms)?;
        if control.value * variant.value <= 0.0 {
            return Err(NoAnswer::OppositeSigns);
        }
        let alternative = if control.value > 0.0 { alternative } else { alternative.reversed() };
        let logs = Self::of_arms(control.logarithm(), variant.logarithm(), self.method)?;
        let half = logs.critical(alpha, alternative) * logs.error();
        let lift = |log: f64| log.exp_m1();
        Ok(Shape::sided(lift(logs.difference() - half), lift(logs.difference() + half), alternative))
    }

    fn difference_method(&self) -> Method {
        match self.method {
            MeanMethod::Welch => Method::Welch,
            MeanMethod::Pooled => Method::PooledT,
            MeanMethod::Z => Method::Z,
        }
    }

    fn lift_method(&self, lift: MeanLift) -> Method {
        match (lift, self.method) {
            (MeanLift::Fieller, MeanMethod::Welch) => Method::FiellerWelch,
            (MeanLift::Fieller, MeanMethod::Pooled) => Method::FiellerPooled,
            (MeanLift::Fieller, MeanMethod::Z) => Method::FiellerZ,
            (MeanLift::Delta, MeanMethod::Welch) => Method::DeltaWelch,
            (MeanLift::Delta, MeanMethod::Pooled) => Method::DeltaPooled,
            (MeanLift::Delta, MeanMethod::Z) => Method::DeltaZ,
            (MeanLift::LogRatio, MeanMethod::Welch) => Method::LogRatioWelch,
            (MeanLift::LogRatio, MeanMethod::Pooled) => Method::LogRatioPooled,
            (MeanLift::LogRatio, MeanMethod::Z) => Method::LogRatio,
        }
    }
}

/// Degrees of freedom of Welch's statistic from the two standard errors.
pub(super) fn welch(control: ArmEstimate, variant: ArmEstimate) -> f64 {
    let sd = |arm: ArmEstimate| arm.error * arm.units.sqrt();
    satterthwaite(sd(control), control.units, sd(variant), variant.units)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Bound;
    use proptest::prelude::*;

    fn alpha() -> Proportion {
        Proportion::new(0.05).unwrap()
    }

    fn arm(value: f64, error: f64) -> ArmEstimate {
        ArmEstimate { value, error, units: 50.0 }
    }

    fn effect(control: ArmEstimate, variant: ArmEstimate) -> EffectEstimate {
        EffectEstimate::of_arms(control, variant, MeanMethod::Welch).unwrap()
    }

    #[test]
    fn what_cannot_be_told_is_named() {
        let none = |control, variant| EffectEstimate::of_arms(control, variant, MeanMethod::Welch).unwrap_err();
        assert_eq!(none(arm(1.0, 0.0), arm(2.0, 0.0)), NoAnswer::NoVariation);
        assert_eq!(none(ArmEstimate { units: 1.0, ..arm(1.0, 0.1) }, arm(2.0, 0.1)), NoAnswer::TooFewUnits);
        assert_eq!(none(arm(f64::NAN, 0.1), arm(2.0, 0.1)), NoAnswer::TooFewUnits);
        let lift =
            |control, variant, lift| effect(control, variant).lift_interval(alpha(), Alternative::TwoSided, lift);
        assert_eq!(lift(arm(0.0, 0.1), arm(2.0, 0.1), MeanLift::Delta), Err(NoAnswer::ZeroBaseline));
        assert_eq!(lift(arm(-1.0, 0.1), arm(2.0, 0.1), MeanLift::LogRatio), Err(NoAnswer::OppositeSigns));
        let margin = effect(arm(1.0, 0.1), arm(2.0, 0.1)).test(MeanNull::Lift(f64::NAN), Alternative::TwoSided);
        assert_eq!(margin, Err(NoAnswer::ImpossibleMargin));
        assert_eq!(arm(3.0, 0.0).interval(alpha(), Alternative::TwoSided), Err(NoAnswer::NoVariation));
    }

    /// Two independent arms written as an effect that covaries with its control (covariance minus its variance).
    #[test]
    fn both_ways_to_write_independent_arms_agree() {
        let (control, variant) = (arm(5.0, 0.4), arm(6.0, 0.3));
        let direct = effect(control, variant);
        let numbers =
            Covaried { effect: 1.0, effect_variance: 0.25, control: 5.0, control_variance: 0.16, covariance: -0.16 };
        let df = direct.degrees_of_freedom();
        let indirect = EffectEstimate::of_covaried(numbers, df, MeanMethod::Welch).unwrap();
        let one = direct.compare(MeanNull::Lift(0.1), alpha(), Alternative::TwoSided).unwrap();
        let other = indirect.compare(MeanNull::Lift(0.1), alpha(), Alternative::TwoSided).unwrap();
        assert!((one.test.unwrap().p_value - other.test.unwrap().p_value).abs() < 1e-14);
        let ends = |comparison: &Comparison| {
            let interval = comparison.lift.unwrap().interval;
            (interval.low().value().unwrap(), interval.high().value().unwrap())
        };
        assert!((ends(&one).0 - ends(&other).0).abs() < 1e-14 && (ends(&one).1 - ends(&other).1).abs() < 1e-14);
        assert!((direct.lift_error().unwrap() - indirect.lift_error().unwrap()).abs() < 1e-15);
    }

    #[test]
    fn one_sided_questions_have_one_end() {
        let effect = effect(arm(-5.0, 0.4), arm(-6.0, 0.3));
        for lift in [MeanLift::Fieller, MeanLift::Delta, MeanLift::LogRatio] {
            // Over a negative control larger means are smaller ratios.
            let interval = effect.lift_interval(alpha(), Alternative::Greater, lift).unwrap();
            assert_eq!(interval.low(), Bound::Unbounded, "{lift:?}");
            assert!(interval.is_bounded() || interval.high() != Bound::Unbounded);
        }
        assert_eq!(effect.difference_interval(alpha(), Alternative::Greater).high(), Bound::Unbounded);
    }

    proptest! {
        #[test]
        fn intervals_exclude_what_the_test_rejects(
            slope in -1.5..0.5_f64, rest in 0.01..2.0_f64, error in 0.01..2.0_f64,
            control in 1.0..20.0_f64, change in -5.0..5.0_f64, lift in -0.9..2.0_f64,
        ) {
            let numbers = Covaried {
                effect: change,
                effect_variance: rest * rest + slope * slope * error * error,
                control,
                control_variance: error * error,
                covariance: slope * error * error,
            };
            let effect = EffectEstimate::of_covaried(numbers, Some(30.0), MeanMethod::Welch).unwrap();
            let interval = effect.lift_interval(alpha(), Alternative::TwoSided, MeanLift::Fieller).unwrap();
            let p_value = effect.test(MeanNull::Lift(lift), Alternative::TwoSided).unwrap().p_value;
            prop_assume!((p_value - 0.05).abs() > 1e-9);
            prop_assert_eq!(interval.contains(lift), p_value > 0.05);
            let difference = effect.difference_interval(alpha(), Alternative::TwoSided);
            let p_value = effect.test(MeanNull::Difference(lift), Alternative::TwoSided).unwrap().p_value;
            prop_assert_eq!(difference.contains(lift), p_value > 0.05);
        }
    }
}
