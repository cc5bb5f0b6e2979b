//! Past tests read together, the winner's curse, and what a test to come is worth.

use crate::table::{Row, check_rows, close};
use jalon::quantity::{Positive, Proportion};
use jalon::stats::{GroupEffect, ShrunkEffect, TestPlanValue, TestSpread, exaggeration, shrink};

/// What the method of the row is called here, and how closely it is met: a spread sought by its likelihood is flat at the top.
fn spread(row: &Row) -> TestSpread {
    match row.text("method") {
        "DL" => TestSpread::DerSimonianLaird,
        "PM" => TestSpread::PauleMandel,
        "ML" => TestSpread::MaximumLikelihood,
        "REML" => TestSpread::RestrictedMaximumLikelihood,
        other => panic!("{other}"),
    }
}

/// mpmath, checked with metafor's `rma.uni` and `blup`.
#[test]
pub fn shrunk_effects() {
    check_rows(
        "shrinkage.csv",
        32,
        |_| true,
        |row| {
            let tests = row.list("estimates").into_iter().zip(row.list("ses"));
            let tests: Vec<_> = tests.map(|(estimate, error)| GroupEffect { estimate, error }).collect();
            let found = shrink(&tests, spread(row)).unwrap();
            row.expect("tau2", found.variance_between, 1e-10);
            row.expect("mu", found.mean, 1e-10);
            row.expect("mu_se", found.mean_error, 1e-10);
            let each = |column: &str, value: fn(&ShrunkEffect) -> f64| {
                for (test, expected) in found.tests.iter().zip(row.list(column)) {
                    // An effect near 0 is the difference of two that are not.
                    let slack = 1e-10 * (expected.abs() + found.mean_error);
                    assert!((value(test) - expected).abs() <= slack, "{}: {column} {test:?}", row.text("id"));
                }
            };
            each("shrunk", |test| test.effect);
            each("shrunk_sd", |test| test.sd);
            each("blup_se", |test| test.error);
        },
    );
}

#[test]
pub fn exaggerated_winners() {
    check_rows(
        "expected_gain.csv",
        13,
        |row| row.text("what") == "retro",
        |row| {
            let error = Positive::new(row.number("se")).unwrap();
            let alpha = Proportion::new(row.number("alpha")).unwrap();
            let found = exaggeration(row.number("true_effect"), error, alpha).unwrap();
            row.expect("power", found.power, 1e-12);
            row.expect("type_s", found.wrong_sign, 1e-12);
            row.expect("exaggeration", found.factor, 1e-12);
        },
    );
}

#[test]
pub fn gains_of_a_test() {
    check_rows(
        "expected_gain.csv",
        18,
        |row| row.text("what") == "gain",
        |row| {
            let positive = |column: &str| Positive::new(row.number(column)).unwrap();
            let test = TestPlanValue {
                prior_mean: row.number("prior_mean"),
                prior_sd: positive("prior_sd"),
                error: positive("se"),
                cost: row.number("cost"),
            };
            let outcome = test.threshold(row.number("z_critical"));
            let shipped = outcome.shipped.unwrap();
            row.expect("p_ship", outcome.chance_to_ship, 1e-12);
            row.expect("gain_z", outcome.gain, 1e-11);
            row.expect("effect_if_shipped", shipped.effect, 1e-11);
            row.expect("estimate_if_shipped", shipped.estimate, 1e-11);
            row.expect("p_bad_ship", outcome.chance_of_harm, 1e-11);
            row.expect("gain_bayes", test.gain_with_test(), 1e-12);
            row.expect("gain_perfect", test.gain_with_certainty(), 1e-12);
            row.expect("value_of_test", test.value(), 1e-11);
            assert!(close(test.gain_now(), row.number("gain_now"), 1e-13), "{}", row.text("id"));
        },
    );
}
