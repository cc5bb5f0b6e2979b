use crate::id::Id;
use crate::metric::{MetricDetail, MetricKind};

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

/// A metric and what its columns depend on.
#[derive(Debug, Clone, PartialEq)]
pub struct MeasuredMetric {
    /// Its id.
    pub id: Id,
    /// The kind of number it is, which says what columns it has.
    pub kind: MetricKind,
    /// The scale of its answers, or the quantile its values are capped at.
    pub detail: MetricDetail,
    /// Whether the file also says what each unit had of it before the test, to be adjusted for.
    pub covariate: bool,
}

impl MeasuredMetric {
    /// A metric of a kind that needs no more than its columns.
    #[must_use]
    pub fn of(id: Id, kind: MetricKind) -> Self {
        Self { id, kind, detail: MetricDetail::default(), covariate: false }
    }
}
