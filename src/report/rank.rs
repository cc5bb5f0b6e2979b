//! The ranking: what to do first, and how sure that order is.

use jiff::civil::Date;
use serde::Serialize;

use super::{Blocks, Callout, Cell, Column, Compose, Document, Figure, Table};
use crate::chart;
use crate::id::Id;
use crate::priority::{
    Apart, Borders, Estimate, ImprovementKind, Input, Method, Missing, Opinion, Quadrant, RankedItem, Ranking, Scale,
    Status,
};
use crate::words::{Message, Words};

/// What a ranking is shown with: the currency of money and the day it stands for.
#[derive(Debug, Clone, Copy)]
pub struct RankPage<'a> {
    /// The ranking.
    pub ranking: &'a Ranking,
    /// Currency of money, ISO 4217.
    pub currency: &'a str,
    /// The day it stands for.
    pub on: Date,
}

impl RankPage<'_> {
    /// The page. Charts are put in as they come from [`RankPage::charts`].
    #[must_use]
    pub fn document(&self, charts: &[chart::Figure], words: &Words) -> Document {
        let ranking = self.ranking;
        let page = Document::new(words.key("rank-title")).subtitle(words.say(&self.subtitle()));
        let page = self.warnings(words).into_iter().fold(page, Compose::callout);
        if ranking.items.is_empty() {
            let empty = if ranking.apart.is_empty() { "rank-empty" } else { "rank-none-scored" };
            return self.rest(page.paragraph(words.key(empty)), words);
        }
        let page = page.table(self.order_table(words)).table(self.certainty_table(words));
        let notes = self.reach_from_map(words).into_iter().chain(self.reach_inside(words));
        let page = page.bullets(self.remarks(words).into_iter().chain(notes));
        let page = charts.iter().fold(page, |page, chart| page.figure(Figure::from(chart)));
        self.rest(page, words)
    }

    /// Which reaches the map gave.
    fn reach_from_map(&self, words: &Words) -> Option<String> {
        let from_map = self.ranking.items.iter().filter(|item| item.improvement.reach_from_map);
        let ids: Vec<&str> = from_map.map(|item| item.improvement.id.as_str()).collect();
        (!ids.is_empty()).then(|| words.say(&Message::new("rank-reach-from-map").texts("ids", ids)))
    }

    /// Why RICE ranks as ICE does where the impact is counted over everybody reached.
    fn reach_inside(&self, words: &Words) -> Option<String> {
        let inside = self.ranking.method == Method::Rice && self.ranking.scale != Scale::Points;
        inside.then(|| words.key("rank-reach-inside"))
    }

    /// What stands apart and what is settled.
    fn rest(&self, page: Document, words: &Words) -> Document {
        let ranking = self.ranking;
        let page = if ranking.apart.is_empty() { page } else { page.table(self.apart_table(words)) };
        if ranking.settled.is_empty() {
            return page;
        }
        let settled = ranking.settled.iter().map(|improvement| {
            let state = if improvement.status == Status::Done { "rank-settled-done" } else { "rank-settled-dropped" };
            Message::new(state).text("id", improvement.id.as_str()).text("title", &improvement.title)
        });
        let lines: Vec<String> = settled.map(|message| words.say(&message)).collect();
        page.append(Blocks::new().subheading(words.key("rank-settled")).bullets(lines))
    }

    fn subtitle(&self) -> Message {
        Message::new("rank-subtitle")
            .said("method", Message::new(method_key(self.ranking.method)))
            .count("items", self.ranking.items.len() as u64)
            .count("draws", self.ranking.draws as u64)
            .text("seed", self.ranking.seed.to_string())
            .date("date", self.on)
    }

    fn warnings(&self, words: &Words) -> Vec<Callout> {
        let mut warnings = Vec::new();
        let apart = |wanted: &dyn Fn(&Apart) -> bool| -> Vec<&str> {
            let found = self.ranking.apart.iter().filter(|apart| wanted(apart));
            found.map(|apart| apart.improvement.id.as_str()).collect()
        };
        let mixed = apart(&|apart| apart.other_scale.is_some());
        if !mixed.is_empty() {
            let text =
                Message::new("rank-mixed-text").said("scale", scale_message(&self.ranking.scale)).texts("ids", mixed);
            let callout = Callout::watch(words.key("rank-mixed")).text(words.say(&text));
            warnings.push(callout.hint(words.key("rank-mixed-mend")));
        }
        let missing = apart(&|apart| apart.other_scale.is_none());
        if !missing.is_empty() {
            let text = Message::new("rank-missing-text").texts("ids", missing);
            warnings.push(Callout::watch(words.key("rank-missing")).text(words.say(&text)));
        }
        let disputed = self.ranking.items.iter().filter(|item| item.improvement.is_disputed());
        for item in disputed {
            let text = Message::new("rank-disputed").text("id", item.improvement.id.as_str());
            let callout = Callout::watch(words.say(&text));
            warnings.push(callout.text(opinions(item, words)));
        }
        warnings
    }

    fn order_table(&self, words: &Words) -> Table {
        let scaling = self.scaling();
        let table = Table::new(words.key("rank-order"))
            .column(Column::number(words.key("rank-place")))
            .column(Column::text(words.key("rank-improvement")))
            .column(Column::number(words.say(&self.impact_title(scaling, words))))
            .column(Column::number(words.key("rank-effort")))
            .column(Column::number(words.key("rank-score")))
            .column(Column::number(words.key("rank-interval")))
            .column(Column::text(words.key("rank-why")));
        let table = self.ranking.items.iter().fold(table, |table, item| {
            let score = item.score.expected / scaling.divisor;
            table.row([
                Cell::count(item.rank.to_string(), item.rank as u64),
                Cell::text(format!("{} {}", item.improvement.id, item.improvement.title)),
                ranged(item.impact, scaling.divisor, words),
                ranged(item.effort_days, 1.0, words),
                Cell::number(figure(score, words), score),
                rank_interval(item),
                Cell::text(self.why(item, words)),
            ])
        });
        table.note(words.say(&self.note(scaling, words)))
    }

    fn note(&self, scaling: Scaling, words: &Words) -> Message {
        let borders = self.ranking.borders;
        let border = |value: Option<f64>, divisor: f64| figure(value.unwrap_or_default() / divisor, words);
        Message::new("rank-note")
            .said("ranked", Message::new(if self.has_chances() { "rank-by-chance" } else { "rank-by-median" }))
            .text("impact", border(borders.map(|borders| borders.impact), scaling.divisor))
            .text("effort", border(borders.map(|borders| borders.effort_days), 1.0))
    }

    fn has_chances(&self) -> bool {
        self.ranking.items.iter().any(|item| item.score.expected != item.score.median)
    }

    /// The quadrant, and the chance behind the expected impact.
    fn why(&self, item: &RankedItem, words: &Words) -> String {
        let mut parts = vec![words.key(quadrant_key(item.quadrant))];
        if item.impact.expected != item.impact.median
            && let Some(chance) = item.improvement.p_works
        {
            parts.push(words.say(&Message::new("rank-why-chance").percent("chance", chance.get(), 0)));
        }
        parts.join(", ")
    }

    fn certainty_table(&self, words: &Words) -> Table {
        let top = Message::new("rank-top").count("k", self.ranking.top as u64);
        let table = Table::new(words.key("rank-certainty"))
            .column(Column::number(words.key("rank-place")))
            .column(Column::text(words.key("rank-id")))
            .column(Column::number(words.say(&top)))
            .column(Column::number(words.key("rank-before-next")))
            .column(Column::number(words.key("rank-gains")))
            .column(Column::text(words.key("rank-decides")));
        let percent = |p: f64| Cell::number(words.percent(p, 0), p);
        let table = self.ranking.items.iter().fold(table, |table, item| {
            table.row([
                Cell::count(item.rank.to_string(), item.rank as u64),
                Cell::text(item.improvement.id.as_str()),
                percent(item.p_top),
                item.p_over_next.map_or(Cell::text("—"), percent),
                percent(item.p_positive),
                Cell::text(item.decided_by.map_or("—".to_owned(), |input| words.key(input_key(input)))),
            ])
        });
        table.note(words.key("rank-certainty-note"))
    }

    /// One line for each group that is too close to call, and what to measure to tell its items apart.
    fn remarks(&self, words: &Words) -> Vec<String> {
        let groups = self.ranking.groups().into_iter().filter(|group| group.len() > 1);
        groups
            .map(|group| {
                let ids = group.iter().map(|item| item.improvement.id.as_str());
                let first = group.iter().find_map(|item| Some((item, item.decided_by?)));
                match first {
                    Some((item, input)) => words.say(
                        &Message::new("rank-close-measure")
                            .texts("ids", ids)
                            .said("input", Message::new(input_key(input)))
                            .text("id", item.improvement.id.as_str()),
                    ),
                    None => words.say(&Message::new("rank-close").texts("ids", ids)),
                }
            })
            .collect()
    }

    fn apart_table(&self, words: &Words) -> Table {
        let table = Table::new(words.key("rank-apart"))
            .column(Column::text(words.key("rank-improvement")))
            .column(Column::text(words.key("rank-missing-what")));
        self.ranking.apart.iter().fold(table, |table, apart| {
            table.row([
                Cell::text(format!("{} {}", apart.improvement.id, apart.improvement.title)),
                Cell::text(missing_words(apart, words)),
            ])
        })
    }

    fn impact_title(&self, scaling: Scaling, words: &Words) -> Message {
        match &self.ranking.scale {
            Scale::Money => Message::new("rank-impact-money").text("unit", self.money_unit(scaling, words)),
            Scale::Metric(metric) => {
                Message::new("rank-impact-metric").text("metric", metric.as_str()).text("unit", scaling.prefix)
            }
            Scale::Points => Message::new("rank-impact-points"),
        }
    }

    fn money_unit(&self, scaling: Scaling, words: &Words) -> String {
        format!("{}{}", scaling.prefix, words.currency_symbol(self.currency))
    }

    /// Thousands or millions where the figures are so large that their last digits say nothing.
    fn scaling(&self) -> Scaling {
        let figures = self.ranking.items.iter().map(|item| item.impact.expected.abs().max(item.impact.high.abs()));
        let largest = figures.fold(0.0, f64::max);
        match largest {
            _ if self.ranking.scale == Scale::Points => Scaling { divisor: 1.0, prefix: "" },
            large if large >= 1e7 => Scaling { divisor: 1e6, prefix: "M" },
            large if large >= 1e4 => Scaling { divisor: 1e3, prefix: "k" },
            _ => Scaling { divisor: 1.0, prefix: "" },
        }
    }

    /// The impact × effort chart and the rank intervals; none without items.
    ///
    /// # Errors
    ///
    /// [`chart::ChartError`] when a value has no place on an axis.
    pub fn charts(&self, words: &Words) -> Result<Vec<chart::Figure>, chart::ChartError> {
        let Some(borders) = self.ranking.borders.filter(|_| !self.ranking.items.is_empty()) else {
            return Ok(Vec::new());
        };
        Ok(vec![self.impact_effort(borders, words).draw(words)?, self.rank_intervals(words).draw(words)?])
    }

    fn impact_effort(&self, borders: Borders, words: &Words) -> chart::ImpactEffort {
        let scaling = self.scaling();
        let impact = |item: &RankedItem| range_of(item.impact, scaling.divisor);
        let effort = |item: &RankedItem| range_of(item.effort_days, 1.0);
        let border = |given: bool, value: f64| {
            let key = if given { "rank-border-given" } else { "rank-border-median" };
            words.say(&Message::new(key).text("value", figure(value, words)))
        };
        chart::ImpactEffort {
            caption: chart::Caption {
                subtitle: words.say(&self.subtitle()),
                ..chart::Caption::new("impact-effort", words.key("rank-chart-matrix"))
            },
            effort: chart::MatrixAxis {
                title: words.key("rank-effort-axis"),
                border: borders.effort_days,
                border_text: border(borders.effort_given, borders.effort_days),
                log: borders.effort_days > 0.0 && needs_log(self.ranking.items.iter().map(effort)),
            },
            impact: chart::MatrixAxis {
                title: words.say(&self.impact_title(scaling, words)),
                border: borders.impact / scaling.divisor,
                border_text: border(borders.impact_given, borders.impact / scaling.divisor),
                log: borders.impact > 0.0 && needs_log(self.ranking.items.iter().map(impact)),
            },
            reach_unit: words.key("rank-reach-unit"),
            items: self
                .ranking
                .items
                .iter()
                .map(|item| chart::MatrixItem {
                    id: item.improvement.id.to_string(),
                    title: item.improvement.title.clone(),
                    effort: effort(item),
                    impact: impact(item),
                    reach: item.improvement.reach_per_week.map(|reach| reach.likely()),
                })
                .collect(),
        }
    }

    fn rank_intervals(&self, words: &Words) -> chart::RankIntervals {
        let drawn = |item: &RankedItem| chart::RankedItem {
            id: item.improvement.id.to_string(),
            title: item.improvement.title.clone(),
            median: item.rank_median,
            low: item.rank_interval.0 as f64,
            high: item.rank_interval.1 as f64,
        };
        chart::RankIntervals {
            caption: chart::Caption {
                subtitle: words.say(&self.subtitle()),
                ..chart::Caption::new("rank-intervals", words.key("rank-chart-intervals"))
            },
            groups: self.ranking.groups().into_iter().map(|group| group.iter().map(drawn).collect()).collect(),
        }
    }

    /// The answer for programs, `jalon.rank.v1`.
    #[must_use]
    pub fn answer(&self) -> RankAnswer<'_> {
        let ranking = self.ranking;
        RankAnswer {
            method: ranking.method,
            ranked_by: if self.has_chances() { "median_times_chance" } else { "median" },
            scale: ScaleAnswer {
                unit: &ranking.scale,
                currency: (ranking.scale == Scale::Money).then_some(self.currency),
                per: (ranking.scale != Scale::Points).then_some("year"),
            },
            as_of: self.on,
            seed: ranking.seed,
            draws: ranking.draws,
            interval_level: 0.8,
            top: ranking.top,
            borders: ranking.borders,
            items: ranking.items.iter().map(ItemAnswer::of).collect(),
            apart: ranking.apart.iter().map(ApartAnswer::of).collect(),
            settled: ranking
                .settled
                .iter()
                .map(|improvement| SettledAnswer {
                    id: &improvement.id,
                    title: &improvement.title,
                    status: improvement.status,
                })
                .collect(),
        }
    }
}

