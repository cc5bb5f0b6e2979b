//! Several rates and shares of categories as R prints them; its rows on one and two rates stand elsewhere.

use crate::published::{Published, check};
use crate::table::close;
use jalon::quantity::Proportion;
use jalon::stats::{Adjustment, CategoryCounts, Conversions, RateGroups, adjust};

const FILE: &str = "r_prop_test_multinomial.json";

fn groups(row: &Published) -> Vec<Conversions> {
    let pairs = row.numbers("x").into_iter().zip(row.numbers("n"));
    pairs.map(|(x, n)| Conversions::new(x as u64, n as u64).unwrap()).collect()
}

fn five_percent() -> Proportion {
    Proportion::new(0.05).unwrap()
}

#[test]
pub fn several_rates() {
    let methods = ["chi2_equality", "chi2_given"];
    check(
        FILE,
        2,
        |method| methods.contains(&method),
        |row, method| {
            let groups = RateGroups::new(groups(row)).unwrap();
            let test = match method {
                "chi2_equality" => groups.pearson().unwrap(),
                _ => groups.against(Proportion::new(row.input("p0")).unwrap()),
            };
            row.expect("statistic", test.statistic);
            row.expect("p", test.p_value);
            if method == "chi2_given" {
                row.expect("df", test.degrees_of_freedom);
            }
        },
    );
}

#[test]
pub fn p_values_of_pairs_adjusted_by_holm() {
    check(
        FILE,
        1,
        |method| method == "holm",
        |row, _| {
            let adjusted = adjust(&row.numbers("pvalues"), Adjustment::Holm).unwrap();
            for (position, p_value) in adjusted.into_iter().enumerate() {
                row.expect(&format!("p{position}"), p_value);
            }
        },
    );
}

#[test]
pub fn shares_of_categories() {
    check(
        FILE,
        14,
        |method| ["sison_glaz", "goodman"].contains(&method),
        |row, method| {
            let counts: Vec<u64> = row.numbers("counts").into_iter().map(|count| count as u64).collect();
            let counts = CategoryCounts::new(counts).unwrap();
            assert!(close(row.input("conf"), 0.95, 0.0));
            let intervals = match method {
                "goodman" => counts.goodman(five_percent()).unwrap(),
                _ => counts.sison_glaz(five_percent()).unwrap(),
            };
            let interval = &intervals[row.count("cell") as usize];
            row.expect("lower", interval.low().value().unwrap());
            row.expect("upper", interval.high().value().unwrap());
            if method == "sison_glaz" {
                // The source prints more digits than its own tests ask for; those of the lower limits are met, those of
                // the upper limits to 2e-5 (see the sum at 30 digits beside the method).
                assert!((interval.low().value().unwrap() - row.printed("lower")).abs() < 1e-8, "{}", row.id());
            }
        },
    );
}
