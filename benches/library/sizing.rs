//! How many units a test needs, what it detects, and the whole answer of `jalon size`.

use std::hint::black_box;

use criterion::Criterion;
use jalon::metric::Watched;
use jalon::plan::Recommendation;
use jalon::plan::sizing::{Aim, Design, Measured};
use jalon::plan::{Split, Traffic, WeekRule, study};
use jalon::quantity::{Positive, Proportion, Share};
use jalon::report::{SizeAnswer, json, size, text};
use jalon::stats::{CategoryShares, Direction, ScoreShares, ScoreShift};
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
    for (name, measured, aim) in kinds() {
        let design = Design::two_arms(measured);
        group.bench_function(name, |bench| bench.iter(|| black_box(&design).size(aim, power)));
    }
    for (name, design) in [("answer, two proportions", &rates), ("answer, three arms", &three_arms)] {
        group.bench_function(name, |bench| bench.iter(|| answer(black_box(design), aim, power)));
    }
    group.finish();
}

/// One test of every other kind.
fn kinds() -> [(&'static str, Measured, Aim); 6] {
    let positive = |value| Positive::new(value).expect("above 0");
    let share = |value| Share::new(value).expect("a share");
    let shares = CategoryShares::new([0.10, 0.15, 0.25, 0.30, 0.20]).expect("shares");
    let control = ScoreShares::new(share(0.45), share(0.25)).expect("shares");
    let score = Recommendation { control, variant: None, shift: ScoreShift::BetweenEnds };
    let watched = Watched { horizon: positive(30.0), accrual: 28.0, follow_up: positive(30.0), dropout: share(0.05) };
    [
        ("ratio of totals", Measured::Ratio { baseline: 0.12, sd: positive(0.4) }, Aim::Lift(0.05)),
        (
            "event rate, over-dispersed",
            Measured::Count { rate: positive(0.3), exposure: Positive::ONE, dispersion: 0.5 },
            Aim::Target(0.25),
        ),
        ("Net Promoter Score", Measured::Recommendation(score), Aim::Target(26.0)),
        ("ordered answers", Measured::Answers { shares }, Aim::Target(0.54)),
        ("retention", Measured::Retention { share: rate(0.6), watched }, Aim::Target(0.65)),
        (
            "ninth decile",
            Measured::Quantile { value: 3.0, level: rate(0.9), density: positive(0.05) },
            Aim::Lift(-0.05),
        ),
    ]
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
