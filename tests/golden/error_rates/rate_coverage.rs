//! How often nominal 95 % intervals of conversion rates hold the truth, over baselines from 1 to 50 % and 200 to 200 000
//! visitors an arm. Every outcome is weighed with its probability where those are few; above that, drawn.

use super::{Counts, SEED, likely, rate};
use jalon::stats::draws::Stream;
use jalon::stats::{
    Alternative, Conversions, DifferenceInterval, Interval, LiftInterval, NoAnswer, ProportionArms, RateInterval,
    binomial,
};

pub const BASELINES: [f64; 6] = [0.01, 0.02, 0.05, 0.10, 0.20, 0.50];
pub const SIZES: [u64; 5] = [200, 1_000, 5_000, 20_000, 200_000];
const LIFTS: [f64; 2] = [0.0, 0.1];

/// From how many visitors an arm on pairs of outcomes are drawn instead of enumerated.
const DRAWN_FROM: u64 = 50_000;

/// Expected conversions in each arm from which on a method keeps its promise: coverage between 94 and 96 %.
const ENOUGH: f64 = 10.0;

type Covers = Box<dyn Fn(ProportionArms) -> Result<Interval, NoAnswer>>;

/// An interval of two rates under measurement.
struct Measured {
    name: &'static str,
    of_lift: bool,
    promises: bool,
    interval: Covers,
}

fn measured() -> Vec<Measured> {
    let difference = |name, method, promises| Measured {
        name,
        of_lift: false,
        promises,
        interval: Box::new(move |arms| arms.difference_interval(rate(0.05), Alternative::TwoSided, method)),
    };
    let lift = |name, method, promises| Measured {
        name,
        of_lift: true,
        promises,
        interval: Box::new(move |arms| arms.lift_interval(rate(0.05), Alternative::TwoSided, method)),
    };
    vec![
        difference("score", DifferenceInterval::MiettinenNurminen, true),
        difference("Newcombe", DifferenceInterval::Newcombe, false),
        difference("Agresti–Caffo", DifferenceInterval::AgrestiCaffo, false),
        difference("Wald", DifferenceInterval::Wald, false),
        lift("score of lift", LiftInterval::MiettinenNurminen, true),
        lift("log ratio", LiftInterval::LogRatio, false),
        lift("MOVER", LiftInterval::MoverWilson, false),
    ]
}

/// Counts with their probabilities.
fn weights(visitors: u64, chance: f64) -> Vec<(Conversions, f64)> {
    let of = |count| (Conversions::new(count, visitors).unwrap(), binomial::probability(count, visitors, chance));
    likely(visitors, chance).map(of).collect()
}

fn hits(measured: &[Measured], arms: ProportionArms, (difference, lift): (f64, f64)) -> Vec<bool> {
    let holds = |one: &Measured| {
        let truth = if one.of_lift { lift } else { difference };
        (one.interval)(arms).is_ok_and(|interval| interval.contains(truth))
    };
    measured.iter().map(holds).collect()
}

/// The coverage of each interval, by enumeration or from so many draws.
fn coverage(measured: &[Measured], visitors: u64, control: f64, variant: f64, draws: u32) -> Vec<f64> {
    let truth = (variant - control, variant / control - 1.0);
    let mut covered = vec![0.0; measured.len()];
    let mut weigh = |arms: ProportionArms, weight: f64| {
        for (sum, hit) in covered.iter_mut().zip(hits(measured, arms, truth)) {
            *sum += if hit { weight } else { 0.0 };
        }
    };
    if visitors < DRAWN_FROM {
        let variants = weights(visitors, variant);
        for (control, chance) in weights(visitors, control) {
            for &(variant, other) in variants.iter().filter(|(_, other)| chance * other > 1e-13) {
                weigh(ProportionArms { control, variant }, chance * other);
            }
        }
    } else {
        let mut stream = Stream::named(SEED, &format!("coverage {visitors} {control} {variant}"));
        let counts = |chance| Counts::of_binomial(visitors, chance);
        let (controls, variants) = (counts(control), counts(variant));
        for _ in 0..draws {
            let mut arm = |counts: &Counts| Conversions::new(counts.draw(&mut stream), visitors).unwrap();
            weigh(ProportionArms { control: arm(&controls), variant: arm(&variants) }, 1.0 / f64::from(draws));
        }
    }
    covered
}

