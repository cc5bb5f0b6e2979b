//! `E…/record.toml`: lock, looks and decisions; the program alone writes it, whole.

use std::fmt::Write as _;

use jiff::civil::Date;

use super::plan::prediction;
use super::settings::{each, schema};
use super::source::SourceFile;
use super::table::Table;
use crate::analysis::{ArmUnits, Decision, DecisionKind, Look, Record, SeenEffect, SeenInterval, VerdictKind};
use crate::id::Id;
use crate::metric::MetricRole;
use crate::plan::{Lock, PlannedArm, Prediction, digest};
use crate::problem::{Place, Problem};
use crate::quantity::Proportion;
use crate::words::Message;

const VERDICTS: &[(&str, VerdictKind)] = &[
    ("ship", VerdictKind::Ship),
    ("stop", VerdictKind::Stop),
    ("undecided", VerdictKind::Undecided),
    ("too_early", VerdictKind::TooEarly),
    ("not_trusted", VerdictKind::NotTrusted),
];

/// The names of decisions, English and French; the command line takes the same.
pub const DECISIONS: &[(&str, DecisionKind)] = &[
    ("ship", DecisionKind::Ship),
    ("iterate", DecisionKind::Iterate),
    ("stop", DecisionKind::Stop),
    ("déployer", DecisionKind::Ship),
    ("deployer", DecisionKind::Ship),
    ("ajuster", DecisionKind::Iterate),
    ("arrêter", DecisionKind::Stop),
    ("arreter", DecisionKind::Stop),
];

const ROLES: &[(&str, MetricRole)] =
    &[("primary", MetricRole::Primary), ("secondary", MetricRole::Secondary), ("guardrail", MetricRole::Guardrail)];

/// A record as read, and whether it is as jalon wrote it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ReadRecord {
    pub(super) record: Record,
    pub(super) intact: bool,
}

/// Reads the whole file. `None` when a part of it cannot be what jalon wrote.
pub(super) fn read(table: &Table<'_>, id: &Id) -> Option<ReadRecord> {
    schema(table);
    let seal = table.text("seal");
    let experiment = table.required("experiment", table.text("experiment"));
    if experiment.as_deref().is_some_and(|name| name != id.as_str()) {
        let what = Message::new("record-other").text("id", id.as_str());
        table.refuse("experiment", what, Message::new("record-other-mend"));
    }
    let lock = table.table("lock").map(|inner| {
        let lock = lock(&inner);
        inner.refuse_unknown_keys();
        lock
    });
    let looks = whole(table, "look", look);
    let decisions = whole(table, "decision", decision);
    let accepted = each(table, "accepted", |inner| inner.required("on", inner.date("on")));
    let intact = seal.as_deref() == Some(sealed(table.reading().file).as_str());
    if !intact {
        let place = Place::file(table.reading().file.name());
        let problem = Problem::warning(place, Message::new("record-seal")).mended_by(Message::new("record-seal-mend"));
        table.reading().findings.add(problem);
    }
    let lock = match lock {
        Some(read) => Some(read?),
        None => None,
    };
    let record = Record { lock, looks: looks?, decisions: decisions?, accepted };
    check_order(table, &record);
    Some(ReadRecord { record, intact })
}

