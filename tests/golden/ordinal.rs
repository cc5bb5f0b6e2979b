//! Ordered categories: rank tests, the proportional-odds model, and their sizes.

use jalon::quantity::{Positive, Proportion};
use jalon::stats::{
    Alternative, ArmSizes, CategoryCounts, CategoryShares, MannWhitney, NormalTest, PlannedCategories, PlannedEffect,
    PlannedOdds, RankedArms, Sides, Spread, TwoProportions, WinMethod, noether,
};

use super::published::{Published, check};
use super::table::{Row, check_rows, close};

/// Closed forms in double precision.
const EXACT: f64 = 1e-12;
/// Fits of R's `ordinal::clm`, which are good to about 1e-8.
const FITTED: f64 = 1e-9;

fn rate(value: f64) -> Proportion {
    Proportion::new(value).expect("a rate")
}

fn positive(value: f64) -> Positive {
    Positive::new(value).expect("a number above 0")
}

fn counts(row: &Row, column: &str) -> CategoryCounts {
    let counts: Vec<u64> = row.text(column).split(';').map(|count| count.parse().expect("a count")).collect();
    CategoryCounts::new(counts).expect("counts")
}

fn shares(numbers: Vec<f64>) -> CategoryShares {
    CategoryShares::new(numbers).expect("shares")
}

#[test]
pub fn two_arms_of_ordered_categories() {
    check_rows(
        "ordinal_tests.csv",
        22,
        |_| true,
        |row| {
            let arms = RankedArms::of_counts(&counts(row, "counts1"), &counts(row, "counts2")).expect("one scale");
            row.expect("p_superiority", arms.win_probability().expect("units"), EXACT);
            let rank = arms.mann_whitney(Alternative::TwoSided, MannWhitney::Asymptotic).expect("a test");
            row.expect("mw_z", rank.statistic, EXACT);
            row.expect("mw_p", rank.p_value, EXACT);
            let wins = arms
                .compare_wins(Proportion::HALF, rate(0.05), Alternative::TwoSided, WinMethod::BrunnerMunzel)
                .expect("a test");
            row.expect("bm_t", wins.test.statistic, EXACT);
            row.expect("bm_df", wins.test.degrees_of_freedom.expect("degrees of freedom"), EXACT);
            row.expect("bm_p", wins.test.p_value, 1e-11);
            let model = arms.proportional_odds().expect("a fit");
            row.expect("po_log_or", model.log_odds_ratio(), FITTED);
            row.expect("po_se", model.standard_error(), FITTED);
            row.expect("po_lr", model.likelihood_ratio(), FITTED);
        },
    );
}

#[test]
pub fn mann_whitney_of_values() {
    check_rows(
        "mann_whitney.csv",
        54,
        |_| true,
        |row| {
            let arms = RankedArms::of_values(&row.list("data1"), &row.list("data2")).expect("values");
            let alternative = match row.text("alternative") {
                "larger" => Alternative::Greater,
                "smaller" => Alternative::Less,
                _ => Alternative::TwoSided,
            };
            let method = match row.text("method") {
                "exact" => MannWhitney::Exact,
                "asymptotic_cc" => MannWhitney::Corrected,
                "asymptotic" => MannWhitney::Asymptotic,
                other => panic!("no method {other}"),
            };
            let test = arms.mann_whitney(alternative, method).expect("a test");
            let win_probability = arms.win_probability().expect("units");
            let pairs = (arms.control_units() * arms.variant_units()) as f64;
            row.expect("u", win_probability * pairs, EXACT);
            row.expect("p_superiority", win_probability, EXACT);
            row.expect("p_value", test.p_value, EXACT);
        },
    );
}

fn normal_test(row: &Row) -> NormalTest {
    let sides = if row.text("sides") == "1" { Sides::One } else { Sides::Two };
    NormalTest { alpha: rate(row.number("alpha")), sides }
}

/// Variant units for each control unit, from the share in the control.
fn allocation(row: &Row) -> Positive {
    let control = row.number("fraction");
    positive((1.0 - control) / control)
}

#[track_caller]
fn expect_size(row: &Row, effect: &PlannedEffect) {
    let units = normal_test(row).units(effect, allocation(row), rate(row.number("power"))).expect("a size");
    row.expect("n_total", units.total(), EXACT);
}

#[test]
pub fn sizes_and_powers_of_whitehead() {
    let planned =
        |row: &Row| PlannedOdds { average: shares(row.list("probs")), odds_ratio: positive(row.number("odds_ratio")) };
    check_rows(
        "ordinal_sample_size.csv",
        18,
        |row| row.text("what") == "po_n",
        |row| {
            let plan = planned(row);
            expect_size(row, &plan.effect());
            row.expect("efficiency", plan.efficiency(row.number("n_total")), EXACT);
        },
    );
    check_rows(
        "ordinal_sample_size.csv",
        10,
        |row| row.text("what") == "po_power",
        |row| {
            let plan = planned(row);
            let units = ArmSizes { control: row.number("n1"), variant: row.number("n2") };
            row.expect("power", plan.hmisc_power(&normal_test(row), units).expect("a power"), EXACT);
            row.expect("n_total", units.total(), EXACT);
            row.expect("efficiency", plan.efficiency(units.total()), EXACT);
        },
    );
}

