//! What a comparison allows one to say, in sentences.

use super::{ComparedData, Page};
use crate::analysis::{Comparison, Conclusion, Effect};
use crate::metric::{Direction, MetricKind};
use crate::plan::NullHypothesis;
use crate::report::metric_values::{chance, lift, unsigned_lift};
use crate::report::spread::no_test_key;
use crate::stats::{Alternative, Bound, Method, NoAnswer};
use crate::words::Message;

impl Page<'_> {
    pub(super) fn decision(&self) -> &'static str {
        let conclusions: Vec<Conclusion> =
            self.view.result.comparisons.iter().map(|comparison| self.conclusion(comparison)).collect();
        match conclusions.as_slice() {
            [one] => self.decision_of(*one),
            many if many.iter().any(|conclusion| conclusion.is_decided()) => "some_decided",
            many if many.contains(&Conclusion::Undecided) => "undecided",
            _ => "cannot_say",
        }
    }

    pub(super) fn decision_of(&self, conclusion: Conclusion) -> &'static str {
        let margin = self.view.question.null.has_margin();
        match conclusion {
            Conclusion::Above if margin => "above_margin",
            Conclusion::Above => "higher",
            Conclusion::Below if margin => "below_margin",
            Conclusion::Below => "lower",
            Conclusion::Within => "equivalent",
            Conclusion::Undecided => "undecided",
            Conclusion::CannotSay => "cannot_say",
        }
    }

    /// The first line: what can, or cannot, be concluded.
    pub(super) fn answer(&self) -> String {
        match self.view.result.comparisons.as_slice() {
            [one] => self.sentence(one),
            many => {
                let decided = many.iter().filter(|comparison| self.conclusion(comparison).is_decided()).count();
                let message = match (self.margin_is_tested(), decided) {
                    (true, _) => "compare-margin-of-many",
                    (false, 0) => "compare-none-of-many",
                    (false, _) => "compare-some-of-many",
                };
                let message =
                    Message::new(message).count("decided", decided as u64).count("variants", many.len() as u64);
                self.words.say(&message)
            }
        }
    }

    pub(super) fn sentences_of_many(&self) -> Vec<String> {
        match self.view.result.comparisons.as_slice() {
            [_] => Vec::new(),
            many => many.iter().map(|comparison| self.sentence(comparison)).collect(),
        }
    }

    pub(super) fn sentence(&self, comparison: &Comparison) -> String {
        let key = match (self.conclusion(comparison), self.margin_value()) {
            (Conclusion::CannotSay, _) => return self.no_test_sentence(comparison),
            // The log-rank test answers where no change of the share can be said.
            _ if self.view.result.kind == MetricKind::Retention && comparison.difference.estimate.is_none() => {
                "compare-test-without-share"
            }
            (Conclusion::Above, None) => "compare-higher",
            (Conclusion::Below, None) => "compare-lower",
            (Conclusion::Undecided, None) => "compare-undecided",
            (Conclusion::Above, Some(margin)) if margin < 0.0 => "compare-not-below",
            (Conclusion::Above, Some(_)) => "compare-above-by",
            (Conclusion::Below, Some(margin)) if margin < 0.0 => "compare-below-by",
            (Conclusion::Below, Some(_)) => "compare-not-above",
            (Conclusion::Within, _) => "compare-equivalent",
            (Conclusion::Undecided, Some(_)) => "compare-margin-undecided",
        };
        let key = match self.view.result.kind {
            _ if comparison.tested_by == Some(Method::MannWhitneyExact) => separated_key(key),
            _ if self.is_of_answers() => answers_key(key),
            MetricKind::Retention => retention_key(key),
            _ if key == "compare-undecided" => self.undecided_key(comparison),
            _ => key,
        };
        let difference = &comparison.difference;
        let message = Message::new(key)
            .text("chance", self.win_chance(difference.estimate))
            .text("chance-range", self.win_range(difference))
            .text("variant", self.name(&comparison.variant))
            .text("control", self.name(&comparison.control))
            .text("variant-value", self.estimate(&comparison.variant))
            .text("control-value", self.estimate(&comparison.control))
            .text("difference", self.said_difference(difference.estimate))
            .text("range", self.range(difference))
            .text("level", chance(self.words, difference.level))
            .text("alpha", chance(self.words, self.view.question.alpha.get()))
            .text("signed-margin", self.margin().unwrap_or_default())
            .text("margin", self.margin_without_sign().unwrap_or_default())
            .p_value("p", comparison.deciding_p_value().unwrap_or(1.0));
        let sentence = self.words.say(&message);
        match self.judgement(comparison) {
            Some(judgement) => format!("{sentence} {}", self.words.key(judgement)),
            None => sentence,
        }
    }

    /// A one-sided test that saw a clear effect the other way has not shown "no difference".
    fn undecided_key(&self, comparison: &Comparison) -> &'static str {
        let excludes_zero = !comparison.difference.holds(0.0);
        match self.view.question.alternative {
            Alternative::Greater if excludes_zero => "compare-no-increase",
            Alternative::Less if excludes_zero => "compare-no-decrease",
            _ => "compare-undecided",
        }
    }

    /// The difference, and that it is adjusted where the means beside it are not.
    fn said_difference(&self, difference: Option<f64>) -> String {
        let written = self.difference(difference);
        if self.view.result.covariate.is_none() {
            return written;
        }
        self.words.say(&Message::new("compare-adjusted").text("difference", written))
    }

    pub(super) fn is_of_answers(&self) -> bool {
        self.view.result.kind.is_ordered_answer()
    }

    /// Whether a difference that is shown is for the better, where the reader said which way that is.
    pub(super) fn judgement(&self, comparison: &Comparison) -> Option<&'static str> {
        let ComparedData::Answers { better: Some(better), .. } = self.view.data else { return None };
        match (self.conclusion(comparison), better) {
            _ if self.margin_is_tested() => None,
            (Conclusion::Above, Direction::Higher) => Some("compare-win-better"),
            (Conclusion::Below, Direction::Lower) => Some("compare-win-lower-better"),
            (Conclusion::Above, Direction::Lower) => Some("compare-win-worse"),
            (Conclusion::Below, Direction::Higher) => Some("compare-win-lower-worse"),
            _ => None,
        }
    }

    /// The chance that an answer of the variant is higher, from the difference to one half that results carry.
    pub(super) fn win_chance(&self, difference: Option<f64>) -> String {
        difference.map_or_else(|| "—".to_owned(), |difference| self.words.percent(0.5 + difference, 1))
    }

    pub(super) fn win_range(&self, effect: &Effect) -> String {
        self.range_with(effect, |value| self.words.percent(0.5 + value, 1))
    }

    pub(super) fn no_test_sentence(&self, comparison: &Comparison) -> String {
        let reason = match comparison.no_test {
            Some(NoAnswer::TooFewUnits) => "compare-because-few",
            Some(NoAnswer::NoVariation) => "compare-because-alike",
            Some(NoAnswer::NoEvents) if self.view.result.kind == MetricKind::Retention => "compare-because-nobody-left",
            Some(NoAnswer::NoEvents) => "compare-because-no-events",
            Some(NoAnswer::ArmWithoutEvents) => "compare-because-arm-without-events",
            Some(NoAnswer::MethodWithoutMargin) => "compare-because-no-margin-form",
            Some(NoAnswer::TooManyOutcomes) => "compare-because-too-many-outcomes",
            Some(NoAnswer::Separated) => "compare-because-separated",
            Some(reason) => no_test_key(reason).unwrap_or("compare-because-extreme"),
            None => "compare-because-extreme",
        };
        let message = Message::new("compare-cannot-say")
            .text("variant", self.name(&comparison.variant))
            .text("reason", self.words.key(reason));
        self.words.say(&message)
    }

    pub(super) fn margin_is_tested(&self) -> bool {
        self.view.question.null.has_margin()
    }

    /// The margin with its sign, as it was asked for.
    pub(super) fn margin(&self) -> Option<String> {
        match self.view.question.null {
            NullHypothesis::Equal => None,
            NullHypothesis::Difference { margin } => Some(self.effects.difference(self.words, margin)),
            NullHypothesis::Lift { margin } => Some(lift(self.words, margin)),
            NullHypothesis::DifferenceBeyond { margin } => {
                Some(format!("±{}", self.effects.distance(self.words, margin)))
            }
            NullHypothesis::LiftBeyond { margin } => Some(format!("±{}", unsigned_lift(self.words, margin))),
        }
    }

    pub(super) fn margin_value(&self) -> Option<f64> {
        let null = self.view.question.null;
        null.has_margin().then(|| null.margin())
    }

    pub(super) fn margin_without_sign(&self) -> Option<String> {
        match self.view.question.null {
            NullHypothesis::Equal => None,
            NullHypothesis::Difference { margin } | NullHypothesis::DifferenceBeyond { margin } => {
                Some(self.effects.distance(self.words, margin))
            }
            NullHypothesis::Lift { margin } | NullHypothesis::LiftBeyond { margin } => {
                Some(unsigned_lift(self.words, margin))
            }
        }
    }

    pub(super) fn difference(&self, difference: Option<f64>) -> String {
        difference.map_or_else(|| "—".to_owned(), |difference| self.effects.difference(self.words, difference))
    }

    /// "from −0.22 to +2.47 pp"; an unbounded end is said.
    pub(super) fn range(&self, effect: &Effect) -> String {
        self.range_with(effect, |value| self.effects.difference(self.words, value))
    }

    pub(super) fn lift_range(&self, effect: &Effect) -> String {
        self.range_with(effect, |value| lift(self.words, value))
    }

    pub(super) fn range_with(&self, effect: &Effect, write: impl Fn(f64) -> String) -> String {
        let message = match (effect.low, effect.high) {
            (Bound::At(low), Bound::At(high)) => {
                Message::new("compare-range").text("low", write(low)).text("high", write(high))
            }
            (Bound::At(low), Bound::Unbounded) => Message::new("compare-range-up").text("low", write(low)),
            (Bound::Unbounded, Bound::At(high)) => Message::new("compare-range-down").text("high", write(high)),
            (Bound::Unbounded, Bound::Unbounded) => Message::new("compare-range-none"),
        };
        self.words.say(&message)
    }
}

/// The sentence on retention that says what this one says of values: the effect is that of the hazards, put on the share.
fn retention_key(key: &'static str) -> &'static str {
    match key {
        "compare-higher" => "compare-retention-higher",
        "compare-lower" => "compare-retention-lower",
        "compare-undecided" => "compare-retention-undecided",
        other => other,
    }
}

/// The sentence on answers of which all of one arm lie above those of the other.
fn separated_key(key: &str) -> &'static str {
    match key {
        "compare-higher" => "compare-separated-higher",
        "compare-lower" => "compare-separated-lower",
        _ => "compare-separated-undecided",
    }
}

/// The sentence on ordered answers that says what this one says of values.
fn answers_key(key: &str) -> &'static str {
    match key {
        "compare-higher" => "compare-win-higher",
        "compare-lower" => "compare-win-lower",
        "compare-not-below" => "compare-win-not-below",
        "compare-not-above" => "compare-win-not-above",
        "compare-above-by" => "compare-win-above-by",
        "compare-below-by" => "compare-win-below-by",
        "compare-equivalent" => "compare-win-equivalent",
        "compare-margin-undecided" => "compare-win-margin-undecided",
        _ => "compare-win-undecided",
    }
}
