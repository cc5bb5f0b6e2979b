//! A page as one self-contained HTML file: no network, no script, light and dark, screen and paper.

mod markup;
mod paper;

use std::collections::BTreeSet;
use std::fmt::Write;

use super::{Alignment, Block, Blocks, Callout, Cell, Document, Facts, Figure, Level, Prose, Span, Table, Tone};
use crate::words::Words;
use crate::words::clean_line;
use markup::{drawing, escape, escape_line};

/// The look of the page; `html/page.css` is kept apart so that an editor knows its language.
const STYLE: &str = include_str!("html/page.css");
/// Nothing is fetched and nothing runs: the styles of the page and of its charts are all it needs.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";
/// A page with this many sections gets a table of contents.
const SECTIONS_FOR_CONTENTS: usize = 3;
/// A table with this many rows is kept on one sheet of paper.
const SMALL_TABLE: usize = 12;
/// Code with more characters may wrap; shorter commands and names keep their line.
const LONG_CODE: usize = 28;
/// Writes a page as one self-contained HTML file.
///
/// Charts are inlined as SVG with their tables folded away under them; a drawing that does more than draw is left out.
/// The same document gives the same bytes.
///
/// ```
/// use jalon::report::{Compose, Document, html};
/// use jalon::words::{Language, Words};
/// let page = Document::new("Test E003").paragraph("<b>Undecided</b>");
/// let written = html::render(&page, &Words::new(Language::English));
/// assert!(written.contains("<p>&lt;b&gt;Undecided&lt;/b&gt;</p>"));
/// ```
#[must_use]
pub fn render(document: &Document, words: &Words) -> String {
    let mut page = Page::new(words);
    let main = page.blocks(&document.blocks);
    let contents = page.contents();
    let layout = if contents.is_empty() { "page" } else { "page with-contents" };
    format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\">\n{head}<body>\n<a class=\"skip\" href=\"#content\">{skip}</a>\n\
         <div class=\"{layout}\">\n{header}{contents}<main id=\"content\" tabindex=\"-1\">\n{main}</main>\n{foot}</div>\n</body>\n</html>\n",
        language = words.language().code(),
        head = head(document),
        skip = escape_line(&words.key("report-skip-to-content")),
        header = header(document),
        foot = page.foot(document),
    )
}

fn head(document: &Document) -> String {
    let generator = document
        .generator
        .as_ref()
        .map(|generator| format!("<meta name=\"generator\" content=\"{}\">\n", escape_line(generator)))
        .unwrap_or_default();
    format!(
        "<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n{generator}<title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n",
        escape_line(&document.title)
    )
}

fn header(document: &Document) -> String {
    let subtitle = document
        .subtitle
        .as_ref()
        .map(|subtitle| format!("<p class=\"subtitle\">{}</p>\n", escape_line(subtitle)))
        .unwrap_or_default();
    format!("<header>\n<h1>{}</h1>\n{subtitle}</header>\n", escape_line(&document.title))
}

/// What the page knows while it is written.
struct Page<'a> {
    words: &'a Words,
    /// Every id given so far: two headings may have the same text.
    ids: BTreeSet<String>,
    /// Headings for the table of contents: level, id, text.
    headings: Vec<(usize, String, String)>,
    /// The level of the heading before, so that none is skipped.
    level: usize,
    /// Inside a collapsible section headings stay out of the table of contents.
    folded: bool,
}

impl<'a> Page<'a> {
    fn new(words: &'a Words) -> Self {
        let ids = BTreeSet::from(["content".to_owned(), "contents".to_owned()]);
        Self { words, ids, headings: Vec::new(), level: 1, folded: false }
    }

    fn blocks(&mut self, blocks: &Blocks) -> String {
        let mut written = String::new();
        let mut new_sheet = false;
        for block in blocks {
            if *block == Block::PageBreak {
                new_sheet = true;
                continue;
            }
            if std::mem::take(&mut new_sheet) {
                written.push_str("<div class=\"new-sheet\"></div>\n");
            }
            written.push_str(&self.block(block));
        }
        written
    }

