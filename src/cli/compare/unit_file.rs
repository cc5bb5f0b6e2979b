use std::path::PathBuf;

use clap::Args;
use jalon::data::units::{self, UnitColumns, UnitData};
use jalon::workspace;

use crate::cli::failure::Failure;

/// A file with one row per unit, in place of summary numbers.
#[derive(Debug, Args)]
pub(super) struct UnitFile {
    /// A file with one row per unit (CSV) in place of the summaries; the arm met first is the control
    #[arg(long, value_name = "FILE", requires = "arm", conflicts_with = "summaries")]
    data: Option<PathBuf>,
    /// The column of the file that names the arm
    #[arg(long, value_name = "COLUMN", requires = "data")]
    arm: Option<String>,
}

impl UnitFile {
    /// The columns asked for of each unit, by arm; none where no file was given.
    pub fn read(&self, values: Vec<String>) -> Result<Option<UnitData>, Failure> {
        let (Some(path), Some(arm)) = (&self.data, &self.arm) else { return Ok(None) };
        let (text, file) = workspace::read_data(path)?;
        let wanted = UnitColumns { file, arm: arm.clone(), arms: Vec::new(), values };
        units::read(&text, &wanted).map(Some).map_err(Failure::Files)
    }
}
