//! The share of units without the event so far: Kaplan & Meier's curve, its intervals and its median.

use super::interval::{Effect, Interval, Method, NoAnswer, Shape};
use super::log_rank::SurvivalArms;
use super::{Alternative, ArmEstimate, Bound, EffectEstimate, MeanMethod, RiskTable, normal};
use crate::quantity::Proportion;

/// The scale on which an observed survival is taken for normal. All three use Greenwood's variance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SurvivalInterval {
    /// log(−log S): never leaves 0 to 1, good for few units. The default.
    LogLog,
    /// log S, cut at 1.
    Log,
    /// S itself, cut at 0 and 1; poor near either.
    Plain,
}

/// Survival from one time of the table on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SurvivalStep {
    /// The time.
    pub time: f64,
    /// Units still followed, and without the event, just before this time.
    pub at_risk: u64,
    /// Events at this time.
    pub events: u64,
    /// Units last seen at this time.
    pub censored: u64,
    /// Share without the event from this time until the next.
    pub survival: f64,
    /// Greenwood's sum Σ d / (n (n − d)): the variance of log S. Infinite once nobody is left.
    log_variance: f64,
}

/// Survival at one time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Retention {
    /// Share without the event at that time.
    pub share: f64,
    /// Greenwood's standard error; none where all or none are left, which gives no variance to judge by.
    pub standard_error: Option<f64>,
    /// The shares that the data do not reject; [`NoAnswer::NoVariation`] where all or none are left.
    pub interval: Result<Interval, NoAnswer>,
}

/// Kaplan & Meier's curve of one arm.
///
/// ```
/// use jalon::quantity::Proportion;
/// use jalon::stats::{Alternative, Ending, RiskTable, SurvivalInterval};
/// let days = [(2.0, Ending::Event), (5.0, Ending::Event), (5.0, Ending::Censored), (9.0, Ending::Event), (9.0, Ending::Censored)];
/// let curve = RiskTable::of(days).unwrap().survival_curve();
/// let alpha = Proportion::new(0.05).unwrap();
/// let week = curve.retention(7.0, alpha, Alternative::TwoSided, SurvivalInterval::LogLog).unwrap();
/// assert!((week.share - 0.6).abs() < 1e-15);
/// assert_eq!(curve.median(alpha, Alternative::TwoSided, SurvivalInterval::LogLog).unwrap().estimate, Some(9.0));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct SurvivalCurve {
    steps: Vec<SurvivalStep>,
}

impl RiskTable {
    /// Kaplan & Meier's estimate of the survival: Π (1 − d/n) over the times so far.
    ///
    /// # Source
    ///
    /// Kaplan & Meier 1958, "Nonparametric estimation from incomplete observations", *JASA* 53:457–481; variance: Greenwood
    /// 1926.
    #[must_use]
    pub fn survival_curve(&self) -> SurvivalCurve {
        let (mut survival, mut log_variance) = (1.0, 0.0);
        let steps = self.at_risk().map(|(at_risk, ending)| {
            let (risk, events) = (at_risk as f64, ending.events as f64);
            survival *= (risk - events) / risk;
            if ending.events > 0 {
                log_variance += events / risk / (risk - events);
            }
            let (time, events, censored) = (ending.time, ending.events, ending.censored);
            SurvivalStep { time, at_risk, events, censored, survival, log_variance }
        });
        SurvivalCurve { steps: steps.collect() }
    }
}

impl SurvivalCurve {
    /// The steps, one for each time at which a unit ended; before the first, survival is 1.
    #[must_use]
    pub fn steps(&self) -> &[SurvivalStep] {
        &self.steps
    }

    /// Share of units without the event at `time`.
    ///
    /// # Errors
    ///
    /// As [`retention`](Self::retention).
    pub fn share_at(&self, time: f64) -> Result<f64, NoAnswer> {
        self.check_followed_to(time)?;
        Ok(self.step_at(time).map_or(1.0, |step| step.survival))
    }

