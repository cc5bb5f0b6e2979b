//! Reading and writing whole files.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::experiments::PLAN_FILE;
use super::find::SETTINGS_FILE;
use super::findings::Findings;
use super::open::KPIS_FILE;
use super::source::SourceFile;
use crate::data::{Content, TableFile, TableSource};
use crate::problem::{Place, Problem};
use crate::words::Message;

/// The largest text file that is read; a map or a plan is never that large, a data file has its own reader.
const LARGEST: u64 = 64 * 1024 * 1024;

/// The name of a path for people: relative to the current folder where it lies below it.
#[must_use]
pub fn shown(path: &Path) -> String {
    let relative = std::env::current_dir().ok().and_then(|here| path.strip_prefix(here).ok().map(Path::to_path_buf));
    let shown = relative.filter(|path| !path.as_os_str().is_empty()).unwrap_or_else(|| path.to_path_buf());
    shown.strip_prefix("./").unwrap_or(&shown).display().to_string()
}

/// Reads a text file; what goes wrong is a finding.
pub(crate) fn read_text(path: &Path, findings: &Findings) -> Option<SourceFile> {
    match text(path) {
        Ok(text) => Some(SourceFile::new(shown(path), text)),
        Err(problem) => {
            findings.add(problem);
            None
        }
    }
}

/// Opens a data file, or all files of a pattern such as `logs/*.csv`, in the order of their names. Nothing is read yet.
///
/// # Errors
///
/// A problem that says why it cannot be read, or that nothing fits the pattern.
pub fn open_table(path: &Path) -> Result<TableSource, Problem> {
    let files = if path.exists() { vec![path.to_path_buf()] } else { matching(path)? };
    files.iter().map(|path| table_file(path)).collect::<Result<_, _>>().map(TableSource::of)
}

/// The files that fit a pattern; a path without one stands for itself.
fn matching(path: &Path) -> Result<Vec<PathBuf>, Problem> {
    let Some(pattern) = pattern(path) else { return Ok(vec![path.to_path_buf()]) };
    let refused = |key| Problem::error(Place::file(shown(path)), Message::new(key));
    let found =
        glob::glob(&pattern).map_err(|_| refused("disk-pattern").mended_by(Message::new("disk-pattern-mend")))?;
    let files: Vec<PathBuf> = found.flatten().filter(|path| path.is_file()).collect();
    if files.is_empty() {
        return Err(refused("disk-no-match").mended_by(Message::new("disk-no-match-mend")));
    }
    Ok(files)
}

/// The pattern of a path, where it is one: letters of folders that are there stand for themselves.
fn pattern(path: &Path) -> Option<String> {
    let folder = path.ancestors().skip(1).find(|folder| folder.is_dir()).unwrap_or(Path::new(""));
    let rest = path.strip_prefix(folder).unwrap_or(path);
    if !rest.to_string_lossy().contains(['*', '?', '[']) {
        return None;
    }
    let folder = glob::Pattern::escape(&folder.to_string_lossy());
    Some(PathBuf::from(folder).join(rest).to_string_lossy().into_owned())
}

fn table_file(path: &Path) -> Result<TableFile, Problem> {
    let content = Disk::open(path).map_err(|error| unreadable(path, &error))?;
    Ok(TableFile { name: shown(path), content })
}

/// A file on disk, read from any place by several threads.
struct Disk {
    file: std::fs::File,
    length: u64,
}

impl Disk {
    /// What is no plain file, such as a pipe, cannot be read from any place and is read whole.
    fn open(path: &Path) -> std::io::Result<Arc<dyn Content>> {
        let mut file = std::fs::File::open(path)?;
        let metadata = file.metadata()?;
        if metadata.is_file() {
            return Ok(Arc::new(Self { file, length: metadata.len() }));
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        Ok(Arc::new(bytes))
    }
}

impl Content for Disk {
    fn length(&self) -> u64 {
        self.length
    }

