//! Several variants against one control, and p-values of several tests.

use crate::table::{Row, check_rows, close};
use jalon::quantity::{Positive, Proportion};
use jalon::stats::{Adjustment, GroupEffect, ManyArms, Sides, adjust, heterogeneity};

/// Arms with the loadings λ of the row, whose squares are the control's part in the variance of each difference.
fn arms(row: &Row) -> ManyArms {
    let weights: Vec<f64> = row.list("lambda").iter().map(|loading| loading * loading).collect();
    let df = row.number("df");
    let sides = if row.text("sides") == "1" { Sides::One } else { Sides::Two };
    ManyArms::of_control_weights(&weights, (df > 0.0).then(|| Positive::new(df).unwrap()), sides).unwrap()
}

#[test]
pub fn dunnetts_critical_values() {
    check_rows(
        "dunnett.csv",
        48,
        |row| row.text("what") == "critical",
        |row| {
            let alpha = Proportion::new(row.number("alpha")).unwrap();
            row.expect("critical", arms(row).critical(alpha).unwrap(), 1e-9);
        },
    );
}

#[test]
pub fn dunnetts_adjusted_p_values() {
    check_rows(
        "dunnett.csv",
        12,
        |row| row.text("what") == "p",
        |row| {
            let found = arms(row).adjusted_p_values(&row.list("statistics")).unwrap();
            for (actual, expected) in found.into_iter().zip(row.list("adjusted")) {
                assert!(close(actual, expected, 1e-9), "{}: {actual} instead of {expected}", row.text("id"));
            }
        },
    );
}

#[test]
pub fn adjusted_p_values() {
    let adjustment = |row: &Row| match row.text("method") {
        "bonferroni" => Adjustment::Bonferroni,
        "sidak" => Adjustment::Sidak,
        "holm" => Adjustment::Holm,
        "holm_sidak" => Adjustment::HolmSidak,
        "hochberg" => Adjustment::Hochberg,
        "hommel" => Adjustment::Hommel,
        "bh" => Adjustment::BenjaminiHochberg,
        "by" => Adjustment::BenjaminiYekutieli,
        other => panic!("{other}"),
    };
    check_rows(
        "multiple_testing.csv",
        104,
        |_| true,
        |row| {
            let found = adjust(&row.list("p_values"), adjustment(row)).unwrap();
            let expected = row.list("adjusted");
            assert_eq!(found.len(), expected.len());
            for ((actual, expected), rejected) in found.into_iter().zip(expected).zip(row.list("rejected_05")) {
                assert!(close(actual, expected, 1e-13), "{}: {actual} instead of {expected}", row.text("id"));
                assert_eq!(actual <= 0.05 + 1e-15, rejected == 1.0, "{}", row.text("id"));
            }
        },
    );
}

/// mpmath, checked with metafor's `rma.uni`; four rows of each set of estimates differ only in what they estimate afterwards.
#[test]
pub fn cochrans_q() {
    check_rows(
        "shrinkage.csv",
        32,
        |_| true,
        |row| {
            let groups = row.list("estimates").into_iter().zip(row.list("ses"));
            let groups: Vec<_> = groups.map(|(estimate, error)| GroupEffect { estimate, error }).collect();
            let found = heterogeneity(&groups).unwrap();
            assert_eq!(found.degrees_of_freedom as usize, groups.len() - 1);
            let expected = row.number("q");
            let off = (found.statistic - expected).abs();
            assert!(
                off <= 1e-12 * expected.max(1e-12),
                "{}: {} instead of {expected}",
                row.text("id"),
                found.statistic
            );
        },
    );
}
