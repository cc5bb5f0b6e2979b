//! The map for programs: `jalon.map.v1`.

use jiff::civil::Date;
use serde::Serialize;

use crate::id::Id;
use crate::journey::{
    ChannelKind, EvidenceKind, FindingCode, FrictionPoint, JourneyMap, Light, MomentKind, PersonaProof, Phase, Scope,
    Shape, State, Subject, Touchpoint, Usage, falls, friction_points,
};
use crate::problem::Severity;
use crate::words::Words;

/// A map with what follows from it.
#[derive(Debug, Serialize)]
pub struct MapAnswer {
    title: String,
    scope: Scope,
    shape: Shape,
    state: State,
    updated: Option<Date>,
    owner: Option<String>,
    personas: Vec<PersonaAnswer>,
    channels: Vec<ChannelAnswer>,
    stages: Vec<StageAnswer>,
    friction_points: Vec<FrictionPoint>,
    evidence: Vec<EvidenceAnswer>,
    gains: Vec<GainAnswer>,
    falls: Vec<FallAnswer>,
    findings: Vec<FindingAnswer>,
}

#[derive(Debug, Serialize)]
struct PersonaAnswer {
    id: Id,
    name: String,
    share: Option<f64>,
    hypothesis: bool,
    missing: Vec<PersonaProof>,
}

#[derive(Debug, Serialize)]
struct ChannelAnswer {
    id: Id,
    name: String,
    kind: Option<ChannelKind>,
}

#[derive(Debug, Serialize)]
struct StageAnswer {
    id: Id,
    name: String,
    phase: Option<Phase>,
    customer_goal: Option<String>,
    kpis: Vec<Id>,
    touchpoints: Vec<TouchpointAnswer>,
}

#[derive(Debug, Serialize)]
struct TouchpointAnswer {
    id: Id,
    name: String,
    channel: Option<Id>,
    direct: bool,
    usage: Usage,
    light: Option<Light>,
    satisfaction: Option<f64>,
    competitor: Option<f64>,
    moment_of_truth: Option<MomentKind>,
    moment_weight: f64,
    volume_per_week: Option<f64>,
    target_emotion: Option<String>,
    experiences: Vec<ExperienceAnswer>,
}

#[derive(Debug, Serialize)]
struct ExperienceAnswer {
    persona: Option<Id>,
    satisfaction: Option<f64>,
    derived: bool,
    intensity: Option<f64>,
    emotion: Option<String>,
}

#[derive(Debug, Serialize)]
struct EvidenceAnswer {
    id: Id,
    kind: EvidenceKind,
    /// Absent when its author refused to be quoted.
    text: Option<String>,
    source: Option<String>,
    date: Option<Date>,
    consent: Option<bool>,
    sample: Option<u64>,
}

#[derive(Debug, Serialize)]
struct GainAnswer {
    id: Option<Id>,
    title: String,
    touchpoint: Option<Id>,
}

#[derive(Debug, Serialize)]
struct FallAnswer {
    persona: Option<Id>,
    from: Id,
    to: Id,
    before: f64,
    after: f64,
    hand_over: bool,
}

#[derive(Debug, Serialize)]
struct FindingAnswer {
    code: FindingCode,
    severity: Severity,
    subject: Subject,
    what: String,
    mend: String,
}

/// The map for programs, with its findings on a day.
#[must_use]
pub fn answer(map: &JourneyMap, today: Date, words: &Words) -> MapAnswer {
    MapAnswer {
        title: map.title.clone(),
        scope: map.scope,
        shape: map.shape,
        state: map.state,
        updated: map.updated,
        owner: map.owner.clone(),
        personas: personas(map),
        channels: channels(map),
        stages: stages(map),
        friction_points: friction_points(map),
        evidence: evidence(map),
        gains: gains(map),
        falls: fallen(map),
        findings: findings(map, today, words),
    }
}