    #[cfg(unix)]
    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> std::io::Result<usize> {
        std::os::unix::fs::FileExt::read_at(&self.file, buffer, offset)
    }

    #[cfg(windows)]
    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> std::io::Result<usize> {
        std::os::windows::fs::FileExt::seek_read(&self.file, buffer, offset)
    }
}

/// Reads a text file, or says why it cannot be read.
pub(crate) fn text(path: &Path) -> Result<String, Problem> {
    let place = || Place::file(shown(path));
    let bytes = std::fs::metadata(path)
        .and_then(|metadata| if metadata.len() > LARGEST { Ok(None) } else { std::fs::read(path).map(Some) });
    let bytes = match bytes {
        Ok(Some(bytes)) => bytes,
        Ok(None) => {
            return Err(
                Problem::error(place(), Message::new("disk-too-large")).mended_by(Message::new("disk-too-large-mend"))
            );
        }
        Err(error) => return Err(unreadable(path, &error)),
    };
    String::from_utf8(bytes).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        Problem::error(Place { line: u32::try_from(line).ok(), ..place() }, Message::new("disk-not-utf8"))
            .mended_by(Message::new("disk-not-utf8-mend"))
    })
}

/// Writes a file whole: to a temporary file in the same folder, flushed, then renamed over the old one, so that a crash
/// leaves either the old file or the new one.
///
/// # Errors
///
/// A problem that names the folder or file that could not be written.
pub fn write_whole(path: &Path, contents: &[u8]) -> Result<(), Problem> {
    // A link stays a link: the file it leads to is the one that is written.
    let led_to = if path.is_symlink() { std::fs::canonicalize(path).ok() } else { None };
    let path = led_to.as_deref().unwrap_or(path);
    let folder =
        path.parent().filter(|folder| !folder.as_os_str().is_empty()).map_or(PathBuf::from("."), Path::to_path_buf);
    let write = || -> std::io::Result<()> {
        std::fs::create_dir_all(&folder)?;
        let mut temporary = tempfile::Builder::new().prefix(".jalon-").tempfile_in(&folder)?;
        temporary.write_all(contents)?;
        temporary.as_file().sync_all()?;
        widen_permissions(path, temporary.as_file())?;
        temporary.persist(path).map_err(|error| error.error)?;
        // The rename itself must reach the disk; not every system lets a folder be flushed, hence no error.
        if let Ok(folder) = std::fs::File::open(&folder) {
            let _ = folder.sync_all();
        }
        Ok(())
    };
    write().map_err(|error| {
        Problem::error(Place::file(shown(path)), Message::new("disk-unwritable").said("reason", reason(&error)))
            .mended_by(Message::new("disk-unwritable-mend").text("folder", shown(&folder)))
    })
}

/// What is said when an answer cannot be written to standard output.
#[must_use]
pub fn unwritable_output(error: &std::io::Error) -> Problem {
    let what = Message::new("disk-output-unwritable").said("reason", reason(error));
    Problem::error(Place::default(), what).mended_by(Message::new("disk-output-unwritable-mend"))
}

/// Whether this is a CSV file that people or their tools put into a workspace: KPIs, or the data of an experiment. An
/// answer never takes its place.
#[must_use]
pub fn is_source(path: &Path) -> bool {
    let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let Some(folder) = path.parent() else { return false };
    let csv = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
    let kpis = path.file_name().is_some_and(|name| name == KPIS_FILE) && folder.join(SETTINGS_FILE).is_file();
    path.is_file() && csv && (kpis || folder.join(PLAN_FILE).is_file())
}

