//! Intervals for the difference and the lift of two conversion rates.

use super::interval::{Bound, Interval, Method, NoAnswer, Shape};
use super::proportion_test::ProportionArms;
use super::score::Score;
use super::{Alternative, ProportionNull, normal, root};
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
}

impl ProportionArms {
    /// Returns the differences (variant − control) that the data do not reject at level `1 − alpha`.
    ///
    /// [`Alternative::Greater`] gives a lower end only, [`Alternative::Less`] an upper end only, each with the whole `alpha`.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::NoVariation`] when Wald's interval would have no width, [`NoAnswer::Search`] when the numerical search fails.
    pub fn difference_interval(
        self,
        alpha: Proportion,
        alternative: Alternative,
        method: DifferenceInterval,
    ) -> Result<Interval, NoAnswer> {
        let z = normal::upper_quantile(alternative.sides().level(alpha.get()));
        let (centre, half) = (self.difference(), z * self.wald_error(1.0));
        let ((low, high), method) = match method {
            DifferenceInterval::MiettinenNurminen => (self.score_differences(true, z)?, Method::MiettinenNurminen),
            DifferenceInterval::Score => (self.score_differences(false, z)?, Method::Score),
            DifferenceInterval::Newcombe => (self.newcombe(z), Method::Newcombe),
            DifferenceInterval::AgrestiCaffo => (self.agresti_caffo(z), Method::AgrestiCaffo),
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
    /// two arms of conversions only, [`NoAnswer::Search`] when the numerical search fails.
    pub fn lift_interval(
        self,
        alpha: Proportion,
        alternative: Alternative,
        method: LiftInterval,
    ) -> Result<Interval, NoAnswer> {
        let z = normal::upper_quantile(alternative.sides().level(alpha.get()));
        let ((low, high), method) = match method {
            LiftInterval::MiettinenNurminen => (self.score_ratios(true, z)?, Method::MiettinenNurminen),
            LiftInterval::Score => (self.score_ratios(false, z)?, Method::Score),
            LiftInterval::LogRatio => (self.log_ratios(z, 0.0)?, Method::LogRatio),
            LiftInterval::LogRatioAdjusted => (self.log_ratios(z, 0.5)?, Method::LogRatioAdjusted),
        };
        let (low, high) = match alternative {
            Alternative::TwoSided => (low, high),
            Alternative::Greater => (low, Bound::Unbounded),
            Alternative::Less => (Bound::Unbounded, high),
        };
        Ok(Interval { shape: Shape::Between { low: low.moved(-1.0), high: high.moved(-1.0) }, alpha, method })
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

    fn newcombe(self, z: f64) -> (f64, f64) {
        let (control, variant) = (self.control.rate(), self.variant.rate());
        let (control_low, control_high) = self.control.wilson(z);
        let (variant_low, variant_high) = self.variant.wilson(z);
        let down = (variant - variant_low).hypot(control_high - control);
        let up = (variant_high - variant).hypot(control - control_low);
        (self.difference() - down, self.difference() + up)
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
    use crate::stats::{Conversions, ProportionTest};
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

    proptest! {
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
