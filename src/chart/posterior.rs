//! What is known of an effect after the data: its density, the chance to lose, and what a wrong choice would cost.

use super::canvas::{Fill, Rectangle, Stroke};
use super::caption::Caption;
use super::effect::EffectUnit;
use super::figure::Figure;
use super::intervals::level_decimals;
use super::numbers_behind::NumbersBehind;
use super::page::Page;
use super::plot::Plot;
use super::text::TextStyle;
use super::theme::{Dash, Ink, Marker};
use super::{Axis, ChartError, LegendItem, Swatch, finite, not_negative, ordered, rising, share};
use crate::words::{Message, Words};

/// On which side of 0 the variant loses to the control.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LosingSide {
    /// Below 0: more of the metric is better.
    Below,
    /// Above 0: less of the metric is better.
    Above,
}

/// The density of an effect after the data, beside what was believed before.
///
/// ```
/// use jalon::chart::{Caption, EffectUnit, LosingSide, PosteriorDensity};
/// use jalon::words::{Language, Words};
/// let bell = |mean: f64, sd: f64| (-40..=60).map(f64::from).map(|step| step / 400.0)
///     .map(|x| (x, (-0.5 * ((x - mean) / sd).powi(2)).exp() / sd)).collect::<Vec<_>>();
/// let chart = PosteriorDensity {
///     caption: Caption::new("posterior", "Guest checkout wins, most likely"), unit: EffectUnit::Lift,
///     posterior: bell(0.03, 0.02), prior: bell(0.0, 0.03), level: 0.95,
///     estimate: 0.03, low: -0.009, high: 0.069,
///     losing: LosingSide::Below, chance_to_lose: 0.0668, loss_of_shipping: 0.0006, loss_of_keeping: 0.0306,
/// };
/// assert!(chart.draw(&Words::new(Language::English)).unwrap().svg().contains("6.7%"));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct PosteriorDensity {
    /// Its texts; the subtitle names the metric and the arms, a note the prior's origin.
    pub caption: Caption,
    /// The unit of the effect.
    pub unit: EffectUnit,
    /// Effect and density after the data, by rising effects. Only its shape is shown, so any scale will do.
    pub posterior: Vec<(f64, f64)>,
    /// The same before the data, on the same scale; empty when it is not to be shown.
    pub prior: Vec<(f64, f64)>,
    /// Chance with which the effect lies in the interval, such as 0.95.
    pub level: f64,
    /// The effect's middle: its median or mean after the data.
    pub estimate: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
    /// On which side of 0 the variant loses.
    pub losing: LosingSide,
    /// Chance that the effect lies on that side.
    pub chance_to_lose: f64,
    /// What shipping the variant loses on average, in the unit of the effect: not negative.
    pub loss_of_shipping: f64,
    /// What keeping the control loses on average, in the unit of the effect: not negative.
    pub loss_of_keeping: f64,
}

/// Share of the highest density below which a curve is as good as 0.
const TAIL: f64 = 1e-3;
const LOSING: Fill = Fill::pale(Ink::Vermilion, 0.4);
const INTERVAL: TextStyle = TextStyle::LABEL.bold().halo();
const WINNING: Fill = Fill::pale(Ink::Blue, 0.16);

