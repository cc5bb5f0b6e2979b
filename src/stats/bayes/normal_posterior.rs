//! A normal belief about an effect, and what the data make of it.

use crate::quantity::{Positive, Proportion};
use crate::stats::{Direction, NoAnswer, normal};

/// What is believed of an effect before the data.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Prior {
    /// Any effect is as likely as any other: the data alone speak.
    Flat,
    /// A normal belief.
    Normal {
        /// Its mean.
        mean: f64,
        /// Its standard deviation.
        sd: Positive,
    },
}

/// What an effect is measured in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EffectScale {
    /// Variant minus control.
    Difference,
    /// That difference as a share of the control.
    Lift,
}

impl Prior {
    /// The same belief on the other scale, over a control of this value: a lift times the control is a difference.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::ZeroBaseline`] where the control is 0, or no number, and the scales differ.
    ///
    /// # Source
    ///
    /// GrowthBook's statistics engine (gbstats 0.8.0), which takes the observed control as known here; so does this.
    pub fn on_scale(self, given: EffectScale, wanted: EffectScale, control: f64) -> Result<Self, NoAnswer> {
        let Self::Normal { mean, sd } = self else { return Ok(Self::Flat) };
        let factor = match (given, wanted) {
            (EffectScale::Lift, EffectScale::Difference) => control.abs(),
            (EffectScale::Difference, EffectScale::Lift) => 1.0 / control.abs(),
            _ => return Ok(self),
        };
        let sd = Positive::new(sd.get() * factor).map_err(|_| NoAnswer::ZeroBaseline)?;
        Ok(Self::Normal { mean: mean * factor, sd })
    }
}

/// What is believed of an effect after the data: normal.
///
/// ```
/// use jalon::quantity::Positive;
/// use jalon::stats::{Direction, NormalPosterior, Prior};
/// let prior = Prior::Normal { mean: 0.0, sd: Positive::new(0.02).unwrap() };
/// let belief = NormalPosterior::of(prior, 0.03, 0.02).unwrap();
/// assert!((belief.mean() - 0.015).abs() < 1e-15);
/// assert!((belief.chance_to_beat_control(Direction::Increase) - 0.855_577_816_826_757).abs() < 1e-12);
/// assert!(belief.loss_of_shipping(Direction::Increase) < belief.loss_of_keeping(Direction::Increase));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NormalPosterior {
    mean: f64,
    sd: Positive,
}

impl NormalPosterior {
    /// The belief after an estimate with this standard error: precisions add, means are weighed with them.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::NoVariation`] without a standard error above 0, or for an estimate that is no number.
    ///
    /// # Source
    ///
    /// Gelman and others, *Bayesian Data Analysis*, 3rd ed., 2013, § 2.5.
    pub fn of(prior: Prior, estimate: f64, error: f64) -> Result<Self, NoAnswer> {
        let error = Positive::new(error).map_err(|_| NoAnswer::NoVariation)?;
        if !estimate.is_finite() {
            return Err(NoAnswer::NoVariation);
        }
        let Prior::Normal { mean, sd } = prior else { return Ok(Self { mean: estimate, sd: error }) };
        // The weight of the prior, from a ratio so that no square leaves the doubles; the larger spread below the line.
        let (prior_weight, posterior_sd) = if error.get() < sd.get() {
            let ratio = (error.get() / sd.get()).powi(2);
            (ratio / (1.0 + ratio), error.get() / (1.0 + ratio).sqrt())
        } else {
            let ratio = (sd.get() / error.get()).powi(2);
            (1.0 / (1.0 + ratio), sd.get() / (1.0 + ratio).sqrt())
        };
        let sd = Positive::new(posterior_sd).map_err(|_| NoAnswer::NoVariation)?;
        Ok(Self { mean: prior_weight * mean + (1.0 - prior_weight) * estimate, sd })
    }

    /// The expected effect.
    #[must_use]
    pub fn mean(self) -> f64 {
        self.mean
    }

