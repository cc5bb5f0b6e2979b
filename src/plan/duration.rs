//! How long a test runs: whole weeks, from weekly units of whom some were there before.

use crate::quantity::Positive;

/// The units that reach a page week by week.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Traffic {
    units_per_week: f64,
    return_rate: f64,
}

/// A return rate that is not from 0 up to, but not, 1.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error("{0} is not a return rate: from 0 up to, but not, 1")]
pub struct ImpossibleReturnRate(pub f64);

impl Traffic {
    /// Distinct units in one week, and the chance that one of them is there again in any given later week, from 0 up to but
    /// not 1. Who comes back is not new to the test.
    ///
    /// # Errors
    ///
    /// [`ImpossibleReturnRate`].
    pub fn new(units_per_week: Positive, return_rate: f64) -> Result<Self, ImpossibleReturnRate> {
        if (0.0..1.0).contains(&return_rate) {
            Ok(Self { units_per_week: units_per_week.get(), return_rate })
        } else {
            Err(ImpossibleReturnRate(return_rate))
        }
    }

    /// Distinct units in one week.
    #[must_use]
    pub fn units_per_week(&self) -> f64 {
        self.units_per_week
    }

    /// The chance that a unit is there again in a given later week.
    #[must_use]
    pub fn return_rate(&self) -> f64 {
        self.return_rate
    }

    /// Distinct units seen by the end of so many weeks.
    ///
    /// U(w) = U₁ (1 − qʷ) / (1 − q), where q = 1 − return rate is the chance of staying away in a week: each week brings
    /// q times the new units of the week before. It is the expected number of distinct visitors out of a population of
    /// U₁ / (1 − q) of whom each visits in a week with chance 1 − q. Nobody coming back gives w · U₁.
    ///
    /// ```
    /// use jalon::{plan::Traffic, quantity::Positive};
    /// let traffic = Traffic::new(Positive::new(6_000.0).unwrap(), 0.5).unwrap();
    /// assert_eq!(traffic.units_by(3), 6_000.0 + 3_000.0 + 1_500.0);
    /// ```
    /// Never more than 2⁵², far beyond everybody there is: counts of all arms together stay exact.
    #[must_use]
    pub fn units_by(&self, weeks: u32) -> f64 {
        const COUNTABLE: f64 = 4_503_599_627_370_496.0;
        let units = if self.return_rate == 0.0 {
            self.units_per_week * f64::from(weeks)
        } else {
            let ever_seen = -(f64::from(weeks) * (-self.return_rate).ln_1p()).exp_m1();
            self.units_per_week / self.return_rate * ever_seen
        };
        units.min(COUNTABLE)
    }

    /// The units that will ever come; none when new ones never end.
    #[must_use]
    pub fn most_units(&self) -> Option<f64> {
        (self.return_rate > 0.0).then(|| self.units_per_week / self.return_rate)
    }

    /// How long it takes until so many units have come, in whole weeks: a week-end is not a week.
    #[must_use]
    pub fn duration(&self, units: u64, rule: WeekRule) -> Duration {
        let Some(needed) = self.weeks_until(units as f64) else {
            return Duration::NeverReached { most_units: self.most_units().unwrap_or(0.0).floor() as u64 };
        };
        let weeks = needed.max(rule.min_weeks);
        let fit = if weeks > rule.max_weeks {
            Fit::TooLong
        } else if needed < rule.min_weeks {
            Fit::HeldToMinimum { needed }
        } else {
            Fit::Good
        };
        Duration::Weeks { weeks, units_by_end: self.units_by(weeks).floor() as u64, fit }
    }

    /// The least number of whole weeks; none when the units never come, or not within a thousand years.
    fn weeks_until(&self, units: f64) -> Option<u32> {
        const MOST_WEEKS: u32 = 52_000;
        // A millionth of a unit of slack: rounding in U(w) must not add a week.
        let enough = |weeks: u32| self.units_by(weeks) >= units - 1e-6;
        if !enough(MOST_WEEKS) {
            return None;
        }
        let (mut low, mut high) = (0, MOST_WEEKS);
        while low + 1 < high {
            let middle = low + (high - low) / 2;
            if enough(middle) {
                high = middle;
            } else {
                low = middle;
            }
        }
        Some(high)
    }
}

/// The weeks a test may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WeekRule {
    /// At least this many, however fast the units come: weekdays differ, and so do paydays.
    pub min_weeks: u32,
    /// Beyond this many the page changes under the test, and cookies are lost.
    pub max_weeks: u32,
}

