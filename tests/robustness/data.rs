//! Data files as no export should write them.

use jalon::data::{ArmName, Columns, MeasuredMetric, aggregate, aggregate_units};
use jalon::metric::{AnswerScale, MetricDetail, MetricKind};
use jalon::quantity::Proportion;
use jalon::words::{Language, Words};
use proptest::prelude::*;

fn columns() -> Columns {
    let metric = |id: &str, kind| MeasuredMetric::of(id.parse().unwrap(), kind);
    Columns {
        file: "data.csv".to_owned(),
        arms: ["control", "guest"].map(|name| ArmName { name: name.to_owned(), code: name.to_owned() }).into(),
        metrics: vec![metric("orders", MetricKind::Proportion), metric("revenue", MetricKind::Mean)],
        renamed: Vec::new(),
    }
}

/// What an export may put into a cell.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(vec![
            "control", "guest", "2026-07-06", "10", "0", "-1", "1e18", "1e300", "1e-300", "nan", "inf", "", " ", "1,5",
            "\"a\nb\"", "\"", "0000-01-01", "9999-12-31", "20260706", "<script>", "=1+1", "99999999999", "٣", "\u{202e}",
        ]).prop_map(str::to_owned),
        1 => ".{0,12}",
        2 => (0..1_000_u32).prop_map(|number| number.to_string()),
    ]
}

fn file() -> impl Strategy<Value = String> {
    let header = prop::sample::select(vec![
        "arm,units,orders,revenue_mean,revenue_sd",
        "date,arm,segment,units,orders,revenue_sum,revenue_sum_squares",
        "arm;units;orders;revenue_mean;revenue_sd",
        "arm,units,orders",
        "",
    ]);
    let row = prop::collection::vec(cell(), 0..8);
    (header, prop::collection::vec(row, 0..8), prop::bool::ANY).prop_map(|(header, rows, crlf)| {
        let separator = if header.contains(';') { ";" } else { "," };
        let lines: Vec<String> =
            std::iter::once(header.to_owned()).chain(rows.iter().map(|row| row.join(separator))).collect();
        lines.join(if crlf { "\r\n" } else { "\n" })
    })
}

#[test]
fn any_file_is_added_up_or_refused_with_legible_problems() {
    let (columns, words) = (columns(), Words::new(Language::French));
    super::runner(2_000)
        .run(&file(), |text| {
            match aggregate(&text, &columns) {
                Ok(data) => {
                    for tally in data.totals() {
                        prop_assert!(tally.units <= 8 * 100_000_000_000, "absurd units are refused");
                    }
                }
                Err(problems) => {
                    prop_assert!(!problems.is_empty() && problems.len() <= 21);
                    for problem in problems {
                        let said = problem.say(&words);
                        prop_assert!(!said.contains('⟨'), "{said}");
                        prop_assert!(said.chars().all(|it| it == '\n' || !it.is_control()), "{said:?}");
                    }
                }
            }
            Ok(())
        })
        .unwrap();
}

/// One metric of every kind, with and without a covariate or a cap.
fn every_kind() -> Columns {
    let scale = AnswerScale::new(1, 5);
    let cap = Proportion::new(0.9).ok();
    let metric = |(place, kind): (usize, MetricKind), covariate, cap| MeasuredMetric {
        id: format!("m{place}").parse().unwrap(),
        kind,
        detail: MetricDetail { scale, cap, ..MetricDetail::default() },
        covariate,
    };
    let kinds = [
        MetricKind::Proportion,
        MetricKind::Mean,
        MetricKind::Ratio,
        MetricKind::Count,
        MetricKind::Nps,
        MetricKind::Csat,
        MetricKind::Retention,
        MetricKind::Duration,
        MetricKind::Quantile,
    ];
    let plain = kinds.into_iter().enumerate().map(|numbered| metric(numbered, false, None));
    let adjusted = [(9, MetricKind::Mean), (10, MetricKind::Proportion)].map(|numbered| metric(numbered, true, None));
    let capped = metric((11, MetricKind::Mean), true, cap);
    Columns { metrics: plain.chain(adjusted).chain([capped]).collect(), ..columns() }
}

