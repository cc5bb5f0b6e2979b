//! The same test told as unit files of every form and as raw logs: one verdict page.

use std::io::Write;

use super::run::Sandbox;

const SETTINGS: &str = r#"
schema = 1
lang = "en"

[[metric]]
id = "order-rate"
name = "Order rate"
kind = "proportion"
baseline = 0.2

[[metric]]
id = "revenue"
name = "Revenue per visitor"
kind = "mean"
unit = "€"
baseline = 10
sd = 25
"#;

const PLAN: &str = r#"
schema = 1
title = "One page"
start = 2026-07-06
end = 2026-07-19
primary = "order-rate"
secondary = ["revenue"]
segments = ["new"]

[hypothesis]
change = "One page instead of three"

[[arm]]
name = "control"
share = 0.5

[[arm]]
name = "variant"
share = 0.5

[design]
lift = 0.35
units = 2000
"#;

/// A unit: its number, its day from 0, and what it spent, where it ordered.
fn units() -> impl Iterator<Item = (usize, usize, Option<usize>)> {
    (0..2_000_usize).map(|unit| {
        let ordered = if unit % 2 == 0 { unit % 10 < 2 } else { unit % 10 < 4 || unit % 50 == 5 };
        (unit, unit % 14, ordered.then_some(unit * 37 % 90 + 5))
    })
}

fn arm(unit: usize) -> &'static str {
    ["control", "variant"][unit % 2]
}

fn segment(unit: usize) -> &'static str {
    ["new", "returning"][unit / 2 % 2]
}

fn unit_file() -> String {
    let rows = units().map(|(unit, day, spent)| {
        let (ordered, spent) = (u8::from(spent.is_some()), spent.unwrap_or_default());
        format!("v{unit},2026-07-{:02},{},{},{ordered},{spent}.5\n", day + 6, arm(unit), segment(unit))
    });
    let text: String = rows.collect();
    format!("unit,date,arm,segment,order-rate,revenue\n{}", text.replace(",0.5\n", ",0\n"))
}

/// The same as logs, with all that logs have: repeated exposures, units in both arms, strangers, early and late orders,
/// a row that is there twice.
fn logs() -> (String, String) {
    let mut exposures = "unit;arm;time;segment\n".to_owned();
    let mut orders = "unit,time,event,amount\n".to_owned();
    for (unit, day, spent) in units() {
        let day = day + 6;
        let (arm, segment) = (arm(unit), segment(unit));
        exposures.push_str(&format!("v{unit};{arm};2026-07-{day:02}T00:30:00+02:00;{segment}\n"));
        if unit % 5 == 0 {
            exposures.push_str(&format!("v{unit};{arm};2026-07-{day:02}T22:00:00Z;{segment}\n"));
        }
        orders.push_str(&format!("v{unit},2026-07-{day:02} 00:29:59,order,99\n"));
        if let Some(spent) = spent {
            let row = format!("v{unit},2026-07-{day:02} 18:15:00,order,{spent}.5\n");
            orders.push_str(&row);
            if unit % 4 == 0 {
                orders.push_str(&row);
            }
        }
        orders.push_str(&format!("v{unit},2026-07-{:02} 00:30:00,order,99\n", day + 3));
    }
    for stray in 0..5 {
        exposures.push_str(&format!("s{stray};control;2026-07-07T10:00:00Z;new\n"));
        exposures.push_str(&format!("s{stray};variant;2026-07-08T10:00:00Z;new\n"));
        orders.push_str(&format!("s{stray},2026-07-09 10:00:00,order,50\nx{stray},2026-07-09 10:00:00,order,50\n"));
    }
    (exposures, orders)
}

const EVENTS: &str = r#"
[data]
kind = "events"
file = "exposures.csv"
events = ["orders*.csv"]
time_zone = "Europe/Paris"
window_days = 3

[[data.metric]]
metric = "order-rate"
event = "order"

[[data.metric]]
metric = "revenue"
event = "order"
value = "amount"
"#;

fn workspace(data: &str) -> Sandbox {
    let sandbox = Sandbox::empty();
    sandbox.write("jalon.toml", SETTINGS).write("E001-page/plan.toml", &format!("{PLAN}{data}"));
    sandbox
}

fn with_units() -> Sandbox {
    let sandbox = workspace("\n[data]\nkind = \"units\"\nfile = \"units.csv\"\n");
    sandbox.write("E001-page/units.csv", &unit_file());
    sandbox
}

fn with_logs() -> Sandbox {
    let sandbox = workspace(EVENTS);
    let (exposures, orders) = logs();
    sandbox.write("E001-page/exposures.csv", &exposures).write("E001-page/orders.csv", &orders);
    sandbox
}

