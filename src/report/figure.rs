//! Charts on a page.

use super::{Cell, Column, Table};
use crate::chart;
use crate::words::clean_line;

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
        let page = Self::new(figure.svg(), figure.title(), figure.description());
        match figure.numbers() {
            Some(numbers) => page.table(table_of(figure.title(), numbers)),
            None => page,
        }
    }
}

/// The numbers a chart gives itself, as a table of the page.
fn table_of(title: &str, numbers: &chart::NumbersBehind) -> Table {
    let column = |(place, name): (usize, &String)| {
        if place == 0 { Column::text(name.clone()) } else { Column::number(name.clone()) }
    };
    let row = |row: &Vec<String>| row.iter().map(Cell::text).collect::<Vec<_>>();
    Table::new(title).columns(numbers.columns.iter().enumerate().map(column)).rows(numbers.rows.iter().map(row))
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

    /// True when the chart carries its description itself, for those who cannot see it.
    pub(super) fn describes_itself(&self) -> bool {
        self.svg.contains("<desc")
    }

    /// True when the chart writes its title itself, on one line or several.
    pub(super) fn draws_title(&self) -> bool {
        let title = clean_line(&self.title);
        let mut drawn = String::new();
        for text in self.svg.split("<text").skip(1).filter_map(text_content) {
            drawn.push_str(&text);
            if drawn.starts_with(&title) || !title.starts_with(&drawn) {
                break;
            }
            drawn.push(' ');
        }
        !title.is_empty() && drawn.starts_with(&title)
    }
}

/// The text of an element, from behind its name on.
fn text_content(element: &str) -> Option<String> {
    let (_, content) = element.split_once('>')?;
    let (content, _) = content.split_once("</text>")?;
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    let text = entities.iter().fold(content.to_owned(), |text, (entity, character)| text.replace(entity, character));
    Some(clean_line(&text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_in_the_chart_is_found() {
        let svg = "<svg><title>R&amp;D pays in &lt; 4 weeks</title><text x=\"1\">R&amp;D pays in</text><text>&lt; 4 weeks</text><text>0%</text></svg>";
        let draws = |title: &str| Figure::new(svg, title, "").draws_title();
        assert!(draws("R&D pays in < 4 weeks"));
        assert!(!draws("R&D pays in < 5 weeks"));
        assert!(!draws("0%"));
        assert!(!draws(""));
    }
}
