//! Journey maps: `journey.toml`, `journeys/*.toml` and the files `jalon.toml` names.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::disk::read_text;
use super::findings::Findings;
use super::ledger::{Kind, Ledger};
use super::open::{Shelf, files};
use super::settings::{each, schema};
use super::source::SourceFile;
use super::table::{Entry, Reading, Table, quantity_message, read_file};
use crate::id::Id;
use crate::journey::{
    AcceptedGap, Cause, Channel, ChannelKind, Evidence, EvidenceKind, Experience, Finding, Friction, FrictionKind,
    Gain, JourneyMap, MomentKind, MomentOfTruth, Persona, Phase, Scope, Shape, Stage, State, Subject, Touchpoint,
    Usage, untreated,
};
use crate::problem::{Place, Problem};
use crate::quantity::{Positive, QuantityError, Range, Score, Share};
use crate::words::Message;

/// A journey map with the file it was read from.
#[derive(Debug, Clone)]
pub struct MapFile {
    /// The name it is asked for by: the file's name without its ending.
    pub name: String,
    /// The file as people know it.
    pub file: String,
    /// The map.
    pub map: JourneyMap,
    places: BTreeMap<Subject, Place>,
}

impl MapFile {
    /// What the map's findings on a day say, each at its place in the file.
    #[must_use]
    pub fn findings(&self, today: Date) -> Vec<Problem> {
        self.placed(self.map.findings(today))
    }

    /// The friction points that no improvement treats, each at its place in the file.
    #[must_use]
    pub fn untreated(&self, treated: &BTreeSet<Id>) -> Vec<Problem> {
        self.placed(untreated(&self.map, treated))
    }

    fn placed(&self, findings: Vec<Finding>) -> Vec<Problem> {
        let place = |subject: &Subject| self.places.get(subject).cloned().unwrap_or_else(|| Place::file(&*self.file));
        findings
            .into_iter()
            .map(|finding| Problem {
                severity: finding.severity,
                place: place(&finding.subject),
                what: finding.what,
                mend: Some(finding.mend),
            })
            .collect()
    }
}

/// Reads one map outside a workspace: its metrics cannot be looked up, everything else is checked.
#[must_use]
pub fn open_map(path: &Path) -> (Option<MapFile>, Vec<Problem>) {
    let (findings, ledger) = (Findings::default(), Ledger::default());
    let map = read_map(Shelf { findings: &findings, ledger: &ledger }, path);
    ledger.check_without_metrics(&findings);
    (map, findings.into_problems())
}

/// Reads all maps of a workspace, each file once.
pub(super) fn read_all(shelf: Shelf<'_>, root: &Path, named: &[String]) -> Vec<MapFile> {
    let customary = Some(root.join("journey.toml")).filter(|path| path.exists());
    let paths = customary
        .into_iter()
        .chain(files(&root.join("journeys"), "toml"))
        .chain(named.iter().map(|name| root.join(name)));
    let mut seen: BTreeSet<PathBuf> = BTreeSet::new();
    paths
        // Two names of one file are one map; a file that is not there keeps its name and is reported.
        .filter(|path| seen.insert(path.canonicalize().unwrap_or_else(|_| path.clone())))
        .filter_map(|path| read_map(shelf, &path))
        .collect()
}

fn read_map(shelf: Shelf<'_>, path: &Path) -> Option<MapFile> {
    let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let map = read_text(path, shelf.findings).and_then(|file| read_source(shelf, &file, name));
    if map.is_none() {
        shelf.ledger.leave_open(&[Kind::Persona, Kind::Stage, Kind::Touchpoint, Kind::Friction, Kind::Evidence]);
    }
    map
}

fn read_source(shelf: Shelf<'_>, file: &SourceFile, name: String) -> Option<MapFile> {
    let (ledger, marks) = (Ledger::default(), Marks::default());
    let map = read_file(Reading { file, findings: shelf.findings, ledger: &ledger }, |table| read(table, &marks))?;
    ledger.check_map(shelf.findings);
    shelf.ledger.absorb_map(ledger);
    Some(MapFile { name, file: file.name().to_owned(), map, places: marks.places.into_inner() })
}

/// Remembers where each part of the map stands, for findings that are computed later.
#[derive(Debug, Default)]
struct Marks {
    places: RefCell<BTreeMap<Subject, Place>>,
}

