//! Tests and intervals of conversion rates.

use crate::table::{Row, check_rows};
use jalon::quantity::Proportion;
use jalon::stats::{
    Alternative, Bound, Conversions, DifferenceInterval, Interval, LiftInterval, NoAnswer, ProportionArms,
    ProportionNull, ProportionTest, RateInterval,
};

fn alpha(row: &Row) -> Proportion {
    Proportion::new(row.number("alpha")).unwrap()
}

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

/// The end as the reference writes it: an end without limit is infinite there.
fn end(bound: Bound) -> f64 {
    bound.value().unwrap_or(f64::INFINITY)
}

fn expect_limits(row: &Row, interval: &Interval, shift: f64, tolerance: f64) {
    for (column, actual) in [("lower", end(interval.low()) + shift), ("upper", end(interval.high()) + shift)] {
        let expected = row.number(column);
        // Limits near 0 are differences of rates near ½: their last digits are those of the rates.
        let agrees = actual == expected || (actual - expected).abs() <= tolerance * expected.abs().max(1e-3);
        assert!(agrees, "{}: {column} is {actual} instead of {expected}", row.text("id"));
    }
}

/// Where every visitor of an arm did the same there is no variance for Wald's or the logarithm's interval, and the
/// reference prints one of no width (or as wide as its continuity correction). That there is none is said instead.
fn expect_no_width(row: &Row, none: NoAnswer) {
    assert_eq!(none, NoAnswer::NoVariation, "{}", row.text("id"));
    let alike = |x: &str, n: &str| row.count(x) == 0 || row.count(x) == row.count(n);
    assert!(alike("x1", "n1") && alike("x2", "n2"), "{}", row.text("id"));
}

fn difference_method(row: &Row) -> Option<DifferenceInterval> {
    match row.text("method") {
        "wald" => Some(DifferenceInterval::Wald),
        "wald_cc" => Some(DifferenceInterval::WaldCorrected),
        "agresti_caffo" => Some(DifferenceInterval::AgrestiCaffo),
        "newcombe" => Some(DifferenceInterval::Newcombe),
        "miettinen_nurminen" => Some(DifferenceInterval::MiettinenNurminen),
        "score_uncorrected" => Some(DifferenceInterval::Score),
        _ => None,
    }
}

fn lift_method(row: &Row) -> Option<LiftInterval> {
    match row.text("method") {
        "miettinen_nurminen" => Some(LiftInterval::MiettinenNurminen),
        "score_uncorrected" => Some(LiftInterval::Score),
        "log" => Some(LiftInterval::LogRatio),
        "log_adjusted" => Some(LiftInterval::LogRatioAdjusted),
        _ => None,
    }
}

#[test]
pub fn intervals_of_the_difference() {
    check_rows(
        "two_proportion_intervals.csv",
        108,
        |row| row.text("compare") == "diff",
        |row| {
            let method = difference_method(row).unwrap();
            match arms(row).difference_interval(alpha(row), Alternative::TwoSided, method) {
                Ok(interval) => expect_limits(row, &interval, 0.0, 1e-11),
                Err(none) => expect_no_width(row, none),
            }
        },
    );
}

#[test]
pub fn intervals_of_the_ratio() {
    check_rows(
        "two_proportion_intervals.csv",
        67,
        |row| row.text("compare") == "ratio",
        |row| {
            let method = lift_method(row).unwrap();
            match arms(row).lift_interval(alpha(row), Alternative::TwoSided, method) {
                // A lift is a ratio less 1; the reference prints the ratio.
                Ok(interval) => expect_limits(row, &interval, 1.0, 1e-11),
                Err(none) => expect_no_width(row, none),
            }
        },
    );
}

#[test]
pub fn tests_by_the_score_and_its_relatives() {
    let built = |row: &Row| ["z_pooled", "z_unpooled", "z_pooled_cc"].contains(&row.text("method"));
    check_rows("two_proportion_tests.csv", 84, built, |row| {
        let method = match row.text("method") {
            "z_pooled" => ProportionTest::Score,
            "z_unpooled" => ProportionTest::Wald,
            _ => ProportionTest::ScoreCorrected,
        };
        let test = arms(row).test(ProportionNull::EQUAL, alternative(row), method).unwrap();
        row.expect("statistic", test.statistic, 1e-12);
        row.expect("p_value", test.p_value, 1e-11);
    });
}

/// Pearson's and Yates's χ² are the squares of the pooled z and of its corrected form.
#[test]
pub fn chi_squared_tests_are_squared_z() {
    let built = |row: &Row| ["chi2_pearson", "chi2_yates"].contains(&row.text("method"));
    check_rows("two_proportion_tests.csv", 24, built, |row| {
        let method =
            if row.text("method") == "chi2_pearson" { ProportionTest::Score } else { ProportionTest::ScoreCorrected };
        let test = arms(row).test(ProportionNull::EQUAL, Alternative::TwoSided, method).unwrap();
        row.expect("statistic", test.statistic * test.statistic, 1e-11);
        row.expect("p_value", test.p_value, 1e-11);
    });
}

/// The factor N/(N − 1) is all that parts the default test from the pooled z.
#[test]
pub fn the_default_test_is_the_pooled_z_up_to_its_factor() {
    check_rows(
        "two_proportion_tests.csv",
        36,
        |row| row.text("method") == "z_pooled",
        |row| {
            let arms = arms(row);
            let total = row.number("n1") + row.number("n2");
            let test = arms.test(ProportionNull::EQUAL, alternative(row), ProportionTest::MiettinenNurminen).unwrap();
            row.expect("statistic", test.statistic * (total / (total - 1.0)).sqrt(), 1e-12);
        },
    );
}

#[test]
pub fn intervals_of_one_rate() {
    let built =
        |row: &Row| ["wald", "wilson", "agresti_coull", "clopper_pearson", "jeffreys"].contains(&row.text("method"));
    check_rows("one_proportion_intervals.csv", 195, built, |row| {
        let method = match row.text("method") {
            "wald" => RateInterval::Wald,
            "wilson" => RateInterval::Wilson,
            "agresti_coull" => RateInterval::AgrestiCoull,
            "clopper_pearson" => RateInterval::ClopperPearson,
            _ => RateInterval::Jeffreys,
        };
        let observed = Conversions::new(row.count("x"), row.count("n")).unwrap();
        let interval = observed.interval(alpha(row), Alternative::TwoSided, method).unwrap();
        expect_limits(row, &interval, 0.0, 1e-11);
    });
}
