use serde::Serialize;

use crate::id::Id;
use crate::quantity::{Range, Score};

/// A friction point as the map holds it.
#[derive(Debug, Clone, PartialEq)]
pub struct Friction {
    /// Its id, as improvements name it.
    pub id: Id,
    /// What goes wrong, in a few words.
    pub title: String,
    /// Where it is felt.
    pub touchpoint: Option<Id>,
    /// The stage it is felt in, when no touchpoint is known.
    pub stage: Option<Id>,
    /// Who feels it; nobody named stands for everybody.
    pub personas: Vec<Id>,
    /// What it does to the journey.
    pub kind: Option<FrictionKind>,
    /// Where it comes from.
    pub cause: Option<Cause>,
    /// How bad it is for those it hits, 1 to 5.
    pub severity: Option<Score>,
    /// The share of passages it hits, a 90 % range between 0 and 1.
    pub frequency: Option<Range>,
    /// "Why?", asked up to five times; the last answer is the root cause.
    pub whys: Vec<String>,
    /// What shows it.
    pub evidence: Vec<Id>,
}

/// What a friction point does to the journey.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FrictionKind {
    /// It annoys.
    Irritant,
    /// It costs work.
    Effort,
    /// It ends the journey.
    Breakpoint,
}

/// Where a friction point comes from; known causes are categories that past tests teach about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// A slow site.
    SlowSite,
    /// Baskets left behind: an account that is forced, costs that come late.
    BasketAbandonment,
    /// Information that is missing or hard to find.
    MissingInformation,
    /// A service that fails: delivery, support, returns.
    FailingService,
    /// A form that is long or unclear.
    Form,
    /// The payment.
    Payment,
    /// Another cause, in the team's own words.
    Other(String),
}

/// A delight to keep: improvements must not test it away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gain {
    /// Its id.
    pub id: Option<Id>,
    /// What delights, in a few words.
    pub title: String,
    /// Where it is felt.
    pub touchpoint: Option<Id>,
    /// Who feels it; nobody named stands for everybody.
    pub personas: Vec<Id>,
    /// What shows it.
    pub evidence: Vec<Id>,
}
