//! Whether the units of one arm tend to lie above those of the other: the rank test of Mann, Whitney and Wilcoxon.

use super::hypergeometric::Urn;
use super::interval::{Method, NoAnswer, Test};
use super::ranked_arms::{RankedArms, Tie};
use super::{Alternative, normal};

/// The distribution the ranks are judged by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MannWhitney {
    /// Normal with the variance that ties leave.
    Asymptotic,
    /// The same after moving the wins half a pair towards the hypothesis.
    Corrected,
    /// Every way to deal the observed values to the two arms, ties kept; two-sided twice the smaller tail. For small arms.
    Exact,
}

impl RankedArms {
    /// Tests that both arms have the same distribution.
    ///
    /// The statistic is the excess of wins over half of the pairs in standard deviations, corrected for continuity with
    /// [`MannWhitney::Corrected`] only. The test has no interval: its variance holds only where the arms do not differ.
    /// [`compare_wins`](RankedArms::compare_wins) tests and estimates without that.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::TooFewUnits`] for an empty arm, [`NoAnswer::NoVariation`] when all units share one value,
    /// [`NoAnswer::TooManyOutcomes`] for arms too large to count exactly (beyond about a hundred units each); arms without
    /// a value in common of which one lies wholly beyond the other need no counting, however large.
    ///
    /// # Source
    ///
    /// Mann & Whitney 1947; ties: Lehmann, *Nonparametrics*, 1975, ch. 1.
    ///
    /// ```
    /// use jalon::stats::{Alternative, MannWhitney, RankedArms};
    /// let arms = RankedArms::of_values(&[3.2, 2.5, 2.6], &[3.5, 3.1, 7.4, 6.2]).unwrap();
    /// let exact = arms.mann_whitney(Alternative::TwoSided, MannWhitney::Exact).unwrap();
    /// assert!((exact.p_value - 4.0 / 35.0).abs() < 1e-15);
    /// ```
    pub fn mann_whitney(&self, alternative: Alternative, method: MannWhitney) -> Result<Test, NoAnswer> {
        if self.control_units() == 0 || self.variant_units() == 0 {
            return Err(NoAnswer::TooFewUnits);
        }
        if self.ties().len() == 1 {
            return Err(NoAnswer::NoVariation);
        }
        let excess = self.doubled_excess() / 2.0;
        let statistic = |excess: f64| excess / self.wins_sd();
        let normal_test = |statistic, method| Test {
            statistic,
            degrees_of_freedom: None,
            p_value: alternative.p_value(statistic, normal::upper_tail),
            method,
        };
        Ok(match method {
            MannWhitney::Asymptotic => normal_test(statistic(excess), Method::MannWhitney),
            MannWhitney::Corrected => {
                normal_test(statistic(corrected(excess, alternative)), Method::MannWhitneyCorrected)
            }
            MannWhitney::Exact => Test {
                statistic: statistic(excess),
                degrees_of_freedom: None,
                p_value: self.exact_p_value(alternative)?,
                method: Method::MannWhitneyExact,
            },
        })
    }

    /// Standard deviation of the pairs won where the arms do not differ: n₁n₂ (N³ − Σt³) / (12 N (N − 1)), the difference
    /// of cubes written without subtracting large numbers.
    fn wins_sd(&self) -> f64 {
        let total = self.control_units() as f64 + self.variant_units() as f64;
        let untied = |tie: &Tie| {
            let alike = tie.total() as f64;
            alike / total * ((total - alike) * (1.0 + alike / total))
        };
        let untied: f64 = self.ties().iter().map(untied).sum();
        (self.pairs() / 12.0 * (untied * total / (total - 1.0))).sqrt()
    }

    fn exact_p_value(&self, alternative: Alternative) -> Result<f64, NoAnswer> {
        let (at_least, at_most) = match (self.doubled_wins(), self.doubled_losses()) {
            (_, 0) => (self.most_extreme_deal(), 1.0),
            (0, _) => (1.0, self.most_extreme_deal()),
            _ => self.counted_tails()?,
        };
        Ok(match alternative {
            Alternative::TwoSided => (2.0 * at_least.min(at_most)).min(1.0),
            Alternative::Greater => at_least,
            Alternative::Less => at_most,
        })
    }

