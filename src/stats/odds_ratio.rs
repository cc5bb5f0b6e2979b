//! Intervals for the odds ratio of two conversion rates.

use super::fixed_total::Tables;
use super::interval::{Bound, Interval, Method, NoAnswer, Shape};
use super::proportion_test::ProportionArms;
use super::restricted_rates::{self, Arms};
use super::root::RootError;
use super::{Alternative, Conversions, fisher, normal, root};
use crate::quantity::Proportion;

/// How to compute the interval of an odds ratio.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OddsRatioInterval {
    /// The odds ratios that the score test with factor N/(N − 1) does not reject (Miettinen & Nurminen 1985). At 1 that test is
    /// the one of the difference and of the lift.
    MiettinenNurminen,
    /// The same without the factor (Cornfield 1956).
    Score,
    /// Normal on the logarithm (Woolf 1955); needs conversions and failures in both arms.
    LogOdds,
    /// The same with ½ added to each of the four counts (Gart 1966).
    LogOddsAdjusted,
    /// The same with two visitors added, shared out as if arms and outcomes were independent (Agresti 1999).
    LogOddsSmoothed,
    /// From the Wilson intervals of the two odds (Donner & Zou 2012; Fagerland & Newcombe 2013).
    MoverWilson,
    /// The odds ratios that Fisher's one-sided tests do not reject, half of alpha on each side; exact, conditional on the
    /// total of conversions (Cornfield 1956).
    Fisher,
    /// The same with half the observed probability taken off each tail (Lancaster 1961).
    FisherMidP,
}

impl ProportionArms {
    /// Odds of the variant over odds of the control; none where an arm leaves them without value.
    #[must_use]
    pub fn odds_ratio(self) -> Option<f64> {
        let [a, b, c, d] = self.counts();
        (b > 0.0 && c > 0.0).then(|| a / b * (d / c))
    }

    /// The odds ratio under which the variant would be expected to convert just as often as it did, given the total of
    /// conversions: the conditional maximum-likelihood estimate that goes with Fisher's test.
    ///
    /// [`Bound::Unbounded`] when no larger share of the conversions could have been the variant's.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::NoVariation`] when all visitors are alike, [`NoAnswer::TooManyToEnumerate`], [`NoAnswer::Search`].
    pub fn conditional_odds_ratio(self) -> Result<Bound, NoAnswer> {
        let tables = self.conditional_tables()?;
        let observed = self.variant.conversions();
        if tables.fewest() == tables.most() {
            return Err(NoAnswer::NoVariation);
        }
        if observed == tables.most() {
            return Ok(Bound::Unbounded);
        }
        if observed == tables.fewest() {
            return Ok(Bound::At(0.0));
        }
        let target = observed as f64;
        let rising = |log_odds: f64| tables.mean(log_odds.exp()) - target;
        Ok(Bound::At(self.searched(rising)?.exp()))
    }

    /// Returns the odds ratios (variant over control) that the data do not reject at level `1 − alpha`.
    ///
    /// [`Alternative::Greater`] gives a lower end only, [`Alternative::Less`] an upper end only, each with the whole `alpha`. An
    /// arm where everybody did the same leaves the side it says nothing about open: 0, or no upper end.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::EmptyCell`] when the logarithm meets a count of 0, [`NoAnswer::NoVariation`] when smoothing meets visitors all alike,
    /// [`NoAnswer::TooManyToEnumerate`] for the exact ones, [`NoAnswer::Search`].
    ///
    /// ```
    /// use jalon::quantity::Proportion;
    /// use jalon::stats::{Alternative, Conversions, OddsRatioInterval, ProportionArms};
    /// let arms = ProportionArms { control: Conversions::new(5, 56).unwrap(), variant: Conversions::new(12, 48).unwrap() };
    /// let alpha = Proportion::new(0.05).unwrap();
    /// let exact = arms.odds_ratio_interval(alpha, Alternative::TwoSided, OddsRatioInterval::Fisher).unwrap();
    /// assert!((exact.high().value().unwrap() - 13.276_953).abs() < 1e-6);
    /// ```
    pub fn odds_ratio_interval(
        self,
        alpha: Proportion,
        alternative: Alternative,
        method: OddsRatioInterval,
    ) -> Result<Interval, NoAnswer> {
        let level = alternative.sides().level(alpha.get());
        let z = normal::upper_quantile(level);
        let ((low, high), method) = match method {
            OddsRatioInterval::MiettinenNurminen => (self.score_odds(true, z)?, Method::MiettinenNurminen),
            OddsRatioInterval::Score => (self.score_odds(false, z)?, Method::Score),
            OddsRatioInterval::LogOdds => (log_odds(self.counts(), z)?, Method::LogOdds),
            OddsRatioInterval::LogOddsAdjusted => {
                (log_odds(self.counts().map(|count| count + 0.5), z)?, Method::LogOddsAdjusted)
            }
            OddsRatioInterval::LogOddsSmoothed => (log_odds(self.smoothed()?, z)?, Method::LogOddsSmoothed),
            OddsRatioInterval::MoverWilson => (self.mover_odds(z)?, Method::MoverWilson),
            OddsRatioInterval::Fisher => (self.conditional_odds(level, false)?, Method::Fisher),
            OddsRatioInterval::FisherMidP => (self.conditional_odds(level, true)?, Method::FisherMidP),
        };
        Ok(Interval { shape: Shape::with_bounds(low, high, alternative), alpha, method })
    }

