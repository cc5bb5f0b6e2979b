//! How many units a test with looks needs in the end: the chance of each stop, under several true effects.

use super::canvas::{Fill, Rectangle, Stroke};
use super::caption::Caption;
use super::figure::Figure;
use super::numbers_behind::NumbersBehind;
use super::page::Page;
use super::plot::Plot;
use super::posterior::written;
use super::text::{Anchor, TextStyle};
use super::theme::{Dash, Ink, Marker};
use super::{Axis, ChartError, LegendItem, Swatch, finite, rising, share, svg};
use crate::words::{Message, Words};

/// Where a test ends under one true effect.
#[derive(Debug, Clone, PartialEq)]
pub struct StopScenario {
    /// What is true: `no effect`, `half the effect`, `+10 %`.
    pub label: String,
    /// The chance of ending at each stop; together 1 at most.
    pub chances: Vec<f64>,
    /// Units of all arms on average.
    pub expected_units: f64,
}

/// The distribution of the units at the end.
///
/// ```
/// use jalon::chart::{Caption, SampleSizeDistribution, StopScenario};
/// use jalon::words::{Language, Words};
/// let chart = SampleSizeDistribution {
///     caption: Caption::new("sizes", "The effect hoped for halves the test"),
///     stops: vec![10_000.0, 20_000.0],
///     scenarios: vec![StopScenario { label: "+10 %".into(), chances: vec![0.4, 0.6], expected_units: 16_000.0 }],
///     fixed_units: Some(19_500.0), runs: None,
/// };
/// assert!(chart.draw(&Words::new(Language::English)).unwrap().svg().contains("16,000"));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct SampleSizeDistribution {
    /// Its texts; the subtitle names the design.
    pub caption: Caption,
    /// Units of all arms at each stop, rising.
    pub stops: Vec<f64>,
    /// One panel for each, from top to bottom.
    pub scenarios: Vec<StopScenario>,
    /// The units a test of fixed size with the same power needs.
    pub fixed_units: Option<f64>,
    /// Simulated tests behind each panel; `None` when the chances are computed.
    pub runs: Option<u64>,
}

const PANEL: f64 = 116.0;
/// Chances are written over their bars while there are few of them.
const MOST_NAMED: usize = 10;
/// Rounding of as many chances as there are looks does not make a sum of 1 wrong.
const SLACK: f64 = 1e-6;

impl SampleSizeDistribution {
    /// Draws it.
    ///
    /// # Errors
    ///
    /// [`ChartError::NoData`] without stops or scenarios; [`ChartError::NotFinite`] when a number is not finite;
    /// [`ChartError::NotRising`] when the stops do not rise; [`ChartError::Negative`] for less than no unit;
    /// [`ChartError::WrongLength`] when a scenario has not one chance for each stop; [`ChartError::NotAShare`] when a
    /// chance, or the sum of a scenario's, is not one.
    pub fn draw(&self, words: &Words) -> Result<Figure, ChartError> {
        self.check()?;
        let most = self.stops.iter().copied().chain(self.fixed_units).fold(0.0, f64::max);
        let expected = self.scenarios.iter().map(|scenario| scenario.expected_units).fold(most, f64::max);
        let x = Axis::numbers(words, 0.0, expected, 6)?.titled(words.key("chart-units-in-total")).without_grid();
        let x = x.padded(0.0, 0.03);
        let bare = Axis::linear(x.low(), x.high(), vec![])?;
        let y = Axis::percent(words, 0.0, self.highest(), 3)?.padded(0.0, 0.34);
        let mut page = self.caption.open();
        page.legend(&self.legend(words));
        for (place, scenario) in self.scenarios.iter().enumerate() {
            let last = place + 1 == self.scenarios.len();
            page.paragraph(&self.heading(scenario, words), &TextStyle::LABEL.size(13.0).bold());
            let plot = page.plot(PANEL, if last { x.clone() } else { bare.clone() }, y.clone())?;
            self.draw_fixed(&mut page, &plot);
            draw_expected(&mut page, &plot, scenario, words);
            self.draw_bars(&mut page, &plot, scenario, words);
        }
        let figure = self.caption.close(page, words, &self.notes(words), &self.reading(words));
        Ok(figure.with_numbers(self.numbers(words)))
    }

    fn check(&self) -> Result<(), ChartError> {
        let Some(first) = self.stops.first() else { return Err(ChartError::NoData) };
        if self.scenarios.is_empty() {
            return Err(ChartError::NoData);
        }
        super::not_negative("the units at a stop", *first)?;
        rising("the units at a stop", self.stops.iter().copied())?;
        for units in self.scenarios.iter().map(|scenario| scenario.expected_units).chain(self.fixed_units) {
            super::not_negative("a number of units", units)?;
        }
        for scenario in &self.scenarios {
            let (found, expected) = (scenario.chances.len(), self.stops.len());
            if found != expected {
                return Err(ChartError::WrongLength { what: "chances of a scenario", found, expected });
            }
            let mut sum = 0.0;
            for chance in &scenario.chances {
                sum += share("the chance of a stop", *chance)?;
            }
            if finite("the sum of the chances", sum)? > 1.0 + SLACK {
                return Err(ChartError::NotAShare { what: "the sum of the chances", value: sum });
            }
        }
        Ok(())
    }

