use super::run::Sandbox;

const EXAMPLES: [&str; 4] =
    ["abonnement-telecom.toml", "invoicing-trial.toml", "panier-abandonne.toml", "retail-online-to-store.toml"];

#[test]
fn the_worked_example_is_shown_in_both_languages() {
    let sandbox = Sandbox::of("experiments");
    for (view, language) in [("board", "en"), ("board", "fr"), ("curve", "en"), ("curve", "fr")] {
        let line = format!("map journey.toml --view {view} --lang {language} --as-of 2026-09-30 --color never");
        insta::assert_snapshot!(format!("map_{view}_{language}"), sandbox.session(&line));
    }
}

#[test]
fn the_worked_example_fits_eighty_columns() {
    let sandbox = Sandbox::of("experiments");
    let session = sandbox.session("map journey.toml --color never");
    for line in session.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
}

#[test]
fn programs_get_the_map_with_what_follows_from_it() {
    let sandbox = Sandbox::of("experiments");
    let output = sandbox.run("map journey.toml --format json --as-of 2026-09-30");
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(answer["schema"], "jalon.map.v1");
    assert_eq!(answer["stages"][2]["touchpoints"][2]["moment_of_truth"], "punctual");
    assert_eq!(answer["friction_points"][0]["id"], "F-001");
    assert_eq!(answer["friction_points"][0]["evidence"], "triangulated");
    // 4 800 passages a week, 38 % of them.
    let likely = answer["friction_points"][0]["reach_per_week"]["likely"].as_f64().expect("a number");
    assert!((likely - 1_824.0).abs() < 1e-6, "{likely}");
    assert_eq!(answer["personas"][0]["hypothesis"], false);
    assert!(answer["findings"].as_array().is_some_and(|findings| !findings.is_empty()));
}

#[test]
fn every_example_reads_without_error_and_draws() {
    let sandbox = Sandbox::of("examples");
    for example in EXAMPLES {
        for view in ["board", "curve"] {
            let output = sandbox.run(&format!("map {example} --view {view} --out map.svg --as-of 2026-10-10"));
            assert!(output.status.success(), "{example}: {}", String::from_utf8_lossy(&output.stderr));
            assert!(sandbox.read("map.svg").contains("</svg>"));
        }
    }
}

#[test]
fn a_picture_is_written_as_png_and_as_a_page() {
    let sandbox = Sandbox::of("experiments");
    assert!(sandbox.run("map journey.toml --out map.png").status.success());
    assert!(std::fs::read(sandbox.path("map.png")).expect("a picture").starts_with(b"\x89PNG"));
    assert!(sandbox.run("map journey.toml --view curve --out map.html").status.success());
    assert!(sandbox.read("map.html").contains("<svg"));
}

/// A workspace with two maps.
fn two_maps() -> Sandbox {
    let sandbox = Sandbox::empty();
    let map = |title: &str, friction: &str| {
        format!(
            "[journey]\ntitle = \"{title}\"\n[[stage]]\nid = \"a\"\n[[friction]]\nid = \"{friction}\"\ntitle = \"T\"\n"
        )
    };
    sandbox.write("jalon.toml", "schema = 1\n");
    sandbox.write("journeys/online.toml", &map("Online", "F-001"));
    sandbox.write("journeys/shop.toml", &map("In the shop", "F-002"));
    sandbox
}

#[test]
fn one_of_several_journeys_is_asked_for_by_name_or_number() {
    let sandbox = two_maps();
    assert!(sandbox.session("map").contains("One more journey: shop. Ask for it with --journey."));
    for asked in ["shop", "2"] {
        assert!(sandbox.session(&format!("map --journey {asked}")).contains("In the shop"));
    }
    let unknown = sandbox.session("map --journey web");
    assert!(unknown.contains("the journeys are: online, shop"), "{unknown}");
    assert!(unknown.ends_with("--- exit code 2\n"), "{unknown}");
}

#[test]
fn what_cannot_be_shown_is_said() {
    let sandbox = two_maps();
    let empty = sandbox.session("map --view curve --out map.svg");
    assert!(empty.contains("no satisfaction on the map") && empty.ends_with("--- exit code 1\n"), "{empty}");
    let missing = sandbox.session("map nowhere.toml");
    assert!(missing.contains("there is no such file") && missing.ends_with("--- exit code 1\n"), "{missing}");
    let bare = Sandbox::empty();
    bare.write("jalon.toml", "schema = 1\n");
    assert!(bare.session("map").contains("this workspace has no journey map"));
}

#[test]
fn a_refused_quote_and_hostile_names_go_nowhere() {
    let sandbox = Sandbox::empty();
    sandbox.write(
        "map.toml",
        r#"[journey]
title = "<script>alert(1)</script>"
[[stage]]
id = "a"
name = "A & B <b>"
[[touchpoint]]
id = "t"
stage = "a"
name = "\u001b[31mred"
satisfaction = 2
[[evidence]]
id = "e"
kind = "quote"
text = "SECRET WORDS"
consent = false
touchpoint = "t"
[[friction]]
id = "F-001"
title = "T"
touchpoint = "t"
evidence = ["e"]
"#,
    );
    for line in ["map map.toml", "map map.toml --format json", "map map.toml --format markdown"] {
        let session = sandbox.session(line);
        assert!(!session.contains("SECRET WORDS"), "{session}");
        assert!(!session.contains('\u{1b}'), "{session}");
    }
    for out in ["map.html", "map.svg"] {
        assert!(sandbox.run(&format!("map map.toml --out {out}")).status.success());
        let written = sandbox.read(out);
        assert!(!written.contains("SECRET WORDS") && !written.contains("<script>alert"), "{out}");
    }
}
