//! The bounds of a test with planned looks, and the path of its statistic so far: stop or go on?

use super::canvas::{Fill, Rectangle, Stroke};
use super::caption::Caption;
use super::figure::Figure;
use super::numbers_behind::NumbersBehind;
use super::page::Page;
use super::plot::Plot;
use super::power_curve::test_note;
use super::text::{Anchor, TextStyle};
use super::theme::{Dash, Ink, Marker};
use super::{Axis, ChartError, LegendItem, Swatch, Tick, finite, label, ordered, rising, share};
use crate::words::{Message, Words};

/// A look of a design with its bounds, and what was seen there.
///
/// Each bound is a value of the statistic z. A side on which this look cannot stop has no bound (`None`), never an
/// infinite one.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct BoundaryLook {
    /// Share of the largest information of the plan, above 0; above 1 when more was gathered than planned.
    pub information: f64,
    /// Units of all arms by then, if known.
    pub units: Option<u64>,
    /// At this value or above, the test stops: an effect upwards is proven.
    pub proven_above: Option<f64>,
    /// At this value or below, the test stops: an effect downwards is proven.
    pub proven_below: Option<f64>,
    /// Lower end of the values at which the test stops as hopeless; `None` when they have no lower end.
    pub hopeless_from: Option<f64>,
    /// Upper end of the values at which the test stops as hopeless; `None` when they have no upper end. Without either
    /// end, this look never stops as hopeless.
    pub hopeless_to: Option<f64>,
    /// The statistic seen; `None` for a look still to come.
    pub statistic: Option<f64>,
}

/// The bounds of every look with the path of the statistic.
///
/// ```
/// use jalon::chart::{BoundaryLook, Caption, SequentialBoundaries};
/// use jalon::words::{Language, Words};
/// let look = |information, bound, statistic| BoundaryLook {
///     information, proven_above: Some(bound), proven_below: Some(-bound), statistic, ..BoundaryLook::default()
/// };
/// // O'Brien and Fleming's bounds for two looks at a two-sided risk of 5 %.
/// let chart = SequentialBoundaries {
///     caption: Caption::new("bounds", "Half-way: go on"),
///     looks: vec![look(0.5, 2.7965, Some(1.1)), look(1.0, 1.9774, None)],
///     alpha: 0.05, sides: 2, binding: false,
/// };
/// assert!(chart.draw(&Words::new(Language::English)).unwrap().description().contains("1.10"));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct SequentialBoundaries {
    /// Its texts; the subtitle names the metric and the arms.
    pub caption: Caption,
    /// The looks by rising information; those taken come first.
    pub looks: Vec<BoundaryLook>,
    /// Risk of a false alarm over all looks.
    pub alpha: f64,
    /// 1 for a one-sided test, else 2.
    pub sides: u8,
    /// Whether the risk only holds if the test really stops where it is hopeless.
    pub binding: bool,
}

/// What a value of the statistic means at a look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Region {
    Above,
    Below,
    Hopeless,
    GoOn,
}

/// The bounds somewhere on the horizontal axis; infinite where there is none.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Bounds {
    x: f64,
    above: f64,
    below: f64,
    hopeless: Option<(f64, f64)>,
}

const PROVEN: Fill = Fill::pale(Ink::Blue, 0.2);
const HOPELESS: Fill = Fill::pale(Ink::Orange, 0.24);
const GO_ON: Fill = Fill::pale(Ink::Axis, 0.13);
/// The first bounds of some designs are many times the last one; beyond so many times, they leave the frame.
const FURTHEST: f64 = 3.0;
/// With more looks than this, the bounds are read from the axis and the table alone.
const MOST_NAMED: usize = 8;

impl Bounds {
    fn at(look: &BoundaryLook) -> Self {
        let stops = look.hopeless_from.is_some() || look.hopeless_to.is_some();
        let ends = (look.hopeless_from.unwrap_or(f64::NEG_INFINITY), look.hopeless_to.unwrap_or(f64::INFINITY));
        Self {
            x: look.information,
            above: look.proven_above.unwrap_or(f64::INFINITY),
            below: look.proven_below.unwrap_or(f64::NEG_INFINITY),
            hopeless: stops.then_some(ends),
        }
    }

