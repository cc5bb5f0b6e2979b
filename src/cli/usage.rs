//! What is wrong with a command line, said in the reader's language like every other problem.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use jalon::words::Message;

use super::failure::Failure;

/// Turns clap's error into a failure that says what is wrong and how to mend it.
pub fn failure(error: &clap::Error) -> Failure {
    let text = |kind| context(error, kind);
    let argument = || text(ContextKind::InvalidArg).unwrap_or_default();
    let what = match error.kind() {
        ErrorKind::UnknownArgument => Message::new("usage-unknown-argument").text("argument", argument()),
        ErrorKind::InvalidSubcommand => Message::new("usage-unknown-command")
            .text("command", text(ContextKind::InvalidSubcommand).unwrap_or_default()),
        ErrorKind::MissingRequiredArgument => Message::new("usage-missing").text("arguments", argument()),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            Message::new("usage-missing-command")
        }
        ErrorKind::ArgumentConflict => Message::new("usage-conflict")
            .text("argument", argument())
            .text("other", text(ContextKind::PriorArg).unwrap_or_default()),
        ErrorKind::InvalidValue
        | ErrorKind::ValueValidation
        | ErrorKind::NoEquals
        | ErrorKind::WrongNumberOfValues
        | ErrorKind::TooFewValues
        | ErrorKind::TooManyValues => value_message(error, &argument()),
        _ => Message::new("usage-other").text("detail", first_line(error)),
    };
    Failure::CommandLine(what, Some(mend(error)))
}

fn value_message(error: &clap::Error, argument: &str) -> Message {
    match context(error, ContextKind::InvalidValue).filter(|value| !value.is_empty()) {
        Some(value) => Message::new("usage-invalid-value").text("argument", argument).text("value", value),
        None => Message::new("usage-missing-value").text("argument", argument),
    }
}

fn mend(error: &clap::Error) -> Message {
    let suggested = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue]
        .into_iter()
        .find_map(|kind| context(error, kind));
    if let Some(name) = suggested {
        return Message::new("usage-nearest").text("name", name);
    }
    if let Some(values) = context(error, ContextKind::ValidValue).filter(|values| !values.is_empty()) {
        return Message::new("usage-choices").text("choices", values);
    }
    if let Some(values) = context(error, ContextKind::ValidSubcommand) {
        return Message::new("usage-choices").text("choices", values);
    }
    let refused = context(error, ContextKind::InvalidValue).filter(|value| !value.is_empty());
    let argument = refused.and_then(|_| context(error, ContextKind::InvalidArg));
    argument.as_deref().and_then(expected).unwrap_or(Message::new("usage-see-help"))
}

/// What an argument takes, by the name of its value. What the parsers themselves say is in English only.
fn expected(argument: &str) -> Option<Message> {
    let takes = |name: &str| argument.ends_with(&format!("<{name}>")) || argument.ends_with(&format!("[{name}]"));
    let message = match () {
        () if takes("DATE") => Message::new("usage-takes-date"),
        () if takes("YYYY-MM") => Message::new("usage-takes-month"),
        () if takes("LANG") => Message::new("usage-choices").text("choices", "en, fr"),
        () if takes("DECISION") => {
            Message::new("usage-choices").text("choices", "ship, iterate, stop (déployer, ajuster, arrêter)")
        }
        () if argument.starts_with("--seed") || takes("K") => Message::new("usage-takes-whole"),
        () if takes("IMPACT") || takes("DAYS") => Message::new("usage-takes-number"),
        () => return None,
    };
    Some(message)
}

fn context(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => Some(texts.join(", ")),
        ContextValue::StyledStr(text) => Some(text.to_string()),
        ContextValue::StyledStrs(texts) => Some(texts.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")),
        ContextValue::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn first_line(error: &clap::Error) -> String {
    let said = error.to_string();
    said.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned()
}
