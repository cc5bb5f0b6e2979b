//! Ordered answers and retention: sized and compared on the command line.

use super::run::Sandbox;

const CONTROL: &str = "1:40:5,2:30:3,3:20:102";
const VARIANT: &str = "1:30:5,2:20:3,3:10:132";

fn both_languages(name: &str, line: &str) {
    let sandbox = Sandbox::empty();
    insta::assert_snapshot!(format!("{name}_en"), sandbox.session(line));
    insta::assert_snapshot!(format!("{name}_fr"), sandbox.session(&format!("{line} --lang fr")));
}

#[test]
fn comparisons_read_well_in_both_languages() {
    both_languages("compare_ordinal", "compare ordinal 5,10,40,80,65 3,8,30,90,80");
    both_languages("compare_rating_several", "compare rating old=5,10,40,80,65 B=3,8,30,90,80 C=2,5,20,80,104");
    both_languages("compare_ces", "compare ces 5,10,40,80,65 9,18,60,70,44 --better lower");
    both_languages("compare_csat_margin", "compare csat 5,10,40,80,65 3,8,30,90,80 --margin -3%");
    both_languages("compare_separated", "compare ordinal 9,0,0 0,0,9");
    both_languages("compare_separated_few", "compare ordinal 2,0,0 0,0,2");
    both_languages("compare_separated_margin", "compare ordinal 9,0,0 0,0,9 --margin -3%");
    both_languages("compare_survival", &format!("compare survival {CONTROL} {VARIANT} --horizon 3"));
    both_languages(
        "compare_retention_margin",
        &format!("compare retention {CONTROL} {VARIANT} --horizon 3 --margin -2%"),
    );
    both_languages("compare_nobody_left", "compare survival 3:0:100 1:2:3,3:0:90 --horizon 3");
    both_languages("compare_nobody_at_all", "compare survival 3:0:100 3:0:90 --horizon 3");
}

#[test]
fn sizes_say_what_their_numbers_mean() {
    both_languages("size_ordinal", "size ordinal --shares 10%,20%,30%,40% --odds-ratio 1.2");
    both_languages("size_survival", "size survival --retention 60% --horizon 12 --hazard-ratio 0.8");
}

#[test]
fn programs_are_told_the_win_probability_less_one_half_and_the_other_readings() {
    let output = Sandbox::empty().run("compare ces 20,40,60,50,30 12,30,60,60,40 --better lower --format json");
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one JSON object");
    let metric = &answer["metrics"][0];
    assert_eq!(metric["kind"], "ces");
    let comparison = &metric["comparisons"][0];
    // Brunner & Munzel's p-value of these counts, from the reference of the statistic.
    assert!((comparison["p_value"].as_f64().unwrap() - 0.019_819_825_903_414_7).abs() < 1e-15);
    assert_eq!(comparison["no_lift_because"], "no_ratio_scale");
    assert_eq!(metric["also"][0]["id"], "mean_answer");
    assert_eq!(metric["also"][1]["role"], "secondary");
}

#[test]
fn both_kinds_draw_their_data() {
    for line in
        ["compare ordinal 5,10,40,80,65 3,8,30,90,80", &format!("compare survival {CONTROL} {VARIANT} --horizon 3")]
    {
        let sandbox = Sandbox::empty();
        assert!(sandbox.run(&format!("{line} --out page.html")).status.success());
        assert_eq!(sandbox.read("page.html").matches("<svg").count(), 2, "{line}");
    }
}

#[test]
fn mistakes_are_explained() {
    let lines = [
        "compare ces 5,10,40 3,8,30",
        "compare ordinal 5,10,40 3,8",
        "compare ordinal 5,10,x 3,8,30",
        "compare ordinal 5 3",
        "compare ordinal 5,10,40 3,8,30 --scale 5:1",
        "compare ordinal 5,10,40 3,8,30 --scale 1:7",
        "compare ordinal 5,10,40 3,8,30 --margin-lift -5%",
        "compare ordinal 5,10,40 3,8,30 --margin -60%",
        "compare ordinal 0,1,0 3,8,30",
        "compare survival 1:40:5 1:30:5 --horizon 3",
        "compare survival 1:40 1:30:5 --horizon 1",
        "compare survival 1:40:5 0:0:0 --horizon 1",
        "compare survival 1:40:5 1:30:5 --horizon 0",
        "compare survival 1:5:40 1:4:30 --horizon 1 --margin 90%",
    ];
    let (mut english, mut french) = (String::new(), String::new());
    for line in lines {
        let output = Sandbox::empty().run(line);
        assert_eq!(output.status.code(), Some(2), "{line}");
        assert!(output.stdout.is_empty(), "{line}");
        english += &Sandbox::empty().session(line);
        french += &Sandbox::empty().session(&format!("{line} --lang fr"));
    }
    insta::assert_snapshot!("answers_and_retention_mistakes_en", english);
    insta::assert_snapshot!("answers_and_retention_mistakes_fr", french);
}

