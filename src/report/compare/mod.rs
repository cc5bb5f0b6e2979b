//! The answer of the comparison calculator: what can and what cannot be concluded from summary numbers.

mod answer;
mod charts;
mod facts;
mod problem;
mod remarks;
mod sentence;
mod tables;

pub use answer::CompareAnswer;
pub use problem::problem;

use super::also;
use super::bayes::{BayesPart, MetricWriting};
use super::metric_values::Scale;
use super::{Compose, Document, Figure, Prose};
use crate::analysis::{BayesReading, Comparison, Conclusion, MetricResult, Question};
use crate::chart::{Caption, ChartError, EffectUnit, IntervalChart};
use crate::metric::{AnswerScale, Direction, MetricKind};
use crate::quantity::Positive;
use crate::stats::{CategoryCounts, Conversions, RiskTable, SampleRatio};
use crate::words::Words;

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
    /// The Bayesian reading, where it was asked for.
    pub bayes: Option<BayesReading>,
}

impl CompareView {
    /// A comparison whose result says it all.
    #[must_use]
    pub fn new(result: MetricResult, question: Question, names: Vec<String>) -> Self {
        Self { result, question, names, counts: Vec::new(), split: None, data: ComparedData::Summaries, bayes: None }
    }
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
    if let Some(bayes) = page.bayes() {
        document = bayes.add_to(document, &[]);
    }
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
    drawn.extend(page.bayes().iter().flat_map(BayesPart::figures));
    Ok(drawn)
}

/// Below this, the arms did not get their shares by chance (Fabijan and others 2019).
const BROKEN_SPLIT: f64 = 0.001;

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

    fn bayes(&self) -> Option<BayesPart<'_>> {
        let reading = self.view.bayes.as_ref()?;
        let unit = match (self.view.result.kind, self.effects) {
            (kind, _) if kind.is_ordered_answer() => EffectUnit::Wins,
            (_, Scale::Rate) => EffectUnit::Points,
            (_, Scale::Mean { decimals }) => EffectUnit::Amount { unit: String::new(), decimals },
        };
        let arms = self.view.result.arms.iter();
        let writing = MetricWriting {
            name: String::new(),
            unit,
            has_lift: self.view.result.kind.has_lift(),
            names: arms.map(|arm| (arm.name.clone(), self.name(&arm.name))).collect(),
        };
        let comparable = self.view.split.is_none_or(|split| split.p_value >= BROKEN_SPLIT);
        let (slug, words) = ("posterior".to_owned(), self.words);
        Some(BayesPart { reading, writing: vec![writing], comparable, slug, as_of: None, words })
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
}
