//! Charts on a page.

use super::Table;
use crate::chart;

/// A chart on a page, with the words and numbers that stand for it where it cannot be seen.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The chart as SVG, with a `viewBox`. Its texts are already escaped: it is put into a page as it stands, unless
    /// it holds a script.
    pub svg: String,
    /// What the chart shows.
    pub title: String,
    /// What one sees in it, for those who cannot.
    pub description: String,
    /// The numbers behind the chart.
    pub table: Option<Table>,
    /// Where the chart lies as a file, relative to the page; Markdown links to it.
    pub file: Option<String>,
}

impl From<&chart::Figure> for Figure {
    fn from(figure: &chart::Figure) -> Self {
        Self::new(figure.svg(), figure.title(), figure.description())
    }
}

impl Figure {
    /// A chart with its title and its description.
    #[must_use]
    pub fn new(svg: impl Into<String>, title: impl Into<String>, description: impl Into<String>) -> Self {
        Self { svg: svg.into(), title: title.into(), description: description.into(), table: None, file: None }
    }

    /// Sets the numbers behind the chart.
    #[must_use]
    pub fn table(mut self, table: Table) -> Self {
        self.table = Some(table);
        self
    }

    /// Says where the chart lies as a file, relative to the page.
    #[must_use]
    pub fn file(mut self, path: impl Into<String>) -> Self {
        self.file = Some(path.into());
        self
    }
}
