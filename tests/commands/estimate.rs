use super::run::Sandbox;

fn answer(line: &str) -> serde_json::Value {
    let output = Sandbox::empty().run(&format!("{line} --format json"));
    assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("one JSON object")
}

fn close(found: &serde_json::Value, expected: f64) {
    let number = found.as_f64().unwrap_or_else(|| panic!("{found} is no number"));
    assert!((number - expected).abs() <= 1e-4 * expected.abs().max(1.0), "{number} instead of {expected}");
}

/// Newcombe 1998, table I, for 81 of 263 and 0 of 20; Garwood's and the textbook limits by χ² tables.
#[test]
fn intervals_agree_with_published_ones() {
    for (line, low, high) in [
        ("estimate proportion 81/263", 0.2553, 0.3662),
        ("estimate proportion 81/263 --method exact", 0.2527, 0.3676),
        ("estimate proportion 81/263 --method mid-p", 0.2544, 0.3658),
        ("estimate proportion 81/263 --method wald", 0.2522, 0.3638),
        ("estimate proportion 0/20", 0.0, 0.1611),
        ("estimate proportion 0/20 --method exact", 0.0, 0.1684),
        ("estimate count 10/1 --method exact", 4.7954, 18.3904),
        ("estimate mean 4.2:1.1:30", 3.789_25, 4.610_75),
        ("estimate nps 50:30:20", 14.692, 45.308),
        ("estimate survey 2/20@200 16/80@800", 0.108_331, 0.251_669),
    ] {
        let answer = answer(line);
        assert_eq!(answer["schema"], "jalon.estimate.v1");
        close(&answer["interval"]["low"], low);
        close(&answer["interval"]["high"], high);
    }
}

#[test]
fn every_field_of_the_contract_is_there() {
    let answer = answer("estimate csat 5,10,40,80,65 --confidence 90%");
    assert_eq!((&answer["kind"], &answer["measure"]), (&"csat".into(), &"top_two_box".into()));
    assert_eq!(answer["n"], 200);
    assert_eq!(answer["estimate"], 0.725);
    for field in ["low", "high", "level"] {
        assert!(answer["interval"][field].is_number(), "{field}");
    }
    assert_eq!(
        (&answer["interval"]["method"], &answer["also"][0]["measure"]),
        (&"wilson".into(), &"mean_answer".into())
    );
}

#[test]
fn pages_read_well_in_both_languages() {
    for (name, line) in [
        ("estimate_proportion", "estimate proportion 400/4000"),
        ("estimate_proportion_none", "estimate proportion 0/20 --method wald"),
        ("estimate_mean", "estimate mean 25.1:40.2:12000"),
        ("estimate_ratio", "estimate ratio 50.2:30.1 2.1:1.4 --correlation 0.6 --units 8000"),
        ("estimate_count", "estimate count 130/5200"),
        ("estimate_nps", "estimate nps 450:300:250"),
        ("estimate_nps_few", "estimate nps 9:0:0"),
        ("estimate_csat", "estimate csat 5,10,40,80,65"),
        ("estimate_ces", "estimate ces 5,10,40,80,65,20,9 --better lower"),
        ("estimate_rating", "estimate rating 5,10,40,80,65"),
        ("estimate_survey", "estimate survey 120/400 --population 5000"),
        ("estimate_survey_groups", "estimate survey 7.1:1.9:40@200 6.2:2.3:80@800"),
    ] {
        let sandbox = Sandbox::empty();
        insta::assert_snapshot!(format!("{name}_en"), sandbox.session(line));
        insta::assert_snapshot!(format!("{name}_fr"), sandbox.session(&format!("{line} --lang fr")));
    }
}

/// A file of units says the same as its summary, counted apart.
#[test]
fn files_of_units_say_what_their_summaries_say() {
    let sandbox = Sandbox::of("tests/fixtures/units");
    let stdout = |line: &str| sandbox.run(&format!("{line} --format json")).stdout;
    for (file, summary) in [
        ("proportion --data visits.csv --column converted", "proportion 35/60"),
        ("nps --data visits.csv --answer recommend", "nps 18:15:23"),
        ("csat --data visits.csv --answer satisfaction", "csat 2,4,7,22,19"),
        ("ces --data visits.csv --answer satisfaction --direction lower", "ces 2,4,7,22,19 --direction lower"),
        ("rating --data visits.csv --answer satisfaction --scale 1:5", "rating 2,4,7,22,19"),
    ] {
        let answer = String::from_utf8(stdout(&format!("estimate {file}"))).expect("text");
        assert!(answer.contains("\"estimate\""), "{file}");
        assert_eq!(answer, String::from_utf8(stdout(&format!("estimate {summary}"))).expect("text"), "{file}");
    }
}