impl Marks {
    fn note(&self, subject: Subject, place: Place) {
        self.places.borrow_mut().entry(subject).or_insert(place);
    }
}

const SCOPES: &[(&str, Scope)] =
    &[("customer", Scope::Customer), ("user", Scope::User), ("client", Scope::Customer), ("utilisateur", Scope::User)];

const SHAPES: &[(&str, Shape)] = &[
    ("linear", Shape::Linear),
    ("cyclic", Shape::Cyclic),
    ("omnichannel", Shape::Omnichannel),
    ("linéaire", Shape::Linear),
    ("cyclique", Shape::Cyclic),
    ("omnicanal", Shape::Omnichannel),
];

const STATES: &[(&str, State)] = &[
    ("as_is", State::AsIs),
    ("to_be", State::ToBe),
    ("as-is", State::AsIs),
    ("to-be", State::ToBe),
    ("actuel", State::AsIs),
    ("cible", State::ToBe),
];

const CHANNEL_KINDS: &[(&str, ChannelKind)] = &[
    ("physical", ChannelKind::Physical),
    ("digital", ChannelKind::Digital),
    ("human", ChannelKind::Human),
    ("physique", ChannelKind::Physical),
    ("numérique", ChannelKind::Digital),
    ("humain", ChannelKind::Human),
];

const PHASES: &[(&str, Phase)] = &[
    ("before", Phase::Before),
    ("during", Phase::During),
    ("after", Phase::After),
    ("avant", Phase::Before),
    ("pendant", Phase::During),
    ("après", Phase::After),
];

const USAGES: &[(&str, Usage)] = &[
    ("used", Usage::Used),
    ("avoided", Usage::Avoided),
    ("planned", Usage::Planned),
    ("utilisé", Usage::Used),
    ("évité", Usage::Avoided),
    ("prévu", Usage::Planned),
];

const MOMENTS: &[(&str, MomentKind)] =
    &[("punctual", MomentKind::Punctual), ("transversal", MomentKind::Transversal), ("ponctuel", MomentKind::Punctual)];

const EVIDENCE_KINDS: &[(&str, EvidenceKind)] = &[
    ("quote", EvidenceKind::Quote),
    ("interview", EvidenceKind::Interview),
    ("survey", EvidenceKind::Survey),
    ("review", EvidenceKind::Review),
    ("support", EvidenceKind::Support),
    ("analytics", EvidenceKind::Analytics),
    ("observation", EvidenceKind::Observation),
    ("replay", EvidenceKind::Replay),
    ("ab_test", EvidenceKind::AbTest),
    ("expert", EvidenceKind::Expert),
    ("verbatim", EvidenceKind::Quote),
    ("citation", EvidenceKind::Quote),
    ("entretien", EvidenceKind::Interview),
    ("sondage", EvidenceKind::Survey),
    ("enquête", EvidenceKind::Survey),
    ("avis", EvidenceKind::Review),
    ("assistance", EvidenceKind::Support),
    ("mesure", EvidenceKind::Analytics),
    ("chiffre", EvidenceKind::Analytics),
    ("comportement", EvidenceKind::Observation),
    ("enregistrement", EvidenceKind::Replay),
    ("test_ab", EvidenceKind::AbTest),
];

const FRICTION_KINDS: &[(&str, FrictionKind)] = &[
    ("irritant", FrictionKind::Irritant),
    ("effort", FrictionKind::Effort),
    ("breakpoint", FrictionKind::Breakpoint),
    ("rupture", FrictionKind::Breakpoint),
];

const CAUSES: &[(&str, Cause)] = &[
    ("slow_site", Cause::SlowSite),
    ("basket_abandonment", Cause::BasketAbandonment),
    ("missing_information", Cause::MissingInformation),
    ("failing_service", Cause::FailingService),
    ("form", Cause::Form),
    ("payment", Cause::Payment),
    ("site lent", Cause::SlowSite),
    ("abandon de panier", Cause::BasketAbandonment),
    ("manque d'information", Cause::MissingInformation),
    ("service défaillant", Cause::FailingService),
    ("formulaire", Cause::Form),
    ("paiement", Cause::Payment),
];

