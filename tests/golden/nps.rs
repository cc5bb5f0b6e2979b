//! Net Promoter Score: score, intervals and the difference of two.

use jalon::quantity::{Positive, Proportion, Share};
use jalon::stats::{
    Alternative, Answers, NoAnswer, PlannedScores, ScoreArms, ScoreBreaks, ScoreInterval, ScoreShares, Sides, TwoScores,
};

use super::published::{Published, check};
use super::table::{Row, check_rows};

const EXACT: f64 = 1e-12;

fn answers(row: &Row, group: u8) -> Answers {
    let count = |name: &str| row.count(&format!("{name}{group}"));
    Answers::new(count("pro"), count("pas"), count("det")).expect("answers")
}

fn alpha(row: &Row) -> Proportion {
    Proportion::new(row.number("alpha")).expect("a level")
}

#[test]
pub fn one_score_and_its_intervals() {
    check_rows(
        "nps.csv",
        16,
        |row| row.text("what") == "one",
        |row| {
            let one = answers(row, 1);
            row.expect("nps1", one.score(), EXACT);
            row.expect("se", one.standard_error(), EXACT);
            for (method, low, high) in
                [(ScoreInterval::Wald, "lower", "upper"), (ScoreInterval::AdjustedWald, "adj_lower", "adj_upper")]
            {
                match one.interval(alpha(row), method) {
                    Ok(interval) => {
                        row.expect(low, interval.low().value().expect("an end"), EXACT);
                        row.expect(high, interval.high().value().expect("an end"), EXACT);
                    }
                    // Thirty promoters, ten passives: the formula gives an interval of no width. That is said instead.
                    Err(none) => {
                        assert_eq!((none, method), (NoAnswer::NoVariation, ScoreInterval::Wald));
                        assert_eq!((row.number("se"), row.number(low)), (0.0, row.number(high)));
                        assert!(["nps-007", "nps-008", "nps-009", "nps-010"].contains(&row.text("id")));
                    }
                }
            }
        },
    );
}

#[test]
pub fn the_change_of_a_score() {
    check_rows(
        "nps.csv",
        5,
        |row| row.text("what") == "diff",
        |row| {
            let (interval, test) = answers(row, 1).change_to(answers(row, 2), alpha(row)).expect("a change");
            row.expect("lower", interval.low().value().expect("an end"), EXACT);
            row.expect("upper", interval.high().value().expect("an end"), EXACT);
            row.expect("z", test.statistic, EXACT);
            row.expect("p_value", test.p_value, EXACT);
            row.expect("nps1", answers(row, 1).score(), EXACT);
            row.expect("nps2", answers(row, 2).score(), EXACT);
            row.expect("se", answers(row, 1).standard_error().hypot(answers(row, 2).standard_error()), EXACT);
            let arms = ScoreArms { control: answers(row, 1), variant: answers(row, 2) };
            let compared = arms.compare(0.0, alpha(row), Alternative::TwoSided).expect("a comparison");
            assert_eq!((compared.difference.interval, compared.test), (interval, test));
        },
    );
}

fn shares(row: &Row, group: u8) -> ScoreShares {
    let share = |name: &str| Share::new(row.number(&format!("{name}{group}"))).expect("a share");
    ScoreShares::new(share("pro"), share("det")).expect("shares")
}

#[test]
pub fn answers_for_a_margin_of_error() {
    check_rows(
        "nps.csv",
        10,
        |row| row.text("what") == "n_margin",
        |row| {
            let margin = Positive::new(100.0 * row.number("margin")).expect("a margin");
            row.expect("nps1", shares(row, 1).score(), EXACT);
            row.expect("n1", shares(row, 1).answers_for_margin(margin, alpha(row)).expect("a size"), EXACT);
        },
    );
}

#[test]
pub fn answers_for_a_difference() {
    check_rows(
        "nps.csv",
        12,
        |row| row.text("what") == "n_diff",
        |row| {
            let sides = if row.text("sides") == "1" { Sides::One } else { Sides::Two };
            let allocation = Positive::new(row.number("ratio")).expect("a ratio");
            let test = TwoScores { allocation, ..TwoScores::superiority(alpha(row), sides) };
            let plan = PlannedScores { control: shares(row, 1), variant: shares(row, 2) };
            let units = test.units(&plan, Proportion::new(row.number("power")).expect("a power")).expect("a size");
            row.expect("nps2", plan.variant.score(), EXACT);
            row.expect("n1", units.control, EXACT);
            row.expect("n2", units.variant, EXACT);
        },
    );
}

/// The test suite of the R package NPS, on the scale of −1 to 1.
#[test]
pub fn the_r_package_nps() {
    let answers = |row: &Published, breaks| {
        Answers::of_ratings(row.numbers("answers").iter().map(|&rating| rating as u8), breaks).expect("answers")
    };
    check(
        "r_nps_package.json",
        7,
        |method| method == "score_var_se",
        |row, _| {
            let answers = answers(row, ScoreBreaks::ZERO_TO_TEN);
            row.expect("nps", answers.score() / 100.0);
            row.expect("variance", answers.shares().variance() / 1e4);
            row.expect("se", answers.standard_error() / 100.0);
        },
    );
    check(
        "r_nps_package.json",
        1,
        |method| method == "score_custom_breaks",
        |row, _| {
            let breaks = ScoreBreaks {
                highest_detractor: row.input("detractor_max") as u8,
                highest_passive: row.input("passive_max") as u8,
            };
            let answers = answers(row, breaks);
            row.expect("nps", answers.score() / 100.0);
            row.expect("variance", answers.shares().variance() / 1e4);
        },
    );
}
