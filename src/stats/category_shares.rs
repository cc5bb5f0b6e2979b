//! What share of the units is expected in each category of an ordered scale, and how a change moves those shares.

use super::categories::{CategoriesError, same_length};
use super::normal_test::Spread;
use super::root;
use super::sizing::SizingError;
use crate::quantity::{Positive, Proportion};

/// Shares of the units in each category, lowest category first; together they make up all units.
///
/// ```
/// use jalon::quantity::Positive;
/// use jalon::stats::CategoryShares;
/// let today = CategoryShares::new([0.2, 0.3, 0.5]).unwrap();
/// let better = today.shifted(Positive::new(2.0).unwrap());
/// assert!((better.get()[2] - 2.0 / 3.0).abs() < 1e-15);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct CategoryShares(Vec<f64>);

/// How far from 1 the shares of a plan may sum: people write three decimals.
const ROUNDING: f64 = 0.005;

impl CategoryShares {
    /// Takes the shares, lowest category first. Shares written with a few decimals are stretched to sum to 1.
    ///
    /// # Errors
    ///
    /// [`CategoriesError::NoCategories`], [`CategoriesError::NotAShare`], and [`CategoriesError::NotWhole`] where the sum is
    /// farther from 1 than half a percentage point.
    pub fn new(shares: impl Into<Vec<f64>>) -> Result<Self, CategoriesError> {
        let mut shares = shares.into();
        if shares.is_empty() {
            return Err(CategoriesError::NoCategories);
        }
        if let Some(&share) = shares.iter().find(|share| !(0.0..=1.0).contains(*share)) {
            return Err(CategoriesError::NotAShare(share));
        }
        let sum: f64 = shares.iter().sum();
        if (sum - 1.0).abs() > ROUNDING {
            return Err(CategoriesError::NotWhole(sum));
        }
        shares.iter_mut().for_each(|share| *share /= sum);
        Ok(Self(shares))
    }

    /// The shares, lowest category first.
    #[must_use]
    pub fn get(&self) -> &[f64] {
        &self.0
    }

    /// The mean answer when each category counts as its score: the metric of a test of two means.
    ///
    /// # Errors
    ///
    /// [`CategoriesError::DifferentScales`] unless there is one score for each category.
    ///
    /// ```
    /// use jalon::stats::CategoryShares;
    /// let shares = CategoryShares::new([0.2, 0.3, 0.5]).unwrap();
    /// assert_eq!(shares.mean(&[0.0, 0.0, 1.0]).unwrap(), shares.top(1).unwrap());
    /// assert!((shares.standard_deviation(&[0.0, 0.0, 1.0]).unwrap() - 0.5).abs() < 1e-15);
    /// ```
    pub fn mean(&self, scores: &[f64]) -> Result<f64, CategoriesError> {
        same_length(self.0.len(), scores.len())?;
        Ok(self.0.iter().zip(scores).map(|(share, score)| share * score).sum())
    }

    /// The spread of such answers; 0 where a single score is in use.
    ///
    /// # Errors
    ///
    /// As [`mean`](Self::mean).
    pub fn standard_deviation(&self, scores: &[f64]) -> Result<f64, CategoriesError> {
        let mean = self.mean(scores)?;
        let variance: f64 = self.0.iter().zip(scores).map(|(share, score)| share * (score - mean).powi(2)).sum();
        Ok(variance.sqrt())
    }

    /// Share of the highest `categories` together, "top two boxes" with 2: the metric of a test of two proportions.
    ///
    /// # Errors
    ///
    /// [`CategoriesError::NoSuchTop`].
    pub fn top(&self, categories: usize) -> Result<f64, CategoriesError> {
        let all = self.0.len();
        if categories == 0 || categories > all {
            return Err(CategoriesError::NoSuchTop { categories: all, asked: categories });
        }
        Ok(self.0.iter().rev().take(categories).sum::<f64>().min(1.0))
    }

    /// The shares after the odds of lying above any point of the scale were multiplied by `odds_ratio`: the
    /// proportional-odds change.
    #[must_use]
    pub fn shifted(&self, odds_ratio: Positive) -> Self {
        let odds_ratio = odds_ratio.get();
        // With F below and G above a cut, G becomes ωG/(F + ωG); the difference at two cuts is written without subtracting.
        let cuts = self.cuts();
        let weight = |(below, above): (f64, f64)| below + odds_ratio * above;
        let share = |(category, share): (usize, &f64)| match (cuts.get(category), cuts.get(category + 1)) {
            (Some(&low), Some(&high)) if *share > 0.0 => odds_ratio / weight(low) * (share / weight(high)),
            _ => 0.0,
        };
        Self(self.0.iter().enumerate().map(share).collect())
    }

