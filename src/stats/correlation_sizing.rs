//! Sizing a test of a correlation: whether two answers of the same customers go together, or a covariate is worth having.

use super::sizing::{Rejections, SizingError};
use super::{Sides, normal, root, student_t};
use crate::quantity::{Positive, Proportion};

/// A planned test whether a correlation is 0.
///
/// The critical value is that of the t test of r; the power is Fisher's normal approximation of atanh r with its bias
/// r/(2(n − 1)), good to about one unit.
///
/// ```
/// use jalon::quantity::{Positive, Proportion};
/// use jalon::stats::{CorrelationPlan, Sides};
/// let rate = |value| Proportion::new(value).unwrap();
/// let plan = CorrelationPlan::new(rate(0.05), Sides::Two);
/// assert_eq!(plan.units(rate(0.3), rate(0.8)).unwrap().ceil(), 85.0);
/// ```
///
/// # Source
///
/// Fisher 1921, "On the probable error of a coefficient of correlation", *Metron* 1; Cohen 1988, ch. 3; as the R package pwr.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CorrelationPlan {
    /// Risk of a false alarm, both sides together; 0.05 is usual.
    pub alpha: Proportion,
    /// One direction or two.
    pub sides: Sides,
    /// Which rejections count as success.
    pub rejections: Rejections,
}

/// Fisher's variance 1/(n − 3) needs a fourth pair.
const FEWEST: f64 = 4.0;

impl CorrelationPlan {
    /// The usual test: only rejections in the direction of the correlation count.
    #[must_use]
    pub fn new(alpha: Proportion, sides: Sides) -> Self {
        Self { alpha, sides, rejections: Rejections::RightDirection }
    }

    /// Returns the pairs of values needed to see a correlation of this size, before rounding; never fewer than four.
    ///
    /// # Errors
    ///
    /// [`SizingError::PowerBelowRisk`], [`SizingError::OutOfReach`].
    pub fn units(&self, correlation: Proportion, power: Proportion) -> Result<f64, SizingError> {
        let risk = if self.counts_both() { self.alpha.get() } else { self.level() };
        if power.get() <= risk {
            return Err(SizingError::PowerBelowRisk);
        }
        let z_sum = normal::upper_quantile(self.level()) + normal::quantile(power.get());
        let guess = (z_sum / correlation.get().atanh()).powi(2);
        if !guess.is_finite() {
            return Err(SizingError::OutOfReach);
        }
        let excess = |units: f64| self.power_at(correlation.get(), units) - power.get();
        if excess(FEWEST) >= 0.0 {
            return Ok(FEWEST);
        }
        let mut enough = guess + FEWEST;
        while excess(enough) < 0.0 {
            enough *= 1.5;
        }
        Ok(root::bracketed(excess, FEWEST, enough)?)
    }

    /// Returns the power to see a correlation of this size in so many pairs.
    ///
    /// # Errors
    ///
    /// [`SizingError::TooFewUnits`] below four pairs.
    pub fn power(&self, correlation: Proportion, units: Positive) -> Result<f64, SizingError> {
        if units.get() >= FEWEST {
            Ok(self.power_at(correlation.get(), units.get()))
        } else {
            Err(SizingError::TooFewUnits)
        }
    }

    fn level(&self) -> f64 {
        self.sides.level(self.alpha.get())
    }

    fn counts_both(&self) -> bool {
        self.sides == Sides::Two && self.rejections == Rejections::EitherDirection
    }

    fn power_at(&self, correlation: f64, units: f64) -> f64 {
        // Beyond 1e15 degrees of freedom t is the normal to the last digit.
        let df = (units - 2.0).min(1e15);
        // r = t/√(df + t²) has atanh r = asinh(t/√df), without the rounding of an r near 0 or 1.
        let critical = (student_t::upper_quantile(self.level(), df) / df.sqrt()).asinh();
        let centre = correlation.atanh() + correlation / (2.0 * (units - 1.0));
        let scale = (units - 3.0).sqrt();
        let wrong = if self.counts_both() { normal::cdf((-critical - centre) * scale) } else { 0.0 };
        normal::cdf((centre - critical) * scale) + wrong
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rate(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    #[test]
    fn what_cannot_be_planned_is_named() {
        let plan = CorrelationPlan::new(rate(0.05), Sides::One);
        assert_eq!(plan.units(rate(0.3), rate(0.05)), Err(SizingError::PowerBelowRisk));
        assert_eq!(plan.units(rate(1e-200), rate(0.8)), Err(SizingError::OutOfReach));
        assert_eq!(plan.power(rate(0.3), Positive::new(3.9).unwrap()), Err(SizingError::TooFewUnits));
        assert_eq!(plan.units(rate(1.0 - 1e-16), rate(0.8)), Ok(4.0));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn the_size_found_gives_the_power(correlation in 0.01..0.95, power in 0.3..0.99, both in any::<bool>()) {
            let rejections = if both { Rejections::EitherDirection } else { Rejections::RightDirection };
            let plan = CorrelationPlan { rejections, ..CorrelationPlan::new(rate(0.05), Sides::Two) };
            let units = plan.units(rate(correlation), rate(power)).unwrap();
            prop_assume!(units > 4.0);
            let reached = plan.power(rate(correlation), Positive::new(units).unwrap()).unwrap();
            prop_assert!((reached - power).abs() < 1e-10);
        }
    }
}
