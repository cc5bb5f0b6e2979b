//! `improvements.toml`: what could be done about the friction points, what it is worth and what it costs.

use std::collections::{BTreeMap, BTreeSet};

use super::ledger::Kind;
use super::settings::{each, schema};
use super::table::{Table, quantity_message};
use crate::id::Id;
use crate::priority::{Hypothesis, Improvement, ImprovementKind, Layer, Moscow, Status, Vote};
use crate::problem::Place;
use crate::quantity::{Positive, QuantityError, Range, Score, Share};
use crate::words::Message;

const KINDS: &[(&str, ImprovementKind)] = &[
    ("repair", ImprovementKind::Repair),
    ("optimise", ImprovementKind::Optimise),
    ("differentiate", ImprovementKind::Differentiate),
    ("innovate", ImprovementKind::Innovate),
    ("optimize", ImprovementKind::Optimise),
    ("réparation", ImprovementKind::Repair),
    ("reparation", ImprovementKind::Repair),
    ("optimisation", ImprovementKind::Optimise),
    ("différenciation", ImprovementKind::Differentiate),
    ("differenciation", ImprovementKind::Differentiate),
    ("innovation", ImprovementKind::Innovate),
];

const LAYERS: &[(&str, Layer)] = &[
    ("front", Layer::Front),
    ("back", Layer::Back),
    ("front-office", Layer::Front),
    ("back-office", Layer::Back),
    ("scène", Layer::Front),
    ("coulisses", Layer::Back),
];

const MOSCOW: &[(&str, Moscow)] = &[
    ("must", Moscow::Must),
    ("should", Moscow::Should),
    ("could", Moscow::Could),
    ("wont", Moscow::Wont),
    ("won't", Moscow::Wont),
    ("indispensable", Moscow::Must),
    ("important", Moscow::Should),
    ("souhaitable", Moscow::Could),
    ("exclu", Moscow::Wont),
];

const STATUSES: &[(&str, Status)] = &[
    ("proposed", Status::Proposed),
    ("building", Status::Building),
    ("testing", Status::Testing),
    ("done", Status::Done),
    ("dropped", Status::Dropped),
    ("proposée", Status::Proposed),
    ("en cours", Status::Building),
    ("en test", Status::Testing),
    ("terminée", Status::Done),
    ("abandonnée", Status::Dropped),
];

/// Reads the whole file.
pub(super) fn read(table: &Table<'_>) -> Vec<Improvement> {
    schema(table);
    let mut links = Vec::new();
    let improvements = table
        .tables("improvement")
        .iter()
        .filter_map(|inner| {
            let read = improvement(inner);
            inner.refuse_unknown_keys();
            if let Some(read) = &read {
                refuse_itself(inner, read);
                links.push((read.id.clone(), inner.place("depends_on"), read.depends_on.clone()));
            }
            read
        })
        .collect();
    refuse_cycles(table, &links);
    improvements
}

fn improvement(table: &Table<'_>) -> Option<Improvement> {
    let id = table.defines("id", Kind::Improvement);
    let title = table.required("title", table.text("title"));
    let read = Improvement {
        frictions: table.refers_all("frictions", Kind::Friction),
        gains: table.refers_all("gains", Kind::Gain),
        kind: table.choice("kind", KINDS),
        layer: table.choice("layer", LAYERS),
        owner: table.text("owner"),
        team: table.refers("team", Kind::Team),
        contributors: table.texts("contributors"),
        lane: table.refers("lane", Kind::Lane),
        metric: table.refers("metric", Kind::Metric),
        segment: table.text("segment"),
        hypothesis: hypothesis(table),
        reach_per_week: positive(table, "reach_per_week"),
        impact: points(table, "impact"),
        lift: lift(table),
        effort_days: positive(table, "effort_days"),
        p_works: table.quantity("p_works", Share::new),
        confidence: table.quantity("confidence", Share::new),
        depends_on: table.refers_all("depends_on", Kind::Improvement),
        conflicts_with: table.refers_all("conflicts_with", Kind::Improvement),
        deadline: table.date("deadline"),
        moscow: table.choice("moscow", MOSCOW),
        votes: each(table, "vote", vote),
        status: table.choice("status", STATUSES).unwrap_or_default(),
        no_test: table.text("no_test"),
        waiver: table.text("waiver"),
        // A missing id or title is in the findings; the other fields are read all the same, for their own problems.
        ..Improvement::new(id?, title?)
    };
    Some(read)
}

