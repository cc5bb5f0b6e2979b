use jalon::analysis::NamedArm;
use jalon::words::{Message, Words};

use crate::cli::failure::Failure;

/// The arms with their names: those given, else `control` and `variant` as programs know them, and their names for people.
pub(super) fn named<T>(
    summaries: &[String],
    words: &Words,
    read: impl Fn(&str) -> Result<T, Failure>,
) -> Result<(Vec<String>, Vec<NamedArm<T>>), Failure> {
    let mut names: Vec<String> = Vec::with_capacity(summaries.len());
    let mut arms: Vec<NamedArm<T>> = Vec::with_capacity(summaries.len());
    for (place, text) in summaries.iter().enumerate() {
        let (own, summary) = match text.split_once('=') {
            Some((name, summary)) => (Some(name.trim().to_owned()).filter(|name| !name.is_empty()), summary),
            None => (None, text.as_str()),
        };
        let (id, shown) = match own {
            Some(name) => (name.clone(), name),
            None => usual_names(place, summaries.len(), words),
        };
        if arms.iter().any(|arm| arm.name == id) {
            return Err(Failure::command_line(
                Message::new("compare-name-twice").text("name", id),
                Message::new("compare-name-twice-mend"),
            ));
        }
        arms.push(NamedArm { name: id, observed: read(summary)? });
        names.push(shown);
    }
    Ok((names, arms))
}

fn usual_names(place: usize, arms: usize, words: &Words) -> (String, String) {
    match place {
        0 => ("control".to_owned(), words.key("size-control")),
        1 if arms == 2 => ("variant".to_owned(), words.key("size-variant")),
        _ => {
            let shown = Message::new("size-variant-number").count("number", place as u64);
            (format!("variant-{place}"), words.say(&shown))
        }
    }
}
