//! The two rates most likely under a hypothesis about their difference or their ratio.
//!
//! The score test of two proportions takes its variance from these restricted maximum-likelihood estimates; so does
//! the size of such a test. Counts may be fractions here: sizing works with expected ones.
//!
//! Source: Miettinen & Nurminen 1985 (*Statistics in Medicine* 4:213–226); Farrington & Manning 1990 (9:1447–1454). Their
//! closed cubic loses digits where rates are small, so the difference is solved in a bracket that cannot.

use super::root;

/// Successes and size of the two arms, not necessarily whole.
#[derive(Debug, Clone, Copy)]
pub(super) struct Arms {
    pub control_successes: f64,
    pub control_size: f64,
    pub variant_successes: f64,
    pub variant_size: f64,
}

impl Arms {
    /// Control and variant in each other's place.
    fn swapped(&self) -> Self {
        Self {
            control_successes: self.variant_successes,
            control_size: self.variant_size,
            variant_successes: self.control_successes,
            variant_size: self.control_size,
        }
    }

    /// Failures in the place of successes.
    fn failing(&self) -> Self {
        Self {
            control_successes: self.control_size - self.control_successes,
            variant_successes: self.variant_size - self.variant_successes,
            ..*self
        }
    }
}

/// A rate and its complement, each to full precision.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rate {
    pub success: f64,
    pub failure: f64,
}

impl Rate {
    /// The rate of failures.
    fn other(self) -> Self {
        Self { success: self.failure, failure: self.success }
    }

    /// Variance of one observation.
    pub fn variance(self) -> f64 {
        self.success * self.failure
    }
}

/// The most likely pair of rates (control, variant) with `variant − control = difference`, for `−1 < difference < 1`.
pub(super) fn under_difference(arms: &Arms, difference: f64) -> (Rate, Rate) {
    if difference == 0.0 {
        let pooled = pooled(arms);
        return (pooled, pooled);
    }
    // With a positive difference the control rate runs from 0, with a negative one the variant rate does:
    // the lower of the two rates is the unknown, so that it keeps its digits near 0.
    let gap = difference.abs();
    let control = Successes { count: arms.control_successes, size: arms.control_size };
    let variant = Successes { count: arms.variant_successes, size: arms.variant_size };
    let (lower, upper) = if difference > 0.0 { (control, variant) } else { (variant, control) };
    let low = lower_rate(lower, upper, gap);
    let low_rate = Rate { success: low, failure: 1.0 - low };
    let high_rate = Rate { success: low + gap, failure: (1.0 - gap) - low };
    if difference > 0.0 { (low_rate, high_rate) } else { (high_rate, low_rate) }
}

/// The most likely pair of rates (control, variant) with `variant = ratio · control`, for `ratio` above 0.
///
/// The quadratic of Miettinen & Nurminen, its discriminant written as a sum of squares so that nothing cancels.
pub(super) fn under_ratio(arms: &Arms, ratio: f64) -> (Rate, Rate) {
    let Arms { control_successes: x0, control_size: n0, variant_successes: x1, variant_size: n1 } = *arms;
    if x0 + x1 == 0.0 {
        let none = Rate { success: 0.0, failure: 1.0 };
        return (none, none);
    }
    let (mine, theirs) = (n0 + x1, ratio * (n1 + x0));
    let discriminant = (mine - theirs).powi(2) + 4.0 * ratio * (n0 - x0) * (n1 - x1);
    let control = 2.0 * (x0 + x1) / (mine + theirs + discriminant.sqrt());
    let variant = ratio * control;
    let rate = |success: f64| Rate { success: success.min(1.0), failure: (1.0 - success).max(0.0) };
    (rate(control), rate(variant))
}

/// The most likely pair of rates (control, variant) whose odds are `odds_ratio` apart, for `odds_ratio` above 0.
///
/// Swapping arms, or successes and failures, turns the odds ratio over: it is brought above 1, and both together bring the
/// conversions to no more than the arm with the higher rate holds. Then nothing in the quadratic cancels.
pub(super) fn under_odds_ratio(arms: &Arms, odds_ratio: f64) -> (Rate, Rate) {
    if odds_ratio < 1.0 {
        let (variant, control) = under_odds_ratio(&arms.swapped(), 1.0 / odds_ratio);
        return (control, variant);
    }
    if arms.control_successes + arms.variant_successes > arms.variant_size {
        let (variant, control) = under_high_odds_ratio(&arms.swapped().failing(), odds_ratio);
        return (control.other(), variant.other());
    }
    under_high_odds_ratio(arms, odds_ratio)
}

/// The same for an odds ratio of at least 1 and no more conversions than the variant has visitors.
fn under_high_odds_ratio(arms: &Arms, odds_ratio: f64) -> (Rate, Rate) {
    let conversions = arms.control_successes + arms.variant_successes;
    let linear = arms.control_size + conversions + (arms.variant_size - conversions) * odds_ratio;
    let root = (linear * linear + 4.0 * arms.control_size * (odds_ratio - 1.0) * conversions).sqrt();
    let control = (2.0 * conversions / (linear + root)).min(1.0);
    let variant = odds_ratio * control / (1.0 - control + odds_ratio * control);
    let failing = (1.0 - control) / (1.0 - control + odds_ratio * control);
    (Rate { success: control, failure: 1.0 - control }, Rate { success: variant, failure: failing })
}

