//! A page for the terminal: calm, in columns, readable without colour.

mod grid;
mod ink;
mod wrap;

use super::{Block, Blocks, Callout, Document, Facts, Figure, Level, Prose, Span, Table};
use crate::words::Words;
use crate::words::{clean, clean_line};
use ink::{Ink, paint, tone_marker};
use wrap::{hang, width, wrap};

/// How the terminal shows a page.
///
/// ```
/// use jalon::report::{Compose, Document, text};
/// use jalon::words::{Language, Words};
/// let page = Document::new("Test E003").paragraph("Undecided.");
/// let shown = text::render(&page, &Words::new(Language::English), text::Terminal::default());
/// assert!(shown.starts_with("Test E003\n"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terminal {
    /// Columns of the terminal. Fewer than 20 are taken for 20.
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

/// Longer lines are hard to follow; tables alone use the whole of a wide terminal.
const WIDEST_PROSE: usize = 96;
const NARROWEST_PAGE: usize = 20;

/// Writes a page for a terminal. No line is wider than the terminal, whatever the texts hold.
#[must_use]
pub fn render(document: &Document, words: &Words, terminal: Terminal) -> String {
    let width = terminal.width.max(NARROWEST_PAGE);
    let page = Page { words, width, prose: width.min(WIDEST_PROSE) };
    let mut ink = Ink::Plain;
    let mut text = String::new();
    for line in page.document(document) {
        text.push_str(paint(&line, terminal.colour, &mut ink).trim_end());
        text.push('\n');
    }
    text
}

struct Page<'a> {
    words: &'a Words,
    width: usize,
    prose: usize,
}

impl Page<'_> {
    fn document(&self, document: &Document) -> Vec<String> {
        let mut parts = vec![self.head(document)];
        parts.extend(self.blocks(&document.blocks));
        if !document.footer.is_empty() || document.has_marks() {
            parts.push(self.foot(document));
        }
        parts.retain(|part| !part.is_empty());
        parts.join(&String::new())
    }

    fn head(&self, document: &Document) -> Vec<String> {
        let mut lines = strong(wrap(&clean_line(&document.title), self.prose));
        if let Some(subtitle) = &document.subtitle {
            lines.extend(quiet(wrap(&clean_line(subtitle), self.prose)));
        }
        lines.push(Ink::Quiet.on(&"─".repeat(self.prose)));
        lines
    }

    fn foot(&self, document: &Document) -> Vec<String> {
        let mut lines = vec![Ink::Quiet.on(&"─".repeat(self.prose))];
        if document.has_marks() {
            lines.extend(quiet(wrap(&super::tone::legend(self.words), self.prose)));
        }
        lines.extend(document.footer.iter().flat_map(|line| quiet(wrap(&clean_line(&line.to_plain()), self.prose))));
        lines
    }

    fn blocks(&self, blocks: &Blocks) -> Vec<Vec<String>> {
        blocks.iter().flat_map(|block| self.block(block)).collect()
    }

    /// The parts of a block; an empty line goes between any two.
    fn block(&self, block: &Block) -> Vec<Vec<String>> {
        match block {
            Block::Heading(level, text) => vec![self.heading(*level, text)],
            Block::Paragraph(prose) => vec![wrap(&self.inline(prose), self.prose)],
            Block::Bullets(items) => vec![self.list(items, |_| "• ".to_owned())],
            Block::Numbered(items) => {
                let digits = items.len().to_string().len();
                vec![self.list(items, |place| format!("{:>digits$}. ", place + 1))]
            }
            Block::Facts(facts) => vec![self.facts(facts)],
            Block::Table(table) => vec![self.table(table, true)],
            Block::Callout(callout) => vec![self.callout(callout)],
            Block::Quote { text, source } => vec![self.quote(text, source.as_deref())],
            Block::Figure(figure) => vec![self.figure(figure)],
            Block::Collapsible { summary, blocks } => {
                let mut parts = vec![self.heading(Level::Subsection, summary)];
                parts.extend(self.blocks(blocks));
                parts
            }
            Block::PageBreak => Vec::new(),
        }
    }

    fn heading(&self, level: Level, text: &str) -> Vec<String> {
        let lines = wrap(&clean_line(text), self.prose);
        let rule = lines.iter().map(|line| width(line)).max().unwrap_or(0);
        match level {
            Level::Section => {
                let mut lines = strong(lines);
                lines.push(Ink::Quiet.on(&"─".repeat(rule)));
                lines
            }
            Level::Subsection => strong(lines),
            Level::Topic => lines.iter().map(|line| Ink::Emphasis.on(line)).collect(),
        }
    }

    fn list(&self, items: &[Prose], label: impl Fn(usize) -> String) -> Vec<String> {
        let item = |(place, prose): (usize, &Prose)| hang(&label(place), &self.inline(prose), self.prose);
        items.iter().enumerate().flat_map(item).collect()
    }

    fn facts(&self, facts: &Facts) -> Vec<String> {
        let values: Vec<String> = facts.entries.iter().map(|fact| grid::marked(&fact.value, self.words)).collect();
        // Details stand in a column of their own, behind values of a usual length.
        let usual = values.iter().map(|value| width(value)).filter(|taken| *taken <= self.prose / 4).max().unwrap_or(0);
        let said = facts.entries.iter().zip(&values).map(|(fact, value)| {
            let value_said = Ink::Strong.on(value);
            let said = match &fact.detail {
                Some(detail) => {
                    let filling = ink::kept_space(usual.saturating_sub(width(value)) + 1);
                    format!("{value_said}{filling} {}", Ink::Quiet.on(&clean_line(detail)))
                }
                None => value_said,
            };
            (clean_line(&fact.label), said)
        });
        grid::labelled(&said.collect::<Vec<_>>(), self.prose)
    }

    fn table(&self, table: &Table, with_caption: bool) -> Vec<String> {
        let mut lines = Vec::new();
        if with_caption {
            lines.extend(strong(wrap(&clean_line(&table.caption), self.prose)));
        }
        lines.extend(grid::lines(table, self.words, self.width));
        if let Some(note) = &table.note {
            lines.push(String::new());
            lines.extend(quiet(wrap(&clean_line(note), self.prose)));
        }
        lines
    }

    fn callout(&self, callout: &Callout) -> Vec<String> {
        let mark = tone_marker(callout.tone).unwrap_or('○');
        let title = callout.headline(self.words);
        let mut lines: Vec<String> = hang(&format!("{mark} "), &Ink::Strong.on(&title), self.prose);
        if let Some(text) = &callout.text {
            lines.extend(hang("  ", &self.inline(text), self.prose));
        }
        if let Some(hint) = &callout.hint {
            lines.extend(hang("  → ", &self.inline(hint), self.prose));
        }
        lines
    }

    fn quote(&self, text: &Prose, source: Option<&str>) -> Vec<String> {
        let (open, close) = super::prose::quotation_marks(self.words);
        let said = format!("{open}{}{close}", self.inline(text).trim());
        let mut lines = hang("  ", &said, self.prose);
        if let Some(source) = source {
            lines.extend(hang("  — ", &Ink::Quiet.on(&clean_line(source)), self.prose));
        }
        lines
    }

    /// A terminal shows the numbers behind a chart; the description, which reads them out, would only say them twice.
    fn figure(&self, figure: &Figure) -> Vec<String> {
        let title = clean_line(&figure.title);
        let mut lines = strong(wrap(&title, self.prose));
        match &figure.table {
            Some(table) => lines.extend(self.table(table, clean_line(&table.caption) != title)),
            None => lines.extend(quiet(wrap(&self.words.key("report-chart-without-table"), self.prose))),
        }
        lines
    }

    fn inline(&self, prose: &Prose) -> String {
        let marked = |span: &Span| {
            let text = clean(span.text());
            match span {
                Span::Plain(_) => text,
                Span::Strong(_) => Ink::Strong.on(&text),
                Span::Emphasis(_) => Ink::Emphasis.on(&text),
                Span::Code(_) => format!("`{}`", Ink::Code.on(&ink::kept_together(&text))),
            }
        };
        prose.spans().iter().map(marked).collect()
    }
}

