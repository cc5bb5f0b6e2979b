//! Adds up unit files: one row per unit, with its arm, its first day and its metrics.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;

use super::aggregates::{Aggregates, Row as Part, Tally};
use super::columns::Columns;
use super::mistakes::{Mistakes, Spot};
use super::sheet::{Row, Rows, Titles};
use super::unit_source::{Growing, Observed, UnitSource};
use super::units::arm_of;
use crate::problem::Problem;
use crate::words::Message;

/// Adds up a unit file by arm, day and segment.
///
/// Separator (`,`, `;` or tab), decimal comma, byte order mark and line ends are recognised. Columns: `arm`; `date`, the
/// first day of the unit, `segment` and `unit`, its identifier, where there are any; per metric what its kind needs, such
/// as a column of its id. Columns that no metric asks for are passed over. Where the file names its units, none may come
/// twice.
///
/// # Errors
///
/// Every problem of the file at once, each with its line and column, at most twenty of them.
pub fn aggregate_units(text: &str, columns: &Columns) -> Result<Aggregates, Vec<Problem>> {
    let mut mistakes = Mistakes::of(&columns.file);
    let parts = read(text, columns, &mut mistakes);
    match parts {
        Some(rows) if mistakes.is_empty() => {
            let arms = columns.arms.iter().map(|arm| arm.name.clone()).collect();
            Ok(Aggregates { arms, rows })
        }
        _ => Err(mistakes.into_problems()),
    }
}

fn read(text: &str, columns: &Columns, mistakes: &mut Mistakes) -> Option<Vec<Part>> {
    let mut rows = Rows::of(text);
    let Some(first) = rows.next(mistakes) else {
        mistakes.refuse(Spot::FILE, Message::new("data-empty"), Some(Message::new("data-units-empty-mend")));
        return None;
    };
    let titles = Titles::read(&first, &columns.renamed, true, mistakes);
    let layout = Layout::of(&titles, columns, mistakes)?;
    let mut units =
        Units { columns, layout: &layout, segments: HashMap::new(), seen: HashMap::new(), tallies: BTreeMap::new() };
    let mut found_rows = false;
    while let Some(row) = rows.next(mistakes) {
        found_rows = true;
        if row.is_whole(&titles, mistakes) {
            units.add(&row, &titles, mistakes);
        }
    }
    if !found_rows {
        mistakes.refuse(Spot::FILE, Message::new("data-no-rows"), Some(Message::new("data-no-rows-mend")));
    }
    Some(units.finish(mistakes))
}

/// Where each thing stands in a row.
struct Layout {
    arm: usize,
    unit: Option<usize>,
    date: Option<usize>,
    segment: Option<usize>,
    sources: Vec<UnitSource>,
}

impl Layout {
    fn of(titles: &Titles<'_>, columns: &Columns, mistakes: &mut Mistakes) -> Option<Self> {
        let arm = titles.needed("arm", mistakes);
        let unit = titles.wished("unit", mistakes);
        let date = titles.wished("date", mistakes);
        let segment = titles.wished("segment", mistakes);
        let sources: Vec<Option<UnitSource>> =
            columns.metrics.iter().map(|metric| UnitSource::of(titles, metric, mistakes)).collect();
        Some(Self {
            arm: arm?,
            unit: unit?,
            date: date?,
            segment: segment?,
            sources: sources.into_iter().collect::<Option<_>>()?,
        })
    }
}

/// The part of the data a unit belongs to: its first day, its arm, its segment.
type Key = (Option<Date>, usize, Option<usize>);

/// The units read so far.
struct Units<'a> {
    columns: &'a Columns,
    layout: &'a Layout,
    /// Segments by name, numbered as they appear.
    segments: HashMap<String, usize>,
    /// The line each unit stands in.
    seen: HashMap<String, u64>,
    tallies: BTreeMap<Key, (u64, Vec<Growing>)>,
}

impl Units<'_> {
    fn add(&mut self, row: &Row<'_>, titles: &Titles<'_>, mistakes: &mut Mistakes) {
        let layout = self.layout;
        let arm = arm_of(&row.cell(titles, layout.arm), &self.columns.arms, true, mistakes);
        let date = layout.date.map_or(Some(None), |position| row.cell(titles, position).day(mistakes).map(Some));
        let segment = layout.segment.and_then(|position| self.segment(row.cell(titles, position).text));
        let is_new = layout.unit.is_none_or(|position| self.is_new(row, titles, position, mistakes));
        let observed: Vec<Option<Observed>> =
            layout.sources.iter().map(|source| source.observe(row, titles, mistakes)).collect();
        let (Some(arm), Some(date), true, Some(observed)) =
            (arm, date, is_new, observed.into_iter().collect::<Option<Vec<_>>>())
        else {
            return;
        };
        let nothing = || (0, layout.sources.iter().map(UnitSource::nothing).collect());
        let (units, growing) = self.tallies.entry((date, arm, segment)).or_insert_with(nothing);
        *units += 1;
        for (growing, observed) in growing.iter_mut().zip(&observed) {
            growing.add(observed);
        }
    }

    fn segment(&mut self, name: &str) -> Option<usize> {
        if name.is_empty() {
            return None;
        }
        if let Some(number) = self.segments.get(name) {
            return Some(*number);
        }
        let number = self.segments.len();
        self.segments.insert(name.to_owned(), number);
        Some(number)
    }

    /// Whether the unit was not there before. A unit counted twice makes the data look surer than they are, and one in two
    /// arms saw both.
    fn is_new(&mut self, row: &Row<'_>, titles: &Titles<'_>, position: usize, mistakes: &mut Mistakes) -> bool {
        let cell = row.cell(titles, position);
        if cell.text.is_empty() {
            return true;
        }
        match self.seen.get(cell.text) {
            Some(line) => {
                let what =
                    Message::new("data-unit-twice").text("unit", cell.shortened()).text("line", line.to_string());
                cell.refuse(what, Message::new("data-unit-twice-mend"), mistakes);
                false
            }
            None => {
                self.seen.insert(cell.text.to_owned(), row.line);
                true
            }
        }
    }

    fn finish(self, mistakes: &mut Mistakes) -> Vec<Part> {
        let mut names: Vec<(usize, String)> = self.segments.into_iter().map(|(name, number)| (number, name)).collect();
        names.sort_unstable();
        let mut parts = Vec::with_capacity(self.tallies.len());
        for ((date, arm, segment), (units, growing)) in self.tallies {
            let segment = segment.and_then(|number| names.get(number)).map(|(_, name)| name.clone());
            let measures = growing.into_iter().map(Growing::finish).collect();
            parts.push(Part { arm, date, segment, tally: Tally { units, measures } });
        }
        if mistakes.is_empty() {
            for (position, arm) in self.columns.arms.iter().enumerate() {
                if !parts.iter().any(|part| part.arm == position) {
                    let what = Message::new("data-arm-missing").text("arm", &arm.code);
                    mistakes.refuse(Spot::FILE, what, Some(Message::new("data-arm-missing-mend")));
                }
            }
        }
        parts
    }
}
