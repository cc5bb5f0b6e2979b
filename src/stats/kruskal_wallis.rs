//! Whether several groups tend to larger values than one another, by ranks: for times, ratings and skewed revenue.

use super::chi_squared;
use super::group_test::{GroupTest, GroupsError};
use super::interval::{Method, NoAnswer};

/// Tests whether several groups come from one distribution by Kruskal & Wallis's H, corrected for ties.
///
/// # Errors
///
/// [`GroupsError::SingleGroup`], [`GroupsError::EmptyGroup`], [`GroupsError::NotFinite`]; [`NoAnswer::NoVariation`] where all values
/// are tied.
///
/// # Source
///
/// Kruskal & Wallis 1952, "Use of ranks in one-criterion variance analysis", *JASA* 47:583–621; χ² approximation.
///
/// ```
/// use jalon::stats::kruskal_wallis;
/// let test = kruskal_wallis(&[&[1.0, 2.0, 3.0], &[4.0, 5.0, 6.0]]).unwrap();
/// assert!((test.statistic - 27.0 / 7.0).abs() < 1e-12);
/// ```
pub fn kruskal_wallis(groups: &[&[f64]]) -> Result<GroupTest, GroupsError> {
    if groups.len() < 2 {
        return Err(GroupsError::SingleGroup);
    }
    if let Some(position) = groups.iter().position(|group| group.is_empty()) {
        return Err(GroupsError::EmptyGroup(position));
    }
    if let Some(&value) = groups.iter().copied().flatten().find(|value| !value.is_finite()) {
        return Err(GroupsError::NotFinite(value));
    }
    let mut pooled: Vec<(f64, usize)> =
        groups.iter().enumerate().flat_map(|(group, values)| values.iter().map(move |&value| (value, group))).collect();
    pooled.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
    let (rank_excesses, variance) = rank(&pooled, groups.len());
    if variance == 0.0 {
        return Err(NoAnswer::NoVariation.into());
    }
    let terms = rank_excesses.iter().zip(groups).map(|(excess, group)| excess * excess / group.len() as f64);
    let statistic = terms.sum::<f64>() / variance;
    let degrees_of_freedom = (groups.len() - 1) as f64;
    let p_value = chi_squared::upper_tail(statistic, degrees_of_freedom);
    let method = Method::KruskalWallis;
    Ok(GroupTest { statistic, degrees_of_freedom, error_degrees_of_freedom: None, p_value, method })
}

/// The sum of each group's ranks less the middle rank, and the variance of all ranks (divisor N − 1). Tied values share the
/// mean of their ranks.
fn rank(sorted: &[(f64, usize)], groups: usize) -> (Vec<f64>, f64) {
    let middle = (sorted.len() + 1) as f64 / 2.0;
    let mut excesses = vec![0.0; groups];
    let (mut squares, mut before) = (0.0, 0);
    // −0 and 0 are equal values though sorting tells them apart.
    for tied in sorted.chunk_by(|a, b| a.0 == b.0) {
        let excess = before as f64 + (tied.len() + 1) as f64 / 2.0 - middle;
        for &(_, group) in tied {
            excesses[group] += excess;
        }
        squares += excess * excess * tied.len() as f64;
        before += tied.len();
    }
    (excesses, squares / (sorted.len() - 1) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_cannot_be_ranked_is_named() {
        assert_eq!(kruskal_wallis(&[&[1.0]]), Err(GroupsError::SingleGroup));
        assert_eq!(kruskal_wallis(&[&[1.0], &[]]), Err(GroupsError::EmptyGroup(1)));
        assert!(matches!(kruskal_wallis(&[&[1.0], &[f64::NAN]]), Err(GroupsError::NotFinite(_))));
        assert_eq!(kruskal_wallis(&[&[0.0, 0.0], &[-0.0]]), Err(NoAnswer::NoVariation.into()));
        assert!(kruskal_wallis(&[&[1.0], &[2.0]]).is_ok());
    }

    proptest! {
        #[test]
        fn only_the_order_of_the_values_matters(
            values in prop::collection::vec(-5_i32..5, 6..40), cut in 1_usize..5,
        ) {
            let raw: Vec<f64> = values.iter().map(|&value| f64::from(value)).collect();
            let stretched: Vec<f64> = raw.iter().map(|value| (value / 2.0).exp()).collect();
            let test = |values: &[f64]| kruskal_wallis(&[&values[..cut], &values[cut..]]).unwrap();
            prop_assert_eq!(test(&raw), test(&stretched));
        }
    }
}
