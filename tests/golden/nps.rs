//! Net Promoter Score: score, intervals and the difference of two.

use jalon::quantity::Proportion;
use jalon::stats::{Answers, ScoreInterval};

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
fn one_score_and_its_intervals() {
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
                let interval = one.interval(alpha(row), method);
                row.expect(low, interval.low().value().expect("an end"), EXACT);
                row.expect(high, interval.high().value().expect("an end"), EXACT);
            }
        },
    );
}

#[test]
fn the_change_of_a_score() {
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
        },
    );
}