/// Reads the whole file.
fn read(table: &Table<'_>, marks: &Marks) -> JourneyMap {
    schema(table);
    let mut map = heading(table, marks);
    map.personas = each(table, "persona", |inner| persona(inner, marks));
    map.channels = each(table, "channel", channel);
    map.stages = each(table, "stage", |inner| stage(inner, marks));
    map.touchpoints = each(table, "touchpoint", |inner| touchpoint(inner, marks));
    map.evidence = each(table, "evidence", |inner| evidence(inner, marks));
    map.frictions = each(table, "friction", |inner| friction(inner, marks));
    map.gains = each(table, "gain", gain);
    map.gaps = each(table, "gap", gap);
    if !table.has("stage") {
        table.refuse("stage", Message::new("journey-no-stage"), Message::new("journey-no-stage-mend"));
    }
    if !table.has("friction") {
        table.refuse("friction", Message::new("journey-no-friction"), Message::new("journey-no-friction-mend"));
    }
    map
}

fn heading(table: &Table<'_>, marks: &Marks) -> JourneyMap {
    if !table.has("journey") {
        table.refuse("journey", Message::new("journey-no-title"), Message::new("journey-no-title-mend"));
    }
    let Some(inner) = table.table("journey") else { return JourneyMap::default() };
    let title = inner.required("title", inner.text("title"));
    marks.note(Subject::Map, inner.place("title"));
    let map = JourneyMap {
        title: title.unwrap_or_default(),
        scope: inner.choice("scope", SCOPES).unwrap_or_default(),
        shape: inner.choice("shape", SHAPES).unwrap_or_default(),
        state: inner.choice("state", STATES).unwrap_or_default(),
        updated: inner.date("updated"),
        review_every_days: inner.quantity("review_every_days", Positive::new).map(|days| days.get().ceil() as u32),
        owner: inner.text("owner"),
        ..JourneyMap::default()
    };
    inner.refuse_unknown_keys();
    map
}

/// The name of a thing, else its id.
fn name(table: &Table<'_>, id: Option<&Id>) -> String {
    table.text("name").or_else(|| id.map(Id::to_string)).unwrap_or_default()
}

fn persona(table: &Table<'_>, marks: &Marks) -> Option<Persona> {
    let id = table.defines("id", Kind::Persona);
    let name = name(table, id.as_ref());
    let share = table.quantity("share", Share::new);
    let demographics = table.text("demographics");
    let [goals, motivations, frustrations, habits, media] =
        ["goals", "motivations", "frustrations", "habits", "media"].map(|key| table.texts(key));
    let [hears, sees, thinks, feels] = ["hears", "sees", "thinks", "feels"].map(|key| table.texts(key));
    let channels = table.refers_all("channels", Kind::Channel);
    let evidence = table.refers_all("evidence", Kind::Evidence);
    let id = id?;
    marks.note(Subject::Persona(id.clone()), table.place("id"));
    Some(Persona {
        id,
        name,
        share,
        demographics,
        goals,
        motivations,
        frustrations,
        habits,
        media,
        channels,
        evidence,
        hears,
        sees,
        thinks,
        feels,
    })
}

fn channel(table: &Table<'_>) -> Option<Channel> {
    let id = table.defines("id", Kind::Channel);
    let name = name(table, id.as_ref());
    let kind = table.choice("kind", CHANNEL_KINDS);
    Some(Channel { id: id?, name, kind })
}

fn stage(table: &Table<'_>, marks: &Marks) -> Option<Stage> {
    let id = table.defines("id", Kind::Stage);
    let name = name(table, id.as_ref());
    let phase = table.choice("phase", PHASES);
    let customer_goal = table.text("customer_goal");
    let [motivations, expectations] = ["motivations", "expectations"].map(|key| table.texts(key));
    let kpis = table.refers_all("kpis", Kind::Metric);
    let id = id?;
    marks.note(Subject::Stage(id.clone()), table.place("id"));
    Some(Stage { id, name, phase, customer_goal, motivations, expectations, kpis })
}

fn touchpoint(table: &Table<'_>, marks: &Marks) -> Option<Touchpoint> {
    let id = table.defines("id", Kind::Touchpoint);
    let name = name(table, id.as_ref());
    let stage = table.required("stage", table.refers("stage", Kind::Stage));
    let channel = table.refers("channel", Kind::Channel);
    let direct = table.flag("direct").unwrap_or(true);
    let usage = table.choice("usage", USAGES).unwrap_or_default();
    let experiences = experiences(table);
    let target_emotion = table.text("target_emotion");
    let moment_of_truth = moment(table);
    let volume_per_week = table.quantity("volume_per_week", Positive::new);
    let competitor = table.quantity("competitor", Score::new);
    let id = id?;
    marks.note(Subject::Touchpoint(id.clone()), table.place("id"));
    Some(Touchpoint {
        id,
        name,
        stage: stage?,
        channel,
        direct,
        usage,
        experiences,
        target_emotion,
        moment_of_truth,
        volume_per_week,
        competitor,
    })
}

