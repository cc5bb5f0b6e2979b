//! One sample: a rate, a mean, a score with what it is compatible with. No comparison, hence no test.

use serde::Serialize;

use crate::metric::{AnswerScale, Direction};
use crate::quantity::{Positive, Proportion};
use crate::stats::{
    Alternative, Answers, Caps, CategoryCounts, Conversions, CrossMoments, EventRateInterval, Events, Interval,
    Moments, NoAnswer, QuantileArm, RateInterval, RiskTable, ScoreInterval, StratumAnswers, SurveyEstimate,
    SurvivalInterval, Tails,
};

/// What a number estimated from one sample is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Share of the units that did it.
    Rate,
    /// Mean by unit.
    Mean,
    /// Events per unit of exposure.
    EventRate,
    /// Net Promoter Score, in points.
    Score,
    /// Mean answer on a scale.
    MeanAnswer,
    /// Share of the two best answers of a scale.
    TopTwoBox,
    /// One total over another.
    Ratio,
    /// Share of all people, from those who were asked.
    PopulationShare,
    /// Mean of all people, from those who were asked.
    PopulationMean,
    /// Mean by unit, values above a quantile counted as the quantile.
    CappedMean,
    /// The value that a share of the units stays below.
    Quantile,
    /// Share of the units still there at the horizon.
    StillThere,
    /// The time by which half of the units left.
    MedianTime,
}

/// A number with the values that the data do not reject.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimate {
    /// What it is.
    pub measure: Measure,
    /// Units, answers or events it rests on.
    pub n: u64,
    /// The observed value; none where the data end before it, as where more than half outlast the time they were followed.
    pub estimate: Option<f64>,
    /// The values that the data do not reject, or why nothing can be said of them.
    pub interval: Result<Interval, NoAnswer>,
    /// The same data read in other ways.
    pub also: Vec<Estimate>,
}

/// With fewer answers than this a score takes the limits with ¾ promoter, 1½ passives and ¾ detractor added: the normal ones
/// then miss the truth more often than they promise.
pub const FEW_ANSWERS: u64 = 100;

impl Estimate {
    fn new(measure: Measure, n: u64, estimate: f64, interval: Result<Interval, NoAnswer>) -> Self {
        Self { measure, n, estimate: Some(estimate), interval, also: Vec::new() }
    }

    /// A rate. All methods but Wald's answer at 0 of n and n of n.
    #[must_use]
    pub fn of_rate(observed: Conversions, method: RateInterval, alpha: Proportion) -> Self {
        let interval = observed.interval(alpha, Alternative::TwoSided, method);
        Self::new(Measure::Rate, observed.visitors(), observed.rate(), having_width(interval))
    }

    /// A mean, by Student's t. None without units.
    #[must_use]
    pub fn of_mean(observed: &Moments, alpha: Proportion) -> Option<Self> {
        let interval = observed.interval(alpha, Alternative::TwoSided);
        Some(Self::new(Measure::Mean, observed.count(), observed.mean()?, interval))
    }

    /// Events per unit of exposure, taken as Poisson.
    #[must_use]
    pub fn of_events(observed: Events, method: EventRateInterval, alpha: Proportion) -> Self {
        let interval = observed.interval(alpha, Alternative::TwoSided, method);
        Self::new(Measure::EventRate, observed.events(), observed.rate(), interval)
    }

    /// A Net Promoter Score; without a method, adjusted Wald below [`FEW_ANSWERS`] answers or where all fall in one group, Wald
    /// otherwise. Limits are cut at ±100.
    #[must_use]
    pub fn of_recommendation(observed: Answers, method: Option<ScoreInterval>, alpha: Proportion) -> Self {
        let few = observed.total() < FEW_ANSWERS || observed.standard_error() == 0.0;
        let usual = if few { ScoreInterval::AdjustedWald } else { ScoreInterval::Wald };
        let interval = observed.interval(alpha, method.unwrap_or(usual)).map(|interval| interval.cut(-100.0, 100.0));
        Self::new(Measure::Score, observed.total(), observed.score(), interval)
    }

    /// The mean of answers on a scale, each answer counting as its number, and also the share of the two best. None without
    /// answers, or where the counts do not fit the scale.
    #[must_use]
    pub fn of_answers(
        observed: &CategoryCounts,
        scale: AnswerScale,
        better: Direction,
        alpha: Proportion,
    ) -> Option<Self> {
        let scores: Vec<f64> = (scale.low()..=scale.high()).map(f64::from).collect();
        let moments = observed.scores(&scores).ok()?;
        let mean = Self { measure: Measure::MeanAnswer, ..Self::of_mean(&moments, alpha)? };
        let best = match better {
            Direction::Higher => observed.clone(),
            Direction::Lower => {
                CategoryCounts::new(observed.counts().iter().rev().copied().collect::<Vec<_>>()).ok()?
            }
        };
        let top = Self::of_rate(best.top(2).ok()?, RateInterval::Wilson, alpha);
        Some(Self { also: vec![Self { measure: Measure::TopTwoBox, ..top }], ..mean })
    }