    fn region(&self, statistic: f64) -> Region {
        if statistic >= self.above {
            Region::Above
        } else if statistic <= self.below {
            Region::Below
        } else if self.hopeless.is_some_and(|(from, to)| (from..=to).contains(&statistic)) {
            Region::Hopeless
        } else {
            Region::GoOn
        }
    }

    /// The same bounds without those that another look does not have.
    fn lacking(&self, other: &Self) -> Self {
        let both = |own: f64, other: f64, none: f64| if other.is_finite() { own } else { none };
        let hopeless = self
            .hopeless
            .zip(other.hopeless)
            .map(|(own, other)| (both(own.0, other.0, f64::NEG_INFINITY), both(own.1, other.1, f64::INFINITY)));
        Self {
            x: self.x,
            above: both(self.above, other.above, f64::INFINITY),
            below: both(self.below, other.below, f64::NEG_INFINITY),
            hopeless: hopeless.filter(|(from, to)| from.is_finite() || to.is_finite()),
        }
    }

    /// The bounds so far along from this look to the next.
    fn towards(&self, next: &Self, share: f64) -> Self {
        let mix = |from: f64, to: f64| if from == to { from } else { from + share * (to - from) };
        let hopeless = self.hopeless.zip(next.hopeless);
        Self {
            x: mix(self.x, next.x),
            above: mix(self.above, next.above),
            below: mix(self.below, next.below),
            hopeless: hopeless.map(|(one, other)| (mix(one.0, other.0), mix(one.1, other.1))),
        }
    }
}

impl SequentialBoundaries {
    /// Draws it.
    ///
    /// # Errors
    ///
    /// [`ChartError::NoData`] without looks; [`ChartError::NotFinite`] when a number is not finite;
    /// [`ChartError::NotRising`] when the information does not grow; [`ChartError::Negative`] when a look has none;
    /// [`ChartError::Reversed`] when bounds have crossed; [`ChartError::NotAShare`] when the risk is not one.
    pub fn draw(&self, words: &Words) -> Result<Figure, ChartError> {
        self.check()?;
        let bounds = self.bounds();
        let y = self.vertical(words)?;
        let x = self.horizontal(words)?;
        let mut page = self.caption.open();
        page.legend(&self.legend(words));
        let plot = page.plot(340.0, x, y)?;
        draw_regions(&mut page, &plot, &bounds)?;
        if plot.y().shows(0.0) {
            plot.level(&mut page.canvas, 0.0, Stroke::new(Ink::Axis, 1.0));
        }
        self.draw_bounds(&mut page, &plot)?;
        self.draw_path(&mut page, &plot, words)?;
        self.name_bounds(&mut page, &plot, words);
        self.name_regions(&mut page, &plot, &bounds, words);
        let figure = self.caption.close(page, words, &self.notes(words), &self.reading(words));
        Ok(figure.with_numbers(self.numbers(words)))
    }

    fn check(&self) -> Result<(), ChartError> {
        share("the risk of a false alarm", self.alpha)?;
        let Some(first) = self.looks.first() else { return Err(ChartError::NoData) };
        super::not_negative("the information of a look", first.information)?;
        rising("the information of a look", self.looks.iter().map(|look| look.information))?;
        for look in &self.looks {
            for value in [look.hopeless_from, look.hopeless_to, look.statistic].into_iter().flatten() {
                finite("a value of the statistic", value)?;
            }
            // Each pair from the lowest bound to the highest that the design may have.
            let rungs: Vec<f64> = [look.proven_below, look.hopeless_from, look.hopeless_to, look.proven_above]
                .into_iter()
                .flatten()
                .collect();
            for pair in rungs.windows(2) {
                if let [low, high] = pair {
                    ordered("the way between two bounds", *low, *high)?;
                }
            }
            for bound in rungs {
                finite("a bound", bound)?;
            }
        }
        Ok(())
    }

