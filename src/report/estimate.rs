//! The answer of the estimating calculator: one number, and what it is compatible with.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::metric_values::{Scale, chance};
use super::{Cell, Column, Compose, Document, Facts, Figure, Prose, Table};
use crate::analysis::{Estimate, Measure};
use crate::chart::{Caption, ChartError, EstimateChart, EstimateRow, KpiUnit};
use crate::metric::MetricDetail;
use crate::quantity::{Positive, Proportion};
use crate::stats::{Bound, Interval, Method, NoAnswer};
use crate::words::{Message, Words};

/// What was estimated, with what the page needs beside the number.
#[derive(Debug, Clone, PartialEq)]
pub struct EstimateView {
    /// The kind asked for, as the command names it: `proportion`, `csat`.
    pub kind: &'static str,
    /// The number.
    pub estimate: Estimate,
    /// The risk that its interval misses the truth.
    pub alpha: Proportion,
    /// People there are, where a survey asked some of them.
    pub population: Option<u64>,
    /// What was asked for beside the kind: the cap of a mean, the level of a quantile, the horizon of retention.
    pub detail: MetricDetail,
}

impl EstimateView {
    /// An estimate with nothing beside it.
    #[must_use]
    pub fn new(kind: &'static str, estimate: Estimate, alpha: Proportion) -> Self {
        Self { kind, estimate, alpha, population: None, detail: MetricDetail::default() }
    }
}

/// The object `jalon.estimate.v1`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EstimateAnswer<'a> {
    kind: &'static str,
    #[serde(flatten)]
    estimate: Reading<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    population: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cap: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    horizon: Option<f64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also: Vec<Reading<'a>>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Reading<'a> {
    measure: Measure,
    n: u64,
    estimate: Option<f64>,
    interval: Option<Ends<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    no_interval_because: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
struct Ends<'a>(&'a Interval);

impl Serialize for Ends<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Interval", 5)?;
        fields.serialize_field("low", &self.0.low().value())?;
        fields.serialize_field("high", &self.0.high().value())?;
        fields.serialize_field("level", &self.0.level())?;
        fields.serialize_field("method", self.0.method.id())?;
        fields.serialize_field("bounded", &self.0.is_bounded())?;
        fields.end()
    }
}

impl<'a> EstimateAnswer<'a> {
    /// What programs are told.
    #[must_use]
    pub fn new(view: &'a EstimateView, words: &Words) -> Self {
        let reading = |estimate: &'a Estimate| Reading {
            measure: estimate.measure,
            n: estimate.n,
            estimate: estimate.estimate,
            interval: estimate.interval.as_ref().ok().map(Ends),
            no_interval_because: estimate.interval.err().map(|reason| words.key(reason_key(reason))),
        };
        Self {
            kind: view.kind,
            estimate: reading(&view.estimate),
            population: view.population,
            cap: view.detail.cap.map(Proportion::get),
            level: view.detail.level.map(Proportion::get),
            horizon: view.detail.horizon.map(Positive::get),
            also: view.estimate.also.iter().map(reading).collect(),
        }
    }
}

/// The page of an estimate: the number in one sentence, then how it was reached.
#[must_use]
pub fn document(view: &EstimateView, figures: &[Figure], words: &Words) -> Document {
    let mut document = Document::new(words.key("estimate-title")).paragraph(Prose::new().strong(sentence(
        &view.estimate,
        view.detail,
        words,
    )));
    document = document.bullets(view.estimate.also.iter().map(|also| sentence(also, view.detail, words)));
    let level = chance(words, 1.0 - view.alpha.get());
    let mut table = Table::new(words.key("estimate-values"))
        .column(Column::text(words.key("estimate-measure")))
        .column(Column::number(words.key(units_key(view.estimate.measure))))
        .column(Column::number(words.key("estimate-value")))
        .column(Column::number(words.say(&Message::new("compare-interval").text("level", level.clone()))))
        .column(Column::number(words.key("estimate-margin")));
    let all = || std::iter::once(&view.estimate).chain(&view.estimate.also);
    table = table.rows(all().map(|estimate| row(estimate, view.detail, words)));
    let mut facts = Facts::new().fact(words.key("estimate-confidence"), level);
    for estimate in all() {
        if let Ok(interval) = &estimate.interval {
            facts = facts.fact(words.key("estimate-method"), words.key(method_key(estimate.measure, interval.method)));
        }
    }
    if let Some(population) = view.population {
        facts = facts.fact(words.key("estimate-population"), Cell::count(words.count(population), population));
    }
    let mind = mind_keys(view.estimate.measure).iter().map(|key| words.key(key)).collect::<Vec<_>>();
    let document = figures.iter().fold(document.table(table), |document, figure| document.figure(figure.clone()));
    document.facts(facts).heading(words.key("compare-mind")).bullets(mind)
}

