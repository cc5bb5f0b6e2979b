//! The arrow, written once for every face: from the files' values to the answer's values.

use jiff::civil::Date;

use crate::analysis::{self, Analysis, Before, Deviation, Look, Record};
use crate::data::{self, Aggregates, ArmName, Columns, MeasuredMetric, Reading, TableSource};
use crate::metric::Metric;
use crate::number::kept;
use crate::plan::{self, DataKind, Lock, Plan, PlanSizeError};
use crate::problem::{Place, Problem};
use crate::words::Message;

/// The columns a plan's data are read with.
#[must_use]
pub fn columns(plan: &Plan, file: impl Into<String>) -> Columns {
    let arms = plan.arms.iter().map(|arm| ArmName { name: arm.name.clone(), code: arm.name_in_data().to_owned() });
    let metrics = plan.metrics().into_iter();
    Columns {
        file: file.into(),
        arms: arms.collect(),
        metrics: metrics.map(|metric| measured(plan, metric)).collect(),
        renamed: plan.data.columns.clone(),
    }
}

/// The design speaks of the primary metric: only that one was sized with a covariate, and is adjusted for it.
fn measured(plan: &Plan, metric: &Metric) -> MeasuredMetric {
    let covariate = plan.design.efficiency.covariate_correlation().is_some() && metric.id == plan.primary.id;
    MeasuredMetric { id: metric.id.clone(), kind: metric.kind, detail: metric.detail, covariate }
}

/// The files of an experiment's data.
#[derive(Debug, Clone)]
pub struct DataFiles {
    /// Its sums, its units or its log of exposures.
    pub table: TableSource,
    /// Its logs of events, each of columns of its own.
    pub events: Vec<TableSource>,
}

impl<Source: Into<TableSource>> From<Source> for DataFiles {
    fn from(source: Source) -> Self {
        Self { table: source.into(), events: Vec::new() }
    }
}

/// Reads the data of a plan, in the shape the plan says they have.
///
/// # Errors
///
/// Every problem of the files.
pub fn aggregates(plan: &Plan, files: impl Into<DataFiles>, file: &str) -> Result<Aggregates, Vec<Problem>> {
    let (columns, DataFiles { table, events }) = (columns(plan, file), files.into());
    match plan.data.kind {
        DataKind::Summary => data::aggregate(table, &columns),
        DataKind::Units => data::aggregate_units(table, &columns),
        DataKind::Events => {
            let rules = event_logs::rules(plan).map_err(|what| vec![Problem::error(Place::file(file), what)])?;
            data::aggregate_events(&table, &events, &columns, &rules)
        }
    }
}

/// One look at an experiment: what the data say, where the test departed from its plan, and what the record will keep.
#[derive(Debug, Clone, PartialEq)]
pub struct TakenLook {
    /// What the data say.
    pub analysis: Analysis,
    /// Where the test departed from its plan.
    pub deviations: Vec<Deviation>,
    /// What the record will keep of it.
    pub look: Look,
    /// How the files were read.
    pub reading: Reading,
}

/// Why no look could be taken.
#[derive(Debug, Clone, PartialEq)]
pub enum LookFailure {
    /// The data are not what they should be.
    Data(Vec<Problem>),
    /// The plan has no size to hold the data against.
    Size(PlanSizeError),
}

/// Takes a look: the data's files, the plan's columns, the sizes the lock froze (or the plan's own, before a lock).
///
/// # Errors
///
/// [`LookFailure`].
pub fn look(plan: &Plan, record: &Record, files: &DataFiles, file: &str, on: Date) -> Result<TakenLook, LookFailure> {
    // The digest is taken beside the reading: both go through the whole file.
    let (data, digest) = std::thread::scope(|scope| {
        let digest = scope.spawn(|| digest(files));
        let data = aggregates(plan, files.clone(), file);
        (data, digest.join().unwrap_or_else(|_| Err(std::io::ErrorKind::Other.into())))
    });
    let data = data.map_err(LookFailure::Data)?;
    let digest = digest.map_err(|error| LookFailure::Data(vec![unreadable(file, &error)]))?;
    let planned = match &record.lock {
        Some(lock) => lock.arms.clone(),
        None => plan.planned_arms().map_err(LookFailure::Size)?,
    };
    let analysis = analysis::analyse(plan, &Before { planned: &planned, looks: &record.looks }, &data, on);
    let deviations = analysis::deviations(plan, record, &analysis);
    let look = analysis.look(digest, plan::fingerprint(plan));
    Ok(TakenLook { analysis, deviations, look, reading: data.reading().clone() })
}

/// The SHA-256 of a file, or of the digests of all files in their order.
fn digest(files: &DataFiles) -> std::io::Result<String> {
    let files = files.events.iter().fold(files.table.files.clone(), |mut files, log| {
        files.extend(log.files.iter().cloned());
        files
    });
    let each = files.iter().map(|file| plan::digest_of(file.reader())).collect::<std::io::Result<Vec<_>>>()?;
    match each.as_slice() {
        [one] => Ok(one.clone()),
        several => Ok(plan::digest(several.join("\n").as_bytes())),
    }
}

fn unreadable(file: &str, error: &std::io::Error) -> Problem {
    Problem::error(Place::file(file), Message::new("data-unreadable").text("detail", error.to_string()))
        .mended_by(Message::new("disk-unreadable-mend"))
}

/// Freezes a plan on a day: its fingerprint, its sizes, its prediction.
///
/// # Errors
///
/// [`PlanSizeError`] when the test cannot be sized.
pub fn lock(plan: &Plan, on: Date) -> Result<Lock, PlanSizeError> {
    let sizing = plan.size()?;
    Ok(Lock {
        on,
        fingerprint: plan::fingerprint(plan),
        start: plan.start,
        end: plan.end,
        arms: plan.planned_arms()?,
        power: Some(kept(sizing.power_attained)),
        prediction: plan.prediction.clone(),
    })
}
mod beliefs;
mod event_logs;
mod priorities;
mod reviews;
mod simulated_decision;
mod simulated_power;
pub mod simulation;

pub use beliefs::{BayesQuestion, bayes_reading, lift_prior};
pub use priorities::{reached, run_lengths, running_tests, standing};
pub use reviews::{Programme, next_roadmap, review};
pub use simulated_decision::{SimulatedDecision, SimulatedPlan, simulated_plan};
pub use simulated_power::simulated_power;