/// Reads `satisfaction`, `intensity` and `emotion`, each one value for all customers or one per persona.
fn experiences(table: &Table<'_>) -> Vec<Experience> {
    let mut experiences: Vec<Experience> = Vec::new();
    for (persona, score) in scores(table, "satisfaction") {
        of(&mut experiences, persona).satisfaction = Some(score);
    }
    for (persona, score) in scores(table, "intensity") {
        of(&mut experiences, persona).intensity = Some(score);
    }
    for (persona, emotion) in emotions(table) {
        of(&mut experiences, persona).emotion = Some(emotion);
    }
    experiences
}

/// The experience of a persona, a new one when it has none yet.
fn of(experiences: &mut Vec<Experience>, persona: Option<Id>) -> &mut Experience {
    let place = experiences.iter().position(|experience| experience.persona == persona).unwrap_or_else(|| {
        experiences.push(Experience { persona, satisfaction: None, intensity: None, emotion: None });
        experiences.len() - 1
    });
    &mut experiences[place]
}

fn scores(table: &Table<'_>, key: &'static str) -> Vec<(Option<Id>, Score)> {
    if !table.holds_table(key) {
        return table.quantity(key, Score::new).map(|score| (None, score)).into_iter().collect();
    }
    let score = |entry: &Entry<'_>| match entry.number().map(Score::new) {
        Some(Ok(score)) => Some(score),
        Some(Err(error)) => {
            let (what, mend) = quantity_message(error, entry.place.field.as_deref().unwrap_or(key));
            table.reading().findings.error(entry.place.clone(), what, mend);
            None
        }
        None => {
            refuse_entry(table, entry, Message::new("journey-not-a-score"), Message::new("quantity-score-mend"));
            None
        }
    };
    per_persona(table, key, score)
}

fn emotions(table: &Table<'_>) -> Vec<(Option<Id>, String)> {
    if !table.holds_table("emotion") {
        return table.text("emotion").map(|emotion| (None, emotion)).into_iter().collect();
    }
    per_persona(table, "emotion", |entry| {
        let word = entry.text().map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned);
        if word.is_none() {
            refuse_entry(table, entry, Message::new("journey-not-a-word"), Message::new("journey-not-a-word-mend"));
        }
        word
    })
}