/// How figures are shortened: divided by this, marked with that.
#[derive(Debug, Clone, Copy)]
struct Scaling {
    divisor: f64,
    prefix: &'static str,
}

/// A figure of which two digits matter, as people read it: `96`, `9.6`, `0.96`; whole numbers stay whole.
pub(super) fn figure(value: f64, words: &Words) -> String {
    let decimals = match value.abs() {
        size if size >= 9.95 || size.fract() == 0.0 => 0,
        size if size >= 0.995 => 1,
        size if size >= 0.0995 => 2,
        _ => 3,
    };
    words.number(value, decimals)
}

/// A figure with its 80 % interval: `96 (40–180)`; the figure alone where all draws agree.
fn ranged(estimate: Estimate, divisor: f64, words: &Words) -> Cell {
    let read = |value: f64| figure(value / divisor, words);
    let expected = read(estimate.expected);
    let text = if estimate.low == estimate.high {
        expected
    } else if estimate.low < 0.0 {
        // A dash between negative numbers reads like a minus.
        let range = Message::new("rank-range").text("low", read(estimate.low)).text("high", read(estimate.high));
        format!("{expected} {}", words.say(&range))
    } else {
        format!("{expected} ({}–{})", read(estimate.low), read(estimate.high))
    };
    let own = |value: f64| value / divisor;
    Cell::estimate(text, own(estimate.expected), Some(own(estimate.low)), Some(own(estimate.high)))
}

