//! Planning to show that two means are equivalent: units, power and the narrowest margin are one function solved three ways.
//!
//! Both t tests divide by the same estimated spread, so the power is no product and no sum of two noncentral t: it is the
//! chance that the estimated difference lands between two limits that draw together as the estimated spread grows, averaged
//! over that spread. Sources: Owen 1965, "A special case of a bivariate non-central t-distribution", *Biometrika* 52:437–446;
//! Phillips 1990, "Power of the two one-sided tests procedure in bioequivalence", *J. Pharmacokinet. Biopharm.* 18:137–144.
//! For margins of the lift: Hauschke, Kieser, Diletti & Burke 1999, *Statistics in Medicine* 18:93–105.

use super::equivalence::{EquivalenceMargins, MarginScale};
use super::mean_test::satterthwaite;
use super::normal_equivalence::{NormalEquivalence, PlannedEquivalence, check_power, narrowest_margin};
use super::normal_test::{PlannedEffect, Spread};
use super::sizing::{ArmSizes, SizingError};
use super::{MeanMethod, PlannedMeans, bivariate_normal, normal, root, scale_mixture, student_t};
use crate::quantity::{Positive, Proportion};

/// A planned pair of one-sided tests of two means.
///
/// [`MeanMethod::Pooled`] is exact for normal data; [`MeanMethod::Welch`] lets the estimated spread vary with the degrees of
/// freedom of Satterthwaite, as the sizing of Welch's test does; [`MeanMethod::Z`] takes variances as known.
///
/// ```
/// use jalon::quantity::{Positive, Proportion};
/// use jalon::stats::{EquivalenceMargins, MarginScale, MeanEquivalence, MeanMethod, PlannedMeans};
/// let rate = |value| Proportion::new(value).unwrap();
/// let sd = Positive::new(20.0).unwrap();
/// let test = MeanEquivalence {
///     alpha: rate(0.05),
///     allocation: Positive::ONE,
///     margins: EquivalenceMargins::new(-0.05, 0.05).unwrap(),
///     scale: MarginScale::Lift,
///     method: MeanMethod::Welch,
/// };
/// let plan = PlannedMeans { control_mean: 50.0, variant_mean: 50.0, control_sd: sd, variant_sd: sd };
/// let units = test.units(&plan, rate(0.80)).unwrap();
/// assert!((test.power(&plan, units).unwrap() - 0.80).abs() < 1e-9);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MeanEquivalence {
    /// Risk of calling equivalent what is not; each of the two tests runs it in full.
    pub alpha: Proportion,
    /// Variant units for each control unit; 1 is an equal split.
    pub allocation: Positive,
    /// The effects between which the means count as equivalent.
    pub margins: EquivalenceMargins,
    /// What the margins are margins of. A lift is taken over the control mean of the plan, as estimated by its own arm.
    pub scale: MarginScale,
    /// The test.
    pub method: MeanMethod,
}

impl MeanEquivalence {
    /// Returns the units needed in each arm to show the planned means equivalent with the given power, before rounding.
    ///
    /// # Errors
    ///
    /// [`SizingError::NoEffect`] for means on a margin, [`SizingError::OutsideMargins`] beyond it, [`SizingError::PowerBelowRisk`],
    /// [`SizingError::OutOfReach`] when no countable number of units is enough, [`SizingError::ImpossibleMargin`] for a lift of
    /// −100 % or below, [`SizingError::MethodNeedsEqualArms`] for [`MeanMethod::Pooled`] with unequal spreads.
    pub fn units(&self, plan: &PlannedMeans, power: Proportion) -> Result<ArmSizes, SizingError> {
        let normal = NormalEquivalence { alpha: self.alpha };
        let guess = normal.units(&self.planned(plan)?, self.allocation, power)?.control;
        let sizes = |control: f64| ArmSizes { control, variant: self.allocation.get() * control };
        if self.method == MeanMethod::Z && self.scale == MarginScale::Difference {
            return Ok(sizes(guess));
        }
        let excess = |control: f64| self.power_at(plan, sizes(control)) - power.get();
        let fewest = if self.method == MeanMethod::Z { f64::MIN_POSITIVE } else { self.fewest() };
        // Estimating the variance costs a unit or two more than knowing it, all but always.
        let low = if guess > fewest && excess(guess) < 0.0 {
            guess
        } else if excess(fewest) >= 0.0 {
            return Ok(sizes(fewest));
        } else {
            fewest
        };
        let mut enough = guess.max(fewest) + 2.0;
        while excess(enough) < 0.0 {
            enough *= 1.5;
            if !enough.is_finite() {
                return Err(SizingError::OutOfReach);
            }
        }
        Ok(sizes(root::bracketed(excess, low, enough)?))
    }

