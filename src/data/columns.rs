use crate::id::Id;
use crate::metric::MetricKind;

/// What to look for in a file: its arms, its metrics, and the names of its columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Columns {
    /// The file, as problems name it.
    pub file: String,
    /// The arms, control first.
    pub arms: Vec<ArmName>,
    /// The metrics, in the order of the tallies.
    pub metrics: Vec<MeasuredMetric>,
    /// Columns that do not have the standard name: what it holds → how the file names it.
    pub renamed: Vec<(String, String)>,
}

/// An arm: its name for people, and its name in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArmName {
    /// As people read it.
    pub name: String,
    /// As the file writes it.
    pub code: String,
}

/// A metric and the kind of number it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeasuredMetric {
    /// Its id.
    pub id: Id,
    /// Rate or mean; other kinds have no columns.
    pub kind: MetricKind,
}
