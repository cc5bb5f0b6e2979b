//! Room for labels: beside the point, then at the end of a leader line, then in a list. Nothing is dropped.
//!
//! Greedy point-feature labelling: points in the densest surroundings choose first, each takes the cheapest of the
//! eight places around it (Imhof, *Positioning names on maps*, 1975) or of rings of places reached by a leader line.
//! A point for which even that fails gives up its long text, keeps its short one, and chooses before all others in a
//! new round; its long text goes to a list beside the chart.

use super::canvas::Rectangle;

/// A place on the canvas: x grows to the right, y downwards, in pixels.
pub(super) type Point = (f64, f64);

/// A straight line from one place to another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Segment {
    pub from: Point,
    pub to: Point,
}

/// Width and height of a text, margins included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Extent {
    pub width: f64,
    pub height: f64,
}

/// A point that wants a label.
#[derive(Debug, Clone)]
pub(super) struct Wish {
    pub at: Point,
    /// Radius of the mark drawn there; no label covers a mark.
    pub radius: f64,
    /// The long text in its possible shapes (one line, two lines …), the best first.
    pub long: Vec<Extent>,
    /// The short text (an id) that stays at the point when the long one moves to the list.
    pub short: Extent,
}

/// Where the labels may go and what they keep clear of.
#[derive(Debug, Clone)]
pub(super) struct Ground {
    pub bounds: Rectangle,
    /// Texts and marks already there: never covered.
    pub taken: Vec<Rectangle>,
    /// Bars and lines already there: covered only when nothing better is free.
    pub lines: Vec<Segment>,
}

/// What became of a wish.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Outcome {
    /// The long text, in this shape, stands here.
    Long { shape: usize, area: Rectangle, leader: Option<Segment> },
    /// The short text stands here; the long one belongs in the list.
    Short { area: Rectangle, leader: Option<Segment> },
    /// No room for either: both belong in the list.
    Nowhere,
}

fn distance(one: Point, other: Point) -> f64 {
    (one.0 - other.0).hypot(one.1 - other.1)
}

/// The box of an extent with this upper left corner.
fn at(left: f64, top: f64, extent: Extent) -> Rectangle {
    Rectangle { left, top, width: extent.width, height: extent.height }
}

fn nearest_to(place: &Rectangle, (x, y): Point) -> Point {
    // `max` before `min`: `clamp` panics when the ends are the wrong way round.
    (x.max(place.left).min(place.right()), y.max(place.top).min(place.bottom()))
}

fn touches_disc(place: &Rectangle, centre: Point, radius: f64) -> bool {
    distance(nearest_to(place, centre), centre) < radius
}

/// Liang and Barsky's clipping: is there a part of the segment inside the box?
fn meets(place: &Rectangle, segment: &Segment) -> bool {
    let (along_x, along_y) = (segment.to.0 - segment.from.0, segment.to.1 - segment.from.1);
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    for (speed, room) in [
        (-along_x, segment.from.0 - place.left),
        (along_x, place.right() - segment.from.0),
        (-along_y, segment.from.1 - place.top),
        (along_y, place.bottom() - segment.from.1),
    ] {
        if speed == 0.0 {
            if room <= 0.0 {
                return false;
            }
        } else if speed < 0.0 {
            enter = enter.max(room / speed);
        } else {
            leave = leave.min(room / speed);
        }
    }
    enter < leave
}

impl Segment {
    fn crosses(&self, other: &Self) -> bool {
        let side = |a: Point, b: Point, c: Point| (b.0 - a.0) * (c.1 - a.1) - (b.1 - a.1) * (c.0 - a.0);
        side(self.from, self.to, other.from) * side(self.from, self.to, other.to) < 0.0
            && side(other.from, other.to, self.from) * side(other.from, other.to, self.to) < 0.0
    }

    fn distance_to(&self, point: Point) -> f64 {
        let (along_x, along_y) = (self.to.0 - self.from.0, self.to.1 - self.from.1);
        let length_squared = along_x * along_x + along_y * along_y;
        if length_squared == 0.0 {
            return distance(self.from, point);
        }
        let share = ((point.0 - self.from.0) * along_x + (point.1 - self.from.1) * along_y) / length_squared;
        let share = share.clamp(0.0, 1.0);
        distance((self.from.0 + share * along_x, self.from.1 + share * along_y), point)
    }
}