    fn block(&mut self, block: &Block) -> String {
        match block {
            Block::Heading(level, text) => self.heading(*level, text),
            Block::Paragraph(prose) => format!("<p>{}</p>\n", inline(prose)),
            Block::Bullets(items) => list("ul", items),
            Block::Numbered(items) => list("ol", items),
            Block::Facts(facts) => self.facts(facts),
            Block::Table(table) => self.table(table, None),
            Block::Callout(callout) => self.callout(callout),
            Block::Quote { text, source } => self.quote(text, source.as_deref()),
            Block::Figure(figure) => self.figure(figure),
            Block::Collapsible { summary, blocks } => self.appendix(summary, blocks),
            Block::PageBreak => String::new(),
        }
    }

    fn heading(&mut self, level: Level, text: &str) -> String {
        let level = level.number().min(self.level + 1);
        self.level = level;
        let id = self.id(&slug(text));
        let text = escape_line(text);
        if !self.folded && !text.is_empty() {
            self.headings.push((level, id.clone(), text.clone()));
        }
        format!("<h{level} id=\"{id}\">{text}</h{level}>\n")
    }

    fn facts(&self, facts: &Facts) -> String {
        let class = if facts.prominent { "facts key" } else { "facts" };
        let mut written = format!("<dl class=\"{class}\">\n");
        for fact in &facts.entries {
            let detail = fact
                .detail
                .as_ref()
                .map(|detail| format!("<span class=\"detail\">{}</span>", escape_line(detail)))
                .unwrap_or_default();
            let (class, value) = self.cell(&fact.value);
            let _ = writeln!(
                written,
                "<div><dt>{}</dt><dd{}>{value}{detail}</dd></div>",
                escape_line(&fact.label),
                classes([class])
            );
        }
        written + "</dl>\n"
    }

    /// A table in a box that scrolls by itself. Behind a chart with the same title the caption is for screen readers.
    fn table(&mut self, table: &Table, under: Option<&str>) -> String {
        let id = self.id("table");
        let repeated = under.is_some_and(|title| clean_line(title) == clean_line(&table.caption));
        let class = if repeated { " class=\"hidden\"" } else { "" };
        let small = if table.rows.len() <= SMALL_TABLE { "small" } else { "" };
        let size = classes(["scroll", small, paper::class(table)]);
        let mut written = format!(
            "<div{size} role=\"region\" aria-labelledby=\"{id}\" tabindex=\"0\">\n<table>\n\
             <caption{class}><span id=\"{id}\">{}</span></caption>\n<thead>\n<tr>",
            escape_line(&table.caption)
        );
        let columns = column_classes(table);
        for (column, class) in table.columns.iter().zip(&columns) {
            let _ = write!(written, "<th scope=\"col\"{}>{}</th>", classes([class.0]), escape_line(&column.title));
        }
        written.push_str("</tr>\n</thead>\n<tbody>\n");
        for row in &table.rows {
            written.push_str(&self.row(row, &columns));
        }
        written.push_str("</tbody>\n</table>\n</div>\n");
        if let Some(note) = &table.note {
            let _ = writeln!(written, "<p class=\"note\">{}</p>", escape_line(note));
        }
        written
    }

    fn row(&self, row: &[Cell], columns: &[(&'static str, &'static str)]) -> String {
        let mut written = String::from("<tr>");
        let nothing = Cell::empty();
        for (place, (alignment, length)) in columns.iter().enumerate() {
            let (tone, text) = self.cell(row.get(place).unwrap_or(&nothing));
            let classes = classes([alignment, length, tone]);
            if place == 0 {
                let _ = write!(written, "<th scope=\"row\"{classes}>{text}</th>");
            } else {
                let _ = write!(written, "<td{classes}>{text}</td>");
            }
        }
        written + "</tr>\n"
    }

