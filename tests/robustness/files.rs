//! The files of a workspace, cut short, garbled, or with values nobody meant.

use std::path::{Path, PathBuf};

use jalon::problem::Problem;
use jalon::words::{Language, Words};
use jalon::workspace;
use proptest::prelude::*;

/// Values put in the place of others: wrong types, absurd sizes, hostile texts.
const VALUES: &[&str] = &[
    "nan",
    "inf",
    "1e308",
    "-1",
    "0",
    "\"\"",
    "\"<script>alert(1)</script>\"",
    "[]",
    "{}",
    "true",
    "0000-01-01",
    "9999-12-31",
    "\"\\u202Eabc\\u001B[31m\"",
    "1e-300",
    "99999999999999999999",
    "[1, 2]",
    "[3, 2, 1]",
    "\"a/b\"",
    "9223372036854775807",
    "[[1]]",
    "-0.0",
    "1979-05-27T07:32:00Z",
    "\"%\"",
    "'''",
    "= =",
    "…",
];

#[derive(Debug, Clone)]
enum Damage {
    /// The file ends here, as a part of a thousand of its length.
    Cut(usize),
    /// A byte becomes another.
    Byte(usize, u8),
    /// A line is left out.
    Drop(usize),
    /// A line is there twice.
    Twice(usize),
    /// A line's value becomes another.
    Value(usize, usize),
    /// Line ends, byte order mark, another encoding.
    CarriageReturns,
    ByteOrderMark,
    Latin1,
}

fn damage() -> impl Strategy<Value = Damage> {
    let place = 0..10_000_usize;
    prop_oneof![
        place.clone().prop_map(Damage::Cut),
        (place.clone(), any::<u8>()).prop_map(|(place, byte)| Damage::Byte(place, byte)),
        place.clone().prop_map(Damage::Drop),
        place.clone().prop_map(Damage::Twice),
        (place.clone(), 0..VALUES.len()).prop_map(|(place, value)| Damage::Value(place, value)),
        (place, 0..VALUES.len()).prop_map(|(place, value)| Damage::Value(place, value)),
        Just(Damage::CarriageReturns),
        Just(Damage::ByteOrderMark),
        Just(Damage::Latin1),
    ]
}

fn damaged(text: &str, damage: &Damage) -> Vec<u8> {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let count = lines.len();
    let at = |place: usize| place * count / 10_000;
    match *damage {
        Damage::Cut(place) => return text.as_bytes()[..place * text.len() / 10_000].to_vec(),
        Damage::Byte(place, byte) => {
            let mut bytes = text.as_bytes().to_vec();
            bytes[place * text.len() / 10_000] = byte;
            return bytes;
        }
        Damage::Drop(place) => drop(lines.remove(at(place))),
        Damage::Twice(place) => {
            let line = at(place);
            lines.insert(line, lines[line].clone());
        }
        Damage::Value(place, value) => {
            let line = &mut lines[at(place)];
            let separator = if line.contains('=') { '=' } else { ',' };
            if let Some((before, _)) = line.clone().rsplit_once(separator) {
                *line = format!("{before}{separator}{}", VALUES[value]);
            }
        }
        Damage::CarriageReturns => return text.replace('\n', "\r\n").into_bytes(),
        Damage::ByteOrderMark => return format!("\u{feff}{text}").into_bytes(),
        Damage::Latin1 => return text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect(),
    }
    lines.join("\n").into_bytes()
}

fn inputs(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            inputs(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "toml" || ending == "csv") {
            found.push(path);
        }
    }
    found.sort();
}

/// Every problem can be said in both languages, on few lines, and obeys no control character.
fn is_legible(problem: &Problem) -> Result<(), TestCaseError> {
    for language in Language::ALL {
        let said = problem.say(&Words::new(language));
        prop_assert!(!said.contains('⟨') && !said.contains("{$") && !said.contains("{ $"), "{said}");
        prop_assert!(said.chars().all(|character| character == '\n' || !character.is_control()), "{said:?}");
        prop_assert!(said.lines().count() <= 2, "{said}");
    }
    prop_assert!(!problem.place.file.is_empty());
    Ok(())
}

#[test]
fn a_damaged_file_is_read_or_refused_with_a_legible_problem() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("experiments");
    let (mut files, sandbox) = (Vec::new(), tempfile::tempdir().unwrap());
    inputs(&source, &mut files);
    let inside: Vec<(PathBuf, String)> = files
        .iter()
        .map(|path| {
            let target = sandbox.path().join(path.strip_prefix(&source).unwrap());
            std::fs::create_dir_all(target.parent().unwrap()).unwrap();
            std::fs::copy(path, &target).unwrap();
            (target, std::fs::read_to_string(path).unwrap())
        })
        .collect();
    super::runner(200)
        .run(&(0..inside.len(), damage()), |(file, damage)| {
            let (path, text) = &inside[file];
            std::fs::write(path, damaged(text, &damage)).unwrap();
            let opened = workspace::open(sandbox.path());
            std::fs::write(path, text).unwrap();
            opened.problems.iter().try_for_each(is_legible)
        })
        .unwrap();
}

/// A workspace of one file, and what is said of it in French.
fn said_of(text: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("jalon.toml"), text).unwrap();
    let words = Words::new(Language::French);
    let problems = workspace::open(folder.path()).problems;
    problems.first().map(|problem| words.say(&problem.what)).unwrap_or_default()
}

#[test]
fn faults_of_toml_are_told_in_the_readers_language() {
    for (text, fault) in [
        ("schema = 1\nschema = 1\n", "une clé ou une table y figure deux fois"),
        ("schema = 1\nname = \"Lumen\n", "les guillemets d’un texte manquent ou ne sont pas fermés"),
        ("schema = 1\nname = Lumen\n", "une valeur manque, ou un texte n’est pas entre guillemets"),
        ("schema =\n", "une valeur manque, ou un texte n’est pas entre guillemets"),
        ("schema = 1\n[defaults\n", "un crochet ou une accolade manque ou n’est pas fermé"),
        ("schema = [1\n", "un crochet ou une accolade manque ou n’est pas fermé"),
        ("schema = 1_\n", "ce n’est ni un nombre ni une date comme TOML les écrit"),
        ("on = 2026-13-45\n", "ce n’est ni un nombre ni une date comme TOML les écrit"),
        ("schema\n", "ce n’est pas une ligne `clé = valeur`"),
        ("= 1\n", "ce n’est pas une ligne `clé = valeur`"),
        ("name = \"\\q\"\n", "un texte contient un caractère ou un `\\` que TOML refuse"),
        ("name = \"\u{1}\"\n", "un texte contient un caractère ou un `\\` que TOML refuse"),
    ] {
        assert_eq!(said_of(text), format!("ce n’est pas du TOML ({fault})"), "{text}");
    }
    let deep = format!("name = {}", "[".repeat(10_000));
    assert_eq!(said_of(&deep), "ce n’est pas du TOML (des listes ou des tables sont emboîtées trop profondément)");
}

#[test]
fn a_file_with_a_fault_still_says_its_language() {
    let folder = tempfile::tempdir().unwrap();
    for text in ["\u{feff}lang = \"fr\"\n", "lang = \"fr\"\nname = \"Lumen\n"] {
        std::fs::write(folder.path().join("jalon.toml"), text).unwrap();
        assert_eq!(workspace::language(folder.path()), Some(Language::French), "{text}");
    }
}
