//! What a test of several groups hands back, and why groups cannot be compared at all.

use super::interval::{Method, NoAnswer};

/// The outcome of a test whether several groups are alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GroupTest {
    /// χ² or F: how far the groups lie apart, 0 where they are alike.
    pub statistic: f64,
    /// Degrees of freedom of the groups: their number less 1, mostly.
    pub degrees_of_freedom: f64,
    /// Degrees of freedom of the spread within the groups, below the bar of an F; none for χ².
    pub error_degrees_of_freedom: Option<f64>,
    /// Chance of groups at least this far apart if they were alike.
    pub p_value: f64,
    /// How it was computed.
    pub method: Method,
}

/// Why groups cannot be compared: they are no groups, or what is in them gives no answer.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum GroupsError {
    /// One group, or none.
    #[error("there are fewer than two groups")]
    SingleGroup,
    /// A group without units.
    #[error("group {0} has no units")]
    EmptyGroup(usize),
    /// A value or a score is not a finite number.
    #[error("{0} is not a finite number")]
    NotFinite(f64),
    /// Not as many scores as groups.
    #[error("{scores} scores for {groups} groups")]
    DifferentLengths {
        /// How many scores.
        scores: usize,
        /// How many groups.
        groups: usize,
    },
    /// All scores are the same: they put the groups in no order.
    #[error("all scores are the same")]
    NoOrder,
    /// The data give no answer.
    #[error(transparent)]
    NoAnswer(#[from] NoAnswer),
}
