use std::path::{Path, PathBuf};

use super::disk::{shown, write_whole};
use super::findings::Findings;
use super::hold;
use super::ledger::{Kind, Ledger};
use super::open::Shelf;
use super::record::{self, record_text};
use super::settings::Settings;
use super::{plan, source::SourceFile};
use crate::analysis::Record;
use crate::id::Id;
use crate::plan::Plan;
use crate::problem::{Place, Problem, any_error};
use crate::words::Message;

/// The file people write.
pub const PLAN_FILE: &str = "plan.toml";
/// The file the program alone writes.
pub const RECORD_FILE: &str = "record.toml";

/// One folder of an experiment.
#[derive(Debug, Clone, PartialEq)]
pub struct Experiment {
    /// Its id: the folder's name up to the first dash after the number.
    pub id: Id,
    /// Its folder.
    pub folder: PathBuf,
    /// Its plan.
    pub plan: Plan,
    /// What happened to it so far.
    pub record: Record,
    /// Whether `record.toml` is as jalon wrote it, or absent; a record that is not is never written over.
    pub record_intact: bool,
}

impl Experiment {
    /// The path of its data, as the plan names it.
    #[must_use]
    pub fn data_path(&self) -> PathBuf {
        self.folder.join(&self.plan.data.file)
    }

    /// The paths of its event logs, as the plan names them; patterns among them.
    #[must_use]
    pub fn event_paths(&self) -> Vec<PathBuf> {
        let logs = self.plan.data.events.iter().flat_map(|logs| &logs.files);
        logs.map(|file| self.folder.join(file)).collect()
    }

    /// Keeps every other run of the program from writing this record, and reads it anew: what another run wrote since
    /// the workspace was opened is not lost.
    ///
    /// # Errors
    ///
    /// Problems when another run does not let go of it, or when the record can no longer be read.
    pub fn hold(&self) -> Result<Held, Vec<Problem>> {
        let guard = hold::hold(&self.folder.join(PLAN_FILE), &self.record_name()).map_err(|problem| vec![problem])?;
        let (findings, ledger) = (Findings::default(), Ledger::default());
        let shelf = Shelf { findings: &findings, ledger: &ledger };
        let path = self.folder.join(RECORD_FILE);
        let read = shelf.read_if_there(&path, |table| record::read(table, &self.id)).flatten();
        let problems = findings.into_problems();
        if any_error(&problems) {
            return Err(problems);
        }
        let (record, record_intact) = read.map_or((Record::default(), true), |read| (read.record, read.intact));
        let experiment = Self { record, record_intact, ..self.clone() };
        Ok(Held { experiment, _guard: guard })
    }

    /// What could be better about it, for those who look the whole workspace over or lock the plan.
    #[must_use]
    pub fn hints(&self) -> Vec<Problem> {
        if !self.plan.guardrails.is_empty() {
            return Vec::new();
        }
        let problem = Problem::hint(Place::file(self.plan_name()), Message::new("plan-no-guardrail"));
        vec![problem.mended_by(Message::new("plan-no-guardrail-mend"))]
    }

    /// The path of its record, for people.
    #[must_use]
    pub fn record_name(&self) -> String {
        shown(&self.folder.join(RECORD_FILE))
    }

    /// The path of its plan, for people.
    #[must_use]
    pub fn plan_name(&self) -> String {
        shown(&self.folder.join(PLAN_FILE))
    }
}

/// An experiment whose record nobody else writes as long as this value lives.
#[derive(Debug)]
pub struct Held {
    experiment: Experiment,
    _guard: Option<std::fs::File>,
}

impl Held {
    /// The experiment, with its record as it is now.
    #[must_use]
    pub fn experiment(&self) -> &Experiment {
        &self.experiment
    }

    /// Writes what happened to it, whole.
    ///
    /// # Errors
    ///
    /// A problem when the file cannot be written; the old one is then still there.
    pub fn write_record(&self, record: &Record) -> Result<(), Problem> {
        let path = self.experiment.folder.join(RECORD_FILE);
        write_whole(&path, record_text(&self.experiment.id, record).as_bytes())
    }
}

/// Reads the folders of a workspace that hold a plan or a record, in name order.
pub(super) fn read(root: &Path, settings: &Settings, shelf: Shelf<'_>) -> Vec<Experiment> {
    folders(root).into_iter().filter_map(|folder| experiment(folder, settings, shelf)).collect()
}