    /// The bounds of each look; those of a single look are given a width, so that they can be seen.
    fn bounds(&self) -> Vec<Bounds> {
        let bounds: Vec<Bounds> = self.looks.iter().map(Bounds::at).collect();
        match bounds.as_slice() {
            [only] => {
                let half = 0.3 * only.x.max(1.0);
                vec![Bounds { x: only.x - half, ..*only }, Bounds { x: only.x + half, ..*only }]
            }
            _ => stepped(&bounds),
        }
    }

    /// Whether a value of the statistic exists at which the test goes on: not where a single look decides all.
    fn can_go_on(&self) -> bool {
        let open = |look: &BoundaryLook| {
            let at = Bounds::at(look);
            let (from, to) = at.hopeless.unwrap_or((f64::NAN, f64::NAN));
            !(to >= at.above || from <= at.below)
        };
        self.looks.iter().any(open)
    }

    fn vertical(&self, words: &Words) -> Result<Axis, ChartError> {
        let proven = || self.looks.iter().flat_map(|look| [look.proven_above, look.proven_below]).flatten();
        let nearest = proven().map(f64::abs).fold(f64::INFINITY, f64::min);
        let furthest = if nearest.is_finite() { FURTHEST * nearest.max(1.0) } else { 6.0 };
        let hopeless = self.looks.iter().flat_map(|look| [look.hopeless_from, look.hopeless_to]).flatten();
        let seen = self.looks.iter().filter_map(|look| look.statistic);
        let shown = proven().chain(hopeless).map(|bound| bound.clamp(-furthest, furthest)).chain(seen);
        let (low, high) = shown.fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
        // Room beyond the outermost bounds for the regions they open.
        let room = 0.15 * (high - low);
        let axis = Axis::numbers(words, low - room, high + room, 6)?;
        Ok(axis.titled(words.key("chart-looks-statistic")))
    }

    fn horizontal(&self, words: &Words) -> Result<Axis, ChartError> {
        let last = self.looks.iter().map(|look| look.information).fold(1.0, f64::max);
        let tick = |look: &BoundaryLook| {
            let units = look.units.map(|units| format!("\n{}", words.count(units))).unwrap_or_default();
            Tick { value: look.information, label: format!("{}{units}", words.percent(look.information, 0)) }
        };
        let with_units = self.looks.iter().any(|look| look.units.is_some());
        let title = if with_units { "chart-looks-information-n" } else { "chart-looks-information" };
        let axis = Axis::linear(0.0, last, self.looks.iter().map(tick).collect())?;
        Ok(axis.without_grid().titled(words.key(title)).padded(0.0, 0.035))
    }

    fn has_hopeless(&self) -> bool {
        self.looks.iter().any(|look| look.hopeless_from.is_some() || look.hopeless_to.is_some())
    }

    fn legend(&self, words: &Words) -> Vec<LegendItem> {
        let taken = self.looks.iter().any(|look| look.statistic.is_some());
        let coming = self.looks.iter().any(|look| look.statistic.is_none());
        let mut items = Vec::new();
        if taken {
            let path = Swatch::Line(Ink::Text, Dash::Solid, Some(Marker::Diamond));
            items.push(LegendItem::new(path, words.key("chart-looks-path")));
            let bound = Swatch::Point(Ink::Blue, Marker::Circle);
            items.push(LegendItem::new(bound, words.key("chart-looks-bound-taken")));
        }
        if coming {
            let bound = Swatch::HollowPoint(Ink::Blue, Marker::Circle);
            items.push(LegendItem::new(bound, words.key("chart-looks-bound-coming")));
        }
        items.push(LegendItem::new(Swatch::Area(PROVEN), words.key("chart-looks-proven")));
        if self.has_hopeless() {
            items.push(LegendItem::new(Swatch::Area(HOPELESS), words.key("chart-looks-hopeless")));
        }
        if self.can_go_on() {
            items.push(LegendItem::new(Swatch::Area(GO_ON), words.key("chart-looks-go-on")));
        }
        items
    }

