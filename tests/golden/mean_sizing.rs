//! Sizes, powers and detectable effects of tests of two means.

use crate::table::{Row, check_rows};
use jalon::quantity::{Positive, Proportion};
use jalon::stats::{ArmSizes, Direction, MeanNull, MeanPower, PlannedMeans, Rejections, Sides, TwoMeans};

fn rate(value: f64) -> Proportion {
    Proportion::new(value).unwrap()
}

fn positive(value: f64) -> Positive {
    Positive::new(value).unwrap()
}

/// The reference's t methods count both directions, its z counts one; `z_both_tails` says so itself.
fn test_of(row: &Row) -> TwoMeans {
    let (method, rejections) = match row.text("method") {
        "z" => (MeanPower::Z, Rejections::RightDirection),
        "z_both_tails" => (MeanPower::Z, Rejections::EitherDirection),
        "t_exact" => (MeanPower::Pooled, Rejections::EitherDirection),
        "t_welch" => (MeanPower::Welch, Rejections::EitherDirection),
        "t_guenther" => (MeanPower::Guenther, Rejections::RightDirection),
        other => panic!("method {other}"),
    };
    let sides = if row.text("sides") == "1" { Sides::One } else { Sides::Two };
    TwoMeans { method, rejections, ..TwoMeans::superiority(rate(row.number("alpha")), sides) }
}

fn plan(difference: f64, control_sd: f64, variant_sd: f64) -> PlannedMeans {
    PlannedMeans {
        control_mean: 0.0,
        variant_mean: difference,
        control_sd: positive(control_sd),
        variant_sd: positive(variant_sd),
    }
}

fn sizes(row: &Row) -> ArmSizes {
    ArmSizes { control: row.number("n1"), variant: row.number("n2") }
}

#[test]
pub fn every_reference_size() {
    check_rows(
        "two_mean_sample_size.csv",
        41,
        |_| true,
        |row| {
            let test = TwoMeans { allocation: positive(row.number("ratio")), ..test_of(row) };
            let plan = plan(row.number("delta"), row.number("sd1"), row.number("sd2"));
            let found = test.units(&plan, rate(row.number("power"))).unwrap();
            row.expect("n1", found.control, 1e-10);
            row.expect("n2", found.variant, 1e-10);
        },
    );
}

#[test]
pub fn every_reference_power() {
    check_rows(
        "two_mean_power.csv",
        42,
        |_| true,
        |row| {
            let plan = plan(row.number("delta"), row.number("sd1"), row.number("sd2"));
            row.expect("power", test_of(row).power(&plan, sizes(row)).unwrap(), 1e-10);
        },
    );
}

#[test]
pub fn every_reference_detectable_difference() {
    check_rows(
        "two_mean_mde.csv",
        22,
        |_| true,
        |row| {
            let plan = plan(0.0, row.number("sd1"), row.number("sd2"));
            let power = rate(row.number("power"));
            let up = test_of(row).detectable(&plan, power, sizes(row), Direction::Increase).unwrap();
            let down = test_of(row).detectable(&plan, power, sizes(row), Direction::Decrease).unwrap();
            row.expect("delta", up, 1e-10);
            row.expect("delta", -down, 1e-10);
        },
    );
}

#[test]
pub fn every_reference_size_with_a_margin() {
    check_rows(
        "noninferiority_sample_size.csv",
        12,
        |row| row.text("what") == "ni_mean",
        |row| {
            let method = if row.text("method") == "normal" { MeanPower::Z } else { MeanPower::Pooled };
            let test = TwoMeans {
                null: MeanNull::Difference(row.number("null")),
                method,
                allocation: positive(row.number("ratio")),
                ..TwoMeans::superiority(rate(row.number("alpha")), Sides::One)
            };
            let plan = plan(row.number("delta"), row.number("sd"), row.number("sd"));
            let found = test.units(&plan, rate(row.number("power"))).unwrap();
            row.expect("n1", found.control, 1e-10);
            row.expect("n2", found.variant, 1e-10);
        },
    );
}

#[test]
fn the_number_the_methods_are_known_by() {
    let test = TwoMeans::superiority(rate(0.05), Sides::Two);
    let total = test.units(&plan(0.25, 15.0, 15.0), rate(0.80)).unwrap().total();
    assert!((total - 113_025.8).abs() < 0.05, "{total}");
}
