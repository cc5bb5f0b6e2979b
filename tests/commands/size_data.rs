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
