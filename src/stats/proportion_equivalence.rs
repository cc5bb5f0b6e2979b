//! Planning to show that two conversion rates are equivalent: visitors, power and the narrowest margin are one function
//! solved three ways.

use super::equivalence::{EquivalenceMargins, MarginScale};
use super::normal_equivalence::{NormalEquivalence, PlannedEquivalence, check_power, narrowest_margin};
use super::sizing::{ArmSizes, SizingError};
use super::{ProportionPower, Sides, TwoProportions};
use crate::quantity::{Positive, Proportion};

/// A planned pair of one-sided tests of two rates, in the normal approximation of [`NormalEquivalence`].
///
/// ```
/// use jalon::quantity::{Positive, Proportion};
/// use jalon::stats::{EquivalenceMargins, MarginScale, ProportionEquivalence, ProportionPower};
/// let rate = |value| Proportion::new(value).unwrap();
/// let test = ProportionEquivalence {
///     alpha: rate(0.05),
///     allocation: Positive::ONE,
///     margins: EquivalenceMargins::new(-0.02, 0.02).unwrap(),
///     scale: MarginScale::Difference,
///     method: ProportionPower::Score,
/// };
/// let visitors = test.visitors(rate(0.10), rate(0.10), rate(0.80)).unwrap();
/// assert!((test.power(rate(0.10), rate(0.10), visitors).unwrap() - 0.80).abs() < 1e-12);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ProportionEquivalence {
    /// Risk of calling equivalent what is not; each of the two tests runs it in full.
    pub alpha: Proportion,
    /// Variant visitors for each control visitor; 1 is an equal split.
    pub allocation: Positive,
    /// The effects between which the rates count as equivalent.
    pub margins: EquivalenceMargins,
    /// What the margins are margins of.
    pub scale: MarginScale,
    /// [`ProportionPower::Score`], the test the analysis runs (Farrington & Manning 1990 at each margin), or
    /// [`ProportionPower::Unpooled`]. The others have no form with a margin.
    pub method: ProportionPower,
}

impl ProportionEquivalence {
    /// Returns the visitors needed in each arm to show the two rates equivalent with the given power, before rounding.
    ///
    /// # Errors
    ///
    /// [`SizingError::NoEffect`] for rates on a margin, [`SizingError::OutsideMargins`] beyond it, [`SizingError::PowerBelowRisk`],
    /// [`SizingError::OutOfReach`], [`SizingError::ImpossibleMargin`], [`SizingError::MethodWithoutMargin`].
    pub fn visitors(
        &self,
        baseline: Proportion,
        target: Proportion,
        power: Proportion,
    ) -> Result<ArmSizes, SizingError> {
        self.normal().units(&self.planned(baseline, target)?, self.allocation, power)
    }

    /// Returns the power to show the two rates equivalent with these visitors. The sizes need not keep the planned allocation.
    ///
    /// # Errors
    ///
    /// [`SizingError::TooFewUnits`] when an arm is empty, [`SizingError::ImpossibleMargin`], [`SizingError::MethodWithoutMargin`].
    pub fn power(&self, baseline: Proportion, target: Proportion, visitors: ArmSizes) -> Result<f64, SizingError> {
        let test = self.with_sizes(visitors)?;
        self.normal().power(&test.planned(baseline, target)?, visitors)
    }

    /// Returns the narrowest symmetric margin, on the scale of the margins, within which these visitors show the two rates
    /// equivalent with the given power. The margins of the test are not looked at.
    ///
    /// # Errors
    ///
    /// As [`power`](Self::power), [`SizingError::PowerBelowRisk`], and [`SizingError::OutOfReach`] where not even ± 100 % (or ± 100
    /// points) is wide enough.
    pub fn detectable_margin(
        &self,
        baseline: Proportion,
        target: Proportion,
        power: Proportion,
        visitors: ArmSizes,
    ) -> Result<f64, SizingError> {
        check_power(power, self.alpha)?;
        let difference = target.get() - baseline.get();
        let nearest = match self.scale {
            MarginScale::Difference => difference.abs(),
            MarginScale::Lift => (difference / baseline.get()).abs(),
        };
        let excess = |margin: f64| {
            let margins = EquivalenceMargins::new(-margin, margin).map_err(|_| SizingError::ImpossibleMargin)?;
            Ok(Self { margins, ..*self }.power(baseline, target, visitors)? - power.get())
        };
        if nearest >= WIDEST {
            Err(SizingError::OutOfReach)
        } else {
            narrowest_margin(excess, nearest, WIDEST, FIRST_STEP)
        }
    }

    /// The planned rates as the two tests see them, for [`NormalEquivalence`].
    ///
    /// # Errors
    ///
    /// [`SizingError::ImpossibleMargin`], [`SizingError::MethodWithoutMargin`].
    pub fn planned(&self, baseline: Proportion, target: Proportion) -> Result<PlannedEquivalence, SizingError> {
        let from = |margin: f64| {
            let one = TwoProportions {
                allocation: self.allocation,
                null: self.scale.proportion_null(margin),
                method: self.method,
                ..TwoProportions::superiority(self.alpha, Sides::One)
            };
            one.planned_effect(baseline, target)
        };
        Ok(PlannedEquivalence { from_low: from(self.margins.low())?, from_high: from(self.margins.high())? })
    }