    /// The class and the content of a cell: a mark for the eye, its word for the ear.
    fn cell(&self, cell: &Cell) -> (&'static str, String) {
        let text = escape_line(&cell.text);
        let Some(tone) = cell.tone else { return ("", text) };
        let Some(mark) = tone.mark() else { return (class(tone), text) };
        let word = escape_line(&tone.word(self.words));
        let mark = format!("<span class=\"mark\" aria-hidden=\"true\">{mark}</span>");
        let said = if text.is_empty() {
            format!("{mark}{word}")
        } else {
            format!("{mark}<span class=\"hidden\">{word}{} </span>{text}", escape(&self.words.key("report-colon")))
        };
        (class(tone), said)
    }

    fn callout(&self, callout: &Callout) -> String {
        let mark = callout.tone.mark();
        let mark =
            mark.map(|mark| format!("<span class=\"mark\" aria-hidden=\"true\">{mark}</span>")).unwrap_or_default();
        let mut written = format!(
            "<div class=\"callout {}\" role=\"note\">\n<p class=\"word\">{mark}{}</p>\n<p class=\"title\">{}</p>\n",
            class(callout.tone),
            escape_line(&callout.tone.word(self.words)),
            escape_line(&callout.title)
        );
        if let Some(text) = &callout.text {
            let _ = writeln!(written, "<p>{}</p>", inline(text));
        }
        if let Some(hint) = &callout.hint {
            let _ = writeln!(written, "<p class=\"hint\">{}</p>", inline(hint));
        }
        written + "</div>\n"
    }

    fn quote(&self, text: &Prose, source: Option<&str>) -> String {
        let (open, close) = super::prose::quotation_marks(self.words);
        let source =
            source.map(|source| format!("<figcaption>— {}</figcaption>\n", escape_line(source))).unwrap_or_default();
        let (open, close) = (escape(&open), escape(&close));
        format!(
            "<figure class=\"quote\">\n<blockquote>{open}{}{close}</blockquote>\n{source}</figure>\n",
            inline(text).trim()
        )
    }

    fn figure(&mut self, figure: &Figure) -> String {
        let id = self.id("figure");
        let title = escape_line(&figure.title);
        let drawing = drawing(&figure.svg);
        // A chart that writes its title itself needs none above it.
        let hidden = if drawing.is_some() && figure.draws_title() { " class=\"hidden\"" } else { "" };
        let mut written = format!("<figure>\n<figcaption{hidden} id=\"{id}\">{title}</figcaption>\n");
        // Nor does one that carries its description need it twice.
        let described = drawing.is_some() && figure.describes_itself();
        let link = if described { String::new() } else { format!(" aria-describedby=\"{id}-description\"") };
        if let Some(svg) = drawing {
            // A chart that knows no dark shades keeps a white sheet under it.
            let sheet = if svg.contains("prefers-color-scheme") { "" } else { " paper" };
            let _ = writeln!(
                written,
                "<div class=\"scroll chart{sheet}\" role=\"group\" tabindex=\"0\" aria-labelledby=\"{id}\"{link}>\n{svg}\n</div>"
            );
        }
        if !described {
            let description = escape_line(&figure.description);
            let _ = writeln!(written, "<p class=\"description\" id=\"{id}-description\">{description}</p>");
        }
        if let Some(table) = &figure.table {
            let summary = escape_line(&self.words.key("report-table-behind-chart"));
            let open = if drawing.is_some() { "" } else { " open=\"\"" };
            let table = self.table(table, Some(&figure.title));
            let _ = write!(written, "<details{open}>\n<summary>{summary}</summary>\n{table}</details>\n");
        }
        written + "</figure>\n"
    }

    fn appendix(&mut self, summary: &str, blocks: &Blocks) -> String {
        let before = std::mem::replace(&mut self.folded, true);
        let inside = self.blocks(blocks);
        self.folded = before;
        format!("<details class=\"appendix\">\n<summary>{}</summary>\n{inside}</details>\n", escape_line(summary))
    }

