//! The numbers a chart was drawn from, as a table: to copy, and for readers who cannot see the chart.

/// A table of written numbers. The first column names the row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NumbersBehind {
    /// Titles of the columns, units included.
    pub columns: Vec<String>,
    /// The rows, as many cells in each as there are columns; an empty cell where there is nothing to say.
    pub rows: Vec<Vec<String>>,
}

impl NumbersBehind {
    /// An empty table under its column titles.
    #[must_use]
    pub fn new(columns: impl IntoIterator<Item = String>) -> Self {
        Self { columns: columns.into_iter().collect(), rows: Vec::new() }
    }

    /// Adds a row at the bottom.
    pub fn push(&mut self, row: impl IntoIterator<Item = String>) {
        self.rows.push(row.into_iter().collect());
    }
}
