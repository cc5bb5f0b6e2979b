use super::{JourneyMap, Touchpoint};
use crate::id::Id;

/// A fall of satisfaction from one touchpoint to the next that is too large to be noise on a 1–5 scale.
#[derive(Debug, Clone, PartialEq)]
pub struct Fall {
    /// Who feels it; none when the map has no persona.
    pub persona: Option<Id>,
    /// The touchpoint before.
    pub from: Id,
    /// The touchpoint where satisfaction has fallen.
    pub to: Id,
    /// Satisfaction before, 1 to 5.
    pub before: f64,
    /// Satisfaction after.
    pub after: f64,
    /// Whether the two lie on different channels: the hand-over itself is the first suspect.
    pub hand_over: bool,
}

/// The least fall that is reported.
const LEAST: f64 = 2.0;

/// The falls of satisfaction along the journey, persona by persona, in journey order.
///
/// Touchpoints that customers avoid or that do not exist yet are passed over, and so are those without a satisfaction.
#[must_use]
pub fn falls(map: &JourneyMap) -> Vec<Fall> {
    let everybody = map.personas.is_empty().then_some(None);
    let personas = map.personas.iter().map(|persona| Some(&persona.id)).chain(everybody);
    personas.flat_map(|persona| falls_of(map, persona)).collect()
}

fn falls_of(map: &JourneyMap, persona: Option<&Id>) -> Vec<Fall> {
    let lived: Vec<(&Touchpoint, f64)> =
        map.lived().filter_map(|touchpoint| Some((touchpoint, map.satisfaction(touchpoint, persona)?.score))).collect();
    lived
        .windows(2)
        .filter_map(|pair| match pair {
            // Scores such as 4.6 and 2.6 differ by 2 only up to rounding.
            [(one, before), (next, after)] if before - after >= LEAST - 1e-9 => Some(Fall {
                persona: persona.cloned(),
                from: one.id.clone(),
                to: next.id.clone(),
                before: *before,
                after: *after,
                hand_over: one.channel.is_some() && next.channel.is_some() && one.channel != next.channel,
            }),
            _ => None,
        })
        .collect()
}
