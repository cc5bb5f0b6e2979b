//! Conversion rates of several groups: whether they are alike, and whether they rise from group to group.

use super::group_test::{GroupTest, GroupsError};
use super::interval::{Method, NoAnswer, Test};
use super::stirling::ln_1p_minus;
use super::{Alternative, Conversions, chi_squared, normal};
use crate::quantity::Proportion;

/// Two or more groups of visitors and what each converted.
///
/// ```
/// use jalon::stats::{Conversions, RateGroups};
/// let group = |conversions, visitors| Conversions::new(conversions, visitors).unwrap();
/// let groups = RateGroups::new(vec![group(48, 1000), group(66, 1010), group(53, 990)]).unwrap();
/// let test = groups.pearson().unwrap();
/// assert!((test.statistic - 3.003_957_254_263_904).abs() < 1e-12);
/// assert!((test.p_value - 0.222_689_105_245_094_9).abs() < 1e-12);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct RateGroups {
    groups: Vec<Conversions>,
}

impl RateGroups {
    /// Takes the groups, in an order that only [`trend`](Self::trend) looks at.
    ///
    /// # Errors
    ///
    /// [`GroupsError::SingleGroup`] for fewer than two.
    pub fn new(groups: Vec<Conversions>) -> Result<Self, GroupsError> {
        if groups.len() < 2 { Err(GroupsError::SingleGroup) } else { Ok(Self { groups }) }
    }

    /// Tests whether all rates are equal by Pearson's χ² (1900), without continuity correction.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::NoVariation`] when nobody converted, or everybody.
    pub fn pearson(&self) -> Result<GroupTest, NoAnswer> {
        let variance = self.pooled_variance()?;
        let terms = self.excesses().map(|(group, excess)| excess * excess / group.size());
        Ok(self.chi_squared(terms.sum::<f64>() / variance, Method::PearsonChiSquared))
    }

    /// Tests whether all rates are equal by the likelihood ratio: G = 2 Σ observed · ln(observed / expected).
    ///
    /// # Errors
    ///
    /// As [`pearson`](Self::pearson).
    ///
    /// # Source
    ///
    /// Wilks 1938; Sokal & Rohlf, *Biometry*.
    pub fn likelihood_ratio(&self) -> Result<GroupTest, NoAnswer> {
        self.pooled_variance()?;
        let terms = self.excesses().map(|(group, excess)| {
            let failures = group.size() - group.successes();
            deviance(group.successes(), excess) + deviance(failures, -excess)
        });
        Ok(self.chi_squared(2.0 * terms.sum::<f64>(), Method::LikelihoodRatio))
    }

    /// Cramér's V: √(χ²/N), from 0 where all rates are equal to 1 where the group decides the outcome.
    ///
    /// # Errors
    ///
    /// As [`pearson`](Self::pearson).
    ///
    /// # Source
    ///
    /// Cramér 1946, *Mathematical Methods of Statistics*, ch. 21.
    pub fn cramers_v(&self) -> Result<f64, NoAnswer> {
        let (_, visitors) = self.totals();
        Ok((self.pearson()?.statistic / visitors as f64).sqrt())
    }

    /// Tests whether the rates rise or fall along scores of the groups (1, 2, 3, … where none are given).
    ///
    /// [`Alternative::Greater`] looks for rates that rise with the score. The statistic is normal; its square is the χ² that
    /// other programs print. Without the factor N/(N − 1) of the permutation variance, as in R.
    ///
    /// # Errors
    ///
    /// [`GroupsError`] for scores that are none; with [`NoAnswer::NoVariation`] when nobody or everybody converted.
    ///
    /// # Source
    ///
    /// Cochran 1954; Armitage 1955.
    pub fn trend(&self, scores: Option<&[f64]>, alternative: Alternative) -> Result<Test, GroupsError> {
        let positions: Vec<f64> = (1..=self.groups.len()).map(|position| position as f64).collect();
        let centred = self.centred_scores(scores.unwrap_or(&positions))?;
        let variance = self.pooled_variance()?;
        let rise: f64 = self.excesses().zip(&centred).map(|((_, excess), score)| score * excess).sum();
        let spread: f64 = self.groups.iter().zip(&centred).map(|(group, score)| group.size() * score * score).sum();
        let statistic = rise / (variance * spread).sqrt();
        let p_value = alternative.p_value(statistic, normal::upper_tail);
        Ok(Test { statistic, degrees_of_freedom: None, p_value, method: Method::CochranArmitage })
    }

