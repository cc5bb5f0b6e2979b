//! How often a unit of the variant beats one of the control: test and interval without any assumption on the two
//! distributions, equal spreads included.

use super::interval::{Effect, Interval, Method, NoAnswer, Shape, Test};
use super::mean_test::satterthwaite;
use super::ranked_arms::RankedArms;
use super::{Alternative, student_t};
use crate::quantity::Proportion;

/// The scale on which the observed win probability is taken to be normal. Test and interval take the same, so that the
/// interval holds the hypothesis exactly when the test does not reject it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WinMethod {
    /// The win probability itself (Brunner & Munzel 2000). The default; limits are cut at 0 and 1.
    BrunnerMunzel,
    /// Its logit: limits never leave 0 to 1, for win probabilities near an end.
    Logit,
}

/// Win probability and test from one statistic.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WinComparison {
    /// The share of pairs the variant wins, ties counted half, and the values the data do not reject.
    pub win_probability: Effect,
    /// The test of the hypothesis.
    pub test: Test,
}

/// The observed win probability with its standard error.
struct Wins {
    estimate: f64,
    /// One less the estimate, and the estimate less ½: without the digits that a subtraction would lose.
    complement: f64,
    excess: f64,
    error: f64,
    degrees_of_freedom: f64,
}

impl RankedArms {
    /// Tests that the variant wins `null` of the pairs (½: neither arm tends to larger values) and gives the win
    /// probabilities that are not rejected.
    ///
    /// The statistic is divided by the standard error of the observed placements and compared with Student's t,
    /// Satterthwaite's degrees of freedom. [`Alternative::Greater`] gives a lower end only, [`Alternative::Less`] an upper one.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::TooFewUnits`] for an arm of fewer than two units, [`NoAnswer::NoVariation`] when all units of both arms
    /// share one value, [`NoAnswer::Separated`] when every unit of one arm lies beyond every unit of the other: the win
    /// probability is then 0 or 1 and its standard error 0. The exact test of Mann and Whitney still answers there.
    ///
    /// # Source
    ///
    /// Brunner & Munzel, *Biometrical Journal* 42, 2000. The logit: Brunner, Bathke & Konietschke, *Rank and Pseudo-Rank
    /// Procedures for Independent Observations in Factorial Designs*, 2018, ch. 3.
    ///
    /// ```
    /// use jalon::quantity::Proportion;
    /// use jalon::stats::{Alternative, CategoryCounts, RankedArms, WinMethod};
    /// let counts = |counts: [u64; 5]| CategoryCounts::new(counts).unwrap();
    /// let arms = RankedArms::of_counts(&counts([20, 40, 60, 50, 30]), &counts([12, 30, 60, 60, 40])).unwrap();
    /// let alpha = Proportion::new(0.05).unwrap();
    /// let wins = arms.compare_wins(Proportion::HALF, alpha, Alternative::TwoSided, WinMethod::BrunnerMunzel).unwrap();
    /// assert!((wins.test.p_value - 0.019_819_825_903_414_7).abs() < 1e-15);
    /// assert!(!wins.win_probability.interval.contains(0.5));
    /// ```
    pub fn compare_wins(
        &self,
        null: Proportion,
        alpha: Proportion,
        alternative: Alternative,
        method: WinMethod,
    ) -> Result<WinComparison, NoAnswer> {
        let wins = self.wins()?;
        let interval = wins.interval(alpha, alternative, method);
        let win_probability = Effect { estimate: Some(wins.estimate), interval };
        Ok(WinComparison { win_probability, test: wins.test(null, alternative, method) })
    }

