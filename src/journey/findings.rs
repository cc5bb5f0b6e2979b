//! Where a map is thin, stale or contradicts itself.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Serialize;

use super::evidence::{EvidenceStrength, PersonaProof, strength};
use super::{Experience, Fall, Feeling, JourneyMap, Persona, Phase, Stage, Touchpoint, Usage, falls, feeling};
use crate::id::Id;
use crate::problem::Severity;
use crate::words::Message;

/// Something a reader of the map should know: it does not stop an answer, but it tells how far to trust it.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// What kind of finding it is; the name stays from version to version.
    pub code: FindingCode,
    /// A warning or a hint.
    pub severity: Severity,
    /// What it is about.
    pub subject: Subject,
    /// What was found.
    pub what: Message,
    /// What to do about it.
    pub mend: Message,
}

/// What a finding is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Subject {
    /// The map as a whole.
    Map,
    /// A persona.
    Persona(Id),
    /// A stage.
    Stage(Id),
    /// A touchpoint.
    Touchpoint(Id),
    /// A piece of evidence.
    Evidence(Id),
    /// A friction point.
    Friction(Id),
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident $severity:ident $what:literal $mend:literal,)*) => {
        /// The kinds of findings.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(rename_all = "snake_case")]
        pub enum FindingCode { $($(#[$doc])* $name,)* }

        impl FindingCode {
            /// How much it matters, what was found, what to do.
            fn said(self) -> (Severity, Message, Message) {
                match self {
                    $(Self::$name => (Severity::$severity, Message::new($what), Message::new($mend)),)*
                }
            }
        }
    };
}

codes! {
    /// The map is older than its owner wants it to be.
    StaleMap Warning "finding-stale" "finding-stale-mend",
    /// Nobody knows how old the map is.
    UndatedMap Hint "finding-undated" "finding-undated-mend",
    /// The map has stages but no touchpoint yet.
    NoTouchpoint Hint "finding-no-touchpoint" "finding-no-touchpoint-mend",
    /// Nothing on the map comes from outside the company.
    InternalView Warning "finding-internal-view" "finding-internal-view-mend",
    /// More personas than a team can keep in mind.
    ManyPersonas Warning "finding-many-personas" "finding-many-personas-mend",
    /// The personas' shares of customers do not make a whole.
    SharesNotWhole Warning "finding-shares" "finding-shares-mend",
    /// A persona without a quote, a behaviour and a figure is a hypothesis.
    PersonaHypothesis Warning "finding-hypothesis" "finding-hypothesis-mend",
    /// All satisfactions are the same: nothing stands out, or nobody looked.
    EqualScores Hint "finding-equal-scores" "finding-equal-scores-mend",
    /// A part of the journey (before, during, after) has no stage.
    EmptyPhase Hint "finding-empty-phase" "finding-empty-phase-mend",
    /// Nobody wrote what the customer wants at a stage.
    StageWithoutGoal Hint "finding-stage-goal" "finding-stage-goal-mend",
    /// No touchpoint is in use at a stage.
    SilentStage Warning "finding-silent-stage" "finding-silent-stage-mend",
    /// Customers keep clear of a touchpoint.
    AvoidedTouchpoint Hint "finding-avoided" "finding-avoided-mend",
    /// Satisfaction falls by 2 or more from one touchpoint to the next.
    EmotionalDrop Hint "finding-drop" "finding-drop-mend",
    /// It falls where customers change channel.
    HandOverDrop Warning "finding-hand-over" "finding-hand-over-mend",
    /// The emotion word and the satisfaction point in opposite directions.
    EmotionContradiction Warning "finding-contradiction" "finding-contradiction-mend",
    /// The emotion felt is not the one wanted.
    EmotionGap Hint "finding-emotion-gap" "finding-emotion-gap-mend",
    /// A competitor does clearly better at a touchpoint.
    BehindCompetitor Hint "finding-competitor" "finding-competitor-mend",
    /// Nothing shows a friction point.
    FrictionWithoutEvidence Warning "finding-no-evidence" "finding-no-evidence-mend",
    /// Only words, or only figures, show a friction point.
    FrictionOneSided Hint "finding-one-sided" "finding-one-sided-mend",
    /// Nobody said where on the journey a friction point is felt.
    FrictionUnplaced Hint "finding-unplaced" "finding-unplaced-mend",
    /// No improvement treats a friction point.
    FrictionUntreated Hint "finding-untreated" "finding-untreated-mend",
    /// A quote whose author was not asked.
    QuoteWithoutConsent Hint "finding-consent" "finding-consent-mend",
}

impl Finding {
    fn of(code: FindingCode, subject: Subject, fill: impl FnOnce(Message) -> Message) -> Self {
        let (severity, what, mend) = code.said();
        Self { code, severity, subject, what: fill(what), mend }
    }
}

impl JourneyMap {
    /// Where the map is thin, stale or contradicts itself, on a day; from the whole to its parts.
    #[must_use]
    pub fn findings(&self, today: Date) -> Vec<Finding> {
        let mut findings = Vec::new();
        findings.extend(freshness(self, today));
        findings.extend(coverage(self));
        findings.extend(personas(self));
        findings.extend(self.stages.iter().flat_map(|stage| stage_findings(self, stage)));
        findings.extend(self.along_the_journey().flat_map(|touchpoint| touchpoint_findings(self, touchpoint)));
        findings.extend(falls(self).iter().map(|fall| said_fall(self, fall)));
        findings.extend(frictions(self));
        findings.extend(consent(self));
        findings
    }
}

/// The friction points no improvement treats: given the ids of those that are treated.
#[must_use]
pub fn untreated(map: &JourneyMap, treated: &BTreeSet<Id>) -> Vec<Finding> {
    map.frictions
        .iter()
        .filter(|friction| !treated.contains(&friction.id))
        .map(|friction| {
            let finding = Finding::of(FindingCode::FrictionUntreated, Subject::Friction(friction.id.clone()), |what| {
                what.text("id", friction.id.as_str()).text("title", &friction.title)
            });
            Finding { mend: finding.mend.text("id", friction.id.as_str()), ..finding }
        })
        .collect()
}

fn freshness(map: &JourneyMap, today: Date) -> Option<Finding> {
    const USUAL_DAYS: u32 = 90;
    let fresh_for = map.review_every_days.unwrap_or(USUAL_DAYS);
    let Some(updated) = map.updated else {
        return Some(Finding::of(FindingCode::UndatedMap, Subject::Map, |what| what));
    };
    let age = (today - updated).get_days();
    let stale = u32::try_from(age).is_ok_and(|age| age > fresh_for);
    stale.then(|| {
        Finding::of(FindingCode::StaleMap, Subject::Map, |what| {
            what.date("updated", updated).count("days", u64::from(fresh_for))
        })
    })
}

fn coverage(map: &JourneyMap) -> Vec<Finding> {
    let mut findings = Vec::new();
    if map.touchpoints.is_empty() {
        findings.push(Finding::of(FindingCode::NoTouchpoint, Subject::Map, |what| what));
    }
    if strength(&map.evidence) == EvidenceStrength::Opinion {
        findings.push(Finding::of(FindingCode::InternalView, Subject::Map, |what| what));
    }
    if all_scores_equal(map) {
        findings.push(Finding::of(FindingCode::EqualScores, Subject::Map, |what| what));
    }
    // A map that names no phase at all does not use them.
    if map.stages.iter().any(|stage| stage.phase.is_some()) {
        let empty = [Phase::Before, Phase::During, Phase::After]
            .into_iter()
            .filter(|phase| !map.stages.iter().any(|stage| stage.phase == Some(*phase)));
        findings.extend(
            empty.map(|phase| {
                Finding::of(FindingCode::EmptyPhase, Subject::Map, |what| what.said("phase", phase.said()))
            }),
        );
    }
    findings
}

/// Whether at least three satisfactions were given and all are the same.
fn all_scores_equal(map: &JourneyMap) -> bool {
    let scores: Vec<f64> = map
        .touchpoints
        .iter()
        .flat_map(|touchpoint| &touchpoint.experiences)
        .filter_map(|experience| experience.satisfaction())
        .map(|satisfaction| satisfaction.score)
        .collect();
    scores.len() >= 3 && scores.windows(2).all(|pair| pair.first() == pair.last())
}

fn personas(map: &JourneyMap) -> Vec<Finding> {
    const MOST: usize = 5;
    let mut findings = Vec::new();
    if map.personas.len() > MOST {
        findings.push(Finding::of(FindingCode::ManyPersonas, Subject::Map, |what| {
            what.count("personas", map.personas.len() as u64)
        }));
    }
    let shares: Vec<f64> = map.personas.iter().filter_map(|persona| persona.share.map(|share| share.get())).collect();
    let sum: f64 = shares.iter().sum();
    if !shares.is_empty() && (sum - 1.0).abs() > 0.005 {
        findings.push(Finding::of(FindingCode::SharesNotWhole, Subject::Map, |what| what.percent("sum", sum, 0)));
    }
    findings.extend(map.personas.iter().filter_map(|persona| hypothesis(map, persona)));
    findings
}

fn hypothesis(map: &JourneyMap, persona: &Persona) -> Option<Finding> {
    let missing = map.missing_proofs(persona);
    (!missing.is_empty()).then(|| {
        let missing = missing.into_iter().map(|proof| crate::words::Argument::Said(proof.said())).collect();
        Finding::of(FindingCode::PersonaHypothesis, Subject::Persona(persona.id.clone()), |what| {
            what.text("persona", &persona.name).with("missing", crate::words::Argument::List(missing))
        })
    })
}

impl JourneyMap {
    /// What a persona still needs to be more than a hypothesis: a quote, an observed behaviour, a figure.
    #[must_use]
    pub fn missing_proofs(&self, persona: &Persona) -> Vec<PersonaProof> {
        let given: BTreeSet<PersonaProof> =
            self.evidence_of(&persona.evidence).filter_map(|evidence| evidence.kind.proof()).collect();
        PersonaProof::ALL.into_iter().filter(|proof| !given.contains(proof)).collect()
    }
}

fn stage_findings(map: &JourneyMap, stage: &Stage) -> Vec<Finding> {
    let about = |code| Finding::of(code, Subject::Stage(stage.id.clone()), |what| what.text("stage", &stage.name));
    let mut findings = Vec::new();
    if stage.customer_goal.is_none() {
        findings.push(about(FindingCode::StageWithoutGoal));
    }
    let silent = !map.touchpoints_of(&stage.id).any(|touchpoint| touchpoint.usage == Usage::Used);
    let accepted = map.gaps.iter().any(|gap| gap.stage == stage.id && gap.channel.is_none());
    if silent && !accepted && !map.touchpoints.is_empty() {
        findings.push(about(FindingCode::SilentStage));
    }
    findings
}

fn touchpoint_findings(map: &JourneyMap, touchpoint: &Touchpoint) -> Vec<Finding> {
    let subject = || Subject::Touchpoint(touchpoint.id.clone());
    let named = |what: Message| what.text("touchpoint", &touchpoint.name);
    let mut findings = Vec::new();
    if touchpoint.usage == Usage::Avoided {
        findings.push(Finding::of(FindingCode::AvoidedTouchpoint, subject(), named));
    }
    let contradicting = touchpoint.experiences.iter().filter(|experience| contradicts(experience));
    findings.extend(contradicting.map(|experience| {
        Finding::of(FindingCode::EmotionContradiction, subject(), |what| {
            named(what).text("emotion", experience.emotion.clone().unwrap_or_default()).number(
                "satisfaction",
                experience.satisfaction.map_or(3.0, |score| score.get()),
                0,
            )
        })
    }));
    // A friction point recorded here is the explanation; to point at the emotion again would be noise.
    let explained = map.frictions.iter().any(|friction| friction.touchpoint.as_ref() == Some(&touchpoint.id));
    findings.extend(emotion_gap(touchpoint).filter(|_| !explained).map(|(felt, wanted)| {
        Finding::of(FindingCode::EmotionGap, subject(), |what| named(what).text("felt", felt).text("wanted", wanted))
    }));
    findings.extend(behind(map, touchpoint).map(|(own, competitor)| {
        Finding::of(FindingCode::BehindCompetitor, subject(), |what| {
            named(what).number("own", own, decimals(own)).number("competitor", competitor, decimals(competitor))
        })
    }));
    findings
}

/// "Delighted" at satisfaction 1, or "frustrated" at 5.
fn contradicts(experience: &Experience) -> bool {
    let (Some(score), Some(word)) = (experience.satisfaction, experience.emotion.as_deref()) else { return false };
    match feeling(word) {
        Some(Feeling::Pleasant) => score.get() <= 2.0,
        Some(Feeling::Unpleasant) => score.get() >= 4.0,
        _ => false,
    }
}

/// The first unpleasant emotion felt where a pleasant one is wanted.
fn emotion_gap(touchpoint: &Touchpoint) -> Option<(&str, &str)> {
    let wanted = touchpoint.target_emotion.as_deref()?;
    if feeling(wanted) != Some(Feeling::Pleasant) {
        return None;
    }
    let felt = touchpoint.experiences.iter().filter_map(|experience| experience.emotion.as_deref());
    felt.into_iter().find(|word| feeling(word) == Some(Feeling::Unpleasant)).map(|felt| (felt, wanted))
}

/// Own mean satisfaction and the competitor's, where the competitor is a full point better.
fn behind(map: &JourneyMap, touchpoint: &Touchpoint) -> Option<(f64, f64)> {
    let own = map.mean_satisfaction(touchpoint, &[])?;
    let competitor = touchpoint.competitor?.get();
    (competitor - own >= 1.0).then_some((own, competitor))
}

fn said_fall(map: &JourneyMap, fall: &Fall) -> Finding {
    let code = if fall.hand_over { FindingCode::HandOverDrop } else { FindingCode::EmotionalDrop };
    let name = |id: &Id| map.touchpoint(id).map_or_else(|| id.to_string(), |touchpoint| touchpoint.name.clone());
    let persona = fall.persona.as_ref().and_then(|id| map.persona(id));
    let who = match persona {
        Some(persona) => Message::new("finding-who").text("persona", &persona.name),
        None => Message::new("finding-everybody"),
    };
    Finding::of(code, Subject::Touchpoint(fall.to.clone()), |what| {
        what.said("who", who)
            .text("from", name(&fall.from))
            .text("to", name(&fall.to))
            .number("before", fall.before, decimals(fall.before))
            .number("after", fall.after, decimals(fall.after))
    })
}

/// No decimal for a whole score, one for the others.
fn decimals(score: f64) -> usize {
    usize::from((score - score.round()).abs() >= 0.05)
}

fn frictions(map: &JourneyMap) -> Vec<Finding> {
    let mut findings = Vec::new();
    for friction in &map.frictions {
        let about = |code| {
            Finding::of(code, Subject::Friction(friction.id.clone()), |what| {
                what.text("id", friction.id.as_str()).text("title", &friction.title)
            })
        };
        match strength(map.evidence_of(&friction.evidence)) {
            EvidenceStrength::None => findings.push(about(FindingCode::FrictionWithoutEvidence)),
            EvidenceStrength::Opinion | EvidenceStrength::OneSided => {
                findings.push(about(FindingCode::FrictionOneSided))
            }
            EvidenceStrength::Triangulated => {}
        }
        if map.stage_of(friction).is_none() {
            findings.push(about(FindingCode::FrictionUnplaced));
        }
    }
    findings
}

fn consent(map: &JourneyMap) -> impl Iterator<Item = Finding> {
    use super::EvidenceKind::{Interview, Quote};
    map.evidence.iter().filter(|evidence| matches!(evidence.kind, Quote | Interview) && evidence.consent.is_none()).map(
        |evidence| {
            Finding::of(FindingCode::QuoteWithoutConsent, Subject::Evidence(evidence.id.clone()), |what| {
                what.text("id", evidence.id.as_str())
            })
        },
    )
}
