//! Tests with planned looks: bounds, sizes, chances of each look.

use crate::published::{self, Published};
use crate::table::{Row, check_rows, rows};
use jalon::quantity::{Positive, Proportion, Share};
use jalon::stats::{
    ArmSizes, Binding, Bound, Efficacy, Futility, InformationRates, MeanPower, NormalTest, PlannedEffect, PlannedMeans,
    SequentialDesign, SequentialPlan, Sides, Spending, Spread, TwoMeans, TwoProportions,
};

fn rate(value: f64) -> Proportion {
    Proportion::new(value).unwrap()
}

fn numbers(text: &str) -> Vec<f64> {
    text.split(';').map(|part| part.parse().expect("a number")).collect()
}

/// A family by the end of its name in the tables: asOF, bsHSD, OF …
fn spending(name: &str, gamma: Option<f64>) -> Spending {
    match name.trim_start_matches("as").trim_start_matches("bs") {
        "OF" => Spending::OBrienFleming,
        "P" => Spending::Pocock,
        "KD" => Spending::KimDeMets { power: Positive::new(gamma.unwrap()).unwrap() },
        "HSD" => Spending::HwangShihDeCani { gamma: gamma.unwrap() },
        other => panic!("spending {other}"),
    }
}

fn efficacy(row: &Row) -> Efficacy {
    match row.text("type") {
        "OF" => Efficacy::OBrienFleming,
        "P" => Efficacy::Pocock,
        "WT" => Efficacy::WangTsiatis { shape: row.number("delta") },
        "HP" => Efficacy::HaybittlePeto { early: row.number("hp_bound") },
        "asUser" => Efficacy::Cumulative(row.list("user_alpha")),
        name => Efficacy::Spending(spending(name, row.optional("gamma"))),
    }
}

fn futility(row: &Row) -> Futility {
    let binding = if row.text("binding") == "1" { Binding::Binding } else { Binding::NonBinding };
    match (row.text("beta_spending"), row.text("futility_given")) {
        ("", "") => Futility::None,
        ("", bounds) => Futility::Given { bounds: numbers(bounds).into_iter().map(Bound::At).collect(), binding },
        (name, _) => Futility::Spending { spending: spending(name, row.optional("gamma_b")), binding },
    }
}

fn sides(row: &Row) -> Sides {
    if row.text("sided") == "2" { Sides::Two } else { Sides::One }
}

fn design(row: &Row) -> SequentialDesign {
    let information = match row.text("info") {
        "" => InformationRates::equal(row.count("k") as usize),
        _ => InformationRates::new(&row.list("info")),
    };
    let plan = SequentialPlan {
        information: information.unwrap(),
        efficacy: efficacy(row),
        futility: futility(row),
        alpha: rate(row.number("alpha")),
        sides: sides(row),
        power: rate(1.0 - row.number("beta")),
    };
    plan.design().unwrap_or_else(|error| panic!("{}: {error}", row.text("id")))
}

#[test]
pub fn spending_functions() {
    check_rows(
        "spending_functions.csv",
        96,
        |_| true,
        |row| {
            let family = spending(row.text("kind"), row.optional("gamma"));
            let spent = family.spent(rate(row.number("alpha")), Share::new(row.number("t")).unwrap()).unwrap();
            row.expect("spent", spent, 1e-12);
        },
    );
}

#[test]
pub fn sizes_of_designs() {
    check_rows(
        "group_sequential_designs.csv",
        82,
        |_| true,
        |row| {
            let design = design(row);
            row.expect("shift", design.drift().powi(2), 1e-10);
            row.expect("inflation_factor", design.inflation_factor(), 1e-10);
            row.expect("asn_h1", design.expected_size(design.drift()).unwrap(), 1e-10);
            row.expect("asn_mid", design.expected_size(design.drift() / 2.0).unwrap(), 1e-10);
            row.expect("asn_h0", design.expected_size(0.0).unwrap(), 1e-10);
        },
    );
}

/// A chance that the reference has from sums of larger ones, good to about 1e-11 of the whole.
#[track_caller]
fn expect_chance(row: &Row, column: &str, actual: f64) {
    let expected = row.number(column);
    let close = (actual - expected).abs() <= 1e-9 * expected + 1e-13;
    assert!(close, "{}: {column} is {actual} instead of {expected}", row.text("id"));
}

