//! Tests of one conversion rate against a given one: a benchmark, a promise, last year's rate.

use super::interval::{Method, Test};
use super::{Alternative, Conversions, binomial, normal};
use crate::quantity::Proportion;

/// How one rate is tested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RateTest {
    /// Normal, with the variance the hypothesised rate has: what Wilson's interval inverts.
    Score,
    /// Exact binomial probabilities. Two-sided: of all counts that are no more likely than the observed one, as in R.
    Exact,
}

impl Conversions {
    /// Tests the hypothesis that the true rate is `rate`. Both methods report the score statistic.
    ///
    /// ```
    /// use jalon::quantity::Proportion;
    /// use jalon::stats::{Alternative, Conversions, RateTest};
    /// let observed = Conversions::new(9, 10).unwrap();
    /// let test = observed.test(Proportion::new(0.5).unwrap(), Alternative::TwoSided, RateTest::Exact);
    /// assert!((test.p_value - 22.0 / 1024.0).abs() < 1e-15);
    /// ```
    #[must_use]
    pub fn test(self, rate: Proportion, alternative: Alternative, method: RateTest) -> Test {
        let rate = rate.get();
        let size = self.visitors() as f64;
        let statistic = (self.conversions() as f64 - size * rate) / (size * rate * (1.0 - rate)).sqrt();
        let (p_value, method) = match method {
            RateTest::Score => (alternative.p_value(statistic, normal::upper_tail), Method::Score),
            RateTest::Exact => (self.exact_p_value(rate, alternative), Method::ExactBinomial),
        };
        Test { statistic, degrees_of_freedom: None, p_value, method }
    }

    fn exact_p_value(self, rate: f64, alternative: Alternative) -> f64 {
        let (observed, trials) = (self.conversions(), self.visitors());
        match alternative {
            Alternative::Less => at_most(observed, trials, rate),
            Alternative::Greater => at_least(observed, trials, rate),
            Alternative::TwoSided if (observed as f64) < trials as f64 * rate => {
                let other = first_as_rare(observed, trials, rate);
                at_most(observed, trials, rate) + other.map_or(0.0, |count| at_least(count, trials, rate))
            }
            Alternative::TwoSided => {
                // The mirror image: failures instead of conversions.
                let other = first_as_rare(trials - observed, trials, 1.0 - rate);
                at_least(observed, trials, rate) + other.map_or(0.0, |count| at_most(trials - count, trials, rate))
            }
        }
        .min(1.0)
    }
}

fn at_most(count: u64, trials: u64, rate: f64) -> f64 {
    binomial::cdf(count, trials, rate)
}

fn at_least(count: u64, trials: u64, rate: f64) -> f64 {
    if count == 0 { 1.0 } else { binomial::upper_tail(count - 1, trials, rate) }
}

/// The smallest count beyond the mean that is no more likely than `observed`, which lies at or below the mean; none where
/// even the largest is. Beyond the mean probabilities only fall, so the count is found by bisection.
fn first_as_rare(observed: u64, trials: u64, rate: f64) -> Option<u64> {
    // Ties that rounding broke are ties, by the tolerance of R.
    let bar = binomial::probability(observed, trials, rate) * (1.0 + 1e-7);
    let rare = |count: u64| binomial::probability(count, trials, rate) <= bar;
    let mean = ((trials as f64 * rate).floor() as u64).clamp(observed, trials);
    let (mut likely, mut found) = (mean, trials);
    if !rare(found) {
        return None;
    }
    while found - likely > 1 {
        let middle = likely + (found - likely) / 2;
        if rare(middle) {
            found = middle;
        } else {
            likely = middle;
        }
    }
    // At the mean itself everything is as rare: the two tails then meet, and the sum is cut at 1.
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::RateInterval;
    use proptest::prelude::*;

    fn rate(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    /// The sum over all counts no more likely than the observed one, one by one.
    fn enumerated(observed: u64, trials: u64, rate: f64) -> f64 {
        let bar = binomial::probability(observed, trials, rate) * (1.0 + 1e-7);
        (0..=trials).map(|count| binomial::probability(count, trials, rate)).filter(|&p| p <= bar).sum()
    }

    #[test]
    fn a_billion_visitors() {
        let observed = Conversions::new(50_020_000, 1_000_000_000).unwrap();
        let exact = observed.test(rate(0.05), Alternative::TwoSided, RateTest::Exact).p_value;
        let score = observed.test(rate(0.05), Alternative::TwoSided, RateTest::Score).p_value;
        assert!((exact / score - 1.0).abs() < 1e-2, "{exact} {score}");
    }

    proptest! {
        #[test]
        fn two_sided_p_values_sum_what_is_as_rare(x in 0_u64..=40, extra in 0_u64..40, null in 0.01..0.99_f64) {
            let found = Conversions::new(x, x + extra + 1).unwrap();
            let p_value = found.test(rate(null), Alternative::TwoSided, RateTest::Exact).p_value;
            let exact = enumerated(x, x + extra + 1, null);
            prop_assert!((p_value / exact - 1.0).abs() < 1e-11, "{} {}", p_value, exact);
        }

        #[test]
        fn wilsons_interval_is_what_the_score_test_allows(x in 0_u64..=100, null in 0.01..0.99_f64, alpha in 0.001..0.5_f64) {
            let observed = Conversions::new(x, 100).unwrap();
            let p_value = observed.test(rate(null), Alternative::TwoSided, RateTest::Score).p_value;
            prop_assume!((p_value / alpha - 1.0).abs() > 1e-9);
            let interval = observed.interval(rate(alpha), Alternative::TwoSided, RateInterval::Wilson).unwrap();
            prop_assert_eq!(interval.contains(null), p_value > alpha);
        }

        #[test]
        fn one_sided_limits_are_what_the_exact_test_allows(x in 0_u64..=60, null in 0.01..0.99_f64, alpha in 0.001..0.5_f64) {
            let observed = Conversions::new(x, 60).unwrap();
            for alternative in [Alternative::Greater, Alternative::Less] {
                let p_value = observed.test(rate(null), alternative, RateTest::Exact).p_value;
                prop_assume!((p_value / alpha - 1.0).abs() > 1e-9);
                let interval = observed.interval(rate(alpha), alternative, RateInterval::ClopperPearson).unwrap();
                prop_assert_eq!(interval.contains(null), p_value > alpha);
            }
        }
    }
}
