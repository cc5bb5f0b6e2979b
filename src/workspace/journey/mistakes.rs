//! Each kind of mistake in a map with its exact message, and whatever text comes: no panic.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::journey::{EvidenceStrength, FindingCode, MomentKind, friction_points};
use crate::words::{Language, Words};

/// The least a map needs.
const LEAST: &str = r#"[journey]
title = "Buying"
updated = 2026-09-01
[[stage]]
id = "decide"
name = "Decide"
customer_goal = "pay quickly"
[[friction]]
id = "F-001"
title = "Account forced"
"#;

fn read_text_map(text: &str) -> (Option<MapFile>, Vec<Problem>) {
    let (findings, ledger) = (Findings::default(), Ledger::default());
    let file = SourceFile::new("journey.toml", text);
    let map = read_source(Shelf { findings: &findings, ledger: &ledger }, &file, "journey".to_owned());
    ledger.check_without_metrics(&findings);
    (map, findings.into_problems())
}

/// The map of the least text with more at its end.
fn map_with(more: &str) -> MapFile {
    let (map, problems) = read_text_map(&format!("{LEAST}{more}"));
    assert!(problems.is_empty(), "{problems:?}");
    map.unwrap()
}

fn codes(map: &MapFile) -> Vec<FindingCode> {
    map.map.findings(date(2026, 9, 30)).into_iter().map(|finding| finding.code).collect()
}

#[test]
fn title_stages_and_one_friction_are_enough() {
    let (map, problems) = read_text_map(LEAST);
    assert_eq!(problems, []);
    assert_eq!(map.unwrap().map.frictions.len(), 1);
}

const MISTAKES: &[(&str, &str)] = &[
    ("nothing at all", ""),
    ("not TOML", "[journey\ntitle = 1"),
    ("a blank title", "[journey]\ntitle = \" \"\n[[stage]]\nid = \"a\"\n[[friction]]\nid = \"F-001\"\ntitle = \"T\"\n"),
    ("an unknown key", "+ [[channel]]\nid = \"web\"\nknd = \"digital\""),
    ("an unknown choice", "+ [[channel]]\nid = \"web\"\nkind = \"numerique\""),
    ("a persona that is nobody", "+ [[touchpoint]]\nid = \"basket\"\nstage = \"decide\"\nsatisfaction = { lea = 2 }"),
    ("a stage that is not there", "+ [[touchpoint]]\nid = \"basket\"\nstage = \"decied\""),
    ("a touchpoint without stage", "+ [[touchpoint]]\nid = \"basket\""),
    ("a score beyond the scale", "+ [[touchpoint]]\nid = \"basket\"\nstage = \"decide\"\nsatisfaction = 6"),
    (
        "a persona's score beyond the scale",
        "+ [[persona]]\nid = \"lea\"\n[[touchpoint]]\nid = \"basket\"\nstage = \"decide\"\nintensity = { lea = 0 }",
    ),
    (
        "a score that is a word",
        "+ [[persona]]\nid = \"lea\"\n[[touchpoint]]\nid = \"basket\"\nstage = \"decide\"\nsatisfaction = { lea = \"good\" }",
    ),
    (
        "an emotion that is a number",
        "+ [[persona]]\nid = \"lea\"\n[[touchpoint]]\nid = \"basket\"\nstage = \"decide\"\nemotion = { lea = 4 }",
    ),
    (
        "a persona's id with a space",
        "+ [[touchpoint]]\nid = \"basket\"\nstage = \"decide\"\nsatisfaction = { \"a b\" = 3 }",
    ),
    ("a share in percent", "+ [[persona]]\nid = \"lea\"\nshare = 45"),
    ("signals without a moment", "+ [[touchpoint]]\nid = \"basket\"\nstage = \"decide\"\nsignals = [\"peak\"]"),
    (
        "a moment that weighs less",
        "+ [[touchpoint]]\nid = \"basket\"\nstage = \"decide\"\nmoment_of_truth = \"ponctuel\"\nmoment_weight = 0.5",
    ),
    ("no volume", "+ [[touchpoint]]\nid = \"basket\"\nstage = \"decide\"\nvolume_per_week = 0"),
    ("evidence without a text", "+ [[evidence]]\nid = \"ev1\"\nkind = \"verbatim\""),
    ("a date that is a text", "+ [[evidence]]\nid = \"ev1\"\nkind = \"quote\"\ntext = \"…\"\ndate = \"11/02/2025\""),
    ("a friction point twice", "+ [[friction]]\nid = \"F-001\"\ntitle = \"Again\""),
    ("a frequency in percent", "+ [[friction]]\nid = \"F-002\"\ntitle = \"T\"\nfrequency = [8, 12, 20]"),
    ("a range that falls", "+ [[friction]]\nid = \"F-002\"\ntitle = \"T\"\nfrequency = [0.2, 0.1, 0.3]"),
    ("six whys", "+ [[friction]]\nid = \"F-002\"\ntitle = \"T\"\nwhys = [\"1\", \"2\", \"3\", \"4\", \"5\", \"6\"]"),
    (
        "two places",
        "+ [[touchpoint]]\nid = \"basket\"\nstage = \"decide\"\n[[friction]]\nid = \"F-002\"\ntitle = \"T\"\ntouchpoint = \"basket\"\nstage = \"decide\"",
    ),
    ("evidence that is not there", "+ [[friction]]\nid = \"F-002\"\ntitle = \"T\"\nevidence = [\"ev9\"]"),
    ("a gap without a reason", "+ [[gap]]\nstage = \"decide\""),
    ("a list that is a text", "+ [[persona]]\nid = \"lea\"\ngoals = \"pay\""),
    ("a schema of the future", "schema = 9\n"),
];

