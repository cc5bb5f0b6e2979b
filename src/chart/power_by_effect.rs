//! What a test decides, by the true effect: its power, and how often each verdict comes out.

use super::canvas::{Fill, Rectangle, Stroke};
use super::caption::Caption;
use super::effect::EffectUnit;
use super::figure::Figure;
use super::intervals::level_decimals;
use super::numbers_behind::NumbersBehind;
use super::page::Page;
use super::plot::Plot;
use super::posterior::written;
use super::power_curve::test_note;
use super::text::{Anchor, TextStyle};
use super::theme::{Dash, Ink, Marker};
use super::{Axis, ChartError, LegendItem, Swatch, label, ordered, rising, share, svg};
use crate::words::{Message, Words};

/// A verdict a test can end with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerdictName {
    /// Its word: `ship`, `stop`, `undecided`.
    pub label: String,
    /// What it means, for its colour.
    pub tone: super::Tone,
}

/// What a test does under one true effect.
#[derive(Debug, Clone, PartialEq)]
pub struct EffectPower {
    /// The true effect, in the chart's unit.
    pub effect: f64,
    /// Chance of finding it. Where the effect is 0, this is the chance of a false alarm.
    pub power: f64,
    /// The interval of the power where it is simulated.
    pub interval: Option<(f64, f64)>,
    /// Chance of each verdict, in the chart's order; together 1 at most. Empty when the chart names no verdict.
    pub verdicts: Vec<f64>,
}

/// Power and verdicts against the true effect.
///
/// ```
/// use jalon::chart::{Caption, EffectPower, EffectUnit, PowerByEffect};
/// use jalon::words::{Language, Words};
/// let point = |effect, power| EffectPower { effect, power, interval: None, verdicts: vec![] };
/// let chart = PowerByEffect {
///     caption: Caption::new("power", "Four times in five at +10 %"), unit: EffectUnit::Lift, verdicts: vec![],
///     points: vec![point(0.0, 0.025), point(0.05, 0.29), point(0.1, 0.80)],
///     planned: Some(0.1), goal: Some(0.8), alpha: 0.05, sides: 2, level: 0.95, runs: None,
/// };
/// assert!(chart.draw(&Words::new(Language::English)).unwrap().svg().contains("80.0%"));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct PowerByEffect {
    /// Its texts; the subtitle names the metric and the plan.
    pub caption: Caption,
    /// The unit of the effects.
    pub unit: EffectUnit,
    /// The verdicts whose chances are shown, from the bottom up; may be empty.
    pub verdicts: Vec<VerdictName>,
    /// One point for each true effect, by rising effects.
    pub points: Vec<EffectPower>,
    /// The effect the plan is made for.
    pub planned: Option<f64>,
    /// The power asked for, such as 0.8.
    pub goal: Option<f64>,
    /// Risk of a false alarm.
    pub alpha: f64,
    /// 1 for a one-sided test, else 2.
    pub sides: u8,
    /// Level of the simulated intervals, such as 0.95.
    pub level: f64,
    /// Simulated tests behind each point; `None` when the chances are computed.
    pub runs: Option<u64>,
}

const POWER_HEIGHT: f64 = 250.0;
const VERDICT_HEIGHT: f64 = 190.0;
/// Beyond as many points, markers hide the line they stand on.
const MOST_MARKERS: usize = 40;
const SLACK: f64 = 1e-6;

impl PowerByEffect {
    /// Draws it.
    ///
    /// # Errors
    ///
    /// [`ChartError::NoData`] without points; [`ChartError::NotFinite`] when a number is not finite;
    /// [`ChartError::NotRising`] when the effects do not rise; [`ChartError::NotAShare`] when a chance, a level or the
    /// sum of the verdicts' chances is not one; [`ChartError::Reversed`] when an interval runs backwards;
    /// [`ChartError::WrongLength`] when a point has not one chance for each verdict.
    pub fn draw(&self, words: &Words) -> Result<Figure, ChartError> {
        self.check()?;
        let (low, high) = self.reach();
        let axis = self.unit.axis(words, low, high, 7)?.without_grid().padded(0.015, 0.03);
        let title = words.say(&Message::new("chart-by-effect-axis").text("unit", self.unit.axis_title(words)));
        let mut page = self.caption.open();
        let y = Axis::percent(words, 0.0, 1.0, 5)?.titled(words.key("chart-power"));
        let plot = page.plot(POWER_HEIGHT, axis.clone().titled(title.clone()), y)?;
        self.draw_power(&mut page, &plot, words)?;
        if !self.verdicts.is_empty() {
            page.skip(6.0);
            page.legend(&self.legend());
            let y = Axis::percent(words, 0.0, 1.0, 4)?.titled(words.key("chart-by-effect-verdicts"));
            let plot = page.plot(VERDICT_HEIGHT, axis.titled(title), y)?;
            self.draw_verdicts(&mut page, &plot)?;
        }
        let figure = self.caption.close(page, words, &self.notes(words), &self.reading(words));
        Ok(figure.with_numbers(self.numbers(words)))
    }

