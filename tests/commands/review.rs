use super::run::Sandbox;

#[test]
fn the_review_of_the_worked_example_in_both_languages() {
    let sandbox = Sandbox::of("experiments");
    insta::assert_snapshot!("review_september_en", sandbox.session("review 2026-09 --dry-run"));
    insta::assert_snapshot!("review_august_fr", sandbox.session("review 2026-08 --dry-run --lang fr"));
}

#[test]
fn the_pages_are_written_beside_the_notes_and_are_the_same_each_time() {
    let sandbox = Sandbox::of("experiments");
    let page = || {
        let session = sandbox.session("review 2026-09");
        assert!(session.ends_with("--- exit code 0\n"), "{session}");
        (sandbox.read("reviews/2026-09.md"), sandbox.read("reviews/2026-09.html"))
    };
    let first = page();
    assert_eq!(first, page());
    assert!(first.0.contains("](2026-09-charts/ended.svg)"), "the Markdown page links its charts");
    assert!(sandbox.read("reviews/2026-09-charts/ended.svg").contains("<svg"));
    assert!(first.1.contains("<svg") && !first.1.contains("http-equiv=\"refresh\"") && !first.1.contains("<script"));
}

#[test]
fn a_dry_run_and_a_named_file_leave_the_workspace_alone() {
    let sandbox = Sandbox::of("experiments");
    std::fs::remove_file(sandbox.path("reviews/2026-09.html")).expect("the committed page");
    sandbox.run("review 2026-09 --dry-run");
    sandbox.run("review 2026-09 --out page.html");
    assert!(!sandbox.path("reviews/2026-09.html").exists());
    assert!(sandbox.read("page.html").starts_with("<!DOCTYPE html>"));
}

#[test]
fn the_answer_for_programs_names_what_ended_and_what_was_decided() {
    let output = Sandbox::of("experiments").run("review 2026-09 --dry-run --format json");
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(answer["schema"], "jalon.review.v1");
    assert_eq!(answer["ended"][0]["experiment"], "E004");
    assert_eq!(answer["ended"][0]["verdict"], "stop");
    assert_eq!(answer["ended"][0]["decision"], "stop");
    assert_eq!(answer["running"][0], "E005");
    assert_eq!(answer["kpis"].as_array().map(Vec::len), Some(7));
}

#[test]
fn a_month_that_is_none_or_not_yet_is_refused() {
    let sandbox = Sandbox::of("experiments");
    for (line, part) in [
        ("review 2026-13", "2026-13"),
        ("review septembre", "septembre"),
        ("review 2027-01 --as-of 2026-10-01", "2027-01"),
    ] {
        let session = sandbox.session(line);
        assert!(session.contains(part) && session.ends_with("--- exit code 2\n"), "{session}");
    }
}

#[test]
fn every_bad_file_is_named_at_once() {
    let sandbox = Sandbox::of("experiments");
    sandbox.write("kpis.csv", "month,metric,value,n\n2026-09,conversoin,0.03,1000\n2026-99,conversion,0.03,1000\n");
    sandbox.write("reviews/2026-10.toml", "attendee = [\"Nora\"]\n[[action]]\nowner = \"Nora\"\n");
    sandbox.write("reviews/october.toml", "");
    insta::assert_snapshot!("review_mistakes_en", sandbox.session("review 2026-09"));
    insta::assert_snapshot!("review_mistakes_fr", sandbox.session("review 2026-09 --lang fr"));
}

#[test]
fn texts_from_files_never_become_markup() {
    let sandbox = Sandbox::of("experiments");
    let hostile = "<script>alert(1)</script>\\\" onload=\\\"x";
    sandbox.write(
        "reviews/2026-09.toml",
        &format!("celebrate = [\"{hostile}\"]\nlearnt = [\"{hostile}\"]\n[[action]]\nwhat = \"{hostile}\"\nowner = \"{hostile}\"\n"),
    );
    let settings =
        sandbox.read("jalon.toml").replace("name = \"Orders per visitor\"", &format!("name = \"{hostile}\""));
    sandbox.write("jalon.toml", &settings);
    let session = sandbox.session("review 2026-09");
    assert!(session.ends_with("--- exit code 0\n"), "{session}");
    let page = sandbox.read("reviews/2026-09.html");
    assert!(!page.contains("<script") && page.contains("&lt;script"));
    // Markdown escapes with a backslash.
    let page = sandbox.read("reviews/2026-09.md");
    assert!(!page.replace("\\<script", "").contains("<script") && page.contains("\\<script"));
}

/// The September review stands in the repository, so that it can be read without building anything.
/// `JALON_WRITE_DOCS=1 cargo test --test commands` writes it anew.
#[test]
fn the_committed_review_is_what_the_program_writes() {
    let sandbox = Sandbox::of("experiments");
    sandbox.run("review 2026-09");
    let reviews = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("experiments/reviews");
    let charts = std::fs::read_dir(sandbox.path("reviews/2026-09-charts")).expect("charts were written");
    let charts = charts.flatten().map(|entry| format!("2026-09-charts/{}", entry.file_name().to_string_lossy()));
    let files: Vec<String> = charts.chain(["2026-09.md".to_owned(), "2026-09.html".to_owned()]).collect();
    assert!(files.len() > 5, "{files:?}");
    for file in files {
        let written = sandbox.read(&format!("reviews/{file}"));
        let committed = reviews.join(&file);
        if std::env::var_os("JALON_WRITE_DOCS").is_some() {
            std::fs::create_dir_all(committed.parent().expect("a folder")).expect("a folder");
            std::fs::write(&committed, &written).expect("the file can be written");
        }
        let same = std::fs::read_to_string(&committed).is_ok_and(|text| text == written);
        assert!(same, "{file} is not what the program writes: JALON_WRITE_DOCS=1 cargo test --test commands review");
    }
}
