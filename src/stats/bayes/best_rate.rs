//! Several beta beliefs: which arm is the best, and what choosing another would cost.

use super::rate_posterior::{RatePosterior, expit};
use crate::stats::quadrature::ln_bump;

/// What is believed of one arm beside all others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BestRate {
    /// Chance that its rate is the highest of all.
    pub chance: f64,
    /// What choosing it is expected to cost: the mean of the highest rate less its own.
    pub loss: f64,
}

/// Fewer than two arms: nothing to choose from.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error("a best of fewer than two arms is no choice")]
pub struct NotRates;

/// Chance to be the best and expected loss of each arm, in the order given.
///
/// # Errors
///
/// [`NotRates`] for fewer than two arms.
///
/// # Source
///
/// Scott 2010, "A modern Bayesian look at the multi-armed bandit", *Applied Stochastic Models in Business and Industry*
/// 26:639–658; the loss as the integral of P(arm ≤ t) · P(any other > t).
///
/// ```
/// use jalon::stats::{Conversions, RatePosterior, best_rates};
/// let arm = |conversions| RatePosterior::UNIFORM.after(Conversions::new(conversions, 10_000).unwrap());
/// let arms = best_rates(&[arm(500), arm(550), arm(529), arm(539)]).unwrap();
/// assert!((arms.iter().map(|arm| arm.chance).sum::<f64>() - 1.0).abs() < 1e-11);
/// assert!(arms[1].chance > 0.5 && arms[1].loss < arms[3].loss);
/// ```
pub fn best_rates(arms: &[RatePosterior]) -> Result<Vec<BestRate>, NotRates> {
    if arms.len() < 2 {
        return Err(NotRates);
    }
    let spreads = arms.iter().map(|arm| arm.logit());
    let (low, high) = spreads.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), (middle, spread)| {
        (low.min(middle - 40.0 * spread), high.max(middle + 40.0 * spread))
    });
    let of = |(place, &arm): (usize, &RatePosterior)| {
        let others: Vec<RatePosterior> =
            arms.iter().enumerate().filter(|&(other, _)| other != place).map(|(_, &other)| other).collect();
        BestRate {
            chance: ln_bump(|u| ln_best(arm, &others, u), low, high).exp().min(1.0),
            loss: ln_bump(|u| ln_missed(arm, &others, u), low, high).exp(),
        }
    };
    Ok(arms.iter().enumerate().map(of).collect())
}

/// Density of the arm's logit, times the chance that no other rate is higher.
fn ln_best(arm: RatePosterior, others: &[RatePosterior], u: f64) -> f64 {
    let (rate, rest) = (expit(u), expit(-u));
    arm.ln_logit_density(rate, rest) + ln_all_below(others, rate, rest)
}

/// Chance that the arm's rate is at most this, and another's higher; on the scale of the logit.
fn ln_missed(arm: RatePosterior, others: &[RatePosterior], u: f64) -> f64 {
    let (rate, rest) = (expit(u), expit(-u));
    let any_above = -ln_all_below(others, rate, rest).exp_m1();
    arm.ln_below(rate, rest) + any_above.ln() + rate.ln() + rest.ln()
}

fn ln_all_below(others: &[RatePosterior], rate: f64, rest: f64) -> f64 {
    others.iter().map(|other| other.ln_below(rate, rest)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{RateMargin, TwoRatePosteriors};
    use proptest::prelude::*;

    fn arm(a: f64, b: f64) -> RatePosterior {
        RatePosterior::new(a, b).unwrap()
    }

    #[test]
    fn one_arm_is_no_choice() {
        assert_eq!(best_rates(&[]), Err(NotRates));
        assert_eq!(best_rates(&[arm(1.0, 1.0)]), Err(NotRates));
    }

    /// Equal arms share the chance; the best of three uniform rates lies at ¾ on average.
    #[test]
    fn equal_arms() {
        for found in best_rates(&[arm(1.0, 1.0); 3]).unwrap() {
            assert!((found.chance - 1.0 / 3.0).abs() < 1e-13 && (found.loss - 0.25).abs() < 1e-13, "{found:?}");
        }
    }

    proptest! {
        #[test]
        fn two_arms_are_a_pair(a1 in 0.2..300.0_f64, b1 in 0.2..900.0_f64, a2 in 0.2..300.0_f64, b2 in 0.2..900.0_f64) {
            let (control, variant) = (arm(a1, b1), arm(a2, b2));
            let (pair, both) = (TwoRatePosteriors { control, variant }, best_rates(&[control, variant]).unwrap());
            prop_assert!((both[1].chance - pair.chance_ahead(RateMargin::NONE).unwrap()).abs() < 1e-11);
            let loss = pair.loss_of_shipping();
            prop_assert!((both[1].loss - loss).abs() < 1e-9 * loss + 1e-300, "{} {}", both[1].loss, loss);
        }

        #[test]
        fn chances_sum_to_one(parts in prop::collection::vec((0.2..3000.0_f64, 0.2..9000.0_f64), 2..6)) {
            let arms: Vec<RatePosterior> = parts.iter().map(|&(a, b)| arm(a, b)).collect();
            let sum: f64 = best_rates(&arms).unwrap().iter().map(|arm| arm.chance).sum();
            prop_assert!((sum - 1.0).abs() < 1e-9, "{}", sum);
        }
    }
}
