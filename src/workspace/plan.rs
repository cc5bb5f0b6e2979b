//! `E…/plan.toml`: what people write before a test; never rewritten.

use super::baseline;
use super::event_logs;
use super::ledger::Kind;
use super::plan_rule::{Surroundings, rule};
use super::settings::{Settings, each, schema, sides};
use super::table::Table;
use crate::id::Id;
use crate::metric::{Baseline, Direction, Metric, MetricKind};
use crate::plan::{
    Arm, Change, Correction, DataKind, DataSource, Efficiency, FamilyCorrection, Guardrail, Hypothesis, NullHypothesis,
    Plan, PowerOf, Prediction, Rule, SuccessMetric, Terms,
};
use crate::quantity::{Positive, Proportion, Share};
use crate::stats::{CategoryShares, Clusters, ClustersError, PlannedCategories};
use crate::words::Message;

/// What a test is to show.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Goal {
    Superiority,
    /// Superiority by more than a margin, on the good side of 0.
    SuperiorityByMargin,
    NonInferiority,
    Equivalence,
}

const AIMS: &[(&str, Goal)] = &[
    ("superiority", Goal::Superiority),
    ("supériorité", Goal::Superiority),
    ("non_inferiority", Goal::NonInferiority),
    ("non-inferiority", Goal::NonInferiority),
    ("non_infériorité", Goal::NonInferiority),
    ("non-infériorité", Goal::NonInferiority),
    ("superiority_by_margin", Goal::SuperiorityByMargin),
    ("superiority-by-margin", Goal::SuperiorityByMargin),
    ("supériorité_avec_marge", Goal::SuperiorityByMargin),
    ("supériorité-avec-marge", Goal::SuperiorityByMargin),
    ("equivalence", Goal::Equivalence),
    ("équivalence", Goal::Equivalence),
];

const CORRECTIONS: &[(&str, Correction)] = &[
    ("none", Correction::None),
    ("aucune", Correction::None),
    ("bonferroni", Correction::Bonferroni),
    ("holm", Correction::Holm),
    ("hochberg", Correction::Hochberg),
    ("hommel", Correction::Hommel),
    ("benjamini_hochberg", Correction::BenjaminiHochberg),
    ("benjamini-hochberg", Correction::BenjaminiHochberg),
    ("dunnett", Correction::Dunnett),
];

const POWERS_OF: &[(&str, PowerOf)] = &[
    ("primary", PowerOf::Primary),
    ("principal", PowerOf::Primary),
    ("decision", PowerOf::Decision),
    ("décision", PowerOf::Decision),
];

const DATA_KINDS: &[(&str, DataKind)] = &[
    ("summary", DataKind::Summary),
    ("résumé", DataKind::Summary),
    ("agrégats", DataKind::Summary),
    ("units", DataKind::Units),
    ("unités", DataKind::Units),
    ("events", DataKind::Events),
    ("événements", DataKind::Events),
];

const SECONDARY_CORRECTIONS: &[(&str, FamilyCorrection)] = &[
    ("benjamini_hochberg", FamilyCorrection::BenjaminiHochberg),
    ("benjamini-hochberg", FamilyCorrection::BenjaminiHochberg),
    ("holm", FamilyCorrection::Holm),
    ("hochberg", FamilyCorrection::Hochberg),
    ("none", FamilyCorrection::None),
    ("aucune", FamilyCorrection::None),
];

/// Shares are written with a few decimals: thirds as 0.333 are meant to be whole together.
const SHARES_TOLERANCE: f64 = 0.005;

/// Reads the whole file. The experiment's id comes from its folder.
pub(super) fn read(table: &Table<'_>, id: &Id, settings: &Settings) -> Option<Plan> {
    schema(table);
    let title = table.required("title", table.text("title"));
    let improvement = table.refers("improvement", Kind::Improvement);
    let primary = table.required("primary", metric(table, "primary", settings));
    let secondary = secondary(table, settings);
    let also_primary = each(table, "also_primary", |inner| also_primary(inner, settings));
    let guardrails = each(table, "guardrail", |inner| guardrail(inner, settings));
    let hypothesis = hypothesis(table);
    let arms = arms(table);
    let (start, end) = dates(table);
    let lane = table.refers("lane", Kind::Lane);
    let segments = table.texts("segments");
    let (baseline, effect, null, design) = design(table, primary.as_ref(), settings);
    let data = data(table);
    let prediction = prediction(table);
    let around =
        Surroundings { also_primary: table.tables("also_primary").len(), terms: &design, days: start.zip(end) };
    let (rule, rule_text) = rule(table, &around);
    let design = design_at_looks(table, design, &rule, arms.as_ref().map_or(0, Vec::len));
    let plan = Plan {
        id: id.clone(),
        title: title?,
        improvement,
        hypothesis: hypothesis?,
        arms: arms?,
        primary: primary?,
        baseline: baseline?,
        also_primary,
        secondary,
        guardrails,
        effect: effect?,
        null: null?,
        design,
        start: start?,
        end: end?,
        segments,
        lane,
        data,
        prediction,
        rule,
        rule_text,
    };
    check_whole(table, &plan);
    Some(plan)
}

