//! Runs the built program in a copy of a workspace, so that no test sees another's files.

use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;

/// A temporary folder with a copy of a fixture.
pub struct Sandbox {
    folder: tempfile::TempDir,
}

impl Sandbox {
    /// An empty folder.
    pub fn empty() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// A copy of a folder of the repository, such as `experiments` or `tests/fixtures/shop`, at the sandbox's top.
    pub fn of(folder: &str) -> Self {
        let sandbox = Self::empty();
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), sandbox.folder.path());
        sandbox
    }

    /// A path inside.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file inside.
    pub fn write(&self, name: &str, text: &str) -> &Self {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, text).expect("a file");
        self
    }

    /// Reads a file inside.
    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect("a file that was written")
    }

    /// Runs jalon inside with a command line parted by spaces, in English unless `--lang` says otherwise.
    pub fn run(&self, line: &str) -> Output {
        self.run_with(&line.split_whitespace().collect::<Vec<_>>())
    }

    /// Runs jalon inside with its arguments one by one.
    pub fn run_with(&self, arguments: &[&str]) -> Output {
        Command::cargo_bin("jalon")
            .expect("the program is built")
            .args(arguments)
            .current_dir(self.folder.path())
            .env_clear()
            .env("LANG", "en_GB.UTF-8")
            .output()
            .expect("the program runs")
    }

    /// Runs a command line and shows it as a terminal would, for snapshots: the line, both streams, the exit code.
    pub fn session(&self, line: &str) -> String {
        let output = self.run(line);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let mut session = format!("$ jalon {line}\n{}", text(&output.stdout));
        if !output.stderr.is_empty() {
            session.push_str(&format!("--- stderr\n{}", text(&output.stderr)));
        }
        session.push_str(&format!("--- exit code {}\n", output.status.code().unwrap_or(-1)));
        // The sandbox's own folder differs from run to run.
        session.replace(&self.folder.path().display().to_string(), "SANDBOX")
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).unwrap_or_else(|error| panic!("{}: {error}", from.display())) {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a copy");
        }
    }
}
