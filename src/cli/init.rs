use std::path::PathBuf;

use clap::Args;
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
}

#[derive(Serialize)]
struct InitAnswer<'a> {
    folder: String,
    files: Vec<&'a str>,
}

/// Makes a workspace and says what to try next.
pub fn run(arguments: &InitArguments, context: &Context) -> Result<Answer, Failure> {
    let files = workspace::starter(context.words.language());
    workspace::create(&arguments.folder, files)?;
    let folder = arguments.folder.display().to_string();
    let names = files.iter().map(|(name, _)| *name).collect();
    let body = json::envelope("jalon.init.v1", &InitAnswer { folder: folder.clone(), files: names })?;
    Ok(Answer::new(page(&folder, files, context), body))
}

fn page(folder: &str, files: &[StarterFile], context: &Context) -> Document {
    let words = &context.words;
    let made = Message::new("init-made").text("folder", folder).count("files", files.len() as u64);
    let next = [
        ("jalon check", words.key("init-next-check")),
        ("jalon map", words.key("init-next-map")),
        ("jalon rank", words.key("init-next-rank")),
        ("jalon roadmap", words.key("init-next-roadmap")),
        ("jalon plan I-001", words.key("init-next-plan")),
    ];
    let table = Table::new(words.key("init-next"))
        .column(Column::text(words.key("init-command")))
        .column(Column::text(words.key("init-what")))
        .rows(next.map(|(command, shows)| [Cell::text(command), Cell::text(shows)]));
    Document::new(words.key("init-title")).paragraph(words.say(&made)).table(table)
}
