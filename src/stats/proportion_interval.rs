//! Intervals for the difference and the lift of two conversion rates.

use super::interval::{Bound, Interval, Method, NoAnswer, Shape};
use super::odds_ratio::mover_ratio;
use super::proportion_test::ProportionArms;
use super::score::Score;
use super::{Alternative, Conversions, ProportionNull, normal, root};
use crate::quantity::Proportion;

/// How to compute the interval of a difference of rates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DifferenceInterval {
    /// The differences that the score test with factor N/(N − 1) does not reject. The default.
    MiettinenNurminen,
    /// The same without the factor (Mee 1984).
    Score,
    /// Newcombe 1998, method 10.
    Newcombe,
    /// Agresti & Caffo 2000.
    AgrestiCaffo,
    /// The textbook interval.
    Wald,
    /// The textbook interval widened by the continuity correction (no more than the difference itself), cut at ±1.
    WaldCorrected,
    /// Newcombe 1998, method 11: his method 10 with continuity-corrected Wilson limits.
    NewcombeCorrected,
    /// Beal 1987 (*Biometrics* 43:941–950), Haldane's version: the sum of the rates taken as observed; cut at ±1.
    Haldane,
    /// The same, Jeffreys and Perks' version: with half a conversion and half a failure added to each arm.
    JeffreysPerks,
    /// Hauck & Anderson 1986 (*American Statistician* 40:318–322): divisors n − 1 and a correction by the smaller arm; cut at ±1.
    HauckAnderson,
    /// Brown & Li 2005: Wald after adding half a conversion and half a failure to each arm; cut at ±1.
    BrownLiJeffreys,
    /// Chan & Zhang 1999: exact, by inverting the two one-sided score tests for the worst pair of rates. At most 200 visitors an arm.
    ExactScore,
}

/// How to compute the interval of a lift of rates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LiftInterval {
    /// The lifts that the score test with factor N/(N − 1) does not reject. The default.
    MiettinenNurminen,
    /// The same without the factor (Koopman 1984).
    Score,
    /// Normal on the logarithm of the ratio (Katz and others 1978); needs conversions in both arms.
    LogRatio,
    /// The same with ½ added to conversions and visitors.
    LogRatioAdjusted,
    /// From the two Wilson intervals (Donner & Zou 2012).
    MoverWilson,
    /// Chan & Bohidar 1998: exact, by inverting the two one-sided score tests for the worst pair of rates. At most 200 visitors an arm.
    ExactScore,
}

impl ProportionArms {
    /// Returns the differences (variant − control) that the data do not reject at level `1 − alpha`.
    ///
    /// [`Alternative::Greater`] gives a lower end only, [`Alternative::Less`] an upper end only, each with the whole `alpha`.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::NoVariation`] when Wald's interval would have no width, [`NoAnswer::TooFewUnits`] when Hauck and Anderson's meets a
    /// single visitor, [`NoAnswer::TooManyToEnumerate`] for the exact one, [`NoAnswer::Search`] when the numerical search fails.
    pub fn difference_interval(
        self,
        alpha: Proportion,
        alternative: Alternative,
        method: DifferenceInterval,
    ) -> Result<Interval, NoAnswer> {
        let level = alternative.sides().level(alpha.get());
        let z = normal::upper_quantile(level);
        let (centre, half) = (self.difference(), z * self.wald_error(1.0));
        let ((low, high), method) = match method {
            DifferenceInterval::MiettinenNurminen => (self.score_differences(true, z)?, Method::MiettinenNurminen),
            DifferenceInterval::Score => (self.score_differences(false, z)?, Method::Score),
            DifferenceInterval::Newcombe => {
                let wilson = |arm: Conversions| arm.wilson(z);
                (self.newcombe(wilson(self.control), wilson(self.variant)), Method::Newcombe)
            }
            DifferenceInterval::AgrestiCaffo => (self.agresti_caffo(z), Method::AgrestiCaffo),
            DifferenceInterval::NewcombeCorrected => {
                let wilson = |arm: Conversions| arm.wilson_corrected(z);
                (self.newcombe(wilson(self.control), wilson(self.variant)), Method::NewcombeCorrected)
            }
            DifferenceInterval::Haldane => (self.beal(z, 0.0), Method::Haldane),
            DifferenceInterval::JeffreysPerks => (self.beal(z, 0.5), Method::JeffreysPerks),
            DifferenceInterval::HauckAnderson => (self.hauck_anderson(z)?, Method::HauckAnderson),
            DifferenceInterval::ExactScore => (self.exact_differences(level)?, Method::ExactScore),
            DifferenceInterval::BrownLiJeffreys => (self.brown_li(z), Method::BrownLiJeffreys),
            DifferenceInterval::Wald | DifferenceInterval::WaldCorrected if half == 0.0 => {
                return Err(NoAnswer::NoVariation);
            }
            DifferenceInterval::Wald => ((centre - half, centre + half), Method::Wald),
            DifferenceInterval::WaldCorrected => {
                let half = half + self.continuity().min(centre.abs());
                (((centre - half).max(-1.0), (centre + half).min(1.0)), Method::WaldCorrected)
            }
        };
        Ok(Interval { shape: Shape::sided(low, high, alternative), alpha, method })
    }

