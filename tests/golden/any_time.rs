//! What holds at every look: normal mixtures, the split of the units, one rate.

use crate::published::check;
use crate::table::{Row, check_rows, close};
use jalon::quantity::{Positive, Proportion};
use jalon::stats::{
    Alternative, AnyTimePlan, AnyTimeRate, ArmEstimate, Conversions, EffectEstimate, MeanMethod, MixtureTest,
    NormalMixture, RunningReading, SequentialSplit, Shape, Sides, gamma, normal, root,
};
use std::f64::consts::SQRT_2;

fn positive(value: f64) -> Positive {
    Positive::new(value).unwrap()
}

fn alpha(row: &Row) -> Proportion {
    Proportion::new(row.number("alpha")).unwrap()
}

/// Half the width of the two-sided interval.
fn half_width(mixture: NormalMixture, error: f64, alpha: Proportion) -> f64 {
    match mixture.limits(0.0, error, alpha, Alternative::TwoSided).unwrap() {
        Shape::Between { high, .. } => high.value().unwrap(),
        other => panic!("{other:?}"),
    }
}

fn expect_evidence(row: &Row, mixture: NormalMixture, statistic: f64) {
    row.expect("log_e", mixture.ln_e_value(statistic, Alternative::TwoSided), 1e-12);
    row.expect("p_value", mixture.p_value(statistic, Alternative::TwoSided), 1e-11);
}

/// The confidence sequence and the mixture test, each as the formula of its paper; their peer integrated the mixture.
#[test]
pub fn mixtures() {
    check_rows(
        "always_valid_formulas.csv",
        5,
        |row| row.text("what") == "cs",
        |row| {
            let units = row.number("n");
            let mixture = AnyTimePlan::with_rho(positive(row.number("rho"))).at(units).unwrap();
            let error = row.number("sd") / units.sqrt();
            row.expect("half_width", half_width(mixture, error, alpha(row)), 1e-13);
            row.expect("half_width_one_sided", mixture.one_sided_closed_form(alpha(row)).unwrap() * error, 1e-13);
            expect_evidence(row, mixture, row.number("estimate") / error);
        },
    );
    check_rows(
        "always_valid_formulas.csv",
        12,
        |row| row.text("what") == "msprt",
        |row| {
            let error = ((row.number("v1") + row.number("v2")) / row.number("n")).sqrt();
            let mixture = MixtureTest { effect_sd: positive(row.number("tau2").sqrt()) }.at(error).unwrap();
            row.expect("half_width", half_width(mixture, error, alpha(row)), 1e-13);
            expect_evidence(row, mixture, row.number("estimate") / error);
        },
    );
}

#[test]
pub fn running_p_values() {
    check_rows(
        "always_valid_formulas.csv",
        6,
        |row| row.text("what") == "msprt_path",
        |row| {
            let test = MixtureTest { effect_sd: positive(row.number("tau2").sqrt()) };
            let looks = row.list("sizes").into_iter().zip(row.list("estimates"));
            let mut reading = RunningReading::before_any_look();
            for ((size, estimate), expected) in looks.zip(row.list("p_path")) {
                let error = ((row.number("v1") + row.number("v2")) / size).sqrt();
                let mixture = test.at(error).unwrap();
                reading = reading.after(mixture.p_value(estimate / error, Alternative::TwoSided), Shape::WholeLine);
                assert!(close(reading.p_value(), expected, 1e-11), "{}: {reading:?}", row.text("id"));
            }
            row.expect("p_value", reading.p_value(), 1e-11);
            let (size, estimate) = (row.list("sizes"), row.list("estimates"));
            let error = ((row.number("v1") + row.number("v2")) / size[size.len() - 1]).sqrt();
            let last = test.at(error).unwrap().ln_e_value(estimate[estimate.len() - 1] / error, Alternative::TwoSided);
            row.expect("log_e", last, 1e-12);
        },
    );
}

/// An arm as gbstats sees it: a rate has the variance p (1 − p), with the divisor n.
pub fn arm(row: &Row, number: &str) -> ArmEstimate {
    let units = row.number(&format!("n{number}"));
    let (value, variance) = if row.text("kind") == "proportion" {
        let rate = row.number(&format!("x{number}")) / units;
        (rate, rate * (1.0 - rate))
    } else {
        (row.number(&format!("m{number}")), row.number(&format!("v{number}")))
    };
    ArmEstimate { value, error: (variance / units).sqrt(), units }
}

/// Estimate and standard error of a row, on its scale.
pub fn effect(row: &Row) -> (f64, f64) {
    let effect = EffectEstimate::of_arms(arm(row, "1"), arm(row, "2"), MeanMethod::Z).unwrap();
    if row.text("difference") == "relative" {
        (effect.lift().unwrap(), effect.lift_error().unwrap())
    } else {
        (effect.difference(), effect.error())
    }
}

