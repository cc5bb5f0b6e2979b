//! Tests of two conversion rates.

use super::fixed_total::Tables;
use super::interval::{Comparison, Effect, Method, NoAnswer, Test};
use super::proportion_interval::{DifferenceInterval, LiftInterval};
use super::score::Score;
use super::{Alternative, Conversions, ProportionNull, normal};
use crate::quantity::Proportion;

/// The statistic of a test of two rates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProportionTest {
    /// The score test with the factor N/(N − 1), Miettinen & Nurminen 1985; any margin. The default. At no difference it is the
    /// pooled z test times √((N − 1)/N).
    MiettinenNurminen,
    /// The score test without that factor; any margin (Farrington & Manning 1990). At no difference it is the pooled z test, and
    /// its square is Pearson's χ².
    Score,
    /// The pooled z test, continuity-corrected by (1/n₁ + 1/n₂)/2; no margin. Its square is Yates's χ².
    ScoreCorrected,
    /// The z test with each arm's own variance; any margin.
    Wald,
    /// The signed root of the likelihood ratio statistic; no margin. Its square is G, of the G test.
    LikelihoodRatio,
}

/// Two arms of a test that counts conversions.
///
/// ```
/// use jalon::quantity::Proportion;
/// use jalon::stats::{Alternative, Conversions, ProportionArms, ProportionNull};
/// let arms = ProportionArms {
///     control: Conversions::new(500, 10_000).unwrap(),
///     variant: Conversions::new(580, 10_000).unwrap(),
/// };
/// let alpha = Proportion::new(0.05).unwrap();
/// let comparison = arms.compare(ProportionNull::EQUAL, alpha, Alternative::TwoSided).unwrap();
/// assert!(comparison.test.unwrap().p_value < 0.05);
/// assert!(!comparison.difference.interval.contains(0.0));
/// assert!(!comparison.lift.unwrap().interval.contains(0.0));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProportionArms {
    /// What is there today.
    pub control: Conversions,
    /// What might replace it.
    pub variant: Conversions,
}

impl ProportionArms {
    /// Variant rate minus control rate.
    #[must_use]
    pub fn difference(self) -> f64 {
        let (control, variant) = (self.control, self.variant);
        self.cross_difference() / (control.size() * variant.size())
    }

    /// Variant rate over control rate, minus 1; none when the control converted nobody.
    #[must_use]
    pub fn lift(self) -> Option<f64> {
        (self.control.conversions() > 0)
            .then(|| self.cross_difference() / (self.control.successes() * self.variant.size()))
    }

    /// `x₁ n₀ − x₀ n₁` in whole numbers: equal rates give exactly 0, and nearly equal ones keep their digits.
    fn cross_difference(self) -> f64 {
        let product = |a: u64, b: u64| i128::from(a) * i128::from(b);
        let (control, variant) = (self.control, self.variant);
        let ours = product(variant.conversions(), control.visitors());
        let theirs = product(control.conversions(), variant.visitors());
        (ours - theirs) as f64
    }

    /// Tests the hypothesis.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::NoVariation`] when all visitors of both arms are alike, [`NoAnswer::ImpossibleMargin`],
    /// [`NoAnswer::MethodWithoutMargin`].
    pub fn test(
        self,
        null: ProportionNull,
        alternative: Alternative,
        method: ProportionTest,
    ) -> Result<Test, NoAnswer> {
        if !null.is_possible() {
            return Err(NoAnswer::ImpossibleMargin);
        }
        let (statistic, method) = match method {
            ProportionTest::MiettinenNurminen => (self.score(true).statistic(null), Method::MiettinenNurminen),
            ProportionTest::Score => (self.score(false).statistic(null), Method::Score),
            ProportionTest::ScoreCorrected => (self.corrected(null)?, Method::ScoreCorrected),
            ProportionTest::Wald => (self.wald(null), Method::Wald),
            ProportionTest::LikelihoodRatio => (self.likelihood_ratio(null)?, Method::LikelihoodRatio),
        };
        let statistic = statistic.ok_or(NoAnswer::NoVariation)?;
        let p_value = alternative.p_value(statistic, normal::upper_tail);
        Ok(Test { statistic, degrees_of_freedom: None, p_value, method })
    }

