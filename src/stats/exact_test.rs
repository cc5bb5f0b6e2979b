//! Exact tests of two conversion rates, for samples too small for a normal statistic.

use super::fisher::OtherTail;
use super::interval::{Method, NoAnswer, Test};
use super::proportion_test::{ProportionArms, ProportionTest};
use super::unconditional::{self, Ordered};
use super::{Alternative, ProportionNull, fisher};

/// An exact test that two rates are equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ExactProportionTest {
    /// Fisher's exact test, conditional on the total of conversions; two-sided it sums all tables no more likely than the
    /// observed one. Never more false alarms than promised, often far fewer.
    Fisher,
    /// Fisher's test with half the observed probability taken off (Lancaster 1961): close to the promised risk, and
    /// sometimes slightly above it.
    FisherMidP,
    /// Fisher's test whose two-sided p-value is twice the smaller one-sided one: the one that
    /// [`OddsRatioInterval::Fisher`](super::OddsRatioInterval::Fisher) always agrees with.
    FisherCentral,
    /// The mid-p form of the same, for [`OddsRatioInterval::FisherMidP`](super::OddsRatioInterval::FisherMidP).
    FisherMidPCentral,
    /// Barnard 1947: outcomes ordered by the pooled z, chance at the worst common rate (Suissa & Shuster 1985).
    BarnardPooled,
    /// The same, ordered by the z with each arm's own variance.
    BarnardUnpooled,
    /// Boschloo 1970: outcomes ordered by Fisher's p-value, never less powerful than Fisher's test; two-sided it is twice the smaller
    /// one-sided p-value.
    Boschloo,
}

impl ExactProportionTest {
    fn method(self) -> Method {
        match self {
            Self::Fisher => Method::Fisher,
            Self::FisherMidP => Method::FisherMidP,
            Self::FisherCentral => Method::FisherCentral,
            Self::FisherMidPCentral => Method::FisherMidPCentral,
            Self::BarnardPooled => Method::BarnardPooled,
            Self::BarnardUnpooled => Method::BarnardUnpooled,
            Self::Boschloo => Method::Boschloo,
        }
    }
}