    /// The table of contents: sections, and under them their subsections. Empty for a short page.
    fn contents(&self) -> String {
        let sections = self.headings.iter().filter(|(level, ..)| *level == 2).count();
        if sections < SECTIONS_FOR_CONTENTS {
            return String::new();
        }
        let mut lists = String::new();
        let mut depth = 1;
        for (level, id, text) in self.headings.iter().filter(|(level, ..)| *level <= 3) {
            lists.push_str(match (depth, *level) {
                (1, _) => "<ul>\n<li>",
                (2, 3) => "\n<ul>\n<li>",
                (3, 2) => "</li>\n</ul>\n</li>\n<li>",
                _ => "</li>\n<li>",
            });
            let _ = write!(lists, "<a href=\"#{id}\">{text}</a>");
            depth = *level;
        }
        lists.push_str(if depth == 3 { "</li>\n</ul>\n</li>\n</ul>\n" } else { "</li>\n</ul>\n" });
        let title = escape_line(&self.words.key("report-contents"));
        format!(
            "<nav class=\"contents\" aria-labelledby=\"contents\">\n<p id=\"contents\">{title}</p>\n{lists}</nav>\n"
        )
    }

    fn foot(&self, document: &Document) -> String {
        let mut lines = String::new();
        if document.has_marks() {
            let entry = |tone: Tone| {
                let mark = tone.mark().map(String::from).unwrap_or_default();
                let word = escape_line(&tone.word(self.words));
                format!("<span class=\"{}\"><span class=\"mark\">{mark}</span>{word}</span>", class(tone))
            };
            let legend: String = [Tone::Good, Tone::Watch, Tone::Bad].into_iter().map(entry).collect();
            let _ = writeln!(lines, "<p class=\"legend\">{legend}</p>");
        }
        for line in &document.footer {
            let _ = writeln!(lines, "<p>{}</p>", inline(line));
        }
        if lines.is_empty() { lines } else { format!("<footer class=\"foot\">\n{lines}</footer>\n") }
    }

    /// An id nobody has yet: the one wanted, or with a number after it.
    fn id(&mut self, wanted: &str) -> String {
        let numbered = (2..).map(|number| format!("{wanted}-{number}"));
        let free = std::iter::once(wanted.to_owned()).chain(numbered).find(|id| !self.ids.contains(id));
        let id = free.unwrap_or_default();
        self.ids.insert(id.clone());
        id
    }
}

/// Alignment and length of each column, as classes.
fn column_classes(table: &Table) -> Vec<(&'static str, &'static str)> {
    let alignment = |alignment: Alignment| match alignment {
        Alignment::Left => "",
        Alignment::Center => "center",
        Alignment::Right => "right",
    };
    let columns = table.columns.iter().enumerate();
    columns.map(|(place, column)| (alignment(column.alignment), paper::length(table, place).class())).collect()
}

fn classes<const N: usize>(names: [&str; N]) -> String {
    let names: Vec<&str> = names.into_iter().filter(|name| !name.is_empty()).collect();
    if names.is_empty() { String::new() } else { format!(" class=\"{}\"", names.join(" ")) }
}

fn class(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "good",
        Tone::Watch => "watch",
        Tone::Bad => "bad",
        Tone::Muted => "muted",
    }
}

fn list(element: &str, items: &[Prose]) -> String {
    let items: String = items.iter().map(|item| format!("<li>{}</li>\n", inline(item))).collect();
    format!("<{element}>\n{items}</{element}>\n")
}

fn inline(prose: &Prose) -> String {
    let marked = |span: &Span| {
        let text = escape(span.text());
        match span {
            Span::Plain(_) => text,
            Span::Strong(_) => format!("<strong>{text}</strong>"),
            Span::Emphasis(_) => format!("<em>{text}</em>"),
            Span::Code(code) if code.chars().count() > LONG_CODE => format!("<code class=\"long\">{text}</code>"),
            Span::Code(_) => format!("<code>{text}</code>"),
        }
    };
    prose.spans().iter().map(marked).collect()
}

/// A readable id out of a heading: its letters and digits, the rest as hyphens.
fn slug(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
    let slug: String = words.collect::<Vec<_>>().join("-").chars().take(60).collect();
    if slug.is_empty() { "section".to_owned() } else { slug }
}

#[cfg(test)]
mod tests {
    use super::markup::{Tag, tag};
    use super::*;
    use crate::report::sample;
    use crate::report::{Column, Compose};
    use crate::words::Language;