#[test]
fn files_of_units_read_well_in_both_languages() {
    let sandbox = Sandbox::of("tests/fixtures/units");
    sandbox.write("stayed.csv", "days,left\n5,0\n3,1\n5,0\n5,no\n");
    for (name, line) in [
        ("mean", "estimate mean --data visits.csv --column revenue --cap 95%"),
        ("nps", "estimate nps --data visits.csv --answer recommend"),
        ("quantile", "estimate quantile --data visits.csv --column revenue --level 90%"),
        ("survival", "estimate survival --data visits.csv --time days --left left --horizon 14"),
        ("survival_unreached", "estimate survival --data stayed.csv --time days --left left --horizon 4.5"),
    ] {
        insta::assert_snapshot!(format!("estimate_file_{name}_en"), sandbox.session(line));
        insta::assert_snapshot!(format!("estimate_file_{name}_fr"), sandbox.session(&format!("{line} --lang fr")));
    }
}

#[test]
fn mistakes_in_files_of_units_are_explained() {
    let sandbox = Sandbox::of("tests/fixtures/units");
    sandbox.write("stayed.csv", "days,left\n5,0\n3,1\n");
    sandbox.write("bad.csv", "days,left,answer,none\n-2,0,6,\n3,maybe,2,\n,1,,\n");
    let (mut english, mut french) = (String::new(), String::new());
    for (line, code) in [
        ("estimate mean", 2),
        ("estimate mean 1:2:3 --data visits.csv --column revenue", 2),
        ("estimate mean --data visits.csv", 2),
        ("estimate mean --data visits.csv --column revenu", 1),
        ("estimate mean --data bad.csv --column none", 2),
        ("estimate nps --data bad.csv --answer none", 2),
        ("estimate proportion --data bad.csv --column left", 1),
        ("estimate csat --data bad.csv --answer answer", 1),
        ("estimate csat --data visits.csv --answer satisfaction --scale 1:2", 2),
        ("estimate csat --data visits.csv --answer satisfaction --lowest 0", 2),
        ("estimate quantile --level 50%", 2),
        ("estimate survival --data bad.csv --time days --left left --horizon 2", 1),
        ("estimate survival --data stayed.csv --time days --left left --horizon 90", 2),
    ] {
        let output = sandbox.run(line);
        assert_eq!(output.status.code(), Some(code), "{line}");
        assert!(output.stdout.is_empty(), "{line}");
        english += &sandbox.session(line);
        french += &sandbox.session(&format!("{line} --lang fr"));
    }
    insta::assert_snapshot!("estimate_file_mistakes_en", english);
    insta::assert_snapshot!("estimate_file_mistakes_fr", french);
}

/// Each mistake has its own message, a way to mend it and exit code 2.
#[test]
fn mistakes_on_the_command_line_are_explained() {
    let lines = [
        "estimate",
        "estimate proportion 5000/4000",
        "estimate proportion 5/0",
        "estimate proportion 5/10 --method normal",
        "estimate proportion 5/10 --confidence 95",
        "estimate proportion 5/10 --confidence 0.9999999999999999",
        "estimate mean 1:2",
        "estimate mean 1:2:0",
        "estimate count 3/0",
        "estimate nps 1:2",
        "estimate ces 5,10,40",
        "estimate csat 5,10",
        "estimate csat 0,0,0,0",
        "estimate rating 5,ten,3",
        "estimate ratio 50.2 2.1:1.4 --correlation 0.6 --units 8000",
        "estimate ratio 50.2:30.1 2.1:1.4 --correlation 1.6 --units 8000",
        "estimate ratio 50.2:30.1 0:1.4 --correlation 0.6 --units 8000",
        "estimate ratio 50.2:30.1 2.1:1.4 --correlation 0.6 --units 1",
        "estimate survey 120/400 --population 300",
        "estimate survey 2/20 16/80",
        "estimate survey 0/20@200 0/80@800",
        "estimate survey 2/20@200 16/80@800 --population 1000",
    ];
    let (mut english, mut french) = (String::new(), String::new());
    for line in lines {
        let output = Sandbox::empty().run(line);
        assert_eq!(output.status.code(), Some(2), "{line}");
        assert!(output.stdout.is_empty(), "{line}");
        english += &Sandbox::empty().session(line);
        french += &Sandbox::empty().session(&format!("{line} --lang fr"));
    }
    insta::assert_snapshot!("estimate_mistakes_en", english);
    insta::assert_snapshot!("estimate_mistakes_fr", french);
}