    /// The same with what was read beside it put first.
    #[must_use]
    pub fn turned(mut self) -> Self {
        let Some(mut first) = self.also.pop() else { return self };
        first.also.push(self);
        first
    }

    /// One total over another, by the delta method.
    ///
    /// # Errors
    ///
    /// [`NoAnswer`] where the units give no ratio, or no spread.
    pub fn of_ratio(observed: &CrossMoments, alpha: Proportion) -> Result<Self, NoAnswer> {
        let ratio = observed.ratio()?;
        let interval = ratio.interval(alpha, Alternative::TwoSided);
        Ok(Self::new(Measure::Ratio, observed.count(), ratio.value, interval))
    }

    /// The mean or share of all people, from a sample of them; with the correction for a finite population where it is known.
    /// None without answers.
    #[must_use]
    pub fn of_survey(measure: Measure, answers: Moments, population: Option<u64>, alpha: Proportion) -> Option<Self> {
        let found = SurveyEstimate::of_sample(answers, population, alpha);
        Some(Self::new(measure, answers.count(), answers.mean()?, found.map(|found| found.interval)))
    }

    /// The same from samples of several groups, weighted by the people in each.
    ///
    /// # Errors
    ///
    /// [`NoAnswer`] where a group has too few answers, or all of them are alike.
    pub fn of_strata(measure: Measure, strata: &[StratumAnswers], alpha: Proportion) -> Result<Self, NoAnswer> {
        let found = SurveyEstimate::of_strata(strata, alpha)?;
        let answers = strata.iter().fold(0_u64, |sum, stratum| sum.saturating_add(stratum.answers.count()));
        Ok(Self::new(measure, answers, found.estimate, Ok(found.interval)))
    }
}

/// Estimates that need the value of every unit.
impl Estimate {
    /// A mean from the value of every unit. With a `cap`, values above this quantile count as the quantile, and the uncapped
    /// mean stands beside. None without values.
    #[must_use]
    pub fn of_values(values: &[f64], cap: Option<Proportion>, alpha: Proportion) -> Option<Self> {
        let uncapped = Self::of_mean(&Moments::of(values), alpha)?;
        let Some(cap) = cap else { return Some(uncapped) };
        let above = Proportion::new(1.0 - cap.get()).ok()?;
        let caps = Caps::of(values, &[], above, Tails::Upper).ok()?;
        let capped = Self::of_mean(&Moments::of(&caps.capped(values)), alpha)?;
        Some(Self { measure: Measure::CappedMean, also: vec![uncapped], ..capped })
    }

    /// A quantile from the value of every unit, its interval from one value to another. None without values.
    #[must_use]
    pub fn of_quantile(values: Vec<f64>, level: Proportion, alpha: Proportion) -> Option<Self> {
        let arm = QuantileArm::of(values);
        let interval = arm.interval(level, alpha, Alternative::TwoSided);
        Some(Self::new(Measure::Quantile, arm.count() as u64, arm.value(level)?, interval))
    }

    /// The share of the units still there at the horizon (Kaplan & Meier), and the time by which half had left.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::TooFewUnits`] without units, [`NoAnswer::BeyondFollowUp`] where nobody was followed up to the horizon.
    pub fn of_retention(observed: &RiskTable, horizon: Positive, alpha: Proportion) -> Result<Self, NoAnswer> {
        let (curve, scale) = (observed.survival_curve(), SurvivalInterval::LogLog);
        let found = curve.retention(horizon.get(), alpha, Alternative::TwoSided, scale)?;
        let share = Self::new(Measure::StillThere, observed.units(), found.share, found.interval);
        let median = curve.median(alpha, Alternative::TwoSided, scale);
        let median = Self {
            measure: Measure::MedianTime,
            n: observed.units(),
            estimate: median.ok().and_then(|median| median.estimate),
            interval: median.map(|median| median.interval),
            also: Vec::new(),
        };
        Ok(Self { also: vec![median], ..share })
    }
}

