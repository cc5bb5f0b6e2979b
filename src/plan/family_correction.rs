use serde::Serialize;

use super::Correction;

/// How comparisons that decide nothing share a risk: several secondary metrics, several segments, each with all variants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FamilyCorrection {
    /// Holm 1979: the risk of any false alarm, with no assumption.
    Holm,
    /// Hochberg 1988: the same where the comparisons are independent or rise together.
    Hochberg,
    /// Benjamini & Hochberg 1995: the expected share of false alarms among the findings, with intervals that hold the false
    /// coverage rate.
    #[default]
    BenjaminiHochberg,
    /// None: the more comparisons, the more false alarms.
    None,
}

impl FamilyCorrection {
    /// Its name in files and answers for programs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Holm => "holm",
            Self::Hochberg => "hochberg",
            Self::BenjaminiHochberg => "benjamini_hochberg",
            Self::None => "none",
        }
    }
}

impl From<FamilyCorrection> for Correction {
    fn from(correction: FamilyCorrection) -> Self {
        match correction {
            FamilyCorrection::Holm => Self::Holm,
            FamilyCorrection::Hochberg => Self::Hochberg,
            FamilyCorrection::BenjaminiHochberg => Self::BenjaminiHochberg,
            FamilyCorrection::None => Self::None,
        }
    }
}
