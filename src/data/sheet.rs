//! The rows of a table, its column titles and its cells, whatever file they come from.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::civil::Date;

use super::mistakes::{Mistakes, Spot};
use super::table::{Batch, Readers, Record, Value, slice};
use crate::problem::nearest;
use crate::words::Message;

/// One row with its place.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    /// Its line, from 1; of Parquet, its row in the row group.
    pub line: u64,
    group: Option<u64>,
    cells: Cells<'a>,
}

#[derive(Clone, Copy)]
enum Cells<'a> {
    Text { text: &'a str, spans: &'a [(u32, u32)] },
    Columns { batch: &'a Batch, row: usize },
}

/// One cell with its place.
#[derive(Clone, Copy)]
pub(super) struct Cell<'a> {
    /// What it holds; text without spaces around it.
    pub value: Value<'a>,
    /// Its place.
    pub spot: Spot<'a>,
}

/// The titles of the columns, and how the reader's names for them may differ.
pub(super) struct Titles<'a> {
    line: u64,
    titles: Vec<String>,
    /// Which columns somebody asked for.
    asked: Vec<AtomicBool>,
    renamed: &'a [(String, String)],
    /// Whether columns can be renamed in a plan, or only in the file itself.
    in_plan: bool,
}

impl<'a> Row<'a> {
    /// A row of text.
    pub(super) fn of_record(record: &'a Record<'a>) -> Self {
        let cells = Cells::Text { text: record.text, spans: record.spans };
        Self { line: record.line, group: None, cells }
    }

    /// A row of columns, with its row group and its place in it, from 1.
    pub(super) fn of_batch(batch: &'a Batch, row: usize, group: u64, line: u64) -> Self {
        Self { line, group: Some(group), cells: Cells::Columns { batch, row } }
    }

    /// A cell, with its place; a cell that is not there is empty.
    pub(super) fn cell<'b>(&self, titles: &'b Titles<'_>, position: usize) -> Cell<'b>
    where
        'a: 'b,
    {
        let value = match self.cells {
            Cells::Text { text, spans } => {
                Value::Text(spans.get(position).map_or("", |span| slice(text, *span).trim()))
            }
            Cells::Columns { batch, row } => batch.value(row, position),
        };
        let spot = Spot { line: Some(self.line), column: Some(titles.title(position)), group: self.group };
        Cell { value, spot }
    }

    /// Whether it has as many cells as there are titles; said where it has not.
    pub(super) fn is_whole(&self, titles: &Titles<'_>, mistakes: &mut Mistakes) -> bool {
        let Cells::Text { spans, .. } = self.cells else { return true };
        let whole = spans.len() == titles.titles.len();
        if !whole {
            let what = Message::new("data-row-length")
                .count("found", spans.len() as u64)
                .count("expected", titles.titles.len() as u64);
            mistakes.refuse(Spot::line(self.line), what, Some(Message::new("data-row-length-mend")));
        }
        whole
    }
}

impl<'a> Titles<'a> {
    /// Takes the titles of a line; line 0 where they stand in none. Two columns of one name are refused.
    pub(super) fn read(titles: Vec<String>, line: u64, readers: Readers<'a>, mistakes: &mut Mistakes) -> Self {
        for (position, title) in titles.iter().enumerate() {
            let twice = |other: &String| !other.is_empty() && other.eq_ignore_ascii_case(title);
            if titles.iter().take(position).any(twice) {
                let spot = Spot { line: Some(line).filter(|line| *line > 0), column: Some(title), group: None };
                let mend = if readers.in_plan { "data-column-twice-mend" } else { "data-column-twice-mend-plain" };
                let what = Message::new("data-column-twice").text("column", title);
                mistakes.refuse(spot, what, Some(Message::new(mend)));
            }
        }
        let asked = titles.iter().map(|_| AtomicBool::new(false)).collect();
        Self { line, titles, asked, renamed: readers.renamed, in_plan: readers.in_plan }
    }

    /// Which columns were asked for and are there, by place.
    pub(super) fn asked(&self) -> Vec<bool> {
        self.asked.iter().map(|asked| asked.load(Ordering::Relaxed)).collect()
    }

    /// The names of the columns that were asked for and are there.
    pub(super) fn found(&self) -> BTreeSet<String> {
        let asked = self.titles.iter().zip(&self.asked).filter(|(_, asked)| asked.load(Ordering::Relaxed));
        asked.map(|(title, _)| title.to_lowercase()).collect()
    }

