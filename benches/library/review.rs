//! The monthly review of the worked example, step by step and whole.

use std::hint::black_box;

use criterion::Criterion;
use jalon::pipeline::{self, Programme};
use jalon::report::{html, review as page};
use jalon::review::{Month, Outcome, Review};
use jalon::words::{Language, Words};
use jalon::workspace::{self, Workspace};
use jiff::civil::date;

use crate::shop;

/// Measures the group.
pub fn measure(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("review");
    let words = Words::new(Language::English);
    let shop = shop::open();
    let review = review(&shop);
    group.bench_function("open the workspace", |bench| bench.iter(|| workspace::open(black_box(shop::folder()))));
    group.bench_function("review a month", |bench| bench.iter(|| self::review(black_box(&shop))));
    group.bench_function("write the HTML page", |bench| bench.iter(|| written(&shop, black_box(&review), &words)));
    group.bench_function("open, review, write", |bench| {
        bench.iter(|| {
            let shop = shop::open();
            written(&shop, &self::review(&shop), &words)
        });
    });
    group.finish();
}

fn review(shop: &Workspace) -> Review {
    let (month, as_of): (Month, _) = ("2026-09".parse().expect("a month"), date(2026, 9, 30));
    let seen = |experiment: &workspace::Experiment| Outcome::as_of(&experiment.plan, &experiment.record, as_of);
    let outcomes: Vec<Outcome> = shop.experiments.iter().map(seen).collect();
    let settings = &shop.settings;
    let programme = Programme {
        metrics: &settings.metrics,
        goals: &settings.goals,
        improvements: &shop.improvements,
        capacity: &settings.capacity,
        defaults: &settings.defaults,
        kpis: &shop.kpis,
        notes: &shop.notes,
    };
    pipeline::review(programme, &outcomes, month, as_of, 1)
}

fn written(shop: &Workspace, review: &Review, words: &Words) -> String {
    let settings = &shop.settings;
    let setting = page::Setting {
        programme: settings.name.as_deref(),
        metrics: &settings.metrics,
        currency: &settings.currency,
        charts: None,
    };
    html::render(&page::page(review, setting, words).expect("a page").document, words)
}
