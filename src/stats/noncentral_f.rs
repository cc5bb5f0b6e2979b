//! The noncentral F distribution: how Fisher's F behaves when the means differ. Power of an analysis of variance.
//!
//! It is a mixture of beta distributions with df1/2 + j and df2/2, j a Poisson number of half the noncentrality.

use super::root::{self, RootError};
use super::{beta, fisher_f, poisson_mixture};

/// From here on the effect is seen for certain, and sums of so many terms have no digits left.
const WITHOUT_END: f64 = 1e20;

/// Density at `x` above 0, for `df1` and `df2` above 0 and a noncentrality of 0 or more; 0 below.
#[must_use]
pub fn density(x: f64, df1: f64, df2: f64, noncentrality: f64) -> f64 {
    if x <= 0.0 || x == f64::INFINITY || noncentrality >= WITHOUT_END {
        return 0.0;
    }
    let (part, rest) = fisher_f::shares(x, df1, df2);
    let kernel = |j: f64| beta::ln_kernel(df1 / 2.0 + j, df2 / 2.0, part, rest);
    poisson_mixture::average(noncentrality / 2.0, kernel) / x
}

/// Probability of a value at or below `x`.
#[must_use]
pub fn cdf(x: f64, df1: f64, df2: f64, noncentrality: f64) -> f64 {
    if x <= 0.0 || noncentrality >= WITHOUT_END {
        return 0.0;
    }
    if x == f64::INFINITY {
        return 1.0;
    }
    let (part, rest) = fisher_f::shares(x, df1, df2);
    let ln_cdf = |j: f64| beta::ln_incomplete(df1 / 2.0 + j, df2 / 2.0, part, rest);
    poisson_mixture::average(noncentrality / 2.0, ln_cdf).min(1.0)
}

/// Probability of a value above `x` (survival function): the power of an F test whose critical value is `x`.
///
/// ```
/// use jalon::stats::noncentral_f;
/// assert!((noncentral_f::upper_tail(3.15, 2.0, 60.0, 5.0) / 0.482_852_844_893_539_3 - 1.0).abs() < 1e-13);
/// ```
#[must_use]
pub fn upper_tail(x: f64, df1: f64, df2: f64, noncentrality: f64) -> f64 {
    if x <= 0.0 || noncentrality >= WITHOUT_END {
        return 1.0;
    }
    if x == f64::INFINITY {
        return 0.0;
    }
    let (part, rest) = fisher_f::shares(x, df1, df2);
    let ln_upper = |j: f64| beta::ln_incomplete(df2 / 2.0, df1 / 2.0 + j, rest, part);
    poisson_mixture::average(noncentrality / 2.0, ln_upper).min(1.0)
}

/// The noncentrality with which a test at level `alpha` has this power, `alpha < power < 1`.
///
/// # Errors
///
/// [`RootError`] when no double answers.
pub fn noncentrality(df1: f64, df2: f64, alpha: f64, power: f64) -> Result<f64, RootError> {
    let critical = fisher_f::upper_quantile(alpha, df1, df2)?;
    root::from_zero(|effect| upper_tail(critical, df1, df2, effect) - power, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{noncentral_chi_squared, noncentral_t};
    use proptest::prelude::*;

    #[test]
    fn without_effect_it_is_fishers_f() {
        for (x, df1, df2) in [(0.1, 1.0, 9.0), (7.0, 3.0, 20.0), (20.0, 4.5, 300.0)] {
            assert!((cdf(x, df1, df2, 0.0) / fisher_f::cdf(x, df1, df2) - 1.0).abs() < 1e-13);
            assert!((upper_tail(x, df1, df2, 0.0) / fisher_f::upper_tail(x, df1, df2) - 1.0).abs() < 1e-13);
            assert!((density(x, df1, df2, 0.0) / fisher_f::density(x, df1, df2) - 1.0).abs() < 1e-13);
        }
    }

    #[test]
    fn many_degrees_below_the_bar_leave_the_noncentral_chi_squared() {
        let ratio = upper_tail(4.0, 3.0, 1e12, 6.0) / noncentral_chi_squared::upper_tail(12.0, 3.0, 6.0);
        assert!((ratio - 1.0).abs() < 1e-9, "{ratio}");
    }

    /// mpmath 1.3.0 at 40 digits: the whole mixture, term by term.
    #[test]
    fn far_tails() {
        let upper = upper_tail(60.0, 3.0, 200.0, 20.0);
        assert!((upper / 8.041_078_994_101_87e-14 - 1.0).abs() < 1e-12, "{upper}");
        let lower = cdf(0.01, 3.0, 200.0, 100.0);
        assert!((lower / 3.550_608_499_820_275e-25 - 1.0).abs() < 1e-12, "{lower}");
    }

    #[test]
    fn ends_of_the_scale_and_effects_without_end() {
        assert_eq!((cdf(0.0, 2.0, 9.0, 3.0), upper_tail(-1.0, 2.0, 9.0, 3.0)), (0.0, 1.0));
        let end = f64::INFINITY;
        assert_eq!((cdf(end, 2.0, 9.0, 3.0), upper_tail(end, 2.0, 9.0, 3.0)), (1.0, 0.0));
        for effect in [1e6, 1e12, 1e19, 1e200, end] {
            assert!((upper_tail(10.0, 2.0, 9.0, effect) - 1.0).abs() < 1e-9, "{effect}");
        }
    }

    proptest! {
        /// With one degree above the bar it is a squared noncentral t.
        #[test]
        fn one_degree_is_a_squared_noncentral_t(t in 0.1..12.0_f64, df in 2.0..300.0, shift in 0.0..8.0_f64) {
            let exact = noncentral_t::upper_tail(t, df, shift) + noncentral_t::cdf(-t, df, shift);
            let found = upper_tail(t * t, 1.0, df, shift * shift);
            prop_assert!((found / exact - 1.0).abs() < 1e-11, "{} {}", found, exact);
        }

        #[test]
        fn both_tails_sum_to_one(x in 0.1..100.0_f64, df1 in 0.5..50.0, df2 in 1.0..1e4, effect in 0.0..1e3) {
            prop_assert!((cdf(x, df1, df2, effect) + upper_tail(x, df1, df2, effect) - 1.0).abs() < 1e-12);
        }
    }
}
