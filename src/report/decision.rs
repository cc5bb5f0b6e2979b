//! The page of a decision: what was decided, against which verdict, and why.

use serde::Serialize;

use super::verdict::{decision_words, verdict_words};
use super::{Callout, Compose, Document, Facts, Tone};
use crate::analysis::{Decision, DecisionKind};
use crate::plan::Plan;
use crate::words::{Message, Words};

/// The page.
#[must_use]
pub fn document(plan: &Plan, decision: &Decision, words: &Words) -> Document {
    // To stop or to iterate is as good a decision as to ship: only the winner is marked.
    let tone = match decision.decision {
        DecisionKind::Ship => Tone::Good,
        DecisionKind::Iterate | DecisionKind::Stop => Tone::Muted,
    };
    let said = Message::new("decision-recorded")
        .text("decision", decision_words(decision.decision, words))
        .date("on", decision.on);
    let callout = Callout::new(tone, words.say(&said)).text(decision.why.as_str());
    let verdict = match decision.verdict {
        Some(verdict) => verdict_words(verdict, words),
        None => words.key("decision-no-verdict"),
    };
    let mut facts = Facts::new().fact(words.key("decision-verdict"), verdict);
    if let Some(by) = &decision.by {
        facts = facts.fact(words.key("decision-by"), by.as_str());
    }
    if let Some(waiver) = &decision.waiver {
        facts = facts.fact(words.key("decision-waiver"), waiver.as_str());
    }
    Document::new(format!("{} · {}", plan.id, plan.title)).callout(callout).facts(facts)
}

/// `jalon.decision.v1`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DecisionAnswer {
    experiment: String,
    title: String,
    decision: &'static str,
    on: String,
    by: Option<String>,
    why: String,
    verdict: Option<&'static str>,
    follows_verdict: Option<bool>,
    waiver: Option<String>,
}

/// The answer for programs.
#[must_use]
pub fn answer(plan: &Plan, decision: &Decision) -> DecisionAnswer {
    DecisionAnswer {
        experiment: plan.id.to_string(),
        title: plan.title.clone(),
        decision: decision.decision.name(),
        on: decision.on.to_string(),
        by: decision.by.clone(),
        why: decision.why.clone(),
        verdict: decision.verdict.map(crate::analysis::VerdictKind::name),
        follows_verdict: decision.verdict.map(|verdict| decision.decision.follows(verdict)),
        waiver: decision.waiver.clone(),
    }
}
