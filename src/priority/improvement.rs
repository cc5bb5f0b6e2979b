use jiff::civil::Date;
use serde::Serialize;

use super::vote::Vote;
use crate::id::Id;
use crate::quantity::{Range, Share};

/// One thing a team could do about friction points or gains of the journey.
///
/// What it is worth is said in one of two ways, never silently mixed: [`impact`](Self::impact) in points from 1 to 5, or
/// [`lift`](Self::lift), the relative change of its metric, from which money follows where reach, baseline and the value
/// of a unit are known. Both may be given; the ranking says which one it used.
#[derive(Debug, Clone, PartialEq)]
pub struct Improvement {
    /// Its id.
    pub id: Id,
    /// What is done, in a few words.
    pub title: String,
    /// Friction points it treats.
    pub frictions: Vec<Id>,
    /// Gains of the journey it addresses: an improvement need not mend anything.
    pub gains: Vec<Id>,
    /// What kind of opportunity it is.
    pub kind: Option<ImprovementKind>,
    /// Whether customers see it.
    pub layer: Option<Layer>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// The team that builds it.
    pub team: Option<Id>,
    /// Who else takes part: other teams, roles.
    pub contributors: Vec<String>,
    /// The lane whose traffic its test needs.
    pub lane: Option<Id>,
    /// The metric it should move.
    pub metric: Option<Id>,
    /// The customers it is for, when not all of them.
    pub segment: Option<String>,
    /// Why it should work.
    pub hypothesis: Option<Hypothesis>,
    /// Units it reaches in a week, as a 90 % range.
    pub reach_per_week: Option<Range>,
    /// Whether that reach was taken from the map, because the improvement does not say its own.
    pub reach_from_map: bool,
    /// Impact in points from 1 to 5, as a 90 % range.
    pub impact: Option<Range>,
    /// Relative change of the metric if it works (0.05 is +5 %), as a 90 % range. Negative where a fall is feared, or where
    /// less is better.
    pub lift: Option<Range>,
    /// Person-days of the team, above 0, as a 90 % range.
    pub effort_days: Option<Range>,
    /// Chance that it changes anything at all.
    pub p_works: Option<Share>,
    /// Confidence in the estimates, as ICE and RICE multiply it.
    pub confidence: Option<Share>,
    /// Improvements that must be decided before work on this one starts.
    pub depends_on: Vec<Id>,
    /// Improvements that may not be in test at the same time.
    pub conflicts_with: Vec<Id>,
    /// Day by which it must be decided.
    pub deadline: Option<Date>,
    /// How much it is wanted.
    pub moscow: Option<Moscow>,
    /// What the raters of a workshop said.
    pub votes: Vec<Vote>,
    /// How far it is.
    pub status: Status,
    /// Why it needs no A/B test: it is shipped and watched.
    pub no_test: Option<String>,
    /// Why it may count as done without a measured result.
    pub waiver: Option<String>,
}

impl Improvement {
    /// An improvement of which nothing is known but its name.
    #[must_use]
    pub fn new(id: Id, title: impl Into<String>) -> Self {
        Self {
            id,
            title: title.into(),
            frictions: Vec::new(),
            gains: Vec::new(),
            kind: None,
            layer: None,
            owner: None,
            team: None,
            contributors: Vec::new(),
            lane: None,
            metric: None,
            segment: None,
            hypothesis: None,
            reach_per_week: None,
            reach_from_map: false,
            impact: None,
            lift: None,
            effort_days: None,
            p_works: None,
            confidence: None,
            depends_on: Vec::new(),
            conflicts_with: Vec::new(),
            deadline: None,
            moscow: None,
            votes: Vec::new(),
            status: Status::default(),
            no_test: None,
            waiver: None,
        }
    }

    /// Whether it still waits for its turn: neither done nor dropped.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !matches!(self.status, Status::Done | Status::Dropped)
    }
}

/// What kind of opportunity an improvement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ImprovementKind {
    /// Mends what is broken (réparation).
    Repair,
    /// Makes better what works (optimisation).
    Optimise,
    /// Sets apart from competitors (différenciation).
    Differentiate,
    /// Does what nobody does yet (innovation).
    Innovate,
}

/// Where in the organisation an improvement is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Layer {
    /// Customers see it.
    Front,
    /// It happens behind the scene.
    Back,
}

/// MoSCoW: how much an improvement is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Moscow {
    /// Must have.
    Must,
    /// Should have.
    Should,
    /// Could have.
    Could,
    /// Will not have this time.
    Wont,
}

/// How far an improvement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// An idea that waits for its turn.
    #[default]
    Proposed,
    /// Being built.
    Building,
    /// In test.
    Testing,
    /// Decided and shipped.
    Done,
    /// Given up.
    Dropped,
}

/// Why an improvement should work: *because* of this, this *change* for this *audience* moves this *outcome*.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hypothesis {
    /// What changes.
    pub change: Option<String>,
    /// For whom.
    pub audience: Option<String>,
    /// What should move.
    pub outcome: Option<String>,
    /// What makes us believe it.
    pub because: Option<String>,
}
