//! How the answers of each arm spread over the scale: one bar of 100 % for each arm.

use super::canvas::{Fill, Rectangle, Stroke};
use super::caption::Caption;
use super::figure::Figure;
use super::page::{MARGIN, Page};
use super::theme::Ink;
use super::{Anchor, ChartError, LegendItem, Swatch, TextStyle, svg};
use crate::words::{Message, Words};

/// The answers of one arm.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswersBar {
    /// The arm's name.
    pub name: String,
    /// How many gave each answer, from the lowest up.
    pub counts: Vec<u64>,
}

/// The shares of the answers, arm by arm.
///
/// ```
/// use jalon::chart::{AnswersBar, AnswersChart, Caption};
/// use jalon::words::{Language, Words};
/// let chart = AnswersChart {
///     caption: Caption::new("answers", "Satisfaction"),
///     answers: (1..=5).map(|answer| answer.to_string()).collect(),
///     bars: vec![AnswersBar { name: "control".into(), counts: vec![5, 10, 40, 80, 65] }],
/// };
/// assert!(chart.draw(&Words::new(Language::English)).unwrap().svg().contains("40%"));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct AnswersChart {
    /// Its texts.
    pub caption: Caption,
    /// The answers, from the lowest up.
    pub answers: Vec<String>,
    /// The arms, control first.
    pub bars: Vec<AnswersBar>,
}

const BAR: f64 = 40.0;
/// A legend of more answers would be longer than the chart.
const MOST_IN_LEGEND: usize = 11;

impl AnswersChart {
    /// Draws it.
    ///
    /// # Errors
    ///
    /// [`ChartError::NoData`] without answers, or where no arm has any.
    pub fn draw(&self, words: &Words) -> Result<Figure, ChartError> {
        let asked = |bar: &AnswersBar| total(bar) > 0.0;
        if self.answers.is_empty() || !self.bars.iter().any(asked) {
            return Err(ChartError::NoData);
        }
        let mut page = self.caption.open();
        page.legend(&self.legend());
        for bar in &self.bars {
            self.draw_bar(&mut page, bar, words);
        }
        page.skip(8.0);
        Ok(self.caption.close(page, words, &[words.key("chart-answers-note")], &self.reading(words)))
    }

    fn legend(&self) -> Vec<LegendItem> {
        let many = self.answers.len() > MOST_IN_LEGEND;
        let ends = |place: usize| !many || place == 0 || place + 1 == self.answers.len();
        let item = |(place, answer): (usize, &String)| {
            LegendItem::new(Swatch::Area(shade(place, self.answers.len())), answer.clone())
        };
        self.answers.iter().enumerate().filter(|(place, _)| ends(*place)).map(item).collect()
    }

    fn draw_bar(&self, page: &mut Page, bar: &AnswersBar, words: &Words) {
        page.skip(12.0);
        page.paragraph(&self.heading(bar, words), &TextStyle::LABEL.bold());
        page.skip(5.0);
        let (mut left, top, width, total) = (MARGIN, page.cursor(), page.inner_width(), total(bar));
        for (place, (answer, &count)) in self.answers.iter().zip(&bar.counts).enumerate() {
            let share = if total > 0.0 { count as f64 / total } else { 0.0 };
            let piece = Rectangle { left, top, width: share * width, height: BAR };
            left += piece.width;
            if count == 0 {
                continue;
            }
            let written = words.percent(share, 0);
            let title = format!("{answer}: {written}");
            page.canvas.titled(&title, |canvas| {
                canvas.rectangle(
                    piece,
                    0.0,
                    Some(shade(place, self.answers.len())),
                    Some(Stroke::new(Ink::Ground, 1.5)),
                );
            });
            let style = TextStyle::LABEL.anchor(Anchor::Middle);
            let (x, y) = piece.centre();
            let lines = [svg::clean(answer), written];
            if lines.iter().all(|line| style.width(line) + 6.0 < piece.width) {
                page.canvas.text(&lines[0], x, y - 3.0, &style.bold());
                page.canvas.text(&lines[1], x, y + 13.0, &style);
            }
        }
        page.skip(BAR);
    }

    fn heading(&self, bar: &AnswersBar, words: &Words) -> String {
        let units = bar.counts.iter().fold(0_u64, |sum, count| sum.saturating_add(*count));
        words.say(&Message::new("chart-answers-arm").text("name", svg::clean(&bar.name)).count("units", units))
    }

    fn reading(&self, words: &Words) -> String {
        let bar = |bar: &AnswersBar| {
            let total = total(bar).max(1.0);
            let share = |(answer, &count): (&String, &u64)| {
                format!("{} {}", svg::clean(answer), words.percent(count as f64 / total, 0))
            };
            let shares: Vec<String> = self.answers.iter().zip(&bar.counts).map(share).collect();
            format!("{} – {}.", self.heading(bar, words), shares.join(", "))
        };
        self.bars.iter().map(bar).collect::<Vec<_>>().join(" ")
    }
}

fn total(bar: &AnswersBar) -> f64 {
    bar.counts.iter().map(|&count| count as f64).sum()
}

/// From a strong orange for the lowest answer over pale to a strong blue for the highest. Strong is still pale enough for text.
fn shade(place: usize, answers: usize) -> Fill {
    let middle = (answers.saturating_sub(1)) as f64 / 2.0;
    let distance = if middle > 0.0 { (place as f64 - middle) / middle } else { 1.0 };
    let opacity = 0.1 + 0.4 * distance.abs();
    Fill::pale(if distance < 0.0 { Ink::Orange } else { Ink::Sky }, opacity)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::gallery::{self, HOSTILE, LONG};
    use crate::words::Language;

    fn chart(bars: Vec<(&str, Vec<u64>)>) -> AnswersChart {
        let mut caption = Caption::new("E009-answers", "More top answers with the new confirmation page");
        caption.as_of = Some(jiff::civil::date(2025, 5, 12));
        let answers = bars.first().map_or(0, |(_, counts)| counts.len());
        let bar = |(name, counts): (&str, Vec<u64>)| AnswersBar { name: name.to_owned(), counts };
        AnswersChart {
            caption,
            answers: (1..=answers).map(|answer| answer.to_string()).collect(),
            bars: bars.into_iter().map(bar).collect(),
        }
    }

    #[test]
    fn ordinary_answers_can_be_read() {
        gallery::check("answers", |words| {
            let bars = vec![("Control", vec![5, 10, 40, 80, 65]), ("New page", vec![3, 8, 30, 90, 80])];
            chart(bars).draw(words).unwrap()
        });
    }

    #[test]
    fn hostile_answers_can_be_read() {
        gallery::check("answers-hostile", |words| {
            let mut chart = chart(vec![
                (HOSTILE, vec![0, u64::MAX, 1, 0, u64::MAX]),
                (LONG, vec![0; 5]),
                ("x", vec![1, 0, 0, 0, 0]),
            ]);
            chart.answers = vec![HOSTILE.to_owned(), LONG.repeat(3), "3".into(), String::new(), "5".into()];
            chart.draw(words).unwrap()
        });
        gallery::check("answers-many", |words| chart(vec![("A", (0..101).collect())]).draw(words).unwrap());
    }

    #[test]
    fn what_cannot_be_drawn_is_an_error() {
        let words = Words::new(Language::French);
        assert_eq!(chart(vec![]).draw(&words), Err(ChartError::NoData));
        assert_eq!(chart(vec![("A", vec![0, 0])]).draw(&words), Err(ChartError::NoData));
    }
}