    fn normal(&self) -> NormalEquivalence {
        NormalEquivalence { alpha: self.alpha }
    }

    fn with_sizes(&self, visitors: ArmSizes) -> Result<Self, SizingError> {
        let allocation = Positive::new(visitors.variant / visitors.control).map_err(|_| SizingError::TooFewUnits)?;
        Ok(Self { allocation, ..*self })
    }
}

/// Rates differ by less than 1, and a lift is above −100 %.
const WIDEST: f64 = 1.0 - 1e-9;

/// Where the search for a margin starts: a thousandth of the way, cheap enough to double from.
const FIRST_STEP: f64 = 1.0 / 1024.0;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rate(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    fn test(low: f64, high: f64, scale: MarginScale, method: ProportionPower) -> ProportionEquivalence {
        let margins = EquivalenceMargins::new(low, high).unwrap();
        ProportionEquivalence { alpha: rate(0.05), allocation: Positive::ONE, margins, scale, method }
    }

    const DIFFERENCE: MarginScale = MarginScale::Difference;
    const SCORE: ProportionPower = ProportionPower::Score;

    #[test]
    fn what_cannot_be_planned_is_named() {
        let visitors = |test: ProportionEquivalence, target| test.visitors(rate(0.1), rate(target), rate(0.8));
        let points = test(-0.02, 0.02, DIFFERENCE, SCORE);
        assert_eq!(visitors(points, 0.15), Err(SizingError::OutsideMargins));
        let arcsine = ProportionEquivalence { method: ProportionPower::Arcsine, ..points };
        assert_eq!(visitors(arcsine, 0.1), Err(SizingError::MethodWithoutMargin));
        assert_eq!(visitors(test(-1.5, 0.1, DIFFERENCE, SCORE), 0.1), Err(SizingError::ImpossibleMargin));
        assert_eq!(visitors(test(-1.5, 0.1, MarginScale::Lift, SCORE), 0.1), Err(SizingError::ImpossibleMargin));
        let empty = ArmSizes { control: 0.0, variant: 9.0 };
        assert_eq!(points.power(rate(0.1), rate(0.1), empty), Err(SizingError::TooFewUnits));
        let few = ArmSizes { control: 9.0, variant: 9.0 };
        let margin = test(-0.1, 0.1, MarginScale::Lift, SCORE).detectable_margin(rate(0.1), rate(0.1), rate(0.8), few);
        assert_eq!(margin, Err(SizingError::OutOfReach));
    }

    /// Non-inferiority is what is left when the upper margin is out of sight.
    #[test]
    fn one_margin_far_away_leaves_non_inferiority() {
        let alone = TwoProportions {
            null: crate::stats::ProportionNull::Difference(-0.01),
            ..TwoProportions::superiority(rate(0.05), Sides::One)
        };
        let one = alone.visitors(rate(0.1), rate(0.1), rate(0.8)).unwrap().control;
        let both = test(-0.01, 0.5, DIFFERENCE, SCORE).visitors(rate(0.1), rate(0.1), rate(0.8)).unwrap().control;
        assert!((both / one - 1.0).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn visitors_power_and_margin_are_one_function(
            baseline in 0.02..0.9, effect in -0.015..0.015, power in 0.2..0.99, ratio in 0.3..3.0, score in any::<bool>(),
            lift in any::<bool>(),
        ) {
            let method = if score { SCORE } else { ProportionPower::Unpooled };
            let (scale, margin, target) = if lift {
                (MarginScale::Lift, 0.2, baseline * (1.0 + 10.0 * effect))
            } else {
                (DIFFERENCE, 0.02, baseline + effect)
            };
            prop_assume!(target < 0.99);
            let test = ProportionEquivalence {
                allocation: Positive::new(ratio).unwrap(),
                ..test(-margin, margin, scale, method)
            };
            let (baseline, target) = (rate(baseline), rate(target));
            let visitors = test.visitors(baseline, target, rate(power)).unwrap();
            prop_assert!((test.power(baseline, target, visitors).unwrap() - power).abs() < 1e-10);
            let found = test.detectable_margin(baseline, target, rate(power), visitors).unwrap();
            prop_assert!((found / margin - 1.0).abs() < 1e-7, "{}", found);
        }

        #[test]
        fn failures_counted_instead_of_successes_need_the_same_size(
            baseline in 0.05..0.9, effect in -0.01..0.01, ratio in 0.3..3.0,
        ) {
            let size = |low: f64, high: f64, baseline: f64, target: f64| {
                let test = ProportionEquivalence {
                    allocation: Positive::new(ratio).unwrap(),
                    ..test(low, high, DIFFERENCE, SCORE)
                };
                test.visitors(rate(baseline), rate(target), rate(0.8)).unwrap().control
            };
            let direct = size(-0.02, 0.03, baseline, baseline + effect);
            let mirrored = size(-0.03, 0.02, 1.0 - baseline, 1.0 - baseline - effect);
            prop_assert!((direct / mirrored - 1.0).abs() < 1e-9);
        }
    }
}
