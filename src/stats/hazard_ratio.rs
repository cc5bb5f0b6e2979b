//! The ratio of hazards that goes with the log-rank test: test, margin, estimate and interval from one statistic.
//!
//! For each ratio the events of the variant are compared with those it would have under that ratio; at a ratio of 1 that is the
//! log-rank test itself, so the interval leaves out 1 exactly where the test rejects. Tied times are taken as events one
//! after another in an order nobody saw, so that whole days as times do not draw the ratio towards 1.

use super::interval::{Bound, Effect, Interval, Method, NoAnswer, Shape, Test};
use super::log_rank::{EventTime, SurvivalArms};
use super::root::{self, RootError};
use super::{Alternative, normal};
use crate::quantity::{Positive, Proportion};

/// Test and ratio of the hazards of two arms, from the same statistic: they never disagree on significance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HazardComparison {
    /// Hazard of the variant over that of the control: below 1 where events come later. The estimate is 0 where the variant
    /// alone had no events, and none where the control alone had none or nothing tells the arms apart.
    pub hazard_ratio: Effect,
    /// The test of the hypothesised ratio; or why there is none.
    pub test: Result<Test, NoAnswer>,
}

impl SurvivalArms<'_> {
    /// Compares the hazards: `null` is the ratio to reject, 1 for superiority, 1.2 for "no more than 20 % more events".
    ///
    /// The interval holds the ratios that the test does not reject. It has no upper end where the control had no events,
    /// goes down to 0 where the variant had none, and leaves nothing out where nothing tells the arms apart.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::Search`] for margins and counts too extreme to compute with; why there is no test is named in its field.
    ///
    /// # Source
    ///
    /// The score interval of Cox's model (Cox 1972, *JRSS B* 34:187–220, section 5; Lin, Dai, Cheng & Sailer 2016, "On the
    /// confidence interval for the hazard ratio", *Statistics in Medicine*), tied times after Kalbfleisch & Prentice 1973.
    pub fn compare_hazards(
        self,
        null: Positive,
        alpha: Proportion,
        alternative: Alternative,
    ) -> Result<HazardComparison, NoAnswer> {
        let interval = |shape| Interval { shape, alpha, method: Method::LogRank };
        if let Err(reason) = self.check() {
            let hazard_ratio = Effect { estimate: None, interval: interval(Shape::WholeLine) };
            return Ok(HazardComparison { hazard_ratio, test: Err(reason) });
        }
        let score = HazardScore::new(self);
        let origin = null.get().ln();
        let statistic = score.statistic(origin);
        if statistic.is_nan() {
            return Err(RootError::NotANumber(null.get()).into());
        }
        let p_value = alternative.p_value(statistic, normal::upper_tail);
        let test = Test { statistic, degrees_of_freedom: None, p_value, method: Method::LogRank };
        let critical = normal::upper_quantile(alternative.sides().level(alpha.get()));
        let shape = score.ratios_within(critical, origin, alternative)?;
        let hazard_ratio = Effect { estimate: score.estimate(origin)?, interval: interval(shape) };
        Ok(HazardComparison { hazard_ratio, test: Ok(test) })
    }
}

/// The statistic as a function of the ratio.
#[derive(Debug, Clone)]
struct HazardScore {
    times: Vec<EventTime>,
    /// How many more of the events could have been the variant's.
    room_above: f64,
    /// How many fewer.
    room_below: f64,
}

impl HazardScore {
    fn new(arms: SurvivalArms<'_>) -> Self {
        let times: Vec<EventTime> = arms.event_times().filter(EventTime::informs).collect();
        let above = |time: &EventTime| time.variant_at_risk.min(time.events() as f64) - time.variant_events as f64;
        let below = |time: &EventTime| time.control_at_risk.min(time.events() as f64) - time.control_events as f64;
        Self { room_above: times.iter().map(above).sum(), room_below: times.iter().map(below).sum(), times }
    }