    /// Returns the power to show the planned means equivalent with these units; on a margin or beyond it at most `alpha`.
    ///
    /// # Errors
    ///
    /// [`SizingError::TooFewUnits`] when an arm has no variance to estimate, [`SizingError::ImpossibleMargin`],
    /// [`SizingError::MethodNeedsEqualArms`].
    pub fn power(&self, plan: &PlannedMeans, units: ArmSizes) -> Result<f64, SizingError> {
        self.planned(plan)?;
        self.check_sizes(units)?;
        Ok(self.power_at(plan, units))
    }

    /// Returns the narrowest symmetric margin, on the scale of the margins, within which these units show the planned means
    /// equivalent with the given power. The margins of the test are not looked at.
    ///
    /// # Errors
    ///
    /// As [`power`](Self::power), [`SizingError::PowerBelowRisk`], and [`SizingError::OutOfReach`] where not even a lift of ± 100 %
    /// is wide enough.
    pub fn detectable_margin(
        &self,
        plan: &PlannedMeans,
        power: Proportion,
        units: ArmSizes,
    ) -> Result<f64, SizingError> {
        check_power(power, self.alpha)?;
        let difference = plan.variant_mean - plan.control_mean;
        let (effect, farthest) = match self.scale {
            MarginScale::Difference => (difference, f64::INFINITY),
            MarginScale::Lift if plan.control_mean == 0.0 => return Err(SizingError::OutOfReach),
            MarginScale::Lift => (difference / plan.control_mean, WIDEST_LIFT),
        };
        let excess = |margin: f64| {
            let margins = EquivalenceMargins::new(-margin, margin).map_err(|_| SizingError::ImpossibleMargin)?;
            Ok(Self { margins, ..*self }.power(plan, units)? - power.get())
        };
        let nearest = effect.abs();
        if nearest >= farthest {
            return Err(SizingError::OutOfReach);
        }
        let error = (plan.control_sd.get() / units.control.sqrt()).hypot(plan.variant_sd.get() / units.variant.sqrt());
        let first_step = match self.scale {
            MarginScale::Difference => 2.0 * error,
            MarginScale::Lift => 2.0 * error / plan.control_mean.abs(),
        };
        narrowest_margin(excess, nearest, farthest, first_step)
    }

    /// The plan as a statistic with known variances sees it, for [`NormalEquivalence`].
    ///
    /// # Errors
    ///
    /// [`SizingError::ImpossibleMargin`], [`SizingError::MethodNeedsEqualArms`].
    pub fn planned(&self, plan: &PlannedMeans) -> Result<PlannedEquivalence, SizingError> {
        if self.method == MeanMethod::Pooled && plan.control_sd != plan.variant_sd {
            return Err(SizingError::MethodNeedsEqualArms);
        }
        let plan = self.upright(plan);
        let from = |margin: f64| {
            let null = self.scale.mean_null(margin);
            let scale = null.control_scale();
            let distance = plan.variant_mean - scale * plan.control_mean - null.offset();
            let spread =
                Spread { control: (scale * plan.control_sd.get()).powi(2), variant: plan.variant_sd.get().powi(2) };
            let possible = scale > 0.0 && distance.is_finite();
            possible.then(|| PlannedEffect::with_own_spread(distance, spread)).ok_or(SizingError::ImpossibleMargin)
        };
        Ok(PlannedEquivalence { from_low: from(self.margins.low())?, from_high: from(self.margins.high())? })
    }

