//! A table in a text: its rows, its column titles and its cells, however the program that wrote it writes CSV.

use jiff::civil::Date;

use super::mistakes::{Mistakes, Spot};
use crate::number;
use crate::problem::nearest;
use crate::words::Message;

/// The rows of a file. Separator (`,`, `;` or tab), byte order mark and line ends are recognised; blank lines and remarks
/// (`# …`, as web analytics write before the table) are passed over.
pub(super) struct Rows<'a> {
    text: &'a str,
    reader: ::csv::Reader<&'a [u8]>,
    record: ::csv::StringRecord,
}

/// One row with its line.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    /// Its line, from 1.
    pub line: u64,
    record: &'a ::csv::StringRecord,
}

/// One cell with its place.
#[derive(Clone, Copy)]
pub(super) struct Cell<'a> {
    /// Its text, without spaces around it.
    pub text: &'a str,
    /// Its place.
    pub spot: Spot<'a>,
}

/// The titles of the columns, and how the reader's names for them may differ.
pub(super) struct Titles<'a> {
    line: u64,
    titles: Vec<String>,
    renamed: &'a [(String, String)],
    /// Whether columns can be renamed in a plan, or only in the file itself.
    in_plan: bool,
}

impl<'a> Rows<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let reader = ::csv::ReaderBuilder::new()
            .delimiter(separator(text))
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        Self { text, reader, record: ::csv::StringRecord::new() }
    }

    /// The next row that says something; none at the end of the file.
    pub(super) fn next(&mut self, mistakes: &mut Mistakes) -> Option<Row<'_>> {
        loop {
            match self.reader.read_record(&mut self.record) {
                Ok(true) => {}
                Ok(false) => return None,
                Err(error) => {
                    let spot = Spot { line: error.position().map(::csv::Position::line), column: None };
                    mistakes.refuse(spot, Message::new("data-broken").text("detail", error.to_string()), None);
                    continue;
                }
            }
            let blank = self.record.iter().all(|cell| cell.trim().is_empty());
            if !blank && !self.record.get(0).is_some_and(|cell| cell.starts_with('#')) {
                break;
            }
        }
        let line = line_of(self.text, &self.record);
        Some(Row { line, record: &self.record })
    }
}

impl<'a> Row<'a> {
    /// A cell, with its place; the text of a cell that is not there is empty.
    pub(super) fn cell<'b>(&self, titles: &'b Titles<'_>, position: usize) -> Cell<'b>
    where
        'a: 'b,
    {
        let text = self.record.get(position).unwrap_or_default().trim();
        Cell { text, spot: Spot { line: Some(self.line), column: Some(titles.title(position)) } }
    }

    /// Whether it has as many cells as there are titles; said where it has not.
    pub(super) fn is_whole(&self, titles: &Titles<'_>, mistakes: &mut Mistakes) -> bool {
        let whole = self.record.len() == titles.titles.len();
        if !whole {
            let what = Message::new("data-row-length")
                .count("found", self.record.len() as u64)
                .count("expected", titles.titles.len() as u64);
            mistakes.refuse(Spot::line(self.line), what, Some(Message::new("data-row-length-mend")));
        }
        whole
    }
}

