//! The one-way arrow: which module may use which. A new import that points against it fails here with the reason.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What each module of the library may use, besides itself. Layer by layer, as in `docs/architecture.md`.
const MAY_USE: &[(&str, &[&str])] = &[
    // 0: checked values, how numbers and texts are written
    ("words", &[]),
    ("quantity", &[]),
    ("number", &[]),
    ("id", &[]),
    ("problem", &["words"]),
    // 1: mathematics; knows no file, no metric, no text
    ("stats", &["quantity"]),
    // 2: the domain, left to right
    ("metric", &["words", "quantity", "number", "id", "problem", "stats"]),
    ("journey", &["words", "quantity", "number", "id", "problem", "stats", "metric"]),
    ("priority", &["words", "quantity", "number", "id", "problem", "stats", "metric", "journey"]),
    ("roadmap", &["words", "quantity", "number", "id", "problem", "stats", "metric", "journey", "priority"]),
    ("plan", &["words", "quantity", "number", "id", "problem", "stats", "metric", "journey", "priority", "roadmap"]),
    ("data", &["words", "quantity", "number", "id", "problem", "stats", "metric"]),
    (
        "analysis",
        &[
            "words", "quantity", "number", "id", "problem", "stats", "metric", "journey", "priority", "roadmap",
            "plan", "data",
        ],
    ),
    (
        "review",
        &[
            "words", "quantity", "number", "id", "problem", "stats", "metric", "journey", "priority", "roadmap",
            "plan", "data", "analysis",
        ],
    ),
    // 3: use cases
    (
        "pipeline",
        &[
            "words", "quantity", "number", "id", "problem", "stats", "metric", "journey", "priority", "roadmap",
            "plan", "data", "analysis", "review",
        ],
    ),
    // 4: faces
    ("chart", &["words", "quantity", "number", "id"]),
    (
        "report",
        &[
            "words", "quantity", "number", "id", "problem", "stats", "metric", "journey", "priority", "roadmap",
            "plan", "data", "analysis", "review", "pipeline", "chart",
        ],
    ),
    // 5: disk
    (
        "workspace",
        &[
            "words", "quantity", "number", "id", "problem", "stats", "metric", "journey", "priority", "roadmap",
            "plan", "data", "analysis", "review",
        ],
    ),
];

/// Crates that are named in one module only, so that they can be replaced there.
const NAMED_ONLY_IN: &[(&str, &[&str])] = &[
    ("statrs", &["stats"]),
    ("libm", &["stats"]),
    ("rand", &["stats"]),
    ("rand_pcg", &["stats"]),
    ("rand_distr", &["stats"]),
    ("plotters", &["chart"]),
    ("resvg", &["chart"]),
    ("ttf_parser", &["chart"]),
    ("comfy_table", &["report"]),
    ("parquet", &["data"]),
    ("flate2", &["data"]),
    ("zstd", &["data"]),
    ("encoding_rs", &["data"]),
    ("toml", &["workspace"]),
    ("glob", &["workspace"]),
    ("tempfile", &["workspace"]),
    ("rayon", &["pipeline"]),
    ("indicatif", &[]),
    ("fluent_bundle", &["words"]),
    ("icu_decimal", &["words"]),
    ("clap", &[]),
    ("terminal_size", &[]),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every source file of the library with the module it belongs to.
fn library() -> Vec<(String, PathBuf, String)> {
    let mut files = Vec::new();
    collect(&root(), &mut files);
    files
        .into_iter()
        .filter_map(|path| {
            let inner = path.strip_prefix(root()).ok()?.to_path_buf();
            let top = inner.components().next()?.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned();
            (!matches!(top.as_str(), "main" | "lib" | "cli"))
                .then(|| (top, inner, std::fs::read_to_string(&path).expect("a source file")))
        })
        .collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a source folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

/// Names that follow a path prefix in code, documentation aside: `crate::stats::…` gives `stats`.
fn names_after<'a>(code: &'a str, prefix: &str) -> Vec<&'a str> {
    code.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| line.match_indices(prefix).map(move |(position, _)| &line[position + prefix.len()..]))
        .map(|rest| rest.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next().unwrap_or_default())
        .collect()
}

#[test]
fn no_module_knows_what_stands_to_its_right_or_below() {
    let table: BTreeMap<&str, &[&str]> = MAY_USE.iter().copied().collect();
    let files = library();
    assert!(files.len() > 20, "the sources were not found");
    let mut broken = Vec::new();
    for (module, path, code) in &files {
        let Some(allowed) = table.get(module.as_str()) else {
            broken.push(format!("src/{}: module `{module}` has no row in tests/layers.rs", path.display()));
            continue;
        };
        for used in names_after(code, "crate::") {
            let known = table.contains_key(used);
            if known && used != module && !allowed.contains(&used) {
                broken.push(format!(
                    "src/{}: `{module}` uses `{used}`, but data flows one way and `{used}` stands to its right or below. \
                     Pass the value in as an argument, or move the code to `pipeline`.",
                    path.display()
                ));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn imports_are_written_out_module_by_module() {
    for (_, path, code) in library() {
        assert!(!code.contains("use crate::{"), "src/{}: write one `use crate::module::…` a line", path.display());
    }
}

#[test]
fn crates_are_named_in_their_module_only() {
    let mut broken = Vec::new();
    for (module, path, code) in library() {
        // Tests at a file's foot may use what they like, a temporary folder for instance.
        let code = code.split("#[cfg(test)]").next().unwrap_or_default();
        for (name, modules) in NAMED_ONLY_IN {
            let named = code
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .any(|line| line.contains(&format!("{name}::")) && !line.contains(&format!("_{name}::")));
            if named && !modules.contains(&module.as_str()) {
                broken.push(format!("src/{}: `{name}` is named outside {modules:?}", path.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}
