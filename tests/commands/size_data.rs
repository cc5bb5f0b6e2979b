//! Tests planned from files of past units.

use super::run::Sandbox;

fn shop() -> Sandbox {
    let sandbox = Sandbox::empty();
    sandbox.write("past.csv", include_str!("../fixtures/units/past.csv"));
    sandbox.write("empty.csv", "");
    sandbox.write("titles.csv", "user,revenue\n");
    sandbox.write("one.csv", "user,revenue\n1,5\n2,\n");
    sandbox.write("rare.csv", &format!("user,revenue,visits\n{}1,500,0\n", "0,0,0\n".repeat(300)));
    sandbox
}

/// Eleven customers; the last one gave no answer and was only just there.
fn answers() -> Sandbox {
    let sandbox = Sandbox::empty();
    let rows = [
        "10,5,1,1,9,10",
        "10,5,2,1,9,10",
        "9,5,2.5,0,9,9",
        "9,4,3,1,9,9",
        "8,4,30,0,9,8",
        "8,3,30,0,9,8",
        "7,3,30,0,9,7",
        "6,2,30,0,9,6",
        "3,2,30,0,9,3",
        "0,1,30,0,9,1",
        ",,0,0,9,",
    ];
    sandbox.write("answers.csv", &format!("score,stars,days,gone,alike,from_one\n{}\n", rows.join("\n")));
    sandbox
}

fn answer(sandbox: &Sandbox, line: &str) -> serde_json::Value {
    let output = sandbox.run(&format!("{line} --simulate 0 --format json"));
    assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("one JSON object")
}

fn close(found: &serde_json::Value, expected: f64) {
    let found = found.as_f64().unwrap_or_else(|| panic!("{found} is no number"));
    assert!((found / expected - 1.0).abs() < 1e-12, "{found} instead of {expected}");
}

#[test]
fn pages_read_well_in_both_languages() {
    let sandbox = shop();
    for (name, line) in [
        ("capped", "mean --data past.csv --column revenue --lift 10% --cap 99%"),
        ("uncapped", "mean --data past.csv --column revenue --n 20000"),
        ("covariate", "mean --data past.csv --column revenue --covariate before --lift 10%"),
        ("quantile", "quantile --data past.csv --column load_ms --level 90% --lift=-5%"),
        ("ratio", "ratio --data past.csv --numerator revenue --denominator sessions --lift 10%"),
    ] {
        let line = format!("size {line} --simulate 0");
        insta::assert_snapshot!(format!("size_data_{name}_en"), sandbox.session(&line));
        insta::assert_snapshot!(format!("size_data_{name}_fr"), sandbox.session(&format!("{line} --lang fr")));
    }
}

/// Means, spreads, quantiles and the correlation of the same file by Python's `statistics`; the spread of the ratio as the
/// standard deviation of its residuals, that of the quantile from the order statistics 1.96 standard errors away.
#[test]
fn what_is_measured_agrees_with_an_independent_reckoning() {
    let sandbox = shop();
    let mean = answer(&sandbox, "size mean --data past.csv --column revenue --lift 10% --cap 99%");
    let past = &mean["past_units"];
    assert_eq!((&past["units"], &past["left_out"]), (&239.into(), &1.into()));
    let cap = &past["cap"];
    assert_eq!((&cap["units_beyond"], &cap["applied"]), (&3.into(), &true.into()));
    close(&cap["threshold"], 332.394_200_000_001_15);
    close(&cap["mean_taken"], 6.566_599_999_999_987);
    close(&cap["uncapped"]["mean"], 28.489_581_589_958_16);
    close(&cap["uncapped"]["standard_deviation"], 103.929_945_429_443_26);
    close(&mean["baseline"], 21.922_981_589_958_173);
    close(&mean["standard_deviations"]["control"], 43.227_446_782_635_11);
    let ratio = answer(&sandbox, "size ratio --data past.csv --numerator revenue --denominator sessions --lift 5%");
    close(&ratio["baseline"], 11.071_560_975_609_756);
    close(&ratio["standard_deviations"]["control"], 41.479_403_168_235_35);
    let covariate = answer(&sandbox, "size mean --data past.csv --column revenue --covariate before --lift 10%");
    close(&covariate["covariate_correlation"], 0.052_717_162_044_649_77);
    let quantile = answer(&sandbox, "size quantile --data past.csv --column load_ms --level 90% --lift=-5%");
    close(&quantile["baseline"], 1350.3);
    let by_hand = "size quantile --value 1350.3 --density 0.0001843646522543445 --level 90% --lift=-5%";
    close(&quantile["arms"][0]["n_exact"], answer(&sandbox, by_hand)["arms"][0]["n_exact"].as_f64().unwrap());
}

