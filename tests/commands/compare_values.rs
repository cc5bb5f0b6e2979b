//! Means of raw values, ratios of totals, quantiles: from files of units and from sums.

use super::run::Sandbox;

/// 60 units of each arm: two in five bring 10 to 29, users bring one to three sessions, and one unit of B brings 4000.
fn shop() -> Sandbox {
    let mut text = String::from("user,arm,revenue,sessions,before\n");
    for unit in 0..60_u32 {
        for (arm, step) in [("A", 0), ("B", 3)] {
            let revenue = match (unit, arm) {
                (7, "B") => 4000,
                _ if unit % 5 < 2 => 10 + (unit * 7) % 20 + step,
                _ => 0,
            };
            let (user, sessions, before) = (format!("{arm}-{}", unit / 2), 1 + unit % 3, 5 + (unit * 7) % 20);
            text.push_str(&format!("{user},{arm},{revenue},{sessions},{before}\n"));
        }
    }
    text.push_str("99,A,,1,4\n");
    let sandbox = Sandbox::empty();
    sandbox.write("units.csv", &text);
    // Every unit of B brings 3 more than its fellow in A, but one of A brings 900.
    let mut outlier = String::from("arm,revenue\n");
    for unit in 0..60_u32 {
        let value = 10 + (unit * 7) % 10;
        outlier.push_str(&format!("A,{}\nB,{}\n", if unit == 7 { 900 } else { value }, value + 3));
    }
    sandbox.write("outlier.csv", &outlier);
    sandbox.write("zeros.csv", "arm,revenue,sessions\nA,0,0\nA,0,0\nA,0,1\nB,0,1\nB,0,2\n");
    sandbox.write("nothing.csv", "arm,revenue,sessions\nA,1,0\nA,2,0\nB,0,1\nB,0,2\n");
    sandbox.write("moved.csv", "user,arm,revenue\nu-1,A,3\nu-2,B,4\nu-1,B,5\nu-3,A,4\nu-1,B,6\n");
    sandbox.write("one.csv", "arm,revenue,sessions\nA,1,1\nB,0,1\nB,0,2\n");
    sandbox
}

#[test]
fn pages_read_well_in_both_languages() {
    let sandbox = shop();
    let mean = "compare mean --data units.csv --arm arm --value revenue";
    for (name, line) in [
        ("values", mean.to_owned()),
        ("values_capped", format!("{mean} --cap 95%")),
        ("values_covariate", format!("{mean} --covariate before --control B")),
        ("values_cap_covariate", format!("{mean} --cap 95% --covariate before")),
        ("values_bootstrap", format!("{mean} --cap 95% --method bootstrap --draws 2000 --seed 3")),
        ("values_cap_changes", "compare mean --data outlier.csv --arm arm --value revenue --cap 98%".to_owned()),
        ("ratio", "compare ratio --data units.csv --arm arm --numerator revenue --denominator sessions".to_owned()),
        ("ratio_sums", "compare ratio 400:300:1200:500:4600:1200 400:360:1190:640:4500:1330 --method delta".to_owned()),
        (
            "quantile",
            "compare quantile --data units.csv --arm arm --value before --level 50% --cluster user".to_owned(),
        ),
        ("quantile_far", "compare quantile --data units.csv --arm arm --value before --level 99%".to_owned()),
        ("values_zero", "compare mean --data zeros.csv --arm arm --value revenue".to_owned()),
        (
            "ratio_uncertain",
            "compare ratio --data zeros.csv --arm arm --numerator revenue --denominator sessions".to_owned(),
        ),
        ("proportion_exact", "compare proportion 4/20 10/22 --method exact".to_owned()),
        ("proportion_exact_none", "compare proportion 0/20 0/22 --method exact".to_owned()),
        ("proportion_mid_p", "compare proportion 4/20 10/22 --method mid-p".to_owned()),
    ] {
        insta::assert_snapshot!(format!("compare_{name}_en"), sandbox.session(&line));
        insta::assert_snapshot!(format!("compare_{name}_fr"), sandbox.session(&format!("{line} --lang fr")));
    }
}

