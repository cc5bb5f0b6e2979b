//! Sizing a test of one mean against a given one, or of the mean change of the same customers before and after.

use super::sizing::{Rejections, SizingError};
use super::{Sides, noncentral_t, normal, root, student_t};
use crate::quantity::{Positive, Proportion};

/// A planned t test of one mean. For a test of paired answers the effect and the standard deviation are those of the
/// differences within each pair.
///
/// ```
/// use jalon::quantity::{Positive, Proportion};
/// use jalon::stats::{OneMean, Sides};
/// let rate = |value| Proportion::new(value).unwrap();
/// let test = OneMean::new(rate(0.05), Sides::Two);
/// let units = test.units(2.0, Positive::new(15.0).unwrap(), rate(0.8)).unwrap();
/// assert_eq!(units.ceil(), 444.0);
/// ```
///
/// # Source
///
/// Noncentral t with n − 1 degrees of freedom: Guenther 1981.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OneMean {
    /// Risk of a false alarm, both sides together; 0.05 is usual.
    pub alpha: Proportion,
    /// One direction or two.
    pub sides: Sides,
    /// Which rejections count as success.
    pub rejections: Rejections,
}

impl OneMean {
    /// The usual test: only rejections in the direction of the effect count.
    #[must_use]
    pub fn new(alpha: Proportion, sides: Sides) -> Self {
        Self { alpha, sides, rejections: Rejections::RightDirection }
    }

    /// Returns the units (or pairs) that see this effect with the given power, before rounding; never fewer than two.
    ///
    /// `effect` and `standard_deviation` are in the unit of the metric; the sign of the effect does not matter.
    ///
    /// # Errors
    ///
    /// [`SizingError::NoEffect`], [`SizingError::PowerBelowRisk`], [`SizingError::OutOfReach`].
    pub fn units(&self, effect: f64, standard_deviation: Positive, power: Proportion) -> Result<f64, SizingError> {
        self.check(power)?;
        let ratio = effect.abs() / standard_deviation.get();
        if effect == 0.0 || effect.is_nan() {
            return Err(SizingError::NoEffect);
        }
        let z_sum = normal::upper_quantile(self.level()) + normal::quantile(power.get());
        let guess = (z_sum / ratio).powi(2);
        if !guess.is_finite() {
            return Err(SizingError::OutOfReach);
        }
        let excess = |units: f64| self.power_at(ratio, units) - power.get();
        if excess(FEWEST) >= 0.0 {
            return Ok(FEWEST);
        }
        let mut enough = guess + FEWEST;
        while excess(enough) < 0.0 {
            enough *= 1.5;
        }
        Ok(root::bracketed(excess, FEWEST, enough)?)
    }

    /// Returns the power to see this effect with so many units. Without effect it is the risk of a false alarm.
    ///
    /// # Errors
    ///
    /// [`SizingError::TooFewUnits`] below two units, [`SizingError::NoEffect`] for an effect that is no number.
    pub fn power(&self, effect: f64, standard_deviation: Positive, units: f64) -> Result<f64, SizingError> {
        if effect.is_nan() {
            return Err(SizingError::NoEffect);
        }
        if units >= FEWEST {
            Ok(self.power_at(effect.abs() / standard_deviation.get(), units))
        } else {
            Err(SizingError::TooFewUnits)
        }
    }

    /// Returns the smallest effect, above 0 and in the unit of the metric, that so many units detect with the given power.
    ///
    /// # Errors
    ///
    /// [`SizingError::TooFewUnits`], [`SizingError::PowerBelowRisk`].
    pub fn detectable(&self, standard_deviation: Positive, units: f64, power: Proportion) -> Result<f64, SizingError> {
        self.check(power)?;
        self.power(0.0, standard_deviation, units)?;
        let excess = |ratio: f64| self.power_at(ratio, units) - power.get();
        Ok(root::from_zero(excess, 1.0 / units.sqrt())? * standard_deviation.get())
    }

    fn level(&self) -> f64 {
        self.sides.level(self.alpha.get())
    }

    fn counts_both(&self) -> bool {
        self.sides == Sides::Two && self.rejections == Rejections::EitherDirection
    }

    fn check(&self, power: Proportion) -> Result<(), SizingError> {
        let risk = if self.counts_both() { self.alpha.get() } else { self.level() };
        if power.get() <= risk { Err(SizingError::PowerBelowRisk) } else { Ok(()) }
    }

    /// The power for an effect in standard deviations.
    fn power_at(&self, ratio: f64, units: f64) -> f64 {
        // Beyond 1e15 degrees of freedom t is the normal to the last digit.
        let (df, signal) = ((units - 1.0).min(1e15), ratio * units.sqrt());
        let critical = student_t::upper_quantile(self.level(), df);
        let wrong = if self.counts_both() { noncentral_t::cdf(-critical, df, signal) } else { 0.0 };
        noncentral_t::upper_tail(critical, df, signal) + wrong
    }
}

/// A spread needs two units.
const FEWEST: f64 = 2.0;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rate(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    fn positive(value: f64) -> Positive {
        Positive::new(value).unwrap()
    }

    #[test]
    fn what_cannot_be_planned_is_named() {
        let test = OneMean::new(rate(0.05), Sides::Two);
        assert_eq!(test.units(0.0, Positive::ONE, rate(0.8)), Err(SizingError::NoEffect));
        assert_eq!(test.units(f64::NAN, Positive::ONE, rate(0.8)), Err(SizingError::NoEffect));
        assert_eq!(test.units(1.0, Positive::ONE, rate(0.025)), Err(SizingError::PowerBelowRisk));
        assert_eq!(test.units(1e-200, Positive::ONE, rate(0.8)), Err(SizingError::OutOfReach));
        assert_eq!(test.power(1.0, Positive::ONE, 1.9), Err(SizingError::TooFewUnits));
        assert_eq!(test.power(f64::NAN, Positive::ONE, 20.0), Err(SizingError::NoEffect));
        assert_eq!(test.detectable(Positive::ONE, f64::NAN, rate(0.8)), Err(SizingError::TooFewUnits));
    }

    #[test]
    fn absurd_effects_end() {
        let test = OneMean::new(rate(0.05), Sides::Two);
        assert_eq!(test.units(1e300, positive(1e-300), rate(0.8)), Ok(2.0));
        assert!((test.units(1e-9, Positive::ONE, rate(0.8)).unwrap() / 7.849e18 - 1.0).abs() < 1e-3);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn size_power_and_effect_are_one_function(
            effect in 0.02..1.5, sd in 0.1..10.0, power in 0.3..0.99, alpha in 0.001..0.2, one in any::<bool>(),
            both in any::<bool>(),
        ) {
            let sides = if one { Sides::One } else { Sides::Two };
            let rejections = if both { Rejections::EitherDirection } else { Rejections::RightDirection };
            let test = OneMean { rejections, ..OneMean::new(rate(alpha), sides) };
            let (effect, sd) = (effect * sd, positive(sd));
            let units = test.units(effect, sd, rate(power)).unwrap();
            prop_assume!(units > 2.0);
            prop_assert!((test.power(-effect, sd, units).unwrap() - power).abs() < 1e-9);
            prop_assert!((test.detectable(sd, units, rate(power)).unwrap() / effect - 1.0).abs() < 1e-7);
        }
    }
}
