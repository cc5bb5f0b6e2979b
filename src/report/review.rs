//! The monthly review as a page: what a board reads in five minutes, with every number behind it.

mod ahead;
mod answer;
mod ended;
mod kpis;

use super::measure;
use super::verdict::role_words;
use super::{Blocks, Cell, Column, Compose, Document, Facts, Figure, Prose, Table};
use crate::analysis::{DecisionKind, SeenEffect};
use crate::chart::{ChartError, EffectUnit, Figure as Chart};
use crate::metric::Metric;
use crate::review::{Outcome, PredictionCheck, Review, Trend};
use crate::words::{Message, Words};

pub use answer::{ReviewAnswer, answer};

/// What the page needs beside the review itself.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// Name of the programme.
    pub programme: Option<&'a str>,
    /// Every metric, for the units of effects.
    pub metrics: &'a [Metric],
    /// Currency of values, ISO 4217.
    pub currency: &'a str,
    /// Folder the charts lie in, for Markdown; none where they stand in the page itself.
    pub charts: Option<&'a str>,
}

/// The page, and its charts one by one.
#[derive(Debug, Clone)]
pub struct ReviewPage {
    /// The page.
    pub document: Document,
    /// Its charts, each with the name of its file.
    pub charts: Vec<(String, Chart)>,
}

/// Writes the review as a page.
///
/// # Errors
///
/// [`ChartError`] when a number cannot be drawn.
pub fn page(review: &Review, setting: Setting<'_>, words: &Words) -> Result<ReviewPage, ChartError> {
    Writer { review, setting, words, charts: Vec::new() }.write()
}

struct Writer<'a> {
    review: &'a Review,
    setting: Setting<'a>,
    words: &'a Words,
    charts: Vec<(String, Chart)>,
}