/// Temporary files are private to their owner; the new file takes the permissions of the old one, or what any new file has.
#[cfg(unix)]
fn widen_permissions(path: &Path, file: &std::fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(path).map_or(0o644, |metadata| metadata.permissions().mode());
    file.set_permissions(std::fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn widen_permissions(_: &Path, _: &std::fs::File) -> std::io::Result<()> {
    Ok(())
}

fn unreadable(path: &Path, error: &std::io::Error) -> Problem {
    let place = Place::file(shown(path));
    if error.kind() == std::io::ErrorKind::NotFound {
        Problem::error(place, Message::new("disk-missing")).mended_by(Message::new("disk-missing-mend"))
    } else {
        Problem::error(place, Message::new("disk-unreadable").said("reason", reason(error)))
            .mended_by(Message::new("disk-unreadable-mend"))
    }
}

/// Why the system refused, in the reader's language: what the system itself says is always in English.
fn reason(error: &std::io::Error) -> Message {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => Message::new("disk-reason-not-found"),
        ErrorKind::PermissionDenied => Message::new("disk-reason-permission"),
        ErrorKind::IsADirectory => Message::new("disk-reason-folder"),
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists => Message::new("disk-reason-not-a-folder"),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Message::new("disk-reason-full"),
        ErrorKind::ReadOnlyFilesystem => Message::new("disk-reason-read-only"),
        ErrorKind::InvalidFilename | ErrorKind::InvalidInput => Message::new("disk-reason-name"),
        _ => match error.raw_os_error() {
            Some(number) => Message::new("disk-reason-number").text("number", number.to_string()),
            None => Message::new("disk-reason-other"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sub").join("record.toml");
        write_whole(&path, b"old").unwrap();
        write_whole(&path, b"new").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"new");
        assert_eq!(std::fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    #[cfg(unix)]
    fn a_link_stays_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("page.html"), folder.path().join("latest.html"));
        std::fs::write(&file, "old").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        write_whole(&link, b"new").unwrap();
        assert!(link.is_symlink());
        assert_eq!(std::fs::read(&file).unwrap(), b"new");
    }

    #[test]
    fn only_what_people_put_into_a_workspace_is_a_source() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str| {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, "").unwrap();
            path
        };
        let (kpis, other) = (file("kpis.csv"), file("ranking.csv"));
        let (data, plan) = (file("E001/data.csv"), file("E001/plan.toml"));
        assert!(!is_source(&kpis), "no workspace yet");
        file("jalon.toml");
        assert!(is_source(&kpis) && is_source(&data));
        assert!(!is_source(&other) && !is_source(&plan) && !is_source(&folder.path().join("E001/new.csv")));
    }

    #[test]
    fn patterns_find_files_in_the_order_of_their_names() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("logs [old]");
        std::fs::create_dir(&folder).unwrap();
        for name in ["b-2.csv", "b-1.csv", "c.csv", "[x].csv"] {
            std::fs::write(folder.join(name), name).unwrap();
        }
        let names = |pattern: &str| -> Vec<String> {
            let source = open_table(&folder.join(pattern)).unwrap();
            let name = |file: &TableFile| file.name.rsplit('/').next().unwrap().to_owned();
            source.files.iter().map(name).collect()
        };
        assert_eq!(names("b-*.csv"), ["b-1.csv", "b-2.csv"]);
        assert_eq!(names("[x].csv"), ["[x].csv"], "a file that is there is meant before a pattern");
        let refused = |pattern: &str| open_table(&folder.join(pattern)).unwrap_err().what;
        assert_eq!(refused("d*.csv"), Message::new("disk-no-match"));
        assert_eq!(refused("d.csv"), Message::new("disk-missing"));
        assert_eq!(refused("b-[.csv"), Message::new("disk-pattern"));
    }

    #[test]
    fn a_folder_in_the_way_is_a_problem_not_a_panic() {
        let folder = tempfile::tempdir().unwrap();
        assert!(write_whole(folder.path(), b"x").is_err());
        assert!(text(folder.path()).is_err());
        assert!(text(&folder.path().join("missing.toml")).is_err());
    }

    #[test]
    fn a_file_in_another_encoding_names_its_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("latin.toml");
        std::fs::write(&path, b"a = 1\nb = \"\xe9t\xe9\"\n").unwrap();
        assert_eq!(text(&path).unwrap_err().place.line, Some(2));
    }
}
