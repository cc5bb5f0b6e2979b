//! Tables in a terminal: a header over a light rule, columns parted by space alone.

use comfy_table::{CellAlignment, ContentLineStyle, LineStyle, Row, TableStyle};

use super::ink::{Ink, tone_marker};
use super::wrap::{hang, longest_word, width, wrap};
use crate::report::{Alignment, Cell, Column, Table};
use crate::words::Words;
use crate::words::clean_line;

/// Columns of empty space between two columns of the table.
const GAP: usize = 2;
/// A column of text is never made narrower than this for the sake of one long word: the word is broken instead.
const NARROWEST_TEXT: usize = 14;
/// Widths a wrapped column may be brought down to: one that reads well, one that reads, then as narrow as it goes.
const COMFORTABLE: [usize; 3] = [24, 18, 0];

/// The lines of a table without its caption and note. One that is too wide for the page even with its words wrapped
/// is shown row by row.
pub(super) fn lines(table: &Table, words: &Words, room: usize) -> Vec<String> {
    let sheet = Sheet::new(table, words);
    match sheet.widths(room) {
        Some(widths) => sheet.grid(&widths),
        None => sheet.row_by_row(room),
    }
}

/// The text of a cell with the mark of its tone; a mark without text says its word.
pub(super) fn marked(cell: &Cell, words: &Words) -> String {
    let text = clean_line(&cell.text);
    let said = |tone: crate::report::Tone| if text.is_empty() { tone.word(words) } else { text.clone() };
    match cell.tone.and_then(|tone| tone_marker(tone).map(|marker| (marker, tone))) {
        Some((marker, tone)) => format!("{marker} {}", said(tone)),
        None => text,
    }
}

struct Sheet<'a> {
    columns: &'a [Column],
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl<'a> Sheet<'a> {
    fn new(table: &'a Table, words: &Words) -> Self {
        let filled = |row: &Vec<Cell>| {
            (0..table.columns.len())
                .map(|place| row.get(place).map(|cell| marked(cell, words)).unwrap_or_default())
                .collect()
        };
        Self {
            columns: &table.columns,
            header: table.columns.iter().map(|column| clean_line(&column.title)).collect(),
            rows: table.rows.iter().map(filled).collect(),
        }
    }

    /// The width of each column, or nothing when even the narrowest columns do not fit.
    ///
    /// Headers wrap first; then the columns of the lowest priority give way, the widest first: each down to a width
    /// that reads well, and only when that is not enough down to their longest word.
    fn widths(&self, room: usize) -> Option<Vec<usize>> {
        let room = room.checked_sub(GAP * self.columns.len().saturating_sub(1))?;
        let wanted = self.measure(|place, cells| cells.max(width(&self.header[place])));
        let mut widths = self.measure(|place, cells| cells.max(longest_word(&self.header[place])));
        let least = self.least();
        let mut priorities: Vec<u8> = self.columns.iter().map(|column| column.priority).collect();
        priorities.sort_unstable();
        for comfort in COMFORTABLE {
            let floor: Vec<usize> = least.iter().map(|least| comfort.max(*least)).collect();
            for priority in &priorities {
                narrow(&mut widths, &floor, room, |place| self.columns[place].priority == *priority);
            }
        }
        let taken: usize = widths.iter().sum();
        room.checked_sub(taken)?;
        self.tighten(&mut widths);
        let spare = room - widths.iter().sum::<usize>();
        widen(&mut widths, &wanted, spare);
        Some(widths)
    }

    /// Takes back what wrapping at words left empty at the end of every line of a column.
    fn tighten(&self, widths: &mut [usize]) {
        for (place, column) in widths.iter_mut().enumerate() {
            let cells = self.rows.iter().map(|row| &row[place]).chain([&self.header[place]]);
            *column = cells.flat_map(|cell| wrap(cell, *column)).map(|line| width(&line)).max().unwrap_or(0);
        }
    }

    fn measure(&self, with_header: impl Fn(usize, usize) -> usize) -> Vec<usize> {
        let cells = |place: usize| self.rows.iter().map(|row| width(&row[place])).max().unwrap_or(0);
        (0..self.columns.len()).map(|place| with_header(place, cells(place))).collect()
    }

    fn least(&self) -> Vec<usize> {
        let longest = |place: usize| {
            let cells = self.rows.iter().map(|row| longest_word(&row[place])).max().unwrap_or(0);
            let longest = cells.max(longest_word(&self.header[place]));
            let breakable = self.columns[place].alignment != Alignment::Right;
            if breakable { longest.min(NARROWEST_TEXT) } else { longest }
        };
        (0..self.columns.len()).map(longest).collect()
    }

    fn grid(&self, widths: &[usize]) -> Vec<String> {
        let folded = |cells: &[String]| {
            Row::from(cells.iter().zip(widths).map(|(cell, width)| wrap(cell, *width).join("\n")).collect::<Vec<_>>())
        };
        let mut grid = comfy_table::Table::new();
        grid.load_style(
            TableStyle::new()
                .header_lines(ContentLineStyle::none())
                .header_separator(LineStyle::none().fill('─'))
                .content_lines(ContentLineStyle::none()),
        );
        grid.set_header(folded(&self.header));
        grid.add_rows(self.rows.iter().map(|row| folded(row)));
        for (place, column) in grid.column_iter_mut().enumerate() {
            let last = place + 1 == self.columns.len();
            column.set_padding((0, if last { 0 } else { GAP as u16 }));
            column.set_cell_alignment(match self.columns[place].alignment {
                Alignment::Left => CellAlignment::Left,
                Alignment::Center => CellAlignment::Center,
                Alignment::Right => CellAlignment::Right,
            });
        }
        emphasised(grid.lines())
    }

    fn row_by_row(&self, room: usize) -> Vec<String> {
        let mut lines = Vec::new();
        for row in &self.rows {
            if !lines.is_empty() {
                lines.push(String::new());
            }
            let mut cells = self.header.iter().zip(row);
            if let Some((_, first)) = cells.next() {
                lines.extend(wrap(first, room).iter().map(|line| Ink::Strong.on(line)));
            }
            let entries: Vec<(String, String)> = cells.map(|(label, cell)| (label.clone(), cell.clone())).collect();
            lines.extend(labelled(&entries, room.saturating_sub(2)).iter().map(|line| format!("  {line}")));
        }
        lines
    }
}

