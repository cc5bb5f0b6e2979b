//! Reading the golden files and comparing with them.

use crate::census;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// One line of a golden CSV file.
pub struct Row {
    cells: HashMap<String, String>,
}

impl Row {
    pub fn text(&self, column: &str) -> &str {
        self.cells.get(column).unwrap_or_else(|| panic!("no column {column}"))
    }

    /// A number that must be there.
    pub fn number(&self, column: &str) -> f64 {
        self.optional(column).unwrap_or_else(|| panic!("{}: {column} is empty", self.text("id")))
    }

    /// A number, or none where the cell is empty. `inf` and `-inf` are numbers here.
    pub fn optional(&self, column: &str) -> Option<f64> {
        let text = self.text(column);
        (!text.is_empty()).then(|| text.parse().unwrap_or_else(|_| panic!("{text} in {column} is no number")))
    }

    pub fn count(&self, column: &str) -> u64 {
        self.text(column).parse().unwrap_or_else(|_| panic!("{}: {column} is no count", self.text("id")))
    }

    /// Numbers parted by semicolons.
    pub fn list(&self, column: &str) -> Vec<f64> {
        self.text(column).split(';').map(|part| part.parse().expect("a number")).collect()
    }

    /// Asserts that `actual` is the number in `column`, to the relative tolerance given.
    #[track_caller]
    pub fn expect(&self, column: &str, actual: f64, tolerance: f64) {
        let expected = self.number(column);
        assert!(close(actual, expected, tolerance), "{}: {column} is {actual} instead of {expected}", self.text("id"));
    }
}

/// Whether two numbers agree to a relative tolerance; infinities agree with themselves only.
pub fn close(actual: f64, expected: f64, tolerance: f64) -> bool {
    actual == expected || (actual - expected).abs() <= tolerance * expected.abs()
}

pub fn path(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(file)
}

/// All lines of a golden CSV file.
pub fn rows(file: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(path(file)).expect("a golden file");
    reader.deserialize().map(|cells| Row { cells: cells.expect("a row") }).collect()
}

/// Runs `check` on every row that `chosen` picks and asserts how many those are, so that no filter is silently empty.
/// While the census is taken, the rows are noted instead.
#[track_caller]
pub fn check_rows(file: &str, count: usize, chosen: impl Fn(&Row) -> bool, check: impl Fn(&Row)) {
    let chosen: Vec<Row> = rows(file).into_iter().filter(|row| chosen(row)).collect();
    assert_eq!(chosen.len(), count, "rows of {file}");
    if !census::takes(file, chosen.iter().map(|row| row.text("id"))) {
        chosen.iter().for_each(check);
    }
}
