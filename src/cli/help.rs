//! The help texts in the reader's language. English stands in the doc comments of the arguments; French in `help.fr.toml`,
//! one table a command, kept complete by a test.

use clap::builder::StyledStr;
use clap::{Arg, ArgAction, Command, CommandFactory};
use jalon::words::Language;

use super::arguments::Arguments;

const FRENCH: &str = include_str!("help.fr.toml");

/// The command line in a language.
pub fn command(language: Language) -> Command {
    let english = Arguments::command();
    match language {
        Language::English => english,
        Language::French => translated(english, &french(), &mut Vec::new()),
    }
}

/// The words clap itself puts around the texts, in a language.
pub fn frame(help: &StyledStr, language: Language, colour: bool) -> String {
    let text = if colour { help.ansi().to_string() } else { help.to_string() };
    match language {
        Language::English => text,
        Language::French => FRAME.iter().fold(text, |text, (english, french)| text.replace(english, french)),
    }
}

const FRAME: &[(&str, &str)] = &[
    ("Usage:", "Utilisation\u{a0}:"),
    ("Commands:", "Commandes\u{a0}:"),
    ("Arguments:", "Arguments\u{a0}:"),
    ("Global options:", "Options générales\u{a0}:"),
    ("Options:", "Options\u{a0}:"),
    ("Possible values:", "Valeurs possibles\u{a0}:"),
    ("[possible values:", "[valeurs possibles\u{a0}:"),
    ("[default:", "[par défaut\u{a0}:"),
    ("[aliases: ", "[alias\u{a0}: "),
    ("[alias: ", "[alias\u{a0}: "),
    ("[OPTIONS]", "[OPTIONS]"),
    ("<COMMAND>", "<COMMANDE>"),
    ("[COMMAND]", "[COMMANDE]"),
];

fn french() -> toml::Table {
    // The file is part of the program and checked by the tests; were it broken, the help would stay English.
    toml::from_str(FRENCH).unwrap_or_default()
}

fn translated(command: Command, texts: &toml::Table, path: &mut Vec<String>) -> Command {
    let about = find(texts, path).and_then(|table| table.get("about")).and_then(toml::Value::as_str);
    let command = match about.map(str::to_owned) {
        Some(about) => command.about(about),
        None => command,
    };
    let command = own_flags(command, path.is_empty()).mut_args(|argument| {
        let id = argument.get_id().to_string();
        match argument_text(texts, path, &id) {
            Some(help) => argument.help(help.to_owned()),
            None => argument,
        }
    });
    let names: Vec<String> = command.get_subcommands().map(|inner| inner.get_name().to_owned()).collect();
    names.into_iter().fold(command, |command, name| {
        command.mut_subcommand(&name, |inner| {
            path.push(name.clone());
            let inner = translated(inner, texts, path);
            path.pop();
            inner
        })
    })
}

/// clap adds the flags for help and version with English texts of its own; these take ours.
fn own_flags(command: Command, at_top: bool) -> Command {
    let flag = |name: &'static str, short, action| Arg::new(name).short(short).long(name).action(action);
    let command = command.disable_help_flag(true).arg(flag("help", 'h', ArgAction::Help));
    if at_top { command.disable_version_flag(true).arg(flag("version", 'V', ArgAction::Version)) } else { command }
}

/// The text of an argument: of its command, of a command above it, else the one that all commands share.
fn argument_text<'a>(texts: &'a toml::Table, path: &[String], id: &str) -> Option<&'a str> {
    let tables = (0..=path.len()).rev().filter_map(|depth| find(texts, path.get(..depth)?));
    let shared = texts.get("shared").and_then(toml::Value::as_table);
    tables.chain(shared).find_map(|table| table.get(id)?.as_str())
}

fn find<'a>(texts: &'a toml::Table, path: &[String]) -> Option<&'a toml::Table> {
    let mut table = texts.get("jalon")?.as_table()?;
    for name in path {
        table = table.get(name)?.as_table()?;
    }
    Some(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every text of the English help that has no French one.
    fn missing(command: &Command, texts: &toml::Table, path: &mut Vec<String>, found: &mut Vec<String>) {
        let own = find(texts, path);
        let name = || format!("jalon.{}", path.join("."));
        if own.is_none_or(|table| !table.contains_key("about")) {
            found.push(format!("[{}] about", name()));
        }
        for argument in command.get_arguments() {
            let id = argument.get_id().as_str();
            if argument_text(texts, path, id).is_none() && !argument.is_hide_set() {
                found.push(format!("[{}] {id}", name()));
            }
        }
        for inner in command.get_subcommands() {
            path.push(inner.get_name().to_owned());
            missing(inner, texts, path, found);
            path.pop();
        }
    }

    #[test]
    fn the_french_help_is_complete() {
        let texts: toml::Table = toml::from_str(FRENCH).expect("help.fr.toml is TOML");
        let mut found = Vec::new();
        missing(&Arguments::command(), &texts, &mut Vec::new(), &mut found);
        assert!(found.is_empty(), "without French help:\n{}", found.join("\n"));
    }

    #[test]
    fn both_languages_build() {
        for language in Language::ALL {
            command(language).debug_assert();
        }
    }

    /// The help of a command and of those below it, as one Markdown page.
    fn chapter(command: &Command, path: &str, page: &mut String) {
        let name =
            if path.is_empty() { command.get_name().to_owned() } else { format!("{path} {}", command.get_name()) };
        let level = "#".repeat(name.split(' ').count() + 1);
        let mut shown = command.clone().bin_name(&name).term_width(100).disable_help_subcommand(true);
        page.push_str(&format!("\n{level} {name}\n\n```text\n{}```\n", shown.render_long_help()));
        for inner in command.get_subcommands() {
            chapter(inner, &name, page);
        }
    }

    /// `docs/commands.md` is the help itself; `JALON_WRITE_DOCS=1 cargo test` writes it anew.
    #[test]
    fn the_command_reference_is_the_help() {
        let mut page =
            "# Commands\n\nWhat `--help` says of every command. A test keeps this page equal to the program.\n"
                .to_owned();
        let mut command = command(Language::English);
        command.build();
        chapter(&command, "", &mut page);
        let page = page.lines().map(str::trim_end).collect::<Vec<_>>().join("\n") + "\n";
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/commands.md");
        if std::env::var_os("JALON_WRITE_DOCS").is_some() {
            std::fs::write(path, &page).expect("docs/commands.md can be written");
        }
        let written = std::fs::read_to_string(path).unwrap_or_default();
        assert!(written == page, "docs/commands.md is not what --help says: JALON_WRITE_DOCS=1 cargo test --bin jalon");
    }
}
