//! The ranking with its draws and the roadmap with its schedule, on the ten improvements of the worked example.

use std::hint::black_box;

use criterion::Criterion;
use jalon::pipeline;
use jalon::priority::{RankOptions, rank};
use jalon::roadmap::schedule;
use jiff::civil::date;

use crate::shop;

/// Measures the group.
pub fn measure(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("ranking");
    let shop = shop::open();
    let settings = &shop.settings;
    let (improvements, metrics) = (&shop.improvements, &settings.metrics);
    let options = RankOptions { draws: 10_000, ..RankOptions::default() };
    group.bench_function("10 improvements, 10 000 draws", |bench| {
        bench.iter(|| rank(black_box(improvements), metrics, &options));
    });
    let lanes = &settings.capacity.lanes;
    group.bench_function("run lengths", |bench| {
        bench.iter(|| pipeline::run_lengths(black_box(improvements), metrics, lanes, &settings.defaults));
    });
    let ranking = rank(improvements, metrics, &options);
    let lengths = pipeline::run_lengths(improvements, metrics, lanes, &settings.defaults);
    group.bench_function("roadmap of 26 weeks", |bench| {
        let monday = date(2026, 10, 5);
        bench.iter(|| schedule(black_box(&ranking), &settings.capacity, &lengths, &[], monday, 26));
    });
    group.finish();
}
