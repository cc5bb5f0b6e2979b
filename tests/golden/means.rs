//! Tests and intervals of means, lifts of means, and the sample-ratio check.

use crate::table::{Row, check_rows, close};
use jalon::quantity::Proportion;
use jalon::stats::{
    Alternative, Bound, Conversions, Interval, MeanArms, MeanLift, MeanMethod, MeanNull, Moments, RateTest, Shape,
    normal, sample_ratio, sample_ratio_likelihood, student_t,
};

fn alpha(row: &Row) -> Proportion {
    Proportion::new(row.number("alpha")).unwrap()
}

fn expect_limits(row: &Row, interval: &Interval) {
    for (column, bound) in [("lower", interval.low()), ("upper", interval.high())] {
        row.expect(column, bound.value().unwrap(), 1e-11);
    }
}

#[test]
pub fn tests_of_two_means() {
    check_rows(
        "t_tests.csv",
        90,
        |_| true,
        |row| {
            let arm = |n, mean, sd| Moments::from_summary(row.count(n), row.number(mean), row.number(sd)).unwrap();
            let arms = MeanArms { control: arm("n1", "m1", "sd1"), variant: arm("n2", "m2", "sd2") };
            let alternative = match row.text("alternative") {
                "two-sided" => Alternative::TwoSided,
                "larger" => Alternative::Greater,
                _ => Alternative::Less,
            };
            let method = match row.text("method") {
                "welch" => MeanMethod::Welch,
                "pooled" => MeanMethod::Pooled,
                _ => MeanMethod::Z,
            };
            let test = arms.test(MeanNull::Difference(row.number("null_diff")), alternative, method).unwrap();
            row.expect("statistic", test.statistic, 1e-12);
            row.expect("p_value", test.p_value, 1e-11);
            match (test.degrees_of_freedom, row.optional("df")) {
                (Some(df), Some(expected)) => assert!(close(df, expected, 1e-12), "{}: {df}", row.text("id")),
                (df, expected) => assert_eq!(df, expected, "{}", row.text("id")),
            }
        },
    );
}

#[test]
pub fn intervals_and_tests_of_one_mean() {
    check_rows(
        "mean_intervals.csv",
        48,
        |_| true,
        |row| {
            let moments = Moments::from_summary(row.count("n"), row.number("mean"), row.number("sd")).unwrap();
            expect_limits(row, &moments.interval(alpha(row), Alternative::TwoSided).unwrap());
            let test = moments.test(row.number("null"), Alternative::TwoSided).unwrap();
            row.expect("t", test.statistic, 1e-12);
            row.expect("p_value", test.p_value, 1e-11);
        },
    );
}

/// Rows of rates take p(1 − p) as the variance, as the reference does.
fn arms(row: &Row) -> MeanArms {
    let arm = |n: &str, mean: &str, variance: &str, successes: &str| {
        let count = row.count(n);
        let (mean, variance) = match row.optional(successes) {
            Some(successes) => {
                let rate = successes / count as f64;
                (rate, rate * (1.0 - rate))
            }
            None => (row.number(mean), row.number(variance)),
        };
        Moments::from_summary(count, mean, variance.sqrt()).unwrap()
    };
    MeanArms { control: arm("n1", "m1", "v1", "x1"), variant: arm("n2", "m2", "v2", "x2") }
}

#[test]
pub fn differences_beside_lifts() {
    check_rows(
        "relative_lift_intervals.csv",
        72,
        |row| row.text("method").starts_with("diff_"),
        |row| {
            let method = match row.text("method") {
                "diff_welch" => MeanMethod::Welch,
                "diff_pooled" => MeanMethod::Pooled,
                _ => MeanMethod::Z,
            };
            let at = |alternative| arms(row).compare(MeanNull::EQUAL, alpha(row), alternative, method).unwrap();
            let two_sided = at(Alternative::TwoSided);
            row.expect("estimate", two_sided.difference.estimate.unwrap(), 1e-11);
            expect_limits(row, &two_sided.difference.interval);
            row.expect("p_value", two_sided.test.unwrap().p_value, 1e-10);
            row.expect("p_greater", at(Alternative::Greater).test.unwrap().p_value, 1e-10);
        },
    );
}

