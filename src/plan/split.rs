/// How the units of a test are divided among its arms, control first.
///
/// ```
/// use jalon::plan::Split;
/// let split = Split::new(&[1.0, 1.0, 2.0]).unwrap();
/// assert_eq!(split.shares(), [0.25, 0.25, 0.5]);
/// assert!(Split::new(&[0.5, 0.4]).is_err(), "shares that leave a tenth of the units out");
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Split {
    shares: Vec<f64>,
}

/// Why numbers are not a split.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum SplitError {
    /// A test needs a control and at least one variant.
    #[error("a test needs at least two arms, not {0}")]
    TooFewArms(usize),
    /// More arms than any traffic can feed.
    #[error("{0} arms are more than the {most} a test may have", most = Split::MOST_ARMS)]
    TooManyArms(usize),
    /// An arm without a share above 0.
    #[error("the share {0} is not above 0")]
    NotPositive(f64),
    /// Shares (all below 1) that do not add up to 1.
    #[error("the shares add up to {0}, not to 1")]
    NotWhole(f64),
}

impl Split {
    /// Arms a test may have; beyond it every comparison starves.
    pub const MOST_ARMS: usize = 50;

    /// Takes weights (`1, 1, 2`; `50, 50`), or shares when every number is below 1 (`0.5, 0.5`), which must add up to 1.
    ///
    /// # Errors
    ///
    /// [`SplitError`].
    pub fn new(weights: &[f64]) -> Result<Self, SplitError> {
        match weights.len() {
            0 | 1 => return Err(SplitError::TooFewArms(weights.len())),
            many if many > Self::MOST_ARMS => return Err(SplitError::TooManyArms(many)),
            _ => {}
        }
        if let Some(&bad) = weights.iter().find(|weight| !(weight.is_finite() && **weight > 0.0)) {
            return Err(SplitError::NotPositive(bad));
        }
        let total: f64 = weights.iter().sum();
        let are_shares = weights.iter().all(|&weight| weight < 1.0);
        // Thirds are written with a few digits: 0.333, 0.333, 0.333.
        if are_shares && (total - 1.0).abs() > 0.005 {
            return Err(SplitError::NotWhole(total));
        }
        Ok(Self { shares: weights.iter().map(|weight| weight / total).collect() })
    }

    /// Equal shares.
    ///
    /// # Errors
    ///
    /// [`SplitError::TooFewArms`] below two arms, [`SplitError::TooManyArms`].
    pub fn equal(arms: usize) -> Result<Self, SplitError> {
        if arms > Self::MOST_ARMS {
            return Err(SplitError::TooManyArms(arms));
        }
        Self::new(&vec![1.0; arms])
    }

    /// Half and half.
    #[must_use]
    pub fn halves() -> Self {
        Self { shares: vec![0.5, 0.5] }
    }

    /// The share of each arm, control first; they add up to 1.
    #[must_use]
    pub fn shares(&self) -> &[f64] {
        &self.shares
    }

    /// The control's share.
    #[must_use]
    pub fn control(&self) -> f64 {
        self.shares.first().copied().unwrap_or(1.0)
    }

    /// The variants' shares.
    #[must_use]
    pub fn variants(&self) -> &[f64] {
        self.shares.get(1..).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_and_shares_are_told_apart() {
        assert_eq!(Split::new(&[50.0, 50.0]).unwrap(), Split::halves());
        assert_eq!(Split::new(&[0.9, 0.1]).unwrap().variants(), [0.1]);
        assert_eq!(Split::new(&[0.333, 0.333, 0.333]).unwrap().control(), 1.0 / 3.0);
    }

    #[test]
    fn what_is_no_split_is_named() {
        assert_eq!(Split::new(&[1.0]), Err(SplitError::TooFewArms(1)));
        assert_eq!(Split::new(&[1.0, 0.0]), Err(SplitError::NotPositive(0.0)));
        assert!(matches!(Split::new(&[0.5, 0.4]), Err(SplitError::NotWhole(sum)) if (sum - 0.9).abs() < 1e-12));
        assert!(matches!(Split::new(&[1.0, f64::NAN]), Err(SplitError::NotPositive(_))));
        assert_eq!(Split::equal(1000), Err(SplitError::TooManyArms(1000)));
    }
}
