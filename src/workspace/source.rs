use std::ops::Range;

use crate::problem::Place;

/// One file as it was read: its name for people, its text, and where its lines begin.
#[derive(Debug, Clone)]
pub(crate) struct SourceFile {
    name: String,
    text: String,
    line_starts: Vec<usize>,
}

impl SourceFile {
    /// Takes a file's name and text. A byte order mark is dropped.
    pub(crate) fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
        let line_starts =
            std::iter::once(0).chain(text.match_indices('\n').map(|(position, _)| position + 1)).collect();
        Self { name: name.into(), text, line_starts }
    }

    /// The name people know the file by.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Its text.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The place of a byte range, with the field it belongs to.
    pub(crate) fn place(&self, span: Range<usize>, field: Option<String>) -> Place {
        let line = self.line_starts.partition_point(|start| *start <= span.start).max(1);
        let start = self.line_starts.get(line - 1).copied().unwrap_or(0);
        let column = self.text.get(start..span.start).map_or(1, |before| before.chars().count() + 1);
        Place { file: self.name.clone(), line: u32::try_from(line).ok(), column: u32::try_from(column).ok(), field }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_lines_and_characters_from_one() {
        let file = SourceFile::new("a.toml", "\u{feff}é = 1\nlongue = 2");
        assert_eq!(file.place(0..1, None).line, Some(1));
        let second = file.place(16..17, None);
        assert_eq!((second.line, second.column), (Some(2), Some(10)));
    }
}
