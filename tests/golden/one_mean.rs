//! Sizing one mean, pairs, and several means.

use crate::table::{Row, check_rows};
use jalon::quantity::{Positive, Proportion};
use jalon::stats::{AnovaPlan, OneMean, Rejections, Sides};

fn share(row: &Row, column: &str) -> Proportion {
    Proportion::new(row.number(column)).unwrap()
}

fn positive(value: f64) -> Positive {
    Positive::new(value).unwrap()
}

/// The reference counts rejections in the wrong direction too.
#[test]
pub fn one_mean_or_pairs() {
    check_rows(
        "one_mean_power.csv",
        13,
        |row| row.text("kind") == "one_sample",
        |row| {
            let sides = if row.text("sides") == "1" { Sides::One } else { Sides::Two };
            let test = OneMean { rejections: Rejections::EitherDirection, ..OneMean::new(share(row, "alpha"), sides) };
            let (delta, sd) = (row.number("delta"), positive(row.number("sd")));
            match row.text("what") {
                "n" => row.expect("n", test.units(delta, sd, share(row, "power")).unwrap(), 1e-11),
                _ => row.expect("power", test.power(delta, sd, row.number("n")).unwrap(), 1e-12),
            }
        },
    );
}

#[test]
pub fn several_means() {
    check_rows(
        "one_mean_power.csv",
        7,
        |row| row.text("kind") == "anova",
        |row| {
            let groups = row.number("groups");
            let plan = AnovaPlan::new(share(row, "alpha"), groups as u32).unwrap();
            // `delta` is the variance of the means with divisor groups − 1.
            let effect = (row.number("delta") * (groups - 1.0) / groups).sqrt() / row.number("sd");
            row.expect("power", plan.power(positive(effect), row.number("n")).unwrap(), 1e-12);
            // And back: the size that gives this power.
            let units = plan.units_per_group(positive(effect), share(row, "power")).unwrap();
            row.expect("n", units, 1e-11);
        },
    );
}