/// Wald's interval of 0 of n has no width, as if nobody could ever convert: that is no interval.
fn having_width(interval: Result<Interval, NoAnswer>) -> Result<Interval, NoAnswer> {
    let interval = interval?;
    if interval.low() == interval.high() { Err(NoAnswer::NoVariation) } else { Ok(interval) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{EndingsAt, Method};

    fn alpha() -> Proportion {
        Proportion::new(0.05).unwrap()
    }

    fn ends(estimate: &Estimate) -> (f64, f64) {
        let interval = estimate.interval.unwrap();
        (interval.low().value().unwrap(), interval.high().value().unwrap())
    }

    /// 50/30/20 of 100: 30 points, from 14.7 to 45.3 by hand (√0.61 · 10 · 1.96).
    #[test]
    fn a_score_of_a_hundred_answers_has_normal_limits() {
        let found = Estimate::of_recommendation(Answers::new(50, 30, 20).unwrap(), None, alpha());
        let half = 10.0 * 0.61_f64.sqrt() * 1.959_963_984_540_054;
        let (low, high) = ends(&found);
        assert!((low - (30.0 - half)).abs() < 1e-9 && (high - (30.0 + half)).abs() < 1e-9);
        let few = Estimate::of_recommendation(Answers::new(5, 3, 2).unwrap(), None, alpha());
        assert_eq!(few.interval.unwrap().method, Method::AdjustedWald);
        let alike = Estimate::of_recommendation(Answers::new(500, 0, 0).unwrap(), None, alpha());
        assert_eq!(alike.interval.unwrap().method, Method::AdjustedWald);
    }

    #[test]
    fn nobody_converting_has_an_upper_end_but_not_by_wald() {
        let nobody = Conversions::new(0, 20).unwrap();
        let (low, high) = ends(&Estimate::of_rate(nobody, RateInterval::ClopperPearson, alpha()));
        assert!(low == 0.0 && (high - (1.0 - 0.025_f64.powf(0.05))).abs() < 1e-12);
        assert_eq!(Estimate::of_rate(nobody, RateInterval::Wald, alpha()).interval, Err(NoAnswer::NoVariation));
    }

    #[test]
    fn the_two_best_answers_follow_the_direction() {
        let counts = CategoryCounts::new([5, 10, 15, 30, 40]).unwrap();
        let of = |better| Estimate::of_answers(&counts, AnswerScale::ONE_TO_FIVE, better, alpha()).unwrap();
        assert!((of(Direction::Higher).estimate.unwrap() - 3.9).abs() < 1e-12);
        assert!((of(Direction::Higher).also[0].estimate.unwrap() - 0.7).abs() < 1e-12);
        assert!((of(Direction::Lower).also[0].estimate.unwrap() - 0.15).abs() < 1e-12);
        let turned = of(Direction::Higher).turned();
        assert_eq!((turned.measure, turned.also[0].measure), (Measure::TopTwoBox, Measure::MeanAnswer));
        assert!(Estimate::of_answers(&counts, AnswerScale::RECOMMENDATION, Direction::Higher, alpha()).is_none());
    }

    /// By hand: the median of ten values lies between the second and the ninth with confidence 1 − 2 · 11/1024, and the
    /// third and the eighth would fall short of 95 %.
    #[test]
    fn a_quantile_has_the_interval_of_order_statistics() {
        let values = (1..=10).map(f64::from).collect();
        let found = Estimate::of_quantile(values, Proportion::HALF, alpha()).unwrap();
        assert_eq!((found.estimate, found.n, ends(&found)), (Some(5.5), 10, (2.0, 9.0)));
        assert!(Estimate::of_quantile(Vec::new(), Proportion::HALF, alpha()).is_none());
    }

    #[test]
    fn a_cap_puts_the_uncapped_mean_beside() {
        let values = [1.0, 2.0, 3.0, 4.0, 90.0];
        let found = Estimate::of_values(&values, Proportion::new(0.75).ok(), alpha()).unwrap();
        assert_eq!((found.measure, found.estimate), (Measure::CappedMean, Some(14.0 / 5.0)));
        assert_eq!((found.also[0].measure, found.also[0].estimate), (Measure::Mean, Some(20.0)));
        assert!(Estimate::of_values(&values, None, alpha()).unwrap().also.is_empty());
    }

    /// Four of ten left at 2 and nobody was lost: 60 %, Greenwood's variance of log S 4/60, the limits on the scale of
    /// log(−log S) by hand.
    #[test]
    fn retention_has_log_log_limits() {
        let stayed = EndingsAt { time: 5.0, events: 0, censored: 6 };
        let table = RiskTable::from_counts([EndingsAt { time: 2.0, events: 4, censored: 0 }, stayed]).unwrap();
        let horizon = |time| Positive::new(time).unwrap();
        let found = Estimate::of_retention(&table, horizon(3.0), alpha()).unwrap();
        assert!((found.estimate.unwrap() - 0.6).abs() < 1e-12);
        let half = 1.959_963_984_540_054 * (4.0_f64 / 60.0).sqrt() / 0.6_f64.ln().abs();
        let (low, high) = ends(&found);
        assert!((low - 0.6_f64.powf(half.exp())).abs() < 1e-12 && (high - 0.6_f64.powf((-half).exp())).abs() < 1e-12);
        assert_eq!((found.also[0].measure, found.also[0].estimate), (Measure::MedianTime, None));
        assert_eq!(Estimate::of_retention(&table, horizon(6.0), alpha()), Err(NoAnswer::BeyondFollowUp));
        assert_eq!(Estimate::of_retention(&RiskTable::default(), horizon(6.0), alpha()), Err(NoAnswer::TooFewUnits));
    }

    /// Cochran's stratified mean by hand: 0.2 · 0.1 + 0.8 · 0.2 = 0.18.
    #[test]
    fn groups_weigh_as_many_as_they_are() {
        let yes = |count, of| Moments::from_sums(of, count, count).unwrap();
        let strata = [
            StratumAnswers { population: 200, answers: yes(2.0, 20) },
            StratumAnswers { population: 800, answers: yes(16.0, 80) },
        ];
        let found = Estimate::of_strata(Measure::PopulationShare, &strata, alpha()).unwrap();
        assert!((found.estimate.unwrap() - 0.18).abs() < 1e-12 && found.n == 100);
    }
}
