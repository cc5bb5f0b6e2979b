use crate::id::Id;
use crate::quantity::Share;

/// A kind of customer, drawn from real data.
#[derive(Debug, Clone, PartialEq)]
pub struct Persona {
    /// Its id, as touchpoints and friction points name it.
    pub id: Id,
    /// Its name for people.
    pub name: String,
    /// The part of all customers it stands for.
    pub share: Option<Share>,
    /// Age, region, equipment, in a sentence.
    pub demographics: Option<String>,
    /// What these customers want to reach.
    pub goals: Vec<String>,
    /// Why they want it.
    pub motivations: Vec<String>,
    /// What stands in their way.
    pub frustrations: Vec<String>,
    /// What they usually do.
    pub habits: Vec<String>,
    /// Where they read, watch and listen.
    pub media: Vec<String>,
    /// Channels they use.
    pub channels: Vec<Id>,
    /// Evidence the persona rests on: at least one quote, one observed behaviour and one figure, else it is a hypothesis.
    pub evidence: Vec<Id>,
    /// Empathy map: what they hear.
    pub hears: Vec<String>,
    /// Empathy map: what they see.
    pub sees: Vec<String>,
    /// Empathy map: what they think.
    pub thinks: Vec<String>,
    /// Empathy map: what they feel.
    pub feels: Vec<String>,
}