fn folders(root: &Path) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = std::fs::read_dir(root)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.join(PLAN_FILE).is_file() || path.join(RECORD_FILE).is_file())
        .collect();
    folders.sort();
    folders
}

fn experiment(folder: PathBuf, settings: &Settings, shelf: Shelf<'_>) -> Option<Experiment> {
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let Ok(id) = id_of(&name).parse::<Id>() else {
        let what = Message::new("experiment-folder-name").text("name", &name);
        shelf.findings.error(Place::file(shown(&folder)), what, Message::new("experiment-folder-name-mend"));
        return None;
    };
    shelf.ledger.define(Kind::Experiment, &id, Place::file(shown(&folder)));
    let record_path = folder.join(RECORD_FILE);
    let record = shelf.read_if_there(&record_path, |table| record::read(table, &id));
    let plan_path = folder.join(PLAN_FILE);
    if !plan_path.is_file() {
        let what = Message::new("experiment-no-plan").text("id", id.as_str());
        shelf.findings.error(Place::file(shown(&plan_path)), what, Message::new("experiment-no-plan-mend"));
        return None;
    }
    let plan = shelf.read(&plan_path, |table| plan::read(table, &id, settings)).flatten();
    // A record that is there but cannot be read is an error already; nothing is guessed in its place.
    let (record, record_intact) = match record {
        Some(Some(read)) => (read.record, read.intact),
        _ if record_path.exists() => return None,
        _ => (Record::default(), true),
    };
    Some(Experiment { id, folder, plan: plan?, record, record_intact })
}

/// The id in a folder's name: `E003` of `E003-guest-checkout`, `EX-012` of `EX-012-photos`; a name without a number
/// is an id as it is.
pub(super) fn id_of(name: &str) -> &str {
    let letters = name.chars().take_while(|character| character.is_alphabetic()).map(char::len_utf8).sum::<usize>();
    let rest = name.get(letters..).unwrap_or_default();
    let dash = usize::from(rest.starts_with('-'));
    let digits = rest.get(dash..).unwrap_or_default().bytes().take_while(u8::is_ascii_digit).count();
    let end = letters + dash + digits;
    let bounded = name.get(end..).is_some_and(|after| after.is_empty() || after.starts_with('-'));
    if letters > 0 && digits > 0 && bounded { name.get(..end).unwrap_or(name) } else { name }
}

/// The next free id of experiments: one above the highest number of `E…`, with three digits at least.
#[must_use]
pub fn next_experiment_id(root: &Path) -> String {
    let names = std::fs::read_dir(root).into_iter().flatten().flatten();
    let numbers = names.filter_map(|entry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        id_of(&name).strip_prefix('E')?.parse::<u32>().ok()
    });
    format!("E{:03}", numbers.max().unwrap_or(0) + 1)
}

