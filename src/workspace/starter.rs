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

    #[test]
    fn nothing_is_written_over() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("journey.toml"), "mine").unwrap();
        assert_eq!(create(folder.path(), starter(Language::English)).unwrap_err().len(), 1);
        assert_eq!(std::fs::read_to_string(folder.path().join("journey.toml")).unwrap(), "mine");
        assert!(!folder.path().join(SETTINGS_FILE).exists());
    }
}
