//! Units one by one, to be divided among arms again and again.

use std::collections::HashMap;

use super::aggregates::Tally;
use super::columns::{Columns, MeasuredMetric};
use super::mistakes::Mistakes;
use super::sheet::{Row, Titles};
use super::table::{Readers, TableSource, each_row};
use super::unit_source::{Growing, Observed, UnitSource};
use crate::problem::Problem;
use crate::words::Message;

/// The metrics of every unit of a file, whichever arm it was in.
pub struct UnitList {
    metrics: Vec<MeasuredMetric>,
    /// One row after the other: what each unit adds to each metric.
    observed: Vec<Observed>,
    units: usize,
}

impl UnitList {
    /// Units in the file.
    #[must_use]
    pub fn len(&self) -> usize {
        self.units
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.units == 0
    }

    /// What so many arms would have measured, had `arm_of` said for each unit, in the order of the file, in which arm it is. A
    /// unit of an arm that is not there is left out.
    #[must_use]
    pub fn divided(&self, arms: usize, mut arm_of: impl FnMut() -> usize) -> Vec<Tally> {
        let metrics = self.metrics.len();
        let nothing = || (0_u64, self.metrics.iter().map(Growing::of).collect::<Vec<Growing>>());
        let mut grown: Vec<(u64, Vec<Growing>)> = (0..arms).map(|_| nothing()).collect();
        for unit in 0..self.units {
            let Some((units, growing)) = grown.get_mut(arm_of()) else { continue };
            *units += 1;
            let own = self.observed.get(unit * metrics..(unit + 1) * metrics).unwrap_or_default();
            for (growing, observed) in growing.iter_mut().zip(own) {
                growing.add(observed);
            }
        }
        let tally = |(units, growing): (u64, Vec<Growing>)| Tally {
            units,
            measures: growing.into_iter().map(Growing::finish).collect(),
        };
        grown.into_iter().map(tally).collect()
    }
}

/// Reads the metrics of every unit of a file. The arms are passed over: a file from before a test has none.
///
/// # Errors
///
/// Every problem of the file at once, as [`aggregate_units`](super::aggregate_units) tells them.
pub fn list_units(source: impl Into<TableSource>, columns: &Columns) -> Result<UnitList, Vec<Problem>> {
    let mut mistakes = Mistakes::of(&columns.file);
    let mut list = UnitList { metrics: columns.metrics.clone(), observed: Vec::new(), units: 0 };
    let mut seen: HashMap<String, u64> = HashMap::new();
    let readers = Readers { renamed: &columns.renamed, in_plan: true, empty_mend: "data-units-empty-mend" };
    each_row(
        &source.into(),
        readers,
        &mut mistakes,
        |titles, mistakes| layout(titles, columns, mistakes),
        |row, titles, (name, sources), mistakes| {
            let observed: Vec<Option<Observed>> =
                sources.iter().map(|source| source.observe(row, titles, mistakes)).collect();
            let is_new = name.is_none_or(|position| is_new(&mut seen, row, titles, position, mistakes));
            if let (true, Some(observed)) = (is_new, observed.into_iter().collect::<Option<Vec<_>>>()) {
                list.observed.extend(observed);
                list.units += 1;
            }
        },
    );
    if mistakes.is_empty() { Ok(list) } else { Err(mistakes.into_problems()) }
}

/// Where the name of a unit stands, and what is read of it.
type Layout = (Option<usize>, Vec<UnitSource>);

fn layout(titles: &Titles<'_>, columns: &Columns, mistakes: &mut Mistakes) -> Option<Layout> {
    let name = titles.wished("unit", mistakes);
    let sources: Vec<Option<UnitSource>> =
        columns.metrics.iter().map(|metric| UnitSource::of(titles, metric, mistakes)).collect();
    Some((name?, sources.into_iter().collect::<Option<_>>()?))
}

/// Whether a unit was not there before: one that comes twice would make the data look surer than they are.
fn is_new(
    seen: &mut HashMap<String, u64>,
    row: &Row<'_>,
    titles: &Titles<'_>,
    position: usize,
    mistakes: &mut Mistakes,
) -> bool {
    let cell = row.cell(titles, position);
    if cell.is_empty() {
        return true;
    }
    let unit = cell.text();
    if let Some(line) = seen.get(&*unit) {
        let what = Message::new("data-unit-twice").text("unit", cell.shortened()).text("line", line.to_string());
        cell.refuse(what, Message::new("data-unit-twice-mend"), mistakes);
        return false;
    }
    seen.insert(unit.into_owned(), row.line);
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{ArmName, Measure, MeasuredMetric, aggregate_units};
    use crate::metric::MetricKind;
    use crate::words::{Language, Words};

    const FILE: &str =
        "unit,arm,orders,spent\nu1,control,1,12.5\nu2,control,0,0\nu3,guest,1,3\nu4,guest,1,7\nu5,control,0,0\n";

    fn columns() -> Columns {
        let arm = |name: &str| ArmName { name: name.to_owned(), code: name.to_owned() };
        let metric = |id: &str, kind| MeasuredMetric::of(id.parse().unwrap(), kind);
        Columns {
            file: "units.csv".to_owned(),
            arms: vec![arm("control"), arm("guest")],
            metrics: vec![metric("orders", MetricKind::Proportion), metric("spent", MetricKind::Mean)],
            renamed: Vec::new(),
        }
    }

    #[test]
    fn the_split_of_the_file_gives_its_sums() {
        let list = list_units(FILE, &columns()).unwrap();
        let mut arms = [0, 0, 1, 1, 0].into_iter();
        let divided = list.divided(2, || arms.next().unwrap());
        assert_eq!(divided, aggregate_units(FILE, &columns()).unwrap().totals());
    }

    #[test]
    fn another_split_moves_units_and_loses_none() {
        let list = list_units(&FILE.replace("control", "").replace("guest", "?"), &columns()).unwrap();
        assert_eq!((list.len(), list.is_empty()), (5, false));
        let mut place = 0;
        let divided = list.divided(3, || {
            place += 1;
            place % 3
        });
        assert_eq!(divided.iter().map(|tally| tally.units).collect::<Vec<_>>(), [1, 2, 2]);
        assert_eq!(divided[1].measures[0], Measure::Conversions(2));
        assert!(list.divided(2, || 7).iter().all(|tally| tally.units == 0));
    }

    #[test]
    fn mistakes_are_told_as_elsewhere() {
        let refused = |text: &str| -> String {
            let words = Words::new(Language::English);
            let problems = list_units(text, &columns()).err().unwrap_or_default();
            problems.iter().map(|problem| problem.say(&words)).collect::<Vec<_>>().join("|")
        };
        for (text, expected) in [
            ("", "the file is empty"),
            ("unit,orders,spent\n", "column names but no rows"),
            ("unit,orders\nu1,1\n", "there is no column `spent`"),
            ("unit,orders,spent\nu1,1,2\nu1,0,0\n", "u1"),
            ("orders,spent\n2,x\n", "\"2\" is neither 1 nor 0"),
        ] {
            assert!(refused(text).contains(expected), "{expected}: {}", refused(text));
        }
    }
}
