//! Every chart in both languages with ordinary and with hostile input. `JALON_GALLERY=DIR cargo test --lib chart::` also
//! writes the pictures, to be looked at.

use super::figure::Figure;
use super::theme::Ink;
use super::{legible, png};
use crate::words::{Language, Words};

/// A title as long as they come.
pub(super) const LONG: &str = "Réassurance sur les délais de livraison et les retours gratuits avant paiement";
/// A name that would break out of an SVG.
pub(super) const HOSTILE: &str = "<script>alert(\"&'\")</script>\u{0}\u{202e}";

/// Draws a figure in both languages, checks that it can be read, and keeps a picture when asked to.
pub(super) fn check(name: &str, draw: impl Fn(&Words) -> Figure) {
    for language in Language::ALL {
        let figure = draw(&Words::new(language));
        keep(&format!("{name}-{language}"), &figure);
        assert_eq!(legible::faults(&figure), Vec::<String>::new(), "{name} in {language}");
        assert!(!figure.svg().contains("<script"), "{name} in {language}");
        assert!(!figure.svg().contains('⟨'), "{name} in {language}: a message is missing");
        assert!(!figure.description().is_empty() && !figure.title().is_empty(), "{name} in {language}");
        assert_eq!(figure, draw(&Words::new(language)), "{name} in {language}: same input, same bytes");
    }
}

fn keep(name: &str, figure: &Figure) {
    if let Some(folder) = std::env::var_os("JALON_GALLERY") {
        let folder = std::path::PathBuf::from(folder);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(format!("{name}.svg")), figure.svg_file()).unwrap();
        std::fs::write(folder.join(format!("{name}.png")), figure.png(1.5).unwrap()).unwrap();
        std::fs::write(folder.join(format!("{name}-dark.png")), png::render(&dark(figure), 1.5).unwrap()).unwrap();
    }
}

/// The figure as a dark page shows it: resvg reads no media query, so the shades are exchanged in the text.
fn dark(figure: &Figure) -> String {
    Ink::ALL.into_iter().fold(figure.svg().to_owned(), |svg, ink| {
        svg.replace(&format!("\"{}\"", ink.light_hex()), &format!("\"{}\"", ink.dark_hex()))
    })
}

mod whatever_comes {
    //! Any numbers at all: a chart is drawn legibly or refused, and never panics.

    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::chart::{
        Caption, ChartError, Counted, CumulativeDay, CumulativeEffectChart, DetectableEffectChart, DetectableWeek,
        EffectUnit, IntervalChart, IntervalRow, KpiMonth, KpiUnit, PowerCurveChart, PowerSeries, RunChart, Tone,
        ValidInterval, ValidIntervals, ValidWhen,
    };

    /// Ordinary numbers, any bit pattern, and the values that break formulas.
    fn number() -> impl Strategy<Value = f64> {
        prop_oneof![
            3 => -1.0..1.0,
            2 => -1e6..1e6,
            1 => any::<f64>(),
            1 => prop::sample::select(vec![0.0, -0.0, f64::NAN, f64::INFINITY, f64::MAX, f64::MIN, f64::MIN_POSITIVE, 5e-324]),
        ]
    }

    fn unit() -> impl Strategy<Value = EffectUnit> {
        prop_oneof![
            Just(EffectUnit::Lift),
            Just(EffectUnit::Points),
            Just(EffectUnit::Amount { unit: "€".to_owned(), decimals: 2 })
        ]
    }

    /// An estimate with the ends of its interval.
    type Triple = (Option<f64>, Option<f64>, Option<f64>);

    fn triples() -> impl Strategy<Value = Vec<Triple>> {
        let end = || prop::option::of(number());
        prop::collection::vec((end(), end(), end()), 0..5)
    }

    fn judge(drawn: Result<Figure, ChartError>) -> Result<(), TestCaseError> {
        if let Ok(figure) = drawn {
            prop_assert_eq!(legible::faults(&figure), Vec::<String>::new());
        }
        Ok(())
    }

    fn french() -> Words {
        Words::new(Language::French)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn intervals(rows in triples(), unit in unit(), margin in prop::option::of(number()), level in 0.0..1.0, name in ".{0,80}") {
            let row = |(estimate, low, high): Triple| IntervalRow {
                label: name.clone(),
                group: String::new(),
                arms: vec![(name.clone(), 12)],
                estimate, low, high, margin,
                verdict: name.clone(),
                tone: Tone::Open,
            };
            let chart = IntervalChart {
                caption: Caption::new(name.clone(), name.clone()),
                unit,
                level,
                rows: rows.into_iter().map(row).collect(),
            };
            judge(chart.draw(&french()))?;
        }

        #[test]
        fn cumulative(
            days in triples(), unit in unit(), level in 0.0..1.0, margin in prop::option::of(number()),
            looks in prop::collection::vec((prop::option::of(number()), prop::option::of(number())), 0..3),
        ) {
            let day = |(place, (estimate, low, high)): (usize, Triple)| CumulativeDay {
                day: date(2024, 2, 27 + i8::try_from(place % 3).unwrap()),
                estimate, low, high,
                units: u64::MAX >> place,
            };
            let days = days.into_iter().enumerate().map(day).collect();
            let planned_end = Some(date(2024, 3, 1));
            let valid = looks.into_iter().map(|(low, high)| ValidInterval { day: date(2024, 2, 28), low, high }).collect();
            let valid = Some(ValidIntervals { when: ValidWhen::AtLooks, level, looks: valid });
            let caption = Caption::new("c", LONG);
            judge(CumulativeEffectChart { caption, unit, level, days, planned_end, margin, valid }.draw(&french()))?;
        }

        #[test]
        fn power(points in prop::collection::vec((number(), 0.0..=1.0), 0..6), goal in 0.0..1.0, alpha in 0.0..1.0) {
            let planned = points.first().copied();
            let series = vec![PowerSeries { label: LONG.to_owned(), points }];
            let caption = Caption::new("p", LONG);
            let chart = PowerCurveChart { caption, counted: Counted::PerArm, series, planned, goal, alpha, sides: 2 };
            judge(chart.draw(&french()))?;
        }

        #[test]
        fn detectable_effect(effects in prop::collection::vec((any::<u32>(), number()), 0..6), target in prop::option::of(number()), unit in unit()) {
            let chosen = effects.last().map(|(weeks, _)| *weeks);
            let weeks = effects.into_iter().map(|(weeks, effect)| DetectableWeek { weeks, effect, units: 7 }).collect();
            let caption = Caption::new("d", LONG);
            let chart = DetectableEffectChart { caption, unit, weeks, chosen, target, power: 0.8, alpha: 0.05, sides: 1 };
            judge(chart.draw(&french()))?;
        }

        #[test]
        fn run_chart(values in prop::collection::vec((number(), -9999_i16..9999, 1_i8..=12), 0..6), target in prop::option::of(number()), money in any::<bool>()) {
            let month = |(value, year, month): (f64, i16, i8)| KpiMonth {
                month: date(year, month, 28), value, low: None, high: Some(value), units: None,
            };
            let unit = if money { KpiUnit::Money("EUR".to_owned()) } else { KpiUnit::Percent };
            let months = values.into_iter().map(month).collect();
            judge(RunChart { caption: Caption::new("r", LONG), unit, level: 0.95, months, target }.draw(&french()))?;
        }
    }
}
