//! Arms from a file with one row per unit.

use std::path::PathBuf;

use clap::Args;
use jalon::analysis::NamedArm;
use jalon::words::Message;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::sample::{self, Units, Wanted};

/// Where the units are.
#[derive(Debug, Args)]
pub(super) struct UnitFile {
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

impl UnitFile {
    /// The columns of the file by arm, control first; none where summaries were given in its place.
    pub fn units<const K: usize>(
        &self,
        summaries: &[String],
        columns: [Wanted<'_>; K],
        context: &Context,
    ) -> Result<Option<Units<K>>, Failure> {
        self.check_summaries(summaries)?;
        let (Some(path), Some(arm)) = (&self.data, &self.arm) else { return Ok(None) };
        let mut arms = sample::units(path, Some(arm), columns, context)?;
        self.put_control_first(&mut arms)?;
        Ok(Some(arms))
    }

    /// Refuses summaries beside a file, and neither of the two.
    pub fn check_summaries(&self, summaries: &[String]) -> Result<(), Failure> {
        sample::check_one_source(!summaries.is_empty(), self.data.is_some())
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

/// The same arms with something else observed.
pub(super) fn map<T, U>(arms: &[NamedArm<T>], each: impl Fn(&T) -> U) -> Vec<NamedArm<U>> {
    arms.iter().map(|arm| NamedArm { name: arm.name.clone(), observed: each(&arm.observed) }).collect()
}

/// The same where what was observed may be refused, with the names for people.
pub(super) fn try_map<T, U>(
    arms: &[NamedArm<T>],
    each: impl Fn(&NamedArm<T>) -> Result<U, Failure>,
) -> Result<(Vec<String>, Vec<NamedArm<U>>), Failure> {
    let names = arms.iter().map(|arm| arm.name.clone()).collect();
    let mapped = arms.iter().map(|arm| Ok(NamedArm { name: arm.name.clone(), observed: each(arm)? }));
    Ok((names, mapped.collect::<Result<_, Failure>>()?))
}
