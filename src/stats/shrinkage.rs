//! Results of several tests read together: each drawn towards their mean by as much as its own error calls for.

use super::root::{self, RootError};
use super::{GroupEffect, heterogeneity};

/// How the spread of the true effects between tests is estimated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TestSpread {
    /// From Cochran's Q: DerSimonian & Laird 1986, *Controlled Clinical Trials* 7:177–188.
    DerSimonianLaird,
    /// The spread at which Q is what chance would give: Paule & Mandel 1982, *Journal of Research of the NBS* 87:377–385.
    PauleMandel,
    /// The most likely spread, too small on average.
    MaximumLikelihood,
    /// The most likely spread with the common mean integrated out: Raudenbush 2009.
    RestrictedMaximumLikelihood,
}

/// One test drawn towards the mean of all.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShrunkEffect {
    /// What is to be expected of the effect.
    pub effect: f64,
    /// Its standard deviation with the mean and the spread of all taken as known.
    pub sd: f64,
    /// Its standard error with the mean of all uncertain too.
    pub error: f64,
}

/// Several tests read together.
#[derive(Debug, Clone, PartialEq)]
pub struct Shrinkage {
    /// Variance of the true effects between tests; 0 where chance alone explains that the estimates differ.
    pub variance_between: f64,
    /// Mean of the true effects.
    pub mean: f64,
    /// Its standard error.
    pub mean_error: f64,
    /// Each test, in the order given.
    pub tests: Vec<ShrunkEffect>,
}

/// Why several tests cannot be read together.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum ShrinkageError {
    /// No test at all.
    #[error("there are no tests")]
    NoTests,
    /// One test says nothing of how effects differ between tests.
    #[error("one test says nothing of how effects differ between tests")]
    OneTest,
    /// An estimate is no finite number, or its standard error is not above 0.
    #[error("test {test} has no estimate with a standard error")]
    NoEstimate {
        /// Position of the test, from 0.
        test: usize,
    },
    /// The errors or estimates lie so far apart that no double holds the answer.
    #[error("the estimates lie too far apart")]
    TooFarApart,
    /// The numerical search failed.
    #[error(transparent)]
    Search(#[from] RootError),
}

/// Draws each estimate towards the mean of all, by the share of its variance that is error.
///
/// Assumes normal estimates with known errors, and true effects spread as a normal. Each test keeps its own error: an equal error
/// for all would shrink large tests too much and small ones too little.
///
/// # Errors
///
/// [`ShrinkageError`] names the cases without an answer.
///
/// # Source
///
/// Efron & Morris 1975, *JASA* 70:311–319, for unlike errors; the errors of the shrunk effects as `blup` of the R package metafor.
///
/// ```
/// use jalon::stats::{GroupEffect, TestSpread, shrink};
/// let tests = [1.2, -0.4, 3.1, 0.6, -1.0, 2.0].map(|estimate| GroupEffect { estimate, error: 1.0 });
/// let read = shrink(&tests, TestSpread::DerSimonianLaird).unwrap();
/// assert!((read.variance_between - 1.3057).abs() < 1e-4);
/// assert!(read.tests[2].effect < 3.1 && read.tests[2].effect > read.mean);
/// ```
pub fn shrink(tests: &[GroupEffect], spread: TestSpread) -> Result<Shrinkage, ShrinkageError> {
    let usable = |test: &GroupEffect| test.estimate.is_finite() && test.error.is_finite() && test.error > 0.0;
    if let Some(test) = tests.iter().position(|test| !usable(test)) {
        return Err(ShrinkageError::NoEstimate { test });
    }
    match tests.len() {
        0 => return Err(ShrinkageError::NoTests),
        1 => return Err(ShrinkageError::OneTest),
        _ => {}
    }
    // In units of the smallest error, so that no square leaves the doubles.
    let unit = tests.iter().map(|test| test.error).fold(f64::INFINITY, f64::min);
    let scaled = |test: &GroupEffect| GroupEffect { estimate: test.estimate / unit, error: test.error / unit };
    let together = Together(tests.iter().map(scaled).collect());
    let between = together.between(spread)?;
    let pooled = together.pooled(between);
    let read = Shrinkage {
        variance_between: between * unit * unit,
        mean: pooled.mean * unit,
        mean_error: unit / pooled.weights.sqrt(),
        tests: together.0.iter().map(|test| pooled.shrunk(test, between, unit)).collect(),
    };
    let numbers = [read.variance_between, read.mean, read.mean_error];
    if numbers.iter().all(|number| number.is_finite()) { Ok(read) } else { Err(ShrinkageError::TooFarApart) }
}