fn hypothesis(table: &Table<'_>) -> Option<Hypothesis> {
    let inner = table.table("hypothesis")?;
    let read = Hypothesis {
        change: inner.text("change"),
        audience: inner.text("audience"),
        outcome: inner.text("outcome"),
        because: inner.text("because"),
    };
    inner.refuse_unknown_keys();
    Some(read)
}

fn vote(table: &Table<'_>) -> Option<Vote> {
    let rater = table.required("rater", table.text("rater"));
    let impact = table.quantity("impact", Score::new);
    let effort_days = table.quantity("effort_days", Positive::new);
    let date = table.date("date");
    Some(Vote { rater: rater?, impact, effort_days, date })
}

/// A range whose lower end is above 0.
fn positive(table: &Table<'_>, key: &'static str) -> Option<Range> {
    let range = checked(table, key, |range| Positive::new(range.low()).err())?;
    sensible(table, key, range)
}

/// Refuses ranges so wide or so large that they say nothing; draws of them would overflow.
fn sensible(table: &Table<'_>, key: &'static str, range: Range) -> Option<Range> {
    const LARGEST: f64 = 1e12;
    const WIDEST: f64 = 1e6;
    if range.high() <= LARGEST && (range.low() <= 0.0 || range.high() / range.low() <= WIDEST) {
        return Some(range);
    }
    let what = Message::new("improvements-absurd")
        .text("field", table.field(key))
        .text("low", range.low().to_string())
        .text("high", range.high().to_string());
    table.refuse(key, what, Message::new("improvements-absurd-mend"));
    None
}

/// A range within the scale of points, 1 to 5.
fn points(table: &Table<'_>, key: &'static str) -> Option<Range> {
    checked(table, key, |range| Score::new(range.low()).err().or_else(|| Score::new(range.high()).err()))
}

fn checked(table: &Table<'_>, key: &'static str, fault: impl FnOnce(Range) -> Option<QuantityError>) -> Option<Range> {
    let range = table.range(key)?;
    let Some(error) = fault(range) else { return Some(range) };
    let (what, mend) = quantity_message(error, &table.field(key));
    table.refuse(key, what, mend);
    None
}

/// A relative change: below −100 % nothing is left to lose, and a number above 10 is a percentage by mistake.
fn lift(table: &Table<'_>) -> Option<Range> {
    const LARGEST: f64 = 10.0;
    let range = table.range("lift_rel")?;
    if range.low() >= -1.0 && range.high() <= LARGEST {
        return sensible(table, "lift_rel", range);
    }
    let given = if range.low() < -1.0 { range.low() } else { range.high() };
    let what =
        Message::new("improvements-lift").text("field", table.field("lift_rel")).text("value", given.to_string());
    let mend = Message::new("improvements-lift-mend")
        .text("value", given.to_string())
        .text("fraction", (given / 100.0).to_string());
    table.refuse("lift_rel", what, mend);
    None
}

fn refuse_itself(table: &Table<'_>, improvement: &Improvement) {
    for (key, others) in [("depends_on", &improvement.depends_on), ("conflicts_with", &improvement.conflicts_with)] {
        if others.contains(&improvement.id) {
            let what =
                Message::new("improvements-itself").text("id", improvement.id.as_str()).text("field", table.field(key));
            table.refuse(key, what, Message::new("improvements-itself-mend").text("id", improvement.id.as_str()));
        }
    }
}

type Link = (Id, Place, Vec<Id>);

