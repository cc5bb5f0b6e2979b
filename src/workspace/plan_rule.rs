//! `[rule]` of a plan: when the test decides, and by how many of its success metrics.

use jiff::civil::Date;

use super::table::Table;
use crate::plan::{BoundFamily, BoundFamilyProblem, Looks, Rule, RuleKind, Terms, days_between, looks_problem};
use crate::stats::{Binding, Efficacy, Futility, InformationRates, SequentialError, Spending, SuccessRule};
use crate::words::Message;

/// The kinds of rules, before their looks are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    FixedHorizon,
    Looks,
    AnyTime,
}

const KINDS: &[(&str, Kind)] = &[
    ("fixed_horizon", Kind::FixedHorizon),
    ("fixed-horizon", Kind::FixedHorizon),
    ("horizon_fixe", Kind::FixedHorizon),
    ("horizon-fixe", Kind::FixedHorizon),
    ("group_sequential", Kind::Looks),
    ("group-sequential", Kind::Looks),
    ("séquentiel", Kind::Looks),
    ("sequentiel", Kind::Looks),
    ("any_time", Kind::AnyTime),
    ("any-time", Kind::AnyTime),
    ("à_tout_moment", Kind::AnyTime),
    ("à-tout-moment", Kind::AnyTime),
];

const SUCCESSES: &[(&str, SuccessRule)] =
    &[("any", SuccessRule::Any), ("un", SuccessRule::Any), ("all", SuccessRule::All), ("tous", SuccessRule::All)];

const FAMILIES: &[(&str, BoundFamily)] = &[
    ("obrien_fleming", BoundFamily::OBrienFleming),
    ("obrien-fleming", BoundFamily::OBrienFleming),
    ("pocock", BoundFamily::Pocock),
    ("kim_demets", BoundFamily::KimDeMets),
    ("kim-demets", BoundFamily::KimDeMets),
    ("hwang_shih_decani", BoundFamily::HwangShihDeCani),
    ("hwang-shih-decani", BoundFamily::HwangShihDeCani),
    ("obrien_fleming_classical", BoundFamily::OBrienFlemingClassical),
    ("obrien-fleming-classical", BoundFamily::OBrienFlemingClassical),
    ("pocock_classical", BoundFamily::PocockClassical),
    ("pocock-classical", BoundFamily::PocockClassical),
    ("wang_tsiatis", BoundFamily::WangTsiatis),
    ("wang-tsiatis", BoundFamily::WangTsiatis),
    ("haybittle_peto", BoundFamily::HaybittlePeto),
    ("haybittle-peto", BoundFamily::HaybittlePeto),
];

/// What the rule of a plan depends on.
pub(super) struct Surroundings<'a> {
    /// How many success metrics stand beside the primary one.
    pub also_primary: usize,
    /// Risks and power.
    pub terms: &'a Terms,
    /// First and last day, where they are known.
    pub days: Option<(Date, Date)>,
}

/// The rule, and its text in the team's own words. With several success metrics it must say how many of them have to win:
/// neither is the usual one.
pub(super) fn rule(table: &Table<'_>, around: &Surroundings<'_>) -> (Rule, Option<String>) {
    let inner = table.table("rule");
    let success = inner.as_ref().and_then(|inner| inner.choice("success", SUCCESSES));
    let missing = || (Message::new("plan-success-rule"), Message::new("plan-success-rule-mend"));
    match &inner {
        Some(inner) if around.also_primary == 0 && inner.has("success") => {
            inner.refuse("success", Message::new("plan-success-alone"), Message::new("plan-success-alone-mend"));
        }
        Some(inner) if around.also_primary > 0 && !inner.has("success") => {
            let (what, mend) = missing();
            inner.refuse("success", what, mend);
        }
        None if around.also_primary > 0 => {
            let (what, mend) = missing();
            table.refuse("rule", what, mend);
        }
        _ => {}
    }
    let Some(inner) = inner else { return (Rule::default(), None) };
    let kind = match inner.choice("kind", KINDS).unwrap_or(Kind::FixedHorizon) {
        Kind::FixedHorizon => RuleKind::FixedHorizon,
        Kind::AnyTime => RuleKind::AnyTime,
        Kind::Looks => looks(&inner, around).map_or(RuleKind::FixedHorizon, RuleKind::Looks),
    };
    let text = inner.text("text");
    inner.refuse_unknown_keys();
    (Rule { kind, success: success.unwrap_or_default() }, text)
}

fn looks(table: &Table<'_>, around: &Surroundings<'_>) -> Option<Looks> {
    let information = information(table, around);
    let (efficacy, futility) = (efficacy(table), futility(table));
    let looks =
        Looks { information: information?, efficacy: efficacy?, futility: futility?, power: around.terms.power };
    // Bounds that cannot be solved are found where they are written, not at the first look.
    match looks.design(around.terms.alpha, around.terms.sides) {
        Ok(_) => Some(looks),
        Err(error) => {
            refuse(table, blamed(&error), &error);
            None
        }
    }
}

