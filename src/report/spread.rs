//! What a comparison of means, ratios of totals or quantiles says beside its effects: heavy tails and what a cap changes,
//! the covariate, the resamples.

use super::metric_values::{Scale, chance};
use super::{Callout, Facts};
use crate::analysis::{CAPPED, Comparison, Conclusion, MeanChoice, MetricResult, Question, UNCAPPED, ValueTail};
use crate::metric::MetricKind;
use crate::stats::NoAnswer;
use crate::words::{Message, Words};

/// A result with what its spread is told by.
pub(super) struct Spread<'a> {
    pub result: &'a MetricResult,
    pub question: &'a Question,
    pub scale: Scale,
    pub words: &'a Words,
}

impl Spread<'_> {
    /// What a reader must know before believing the effect. `name` gives the name for people of an arm.
    pub fn callouts(&self, name: impl Fn(&str) -> String) -> Vec<Callout> {
        let mut callouts: Vec<Callout> = self.changed_by_cap(&name).into_iter().chain(self.heavy(&name)).collect();
        let out_of_reach = |comparison: &Comparison| comparison.difference.low.value().is_none();
        if self.question.bootstrap.is_some() && self.result.comparisons.iter().any(out_of_reach) {
            callouts.push(
                Callout::watch(self.words.key("compare-bootstrap-fails"))
                    .text(self.words.key("compare-bootstrap-fails-text")),
            );
        }
        callouts
    }

    /// Where the cap decides: significance or direction differ between capped and uncapped values.
    fn changed_by_cap(&self, name: impl Fn(&str) -> String) -> Option<Callout> {
        let other = self.result.also.iter().find(|reading| [CAPPED, UNCAPPED].contains(&reading.id.as_str()))?;
        let (capped, uncapped) = if other.id == CAPPED { (other, self.result) } else { (self.result, other) };
        let pairs = capped.comparisons.iter().zip(&uncapped.comparisons);
        let changed = pairs.filter(|(capped, uncapped)| self.differ(capped, uncapped)).map(|(capped, uncapped)| {
            let message = Message::new("compare-cap-changes-text")
                .text("variant", name(&capped.variant))
                .text("capped", self.difference(capped))
                .p_value("capped-p", capped.deciding_p_value().unwrap_or(1.0))
                .text("uncapped", self.difference(uncapped))
                .p_value("uncapped-p", uncapped.deciding_p_value().unwrap_or(1.0));
            self.words.say(&message)
        });
        let changed: Vec<String> = changed.collect();
        (!changed.is_empty()).then(|| {
            Callout::watch(self.words.key("compare-cap-changes"))
                .text(changed.join(" "))
                .hint(self.words.key("compare-cap-changes-hint"))
        })
    }

    fn differ(&self, capped: &Comparison, uncapped: &Comparison) -> bool {
        let alpha = self.question.alpha.get();
        let (Some(one), Some(other)) = (capped.difference.estimate, uncapped.difference.estimate) else { return false };
        Conclusion::of(capped, alpha) != Conclusion::of(uncapped, alpha) || one * other < 0.0
    }

    fn difference(&self, comparison: &Comparison) -> String {
        let difference = comparison.difference.estimate;
        difference.map_or_else(|| "—".to_owned(), |difference| self.scale.difference(self.words, difference))
    }

    /// One unit that carries much of an arm.
    fn heavy(&self, name: impl Fn(&str) -> String) -> Option<Callout> {
        let words = self.words;
        let tail = self.result.tail.as_ref()?;
        let named = self.result.arms.iter().zip(&tail.arms).filter(|(_, arm)| arm.is_heavy());
        let heavy: Vec<String> = named
            .filter_map(|(arm, of_arm)| {
                let message = Message::new("compare-heavy-tail-text")
                    .text("arm", name(&arm.name))
                    .text("share", words.percent(of_arm.largest_share?, 1));
                Some(words.say(&message))
            })
            .collect();
        let hint = match self.saved(tail) {
            _ if tail.applied => Some(words.key("compare-heavy-tail-capped")),
            Some(saved) => {
                let message = Message::new("compare-heavy-tail-hint")
                    .text("cap", chance(words, tail.cap))
                    .text("threshold", self.scale.value(words, tail.threshold))
                    .text("saved", saved)
                    .text("option", format!("{}%", tail.cap * 100.0));
                Some(words.say(&message))
            }
            None => None,
        };
        let callout = Callout::watch(words.key("compare-heavy-tail")).text(heavy.join(" "));
        (!heavy.is_empty()).then(|| match hint {
            Some(hint) => callout.hint(hint),
            None => callout,
        })
    }

    /// The share of the units that a cap saves.
    fn saved(&self, tail: &ValueTail) -> Option<String> {
        // Rounded down: a cap never saves all of them.
        let saved = |left: f64| ((1.0 - left) * 1000.0).floor() / 1000.0;
        tail.variance_left.map(|left| chance(self.words, saved(left)))
    }

    /// How the spread was told.
    pub fn facts(&self, mut facts: Facts) -> Facts {
        let words = self.words;
        if let Some(bootstrap) = self.question.bootstrap {
            let message = Message::new("compare-resamples")
                .count("draws", u64::from(bootstrap.draws))
                .count("seed", bootstrap.seed);
            facts = facts.fact(words.key("compare-fact-resamples"), words.say(&message));
        }
        match (self.result.kind, self.result.covariate) {
            (MetricKind::Ratio, _) => {
                facts = facts.fact(words.key("compare-fact-spread"), words.key("compare-spread-ratio"));
            }
            (MetricKind::Quantile, _) => {
                facts = facts.fact(words.key("compare-fact-spread"), words.key("compare-spread-quantile"));
            }
            (_, Some(covariate)) => {
                let message = Message::new("compare-covariate")
                    .text("left", words.percent(covariate.variance_left, 1))
                    .text("theta", words.number(covariate.theta, 4));
                facts = facts.fact(words.key("compare-fact-covariate"), words.say(&message));
            }
            _ => {}
        }
        match &self.result.tail {
            Some(tail) => self.cap_facts(tail, facts),
            None => facts,
        }
    }

    fn cap_facts(&self, tail: &ValueTail, mut facts: Facts) -> Facts {
        let words = self.words;
        let beyond: Vec<String> = tail.arms.iter().map(|arm| words.count(arm.beyond)).collect();
        let key = if tail.applied { "compare-cap-applied" } else { "compare-cap-not-applied" };
        let message = Message::new(key)
            .text("cap", chance(words, tail.cap))
            .text("threshold", self.scale.value(words, tail.threshold))
            .text("beyond", beyond.join(" / "));
        facts = facts.fact(words.key("compare-fact-cap"), words.say(&message));
        if let Some(saved) = self.saved(tail) {
            let key = if tail.applied { "compare-cap-saves" } else { "compare-cap-would-save" };
            facts = facts.fact(words.key("compare-fact-cap-saves"), words.say(&Message::new(key).text("saved", saved)));
        }
        facts
    }

    /// The sentence that names test and intervals.
    pub fn method_key(&self) -> &'static str {
        match (self.question.bootstrap, self.question.mean_method) {
            (Some(_), _) => "compare-method-bootstrap",
            (None, MeanChoice::Fieller) => "compare-method-welch",
            (None, MeanChoice::Delta) => "compare-method-delta",
            (None, MeanChoice::LogDelta) => "compare-method-log-delta",
            (None, MeanChoice::Z) => "compare-method-mean-z",
        }
    }
}

/// Why there is no test, of means, ratios and quantiles.
pub(super) fn no_test_key(reason: NoAnswer) -> Option<&'static str> {
    match reason {
        NoAnswer::UncertainDenominator | NoAnswer::ZeroDenominator => Some("compare-because-denominator"),
        NoAnswer::QuantileTooExtreme => Some("compare-because-far-out"),
        NoAnswer::ConstantCovariate => Some("compare-because-covariate"),
        _ => None,
    }
}
