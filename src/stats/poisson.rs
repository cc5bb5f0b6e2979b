//! The Poisson distribution: how many events a rate brings.

use super::gamma;

/// Probability of exactly `events` when `mean` (0 or more) are expected.
///
/// ```
/// use jalon::stats::poisson;
/// assert!((poisson::probability(4, 5.0) / 0.175_467_369_767_850_7 - 1.0).abs() < 1e-14);
/// ```
///
/// # Source
///
/// Loader 2000, "Fast and accurate computation of binomial probabilities".
#[must_use]
pub fn probability(events: u64, mean: f64) -> f64 {
    ln_probability(events as f64, mean).exp()
}

/// Natural logarithm of [`probability`], for a whole number of events kept as a double.
pub(super) fn ln_probability(events: f64, mean: f64) -> f64 {
    if events == 0.0 {
        -mean
    } else if mean > 0.0 {
        gamma::ln_kernel(events, mean) - events.ln()
    } else {
        f64::NEG_INFINITY
    }
}

/// Probability of at most `events`.
#[must_use]
pub fn cdf(events: u64, mean: f64) -> f64 {
    gamma::upper_tail(mean, events as f64 + 1.0)
}

/// Probability of more than `events` (survival function), accurate far out in the tail.
///
/// ```
/// use jalon::stats::poisson;
/// assert!((poisson::upper_tail(3, 0.1) / 3.846_833_925_345_058_8e-6 - 1.0).abs() < 1e-13);
/// ```
#[must_use]
pub fn upper_tail(events: u64, mean: f64) -> f64 {
    gamma::cdf(mean, events as f64 + 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_sum_to_the_cdf() {
        for mean in [0.1, 1.0, 12.5] {
            let mut sum = 0.0;
            for events in 0..60 {
                sum += probability(events, mean);
                assert!((cdf(events, mean) - sum).abs() < 1e-14, "{events} of {mean}");
                assert!((upper_tail(events, mean) + sum - 1.0).abs() < 1e-14, "{events} of {mean}");
            }
        }
    }

    #[test]
    fn a_mean_of_zero_brings_nothing() {
        assert_eq!((probability(0, 0.0), probability(1, 0.0)), (1.0, 0.0));
        assert_eq!((cdf(0, 0.0), upper_tail(0, 0.0)), (1.0, 0.0));
    }

    /// Stirling's formula: the most likely count of a billion has probability 1/√(2π · 10⁹).
    #[test]
    fn a_billion_events() {
        let top = probability(1_000_000_000, 1e9);
        assert!((top * (2.0 * std::f64::consts::PI * 1e9).sqrt() - 1.0).abs() < 1e-9);
        assert!((cdf(1_000_000_000, 1e9) - 0.5).abs() < 1e-4);
    }
}
