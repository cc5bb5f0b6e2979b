//! The smallest effect a test can find, by the weeks it runs.

use super::canvas::Stroke;
use super::caption::Caption;
use super::effect::EffectUnit;
use super::figure::Figure;
use super::intervals::level_decimals;
use super::page::Page;
use super::plot::Plot;
use super::power_curve::test_note;
use super::theme::{Dash, Ink, Marker};
use super::{Axis, ChartError, Rectangle, finite, label, share};
use crate::words::{Message, Words};

/// What can be found after so many weeks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DetectableWeek {
    /// Whole weeks the test has run, from 1.
    pub weeks: u32,
    /// The smallest effect found with the power asked for, in the chart's unit.
    pub effect: f64,
    /// Units of all arms by then.
    pub units: u64,
}

/// The smallest detectable effect by week.
#[derive(Debug, Clone, PartialEq)]
pub struct DetectableEffectChart {
    /// Its texts; the subtitle names the metric, its baseline and the weekly traffic.
    pub caption: Caption,
    /// The unit of the effects.
    pub unit: EffectUnit,
    /// One point for each week, by rising weeks.
    pub weeks: Vec<DetectableWeek>,
    /// The week that is planned.
    pub chosen: Option<u32>,
    /// The effect that is hoped for.
    pub target: Option<f64>,
    /// The power each effect is found with, such as 0.8.
    pub power: f64,
    /// Risk of a false alarm.
    pub alpha: f64,
    /// 1 for a one-sided test, else 2.
    pub sides: u8,
}

/// Beyond half a year of weeks, markers hide the line they stand on.
const MOST_MARKERS: usize = 26;

impl DetectableEffectChart {
    /// Draws it.
    ///
    /// # Errors
    ///
    /// [`ChartError::NoData`] without weeks; [`ChartError::NotFinite`] when an effect is not finite;
    /// [`ChartError::NotAShare`] when the power or the risk is not one.
    pub fn draw(&self, words: &Words) -> Result<Figure, ChartError> {
        let (Some(first), Some(last)) = (self.weeks.first(), self.weeks.last()) else {
            return Err(ChartError::NoData);
        };
        share("the power", self.power)?;
        share("the risk of a false alarm", self.alpha)?;
        let y = self.vertical(words)?;
        let x = Axis::whole(words, first.weeks, last.weeks, 14)?.titled(words.key("chart-weeks")).without_grid();
        let mut page = self.caption.open();
        let plot = page.plot(290.0, x.padded(0.025, 0.025), y)?;
        self.draw_target(&mut page, &plot);
        let points: Vec<(f64, f64)> = self.weeks.iter().map(|week| (f64::from(week.weeks), week.effect)).collect();
        plot.line(&mut page.canvas, &points, Stroke::new(Ink::Blue, 2.6))?;
        plot.reserve_line(&mut page.canvas, &points);
        if points.len() <= MOST_MARKERS {
            plot.markers(&mut page.canvas, &points, Marker::Circle, 3.8, Ink::Blue);
        }
        self.name_chosen(&mut page, &plot, words);
        self.name_target(&mut page, &plot, words);
        let power = Message::new("chart-note-power").percent("power", self.power, level_decimals(self.power));
        let notes = [words.say(&power), test_note(words, self.alpha, self.sides)];
        Ok(self.caption.close(page, words, &notes, &self.reading(words)))
    }

    fn vertical(&self, words: &Words) -> Result<Axis, ChartError> {
        let mut reach = (0.0_f64, 0.0_f64);
        for effect in self.weeks.iter().map(|week| week.effect).chain(self.target) {
            let effect = finite("a detectable effect", effect)?;
            reach = (reach.0.min(effect), reach.1.max(effect));
        }
        // The axis starts at no effect, so that half the effect looks like half the effect.
        let axis = self.unit.axis(words, reach.0, reach.1, 5)?;
        let title = Message::new("chart-detectable-axis").text("unit", self.unit.axis_title(words));
        Ok(axis.titled(words.say(&title)))
    }

    fn draw_target(&self, page: &mut Page, plot: &Plot) {
        if let Some(target) = self.target {
            plot.level(&mut page.canvas, target, Stroke::new(Ink::Text, 1.2).dash(Dash::Dashed));
        }
    }

    fn name_target(&self, page: &mut Page, plot: &Plot, words: &Words) {
        if let Some(target) = self.target {
            let text = words.say(&Message::new("chart-target-effect").text("effect", self.unit.write(words, target)));
            label::on_level(&mut page.canvas, &text, plot, target);
        }
    }