fn said_mistakes(language: Language) -> String {
    let words = Words::new(language);
    let mut said = String::new();
    for (name, text) in MISTAKES {
        let text = text.strip_prefix("+ ").map_or_else(|| (*text).to_owned(), |more| format!("{LEAST}{more}"));
        let (_, problems) = read_text_map(&text);
        assert!(!problems.is_empty(), "{name}");
        said.push_str(&format!("# {name}\n"));
        for problem in problems {
            said.push_str(&format!("{}\n", problem.say(&words)));
        }
    }
    said
}

#[test]
fn each_mistake_has_its_message_in_both_languages() {
    insta::assert_snapshot!("map_mistakes_en", said_mistakes(Language::English));
    insta::assert_snapshot!("map_mistakes_fr", said_mistakes(Language::French));
}

#[test]
fn two_maps_may_share_their_names_but_not_their_friction_points() {
    let (findings, ledger) = (Findings::default(), Ledger::default());
    let shelf = Shelf { findings: &findings, ledger: &ledger };
    for name in ["today.toml", "wanted.toml"] {
        let file = SourceFile::new(name, LEAST);
        read_source(shelf, &file, name.to_owned());
    }
    ledger.check(&findings);
    let problems = findings.into_problems();
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(problems[0].place.file, "wanted.toml");
    assert_eq!(problems[0].what.key(), "workspace-duplicate");
}

