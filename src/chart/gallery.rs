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
        BoundaryLook, Caption, ChartError, Counted, CumulativeDay, CumulativeEffectChart, DetectableEffectChart,
        DetectableWeek, EffectPower, EffectUnit, EstimateChart, EstimateRow, IntervalChart, IntervalRow, KpiMonth,
        KpiUnit, LosingSide, MarginOfError, PValueHistogram, PosteriorDensity, PowerByEffect, PowerCurveChart,
        PowerSeries, RunChart, SampleSizeDistribution, SequentialBoundaries, StopScenario, Tone, ValidInterval,
        ValidIntervals, ValidWhen, VerdictName,
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

    fn triple() -> impl Strategy<Value = Triple> {
        let end = || prop::option::of(number());
        (end(), end(), end())
    }

    fn triples() -> impl Strategy<Value = Vec<Triple>> {
        prop::collection::vec(triple(), 0..5)
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

        #[test]
        fn boundaries(looks in prop::collection::vec((0.001..0.5, triple(), prop::option::of(number())), 0..5), binding in any::<bool>()) {
            let mut reached = 0.0;
            let look = |(step, (above, below, to), statistic): (f64, Triple, Option<f64>)| {
                reached += step;
                let units = Some(u64::MAX);
                BoundaryLook { information: reached, units, proven_above: above, proven_below: below, hopeless_from: None, hopeless_to: to, statistic }
            };
            let looks = looks.into_iter().map(look).collect();
            judge(SequentialBoundaries { caption: Caption::new("b", LONG), looks, alpha: 0.05, sides: 2, binding }.draw(&french()))?;
        }

        #[test]
        fn posterior(steps in prop::collection::vec((0.0..1.0, 0.0..2.0), 0..6), scale in number(), ends in (number(), number(), number()), unit in unit()) {
            let mut at = -1.0;
            let point = |(step, density): (f64, f64)| { at += step; (at * scale.abs(), density) };
            let posterior: Vec<(f64, f64)> = steps.into_iter().map(point).collect();
            let (estimate, low, high) = (ends.0, ends.1.min(ends.2), ends.1.max(ends.2));
            let (caption, prior) = (Caption::new("p", LONG), posterior.clone());
            let (chance_to_lose, loss_of_shipping, loss_of_keeping) = (0.3, scale.abs(), low.abs());
            let losing = LosingSide::Below;
            judge(PosteriorDensity {
                caption, unit, posterior, prior, level: 0.9, estimate, low, high, losing, chance_to_lose, loss_of_shipping, loss_of_keeping,
            }.draw(&french()))?;
        }

        #[test]
        fn sizes(steps in prop::collection::vec((1.0..1e6, 0.0..0.25), 0..5), expected in number(), fixed in prop::option::of(number())) {
            let mut at = 0.0;
            let stops = steps.iter().map(|(step, _)| { at += step; at }).collect();
            let chances = steps.iter().map(|(_, chance)| *chance).collect();
            let scenarios = vec![StopScenario { label: LONG.to_owned(), chances, expected_units: expected.abs() }; 2];
            let chart = SampleSizeDistribution { caption: Caption::new("s", LONG), stops, scenarios, fixed_units: fixed, runs: Some(7) };
            judge(chart.draw(&french()))?;
        }

        #[test]
        fn power_by_effect(points in prop::collection::vec((number(), 0.0..=0.5, 0.0..=0.5), 0..5), unit in unit(), planned in prop::option::of(number())) {
            let mut points = points;
            points.sort_by(|one, other| one.0.total_cmp(&other.0));
            let verdict = |label: &str| VerdictName { label: label.to_owned(), tone: Tone::Good };
            let point = |(effect, power, other): (f64, f64, f64)| EffectPower {
                effect, power, interval: Some((0.0, power)), verdicts: vec![power, other],
            };
            let chart = PowerByEffect {
                caption: Caption::new("e", LONG), unit, verdicts: vec![verdict(LONG), verdict("x")],
                points: points.into_iter().map(point).collect(),
                planned, goal: Some(0.8), alpha: 0.05, sides: 1, level: 0.95, runs: None,
            };
            judge(chart.draw(&french()))?;
        }

        #[test]
        fn p_values(counts in prop::collection::vec(any::<u64>(), 0..5), below_alpha in any::<u64>(), alpha in 0.0..=1.0, band in prop::option::of((number(), number()))) {
            judge(PValueHistogram { caption: Caption::new("v", LONG), counts, band, level: 0.95, alpha, below_alpha }.draw(&french()))?;
        }

        #[test]
        fn estimates(rows in triples(), name in ".{0,80}", target in prop::option::of(number()), percent in any::<bool>()) {
            let row = |(estimate, low, high): Triple| EstimateRow {
                label: name.clone(), units: Some(u64::MAX), estimate: estimate.unwrap_or(0.0), low, high,
            };
            let unit = if percent { KpiUnit::Percent } else { KpiUnit::Number { unit: name.clone(), decimals: 2 } };
            let rows = rows.into_iter().map(row).collect();
            judge(EstimateChart { caption: Caption::new("e", LONG), unit, level: 0.9, rows, scale: None, target }.draw(&french()))?;
        }

        #[test]
        fn margins(points in prop::collection::vec((1.0..1e4, number()), 0..5), planned in prop::option::of((number(), number())), goal in prop::option::of(number()), unit in unit()) {
            let mut at = 0.0;
            let points = points.into_iter().map(|(step, margin)| { at += step; (at, margin.abs()) }).collect();
            let caption = Caption::new("m", LONG);
            judge(MarginOfError { caption, unit, points, planned, goal, level: 0.95, population: Some(9) }.draw(&french()))?;
        }
    }
}
