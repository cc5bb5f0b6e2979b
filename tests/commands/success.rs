//! Plans with several success metrics: one rule from the plan over its size and its lock to the verdict, in both languages.

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
id = "revenue"
name = "Revenue"
kind = "mean"
unit = "€"
baseline = 8
sd = 20
[[metric]]
id = "calls"
name = "Calls"
kind = "proportion"
direction = "lower"
baseline = 0.05
"#;

const REVENUE: &str = "[[also_primary]]\nmetric = \"revenue\"\nlift = 0.1\n";
const CALLS: &str = "[[guardrail]]\nmetric = \"calls\"\nmargin_difference = 0.008\n";

fn plan(tables: &str, rule: &str) -> String {
    format!(
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
{tables}[design]
lift = 0.1
[rule]
{rule}
"#
    )
}

fn workspace(tables: &str, rule: &str) -> Sandbox {
    let sandbox = Sandbox::empty();
    sandbox.write("jalon.toml", SETTINGS).write("E001-form/plan.toml", &plan(tables, rule));
    sandbox
}

/// Orders and revenue of the variant; the control has 2 000 of 20 000 and 8 €.
fn data(orders: u32, revenue: f64, calls: u32) -> String {
    format!(
        "arm,units,orders,revenue_mean,revenue_sd,calls\ncontrol,20000,2000,8,20,1000\nvariant,20000,{orders},{revenue},20,{calls}\n"
    )
}

