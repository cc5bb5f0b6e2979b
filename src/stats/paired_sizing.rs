//! Sizing McNemar's test: yes/no answers of the same people under both arms, or before and after.

use super::sizing::SizingError;
use super::{Sides, normal};
use crate::quantity::{Proportion, Share};

/// What share of the pairs is expected to answer differently, and which way. Pairs that answer alike have no say.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlannedPairs {
    control_only: f64,
    variant_only: f64,
}

impl PlannedPairs {
    /// Shares of all pairs that convert under the control only, and under the variant only.
    ///
    /// # Errors
    ///
    /// [`SizingError::NoVariation`] when no pair answers differently, [`SizingError::OutOfReach`] when more than all would.
    pub fn new(control_only: Share, variant_only: Share) -> Result<Self, SizingError> {
        let pairs = Self { control_only: control_only.get(), variant_only: variant_only.get() };
        match pairs.differing() {
            0.0 => Err(SizingError::NoVariation),
            share if share > 1.0 + f64::EPSILON => Err(SizingError::OutOfReach),
            _ => Ok(pairs),
        }
    }

    /// Variant rate minus control rate.
    #[must_use]
    pub fn difference(self) -> f64 {
        self.variant_only - self.control_only
    }

    /// The share of pairs that answer differently.
    #[must_use]
    pub fn differing(self) -> f64 {
        self.control_only + self.variant_only
    }
}

/// A planned McNemar test. Power counts rejections in the direction of the effect only.
///
/// ```
/// use jalon::quantity::{Proportion, Share};
/// use jalon::stats::{PairedPlan, PlannedPairs, Sides};
/// let rate = |value| Proportion::new(value).unwrap();
/// let share = |value| Share::new(value).unwrap();
/// let plan = PairedPlan { alpha: rate(0.05), sides: Sides::Two };
/// let pairs = plan.pairs(PlannedPairs::new(share(0.5), share(0.2)).unwrap(), rate(0.8)).unwrap();
/// assert_eq!(pairs.ceil(), 59.0);
/// ```
///
/// # Source
///
/// Connor 1987, "Sample size for testing differences in proportions for the paired-sample design", *Biometrics* 43:207–211:
/// with π the share of pairs that differ and d the difference, n = (`z_α` √π + `z_β` √(π − d²))² / d².
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PairedPlan {
    /// Risk of a false alarm, both sides together; 0.05 is usual.
    pub alpha: Proportion,
    /// One direction or two.
    pub sides: Sides,
}

impl PairedPlan {
    /// Returns the pairs needed, before rounding, those that will answer alike included.
    ///
    /// # Errors
    ///
    /// [`SizingError::NoEffect`], [`SizingError::PowerBelowRisk`], [`SizingError::OutOfReach`].
    pub fn pairs(&self, planned: PlannedPairs, power: Proportion) -> Result<f64, SizingError> {
        self.check(power)?;
        let difference = planned.difference();
        if difference == 0.0 {
            return Err(SizingError::NoEffect);
        }
        let reach = self.critical() * planned.differing().sqrt() + normal::quantile(power.get()) * spread(planned);
        let pairs = (reach.max(0.0) / difference).powi(2).max(f64::MIN_POSITIVE);
        if pairs.is_finite() { Ok(pairs) } else { Err(SizingError::OutOfReach) }
    }

    /// Returns the power with so many pairs.
    ///
    /// # Errors
    ///
    /// [`SizingError::TooFewUnits`] without a pair.
    pub fn power(&self, planned: PlannedPairs, pairs: f64) -> Result<f64, SizingError> {
        if pairs.is_nan() || pairs <= 0.0 {
            return Err(SizingError::TooFewUnits);
        }
        let ahead = planned.difference().abs() * pairs.sqrt() - self.critical() * planned.differing().sqrt();
        // Where all pairs answer the same way the statistic is certain: the limit of a spread that vanishes.
        Ok(normal::cdf(ahead / spread(planned).max(f64::MIN_POSITIVE)))
    }

    /// Returns the smallest difference, above 0, that so many pairs detect when this share of them answers differently.
    ///
    /// # Errors
    ///
    /// [`SizingError::TooFewUnits`], [`SizingError::PowerBelowRisk`], and [`SizingError::OutOfReach`] when not even all
    /// differing pairs on one side are enough.
    pub fn detectable(&self, differing: Proportion, pairs: f64, power: Proportion) -> Result<f64, SizingError> {
        self.check(power)?;
        if pairs.is_nan() || pairs <= 0.0 {
            return Err(SizingError::TooFewUnits);
        }
        // (√n d − z_α √π)² = z_β² (π − d²), solved for d.
        let (share, z_power) = (differing.get(), normal::quantile(power.get()));
        let (under, total) = (self.critical() * share.sqrt(), pairs + z_power * z_power);
        let root = (total * share - under * under).sqrt();
        let difference = (under * pairs.sqrt() + z_power * root) / total;
        if difference <= share { Ok(difference) } else { Err(SizingError::OutOfReach) }
    }

