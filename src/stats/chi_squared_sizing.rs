//! Sizing a χ² test: whether several rates are equal, or counts follow given shares.

use super::sizing::SizingError;
use super::{chi_squared, noncentral_chi_squared};
use crate::quantity::{Positive, Proportion};

/// A planned χ² test.
///
/// Effects are Cohen's w; see [`cohens_w`](super::cohens_w) for rates of several groups. Units are those of all groups together.
///
/// ```
/// use jalon::quantity::{Positive, Proportion};
/// use jalon::stats::{ChiSquaredPlan, cohens_w};
/// let rate = |value| Proportion::new(value).unwrap();
/// let effect = cohens_w(&[rate(0.10), rate(0.11), rate(0.12)]).unwrap();
/// // Three groups have two degrees of freedom.
/// let plan = ChiSquaredPlan { alpha: rate(0.05), degrees_of_freedom: Positive::new(2.0).unwrap() };
/// let visitors = plan.units(Positive::new(effect).unwrap(), rate(0.8)).unwrap();
/// assert!((visitors * effect * effect - 9.634_689_484).abs() < 1e-6);
/// ```
///
/// # Source
///
/// Cohen 1988, ch. 7; noncentral χ² with noncentrality w² times all units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChiSquaredPlan {
    /// Risk of a false alarm; 0.05 is usual.
    pub alpha: Proportion,
    /// Degrees of freedom of the test: groups less 1 for rates.
    pub degrees_of_freedom: Positive,
}

impl ChiSquaredPlan {
    /// Returns the units needed in all, before rounding.
    ///
    /// # Errors
    ///
    /// [`SizingError::PowerBelowRisk`], [`SizingError::OutOfReach`], [`SizingError::Search`].
    pub fn units(&self, effect: Positive, power: Proportion) -> Result<f64, SizingError> {
        let units = self.noncentrality(power)? / effect.get() / effect.get();
        if units.is_finite() { Ok(units.max(f64::MIN_POSITIVE)) } else { Err(SizingError::OutOfReach) }
    }

    /// Returns the power with so many units in all.
    ///
    /// # Errors
    ///
    /// [`SizingError::TooFewUnits`] without units, [`SizingError::Search`].
    pub fn power(&self, effect: Positive, units: f64) -> Result<f64, SizingError> {
        if units.is_nan() || units <= 0.0 {
            return Err(SizingError::TooFewUnits);
        }
        let df = self.degrees_of_freedom.get();
        let critical = chi_squared::upper_quantile(self.alpha.get(), df)?;
        Ok(noncentral_chi_squared::upper_tail(critical, df, effect.get() * units * effect.get()))
    }

    /// Returns the smallest effect that so many units detect with the given power. Effects above 1 no rates can have.
    ///
    /// # Errors
    ///
    /// As [`power`](Self::power) and [`units`](Self::units).
    pub fn detectable(&self, units: f64, power: Proportion) -> Result<f64, SizingError> {
        if units.is_nan() || units <= 0.0 {
            return Err(SizingError::TooFewUnits);
        }
        Ok((self.noncentrality(power)? / units).sqrt())
    }

    fn noncentrality(&self, power: Proportion) -> Result<f64, SizingError> {
        if power <= self.alpha {
            return Err(SizingError::PowerBelowRisk);
        }
        Ok(noncentral_chi_squared::noncentrality(self.degrees_of_freedom.get(), self.alpha.get(), power.get())?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{NormalTest, PlannedEffect, Sides, Spread};
    use proptest::prelude::*;

    fn rate(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    fn positive(value: f64) -> Positive {
        Positive::new(value).unwrap()
    }

    fn plan(alpha: f64, df: f64) -> ChiSquaredPlan {
        ChiSquaredPlan { alpha: rate(alpha), degrees_of_freedom: positive(df) }
    }

    #[test]
    fn what_cannot_be_planned_is_named() {
        let plan = plan(0.05, 2.0);
        assert_eq!(plan.units(positive(0.1), rate(0.04)), Err(SizingError::PowerBelowRisk));
        assert_eq!(plan.units(positive(1e-200), rate(0.8)), Err(SizingError::OutOfReach));
        assert_eq!(plan.power(positive(0.1), 0.0), Err(SizingError::TooFewUnits));
        assert_eq!(plan.power(positive(0.1), f64::NAN), Err(SizingError::TooFewUnits));
        assert_eq!(plan.detectable(-3.0, rate(0.8)), Err(SizingError::TooFewUnits));
        assert_eq!(plan.power(positive(1e200), 1e9), Ok(1.0));
    }

    /// One degree of freedom is a squared z: at high power the wrong direction counts for nothing.
    #[test]
    fn one_degree_is_the_z_test() {
        let z = NormalTest { alpha: rate(0.05), sides: Sides::Two };
        let effect = PlannedEffect::with_own_spread(0.1, Spread { control: 1.0, variant: 0.0 });
        let units = z.units(&effect, Positive::ONE, rate(0.999)).unwrap().control;
        assert!((plan(0.05, 1.0).units(positive(0.1), rate(0.999)).unwrap() / units - 1.0).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn size_power_and_effect_are_one_function(
            effect in 0.01..1.0, power in 0.3..0.99, alpha in 0.001..0.2, df in 1_u32..20,
        ) {
            let plan = plan(alpha, f64::from(df));
            let units = plan.units(positive(effect), rate(power)).unwrap();
            prop_assert!((plan.power(positive(effect), units).unwrap() - power).abs() < 1e-10);
            prop_assert!((plan.detectable(units, rate(power)).unwrap() / effect - 1.0).abs() < 1e-10);
        }
    }
}