    fn wins(&self) -> Result<Wins, NoAnswer> {
        let (control, variant) = (self.control_units() as f64, self.variant_units() as f64);
        if control < 2.0 || variant < 2.0 {
            return Err(NoAnswer::TooFewUnits);
        }
        if self.ties().len() == 1 {
            return Err(NoAnswer::NoVariation);
        }
        // Asked of whole numbers: one tie among 10¹⁸ pairs is a spread, however small.
        if self.doubled_wins() == 0 || self.doubled_losses() == 0 {
            return Err(NoAnswer::Separated);
        }
        let share = |doubled: f64| doubled / (2.0 * self.pairs());
        let excess = share(self.doubled_excess());
        let (mut control_squares, mut variant_squares) = (0.0, 0.0);
        for (tie, among_control, among_variant) in self.placements() {
            let place = |among: u128, units: f64| among as f64 / (2.0 * units) - 0.5;
            control_squares += tie.control as f64 * (place(among_variant, variant) + excess).powi(2);
            variant_squares += tie.variant as f64 * (place(among_control, control) - excess).powi(2);
        }
        let sd = |squares: f64, units: f64| (squares / (units - 1.0)).sqrt();
        let (control_sd, variant_sd) = (sd(control_squares, control), sd(variant_squares, variant));
        Ok(Wins {
            estimate: share(self.doubled_wins() as f64),
            complement: share(self.doubled_losses() as f64),
            excess,
            error: (control_sd / control.sqrt()).hypot(variant_sd / variant.sqrt()),
            degrees_of_freedom: satterthwaite(control_sd, control, variant_sd, variant),
        })
    }
}

impl Wins {
    fn test(&self, null: Proportion, alternative: Alternative, method: WinMethod) -> Test {
        let statistic = match method {
            WinMethod::BrunnerMunzel => (self.excess + (0.5 - null.get())) / self.error,
            WinMethod::Logit => {
                (self.logit() - logit(null.get(), 1.0 - null.get(), null.get() - 0.5)) / self.logit_error()
            }
        };
        let p_value = alternative.p_value(statistic, |at| student_t::upper_tail(at, self.degrees_of_freedom));
        Test { statistic, degrees_of_freedom: Some(self.degrees_of_freedom), p_value, method: method.id() }
    }

    fn interval(&self, alpha: Proportion, alternative: Alternative, method: WinMethod) -> Interval {
        let critical = student_t::upper_quantile(alternative.sides().level(alpha.get()), self.degrees_of_freedom);
        let (low, high) = match method {
            WinMethod::BrunnerMunzel => {
                let half = critical * self.error;
                ((self.estimate - half).max(0.0), (self.estimate + half).min(1.0))
            }
            WinMethod::Logit => {
                let (centre, half) = (self.logit(), critical * self.logit_error());
                (logistic(centre - half), logistic(centre + half))
            }
        };
        Interval { shape: Shape::sided(low, high, alternative), alpha, method: method.id() }
    }

    fn logit(&self) -> f64 {
        logit(self.estimate, self.complement, self.excess)
    }

    /// By the delta method: the slope of the logit is 1 / (p (1 − p)).
    fn logit_error(&self) -> f64 {
        self.error / (self.estimate * self.complement)
    }
}

impl WinMethod {
    fn id(self) -> Method {
        match self {
            Self::BrunnerMunzel => Method::BrunnerMunzel,
            Self::Logit => Method::BrunnerMunzelLogit,
        }
    }
}

/// The logit of a share, from whichever of its three writings keeps the digits.
fn logit(share: f64, complement: f64, excess: f64) -> f64 {
    if excess.abs() < 0.25 { 2.0 * (2.0 * excess).atanh() } else { (share / complement).ln() }
}