/// The charts of an estimate: its values with their intervals, shares and other numbers each on an axis of their own. A
/// number the sample did not reach has no place on one.
///
/// # Errors
///
/// [`ChartError`] when a number cannot be drawn.
pub fn figures(view: &EstimateView, words: &Words) -> Result<Vec<crate::chart::Figure>, ChartError> {
    let all = || std::iter::once(&view.estimate).chain(&view.estimate.also);
    let shares = chart(view, all().filter(|estimate| scale(estimate) == Scale::Rate), words);
    let others = chart(view, all().filter(|estimate| scale(estimate) != Scale::Rate), words);
    shares.iter().chain(&others).map(|chart| chart.draw(words)).collect()
}

fn chart<'a>(
    view: &EstimateView,
    estimates: impl Iterator<Item = &'a Estimate>,
    words: &Words,
) -> Option<EstimateChart> {
    let reached: Vec<(&Estimate, f64)> =
        estimates.filter_map(|estimate| Some((estimate, estimate.estimate?))).collect();
    let (first, _) = reached.first()?;
    let rows = reached.iter().map(|(estimate, value)| {
        let end = |end: fn(&Interval) -> Bound| estimate.interval.as_ref().ok().and_then(|ends| end(ends).value());
        EstimateRow {
            label: measure(estimate.measure, view.detail, words),
            units: Some(estimate.n),
            estimate: *value,
            low: end(Interval::low),
            high: end(Interval::high),
        }
    });
    let title = Message::new("estimate-chart").text("measure", measure(first.measure, view.detail, words));
    Some(EstimateChart {
        caption: Caption::new(if scale(first) == Scale::Rate { "shares" } else { "estimate" }, words.say(&title)),
        unit: match scale(first) {
            Scale::Rate => KpiUnit::Percent,
            Scale::Mean { decimals } => KpiUnit::Number { unit: String::new(), decimals },
        },
        level: 1.0 - view.alpha.get(),
        rows: rows.collect(),
        scale: (first.measure == Measure::Score).then_some((-100.0, 100.0)),
        target: None,
    })
}

fn scale(estimate: &Estimate) -> Scale {
    match estimate.measure {
        Measure::Rate | Measure::TopTwoBox | Measure::PopulationShare | Measure::StillThere => Scale::Rate,
        Measure::Score => Scale::Mean { decimals: 1 },
        Measure::Mean
        | Measure::CappedMean
        | Measure::EventRate
        | Measure::MeanAnswer
        | Measure::Ratio
        | Measure::PopulationMean
        | Measure::Quantile
        | Measure::MedianTime => {
            // Without a value, its lower limit is of the same size.
            let low = || estimate.interval.ok()?.low().value();
            Scale::of_means(estimate.estimate.or_else(low).unwrap_or_default())
        }
    }
}

fn sentence(estimate: &Estimate, detail: MetricDetail, words: &Words) -> String {
    let scale = scale(estimate);
    let reached = estimate.estimate.is_some();
    let message = match &estimate.interval {
        Ok(interval) => Message::new(if reached { "estimate-says" } else { "estimate-says-unreached" })
            .text("level", chance(words, interval.level()))
            .text("range", range(interval, scale, words)),
        Err(reason) => Message::new(if reached { "estimate-says-alone" } else { "estimate-says-nothing" })
            .text("reason", words.key(reason_key(*reason))),
    };
    let message = message.text("measure", measure(estimate.measure, detail, words));
    words.say(&match estimate.estimate {
        Some(value) => message.text("value", scale.value(words, value)),
        None => message,
    })
}

/// The name of a number, with what was asked for: which quantile, which horizon.
fn measure(measure: Measure, detail: MetricDetail, words: &Words) -> String {
    let message = Message::new(measure_key(measure));
    words.say(&match (measure, detail) {
        (Measure::CappedMean, MetricDetail { cap: Some(cap), .. }) => message.text("level", chance(words, cap.get())),
        (Measure::Quantile, MetricDetail { level: Some(level), .. }) => {
            message.text("level", chance(words, level.get()))
        }
        (Measure::StillThere, MetricDetail { horizon: Some(horizon), .. }) => {
            let decimals = if horizon.get().fract() == 0.0 { 0 } else { 2 };
            message.text("time", words.number(horizon.get(), decimals))
        }
        _ => message,
    })
}

fn range(interval: &Interval, scale: Scale, words: &Words) -> String {
    let write = |value: f64| scale.value(words, value);
    words.say(&match (interval.low(), interval.high()) {
        (Bound::At(low), Bound::At(high)) => {
            Message::new("compare-range").text("low", write(low)).text("high", write(high))
        }
        (Bound::At(low), Bound::Unbounded) => Message::new("compare-range-up").text("low", write(low)),
        (Bound::Unbounded, Bound::At(high)) => Message::new("compare-range-down").text("high", write(high)),
        (Bound::Unbounded, Bound::Unbounded) => Message::new("compare-range-none"),
    })
}