    /// Variant converted and not, control converted and not.
    fn counts(self) -> [f64; 4] {
        let (control, variant) = (self.control, self.variant);
        [variant.successes(), variant.failures().successes(), control.successes(), control.failures().successes()]
    }

    fn conditional_tables(self) -> Result<Tables, NoAnswer> {
        fisher::check_size(self, MOST_VISITORS)?;
        Ok(Tables::of(self))
    }

    /// The root of a rising function of the log odds ratio, sought from what the data show.
    fn searched(self, rising: impl Fn(f64) -> f64) -> Result<f64, RootError> {
        let [a, b, c, d] = self.counts().map(|count| count + 0.5);
        let spread = (1.0 / a + 1.0 / b + 1.0 / c + 1.0 / d).sqrt();
        root::rising(rising, (a / b * (d / c)).ln(), spread)
    }

    /// The odds ratios at which the score statistic is just ± z.
    fn score_odds(self, small_sample_factor: bool, z: f64) -> Result<(Bound, Bound), NoAnswer> {
        let arms = Arms {
            control_successes: self.control.successes(),
            control_size: self.control.size(),
            variant_successes: self.variant.successes(),
            variant_size: self.variant.size(),
        };
        let total = arms.control_size + arms.variant_size;
        let factor = if small_sample_factor { (total - 1.0) / total } else { 1.0 };
        let statistic = |log_odds: f64| {
            let (control, variant) = restricted_rates::under_odds_ratio(&arms, log_odds.exp());
            let information =
                1.0 / (arms.control_size * control.variance()) + 1.0 / (arms.variant_size * variant.variance());
            let surplus = arms.variant_successes * variant.failure
                - (arms.variant_size - arms.variant_successes) * variant.success;
            surplus * (information * factor).sqrt()
        };
        let (zero_below, open_above) = self.open_odds();
        let crossing = |target: f64| self.searched(|log_odds| target - statistic(log_odds)).map(f64::exp);
        let low = if zero_below { Bound::At(0.0) } else { Bound::At(crossing(z)?) };
        let high = if open_above { Bound::Unbounded } else { Bound::At(crossing(-z)?) };
        Ok((low, high))
    }

    /// Whether the data leave an odds ratio of 0 possible, and whether they set no upper end.
    fn open_odds(self) -> (bool, bool) {
        let [a, b, c, d] = self.counts();
        (a == 0.0 || d == 0.0, b == 0.0 || c == 0.0)
    }

    fn smoothed(self) -> Result<[f64; 4], NoAnswer> {
        let [a, b, c, d] = self.counts();
        let total = a + b + c + d;
        let shared = |arm: f64, outcome: f64| 2.0 * (arm / total) * (outcome / total);
        let (variant, control, yes, no) = (a + b, c + d, a + c, b + d);
        if yes == 0.0 || no == 0.0 {
            return Err(NoAnswer::NoVariation);
        }
        Ok([a + shared(variant, yes), b + shared(variant, no), c + shared(control, yes), d + shared(control, no)])
    }

    /// Donner & Zou's limits of a ratio, of the odds here.
    fn mover_odds(self, z: f64) -> Result<(Bound, Bound), NoAnswer> {
        let [a, b, c, d] = self.counts();
        if b == 0.0 || d == 0.0 {
            return Err(NoAnswer::EmptyCell);
        }
        // The complement of one limit is the other limit of the failures, with all its digits.
        let odds = |arm: Conversions| {
            let ((low, high), (failing_low, failing_high)) = (arm.wilson(z), arm.failures().wilson(z));
            (low / failing_high, high / failing_low)
        };
        Ok(mover_ratio((a / b, odds(self.variant)), (c / d, odds(self.control))))
    }