/// The metric whose id stands under a key.
fn metric(table: &Table<'_>, key: &'static str, settings: &Settings) -> Option<Metric> {
    let id = table.refers(key, Kind::Metric)?;
    settings.metrics.iter().find(|metric| metric.id == id).cloned()
}

fn secondary(table: &Table<'_>, settings: &Settings) -> Vec<Metric> {
    let ids = table.refers_all("secondary", Kind::Metric);
    let known = ids.iter().filter_map(|id| settings.metrics.iter().find(|metric| metric.id == *id));
    known.cloned().collect()
}

/// A further metric that decides: what `[design]` says of the primary one stands with it.
fn also_primary(table: &Table<'_>, settings: &Settings) -> Option<SuccessMetric> {
    let metric = table.required("metric", metric(table, "metric", settings));
    let baseline = baseline(table, metric.as_ref());
    let null = null(table, metric.as_ref());
    let effect = effect(table, metric.as_ref(), baseline.as_ref(), null);
    Some(SuccessMetric { metric: metric?, baseline: baseline?, effect: effect?, null: null? })
}

fn guardrail(table: &Table<'_>, settings: &Settings) -> Option<Guardrail> {
    let metric = table.required("metric", metric(table, "metric", settings));
    let margin = margin(table, metric.as_ref());
    Some(Guardrail { metric: metric?, margin: margin? })
}

/// The worst tolerated change: `margin_lift` or `margin_difference`, on the bad side of 0.
fn margin(table: &Table<'_>, metric: Option<&Metric>) -> Option<Change> {
    let margin = change(table, metric, "margin_lift", "margin_difference")?;
    if let Some(metric) = metric
        && margin.signed() * metric.direction.sign() >= 0.0
    {
        let key = if matches!(margin, Change::Lift(_)) { "margin_lift" } else { "margin_difference" };
        let what = Message::new("plan-margin-side").text("field", table.field(key)).text("metric", metric.id.as_str());
        let mend = Message::new(match metric.direction {
            Direction::Higher => "plan-margin-side-mend-higher",
            Direction::Lower => "plan-margin-side-mend-lower",
        });
        table.refuse(key, what, mend);
        return None;
    }
    Some(margin)
}

/// A change, relative or not: exactly one of two keys. A score has no relative change.
fn change(table: &Table<'_>, metric: Option<&Metric>, lift: &'static str, difference: &'static str) -> Option<Change> {
    if let Some(metric) = metric.filter(|metric| table.has(lift) && !metric.kind.has_lift()) {
        let what =
            Message::new("plan-no-relative-change").text("field", table.field(lift)).text("metric", metric.id.as_str());
        let mend = if metric.kind == MetricKind::Nps {
            "plan-no-relative-change-mend-nps"
        } else {
            "plan-no-relative-change-mend"
        };
        table.refuse(lift, what, Message::new(mend).text("difference", difference));
        // Both are read, so that neither is called unknown.
        table.fraction(lift);
        table.fraction(difference);
        return None;
    }
    if table.has(lift) && table.has(difference) {
        let what = Message::new("plan-two-changes").text("lift", lift).text("difference", difference);
        table.refuse(difference, what, Message::new("plan-two-changes-mend"));
        return None;
    }
    match (table.fraction(lift), table.fraction(difference)) {
        (Some(value), _) => Some(Change::Lift(value)),
        (_, Some(value)) => Some(Change::Difference(value)),
        (None, None) => {
            if !table.has(lift) && !table.has(difference) {
                let what = Message::new("plan-no-change").text("lift", lift).text("difference", difference);
                table.refuse(lift, what, Message::new("plan-no-change-mend").text("lift", lift));
            }
            None
        }
    }
}