fn logistic(logit: f64) -> f64 {
    1.0 / (1.0 + (-logit).exp())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::CategoryCounts;
    use proptest::prelude::*;

    const BOTH: [WinMethod; 2] = [WinMethod::BrunnerMunzel, WinMethod::Logit];

    fn rate(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    fn arms(control: &[u64], variant: &[u64]) -> RankedArms {
        let counts = |counts: &[u64]| CategoryCounts::new(counts).unwrap();
        RankedArms::of_counts(&counts(control), &counts(variant)).unwrap()
    }

    fn compare(arms: &RankedArms, method: WinMethod) -> Result<WinComparison, NoAnswer> {
        arms.compare_wins(Proportion::HALF, rate(0.05), Alternative::TwoSided, method)
    }

    #[test]
    fn what_has_no_test_is_named() {
        for method in BOTH {
            let none = |control: &[u64], variant: &[u64]| compare(&arms(control, variant), method).unwrap_err();
            assert_eq!(none(&[0, 0], &[3, 4]), NoAnswer::TooFewUnits);
            assert_eq!(none(&[1, 0], &[3, 4]), NoAnswer::TooFewUnits);
            assert_eq!(none(&[0, 9, 0], &[0, 7, 0]), NoAnswer::NoVariation);
            assert_eq!(none(&[4, 5, 0, 0], &[0, 0, 6, 7]), NoAnswer::Separated);
            assert_eq!(none(&[0, 0, 6, 7], &[4, 5, 0, 0]), NoAnswer::Separated);
            assert_eq!(none(&[1_000_000_000, 0], &[0, 1_000_000_000]), NoAnswer::Separated);
        }
    }

    #[test]
    fn one_shared_category_leaves_a_spread() {
        let wins = compare(&arms(&[5, 1, 0], &[0, 1, 5]), WinMethod::BrunnerMunzel).unwrap();
        assert!(wins.test.statistic.is_finite() && wins.test.p_value > 0.0);
    }

    /// Placements by hand: control 0 and 0.25, variant 0.75 and 1 (its tie with the control counts half).
    #[test]
    fn two_units_in_each_arm() {
        let wins = compare(&arms(&[1, 1, 0], &[0, 1, 1]), WinMethod::BrunnerMunzel).unwrap();
        let error = f64::sqrt(0.03125 / 2.0 + 0.03125 / 2.0);
        assert_eq!(wins.win_probability.estimate, Some(0.875));
        assert!((wins.test.statistic - 0.375 / error).abs() < 1e-14);
        assert!((wins.test.degrees_of_freedom.unwrap() - 2.0).abs() < 1e-14);
    }

    #[test]
    fn billions_of_units_keep_their_digits() {
        let small = compare(&arms(&[30, 40, 30], &[20, 40, 40]), WinMethod::BrunnerMunzel).unwrap();
        let billion = |counts: [u64; 3]| counts.map(|count| count * 10_000_000);
        let large = arms(&billion([30, 40, 30]), &billion([20, 40, 40]));
        let large = compare(&large, WinMethod::BrunnerMunzel).unwrap();
        // The same shares: the statistic grows with the root of n − 1.
        let ratio = large.test.statistic / small.test.statistic;
        assert!((ratio / ((1e9 - 1.0) / 99.0_f64).sqrt() - 1.0).abs() < 1e-12, "{ratio}");
        assert_eq!(large.test.p_value, 0.0);
    }

    fn any_counts(categories: usize) -> impl Strategy<Value = Vec<u64>> {
        prop::collection::vec(0_u64..40, categories)
    }

    fn any_arms() -> impl Strategy<Value = RankedArms> {
        (any_counts(5), any_counts(5)).prop_map(|(control, variant)| arms(&control, &variant))
    }

    proptest! {
        #[test]
        fn the_interval_holds_the_hypothesis_exactly_when_the_test_does_not_reject(
            arms in any_arms(), null in 0.05..0.95, risk in 0.001..0.4, side in 0..3,
        ) {
            let alternative = [Alternative::TwoSided, Alternative::Greater, Alternative::Less][side as usize];
            for method in BOTH {
                let Ok(wins) = arms.compare_wins(rate(null), rate(risk), alternative, method) else { continue };
                prop_assume!((wins.test.p_value / risk - 1.0).abs() > 1e-9);
                prop_assert_eq!(wins.win_probability.interval.contains(null), wins.test.p_value > risk);
            }
        }

        #[test]
        fn swapped_arms_and_turned_scales_mirror_the_test(control in any_counts(6), variant in any_counts(6)) {
            let direct = compare(&arms(&control, &variant), WinMethod::BrunnerMunzel);
            let swapped = compare(&arms(&variant, &control), WinMethod::BrunnerMunzel);
            let turn = |counts: &[u64]| counts.iter().rev().copied().collect::<Vec<_>>();
            let turned = compare(&arms(&turn(&control), &turn(&variant)), WinMethod::BrunnerMunzel);
            for other in [swapped, turned] {
                match (direct, other) {
                    (Ok(direct), Ok(other)) => {
                        prop_assert!((direct.test.statistic + other.test.statistic).abs() < 1e-9);
                        prop_assert!((direct.test.p_value - other.test.p_value).abs() < 1e-12);
                    }
                    (direct, other) => prop_assert_eq!(direct.unwrap_err(), other.unwrap_err()),
                }
            }
        }
    }
}