    fn title(&self, position: usize) -> &str {
        self.titles.get(position).map(String::as_str).unwrap_or_default()
    }

    /// How the file names what a role holds: `units`, `date`, `checkout-rate`, `revenue_sum`.
    fn name<'b>(&'b self, role: &'b str) -> &'b str {
        self.renamed.iter().find(|(known, _)| known == role).map_or(role, |(_, name)| name.as_str())
    }

    /// Where the column of a role stands.
    pub(super) fn find(&self, role: &str) -> Option<usize> {
        let name = self.name(role).trim().to_lowercase();
        let position = self.titles.iter().position(|title| title.to_lowercase() == name)?;
        if let Some(asked) = self.asked.get(position) {
            asked.store(true, Ordering::Relaxed);
        }
        Some(position)
    }

    /// Where a column that must be there stands; said where it does not.
    pub(super) fn needed(&self, role: &str, mistakes: &mut Mistakes) -> Option<usize> {
        let found = self.find(role);
        if found.is_none() {
            let name = self.name(role);
            let titles: Vec<&str> = self.titles.iter().map(String::as_str).filter(|title| !title.is_empty()).collect();
            let mend = match (nearest(name, titles.iter().copied()), self.in_plan) {
                (Some(near), true) => Message::new("data-no-column-near").text("column", near).text("role", role),
                (None, true) => Message::new("data-no-column-mend").texts("columns", titles).text("role", role),
                (Some(near), false) => Message::new("data-no-column-near-plain").text("column", near),
                (None, false) => Message::new("data-no-column-mend-plain").texts("columns", titles),
            };
            let spot = Spot { line: Some(self.line).filter(|line| *line > 0), ..Spot::FILE };
            mistakes.refuse(spot, Message::new("data-no-column").text("column", name), Some(mend));
        }
        found
    }

    /// A column that need not be there, unless it was renamed. `Some(None)` when it is simply absent.
    pub(super) fn wished(&self, role: &str, mistakes: &mut Mistakes) -> Option<Option<usize>> {
        if self.renamed.iter().any(|(known, _)| known == role) {
            self.needed(role, mistakes).map(Some)
        } else {
            Some(self.find(role))
        }
    }
}

impl<'a> Cell<'a> {
    /// Whether it holds nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.value.is_empty()
    }

    /// What it holds, as text.
    pub(super) fn text(&self) -> Cow<'a, str> {
        self.value.text()
    }

    /// The cell as a number; said where it is none.
    pub(super) fn number(&self, mistakes: &mut Mistakes) -> Option<f64> {
        let number = self.value.number();
        if number.is_none() {
            let (what, mend) = if self.is_empty() {
                (Message::new("data-empty-cell"), Message::new("data-empty-cell-mend"))
            } else {
                let what = Message::new("data-not-a-number").text("value", self.shortened());
                (what, Message::new("data-not-a-number-mend"))
            };
            self.refuse(what, mend, mistakes);
        }
        number
    }

    /// The cell as a whole number of 0 or more; said where it is none.
    pub(super) fn count(&self, mistakes: &mut Mistakes) -> Option<u64> {
        let value = self.number(mistakes)?;
        if let Some(count) = self.value.count() {
            return Some(count);
        }
        let (what, mend) = if value < 0.0 {
            ("data-negative", "data-negative-mend")
        } else if value >= 9e15 {
            ("data-count-huge", "data-absurd-mend")
        } else {
            ("data-not-whole", "data-not-whole-mend")
        };
        self.refuse(Message::new(what).text("value", self.text()), Message::new(mend), mistakes);
        None
    }

    /// The cell as a day; said where it is none.
    pub(super) fn day(&self, mistakes: &mut Mistakes) -> Option<Date> {
        let date = self.value.day();
        if date.is_none() {
            let what = Message::new("data-not-a-date").text("value", self.shortened());
            self.refuse(what, Message::new("data-not-a-date-mend"), mistakes);
        }
        date
    }

    /// Notes what is wrong with the cell.
    pub(super) fn refuse(&self, what: Message, mend: Message, mistakes: &mut Mistakes) {
        mistakes.refuse(self.spot, what, Some(mend));
    }

    /// Its text as a problem shows it.
    pub(super) fn shortened(&self) -> String {
        self.text().chars().take(40).collect()
    }
}
