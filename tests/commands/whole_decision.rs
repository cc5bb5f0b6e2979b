//! Plans with guardrails: what the whole decision needs, and the power that simulated tests find.

use serde_json::Value;

use super::run::Sandbox;

const SETTINGS: &str = r#"
schema = 1
[[metric]]
id = "orders"
name = "Orders"
kind = "proportion"
baseline = 0.1
[[metric]]
id = "minutes"
name = "Minutes to pay"
kind = "mean"
direction = "lower"
baseline = 4
sd = 3
[[metric]]
id = "calls"
name = "Calls"
kind = "proportion"
direction = "lower"
"#;

const MINUTES: &str = "[[guardrail]]\nmetric = \"minutes\"\nmargin_difference = 0.08\n";
const CALLS: &str = "[[guardrail]]\nmetric = \"calls\"\nmargin_difference = 0.01\n";

fn workspace(guardrails: &str, design: &str) -> Sandbox {
    let sandbox = Sandbox::empty();
    let plan = format!(
        r#"title = "A shorter form"
primary = "orders"
start = 2026-07-06
end = 2026-07-19
[hypothesis]
change = "ask for less"
[[arm]]
name = "control"
share = 0.5
[[arm]]
name = "variant"
share = 0.5
{guardrails}[design]
lift = 0.1
{design}
"#
    );
    sandbox.write("jalon.toml", SETTINGS).write("E001-form/plan.toml", &plan);
    sandbox
}

fn locked(sandbox: &Sandbox, options: &str) -> Value {
    let output = sandbox.run(&format!("lock E001 --quiet --as-of 2026-07-01 --format json {options}"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_lock_with_guardrails_reads_well_in_both_languages() {
    for (name, guardrails, design) in [
        ("lock_guardrail", MINUTES.to_owned(), ""),
        ("lock_decision", MINUTES.to_owned(), "power_of = \"decision\""),
        ("lock_guardrail_unknown", format!("{MINUTES}{CALLS}"), "power_of = \"decision\""),
        ("lock_guardrail_little", MINUTES.to_owned(), "units = 2000"),
    ] {
        let sandbox = workspace(&guardrails, design);
        for language in ["en", "fr"] {
            let line = format!("lock E001 --dry-run --quiet --as-of 2026-07-01 --lang {language}");
            insta::assert_snapshot!(format!("{name}_{language}"), sandbox.session(&line));
        }
    }
}

#[test]
fn only_a_plan_that_asks_for_it_is_sized_for_the_whole_decision() {
    let [unsaid, primary, decision] = ["", "power_of = \"primary\"", "power_of = \"decision\""]
        .map(|design| locked(&workspace(MINUTES, design), "--dry-run"));
    assert_eq!(unsaid, primary);
    assert_ne!(unsaid["fingerprint"], decision["fingerprint"]);
    assert_eq!(unsaid["n_total"], locked(&workspace("", ""), "--dry-run")["n_total"]);
    let needs = decision["decision"]["needs"].as_array().unwrap();
    let most = needs.iter().filter_map(|need| need["n_total"].as_u64()).max();
    assert_eq!(decision["n_total"].as_u64(), most);
    assert_eq!(decision["decision"]["deciding"], "minutes");
    assert!(decision["decision"]["least_power"].as_f64().unwrap() >= 0.8);
    assert!(unsaid["decision"]["least_power"].as_f64().unwrap() < 0.8);
}

#[test]
fn simulated_tests_find_the_computed_power() {
    for design in ["", "power_of = \"decision\"", "units = 8000"] {
        let answer = locked(&workspace(MINUTES, design), "--dry-run");
        let simulated = &answer["power_simulated"];
        let apart = simulated["power"].as_f64().unwrap() - answer["power_attained"].as_f64().unwrap();
        assert!(apart.abs() < 4.0 * simulated["standard_error"].as_f64().unwrap(), "{design}: {answer}");
        assert!(simulated["tests"].as_u64().unwrap() >= 100);
    }
}

#[test]
fn what_was_simulated_is_shown_and_never_kept() {
    let sandboxes = ["1", "2"].map(|seed| {
        let sandbox = workspace(MINUTES, "");
        let answer = locked(&sandbox, &format!("--seed {seed}"));
        (answer, sandbox.read("E001-form/record.toml"))
    });
    let [(one, first), (two, second)] = &sandboxes;
    assert_ne!(one["power_simulated"]["power"], two["power_simulated"]["power"], "another seed draws other tests");
    assert_eq!(one["fingerprint"], two["fingerprint"]);
    assert_eq!(first, second);
    assert!(!first.contains("simulat"), "{first}");
    let again = locked(&workspace(MINUTES, ""), "--seed 1");
    assert_eq!(again, *one, "the same seed draws the same tests");
}
