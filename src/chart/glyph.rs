//! Small pictures that always stand beside their word: channels, traffic lights, faces, moments of truth.

use super::canvas::{Canvas, Fill, Rectangle, Stroke};
use super::placement::Point;
use super::theme::{Dash, Ink, Marker};

/// What kind of channel a touchpoint uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChannelKind {
    /// A place, a parcel, a printed page.
    Physical,
    /// A site, an app, an e-mail.
    Digital,
    /// A person, face to face or on the phone.
    Human,
}

/// A traffic light.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Light {
    /// Green: goes well.
    Good,
    /// Yellow: to be watched.
    Watch,
    /// Red: a friction.
    Friction,
    /// Not measured.
    Unknown,
}

impl ChannelKind {
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Physical => "atlas-channel-physical",
            Self::Digital => "atlas-channel-digital",
            Self::Human => "atlas-channel-human",
        }
    }

    /// Draws a shop, a screen or a person.
    pub(super) fn draw(self, canvas: &mut Canvas, (x, y): Point) {
        let pen = Stroke::new(Ink::Muted, 1.4);
        match self {
            Self::Physical => {
                let wall = [(x - 4.5, y - 1.0), (x - 4.5, y + 6.0), (x + 4.5, y + 6.0), (x + 4.5, y - 1.0)];
                canvas.path(&wall, pen);
                canvas.polygon(
                    &[(x - 7.0, y - 0.5), (x, y - 6.5), (x + 7.0, y - 0.5)],
                    Some(Fill::new(Ink::Muted)),
                    None,
                );
            }
            Self::Digital => {
                let screen = Rectangle { left: x - 6.5, top: y - 6.0, width: 13.0, height: 9.0 };
                canvas.rectangle(screen, 1.5, None, Some(pen));
                canvas.line((x - 3.5, y + 5.7), (x + 3.5, y + 5.7), pen);
                canvas.line((x, y + 3.0), (x, y + 5.7), pen);
            }
            Self::Human => {
                canvas.circle((x, y - 3.2), 3.0, Some(Fill::new(Ink::Muted)), None);
                let shoulders = arc((x, y + 6.5), 5.8, 180.0, 360.0);
                canvas.polygon(&shoulders, Some(Fill::new(Ink::Muted)), None);
            }
        }
    }
}

impl Light {
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Good => "atlas-light-good",
            Self::Watch => "atlas-light-watch",
            Self::Friction => "atlas-light-friction",
            Self::Unknown => "atlas-light-unknown",
        }
    }

    pub(super) fn ink(self) -> Ink {
        match self {
            Self::Good => Ink::Green,
            Self::Watch => Ink::Yellow,
            Self::Friction => Ink::Vermilion,
            Self::Unknown => Ink::Grid,
        }
    }

    /// Draws a disc, a triangle with a dark outline, a square or a dotted ring.
    pub(super) fn draw(self, canvas: &mut Canvas, (x, y): Point) {
        match self {
            Self::Good => canvas.marker(Marker::Circle, (x, y), 6.0, Ink::Green, false),
            Self::Watch => {
                let corners = [(x, y - 6.2), (x + 6.4, y + 4.8), (x - 6.4, y + 4.8)];
                canvas.polygon(&corners, Some(Fill::new(Ink::Yellow)), Some(Stroke::new(Ink::Text, 1.2)));
            }
            Self::Friction => canvas.marker(Marker::Square, (x, y), 6.4, Ink::Vermilion, false),
            Self::Unknown => canvas.circle((x, y), 5.2, None, Some(Stroke::new(Ink::Axis, 1.4).dash(Dash::Dotted))),
        }
    }
}

/// The mark of a moment of truth, and of a decision.
pub(super) fn diamond(canvas: &mut Canvas, (x, y): Point, reach: f64) {
    let corners = [(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)];
    canvas.polygon(&corners, Some(Fill::new(Ink::Text)), Some(Stroke::new(Ink::Ground, 1.2)));
}

/// Five small discs, as many filled as the severity says.
pub(super) fn severity(canvas: &mut Canvas, severity: u8, (left, y): Point) {
    for place in 0..5_u8 {
        let fill = Fill::new(if place < severity { Ink::Text } else { Ink::Ground });
        canvas.circle((left + 9.0 * f64::from(place), y), 3.2, Some(fill), Some(Stroke::new(Ink::Text, 1.0)));
    }
}

/// A face whose mouth goes from −1 (sad) through 0 (flat) to 1 (smiling).
pub(super) fn face(canvas: &mut Canvas, (x, y): Point, radius: f64, mood: i8) {
    let pen = Stroke::new(Ink::Muted, 1.5);
    canvas.circle((x, y), radius, None, Some(pen));
    for side in [-1.0, 1.0] {
        canvas.circle((x + side * 0.36 * radius, y - 0.25 * radius), 1.3, Some(Fill::new(Ink::Muted)), None);
    }
    let mouth = match mood {
        0 => vec![(x - 0.45 * radius, y + 0.38 * radius), (x + 0.45 * radius, y + 0.38 * radius)],
        1 => arc((x, y + 0.02 * radius), 0.55 * radius, 30.0, 150.0),
        _ => arc((x, y + 0.78 * radius), 0.5 * radius, 210.0, 330.0),
    };
    canvas.path(&mouth, pen);
}

/// The name of a stage in a box that points to the next one.
pub(super) fn chevron(canvas: &mut Canvas, place: Rectangle) {
    const POINT: f64 = 11.0;
    let (left, right, middle) = (place.left, place.right(), place.centre().1);
    let corners = [
        (left, place.top),
        (right - POINT, place.top),
        (right, middle),
        (right - POINT, place.bottom()),
        (left, place.bottom()),
        (left + POINT * 0.7, middle),
    ];
    canvas.polygon(&corners, Some(Fill::pale(Ink::Sky, 0.28)), None);
}

/// Points on a circle; angles in degrees, clockwise from the right, as y grows downwards.
fn arc((x, y): Point, radius: f64, from: f64, to: f64) -> Vec<Point> {
    const STEPS: u32 = 14;
    let point = |step: u32| {
        let angle = (from + (to - from) * f64::from(step) / f64::from(STEPS)).to_radians();
        (x + radius * angle.cos(), y + radius * angle.sin())
    };
    (0..=STEPS).map(point).collect()
}

/// A path whose corners are rounded.
pub(super) fn rounded(points: &[Point], radius: f64) -> Vec<Point> {
    let mut path = Vec::new();
    path.extend(points.first());
    for corner in points.windows(3) {
        let [before, at, after] = corner else { continue };
        let near = |other: &Point| {
            let length = (other.0 - at.0).hypot(other.1 - at.1).max(f64::MIN_POSITIVE);
            let share = (radius / length).min(0.5);
            (at.0 + share * (other.0 - at.0), at.1 + share * (other.1 - at.1))
        };
        let (from, to) = (near(before), near(after));
        // A quadratic Bézier curve with the corner as its middle point.
        path.extend((0..=6).map(|step| {
            let share = f64::from(step) / 6.0;
            let weights = ((1.0 - share).powi(2), 2.0 * share * (1.0 - share), share.powi(2));
            (
                weights.0 * from.0 + weights.1 * at.0 + weights.2 * to.0,
                weights.0 * from.1 + weights.1 * at.1 + weights.2 * to.1,
            )
        }));
    }
    path.extend(points.last());
    path
}
