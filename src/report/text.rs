//! A page for the terminal.

use super::Document;
use crate::words::Words;

/// How the terminal shows a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terminal {
    /// Columns of the terminal.
    pub width: usize,
    /// Whether to send colours. Nothing is told by them alone.
    pub colour: bool,
}

impl Default for Terminal {
    /// 80 columns without colour: what a file or a pipe gets.
    fn default() -> Self {
        Self { width: 80, colour: false }
    }
}

/// Writes a page for a terminal.
#[must_use]
pub fn render(document: &Document, words: &Words, terminal: Terminal) -> String {
    let _ = (words, terminal);
    format!("{}\n\n{:#?}\n", document.title, document.blocks)
}