impl Default for WeekRule {
    /// Two weeks at least, eight at most.
    fn default() -> Self {
        Self { min_weeks: 2, max_weeks: 8 }
    }
}

/// How long a test takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duration {
    /// Whole weeks.
    Weeks {
        /// Weeks of the test.
        weeks: u32,
        /// Distinct units that have come by then.
        units_by_end: u64,
        /// Whether this fits the rule.
        fit: Fit,
    },
    /// The units will never come, however long one waits: too many of each week's units were there before.
    NeverReached {
        /// The units that will ever come.
        most_units: u64,
    },
}

impl Duration {
    /// The weeks, if the units ever come.
    #[must_use]
    pub fn weeks(self) -> Option<u32> {
        match self {
            Self::Weeks { weeks, .. } => Some(weeks),
            Self::NeverReached { .. } => None,
        }
    }

    /// Whether the test ends within the longest time the rule allows.
    #[must_use]
    pub fn is_feasible(self) -> bool {
        matches!(self, Self::Weeks { fit: Fit::Good | Fit::HeldToMinimum { .. }, .. })
    }
}

/// Whether a duration fits the rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// It does.
    Good,
    /// The units come sooner, but the test runs to the least number of weeks.
    HeldToMinimum {
        /// Weeks until the units have come.
        needed: u32,
    },
    /// It takes longer than the most weeks.
    TooLong,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn traffic(units: f64, return_rate: f64) -> Traffic {
        Traffic::new(Positive::new(units).unwrap(), return_rate).unwrap()
    }

    /// The expected number of distinct visitors, added up week by week in a closed population instead of by the formula.
    #[test]
    fn units_are_those_of_a_population_that_visits_at_random() {
        for (population, chance) in [(20_000.0, 0.1), (500.0, 0.6), (1e6, 0.001)] {
            let traffic = traffic(population * chance, chance);
            let mut seen = 0.0;
            for week in 1..=12 {
                seen += (population - seen) * chance;
                assert!((traffic.units_by(week) / seen - 1.0).abs() < 1e-12, "week {week}");
            }
            assert!((traffic.most_units().unwrap() / population - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn durations_are_whole_weeks_within_the_rule() {
        let rule = WeekRule::default();
        let weeks = |units, duration: Duration| (units, duration.weeks().unwrap(), duration.is_feasible());
        let at = traffic(6_000.0, 0.0);
        assert_eq!(weeks(29_502, at.duration(29_502, rule)), (29_502, 5, true));
        assert_eq!(at.duration(30_000, rule).weeks(), Some(5), "exactly five weeks' units");
        assert_eq!(at.duration(30_001, rule).weeks(), Some(6));
        assert!(matches!(
            at.duration(100, rule),
            Duration::Weeks { weeks: 2, fit: Fit::HeldToMinimum { needed: 1 }, .. }
        ));
        assert!(matches!(at.duration(54_001, rule), Duration::Weeks { weeks: 10, fit: Fit::TooLong, .. }));
    }

    #[test]
    fn units_that_never_come_are_a_case_of_their_own() {
        let duration = traffic(1_000.0, 0.2).duration(5_001, WeekRule::default());
        assert_eq!(duration, Duration::NeverReached { most_units: 5_000 });
        assert!(!duration.is_feasible());
    }

    #[test]
    fn a_return_rate_is_below_one() {
        let units = Positive::new(10.0).unwrap();
        for rate in [-0.1, 1.0, f64::NAN] {
            assert!(Traffic::new(units, rate).is_err());
        }
    }

    proptest! {
        #[test]
        fn the_last_week_is_needed(units in 1_u64..10_000_000, weekly in 1.0..1e6, return_rate in 0.0..0.9) {
            let traffic = traffic(weekly, return_rate);
            let rule = WeekRule { min_weeks: 1, max_weeks: 8 };
            if let Duration::Weeks { weeks, .. } = traffic.duration(units, rule) {
                prop_assert!(traffic.units_by(weeks) >= units as f64 - 1e-6);
                prop_assert!(weeks == 1 || traffic.units_by(weeks - 1) < units as f64);
            } else {
                let most = traffic.most_units().unwrap_or(traffic.units_by(52_000));
                prop_assert!(most * (1.0 + 1e-9) <= units as f64 + 1.0);
            }
        }
    }
}
