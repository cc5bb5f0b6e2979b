//! Plans with looks that may decide, through their lives: whole pages in both languages, and what each look leaves on record.

use super::run::Sandbox;

const DAYS: &str = "start = 2026-07-06\nend = 2026-08-02\n";

/// What a plan tests, and how its days come.
struct Life {
    metric: &'static str,
    arms: &'static [&'static str],
    design: &'static str,
    rule: &'static str,
    columns: &'static str,
}

const CONVERSION: Life = Life {
    metric: "name = \"Conversion\"\nkind = \"proportion\"\nbaseline = 0.1",
    arms: &["control", "variant"],
    design: "lift = 0.1",
    rule: "kind = \"group_sequential\"\nlooks = 4\nfutility = \"obrien_fleming\"",
    columns: "m",
};

impl Life {
    fn workspace(&self) -> Sandbox {
        let sandbox = Sandbox::empty();
        let share = 1.0 / self.arms.len() as f64;
        let arms: String =
            self.arms.iter().map(|name| format!("[[arm]]\nname = \"{name}\"\nshare = {share}\n")).collect();
        let plan = format!(
            "title = \"A shorter form\"\nprimary = \"m\"\n{DAYS}[hypothesis]\nchange = \"fewer fields\"\n{arms}[design]\n{}\n\
             [data]\nkind = \"summary\"\n[rule]\n{}\n",
            self.design, self.rule
        );
        sandbox.write("jalon.toml", &format!("schema = 1\n[[metric]]\nid = \"m\"\n{}\n", self.metric));
        sandbox.write("E001-form/plan.toml", &plan);
        sandbox
    }

    /// So many days of the same units and cells in each arm.
    fn days(&self, sandbox: &Sandbox, days: u32, units: u32, cells: &[&str]) {
        let mut text = format!("date,arm,units,{}\n", self.columns);
        for day in 0..days {
            let (month, number) = if day < 26 { (7, 6 + day) } else { (8, day - 25) };
            for (arm, cells) in self.arms.iter().zip(cells) {
                text.push_str(&format!("2026-{month:02}-{number:02},{arm},{units},{cells}\n"));
            }
        }
        sandbox.write("E001-form/data.csv", &text);
    }
}

