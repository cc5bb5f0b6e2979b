use super::run::Sandbox;

fn answer(line: &str) -> serde_json::Value {
    let output = Sandbox::empty().run(&format!("{line} --format json"));
    assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("one JSON object")
}

fn number(value: &serde_json::Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

fn close(found: f64, expected: f64, within: f64) {
    assert!((found - expected).abs() <= within, "{found} instead of {expected}");
}

/// Rates: the formula of Fleiss, Tytun & Ury in Python's own normal quantiles. Margin: Farrington & Manning (rpact 3.3.4).
/// Mean: noncentral t (R 4.2.2 `power.t.test`). The last two to the digit they were noted with.
#[test]
fn sizes_agree_with_trusted_peers() {
    for (line, per_arm) in [
        ("size proportion --baseline 10% --target 11%", 14_750.790_469_044_954),
        ("size proportion --baseline 3% --lift +30%", 6_454.233_820_059_786),
        ("size proportion --baseline 1% --difference 0.5%", 7_749.589_696_437_945),
    ] {
        let answer = answer(line);
        close(number(&answer["arms"][0]["n_exact"]), per_arm, 1e-6);
        assert_eq!(answer["arms"][0]["n"], per_arm.ceil() as u64);
        assert_eq!(answer["n_total"], 2 * per_arm.ceil() as u64);
        assert_eq!(answer["test"], "pooled_z");
    }
    for (line, test, total) in [
        ("size proportion --baseline 10% --target 8% --margin -3%", "farrington_manning", 25_788.3),
        ("size mean --mean 10 --sd 15 --difference 0.25", "welch_t", 113_025.8),
    ] {
        let answer = answer(line);
        let arms = answer["arms"].as_array().expect("arms");
        close(arms.iter().map(|arm| number(&arm["n_exact"])).sum(), total, 0.05);
        assert_eq!(answer["test"], test);
    }
}

#[test]
fn a_margin_is_one_sided_at_half_the_usual_risk() {
    let answer = answer("size proportion --baseline 10% --margin -1%");
    assert_eq!((number(&answer["alpha"]), &answer["sides"]), (0.025, &serde_json::json!(1)));
    // Farrington & Manning, rpact 3.3.4 getSampleSizeRates: 14 144.710 279 816 955 an arm.
    close(number(&answer["arms"][0]["n_exact"]), 14_144.710_279_816_955, 1e-6);
}

#[test]
fn every_field_of_the_contract_is_there() {
    let answer = answer("size proportion --baseline 10% --target 11% --units-per-week 6000");
    assert_eq!(answer["schema"], "jalon.size.v1");
    for field in [
        "kind",
        "test",
        "alpha",
        "power",
        "sides",
        "baseline",
        "target",
        "lift",
        "difference",
        "arms",
        "n_total",
        "power_attained",
        "duration",
        "looks",
    ] {
        assert!(!answer[field].is_null(), "{field}");
    }
    assert_eq!(answer["looks"], serde_json::json!([]));
    assert_eq!(answer["duration"]["weeks"], 5);
    assert_eq!(answer["duration"]["days"], 35);
    assert_eq!(answer["duration"]["units_per_week"], 6000.0);
    close(number(&answer["lift"]), 0.1, 1e-12);
}

#[test]
fn the_three_questions_answer_each_other() {
    let power = answer("size proportion --baseline 10% --target 11% --n 29502");
    assert_eq!(power["solved_for"], "power");
    assert!(number(&power["power"]) >= 0.8);
    let fewer = answer("size proportion --baseline 10% --target 11% --n 14750:14750");
    assert!(number(&fewer["power"]) < 0.8);
    let effect = answer("size proportion --baseline 10% --n 29502");
    assert_eq!(effect["solved_for"], "effect");
    close(number(&effect["target"]), 0.11, 1e-6);
    close(number(&effect["power_attained"]), 0.8, 1e-9);
    let below = answer("size proportion --baseline 10% --n 29502 --direction decrease");
    assert!(number(&below["difference"]) < 0.0);
}

#[test]
fn several_variants_share_the_risk() {
    let dunnett = answer("size proportion --baseline 10% --target 11% --variants 4");
    assert_eq!(dunnett["correction"], "dunnett");
    assert_eq!(dunnett["arms"].as_array().expect("arms").len(), 5);
    // Dunnett's two-sided critical value for four variants and many units is 2.441 770 773 (published tables: 2.44).
    let each = number(&dunnett["alpha_per_comparison"]);
    close(each, 0.014_615, 1e-5);
    let bonferroni = answer("size proportion --baseline 10% --target 11% --arms 5 --correction bonferroni");
    close(number(&bonferroni["alpha_per_comparison"]), 0.0125, 1e-15);
    assert!(bonferroni["n_total"].as_u64() > dunnett["n_total"].as_u64());
}

#[test]
fn traffic_that_never_brings_enough_is_said() {
    let answer = answer("size proportion --baseline 10% --target 11% --units-per-week 1000 --return-rate 20%");
    assert!(answer["duration"].is_null());
    assert_eq!(answer["most_units"], 5000);
}

#[test]
fn pages_read_well_in_both_languages() {
    for (name, line) in [
        ("size_proportion", "size proportion --baseline 10% --target 11% --units-per-week 6000"),
        ("size_short_of_traffic", "size proportion --baseline 3,1% --lift -5% --variants 2 --units-per-week 4000"),
        ("size_margin", "size mean --mean 25 --sd 40 --margin-lift -2% --units-per-week 90000 --return-rate 0.1"),
    ] {
        let sandbox = Sandbox::empty();
        insta::assert_snapshot!(format!("{name}_en"), sandbox.session(line));
        insta::assert_snapshot!(format!("{name}_fr"), sandbox.session(&format!("{line} --lang fr")));
    }
}

#[test]
fn charts_are_written_as_files() {
    let sandbox = Sandbox::empty();
    let output = sandbox.run("size proportion --baseline 10% --target 11% --units-per-week 6000 --out size.svg");
    assert!(output.status.success());
    assert!(sandbox.read("size.svg").contains("<svg") && sandbox.read("size-2.svg").contains("<svg"));
    sandbox.run("size proportion --baseline 10% --target 11% --units-per-week 6000 --out size.html");
    assert_eq!(sandbox.read("size.html").matches("<svg").count(), 2);
}

/// Each mistake has its own message, a way to mend it and exit code 2.
#[test]
fn mistakes_on_the_command_line_are_explained() {
    let lines = [
        "size",
        "size proportion --baseline 10%",
        "size proportion --baseline 10 --target 11",
        "size proportion --baseline 10% --lift 10",
        "size proportion --baseline 10% --lift 0",
        "size proportion --baseline 0.1% --lift 0.000001%",
        "size proportion --baseline 10% --target eleven",
        "size proportion --baseline 10% --target 11% --lift 10%",
        "size proportion --baseline 10% --target 11% --power 2%",
        "size proportion --baseline 10% --target 11% --sides 3",
        "size proportion --baseline 10% --target 11% --correction sidak",
        "size proportion --baseline 10% --target 11% --allocation 0.5:0.4",
        "size proportion --baseline 10% --target 11% --allocation 1",
        "size proportion --baseline 10% --target 11% --allocation 1:0",
        "size proportion --baseline 10% --target 11% --variants 99",
        "size proportion --baseline 10% --target 11% --variants 0",
        "size proportion --baseline 10% --target 11% --n 1.5",
        "size proportion --baseline 10% --target 11% --n 1",
        "size proportion --baseline 10% --n 4 --direction decrease",
        "size proportion --baseline 10% --lift 10% --n 10:10 --variants 2",
        "size proportion --baseline 10% --margin -20%",
        "size proportion --baseline 10% --target 9% --margin -1%",
        "size proportion --baseline 10% --target 11% --units-per-week 0",
        "size proportion --baseline 10% --target 11% --units-per-week 9 --return-rate 1",
        "size proportion --baseline 10% --target 11% --units-per-week 9 --min-weeks 9",
        "size proportion --baseline 10% --target 11% --return-rate 0.2",
        "size mean --mean 3 --lift 3%",
        "size mean --mean 3 --sd 0 --lift 3%",
        "size mean --mean 0 --sd 3 --lift 3%",
    ];
    let mut english = String::new();
    let mut french = String::new();
    for line in lines {
        let output = Sandbox::empty().run(line);
        assert_eq!(output.status.code(), Some(2), "{line}");
        assert!(output.stdout.is_empty(), "{line}");
        english += &Sandbox::empty().session(line);
        french += &Sandbox::empty().session(&format!("{line} --lang fr"));
    }
    insta::assert_snapshot!("size_mistakes_en", english);
    insta::assert_snapshot!("size_mistakes_fr", french);
}
