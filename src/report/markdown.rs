//! A page as GitHub-flavoured Markdown: reads well as it stands, and renders well.

mod escape;

use unicode_width::UnicodeWidthStr;

use super::{Alignment, Block, Blocks, Callout, Cell, Document, Facts, Figure, Prose, Span, Table};
use crate::words::Words;
use crate::words::{clean, clean_line};
use escape::{code, destination, html, line, span};

/// Writes a page as GitHub-flavoured Markdown.
///
/// No text becomes markup: what a file says is escaped. A figure with a [`file`](Figure::file) is an image with its
/// table folded away under it; one without is its table.
///
/// ```
/// use jalon::report::{Compose, Document, markdown};
/// use jalon::words::{Language, Words};
/// let page = Document::new("Test E003").paragraph("# 1 is not a heading");
/// let written = markdown::render(&page, &Words::new(Language::English));
/// assert_eq!(written, "# Test E003\n\n\\# 1 is not a heading\n");
/// ```
#[must_use]
pub fn render(document: &Document, words: &Words) -> String {
    let page = Page { words };
    let mut parts = vec![format!("# {}", line(&document.title))];
    parts.extend(document.subtitle.as_ref().map(|subtitle| emphasised(subtitle)));
    parts.extend(page.blocks(&document.blocks));
    if document.has_marks() || !document.footer.is_empty() {
        parts.push("---".to_owned());
    }
    if document.has_marks() {
        parts.push(super::tone::legend(words));
    }
    parts.extend(document.footer.iter().map(paragraph));
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n") + "\n"
}

struct Page<'a> {
    words: &'a Words,
}

