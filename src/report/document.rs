//! The document model: what a page says, in what order, before any renderer decides how it looks.

use super::{Cell, Figure, Prose, Table, Tone};
use crate::words::clean_line;
use crate::words::{Message, Words};

/// A page for people: a title, blocks in reading order and a footer. Every text is already said in the reader's language.
///
/// Build it with the methods of [`Compose`], so that the code reads like the page; then hand it to
/// [`text::render`](super::text::render), [`markdown::render`](super::markdown::render),
/// [`html::render`](super::html::render) or [`csv::render`](super::csv::render).
///
/// ```
/// use jalon::report::{Cell, Column, Compose, Document, Table, csv};
/// let page = Document::new("Test E003").subtitle("Guest checkout").heading("Arms").table(
///     Table::new("Conversion by arm")
///         .column(Column::text("Arm"))
///         .column(Column::number("Visitors"))
///         .row([Cell::text("Control"), Cell::count("12,000", 12_000)]),
/// );
/// assert_eq!(csv::render(&page), "Arm,Visitors\nControl,12000\n");
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// What the page is about; the only heading of level 1.
    pub title: String,
    /// One line under the title: the month, the date, the scope.
    pub subtitle: Option<String>,
    /// What the page says, in reading order.
    pub blocks: Blocks,
    /// Lines at the very end: how and when the page was made, where numbers come from.
    pub footer: Vec<Prose>,
    /// The program that wrote the page, for `<meta name="generator">`.
    pub generator: Option<String>,
}

impl Document {
    /// An empty page with its title.
    #[must_use]
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), subtitle: None, blocks: Blocks::default(), footer: Vec::new(), generator: None }
    }

    /// Sets the line under the title.
    #[must_use]
    pub fn subtitle(mut self, subtitle: impl Into<String>) -> Self {
        self.subtitle = Some(subtitle.into());
        self
    }

    /// Adds a line to the footer.
    #[must_use]
    pub fn footer(mut self, line: impl Into<Prose>) -> Self {
        self.footer.push(line.into());
        self
    }

    /// Names the program that wrote the page (`jalon 0.1.0`).
    #[must_use]
    pub fn generator(mut self, generator: impl Into<String>) -> Self {
        self.generator = Some(generator.into());
        self
    }

    /// Every table of the page in reading order, those behind figures and in collapsible sections included.
    #[must_use]
    pub fn tables(&self) -> Vec<&Table> {
        let mut tables = Vec::new();
        collect_tables(&self.blocks, &mut tables);
        tables
    }

    /// True when a cell or a fact carries a mark, which the page then explains at its end.
    pub(super) fn has_marks(&self) -> bool {
        let marked = |cell: &Cell| cell.tone.is_some_and(|tone| tone.mark().is_some());
        self.tables().iter().any(|table| table.rows.iter().flatten().any(marked)) || any_fact(&self.blocks, &marked)
    }
}

fn any_fact(blocks: &Blocks, test: &impl Fn(&Cell) -> bool) -> bool {
    blocks.iter().any(|block| match block {
        Block::Facts(facts) => facts.entries.iter().any(|fact| test(&fact.value)),
        Block::Collapsible { blocks, .. } => any_fact(blocks, test),
        _ => false,
    })
}

fn collect_tables<'a>(blocks: &'a Blocks, tables: &mut Vec<&'a Table>) {
    for block in blocks.iter() {
        match block {
            Block::Table(table) => tables.push(table),
            Block::Figure(figure) => tables.extend(figure.table.as_ref()),
            Block::Collapsible { blocks, .. } => collect_tables(blocks, tables),
            _ => {}
        }
    }
}

/// A run of blocks: the body of a page, the inside of a collapsible section, or a part one function hands to another.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Blocks(Vec<Block>);

impl Blocks {
    /// No block yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The blocks in reading order.
    pub fn iter(&self) -> std::slice::Iter<'_, Block> {
        self.0.iter()
    }

    /// True when there is nothing to show.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<Block> for Blocks {
    fn from_iter<T: IntoIterator<Item = Block>>(blocks: T) -> Self {
        Self(blocks.into_iter().collect())
    }
}

