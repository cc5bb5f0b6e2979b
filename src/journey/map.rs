use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Serialize;

use super::{
    AcceptedGap, Channel, Evidence, Experience, Friction, Gain, Light, Persona, Satisfaction, Stage, Touchpoint, Usage,
};
use crate::id::Id;

/// A customer-journey map. Only the title, the stages and one friction point are mandatory.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct JourneyMap {
    /// What the map shows.
    pub title: String,
    /// The whole relation or the use of one product.
    pub scope: Scope,
    /// How the stages follow each other.
    pub shape: Shape,
    /// Today's journey or the one wanted.
    pub state: State,
    /// When the map was last brought up to date.
    pub updated: Option<Date>,
    /// How many days an update stays fresh.
    pub review_every_days: Option<u32>,
    /// Who keeps the map.
    pub owner: Option<String>,
    /// The kinds of customers.
    pub personas: Vec<Persona>,
    /// The channels.
    pub channels: Vec<Channel>,
    /// The stages, in order.
    pub stages: Vec<Stage>,
    /// The touchpoints, in the order customers meet them within a stage.
    pub touchpoints: Vec<Touchpoint>,
    /// What the map rests on.
    pub evidence: Vec<Evidence>,
    /// What goes wrong.
    pub frictions: Vec<Friction>,
    /// What delights.
    pub gains: Vec<Gain>,
    /// Empty cells the team accepts.
    pub gaps: Vec<AcceptedGap>,
}

/// What a map covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// The whole relation.
    #[default]
    Customer,
    /// The use of one product.
    User,
}

/// How the stages follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// From the first stage to the last.
    #[default]
    Linear,
    /// The last stage leads back to the first.
    Cyclic,
    /// Customers move between channels at every stage.
    Omnichannel,
}

/// Which journey a map shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Today's.
    #[default]
    AsIs,
    /// The one wanted.
    ToBe,
}

impl JourneyMap {
    /// The persona of an id.
    #[must_use]
    pub fn persona(&self, id: &Id) -> Option<&Persona> {
        self.personas.iter().find(|persona| persona.id == *id)
    }

    /// The channel of an id.
    #[must_use]
    pub fn channel(&self, id: &Id) -> Option<&Channel> {
        self.channels.iter().find(|channel| channel.id == *id)
    }