/// Cochran's 385 for ±5 points, 218 out of 500 people; and the margin of 400 answers.
#[test]
fn surveys_agree_with_the_textbook() {
    assert_eq!(answer("size survey --margin 5%")["n"], 385);
    let few = answer("size survey --margin 5% --population 500 --response-rate 20%");
    assert_eq!((&few["n"], &few["invitations"]), (&218.into(), &1090.into()));
    close(&answer("size survey --n 400")["margin"], 0.048_999);
    let groups = answer("size survey --margin 5% --stratum a:9000:50% --stratum b:1000:10% --allocation neyman");
    assert!(groups["margin"].as_f64().is_some_and(|margin| margin <= 0.05));
}

#[test]
fn survey_pages_read_well_in_both_languages() {
    for (name, line) in [
        ("size_survey", "size survey --margin 5% --population 5000 --response-rate 20%"),
        ("size_survey_margin", "size survey --n 400 --promoters 45% --detractors 25%"),
        ("size_survey_mean", "size survey --margin 0.5 --sd 12"),
        (
            "size_survey_groups",
            "size survey --margin 5% --stratum regulars:9000:50% --stratum new:1000:10% --allocation neyman",
        ),
    ] {
        let sandbox = Sandbox::empty();
        insta::assert_snapshot!(format!("{name}_en"), sandbox.session(line));
        insta::assert_snapshot!(format!("{name}_fr"), sandbox.session(&format!("{line} --lang fr")));
    }
}

#[test]
fn mistakes_in_surveys_are_explained() {
    let lines = [
        "size survey",
        "size survey --margin 5",
        "size survey --margin 0",
        "size survey --margin 5% --n 400",
        "size survey --n 0",
        "size survey --n 400 --population 300",
        "size survey --margin 0.0000000001%",
        "size survey --margin 5% --sd 3 --share 10%",
        "size survey --margin 3 --promoters 45%",
        "size survey --margin 3 --promoters 65% --detractors 45%",
        "size survey --margin 5% --stratum a:9000",
        "size survey --margin 5% --stratum a:0:50%",
        "size survey --n 400 --stratum a:9000:50%",
        "size survey --margin 5% --stratum a:9000:50% --allocation equal",
    ];
    let (mut english, mut french) = (String::new(), String::new());
    for line in lines {
        let output = Sandbox::empty().run(line);
        assert_eq!(output.status.code(), Some(2), "{line}");
        assert!(output.stdout.is_empty(), "{line}");
        english += &Sandbox::empty().session(line);
        french += &Sandbox::empty().session(&format!("{line} --lang fr"));
    }
    insta::assert_snapshot!("size_survey_mistakes_en", english);
    insta::assert_snapshot!("size_survey_mistakes_fr", french);
}

/// Charts stand alone as files, and on the page.
#[test]
fn estimates_and_surveys_have_charts() {
    let sandbox = Sandbox::empty();
    for (line, inside) in [
        ("estimate proportion 400/4000", "4,000"),
        ("estimate csat 5,10,40,80,65 --lang fr", "200"),
        ("size survey --margin 5%", "385"),
        ("size survey --sd 12 --n 400 --population 900 --lang fr", "400"),
    ] {
        for ending in ["svg", "html", "png"] {
            let output = sandbox.run(&format!("{line} --out drawn.{ending}"));
            assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
        }
        let (chart, page) = (sandbox.read("drawn.svg"), sandbox.read("drawn.html"));
        assert!(chart.contains(inside), "{line}: {chart}");
        assert!(page.contains("<svg"), "{line}");
    }
    // Satisfied customers are a share, their mean answer is none: two axes.
    assert!(sandbox.path("drawn-2.svg").exists());
    // Where everybody answers no margin is left, and the chart says that too.
    assert_eq!(sandbox.run("size survey --n 40 --population 40 --out all.svg").status.code(), Some(0));
}