/// The least gain worth having: `margin_lift` or `margin_difference`, on the good side of 0.
fn margin_to_beat(table: &Table<'_>, metric: Option<&Metric>) -> Option<NullHypothesis> {
    let margin = change(table, metric, "margin_lift", "margin_difference")?;
    if let Some(metric) = metric
        && margin.signed() * metric.direction.sign() <= 0.0
    {
        let key = if matches!(margin, Change::Lift(_)) { "margin_lift" } else { "margin_difference" };
        let what =
            Message::new("plan-margin-to-beat").text("field", table.field(key)).text("metric", metric.id.as_str());
        table.refuse(key, what, Message::new("plan-margin-to-beat-mend"));
        return None;
    }
    Some(margin.as_null())
}

fn hypothesis(table: &Table<'_>) -> Option<Hypothesis> {
    let inner = table.required("hypothesis", table.table("hypothesis"))?;
    let change = inner.required("change", inner.text("change"));
    let (audience, outcome, because) = (inner.text("audience"), inner.text("outcome"), inner.text("because"));
    inner.refuse_unknown_keys();
    Some(Hypothesis { change: change?, audience, outcome, because })
}

fn arms(table: &Table<'_>) -> Option<Vec<Arm>> {
    let given = table.tables("arm").len();
    let arms = each(table, "arm", |inner| {
        let name = inner.required("name", inner.text("name"));
        let share = inner.required("share", inner.quantity("share", Proportion::new));
        let code = inner.text("code");
        Some(Arm { name: name?, share: share?, code })
    });
    if given < 2 {
        table.refuse("arm", Message::new("plan-arms-few"), Message::new("plan-arms-few-mend"));
        return None;
    }
    if arms.len() < given {
        return None;
    }
    for (place, arm) in arms.iter().enumerate() {
        let earlier = arms.iter().take(place);
        let twice = |other: &Arm| other.name == arm.name || other.name_in_data() == arm.name_in_data();
        if earlier.into_iter().any(twice) {
            let what = Message::new("plan-arm-twice").text("name", &arm.name);
            table.refuse("arm", what, Message::new("plan-arm-twice-mend"));
            return None;
        }
    }
    let whole: f64 = arms.iter().map(|arm| arm.share.get()).sum();
    if (whole - 1.0).abs() > SHARES_TOLERANCE {
        let what = Message::new("plan-shares-whole").percent("sum", whole, 1);
        table.refuse("arm", what, Message::new("plan-shares-whole-mend"));
        return None;
    }
    Some(arms)
}

fn dates(table: &Table<'_>) -> (Option<jiff::civil::Date>, Option<jiff::civil::Date>) {
    let start = table.required("start", table.date("start"));
    let end = table.required("end", table.date("end"));
    if let (Some(start), Some(end)) = (start, end)
        && end < start
    {
        let what = Message::new("plan-dates-order").date("start", start).date("end", end);
        table.refuse("end", what, Message::new("plan-dates-order-mend"));
        return (Some(start), None);
    }
    (start, end)
}

type Designed = (Option<Baseline>, Option<Change>, Option<NullHypothesis>, Terms);

fn design(table: &Table<'_>, primary: Option<&Metric>, settings: &Settings) -> Designed {
    let defaults = settings.defaults;
    let mut design = Terms {
        alpha: defaults.alpha,
        power: defaults.power,
        sides: defaults.sides,
        correction: Correction::Dunnett,
        secondary_correction: FamilyCorrection::default(),
        min_weeks: defaults.min_weeks,
        max_weeks: defaults.max_weeks,
        units: None,
        efficiency: Efficiency::default(),
        power_of: PowerOf::default(),
    };
    let Some(inner) = table.required("design", table.table("design")) else { return (None, None, None, design) };
    let weeks = |key, fallback| inner.count(key).and_then(|weeks| u32::try_from(weeks).ok()).unwrap_or(fallback);
    design.alpha = inner.quantity("alpha", Proportion::new).unwrap_or(design.alpha);
    design.power = inner.quantity("power", Proportion::new).unwrap_or(design.power);
    design.sides = sides(&inner, "sides").unwrap_or(design.sides);
    design.correction = inner.choice("correction", CORRECTIONS).unwrap_or(design.correction);
    design.secondary_correction =
        inner.choice("secondary_correction", SECONDARY_CORRECTIONS).unwrap_or(design.secondary_correction);
    design.min_weeks = weeks("min_weeks", design.min_weeks).max(1);
    design.max_weeks = weeks("max_weeks", design.max_weeks);
    design.units = units(&inner);
    design.efficiency = efficiency(&inner);
    design.power_of = inner.choice("power_of", POWERS_OF).unwrap_or_default();
    if design.max_weeks < design.min_weeks {
        inner.refuse("max_weeks", Message::new("settings-weeks-order"), Message::new("settings-weeks-order-mend"));
    }
    let baseline = baseline(&inner, primary);
    let null = null(&inner, primary);
    let effect = effect(&inner, primary, baseline.as_ref(), null);
    inner.refuse_unknown_keys();
    (baseline, effect, null, design)
}