impl PosteriorDensity {
    /// Draws it.
    ///
    /// # Errors
    ///
    /// [`ChartError::NoData`] without a curve; [`ChartError::NoSpread`] when all of it stands at one place;
    /// [`ChartError::NotFinite`] when a number is not finite, such as an end of an unbounded interval;
    /// [`ChartError::NotRising`], [`ChartError::Reversed`] and [`ChartError::Negative`] for effects out of order, an
    /// interval that runs backwards, and negative densities or losses; [`ChartError::NotAShare`] when a chance is not one.
    pub fn draw(&self, words: &Words) -> Result<Figure, ChartError> {
        let top = self.check()?;
        let (low, high) = self.reach(top);
        let x = self.unit.axis(words, low, high, 7)?.without_grid();
        let prior_top = self.prior.iter().map(|(_, density)| *density).fold(0.0, f64::max);
        // The interval has a strip of its own below the curve, with a second row where its numbers fit on neither side.
        let strip = if self.fits_beside(&x, words) { 0.16 } else { 0.26 };
        let y = Axis::linear(-strip, 1.06, vec![])?.titled(words.key("chart-posterior-density"));
        let scale = top.max(prior_top.min(2.0 * top));
        let mut page = self.caption.open();
        page.legend(&self.legend(words));
        self.write_losses(&mut page, words);
        let plot = page.plot(300.0, x, y)?;
        let inside = |curve: &[(f64, f64)]| -> Vec<(f64, f64)> {
            within(curve, plot.x().low(), plot.x().high())
                .into_iter()
                .map(|(x, density)| (x, density / scale))
                .collect()
        };
        self.draw_areas(&mut page, &plot, &inside(&self.posterior))?;
        plot.level(&mut page.canvas, 0.0, Stroke::new(Ink::Axis, 1.0));
        plot.upright(&mut page.canvas, 0.0, Stroke::new(Ink::Text, 1.4));
        for (curve, stroke) in [
            (inside(&self.prior), Stroke::new(Ink::Muted, 1.8).dash(Dash::Dashed)),
            (inside(&self.posterior), Stroke::new(Ink::Blue, 2.6)),
        ] {
            plot.line(&mut page.canvas, &curve, stroke)?;
            plot.reserve_line(&mut page.canvas, &curve);
        }
        self.draw_interval(&mut page, &plot, words);
        self.name_sides(&mut page, &plot, words);
        let figure = self.caption.close(page, words, &self.notes(words), &self.reading(words));
        Ok(figure.with_numbers(self.numbers(words)))
    }

    /// Checks every number and returns the highest density after the data.
    fn check(&self) -> Result<f64, ChartError> {
        share("the level of the interval", self.level)?;
        share("the chance to lose", self.chance_to_lose)?;
        not_negative("the expected loss of shipping", self.loss_of_shipping)?;
        not_negative("the expected loss of keeping", self.loss_of_keeping)?;
        finite("the estimate", self.estimate)?;
        ordered("the interval of the effect", self.low, self.high)?;
        for curve in [&self.posterior, &self.prior] {
            rising("an effect of the density", curve.iter().map(|(effect, _)| *effect))?;
            for (_, density) in curve {
                not_negative("a density", *density)?;
            }
        }
        if self.posterior.is_empty() {
            return Err(ChartError::NoData);
        }
        let top = self.posterior.iter().map(|(_, density)| *density).fold(0.0, f64::max);
        if top <= 0.0 || self.posterior.len() < 2 {
            return Err(ChartError::NoSpread { what: "the density of the effect" });
        }
        Ok(top)
    }

    /// The effects shown: where the posterior stands, its interval and 0; a wide prior runs out of the frame.
    fn reach(&self, top: f64) -> (f64, f64) {
        let dense = self.posterior.iter().filter(|(_, density)| *density > TAIL * top).map(|(effect, _)| *effect);
        let ends = [0.0, self.low, self.high, self.estimate];
        dense.chain(ends).fold((0.0, 0.0), |(low, high), effect| (effect.min(low), effect.max(high)))
    }

    fn legend(&self, words: &Words) -> Vec<LegendItem> {
        let mut items =
            vec![LegendItem::new(Swatch::Line(Ink::Blue, Dash::Solid, None), words.key("chart-posterior-after"))];
        if !self.prior.is_empty() {
            let swatch = Swatch::Line(Ink::Muted, Dash::Dashed, None);
            items.push(LegendItem::new(swatch, words.key("chart-posterior-before")));
        }
        items.push(LegendItem::new(Swatch::Area(LOSING), words.key("chart-posterior-losing")));
        let level = Message::new("chart-posterior-interval").percent("level", self.level, level_decimals(self.level));
        items.push(LegendItem::new(Swatch::Line(Ink::Text, Dash::Solid, Some(Marker::Circle)), words.say(&level)));
        items
    }

    fn losses(&self, words: &Words) -> [String; 2] {
        [("chart-posterior-loss-ship", self.loss_of_shipping), ("chart-posterior-loss-keep", self.loss_of_keeping)]
            .map(|(key, loss)| words.say(&Message::new(key).text("loss", self.unit.write_size(words, loss))))
    }

    fn write_losses(&self, page: &mut Page, words: &Words) {
        for loss in self.losses(words) {
            page.paragraph(&loss, &TextStyle::LABEL.size(13.0));
        }
        page.skip(8.0);
    }

