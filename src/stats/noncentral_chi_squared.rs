//! The noncentral χ² distribution: how a χ² statistic behaves when there is an effect. Power of tests of several rates.
//!
//! It is a mixture of central χ² with df + 2j degrees of freedom, j a Poisson number of half the noncentrality.

use super::root::{self, RootError};
use super::{chi_squared, gamma, poisson_mixture};

/// From here on the effect is seen for certain, and sums of so many terms have no digits left.
const WITHOUT_END: f64 = 1e20;

/// Density at `x` above 0, for `df` above 0 and a noncentrality of 0 or more; 0 below.
#[must_use]
pub fn density(x: f64, df: f64, noncentrality: f64) -> f64 {
    if x <= 0.0 || x == f64::INFINITY || noncentrality >= WITHOUT_END {
        return 0.0;
    }
    let (half, shape) = (x / 2.0, df / 2.0);
    0.5 / half * poisson_mixture::average(noncentrality / 2.0, |j| gamma::ln_kernel(shape + j, half))
}

/// Probability of a value at or below `x`.
#[must_use]
pub fn cdf(x: f64, df: f64, noncentrality: f64) -> f64 {
    if x <= 0.0 || noncentrality >= WITHOUT_END {
        return 0.0;
    }
    if x == f64::INFINITY {
        return 1.0;
    }
    poisson_mixture::average(noncentrality / 2.0, |j| gamma::ln_cdf(x / 2.0, df / 2.0 + j)).min(1.0)
}

/// Probability of a value above `x` (survival function): the power of a χ² test whose critical value is `x`.
///
/// ```
/// use jalon::stats::noncentral_chi_squared;
/// let power = noncentral_chi_squared::upper_tail(3.841_458_820_694_124, 1.0, 4.0);
/// assert!((power / 0.516_005_273_976_174_9 - 1.0).abs() < 1e-13);
/// ```
#[must_use]
pub fn upper_tail(x: f64, df: f64, noncentrality: f64) -> f64 {
    if x <= 0.0 || noncentrality >= WITHOUT_END {
        return 1.0;
    }
    if x == f64::INFINITY {
        return 0.0;
    }
    poisson_mixture::average(noncentrality / 2.0, |j| gamma::ln_upper_tail(x / 2.0, df / 2.0 + j)).min(1.0)
}

/// The noncentrality with which a test at level `alpha` has this power, `alpha < power < 1`.
///
/// # Errors
///
/// [`RootError`] when no double answers.
pub fn noncentrality(df: f64, alpha: f64, power: f64) -> Result<f64, RootError> {
    let critical = chi_squared::upper_quantile(alpha, df)?;
    root::from_zero(|effect| upper_tail(critical, df, effect) - power, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::normal;
    use proptest::prelude::*;

    #[test]
    fn without_effect_it_is_chi_squared() {
        for (x, df) in [(0.1, 1.0), (7.0, 3.0), (200.0, 4.5)] {
            assert!((cdf(x, df, 0.0) / chi_squared::cdf(x, df) - 1.0).abs() < 1e-14);
            assert!((upper_tail(x, df, 0.0) / chi_squared::upper_tail(x, df) - 1.0).abs() < 1e-13);
            assert!((density(x, df, 0.0) / chi_squared::density(x, df) - 1.0).abs() < 1e-13);
        }
    }

    /// mpmath 1.3.0 at 40 digits: the whole mixture, term by term.
    #[test]
    fn far_tails() {
        let lower = cdf(0.001, 3.0, 300.0);
        assert!((lower / 6.215_684_892_352_52e-71 - 1.0).abs() < 1e-12, "{lower}");
        let upper = upper_tail(1500.0, 4.0, 300.0);
        assert!((upper / 1.831_019_528_794_418e-101 - 1.0).abs() < 1e-12, "{upper}");
    }

    #[test]
    fn ends_of_the_scale_and_effects_without_end() {
        assert_eq!((cdf(0.0, 2.0, 3.0), upper_tail(-1.0, 2.0, 3.0), density(0.0, 2.0, 3.0)), (0.0, 1.0, 0.0));
        let end = f64::INFINITY;
        assert_eq!((cdf(end, 2.0, 3.0), upper_tail(end, 2.0, 3.0)), (1.0, 0.0));
        for effect in [1e6, 1e12, 1e19, 1e200, end] {
            assert!((upper_tail(10.0, 2.0, effect) - 1.0).abs() < 1e-9, "{effect}");
            assert_eq!(cdf(10.0, 2.0, effect), 0.0, "{effect}");
        }
    }

    #[test]
    fn the_noncentrality_found_gives_the_power() {
        for (df, alpha, power) in [(1.0, 0.05, 0.8), (4.0, 0.01, 0.0101), (30.0, 1e-9, 0.999)] {
            let critical = chi_squared::upper_quantile(alpha, df).unwrap();
            let found = noncentrality(df, alpha, power).unwrap();
            assert!((upper_tail(critical, df, found) / power - 1.0).abs() < 1e-12, "{df} {alpha} {power}");
        }
    }

    proptest! {
        /// One degree of freedom is (Z + √λ)².
        #[test]
        fn one_degree_is_a_squared_shifted_normal(x in 0.01..400.0_f64, effect in 0.01..400.0_f64) {
            let (root, shift) = (x.sqrt(), effect.sqrt());
            let exact = normal::upper_tail(root - shift) + normal::upper_tail(root + shift);
            prop_assert!((upper_tail(x, 1.0, effect) / exact - 1.0).abs() < 1e-12);
            // In the lower tail the two normal tails cancel, and the reference has fewer digits.
            let exact = normal::cdf(root - shift) - normal::cdf(-root - shift);
            prop_assume!(exact > 1e-250 && normal::cdf(-root - shift) < 0.9 * normal::cdf(root - shift));
            prop_assert!((cdf(x, 1.0, effect) / exact - 1.0).abs() < 1e-10);
        }

        #[test]
        fn both_tails_sum_to_one(x in 0.1..1e4_f64, df in 0.5..100.0, effect in 0.0..1e4) {
            prop_assert!((cdf(x, df, effect) + upper_tail(x, df, effect) - 1.0).abs() < 1e-12);
        }
    }
}