    /// Returns the lifts (variant / control − 1) that the data do not reject at level `1 − alpha`.
    ///
    /// A control without conversions sets no upper end; a variant without conversions leaves −100 % possible.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::ZeroBaseline`] when [`LiftInterval::LogRatio`] meets an arm without conversions, [`NoAnswer::NoVariation`] when it meets
    /// two arms of conversions only, [`NoAnswer::TooManyToEnumerate`] for the exact one, [`NoAnswer::Search`] when the numerical
    /// search fails.
    pub fn lift_interval(
        self,
        alpha: Proportion,
        alternative: Alternative,
        method: LiftInterval,
    ) -> Result<Interval, NoAnswer> {
        let level = alternative.sides().level(alpha.get());
        let z = normal::upper_quantile(level);
        let ((low, high), method) = match method {
            LiftInterval::MiettinenNurminen => (self.score_ratios(true, z)?, Method::MiettinenNurminen),
            LiftInterval::Score => (self.score_ratios(false, z)?, Method::Score),
            LiftInterval::LogRatio => (self.log_ratios(z, 0.0)?, Method::LogRatio),
            LiftInterval::ExactScore => (self.exact_ratios(level)?, Method::ExactScore),
            LiftInterval::MoverWilson => {
                let arm = |arm: Conversions| (arm.rate(), arm.wilson(z));
                (mover_ratio(arm(self.variant), arm(self.control)), Method::MoverWilson)
            }
            LiftInterval::LogRatioAdjusted => (self.log_ratios(z, 0.5)?, Method::LogRatioAdjusted),
        };
        Ok(Interval { shape: Shape::with_bounds(low.moved(-1.0), high.moved(-1.0), alternative), alpha, method })
    }

    /// The differences at which the score statistic is just ± z.
    fn score_differences(self, small_sample_factor: bool, z: f64) -> Result<(f64, f64), NoAnswer> {
        let score = self.score(small_sample_factor);
        let observed = self.difference();
        let at = |difference: f64| match difference {
            // The statistic is 0 at the observed difference by definition, and without end at the edges of what is possible.
            at if at == observed => 0.0,
            at if at <= -1.0 => END,
            at if at >= 1.0 => -END,
            at => finite(&score, ProportionNull::Difference(at)),
        };
        // A level below one half asks for a z below 0: a limit on the other side of the observed difference.
        let crossing = |target: f64| root::bracketed(|difference| at(difference) - target, -1.0, 1.0);
        let low = if observed == -1.0 && z >= 0.0 { -1.0 } else { crossing(z)? };
        let high = if observed == 1.0 && z >= 0.0 { 1.0 } else { crossing(-z)? };
        Ok((low, high))
    }

