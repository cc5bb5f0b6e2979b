//! What the values of a map are called, in the catalogue.

use super::{
    Cause, ChannelKind, EvidenceKind, EvidenceStrength, FrictionKind, Light, MomentKind, PersonaProof, Phase, Shape,
    State, Usage,
};
use crate::words::Message;

macro_rules! named {
    ($($type:ident { $($variant:ident $key:literal,)* })*) => {$(
        impl $type {
            /// What it is called.
            #[must_use]
            pub fn said(self) -> Message {
                Message::new(match self { $(Self::$variant => $key,)* })
            }
        }
    )*};
}

named! {
    Phase { Before "journey-phase-before", During "journey-phase-during", After "journey-phase-after", }
    Shape { Linear "journey-linear", Cyclic "journey-cyclic", Omnichannel "journey-omnichannel", }
    State { AsIs "journey-as-is", ToBe "journey-to-be", }
    ChannelKind {
        Physical "journey-channel-physical",
        Digital "journey-channel-digital",
        Human "journey-channel-human",
    }
    Usage { Used "journey-used", Avoided "journey-avoided", Planned "journey-planned", }
    MomentKind { Punctual "journey-moment-punctual", Transversal "journey-moment-transversal", }
    FrictionKind { Irritant "journey-irritant", Effort "journey-effort", Breakpoint "journey-breakpoint", }
    Light { Good "journey-light-good", Watch "journey-light-watch", Friction "journey-light-friction", }
    PersonaProof { Quote "journey-proof-quote", Behaviour "journey-proof-behaviour", Figure "journey-proof-figure", }
    EvidenceStrength {
        None "journey-strength-none",
        Opinion "journey-strength-opinion",
        OneSided "journey-strength-one-sided",
        Triangulated "journey-strength-triangulated",
    }
    EvidenceKind {
        Quote "journey-evidence-quote",
        Interview "journey-evidence-interview",
        Survey "journey-evidence-survey",
        Review "journey-evidence-review",
        Support "journey-evidence-support",
        Analytics "journey-evidence-analytics",
        Observation "journey-evidence-observation",
        Replay "journey-evidence-replay",
        AbTest "journey-evidence-ab-test",
        Expert "journey-evidence-expert",
    }
}

impl Cause {
    /// What it is called: from the catalogue, or the team's own words.
    #[must_use]
    pub fn said(&self) -> Message {
        match self {
            Self::SlowSite => Message::new("journey-cause-slow-site"),
            Self::BasketAbandonment => Message::new("journey-cause-basket"),
            Self::MissingInformation => Message::new("journey-cause-information"),
            Self::FailingService => Message::new("journey-cause-service"),
            Self::Form => Message::new("journey-cause-form"),
            Self::Payment => Message::new("journey-cause-payment"),
            Self::Other(own) => Message::new("journey-cause-other").text("cause", own),
        }
    }
}
