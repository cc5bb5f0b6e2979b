//! Intervals for one conversion rate.

use super::interval::{Interval, Method, NoAnswer, Shape};
use super::stirling::deviance_part;
use super::{Alternative, Conversions, beta, blaker, normal};
use crate::quantity::{Positive, Proportion};

/// How to compute the interval of one rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RateInterval {
    /// Wilson 1927: the score interval. Good at any size; the default.
    Wilson,
    /// Clopper & Pearson 1934: never covers less than promised, often more.
    ClopperPearson,
    /// Quantiles of Beta(x + ½, n − x + ½); not replaced by 0 or 1 at the ends.
    Jeffreys,
    /// The textbook ± z √(pq/n), cut at 0 and 1; poor for small counts.
    Wald,
    /// Agresti & Coull 1998: Wald after adding z²/2 successes and z²/2 failures, cut at 0 and 1.
    AgrestiCoull,
    /// Wilson's with a continuity correction of half a conversion: about as cautious as Clopper and Pearson's.
    WilsonCorrected,
    /// The rates at which each binomial tail, counting half of the observed outcome, is just the risk (Lancaster 1961). Less cautious
    /// than Clopper and Pearson's, close to the promised level on average.
    MidP,
    /// The rates whose likelihood ratio statistic does not exceed the normal quantile.
    LikelihoodRatio,
    /// Blaker 2000: exact and never wider than Clopper and Pearson's, whose end it is for a one-sided question.
    Blaker,
}

impl RateInterval {
    fn method(self) -> Method {
        match self {
            Self::Wilson => Method::Wilson,
            Self::ClopperPearson => Method::ClopperPearson,
            Self::Jeffreys => Method::Jeffreys,
            Self::Wald => Method::Wald,
            Self::AgrestiCoull => Method::AgrestiCoull,
            Self::WilsonCorrected => Method::WilsonCorrected,
            Self::MidP => Method::MidP,
            Self::LikelihoodRatio => Method::LikelihoodRatio,
            Self::Blaker => Method::Blaker,
        }
    }
}

impl Conversions {
    /// Returns the rates that the counts do not reject at level `1 − alpha`.
    ///
    /// [`Alternative::Greater`] gives a lower end only, [`Alternative::Less`] an upper end only, each with the whole `alpha`.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::Search`] when counts are too extreme for the beta quantile.
    pub fn interval(
        self,
        alpha: Proportion,
        alternative: Alternative,
        method: RateInterval,
    ) -> Result<Interval, NoAnswer> {
        let level = alternative.sides().level(alpha.get());
        let (low, high) = match (method, alternative) {
            (RateInterval::Blaker, Alternative::TwoSided) => blaker::limits(self, alpha.get())?,
            _ => self.limits(level, method)?,
        };
        Ok(Interval { shape: Shape::sided(low, high, alternative), alpha, method: method.method() })
    }

    /// Wilson's interval when visitors come in clusters: counts divided by the design effect, the factor by which clustering
    /// inflates the variance.
    #[must_use]
    pub fn clustered_interval(self, alpha: Proportion, alternative: Alternative, design_effect: Positive) -> Interval {
        let z = normal::upper_quantile(alternative.sides().level(alpha.get()));
        let effect = design_effect.get();
        let (low, high) = wilson(self.successes() / effect, self.size() / effect, z);
        Interval { shape: Shape::sided(low, high, alternative), alpha, method: Method::Wilson }
    }

    fn limits(self, level: f64, method: RateInterval) -> Result<(f64, f64), NoAnswer> {
        let (x, n) = (self.successes(), self.size());
        let failures = n - x;
        let z = normal::upper_quantile(level);
        let around = |centre: f64, half: f64| ((centre - half).max(0.0), (centre + half).min(1.0));
        Ok(match method {
            RateInterval::Wilson => self.wilson(z),
            RateInterval::Wald => around(self.rate(), z * (self.variance() / n).sqrt()),
            RateInterval::AgrestiCoull => {
                let size = n + z * z;
                let rate = (x + z * z / 2.0) / size;
                around(rate, z * (rate * (1.0 - rate) / size).sqrt())
            }
            RateInterval::WilsonCorrected => self.wilson_corrected(z),
            RateInterval::MidP => (mid_p_low(x, failures, level)?, 1.0 - mid_p_low(failures, x, level)?),
            RateInterval::LikelihoodRatio => (likelihood_low(x, failures, z)?, 1.0 - likelihood_low(failures, x, z)?),
            RateInterval::ClopperPearson | RateInterval::Blaker => {
                let low = if x == 0.0 { 0.0 } else { beta::quantile(level, x, failures + 1.0)? };
                let high = if failures == 0.0 { 1.0 } else { beta::upper_quantile(level, x + 1.0, failures)? };
                (low, high)
            }
            RateInterval::Jeffreys => {
                (beta::quantile(level, x + 0.5, failures + 0.5)?, beta::upper_quantile(level, x + 0.5, failures + 0.5)?)
            }
        })
    }

    /// Wilson's limits.
    pub(super) fn wilson(self, z: f64) -> (f64, f64) {
        wilson(self.successes(), self.size(), z)
    }

    /// Wilson's limits half a conversion further out.
    pub(super) fn wilson_corrected(self, z: f64) -> (f64, f64) {
        let (x, n) = (self.successes(), self.size());
        let low = if x == 0.0 { 0.0 } else { wilson(x - 0.5, n, z).0 };
        let high = if x == n { 1.0 } else { wilson(x + 0.5, n, z).1 };
        (low, high)
    }
}

