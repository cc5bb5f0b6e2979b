use serde::Serialize;

use super::evidence::{EvidenceStrength, strength};
use super::{Cause, Friction, FrictionKind, JourneyMap, MomentKind, MomentOfTruth, Touchpoint};
use crate::id::Id;
use crate::quantity::{Positive, Range, Score};

/// A friction point with what the map says about it: what the ranking starts from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FrictionPoint {
    /// Its id.
    pub id: Id,
    /// What goes wrong.
    pub title: String,
    /// The stage it is felt in.
    pub stage: Option<Id>,
    /// The touchpoint it is felt at.
    pub touchpoint: Option<Id>,
    /// Who feels it; nobody named stands for everybody.
    pub personas: Vec<Id>,
    /// What it does to the journey.
    pub kind: Option<FrictionKind>,
    /// Where it comes from.
    pub cause: Option<Cause>,
    /// How bad it is for those it hits, 1 to 5.
    pub severity: Option<Score>,
    /// The share of passages it hits, between 0 and 1.
    pub frequency: Option<Range>,
    /// The moment of truth it stands in.
    pub moment_of_truth: Option<MomentKind>,
    /// The weight of that moment: 1 outside moments of truth, more inside.
    pub moment_weight: f64,
    /// How well evidence carries it.
    pub evidence: EvidenceStrength,
    /// How many pieces of evidence it has.
    pub evidence_pieces: usize,
    /// Passages of its touchpoint in a week, whether it hits them or not.
    pub volume_per_week: Option<f64>,
    /// Passages it hits in a week: the touchpoint's volume times the frequency.
    pub reach_per_week: Option<Range>,
    /// Mean satisfaction, at its touchpoint, of those who feel it, 1 to 5.
    pub satisfaction: Option<f64>,
    /// How far that is from the top of the scale, 0 to 4.
    pub satisfaction_gap: Option<f64>,
    /// The last answer to "why?".
    pub root_cause: Option<String>,
}

/// The friction points of a map with what the map says about them, in map order.
#[must_use]
pub fn friction_points(map: &JourneyMap) -> Vec<FrictionPoint> {
    map.frictions.iter().map(|friction| point(map, friction)).collect()
}

fn point(map: &JourneyMap, friction: &Friction) -> FrictionPoint {
    const TOP: f64 = 5.0;
    let touchpoint = friction.touchpoint.as_ref().and_then(|id| map.touchpoint(id));
    let stage = map.stage_of(friction).cloned();
    let moment = moment(map, touchpoint, stage.as_ref());
    let satisfaction = touchpoint.and_then(|touchpoint| map.mean_satisfaction(touchpoint, &friction.personas));
    FrictionPoint {
        id: friction.id.clone(),
        title: friction.title.clone(),
        touchpoint: friction.touchpoint.clone(),
        personas: friction.personas.clone(),
        kind: friction.kind,
        cause: friction.cause.clone(),
        severity: friction.severity,
        frequency: friction.frequency,
        moment_of_truth: moment.map(|moment| moment.kind),
        moment_weight: moment.map_or(1.0, |moment| moment.weight),
        evidence: strength(map.evidence_of(&friction.evidence)),
        evidence_pieces: map.evidence_of(&friction.evidence).count(),
        volume_per_week: touchpoint.and_then(|touchpoint| touchpoint.volume_per_week).map(Positive::get),
        reach_per_week: touchpoint.and_then(|touchpoint| reach(touchpoint, friction.frequency?)),
        satisfaction,
        satisfaction_gap: satisfaction.map(|satisfaction| TOP - satisfaction),
        root_cause: friction.whys.last().cloned(),
        stage,
    }
}

/// The moment of truth a friction point stands in: its touchpoint's own, else the heaviest transversal one that runs
/// through its stage.
fn moment<'a>(
    map: &'a JourneyMap,
    touchpoint: Option<&'a Touchpoint>,
    stage: Option<&Id>,
) -> Option<&'a MomentOfTruth> {
    let own = touchpoint.and_then(|touchpoint| touchpoint.moment_of_truth.as_ref());
    own.or_else(|| {
        map.touchpoints
            .iter()
            .filter_map(|touchpoint| touchpoint.moment_of_truth.as_ref())
            .filter(|moment| moment.kind == MomentKind::Transversal)
            .filter(|moment| stage.is_some_and(|stage| moment.stages.contains(stage)))
            .max_by(|one, other| one.weight.total_cmp(&other.weight))
    })
}

fn reach(touchpoint: &Touchpoint, frequency: Range) -> Option<Range> {
    let volume = touchpoint.volume_per_week?.get();
    Range::new(volume * frequency.low(), volume * frequency.likely(), volume * frequency.high()).ok()
}