    /// Share of units without the event at `time`, with its interval.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::TooFewUnits`] without any unit; [`NoAnswer::BeyondFollowUp`] past the last time observed, unless nobody was
    /// left by then.
    pub fn retention(
        &self,
        time: f64,
        alpha: Proportion,
        alternative: Alternative,
        method: SurvivalInterval,
    ) -> Result<Retention, NoAnswer> {
        self.check_followed_to(time)?;
        let Some(step) = self.step_at(time) else {
            return Ok(Retention { share: 1.0, standard_error: None, interval: Err(NoAnswer::NoVariation) });
        };
        let interval = match step.limits(alternative.sides().level(alpha.get()), method) {
            Some((low, high)) => {
                let method = match method {
                    SurvivalInterval::LogLog => Method::SurvivalLogLog,
                    SurvivalInterval::Log => Method::SurvivalLog,
                    SurvivalInterval::Plain => Method::SurvivalPlain,
                };
                Ok(Interval { shape: Shape::sided(low, high, alternative), alpha, method })
            }
            None => Err(NoAnswer::NoVariation),
        };
        Ok(Retention { share: step.survival, standard_error: step.standard_error(), interval })
    }

    /// The time by which half of the units had the event, with the interval of Brookmeyer & Crowley: the times at which a
    /// survival of one half is not rejected. The estimate is none where more than half never had it.
    ///
    /// Where the curve is exactly one half over a stretch, the middle of the stretch.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::NoEvents`] where nobody had the event.
    ///
    /// # Source
    ///
    /// Brookmeyer & Crowley 1982, "A confidence interval for the median survival time", *Biometrics* 38:29–41.
    pub fn median(
        &self,
        alpha: Proportion,
        alternative: Alternative,
        method: SurvivalInterval,
    ) -> Result<Effect, NoAnswer> {
        if self.steps.iter().all(|step| step.events == 0) {
            return Err(NoAnswer::NoEvents);
        }
        let level = alternative.sides().level(alpha.get());
        let first = |crosses: &dyn Fn(f64, f64) -> bool| {
            let crossed =
                |step: &&SurvivalStep| step.limits(level, method).is_some_and(|(low, high)| crosses(low, high));
            self.steps.iter().filter(|step| step.events > 0).find(crossed).map(|step| step.time)
        };
        // Where the lower limit never comes down to one half, more than half outlast everything observed.
        let low = first(&|low, _| low <= 0.5).or(self.steps.last().map(|step| step.time));
        let high = first(&|_, high| high < 0.5);
        let bound = |time: Option<f64>| time.map_or(Bound::Unbounded, Bound::At);
        let shape = match alternative {
            Alternative::TwoSided => Shape::Between { low: bound(low), high: bound(high) },
            Alternative::Greater => Shape::Between { low: bound(low), high: Bound::Unbounded },
            Alternative::Less => Shape::Between { low: Bound::Unbounded, high: bound(high) },
        };
        let interval = Interval { shape, alpha, method: Method::BrookmeyerCrowley };
        Ok(Effect { estimate: self.half_gone(), interval })
    }

    /// Refuses a time past everything observed, unless the curve has come to 0: then it stays there.
    pub(super) fn check_followed_to(&self, time: f64) -> Result<(), NoAnswer> {
        let last = self.steps.last().ok_or(NoAnswer::TooFewUnits)?;
        let known = time <= last.time || last.survival == 0.0 && !time.is_nan();
        known.then_some(()).ok_or(NoAnswer::BeyondFollowUp)
    }

    /// The last step up to `time`; none before the first.
    fn step_at(&self, time: f64) -> Option<&SurvivalStep> {
        let before = self.steps.partition_point(|step| step.time <= time);
        self.steps.get(before.checked_sub(1)?)
    }

    fn half_gone(&self) -> Option<f64> {
        let drops = || self.steps.iter().filter(|step| step.events > 0);
        let reached = drops().find(|step| step.survival <= 0.5 + ROUNDING)?;
        if (reached.survival - 0.5).abs() > ROUNDING {
            return Some(reached.time);
        }
        let next = drops().find(|step| step.time > reached.time);
        Some(next.map_or(reached.time, |next| f64::midpoint(reached.time, next.time)))
    }
}

