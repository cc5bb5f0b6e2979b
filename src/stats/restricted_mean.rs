//! Restricted mean survival time: the time without the event, up to a horizon, that a unit has on average.
//!
//! It needs no proportional hazards, is in units of time, and its difference and ratio say what a hazard ratio does not.

use super::interval::{Interval, Method, NoAnswer, Shape};
use super::log_rank::SurvivalArms;
use super::{Alternative, ArmEstimate, EffectEstimate, MeanMethod, RiskTable, normal};
use crate::quantity::{Positive, Proportion};

/// The area under Kaplan & Meier's curve up to a horizon.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RestrictedMean {
    /// Mean time without the event, up to the horizon.
    pub mean: f64,
    /// Its standard error; 0 where nobody, or everybody at once, had the event before the horizon.
    pub standard_error: f64,
}

impl RestrictedMean {
    /// The mean with its normal interval.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::NoVariation`] where the standard error is 0.
    pub fn interval(&self, alpha: Proportion, alternative: Alternative) -> Result<Interval, NoAnswer> {
        if self.standard_error == 0.0 {
            return Err(NoAnswer::NoVariation);
        }
        let reach = normal::upper_quantile(alternative.sides().level(alpha.get())) * self.standard_error;
        let shape = Shape::sided(self.mean - reach, self.mean + reach, alternative);
        Ok(Interval { shape, alpha, method: Method::Z })
    }
}

impl RiskTable {
    /// Mean time without the event up to `horizon`: ∫ S, with the variance Σ (∫ₜ S)² d / (n (n − d)).
    ///
    /// # Errors
    ///
    /// [`NoAnswer::TooFewUnits`] without any unit; [`NoAnswer::BeyondFollowUp`] where the horizon lies past the last time
    /// observed, unless nobody was left by then.
    ///
    /// # Source
    ///
    /// Royston & Parmar 2013, "Restricted mean survival time", *BMC Medical Research Methodology* 13:152; variance: Klein &
    /// Moeschberger 2003, *Survival Analysis*, 2nd ed., section 4.5.
    ///
    /// ```
    /// use jalon::quantity::Positive;
    /// use jalon::stats::{Ending, RiskTable};
    /// let table = RiskTable::of([(2.0, Ending::Event), (6.0, Ending::Censored)]).unwrap();
    /// assert_eq!(table.restricted_mean(Positive::new(4.0).unwrap()).unwrap().mean, 3.0);
    /// ```
    pub fn restricted_mean(&self, horizon: Positive) -> Result<RestrictedMean, NoAnswer> {
        let horizon = horizon.get();
        let curve = self.survival_curve();
        curve.check_followed_to(horizon)?;
        let (mut area, mut right, mut variance) = (0.0, horizon, 0.0);
        for step in curve.steps().iter().rev().filter(|step| step.time <= horizon) {
            area += step.survival * (right - step.time);
            right = step.time;
            // Where all those left had the event, nothing of the area lies after it.
            if step.events > 0 && step.survival > 0.0 {
                let (events, at_risk) = (step.events as f64, step.at_risk as f64);
                // As a share of the horizon, so that no unit of time is too long or too short to square.
                variance += (area / horizon).powi(2) * (events / at_risk / (at_risk - events));
            }
        }
        Ok(RestrictedMean { mean: area + right, standard_error: horizon * variance.sqrt() })
    }
}

