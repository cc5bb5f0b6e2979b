//! Count, means, spreads and co-spreads of several numbers per unit, mergeable in any grouping without losing digits.

use super::{Moments, MomentsError};

/// Count, means and centred second moments `Σ (xᵢ − mean)(xⱼ − mean)` of `K` numbers per unit: numerator and denominator
/// of a ratio, or a metric and its covariate.
///
/// Sums of products cancel for revenue in the billions; centred moments do not.
///
/// # Source
///
/// Chan, Golub & LeVeque 1979, written for pairs of variables.
///
/// ```
/// use jalon::stats::CrossMoments;
/// let mut orders_and_sessions = CrossMoments::of(&[[0.0, 1.0], [2.0, 5.0]]);
/// orders_and_sessions.merge(&CrossMoments::of(&[[1.0, 3.0]]));
/// assert_eq!(orders_and_sessions.count(), 3);
/// assert_eq!(orders_and_sessions.means(), Some([1.0, 3.0]));
/// assert_eq!(orders_and_sessions.covariance(0, 1), Some(2.0));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct JointMoments<const K: usize> {
    count: u64,
    /// The first unit. Means are kept as distances from it: next to a billion a mean keeps too few digits.
    origin: [f64; K],
    offsets: [f64; K],
    products: [[f64; K]; K],
}

/// The moments of two numbers per unit.
pub type CrossMoments = JointMoments<2>;

/// Why numbers are not the sums of any data.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum JointMomentsError {
    /// One of the numbers on its own cannot be.
    #[error(transparent)]
    Single(#[from] MomentsError),
    /// Two numbers go together more than either varies: the square of their co-spread exceeds the product of their spreads.
    #[error("a co-spread of {product} is impossible: with these two spreads it is at most {most}")]
    ImpossibleProducts {
        /// The centred sum of products `Σ (x − mean)(y − mean)` that follows from what was given.
        product: f64,
        /// The largest there can be, in size.
        most: f64,
    },
}

impl<const K: usize> Default for JointMoments<K> {
    fn default() -> Self {
        Self { count: 0, origin: [0.0; K], offsets: [0.0; K], products: [[0.0; K]; K] }
    }
}

impl<const K: usize> JointMoments<K> {
    /// The moments of these units.
    #[must_use]
    pub fn of(units: &[[f64; K]]) -> Self {
        let mut moments = Self::default();
        for &unit in units {
            moments.push(unit);
        }
        moments
    }

    /// The moments behind a count, the sums, and the sums of squares and products, as a database gives them. Of the products
    /// those with the smaller number first are read.
    ///
    /// Such sums have already lost digits when a mean is large against its spread; nothing can bring those back.
    ///
    /// # Errors
    ///
    /// [`JointMomentsError`] when no data have these sums, beyond what rounding explains.
    pub fn from_sums(count: u64, sums: [f64; K], products: [[f64; K]; K]) -> Result<Self, JointMomentsError> {
        let means = sums.map(|sum| sum / count as f64);
        let (mut centred, mut slack) = ([[0.0; K]; K], [[0.0; K]; K]);
        for (one, (&sum, row)) in sums.iter().zip(&products).enumerate() {
            centred[one][one] = Moments::from_sums(count, sum, row[one])?.squares();
            for other in one + 1..K {
                centred[one][other] = (-means[one]).mul_add(sums[other], row[other]);
                slack[one][other] = 1e-9 * row[one].sqrt() * products[other][other].sqrt();
            }
        }
        Self::of_centred(count, means, centred, slack)
    }

    /// The moments behind a count, the means, and the variances and covariances (divisor n − 1). Of the covariances those with
    /// the smaller number first are read.
    ///
    /// # Errors
    ///
    /// [`JointMomentsError`] when no data have these.
    pub fn from_summary(count: u64, means: [f64; K], covariances: [[f64; K]; K]) -> Result<Self, JointMomentsError> {
        let mut centred = covariances.map(|row| row.map(|covariance| covariance * count.saturating_sub(1) as f64));
        let mut slack = [[0.0; K]; K];
        for one in 0..K {
            if covariances[one][one] < 0.0 {
                return Err(MomentsError::NegativeSpread(covariances[one][one]).into());
            }
            let sd = covariances[one][one].sqrt();
            centred[one][one] = Moments::from_summary(count, means[one], sd)?.squares();
            for other in one + 1..K {
                slack[one][other] = 1e-9 * (centred[one][one] * centred[other][other]).abs().sqrt();
            }
        }
        Self::of_centred(count, means, centred, slack)
    }