/// Wilson's limits of `x` out of `n`, written so that neither subtracts two numbers of its own size.
fn wilson(x: f64, n: f64, z: f64) -> (f64, f64) {
    let square = z * z;
    let spread = 2.0 * x + square + z * (square + 4.0 * x * ((n - x) / n)).sqrt();
    let high = if x == n { 1.0 } else { (spread / (2.0 * (n + square))).min(1.0) };
    let low = if x == 0.0 { 0.0 } else { 2.0 * x / n * (x / spread) };
    // Where both round to the same rate, the last bit must not turn them round.
    (low.min(high), high)
}

/// The rate at which the chance of more conversions, and half the chance of just as many, is `level`.
fn mid_p_low(x: f64, failures: f64, level: f64) -> Result<f64, NoAnswer> {
    if x == 0.0 {
        return Ok(0.0);
    }
    let at_least = |rate, other| beta::incomplete(x, failures + 1.0, rate, other);
    let more = |rate, other| if failures == 0.0 { 0.0 } else { beta::incomplete(x + 1.0, failures, rate, other) };
    let tail = |rate, other| f64::midpoint(at_least(rate, other), more(rate, other));
    Ok(beta::solve_logit(x, failures + 1.0, |rate, other| tail(rate, other).ln() - level.ln())?)
}

/// The rate below the observed one whose signed root of the likelihood ratio statistic is `z`.
fn likelihood_low(x: f64, failures: f64, z: f64) -> Result<f64, NoAnswer> {
    if x == 0.0 {
        return Ok(0.0);
    }
    let n = x + failures;
    if failures == 0.0 {
        return Ok((-z * z / (2.0 * n)).exp());
    }
    let distance = |rate: f64, other: f64| {
        let excess = n * rate - x;
        let deviance = deviance_part(x, n * rate, excess) + deviance_part(failures, n * other, -excess);
        (2.0 * deviance.max(0.0)).sqrt().copysign(-excess)
    };
    Ok(beta::solve_logit(x, failures, |rate, other| z - distance(rate, other))?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Bound;

    const ALL: [RateInterval; 9] = [
        RateInterval::Wilson,
        RateInterval::ClopperPearson,
        RateInterval::Jeffreys,
        RateInterval::Wald,
        RateInterval::AgrestiCoull,
        RateInterval::WilsonCorrected,
        RateInterval::MidP,
        RateInterval::LikelihoodRatio,
        RateInterval::Blaker,
    ];

    fn alpha() -> Proportion {
        Proportion::new(0.05).unwrap()
    }

    #[test]
    fn swapping_successes_and_failures_mirrors_the_interval() {
        for method in ALL {
            for (x, n) in [(0, 20), (3, 20), (20, 20), (500, 1000)] {
                let at = |x| Conversions::new(x, n).unwrap().interval(alpha(), Alternative::TwoSided, method).unwrap();
                let (direct, mirrored) = (at(x), at(n - x));
                let sum = direct.low().value().unwrap() + mirrored.high().value().unwrap();
                assert!((sum - 1.0).abs() < 1e-12, "{method:?} {x}/{n}: {sum}");
            }
        }
    }

    /// Wilson's limits are the rates whose score statistic is just z.
    #[test]
    fn wilson_inverts_the_score_test_at_any_size() {
        for (x, n) in [(1, 1_000_000_000_u64), (3, 10), (999, 1000)] {
            let observed = Conversions::new(x, n).unwrap();
            let (low, high) = observed.wilson(1.96);
            for limit in [low, high] {
                let z = (observed.rate() - limit) / (limit * (1.0 - limit) / n as f64).sqrt();
                assert!((z.abs() - 1.96).abs() < 1e-6, "{x}/{n}: {z}");
            }
        }
    }

    #[test]
    fn one_sided_questions_get_one_end_with_the_whole_risk() {
        let observed = Conversions::new(30, 1000).unwrap();
        let ninety = Proportion::new(0.10).unwrap();
        let both = observed.interval(ninety, Alternative::TwoSided, RateInterval::Wilson).unwrap();
        let above = observed.interval(alpha(), Alternative::Greater, RateInterval::Wilson).unwrap();
        let below = observed.interval(alpha(), Alternative::Less, RateInterval::Wilson).unwrap();
        assert_eq!((above.low(), above.high()), (both.low(), Bound::Unbounded));
        assert_eq!((below.low(), below.high()), (Bound::Unbounded, both.high()));
    }

    #[test]
    fn clusters_widen_the_interval_as_fewer_visitors_would() {
        let observed = Conversions::new(60, 200).unwrap();
        let clustered = observed.clustered_interval(alpha(), Alternative::TwoSided, Positive::new(2.0).unwrap());
        let fewer = Conversions::new(30, 100).unwrap();
        assert_eq!(clustered, fewer.interval(alpha(), Alternative::TwoSided, RateInterval::Wilson).unwrap());
    }

    /// Blaker's and the mid-p interval lie inside Clopper and Pearson's; the corrected Wilson's surrounds Wilson's.
    #[test]
    fn intervals_are_nested() {
        for (x, n) in [(0, 20), (2, 123), (30, 40), (131, 134), (1_000_000, 1_000_000_000)] {
            let of = |method| {
                let found = Conversions::new(x, n).unwrap().interval(alpha(), Alternative::TwoSided, method).unwrap();
                (found.low().value().unwrap(), found.high().value().unwrap())
            };
            let inside = |inner: (f64, f64), outer: (f64, f64)| outer.0 <= inner.0 && inner.1 <= outer.1 + 1e-15;
            let exact = of(RateInterval::ClopperPearson);
            assert!(inside(of(RateInterval::Blaker), exact), "{x}/{n}");
            assert!(inside(of(RateInterval::MidP), exact), "{x}/{n}");
            assert!(inside(of(RateInterval::Wilson), of(RateInterval::WilsonCorrected)), "{x}/{n}");
        }
    }
}