    /// The ratios at which the score statistic is just ± z.
    fn score_ratios(self, small_sample_factor: bool, z: f64) -> Result<(Bound, Bound), NoAnswer> {
        let score = self.score(small_sample_factor);
        let start = match self.lift() {
            Some(lift) if lift > -1.0 => lift.ln_1p(),
            _ => 0.0,
        };
        let crossing = |target: f64| {
            let rising = |log_ratio: f64| target - finite(&score, ProportionNull::Ratio(log_ratio.exp()));
            root::rising(rising, start, 0.5).map(f64::exp)
        };
        let no_control = self.control.conversions() == 0;
        let no_variant = self.variant.conversions() == 0;
        let low = if no_variant { Bound::At(0.0) } else { Bound::At(crossing(z)?) };
        let high = if no_control { Bound::Unbounded } else { Bound::At(crossing(-z)?) };
        Ok((low, high))
    }

    /// From the limits of each arm's own rate.
    fn newcombe(self, (control_low, control_high): (f64, f64), (variant_low, variant_high): (f64, f64)) -> (f64, f64) {
        let (control, variant) = (self.control.rate(), self.variant.rate());
        let down = (variant - variant_low).hypot(control_high - control);
        let up = (variant_high - variant).hypot(control - control_low);
        (self.difference() - down, self.difference() + up)
    }

    /// Beal's interval around a fixed sum of the rates, each with `added` conversions and as many failures more.
    fn beal(self, z: f64, added: f64) -> (f64, f64) {
        let (n0, n1) = (self.control.size(), self.variant.size());
        let rate = |arm: Conversions| (arm.successes() + added) / (arm.size() + 2.0 * added);
        let middle = f64::midpoint(rate(self.control), rate(self.variant));
        let (sum, gap) = ((1.0 / n1 + 1.0 / n0) / 4.0, (1.0 / n1 - 1.0 / n0) / 4.0);
        let (difference, square) = (self.difference(), z * z);
        let tilt = gap * (1.0 - 2.0 * middle);
        let spread = sum * (4.0 * middle * (1.0 - middle) - difference * difference)
            + 2.0 * tilt * difference
            + square * (4.0 * sum * sum * middle * (1.0 - middle) + tilt * tilt);
        let shrunk = 1.0 + square * sum;
        let (centre, half) = ((difference + square * tilt) / shrunk, z / shrunk * spread.max(0.0).sqrt());
        ((centre - half).max(-1.0), (centre + half).min(1.0))
    }

    fn hauck_anderson(self, z: f64) -> Result<(f64, f64), NoAnswer> {
        let smaller = self.control.size().min(self.variant.size());
        if smaller < 2.0 {
            return Err(NoAnswer::TooFewUnits);
        }
        let variance = |arm: Conversions| arm.variance() / (arm.size() - 1.0);
        let half = 0.5 / smaller + z * (variance(self.control) + variance(self.variant)).sqrt();
        Ok(((self.difference() - half).max(-1.0), (self.difference() + half).min(1.0)))
    }

    fn brown_li(self, z: f64) -> (f64, f64) {
        let rate = |arm: Conversions| (arm.successes() + 0.5) / (arm.size() + 1.0);
        let (control, variant) = (rate(self.control), rate(self.variant));
        let variance =
            control * (1.0 - control) / self.control.size() + variant * (1.0 - variant) / self.variant.size();
        let (centre, half) = (variant - control, z * variance.sqrt());
        ((centre - half).max(-1.0), (centre + half).min(1.0))
    }

    fn agresti_caffo(self, z: f64) -> (f64, f64) {
        let padded = |successes: f64, size: f64| ((successes + 1.0) / (size + 2.0), size + 2.0);
        let (control, control_size) = padded(self.control.successes(), self.control.size());
        let (variant, variant_size) = padded(self.variant.successes(), self.variant.size());
        let variance = control * (1.0 - control) / control_size + variant * (1.0 - variant) / variant_size;
        let half = z * variance.sqrt();
        (variant - control - half, variant - control + half)
    }