impl SurvivalArms<'_> {
    /// The shares without the event at `time` of both arms as an effect: difference, ratio, their intervals and the test, from
    /// one normal statistic with Greenwood's variances.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::TooFewUnits`] and [`NoAnswer::BeyondFollowUp`] as [`SurvivalCurve::retention`];
    /// [`NoAnswer::NoVariation`] where all or none of an arm are left.
    pub fn retentions(self, time: f64) -> Result<EffectEstimate, NoAnswer> {
        let estimate = |arm: &RiskTable| -> Result<ArmEstimate, NoAnswer> {
            let curve = arm.survival_curve();
            curve.check_followed_to(time)?;
            let step = curve.step_at(time).ok_or(NoAnswer::NoVariation)?;
            let error = step.standard_error().ok_or(NoAnswer::NoVariation)?;
            Ok(ArmEstimate { value: step.survival, error, units: arm.units() as f64 })
        };
        EffectEstimate::of_arms(estimate(self.control)?, estimate(self.variant)?, MeanMethod::Z)
    }
}

/// A product of some million factors is off by less.
const ROUNDING: f64 = 1e-9;

impl SurvivalStep {
    /// Greenwood's standard error; none where all or none are left.
    #[must_use]
    pub fn standard_error(&self) -> Option<f64> {
        (self.survival > 0.0 && self.log_variance > 0.0).then(|| self.survival * self.log_variance.sqrt())
    }