impl IntoIterator for Blocks {
    type Item = Block;
    type IntoIter = std::vec::IntoIter<Block>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Blocks {
    type Item = &'a Block;
    type IntoIter = std::slice::Iter<'a, Block>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// One piece of a page.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A heading under the title.
    Heading(Level, String),
    /// A paragraph.
    Paragraph(Prose),
    /// A list whose order says nothing.
    Bullets(Vec<Prose>),
    /// A list numbered from 1.
    Numbered(Vec<Prose>),
    /// Labels and values.
    Facts(Facts),
    /// A table.
    Table(Table),
    /// A message that must not be missed.
    Callout(Callout),
    /// The words of somebody else.
    Quote {
        /// What was said.
        text: Prose,
        /// Who said it, where and when, as far as that may be told.
        source: Option<String>,
    },
    /// A chart with the table behind it.
    Figure(Figure),
    /// A part most readers skip: closed at first on a screen, open on paper and everywhere else.
    Collapsible {
        /// What is inside, in a few words.
        summary: String,
        /// The inside.
        blocks: Blocks,
    },
    /// Paper starts a new sheet here; elsewhere it does nothing.
    PageBreak,
}

/// The rank of a heading under the page's title.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// A part of the page (`<h2>`).
    Section,
    /// A part of a section (`<h3>`).
    Subsection,
    /// A part of a subsection (`<h4>`).
    Topic,
}

impl Level {
    /// The number of the level, 2 to 4; the title of the page is 1.
    #[must_use]
    pub fn number(self) -> usize {
        match self {
            Self::Section => 2,
            Self::Subsection => 3,
            Self::Topic => 4,
        }
    }
}

/// Labels with their values: what one would read out first.
///
/// ```
/// use jalon::report::{Cell, Facts};
/// let facts = Facts::new().fact("Primary metric", "Conversion").fact("Status", Cell::text("Running").good());
/// assert_eq!(facts.entries.len(), 2);
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Facts {
    /// The labels and values in reading order.
    pub entries: Vec<Fact>,
    /// True for the few figures a page leads with: they are shown large.
    pub prominent: bool,
}

/// One label with its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// What the value is.
    pub label: String,
    /// The value with its unit, and its tone where it has one.
    pub value: Cell,
    /// What puts the value in its place: its interval, last month's value.
    pub detail: Option<String>,
}

impl Facts {
    /// No fact yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a label and its value.
    #[must_use]
    pub fn fact(mut self, label: impl Into<String>, value: impl Into<Cell>) -> Self {
        self.entries.push(Fact { label: label.into(), value: value.into(), detail: None });
        self
    }

    /// Adds a label, its value and what puts the value in its place.
    #[must_use]
    pub fn detailed(mut self, label: impl Into<String>, value: impl Into<Cell>, detail: impl Into<String>) -> Self {
        self.entries.push(Fact { label: label.into(), value: value.into(), detail: Some(detail.into()) });
        self
    }
}

/// A message that must not be missed: a verdict, a warning, a finding.
///
/// ```
/// use jalon::report::Callout;
/// let warning = Callout::bad("Sample ratio mismatch").text("6,012 against 5,400.").hint("Check the redirect of the variant.");
/// assert!(warning.hint.is_some());
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Callout {
    /// How the message is meant. Shown as a mark and a word, never as a colour alone.
    pub tone: Tone,
    /// The message in a few words.
    pub title: String,
    /// What stands behind it.
    pub text: Option<Prose>,
    /// What to do about it.
    pub hint: Option<Prose>,
}

impl Callout {
    /// A message of the given tone.
    #[must_use]
    pub fn new(tone: Tone, title: impl Into<String>) -> Self {
        Self { tone, title: title.into(), text: None, hint: None }
    }

    /// Something that went well.
    #[must_use]
    pub fn good(title: impl Into<String>) -> Self {
        Self::new(Tone::Good, title)
    }

    /// Something to keep an eye on.
    #[must_use]
    pub fn watch(title: impl Into<String>) -> Self {
        Self::new(Tone::Watch, title)
    }

    /// Something that is wrong.
    #[must_use]
    pub fn bad(title: impl Into<String>) -> Self {
        Self::new(Tone::Bad, title)
    }

    /// Something to know, neither good nor bad.
    #[must_use]
    pub fn note(title: impl Into<String>) -> Self {
        Self::new(Tone::Muted, title)
    }

    /// Sets what stands behind the message.
    #[must_use]
    pub fn text(mut self, text: impl Into<Prose>) -> Self {
        self.text = Some(text.into());
        self
    }

    /// Sets what to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Prose>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The word of the tone and the title in one line.
    pub(super) fn headline(&self, words: &Words) -> String {
        let word = self.tone.word(words);
        words.say(&Message::new("report-callout").text("word", word).text("title", clean_line(&self.title)))
    }
}

/// Adding blocks, to a [`Document`] or to [`Blocks`] that will go into one.
///
/// Each method takes the page and gives it back with one block more. A loop is a fold:
///
/// ```
/// use jalon::report::{Blocks, Compose};
/// let page = ["E001", "E002"].iter().fold(Blocks::new(), |page, id| page.subheading(*id).paragraph("Ended."));
/// assert_eq!(page.iter().count(), 4);
/// ```
pub trait Compose: Sized {
    /// Adds a block.
    #[must_use]
    fn push(self, block: Block) -> Self;

