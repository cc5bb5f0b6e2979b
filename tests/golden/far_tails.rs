//! p-values far out in the tails, of whole tests as an analysis runs them: 1e-9 relative down to 1e-300.

use crate::table::{Row, check_rows};
use jalon::quantity::Proportion;
use jalon::stats::{
    Alternative, Conversions, EventArms, EventNull, EventTest, Events, ExactProportionTest, MeanArms, MeanGroups,
    MeanMethod, MeanNull, Moments, PairedConversions, PairedTest, ProportionArms, ProportionNull, ProportionTest,
    RateGroups, RateTest, sample_ratio, sample_ratio_likelihood,
};

const RELATIVE: f64 = 1e-9;

fn count(row: &Row, column: &str, place: usize) -> u64 {
    row.list(column)[place] as u64
}

fn conversions(row: &Row, column: &str) -> Conversions {
    Conversions::new(count(row, column, 0), count(row, column, 1)).unwrap()
}

fn rates(row: &Row) -> ProportionArms {
    ProportionArms { control: conversions(row, "control"), variant: conversions(row, "variant") }
}

fn events(row: &Row) -> EventArms {
    let arm = |column| Events::new(count(row, column, 0), row.list(column)[1]).unwrap();
    EventArms { control: arm("control"), variant: arm("variant") }
}

fn moments(row: &Row, column: &str) -> Moments {
    let [mean, sd, units] = row.list(column)[..] else { panic!("mean;standard deviation;units") };
    Moments::from_summary(units as u64, mean, sd).unwrap()
}

/// Conversions of all groups.
fn groups(row: &Row) -> RateGroups {
    let more = row.text("other").split('|').map(|group| {
        let (converted, visitors) = group.split_once(';').unwrap();
        Conversions::new(converted.parse().unwrap(), visitors.parse().unwrap()).unwrap()
    });
    RateGroups::new([conversions(row, "control"), conversions(row, "variant")].into_iter().chain(more).collect())
        .unwrap()
}

fn proportion_p(row: &Row, null: ProportionNull, alternative: Alternative, test: ProportionTest) -> f64 {
    rates(row).test(null, alternative, test).unwrap().p_value
}

fn p_value(row: &Row) -> f64 {
    use Alternative::{Greater, TwoSided};
    let score = ProportionTest::MiettinenNurminen;
    let exact = |test| rates(row).exact_test(TwoSided, test).unwrap().p_value;
    let event = |alternative, test| events(row).test(EventNull::EQUAL, alternative, test).unwrap().p_value;
    match row.text("test") {
        "pooled_z" => proportion_p(row, ProportionNull::EQUAL, TwoSided, ProportionTest::Score),
        "score" => proportion_p(row, ProportionNull::EQUAL, TwoSided, score),
        "score_greater" => proportion_p(row, ProportionNull::EQUAL, Greater, score),
        "score_margin" => proportion_p(row, ProportionNull::Difference(row.number("other")), Greater, score),
        "score_ratio" => proportion_p(row, ProportionNull::Ratio(row.number("other")), Greater, score),
        "welch" => {
            let arms = MeanArms { control: moments(row, "control"), variant: moments(row, "variant") };
            arms.test(MeanNull::EQUAL, TwoSided, MeanMethod::Welch).unwrap().p_value
        }
        "split" => sample_ratio(&row.list("control"), &row.list("other")).unwrap().p_value,
        "split_likelihood" => sample_ratio_likelihood(&row.list("control"), &row.list("other")).unwrap().p_value,
        "several_rates" => groups(row).pearson().unwrap().p_value,
        "several_means" => {
            let groups = ["control", "variant", "other"].map(|column| moments(row, column));
            MeanGroups::new(groups.to_vec()).unwrap().analysis_of_variance().unwrap().p_value
        }
        "fisher" => exact(ExactProportionTest::Fisher),
        "fisher_mid_p" => exact(ExactProportionTest::FisherMidP),
        "events_conditional_greater" => event(Greater, EventTest::ConditionalExact),
        "events_score" => event(TwoSided, EventTest::Score),
        "one_rate_greater" => {
            let (above, below) = row.text("other").split_once('/').unwrap();
            let given = above.parse::<f64>().unwrap() / below.parse::<f64>().unwrap();
            conversions(row, "control").test(Proportion::new(given).unwrap(), Greater, RateTest::Binomial).p_value
        }
        "paired_exact" => {
            let pairs = PairedConversions::new(0, count(row, "control", 0), count(row, "variant", 0), 0).unwrap();
            pairs.test(TwoSided, PairedTest::Exact).unwrap().p_value
        }
        other => panic!("{other}"),
    }
}

#[test]
pub fn p_values_keep_their_digits() {
    check_rows("far_tails.csv", 89, |_| true, |row| row.expect("p_value", p_value(row), RELATIVE));
}
