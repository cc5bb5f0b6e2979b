//! Intervals for the difference and the lift of two event rates.

use super::event_rate::EventRateInterval;
use super::event_score::watched;
use super::interval::{Bound, Interval, Method, NoAnswer, Shape};
use super::{Alternative, EventArms, beta, normal};
use crate::quantity::Proportion;

/// How to compute the interval of a difference of event rates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EventDifferenceInterval {
    /// The differences that the score test does not reject. The default.
    Score,
    /// Put together from the score limits of each rate (Zou & Donner 2008).
    Mover,
    /// The textbook interval; needs an event.
    Wald,
    /// The same with ½ added to the counts in the variance.
    WaldAdjusted,
}

/// How to compute the interval of a lift of event rates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EventLiftInterval {
    /// The lifts that the score test does not reject. The default.
    Score,
    /// Normal on the logarithm of the ratio; needs events in both arms.
    LogRatio,
    /// The same with ½ added to both counts.
    LogRatioAdjusted,
    /// The lifts that the exact test given the total does not reject one-sidedly (from Clopper & Pearson's limits).
    ConditionalExact,
    /// Put together from the score limits of each rate (Donner & Zou 2012).
    Mover,
    /// Put together from the Jeffreys limits and medians of each rate (Li, Tang & Wong 2014).
    MoverJeffreys,
}

impl EventArms {
    /// Returns the differences (variant − control, in events per unit of exposure) that the data do not reject at level
    /// `1 − alpha`.
    ///
    /// [`Alternative::Greater`] gives a lower end only, [`Alternative::Less`] an upper end only, each with the whole `alpha`.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::NoEvents`] when Wald's interval meets no event, [`NoAnswer::Search`] when the numerical search fails.
    pub fn difference_interval(
        self,
        alpha: Proportion,
        alternative: Alternative,
        method: EventDifferenceInterval,
    ) -> Result<Interval, NoAnswer> {
        let level = alternative.sides().level(alpha.get());
        let z = normal::upper_quantile(level);
        let around = |half: f64| (Bound::At(self.difference() - half), Bound::At(self.difference() + half));
        let (ends, method) = match method {
            EventDifferenceInterval::Score => (self.score().differences(z)?, Method::Score),
            EventDifferenceInterval::Mover => (self.mover_differences(level)?, Method::Mover),
            EventDifferenceInterval::Wald if self.wald_error(0.0) == 0.0 => return Err(NoAnswer::NoEvents),
            EventDifferenceInterval::Wald => (around(z * self.wald_error(0.0)), Method::Wald),
            EventDifferenceInterval::WaldAdjusted => (around(z * self.wald_error(0.5)), Method::WaldAdjusted),
        };
        let (low, high) = watched(ends, alternative);
        Ok(Interval { shape: Shape::Between { low, high }, alpha, method })
    }

    /// Returns the lifts (variant / control − 1) that the data do not reject at level `1 − alpha`.
    ///
    /// A control without events sets no upper end; a variant without events leaves −100 % possible.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::ArmWithoutEvents`] when [`EventLiftInterval::LogRatio`] meets an arm without events, [`NoAnswer::Search`] when
    /// the numerical search fails.
    pub fn lift_interval(
        self,
        alpha: Proportion,
        alternative: Alternative,
        method: EventLiftInterval,
    ) -> Result<Interval, NoAnswer> {
        let level = alternative.sides().level(alpha.get());
        let z = normal::upper_quantile(level);
        let (ends, method) = match method {
            EventLiftInterval::Score => (self.score().ratios(z)?, Method::Score),
            EventLiftInterval::LogRatio => (self.log_ratios(z, 0.0)?, Method::LogRatio),
            EventLiftInterval::LogRatioAdjusted => (self.log_ratios(z, 0.5)?, Method::LogRatioAdjusted),
            EventLiftInterval::ConditionalExact => (self.conditional_ratios(level)?, Method::ConditionalExact),
            EventLiftInterval::Mover => (self.mover_ratios(level, EventRateInterval::Score)?, Method::Mover),
            EventLiftInterval::MoverJeffreys => {
                (self.mover_ratios(level, EventRateInterval::Jeffreys)?, Method::MoverJeffreys)
            }
        };
        let (low, high) = watched(ends, alternative);
        Ok(Interval { shape: Shape::Between { low: low.moved(-1.0), high: high.moved(-1.0) }, alpha, method })
    }

    fn mover_differences(self, level: f64) -> Result<(Bound, Bound), NoAnswer> {
        let (control, variant) = (self.control.rate(), self.variant.rate());
        let (control_low, control_high) = self.control.limits(level, EventRateInterval::Score)?;
        let (variant_low, variant_high) = self.variant.limits(level, EventRateInterval::Score)?;
        let below = (variant - variant_low).hypot(control_high - control);
        let above = (variant_high - variant).hypot(control - control_low);
        Ok((Bound::At(self.difference() - below), Bound::At(self.difference() + above)))
    }

    fn log_ratios(self, z: f64, added: f64) -> Result<(Bound, Bound), NoAnswer> {
        let (control, variant) = (self.control.count() + added, self.variant.count() + added);
        if control == 0.0 || variant == 0.0 {
            return Err(NoAnswer::ArmWithoutEvents);
        }
        let centre = (variant / control).ln() - self.odds(1.0).ln();
        let half = z * (1.0 / control + 1.0 / variant).sqrt();
        Ok((Bound::At((centre - half).exp()), Bound::At((centre + half).exp())))
    }

