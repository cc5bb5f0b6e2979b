//! The Bayesian reading: chances, what a wrong choice costs, and how often the habit of looking raises a false flag.

use serde::Serialize;

use super::analysis::AnalysisPage;
use super::measure;
use super::metric_values::{chance, lift, unsigned_lift};
use super::spread::no_test_key;
use super::{Cell, Column, Compose, Document, Facts, Figure, Table};
use crate::analysis::{
    BayesReading, Belief, FEWEST_TESTS, FalseFlags, Habit, MetricBelief, PriorOrigin, RateBelief, UsualBecause,
    VariantBelief, VerdictKind, reason_name,
};
use crate::chart::{self, Caption, EffectUnit, LosingSide, PosteriorDensity};
use crate::metric::Direction;
use crate::stats::{EffectScale, NoAnswer, Prior};
use crate::words::{Message, Words};

/// Adds the reading of a look to its page, where it was asked for.
pub(super) fn add_to_analysis(page: &AnalysisPage<'_>, document: Document, words: &Words) -> Document {
    let Some(part) = part_of(page, words) else { return document };
    part.add_to(document, &part.figures())
}

/// The charts of that reading.
pub(super) fn figures_of_analysis(page: &AnalysisPage<'_>, words: &Words) -> Vec<chart::Figure> {
    part_of(page, words).map(|part| part.figures()).unwrap_or_default()
}

fn part_of<'a>(page: &AnalysisPage<'a>, words: &'a Words) -> Option<BayesPart<'a>> {
    let (reading, analysis) = (page.bayes?, &page.taken.analysis);
    let writing = |read: &MetricBelief| {
        let metric = page.metric(&read.id)?;
        let result = analysis.alone.iter().find(|result| result.id == read.id)?;
        let typical = result.arms.first().map_or(0.0, |control| control.estimate);
        Some(MetricWriting {
            name: metric.name.clone(),
            unit: measure::effect_unit(metric, typical, words),
            has_lift: metric.kind.has_lift(),
            names: Vec::new(),
        })
    };
    Some(BayesPart {
        reading,
        writing: reading.metrics.iter().filter_map(writing).collect(),
        comparable: analysis.verdict.kind != VerdictKind::NotTrusted,
        slug: format!("{}-posterior", page.plan.id.as_str().to_lowercase()),
        as_of: Some(analysis.on),
        words,
    })
}

/// How one metric is written.
pub(super) struct MetricWriting {
    /// Its name, where there are several; empty for a calculator.
    pub name: String,
    /// The unit of its differences.
    pub unit: EffectUnit,
    /// Whether its effects have lifts.
    pub has_lift: bool,
    /// The arms as the result names them, and as people do.
    pub names: Vec<(String, String)>,
}

/// The reading as a part of a page.
pub(super) struct BayesPart<'a> {
    pub reading: &'a BayesReading,
    /// One for each metric of the reading.
    pub writing: Vec<MetricWriting>,
    /// Whether the data are sound.
    pub comparable: bool,
    /// What figures are named after.
    pub slug: String,
    pub as_of: Option<jiff::civil::Date>,
    pub words: &'a Words,
}

