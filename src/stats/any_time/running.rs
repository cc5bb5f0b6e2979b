//! What all looks so far say together: the smallest p-value, and the effects that no look has rejected.

use crate::stats::{Bound, Shape};

/// The looks of one test so far. What holds at every look at once may be intersected and minimised.
///
/// ```
/// use jalon::stats::{Bound, RunningReading, Shape};
/// let looks = [(-0.5, 1.5, 0.4), (0.1, 1.2, 0.03), (-0.1, 0.9, 0.2)];
/// let reading = looks.iter().fold(RunningReading::before_any_look(), |reading, &(low, high, p_value)| {
///     reading.after(p_value, Shape::Between { low: Bound::At(low), high: Bound::At(high) })
/// });
/// assert_eq!(reading.p_value(), 0.03);
/// assert_eq!(reading.limits().unwrap(), Shape::Between { low: Bound::At(0.1), high: Bound::At(0.9) });
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RunningReading {
    p_value: f64,
    low: Bound,
    high: Bound,
}

/// Every effect was rejected at some look: either the rare case that the level allows for, or the effect moved meanwhile.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error("the intervals of the looks have nothing in common: one ends at {high}, another begins at {low}")]
pub struct NothingLeft {
    /// The highest lower end.
    pub low: f64,
    /// The lowest upper end.
    pub high: f64,
}

impl RunningReading {
    /// Nothing seen, nothing rejected.
    #[must_use]
    pub fn before_any_look() -> Self {
        Self { p_value: 1.0, low: Bound::Unbounded, high: Bound::Unbounded }
    }

    /// With one more look: its own p-value and its own limits, both valid at every look. Limits that are no single interval
    /// exclude nothing here; a p-value that is no number changes nothing.
    #[must_use]
    pub fn after(self, p_value: f64, limits: Shape) -> Self {
        let (low, high) = match limits {
            Shape::Between { low, high } => (low, high),
            Shape::Outside { .. } | Shape::WholeLine => (Bound::Unbounded, Bound::Unbounded),
        };
        Self {
            p_value: self.p_value.min(p_value),
            low: tighter(self.low, low, f64::max),
            high: tighter(self.high, high, f64::min),
        }
    }

    /// The smallest p-value so far.
    #[must_use]
    pub fn p_value(self) -> f64 {
        self.p_value
    }

    /// The effects that no look rejected.
    ///
    /// # Errors
    ///
    /// [`NothingLeft`] where the looks contradict each other.
    pub fn limits(self) -> Result<Shape, NothingLeft> {
        match (self.low, self.high) {
            (Bound::At(low), Bound::At(high)) if low > high => Err(NothingLeft { low, high }),
            (low, high) => Ok(Shape::Between { low, high }),
        }
    }
}

fn tighter(one: Bound, other: Bound, pick: impl Fn(f64, f64) -> f64) -> Bound {
    match (one, other) {
        (Bound::At(one), Bound::At(other)) => Bound::At(pick(one, other)),
        (Bound::Unbounded, end) | (end, Bound::Unbounded) => end,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(low: f64, high: f64) -> Shape {
        Shape::Between { low: Bound::At(low), high: Bound::At(high) }
    }

    #[test]
    fn looks_only_narrow() {
        let reading = RunningReading::before_any_look();
        assert_eq!(reading.limits(), Ok(Shape::Between { low: Bound::Unbounded, high: Bound::Unbounded }));
        let reading = reading.after(0.2, Shape::Between { low: Bound::At(0.0), high: Bound::Unbounded });
        let reading = reading.after(f64::NAN, Shape::WholeLine).after(0.5, between(-3.0, 2.0));
        assert_eq!((reading.p_value(), reading.limits()), (0.2, Ok(between(0.0, 2.0))));
    }

    #[test]
    fn looks_that_contradict_each_other_are_named() {
        let reading = RunningReading::before_any_look().after(0.01, between(1.0, 2.0)).after(0.01, between(3.0, 4.0));
        assert_eq!(reading.limits(), Err(NothingLeft { low: 3.0, high: 2.0 }));
    }
}
