//! The log-rank test: events of the variant beside those it would have if hazards were equal.

use super::interval::{Method, NoAnswer, Test};
use super::wallenius::{CountMoments, Drawing};
use super::{Alternative, RiskTable, normal};

/// Two arms of a test whose metric is the time to an event.
///
/// ```
/// use jalon::quantity::{Positive, Proportion};
/// use jalon::stats::{Alternative, Ending, EventWeights, RiskTable, SurvivalArms};
/// let times = |slower: f64| (1..=60).map(move |day| (slower * f64::from(day), Ending::Event));
/// let (control, variant) = (RiskTable::of(times(1.0)).unwrap(), RiskTable::of(times(1.7)).unwrap());
/// let arms = SurvivalArms { control: &control, variant: &variant };
/// let test = arms.log_rank_test(Alternative::TwoSided, EventWeights::Equal).unwrap();
/// let alpha = Proportion::new(0.05).unwrap();
/// let comparison = arms.compare_hazards(Positive::ONE, alpha, Alternative::TwoSided).unwrap();
/// assert!(test.p_value < 0.05 && !comparison.hazard_ratio.interval.contains(1.0));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SurvivalArms<'a> {
    /// What is there today.
    pub control: &'a RiskTable,
    /// What might replace it.
    pub variant: &'a RiskTable,
}

/// What an event counts at each time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EventWeights {
    /// As much as any other: the log-rank test, the best one where hazards are proportional. The default.
    Equal,
    /// As much as the share of both arms still there just before: early differences count for more (Peto & Peto 1972,
    /// Fleming–Harrington's ρ = 1).
    PetoPeto,
}

/// The parts of the log-rank statistic. With [`EventWeights::PetoPeto`] the events are weighted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LogRank {
    /// Events in the variant.
    pub observed: f64,
    /// Events the variant would have if hazards were equal.
    pub expected: f64,
    /// Variance of the difference.
    pub variance: f64,
}

/// Both arms at one time with events.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct EventTime {
    pub control_at_risk: f64,
    pub variant_at_risk: f64,
    pub control_events: u64,
    pub variant_events: u64,
}

impl EventTime {
    pub fn at_risk(&self) -> f64 {
        self.control_at_risk + self.variant_at_risk
    }

    pub fn events(&self) -> u64 {
        self.control_events.saturating_add(self.variant_events)
    }

    /// Whether the time says anything about the difference of the arms: both are there, and not all go at once.
    pub fn informs(&self) -> bool {
        let open = (self.events() as f64) < self.at_risk();
        self.control_at_risk > 0.0 && self.variant_at_risk > 0.0 && open
    }

    /// How many of the events would be the variant's, where the logarithm of the ratio of hazards is `log_ratio`.
    pub fn variant_share(&self, log_ratio: f64) -> CountMoments {
        let drawing = Drawing { control: self.control_at_risk, variant: self.variant_at_risk, events: self.events() };
        drawing.moments(log_ratio)
    }
}

