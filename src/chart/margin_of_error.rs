//! How exact a survey is, by the number of its answers.

use super::canvas::{Rectangle, Stroke};
use super::caption::Caption;
use super::effect::EffectUnit;
use super::figure::Figure;
use super::intervals::level_decimals;
use super::numbers_behind::NumbersBehind;
use super::page::Page;
use super::plot::Plot;
use super::theme::{Dash, Ink, Marker};
use super::{Axis, ChartError, label, not_negative, rising, share};
use crate::words::{Message, Words};

/// The margin of error against the number of answers.
///
/// ```
/// use jalon::chart::{Caption, EffectUnit, MarginOfError};
/// use jalon::words::{Language, Words};
/// let margin = |answers: f64| (answers, 1.96 * (0.25 / answers).sqrt());
/// let chart = MarginOfError {
///     caption: Caption::new("margin", "385 answers for five points"), unit: EffectUnit::Points,
///     points: (1..=100).map(|step| margin(f64::from(step) * 10.0)).collect(),
///     planned: Some(margin(385.0)), goal: Some(0.05), level: 0.95, population: None,
/// };
/// assert!(chart.draw(&Words::new(Language::English)).unwrap().svg().contains("385"));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct MarginOfError {
    /// Its texts; the subtitle names the question and what is assumed of its answers.
    pub caption: Caption,
    /// The unit of the margin: points for a share, an amount for a mean or an NPS.
    pub unit: EffectUnit,
    /// Answers and margin (half the width of the interval), by rising answers.
    pub points: Vec<(f64, f64)>,
    /// The answers planned or gathered, with their margin.
    pub planned: Option<(f64, f64)>,
    /// The margin asked for.
    pub goal: Option<f64>,
    /// Level of the intervals, such as 0.95.
    pub level: f64,
    /// How many people there are to ask, if the margin takes account of it.
    pub population: Option<u64>,
}

impl MarginOfError {
    /// Draws it.
    ///
    /// # Errors
    ///
    /// [`ChartError::NoData`] without points; [`ChartError::NotFinite`] when a number is not finite;
    /// [`ChartError::Negative`] when answers or a margin are below 0; [`ChartError::NotRising`] when the answers do not
    /// rise; [`ChartError::NotAShare`] when the level is not one.
    pub fn draw(&self, words: &Words) -> Result<Figure, ChartError> {
        let (most, widest) = self.reach()?;
        let x = Axis::numbers(words, 0.0, most, 6)?.titled(words.key("chart-margin-answers")).without_grid();
        let y = self.unit.size_axis(words, widest, 5)?.titled(self.axis_title(words));
        let mut page = self.caption.open();
        let plot = page.plot(290.0, x, y)?;
        if let Some(goal) = self.goal {
            plot.level(&mut page.canvas, goal, Stroke::new(Ink::Text, 1.2).dash(Dash::Dashed));
        }
        plot.line(&mut page.canvas, &self.points, Stroke::new(Ink::Blue, 2.6))?;
        plot.reserve_line(&mut page.canvas, &self.points);
        if let [only] = self.points.as_slice() {
            plot.markers(&mut page.canvas, &[*only], Marker::Circle, 4.5, Ink::Blue);
        }
        self.draw_planned(&mut page, &plot, words);
        self.name_goal(&mut page, &plot, words);
        let figure = self.caption.close(page, words, &self.notes(words), &self.reading(words));
        Ok(figure.with_numbers(self.numbers(words)))
    }