#[test]
pub fn sizes_of_rank_tests() {
    check_rows(
        "ordinal_sample_size.csv",
        15,
        |row| row.text("what") == "noether",
        |row| expect_size(row, &noether(rate(row.number("p_superiority")))),
    );
    let planned = |row: &Row| {
        let plan = PlannedCategories::new(shares(row.list("probs")), shares(row.list("probs2"))).expect("one scale");
        row.expect("p_superiority", plan.win_probability(), EXACT);
        plan
    };
    check_rows(
        "ordinal_sample_size.csv",
        15,
        |row| row.text("what") == "wmw_ties",
        |row| expect_size(row, &planned(row).mann_whitney(allocation(row))),
    );
    check_rows(
        "ordinal_sample_size.csv",
        15,
        |row| row.text("what") == "wmw_placements",
        |row| expect_size(row, &planned(row).mann_whitney_placements()),
    );
}

/// The list of shares, written out or described in words.
fn published_shares(row: &Published) -> CategoryShares {
    match row.text("p") {
        Some("3600 cells of 1/4000 then one of 0.1") => shares([vec![1.0 / 4000.0; 3600], vec![0.1]].concat()),
        Some(other) => panic!("{}: {other} is not understood", row.id()),
        None => shares(row.numbers("p")),
    }
}

#[test]
pub fn examples_of_hmisc() {
    let test = NormalTest { alpha: rate(0.05), sides: Sides::Two };
    let planned =
        |row: &Published| PlannedOdds { average: published_shares(row), odds_ratio: positive(row.input("odds_ratio")) };
    let halves = |total: f64| ArmSizes { control: total / 2.0, variant: total / 2.0 };
    check(
        "hmisc_popower.json",
        5,
        |method| method == "whitehead_power",
        |row, _| row.expect("power", planned(row).hmisc_power(&test, halves(row.input("n_total"))).expect("a power")),
    );
    check(
        "hmisc_popower.json",
        1,
        |method| method == "whitehead_size",
        |row, _| {
            let units = test.units(&planned(row).effect(), Positive::ONE, rate(row.input("power"))).expect("a size");
            row.expect("n_total", units.total());
        },
    );
    check(
        "hmisc_popower.json",
        1,
        |method| method == "bpower_fleiss",
        |row, _| {
            let baseline = row.input("p1");
            let odds = row.input("odds_ratio") * baseline / (1.0 - baseline);
            let test = TwoProportions::superiority(rate(row.input("alpha")), Sides::Two);
            let power = test.power(rate(baseline), rate(odds / (1.0 + odds)), halves(row.input("n_total")));
            row.expect("power", power.expect("a power"));
        },
    );
}

/// Example 14.3 of Chow, Shao & Wang: p₁ is the chance to win, p₂ and p₃ those that two units of one arm both win, so that
/// p₂ − p₁² and p₃ − p₁² are the placement variances.
#[test]
pub fn the_rank_size_of_chow_shao_and_wang() {
    check(
        "chow_trialsize.json",
        1,
        |method| method == "mann_whitney_size",
        |row, _| {
            let [win, both_variant, both_control] = ["p1", "p2", "p3"].map(|name| row.input(name));
            let effect = PlannedEffect {
                under_effect: Spread { control: both_variant - win * win, variant: both_control - win * win },
                ..noether(rate(win))
            };
            let test = NormalTest { alpha: rate(row.input("alpha")), sides: Sides::Two };
            let units = test.units(&effect, positive(row.input("k")), rate(row.input("power"))).expect("a size");
            row.expect("n_per_group", units.whole().control);
        },
    );
}

/// The rank test of counts is that of their scores one by one.
#[test]
pub fn counts_and_values_give_the_same_test() {
    let one_by_one = |counts: &[u64]| -> Vec<f64> {
        counts.iter().enumerate().flat_map(|(score, &count)| vec![score as f64; count as usize]).collect()
    };
    check_rows(
        "ordinal_tests.csv",
        22,
        |_| true,
        |row| {
            let (control, variant) = (counts(row, "counts1"), counts(row, "counts2"));
            let counted = RankedArms::of_counts(&control, &variant).expect("one scale");
            let values = RankedArms::of_values(&one_by_one(control.counts()), &one_by_one(variant.counts()));
            assert_eq!(values.expect("values"), counted);
            let scores: Vec<f64> = (0..control.counts().len()).map(|score| score as f64).collect();
            let moments = control.scores(&scores).expect("scores");
            let sum: f64 = one_by_one(control.counts()).iter().sum();
            assert!(close(moments.sum(), sum, EXACT));
        },
    );
}
