//! The map as a picture: the board and the emotional curve.

use super::{MapView, quote_source, subtitle};
use crate::chart::{
    self, BoardFriction, BoardFrictionKind, BoardMoment, BoardPhase, BoardQuote, BoardStage, BoardTouchpoint,
    BoardUsage, Caption, ChartError, CurvePersona, CurvePoint, CurveStage, CurveTouchpoint, JourneyBoard, JourneyCurve,
};
use crate::journey::{
    ChannelKind, Evidence, Friction, FrictionKind, JourneyMap, Light, MomentKind, Persona, Phase, Shape, Stage,
    Touchpoint, Usage,
};
use crate::words::Words;

/// The picture of a map.
///
/// # Errors
///
/// [`ChartError::NoData`] when there is nothing to draw: a board without stages, a curve without satisfactions.
pub fn figure(map: &JourneyMap, view: MapView, words: &Words) -> Result<chart::Figure, ChartError> {
    match view {
        MapView::Board => board(map, words).draw(words),
        MapView::Curve => curve(map, words).draw(words),
    }
}

fn caption(slug: &str, map: &JourneyMap, words: &Words) -> Caption {
    Caption { subtitle: subtitle(map, words), ..Caption::new(slug, &*map.title) }
}

fn board(map: &JourneyMap, words: &Words) -> JourneyBoard {
    JourneyBoard {
        caption: caption("journey-board", map, words),
        cyclic: map.shape == Shape::Cyclic,
        stages: map.stages.iter().map(|stage| board_stage(map, stage, words)).collect(),
    }
}

fn board_stage(map: &JourneyMap, stage: &Stage, words: &Words) -> BoardStage {
    BoardStage {
        name: stage.name.clone(),
        phase: stage.phase.map(|phase| match phase {
            Phase::Before => BoardPhase::Before,
            Phase::During => BoardPhase::During,
            Phase::After => BoardPhase::After,
        }),
        goal: stage.customer_goal.clone(),
        touchpoints: map.touchpoints_of(&stage.id).map(|touchpoint| board_touchpoint(map, touchpoint)).collect(),
        frictions: map.frictions_of(&stage.id).map(|friction| board_friction(map, friction)).collect(),
        quotes: map.quotes_of(&stage.id).into_iter().map(|quote| board_quote(quote, words)).collect(),
    }
}

fn board_touchpoint(map: &JourneyMap, touchpoint: &Touchpoint) -> BoardTouchpoint {
    let channel = touchpoint.channel.as_ref().and_then(|id| map.channel(id));
    BoardTouchpoint {
        name: touchpoint.name.clone(),
        channel: channel.map(|channel| channel.name.clone()).unwrap_or_default(),
        channel_kind: channel.and_then(|channel| channel.kind).map(|kind| match kind {
            ChannelKind::Physical => chart::ChannelKind::Physical,
            ChannelKind::Digital => chart::ChannelKind::Digital,
            ChannelKind::Human => chart::ChannelKind::Human,
        }),
        light: match map.light(touchpoint) {
            Some(Light::Good) => chart::Light::Good,
            Some(Light::Watch) => chart::Light::Watch,
            Some(Light::Friction) => chart::Light::Friction,
            None => chart::Light::Unknown,
        },
        satisfaction: map.mean_satisfaction(touchpoint, &[]),
        moment: touchpoint.moment_of_truth.as_ref().map(|moment| match moment.kind {
            MomentKind::Punctual => BoardMoment::Punctual,
            MomentKind::Transversal => BoardMoment::Transversal,
        }),
        usage: match touchpoint.usage {
            Usage::Used => BoardUsage::Used,
            Usage::Avoided => BoardUsage::Avoided,
            Usage::Planned => BoardUsage::Planned,
        },
    }
}

fn board_friction(map: &JourneyMap, friction: &Friction) -> BoardFriction {
    BoardFriction {
        id: friction.id.to_string(),
        title: friction.title.clone(),
        // A score lies between 1 and 5, so that rounding it fits.
        severity: friction.severity.map(|score| score.get().round() as u8),
        kind: friction.kind.map(|kind| match kind {
            FrictionKind::Irritant => BoardFrictionKind::Irritant,
            FrictionKind::Effort => BoardFrictionKind::Effort,
            FrictionKind::Breakpoint => BoardFrictionKind::Breakpoint,
        }),
        touchpoint: friction
            .touchpoint
            .as_ref()
            .and_then(|id| map.touchpoint(id))
            .map(|touchpoint| touchpoint.name.clone()),
    }
}

fn board_quote(quote: &Evidence, words: &Words) -> BoardQuote {
    BoardQuote { text: quote.text.clone(), source: quote_source(quote, words) }
}

fn curve(map: &JourneyMap, words: &Words) -> JourneyCurve {
    let everybody = map.personas.is_empty().then(|| line(map, None, words));
    JourneyCurve {
        caption: caption("journey-curve", map, words),
        stages: map.stages.iter().map(|stage| curve_stage(map, stage)).collect(),
        personas: map.personas.iter().map(|persona| line(map, Some(persona), words)).chain(everybody).collect(),
    }
}

fn curve_stage(map: &JourneyMap, stage: &Stage) -> CurveStage {
    let touchpoints = map.touchpoints_in_use(stage).map(|touchpoint| CurveTouchpoint {
        name: touchpoint.name.clone(),
        moment_of_truth: touchpoint.moment_of_truth.is_some(),
    });
    CurveStage { name: stage.name.clone(), touchpoints: touchpoints.collect() }
}

fn line(map: &JourneyMap, persona: Option<&Persona>, words: &Words) -> CurvePersona {
    let id = persona.map(|persona| &persona.id);
    CurvePersona {
        name: persona.map_or_else(|| words.key("map-everybody"), |persona| persona.name.clone()),
        hypothesis: persona.is_some_and(|persona| !map.missing_proofs(persona).is_empty()),
        points: map
            .lived()
            .map(|touchpoint| {
                let satisfaction = map.satisfaction(touchpoint, id)?;
                let evidence = u32::try_from(map.evidence_at(touchpoint, id)).unwrap_or(u32::MAX);
                Some(CurvePoint { satisfaction: satisfaction.score, evidence })
            })
            .collect(),
    }
}
