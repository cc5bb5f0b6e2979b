//! The answer of the comparison calculator: what can and what cannot be concluded from summary numbers.

use serde::Serialize;

use super::also;
use super::metric_values::{Scale, chance, lift, unsigned_lift};
use super::spread::{Spread, no_test_key};
use super::{Callout, Cell, Column, Compose, Document, Facts, Figure, Prose, Table};
use crate::analysis::{
    CompareError, Comparison, Conclusion, Effect, HAZARD_RATIO, HazardMethod, MeanChoice, MetricResult,
    ProportionMethod, Question,
};
use crate::chart::{
    AnswersBar, AnswersChart, Caption, ChartError, EffectUnit, IntervalChart, IntervalRow, SurvivalChart,
    SurvivalPoint, SurvivalSeries, Tone,
};
use crate::metric::{AnswerScale, Direction, MetricKind};
use crate::plan::{Correction, NullHypothesis};
use crate::quantity::{Positive, Proportion};
use crate::stats::{
    Alternative, Bound, CategoryCounts, Conversions, Method, NoAnswer, RiskTable, SampleRatio, SurvivalInterval,
    SurvivalStep, WinMethod,
};
use crate::words::{Message, Words};

/// What was compared, with what the page needs beside the result.
#[derive(Debug, Clone, PartialEq)]
pub struct CompareView {
    /// The effects.
    pub result: MetricResult,
    /// What was asked.
    pub question: Question,
    /// The arms' names for people, control first.
    pub names: Vec<String>,
    /// Conversions and visitors of each arm, where a rate is compared.
    pub counts: Vec<Conversions>,
    /// Whether the arms got their shares, where the shares are known.
    pub split: Option<SampleRatio>,
    /// The data behind, where their kind has a chart or a sentence of its own.
    pub data: ComparedData,
}

/// The data behind a comparison.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum ComparedData {
    /// The result says it all.
    #[default]
    Summaries,
    /// Ordered answers.
    Answers {
        /// The answers there are.
        scale: AnswerScale,
        /// How many gave each answer, for each arm.
        counts: Vec<CategoryCounts>,
        /// Which way is better, where it was said.
        better: Option<Direction>,
    },
    /// Times to leaving.
    Times {
        /// The time at which the share still there is said.
        horizon: Positive,
        /// The times of each arm.
        tables: Vec<RiskTable>,
    },
}

/// The object `jalon.compare.v1`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CompareAnswer<'a> {
    metrics: [&'a MetricResult; 1],
    health: Vec<HealthAnswer>,
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

/// Below this, the arms did not get their shares by chance (Fabijan and others 2019).
const BROKEN_SPLIT: f64 = 0.001;

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
            verdict: VerdictAnswer { decision: page.decision(), reason: page.answer() },
        }
    }
}

/// The page of a comparison: the conclusion in one sentence, then the numbers behind it.
#[must_use]
pub fn document(view: &CompareView, figures: &[Figure], words: &Words) -> Document {
    let page = Page::new(view, words);
    let mut document = Document::new(words.key("compare-title")).paragraph(Prose::new().strong(page.answer()));
    document = document.bullets(page.sentences_of_many());
    for callout in page.callouts() {
        document = document.callout(callout);
    }
    document = document.table(page.arms()).table(page.comparisons());
    if let Some(readings) = also::table(&view.result.also, |arm| page.name(arm), words) {
        document = document.table(readings);
    }
    document = figures.iter().fold(document, |document, figure| document.figure(figure.clone()));
    document.facts(page.facts()).heading(words.key("compare-mind")).bullets(page.mind())
}

/// The chart of a comparison: each variant's effect with its interval.
///
/// # Errors
///
/// [`ChartError`] when a number cannot be drawn.
pub fn figures(view: &CompareView, words: &Words) -> Result<Vec<crate::chart::Figure>, ChartError> {
    let page = Page::new(view, words);
    let rows = page.view.result.comparisons.iter().map(|comparison| page.row(comparison)).collect();
    let chart = IntervalChart {
        caption: Caption::new("effects", words.key("compare-chart")),
        unit: page.unit(),
        level: page.level(),
        rows,
    };
    let mut drawn = vec![chart.draw(words)?];
    drawn.extend(page.data_chart()?);
    Ok(drawn)
}

/// Steps of a curve that a chart shows at most.
const MOST_STEPS: usize = 600;

struct Page<'a> {
    view: &'a CompareView,
    scale: Scale,
    /// The scale of differences and margins, where it is not that of the arms.
    effects: Scale,
    words: &'a Words,
}