fn units(table: &Table<'_>) -> Option<u64> {
    let units = table.count("units")?;
    if units == 0 {
        table.refuse("units", Message::new("plan-units-none"), Message::new("plan-units-none-mend"));
        return None;
    }
    Some(units)
}

/// What a unit is worth: a covariate the analysis adjusts for, clusters.
fn efficiency(table: &Table<'_>) -> Efficiency {
    let mut efficiency = Efficiency::default();
    if let Some(correlation) = table.fraction("covariate_correlation") {
        match efficiency.with_covariate(correlation) {
            Ok(adjusted) => efficiency = adjusted,
            Err(_) => {
                let what = Message::new("plan-covariate-correlation").text("given", correlation.to_string());
                table.refuse("covariate_correlation", what, Message::new("plan-covariate-correlation-mend"));
            }
        }
    }
    match clusters(table) {
        Some(clusters) => efficiency.with_clusters(clusters),
        None => efficiency,
    }
}

/// Clusters need their size and their intraclass correlation; sizes are taken as equal where nothing says how they vary.
fn clusters(table: &Table<'_>) -> Option<Clusters> {
    const KEYS: [&str; 3] = ["cluster_size", "cluster_cv", "icc"];
    let size = table.fraction("cluster_size");
    let variation = table.number("cluster_cv");
    let correlation = table.quantity("icc", Share::new);
    if !KEYS.iter().any(|key| table.has(key)) {
        return None;
    }
    for key in ["cluster_size", "icc"] {
        if !table.has(key) {
            let what = Message::new("plan-clusters-half").text("missing", table.field(key));
            table.refuse(key, what, Message::new("plan-clusters-mend"));
            return None;
        }
    }
    let (size, correlation) = (size?, correlation?);
    let mean = Positive::new(size).map_err(|_| ClustersError::TooSmall(size));
    match mean.and_then(|mean| Clusters::new(mean, variation.unwrap_or(0.0), correlation)) {
        Ok(clusters) => Some(clusters),
        Err(ClustersError::TooSmall(given)) => {
            let what = Message::new("plan-cluster-too-small").text("given", given.to_string());
            table.refuse("cluster_size", what, Message::new("plan-clusters-mend"));
            None
        }
        Err(ClustersError::ImpossibleVariation(given)) => {
            let what = Message::new("plan-cluster-cv").text("given", given.to_string());
            table.refuse("cluster_cv", what, Message::new("plan-clusters-mend"));
            None
        }
    }
}

/// Today's value: the plan's own, else the metric's.
fn baseline(table: &Table<'_>, primary: Option<&Metric>) -> Option<Baseline> {
    let known = primary.and_then(|metric| metric.baseline.as_ref());
    let detail = primary.map(|metric| metric.detail).unwrap_or_default();
    let own = baseline::baseline(table, primary.map(|metric| metric.kind), detail, known);
    let Some(metric) = primary else {
        table.fraction("baseline");
        return None;
    };
    if table.has("baseline") || own.is_some() {
        return own;
    }
    if metric.baseline.is_none() {
        let what = Message::new("plan-no-baseline").text("metric", metric.id.as_str());
        table.refuse("baseline", what, Message::new("plan-no-baseline-mend").text("metric", metric.id.as_str()));
    }
    metric.baseline.clone()
}

fn null(table: &Table<'_>, primary: Option<&Metric>) -> Option<NullHypothesis> {
    match table.choice("aim", AIMS).unwrap_or(Goal::Superiority) {
        Goal::Superiority => {}
        Goal::NonInferiority => return margin(table, primary).map(Change::as_null),
        Goal::SuperiorityByMargin => return margin_to_beat(table, primary),
        Goal::Equivalence => {
            return change(table, primary, "margin_lift", "margin_difference").map(|margin| match margin {
                Change::Lift(margin) => NullHypothesis::LiftBeyond { margin: margin.abs() },
                Change::Difference(margin) => NullHypothesis::DifferenceBeyond { margin: margin.abs() },
            });
        }
    }
    for key in ["margin_lift", "margin_difference"] {
        if table.has(key) {
            table.refuse(key, Message::new("plan-margin-unused"), Message::new("plan-margin-unused-mend"));
        }
    }
    Some(NullHypothesis::Equal)
}

