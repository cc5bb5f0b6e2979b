//! Arms from a file with one row per unit.

use std::path::PathBuf;

use clap::Args;
use jalon::analysis::NamedArm;
use jalon::data::units::{UnitColumns, UnitData, read};
use jalon::words::Message;
use jalon::workspace;

use crate::cli::context::Context;
use crate::cli::failure::Failure;

/// Where the units are.
#[derive(Debug, Args)]
pub(super) struct ValuesFile {
    /// A CSV file with one row per unit, in place of summary numbers
    #[arg(long, value_name = "FILE", requires = "arm")]
    data: Option<PathBuf>,
    /// Its column that names the arm
    #[arg(long, value_name = "COLUMN", requires = "data")]
    arm: Option<String>,
    /// The arm that is the control [default: the first one in the file]
    #[arg(long, value_name = "NAME", requires = "data")]
    control: Option<String>,
}

/// The numbers of each unit, by arm, control first. Units without one of them are left out.
pub(super) type Units<const K: usize> = Vec<NamedArm<Vec<[f64; K]>>>;

impl ValuesFile {
    /// The columns of the file; none where no file was given.
    pub fn units<const K: usize>(
        &self,
        columns: [(&str, Option<&str>); K],
        context: &Context,
    ) -> Result<Option<Units<K>>, Failure> {
        let (Some(path), Some(arm)) = (&self.data, &self.arm) else { return Ok(None) };
        let mut values = Vec::with_capacity(K);
        for (option, column) in columns {
            values.push(column.map(str::to_owned).ok_or_else(|| {
                let missing = Message::new("compare-data-column").text("option", option);
                Failure::command_line(missing, Message::new("compare-data-column-mend").text("option", option))
            })?);
        }
        let (text, file) = workspace::read_data(path)?;
        let wanted = UnitColumns { file, arm: arm.clone(), arms: Vec::new(), values };
        let data = read(&text, &wanted).map_err(Failure::Files)?;
        let (mut arms, left_out) = complete(data);
        if left_out > 0 {
            context.remark(&context.words.say(&Message::new("compare-data-left-out").count("units", left_out)));
        }
        self.put_control_first(&mut arms)?;
        Ok(Some(arms))
    }

    fn put_control_first<T>(&self, arms: &mut [NamedArm<T>]) -> Result<(), Failure> {
        let Some(control) = &self.control else { return Ok(()) };
        let Some(place) = arms.iter().position(|arm| arm.name == *control) else {
            return Err(Failure::command_line(
                Message::new("compare-data-no-control").text("name", control),
                Message::new("compare-data-no-control-mend").texts("arms", arms.iter().map(|arm| arm.name.as_str())),
            ));
        };
        if let Some(first) = arms.get_mut(..=place) {
            first.rotate_right(1);
        }
        Ok(())
    }
}

/// The units that have all numbers, and how many have not.
fn complete<const K: usize>(data: UnitData) -> (Units<K>, u64) {
    let mut left_out = 0;
    let named = data.arms.into_iter().zip(data.values);
    let arms = named.map(|(name, columns)| {
        let units = columns.first().map_or(0, Vec::len);
        let mut observed = Vec::with_capacity(units);
        for unit in 0..units {
            let mut numbers = [0.0; K];
            let whole = numbers.iter_mut().zip(&columns).all(|(number, column)| {
                let value = column.get(unit).copied().flatten();
                *number = value.unwrap_or_default();
                value.is_some()
            });
            if whole {
                observed.push(numbers);
            } else {
                left_out += 1;
            }
        }
        NamedArm { name, observed }
    });
    (arms.collect(), left_out)
}

/// Summary numbers or a file, one of the two.
pub(super) fn check_one_source(summaries: &[String], file: bool) -> Result<(), Failure> {
    match (summaries.is_empty(), file) {
        (true, false) => {
            Err(Failure::command_line(Message::new("compare-no-source"), Message::new("compare-no-source-mend")))
        }
        (false, true) => {
            Err(Failure::command_line(Message::new("compare-two-sources"), Message::new("compare-two-sources-mend")))
        }
        _ => Ok(()),
    }
}

/// The same arms with something else observed.
pub(super) fn map<T, U>(arms: &[NamedArm<T>], each: impl Fn(&T) -> U) -> Vec<NamedArm<U>> {
    arms.iter().map(|arm| NamedArm { name: arm.name.clone(), observed: each(&arm.observed) }).collect()
}