impl BayesPart<'_> {
    /// Adds the reading to a page.
    pub fn add_to(&self, page: Document, figures: &[chart::Figure]) -> Document {
        let words = self.words;
        let mut page = page.heading(words.key("bayes-title"));
        if !self.comparable {
            return page.paragraph(words.key("bayes-not-comparable"));
        }
        for (metric, writing) in self.metrics() {
            if self.reading.metrics.len() > 1 {
                page = page.subheading(writing.name.clone());
            }
            page = page.bullets(metric.variants.iter().map(|variant| self.sentence(variant, writing)));
            if metric.variants.iter().any(|variant| variant.belief.is_ok()) {
                page = page.table(self.beliefs(metric, writing));
            }
            if let Some(rates) = &metric.rates {
                page = page.table(self.rates(rates, writing));
            }
        }
        // The numbers behind the picture stand in the table above it.
        let bare = |figure| Figure { table: None, ..Figure::from(figure) };
        page = figures.iter().fold(page, |page, figure| page.figure(bare(figure)));
        page.facts(self.facts()).paragraph(words.key("bayes-decides-nothing"))
    }

    /// The belief about each variant, before and after the data.
    pub fn figures(&self) -> Vec<chart::Figure> {
        if !self.comparable {
            return Vec::new();
        }
        let every = self.metrics().flat_map(|(metric, writing)| {
            metric.variants.iter().filter_map(move |variant| Some((variant.belief.as_ref().ok()?, metric, writing)))
        });
        // A density that cannot be drawn is left out; its numbers are in the table.
        every
            .enumerate()
            .filter_map(|(place, (belief, metric, writing))| self.figure(place, belief, metric, writing))
            .collect()
    }

    fn metrics(&self) -> impl Iterator<Item = (&MetricBelief, &MetricWriting)> {
        self.reading.metrics.iter().zip(&self.writing)
    }

    fn level(&self) -> f64 {
        1.0 - self.reading.alpha.get()
    }

    fn sentence(&self, variant: &VariantBelief, writing: &MetricWriting) -> String {
        let words = self.words;
        let name = writing.arm(&variant.variant);
        let message = match &variant.belief {
            Ok(belief) => Message::new("bayes-sentence")
                .text("variant", name)
                .text("control", writing.arm(&variant.control))
                .text("chance", surely(words, belief.chance_to_beat_control()))
                .text("ship", writing.loss(words, belief, belief.loss_of_shipping()))
                .text("keep", writing.loss(words, belief, belief.loss_of_keeping())),
            Err(reason) => {
                Message::new("bayes-cannot-say").text("variant", name).text("reason", because(words, *reason))
            }
        };
        words.say(&message)
    }

    fn beliefs(&self, metric: &MetricBelief, writing: &MetricWriting) -> Table {
        let words = self.words;
        let interval = Message::new("bayes-column-interval").text("level", chance(words, self.level()));
        let table = Table::new(words.key("bayes-caption"))
            .column(Column::text(words.key("bayes-column-variant")))
            .column(Column::number(words.key("bayes-column-chance")))
            .column(Column::number(words.key("bayes-column-effect")))
            .column(Column::number(words.say(&interval)))
            .column(Column::number(words.key("bayes-column-ship")))
            .column(Column::number(words.key("bayes-column-keep")));
        let rows = metric.variants.iter().filter_map(|variant| {
            let belief = variant.belief.as_ref().ok()?;
            let (beats, mean) = (belief.chance_to_beat_control(), belief.posterior.mean());
            let (low, high) = belief.interval(self.reading.alpha);
            let loss = |loss: f64| Cell::number(writing.loss(words, belief, loss), loss);
            Some([
                Cell::text(writing.arm(&variant.variant)),
                Cell::number(surely(words, beats), beats),
                Cell::number(writing.effect(words, belief.scale, mean), mean),
                Cell::interval(writing.range(words, belief.scale, low, high), Some(low), Some(high)),
                loss(belief.loss_of_shipping()),
                loss(belief.loss_of_keeping()),
            ])
        });
        table.rows(rows).note(words.key("bayes-note"))
    }

    /// The rates by themselves, exactly.
    fn rates(&self, rates: &RateBelief, writing: &MetricWriting) -> Table {
        let words = self.words;
        let interval = Message::new("bayes-column-interval").text("level", chance(words, self.level()));
        let several = rates.arms.len() > 2;
        let mut table = Table::new(words.key("bayes-rates-caption"))
            .column(Column::text(words.key("size-arm")))
            .column(Column::number(words.key("compare-rate")))
            .column(Column::number(words.say(&interval)))
            .column(Column::number(words.key("bayes-column-chance")));
        if several {
            table = table.column(Column::number(words.key("bayes-column-best")));
        }
        table =
            table.column(Column::number(words.key(if several { "bayes-column-loss" } else { "bayes-column-choose" })));
        let rows = rates.arms.iter().map(|arm| {
            let rate = arm.posterior.mean();
            let beats = rates.comparison(&arm.name).map(|comparison| comparison.chance_to_beat_control);
            let mut cells = vec![
                Cell::text(writing.arm(&arm.name)),
                Cell::number(words.percent(rate, 2), rate),
                match arm.interval {
                    Some((low, high)) => {
                        let range = Message::new("compare-range")
                            .text("low", words.percent(low, 2))
                            .text("high", words.percent(high, 2));
                        Cell::interval(words.say(&range), Some(low), Some(high))
                    }
                    None => Cell::text("—").muted(),
                },
                beats.map_or_else(|| Cell::text("—").muted(), |beats| Cell::number(surely(words, beats), beats)),
            ];
            if several {
                cells.push(Cell::number(surely(words, arm.chance_to_be_best), arm.chance_to_be_best));
            }
            cells.push(Cell::number(small(words, &EffectUnit::Points, arm.loss), arm.loss));
            cells
        });
        let prior = Message::new("bayes-rates-note")
            .text("prior", format!("Beta({}, {})", words.number(rates.prior.a(), 0), words.number(rates.prior.b(), 0)));
        table.rows(rows).note(words.say(&prior))
    }

    fn facts(&self) -> Facts {
        let words = self.words;
        let mut facts = Facts::new();
        for (metric, writing) in self.metrics() {
            let title = if self.reading.metrics.len() > 1 {
                words.say(&Message::new("bayes-fact-prior-of").text("metric", &writing.name))
            } else {
                words.key("bayes-fact-prior")
            };
            facts = facts.detailed(title, self.prior(metric, writing), self.origin(metric));
        }
        facts = facts.detailed(
            words.key("bayes-fact-flags"),
            self.flags(self.habit(), self.reading.flags),
            words.key("bayes-fact-flags-detail"),
        );
        if let Some(seen) = self.reading.on_record {
            let looks = Message::new("bayes-habit-looks").count("looks", seen.looks as u64);
            facts = facts.fact(words.key("bayes-fact-record"), self.flags(looks, Some(seen)));
        }
        facts
    }

    /// The looks of the habit, in words.
    fn habit(&self) -> Message {
        let key = match self.reading.habit {
            Habit::Daily(_) => "bayes-habit-daily",
            Habit::Weekly(_) => "bayes-habit-weekly",
            Habit::Once => "bayes-habit-looks",
        };
        Message::new(key).count("looks", self.reading.habit.looks().into())
    }

    fn flags(&self, looks: Message, flags: Option<FalseFlags>) -> String {
        let words = self.words;
        match flags {
            Some(flags) => {
                let message = Message::new("bayes-flags")
                    .said("looks", looks)
                    .count("number", flags.looks as u64)
                    .text("level", chance(words, flags.level))
                    .percent("rate", flags.rate.get(), 0);
                words.say(&message)
            }
            None => words.key("bayes-flags-unknown"),
        }
    }

    fn prior(&self, metric: &MetricBelief, writing: &MetricWriting) -> String {
        let words = self.words;
        let Some(prior) = metric.prior else { return words.key("bayes-prior-flat") };
        let (sd, is_lift) = (prior.sd.get(), writing.has_lift);
        let (mean, sd) = if is_lift {
            (lift(words, prior.mean), unsigned_lift(words, sd))
        } else {
            (writing.effect(words, EffectScale::Difference, prior.mean), small(words, &writing.unit, sd))
        };
        let key = if is_lift { "bayes-prior-lift" } else { "bayes-prior-difference" };
        words.say(&Message::new(key).text("mean", mean).text("sd", sd))
    }

    fn origin(&self, metric: &MetricBelief) -> String {
        let count = |key: &'static str, tests: usize| Message::new(key).count("tests", tests as u64);
        let message = match metric.prior.map_or(PriorOrigin::Flat, |prior| prior.origin) {
            PriorOrigin::History { tests } => count("bayes-origin-history", tests),
            PriorOrigin::Usual(UsualBecause::NoHistory) => Message::new("bayes-origin-usual"),
            PriorOrigin::Usual(UsualBecause::TooFewTests { tests }) => {
                count("bayes-origin-few", tests).count("fewest", FEWEST_TESTS as u64)
            }
            PriorOrigin::Usual(UsualBecause::NoSpread { tests }) => count("bayes-origin-alike", tests),
            PriorOrigin::Settings => Message::new("bayes-origin-settings"),
            PriorOrigin::Asked => Message::new("bayes-origin-asked"),
            PriorOrigin::Flat => Message::new("bayes-origin-flat"),
        };
        self.words.say(&message)
    }

    fn figure(
        &self,
        place: usize,
        belief: &Belief,
        metric: &MetricBelief,
        writing: &MetricWriting,
    ) -> Option<chart::Figure> {
        let words = self.words;
        let number = if place == 0 { String::new() } else { format!("-{}", place + 1) };
        let (variant, control) = (writing.arm(&belief.variant), writing.arm(&belief.control));
        let title = words.say(&Message::new("bayes-chart").text("variant", &variant));
        let compared = Message::new("bayes-chart-subtitle").text("variant", variant).text("control", control);
        let compared = words.say(&compared);
        let subtitle = if writing.name.is_empty() { compared } else { format!("{}, {compared}", writing.name) };
        // A picture goes where the page does not: it says what it started from, and what looking does to it.
        let prior = Message::new("bayes-chart-prior").text("prior", self.prior(metric, writing));
        let flags = format!("{}.", self.flags(self.habit(), self.reading.flags));
        let caption = Caption {
            subtitle,
            notes: vec![words.say(&prior), flags],
            as_of: self.as_of,
            ..Caption::new(format!("{}{number}", self.slug), title)
        };
        let (mean, sd) = (belief.posterior.mean(), belief.posterior.sd());
        let (low, high) = belief.interval(self.reading.alpha);
        let prior = match belief.prior.prior {
            Prior::Normal { mean, sd } => Belief::density(mean, sd.get()),
            Prior::Flat => Vec::new(),
        };
        let density = PosteriorDensity {
            caption,
            unit: writing.unit_of(belief.scale),
            posterior: Belief::density(mean, sd),
            prior,
            level: self.level(),
            estimate: mean,
            low,
            high,
            losing: match belief.better {
                Direction::Higher => LosingSide::Below,
                Direction::Lower => LosingSide::Above,
            },
            chance_to_lose: 1.0 - belief.chance_to_beat_control(),
            loss_of_shipping: belief.loss_of_shipping(),
            loss_of_keeping: belief.loss_of_keeping(),
        };
        density.draw(words).ok()
    }
}