    fn limits(&self, level: f64, method: SurvivalInterval) -> Option<(f64, f64)> {
        let z = normal::upper_quantile(level);
        let error = self.standard_error()?;
        let reach = z * self.log_variance.sqrt();
        Some(match method {
            SurvivalInterval::LogLog => {
                let factor = (reach / -self.survival.ln()).exp();
                (self.survival.powf(factor), self.survival.powf(1.0 / factor))
            }
            SurvivalInterval::Log => (self.survival * (-reach).exp(), (self.survival * reach.exp()).min(1.0)),
            SurvivalInterval::Plain => ((self.survival - z * error).max(0.0), (self.survival + z * error).min(1.0)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{Conversions, Ending, MeanNull, ProportionArms, ProportionNull, ProportionTest};
    use proptest::prelude::*;

    fn curve(events: &[f64], censored: &[f64]) -> SurvivalCurve {
        let events = events.iter().map(|&time| (time, Ending::Event));
        let censored = censored.iter().map(|&time| (time, Ending::Censored));
        RiskTable::of(events.chain(censored)).unwrap().survival_curve()
    }

    fn alpha() -> Proportion {
        Proportion::new(0.05).unwrap()
    }

    fn at(curve: &SurvivalCurve, time: f64) -> Result<Retention, NoAnswer> {
        curve.retention(time, alpha(), Alternative::TwoSided, SurvivalInterval::LogLog)
    }

    fn median(curve: &SurvivalCurve) -> Result<Effect, NoAnswer> {
        curve.median(alpha(), Alternative::TwoSided, SurvivalInterval::LogLog)
    }

    #[test]
    fn without_events_all_are_left() {
        let curve = curve(&[], &[4.0, 9.0]);
        let found = at(&curve, 5.0).unwrap();
        assert_eq!((found.share, found.standard_error), (1.0, None));
        assert_eq!(found.interval, Err(NoAnswer::NoVariation));
        assert_eq!(median(&curve), Err(NoAnswer::NoEvents));
    }

    #[test]
    fn past_the_last_time_nothing_is_known_unless_nobody_was_left() {
        assert_eq!(at(&curve(&[4.0], &[9.0]), 9.5), Err(NoAnswer::BeyondFollowUp));
        let gone = at(&curve(&[4.0, 9.0], &[]), 9.5).unwrap();
        assert_eq!((gone.share, gone.interval), (0.0, Err(NoAnswer::NoVariation)));
        assert_eq!(at(&curve(&[], &[]), 1.0), Err(NoAnswer::TooFewUnits));
        assert_eq!(at(&curve(&[4.0], &[]), f64::NAN), Err(NoAnswer::BeyondFollowUp));
    }

    #[test]
    fn one_unit_alone() {
        let found = median(&curve(&[4.0], &[])).unwrap();
        assert_eq!((found.estimate, found.interval.low()), (Some(4.0), Bound::At(4.0)));
        assert_eq!(found.interval.high(), Bound::Unbounded);
        assert_eq!(at(&curve(&[4.0], &[]), 0.0).unwrap().share, 1.0);
    }

    #[test]
    fn all_at_one_time() {
        let half = curve(&[4.0, 4.0], &[4.0, 4.0]);
        assert_eq!(at(&half, 4.0).unwrap().share, 0.5);
        assert_eq!(median(&half).unwrap().estimate, Some(4.0));
    }

    #[test]
    fn the_median_of_a_flat_half_is_its_middle() {
        assert_eq!(median(&curve(&[1.0, 3.0, 8.0, 9.0], &[])).unwrap().estimate, Some(5.5));
        assert_eq!(median(&curve(&[1.0, 3.0, 8.0], &[9.0, 9.0, 9.0, 9.0])).unwrap().estimate, None);
    }

    /// Without censoring the curve is a plain rate, and Greenwood's error its binomial one.
    #[test]
    fn without_censoring_it_is_a_rate() {
        let times: Vec<f64> = (1..=40).map(f64::from).collect();
        let found = at(&curve(&times, &[]), 10.5).unwrap();
        let rate = Conversions::new(30, 40).unwrap();
        assert!((found.share - rate.rate()).abs() < 1e-14);
        assert!((found.standard_error.unwrap() - (0.75 * 0.25 / 40.0_f64).sqrt()).abs() < 1e-14);
    }

    #[test]
    fn without_censoring_retention_is_compared_as_rates_are() {
        let arm = |left: usize| {
            let times: Vec<f64> = (0..200).map(|unit| if unit < left { 30.0 } else { 2.0 }).collect();
            RiskTable::of(times.into_iter().map(|time| (time, Ending::Event))).unwrap()
        };
        let (control, variant) = (arm(120), arm(145));
        let arms = SurvivalArms { control: &control, variant: &variant };
        let found = arms.retentions(7.0).unwrap().compare(MeanNull::EQUAL, alpha(), Alternative::TwoSided).unwrap();
        let rates = ProportionArms {
            control: Conversions::new(120, 200).unwrap(),
            variant: Conversions::new(145, 200).unwrap(),
        };
        let expected = rates.test(ProportionNull::EQUAL, Alternative::TwoSided, ProportionTest::Wald).unwrap();
        assert!((found.test.unwrap().statistic / expected.statistic - 1.0).abs() < 1e-12);
        assert!((found.difference.estimate.unwrap() - 0.125).abs() < 1e-14);
        assert!((found.lift.unwrap().estimate.unwrap() - 25.0 / 120.0).abs() < 1e-13);
        let lasting = table_of_lasting();
        let arms = SurvivalArms { control: &control, variant: &lasting };
        assert_eq!(arms.retentions(7.0), Err(NoAnswer::NoVariation));
    }

    fn table_of_lasting() -> RiskTable {
        RiskTable::of([(30.0, Ending::Censored), (31.0, Ending::Censored)]).unwrap()
    }

    proptest! {
        #[test]
        fn the_interval_of_the_median_holds_the_times_whose_survival_may_be_one_half(
            times in prop::collection::vec((1_u8..60, prop::bool::weighted(0.7)), 5..80),
        ) {
            let ending = |event: bool| if event { Ending::Event } else { Ending::Censored };
            let units = times.iter().map(|&(time, event)| (f64::from(time), ending(event)));
            let curve = RiskTable::of(units).unwrap().survival_curve();
            prop_assume!(times.iter().any(|&(_, event)| event));
            let interval = median(&curve).unwrap().interval;
            for step in curve.steps() {
                if let Ok(Ok(shares)) = at(&curve, step.time).map(|found| found.interval) {
                    let (low, high) = (shares.low().value().unwrap(), shares.high().value().unwrap());
                    prop_assert!(low <= step.survival && step.survival <= high);
                    // The last time itself ends the interval of a median that lies beyond it.
                    if shares.contains(0.5) || Some(step) != curve.steps().last() {
                        let before_high = interval.high().value().is_none_or(|high| step.time < high);
                        let inside = interval.contains(step.time) && before_high;
                        prop_assert_eq!(shares.contains(0.5), inside);
                    }
                }
            }
        }

        #[test]
        fn survival_falls(times in prop::collection::vec((0_u8..30, prop::bool::ANY), 1..60)) {
            let ending = |event: bool| if event { Ending::Event } else { Ending::Censored };
            let units = times.iter().map(|&(time, event)| (f64::from(time), ending(event)));
            let curve = RiskTable::of(units).unwrap().survival_curve();
            let mut last = 1.0;
            for step in curve.steps() {
                prop_assert!(step.survival <= last && step.survival >= 0.0);
                last = step.survival;
            }
        }
    }
}