impl Page<'_> {
    fn blocks(&self, blocks: &Blocks) -> Vec<String> {
        blocks.iter().flat_map(|block| self.block(block)).filter(|part| !part.is_empty()).collect()
    }

    /// The parts of a block; an empty line goes between any two.
    fn block(&self, block: &Block) -> Vec<String> {
        match block {
            Block::Heading(level, text) => vec![format!("{} {}", "#".repeat(level.number()), line(text))],
            Block::Paragraph(prose) => vec![paragraph(prose)],
            Block::Bullets(items) => vec![list(items, |_| "- ".to_owned())],
            Block::Numbered(items) => vec![list(items, |place| format!("{}. ", place + 1))],
            Block::Facts(facts) => vec![self.facts(facts)],
            Block::Table(table) => self.table(table, true),
            Block::Callout(callout) => vec![self.callout(callout)],
            Block::Quote { text, source } => vec![self.quote(text, source.as_deref())],
            Block::Figure(figure) => self.figure(figure),
            Block::Collapsible { summary, blocks } => folded(summary, self.blocks(blocks)),
            Block::PageBreak => Vec::new(),
        }
    }

    fn facts(&self, facts: &Facts) -> String {
        let colon = self.words.key("report-colon");
        let entry = |fact: &super::Fact| {
            let label = format!("{}{colon}", strong(&fact.label));
            let detail =
                fact.detail.as_ref().map(|detail| format!(" · {}", span(&clean_line(detail)))).unwrap_or_default();
            format!("- {label} {}{detail}", self.cell(&fact.value)).trim_end().to_owned()
        };
        facts.entries.iter().map(entry).collect::<Vec<_>>().join("\n")
    }

    fn table(&self, table: &Table, with_caption: bool) -> Vec<String> {
        let mut parts = Vec::new();
        if with_caption {
            parts.push(strong(&table.caption));
        }
        parts.push(self.grid(table));
        parts.extend(table.note.as_ref().map(|note| emphasised(note)));
        parts
    }

    /// The pipes, padded so that the source reads as a table too.
    fn grid(&self, table: &Table) -> String {
        let columns = table.columns.len();
        let header: Vec<String> = table.columns.iter().map(|column| span(&clean_line(&column.title))).collect();
        let filled = |row: &Vec<Cell>| -> Vec<String> {
            (0..columns).map(|place| row.get(place).map(|cell| self.cell(cell)).unwrap_or_default()).collect()
        };
        let rows: Vec<Vec<String>> = table.rows.iter().map(filled).collect();
        let width = |place: usize| {
            let texts = rows.iter().chain([&header]).map(|row| row[place].width());
            // Three columns are the least a delimiter with two colons takes.
            texts.max().unwrap_or(0).max(3)
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        let aligned = |row: &Vec<String>| {
            let cells =
                row.iter().enumerate().map(|(place, text)| pad(text, widths[place], table.columns[place].alignment));
            format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
        };
        let rule = table.columns.iter().zip(&widths).map(|(column, width)| delimiter(column.alignment, *width));
        let rule = format!("| {} |", rule.collect::<Vec<_>>().join(" | "));
        if columns == 0 {
            return String::new();
        }
        [aligned(&header), rule].into_iter().chain(rows.iter().map(aligned)).collect::<Vec<_>>().join("\n")
    }

    fn cell(&self, cell: &Cell) -> String {
        let text = span(&clean_line(&cell.text));
        match cell.tone.and_then(|tone| tone.mark().map(|mark| (mark, tone))) {
            Some((mark, tone)) if text.is_empty() => format!("{mark} {}", tone.word(self.words)),
            Some((mark, _)) => format!("{mark} {text}"),
            None => text,
        }
    }

    fn callout(&self, callout: &Callout) -> String {
        let mark = callout.tone.mark().map(|mark| format!("{mark} ")).unwrap_or_default();
        let mut lines = vec![format!("> **{mark}{}**", span(&callout.headline(self.words)).trim())];
        for text in callout.text.iter().map(inline).chain(callout.hint.iter().map(|hint| format!("→ {}", inline(hint))))
        {
            lines.push(">".to_owned());
            lines.push(format!("> {}", line_start(&text)));
        }
        lines.join("\n")
    }

    fn quote(&self, text: &Prose, source: Option<&str>) -> String {
        let (open, close) = super::prose::quotation_marks(self.words);
        let said = format!("> {open}{}{close}", inline(text).trim());
        match source {
            Some(source) => format!("{said}\n>\n> — {}", span(&clean_line(source))),
            None => said,
        }
    }

    fn figure(&self, figure: &Figure) -> Vec<String> {
        let title = clean_line(&figure.title);
        let file = figure.file.as_ref().filter(|file| !file.trim().is_empty());
        let image = file.map(|file| format!("![{}]({})", span(&title), destination(file)));
        let drawn = image.is_some();
        let mut parts = Vec::new();
        if !(drawn && figure.draws_title()) {
            parts.push(strong(&title));
        }
        parts.extend(image);
        let description = emphasised(&figure.description);
        match &figure.table {
            Some(table) if drawn => {
                let mut inside = vec![description];
                inside.extend(self.table(table, clean_line(&table.caption) != title));
                parts.extend(folded(&self.words.key("report-table-behind-chart"), inside));
            }
            Some(table) => {
                parts.push(description);
                parts.extend(self.table(table, clean_line(&table.caption) != title));
            }
            None if drawn => parts.push(description),
            None => parts.extend([description, emphasised(&self.words.key("report-chart-without-table"))]),
        }
        parts
    }
}

/// GitHub and most others show this folded; where HTML is not known, the inside is still Markdown.
fn folded(summary: &str, inside: Vec<String>) -> Vec<String> {
    let mut parts = vec![format!("<details>\n<summary>{}</summary>", html(&clean_line(summary)))];
    parts.extend(inside);
    parts.push("</details>".to_owned());
    parts
}

fn list(items: &[Prose], label: impl Fn(usize) -> String) -> String {
    let item = |(place, prose): (usize, &Prose)| format!("{}{}", label(place), paragraph(prose)).trim_end().to_owned();
    items.iter().enumerate().map(item).collect::<Vec<_>>().join("\n")
}

