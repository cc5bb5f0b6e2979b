//! Where everything of the impact × effort chart stands: dots, spread ties, labels.

use super::impact_effort::{ImpactEffort, MatrixItem};
use super::matrix_scale::{MatrixScale, Stretch};
use super::paragraph::Entry;
use super::placement::{Extent, Ground, Outcome, Point, Segment, Wish, place};
use super::{ChartError, Rectangle, finite};
use crate::words::Words;

/// A dot of the chart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Dot {
    pub at: Point,
    pub radius: f64,
    /// Whether the reach is unknown.
    pub hollow: bool,
    pub quick_win: bool,
}

/// The true place of several items with equal impact and effort, and how far their dots are spread around it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Cell {
    pub at: Point,
    pub radius: f64,
}

/// The chart measured out.
#[derive(Debug)]
pub(super) struct Layout {
    pub plot: Rectangle,
    pub x: MatrixScale,
    pub y: MatrixScale,
    pub dots: Vec<Dot>,
    pub cells: Vec<Cell>,
    /// The label of each item in several shapes, and its id alone.
    pub labels: Vec<Labels>,
    pub outcomes: Vec<Outcome>,
}

const LARGEST_DOT: f64 = 17.0;
const SMALLEST_DOT: f64 = 4.0;
const HOLLOW_DOT: f64 = 6.0;
/// Room around the texts of a label, so that neighbours do not read as one.
pub(super) const LABEL_MARGIN: f64 = 2.0;

impl Layout {
    /// Measures the chart out on a plot; `names` are texts in the plot that labels keep clear of.
    pub(super) fn of(
        chart: &ImpactEffort,
        plot: Rectangle,
        names: &[Rectangle],
        words: &Words,
    ) -> Result<Self, ChartError> {
        let spread = Spread::of(chart)?;
        let padding = spread.widest + 12.0;
        let (x, y) = scales(chart, plot, padding, words)?;
        let dots = spread.dots(chart, &x, &y);
        let cells = spread.cells(chart, &x, &y);
        let labels: Vec<Labels> = chart.items.iter().map(Labels::of).collect();
        let wishes: Vec<Wish> = labels.iter().zip(&dots).map(|(labels, dot)| labels.wish(dot)).collect();
        let lines = lines(chart, plot, &x, &y, &dots);
        let outcomes = place(&wishes, &Ground { bounds: plot, taken: names.to_vec(), lines });
        Ok(Self { plot, x, y, dots, cells, labels, outcomes })
    }
    /// The same chart further down the canvas.
    pub(super) fn moved_down(mut self, by: f64) -> Self {
        let segment = |segment: &mut Segment| {
            segment.from.1 += by;
            segment.to.1 += by;
        };
        self.plot.top += by;
        self.y = self.y.moved(by);
        self.dots.iter_mut().for_each(|dot| dot.at.1 += by);
        self.cells.iter_mut().for_each(|cell| cell.at.1 += by);
        for outcome in &mut self.outcomes {
            if let Outcome::Long { area, leader, .. } | Outcome::Short { area, leader } = outcome {
                area.top += by;
                leader.iter_mut().for_each(segment);
            }
        }
        self
    }
}

fn scales(
    chart: &ImpactEffort,
    plot: Rectangle,
    padding: f64,
    words: &Words,
) -> Result<(MatrixScale, MatrixScale), ChartError> {
    let efforts = chart.items.iter().flat_map(|item| item.effort.values());
    let impacts = chart.items.iter().flat_map(|item| item.impact.values());
    let across = Stretch { from: plot.left, to: plot.right(), padding, border_room: 160.0 };
    let upwards = Stretch { from: plot.bottom(), to: plot.top, padding, border_room: 60.0 };
    Ok((
        MatrixScale::new("an effort", efforts, chart.effort.border, chart.effort.log, across, words)?,
        MatrixScale::new("an impact", impacts, chart.impact.border, chart.impact.log, upwards, words)?,
    ))
}

