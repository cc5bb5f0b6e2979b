//! Count, mean and spread of a stream of numbers, mergeable in any grouping without losing digits.

/// Count, mean and centred second moment `Σ (x − mean)²`.
///
/// Sums of squares cancel for revenue in the billions; centred moments do not.
///
/// # Source
///
/// Welford 1962 for one value at a time; Chan, Golub & LeVeque 1979 for merging.
///
/// ```
/// use jalon::stats::Moments;
/// let mut left = Moments::of(&[1.0, 2.0]);
/// left.merge(&Moments::of(&[3.0, 6.0]));
/// assert_eq!((left.count(), left.mean(), left.variance()), (4, Some(3.0), Some(14.0 / 3.0)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Moments {
    count: u64,
    mean: f64,
    squares: f64,
}

/// Why numbers are not the count, mean and spread of any data.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum MomentsError {
    /// Nothing was counted, yet there is something to sum.
    #[error("there are no units")]
    NoUnits,
    /// A sum, mean or standard deviation is not a finite number.
    #[error("{0} is not a finite number")]
    NotFinite(f64),
    /// A number so large or so near 0 that its powers leave double precision.
    #[error("{0} is beyond what can be reckoned with: from 1e-50 to 1e50")]
    OutOfScale(f64),
    /// A standard deviation is below 0.
    #[error("a standard deviation of {0} is below 0")]
    NegativeSpread(f64),
    /// One unit has no spread.
    #[error("one unit has no spread, but a standard deviation of {0} was given")]
    SpreadOfOne(f64),
    /// The sum of squares is smaller than the sum allows: `Σx² ≥ (Σx)²/n` for all data.
    #[error("a sum of squares of {sum_of_squares} is impossible: it is at least {least}")]
    ImpossibleSums {
        /// The sum of squares given.
        sum_of_squares: f64,
        /// The smallest sum of squares that data with this count and sum can have.
        least: f64,
    },
}

impl Moments {
    /// The moments of these values.
    #[must_use]
    pub fn of(values: &[f64]) -> Self {
        let mut moments = Self::default();
        for &value in values {
            moments.push(value);
        }
        moments
    }

    /// The moments behind a published count, mean and standard deviation (divisor n − 1).
    ///
    /// # Errors
    ///
    /// [`MomentsError`] when no data have these.
    pub fn from_summary(count: u64, mean: f64, standard_deviation: f64) -> Result<Self, MomentsError> {
        if let Some(&number) = [mean, standard_deviation].iter().find(|number| !number.is_finite()) {
            return Err(MomentsError::NotFinite(number));
        }
        if let Some(&number) = [mean, standard_deviation].iter().find(|number| out_of_scale(**number)) {
            return Err(MomentsError::OutOfScale(number));
        }
        match count {
            0 => Err(MomentsError::NoUnits),
            _ if standard_deviation < 0.0 => Err(MomentsError::NegativeSpread(standard_deviation)),
            1 if standard_deviation > 0.0 => Err(MomentsError::SpreadOfOne(standard_deviation)),
            _ => {
                let squares = standard_deviation * standard_deviation * (count - 1) as f64;
                Ok(Self { count, mean, squares })
            }
        }
    }

    /// The moments behind a count, a sum and a sum of squares, as a database gives them.
    ///
    /// Such sums have already lost digits when the mean is large against the spread; nothing can bring those back.
    ///
    /// # Errors
    ///
    /// [`MomentsError::ImpossibleSums`] when the squares sum to less than the mean alone needs, beyond what rounding explains.
    pub fn from_sums(count: u64, sum: f64, sum_of_squares: f64) -> Result<Self, MomentsError> {
        if let Some(&number) = [sum, sum_of_squares].iter().find(|number| !number.is_finite()) {
            return Err(MomentsError::NotFinite(number));
        }
        if count == 0 {
            return Err(MomentsError::NoUnits);
        }
        if let Some(&number) = [sum, sum_of_squares.max(0.0).sqrt()].iter().find(|number| out_of_scale(**number)) {
            return Err(MomentsError::OutOfScale(number));
        }
        let mean = sum / count as f64;
        let least = mean * sum;
        let squares = (-mean).mul_add(sum, sum_of_squares);
        if squares < -1e-9 * least {
            return Err(MomentsError::ImpossibleSums { sum_of_squares, least });
        }
        Ok(Self { count, mean, squares: if count == 1 { 0.0 } else { squares.max(0.0) } })
    }

    /// Moments whose parts were reckoned elsewhere.
    pub(super) fn from_parts(count: u64, mean: f64, squares: f64) -> Self {
        Self { count, mean, squares }
    }

    /// Takes in one more value.
    pub fn push(&mut self, value: f64) {
        self.count += 1;
        let before = value - self.mean;
        self.mean += before / self.count as f64;
        self.squares += before * (value - self.mean);
    }

