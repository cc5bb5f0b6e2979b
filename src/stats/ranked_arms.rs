//! Two arms whose units can be put in order, but not on a scale: all a rank test needs to know of them.

use super::CategoryCounts;
use super::categories::{MOST_UNITS, same_length};

/// Units of the two arms that share one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tie {
    pub control: u64,
    pub variant: u64,
}

impl Tie {
    pub fn total(self) -> u64 {
        self.control + self.variant
    }
}

/// Two arms in order: for each distinct value, lowest first, how many units of each arm have it.
///
/// Answers on a scale come as counts, revenue or times as one value per unit; the tests are the same.
///
/// ```
/// use jalon::stats::{CategoryCounts, RankedArms};
/// let counts = |counts: [u64; 3]| CategoryCounts::new(counts).unwrap();
/// let arms = RankedArms::of_counts(&counts([30, 40, 30]), &counts([20, 40, 40])).unwrap();
/// assert_eq!(arms.win_probability(), Some(0.57));
/// assert_eq!(RankedArms::of_values(&[1.0, 2.0], &[2.0, 3.0]).unwrap().win_probability(), Some(0.875));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RankedArms {
    ties: Vec<Tie>,
    control: u64,
    variant: u64,
}

/// Why units cannot be put in order.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum RankedArmsError {
    /// A value is not a number.
    #[error("a value is not a number")]
    NotANumber,
    /// The two arms were counted on scales of different lengths.
    #[error("{control} categories in the control against {variant} in the variant")]
    DifferentScales {
        /// Categories of the control.
        control: usize,
        /// Categories of the variant.
        variant: usize,
    },
    /// More units than a double counts one by one (2⁵³).
    #[error("{0} units are more than can be counted exactly")]
    TooManyUnits(u128),
}

impl RankedArms {
    /// Takes two arms counted on the same scale.
    ///
    /// # Errors
    ///
    /// [`RankedArmsError::DifferentScales`], [`RankedArmsError::TooManyUnits`].
    pub fn of_counts(control: &CategoryCounts, variant: &CategoryCounts) -> Result<Self, RankedArmsError> {
        let (first, second) = (control.counts(), variant.counts());
        same_length(first.len(), second.len())
            .map_err(|_| RankedArmsError::DifferentScales { control: first.len(), variant: second.len() })?;
        Self::of_ties(first.iter().zip(second).map(|(&control, &variant)| Tie { control, variant }))
    }

    /// Takes one value for each unit, in any order; infinite values are the lowest and the highest. O(n log n).
    ///
    /// # Errors
    ///
    /// [`RankedArmsError::NotANumber`].
    pub fn of_values(control: &[f64], variant: &[f64]) -> Result<Self, RankedArmsError> {
        let of_arm = |values: &[f64], in_control| values.iter().map(|&value| (value, in_control)).collect::<Vec<_>>();
        let mut units = [of_arm(control, true), of_arm(variant, false)].concat();
        if units.iter().any(|(value, _)| value.is_nan()) {
            return Err(RankedArmsError::NotANumber);
        }
        units.sort_unstable_by(|(one, _), (other, _)| one.total_cmp(other));
        Self::of_ties(units.chunk_by(|(one, _), (other, _)| one == other).map(|alike| {
            let control = alike.iter().filter(|(_, in_control)| *in_control).count();
            Tie { control: control as u64, variant: (alike.len() - control) as u64 }
        }))
    }

    fn of_ties(ties: impl Iterator<Item = Tie>) -> Result<Self, RankedArmsError> {
        let ties: Vec<Tie> = ties.filter(|tie| tie.control > 0 || tie.variant > 0).collect();
        let sum = |of: fn(&Tie) -> u64| ties.iter().map(|tie| u128::from(of(tie))).sum::<u128>();
        let total = sum(|tie| tie.control) + sum(|tie| tie.variant);
        if total > MOST_UNITS {
            return Err(RankedArmsError::TooManyUnits(total));
        }
        let (control, variant) =
            ties.iter().fold((0, 0), |(control, variant), tie| (control + tie.control, variant + tie.variant));
        Ok(Self { ties, control, variant })
    }

    /// Units of the control.
    #[must_use]
    pub fn control_units(&self) -> u64 {
        self.control
    }

    /// Units of the variant.
    #[must_use]
    pub fn variant_units(&self) -> u64 {
        self.variant
    }

    /// Share of the pairs (control unit, variant unit) in which the variant unit lies above, ties counted half; none where
    /// an arm is empty.
    #[must_use]
    pub fn win_probability(&self) -> Option<f64> {
        (self.control > 0 && self.variant > 0).then(|| self.doubled_wins() as f64 / (2.0 * self.pairs()))
    }

    /// Distinct values in order, those with units only.
    pub(super) fn ties(&self) -> &[Tie] {
        &self.ties
    }

