//! Counts of events by unit, each over its own exposure: what over-dispersion is estimated from.

use super::interval::NoAnswer;
use super::{ArmEstimate, CrossMoments};

/// Units with their events and exposures. Built one unit at a time, or merged from parts in any grouping without losing
/// digits.
///
/// ```
/// use jalon::stats::UnitCounts;
/// let mut counts = UnitCounts::default();
/// for (events, exposure) in [(0, 1.0), (3, 2.0), (1, 1.0)] {
///     counts.push(events, exposure).unwrap();
/// }
/// assert_eq!(counts.units(), 3);
/// assert!((counts.rate().unwrap() - 1.0).abs() < 1e-12);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct UnitCounts {
    /// Events first, exposure second.
    moments: CrossMoments,
}

/// Why numbers are not the events of a unit over its exposure, or of any units.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum UnitCountsError {
    /// There are no units.
    #[error("there are no units")]
    NoUnits,
    /// An exposure is not above 0, or so large or small that its powers leave double precision.
    #[error("an exposure of {0} does not lie between 1e-50 and 1e50")]
    ImpossibleExposure(f64),
    /// A mean count or its variance is below 0, not finite, or beyond 1e50.
    #[error("{0} is not a mean or a variance of counts")]
    ImpossibleMoment(f64),
}

impl UnitCounts {
    /// Takes in one more unit.
    ///
    /// # Errors
    ///
    /// [`UnitCountsError::ImpossibleExposure`].
    pub fn push(&mut self, events: u64, exposure: f64) -> Result<(), UnitCountsError> {
        check_exposure(exposure)?;
        self.moments.push([events as f64, exposure]);
        Ok(())
    }

    /// The counts behind a number of units with the same exposure, and mean and variance (divisor n − 1) of their events.
    ///
    /// # Errors
    ///
    /// [`UnitCountsError`] when no counts have these.
    pub fn with_equal_exposure(
        units: u64,
        exposure: f64,
        mean_events: f64,
        variance: f64,
    ) -> Result<Self, UnitCountsError> {
        check_exposure(exposure)?;
        if units == 0 {
            return Err(UnitCountsError::NoUnits);
        }
        if let Some(&wrong) = [mean_events, variance].iter().find(|moment| !(0.0..=1e50).contains(*moment)) {
            return Err(UnitCountsError::ImpossibleMoment(wrong));
        }
        // No events at all, or one unit alone, cannot vary.
        if variance > 0.0 && (mean_events == 0.0 || units == 1) {
            return Err(UnitCountsError::ImpossibleMoment(variance));
        }
        CrossMoments::from_summary(units, [mean_events, exposure], [[variance, 0.0], [0.0, 0.0]])
            .map(|moments| Self { moments })
            .map_err(|_| UnitCountsError::ImpossibleMoment(mean_events))
    }

    /// The counts behind the moments of events (first) and exposures (second), as sums in a database give them.
    ///
    /// # Errors
    ///
    /// [`UnitCountsError`] without units, or when the means are not those of counts over exposures.
    pub fn of_moments(moments: CrossMoments) -> Result<Self, UnitCountsError> {
        let [events, exposure] = moments.means().ok_or(UnitCountsError::NoUnits)?;
        check_exposure(exposure)?;
        let possible = (0.0..=1e50).contains(&events);
        if possible { Ok(Self { moments }) } else { Err(UnitCountsError::ImpossibleMoment(events)) }
    }

    /// Takes in all that another part counted.
    pub fn merge(&mut self, other: &Self) {
        self.moments.merge(&other.moments);
    }

    /// How many units there are.
    #[must_use]
    pub fn units(&self) -> u64 {
        self.moments.count()
    }

    /// All events.
    #[must_use]
    pub fn events(&self) -> f64 {
        self.means().0 * self.size()
    }

    /// All exposure.
    #[must_use]
    pub fn exposure(&self) -> f64 {
        self.means().1 * self.size()
    }

    /// Events per unit of exposure; none without units.
    #[must_use]
    pub fn rate(&self) -> Option<f64> {
        self.moments.means().map(|[events, exposure]| events / exposure)
    }

    /// The rate with its standard error from what the units themselves show: `√(n/(n−1) Σ (x − r t)²) / Σ t`, the delta method
    /// for a ratio of totals, right whatever the distribution of the counts.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::TooFewUnits`] for fewer than two units.
    pub fn estimate(&self) -> Result<ArmEstimate, NoAnswer> {
        let value = self.rate().ok_or(NoAnswer::TooFewUnits)?;
        let error = (self.residual_variance()? / self.size()).sqrt() / self.means().1;
        Ok(ArmEstimate { value, error, units: self.size() })
    }

