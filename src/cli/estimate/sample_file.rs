use std::path::PathBuf;

use clap::Args;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::sample::{self, Wanted};

/// A file with one row per unit, in place of summary numbers.
#[derive(Debug, Args)]
pub(super) struct SampleFile {
    /// A CSV file with one row per unit, in place of summary numbers
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,
}

impl SampleFile {
    /// The columns of the file; none where summary numbers were given in its place.
    pub fn units<const K: usize>(
        &self,
        summary: Option<&str>,
        columns: [Wanted<'_>; K],
        context: &Context,
    ) -> Result<Option<Vec<[f64; K]>>, Failure> {
        sample::check_one_sample(summary.is_some(), self.data.is_some())?;
        let Some(path) = &self.data else { return Ok(None) };
        // A file without the column of arms is one sample.
        let samples = sample::units(path, None, columns, context)?;
        Ok(Some(samples.into_iter().flat_map(|sample| sample.observed).collect()))
    }
}
