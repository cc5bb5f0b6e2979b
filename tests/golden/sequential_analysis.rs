//! Running and finished tests with looks: stage-wise and repeated answers, conditional power.

use crate::table::{Row, check_rows};
use jalon::quantity::{Positive, Proportion};
use jalon::stats::{
    Efficacy, Futility, InformationRates, LookTaken, Monitoring, Progress, SequentialPlan, Sides, Spending,
    conditional_power, predictive_power,
};

fn rate(value: f64) -> Proportion {
    Proportion::new(value).unwrap()
}

fn efficacy(row: &Row) -> Efficacy {
    let gamma = || row.number("gamma");
    match row.text("type") {
        "OF" => Efficacy::OBrienFleming,
        "P" => Efficacy::Pocock,
        "asOF" => Efficacy::Spending(Spending::OBrienFleming),
        "asP" => Efficacy::Spending(Spending::Pocock),
        "asKD" => Efficacy::Spending(Spending::KimDeMets { power: Positive::new(gamma()).unwrap() }),
        "asHSD" => Efficacy::Spending(Spending::HwangShihDeCani { gamma: gamma() }),
        other => panic!("type {other}"),
    }
}

fn monitoring(row: &Row) -> Monitoring {
    let information = row.list("info");
    let plan = SequentialPlan {
        information: InformationRates::new(&information).unwrap(),
        efficacy: efficacy(row),
        futility: Futility::None,
        alpha: rate(row.number("alpha")),
        sides: Sides::One,
        power: rate(0.8),
    };
    let looks: Vec<LookTaken> = information
        .iter()
        .zip(row.list("z"))
        .map(|(&information, statistic)| LookTaken { information, statistic })
        .collect();
    plan.design().unwrap().monitor(&looks, Progress::Running).unwrap()
}

/// The reference searched its p-values and limits to about 1e-11.
const SEARCHED: f64 = 1e-9;

#[test]
pub fn results_at_the_end() {
    check_rows(
        "group_sequential_analysis.csv",
        21,
        |_| true,
        |row| {
            let monitoring = monitoring(row);
            let last = monitoring.looks().len() - 1;
            assert_eq!(row.text("stopped"), "true");
            assert_eq!(monitoring.end(), Some(last), "{}", row.text("id"));
            let shown = monitoring.looks()[last].decision == jalon::stats::LookDecision::Efficacy;
            assert_eq!(shown, row.text("reject") == "true", "{}", row.text("id"));
            let result = monitoring.stage_wise().unwrap().unwrap();
            row.expect("final_p", result.p_value, SEARCHED);
            row.expect("final_lower", result.drift_low, SEARCHED);
            row.expect("final_upper", result.drift_high, SEARCHED);
            row.expect("median_unbiased", result.median_unbiased, SEARCHED);
            let repeated = monitoring.repeated_interval(last).unwrap();
            row.expect("repeated_lower", repeated.drift_low, SEARCHED);
            row.expect("repeated_upper", repeated.drift_high, SEARCHED);
            row.expect("repeated_p", monitoring.repeated_p_value(last).unwrap().unwrap(), SEARCHED);
        },
    );
}

#[test]
pub fn conditional_and_predictive_power() {
    check_rows(
        "conditional_power.csv",
        24,
        |_| true,
        |row| {
            let now = LookTaken { information: row.number("t"), statistic: row.number("z") };
            let critical = row.number("critical");
            let power = |drift| conditional_power(now, critical, drift).unwrap();
            row.expect("cp_drift", power(row.number("drift")), 1e-12);
            row.expect("cp_trend", power(now.statistic / now.information.sqrt()), 1e-12);
            row.expect("cp_null", power(0.0), 1e-12);
            row.expect("predictive", predictive_power(now, critical).unwrap(), 1e-12);
        },
    );
}