fn json(sandbox: &Sandbox, line: &str) -> Value {
    let output = sandbox.run(&format!("{line} --dry-run --quiet --format json"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn locked(tables: &str, rule: &str) -> Value {
    json(&workspace(tables, rule), "lock E001 --as-of 2026-07-01")
}

fn analysed(tables: &str, rule: &str, data: &str) -> Value {
    let sandbox = workspace(tables, rule);
    sandbox.write("E001-form/data.csv", data);
    json(&sandbox, "analyse E001 --as-of 2026-07-21")
}

#[test]
fn a_lock_with_several_success_metrics_reads_well_in_both_languages() {
    for (name, tables, rule) in [
        ("any", REVENUE.to_owned(), "success = \"any\""),
        ("any_guarded", format!("{REVENUE}{CALLS}"), "success = \"un\""),
        ("all", REVENUE.to_owned(), "success = \"all\""),
    ] {
        let sandbox = workspace(&tables, rule);
        for language in ["en", "fr"] {
            let line = format!("lock E001 --dry-run --quiet --as-of 2026-07-01 --lang {language}");
            insta::assert_snapshot!(format!("success_lock_{name}_{language}"), sandbox.session(&line));
        }
    }
}

#[test]
fn an_analysis_of_several_success_metrics_reads_well_in_both_languages() {
    for (name, tables, rule, data) in [
        ("any_one_wins", REVENUE.to_owned(), "success = \"any\"", data(2_200, 8.1, 1_000)),
        ("any_guarded", format!("{REVENUE}{CALLS}"), "success = \"any\"", data(2_200, 8.1, 1_000)),
        ("all_one_open", REVENUE.to_owned(), "success = \"tous\"", data(2_200, 8.1, 1_000)),
    ] {
        let sandbox = workspace(&tables, rule);
        sandbox.write("E001-form/data.csv", &data);
        for language in ["en", "fr"] {
            let line = format!("analyse E001 --dry-run --quiet --as-of 2026-07-21 --lang {language}");
            insta::assert_snapshot!(format!("success_{name}_{language}"), sandbox.session(&line));
        }
    }
}

#[test]
fn the_largest_need_is_the_size_and_programs_are_told_whose() {
    let any = locked(REVENUE, "success = \"any\"");
    assert_eq!(any["alpha_per_success_metric"], 0.025);
    assert_eq!((&any["success_rule"], &any["decision"]["sized_by"]), (&"any".into(), &"orders".into()));
    let needs = any["decision"]["needs"].as_array().unwrap();
    assert_eq!(any["n_total"].as_u64(), needs.iter().filter_map(|need| need["n_total"].as_u64()).max());
    let all = locked(REVENUE, "success = \"all\"");
    assert_eq!(all["alpha_per_success_metric"], 0.05);
    assert_ne!(any["fingerprint"], all["fingerprint"]);
    for answer in [&any, &all] {
        let simulated = &answer["decision_simulated"];
        let error = simulated["standard_error"].as_f64().unwrap();
        assert!(simulated["planned"].as_f64().unwrap() > 0.8 - 4.0 * error, "{simulated}");
        assert!(simulated["unmoved"].as_f64().unwrap() < 0.06, "{simulated}");
    }
    // A metric alone says nothing of a rule.
    let alone = json(&workspace("", "kind = \"fixed_horizon\""), "lock E001 --as-of 2026-07-01");
    assert!(alone.get("success_rule").is_none() && alone.get("decision_simulated").is_none());
}

#[test]
fn the_verdict_follows_the_rule() {
    let decided = |tables: &str, rule: &str, data: String| {
        analysed(tables, &format!("success = \"{rule}\""), &data)["verdict"]["decision"].as_str().unwrap().to_owned()
    };
    let guarded = format!("{REVENUE}{CALLS}");
    for (tables, data, any, all) in [
        (REVENUE, data(2_200, 8.1, 1_000), "ship", "undecided"),
        (REVENUE, data(2_020, 8.9, 1_000), "ship", "undecided"),
        (REVENUE, data(2_200, 8.9, 1_000), "ship", "ship"),
        (REVENUE, data(2_020, 8.1, 1_000), "undecided", "undecided"),
        // What harms one success metric is not shipped for another.
        (REVENUE, data(2_200, 7.0, 1_000), "stop", "stop"),
        (&guarded, data(2_200, 8.9, 1_000), "ship", "ship"),
        (&guarded, data(2_200, 8.9, 1_150), "undecided", "undecided"),
        (&guarded, data(2_200, 8.9, 1_400), "stop", "stop"),
    ] {
        assert_eq!(decided(tables, "any", data.clone()), any, "{data}");
        assert_eq!(decided(tables, "all", data.clone()), all, "{data}");
    }
}

/// p-value and interval agree on what is a win, and the p-value is the plain one times the number of metrics.
#[test]
fn p_values_and_intervals_share_the_risk_alike() {
    for orders in (2_050..2_250).step_by(10) {
        let data = data(orders, 8.1, 1_000);
        let [any, all] =
            ["any", "all"].map(|rule| analysed(REVENUE, &format!("success = \"{rule}\""), &data)["metrics"][0].clone());
        let (shared, own) = (&any["comparisons"][0], &all["comparisons"][0]);
        assert_eq!((&any["role"], &own["p_adjusted"]), (&"primary".into(), &Value::Null));
        let p_value = shared["p_adjusted"].as_f64().unwrap();
        assert!((p_value - (2.0 * own["p_value"].as_f64().unwrap()).min(1.0)).abs() < 1e-12);
        assert_eq!(shared["difference"]["level"], 0.975);
        assert_eq!(p_value < 0.05, shared["difference"]["low"].as_f64().unwrap() > 0.0, "{shared}");
        assert_eq!(p_value < 0.05, shared["lift"]["low"].as_f64().unwrap() > 0.0, "{shared}");
    }
}

#[test]
fn what_a_plan_cannot_ask_of_several_success_metrics_is_said() {
    let mut sessions = String::new();
    for (tables, rule) in [
        (REVENUE, "kind = \"fixed_horizon\""),
        (REVENUE, "success = \"most\""),
        ("", "success = \"any\""),
        ("[[also_primary]]\nmetric = \"revenue\"\n", "success = \"any\""),
        ("[[also_primary]]\nmetric = \"revenue\"\nlift = -0.1\n", "success = \"any\""),
        ("[[also_primary]]\nmetric = \"revenu\"\nlift = 0.1\n", "success = \"any\""),
        ("[[also_primary]]\nmetric = \"orders\"\nlift = 0.1\n", "success = \"any\""),
        ("[[also_primary]]\nmetric = \"revenue\"\nlift = 0.1\nalpha = 0.1\n", "success = \"any\""),
    ] {
        let sandbox = workspace(tables, rule);
        for language in ["en", "fr"] {
            let session = sandbox.session(&format!("check --as-of 2026-07-01 --quiet --lang {language}"));
            let problems = session.split("\n\n").filter(|part| part.starts_with('■')).collect::<Vec<_>>();
            assert!(!problems.is_empty(), "{tables} {rule}: {session}");
            sessions.push_str(&problems.join("\n"));
            sessions.push('\n');
        }
    }
    insta::assert_snapshot!("success_mistakes", sessions);
}

/// From the lock over the record to the review.
#[test]
fn the_record_keeps_every_success_metric_and_the_review_reads_it() {
    let sandbox = workspace(REVENUE, "success = \"any\"");
    sandbox.write("E001-form/data.csv", &data(2_200, 8.1, 1_000));
    sandbox.session("lock E001 --quiet --as-of 2026-07-01");
    sandbox.session("analyse E001 --quiet --as-of 2026-07-21");
    let record = sandbox.read("E001-form/record.toml");
    assert_eq!(record.matches("role = \"primary\"").count(), 2, "{record}");
    for language in ["en", "fr"] {
        let line = format!("review 2026-07 --dry-run --quiet --as-of 2026-07-31 --lang {language}");
        insta::assert_snapshot!(format!("success_review_{language}"), sandbox.session(&line));
    }
}

/// Data that do not say what cluster a unit is in are read with the planned design effect, and a check says so.
#[test]
fn planned_clusters_widen_what_is_read() {
    let sandbox = workspace("", "kind = \"fixed_horizon\"");
    sandbox.write("E001-form/data.csv", &data(2_200, 8.1, 1_000));
    let plain = json(&sandbox, "analyse E001 --as-of 2026-07-21");
    let clustered =
        plan("", "kind = \"fixed_horizon\"").replace("lift = 0.1", "lift = 0.1\ncluster_size = 61\nicc = 0.05");
    sandbox.write("E001-form/plan.toml", &clustered);
    let widened = json(&sandbox, "analyse E001 --as-of 2026-07-21");
    let [one, other] = [&plain, &widened].map(|answer| &answer["metrics"][0]["comparisons"][0]);
    // A design effect of 1 + 60 × 0.05 = 4 halves the statistic.
    let ratio = one["statistic"].as_f64().unwrap() / other["statistic"].as_f64().unwrap();
    assert!((ratio - 2.0).abs() < 1e-12, "{ratio}");
    assert_eq!(one["difference"]["level"], other["difference"]["level"]);
    // 3.26 standard errors are beyond 1.96, half of them are not.
    assert!(one["p_value"].as_f64().unwrap() < 0.05 && other["p_value"].as_f64().unwrap() > 0.05);
    assert!(one["difference"]["low"].as_f64().unwrap() > 0.0 && other["difference"]["low"].as_f64().unwrap() < 0.0);
    for language in ["en", "fr"] {
        let line = format!("analyse E001 --dry-run --quiet --as-of 2026-07-21 --lang {language}");
        insta::assert_snapshot!(format!("clusters_{language}"), sandbox.session(&line));
    }
}