#[test]
pub fn fiellers_lifts_in_all_their_shapes() {
    check_rows(
        "relative_lift_intervals.csv",
        56,
        |row| row.text("method").starts_with("fieller"),
        |row| {
            let method = if row.text("method") == "fieller_t" { MeanMethod::Welch } else { MeanMethod::Z };
            let interval = arms(row).lift_interval(alpha(row), Alternative::TwoSided, method).unwrap();
            match (row.text("shape"), interval.shape) {
                ("bounded", Shape::Between { low: Bound::At(low), high: Bound::At(high) }) => {
                    row.expect("lower", low, 1e-11);
                    row.expect("upper", high, 1e-11);
                }
                ("exclusive", Shape::Outside { up_to, from }) => {
                    row.expect("lower", up_to, 1e-11);
                    row.expect("upper", from, 1e-11);
                }
                ("whole_line", Shape::WholeLine) => {}
                (expected, found) => panic!("{}: {found:?} instead of {expected}", row.text("id")),
            }
        },
    );
}

/// On request: symmetric by the delta method, or on the logarithm of the ratio.
#[test]
pub fn lifts_by_the_delta_method_and_by_logarithms() {
    let is_delta = |row: &Row| row.text("method").starts_with("delta_");
    check_rows(
        "relative_lift_intervals.csv",
        84,
        |row| is_delta(row) || row.text("method") == "log_t",
        |row| {
            let method = if row.text("method").ends_with("_z") { MeanMethod::Z } else { MeanMethod::Welch };
            let effect = arms(row).estimate(method).unwrap();
            let lift = if is_delta(row) { MeanLift::Delta } else { MeanLift::LogRatio };
            let interval = effect.lift_interval(alpha(row), Alternative::TwoSided, lift).unwrap();
            let estimate = effect.lift().unwrap();
            assert!(
                (estimate - row.number("estimate")).abs() <= 1e-11 * estimate.abs().max(1e-3),
                "{}",
                row.text("id")
            );
            expect_limits(row, &interval);
            if is_delta(row) {
                let error = effect.lift_error().unwrap();
                row.expect("se", error, 1e-11);
                // What the interval is the inversion of.
                let upper_tail = |statistic: f64| match effect.degrees_of_freedom() {
                    Some(df) => student_t::upper_tail(statistic, df),
                    None => normal::upper_tail(statistic),
                };
                row.expect("p_value", 2.0 * upper_tail((estimate / error).abs()), 1e-10);
                row.expect("p_greater", upper_tail(estimate / error), 1e-10);
            }
        },
    );
}

#[test]
pub fn sample_ratio_by_pearson() {
    check_rows(
        "sample_ratio.csv",
        12,
        |row| row.text("method") == "chi2",
        |row| {
            let check = sample_ratio(&row.list("observed"), &row.list("weights")).unwrap();
            // Shares such as 0.1 are not exact in binary, so a perfect split may miss 0 by the square of the last bit.
            let statistic = if check.statistic < 1e-25 { 0.0 } else { check.statistic };
            row.expect("statistic", statistic, 1e-11);
            row.expect("df", check.degrees_of_freedom, 0.0);
            row.expect("p_value", check.p_value, 1e-11);
        },
    );
}

#[test]
pub fn sample_ratio_by_the_likelihood() {
    check_rows(
        "sample_ratio.csv",
        12,
        |row| row.text("method") == "g_test",
        |row| {
            let check = sample_ratio_likelihood(&row.list("observed"), &row.list("weights")).unwrap();
            // A perfect split may miss 0 as above.
            let statistic = if check.statistic < 1e-25 { 0.0 } else { check.statistic };
            row.expect("statistic", statistic, 1e-11);
            row.expect("df", check.degrees_of_freedom, 0.0);
            row.expect("p_value", check.p_value, 1e-11);
        },
    );
}

#[test]
pub fn sample_ratio_by_the_binomial() {
    check_rows(
        "sample_ratio.csv",
        7,
        |row| row.text("method") == "binomial",
        |row| {
            let (observed, weights) = (row.list("observed"), row.list("weights"));
            let units = observed.iter().sum::<f64>() as u64;
            let share = Proportion::new(weights[0] / weights.iter().sum::<f64>()).unwrap();
            let first = Conversions::new(observed[0] as u64, units).unwrap();
            row.expect("p_value", first.test(share, Alternative::TwoSided, RateTest::Binomial).p_value, 1e-11);
        },
    );
}