/// The planned effect: on the good side of 0, and leading to a value that exists. A test for no harm may plan for none.
fn effect(
    table: &Table<'_>,
    primary: Option<&Metric>,
    baseline: Option<&Baseline>,
    null: Option<NullHypothesis>,
) -> Option<Change> {
    // Beyond a margin to beat the test needs an effect; against a loss, or for equivalence, none at all will do.
    let beats_margin =
        |null: NullHypothesis| null.margin() * primary.map_or(1.0, |metric| metric.direction.sign()) > 0.0;
    let no_harm = null.is_some_and(|null| null.is_equivalence() || (null.has_margin() && !beats_margin(null)));
    if no_harm && !["lift", "difference", "odds_ratio"].iter().any(|key| table.has(key)) {
        return Some(Change::Difference(0.0));
    }
    let odds = odds_ratio(table, primary, baseline);
    let (effect, key) = match odds {
        Some(effect) => (effect?, "odds_ratio"),
        None => {
            let effect = change(table, primary, "lift", "difference")?;
            (effect, if matches!(effect, Change::Lift(_)) { "lift" } else { "difference" })
        }
    };
    let metric = primary?;
    let towards_better = effect.signed() * metric.direction.sign();
    if towards_better == 0.0 && !no_harm {
        table.refuse(key, Message::new("plan-effect-none"), Message::new("plan-effect-none-mend"));
        return None;
    }
    if towards_better < 0.0 && !no_harm {
        let what = Message::new("plan-effect-side").text("field", table.field(key)).text("metric", metric.id.as_str());
        // No change is an odds ratio of 1, and 0 otherwise.
        let mend = Message::new(match (metric.direction, key) {
            (Direction::Higher, "odds_ratio") => "plan-odds-side-mend-higher",
            (Direction::Lower, "odds_ratio") => "plan-odds-side-mend-lower",
            (Direction::Higher, _) => "plan-effect-side-mend-higher",
            (Direction::Lower, _) => "plan-effect-side-mend-lower",
        });
        table.refuse(key, what, mend);
        return None;
    }
    if let Some(Baseline::Rate(rate)) = baseline {
        let target = rate.get() + effect.difference(rate.get());
        if !(target > 0.0 && target < 1.0) {
            let what =
                Message::new("plan-target-outside").percent("baseline", rate.get(), 2).percent("target", target, 2);
            table.refuse(key, what, Message::new("plan-target-outside-mend"));
            return None;
        }
    }
    Some(effect)
}

/// The effect on ordered answers as an odds ratio: above 1 where answers move up. `Some(None)` for one that is refused.
fn odds_ratio(table: &Table<'_>, primary: Option<&Metric>, baseline: Option<&Baseline>) -> Option<Option<Change>> {
    let ratio = table.quantity("odds_ratio", Positive::new);
    if !table.has("odds_ratio") {
        return None;
    }
    let metric = primary?;
    if !metric.kind.is_ordered_answer() {
        let what = Message::new("plan-odds-ratio").text("metric", metric.id.as_str());
        table.refuse("odds_ratio", what, Message::new("plan-odds-ratio-mend"));
        return Some(None);
    }
    for key in ["lift", "difference"] {
        if table.has(key) {
            let what = Message::new("plan-two-changes").text("lift", "odds_ratio").text("difference", key);
            table.refuse(key, what, Message::new("plan-two-changes-mend"));
            return Some(None);
        }
    }
    let shares = match baseline {
        Some(Baseline::Answers(shares)) => CategoryShares::new(shares.clone()).ok(),
        // A baseline that is missing or refused is said elsewhere.
        _ => None,
    };
    let planned =
        shares.zip(ratio).map(|(shares, ratio)| PlannedCategories::shifted(shares, ratio).win_probability() - 0.5);
    Some(planned.map(Change::Difference))
}

