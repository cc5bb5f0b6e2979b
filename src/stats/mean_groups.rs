//! Means of several groups: analysis of variance, with one spread for all groups or each with its own.

use super::group_test::{GroupTest, GroupsError};
use super::interval::{Method, NoAnswer};
use super::{Moments, fisher_f};

/// Two or more groups of units whose metric is a mean.
///
/// ```
/// use jalon::stats::{MeanGroups, Moments};
/// let group = |values: &[f64]| Moments::of(values);
/// let groups = MeanGroups::new(vec![group(&[1.0, 2.0, 3.0]), group(&[2.0, 3.0, 4.0]), group(&[6.0, 7.0, 8.0])]).unwrap();
/// let test = groups.analysis_of_variance().unwrap();
/// // Squares between the means: 3 · (2² + 1² + 3²) = 42 over 2; within: 6 over 6.
/// assert!((test.statistic - 21.0).abs() < 1e-12);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct MeanGroups {
    groups: Vec<Group>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Group {
    size: f64,
    mean: f64,
    squares: f64,
}

impl MeanGroups {
    /// Takes the groups.
    ///
    /// # Errors
    ///
    /// [`GroupsError::SingleGroup`], [`GroupsError::EmptyGroup`].
    pub fn new(groups: Vec<Moments>) -> Result<Self, GroupsError> {
        if groups.len() < 2 {
            return Err(GroupsError::SingleGroup);
        }
        let known = |(position, group): (usize, &Moments)| match group.mean() {
            Some(mean) => Ok(Group { size: group.count() as f64, mean, squares: group.squares() }),
            None => Err(GroupsError::EmptyGroup(position)),
        };
        Ok(Self { groups: groups.iter().enumerate().map(known).collect::<Result<_, _>>()? })
    }

    /// Tests whether all means are equal by Fisher's F, one spread being common to all groups.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::TooFewUnits`] when no group has a second unit, [`NoAnswer::NoVariation`] when within each group all units
    /// are alike.
    ///
    /// # Source
    ///
    /// Fisher 1925, *Statistical Methods for Research Workers*, ch. 7.
    pub fn analysis_of_variance(&self) -> Result<GroupTest, NoAnswer> {
        let units: f64 = self.groups.iter().map(|group| group.size).sum();
        let error_freedom = units - self.groups.len() as f64;
        if error_freedom < 1.0 {
            return Err(NoAnswer::TooFewUnits);
        }
        let within = self.groups.iter().map(|group| group.squares).sum::<f64>() / error_freedom;
        if within == 0.0 {
            return Err(NoAnswer::NoVariation);
        }
        let statistic = self.mean_square(|group| group.size) / within;
        Ok(self.outcome(statistic, error_freedom, Method::AnalysisOfVariance))
    }

    /// Tests whether all means are equal, each group with its own spread.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::TooFewUnits`] for a group of one unit, [`NoAnswer::NoVariation`] for a group whose units are all alike: its
    /// mean would count as known without error.
    ///
    /// # Source
    ///
    /// Welch 1951, "On the comparison of several mean values: an alternative approach", *Biometrika* 38:330–336.
    pub fn welch(&self) -> Result<GroupTest, NoAnswer> {
        if self.groups.iter().any(|group| group.size < 2.0) {
            return Err(NoAnswer::TooFewUnits);
        }
        if self.groups.iter().any(|group| group.squares == 0.0) {
            return Err(NoAnswer::NoVariation);
        }
        let weight = |group: &Group| group.size * (group.size - 1.0) / group.squares;
        let total: f64 = self.groups.iter().map(weight).sum();
        let lack = |group: &Group| (1.0 - weight(group) / total).powi(2) / (group.size - 1.0);
        let lack: f64 = self.groups.iter().map(lack).sum();
        let number = self.groups.len() as f64;
        let square = number * number - 1.0;
        let statistic = self.mean_square(weight) / (1.0 + 2.0 * (number - 2.0) / square * lack);
        Ok(self.outcome(statistic, square / (3.0 * lack), Method::WelchAnalysisOfVariance))
    }

    /// Σ w (mean − weighted mean)² / (groups − 1), measured from the first mean so that large means do not cancel.
    fn mean_square(&self, weight: impl Fn(&Group) -> f64) -> f64 {
        let origin = self.groups.first().map_or(0.0, |group| group.mean);
        let total: f64 = self.groups.iter().map(&weight).sum();
        let centre = self.groups.iter().map(|group| weight(group) / total * (group.mean - origin)).sum::<f64>();
        let squares = self.groups.iter().map(|group| weight(group) * (group.mean - origin - centre).powi(2));
        squares.sum::<f64>() / (self.groups.len() - 1) as f64
    }

