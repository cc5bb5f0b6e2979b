//! Intervals for one conversion rate.

use super::interval::{Interval, Method, NoAnswer, Shape};
use super::{Alternative, Conversions, beta, normal};
use crate::quantity::Proportion;

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
}

impl RateInterval {
    fn method(self) -> Method {
        match self {
            Self::Wilson => Method::Wilson,
            Self::ClopperPearson => Method::ClopperPearson,
            Self::Jeffreys => Method::Jeffreys,
            Self::Wald => Method::Wald,
            Self::AgrestiCoull => Method::AgrestiCoull,
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
        let (low, high) = self.limits(level, method)?;
        Ok(Interval { shape: Shape::sided(low, high, alternative), alpha, method: method.method() })
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
            RateInterval::ClopperPearson => {
                let low = if x == 0.0 { 0.0 } else { beta::quantile(level, x, failures + 1.0)? };
                let high = if failures == 0.0 { 1.0 } else { beta::upper_quantile(level, x + 1.0, failures)? };
                (low, high)
            }
            RateInterval::Jeffreys => {
                (beta::quantile(level, x + 0.5, failures + 0.5)?, beta::upper_quantile(level, x + 0.5, failures + 0.5)?)
            }
        })
    }

    /// Wilson's limits, written so that neither subtracts two numbers of its own size.
    pub(super) fn wilson(self, z: f64) -> (f64, f64) {
        let (x, n) = (self.successes(), self.size());
        let square = z * z;
        let spread = 2.0 * x + square + z * (square + 4.0 * x * ((n - x) / n)).sqrt();
        let high = if x == n { 1.0 } else { (spread / (2.0 * (n + square))).min(1.0) };
        let low = if x == 0.0 { 0.0 } else { 2.0 * x / n * (x / spread) };
        // Where both round to the same rate, the last bit must not turn them round.
        (low.min(high), high)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Bound;

    const ALL: [RateInterval; 5] = [
        RateInterval::Wilson,
        RateInterval::ClopperPearson,
        RateInterval::Jeffreys,
        RateInterval::Wald,
        RateInterval::AgrestiCoull,
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
}
