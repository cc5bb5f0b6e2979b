//! New workspaces: a small one to start from, and the worked example.

use std::path::Path;

use super::disk::{shown, write_whole};
use super::find::SETTINGS_FILE;
use crate::problem::{Place, Problem};
use crate::words::{Language, Message};

/// A file of a new workspace: its path inside, and its text.
pub type StarterFile = (&'static str, &'static str);

macro_rules! files {
    ($folder:literal: $($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!($folder, $name)))),*]
    };
}

const ENGLISH: &[StarterFile] = files!("templates/en/": "jalon.toml", "journey.toml", "improvements.toml");
const FRENCH: &[StarterFile] = files!("templates/fr/": "jalon.toml", "journey.toml", "improvements.toml");

/// The worked example of the project, as it stands in `experiments/`.
const SHOP: &[StarterFile] = files!(
    "../../experiments/":
    "jalon.toml",
    "journey.toml",
    "improvements.toml",
    "kpis.csv",
    "README.md",
    "reviews/2026-07.toml",
    "reviews/2026-08.toml",
    "reviews/2026-09.toml",
    "E001-guest-checkout/plan.toml",
    "E001-guest-checkout/data.csv",
    "E001-guest-checkout/record.toml",
    "E002-delivery-cost/plan.toml",
    "E002-delivery-cost/data.csv",
    "E002-delivery-cost/record.toml",
    "E003-payment-confirmation/plan.toml",
    "E003-payment-confirmation/data.csv",
    "E003-payment-confirmation/record.toml",
    "E004-photo-scale/plan.toml",
    "E004-photo-scale/data.csv",
    "E004-photo-scale/record.toml",
    "E005-search-synonyms/plan.toml",
    "E005-search-synonyms/data.csv",
    "E005-search-synonyms/record.toml",
    "E006-tracking-in-real-time/plan.toml",
);

/// The worked example: an online shop over one quarter, with six experiments and three reviews.
#[must_use]
pub fn shop() -> &'static [StarterFile] {
    SHOP
}

/// The small workspace: one persona, five stages, two friction points, two improvements; it checks, ranks and plans.
#[must_use]
pub fn starter(language: Language) -> &'static [StarterFile] {
    match language {
        Language::English => ENGLISH,
        Language::French => FRENCH,
    }
}

/// Writes the files of a new workspace into a folder, which is made if need be.
///
/// # Errors
///
/// All that stands in the way: every file that is already there (nothing is then written), or a folder that cannot be
/// written to.
pub fn create(folder: &Path, files: &[StarterFile]) -> Result<(), Vec<Problem>> {
    let in_the_way: Vec<Problem> = files
        .iter()
        .map(|(name, _)| folder.join(name))
        .filter(|path| path.exists())
        .map(|path| {
            Problem::error(Place::file(shown(&path)), Message::new("init-in-the-way"))
                .mended_by(Message::new("init-in-the-way-mend"))
        })
        .collect();
    if !in_the_way.is_empty() {
        return Err(in_the_way);
    }
    // The settings come last: a folder counts as a workspace only once everything else is there.
    let (settings, others): (Vec<&StarterFile>, _) = files.iter().partition(|(name, _)| *name == SETTINGS_FILE);
    for (name, text) in others.into_iter().chain(settings) {
        write_whole(&folder.join(name), text.as_bytes()).map_err(|problem| vec![problem])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Words;
    use crate::workspace::open;

    #[test]
    fn a_new_workspace_has_no_error_in_either_language() {
        for language in Language::ALL {
            let folder = tempfile::tempdir().unwrap();
            create(folder.path(), starter(language)).unwrap();
            let opened = open(folder.path());
            let words = Words::new(Language::English);
            let said: Vec<String> = opened.problems.iter().map(|problem| problem.say(&words)).collect();
            assert!(!crate::problem::any_error(&opened.problems), "{language}: {said:#?}");
            assert_eq!(opened.workspace.improvements.len(), 2);
        }
    }

    /// What people wrote in the worked example; the reviews the program wrote are made again, not copied.
    fn written_by_people(folder: &Path, inside: &str, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            let name = format!("{inside}{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                written_by_people(&entry.path(), &format!("{name}/"), found);
            } else if !name.starts_with("reviews/") || name.ends_with(".toml") {
                found.push(name);
            }
        }
    }

    #[test]
    fn the_shop_is_the_worked_example_whole() {
        let mut found = Vec::new();
        written_by_people(&Path::new(env!("CARGO_MANIFEST_DIR")).join("experiments"), "", &mut found);
        let mut listed: Vec<String> = shop().iter().map(|(name, _)| (*name).to_owned()).collect();
        found.sort();
        listed.sort();
        assert_eq!(found, listed);
    }

    #[test]
    fn nothing_is_written_over() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("journey.toml"), "mine").unwrap();
        assert_eq!(create(folder.path(), starter(Language::English)).unwrap_err().len(), 1);
        assert_eq!(std::fs::read_to_string(folder.path().join("journey.toml")).unwrap(), "mine");
        assert!(!folder.path().join(SETTINGS_FILE).exists());
    }
}
