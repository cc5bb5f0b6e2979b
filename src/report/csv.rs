//! The tables of a page as CSV, for spreadsheets and programs.

use super::{Cell, Document, Table, Value};
use crate::words::clean_line;

/// Writes every table of a page as CSV (RFC 4180, but with `\n` line ends, as the other formats have).
///
/// A page with one table is that table alone: a header and rows. Several tables, which have no columns in common, become
/// one with a row for each of their cells, [`CELL_COLUMNS`]: one header for any program, one type in each column.
/// A number is written as it is (`0.0321`), not as people read it (`3.2 %`); the ends of an interval have columns of their
/// own, `… min` and `… max`, and are empty where the interval is open. A text a spreadsheet would take for a formula gets
/// an apostrophe in front.
#[must_use]
pub fn render(document: &Document) -> String {
    match document.tables().as_slice() {
        [] => String::new(),
        [only] => table(only),
        tables => cells(tables),
    }
}

/// The columns of several tables in one, the same in every language: caption of the table; row of the table, from 1; what
/// stands first in that row; title of the column; number and the two ends of its interval; text of a cell without a number.
pub const CELL_COLUMNS: [&str; 8] = ["table", "row", "name", "column", "value", "min", "max", "text"];

/// One row for each cell but the first ones, which name their row; a cell with nothing in it is left out.
fn cells(tables: &[&Table]) -> String {
    let mut lines = line(CELL_COLUMNS.map(str::to_owned));
    for table in tables {
        for (place, row) in table.rows.iter().enumerate() {
            let name = row.first().map(written).unwrap_or_default();
            for (column, cell) in table.columns.iter().zip(row).skip(1) {
                let [value, low, high, text] = parts(cell);
                if [&value, &low, &high, &text].iter().all(|part| part.is_empty()) {
                    continue;
                }
                let number = (place + 1).to_string();
                let (caption, title) = (guarded(&table.caption), guarded(&column.title));
                lines += &line([caption, number, name.clone(), title, value, low, high, text]);
            }
        }
    }
    lines
}

/// A cell's number with the ends of its interval, or else its text.
fn parts(cell: &Cell) -> [String; 4] {
    let end = |end: Option<f64>| end.map(plain).unwrap_or_default();
    match cell.value {
        Some(Value::Interval { low, high }) => [String::new(), end(low), end(high), String::new()],
        Some(Value::Estimate { low, high, .. }) => [written(cell), end(low), end(high), String::new()],
        Some(Value::Number(_) | Value::Count(_)) => [written(cell), String::new(), String::new(), String::new()],
        None => [String::new(), String::new(), String::new(), written(cell)],
    }
}

/// Writes one table as CSV: a header and its rows, without caption and note.
#[must_use]
pub fn table(table: &Table) -> String {
    let spans: Vec<Span> = (0..table.columns.len()).map(|place| Span::of(table, place)).collect();
    let titles = table.columns.iter().zip(&spans).flat_map(|(column, span)| span.titles(&column.title));
    let header = line(titles);
    let rows = table
        .rows
        .iter()
        .map(|row| line(spans.iter().enumerate().flat_map(|(place, span)| span.fields(row.get(place)).into_iter())));
    std::iter::once(header).chain(rows).collect()
}

/// How many fields a column takes: one, the two ends of an interval, or a number and the two ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Span {
    Alone,
    Interval,
    Estimate,
}

impl Span {
    fn of(table: &Table, place: usize) -> Self {
        let values = || table.rows.iter().filter_map(move |row| row.get(place)?.value);
        if values().any(|value| matches!(value, Value::Estimate { .. })) {
            Self::Estimate
        } else if values().any(|value| matches!(value, Value::Interval { .. })) {
            Self::Interval
        } else {
            Self::Alone
        }
    }

    /// `min` and `max` are read alike in every language of the program.
    fn titles(self, title: &str) -> Vec<String> {
        let ends = [format!("{title} min"), format!("{title} max")].map(|title| guarded(&title));
        match self {
            Self::Alone => vec![guarded(title)],
            Self::Interval => ends.into(),
            Self::Estimate => std::iter::once(guarded(title)).chain(ends).collect(),
        }
    }

    fn fields(self, cell: Option<&Cell>) -> Vec<String> {
        let (low, high) = match cell.and_then(|cell| cell.value) {
            Some(Value::Interval { low, high } | Value::Estimate { low, high, .. }) => (low, high),
            _ => (None, None),
        };
        let ends = [low, high].map(|end| end.map(plain).unwrap_or_default());
        let text = || cell.map(written).unwrap_or_default();
        match self {
            Self::Alone => vec![text()],
            Self::Interval => ends.into(),
            Self::Estimate => std::iter::once(text()).chain(ends).collect(),
        }
    }
}

fn line(fields: impl IntoIterator<Item = String>) -> String {
    fields.into_iter().map(|field| quoted(&field)).collect::<Vec<_>>().join(",") + "\n"
}

fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}

fn written(cell: &Cell) -> String {
    match cell.value {
        Some(Value::Number(number) | Value::Estimate { value: number, .. }) => plain(number),
        Some(Value::Count(count)) => count.to_string(),
        Some(Value::Interval { .. }) => String::new(),
        // A dash tells people that nothing is there; a program is told so by an empty field.
        None if matches!(cell.text.as_str(), "—" | "–") => String::new(),
        None => guarded(&cell.text),
    }
}

/// A number with the digits that mean something: `1.8`, not `1.7999999999999998`, and `1.5e-114` without its zeros.
fn plain(number: f64) -> String {
    const SIGNIFICANT: usize = 12;
    const TINY: f64 = 1e-6;
    if !number.is_finite() {
        return String::new();
    }
    // Adding 0 takes the sign from a zero.
    let rounded = format!("{number:.*e}", SIGNIFICANT - 1).parse().unwrap_or(number) + 0.0;
    if rounded != 0.0 && rounded.abs() < TINY { format!("{rounded:e}") } else { rounded.to_string() }
}