impl<'a> Page<'a> {
    fn new(view: &'a CompareView, words: &'a Words) -> Self {
        let largest = view.result.arms.iter().fold(0.0_f64, |largest, arm| largest.max(arm.estimate.abs()));
        let scale = match view.result.kind {
            MetricKind::Nps => Scale::Mean { decimals: 1 },
            kind if kind.is_rate() => Scale::Rate,
            _ => Scale::of_means(largest),
        };
        let effects = if view.result.kind.is_ordered_answer() { Scale::Rate } else { scale };
        Self { view, scale, effects, words }
    }

    fn alpha(&self) -> f64 {
        self.view.question.alpha.get()
    }

    fn conclusion(&self, comparison: &Comparison) -> Conclusion {
        Conclusion::of(comparison, self.alpha())
    }

    /// The name for people of the arm that the result calls so.
    fn name(&self, arm: &str) -> String {
        let place = self.view.result.arms.iter().position(|other| other.name == arm);
        place.and_then(|place| self.view.names.get(place)).cloned().unwrap_or_else(|| arm.to_owned())
    }

    fn estimate(&self, arm: &str) -> String {
        let found = self.view.result.arms.iter().find(|other| other.name == arm);
        found.map(|arm| self.scale.value(self.words, arm.estimate)).unwrap_or_default()
    }