    fn english(document: &Document) -> String {
        render(document, &Words::new(Language::English))
    }

    /// The page without the style sheet, which the snapshots would only repeat.
    fn body(written: &str) -> String {
        written.replace(STYLE, "/* page.css */\n")
    }

    #[test]
    fn a_page_in_english() {
        insta::assert_snapshot!(body(&english(&sample::rich(Language::English))));
    }

    #[test]
    fn a_page_in_french() {
        insta::assert_snapshot!(body(&render(&sample::rich(Language::French), &Words::new(Language::French))));
    }

    #[test]
    fn every_element_is_closed_whatever_the_texts_say() {
        for page in [sample::rich(Language::French), sample::hostile(), Document::new("")] {
            let written = body(&english(&page));
            assert_eq!(unclosed(written.strip_prefix("<!DOCTYPE html>\n").unwrap()), None);
        }
    }

    #[test]
    fn nothing_runs_and_nothing_is_fetched() {
        let written = english(&sample::hostile());
        for (name, attributes) in elements(written.strip_prefix("<!DOCTYPE html>\n").unwrap()) {
            let allowed = ["script", "iframe", "object", "embed", "link", "img", "form", "base"];
            assert!(!allowed.contains(&name.as_str()), "<{name}>");
            for (key, value) in attributes {
                assert!(!key.starts_with("on") && key != "src" && key != "style", "{key}=\"{value}\"");
                assert!(key != "href" || value.starts_with('#'), "{key}=\"{value}\"");
            }
        }
        assert!(!written.contains(['\u{202e}', '\u{1b}', '\u{e001}', '\0']));
    }

