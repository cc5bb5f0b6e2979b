//! The answer of the sample-size calculator: a page for people and an object for programs.

use super::looks;
use super::measured::{self, scale, units};
use super::metric_values::{Scale, chance, lift, unsigned_lift};
use super::past_units;
use super::{Blocks, Callout, Cell, Column, Compose, Document, Facts, Figure, Prose, Table};
use crate::chart::{
    Caption, ChartError, Counted, DetectableEffectChart, DetectableWeek, EffectUnit, PowerCurveChart, PowerSeries,
};
use crate::plan::sizing::{Measured, Sizing, SolvedFor};
use crate::plan::{Correction, Duration, Fit, NullHypothesis, SizedLooks, SizingStudy, Timing};
use crate::stats::{Direction, Sides};
use crate::words::{Message, Words};

/// The page of a sized test: the answer in one sentence, then what stands behind it.
#[must_use]
pub fn document(study: &SizingStudy, figures: &[Figure], words: &Words) -> Document {
    let page = Page::new(study, words);
    let mut document = Document::new(words.key("size-title")).paragraph(Prose::new().strong(page.answer()));
    if let Some(meaning) = page.margin_sentence() {
        document = document.paragraph(meaning);
    }
    for warning in page.warnings() {
        document = document.callout(warning);
    }
    document = document.facts(page.facts());
    if let Some(cap) = study.past.as_ref().and_then(|past| past.cap.as_ref()) {
        document = document.table(past_units::cap_table(cap, page.units_title(), words));
    }
    document = document.table(page.arms());
    if let Some(looks) = &page.looks {
        document = document.table(looks::table(looks, &page.scale, page.units_title(), words));
    }
    if let Some(timing) = &study.timing {
        document = document.table(page.by_week(timing));
    }
    document = document.table(page.other_effects());
    document = figures.iter().fold(document, |document, figure| document.figure(figure.clone()));
    document.append(page.assumptions())
}

/// The charts of a sized test.
///
/// # Errors
///
/// [`ChartError`] when a number cannot be drawn.
pub fn figures(study: &SizingStudy, words: &Words) -> Result<Vec<crate::chart::Figure>, ChartError> {
    let page = Page::new(study, words);
    let power = PowerCurveChart {
        caption: Caption {
            subtitle: page.change(study.sizing.target),
            ..Caption::new("power", words.key("size-power-curve"))
        },
        counted: Counted::InTotal,
        series: vec![PowerSeries {
            label: page.effect(study.sizing.target),
            points: study.power_curve.iter().map(|point| (point.n_total as f64, point.power)).collect(),
        }],
        planned: Some((study.sizing.n_total as f64, study.sizing.power_attained)),
        goal: study.goal.get(),
        alpha: study.sizing.design.alpha.get(),
        sides: sides_number(study.sizing.design.sides),
    };
    let mut figures = vec![power.draw(words)?];
    let change = || page.change(study.sizing.target);
    if let Some(chart) = looks::boundaries(&study.sizing, change(), words) {
        figures.push(chart.draw(words)?);
    }
    if let Some(chart) = looks::sizes(&study.sizing, change(), words) {
        figures.push(chart.draw(words)?);
    }
    if let Some(chart) = study.timing.as_ref().and_then(|timing| page.detectable_chart(timing)) {
        figures.push(chart.draw(words)?);
    }
    Ok(figures)
}

struct Page<'a> {
    study: &'a SizingStudy,
    sizing: &'a Sizing,
    scale: Scale,
    looks: Option<SizedLooks>,
    words: &'a Words,
}

fn sides_number(sides: Sides) -> u8 {
    match sides {
        Sides::One => 1,
        Sides::Two => 2,
    }
}

/// The name of an arm, control first.
fn arm_name(place: usize, arms: usize) -> Message {
    match place {
        0 => Message::new("size-control"),
        1 if arms == 2 => Message::new("size-variant"),
        _ => Message::new("size-variant-number").count("number", place as u64),
    }
}