    /// The chance of the one deal that gives the variant all the highest values, which is also that of all the lowest.
    fn most_extreme_deal(&self) -> f64 {
        let variant = self.variant_units();
        Urn { marked: variant, unmarked: self.control_units(), draws: variant }.probability(variant)
    }

    /// The chances of as many pairs won or more, and of as many or fewer, from all deals.
    fn counted_tails(&self) -> Result<(f64, f64), NoAnswer> {
        let ways = self.ways_to_deal()?;
        let observed = usize::try_from(self.doubled_wins()).map_err(|_| NoAnswer::TooManyOutcomes)?;
        let all: f64 = ways.iter().sum();
        let at_least: f64 = ways.iter().skip(observed).sum();
        let at_most: f64 = ways.iter().take(observed + 1).sum();
        Ok((at_least / all, at_most / all))
    }

    /// In how many ways the observed values can be dealt to arms of these sizes, by twice the pairs the variant wins.
    ///
    /// Values are dealt out from the lowest: what counts is only how many the variant has so far, and how many pairs it won.
    fn ways_to_deal(&self) -> Result<Vec<f64>, NoAnswer> {
        let sizes = u128::from(self.control_units()) * u128::from(self.variant_units());
        let steps = sizes.saturating_mul(2 * u128::from(self.variant_units()));
        let steps = steps.saturating_mul(u128::from(self.control_units()) + u128::from(self.variant_units()));
        if steps > MOST_STEPS {
            return Err(NoAnswer::TooManyOutcomes);
        }
        let few = |units: u64| usize::try_from(units).map_err(|_| NoAnswer::TooManyOutcomes);
        let (control, variant) = (few(self.control_units())?, few(self.variant_units())?);
        let width = 2 * control * variant + 1;
        let mut ways = vec![vec![0.0; width]; variant + 1];
        ways[0][0] = 1.0;
        let mut dealt = 0;
        for tie in self.ties() {
            let alike = few(tie.total())?;
            ways = deal(&ways, alike, dealt, control);
            dealt += alike;
        }
        Ok(ways.swap_remove(variant))
    }
}

/// Deals out `alike` units of one value after `dealt` lower ones.
fn deal(ways: &[Vec<f64>], alike: usize, dealt: usize, control: usize) -> Vec<Vec<f64>> {
    let mut next = vec![vec![0.0; ways[0].len()]; ways.len()];
    for (held, by_wins) in ways.iter().enumerate().take(dealt + 1) {
        let below_control = dealt - held;
        if below_control > control {
            continue;
        }
        let mut choices = 1.0;
        for taken in 0..=alike.min(ways.len() - 1 - held) {
            let left = alike - taken;
            if below_control + left <= control {
                let won = taken * (2 * below_control + left);
                for (to, from) in next[held + taken][won..].iter_mut().zip(by_wins) {
                    *to += choices * from;
                }
            }
            choices *= left as f64 / (taken + 1) as f64;
        }
    }
    next
}

/// About half a second's work, and far from where the counts of ways would leave double precision.
const MOST_STEPS: u128 = 400_000_000;

