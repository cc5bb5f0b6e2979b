//! What a plan will do, by simulation, and A/A checks: as a user sees them.

use serde_json::Value;

use super::run::Sandbox;

fn json(sandbox: &Sandbox, line: &str) -> Value {
    let output = sandbox.run(&format!("{line} --format json"));
    assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{line}: {error}"))
}

/// A locked plan with a guardrail, an effect asked for, one on the guardrail, and a look a day.
const EVERYTHING: &str = "simulate E001 --tests 60 --lift +3% --effect support-contact=+10% --habit weekly";

#[test]
fn a_locked_plan_is_simulated() {
    let sandbox = Sandbox::of("experiments");
    insta::assert_snapshot!("simulate_en", sandbox.session(EVERYTHING));
    insta::assert_snapshot!("simulate_fr", sandbox.session(&format!("{EVERYTHING} --lang fr")));
    insta::assert_snapshot!("simulate_json", sandbox.session(&format!("{EVERYTHING} --format json")));
    insta::assert_snapshot!("simulate_csv", sandbox.session(&format!("{EVERYTHING} --format csv")));
}

#[test]
fn the_same_seed_gives_the_same_bytes_on_any_number_of_threads() {
    let sandbox = Sandbox::of("experiments");
    let with = |threads: &str, seed: &str| {
        let output = assert_cmd::Command::cargo_bin("jalon")
            .expect("the program is built")
            .args(["simulate", "E001", "--tests", "600", "--peek", "2", "--format", "json", "--seed", seed])
            .current_dir(sandbox.path("."))
            .env("RAYON_NUM_THREADS", threads)
            .output()
            .expect("the program runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    };
    assert_eq!(with("1", "7"), with("3", "7"));
    assert_ne!(with("1", "7"), with("1", "8"));
}

#[test]
fn charts_and_pages_are_written() {
    let sandbox = Sandbox::of("experiments");
    let output = sandbox.run("simulate E001 --tests 40 --peek 3 --out power.svg");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(sandbox.read("power.svg").contains("<svg") && sandbox.read("power-2.svg").contains("<svg"));
    sandbox.run("simulate E001 --tests 40 --lang fr --out simulation.html");
    assert!(sandbox.read("simulation.html").contains("</html>"));
}

#[test]
fn a_plan_that_is_not_locked_is_simulated_as_it_stands() {
    let sandbox = Sandbox::of("experiments");
    let answer = json(&sandbox, "simulate E006 --tests 50 --as-of 2026-09-30");
    assert_eq!(answer["schema"], "jalon.simulate.v1");
    assert!(answer["locked_on"].is_null() && answer["n_total"].as_u64().unwrap() > 1_000);
    assert_eq!(answer["scenarios"].as_array().unwrap().len(), 3);
}

/// The plan of the first test with three looks that may decide.
fn with_rule(rule: &str) -> Sandbox {
    let sandbox = divided();
    sandbox.write("E001-form/plan.toml", &format!("{PLAN}[rule]\n{rule}\n"));
    sandbox
}

#[test]
fn a_plan_with_looks_is_simulated_look_by_look() {
    let sandbox = with_rule("kind = \"group_sequential\"\nlooks = 3");
    insta::assert_snapshot!("simulate_looks_en", sandbox.session("simulate E001 --tests 40"));
    insta::assert_snapshot!("simulate_looks_fr", sandbox.session("simulate E001 --tests 40 --lang fr"));
    let answer = json(&sandbox, "simulate E001 --tests 40");
    let scenarios = answer["scenarios"].as_array().unwrap();
    assert!(scenarios.iter().all(|scenario| scenario["stops"].as_array().unwrap().len() == 3));
    let output = sandbox.run("simulate E001 --tests 40 --out looks.svg");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(sandbox.read("looks-2.svg").contains("<svg"));
}

#[test]
fn what_cannot_be_simulated_is_said() {
    let sandbox = Sandbox::of("experiments");
    let mut told = String::new();
    for line in [
        "simulate E001 --effect support-contact",
        "simulate E001 --effect suport-contact=+1%",
        "simulate E001 --lift +200%",
        "simulate E001 --lift much",
        "simulate E001 --units 3",
        "simulate E001 --tests 0",
        "simulate E001 --peek 501",
        "simulate E001 --peek 3 --habit daily",
        "simulate E001 --aa",
        "simulate E001 --aa nowhere.csv",
        "simulate E001 --aa --lift +3%",
        "simulate E009",
    ] {
        told.push_str(&sandbox.session(line));
    }
    insta::assert_snapshot!("simulate_mistakes_en", told);
    let french: String =
        ["simulate E001 --effect suport-contact=+1%", "simulate E001 --lift +200%", "simulate E001 --aa"]
            .iter()
            .map(|line| sandbox.session(&format!("{line} --lang fr")))
            .collect();
    insta::assert_snapshot!("simulate_mistakes_fr", french);
}

const PLAN: &str = r#"title = "A shorter form"
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
[[guardrail]]
metric = "spent"
margin_lift = -0.1
[data]
kind = "units"
file = "units.csv"
[design]
lift = 0.1
"#;

const SETTINGS: &str = r#"schema = 1
[[metric]]
id = "orders"
name = "Orders"
kind = "proportion"
baseline = 0.1
[[metric]]
id = "spent"
name = "Spent per visitor"
kind = "mean"
baseline = 5
sd = 12
unit = "€"
"#;

/// Six hundred visitors, one in five of whom orders for 11 to 40 €; no arm is needed to divide them anew.
fn divided() -> Sandbox {
    let sandbox = Sandbox::empty();
    let rows = (0..600).map(|unit| {
        let ordered = unit % 5 == 0;
        let spent = if ordered { 11 + unit % 30 } else { 0 };
        format!("u{unit},{},{spent}\n", u8::from(ordered))
    });
    let units: String = std::iter::once("unit,orders,spent\n".to_owned()).chain(rows).collect();
    sandbox.write("jalon.toml", SETTINGS).write("E001-form/plan.toml", PLAN).write("E001-form/units.csv", &units);
    sandbox
}

#[test]
fn real_units_are_divided_at_random() {
    let sandbox = divided();
    insta::assert_snapshot!("simulate_aa_en", sandbox.session("simulate E001 --aa --tests 300"));
    insta::assert_snapshot!("simulate_aa_fr", sandbox.session("simulate E001 --aa --tests 300 --lang fr"));
    let answer = json(&sandbox, "simulate E001 --aa E001-form/units.csv --tests 300");
    assert_eq!(answer["aa"]["units"], 600);
    let metrics = answer["aa"]["metrics"].as_array().unwrap();
    assert_eq!(metrics.len(), 2);
    for metric in metrics {
        let told: u64 = metric["p_values"].as_array().unwrap().iter().filter_map(Value::as_u64).sum();
        assert_eq!(told, 300);
        assert_eq!(metric["differs_from_alpha"], false, "{metric}");
    }
}

#[test]
fn a_file_that_is_no_list_of_units_has_its_problems_told() {
    let sandbox = divided();
    sandbox.write("broken.csv", "unit,orders\nu1,2\nu1,1\n");
    insta::assert_snapshot!("simulate_aa_mistakes", sandbox.session("simulate E001 --aa broken.csv"));
}
