//! Beliefs after the data: rates, event rates, effects, and what a wrong choice costs.

use crate::any_time::effect;
use crate::published::check;
use crate::table::{Row, check_rows, close};
use jalon::quantity::{Positive, Proportion};
use jalon::stats::{
    Conversions, Direction, EffectScale, EventPosterior, NormalPosterior, Prior, RateMargin, RatePosterior,
    TwoEventPosteriors, TwoRatePosteriors, best_rates,
};

fn positive(value: f64) -> Positive {
    Positive::new(value).unwrap()
}

fn arm(row: &Row, number: u8) -> RatePosterior {
    let prior = RatePosterior::new(row.number("prior_a"), row.number("prior_b")).unwrap();
    let (converted, visitors) = (row.count(&format!("x{number}")), row.count(&format!("n{number}")));
    // Before any visitor the belief is the prior.
    if visitors == 0 { prior } else { prior.after(Conversions::new(converted, visitors).unwrap()) }
}

/// A lead of twelve standard deviations, whose quadrature in doubles was cut short and lost 3 %. By 30-digit arithmetic (mpmath
/// 1.3.0): the trapezoidal rule with step 5e-5 over the control's density from 3 to 5 %, times the variant's tail summed by twelve
/// Gauss–Legendre points in each step.
const CUT_SHORT: &str = "bb-040";

/// Exact finite sums and quadrature at 40 digits, or in doubles where `source` says so.
#[test]
pub fn two_rates() {
    check_rows(
        "beta_binomial.csv",
        65,
        |_| true,
        |row| {
            let belief = TwoRatePosteriors { control: arm(row, 1), variant: arm(row, 2) };
            let margin = RateMargin { difference: row.number("min_diff"), lift: row.number("min_rel") };
            let chance = belief.chance_ahead(margin).unwrap();
            if row.text("id") == CUT_SHORT {
                assert!(close(chance, 1.206_266_530_730_09e-31, 1e-12) && chance > 1.03 * row.number("prob"));
            } else {
                row.expect("prob", chance, 1e-11);
            }
            if margin != RateMargin::NONE {
                return;
            }
            row.expect("loss_keep_control", belief.loss_of_keeping(), 1e-11);
            row.expect("loss_ship_treatment", belief.loss_of_shipping(), 1e-11);
            match row.optional("expected_rel") {
                Some(_) => row.expect("expected_rel", belief.expected_lift().unwrap(), 1e-12),
                None => assert_eq!(belief.expected_lift(), None, "{}", row.text("id")),
            }
            for (arm, number) in [(belief.control, 1), (belief.variant, 2)] {
                row.expect(&format!("mean{number}"), arm.mean(), 1e-14);
                let (low, high) = arm.interval(Proportion::new(0.05).unwrap()).unwrap();
                row.expect(&format!("lower{number}"), low, 1e-12);
                row.expect(&format!("upper{number}"), high, 1e-12);
            }
        },
    );
}

/// The expected losses are written as numpy prints its numbers.
fn losses(row: &Row) -> Vec<f64> {
    let bare = |part: &str| part.trim_start_matches("np.float64(").trim_end_matches(')').parse().expect("a number");
    row.text("expected_loss").split(';').map(bare).collect()
}

#[test]
pub fn the_best_of_several_rates() {
    check_rows(
        "bayes_more.csv",
        12,
        |row| row.text("what") == "best",
        |row| {
            let arms = row.list("a").into_iter().zip(row.list("b"));
            let arms: Vec<RatePosterior> = arms.map(|(a, b)| RatePosterior::new(a, b).unwrap()).collect();
            let found = best_rates(&arms).unwrap();
            let expected: Vec<(f64, f64)> = row.list("prob").into_iter().zip(losses(row)).collect();
            assert_eq!(found.len(), expected.len());
            for (found, (chance, loss)) in found.into_iter().zip(expected) {
                assert!(close(found.chance, chance, 1e-10), "{}: {found:?}, {chance}", row.text("id"));
                assert!(close(found.loss, loss, 1e-10), "{}: {found:?}, {loss}", row.text("id"));
            }
        },
    );
}

#[test]
pub fn two_event_rates() {
    check_rows(
        "bayes_more.csv",
        10,
        |row| row.text("what") == "gamma_poisson",
        |row| {
            let arm = |shape, exposure| EventPosterior {
                shape: positive(row.number(shape)),
                exposure: positive(row.number(exposure)),
            };
            let belief = TwoEventPosteriors { control: arm("a", "b"), variant: arm("a2", "b2") };
            row.expect("prob", belief.chance_ahead(), 1e-11);
        },
    );
}

/// GrowthBook's reading, with its prior on either scale.
#[test]
pub fn normal_effects() {
    check_rows(
        "normal_posterior.csv",
        60,
        |_| true,
        |row| {
            let (estimate, error) = effect(row);
            let scale = |text: &str| if text == "relative" { EffectScale::Lift } else { EffectScale::Difference };
            let prior = if row.text("prior_proper") == "true" {
                let sd = positive(row.number("prior_variance").sqrt());
                Prior::Normal { mean: row.number("prior_mean"), sd }
            } else {
                Prior::Flat
            };
            let control = crate::any_time::arm(row, "1").value;
            let prior = prior.on_scale(scale(row.text("prior_type")), scale(row.text("difference")), control).unwrap();
            let belief = NormalPosterior::of(prior, estimate, error).unwrap();
            let better = if row.text("inverse") == "true" { Direction::Decrease } else { Direction::Increase };
            let (low, high) = belief.interval(Proportion::new(row.number("alpha")).unwrap());
            // A mean or a limit near 0 has lost the digits of the difference it comes from.
            for (column, found) in [("posterior_mean", belief.mean()), ("lower", low), ("upper", high)] {
                let miss = (found - row.number(column)).abs();
                assert!(miss <= 1e-12 * (belief.sd() + found.abs()), "{}: {column} {found}", row.text("id"));
            }
            row.expect("posterior_sd", belief.sd(), 1e-12);
            row.expect("chance_to_win", belief.chance_to_beat_control(better), 1e-10);
            row.expect("risk_control", belief.loss_of_keeping(better), 1e-10);
            row.expect("risk_treatment", belief.loss_of_shipping(better), 1e-10);
        },
    );
}

/// Simulated in its source, with a fixed seed and a tolerance to match.
#[test]
pub fn spotify_confidence() {
    check(
        "spotify_confidence.json",
        1,
        |method| method == "prob_b_beats_a_and_loss",
        |row, _| {
            let arm = |name| {
                let counts = row.numbers(name);
                RatePosterior::JEFFREYS.after(Conversions::new(counts[0] as u64, counts[1] as u64).unwrap())
            };
            assert_eq!(row.numbers("prior"), [0.5, 0.5]);
            let belief = TwoRatePosteriors { control: arm("a"), variant: arm("b") };
            row.expect("prob", belief.chance_ahead(RateMargin::NONE).unwrap());
            row.expect("mean_diff", belief.variant.mean() - belief.control.mean());
            row.expect("expected_loss_choose_b", belief.loss_of_shipping());
            row.expect("expected_loss_choose_a", belief.loss_of_keeping());
        },
    );
}