/// tea-tasting 1.14.0 on the same units (`reference/unit_results.csv`: un-001, un-002, un-029, un-023), whose interval of a
/// relative change is that on the logarithm.
#[test]
fn files_of_units_agree_with_a_trusted_peer() {
    let sandbox = Sandbox::empty();
    sandbox.write("units.csv", include_str!("../golden/unit_data.csv"));
    let compared = |line: &str| -> serde_json::Value {
        let output = sandbox.run(&format!("compare {line} --data units.csv --arm variant --control 0 --format json"));
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let answer: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one JSON object");
        answer["metrics"][0].clone()
    };
    let close = |found: &serde_json::Value, expected: f64| {
        let found = found.as_f64().unwrap_or_else(|| panic!("{found} is no number"));
        assert!((found / expected - 1.0).abs() < 1e-9, "{found} instead of {expected}");
    };
    let mean = compared("mean --value revenue --method log-delta");
    let comparison = &mean["comparisons"][0];
    close(&comparison["difference"]["estimate"], 1.003_000_752_364_134_4);
    close(&comparison["difference"]["low"], -5.906_703_736_931_609);
    close(&comparison["lift"]["low"], -0.225_043_323_144_003_33);
    close(&comparison["lift"]["high"], 0.407_199_195_950_124_9);
    close(&comparison["p_value"], 0.775_920_658_963_345_2);
    assert_eq!(comparison["lift"]["method"], "log_ratio_welch");
    let ids: Vec<&str> = mean["also"].as_array().unwrap().iter().map(|also| also["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["capped", "share_above_zero", "value_above_zero"]);
    let ratio = compared("ratio --numerator orders --denominator sessions");
    close(&ratio["comparisons"][0]["difference"]["estimate"], 0.011260179112973806);
    close(&ratio["comparisons"][0]["difference"]["high"], 0.03568639478229701);
    close(&ratio["comparisons"][0]["p_value"], 0.36606806637038647);
    let adjusted = compared("mean --value revenue --covariate pre_revenue");
    close(&adjusted["comparisons"][0]["difference"]["estimate"], 0.26813724806969574);
    close(&adjusted["comparisons"][0]["difference"]["low"], -6.230867477102454);
    close(&adjusted["comparisons"][0]["p_value"], 0.9355186431363431);
}

/// Each mistake has its own message, a way to mend it and exit code 2 (1 where the file is to be mended).
#[test]
fn mistakes_are_explained() {
    let sandbox = shop();
    let lines = [
        ("compare mean", 2),
        ("compare mean 1:2:30 2:2:30 --data units.csv --arm arm --value revenue", 2),
        ("compare mean --data units.csv --arm arm", 2),
        ("compare mean --data none.csv --arm arm --value revenue", 1),
        ("compare mean --data units.csv --arm arm --value revenu", 1),
        ("compare mean --data units.csv --arm arm --value revenue --control C", 2),
        ("compare mean --data one.csv --arm arm --value revenue", 2),
        ("compare mean --data units.csv --arm arm --value revenue --cap 0", 2),
        ("compare mean 1:2:30 2:2:30 --method bootstrap", 2),
        ("compare mean 1:2:30 2:2:30 --draws 5000", 2),
        ("compare mean --data units.csv --arm arm --value revenue --method bootstrap --draws 10", 2),
        ("compare mean 1:2:30 2:2:30 --method newcombe", 2),
        ("compare quantile --data moved.csv --arm arm --value revenue --level 50% --cluster user", 1),
        ("compare ratio 4:3:12:5:46 4:3:12:5:46:12", 2),
        ("compare ratio 4:3:12:1:46:12 4:3:12:5:46:12", 2),
        ("compare ratio --data nothing.csv --arm arm --numerator revenue --denominator sessions", 2),
        ("compare quantile --level 90%", 2),
        ("compare quantile --data units.csv --arm arm --value revenue --level 100%", 2),
        ("compare proportion 40/400 50/400 --method exact", 2),
    ];
    let (mut english, mut french) = (String::new(), String::new());
    for (line, code) in lines {
        assert_eq!(sandbox.run(line).status.code(), Some(code), "{line}");
        english.push_str(&sandbox.session(line));
        french.push_str(&sandbox.session(&format!("{line} --lang fr")));
    }
    insta::assert_snapshot!("compare_values_mistakes_en", english);
    insta::assert_snapshot!("compare_values_mistakes_fr", french);
}
