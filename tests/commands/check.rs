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

/// What `check` says of a workspace with these settings and this map, as JSON.
fn problems(settings: &str, journey: &str) -> Vec<String> {
    let sandbox = Sandbox::empty();
    sandbox.write("jalon.toml", settings).write("journey.toml", journey);
    let output = sandbox.run("check --as-of 2026-09-10 --format json");
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let problems = answer["problems"].as_array().expect("a list").iter();
    problems.map(|problem| format!("{} {}", problem["severity"], problem["what"])).collect()
}

const JOURNEY: &str = "[journey]\ntitle = \"Buying\"\n[[stage]]\nid = \"buy\"\nphase = \"during\"\n\
    [[friction]]\nid = \"F-1\"\ntitle = \"Slow\"\n";

#[test]
fn a_score_of_effort_says_which_way_is_better() {
    let metric = "[[metric]]\nid = \"effort\"\nkind = \"ces\"\n";
    let refused = |settings: &str| problems(settings, JOURNEY).iter().any(|said| said.starts_with("\"error\""));
    assert!(refused(metric));
    assert!(!refused(&format!("{metric}direction = \"baisse\"\n")));
}

#[test]
fn a_phase_without_stage_is_told() {
    let told = |journey: &str| {
        let said = problems("schema = 1\n", journey);
        ["before", "after"].map(|phase| said.iter().any(|said| said.contains("stage") && said.contains(phase)))
    };
    assert_eq!(told(JOURNEY), [true, true]);
    let both = "[[stage]]\nid = \"a\"\nphase = \"avant\"\n[[stage]]\nid = \"b\"\nphase = \"after\"\n[[friction]]";
    assert_eq!(told(&JOURNEY.replacen("[[friction]]", both, 1)), [false, false]);
}

#[test]
fn a_file_that_cannot_be_read_is_one_problem() {
    for file in ["jalon.toml", "improvements.toml", "journey.toml"] {
        let sandbox = Sandbox::of("experiments");
        sandbox.write(file, &format!("{}\nbroken = [\n", sandbox.read(file)));
        let answer: serde_json::Value =
            serde_json::from_slice(&sandbox.run("check --as-of 2026-09-30 --format json").stdout).expect("JSON");
        let problems = answer["problems"].as_array().expect("a list").iter();
        let errors: Vec<_> = problems.filter(|problem| problem["severity"] == "error").collect();
        assert_eq!(errors.len(), 1, "{file}: {errors:#?}");
        assert_eq!(errors[0]["file"], file);
    }
}
