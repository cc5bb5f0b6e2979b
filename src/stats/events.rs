//! What one arm showed when events are counted over time or traffic: how many, and over how much.

/// Events over an exposure: support calls over customer-months, errors over sessions, orders over weeks.
///
/// ```
/// use jalon::stats::Events;
/// assert_eq!(Events::new(20, 100.0).unwrap().rate(), 0.2);
/// assert!(Events::new(20, 0.0).is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Events {
    events: u64,
    exposure: f64,
}

/// Why two numbers are not events over an exposure.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum EventsError {
    /// Nothing happened to be counted: the exposure is not above 0.
    #[error("an exposure of {0} is not above 0")]
    NoExposure(f64),
    /// An exposure so large or so near 0 that its powers leave double precision.
    #[error("an exposure of {0} is beyond what can be reckoned with: from 1e-50 to 1e50")]
    OutOfScale(f64),
    /// More events than a double counts one by one (2⁵³).
    #[error("{0} events are more than can be counted exactly")]
    TooManyEvents(u64),
}

/// Every whole number up to here is a double, so that no event is lost in computing.
const MOST_EVENTS: u64 = 1 << 53;

impl Events {
    /// Checks the two numbers.
    ///
    /// # Errors
    ///
    /// [`EventsError`] when the exposure is not above 0, beyond 1e±50, or there are more than 2⁵³ events.
    pub fn new(events: u64, exposure: f64) -> Result<Self, EventsError> {
        if exposure.is_nan() || exposure <= 0.0 {
            Err(EventsError::NoExposure(exposure))
        } else if !(1e-50..=1e50).contains(&exposure) {
            Err(EventsError::OutOfScale(exposure))
        } else if events > MOST_EVENTS {
            Err(EventsError::TooManyEvents(events))
        } else {
            Ok(Self { events, exposure })
        }
    }

    /// Events counted.
    #[must_use]
    pub fn events(self) -> u64 {
        self.events
    }

    /// Exposure they were counted over.
    #[must_use]
    pub fn exposure(self) -> f64 {
        self.exposure
    }

    /// Events per unit of exposure.
    #[must_use]
    pub fn rate(self) -> f64 {
        self.count() / self.exposure
    }

    /// Events as a number to compute with.
    pub(super) fn count(self) -> f64 {
        self.events as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn impossible_exposures_and_counts_are_named() {
        assert_eq!(Events::new(1, -2.0), Err(EventsError::NoExposure(-2.0)));
        assert!(matches!(Events::new(1, f64::NAN), Err(EventsError::NoExposure(_))));
        assert_eq!(Events::new(1, f64::INFINITY), Err(EventsError::OutOfScale(f64::INFINITY)));
        assert_eq!(Events::new(u64::MAX, 1.0), Err(EventsError::TooManyEvents(u64::MAX)));
    }
}
