//! Tests and intervals of two rates that are exact whatever the rates are: Chan and Zhang's.
//!
//! For each hypothesis about the difference or the ratio, outcomes are ordered by the score statistic of that very hypothesis, and
//! the p-value is the chance of those at least as far, for the pair of rates on the hypothesis that makes it largest. The interval
//! holds the hypotheses that neither one-sided test rejects at half of alpha.
//!
//! Source: Chan & Zhang 1999, *Biometrics* 55:1202–1209; for ratios Chan & Bohidar 1998 (*Communications in Statistics* 27:1305–1322).

use std::f64::consts::FRAC_PI_2;

use super::fisher::check_size;
use super::interval::{Bound, Method, NoAnswer, Test};
use super::proportion_test::{ProportionArms, ProportionTest};
use super::unconditional::highest_between;
use super::{Alternative, Conversions, ProportionNull, binomial};

impl ProportionArms {
    /// Tests the hypothesis without approximation: the score statistic's p-value for the worst pair of rates on the hypothesis.
    ///
    /// Two-sided it is twice the smaller one-sided p-value, so that [`DifferenceInterval::ExactScore`](super::DifferenceInterval)
    /// and [`LiftInterval::ExactScore`](super::LiftInterval) exclude a hypothesis when this rejects it.
    /// Every outcome and several hundred pairs of rates are visited: at most 200 visitors an arm, a few milliseconds.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::NoVariation`] when all visitors of both arms are alike and the hypothesis is equality,
    /// [`NoAnswer::ImpossibleMargin`], [`NoAnswer::TooManyToEnumerate`].
    ///
    /// ```
    /// use jalon::stats::{Alternative, Conversions, ProportionArms, ProportionNull};
    /// let arms = ProportionArms { control: Conversions::new(0, 4).unwrap(), variant: Conversions::new(4, 4).unwrap() };
    /// let test = arms.exact_score_test(ProportionNull::EQUAL, Alternative::Greater).unwrap();
    /// assert!((test.p_value - 1.0 / 256.0).abs() < 1e-12);
    /// ```
    pub fn exact_score_test(self, null: ProportionNull, alternative: Alternative) -> Result<Test, NoAnswer> {
        check_size(self, MOST_VISITORS)?;
        let score = self.test(null, alternative, ProportionTest::Score)?;
        let above = || Outcomes::as_far(self, null).worst_chance(None);
        let below = || Outcomes::as_far(swapped(self), inverted(null)).worst_chance(None);
        let p_value = match alternative {
            Alternative::Greater => above(),
            Alternative::Less => below(),
            Alternative::TwoSided => (2.0 * above().min(below())).min(1.0),
        };
        Ok(Test { p_value, method: Method::ExactScore, ..score })
    }

    /// The lowest and the highest difference that are not rejected at `level` on either side.
    pub(super) fn exact_differences(self, level: f64) -> Result<(f64, f64), NoAnswer> {
        check_size(self, MOST_VISITORS)?;
        let high = lowest_difference(swapped(self), level);
        Ok((lowest_difference(self, level), -high))
    }

    /// The lowest and the highest ratio that are not rejected at `level` on either side.
    pub(super) fn exact_ratios(self, level: f64) -> Result<(Bound, Bound), NoAnswer> {
        check_size(self, MOST_VISITORS)?;
        let low = lowest_ratio(self, level);
        let high = lowest_ratio(swapped(self), level);
        Ok((Bound::At(low), if high > 0.0 { Bound::At(1.0 / high) } else { Bound::Unbounded }))
    }
}

/// Two arms of 200: an interval of both ends visits some 300 hypotheses, each under a millisecond or two.
const MOST_VISITORS: u64 = 200;

/// The arms in each other's place: what lies above a hypothesis lies below the inverted one.
fn swapped(arms: ProportionArms) -> ProportionArms {
    ProportionArms { control: arms.variant, variant: arms.control }
}

fn inverted(null: ProportionNull) -> ProportionNull {
    match null {
        ProportionNull::Difference(difference) => ProportionNull::Difference(-difference),
        ProportionNull::Ratio(ratio) => ProportionNull::Ratio(1.0 / ratio),
    }
}

/// Whether the data, tested for lying above the hypothesis, leave it standing.
fn stands(arms: ProportionArms, null: ProportionNull, level: f64) -> bool {
    Outcomes::as_far(arms, null).worst_chance(Some(level)) > level
}