/// A file of units says the same as what was counted from it.
#[test]
fn answers_and_times_are_read_from_files() {
    let sandbox = Sandbox::of("tests/fixtures/units");
    let answers = "control=1,2,3,14,5 guest=1,2,4,8,14";
    let times = "control=1:5:0,2:2:0,3:1:0,4:1:0,5:3:0,6:1:0,7:1:0,8:4:0,9:2:0,10:1:0,11:2:0,12:1:0,14:2:0,17:1:0,18:1:0,27:0:1,28:1:0 guest=3:2:0,5:3:0,6:1:0,7:1:0,9:1:0,10:3:0,12:2:0,15:4:0,16:2:0,17:1:0,18:0:3,19:0:1,21:0:2,22:0:1,24:0:1,25:0:2";
    let stdout = |line: &str| String::from_utf8(sandbox.run(&format!("{line} --format json")).stdout).expect("text");
    let file = "--data visits.csv --arm arm";
    for (from_file, summary) in [
        (format!("ordinal {file} --answer satisfaction"), format!("ordinal {answers}")),
        (format!("csat {file} --answer satisfaction --scale 1:5"), format!("csat {answers}")),
        (format!("ces {file} --answer satisfaction --better lower"), format!("ces {answers} --better lower")),
        (format!("survival {file} --time days --left left --horizon 14"), format!("survival {times} --horizon 14")),
    ] {
        let answer = stdout(&format!("compare {from_file}"));
        assert!(answer.contains("\"comparisons\""), "{from_file}");
        assert_eq!(answer, stdout(&format!("compare {summary}")), "{from_file}");
    }
    for (name, line) in [
        ("compare_csat_file", format!("compare csat {file} --answer satisfaction --control guest")),
        ("compare_survival_file", format!("compare survival {file} --time days --left left --horizon 14")),
    ] {
        insta::assert_snapshot!(format!("{name}_en"), sandbox.session(&line));
        insta::assert_snapshot!(format!("{name}_fr"), sandbox.session(&format!("{line} --lang fr")));
    }
}

#[test]
fn mistakes_in_files_are_explained() {
    let sandbox = Sandbox::of("tests/fixtures/units");
    sandbox.write("bad.csv", "arm,days,left,answer\nA,5,1,\nA,-2,0,6\nB,3,maybe,2\nB,,1,3\n");
    sandbox.write("few.csv", "arm,answer\nA,\nB,2\nB,3\n");
    let (mut english, mut french) = (String::new(), String::new());
    for (line, code) in [
        ("compare ordinal", 2),
        ("compare ordinal 1,2 3,4 --data few.csv --arm arm --answer answer", 2),
        ("compare ordinal --data few.csv --arm arm", 2),
        ("compare csat --data few.csv --arm arm --answer answer", 2),
        ("compare csat --data bad.csv --arm arm --answer answer", 1),
        ("compare survival --horizon 3", 2),
        ("compare survival --data visits.csv --arm arm --time days --horizon 3", 2),
        ("compare survival --data bad.csv --arm arm --time days --left left --horizon 2", 1),
    ] {
        let output = sandbox.run(line);
        assert_eq!(output.status.code(), Some(code), "{line}");
        assert!(output.stdout.is_empty(), "{line}");
        english += &sandbox.session(line);
        french += &sandbox.session(&format!("{line} --lang fr"));
    }
    insta::assert_snapshot!("answers_and_retention_file_mistakes_en", english);
    insta::assert_snapshot!("answers_and_retention_file_mistakes_fr", french);
}