/// The any-time interval and p-value of gbstats, from a plan for so many units of both arms.
pub fn expect_sequential(row: &Row, estimate: f64, error: f64, units: f64, tuning: f64, tolerance: f64) {
    let plan = AnyTimePlan::narrowest_at(positive(tuning), alpha(row), Sides::Two);
    let mixture = plan.at(units).unwrap();
    let Shape::Between { low, high } = mixture.limits(estimate, error, alpha(row), Alternative::TwoSided).unwrap()
    else {
        panic!("{}: no interval", row.text("id"));
    };
    // A limit near 0 has lost the digits of the estimate.
    for (column, limit) in [("lower", low), ("upper", high)] {
        let miss = (limit.value().unwrap() - row.number(column)).abs();
        assert!(miss <= tolerance * (row.number(column).abs() + error), "{}: {column} {limit:?}", row.text("id"));
    }
    row.expect("p_value", mixture.p_value(estimate / error, Alternative::TwoSided), 10.0 * tolerance);
    // The same through the level that a fixed interval would be asked for.
    let nominal = mixture.nominal_alpha(alpha(row), Sides::Two).unwrap().get();
    let half = normal::upper_quantile(nominal / 2.0) * error;
    assert!(close(estimate + half, high.value().unwrap(), 1e-9), "{}", row.text("id"));
}

#[test]
pub fn intervals_of_gbstats() {
    check_rows(
        "always_valid_intervals.csv",
        120,
        |_| true,
        |row| {
            let (estimate, error) = effect(row);
            row.expect("se", error, 1e-13);
            let miss = (estimate - row.number("estimate")).abs();
            assert!(miss <= 1e-13 * (error + estimate.abs()), "{}: {estimate}", row.text("id"));
            let units = row.number("n1") + row.number("n2");
            let plan = AnyTimePlan::narrowest_at(positive(row.number("tuning")), alpha(row), Sides::Two);
            row.expect("rho", plan.rho(), 1e-13);
            expect_sequential(row, estimate, error, units, row.number("tuning"), 1e-12);
        },
    );
}

#[test]
pub fn splits() {
    check_rows(
        "sequential_sample_ratio.csv",
        22,
        |_| true,
        |row| {
            let mut split = SequentialSplit::new(&row.list("weights"), positive(row.number("concentration"))).unwrap();
            let looks = row.text("cumulative").split('|');
            let expected = row.list("log_bayes_factor").into_iter().zip(row.list("p_path"));
            let mut seen = 0;
            for (look, (factor, p_value)) in looks.zip(expected) {
                let counts: Vec<f64> = look.split(';').map(|count| count.parse().unwrap()).collect();
                let found = split.look(&counts).unwrap();
                assert!((found.ln_bayes_factor - factor).abs() <= 1e-11, "{}: {found:?}", row.text("id"));
                assert!(close(found.p_value, p_value, 1e-11), "{}: {found:?}", row.text("id"));
                seen += 1;
            }
            assert_eq!(seen, row.list("p_path").len(), "{}", row.text("id"));
        },
    );
}

const HOWARD: &str = "confseq_howard.json";

/// Howard's ρ is the plan's units over what we multiply them with: his variance process v over ρ is our ratio.
#[test]
pub fn normal_mixtures_of_howard() {
    let mixture = |v: f64, v_opt: f64, alpha: f64, sides: Sides| {
        let plan = AnyTimePlan::narrowest_at(positive(v_opt), Proportion::new(alpha).unwrap(), sides);
        (plan, plan.at(v).unwrap())
    };
    check(
        HOWARD,
        4,
        |method| method.starts_with("normal_mixture"),
        |row, method| {
            let (sides, way) = if method.contains("one_sided") {
                (Sides::One, Alternative::Greater)
            } else {
                (Sides::Two, Alternative::TwoSided)
            };
            let v = row.input("v");
            let (plan, mixture) = mixture(v, row.input("v_opt"), 0.05, sides);
            if method.ends_with("_log") {
                row.expect("log_mixture", mixture.ln_e_value(row.input("s") / v.sqrt(), way));
                return;
            }
            let alpha = Proportion::new(row.input("alpha")).unwrap();
            row.expect("bound", mixture.multiplier(alpha, sides).unwrap() * v.sqrt());
            if sides == Sides::Two {
                row.expect("best_rho", plan.rho().powi(-2));
            }
        },
    );
}

#[test]
pub fn rates_of_howard() {
    check(
        HOWARD,
        5,
        |method| method == "bernoulli_confidence_sequence",
        |row, _| {
            let rate = AnyTimeRate { narrowest_at: positive(row.input("t_opt")) };
            let observed = Conversions::new(row.count("successes"), row.count("trials")).unwrap();
            let (low, high) = rate.limits(observed, Proportion::new(row.input("alpha")).unwrap()).unwrap();
            row.expect("lower", low);
            row.expect("upper", high);
        },
    );
}

