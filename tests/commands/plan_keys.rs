//! What is said of wrong values under `[design]`, word for word, in both languages.

use super::run::Sandbox;

const SETTINGS: &str = r#"
schema = 1
[[metric]]
id = "orders"
name = "Orders"
kind = "proportion"
baseline = 0.2
[[metric]]
id = "effort"
name = "Effort"
kind = "ces"
direction = "lower"
scale = [1, 3]
shares = [0.2, 0.3, 0.5]
[[metric]]
id = "stars"
name = "Stars"
kind = "rating"
scale = [1, 3]
shares = [0.2, 0.3, 0.5]
"#;

/// A plan whose `[design]`, from line 13 on, holds these lines.
fn checked(primary: &str, design: &str) -> String {
    let sandbox = Sandbox::empty();
    let plan = format!(
        r#"title = "A test"
primary = "{primary}"
start = 2026-07-06
end = 2026-07-19
[[arm]]
name = "control"
share = 0.5
[[arm]]
name = "variant"
share = 0.5
[hypothesis]
change = "something"
[design]
{design}
[data]
kind = "units"
"#
    );
    sandbox.write("jalon.toml", SETTINGS).write("E001-test/plan.toml", &plan);
    let mut sessions = format!("==== {}\n", design.replace('\n', " ⏎ "));
    for language in ["en", "fr"] {
        let session = sandbox.session(&format!("check --as-of 2026-07-01 --quiet --lang {language}"));
        // Only the problems: that there is no guardrail is said elsewhere.
        let problems = session.split("\n\n").filter(|part| part.starts_with('■')).collect::<Vec<_>>();
        assert!(!problems.is_empty(), "{session}");
        sessions.push_str(&problems.join("\n"));
        sessions.push('\n');
    }
    sessions
}

fn all(primary: &str, effect: &str, lines: &[&str]) -> String {
    lines.iter().map(|line| checked(primary, &format!("{effect}{line}"))).collect()
}

#[test]
fn a_wrong_correlation_with_the_covariate_is_said() {
    let lines =
        ["1", "-1.5", "1.001", "\"half\"", "nan", "true"].map(|given| format!("covariate_correlation = {given}"));
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    insta::assert_snapshot!("plan_key_covariate", all("orders", "lift = 0.1\n", &lines));
}

#[test]
fn wrong_clusters_are_said() {
    let lines = [
        "cluster_size = 20",
        "icc = 0.02",
        "cluster_cv = 0.4",
        "cluster_size = 0.5\nicc = 0.02",
        "cluster_size = 0\nicc = 0.02",
        "cluster_size = \"many\"\nicc = 0.02",
        "cluster_size = 20\nicc = 1.2",
        "cluster_size = 20\nicc = -0.1",
        "cluster_size = 20\nicc = 0.02\ncluster_cv = -0.4",
        "cluster_size = 20\nicc = 0.02\ncluster_cv = \"unequal\"",
    ];
    insta::assert_snapshot!("plan_key_clusters", all("orders", "lift = 0.1\n", &lines));
}

#[test]
fn wrong_choices_are_said() {
    let lines = [
        "power_of = \"decisions\"",
        "power_of = \"everything\"",
        "power_of = 0.8",
        "secondary_correction = \"holms\"",
        "secondary_correction = \"dunnett\"",
        "secondary_correction = false",
    ];
    insta::assert_snapshot!("plan_key_choices", all("orders", "lift = 0.1\n", &lines));
}

#[test]
fn a_wrong_odds_ratio_is_said() {
    let ordered = ["0", "-2", "1", "0.5", "\"twice\"", "1.4\nlift = 0.1", "1.4\ndifference = 0.1"];
    let ordered = ordered.map(|given| format!("odds_ratio = {given}"));
    let ordered: Vec<&str> = ordered.iter().map(String::as_str).collect();
    let session = [("stars", &ordered[..]), ("effort", &["odds_ratio = 1.4"]), ("orders", &["odds_ratio = 1.4"])]
        .map(|(primary, lines)| all(primary, "", lines))
        .concat();
    insta::assert_snapshot!("plan_key_odds_ratio", session);
}
