//! Tests, intervals and sizes of event rates.

use crate::table::{Row, check_rows, close};
use jalon::quantity::{Positive, Proportion};
use jalon::stats::{
    Alternative, Bound, Dispersion, EventArms, EventDifferenceInterval, EventLiftInterval, EventNull, EventPower,
    EventRateInterval, EventTest, Events, Interval, NoAnswer, Sides, TwoRates,
};

fn alpha(row: &Row) -> Proportion {
    Proportion::new(row.number("alpha")).unwrap()
}

fn arms(row: &Row) -> EventArms {
    EventArms {
        control: Events::new(row.count("x1"), row.number("t1")).unwrap(),
        variant: Events::new(row.count("x2"), row.number("t2")).unwrap(),
    }
}

fn expect_limits(row: &Row, interval: &Interval, shift: f64, tolerance: f64) {
    let end = |bound: Bound| bound.value().map_or(f64::INFINITY, |value| value + shift);
    row.expect("lower", end(interval.low()), tolerance);
    row.expect("upper", end(interval.high()), tolerance);
}

#[test]
pub fn tests_of_two_rates() {
    check_rows(
        "count_rate_tests.csv",
        171,
        |_| true,
        |row| {
            let method = match row.text("method") {
                "score" => EventTest::Score,
                "wald" => EventTest::Wald,
                "wald_log" => EventTest::LogWald,
                "sqrt" => EventTest::SquareRoot,
                "exact_cond" => EventTest::ConditionalExact,
                "cond_midp" => EventTest::ConditionalMidP,
                "etest_score" => EventTest::ETest,
                other => panic!("{other}"),
            };
            let alternative = match row.text("alternative") {
                "two-sided" => Alternative::TwoSided,
                "larger" => Alternative::Greater,
                _ => Alternative::Less,
            };
            let test = arms(row).test(EventNull::Ratio(row.number("null_ratio")), alternative, method).unwrap();
            row.expect("p_value", test.p_value, 1e-11);
            // The conditional tests have no statistic of their own.
            if let Some(expected) = row.optional("statistic") {
                assert!(close(test.statistic, expected, 1e-12), "{}: {}", row.text("id"), test.statistic);
            } else {
                assert!(matches!(method, EventTest::ConditionalExact | EventTest::ConditionalMidP));
            }
        },
    );
}

#[test]
pub fn intervals_of_one_rate() {
    check_rows(
        "count_rate_intervals.csv",
        70,
        |row| row.text("what") == "one",
        |row| {
            let method = match row.text("method") {
                "wald" => EventRateInterval::Wald,
                "score" => EventRateInterval::Score,
                "exact" => EventRateInterval::Garwood,
                "jeffreys" => EventRateInterval::Jeffreys,
                "midp" => EventRateInterval::MidP,
                other => panic!("{other}"),
            };
            let observed = Events::new(row.count("x1"), row.number("t1")).unwrap();
            match observed.interval(alpha(row), Alternative::TwoSided, method) {
                Ok(interval) => expect_limits(row, &interval, 0.0, 1e-11),
                // Without events Wald's interval would be the point 0, as the reference prints it: that there is none is said.
                Err(none) => {
                    assert_eq!((none, observed.events(), method), (NoAnswer::NoEvents, 0, EventRateInterval::Wald));
                    assert_eq!((row.number("lower"), row.number("upper")), (0.0, 0.0));
                }
            }
        },
    );
}

#[test]
pub fn intervals_of_the_ratio() {
    check_rows(
        "count_rate_intervals.csv",
        42,
        |row| row.text("what") == "ratio",
        |row| {
            let method = match row.text("method") {
                "score" => EventLiftInterval::Score,
                "wald_log" => EventLiftInterval::LogRatio,
                "waldcc" => EventLiftInterval::LogRatioAdjusted,
                "exact_cond" => EventLiftInterval::ConditionalExact,
                "mover" => EventLiftInterval::Mover,
                other => panic!("{other}"),
            };
            let interval = arms(row).lift_interval(alpha(row), Alternative::TwoSided, method).unwrap();
            // A lift is a ratio less 1; the reference prints the ratio.
            expect_limits(row, &interval, 1.0, 1e-11);
        },
    );
}

#[test]
pub fn intervals_of_the_difference() {
    check_rows(
        "count_rate_intervals.csv",
        36,
        |row| row.text("what") == "diff",
        |row| {
            let method = match row.text("method") {
                "score" => EventDifferenceInterval::Score,
                "wald" => EventDifferenceInterval::Wald,
                "waldccv" => EventDifferenceInterval::WaldAdjusted,
                "mover" => EventDifferenceInterval::Mover,
                other => panic!("{other}"),
            };
            let interval = arms(row).difference_interval(alpha(row), Alternative::TwoSided, method).unwrap();
            expect_limits(row, &interval, 0.0, 1e-11);
        },
    );
}

#[test]
pub fn units_for_two_rates() {
    check_rows(
        "count_rate_sample_size.csv",
        66,
        |_| true,
        |row| {
            let method = match row.text("method") {
                "log_wald" => EventPower::LogWald,
                "log_score" => EventPower::LogScore,
                "diff_pooled" => EventPower::Score,
                "diff_unpooled" => EventPower::Wald,
                "sqrt" => EventPower::SquareRoot,
                other => panic!("{other}"),
            };
            let positive = |column| Positive::new(row.number(column)).unwrap();
            let plan = jalon::stats::PlannedRates {
                control_rate: positive("rate1"),
                variant_rate: positive("rate2"),
                exposure: positive("exposure"),
                dispersion: Dispersion::new(row.number("phi"), row.number("dispersion_k")).unwrap(),
            };
            let test = TwoRates {
                alpha: alpha(row),
                sides: if row.text("sides") == "1" { Sides::One } else { Sides::Two },
                allocation: positive("ratio"),
                null: EventNull::Ratio(row.number("null_ratio")),
                method,
            };
            let power = Proportion::new(row.number("power")).unwrap();
            let units = test.units(&plan, power).unwrap();
            row.expect("n1", units.control, 1e-12);
            row.expect("n2", units.variant, 1e-12);
            assert!((test.power(&plan, units).unwrap() - power.get()).abs() < 1e-12);
        },
    );
}