    #[test]
    fn ids_are_given_once_and_links_lead_somewhere() {
        for page in [sample::rich(Language::English), sample::hostile()] {
            let written = english(&page);
            let attributes: Vec<(String, String)> = elements(written.strip_prefix("<!DOCTYPE html>\n").unwrap())
                .into_iter()
                .flat_map(|(_, each)| each)
                .collect();
            let of = |key: &'static str| -> Vec<&str> {
                attributes.iter().filter(|(name, _)| name == key).map(|(_, value)| value.as_str()).collect()
            };
            let ids = of("id");
            let unique: BTreeSet<&str> = ids.iter().copied().collect();
            assert_eq!(ids.len(), unique.len());
            let links = of("href").into_iter().map(|link| &link[1..]);
            for id in links.chain(of("aria-labelledby")).chain(of("aria-describedby")) {
                assert!(unique.contains(id), "{id}");
            }
        }
    }

    #[test]
    fn no_heading_level_is_skipped() {
        let page = Document::new("Page").topic("Deep").heading("Back").topic("Deep again").topic("And deeper");
        let written = english(&page);
        for heading in ["<h2 id=\"deep\">", "<h2 id=\"back\">", "<h3 id=\"deep-again\">", "<h4 id=\"and-deeper\">"] {
            assert!(written.contains(heading), "{heading}");
        }
    }

    #[test]
    fn a_drawing_that_does_more_is_left_out_and_its_table_shown() {
        let table = Table::new("Lift").column(Column::text("Test")).row(["E003"]);
        let figure = Figure::new("<svg onload=\"x\"></svg>", "Lift", "One test.").table(table);
        let written = english(&Document::new("Page").figure(figure));
        assert!(!written.contains("<svg"));
        assert!(written.contains("<details open=\"\">"));
    }

    #[test]
    fn a_chart_of_this_crate_brings_its_own_title_and_description() {
        use crate::chart::{Canvas, TextStyle};
        for title in sample::HOSTILE.iter().copied().chain(["Lift in conversion"]) {
            let mut canvas = Canvas::new(120.0);
            canvas.text(title, 10.0, 20.0, &TextStyle::LABEL);
            let chart = canvas.finish("e003-lift", title, "One interval above zero.", 40.0);
            let written = english(&Document::new("Page").figure(Figure::from(&chart)));
            assert!(written.contains(chart.svg()), "{title}");
            assert!(written.contains("<figcaption class=\"hidden\"") || title != "Lift in conversion");
            assert!(!written.contains("class=\"description\""), "{title}");
        }
    }

    #[test]
    fn contents_nest_and_are_left_out_of_a_short_page() {
        let short = Document::new("Page").heading("One").heading("Two");
        assert!(!english(&short).contains("<nav"));
        let long = short.subheading("Two, first").subheading("Two, second").heading("Three").subheading("Three, first");
        let written = english(&long);
        let list = "<li><a href=\"#two\">Two</a>\n<ul>\n<li><a href=\"#two-first\">Two, first</a></li>\n\
                    <li><a href=\"#two-second\">Two, second</a></li>\n</ul>\n</li>\n<li><a href=\"#three\">";
        assert!(written.contains(list), "{written}");
    }

    /// WCAG 2.2, 1.4.3: text stands out from what is behind it by 4.5 to 1, in light and in dark.
    #[test]
    fn every_text_stands_out() {
        let (light, dark) = STYLE.split_once("prefers-color-scheme: dark").unwrap();
        for scheme in [light, dark.split_once("* {").unwrap().0] {
            let colour = |name: &str| {
                let value = scheme.split_once(&format!("--{name}: #")).unwrap().1;
                u32::from_str_radix(&value[..6], 16).unwrap()
            };
            for (text, behind) in [
                ("text", "ground"),
                ("text", "panel"),
                ("text", "good-panel"),
                ("text", "watch-panel"),
                ("text", "bad-panel"),
                ("muted", "ground"),
                ("muted", "panel"),
                ("muted", "good-panel"),
                ("muted", "watch-panel"),
                ("muted", "bad-panel"),
                ("accent", "ground"),
                ("good", "ground"),
                ("good", "panel"),
                ("good", "good-panel"),
                ("watch", "ground"),
                ("watch", "panel"),
                ("watch", "watch-panel"),
                ("bad", "ground"),
                ("bad", "panel"),
                ("bad", "bad-panel"),
            ] {
                let contrast = contrast(colour(text), colour(behind));
                assert!(contrast >= 4.5, "{text} on {behind}: {contrast:.2}");
            }
        }
    }

    /// The relative luminance and contrast of WCAG 2.2.
    fn contrast(one: u32, other: u32) -> f64 {
        let channel = |colour: u32, shift: u32| {
            let share = f64::from((colour >> shift) & 0xff) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        let luminance =
            |colour| 0.2126 * channel(colour, 16) + 0.7152 * channel(colour, 8) + 0.0722 * channel(colour, 0);
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    const VOID: [&str; 2] = ["meta", "br"];

    /// Elements with their attributes, in order. Fails on anything that is not a proper tag.
    fn elements(html: &str) -> Vec<(String, Vec<(String, String)>)> {
        let mut elements = Vec::new();
        walk(html, |tag| {
            if let Tag::Open { name, attributes, .. } = tag {
                let owned = |(key, value): &(&str, &str)| ((*key).to_owned(), (*value).to_owned());
                elements.push(((*name).to_owned(), attributes.iter().map(owned).collect()));
            }
        });
        elements
    }

    /// The first element that is closed by another or not at all.
    fn unclosed(html: &str) -> Option<String> {
        let (mut open, mut fault) = (Vec::new(), None);
        walk(html, |tag| match tag {
            Tag::Open { name, closed: false, .. } if !VOID.contains(name) => open.push((*name).to_owned()),
            Tag::Close(name) if open.last().map(String::as_str) == Some(name) => {
                open.pop();
            }
            Tag::Close(name) => fault = fault.take().or(Some((*name).to_owned())),
            _ => {}
        });
        fault.or(open.pop())
    }

    fn walk(html: &str, mut visit: impl FnMut(&Tag)) {
        let mut rest = html;
        while let Some(place) = rest.find('<') {
            let (tag, after) = tag(&rest[place..]).unwrap_or_else(|| panic!("not a tag: {:.80}", &rest[place..]));
            visit(&tag);
            rest = after;
        }
    }
}