    /// Checks every product against its two squares (Cauchy & Schwarz), up to a slack for rounding, and mirrors it.
    fn of_centred(
        count: u64,
        means: [f64; K],
        mut centred: [[f64; K]; K],
        slack: [[f64; K]; K],
    ) -> Result<Self, JointMomentsError> {
        for one in 0..K {
            for other in one + 1..K {
                let product = centred[one][other];
                let most = centred[one][one].sqrt() * centred[other][other].sqrt();
                // Written so that a number that is none fails too.
                let possible = product.abs() <= most + slack[one][other];
                if !possible {
                    return Err(JointMomentsError::ImpossibleProducts { product, most });
                }
                centred[one][other] = product.clamp(-most, most);
                centred[other][one] = centred[one][other];
            }
        }
        Ok(Self { count, origin: means, offsets: [0.0; K], products: centred })
    }

    /// Takes in one more unit.
    pub fn push(&mut self, unit: [f64; K]) {
        self.merge(&Self { count: 1, origin: unit, ..Self::default() });
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
        let share = theirs / (mine + theirs);
        let mut apart = [0.0; K];
        for (index, gap) in apart.iter_mut().enumerate() {
            *gap = (other.origin[index] - self.origin[index]) + (other.offsets[index] - self.offsets[index]);
        }
        self.count = self.count.saturating_add(other.count);
        for (one, gap) in apart.iter().enumerate() {
            self.offsets[one] += gap * share;
            for (second, other_gap) in apart.iter().enumerate() {
                self.products[one][second] += other.products[one][second] + gap * other_gap * (mine * share);
            }
        }
    }

    /// Both streams together.
    #[must_use]
    pub fn merged(mut self, other: &Self) -> Self {
        self.merge(other);
        self
    }

    /// How many units there are.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The means; none without units.
    #[must_use]
    pub fn means(&self) -> Option<[f64; K]> {
        (self.count > 0).then(|| std::array::from_fn(|index| self.origin[index] + self.offsets[index]))
    }

    /// The covariance of two of the numbers (divisor n − 1), the variance where they are the same one; none for fewer than
    /// two units or for numbers there are not.
    #[must_use]
    pub fn covariance(&self, one: usize, other: usize) -> Option<f64> {
        let product = self.products.get(one)?.get(other)?;
        (self.count > 1).then(|| product / (self.count - 1) as f64)
    }

    /// Covariance of two weighted sums of the numbers of a unit.
    ///
    /// What remains after more than twelve digits have cancelled is rounding, and counts as 0.
    pub(super) fn covariance_of_sums(&self, weights: [f64; K], others: [f64; K]) -> Option<f64> {
        let (mut sum, mut size) = (0.0, 0.0);
        for (one, weight) in weights.iter().enumerate() {
            for (second, other) in others.iter().enumerate() {
                let part = weight * other * self.covariance(one, second)?;
                sum += part;
                size += part.abs();
            }
        }
        Some(if f64::abs(sum) <= 1e-12 * size { 0.0 } else { sum })
    }

    /// The moments of one of the numbers alone; none for a number there is not.
    #[must_use]
    pub fn single(&self, index: usize) -> Option<Moments> {
        let squares = *self.products.get(index)?.get(index)?;
        Some(Moments::from_parts(self.count, self.origin.get(index)? + self.offsets.get(index)?, squares))
    }
}