/// The excess moved half a pair: towards 0, or in a one-sided question against what is looked for.
fn corrected(excess: f64, alternative: Alternative) -> f64 {
    match alternative {
        Alternative::TwoSided => (excess.abs() - 0.5).max(0.0).copysign(excess),
        Alternative::Greater => excess - 0.5,
        Alternative::Less => excess + 0.5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::CategoryCounts;
    use proptest::prelude::*;

    const ALL: [MannWhitney; 3] = [MannWhitney::Asymptotic, MannWhitney::Corrected, MannWhitney::Exact];

    fn arms(control: &[u64], variant: &[u64]) -> RankedArms {
        let counts = |counts: &[u64]| CategoryCounts::new(counts).unwrap();
        RankedArms::of_counts(&counts(control), &counts(variant)).unwrap()
    }

    #[test]
    fn what_has_no_test_is_named() {
        for method in ALL {
            let test =
                |control: &[u64], variant: &[u64]| arms(control, variant).mann_whitney(Alternative::Less, method);
            assert_eq!(test(&[0, 0], &[3, 4]), Err(NoAnswer::TooFewUnits));
            assert_eq!(test(&[9, 0], &[7, 0]), Err(NoAnswer::NoVariation));
            assert!(test(&[1, 0], &[0, 1]).is_ok());
        }
        let large = arms(&[1_000_000_000, 1], &[1, 1_000_000_000]);
        assert_eq!(large.mann_whitney(Alternative::Less, MannWhitney::Exact), Err(NoAnswer::TooManyOutcomes));
        assert_eq!(large.mann_whitney(Alternative::Greater, MannWhitney::Asymptotic).unwrap().p_value, 0.0);
    }

    #[test]
    fn separated_arms_have_an_exact_test() {
        let test = arms(&[4, 0], &[0, 5]).mann_whitney(Alternative::Greater, MannWhitney::Exact).unwrap();
        assert!((test.p_value - 1.0 / 126.0).abs() < 1e-16);
        let below = arms(&[0, 5], &[4, 0]).mann_whitney(Alternative::TwoSided, MannWhitney::Exact).unwrap();
        assert!((below.p_value - 2.0 / 126.0).abs() < 1e-16);
        // 500!²/1000!: too many deals to count, and one is enough.
        let many = arms(&[500, 0], &[0, 500]).mann_whitney(Alternative::Greater, MannWhitney::Exact).unwrap();
        let product: f64 = (1..=500).map(|k| f64::from(k) / f64::from(500 + k)).product();
        assert!((many.p_value / product - 1.0).abs() < 1e-11, "{}", many.p_value);
    }

    /// Every way to deal the units, one by one.
    fn by_enumeration(control: &[u64], variant: &[u64]) -> (f64, f64) {
        let values: Vec<usize> = control
            .iter()
            .zip(variant)
            .enumerate()
            .flat_map(|(category, (control, variant))| vec![category; (control + variant) as usize])
            .collect();
        let size: u64 = variant.iter().sum();
        let doubled_wins = |mask: u32| {
            let side = |wanted| (0..values.len()).filter(move |unit| ((mask >> unit) & 1 == 1) == wanted);
            let points = |one: usize, other: usize| if one > other { 2_u128 } else { u128::from(one == other) };
            side(true)
                .flat_map(|one| side(false).map(move |other| (one, other)))
                .map(|(one, other)| points(values[one], values[other]))
                .sum::<u128>()
        };
        let observed = arms(control, variant).doubled_wins();
        let deals: Vec<u128> =
            (0_u32..1 << values.len()).filter(|mask| u64::from(mask.count_ones()) == size).map(doubled_wins).collect();
        let share = |count: usize| count as f64 / deals.len() as f64;
        let above = deals.iter().filter(|wins| **wins >= observed).count();
        let below = deals.iter().filter(|wins| **wins <= observed).count();
        (share(above), share(below))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn the_exact_test_counts_every_deal(
            control in prop::collection::vec(0_u64..3, 4), variant in prop::collection::vec(0_u64..3, 4),
        ) {
            let arms = arms(&control, &variant);
            let units = arms.control_units() + arms.variant_units();
            prop_assume!(arms.control_units() > 0 && arms.variant_units() > 0 && arms.ties().len() > 1 && units <= 12);
            let (above, below) = by_enumeration(&control, &variant);
            let p_value = |alternative| arms.mann_whitney(alternative, MannWhitney::Exact).unwrap().p_value;
            prop_assert!((p_value(Alternative::Greater) - above).abs() < 1e-14);
            prop_assert!((p_value(Alternative::Less) - below).abs() < 1e-14);
            prop_assert!((p_value(Alternative::TwoSided) - (2.0 * above.min(below)).min(1.0)).abs() < 1e-14);
        }

        #[test]
        fn swapped_arms_mirror_every_test(
            control in prop::collection::vec(0_u64..8, 4), variant in prop::collection::vec(0_u64..8, 4),
        ) {
            for method in ALL {
                let direct = arms(&control, &variant).mann_whitney(Alternative::Greater, method);
                let swapped = arms(&variant, &control).mann_whitney(Alternative::Less, method);
                match (direct, swapped) {
                    (Ok(direct), Ok(swapped)) => {
                        prop_assert!((direct.statistic + swapped.statistic).abs() < 1e-12);
                        prop_assert!((direct.p_value - swapped.p_value).abs() < 1e-12);
                    }
                    (direct, swapped) => prop_assert_eq!(direct.unwrap_err(), swapped.unwrap_err()),
                }
            }
        }
    }
}