/// A cell of the table; what lies outside 94 to 96 % stands out.
fn cell(coverage: f64) -> String {
    if (0.94..=0.96).contains(&coverage) {
        format!("{:.1}", 100.0 * coverage)
    } else {
        format!("**{:.1}**", 100.0 * coverage)
    }
}

pub fn two_rates(sizes: &[u64], draws: u32) {
    let measured = measured();
    let names: Vec<&str> = measured.iter().map(|one| one.name).collect();
    println!("\n| baseline | per arm | lift | {} |", names.join(" | "));
    println!("|---:|---:|---:|{}", "---:|".repeat(names.len()));
    let slack = 4.0 * (0.95 * 0.05 / f64::from(draws)).sqrt();
    let mut broken = Vec::new();
    for baseline in BASELINES {
        for &visitors in sizes {
            for lift in LIFTS {
                let found = coverage(&measured, visitors, baseline, baseline * (1.0 + lift), draws);
                let cells: Vec<String> = found.iter().map(|&coverage| cell(coverage)).collect();
                println!("| {} % | {visitors} | {} % | {} |", 100.0 * baseline, 100.0 * lift, cells.join(" | "));
                let enough = baseline * visitors as f64 >= ENOUGH;
                let slack = if visitors < DRAWN_FROM { 0.0 } else { slack };
                for (one, coverage) in measured.iter().zip(&found) {
                    if one.promises && enough && !(0.94 - slack..=0.96 + slack).contains(coverage) {
                        broken.push(format!("{} at {baseline}, {visitors}, {lift}: {coverage}", one.name));
                    }
                }
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

const ONE_RATE: [(&str, RateInterval); 6] = [
    ("Wilson", RateInterval::Wilson),
    ("Jeffreys", RateInterval::Jeffreys),
    ("mid-p", RateInterval::MidP),
    ("Clopper–Pearson", RateInterval::ClopperPearson),
    ("Agresti–Coull", RateInterval::AgrestiCoull),
    ("Wald", RateInterval::Wald),
];

/// Intervals of one rate. Coverage jumps with every count that comes in or drops out, so it is averaged over a hundred rates
/// around each baseline; only Clopper–Pearson promises never to fall below.
pub fn one_rate(sizes: &[u64]) {
    println!("\n| rate | visitors | {} |", ONE_RATE.map(|(name, _)| name).join(" | "));
    println!("|---:|---:|{}", "---:|".repeat(ONE_RATE.len()));
    for baseline in BASELINES {
        for &visitors in sizes {
            let around: Vec<f64> = (0..100).map(|step| baseline * (0.905 + 0.0019 * f64::from(step))).collect();
            let range = *likely(visitors, around[0]).start()..=*likely(visitors, around[99]).end();
            let found = ONE_RATE.map(|(name, method)| {
                let ends: Vec<(u64, Interval)> = range
                    .clone()
                    .map(|count| {
                        let observed = Conversions::new(count, visitors).unwrap();
                        (count, observed.interval(rate(0.05), Alternative::TwoSided, method).unwrap())
                    })
                    .collect();
                let at = |truth: f64| -> f64 {
                    let held = ends.iter().filter(|(_, interval)| interval.contains(truth));
                    held.map(|&(count, _)| binomial::probability(count, visitors, truth)).sum()
                };
                let all: Vec<f64> = around.iter().map(|&truth| at(truth)).collect();
                if name == "Clopper–Pearson" {
                    assert!(all.iter().all(|&coverage| coverage >= 0.95 - 1e-8), "{baseline} {visitors}: {all:?}");
                }
                let mean = all.iter().sum::<f64>() / all.len() as f64;
                let promises = name == "Wilson" && baseline * visitors as f64 >= ENOUGH;
                assert!(!promises || (0.94..=0.96).contains(&mean), "{name} at {baseline}, {visitors}: {mean}");
                mean
            });
            println!("| {} % | {visitors} | {} |", 100.0 * baseline, found.map(cell).join(" | "));
        }
    }
}

#[test]
fn intervals_of_two_rates_hold_the_truth_in_small_tests() {
    two_rates(&[200], 1_000);
}

#[test]
fn intervals_of_one_rate_hold_the_truth_in_small_tests() {
    one_rate(&[200]);
}
