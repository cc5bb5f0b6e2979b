//! The joint distribution of a statistic at successive looks, of which only the paths that were not stopped go on.
//!
//! With information tₖ (1 at the planned end) and drift θ, the score Sₖ = Zₖ √tₖ has independent increments, normal with
//! mean θ(tₖ − tₖ₋₁) and variance tₖ − tₖ₋₁. The density of the paths that are still on their way at look k is that of look
//! k − 1, cut to the stretch on which the test went on, folded with the normal density of the increment: the recursion of
//! Armitage, McPherson & Rowe, "Repeated significance tests on accumulating data", JRSS A 132, 1969. Each density is held at
//! the nodes of a Gauss–Legendre rule of 16 points on stretches of equal width, narrow against the increments before and
//! after, so that every integrand is smooth on each of them.
//!
//! A walk is laid out under one drift. Under another the same path is exp((θ' − θ) s − (θ'² − θ²) t / 2) times as likely,
//! whatever the looks in between, so one walk answers for every drift near its own.

use super::legendre::{POINTS, RULE};
use crate::stats::normal;

/// Width of a stretch in standard deviations of the narrower increment beside it. At 3.5 the rule of 16 points leaves about
/// 1e-13 of an integral; a third narrower changes no digit that is asserted anywhere.
const STRETCH: f64 = 3.5;

/// Steps of more standard deviations than this are left out: their density is below 1e-87.
const FARTHEST_STEP: f64 = 20.0;

/// How far from the mean of a path the densities are held, in standard deviations.
#[derive(Debug, Clone, Copy)]
pub(super) struct Margins {
    /// Below the mean, where no bound ends the stretch earlier.
    pub(super) below: f64,
    /// Above the mean, where no bound ends the stretch earlier.
    pub(super) above: f64,
}

impl Margins {
    /// For bounds that are solved under no effect: above, the bounds of early looks lie as far as a double can tell, and what
    /// lies beyond 9 standard deviations on the other side adds nothing to what ends above.
    pub(super) const ABOVE: Self = Self { below: 9.0, above: 38.0 };
    /// The same on both sides.
    pub(super) const BOTH: Self = Self { below: 38.0, above: 38.0 };

    /// Enough for every drift whose path lies within `reach` standard deviations of the walk's own.
    pub(super) fn around(reach: f64) -> Self {
        Self { below: 9.0 + reach, above: 9.0 + reach }
    }
}

/// The part of the line on which a test goes on after a look, as standard scores; a missing end is no bound.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stretch {
    pub(super) lower: Option<f64>,
    pub(super) upper: Option<f64>,
}

impl Stretch {
    /// No stop at all.
    pub(super) const OPEN: Self = Self { lower: None, upper: None };
}

/// Paths up to some look, laid out under one drift.
#[derive(Debug, Clone)]
pub(super) struct Walk {
    drift: f64,
    margins: Margins,
    approaches: Vec<Approach>,
    /// Where the paths go on after the last look approached.
    open: Stretch,
}

/// The way from one look to the next.
#[derive(Debug, Clone)]
struct Approach {
    from: Density,
    /// Information at the look that is reached.
    information: f64,
    /// Information gained on the way.
    gained: f64,
}

/// Scores at one look and how likely they are, each times the weight of its node.
#[derive(Debug, Clone)]
struct Density {
    information: f64,
    /// Middles of the stretches.
    centres: Vec<f64>,
    /// Places of the nodes from the middle of their stretch.
    offsets: Vec<f64>,
    /// Weighted density, stretch by stretch.
    mass: Vec<f64>,
}

impl Density {
    /// All paths in one point.
    fn point(information: f64, score: f64) -> Self {
        Self { information, centres: vec![score], offsets: vec![0.0], mass: vec![1.0] }
    }

    /// Every score with its weighted density.
    fn nodes(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        let scores = self.centres.iter().flat_map(|centre| self.offsets.iter().map(move |offset| centre + offset));
        scores.zip(self.mass.iter().copied())
    }
}

impl Walk {
    /// A walk from the start, where nothing is known.
    pub(super) fn new(drift: f64, margins: Margins) -> Self {
        Self { drift, margins, approaches: Vec::new(), open: Stretch::OPEN }
    }

