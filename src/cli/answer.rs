use std::io::Write;
use std::path::Path;

use jalon::chart::Figure;
use jalon::report::{Document, csv, html, markdown, text};
use jalon::words::Message;
use jalon::workspace::{self, write_whole};

use super::arguments::Format;
use super::context::Context;
use super::failure::{Exit, Failure};

/// What a command answers: a page for people, the same for programs, and its charts.
#[derive(Debug)]
pub struct Answer {
    /// The page.
    pub document: Document,
    /// The JSON object, as `report::json::envelope` wrote it.
    pub json: String,
    /// The charts, for `--out file.svg` and `--out file.png`.
    pub figures: Vec<Figure>,
    /// A text shown instead of the page where the page was asked for: the file of a dry run.
    pub plain_text: Option<String>,
    /// The tables for spreadsheets, where those of the page are not what a program would want.
    pub lists: Option<Document>,
    /// How the run ends once the answer is shown.
    pub exit: Exit,
}

impl Answer {
    /// An answer without charts.
    pub fn new(document: Document, json: String) -> Self {
        Self { document, json, figures: Vec::new(), plain_text: None, lists: None, exit: Exit::Done }
    }

    /// Adds the charts.
    pub fn with_figures(mut self, figures: Vec<Figure>) -> Self {
        self.figures = figures;
        self
    }

    /// Sets the text shown instead of the page.
    pub fn with_plain_text(mut self, text: String) -> Self {
        self.plain_text = Some(text);
        self
    }

    /// Sets the tables for spreadsheets.
    pub fn with_lists(mut self, lists: Document) -> Self {
        self.lists = Some(lists);
        self
    }

    /// Sets how the run ends.
    pub fn ending(mut self, exit: Exit) -> Self {
        self.exit = exit;
        self
    }

    /// Writes the answer where it was asked for.
    pub fn show(self, context: &Context) -> Result<Exit, Failure> {
        match &context.out {
            Some(path) => self.write_to(path, context)?,
            None => print(&self.as_format(context)).map_err(|error| workspace::unwritable_output(&error))?,
        }
        Ok(self.exit)
    }

    fn as_format(&self, context: &Context) -> String {
        match context.format {
            Format::Table if self.plain_text.is_some() => self.plain_text.clone().unwrap_or_default(),
            Format::Table => text::render(&self.document, &context.words, context.terminal()),
            Format::Json => self.json.clone(),
            Format::Csv => self.as_csv(),
            Format::Markdown => markdown::render(&self.document, &context.words),
        }
    }

    fn as_csv(&self) -> String {
        csv::render(self.lists.as_ref().unwrap_or(&self.document))
    }

    fn write_to(&self, path: &Path, context: &Context) -> Result<(), Failure> {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
        match ending.as_str() {
            "svg" | "png" => return self.write_figures(path, &ending, context),
            _ => {}
        }
        if workspace::is_source(path) {
            return Err(Failure::command_line(
                Message::new("out-source").text("file", path.display().to_string()),
                Message::new("out-source-mend"),
            ));
        }
        let written = match ending.as_str() {
            "html" | "htm" => html::render(&self.document, &context.words),
            "md" => markdown::render(&self.document, &context.words),
            "csv" => self.as_csv(),
            "json" => self.json.clone(),
            "txt" => text::render(&self.document, &context.words, text::Terminal::default()),
            _ => {
                return Err(Failure::command_line(
                    Message::new("out-unknown-ending").text("file", path.display().to_string()),
                    Message::new("out-unknown-ending-mend"),
                ));
            }
        };
        write_whole(path, written.as_bytes())?;
        Self::tell(path, context);
        Ok(())
    }

    fn write_figures(&self, path: &Path, ending: &str, context: &Context) -> Result<(), Failure> {
        if self.figures.is_empty() {
            return Err(Failure::command_line(
                Message::new("out-no-figure").text("file", path.display().to_string()),
                Message::new("out-no-figure-mend"),
            ));
        }
        for (place, figure) in self.figures.iter().enumerate() {
            let path = numbered(path, place);
            let bytes = figure.bytes(ending).map_err(|error| Failure::Bug(error.to_string()))?;
            write_whole(&path, &bytes)?;
            Self::tell(&path, context);
        }
        Ok(())
    }

    fn tell(path: &Path, context: &Context) {
        context.remark(&context.words.say(&Message::new("out-written").text("file", path.display().to_string())));
    }
}

/// The first chart takes the name asked for, the next `name-2.svg`, `name-3.svg`.
fn numbered(path: &Path, place: usize) -> std::path::PathBuf {
    if place == 0 {
        return path.to_path_buf();
    }
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!("{stem}-{}.{ending}", place + 1))
}

/// Prints to standard output. A reader that went away (`| head`) is no error; a full disk is.
pub fn print(text: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error),
        _ => Ok(()),
    }
}

/// Says a line on standard error. Where nobody can be told (it is closed, or its disk is full), the run goes on: the exit
/// code still speaks.
pub fn complain(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}