fn rank_interval(item: &RankedItem) -> Cell {
    let (best, worst) = item.rank_interval;
    let text = if best == worst { best.to_string() } else { format!("{best}–{worst}") };
    Cell::interval(text, Some(best as f64), Some(worst as f64))
}

fn opinions(item: &RankedItem, words: &Words) -> String {
    let said = |key: &'static str, opinion: Option<Opinion>| {
        let opinion = opinion.filter(|opinion| opinion.spread() > 0.0)?;
        let message = Message::new(key)
            .count("raters", opinion.raters as u64)
            .text("lowest", figure(opinion.lowest, words))
            .text("median", figure(opinion.median, words))
            .text("highest", figure(opinion.highest, words));
        Some(words.say(&message))
    };
    let impact = said("rank-opinion-impact", item.improvement.impact_opinion());
    let effort = said("rank-opinion-effort", item.improvement.effort_opinion());
    impact.into_iter().chain(effort).collect::<Vec<_>>().join(" ")
}

fn range_of(estimate: Estimate, divisor: f64) -> chart::MatrixRange {
    let likely = estimate.expected / divisor;
    chart::MatrixRange {
        low: (estimate.low / divisor).min(likely),
        likely,
        high: (estimate.high / divisor).max(likely),
    }
}

/// A logarithmic axis where all values allow it and they lie more than thirtyfold apart.
fn needs_log(ranges: impl Iterator<Item = chart::MatrixRange>) -> bool {
    let (lowest, highest) = ranges
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), range| (low.min(range.low), high.max(range.high)));
    lowest > 0.0 && highest > 30.0 * lowest
}

