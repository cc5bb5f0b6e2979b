use super::run::Sandbox;

#[test]
fn a_new_workspace_works_from_the_first_command_to_the_plan() {
    for language in ["en", "fr"] {
        let sandbox = Sandbox::empty();
        let session = sandbox.session(&format!("init --lang {language}"));
        insta::assert_snapshot!(format!("init_{language}"), session);
        for line in ["check", "map", "rank", "roadmap --as-of 2026-11-02", "plan I-001 --as-of 2026-11-02"] {
            let session = sandbox.session(line);
            assert!(session.ends_with("--- exit code 0\n"), "{session}");
        }
        let lock = sandbox.session("lock E001 --as-of 2026-11-02");
        assert!(lock.ends_with("--- exit code 0\n"), "{lock}");
    }
}

#[test]
fn nothing_is_written_over() {
    let sandbox = Sandbox::empty();
    sandbox.write("experiments/journey.toml", "mine");
    let session = sandbox.session("init");
    assert!(session.contains("journey.toml") && session.ends_with("--- exit code 1\n"), "{session}");
    assert_eq!(sandbox.read("experiments/journey.toml"), "mine");
    assert!(!sandbox.path("experiments/jalon.toml").exists());
}

#[test]
fn the_example_is_complete() {
    let sandbox = Sandbox::empty();
    let session = sandbox.session("init shop --example shop");
    assert!(session.contains("jalon review 2026-09 --workspace shop"), "{session}");
    let review = sandbox.session("review 2026-09 --workspace shop");
    assert!(review.ends_with("--- exit code 0\n"), "{review}");
}

#[test]
fn a_folder_that_cannot_be_written_is_said() {
    let sandbox = Sandbox::empty();
    sandbox.write("file", "");
    let session = sandbox.session("init file/workspace");
    assert!(session.contains("file/workspace") && session.ends_with("--- exit code 1\n"), "{session}");
}
