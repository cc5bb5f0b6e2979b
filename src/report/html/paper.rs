//! How tables fit: what wraps on a screen, and the sheet and size they take on paper.

use crate::report::Table;
use crate::words::clean_line;

/// A column with a longer cell wraps on a screen.
const LONG_CELL: usize = 24;
/// A column without a longer cell does not even wrap on paper: ids, dates, numbers.
const SHORT_CELL: usize = 14;
/// A wrapped column of text still reads when it is this many characters wide.
const NARROWEST_TEXT: usize = 14;

/// The room between the margins of A4 in points, upright and across; `@page` in the style sheet sets the margins.
const UPRIGHT: f64 = 498.0;
const ACROSS: f64 = 744.0;
/// Points a character and the space between two columns take, in the usual size and in the small one.
const USUAL: (f64, f64) = (5.6, 12.5);
const SMALL: (f64, f64) = (4.4, 7.0);

/// How long the cells of a column are. The longest decides, so that the cells of a column agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Length {
    /// Never wraps.
    Short,
    /// Wraps on paper.
    Usual,
    /// Wraps everywhere.
    Long,
}

impl Length {
    /// The class the style sheet knows it by.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Short => "short",
            Self::Usual => "",
            Self::Long => "long",
        }
    }
}

/// The length of a column.
pub(super) fn length(table: &Table, place: usize) -> Length {
    match longest_cell(table, place) {
        0..=SHORT_CELL => Length::Short,
        longest if longest > LONG_CELL => Length::Long,
        _ => Length::Usual,
    }
}

/// The class of a table on paper: none where it fits an upright sheet in the usual size; else it is set small, then on a
/// sheet turned across, and at the very last its numbers wrap too. Nothing is cut off.
pub(super) fn class(table: &Table) -> &'static str {
    let characters: usize = (0..table.columns.len()).map(|place| narrowest(table, place)).sum();
    let points = |(character, gap): (f64, f64)| character * characters as f64 + gap * table.columns.len() as f64;
    if points(USUAL) <= UPRIGHT {
        ""
    } else if points(SMALL) <= UPRIGHT {
        "wide"
    } else if points(SMALL) <= ACROSS {
        "wide across"
    } else {
        "wide across tight"
    }
}

/// The characters a column takes when all that may wrap is wrapped.
fn narrowest(table: &Table, place: usize) -> usize {
    let cells = longest_cell(table, place);
    let cells = if cells > SHORT_CELL { NARROWEST_TEXT } else { cells };
    let title = table.columns.get(place).map(|column| clean_line(&column.title)).unwrap_or_default();
    let word = title.split(' ').map(|word| word.chars().count()).max().unwrap_or(0);
    cells.max(word.min(LONG_CELL))
}

fn longest_cell(table: &Table, place: usize) -> usize {
    // The mark of a tone stands before the text.
    let length = |cell: &crate::report::Cell| cell.text.chars().count() + if cell.tone.is_some() { 2 } else { 0 };
    table.rows.iter().filter_map(|row| row.get(place)).map(length).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Cell, Column};

    fn table(columns: usize, text: &str) -> Table {
        (0..columns)
            .fold(Table::new("Weeks"), |table, _| table.column(Column::number("Rate")))
            .row((0..columns).map(|_| Cell::text(text)))
    }

    #[test]
    fn a_table_takes_the_sheet_it_needs() {
        let of = |columns, text| class(&table(columns, text));
        assert_eq!(of(5, "12,000"), "");
        assert_eq!(of(14, "12,000"), "wide");
        assert_eq!(of(14, "€1,234,567"), "wide across");
        assert_eq!(of(14, "€1,234,567 ±1"), "wide across tight");
        assert_eq!(of(0, ""), "");
    }

    #[test]
    fn the_longest_cell_decides_for_its_column() {
        assert_eq!(length(&table(1, "I-001"), 0), Length::Short);
        assert_eq!(length(&table(1, "Checkout and payment"), 0), Length::Usual);
        assert_eq!(length(&table(1, "I-001").row(["Let guests pay without an account"]), 0), Length::Long);
    }
}