const ANALYSE: &str = "analyse E001 --dry-run --as-of 2026-07-25";

fn printed(sandbox: &Sandbox, line: &str) -> String {
    let output = sandbox.run(line);
    assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

fn gzip(text: &str) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(text.as_bytes()).expect("memory");
    packed.finish().expect("memory")
}

#[test]
fn every_form_of_a_unit_file_gives_the_same_bytes() {
    let sandbox = with_units();
    let text = unit_file();
    let (half, rest) = text.split_at(text[..text.len() / 2].rfind('\n').expect("a line") + 1);
    let titles = text.lines().next().expect("titles");
    std::fs::write(sandbox.path("units.csv.gz"), gzip(&text)).expect("a file");
    std::fs::write(sandbox.path("units.zst"), zstd::encode_all(text.as_bytes(), 1).expect("memory")).expect("a file");
    sandbox.write("french.csv", &text.replace(',', ";").replace('.', ",").replace('\n', "\r\n"));
    sandbox.write("part-1.csv", half).write("part-2.csv", &format!("{titles}\n{rest}"));
    for format in ["table", "json", "markdown"] {
        let line = format!("{ANALYSE} --format {format}");
        let plain = printed(&sandbox, &line);
        for file in ["units.csv.gz", "units.zst", "french.csv", "part-*.csv"] {
            assert_eq!(printed(&sandbox, &format!("{line} --data {file}")), plain, "{file} as {format}");
        }
    }
}

#[test]
fn logs_and_units_give_one_verdict() {
    let without_checks = |sandbox: &Sandbox| {
        let answer: serde_json::Value =
            serde_json::from_str(&printed(sandbox, &format!("{ANALYSE} --format json"))).expect("JSON");
        let parts = ["arms", "metrics", "verdict", "daily", "segments", "guardrails"];
        parts.map(|part| answer.get(part).cloned())
    };
    assert_eq!(without_checks(&with_logs()), without_checks(&with_units()));
}

#[test]
fn pages_read_well_in_both_languages() {
    for (name, sandbox) in [("units", with_units()), ("logs", with_logs())] {
        insta::assert_snapshot!(format!("data_{name}_en"), sandbox.session(ANALYSE));
        insta::assert_snapshot!(format!("data_{name}_fr"), sandbox.session(&format!("{ANALYSE} --lang fr")));
    }
}

#[test]
fn what_was_assumed_and_what_was_left_out_is_said() {
    let sandbox = with_units();
    let french = unit_file().replace("returning", "déjà venu").replace(',', ";").replace('.', ",");
    let windows: Vec<u8> = french.chars().map(|letter| u8::try_from(u32::from(letter)).expect("Latin")).collect();
    std::fs::write(sandbox.path("windows.csv"), windows).expect("a file");
    sandbox.write("bad.csv", &unit_file().replacen(",5.5\n", ",five\n", 2));
    let mut said = String::new();
    for line in ["--data windows.csv", "--data bad.csv", "--data bad.csv --on-bad-row skip", "--data none-*.csv"] {
        for language in ["en", "fr"] {
            let session = sandbox.session(&format!("{ANALYSE} {line} --lang {language}"));
            let kept = |line: &&str| line.contains("---") || line.contains("skip") || line.contains("écart");
            let (page, errors) = session.split_once("--- stderr").unwrap_or((&session, ""));
            let page: Vec<&str> = page.lines().filter(kept).collect();
            said.push_str(&format!("$ {line} --lang {language}\n{}\n{errors}\n", page.join("\n")));
        }
    }
    insta::assert_snapshot!("data_assumed", said);
}

#[test]
fn mistakes_in_plans_of_logs_are_explained() {
    let mut said = String::new();
    for (wrong, right) in [
        ("events = [\"orders*.csv\"]", "events = []"),
        ("Europe/Paris", "Europe/Pari"),
        ("window_days = 3", "window_days = 0"),
        ("value = \"amount\"", "valeur = \"amount\""),
        ("metric = \"revenue\"\nevent = \"order\"\nvalue = \"amount\"", "metric = \"revenue\""),
        ("[[data.metric]]\nmetric = \"order-rate\"\nevent = \"order\"\n", ""),
    ] {
        assert!(EVENTS.contains(wrong), "{wrong}");
        let sandbox = workspace(&EVENTS.replacen(wrong, right, 1));
        for language in ["en", "fr"] {
            said.push_str(&sandbox.session(&format!("check --lang {language}")));
        }
    }
    insta::assert_snapshot!("data_plan_mistakes", said);
}
