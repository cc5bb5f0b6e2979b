//! The score statistic of two event rates: the observed effect against the spread that the hypothesis itself allows.
//!
//! One statistic for test, difference and ratio. With the variance of a Poisson count it is the score test; with a variance
//! that also grows as the square of the rate it serves over-dispersed counts, the rates under the hypothesis still estimated
//! as if the counts were Poisson (which for equal exposures and equal rates is the negative binomial estimate itself).

use super::interval::{Bound, NoAnswer};
use super::{Alternative, EventNull, root};

/// One arm as the statistic sees it.
#[derive(Debug, Clone, Copy)]
pub(super) struct ScoreArm {
    /// Events counted.
    pub events: f64,
    /// Exposure they were counted over.
    pub exposure: f64,
    /// How unevenly the exposure lies: sum of its squares by unit over the square of its sum, 1/units when all are alike.
    pub concentration: f64,
}

impl ScoreArm {
    fn rate(&self) -> f64 {
        self.events / self.exposure
    }
}

/// Two arms, and the k of `variance = mean + k · mean²` for the count of one unit; 0 is Poisson.
#[derive(Debug, Clone, Copy)]
pub(super) struct EventScore {
    pub control: ScoreArm,
    pub variant: ScoreArm,
    pub dispersion: f64,
}

impl EventScore {
    /// The arms that a plan expects, for each control unit.
    pub fn planned(control_rate: f64, variant_rate: f64, allocation: f64) -> Self {
        let arm = |rate: f64, exposure: f64| ScoreArm { events: rate * exposure, exposure, concentration: 0.0 };
        Self { control: arm(control_rate, 1.0), variant: arm(variant_rate, allocation), dispersion: 0.0 }
    }

    /// The rates of control and variant that the hypothesis makes most likely.
    pub fn restricted(&self, null: EventNull) -> (f64, f64) {
        match null {
            EventNull::Difference(difference) => self.restricted_rates(difference),
            EventNull::Ratio(ratio) => {
                let events = self.control.events + self.variant.events;
                let rate = events / (self.control.exposure + ratio * self.variant.exposure);
                (rate, ratio * rate)
            }
        }
    }

    pub fn difference(&self) -> f64 {
        let (control, variant) = (self.control, self.variant);
        (variant.events * control.exposure - control.events * variant.exposure) / (control.exposure * variant.exposure)
    }

    /// Variant over control; none where the control had no events.
    pub fn ratio(&self) -> Option<f64> {
        (self.control.events > 0.0).then(|| self.variant.rate() / self.control.rate())
    }

    /// The statistic; none where neither arm had an event and the hypothesis is that both rates are equal up to a factor.
    pub fn statistic(&self, null: EventNull) -> Option<f64> {
        match null {
            EventNull::Difference(difference) => self.at_difference(difference),
            EventNull::Ratio(ratio) => self.at_ratio(ratio),
        }
    }

    fn at_ratio(&self, ratio: f64) -> Option<f64> {
        let (control, variant) = (self.control, self.variant);
        let events = control.events + variant.events;
        if events == 0.0 {
            return None;
        }
        let restricted = ratio * (events / (control.exposure + ratio * variant.exposure));
        let poisson = restricted * (1.0 / variant.exposure + ratio / control.exposure);
        let beyond = self.dispersion * restricted * restricted * (control.concentration + variant.concentration);
        let distance =
            (variant.events - ratio * (variant.exposure / control.exposure) * control.events) / variant.exposure;
        Some(distance / (poisson + beyond).sqrt())
    }

    fn at_difference(&self, difference: f64) -> Option<f64> {
        let (lower, upper) = self.restricted_rates(difference);
        let variance =
            |rate: f64, arm: ScoreArm| rate / arm.exposure + self.dispersion * rate * rate * arm.concentration;
        let error = (variance(lower, self.control) + variance(upper, self.variant)).sqrt();
        (error > 0.0).then(|| (self.difference() - difference) / error)
    }

    /// The most likely rates of control and variant that differ by just so much: the larger root of
    /// `T λ² + (T δ − x) λ − x₁ δ = 0`, for each arm in the form that subtracts nothing of its own size.
    fn restricted_rates(&self, difference: f64) -> (f64, f64) {
        let (control, variant) = (self.control.events, self.variant.events);
        let exposure = self.control.exposure + self.variant.exposure;
        let shift = exposure * difference;
        let root = (shift + control - variant).hypot(2.0 * (control * variant).sqrt());
        let rate = |centre: f64, other: f64| {
            let rate = if centre >= 0.0 { (centre + root) / (2.0 * exposure) } else { other / (root - centre) };
            rate.max(0.0)
        };
        let events = control + variant;
        (rate(events - shift, 2.0 * control * difference), rate(events + shift, -2.0 * variant * difference))
    }