    fn outcome(&self, statistic: f64, error_freedom: f64, method: Method) -> GroupTest {
        let degrees_of_freedom = (self.groups.len() - 1) as f64;
        let p_value = fisher_f::upper_tail(statistic, degrees_of_freedom, error_freedom);
        GroupTest { statistic, degrees_of_freedom, error_degrees_of_freedom: Some(error_freedom), p_value, method }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{Alternative, MeanArms, MeanMethod, MeanNull};
    use proptest::prelude::*;

    fn groups(parts: &[(u64, f64, f64)]) -> MeanGroups {
        let moments = |&(count, mean, sd): &(u64, f64, f64)| Moments::from_summary(count, mean, sd).unwrap();
        MeanGroups::new(parts.iter().map(moments).collect()).unwrap()
    }

    #[test]
    fn what_cannot_be_compared_is_named() {
        let one = Moments::of(&[1.0, 2.0]);
        assert_eq!(MeanGroups::new(vec![one]), Err(GroupsError::SingleGroup));
        assert_eq!(MeanGroups::new(vec![one, Moments::default()]), Err(GroupsError::EmptyGroup(1)));
        let singles = groups(&[(1, 2.0, 0.0), (1, 3.0, 0.0)]);
        assert_eq!(singles.analysis_of_variance(), Err(NoAnswer::TooFewUnits));
        assert_eq!(singles.welch(), Err(NoAnswer::TooFewUnits));
        let constant = groups(&[(4, 2.0, 0.0), (5, 3.0, 0.0)]);
        assert_eq!(constant.analysis_of_variance(), Err(NoAnswer::NoVariation));
        let half = groups(&[(4, 2.0, 0.0), (5, 3.0, 1.0)]);
        assert!(half.analysis_of_variance().is_ok());
        assert_eq!(half.welch(), Err(NoAnswer::NoVariation));
        // A single unit has no spread of its own but takes part in the common one.
        assert!(groups(&[(1, 2.0, 0.0), (5, 3.0, 1.0)]).analysis_of_variance().is_ok());
    }

    #[test]
    fn revenue_in_the_billions_does_not_cancel() {
        let near = groups(&[(9, 0.0, 1.0), (9, 1.0, 1.0), (9, 3.0, 2.0)]);
        let far = groups(&[(9, 1e9, 1.0), (9, 1e9 + 1.0, 1.0), (9, 1e9 + 3.0, 2.0)]);
        assert_eq!(near.analysis_of_variance(), far.analysis_of_variance());
        assert_eq!(near.welch(), far.welch());
    }

    proptest! {
        #[test]
        fn two_groups_are_the_t_tests(
            n0 in 2_u64..500, s0 in 0.1..20.0, n1 in 2_u64..500, s1 in 0.1..20.0, difference in -5.0..5.0,
        ) {
            let pair = groups(&[(n0, 10.0, s0), (n1, 10.0 + difference, s1)]);
            let arms = MeanArms {
                control: Moments::from_summary(n0, 10.0, s0).unwrap(),
                variant: Moments::from_summary(n1, 10.0 + difference, s1).unwrap(),
            };
            for (test, method) in
                [(pair.analysis_of_variance(), MeanMethod::Pooled), (pair.welch(), MeanMethod::Welch)]
            {
                let (test, t) = (test.unwrap(), arms.test(MeanNull::EQUAL, Alternative::TwoSided, method).unwrap());
                prop_assert!((test.statistic - t.statistic.powi(2)).abs() < 1e-9 * test.statistic.max(1e-3));
                prop_assert!((test.p_value / t.p_value - 1.0).abs() < 1e-8);
            }
        }

        #[test]
        fn the_unit_of_measure_does_not_matter(
            means in prop::collection::vec((2_u64..50, -3.0..3.0, 0.5..4.0), 2..6), scale in 1e-6..1e6_f64,
        ) {
            let scaled: Vec<_> = means.iter().map(|&(n, mean, sd)| (n, mean * scale, sd * scale)).collect();
            let (direct, scaled) = (groups(&means).welch().unwrap(), groups(&scaled).welch().unwrap());
            prop_assert!((direct.statistic - scaled.statistic).abs() < 1e-9 * direct.statistic.max(1e-3));
        }
    }
}