#[test]
pub fn bounds_of_every_look() {
    let designs: Vec<(String, SequentialDesign)> =
        rows("group_sequential_designs.csv").iter().map(|row| (row.text("design").to_owned(), design(row))).collect();
    check_rows(
        "group_sequential_stages.csv",
        310,
        |_| true,
        |row| {
            let (_, design) = designs.iter().find(|(name, _)| name == row.text("design")).unwrap();
            let look = row.count("stage") as usize - 1;
            let bounds = design.looks()[look];
            row.expect("info", bounds.information, 1e-15);
            row.expect("critical", bounds.efficacy.value().unwrap(), 1e-10);
            row.expect("stage_level", bounds.nominal_level(), 1e-9);
            row.expect("alpha_spent", bounds.alpha_spent, 1e-9);
            let chances = design.chances(design.drift()).unwrap()[look];
            expect_chance(row, "reject_h1", chances.efficacy);
            match row.optional("futility") {
                Some(_) => row.expect("futility", bounds.futility.value().unwrap(), 1e-9),
                None => assert_eq!(bounds.futility, Bound::Unbounded),
            }
            if row.optional("futility_h1").is_some() {
                let below = if design.plan().sides == Sides::Two { chances.wrong_side } else { chances.futility };
                expect_chance(row, "futility_h1", below);
            }
        },
    );
}

/// The size with one look, by this program's own sizing of the same test.
fn one_look(row: &Row) -> ArmSizes {
    let (alpha, power) = (rate(row.number("alpha")), rate(1.0 - row.number("beta")));
    let allocation = Positive::new(row.number("ratio")).unwrap();
    match row.text("what") {
        "rates" => {
            let test = TwoProportions { allocation, ..TwoProportions::superiority(alpha, sides(row)) };
            test.visitors(rate(row.number("p1")), rate(row.number("p2")), power).unwrap()
        }
        "means_z" => {
            let variance = row.number("sd").powi(2);
            let spread = Spread { control: variance, variant: variance };
            let effect = PlannedEffect::with_own_spread(row.number("delta_mean"), spread);
            NormalTest { alpha, sides: sides(row) }.units(&effect, allocation, power).unwrap()
        }
        _ => {
            let positive = |column: &str| Positive::new(row.number(column)).unwrap();
            let plan = PlannedMeans {
                control_mean: 0.0,
                variant_mean: row.number("delta_mean"),
                control_sd: positive("sd"),
                variant_sd: positive("sd"),
            };
            let level = rate(sides(row).level(alpha.get()));
            let test = TwoMeans { method: MeanPower::Pooled, allocation, ..TwoMeans::superiority(level, Sides::One) };
            test.units(&plan, power).unwrap()
        }
    }
}

#[test]
pub fn sizes_of_tests_with_looks() {
    check_rows(
        "group_sequential_sample_size.csv",
        60,
        |_| true,
        |row| {
            let one_look = one_look(row);
            row.expect("n_fixed", one_look.total(), 1e-9);
            let sizes = design(row).sizes(one_look).unwrap();
            row.expect("n_max", sizes.largest().total(), 1e-9);
            for (look, expected) in sizes.looks.iter().zip(row.list("n_stage")) {
                assert!((look.total() / expected - 1.0).abs() < 1e-9, "{}", row.text("id"));
            }
            assert_eq!(sizes.looks.len(), row.list("n_stage").len());
            row.expect("n_expected_h0", sizes.without_effect.total(), 1e-9);
            row.expect("n_expected_mid", sizes.half_effect.total(), 1e-9);
            row.expect("n_expected_h1", sizes.planned_effect.total(), 1e-9);
        },
    );
}

fn published_design(row: &Published, efficacy: Efficacy, power: f64) -> SequentialDesign {
    let plan = SequentialPlan {
        information: InformationRates::equal(row.count("K") as usize).unwrap(),
        efficacy,
        futility: Futility::None,
        alpha: rate(row.input("alpha_two_sided")),
        sides: Sides::Two,
        power: rate(power),
    };
    plan.design().unwrap()
}

#[test]
pub fn tables_of_jennison_and_turnbull() {
    published::check(
        "jennison_turnbull_2000.json",
        180,
        |_| true,
        |row, method| {
            let efficacy = if method == "pocock" { Efficacy::Pocock } else { Efficacy::OBrienFleming };
            if row.has("power") {
                row.expect("R", published_design(row, efficacy, row.input("power")).inflation_factor());
            } else {
                // The bound of the last look is the constant of both families.
                let design = published_design(row, efficacy, 0.8);
                row.expect("C", design.looks().last().unwrap().efficacy.value().unwrap());
            }
        },
    );
}

/// Daily looks for half a year. The reference spends on a coarse grid, whose errors its own note names.
#[test]
pub fn daily_looks_of_spotify_confidence() {
    published::check(
        "spotify_confidence.json",
        1,
        |method| method == "power_family_rho2_two_sided",
        |row, _| {
            let plan = SequentialPlan {
                information: InformationRates::new(&row.numbers("times")).unwrap(),
                efficacy: Efficacy::Spending(Spending::KimDeMets { power: Positive::new(2.0).unwrap() }),
                futility: Futility::None,
                alpha: rate(row.input("alpha")),
                sides: Sides::Two,
                power: rate(0.8),
            };
            let design = plan.design().unwrap();
            for name in row.expected_names() {
                let look: usize = name[1..].parse().unwrap();
                row.expect(name, design.looks()[look].efficacy.value().unwrap());
            }
        },
    );
}