    fn draw_areas(&self, page: &mut Page, plot: &Plot, curve: &[(f64, f64)]) -> Result<(), ChartError> {
        let (below, above) = match self.losing {
            LosingSide::Below => (LOSING, WINNING),
            LosingSide::Above => (WINNING, LOSING),
        };
        let (low, high) = (plot.x().low(), plot.x().high());
        for (from, to, fill) in [(low, 0.0, below), (0.0, high, above)] {
            let area: Vec<(f64, f64, f64)> =
                within(curve, from, to).into_iter().map(|(x, density)| (x, 0.0, density)).collect();
            plot.band(&mut page.canvas, &area, fill)?;
        }
        Ok(())
    }

    /// The interval as a bar under the curve, with its numbers beside it.
    fn draw_interval(&self, page: &mut Page, plot: &Plot, words: &Words) {
        let (left, y) = plot.place(self.low, -0.07);
        let right = plot.place_x(self.high);
        page.canvas.line((left, y), (right, y), Stroke::new(Ink::Text, 3.0));
        for end in [left, right] {
            page.canvas.line((end, y - 5.0), (end, y + 5.0), Stroke::new(Ink::Text, 2.0));
        }
        page.canvas.marker(Marker::Circle, (plot.place_x(self.estimate), y), 6.0, Ink::Text, false);
        page.canvas.reserve(Rectangle { left, top: y - 7.0, width: right - left, height: 14.0 });
        let (text, style) = (self.effect(words), INTERVAL);
        let (zero, frame, reach) = (plot.place_x(0.0), plot.frame(), style.width(&text) + 14.0);
        // Not across 0, where the line would strike it out, as long as there is another place.
        let free = |from: f64, to: f64| from >= frame.left && to <= frame.right() && !(from..=to).contains(&zero);
        let (on_right, on_left) = (free(right + 2.0, right + reach), free(left - reach, left - 2.0));
        let beside = y + style.middle_shift();
        let below = (frame.left.max((left + right) / 2.0 - reach / 2.0).min(frame.right() - reach), y + 22.0);
        let place = if on_right || (!on_left && right + reach <= frame.right()) {
            (right + 11.0, beside)
        } else if on_left || left - reach >= frame.left {
            (left - reach + 3.0, beside)
        } else {
            below
        };
        page.canvas.text(&text, place.0, place.1, &style);
    }

    /// Whether the numbers of the interval fit beside its bar, on an axis as wide as the page.
    fn fits_beside(&self, x: &Axis, words: &Words) -> bool {
        let reach = INTERVAL.width(&self.effect(words)) + 14.0;
        let width = super::page::WIDTH - 2.0 * super::page::MARGIN - 10.0;
        (1.0 - x.share(self.high)).max(x.share(self.low)) * width >= reach
    }

    fn effect(&self, words: &Words) -> String {
        let interval = self.unit.write_interval(words, Some(self.low), Some(self.high));
        format!("{}  {interval}", self.unit.write(words, self.estimate))
    }

    fn chances(&self, words: &Words) -> [String; 2] {
        let chance =
            |key: &'static str, chance: f64| words.say(&Message::new(key).text("chance", written(words, chance)));
        [chance("chart-posterior-lose", self.chance_to_lose), chance("chart-posterior-win", 1.0 - self.chance_to_lose)]
    }

    /// Writes the chance to lose and the chance to win on their sides of 0, at the top of the plot.
    fn name_sides(&self, page: &mut Page, plot: &Plot, words: &Words) {
        let [lose, win] = self.chances(words);
        let (below, above) = match self.losing {
            LosingSide::Below => (lose, win),
            LosingSide::Above => (win, lose),
        };
        let (zero, frame) = (plot.place_x(0.0), plot.frame().grown(2.0));
        let style = TextStyle::LABEL.size(13.5).bold().halo();
        for (text, left) in [(below, true), (above, false)] {
            let (x, anchor) = if left { (zero - 9.0, super::Anchor::End) } else { (zero + 9.0, super::Anchor::Start) };
            let other =
                if left { (frame.left + 6.0, super::Anchor::Start) } else { (frame.right() - 6.0, super::Anchor::End) };
            let heights = (0..9).map(|row| plot.frame().top + 15.0 + 20.0 * f64::from(row));
            let places: Vec<_> = heights
                .flat_map(|y| [(x, y, anchor), (other.0, y, other.1)])
                // On its own side of 0 or not at all: on the other one it would say the contrary.
                .filter(|(x, y, anchor)| {
                    let bounds = style.anchor(*anchor).bounds(&text, *x, *y);
                    if left { bounds.right() < zero } else { bounds.left > zero }
                })
                .collect();
            let placed = page.canvas.label(&text, &places, &frame, &style);
            if placed.is_none() {
                let _ = page.canvas.label_over_marks(&text, &places, &frame, &style);
            }
        }
    }