    /// Tests whether every group converts at this rate, by Pearson's χ² with as many degrees of freedom as groups.
    #[must_use]
    pub fn against(&self, rate: Proportion) -> GroupTest {
        let variance = rate.get() * (1.0 - rate.get());
        let terms = self.groups.iter().map(|group| {
            let excess = group.successes() - group.size() * rate.get();
            excess * excess / (group.size() * variance)
        });
        let (statistic, degrees_of_freedom) = (terms.sum(), self.groups.len() as f64);
        let p_value = chi_squared::upper_tail(statistic, degrees_of_freedom);
        let method = Method::PearsonChiSquared;
        GroupTest { statistic, degrees_of_freedom, error_degrees_of_freedom: None, p_value, method }
    }

    /// Conversions and visitors of all groups together; counts up to 2⁵³ per group cannot overflow.
    fn totals(&self) -> (i128, i128) {
        let sum = |count: fn(Conversions) -> u64| self.groups.iter().map(|&group| i128::from(count(group))).sum();
        (sum(Conversions::conversions), sum(Conversions::visitors))
    }

    /// p̄ (1 − p̄) of all visitors together.
    fn pooled_variance(&self) -> Result<f64, NoAnswer> {
        let (conversions, visitors) = self.totals();
        if conversions == 0 || conversions == visitors {
            return Err(NoAnswer::NoVariation);
        }
        let visitors_in_all = visitors as f64;
        Ok(conversions as f64 / visitors_in_all * ((visitors - conversions) as f64 / visitors_in_all))
    }

    /// Each group with its conversions beyond those expected at the common rate; the difference is taken in whole numbers.
    fn excesses(&self) -> impl Iterator<Item = (Conversions, f64)> {
        let (conversions, visitors) = self.totals();
        self.groups.iter().map(move |&group| {
            let products = i128::from(group.conversions()) * visitors - conversions * i128::from(group.visitors());
            (group, products as f64 / visitors as f64)
        })
    }

    fn chi_squared(&self, statistic: f64, method: Method) -> GroupTest {
        let degrees_of_freedom = (self.groups.len() - 1) as f64;
        let p_value = chi_squared::upper_tail(statistic, degrees_of_freedom);
        GroupTest { statistic, degrees_of_freedom, error_degrees_of_freedom: None, p_value, method }
    }

    /// The scores less their mean over all visitors.
    fn centred_scores(&self, scores: &[f64]) -> Result<Vec<f64>, GroupsError> {
        if scores.len() != self.groups.len() {
            return Err(GroupsError::DifferentLengths { scores: scores.len(), groups: self.groups.len() });
        }
        if let Some(&score) = scores.iter().find(|score| !score.is_finite()) {
            return Err(GroupsError::NotFinite(score));
        }
        let (lowest, highest) = scores.iter().fold((f64::MAX, f64::MIN), |(low, high), &s| (low.min(s), high.max(s)));
        if lowest == highest {
            return Err(GroupsError::NoOrder);
        }
        // On a scale from 0 to 1, which changes no statistic and cannot overflow.
        let range = highest / 2.0 - lowest / 2.0;
        let scaled: Vec<f64> = scores.iter().map(|score| (score / 2.0 - lowest / 2.0) / range).collect();
        let visitors: f64 = self.groups.iter().map(|group| group.size()).sum();
        let mean = self.groups.iter().zip(&scaled).map(|(group, score)| group.size() / visitors * score).sum::<f64>();
        Ok(scaled.into_iter().map(|score| score - mean).collect())
    }
}