impl Writer<'_> {
    fn write(mut self) -> Result<ReviewPage, ChartError> {
        let month = self.words.month(self.review.month.year(), self.review.month.number());
        let title = self.words.say(&Message::new("review-title").text("month", month));
        let document = Document::new(title)
            .subtitle(self.subtitle())
            .paragraph(Prose::new().strong(self.headline()))
            .key_figures(self.key_figures())
            .append(self.kpis()?)
            .append(self.ended()?)
            .append(self.decisions_to_take())
            .append(self.predictions())
            .append(self.learnt())
            .append(self.under_way())
            .append(self.next())
            .append(self.goals())
            .append(self.actions())
            .append(self.celebrations())
            .append(self.appendix()?)
            .footer(self.words.key("review-footer"))
            .generator(concat!("jalon ", env!("CARGO_PKG_VERSION")));
        Ok(ReviewPage { document, charts: self.charts })
    }

    fn say(&self, key: &'static str) -> String {
        self.words.key(key)
    }

    fn subtitle(&self) -> String {
        let state = Message::new("review-state").date("day", self.review.as_of);
        let state = self.words.say(&state);
        match self.setting.programme {
            Some(programme) => format!("{programme} · {state}"),
            None => state,
        }
    }

    /// The month in a sentence or three: what ended, what is better or worse beyond noise, what waits.
    fn headline(&self) -> String {
        let review = self.review;
        let ended = Message::new("review-headline-ended").count("ended", review.ended.len() as u64);
        let mut sentences = vec![self.words.say(&ended)];
        for (kind, message) in [
            (DecisionKind::Ship, Message::new("review-headline-shipped")),
            (DecisionKind::Iterate, Message::new("review-headline-iterated")),
            (DecisionKind::Stop, Message::new("review-headline-stopped")),
        ] {
            let made = |outcome: &&Outcome| outcome.decision.as_ref().is_some_and(|made| made.decision == kind);
            let titles: Vec<&str> = review.ended.iter().filter(made).map(|outcome| outcome.title.as_str()).collect();
            if !titles.is_empty() {
                sentences.push(self.words.say(&message.texts("titles", titles)));
            }
        }
        let moved = |better: bool| -> Vec<String> {
            let moved = review.kpis.iter().filter(|line| match line.trend {
                Trend::Better(_) => better,
                Trend::Worse(_) => !better,
                _ => false,
            });
            moved.map(|line| line.metric.name.clone()).collect()
        };
        for (names, key) in [(moved(true), "review-headline-better"), (moved(false), "review-headline-worse")] {
            if !names.is_empty() {
                sentences.push(self.words.say(&Message::new(key).texts("names", names)));
            }
        }
        if !review.awaiting.is_empty() {
            let waiting = Message::new("review-headline-waiting").count("tests", review.awaiting.len() as u64);
            sentences.push(self.words.say(&waiting));
        }
        sentences.join(" ")
    }

    fn key_figures(&self) -> Facts {
        let review = self.review;
        let count = |count: usize| Cell::count(self.words.count(count as u64), count as u64);
        let late = review.actions.iter().filter(|line| line.late).count();
        Facts::new()
            .fact(self.say("review-figure-ended"), count(review.ended.len()))
            .fact(self.say("review-figure-running"), count(review.running.len()))
            .fact(self.say("review-figure-waiting"), count(review.awaiting.len()))
            .fact(self.say("review-figure-late"), count(late))
    }

    fn figure(&mut self, name: &str, chart: Chart, table: Option<Table>) -> Figure {
        let mut figure = Figure::from(&chart);
        if let Some(table) = table {
            figure = figure.table(table);
        }
        if let Some(folder) = self.setting.charts {
            figure = figure.file(format!("{folder}/{name}.svg"));
        }
        self.charts.push((name.to_owned(), chart));
        figure
    }

    fn decisions_to_take(&self) -> Blocks {
        let blocks = Blocks::new().heading(self.say("review-to-decide"));
        if self.review.awaiting.is_empty() {
            return blocks.paragraph(self.say("review-to-decide-none"));
        }
        blocks.bullets(self.review.awaiting.iter().map(|outcome| {
            let line = Message::new("review-to-decide-line")
                .text("experiment", outcome.experiment.as_str())
                .text("title", &outcome.title)
                .date("end", outcome.end);
            self.words.say(&line)
        }))
    }

    fn predictions(&self) -> Blocks {
        let checks = &self.review.predictions;
        let blocks = Blocks::new().heading(self.say("review-predictions"));
        if checks.is_empty() {
            return blocks.paragraph(self.say("review-predictions-none"));
        }
        let inside = checks.iter().filter(|check| check.inside).count() as u64;
        let mean_error = checks.iter().map(|check| check.error).sum::<f64>() / checks.len() as f64;
        let summary = Message::new("review-predictions-summary")
            .count("tests", checks.len() as u64)
            .count("inside", inside)
            .text("error", EffectUnit::Lift.write(self.words, mean_error));
        let table = Table::new(self.say("review-predictions-table"))
            .column(Column::text(self.say("review-experiment")))
            .column(Column::text(self.say("review-by")))
            .column(Column::number(self.say("review-predicted")))
            .column(Column::number(self.say("review-measured-lift")))
            .column(Column::number(self.say("review-interval")))
            .column(Column::text(self.say("review-inside")))
            .rows(checks.iter().map(|check| self.prediction_row(check)));
        blocks.paragraph(self.words.say(&summary)).table(table)
    }

    fn prediction_row(&self, check: &PredictionCheck) -> [Cell; 6] {
        let lift = |lift| EffectUnit::Lift.write(self.words, lift);
        let (low, likely, high) = check.predicted;
        let predicted = Message::new("review-predicted-range")
            .text("likely", lift(likely))
            .text("low", lift(low))
            .text("high", lift(high));
        [
            Cell::text(format!("{} {}", check.experiment, check.title)),
            Cell::text(check.by.clone().unwrap_or_else(|| "—".to_owned())),
            Cell::estimate(self.words.say(&predicted), likely, Some(low), Some(high)),
            Cell::number(lift(check.measured), check.measured),
            Cell::interval(
                EffectUnit::Lift.write_interval(self.words, check.interval.0, check.interval.1),
                check.interval.0,
                check.interval.1,
            ),
            if check.inside {
                Cell::text(self.say("review-inside-yes")).good()
            } else {
                Cell::text(self.say("review-inside-no")).watch()
            },
        ]
    }

    fn learnt(&self) -> Blocks {
        let notes = self.review.notes.as_ref().map(|notes| notes.learnt.clone()).unwrap_or_default();
        if notes.is_empty() {
            return Blocks::new();
        }
        Blocks::new().heading(self.say("review-learnt")).bullets(notes)
    }

    fn celebrations(&self) -> Blocks {
        let Some(notes) = &self.review.notes else { return Blocks::new() };
        let mut blocks = Blocks::new();
        for (heading, items) in
            [(self.say("review-celebrate"), &notes.celebrate), (self.say("review-map-changes"), &notes.map_changes)]
        {
            if !items.is_empty() {
                blocks = blocks.heading(heading).bullets(items.clone());
            }
        }
        if notes.attendees.is_empty() {
            return blocks;
        }
        let present = Message::new("review-attendees").texts("names", notes.attendees.clone());
        blocks.paragraph(self.words.say(&present))
    }

    /// Every number of the tests that ended, and the metrics that did not move.
    fn appendix(&mut self) -> Result<Blocks, ChartError> {
        let looked = self.review.ended.iter().filter(|outcome| outcome.look.is_some());
        let tables = looked.fold(Blocks::new(), |blocks, outcome| blocks.table(self.numbers(outcome)));
        let histories = self.other_kpis()?;
        let mut blocks = Blocks::new().heading(self.say("review-appendix"));
        for (summary, inside) in [(self.say("review-every-number"), tables), (self.say("review-other-kpis"), histories)]
        {
            if !inside.is_empty() {
                blocks = blocks.collapsible(summary, inside);
            }
        }
        Ok(if blocks.iter().count() > 1 { blocks } else { Blocks::new() })
    }

    fn numbers(&self, outcome: &Outcome) -> Table {
        let effects = outcome.look.iter().flat_map(|look| &look.effects);
        Table::new(format!("{} {}", outcome.experiment, outcome.title))
            .column(Column::text(self.say("review-metric")))
            .column(Column::text(self.say("review-role")))
            .column(Column::text(self.say("review-variant")))
            .column(Column::number(self.say("review-control-value")))
            .column(Column::number(self.say("review-variant-value")))
            .column(Column::number(self.say("review-lift")))
            .column(Column::number(self.say("review-interval")))
            .column(Column::number(self.say("review-p")))
            .rows(effects.map(|effect| self.number_row(effect)))
    }

    fn number_row(&self, effect: &SeenEffect) -> [Cell; 8] {
        let metric = self.setting.metrics.iter().find(|metric| metric.id == effect.metric);
        let value = |value: f64| match metric {
            Some(metric) => Cell::number(measure::value(metric, value, self.words), value),
            None => Cell::number(self.words.number(value, 4), value),
        };
        [
            Cell::text(self.metric_name(effect)),
            Cell::text(role_words(effect.role, self.words)),
            Cell::text(effect.variant.clone()),
            value(effect.control),
            value(effect.value),
            effect.lift.map_or(Cell::text("—"), |lift| self.lift_cell(lift)),
            effect.lift.map_or(Cell::text("—"), |lift| self.interval_cell(lift)),
            self.p_cell(Some(effect)),
        ]
    }
}
