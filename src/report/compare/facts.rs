//! Risk, test, margin and methods of a comparison.

use super::{BROKEN_SPLIT, ComparedData, Page};
use crate::analysis::{HAZARD_RATIO, HazardMethod, MeanChoice, ODDS_RATIO, ProportionMethod};
use crate::metric::MetricKind;
use crate::plan::Correction;
use crate::report::Facts;
use crate::report::metric_values::chance;
use crate::report::spread::Spread;
use crate::stats::{Alternative, Method, NoAnswer, WinMethod};
use crate::words::Message;

impl Page<'_> {
    pub(super) fn facts(&self) -> Facts {
        let words = self.words;
        let question = &self.view.question;
        let sides = match question.alternative {
            _ if question.null.is_equivalence() => words.key("size-two-one-sided"),
            Alternative::TwoSided => words.key("size-two-sided"),
            Alternative::Greater => words.key("compare-greater"),
            Alternative::Less => words.key("compare-less"),
        };
        let mut facts = Facts::new()
            .detailed(words.key("size-fact-alpha"), chance(words, question.alpha.get()), sides)
            .fact(words.key("size-fact-test"), self.method());
        facts = self.spread().facts(facts);
        if let Some(margin) = self.margin() {
            facts = facts.fact(words.key("size-fact-margin"), margin);
        }
        // A broken split stands on top, in a warning of its own.
        if let Some(split) = self.view.split.filter(|split| split.p_value >= BROKEN_SPLIT) {
            facts = facts.fact(words.key("compare-fact-split"), self.split_detail(&split));
        }
        facts = self.hazard_facts().into_iter().fold(facts, |facts, (title, value)| facts.fact(title, value));
        facts = self.odds_facts().into_iter().fold(facts, |facts, (title, value)| facts.fact(title, value));
        if let Some(correction) = self.view.result.correction {
            facts = facts.fact(words.key("size-fact-correction"), words.key(correction_key(correction)));
        }
        facts
    }

    /// The horizon, and the ratio of hazards of each variant.
    pub(super) fn hazard_facts(&self) -> Vec<(String, String)> {
        let words = self.words;
        let ComparedData::Times { horizon, .. } = &self.view.data else { return Vec::new() };
        let mut facts = vec![(words.key("size-fact-horizon"), words.number(horizon.get(), 2))];
        let ratios = self.view.result.also.iter().filter(|reading| reading.id == HAZARD_RATIO);
        for comparison in ratios.flat_map(|reading| &reading.comparisons) {
            let ratio = |value: f64| words.number(1.0 + value, 3);
            let title = Message::new("compare-hazard-ratio").text("variant", self.name(&comparison.variant));
            let value = Message::new("compare-hazard-ratio-value")
                .text("ratio", comparison.lift.estimate.map_or_else(|| "—".to_owned(), ratio))
                .text("range", self.range_with(&comparison.lift, ratio));
            facts.push((words.say(&title), words.say(&value)));
        }
        facts
    }

    /// The odds ratio of each variant, of exact and mid-p comparisons; or why there is none.
    fn odds_facts(&self) -> Vec<(String, String)> {
        let words = self.words;
        let ratio = |value: f64| words.number(1.0 + value, 3);
        let readings = self.view.result.also.iter().filter(|reading| reading.id == ODDS_RATIO);
        let facts = readings.flat_map(|reading| &reading.comparisons).map(|comparison| {
            let title = Message::new("compare-odds-ratio").text("variant", self.name(&comparison.variant));
            let value = match comparison.no_test {
                Some(reason) => Message::new("compare-odds-ratio-none").text("reason", words.key(odds_key(reason))),
                None => Message::new("compare-odds-ratio-value")
                    .text("ratio", comparison.lift.estimate.map_or_else(|| "—".to_owned(), ratio))
                    .text("level", chance(words, comparison.lift.level))
                    .text("range", self.range_with(&comparison.lift, ratio))
                    .p_value("p", comparison.deciding_p_value().unwrap_or(1.0)),
            };
            (words.say(&title), words.say(&value))
        });
        facts.collect()
    }

    pub(super) fn spread(&self) -> Spread<'_> {
        Spread { result: &self.view.result, question: &self.view.question, scale: self.scale, words: self.words }
    }

    /// The method; where there are others to choose from, whether it is the default.
    pub(super) fn method(&self) -> String {
        let method = self.words.key(self.test_key());
        let mut comparisons = self.view.result.comparisons.iter();
        if comparisons.any(|comparison| comparison.tested_by == Some(Method::MannWhitneyExact)) {
            return self.words.say(&Message::new("compare-method-separated").text("method", method));
        }
        let question = &self.view.question;
        let is_default = match self.view.result.kind {
            MetricKind::Proportion => question.proportion_method == ProportionMethod::default(),
            MetricKind::Mean | MetricKind::Ratio | MetricKind::Quantile => {
                question.mean_method == MeanChoice::default() && question.bootstrap.is_none()
            }
            _ => false,
        };
        if !is_default {
            return method;
        }
        self.words.say(&Message::new("compare-method-default").text("method", method))
    }

    pub(super) fn test_key(&self) -> &'static str {
        let question = &self.view.question;
        match (self.view.result.kind, question.proportion_method) {
            (kind, _) if kind.is_ordered_answer() => match question.win_method {
                WinMethod::BrunnerMunzel => "compare-method-brunner-munzel",
                WinMethod::Logit => "compare-method-brunner-munzel-logit",
            },
            (MetricKind::Retention, _) => match question.hazard_method {
                HazardMethod::LogRank => "compare-method-log-rank",
                HazardMethod::Cox => "compare-method-cox",
            },
            (MetricKind::Proportion, ProportionMethod::Score) => "compare-method-score",
            (MetricKind::Proportion, ProportionMethod::Newcombe) => "compare-method-newcombe",
            (MetricKind::Proportion, ProportionMethod::AgrestiCaffo) => "compare-method-agresti-caffo",
            (MetricKind::Proportion, ProportionMethod::Wald) => "compare-method-wald",
            (MetricKind::Proportion, ProportionMethod::Exact) => "compare-method-exact",
            (MetricKind::Proportion, ProportionMethod::MidP) => "compare-method-mid-p",
            (MetricKind::Nps, _) => "compare-method-nps",
            (MetricKind::Count, _) => self.count_test_key(),
            _ => self.spread().method_key(),
        }
    }

    /// Where no test could be made, the method of the interval names it.
    pub(super) fn count_test_key(&self) -> &'static str {
        let first = self.view.result.comparisons.first();
        let tested = first.map(|comparison| comparison.tested_by.unwrap_or(comparison.difference.method));
        let mover = first.is_some_and(|comparison| comparison.difference.method == Method::Mover);
        match tested {
            _ if mover => "compare-method-events-mover",
            Some(Method::Wald) => "compare-method-events-wald",
            Some(Method::LogRatio) => "compare-method-events-log",
            Some(Method::ConditionalExact) => "compare-method-events-exact",
            Some(Method::ConditionalMidP) => "compare-method-events-mid-p",
            Some(Method::ETest) => "compare-method-events-e-test",
            Some(Method::NegativeBinomialScore) => "compare-method-counts-score",
            Some(Method::NegativeBinomialLog) => "compare-method-counts-log",
            Some(Method::Welch) => "compare-method-counts-welch",
            _ => "compare-method-events-score",
        }
    }
}

/// Why two rates have no odds ratio.
fn odds_key(reason: NoAnswer) -> &'static str {
    match reason {
        NoAnswer::NoVariation => "compare-because-no-odds",
        NoAnswer::TooManyToEnumerate { .. } => "compare-because-too-many-outcomes",
        _ => "compare-because-extreme",
    }
}

fn correction_key(correction: Correction) -> &'static str {
    match correction {
        Correction::Dunnett => "compare-correction-dunnett",
        Correction::Holm => "compare-correction-holm",
        Correction::Hochberg => "compare-correction-hochberg",
        Correction::Hommel => "compare-correction-hommel",
        Correction::Bonferroni => "compare-correction-bonferroni",
        Correction::BenjaminiHochberg => "compare-correction-benjamini-hochberg",
        Correction::None => "compare-correction-none",
    }
}
