//! The documents do not fall behind the program: their examples are run, their field lists are compared with the readers.

use std::collections::BTreeSet;
use std::path::Path;

#[path = "commands/run.rs"]
// The tests of the commands use the rest of it.
#[allow(dead_code)]
mod run;

use run::Sandbox;

/// The readers, of one source file or several, each with the heading in `docs/formats.md` under which its fields stand.
const READERS: &[(&str, &str)] = &[
    ("src/workspace/settings.rs src/workspace/baseline.rs", "jalon.toml"),
    ("src/workspace/journey.rs", "journey.toml"),
    ("src/workspace/improvements.rs", "improvements.toml"),
    ("src/workspace/kpis.rs", "kpis.csv"),
    ("src/workspace/plan.rs src/workspace/plan_rule.rs src/workspace/baseline.rs", "plan.toml"),
    ("src/data/summary.rs src/data/summary_source.rs", "data.csv"),
    ("src/data/unit_tallies.rs src/data/unit_source.rs", "Unit data"),
    ("src/workspace/event_logs.rs", "Event logs"),
    ("src/workspace/record.rs", "record.toml"),
    ("src/workspace/notes.rs", "reviews/2026-07.toml"),
];

fn text(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The files of a folder of the repository with an ending, in name order.
fn files(folder: &str, ending: &str) -> Vec<String> {
    let entries = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).expect("a folder");
    let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut paths: Vec<String> =
        names.filter(|name| name.ends_with(ending)).map(|name| format!("{folder}/{name}")).collect();
    paths.sort();
    paths
}

/// The fenced blocks of a page: what stands behind the opening fence, and the text inside.
fn fences(page: &str) -> Vec<(String, String)> {
    let mut fences = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in page.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(info)) => open = Some((info.trim().to_owned(), String::new())),
            (Some(_), Some(_)) => fences.extend(open.take()),
            (Some((_, inside)), None) => {
                inside.push_str(line);
                inside.push('\n');
            }
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a fence is not closed: {open:?}");
    fences
}

/// The words of a command line as a shell would part them, without what follows a `#`.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quoted = false;
    for character in line.chars() {
        match character {
            '"' => {
                quoted = !quoted;
                word.get_or_insert_default();
            }
            '#' if !quoted && word.is_none() => break,
            ' ' if !quoted => words.extend(word.take()),
            other => word.get_or_insert_default().push(other),
        }
    }
    words.extend(word);
    words
}

/// Runs a command line of a document and says how it failed, if it did.
fn failure(sandbox: &Sandbox, line: &str, more: &[&str]) -> Option<String> {
    let words = words(line);
    let (program, arguments) = words.split_first()?;
    assert_eq!(program, "jalon", "{line}");
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).chain(more.iter().copied()).collect();
    let output = sandbox.run_with(&arguments);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (!output.status.success()).then(|| format!("{line}\n{}\n{said}", output.status))
}

/// The workspace that the examples of `docs/formats.md` make together.
fn documented_workspace() -> Sandbox {
    let sandbox = Sandbox::empty();
    let mut written = Vec::new();
    for (info, inside) in fences(&text("docs/formats.md")) {
        if let Some((_, name)) = info.split_once(' ') {
            sandbox.write(name, &inside);
            written.push(name.to_owned());
        }
    }
    for (_, heading) in READERS.iter().filter(|(_, heading)| heading.contains('.')) {
        assert!(written.iter().any(|name| name.ends_with(heading)), "no example of {heading}");
    }
    sandbox
}

#[test]
fn the_examples_of_the_file_formats_are_a_workspace() {
    let sandbox = documented_workspace();
    let output = sandbox.run("check --as-of 2026-09-10 --format json");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}");
    let answer: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!((&answer["errors"], &answer["warnings"]), (&0.into(), &0.into()), "{said}");
    // The record is whole only if the data and the plan beside it are those it was written from.
    assert_eq!(failure(&sandbox, "jalon analyse E001 --dry-run --require-verdict --as-of 2026-07-21", &[]), None);
}