    /// The odds ratio that takes these shares to this chance of a variant unit beating a control unit, ties counted half.
    ///
    /// # Errors
    ///
    /// [`SizingError::OutOfReach`] where no odds ratio does: even with every unit in the highest (or lowest) category in
    /// use, those who are there today only tie. [`SizingError::Search`] when the numerical search fails.
    pub fn odds_ratio_for(&self, win_probability: Proportion) -> Result<Positive, SizingError> {
        let excess = |log: f64| self.shifted(exp(log)).win_probability_over(self) - win_probability.get();
        if !(excess(-FARTHEST_LOG_ODDS) < 0.0 && excess(FARTHEST_LOG_ODDS) > 0.0) {
            return Err(SizingError::OutOfReach);
        }
        if win_probability == Proportion::HALF {
            return Ok(Positive::ONE);
        }
        Ok(exp(root::bracketed(excess, -FARTHEST_LOG_ODDS, FARTHEST_LOG_ODDS)?))
    }

    /// The shares of both lists together, `weight` of the units coming from this one.
    pub(super) fn mixed_with(&self, other: &Self, weight: f64) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(own, other)| weight * own + (1.0 - weight) * other).collect())
    }

    /// One minus the sum of cubes: how much of the scale ties leave to a rank statistic.
    pub(super) fn untied(&self) -> f64 {
        1.0 - self.0.iter().map(|share| share.powi(3)).sum::<f64>()
    }

    /// Chance that a unit of these shares lies above one of the others, ties counted half.
    pub(super) fn win_probability_over(&self, control: &Self) -> f64 {
        self.0.iter().zip(control.middles()).map(|(share, middle)| share * middle).sum()
    }

    /// Variance of the place that a unit of these shares takes among the others (the mid-distribution function of theirs).
    pub(super) fn placement_variance(&self, among: &Self) -> f64 {
        let centre = self.win_probability_over(among);
        self.0.iter().zip(among.middles()).map(|(share, middle)| share * (middle - centre).powi(2)).sum()
    }

    /// The place of each category among the others, less the mean place that units of these shares take there.
    pub(super) fn centred_places_among(&self, other: &Self) -> Vec<f64> {
        let centre = self.win_probability_over(other);
        other.middles().map(|middle| middle - centre).collect()
    }

    /// The share below each category and half the share in it.
    fn middles(&self) -> impl Iterator<Item = f64> {
        self.0.iter().scan(0.0, |below, share| {
            let middle = *below + share / 2.0;
            *below += share;
            Some(middle)
        })
    }

    /// Shares below and above each point between two categories, both ends of the scale included. Each is summed from its
    /// own end, so that small shares keep their digits.
    fn cuts(&self) -> Vec<(f64, f64)> {
        let sums = |below: &mut f64, share: &f64| {
            *below += share;
            Some(*below)
        };
        let below = std::iter::once(0.0).chain(self.0.iter().scan(0.0, sums));
        let mut above: Vec<f64> = std::iter::once(0.0).chain(self.0.iter().rev().scan(0.0, sums)).collect();
        above.reverse();
        below.zip(above).collect()
    }

    pub(super) fn same_scale(&self, other: &Self) -> Result<(), CategoriesError> {
        same_length(self.0.len(), other.0.len())
    }
}

/// Logarithm of an odds ratio beyond any that a plan means: shares of 1e-22 change places.
pub(super) const FARTHEST_LOG_ODDS: f64 = 50.0;

/// The odds ratio with this logarithm, kept within what is meant by one.
pub(super) fn exp(log_odds: f64) -> Positive {
    let odds = log_odds.clamp(-FARTHEST_LOG_ODDS, FARTHEST_LOG_ODDS).exp();
    Positive::new(odds).unwrap_or(Positive::ONE)
}

/// Shares of the two arms of a plan, on the same scale.
///
/// The scalar that is planned is the win probability: the chance that a unit of the variant lies above a unit of the
/// control, ties counted half. It is ½ where nothing changes.
///
/// ```
/// use jalon::quantity::Positive;
/// use jalon::stats::{CategoryShares, PlannedCategories};
/// let today = CategoryShares::new([0.1, 0.2, 0.3, 0.4]).unwrap();
/// let plan = PlannedCategories::shifted(today, Positive::new(1.5).unwrap());
/// assert!((plan.win_probability() - 0.559).abs() < 0.001);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedCategories {
    control: CategoryShares,
    variant: CategoryShares,
}

impl PlannedCategories {
    /// Takes the shares of both arms.
    ///
    /// # Errors
    ///
    /// [`CategoriesError::DifferentScales`] for lists of different lengths.
    pub fn new(control: CategoryShares, variant: CategoryShares) -> Result<Self, CategoriesError> {
        control.same_scale(&variant)?;
        Ok(Self { control, variant })
    }

    /// Expects the variant to multiply the odds of lying above any point of the scale.
    #[must_use]
    pub fn shifted(control: CategoryShares, odds_ratio: Positive) -> Self {
        let variant = control.shifted(odds_ratio);
        Self { control, variant }
    }

    /// Shares of the control.
    #[must_use]
    pub fn control(&self) -> &CategoryShares {
        &self.control
    }

    /// Shares of the variant.
    #[must_use]
    pub fn variant(&self) -> &CategoryShares {
        &self.variant
    }

    /// Chance that a unit of the variant lies above a unit of the control, ties counted half.
    #[must_use]
    pub fn win_probability(&self) -> f64 {
        self.variant.win_probability_over(&self.control)
    }

