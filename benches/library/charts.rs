//! Two charts: effects with their intervals, and thirty improvements whose labels must not cover each other.

use std::hint::black_box;

use criterion::Criterion;
use jalon::chart::{
    Caption, EffectUnit, ImpactEffort, IntervalChart, IntervalRow, MatrixAxis, MatrixItem, MatrixRange, Tone,
};
use jalon::words::{Language, Words};

/// Measures the group.
pub fn measure(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("charts");
    let words = Words::new(Language::English);
    let (intervals, matrix) = (intervals(), matrix());
    let figure = intervals.draw(&words).expect("a chart");
    group.bench_function("intervals, SVG", |bench| bench.iter(|| black_box(&intervals).draw(&words)));
    group.bench_function("intervals, PNG of that SVG", |bench| bench.iter(|| black_box(&figure).png(2.0)));
    group.bench_function("impact × effort, 30 items, SVG", |bench| bench.iter(|| black_box(&matrix).draw(&words)));
    group.finish();
}

fn intervals() -> IntervalChart {
    let row = |place: i32| IntervalRow {
        label: format!("Metric {place}"),
        group: String::new(),
        arms: vec![("control".to_owned(), 4_000), ("variant".to_owned(), 4_000)],
        estimate: Some(0.02 * f64::from(place)),
        low: Some(0.02 * f64::from(place) - 0.05),
        high: Some(0.02 * f64::from(place) + 0.06),
        margin: None,
        verdict: "undecided".to_owned(),
        tone: Tone::Open,
    };
    IntervalChart {
        caption: Caption::new("effects", "Effects"),
        unit: EffectUnit::Lift,
        level: 0.95,
        rows: (0..6).map(row).collect(),
    }
}

fn matrix() -> ImpactEffort {
    let range = |likely: f64| MatrixRange { low: 0.7 * likely, likely, high: 1.4 * likely };
    // Steps that share no divisor with their ranges scatter the items, and always in the same way.
    let item = |place: u32| MatrixItem {
        id: format!("I-{:03}", place + 1),
        title: format!("Improvement number {}", place + 1),
        effort: range(2.0 + f64::from(place * 7 % 30)),
        impact: range(1_000.0 * (1.0 + f64::from(place * 11 % 37))),
        reach: Some(500.0 + 100.0 * f64::from(place * 13 % 30)),
    };
    ImpactEffort {
        caption: Caption::new("matrix", "Impact and effort"),
        effort: axis("Effort (person-days)", 15.0, "median: 15 days"),
        impact: axis("Impact (€ a year)", 18_000.0, "median: €18,000"),
        reach_unit: "visitors per week".to_owned(),
        items: (0..30).map(item).collect(),
    }
}

fn axis(title: &str, border: f64, border_text: &str) -> MatrixAxis {
    MatrixAxis { title: title.to_owned(), border, border_text: border_text.to_owned(), log: true }
}
