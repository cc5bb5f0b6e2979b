//! A beta belief about one conversion rate.

use crate::quantity::{Positive, Proportion};
use crate::stats::root::RootError;
use crate::stats::{Conversions, beta};

/// What is believed of a conversion rate: Beta(a, b). Exact for visitors who convert independently.
///
/// ```
/// use jalon::stats::{Conversions, RatePosterior};
/// let belief = RatePosterior::UNIFORM.after(Conversions::new(500, 10_000).unwrap());
/// assert!((belief.mean() - 501.0 / 10_002.0).abs() < 1e-15);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RatePosterior {
    a: f64,
    b: f64,
}

/// Not the two numbers of a beta distribution.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error("a beta distribution needs two finite numbers above 0, not {a} and {b}")]
pub struct NotBeta {
    /// First parameter.
    pub a: f64,
    /// Second parameter.
    pub b: f64,
}

impl RatePosterior {
    /// Before any data, every rate as likely as any other.
    pub const UNIFORM: Self = Self { a: 1.0, b: 1.0 };

    /// Jeffreys' prior of a rate.
    pub const JEFFREYS: Self = Self { a: 0.5, b: 0.5 };

    /// A belief worth `a` conversions and `b` visitors who left.
    ///
    /// # Errors
    ///
    /// [`NotBeta`] unless both are finite and above 0.
    pub fn new(a: f64, b: f64) -> Result<Self, NotBeta> {
        let usable = |value: f64| Positive::new(value).is_ok();
        if usable(a) && usable(b) && (a + b).is_finite() { Ok(Self { a, b }) } else { Err(NotBeta { a, b }) }
    }

    /// The belief after these visitors.
    #[must_use]
    pub fn after(self, observed: Conversions) -> Self {
        let rest = (observed.visitors() - observed.conversions()) as f64;
        Self { a: self.a + observed.conversions() as f64, b: self.b + rest }
    }

    /// First parameter.
    #[must_use]
    pub fn a(self) -> f64 {
        self.a
    }

    /// Second parameter.
    #[must_use]
    pub fn b(self) -> f64 {
        self.b
    }

    /// The expected rate.
    #[must_use]
    pub fn mean(self) -> f64 {
        self.a / (self.a + self.b)
    }

    /// Its standard deviation.
    #[must_use]
    pub fn sd(self) -> f64 {
        (self.mean() * (self.b / (self.a + self.b)) / (self.a + self.b + 1.0)).sqrt()
    }

    /// The rate with this probability at or below it.
    ///
    /// # Errors
    ///
    /// [`RootError`] where the parameters are so extreme that no double can be found.
    pub fn quantile(self, probability: Proportion) -> Result<f64, RootError> {
        beta::quantile(probability.get(), self.a, self.b)
    }

    /// The central interval that holds the rate with probability 1 − `alpha`.
    ///
    /// # Errors
    ///
    /// As [`RatePosterior::quantile`].
    pub fn interval(self, alpha: Proportion) -> Result<(f64, f64), RootError> {
        let tail = alpha.get() / 2.0;
        Ok((beta::quantile(tail, self.a, self.b)?, beta::upper_quantile(tail, self.a, self.b)?))
    }

    /// Where the belief lies on the scale ln(p/(1 − p)), and how widely it spreads there.
    pub(super) fn logit(self) -> (f64, f64) {
        ((self.a / self.b).ln(), (1.0 / self.a + 1.0 / self.b).sqrt())
    }

    /// ln of the density of ln(p/(1 − p)) at a rate given with its complement.
    pub(super) fn ln_logit_density(self, rate: f64, rest: f64) -> f64 {
        beta::ln_kernel(self.a, self.b, rate, rest)
    }

    /// ln of the chance of a rate at or below this one.
    pub(super) fn ln_below(self, rate: f64, rest: f64) -> f64 {
        beta::ln_incomplete(self.a, self.b, rate, rest)
    }

    /// ln of the chance of a rate above this one.
    pub(super) fn ln_above(self, rate: f64, rest: f64) -> f64 {
        beta::ln_incomplete(self.b, self.a, rest, rate)
    }
}

/// 1/(1 + e⁻ᵘ): a rate from its logit.
pub(super) fn expit(u: f64) -> f64 {
    1.0 / (1.0 + (-u).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_belief_is_named() {
        for (a, b) in [(0.0, 1.0), (1.0, -1.0), (f64::NAN, 1.0), (1.0, f64::INFINITY), (f64::MAX, f64::MAX)] {
            assert!(RatePosterior::new(a, b).is_err(), "{a} {b}");
        }
    }

    #[test]
    fn the_interval_leaves_half_of_alpha_on_each_side() {
        let belief = RatePosterior::JEFFREYS.after(Conversions::new(4, 10).unwrap());
        let (low, high) = belief.interval(Proportion::new(0.05).unwrap()).unwrap();
        assert!((belief.ln_below(low, 1.0 - low).exp() - 0.025).abs() < 1e-13);
        assert!((belief.ln_above(high, 1.0 - high).exp() - 0.025).abs() < 1e-13);
        assert!((belief.quantile(Proportion::new(0.025).unwrap()).unwrap() - low).abs() < 1e-15);
    }
}
