//! Sizes and powers printed by Cohen (1988, 1992) and in the manual of the R package pwr; risks printed by Kohavi.

use crate::published::{Published, check};
use jalon::quantity::{Positive, Proportion};
use jalon::stats::{
    AnovaPlan, ArmSizes, ChiSquaredPlan, CorrelationPlan, MeanPower, NormalTest, OneMean, PlannedEffect, PlannedMeans,
    Rejections, Sides, Spread, TwoMeans, cohens_h, false_positive_risk,
};

fn share(row: &Published, name: &str) -> Proportion {
    Proportion::new(row.input(name)).unwrap()
}

fn positive(row: &Published, name: &str) -> Positive {
    Positive::new(row.input(name)).unwrap()
}

fn sides(row: &Published) -> Sides {
    if row.text("alternative") == Some("greater") { Sides::One } else { Sides::Two }
}

/// Tables print whole units, rounded up or to the nearest; the manual prints some sizes as they come.
fn expect_size(row: &Published, name: &str, size: f64) {
    let printed_as_computed = (0.0..0.5).contains(&row.tolerance(name)) && row.tolerance(name) > 0.0;
    row.expect(name, if printed_as_computed { size } else { size.ceil() });
}

/// The arcsine scale: every rate has a spread of 1 there. One sample has no spread in a second arm.
fn check_h(row: &Published, method: &str) {
    let test = NormalTest { alpha: share(row, "alpha"), sides: sides(row) };
    let variant = if method == "one_sample_h" { 0.0 } else { 1.0 };
    let from = if method == "one_sample_h" { "p0" } else { "p2" };
    let distance = if row.has("h") { row.input("h") } else { cohens_h(share(row, from), share(row, "p1")) };
    let effect = PlannedEffect::with_own_spread(distance, Spread { control: 1.0, variant });
    let power = |control: f64, variant: f64| test.power(&effect, ArmSizes { control, variant }).unwrap();
    match (method, row.has("power")) {
        ("two_sample_h_unequal", true) => {
            // The second arm that reaches the power beside a first one of fixed size.
            let enough = (1_u32..2_000).find(|&n2| power(row.input("n1"), f64::from(n2)) >= row.input("power"));
            row.expect("n2", f64::from(enough.unwrap()));
        }
        ("two_sample_h_unequal", false) => row.expect("power", power(row.input("n1"), row.input("n2"))),
        (_, false) => row.expect("power", power(row.input("n"), 1.0)),
        (_, true) => {
            let name = if method == "one_sample_h" { "n" } else { "n_per_group" };
            let units = test.units(&effect, Positive::ONE, share(row, "power")).unwrap();
            expect_size(row, name, units.control);
        }
    }
}

fn check_two_means(row: &Published) {
    let test = TwoMeans {
        method: MeanPower::Pooled,
        rejections: Rejections::EitherDirection,
        ..TwoMeans::superiority(share(row, "alpha"), Sides::Two)
    };
    let sd = Positive::ONE;
    let plan = PlannedMeans { control_mean: 0.0, variant_mean: row.input("d"), control_sd: sd, variant_sd: sd };
    if row.has("n_per_group") {
        let size = row.input("n_per_group");
        row.expect("power", test.power(&plan, ArmSizes { control: size, variant: size }).unwrap());
    } else {
        expect_size(row, "n_per_group", test.units(&plan, share(row, "power")).unwrap().control);
    }
}

#[test]
pub fn every_row() {
    check(
        "cohen_1988_pwr.json",
        104,
        |_| true,
        |row, method| match method {
            "one_sample_h" | "two_sample_h" | "two_sample_h_unequal" => check_h(row, method),
            "two_sample_t" | "cohen1992_mean_diff" => check_two_means(row),
            "one_sample_t" => {
                let test = OneMean::new(share(row, "alpha"), sides(row));
                expect_size(row, "n", test.units(row.input("d"), Positive::ONE, share(row, "power")).unwrap());
            }
            "cohen1992_r" => {
                let plan = CorrelationPlan {
                    rejections: Rejections::EitherDirection,
                    ..CorrelationPlan::new(share(row, "alpha"), Sides::Two)
                };
                expect_size(row, "n", plan.units(share(row, "r"), share(row, "power")).unwrap());
            }
            anova if anova.starts_with("cohen1992_anova") => {
                let plan = AnovaPlan::new(share(row, "alpha"), row.count("groups") as u32).unwrap();
                let units = plan.units_per_group(positive(row, "f"), share(row, "power")).unwrap();
                expect_size(row, "n_per_group", units);
            }
            chi_squared if chi_squared.starts_with("cohen1992_chisq") => {
                let plan = ChiSquaredPlan { alpha: share(row, "alpha"), degrees_of_freedom: positive(row, "df") };
                expect_size(row, "n", plan.units(positive(row, "w"), share(row, "power")).unwrap());
            }
            other => panic!("{other} is not built"),
        },
    );
}

#[test]
pub fn false_positive_risks_of_kohavi() {
    check(
        "kohavi_published.json",
        4,
        |method| method == "fpr",
        |row, _| {
            let risk = Proportion::new(row.input("alpha_two_sided") / 2.0).unwrap();
            let risk = false_positive_risk(share(row, "success_rate"), risk, share(row, "power"));
            row.expect("fpr_pct", 100.0 * risk);
        },
    );
}