/// `observed · ln(observed / expected) − (observed − expected)`, never below 0; the second part sums to 0 over a table.
pub(super) fn deviance(observed: f64, excess: f64) -> f64 {
    if observed == 0.0 { -excess } else { -observed * ln_1p_minus(-excess / observed) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{ProportionArms, ProportionNull, ProportionTest};
    use proptest::prelude::*;

    fn groups(counts: &[(u64, u64)]) -> RateGroups {
        RateGroups::new(counts.iter().map(|&(x, n)| Conversions::new(x, n).unwrap()).collect()).unwrap()
    }

    #[test]
    fn what_cannot_be_compared_is_named() {
        assert_eq!(RateGroups::new(vec![]), Err(GroupsError::SingleGroup));
        for none in [groups(&[(0, 10), (0, 20), (0, 5)]), groups(&[(10, 10), (20, 20)])] {
            assert_eq!(none.pearson(), Err(NoAnswer::NoVariation));
            assert_eq!(none.likelihood_ratio(), Err(NoAnswer::NoVariation));
            assert_eq!(none.cramers_v(), Err(NoAnswer::NoVariation));
            assert_eq!(none.trend(None, Alternative::TwoSided), Err(NoAnswer::NoVariation.into()));
        }
        let some = groups(&[(1, 10), (2, 20), (3, 5)]);
        let trend = |scores: &[f64]| some.trend(Some(scores), Alternative::TwoSided).map(|_| ());
        assert_eq!(trend(&[1.0, 2.0]), Err(GroupsError::DifferentLengths { scores: 2, groups: 3 }));
        assert_eq!(trend(&[1.0, f64::INFINITY, 2.0]), Err(GroupsError::NotFinite(f64::INFINITY)));
        assert_eq!(trend(&[3.0, 3.0, 3.0]), Err(GroupsError::NoOrder));
        assert_eq!(trend(&[f64::MIN, 0.0, f64::MAX]), Ok(()));
    }

    #[test]
    fn a_group_that_decides_the_outcome() {
        let decided = groups(&[(0, 30), (40, 40)]);
        assert!((decided.cramers_v().unwrap() - 1.0).abs() < 1e-15);
        // Every observation is certain within its group: G is twice the entropy of the outcome.
        let entropy = 40.0 * (70.0_f64 / 40.0).ln() + 30.0 * (70.0_f64 / 30.0).ln();
        assert!((decided.likelihood_ratio().unwrap().statistic / (2.0 * entropy) - 1.0).abs() < 1e-14);
    }

    #[test]
    fn a_billion_visitors_in_each_group_keep_their_difference() {
        let n = 1_000_000_000;
        let near = groups(&[(50_000_000, n), (50_000_001, n), (50_000_000, n)]);
        // Σ excess² / (n p q) with excesses −1/3, 2/3, −1/3.
        let exact = 2.0 / 3.0 / (1e9 * 0.05 * 0.95);
        assert!((near.pearson().unwrap().statistic / exact - 1.0).abs() < 1e-8);
        assert!((near.likelihood_ratio().unwrap().statistic / exact - 1.0).abs() < 1e-8);
    }

    fn any_groups() -> impl Strategy<Value = RateGroups> {
        prop::collection::vec((1_u64..2000, 0.0..=1.0_f64), 2..7).prop_map(|rows| {
            let counts: Vec<(u64, u64)> = rows.iter().map(|&(n, share)| ((n as f64 * share) as u64, n)).collect();
            groups(&counts)
        })
    }

    proptest! {
        #[test]
        fn the_order_of_groups_matters_to_the_trend_alone(groups in any_groups()) {
            prop_assume!(groups.pearson().is_ok());
            let reversed = RateGroups { groups: groups.groups.iter().rev().copied().collect() };
            let (direct, mirrored) = (groups.pearson().unwrap(), reversed.pearson().unwrap());
            prop_assert!((direct.statistic - mirrored.statistic).abs() <= 1e-11 * direct.statistic);
            let trend = |groups: &RateGroups, alternative| groups.trend(None, alternative).unwrap();
            let up = trend(&groups, Alternative::Greater);
            let down = trend(&reversed, Alternative::Less);
            prop_assert!((up.statistic + down.statistic).abs() < 1e-9 * up.statistic.abs().max(1.0));
            // A trend is a part of all differences.
            prop_assert!(up.statistic.powi(2) <= direct.statistic * (1.0 + 1e-9) + 1e-9);
        }

        #[test]
        fn two_groups_are_the_pooled_z_test(x1 in 0_u64..300, x2 in 0_u64..300) {
            prop_assume!(x1 + x2 > 0);
            let pair = groups(&[(x1, 400), (x2, 350)]);
            let arms = ProportionArms { control: pair.groups[0], variant: pair.groups[1] };
            let z = arms.test(ProportionNull::EQUAL, Alternative::Less, ProportionTest::Score).unwrap();
            let trend = pair.trend(None, Alternative::Less).unwrap();
            prop_assert!((z.statistic - trend.statistic).abs() < 1e-10 * z.statistic.abs().max(1.0));
            prop_assert!((z.statistic.powi(2) - pair.pearson().unwrap().statistic).abs() < 1e-9 * z.statistic.powi(2).max(1.0));
        }
    }
}