/// The lowest difference that stands. The p-value may fall again as the hypothesis rises, by jumps where outcomes change places, so
/// that hypotheses are tried from the lowest on before the step that holds the limit is halved down.
fn lowest_difference(arms: ProportionArms, level: f64) -> f64 {
    let observed = arms.difference();
    let at = |step: u32| -1.0 + (observed + 1.0) * f64::from(step) / f64::from(STEPS);
    let stands = |difference: f64| {
        difference > -1.0 && (difference >= observed || stands(arms, ProportionNull::Difference(difference), level))
    };
    // At the observed difference itself nothing can be rejected.
    let first = (1..STEPS).find(|&step| stands(at(step))).unwrap_or(STEPS);
    halved(at(first - 1), at(first), stands)
}

/// The lowest ratio that stands, 0 where the variant converted nobody.
fn lowest_ratio(arms: ProportionArms, level: f64) -> f64 {
    if arms.variant.conversions() == 0 {
        return 0.0;
    }
    let stands = |log_ratio: f64| stands(arms, ProportionNull::Ratio(log_ratio.exp()), level);
    // Where the control converted nobody any ratio is below the observed one.
    let observed = arms.lift().map_or(LARGEST_LOG_RATIO, f64::ln_1p);
    let at = |step: u32| -LARGEST_LOG_RATIO + (observed + LARGEST_LOG_RATIO) * f64::from(step) / f64::from(STEPS);
    let first = (1..STEPS).find(|&step| stands(at(step))).unwrap_or(STEPS);
    halved(at(first - 1), at(first), stands).exp()
}

/// Steps of hypotheses tried on each side.
const STEPS: u32 = 64;

/// No ratio of rates of 200 visitors is told from one a million million times as large.
const LARGEST_LOG_RATIO: f64 = 28.0;

/// The point between `out` and `within` from which on `stands` holds, down to neighbouring doubles or nearly.
fn halved(out: f64, within: f64, stands: impl Fn(f64) -> bool) -> f64 {
    let (mut out, mut within) = (out, within);
    for _ in 0..44 {
        let middle = f64::midpoint(out, within);
        if stands(middle) { within = middle } else { out = middle }
    }
    within
}

/// The outcomes at least as far above a hypothesis as the observed one: for each count of the control, the variant's counts from a
/// threshold on.
///
/// The score statistic rises with the variant's conversions and falls with the control's, so the thresholds only rise and one walk
/// along them finds all.
struct Outcomes {
    arms: ProportionArms,
    null: ProportionNull,
    thresholds: Vec<u64>,
}

impl Outcomes {
    fn as_far(arms: ProportionArms, null: ProportionNull) -> Self {
        let (control, variant) = (arms.control.visitors(), arms.variant.visitors());
        let statistic = |control_count: u64, variant_count: u64| {
            let arm = |count, visitors| Conversions::new(count, visitors);
            match (arm(control_count, control), arm(variant_count, variant)) {
                (Ok(control), Ok(variant)) => distance(ProportionArms { control, variant }, null),
                _ => f64::NEG_INFINITY,
            }
        };
        let observed = distance(arms, null);
        // Outcomes that tie must count together, whatever the last digits of their statistics.
        let critical = observed - 1e-9 * observed.abs().max(1.0);
        let mut threshold = 0;
        let thresholds = (0..=control).map(|count| {
            while threshold <= variant && statistic(count, threshold) < critical {
                threshold += 1;
            }
            threshold
        });
        Self { arms, null, thresholds: thresholds.collect() }
    }

    /// The largest chance over all pairs of rates on the hypothesis. Once it is clear on which side of `level` it lies, the search
    /// stops.
    fn worst_chance(&self, level: Option<f64>) -> f64 {
        let visitors = (self.arms.control.visitors() + self.arms.variant.visitors()) as f64;
        let steps = (12.0 * visitors.sqrt()) as u32 + 60;
        let angle = |step: u32| FRAC_PI_2 * f64::from(step) / f64::from(steps);
        let heights: Vec<f64> = (0..=steps).map(|step| self.chance(angle(step))).collect();
        let highest = heights.iter().copied().fold(0.0, f64::max);
        // Between two neighbours of the grid the chance rises by a few hundredths of itself at most.
        if level.is_some_and(|level| highest > level || highest < 0.9 * level) {
            return highest;
        }
        let mut worst = highest;
        for (step, around) in (1..steps).zip(heights.windows(3)) {
            if around[1] >= around[0] && around[1] >= around[2] && around[1] > 0.9 * highest {
                worst = worst.max(highest_between(|at| self.chance(at), angle(step - 1), angle(step + 1)));
            }
        }
        worst.min(1.0)
    }