impl MetricWriting {
    fn arm(&self, name: &str) -> String {
        let known = self.names.iter().find(|(own, _)| own == name);
        known.map_or_else(|| name.to_owned(), |(_, shown)| shown.clone())
    }

    fn unit_of(&self, scale: EffectScale) -> EffectUnit {
        match scale {
            EffectScale::Lift => EffectUnit::Lift,
            EffectScale::Difference => self.unit.clone(),
        }
    }

    fn effect(&self, words: &Words, scale: EffectScale, effect: f64) -> String {
        match scale {
            EffectScale::Lift => lift(words, effect),
            EffectScale::Difference => self.unit.write(words, effect).trim_end().to_owned(),
        }
    }

    fn range(&self, words: &Words, scale: EffectScale, low: f64, high: f64) -> String {
        let message = Message::new("compare-range")
            .text("low", self.effect(words, scale, low))
            .text("high", self.effect(words, scale, high));
        words.say(&message)
    }

    /// A loss as a share of the control and in the metric's own unit.
    fn loss(&self, words: &Words, belief: &Belief, loss: f64) -> String {
        let own = small(words, &self.unit, belief.in_unit(loss));
        match belief.as_share(loss) {
            Some(share) if self.has_lift => {
                let share = small(words, &EffectUnit::Lift, share);
                words.say(&Message::new("bayes-loss").text("share", share).text("own", own))
            }
            _ => own,
        }
    }
}