/// The 80 % bars and the borders, which labels rather keep clear of.
fn lines(chart: &ImpactEffort, plot: Rectangle, x: &MatrixScale, y: &MatrixScale, dots: &[Dot]) -> Vec<Segment> {
    let (border_x, border_y) = (x.pixel(chart.effort.border), y.pixel(chart.impact.border));
    let borders = [
        Segment { from: (border_x, plot.top), to: (border_x, plot.bottom()) },
        Segment { from: (plot.left, border_y), to: (plot.right(), border_y) },
    ];
    let bars = chart.items.iter().zip(dots).flat_map(|(item, dot)| bars(item, dot, x, y));
    borders.into_iter().chain(bars).collect()
}

/// The two bars of an item, through its dot, with their true ends.
pub(super) fn bars(item: &MatrixItem, dot: &Dot, x: &MatrixScale, y: &MatrixScale) -> impl Iterator<Item = Segment> {
    let (effort, impact, at) = (item.effort, item.impact, dot.at);
    let across =
        (!effort.is_point()).then(|| Segment { from: (x.pixel(effort.low), at.1), to: (x.pixel(effort.high), at.1) });
    let upwards =
        (!impact.is_point()).then(|| Segment { from: (at.0, y.pixel(impact.low)), to: (at.0, y.pixel(impact.high)) });
    across.into_iter().chain(upwards)
}

/// The label of an item.
#[derive(Debug)]
pub(super) struct Labels {
    /// Id and title over one line, two lines and so on.
    pub long: Vec<Entry>,
    /// The id alone.
    pub short: Entry,
}

impl Labels {
    fn of(item: &MatrixItem) -> Self {
        const WIDTHS: [f64; 3] = [250.0, 175.0, 128.0];
        let mut long: Vec<Entry> = Vec::new();
        for width in WIDTHS {
            let entry = Entry::new(&item.id, &item.title, width);
            if long.last().is_none_or(|last| last.count() != entry.count()) {
                long.push(entry);
            }
        }
        Self { long, short: Entry::new(&item.id, "", f64::INFINITY) }
    }

    fn wish(&self, dot: &Dot) -> Wish {
        let extent = |entry: &Entry| Extent {
            width: entry.width() + 2.0 * LABEL_MARGIN,
            height: entry.height() + 2.0 * LABEL_MARGIN,
        };
        Wish {
            at: dot.at,
            radius: dot.radius,
            long: self.long.iter().map(extent).collect(),
            short: extent(&self.short),
        }
    }
}

/// How dots with equal impact and effort are spread.
struct Spread {
    radii: Vec<f64>,
    /// Shift of each dot from its true place.
    shifts: Vec<(f64, f64)>,
    /// The items of each tie, and the radius of the ring around them.
    ties: Vec<(Vec<usize>, f64)>,
    /// The furthest any mark reaches from a true place.
    widest: f64,
}

impl Spread {
    fn of(chart: &ImpactEffort) -> Result<Self, ChartError> {
        let radii = radii(chart)?;
        let mut spread = Self { shifts: vec![(0.0, 0.0); radii.len()], ties: Vec::new(), widest: LARGEST_DOT, radii };
        for tie in ties(chart) {
            let (shifts, ring) = spiral(&tie.iter().map(|&index| spread.radii[index]).collect::<Vec<f64>>());
            for (&index, shift) in tie.iter().zip(shifts) {
                spread.shifts[index] = shift;
            }
            spread.widest = spread.widest.max(ring);
            spread.ties.push((tie, ring));
        }
        Ok(spread)
    }

    fn dots(&self, chart: &ImpactEffort, x: &MatrixScale, y: &MatrixScale) -> Vec<Dot> {
        let dot = |(index, item): (usize, &MatrixItem)| {
            let (right, down) = self.shifts[index];
            // The border itself counts as cheap and as high; a loss is never a win.
            let (effort, impact) = (item.effort.likely, item.impact.likely);
            let quick_win = effort <= chart.effort.border && impact >= chart.impact.border && impact > 0.0;
            let at = (x.pixel(item.effort.likely) + right, y.pixel(item.impact.likely) + down);
            Dot { at, radius: self.radii[index], hollow: item.reach.is_none(), quick_win }
        };
        chart.items.iter().enumerate().map(dot).collect()
    }

    fn cells(&self, chart: &ImpactEffort, x: &MatrixScale, y: &MatrixScale) -> Vec<Cell> {
        let cell = |(tie, ring): &(Vec<usize>, f64)| {
            let item = chart.items.get(*tie.first()?)?;
            Some(Cell { at: (x.pixel(item.effort.likely), y.pixel(item.impact.likely)), radius: *ring })
        };
        self.ties.iter().filter_map(cell).collect()
    }
}