impl<'a> Titles<'a> {
    /// Reads the first row as titles. Two columns of one name are refused.
    pub(super) fn read(row: &Row<'_>, renamed: &'a [(String, String)], in_plan: bool, mistakes: &mut Mistakes) -> Self {
        let titles: Vec<String> = row.record.iter().map(|title| title.trim().to_owned()).collect();
        for (position, title) in titles.iter().enumerate() {
            let twice = |other: &String| !other.is_empty() && other.eq_ignore_ascii_case(title);
            if titles.iter().take(position).any(twice) {
                let spot = Spot { line: Some(row.line), column: Some(title) };
                let mend = if in_plan { "data-column-twice-mend" } else { "data-column-twice-mend-plain" };
                let what = Message::new("data-column-twice").text("column", title);
                mistakes.refuse(spot, what, Some(Message::new(mend)));
            }
        }
        Self { line: row.line, titles, renamed, in_plan }
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
        self.titles.iter().position(|title| title.to_lowercase() == name)
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
            let spot = Spot { line: Some(self.line), column: None };
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

impl Cell<'_> {
    /// The cell as a number; said where it is none.
    pub(super) fn number(&self, mistakes: &mut Mistakes) -> Option<f64> {
        let number = plain_number(self.text);
        if number.is_none() {
            let (what, mend) = if self.text.is_empty() {
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
        if let Ok(count) = number::count(self.text) {
            return Some(count);
        }
        let (what, mend) = if value < 0.0 {
            ("data-negative", "data-negative-mend")
        } else if value >= 9e15 {
            ("data-count-huge", "data-absurd-mend")
        } else {
            ("data-not-whole", "data-not-whole-mend")
        };
        self.refuse(Message::new(what).text("value", self.text), Message::new(mend), mistakes);
        None
    }

    /// The cell as a day; said where it is none.
    pub(super) fn day(&self, mistakes: &mut Mistakes) -> Option<Date> {
        let date = day(self.text);
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
        self.text.chars().take(40).collect()
    }
}

/// A number as people type it. What programs write is tried first: it needs no copy of the cell.
fn plain_number(text: &str) -> Option<f64> {
    let written_by_programs = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'e' | b'E' | b'+');
    if !text.is_empty() && text.bytes().all(written_by_programs) {
        return text.parse().ok().filter(|value: &f64| value.is_finite());
    }
    number::number(text).ok()
}

/// The separator of a file: the one its first line of text has most often.
pub(super) fn separator(text: &str) -> u8 {
    let titles = text.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#')).unwrap_or_default();
    let often = |separator: u8| titles.bytes().filter(|byte| *byte == separator).count();
    // The comma comes last: of equal counts `max_by_key` takes the last one.
    [b'\t', b';', b','].into_iter().max_by_key(|separator| often(*separator)).unwrap_or(b',')
}

/// The line of a record, from 1. The CSV reader counts from the end of the record before, blank lines between not passed.
pub(super) fn line_of(text: &str, record: &::csv::StringRecord) -> u64 {
    let Some(position) = record.position() else { return 1 };
    let before = usize::try_from(position.byte()).ok().and_then(|start| text.as_bytes().get(start..));
    let line_ends = before.unwrap_or_default().iter().take_while(|byte| matches!(byte, b'\n' | b'\r'));
    position.line() + line_ends.filter(|byte| **byte == b'\n').count() as u64
}

/// A day as `2026-07-06`, with a time after it or not, or as `20260706`. Days such as `06/07/2026` are read in two ways
/// in two countries, hence in none.
fn day(text: &str) -> Option<Date> {
    let compact = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    if compact {
        let part = |range: std::ops::Range<usize>| text.get(range);
        return format!("{}-{}-{}", part(0..4)?, part(4..6)?, part(6..8)?).parse().ok();
    }
    let date = text.split(['T', ' ']).next().unwrap_or_default();
    if date.len() == 10 { date.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_programs_and_of_people_are_the_same() {
        for (text, expected) in [
            ("1234.5", Some(1234.5)),
            ("1 234,5", Some(1234.5)),
            ("-1e3", Some(-1e3)),
            ("1e999", None),
            ("-", None),
            ("e", None),
            ("", None),
            ("nan", None),
        ] {
            assert_eq!(plain_number(text), expected, "{text}");
        }
    }

    #[test]
    fn days_have_one_reading_or_none() {
        assert_eq!(day("2026-07-06T10:00:00"), day("20260706"));
        for text in ["06/07/2026", "2026-13-01", "26-07-06", "2026-07-6", "à2026-07"] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
