use serde::Serialize;

use super::quadrant::{Borders, Quadrant};
use super::scale::{Missing, Scale};
use super::{Improvement, Method};
use crate::id::Id;

/// Improvements in the order in which they should be looked at, and how sure that order is.
///
/// Ranked is `score.expected`: the median score, times the chance that it works where one is given.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranking {
    /// How it was scored.
    pub method: Method,
    /// The unit of every impact.
    pub scale: Scale,
    /// Where the quadrants meet; none without items.
    pub borders: Option<Borders>,
    /// Seed of the draws.
    pub seed: u64,
    /// Draws behind every interval and probability.
    pub draws: usize,
    /// The k of [`RankedItem::p_top`].
    pub top: usize,
    /// The items, best first.
    pub items: Vec<RankedItem>,
    /// Open improvements that the method cannot score, by id.
    pub apart: Vec<Apart>,
    /// Improvements that are done or dropped, by id: they wait for nothing.
    pub settled: Vec<Improvement>,
}

/// An improvement with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct RankedItem {
    /// The improvement.
    pub improvement: Improvement,
    /// Its place, from 1.
    pub rank: usize,
    /// Neighbours with the same number are too close to call; from 1.
    pub group: usize,
    /// The score of the method.
    pub score: Estimate,
    /// Impact on the ranking's scale.
    pub impact: Estimate,
    /// Person-days.
    pub effort_days: Estimate,
    /// Its quadrant, by expected impact and median effort.
    pub quadrant: Quadrant,
    /// Its 80 % rank interval, best and worst place.
    pub rank_interval: (usize, usize),
    /// Median of its rank over the draws.
    pub rank_median: f64,
    /// Share of the draws in which it is among the first k.
    pub p_top: f64,
    /// Share of the draws in which its impact is above 0.
    pub p_positive: f64,
    /// Share of the draws in which it stands before the next item; none for the last.
    pub p_over_next: Option<f64>,
    /// The input whose uncertainty decides its score the most; none when all inputs are points.
    pub decided_by: Option<Input>,
}

/// An uncertain figure, over the draws.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Estimate {
    /// Median, if it works.
    pub median: f64,
    /// Median times the chance that it works; what is ranked.
    pub expected: f64,
    /// Lower end of the 80 % interval, the chance that it does not work included.
    pub low: f64,
    /// Upper end of the 80 % interval.
    pub high: f64,
}

/// An uncertain input of a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Input {
    /// Impact in points, or the lift.
    Impact,
    /// Units reached in a week.
    Reach,
    /// Person-days.
    Effort,
    /// Whether it works at all.
    Works,
}

/// An improvement the method cannot score: listed apart, never as 0.
#[derive(Debug, Clone, PartialEq)]
pub struct Apart {
    /// The improvement.
    pub improvement: Improvement,
    /// What is missing.
    pub missing: Vec<Missing>,
    /// A scale on which its impact could be said; the others are not on it.
    pub other_scale: Option<Scale>,
}

impl Ranking {
    /// Items in groups of places that are too close to call, best first.
    #[must_use]
    pub fn groups(&self) -> Vec<&[RankedItem]> {
        self.items.chunk_by(|one, next| one.group == next.group).collect()
    }

    /// The item of an improvement.
    #[must_use]
    pub fn item(&self, id: &Id) -> Option<&RankedItem> {
        self.items.iter().find(|item| item.improvement.id == *id)
    }

    /// Whether some open improvements say their impact in another unit than the ranking.
    #[must_use]
    pub fn is_mixed(&self) -> bool {
        self.apart.iter().any(|apart| apart.other_scale.is_some())
    }
}
