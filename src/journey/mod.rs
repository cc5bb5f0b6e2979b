//! The customer-journey map: personas, channels, stages, touchpoints, evidence, friction points and gains.
//!
//! A [`JourneyMap`] is what people wrote; [`friction_points`] hands its friction points to the ranking with what the map
//! knows about each, and [`findings`](JourneyMap::findings) says where the map is thin, stale or contradicts itself.

mod channel;
mod emotion;
mod evidence;
mod experience;
mod falls;
mod findings;
mod friction;
mod light;
mod map;
mod names;
mod persona;
mod point;
mod stage;
mod touchpoint;

pub use channel::{Channel, ChannelKind};
pub use emotion::{Feeling, feeling};
pub use evidence::{Evidence, EvidenceFamily, EvidenceKind, EvidenceStrength, PersonaProof, strength};
pub use experience::{Experience, Satisfaction};
pub use falls::{Fall, falls};
pub use findings::{Finding, FindingCode, Subject, untreated};
pub use friction::{Cause, Friction, FrictionKind, Gain};
pub use light::Light;
pub use map::{JourneyMap, Scope, Shape, State};
pub use persona::Persona;
pub use point::{FrictionPoint, friction_points};
pub use stage::{AcceptedGap, Phase, Stage};
pub use touchpoint::{MomentKind, MomentOfTruth, Touchpoint, Usage};
