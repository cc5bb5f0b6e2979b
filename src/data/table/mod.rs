//! Tables in files: CSV however it is written, packed or not, and Parquet; read in blocks, by as many threads as there are.

mod blocks;
mod columnar;
mod content;
mod format;
mod records;
#[cfg(test)]
pub(super) mod samples;
mod scan;
mod stream;
mod value;

pub(super) use columnar::Batch;
pub use content::{BadRows, Content, TableFile, TableSource};
pub use format::{Compression, Encoding};
pub(super) use records::{Record, Records, separator, slice};
pub use scan::{Assumed, AssumedText};
pub(super) use scan::{Readers, Scanned, each_row, in_parallel, whole_text};
pub(super) use value::Value;