/// Reads one plan from its text, for a draft that is not yet on disk: the plan, and every problem of it.
#[must_use]
pub fn read_plan(name: &str, text: &str, id: &Id, settings: &Settings) -> (Option<Plan>, Vec<Problem>) {
    let (findings, ledger) = (Findings::default(), Ledger::default());
    let file = SourceFile::new(name, text);
    let reading = super::table::Reading { file: &file, findings: &findings, ledger: &ledger };
    let plan = super::table::read_file(reading, |table| plan::read(table, id, settings)).flatten();
    (plan, findings.into_problems())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_name_starts_with_the_id() {
        for (name, id) in [
            ("E003-guest-checkout", "E003"),
            ("E003", "E003"),
            ("EX-012-photos", "EX-012"),
            ("guest-checkout", "guest-checkout"),
            ("E3a-b", "E3a-b"),
            ("2026-07", "2026-07"),
            ("É12-é", "É12"),
        ] {
            assert_eq!(id_of(name), id);
        }
    }

    #[test]
    fn the_next_id_is_one_above_the_highest() {
        let root = tempfile::tempdir().unwrap();
        assert_eq!(next_experiment_id(root.path()), "E001");
        for name in ["E002-a", "E009-b", "EX-040", "reviews"] {
            std::fs::create_dir(root.path().join(name)).unwrap();
        }
        assert_eq!(next_experiment_id(root.path()), "E010");
    }

    const SETTINGS: &str = "schema = 1\n\
        [[metric]]\nid = \"checkout-rate\"\nkind = \"proportion\"\nbaseline = 0.36\n\
        [[metric]]\nid = \"support-contact\"\nkind = \"proportion\"\nbaseline = 0.04\ndirection = \"lower\"\n\
        [[metric]]\nid = \"nps\"\nkind = \"nps\"\n";
    const PLAN: &str = "title = \"Guest checkout\"\nprimary = \"checkout-rate\"\nstart = 2026-07-06\nend = 2026-07-19\n\
        [hypothesis]\nchange = \"order without an account\"\n\
        [[arm]]\nname = \"control\"\nshare = 0.5\n[[arm]]\nname = \"guest\"\nshare = 0.5\n\
        [[guardrail]]\nmetric = \"support-contact\"\nmargin_difference = 0.01\n\
        [design]\nlift = 0.08\n\
        [prediction]\nlift = [-0.01, 0.05, 0.12]\np_win = 0.6\nby = \"web\"\n";

    /// A workspace with one experiment: its experiments, and its problems in English.
    fn opened(plan: &str, record: Option<&str>) -> (Vec<Experiment>, Vec<String>) {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("E001-guest-checkout");
        std::fs::create_dir(&folder).unwrap();
        std::fs::write(root.path().join("jalon.toml"), SETTINGS).unwrap();
        std::fs::write(folder.join(PLAN_FILE), plan).unwrap();
        if let Some(record) = record {
            std::fs::write(folder.join(RECORD_FILE), record).unwrap();
        }
        let opened = super::super::open(root.path());
        let words = crate::words::Words::new(crate::words::Language::English);
        (opened.workspace.experiments, opened.problems.iter().map(|problem| problem.say(&words)).collect())
    }

    fn plan(text: &str) -> Plan {
        let (experiments, problems) = opened(text, None);
        assert!(problems.is_empty(), "{problems:#?}");
        experiments.into_iter().next().unwrap().plan
    }

    #[test]
    fn a_plan_is_read_with_its_metrics() {
        let plan = plan(PLAN);
        assert_eq!((plan.id.as_str(), plan.primary.id.as_str()), ("E001", "checkout-rate"));
        assert_eq!(plan.baseline_value(), 0.36);
        assert!((plan.target_value() - 0.3888).abs() < 1e-12);
        assert_eq!(plan.variants()[0].name, "guest");
        assert_eq!(plan.planned_days(), 14);
        assert!((plan.design.interval_level() - 0.95).abs() < 1e-12);
    }

    #[test]
    fn every_problem_of_a_plan_is_said_at_once() {
        let wrong = PLAN
            .replace("lift = 0.08", "lift = -0.08")
            .replace("margin_difference = 0.01", "margin_difference = -0.01")
            .replace("share = 0.5\n[[guardrail]]", "share = 0.6\n[[guardrail]]")
            .replace("end = 2026-07-19", "end = 2026-07-01")
            .replace("primary = ", "secondary = [\"conversion\"]\nprimary = ");
        let (experiments, problems) = opened(&wrong, None);
        assert!(experiments.is_empty());
        assert_eq!(problems.len(), 5, "{problems:#?}");
        for said in ["plans for checkout-rate", "on the good side", "add up to 110", "before it starts", "`conversion`"]
        {
            assert!(problems.iter().any(|problem| problem.contains(said)), "{said}: {problems:#?}");
        }
    }

    #[test]
    fn the_fingerprint_sees_what_matters_and_nothing_else() {
        let fingerprint = |text: &str| crate::plan::fingerprint(&plan(text));
        let locked = fingerprint(PLAN);
        let rearranged =
            PLAN.replace("lift = 0.08", "# eight per cent\nlift = \"8%\"").replace("share = 0.5", "share = 0.50");
        assert_eq!(fingerprint(&rearranged), locked);
        assert_eq!(fingerprint(&PLAN.replace("Guest checkout", "Another title")), locked);
        for (from, to) in [
            ("lift = 0.08", "lift = 0.07"),
            ("margin_difference = 0.01", "margin_difference = 0.02"),
            ("order without an account", "order with an account"),
            ("name = \"guest\"", "name = \"variant\""),
            ("end = 2026-07-19", "end = 2026-07-26"),
            ("p_win = 0.6", "p_win = 0.7"),
            ("lift = 0.08", "lift = 0.08\nalpha = 0.1"),
        ] {
            assert_ne!(fingerprint(&PLAN.replace(from, to)), locked, "{to}");
        }
    }

    fn record() -> Record {
        use crate::analysis::{ArmUnits, Decision, DecisionKind, Look, SeenEffect, SeenInterval, VerdictKind};
        use crate::metric::MetricRole;
        use crate::plan::{Lock, PlannedArm};
        use jiff::civil::date;
        let plan = plan(PLAN);
        let arms = || plan.arms.iter().map(|arm| arm.name.clone());
        let interval = SeenInterval { estimate: 0.02, low: Some(1e-7), high: None, level: 0.95 };
        Record {
            lock: Some(Lock {
                on: date(2026, 7, 3),
                fingerprint: crate::plan::fingerprint(&plan),
                start: plan.start,
                end: plan.end,
                arms: arms().map(|name| PlannedArm { name, units: 4_500 }).collect(),
                power: Some(0.8),
                prediction: plan.prediction.clone(),
            }),
            looks: vec![Look {
                on: date(2026, 7, 21),
                data_through: Some(date(2026, 7, 19)),
                data_digest: crate::plan::digest(b"data"),
                fingerprint: crate::plan::fingerprint(&plan),
                arms: arms().map(|name| ArmUnits { name, units: 6_000 }).collect(),
                verdict: VerdictKind::Ship,
                failed_checks: vec!["missing_days".to_owned()],
                effects: vec![SeenEffect {
                    metric: plan.primary.id.clone(),
                    role: MetricRole::Primary,
                    variant: "guest".to_owned(),
                    control: 0.36,
                    value: 0.38,
                    difference: interval,
                    lift: None,
                    p_value: Some(1e-12),
                    z: None,
                }],
            }],
            decisions: vec![Decision {
                decision: DecisionKind::Ship,
                on: date(2026, 7, 21),
                by: Some("web \"team\"".to_owned()),
                why: "a \\ clear\nwin\u{1b}".to_owned(),
                verdict: Some(VerdictKind::Ship),
                waiver: None,
            }],
            accepted: vec![date(2026, 7, 4)],
        }
    }

    #[test]
    fn a_record_is_read_as_it_was_written() {
        let (id, record) = ("E001".parse().unwrap(), record());
        let text = record_text(&id, &record);
        let (experiments, problems) = opened(PLAN, Some(&text));
        assert!(problems.is_empty(), "{problems:#?}");
        assert_eq!(experiments[0].record, record);
        assert!(experiments[0].record_intact);
        let (experiments, _) = opened(PLAN, Some(&text.replace('\n', "\r\n")));
        assert!(experiments[0].record_intact, "version control may turn line ends");
    }

    #[test]
    fn a_record_changed_by_hand_or_cut_short_is_said() {
        let (id, record) = ("E001".parse().unwrap(), record());
        let text = record_text(&id, &record);
        let changed = text.replace("units = 6000", "units = 6001");
        let cut = text.split("[[decision]]").next().unwrap();
        let unsealed = text.lines().filter(|line| !line.starts_with("seal")).collect::<Vec<_>>().join("\n");
        for other in [changed.as_str(), cut, &unsealed] {
            let (experiments, problems) = opened(PLAN, Some(other));
            assert!(problems[0].contains("not as jalon wrote it"), "{problems:#?}");
            assert!(!experiments[0].record_intact);
        }
        let (experiments, problems) = opened(PLAN, Some(&text[..text.len() / 2]));
        assert!(experiments.is_empty() && !problems.is_empty(), "nothing is guessed in place of a broken record");
        let (experiments, problems) = opened(PLAN, Some(&text.replace("on = 2026-07-21", "on = 2026-07-01")));
        assert!(problems.iter().any(|problem| problem.contains("backwards")), "{problems:#?}");
        drop(experiments);
        let (_, problems) = opened(PLAN, Some(&text.replace("\"E001\"", "\"E002\"")));
        assert!(problems.iter().any(|problem| problem.contains("another experiment")), "{problems:#?}");
    }
}