    /// A lift over a negative control is that of the mirrored metric.
    fn upright(&self, plan: &PlannedMeans) -> PlannedMeans {
        if self.scale == MarginScale::Lift && plan.control_mean < 0.0 {
            PlannedMeans { control_mean: -plan.control_mean, variant_mean: -plan.variant_mean, ..*plan }
        } else {
            *plan
        }
    }

    /// Two units in each arm: fewer have no variance.
    fn fewest(&self) -> f64 {
        2.0_f64.max(2.0 / self.allocation.get())
    }

    fn check_sizes(&self, units: ArmSizes) -> Result<(), SizingError> {
        let fewest = units.control.min(units.variant);
        let enough = if self.method == MeanMethod::Z { fewest > 0.0 } else { fewest >= 2.0 };
        let finite = units.control.is_finite() && units.variant.is_finite();
        if enough && finite { Ok(()) } else { Err(SizingError::TooFewUnits) }
    }

    fn power_at(&self, plan: &PlannedMeans, units: ArmSizes) -> f64 {
        let region = Region::new(self, &self.upright(plan), units);
        let Some(df) = self.degrees_of_freedom(plan, units) else {
            return region.chance(normal::upper_quantile(self.alpha.get()));
        };
        let critical = student_t::upper_quantile(self.alpha.get(), df);
        scale_mixture::mean(df, region.ends(critical), |s| region.chance(critical * s))
    }

    /// None where variances are known.
    fn degrees_of_freedom(&self, plan: &PlannedMeans, units: ArmSizes) -> Option<f64> {
        let df = match self.method {
            MeanMethod::Z => return None,
            MeanMethod::Pooled => units.control + units.variant - 2.0,
            MeanMethod::Welch => {
                satterthwaite(plan.control_sd.get(), units.control, plan.variant_sd.get(), units.variant)
            }
        };
        // Beyond this t is the normal to the last digit.
        Some(df.min(1e15))
    }
}

/// A margin of the lift ends where the lower one would ask for less than nothing.
const WIDEST_LIFT: f64 = 1.0 - 1e-9;

/// The pairs of estimated means that both tests reject, where the estimated spread is `s` times the true one:
/// `lower scale · control + offset + t s σ_low < variant < upper scale · control + offset − t s σ_high`.
#[derive(Debug, Clone, Copy)]
struct Region {
    control_error: f64,
    variant_error: f64,
    /// What the control mean is multiplied with at the lower and the upper margin.
    scales: (f64, f64),
    /// Standard error of the statistic at each margin.
    errors: (f64, f64),
    /// How far the planned variant lies within each margin.
    distances: (f64, f64),
}

impl Region {
    fn new(test: &MeanEquivalence, plan: &PlannedMeans, units: ArmSizes) -> Self {
        let (low, high) = (test.scale.mean_null(test.margins.low()), test.scale.mean_null(test.margins.high()));
        let control_error = plan.control_sd.get() / units.control.sqrt();
        let variant_error = plan.variant_sd.get() / units.variant.sqrt();
        let scales = (low.control_scale(), high.control_scale());
        Self {
            control_error,
            variant_error,
            scales,
            errors: ((scales.0 * control_error).hypot(variant_error), (scales.1 * control_error).hypot(variant_error)),
            distances: (
                plan.variant_mean - scales.0 * plan.control_mean - low.offset(),
                high.offset() + scales.1 * plan.control_mean - plan.variant_mean,
            ),
        }
    }

    fn is_difference(&self) -> bool {
        self.scales.0 == self.scales.1
    }

