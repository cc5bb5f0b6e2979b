//! Metrics of units: ratios of totals, covariates, quantiles, capped revenue, order value, resampling.

use super::{gauss, rate, simulate, skewed_values};
use jalon::stats::draws::Stream;
use jalon::stats::{
    Alternative, Bootstrap, Caps, CovariateArms, CrossMoments, Effect, EffectEstimate, MeanMethod, MeanNull,
    QuantileArm, RatioArms, Resampling, Tails, quantile_effect,
};

/// A test found significant where there is no effect.
fn alarm(effect: &EffectEstimate) -> bool {
    effect.test(MeanNull::EQUAL, Alternative::TwoSided).is_ok_and(|test| test.p_value < 0.05)
}

fn holds(effect: &EffectEstimate, lift: f64) -> bool {
    let compared = effect.compare(MeanNull::EQUAL, rate(0.05), Alternative::TwoSided);
    compared.is_ok_and(|compared| compared.lift.is_ok_and(|found| found.interval.contains(lift)))
}

/// Orders and sessions of a user: a log-normal number of sessions, each with its own user's chance of an order.
fn sessions(stream: &mut Stream, users: u32, orders_per_session: f64) -> CrossMoments {
    let units: Vec<[f64; 2]> = (0..users)
        .map(|_| {
            let sessions = (1.0 + (0.8 * gauss(stream)).exp() * 2.0).floor();
            // Frequent visitors order less often a session, so that sessions are no independent units.
            let chance = (orders_per_session * 1.5 / sessions.sqrt()).min(1.0);
            let orders = (0..sessions as u32).filter(|_| stream.uniform() < chance).count();
            [orders as f64, sessions]
        })
        .collect();
    CrossMoments::of(&units)
}

fn ratios(runs: u32) {
    let compare = |stream: &mut Stream, users: (u32, u32), rates: (f64, f64)| {
        let arms =
            RatioArms { control: sessions(stream, users.0, rates.0), variant: sessions(stream, users.1, rates.1) };
        arms.estimate(MeanMethod::Welch).unwrap()
    };
    simulate("orders per session, 400 users per arm, no effect: false alarms", 0.05, runs, |stream| {
        alarm(&compare(stream, (400, 400), (0.1, 0.1)))
    })
    .check(0.005);
    simulate("orders per session, 400 and 200 users, +20 %: coverage of the lift", 0.95, runs, |stream| {
        holds(&compare(stream, (400, 200), (0.1, 0.12)), 0.2)
    })
    .check(0.006);
}

/// Revenue during the test and before it, with this correlation of their logarithms.
fn with_past(stream: &mut Stream, users: u32, scale: f64) -> CrossMoments {
    let units: Vec<[f64; 2]> = (0..users)
        .map(|_| {
            let (shared, own) = (gauss(stream), gauss(stream));
            let now = scale * (0.5 * (0.8 * shared + 0.6 * own)).exp();
            [now, (0.5 * shared).exp()]
        })
        .collect();
    CrossMoments::of(&units)
}

fn covariates(runs: u32) {
    let compare = |stream: &mut Stream, scale: f64| {
        let (control, variant) = (with_past(stream, 200, 1.0), with_past(stream, 200, scale));
        CovariateArms::of_means(&control, &variant).unwrap().estimate(MeanMethod::Welch).unwrap()
    };
    simulate("CUPED, 200 per arm, no effect: false alarms", 0.05, runs, |stream| alarm(&compare(stream, 1.0)))
        .check(0.005);
    simulate("CUPED, 200 per arm, +10 %: coverage of the lift", 0.95, runs, |stream| holds(&compare(stream, 1.1), 0.1))
        .check(0.005);
}

