//! Blaker's exact interval of one rate: the rates that are not too improbable, counting both tails.
//!
//! For a rate below the observed one the tail of the data is taken together with as much of the other tail as has no
//! more probability. That sum jumps up where another count enters the other tail, and is valley-shaped between two jumps.
//! A jump beyond Clopper and Pearson's limit always lands above alpha, so the limit lies before the first jump or on it.
//!
//! Source: Blaker 2000, *Canadian Journal of Statistics* 28:783–798; the shape between jumps: Klaschka 2010.

use super::interval::NoAnswer;
use super::{Conversions, beta, binomial, root};

/// Both limits at total risk `alpha`.
pub(super) fn limits(observed: Conversions, alpha: f64) -> Result<(f64, f64), NoAnswer> {
    let (x, n) = (observed.conversions(), observed.visitors());
    Ok((low(x, n, alpha)?, 1.0 - low(n - x, n, alpha)?))
}

fn low(x: u64, n: u64, alpha: f64) -> Result<f64, NoAnswer> {
    if x == 0 {
        return Ok(0.0);
    }
    let start = beta::quantile(alpha / 2.0, x as f64, (n - x) as f64 + 1.0)?;
    let own = |rate: f64| binomial::upper_tail(x - 1, n, rate);
    // How many of the counts 0, 1, 2 … the other tail holds at the start: those with no more than alpha/2 together.
    let (mut held, mut too_many) = (0, x);
    while held < too_many {
        let middle = held + (too_many - held) / 2;
        if binomial::cdf(middle, n, start) <= alpha / 2.0 { held = middle + 1 } else { too_many = middle }
    }
    let jump = root::bracketed(|rate| own(rate) - binomial::cdf(held, n, rate), start, 1.0)?;
    let other = |rate: f64| if held == 0 { 0.0 } else { binomial::cdf(held - 1, n, rate) };
    let excess = |rate: f64| own(rate) + other(rate) - alpha;
    Ok(if excess(jump) >= 0.0 { root::bracketed(excess, start, jump)? } else { jump })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Acceptability of a rate, summed from its definition.
    fn acceptability(x: u64, n: u64, rate: f64) -> f64 {
        let below = binomial::cdf(x, n, rate);
        let above = if x == 0 { 1.0 } else { binomial::upper_tail(x - 1, n, rate) };
        let tail = below.min(above);
        let no_more = |count: &u64| {
            let lower = binomial::cdf(*count, n, rate);
            let upper = if *count == 0 { 1.0 } else { binomial::upper_tail(count - 1, n, rate) };
            lower.min(upper) <= tail * (1.0 + 1e-12)
        };
        (0..=n).filter(no_more).map(|count| binomial::probability(count, n, rate)).sum()
    }

    #[test]
    fn every_rate_outside_is_unacceptable() {
        for (x, n) in [(2, 12), (5, 12), (11, 12), (0, 9)] {
            let (low, high) = limits(Conversions::new(x, n).unwrap(), 0.05).unwrap();
            for step in 1..2_000 {
                let rate = f64::from(step) / 2_000.0;
                if rate < low - 1e-9 || rate > high + 1e-9 {
                    assert!(acceptability(x, n, rate) < 0.05, "{x}/{n} at {rate}");
                }
            }
            for inner in [low + 1e-9, high - 1e-9] {
                assert!(acceptability(x, n, inner) >= 0.05 - 1e-7, "{x}/{n} at {inner}");
            }
        }
    }
}