/// Each reading is the test that the same command plans with or without the cap.
#[test]
fn both_readings_are_tests_of_their_own() {
    let sandbox = shop();
    let line = "size mean --data past.csv --column revenue --lift 10%";
    let (uncapped, capped) = (answer(&sandbox, line), answer(&sandbox, &format!("{line} --cap 99%")));
    assert_ne!(uncapped["n_total"], capped["n_total"]);
    for answer in [&uncapped, &capped] {
        assert_eq!(answer["past_units"]["cap"]["uncapped"]["n_total"], uncapped["n_total"]);
        assert_eq!(answer["past_units"]["cap"]["capped"]["n_total"], capped["n_total"]);
    }
    let by_hand = "size mean --mean 28.48958158995816 --sd 103.92994542944326 --lift 10%";
    assert_eq!(answer(&sandbox, by_hand)["n_total"], uncapped["n_total"]);
}

/// Answers and times of past units: what is planned is what the same shares, counted by hand, plan.
#[test]
fn answers_and_times_are_counted_as_by_hand() {
    let sandbox = answers();
    for (from_file, by_hand, units, left_out) in [
        (
            "nps --data answers.csv --answer score --difference 10",
            "nps --promoters 40% --detractors 30% --difference 10",
            10,
            1,
        ),
        (
            "ordinal --data answers.csv --answer stars --odds-ratio 1.5",
            "ordinal --shares 10%,20%,20%,20%,30% --odds-ratio 1.5",
            10,
            1,
        ),
        // Kaplan and Meier: of ten, one leaves, one of nine, one is last seen, one of seven leaves: 0.9 · 8/9 · 6/7.
        (
            "survival --data answers.csv --time days --left gone --horizon 10 --hazard-ratio 0.8",
            "survival --retention 0.6857142857142857 --horizon 10 --hazard-ratio 0.8",
            11,
            0,
        ),
    ] {
        let (found, expected) =
            (answer(&sandbox, &format!("size {from_file}")), answer(&sandbox, &format!("size {by_hand}")));
        close(&found["arms"][0]["n_exact"], expected["arms"][0]["n_exact"].as_f64().unwrap());
        let past = &found["past_units"];
        assert_eq!((&past["units"], &past["left_out"]), (&units.into(), &left_out.into()), "{from_file}");
    }
}

#[test]
fn pages_from_past_answers_read_well_in_both_languages() {
    let sandbox = answers();
    for (name, line) in [
        ("nps", "nps --data answers.csv --answer score --difference 10"),
        ("nps_no_zero", "nps --data answers.csv --answer from_one --difference 10"),
        ("ordinal", "ordinal --data answers.csv --answer stars --odds-ratio 1.5"),
        ("survival", "survival --data answers.csv --time days --left gone --horizon 10 --hazard-ratio 0.8"),
    ] {
        let line = format!("size {line} --simulate 0");
        insta::assert_snapshot!(format!("size_data_{name}_en"), sandbox.session(&line));
        insta::assert_snapshot!(format!("size_data_{name}_fr"), sandbox.session(&format!("{line} --lang fr")));
    }
}

