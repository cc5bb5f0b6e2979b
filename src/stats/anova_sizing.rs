//! Sizing an analysis of variance: whether several means are equal.

use super::group_test::GroupsError;
use super::sizing::SizingError;
use super::{fisher_f, noncentral_chi_squared, noncentral_f, root};
use crate::quantity::{Positive, Proportion};

/// A planned analysis of variance with groups of equal size and spread.
///
/// Effects are Cohen's f: the standard deviation of the group means (divisor: groups) over that of the units within a group;
/// see [`cohens_f`](super::cohens_f).
///
/// ```
/// use jalon::quantity::{Positive, Proportion};
/// use jalon::stats::AnovaPlan;
/// let rate = |value| Proportion::new(value).unwrap();
/// let plan = AnovaPlan::new(rate(0.05), 3).unwrap();
/// let units = plan.units_per_group(Positive::new(0.25).unwrap(), rate(0.8)).unwrap();
/// assert_eq!(units.ceil(), 53.0);
/// ```
///
/// # Source
///
/// Cohen 1988, ch. 8; noncentral F with noncentrality f² times all units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AnovaPlan {
    alpha: Proportion,
    groups: f64,
}

/// A spread needs two units in a group.
const FEWEST: f64 = 2.0;

impl AnovaPlan {
    /// A test at level `alpha` of so many groups.
    ///
    /// # Errors
    ///
    /// [`GroupsError::SingleGroup`] for fewer than two.
    pub fn new(alpha: Proportion, groups: u32) -> Result<Self, GroupsError> {
        if groups < 2 { Err(GroupsError::SingleGroup) } else { Ok(Self { alpha, groups: f64::from(groups) }) }
    }

    /// Returns the units needed in each group, before rounding; never fewer than two.
    ///
    /// # Errors
    ///
    /// [`SizingError::PowerBelowRisk`], [`SizingError::OutOfReach`], [`SizingError::Search`].
    pub fn units_per_group(&self, effect: Positive, power: Proportion) -> Result<f64, SizingError> {
        self.check(power)?;
        // With the spread known, χ² in place of F; fewer units than that never do.
        let known = noncentral_chi_squared::noncentrality(self.groups - 1.0, self.alpha.get(), power.get())?;
        let guess = known / effect.get() / effect.get() / self.groups;
        if !guess.is_finite() {
            return Err(SizingError::OutOfReach);
        }
        let excess = |units: f64| self.power_at(effect.get(), units).unwrap_or(f64::NAN) - power.get();
        if excess(FEWEST) >= 0.0 {
            return Ok(FEWEST);
        }
        let mut enough = guess + FEWEST;
        while excess(enough) < 0.0 {
            enough *= 1.5;
        }
        Ok(root::bracketed(excess, FEWEST, enough)?)
    }

    /// Returns the power with so many units in each group.
    ///
    /// # Errors
    ///
    /// [`SizingError::TooFewUnits`] below two units in a group, [`SizingError::Search`].
    pub fn power(&self, effect: Positive, units_per_group: f64) -> Result<f64, SizingError> {
        if units_per_group >= FEWEST {
            self.power_at(effect.get(), units_per_group)
        } else {
            Err(SizingError::TooFewUnits)
        }
    }

    /// Returns the smallest effect that so many units in each group detect with the given power.
    ///
    /// # Errors
    ///
    /// As [`power`](Self::power), and [`SizingError::PowerBelowRisk`].
    pub fn detectable(&self, units_per_group: f64, power: Proportion) -> Result<f64, SizingError> {
        self.check(power)?;
        if units_per_group.is_nan() || units_per_group < FEWEST {
            return Err(SizingError::TooFewUnits);
        }
        let (upper, lower) = self.degrees_of_freedom(units_per_group);
        let noncentrality = noncentral_f::noncentrality(upper, lower, self.alpha.get(), power.get())?;
        Ok((noncentrality / self.groups / units_per_group).sqrt())
    }