fn quantiles(runs: u32) {
    for (what, level) in [
        ("median of log-normal times, 400 per arm, +10 %: coverage of the lift", 0.5),
        ("ninth decile of log-normal times, 400 per arm, +10 %: coverage of the lift", 0.9),
    ] {
        simulate(what, 0.95, runs, |stream| {
            let mut arm = |mean: f64| QuantileArm::of(skewed_values(stream, 400, mean, 0.6));
            let (control, variant) = (arm(100.0), arm(110.0));
            holds(&quantile_effect(&control, &variant, rate(level), MeanMethod::Welch).unwrap(), 0.1)
        })
        .check(0.012);
    }
    simulate("median of log-normal times, 400 per arm, no effect: false alarms", 0.05, runs, |stream| {
        let mut arm = || QuantileArm::of(skewed_values(stream, 400, 100.0, 0.6));
        let (control, variant) = (arm(), arm());
        alarm(&quantile_effect(&control, &variant, rate(0.5), MeanMethod::Welch).unwrap())
    })
    .check(0.012);
}

/// One in ten buys; orders are log-normal with a heavy tail.
fn revenue(stream: &mut Stream, visitors: u32) -> Vec<f64> {
    let orders = (0..visitors).filter(|_| stream.uniform() < 0.1).count() as u32;
    let mut values = skewed_values(stream, orders, 50.0, 1.2);
    values.resize(visitors as usize, 0.0);
    values
}

fn capped(runs: u32) {
    simulate("revenue capped at the 99 % quantile of both arms, 1 000 per arm: false alarms", 0.05, runs, |stream| {
        let (control, variant) = (revenue(stream, 1_000), revenue(stream, 1_000));
        let caps = Caps::of(&control, &variant, rate(0.01), Tails::Upper).unwrap();
        let arms = caps.arms(&control, &variant);
        let compared = arms.compare(MeanNull::EQUAL, rate(0.05), Alternative::TwoSided, MeanMethod::Welch).unwrap();
        compared.test.unwrap().p_value < 0.05
    })
    .check(0.005);
    simulate("the same revenue uncapped: false alarms", 0.05, runs, |stream| {
        let arms = jalon::stats::MeanArms {
            control: jalon::stats::Moments::of(&revenue(stream, 1_000)),
            variant: jalon::stats::Moments::of(&revenue(stream, 1_000)),
        };
        let compared = arms.compare(MeanNull::EQUAL, rate(0.05), Alternative::TwoSided, MeanMethod::Welch).unwrap();
        compared.test.unwrap().p_value < 0.05
    })
    .check(0.006);
}

/// Known to fall short on skewed values of few units: the promise is 95 %, the slack what numpy finds too (see the source).
fn resampled(runs: u32) {
    let covered = |found: &Effect, truth: f64| found.interval.contains(truth);
    simulate("BCa bootstrap, 150 log-normal values per arm, skewness 6: coverage", 0.95, runs, |stream| {
        let mut arm = |mean: f64| skewed_values(stream, 150, mean, 1.0);
        let (control, variant) = (arm(1.0), arm(1.2));
        let bootstrap = Bootstrap { draws: 1_000, seed: 1, resampling: Resampling::Bca };
        let found = bootstrap.compare(&control, &variant, rate(0.05), Alternative::TwoSided);
        found.is_ok_and(|found| covered(&found.difference, 0.2))
    })
    .check(0.04);
    simulate("BCa bootstrap, 150 log-normal values per arm, skewness 1: coverage", 0.95, runs, |stream| {
        let mut arm = |mean: f64| skewed_values(stream, 150, mean, 0.3);
        let (control, variant) = (arm(1.0), arm(1.2));
        let bootstrap = Bootstrap { draws: 1_000, seed: 1, resampling: Resampling::Bca };
        let found = bootstrap.compare(&control, &variant, rate(0.05), Alternative::TwoSided);
        found.is_ok_and(|found| covered(&found.difference, 0.2))
    })
    .check(0.015);
}

pub fn simulated(runs: u32) {
    ratios(runs);
    covariates(runs);
    quantiles(runs);
    capped(runs);
    resampled(runs / 5);
}

#[test]
fn in_short() {
    ratios(200);
    covariates(200);
    quantiles(200);
    capped(100);
    resampled(20);
}