    /// The differences at which the statistic is just ± z.
    ///
    /// With few units of over-dispersed counts the statistic of a very large difference does not go beyond √(units/k): then
    /// nothing bounds the difference on that side.
    pub fn differences(&self, z: f64) -> Result<(Bound, Bound), NoAnswer> {
        Ok((self.difference_at(z)?, self.difference_at(-z)?))
    }

    fn difference_at(&self, target: f64) -> Result<Bound, NoAnswer> {
        let observed = self.difference();
        if target == 0.0 {
            return Ok(Bound::At(observed));
        }
        let rising = |difference: f64| {
            let statistic = if difference == observed { Some(0.0) } else { self.at_difference(difference) };
            // Neither arm had an event and none is allowed: at equal rates the statistic passes through 0.
            target - statistic.unwrap_or(0.0)
        };
        let at_equality = rising(0.0);
        if observed != 0.0 && (target > 0.0) == (observed > 0.0) && (at_equality < 0.0) == (target > 0.0) {
            let (low, high) = (observed.min(0.0), observed.max(0.0));
            return Ok(Bound::At(root::bracketed(rising, low, high)?));
        }
        let farthest = if target > 0.0 { self.control } else { self.variant };
        if target.abs() * (self.dispersion * farthest.concentration).sqrt() >= 1.0 {
            return Ok(Bound::Unbounded);
        }
        let (control, variant) = (self.control, self.variant);
        let step = target.abs()
            * ((control.events + 1.0).sqrt() / control.exposure)
                .hypot((variant.events + 1.0).sqrt() / variant.exposure);
        Ok(Bound::At(root::rising(rising, observed, step)?))
    }

    /// The ratios at which the statistic is just ± z: from 0 on where the variant had no events, without end where the control
    /// had none.
    pub fn ratios(&self, z: f64) -> Result<(Bound, Bound), NoAnswer> {
        let (control, variant) = (self.control, self.variant);
        let start = ((variant.events + 0.5) / variant.exposure).ln() - ((control.events + 0.5) / control.exposure).ln();
        let crossing = |target: f64| {
            let rising = |log_ratio: f64| target - self.at_ratio(log_ratio.exp()).unwrap_or(0.0);
            root::rising(rising, start, 0.5).map(|log_ratio| Bound::At(log_ratio.exp()))
        };
        let low = if variant.events == 0.0 { Bound::At(0.0) } else { crossing(z)? };
        let high = if control.events == 0.0 { Bound::Unbounded } else { crossing(-z)? };
        Ok((low, high))
    }
}

/// Keeps the ends that the alternative asks for.
pub(super) fn watched((low, high): (Bound, Bound), alternative: Alternative) -> (Bound, Bound) {
    match alternative {
        Alternative::TwoSided => (low, high),
        Alternative::Greater => (low, Bound::Unbounded),
        Alternative::Less => (Bound::Unbounded, high),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn arm(events: f64, exposure: f64) -> ScoreArm {
        ScoreArm { events, exposure, concentration: 1.0 / exposure }
    }

    proptest! {
        /// The restricted rates solve the likelihood equation, whatever the size of the difference.
        #[test]
        fn restricted_rates_solve_their_equation(
            control in 0_u32..500, variant in 0_u32..500, shift in -3.0..3.0_f64, ratio in 0.1..10.0_f64,
        ) {
            prop_assume!(control + variant > 0);
            let score = EventScore {
                control: arm(f64::from(control), 100.0), variant: arm(f64::from(variant), 100.0 * ratio), dispersion: 0.0,
            };
            let (lower, upper) = score.restricted_rates(shift);
            prop_assert!((upper - lower - shift).abs() < 1e-9 * (1.0 + upper.max(lower)));
            let exposure = 100.0 * (1.0 + ratio);
            let share = |events: u32, rate: f64| if events == 0 { 0.0 } else { f64::from(events) / rate };
            let slope = share(control, lower) + share(variant, upper) - exposure;
            // At the edge of what is possible the likelihood may still fall.
            let at_edge = lower.min(upper) < 1e-12;
            prop_assert!(at_edge && slope <= 1e-6 * exposure || slope.abs() < 1e-6 * exposure, "{slope}");
        }

        #[test]
        fn the_two_writings_of_equality_agree(
            control in 0_u32..500, variant in 0_u32..500, ratio in 0.1..10.0_f64, dispersion in 0.0..5.0_f64,
        ) {
            prop_assume!(control + variant > 0);
            let score = EventScore {
                control: arm(f64::from(control), 50.0), variant: arm(f64::from(variant), 50.0 * ratio), dispersion,
            };
            let one = score.statistic(EventNull::Ratio(1.0)).unwrap();
            let other = score.statistic(EventNull::Difference(0.0)).unwrap();
            prop_assert!((one - other).abs() < 1e-12 * (1.0 + one.abs()), "{one} {other}");
        }
    }
}