fn strong(lines: Vec<String>) -> Vec<String> {
    lines.iter().map(|line| Ink::Strong.on(line)).collect()
}

fn quiet(lines: Vec<String>) -> Vec<String> {
    lines.iter().map(|line| Ink::Quiet.on(line)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;
    use crate::words::Language;

    fn shown(document: &Document, language: Language, width: usize) -> String {
        render(document, &Words::new(language), Terminal { width, colour: false })
    }

    #[test]
    fn a_page_in_english() {
        insta::assert_snapshot!(shown(&sample::rich(Language::English), Language::English, 80));
    }

    #[test]
    fn a_page_in_french() {
        insta::assert_snapshot!(shown(&sample::rich(Language::French), Language::French, 80));
    }

    #[test]
    fn a_page_on_a_narrow_terminal() {
        insta::assert_snapshot!(shown(&sample::rich(Language::English), Language::English, 40));
    }

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        for width in [20, 36, 80, 132] {
            for document in [sample::rich(Language::French), sample::hostile()] {
                for line in shown(&document, Language::French, width).lines() {
                    assert!(wrap::width(line) <= width, "{} columns instead of {width}: {line}", wrap::width(line));
                }
            }
        }
    }

    #[test]
    fn a_text_cannot_command_the_terminal() {
        let words = Words::new(Language::English);
        let plain = render(&sample::hostile(), &words, Terminal::default());
        assert!(!plain.contains(|character: char| character.is_control() && character != '\n'));
        assert!(!plain.contains(['\u{202e}', '\u{e001}', '\u{e012}']));
    }

    #[test]
    fn colours_change_nothing_but_colours() {
        let words = Words::new(Language::English);
        for document in [sample::rich(Language::English), sample::hostile()] {
            let plain = render(&document, &words, Terminal::default());
            let coloured = render(&document, &words, Terminal { colour: true, ..Terminal::default() });
            assert_eq!(without_colours(&coloured), plain);
        }
    }

    #[test]
    fn each_line_closes_its_colours() {
        let words = Words::new(Language::English);
        let coloured = render(&sample::rich(Language::English), &words, Terminal { colour: true, width: 50 });
        for line in coloured.lines().filter(|line| line.contains('\u{1b}')) {
            let last = line.rfind("\u{1b}[").map(|place| &line[place..]).unwrap_or_default();
            assert!(last.starts_with("\u{1b}[0m"), "{line:?}");
        }
    }

    /// Takes away what `ESC [ … m` writes, and the spaces a line then ends with.
    fn without_colours(text: &str) -> String {
        let mut parts = text.split("\u{1b}[");
        let first = parts.next().unwrap_or_default().to_owned();
        let rest = parts.filter_map(|part| part.split_once('m').map(|(_, rest)| rest));
        let plain: String = std::iter::once(first.as_str()).chain(rest).collect();
        plain.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
    }
}
