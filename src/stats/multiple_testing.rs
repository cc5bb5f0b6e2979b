//! p-values of several tests, adjusted so that they can be read at one level.

/// How the p-values of several tests are adjusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Adjustment {
    /// Each p-value times their number. Holds the risk of any false alarm.
    Bonferroni,
    /// `1 − (1 − p)^m`: the same for independent tests.
    Sidak,
    /// Holm 1979: Bonferroni step by step; never worse, no assumption.
    Holm,
    /// Holm's steps with Šidák's factors: a little less strict, for independent tests.
    HolmSidak,
    /// Hochberg 1988: stepping up; for tests that are independent or positively dependent.
    Hochberg,
    /// Hommel 1988: every intersection of hypotheses tested by Simes; never stricter than Hochberg, same assumption.
    Hommel,
    /// Benjamini & Hochberg 1995: holds the expected share of false alarms among the rejections.
    BenjaminiHochberg,
    /// Benjamini & Yekutieli 2001: the same under any dependence.
    BenjaminiYekutieli,
}

/// A p-value that is none.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error("{0} is not a p-value")]
pub struct NotAPValue(pub f64);

/// Returns the adjusted p-values, in the order given; a test is rejected at a level when its adjusted p-value is at most that.
///
/// # Errors
///
/// [`NotAPValue`] for a number outside 0 to 1.
///
/// ```
/// use jalon::stats::{Adjustment, adjust};
/// let adjusted = adjust(&[0.01, 0.04, 0.03], Adjustment::Holm).unwrap();
/// assert_eq!(adjusted, [0.03, 0.06, 0.06]);
/// ```
pub fn adjust(p_values: &[f64], adjustment: Adjustment) -> Result<Vec<f64>, NotAPValue> {
    if let Some(&wrong) = p_values.iter().find(|p| !(0.0..=1.0).contains(*p)) {
        return Err(NotAPValue(wrong));
    }
    let tests = p_values.len() as f64;
    let harmonic = || (1..=p_values.len()).map(|k| 1.0 / k as f64).sum::<f64>();
    Ok(match adjustment {
        Adjustment::Bonferroni => p_values.iter().map(|p| (p * tests).min(1.0)).collect(),
        Adjustment::Sidak => p_values.iter().map(|p| -(tests * (-p).ln_1p()).exp_m1()).collect(),
        Adjustment::Holm => stepwise(p_values, Step::Down, |rank, p| (tests - rank) * p),
        Adjustment::HolmSidak => stepwise(p_values, Step::Down, |rank, p| -((tests - rank) * (-p).ln_1p()).exp_m1()),
        Adjustment::Hochberg => stepwise(p_values, Step::Up, |rank, p| (tests - rank) * p),
        Adjustment::Hommel => hommel(p_values),
        Adjustment::BenjaminiHochberg => stepwise(p_values, Step::Up, |rank, p| tests / (rank + 1.0) * p),
        Adjustment::BenjaminiYekutieli => {
            let factor = tests * harmonic();
            stepwise(p_values, Step::Up, |rank, p| factor / (rank + 1.0) * p)
        }
    })
}

enum Step {
    /// From the smallest p-value on: an adjusted one is never below that of a smaller p.
    Down,
    /// From the largest p-value on: an adjusted one is never above that of a larger p.
    Up,
}

/// Adjusts the p-value of each rank (0 for the smallest) and makes the results follow the order of the ranks.
fn stepwise(p_values: &[f64], step: Step, adjusted: impl Fn(f64, f64) -> f64) -> Vec<f64> {
    let mut ranked: Vec<(usize, f64)> = p_values.iter().copied().enumerate().collect();
    ranked.sort_by(|a, b| a.1.total_cmp(&b.1));
    for (rank, entry) in ranked.iter_mut().enumerate() {
        entry.1 = adjusted(rank as f64, entry.1).min(1.0);
    }
    match step {
        Step::Down => {
            let mut largest: f64 = 0.0;
            for entry in &mut ranked {
                largest = largest.max(entry.1);
                entry.1 = largest;
            }
        }
        Step::Up => {
            let mut smallest: f64 = 1.0;
            for entry in ranked.iter_mut().rev() {
                smallest = smallest.min(entry.1);
                entry.1 = smallest;
            }
        }
    }
    in_order_given(ranked)
}

