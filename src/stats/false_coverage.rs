//! Intervals of comparisons that were picked because they are significant: their level, so that few of them miss.

use super::{Adjustment, NotAPValue, adjust};
use crate::quantity::Proportion;

/// Comparisons picked by Benjamini & Hochberg's procedure, and the risk at which to compute each of their intervals.
#[derive(Debug, Clone, PartialEq)]
pub struct Selection {
    /// Positions of the comparisons picked, in the order given.
    pub picked: Vec<usize>,
    /// The risk of each interval, `R q / m` for R picked of m; none where nothing was picked, hence nothing to compute.
    pub alpha: Option<Proportion>,
}

/// Picks the comparisons whose false discovery rate `q` allows, and gives the risk of their intervals.
///
/// An interval of each picked comparison, computed from its own data by its own method at level `1 − R q / m`, misses the truth
/// in no more than a share `q` of the picked ones on average (false coverage rate). Intervals are never made to fit an adjusted
/// p-value. A comparison is picked exactly when its interval at that risk excludes the hypothesis, where p-value and interval
/// come from one statistic.
///
/// # Errors
///
/// [`NotAPValue`] for a number outside 0 to 1.
///
/// # Source
///
/// Benjamini & Yekutieli 2005, "False discovery rate-adjusted multiple confidence intervals for selected parameters", *JASA*
/// 100:71–81, for independent or positively dependent comparisons.
///
/// ```
/// use jalon::quantity::Proportion;
/// use jalon::stats::pick;
/// let picked = pick(&[0.001, 0.8, 0.02, 0.4], Proportion::new(0.05).unwrap()).unwrap();
/// assert_eq!((picked.picked, picked.alpha), (vec![0, 2], Some(Proportion::new(0.025).unwrap())));
/// ```
pub fn pick(p_values: &[f64], q: Proportion) -> Result<Selection, NotAPValue> {
    // Said with ranks, not with adjusted p-values, so that rounding picks no other comparisons than `R q / m` does.
    adjust(p_values, Adjustment::BenjaminiHochberg)?;
    let mut sorted = p_values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let share = |rank: usize| rank as f64 * q.get() / p_values.len() as f64;
    let count = (1..=sorted.len()).rev().find(|&rank| sorted.get(rank - 1).is_some_and(|&p| p <= share(rank)));
    let Some(count) = count else {
        return Ok(Selection { picked: Vec::new(), alpha: None });
    };
    let picked = (0..p_values.len()).filter(|&index| p_values.get(index).is_some_and(|&p| p <= share(count))).collect();
    Ok(Selection { picked, alpha: Proportion::new(share(count)).ok() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::draws::Stream;
    use crate::stats::normal;
    use proptest::prelude::*;

    fn q() -> Proportion {
        Proportion::new(0.1).unwrap()
    }

    #[test]
    fn nothing_picked_has_no_level() {
        assert_eq!(pick(&[], q()).unwrap(), Selection { picked: vec![], alpha: None });
        assert_eq!(pick(&[0.5, 0.9], q()).unwrap(), Selection { picked: vec![], alpha: None });
        assert_eq!(pick(&[0.5, 1.9], q()), Err(NotAPValue(1.9)));
        // All of them picked: the intervals keep the whole risk.
        assert_eq!(pick(&[0.09, 0.05], q()).unwrap().alpha, Some(q()));
    }

    /// 20 comparisons, 10 of them without effect: intervals at the full risk miss too often among the picked ones, these do not.
    #[test]
    fn few_of_the_picked_intervals_miss() {
        let mut stream = Stream::named(20_260_501, "false coverage");
        let (mut adjusted, mut naive, runs) = (0.0, 0.0, 4000);
        for _ in 0..runs {
            let effects: Vec<f64> = (0..20).map(|i| if i < 10 { 0.0 } else { 1.5 }).collect();
            let z: Vec<f64> = effects.iter().map(|effect| effect + normal::quantile(stream.uniform())).collect();
            let p: Vec<f64> = z.iter().map(|z| 2.0 * normal::upper_tail(z.abs())).collect();
            let selection = pick(&p, q()).unwrap();
            let missed = |alpha: f64| {
                let reach = normal::upper_quantile(alpha / 2.0);
                selection.picked.iter().filter(|&&i| (z[i] - effects[i]).abs() > reach).count() as f64
                    / selection.picked.len().max(1) as f64
            };
            adjusted += selection.alpha.map_or(0.0, |alpha| missed(alpha.get()));
            naive += missed(q().get());
        }
        let (adjusted, naive) = (adjusted / f64::from(runs), naive / f64::from(runs));
        assert!(adjusted <= 0.1 && naive > 0.15, "{adjusted} {naive}");
    }

    proptest! {
        #[test]
        fn picks_what_the_adjusted_p_values_reject(p_values in prop::collection::vec(0.0..=0.3_f64, 1..20)) {
            let selection = pick(&p_values, q()).unwrap();
            let adjusted = adjust(&p_values, Adjustment::BenjaminiHochberg).unwrap();
            prop_assume!(adjusted.iter().all(|p| (p / 0.1 - 1.0).abs() > 1e-12));
            let rejected: Vec<usize> = (0..adjusted.len()).filter(|&i| adjusted[i] <= 0.1).collect();
            prop_assert_eq!(&selection.picked, &rejected);
            // And what the intervals at the new risk exclude.
            if let Some(alpha) = selection.alpha {
                let excluded: Vec<usize> = (0..p_values.len()).filter(|&i| p_values[i] <= alpha.get()).collect();
                prop_assert_eq!(&selection.picked, &excluded);
            }
        }
    }
}