#[test]
fn every_command_of_the_documents_runs() {
    let pages = files("docs", ".md").into_iter().chain(["README.md".to_owned()]);
    let (mut failures, mut run) = (Vec::new(), 0);
    for page in pages {
        // One copy a page, so that what one command writes the next can read.
        let sandbox = Sandbox::of("experiments");
        for (_, inside) in fences(&text(&page)).iter().filter(|(info, _)| info == "console") {
            for line in inside.lines().filter_map(|line| line.strip_prefix("$ ")) {
                run += 1;
                failures.extend(failure(&sandbox, line, &[]).map(|said| format!("{page}: {said}")));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(run >= 4, "the commands were not found");
}

#[test]
fn the_first_five_minutes_of_the_readme_work() {
    let sandbox = Sandbox::empty();
    let readme = text("README.md");
    let (_, chapter) = readme.split_once("## Five minutes").expect("the chapter");
    let blocks = fences(chapter);
    let (_, inside) = blocks.iter().find(|(info, _)| info == "sh").expect("its commands");
    let lines: Vec<&str> = inside.lines().filter(|line| line.starts_with("jalon ")).collect();
    assert!(lines.len() > 8, "{lines:?}");
    for line in lines {
        if line.starts_with("jalon analyse") {
            // The one thing jalon cannot make: what the shop measured.
            let names = std::fs::read_dir(sandbox.path("experiments")).expect("the workspace").flatten();
            let name = names.map(|entry| entry.file_name()).find(|name| name.to_string_lossy().starts_with("E001"));
            let folder = name.expect("the folder of the plan").to_string_lossy().into_owned();
            let data = "arm,units,checkout-rate\ncontrol,6000,2160\nvariant,6000,2350\n";
            sandbox.write(&format!("experiments/{folder}/data.csv"), data);
        }
        assert_eq!(failure(&sandbox, line, &["--as-of", "2026-09-01"]), None);
    }
}

/// The part of `docs/formats.md` under a heading.
fn section<'a>(page: &'a str, heading: &str) -> &'a str {
    let opening = format!("\n## {heading}\n");
    let (_, rest) = page.split_once(&opening).unwrap_or_else(|| panic!("docs/formats.md has no `{heading}`"));
    rest.split("\n## ").next().unwrap_or(rest)
}

/// The code of one source file or of several, parted by spaces, without tests and remarks.
fn code(paths: &str) -> String {
    let without_tests = |path: &str| text(path).split("#[cfg(test)]").next().unwrap_or_default().to_owned();
    let code: String = paths.split(' ').map(without_tests).collect();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n")).collect()
}

/// Every text in quotes, with what stands before and after it.
fn literals(code: &str) -> Vec<(&str, &str, &str)> {
    let pieces: Vec<&str> = code.split('"').collect();
    let odd = (1..pieces.len()).step_by(2);
    odd.map(|place| (pieces[place - 1], pieces[place], pieces.get(place + 1).copied().unwrap_or_default())).collect()
}

/// The keys and named values a reader asks for.
///
/// They are the texts in its code that are written like a key, and those that stand first in the lists of named values.
/// Arguments of messages (`.text("field", …)`) are written like keys too; a reader of a table gives such calls no second
/// argument, or goes by another name.
fn asked(code: &str) -> BTreeSet<String> {
    const MESSAGE: [&str; 9] =
        [".text(", ".texts(", ".count(", ".number(", ".percent(", ".said(", ".date(", ".with(", "Message::new("];
    let is_key = |text: &str| {
        text.starts_with(|first: char| first.is_ascii_lowercase())
            && text.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_')
    };
    let names_a_value = |before: &str, after: &str| {
        let value = after.strip_prefix(", ").unwrap_or_default();
        before.ends_with('(')
            && before.trim_end_matches('(').ends_with(char::is_whitespace)
            && (value.starts_with(|first: char| first.is_uppercase()) && value.contains("::")
                || value.starts_with("true)")
                || value.starts_with("false)"))
    };
    literals(code)
        .into_iter()
        .filter(|(before, text, after)| {
            let in_message = MESSAGE.iter().any(|call| before.ends_with(call)) && after.starts_with(',');
            (is_key(text) && !in_message) || names_a_value(before, after)
        })
        .map(|(_, text, _)| text.to_owned())
        .collect()
}

#[test]
fn every_field_a_reader_asks_for_is_documented() {
    let page = text("docs/formats.md");
    let mut missing = Vec::new();
    for (path, heading) in READERS {
        let asked = asked(&code(path));
        assert!(asked.len() > 6, "{path}: the keys were not found: {asked:?}");
        let section = section(&page, heading);
        let named = |key: &str| {
            // The columns of a mean start with the metric's id.
            section.contains(&format!("`{key}`")) || section.contains(&format!("`<id>_{key}`"))
        };
        // `toml` is the ending of files.
        let unnamed = asked.iter().filter(|key| !named(key) && *key != "toml");
        missing
            .extend(unnamed.map(|key| format!("{path} reads `{key}`: add it under `## {heading}` in docs/formats.md")));
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn every_documented_field_is_asked_for_by_its_reader() {
    let page = text("docs/formats.md");
    let mut invented = Vec::new();
    for (path, heading) in READERS {
        // `schema` is read alike in every file. A record holds its prediction in the shape of the plan's, and reads it there.
        let shared = if *heading == "record.toml" { code("src/workspace/plan.rs") } else { String::new() };
        let code = code(path) + &shared;
        let rows = section(&page, heading).lines().filter(|line| line.starts_with("| `"));
        for cell in rows.filter_map(|row| row.split('|').nth(1)) {
            let names = cell.split('`').skip(1).step_by(2).filter(|name| !name.contains('<') && *name != "schema");
            let unknown = names.filter(|name| !code.contains(&format!("\"{name}\"")));
            invented.extend(unknown.map(|name| format!("docs/formats.md, {heading}: {path} does not read `{name}`")));
        }
    }
    assert!(invented.is_empty(), "{}", invented.join("\n"));
}

#[test]
fn every_reader_is_compared_with_its_documentation() {
    let known: BTreeSet<&str> = READERS.iter().flat_map(|(paths, _)| paths.split(' ')).collect();
    // What every reader is made with, and what only opens or writes files.
    let others = ["src/workspace/table.rs", "src/workspace/open.rs", "src/workspace/experiments.rs"];
    for path in files("src/workspace", ".rs") {
        let reads = code(&path).contains("Table<'_>");
        let listed = known.contains(path.as_str()) || others.contains(&path.as_str());
        assert!(!reads || listed, "{path} reads a file: give it a row in READERS and a chapter in docs/formats.md");
    }
}

/// The whole code of the sources and of the tests.
fn all_code() -> String {
    fn collect(folder: &Path, found: &mut String) {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                collect(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push_str(&std::fs::read_to_string(&path).expect("a source file"));
            }
        }
    }
    let mut found = String::new();
    for folder in ["src", "tests"] {
        collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut found);
    }
    found
}

#[test]
fn every_row_of_the_method_names_a_test_that_exists() {
    let (page, code) = (text("docs/method.md"), all_code());
    let mut faults = Vec::new();
    let rows: Vec<Vec<&str>> = page
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| #") && !line.starts_with("| question"))
        .map(|line| line.trim_matches('|').split(" | ").map(|cell| cell.trim_matches(['|', ' '])).collect())
        .collect();
    for row in &rows {
        let (said, named) =
            (row.get(row.len() - 2).copied().unwrap_or_default(), row.last().copied().unwrap_or_default());
        let name = named.trim_matches('`');
        let exists = code.contains(&format!("fn {name}()"));
        if !exists && !said.starts_with("not yet") && !named.starts_with("not yet") {
            faults.push(format!("`{name}` is no test: {row:?}"));
        }
    }
    let numbers: Vec<usize> = rows.iter().filter_map(|row| row.first()?.parse().ok()).collect();
    assert_eq!(numbers, (1..=53).collect::<Vec<_>>(), "each rule once, in order");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn links_between_the_documents_lead_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut broken = Vec::new();
    for page in files("docs", ".md").into_iter().chain(["README.md".to_owned()]) {
        let text = text(&page);
        let folder = root.join(&page).parent().map(Path::to_path_buf).unwrap_or_default();
        let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        let files = targets.filter(|target| !target.starts_with("http") && !target.starts_with('#'));
        let gone = files.filter(|target| !folder.join(target.split('#').next().unwrap_or(target)).exists());
        broken.extend(gone.map(|target| format!("{page}: {target}")));
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}
