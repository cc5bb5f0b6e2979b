//! From a data file to the analysis: seven weeks of a test, one row a day, arm and segment.

use std::hint::black_box;

use criterion::{Criterion, Throughput};
use jalon::analysis::Record;
use jalon::data;
use jalon::pipeline::{self, DataFiles};
use jiff::civil::date;

use crate::shop;

/// Measures the group.
pub fn measure(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("analyse");
    let shop = shop::open();
    let experiment = shop.experiments.iter().find(|experiment| experiment.id.as_str() == "E002").expect("E002");
    let text = std::fs::read_to_string(experiment.data_path()).expect("the data of E002");
    let files = DataFiles::from(&text);
    let columns = pipeline::columns(&experiment.plan, "data.csv");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("read the summary", |bench| bench.iter(|| data::aggregate(black_box(&text), &columns)));
    group.bench_function("read and analyse", |bench| {
        let (plan, record, day) = (&experiment.plan, Record::default(), date(2026, 8, 24));
        bench.iter(|| pipeline::look(black_box(plan), &record, &files, "data.csv", day));
    });
    group.finish();
}
