//! Right-censored times of one arm, counted: what every statistic of time to an event is computed from.

/// How the time of one unit ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ending {
    /// The event came at that time: the customer left, the order was placed.
    Event,
    /// The unit was last seen at that time, without the event.
    Censored,
}

/// Why times cannot be counted.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum RiskTableError {
    /// A time before the start.
    #[error("the time {0} is negative")]
    NegativeTime(f64),
    /// A time that is infinite or not a number.
    #[error("{0} is not a time")]
    NotATime(f64),
}

/// How many units ended at one time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EndingsAt {
    /// The time, since the unit's own start.
    pub time: f64,
    /// Units whose event came at this time.
    pub events: u64,
    /// Units last seen at this time, without the event. They still count as at risk for the events of this very time.
    pub censored: u64,
}

impl EndingsAt {
    fn units(&self) -> u64 {
        self.events.saturating_add(self.censored)
    }

    fn add(&mut self, other: &Self) {
        self.events = self.events.saturating_add(other.events);
        self.censored = self.censored.saturating_add(other.censored);
    }
}

/// The times of one arm: each distinct time once, rising, with the events and the censored units counted. Tables of parts of
/// an arm merge into the table of the whole; no unit's own time is needed after that.
///
/// A time of 0 is allowed (gone at once, or never seen again); a negative one is refused.
///
/// ```
/// use jalon::stats::{Ending, RiskTable};
/// let days = [(3.0, Ending::Event), (7.0, Ending::Censored), (3.0, Ending::Event)];
/// let table = RiskTable::of(days).unwrap();
/// assert_eq!((table.units(), table.events(), table.endings().len()), (3, 2, 2));
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RiskTable {
    endings: Vec<EndingsAt>,
}

impl RiskTable {
    /// Counts the units, given as time and ending in any order.
    ///
    /// # Errors
    ///
    /// [`RiskTableError`] for a time that is negative or not finite.
    pub fn of(units: impl IntoIterator<Item = (f64, Ending)>) -> Result<Self, RiskTableError> {
        Self::from_counts(units.into_iter().map(|(time, ending)| match ending {
            Ending::Event => EndingsAt { time, events: 1, censored: 0 },
            Ending::Censored => EndingsAt { time, events: 0, censored: 1 },
        }))
    }

    /// Adds up units already counted by time, in any order; a time may come more than once.
    ///
    /// # Errors
    ///
    /// As [`of`](Self::of).
    pub fn from_counts(counts: impl IntoIterator<Item = EndingsAt>) -> Result<Self, RiskTableError> {
        let mut endings = counts.into_iter().map(checked).collect::<Result<Vec<_>, _>>()?;
        endings.retain(|ending| ending.units() > 0);
        endings.sort_unstable_by(|one, other| one.time.total_cmp(&other.time));
        endings.dedup_by(|later, kept| {
            let same = later.time == kept.time;
            if same {
                kept.add(later);
            }
            same
        });
        Ok(Self { endings })
    }

    /// Adds the units of another part of the same arm.
    pub fn merge(&mut self, other: &Self) {
        let mut merged = Vec::with_capacity(self.endings.len() + other.endings.len());
        let (mut ours, mut theirs) = (self.endings.iter().peekable(), other.endings.iter().peekable());
        while let (Some(&one), Some(&another)) = (ours.peek(), theirs.peek()) {
            let mut next = if one.time <= another.time { *one } else { *another };
            if one.time <= another.time {
                ours.next();
            }
            if another.time <= one.time {
                theirs.next();
            }
            if one.time == another.time {
                next.add(another);
            }
            merged.push(next);
        }
        merged.extend(ours.chain(theirs));
        self.endings = merged;
    }

    /// The distinct times, rising, with their counts.
    #[must_use]
    pub fn endings(&self) -> &[EndingsAt] {
        &self.endings
    }

    /// All units.
    #[must_use]
    pub fn units(&self) -> u64 {
        self.endings.iter().fold(0, |sum: u64, ending| sum.saturating_add(ending.units()))
    }

    /// Units whose event was seen.
    #[must_use]
    pub fn events(&self) -> u64 {
        self.endings.iter().fold(0, |sum: u64, ending| sum.saturating_add(ending.events))
    }

    /// The latest time at which anybody was seen; none without units.
    #[must_use]
    pub fn last_time(&self) -> Option<f64> {
        self.endings.last().map(|ending| ending.time)
    }

    /// The times with their counts and with how many units were still there when each came.
    pub(super) fn at_risk(&self) -> impl Iterator<Item = (u64, &EndingsAt)> {
        let mut left = self.units();
        self.endings.iter().map(move |ending| {
            let at_risk = left;
            left = left.saturating_sub(ending.units());
            (at_risk, ending)
        })
    }
}

/// The same counts at a time that can be sorted: −0 is 0.
fn checked(counted: EndingsAt) -> Result<EndingsAt, RiskTableError> {
    let time = counted.time;
    if !time.is_finite() {
        Err(RiskTableError::NotATime(time))
    } else if time < 0.0 {
        Err(RiskTableError::NegativeTime(time))
    } else {
        Ok(EndingsAt { time: time + 0.0, ..counted })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_no_time_is_named() {
        let table = |time| RiskTable::of([(1.0, Ending::Event), (time, Ending::Censored)]);
        assert_eq!(table(-0.5), Err(RiskTableError::NegativeTime(-0.5)));
        assert!(matches!(table(f64::NAN), Err(RiskTableError::NotATime(_))));
        assert_eq!(table(f64::INFINITY), Err(RiskTableError::NotATime(f64::INFINITY)));
        assert_eq!(table(0.0).unwrap().last_time(), Some(1.0));
    }

    #[test]
    fn zero_is_one_time_however_it_is_written() {
        let table = RiskTable::of([(0.0, Ending::Event), (-0.0, Ending::Censored)]).unwrap();
        assert_eq!(table.endings(), [EndingsAt { time: 0.0, events: 1, censored: 1 }]);
    }

    #[test]
    fn nobody_at_all() {
        let table = RiskTable::default();
        assert_eq!((table.units(), table.events(), table.last_time()), (0, 0, None));
        let empty = RiskTable::from_counts([EndingsAt { time: 3.0, events: 0, censored: 0 }]).unwrap();
        assert_eq!(empty, table);
    }

    #[test]
    fn those_censored_at_a_time_were_at_risk_then() {
        let table = RiskTable::of([(2.0, Ending::Event), (2.0, Ending::Censored), (1.0, Ending::Censored)]).unwrap();
        let at_risk: Vec<u64> = table.at_risk().map(|(at_risk, _)| at_risk).collect();
        assert_eq!(at_risk, [3, 2]);
    }

    fn any_units() -> impl Strategy<Value = Vec<(f64, Ending)>> {
        let ending = prop_oneof![Just(Ending::Event), Just(Ending::Censored)];
        prop::collection::vec(((0_u8..20).prop_map(f64::from), ending), 0..60)
    }

    proptest! {
        #[test]
        fn parts_merge_into_the_whole(one in any_units(), other in any_units()) {
            let mut merged = RiskTable::of(one.clone()).unwrap();
            merged.merge(&RiskTable::of(other.clone()).unwrap());
            prop_assert_eq!(merged, RiskTable::of(one.into_iter().chain(other)).unwrap());
        }
    }
}