/// The key that a problem with the bounds is about.
fn blamed(error: &SequentialError) -> &'static str {
    match error {
        SequentialError::FutilityCrossesEfficacy { .. } | SequentialError::BindingNeedsOneSide => "futility",
        SequentialError::NotASpentRisk { .. }
        | SequentialError::AlphaUsedUp { .. }
        | SequentialError::WrongNumberOfValues { .. } => "alpha_spent",
        SequentialError::ParameterOutOfRange { .. } => "bounds_parameter",
        _ => "kind",
    }
}

fn refuse(table: &Table<'_>, key: &'static str, error: &SequentialError) {
    let (what, mend) = looks_problem(error);
    table.refuse(key, what, mend);
}

/// When the looks are: their number, their parts of all units, or every so many weeks.
fn information(table: &Table<'_>, around: &Surroundings<'_>) -> Option<InformationRates> {
    let given: Vec<&'static str> =
        ["looks", "information", "every_weeks"].into_iter().filter(|key| table.has(key)).collect();
    let count = table.count("looks").and_then(|count| usize::try_from(count).ok());
    let (shares, weeks) = (table.fractions("information"), table.count("every_weeks"));
    let (key, rates) = match given.as_slice() {
        ["looks"] => ("looks", InformationRates::equal(count?)),
        ["information"] => ("information", InformationRates::new(&shares?)),
        ["every_weeks"] => ("every_weeks", by_calendar(weeks?, around.days?)),
        [] => {
            table.refuse("looks", Message::new("plan-looks-when"), Message::new("plan-looks-when-mend"));
            return None;
        }
        [_, second, ..] => {
            table.refuse(second, Message::new("plan-looks-twice"), Message::new("plan-looks-when-mend"));
            return None;
        }
        _ => return None,
    };
    rates.map_err(|error| refuse(table, key, &error)).ok()
}

/// Looks every so many weeks, when units come evenly over the planned days; the last one at the end.
fn by_calendar(weeks: u64, (start, end): (Date, Date)) -> Result<InformationRates, SequentialError> {
    let days = u64::from(days_between(start, end));
    let step = weeks.saturating_mul(7);
    if step == 0 {
        return Err(SequentialError::NoLooks);
    }
    let between = (1..).map(|look| look * step).take_while(|day| *day < days);
    let shares: Vec<f64> = between.chain([days]).map(|day| day as f64 / days as f64).collect();
    InformationRates::new(&shares)
}

/// The bounds for efficacy; O'Brien & Fleming's by spending where nothing is said.
fn efficacy(table: &Table<'_>) -> Option<Efficacy> {
    let by_hand = table.fractions("alpha_spent");
    if table.has("alpha_spent") && table.has("bounds") {
        table.refuse("alpha_spent", Message::new("plan-looks-two-bounds"), Message::new("plan-looks-two-bounds-mend"));
        return None;
    }
    let parameter = table.number("bounds_parameter");
    match (by_hand, table.has("bounds")) {
        (Some(spent), _) => Some(Efficacy::Cumulative(spent)),
        (None, false) => (!table.has("alpha_spent")).then_some(Efficacy::Spending(Spending::OBrienFleming)),
        (None, true) => {
            let found = table.choice("bounds", FAMILIES)?.efficacy(parameter);
            found.map_err(|problem| misfit(table, problem, "bounds", "bounds_parameter")).ok()
        }
    }
}

fn futility(table: &Table<'_>) -> Option<Futility> {
    let (parameter, binding) = (table.number("futility_parameter"), table.flag("binding"));
    if !table.has("futility") {
        if table.has("binding") || table.has("futility_parameter") {
            let mend = Message::new("plan-looks-no-futility-mend");
            table.refuse("futility", Message::new("plan-looks-no-futility"), mend);
        }
        return Some(Futility::None);
    }
    let spending = table.choice("futility", FAMILIES)?.spending(parameter);
    let spending = spending.map_err(|problem| misfit(table, problem, "futility", "futility_parameter")).ok()?;
    let binding = if binding == Some(true) { Binding::Binding } else { Binding::NonBinding };
    Some(Futility::Spending { spending, binding })
}

fn misfit(table: &Table<'_>, problem: BoundFamilyProblem, key: &'static str, parameter: &'static str) {
    let what = match problem {
        BoundFamilyProblem::NeedsParameter => "plan-bounds-need-parameter",
        BoundFamilyProblem::HasNoParameter => "plan-bounds-have-no-parameter",
        BoundFamilyProblem::NotPositive => "plan-bounds-parameter-positive",
        BoundFamilyProblem::DoesNotSpend => "plan-futility-does-not-spend",
    };
    let field = table.field(key);
    let what = Message::new(what).text("field", field).text("parameter", table.field(parameter));
    table.refuse(key, what, Message::new("plan-bounds-mend"));
}
