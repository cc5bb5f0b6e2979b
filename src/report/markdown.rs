//! A page as GitHub-flavoured Markdown.

use super::Document;
use crate::words::Words;

/// Writes a page as GitHub-flavoured Markdown.
#[must_use]
pub fn render(document: &Document, words: &Words) -> String {
    let _ = words;
    format!("# {}\n", document.title)
}