fn personas(map: &JourneyMap) -> Vec<PersonaAnswer> {
    map.personas
        .iter()
        .map(|persona| {
            let missing = map.missing_proofs(persona);
            PersonaAnswer {
                id: persona.id.clone(),
                name: persona.name.clone(),
                share: persona.share.map(|share| share.get()),
                hypothesis: !missing.is_empty(),
                missing,
            }
        })
        .collect()
}

fn channels(map: &JourneyMap) -> Vec<ChannelAnswer> {
    map.channels
        .iter()
        .map(|channel| ChannelAnswer { id: channel.id.clone(), name: channel.name.clone(), kind: channel.kind })
        .collect()
}

fn stages(map: &JourneyMap) -> Vec<StageAnswer> {
    map.stages
        .iter()
        .map(|stage| StageAnswer {
            id: stage.id.clone(),
            name: stage.name.clone(),
            phase: stage.phase,
            customer_goal: stage.customer_goal.clone(),
            kpis: stage.kpis.clone(),
            touchpoints: map.touchpoints_of(&stage.id).map(|touchpoint| described(map, touchpoint)).collect(),
        })
        .collect()
}

fn described(map: &JourneyMap, touchpoint: &Touchpoint) -> TouchpointAnswer {
    let moment = touchpoint.moment_of_truth.as_ref();
    TouchpointAnswer {
        id: touchpoint.id.clone(),
        name: touchpoint.name.clone(),
        channel: touchpoint.channel.clone(),
        direct: touchpoint.direct,
        usage: touchpoint.usage,
        light: map.light(touchpoint),
        satisfaction: map.mean_satisfaction(touchpoint, &[]),
        competitor: touchpoint.competitor.map(|score| score.get()),
        moment_of_truth: moment.map(|moment| moment.kind),
        moment_weight: moment.map_or(1.0, |moment| moment.weight),
        volume_per_week: touchpoint.volume_per_week.map(|volume| volume.get()),
        target_emotion: touchpoint.target_emotion.clone(),
        experiences: touchpoint
            .experiences
            .iter()
            .map(|experience| {
                let satisfaction = experience.satisfaction();
                ExperienceAnswer {
                    persona: experience.persona.clone(),
                    satisfaction: satisfaction.map(|satisfaction| satisfaction.score),
                    derived: satisfaction.is_some_and(|satisfaction| satisfaction.derived),
                    intensity: experience.intensity.map(|score| score.get()),
                    emotion: experience.emotion.clone(),
                }
            })
            .collect(),
    }
}

fn evidence(map: &JourneyMap) -> Vec<EvidenceAnswer> {
    map.evidence
        .iter()
        .map(|evidence| EvidenceAnswer {
            id: evidence.id.clone(),
            kind: evidence.kind,
            text: (evidence.consent != Some(false)).then(|| evidence.text.clone()),
            source: evidence.source.clone(),
            date: evidence.date,
            consent: evidence.consent,
            sample: evidence.sample,
        })
        .collect()
}

fn gains(map: &JourneyMap) -> Vec<GainAnswer> {
    map.gains
        .iter()
        .map(|gain| GainAnswer { id: gain.id.clone(), title: gain.title.clone(), touchpoint: gain.touchpoint.clone() })
        .collect()
}

fn fallen(map: &JourneyMap) -> Vec<FallAnswer> {
    falls(map)
        .into_iter()
        .map(|fall| FallAnswer {
            persona: fall.persona,
            from: fall.from,
            to: fall.to,
            before: fall.before,
            after: fall.after,
            hand_over: fall.hand_over,
        })
        .collect()
}

fn findings(map: &JourneyMap, today: Date, words: &Words) -> Vec<FindingAnswer> {
    map.findings(today)
        .into_iter()
        .map(|finding| FindingAnswer {
            code: finding.code,
            severity: finding.severity,
            subject: finding.subject,
            what: words.say(&finding.what),
            mend: words.say(&finding.mend),
        })
        .collect()
}
