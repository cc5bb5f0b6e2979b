//! A page as one self-contained HTML file.

use super::Document;
use crate::words::Words;

/// Writes a page as one self-contained HTML file.
#[must_use]
pub fn render(document: &Document, words: &Words) -> String {
    format!("<!DOCTYPE html>\n<html lang=\"{}\"><title>{}</title></html>\n", words.language(), document.title.len())
}
