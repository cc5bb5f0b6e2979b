use super::run::Sandbox;

fn answer(line: &str) -> serde_json::Value {
    let output = Sandbox::empty().run(&format!("{line} --format json"));
    assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("one JSON object")
}

fn number(value: &serde_json::Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

fn close(found: &serde_json::Value, expected: f64, within: f64) {
    let found = number(found);
    assert!((found - expected).abs() <= within, "{found} instead of {expected}");
}

/// Miettinen & Nurminen's and Newcombe's intervals of the difference, as published for these counts.
#[test]
fn differences_agree_with_published_intervals() {
    for (control, variant, score, newcombe) in [
        ("70/100", "90/100", (0.091_771, 0.308_720), (0.090_002, 0.305_789)),
        ("20/100", "30/100", (-0.020_551, 0.219_041), (-0.020_249, 0.216_734)),
        ("2/50", "6/50", (-0.032_073, 0.205_004), (-0.034_118, 0.201_549)),
        ("0/1000", "8/1000", (0.004_059, 0.015_709), (0.002_507, 0.015_706)),
    ] {
        for (method, (low, high)) in [("score", score), ("newcombe", newcombe)] {
            let answer = answer(&format!("compare proportion {control} {variant} --method {method}"));
            let difference = &answer["metrics"][0]["comparisons"][0]["difference"];
            close(&difference["low"], low, 1e-6);
            close(&difference["high"], high, 1e-6);
        }
    }
}

#[test]
fn an_unbounded_end_is_null_beside_its_flag() {
    let answer = answer("compare proportion 0/1000 20/1000");
    let lift = &answer["metrics"][0]["comparisons"][0]["lift"];
    assert!(lift["high"].is_null() && lift["estimate"].is_null());
    assert_eq!(lift["bounded"], false);
    assert_eq!(answer["verdict"]["decision"], "higher");
}

#[test]
fn every_field_of_the_contract_is_there() {
    let answer = answer("compare proportion control=400/4000 B=445/4000 C=480/4000 --allocation 1:1:1");
    assert_eq!(answer["schema"], "jalon.compare.v1");
    let metric = &answer["metrics"][0];
    assert_eq!(metric["arms"][1]["name"], "B");
    assert_eq!(metric["role"], "primary");
    assert_eq!(metric["correction"], "dunnett");
    let comparison = &metric["comparisons"][1];
    assert_eq!((&comparison["control"], &comparison["variant"]), (&"control".into(), &"C".into()));
    for field in ["statistic", "p_value", "p_adjusted"] {
        assert!(comparison[field].is_number(), "{field}");
    }
    for effect in ["difference", "lift"] {
        for field in ["estimate", "low", "high", "level"] {
            assert!(comparison[effect][field].is_number(), "{effect}.{field}");
        }
        assert_eq!(comparison[effect]["method"], "miettinen_nurminen");
    }
    assert_eq!(answer["health"][0]["check"], "sample_ratio");
    assert_eq!(answer["health"][0]["status"], "passed");
}

#[test]
fn a_broken_split_is_found() {
    let answer = answer("compare proportion 400/4000 445/4600 --allocation 1:1");
    assert_eq!(answer["health"][0]["status"], "failed");
}

#[test]
fn pages_read_well_in_both_languages() {
    for (name, line) in [
        ("compare_proportion", "compare proportion 400/4000 445/4000"),
        ("compare_mean", "compare mean 25.1:40.2:12000 26.9:41.0:12100"),
        ("compare_several", "compare proportion control=400/4000 B=480/4000 C=405/4000 --allocation 1:1:1"),
        ("compare_margin", "compare proportion 400/4000 420/4000 --margin -1%"),
        ("compare_zero", "compare proportion 0/1000 0/1000"),
        ("compare_unbounded", "compare mean 0.1:40:12 0.5:30:15"),
    ] {
        let sandbox = Sandbox::empty();
        insta::assert_snapshot!(format!("{name}_en"), sandbox.session(line));
        insta::assert_snapshot!(format!("{name}_fr"), sandbox.session(&format!("{line} --lang fr")));
    }
}

/// A name from the command line is a text, never a part of the page.
#[test]
fn names_are_escaped_in_the_page_and_the_chart() {
    let sandbox = Sandbox::empty();
    let arguments = ["compare", "proportion", "<b>a</b>=40/400", "<script>=60/400", "--out", "page.html"];
    assert!(sandbox.run_with(&arguments).status.success());
    let page = sandbox.read("page.html");
    assert!(page.contains("&lt;script&gt;") && !page.contains("<script>") && !page.contains("<b>a</b>"));
}

/// Each mistake has its own message, a way to mend it and exit code 2.
#[test]
fn mistakes_on_the_command_line_are_explained() {
    let lines = [
        "compare proportion",
        "compare proportion 400/4000",
        "compare proportion 400:4000 5/10",
        "compare proportion 400/4000 5000/4000",
        "compare proportion 400/4000 5/0",
        "compare proportion a=4/10 a=5/10",
        "compare proportion 4/10 5/10 --allocation 1:1:1",
        "compare proportion 4/10 5/10 --alpha 60% --sides 1",
        "compare proportion 4/10 5/10 --margin -150%",
        "compare proportion 4/10 5/10 --method barnard",
        "compare mean 1:2:1 1:2:3",
        "compare mean 1:-2:10 1:2:3",
        "compare mean 1:0:1 1:2:3",
        "compare mean 1:2 1:2:3",
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
    insta::assert_snapshot!("compare_mistakes_en", english);
    insta::assert_snapshot!("compare_mistakes_fr", french);
}

/// Counts and scores: each form, in both languages.
#[test]
fn counts_and_scores_read_well_in_both_languages() {
    for (name, line) in [
        ("compare_events", "compare count 130/5200 160/5190"),
        ("compare_events_exact", "compare count 0/10 3/10 --method exact"),
        ("compare_counts", "compare count 0.31:0.62:2000 0.25:0.55:2000 --allocation 1:1"),
        ("compare_nps", "compare nps 450:300:250 500:280:220"),
    ] {
        let sandbox = Sandbox::empty();
        insta::assert_snapshot!(format!("{name}_en"), sandbox.session(line));
        insta::assert_snapshot!(format!("{name}_fr"), sandbox.session(&format!("{line} --lang fr")));
    }
}

/// Given all six events, the variant's are binomial: the exact two-sided p of 0 against 3 of 3 is 2 · ½³.
#[test]
fn the_test_of_events_can_be_chosen_and_is_named() {
    for (method, test, p_value) in [
        ("exact", "conditional_exact", 0.25),
        ("mid-p", "conditional_mid_p", 0.1875),
        ("score", "score", 0.083_264_516),
    ] {
        let answer = answer(&format!("compare count 0/10 3/10 --method {method}"));
        let comparison = &answer["metrics"][0]["comparisons"][0];
        assert_eq!(comparison["test"], test);
        close(&comparison["p_value"], p_value, 1e-8);
    }
}

#[test]
fn eleven_counts_are_the_same_answers_as_three() {
    let eleven = answer("compare nps 1,2,3,4,5,6,7,8,9,10,11 0,0,0,0,0,0,28,0,17,0,50");
    let three = answer("compare nps 21:17:28 50:17:28");
    assert_eq!(eleven, three);
    assert_eq!(three["metrics"][0]["comparisons"][0]["no_lift_because"], "no_ratio_scale");
}

#[test]
fn mistakes_in_counts_and_scores_are_explained() {
    let lines = [
        "compare count 130/5200",
        "compare count 3/0 4/10",
        "compare count 3.5/10 4/10",
        "compare count 3/10 0.3:0.5:20",
        "compare count 0.3:0.5:1 0.3:0.5:20",
        "compare count 0:0.5:20 0.3:0.5:20",
        "compare count 3/10 4/10 --method newcombe",
        "compare count 3/10 4/10 --allocation 1:1",
        "compare nps 450:300 450:300:250",
        "compare nps 0:0:0 450:300:250",
        "compare nps 1:2:3 4:5:6 --margin-lift -5%",
        "compare nps 1:2:3 4:5:6 --margin -300",
    ];
    let (mut english, mut french) = (String::new(), String::new());
    for line in lines {
        let output = Sandbox::empty().run(line);
        assert_eq!(output.status.code(), Some(2), "{line}");
        english += &Sandbox::empty().session(line);
        french += &Sandbox::empty().session(&format!("{line} --lang fr"));
    }
    insta::assert_snapshot!("compare_count_mistakes_en", english);
    insta::assert_snapshot!("compare_count_mistakes_fr", french);
}

/// The same numbers from a file as from a summary; a survey without a 0 is remarked on.
#[test]
fn counts_and_scores_are_read_from_files() {
    let sandbox = Sandbox::empty();
    sandbox.write("calls.csv", "arm,calls,months\nA,0,1\nA,2,1\nA,1,1\nB,3,1\nB,5,1\nB,4,1\nB,,1\n");
    let counted =
        sandbox.run("compare count --data calls.csv --arm arm --events calls --exposure months --format json");
    let same = sandbox.run("compare count A=1:1:3 B=4:1:3 --format json");
    assert!(same.status.success() && counted.stdout == same.stdout, "{}", String::from_utf8_lossy(&counted.stderr));
    sandbox.write("nps.csv", "arm,answer\nA,9\nA,7\nA,1\nB,10\nB,\nB,8\n");
    let scored = sandbox.run("compare nps --data nps.csv --arm arm --answer answer --format json");
    assert!(String::from_utf8_lossy(&scored.stderr).contains("nobody answered 0"));
    assert_eq!(scored.stdout, sandbox.run("compare nps A=1:1:1 B=1:1:0 --format json").stdout);
}