impl ProportionArms {
    /// Tests that both rates are equal, without approximation.
    ///
    /// Fisher's tests sum the tables with the observed total, from the observed one outwards until nothing is added: any size.
    /// Barnard's and Boschloo's visit every pair of counts and every common rate, at most 2 000 visitors an arm, under a second.
    ///
    /// The statistic beside the p-value says how far and which way: the z with each arm's own variance for
    /// [`ExactProportionTest::BarnardUnpooled`], the pooled z for all others. The p-value is not read off it.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::NoVariation`] when all visitors of both arms are alike, or those of each arm where each arm's own variance is
    /// asked for; [`NoAnswer::TooManyToEnumerate`].
    ///
    /// # Source
    ///
    /// Fisher 1935; Lancaster 1961; Barnard 1947 (*Biometrika* 34:123–138); Boschloo 1970 (*Statistica Neerlandica* 24:1–9).
    ///
    /// ```
    /// use jalon::stats::{Alternative, Conversions, ExactProportionTest, ProportionArms};
    /// let tea = ProportionArms { control: Conversions::new(1, 4).unwrap(), variant: Conversions::new(3, 4).unwrap() };
    /// let test = tea.exact_test(Alternative::Greater, ExactProportionTest::Fisher).unwrap();
    /// assert!((test.p_value - 17.0 / 70.0).abs() < 1e-14);
    /// ```
    pub fn exact_test(self, alternative: Alternative, test: ExactProportionTest) -> Result<Test, NoAnswer> {
        let z = match test {
            ExactProportionTest::BarnardUnpooled => ProportionTest::Wald,
            _ => ProportionTest::Score,
        };
        let statistic = self.test(ProportionNull::EQUAL, alternative, z)?.statistic;
        if !statistic.is_finite() {
            return Err(NoAnswer::NoVariation);
        }
        let p_value = match test {
            ExactProportionTest::Fisher => fisher::p_value(self, alternative, OtherTail::NoMoreLikely, false),
            ExactProportionTest::FisherMidP => fisher::p_value(self, alternative, OtherTail::NoMoreLikely, true),
            ExactProportionTest::FisherCentral => fisher::p_value(self, alternative, OtherTail::AsMuch, false),
            ExactProportionTest::FisherMidPCentral => fisher::p_value(self, alternative, OtherTail::AsMuch, true),
            ExactProportionTest::BarnardPooled => unconditional::barnard(self, alternative, Ordered::Pooled),
            ExactProportionTest::BarnardUnpooled => unconditional::barnard(self, alternative, Ordered::Unpooled),
            ExactProportionTest::Boschloo => unconditional::boschloo(self, alternative),
        }?;
        Ok(Test { statistic, degrees_of_freedom: None, p_value, method: test.method() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Conversions;
    use proptest::prelude::*;

    fn arms(x0: u64, n0: u64, x1: u64, n1: u64) -> ProportionArms {
        ProportionArms { control: Conversions::new(x0, n0).unwrap(), variant: Conversions::new(x1, n1).unwrap() }
    }

    const ALL: [ExactProportionTest; 7] = [
        ExactProportionTest::Fisher,
        ExactProportionTest::FisherMidP,
        ExactProportionTest::FisherCentral,
        ExactProportionTest::FisherMidPCentral,
        ExactProportionTest::BarnardPooled,
        ExactProportionTest::BarnardUnpooled,
        ExactProportionTest::Boschloo,
    ];

    #[test]
    fn visitors_all_alike_are_a_named_case() {
        for test in ALL {
            assert_eq!(arms(0, 9, 0, 7).exact_test(Alternative::TwoSided, test), Err(NoAnswer::NoVariation));
            assert_eq!(arms(9, 9, 7, 7).exact_test(Alternative::Less, test), Err(NoAnswer::NoVariation));
        }
        let apart = arms(0, 9, 7, 7);
        let unpooled = apart.exact_test(Alternative::TwoSided, ExactProportionTest::BarnardUnpooled);
        assert_eq!(unpooled, Err(NoAnswer::NoVariation));
        assert!(apart.exact_test(Alternative::TwoSided, ExactProportionTest::Fisher).unwrap().p_value < 1e-3);
    }

    #[test]
    fn single_visitors_prove_nothing() {
        for test in [ExactProportionTest::Fisher, ExactProportionTest::BarnardPooled, ExactProportionTest::Boschloo] {
            assert!(arms(0, 1, 1, 1).exact_test(Alternative::TwoSided, test).unwrap().p_value >= 0.5);
        }
    }

    /// Summed over all outcomes at many common rates: no test that calls itself exact breaks its promise.
    #[test]
    fn false_alarms_stay_below_alpha_at_every_rate() {
        use crate::stats::binomial::probability;
        let (n0, n1) = (7_u64, 9_u64);
        for test in [
            ExactProportionTest::Fisher,
            ExactProportionTest::FisherCentral,
            ExactProportionTest::BarnardPooled,
            ExactProportionTest::BarnardUnpooled,
            ExactProportionTest::Boschloo,
        ] {
            let outcomes = (0..=n0).flat_map(|x0| (0..=n1).map(move |x1| (x0, x1)));
            let rejected: Vec<(u64, u64)> = outcomes
                .filter(|&(x0, x1)| {
                    let found = arms(x0, n0, x1, n1).exact_test(Alternative::TwoSided, test);
                    found.is_ok_and(|found| found.p_value <= 0.1)
                })
                .collect();
            assert!(rejected.len() > 10, "{test:?}");
            for rate in (1..100).map(|k| f64::from(k) / 100.0) {
                let chance = |&(x0, x1): &(u64, u64)| probability(x0, n0, rate) * probability(x1, n1, rate);
                let alarms: f64 = rejected.iter().map(chance).sum();
                assert!(alarms <= 0.1 + 1e-12, "{test:?} at {rate}: {alarms}");
            }
        }
    }

    /// Exact and normal p-values meet where the counts are large.
    #[test]
    fn large_samples_agree_with_the_score_test() {
        let large = arms(500_000_000, 1_000_000_000, 500_070_000, 1_000_000_000);
        let exact = large.exact_test(Alternative::TwoSided, ExactProportionTest::FisherMidP).unwrap();
        let score = large.test(ProportionNull::EQUAL, Alternative::TwoSided, ProportionTest::Score).unwrap();
        assert!((exact.p_value / score.p_value - 1.0).abs() < 1e-4, "{} {}", exact.p_value, score.p_value);
    }

    /// Quotients of binomial coefficients in 60-digit arithmetic (mpmath 1.3.0), summed over the tail.
    #[test]
    fn far_tails_keep_nine_digits() {
        for (x0, n0, x1, n1, above, either) in [
            (500, 1_000, 980, 1_000, 8.173_947_777_551_32e-156, 1.634_789_555_510_264e-155),
            (50, 1_000, 700, 1_000, 6.738168630698549e-225, 1.3476337261397098e-224),
            (50_000, 1_000_000, 58_000, 1_000_000, 1.238053818723651e-138, 2.476107637447302e-138),
            (100, 1_000_000, 1_100, 1_500_000, 1.9435506529752237e-136, 3.5363083178691485e-136),
            (500_000_000, 1_000_000_000, 500_800_000, 1_000_000_000, 1.2559888097059745e-280, 2.511977619411949e-280),
            (0, 300, 300, 300, 7.401489395998409e-180, 1.4802978791996818e-179),
        ] {
            let p = |alternative| {
                arms(x0, n0, x1, n1).exact_test(alternative, ExactProportionTest::Fisher).unwrap().p_value
            };
            let (greater, two_sided): (f64, f64) = (p(Alternative::Greater), p(Alternative::TwoSided));
            assert!((greater / above - 1.0).abs() < 1e-9, "{x1}/{n1}: {greater} instead of {above}");
            assert!((two_sided / either - 1.0).abs() < 1e-9, "{x1}/{n1}: {two_sided} instead of {either}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn swapped_arms_mirror_the_test(n0 in 1_u64..14, n1 in 1_u64..14, share0 in 0.0..1.0, share1 in 0.0..1.0) {
            let count = |n: u64, share: f64| (share * (n + 1) as f64) as u64;
            let (x0, x1) = (count(n0, share0).min(n0), count(n1, share1).min(n1));
            for test in ALL {
                let direct = arms(x0, n0, x1, n1).exact_test(Alternative::Greater, test);
                let swapped = arms(x1, n1, x0, n0).exact_test(Alternative::Less, test);
                let failures = arms(n0 - x0, n0, n1 - x1, n1).exact_test(Alternative::Less, test);
                match (direct, swapped, failures) {
                    (Ok(direct), Ok(swapped), Ok(failures)) => {
                        prop_assert!((direct.p_value / swapped.p_value - 1.0).abs() < 1e-9);
                        prop_assert!((direct.p_value / failures.p_value - 1.0).abs() < 1e-9);
                    }
                    (direct, swapped, failures) => prop_assert!(direct.is_err() && swapped.is_err() && failures.is_err()),
                }
            }
        }

        /// Boschloo's test rejects whatever Fisher's one-sided test does.
        #[test]
        fn boschloo_is_never_weaker_than_fisher(x0 in 0_u64..=12, x1 in 0_u64..=9) {
            let observed = arms(x0, 12, x1, 9);
            let p = |test| observed.exact_test(Alternative::Greater, test).map(|test| test.p_value);
            if let (Ok(boschloo), Ok(fisher)) = (p(ExactProportionTest::Boschloo), p(ExactProportionTest::Fisher)) {
                prop_assert!(boschloo <= fisher + 1e-12, "{} {}", boschloo, fisher);
            }
        }
    }
}