    /// The odds ratios at which each tail has just the probability `level`.
    fn conditional_odds(self, level: f64, mid_p: bool) -> Result<(Bound, Bound), NoAnswer> {
        let tables = self.conditional_tables()?;
        let observed = self.variant.conversions();
        let taken_off = |odds: f64| if mid_p { 0.5 * tables.probability(observed, odds) } else { 0.0 };
        // Differences of logarithms, so that a search far from the limit still sees a slope.
        let upper = |u: f64| ln(tables.upper(observed, u.exp()) - taken_off(u.exp())) - level.ln();
        let lower = |u: f64| level.ln() - ln(tables.lower(observed, u.exp()) - taken_off(u.exp()));
        let at = |root: f64| Bound::At(root.exp());
        let low = if observed == tables.fewest() { Bound::At(0.0) } else { at(self.searched(upper)?) };
        let high = if observed == tables.most() { Bound::Unbounded } else { at(self.searched(lower)?) };
        Ok((low, high))
    }
}

/// Each of some fifty odds ratios is a sum over about ten standard deviations: half a second at this size.
const MOST_VISITORS: u64 = 10_000_000_000;

/// Logarithm that a search can compare also where a tail has sunk below the smallest number.
fn ln(probability: f64) -> f64 {
    probability.ln().max(-1e6)
}

/// Normal limits on the logarithm of the odds ratio of four counts.
fn log_odds(counts: [f64; 4], z: f64) -> Result<(Bound, Bound), NoAnswer> {
    if counts.contains(&0.0) {
        return Err(NoAnswer::EmptyCell);
    }
    let [a, b, c, d] = counts;
    let (centre, half) = ((a / b * (d / c)).ln(), z * (1.0 / a + 1.0 / b + 1.0 / c + 1.0 / d).sqrt());
    Ok((Bound::within_reach((centre - half).exp()), Bound::within_reach((centre + half).exp())))
}