fn missing_words(apart: &Apart, words: &Words) -> String {
    match &apart.other_scale {
        Some(scale) => words.say(&Message::new("rank-other-scale").said("scale", scale_message(scale))),
        None => words.say(&Message::new("rank-needs").texts("inputs", missing_inputs(&apart.missing, words))),
    }
}

/// The names of missing inputs.
pub(super) fn missing_inputs(missing: &[Missing], words: &Words) -> Vec<String> {
    missing.iter().map(|missing| words.key(missing_key(*missing))).collect()
}

pub(super) fn scale_message(scale: &Scale) -> Message {
    match scale {
        Scale::Money => Message::new("scale-money"),
        Scale::Metric(metric) => Message::new("scale-metric").text("metric", metric.as_str()),
        Scale::Points => Message::new("scale-points"),
    }
}

pub(super) fn quadrant_key(quadrant: Quadrant) -> &'static str {
    match quadrant {
        Quadrant::QuickWin => "quadrant-quick-win",
        Quadrant::BigBet => "quadrant-big-bet",
        Quadrant::FillIn => "quadrant-fill-in",
        Quadrant::Avoid => "quadrant-avoid",
    }
}

fn method_key(method: Method) -> &'static str {
    match method {
        Method::ImpactEffort => "method-impact-effort",
        Method::Ice => "method-ice",
        Method::Rice => "method-rice",
    }
}

