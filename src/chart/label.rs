//! Labels beside points: the first free position of eight, else a line leading to a free place.

use super::canvas::{Canvas, Rectangle, Stroke};
use super::plot::Plot;
use super::text::{Anchor, TextStyle};
use super::theme::Ink;

/// A side of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// To the right, on the same height.
    Right,
    /// Above and to the right.
    UpperRight,
    /// Below and to the right.
    LowerRight,
    /// Above.
    Above,
    /// Below.
    Below,
    /// Above and to the left.
    UpperLeft,
    /// Below and to the left.
    LowerLeft,
    /// To the left, on the same height.
    Left,
}

/// Where a label is looked for when the free room is below and to the right: under a rising curve.
pub const BELOW_FIRST: [Side; 8] = [
    Side::LowerRight,
    Side::Right,
    Side::LowerLeft,
    Side::Below,
    Side::Left,
    Side::UpperLeft,
    Side::Above,
    Side::UpperRight,
];

/// Where a label is looked for when the free room is above and to the right: over a falling curve.
pub const ABOVE_FIRST: [Side; 8] = [
    Side::UpperRight,
    Side::Right,
    Side::UpperLeft,
    Side::Above,
    Side::LowerRight,
    Side::Below,
    Side::LowerLeft,
    Side::Left,
];

/// How far a label stands from its point, in pixels.
const GAP: f64 = 11.0;

impl Side {
    /// The anchor point (its baseline) of a label on this side of a point.
    #[must_use]
    pub fn anchor(self, (x, y): (f64, f64), style: &TextStyle) -> (f64, f64, Anchor) {
        let (above, below) = (y - GAP - 2.0, y + GAP + 0.75 * style.size + 3.0);
        let near = GAP * 0.6;
        match self {
            Self::Right => (x + GAP, y + style.middle_shift(), Anchor::Start),
            Self::UpperRight => (x + near, above, Anchor::Start),
            Self::LowerRight => (x + near, below, Anchor::Start),
            Self::Above => (x, above, Anchor::Middle),
            Self::Below => (x, below, Anchor::Middle),
            Self::UpperLeft => (x - near, above, Anchor::End),
            Self::LowerLeft => (x - near, below, Anchor::End),
            Self::Left => (x - GAP, y + style.middle_shift(), Anchor::End),
        }
    }
}

/// Writes a bold label beside a point and returns its box.
///
/// When none of the eight sides is free inside `within`, the label goes to the nearest free place there and a line leads
/// to it; where lines and markers leave no place nearby, it lies over them with a halo. Only when other texts leave no place
/// either is it left out, and `None` comes back.
pub fn beside(
    canvas: &mut Canvas,
    text: &str,
    point: (f64, f64),
    within: &Rectangle,
    sides: &[Side],
) -> Option<Rectangle> {
    styled(canvas, text, point, within, sides, &TextStyle::LABEL.bold().halo())
}

/// The same in another style.
pub fn styled(
    canvas: &mut Canvas,
    text: &str,
    point: (f64, f64),
    within: &Rectangle,
    sides: &[Side],
    style: &TextStyle,
) -> Option<Rectangle> {
    let text = &super::svg::clean(text);
    let sides: Vec<_> = sides.iter().map(|side| side.anchor(point, style)).collect();
    canvas
        .label(text, &sides, within, style)
        .or_else(|| led(canvas, text, point, within, style, 180.0, Canvas::is_free))
        .or_else(|| canvas.label_over_marks(text, &sides, within, style))
        .or_else(|| led(canvas, text, point, within, style, f64::INFINITY, Canvas::is_free_of_text))
}

/// Names a horizontal line at its left end, else at its right end, above or below it.
pub fn on_level(canvas: &mut Canvas, text: &str, plot: &Plot, y: f64) -> Option<Rectangle> {
    let (height, frame) = (plot.place_y(y), plot.frame().grown(2.0));
    let places: Vec<_> = [(plot.frame().left + 8.0, Anchor::Start), (plot.frame().right() - 6.0, Anchor::End)]
        .into_iter()
        .flat_map(|(x, anchor)| [(x, height - 7.0, anchor), (x, height + 17.0, anchor)])
        .collect();
    let style = TextStyle::LABEL.halo();
    canvas.label(text, &places, &frame, &style).or_else(|| canvas.label_over_marks(text, &places, &frame, &style))
}

/// Names an upright line at its top, else at its bottom, on its right or left.
pub fn on_upright(canvas: &mut Canvas, text: &str, plot: &Plot, x: f64) -> Option<Rectangle> {
    let (place, frame) = (plot.place_x(x), plot.frame());
    let places: Vec<_> = [frame.top + 14.0, frame.bottom() - 9.0]
        .into_iter()
        .flat_map(|y| [(place + 7.0, y, Anchor::Start), (place - 7.0, y, Anchor::End)])
        .collect();
    let (style, frame) = (TextStyle::LABEL.halo(), frame.grown(2.0));
    canvas.label(text, &places, &frame, &style).or_else(|| canvas.label_over_marks(text, &places, &frame, &style))
}

/// Looks for a free place on rings around the point, not further than so many pixels, and leads a line to it.
fn led(
    canvas: &mut Canvas,
    text: &str,
    (x, y): (f64, f64),
    within: &Rectangle,
    style: &TextStyle,
    furthest: f64,
    is_free: impl Fn(&Canvas, &Rectangle) -> bool,
) -> Option<Rectangle> {
    let style = style.anchor(Anchor::Middle);
    let reach = within.width.hypot(within.height).min(furthest);
    let rings = (2..).map(|ring| f64::from(ring) * 14.0).take_while(|radius| *radius < reach);
    let mut spots = rings.flat_map(|radius| {
        (0..16).map(move |step| {
            let angle = f64::from(step) * std::f64::consts::TAU / 16.0;
            (x + 1.6 * radius * angle.cos(), y + radius * angle.sin())
        })
    });
    let (left, baseline) = spots.find(|(left, baseline)| {
        let bounds = style.bounds(text, *left, *baseline);
        within.contains(&bounds) && is_free(canvas, &bounds.grown(2.0))
    })?;
    let bounds = style.bounds(text, left, baseline);
    canvas.line((x, y), nearest(&bounds.grown(2.0), (x, y)), Stroke::new(Ink::Muted, 1.0));
    Some(canvas.text(text, left, baseline, &style))
}

/// The point of a box nearest to another point.
fn nearest(place: &Rectangle, (x, y): (f64, f64)) -> (f64, f64) {
    (x.clamp(place.left, place.right()), y.clamp(place.top, place.bottom()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_labels_on_one_spot_stay_apart() {
        let mut canvas = Canvas::new(400.0);
        let within = Rectangle { left: 0.0, top: 0.0, width: 400.0, height: 300.0 };
        let placed: Vec<_> = (0..30)
            .filter_map(|place| beside(&mut canvas, &format!("F-{place:03}"), (200.0, 150.0), &within, &ABOVE_FIRST))
            .collect();
        assert_eq!(placed.len(), 30, "every label finds a place");
        for (place, one) in placed.iter().enumerate() {
            assert!(within.contains(one));
            assert!(placed[place + 1..].iter().all(|other| !one.overlaps(other)));
        }
    }

    #[test]
    fn a_label_without_any_room_is_said_not_forced() {
        let mut canvas = Canvas::new(400.0);
        let within = Rectangle { left: 0.0, top: 0.0, width: 10.0, height: 10.0 };
        assert_eq!(beside(&mut canvas, "too long", (5.0, 5.0), &within, &BELOW_FIRST), None);
    }
}