    fn check(&self) -> Result<(), ChartError> {
        share("the risk of a false alarm", self.alpha)?;
        share("the level of the intervals", self.level)?;
        if let Some(goal) = self.goal {
            share("the power asked for", goal)?;
        }
        if let Some(planned) = self.planned {
            super::finite("the planned effect", planned)?;
        }
        if self.points.is_empty() {
            return Err(ChartError::NoData);
        }
        rising("a true effect", self.points.iter().map(|point| point.effect))?;
        for point in &self.points {
            share("a power", point.power)?;
            if let Some((low, high)) = point.interval {
                ordered("the interval of a power", share("a power", low)?, share("a power", high)?)?;
            }
            let (found, expected) = (point.verdicts.len(), self.verdicts.len());
            if found != expected {
                return Err(ChartError::WrongLength { what: "chances of the verdicts", found, expected });
            }
            let mut sum = 0.0;
            for chance in &point.verdicts {
                sum += share("the chance of a verdict", *chance)?;
            }
            if sum > 1.0 + SLACK {
                return Err(ChartError::NotAShare { what: "the sum of the verdicts’ chances", value: sum });
            }
        }
        Ok(())
    }

    fn reach(&self) -> (f64, f64) {
        let effects = self.points.iter().map(|point| point.effect).chain(self.planned).chain([0.0]);
        effects.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), effect| (effect.min(low), effect.max(high)))
    }

    fn draw_power(&self, page: &mut Page, plot: &Plot, words: &Words) -> Result<(), ChartError> {
        plot.upright(&mut page.canvas, 0.0, Stroke::new(Ink::Text, 1.2));
        if let Some(goal) = self.goal {
            plot.level(&mut page.canvas, goal, Stroke::new(Ink::Text, 1.2).dash(Dash::Dashed));
        }
        let points: Vec<(f64, f64)> = self.points.iter().map(|point| (point.effect, point.power)).collect();
        plot.line(&mut page.canvas, &points, Stroke::new(Ink::Blue, 2.6))?;
        plot.reserve_line(&mut page.canvas, &points);
        self.draw_intervals(page, plot)?;
        if points.len() <= MOST_MARKERS {
            plot.markers(&mut page.canvas, &points, Marker::Circle, 3.8, Ink::Blue);
        }
        if let Some(goal) = self.goal {
            let text = Message::new("chart-power-goal").percent("power", goal, level_decimals(goal));
            label::on_level(&mut page.canvas, &words.say(&text), plot, goal);
            plot.reserve_level(&mut page.canvas, goal);
        }
        self.name_planned(page, plot, words);
        Ok(())
    }

    /// The simulated intervals: a bar at each effect, a band where there are too many effects for bars.
    fn draw_intervals(&self, page: &mut Page, plot: &Plot) -> Result<(), ChartError> {
        let ends = |point: &EffectPower| point.interval.unwrap_or((f64::NAN, f64::NAN));
        let band: Vec<(f64, f64, f64)> =
            self.points.iter().map(|point| (point.effect, ends(point).0, ends(point).1)).collect();
        if band.len() > MOST_MARKERS {
            return plot.band(&mut page.canvas, &band, Fill::pale(Ink::Blue, 0.25));
        }
        let stroke = Stroke::new(Ink::Blue, 1.6);
        for (effect, low, high) in band.into_iter().filter(|(_, low, _)| low.is_finite()) {
            let (x, from, to) = (plot.place_x(effect), plot.place_y(low), plot.place_y(high));
            page.canvas.line((x, from), (x, to), stroke);
            for end in [from, to] {
                page.canvas.line((x - 4.0, end), (x + 4.0, end), stroke);
            }
        }
        Ok(())
    }

    fn planned_point(&self) -> Option<&EffectPower> {
        self.points.iter().find(|point| Some(point.effect) == self.planned)
    }

    fn name_planned(&self, page: &mut Page, plot: &Plot, words: &Words) {
        let Some(planned) = self.planned else { return };
        let Some(point) = self.planned_point() else {
            plot.upright(&mut page.canvas, planned, Stroke::new(Ink::Text, 1.2).dash(Dash::Dotted));
            let text = Message::new("chart-by-effect-planned").text("effect", self.unit.write(words, planned));
            label::on_upright(&mut page.canvas, &words.say(&text), plot, planned);
            return;
        };
        let (x, y) = plot.place(point.effect, point.power);
        let drop = Stroke::new(Ink::Text, 1.2).dash(Dash::Dotted);
        page.canvas.line((x, y), (x, plot.frame().bottom()), drop);
        page.canvas.reserve_line(&[(x, y), (x, plot.frame().bottom())], 2.0);
        page.canvas.marker(Marker::Diamond, (x, y), 6.5, Ink::Text, false);
        page.canvas.reserve(Rectangle { left: x - 8.0, top: y - 8.0, width: 16.0, height: 16.0 });
        let text = self.point_text("chart-by-effect-plan", point, words);
        label::beside(&mut page.canvas, &text, (x, y), &plot.frame(), &label::BELOW_FIRST);
    }

    fn point_text(&self, key: &'static str, point: &EffectPower, words: &Words) -> String {
        let text = Message::new(key).text("effect", self.unit.write(words, point.effect));
        words.say(&text.text("power", written(words, point.power)))
    }

    fn legend(&self) -> Vec<LegendItem> {
        let item = |(place, verdict): (usize, &VerdictName)| {
            LegendItem::new(Swatch::Area(self.fill(place)), verdict.label.clone())
        };
        // From the top down, as the layers lie.
        self.verdicts.iter().enumerate().rev().map(item).collect()
    }

    /// The colour of a verdict: that of its tone, paler where a tone comes again.
    fn fill(&self, place: usize) -> Fill {
        let Some(verdict) = self.verdicts.get(place) else { return Fill::pale(Ink::Muted, 0.3) };
        let ink = match verdict.tone {
            super::Tone::Good => Ink::Green,
            super::Tone::Open => Ink::Axis,
            super::Tone::Bad => Ink::Vermilion,
        };
        let again = self.verdicts.iter().take(place).filter(|before| before.tone == verdict.tone).count();
        Fill::pale(ink, 0.55 / (again as f64 + 1.0))
    }

    /// The layers of the chances, stacked: lower and upper edge at each effect.
    fn layers(&self) -> Vec<Vec<(f64, f64, f64)>> {
        let edge = |point: &EffectPower, place: usize| point.verdicts.iter().take(place).sum::<f64>().min(1.0);
        let layer = |place: usize| {
            self.points.iter().map(|point| (point.effect, edge(point, place), edge(point, place + 1))).collect()
        };
        (0..self.verdicts.len()).map(layer).collect()
    }

    fn draw_verdicts(&self, page: &mut Page, plot: &Plot) -> Result<(), ChartError> {
        let layers = self.layers();
        for (place, layer) in layers.iter().enumerate() {
            match layer.as_slice() {
                // A single effect has no width: its verdicts stand in a bar.
                [(x, low, high)] => {
                    let (x, top, bottom) = (plot.place_x(*x), plot.place_y(*high), plot.place_y(*low));
                    let (left, right) = ((x - 20.0).max(plot.frame().left), (x + 20.0).min(plot.frame().right()));
                    let bar = Rectangle { left, top, width: right - left, height: bottom - top };
                    let outline = Stroke::new(Ink::Ground, 1.5);
                    page.canvas.rectangle(bar, 0.0, Some(self.fill(place)), Some(outline));
                }
                _ => {
                    plot.band(&mut page.canvas, layer, self.fill(place))?;
                    let edge: Vec<(f64, f64)> = layer.iter().map(|(x, _, high)| (*x, *high)).collect();
                    plot.line(&mut page.canvas, &edge, Stroke::new(Ink::Ground, 1.5))?;
                }
            }
        }
        plot.upright(&mut page.canvas, 0.0, Stroke::new(Ink::Text, 1.2));
        if let Some(planned) = self.planned {
            plot.upright(&mut page.canvas, planned, Stroke::new(Ink::Text, 1.2).dash(Dash::Dotted));
        }
        for effect in self.planned.into_iter().chain([0.0]) {
            let x = plot.place_x(effect);
            page.canvas.reserve_line(&[(x, plot.frame().top), (x, plot.frame().bottom())], 2.0);
        }
        for (verdict, layer) in self.verdicts.iter().zip(&layers) {
            name_layer(page, plot, &svg::clean(&verdict.label), layer);
        }
        Ok(())
    }

    fn notes(&self, words: &Words) -> Vec<String> {
        let mut notes = vec![test_note(words, self.alpha, self.sides)];
        notes.push(match self.runs {
            Some(runs) => words.say(&Message::new("chart-note-simulated").count("runs", runs)),
            None => words.key("chart-note-computed"),
        });
        if self.points.iter().any(|point| point.interval.is_some()) {
            let level = if self.points.len() > MOST_MARKERS {
                Message::new("chart-by-effect-band")
            } else {
                Message::new("chart-note-level")
            };
            let level = level.percent("level", self.level, level_decimals(self.level));
            notes.push(words.say(&level));
        }
        notes
    }

    fn reading(&self, words: &Words) -> String {
        let (first, last) = (self.points.first(), self.points.last());
        let mut told: Vec<String> = [first, self.planned_point(), last]
            .into_iter()
            .flatten()
            .map(|point| self.point_text("chart-by-effect-reading", point, words))
            .collect();
        told.dedup();
        told.join(" ")
    }

    fn numbers(&self, words: &Words) -> NumbersBehind {
        let with_interval = self.points.iter().any(|point| point.interval.is_some());
        let interval = Message::new("chart-column-interval").percent("level", self.level, level_decimals(self.level));
        let title = words.say(&Message::new("chart-by-effect-axis").text("unit", self.unit.axis_title(words)));
        let mut titles = vec![title, words.key("chart-power")];
        titles.extend(with_interval.then(|| words.say(&interval)));
        titles.extend(self.verdicts.iter().map(|verdict| svg::clean(&verdict.label)));
        let mut numbers = NumbersBehind::new(titles);
        let range = |(low, high): (f64, f64)| {
            words.say(
                &Message::new("chart-interval").text("low", words.percent(low, 1)).text("high", words.percent(high, 1)),
            )
        };
        for point in &self.points {
            let mut row = vec![self.unit.write(words, point.effect), words.percent(point.power, 1)];
            row.extend(with_interval.then(|| point.interval.map(range).unwrap_or_default()));
            row.extend(point.verdicts.iter().map(|chance| words.percent(*chance, 1)));
            numbers.push(row);
        }
        numbers
    }
}

