//! The p-values of A/A splits: flat where the test is honest.

use super::canvas::{Fill, Rectangle, Stroke};
use super::caption::Caption;
use super::figure::Figure;
use super::intervals::level_decimals;
use super::numbers_behind::NumbersBehind;
use super::page::Page;
use super::plot::Plot;
use super::text::TextStyle;
use super::theme::{Dash, Ink};
use super::{Axis, ChartError, LegendItem, Swatch, finite, label, ordered, share};
use crate::words::{Message, Words};

/// How often each p-value came out when both arms were the same.
///
/// ```
/// use jalon::chart::{Caption, PValueHistogram};
/// use jalon::words::{Language, Words};
/// let chart = PValueHistogram {
///     caption: Caption::new("aa", "The test keeps its promise"), counts: vec![52, 47, 55, 46],
///     band: Some((35.0, 65.0)), level: 0.95, alpha: 0.05, below_alpha: 11,
/// };
/// assert!(chart.draw(&Words::new(Language::English)).unwrap().svg().contains("5.5%"));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct PValueHistogram {
    /// Its texts; the subtitle names the metric and the data that were split.
    pub caption: Caption,
    /// Splits whose p-value fell into each of so many equal parts of 0 to 1, from the lowest up.
    pub counts: Vec<u64>,
    /// Where the count of one part lies when all p-values are equally likely.
    pub band: Option<(f64, f64)>,
    /// Chance with which it lies there, such as 0.95.
    pub level: f64,
    /// The p-value below which a split is a false alarm.
    pub alpha: f64,
    /// Splits with a p-value below `alpha`.
    pub below_alpha: u64,
}

impl PValueHistogram {
    /// Draws it.
    ///
    /// # Errors
    ///
    /// [`ChartError::NoData`] without splits; [`ChartError::NotAShare`] when the level or alpha is not one;
    /// [`ChartError::NotFinite`], [`ChartError::Negative`] and [`ChartError::Reversed`] for a band that is none;
    /// [`ChartError::OffScale`] when there are more false alarms than splits.
    pub fn draw(&self, words: &Words) -> Result<Figure, ChartError> {
        let splits = self.check()?;
        let expected = splits as f64 / self.counts.len() as f64;
        let most = self.counts.iter().map(|count| *count as f64).chain(self.band.map(|(_, high)| high));
        let y = Axis::numbers(words, 0.0, most.fold(expected, f64::max), 5)?.titled(words.key("chart-p-values-count"));
        let x = Axis::numbers(words, 0.0, 1.0, 5)?.titled(words.key("chart-p-values-axis")).without_grid();
        let mut page = self.caption.open();
        page.legend(&self.legend(words));
        let plot = page.plot(280.0, x, y.padded(0.0, 0.1))?;
        self.draw_bars(&mut page, &plot, words);
        if let Some((low, high)) = self.band {
            plot.band(&mut page.canvas, &[(0.0, low, high), (1.0, low, high)], BAND)?;
        }
        plot.level(&mut page.canvas, expected, Stroke::new(Ink::Vermilion, 1.8));
        plot.upright(&mut page.canvas, self.alpha, Stroke::new(Ink::Text, 1.4).dash(Dash::Dashed));
        self.name_alarms(&mut page, &plot, splits, words);
        let notes = self.notes(splits, words);
        let figure = self.caption.close(page, words, &notes, &self.alarms(splits, words));
        Ok(figure.with_numbers(self.numbers(words)))
    }

    /// Checks every number and returns how many splits there are.
    fn check(&self) -> Result<u64, ChartError> {
        share("the level of the band", self.level)?;
        share("the risk of a false alarm", self.alpha)?;
        if let Some((low, high)) = self.band {
            super::not_negative("the band of a count", low)?;
            ordered("the band of a count", low, high)?;
        }
        let splits = self.counts.iter().fold(0_u64, |sum, count| sum.saturating_add(*count));
        if splits == 0 {
            return Err(ChartError::NoData);
        }
        let (value, high) = (self.below_alpha as f64, splits as f64);
        if self.below_alpha > splits {
            return Err(ChartError::OffScale { what: "the number of false alarms", value, low: 0.0, high });
        }
        finite("the number of splits", high)?;
        Ok(splits)
    }

    fn legend(&self, words: &Words) -> Vec<LegendItem> {
        let mut items = vec![
            LegendItem::new(Swatch::Area(BAR), words.key("chart-p-values-bar")),
            LegendItem::new(Swatch::Line(Ink::Vermilion, Dash::Solid, None), words.key("chart-p-values-even")),
        ];
        if self.band.is_some() {
            let text = Message::new("chart-p-values-band").percent("level", self.level, level_decimals(self.level));
            items.push(LegendItem::new(Swatch::Area(BAND), words.say(&text)));
        }
        items
    }

    /// The ends of a part.
    fn part(&self, place: usize) -> (f64, f64) {
        let parts = self.counts.len() as f64;
        (place as f64 / parts, (place as f64 + 1.0) / parts)
    }

    fn draw_bars(&self, page: &mut Page, plot: &Plot, words: &Words) {
        for (place, count) in self.counts.iter().enumerate() {
            let (from, to) = self.part(place);
            let (left, top) = plot.place(from, *count as f64);
            let bar = Rectangle { left, top, width: plot.place_x(to) - left, height: plot.frame().bottom() - top };
            let outline = Stroke::new(Ink::Ground, if self.counts.len() > 60 { 0.5 } else { 1.2 });
            let title = format!("{}: {}", self.part_name(place, words), words.count(*count));
            page.canvas.titled(&title, |canvas| canvas.rectangle(bar, 0.0, Some(BAR), Some(outline)));
        }
    }

