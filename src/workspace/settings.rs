//! `jalon.toml`: language, currency, defaults, metrics, goals, teams and lanes.

use super::baseline;
use super::ledger::Kind;
use super::table::{Table, quantity_message};
use crate::metric::{Direction, Metric, MetricKind};
use crate::plan::{Defaults, LiftBelief};
use crate::quantity::{Positive, Proportion, QuantityError};
use crate::review::Goal;
use crate::roadmap::{Capacity, Lane, Period, Team};
use crate::stats::Sides;
use crate::words::{Language, Message};

/// What `jalon.toml` says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Settings {
    /// Name of the programme, shown on reports.
    pub name: Option<String>,
    /// Language of reports and messages.
    pub language: Language,
    /// Currency of values, ISO 4217.
    pub currency: String,
    /// What plans take when they say nothing else.
    pub defaults: Defaults,
    /// What is measured.
    pub metrics: Vec<Metric>,
    /// Goals of the programme.
    pub goals: Vec<Goal>,
    /// Teams and lanes.
    pub capacity: Capacity,
    /// Journey maps that lie elsewhere than `journey.toml` and `journeys/`, relative to the workspace.
    pub journeys: Vec<String>,
}

/// The number of the file format this program reads.
const SCHEMA: u64 = 1;

const LANGUAGES: &[(&str, Language)] = &[("en", Language::English), ("fr", Language::French)];

const SIDES: &[(&str, Sides)] = &[
    ("one", Sides::One),
    ("1", Sides::One),
    ("two", Sides::Two),
    ("2", Sides::Two),
    ("un", Sides::One),
    ("deux", Sides::Two),
];

const METRIC_KINDS: &[(&str, MetricKind)] = &[
    ("proportion", MetricKind::Proportion),
    ("binary", MetricKind::Proportion),
    ("binaire", MetricKind::Proportion),
    ("taux", MetricKind::Proportion),
    ("mean", MetricKind::Mean),
    ("moyenne", MetricKind::Mean),
    ("ratio", MetricKind::Ratio),
    ("nps", MetricKind::Nps),
    ("csat", MetricKind::Csat),
    ("ces", MetricKind::Ces),
    ("retention", MetricKind::Retention),
    ("rétention", MetricKind::Retention),
    ("count", MetricKind::Count),
    ("comptage", MetricKind::Count),
    ("rating", MetricKind::Rating),
    ("note", MetricKind::Rating),
    ("quantile", MetricKind::Quantile),
    ("ltv", MetricKind::LifetimeValue),
    ("duration", MetricKind::Duration),
    ("durée", MetricKind::Duration),
];

const DIRECTIONS: &[(&str, Direction)] = &[
    ("higher", Direction::Higher),
    ("lower", Direction::Lower),
    ("higher_is_better", Direction::Higher),
    ("lower_is_better", Direction::Lower),
    ("hausse", Direction::Higher),
    ("baisse", Direction::Lower),
];

/// Reads `schema = 1`, which every file may carry.
pub(super) fn schema(table: &Table<'_>) {
    if let Some(schema) = table.count("schema")
        && schema != SCHEMA
    {
        table.refuse(
            "schema",
            Message::new("workspace-schema").text("given", schema.to_string()),
            Message::new("workspace-schema-mend").text("known", SCHEMA.to_string()),
        );
    }
}

/// Reads the whole file.
pub(super) fn read(table: &Table<'_>) -> Settings {
    schema(table);
    Settings {
        name: table.text("name"),
        language: table.choice("lang", LANGUAGES).unwrap_or_default(),
        currency: table.text("currency").unwrap_or_else(|| "EUR".to_owned()),
        defaults: defaults(table),
        metrics: each(table, "metric", metric),
        goals: each(table, "goal", goal),
        capacity: Capacity { teams: each(table, "team", team), lanes: each(table, "lane", lane) },
        journeys: table.texts("journeys"),
    }
}