    /// Goes on to the next look, at this information.
    pub(super) fn approach(&mut self, information: f64) {
        let from = match self.approaches.last() {
            None => Density::point(0.0, 0.0),
            Some(last) => self.density(last, information),
        };
        let gained = information - from.information;
        self.approaches.push(Approach { from, information, gained });
        self.open = Stretch::OPEN;
    }

    /// Keeps only the paths inside the stretch at the look last approached.
    pub(super) fn go_on_within(&mut self, stretch: Stretch) {
        self.open = stretch;
    }

    /// The density at the last look on the stretch where the test goes on, fine enough for the step to `next`.
    fn density(&self, last: &Approach, next: f64) -> Density {
        let information = last.information;
        let (root, mean) = (information.sqrt(), self.drift * information);
        let end = |bound: Option<f64>, far: f64| bound.map_or(far, |bound| bound * root);
        let (farthest_low, farthest_high) = (mean - FAR_BOUND * root, mean + FAR_BOUND * root);
        let low = end(self.open.lower, mean - self.margins.below * root).max(farthest_low);
        let high = end(self.open.upper, mean + self.margins.above * root).min(farthest_high);
        let narrow = STRETCH * last.gained.min(next - information).sqrt();
        let stretches = if high > low { ((high - low) / narrow).ceil() } else { 0.0 };
        let half = (high - low) / (2.0 * stretches);
        let (nodes, weights) = &*RULE;
        let centres: Vec<f64> = (0..stretches as usize).map(|index| low + (2.0 * index as f64 + 1.0) * half).collect();
        let offsets: Vec<f64> = nodes.iter().map(|node| node * half).collect();
        let mut mass = last.fold(self.drift, &centres, &offsets);
        for stretch in mass.chunks_exact_mut(POINTS) {
            stretch.iter_mut().zip(weights).for_each(|(value, weight)| *value *= weight * half);
        }
        Density { information, centres, offsets, mass }
    }

    /// How many looks were approached.
    #[cfg(test)]
    fn looks(&self) -> usize {
        self.approaches.len()
    }

    /// The chance to reach a look and to stand above `bound` there, under `drift`. Looks count from 0.
    pub(super) fn above(&self, look: usize, bound: f64, drift: f64) -> f64 {
        self.arrivals(look, drift).beyond(bound, 1.0)
    }

    /// The chance to reach a look and to stand below `bound` there.
    pub(super) fn below(&self, look: usize, bound: f64, drift: f64) -> f64 {
        self.arrivals(look, drift).beyond(bound, -1.0)
    }

    /// The bound above which a path that reaches the last look stands with this probability, under `drift`.
    ///
    /// None where the paths that reach the look are no more likely than that.
    pub(super) fn upper_bound(&self, probability: f64, drift: f64) -> Option<f64> {
        self.arrivals(self.approaches.len() - 1, drift).bound(probability, 1.0)
    }

    /// The bound below which a path that reaches the last look stands with this probability.
    pub(super) fn lower_bound(&self, probability: f64, drift: f64) -> Option<f64> {
        self.arrivals(self.approaches.len() - 1, drift).bound(probability, -1.0)
    }

    /// The paths that reach a look, as likely as they are under `drift`.
    fn arrivals(&self, look: usize, drift: f64) -> Arrivals {
        let approach = &self.approaches[look];
        let tilt = drift - self.drift;
        let level = (drift * drift - self.drift * self.drift) * approach.from.information / 2.0;
        let sd = approach.gained.sqrt();
        let tilted = |(score, mass): (f64, f64)| {
            let likely = if tilt == 0.0 { mass } else { mass * (tilt * score - level).exp() };
            ((score + drift * approach.gained) / sd, likely)
        };
        // Paths too rare for a double are none; an exponential that overflows meets a mass of 0 only.
        let from = approach.from.nodes().filter(|(_, mass)| *mass > 0.0).map(tilted).collect();
        Arrivals { from, root: approach.information.sqrt(), sd, centre: drift * approach.information.sqrt() }
    }
}

