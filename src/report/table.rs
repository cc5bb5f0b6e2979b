//! Tables: columns that know how they align, cells that know their value.

use super::Tone;

/// A table: a caption, columns, rows, and a note under it.
///
/// ```
/// use jalon::report::{Cell, Column, Table};
/// let table = Table::new("Conversion by arm")
///     .column(Column::text("Arm"))
///     .column(Column::number("Rate"))
///     .row([Cell::text("Control"), Cell::number("3.2%", 0.0321)])
///     .row([Cell::text("Guest checkout"), Cell::number("3.6%", 0.0358).good()])
///     .note("95% Wilson intervals are in the appendix.");
/// assert_eq!(table.rows.len(), 2);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// What the table shows.
    pub caption: String,
    /// The columns from left to right. The first one names the row.
    pub columns: Vec<Column>,
    /// The rows from top to bottom. A row with fewer cells than columns is filled up with empty ones; cells beyond the
    /// last column are not shown.
    pub rows: Vec<Vec<Cell>>,
    /// How to read the table, under it.
    pub note: Option<String>,
}

impl Table {
    /// An empty table with its caption.
    #[must_use]
    pub fn new(caption: impl Into<String>) -> Self {
        Self { caption: caption.into(), columns: Vec::new(), rows: Vec::new(), note: None }
    }

    /// Adds a column on the right.
    #[must_use]
    pub fn column(mut self, column: Column) -> Self {
        self.columns.push(column);
        self
    }

    /// Adds columns on the right.
    #[must_use]
    pub fn columns(mut self, columns: impl IntoIterator<Item = Column>) -> Self {
        self.columns.extend(columns);
        self
    }

    /// Adds a row at the bottom.
    #[must_use]
    pub fn row<C: Into<Cell>>(mut self, cells: impl IntoIterator<Item = C>) -> Self {
        self.rows.push(cells.into_iter().map(Into::into).collect());
        self
    }

    /// Adds rows at the bottom.
    #[must_use]
    pub fn rows<R: IntoIterator<Item = Cell>>(mut self, rows: impl IntoIterator<Item = R>) -> Self {
        self.rows.extend(rows.into_iter().map(|row| row.into_iter().collect()));
        self
    }

    /// Sets the note under the table.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What the column holds, with its unit.
    pub title: String,
    /// Where its cells stand.
    pub alignment: Alignment,
    /// How long the column keeps its width when the page is too narrow: the lowest priority wraps first. A column of
    /// text has 0 unless told otherwise, a column of numbers 9, so that numbers are wrapped last.
    pub priority: u8,
}

/// Where the text of a column stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Alignment {
    /// At the left: text.
    Left,
    /// In the middle: marks.
    Center,
    /// At the right: numbers, so that their digits stand under each other.
    Right,
}

impl Column {
    /// A column of text, at the left.
    #[must_use]
    pub fn text(title: impl Into<String>) -> Self {
        Self { title: title.into(), alignment: Alignment::Left, priority: 0 }
    }

    /// A column of numbers, at the right.
    #[must_use]
    pub fn number(title: impl Into<String>) -> Self {
        Self { title: title.into(), alignment: Alignment::Right, priority: 9 }
    }

    /// A column of marks, in the middle.
    #[must_use]
    pub fn centered(title: impl Into<String>) -> Self {
        Self { title: title.into(), alignment: Alignment::Center, priority: 5 }
    }

    /// Sets how long the column keeps its width when the page is too narrow.
    #[must_use]
    pub fn priority(mut self, priority: u8) -> Self {
        self.priority = priority;
        self
    }
}

/// A cell of a table or the value of a fact: a text as people read it, its tone, and the value behind it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cell {
    /// The text as people read it: `3.2 %`, `12 000`, a name.
    pub text: String,
    /// How it is meant, if it is a judgement. Shown as a mark beside the text, never as a colour alone.
    pub tone: Option<Tone>,
    /// The value behind the text, for programs and spreadsheets: 0.0321 where people read 3.2 %.
    pub value: Option<Value>,
}

/// A value behind a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    /// A number. One that is not finite is written as an empty cell: a spreadsheet knows no infinity.
    Number(f64),
    /// A whole number of things.
    Count(u64),
    /// The two ends of an interval. An end that is not there is open or not known.
    Interval {
        /// The lower end.
        low: Option<f64>,
        /// The upper end.
        high: Option<f64>,
    },
    /// A number with the two ends of its interval.
    Estimate {
        /// The number.
        value: f64,
        /// The lower end.
        low: Option<f64>,
        /// The upper end.
        high: Option<f64>,
    },
}

impl Cell {
    /// A text.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), tone: None, value: None }
    }

    /// A number: as people read it, and as it is.
    #[must_use]
    pub fn number(text: impl Into<String>, value: f64) -> Self {
        Self { text: text.into(), tone: None, value: Some(Value::Number(value)) }
    }

    /// A count: as people read it, and as it is.
    #[must_use]
    pub fn count(text: impl Into<String>, count: u64) -> Self {
        Self { text: text.into(), tone: None, value: Some(Value::Count(count)) }
    }

    /// An interval: as people read it, and its ends as they are.
    #[must_use]
    pub fn interval(text: impl Into<String>, low: Option<f64>, high: Option<f64>) -> Self {
        Self { text: text.into(), tone: None, value: Some(Value::Interval { low, high }) }
    }

    /// A number with its interval: as people read them, and as they are.
    #[must_use]
    pub fn estimate(text: impl Into<String>, value: f64, low: Option<f64>, high: Option<f64>) -> Self {
        Self { text: text.into(), tone: None, value: Some(Value::Estimate { value, low, high }) }
    }

    /// A cell with nothing in it.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// Sets the tone.
    #[must_use]
    pub fn tone(mut self, tone: Tone) -> Self {
        self.tone = Some(tone);
        self
    }

    /// Marks what went well.
    #[must_use]
    pub fn good(self) -> Self {
        self.tone(Tone::Good)
    }

    /// Marks what to keep an eye on.
    #[must_use]
    pub fn watch(self) -> Self {
        self.tone(Tone::Watch)
    }

    /// Marks what is wrong.
    #[must_use]
    pub fn bad(self) -> Self {
        self.tone(Tone::Bad)
    }

    /// Steps back behind the other cells. The text alone must say why (`not scheduled`, `—`).
    #[must_use]
    pub fn muted(self) -> Self {
        self.tone(Tone::Muted)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::text(text)
    }
}