impl<'a> Page<'a> {
    fn new(study: &'a SizingStudy, words: &'a Words) -> Self {
        let sizing = &study.sizing;
        Self { study, sizing, scale: scale(sizing), looks: sizing.sized_looks(), words }
    }
}

impl Page<'_> {
    fn answer(&self) -> String {
        let sizing = self.sizing;
        let total = units(sizing, sizing.n_total);
        let sentence = match sizing.solved_for {
            SolvedFor::Size => match self.equal_arm() {
                Some(n) if sizing.arms.len() == 2 => {
                    Message::new("size-need-two").said("arm", units(sizing, n)).count("total", sizing.n_total)
                }
                Some(n) => Message::new("size-need-equal")
                    .said("arm", units(sizing, n))
                    .count("arms", sizing.arms.len() as u64)
                    .count("total", sizing.n_total),
                None => Message::new("size-need-unequal").said("total", total).text("arms", self.arm_list()),
            },
            SolvedFor::Power if sizing.design.null.has_margin() => Message::new("size-has-power-margin")
                .said("total", total)
                .text("power", chance(self.words, sizing.power)),
            SolvedFor::Power => Message::new("size-has-power")
                .said("total", total)
                .text("power", chance(self.words, sizing.power))
                .text("change", self.change(sizing.target)),
            SolvedFor::Effect if sizing.design.null.is_equivalence() => Message::new("size-shows-margin")
                .said("total", total)
                .text("power", chance(self.words, sizing.power))
                .text("margin", self.margin().map(|(_, written)| written).unwrap_or_default()),
            SolvedFor::Effect => Message::new("size-detects")
                .said("total", total)
                .text("power", chance(self.words, sizing.power))
                .text("change", self.change(sizing.target)),
        };
        self.words.say(&sentence.said("duration", self.duration_tail()))
    }

    fn equal_arm(&self) -> Option<u64> {
        let first = self.sizing.arms.first()?.n;
        self.sizing.arms.iter().all(|arm| arm.n == first).then_some(first)
    }

    fn arm_list(&self) -> String {
        let arms = self.sizing.arms.len();
        let named = self.sizing.arms.iter().enumerate().map(|(place, arm)| {
            let message = Message::new("size-arm-count").count("n", arm.n).said("arm", arm_name(place, arms));
            self.words.say(&message)
        });
        named.collect::<Vec<_>>().join(", ")
    }

    fn duration_tail(&self) -> Message {
        let Some(timing) = &self.study.timing else { return Message::new("size-tail-none") };
        let rate = timing.traffic.units_per_week().round() as u64;
        match timing.duration {
            Duration::Weeks { weeks, .. } => {
                Message::new("size-tail-weeks").count("weeks", weeks.into()).count("rate", rate)
            }
            Duration::NeverReached { .. } => Message::new("size-tail-never").count("rate", rate),
        }
    }

    /// "from 10% to 11% (+10%)".
    fn change(&self, target: f64) -> String {
        let baseline = self.sizing.baseline();
        let change = Message::new(if target == baseline { "size-no-change" } else { "size-change" })
            .text("baseline", self.scale.value(self.words, baseline))
            .text("target", self.scale.value(self.words, target))
            .text("effect", self.effect(target));
        self.words.say(&change)
    }

    /// Whether changes are written relative to the baseline: not to 0, and not of a score.
    fn is_relative(&self) -> bool {
        self.sizing.baseline() != 0.0 && self.sizing.design.measured.has_lift()
    }

    /// The relative change; the absolute one where that has no meaning.
    fn effect(&self, target: f64) -> String {
        let baseline = self.sizing.baseline();
        if !self.is_relative() {
            self.scale.difference(self.words, target - baseline)
        } else {
            lift(self.words, (target - baseline) / baseline)
        }
    }

    fn margin(&self) -> Option<(f64, String)> {
        match self.sizing.design.null {
            NullHypothesis::Equal => None,
            NullHypothesis::Difference { margin } | NullHypothesis::DifferenceBeyond { margin } => {
                Some((margin, self.scale.distance(self.words, margin)))
            }
            NullHypothesis::Lift { margin } | NullHypothesis::LiftBeyond { margin } => {
                Some((margin, unsigned_lift(self.words, margin)))
            }
        }
    }

    /// What a test with a margin shows, in words: the sign of the margin and the side of the target decide.
    fn margin_sentence(&self) -> Option<String> {
        let (margin, written) = self.margin()?;
        let key = match (margin < 0.0, self.sizing.direction()) {
            _ if self.sizing.design.null.is_equivalence() => "size-shows-equivalent",
            (true, Direction::Increase) => "size-shows-not-worse",
            (false, Direction::Decrease) => "size-shows-not-above",
            (false, Direction::Increase) => "size-shows-above",
            (true, Direction::Decrease) => "size-shows-below",
        };
        let sentence = Message::new(key).text("margin", written).text("change", self.change(self.sizing.target));
        Some(self.words.say(&sentence))
    }

    fn warnings(&self) -> Vec<Callout> {
        let mut warnings = Vec::new();
        if let Some(timing) = &self.study.timing {
            warnings.extend(self.time_warning(timing));
        }
        if let Some(expected) = self.fewest_expected().filter(|expected| *expected < 10.0) {
            let text = Message::new("size-few-counts-text").number("expected", expected, 1);
            warnings.push(
                Callout::watch(self.words.key("size-few-counts"))
                    .text(self.words.say(&text))
                    .hint(self.words.key("size-few-counts-hint")),
            );
        }
        warnings.extend(self.few_clusters());
        warnings
    }

    /// With few clusters the normal approximation behind the design effect promises too much.
    fn few_clusters(&self) -> Option<Callout> {
        const FEW: u64 = 20;
        let fewest = self.sizing.clusters().into_iter().min().filter(|clusters| *clusters < FEW)?;
        let text = self.words.say(&Message::new("size-few-clusters-text").count("clusters", fewest));
        let callout = Callout::watch(self.words.key("size-few-clusters")).text(text);
        Some(callout.hint(self.words.key("size-few-clusters-hint")))
    }

    fn time_warning(&self, timing: &Timing) -> Option<Callout> {
        let most = u64::from(timing.rule.max_weeks);
        match timing.duration {
            Duration::NeverReached { most_units } => {
                let text = Message::new("size-never-text")
                    .said("most", units(self.sizing, most_units))
                    .count("total", self.sizing.n_total);
                Some(self.short_of_traffic(Callout::bad(self.words.key("size-never")).text(self.words.say(&text))))
            }
            Duration::Weeks { weeks, fit: Fit::TooLong, .. } => {
                let text = Message::new("size-too-long-text").count("weeks", weeks.into()).count("most", most);
                Some(self.short_of_traffic(Callout::watch(self.words.key("size-too-long")).text(self.words.say(&text))))
            }
            Duration::Weeks { weeks, fit: Fit::HeldToMinimum { needed }, .. } => {
                let text = Message::new("size-short-text").count("needed", needed.into()).count("weeks", weeks.into());
                Some(Callout::note(self.words.key("size-short")).text(self.words.say(&text)))
            }
            Duration::Weeks { fit: Fit::Good, .. } => None,
        }
    }

    /// Says what the traffic can do instead.
    fn short_of_traffic(&self, callout: Callout) -> Callout {
        match self.study.detectable_at_most().and_then(|row| Some((row.weeks, row.target?))) {
            Some((weeks, target)) => {
                let hint =
                    Message::new("size-instead").count("weeks", weeks.into()).text("change", self.change(target));
                callout.hint(self.words.say(&hint))
            }
            None => callout,
        }
    }

    fn is_short_of_traffic(&self) -> bool {
        self.study.timing.as_ref().is_some_and(|timing| !timing.duration.is_feasible())
    }

    /// The fewest successes or failures an arm is expected to have; none for means.
    fn fewest_expected(&self) -> Option<f64> {
        let Measured::Proportion { baseline } = &self.sizing.design.measured else { return None };
        let rates = std::iter::once(baseline.get()).chain(std::iter::repeat(self.sizing.target));
        let expected = self.sizing.arms.iter().zip(rates).map(|(arm, rate)| arm.n as f64 * rate.min(1.0 - rate));
        expected.min_by(f64::total_cmp)
    }

    fn facts(&self) -> Facts {
        let (sizing, words) = (self.sizing, self.words);
        let design = &sizing.design;
        let mut facts = Facts::new();
        if let Some((name, value, remark)) = self.study.past.as_ref().map(|past| past_units::fact(past, words)) {
            facts = if remark.is_empty() { facts.fact(name, value) } else { facts.detailed(name, value, remark) };
        }
        facts = facts
            .fact(
                words.key(measured::baseline_title(&design.measured)),
                Cell::number(self.scale.value(words, sizing.baseline()), sizing.baseline()),
            )
            .fact(
                words.key(measured::target_title(&design.measured)),
                Cell::number(self.scale.value(words, sizing.target), sizing.target),
            );
        if let Some(relative) = sizing.lift() {
            facts = facts.fact(words.key("size-fact-lift"), Cell::number(lift(words, relative), relative));
        }
        facts = facts.fact(
            words.key("size-fact-difference"),
            Cell::number(self.scale.difference(words, sizing.difference()), sizing.difference()),
        );
        if let Some((margin, written)) = self.margin() {
            let sign = match margin < 0.0 {
                _ if design.null.is_equivalence() => "±",
                true => "−",
                false => "+",
            };
            facts = facts.fact(words.key("size-fact-margin"), Cell::number(format!("{sign}{written}"), margin));
        }
        for (name, value) in measured::facts(sizing, words) {
            facts = facts.fact(name, value);
        }
        for (name, value, remark) in measured::efficiency_facts(sizing, words) {
            facts = facts.detailed(name, value, remark);
        }
        facts = facts.detailed(words.key("size-fact-power"), chance(words, sizing.power), self.attained());
        if let Some((name, value, remark)) = self.looks.as_ref().map(|looks| looks::fact(sizing, looks, words)) {
            facts = facts.detailed(name, value, remark);
        }
        if let Some((name, value, how)) = self.simulated() {
            facts = facts.detailed(name, value, how);
        }
        facts = facts
            .detailed(words.key("size-fact-alpha"), chance(words, design.alpha.get()), self.sides())
            .fact(words.key("size-fact-test"), words.key(measured::test_key(sizing.test)));
        if design.variants() > 1 {
            let each = Message::new("size-each").text("alpha", chance(words, sizing.alpha_per_comparison.get()));
            facts = facts.detailed(
                words.key("size-fact-correction"),
                words.key(correction_key(design.correction)),
                words.say(&each),
            );
        }
        match self.study.timing.as_ref().map(|timing| timing.duration) {
            Some(Duration::Weeks { weeks, units_by_end, .. }) => facts.detailed(
                words.key("size-fact-duration"),
                words.say(&Message::new("size-weeks").count("weeks", weeks.into())),
                words.say(&Message::new("size-by-then").said("units", units(sizing, units_by_end))),
            ),
            _ => facts,
        }
    }

    fn simulated(&self) -> Option<(String, String, String)> {
        Some(measured::simulated_fact(self.study.simulated.as_ref()?, self.words))
    }

    fn attained(&self) -> String {
        let attained = self.words.percent(self.sizing.power_attained, 2);
        self.words.say(&Message::new("size-attained").text("power", attained))
    }

    fn sides(&self) -> String {
        self.words.key(match self.sizing.design.sides {
            _ if self.sizing.design.null.is_equivalence() => "size-two-one-sided",
            Sides::One => "size-one-sided",
            Sides::Two => "size-two-sided",
        })
    }

    fn arms(&self) -> Table {
        let words = self.words;
        let arms = self.sizing.arms.len();
        let rows = self.sizing.arms.iter().enumerate().map(|(place, arm)| {
            [
                Cell::text(words.say(&arm_name(place, arms))),
                Cell::number(words.percent(arm.share, 1), arm.share),
                Cell::count(words.count(arm.n), arm.n),
            ]
        });
        Table::new(words.key("size-arms"))
            .column(Column::text(words.key("size-arm")))
            .column(Column::number(words.key("size-share")))
            .column(Column::number(self.units_title()))
            .rows(rows)
    }

    fn units_title(&self) -> String {
        self.words.key(measured::units_title(self.sizing))
    }

    fn by_week(&self, timing: &Timing) -> Table {
        let words = self.words;
        let title = Message::new("size-by-week").text("power", chance(words, self.study.goal.get()));
        let planned = timing.duration.weeks();
        let rows = timing.by_week.iter().map(|row| {
            let mark = if planned == Some(row.weeks) { Cell::good } else { |cell: Cell| cell };
            let (target, effect) = match row.target {
                Some(target) => (Cell::number(self.scale.value(words, target), target), self.effect_cell(target)),
                None => (Cell::text(words.key("size-no-effect")).muted(), Cell::empty()),
            };
            [
                mark(Cell::count(words.count(row.weeks.into()), row.weeks.into())),
                Cell::count(words.count(row.n_total), row.n_total),
                target,
                effect,
            ]
        });
        let table = Table::new(words.say(&title))
            .column(Column::number(words.key("size-week")))
            .column(Column::number(words.key("size-units-so-far")))
            .column(Column::number(words.key("size-detected")))
            .column(Column::number(words.key("size-effect")))
            .rows(rows);
        if timing.by_week.iter().any(|row| planned == Some(row.weeks)) {
            table.note(words.key("size-by-week-note"))
        } else {
            table
        }
    }

    /// The detectable effect by week; none when no week detects anything.
    fn detectable_chart(&self, timing: &Timing) -> Option<DetectableEffectChart> {
        let (words, baseline) = (self.words, self.sizing.baseline());
        let relative = self.is_relative();
        let effect = |target: f64| if relative { (target - baseline) / baseline } else { target - baseline };
        let weeks: Vec<DetectableWeek> = timing
            .by_week
            .iter()
            .filter_map(|row| {
                Some(DetectableWeek { weeks: row.weeks, effect: effect(row.target?), units: row.n_total })
            })
            .collect();
        let subtitle = Message::new("size-by-week-subtitle")
            .text("baseline", self.scale.value(words, baseline))
            .count("rate", timing.traffic.units_per_week().round() as u64);
        let unit = if relative { EffectUnit::Lift } else { EffectUnit::Amount { unit: String::new(), decimals: 2 } };
        (!weeks.is_empty()).then(|| DetectableEffectChart {
            caption: Caption {
                subtitle: words.say(&subtitle),
                ..Caption::new("detectable-effect", words.key("size-by-week-chart"))
            },
            unit,
            weeks,
            chosen: timing.duration.weeks(),
            target: Some(effect(self.sizing.target)),
            power: self.study.goal.get(),
            alpha: self.sizing.design.alpha.get(),
            sides: sides_number(self.sizing.design.sides),
        })
    }

    fn effect_cell(&self, target: f64) -> Cell {
        let baseline = self.sizing.baseline();
        let value = if self.is_relative() { (target - baseline) / baseline } else { target - baseline };
        Cell::number(self.effect(target), value)
    }

    fn other_effects(&self) -> Table {
        let words = self.words;
        let power_title = Message::new("size-power-with").said("units", units(self.sizing, self.sizing.n_total));
        let needed_title = Message::new("size-needed-for").text("power", chance(words, self.study.goal.get()));
        let rows = self.study.other_effects.iter().map(|other| {
            let needed = match other.n_total {
                Some(total) => Cell::count(words.count(total), total),
                None => Cell::text(words.key("size-too-many")).muted(),
            };
            [
                self.effect_cell(other.target),
                Cell::number(self.scale.value(words, other.target), other.target),
                Cell::number(words.percent(other.power, 1), other.power),
                needed,
            ]
        });
        Table::new(words.key("size-other-effects"))
            .column(Column::number(words.key("size-effect")))
            .column(Column::number(words.key("size-value-reached")))
            .column(Column::number(words.say(&power_title)))
            .column(Column::number(words.say(&needed_title)))
            .rows(rows)
    }

    fn assumptions(&self) -> Blocks {
        let words = self.words;
        let mut blocks = Blocks::new();
        if self.is_short_of_traffic() {
            blocks = blocks.heading(words.key("size-ways-out")).bullets(self.ways_out());
        }
        let mut assumed = vec![words.key("size-assume-same-test")];
        assumed.push(words.key(if self.looks.is_some() { "size-assume-looks" } else { "size-assume-one-look" }));
        assumed.push(words.key(measured::assumption(&self.sizing.design.measured)));
        if self.sizing.design.sides == Sides::Two && !self.sizing.design.null.is_equivalence() {
            assumed.push(words.key("size-assume-right-direction"));
        }
        if self.sizing.design.variants() > 1 {
            assumed.push(words.key("size-assume-each-variant"));
        }
        assumed.extend(self.efficiency_assumptions());
        if let Some(timing) = &self.study.timing {
            assumed.push(if timing.traffic.return_rate() > 0.0 {
                let rate = chance(words, timing.traffic.return_rate());
                words.say(&Message::new("size-assume-return").text("rate", rate))
            } else {
                words.key("size-assume-all-new")
            });
        }
        blocks.heading(words.key("size-assumptions")).bullets(assumed)
    }

    /// What the analysis must do too, for units to be worth what the plan says.
    fn efficiency_assumptions(&self) -> Vec<String> {
        let (words, efficiency) = (self.words, self.sizing.design.efficiency);
        let covariate = efficiency.covariate_correlation().map(|correlation| {
            // The design effect of clusters would still be there.
            let left = (1.0 - correlation) * (1.0 + correlation);
            let total: u64 = self.sizing.arms.iter().map(|arm| (arm.n_exact / left).ceil() as u64).sum();
            words
                .say(&Message::new("size-assume-covariate").number("correlation", correlation, 2).count("total", total))
        });
        let clusters = efficiency.clusters().map(|_| words.key("size-assume-clusters"));
        covariate.into_iter().chain(clusters).collect()
    }

    /// What a fair covariate would save; none where one is planned already.
    fn covariate_way(&self) -> Option<String> {
        const FAIR_CORRELATION: f64 = 0.5;
        let design = &self.sizing.design;
        if design.efficiency.covariate_correlation().is_some() {
            return None;
        }
        let left = design.efficiency.with_covariate(FAIR_CORRELATION).ok()?.factor() / design.efficiency.factor();
        let total: u64 = self.sizing.arms.iter().map(|arm| (arm.n_exact * left).ceil() as u64).sum();
        let way = Message::new("size-way-covariate")
            .number("correlation", FAIR_CORRELATION, 1)
            .said("total", units(self.sizing, total))
            .count("saved", self.sizing.n_total.saturating_sub(total));
        Some(self.words.say(&way))
    }

    fn ways_out(&self) -> Vec<String> {
        let mut ways = Vec::new();
        // With a margin it is the distance from the margin that counts, not the effect.
        if !self.sizing.design.null.has_margin() {
            ways.push(self.words.key("size-way-bolder"));
        }
        ways.push(self.words.key("size-way-funnel"));
        if self.sizing.design.variants() > 1 {
            ways.push(self.words.key("size-way-fewer-variants"));
        }
        if matches!(self.sizing.design.measured, Measured::Mean { .. }) {
            ways.push(self.words.key("size-way-cap"));
        }
        ways.push(self.words.key("size-way-pool"));
        ways.extend(self.covariate_way());
        if !self.sizing.design.null.has_margin() {
            ways.push(self.words.key("size-way-margin"));
        }
        ways.push(self.words.key("size-way-ship"));
        ways
    }
}

fn correction_key(correction: Correction) -> &'static str {
    match correction {
        Correction::Dunnett => "size-correction-dunnett",
        Correction::Holm => "size-correction-holm",
        Correction::Hochberg => "size-correction-hochberg",
        Correction::Hommel => "size-correction-hommel",
        Correction::Bonferroni => "size-correction-bonferroni",
        Correction::BenjaminiHochberg => "size-correction-benjamini-hochberg",
        Correction::None => "size-correction-none",
    }
}