/// Finds a place for every wish, in the order of the wishes.
pub(super) fn place(wishes: &[Wish], ground: &Ground) -> Vec<Outcome> {
    let mut shortened = vec![false; wishes.len()];
    // Each round shortens at least one label, so there are at most as many rounds as labels.
    loop {
        let outcomes = one_round(wishes, &shortened, ground);
        let failed: Vec<usize> = (0..wishes.len())
            .filter(|&index| !shortened[index] && matches!(outcomes[index], Outcome::Nowhere))
            .collect();
        if failed.is_empty() {
            return outcomes;
        }
        for index in failed {
            shortened[index] = true;
        }
    }
}

fn one_round(wishes: &[Wish], shortened: &[bool], ground: &Ground) -> Vec<Outcome> {
    let mut room = Room { ground, wishes, texts: ground.taken.clone(), leaders: Vec::new() };
    let mut outcomes = vec![Outcome::Nowhere; wishes.len()];
    for index in order_of_choice(wishes, shortened) {
        let short = [wishes[index].short];
        let shapes = if shortened[index] { short.as_slice() } else { wishes[index].long.as_slice() };
        let Some(choice) = room.best(index, shapes) else { continue };
        room.texts.push(choice.area);
        room.leaders.extend(choice.leader);
        let Choice { shape, area, leader, .. } = choice;
        outcomes[index] =
            if shortened[index] { Outcome::Short { area, leader } } else { Outcome::Long { shape, area, leader } };
    }
    outcomes
}

/// Shortened labels first, then those with the most neighbours; the index settles ties, so the result is the same
/// every time.
fn order_of_choice(wishes: &[Wish], shortened: &[bool]) -> Vec<usize> {
    const NEIGHBOURHOOD: f64 = 120.0;
    let neighbours =
        |index: usize| wishes.iter().filter(|other| distance(other.at, wishes[index].at) < NEIGHBOURHOOD).count();
    let mut order: Vec<(bool, usize, usize)> =
        (0..wishes.len()).map(|index| (shortened[index], neighbours(index), index)).collect();
    order.sort_by_key(|&(short, near, index)| (!short, usize::MAX - near, index));
    order.into_iter().map(|(_, _, index)| index).collect()
}

struct Room<'a> {
    ground: &'a Ground,
    wishes: &'a [Wish],
    texts: Vec<Rectangle>,
    leaders: Vec<Segment>,
}

struct Choice {
    cost: f64,
    shape: usize,
    area: Rectangle,
    leader: Option<Segment>,
}

/// Space between a mark and the label beside it.
const GAP: f64 = 3.0;
/// What covering one segment costs, against one step down in the order of places.
const LINE_COST: f64 = 5.0;
/// What standing close to the mark of another costs: the reader may take the label for that one's.
const NEIGHBOUR_COST: f64 = 6.0;
/// What a leader costs before its length, so that a free place beside the point always wins.
const LEADER_COST: f64 = 12.0;

impl Room<'_> {
    fn best(&self, index: usize, shapes: &[Extent]) -> Option<Choice> {
        let mut best: Option<Choice> = None;
        for (shape, extent) in shapes.iter().enumerate() {
            for (rank, area) in beside(&self.wishes[index], *extent).into_iter().enumerate() {
                let cost = rank as f64 + 2.0 * shape as f64;
                self.consider(Choice { cost, shape, area, leader: None }, index, &mut best);
            }
            for (distance, area) in around(&self.wishes[index], *extent) {
                let cost = LEADER_COST + distance / 6.0 + 2.0 * shape as f64;
                if best.as_ref().is_some_and(|best| best.cost <= cost) {
                    break;
                }
                let leader = leader(&self.wishes[index], &area);
                self.consider(Choice { cost, shape, area, leader: Some(leader) }, index, &mut best);
            }
        }
        best
    }

    fn consider(&self, mut choice: Choice, index: usize, best: &mut Option<Choice>) {
        if best.as_ref().is_some_and(|best| best.cost <= choice.cost) || !self.is_free(&choice, index) {
            return;
        }
        choice.cost += LINE_COST * self.lines_covered(&choice.area) as f64;
        choice.cost += NEIGHBOUR_COST * self.other_marks_near(&choice.area, index) as f64;
        if best.as_ref().is_none_or(|best| choice.cost < best.cost) {
            *best = Some(choice);
        }
    }

    fn is_free(&self, choice: &Choice, index: usize) -> bool {
        let area = &choice.area;
        self.ground.bounds.contains(area)
            && !self.texts.iter().any(|text| text.overlaps(area))
            && !self.wishes.iter().any(|wish| touches_disc(area, wish.at, wish.radius + 1.0))
            && !self.leaders.iter().any(|leader| meets(area, leader))
            && choice.leader.is_none_or(|leader| self.leader_is_free(&leader, index))
    }

    fn leader_is_free(&self, leader: &Segment, index: usize) -> bool {
        let passes_marks = self
            .wishes
            .iter()
            .enumerate()
            .all(|(other, wish)| other == index || leader.distance_to(wish.at) > wish.radius + 1.5);
        passes_marks
            && !self.texts.iter().any(|text| meets(text, leader))
            && !self.leaders.iter().any(|other| other.crosses(leader))
    }

    fn other_marks_near(&self, area: &Rectangle, index: usize) -> usize {
        const NEAR: f64 = 10.0;
        let others = self.wishes.iter().enumerate().filter(|(other, _)| *other != index);
        others.filter(|(_, wish)| touches_disc(area, wish.at, wish.radius + NEAR)).count()
    }

    fn lines_covered(&self, area: &Rectangle) -> usize {
        self.ground.lines.iter().filter(|segment| meets(area, segment)).count()
    }
}