    fn critical(&self) -> f64 {
        normal::upper_quantile(self.sides.level(self.alpha.get()))
    }

    fn check(&self, power: Proportion) -> Result<(), SizingError> {
        let risk = self.sides.level(self.alpha.get());
        if power.get() <= risk { Err(SizingError::PowerBelowRisk) } else { Ok(()) }
    }
}

/// Standard deviation of one pair's answer where the planned effect holds.
fn spread(planned: PlannedPairs) -> f64 {
    (planned.differing() - planned.difference().powi(2)).max(0.0).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{Alternative, PairedConversions, PairedTest};
    use proptest::prelude::*;

    fn rate(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    fn planned(control_only: f64, variant_only: f64) -> Result<PlannedPairs, SizingError> {
        PlannedPairs::new(Share::new(control_only).unwrap(), Share::new(variant_only).unwrap())
    }

    const TWO_SIDED: Sides = Sides::Two;

    fn plan() -> PairedPlan {
        PairedPlan { alpha: rate(0.05), sides: TWO_SIDED }
    }

    #[test]
    fn what_cannot_be_planned_is_named() {
        assert_eq!(planned(0.0, 0.0), Err(SizingError::NoVariation));
        assert_eq!(planned(0.7, 0.6), Err(SizingError::OutOfReach));
        assert_eq!(plan().pairs(planned(0.2, 0.2).unwrap(), rate(0.8)), Err(SizingError::NoEffect));
        assert_eq!(plan().pairs(planned(0.1, 0.2).unwrap(), rate(0.02)), Err(SizingError::PowerBelowRisk));
        assert_eq!(plan().power(planned(0.1, 0.2).unwrap(), 0.0), Err(SizingError::TooFewUnits));
        assert_eq!(plan().detectable(rate(0.3), f64::NAN, rate(0.8)), Err(SizingError::TooFewUnits));
        assert_eq!(plan().detectable(rate(0.3), 3.0, rate(0.8)), Err(SizingError::OutOfReach));
    }

    #[test]
    fn pairs_that_all_answer_one_way_are_certain() {
        let certain = planned(0.0, 1.0).unwrap();
        // The statistic is √n: four pairs pass 1.96, three do not.
        assert_eq!(plan().power(certain, 4.0), Ok(1.0));
        assert_eq!(plan().power(certain, 3.0), Ok(0.0));
        assert_eq!(plan().pairs(certain, rate(0.8)).unwrap().ceil(), 4.0);
    }

    /// The chance of a significant gain with 60 pairs, over every outcome of the two counts that matter.
    #[test]
    fn the_power_is_that_of_the_test_itself() {
        let (control_only, variant_only, pairs) = (0.2, 0.5, 60_u64);
        let mut exact = 0.0;
        for differing in 1..=pairs {
            let chance = crate::stats::binomial::probability(differing, pairs, control_only + variant_only);
            for ahead in 0..=differing {
                let answers = PairedConversions::new(0, differing - ahead, ahead, pairs - differing).unwrap();
                let test = answers.test(Alternative::TwoSided, PairedTest::McNemar).unwrap();
                if test.p_value < 0.05 && test.statistic > 0.0 {
                    let share = variant_only / (control_only + variant_only);
                    exact += chance * crate::stats::binomial::probability(ahead, differing, share);
                }
            }
        }
        let promised = plan().power(planned(control_only, variant_only).unwrap(), pairs as f64).unwrap();
        assert!((exact - promised).abs() < 0.015, "{exact} {promised}");
    }

    proptest! {
        #[test]
        fn size_power_and_effect_are_one_function(
            control_only in 0.0..0.5_f64, variant_only in 0.001..0.5_f64, power in 0.1..0.99, risk in 0.001..0.09, one in any::<bool>(),
        ) {
            prop_assume!((control_only - variant_only).abs() > 1e-4);
            let sides = if one { Sides::One } else { Sides::Two };
            let plan = PairedPlan { alpha: rate(risk), sides };
            let answers = planned(control_only, variant_only).unwrap();
            let pairs = plan.pairs(answers, rate(power)).unwrap();
            prop_assert!((plan.power(answers, pairs).unwrap() - power).abs() < 1e-9);
            let found = plan.detectable(rate(answers.differing()), pairs, rate(power)).unwrap();
            prop_assert!((found / answers.difference().abs() - 1.0).abs() < 1e-7);
        }
    }
}
