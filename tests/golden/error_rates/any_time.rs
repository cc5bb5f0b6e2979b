//! Intervals that hold at every look: the chance that none of them ever loses the truth, and p-values that never raise a false
//! alarm, with a hundred looks from 1 % of the plan to ten times it.

use super::{SEED, gauss, positive, rate};
use jalon::stats::draws::Stream;
use jalon::stats::{Alternative, AnyTimePlan, Conversions, MixtureTest, NormalMixture, SequentialSplit, Sides, normal};

/// A rate of false alarms that may be below what is promised, but not above.
fn check(what: &str, promised: f64, runs: u32, alarm: impl Fn(&mut Stream) -> bool) -> f64 {
    let mut stream = Stream::named(SEED, what);
    let hits = (0..runs).filter(|_| alarm(&mut stream)).count();
    let (found, error) = (hits as f64 / f64::from(runs), (promised * (1.0 - promised) / f64::from(runs)).sqrt());
    println!("| {what} | ≤ {promised:.4} | {found:.4} | {error:.4} |");
    assert!(found <= promised + 3.0 * error, "{what}: {found} instead of {promised} at most");
    found
}

/// The looks, as shares of the planned units: a hundred, evenly spread in logarithms from 1 % to ten times the plan.
fn looks() -> impl Iterator<Item = f64> {
    (0..100).map(|look| 10.0_f64.powf(-2.0 + 3.0 * f64::from(look) / 99.0))
}

/// What each look rejects at: how many standard errors, on the side or sides that count.
fn distances(mixture: impl Fn(f64) -> NormalMixture, sides: Sides) -> Vec<(f64, f64)> {
    looks().map(|units| (units, mixture(units).multiplier(rate(0.05), sides).unwrap())).collect()
}

/// Walks a normal sum from look to look, and says whether the truth was ever outside.
fn ever_outside(stream: &mut Stream, distances: &[(f64, f64)], alternative: Alternative) -> bool {
    let (mut sum, mut before) = (0.0, 0.0);
    distances.iter().any(|&(units, distance)| {
        sum += (units - before).sqrt() * gauss(stream);
        before = units;
        let statistic = sum / units.sqrt();
        match alternative {
            Alternative::TwoSided => statistic.abs() > distance,
            Alternative::Greater => statistic > distance,
            Alternative::Less => statistic < -distance,
        }
    })
}

pub fn simulated(runs: u32) {
    let (plan, alpha) = (|sides| AnyTimePlan::narrowest_at(positive(1.0), rate(0.05), sides), 0.05);
    let two = distances(|units| plan(Sides::Two).at(units).unwrap(), Sides::Two);
    check("any-time interval, 100 looks from 1 % to 1 000 % of the plan: truth ever outside", alpha, runs, |stream| {
        ever_outside(stream, &two, Alternative::TwoSided)
    });
    let one = distances(|units| plan(Sides::One).at(units).unwrap(), Sides::One);
    check("the same, one-sided: false alarm at any look", alpha, runs, |stream| {
        ever_outside(stream, &one, Alternative::Greater)
    });
    // An effect as large as the mixture's standard deviation is, at the planned end, two standard errors.
    let test = MixtureTest { effect_sd: positive(2.0) };
    let mixed = distances(|units| test.at(units.sqrt().recip()).unwrap(), Sides::Two);
    check("mixture test, effects of two standard errors at the end: false alarm at any look", alpha, runs, |stream| {
        ever_outside(stream, &mixed, Alternative::TwoSided)
    });
    // What it is there to mend: the fixed interval, looked at as often.
    let fixed: Vec<(f64, f64)> = looks().map(|units| (units, normal::quantile(0.975))).collect();
    let mut stream = Stream::named(SEED, "fixed interval");
    let wrong = (0..runs).filter(|_| ever_outside(&mut stream, &fixed, Alternative::TwoSided)).count();
    let share = wrong as f64 / f64::from(runs);
    println!(
        "| for comparison, an interval of a single look looked at as often: truth ever outside | | {share:.4} | |"
    );
    assert!(share > 0.3, "{share}");
}

/// Conversions, judged by the pooled z at the nominal level of each of 40 looks; then the split of their visitors.
pub fn of_counts(runs: u32) {
    const EACH: u64 = 500;
    let plan = AnyTimePlan::narrowest_at(positive(20_000.0), rate(0.05), Sides::Two);
    let looks: Vec<f64> = (1..=40)
        .map(|look: u64| plan.at((2 * EACH * look) as f64).unwrap().multiplier(rate(0.05), Sides::Two).unwrap())
        .collect();
    check("rates of 5 %, 40 looks at 500 more per arm: false alarm at any look", 0.05, runs, |stream| {
        let (mut control, mut variant) = (0, 0);
        (1..).zip(&looks).any(|(look, &distance)| {
            control += stream.binomial(EACH, 0.05);
            variant += stream.binomial(EACH, 0.05);
            let visitors = EACH * look;
            let arms = [control, variant].map(|count| Conversions::new(count, visitors).unwrap().rate());
            let pooled = f64::midpoint(arms[0], arms[1]);
            let error = (2.0 * pooled * (1.0 - pooled) / visitors as f64).sqrt();
            (arms[1] - arms[0]).abs() > distance * error
        })
    });
    check(
        "sequential split check, 40 looks at 1 000 units, threshold .05: false alarm at any look",
        0.05,
        runs,
        |stream| {
            let mut split = SequentialSplit::new(&[1.0, 1.0], positive(1000.0)).unwrap();
            let mut control = 0;
            (1..=40_u64).any(|look| {
                control += stream.binomial(2 * EACH, 0.5);
                let counts = [control as f64, (2 * EACH * look - control) as f64];
                split.look(&counts).unwrap().p_value <= 0.05
            })
        },
    );
}

#[test]
fn in_short() {
    simulated(1_500);
    of_counts(400);
}