/// Reports each circle of dependencies once, with its path; one improvement that needs itself is reported elsewhere.
fn refuse_cycles(table: &Table<'_>, links: &[Link]) {
    // Of an id that is defined twice the first definition counts, as in the ledger.
    let needs: BTreeMap<&Id, &[Id]> = links.iter().rev().map(|(id, _, needs)| (id, needs.as_slice())).collect();
    let mut reported = BTreeSet::new();
    for (id, place, _) in links {
        let Some(path) = circle(id, &needs) else { continue };
        let members: BTreeSet<&Id> = path.iter().copied().collect();
        if path.len() < 2 || !reported.insert(members) {
            continue;
        }
        let shown = path.iter().copied().chain([id]).map(Id::as_str).collect::<Vec<_>>().join(" → ");
        let what = Message::new("improvements-circle").text("path", shown);
        table.reading().findings.error(place.clone(), what, Message::new("improvements-circle-mend"));
    }
}

/// The shortest way along dependencies from an improvement back to itself.
fn circle<'a>(start: &'a Id, needs: &BTreeMap<&'a Id, &'a [Id]>) -> Option<Vec<&'a Id>> {
    let mut seen = BTreeSet::from([start]);
    let mut paths = vec![vec![start]];
    while !paths.is_empty() {
        let mut longer = Vec::new();
        for path in paths {
            let next = path.last().and_then(|last| needs.get(last)).copied().unwrap_or_default();
            for id in next {
                if id == start {
                    return Some(path);
                }
                if seen.insert(id) {
                    longer.push(path.iter().copied().chain([id]).collect());
                }
            }
        }
        paths = longer;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::findings::Findings;
    use super::super::ledger::Ledger;
    use super::super::source::SourceFile;
    use super::super::table::{Reading, read_file};
    use super::*;
    use crate::words::{Language, Words};

    fn read_text(text: &str, language: Language) -> (Vec<Improvement>, Vec<String>) {
        let (file, findings, ledger) =
            (SourceFile::new("improvements.toml", text), Findings::default(), Ledger::default());
        let read = read_file(Reading { file: &file, findings: &findings, ledger: &ledger }, read);
        ledger.check(&findings);
        let words = Words::new(language);
        (read.unwrap_or_default(), findings.into_problems().iter().map(|problem| problem.say(&words)).collect())
    }

    fn said(text: &str) -> Vec<String> {
        read_text(&format!("[[improvement]]\nid = \"I-1\"\ntitle = \"One\"\n{text}"), Language::English).1
    }

    #[test]
    fn an_improvement_is_read_with_everything_it_says() {
        let (read, problems) = read_text(
            "[[improvement]]\nid = \"I-1\"\ntitle = \"Écran\"\nkind = \"réparation\"\nlayer = \"coulisses\"\nimpact = 4\n\
             lift_rel = [-0.01, 0.02, 0.06]\nreach_per_week = 12_000\neffort_days = [2, 4, 9]\np_works = \"35%\"\n\
             moscow = \"should\"\nno_test = \"trop petit\"\nhypothesis = { change = \"un écran\", because = \"F-1\" }\n\
             deadline = 2025-05-30\n[[improvement.vote]]\nrater = \"Sam\"\nimpact = 4\neffort_days = 6\n",
            Language::French,
        );
        assert_eq!(problems, [""; 0]);
        let one = &read[0];
        assert_eq!((one.kind, one.layer), (Some(ImprovementKind::Repair), Some(Layer::Back)));
        assert_eq!(one.impact, Range::new(4.0, 4.0, 4.0).ok());
        assert_eq!(one.effort_days, Range::new(2.0, 4.0, 9.0).ok());
        assert_eq!(one.p_works.map(Share::get), Some(0.35));
        assert_eq!(one.votes.len(), 1);
        assert_eq!(one.hypothesis.as_ref().and_then(|hypothesis| hypothesis.because.as_deref()), Some("F-1"));
    }

    #[test]
    fn each_mistake_has_its_message() {
        for (text, expected) in [
            (
                "effort_days = 0\n",
                "error: improvements.toml:4: `improvement.effort_days` is 0, but must be above 0\n  to mend: write a number above 0",
            ),
            (
                "effort_days = [-1, 4, 9]\n",
                "error: improvements.toml:4: `improvement.effort_days` is -1, but must be above 0\n  to mend: write a number above 0",
            ),
            (
                "effort_days = [9, 4, 2]\n",
                "error: improvements.toml:4: `improvement.effort_days` is [9, 4, 2], but a range rises: low, most likely, high\n  \
                 to mend: write the low, the most likely and the high value in this order; 9 cases out of 10 lie between low and high",
            ),
            (
                "effort_days = [2, 4]\n",
                "error: improvements.toml:4: `improvement.effort_days` should be a number or a range of three numbers, not [… 2]\n  \
                 to mend: write it like this: effort_days = [2, 4, 9]",
            ),
            (
                "reach_per_week = -5\n",
                "error: improvements.toml:4: `improvement.reach_per_week` is -5, but must be above 0\n  to mend: write a number above 0",
            ),
            (
                "impact = 7\n",
                "error: improvements.toml:4: `improvement.impact` is 7, but a score lies between 1 and 5\n  to mend: write a number from 1 to 5",
            ),
            (
                "impact = [0, 3, 4]\n",
                "error: improvements.toml:4: `improvement.impact` is 0, but a score lies between 1 and 5\n  to mend: write a number from 1 to 5",
            ),
            (
                "lift_rel = [2, 5, 12]\n",
                "error: improvements.toml:4: `improvement.lift_rel` is 12, which is no relative change\n  to mend: 12% is written 0.12; the least is -1, everything lost",
            ),
            (
                "effort_days = [0.000001, 2, 90]\n",
                "error: improvements.toml:4: `improvement.effort_days` reaches from 0.000001 to 90, which says nothing\n  to mend: give a range whose ends are less than a millionfold apart, below a million million",
            ),
            (
                "p_works = 35\n",
                "error: improvements.toml:4: `improvement.p_works` is 35, but a share lies between 0 and 1\n  to mend: 35% is written 0.35 or \"35%\"",
            ),
            (
                "kind = \"reparr\"\n",
                "error: improvements.toml:4: `improvement.kind` cannot be \"reparr\"\n  to mend: did you mean `repair`?",
            ),
            (
                "team = \"web\"\n",
                "error: improvements.toml:4: there is no team `web`\n  to mend: define team `web`, or remove the reference",
            ),
            (
                "frictions = [\"F-1\"]\n",
                "error: improvements.toml:4: there is no friction point `F-1`\n  to mend: define friction point `F-1`, or remove the reference",
            ),
            (
                "depends_on = [\"I-1\"]\n",
                "error: improvements.toml:4: `I-1` names itself in `improvement.depends_on`\n  to mend: remove `I-1` from the list",
            ),
            (
                "[[improvement.vote]]\nimpact = 9\n",
                "error: improvements.toml:4: `improvement.vote.rater` is missing\n  to mend: add a line `rater = …`",
            ),
            (
                "efort_days = 3\n",
                "error: improvements.toml:4: `improvement.efort_days` is not a known key\n  to mend: did you mean `effort_days`?",
            ),
        ] {
            assert_eq!(said(text).first().map(String::as_str), Some(expected), "{text}");
        }
    }

    #[test]
    fn a_circle_of_dependencies_is_told_once_with_its_path() {
        let text = "[[improvement]]\nid = \"A\"\ntitle = \"a\"\ndepends_on = [\"B\"]\n\
                    [[improvement]]\nid = \"B\"\ntitle = \"b\"\ndepends_on = [\"C\"]\n\
                    [[improvement]]\nid = \"C\"\ntitle = \"c\"\ndepends_on = [\"A\"]\n\
                    [[improvement]]\nid = \"D\"\ntitle = \"d\"\ndepends_on = [\"A\"]\n";
        assert_eq!(
            read_text(text, Language::English).1,
            [
                "error: improvements.toml:4: these improvements wait for each other: A → B → C → A\n  to mend: remove one of these dependencies"
            ]
        );
        assert_eq!(
            read_text(text, Language::French).1,
            [
                "erreur\u{a0}: improvements.toml:4: ces améliorations s’attendent l’une l’autre\u{a0}: A → B → C → A\n  remède\u{a0}: supprimer l’une de ces dépendances"
            ]
        );
    }
}
