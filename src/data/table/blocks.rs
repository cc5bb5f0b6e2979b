//! A text in blocks that end where a record ends, so that several threads can read them side by side.

use std::io::{self, Read};

use super::format::Encoding;

/// Bytes of a block. What a block holds depends on the text alone, never on how many threads there are.
const BLOCK: usize = 256 * 1024;
/// A record longer than this is a quote that was never closed.
const LONGEST_RECORD: usize = 64 * 1024 * 1024;

/// Some whole records of a text.
pub(super) struct TextBlock {
    pub bytes: Vec<u8>,
    /// The line of its first byte, from 1.
    pub line: u64,
}

/// Why a text cannot be read on.
pub(super) enum Broken {
    /// What the system or the unpacking says.
    Reading(io::Error),
    /// A record without an end.
    Endless {
        /// The line it starts in.
        line: u64,
    },
}

/// Cuts a text into blocks.
pub(super) struct Blocks {
    reader: Box<dyn Read + Send>,
    separator: u8,
    /// What is read and not given away yet.
    kept: Vec<u8>,
    line: u64,
    ended: bool,
    block: usize,
}

impl Blocks {
    pub(super) fn of(reader: Box<dyn Read + Send>) -> Self {
        Self { reader, separator: b',', kept: Vec::new(), line: 1, ended: false, block: BLOCK }
    }

    #[cfg(test)]
    fn of_size(text: &'static str, block: usize) -> Self {
        Self { block, ..Self::of(Box::new(text.as_bytes())) }
    }

    /// The start of the text, up to the end of a line.
    pub(super) fn start(&mut self) -> Result<&[u8], Broken> {
        self.fill(self.block)?;
        if self.line == 1 && self.kept.starts_with(b"\xef\xbb\xbf") {
            self.kept.drain(..3);
        }
        let end = memchr::memrchr(b'\n', &self.kept).filter(|_| !self.ended).map_or(self.kept.len(), |place| place + 1);
        Ok(&self.kept[..end])
    }

    /// What parts the cells; only the reader of the titles knows.
    pub(super) fn separated_by(&mut self, separator: u8) {
        self.separator = separator;
    }

    /// Leaves out bytes of the start: remarks and titles, read by then.
    pub(super) fn pass_over(&mut self, bytes: usize) {
        let passed = self.kept.drain(..bytes.min(self.kept.len()));
        self.line += passed.filter(|byte| *byte == b'\n').count() as u64;
    }

    /// The last line that could be read.
    pub(super) fn reached(&self) -> u64 {
        self.line + memchr::memchr_iter(b'\n', &self.kept).count() as u64
    }

    /// The next block; none at the end.
    pub(super) fn next(&mut self) -> Result<Option<TextBlock>, Broken> {
        let mut wanted = self.block;
        loop {
            self.fill(wanted)?;
            if self.kept.is_empty() {
                return Ok(None);
            }
            let end = if self.ended { Some(self.kept.len()) } else { last_end(&self.kept, self.separator) };
            if let Some(end) = end {
                let rest = self.kept.split_off(end);
                let bytes = std::mem::replace(&mut self.kept, rest);
                let line = self.line;
                self.line += memchr::memchr_iter(b'\n', &bytes).count() as u64;
                return Ok(Some(TextBlock { bytes, line }));
            }
            if wanted >= LONGEST_RECORD {
                return Err(Broken::Endless { line: self.line });
            }
            wanted *= 2;
        }
    }

    fn fill(&mut self, wanted: usize) -> Result<(), Broken> {
        if self.ended || self.kept.len() >= wanted {
            return Ok(());
        }
        let missing = (wanted - self.kept.len()) as u64;
        let read = self.reader.by_ref().take(missing).read_to_end(&mut self.kept).map_err(Broken::Reading)?;
        self.ended = (read as u64) < missing;
        Ok(())
    }
}

/// The end of the last whole record. A line end between quotes ends no record; a quote opens only where a cell starts.
fn last_end(bytes: &[u8], separator: u8) -> Option<usize> {
    if memchr::memchr(b'"', bytes).is_none() {
        return memchr::memrchr(b'\n', bytes).map(|place| place + 1);
    }
    let (mut last, mut at, mut starts) = (None, 0, true);
    while at < bytes.len() {
        if starts && bytes[at] == b'"' {
            at = closed(bytes, at + 1)?.max(at + 1);
            starts = false;
            continue;
        }
        let Some(next) = memchr::memchr2(separator, b'\n', &bytes[at..]) else { break };
        at += next + 1;
        starts = true;
        if bytes[at - 1] == b'\n' {
            last = Some(at);
        }
    }
    last
}

/// The place after a closing quote, doubled ones passed over; the end of the bytes where none closes.
fn closed(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let Some(next) = bytes.get(at..).and_then(|rest| memchr::memchr(b'"', rest)) else { return Some(bytes.len()) };
        at += next + 1;
        if bytes.get(at) != Some(&b'"') {
            return Some(at);
        }
        at += 1;
    }
}

/// The text of a block, and how it was written. Bytes that are not UTF-8 are read as Windows-1252, which gives every byte
/// a letter.
pub(super) fn text(bytes: Vec<u8>) -> (String, BlockEncoding) {
    match String::from_utf8(bytes) {
        Ok(text) => {
            let encoding = if text.is_ascii() { BlockEncoding::Ascii } else { BlockEncoding::Utf8 };
            (text, encoding)
        }
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            let line = memchr::memchr_iter(b'\n', &bytes[..valid]).count() as u64;
            let (text, _, _) = encoding_rs::WINDOWS_1252.decode(&bytes);
            (text.into_owned(), BlockEncoding::Windows1252 { line })
        }
    }
}

/// How the bytes of one block were written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BlockEncoding {
    /// Letters that every encoding writes alike.
    Ascii,
    Utf8,
    Windows1252 {
        /// Lines before the one that shows it.
        line: u64,
    },
}

impl BlockEncoding {
    pub(super) fn named(self) -> Option<Encoding> {
        match self {
            Self::Ascii => None,
            Self::Utf8 => Some(Encoding::Utf8),
            Self::Windows1252 { .. } => Some(Encoding::Windows1252),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &'static str, block: usize) -> Vec<(u64, String)> {
        let mut blocks = Blocks::of_size(text, block);
        let mut found = Vec::new();
        while let Ok(Some(block)) = blocks.next() {
            found.push((block.line, String::from_utf8(block.bytes).unwrap()));
        }
        found
    }

    #[test]
    fn blocks_end_where_records_end() {
        for block in 1..40 {
            let found = cut("a,b\n1,\"x\ny\"\n2,\"q\"\"\nr\"\n3,in\"ch\n", block);
            let whole: String = found.iter().map(|(_, text)| text.as_str()).collect();
            assert_eq!(whole, "a,b\n1,\"x\ny\"\n2,\"q\"\"\nr\"\n3,in\"ch\n");
            for (line, text) in &found {
                let starts = [(1, "a"), (2, "1"), (4, "2"), (6, "3")];
                assert!(starts.iter().any(|(at, start)| at == line && text.starts_with(start)), "{block}: {found:?}");
            }
        }
        assert_eq!(cut("a\nb", 2), [(1, "a\n".to_owned()), (2, "b".to_owned())]);
        assert_eq!(cut("", 2), []);
    }

    #[test]
    fn bytes_of_windows_are_letters() {
        let (text, encoding) = text(b"a\n\xe9t\xe9 \x80\n".to_vec());
        assert_eq!(text, "a\nété €\n");
        assert_eq!(encoding, BlockEncoding::Windows1252 { line: 1 });
    }
}
