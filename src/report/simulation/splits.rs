//! The page of an A/A check: what the plan's tests find where there is nothing to find.

use serde::Serialize;

use super::answer::ChanceAnswer;
use super::{chance_cell, share};
use crate::chart::{Caption, ChartError, Figure as Chart, PValueHistogram};
use crate::pipeline::simulation::{BINS, MetricSplits, SIMULATION_LEVEL, SplitCheck};
use crate::plan::Plan;
use crate::report::{Callout, Cell, Column, Compose, Document, Facts, Figure, Table};
use crate::stats::normal;
use crate::words::{Message, Words};

/// What random splits of real units showed, with what the page needs beside.
#[derive(Debug, Clone, Copy)]
pub struct SplitPage<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The file of the units.
    pub file: &'a str,
    /// What was found.
    pub checked: &'a SplitCheck,
}

impl SplitPage<'_> {
    /// The page.
    #[must_use]
    pub fn document(&self, figures: &[Chart], words: &Words) -> Document {
        let subtitle = Message::new("simulate-aa-subtitle")
            .text("file", self.file)
            .count("units", self.checked.units)
            .count("splits", self.checked.splits.into());
        let page = Document::new(format!("{} · {}", self.plan.id, self.plan.title))
            .subtitle(words.say(&subtitle))
            .callout(self.headline(words))
            .table(self.table(words));
        let page = figures.iter().fold(page, |page, figure| page.figure(Figure::from(figure)));
        let how = Message::new("simulate-aa-how-what")
            .count("splits", self.checked.splits.into())
            .text("seed", self.checked.seed.to_string());
        page.facts(
            Facts::new()
                .fact(words.key("simulate-aa-how"), words.say(&how))
                .fact(words.key("simulate-error"), words.key("simulate-error-what")),
        )
        .heading(words.key("simulate-aa-cannot"))
        .bullets([words.key("simulate-aa-cannot-shift"), words.key("simulate-aa-cannot-assignment")])
    }

    fn headline(&self, words: &Words) -> Callout {
        let alpha = self.checked.alpha;
        let wrong = self.checked.metrics.iter().find(|metric| metric.differs_from(alpha) || metric.is_uneven());
        let untested = self.checked.metrics.iter().find(|metric| metric.alarms.is_none());
        let said = |key: &'static str, metric: &MetricSplits| {
            let alarms = metric.alarms.map(|alarms| share(alarms, words)).unwrap_or_default();
            let message = Message::new(key).text("metric", &metric.name).text("alarms", alarms);
            words.say(&message.percent("alpha", alpha, 1))
        };
        match (untested, wrong) {
            (Some(metric), _) => {
                Callout::watch(said("simulate-aa-untested", metric)).hint(words.key("simulate-aa-untested-mend"))
            }
            (_, Some(metric)) => {
                let more = metric.alarms.is_some_and(|alarms| alarms.share() > alpha);
                let key = match metric.differs_from(alpha) {
                    true if more => "simulate-aa-more",
                    true => "simulate-aa-fewer",
                    false => "simulate-aa-uneven",
                };
                let hint = if more { "simulate-aa-more-mend" } else { "simulate-aa-fewer-mend" };
                let callout = if more { Callout::bad(said(key, metric)) } else { Callout::watch(said(key, metric)) };
                callout.hint(words.key(hint))
            }
            (None, None) => match self.checked.metrics.first() {
                Some(primary) => Callout::good(said("simulate-aa-fine", primary)),
                None => Callout::note(words.key("simulate-nothing")),
            },
        }
    }

    fn table(&self, words: &Words) -> Table {
        let caption = Message::new("simulate-aa-caption").percent("alpha", self.checked.alpha, 1);
        let table = Table::new(words.say(&caption))
            .column(Column::text(words.key("column-metric")))
            .column(Column::number(words.key("simulate-aa-alarms")))
            .column(Column::number(words.key("simulate-aa-uniformity")))
            .column(Column::text(words.key("simulate-aa-verdict")));
        let rows = self.checked.metrics.iter().map(|metric| {
            let uniformity = match metric.uniformity {
                Some(p_value) => Cell::number(words.p_value(p_value), p_value),
                None => Cell::text("—").muted(),
            };
            [Cell::text(&metric.name), chance_cell(metric.alarms, words), uniformity, self.judged(metric, words)]
        });
        table.rows(rows).note(words.key("simulate-aa-note"))
    }

    fn judged(&self, metric: &MetricSplits, words: &Words) -> Cell {
        let Some(alarms) = metric.alarms else { return Cell::text(words.key("simulate-aa-no-test")).watch() };
        match (metric.differs_from(self.checked.alpha), metric.is_uneven()) {
            (true, _) if alarms.share() > self.checked.alpha => Cell::text(words.key("simulate-aa-too-many")).bad(),
            (true, _) => Cell::text(words.key("simulate-aa-too-few")).watch(),
            (false, true) => Cell::text(words.key("simulate-aa-lumpy")).watch(),
            (false, false) => Cell::text(words.key("simulate-aa-as-promised")).good(),
        }
    }

    /// The p-values of each metric.
    ///
    /// # Errors
    ///
    /// [`ChartError`] for a number without a place on a chart.
    pub fn figures(&self, words: &Words) -> Result<Vec<Chart>, ChartError> {
        let drawn = self.checked.metrics.iter().filter(|metric| metric.p_values.iter().sum::<u64>() > 0);
        drawn.map(|metric| self.chart(metric, words).draw(words)).collect()
    }

    fn chart(&self, metric: &MetricSplits, words: &Words) -> PValueHistogram {
        let splits: u64 = metric.p_values.iter().sum();
        let title = Message::new("simulate-aa-chart").text("metric", &metric.name);
        let subtitle = Message::new("simulate-aa-subtitle")
            .text("file", self.file)
            .count("units", self.checked.units)
            .count("splits", splits);
        let mut caption = Caption::new(format!("{}-aa-{}", self.plan.id, metric.metric), words.say(&title));
        caption.subtitle = words.say(&subtitle);
        let expected = splits as f64 / BINS as f64;
        // A count of one part is binomial; its error is that of a normal number wherever there are enough splits to draw.
        let reach =
            normal::upper_quantile((1.0 - SIMULATION_LEVEL) / 2.0) * (expected * (1.0 - 1.0 / BINS as f64)).sqrt();
        PValueHistogram {
            caption,
            counts: metric.p_values.to_vec(),
            band: Some(((expected - reach).max(0.0), expected + reach)),
            level: SIMULATION_LEVEL,
            alpha: self.checked.alpha,
            below_alpha: metric.below_alpha,
        }
    }

    /// The answer for programs.
    #[must_use]
    pub fn answer(&self) -> SplitAnswer {
        let checked = self.checked;
        let metrics = checked.metrics.iter().map(|metric| SplitMetricAnswer {
            id: metric.metric.to_string(),
            false_alarms: metric.alarms.map(ChanceAnswer::from),
            differs_from_alpha: metric.differs_from(checked.alpha),
            untested: metric.untested,
            p_values: metric.p_values.to_vec(),
            uniformity_p_value: metric.uniformity,
            uneven: metric.is_uneven(),
        });
        SplitAnswer {
            experiment: checked.experiment.to_string(),
            aa: SplitsAnswer {
                file: self.file.to_owned(),
                units: checked.units,
                splits: checked.splits,
                seed: checked.seed,
                alpha: checked.alpha,
                level: SIMULATION_LEVEL,
                metrics: metrics.collect(),
            },
        }
    }
}

/// `jalon.simulate.v1` of an A/A check.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SplitAnswer {
    experiment: String,
    aa: SplitsAnswer,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct SplitsAnswer {
    file: String,
    units: u64,
    splits: u32,
    seed: u64,
    alpha: f64,
    /// The level of the intervals.
    level: f64,
    metrics: Vec<SplitMetricAnswer>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct SplitMetricAnswer {
    id: String,
    false_alarms: Option<ChanceAnswer>,
    differs_from_alpha: bool,
    untested: u64,
    /// How many fell into each twentieth between 0 and 1.
    p_values: Vec<u64>,
    uniformity_p_value: Option<f64>,
    uneven: bool,
}