/// The paths that reach a look under one drift: where each leads on average, and how likely it is.
struct Arrivals {
    /// Mean scores at the look, in standard deviations of the step, and likelihoods.
    from: Vec<(f64, f64)>,
    /// Root of the information at the look.
    root: f64,
    /// Standard deviation of the step.
    sd: f64,
    /// Mean of the standard score at the look, had nothing been stopped.
    centre: f64,
}

impl Arrivals {
    /// The chance of a standard score above `bound`, or below it where `side` is −1.
    fn beyond(&self, bound: f64, side: f64) -> f64 {
        let target = bound * self.root / self.sd;
        self.from.iter().map(|(mean, likely)| likely * normal::upper_tail(side * (target - mean))).sum()
    }

    /// The same chance and how fast it changes with the bound.
    fn beyond_and_slope(&self, bound: f64, side: f64) -> (f64, f64) {
        let scale = self.root / self.sd;
        let target = bound * scale;
        let both = |(chance, slope): (f64, f64), (mean, likely): &(f64, f64)| {
            let x = target - mean;
            (chance + likely * normal::upper_tail(side * x), slope + likely * normal::density(x))
        };
        let (chance, slope) = self.from.iter().fold((0.0, 0.0), both);
        (chance, slope * scale)
    }

    /// Newton's method on the logarithm of the chance. Every chance on the way is that of a log-concave density, cut to an
    /// interval and folded with normal densities, so its tail is log-concave: from beyond the root no step overshoots. What
    /// the whole normal distribution leaves beyond a point is more than what the paths still on their way leave there, so
    /// its quantile is beyond the root.
    fn bound(&self, probability: f64, side: f64) -> Option<f64> {
        // A chance that is the whole of what is left, to the last digits, sets no bound.
        let reach: f64 = self.from.iter().map(|(_, likely)| likely).sum();
        if reach <= probability * (1.0 + 1e-12) {
            return None;
        }
        let mut inside = self.centre;
        let mut bound = inside + side * normal::upper_quantile(probability);
        for _ in 0..MOST_NEWTON_STEPS {
            let (chance, slope) = self.beyond_and_slope(bound, side);
            if chance == 0.0 {
                // Too far out for a double: halfway back to where the chance can be told.
                bound = f64::midpoint(inside, bound);
                continue;
            }
            inside = bound;
            let step = (chance / probability).ln() * chance / slope;
            bound += side * step;
            // The error after a step is its square over a number near 1: the digits are all there.
            if step.abs() <= 1e-9 {
                break;
            }
        }
        Some(bound)
    }
}

/// No bound lies farther out than this: beyond, the normal distribution leaves less than the smallest double.
const FAR_BOUND: f64 = 38.0;

/// Newton's method is at the last digit after some six steps; where the last digits jump about, this ends it.
const MOST_NEWTON_STEPS: usize = 100;

impl Approach {
    /// The density of the scores at the look reached, under the walk's own drift.
    ///
    /// The exponent of each pair of nodes is a square of (centre to centre) + (offset) − (offset): its parts need one
    /// exponential per node of a pair of stretches instead of one per pair of nodes.
    fn fold(&self, drift: f64, centres: &[f64], offsets: &[f64]) -> Vec<f64> {
        let sd = self.gained.sqrt();
        let shift = drift * self.gained;
        let scaled = |offsets: &[f64]| -> Vec<f64> { offsets.iter().map(|offset| offset / sd).collect() };
        let (to, from) = (scaled(offsets), scaled(&self.from.offsets));
        let halves = to.iter().chain(&from).fold(0.0_f64, |most, offset| most.max(offset.abs()));
        let within: Vec<[f64; POINTS]> =
            from.iter().map(|before| std::array::from_fn(|index| normal::density(to[index] - before) / sd)).collect();
        let mut folded = Vec::with_capacity(centres.len() * POINTS);
        for centre in centres {
            let mut density = [0.0; POINTS];
            for (before, mass) in self.from.centres.iter().zip(self.from.mass.chunks_exact(from.len())) {
                let between = (centre - before - shift) / sd;
                if between.abs() <= FARTHEST_STEP + 2.0 * halves {
                    add_stretch(&mut density, between, &to, &from, mass, &within);
                }
            }
            folded.extend_from_slice(&density);
        }
        folded
    }
}