/// The eight places around a point, in the order readers like: right, above right, below right, left, above left,
/// below left, above, below.
fn beside(wish: &Wish, extent: Extent) -> [Rectangle; 8] {
    let Extent { width, height } = extent;
    let reach = wish.radius + GAP;
    let diagonal = reach * std::f64::consts::FRAC_1_SQRT_2;
    let corner = |left: f64, top: f64| at(wish.at.0 + left, wish.at.1 + top, extent);
    [
        corner(reach, -height / 2.0),
        corner(diagonal, -diagonal - height),
        corner(diagonal, diagonal),
        corner(-reach - width, -height / 2.0),
        corner(-diagonal - width, -diagonal - height),
        corner(-diagonal - width, diagonal),
        corner(-width / 2.0, -reach - height),
        corner(-width / 2.0, reach),
    ]
}

/// Rings of places further and further away, sixteen to a ring. A leader much longer than a label is no longer followed
/// by the eye; the list is better.
fn around(wish: &Wish, extent: Extent) -> impl Iterator<Item = (f64, Rectangle)> {
    const RINGS: u32 = 9;
    const DIRECTIONS: u32 = 16;
    let (centre, radius) = (wish.at, wish.radius);
    (1..=RINGS).flat_map(move |ring| {
        let away = 12.0 * f64::from(ring);
        (0..DIRECTIONS).map(move |step| {
            let angle = f64::from(step) * std::f64::consts::TAU / f64::from(DIRECTIONS);
            let near = (centre.0 + (radius + away) * angle.cos(), centre.1 + (radius + away) * angle.sin());
            // The side of the label that looks at the point stands on the ring.
            let left = near.0 - extent.width * (1.0 - angle.cos()) / 2.0;
            let top = near.1 - extent.height * (1.0 - angle.sin()) / 2.0;
            (away, at(left, top, extent))
        })
    })
}