    pub(super) fn pairs(&self) -> f64 {
        self.control as f64 * self.variant as f64
    }

    /// Twice the pairs the variant wins: a whole number, ties and all.
    pub(super) fn doubled_wins(&self) -> u128 {
        self.placements().map(|(tie, below_control, _)| u128::from(tie.variant) * below_control).sum()
    }

    /// Twice the pairs the control wins.
    pub(super) fn doubled_losses(&self) -> u128 {
        2 * u128::from(self.control) * u128::from(self.variant) - self.doubled_wins()
    }

    /// By how many doubled pairs the variant wins more than half: the numerator of every rank statistic, exact.
    pub(super) fn doubled_excess(&self) -> f64 {
        let even = u128::from(self.control) * u128::from(self.variant);
        let wins = self.doubled_wins();
        if wins >= even { (wins - even) as f64 } else { -((even - wins) as f64) }
    }

    /// Each value with twice the number of control units, and of variant units, that lie below it, ties counted half.
    pub(super) fn placements(&self) -> impl Iterator<Item = (Tie, u128, u128)> {
        self.ties.iter().scan((0_u128, 0_u128), |(control, variant), &tie| {
            let among = (*control + u128::from(tie.control), *variant + u128::from(tie.variant));
            *control += 2 * u128::from(tie.control);
            *variant += 2 * u128::from(tie.variant);
            Some((tie, among.0, among.1))
        })
    }

    /// Whether one arm lies at or beyond the other, all of it: at most one value is shared.
    pub(super) fn is_separated(&self) -> bool {
        let holds = |in_control: bool| move |tie: &Tie| (if in_control { tie.control } else { tie.variant }) > 0;
        let first = |in_control| self.ties.iter().position(holds(in_control));
        let last = |in_control| self.ties.iter().rposition(holds(in_control));
        last(true) <= first(false) || last(false) <= first(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn counts(counts: &[u64]) -> CategoryCounts {
        CategoryCounts::new(counts).unwrap()
    }

    #[test]
    fn what_cannot_be_ordered_is_named() {
        assert_eq!(RankedArms::of_values(&[1.0, f64::NAN], &[2.0]), Err(RankedArmsError::NotANumber));
        let scales = RankedArms::of_counts(&counts(&[1, 2]), &counts(&[1, 2, 3]));
        assert_eq!(scales, Err(RankedArmsError::DifferentScales { control: 2, variant: 3 }));
        let most = counts(&[1 << 53]);
        assert_eq!(RankedArms::of_counts(&most, &most), Err(RankedArmsError::TooManyUnits(1 << 54)));
    }

    #[test]
    fn an_empty_arm_wins_and_loses_nothing() {
        assert_eq!(RankedArms::of_values(&[], &[1.0]).unwrap().win_probability(), None);
        assert_eq!(RankedArms::of_counts(&counts(&[3]), &counts(&[0])).unwrap().win_probability(), None);
    }

    #[test]
    fn infinities_and_signed_zeros_have_their_place() {
        let arms = RankedArms::of_values(&[f64::NEG_INFINITY, 0.0], &[-0.0, f64::INFINITY]).unwrap();
        assert_eq!(arms.ties().len(), 3);
        assert_eq!(arms.win_probability(), Some(0.875));
    }

    #[test]
    fn billions_of_units_are_counted_exactly() {
        let (half, one) = (3_000_000_000_000_000, 1);
        let arms = RankedArms::of_counts(&counts(&[half, half / 4]), &counts(&[half, half / 4 - one])).unwrap();
        // The same sum in another order: the variant in the upper category beats the lower one and ties its own.
        let (h, q) = (u128::from(half), u128::from(half / 4));
        let wins = h * h + (q - 1) * (2 * h + q);
        assert_eq!(arms.doubled_wins(), wins);
    }

    proptest! {
        #[test]
        fn win_probability_is_that_of_all_pairs(
            control in prop::collection::vec(0_u8..6, 1..12), variant in prop::collection::vec(0_u8..6, 1..12),
        ) {
            let values = |arm: &[u8]| arm.iter().map(|&value| f64::from(value)).collect::<Vec<_>>();
            let arms = RankedArms::of_values(&values(&control), &values(&variant)).unwrap();
            let points = |(one, other): (u8, u8)| if other > one { 2 } else { u32::from(other == one) };
            let pairs = control.iter().flat_map(|&one| variant.iter().map(move |&other| (one, other)));
            let doubled: u32 = pairs.map(points).sum();
            prop_assert_eq!(arms.doubled_wins(), u128::from(doubled));
            let separated = control.iter().max() <= variant.iter().min() || variant.iter().max() <= control.iter().min();
            prop_assert_eq!(arms.is_separated(), separated);
        }
    }
}