/// OWASP's guard against formula injection: a spreadsheet takes a text that starts like this for a formula, wherever
/// the text came from. The wide forms start a formula in East Asian versions.
fn guarded(text: &str) -> String {
    const FORMULA_STARTS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
    let text = clean_line(text);
    let number = text.parse::<f64>().is_ok_and(f64::is_finite);
    if text.starts_with(FORMULA_STARTS) && !number { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Column, Compose};

    fn one_column(texts: &[&str]) -> Table {
        texts.iter().fold(Table::new("Names").column(Column::text("Name")), |table, text| table.row([*text]))
    }

    #[test]
    fn numbers_are_written_as_they_are() {
        let rates = Table::new("Rates").column(Column::number("Rate")).column(Column::number("Visitors"));
        let rates = rates
            .row([Cell::number("3.2 %", 0.0321), Cell::count("12 000", 12_000)])
            .row([Cell::number("−0.5 %", -0.005), Cell::number("+∞", f64::INFINITY)]);
        assert_eq!(table(&rates), "Rate,Visitors\n0.0321,12000\n-0.005,\n");
    }

    #[test]
    fn digits_that_mean_nothing_are_left_out() {
        let numbers = [0.1 + 0.2, 1.799_999_999_999_999_8, 1.478_376_497_511_496_2e-114, -0.0, 1e15, 1.0 / 3.0];
        assert_eq!(numbers.map(plain), ["0.3", "1.8", "1.47837649751e-114", "0", "1000000000000000", "0.333333333333"]);
    }

    #[test]
    fn the_ends_of_an_interval_have_columns_of_their_own() {
        let effects = Table::new("Effects").columns(["Arm", "95%", "Lift"].map(Column::number));
        let effects = effects
            .row([
                Cell::text("blue"),
                Cell::interval("[1; +∞]", Some(1.0), None),
                Cell::estimate("2 [1; 3]", 2.0, Some(1.0), Some(3.0)),
            ])
            .row([Cell::text("green"), Cell::text("—"), Cell::text("cannot be said")]);
        let expected = "Arm,95% min,95% max,Lift,Lift min,Lift max\nblue,1,,2,1,3\ngreen,,,cannot be said,,\n";
        assert_eq!(table(&effects), expected);
    }

    #[test]
    fn a_text_never_becomes_a_formula() {
        let names = one_column(&["=cmd()", "+1 555", "-x", "@name", "\t=1+1", "＝1", "-3.2", "plain"]);
        assert_eq!(table(&names), "Name\n'=cmd()\n'+1 555\n'-x\n'@name\n'=1+1\n'＝1\n-3.2\nplain\n");
    }

    #[test]
    fn quotes_commas_and_lines_stay_in_their_field() {
        let names = one_column(&["a,b", "say \"no\"", "two\nlines"]);
        assert_eq!(table(&names), "Name\n\"a,b\"\n\"say \"\"no\"\"\"\ntwo lines\n");
    }

    #[test]
    fn rows_have_as_many_fields_as_the_header() {
        let ragged = one_column(&[]).column(Column::text("Team")).row(["a"]).row(["a", "b", "c"]);
        assert_eq!(table(&ragged), "Name,Team\na,\na,b\n");
    }

    #[test]
    fn a_page_in_both_languages() {
        use crate::words::Language;
        insta::assert_snapshot!("english", render(&crate::report::sample::rich(Language::English)));
        insta::assert_snapshot!("french", render(&crate::report::sample::rich(Language::French)));
    }

    #[test]
    fn several_tables_become_one_with_a_row_for_each_cell() {
        let rates = Table::new("Rates").column(Column::text("Arm")).column(Column::number("Rate"));
        let rates = rates.row([Cell::text("blue"), Cell::number("3.2 %", 0.0321)]).row(["green", "—"]);
        let effects = Table::new("=Effects").columns(["Arm", "Lift", "95%", "Verdict"].map(Column::text)).row([
            Cell::text("green"),
            Cell::estimate("2 [1; 3]", 2.0, Some(1.0), Some(3.0)),
            Cell::interval("[1; +∞]", Some(1.0), None),
            Cell::text("ship"),
        ]);
        let expected = "table,row,name,column,value,min,max,text\n\
            Rates,1,blue,Rate,0.0321,,,\n\
            '=Effects,1,green,Lift,2,1,3,\n\
            '=Effects,1,green,95%,,1,,\n\
            '=Effects,1,green,Verdict,,,,ship\n";
        assert_eq!(render(&Document::new("Page").table(rates).table(effects)), expected);
        assert_eq!(render(&Document::new("Page")), "");
    }

    #[test]
    fn no_field_of_a_hostile_page_is_a_formula() {
        let written = render(&crate::report::sample::hostile());
        let mut reader = ::csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(written.as_bytes());
        let fields: Vec<String> =
            reader.records().flat_map(|record| record.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()).collect();
        assert!(fields.len() > 100);
        assert!(!fields.iter().any(|field| field.starts_with(['=', '+', '-', '@', '\t', '\r'])));
        assert!(fields.iter().any(|field| field.starts_with("'=cmd()")));
    }

    #[test]
    fn other_readers_find_the_same_fields() {
        let names = one_column(&["a,b", "say \"no\"", "=x"]);
        let written = table(&names);
        let mut reader = ::csv::Reader::from_reader(written.as_bytes());
        let fields: Vec<String> = reader.records().map(|record| record.unwrap()[0].to_owned()).collect();
        assert_eq!(fields, ["a,b", "say \"no\"", "'=x"]);
    }
}
