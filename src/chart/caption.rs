//! What every chart is told about itself: its texts, already chosen and in the reader's language.

use jiff::civil::Date;

use super::figure::Figure;
use super::page::{Page, WIDTH};
use crate::words::{Message, Words};

/// The texts around a chart, in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Caption {
    /// Names the figure in a page; the ids inside the SVG come from it. Two figures of a page need two slugs.
    pub slug: String,
    /// What the chart shows or, better, what it says.
    pub title: String,
    /// The line under the title: which metric, which test, which conditions. May be empty.
    pub subtitle: String,
    /// Further sentences under the chart.
    pub notes: Vec<String>,
    /// The day the numbers were made.
    pub as_of: Option<Date>,
}

impl Caption {
    /// A caption with a slug and a title.
    #[must_use]
    pub fn new(slug: impl Into<String>, title: impl Into<String>) -> Self {
        Self { slug: slug.into(), title: title.into(), ..Self::default() }
    }

    /// Opens a page of the usual width under this caption.
    #[must_use]
    pub fn open(&self) -> Page {
        self.open_wide(WIDTH)
    }

    /// Opens a page of another width under this caption.
    #[must_use]
    pub fn open_wide(&self, width: f64) -> Page {
        Page::with_width(&self.slug, &self.title, &self.subtitle, width)
    }

    /// Writes the chart's own notes, the caller's and the date, and ends the page. Its description, for readers who do
    /// not see it, is the subtitle, `reading` and the notes.
    #[must_use]
    pub fn close(&self, mut page: Page, words: &Words, own_notes: &[String], reading: &str) -> Figure {
        let date = self.as_of.map(|day| words.say(&Message::new("chart-as-of").date("day", day)));
        let foot: Vec<&str> = own_notes.iter().chain(&self.notes).chain(&date).map(String::as_str).collect();
        page.note(&foot.join(" "));
        let parts = std::iter::once(self.subtitle.as_str()).chain([reading]).chain(foot);
        let description: Vec<&str> = parts.filter(|part| !part.trim().is_empty()).collect();
        page.finish(&description.into_iter().map(sentence).collect::<Vec<_>>().join(" "))
    }
}

/// Ends a part with a full stop where it has no end of its own, so that parts read one after the other.
fn sentence(part: &str) -> String {
    let part = part.trim_end();
    if part.ends_with(['.', '!', '?', '…', ':', ';']) { part.to_owned() } else { format!("{part}.") }
}
