//! How many units a test needs, what it detects, and the whole answer of `jalon size`.

use std::hint::black_box;

use criterion::Criterion;
use jalon::plan::sizing::{Aim, Design, Measured};
use jalon::plan::{Split, Traffic, WeekRule, study};
use jalon::quantity::{Positive, Proportion};
use jalon::report::{SizeAnswer, json, size, text};
use jalon::stats::Direction;
use jalon::words::{Language, Words};

/// Measures the group.
pub fn measure(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("sizing");
    let (power, aim) = (rate(0.8), Aim::Target(0.11));
    let rates = Design::two_arms(Measured::Proportion { baseline: rate(0.10) });
    let spread = Positive::new(40.0).expect("above 0");
    let means = Design::two_arms(Measured::Mean { baseline: 25.0, control_sd: spread, variant_sd: spread });
    let three_arms = Design { split: Split::equal(3).expect("three arms"), ..rates.clone() };
    group.bench_function("two proportions", |bench| bench.iter(|| black_box(&rates).size(aim, power)));
    group.bench_function("two means", |bench| bench.iter(|| black_box(&means).size(Aim::Lift(0.05), power)));
    group.bench_function("three arms, Dunnett", |bench| bench.iter(|| black_box(&three_arms).size(aim, power)));
    group.bench_function("detectable effect", |bench| {
        bench.iter(|| black_box(&rates).detectable(power, &[15_000, 15_000], Direction::Increase));
    });
    for (name, design) in [("answer, two proportions", &rates), ("answer, three arms", &three_arms)] {
        group.bench_function(name, |bench| bench.iter(|| answer(black_box(design), aim, power)));
    }
    group.finish();
}

/// What `jalon size … --units-per-week 6000` computes and writes: sizes, weeks, other effects, power curve, page and object.
fn answer(design: &Design, aim: Aim, power: Proportion) -> (String, String) {
    let words = Words::new(Language::English);
    let traffic = Traffic::new(Positive::new(6_000.0).expect("above 0"), 0.0).expect("a return rate");
    let sizing = design.size(aim, power).expect("a test of a usual size");
    let study = study(sizing, power, Some((traffic, WeekRule::default())));
    let page = text::render(&size::document(&study, &[], &words), &words, text::Terminal::default());
    (page, json::envelope("jalon.size.v1", &SizeAnswer::new(&study)).expect("finite numbers"))
}

fn rate(value: f64) -> Proportion {
    Proportion::new(value).expect("a rate")
}
