//! The charts of a comparison: effects with their intervals, and the data where their kind has a picture.

use super::{ComparedData, Page};
use crate::analysis::{Comparison, Conclusion};
use crate::chart::{
    AnswersBar, AnswersChart, Caption, ChartError, EffectUnit, IntervalRow, SurvivalChart, SurvivalPoint,
    SurvivalSeries, Tone,
};
use crate::plan::NullHypothesis;
use crate::quantity::Proportion;
use crate::report::metric_values::Scale;
use crate::stats::{Alternative, CategoryCounts, RiskTable, SurvivalInterval, SurvivalStep};

/// Steps of a curve that a chart shows at most.
const MOST_STEPS: usize = 600;

impl Page<'_> {
    pub(super) fn unit(&self) -> EffectUnit {
        // A lift says more than a difference, unless one of them has none.
        let has_lift = |comparison: &Comparison| comparison.lift.estimate.is_some() && comparison.lift.is_bounded();
        match (self.view.result.comparisons.iter().all(has_lift), self.effects) {
            (true, _) => EffectUnit::Lift,
            (false, Scale::Rate) => EffectUnit::Points,
            (false, Scale::Mean { decimals }) => EffectUnit::Amount { unit: String::new(), decimals },
        }
    }

    /// The chart of the data themselves, where their kind has one.
    pub(super) fn data_chart(&self) -> Result<Option<crate::chart::Figure>, ChartError> {
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

    pub(super) fn series(&self, name: &str, table: &RiskTable) -> SurvivalSeries {
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

    pub(super) fn row(&self, comparison: &Comparison) -> IntervalRow {
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
    pub(super) fn margin_on_chart(&self) -> Option<f64> {
        let by_lift = self.unit() == EffectUnit::Lift;
        match self.view.question.null {
            NullHypothesis::Lift { margin } if by_lift => Some(margin),
            NullHypothesis::Difference { margin } if !by_lift => Some(margin),
            _ => None,
        }
    }

    /// The level of the comparisons' intervals, which the correction may have chosen.
    pub(super) fn level(&self) -> f64 {
        let first = self.view.result.comparisons.first();
        first.map_or_else(|| self.view.question.interval_level(), |comparison| comparison.difference.level)
    }
}
