//! Comparisons that share a risk, as pages and programs are told of them.

use serde::Serialize;

use super::metric_values::chance;
use crate::analysis::SharedRisk;
use crate::plan::FamilyCorrection;
use crate::words::{Message, Words};

/// How the comparisons of a family were corrected, in one or two sentences.
pub(super) fn shared_risk_words(shared: &SharedRisk, words: &Words) -> String {
    let message = Message::new(match shared.correction {
        FamilyCorrection::Holm => "family-holm",
        FamilyCorrection::Hochberg => "family-hochberg",
        FamilyCorrection::BenjaminiHochberg => "family-benjamini-hochberg",
        FamilyCorrection::None => "family-none",
    });
    words.say(
        &message
            .count("comparisons", shared.comparisons as u64)
            .count("found", shared.found as u64)
            .text("risk", chance(words, shared.risk))
            .text("level", chance(words, shared.interval_level)),
    )
}

/// A family of comparisons, for programs.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct FamilyAnswer {
    correction: FamilyCorrection,
    risk: f64,
    comparisons: usize,
    found: usize,
    interval_level: f64,
    intervals: Option<IntervalsAnswer>,
}

/// What the intervals of a family hold; none where nothing is corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum IntervalsAnswer {
    /// All of them together hold the truth, but for the risk.
    Simultaneous,
    /// Of those found, no more than the risk miss the truth on average.
    FalseCoverageRate,
}

impl From<SharedRisk> for FamilyAnswer {
    fn from(shared: SharedRisk) -> Self {
        let SharedRisk { correction, risk, comparisons, found, interval_level } = shared;
        let intervals = match correction {
            FamilyCorrection::Holm | FamilyCorrection::Hochberg => Some(IntervalsAnswer::Simultaneous),
            FamilyCorrection::BenjaminiHochberg => Some(IntervalsAnswer::FalseCoverageRate),
            FamilyCorrection::None => None,
        };
        Self { correction, risk, comparisons, found, interval_level, intervals }
    }
}
