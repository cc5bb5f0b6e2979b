//! From the bytes of a file to the bytes of its text: unpacked, and UTF-16 turned into UTF-8.

use std::io::{self, BufReader, Read};

use super::content::{InOrder, TableFile};
use super::format::{Compression, Encoding, Form, form, utf16};

/// Bytes that are enough to tell what a file is.
const START: usize = 4096;
/// Bytes read from disk at a time.
const READ: usize = 128 * 1024;

/// A text that can be read on, and what it was found to be.
pub(super) struct TextStream {
    pub reader: Box<dyn Read + Send>,
    pub compression: Option<Compression>,
    /// UTF-8 until a line says otherwise.
    pub encoding: Encoding,
}

/// What a file turned out to hold.
pub(super) enum Found {
    Text(TextStream),
    Parquet,
    Foreign(&'static str),
}

/// Opens a file as what its first bytes say it is.
pub(super) fn open(file: &TableFile) -> io::Result<Found> {
    let packed = InOrder::of(file.content.clone());
    let (start, reader) = peek(packed)?;
    let compression = match form(&start) {
        Form::Parquet => return Ok(Found::Parquet),
        Form::Foreign(name) => return Ok(Found::Foreign(name)),
        Form::Packed(compression) => Some(compression),
        Form::Text => None,
    };
    let reader: Box<dyn Read + Send> = match compression {
        None => Box::new(reader),
        Some(Compression::Gzip) => {
            Box::new(flate2::bufread::MultiGzDecoder::new(BufReader::with_capacity(READ, reader)))
        }
        Some(Compression::Zstandard) => Box::new(zstd::stream::read::Decoder::new(reader)?),
    };
    let (start, reader) = peek(reader)?;
    if compression.is_some()
        && let Form::Foreign(name) = form(&start)
    {
        return Ok(Found::Foreign(name));
    }
    let (reader, encoding): (Box<dyn Read + Send>, Encoding) = match utf16(&start) {
        Some(encoding) => (Box::new(Transcoded::new(reader, encoding)), Encoding::Utf16),
        None => (Box::new(reader), Encoding::Utf8),
    };
    Ok(Found::Text(TextStream { reader, compression, encoding }))
}

/// The first bytes, and a reader that gives them once more.
fn peek<R: Read>(mut reader: R) -> io::Result<(Vec<u8>, impl Read + use<R>)> {
    let mut start = Vec::with_capacity(START);
    reader.by_ref().take(START as u64).read_to_end(&mut start)?;
    Ok((start.clone(), io::Cursor::new(start).chain(reader)))
}

/// Text in another encoding, as UTF-8.
struct Transcoded<R> {
    reader: R,
    decoder: encoding_rs::Decoder,
    raw: Vec<u8>,
    ready: Vec<u8>,
    given: usize,
    ended: bool,
}

impl<R: Read> Transcoded<R> {
    fn new(reader: R, encoding: &'static encoding_rs::Encoding) -> Self {
        let decoder = encoding.new_decoder_with_bom_removal();
        Self { reader, decoder, raw: vec![0; READ], ready: Vec::new(), given: 0, ended: false }
    }

    fn fill(&mut self) -> io::Result<()> {
        let read = self.reader.read(&mut self.raw)?;
        self.ended = read == 0;
        let most = self.decoder.max_utf8_buffer_length(read).unwrap_or(4 * READ);
        self.ready.resize(most, 0);
        let (_, _, written, _) = self.decoder.decode_to_utf8(&self.raw[..read], &mut self.ready, self.ended);
        self.ready.truncate(written);
        self.given = 0;
        Ok(())
    }
}

impl<R: Read> Read for Transcoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.ready.len() && !self.ended {
            self.fill()?;
        }
        let rest = self.ready.get(self.given..).unwrap_or_default();
        let read = rest.len().min(buffer.len());
        buffer[..read].copy_from_slice(&rest[..read]);
        self.given += read;
        Ok(read)
    }
}