    /// The lines through the bounds, with a mark at each look: only there the test may stop.
    fn draw_bounds(&self, page: &mut Page, plot: &Plot) -> Result<(), ChartError> {
        let radius = if self.looks.len() > 20 { 2.6 } else { 4.2 };
        for (pick, ink, dash) in [
            ((|look: &BoundaryLook| look.hopeless_from) as fn(&BoundaryLook) -> Option<f64>, Ink::Orange, Dash::Dashed),
            (|look| look.hopeless_to, Ink::Orange, Dash::Dashed),
            // The proven ones come last: where the two meet, at the last look, proof decides.
            (|look| look.proven_above, Ink::Blue, Dash::Solid),
            (|look| look.proven_below, Ink::Blue, Dash::Solid),
        ] {
            let point = |look: &BoundaryLook| (look.information, pick(look).unwrap_or(f64::NAN));
            let points: Vec<(f64, f64)> = self.looks.iter().map(point).collect();
            plot.line(&mut page.canvas, &points, Stroke::new(ink, 1.8).dash(dash))?;
            plot.reserve_line(&mut page.canvas, &points);
            for (look, (x, y)) in self.looks.iter().zip(points) {
                if plot.y().shows(y) {
                    page.canvas.marker(Marker::Circle, plot.place(x, y), radius, ink, look.statistic.is_none());
                    page.canvas.reserve(around(plot.place(x, y), radius + 1.0));
                }
            }
        }
        Ok(())
    }

    fn seen(&self) -> impl Iterator<Item = (usize, &BoundaryLook, f64)> {
        let looks = self.looks.iter().enumerate();
        looks.filter_map(|(place, look)| look.statistic.map(|statistic| (place, look, statistic)))
    }

    fn draw_path(&self, page: &mut Page, plot: &Plot, words: &Words) -> Result<(), ChartError> {
        let points: Vec<(f64, f64)> = self.seen().map(|(_, look, statistic)| (look.information, statistic)).collect();
        plot.line(&mut page.canvas, &points, Stroke::new(Ink::Text, 2.2))?;
        plot.reserve_line(&mut page.canvas, &points);
        let radius = if self.looks.len() > 20 { 3.0 } else { 4.0 };
        plot.markers(&mut page.canvas, &points, Marker::Diamond, radius, Ink::Text);
        let Some((place, look, statistic)) = self.seen().last() else { return Ok(()) };
        let point = plot.place(look.information, statistic);
        page.canvas.marker(Marker::Diamond, point, 7.0, Ink::Text, false);
        page.canvas.reserve(around(point, 9.0));
        let text = Message::new("chart-looks-last").count("look", place as u64 + 1).number("z", statistic, 2);
        let style = TextStyle::LABEL.size(14.0).bold().halo();
        label::styled(&mut page.canvas, &words.say(&text), point, &plot.frame(), &label::ABOVE_FIRST, &style);
        Ok(())
    }

    /// Writes the bounds at their marks while there are few of them.
    fn name_bounds(&self, page: &mut Page, plot: &Plot, words: &Words) {
        if self.looks.len() > MOST_NAMED {
            return;
        }
        let style = TextStyle::MUTED.halo();
        let frame = plot.frame().grown(2.0);
        for look in &self.looks {
            let apart = |bound: Option<f64>, proven: Option<f64>| bound.filter(|_| bound != proven);
            for (bound, direction) in [
                (look.proven_above, -1.0),
                (look.proven_below, 1.0),
                (apart(look.hopeless_from, look.proven_below), -1.0),
                (apart(look.hopeless_to, look.proven_above), 1.0),
            ] {
                let Some(bound) = bound.filter(|bound| plot.y().shows(*bound)) else { continue };
                let (x, y) = plot.place(look.information, bound);
                let places: Vec<(f64, f64, Anchor)> = [direction, -direction]
                    .into_iter()
                    .map(|way| if way < 0.0 { y - 10.0 } else { y + 19.0 })
                    .flat_map(|y| [(x, y, Anchor::Middle), (x + 6.0, y, Anchor::Start), (x - 6.0, y, Anchor::End)])
                    .collect();
                // What finds no place stands in the table.
                let _ = page.canvas.label(&words.number(bound, 2), &places, &frame, &style);
            }
        }
    }

