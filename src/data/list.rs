//! A list: a table whose columns the file itself names, such as the tests to size at once.

use super::table::{Records, TableSource, separator, slice, whole_text};
use crate::problem::{Place, Problem};
use crate::words::Message;

/// A list as it stands in a file: titles, and rows of as many cells.
#[derive(Debug, Clone, PartialEq)]
pub struct List {
    /// The line of the titles, from 1.
    pub line: u64,
    /// The titles of its columns.
    pub titles: Vec<String>,
    /// Its rows.
    pub rows: Vec<ListRow>,
}

/// One row of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct ListRow {
    /// Its line in the file, from 1.
    pub line: u64,
    /// Its cells, without spaces around them; as many as there are titles, unless the row is broken.
    pub cells: Vec<String>,
}

/// Reads a list. Separator (`,`, `;` or tab), byte order mark and line ends are recognised; blank lines and remarks (`# …`)
/// are passed over. A row with too many or too few cells is kept as it is: its reader says so where it is answered.
///
/// # Errors
///
/// A [`Problem`] for a file without titles or rows, for two columns of one name, and for text that is no CSV.
///
/// ```
/// let list = jalon::data::list("name;baseline\ncart;3,2%\n", "tests.csv").unwrap();
/// assert_eq!(list.titles, ["name", "baseline"]);
/// assert_eq!(list.rows[0].cells, ["cart", "3,2%"]);
/// ```
pub fn list(source: impl Into<TableSource>, file: &str) -> Result<List, Problem> {
    let refuse = |line: Option<u64>, what: Message| {
        let line = line.and_then(|line| u32::try_from(line).ok());
        Problem::error(Place { line, ..Place::file(file) }, what)
    };
    let text = whole_text(&source.into(), file)?;
    let mut list: Option<List> = None;
    let mut records = Records::of(&text, 1, separator(&text));
    while let Some(record) = records.next() {
        let line = record.line;
        let cells: Vec<String> = record.spans.iter().map(|span| slice(record.text, *span).trim().to_owned()).collect();
        match &mut list {
            Some(list) => list.rows.push(ListRow { line, cells }),
            None => list = Some(List { line, titles: cells, rows: Vec::new() }),
        }
    }
    let empty = |what| refuse(None, what).mended_by(Message::new("list-empty-mend"));
    let list = list.ok_or_else(|| empty(Message::new("data-empty")))?;
    for (place, title) in list.titles.iter().enumerate() {
        if !title.is_empty() && list.titles.iter().take(place).any(|other| other.eq_ignore_ascii_case(title)) {
            let what = Message::new("data-column-twice").text("column", title);
            return Err(refuse(Some(list.line), what).mended_by(Message::new("list-column-twice-mend")));
        }
    }
    if list.rows.is_empty() { Err(empty(Message::new("data-no-rows"))) } else { Ok(list) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Language, Words};

    fn refused(text: &str) -> String {
        list(text, "tests.csv").unwrap_err().say(&Words::new(Language::English))
    }

    #[test]
    fn separators_remarks_and_blank_lines_are_recognised() {
        for text in ["a,b\n1,2\n", "\u{feff}# from a spreadsheet\n\na;b\r\n 1 ;2\r\n\n", "a\tb\n1\t2"] {
            let list = list(text, "tests.csv").unwrap();
            assert_eq!((list.titles.join(" "), list.rows.len()), ("a b".to_owned(), 1), "{text}");
            assert_eq!(list.rows[0].cells, ["1", "2"]);
        }
        assert_eq!(list("a,b\n1,2\n\n1,2,3\n", "tests.csv").unwrap().rows[1].line, 4);
    }

    #[test]
    fn what_is_no_list_is_said() {
        assert!(refused("").contains("tests.csv: the file is empty"));
        assert!(refused("name,baseline\n").contains("the file has column names but no rows"));
        assert!(refused("name,lift,Lift\n1,2,3\n").contains("there twice"));
    }
}
