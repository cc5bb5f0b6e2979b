use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jalon::report::{Cell, Column, Compose, Document, Table, json};
use jalon::words::Message;
use jalon::workspace::{self, StarterFile};
use serde::Serialize;

use super::answer::Answer;
use super::context::Context;
use super::failure::Failure;

/// Arguments of `jalon init`.
#[derive(Debug, Args)]
pub struct InitArguments {
    /// The folder to make the workspace in
    #[arg(value_name = "DIR", default_value = "experiments")]
    pub folder: PathBuf,
    /// A complete example, in English, instead of the small workspace
    #[arg(long, value_enum)]
    pub example: Option<Example>,
}

/// The examples that can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Example {
    Shop,
}

#[derive(Serialize)]
struct InitAnswer<'a> {
    folder: String,
    files: Vec<&'a str>,
}

/// Makes a workspace and says what to try next.
pub fn run(arguments: &InitArguments, context: &Context) -> Result<Answer, Failure> {
    let files = match arguments.example {
        Some(Example::Shop) => workspace::shop(),
        None => workspace::starter(context.words.language()),
    };
    workspace::create(&arguments.folder, files)?;
    let folder = arguments.folder.display().to_string();
    let names = files.iter().map(|(name, _)| *name).collect();
    let body = json::envelope("jalon.init.v1", &InitAnswer { folder: folder.clone(), files: names })?;
    Ok(Answer::new(page(&folder, files, arguments.example, context), body))
}

fn page(folder: &str, files: &[StarterFile], example: Option<Example>, context: &Context) -> Document {
    let words = &context.words;
    let made = Message::new("init-made").text("folder", folder).count("files", files.len() as u64);
    let last = match example {
        Some(Example::Shop) => ("review 2026-09", words.key("init-next-review")),
        None => ("plan I-001", words.key("init-next-plan")),
    };
    let next = [
        ("check", words.key("init-next-check")),
        ("map", words.key("init-next-map")),
        ("rank", words.key("init-next-rank")),
        ("roadmap", words.key("init-next-roadmap")),
        last,
    ];
    // `./experiments` is found by itself; another folder must be named.
    let workspace = if folder == "experiments" { String::new() } else { format!(" --workspace {folder}") };
    let table = Table::new(words.key("init-next"))
        .column(Column::text(words.key("init-command")))
        .column(Column::text(words.key("init-what")))
        .rows(next.map(|(command, shows)| [Cell::text(format!("jalon {command}{workspace}")), Cell::text(shows)]));
    Document::new(words.key("init-title")).paragraph(words.say(&made)).table(table)
}
