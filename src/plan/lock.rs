use jiff::civil::Date;

use super::protocol::Prediction;

/// What a lock freezes: the plan's fingerprint, the sizes computed from it, and the prediction.
#[derive(Debug, Clone, PartialEq)]
pub struct Lock {
    /// The day the plan was locked.
    pub on: Date,
    /// The plan's [fingerprint](super::fingerprint) on that day.
    pub fingerprint: String,
    /// First day of the test, as planned.
    pub start: Date,
    /// Last day of the test, as planned.
    pub end: Date,
    /// Units each arm is to get, control first.
    pub arms: Vec<PlannedArm>,
    /// Chance of seeing the planned effect with those units.
    pub power: Option<f64>,
    /// What was believed about the result.
    pub prediction: Option<Prediction>,
}

/// The size of one arm.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedArm {
    /// The arm's name.
    pub name: String,
    /// Units it is to get.
    pub units: u64,
}

impl Lock {
    /// Units of all arms together.
    #[must_use]
    pub fn units(&self) -> u64 {
        self.arms.iter().map(|arm| arm.units).sum()
    }
}