    /// The chance of these outcomes where the control rate lies at sin² `angle` between the lowest and the highest there can be.
    fn chance(&self, angle: f64) -> f64 {
        let (low, high) = match self.null {
            ProportionNull::Difference(difference) => ((-difference).max(0.0), (1.0 - difference).min(1.0)),
            ProportionNull::Ratio(ratio) => (0.0, (1.0 / ratio).min(1.0)),
        };
        let control_rate = (low + (high - low) * angle.sin().powi(2)).clamp(0.0, 1.0);
        let variant_rate = self.null.variant_rate(control_rate).clamp(0.0, 1.0);
        let mut above = binomial::distribution(self.arms.variant.visitors(), variant_rate);
        let mut sum = 0.0;
        for chance in above.iter_mut().rev() {
            sum += *chance;
            *chance = sum;
        }
        let control = binomial::distribution(self.arms.control.visitors(), control_rate);
        let chance = |threshold: u64| above.get(threshold as usize).copied().unwrap_or(0.0);
        control.iter().zip(&self.thresholds).map(|(own, threshold)| own * chance(*threshold)).sum()
    }
}

/// The score statistic as a number to compare: without end where the hypothesis makes the data impossible, 0 where it says just
/// what they show.
fn distance(arms: ProportionArms, null: ProportionNull) -> f64 {
    arms.score(false).statistic(null).unwrap_or(0.0).clamp(-1e12, 1e12)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Proportion;
    use crate::stats::{DifferenceInterval, ExactProportionTest, LiftInterval};
    use proptest::prelude::*;

    fn arms(x0: u64, n0: u64, x1: u64, n1: u64) -> ProportionArms {
        ProportionArms { control: Conversions::new(x0, n0).unwrap(), variant: Conversions::new(x1, n1).unwrap() }
    }

    fn alpha(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    fn difference(arms: ProportionArms) -> (f64, f64) {
        let found =
            arms.difference_interval(alpha(0.05), Alternative::TwoSided, DifferenceInterval::ExactScore).unwrap();
        (found.low().value().unwrap(), found.high().value().unwrap())
    }

    /// All outcomes, the likelihood maximised and the chance searched by thirds on grids of rates and of hypotheses, in another
    /// language and without this module's shortcuts.
    #[test]
    fn brute_force_over_outcomes_rates_and_hypotheses() {
        for (x0, n0, x1, n1, low, high) in [
            (1, 7, 5, 8, -0.043_591_1, 0.846_599_0),
            (3, 10, 7, 12, -0.152_601_3, 0.652_452_8),
            (0, 6, 3, 9, -0.169_429_3, 0.701_083_7),
            (2, 9, 1, 6, -0.500_787_6, 0.454_729_4),
        ] {
            let found = difference(arms(x0, n0, x1, n1));
            assert!((found.0 - low).abs() < 2e-7 && (found.1 - high).abs() < 2e-7, "{found:?} instead of {low} {high}");
        }
    }

    #[test]
    fn at_equality_it_is_barnards_test() {
        for arms in [arms(3, 15, 8, 14), arms(0, 20, 4, 20), arms(5, 9, 1, 9)] {
            for alternative in [Alternative::Greater, Alternative::Less] {
                let exact = arms.exact_score_test(ProportionNull::EQUAL, alternative).unwrap().p_value;
                let barnard = arms.exact_test(alternative, ExactProportionTest::BarnardPooled).unwrap().p_value;
                assert!((exact / barnard - 1.0).abs() < 1e-9, "{exact} {barnard}");
            }
        }
    }

    #[test]
    fn edges_and_refusals_are_named() {
        assert_eq!(difference(arms(0, 10, 8, 8)).1, 1.0);
        assert_eq!(difference(arms(10, 10, 0, 8)).0, -1.0);
        let (low, high) = difference(arms(0, 10, 0, 10));
        assert!((low + high).abs() < 1e-9 && high > 0.2 && high < 0.4, "{low} {high}");
        let lift =
            |arms: ProportionArms| arms.lift_interval(alpha(0.05), Alternative::TwoSided, LiftInterval::ExactScore);
        assert_eq!(lift(arms(0, 10, 4, 10)).unwrap().high(), Bound::Unbounded);
        assert_eq!(lift(arms(4, 10, 0, 10)).unwrap().low(), Bound::At(-1.0));
        let refusal = NoAnswer::TooManyToEnumerate { most: 200 };
        let large = arms(4, 201, 5, 10);
        assert_eq!(lift(large), Err(refusal));
        assert_eq!(large.exact_score_test(ProportionNull::EQUAL, Alternative::Less).unwrap_err(), refusal);
        let none = arms(0, 5, 0, 5);
        assert_eq!(none.exact_score_test(ProportionNull::EQUAL, Alternative::Less).unwrap_err(), NoAnswer::NoVariation);
    }

    /// Summed over all outcomes: at no pair of rates does the interval miss the true difference or ratio more often than it may.
    #[test]
    fn no_pair_of_rates_is_covered_less_than_promised() {
        let (n0, n1) = (4_u64, 3_u64);
        let outcomes = (0..=n0).flat_map(|x0| (0..=n1).map(move |x1| arms(x0, n0, x1, n1)));
        let intervals: Vec<_> = outcomes
            .map(|arms| {
                let risk = alpha(0.1);
                let difference = arms.difference_interval(risk, Alternative::TwoSided, DifferenceInterval::ExactScore);
                let lift = arms.lift_interval(risk, Alternative::TwoSided, LiftInterval::ExactScore);
                (arms, difference.unwrap(), lift.unwrap())
            })
            .collect();
        for (p0, p1) in (1..20).flat_map(|i| (1..20).map(move |j| (f64::from(i) / 20.0, f64::from(j) / 20.0))) {
            let (mut of_difference, mut of_lift) = (0.0, 0.0);
            for (arms, difference, lift) in &intervals {
                let chance = binomial::probability(arms.control.conversions(), n0, p0)
                    * binomial::probability(arms.variant.conversions(), n1, p1);
                of_difference += if difference.contains(p1 - p0) { chance } else { 0.0 };
                of_lift += if lift.contains(p1 / p0 - 1.0) { chance } else { 0.0 };
            }
            assert!(of_difference >= 0.9 && of_lift >= 0.9, "{p0} {p1}: {of_difference} {of_lift}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]

        /// The walk along the thresholds misses no outcome: the statistic rises with the variant and falls with the control.
        #[test]
        fn the_order_of_outcomes_has_no_holes(n0 in 1_u64..9, n1 in 1_u64..9, margin in -0.95..0.95, log_ratio in -3.0..3.0) {
            for null in [ProportionNull::Difference(margin), ProportionNull::Ratio(f64::exp(log_ratio))] {
                for x0 in 0..=n0 {
                    for x1 in 0..n1 {
                        let (here, more) = (distance(arms(x0, n0, x1, n1), null), distance(arms(x0, n0, x1 + 1, n1), null));
                        prop_assert!(here <= more + 1e-9, "{:?} {}/{} {}/{}: {} {}", null, x0, n0, x1, n1, here, more);
                    }
                }
            }
        }

        #[test]
        fn p_value_and_intervals_tell_one_story(n0 in 1_u64..12, n1 in 1_u64..12, share0 in 0.0..1.0, share1 in 0.0..1.0, risk in 0.01..0.3) {
            let count = |n: u64, share: f64| ((share * (n + 1) as f64) as u64).min(n);
            let arms = arms(count(n0, share0), n0, count(n1, share1), n1);
            let difference = arms.difference_interval(alpha(risk), Alternative::TwoSided, DifferenceInterval::ExactScore).unwrap();
            let lift = arms.lift_interval(alpha(risk), Alternative::TwoSided, LiftInterval::ExactScore).unwrap();
            prop_assert!(difference.contains(arms.difference()));
            if let Ok(test) = arms.exact_score_test(ProportionNull::EQUAL, Alternative::TwoSided) {
                // A hypothesis may be rejected inside the interval, which has no holes, but never the other way round.
                prop_assert!(difference.contains(0.0) || test.p_value <= risk + 1e-9);
                prop_assert!(lift.contains(0.0) || test.p_value <= risk + 1e-9);
            }
        }
    }
}