    fn name_chosen(&self, page: &mut Page, plot: &Plot, words: &Words) {
        if let Some(target) = self.target {
            plot.reserve_level(&mut page.canvas, target);
        }
        let Some(week) = self.chosen_week() else { return };
        let (x, y) = plot.place(f64::from(week.weeks), week.effect);
        let drop = Stroke::new(Ink::Text, 1.2).dash(Dash::Dotted);
        page.canvas.line((x, y), (x, plot.frame().bottom()), drop);
        page.canvas.reserve_line(&[(x, y), (x, plot.frame().bottom())], 2.0);
        page.canvas.marker(Marker::Diamond, (x, y), 6.5, Ink::Text, false);
        page.canvas.reserve(Rectangle { left: x - 8.0, top: y - 8.0, width: 16.0, height: 16.0 });
        let text = self.chosen_text(words, week);
        // A falling curve leaves its free room above and to the right.
        label::beside(&mut page.canvas, &text, (x, y), &plot.frame(), &label::ABOVE_FIRST);
    }

    fn chosen_week(&self) -> Option<&DetectableWeek> {
        self.weeks.iter().find(|week| Some(week.weeks) == self.chosen)
    }

    fn chosen_text(&self, words: &Words, week: &DetectableWeek) -> String {
        let text = Message::new("chart-detectable-chosen")
            .count("weeks", u64::from(week.weeks))
            .text("effect", self.unit.write(words, week.effect))
            .count("units", week.units);
        words.say(&text)
    }

    fn reading(&self, words: &Words) -> String {
        let said = |week: &DetectableWeek| self.chosen_text(words, week);
        let ends = self.weeks.first().into_iter().chain(self.chosen_week()).chain(self.weeks.last());
        let mut parts: Vec<String> = ends.map(said).collect();
        parts.dedup();
        parts.join("; ") + "."
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::gallery::{self, HOSTILE, LONG};
    use crate::words::Language;

    fn week(weeks: u32, effect: f64) -> DetectableWeek {
        DetectableWeek { weeks, effect, units: u64::from(weeks) * 7_400 }
    }

    fn chart() -> DetectableEffectChart {
        let mut caption = Caption::new("E003-effect", "Four weeks find a lift of 10%; eight would find 7%");
        caption.subtitle = "Guest checkout: conversion of 10% today, 7,400 visitors a week".to_owned();
        caption.as_of = Some(jiff::civil::date(2025, 4, 1));
        DetectableEffectChart {
            caption,
            unit: EffectUnit::Lift,
            weeks: (1..=12).map(|weeks| week(weeks, 0.2 / f64::from(weeks).sqrt())).collect(),
            chosen: Some(4),
            target: Some(0.1),
            power: 0.8,
            alpha: 0.05,
            sides: 2,
        }
    }

    #[test]
    fn ordinary_weeks_can_be_read() {
        gallery::check("effect", |words| chart().draw(words).unwrap());
        gallery::check("effect-year", |words| {
            let mut chart = chart();
            chart.caption.title = LONG.to_owned();
            chart.unit = EffectUnit::Points;
            chart.weeks = (1..=52).map(|weeks| week(weeks, 0.02 / f64::from(weeks).sqrt())).collect();
            (chart.chosen, chart.target) = (Some(2), Some(0.012));
            chart.draw(words).unwrap()
        });
    }

    #[test]
    fn hostile_weeks_can_be_read() {
        for (name, weeks) in [
            ("one", vec![week(4, 0.1)]),
            ("equal", (1..=3).map(|weeks| week(weeks, 0.0)).collect()),
            ("huge", vec![week(1, 1e200), week(u32::MAX, 1e-200)]),
            ("negative", (1..=6).map(|weeks| week(weeks, -0.3 / f64::from(weeks))).collect()),
        ] {
            gallery::check(&format!("effect-{name}"), |words| {
                let mut chart = chart();
                chart.caption.subtitle = HOSTILE.to_owned();
                chart.unit = EffectUnit::Amount { unit: HOSTILE.to_owned(), decimals: 2 };
                chart.weeks = weeks.clone();
                chart.draw(words).unwrap()
            });
        }
    }

    #[test]
    fn what_cannot_be_drawn_is_an_error() {
        let words = Words::new(Language::English);
        assert_eq!(DetectableEffectChart { weeks: vec![], ..chart() }.draw(&words), Err(ChartError::NoData));
        let broken = DetectableEffectChart { target: Some(f64::INFINITY), ..chart() };
        assert!(matches!(broken.draw(&words), Err(ChartError::NotFinite { .. })));
    }
}