/// Writes a verdict into its layer where it is thickest, if it fits there.
fn name_layer(page: &mut Page, plot: &Plot, text: &str, layer: &[(f64, f64, f64)]) {
    let style = TextStyle::LABEL.bold();
    let half = style.width(text) / 2.0 + 4.0;
    let edges = |at: f64| {
        layer.windows(2).find_map(|pair| match pair {
            [one, next] => {
                let (left, right) = (plot.place_x(one.0), plot.place_x(next.0));
                let along = (at - left) / (right - left);
                let mix = |from: f64, to: f64| plot.place_y(from + along * (to - from));
                (left..=right).contains(&at).then(|| (mix(one.1, next.1), mix(one.2, next.2)))
            }
            _ => None,
        })
    };
    // The room over the whole width of the name, and its middle.
    let room = |centre: f64| {
        let ends = [centre - half, centre, centre + half].map(edges);
        let mut bottom = f64::INFINITY;
        let mut top = f64::NEG_INFINITY;
        for end in ends {
            let (low, high) = end?;
            (bottom, top) = (bottom.min(low), top.max(high));
        }
        Some((bottom - top, (bottom + top) / 2.0))
    };
    let frame = plot.frame();
    let centres = (1..40).map(|step| frame.left + frame.width * f64::from(step) / 40.0);
    let mut places: Vec<(f64, f64, f64)> =
        centres.filter_map(|x| room(x).map(|(height, middle)| (height, x, middle))).collect();
    places.retain(|(height, _, _)| *height > style.line_height() + 2.0);
    places.sort_by(|one, other| other.0.total_cmp(&one.0));
    let places: Vec<_> = places.into_iter().map(|(_, x, y)| (x, y + style.middle_shift(), Anchor::Middle)).collect();
    // What fits nowhere stands in the legend.
    if page.canvas.label(text, &places, &frame, &style).is_none() {
        let _ = page.canvas.label_over_marks(text, &places, &frame, &style);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::Tone;
    use crate::chart::gallery::{self, HOSTILE, LONG};
    use crate::words::Language;

    /// Chances of the right shape; charts do not care for their exactness.
    fn point(effect: f64) -> EffectPower {
        let rise = |centre: f64| 1.0 / (1.0 + (-(effect - centre) * 45.0).exp());
        let (ship, harm) = (rise(0.07), 1.0 - rise(-0.07));
        EffectPower {
            effect,
            power: ship,
            interval: Some(((ship - 0.02).max(0.0), (ship + 0.02).min(1.0))),
            verdicts: vec![ship, (1.0 - ship - harm).max(0.0), harm],
        }
    }

    fn chart(count: i32) -> PowerByEffect {
        let mut caption = Caption::new("E003-by-effect", "A lift of 10% is found four times in five");
        caption.subtitle = "E003, conversion, the plan as it is locked".to_owned();
        caption.as_of = Some(jiff::civil::date(2025, 4, 1));
        let verdict = |label: &str, tone: Tone| VerdictName { label: label.to_owned(), tone };
        PowerByEffect {
            caption,
            unit: EffectUnit::Lift,
            verdicts: vec![
                verdict("ship", Tone::Good),
                verdict("undecided", Tone::Open),
                verdict("stop: worse", Tone::Bad),
            ],
            points: (0..count).map(|step| point(0.05 * f64::from(step) - 0.1)).collect(),
            planned: Some(0.1),
            goal: Some(0.8),
            alpha: 0.05,
            sides: 2,
            level: 0.95,
            runs: Some(100_000),
        }
    }

    #[test]
    fn ordinary_effects_can_be_read() {
        gallery::check("by-effect", |words| chart(6).draw(words).unwrap());
        gallery::check("by-effect-power-alone", |words| {
            let mut chart = chart(6);
            chart.caption.title = LONG.to_owned();
            chart.verdicts.clear();
            (chart.runs, chart.planned) = (None, Some(0.08));
            chart.points.iter_mut().for_each(|point| (point.verdicts, point.interval) = (vec![], None));
            chart.draw(words).unwrap()
        });
        gallery::check("by-effect-one", |words| chart(1).draw(words).unwrap());
        gallery::check("by-effect-fine", |words| {
            let mut chart = chart(1);
            chart.points = (0..=100).map(|step| point(f64::from(step) * 0.003 - 0.15)).collect();
            chart.draw(words).unwrap()
        });
    }

    #[test]
    fn hostile_effects_can_be_read() {
        let mut named = chart(6);
        named.verdicts[0].label = HOSTILE.to_owned();
        named.verdicts[1].label = LONG.repeat(2);
        named.unit = EffectUnit::Amount { unit: HOSTILE.to_owned(), decimals: 3 };
        let mut many = chart(6);
        many.verdicts =
            (0..12).map(|place| VerdictName { label: format!("{place} {LONG}"), tone: Tone::Bad }).collect();
        many.points.iter_mut().for_each(|point| point.verdicts = vec![1.0 / 12.0; 12]);
        let mut huge = chart(3);
        huge.points[2].effect = 1e200;
        for (name, chart) in [("named", named), ("many", many), ("huge", huge)] {
            gallery::check(&format!("by-effect-{name}"), |words| chart.draw(words).unwrap());
        }
    }

    #[test]
    fn what_cannot_be_drawn_is_an_error() {
        let words = Words::new(Language::English);
        let drawn = |change: fn(&mut PowerByEffect)| {
            let mut chart = chart(5);
            change(&mut chart);
            chart.draw(&words)
        };
        assert_eq!(drawn(|chart| chart.points.clear()), Err(ChartError::NoData));
        assert!(matches!(drawn(|chart| chart.points[1].effect = 1.0), Err(ChartError::NotRising { .. })));
        assert!(matches!(drawn(|chart| chart.points[1].power = 1.1), Err(ChartError::NotAShare { .. })));
        assert!(matches!(drawn(|chart| chart.points[1].interval = Some((0.9, 0.1))), Err(ChartError::Reversed { .. })));
        assert!(matches!(drawn(|chart| chart.points[1].verdicts = vec![0.5]), Err(ChartError::WrongLength { .. })));
        assert!(matches!(drawn(|chart| chart.points[1].verdicts = vec![0.9; 3]), Err(ChartError::NotAShare { .. })));
        assert!(matches!(drawn(|chart| chart.planned = Some(f64::NAN)), Err(ChartError::NotFinite { .. })));
    }

    #[test]
    fn the_verdicts_fill_the_whole_height() {
        let layers = chart(5).layers();
        assert!(layers[2].iter().all(|(_, _, high)| (high - 1.0).abs() < 1e-9));
        assert!(layers[0].iter().zip(&layers[1]).all(|(below, above)| below.2 == above.1));
    }
}
