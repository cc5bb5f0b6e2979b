use crate::quantity::Proportion;
use crate::stats::{Alternative, Bound, Conversions, Moments, RateInterval, normal};

/// How often something happened in simulated tests: never told without its simulation error.
///
/// ```
/// use jalon::pipeline::simulation::Chance;
/// let chance = Chance::new(50, 1_000).unwrap();
/// assert_eq!(chance.share(), 0.05);
/// let (low, high) = chance.interval();
/// assert!(low > 0.038 && high < 0.066);
/// assert!(Chance::new(0, 1_000).unwrap().interval().1 > 0.0, "what never happened may still happen");
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Chance {
    counts: Conversions,
}

/// The level of every interval of a simulation.
pub const SIMULATION_LEVEL: f64 = 0.95;

impl Chance {
    /// So many times out of so many tests; none out of none.
    #[must_use]
    pub fn new(times: u64, tests: u64) -> Option<Self> {
        Conversions::new(times, tests).ok().map(|counts| Self { counts })
    }

    /// The share of the tests in which it happened.
    #[must_use]
    pub fn share(self) -> f64 {
        self.counts.rate()
    }

    /// How often it happened.
    #[must_use]
    pub fn times(self) -> u64 {
        self.counts.conversions()
    }

    /// Out of how many tests.
    #[must_use]
    pub fn tests(self) -> u64 {
        self.counts.visitors()
    }

    /// The 95 % interval of the chance behind the share (Wilson 1927): how far the number of simulated tests leaves it open.
    #[must_use]
    pub fn interval(self) -> (f64, f64) {
        self.interval_at(1.0 - SIMULATION_LEVEL)
    }

    /// Whether the share is further from a chance than the simulation error explains: three standard errors, so that one look in
    /// 370 says so without reason.
    #[must_use]
    pub fn differs_from(self, chance: f64) -> bool {
        let (low, high) = self.interval_at(THREE_ERRORS);
        chance < low || chance > high
    }

    fn interval_at(self, risk: f64) -> (f64, f64) {
        let interval = Proportion::new(risk)
            .ok()
            .and_then(|risk| self.counts.interval(risk, Alternative::TwoSided, RateInterval::Wilson).ok());
        match interval.map(|interval| (interval.low(), interval.high())) {
            Some((Bound::At(low), Bound::At(high))) => (low.max(0.0), high.min(1.0)),
            // Never reached: Wilson's interval has two ends for any counts.
            _ => (0.0, 1.0),
        }
    }
}

/// The risk of a normal number more than three standard errors away.
const THREE_ERRORS: f64 = 0.002_699_796_063_260_19;

/// A mean over simulated tests, with its simulation error.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SimulatedMean {
    /// The mean.
    pub mean: f64,
    /// Lower end of its 95 % interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Simulated tests behind it.
    pub tests: u64,
}

impl SimulatedMean {
    /// The mean of these; none of fewer than two, whose error nobody knows.
    pub(super) fn of(moments: &Moments) -> Option<Self> {
        let (mean, sd) = (moments.mean()?, moments.standard_deviation()?);
        let reach = normal::upper_quantile((1.0 - SIMULATION_LEVEL) / 2.0) * sd / (moments.count() as f64).sqrt();
        Some(Self { mean, low: mean - reach, high: mean + reach, tests: moments.count() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chance_is_told_with_what_the_tests_leave_open() {
        assert_eq!(Chance::new(1, 0), None);
        let never = Chance::new(0, 400).unwrap();
        assert_eq!((never.share(), never.interval().0), (0.0, 0.0));
        // By hand, Wilson: z² / (n + z²).
        assert!((never.interval().1 - 3.841_458_820_694_124 / 403.841_458_820_694_1).abs() < 1e-12);
        assert_eq!((Chance::new(7, 7).unwrap().times(), Chance::new(7, 7).unwrap().interval().1), (7, 1.0));
    }

    #[test]
    fn three_errors_apart_is_apart() {
        let of = |times| Chance::new(times, 10_000).unwrap();
        // One standard error of 5 % is 0.22 points.
        assert!(!of(550).differs_from(0.05) && !of(500).differs_from(0.05) && of(580).differs_from(0.05));
        assert!(of(430).differs_from(0.05));
        assert!((2.0 * normal::upper_tail(3.0) - THREE_ERRORS).abs() < 1e-15);
    }

    #[test]
    fn a_mean_of_one_has_no_error() {
        assert_eq!(SimulatedMean::of(&Moments::of(&[1.0])), None);
        let mean = SimulatedMean::of(&Moments::of(&[1.0, 3.0])).unwrap();
        assert_eq!((mean.mean, mean.tests), (2.0, 2));
        assert!((mean.high - 2.0 - 1.959_963_984_540_054).abs() < 1e-12, "√2 / √2 errors of 1.96");
    }
}