/// Labels in a column of their own and what they say beside it; a label too long for its column stands above.
pub(super) fn labelled(entries: &[(String, String)], room: usize) -> Vec<String> {
    let column = entries.iter().map(|(label, _)| width(label)).filter(|taken| *taken <= room / 2).max().unwrap_or(0);
    let line = |(label, said): &(String, String)| {
        let taken = width(label);
        if taken <= column {
            return hang(&format!("{label}{}  ", " ".repeat(column - taken)), said, room);
        }
        let mut lines = wrap(label, room);
        lines.extend(hang(&" ".repeat(column + 2), said, room));
        lines
    };
    entries.iter().flat_map(line).collect()
}

/// Takes from the widest of the columns that give way until all fit.
fn narrow(widths: &mut [usize], least: &[usize], room: usize, gives_way: impl Fn(usize) -> bool) {
    for width in widths.iter_mut() {
        // No column is wider than the page to begin with; this also bounds the loop below.
        *width = (*width).min(room);
    }
    while widths.iter().sum::<usize>() > room {
        let widest = (0..widths.len())
            .filter(|place| gives_way(*place) && widths[*place] > least[*place])
            .max_by_key(|place| widths[*place]);
        let Some(widest) = widest else { return };
        widths[widest] -= 1;
    }
}

/// Gives spare room back to the columns that had to wrap, first to those that lost most.
fn widen(widths: &mut [usize], wanted: &[usize], mut spare: usize) {
    while spare > 0 {
        let Some(most) = (0..widths.len())
            .filter(|place| widths[*place] < wanted[*place])
            .max_by_key(|place| wanted[*place] - widths[*place])
        else {
            return;
        };
        widths[most] += 1;
        spare -= 1;
    }
}

/// Sets the header, that is the lines above the rule, in bold, and the rule itself back.
fn emphasised(lines: impl Iterator<Item = String>) -> Vec<String> {
    let mut in_header = true;
    lines
        .map(|line| {
            let line = line.trim_end();
            let is_rule = in_header && !line.is_empty() && line.chars().all(|character| character == '─');
            match (in_header, is_rule) {
                (_, true) => {
                    in_header = false;
                    Ink::Quiet.on(line)
                }
                (true, false) => Ink::Strong.on(line),
                (false, _) => line.to_owned(),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    fn shown(table: &Table, room: usize) -> String {
        let lines = lines(table, &Words::new(Language::English), room);
        lines.iter().map(|line| super::super::ink::paint(line, false, &mut Ink::Plain) + "\n").collect()
    }

    fn frictions() -> Table {
        Table::new("Friction points")
            .column(Column::text("Friction point"))
            .column(Column::text("Team").priority(3))
            .column(Column::number("Visitors"))
            .row(["The basket forgets what was in it", "Checkout and payment", "12,000"])
    }

    #[test]
    fn columns_stand_apart_by_space_and_numbers_at_the_right() {
        let table = Table::new("Arms")
            .column(Column::text("Arm"))
            .column(Column::number("Visitors"))
            .row(["A", "9"])
            .row(["Variant", "12,000"]);
        assert_eq!(shown(&table, 80), "Arm      Visitors\n─────────────────\nA               9\nVariant    12,000\n");
    }

    #[test]
    fn the_lowest_priority_wraps_first() {
        let table = shown(&frictions(), 60);
        assert!(table.contains("Checkout and payment"), "{table}");
        assert!(table.contains("The basket forgets what"), "{table}");
        assert!(!table.contains("forgets what was in it"), "{table}");
    }

    #[test]
    fn a_table_too_wide_for_the_page_is_shown_row_by_row() {
        let table = shown(&frictions(), 26);
        assert_eq!(
            table,
            "The basket forgets what\nwas in it\n  Team      Checkout and\n            payment\n  Visitors  12,000\n"
        );
    }

    #[test]
    fn a_mark_without_text_says_its_word() {
        let words = Words::new(Language::English);
        assert_eq!(marked(&Cell::empty().bad(), &words), "\u{e012} Problem");
        assert_eq!(marked(&Cell::text("—").muted(), &words), "—");
    }

    #[test]
    fn a_table_without_columns_or_rows_is_no_trouble() {
        assert_eq!(shown(&Table::new("Nothing"), 80).trim(), "");
        assert_eq!(shown(&Table::new("Nothing").column(Column::text("Arm")), 80), "Arm\n───\n");
    }
}
