//! Charts of any numbers and any names: a figure without a stray number, or a named refusal.

use jalon::chart::{
    Caption, CumulativeDay, CumulativeEffectChart, EffectUnit, Figure, IntervalChart, IntervalRow, KpiMonth, KpiUnit,
    RankIntervals, RankedItem, RunChart, Tone,
};
use jalon::words::{Language, Words};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;

const HOSTILE: &str = "<script>alert(\"x\")</script>&\u{202e}\u{1b}[31m\u{0}'😀";

fn value() -> impl Strategy<Value = f64> {
    prop_oneof![
        prop::num::f64::ANY,
        -1.0..1.0_f64,
        prop::sample::select(vec![0.0, -0.0, 1e308, -1e308, 5e-324, f64::NAN, f64::INFINITY, f64::NEG_INFINITY]),
    ]
}

fn is_sound<E>(drawn: Result<Figure, E>) -> Result<(), TestCaseError> {
    let Ok(figure) = drawn else { return Ok(()) };
    let svg = figure.svg();
    for bad in ["NaN", "\"inf", "\"-inf", "<script", "\u{1b}", "\u{0}", "\u{202e}"] {
        prop_assert!(!svg.contains(bad), "{bad:?} in the SVG");
    }
    Ok(())
}

fn caption() -> Caption {
    Caption::new("robust", HOSTILE)
}

#[test]
fn intervals_of_any_numbers() {
    let ends = (value(), value(), value(), prop::option::of(value()), any::<u64>());
    super::runner(150)
        .run(&prop::collection::vec(ends, 0..4), |rows| {
            let row = |(estimate, low, high, margin, units): (f64, f64, f64, Option<f64>, u64)| IntervalRow {
                label: HOSTILE.to_owned(),
                group: HOSTILE.to_owned(),
                arms: vec![(HOSTILE.to_owned(), units)],
                estimate: Some(estimate),
                low: Some(low),
                high: Some(high),
                margin,
                verdict: HOSTILE.to_owned(),
                tone: Tone::Open,
            };
            let rows: Vec<IntervalRow> = rows.into_iter().map(row).collect();
            for unit in [EffectUnit::Lift, EffectUnit::Amount { unit: HOSTILE.to_owned(), decimals: 2 }] {
                let chart = IntervalChart { caption: caption(), unit, level: 0.95, rows: rows.clone() };
                is_sound(chart.draw(&Words::new(Language::French)))?;
            }
            Ok(())
        })
        .unwrap();
}

fn days(first: Date) -> impl Iterator<Item = Date> {
    (0_i64..).map_while(move |place| first.checked_add(place.days()).ok())
}

#[test]
fn effects_day_by_day_of_any_numbers() {
    let first = prop::sample::select(vec![date(2026, 7, 6), date(9999, 12, 30), date(-9999, 1, 1)]);
    let ends = (prop::option::of(value()), prop::option::of(value()), prop::option::of(value()), any::<u64>());
    super::runner(150)
        .run(&(first, prop::collection::vec(ends, 0..5)), |(first, rows)| {
            let days = days(first)
                .zip(rows)
                .map(|(day, (estimate, low, high, units))| CumulativeDay { day, estimate, low, high, units })
                .collect();
            let planned_end = Some(date(9999, 12, 31));
            let chart = CumulativeEffectChart {
                caption: caption(),
                unit: EffectUnit::Lift,
                level: 0.95,
                days,
                planned_end,
                margin: None,
                valid: None,
            };
            is_sound(chart.draw(&Words::new(Language::English)))
        })
        .unwrap();
}

#[test]
fn indicators_month_by_month_of_any_numbers() {
    let months = (value(), prop::option::of(value()), prop::option::of(value()), prop::option::of(any::<u64>()));
    super::runner(150)
        .run(&(prop::collection::vec(months, 0..5), prop::option::of(value())), |(rows, target)| {
            let months: Vec<KpiMonth> = (1..)
                .zip(rows)
                .map(|(month, (value, low, high, units))| KpiMonth {
                    month: date(2026, month, 1),
                    value,
                    low,
                    high,
                    units,
                })
                .collect();
            for unit in [
                KpiUnit::Percent,
                KpiUnit::Money(HOSTILE.to_owned()),
                KpiUnit::Number { unit: HOSTILE.to_owned(), decimals: 1 },
            ] {
                let chart = RunChart { caption: caption(), unit, level: 0.95, months: months.clone(), target };
                is_sound(chart.draw(&Words::new(Language::French)))?;
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn ranks_of_any_numbers() {
    super::runner(150)
        .run(&prop::collection::vec((value(), value(), value()), 0..4), |ranks| {
            let item = |(median, low, high)| RankedItem {
                id: "I-001".to_owned(),
                title: HOSTILE.to_owned(),
                median,
                low,
                high,
            };
            let chart = RankIntervals { caption: caption(), groups: vec![ranks.into_iter().map(item).collect()] };
            is_sound(chart.draw(&Words::new(Language::English)))
        })
        .unwrap();
}
