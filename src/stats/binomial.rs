//! The binomial distribution.

use super::beta;

/// Probability of exactly `successes` in `trials`, each with probability `rate` strictly between 0 and 1.
///
/// # Source
///
/// Loader 2000, "Fast and accurate computation of binomial probabilities".
#[must_use]
pub fn probability(successes: u64, trials: u64, rate: f64) -> f64 {
    ln_probability(successes, trials, rate, 1.0 - rate).exp()
}

/// Natural logarithm of [`probability`], given the rate and its complement, each to full precision.
pub(super) fn ln_probability(successes: u64, trials: u64, rate: f64, complement: f64) -> f64 {
    if successes > trials {
        return f64::NEG_INFINITY;
    }
    let (x, n) = (successes as f64, trials as f64);
    if successes == 0 {
        return n * ln_of_share(complement, rate);
    }
    if successes == trials {
        return n * ln_of_share(rate, complement);
    }
    // Binomial(x; n, p) = p^x q^(n−x)/B(x, n−x) · n / (x (n−x)).
    beta::ln_kernel(x, n - x, rate, complement) + (n / x / (n - x)).ln()
}

/// The logarithm of a share, by its complement where that is the smaller of the two.
fn ln_of_share(share: f64, complement: f64) -> f64 {
    if share > 0.5 { (-complement).ln_1p() } else { share.ln() }
}

/// Probability of at most `successes`.
#[must_use]
pub fn cdf(successes: u64, trials: u64, rate: f64) -> f64 {
    if successes >= trials {
        return 1.0;
    }
    beta::incomplete((trials - successes) as f64, successes as f64 + 1.0, 1.0 - rate, rate)
}

/// Probability of more than `successes` (survival function).
#[must_use]
pub fn upper_tail(successes: u64, trials: u64, rate: f64) -> f64 {
    if successes >= trials {
        return 0.0;
    }
    beta::incomplete(successes as f64 + 1.0, (trials - successes) as f64, rate, 1.0 - rate)
}

/// The probability of each number of successes from 0 to `trials`, for a rate from 0 to 1.
pub(super) fn distribution(trials: u64, rate: f64) -> Vec<f64> {
    let mut chances = vec![0.0; trials as usize + 1];
    let mode = if rate >= 1.0 { trials } else { ((rate * (trials + 1) as f64) as u64).min(trials) };
    let certain = rate <= 0.0 || rate >= 1.0;
    let mut chance = if certain { 1.0 } else { probability(mode, trials, rate) };
    let (below, above) = chances.split_at_mut(mode as usize);
    let at_mode = chance;
    let odds = rate / (1.0 - rate);
    let step = |count: u64| (trials - count) as f64 / (count + 1) as f64 * odds;
    for (count, place) in (mode..).zip(above) {
        *place = chance;
        chance *= if certain { 0.0 } else { step(count) };
    }
    chance = at_mode;
    for (count, place) in (0..mode).rev().zip(below.iter_mut().rev()) {
        chance /= if certain { f64::INFINITY } else { step(count) };
        *place = chance;
    }
    chances
}

/// Expected value of `function` over the number of successes, each term from its neighbour outwards from the most likely one.
pub(super) fn expectation(trials: u64, rate: f64, function: impl Fn(u64) -> f64) -> f64 {
    let mode = ((rate * (trials + 1) as f64) as u64).min(trials);
    let at_mode = probability(mode, trials, rate);
    let odds = rate / (1.0 - rate);
    let step = |count: u64| (trials - count) as f64 / (count + 1) as f64 * odds;
    let mut sum = at_mode * function(mode);
    let mut chance = at_mode;
    for count in mode..trials {
        chance *= step(count);
        sum += chance * function(count + 1);
    }
    chance = at_mode;
    for count in (0..mode).rev() {
        chance /= step(count);
        sum += chance * function(count);
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_sum_to_the_cdf() {
        let mut sum = 0.0;
        for successes in 0..=20 {
            sum += probability(successes, 20, 0.3);
            assert!((cdf(successes, 20, 0.3) - sum).abs() < 1e-14, "at {successes}");
            assert!((upper_tail(successes, 20, 0.3) + sum - 1.0).abs() < 1e-14, "at {successes}");
        }
        assert_eq!(probability(21, 20, 0.3), 0.0);
    }

    #[test]
    fn expectations_are_sums_over_all_counts() {
        for rate in [1e-9, 0.3, 0.999] {
            let mean = expectation(40, rate, |count| count as f64);
            assert!((mean / (40.0 * rate) - 1.0).abs() < 1e-13, "{mean}");
        }
    }

    #[test]
    fn whole_distributions() {
        for rate in [0.2, 0.97] {
            for (count, chance) in (0..).zip(distribution(30, rate)) {
                assert!((chance / probability(count, 30, rate) - 1.0).abs() < 1e-12, "{count} at {rate}");
            }
        }
        assert_eq!((distribution(2, 0.0), distribution(2, 1.0)), (vec![1.0, 0.0, 0.0], vec![0.0, 0.0, 1.0]));
    }
}
