use serde::Serialize;

use super::experience::Experience;
use crate::id::Id;
use crate::quantity::{Positive, Score};

/// A moment where customers meet the company: a page, a parcel, a call.
#[derive(Debug, Clone, PartialEq)]
pub struct Touchpoint {
    /// Its id, as friction points and lanes name it.
    pub id: Id,
    /// Its name for people.
    pub name: String,
    /// The stage it belongs to.
    pub stage: Id,
    /// The channel it happens on.
    pub channel: Option<Id>,
    /// Whether the company itself runs it; a comparison site or a word of mouth is indirect.
    pub direct: bool,
    /// Whether customers use it.
    pub usage: Usage,
    /// What each persona lives through here, at most one entry per persona.
    pub experiences: Vec<Experience>,
    /// The emotion one would like customers to feel here.
    pub target_emotion: Option<String>,
    /// Whether the relation is won or lost here.
    pub moment_of_truth: Option<MomentOfTruth>,
    /// Passages in a week.
    pub volume_per_week: Option<Positive>,
    /// How the best competitor does here, on the same 1–5 scale.
    pub competitor: Option<Score>,
}

/// Whether customers use a touchpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Usage {
    /// They do.
    #[default]
    Used,
    /// It exists and they keep clear of it.
    Avoided,
    /// It does not exist yet.
    Planned,
}

/// A moment that decides about the relation.
#[derive(Debug, Clone, PartialEq)]
pub struct MomentOfTruth {
    /// At one touchpoint or across the journey.
    pub kind: MomentKind,
    /// What shows that it is one: a peak of engagement, a decision, recurring friction, direct feedback.
    pub signals: Vec<String>,
    /// The stages a transversal moment runs through.
    pub stages: Vec<Id>,
    /// How much more its friction points weigh in the ranking; 1 or more.
    pub weight: f64,
}

impl MomentOfTruth {
    /// The weight a moment of truth has unless the map says otherwise. Half as much again: enough to win over an equal
    /// friction elsewhere, not enough to beat one that is twice as severe.
    pub const DEFAULT_WEIGHT: f64 = 1.5;
}

/// A kind of moment of truth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MomentKind {
    /// At one touchpoint: the payment.
    Punctual,
    /// Across several stages: reassurance about delivery.
    Transversal,
}
