//! What one must know beside the numbers: warnings, and what they do not tell.

use super::{BROKEN_SPLIT, Page};
use crate::analysis::{Comparison, Conclusion, ProportionMethod};
use crate::metric::MetricKind;
use crate::report::Callout;
use crate::report::spread::no_test_key;
use crate::stats::{NoAnswer, SampleRatio};
use crate::words::Message;

impl Page<'_> {
    pub(super) fn callouts(&self) -> Vec<Callout> {
        let words = self.words;
        let mut callouts = Vec::new();
        if let Some(split) = self.view.split.filter(|split| split.p_value < BROKEN_SPLIT) {
            callouts.push(
                Callout::bad(words.key("compare-broken-split"))
                    .text(self.split_detail(&split))
                    .hint(words.key("compare-broken-split-hint")),
            );
        }
        let fewest = self.view.counts.iter().map(|arm| arm.conversions().min(arm.visitors() - arm.conversions())).min();
        let exact = self.view.question.proportion_method == ProportionMethod::Exact;
        if let Some(fewest) = fewest.filter(|&fewest| fewest < 5 && !exact) {
            let text = Message::new("compare-few-counts-text").count("fewest", fewest);
            callouts.push(Callout::watch(words.key("compare-few-counts")).text(words.say(&text)));
        }
        callouts.extend(self.spread().callouts(|arm| self.name(arm)));
        // Where another reason leaves the lift without ends, the sentence on top has named it.
        let by_noise = |comparison: &&Comparison| comparison.no_test.and_then(no_test_key).is_none();
        let unbounded = |comparison: &&Comparison| !comparison.lift.is_bounded();
        let mut comparisons = self.view.result.comparisons.iter();
        let unbounded = comparisons.find(|comparison| unbounded(comparison) && by_noise(comparison));
        let unbounded = unbounded.filter(|_| self.view.result.kind.has_lift());
        if self.view.result.kind == MetricKind::Retention {
            if unbounded.is_some_and(|comparison| comparison.no_test.is_none()) {
                let title = words.key("compare-nobody-or-everybody");
                callouts.push(Callout::note(title).text(words.key("compare-nobody-or-everybody-text")));
            }
        } else if let Some(comparison) = unbounded {
            let zero = comparison.no_lift == Some(NoAnswer::ZeroBaseline) || comparison.lift.estimate.is_none();
            let text = if zero && self.view.result.kind == MetricKind::Count {
                "compare-unbounded-no-events"
            } else if zero {
                "compare-unbounded-zero"
            } else {
                "compare-unbounded-noise"
            };
            callouts.push(Callout::note(words.key("compare-unbounded")).text(words.key(text)));
        }
        callouts
    }

    pub(super) fn split_detail(&self, split: &SampleRatio) -> String {
        let units: Vec<String> = self.view.result.arms.iter().map(|arm| self.words.count(arm.n)).collect();
        let message = Message::new("compare-split-detail").text("units", units.join(" / ")).p_value("p", split.p_value);
        self.words.say(&message)
    }

    /// What the numbers alone cannot tell.
    pub(super) fn mind(&self) -> Vec<String> {
        let words = self.words;
        let conclusions = self.view.result.comparisons.iter().map(|comparison| self.conclusion(comparison));
        let undecided = conclusions.into_iter().any(|conclusion| conclusion == Conclusion::Undecided);
        let mut lines = Vec::new();
        if undecided && !self.margin_is_tested() {
            lines.push(words.key("compare-mind-undecided"));
        }
        if self.view.result.kind == MetricKind::Retention {
            lines.push(words.key("compare-mind-hazards"));
        }
        lines.push(words.key("compare-mind-one-look"));
        if self.counts_events() {
            lines.push(words.key("compare-mind-poisson"));
        } else if self.view.split.is_none() {
            lines.push(words.key("compare-mind-split"));
        }
        lines
    }
}