    /// Observed less expected events of the variant, and its variance.
    fn parts(&self, log_ratio: f64) -> (f64, f64) {
        self.times.iter().fold((0.0, 0.0), |(excess, variance), time| {
            let share = time.variant_share(log_ratio);
            (excess + (time.variant_events as f64 - share.mean), variance + share.variance)
        })
    }

    fn statistic(&self, log_ratio: f64) -> f64 {
        let (excess, variance) = self.parts(log_ratio);
        excess / variance.sqrt()
    }

    /// The ratio at which as many events are expected as observed.
    fn estimate(&self, origin: f64) -> Result<Option<f64>, RootError> {
        if self.room_above == 0.0 {
            return Ok(None);
        }
        if self.room_below == 0.0 {
            return Ok(Some(0.0));
        }
        root::rising(|log_ratio| -self.parts(log_ratio).0, origin, 0.25).map(|root| Some(root.exp()))
    }

    /// The ratios whose statistic lies within the critical value on the sides the alternative watches.
    ///
    /// Each end is sought outwards from the hypothesis, so that the interval and the test of that hypothesis cannot disagree.
    fn ratios_within(&self, critical: f64, origin: f64, alternative: Alternative) -> Result<Shape, RootError> {
        let end = |target: f64| {
            let reached = root::rising(|log_ratio| target - self.statistic(log_ratio), origin, 0.25)?;
            Ok(Bound::At(reached.exp()))
        };
        let low = || if self.room_below == 0.0 { Ok(Bound::At(0.0)) } else { end(critical) };
        let high = || if self.room_above == 0.0 { Ok(Bound::Unbounded) } else { end(-critical) };
        Ok(match alternative {
            Alternative::TwoSided => {
                let (low, high) = (low()?, high()?);
                match (low, high) {
                    // Ratios of 1e-20 among billions lie beyond the digits of a double.
                    (Bound::At(start), Bound::At(end)) if start > end => return Err(RootError::NotSettled(start)),
                    _ => Shape::Between { low, high },
                }
            }
            Alternative::Greater => Shape::Between { low: low()?, high: Bound::Unbounded },
            Alternative::Less => Shape::Between { low: Bound::Unbounded, high: high()? },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::draws::Stream;
    use crate::stats::{CoxTies, Ending, EndingsAt, EventWeights, RiskTable};
    use proptest::prelude::*;

    fn alpha() -> Proportion {
        Proportion::new(0.05).unwrap()
    }

    fn table(events: &[f64], censored: &[f64]) -> RiskTable {
        let events = events.iter().map(|&time| (time, Ending::Event));
        RiskTable::of(events.chain(censored.iter().map(|&time| (time, Ending::Censored)))).unwrap()
    }

    fn compare(control: &RiskTable, variant: &RiskTable, alternative: Alternative) -> HazardComparison {
        SurvivalArms { control, variant }.compare_hazards(Positive::ONE, alpha(), alternative).unwrap()
    }

    /// Exponential times with these hazards, censored at a common time.
    fn simulated(name: &str, units: u32, hazard: f64, end: f64, rounded: bool) -> RiskTable {
        let mut stream = Stream::named(7, name);
        let times = (0..units).map(|_| -stream.uniform().ln() / hazard);
        let ended = times.map(|time| if time < end { (time, Ending::Event) } else { (end, Ending::Censored) });
        RiskTable::of(ended.map(|(time, ending)| (if rounded { time.ceil() } else { time }, ending))).unwrap()
    }

    #[test]
    fn an_arm_without_events_leaves_one_end_open() {
        let (lasting, leaving) = (table(&[], &[9.0; 40]), table(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0], &[9.0; 34]));
        let gone = compare(&lasting, &leaving, Alternative::TwoSided).hazard_ratio;
        assert_eq!((gone.estimate, gone.interval.high()), (None, Bound::Unbounded));
        assert!(gone.interval.low().value().unwrap() > 1.0);
        let kept = compare(&leaving, &lasting, Alternative::TwoSided).hazard_ratio;
        assert_eq!((kept.estimate, kept.interval.low()), (Some(0.0), Bound::At(0.0)));
        assert!(kept.interval.high().value().unwrap() < 1.0);
    }

    #[test]
    fn nothing_to_tell_the_arms_apart_leaves_nothing_out() {
        let cases = [
            (table(&[], &[5.0]), table(&[], &[6.0]), NoAnswer::NoEvents),
            (RiskTable::default(), table(&[1.0], &[]), NoAnswer::TooFewUnits),
            (table(&[4.0, 4.0], &[]), table(&[4.0], &[]), NoAnswer::NoVariation),
        ];
        for (control, variant, reason) in cases {
            let found = compare(&control, &variant, Alternative::TwoSided);
            assert_eq!(found.test, Err(reason));
            assert_eq!((found.hazard_ratio.estimate, found.hazard_ratio.interval.shape), (None, Shape::WholeLine));
        }
    }

    #[test]
    fn one_unit_in_each_arm() {
        let found = compare(&table(&[1.0], &[]), &table(&[2.0], &[]), Alternative::TwoSided);
        assert!((found.test.unwrap().statistic + 1.0).abs() < 1e-15);
        assert_eq!(found.hazard_ratio.estimate, Some(0.0));
        // One event: −p / √(p(1 − p)) = −z at odds z².
        let high = found.hazard_ratio.interval.high().value().unwrap();
        assert!((high / 1.959_963_984_540_054_f64.powi(2) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn in_large_samples_it_is_the_interval_of_cox() {
        let (control, variant) =
            (simulated("control", 20_000, 0.10, 12.0, false), simulated("variant", 20_000, 0.085, 12.0, false));
        let arms = SurvivalArms { control: &control, variant: &variant };
        let score = arms.compare_hazards(Positive::ONE, alpha(), Alternative::TwoSided).unwrap().hazard_ratio;
        let wald = arms.cox(CoxTies::Efron).unwrap().hazard_ratio(alpha(), Alternative::TwoSided);
        // Without ties both solve the same equation.
        assert!((score.estimate.unwrap() / wald.estimate.unwrap() - 1.0).abs() < 1e-10);
        for end in [Interval::low, Interval::high] {
            let ends = (end(&score.interval).value().unwrap(), end(&wald.interval).value().unwrap());
            assert!((ends.0 / ends.1 - 1.0).abs() < 1e-4, "{ends:?}");
        }
        assert!(score.interval.contains(0.85));
    }

    /// A churn of 40 % in the first period alone: taking tied times at face value would draw the ratio to 1.
    #[test]
    fn whole_periods_do_not_draw_the_ratio_to_one() {
        let (control, variant) =
            (simulated("control", 40_000, 0.5, 4.0, true), simulated("variant", 40_000, 0.3, 4.0, true));
        let arms = SurvivalArms { control: &control, variant: &variant };
        let score = arms.compare_hazards(Positive::ONE, alpha(), Alternative::TwoSided).unwrap().hazard_ratio;
        assert!(score.interval.contains(0.6), "{score:?}");
        let breslow = arms.cox(CoxTies::Breslow).unwrap().hazard_ratio(alpha(), Alternative::TwoSided);
        assert!(!breslow.interval.contains(0.6), "{breslow:?}");
    }

    #[test]
    fn a_billion_units_by_the_day() {
        let arm = |events: [u64; 3]| {
            let days = events.into_iter().zip(1..).map(|(events, day)| EndingsAt {
                time: f64::from(day),
                events,
                censored: 100_000_000,
            });
            RiskTable::from_counts(days).unwrap()
        };
        let found = compare(
            &arm([200_000_000, 100_000_000, 50_000_000]),
            &arm([200_000_000, 100_010_000, 50_000_000]),
            Alternative::TwoSided,
        );
        let interval = found.hazard_ratio.interval;
        assert!(interval.contains(1.0) && !interval.contains(0.999) && !interval.contains(1.001), "{interval:?}");
    }

    fn any_table() -> impl Strategy<Value = RiskTable> {
        let ending = prop_oneof![Just(Ending::Event), Just(Ending::Censored)];
        prop::collection::vec(((0_u8..25).prop_map(f64::from), ending), 0..50)
            .prop_map(|units| RiskTable::of(units).unwrap())
    }

    fn any_alternative() -> impl Strategy<Value = Alternative> {
        prop_oneof![Just(Alternative::TwoSided), Just(Alternative::Greater), Just(Alternative::Less)]
    }

    proptest! {
        #[test]
        fn the_interval_leaves_out_the_hypothesis_where_the_test_rejects_it(
            control in any_table(), variant in any_table(), alternative in any_alternative(),
            alpha in 0.001..0.3_f64, margin in prop_oneof![Just(1.0), 0.3..3.0_f64],
        ) {
            let arms = SurvivalArms { control: &control, variant: &variant };
            let (margin, risk) = (Positive::new(margin).unwrap(), Proportion::new(alpha).unwrap());
            let found = arms.compare_hazards(margin, risk, alternative).unwrap();
            if let Ok(test) = found.test {
                prop_assume!((test.p_value / alpha - 1.0).abs() > 1e-9);
                prop_assert_eq!(!found.hazard_ratio.interval.contains(margin.get()), test.p_value < alpha);
                if let (Some(estimate), Alternative::TwoSided) = (found.hazard_ratio.estimate, alternative) {
                    prop_assert!(found.hazard_ratio.interval.contains(estimate));
                }
            }
        }

        #[test]
        fn absurd_counts_margins_and_risks_end(
            counts in prop::collection::vec((0_u8..6, prop_oneof![0_u64..3, 0..10_000_000_000_u64], 0_u64..9), 2..12),
            margin in -690.0..690.0_f64, risk in -690.0..-0.01_f64,
        ) {
            let (one, other) = counts.split_at(counts.len() / 2);
            let arm = |counts: &[(u8, u64, u64)]| {
                let at = |&(time, events, censored)| EndingsAt { time: f64::from(time), events, censored };
                RiskTable::from_counts(counts.iter().map(at)).unwrap()
            };
            let (control, variant) = (arm(one), arm(other));
            let arms = SurvivalArms { control: &control, variant: &variant };
            let (margin, risk) = (Positive::new(margin.exp()).unwrap(), Proportion::new(risk.exp()).unwrap());
            if let Ok(found) = arms.compare_hazards(margin, risk, Alternative::TwoSided) {
                let ends = (found.hazard_ratio.interval.low().value(), found.hazard_ratio.interval.high().value());
                let rising = ends.1.is_none_or(|high| high >= ends.0.unwrap_or(0.0));
                prop_assert!(ends.0.is_none_or(|low| low >= 0.0) && rising, "{:?}", found);
            }
        }

        #[test]
        fn at_no_effect_it_is_the_log_rank_test(control in any_table(), variant in any_table()) {
            let arms = SurvivalArms { control: &control, variant: &variant };
            let found = compare(&control, &variant, Alternative::TwoSided).test;
            match (found, arms.log_rank_test(Alternative::TwoSided, EventWeights::Equal)) {
                (Ok(found), Ok(expected)) => prop_assert!((found.statistic - expected.statistic).abs() < 1e-9),
                (found, expected) => prop_assert_eq!(found, expected),
            }
        }

        #[test]
        fn swapped_arms_turn_the_ratio_over(control in any_table(), variant in any_table()) {
            let direct = compare(&control, &variant, Alternative::TwoSided).hazard_ratio;
            let mirrored = compare(&variant, &control, Alternative::TwoSided).hazard_ratio;
            if let (Some(one), Some(other)) = (direct.estimate, mirrored.estimate) {
                prop_assert!((one * other - 1.0).abs() < 1e-9);
            }
            if let (Bound::At(low), Bound::At(high)) = (direct.interval.low(), mirrored.interval.high()) {
                prop_assert!((low * high - 1.0).abs() < 1e-9, "{} {}", low, high);
            }
        }
    }
}