    fn decision(&self) -> &'static str {
        let conclusions: Vec<Conclusion> =
            self.view.result.comparisons.iter().map(|comparison| self.conclusion(comparison)).collect();
        match conclusions.as_slice() {
            [one] => self.decision_of(*one),
            many if many.iter().any(|conclusion| conclusion.is_decided()) => "some_decided",
            many if many.contains(&Conclusion::Undecided) => "undecided",
            _ => "cannot_say",
        }
    }

    fn decision_of(&self, conclusion: Conclusion) -> &'static str {
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
    fn answer(&self) -> String {
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

    fn sentences_of_many(&self) -> Vec<String> {
        match self.view.result.comparisons.as_slice() {
            [_] => Vec::new(),
            many => many.iter().map(|comparison| self.sentence(comparison)).collect(),
        }
    }

    fn sentence(&self, comparison: &Comparison) -> String {
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
        let key = if self.is_of_answers() { answers_key(key) } else { key };
        let difference = &comparison.difference;
        let message = Message::new(key)
            .text("chance", self.win_chance(difference.estimate))
            .text("chance-range", self.win_range(difference))
            .text("variant", self.name(&comparison.variant))
            .text("control", self.name(&comparison.control))
            .text("variant-value", self.estimate(&comparison.variant))
            .text("control-value", self.estimate(&comparison.control))
            .text("difference", self.difference(difference.estimate))
            .text("range", self.range(difference))
            .text("level", chance(self.words, difference.level))
            .text("signed-margin", self.margin().unwrap_or_default())
            .text("margin", self.margin_without_sign().unwrap_or_default())
            .p_value("p", comparison.deciding_p_value().unwrap_or(1.0));
        let sentence = self.words.say(&message);
        match self.judgement(comparison) {
            Some(judgement) => format!("{sentence} {}", self.words.key(judgement)),
            None => sentence,
        }
    }

    fn is_of_answers(&self) -> bool {
        self.view.result.kind.is_ordered_answer()
    }

    /// Whether a difference that is shown is for the better, where the reader said which way that is.
    fn judgement(&self, comparison: &Comparison) -> Option<&'static str> {
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
    fn win_chance(&self, difference: Option<f64>) -> String {
        difference.map_or_else(|| "—".to_owned(), |difference| self.words.percent(0.5 + difference, 1))
    }

    fn win_range(&self, effect: &Effect) -> String {
        self.range_with(effect, |value| self.words.percent(0.5 + value, 1))
    }

    fn no_test_sentence(&self, comparison: &Comparison) -> String {
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

    fn margin_is_tested(&self) -> bool {
        self.view.question.null.has_margin()
    }

    /// The margin with its sign, as it was asked for.
    fn margin(&self) -> Option<String> {
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

    fn margin_value(&self) -> Option<f64> {
        let null = self.view.question.null;
        null.has_margin().then(|| null.margin())
    }

    fn margin_without_sign(&self) -> Option<String> {
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

    fn difference(&self, difference: Option<f64>) -> String {
        difference.map_or_else(|| "—".to_owned(), |difference| self.effects.difference(self.words, difference))
    }

    /// "from −0.22 to +2.47 pp"; an unbounded end is said.
    fn range(&self, effect: &Effect) -> String {
        self.range_with(effect, |value| self.effects.difference(self.words, value))
    }

    fn lift_range(&self, effect: &Effect) -> String {
        self.range_with(effect, |value| lift(self.words, value))
    }

    fn range_with(&self, effect: &Effect, write: impl Fn(f64) -> String) -> String {
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

    fn arms(&self) -> Table {
        let words = self.words;
        let rates = self.view.result.kind == MetricKind::Proportion;
        let level = self.view.question.interval_level();
        let interval_title = Message::new("compare-interval").text("level", chance(words, level));
        let mut table = Table::new(words.key("size-arms")).column(Column::text(words.key("size-arm")));
        if rates {
            table = table.column(Column::number(words.key("compare-conversions")));
        }
        table = table
            .column(Column::number(words.key(self.units_key())))
            .column(Column::number(self.value_title()))
            .column(Column::number(words.say(&interval_title)));
        let rows = self.view.result.arms.iter().enumerate().map(|(place, arm)| {
            let mut cells = vec![Cell::text(self.name(&arm.name))];
            cells.extend(
                self.view
                    .counts
                    .get(place)
                    .filter(|_| rates)
                    .map(|counts| Cell::count(words.count(counts.conversions()), counts.conversions())),
            );
            cells.push(Cell::count(words.count(arm.n), arm.n));
            cells.push(Cell::number(self.scale.value(words, arm.estimate), arm.estimate));
            cells.push(match arm.interval {
                Some(interval) => {
                    let range = Message::new("compare-range")
                        .text("low", self.scale.value(words, interval.low))
                        .text("high", self.scale.value(words, interval.high));
                    Cell::interval(words.say(&range), Some(interval.low), Some(interval.high))
                }
                None => Cell::text("—").muted(),
            });
            cells
        });
        table.rows(rows)
    }

    fn units_key(&self) -> &'static str {
        match self.view.result.kind {
            MetricKind::Proportion => "size-visitors-title",
            kind if kind.is_ordered_answer() || kind == MetricKind::Nps => "size-answers-title",
            MetricKind::Count if self.counts_events() => "compare-events",
            _ => "size-units-title",
        }
    }

    /// What the value of an arm is called; of a quantile, which one.
    fn value_title(&self) -> String {
        match self.view.result.level {
            Some(level) => {
                self.words.say(&Message::new("compare-quantile-of").text("level", chance(self.words, level)))
            }
            None => self.words.key(self.value_key()),
        }
    }

    fn value_key(&self) -> &'static str {
        match self.view.result.kind {
            MetricKind::Proportion | MetricKind::Count => "compare-rate",
            MetricKind::Nps => "compare-score",
            MetricKind::Retention => "compare-share-there",
            kind if kind.is_ordered_answer() => "compare-mean-answer",
            MetricKind::Ratio => "compare-ratio",
            _ => "compare-mean",
        }
    }

    /// Whether what an arm counts are its events, over an exposure that has no units.
    fn counts_events(&self) -> bool {
        let by_unit = [Method::NegativeBinomialScore, Method::NegativeBinomialLog, Method::Welch];
        let of_events = |comparison: &Comparison| !by_unit.contains(&comparison.difference.method);
        self.view.result.kind == MetricKind::Count && self.view.result.comparisons.iter().all(of_events)
    }

    fn comparisons(&self) -> Table {
        let words = self.words;
        let adjusted = self.view.result.comparisons.iter().any(|comparison| comparison.p_adjusted.is_some());
        let level = chance(words, self.level());
        let mut table = Table::new(words.say(&Message::new("compare-effects").text("level", level)))
            .column(Column::text(words.key("size-arm")))
            .column(Column::number(words.key(if self.is_of_answers() {
                "compare-win-chance"
            } else {
                "size-fact-difference"
            })))
            .column(Column::number(words.key("compare-difference-interval")));
        if self.view.result.kind.has_lift() {
            table = table
                .column(Column::number(words.key("size-fact-lift")))
                .column(Column::number(words.key("compare-lift-interval")));
        }
        table = table.column(Column::number(words.key("compare-p")));
        if adjusted {
            table = table.column(Column::number(words.key("compare-p-adjusted")));
        }
        table.rows(self.view.result.comparisons.iter().map(|comparison| self.comparison_row(comparison, adjusted)))
    }

    fn comparison_row(&self, comparison: &Comparison, adjusted: bool) -> Vec<Cell> {
        let words = self.words;
        let number = |value: Option<f64>, write: &dyn Fn(f64) -> String| match value {
            Some(value) => Cell::number(write(value), value),
            None => Cell::text("—").muted(),
        };
        let difference = &comparison.difference;
        let relative = &comparison.lift;
        let mut cells = vec![Cell::text(self.name(&comparison.variant))];
        if self.is_of_answers() {
            let half = |bound: Bound| bound.moved(0.5).value();
            cells.push(number(difference.estimate.map(|value| value + 0.5), &|value| words.percent(value, 1)));
            cells.push(Cell::interval(self.win_range(difference), half(difference.low), half(difference.high)));
        } else {
            cells.push(number(difference.estimate, &|value| self.effects.difference(words, value)));
            cells.push(Cell::interval(self.range(difference), difference.low.value(), difference.high.value()));
        }
        if self.view.result.kind.has_lift() {
            cells.push(number(relative.estimate, &|value| lift(words, value)));
            cells.push(Cell::interval(self.lift_range(relative), relative.low.value(), relative.high.value()));
        }
        cells.push(number(comparison.p_value, &|value| words.p_value(value)));
        if adjusted {
            cells.push(number(comparison.p_adjusted, &|value| words.p_value(value)));
        }
        cells
    }

    fn callouts(&self) -> Vec<Callout> {
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

    fn split_detail(&self, split: &SampleRatio) -> String {
        let units: Vec<String> = self.view.result.arms.iter().map(|arm| self.words.count(arm.n)).collect();
        let message = Message::new("compare-split-detail").text("units", units.join(" / ")).p_value("p", split.p_value);
        self.words.say(&message)
    }

    fn facts(&self) -> Facts {
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
        facts = self.hazard_facts().into_iter().fold(facts, |facts, (title, value)| facts.fact(title, value));
        if let Some(correction) = self.view.result.correction {
            facts = facts.fact(words.key("size-fact-correction"), words.key(correction_key(correction)));
        }
        facts
    }

    /// The horizon, and the ratio of hazards of each variant.
    fn hazard_facts(&self) -> Vec<(String, String)> {
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

    fn spread(&self) -> Spread<'_> {
        Spread { result: &self.view.result, question: &self.view.question, scale: self.scale, words: self.words }
    }

    /// The method; where there are others to choose from, whether it is the default.
    fn method(&self) -> String {
        let method = self.words.key(self.test_key());
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

    fn test_key(&self) -> &'static str {
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
    fn count_test_key(&self) -> &'static str {
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

    /// What the numbers alone cannot tell.
    fn mind(&self) -> Vec<String> {
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

    /// The level of the comparisons' intervals, which the correction may have chosen.
    fn level(&self) -> f64 {
        let first = self.view.result.comparisons.first();
        first.map_or_else(|| self.view.question.interval_level(), |comparison| comparison.difference.level)
    }

    fn unit(&self) -> EffectUnit {
        // A lift says more than a difference, unless one of them has none.
        let has_lift = |comparison: &Comparison| comparison.lift.estimate.is_some() && comparison.lift.is_bounded();
        match (self.view.result.comparisons.iter().all(has_lift), self.effects) {
            (true, _) => EffectUnit::Lift,
            (false, Scale::Rate) => EffectUnit::Points,
            (false, Scale::Mean { decimals }) => EffectUnit::Amount { unit: String::new(), decimals },
        }
    }

    /// The chart of the data themselves, where their kind has one.
    fn data_chart(&self) -> Result<Option<crate::chart::Figure>, ChartError> {
        let caption = |key| Caption::new("data", self.words.key(key));
        match &self.view.data {
            ComparedData::Summaries => Ok(None),
            ComparedData::Answers { scale, counts, .. } => {
                let bars = self.view.names.iter().zip(counts);
                let bar = |(name, counts): (&String, &CategoryCounts)| AnswersBar {
                    name: name.clone(),
                    counts: counts.counts().to_vec(),
                };
                let chart = AnswersChart {
                    caption: caption("compare-chart-answers"),
                    answers: (scale.low()..=scale.high()).map(|answer| answer.to_string()).collect(),
                    bars: bars.map(bar).collect(),
                };
                chart.draw(self.words).map(Some)
            }
            ComparedData::Times { horizon, tables } => {
                let series = self.view.names.iter().zip(tables);
                let chart = SurvivalChart {
                    caption: caption("compare-chart-times"),
                    series: series.map(|(name, table)| self.series(name, table)).collect(),
                    horizon: Some(horizon.get()),
                    level: self.view.question.interval_level(),
                };
                chart.draw(self.words).map(Some)
            }
        }
    }

    fn series(&self, name: &str, table: &RiskTable) -> SurvivalSeries {
        let curve = table.survival_curve();
        let risk = Proportion::new(1.0 - self.view.question.interval_level());
        // More steps than the page has pixels show nothing more.
        let every = curve.steps().len().div_ceil(MOST_STEPS).max(1);
        let last = curve.steps().len().saturating_sub(1);
        let shown = curve.steps().iter().enumerate().filter(|(place, _)| place % every == 0 || *place == last);
        let point = |(_, step): (usize, &SurvivalStep)| {
            let found = risk.as_ref().ok().and_then(|risk| {
                curve.retention(step.time, *risk, Alternative::TwoSided, SurvivalInterval::LogLog).ok()
            });
            let interval = found.and_then(|found| found.interval.ok());
            let band = interval.and_then(|interval| interval.low().value().zip(interval.high().value()));
            SurvivalPoint { time: step.time, followed: step.at_risk, share: step.survival, band }
        };
        SurvivalSeries { name: name.to_owned(), points: shown.map(point).collect() }
    }

    fn row(&self, comparison: &Comparison) -> IntervalRow {
        let effect = if self.unit() == EffectUnit::Lift { &comparison.lift } else { &comparison.difference };
        let conclusion = self.conclusion(comparison);
        let (verdict, tone) = match conclusion {
            Conclusion::Above => ("compare-verdict-above", Tone::Good),
            Conclusion::Below => ("compare-verdict-below", Tone::Bad),
            Conclusion::Within => ("compare-verdict-within", Tone::Good),
            Conclusion::Undecided => ("compare-verdict-undecided", Tone::Open),
            Conclusion::CannotSay => ("compare-verdict-cannot-say", Tone::Open),
        };
        let compared = [&comparison.control, &comparison.variant];
        let sized = self.view.result.arms.iter().filter(|arm| compared.contains(&&arm.name));
        IntervalRow {
            label: self.name(&comparison.variant),
            group: String::new(),
            arms: sized.map(|arm| (self.name(&arm.name), arm.n)).collect(),
            estimate: effect.estimate,
            low: effect.low.value(),
            high: effect.high.value(),
            margin: self.margin_on_chart(),
            verdict: self.words.key(verdict),
            tone,
        }
    }

    /// The margin, where it is on the scale of the chart.
    fn margin_on_chart(&self) -> Option<f64> {
        let by_lift = self.unit() == EffectUnit::Lift;
        match self.view.question.null {
            NullHypothesis::Lift { margin } if by_lift => Some(margin),
            NullHypothesis::Difference { margin } if !by_lift => Some(margin),
            _ => None,
        }
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

/// Why arms could not be compared, and how to mend it.
#[must_use]
pub fn problem(error: &CompareError) -> (Message, Message) {
    match error {
        CompareError::TooFewArms(arms) => (
            Message::new("compare-too-few-arms").count("arms", *arms as u64),
            Message::new("compare-too-few-arms-mend"),
        ),
        CompareError::TooFewUnits { arm, units } => (
            Message::new("compare-too-few-units").text("arm", arm).count("units", *units),
            Message::new("compare-too-few-units-mend"),
        ),
        CompareError::NoValue { arm, .. } => {
            (Message::new("compare-no-value").text("arm", arm), Message::new("compare-no-value-mend"))
        }
        CompareError::ImpossibleMargin(_) => {
            (Message::new("size-impossible-margin"), Message::new("size-impossible-margin-mend"))
        }
        CompareError::DifferentScale { arm, counts, answers } => (
            Message::new("compare-different-scale")
                .text("arm", arm)
                .count("counts", *counts as u64)
                .count("answers", *answers as u64),
            Message::new("compare-different-scale-mend"),
        ),
        CompareError::BeyondFollowUp { arm, followed } => (
            Message::new("compare-beyond-follow-up").text("arm", arm).text("followed", followed.to_string()),
            Message::new("compare-beyond-follow-up-mend").text("followed", followed.to_string()),
        ),
        CompareError::NoLift => (Message::new("size-no-lift"), Message::new("size-no-lift-mend")),
        CompareError::RiskTooLarge(_) => (Message::new("compare-risk"), Message::new("compare-risk-mend")),
    }
}
