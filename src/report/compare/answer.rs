//! What programs are told of a comparison.

use serde::Serialize;

use super::{BROKEN_SPLIT, CompareView, Page};
use crate::analysis::MetricResult;
use crate::report::bayes::BayesAnswer;
use crate::words::Words;

/// The object `jalon.compare.v1`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CompareAnswer<'a> {
    metrics: [&'a MetricResult; 1],
    health: Vec<HealthAnswer>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bayes: Option<BayesAnswer>,
    verdict: VerdictAnswer,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct HealthAnswer {
    check: &'static str,
    status: &'static str,
    detail: String,
    p_value: Option<f64>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct VerdictAnswer {
    decision: &'static str,
    reason: String,
}

impl<'a> CompareAnswer<'a> {
    /// What programs are told; sentences in the reader's language.
    #[must_use]
    pub fn new(view: &'a CompareView, words: &Words) -> Self {
        let page = Page::new(view, words);
        let health = view.split.map(|split| HealthAnswer {
            check: "sample_ratio",
            status: if split.p_value < BROKEN_SPLIT { "failed" } else { "passed" },
            detail: page.split_detail(&split),
            p_value: Some(split.p_value),
        });
        Self {
            metrics: [&view.result],
            health: health.into_iter().collect(),
            bayes: view.bayes.as_ref().map(BayesAnswer::new),
            verdict: VerdictAnswer { decision: page.decision(), reason: page.answer() },
        }
    }
}