    fn highest(&self) -> f64 {
        let highest = self.scenarios.iter().flat_map(|scenario| &scenario.chances).copied().fold(0.0, f64::max);
        highest.max(0.01)
    }

    fn legend(&self, words: &Words) -> Vec<LegendItem> {
        let mut items = vec![
            LegendItem::new(Swatch::Area(Fill::pale(Ink::Blue, 0.75)), words.key("chart-sizes-bar")),
            LegendItem::new(Swatch::Point(Ink::Text, Marker::Wedge), words.key("chart-sizes-expected")),
        ];
        if let Some(units) = self.fixed_units {
            let text = words.say(&Message::new("chart-sizes-fixed").number("units", units, 0));
            items.push(LegendItem::new(Swatch::Line(Ink::Text, Dash::Dashed, None), text));
        }
        items
    }

    fn heading(&self, scenario: &StopScenario, words: &Words) -> String {
        let heading = Message::new("chart-sizes-heading").text("label", svg::clean(&scenario.label)).number(
            "units",
            scenario.expected_units,
            0,
        );
        words.say(&heading)
    }

    fn draw_fixed(&self, page: &mut Page, plot: &Plot) {
        if let Some(units) = self.fixed_units {
            plot.upright(&mut page.canvas, units, Stroke::new(Ink::Text, 1.4).dash(Dash::Dashed));
        }
    }

    /// Width of the bars: as wide as the closest two stops allow.
    fn bar_width(&self, plot: &Plot) -> f64 {
        let gaps = self.stops.windows(2).map(|pair| match pair {
            [one, next] => plot.place_x(*next) - plot.place_x(*one),
            _ => f64::INFINITY,
        });
        (0.72 * gaps.fold(f64::INFINITY, f64::min)).clamp(1.5, 30.0)
    }

    fn draw_bars(&self, page: &mut Page, plot: &Plot, scenario: &StopScenario, words: &Words) {
        let (width, bottom) = (self.bar_width(plot), plot.frame().bottom());
        let (style, frame) = (TextStyle::MUTED.halo().anchor(Anchor::Middle), plot.frame().grown(8.0));
        for (units, chance) in self.stops.iter().zip(&scenario.chances) {
            let (x, top) = plot.place(*units, *chance);
            let bar = Rectangle { left: x - width / 2.0, top, width, height: bottom - top };
            let title = format!("{}: {}", words.number(*units, 0), written(words, *chance));
            page.canvas.titled(&title, |canvas| {
                canvas.rectangle(bar, 0.0, Some(Fill::pale(Ink::Blue, 0.75)), None);
            });
            page.canvas.reserve(bar);
        }
        if self.stops.len() > MOST_NAMED {
            return;
        }
        for (units, chance) in self.stops.iter().zip(&scenario.chances).filter(|(_, chance)| **chance > 0.0) {
            let (x, top) = plot.place(*units, *chance);
            let text = if *chance >= 0.01 { words.percent(*chance, 0) } else { written(words, *chance) };
            // What finds no place stands in the table.
            let _ = page.canvas.label(&text, &[(x, top - 5.0, Anchor::Middle)], &frame, &style);
        }
    }

    fn notes(&self, words: &Words) -> Vec<String> {
        vec![match self.runs {
            Some(runs) => words.say(&Message::new("chart-note-simulated").count("runs", runs)),
            None => words.key("chart-note-computed"),
        }]
    }

    fn reading(&self, words: &Words) -> String {
        let headings = self.scenarios.iter().map(|scenario| self.heading(scenario, words) + ".");
        let fixed =
            self.fixed_units.map(|units| words.say(&Message::new("chart-sizes-fixed").number("units", units, 0)) + ".");
        headings.chain(fixed).collect::<Vec<_>>().join(" ")
    }

    fn numbers(&self, words: &Words) -> NumbersBehind {
        let names = self.scenarios.iter().map(|scenario| svg::clean(&scenario.label));
        let mut numbers = NumbersBehind::new(std::iter::once(words.key("chart-units-in-total")).chain(names));
        for (stop, units) in self.stops.iter().enumerate() {
            let chance = |scenario: &StopScenario| scenario.chances.get(stop).map(|chance| written(words, *chance));
            let chances = self.scenarios.iter().map(|scenario| chance(scenario).unwrap_or_default());
            numbers.push(std::iter::once(words.number(*units, 0)).chain(chances));
        }
        let expected = self.scenarios.iter().map(|scenario| words.number(scenario.expected_units, 0));
        numbers.push(std::iter::once(words.key("chart-sizes-expected")).chain(expected));
        numbers
    }
}

