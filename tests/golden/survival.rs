//! Times to an event: curves, log-rank, Cox and sizes. Error rates by simulation are in `error_rates`.

use crate::published::check;
use crate::table::{Row, check_rows, close, rows};
use jalon::quantity::{Positive, Proportion};
use jalon::stats::{
    Alternative, ArmSizes, CoxFit, CoxTies, Ending, Enrolment, EventChances, EventFormula, EventWeights,
    PlannedHazards, RiskTable, Sides, SurvivalArms, SurvivalInterval, TwoHazards, hazard,
};

fn arm(dataset: &str, group: &str) -> RiskTable {
    let units = rows("survival_data.csv").into_iter().filter(|row| row.text("dataset") == dataset);
    let ending = |row: &Row| if row.text("event") == "1" { Ending::Event } else { Ending::Censored };
    RiskTable::of(units.filter(|row| row.text("group") == group).map(|row| (row.number("time"), ending(&row)))).unwrap()
}

fn positive(value: f64) -> Positive {
    Positive::new(value).unwrap()
}

fn rate(value: f64) -> Proportion {
    Proportion::new(value).unwrap()
}

fn with_arms(row: &Row, check: impl Fn(SurvivalArms<'_>)) {
    let (control, variant) = (arm(row.text("dataset"), "0"), arm(row.text("dataset"), "1"));
    check(SurvivalArms { control: &control, variant: &variant });
}

#[test]
pub fn the_data_sets_are_whole() {
    let sizes = ["d1", "d2", "d3"].map(|set| arm(set, "0").units() + arm(set, "1").units());
    assert_eq!(sizes.iter().sum::<u64>(), 300);
    check_rows("survival_data.csv", 300, |_| true, |row| assert!(row.number("time") >= 0.0));
}

#[test]
pub fn log_rank_and_peto_peto() {
    let built = |row: &Row| row.text("quantity").starts_with("logrank") || row.text("quantity").starts_with("peto");
    check_rows("survival_tests.csv", 21, built, |row| {
        with_arms(row, |arms| {
            let parts = arms.log_rank(EventWeights::Equal);
            let test = arms.log_rank_test(Alternative::TwoSided, EventWeights::Equal).unwrap();
            let peto = arms.log_rank_test(Alternative::TwoSided, EventWeights::PetoPeto).unwrap();
            let found = match row.text("quantity") {
                "logrank_observed_treatment" => parts.observed,
                "logrank_expected_treatment" => parts.expected,
                "logrank_variance" => parts.variance,
                "logrank_z" => test.statistic,
                "logrank_chisq" => test.statistic.powi(2),
                "logrank_p" => test.p_value,
                "peto_peto_chisq" => peto.statistic.powi(2),
                other => panic!("{other}"),
            };
            row.expect("value", found, 1e-12);
        });
    });
}

#[test]
pub fn cox_by_both_likelihoods_of_ties() {
    let built = |row: &Row| row.text("quantity").starts_with("cox");
    check_rows("survival_tests.csv", 12, built, |row| {
        with_arms(row, |arms| {
            let fit = |ties| arms.cox(ties).unwrap();
            let error = |fit: CoxFit| fit.standard_error;
            let found = match row.text("quantity") {
                "cox_efron_log_hr" => fit(CoxTies::Efron).log_hazard_ratio,
                "cox_efron_se" => error(fit(CoxTies::Efron)),
                "cox_breslow_log_hr" => fit(CoxTies::Breslow).log_hazard_ratio,
                "cox_breslow_se" => error(fit(CoxTies::Breslow)),
                other => panic!("{other}"),
            };
            // R stops its iterations at a relative change of the likelihood of 1e-9.
            row.expect("value", found, 1e-9);
        });
    });
}

#[test]
pub fn kaplan_and_meiers_curve() {
    let built = |row: &Row| row.text("quantity").starts_with("km");
    check_rows("survival_tests.csv", 42, built, |row| {
        let curve = arm(row.text("dataset"), row.text("group")).survival_curve();
        let (alpha, method) = (rate(0.05), SurvivalInterval::LogLog);
        if row.text("quantity") == "km_median" {
            let found = curve.median(alpha, Alternative::TwoSided, method).unwrap().estimate;
            // R prints NaN where more than half never had the event.
            let expected = row.number("value");
            assert_eq!(found, (!expected.is_nan()).then_some(expected), "{}", row.text("id"));
            return;
        }
        let found = curve.retention(row.number("time"), alpha, Alternative::TwoSided, method).unwrap();
        match row.text("quantity") {
            "km_survival" => row.expect("value", found.share, 1e-13),
            "km_greenwood_se" => row.expect("value", found.standard_error.unwrap(), 1e-13),
            other => panic!("{other}"),
        }
    });
}

/// Curves, restricted means and the score interval of the hazard ratio against `survival_more.py`.
#[test]
pub fn intervals_and_restricted_means() {
    let built = |row: &Row| !row.text("group").is_empty();
    check_rows("survival_more.csv", 48, built, |row| {
        let table = arm(row.text("dataset"), row.text("group"));
        let time = row.number("time");
        let limits = |method| {
            let curve = table.survival_curve();
            let interval = curve.retention(time, rate(0.05), Alternative::TwoSided, method).unwrap().interval.unwrap();
            (interval.low().value().unwrap(), interval.high().value().unwrap())
        };
        let mean = table.restricted_mean(positive(time)).unwrap();
        let found = match row.text("quantity") {
            "rmst" => mean.mean,
            "rmst_variance" => mean.standard_error.powi(2),
            "log_log_low" => limits(SurvivalInterval::LogLog).0,
            "log_log_high" => limits(SurvivalInterval::LogLog).1,
            "log_low" => limits(SurvivalInterval::Log).0,
            "log_high" => limits(SurvivalInterval::Log).1,
            "plain_low" => limits(SurvivalInterval::Plain).0,
            "plain_high" => limits(SurvivalInterval::Plain).1,
            other => panic!("{other}"),
        };
        row.expect("value", found, 1e-12);
    });
}

#[test]
pub fn the_interval_of_the_hazard_ratio() {
    check_rows(
        "survival_more.csv",
        9,
        |row| row.text("group").is_empty(),
        |row| {
            with_arms(row, |arms| {
                let found =
                    arms.compare_hazards(Positive::ONE, rate(0.05), Alternative::TwoSided).unwrap().hazard_ratio;
                let found = match row.text("quantity") {
                    "hazard_ratio" => found.estimate,
                    "hr_low" => found.interval.low().value(),
                    _ => found.interval.high().value(),
                };
                row.expect("value", found.unwrap(), 1e-11);
            });
        },
    );
}

/// lifelines 0.30.3, `median_survival_times` of the curve's own log-log limits; it prints infinity where there is no end.
#[test]
fn intervals_of_the_median() {
    for (dataset, group, low, high) in [
        ("d1", "0", 3.7129, Some(12.2591)),
        ("d1", "1", 6.5604, Some(25.685)),
        ("d2", "0", 8.0, Some(13.0)),
        ("d2", "1", 10.0, None),
        ("d3", "0", 3.3013, None),
        ("d3", "1", 6.4119, None),
    ] {
        let curve = arm(dataset, group).survival_curve();
        let found = curve.median(rate(0.05), Alternative::TwoSided, SurvivalInterval::LogLog).unwrap().interval;
        assert_eq!((found.low().value(), found.high().value()), (Some(low), high), "{dataset} {group}");
    }
}

fn test_of(row: &Row) -> TwoHazards {
    TwoHazards {
        alpha: rate(row.number("alpha")),
        sides: if row.text("sides") == "1" { Sides::One } else { Sides::Two },
        allocation: positive(row.number("ratio")),
        null: positive(row.number("null_hr")),
        method: match row.text("method") {
            "Schoenfeld" => EventFormula::Schoenfeld,
            "Freedman" => EventFormula::Freedman,
            _ => EventFormula::HsiehFreedman,
        },
    }
}

fn plan_of(row: &Row) -> PlannedHazards {
    let (dropout, year) = (row.number("dropout"), positive(12.0));
    let lost = (dropout > 0.0).then(|| positive(hazard::of_retention(rate(1.0 - dropout), year)));
    PlannedHazards {
        control_hazard: positive(row.number("control_hazard")),
        hazard_ratio: positive(row.number("hazard_ratio")),
        enrolment: Enrolment::Uniform {
            accrual: positive(row.number("accrual_time")),
            follow_up: Some(positive(row.number("followup_time"))),
        },
        dropout_hazard: lost,
    }
}

#[test]
pub fn events_and_units() {
    check_rows(
        "survival_sample_size.csv",
        31,
        |_| true,
        |row| {
            let (test, plan, power) = (test_of(row), plan_of(row), rate(row.number("power")));
            row.expect("events", test.events(plan.hazard_ratio, power).unwrap(), 1e-12);
            let units = test.units(&plan, power).unwrap();
            row.expect("n_total", units.total(), 1e-12);
            row.expect("event_probability", plan.event_chances().events(units) / units.total(), 1e-13);
            assert!(close(test.power(&plan, units).unwrap(), power.get(), 1e-12), "{}", row.text("id"));
        },
    );
}

/// lifelines' sizes for Cox's model count events as Freedman does, with the chance of an event given for each arm.
#[test]
pub fn sizes_of_lifelines() {
    check(
        "lifelines_cph.json",
        6,
        |_| true,
        |row, method| {
            let given = |name: &str| row.input(name);
            let chances = EventChances { control: given("p_con"), variant: given("p_exp") };
            let ratio = positive(given("hazard_ratio"));
            let allocation = if row.has("ratio") { given("ratio") } else { 1.0 };
            let test = TwoHazards {
                method: EventFormula::Freedman,
                allocation: positive(allocation),
                ..TwoHazards::superiority(rate(given("alpha")), Sides::Two)
            };
            if method == "cox_size" {
                let units = test.units_by_chances(ratio, chances, rate(given("power"))).unwrap().whole();
                row.expect("n_con", units.control);
                row.expect("n_exp", units.variant);
            } else {
                let units = ArmSizes { control: given("n_con"), variant: given("n_exp") };
                row.expect("power", test.power_by_chances(ratio, chances, units).unwrap());
            }
        },
    );
}