    pub(super) fn size(&self) -> f64 {
        self.units() as f64
    }

    /// Variance (divisor n − 1) of `x − r t`, whose mean is 0.
    pub(super) fn residual_variance(&self) -> Result<f64, NoAnswer> {
        let weights = [1.0, -self.rate().ok_or(NoAnswer::TooFewUnits)?];
        self.moments.covariance_of_sums(weights, weights).map(|variance| variance.max(0.0)).ok_or(NoAnswer::TooFewUnits)
    }

    /// Sum of the squared exposures over the square of their sum; 1/units when all are alike.
    pub(super) fn concentration(&self) -> f64 {
        let (size, mean) = (self.size(), self.means().1);
        let variance = self.moments.covariance(1, 1).unwrap_or(0.0);
        (1.0 + variance / mean / mean * (size - 1.0) / size) / size
    }

    /// Mean events and mean exposure of a unit; nothing of both without units.
    fn means(&self) -> (f64, f64) {
        self.moments.means().map_or((0.0, 0.0), |[events, exposure]| (events, exposure))
    }
}

fn check_exposure(exposure: f64) -> Result<(), UnitCountsError> {
    let possible = (1e-50..=1e50).contains(&exposure);
    if possible { Ok(()) } else { Err(UnitCountsError::ImpossibleExposure(exposure)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn counts(units: &[(u64, f64)]) -> UnitCounts {
        let mut counts = UnitCounts::default();
        units.iter().for_each(|&(events, exposure)| counts.push(events, exposure).unwrap());
        counts
    }

    #[test]
    fn what_no_units_have_is_named() {
        let mut counts = UnitCounts::default();
        assert_eq!(counts.push(1, 0.0), Err(UnitCountsError::ImpossibleExposure(0.0)));
        assert!(counts.push(1, f64::NAN).is_err());
        assert_eq!((counts.units(), counts.rate()), (0, None));
        assert_eq!(counts.estimate(), Err(NoAnswer::TooFewUnits));
        assert_eq!(UnitCounts::of_moments(CrossMoments::default()), Err(UnitCountsError::NoUnits));
        let none = CrossMoments::of(&[[1.0, 0.0], [2.0, 0.0]]);
        assert_eq!(UnitCounts::of_moments(none), Err(UnitCountsError::ImpossibleExposure(0.0)));
        let whole = CrossMoments::of(&[[1.0, 2.0], [3.0, 1.0]]);
        assert_eq!(UnitCounts::of_moments(whole), Ok(self::counts(&[(1, 2.0), (3, 1.0)])));
        let equal = UnitCounts::with_equal_exposure;
        assert_eq!(equal(0, 1.0, 1.0, 1.0), Err(UnitCountsError::NoUnits));
        assert_eq!(equal(9, 1.0, -1.0, 1.0), Err(UnitCountsError::ImpossibleMoment(-1.0)));
        assert_eq!(equal(9, 1.0, 0.0, 1.0), Err(UnitCountsError::ImpossibleMoment(1.0)));
        assert_eq!(equal(1, 1.0, 3.0, 1.0), Err(UnitCountsError::ImpossibleMoment(1.0)));
    }

    proptest! {
        #[test]
        fn any_grouping_gives_what_the_definition_says(
            units in prop::collection::vec((0_u64..50, 0.1..10.0_f64), 2..60), cut in 0.0..1.0_f64,
        ) {
            let at = (cut * units.len() as f64) as usize;
            let mut merged = counts(&units[..at]);
            merged.merge(&counts(&units[at..]));
            let n = units.len() as f64;
            let (events, exposure) = units.iter().fold((0.0, 0.0), |(x, t), unit| (x + unit.0 as f64, t + unit.1));
            let rate = events / exposure;
            let residuals: f64 = units.iter().map(|unit| (unit.0 as f64 - rate * unit.1).powi(2)).sum();
            let error = (n / (n - 1.0) * residuals).sqrt() / exposure;
            prop_assert!((merged.estimate().unwrap().error - error).abs() <= 1e-10 * error.max(1e-3));
            let squares: f64 = units.iter().map(|unit| unit.1 * unit.1).sum();
            prop_assert!((merged.concentration() / (squares / exposure / exposure) - 1.0).abs() < 1e-11);
        }
    }
}