/// Adds what the paths of one stretch bring to the density on another; all lengths in standard deviations of the step.
fn add_stretch(
    density: &mut [f64; POINTS],
    between: f64,
    to: &[f64],
    from: &[f64],
    mass: &[f64],
    within: &[[f64; POINTS]],
) {
    let centre = -0.5 * between * between;
    let mut sums = [0.0; POINTS];
    for ((mass, offset), row) in mass.iter().zip(from).zip(within) {
        let weight = mass * (centre + between * offset).exp();
        sums.iter_mut().zip(row).for_each(|(sum, value)| *sum += weight * value);
    }
    for ((density, sum), offset) in density.iter_mut().zip(sums).zip(to) {
        *density += sum * (-between * offset).exp();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::bivariate_normal;

    fn two_looks(first: f64, bound: f64, margins: Margins) -> Walk {
        let mut walk = Walk::new(0.0, margins);
        walk.approach(first);
        walk.go_on_within(Stretch { lower: None, upper: Some(bound) });
        walk.approach(1.0);
        walk
    }

    #[test]
    fn two_looks_are_a_bivariate_normal() {
        let walk = two_looks(0.5, 2.0, Margins::BOTH);
        assert_eq!(walk.looks(), 2);
        // P(Z₁ ≤ 2, Z₂ > 2.2) at correlation √½.
        let both = bivariate_normal::cdf(2.0, -2.2, -(0.5_f64.sqrt()));
        assert!((walk.above(1, 2.2, 0.0) / both - 1.0).abs() < 1e-11, "{} {both}", walk.above(1, 2.2, 0.0));
    }

    #[test]
    fn what_stops_and_what_goes_on_is_everything() {
        for drift in [-3.0, 0.0, 2.5, 6.0] {
            let walk = two_looks(0.3, 1.5, Margins::BOTH);
            let all = walk.above(0, 1.5, drift) + walk.above(1, 0.7, drift) + walk.below(1, 0.7, drift);
            assert!((all - 1.0).abs() < 1e-12, "{all}");
        }
    }

    #[test]
    fn a_walk_under_one_drift_answers_for_another() {
        let under_none = two_looks(0.4, 2.0, Margins::BOTH);
        let mut under_three = Walk::new(3.0, Margins::around(6.0));
        under_three.approach(0.4);
        under_three.go_on_within(Stretch { lower: None, upper: Some(2.0) });
        under_three.approach(1.0);
        for drift in [1.0, 3.0, 4.0] {
            let (one, other) = (under_none.above(1, 1.9, drift), under_three.above(1, 1.9, drift));
            assert!((one / other - 1.0).abs() < 1e-12, "{one} {other}");
        }
    }

    #[test]
    fn bounds_are_where_the_chance_is_the_one_asked_for() {
        let walk = two_looks(0.5, 2.5, Margins::BOTH);
        for probability in [1e-200, 1e-20, 1e-4, 0.02, 0.6, 0.9] {
            let upper = walk.upper_bound(probability, 0.0).unwrap();
            assert!((walk.above(1, upper, 0.0) / probability - 1.0).abs() < 1e-10, "{probability}");
            let lower = walk.lower_bound(probability, 1.0).unwrap();
            assert!((walk.below(1, lower, 1.0) / probability - 1.0).abs() < 1e-10, "{probability}");
        }
        assert_eq!(walk.upper_bound(0.999, 0.0), None);
    }

    #[test]
    fn looks_far_apart_and_close_together() {
        for gap in [0.5, 1e-2, 1e-4, 1e-6] {
            let mut walk = Walk::new(0.0, Margins::BOTH);
            walk.approach(0.4);
            walk.go_on_within(Stretch { lower: Some(-1.0), upper: Some(2.0) });
            walk.approach(0.4 + gap);
            let everything = walk.above(1, 0.3, 0.0) + walk.below(1, 0.3, 0.0);
            assert!((everything - normal::between(-1.0, 2.0)).abs() < 1e-13, "{gap}: {everything}");
        }
    }
}