    /// Writes in each region what it means, where the name fits into it as a whole.
    fn name_regions(&self, page: &mut Page, plot: &Plot, bounds: &[Bounds], words: &Words) {
        let style = TextStyle::LABEL.size(13.0).bold();
        let two_sided = self.looks.iter().any(|look| look.proven_below.is_some())
            && self.looks.iter().any(|look| look.proven_above.is_some());
        let proven = |two: &'static str| words.key(if two_sided { two } else { "chart-looks-proven" });
        for (region, text) in [
            (Region::Above, proven("chart-looks-proven-above")),
            (Region::Below, proven("chart-looks-proven-below")),
            (Region::Hopeless, words.key("chart-looks-hopeless")),
            (Region::GoOn, words.key("chart-looks-go-on")),
        ] {
            let places = places_within(plot, bounds, region, &text, &style);
            let _ = page.canvas.label(&text, &places, &plot.frame(), &style);
        }
    }

    fn notes(&self, words: &Words) -> Vec<String> {
        let mut notes = vec![test_note(words, self.alpha, self.sides), words.key("chart-looks-note")];
        if self.has_hopeless() {
            notes.push(words.key(if self.binding { "chart-looks-binding" } else { "chart-looks-non-binding" }));
        }
        notes
    }

    /// What the statistic of a look means there. The last look ends the test, whatever it shows.
    fn meaning(&self, place: usize, look: &BoundaryLook, statistic: f64, words: &Words) -> String {
        let last = place + 1 == self.looks.len();
        words.key(match Bounds::at(look).region(statistic) {
            Region::Above | Region::Below => "chart-looks-proven",
            Region::Hopeless if !last => "chart-looks-hopeless",
            Region::GoOn if !last => "chart-looks-go-on",
            Region::Hopeless | Region::GoOn => "chart-looks-end",
        })
    }

    fn reading(&self, words: &Words) -> String {
        let looks = self.looks.len() as u64;
        let Some((place, look, statistic)) = self.seen().last() else {
            return words.say(&Message::new("chart-looks-reading-none").count("looks", looks));
        };
        let reading = Message::new("chart-looks-reading")
            .count("look", place as u64 + 1)
            .count("looks", looks)
            .percent("information", look.information, 0)
            .number("z", statistic, 2)
            .text("meaning", self.meaning(place, look, statistic, words));
        words.say(&reading)
    }

