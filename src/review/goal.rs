use jiff::civil::Date;

use crate::id::Id;

/// A SMART goal: which metric, from where to where, by when, whose, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Goal {
    /// Its id.
    pub id: Id,
    /// The metric it moves.
    pub metric: Id,
    /// Value when the goal was set, as measured.
    pub baseline: Option<f64>,
    /// Units the baseline was measured on.
    pub baseline_units: Option<u64>,
    /// Value to reach.
    pub target: f64,
    /// Last day to reach it.
    pub by: Date,
    /// Who answers for it.
    pub owner: Option<String>,
    /// Why it matters.
    pub why: Option<String>,
}