    /// Its standard deviation.
    #[must_use]
    pub fn sd(self) -> f64 {
        self.sd.get()
    }

    /// Chance that the effect lies above `threshold`.
    #[must_use]
    pub fn chance_above(self, threshold: f64) -> f64 {
        normal::upper_tail((threshold - self.mean) / self.sd())
    }

    /// Chance that the variant is better, where `better` says which way a good effect points.
    #[must_use]
    pub fn chance_to_beat_control(self, better: Direction) -> f64 {
        normal::cdf(self.signed(better))
    }

    /// What shipping the variant is expected to cost: the mean of max(−effect, 0), in the unit of the effect.
    ///
    /// s φ(m/s) − m Φ(−m/s) for a mean m and standard deviation s, kept to its last digits where it is tiny.
    #[must_use]
    pub fn loss_of_shipping(self, better: Direction) -> f64 {
        self.sd() * normal::expected_excess(self.signed(better))
    }

    /// What keeping the control is expected to cost: the mean of max(effect, 0).
    #[must_use]
    pub fn loss_of_keeping(self, better: Direction) -> f64 {
        self.sd() * normal::expected_excess(-self.signed(better))
    }

    /// The central interval that holds the effect with probability 1 − `alpha`.
    #[must_use]
    pub fn interval(self, alpha: Proportion) -> (f64, f64) {
        let half = normal::upper_quantile(alpha.get() / 2.0) * self.sd();
        (self.mean - half, self.mean + half)
    }

    /// How many standard deviations the mean lies on the good side of no effect.
    fn signed(self, better: Direction) -> f64 {
        match better {
            Direction::Increase => self.mean / self.sd(),
            Direction::Decrease => -self.mean / self.sd(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn prior(mean: f64, sd: f64) -> Prior {
        Prior::Normal { mean, sd: Positive::new(sd).unwrap() }
    }

    #[test]
    fn what_cannot_be_said_is_named() {
        for (estimate, error) in [(0.1, 0.0), (0.1, f64::NAN), (f64::INFINITY, 1.0)] {
            assert_eq!(NormalPosterior::of(Prior::Flat, estimate, error), Err(NoAnswer::NoVariation));
        }
        let over = |control| prior(0.1, 0.2).on_scale(EffectScale::Difference, EffectScale::Lift, control);
        assert_eq!(over(0.0), Err(NoAnswer::ZeroBaseline));
        assert_eq!(over(-2.0), Ok(prior(0.05, 0.1)));
        assert_eq!(Prior::Flat.on_scale(EffectScale::Lift, EffectScale::Difference, 0.0), Ok(Prior::Flat));
    }

    #[test]
    fn a_narrow_prior_holds_and_a_wide_one_yields() {
        let held = NormalPosterior::of(prior(0.01, 1e-200), 5.0, 1.0).unwrap();
        assert!((held.mean() - 0.01).abs() < 1e-15 && held.sd() < 2e-200);
        let yielded = NormalPosterior::of(prior(0.01, 1e200), 5.0, 1.0).unwrap();
        assert_eq!((yielded.mean(), yielded.sd()), (5.0, 1.0));
    }

    proptest! {
        /// Both losses come from one mean: E max(effect, 0) − E max(−effect, 0).
        #[test]
        fn losses_differ_by_the_mean(mean in -3.0..3.0_f64, error in 0.01..5.0_f64, own in 0.01..5.0_f64) {
            let belief = NormalPosterior::of(prior(0.2, own), mean, error).unwrap();
            let up = Direction::Increase;
            let difference = belief.loss_of_keeping(up) - belief.loss_of_shipping(up);
            prop_assert!((difference - belief.mean()).abs() < 1e-12);
            let mirrored = NormalPosterior::of(prior(-0.2, own), -mean, error).unwrap();
            let down = Direction::Decrease;
            prop_assert_eq!(belief.chance_to_beat_control(up), mirrored.chance_to_beat_control(down));
            prop_assert_eq!(belief.loss_of_shipping(up), mirrored.loss_of_shipping(down));
        }
    }
}
