//! Watching the split of the units day by day: the sequential sample-ratio check.

use crate::quantity::Positive;
use crate::stats::SampleRatioError;
use crate::stats::stirling::{deviance_part, remainder};

/// A running check of the split: a Bayes factor of shares spread about the planned ones (Dirichlet) against the planned
/// ones. Its inverse is a p-value at every look at once.
///
/// # Source
///
/// Lindon & Malek, "Anytime-valid inference for multinomial count data" (arXiv 2011.03567).
///
/// ```
/// use jalon::quantity::Positive;
/// use jalon::stats::SequentialSplit;
/// let mut split = SequentialSplit::new(&[0.5, 0.5], Positive::ONE).unwrap();
/// assert_eq!(split.look(&[50.0, 50.0]).unwrap().p_value, 1.0);
/// let broken = split.look(&[5_600.0, 5_000.0]).unwrap();
/// assert!((broken.ln_bayes_factor - 12.130_091_976_935_043).abs() < 1e-11);
/// assert!(broken.p_value < 0.001);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct SequentialSplit {
    shares: Vec<f64>,
    concentration: Positive,
    seen: Vec<f64>,
    smallest: f64,
}

/// What the split says at a look.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SplitLook {
    /// Natural logarithm of the Bayes factor against the planned shares, at this look.
    pub ln_bayes_factor: f64,
    /// The smallest p-value of all looks so far. Below 0.001 something is broken.
    pub p_value: f64,
}

impl SequentialSplit {
    /// A check against the planned shares, on any scale. The larger the `concentration`, the smaller the departures it looks
    /// for: shares it expects stray by about √(w (1 − w)/concentration).
    ///
    /// # Errors
    ///
    /// [`SampleRatioError::NotAShare`] and [`SampleRatioError::SingleArm`].
    pub fn new(shares: &[f64], concentration: Positive) -> Result<Self, SampleRatioError> {
        if let Some(&share) = shares.iter().find(|share| !(share.is_finite() && **share >= 0.0)) {
            return Err(SampleRatioError::NotAShare(share));
        }
        if shares.iter().filter(|&&share| share > 0.0).count() < 2 {
            return Err(SampleRatioError::SingleArm);
        }
        // By the largest first, so that no sum overflows.
        let largest = shares.iter().copied().fold(0.0, f64::max);
        let whole: f64 = shares.iter().map(|share| share / largest).sum();
        let shares: Vec<f64> = shares.iter().map(|share| share / largest / whole).collect();
        Ok(Self { seen: vec![0.0; shares.len()], shares, concentration, smallest: 1.0 })
    }

    /// Adds a look at the counts of all units so far.
    ///
    /// # Errors
    ///
    /// [`SampleRatioError`] names each kind of counts that has no answer, fewer units than at the last look among them; the
    /// look is then not counted.
    pub fn look(&mut self, counts: &[f64]) -> Result<SplitLook, SampleRatioError> {
        if counts.len() != self.shares.len() {
            return Err(SampleRatioError::DifferentLengths { counts: counts.len(), shares: self.shares.len() });
        }
        if let Some(&count) = counts.iter().find(|count| !(count.is_finite() && **count >= 0.0)) {
            return Err(SampleRatioError::NotACount(count));
        }
        let mut pairs = counts.iter().zip(&self.shares);
        if let Some(arm) = pairs.position(|(&count, &share)| share == 0.0 && count > 0.0) {
            return Err(SampleRatioError::UnitsWithoutShare { arm });
        }
        if let Some(arm) = counts.iter().zip(&self.seen).position(|(count, seen)| count < seen) {
            return Err(SampleRatioError::FellBack { arm });
        }
        let ln_bayes_factor = ln_dirichlet_factor(counts, &self.shares, self.concentration.get());
        self.seen = counts.to_vec();
        self.smallest = self.smallest.min((-ln_bayes_factor).exp());
        Ok(SplitLook { ln_bayes_factor, p_value: self.smallest })
    }
}

