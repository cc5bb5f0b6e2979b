//! What looking again and again does to the false alarms of a test that plans one look.

use super::canvas::{Fill, Stroke};
use super::caption::Caption;
use super::figure::Figure;
use super::numbers_behind::NumbersBehind;
use super::theme::{Dash, Ink, Marker};
use super::{Axis, ChartError, label, ordered, rising, share, svg};
use crate::words::{Message, Words};

/// The false alarms of who has looked so often.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AlarmsAtLook {
    /// The look, from 1.
    pub look: u32,
    /// The share of tests without effect that raised an alarm at this look or an earlier one.
    pub share: f64,
    /// Lower end of its interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// False alarms look by look.
///
/// ```
/// use jalon::chart::{AlarmsAtLook, Caption, FalseAlarmsByLook};
/// use jalon::words::{Language, Words};
/// let at = |look, share| AlarmsAtLook { look, share, low: share - 0.01, high: share + 0.01 };
/// let chart = FalseAlarmsByLook {
///     caption: Caption::new("looks", "Five looks, three times the false alarms"),
///     points: vec![at(1, 0.05), at(2, 0.083), at(5, 0.142)], risk: (0.05, "allowed: 5%".to_owned()),
/// };
/// assert!(chart.draw(&Words::new(Language::English)).unwrap().svg().contains("allowed"));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct FalseAlarmsByLook {
    /// Its texts; the subtitle says of which tests, and how many.
    pub caption: Caption,
    /// The shares, by rising looks.
    pub points: Vec<AlarmsAtLook>,
    /// The risk that is allowed, and what it is.
    pub risk: (f64, String),
}

/// Beyond so many, markers hide the line they stand on.
const MOST_MARKERS: usize = 26;

impl FalseAlarmsByLook {
    /// Draws it.
    ///
    /// # Errors
    ///
    /// [`ChartError::NoData`] without looks; [`ChartError::NotAShare`], [`ChartError::NotFinite`] and [`ChartError::Reversed`] for
    /// shares that are none; [`ChartError::NotRising`] when the looks do not rise.
    pub fn draw(&self, words: &Words) -> Result<Figure, ChartError> {
        let (Some(first), Some(last)) = (self.points.first(), self.points.last()) else {
            return Err(ChartError::NoData);
        };
        let top = self.top()?;
        let mut page = self.caption.open();
        let x = Axis::whole(words, first.look, last.look, 14)?.titled(words.key("chart-alarms-looks"));
        let y = Axis::percent(words, 0.0, top, 5)?.titled(words.key("chart-alarms-so-far"));
        let plot = page.plot(290.0, x.padded(0.025, 0.025).without_grid(), y)?;
        let (risk, named) = &self.risk;
        plot.level(&mut page.canvas, *risk, Stroke::new(Ink::Text, 1.2).dash(Dash::Dashed));
        let at = |point: &AlarmsAtLook| f64::from(point.look);
        let band: Vec<(f64, f64, f64)> = self.points.iter().map(|point| (at(point), point.low, point.high)).collect();
        plot.band(&mut page.canvas, &band, Fill::pale(Ink::Vermilion, 0.25))?;
        let line: Vec<(f64, f64)> = self.points.iter().map(|point| (at(point), point.share)).collect();
        plot.line(&mut page.canvas, &line, Stroke::new(Ink::Vermilion, 2.6))?;
        plot.reserve_line(&mut page.canvas, &line);
        if line.len() <= MOST_MARKERS {
            plot.markers(&mut page.canvas, &line, Marker::Circle, 3.8, Ink::Vermilion);
        }
        label::on_level(&mut page.canvas, &svg::clean(named), &plot, *risk);
        let notes = [words.key("chart-alarms-note")];
        let figure = self.caption.close(page, words, &notes, &self.reading(last, words));
        Ok(figure.with_numbers(self.numbers(words)))
    }

    /// The upper end of the vertical axis.
    fn top(&self) -> Result<f64, ChartError> {
        rising("a look", self.points.iter().map(|point| f64::from(point.look)))?;
        let mut top = 1.4 * share("the risk of a false alarm", self.risk.0)?;
        for point in &self.points {
            share("a share", point.share)?;
            ordered("the interval of a share", share("a share", point.low)?, share("a share", point.high)?)?;
            top = top.max(point.high);
        }
        Ok(top.clamp(0.01, 1.0))
    }

    fn reading(&self, last: &AlarmsAtLook, words: &Words) -> String {
        let said =
            Message::new("chart-alarms-reading").count("looks", last.look.into()).percent("share", last.share, 1);
        words.say(&said)
    }

    fn numbers(&self, words: &Words) -> NumbersBehind {
        let titles = ["chart-alarms-looks", "chart-alarms-so-far", "chart-alarms-low", "chart-alarms-high"];
        let mut numbers = NumbersBehind::new(titles.map(|key| words.key(key)));
        for point in &self.points {
            let shares = [point.share, point.low, point.high].map(|share| words.percent(share, 2));
            numbers.push(std::iter::once(words.count(point.look.into())).chain(shares));
        }
        numbers
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::gallery::{self, LONG};
    use crate::words::Language;

    fn chart(looks: u32) -> FalseAlarmsByLook {
        let point = |look: u32| {
            let share = 0.05 * (1.0 + f64::from(look).ln());
            AlarmsAtLook { look, share, low: share - 0.006, high: share + 0.006 }
        };
        FalseAlarmsByLook {
            caption: Caption::new("looks", "Five looks, three times the false alarms"),
            points: (1..=looks).map(point).collect(),
            risk: (0.05, "risk that is allowed: 5%".to_owned()),
        }
    }

    #[test]
    fn few_and_many_looks_can_be_read() {
        gallery::check("false-alarms", |words| chart(14).draw(words).unwrap());
        gallery::check("false-alarms-many", |words| {
            let mut chart = chart(300);
            (chart.caption.title, chart.risk.1) = (LONG.to_owned(), LONG.to_owned());
            chart.draw(words).unwrap()
        });
        gallery::check("false-alarms-one", |words| chart(1).draw(words).unwrap());
    }

    #[test]
    fn what_cannot_be_drawn_is_an_error() {
        let words = Words::new(Language::English);
        assert_eq!(chart(0).draw(&words), Err(ChartError::NoData));
        let mut broken = chart(3);
        broken.points[1].share = 1.5;
        assert!(matches!(broken.draw(&words), Err(ChartError::NotAShare { what: "a share", .. })));
        let mut back = chart(3);
        back.points[2].look = 1;
        assert!(matches!(back.draw(&words), Err(ChartError::NotRising { .. })));
    }
}
