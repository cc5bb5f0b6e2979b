//! What a test is worth before it is run, given what is believed of the effect: how often it ships, what it gains, and what
//! knowing for certain would gain.

use super::{bivariate_normal, normal};
use crate::quantity::Positive;

/// A test of an effect of which something is believed: normal prior, normal estimate. All in the unit of the effect.
///
/// ```
/// use jalon::quantity::Positive;
/// use jalon::stats::TestPlanValue;
/// let positive = |value| Positive::new(value).unwrap();
/// // 4 % convert, 20 000 visitors an arm; ideas gain 0.05 points on average, give or take 0.2.
/// let error = positive((2.0 * 0.04 * 0.96 / 20_000.0_f64).sqrt());
/// let test = TestPlanValue { prior_mean: 0.0005, prior_sd: positive(0.002), error, cost: 0.0 };
/// assert!((test.value() - 0.000_354).abs() < 5e-7, "expected value of the sample");
/// assert!((test.value_of_certainty() - 0.000_573).abs() < 5e-7, "expected value of perfect information");
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TestPlanValue {
    /// Mean of the true effect.
    pub prior_mean: f64,
    /// Its standard deviation.
    pub prior_sd: Positive,
    /// Standard error that the test's estimate will have.
    pub error: Positive,
    /// What shipping costs, in the unit of the effect.
    pub cost: f64,
}

/// What shipping whenever the estimate passes a threshold does.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ThresholdOutcome {
    /// Chance to ship.
    pub chance_to_ship: f64,
    /// Mean of the true effect less its cost over all tests, those that do not ship counting as 0.
    pub gain: f64,
    /// Chance to ship an effect below 0.
    pub chance_of_harm: f64,
    /// What is shipped, on average; none where the chance to ship is too small for a double.
    pub shipped: Option<ShippedEffect>,
}

/// What is shipped, on average.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShippedEffect {
    /// The true effect.
    pub effect: f64,
    /// What the test said it was.
    pub estimate: f64,
}

impl TestPlanValue {
    /// What is gained without a test: by shipping where that is expected to pay, by keeping the control otherwise.
    #[must_use]
    pub fn gain_now(&self) -> f64 {
        (self.prior_mean - self.cost).max(0.0)
    }

    /// What is gained with the test, shipping wherever the posterior mean pays.
    #[must_use]
    pub fn gain_with_test(&self) -> f64 {
        self.gain_now() + self.value()
    }

    /// What is gained when the effect is known.
    #[must_use]
    pub fn gain_with_certainty(&self) -> f64 {
        self.gain_now() + self.value_of_certainty()
    }

    /// What the test adds, before what it costs to run: the expected value of sample information.
    ///
    /// The posterior mean will be normal about the prior mean with standard deviation τ²/√(τ² + s²); its expected excess
    /// beyond the break-even, on the side the prior does not take, is the value.
    ///
    /// # Source
    ///
    /// Raiffa & Schlaifer 1961, *Applied Statistical Decision Theory*, § 5.4.
    #[must_use]
    pub fn value(&self) -> f64 {
        self.excess(self.moved_sd())
    }

    /// What knowing the effect would add: the expected value of perfect information, never below [`TestPlanValue::value`].
    #[must_use]
    pub fn value_of_certainty(&self) -> f64 {
        self.excess(self.prior_sd.get())
    }

    /// What comes of shipping whenever the estimate is more than `critical` standard errors above 0.
    #[must_use]
    pub fn threshold(&self, critical: f64) -> ThresholdOutcome {
        let (prior_sd, spread) = (self.prior_sd.get(), self.estimate_sd());
        // How far the threshold lies below the mean of the estimate, in its standard deviations.
        let margin = (self.prior_mean - critical * self.error.get()) / spread;
        let (chance_to_ship, density) = (normal::cdf(margin), normal::density(margin));
        let moved = self.moved_sd() * density;
        let harm = bivariate_normal::upper_tail(-margin, self.prior_mean / prior_sd, -prior_sd / spread);
        let shipped = ShippedEffect {
            effect: self.prior_mean + moved / chance_to_ship,
            estimate: self.prior_mean + spread * density / chance_to_ship,
        };
        ThresholdOutcome {
            chance_to_ship,
            gain: (self.prior_mean - self.cost) * chance_to_ship + moved,
            chance_of_harm: harm,
            shipped: (chance_to_ship > 0.0 && shipped.effect.is_finite()).then_some(shipped),
        }
    }

    /// Standard deviation of the estimate over effect and chance.
    fn estimate_sd(&self) -> f64 {
        self.prior_sd.get().hypot(self.error.get())
    }

    /// How far the test is expected to move the mean: τ²/√(τ² + s²).
    fn moved_sd(&self) -> f64 {
        self.prior_sd.get() * (self.prior_sd.get() / self.estimate_sd())
    }

    /// The mean distance beyond the break-even, on the side that the prior mean is not on.
    fn excess(&self, sd: f64) -> f64 {
        if sd == 0.0 {
            return 0.0;
        }
        sd * normal::expected_excess((self.prior_mean - self.cost).abs() / sd)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn test(prior_mean: f64, prior_sd: f64, error: f64, cost: f64) -> TestPlanValue {
        let positive = |value| Positive::new(value).unwrap();
        TestPlanValue { prior_mean, prior_sd: positive(prior_sd), error: positive(error), cost }
    }

    /// The posterior mean pays exactly when the estimate is far enough above 0: no other threshold gains more.
    #[test]
    fn the_best_threshold_gains_what_the_test_does() {
        let plan = test(-0.004, 0.02, 0.012, 0.003);
        // (m/τ² + x/s²)/(1/τ² + 1/s²) = cost, solved for x.
        let ratio = (0.012_f64 / 0.02).powi(2);
        let best = (0.003 * (1.0 + ratio) + 0.004 * ratio) / 0.012;
        assert!((plan.threshold(best).gain - plan.gain_with_test()).abs() < 1e-16);
        assert!(plan.threshold(best + 0.1).gain < plan.gain_with_test());
        assert!(plan.threshold(best - 0.1).gain < plan.gain_with_test());
    }

    #[test]
    fn what_never_ships_has_no_effect() {
        let never = test(-1.0, 0.001, 0.001, 0.0).threshold(3.0);
        assert_eq!((never.chance_to_ship, never.shipped), (0.0, None));
        assert_eq!(test(-1.0, 1e-200, 1e200, 0.0).value(), 0.0);
    }

    proptest! {
        #[test]
        fn more_is_worth_more(mean in -2.0..2.0_f64, sd in 0.01..3.0_f64, error in 0.01..3.0_f64, cost in -1.0..1.0_f64) {
            let plan = test(mean, sd, error, cost);
            prop_assert!(plan.value() >= 0.0 && plan.value() <= plan.value_of_certainty());
            prop_assert!(test(mean, sd, error * 2.0, cost).value() <= plan.value());
            let outcome = plan.threshold(1.96);
            prop_assert!(outcome.gain <= plan.gain_with_test() + 1e-12);
            prop_assert!(outcome.chance_of_harm <= outcome.chance_to_ship + 1e-15);
            if let Some(shipped) = outcome.shipped {
                prop_assert!(shipped.estimate >= shipped.effect && shipped.effect >= mean);
            }
        }
    }
}