/// `ln Γ(c) − ln Γ(c + n) + Σ [ln Γ(c w + nᵢ) − ln Γ(c w) − nᵢ ln w]`: counts under shares w strayed by a Dirichlet distribution of
/// this concentration, against the shares themselves.
///
/// Stirling's formula is taken apart so that billions of units cost no digits: half a deviance of the counts, logarithms of how
/// they grew, and what the formula leaves over.
pub(super) fn ln_dirichlet_factor(counts: &[f64], shares: &[f64], concentration: f64) -> f64 {
    let units: f64 = counts.iter().sum();
    let whole = concentration + units;
    let arm = |(&count, &share): (&f64, &f64)| {
        let prior = concentration * share;
        let (posterior, excess) = (prior + count, units * share - count);
        deviance_part(posterior, whole * share, excess) - 0.5 * (count / prior).ln_1p() + remainder(posterior)
            - remainder(prior)
    };
    let planned = counts.iter().zip(shares).filter(|&(_, &share)| share > 0.0);
    planned.map(arm).sum::<f64>() + 0.5 * (units / concentration).ln_1p() - remainder(whole) + remainder(concentration)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(shares: &[f64], concentration: f64) -> SequentialSplit {
        SequentialSplit::new(shares, Positive::new(concentration).unwrap()).unwrap()
    }

    #[test]
    fn input_without_an_answer_is_named() {
        use SampleRatioError::*;
        assert_eq!(SequentialSplit::new(&[1.0], Positive::ONE), Err(SingleArm));
        assert_eq!(SequentialSplit::new(&[1.0, -1.0], Positive::ONE), Err(NotAShare(-1.0)));
        let mut check = split(&[1.0, 1.0, 0.0], 1.0);
        assert_eq!(check.look(&[1.0]), Err(DifferentLengths { counts: 1, shares: 3 }));
        assert_eq!(check.look(&[1.0, f64::INFINITY, 0.0]), Err(NotACount(f64::INFINITY)));
        assert_eq!(check.look(&[1.0, 1.0, 1.0]), Err(UnitsWithoutShare { arm: 2 }));
        check.look(&[5.0, 5.0, 0.0]).unwrap();
        assert_eq!(check.look(&[6.0, 4.0, 0.0]), Err(FellBack { arm: 1 }));
    }

    #[test]
    fn nothing_seen_says_nothing() {
        assert_eq!(split(&[3.0, 1.0], 10.0).look(&[0.0, 0.0]), Ok(SplitLook { ln_bayes_factor: 0.0, p_value: 1.0 }));
    }

    /// Two arms, uniform prior: the Bayes factor is n₁! n₂! / (n + 1)! · 2ⁿ, here as a product of small numbers.
    #[test]
    fn a_uniform_prior_has_factorials() {
        let (first, second) = (40_u32, 27_u32);
        let mut ln_factor = -f64::from(first + second + 1).ln();
        for k in 1..=second {
            ln_factor += (f64::from(k) / f64::from(first + k)).ln();
        }
        ln_factor += f64::from(first + second) * std::f64::consts::LN_2;
        let found = split(&[1.0, 1.0], 2.0).look(&[40.0, 27.0]).unwrap().ln_bayes_factor;
        assert!((found - ln_factor).abs() < 1e-12, "{found} {ln_factor}");
    }

    /// For large counts: ½ ln of the odds of the spreads, less half a deviance. A wrong digit in 10¹⁹ would show.
    #[test]
    fn billions_of_units_keep_their_digits() {
        let found = split(&[1.0, 1.0], 2.0).look(&[2e9, 2e9]).unwrap().ln_bayes_factor;
        // n₁! n₂! 2ⁿ/(n + 1)! with equal counts is √(π n/2)/(n + 1), to 1/(4n).
        let expected = (std::f64::consts::PI * 2e9_f64).ln() / 2.0 - 4_000_000_001.0_f64.ln();
        assert!((found - expected).abs() < 1e-9, "{found} {expected}");
    }
}