fn data(table: &Table<'_>) -> DataSource {
    const FILE: &str = "data.csv";
    let standard =
        || DataSource { kind: DataKind::default(), file: FILE.to_owned(), columns: Vec::new(), events: None };
    let Some(inner) = table.table("data") else { return standard() };
    let kind = inner.choice("kind", DATA_KINDS).unwrap_or_default();
    let events = if kind == DataKind::Events { event_logs::read(&inner) } else { None };
    let file = inner.text("file").unwrap_or_else(|| FILE.to_owned());
    let mut columns = Vec::new();
    for entry in inner.entries("columns") {
        match entry.text() {
            Some(column) => columns.push((entry.key.clone(), column.to_owned())),
            None => {
                let what = Message::new("plan-column-not-text").text("column", &entry.key);
                let mend = Message::new("plan-column-not-text-mend").text("column", &entry.key);
                inner.reading().findings.error(entry.place, what, mend);
            }
        }
    }
    inner.refuse_unknown_keys();
    DataSource { kind, file, columns, events }
}

/// A prediction: a 90 % range of the lift, the chance to win, and whose it is. Records hold it in the same shape.
pub(super) fn prediction(table: &Table<'_>) -> Option<Prediction> {
    let inner = table.table("prediction")?;
    let lift = inner.required("lift", inner.range("lift"));
    let p_win = inner.quantity("p_win", Share::new);
    let by = inner.text("by");
    inner.refuse_unknown_keys();
    Some(Prediction { lift: lift?, p_win, by })
}

/// Several variants at several looks: corrections that count on all comparisons being made at once do not hold. Where none is
/// asked for, Bonferroni's does.
fn design_at_looks(table: &Table<'_>, mut design: Terms, rule: &Rule, arms: usize) -> Terms {
    if !rule.decides_early() || arms < 3 || design.correction.holds_at_looks() {
        return design;
    }
    let Some(inner) = table.table("design") else { return design };
    if inner.has("correction") {
        let mend = Message::new("plan-looks-correction-mend");
        inner.refuse("correction", Message::new("plan-looks-correction"), mend);
    }
    design.correction = Correction::Bonferroni;
    design
}

/// What only shows when the whole plan is read.
fn check_whole(table: &Table<'_>, plan: &Plan) {
    let metrics = plan.metrics();
    for (place, metric) in metrics.iter().enumerate() {
        if metrics.iter().take(place).any(|earlier| earlier.id == metric.id) {
            let what = Message::new("plan-metric-twice").text("metric", metric.id.as_str());
            table.refuse("primary", what, Message::new("plan-metric-twice-mend"));
        }
    }
    if plan.design.efficiency.covariate_correlation().is_some() && !plan.primary.kind.can_be_adjusted() {
        let what = Message::new("plan-covariate-kind").text("metric", plan.primary.id.as_str());
        table.refuse("design", what, Message::new("plan-covariate-kind-mend"));
    }
    for metric in &metrics {
        check_metric(table, metric, plan.data.kind);
    }
    event_logs::check(table, plan);
    let days = plan.planned_days();
    if !days.is_multiple_of(7) {
        let what = Message::new("plan-not-whole-weeks").count("days", days.into());
        table.warn("end", what, Message::new("plan-not-whole-weeks-mend"));
    }
    if days < plan.design.min_weeks * 7 {
        let what =
            Message::new("plan-too-short").count("days", days.into()).count("weeks", plan.design.min_weeks.into());
        table.warn("end", what, Message::new("plan-too-short-mend"));
    }
    if days > plan.design.max_weeks * 7 {
        let what =
            Message::new("plan-too-long").count("days", days.into()).count("weeks", plan.design.max_weeks.into());
        table.warn("end", what, Message::new("plan-too-long-mend"));
    }
}

/// What a metric lacks to be read from data.
fn check_metric(table: &Table<'_>, metric: &Metric, kind: DataKind) {
    let id = metric.id.as_str();
    if metric.kind.is_ordered_answer() && metric.detail.scale.is_none() {
        table.refuse(
            "primary",
            Message::new("data-no-scale").text("metric", id),
            Message::new("data-no-scale-mend").text("metric", id),
        );
    }
    if metric.kind == MetricKind::Retention && metric.detail.horizon.is_none() {
        let mend = Message::new("plan-no-horizon-mend").text("metric", id);
        table.refuse("primary", Message::new("plan-no-horizon").text("metric", id), mend);
    }
    if metric.needs_units() && kind == DataKind::Summary {
        let what = Message::new("plan-needs-units").text("metric", id);
        table.warn("data", what, Message::new("data-needs-units-mend"));
    }
}