/// The area of a dot is proportional to the reach, but for dots too small to be seen.
fn radii(chart: &ImpactEffort) -> Result<Vec<f64>, ChartError> {
    let mut largest = 0.0_f64;
    for reach in chart.items.iter().filter_map(|item| item.reach) {
        largest = largest.max(finite("a reach", reach)?);
    }
    Ok(chart.items.iter().map(|item| item.reach.map_or(HOLLOW_DOT, |reach| dot_radius(reach, largest))).collect())
}

/// The radius of the dot of a reach when the largest reach has the largest dot.
pub(super) fn dot_radius(reach: f64, largest: f64) -> f64 {
    if largest <= 0.0 {
        return SMALLEST_DOT;
    }
    (LARGEST_DOT * (reach / largest).max(0.0).sqrt()).max(SMALLEST_DOT)
}

/// Groups of two or more items with the same impact and effort, in the order of the items.
fn ties(chart: &ImpactEffort) -> Vec<Vec<usize>> {
    let same = |one: &MatrixItem, other: &MatrixItem| {
        one.effort.likely == other.effort.likely && one.impact.likely == other.impact.likely
    };
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (index, item) in chart.items.iter().enumerate() {
        match groups.iter_mut().find(|group| group.first().is_some_and(|&first| same(&chart.items[first], item))) {
            Some(group) => group.push(index),
            None => groups.push(vec![index]),
        }
    }
    groups.retain(|group| group.len() > 1);
    groups
}

/// Shifts on a sunflower spiral (Vogel 1979) wide enough that no two dots touch, and the radius of the ring around
/// them all.
fn spiral(radii: &[f64]) -> (Vec<(f64, f64)>, f64) {
    const GAP: f64 = 2.0;
    let golden = std::f64::consts::PI * (3.0 - 5.0_f64.sqrt());
    let shifts = |width: f64| -> Vec<(f64, f64)> {
        let shift = |place: usize| {
            let (distance, angle) = (width * (place as f64 + 0.5).sqrt(), golden * place as f64);
            (distance * angle.cos(), distance * angle.sin())
        };
        (0..radii.len()).map(shift).collect()
    };
    let apart = |shifts: &[(f64, f64)]| {
        (0..radii.len()).all(|one| {
            (0..one).all(|other| {
                let (right, down) = (shifts[one].0 - shifts[other].0, shifts[one].1 - shifts[other].1);
                right.hypot(down) >= radii[one] + radii[other] + GAP
            })
        })
    };
    // At this width even the two places nearest to each other hold two of the largest dots.
    let widest = 4.0 * radii.iter().copied().fold(SMALLEST_DOT, f64::max);
    let widths = (1..=40).map(|step| widest * f64::from(step) / 40.0);
    let chosen = widths.map(shifts).find(|shifts| apart(shifts)).unwrap_or_else(|| shifts(widest));
    let ring = chosen.iter().zip(radii).map(|(shift, radius)| shift.0.hypot(shift.1) + radius).fold(0.0, f64::max);
    (chosen, ring + 4.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_area_of_a_dot_follows_the_reach() {
        let (full, quarter) = (dot_radius(400.0, 400.0), dot_radius(100.0, 400.0));
        assert!(((full / quarter).powi(2) - 4.0).abs() < 1e-9);
        assert_eq!(dot_radius(0.0, 400.0), SMALLEST_DOT);
        assert_eq!(dot_radius(0.0, 0.0), SMALLEST_DOT);
    }

    #[test]
    fn tied_dots_do_not_touch_and_stay_in_their_ring() {
        for count in [2_usize, 3, 7, 30] {
            let radii: Vec<f64> = (0..count).map(|index| 4.0 + (index % 5) as f64 * 3.0).collect();
            let (shifts, ring) = spiral(&radii);
            for one in 0..count {
                assert!(shifts[one].0.hypot(shifts[one].1) + radii[one] <= ring);
                for other in 0..one {
                    let distance = (shifts[one].0 - shifts[other].0).hypot(shifts[one].1 - shifts[other].1);
                    assert!(distance >= radii[one] + radii[other], "{count}: {one} and {other}");
                }
            }
        }
    }
}
