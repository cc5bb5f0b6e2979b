//! Yes/no answers of the same people under both arms, or before and after: McNemar's test and the intervals that go with it.

use super::conversions::ConversionsError;
use super::interval::{Interval, Method, NoAnswer, Shape, Test};
use super::{Alternative, Conversions, binomial, normal, root};
use crate::quantity::Proportion;

/// Pairs of yes/no answers, counted: the same person (or visit, or question) under control and under variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PairedConversions {
    both: u64,
    control_only: u64,
    variant_only: u64,
    neither: u64,
}

/// How to test that both rates of paired answers are equal. Pairs that answered alike have no say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PairedTest {
    /// McNemar 1947: z = (variant only − control only)/√(their sum); its square is his χ².
    McNemar,
    /// The same with Edwards' continuity correction of 1.
    McNemarCorrected,
    /// Exact binomial on the pairs that answered differently.
    Exact,
    /// The same less the observed probability (half of it on one side, or when both counts are equal).
    MidP,
}

/// How to compute the interval of the difference of two paired rates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PairedInterval {
    /// Tango 1998: the differences that the score test does not reject; at 0 that test is McNemar's. The default.
    Tango,
    /// Newcombe 1998 (*Statistics in Medicine* 17:2635–2650), method 8: Wilson limits and the correlation of the answers.
    Newcombe,
    /// His method 10: the same with the correlation drawn towards 0 by a continuity correction.
    NewcombeCorrected,
    /// The textbook interval.
    Wald,
}

impl PairedConversions {
    /// Pairs that converted under both arms, under the control only, under the variant only, under neither.
    ///
    /// # Errors
    ///
    /// [`ConversionsError::NoVisitors`] without any pair, [`ConversionsError::TooManyVisitors`] beyond 2⁵³ of them.
    ///
    /// ```
    /// use jalon::stats::{Alternative, PairedConversions, PairedTest};
    /// let answers = PairedConversions::new(20, 1, 12, 16).unwrap();
    /// let test = answers.test(Alternative::TwoSided, PairedTest::Exact).unwrap();
    /// assert!((test.p_value - 0.003_417_968_75).abs() < 1e-15);
    /// ```
    pub fn new(both: u64, control_only: u64, variant_only: u64, neither: u64) -> Result<Self, ConversionsError> {
        let total = [both, control_only, variant_only, neither].into_iter().fold(0_u64, u64::saturating_add);
        Conversions::new(0, total)?;
        Ok(Self { both, control_only, variant_only, neither })
    }

    /// All pairs.
    #[must_use]
    pub fn pairs(self) -> u64 {
        self.both + self.control_only + self.variant_only + self.neither
    }

    /// Variant rate minus control rate.
    #[must_use]
    pub fn difference(self) -> f64 {
        self.surplus() / self.pairs() as f64
    }

    /// Tests that both rates are equal. The statistic is signed: above 0 where the variant converts more.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::NoVariation`] when every pair answered alike.
    pub fn test(self, alternative: Alternative, test: PairedTest) -> Result<Test, NoAnswer> {
        let differing = self.control_only + self.variant_only;
        if differing == 0 {
            return Err(NoAnswer::NoVariation);
        }
        let surplus = self.surplus();
        let z = |surplus: f64| surplus / (differing as f64).sqrt();
        let corrected = z((surplus.abs() - 1.0).max(0.0).copysign(surplus));
        let (statistic, p_value, method) = match test {
            PairedTest::McNemar => (z(surplus), None, Method::McNemar),
            PairedTest::McNemarCorrected => (corrected, None, Method::McNemarCorrected),
            PairedTest::Exact => (z(surplus), Some(self.exact(alternative, false)), Method::Binomial),
            PairedTest::MidP => (z(surplus), Some(self.exact(alternative, true)), Method::MidP),
        };
        let p_value = p_value.unwrap_or_else(|| alternative.p_value(statistic, normal::upper_tail));
        Ok(Test { statistic, degrees_of_freedom: None, p_value, method })
    }

    /// Returns the differences (variant − control) that the data do not reject at level `1 − alpha`.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::NoVariation`] when Wald's interval would have no width, [`NoAnswer::Search`] when the numerical search fails.
    pub fn difference_interval(
        self,
        alpha: Proportion,
        alternative: Alternative,
        method: PairedInterval,
    ) -> Result<Interval, NoAnswer> {
        let z = normal::upper_quantile(alternative.sides().level(alpha.get()));
        let ((low, high), method) = match method {
            PairedInterval::Tango => (self.tango(z)?, Method::Tango),
            PairedInterval::Newcombe => (self.newcombe(z, false)?, Method::NewcombePaired),
            PairedInterval::NewcombeCorrected => (self.newcombe(z, true)?, Method::NewcombePairedCorrected),
            PairedInterval::Wald => (self.wald(z)?, Method::Wald),
        };
        Ok(Interval { shape: Shape::sided(low, high, alternative), alpha, method })
    }