    fn log_ratios(self, z: f64, added: f64) -> Result<(Bound, Bound), NoAnswer> {
        let (x0, n0) = (self.control.successes() + added, self.control.size() + added);
        let (x1, n1) = (self.variant.successes() + added, self.variant.size() + added);
        if x0 == 0.0 || x1 == 0.0 {
            return Err(NoAnswer::ZeroBaseline);
        }
        let variance = (n0 - x0) / (x0 * n0) + (n1 - x1) / (x1 * n1);
        if variance == 0.0 {
            return Err(NoAnswer::NoVariation);
        }
        let (centre, half) = ((x1 / n1 / (x0 / n0)).ln(), z * variance.sqrt());
        Ok((Bound::At((centre - half).exp()), Bound::At((centre + half).exp())))
    }
}

/// Stands for a statistic without end inside a root search, which needs numbers to compare.
const END: f64 = 1e12;

fn finite(score: &Score, null: ProportionNull) -> f64 {
    score.statistic(null).unwrap_or(0.0).clamp(-END, END)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::ProportionTest;
    use proptest::prelude::*;

    fn arms(x0: u64, n0: u64, x1: u64, n1: u64) -> ProportionArms {
        ProportionArms { control: Conversions::new(x0, n0).unwrap(), variant: Conversions::new(x1, n1).unwrap() }
    }

    fn alpha(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    fn lift(arms: ProportionArms) -> Interval {
        arms.lift_interval(alpha(0.05), Alternative::TwoSided, LiftInterval::MiettinenNurminen).unwrap()
    }

    #[test]
    fn zero_cells_leave_an_end_open() {
        assert_eq!(lift(arms(0, 20, 3, 20)).high(), Bound::Unbounded);
        assert_eq!(lift(arms(3, 20, 0, 25)).low(), Bound::At(-1.0));
        let none = lift(arms(0, 20, 0, 25));
        assert_eq!((none.low(), none.high()), (Bound::At(-1.0), Bound::Unbounded));
        let log = arms(0, 20, 3, 25).lift_interval(alpha(0.05), Alternative::TwoSided, LiftInterval::LogRatio);
        assert_eq!(log, Err(NoAnswer::ZeroBaseline));
    }

    #[test]
    fn everyone_against_nobody_reaches_the_edge() {
        let interval = arms(0, 10, 8, 8)
            .difference_interval(alpha(0.05), Alternative::TwoSided, DifferenceInterval::MiettinenNurminen)
            .unwrap();
        assert_eq!(interval.high(), Bound::At(1.0));
        assert!(interval.low().value().unwrap() > 0.4);
    }

    #[test]
    fn a_billion_visitors_in_each_arm() {
        let huge = arms(50_000_000, 1_000_000_000, 50_100_000, 1_000_000_000);
        let interval = lift(huge);
        let (low, high) = (interval.low().value().unwrap(), interval.high().value().unwrap());
        // ln(1.002) ± z √(1/x₀ + 1/x₁) for counts this large.
        let half = 1.96 * (0.95 * 2.0 / 50_050_000.0_f64).sqrt();
        assert!((low - (0.002 - half)).abs() < 2e-6 && (high - (0.002 + half)).abs() < 2e-6, "{low} {high}");
    }

    prop_compose! {
        fn any_arms()(n0 in 1_u64..3000, n1 in 1_u64..3000)
            (x0 in 0..=n0, x1 in 0..=n1, n0 in Just(n0), n1 in Just(n1)) -> ProportionArms {
            arms(x0, n0, x1, n1)
        }
    }

    const CLOSED: [DifferenceInterval; 9] = [
        DifferenceInterval::Newcombe,
        DifferenceInterval::AgrestiCaffo,
        DifferenceInterval::Wald,
        DifferenceInterval::WaldCorrected,
        DifferenceInterval::NewcombeCorrected,
        DifferenceInterval::Haldane,
        DifferenceInterval::JeffreysPerks,
        DifferenceInterval::HauckAnderson,
        DifferenceInterval::BrownLiJeffreys,
    ];

    #[test]
    fn a_single_visitor_leaves_no_divisor() {
        let one = arms(0, 1, 5, 9);
        let found = one.difference_interval(alpha(0.05), Alternative::TwoSided, DifferenceInterval::HauckAnderson);
        assert_eq!(found, Err(NoAnswer::TooFewUnits));
    }

    #[test]
    fn ratios_from_wilson_limits_at_the_edges() {
        let ends = |arms: ProportionArms| {
            let found = arms.lift_interval(alpha(0.05), Alternative::TwoSided, LiftInterval::MoverWilson).unwrap();
            (found.low(), found.high())
        };
        assert_eq!(ends(arms(0, 20, 0, 20)), (Bound::At(-1.0), Bound::Unbounded));
        let (low, high) = ends(arms(0, 20, 6, 20));
        assert!(low.value().unwrap() > -1.0 && high == Bound::Unbounded);
        let (low, high) = ends(arms(6, 20, 0, 20));
        assert!(low == Bound::At(-1.0) && high.value().unwrap() < 0.0);
        let (low, high) = ends(arms(20, 20, 20, 20));
        assert!(low.value().unwrap() < 0.0 && high.value().unwrap() > 0.0);
    }

    proptest! {
        #[test]
        fn swapped_arms_and_counted_failures_mirror_the_interval(arms in any_arms()) {
            let swapped = ProportionArms { control: arms.variant, variant: arms.control };
            let failures = ProportionArms { control: arms.control.failures(), variant: arms.variant.failures() };
            for method in CLOSED {
                let of = |arms: ProportionArms| arms.difference_interval(alpha(0.1), Alternative::TwoSided, method);
                for mirror in [swapped, failures] {
                    match (of(arms), of(mirror)) {
                        (Ok(direct), Ok(mirror)) => {
                            let sum = direct.low().value().unwrap() + mirror.high().value().unwrap();
                            prop_assert!(sum.abs() < 1e-10, "{:?}: {}", method, sum);
                        }
                        (direct, mirror) => prop_assert_eq!(direct.err(), mirror.err()),
                    }
                }
            }
        }

        /// Each end of a score interval is a hypothesis whose test has just the p-value alpha.
        #[test]
        fn score_intervals_invert_their_tests(arms in any_arms(), risk in 0.001..0.4) {
            let by = |null| arms.test(null, Alternative::TwoSided, ProportionTest::MiettinenNurminen);
            let interval = arms
                .difference_interval(alpha(risk), Alternative::TwoSided, DifferenceInterval::MiettinenNurminen)
                .unwrap();
            for end in [interval.low(), interval.high()] {
                let end = end.value().unwrap();
                if end.abs() < 1.0 {
                    let p = by(ProportionNull::Difference(end)).unwrap().p_value;
                    prop_assert!((p / risk - 1.0).abs() < 1e-6, "difference {}: p {}", end, p);
                }
            }
            let interval = arms
                .lift_interval(alpha(risk), Alternative::TwoSided, LiftInterval::MiettinenNurminen)
                .unwrap();
            for end in [interval.low(), interval.high()] {
                if let Bound::At(lift) = end && lift > -1.0 {
                    let p = by(ProportionNull::Ratio(1.0 + lift)).unwrap().p_value;
                    prop_assert!((p / risk - 1.0).abs() < 1e-6, "lift {}: p {}", lift, p);
                }
            }
        }

        #[test]
        fn less_risk_gives_a_wider_interval_around_the_estimate(arms in any_arms(), risk in 0.002..0.4) {
            for method in [DifferenceInterval::MiettinenNurminen, DifferenceInterval::Newcombe] {
                let at = |risk: f64| arms.difference_interval(alpha(risk), Alternative::TwoSided, method).unwrap();
                let (wide, narrow) = (at(risk / 2.0), at(risk));
                prop_assert!(wide.low().value() <= narrow.low().value());
                prop_assert!(wide.high().value() >= narrow.high().value());
                prop_assert!(narrow.contains(arms.difference()));
            }
        }
    }
}
