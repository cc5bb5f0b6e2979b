//! Samples from files with one row per unit.

use std::path::Path;

use jalon::analysis::NamedArm;
use jalon::data::units::{Reading, UnitColumn, UnitColumns, UnitData, read};
use jalon::metric::AnswerScale;
use jalon::stats::{Ending, RiskTable};
use jalon::words::Message;
use jalon::workspace;

use super::context::Context;
use super::failure::Failure;

/// The numbers of each unit, by arm, in the order of the file. Units without one of them are left out.
pub(super) type Units<const K: usize> = Vec<NamedArm<Vec<[f64; K]>>>;

/// A column to read: the option that names it, the name given, and what its cells hold.
pub(super) type Wanted<'a> = (&'static str, Option<&'a str>, Reading);

/// Reads columns of a file; without the column of arms, all units are one sample.
pub(super) fn units<const K: usize>(
    path: &Path,
    arm: Option<&str>,
    columns: [Wanted<'_>; K],
    context: &Context,
) -> Result<Units<K>, Failure> {
    let ReadUnits { arms, left_out, .. } = read_units(path, arm, columns)?;
    if left_out > 0 {
        context.remark(&context.words.say(&Message::new("compare-data-left-out").count("units", left_out)));
    }
    Ok(arms)
}

/// The units of a file.
pub(super) struct ReadUnits<const K: usize> {
    /// Its name, as it is shown.
    pub file: String,
    /// Those that have all numbers, by arm.
    pub arms: Units<K>,
    /// How many lack one of them.
    pub left_out: u64,
}

/// The same with the count of those left out for the caller to tell.
pub(super) fn read_units<const K: usize>(
    path: &Path,
    arm: Option<&str>,
    columns: [Wanted<'_>; K],
) -> Result<ReadUnits<K>, Failure> {
    let mut values = Vec::with_capacity(K);
    for (option, column, reading) in columns {
        let name = column.map(str::to_owned).ok_or_else(|| {
            let missing = Message::new("compare-data-column").text("option", option);
            Failure::command_line(missing, Message::new("compare-data-column-mend").text("option", option))
        })?;
        values.push(UnitColumn { name, reading });
    }
    let (source, file) = (workspace::open_table(path)?, workspace::shown(path));
    let wanted = UnitColumns { file: file.clone(), arm: arm.map(str::to_owned), arms: Vec::new(), values };
    let data = read(source, &wanted).map_err(Failure::Files)?;
    let (arms, left_out) = complete(data);
    Ok(ReadUnits { file, arms, left_out })
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

/// How many gave each answer of a scale, the lowest first.
pub(super) fn answers(units: &[[f64; 1]], scale: AnswerScale) -> Vec<u64> {
    let mut counts = vec![0; scale.answers()];
    for place in units.iter().filter_map(|[answer]| scale.place(*answer)) {
        if let Some(count) = counts.get_mut(place) {
            *count += 1;
        }
    }
    counts
}

/// The time of each unit and how it ended, from a time and whether the unit left.
pub(super) fn endings(units: &[[f64; 2]]) -> Result<RiskTable, Failure> {
    let ending = |left: f64| if left == 1.0 { Ending::Event } else { Ending::Censored };
    let times = units.iter().map(|[time, left]| (*time, ending(*left)));
    // The reader refuses negative times.
    RiskTable::of(times).map_err(|error| Failure::Bug(error.to_string()))
}

/// A scale of answers: `1:5`.
pub(super) fn scale(text: &str) -> Result<AnswerScale, Failure> {
    let ends = text
        .split_once([':', '-'])
        .and_then(|(low, high)| AnswerScale::new(low.trim().parse().ok()?, high.trim().parse().ok()?));
    ends.ok_or_else(|| {
        Failure::command_line(
            Message::new("compare-not-a-scale").text("given", text),
            Message::new("compare-not-a-scale-mend"),
        )
    })
}

/// Summary numbers or a file, one of the two.
pub(super) fn check_one_source(summaries: bool, file: bool) -> Result<(), Failure> {
    match (summaries, file) {
        (false, false) => {
            Err(Failure::command_line(Message::new("compare-no-source"), Message::new("compare-no-source-mend")))
        }
        (true, true) => {
            Err(Failure::command_line(Message::new("compare-two-sources"), Message::new("compare-two-sources-mend")))
        }
        _ => Ok(()),
    }
}

/// The same for one sample.
pub(super) fn check_one_sample(summary: bool, file: bool) -> Result<(), Failure> {
    match (summary, file) {
        (false, false) => {
            Err(Failure::command_line(Message::new("estimate-no-source"), Message::new("estimate-no-source-mend")))
        }
        (true, true) => {
            Err(Failure::command_line(Message::new("compare-two-sources"), Message::new("compare-two-sources-mend")))
        }
        _ => Ok(()),
    }
}
