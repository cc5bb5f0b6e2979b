//! Simulated tests of a plan, each met by the whole analysis and its rule.

use std::hint::black_box;

use criterion::{Criterion, Throughput};
use jalon::pipeline::simulation::{Request, simulate};

use crate::shop;

/// Measures the group.
pub fn measure(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("simulation");
    let shop = shop::open();
    let experiment = shop.experiments.iter().find(|experiment| experiment.id.as_str() == "E001").expect("E001");
    let guarded = experiment.plan.clone();
    let mut alone = guarded.clone();
    alone.guardrails.clear();
    let planned = guarded.planned_arms().expect("a size");
    let request = Request { tests: Some(2_000), seed: 1, ..Request::default() };
    // Seven effects: none, half, the planned one and four around it.
    group.throughput(Throughput::Elements(7 * 2_000));
    for (name, plan) in [("14 000 conversion tests", &alone), ("the same with a guardrail", &guarded)] {
        group.bench_function(name, |bench| {
            bench.iter(|| simulate(black_box(plan), &planned, &request, &|_, _| {}));
        });
    }
    group.finish();
}