/// Reads a table whose keys are personas.
fn per_persona<T>(
    table: &Table<'_>,
    key: &'static str,
    read: impl Fn(&Entry<'_>) -> Option<T>,
) -> Vec<(Option<Id>, T)> {
    let mut values = Vec::new();
    for entry in table.entries(key) {
        let value = read(&entry);
        match entry.key.parse::<Id>() {
            Ok(persona) => {
                table.reading().ledger.refer(Kind::Persona, &persona, entry.place.clone());
                values.extend(value.map(|value| (Some(persona), value)));
            }
            Err(error) => {
                let what = Message::new("workspace-invalid-id").text("id", error.0);
                table.reading().findings.error(entry.place.clone(), what, Message::new("workspace-invalid-id-mend"));
            }
        }
    }
    values
}

fn refuse_entry(table: &Table<'_>, entry: &Entry<'_>, what: Message, mend: Message) {
    let field = entry.place.field.clone().unwrap_or_default();
    table.reading().findings.error(entry.place.clone(), what.text("field", field), mend);
}

fn moment(table: &Table<'_>) -> Option<MomentOfTruth> {
    let kind = table.choice("moment_of_truth", MOMENTS);
    let signals = table.texts("signals");
    let stages = table.refers_all("moment_stages", Kind::Stage);
    let weight = weight(table);
    if !table.has("moment_of_truth") {
        for key in ["signals", "moment_stages", "moment_weight"].into_iter().filter(|key| table.has(key)) {
            let what = Message::new("journey-no-moment").text("field", table.field(key));
            table.refuse(key, what, Message::new("journey-no-moment-mend"));
        }
    }
    Some(MomentOfTruth { kind: kind?, signals, stages, weight })
}

fn weight(table: &Table<'_>) -> f64 {
    match table.number("moment_weight") {
        Some(weight) if weight < 1.0 => {
            let what = Message::new("journey-light-weight").text("weight", weight.to_string());
            table.refuse("moment_weight", what, Message::new("journey-light-weight-mend"));
            1.0
        }
        Some(weight) => weight,
        None => MomentOfTruth::DEFAULT_WEIGHT,
    }
}

fn evidence(table: &Table<'_>, marks: &Marks) -> Option<Evidence> {
    let id = table.defines("id", Kind::Evidence);
    let kind = table.required("kind", table.choice("kind", EVIDENCE_KINDS));
    let text = table.required("text", table.text("text"));
    let source = table.text("source");
    let date = table.date("date");
    let consent = table.flag("consent");
    let sample = table.count("sample");
    let touchpoint = table.refers("touchpoint", Kind::Touchpoint);
    let id = id?;
    marks.note(Subject::Evidence(id.clone()), table.place("id"));
    Some(Evidence { id, kind: kind?, text: text?, source, date, consent, sample, touchpoint })
}

fn friction(table: &Table<'_>, marks: &Marks) -> Option<Friction> {
    let id = table.defines("id", Kind::Friction);
    let title = table.required("title", table.text("title"));
    let touchpoint = table.refers("touchpoint", Kind::Touchpoint);
    let stage = table.refers("stage", Kind::Stage);
    if touchpoint.is_some() && stage.is_some() {
        table.refuse("stage", Message::new("journey-two-places"), Message::new("journey-two-places-mend"));
    }
    let personas = table.refers_all("personas", Kind::Persona);
    let kind = table.choice("kind", FRICTION_KINDS);
    let cause = table.text("cause").map(cause);
    let severity = table.quantity("severity", Score::new);
    let frequency = frequency(table);
    let whys = whys(table);
    let evidence = table.refers_all("evidence", Kind::Evidence);
    let id = id?;
    marks.note(Subject::Friction(id.clone()), table.place("id"));
    Some(Friction { id, title: title?, touchpoint, stage, personas, kind, cause, severity, frequency, whys, evidence })
}

/// A known cause, else the team's own words.
fn cause(text: String) -> Cause {
    let wanted = text.to_lowercase().replace('’', "'");
    let known = CAUSES.iter().find(|(name, _)| *name == wanted || name.replace('_', " ") == wanted);
    known.map(|(_, cause)| cause.clone()).unwrap_or(Cause::Other(text))
}

fn frequency(table: &Table<'_>) -> Option<Range> {
    let range = table.range("frequency")?;
    let outside = [range.low(), range.likely(), range.high()].into_iter().find(|share| !(0.0..=1.0).contains(share));
    if let Some(share) = outside {
        let (what, _) = quantity_message(QuantityError::NotAShare(share), &table.field("frequency"));
        table.refuse("frequency", what, Message::new("journey-frequency-mend"));
        return None;
    }
    Some(range)
}

fn whys(table: &Table<'_>) -> Vec<String> {
    const MOST: usize = 5;
    let mut whys = table.texts("whys");
    if whys.len() > MOST {
        let what = Message::new("journey-many-whys").count("whys", whys.len() as u64);
        table.refuse("whys", what, Message::new("journey-many-whys-mend"));
        whys.truncate(MOST);
    }
    whys
}

fn gain(table: &Table<'_>) -> Option<Gain> {
    let id = if table.has("id") { table.defines("id", Kind::Gain) } else { None };
    let title = table.required("title", table.text("title"));
    let touchpoint = table.refers("touchpoint", Kind::Touchpoint);
    let personas = table.refers_all("personas", Kind::Persona);
    let evidence = table.refers_all("evidence", Kind::Evidence);
    Some(Gain { id, title: title?, touchpoint, personas, evidence })
}

fn gap(table: &Table<'_>) -> Option<AcceptedGap> {
    let stage = table.required("stage", table.refers("stage", Kind::Stage));
    let channel = table.refers("channel", Kind::Channel);
    let reason = table.required("accepted", table.text("accepted"));
    Some(AcceptedGap { stage: stage?, channel, reason: reason? })
}

#[cfg(test)]
mod mistakes;