fn input_key(input: Input) -> &'static str {
    match input {
        Input::Impact => "input-impact",
        Input::Reach => "input-reach",
        Input::Effort => "input-effort",
        Input::Works => "input-works",
    }
}

fn missing_key(missing: Missing) -> &'static str {
    match missing {
        Missing::Impact => "missing-impact",
        Missing::Lift => "missing-lift",
        Missing::Metric => "missing-metric",
        Missing::Baseline => "missing-baseline",
        Missing::UnitValue => "missing-unit-value",
        Missing::Reach => "missing-reach",
        Missing::Effort => "missing-effort",
        Missing::Confidence => "missing-confidence",
    }
}

/// `jalon.rank.v1`.
#[derive(Debug, Serialize)]
pub struct RankAnswer<'a> {
    method: Method,
    ranked_by: &'static str,
    scale: ScaleAnswer<'a>,
    as_of: Date,
    seed: u64,
    draws: usize,
    interval_level: f64,
    top: usize,
    borders: Option<Borders>,
    items: Vec<ItemAnswer<'a>>,
    apart: Vec<ApartAnswer<'a>>,
    settled: Vec<SettledAnswer<'a>>,
}

#[derive(Debug, Serialize)]
struct ScaleAnswer<'a> {
    #[serde(flatten)]
    unit: &'a Scale,
    currency: Option<&'a str>,
    per: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct ItemAnswer<'a> {
    rank: usize,
    group: usize,
    id: &'a Id,
    title: &'a str,
    kind: Option<ImprovementKind>,
    team: Option<&'a Id>,
    owner: Option<&'a str>,
    frictions: &'a [Id],
    quadrant: Quadrant,
    score: Estimate,
    impact: Estimate,
    effort_days: Estimate,
    p_works: Option<f64>,
    rank_interval: RankIntervalAnswer,
    p_top: f64,
    p_positive: f64,
    p_over_next: Option<f64>,
    decided_by: Option<Input>,
    disputed: bool,
}

#[derive(Debug, Serialize)]
struct RankIntervalAnswer {
    low: usize,
    median: f64,
    high: usize,
}

impl<'a> ItemAnswer<'a> {
    fn of(item: &'a RankedItem) -> Self {
        let improvement = &item.improvement;
        Self {
            rank: item.rank,
            group: item.group,
            id: &improvement.id,
            title: &improvement.title,
            kind: improvement.kind,
            team: improvement.team.as_ref(),
            owner: improvement.owner.as_deref(),
            frictions: &improvement.frictions,
            quadrant: item.quadrant,
            score: item.score,
            impact: item.impact,
            effort_days: item.effort_days,
            p_works: improvement.p_works.map(crate::quantity::Share::get),
            rank_interval: RankIntervalAnswer {
                low: item.rank_interval.0,
                median: item.rank_median,
                high: item.rank_interval.1,
            },
            p_top: item.p_top,
            p_positive: item.p_positive,
            p_over_next: item.p_over_next,
            decided_by: item.decided_by,
            disputed: improvement.is_disputed(),
        }
    }
}

#[derive(Debug, Serialize)]
struct ApartAnswer<'a> {
    id: &'a Id,
    title: &'a str,
    missing: &'a [Missing],
    other_scale: Option<&'a Scale>,
}

impl<'a> ApartAnswer<'a> {
    fn of(apart: &'a Apart) -> Self {
        Self {
            id: &apart.improvement.id,
            title: &apart.improvement.title,
            missing: &apart.missing,
            other_scale: apart.other_scale.as_ref(),
        }
    }
}

#[derive(Debug, Serialize)]
struct SettledAnswer<'a> {
    id: &'a Id,
    title: &'a str,
    status: Status,
}
