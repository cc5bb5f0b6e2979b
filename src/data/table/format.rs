//! What a file is, read from its first bytes: its name says nothing.

/// How a file is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Compression {
    /// gzip.
    Gzip,
    /// Zstandard.
    Zstandard,
}

impl Compression {
    /// The name people know it by, in any language.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Zstandard => "zstd",
        }
    }
}

/// How a text is written in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-8, or the part of it that all encodings share.
    Utf8,
    /// Windows-1252, what older spreadsheets write in Western Europe.
    Windows1252,
    /// UTF-16, what spreadsheets call "Unicode text".
    Utf16,
}

impl Encoding {
    /// The name people know it by, in any language.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Windows1252 => "Windows-1252",
            Self::Utf16 => "UTF-16",
        }
    }
}

/// What the first bytes of a file say it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Text,
    Packed(Compression),
    Parquet,
    /// A file of another program that holds no plain table: its name for people.
    Foreign(&'static str),
}

/// Tells the form of a file from its first bytes.
pub(super) fn form(start: &[u8]) -> Form {
    const FOREIGN: &[(&[u8], &str)] = &[
        (b"PK\x03\x04", "XLSX, ZIP"),
        (b"\xd0\xcf\x11\xe0", "XLS"),
        (b"ARROW1", "Arrow, Feather"),
        (b"Obj\x01", "Avro"),
        (b"ORC", "ORC"),
        (b"SQLite format 3", "SQLite"),
        (b"BZh", "bzip2"),
        (b"\xfd7zXZ", "xz"),
        (b"%PDF", "PDF"),
    ];
    if start.starts_with(b"\x1f\x8b") {
        return Form::Packed(Compression::Gzip);
    }
    if start.starts_with(b"\x28\xb5\x2f\xfd") {
        return Form::Packed(Compression::Zstandard);
    }
    if start.starts_with(b"PAR1") {
        return Form::Parquet;
    }
    match FOREIGN.iter().find(|(magic, _)| start.starts_with(magic)) {
        Some((_, name)) => Form::Foreign(name),
        None => Form::Text,
    }
}

/// The byte order of UTF-16, from its mark or from the zeros beside plain letters.
pub(super) fn utf16(start: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    match start {
        [0xff, 0xfe, ..] => Some(encoding_rs::UTF_16LE),
        [0xfe, 0xff, ..] => Some(encoding_rs::UTF_16BE),
        [one, 0, two, 0, ..] if *one > 0 && *two > 0 => Some(encoding_rs::UTF_16LE),
        [0, one, 0, two, ..] if *one > 0 && *two > 0 => Some(encoding_rs::UTF_16BE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_bytes_tell_the_form() {
        assert_eq!(form(b"arm,units\n"), Form::Text);
        assert_eq!(form(b""), Form::Text);
        assert_eq!(form(b"\x1f\x8b\x08"), Form::Packed(Compression::Gzip));
        assert_eq!(form(b"PAR1...."), Form::Parquet);
        assert_eq!(form(b"PK\x03\x04..."), Form::Foreign("XLSX, ZIP"));
        assert!(utf16(b"a,b\n").is_none());
        assert!(utf16(b"a\0,\0b\0").is_some() && utf16(b"\xfe\xff\0a").is_some());
    }
}