#[test]
fn a_friction_point_carries_what_the_map_says_about_it() {
    let map = map_with(
        r#"
[[persona]]
id = "lea"
share = 0.75
[[persona]]
id = "marc"
share = 0.25
[[touchpoint]]
id = "payment"
stage = "decide"
satisfaction = { lea = 2, marc = 4 }
moment_of_truth = "ponctuel"
volume_per_week = 3_000
[[evidence]]
id = "q"
kind = "verbatim"
text = "…"
[[evidence]]
id = "f"
kind = "chiffre"
text = "…"
[[friction]]
id = "F-002"
title = "No confirmation"
touchpoint = "payment"
kind = "rupture"
frequency = [0.1, 0.2, 0.3]
whys = ["a", "b"]
evidence = ["q", "f"]
[[friction]]
id = "F-003"
title = "Card typed twice"
touchpoint = "payment"
personas = ["marc"]
"#,
    );
    let points = friction_points(&map.map);
    let [bare, full, of_marc] = points.as_slice() else { panic!("{points:?}") };
    assert_eq!((bare.moment_weight, bare.reach_per_week, bare.evidence), (1.0, None, EvidenceStrength::None));
    assert_eq!(full.stage.as_ref().map(Id::as_str), Some("decide"));
    assert_eq!((full.moment_of_truth, full.moment_weight), (Some(MomentKind::Punctual), 1.5));
    assert_eq!((full.evidence, full.evidence_pieces), (EvidenceStrength::Triangulated, 2));
    // 3 000 passages a week, of which 10 %, 20 % and 30 %.
    let reach = full.reach_per_week.unwrap();
    for (found, expected) in [(reach.low(), 300.0), (reach.likely(), 600.0), (reach.high(), 900.0)] {
        assert!((found - expected).abs() < 1e-9);
    }
    // 0.75 · 2 + 0.25 · 4 = 2.5 over all, 4 for Marc alone.
    assert_eq!((full.satisfaction, full.satisfaction_gap), (Some(2.5), Some(2.5)));
    assert_eq!((of_marc.satisfaction, of_marc.satisfaction_gap), (Some(4.0), Some(1.0)));
    assert_eq!(full.root_cause.as_deref(), Some("b"));
}

#[test]
fn a_transversal_moment_weighs_on_its_stages() {
    let map = map_with(
        "[[stage]]\nid = \"receive\"\n[[touchpoint]]\nid = \"delivery\"\nstage = \"receive\"\nmoment_of_truth = \"transversal\"\nmoment_stages = [\"decide\"]\nmoment_weight = 2\n[[friction]]\nid = \"F-002\"\ntitle = \"T\"\nstage = \"decide\"\n",
    );
    let weights: Vec<f64> = friction_points(&map.map).iter().map(|point| point.moment_weight).collect();
    assert_eq!(weights, [1.0, 2.0]);
}

#[test]
fn findings_tell_where_a_map_is_thin() {
    use FindingCode::*;
    let touchpoints = |scores: &[&str]| -> String {
        let one =
            |(place, more): (usize, &&str)| format!("[[touchpoint]]\nid = \"t{place}\"\nstage = \"decide\"\n{more}\n");
        scores.iter().enumerate().map(one).collect()
    };
    let personas = |shares: &[f64]| -> String {
        let one = |(place, share)| format!("[[persona]]\nid = \"p{place}\"\nshare = {share}\n");
        shares.iter().enumerate().map(one).collect()
    };
    for (more, expected) in [
        ("[[stage]]\nid = \"stay\"\n".to_owned(), vec![NoTouchpoint, StageWithoutGoal]),
        (format!("[[stage]]\nid = \"stay\"\n{}", touchpoints(&["satisfaction = 3"])), vec![SilentStage]),
        (touchpoints(&["satisfaction = 3", "satisfaction = 3", "satisfaction = 3"]), vec![EqualScores]),
        (touchpoints(&["satisfaction = 5", "satisfaction = 3"]), vec![EmotionalDrop]),
        (
            format!(
                "[[channel]]\nid = \"web\"\n[[channel]]\nid = \"post\"\n{}",
                touchpoints(&["satisfaction = 5\nchannel = \"web\"", "satisfaction = 2\nchannel = \"post\""])
            ),
            vec![HandOverDrop],
        ),
        (touchpoints(&["usage = \"évité\""]), vec![AvoidedTouchpoint, SilentStage]),
        (touchpoints(&["satisfaction = 1\nemotion = \"ravie\""]), vec![EmotionContradiction]),
        (touchpoints(&["emotion = \"inquiet\"\ntarget_emotion = \"serein\""]), vec![EmotionGap]),
        (touchpoints(&["satisfaction = 3\ncompetitor = 4"]), vec![BehindCompetitor]),
        (personas(&[0.5, 0.4]), vec![SharesNotWhole, PersonaHypothesis]),
        (personas(&[0.5, 0.1, 0.1, 0.1, 0.1, 0.1]), vec![ManyPersonas]),
        ("[[evidence]]\nid = \"e\"\nkind = \"expert\"\ntext = \"…\"\n".to_owned(), vec![InternalView]),
        ("[[evidence]]\nid = \"e\"\nkind = \"quote\"\ntext = \"…\"\n".to_owned(), vec![QuoteWithoutConsent]),
        (String::new(), vec![FrictionWithoutEvidence, FrictionUnplaced]),
    ] {
        let found = codes(&map_with(&more));
        for code in expected {
            assert!(found.contains(&code), "{code:?} is missing in {found:?} for\n{more}");
        }
    }
}