    fn part_name(&self, place: usize, words: &Words) -> String {
        let (from, to) = self.part(place);
        let decimals = super::ticks::decimals(1.0 / self.counts.len() as f64).min(3);
        let ends = Message::new("chart-p-values-part").number("from", from, decimals).number("to", to, decimals);
        words.say(&ends)
    }

    fn alarms(&self, splits: u64, words: &Words) -> String {
        let said = Message::new("chart-p-values-alarms")
            .count("alarms", self.below_alpha)
            .count("splits", splits)
            .percent("share", self.below_alpha as f64 / splits as f64, 1)
            .percent("alpha", self.alpha, level_decimals(self.alpha));
        words.say(&said)
    }

    fn name_alarms(&self, page: &mut Page, plot: &Plot, splits: u64, words: &Words) {
        let text = Message::new("chart-p-values-below")
            .number("alpha", self.alpha, super::ticks::decimals(self.alpha).min(4))
            .percent("share", self.below_alpha as f64 / splits as f64, 1);
        let text = words.say(&text);
        let x = plot.place_x(self.alpha);
        let style = TextStyle::LABEL.bold().halo();
        // Above the bars, in the room left free for it.
        let y = plot.frame().top + 13.0;
        let places = [(x + 7.0, y, super::Anchor::Start), (x - 7.0, y, super::Anchor::End)];
        if page.canvas.label(&text, &places, &plot.frame().grown(2.0), &style).is_none() {
            label::on_upright(&mut page.canvas, &text, plot, self.alpha);
        }
    }

    fn notes(&self, splits: u64, words: &Words) -> Vec<String> {
        let mut notes = vec![self.alarms(splits, words)];
        if self.band.is_some() {
            let outside = 1.0 - self.level;
            notes.push(words.say(&Message::new("chart-p-values-note").percent(
                "share",
                outside,
                level_decimals(outside),
            )));
        }
        notes
    }

    fn numbers(&self, words: &Words) -> NumbersBehind {
        let mut numbers = NumbersBehind::new([words.key("chart-p-values-axis"), words.key("chart-p-values-count")]);
        for (place, count) in self.counts.iter().enumerate() {
            numbers.push([self.part_name(place, words), words.count(*count)]);
        }
        numbers
    }
}

const BAR: Fill = Fill::pale(Ink::Blue, 0.55);
const BAND: Fill = Fill::pale(Ink::Vermilion, 0.2);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::gallery::{self, LONG};
    use crate::words::Language;

    fn chart(parts: u64) -> PValueHistogram {
        let mut caption = Caption::new("E003-aa", "2,000 splits of last month’s visitors: the test keeps its promise");
        caption.subtitle = "Conversion, visitors of April split at random into two equal arms".to_owned();
        caption.as_of = Some(jiff::civil::date(2025, 5, 5));
        let even = 2_000.0 / parts as f64;
        let spread = 1.96 * even.sqrt();
        PValueHistogram {
            caption,
            counts: (0..parts).map(|part| (even * (0.8 + 0.05 * ((part * 7 + 4) % 9) as f64)).round() as u64).collect(),
            band: Some(((even - spread).max(0.0), even + spread)),
            level: 0.95,
            alpha: 0.05,
            below_alpha: 97,
        }
    }

    #[test]
    fn any_number_of_parts_can_be_read() {
        for parts in [1, 2, 10, 20, 100] {
            gallery::check(&format!("p-values-{parts}"), |words| chart(parts).draw(words).unwrap());
        }
    }

    #[test]
    fn hostile_counts_can_be_read() {
        let mut spike = chart(20);
        (spike.counts, spike.band) = (vec![0; 20], None);
        spike.counts[0] = u64::MAX;
        let mut late = chart(20);
        (late.alpha, late.caption.title) = (0.999, LONG.to_owned());
        for (name, chart) in [("spike", spike), ("late", late)] {
            gallery::check(&format!("p-values-{name}"), |words| chart.draw(words).unwrap());
        }
    }

    #[test]
    fn what_cannot_be_drawn_is_an_error() {
        let words = Words::new(Language::English);
        let drawn = |change: fn(&mut PValueHistogram)| {
            let mut chart = chart(10);
            change(&mut chart);
            chart.draw(&words)
        };
        assert_eq!(drawn(|chart| chart.counts.clear()), Err(ChartError::NoData));
        assert_eq!(drawn(|chart| chart.counts.iter_mut().for_each(|count| *count = 0)), Err(ChartError::NoData));
        assert!(matches!(drawn(|chart| chart.band = Some((9.0, 1.0))), Err(ChartError::Reversed { .. })));
        assert!(matches!(drawn(|chart| chart.band = Some((0.0, f64::INFINITY))), Err(ChartError::NotFinite { .. })));
        assert!(matches!(drawn(|chart| chart.below_alpha = 1 << 40), Err(ChartError::OffScale { .. })));
        assert!(matches!(drawn(|chart| chart.alpha = 5.0), Err(ChartError::NotAShare { .. })));
    }
}