    fn check(&self, power: Proportion) -> Result<(), SizingError> {
        if power <= self.alpha { Err(SizingError::PowerBelowRisk) } else { Ok(()) }
    }

    fn degrees_of_freedom(&self, units_per_group: f64) -> (f64, f64) {
        // Beyond 1e15 the spread within the groups is known to the last digit.
        (self.groups - 1.0, (self.groups * (units_per_group - 1.0)).min(1e15))
    }

    fn power_at(&self, effect: f64, units_per_group: f64) -> Result<f64, SizingError> {
        let (upper, lower) = self.degrees_of_freedom(units_per_group);
        let critical = fisher_f::upper_quantile(self.alpha.get(), upper, lower)?;
        let noncentrality = effect * units_per_group * effect * self.groups;
        Ok(noncentral_f::upper_tail(critical, upper, lower, noncentrality))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{MeanPower, PlannedMeans, Rejections, Sides, TwoMeans};
    use proptest::prelude::*;

    fn rate(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    fn positive(value: f64) -> Positive {
        Positive::new(value).unwrap()
    }

    #[test]
    fn what_cannot_be_planned_is_named() {
        assert_eq!(AnovaPlan::new(rate(0.05), 1), Err(GroupsError::SingleGroup));
        let plan = AnovaPlan::new(rate(0.05), 4).unwrap();
        assert_eq!(plan.units_per_group(Positive::ONE, rate(0.05)), Err(SizingError::PowerBelowRisk));
        assert_eq!(plan.units_per_group(positive(1e-200), rate(0.8)), Err(SizingError::OutOfReach));
        assert_eq!(plan.power(Positive::ONE, 1.5), Err(SizingError::TooFewUnits));
        assert_eq!(plan.detectable(f64::NAN, rate(0.8)), Err(SizingError::TooFewUnits));
    }

    #[test]
    fn absurd_effects_end() {
        let plan = AnovaPlan::new(rate(0.05), 3).unwrap();
        assert_eq!(plan.units_per_group(positive(1e200), rate(0.8)), Ok(2.0));
        assert!((plan.units_per_group(positive(1e-5), rate(0.8)).unwrap() * 3e-10 / 9.634_689 - 1.0).abs() < 1e-4);
        assert!((plan.power(positive(1e-3), 1e9).unwrap() - 1.0).abs() < 1e-5);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn size_power_and_effect_are_one_function(
            effect in 0.02..1.0, power in 0.3..0.99, alpha in 0.001..0.2, groups in 2_u32..12,
        ) {
            let plan = AnovaPlan::new(rate(alpha), groups).unwrap();
            let units = plan.units_per_group(positive(effect), rate(power)).unwrap();
            prop_assume!(units > 2.0);
            prop_assert!((plan.power(positive(effect), units).unwrap() - power).abs() < 1e-9);
            prop_assert!((plan.detectable(units, rate(power)).unwrap() / effect - 1.0).abs() < 1e-8);
        }

        /// Two groups whose means lie 2f apart are the t test that counts both directions.
        #[test]
        fn two_groups_are_the_t_test(effect in 0.05..1.0, units in 5.0..500.0) {
            let plan = AnovaPlan::new(rate(0.05), 2).unwrap();
            let test = TwoMeans {
                method: MeanPower::Pooled,
                rejections: Rejections::EitherDirection,
                ..TwoMeans::superiority(rate(0.05), Sides::Two)
            };
            let sd = Positive::ONE;
            let means = PlannedMeans { control_mean: 0.0, variant_mean: 2.0 * effect, control_sd: sd, variant_sd: sd };
            let sizes = crate::stats::ArmSizes { control: units, variant: units };
            let (f, t) = (plan.power(positive(effect), units).unwrap(), test.power(&means, sizes).unwrap());
            prop_assert!((f - t).abs() < 1e-10, "{} {}", f, t);
        }
    }
}