fn row(estimate: &Estimate, detail: MetricDetail, words: &Words) -> Vec<Cell> {
    let scale = scale(estimate);
    let ends = estimate.interval.as_ref().ok();
    let (low, high) = (ends.and_then(|ends| ends.low().value()), ends.and_then(|ends| ends.high().value()));
    vec![
        Cell::text(measure(estimate.measure, detail, words)),
        Cell::count(words.count(estimate.n), estimate.n),
        match estimate.estimate {
            Some(value) => Cell::number(scale.value(words, value), value),
            None => Cell::text("—").muted(),
        },
        match ends {
            Some(ends) => Cell::interval(range(ends, scale, words), low, high),
            None => Cell::text("—").muted(),
        },
        match low.zip(high) {
            Some(ends) => margin(estimate.estimate, ends, scale, words),
            None => Cell::text("—").muted(),
        },
    ]
}

/// How far the interval reaches to both sides: one distance where they are alike, else each.
fn margin(estimate: Option<f64>, (low, high): (f64, f64), scale: Scale, words: &Words) -> Cell {
    let half = (high - low) / 2.0;
    let distance = |distance: f64| scale.distance(words, distance);
    match estimate.map(|estimate| (estimate - low, high - estimate)) {
        Some((below, above)) if distance(below) == distance(above) => {
            Cell::number(format!("±{}", distance(half)), half)
        }
        Some((below, above)) => Cell::text(format!("−{} / +{}", distance(below), distance(above))),
        None => Cell::text("—").muted(),
    }
}

fn measure_key(measure: Measure) -> &'static str {
    match measure {
        Measure::Rate => "estimate-rate",
        Measure::Mean => "estimate-mean",
        Measure::EventRate => "estimate-event-rate",
        Measure::Score => "estimate-score",
        Measure::MeanAnswer => "estimate-mean-answer",
        Measure::TopTwoBox => "estimate-top-two-box",
        Measure::Ratio => "estimate-ratio",
        Measure::PopulationShare => "estimate-population-share",
        Measure::PopulationMean => "estimate-population-mean",
        Measure::CappedMean => "estimate-capped-mean",
        Measure::Quantile => "estimate-quantile",
        Measure::StillThere => "estimate-still-there",
        Measure::MedianTime => "estimate-median-time",
    }
}

fn units_key(measure: Measure) -> &'static str {
    match measure {
        Measure::EventRate => "compare-events",
        Measure::Rate
        | Measure::Mean
        | Measure::CappedMean
        | Measure::Ratio
        | Measure::Quantile
        | Measure::StillThere
        | Measure::MedianTime => "size-units-title",
        _ => "size-answers-title",
    }
}

/// What the number alone cannot tell.
fn mind_keys(measure: Measure) -> &'static [&'static str] {
    match measure {
        Measure::EventRate => &["estimate-mind-chance", "estimate-mind-poisson"],
        Measure::StillThere => &["estimate-mind-chance", "estimate-mind-last-seen"],
        Measure::Rate | Measure::Mean | Measure::CappedMean | Measure::Ratio | Measure::Quantile => {
            &["estimate-mind-chance"]
        }
        _ => &["estimate-mind-chance", "estimate-mind-who-answers"],
    }
}

fn reason_key(reason: NoAnswer) -> &'static str {
    match reason {
        NoAnswer::TooFewUnits => "estimate-because-few",
        NoAnswer::NoVariation => "estimate-because-alike",
        NoAnswer::NoEvents => "estimate-because-no-events",
        NoAnswer::ZeroDenominator => "estimate-because-zero-denominator",
        NoAnswer::BeyondFollowUp => "estimate-because-beyond",
        _ => "compare-because-extreme",
    }
}

fn method_key(measure: Measure, method: Method) -> &'static str {
    match method {
        _ if measure == Measure::Ratio => "estimate-method-ratio",
        _ if matches!(measure, Measure::PopulationShare | Measure::PopulationMean) => "estimate-method-survey",
        Method::Wilson => "estimate-method-wilson",
        Method::ClopperPearson => "estimate-method-clopper-pearson",
        Method::MidP => "estimate-method-mid-p",
        Method::Jeffreys => "estimate-method-jeffreys",
        Method::Wald => "estimate-method-wald",
        Method::AgrestiCoull => "estimate-method-agresti-coull",
        Method::Blaker => "estimate-method-blaker",
        Method::StudentT => "estimate-method-student",
        Method::Score => "estimate-method-score",
        Method::Garwood => "estimate-method-garwood",
        Method::AdjustedWald => "estimate-method-adjusted-wald",
        Method::OrderStatistics => "estimate-method-order-statistics",
        Method::SurvivalLogLog => "estimate-method-log-log",
        Method::BrookmeyerCrowley => "estimate-method-brookmeyer-crowley",
        _ => "estimate-method-normal",
    }
}

/// Why one total over another, or a survey of groups, gives no number; and how to mend it.
#[must_use]
pub fn problem(reason: NoAnswer, words: &Words) -> (Message, Message) {
    (
        Message::new("estimate-no-number").text("reason", words.key(reason_key(reason))),
        Message::new(match reason {
            NoAnswer::BeyondFollowUp => "estimate-because-beyond-mend",
            _ => "estimate-no-number-mend",
        }),
    )
}