    /// The most answers and the widest margin shown.
    fn reach(&self) -> Result<(f64, f64), ChartError> {
        share("the level of the intervals", self.level)?;
        rising("a number of answers", self.points.iter().map(|(answers, _)| *answers))?;
        let (mut most, mut widest, mut settled): (f64, f64, f64) = (0.0, 0.0, 0.0);
        for (answers, margin) in self.points.iter().chain(&self.planned) {
            most = most.max(not_negative("a number of answers", *answers)?);
            widest = widest.max(not_negative("a margin of error", *margin)?);
        }
        for (answers, margin) in &self.points {
            // The first few answers have margins many times those that matter: they may run out of the frame.
            settled = if *answers >= most / 20.0 { settled.max(*margin) } else { settled };
        }
        if let Some(goal) = self.goal {
            settled = settled.max(1.3 * not_negative("the margin asked for", goal)?);
        }
        if let Some((_, margin)) = self.planned {
            settled = settled.max(1.1 * margin);
        }
        if self.points.is_empty() { Err(ChartError::NoData) } else { Ok((most, settled.min(widest.max(settled)))) }
    }

    fn axis_title(&self, words: &Words) -> String {
        match &self.unit {
            EffectUnit::Amount { unit, .. } if unit.is_empty() => words.key("chart-margin-axis-bare"),
            EffectUnit::Amount { unit, .. } => {
                words.say(&Message::new("chart-margin-axis").text("unit", super::svg::clean(unit)))
            }
            EffectUnit::Lift => words.key("chart-margin-axis-bare"),
            EffectUnit::Points | EffectUnit::Wins => words.key("chart-margin-axis-points"),
        }
    }

    fn draw_planned(&self, page: &mut Page, plot: &Plot, words: &Words) {
        if let Some(goal) = self.goal {
            plot.reserve_level(&mut page.canvas, goal);
        }
        let Some((answers, margin)) = self.planned else { return };
        let (x, y) = plot.place(answers, margin);
        page.canvas.line((x, y), (x, plot.frame().bottom()), Stroke::new(Ink::Text, 1.2).dash(Dash::Dotted));
        page.canvas.reserve_line(&[(x, y), (x, plot.frame().bottom())], 2.0);
        page.canvas.marker(Marker::Diamond, (x, y), 6.5, Ink::Text, false);
        page.canvas.reserve(Rectangle { left: x - 8.0, top: y - 8.0, width: 16.0, height: 16.0 });
        let text = self.said("chart-margin-planned", answers, margin, words);
        label::beside(&mut page.canvas, &text, (x, y), &plot.frame(), &label::ABOVE_FIRST);
    }

    fn name_goal(&self, page: &mut Page, plot: &Plot, words: &Words) {
        let Some(goal) = self.goal else { return };
        let text = words.say(&Message::new("chart-margin-goal").text("margin", self.unit.write_size(words, goal)));
        // The curve comes down on the left: there is room at the right end.
        let (right, height, style) = (plot.frame().right() - 6.0, plot.place_y(goal), super::TextStyle::LABEL.halo());
        let places = [(right, height - 7.0, super::Anchor::End), (right, height + 17.0, super::Anchor::End)];
        if page.canvas.label(&text, &places, &plot.frame().grown(2.0), &style).is_none() {
            label::on_level(&mut page.canvas, &text, plot, goal);
        }
    }

    fn said(&self, key: &'static str, answers: f64, margin: f64, words: &Words) -> String {
        let said = Message::new(key).number("answers", answers, 0);
        words.say(&said.text("margin", self.unit.write_size(words, margin)))
    }

    fn notes(&self, words: &Words) -> Vec<String> {
        let level = Message::new("chart-margin-note").percent("level", self.level, level_decimals(self.level));
        let population =
            self.population.map(|people| words.say(&Message::new("chart-margin-population").count("people", people)));
        std::iter::once(words.say(&level)).chain(population).collect()
    }

    fn reading(&self, words: &Words) -> String {
        let ends = self.points.first().into_iter().chain(&self.planned).chain(self.points.last());
        let mut told: Vec<String> =
            ends.map(|(answers, margin)| self.said("chart-margin-reading", *answers, *margin, words)).collect();
        told.dedup();
        told.join(" ")
    }