    /// Variances of the place a unit takes in the other arm: what the observed win probability varies by, per unit.
    #[must_use]
    pub fn placement_spread(&self) -> Spread {
        Spread {
            control: self.control.placement_variance(&self.variant),
            variant: self.variant.placement_variance(&self.control),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shares<const N: usize>(shares: [f64; N]) -> CategoryShares {
        CategoryShares::new(shares).unwrap()
    }

    fn ratio(value: f64) -> Positive {
        Positive::new(value).unwrap()
    }

    #[test]
    fn what_are_no_shares_is_named() {
        assert_eq!(CategoryShares::new([]), Err(CategoriesError::NoCategories));
        assert_eq!(CategoryShares::new([-0.1, 1.1]), Err(CategoriesError::NotAShare(-0.1)));
        assert!(matches!(CategoryShares::new([f64::NAN, 1.0]), Err(CategoriesError::NotAShare(_))));
        assert_eq!(CategoryShares::new([0.5, 0.4]), Err(CategoriesError::NotWhole(0.9)));
        assert_eq!(CategoryShares::new([0.333, 0.333, 0.333]).unwrap().get().iter().sum::<f64>(), 1.0);
        let other = PlannedCategories::new(shares([1.0]), shares([0.5, 0.5]));
        assert_eq!(other, Err(CategoriesError::DifferentScales { first: 1, second: 2 }));
    }

    #[test]
    fn one_category_in_use_cannot_be_moved() {
        let one = shares([0.0, 1.0, 0.0]);
        assert_eq!(one.shifted(ratio(5.0)), one);
        assert_eq!(one.odds_ratio_for(Proportion::new(0.6).unwrap()), Err(SizingError::OutOfReach));
        assert_eq!(one.odds_ratio_for(Proportion::HALF), Err(SizingError::OutOfReach));
    }

    #[test]
    fn a_full_top_category_bounds_the_chance_of_winning() {
        // With 60 % already at the top, a variant that is all at the top wins 0.4 and ties 0.6.
        let full = shares([0.1, 0.3, 0.6]);
        assert!(full.odds_ratio_for(Proportion::new(0.699).unwrap()).is_ok());
        assert_eq!(full.odds_ratio_for(Proportion::new(0.701).unwrap()), Err(SizingError::OutOfReach));
    }

    #[test]
    fn summaries_need_a_scale_that_fits() {
        let three = shares([0.2, 0.3, 0.5]);
        assert_eq!(three.mean(&[1.0]), Err(CategoriesError::DifferentScales { first: 3, second: 1 }));
        assert_eq!(three.top(0), Err(CategoriesError::NoSuchTop { categories: 3, asked: 0 }));
        assert_eq!(three.top(3), Ok(1.0));
        assert_eq!(shares([0.0, 1.0]).standard_deviation(&[1.0, 7.0]), Ok(0.0));
    }

    fn any_shares() -> impl Strategy<Value = CategoryShares> {
        prop::collection::vec(0.01..1.0_f64, 2..12).prop_map(|weights| {
            let sum: f64 = weights.iter().sum();
            CategoryShares::new(weights.iter().map(|weight| weight / sum).collect::<Vec<_>>()).unwrap()
        })
    }

    proptest! {
        #[test]
        fn a_shift_multiplies_the_odds_at_every_cut(shares in any_shares(), log_odds in -6.0..6.0_f64) {
            let moved = shares.shifted(exp(log_odds));
            prop_assert!((moved.get().iter().sum::<f64>() - 1.0).abs() < 1e-12);
            for ((below, above), (new_below, new_above)) in shares.cuts().into_iter().zip(moved.cuts()) {
                let crossed = new_above * below - log_odds.exp() * above * new_below;
                prop_assert!(crossed.abs() < 1e-12 * log_odds.exp().max(1.0));
            }
            let back = moved.shifted(exp(-log_odds));
            prop_assert!(back.get().iter().zip(shares.get()).all(|(back, share)| (back - share).abs() < 1e-12));
        }

        #[test]
        fn odds_ratio_and_win_probability_lead_to_each_other(shares in any_shares(), log_odds in -3.0..3.0_f64) {
            prop_assume!(log_odds.abs() > 1e-3);
            let plan = PlannedCategories::shifted(shares.clone(), exp(log_odds));
            let win = Proportion::new(plan.win_probability()).unwrap();
            let found = shares.odds_ratio_for(win).unwrap().get().ln();
            prop_assert!((found - log_odds).abs() < 1e-10, "{found} instead of {log_odds}");
        }

        #[test]
        fn swapped_arms_mirror_the_plan(control in any_shares(), log_odds in -3.0..3.0_f64) {
            let plan = PlannedCategories::shifted(control.clone(), exp(log_odds));
            let mirrored = PlannedCategories::new(plan.variant().clone(), control).unwrap();
            prop_assert!((plan.win_probability() + mirrored.win_probability() - 1.0).abs() < 1e-14);
            let (direct, other) = (plan.placement_spread(), mirrored.placement_spread());
            prop_assert!((direct.control - other.variant).abs() < 1e-14);
        }
    }
}