/// The limits of a ratio of two independent estimates from the limits of each.
///
/// Donner & Zou 2012, *Statistical Methods in Medical Research* 21:347–359. Each argument: estimate, (lower limit, upper limit).
pub(super) fn mover_ratio(above: (f64, (f64, f64)), below: (f64, (f64, f64))) -> (Bound, Bound) {
    let ((x, (x_low, x_high)), (y, (y_low, y_high))) = (above, below);
    let product = x * y;
    let (above_low, above_high) = (x_low * (2.0 * x - x_low), x_high * (2.0 * x - x_high));
    let (below_low, below_high) = (y_low * (2.0 * y - y_low), y_high * (2.0 * y - y_high));
    let root = |above: f64, below: f64| (product * product - above * below).max(0.0).sqrt();
    // The lower limit times its conjugate, so that no difference of near numbers is divided by another.
    let low = if above_low > 0.0 { above_low / (product + root(above_low, below_high)) } else { 0.0 };
    let high = (product + root(above_high, below_low)) / below_low;
    (Bound::At(low), if below_low > 0.0 { Bound::At(high) } else { Bound::Unbounded })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{ExactProportionTest, ProportionNull, ProportionTest};
    use proptest::prelude::*;

    fn arms(x0: u64, n0: u64, x1: u64, n1: u64) -> ProportionArms {
        ProportionArms { control: Conversions::new(x0, n0).unwrap(), variant: Conversions::new(x1, n1).unwrap() }
    }

    fn alpha(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    fn both(arms: ProportionArms, method: OddsRatioInterval) -> Result<Interval, NoAnswer> {
        arms.odds_ratio_interval(alpha(0.05), Alternative::TwoSided, method)
    }

    const ALL: [OddsRatioInterval; 8] = [
        OddsRatioInterval::MiettinenNurminen,
        OddsRatioInterval::Score,
        OddsRatioInterval::LogOdds,
        OddsRatioInterval::LogOddsAdjusted,
        OddsRatioInterval::LogOddsSmoothed,
        OddsRatioInterval::MoverWilson,
        OddsRatioInterval::Fisher,
        OddsRatioInterval::FisherMidP,
    ];

    #[test]
    fn empty_cells_are_named_or_leave_an_end_open() {
        for method in [OddsRatioInterval::LogOdds, OddsRatioInterval::MoverWilson] {
            assert_eq!(both(arms(10, 10, 8, 10), method), Err(NoAnswer::EmptyCell));
        }
        assert_eq!(both(arms(0, 10, 0, 10), OddsRatioInterval::LogOddsSmoothed), Err(NoAnswer::NoVariation));
        for method in [OddsRatioInterval::Score, OddsRatioInterval::Fisher, OddsRatioInterval::FisherMidP] {
            let none = both(arms(0, 10, 0, 12), method).unwrap();
            assert_eq!((none.low(), none.high()), (Bound::At(0.0), Bound::Unbounded), "{method:?}");
            let all = both(arms(10, 10, 8, 10), method).unwrap();
            assert_eq!(all.low(), Bound::At(0.0));
            assert!(all.is_bounded());
        }
        assert_eq!(arms(0, 10, 0, 10).conditional_odds_ratio(), Err(NoAnswer::NoVariation));
        assert_eq!(arms(0, 10, 3, 10).conditional_odds_ratio(), Ok(Bound::Unbounded));
        assert_eq!((arms(0, 10, 3, 10).odds_ratio(), arms(3, 10, 0, 10).odds_ratio()), (None, Some(0.0)));
    }

    #[test]
    fn a_control_without_conversions_sets_no_upper_end_from_wilsons_limits() {
        assert_eq!(both(arms(0, 10, 3, 10), OddsRatioInterval::MoverWilson).unwrap().high(), Bound::Unbounded);
    }

    #[test]
    fn a_billion_visitors_in_each_arm() {
        let huge = arms(50_000_000, 1_000_000_000, 50_100_000, 1_000_000_000);
        let ends = |method| {
            let interval = both(huge, method).unwrap();
            (interval.low().value().unwrap(), interval.high().value().unwrap())
        };
        let woolf = ends(OddsRatioInterval::LogOdds);
        for method in ALL {
            let (low, high) = ends(method);
            assert!((low - woolf.0).abs() < 1e-7 && (high - woolf.1).abs() < 1e-7, "{method:?} {low} {high}");
        }
    }

    /// A variant that lost to the smallest number there is: the search must walk, not stop.
    #[test]
    fn limits_far_from_one() {
        let interval = both(arms(0, 5_000, 5_000, 5_000), OddsRatioInterval::Fisher).unwrap();
        assert!(interval.low().value().unwrap() > 1e5);
        assert_eq!(interval.high(), Bound::Unbounded);
        let interval = both(arms(1, 5_000, 4_999, 5_000), OddsRatioInterval::FisherMidP).unwrap();
        assert!(interval.contains(4_999.0 * 4_999.0) && interval.is_bounded());
    }

    prop_compose! {
        fn any_arms(most: u64)(n0 in 2_u64..most, n1 in 2_u64..most)
            (x0 in 0..=n0, x1 in 0..=n1, n0 in Just(n0), n1 in Just(n1)) -> ProportionArms {
            arms(x0, n0, x1, n1)
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// Swapping the arms turns the odds ratio over, and so does counting failures.
        #[test]
        fn swapped_arms_turn_the_interval_over(arms in any_arms(60)) {
            let swapped = ProportionArms { control: arms.variant, variant: arms.control };
            for method in ALL {
                let low_and_high = |arms| both(arms, method).map(|it| (it.low().value(), it.high().value()));
                if let (Ok((low, high)), Ok((swapped_low, swapped_high))) = (low_and_high(arms), low_and_high(swapped)) {
                    for (end, other) in [(low, swapped_high), (swapped_low, high)] {
                        match (end, other) {
                            (Some(end), Some(other)) => prop_assert!((end * other - 1.0).abs() < 1e-8, "{:?} {} {}", method, end, other),
                            (end, other) => prop_assert!(end == Some(0.0) && other.is_none(), "{:?} {:?} {:?}", method, end, other),
                        }
                    }
                }
            }
        }

        #[test]
        fn intervals_exclude_equality_when_their_tests_reject(arms in any_arms(40), risk in 0.005..0.3) {
            for (alternative, exact, interval) in [
                (Alternative::TwoSided, ExactProportionTest::FisherCentral, OddsRatioInterval::Fisher),
                (Alternative::TwoSided, ExactProportionTest::FisherMidPCentral, OddsRatioInterval::FisherMidP),
                (Alternative::Greater, ExactProportionTest::Fisher, OddsRatioInterval::Fisher),
                (Alternative::Less, ExactProportionTest::Fisher, OddsRatioInterval::Fisher),
                (Alternative::Greater, ExactProportionTest::FisherMidP, OddsRatioInterval::FisherMidP),
                (Alternative::Less, ExactProportionTest::FisherMidP, OddsRatioInterval::FisherMidP),
            ] {
                let interval = arms.odds_ratio_interval(alpha(risk), alternative, interval).unwrap();
                if let Ok(test) = arms.exact_test(alternative, exact) {
                    prop_assert_eq!(test.p_value < risk, !interval.contains(1.0));
                }
            }
            let score = arms.odds_ratio_interval(alpha(risk), Alternative::TwoSided, OddsRatioInterval::MiettinenNurminen).unwrap();
            let test = arms.test(ProportionNull::EQUAL, Alternative::TwoSided, ProportionTest::MiettinenNurminen);
            if let Ok(test) = test {
                prop_assert_eq!(test.p_value < risk, !score.contains(1.0));
            }
        }
    }
}
