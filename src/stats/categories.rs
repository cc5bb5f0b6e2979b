//! Answers on an ordered scale (satisfaction, effort, ratings): how many units of one arm fall in each category.

use super::category_shares::CategoryShares;
use super::{Conversions, ConversionsError, Moments, MomentsError};

/// Units of one arm in each category, lowest category first. An arm without units is allowed: what needs units says so.
///
/// ```
/// use jalon::stats::CategoryCounts;
/// let answers = CategoryCounts::new([5, 10, 15, 30, 40]).unwrap();
/// assert_eq!(answers.top(2).unwrap().rate(), 0.7);
/// assert_eq!(answers.scores(&[1.0, 2.0, 3.0, 4.0, 5.0]).unwrap().mean(), Some(3.9));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryCounts(Vec<u64>);

/// Why numbers are not counts or shares of ordered categories, or why a summary of them does not exist.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum CategoriesError {
    /// A scale needs one category at least.
    #[error("there are no categories")]
    NoCategories,
    /// More units than a double counts one by one (2⁵³).
    #[error("{0} units are more than can be counted exactly")]
    TooManyUnits(u128),
    /// A share is below 0, or no number.
    #[error("{0} is no share of the units")]
    NotAShare(f64),
    /// The shares do not make up all units.
    #[error("the shares sum to {0} instead of 1")]
    NotWhole(f64),
    /// The two lists are not of the same length, so that they cannot speak of the same categories.
    #[error("{first} categories against {second}")]
    DifferentScales {
        /// Length of the first list.
        first: usize,
        /// Length of the second list.
        second: usize,
    },
    /// The top categories asked for are none, or more than there are.
    #[error("the top {asked} of {categories} categories")]
    NoSuchTop {
        /// Categories of the scale.
        categories: usize,
        /// Categories asked for.
        asked: usize,
    },
    /// The scores of the categories cannot be reckoned with.
    #[error(transparent)]
    Scores(#[from] MomentsError),
    /// There are no units to take a share of.
    #[error(transparent)]
    Shares(#[from] ConversionsError),
}

/// Every whole number up to here is a double, so that no unit is lost in computing.
pub(super) const MOST_UNITS: u128 = 1 << 53;

impl CategoryCounts {
    /// Takes the counts, lowest category first.
    ///
    /// # Errors
    ///
    /// [`CategoriesError::NoCategories`], [`CategoriesError::TooManyUnits`] above 2⁵³ units.
    pub fn new(counts: impl Into<Vec<u64>>) -> Result<Self, CategoriesError> {
        let counts = counts.into();
        let total: u128 = counts.iter().map(|&count| u128::from(count)).sum();
        if counts.is_empty() {
            Err(CategoriesError::NoCategories)
        } else if total > MOST_UNITS {
            Err(CategoriesError::TooManyUnits(total))
        } else {
            Ok(Self(counts))
        }
    }

    /// The counts, lowest category first.
    #[must_use]
    pub fn counts(&self) -> &[u64] {
        &self.0
    }

    /// Units in all categories together.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.0.iter().sum()
    }

    /// Count, mean and spread of the answers when each category counts as its score: the data of Welch's test.
    ///
    /// # Errors
    ///
    /// [`CategoriesError::DifferentScales`] unless there is one score for each category, [`CategoriesError::Scores`] for a
    /// score that is no number or beyond double precision.
    pub fn scores(&self, scores: &[f64]) -> Result<Moments, CategoriesError> {
        same_length(self.0.len(), scores.len())?;
        let mut moments = Moments::default();
        for (&count, &score) in self.0.iter().zip(scores).filter(|(count, _)| **count > 0) {
            moments.merge(&Moments::from_summary(count, score, 0.0)?);
        }
        Ok(moments)
    }

    /// How many units are in the highest `categories`: "top two boxes" is `top(2)`, the data of a test of two proportions.
    ///
    /// # Errors
    ///
    /// [`CategoriesError::NoSuchTop`]; [`CategoriesError::Shares`] for an arm without units.
    pub fn top(&self, categories: usize) -> Result<Conversions, CategoriesError> {
        let all = self.0.len();
        if categories == 0 || categories > all {
            return Err(CategoriesError::NoSuchTop { categories: all, asked: categories });
        }
        Ok(Conversions::new(self.0.iter().rev().take(categories).sum(), self.total())?)
    }

    /// The observed shares, to plan with.
    ///
    /// # Errors
    ///
    /// [`CategoriesError::Shares`] for an arm without units.
    pub fn shares(&self) -> Result<CategoryShares, CategoriesError> {
        let total = self.total();
        if total == 0 {
            return Err(ConversionsError::NoVisitors.into());
        }
        CategoryShares::new(self.0.iter().map(|&count| count as f64 / total as f64).collect::<Vec<_>>())
    }
}

pub(super) fn same_length(first: usize, second: usize) -> Result<(), CategoriesError> {
    if first == second { Ok(()) } else { Err(CategoriesError::DifferentScales { first, second }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts<const N: usize>(counts: [u64; N]) -> CategoryCounts {
        CategoryCounts::new(counts).unwrap()
    }

    #[test]
    fn impossible_counts_are_named() {
        assert_eq!(CategoryCounts::new([]), Err(CategoriesError::NoCategories));
        let too_many = CategoryCounts::new([u64::MAX, u64::MAX]);
        assert_eq!(too_many, Err(CategoriesError::TooManyUnits(2 * u128::from(u64::MAX))));
    }

    #[test]
    fn scores_are_those_of_the_units_one_by_one() {
        let one_by_one = Moments::of(&[1.0, 1.0, 2.0, 4.0, 4.0, 4.0]);
        let counted = counts([2, 1, 0, 3]).scores(&[1.0, 2.0, 3.0, 4.0]).unwrap();
        assert_eq!(counted.count(), one_by_one.count());
        assert!((counted.mean().unwrap() - one_by_one.mean().unwrap()).abs() < 1e-14);
        assert!((counted.variance().unwrap() - one_by_one.variance().unwrap()).abs() < 1e-14);
        let billion = counts([1_000_000_000, 0, 1_000_000_000]).scores(&[-1.0, 0.0, 1.0]).unwrap();
        assert!((billion.variance().unwrap() - 1.0).abs() < 1e-8);
    }

    #[test]
    fn what_cannot_be_summed_up_is_named() {
        let three = counts([1, 2, 3]);
        assert_eq!(three.scores(&[1.0]), Err(CategoriesError::DifferentScales { first: 3, second: 1 }));
        let not_a_number = three.scores(&[1.0, f64::INFINITY, 3.0]);
        assert_eq!(not_a_number, Err(CategoriesError::Scores(MomentsError::NotFinite(f64::INFINITY))));
        assert_eq!(three.top(0), Err(CategoriesError::NoSuchTop { categories: 3, asked: 0 }));
        assert_eq!(three.top(4), Err(CategoriesError::NoSuchTop { categories: 3, asked: 4 }));
        assert_eq!(three.top(3).unwrap().rate(), 1.0);
        let empty = counts([0, 0]);
        assert_eq!(empty.top(1), Err(CategoriesError::Shares(ConversionsError::NoVisitors)));
        assert_eq!(empty.shares(), Err(CategoriesError::Shares(ConversionsError::NoVisitors)));
        assert_eq!(empty.scores(&[1.0, 2.0]).unwrap().mean(), None);
    }
}