impl SurvivalArms<'_> {
    /// The restricted means of both arms as an effect: difference, ratio, their intervals and the test, from one normal
    /// statistic.
    ///
    /// # Errors
    ///
    /// As [`RiskTable::restricted_mean`] for either arm; [`NoAnswer::NoVariation`] where neither mean has a standard error.
    ///
    /// ```
    /// use jalon::quantity::{Positive, Proportion};
    /// use jalon::stats::{Alternative, Ending, MeanNull, RiskTable, SurvivalArms};
    /// let times = |slower: f64| (1..=60).map(move |day| (slower * f64::from(day), Ending::Event));
    /// let (control, variant) = (RiskTable::of(times(1.0)).unwrap(), RiskTable::of(times(1.7)).unwrap());
    /// let arms = SurvivalArms { control: &control, variant: &variant };
    /// let effect = arms.restricted_means(Positive::new(60.0).unwrap()).unwrap();
    /// let alpha = Proportion::new(0.05).unwrap();
    /// let comparison = effect.compare(MeanNull::EQUAL, alpha, Alternative::TwoSided).unwrap();
    /// assert!(comparison.difference.estimate.unwrap() > 0.0 && !comparison.difference.interval.contains(0.0));
    /// ```
    pub fn restricted_means(self, horizon: Positive) -> Result<EffectEstimate, NoAnswer> {
        let estimate = |arm: &RiskTable| -> Result<ArmEstimate, NoAnswer> {
            let RestrictedMean { mean, standard_error } = arm.restricted_mean(horizon)?;
            Ok(ArmEstimate { value: mean, error: standard_error, units: arm.units() as f64 })
        };
        EffectEstimate::of_arms(estimate(self.control)?, estimate(self.variant)?, MeanMethod::Z)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{Comparison, Ending, MeanNull, Moments};
    use proptest::prelude::*;

    fn table(events: &[f64], censored: &[f64]) -> RiskTable {
        let events = events.iter().map(|&time| (time, Ending::Event));
        RiskTable::of(events.chain(censored.iter().map(|&time| (time, Ending::Censored)))).unwrap()
    }

    fn horizon(time: f64) -> Positive {
        Positive::new(time).unwrap()
    }

    fn compare(control: &RiskTable, variant: &RiskTable, end: f64, alpha: f64) -> Result<Comparison, NoAnswer> {
        let risk = Proportion::new(alpha).unwrap();
        let effect = SurvivalArms { control, variant }.restricted_means(horizon(end))?;
        effect.compare(MeanNull::EQUAL, risk, Alternative::TwoSided)
    }

    #[test]
    fn a_horizon_past_what_was_observed_is_named() {
        let (short, long) = (table(&[1.0], &[5.0]), table(&[1.0], &[50.0]));
        assert_eq!(short.restricted_mean(horizon(5.1)), Err(NoAnswer::BeyondFollowUp));
        assert_eq!(compare(&short, &long, 6.0, 0.05), Err(NoAnswer::BeyondFollowUp));
        assert!(compare(&short, &long, 5.0, 0.05).is_ok());
        assert_eq!(table(&[1.0, 3.0], &[]).restricted_mean(horizon(8.0)).unwrap().mean, 2.0);
        assert_eq!(RiskTable::default().restricted_mean(horizon(1.0)), Err(NoAnswer::TooFewUnits));
    }

    #[test]
    fn nobody_or_everybody_at_once_has_no_variance() {
        let (lasting, at_once) = (table(&[], &[9.0, 9.0]), table(&[2.0, 2.0], &[]));
        assert_eq!(compare(&lasting, &at_once, 8.0, 0.05), Err(NoAnswer::NoVariation));
        let alpha = Proportion::new(0.05).unwrap();
        let mean = lasting.restricted_mean(horizon(8.0)).unwrap();
        assert_eq!((mean.mean, mean.interval(alpha, Alternative::TwoSided)), (8.0, Err(NoAnswer::NoVariation)));
        let gone = table(&[0.0, 0.0], &[]);
        let found = compare(&gone, &table(&[1.0, 2.0], &[]), 3.0, 0.05).unwrap();
        assert_eq!(found.lift, Err(NoAnswer::ZeroBaseline));
    }

    proptest! {
        /// Without censoring it is the plain mean of the times cut at the horizon, with its plain variance (divisor n).
        #[test]
        fn without_censoring_it_is_a_mean(
            times in prop::collection::vec(0.0..40.0_f64, 2..60), rounded in any::<bool>(), end in 1.0..50.0_f64,
        ) {
            let times: Vec<f64> = times.into_iter().map(|time| if rounded { time.round() } else { time }).collect();
            let found = table(&times, &[]).restricted_mean(horizon(end)).unwrap();
            let cut: Vec<f64> = times.iter().map(|time| time.min(end)).collect();
            let moments = Moments::of(&cut);
            let count = moments.count() as f64;
            prop_assert!((found.mean - moments.mean().unwrap()).abs() < 1e-12 * end);
            prop_assert!((found.standard_error.powi(2) - moments.squares() / count / count).abs() < 1e-11 * end * end);
        }

        #[test]
        fn difference_lift_and_test_agree_on_significance(
            control in prop::collection::vec((1_u8..30, prop::bool::weighted(0.7)), 3..50),
            variant in prop::collection::vec((1_u8..30, prop::bool::weighted(0.7)), 3..50),
            alpha in 0.001..0.3_f64,
        ) {
            let arm = |units: &[(u8, bool)]| {
                let ending = |event: bool| if event { Ending::Event } else { Ending::Censored };
                RiskTable::of(units.iter().map(|&(time, event)| (f64::from(time), ending(event)))).unwrap()
            };
            if let Ok(found) = compare(&arm(&control), &arm(&variant), 10.0, alpha) {
                let p_value = found.test.unwrap().p_value;
                prop_assume!((p_value / alpha - 1.0).abs() > 1e-9);
                prop_assert_eq!(!found.difference.interval.contains(0.0), p_value < alpha);
                prop_assert_eq!(!found.lift.unwrap().interval.contains(0.0), p_value < alpha);
            }
        }
    }
}