    /// Takes in all that another stream counted.
    pub fn merge(&mut self, other: &Self) {
        if other.count == 0 {
            return;
        }
        if self.count == 0 {
            *self = *other;
            return;
        }
        let (mine, theirs) = (self.count as f64, other.count as f64);
        let total = mine + theirs;
        let apart = other.mean - self.mean;
        self.count += other.count;
        self.mean += apart * (theirs / total);
        self.squares += other.squares + apart * apart * (mine * theirs / total);
    }

    /// How many values there are.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Their mean; none without values.
    #[must_use]
    pub fn mean(&self) -> Option<f64> {
        (self.count > 0).then_some(self.mean)
    }

    /// Their variance (divisor n − 1); none for fewer than two values.
    #[must_use]
    pub fn variance(&self) -> Option<f64> {
        (self.count > 1).then(|| self.squares / (self.count - 1) as f64)
    }

    /// Their standard deviation (divisor n − 1); none for fewer than two values.
    #[must_use]
    pub fn standard_deviation(&self) -> Option<f64> {
        self.variance().map(f64::sqrt)
    }

    /// Their sum.
    #[must_use]
    pub fn sum(&self) -> f64 {
        self.mean * self.count as f64
    }

    /// The centred second moment `Σ (x − mean)²`.
    #[must_use]
    pub fn squares(&self) -> f64 {
        self.squares
    }
}

/// Whether the fourth power of a number, or of its inverse, would leave double precision.
fn out_of_scale(number: f64) -> bool {
    number != 0.0 && !(1e-50..=1e50).contains(&number.abs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_billion_with_a_spread_of_one_does_not_cancel() {
        let values: Vec<f64> = (0..1000).map(|k| 1e9 + f64::from(k % 2)).collect();
        let moments = Moments::of(&values);
        let exact = 250.0 / 999.0;
        assert!((moments.variance().unwrap() / exact - 1.0).abs() < 1e-9);
        assert!((moments.mean().unwrap() - (1e9 + 0.5)).abs() < 1e-6);
    }

    #[test]
    fn what_no_data_have_is_named() {
        assert_eq!(Moments::from_sums(0, 1.0, 1.0), Err(MomentsError::NoUnits));
        assert_eq!(
            Moments::from_sums(10, 100.0, 999.0),
            Err(MomentsError::ImpossibleSums { sum_of_squares: 999.0, least: 1000.0 })
        );
        assert!(matches!(Moments::from_sums(10, f64::NAN, 9.0), Err(MomentsError::NotFinite(_))));
        assert_eq!(Moments::from_summary(1, 5.0, 2.0), Err(MomentsError::SpreadOfOne(2.0)));
        assert_eq!(Moments::from_summary(5, 5.0, -2.0), Err(MomentsError::NegativeSpread(-2.0)));
        assert_eq!(Moments::from_summary(9, 1e300, 1.0), Err(MomentsError::OutOfScale(1e300)));
        assert_eq!(Moments::from_summary(9, 1.0, 1e-300), Err(MomentsError::OutOfScale(1e-300)));
        assert_eq!(Moments::from_sums(9, 1e200, 1e308), Err(MomentsError::OutOfScale(1e200)));
        let one = Moments::of(&[7.0]);
        assert_eq!((one.mean(), one.variance()), (Some(7.0), None));
        assert_eq!(Moments::default().mean(), None);
    }

    #[test]
    fn rounding_of_equal_values_is_forgiven() {
        let moments = Moments::from_sums(3, 0.3, 0.03).unwrap();
        assert!(moments.variance().unwrap() < 1e-16);
    }

    proptest! {
        #[test]
        fn any_grouping_gives_the_same(
            values in prop::collection::vec(-1e6..1e6_f64, 2..200), cut in 0.0..1.0_f64,
        ) {
            let at = (cut * values.len() as f64) as usize;
            let mut merged = Moments::of(&values[..at]);
            merged.merge(&Moments::of(&values[at..]));
            let whole = Moments::of(&values);
            prop_assert_eq!(merged.count(), whole.count());
            prop_assert!((merged.mean - whole.mean).abs() <= 1e-12 * 1e6);
            prop_assert!((merged.squares - whole.squares).abs() <= 1e-10 * whole.squares.max(1.0));
        }

        #[test]
        fn sums_and_values_agree(values in prop::collection::vec(-100.0..100.0_f64, 2..100)) {
            let sums = Moments::from_sums(
                values.len() as u64, values.iter().sum(), values.iter().map(|x| x * x).sum(),
            ).unwrap();
            let direct = Moments::of(&values);
            prop_assert!((sums.squares - direct.squares).abs() <= 1e-9 * direct.squares.max(1.0));
        }
    }
}
