//! The primary effect by segment: those declared, whether they differ, and the others as ideas.

use serde::Serialize;

use super::analysis::sentence;
use super::metric_values::chance;
use super::shared_risk::{FamilyAnswer, shared_risk_words};
use super::verdict::effect_cell;
use super::{Cell, Column, Compose, Document, Table};
use crate::analysis::{Comparison, EffectScale, Interaction, SegmentFamily, SegmentResult, Segments};
use crate::metric::Metric;
use crate::words::{Message, Words};

/// Segments shown in a table; the answer for programs has them all.
const MOST_SHOWN: usize = 20;

/// Below this an interaction is called one.
const INTERACTION_RISK: f64 = 0.05;

/// The segments of a look, for people.
pub(super) struct SegmentsPart<'a> {
    pub segments: &'a Segments,
    pub metric: &'a Metric,
    /// Whether the data are sound: arms that cannot be compared mean nothing in any segment.
    pub comparable: bool,
    /// The level of intervals that no other comparison shares a risk with.
    pub level: f64,
    pub words: &'a Words,
}

impl SegmentsPart<'_> {
    /// Adds the segments to a page, those declared apart from the others.
    pub fn add_to(&self, mut page: Document) -> Document {
        let words = self.words;
        let Segments { declared, interactions, exploratory } = self.segments;
        if !declared.results.is_empty() {
            let note = words.key("analysis-segments-note");
            page = page.heading(words.key("analysis-segments")).table(self.table(
                declared,
                "analysis-segments-caption",
                note,
            ));
            if self.comparable && !interactions.is_empty() {
                page = page.bullets(interactions.iter().map(|interaction| self.interaction(interaction)));
            }
        }
        if !exploratory.results.is_empty() {
            let note = words.key("analysis-exploratory-note");
            page = page.heading(words.key("analysis-exploratory")).table(self.table(
                exploratory,
                "analysis-exploratory-caption",
                note,
            ));
        }
        page
    }

    fn table(&self, family: &SegmentFamily, caption: &'static str, note: String) -> Table {
        let words = self.words;
        let level = family.shared.map_or(self.level, |shared| shared.interval_level);
        let effect = Message::new("column-effect").text("level", chance(words, level));
        let mut table = Table::new(words.key(caption))
            .column(Column::text(words.key("column-segment")))
            .column(Column::number(words.key("column-units")))
            .column(Column::number(words.say(&effect)))
            .column(Column::number(words.key("column-p-value")))
            .column(Column::text(words.key("column-reading")));
        for segment in family.results.iter().take(MOST_SHOWN) {
            table = table.rows(self.rows(segment, family));
        }
        let mut notes: Vec<String> = family.shared.iter().map(|shared| shared_risk_words(shared, words)).collect();
        notes.push(note);
        let hidden = family.results.len().saturating_sub(MOST_SHOWN);
        if hidden > 0 {
            notes.push(words.say(&Message::new("analysis-segments-hidden").count("hidden", hidden as u64)));
        }
        table.note(notes.join(" "))
    }

    fn rows(&self, segment: &SegmentResult, family: &SegmentFamily) -> Vec<Vec<Cell>> {
        let words = self.words;
        let units = || Cell::count(words.count(segment.units), segment.units);
        let Some(result) = &segment.result else {
            let unknown = Cell::text(words.key("effect-unknown")).muted();
            return vec![vec![Cell::text(&segment.segment), units(), unknown]];
        };
        let several = result.comparisons.len() > 1;
        let row = |comparison: &Comparison| {
            let name =
                if several { format!("{} ({})", segment.segment, comparison.variant) } else { segment.segment.clone() };
            vec![
                Cell::text(name),
                units(),
                effect_cell(&comparison.lift, &comparison.difference, self.metric, words),
                comparison.deciding_p_value().map_or_else(Cell::empty, |p| Cell::number(words.p_value(p), p)),
                self.reading(comparison, family),
            ]
        };
        result.comparisons.iter().map(row).collect()
    }

    /// Which way a segment points; never coloured, since it decides nothing.
    fn reading(&self, comparison: &Comparison, family: &SegmentFamily) -> Cell {
        let risk = family.shared.map_or(1.0 - self.level, |shared| shared.risk);
        let null = comparison.null_hypothesis;
        let found = comparison.picked.unwrap_or_else(|| comparison.deciding_p_value().is_some_and(|p| p <= risk));
        let gain = comparison.difference.estimate.map(|estimate| estimate * self.metric.direction.sign());
        let key = match gain {
            _ if !self.comparable => "reading-not-comparable",
            None => "effect-unknown",
            Some(_) if !found => "reading-open",
            // Against a margin a segment only repeats the question of the whole.
            Some(_) if null.has_margin() || null.is_equivalence() => "analysis-segment-margin",
            Some(gain) if gain > 0.0 => "reading-better",
            Some(_) => "reading-worse",
        };
        Cell::text(self.words.key(key)).muted()
    }

    fn interaction(&self, interaction: &Interaction) -> String {
        let words = self.words;
        let key = if interaction.p_value() <= INTERACTION_RISK {
            "analysis-interaction-found"
        } else {
            "analysis-interaction-open"
        };
        let scale = words.key(match interaction.scale {
            EffectScale::Lift => "analysis-interaction-lift",
            EffectScale::Difference => "analysis-interaction-difference",
        });
        let message = Message::new(key)
            .text("variant", &interaction.variant)
            .count("segments", interaction.segments as u64)
            .text("scale", scale)
            .text("q", words.number(interaction.test.statistic, 2))
            .count("df", interaction.test.degrees_of_freedom.into())
            .p_value("p", interaction.p_value())
            .percent("share", interaction.test.share_beyond_chance, 0);
        sentence(&words.say(&message))
    }
}

/// The primary effect in a segment.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SegmentAnswer {
    segment: String,
    n: u64,
    comparisons: Vec<Comparison>,
}

impl From<&SegmentResult> for SegmentAnswer {
    fn from(segment: &SegmentResult) -> Self {
        let comparisons = segment.result.as_ref().map(|result| result.comparisons.clone()).unwrap_or_default();
        Self { segment: segment.segment.clone(), n: segment.units, comparisons }
    }
}

/// Segments only the data name: they decide nothing.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ExploratoryAnswer {
    family: Option<FamilyAnswer>,
    segments: Vec<SegmentAnswer>,
}

impl From<&SegmentFamily> for ExploratoryAnswer {
    fn from(family: &SegmentFamily) -> Self {
        Self {
            family: family.shared.map(FamilyAnswer::from),
            segments: family.results.iter().map(SegmentAnswer::from).collect(),
        }
    }
}

/// Whether the effect of a variant differs between the declared segments.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct InteractionAnswer {
    variant: String,
    segments: usize,
    scale: EffectScale,
    q: f64,
    degrees_of_freedom: u32,
    p_value: f64,
    p_adjusted: Option<f64>,
    share_beyond_chance: f64,
}

impl From<&Interaction> for InteractionAnswer {
    fn from(interaction: &Interaction) -> Self {
        Self {
            variant: interaction.variant.clone(),
            segments: interaction.segments,
            scale: interaction.scale,
            q: interaction.test.statistic,
            degrees_of_freedom: interaction.test.degrees_of_freedom,
            p_value: interaction.test.p_value,
            p_adjusted: interaction.p_adjusted,
            share_beyond_chance: interaction.test.share_beyond_chance,
        }
    }
}
