use std::path::{Path, PathBuf};

use super::disk::{shown, write_whole};
use super::ledger::Kind;
use super::open::Shelf;
use super::record::{self, record_text};
use super::settings::Settings;
use super::{plan, source::SourceFile};
use crate::analysis::Record;
use crate::id::Id;
use crate::plan::Plan;
use crate::problem::{Place, Problem};
use crate::words::Message;

/// The file people write.
pub const PLAN_FILE: &str = "plan.toml";
/// The file the program alone writes.
pub const RECORD_FILE: &str = "record.toml";

/// One folder of an experiment.
#[derive(Debug, Clone, PartialEq)]
pub struct Experiment {
    /// Its id: the folder's name up to the first dash after the number.
    pub id: Id,
    /// Its folder.
    pub folder: PathBuf,
    /// Its plan.
    pub plan: Plan,
    /// What happened to it so far.
    pub record: Record,
    /// Whether `record.toml` is as jalon wrote it, or absent; a record that is not is never written over.
    pub record_intact: bool,
}

impl Experiment {
    /// The path of its data, as the plan names it.
    #[must_use]
    pub fn data_path(&self) -> PathBuf {
        self.folder.join(&self.plan.data.file)
    }

    /// Writes what happened to it, whole.
    ///
    /// # Errors
    ///
    /// A problem when the file cannot be written; the old one is then still there.
    pub fn write_record(&self, record: &Record) -> Result<(), Problem> {
        write_whole(&self.folder.join(RECORD_FILE), record_text(&self.id, record).as_bytes())
    }

    /// The path of its record, for people.
    #[must_use]
    pub fn record_name(&self) -> String {
        shown(&self.folder.join(RECORD_FILE))
    }

    /// The path of its plan, for people.
    #[must_use]
    pub fn plan_name(&self) -> String {
        shown(&self.folder.join(PLAN_FILE))
    }
}

/// Reads the folders of a workspace that hold a plan or a record, in name order.
pub(super) fn read(root: &Path, settings: &Settings, shelf: Shelf<'_>) -> Vec<Experiment> {
    folders(root).into_iter().filter_map(|folder| experiment(folder, settings, shelf)).collect()
}

fn folders(root: &Path) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = std::fs::read_dir(root)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.join(PLAN_FILE).is_file() || path.join(RECORD_FILE).is_file())
        .collect();
    folders.sort();
    folders
}

fn experiment(folder: PathBuf, settings: &Settings, shelf: Shelf<'_>) -> Option<Experiment> {
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let Ok(id) = id_of(&name).parse::<Id>() else {
        let what = Message::new("experiment-folder-name").text("name", &name);
        shelf.findings.error(Place::file(shown(&folder)), what, Message::new("experiment-folder-name-mend"));
        return None;
    };
    shelf.ledger.define(Kind::Experiment, &id, Place::file(shown(&folder)));
    let record_path = folder.join(RECORD_FILE);
    let record = shelf.read_if_there(&record_path, |table| record::read(table, &id));
    let plan_path = folder.join(PLAN_FILE);
    if !plan_path.is_file() {
        let what = Message::new("experiment-no-plan").text("id", id.as_str());
        shelf.findings.error(Place::file(shown(&plan_path)), what, Message::new("experiment-no-plan-mend"));
        return None;
    }
    let plan = shelf.read(&plan_path, |table| plan::read(table, &id, settings)).flatten();
    // A record that is there but cannot be read is an error already; nothing is guessed in its place.
    let (record, record_intact) = match record {
        Some(Some(read)) => (read.record, read.intact),
        _ if record_path.exists() => return None,
        _ => (Record::default(), true),
    };
    Some(Experiment { id, folder, plan: plan?, record, record_intact })
}

/// The id in a folder's name: `E003` of `E003-guest-checkout`, `EX-012` of `EX-012-photos`; a name without a number
/// is an id as it is.
pub(super) fn id_of(name: &str) -> &str {
    let letters = name.chars().take_while(|character| character.is_alphabetic()).map(char::len_utf8).sum::<usize>();
    let rest = name.get(letters..).unwrap_or_default();
    let dash = usize::from(rest.starts_with('-'));
    let digits = rest.get(dash..).unwrap_or_default().bytes().take_while(u8::is_ascii_digit).count();
    let end = letters + dash + digits;
    let bounded = name.get(end..).is_some_and(|after| after.is_empty() || after.starts_with('-'));
    if letters > 0 && digits > 0 && bounded { name.get(..end).unwrap_or(name) } else { name }
}

/// The next free id of experiments: one above the highest number of `E…`, with three digits at least.
#[must_use]
pub fn next_experiment_id(root: &Path) -> String {
    let names = std::fs::read_dir(root).into_iter().flatten().flatten();
    let numbers = names.filter_map(|entry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        id_of(&name).strip_prefix('E')?.parse::<u32>().ok()
    });
    format!("E{:03}", numbers.max().unwrap_or(0) + 1)
}

/// Reads one plan from its text, for a draft that is not yet on disk: the plan, and every problem of it.
#[must_use]
pub fn read_plan(name: &str, text: &str, id: &Id, settings: &Settings) -> (Option<Plan>, Vec<Problem>) {
    let (findings, ledger) = (super::findings::Findings::default(), super::ledger::Ledger::default());
    let file = SourceFile::new(name, text);
    let reading = super::table::Reading { file: &file, findings: &findings, ledger: &ledger };
    let plan = super::table::read_file(reading, |table| plan::read(table, id, settings)).flatten();
    (plan, findings.into_problems())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_name_starts_with_the_id() {
        for (name, id) in [
            ("E003-guest-checkout", "E003"),
            ("E003", "E003"),
            ("EX-012-photos", "EX-012"),
            ("guest-checkout", "guest-checkout"),
            ("E3a-b", "E3a-b"),
            ("2026-07", "2026-07"),
            ("É12-é", "É12"),
        ] {
            assert_eq!(id_of(name), id);
        }
    }

    #[test]
    fn the_next_id_is_one_above_the_highest() {
        let root = tempfile::tempdir().unwrap();
        assert_eq!(next_experiment_id(root.path()), "E001");
        for name in ["E002-a", "E009-b", "EX-040", "reviews"] {
            std::fs::create_dir(root.path().join(name)).unwrap();
        }
        assert_eq!(next_experiment_id(root.path()), "E010");
    }
}