/// All tests, in units of the smallest error.
struct Together(Vec<GroupEffect>);

/// What all tests say together at one spread between them.
struct Pooled {
    mean: f64,
    weights: f64,
}

impl Pooled {
    fn shrunk(&self, test: &GroupEffect, between: f64, unit: f64) -> ShrunkEffect {
        // The share of the distance from the mean that is kept.
        let kept = between / (between + test.error * test.error);
        let variance = kept * test.error * test.error;
        let lost = (1.0 - kept) * (1.0 - kept) / self.weights;
        ShrunkEffect {
            effect: (self.mean + kept * (test.estimate - self.mean)) * unit,
            sd: variance.sqrt() * unit,
            error: (variance + lost).sqrt() * unit,
        }
    }
}

impl Together {
    fn weights(&self, between: f64) -> impl Iterator<Item = (f64, f64)> {
        self.0.iter().map(move |test| (1.0 / (test.error * test.error + between), test.estimate))
    }

    fn pooled(&self, between: f64) -> Pooled {
        let weights: f64 = self.weights(between).map(|(weight, _)| weight).sum();
        let mean = self.weights(between).map(|(weight, estimate)| weight / weights * estimate).sum();
        Pooled { mean, weights }
    }

    fn between(&self, spread: TestSpread) -> Result<f64, ShrinkageError> {
        let statistic = heterogeneity(&self.0).map_err(|_| ShrinkageError::TooFarApart)?.statistic;
        if !statistic.is_finite() {
            return Err(ShrinkageError::TooFarApart);
        }
        let expected = self.0.len() as f64 - 1.0;
        match spread {
            TestSpread::DerSimonianLaird => {
                let (sum, squares) = self
                    .weights(0.0)
                    .fold((0.0, 0.0), |(sum, squares), (weight, _)| (sum + weight, squares + weight * weight));
                Ok(((statistic - expected) / (sum - squares / sum)).max(0.0))
            }
            TestSpread::PauleMandel => {
                if statistic <= expected {
                    return Ok(0.0);
                }
                // Falling in the spread: turned round to rise from below.
                Ok(root::from_zero(|between| expected - self.statistic(between), 1.0)?)
            }
            TestSpread::MaximumLikelihood => self.most_likely(false),
            TestSpread::RestrictedMaximumLikelihood => self.most_likely(true),
        }
    }

    /// Q with weights that know of the spread.
    fn statistic(&self, between: f64) -> f64 {
        let mean = self.pooled(between).mean;
        self.weights(between).map(|(weight, estimate)| weight * (estimate - mean).powi(2)).sum()
    }

    /// The spread of the highest likelihood: 0, or one of the places where the slope turns from rising to falling. There may be
    /// several of them, so all are sought, from the smallest error's thousandth to beyond the distance of the estimates.
    fn most_likely(&self, restricted: bool) -> Result<f64, ShrinkageError> {
        let mean = self.pooled(0.0).mean;
        let farthest = self.0.iter().map(|test| (test.estimate - mean).abs().max(test.error)).fold(1.0, f64::max);
        let end = 4.0 * self.0.len() as f64 * farthest * farthest;
        if !end.is_finite() {
            return Err(ShrinkageError::TooFarApart);
        }
        let slope = |between: f64| self.slope(between, restricted);
        let (mut best, mut height) = (0.0, self.ln_likelihood(0.0, restricted));
        let (mut low, mut at_low) = (0.0, slope(0.0));
        while low < end {
            let high = if low == 0.0 { 1e-6 } else { low * 1.2 };
            let at_high = slope(high);
            if at_low > 0.0 && at_high <= 0.0 {
                let peak = root::bracketed(slope, low, high)?;
                let here = self.ln_likelihood(peak, restricted);
                if here > height {
                    (best, height) = (peak, here);
                }
            }
            (low, at_low) = (high, at_high);
        }
        Ok(best)
    }