    /// A dozen points of the curve, and the planned one.
    fn numbers(&self, words: &Words) -> NumbersBehind {
        let mut numbers = NumbersBehind::new([words.key("chart-margin-answers"), words.key("chart-margin-column")]);
        let every = self.points.len().div_ceil(12).max(1);
        let mut shown: Vec<(f64, f64)> = self.points.iter().rev().step_by(every).rev().copied().collect();
        shown.extend(self.planned);
        shown.sort_by(|one, other| one.0.total_cmp(&other.0));
        shown.dedup();
        for (answers, margin) in shown {
            numbers.push([words.number(answers, 0), self.unit.write_size(words, margin)]);
        }
        numbers
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::gallery::{self, HOSTILE, LONG};
    use crate::words::Language;

    fn margin(answers: f64) -> (f64, f64) {
        (answers, 1.96 * (0.25 / answers).sqrt())
    }

    fn chart() -> MarginOfError {
        let mut caption = Caption::new("survey-margin", "385 answers are enough for five points");
        caption.subtitle = "A share near one half, simple random sample".to_owned();
        caption.as_of = Some(jiff::civil::date(2025, 5, 5));
        MarginOfError {
            caption,
            unit: EffectUnit::Points,
            points: (1..=120).map(|step| margin(f64::from(step) * 10.0)).collect(),
            planned: Some(margin(385.0)),
            goal: Some(0.05),
            level: 0.95,
            population: None,
        }
    }

    #[test]
    fn ordinary_margins_can_be_read() {
        gallery::check("margin", |words| chart().draw(words).unwrap());
        gallery::check("margin-nps", |words| {
            let mut chart = chart();
            chart.caption.title = LONG.to_owned();
            chart.unit = EffectUnit::Amount { unit: "NPS".to_owned(), decimals: 1 };
            chart.points.iter_mut().for_each(|point| point.1 *= 160.0);
            (chart.planned, chart.goal, chart.population) = (Some((600.0, 6.4)), None, Some(4_200));
            chart.draw(words).unwrap()
        });
    }

    #[test]
    fn hostile_margins_can_be_read() {
        let one = MarginOfError { points: vec![margin(10.0)], planned: None, ..chart() };
        let none = MarginOfError { points: vec![(1.0, 0.0), (2.0, 0.0)], planned: None, goal: None, ..chart() };
        let named = EffectUnit::Amount { unit: HOSTILE.to_owned(), decimals: 3 };
        let huge = MarginOfError { planned: Some((1e15, 0.0)), goal: Some(1e12), unit: named, ..chart() };
        let far = MarginOfError { goal: Some(0.9), planned: Some(margin(12.0)), unit: EffectUnit::Lift, ..chart() };
        for (name, chart) in [("one", one), ("none", none), ("huge", huge), ("far", far)] {
            gallery::check(&format!("margin-{name}"), |words| chart.draw(words).unwrap());
        }
    }

    #[test]
    fn what_cannot_be_drawn_is_an_error() {
        let words = Words::new(Language::English);
        let drawn = |change: fn(&mut MarginOfError)| {
            let mut chart = chart();
            change(&mut chart);
            chart.draw(&words)
        };
        assert_eq!(drawn(|chart| chart.points.clear()), Err(ChartError::NoData));
        assert!(matches!(drawn(|chart| chart.points[3].1 = f64::INFINITY), Err(ChartError::NotFinite { .. })));
        assert!(matches!(drawn(|chart| chart.points[3].1 = -0.1), Err(ChartError::Negative { .. })));
        assert!(matches!(drawn(|chart| chart.points[3].0 = 5.0), Err(ChartError::NotRising { .. })));
        assert!(matches!(drawn(|chart| chart.level = 95.0), Err(ChartError::NotAShare { .. })));
    }

    #[test]
    fn the_planned_answers_stand_in_the_table() {
        let figure = chart().draw(&Words::new(Language::English)).unwrap();
        let rows = &figure.numbers().unwrap().rows;
        assert!(rows.len() <= 14 && rows.iter().any(|row| row[0] == "385" && row[1].starts_with("4.99")), "{rows:?}");
    }
}