impl CrossMoments {
    /// The correlation of the two numbers, from −1 to 1; none where one of them does not vary.
    #[must_use]
    pub fn correlation(&self) -> Option<f64> {
        let [[one, product], [_, other]] = self.products;
        let scale = one.sqrt() * other.sqrt();
        (scale > 0.0).then(|| (product / scale).clamp(-1.0, 1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Numerators alternate between 0 and 1 above a billion, denominators go with them twice as far.
    #[test]
    fn a_billion_with_a_spread_of_one_does_not_cancel() {
        let units: Vec<[f64; 2]> = (0..1000).map(|k| [1e9 + f64::from(k % 2), 3e9 + 2.0 * f64::from(k % 2)]).collect();
        let (left, right) = units.split_at(137);
        let moments = CrossMoments::of(left).merged(&CrossMoments::of(right));
        let exact = 250.0 / 999.0;
        for (found, expected) in [((0, 0), exact), ((0, 1), 2.0 * exact), ((1, 1), 4.0 * exact)] {
            let covariance = moments.covariance(found.0, found.1).unwrap();
            assert!((covariance / expected - 1.0).abs() < 1e-9, "{found:?}: {covariance}");
        }
        assert!((moments.correlation().unwrap() - 1.0).abs() < 1e-9);
    }

    #[test]
    fn what_no_data_have_is_named() {
        let sums = |product| CrossMoments::from_sums(4, [4.0, 8.0], [[8.0, product], [product, 20.0]]);
        // Both spreads are 4: Σ of products between 8 − 4 and 8 + 4.
        assert!(sums(12.0).is_ok() && sums(4.0).is_ok());
        assert_eq!(sums(12.5), Err(JointMomentsError::ImpossibleProducts { product: 4.5, most: 4.0 }));
        assert!(matches!(sums(f64::NAN), Err(JointMomentsError::ImpossibleProducts { .. })));
        let none = CrossMoments::from_sums(0, [0.0; 2], [[0.0; 2]; 2]);
        assert_eq!(none, Err(JointMomentsError::Single(MomentsError::NoUnits)));
        let summary = |cross| CrossMoments::from_summary(4, [1.0, 2.0], [[4.0, cross], [cross, 9.0]]);
        assert!(summary(6.0).is_ok() && summary(-6.1).is_err() && summary(f64::NAN).is_err());
        let negative = CrossMoments::from_summary(4, [1.0, 2.0], [[-4.0, 0.0], [0.0, 9.0]]);
        assert_eq!(negative, Err(JointMomentsError::Single(MomentsError::NegativeSpread(-4.0))));
        let one = CrossMoments::of(&[[1.0, 2.0]]);
        assert_eq!((one.covariance(0, 1), one.means(), one.covariance(2, 0)), (None, Some([1.0, 2.0]), None));
        assert_eq!(CrossMoments::default().means(), None);
        assert_eq!(CrossMoments::of(&[[1.0, 2.0], [1.0, 3.0]]).correlation(), None);
    }

    #[test]
    fn a_single_number_keeps_its_own_moments() {
        let moments = JointMoments::<3>::of(&[[1.0, 2.0, 3.0], [4.0, 2.0, 5.0], [7.0, 2.0, 10.0]]);
        assert_eq!(moments.single(2).unwrap().mean(), Some(6.0));
        assert_eq!(moments.single(2).unwrap().variance(), Some(13.0));
        assert_eq!(moments.single(3), None);
    }

    proptest! {
        #[test]
        fn any_grouping_gives_the_same(
            units in prop::collection::vec((-1e6..1e6_f64, -1e3..1e3_f64), 2..100), cut in 0.0..1.0_f64,
        ) {
            let units: Vec<[f64; 2]> = units.into_iter().map(|(one, other)| [one, other]).collect();
            let at = (cut * units.len() as f64) as usize;
            let merged = CrossMoments::of(&units[..at]).merged(&CrossMoments::of(&units[at..]));
            let whole = CrossMoments::of(&units);
            prop_assert_eq!(merged.count(), whole.count());
            let scale = (whole.products[0][0] * whole.products[1][1]).sqrt().max(1.0);
            prop_assert!((merged.products[0][1] - whole.products[0][1]).abs() <= 1e-10 * scale);
            prop_assert!((merged.products[0][0] - whole.products[0][0]).abs() <= 1e-10 * whole.products[0][0].max(1.0));
        }

        #[test]
        fn sums_and_units_agree(units in prop::collection::vec((-100.0..100.0_f64, -10.0..10.0_f64), 2..100)) {
            let sum = |of: &dyn Fn(f64, f64) -> f64| units.iter().map(|&(one, other)| of(one, other)).sum::<f64>();
            let product = sum(&|one, other| one * other);
            let sums = CrossMoments::from_sums(
                units.len() as u64,
                [sum(&|one, _| one), sum(&|_, other| other)],
                [[sum(&|one, _| one * one), product], [product, sum(&|_, other| other * other)]],
            ).unwrap();
            let pairs: Vec<[f64; 2]> = units.iter().map(|&(one, other)| [one, other]).collect();
            let direct = CrossMoments::of(&pairs);
            prop_assert!((sums.products[0][1] - direct.products[0][1]).abs() <= 1e-6);
            prop_assert!((sums.means().unwrap()[1] - direct.means().unwrap()[1]).abs() <= 1e-12);
        }
    }
}
