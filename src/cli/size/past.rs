//! Baselines measured on a file of past units.

use std::path::Path;

use jalon::data::past_units;
use jalon::plan::sizing::Measured;
use jalon::plan::{CappedValues, PastUnits};
use jalon::quantity::Positive;
use jalon::stats::{CrossMoments, Moments, NoAnswer};
use jalon::words::Message;
use jalon::workspace;

use crate::cli::failure::Failure;
use crate::cli::sample::{self, ReadUnits, Wanted};

/// What was measured on past units, beside the baseline.
pub(super) struct Past {
    /// Where they stand and how many they are.
    pub units: PastUnits,
    /// The correlation of the metric with a covariate.
    pub correlation: Option<f64>,
    /// The values as they are and capped, and whether the capped ones are planned with.
    pub values: Option<(CappedValues, bool)>,
    /// Whether a scale from 0 to 10 may have begun at 1: nobody answered 0.
    pub no_zero: bool,
}

/// The columns of a file of past units; units without one of the numbers are left out, and counted.
pub(super) fn read<const K: usize>(path: &Path, columns: [&str; K]) -> Result<(Vec<[f64; K]>, Past), Failure> {
    let file = workspace::shown(path);
    let numbers = past_units::read(workspace::open_table(path)?, &file, columns).map_err(Failure::Files)?;
    let units = PastUnits {
        file,
        columns: columns.map(str::to_owned).to_vec(),
        units: numbers.units.len() as u64,
        left_out: numbers.left_out,
        cap: None,
    };
    Ok((numbers.units, Past { units, correlation: None, values: None, no_zero: false }))
}

/// The same for columns that hold something else than numbers: answers of a scale, times, yes or no.
pub(super) fn read_as<const K: usize>(path: &Path, columns: [Wanted<'_>; K]) -> Result<(Vec<[f64; K]>, Past), Failure> {
    let names = columns.iter().filter_map(|(_, name, _)| name.map(str::to_owned)).collect();
    // Without a column of arms all units are one sample.
    let ReadUnits { file, arms, left_out } = sample::read_units(path, None, columns)?;
    let numbers: Vec<[f64; K]> = arms.into_iter().flat_map(|sample| sample.observed).collect();
    let units = PastUnits { file, columns: names, units: numbers.len() as u64, left_out, cap: None };
    Ok((numbers, Past { units, correlation: None, values: None, no_zero: false }))
}

/// A mean planned from these units; none without spread.
pub(super) fn mean_of(moments: &Moments) -> Option<Measured> {
    let sd = Positive::new(moments.standard_deviation()?).ok()?;
    Some(Measured::Mean { baseline: moments.mean()?, control_sd: sd, variant_sd: sd })
}

/// The correlation of the first number of each unit with the second, its covariate.
pub(super) fn correlation(moments: &CrossMoments, covariate: &str) -> Result<f64, Failure> {
    let parts = (moments.covariance(0, 0), moments.covariance(1, 1), moments.covariance(0, 1));
    let (Some(first), Some(second), Some(both)) = parts else {
        return Err(no_plan(NoAnswer::TooFewUnits, covariate));
    };
    // The two roots apart: the product of two small variances may leave double precision.
    let spread = Positive::new(first.sqrt() * second.sqrt()).map_err(|_| no_plan(NoAnswer::NoVariation, covariate))?;
    Ok((both / spread.get()).clamp(-1.0, 1.0))
}

/// Why past units give no plan.
pub(super) fn no_plan(reason: NoAnswer, column: &str) -> Failure {
    let (what, mend) = match reason {
        NoAnswer::NoVariation => ("size-past-alike", "size-past-alike-mend"),
        NoAnswer::QuantileTooExtreme => ("size-past-extreme", "size-past-extreme-mend"),
        NoAnswer::ZeroDenominator | NoAnswer::UncertainDenominator => {
            ("size-past-denominator", "size-past-denominator-mend")
        }
        NoAnswer::BeyondFollowUp => ("size-past-horizon", "size-past-horizon-mend"),
        _ => ("size-past-few", "size-past-few-mend"),
    };
    Failure::command_line(Message::new(what).text("column", column), Message::new(mend))
}