/// The answer for programs of a look.
fn look(sandbox: &Sandbox, day: &str) -> serde_json::Value {
    let output = sandbox.run(&format!("analyse E001 --as-of {day} --format json"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn kinds(answer: &serde_json::Value) -> Vec<&str> {
    answer["deviations"].as_array().unwrap().iter().filter_map(|each| each["kind"].as_str()).collect()
}

#[test]
fn a_plan_with_looks_is_locked_with_their_days() {
    let sandbox = CONVERSION.workspace();
    insta::assert_snapshot!("looks_lock_fr", sandbox.session("lock E001 --as-of 2026-07-01 --dry-run --lang fr"));
    insta::assert_snapshot!("looks_lock_en", sandbox.session("lock E001 --as-of 2026-07-01"));
}

#[test]
fn a_test_goes_from_look_to_look_until_its_effect_is_shown() {
    let (life, sandbox) = (CONVERSION, CONVERSION.workspace());
    sandbox.run("lock E001 --as-of 2026-07-01");
    life.days(&sandbox, 7, 598, &["60", "64"]);
    insta::assert_snapshot!("looks_first_en", sandbox.session("analyse E001 --as-of 2026-07-13"));
    life.days(&sandbox, 10, 598, &["60", "64"]);
    insta::assert_snapshot!("looks_between_fr", sandbox.session("analyse E001 --as-of 2026-07-16 --lang fr"));
    life.days(&sandbox, 14, 598, &["60", "68"]);
    let open = look(&sandbox, "2026-07-20");
    assert_eq!(open["verdict"]["decision"], "too_early");
    assert_eq!(open["holds"], "at_looks");
    assert_eq!(open["looks"].as_array().unwrap().len(), 4, "the look between counts for none");
    assert_eq!(open["looks"][1]["decision"], "go_on");
    assert!(open["looks"][2]["on"].is_null());
    assert!(open["rest_of_test"][0]["predictive"].as_f64().unwrap() > 0.9);
    life.days(&sandbox, 21, 598, &["60", "69"]);
    insta::assert_snapshot!("looks_shown_en", sandbox.session("analyse E001 --as-of 2026-07-27"));
    life.days(&sandbox, 28, 598, &["60", "65"]);
    let on = look(&sandbox, "2026-08-03");
    assert_eq!(kinds(&on), ["went_on"], "the rule had decided a week before");
    // More units than were planned came after the last look.
    life.days(&sandbox, 28, 700, &["70", "77"]);
    insta::assert_snapshot!("looks_after_the_end_en", sandbox.session("analyse E001 --as-of 2026-08-05"));
    insta::assert_snapshot!("looks_after_the_end_fr", sandbox.session("analyse E001 --as-of 2026-08-05 --lang fr"));
}

#[test]
fn out_of_reach_the_test_may_stop_or_go_on() {
    let (life, sandbox) = (CONVERSION, CONVERSION.workspace());
    sandbox.run("lock E001 --as-of 2026-07-01");
    life.days(&sandbox, 14, 598, &["60", "60"]);
    insta::assert_snapshot!("looks_futile_en", sandbox.session("analyse E001 --as-of 2026-07-20"));
    life.days(&sandbox, 21, 598, &["60", "63"]);
    let on = look(&sandbox, "2026-07-27");
    assert!(kinds(&on).is_empty(), "to go on past advice departs from nothing: {:?}", kinds(&on));
}

#[test]
fn with_too_few_units_at_the_planned_end_the_risk_that_is_left_is_spent() {
    let (life, sandbox) = (CONVERSION, CONVERSION.workspace());
    sandbox.run("lock E001 --as-of 2026-07-01");
    life.days(&sandbox, 28, 400, &["40", "42"]);
    let end = look(&sandbox, "2026-08-03");
    assert_eq!(end["verdict"]["decision"], "undecided");
    assert!((end["looks"][0]["alpha_spent"].as_f64().unwrap() - 0.05).abs() < 1e-12);
    assert!(
        (end["looks"][0]["efficacy_z"].as_f64().unwrap() - 1.959_964).abs() < 1e-6,
        "the first look is the only one"
    );
    life.days(&sandbox, 28, 420, &["42", "48"]);
    let after = look(&sandbox, "2026-08-05");
    assert_eq!(after["verdict"]["decision"], "undecided", "as the last look said");
    assert_eq!((after["holds"].as_str(), kinds(&after)), (Some("spent"), vec!["after_the_end"]));
    assert!(after["metrics"][0]["comparisons"][0]["p_value"].is_null());
    // What came is taken away again.
    life.days(&sandbox, 28, 410, &["41", "46"]);
    assert!(kinds(&look(&sandbox, "2026-08-06")).contains(&"fewer_units"));
}

#[test]
fn a_look_before_any_data_counts_for_none() {
    let (life, sandbox) = (CONVERSION, CONVERSION.workspace());
    sandbox.run("lock E001 --as-of 2026-07-01");
    life.days(&sandbox, 1, 0, &["0", "0"]);
    let empty = look(&sandbox, "2026-07-07");
    assert_eq!(empty["verdict"]["decision"], "not_trusted");
    assert!(empty.get("looks").is_none());
    life.days(&sandbox, 7, 598, &["60", "64"]);
    assert_eq!(look(&sandbox, "2026-07-13")["looks"][0]["on"], "2026-07-13");
}

#[test]
fn at_any_time_intervals_hold_every_day() {
    let life = Life { rule: "kind = \"any_time\"", ..CONVERSION };
    let sandbox = life.workspace();
    insta::assert_snapshot!("looks_any_time_lock_en", sandbox.session("lock E001 --as-of 2026-07-01"));
    life.days(&sandbox, 14, 598, &["60", "68"]);
    insta::assert_snapshot!("looks_any_time_en", sandbox.session("analyse E001 --as-of 2026-07-20"));
    life.days(&sandbox, 20, 598, &["60", "71"]);
    let shown = look(&sandbox, "2026-07-26");
    assert_eq!((shown["verdict"]["decision"].as_str(), shown["holds"].as_str()), (Some("ship"), Some("any_time")));
    assert!(kinds(&shown).is_empty(), "looking at any time is the plan");
}

#[test]
fn peeking_says_what_the_p_value_is_worth() {
    let life = Life { rule: "kind = \"fixed_horizon\"", ..CONVERSION };
    let sandbox = life.workspace();
    sandbox.run("lock E001 --as-of 2026-07-01");
    life.days(&sandbox, 7, 530, &["53", "60"]);
    let first = look(&sandbox, "2026-07-13");
    assert_eq!(first["peeking"]["looks"], 1);
    let worth = |answer: &serde_json::Value, key: &str| answer["peeking"][key].as_f64().unwrap();
    assert!((worth(&first, "p_value") - worth(&first, "worth")).abs() < 1e-12, "one look is worth itself");
    life.days(&sandbox, 14, 530, &["53", "60"]);
    insta::assert_snapshot!("looks_peeking_en", sandbox.session("analyse E001 --as-of 2026-07-20 --dry-run"));
    insta::assert_snapshot!("looks_peeking_fr", sandbox.session("analyse E001 --as-of 2026-07-20 --dry-run --lang fr"));
    let second = look(&sandbox, "2026-07-20");
    assert!(worth(&second, "worth") > worth(&second, "p_value"));
    assert_eq!(second["verdict"]["decision"], "too_early");
}

/// Where less is better a score counts towards better all the same, one-sided or not, in every kind; each of two variants has
/// half of the risk.
#[test]
fn looks_read_every_kind_by_its_own_statistic() {
    let fewer = Life {
        metric: "name = \"Errors\"\nkind = \"proportion\"\ndirection = \"lower\"\nbaseline = 0.1",
        design: "lift = -0.1\nsides = 1",
        ..CONVERSION
    };
    let mean = Life {
        metric: "name = \"Revenue\"\nkind = \"mean\"\nbaseline = 25\nsd = 40",
        design: "lift = 0.1",
        columns: "m_mean,m_sd",
        ..CONVERSION
    };
    let several = Life { arms: &["control", "A", "B"], ..CONVERSION };
    for (life, units, cells, variants) in [
        (fewer, 598, &["60", "48"][..], 1),
        (mean, 300, &["25,40", "31,40"][..], 1),
        (several, 900, &["90", "120", "90"][..], 2),
    ] {
        let sandbox = life.workspace();
        let locked = sandbox.run("lock E001 --as-of 2026-07-01");
        assert!(locked.status.success(), "{}", String::from_utf8_lossy(&locked.stderr));
        life.days(&sandbox, 14, units, cells);
        let answer = look(&sandbox, "2026-07-20");
        let taken: Vec<&serde_json::Value> =
            answer["looks"].as_array().unwrap().iter().filter(|look| !look["on"].is_null()).collect();
        assert_eq!(taken.len(), variants, "{}", life.metric);
        assert!(taken[0]["z"].as_f64().unwrap() > 3.0, "{}: {}", life.metric, taken[0]);
        assert_eq!(answer["verdict"]["decision"], "ship", "{}: {}", life.metric, answer["verdict"]);
    }
}

#[test]
fn the_calculator_shows_when_a_test_ends() {
    let sandbox = Sandbox::empty();
    let line = "size proportion --baseline 10% --lift 10% --looks 4 --futility obrien-fleming --simulate 0";
    insta::assert_snapshot!("looks_size_fr", sandbox.session(&format!("{line} --lang fr")));
    sandbox.run(&format!("{line} --out page.html"));
    let page = sandbox.read("page.html");
    assert!(page.contains("When the test stops") && page.contains("How many units the test takes"));
    let list = "kind,baseline,lift,looks,futility\nproportion,10%,10%,4,obrien-fleming\nproportion,10%,10%,,\n";
    sandbox.write("list.csv", list);
    let output = sandbox.run("size --batch list.csv --format json");
    let rows: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let rows = rows["rows"].as_array().unwrap().clone();
    assert!(rows[0]["n_total"].as_u64() > rows[1]["n_total"].as_u64(), "{rows:?}");
}

#[test]
fn a_drafted_plan_may_have_looks() {
    let sandbox = Sandbox::of("experiments");
    let line = "plan I-004 --dry-run --as-of 2026-09-01";
    let plain = sandbox.session(line);
    if !plain.contains("--- exit code 0") {
        panic!("{plain}");
    }
    let looks = sandbox.session(&format!("{line} --looks 4 --futility obrien-fleming"));
    for wanted in ["kind = \"group_sequential\"", "looks = 4", "futility = \"obrien_fleming\"", "--- exit code 0"] {
        assert!(looks.contains(wanted), "{wanted}: {looks}");
    }
    assert!(sandbox.session(&format!("{line} --any-time")).contains("kind = \"any_time\""));
    let alone = sandbox.session(&format!("{line} --futility pocock"));
    assert!(alone.contains("--- exit code 2") && alone.contains("--looks 4"), "{alone}");
}
