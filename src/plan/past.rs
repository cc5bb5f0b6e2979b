use super::sizing::Sizing;
use crate::quantity::Proportion;
use crate::stats::{Caps, Moments, NoAnswer, Tails};

/// Past units that a test is planned from.
#[derive(Debug, Clone, PartialEq)]
pub struct PastUnits {
    /// The file they stand in.
    pub file: String,
    /// Its columns that were read.
    pub columns: Vec<String>,
    /// Units that were measured.
    pub units: u64,
    /// Units that lack a number, and are left out.
    pub left_out: u64,
    /// What a cap on the largest values does to the size, where a mean is planned.
    pub cap: Option<CapEffect>,
}

/// A test sized with the values as they are and with capped ones.
#[derive(Debug, Clone, PartialEq)]
pub struct CapEffect {
    /// The values in both readings.
    pub values: CappedValues,
    /// Whether the test is planned with capped values.
    pub applied: bool,
    /// The test with the values as they are; none where it has no size.
    pub uncapped: Option<Sizing>,
    /// The test with capped values; none where it has no size.
    pub capped: Option<Sizing>,
}

/// Values of past units as they are, and with those above a quantile counted as the quantile.
///
/// ```
/// use jalon::{plan::CappedValues, quantity::Proportion};
/// let values = CappedValues::of(&[0.0, 10.0, 20.0, 30.0, 500.0], Proportion::new(0.75).unwrap()).unwrap();
/// assert_eq!(values.threshold, 30.0);
/// assert_eq!(values.mean_taken(), 94.0);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CappedValues {
    /// The quantile values are capped at: 0.99.
    pub level: Proportion,
    /// Its value.
    pub threshold: f64,
    /// Units above it.
    pub beyond: u64,
    /// The values as they are.
    pub uncapped: Moments,
    /// The capped values.
    pub capped: Moments,
}

impl CappedValues {
    /// The quantile that values are capped at to show what a cap would change, where none was asked for.
    pub const USUAL_LEVEL: f64 = 0.99;

    /// Both readings of these values.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::TooFewUnits`] without any value, [`NoAnswer::QuantileTooExtreme`] for a level that leaves nothing above it.
    pub fn of(values: &[f64], level: Proportion) -> Result<Self, NoAnswer> {
        let above = Proportion::new(1.0 - level.get()).map_err(|_| NoAnswer::QuantileTooExtreme)?;
        let caps = Caps::of(values, &[], above, Tails::Upper)?;
        Ok(Self {
            level,
            threshold: caps.high(),
            beyond: caps.beyond(values) as u64,
            uncapped: Moments::of(values),
            capped: Moments::of(&caps.capped(values)),
        })
    }

    /// The share of the units above the cap.
    #[must_use]
    pub fn share_beyond(&self) -> f64 {
        self.beyond as f64 / self.uncapped.count() as f64
    }

    /// What the cap takes from the mean.
    #[must_use]
    pub fn mean_taken(&self) -> f64 {
        let mean = |moments: &Moments| moments.mean().unwrap_or_default();
        mean(&self.uncapped) - mean(&self.capped)
    }

    /// The same as a share of the mean; none where the mean is not above 0.
    #[must_use]
    pub fn share_taken(&self) -> Option<f64> {
        self.uncapped.mean().filter(|mean| *mean > 0.0).map(|mean| self.mean_taken() / mean)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    /// By hand: of 1 to 9 and 1000, the 80 % quantile (definition 7) is 8.2, which two values exceed.
    #[test]
    fn a_cap_takes_what_stands_above_it() {
        let values: Vec<f64> = (1..=9).map(f64::from).chain([1000.0]).collect();
        let both = CappedValues::of(&values, level(0.8)).unwrap();
        assert!((both.threshold - 8.2).abs() < 1e-12);
        assert_eq!((both.beyond, both.share_beyond()), (2, 0.2));
        assert!((both.mean_taken() - (0.8 + 991.8) / 10.0).abs() < 1e-12);
        assert!((both.share_taken().unwrap() - 99.26 / 104.5).abs() < 1e-12);
        assert_eq!(both.capped.count(), 10);
    }

    #[test]
    fn a_share_of_a_mean_of_nothing_is_none() {
        assert_eq!(CappedValues::of(&[-1.0, 1.0], level(0.5)).unwrap().share_taken(), None);
        assert_eq!(CappedValues::of(&[], level(0.99)), Err(NoAnswer::TooFewUnits));
    }
}
