//! The Bayesian reading of calculators and looks: chances, losses, prior and the false flags of looking, in both languages.

use serde_json::Value;

use super::run::Sandbox;

const LINES: &[(&str, &str)] = &[
    ("rates", "compare proportion 400/4000 445/4000 --bayes"),
    ("three_rates", "compare proportion A=400/4000 B=445/4000 C=430/4000 --bayes --prior 1%:5% --habit weekly:4"),
    ("lower_means", "compare mean 25.1:40.2:12000 24.0:41.0:12100 --bayes --lower-is-better --habit once"),
    ("scores", "compare nps 500:300:200 560:260:180 --bayes --prior 0:5"),
    ("answers", "compare csat 5,10,40,80,65 3,8,30,85,74 --bayes --better higher"),
    ("nobody_converts", "compare proportion 0/500 9/500 --bayes"),
    ("broken_split", "compare proportion 400/4000 445/4900 --bayes --allocation 1:1"),
];

#[test]
fn calculators_read_both_ways() {
    let sandbox = Sandbox::empty();
    for (name, line) in LINES {
        for language in ["en", "fr"] {
            let said = sandbox.session(&format!("{line} --lang {language}"));
            insta::assert_snapshot!(format!("bayes_{name}_{language}"), said);
        }
    }
}

#[test]
fn what_cannot_be_a_prior_or_a_habit_is_said() {
    let sandbox = Sandbox::empty();
    let mut said = String::new();
    for language in ["en", "fr"] {
        for options in [
            "--bayes --prior 5%",
            "--bayes --prior 0:0",
            "--bayes --prior 0:-3%",
            "--bayes --prior 0:often",
            "--bayes --prior -1e300:1e-300",
            "--bayes --habit hourly",
            "--bayes --habit daily:0",
            "--bayes --habit daily:201",
            "--bayes --habit once:3",
            "--prior 0:10%",
        ] {
            let output = sandbox.run(&format!("compare proportion 400/4000 445/4000 {options} --lang {language}"));
            assert_eq!(output.status.code(), Some(2), "{options}");
            said += &format!("$ {options}\n{}\n", String::from_utf8_lossy(&output.stderr));
        }
    }
    insta::assert_snapshot!("bayes_mistakes", said);
}

fn answer(sandbox: &Sandbox, line: &str) -> Value {
    let output = sandbox.run(&format!("{line} --format json"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    answer["bayes"].clone()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

/// By hand: delta method for the lift (error 0.0725), prior of mean 0 and sd 0.1; the width of the score interval is another by 0.2 %.
#[test]
fn the_numbers_for_programs_are_those_of_a_hand_calculation() {
    let read = answer(&Sandbox::empty(), "compare proportion 400/4000 445/4000 --bayes");
    for (path, expected) in [
        ("/posterior/mean", 0.073_739),
        ("/posterior/sd", 0.058_698),
        ("/chance_to_beat_control", 0.895_486),
        ("/expected_loss_ship/lift", 0.002_931),
        ("/expected_loss_keep/lift", 0.076_670),
        ("/interval/low", -0.041_307),
        ("/interval/high", 0.188_785),
    ] {
        let found = number(read.pointer(path).expect(path));
        assert!((found - expected).abs() < 1e-3, "{path}: {found} instead of {expected}");
    }
    assert_eq!(read["prior"]["origin"], "usual");
    assert_eq!(read["exact"]["prior"], serde_json::json!({"a": 1.0, "b": 1.0}));
    assert_eq!(read["false_flag_rate"]["looks"], 28);
    assert_eq!((number(&read["false_flag_rate"]["rate"]) * 100.0).round(), 46.0);
}

/// Two roads to one answer where the lift is small; a normal lift of several percent is a little too sure of nothing, as its
/// spread is that at the estimate and not that without effect.
#[test]
fn a_wide_prior_agrees_with_the_exact_reading() {
    let line = "compare proportion 40000/400000 40250/400000 --bayes --prior 0:1000%";
    let wide = answer(&Sandbox::empty(), line);
    let (normal, exact) = (number(&wide["chance_to_beat_control"]), number(&wide["exact"]["chance_to_beat_control"]));
    assert!((normal - exact).abs() < 1e-3, "{normal} {exact}");
    for loss in ["expected_loss_ship", "expected_loss_keep"] {
        let (normal, exact) = (number(&wide[loss]["difference"]), number(&wide["exact"][loss]));
        assert!((normal / exact - 1.0).abs() < 0.01, "{loss}: {normal} {exact}");
    }
}

#[test]
fn looks_are_read_both_ways() {
    let sandbox = Sandbox::of("experiments");
    for language in ["en", "fr"] {
        let said = sandbox.session(&format!("analyse E001 --bayes --dry-run --as-of 2026-07-21 --lang {language}"));
        insta::assert_snapshot!(format!("bayes_look_{language}"), said);
    }
    let read = answer(&sandbox, "analyse E002 --bayes --dry-run --as-of 2026-09-21");
    assert_eq!(read["prior"]["origin"], "usual_few_tests");
    assert!(number(&read["expected_loss_ship"]["lift"]) > 0.0);
}

#[test]
fn the_verdict_is_the_same_with_and_without() {
    let sandbox = Sandbox::of("experiments");
    for line in ["analyse E001 --dry-run --as-of 2026-07-21", "compare proportion 400/4000 445/4000"] {
        let verdict = |options: &str| {
            let output = sandbox.run(&format!("{line} --format json {options}"));
            let mut answer: Value = serde_json::from_slice(&output.stdout).unwrap();
            let bayes = answer.as_object_mut().unwrap().remove("bayes");
            (answer, bayes.is_some())
        };
        let (plain, bayes) = (verdict(""), verdict("--bayes"));
        assert_eq!(plain.0, bayes.0);
        assert_eq!((plain.1, bayes.1), (false, true));
    }
}

/// The team's own belief goes before its history, a prior on the command line before both.
#[test]
fn settings_give_the_prior() {
    let sandbox = Sandbox::of("experiments");
    let settings = sandbox.read("jalon.toml").replace("max_weeks = 8\n", "max_weeks = 8\nprior_lift = { sd = 0.02 }\n");
    sandbox.write("jalon.toml", &settings);
    let line = "analyse E001 --bayes --dry-run --as-of 2026-07-21";
    let read = answer(&sandbox, line);
    assert_eq!(read["prior"], serde_json::json!({"mean": 0.0, "sd": 0.02, "origin": "settings", "tests": null}));
    let read = answer(&sandbox, &format!("{line} --prior -1%:3%"));
    assert_eq!(read["prior"], serde_json::json!({"mean": -0.01, "sd": 0.03, "origin": "asked", "tests": null}));
}

#[test]
fn a_prior_without_spread_in_the_settings_is_refused() {
    let sandbox = Sandbox::of("experiments");
    let settings = sandbox.read("jalon.toml");
    for (name, prior) in [("none", "{ mean = 0.01 }"), ("zero", "{ sd = 0 }"), ("unknown", "{ sd = 0.1, spread = 2 }")]
    {
        let with = format!("max_weeks = 8\nprior_lift = {prior}\n");
        sandbox.write("jalon.toml", &settings.replace("max_weeks = 8\n", &with));
        let said = sandbox.session("analyse E001 --bayes --dry-run --as-of 2026-07-21");
        assert!(said.ends_with("--- exit code 1\n"), "{said}");
        insta::assert_snapshot!(format!("bayes_settings_{name}"), said);
    }
}
