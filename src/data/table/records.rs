//! The records of a block of text: its cells and its line.

/// Goes through the records of a text.
pub(in crate::data) struct Records<'a> {
    text: &'a str,
    first_line: u64,
    separator: u8,
    walk: Walk<'a>,
    spans: Vec<(u32, u32)>,
}

/// One record: where its cells lie in a text.
pub(in crate::data) struct Record<'a> {
    /// Its line, from 1.
    pub line: u64,
    /// The text its cells lie in.
    pub text: &'a str,
    /// Where each cell lies.
    pub spans: &'a [(u32, u32)],
}

enum Walk<'a> {
    /// No quotes: a line is a record and every separator parts two cells.
    Plain { at: usize, line: u64 },
    /// What the `csv` crate is for.
    Quoted { reader: Box<::csv::Reader<&'a [u8]>>, record: ::csv::StringRecord },
}

impl<'a> Records<'a> {
    /// The records of a text that starts in a line.
    pub(in crate::data) fn of(text: &'a str, first_line: u64, separator: u8) -> Self {
        let walk = if is_plain(text.as_bytes()) {
            Walk::Plain { at: 0, line: first_line }
        } else {
            let reader = ::csv::ReaderBuilder::new()
                .delimiter(separator)
                .has_headers(false)
                .flexible(true)
                .from_reader(text.as_bytes());
            Walk::Quoted { reader: Box::new(reader), record: ::csv::StringRecord::new() }
        };
        Self { text, first_line, separator, walk, spans: Vec::new() }
    }

    /// The next record that says something: blank lines and remarks (`# …`, as web analytics write before the table) are
    /// passed over. None at the end.
    pub(in crate::data) fn next(&mut self) -> Option<Record<'_>> {
        let line = loop {
            let line = self.step()?;
            let text = self.cells_text();
            let cell = |span: &(u32, u32)| slice(text, *span);
            let remark = self.spans.first().is_some_and(|span| cell(span).starts_with('#'));
            if !remark && self.spans.iter().any(|span| !cell(span).trim().is_empty()) {
                break line;
            }
        };
        Some(Record { line, text: self.cells_text(), spans: &self.spans })
    }

    /// How much of the text is behind.
    pub(in crate::data) fn position(&self) -> usize {
        match &self.walk {
            Walk::Plain { at, .. } => *at,
            Walk::Quoted { reader, .. } => usize::try_from(reader.position().byte()).unwrap_or(self.text.len()),
        }
    }

    fn cells_text(&self) -> &str {
        match &self.walk {
            Walk::Plain { .. } => self.text,
            Walk::Quoted { record, .. } => record.as_slice(),
        }
    }

    fn step(&mut self) -> Option<u64> {
        self.spans.clear();
        match &mut self.walk {
            Walk::Plain { at, line } => {
                let bytes = self.text.as_bytes();
                let start = *at;
                let rest = bytes.get(start..).filter(|rest| !rest.is_empty())?;
                let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
                *at = start + (end + 1).min(rest.len());
                let cells = rest[..end].strip_suffix(b"\r").unwrap_or(&rest[..end]);
                let mut cell = start;
                for separator in memchr::memchr_iter(self.separator, cells) {
                    self.spans.push((place(cell), place(start + separator)));
                    cell = start + separator + 1;
                }
                self.spans.push((place(cell), place(start + cells.len())));
                *line += 1;
                Some(*line - 1)
            }
            Walk::Quoted { reader, record } => {
                // Nothing is refused: any cells will do, and the text is UTF-8.
                if !matches!(reader.read_record(record), Ok(true)) {
                    return None;
                }
                self.spans.extend((0..record.len()).filter_map(|cell| {
                    let range = record.range(cell)?;
                    Some((place(range.start), place(range.end)))
                }));
                Some(self.first_line - 1 + line_of(self.text, record))
            }
        }
    }
}

/// Blocks are far below 4 GiB.
fn place(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

/// A cell as it stands, spaces and all.
pub(in crate::data) fn slice(text: &str, (start, end): (u32, u32)) -> &str {
    text.get(start as usize..end as usize).unwrap_or_default()
}

/// Whether lines end records and nothing is quoted; a lone carriage return, as old Macs write, ends a record too.
fn is_plain(bytes: &[u8]) -> bool {
    memchr::memchr(b'"', bytes).is_none()
        && memchr::memchr_iter(b'\r', bytes).all(|place| bytes.get(place + 1) == Some(&b'\n'))
}

/// The line of a record, from 1. The CSV reader counts from the end of the record before, blank lines between not passed.
fn line_of(text: &str, record: &::csv::StringRecord) -> u64 {
    let Some(position) = record.position() else { return 1 };
    let before = usize::try_from(position.byte()).ok().and_then(|start| text.as_bytes().get(start..));
    let line_ends = before.unwrap_or_default().iter().take_while(|byte| matches!(byte, b'\n' | b'\r'));
    position.line() + line_ends.filter(|byte| **byte == b'\n').count() as u64
}

/// The separator of a table: the one its first line of text has most often.
pub(in crate::data) fn separator(text: &str) -> u8 {
    let titles = text.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#')).unwrap_or_default();
    let often = |separator: u8| titles.bytes().filter(|byte| *byte == separator).count();
    // The comma comes last: of equal counts `max_by_key` takes the last one.
    [b'\t', b';', b','].into_iter().max_by_key(|separator| often(*separator)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(text: &str, plain: bool) -> Vec<(u64, Vec<String>)> {
        let mut records = Records::of(text, 1, b',');
        if !plain {
            let reader = ::csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
            records.walk = Walk::Quoted { reader: Box::new(reader), record: ::csv::StringRecord::new() };
        }
        let mut found = Vec::new();
        while let Some(record) = records.next() {
            let cells = record.spans.iter().map(|span| slice(record.text, *span).to_owned()).collect();
            found.push((record.line, cells));
        }
        found
    }

    #[test]
    fn lines_and_quotes_are_kept() {
        let found = all("# export\n\na,b\n\"x\ny\",2\r\n\n3,4", true);
        let cells = |one: &str, other: &str| vec![one.to_owned(), other.to_owned()];
        assert_eq!(found, [(3, cells("a", "b")), (4, cells("x\ny", "2")), (7, cells("3", "4"))]);
        assert_eq!(all("a,b\r1,2\r", true), [(1, cells("a", "b")), (1, cells("1", "2"))]);
    }

    proptest! {
        /// Text without quotes read in two ways gives the same cells on the same lines.
        #[test]
        fn the_short_way_reads_as_the_long_one(text in "(a|,|\n|\r\n| |#|é)*") {
            prop_assert_eq!(all(&text, true), all(&text, false));
        }
    }
}