    fn ln_likelihood(&self, between: f64, restricted: bool) -> f64 {
        let spread: f64 = self.weights(between).map(|(weight, _)| weight.ln()).sum();
        let mean = if restricted { self.pooled(between).weights.ln() } else { 0.0 };
        (spread - mean - self.statistic(between)) / 2.0
    }

    /// How twice the log-likelihood grows with the spread; the mean need not be moved, being at its own best.
    fn slope(&self, between: f64, restricted: bool) -> f64 {
        let pooled = self.pooled(between);
        let own = |(weight, estimate): (f64, f64)| weight * (weight * (estimate - pooled.mean).powi(2) - 1.0);
        let regained = |(weight, _): (f64, f64)| weight * weight / pooled.weights;
        let slope: f64 = self.weights(between).map(own).sum();
        if restricted { slope + self.weights(between).map(regained).sum::<f64>() } else { slope }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SPREADS: [TestSpread; 4] = [
        TestSpread::DerSimonianLaird,
        TestSpread::PauleMandel,
        TestSpread::MaximumLikelihood,
        TestSpread::RestrictedMaximumLikelihood,
    ];

    fn tests(pairs: &[(f64, f64)]) -> Vec<GroupEffect> {
        pairs.iter().map(|&(estimate, error)| GroupEffect { estimate, error }).collect()
    }

    #[test]
    fn what_cannot_be_read_together_is_named() {
        for spread in SPREADS {
            assert_eq!(shrink(&[], spread), Err(ShrinkageError::NoTests));
            assert_eq!(shrink(&tests(&[(0.1, 0.1)]), spread), Err(ShrinkageError::OneTest));
            let broken = shrink(&tests(&[(0.1, 0.1), (0.2, 0.0)]), spread);
            assert_eq!(broken, Err(ShrinkageError::NoEstimate { test: 1 }));
            let far = shrink(&tests(&[(1e300, 1e-300), (-1e300, 1e-300)]), spread);
            assert_eq!(far, Err(ShrinkageError::TooFarApart));
        }
    }

    /// Two tests ± 3 with error 1: the pair is 18 apart squared; all but maximum likelihood leave 17, that one 8.
    #[test]
    fn two_tests_by_hand() {
        let between = |spread| shrink(&tests(&[(3.0, 1.0), (-3.0, 1.0)]), spread).unwrap().variance_between;
        let found = SPREADS.map(between);
        for (found, expected) in found.into_iter().zip([17.0, 17.0, 8.0, 17.0]) {
            assert!((found - expected).abs() < 1e-9, "{found} instead of {expected}");
        }
    }

    proptest! {
        /// Equal errors: Paule and Mandel, DerSimonian and Laird and restricted likelihood are one; all effects lie between
        /// their estimate and the mean; the unit does not matter.
        #[test]
        fn shrunk_effects_lie_between(estimates in prop::collection::vec(-5.0..5.0_f64, 2..9), ln_unit in -300.0..100.0_f64) {
            let groups: Vec<_> = estimates.iter().map(|&estimate| (estimate, 1.0)).collect();
            let all = SPREADS.map(|spread| shrink(&tests(&groups), spread).unwrap());
            for other in [1, 3] {
                prop_assert!((all[0].variance_between - all[other].variance_between).abs() < 1e-8);
            }
            prop_assert!(all[2].variance_between <= all[3].variance_between + 1e-9);
            let unit = ln_unit.exp();
            let small: Vec<_> = groups.iter().map(|&(estimate, error)| (estimate * unit, error * unit)).collect();
            for (read, spread) in all.iter().zip(SPREADS) {
                for (test, estimate) in read.tests.iter().zip(&estimates) {
                    prop_assert!((test.effect - read.mean) * (estimate - test.effect) >= -1e-12);
                    prop_assert!(test.sd <= test.error && test.error <= 1.0 + 1e-12);
                }
                let scaled = shrink(&tests(&small), spread).unwrap();
                prop_assert!((scaled.mean / unit - read.mean).abs() < 1e-6);
            }
        }
    }
}
