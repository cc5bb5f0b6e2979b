//! `reviews/2026-09.toml`: what people add to a review.

use std::path::Path;

use super::disk::shown;
use super::open::{Shelf, files};
use super::settings::{each, schema};
use super::table::Table;
use crate::problem::{Place, Problem};
use crate::review::{Action, Month, Notes};
use crate::words::Message;

/// Reads every file of the folder; the name of a file is its month.
pub(super) fn read_folder(shelf: Shelf<'_>, folder: &Path) -> Vec<Notes> {
    files(folder, "toml").iter().filter_map(|path| read_file(shelf, path)).collect()
}

fn read_file(shelf: Shelf<'_>, path: &Path) -> Option<Notes> {
    let name = path.file_stem()?.to_string_lossy();
    match name.parse::<Month>() {
        Ok(month) => shelf.read(path, |table| read(table, month)),
        Err(_) => {
            let what = Message::new("notes-not-a-month").text("name", name);
            shelf
                .findings
                .add(Problem::error(Place::file(shown(path)), what).mended_by(Message::new("notes-not-a-month-mend")));
            None
        }
    }
}

fn read(table: &Table<'_>, month: Month) -> Notes {
    schema(table);
    Notes {
        month,
        date: table.date("date"),
        attendees: table.texts("attendees"),
        celebrate: table.texts("celebrate"),
        map_changes: table.texts("map_changes"),
        learnt: table.texts("learnt"),
        actions: each(table, "action", action),
    }
}

fn action(table: &Table<'_>) -> Option<Action> {
    let what = table.required("what", table.text("what"));
    let (owner, due, done) = (table.text("owner"), table.date("due"), table.date("done"));
    Some(Action { what: what?, owner, due, done })
}
