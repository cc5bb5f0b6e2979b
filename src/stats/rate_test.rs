//! Tests of one conversion rate against a given one.

use super::interval::{Method, Test};
use super::{Alternative, Conversions, binomial, normal};
use crate::quantity::Proportion;

/// How to test one rate against a given one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RateTest {
    /// The z of the observed rate with the variance of the given one; Wilson's interval inverts it.
    Score,
    /// Exact binomial; two-sided it sums all counts no more likely than the observed one.
    Binomial,
}

impl Conversions {
    /// Tests whether the rate behind these counts is `given`.
    ///
    /// The statistic beside the p-value is the score z for both tests.
    ///
    /// ```
    /// use jalon::quantity::Proportion;
    /// use jalon::stats::{Alternative, Conversions, RateTest};
    /// let observed = Conversions::new(51, 235).unwrap();
    /// let test = observed.test(Proportion::new(1.0 / 6.0).unwrap(), Alternative::Greater, RateTest::Binomial);
    /// assert!((test.p_value - 0.026_544_245_711_691).abs() < 1e-12);
    /// ```
    #[must_use]
    pub fn test(self, given: Proportion, alternative: Alternative, method: RateTest) -> Test {
        let rate = given.get();
        let expected = self.size() * rate;
        let statistic = (self.successes() - expected) / (expected * (1.0 - rate)).sqrt();
        let (p_value, method) = match method {
            RateTest::Score => (alternative.p_value(statistic, normal::upper_tail), Method::Score),
            RateTest::Binomial => (self.binomial(rate, alternative), Method::Binomial),
        };
        Test { statistic, degrees_of_freedom: None, p_value, method }
    }

    fn binomial(self, rate: f64, alternative: Alternative) -> f64 {
        let (x, n) = (self.conversions(), self.visitors());
        let at_least = |count: u64| if count == 0 { 1.0 } else { binomial::upper_tail(count - 1, n, rate) };
        match alternative {
            Alternative::Greater => at_least(x),
            Alternative::Less => binomial::cdf(x, n, rate),
            Alternative::TwoSided => {
                let mode = ((rate * (n + 1) as f64) as u64).min(n);
                // Counts that tie exactly must both be in, whatever their last digits.
                let ceiling = binomial::probability(x, n, rate) * (1.0 + 1e-7);
                let likely = |count: u64| binomial::probability(count, n, rate) > ceiling;
                if !likely(mode) {
                    1.0
                } else if x < mode {
                    let across = first(mode, n + 1, |count| !likely(count));
                    binomial::cdf(x, n, rate) + at_least(across)
                } else {
                    let across = first(0, mode, likely);
                    at_least(x) + if across == 0 { 0.0 } else { binomial::cdf(across - 1, n, rate) }
                }
            }
        }
    }
}

/// The first of `low..high` that has a property all later ones have too; `high` if none has.
fn first(low: u64, high: u64, has: impl Fn(u64) -> bool) -> u64 {
    let (mut low, mut high) = (low, high);
    while low < high {
        let middle = low + (high - low) / 2;
        if has(middle) { high = middle } else { low = middle + 1 }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    #[test]
    fn two_sided_sums_all_counts_no_more_likely() {
        for (x, n, given) in
            [(0, 9, 0.3), (9, 9, 0.3), (3, 9, 0.3), (2, 9, 0.3), (4, 8, 0.5), (1, 8, 0.5), (7, 30, 0.05)]
        {
            let observed = binomial::probability(x, n, given);
            let chances = (0..=n).map(|count| binomial::probability(count, n, given));
            let expected: f64 = chances.filter(|chance| *chance <= observed * (1.0 + 1e-7)).sum();
            let test = Conversions::new(x, n).unwrap().test(rate(given), Alternative::TwoSided, RateTest::Binomial);
            assert!((test.p_value - expected).abs() < 1e-13, "{x}/{n}: {} {expected}", test.p_value);
        }
    }

    #[test]
    fn a_billion_visitors() {
        let huge = Conversions::new(50_020_000, 1_000_000_000).unwrap();
        let of = |method| huge.test(rate(0.05), Alternative::TwoSided, method).p_value;
        assert!((of(RateTest::Binomial) / of(RateTest::Score) - 1.0).abs() < 1e-3);
    }
}
