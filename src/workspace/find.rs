use std::path::{Path, PathBuf};

use super::disk::shown;
use crate::problem::{Place, Problem};
use crate::words::Message;

/// The file that makes a folder a workspace.
pub const SETTINGS_FILE: &str = "jalon.toml";

/// Finds the workspace: the folder asked for, else the nearest folder upwards with a `jalon.toml`, else `./experiments`.
///
/// # Errors
///
/// A problem that says where it was looked for and how to make one.
pub fn find(asked: Option<&Path>, here: &Path) -> Result<PathBuf, Problem> {
    let is_workspace = |folder: &Path| folder.join(SETTINGS_FILE).is_file();
    if let Some(folder) = asked {
        return if is_workspace(folder) {
            Ok(folder.to_path_buf())
        } else {
            Err(Problem::error(Place::file(shown(folder)), Message::new("find-not-a-workspace"))
                .mended_by(Message::new("find-mend")))
        };
    }
    let upwards = here.ancestors().find(|folder| is_workspace(folder)).map(Path::to_path_buf);
    let beside = || Some(here.join("experiments")).filter(|folder| is_workspace(folder));
    upwards.or_else(beside).ok_or_else(|| {
        Problem::error(Place::file(shown(here)), Message::new("find-no-workspace")).mended_by(Message::new("find-mend"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workspace_is_found_upwards_then_in_experiments() {
        let root = tempfile::tempdir().unwrap();
        let workspace = root.path().join("experiments");
        let deep = workspace.join("E001").join("data");
        std::fs::create_dir_all(&deep).unwrap();
        assert!(find(None, root.path()).is_err());
        std::fs::write(workspace.join(SETTINGS_FILE), "schema = 1").unwrap();
        assert_eq!(find(None, &deep).unwrap(), workspace);
        assert_eq!(find(None, root.path()).unwrap(), workspace);
        assert_eq!(find(Some(&workspace), Path::new("/")).unwrap(), workspace);
        assert!(find(Some(&deep), root.path()).is_err(), "a folder asked for is not searched upwards");
    }
}