    /// Adds blocks made elsewhere.
    #[must_use]
    fn append(self, blocks: impl IntoIterator<Item = Block>) -> Self {
        blocks.into_iter().fold(self, Self::push)
    }

    /// Adds a heading of level 2: a section.
    #[must_use]
    fn heading(self, text: impl Into<String>) -> Self {
        self.push(Block::Heading(Level::Section, text.into()))
    }

    /// Adds a heading of level 3: a subsection.
    #[must_use]
    fn subheading(self, text: impl Into<String>) -> Self {
        self.push(Block::Heading(Level::Subsection, text.into()))
    }

    /// Adds a heading of level 4: a topic.
    #[must_use]
    fn topic(self, text: impl Into<String>) -> Self {
        self.push(Block::Heading(Level::Topic, text.into()))
    }

    /// Adds a paragraph: a text, or a [`Prose`] with strong, emphasised or code spans.
    #[must_use]
    fn paragraph(self, text: impl Into<Prose>) -> Self {
        self.push(Block::Paragraph(text.into()))
    }

    /// Adds a list whose order says nothing; nothing when there is no item.
    #[must_use]
    fn bullets<T: Into<Prose>>(self, items: impl IntoIterator<Item = T>) -> Self {
        let items: Vec<Prose> = items.into_iter().map(Into::into).collect();
        if items.is_empty() { self } else { self.push(Block::Bullets(items)) }
    }

    /// Adds a list numbered from 1; nothing when there is no item.
    #[must_use]
    fn numbered<T: Into<Prose>>(self, items: impl IntoIterator<Item = T>) -> Self {
        let items: Vec<Prose> = items.into_iter().map(Into::into).collect();
        if items.is_empty() { self } else { self.push(Block::Numbered(items)) }
    }

    /// Adds labels and values.
    #[must_use]
    fn facts(self, facts: Facts) -> Self {
        self.push(Block::Facts(facts))
    }

    /// Adds the few figures a page leads with: shown large where that is possible.
    #[must_use]
    fn key_figures(self, facts: Facts) -> Self {
        self.push(Block::Facts(Facts { prominent: true, ..facts }))
    }

    /// Adds a table.
    #[must_use]
    fn table(self, table: Table) -> Self {
        self.push(Block::Table(table))
    }

    /// Adds a message that must not be missed.
    #[must_use]
    fn callout(self, callout: Callout) -> Self {
        self.push(Block::Callout(callout))
    }

    /// Adds the words of somebody whose name is not told.
    #[must_use]
    fn quote(self, text: impl Into<Prose>) -> Self {
        self.push(Block::Quote { text: text.into(), source: None })
    }

    /// Adds the words of somebody, with their source.
    #[must_use]
    fn quote_from(self, text: impl Into<Prose>, source: impl Into<String>) -> Self {
        self.push(Block::Quote { text: text.into(), source: Some(source.into()) })
    }

    /// Adds a chart.
    #[must_use]
    fn figure(self, figure: Figure) -> Self {
        self.push(Block::Figure(figure))
    }

    /// Adds a part most readers skip.
    #[must_use]
    fn collapsible(self, summary: impl Into<String>, blocks: Blocks) -> Self {
        self.push(Block::Collapsible { summary: summary.into(), blocks })
    }

    /// Starts a new sheet on paper.
    #[must_use]
    fn page_break(self) -> Self {
        self.push(Block::PageBreak)
    }
}

impl Compose for Blocks {
    fn push(mut self, block: Block) -> Self {
        self.0.push(block);
        self
    }
}

impl Compose for Document {
    fn push(mut self, block: Block) -> Self {
        self.blocks = self.blocks.push(block);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Column;

    #[test]
    fn tables_are_found_wherever_they_are() {
        let table = |caption: &str| Table::new(caption).column(Column::text("Arm"));
        let page = Document::new("Page")
            .table(table("first"))
            .figure(Figure::new("<svg/>", "Chart", "A chart.").table(table("second")))
            .collapsible("Appendix", Blocks::new().paragraph("Numbers.").table(table("third")));
        let captions: Vec<&str> = page.tables().iter().map(|table| table.caption.as_str()).collect();
        assert_eq!(captions, ["first", "second", "third"]);
    }

    #[test]
    fn an_empty_list_leaves_no_trace() {
        assert!(Blocks::new().bullets(Vec::<String>::new()).numbered(Vec::<String>::new()).is_empty());
    }
}