    /// By how many pairs the variant is ahead.
    fn surplus(self) -> f64 {
        self.variant_only as f64 - self.control_only as f64
    }

    fn exact(self, alternative: Alternative, mid_p: bool) -> f64 {
        let (control, variant) = (self.control_only, self.variant_only);
        let trials = control + variant;
        let one_sided = |more: u64| if more == 0 { 1.0 } else { binomial::upper_tail(more - 1, trials, 0.5) };
        let observed = binomial::probability(variant, trials, 0.5);
        let (exact, taken_off) = match alternative {
            Alternative::Greater => (one_sided(variant), 0.5),
            Alternative::Less => (one_sided(control), 0.5),
            Alternative::TwoSided if control == variant => (1.0, 0.5),
            Alternative::TwoSided => ((2.0 * one_sided(control.max(variant))).min(1.0), 1.0),
        };
        if mid_p { exact - taken_off * observed } else { exact }
    }

    fn wald(self, z: f64) -> Result<(f64, f64), NoAnswer> {
        let (pairs, difference) = (self.pairs() as f64, self.difference());
        let differing = (self.control_only + self.variant_only) as f64 / pairs;
        let variance = (differing - difference * difference) / pairs;
        if variance <= 0.0 {
            return Err(NoAnswer::NoVariation);
        }
        let half = z * variance.sqrt();
        Ok((difference - half, difference + half))
    }

    /// The differences at which Tango's score statistic is just ± z.
    fn tango(self, z: f64) -> Result<(f64, f64), NoAnswer> {
        let observed = self.difference();
        let at = |difference: f64| match difference {
            at if at == observed => 0.0,
            at if at <= -1.0 => END,
            at if at >= 1.0 => -END,
            at => self.tango_statistic(at).clamp(-END, END),
        };
        let crossing = |target: f64| root::bracketed(|difference| at(difference) - target, -1.0, 1.0);
        let low = if observed == -1.0 && z >= 0.0 { -1.0 } else { crossing(z)? };
        let high = if observed == 1.0 && z >= 0.0 { 1.0 } else { crossing(-z)? };
        Ok((low, high))
    }

    fn tango_statistic(self, difference: f64) -> f64 {
        if difference < 0.0 {
            return -self.swapped().tango_statistic(-difference);
        }
        let (pairs, ahead, behind) = (self.pairs() as f64, self.variant_only as f64, self.control_only as f64);
        // The most likely share of pairs that only the control converts, the larger root of 2n q² + B q = C.
        let linear = (2.0 * pairs - ahead + behind) * difference - ahead - behind;
        let constant = behind * difference * (1.0 - difference);
        let root = (linear * linear + 8.0 * pairs * constant).sqrt();
        let share = if linear > 0.0 { 2.0 * constant / (linear + root) } else { (root - linear) / (4.0 * pairs) };
        let variance = pairs * (2.0 * share + difference * (1.0 - difference));
        (self.surplus() - pairs * difference) / variance.sqrt()
    }

    fn swapped(self) -> Self {
        Self { control_only: self.variant_only, variant_only: self.control_only, ..self }
    }

    /// From the Wilson limits of each rate and the correlation φ of the answers.
    fn newcombe(self, z: f64, corrected: bool) -> Result<(f64, f64), NoAnswer> {
        let arm = |own: u64| Conversions::new(self.both + own, self.pairs()).map_err(|_| NoAnswer::TooFewUnits);
        let (control, variant) = (arm(self.control_only)?, arm(self.variant_only)?);
        let ((control_low, control_high), (variant_low, variant_high)) = (control.wilson(z), variant.wilson(z));
        let phi = self.correlation(control, variant, corrected);
        let joint = |a: f64, b: f64| (a * a - 2.0 * phi * a * b + b * b).max(0.0).sqrt();
        let down = joint(variant.rate() - variant_low, control_high - control.rate());
        let up = joint(variant_high - variant.rate(), control.rate() - control_low);
        Ok((self.difference() - down, self.difference() + up))
    }

    /// φ, 0 where all answers under one arm are alike.
    fn correlation(self, control: Conversions, variant: Conversions, corrected: bool) -> f64 {
        let pairs = self.pairs() as f64;
        let spread = pairs * pairs * (control.variance() * variant.variance()).sqrt();
        if spread == 0.0 {
            return 0.0;
        }
        let product = |a: u64, b: u64| i128::from(a) * i128::from(b);
        let together = (product(self.both, self.neither) - product(self.control_only, self.variant_only)) as f64;
        let drawn = if corrected && together > 0.0 { (together - pairs / 2.0).max(0.0) } else { together };
        drawn / spread
    }
}