fn paragraph(prose: &Prose) -> String {
    line_start(&inline(prose))
}

/// The text guarded where a line starts; what comes first may be a mark of ours, which stays.
fn line_start(text: &str) -> String {
    escape::start(text.trim())
}

fn inline(prose: &Prose) -> String {
    let marked = |part: &Span| {
        let text = clean(part.text());
        match part {
            Span::Plain(_) => span(&text),
            Span::Strong(_) => wrapped("**", &text),
            Span::Emphasis(_) => wrapped("*", &text),
            Span::Code(_) => code(&text),
        }
    };
    prose.spans().iter().map(marked).collect()
}

fn strong(text: &str) -> String {
    wrapped("**", &clean_line(text))
}

fn emphasised(text: &str) -> String {
    wrapped("*", &clean_line(text))
}

/// Puts marks around a text; they must touch a letter, so spaces stay outside.
fn wrapped(mark: &str, text: &str) -> String {
    let inner = text.trim_matches(' ');
    if inner.is_empty() {
        return text.to_owned();
    }
    let before = &text[..text.len() - text.trim_start_matches(' ').len()];
    let after = &text[text.trim_end_matches(' ').len()..];
    format!("{before}{mark}{}{mark}{after}", span(inner))
}

fn pad(text: &str, width: usize, alignment: Alignment) -> String {
    let spare = width.saturating_sub(text.width());
    let (before, after) = match alignment {
        Alignment::Left => (0, spare),
        Alignment::Center => (spare / 2, spare - spare / 2),
        Alignment::Right => (spare, 0),
    };
    format!("{}{text}{}", " ".repeat(before), " ".repeat(after))
}

fn delimiter(alignment: Alignment, width: usize) -> String {
    match alignment {
        Alignment::Left => "-".repeat(width),
        Alignment::Center => format!(":{}:", "-".repeat(width - 2)),
        Alignment::Right => format!("{}:", "-".repeat(width - 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;
    use crate::report::{Column, Compose};
    use crate::words::Language;

    #[test]
    fn a_page_in_english() {
        insta::assert_snapshot!(render(&sample::rich(Language::English), &Words::new(Language::English)));
    }

    #[test]
    fn a_page_in_french() {
        insta::assert_snapshot!(render(&sample::rich(Language::French), &Words::new(Language::French)));
    }

    #[test]
    fn a_figure_without_a_file_is_its_table() {
        let table = Table::new("Lift").column(Column::text("Test")).row(["E003"]);
        let page = Document::new("Page").figure(Figure::new("<svg/>", "Lift", "One test.").table(table));
        let written = render(&page, &Words::new(Language::English));
        assert_eq!(written, "# Page\n\n**Lift**\n\n*One test.*\n\n| Test |\n| ---- |\n| E003 |\n");
    }

    #[test]
    fn every_row_of_a_hostile_table_has_its_columns() {
        let written = render(&sample::hostile(), &Words::new(Language::English));
        let rows: Vec<&str> = written.lines().filter(|line| line.starts_with("| ")).collect();
        assert!(rows.len() > 50);
        for row in rows {
            let escaped = row.matches("\\|").count();
            assert_eq!(row.matches('|').count() - escaped, 3, "{row}");
        }
    }

    #[test]
    fn only_our_own_html_is_written() {
        let written = render(&sample::hostile(), &Words::new(Language::English));
        // In code spans nothing is markup; outside of them a `<` of a text has its backslash.
        for line in written.lines().filter(|line| !line.contains('`')) {
            let mut rest = line.to_owned();
            for ours in ["<details>", "</details>", "<summary>", "</summary>", "<!-- -->"] {
                rest = rest.replace(ours, "");
            }
            assert!(!rest.replace("\\<", "").contains('<'), "{line}");
        }
        assert!(!written.contains(['\u{202e}', '\u{1b}', '\u{e001}']));
    }
}
