use std::fmt;
use std::io::{self, Read};
use std::sync::Arc;

/// Bytes that can be read from any place, by several threads at once: a file, or memory.
pub trait Content: Send + Sync {
    /// How many bytes there are.
    fn length(&self) -> u64;

    /// Reads some bytes from an offset on; 0 only at the end.
    ///
    /// # Errors
    ///
    /// What the system says.
    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize>;
}

impl Content for Vec<u8> {
    fn length(&self) -> u64 {
        self.len() as u64
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let rest = usize::try_from(offset).ok().and_then(|start| self.get(start..)).unwrap_or_default();
        let read = rest.len().min(buffer.len());
        buffer[..read].copy_from_slice(&rest[..read]);
        Ok(read)
    }
}

/// One file of a table.
#[derive(Clone)]
pub struct TableFile {
    /// Its name for people; empty for text in memory.
    pub name: String,
    /// Its bytes.
    pub content: Arc<dyn Content>,
}

impl TableFile {
    /// Its bytes from the first to the last, as they lie on disk.
    #[must_use]
    pub fn reader(&self) -> impl Read + use<> {
        InOrder::of(self.content.clone())
    }
}

impl fmt::Debug for TableFile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("TableFile").field("name", &self.name).field("length", &self.content.length()).finish()
    }
}

/// What becomes of a row that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BadRows {
    /// It is a problem, and nothing is answered.
    #[default]
    Refused,
    /// It is left out and counted.
    Skipped,
}

/// A table in one file or in several files of the same columns, in order.
///
/// ```
/// let source = jalon::data::TableSource::from("arm,units\nA,10\n");
/// assert_eq!(source.files.len(), 1);
/// ```
#[derive(Debug, Clone)]
pub struct TableSource {
    /// Its files.
    pub files: Vec<TableFile>,
    /// What becomes of rows that cannot be read.
    pub bad_rows: BadRows,
    /// Threads that read it; the answer does not depend on how many.
    pub threads: usize,
}

impl TableSource {
    /// A table in files.
    #[must_use]
    pub fn of(files: Vec<TableFile>) -> Self {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        Self { files, bad_rows: BadRows::default(), threads }
    }

    /// The same table, with another way to treat rows that cannot be read.
    #[must_use]
    pub fn with_bad_rows(mut self, bad_rows: BadRows) -> Self {
        self.bad_rows = bad_rows;
        self
    }

    /// Bytes of all files.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|file| file.content.length()).sum()
    }
}

impl From<&str> for TableSource {
    fn from(text: &str) -> Self {
        Self::from(text.as_bytes().to_vec())
    }
}

impl From<&String> for TableSource {
    fn from(text: &String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<Vec<u8>> for TableSource {
    fn from(bytes: Vec<u8>) -> Self {
        Self::of(vec![TableFile { name: String::new(), content: Arc::new(bytes) }])
    }
}

/// Reads content from its start to its end.
pub(super) struct InOrder {
    content: Arc<dyn Content>,
    offset: u64,
}

impl InOrder {
    pub(super) fn of(content: Arc<dyn Content>) -> Self {
        Self::from(content, 0)
    }

    pub(super) fn from(content: Arc<dyn Content>, offset: u64) -> Self {
        Self { content, offset }
    }
}

impl Read for InOrder {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.content.read_at(self.offset, buffer)?;
        self.offset += read as u64;
        Ok(read)
    }
}
