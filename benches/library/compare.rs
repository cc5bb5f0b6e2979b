//! Two arms from summary numbers: test, difference and lift, each with its interval.

use std::hint::black_box;

use criterion::Criterion;
use jalon::analysis::{NamedArm, Question, compare_means, compare_proportions};
use jalon::quantity::Proportion;
use jalon::stats::{Conversions, Moments};

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
    group.finish();
}

fn named<T: Clone>(observed: &[T]) -> Vec<NamedArm<T>> {
    let arm = |(place, observed): (usize, &T)| NamedArm { name: format!("arm {place}"), observed: observed.clone() };
    observed.iter().enumerate().map(arm).collect()
}
