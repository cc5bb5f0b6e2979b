use super::run::Sandbox;

#[test]
fn without_a_workspace_it_says_how_to_make_one() {
    let session = Sandbox::empty().session("check");
    assert!(session.contains("jalon init"), "{session}");
    assert!(session.ends_with("--- exit code 1\n"), "{session}");
}

#[test]
fn every_problem_is_listed_at_once_in_both_languages() {
    let sandbox = Sandbox::empty();
    sandbox.write(
        "jalon.toml",
        "schema = 1\nlnag = \"fr\"\n[defaults]\nalpha = 4.1\n[[team]]\nid = \"web\"\ndays_per_week = 0\n",
    );
    insta::assert_snapshot!("check_problems_en", sandbox.session("check"));
    insta::assert_snapshot!("check_problems_fr", sandbox.session("check --lang fr"));
}