    /// The estimates of the spread, over the true one, from which on the two limits have no room between them at the planned
    /// control mean, and from which on nothing at all can be rejected.
    fn ends(&self, critical: f64) -> (f64, f64) {
        // A critical value at or below 0 (a risk of one half and more) draws no limits together.
        if critical <= 0.0 {
            return (f64::INFINITY, f64::INFINITY);
        }
        let no_room = (self.distances.0 + self.distances.1) / (critical * (self.errors.0 + self.errors.1));
        (no_room, if self.is_difference() { no_room } else { f64::INFINITY })
    }

    /// The chance of the region when each test has to clear `critical` true standard errors.
    fn chance(&self, critical: f64) -> f64 {
        let (low, high) = (critical - self.distances.0 / self.errors.0, critical - self.distances.1 / self.errors.1);
        if self.is_difference() {
            normal::between(low, -high)
        } else {
            bivariate_normal::opposed_upper_tail(low, high, self.residual())
        }
    }

    /// What the statistic at one margin leaves open of that at the other: √(1 − ρ²) of their correlation, which is negative.
    /// From the determinant of their covariance, since ρ itself is nearly −1.
    fn residual(&self) -> f64 {
        let width = self.scales.1 - self.scales.0;
        (self.control_error / self.errors.0) * (self.variant_error / self.errors.1) * width
    }
}

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

    fn plan(control_mean: f64, variant_mean: f64, control_sd: f64, variant_sd: f64) -> PlannedMeans {
        PlannedMeans { control_mean, variant_mean, control_sd: positive(control_sd), variant_sd: positive(variant_sd) }
    }

    fn test(low: f64, high: f64, scale: MarginScale, method: MeanMethod) -> MeanEquivalence {
        let margins = EquivalenceMargins::new(low, high).unwrap();
        MeanEquivalence { alpha: rate(0.05), allocation: Positive::ONE, margins, scale, method }
    }

    fn sizes(control: f64, variant: f64) -> ArmSizes {
        ArmSizes { control, variant }
    }

    const DIFFERENCE: MarginScale = MarginScale::Difference;
    const LIFT: MarginScale = MarginScale::Lift;

    #[test]
    fn what_cannot_be_planned_is_named() {
        let welch = test(-1.0, 2.0, DIFFERENCE, MeanMethod::Welch);
        let units = |test: MeanEquivalence, plan| test.units(&plan, rate(0.8));
        assert_eq!(units(welch, plan(10.0, 12.0, 3.0, 3.0)), Err(SizingError::NoEffect));
        assert_eq!(units(welch, plan(10.0, 13.0, 3.0, 3.0)), Err(SizingError::OutsideMargins));
        let pooled = MeanEquivalence { method: MeanMethod::Pooled, ..welch };
        assert_eq!(units(pooled, plan(10.0, 10.0, 3.0, 4.0)), Err(SizingError::MethodNeedsEqualArms));
        let whole = test(-1.0, 0.5, LIFT, MeanMethod::Welch);
        assert_eq!(units(whole, plan(10.0, 10.0, 3.0, 3.0)), Err(SizingError::ImpossibleMargin));
        let lift = test(-0.1, 0.1, LIFT, MeanMethod::Welch);
        assert_eq!(units(lift, plan(0.0, 0.5, 3.0, 3.0)), Err(SizingError::OutsideMargins));
        let one = welch.power(&plan(10.0, 10.0, 3.0, 3.0), sizes(1.0, 9.0));
        assert_eq!(one, Err(SizingError::TooFewUnits));
        let few = lift.detectable_margin(&plan(10.0, 10.0, 30.0, 30.0), rate(0.8), sizes(9.0, 9.0));
        assert_eq!(few, Err(SizingError::OutOfReach));
        let no_data = welch.detectable_margin(&plan(10.0, 10.0, 3.0, 3.0), rate(0.05), sizes(9.0, 9.0));
        assert_eq!(no_data, Err(SizingError::PowerBelowRisk));
    }

    #[test]
    fn welch_with_equal_arms_is_the_pooled_test() {
        for scale in [DIFFERENCE, LIFT] {
            let power = |method| test(-0.1, 0.15, scale, method).power(&plan(2.0, 2.02, 1.0, 1.0), sizes(80.0, 80.0));
            assert!((power(MeanMethod::Welch).unwrap() / power(MeanMethod::Pooled).unwrap() - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn a_loss_is_planned_as_its_mirror_image() {
        let test = test(-0.1, 0.2, LIFT, MeanMethod::Welch);
        let (above, below) = (plan(20.0, 20.5, 9.0, 10.0), plan(-20.0, -20.5, 9.0, 10.0));
        assert_eq!(test.units(&above, rate(0.8)), test.units(&below, rate(0.8)));
        assert_eq!(test.power(&above, sizes(50.0, 60.0)), test.power(&below, sizes(50.0, 60.0)));
    }

    #[test]
    fn absurd_plans_end() {
        let test = test(-1.0, 1.0, DIFFERENCE, MeanMethod::Welch);
        let clear = test.units(&plan(0.0, 0.0, 1e-300, 1e-300), rate(0.8)).unwrap();
        assert_eq!(clear, sizes(2.0, 2.0));
        let wide = test.units(&plan(0.0, 0.0, 1e9, 1e9), rate(0.8)).unwrap();
        assert!((wide.control / 1.7127e19 - 1.0).abs() < 1e-3, "{}", wide.control);
        assert!(test.power(&plan(0.0, 0.0, 1e9, 1e9), sizes(2.0, 2.0)).unwrap() < 1e-15);
        assert!(test.power(&plan(0.0, 1e12, 1.0, 1.0), sizes(9.0, 9.0)).unwrap() < 1e-300);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn units_power_and_margin_are_one_function(
            effect in -0.08..0.08, spread in 0.05..3.0, variant_sd in 0.5..2.0, power in 0.3..0.99, ratio in 0.3..3.0,
            lift in any::<bool>(), known in any::<bool>(),
        ) {
            let scale = if lift { LIFT } else { DIFFERENCE };
            let method = if known { MeanMethod::Z } else { MeanMethod::Welch };
            let test = MeanEquivalence { allocation: positive(ratio), ..test(-0.1, 0.1, scale, method) };
            let plan = plan(1.0, 1.0 + effect, spread, spread * variant_sd);
            let units = test.units(&plan, rate(power)).unwrap();
            prop_assume!(known || units.control.min(units.variant) > 2.0);
            prop_assert!((test.power(&plan, units).unwrap() - power).abs() < 1e-10);
            let margin = test.detectable_margin(&plan, rate(power), units).unwrap();
            prop_assert!((margin - 0.1).abs() < 1e-8, "{}", margin);
        }

        #[test]
        fn the_risk_on_a_margin_stays_below_alpha(
            units in 2.0..300.0, spread in 0.01..9.0, low in -0.5..0.0, width in 0.01..0.8, lift in any::<bool>(),
            upper in any::<bool>(),
        ) {
            let scale = if lift { LIFT } else { DIFFERENCE };
            let test = test(low, low + width, scale, MeanMethod::Pooled);
            let effect = if upper { low + width } else { low };
            let power = test.power(&plan(1.0, 1.0 + effect, spread, spread), sizes(units, 1.5 * units.max(2.0))).unwrap();
            prop_assert!(power <= 0.05 * (1.0 + 1e-9), "{}", power);
        }

        #[test]
        fn swapped_arms_mirror_the_power(
            effect in -0.5..0.5, units in 2.0..200.0, ratio in 1.0..4.0, sd in 0.2..4.0, low in -2.0..-0.1, high in 0.1..2.0,
        ) {
            let direct = test(low, high, DIFFERENCE, MeanMethod::Welch);
            let mirrored = test(-high, -low, DIFFERENCE, MeanMethod::Welch);
            let one = direct.power(&plan(5.0, 5.0 + effect, 1.0, sd), sizes(units, ratio * units)).unwrap();
            let other = mirrored.power(&plan(5.0 + effect, 5.0, sd, 1.0), sizes(ratio * units, units)).unwrap();
            prop_assert!((one - other).abs() <= 1e-9 * one, "{} {}", one, other);
        }
    }
}