/// Stands for a statistic without end inside a root search, which needs numbers to compare.
const END: f64 = 1e12;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Bound;
    use proptest::prelude::*;

    fn pairs(both: u64, control_only: u64, variant_only: u64, neither: u64) -> PairedConversions {
        PairedConversions::new(both, control_only, variant_only, neither).unwrap()
    }

    fn alpha(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    const ALL: [PairedInterval; 4] =
        [PairedInterval::Tango, PairedInterval::Newcombe, PairedInterval::NewcombeCorrected, PairedInterval::Wald];

    #[test]
    fn what_cannot_be_said_is_named() {
        assert_eq!(PairedConversions::new(0, 0, 0, 0), Err(ConversionsError::NoVisitors));
        assert!(PairedConversions::new(u64::MAX, 1, 1, 1).is_err());
        let alike = pairs(10, 0, 0, 5);
        assert_eq!(alike.test(Alternative::TwoSided, PairedTest::Exact), Err(NoAnswer::NoVariation));
        let wald = alike.difference_interval(alpha(0.05), Alternative::TwoSided, PairedInterval::Wald);
        assert_eq!(wald, Err(NoAnswer::NoVariation));
        let tango = alike.difference_interval(alpha(0.05), Alternative::TwoSided, PairedInterval::Tango).unwrap();
        assert!(tango.contains(0.0) && tango.is_bounded());
    }

    #[test]
    fn one_pair_and_all_pairs_one_way() {
        let all = pairs(0, 0, 12, 0);
        let tango = all.difference_interval(alpha(0.05), Alternative::TwoSided, PairedInterval::Tango).unwrap();
        assert_eq!(tango.high(), Bound::At(1.0));
        assert!(tango.low().value().unwrap() > 0.5);
        for method in [PairedInterval::Tango, PairedInterval::Newcombe] {
            let one = pairs(0, 0, 1, 0).difference_interval(alpha(0.05), Alternative::TwoSided, method).unwrap();
            assert!(one.contains(0.0), "{method:?}");
        }
    }

    #[test]
    fn half_a_billion_pairs() {
        let huge = pairs(100_000_000, 50_000_000, 50_050_000, 300_000_000);
        for method in ALL {
            let interval = huge.difference_interval(alpha(0.05), Alternative::TwoSided, method).unwrap();
            let half = 1.959_963_984_540_054 * 100_050_000.0_f64.sqrt() / 500_050_000.0;
            let low = interval.low().value().unwrap();
            assert!((low - (huge.difference() - half)).abs() < 1e-7, "{method:?} {low}");
        }
        let exact = huge.test(Alternative::TwoSided, PairedTest::MidP).unwrap().p_value;
        let normal = huge.test(Alternative::TwoSided, PairedTest::McNemar).unwrap().p_value;
        assert!((exact / normal - 1.0).abs() < 1e-4);
    }

    proptest! {
        #[test]
        fn tango_inverts_mcnemar(a in 0_u64..40, b in 0_u64..40, c in 0_u64..40, d in 0_u64..40, risk in 0.005..0.3) {
            let Ok(pairs) = PairedConversions::new(a, b, c, d) else { return Ok(()) };
            if let Ok(test) = pairs.test(Alternative::TwoSided, PairedTest::McNemar) {
                let interval = pairs.difference_interval(alpha(risk), Alternative::TwoSided, PairedInterval::Tango).unwrap();
                prop_assert_eq!(test.p_value < risk, !interval.contains(0.0));
            }
        }

        #[test]
        fn swapped_arms_mirror_everything(a in 0_u64..40, b in 0_u64..40, c in 0_u64..40, d in 0_u64..40) {
            let Ok(pairs) = PairedConversions::new(a, b, c, d) else { return Ok(()) };
            for method in ALL {
                let of = |pairs: PairedConversions| pairs.difference_interval(alpha(0.1), Alternative::TwoSided, method);
                if let (Ok(direct), Ok(swapped)) = (of(pairs), of(pairs.swapped())) {
                    let sum = direct.low().value().unwrap() + swapped.high().value().unwrap();
                    prop_assert!(sum.abs() < 1e-9, "{:?} {}", method, sum);
                }
            }
            for test in [PairedTest::McNemar, PairedTest::McNemarCorrected, PairedTest::Exact, PairedTest::MidP] {
                let (greater, less) = (pairs.test(Alternative::Greater, test), pairs.swapped().test(Alternative::Less, test));
                if let (Ok(greater), Ok(less)) = (greater, less) {
                    prop_assert!((greater.p_value - less.p_value).abs() < 1e-12);
                }
            }
        }
    }
}
