//! Plans, locks, analyses and decisions, as a user sees them.

use super::run::Sandbox;

#[path = "../../examples/simulate_shop.rs"]
#[allow(dead_code)]
mod simulate_shop;

/// The words of a command line, texts between double quotes kept whole.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (place, part) in line.split('"').enumerate() {
        if place % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

#[test]
fn the_data_of_the_worked_example_are_what_the_simulation_makes() {
    let sandbox = Sandbox::of("experiments");
    for test in simulate_shop::TESTS {
        assert_eq!(sandbox.read(&format!("{}/data.csv", test.folder)), test.csv(), "{}", test.folder);
    }
}

#[test]
fn the_records_of_the_worked_example_are_what_its_commands_write() {
    let kept = Sandbox::of("experiments");
    let again = Sandbox::of("experiments");
    let mut files: Vec<String> =
        simulate_shop::TESTS.iter().map(|test| format!("{}/record.toml", test.folder)).collect();
    for file in &files {
        std::fs::remove_file(again.path(file)).unwrap();
    }
    std::fs::remove_dir_all(again.path("E006-tracking-in-real-time")).unwrap();
    let readme = kept.read("README.md");
    let commands: Vec<&str> = readme.lines().filter_map(|line| line.strip_prefix("jalon ")).collect();
    assert!(commands.len() > 10);
    for command in commands {
        let arguments = words(command);
        let output = again.run_with(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
        assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
    }
    files.push("E006-tracking-in-real-time/plan.toml".to_owned());
    for file in files {
        assert_eq!(again.read(&file), kept.read(&file), "{file}");
    }
}

fn answer(sandbox: &Sandbox, line: &str) -> serde_json::Value {
    let output = sandbox.run(&format!("{line} --format json"));
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{line}: {error}: {output:?}"))
}

#[test]
fn the_quarter_ends_as_its_story_says() {
    let sandbox = Sandbox::of("experiments");
    for (experiment, day, verdict) in [
        ("E001", "2026-07-21", "ship"),
        ("E002", "2026-08-25", "undecided"),
        ("E003", "2026-08-18", "not_trusted"),
        ("E004", "2026-09-29", "stop"),
        ("E005", "2026-09-30", "too_early"),
    ] {
        let answer = answer(&sandbox, &format!("analyse {experiment} --dry-run --as-of {day}"));
        assert_eq!(answer["schema"], "jalon.analysis.v1");
        assert_eq!(answer["verdict"]["decision"], verdict, "{experiment}");
        assert_eq!(answer["deviations"].as_array().unwrap().len(), usize::from(experiment == "E005"), "{experiment}");
    }
}

/// The figures are those of the published write-ups; `examples/published-tests/README.md` names them.
#[test]
fn published_tests_come_out_as_published() {
    let sandbox = Sandbox::of("examples/published-tests");
    let landing = answer(&sandbox, "analyse E001 --dry-run");
    let comparison = &landing["metrics"][0]["comparisons"][0];
    // Published: the pooled z of the old page minus the new one. The score statistic is it times √((N − 1)/N).
    let pooled = -comparison["statistic"].as_f64().unwrap() * (290_584.0_f64 / 290_583.0).sqrt();
    assert!((pooled - 1.310_924_198_42).abs() < 1e-9, "{pooled}");
    assert!((comparison["p_value"].as_f64().unwrap() - 0.19).abs() < 0.005);
    let rate = |arm: usize| landing["metrics"][0]["arms"][arm]["estimate"].as_f64().unwrap();
    assert!((rate(0) - 0.120_386).abs() < 1.1e-6 && (rate(1) - 0.118_807).abs() < 1.1e-6);
    assert_eq!(landing["verdict"]["decision"], "undecided");

    // Asked on one side, as the write-up does: is the new page better?
    let one_sided = sandbox.read("E001-landing-page/plan.toml").replace("sides = 2", "sides = 1");
    sandbox.write("E001-landing-page/plan.toml", &one_sided);
    let p_value =
        answer(&sandbox, "analyse E001 --dry-run")["metrics"][0]["comparisons"][0]["p_value"].as_f64().unwrap();
    assert!((p_value - 0.905).abs() < 0.0005, "{p_value}");

    let broken = answer(&sandbox, "analyse E002 --dry-run");
    let health = broken["health"].as_array().unwrap().iter().find(|check| check["check"] == "sample_ratio").unwrap();
    assert!(health["p_value"].as_f64().unwrap() < 2.2e-16);
    assert_eq!(broken["verdict"]["decision"], "not_trusted");
    let rate = |arm: usize| broken["metrics"][0]["arms"][arm]["estimate"].as_f64().unwrap();
    assert!((rate(0) - 0.0248).abs() < 5e-5 && (rate(1) - 0.0251).abs() < 5e-5);
    let lift = broken["metrics"][0]["comparisons"][0]["lift"]["estimate"].as_f64().unwrap();
    assert!((lift - 0.0118).abs() < 5e-5, "{lift}");
}

#[test]
fn looks_read_well_in_both_languages() {
    let sandbox = Sandbox::of("experiments");
    for (name, line) in [
        ("analyse_win_en", "analyse E001 --dry-run --quiet --as-of 2026-07-21"),
        ("analyse_win_fr", "analyse E001 --dry-run --quiet --as-of 2026-07-21 --lang fr"),
        ("analyse_broken_split_en", "analyse E003 --dry-run --quiet --as-of 2026-08-18"),
        ("analyse_broken_split_fr", "analyse E003 --dry-run --quiet --as-of 2026-08-18 --lang fr"),
        ("analyse_too_early_en", "analyse E005 --dry-run --quiet --as-of 2026-09-30"),
        ("plan_en", "plan I-007 --dry-run --quiet --as-of 2026-09-30"),
        ("plan_fr", "plan I-007 --dry-run --quiet --as-of 2026-09-30 --lang fr"),
        ("plan_page_en", "plan I-007 --dry-run --quiet --as-of 2026-09-30 --format markdown"),
        ("plan_page_fr", "plan I-007 --dry-run --quiet --as-of 2026-09-30 --format markdown --lang fr"),
        ("lock_en", "lock E006 --dry-run --quiet --as-of 2026-10-01"),
        ("lock_fr", "lock E006 --quiet --as-of 2026-10-01 --lang fr"),
    ] {
        insta::assert_snapshot!(name, sandbox.session(line));
    }
}

#[test]
fn what_cannot_be_done_is_said() {
    let sandbox = Sandbox::of("experiments");
    let mut session = String::new();
    for line in [
        "lock E001",
        "lock E099",
        "plan I-099",
        "plan I-008 --as-of 2026-09-30",
        "analyse E006",
        "analyse E001 --as-of 2026-07-01",
        "analyse E001 --data missing.csv",
        "decide E006 ship --why=because",
        "decide E001 maybe --why=because",
        "analyse E005 --dry-run --require-verdict --as-of 2026-09-30 --format csv",
    ] {
        session.push_str(&sandbox.session(&format!("{line} --quiet")));
    }
    insta::assert_snapshot!("experiments_refusals_en", session);
}

#[test]
fn a_changed_plan_and_a_changed_record_are_said() {
    let sandbox = Sandbox::of("experiments");
    let plan = sandbox.read("E001-guest-checkout/plan.toml").replace("lift = 0.08\n", "lift = 0.09\n");
    sandbox.write("E001-guest-checkout/plan.toml", &plan);
    let changed = answer(&sandbox, "analyse E001 --dry-run --as-of 2026-07-22");
    assert_eq!(changed["deviations"][0]["kind"], "plan_changed");

    let record = sandbox.read("E001-guest-checkout/record.toml");
    sandbox.write("E001-guest-checkout/record.toml", &record.replace("units = 5930", "units = 5931"));
    let refused = sandbox.session("analyse E001 --as-of 2026-07-22 --quiet");
    assert!(refused.contains("not as jalon wrote it") && refused.ends_with("--- exit code 1\n"), "{refused}");
    let accepted = sandbox.session("analyse E001 --as-of 2026-07-22 --quiet --accept-record");
    assert!(accepted.ends_with("--- exit code 0\n"), "{accepted}");
    assert!(sandbox.read("E001-guest-checkout/record.toml").contains("[[accepted]]\non = 2026-07-22"));
    let later = answer(&sandbox, "analyse E001 --dry-run --as-of 2026-07-23");
    assert_eq!(later["deviations"].as_array().unwrap().len(), 2, "{later}");
}

#[test]
fn a_decision_against_the_verdict_is_warned_of_and_kept() {
    let sandbox = Sandbox::of("experiments");
    let session = sandbox.session("decide E004 déployer --why=Anyway --as-of 2026-09-30");
    assert!(session.contains("goes against the verdict"), "{session}");
    assert!(sandbox.read("E004-photo-scale/record.toml").contains("decision = \"ship\""));
    let waived = sandbox.session("decide E006 arrêter --why=Cancelled --waive=no-traffic --as-of 2026-10-01 --lang fr");
    insta::assert_snapshot!("decide_waived_fr", waived);
}

#[test]
fn the_same_look_is_written_once() {
    let sandbox = Sandbox::of("experiments");
    let before = sandbox.read("E004-photo-scale/record.toml");
    // The record ends with the decision, which came after the look; the look itself is the last one still.
    let session = sandbox.session("analyse E004 --as-of 2026-09-29");
    assert!(session.contains("already in the record"), "{session}");
    assert_eq!(sandbox.read("E004-photo-scale/record.toml"), before);
}