#[test]
fn a_clean_part_of_a_map_gives_no_finding() {
    use FindingCode::*;
    let found = codes(&map_with("[[touchpoint]]\nid = \"t\"\nstage = \"decide\"\nsatisfaction = 3\n"));
    for absent in [StaleMap, UndatedMap, SilentStage, StageWithoutGoal, EqualScores, EmotionalDrop, SharesNotWhole] {
        assert!(!found.contains(&absent), "{absent:?}");
    }
}

#[test]
fn a_map_goes_stale_the_day_after_its_time() {
    let (map, _) = read_text_map(&LEAST.replace("updated", "review_every_days = 29\nupdated"));
    let map = map.unwrap().map;
    let stale = |today| map.findings(today).iter().any(|finding| finding.code == FindingCode::StaleMap);
    assert!(!stale(date(2026, 9, 30)));
    assert!(stale(date(2026, 10, 1)));
}

#[test]
fn untreated_friction_points_are_told_at_their_place() {
    let (map, _) = read_text_map(LEAST);
    let map = map.unwrap();
    assert_eq!(map.untreated(&BTreeSet::from(["F-001".parse().unwrap()])), []);
    let problems = map.untreated(&BTreeSet::new());
    assert_eq!(
        problems[0].say(&Words::new(Language::English)),
        "hint: journey.toml:9: no improvement treats F-001 “Account forced”\n  to mend: add an `[[improvement]]` with `frictions = [\"F-001\"]`"
    );
}

const EXAMPLES: [&str; 3] = [
    include_str!("../../../experiments/journey.toml"),
    include_str!("../../../examples/abonnement-telecom.toml"),
    include_str!("../../../examples/invoicing-trial.toml"),
];

/// An example with a piece cut out and something else put in its place.
fn mutated() -> impl Strategy<Value = String> {
    let pieces = [
        "",
        "\n",
        "=",
        "[[stage]]\n",
        "[journey]\n",
        "\"",
        "{ lea = 9 }",
        "1e999",
        "-3",
        "é",
        "[",
        "\u{0}",
        "2026-13-45",
    ];
    (0..EXAMPLES.len(), 0.0..1.0, 0usize..60, 0..pieces.len()).prop_map(move |(example, at, cut, piece)| {
        let characters: Vec<char> = EXAMPLES[example].chars().collect();
        let from = (at * characters.len() as f64) as usize;
        let to = (from + cut).min(characters.len());
        characters[..from]
            .iter()
            .chain(pieces[piece].chars().collect::<Vec<_>>().iter())
            .chain(&characters[to..])
            .collect()
    })
}

fn reads_without_panic(text: &str) {
    let (map, problems) = read_text_map(text);
    let words = Words::new(Language::French);
    for problem in problems {
        assert!(!problem.say(&words).contains('⟨'), "a message is missing");
    }
    if let Some(map) = map {
        assert_eq!(friction_points(&map.map).len(), map.map.frictions.len());
        for finding in map.findings(date(2026, 9, 30)) {
            let said = finding.say(&words);
            assert!(!said.contains('⟨') && !said.contains("{$"), "{said}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_broken_example_never_panics(text in mutated()) {
        reads_without_panic(&text);
    }

    #[test]
    fn any_text_never_panics(text in "\\PC{0,200}") {
        reads_without_panic(&text);
    }
}