    fn notes(&self, words: &Words) -> Vec<String> {
        let chances = Message::new("chart-posterior-chances")
            .text("lose", written(words, self.chance_to_lose))
            .text("win", written(words, 1.0 - self.chance_to_lose));
        vec![words.say(&chances)]
    }

    fn reading(&self, words: &Words) -> String {
        let level = Message::new("chart-posterior-reading")
            .percent("level", self.level, level_decimals(self.level))
            .text("effect", self.effect(words));
        let [ship, keep] = self.losses(words);
        format!("{} {ship}. {keep}.", words.say(&level))
    }

    fn numbers(&self, words: &Words) -> NumbersBehind {
        let mut numbers = NumbersBehind::new([words.key("chart-posterior-column"), words.key("chart-posterior-value")]);
        let interval =
            Message::new("chart-posterior-interval").percent("level", self.level, level_decimals(self.level));
        let size = |loss: f64| self.unit.write_size(words, loss);
        for (name, value) in [
            (words.key("chart-posterior-estimate"), self.unit.write(words, self.estimate)),
            (words.say(&interval), self.unit.write_interval(words, Some(self.low), Some(self.high))),
            (words.key("chart-posterior-chance-lose"), written(words, self.chance_to_lose)),
            (words.key("chart-posterior-cost-ship"), size(self.loss_of_shipping)),
            (words.key("chart-posterior-cost-keep"), size(self.loss_of_keeping)),
        ] {
            numbers.push([name, value]);
        }
        numbers
    }
}

/// A chance as people read it: one that is not 0 or 1 is never rounded to it.
pub(super) fn written(words: &Words, chance: f64) -> String {
    if chance > 0.0 && chance < 0.001 {
        format!("<\u{a0}{}", words.percent(0.001, 1))
    } else if chance < 1.0 && chance > 0.999 {
        format!(">\u{a0}{}", words.percent(0.999, 1))
    } else {
        words.percent(chance, 1)
    }
}