/// Every table of an array, or nothing when one of them cannot be read: a look that is passed over would be a look
/// that is hidden.
fn whole<T>(table: &Table<'_>, key: &'static str, read: impl Fn(&Table<'_>) -> Option<T>) -> Option<Vec<T>> {
    let given = table.tables(key).len();
    let read = each(table, key, read);
    (read.len() == given).then_some(read)
}

fn lock(table: &Table<'_>) -> Option<Lock> {
    let on = table.required("on", table.date("on"));
    let fingerprint = table.required("fingerprint", table.text("fingerprint"));
    let start = table.required("start", table.date("start"));
    let end = table.required("end", table.date("end"));
    let arms = each(table, "arms", |inner| {
        let name = inner.required("name", inner.text("name"));
        let units = inner.required("units", inner.count("units"));
        Some(PlannedArm { name: name?, units: units? })
    });
    let power = table.quantity("power", Proportion::new).map(Proportion::get);
    let prediction = prediction(table);
    Some(Lock { on: on?, fingerprint: fingerprint?, start: start?, end: end?, arms, power, prediction })
}

fn look(table: &Table<'_>) -> Option<Look> {
    let on = table.required("on", table.date("on"));
    let data_through = table.date("data_through");
    let data_digest = table.required("data", table.text("data"));
    let fingerprint = table.required("fingerprint", table.text("fingerprint"));
    let arms = each(table, "arms", |inner| {
        let name = inner.required("name", inner.text("name"));
        let units = inner.required("units", inner.count("units"));
        Some(ArmUnits { name: name?, units: units? })
    });
    let verdict = table.required("verdict", table.choice("verdict", VERDICTS));
    let failed_checks = table.texts("failed_checks");
    let effects = whole(table, "effect", effect);
    Some(Look {
        on: on?,
        data_through,
        data_digest: data_digest?,
        fingerprint: fingerprint?,
        arms,
        verdict: verdict?,
        failed_checks,
        effects: effects?,
    })
}

fn effect(table: &Table<'_>) -> Option<SeenEffect> {
    let metric = table.required("metric", table.text("metric")).and_then(|metric| metric.parse().ok());
    let role = table.required("role", table.choice("role", ROLES));
    let variant = table.required("variant", table.text("variant"));
    let control = table.required("control", table.number("control"));
    let value = table.required("value", table.number("value"));
    let difference = table.required("difference", interval(table, "difference"));
    let lift = interval(table, "lift");
    let (p_value, z) = (table.number("p_value"), table.number("z"));
    Some(SeenEffect {
        metric: metric?,
        role: role?,
        variant: variant?,
        control: control?,
        value: value?,
        difference: difference?,
        lift,
        p_value,
        z,
    })
}

fn interval(table: &Table<'_>, key: &'static str) -> Option<SeenInterval> {
    let inner = table.table(key)?;
    let estimate = inner.required("estimate", inner.number("estimate"));
    let (low, high) = (inner.number("low"), inner.number("high"));
    let level = inner.required("level", inner.number("level"));
    inner.refuse_unknown_keys();
    Some(SeenInterval { estimate: estimate?, low, high, level: level? })
}

/// Days in a record never run backwards.
fn check_order(table: &Table<'_>, record: &Record) {
    let lock = record.lock.as_ref().map(|lock| lock.on);
    let falls = |dates: Vec<Date>| dates.windows(2).any(|pair| matches!(pair, [earlier, later] if later < earlier));
    let looks = lock.into_iter().chain(record.looks.iter().map(|look| look.on)).collect();
    let decisions = lock.into_iter().chain(record.decisions.iter().map(|decision| decision.on)).collect();
    for (key, dates) in [("look", looks), ("decision", decisions)] {
        if falls(dates) {
            table.refuse(key, Message::new("record-order"), Message::new("record-order-mend"));
        }
    }
}

fn decision(table: &Table<'_>) -> Option<Decision> {
    let decision = table.required("decision", table.choice("decision", DECISIONS));
    let on = table.required("on", table.date("on"));
    let by = table.text("by");
    let why = table.required("why", table.text("why"));
    let verdict = table.choice("verdict", VERDICTS);
    let waiver = table.text("waiver");
    Some(Decision { decision: decision?, on: on?, by, why: why?, verdict, waiver })
}

/// The seal of a file: a digest of all that follows the line of the seal. Line ends do not count: version control may
/// turn them.
fn sealed(file: &SourceFile) -> String {
    let text = file.text().replace('\r', "");
    let body = text.split_inclusive('\n').skip_while(|line| !line.starts_with("seal =")).skip(1);
    digest(body.collect::<String>().as_bytes())
}

/// Writes a record as the text of `record.toml`, seal included.
#[must_use]
pub fn record_text(id: &Id, record: &Record) -> String {
    let mut body = format!("schema = 1\nexperiment = {}\n", quoted(id.as_str()));
    for day in &record.accepted {
        // Writing to a String cannot fail, here and below.
        let _ = write!(body, "\n[[accepted]]\non = {day}\n");
    }
    if let Some(lock) = &record.lock {
        write_lock(&mut body, lock);
    }
    record.looks.iter().for_each(|look| write_look(&mut body, look));
    record.decisions.iter().for_each(|decision| write_decision(&mut body, decision));
    let seal = digest(body.as_bytes());
    format!(
        "# Written by jalon, never by hand: the seal shows a change. Keep it under version control.\nseal = \"{seal}\"\n{body}"
    )
}

fn write_lock(body: &mut String, lock: &Lock) {
    let arms = list(lock.arms.iter().map(|arm| (&arm.name, arm.units)));
    let _ = write!(
        body,
        "\n[lock]\non = {}\nfingerprint = {}\nstart = {}\nend = {}\narms = {arms}\n",
        lock.on,
        quoted(&lock.fingerprint),
        lock.start,
        lock.end,
    );
    if let Some(power) = lock.power {
        let _ = writeln!(body, "power = {}", number(power));
    }
    if let Some(prediction) = &lock.prediction {
        write_prediction(body, prediction);
    }
}

fn write_prediction(body: &mut String, prediction: &Prediction) {
    let lift = prediction.lift;
    let bounds = [lift.low(), lift.likely(), lift.high()].map(number).join(", ");
    let _ = write!(body, "\n[lock.prediction]\nlift = [{bounds}]\n");
    if let Some(chance) = prediction.p_win {
        let _ = writeln!(body, "p_win = {}", number(chance.get()));
    }
    if let Some(by) = &prediction.by {
        let _ = writeln!(body, "by = {}", quoted(by));
    }
}

fn write_look(body: &mut String, look: &Look) {
    let _ = write!(body, "\n[[look]]\non = {}\n", look.on);
    if let Some(day) = look.data_through {
        let _ = writeln!(body, "data_through = {day}");
    }
    let arms = list(look.arms.iter().map(|arm| (&arm.name, arm.units)));
    let failed = look.failed_checks.iter().map(|check| quoted(check)).collect::<Vec<_>>().join(", ");
    let _ = write!(
        body,
        "data = {}\nfingerprint = {}\narms = {arms}\nverdict = {}\nfailed_checks = [{failed}]\n",
        quoted(&look.data_digest),
        quoted(&look.fingerprint),
        quoted(look.verdict.name()),
    );
    look.effects.iter().for_each(|effect| write_effect(body, effect));
}

fn write_effect(body: &mut String, effect: &SeenEffect) {
    let role = ROLES.iter().find(|(_, role)| *role == effect.role).map_or("", |(name, _)| name);
    let _ = write!(
        body,
        "\n[[look.effect]]\nmetric = {}\nrole = {}\nvariant = {}\ncontrol = {}\nvalue = {}\ndifference = {}\n",
        quoted(effect.metric.as_str()),
        quoted(role),
        quoted(&effect.variant),
        number(effect.control),
        number(effect.value),
        interval_text(&effect.difference),
    );
    if let Some(lift) = &effect.lift {
        let _ = writeln!(body, "lift = {}", interval_text(lift));
    }
    if let Some(p_value) = effect.p_value {
        let _ = writeln!(body, "p_value = {}", number(p_value));
    }
    if let Some(z) = effect.z {
        let _ = writeln!(body, "z = {}", number(z));
    }
}

fn write_decision(body: &mut String, decision: &Decision) {
    let _ = write!(body, "\n[[decision]]\ndecision = {}\non = {}\n", quoted(decision.decision.name()), decision.on,);
    for (key, text) in [("by", &decision.by), ("waiver", &decision.waiver)] {
        if let Some(text) = text {
            let _ = writeln!(body, "{key} = {}", quoted(text));
        }
    }
    let _ = writeln!(body, "why = {}", quoted(&decision.why));
    if let Some(verdict) = decision.verdict {
        let _ = writeln!(body, "verdict = {}", quoted(verdict.name()));
    }
}

fn interval_text(interval: &SeenInterval) -> String {
    let end = |name: &str, end: Option<f64>| end.map_or(String::new(), |end| format!(", {name} = {}", number(end)));
    format!(
        "{{ estimate = {}{}{}, level = {} }}",
        number(interval.estimate),
        end("low", interval.low),
        end("high", interval.high),
        number(interval.level),
    )
}

fn list<'a>(arms: impl Iterator<Item = (&'a String, u64)>) -> String {
    let arms = arms.map(|(name, units)| format!("{{ name = {}, units = {units} }}", quoted(name)));
    format!("[{}]", arms.collect::<Vec<_>>().join(", "))
}

/// The shortest decimal that reads back as the same number, always with a point, as TOML wants it.
pub(super) fn number(value: f64) -> String {
    format!("{value:?}")
}

pub(super) fn quoted(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 2);
    written.push('"');
    for character in text.chars() {
        match character {
            '"' => written.push_str("\\\""),
            '\\' => written.push_str("\\\\"),
            '\n' => written.push_str("\\n"),
            '\t' => written.push_str("\\t"),
            character if character.is_control() => {
                let _ = write!(written, "\\u{:04X}", u32::from(character));
            }
            character => written.push(character),
        }
    }
    written.push('"');
    written
}
