//! Both languages are complete: the same keys, the same variables, every key the code says, and no key nobody says.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jalon::words::{Language, catalogue_sources};

/// Keys of a language with the variables of each, read from the catalogue's text.
fn entries(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut entries: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (area, text) in catalogue_sources(language) {
        let mut current: Option<String> = None;
        for line in text.lines() {
            if line.starts_with('#') || line.trim().is_empty() {
                continue;
            }
            let starts_entry = line.starts_with(|first: char| first.is_ascii_alphabetic());
            if starts_entry {
                let (key, _) = line.split_once('=').unwrap_or_else(|| panic!("{area}: `{line}` has no `=`"));
                let key = key.trim().to_owned();
                assert!(!entries.contains_key(&key), "{language}/{area}: `{key}` is written twice");
                entries.insert(key.clone(), BTreeSet::new());
                current = Some(key);
            }
            let key = current.as_ref().unwrap_or_else(|| panic!("{area}: `{line}` belongs to no key"));
            entries.get_mut(key).expect("just inserted").extend(variables(line));
        }
    }
    entries
}

fn variables(line: &str) -> BTreeSet<String> {
    line.match_indices('$')
        .map(|(position, _)| {
            line[position + 1..]
                .chars()
                .take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '-')
                .collect::<String>()
        })
        // `$units-n` chooses the plural of `$units`; a language may not need it.
        .map(|name| name.strip_suffix("-n").map_or(name.clone(), str::to_owned))
        .collect()
}

fn sources(folder: &Path, found: &mut String) {
    for entry in std::fs::read_dir(folder).expect("the source folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push_str(&std::fs::read_to_string(&path).expect("a source file"));
        }
    }
}

#[test]
fn every_file_of_the_catalogue_parses() {
    for language in Language::ALL {
        for (area, text) in catalogue_sources(language) {
            if let Err((_, errors)) = fluent_bundle::FluentResource::try_new((*text).to_owned()) {
                panic!("{language}/{area}.ftl: {errors:?}");
            }
        }
    }
}

#[test]
fn both_languages_have_the_same_keys_and_variables() {
    let (english, french) = (entries(Language::English), entries(Language::French));
    assert!(english.len() > 50, "the catalogue was not read");
    let only = |one: &BTreeMap<String, BTreeSet<String>>, other: &BTreeMap<String, BTreeSet<String>>| {
        one.keys().filter(|key| !other.contains_key(*key)).cloned().collect::<Vec<_>>()
    };
    assert_eq!(only(&english, &french), Vec::<String>::new(), "missing in French");
    assert_eq!(only(&french, &english), Vec::<String>::new(), "missing in English");
    for (key, variables) in &english {
        assert_eq!(variables, &french[key], "variables of `{key}`");
    }
}

#[test]
fn every_key_is_said_somewhere_and_every_key_said_exists() {
    let mut code = String::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut code);
    let english = entries(Language::English);
    let quoted: BTreeSet<&str> = code.split('"').collect();
    let unsaid: Vec<&String> = english.keys().filter(|key| !quoted.contains(key.as_str())).collect();
    assert!(unsaid.is_empty(), "nobody says {unsaid:?}");
    for call in ["Message::new(\"", ".key(\"", ".say(\""] {
        for (position, _) in code.match_indices(call) {
            let rest = &code[position + call.len()..];
            let key = rest.split('"').next().unwrap_or_default();
            assert!(english.contains_key(key) || key == "no-such-key", "the catalogue has no `{key}`");
        }
    }
}

/// A key that is not in the catalogue is said between these marks; a snapshot must not make that the expected output.
#[test]
fn no_output_under_test_lacks_a_message() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/commands/snapshots");
    for entry in std::fs::read_dir(folder).expect("the snapshots").flatten() {
        let text = std::fs::read_to_string(entry.path()).expect("a snapshot");
        assert!(!text.contains('⟨'), "{}: a message is missing", entry.path().display());
    }
}

#[test]
fn french_typography_is_kept() {
    for (area, text) in catalogue_sources(Language::French) {
        for (number, line) in text.lines().enumerate() {
            let place = format!("fr/{area}.ftl:{}", number + 1);
            if line.starts_with('#') {
                continue;
            }
            assert!(!line.contains('\''), "{place}: write ’, not '");
            // Fluent's own syntax has ` = `, `*[` and `->`; what it says is on the right of the first `=`.
            let said = line.split_once('=').map_or(line, |(_, said)| said);
            for (position, mark) in said.char_indices().filter(|(_, mark)| ";?!%:".contains(*mark)) {
                assert!(!said[..position].ends_with(' '), "{place}: a breakable space before `{mark}`");
            }
        }
    }
}