/// A size that is not 0 is never written as 0.
fn small(words: &Words, unit: &EffectUnit, size: f64) -> String {
    let least = match unit {
        EffectUnit::Lift | EffectUnit::Points | EffectUnit::Wins => 1e-4,
        // Small sizes are written with two decimals more than effects.
        EffectUnit::Amount { decimals, .. } => 10_f64.powi(-i32::try_from(*decimals + 2).unwrap_or(0)),
    };
    if size > 0.0 && size < least / 2.0 {
        return format!("<\u{a0}{}", unit.write_size(words, least));
    }
    unit.write_size(words, size).trim_end().to_owned()
}

/// A chance that is not 0 or 1 is never written as that.
fn surely(words: &Words, chance: f64) -> String {
    if chance > 0.0 && chance < 0.001 {
        format!("<\u{a0}{}", words.percent(0.001, 1))
    } else if chance < 1.0 && chance > 0.999 {
        format!(">\u{a0}{}", words.percent(0.999, 1))
    } else {
        words.percent(chance, 1)
    }
}

fn because(words: &Words, reason: NoAnswer) -> String {
    words.key(match reason {
        NoAnswer::ZeroBaseline => "bayes-because-zero-control",
        NoAnswer::TooFewUnits => "compare-because-few",
        NoAnswer::NoVariation => "bayes-because-no-spread",
        NoAnswer::NoEvents => "compare-because-no-events",
        NoAnswer::ArmWithoutEvents => "compare-because-arm-without-events",
        NoAnswer::Separated => "compare-because-separated",
        other => no_test_key(other).unwrap_or("bayes-because-no-spread"),
    })
}