    fn numbers(&self, words: &Words) -> NumbersBehind {
        type Pick = fn(&BoundaryLook) -> Option<f64>;
        let bounds: [(&'static str, Pick); 5] = [
            ("chart-looks-column-above", |look| look.proven_above),
            ("chart-looks-column-below", |look| look.proven_below),
            ("chart-looks-column-hopeless-from", |look| look.hopeless_from),
            ("chart-looks-column-hopeless-to", |look| look.hopeless_to),
            ("chart-looks-column-seen", |look| look.statistic),
        ];
        let used: Vec<_> =
            bounds.into_iter().filter(|(_, pick)| self.looks.iter().any(|look| pick(look).is_some())).collect();
        let with_units = self.looks.iter().any(|look| look.units.is_some());
        let mut titles = vec![words.key("chart-looks-column-look"), words.key("chart-looks-information")];
        titles.extend(with_units.then(|| words.key("chart-units-in-total")));
        titles.extend(used.iter().map(|(key, _)| words.say(&Message::new(key))));
        let mut numbers = NumbersBehind::new(titles);
        for (place, look) in self.looks.iter().enumerate() {
            let mut row = vec![words.count(place as u64 + 1), words.percent(look.information, 1)];
            row.extend(with_units.then(|| look.units.map(|units| words.count(units)).unwrap_or_default()));
            row.extend(used.iter().map(|(_, pick)| pick(look).map(|z| words.number(z, 4)).unwrap_or_default()));
            numbers.push(row);
        }
        numbers
    }
}

fn draw_regions(page: &mut Page, plot: &Plot, bounds: &[Bounds]) -> Result<(), ChartError> {
    let band = |page: &mut Page, fill: Fill, ends: &dyn Fn(&Bounds) -> (f64, f64)| {
        let points: Vec<(f64, f64, f64)> = bounds
            .iter()
            .map(|at| {
                let (low, high) = ends(at);
                (at.x, low, high)
            })
            .collect();
        plot.band(&mut page.canvas, &points, fill)
    };
    let there = |value: f64| if value.is_finite() { value } else { f64::NAN };
    let from = |at: &Bounds| at.hopeless.map_or(f64::NAN, |(from, _)| from);
    let to = |at: &Bounds| at.hopeless.map_or(f64::NAN, |(_, to)| to);
    band(page, PROVEN, &|at| (there(at.above), f64::INFINITY))?;
    band(page, PROVEN, &|at| (f64::NEG_INFINITY, there(at.below)))?;
    band(page, HOPELESS, &|at| (from(at), to(at)))?;
    let inner = bounds.iter().any(|at| from(at).is_finite() && to(at).is_finite());
    if inner {
        // A two-sided design is hopeless around 0: there is one way on above it and one below.
        let or_middle = |value: f64| if value.is_finite() { value } else { 0.0 };
        band(page, GO_ON, &|at| (or_middle(to(at)), at.above))?;
        return band(page, GO_ON, &|at| (at.below, or_middle(from(at))));
    }
    let low = |at: &Bounds| if to(at).is_finite() { to(at) } else { at.below };
    let high = |at: &Bounds| if from(at).is_finite() { from(at) } else { at.above };
    band(page, GO_ON, &|at| (low(at), high(at)))
}

/// The bounds with a step where a side begins or ends to have one: a bound that is not there yet has no slope towards
/// the first that is.
fn stepped(bounds: &[Bounds]) -> Vec<Bounds> {
    let mut steps = Vec::with_capacity(bounds.len());
    for pair in bounds.windows(2) {
        let [one, next] = pair else { continue };
        steps.push(*one);
        let (left, right) = (one.lacking(next), next.lacking(one));
        steps.extend((left != *one).then_some(left));
        steps.extend((right != *next).then_some(right));
    }
    steps.extend(bounds.last());
    steps
}

/// The bounds at a place of the horizontal axis, between two looks along the straight line.
fn bounds_at(bounds: &[Bounds], x: f64) -> Option<Bounds> {
    bounds.windows(2).find_map(|pair| match pair {
        [one, next] if one.x < next.x && (one.x..=next.x).contains(&x) => {
            Some(one.towards(next, (x - one.x) / (next.x - one.x)))
        }
        _ => None,
    })
}

/// Where a name lies inside a region as a whole, the most roomy places first.
fn places_within(
    plot: &Plot,
    bounds: &[Bounds],
    region: Region,
    text: &str,
    style: &TextStyle,
) -> Vec<(f64, f64, Anchor)> {
    let frame = plot.frame();
    let (width, height) = (style.width(text), style.line_height());
    let value = |(x, y): (f64, f64)| {
        let (across, up) = ((x - frame.left) / frame.width, (frame.bottom() - y) / frame.height);
        let along = |axis: &Axis, share: f64| axis.low() + share * (axis.high() - axis.low());
        (along(plot.x(), across), along(plot.y(), up))
    };
    let inside = |point: (f64, f64)| {
        let (x, y) = value(point);
        frame_contains(&frame, point) && bounds_at(bounds, x).is_some_and(|at| at.region(y) == region)
    };
    let mut places: Vec<(f64, f64, f64)> = Vec::new();
    for (column, row) in (1..40).flat_map(|column| (1..40).map(move |row| (column, row))) {
        let centre =
            (frame.left + frame.width * f64::from(column) / 40.0, frame.top + frame.height * f64::from(row) / 40.0);
        // The largest multiple of the name's box that fits around this place tells how roomy it is.
        let fits = |scale: f64| {
            let (dx, dy) = (scale * width / 2.0, scale * height / 2.0);
            let corners = [(-1.0, -1.0), (0.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (0.0, 1.0), (1.0, 1.0)];
            corners.iter().all(|(right, down)| inside((centre.0 + right * dx, centre.1 + down * dy)))
        };
        let roomy = [1.1, 1.4, 1.8, 2.4].into_iter().take_while(|scale| fits(*scale)).count();
        if roomy > 0 {
            places.push((roomy as f64, centre.0, centre.1));
        }
    }
    places.sort_by(|one, other| other.0.total_cmp(&one.0));
    places.into_iter().map(|(_, x, y)| (x, y + style.middle_shift(), Anchor::Middle)).collect()
}

fn frame_contains(frame: &Rectangle, (x, y): (f64, f64)) -> bool {
    (frame.left..=frame.right()).contains(&x) && (frame.top..=frame.bottom()).contains(&y)
}

fn around((x, y): (f64, f64), radius: f64) -> Rectangle {
    Rectangle { left: x, top: y, width: 0.0, height: 0.0 }.grown(radius)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::chart::gallery::{self, LONG};
    use crate::words::Language;

    fn caption() -> Caption {
        let mut caption = Caption::new("E003-bounds", "Third look of five: go on");
        caption.subtitle = "E003, conversion, control A against variant B".to_owned();
        caption.as_of = Some(jiff::civil::date(2025, 5, 5));
        caption
    }

    /// Bounds of the shape of O'Brien and Fleming's, with as many looks as asked for and the first ones taken.
    pub(in crate::chart) fn looks(count: u32, taken: u32, last: f64) -> Vec<BoundaryLook> {
        let look = |place: u32| {
            let information = f64::from(place) / f64::from(count);
            let bound = last / information.sqrt();
            let wave = 0.35 + 1.9 * information.sqrt() + 0.25 * f64::from(place * 7 % 5) - 0.5;
            BoundaryLook {
                information,
                units: Some(u64::from(place) * 29_502 / u64::from(count)),
                proven_above: Some(bound),
                statistic: (place <= taken).then_some(wave),
                ..BoundaryLook::default()
            }
        };
        (1..=count).map(look).collect()
    }

    fn chart(looks: Vec<BoundaryLook>) -> SequentialBoundaries {
        SequentialBoundaries { caption: caption(), looks, alpha: 0.025, sides: 1, binding: false }
    }

    fn two_sided(mut looks: Vec<BoundaryLook>) -> SequentialBoundaries {
        looks.iter_mut().for_each(|look| look.proven_below = look.proven_above.map(|bound| -bound));
        SequentialBoundaries { sides: 2, alpha: 0.05, ..chart(looks) }
    }

    /// Adds hopeless values that meet the proven ones at the last look.
    fn with_futility(mut chart: SequentialBoundaries) -> SequentialBoundaries {
        let last = chart.looks.last().and_then(|look| look.proven_above).unwrap_or(2.0);
        for look in &mut chart.looks {
            let bound = last - 3.0 * (1.0 / look.information - 1.0).min(1.2);
            if chart.sides == 2 && bound > 0.0 {
                (look.hopeless_from, look.hopeless_to) = (Some(-bound), Some(bound));
            } else if chart.sides == 1 {
                look.hopeless_to = Some(bound);
            }
        }
        chart
    }

    #[test]
    fn ordinary_looks_can_be_read() {
        gallery::check("bounds", |words| with_futility(chart(looks(5, 3, 2.0))).draw(words).unwrap());
        gallery::check("bounds-two-sided", |words| two_sided(looks(5, 2, 2.04)).draw(words).unwrap());
        gallery::check("bounds-two-sided-futility", |words| {
            let mut chart = with_futility(two_sided(looks(6, 0, 2.0)));
            chart.caption.title = LONG.to_owned();
            chart.binding = true;
            chart.draw(words).unwrap()
        });
        gallery::check("bounds-less", |words| {
            let mut chart = with_futility(chart(looks(4, 2, 2.0)));
            for look in &mut chart.looks {
                (look.proven_below, look.proven_above) = (look.proven_above.map(|bound| -bound), None);
                (look.hopeless_from, look.hopeless_to) = (look.hopeless_to.map(|bound| -bound), None);
                look.statistic = look.statistic.map(|statistic| -statistic);
            }
            chart.draw(words).unwrap()
        });
    }

    #[test]
    fn any_number_of_looks_can_be_read() {
        for count in [1, 2, 3, 12, 20, 50] {
            gallery::check(&format!("bounds-{count}"), |words| {
                with_futility(chart(looks(count, count.div_ceil(2), 2.1))).draw(words).unwrap()
            });
        }
        gallery::check("bounds-all-taken", |words| two_sided(looks(50, 50, 2.1)).draw(words).unwrap());
    }

    #[test]
    fn hostile_looks_can_be_read() {
        let mut gaps = looks(4, 2, 2.0);
        (gaps[0].proven_above, gaps[1].statistic) = (None, Some(-7.5));
        let mut over_run = looks(3, 3, 2.0);
        (over_run[2].information, over_run[2].units) = (1.31, None);
        let mut huge = looks(3, 2, 2.0);
        (huge[0].proven_above, huge[1].statistic) = (Some(1e300), Some(1e12));
        let mut uneven = looks(6, 2, 2.0);
        uneven.iter_mut().zip([0.01, 0.02, 0.03, 0.04, 0.05, 1.0]).for_each(|(look, share)| look.information = share);
        let bare = vec![BoundaryLook { information: 1.0, ..BoundaryLook::default() }];
        for (name, looks) in
            [("gaps", gaps), ("over-run", over_run), ("huge", huge), ("uneven", uneven), ("bare", bare)]
        {
            gallery::check(&format!("bounds-{name}"), |words| chart(looks.clone()).draw(words).unwrap());
        }
    }

    #[test]
    fn what_cannot_be_drawn_is_an_error() {
        let words = Words::new(Language::English);
        assert_eq!(chart(vec![]).draw(&words), Err(ChartError::NoData));
        let mut backwards = looks(3, 0, 2.0);
        backwards[2].information = 0.5;
        assert!(matches!(chart(backwards).draw(&words), Err(ChartError::NotRising { .. })));
        let mut crossed = looks(3, 0, 2.0);
        crossed[1].hopeless_to = Some(9.0);
        assert!(matches!(chart(crossed).draw(&words), Err(ChartError::Reversed { low: 9.0, .. })));
        let mut infinite = looks(3, 0, 2.0);
        infinite[0].proven_above = Some(f64::INFINITY);
        assert!(matches!(chart(infinite).draw(&words), Err(ChartError::NotFinite { .. })));
    }

    #[test]
    fn the_last_look_taken_is_read_by_its_own_bounds() {
        let words = Words::new(Language::English);
        let reading = |taken: u32, statistic: f64| {
            let mut chart = with_futility(chart(looks(4, taken, 2.0)));
            chart.looks[taken as usize - 1].statistic = Some(statistic);
            chart.reading(&words)
        };
        assert!(reading(2, 2.83).contains("stop: proven"), "{}", reading(2, 2.83));
        assert!(reading(2, 2.82).contains("go on"), "{}", reading(2, 2.82));
        assert!(reading(2, -1.5).contains("stop: hopeless"), "{}", reading(2, -1.5));
        assert!(reading(4, 1.99).contains("end: not proven"), "{}", reading(4, 1.99));
    }

    #[test]
    fn a_bound_that_begins_later_bends_no_other() {
        let bounds = with_futility(two_sided(looks(6, 0, 2.0))).bounds();
        let between = bounds_at(&bounds, 3.5 / 6.0).unwrap();
        let middle = f64::midpoint(2.0 / 0.5_f64.sqrt(), 2.0 / (4.0 / 6.0_f64).sqrt());
        assert!((between.above - middle).abs() < 1e-12 && (between.below + middle).abs() < 1e-12, "{between:?}");
        assert_eq!(between.hopeless, None);
        assert_eq!(bounds_at(&bounds, 4.5 / 6.0).unwrap().region(0.0), Region::Hopeless);
    }

    #[test]
    fn every_look_stands_in_the_table() {
        let figure = with_futility(chart(looks(5, 3, 2.0))).draw(&Words::new(Language::English)).unwrap();
        let numbers = figure.numbers().unwrap();
        assert_eq!(numbers.rows.len(), 5);
        assert!(numbers.rows.iter().all(|row| row.len() == numbers.columns.len()));
        assert_eq!(numbers.rows[0][..2], ["1".to_owned(), "20.0%".to_owned()]);
    }
}