const UNIT_COLUMNS: &str = "arm,date,segment,unit,m0,m1,m2_numerator,m2_denominator,m3_events,m3_exposure,m4,m5,m6_time,m6_left,m7,\
    m8,m9,m9_before,m10,m10_before,m11,m11_before";

/// A cell that is mostly what its column wants, so that some files are read to their end.
fn likely(place: usize) -> BoxedStrategy<String> {
    let right = match place {
        0 => prop::sample::select(vec!["control", "guest"]).prop_map(str::to_owned).boxed(),
        1 => Just("2026-07-06".to_owned()).boxed(),
        2 => prop::sample::select(vec!["new", "", "old"]).prop_map(str::to_owned).boxed(),
        3 => (0..100_000_u32).prop_map(|unit| unit.to_string()).boxed(),
        4 | 13 | 18 => prop::sample::select(vec!["0", "1", "yes", "faux"]).prop_map(str::to_owned).boxed(),
        11 => prop::sample::select(vec!["1", "3", "5", ""]).prop_map(str::to_owned).boxed(),
        _ => prop::sample::select(vec!["1", "2", "5", "7"]).prop_map(str::to_owned).boxed(),
    };
    prop_oneof![200 => right, 1 => cell()].boxed()
}

#[test]
fn any_unit_file_is_added_up_or_refused_with_legible_problems() {
    let (columns, words) = (every_kind(), Words::new(Language::French));
    let row: Vec<_> = (0..UNIT_COLUMNS.split(',').count()).map(likely).collect();
    super::runner(1_000)
        .run(&prop::collection::vec(row, 0..6), |rows| {
            let rows: Vec<String> = rows.iter().map(|row| row.join(",")).collect();
            match aggregate_units(&format!("{UNIT_COLUMNS}\n{}\n", rows.join("\n")), &columns) {
                Ok(data) => {
                    prop_assert!(data.totals().iter().map(|tally| tally.units).sum::<u64>() <= rows.len() as u64)
                }
                Err(problems) => {
                    prop_assert!(!problems.is_empty() && problems.len() <= 21);
                    for problem in problems {
                        let said = problem.say(&words);
                        prop_assert!(!said.contains('⟨'), "{said}");
                        prop_assert!(said.chars().all(|it| it == '\n' || !it.is_control()), "{said:?}");
                    }
                }
            }
            Ok(())
        })
        .unwrap();
    for text in [UNIT_COLUMNS.to_owned(), format!("{UNIT_COLUMNS}\ncontrol"), "\"".to_owned(), String::new()] {
        assert!(aggregate_units(&text, &columns).is_err(), "nothing is made of files without units");
    }
}

#[test]
fn numbers_beyond_any_measure_are_refused() {
    let text = "arm,units,orders,revenue_mean,revenue_sd\ncontrol,10,1,1e200,1\nguest,10,1,1,1e-200\n";
    let words = Words::new(Language::English);
    let said: Vec<String> =
        aggregate(text, &columns()).unwrap_err().iter().map(|problem| words.say(&problem.what)).collect();
    assert_eq!(
        said,
        [
            "column `revenue_sd`: 1e200 is beyond any measure: from 1e-50 to 1e50",
            "column `revenue_sd`: 1e-200 is beyond any measure: from 1e-50 to 1e50",
        ]
    );
}

#[test]
fn many_segments_take_no_more_than_one_pass() {
    let rows = (0..20_000).map(|segment| format!("control,s{segment},10,1\nguest,s{segment},10,2\n"));
    let text = format!("arm,segment,units,orders\n{}", rows.collect::<String>());
    let columns = Columns { metrics: columns().metrics[..1].to_vec(), ..columns() };
    let data = aggregate(&text, &columns).unwrap();
    let parts = data.totals_by_segment();
    assert_eq!(parts.len(), 20_000);
    assert!(parts.values().all(|totals| totals.iter().all(|tally| tally.units == 10)));
}
