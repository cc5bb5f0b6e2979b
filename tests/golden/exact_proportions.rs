//! Exact tests and intervals of conversion rates.

use crate::table::{Row, check_rows};
use jalon::stats::{Alternative, Conversions, ExactProportionTest, ProportionArms, ProportionNull, ProportionTest};

fn arms(row: &Row) -> ProportionArms {
    ProportionArms {
        control: Conversions::new(row.count("x1"), row.count("n1")).unwrap(),
        variant: Conversions::new(row.count("x2"), row.count("n2")).unwrap(),
    }
}

fn alternative(row: &Row) -> Alternative {
    match row.text("alternative") {
        "two-sided" => Alternative::TwoSided,
        "larger" => Alternative::Greater,
        _ => Alternative::Less,
    }
}

fn exact(row: &Row) -> Option<ExactProportionTest> {
    match row.text("method") {
        "fisher" => Some(ExactProportionTest::Fisher),
        "fisher_midp" => Some(ExactProportionTest::FisherMidP),
        "barnard_pooled" => Some(ExactProportionTest::BarnardPooled),
        "barnard_unpooled" => Some(ExactProportionTest::BarnardUnpooled),
        "boschloo" => Some(ExactProportionTest::Boschloo),
        _ => None,
    }
}

#[test]
fn tests_given_the_total_of_conversions() {
    let conditional = |row: &Row| row.text("method").starts_with("fisher");
    check_rows("two_proportion_tests.csv", 55, conditional, |row| {
        let test = arms(row).exact_test(alternative(row), exact(row).unwrap()).unwrap();
        row.expect("p_value", test.p_value, 1e-12);
    });
}

/// The reference searched the worst common rate to about 1e-9.
#[test]
fn tests_at_the_worst_common_rate() {
    let unconditional = |row: &Row| ["barnard_pooled", "barnard_unpooled", "boschloo"].contains(&row.text("method"));
    check_rows("two_proportion_tests.csv", 48, unconditional, |row| {
        let test = arms(row).exact_test(alternative(row), exact(row).unwrap()).unwrap();
        row.expect("p_value", test.p_value, 1e-9);
        if row.text("method") == "boschloo" {
            row.expect("statistic", fisher_as_statistic(row), 1e-12);
        } else {
            row.expect("statistic", test.statistic, 1e-12);
        }
    });
}

/// The statistic that orders Boschloo's outcomes; two-sided the smaller of Fisher's one-sided p-values.
fn fisher_as_statistic(row: &Row) -> f64 {
    let fisher = |alternative| arms(row).exact_test(alternative, ExactProportionTest::Fisher).unwrap().p_value;
    match alternative(row) {
        Alternative::TwoSided => fisher(Alternative::Greater).min(fisher(Alternative::Less)),
        one_sided => fisher(one_sided),
    }
}

/// G is the square of the signed root that the test reports.
#[test]
fn g_tests() {
    let g = |row: &Row| row.text("method") == "g_test";
    check_rows("two_proportion_tests.csv", 12, g, |row| {
        let test =
            arms(row).test(ProportionNull::EQUAL, Alternative::TwoSided, ProportionTest::LikelihoodRatio).unwrap();
        row.expect("statistic", test.statistic * test.statistic, 1e-12);
        row.expect("p_value", test.p_value, 1e-12);
    });
}
