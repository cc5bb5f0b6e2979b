//! A gamma belief about a rate of events, and two of them compared.

use crate::quantity::{Positive, Proportion};
use crate::stats::quadrature::ln_bump;
use crate::stats::root::RootError;
use crate::stats::{Events, beta, gamma};

/// What is believed of a rate of events: Gamma(shape, exposure). Exact for events that come as Poisson's do.
///
/// ```
/// use jalon::quantity::Positive;
/// use jalon::stats::{EventPosterior, TwoEventPosteriors};
/// let arm = |events, exposure| EventPosterior {
///     shape: Positive::new(events).unwrap(),
///     exposure: Positive::new(exposure).unwrap(),
/// };
/// let belief = TwoEventPosteriors { control: arm(1.0, 1.0), variant: arm(3.0, 1.0) };
/// assert!((belief.chance_ahead() - 0.875).abs() < 1e-14);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EventPosterior {
    /// Events, the prior's included.
    pub shape: Positive,
    /// What they were counted over, the prior's included.
    pub exposure: Positive,
}

impl EventPosterior {
    /// The belief after these events.
    #[must_use]
    pub fn after(self, observed: Events) -> Self {
        let sum = |prior: Positive, seen: f64| Positive::new(prior.get() + seen).unwrap_or(prior);
        Self { shape: sum(self.shape, observed.events() as f64), exposure: sum(self.exposure, observed.exposure()) }
    }

    /// The expected rate.
    #[must_use]
    pub fn mean(self) -> f64 {
        self.shape.get() / self.exposure.get()
    }

    /// The central interval that holds the rate with probability 1 − `alpha`.
    ///
    /// # Errors
    ///
    /// [`RootError`] where no double answers.
    pub fn interval(self, alpha: Proportion) -> Result<(f64, f64), RootError> {
        let (tail, shape, exposure) = (alpha.get() / 2.0, self.shape.get(), self.exposure.get());
        Ok((gamma::quantile(tail, shape)? / exposure, gamma::upper_quantile(tail, shape)? / exposure))
    }

    fn ln_below(self, rate: f64) -> f64 {
        gamma::ln_cdf(rate * self.exposure.get(), self.shape.get())
    }

    fn ln_above(self, rate: f64) -> f64 {
        gamma::ln_upper_tail(rate * self.exposure.get(), self.shape.get())
    }
}

/// What is believed of the event rates of two arms, apart from each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TwoEventPosteriors {
    /// The control's rate.
    pub control: EventPosterior,
    /// The variant's rate.
    pub variant: EventPosterior,
}

impl TwoEventPosteriors {
    /// Chance that the variant's rate is the higher: an incomplete beta function, since the control's part of two gamma variables
    /// is a beta one.
    #[must_use]
    pub fn chance_ahead(self) -> f64 {
        let (one, other) = (self.control.exposure.get(), self.variant.exposure.get());
        // Each part of the whole by a ratio, so that no sum overflows.
        let (part, rest) = (1.0 / (1.0 + other / one), 1.0 / (1.0 + one / other));
        beta::ln_incomplete(self.control.shape.get(), self.variant.shape.get(), part, rest).exp()
    }

    /// What keeping the control is expected to cost where more events are better: the mean of max(variant − control, 0).
    #[must_use]
    pub fn loss_of_keeping(self) -> f64 {
        expected_lead(self.variant, self.control)
    }

    /// What shipping the variant is expected to cost: the mean of max(control − variant, 0).
    #[must_use]
    pub fn loss_of_shipping(self) -> f64 {
        expected_lead(self.control, self.variant)
    }
}

/// The mean of max(leader − other, 0): the integral of P(other ≤ t) · P(leader > t), over ln t.
fn expected_lead(leader: EventPosterior, other: EventPosterior) -> f64 {
    let ln_both = |u: f64| {
        let rate = u.exp();
        other.ln_below(rate) + leader.ln_above(rate) + u
    };
    let (one, two) = (leader.mean().ln(), other.mean().ln());
    let spread = 1.0 / leader.shape.get().min(other.shape.get()).sqrt();
    ln_bump(ln_both, one.min(two) - 40.0 * spread, one.max(two) + 40.0 * spread).exp()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn arm(shape: f64, exposure: f64) -> EventPosterior {
        EventPosterior { shape: Positive::new(shape).unwrap(), exposure: Positive::new(exposure).unwrap() }
    }

    /// Exponential rates: P(V > C) = c/(c + v), E max(V − C, 0) = c/(v (c + v)) for exposures c, v.
    #[test]
    fn exponential_rates() {
        let belief = TwoEventPosteriors { control: arm(1.0, 3.0), variant: arm(1.0, 2.0) };
        assert!((belief.chance_ahead() - 0.6).abs() < 1e-14);
        assert!((belief.loss_of_keeping() - 0.3).abs() < 1e-13, "{}", belief.loss_of_keeping());
        assert!((belief.loss_of_shipping() - 2.0 / 15.0).abs() < 1e-13);
    }

    #[test]
    fn events_add_to_the_prior() {
        let belief = arm(1.0, 2.0).after(Events::new(19, 98.0).unwrap());
        assert_eq!(belief, arm(20.0, 100.0));
        let (low, high) = belief.interval(Proportion::new(0.05).unwrap()).unwrap();
        assert!(low < belief.mean() && belief.mean() < high);
    }

    proptest! {
        #[test]
        fn losses_differ_by_the_means(a in 0.3..5e4_f64, c in 0.1..1e3_f64, b in 0.3..5e4_f64, v in 0.1..1e3_f64) {
            let belief = TwoEventPosteriors { control: arm(a, c), variant: arm(b, v) };
            let means = belief.variant.mean() - belief.control.mean();
            let off = (belief.loss_of_keeping() - belief.loss_of_shipping() - means).abs();
            prop_assert!(off < 1e-9 * belief.variant.mean().max(belief.control.mean()), "{}", off);
        }
    }
}