/// Boundaries for sums that are not normal, which are not offered: rebuilt from their definitions (Howard and others 2021,
/// propositions 7 to 10 and theorem 1). The two-sided beta–binomial one is the split of the units with other names.
#[test]
pub fn other_boundaries_of_howard() {
    let ln_threshold = |row: &crate::published::Published| -row.input("alpha").ln();
    let one_sided_rho = |v_opt: f64| {
        let alpha = Proportion::new(0.05).unwrap();
        AnyTimePlan::narrowest_at(positive(v_opt), alpha, Sides::One).rho().powi(-2)
    };
    check(
        HOWARD,
        1,
        |method| method == "beta_binomial_mixture_two_sided",
        |row, _| {
            let (g, h, v) = (row.input("g"), row.input("h"), row.input("v"));
            let rho =
                AnyTimePlan::narrowest_at(positive(row.input("v_opt")), Proportion::new(0.05).unwrap(), Sides::Two);
            let concentration = rho.rho().powi(-2) / (g * h) - 1.0;
            let units = v / (g * h);
            let excess = |s: f64| {
                let mut split = SequentialSplit::new(&[g, h], positive(concentration)).unwrap();
                let counts = [units * g + s, units * h - s];
                split.look(&counts).unwrap().ln_bayes_factor - ln_threshold(row)
            };
            row.expect("bound", root::bracketed(excess, 0.0, units * h - 1e-9).unwrap());
        },
    );
    check(
        HOWARD,
        1,
        |method| method == "beta_binomial_mixture_one_sided",
        |row, _| {
            use jalon::stats::beta;
            let (g, h, v) = (row.input("g"), row.input("h"), row.input("v"));
            let r = one_sided_rho(row.input("v_opt")) - g * h;
            let ln_beta = |a: f64, b: f64| libm::lgamma(a) + libm::lgamma(b) - libm::lgamma(a + b);
            let ln_part = |a: f64, b: f64| ln_beta(a, b) + beta::cdf(h / (g + h), a, b).ln();
            let excess = |s: f64| {
                v / (g * h) * (g + h).ln() - (v / h + s) / (g + h) * g.ln() - (v / g - s) / (g + h) * h.ln()
                    + ln_part((r + v - g * s) / (g * (g + h)), (r + v + h * s) / (h * (g + h)))
                    - ln_part(r / (g * (g + h)), r / (h * (g + h)))
                    - ln_threshold(row)
            };
            row.expect("bound", root::bracketed(excess, 0.0, v / g).unwrap());
        },
    );
    check(
        HOWARD,
        2,
        |method| method.starts_with("gamma_"),
        |row, method| {
            let (v, c) = (row.input("v"), row.input("c"));
            let rho = one_sided_rho(row.input("v_opt")) / (c * c);
            let prior = rho * rho.ln() - libm::lgamma(rho);
            let excess = |s: f64| {
                let (shape, scaled) = (v / (c * c) + rho, s / c);
                let value = if method == "gamma_exponential_mixture" {
                    let at = scaled + shape;
                    prior - gamma::ln_cdf(rho, rho) + libm::lgamma(shape) + gamma::ln_cdf(at, shape) - shape * at.ln()
                        + scaled
                        + v / (c * c)
                } else {
                    let grown = scaled + shape;
                    prior - gamma::ln_upper_tail(rho, rho) + libm::lgamma(grown) + gamma::ln_upper_tail(shape, grown)
                        - grown * shape.ln()
                        + v / (c * c)
                };
                value - ln_threshold(row)
            };
            row.expect("bound", root::from_zero(excess, 1.0).unwrap());
        },
    );
    check(
        HOWARD,
        2,
        |method| method == "poly_stitching",
        |row, _| {
            // ζ(1.4), to the digits that are needed; the scale doubles from epoch to epoch.
            let (zeta, power, eta) = (3.10554727797758_f64, 1.4, 2.0_f64);
            let (v, c) = (row.input("v").max(row.input("v_min")), row.input("c"));
            let height = power * (eta * v / row.input("v_min")).ln().ln() + zeta.ln() + ln_threshold(row)
                - power * eta.ln().ln();
            let first = (eta.powf(0.25) + eta.powf(-0.25)) / SQRT_2;
            let second = (eta.sqrt() + 1.0) / 2.0 * c * height;
            row.expect("bound", (first * first * v * height + second * second).sqrt() + second);
        },
    );
}

/// Any-time width over fixed width, tuned to 5 000 units.
#[test]
fn the_price_of_looking_at_will() {
    let alpha = Proportion::new(0.05).unwrap();
    let plan = AnyTimePlan::narrowest_at(positive(5000.0), alpha, Sides::Two);
    for (units, price) in [(1_000.0, 1.716), (5_000.0, 1.549), (100_000.0, 1.703)] {
        let multiplier = plan.at(units).unwrap().multiplier(alpha, Sides::Two).unwrap();
        assert!((multiplier / normal::quantile(0.975) - price).abs() < 5e-4, "{units}");
    }
}