    /// The stage of an id.
    #[must_use]
    pub fn stage(&self, id: &Id) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.id == *id)
    }

    /// The touchpoint of an id.
    #[must_use]
    pub fn touchpoint(&self, id: &Id) -> Option<&Touchpoint> {
        self.touchpoints.iter().find(|touchpoint| touchpoint.id == *id)
    }

    /// The pieces of evidence of a list of ids, in the list's order.
    pub fn evidence_of<'a>(&'a self, ids: &'a [Id]) -> impl Iterator<Item = &'a Evidence> {
        ids.iter().filter_map(|id| self.evidence.iter().find(|evidence| evidence.id == *id))
    }

    /// The touchpoints of a stage, in order.
    pub fn touchpoints_of<'a>(&'a self, stage: &'a Id) -> impl Iterator<Item = &'a Touchpoint> {
        self.touchpoints.iter().filter(move |touchpoint| touchpoint.stage == *stage)
    }

    /// All touchpoints as customers meet them: stage by stage, whatever their order in the file.
    pub fn along_the_journey(&self) -> impl Iterator<Item = &Touchpoint> {
        self.stages.iter().flat_map(|stage| self.touchpoints_of(&stage.id))
    }

    /// The touchpoints of a stage that customers use, in order.
    pub fn touchpoints_in_use<'a>(&'a self, stage: &'a Stage) -> impl Iterator<Item = &'a Touchpoint> {
        self.touchpoints_of(&stage.id).filter(|touchpoint| touchpoint.usage == Usage::Used)
    }

    /// What customers live through, stage by stage: the touchpoints in use, without those they avoid and those to come.
    pub fn lived(&self) -> impl Iterator<Item = &Touchpoint> {
        self.stages.iter().flat_map(|stage| self.touchpoints_in_use(stage))
    }

    /// The stage a friction point is felt in: its touchpoint's, else its own.
    #[must_use]
    pub fn stage_of<'a>(&'a self, friction: &'a Friction) -> Option<&'a Id> {
        let touchpoint = friction.touchpoint.as_ref().and_then(|id| self.touchpoint(id));
        touchpoint.map(|touchpoint| &touchpoint.stage).or(friction.stage.as_ref())
    }

    /// The friction points of a stage, in map order.
    pub fn frictions_of<'a>(&'a self, stage: &'a Id) -> impl Iterator<Item = &'a Friction> {
        self.frictions.iter().filter(move |friction| self.stage_of(friction) == Some(stage))
    }

    /// The customers' words that belong to a stage and may be shown, each once: those placed there, and those behind its
    /// friction points and gains.
    #[must_use]
    pub fn quotes_of(&self, stage: &Id) -> Vec<&Evidence> {
        let is_here = |touchpoint: Option<&Id>| {
            touchpoint.and_then(|id| self.touchpoint(id)).is_some_and(|touchpoint| touchpoint.stage == *stage)
        };
        let behind = |id: &Id| {
            self.frictions_of(stage).any(|friction| friction.evidence.contains(id))
                || self.gains.iter().any(|gain| is_here(gain.touchpoint.as_ref()) && gain.evidence.contains(id))
        };
        self.evidence
            .iter()
            .filter(|evidence| evidence.is_showable_quote())
            .filter(|evidence| match &evidence.touchpoint {
                Some(touchpoint) => is_here(Some(touchpoint)),
                None => behind(&evidence.id),
            })
            .collect()
    }

    /// How many pieces of evidence stand behind what a persona lives through at a touchpoint: those placed there, and those
    /// of its friction points and gains.
    #[must_use]
    pub fn evidence_at(&self, touchpoint: &Touchpoint, persona: Option<&Id>) -> usize {
        let here = |place: Option<&Id>| place == Some(&touchpoint.id);
        let felt = |personas: &[Id]| personas.is_empty() || persona.is_none_or(|persona| personas.contains(persona));
        let frictions = self.frictions.iter().filter(|friction| here(friction.touchpoint.as_ref()));
        let gains = self.gains.iter().filter(|gain| here(gain.touchpoint.as_ref()));
        let named: BTreeSet<&Id> = frictions
            .filter(|friction| felt(&friction.personas))
            .flat_map(|friction| &friction.evidence)
            .chain(gains.filter(|gain| felt(&gain.personas)).flat_map(|gain| &gain.evidence))
            .collect();
        let counts = |evidence: &&Evidence| here(evidence.touchpoint.as_ref()) || named.contains(&evidence.id);
        self.evidence.iter().filter(counts).count()
    }

    /// What a persona lives through at a touchpoint: its own entry, else the one for all customers.
    #[must_use]
    pub fn experience<'a>(&self, touchpoint: &'a Touchpoint, persona: Option<&Id>) -> Option<&'a Experience> {
        let of = |wanted: Option<&Id>| {
            touchpoint.experiences.iter().find(|experience| experience.persona.as_ref() == wanted)
        };
        of(persona).or_else(|| of(None))
    }

    /// How satisfied a persona is at a touchpoint, where that is known.
    #[must_use]
    pub fn satisfaction(&self, touchpoint: &Touchpoint, persona: Option<&Id>) -> Option<Satisfaction> {
        self.experience(touchpoint, persona)?.satisfaction()
    }

    /// Mean satisfaction at a touchpoint over some personas (all of them when none is named), weighted by their shares
    /// of customers; equal weights when a share is not known. Personas without a satisfaction here do not count.
    #[must_use]
    pub fn mean_satisfaction(&self, touchpoint: &Touchpoint, personas: &[Id]) -> Option<f64> {
        let among: Vec<(&Persona, f64)> = self
            .personas
            .iter()
            .filter(|persona| personas.is_empty() || personas.contains(&persona.id))
            .filter_map(|persona| Some((persona, self.satisfaction(touchpoint, Some(&persona.id))?.score)))
            .collect();
        if among.is_empty() {
            return self.satisfaction(touchpoint, None).map(|satisfaction| satisfaction.score);
        }
        let shares: Option<Vec<f64>> =
            among.iter().map(|(persona, _)| persona.share.map(|share| share.get())).collect();
        let weights =
            shares.filter(|shares| shares.iter().sum::<f64>() > 0.0).unwrap_or_else(|| vec![1.0; among.len()]);
        let total: f64 = weights.iter().sum();
        Some(among.iter().zip(&weights).map(|((_, score), weight)| score * weight / total).sum())
    }

    /// The traffic light of a touchpoint: that of the persona worst off there. A mean would paint yellow what ends the
    /// journey of every second customer.
    #[must_use]
    pub fn light(&self, touchpoint: &Touchpoint) -> Option<Light> {
        let of_personas = self.personas.iter().filter_map(|persona| self.satisfaction(touchpoint, Some(&persona.id)));
        let worst = of_personas.map(|satisfaction| satisfaction.score).min_by(f64::total_cmp);
        worst.or_else(|| self.satisfaction(touchpoint, None).map(|satisfaction| satisfaction.score)).map(Light::of)
    }
}
