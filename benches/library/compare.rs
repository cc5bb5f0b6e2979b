//! Two arms from summary numbers: test, difference and lift, each with its interval.

use std::hint::black_box;

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion};
use jalon::analysis::{
    NamedArm, Question, compare_answers, compare_counts, compare_events, compare_means, compare_proportions,
    compare_recommendations, compare_retention,
};
use jalon::metric::AnswerScale;
use jalon::quantity::{Positive, Proportion};
use jalon::stats::{Answers, CategoryCounts, Conversions, EndingsAt, Events, Moments, RiskTable, UnitCounts};

/// Measures the group.
pub fn measure(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("compare");
    let question = Question::two_sided(Proportion::new(0.05).expect("a rate"));
    let rates = [(400, 4_000), (445, 4_000), (460, 4_000)]
        .map(|(conversions, visitors)| Conversions::new(conversions, visitors).expect("counts"));
    let means = [(12_000, 25.1, 40.2), (12_100, 26.0, 41.0)]
        .map(|(units, mean, sd)| Moments::from_summary(units, mean, sd).expect("moments"));
    let (rates, means) = (named(&rates), named(&means));
    let two_rates = &rates[..2];
    group.bench_function("two rates, score", |bench| {
        bench.iter(|| compare_proportions(black_box(two_rates), &question));
    });
    group.bench_function("three rates, score with Dunnett", |bench| {
        bench.iter(|| compare_proportions(black_box(&rates), &question));
    });
    group.bench_function("two means, Welch and Fieller", |bench| {
        bench.iter(|| compare_means(black_box(&means), &question));
    });
    other_kinds(&mut group, &question);
    group.finish();
}

/// One comparison of every other kind.
fn other_kinds(group: &mut BenchmarkGroup<'_, WallTime>, question: &Question) {
    let events = named(&[(320, 1_000.0), (280, 990.0)].map(|(count, over)| Events::new(count, over).expect("events")));
    group.bench_function("two event rates, score", |bench| bench.iter(|| compare_events(black_box(&events), question)));
    let counts = [(1_000, 0.32, 0.41), (990, 0.28, 0.36)]
        .map(|(units, mean, variance)| UnitCounts::with_equal_exposure(units, 1.0, mean, variance).expect("counts"));
    let counts = named(&counts);
    group.bench_function("two counts by unit", |bench| bench.iter(|| compare_counts(black_box(&counts), question)));
    let scores =
        named(&[(450, 300, 250), (480, 290, 230)].map(|(up, mid, down)| Answers::new(up, mid, down).expect("answers")));
    group.bench_function("two Net Promoter Scores", |bench| {
        bench.iter(|| compare_recommendations(black_box(&scores), question));
    });
    let answers = named(
        &[[100, 150, 250, 300, 200], [90, 130, 240, 320, 220]]
            .map(|counts: [u64; 5]| CategoryCounts::new(counts).expect("answers")),
    );
    group.bench_function("ordered answers of 2 000, Brunner–Munzel", |bench| {
        bench.iter(|| compare_answers(black_box(&answers), AnswerScale::ONE_TO_FIVE, question));
    });
    let month = Positive::new(30.0).expect("above 0");
    for (name, thousands) in [("retention of 2 000 over 30 days, log-rank", 1), ("the same of 200 000", 100)] {
        let times = named(&[12, 10].map(|leavers| leaving(1_000 * thousands, leavers * thousands)));
        group.bench_function(name, |bench| bench.iter(|| compare_retention(black_box(&times), month, question)));
    }
}

/// Customers of whom so many leave on each day of a month.
fn leaving(customers: u64, leavers: u64) -> RiskTable {
    let days = (1..=30_u32).map(|day| EndingsAt { time: f64::from(day), events: leavers, censored: 0 });
    let stayed = EndingsAt { time: 31.0, events: 0, censored: customers - 30 * leavers };
    RiskTable::from_counts(days.chain([stayed])).expect("times")
}

fn named<T: Clone>(observed: &[T]) -> Vec<NamedArm<T>> {
    let arm = |(place, observed): (usize, &T)| NamedArm { name: format!("arm {place}"), observed: observed.clone() };
    observed.iter().enumerate().map(arm).collect()
}
