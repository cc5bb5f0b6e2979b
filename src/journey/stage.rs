use serde::Serialize;

use crate::id::Id;

/// A step of the journey, in the customer's time. Names are free: sources never agree on five.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// Its id, as touchpoints name it.
    pub id: Id,
    /// Its name for people.
    pub name: String,
    /// Before, during or after the purchase.
    pub phase: Option<Phase>,
    /// What the customer wants to get done here.
    pub customer_goal: Option<String>,
    /// Why: to save time, to avoid mistakes.
    pub motivations: Vec<String>,
    /// What the customer takes for granted here.
    pub expectations: Vec<String>,
    /// Metrics that tell how the stage does.
    pub kpis: Vec<Id>,
}

/// Where a stage lies around the purchase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Before the purchase.
    Before,
    /// During the purchase.
    During,
    /// After the purchase.
    After,
}

/// A stage that a channel leaves empty on purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcceptedGap {
    /// The stage.
    pub stage: Id,
    /// The channel, or none when the whole stage is left without touchpoint.
    pub channel: Option<Id>,
    /// Why that is accepted.
    pub reason: String,
}