    /// Difference, lift and test from the one score statistic of Miettinen & Nurminen.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::ImpossibleMargin`]; what the data cannot tell is named in the fields.
    pub fn compare(
        self,
        null: ProportionNull,
        alpha: Proportion,
        alternative: Alternative,
    ) -> Result<Comparison, NoAnswer> {
        let test = self.test(null, alternative, ProportionTest::MiettinenNurminen);
        if let Err(NoAnswer::ImpossibleMargin) = test {
            return Err(NoAnswer::ImpossibleMargin);
        }
        let difference = self.difference_interval(alpha, alternative, DifferenceInterval::MiettinenNurminen)?;
        let lift = self.lift_interval(alpha, alternative, LiftInterval::MiettinenNurminen);
        Ok(Comparison {
            difference: Effect { estimate: Some(self.difference()), interval: difference },
            lift: lift.map(|interval| Effect { estimate: self.lift(), interval }),
            test,
        })
    }

    pub(super) fn score(self, small_sample_factor: bool) -> Score {
        Score::new(self, small_sample_factor)
    }

    /// Standard error of the difference with each arm's own variance.
    pub(super) fn wald_error(self, control_scale: f64) -> f64 {
        let control = control_scale * control_scale * self.control.variance() / self.control.size();
        (control + self.variant.variance() / self.variant.size()).sqrt()
    }

    /// Half a step of the difference between whole counts.
    pub(super) fn continuity(self) -> f64 {
        (1.0 / self.control.size() + 1.0 / self.variant.size()) / 2.0
    }

    fn wald(self, null: ProportionNull) -> Option<f64> {
        let distance = match null {
            ProportionNull::Difference(difference) => self.difference() - difference,
            ProportionNull::Ratio(ratio) => self.difference() + (1.0 - ratio) * self.control.rate(),
        };
        let error = self.wald_error(null.control_scale());
        (distance != 0.0 || error != 0.0).then(|| distance / error)
    }

    /// The signed root of G = 2 Σ observed · ln(observed/expected).
    fn likelihood_ratio(self, null: ProportionNull) -> Result<Option<f64>, NoAnswer> {
        if !null.is_equality() {
            return Err(NoAnswer::MethodWithoutMargin);
        }
        let tables = Tables::of(self);
        let varies = tables.fewest() < tables.most();
        let size = (2.0 * tables.half_deviance(self.variant.conversions())).sqrt();
        Ok(varies.then(|| size.copysign(self.cross_difference())))
    }

