use jiff::civil::Date;
use serde::Serialize;

use crate::id::Id;

/// Something customers said or did, or a figure about them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Its id, as personas and friction points name it.
    pub id: Id,
    /// How it was gathered.
    pub kind: EvidenceKind,
    /// The words, the behaviour or the figure.
    pub text: String,
    /// Where it comes from: `interview 4`, `web analytics`.
    pub source: Option<String>,
    /// When it was gathered.
    pub date: Option<Date>,
    /// Whether the person agreed that the words are shown; none when nobody asked.
    pub consent: Option<bool>,
    /// How many people or passages stand behind it.
    pub sample: Option<u64>,
    /// Where on the journey it belongs, when no friction point says so.
    pub touchpoint: Option<Id>,
}

impl Evidence {
    /// Whether these are a person's own words that may be shown: nobody refused.
    #[must_use]
    pub fn is_showable_quote(&self) -> bool {
        self.kind.proof() == Some(PersonaProof::Quote) && self.consent != Some(false)
    }
}

/// How a piece of evidence was gathered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceKind {
    /// A person's words.
    Quote,
    /// An interview.
    Interview,
    /// A survey with its figures.
    Survey,
    /// A public review or a post.
    Review,
    /// A ticket, a call, a chat with support.
    Support,
    /// A figure of analytics, CRM or sales.
    Analytics,
    /// Behaviour somebody watched.
    Observation,
    /// Recorded sessions.
    Replay,
    /// A test's result.
    AbTest,
    /// An opinion from inside the company.
    Expert,
}

/// The two families of evidence; one alone misleads, together they triangulate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceFamily {
    /// Words and behaviour: why.
    Qualitative,
    /// Figures: how much.
    Quantitative,
}

/// What a persona must rest on, one of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonaProof {
    /// Words of a customer.
    Quote,
    /// Behaviour that was observed.
    Behaviour,
    /// A figure.
    Figure,
}

impl PersonaProof {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Quote, Self::Behaviour, Self::Figure];
}

impl EvidenceKind {
    /// Whether it says why or how much.
    #[must_use]
    pub fn family(self) -> EvidenceFamily {
        match self {
            Self::Survey | Self::Analytics | Self::AbTest => EvidenceFamily::Quantitative,
            _ => EvidenceFamily::Qualitative,
        }
    }

    /// Which of the three proofs of a persona it gives; an opinion from inside gives none.
    #[must_use]
    pub fn proof(self) -> Option<PersonaProof> {
        match self {
            Self::Quote | Self::Interview | Self::Review | Self::Support => Some(PersonaProof::Quote),
            Self::Observation | Self::Replay => Some(PersonaProof::Behaviour),
            Self::Analytics | Self::Survey | Self::AbTest => Some(PersonaProof::Figure),
            Self::Expert => None,
        }
    }
}

/// How well evidence carries a friction point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceStrength {
    /// None at all.
    None,
    /// Opinions from inside the company only.
    Opinion,
    /// Customers, but only words or only figures.
    OneSided,
    /// Words and figures of customers.
    Triangulated,
}

/// How well pieces of evidence carry what they are given for.
#[must_use]
pub fn strength<'a>(evidence: impl IntoIterator<Item = &'a Evidence>) -> EvidenceStrength {
    let (mut any, mut qualitative, mut quantitative) = (false, false, false);
    for piece in evidence {
        any = true;
        match piece.kind.family() {
            _ if piece.kind == EvidenceKind::Expert => {}
            EvidenceFamily::Qualitative => qualitative = true,
            EvidenceFamily::Quantitative => quantitative = true,
        }
    }
    match (any, qualitative, quantitative) {
        (false, ..) => EvidenceStrength::None,
        (_, true, true) => EvidenceStrength::Triangulated,
        (_, false, false) => EvidenceStrength::Opinion,
        _ => EvidenceStrength::OneSided,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence(kinds: &[EvidenceKind]) -> Vec<Evidence> {
        kinds
            .iter()
            .enumerate()
            .map(|(place, kind)| Evidence {
                id: format!("ev{place}").parse().unwrap(),
                kind: *kind,
                text: "…".to_owned(),
                source: None,
                date: None,
                consent: None,
                sample: None,
                touchpoint: None,
            })
            .collect()
    }

    #[test]
    fn words_and_figures_together_are_strongest() {
        for (kinds, expected) in [
            (&[][..], EvidenceStrength::None),
            (&[EvidenceKind::Expert], EvidenceStrength::Opinion),
            (&[EvidenceKind::Quote, EvidenceKind::Replay], EvidenceStrength::OneSided),
            (&[EvidenceKind::Expert, EvidenceKind::Survey], EvidenceStrength::OneSided),
            (&[EvidenceKind::Quote, EvidenceKind::Analytics], EvidenceStrength::Triangulated),
        ] {
            assert_eq!(strength(&evidence(kinds)), expected, "{kinds:?}");
        }
    }
}