/// Marks the expected units with a wedge that stands on the frame's top and a thin line down.
fn draw_expected(page: &mut Page, plot: &Plot, scenario: &StopScenario, words: &Words) {
    let (x, frame) = (plot.place_x(scenario.expected_units), plot.frame());
    page.canvas.line((x, frame.top), (x, frame.bottom()), Stroke::new(Ink::Text, 1.2));
    let title = words.number(scenario.expected_units, 0);
    page.canvas.titled(&title, |canvas| canvas.marker(Marker::Wedge, (x, frame.top), 5.5, Ink::Text, false));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::gallery::{self, HOSTILE, LONG};
    use crate::words::Language;

    /// Chances of the right shape over so many stops: early ones likelier the larger the effect.
    fn scenario(label: &str, count: u32, lean: f64) -> StopScenario {
        let weight = |place: u32| (lean * f64::from(place) / f64::from(count)).exp() + 0.02;
        let total: f64 = (1..=count).map(weight).sum();
        let chances: Vec<f64> = (1..=count).map(|place| weight(place) / total).collect();
        let expected = chances.iter().zip(stops(count)).map(|(chance, units)| chance * units).sum();
        StopScenario { label: label.to_owned(), chances, expected_units: expected }
    }

    fn stops(count: u32) -> Vec<f64> {
        (1..=count).map(|place| 31_200.0 * f64::from(place) / f64::from(count)).collect()
    }

    fn chart(count: u32) -> SampleSizeDistribution {
        let mut caption = Caption::new("E003-sizes", "The effect hoped for ends the test a third sooner");
        caption.subtitle = "O’Brien–Fleming, equal looks, futility not binding".to_owned();
        caption.as_of = Some(jiff::civil::date(2025, 4, 1));
        SampleSizeDistribution {
            caption,
            stops: stops(count),
            scenarios: vec![
                scenario("No effect", count, 1.5),
                scenario("Half the effect: +5%", count, 2.0),
                scenario("The effect planned for: +10%", count, -0.8),
            ],
            fixed_units: Some(29_502.0),
            runs: None,
        }
    }

    #[test]
    fn any_number_of_stops_can_be_read() {
        for count in [1, 2, 5, 10, 20, 50] {
            gallery::check(&format!("sizes-{count}"), |words| chart(count).draw(words).unwrap());
        }
        gallery::check("sizes-simulated", |words| {
            let mut chart = chart(4);
            chart.caption.title = LONG.to_owned();
            (chart.runs, chart.fixed_units) = (Some(100_000), None);
            chart.draw(words).unwrap()
        });
    }

    #[test]
    fn hostile_stops_can_be_read() {
        let mut named = chart(3);
        named.scenarios[0].label = HOSTILE.to_owned();
        named.scenarios[1].label = LONG.repeat(2);
        let mut huge = chart(3);
        huge.stops = vec![1.0, 2.0, 1e15];
        let mut nothing = chart(2);
        nothing.scenarios.iter_mut().for_each(|scenario| scenario.chances = vec![0.0, 0.0]);
        let mut far = chart(2);
        far.fixed_units = Some(1e9);
        for (name, chart) in [("named", named), ("huge", huge), ("nothing", nothing), ("far", far)] {
            gallery::check(&format!("sizes-{name}"), |words| chart.draw(words).unwrap());
        }
    }

    #[test]
    fn what_cannot_be_drawn_is_an_error() {
        let words = Words::new(Language::English);
        let drawn = |change: fn(&mut SampleSizeDistribution)| {
            let mut chart = chart(3);
            change(&mut chart);
            chart.draw(&words)
        };
        assert_eq!(drawn(|chart| chart.stops.clear()), Err(ChartError::NoData));
        assert_eq!(drawn(|chart| chart.scenarios.clear()), Err(ChartError::NoData));
        assert!(matches!(drawn(|chart| chart.stops[1] = 1e9), Err(ChartError::NotRising { .. })));
        assert!(matches!(drawn(|chart| chart.scenarios[1].chances.truncate(2)), Err(ChartError::WrongLength { .. })));
        assert!(matches!(drawn(|chart| chart.scenarios[1].chances[0] = 0.99), Err(ChartError::NotAShare { .. })));
        assert!(matches!(drawn(|chart| chart.fixed_units = Some(f64::NAN)), Err(ChartError::NotFinite { .. })));
        assert!(matches!(drawn(|chart| chart.scenarios[0].expected_units = -1.0), Err(ChartError::Negative { .. })));
    }

    #[test]
    fn every_stop_and_the_expected_units_stand_in_the_table() {
        let figure = chart(5).draw(&Words::new(Language::English)).unwrap();
        let numbers = figure.numbers().unwrap();
        assert_eq!((numbers.columns.len(), numbers.rows.len()), (4, 6));
        assert_eq!(numbers.rows[4][0], "31,200");
    }
}