    /// The pooled z, its difference drawn towards 0 by the continuity correction but not past it.
    fn corrected(self, null: ProportionNull) -> Result<Option<f64>, NoAnswer> {
        if !null.is_equality() {
            return Err(NoAnswer::MethodWithoutMargin);
        }
        let difference = self.difference();
        let shrunk = difference.abs() - self.continuity().min(difference.abs());
        Ok(self
            .score(false)
            .statistic(null)
            .map(|z| if difference == 0.0 { 0.0 } else { z * (shrunk / difference.abs()) }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn arms(x0: u64, n0: u64, x1: u64, n1: u64) -> ProportionArms {
        ProportionArms { control: Conversions::new(x0, n0).unwrap(), variant: Conversions::new(x1, n1).unwrap() }
    }

    const EQUAL: ProportionNull = ProportionNull::EQUAL;

    #[test]
    fn what_cannot_be_tested_is_named() {
        let test = |arms: ProportionArms, null, method| arms.test(null, Alternative::TwoSided, method);
        for method in [
            ProportionTest::MiettinenNurminen,
            ProportionTest::ScoreCorrected,
            ProportionTest::Wald,
            ProportionTest::LikelihoodRatio,
        ] {
            assert_eq!(test(arms(0, 10, 0, 10), EQUAL, method), Err(NoAnswer::NoVariation));
            assert_eq!(test(arms(10, 10, 9, 9), EQUAL, method), Err(NoAnswer::NoVariation));
        }
        let some = arms(3, 10, 4, 10);
        let beyond = ProportionNull::Difference(1.0);
        assert_eq!(test(some, beyond, ProportionTest::Score), Err(NoAnswer::ImpossibleMargin));
        let ratio = ProportionNull::Ratio(0.9);
        assert_eq!(test(some, ratio, ProportionTest::ScoreCorrected), Err(NoAnswer::MethodWithoutMargin));
        assert_eq!(test(some, ratio, ProportionTest::LikelihoodRatio), Err(NoAnswer::MethodWithoutMargin));
        assert!(some.compare(ProportionNull::Ratio(-1.0), Proportion::new(0.05).unwrap(), Alternative::Less).is_err());
    }

    #[test]
    fn a_billion_visitors_and_a_handful_of_conversions() {
        let huge = arms(500_000_000, 1_000_000_000, 500_100_000, 1_000_000_000);
        let test = huge.test(EQUAL, Alternative::TwoSided, ProportionTest::MiettinenNurminen).unwrap();
        assert!((test.statistic - 4.472_135_955).abs() < 1e-6, "{}", test.statistic);
        let rare = arms(1, 1_000_000_000, 9, 1_000_000_000);
        let test = rare.test(EQUAL, Alternative::TwoSided, ProportionTest::Score).unwrap();
        assert!((test.statistic - 8.0 / 10.0_f64.sqrt()).abs() < 1e-7);
    }

    /// Where counts are large and rates near each other, the likelihood ratio and the score agree to their first order.
    #[test]
    fn the_likelihood_ratio_of_a_billion_visitors_has_a_sign() {
        let loss = arms(500_100_000, 1_000_000_000, 500_000_000, 1_000_000_000);
        let of = |method| loss.test(EQUAL, Alternative::Less, method).unwrap();
        let (ratio, score) = (of(ProportionTest::LikelihoodRatio), of(ProportionTest::Score));
        assert!((ratio.statistic - score.statistic).abs() < 1e-6, "{} {}", ratio.statistic, score.statistic);
        assert!(ratio.statistic < 0.0 && ratio.p_value < 1e-4);
    }

    #[test]
    fn the_largest_counts_there_are() {
        let most = arms((1 << 53) - 1, 1 << 53, 1 << 53, 1 << 53);
        assert!(most.difference() >= 0.0);
        let comparison = most.compare(EQUAL, Proportion::new(0.05).unwrap(), Alternative::TwoSided).unwrap();
        assert!(comparison.difference.interval.contains(0.0));
    }

    #[test]
    fn no_conversions_at_all_still_bound_the_difference() {
        let comparison =
            arms(0, 1000, 0, 1000).compare(EQUAL, Proportion::new(0.05).unwrap(), Alternative::TwoSided).unwrap();
        assert_eq!(comparison.test, Err(NoAnswer::NoVariation));
        assert!(comparison.difference.interval.contains(0.0) && !comparison.difference.interval.contains(0.01));
        assert_eq!(comparison.lift.unwrap().estimate, None);
    }

    prop_compose! {
        fn any_arms()(n0 in 1_u64..2000, n1 in 1_u64..2000)
            (x0 in 0..=n0, x1 in 0..=n1, n0 in Just(n0), n1 in Just(n1)) -> ProportionArms {
            arms(x0, n0, x1, n1)
        }
    }

    fn any_alternative() -> impl Strategy<Value = Alternative> {
        prop_oneof![Just(Alternative::TwoSided), Just(Alternative::Greater), Just(Alternative::Less)]
    }

    proptest! {
        #[test]
        fn swapped_arms_mirror_the_test(arms in any_arms(), margin in -0.9..0.9) {
            let swapped = ProportionArms { control: arms.variant, variant: arms.control };
            let method = ProportionTest::MiettinenNurminen;
            let direct = arms.test(ProportionNull::Difference(margin), Alternative::Greater, method);
            let mirrored = swapped.test(ProportionNull::Difference(-margin), Alternative::Less, method);
            match (direct, mirrored) {
                (Ok(direct), Ok(mirrored)) => {
                    prop_assert!((direct.statistic + mirrored.statistic).abs() <= 1e-9 * direct.statistic.abs().max(1.0));
                    prop_assert!((direct.p_value - mirrored.p_value).abs() < 1e-9);
                }
                (direct, mirrored) => prop_assert_eq!(direct, mirrored),
            }
        }

        #[test]
        fn p_value_difference_and_lift_agree_on_significance(
            arms in any_arms(), alternative in any_alternative(), alpha in 0.001..0.3,
        ) {
            let comparison = arms.compare(EQUAL, Proportion::new(alpha).unwrap(), alternative).unwrap();
            if let Ok(test) = comparison.test {
                // A tie within rounding belongs to neither side.
                prop_assume!((test.p_value / alpha - 1.0).abs() > 1e-9);
                let significant = test.p_value < alpha;
                prop_assert_eq!(!comparison.difference.interval.contains(0.0), significant);
                prop_assert_eq!(!comparison.lift.unwrap().interval.contains(0.0), significant);
            }
        }
    }
}