    /// Limits of the variant's share of all events, as the odds of that share over those of equal rates.
    fn conditional_ratios(self, level: f64) -> Result<(Bound, Bound), NoAnswer> {
        let (control, variant) = (self.control.count(), self.variant.count());
        // The share and its complement are found apart, so that odds keep their digits at both ends.
        let low = if variant == 0.0 {
            Bound::At(0.0)
        } else {
            let share = beta::quantile(level, variant, control + 1.0)?;
            let rest = beta::upper_quantile(level, control + 1.0, variant)?;
            Bound::At(share / rest / self.odds(1.0))
        };
        let high = if control == 0.0 {
            Bound::Unbounded
        } else {
            let share = beta::upper_quantile(level, variant + 1.0, control)?;
            let rest = beta::quantile(level, control, variant + 1.0)?;
            Bound::At(share / rest / self.odds(1.0))
        };
        Ok((low, high))
    }

    fn mover_ratios(self, level: f64, limits: EventRateInterval) -> Result<(Bound, Bound), NoAnswer> {
        let centre = |events: super::Events| match limits {
            // The median of the posterior; its mean would do as well.
            EventRateInterval::Jeffreys => events.limits(0.5, limits).map(|(median, _)| median),
            _ => Ok(events.rate()),
        };
        let (control, variant) = (centre(self.control)?, centre(self.variant)?);
        let (control_low, control_high) = self.control.limits(level, limits)?;
        let (variant_low, variant_high) = self.variant.limits(level, limits)?;
        let product = control * variant;
        let power = |rate: f64, limit: f64| limit * (2.0 * rate - limit);
        // Each limit in the form whose divisor cannot vanish.
        let root = |upper: f64, lower: f64| (product * product - upper * lower).max(0.0).sqrt();
        let below = power(variant, variant_low);
        let low = if below == 0.0 { 0.0 } else { below / (product + root(below, power(control, control_high))) };
        let above = power(control, control_low);
        let high = if above == 0.0 {
            Bound::Unbounded
        } else {
            Bound::At((product + root(power(variant, variant_high), above)) / above)
        };
        Ok((Bound::At(low), high))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{EventNull, EventTest, Events};
    use proptest::prelude::*;

    const LIFTS: [EventLiftInterval; 6] = [
        EventLiftInterval::Score,
        EventLiftInterval::LogRatio,
        EventLiftInterval::LogRatioAdjusted,
        EventLiftInterval::ConditionalExact,
        EventLiftInterval::Mover,
        EventLiftInterval::MoverJeffreys,
    ];

    fn arms(x1: u64, t1: f64, x2: u64, t2: f64) -> EventArms {
        EventArms { control: Events::new(x1, t1).unwrap(), variant: Events::new(x2, t2).unwrap() }
    }

    fn alpha() -> Proportion {
        Proportion::new(0.05).unwrap()
    }

    #[test]
    fn arms_without_events_leave_an_end_open() {
        for method in LIFTS {
            let lift = |arms: EventArms| arms.lift_interval(alpha(), Alternative::TwoSided, method);
            if method == EventLiftInterval::LogRatio {
                assert_eq!(lift(arms(0, 5.0, 4, 5.0)), Err(NoAnswer::ArmWithoutEvents));
                continue;
            }
            let zero_control = lift(arms(0, 5.0, 40, 5.0)).unwrap();
            assert!(zero_control.low().value().unwrap() > 0.0, "{method:?} {zero_control:?}");
            let zero_variant = lift(arms(40, 5.0, 0, 5.0)).unwrap();
            let high = zero_variant.high().value().unwrap();
            assert!(high < 0.0 && zero_variant.low().value().unwrap() >= -1.0, "{method:?} {zero_variant:?}");
        }
    }

    #[test]
    fn a_billion_events_in_each_arm() {
        let many = arms(1_000_000_000, 1e9, 1_000_200_000, 1e9);
        for method in LIFTS {
            let interval = many.lift_interval(alpha(), Alternative::TwoSided, method).unwrap();
            let (low, high) = (interval.low().value().unwrap(), interval.high().value().unwrap());
            let half = 1.959_963_984_540_054 * 2e-9_f64.sqrt();
            assert!(
                (low - (2e-4 - half)).abs() < 1e-7 && (high - (2e-4 + half)).abs() < 1e-7,
                "{method:?} {low} {high}"
            );
        }
    }

    proptest! {
        #[test]
        fn intervals_are_what_their_tests_do_not_reject(
            x1 in 1_u64..200, x2 in 1_u64..200, exposure in 0.2..5.0_f64, lift in -0.9..4.0_f64,
        ) {
            let arms = arms(x1, 1.0, x2, exposure);
            for (interval, test) in
                [(EventLiftInterval::Score, EventTest::Score), (EventLiftInterval::LogRatio, EventTest::LogWald)]
            {
                let interval = arms.lift_interval(alpha(), Alternative::TwoSided, interval).unwrap();
                let test = arms.test(EventNull::Ratio(1.0 + lift), Alternative::TwoSided, test).unwrap();
                prop_assume!((test.p_value / 0.05 - 1.0).abs() > 1e-9);
                prop_assert_eq!(!interval.contains(lift), test.p_value < 0.05);
            }
            // One-sided limits of the exact interval are those of the one-sided exact test.
            let exact = arms.lift_interval(alpha(), Alternative::Greater, EventLiftInterval::ConditionalExact).unwrap();
            let test = arms.test(EventNull::Ratio(1.0 + lift), Alternative::Greater, EventTest::ConditionalExact).unwrap();
            prop_assume!((test.p_value / 0.05 - 1.0).abs() > 1e-9);
            prop_assert_eq!(!exact.contains(lift), test.p_value < 0.05);
        }
    }
}