/// The part of a curve between two places, its ends on the straight line between neighbouring points.
fn within(curve: &[(f64, f64)], from: f64, to: f64) -> Vec<(f64, f64)> {
    let mut inside = Vec::with_capacity(curve.len() + 2);
    for pair in curve.windows(2) {
        let [one, next] = pair else { continue };
        let cut = |x: f64| (x, one.1 + (next.1 - one.1) * ((x - one.0) / (next.0 - one.0)));
        if next.0 < from || one.0 > to {
            continue;
        }
        if inside.is_empty() {
            inside.push(if one.0 < from { cut(from) } else { *one });
        }
        inside.push(if next.0 > to { cut(to) } else { *next });
    }
    inside
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::gallery::{self, HOSTILE, LONG};
    use crate::words::Language;

    fn bell(mean: f64, deviation: f64) -> Vec<(f64, f64)> {
        let point = |step: i32| {
            let z = f64::from(step) / 25.0;
            (mean + z * deviation, (-0.5 * z * z).exp() / deviation)
        };
        (-125..=125).map(point).collect()
    }

    fn chart(mean: f64, deviation: f64) -> PosteriorDensity {
        let mut caption = Caption::new("E003-posterior", "Guest checkout most likely brings more orders");
        caption.subtitle = "E003, conversion, control A against variant B".to_owned();
        caption.as_of = Some(jiff::civil::date(2025, 5, 5));
        PosteriorDensity {
            caption,
            unit: EffectUnit::Lift,
            posterior: bell(mean, deviation),
            prior: bell(0.0, 0.03),
            level: 0.95,
            estimate: mean,
            low: mean - 1.96 * deviation,
            high: mean + 1.96 * deviation,
            losing: LosingSide::Below,
            chance_to_lose: 0.042,
            loss_of_shipping: 0.0004,
            loss_of_keeping: 0.0357,
        }
    }

    #[test]
    fn ordinary_densities_can_be_read() {
        gallery::check("posterior", |words| chart(0.035, 0.02).draw(words).unwrap());
        gallery::check("posterior-sharp", |words| chart(0.045, 0.006).draw(words).unwrap());
        gallery::check("posterior-less-is-better", |words| {
            let mut chart = chart(0.008, 0.02);
            chart.caption.title = LONG.to_owned();
            chart.unit = EffectUnit::Amount { unit: "s".to_owned(), decimals: 2 };
            (chart.losing, chart.chance_to_lose) = (LosingSide::Above, 0.655);
            chart.draw(words).unwrap()
        });
        gallery::check("posterior-points", |words| {
            let mut chart = chart(-0.012, 0.004);
            (chart.unit, chart.chance_to_lose) = (EffectUnit::Points, 0.998_7);
            chart.prior.clear();
            chart.draw(words).unwrap()
        });
    }

    #[test]
    fn hostile_densities_can_be_read() {
        let mut wide = chart(0.0, 0.02);
        (wide.low, wide.high) = (-0.075, 0.075);
        wide.unit = EffectUnit::Amount { unit: "€ par visiteur".to_owned(), decimals: 4 };
        let far = chart(40.0, 0.1);
        let mut flat = chart(0.0, 1.0);
        flat.posterior = vec![(-1.0, 1.0), (1.0, 1.0)];
        let mut narrow = chart(0.02, 1e-9);
        (narrow.low, narrow.high, narrow.chance_to_lose) = (0.02, 0.02, 0.0);
        let huge = chart(1e200, 1e199);
        let mut named = chart(0.0, 0.02);
        (named.unit, named.chance_to_lose) = (EffectUnit::Amount { unit: HOSTILE.to_owned(), decimals: 9 }, 1e-9);
        for (name, chart) in
            [("far", far), ("flat", flat), ("narrow", narrow), ("huge", huge), ("named", named), ("wide", wide)]
        {
            gallery::check(&format!("posterior-{name}"), |words| chart.draw(words).unwrap());
        }
    }

    #[test]
    fn what_cannot_be_drawn_is_an_error() {
        let words = Words::new(Language::English);
        let drawn = |change: fn(&mut PosteriorDensity)| {
            let mut chart = chart(0.03, 0.02);
            change(&mut chart);
            chart.draw(&words)
        };
        assert_eq!(drawn(|chart| chart.posterior.clear()), Err(ChartError::NoData));
        assert!(matches!(drawn(|chart| chart.posterior.truncate(1)), Err(ChartError::NoSpread { .. })));
        let all_zero: fn(&mut PosteriorDensity) = |chart| chart.posterior.iter_mut().for_each(|point| point.1 = 0.0);
        assert!(matches!(drawn(all_zero), Err(ChartError::NoSpread { .. })));
        assert!(matches!(drawn(|chart| chart.low = f64::NEG_INFINITY), Err(ChartError::NotFinite { .. })));
        assert!(matches!(drawn(|chart| chart.posterior[9].1 = f64::NAN), Err(ChartError::NotFinite { .. })));
        assert!(matches!(drawn(|chart| chart.posterior[9].1 = -1.0), Err(ChartError::Negative { .. })));
        assert!(matches!(drawn(|chart| chart.posterior[9].0 = 9.0), Err(ChartError::NotRising { .. })));
        assert!(matches!(drawn(|chart| (chart.low, chart.high) = (1.0, 0.0)), Err(ChartError::Reversed { .. })));
        assert!(matches!(drawn(|chart| chart.chance_to_lose = 1.2), Err(ChartError::NotAShare { .. })));
        assert!(matches!(drawn(|chart| chart.loss_of_keeping = -0.1), Err(ChartError::Negative { .. })));
    }

    #[test]
    fn a_curve_is_cut_on_its_own_line() {
        let curve = [(0.0, 0.0), (2.0, 2.0), (4.0, 0.0)];
        assert_eq!(within(&curve, 1.0, 3.0), [(1.0, 1.0), (2.0, 2.0), (3.0, 1.0)]);
        assert_eq!(within(&curve, -1.0, 9.0), curve);
        assert_eq!(within(&curve, 5.0, 9.0), []);
    }

    #[test]
    fn a_small_chance_is_not_written_as_none() {
        let words = Words::new(Language::English);
        assert_eq!(written(&words, 2e-5), "<\u{a0}0.1%");
        assert_eq!(written(&words, 0.99999), ">\u{a0}99.9%");
        assert_eq!(written(&words, 0.0), "0.0%");
    }
}