fn leader(wish: &Wish, area: &Rectangle) -> Segment {
    let to = nearest_to(area, wish.at);
    let share = (wish.radius / distance(wish.at, to).max(f64::MIN_POSITIVE)).min(1.0);
    let from = (wish.at.0 + share * (to.0 - wish.at.0), wish.at.1 + share * (to.1 - wish.at.1));
    Segment { from, to }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const BOUNDS: Rectangle = Rectangle { left: 0.0, top: 0.0, width: 800.0, height: 500.0 };

    fn ground() -> Ground {
        Ground { bounds: BOUNDS, taken: Vec::new(), lines: Vec::new() }
    }

    fn wish(x: f64, y: f64) -> Wish {
        let long = vec![Extent { width: 180.0, height: 16.0 }, Extent { width: 95.0, height: 32.0 }];
        Wish { at: (x, y), radius: 6.0, long, short: Extent { width: 38.0, height: 16.0 } }
    }

    fn parts(outcome: &Outcome) -> Option<(Rectangle, Option<Segment>)> {
        match outcome {
            Outcome::Long { area, leader, .. } | Outcome::Short { area, leader } => Some((*area, *leader)),
            Outcome::Nowhere => None,
        }
    }

    #[test]
    fn a_lonely_point_is_labelled_on_its_right() {
        let outcomes = place(&[wish(100.0, 100.0)], &ground());
        let expected = Rectangle { left: 109.0, top: 92.0, width: 180.0, height: 16.0 };
        assert_eq!(outcomes, [Outcome::Long { shape: 0, area: expected, leader: None }]);
    }

    #[test]
    fn a_point_at_the_right_edge_is_labelled_on_its_left() {
        let outcomes = place(&[wish(795.0, 250.0)], &ground());
        let (area, leader) = parts(&outcomes[0]).unwrap();
        assert!(area.right() <= 795.0 && leader.is_none(), "{outcomes:?}");
    }

    #[test]
    fn a_bar_is_covered_only_when_every_place_covers_one() {
        let bar = Segment { from: (0.0, 100.0), to: (800.0, 100.0) };
        let outcomes = place(&[wish(100.0, 100.0)], &Ground { lines: vec![bar], ..ground() });
        let (area, _) = parts(&outcomes[0]).unwrap();
        assert!(!meets(&area, &bar), "{area:?}");
    }

    #[test]
    fn a_blocked_point_takes_a_leader_line() {
        // Everything around the point is taken but for a window further right.
        let block = |left, top, right, bottom| Rectangle { left, top, width: right - left, height: bottom - top };
        let taken = vec![
            block(0.0, 0.0, 800.0, 80.0),
            block(0.0, 120.0, 800.0, 500.0),
            block(0.0, 80.0, 85.0, 120.0),
            block(112.0, 80.0, 150.0, 99.0),
            block(112.0, 101.0, 150.0, 120.0),
        ];
        let outcomes = place(&[wish(100.0, 100.0)], &Ground { taken, ..ground() });
        let (area, leader) = parts(&outcomes[0]).unwrap();
        assert!(area.left >= 150.0 && leader.is_some(), "{outcomes:?}");
    }

    #[test]
    fn a_crowd_keeps_its_short_labels() {
        let crowd: Vec<Wish> = (0..40).map(|index| wish(380.0 + f64::from(index % 8) * 14.0, 230.0)).collect();
        let narrow = Ground { bounds: Rectangle { left: 200.0, top: 100.0, width: 400.0, height: 280.0 }, ..ground() };
        let outcomes = place(&crowd, &narrow);
        assert!(outcomes.iter().any(|outcome| matches!(outcome, Outcome::Short { .. })));
    }

    #[test]
    fn no_room_is_said() {
        let bounds = Rectangle { left: 0.0, top: 0.0, width: 20.0, height: 20.0 };
        assert_eq!(place(&[wish(10.0, 10.0)], &Ground { bounds, ..ground() }), [Outcome::Nowhere]);
    }

    #[test]
    fn lines_and_areas_meet_where_they_should() {
        let area = Rectangle { left: 10.0, top: 10.0, width: 10.0, height: 10.0 };
        let segment = |x1, y1, x2, y2| Segment { from: (x1, y1), to: (x2, y2) };
        assert!(meets(&area, &segment(0.0, 15.0, 30.0, 15.0)));
        assert!(meets(&area, &segment(12.0, 12.0, 13.0, 13.0)), "a segment inside");
        assert!(!meets(&area, &segment(0.0, 0.0, 9.0, 30.0)));
        assert!(!meets(&area, &segment(0.0, 25.0, 30.0, 25.0)), "a level segment below");
        assert!(!meets(&area, &segment(0.0, 10.0, 10.0, 10.0)), "a segment that ends at the corner");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn labels_never_overlap_nor_leave_the_ground(
            points in prop::collection::vec((0.0..800.0_f64, 0.0..500.0_f64), 1..40),
        ) {
            let wishes: Vec<Wish> = points.iter().map(|&(x, y)| wish(x, y)).collect();
            let outcomes = place(&wishes, &ground());
            prop_assert_eq!(outcomes.len(), wishes.len());
            let placed: Vec<(Rectangle, Option<Segment>)> = outcomes.iter().filter_map(parts).collect();
            for (index, (area, leader)) in placed.iter().enumerate() {
                prop_assert!(BOUNDS.contains(area), "{:?} leaves the ground", area);
                prop_assert!(!wishes.iter().any(|wish| touches_disc(area, wish.at, wish.radius)), "a mark is covered");
                for (other, other_leader) in &placed[..index] {
                    prop_assert!(!area.overlaps(other), "{:?} covers {:?}", area, other);
                    prop_assert!(!other_leader.is_some_and(|segment| meets(area, &segment)));
                    prop_assert!(!leader.is_some_and(|segment| meets(other, &segment)));
                }
            }
            prop_assert_eq!(place(&wishes, &ground()), outcomes, "the same every time");
        }
    }
}