/// The adjusted p-values of Hommel by the algorithm of Wright 1992, "Adjusted p-values for simultaneous inference": for each
/// size of an intersection, the smallest Simes p-value of those that hold a given hypothesis.
fn hommel(p_values: &[f64]) -> Vec<f64> {
    let mut ranked: Vec<(usize, f64)> = p_values.iter().copied().enumerate().collect();
    ranked.sort_by(|a, b| a.1.total_cmp(&b.1));
    let sorted: Vec<f64> = ranked.iter().map(|entry| entry.1).collect();
    for size in 2..=sorted.len() {
        let (small, large) = sorted.split_at(sorted.len() + 1 - size);
        let factor = size as f64;
        // Simes of the largest p-values with any one of the small ones, whose own part comes below.
        let others = large.iter().zip(2..).map(|(p, rank)| factor * p / f64::from(rank)).fold(f64::INFINITY, f64::min);
        let raised = |p: f64| (factor * p).min(others);
        // Every large p-value stands in an intersection with the largest of the small ones.
        let shared = small.last().copied().map_or(others, raised);
        for (index, entry) in ranked.iter_mut().enumerate() {
            let adjusted = small.get(index).copied().map_or(shared, raised);
            entry.1 = entry.1.max(adjusted);
        }
    }
    in_order_given(ranked)
}

fn in_order_given(mut ranked: Vec<(usize, f64)>) -> Vec<f64> {
    ranked.sort_by_key(|&(position, _)| position);
    ranked.into_iter().map(|(_, p)| p).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nothing_to_adjust_and_what_is_no_p_value() {
        assert_eq!(adjust(&[], Adjustment::Holm), Ok(vec![]));
        assert_eq!(adjust(&[0.2, 1.5], Adjustment::Holm), Err(NotAPValue(1.5)));
        assert!(adjust(&[f64::NAN], Adjustment::Sidak).is_err());
    }

    proptest! {
        #[test]
        fn stronger_claims_cost_more(p_values in prop::collection::vec(0.0..=1.0_f64, 1..20)) {
            let by = |adjustment| adjust(&p_values, adjustment).unwrap();
            let (bonferroni, holm) = (by(Adjustment::Bonferroni), by(Adjustment::Holm));
            let (hochberg, discovery) = (by(Adjustment::Hochberg), by(Adjustment::BenjaminiHochberg));
            for (i, &p) in p_values.iter().enumerate() {
                prop_assert!(bonferroni[i] >= holm[i] && holm[i] >= hochberg[i]);
                prop_assert!(hochberg[i] >= discovery[i] && discovery[i] >= p);
                prop_assert!(holm[i] >= by(Adjustment::HolmSidak)[i] - 1e-15);
                let hommel = by(Adjustment::Hommel)[i];
                prop_assert!(hochberg[i] >= hommel - 1e-15 && hommel >= discovery[i] - 1e-15);
            }
        }

        /// The definition: a hypothesis is as significant as the least significant intersection that it is part of.
        #[test]
        fn hommel_is_the_closure_of_simes(p_values in prop::collection::vec(0.0..=1.0_f64, 1..8)) {
            let adjusted = adjust(&p_values, Adjustment::Hommel).unwrap();
            for (position, &found) in adjusted.iter().enumerate() {
                let mut largest: f64 = 0.0;
                for set in (0_usize..1 << p_values.len()).filter(|set| set >> position & 1 == 1) {
                    let mut members: Vec<f64> =
                        p_values.iter().enumerate().filter(|(i, _)| set >> i & 1 == 1).map(|(_, &p)| p).collect();
                    members.sort_by(f64::total_cmp);
                    let size = members.len() as f64;
                    let simes = members.iter().zip(1..).map(|(p, rank)| size * p / f64::from(rank));
                    largest = largest.max(simes.fold(1.0, f64::min));
                }
                prop_assert!((found - largest).abs() < 1e-14, "{} instead of {}", found, largest);
            }
        }
    }
}