#[test]
fn past_answers_that_plan_nothing_are_explained() {
    let sandbox = answers();
    let (mut english, mut french) = (String::new(), String::new());
    for (line, code) in [
        ("nps --difference 10", 2),
        ("nps --data answers.csv --difference 10", 2),
        ("nps --data answers.csv --answer score --promoters 40% --difference 10", 2),
        ("nps --data answers.csv --answer days --difference 10", 1),
        ("nps --data answers.csv --answer alike --difference 10", 2),
        ("ordinal --odds-ratio 1.5", 2),
        ("ordinal --data answers.csv --answer score --odds-ratio 1.5", 1),
        ("ordinal --data answers.csv --answer stars --scale 5:1 --odds-ratio 1.5", 2),
        ("ordinal --data answers.csv --answer alike --scale 1:9 --odds-ratio 1.5", 2),
        ("survival --horizon 10 --hazard-ratio 0.8", 2),
        ("survival --data answers.csv --time days --horizon 10 --hazard-ratio 0.8", 2),
        ("survival --data answers.csv --time days --left gone --horizon 60 --hazard-ratio 0.8", 2),
        ("survival --data answers.csv --time days --left gone --horizon 0.5 --hazard-ratio 0.8", 2),
        ("survival --data answers.csv --time days --left score --horizon 10 --hazard-ratio 0.8", 1),
    ] {
        let line = format!("size {line}");
        assert_eq!(sandbox.run(&line).status.code(), Some(code), "{line}");
        english.push_str(&sandbox.session(&line));
        french.push_str(&sandbox.session(&format!("{line} --lang fr")));
    }
    insta::assert_snapshot!("size_data_answers_mistakes_en", english);
    insta::assert_snapshot!("size_data_answers_mistakes_fr", french);
}

/// Each mistake has its own message, a way to mend it and exit code 2 (1 where the file is to be mended).
#[test]
fn mistakes_are_explained() {
    let sandbox = shop();
    let lines = [
        ("mean --lift 10%", 2),
        ("mean --data past.csv --lift 10%", 2),
        ("mean --data past.csv --column revenue --mean 20 --sd 40 --lift 10%", 2),
        ("mean --mean 20 --sd 40 --cap 99% --lift 10%", 2),
        ("mean --data past.csv --column revenu --lift 10%", 1),
        ("mean --data past.csv --column plan --lift 10%", 1),
        ("mean --data none.csv --column revenue --lift 10%", 1),
        ("mean --data empty.csv --column revenue --lift 10%", 1),
        ("mean --data titles.csv --column revenue --lift 10%", 1),
        ("mean --data one.csv --column revenue --lift 10%", 2),
        ("mean --data past.csv --column fee --lift 10%", 2),
        ("mean --data rare.csv --column revenue --cap 99% --lift 10%", 2),
        ("mean --data past.csv --column revenue --cap 100% --lift 10%", 2),
        ("mean --data past.csv --column revenue --covariate revenue --lift 10%", 2),
        ("mean --data past.csv --column revenue --covariate fee --lift 10%", 2),
        ("quantile --data past.csv --column fee --level 50% --lift 10%", 2),
        ("quantile --data past.csv --column load_ms --level 99.9% --lift 10%", 2),
        ("quantile --data past.csv --column load_ms --level 90% --value 3 --lift 10%", 2),
        ("ratio --data rare.csv --numerator revenue --denominator visits --lift 10%", 2),
        ("ratio --data past.csv --numerator fee --denominator fee --lift 10%", 2),
        ("ratio --data past.csv --numerator fee --lift 10%", 2),
    ];
    let (mut english, mut french) = (String::new(), String::new());
    for (line, code) in lines {
        let line = format!("size {line}");
        assert_eq!(sandbox.run(&line).status.code(), Some(code), "{line}");
        english.push_str(&sandbox.session(&line));
        french.push_str(&sandbox.session(&format!("{line} --lang fr")));
    }
    insta::assert_snapshot!("size_data_mistakes_en", english);
    insta::assert_snapshot!("size_data_mistakes_fr", french);
}