impl SurvivalArms<'_> {
    /// Observed and expected events of the variant.
    #[must_use]
    pub fn log_rank(self, weights: EventWeights) -> LogRank {
        let mut survival = 1.0;
        let mut found = LogRank { observed: 0.0, expected: 0.0, variance: 0.0 };
        for time in self.event_times() {
            let weight = if weights == EventWeights::Equal { 1.0 } else { survival };
            let share = time.variant_share(0.0);
            found.observed += weight * time.variant_events as f64;
            found.expected += weight * share.mean;
            found.variance += weight * weight * share.variance;
            survival *= 1.0 - time.events() as f64 / time.at_risk();
        }
        found
    }

    /// Tests whether hazards are equal. The statistic is above 0 where the variant has more events than expected.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::TooFewUnits`] for an empty arm, [`NoAnswer::NoEvents`] where no time with events found both arms there,
    /// [`NoAnswer::NoVariation`] where all those there had the event at once.
    ///
    /// # Source
    ///
    /// Mantel 1966, "Evaluation of survival data and two new rank order statistics", *Cancer Chemotherapy Reports* 50:163–170;
    /// Peto & Peto 1972, "Asymptotically efficient rank invariant test procedures", *JRSS A* 135:185–207.
    pub fn log_rank_test(self, alternative: Alternative, weights: EventWeights) -> Result<Test, NoAnswer> {
        self.check()?;
        let LogRank { observed, expected, variance } = self.log_rank(weights);
        let statistic = (observed - expected) / variance.sqrt();
        let p_value = alternative.p_value(statistic, normal::upper_tail);
        let method = match weights {
            EventWeights::Equal => Method::LogRank,
            EventWeights::PetoPeto => Method::PetoPeto,
        };
        Ok(Test { statistic, degrees_of_freedom: None, p_value, method })
    }

    /// Names the case in which nothing tells the arms apart.
    pub(super) fn check(self) -> Result<(), NoAnswer> {
        if self.control.units() == 0 || self.variant.units() == 0 {
            return Err(NoAnswer::TooFewUnits);
        }
        let mut shared =
            self.event_times().filter(|time| time.control_at_risk > 0.0 && time.variant_at_risk > 0.0).peekable();
        if shared.peek().is_none() {
            return Err(NoAnswer::NoEvents);
        }
        if shared.any(|time| time.informs()) { Ok(()) } else { Err(NoAnswer::NoVariation) }
    }

    /// The times at which either arm had an event, rising.
    pub(super) fn event_times(self) -> impl Iterator<Item = EventTime> {
        let (mut control, mut variant) = (self.control.at_risk().peekable(), self.variant.at_risk().peekable());
        std::iter::from_fn(move || {
            let times = (control.peek().map(|&(_, next)| next.time), variant.peek().map(|&(_, next)| next.time));
            let time = match times {
                (Some(one), Some(other)) => f64::min(one, other),
                (Some(one), None) | (None, Some(one)) => one,
                (None, None) => return None,
            };
            // Who is still there but does not end at this time is at risk all the same.
            let control_at_risk = control.peek().map_or(0, |&(at_risk, _)| at_risk);
            let variant_at_risk = variant.peek().map_or(0, |&(at_risk, _)| at_risk);
            Some(EventTime {
                control_at_risk: control_at_risk as f64,
                variant_at_risk: variant_at_risk as f64,
                control_events: control.next_if(|(_, next)| next.time == time).map_or(0, |(_, ending)| ending.events),
                variant_events: variant.next_if(|(_, next)| next.time == time).map_or(0, |(_, ending)| ending.events),
            })
        })
        .filter(|time| time.events() > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{Conversions, Ending, EndingsAt, ProportionArms, ProportionNull, ProportionTest};
    use proptest::prelude::*;

    fn table(events: &[f64], censored: &[f64]) -> RiskTable {
        let events = events.iter().map(|&time| (time, Ending::Event));
        RiskTable::of(events.chain(censored.iter().map(|&time| (time, Ending::Censored)))).unwrap()
    }

    fn test(control: &RiskTable, variant: &RiskTable) -> Result<Test, NoAnswer> {
        SurvivalArms { control, variant }.log_rank_test(Alternative::TwoSided, EventWeights::Equal)
    }

    #[test]
    fn what_cannot_be_tested_is_named() {
        let some = table(&[1.0, 2.0], &[3.0]);
        assert_eq!(test(&some, &RiskTable::default()), Err(NoAnswer::TooFewUnits));
        assert_eq!(test(&table(&[], &[5.0]), &table(&[], &[6.0])), Err(NoAnswer::NoEvents));
        // The variant's events come when nobody of the control is left to compare with.
        assert_eq!(test(&table(&[], &[1.0]), &table(&[2.0, 3.0], &[])), Err(NoAnswer::NoEvents));
        assert_eq!(test(&table(&[4.0, 4.0], &[]), &table(&[4.0], &[])), Err(NoAnswer::NoVariation));
        assert!(test(&table(&[0.0], &[]), &table(&[], &[0.0])).is_ok());
    }

    /// Arms whose events all come at one time are two rates, tested as Miettinen & Nurminen do: the hypergeometric variance
    /// is the pooled one times N/(N − 1).
    #[test]
    fn one_time_for_all_is_the_test_of_two_rates() {
        let arm = |events, stayed| {
            let at = |time, events, censored| EndingsAt { time, events, censored };
            RiskTable::from_counts([at(1.0, events, 0), at(2.0, 0, stayed)]).unwrap()
        };
        let found = test(&arm(300, 700), &arm(350, 650)).unwrap();
        let arms = ProportionArms {
            control: Conversions::new(300, 1000).unwrap(),
            variant: Conversions::new(350, 1000).unwrap(),
        };
        let rates = arms.test(ProportionNull::EQUAL, Alternative::TwoSided, ProportionTest::MiettinenNurminen).unwrap();
        assert!((found.statistic / rates.statistic - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_billion_units() {
        let arm = |events| {
            let at = |time, events, censored| EndingsAt { time, events, censored };
            RiskTable::from_counts([at(1.0, events, 0), at(2.0, 0, 1_000_000_000 - events)]).unwrap()
        };
        let found = test(&arm(200_000_000), &arm(200_500_000)).unwrap();
        assert!(found.p_value > 1e-200 && found.p_value < 1e-100, "{}", found.p_value);
    }

    fn any_table() -> impl Strategy<Value = RiskTable> {
        let ending = prop_oneof![Just(Ending::Event), Just(Ending::Censored)];
        prop::collection::vec(((0_u8..25).prop_map(f64::from), ending), 0..50)
            .prop_map(|units| RiskTable::of(units).unwrap())
    }

    proptest! {
        #[test]
        fn swapped_arms_mirror_the_test(control in any_table(), variant in any_table()) {
            for weights in [EventWeights::Equal, EventWeights::PetoPeto] {
                let direct = SurvivalArms { control: &control, variant: &variant };
                let mirrored = SurvivalArms { control: &variant, variant: &control };
                match (
                    direct.log_rank_test(Alternative::Greater, weights),
                    mirrored.log_rank_test(Alternative::Less, weights),
                ) {
                    (Ok(direct), Ok(mirrored)) => {
                        prop_assert!((direct.statistic + mirrored.statistic).abs() < 1e-9);
                        prop_assert!((direct.p_value - mirrored.p_value).abs() < 1e-9);
                    }
                    (direct, mirrored) => prop_assert_eq!(direct, mirrored),
                }
            }
        }

        #[test]
        fn only_the_order_of_times_counts(control in any_table(), variant in any_table()) {
            let stretch = |table: &RiskTable| {
                let moved = |ending: &EndingsAt| EndingsAt { time: ending.time.powi(3) + 2.0 * ending.time, ..*ending };
                RiskTable::from_counts(table.endings().iter().map(moved)).unwrap()
            };
            prop_assert_eq!(test(&control, &variant), test(&stretch(&control), &stretch(&variant)));
        }
    }
}