/// Reads every table of an array with one reader and reports the keys it did not ask for.
pub(super) fn each<T>(table: &Table<'_>, key: &'static str, read: impl Fn(&Table<'_>) -> Option<T>) -> Vec<T> {
    table
        .tables(key)
        .iter()
        .filter_map(|inner| {
            let value = read(inner);
            inner.refuse_unknown_keys();
            value
        })
        .collect()
}

/// Reads directions a test watches: 1, 2, `"one"` or `"two"`.
pub(super) fn sides(table: &Table<'_>, key: &'static str) -> Option<Sides> {
    match table.whole_or_text(key) {
        Some(Ok(1)) => Some(Sides::One),
        Some(Ok(2)) => Some(Sides::Two),
        Some(Ok(other)) => {
            let what =
                Message::new("workspace-not-a-choice").text("field", table.field(key)).text("given", other.to_string());
            table.refuse(key, what, Message::new("workspace-choices").texts("choices", ["1", "2"]));
            None
        }
        Some(Err(())) => table.choice(key, SIDES),
        None => None,
    }
}

fn defaults(table: &Table<'_>) -> Defaults {
    let standard = Defaults::default();
    let Some(inner) = table.table("defaults") else { return standard };
    let weeks = |key, fallback| inner.count(key).and_then(|weeks| u32::try_from(weeks).ok()).unwrap_or(fallback);
    let read = Defaults {
        alpha: inner.quantity("alpha", Proportion::new).unwrap_or(standard.alpha),
        power: inner.quantity("power", Proportion::new).unwrap_or(standard.power),
        sides: sides(&inner, "sides").unwrap_or(standard.sides),
        min_weeks: weeks("min_weeks", standard.min_weeks).max(1),
        max_weeks: weeks("max_weeks", standard.max_weeks),
        prior_lift: inner.table("prior_lift").and_then(|prior| belief(&prior)),
    };
    if read.max_weeks < read.min_weeks {
        inner.refuse("max_weeks", Message::new("settings-weeks-order"), Message::new("settings-weeks-order-mend"));
    }
    inner.refuse_unknown_keys();
    read
}

/// A belief about a lift: `{ mean = 0, sd = 0.05 }`.
fn belief(table: &Table<'_>) -> Option<LiftBelief> {
    let mean = table.fraction("mean").unwrap_or(0.0);
    let sd = table.required("sd", table.quantity("sd", Positive::new));
    table.refuse_unknown_keys();
    let belief = LiftBelief::new(mean, sd?);
    if belief.is_none() {
        table.refuse("sd", Message::new("bayes-prior-extreme"), Message::new("bayes-prior-extreme-mend"));
    }
    belief
}

fn metric(table: &Table<'_>) -> Option<Metric> {
    let id = table.defines("id", Kind::Metric);
    let name = table.text("name");
    let kind = table.required("kind", table.choice("kind", METRIC_KINDS));
    let direction = table.choice("direction", DIRECTIONS);
    let detail = baseline::detail(table, kind);
    let baseline = baseline::baseline(table, kind, detail, None);
    let value_per_unit = table.number("value_per_unit");
    let stage = table.refers("stage", Kind::Stage);
    let unit = table.text("unit");
    if kind == Some(MetricKind::Ces) && direction.is_none() {
        table.refuse("direction", Message::new("settings-ces-direction"), Message::new("settings-ces-direction-mend"));
    }
    let id = id?;
    let name = name.unwrap_or_else(|| id.to_string());
    Some(Metric {
        id,
        name,
        kind: kind?,
        direction: direction.unwrap_or_default(),
        baseline,
        value_per_unit,
        stage,
        unit,
        detail,
    })
}

fn goal(table: &Table<'_>) -> Option<Goal> {
    let id = table.defines("id", Kind::Goal);
    let metric = table.required("metric", table.refers("metric", Kind::Metric));
    let target = table.required("target", table.fraction("target"));
    let by = table.required("by", table.date("by"));
    let baseline = table.fraction("baseline");
    let baseline_units = table.count("baseline_n");
    let (owner, why) = (table.text("owner"), table.text("why"));
    Some(Goal { id: id?, metric: metric?, baseline, baseline_units, target: target?, by: by?, owner, why })
}

fn team(table: &Table<'_>) -> Option<Team> {
    let id = table.defines("id", Kind::Team);
    let name = table.text("name");
    let days_per_week = table.required("days_per_week", table.quantity("days_per_week", Positive::new));
    let off = periods(table, "off");
    let id = id?;
    Some(Team { name: name.unwrap_or_else(|| id.to_string()), id, days_per_week: days_per_week?, off })
}

fn lane(table: &Table<'_>) -> Option<Lane> {
    let id = table.defines("id", Kind::Lane);
    let name = table.text("name");
    let touchpoints = table.refers_all("touchpoints", Kind::Touchpoint);
    let units_per_week = table.required("units_per_week", table.quantity("units_per_week", Positive::new));
    let return_rate = return_rate(table);
    let parallel = table.count("parallel").and_then(|parallel| u32::try_from(parallel).ok()).unwrap_or(1).max(1);
    let blackout = periods(table, "blackout");
    let id = id?;
    let name = name.unwrap_or_else(|| id.to_string());
    Some(Lane { id, name, touchpoints, units_per_week: units_per_week?, return_rate, parallel, blackout })
}

fn return_rate(table: &Table<'_>) -> f64 {
    match table.fraction("return_rate") {
        Some(rate) if (0.0..1.0).contains(&rate) => rate,
        Some(rate) => {
            let (what, mend) = quantity_message(QuantityError::NotAShare(rate), &table.field("return_rate"));
            table.refuse("return_rate", what, mend);
            0.0
        }
        None => 0.0,
    }
}

fn periods(table: &Table<'_>, key: &'static str) -> Vec<Period> {
    each(table, key, |inner| {
        let from = inner.required("from", inner.date("from"))?;
        let to = inner.required("to", inner.date("to"))?;
        if to < from {
            let what = Message::new("settings-period-order").date("from", from).date("to", to);
            inner.refuse("to", what, Message::new("settings-period-order-mend"));
            return None;
        }
        Some(Period { from, to })
    })
}