fn pooled(arms: &Arms) -> Rate {
    let size = arms.control_size + arms.variant_size;
    let failures = (arms.control_size - arms.control_successes) + (arms.variant_size - arms.variant_successes);
    Rate { success: (arms.control_successes + arms.variant_successes) / size, failure: failures / size }
}

#[derive(Debug, Clone, Copy)]
struct Successes {
    count: f64,
    size: f64,
}

impl Successes {
    /// This arm's part of the score equation as a fraction: numerator and denominator at the rate `p` with complement `q`.
    /// A factor that a count of 0 or of everyone cancels is left out, or it would be a false root at the edge.
    fn score(self, p: f64, q: f64) -> (f64, f64) {
        if self.count == 0.0 {
            (-self.size, q)
        } else if self.count == self.size {
            (self.size, p)
        } else {
            (self.count - self.size * p, p * q)
        }
    }
}

/// The lower of two rates `gap` apart. The likelihood rises below the root of the score equation and falls above it.
fn lower_rate(lower: Successes, upper: Successes, gap: f64) -> f64 {
    let score = |p: f64| {
        let (a, a_divisor) = lower.score(p, 1.0 - p);
        let (b, b_divisor) = upper.score(p + gap, (1.0 - gap) - p);
        a * b_divisor + b * a_divisor
    };
    let most = 1.0 - gap;
    // Each arm alone would put the lower rate at its own estimate; the joint one lies between the two.
    let (own, others) = (lower.count / lower.size, upper.count / upper.size - gap);
    let (low, high) = (own.min(others).clamp(0.0, most), own.max(others).clamp(0.0, most));
    match root::bracketed(score, low, high) {
        Ok(rate) => rate,
        // No change of sign: the likelihood is monotone over the allowed rates and is largest at an edge.
        Err(_) if score(0.5 * (low + high)) > 0.0 => high,
        Err(_) => low,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arms(x0: f64, n0: f64, x1: f64, n1: f64) -> Arms {
        Arms { control_successes: x0, control_size: n0, variant_successes: x1, variant_size: n1 }
    }

    fn log_likelihood(arms: &Arms, control: f64, variant: f64) -> f64 {
        let part = |x: f64, p: f64| if x == 0.0 { 0.0 } else { x * p.ln() };
        part(arms.control_successes, control)
            + part(arms.control_size - arms.control_successes, 1.0 - control)
            + part(arms.variant_successes, variant)
            + part(arms.variant_size - arms.variant_successes, 1.0 - variant)
    }

    /// The estimates are the maximum by definition: no neighbour that keeps the hypothesis is more likely.
    #[test]
    fn no_neighbour_is_more_likely() {
        for arms in [
            arms(30.0, 100.0, 20.0, 100.0),
            arms(0.0, 20.0, 3.0, 20.0),
            arms(10.0, 10.0, 0.0, 20.0),
            arms(7.0, 7.0, 7.0, 7.0),
            arms(0.02, 1.0, 0.03, 2.0),
        ] {
            for difference in [-0.3, -0.01, 0.004, 0.25] {
                let (control, variant) = under_difference(&arms, difference);
                assert!((variant.success - control.success - difference).abs() < 1e-15);
                let best = log_likelihood(&arms, control.success, variant.success);
                for shift in [-1e-4, 1e-4] {
                    let (c, v) = (control.success + shift, variant.success + shift);
                    if c > 0.0 && v > 0.0 && c < 1.0 && v < 1.0 {
                        assert!(log_likelihood(&arms, c, v) <= best + 1e-12, "{arms:?} {difference}");
                    }
                }
            }
            for ratio in [0.2, 0.9, 1.0, 1.7] {
                let (control, variant) = under_ratio(&arms, ratio);
                let best = log_likelihood(&arms, control.success, variant.success);
                for shift in [-1e-4, 1e-4] {
                    let c = control.success + shift;
                    if c > 0.0 && c < 1.0 && ratio * c < 1.0 {
                        assert!(log_likelihood(&arms, c, ratio * c) <= best + 1e-12, "{arms:?} {ratio}");
                    }
                }
            }
        }
    }

    #[test]
    fn no_difference_and_ratio_one_are_the_pooled_rate() {
        let arms = arms(30.0, 100.0, 20.0, 150.0);
        let (by_difference, _) = under_difference(&arms, 0.0);
        let (by_ratio, _) = under_ratio(&arms, 1.0);
        assert!((by_difference.success - 0.2).abs() < 1e-16);
        assert!((by_ratio.success - 0.2).abs() < 1e-15);
    }

    #[test]
    fn rates_of_one_in_a_billion_keep_their_digits() {
        let (control, variant) = under_difference(&arms(1.0, 1e9, 3.0, 1e9), 1e-9);
        assert!((variant.success / control.success - (control.success + 1e-9) / control.success).abs() < 1e-9);
        // For rare events the score equation is that of two Poisson counts: 1/p + 3/(p + d) = 2n.
        let p = control.success;
        assert!((1.0 / p + 3.0 / (p + 1e-9) - 2e9).abs() < 10.0, "{p}");
    }
}
