//! Several secondary metrics, variants and segments in one experiment.

use std::fmt::Write as _;

use serde_json::Value;

use crate::run::Sandbox;

const SETTINGS: &str = r#"
name = "Lumen"
[[metric]]
id = "orders"
name = "Orders"
kind = "proportion"
baseline = 0.1
[[metric]]
id = "baskets"
name = "Baskets"
kind = "proportion"
baseline = 0.2
[[metric]]
id = "accounts"
name = "Accounts"
kind = "proportion"
baseline = 0.05
[[metric]]
id = "returns"
name = "Returns"
kind = "proportion"
direction = "lower"
baseline = 0.04
"#;

fn plan(secondary: &str) -> String {
    format!(
        r#"
title = "Two baskets"
primary = "orders"
secondary = ["baskets", "accounts", "returns"]
segments = ["desktop", "mobile"]
start = 2026-07-06
end = 2026-07-19
[hypothesis]
change = "another basket"
[[arm]]
name = "control"
share = 0.34
[[arm]]
name = "short"
share = 0.33
[[arm]]
name = "long"
share = 0.33
[design]
lift = 0.1
units = 30000
{secondary}
"#
    )
}

/// Each segment with its rates of the four metrics in the three arms.
fn data(small_segments: usize) -> String {
    let mut text = String::from("arm,segment,units,orders,baskets,accounts,returns\n");
    text += "control,desktop,5000,600,1000,250,200\nshort,desktop,5000,760,1130,262,196\nlong,desktop,5000,611,1050,300,240\n";
    text +=
        "control,mobile,4000,300,800,200,160\nshort,mobile,4000,302,905,205,158\nlong,mobile,4000,309,835,236,190\n";
    text += "control,tablet,1500,150,300,75,60\nshort,tablet,1500,215,320,76,61\nlong,tablet,1500,149,305,80,66\n";
    for small in 0..small_segments {
        for (arm, orders) in [("control", 20), ("short", 21 + small % 3), ("long", 19)] {
            let _ = writeln!(text, "{arm},country {small:03},200,{orders},40,10,8");
        }
    }
    text
}

fn workspace(secondary: &str, small_segments: usize) -> Sandbox {
    let sandbox = Sandbox::empty();
    sandbox.write("jalon.toml", SETTINGS);
    sandbox.write("E001-two-baskets/plan.toml", &plan(secondary));
    sandbox.write("E001-two-baskets/data.csv", &data(small_segments));
    sandbox
}

fn answer(sandbox: &Sandbox) -> Value {
    let output = sandbox.run("analyse E001 --dry-run --quiet --as-of 2026-07-21 --format json");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn metrics_and_segments_read_well_in_both_languages() {
    let sandbox = workspace("", 1);
    for (name, line) in [
        ("several_en", "analyse E001 --dry-run --quiet --as-of 2026-07-21"),
        ("several_fr", "analyse E001 --dry-run --quiet --as-of 2026-07-21 --lang fr"),
    ] {
        insta::assert_snapshot!(name, sandbox.session(line));
    }
    let holm = workspace("secondary_correction = \"holm\"", 0);
    insta::assert_snapshot!("several_holm_en", holm.session("analyse E001 --dry-run --quiet --as-of 2026-07-21"));
}

#[test]
fn programs_are_told_what_was_picked_at_which_level() {
    let answer = answer(&workspace("", 0));
    let family = &answer["secondary_family"];
    assert_eq!(
        (&family["correction"], &family["intervals"]),
        (&"benjamini_hochberg".into(), &"false_coverage_rate".into())
    );
    assert_eq!(family["comparisons"], 6);
    let found = family["found"].as_f64().unwrap();
    let level = family["interval_level"].as_f64().unwrap();
    assert!(found >= 1.0 && (level - (1.0 - found * 0.05 / 6.0)).abs() < 1e-12, "{family}");
    let mut picked = 0.0;
    for metric in answer["metrics"].as_array().unwrap().iter().filter(|metric| metric["role"] == "secondary") {
        for comparison in metric["comparisons"].as_array().unwrap() {
            let difference = &comparison["difference"];
            let excludes = difference["low"].as_f64().unwrap() > 0.0 || difference["high"].as_f64().unwrap() < 0.0;
            assert_eq!(comparison["picked"], excludes, "{comparison}");
            assert_eq!(difference["level"].as_f64().unwrap(), level);
            picked += f64::from(u8::from(excludes));
        }
    }
    assert_eq!(picked, found);
    assert_eq!(answer["segment_family"]["correction"], "holm");
    // Short helps on the desktop and not on mobiles.
    assert!(answer["interactions"][0]["p_adjusted"].as_f64().unwrap() < 0.05, "{}", answer["interactions"]);
    assert_eq!(answer["exploratory_segments"]["segments"][0]["segment"], "tablet");
}

/// Hundreds of segments: the page shows the largest, the answer has them all, and the verdict is that of the whole.
#[test]
fn many_segments_are_counted_not_listed() {
    let sandbox = workspace("", 300);
    let output = sandbox.run("analyse E001 --dry-run --quiet --as-of 2026-07-21");
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.replace('\n', " ").contains("281 more segments"), "{text}");
    assert!(!text.contains("country 299"));
    let answer = answer(&sandbox);
    assert_eq!(answer["exploratory_segments"]["segments"].as_array().unwrap().len(), 301);
    assert_eq!(answer["exploratory_segments"]["family"]["comparisons"], 602);
}

#[test]
fn several_variants_take_every_correction() {
    let sandbox = Sandbox::empty();
    for correction in ["hochberg", "hommel", "benjamini-hochberg"] {
        let line = "compare proportion 400/4000 480/4000 455/4000 402/4000 --correction";
        insta::assert_snapshot!(format!("compare_{correction}"), sandbox.session(&format!("{line} {correction}")));
    }
    let lines = ["en", "fr"].map(|lang| {
        sandbox.session(&format!(
            "size proportion --baseline 10% --lift 10% --variants 3 --correction benjamini-hochberg --lang {lang}"
        ))
    });
    insta::assert_snapshot!("size_benjamini_hochberg", lines.join("\n"));
}
