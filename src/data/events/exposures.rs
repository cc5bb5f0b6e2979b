//! The exposure log: which unit was in which arm, and since when.

use super::moment::Clock;
use super::unit_index::{UnitIndex, hash};
use crate::data::columns::Columns;
use crate::data::mistakes::{Mistakes, Spot};
use crate::data::sheet::{Row, Titles};
use crate::data::table::{Readers, Scanned, TableSource, in_parallel};
use crate::data::units::arm_of;
use crate::words::Message;

/// A unit without a segment.
const NO_SEGMENT: u32 = u32::MAX;

/// Every unit with its first exposure.
#[derive(Default)]
pub(super) struct Exposures {
    pub index: UnitIndex,
    /// The moment of each unit's first exposure.
    pub first: Vec<i64>,
    /// The arm it was in then.
    pub arms: Vec<u16>,
    /// Whether it was seen in another arm too.
    pub crossed: Vec<bool>,
    segments: Vec<u32>,
    segment_names: Vec<String>,
    /// Rows of units that were there before.
    pub repeated: u64,
    /// The last moment of the log.
    pub last: Option<i64>,
}

struct Layout {
    unit: usize,
    arm: usize,
    time: usize,
    segment: Option<usize>,
}

/// The exposures of some rows, as one thread reads them.
#[derive(Default)]
struct SomeExposures {
    /// The identifiers, one behind the other.
    names: String,
    rows: Vec<Seen>,
    segments: Vec<String>,
}

struct Seen {
    hash: u64,
    end: usize,
    time: i64,
    arm: u16,
    segment: u32,
}

impl Exposures {
    /// Reads the log.
    pub(super) fn read(
        source: &TableSource,
        columns: &Columns,
        clock: &Clock,
        mistakes: &mut Mistakes,
    ) -> (Self, Scanned) {
        let readers = Readers { renamed: &columns.renamed, in_plan: true, empty_mend: "data-exposures-empty-mend" };
        let mut exposures = Self::default();
        let scanned = in_parallel(
            source,
            readers,
            mistakes,
            |titles, mistakes| {
                let (unit, arm) = (titles.needed("unit", mistakes), titles.needed("arm", mistakes));
                let (time, segment) = (titles.needed("time", mistakes), titles.wished("segment", mistakes));
                Some(Layout { unit: unit?, arm: arm?, time: time?, segment: segment? })
            },
            |_| SomeExposures::default(),
            |some, row, titles, layout, mistakes| some.add(row, titles, layout, columns, clock, mistakes),
            |some, mistakes| exposures.take(&some, mistakes),
        );
        (exposures, scanned)
    }

    /// The segment of a unit at its first exposure.
    pub(super) fn segment(&self, unit: usize) -> Option<&str> {
        self.segments.get(unit).and_then(|segment| self.segment_names.get(*segment as usize)).map(String::as_str)
    }

    /// Takes in rows in the order of the log. The earliest row of a unit is its first exposure, wherever it stands.
    fn take(&mut self, some: &SomeExposures, mistakes: &mut Mistakes) {
        let segments: Vec<u32> = some.segments.iter().map(|name| self.segment_number(name)).collect();
        let mut start = 0;
        for row in &some.rows {
            let unit = some.names.get(start..row.end).unwrap_or_default();
            start = row.end;
            let Some((number, is_new)) = self.index.number(unit, row.hash) else {
                let what = Message::new("data-units-many");
                mistakes.refuse(Spot::FILE, what, Some(Message::new("data-units-many-mend")));
                return;
            };
            let segment = segments.get(row.segment as usize).copied().unwrap_or(NO_SEGMENT);
            self.last = self.last.max(Some(row.time));
            if is_new {
                self.first.push(row.time);
                self.arms.push(row.arm);
                self.crossed.push(false);
                self.segments.push(segment);
                continue;
            }
            self.repeated += 1;
            let place = number as usize;
            let (Some(first), Some(arm), Some(crossed), Some(known)) = (
                self.first.get_mut(place),
                self.arms.get_mut(place),
                self.crossed.get_mut(place),
                self.segments.get_mut(place),
            ) else {
                continue;
            };
            *crossed |= *arm != row.arm;
            if row.time < *first {
                (*first, *arm, *known) = (row.time, row.arm, segment);
            }
        }
    }

    fn segment_number(&mut self, name: &str) -> u32 {
        let known = self.segment_names.iter().position(|segment| segment == name);
        let place = known.unwrap_or_else(|| {
            self.segment_names.push(name.to_owned());
            self.segment_names.len() - 1
        });
        u32::try_from(place).unwrap_or(NO_SEGMENT)
    }
}

impl SomeExposures {
    fn add(
        &mut self,
        row: &Row<'_>,
        titles: &Titles<'_>,
        layout: &Layout,
        columns: &Columns,
        clock: &Clock,
        mistakes: &mut Mistakes,
    ) {
        let unit = row.cell(titles, layout.unit);
        let arm = arm_of(&row.cell(titles, layout.arm), &columns.arms, true, mistakes);
        let time = clock.read(&row.cell(titles, layout.time), mistakes);
        if unit.is_empty() {
            unit.refuse(Message::new("data-empty-cell"), Message::new("data-no-unit-mend"), mistakes);
            return;
        }
        let (Some(arm), Some(time)) = (arm.and_then(|arm| u16::try_from(arm).ok()), time) else { return };
        let name = unit.text();
        self.names.push_str(&name);
        let segment = layout.segment.map_or(NO_SEGMENT, |position| self.segment(&row.cell(titles, position).text()));
        self.rows.push(Seen { hash: hash(&name), end: self.names.len(), time, arm, segment });
    }

    fn segment(&mut self, name: &str) -> u32 {
        if name.is_empty() {
            return NO_SEGMENT;
        }
        let known = self.segments.iter().position(|segment| segment == name);
        let place = known.unwrap_or_else(|| {
            self.segments.push(name.to_owned());
            self.segments.len() - 1
        });
        u32::try_from(place).unwrap_or(NO_SEGMENT)
    }
}
