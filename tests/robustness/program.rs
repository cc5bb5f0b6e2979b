//! The whole program where the system fails it: no such folder, no room, nobody listening, two runs at once.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder of its own to run the program in.
pub struct Sandbox {
    folder: tempfile::TempDir,
}

/// What a run said, and how it ended; -1 when a signal ended it.
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Self { code: output.status.code().unwrap_or(-1), stdout: text(&output.stdout), stderr: text(&output.stderr) }
    }
}

impl Sandbox {
    pub fn empty() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// A copy of the worked example.
    pub fn of_the_example() -> Self {
        let sandbox = Self::empty();
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("experiments"), sandbox.folder.path());
        sandbox
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect("a file")
    }

    fn command<T: AsRef<std::ffi::OsStr>>(&self, line: &[T]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jalon"));
        command.args(line).current_dir(self.folder.path()).env_clear().env("LANG", "en_GB.UTF-8");
        command
    }

    pub fn run(&self, line: &[String]) -> Run {
        self.command(line).output().expect("the program runs").into()
    }

    pub fn run_line(&self, line: &str) -> Run {
        self.command(&line.split(' ').collect::<Vec<_>>()).output().expect("the program runs").into()
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

const RECORD: &str = "E001-guest-checkout/record.toml";

#[test]
fn runs_at_the_same_time_lose_nothing() {
    let sandbox = Sandbox::of_the_example();
    let looks_before = sandbox.read(RECORD).matches("[[look]]").count();
    let decisions_before = sandbox.read(RECORD).matches("[[decision]]").count();
    let running: Vec<_> = (0..8)
        .flat_map(|number| {
            let why = format!("--why=reason-{number}");
            let mut decide = sandbox.command(&["decide", "E001", "iterate", &why, "--as-of=2026-10-10"]);
            let mut analyse = sandbox.command(&["analyse", "E001", "--as-of=2026-10-10"]);
            [&mut decide, &mut analyse]
                .map(|command| command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program runs"))
        })
        .collect();
    for mut run in running {
        assert!(run.wait().expect("an end").success());
    }
    let record = sandbox.read(RECORD);
    assert_eq!(record.matches("[[decision]]").count(), decisions_before + 8);
    for number in 0..8 {
        assert!(record.contains(&format!("reason-{number}\"")), "decision {number} is lost");
    }
    assert_eq!(record.matches("[[look]]").count(), looks_before + 1, "the same look on one day stands there once");
    let check = sandbox.run_line("check");
    assert_eq!(check.code, 0, "the seal fits: {}", check.stdout);
    assert_eq!(std::fs::read_dir(sandbox.path("E001-guest-checkout")).unwrap().count(), 3, "nothing is left behind");
}

#[test]
fn a_run_that_is_killed_leaves_a_whole_record_and_no_lock() {
    let sandbox = Sandbox::of_the_example();
    for wait in [0, 20, 60, 100, 140, 180, 220] {
        let why = format!("--why=after-{wait}");
        let mut run = sandbox
            .command(&["decide", "E001", "iterate", &why, "--as-of=2026-10-10"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program runs");
        std::thread::sleep(std::time::Duration::from_millis(wait));
        run.kill().expect("it ends");
        run.wait().expect("an end");
    }
    assert_eq!(sandbox.run_line("check").code, 0);
    assert_eq!(sandbox.run_line("decide E001 iterate --why last --as-of 2026-10-10").code, 0, "no lock stays");
    assert!(sandbox.read(RECORD).contains("\"last\""));
}

#[test]
fn what_cannot_be_written_is_told_in_the_readers_language() {
    let sandbox = Sandbox::of_the_example();
    std::fs::create_dir(sandbox.path("folder.html")).unwrap();
    for (line, english, french) in [
        (
            "rank --out kpis.csv/x.html",
            "a file stands where a folder is needed",
            "un fichier se trouve là où il faut un dossier",
        ),
        ("rank --out folder.html", "it is a folder", "c’est un dossier"),
        ("analyse E001 --dry-run --data reviews", "it is a folder", "c’est un dossier"),
    ] {
        for (language, reason) in [("en", english), ("fr", french)] {
            let run = sandbox.run_line(&format!("{line} --lang {language}"));
            assert_eq!(run.code, 1, "{line}: {}", run.stderr);
            assert!(run.stderr.contains(&format!("({reason})")), "{line}: {}", run.stderr);
        }
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_told_and_a_closed_reader_is_not() {
    let sandbox = Sandbox::of_the_example();
    let full = || File::options().write(true).open("/dev/full").expect("a full disk");
    let run: Run = sandbox.command(&["rank"]).stdout(full()).output().expect("the program runs").into();
    assert_eq!(run.code, 1);
    assert!(
        run.stderr.contains("the answer cannot be written to standard output (the disk is full)"),
        "{}",
        run.stderr
    );
    let run: Run = sandbox.command(&["analyse", "E999"]).stderr(full()).output().expect("the program runs").into();
    assert_eq!(run.code, 2, "nobody can be told, but the exit code speaks");
    let mut run = sandbox.command(&["rank", "--format=json"]).stdout(Stdio::piped()).spawn().expect("the program runs");
    drop(run.stdout.take());
    assert_eq!(run.wait().expect("an end").code(), Some(0), "a reader that went away is no error");
}

/// A text that would act in HTML, SVG, Markdown or a terminal if it came through as it is.
const HOSTILE: &str =
    r#"<script>alert(1)</script><img src=x onerror=alert(2)>&amp;\u202E\u001B[31m |`*_[x](javascript:alert(3)) 😀"#;

#[test]
fn hostile_texts_reach_no_output_unescaped() {
    let sandbox = Sandbox::of_the_example();
    for file in
        ["jalon.toml", "journey.toml", "improvements.toml", "E001-guest-checkout/plan.toml", "reviews/2026-08.toml"]
    {
        let hostile: String = sandbox.read(file).lines().map(poisoned).collect();
        std::fs::write(sandbox.path(file), hostile).unwrap();
    }
    let check = sandbox.run_line("check");
    assert_eq!(check.code, 0, "{}{}", check.stdout, check.stderr);
    for line in [
        "review 2026-08 --out review.html --as-of 2026-09-30",
        "map --out board.svg",
        "map --view curve --out curve.svg",
        "map --out map.html",
        "rank --out rank.html",
        "rank --out rank.svg",
        "rank --out rank.md",
        "roadmap --out roadmap.html --as-of 2026-09-30",
        "roadmap --out roadmap.svg --as-of 2026-09-30",
        "analyse E001 --out analysis.html --as-of 2026-09-30 --accept-record",
        "analyse E001 --out analysis.svg --as-of 2026-09-30",
    ] {
        let run = sandbox.run_line(line);
        assert_eq!(run.code, 0, "{line}: {}", run.stderr);
    }
    let mut seen = 0;
    for entry in std::fs::read_dir(sandbox.path("")).unwrap().flatten() {
        let ending = entry.path().extension().unwrap_or_default().to_string_lossy().into_owned();
        if !["html", "svg", "md"].contains(&ending.as_str()) || entry.file_name() == "README.md" {
            continue;
        }
        let text = std::fs::read_to_string(entry.path()).unwrap();
        // In Markdown a backslash takes the meaning from the mark that follows.
        let text = if ending == "md" { text.replace("\\<", "&lt;").replace("\\]", "&#93;") } else { text };
        for bad in ["<script>alert", "<img src=x", "\u{1b}", "\u{202e}", "href=\"javascript"] {
            assert!(!text.contains(bad), "{bad:?} in {:?}", entry.file_name());
        }
        assert!(ending != "md" || !text.contains("](javascript:"), "a link in {:?}", entry.file_name());
        seen += usize::from(text.contains("&lt;script&gt;alert") || text.contains("alert"));
    }
    assert!(seen >= 8, "the texts were written, {seen} times");
    let shown = sandbox.run_line("rank");
    assert!(!shown.stdout.contains('\u{1b}') && !shown.stdout.contains('\u{202e}'));
}

/// A line of TOML whose free text is made hostile; ids, choices and names of files stay.
fn poisoned(line: &str) -> String {
    const TEXTS: [&str; 8] = ["title", "text", "quote", "change", "because", "outcome", "audience", "what"];
    let key = line.split('=').next().unwrap_or_default().trim();
    let plain = line.trim_end().ends_with('"') && line.matches('"').count() == 2 && !line.contains('\\');
    if TEXTS.contains(&key) && plain {
        format!("{} {HOSTILE}\"\n", line.trim_end().trim_end_matches('"').replace('\'', ""))
    } else {
        format!("{line}\n")
    }
}
