//! Exact tests and intervals of conversion rates.

use crate::table::{Row, check_rows};
use jalon::quantity::Proportion;
use jalon::stats::{
    Alternative, Bound, Conversions, ExactProportionTest, FisherPlan, Interval, NoAnswer, OddsRatioInterval,
    PairedConversions, PairedTest, ProportionArms, ProportionNull, ProportionTest, RateInterval, Sides,
};

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
pub fn tests_given_the_total_of_conversions() {
    let conditional = |row: &Row| row.text("method").starts_with("fisher");
    check_rows("two_proportion_tests.csv", 55, conditional, |row| {
        let test = arms(row).exact_test(alternative(row), exact(row).unwrap()).unwrap();
        row.expect("p_value", test.p_value, 1e-12);
    });
}

/// The reference searched the worst common rate to about 1e-9.
#[test]
pub fn tests_at_the_worst_common_rate() {
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
pub fn g_tests() {
    let g = |row: &Row| row.text("method") == "g_test";
    check_rows("two_proportion_tests.csv", 12, g, |row| {
        let test =
            arms(row).test(ProportionNull::EQUAL, Alternative::TwoSided, ProportionTest::LikelihoodRatio).unwrap();
        row.expect("statistic", test.statistic * test.statistic, 1e-12);
        row.expect("p_value", test.p_value, 1e-12);
    });
}

fn alpha(row: &Row) -> Proportion {
    Proportion::new(row.number("alpha")).unwrap()
}

/// The end as the reference writes it: an end without limit is infinite there.
fn end(bound: Bound) -> f64 {
    bound.value().unwrap_or(f64::INFINITY)
}

fn expect_limits(row: &Row, interval: &Interval, tolerance: f64) {
    row.expect("lower", end(interval.low()), tolerance);
    row.expect("upper", end(interval.high()), tolerance);
}

#[test]
pub fn intervals_of_the_odds_ratio() {
    check_rows(
        "two_proportion_intervals.csv",
        96,
        |row| row.text("compare") == "odds_ratio",
        |row| {
            let method = match row.text("method") {
                "logit" => OddsRatioInterval::LogOdds,
                "logit_adjusted" => OddsRatioInterval::LogOddsAdjusted,
                "logit_smoothed" => OddsRatioInterval::LogOddsSmoothed,
                "miettinen_nurminen" => OddsRatioInterval::MiettinenNurminen,
                "score_uncorrected" => OddsRatioInterval::Score,
                "fisher_conditional" => OddsRatioInterval::Fisher,
                other => panic!("method {other}"),
            };
            let interval = arms(row).odds_ratio_interval(alpha(row), Alternative::TwoSided, method).unwrap();
            expect_limits(row, &interval, 1e-11);
            if method == OddsRatioInterval::Fisher {
                match arms(row).conditional_odds_ratio() {
                    Ok(estimate) => row.expect("estimate", end(estimate), 1e-11),
                    // With conversions in no arm, or failures in none, every odds ratio explains the data equally
                    // well; the reference prints 0, here there is no estimate.
                    Err(none) => {
                        assert_eq!((none, row.number("estimate")), (NoAnswer::NoVariation, 0.0));
                        assert_eq!((end(interval.low()), interval.high()), (0.0, Bound::Unbounded));
                    }
                }
            }
        },
    );
}

#[test]
pub fn more_intervals_of_one_rate() {
    let method = |row: &Row| match row.text("method") {
        "wilson_cc" => Some(RateInterval::WilsonCorrected),
        "midp" => Some(RateInterval::MidP),
        "likelihood" => Some(RateInterval::LikelihoodRatio),
        _ => None,
    };
    check_rows(
        "one_proportion_intervals.csv",
        101,
        |row| method(row).is_some(),
        |row| {
            let observed = Conversions::new(row.count("x"), row.count("n")).unwrap();
            let interval = observed.interval(alpha(row), Alternative::TwoSided, method(row).unwrap()).unwrap();
            expect_limits(row, &interval, 1e-11);
        },
    );
}

#[test]
pub fn exact_power_of_fishers_test() {
    check_rows(
        "two_proportion_exact_power.csv",
        18,
        |row| row.text("test") == "fisher",
        |row| {
            let sides = if row.text("sides") == "1" { Sides::One } else { Sides::Two };
            let plan = FisherPlan { alpha: alpha(row), sides, mid_p: false };
            let rate = |column| Proportion::new(row.number(column)).unwrap();
            let found = plan.power(rate("p1"), rate("p2"), (row.count("n1"), row.count("n2"))).unwrap();
            row.expect("power", found.power, 1e-12);
            row.expect("power_right_direction", found.right_direction, 1e-12);
            row.expect("size_at_p1", found.false_alarms, 1e-12);
            row.expect("n_reject", found.rejected_outcomes as f64, 0.0);
        },
    );
}

/// The reference counts b pairs yes then no, c pairs no then yes.
#[test]
pub fn tests_of_paired_answers() {
    check_rows(
        "mcnemar.csv",
        28,
        |_| true,
        |row| {
            let pairs = PairedConversions::new(0, row.count("b"), row.count("c"), 0).unwrap();
            let method = match row.text("method") {
                "exact" => PairedTest::Exact,
                "midp" => PairedTest::MidP,
                "chi2" => PairedTest::McNemar,
                "chi2_cc" => PairedTest::McNemarCorrected,
                other => panic!("method {other}"),
            };
            let test = pairs.test(Alternative::TwoSided, method).unwrap();
            row.expect("p_value", test.p_value, 1e-12);
            if let Some(statistic) = row.optional("statistic") {
                row.expect("statistic", test.statistic * test.statistic, 1e-12);
                assert_eq!(test.statistic > 0.0, statistic > 0.0 && row.count("c") > row.count("b"));
            }
        },
    );
}
