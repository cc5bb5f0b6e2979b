//! Running text with its few inline marks.

use crate::words::Words;

/// Running text: spans that are plain, strong, emphasised or code. A plain `String` or `&str` is prose as it stands.
///
/// ```
/// use jalon::report::Prose;
/// let prose = Prose::new().plain("Run ").code("jalon check").plain(" first.");
/// assert_eq!(prose.to_plain(), "Run jalon check first.");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Prose(Vec<Span>);

/// A stretch of running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Span {
    /// Text as it is.
    Plain(String),
    /// Text that stands out: a number, a verdict.
    Strong(String),
    /// Text with a stress: a title, a foreign word.
    Emphasis(String),
    /// A command, a file, a field.
    Code(String),
}

impl Span {
    /// The text without its mark.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Plain(text) | Self::Strong(text) | Self::Emphasis(text) | Self::Code(text) => text,
        }
    }
}

impl Prose {
    /// No text yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds text as it is.
    #[must_use]
    pub fn plain(self, text: impl Into<String>) -> Self {
        self.span(Span::Plain(text.into()))
    }

    /// Adds text that stands out.
    #[must_use]
    pub fn strong(self, text: impl Into<String>) -> Self {
        self.span(Span::Strong(text.into()))
    }

    /// Adds text with a stress.
    #[must_use]
    pub fn emphasis(self, text: impl Into<String>) -> Self {
        self.span(Span::Emphasis(text.into()))
    }

    /// Adds a command, a file or a field.
    #[must_use]
    pub fn code(self, text: impl Into<String>) -> Self {
        self.span(Span::Code(text.into()))
    }

    /// The spans in reading order.
    #[must_use]
    pub fn spans(&self) -> &[Span] {
        &self.0
    }

    /// The text without any mark.
    #[must_use]
    pub fn to_plain(&self) -> String {
        self.0.iter().map(Span::text).collect()
    }

    fn span(mut self, span: Span) -> Self {
        self.0.push(span);
        self
    }
}

/// What opens and what closes the words of somebody else.
pub(super) fn quotation_marks(words: &Words) -> (String, String) {
    (words.key("report-quote-open"), words.key("report-quote-close"))
}

impl From<&str> for Prose {
    fn from(text: &str) -> Self {
        Self::new().plain(text)
    }
}

impl From<String> for Prose {
    fn from(text: String) -> Self {
        Self::new().plain(text)
    }
}

impl From<&String> for Prose {
    fn from(text: &String) -> Self {
        Self::new().plain(text)
    }
}