/// The reading for programs: the first variant of the first metric, then every one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BayesAnswer {
    #[serde(flatten)]
    first: Option<BeliefAnswer>,
    false_flag_rate: Option<FlagsAnswer>,
    on_record: Option<FlagsAnswer>,
    comparisons: Vec<BeliefAnswer>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct BeliefAnswer {
    metric: String,
    control: String,
    variant: String,
    scale: Option<&'static str>,
    prior: Option<PriorAnswer>,
    posterior: Option<NormalAnswer>,
    chance_to_beat_control: Option<f64>,
    expected_loss_ship: Option<LossAnswer>,
    expected_loss_keep: Option<LossAnswer>,
    interval: Option<IntervalAnswer>,
    exact: Option<ExactAnswer>,
    #[serde(skip_serializing_if = "Option::is_none")]
    no_belief_because: Option<&'static str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
struct NormalAnswer {
    mean: f64,
    sd: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
struct PriorAnswer {
    mean: Option<f64>,
    sd: Option<f64>,
    origin: &'static str,
    tests: Option<usize>,
}

/// A loss on the scale of the effect, and what that is in the unit of the metric and as a share of the control.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
struct LossAnswer {
    difference: f64,
    lift: Option<f64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
struct IntervalAnswer {
    low: f64,
    high: f64,
    level: f64,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct ExactAnswer {
    method: &'static str,
    prior: BetaAnswer,
    chance_to_beat_control: f64,
    expected_loss_ship: f64,
    expected_loss_keep: f64,
    arms: Vec<ExactArmAnswer>,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
struct BetaAnswer {
    a: f64,
    b: f64,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct ExactArmAnswer {
    name: String,
    posterior: BetaAnswer,
    mean: f64,
    interval: Option<IntervalAnswer>,
    chance_to_be_best: f64,
    expected_loss: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
struct FlagsAnswer {
    looks: usize,
    level: f64,
    rate: f64,
}

impl BayesAnswer {
    /// What programs are told.
    #[must_use]
    pub fn new(reading: &BayesReading) -> Self {
        let level = 1.0 - reading.alpha.get();
        let comparisons: Vec<BeliefAnswer> = reading
            .metrics
            .iter()
            .flat_map(|metric| {
                metric.variants.iter().map(move |variant| BeliefAnswer::new(metric, variant, reading, level))
            })
            .collect();
        let flags = |flags: FalseFlags| FlagsAnswer { looks: flags.looks, level: flags.level, rate: flags.rate.get() };
        Self {
            first: comparisons.first().cloned(),
            false_flag_rate: reading.flags.map(flags),
            on_record: reading.on_record.map(flags),
            comparisons,
        }
    }
}

impl BeliefAnswer {
    fn new(metric: &MetricBelief, variant: &VariantBelief, reading: &BayesReading, level: f64) -> Self {
        let belief = variant.belief.as_ref().ok();
        let loss = |of: fn(&Belief) -> f64| {
            belief
                .map(|belief| LossAnswer { difference: belief.in_unit(of(belief)), lift: belief.as_share(of(belief)) })
        };
        Self {
            metric: metric.id.clone(),
            control: variant.control.clone(),
            variant: variant.variant.clone(),
            scale: belief.map(|belief| match belief.scale {
                EffectScale::Lift => "lift",
                EffectScale::Difference => "difference",
            }),
            prior: belief.map(PriorAnswer::new),
            posterior: belief.map(|belief| NormalAnswer { mean: belief.posterior.mean(), sd: belief.posterior.sd() }),
            chance_to_beat_control: belief.map(Belief::chance_to_beat_control),
            expected_loss_ship: loss(Belief::loss_of_shipping),
            expected_loss_keep: loss(Belief::loss_of_keeping),
            interval: belief.map(|belief| {
                let (low, high) = belief.interval(reading.alpha);
                IntervalAnswer { low, high, level }
            }),
            exact: metric.rates.as_ref().and_then(|rates| ExactAnswer::new(rates, &variant.variant, level)),
            no_belief_because: variant.belief.as_ref().err().copied().map(reason_name),
        }
    }
}

impl PriorAnswer {
    fn new(belief: &Belief) -> Self {
        let (mean, sd) = match belief.prior.prior {
            Prior::Flat => (None, None),
            Prior::Normal { mean, sd } => (Some(mean), Some(sd.get())),
        };
        let (origin, tests) = match belief.prior.origin {
            PriorOrigin::History { tests } => ("history", Some(tests)),
            PriorOrigin::Usual(UsualBecause::NoHistory) => ("usual", None),
            PriorOrigin::Usual(UsualBecause::TooFewTests { tests }) => ("usual_few_tests", Some(tests)),
            PriorOrigin::Usual(UsualBecause::NoSpread { tests }) => ("usual_no_spread", Some(tests)),
            PriorOrigin::Settings => ("settings", None),
            PriorOrigin::Asked => ("asked", None),
            PriorOrigin::Flat => ("flat", None),
        };
        Self { mean, sd, origin, tests }
    }
}

impl ExactAnswer {
    fn new(rates: &RateBelief, variant: &str, level: f64) -> Option<Self> {
        let comparison = rates.comparison(variant)?;
        let arms = rates.arms.iter().map(|arm| ExactArmAnswer {
            name: arm.name.clone(),
            posterior: BetaAnswer { a: arm.posterior.a(), b: arm.posterior.b() },
            mean: arm.posterior.mean(),
            interval: arm.interval.map(|(low, high)| IntervalAnswer { low, high, level }),
            chance_to_be_best: arm.chance_to_be_best,
            expected_loss: arm.loss,
        });
        Some(Self {
            method: "beta_binomial",
            prior: BetaAnswer { a: rates.prior.a(), b: rates.prior.b() },
            chance_to_beat_control: comparison.chance_to_beat_control,
            expected_loss_ship: comparison.loss_of_shipping,
            expected_loss_keep: comparison.loss_of_keeping,
            arms: arms.collect(),
        })
    }
}
