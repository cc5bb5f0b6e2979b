use std::path::{Path, PathBuf};

use toml::de::DeTable;

use super::disk::read_text;
use super::experiments::{self, Experiment};
use super::find::SETTINGS_FILE;
use super::findings::Findings;
use super::improvements;
use super::journey::{self, MapFile};
use super::ledger::{Kind, Ledger};
use super::settings::{self, Settings};
use super::table::{Reading, Table, read_file};
use super::{kpis, notes};
use crate::journey::{FrictionPoint, friction_points};
use crate::priority::Improvement;
use crate::problem::Problem;
use crate::review::{KpiSeries, Notes};
use crate::words::Language;

/// The history of KPIs.
pub(super) const KPIS_FILE: &str = "kpis.csv";
const IMPROVEMENTS_FILE: &str = "improvements.toml";

/// Everything the files of a workspace say.
#[derive(Debug, Clone, Default)]
pub struct Workspace {
    /// The folder with `jalon.toml`.
    pub root: PathBuf,
    /// `jalon.toml`.
    pub settings: Settings,
    /// `kpis.csv`.
    pub kpis: Vec<KpiSeries>,
    /// `reviews/*.toml`, in the order of months.
    pub notes: Vec<Notes>,
    /// `improvements.toml`, in the order it was written.
    pub improvements: Vec<Improvement>,
    /// The experiments, by folder name.
    pub experiments: Vec<Experiment>,
    /// The journey maps: `journey.toml`, `journeys/*.toml`, then those `jalon.toml` names.
    pub maps: Vec<MapFile>,
}

impl Workspace {
    /// The friction points of every map, with what the maps say about them.
    #[must_use]
    pub fn friction_points(&self) -> Vec<FrictionPoint> {
        self.maps.iter().flat_map(|file| friction_points(&file.map)).collect()
    }
}

/// A workspace as read, with every problem of every file.
#[derive(Debug, Clone)]
pub struct Opened {
    /// What could be read.
    pub workspace: Workspace,
    /// All problems of all files, by file and line.
    pub problems: Vec<Problem>,
}

/// Reads all files of a workspace.
#[must_use]
pub fn open(root: &Path) -> Opened {
    let (findings, ledger) = (Findings::default(), Ledger::default());
    let shelf = Shelf { findings: &findings, ledger: &ledger };
    let settings = shelf.read(&root.join(SETTINGS_FILE), settings::read);
    if settings.is_none() {
        ledger.leave_open(&[Kind::Metric, Kind::Goal, Kind::Team, Kind::Lane]);
    }
    let settings = settings.unwrap_or_default();
    let path = root.join(IMPROVEMENTS_FILE);
    let improvements = shelf.read_if_there(&path, improvements::read);
    if improvements.is_none() && path.exists() {
        ledger.leave_open(&[Kind::Improvement]);
    }
    let workspace = Workspace {
        root: root.to_path_buf(),
        kpis: kpis::read(shelf, &root.join(KPIS_FILE), &settings.metrics),
        notes: notes::read_folder(shelf, &root.join("reviews")),
        improvements: improvements.unwrap_or_default(),
        experiments: experiments::read(root, &settings, shelf),
        maps: journey::read_all(shelf, root, &settings.journeys),
        settings,
    };
    ledger.check(&findings);
    Opened { workspace, problems: findings.into_problems() }
}

/// The language `jalon.toml` asks for, without reading anything else; for messages said before the rest is read.
#[must_use]
pub fn language(root: &Path) -> Option<Language> {
    let text = std::fs::read_to_string(root.join(SETTINGS_FILE)).ok()?;
    // A file with a fault still says its language, so that the fault is told in it.
    let (table, _) = DeTable::parse_recoverable(text.strip_prefix('\u{feff}').unwrap_or(&text));
    table.get_ref().get("lang")?.get_ref().as_str()?.parse().ok()
}

/// What files are read with: one place for all their problems and all their ids.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shelf<'a> {
    pub(crate) findings: &'a Findings,
    pub(crate) ledger: &'a Ledger,
}

impl Shelf<'_> {
    /// Reads one TOML file with a reader.
    pub(crate) fn read<T>(&self, path: &Path, read: impl FnOnce(&Table<'_>) -> T) -> Option<T> {
        let file = read_text(path, self.findings)?;
        read_file(Reading { file: &file, findings: self.findings, ledger: self.ledger }, read)
    }

    /// Reads one TOML file that need not be there.
    pub(crate) fn read_if_there<T>(&self, path: &Path, read: impl FnOnce(&Table<'_>) -> T) -> Option<T> {
        if path.exists() { self.read(path, read) } else { None }
    }
}

/// The files of a folder with an ending, in name order; an absent folder has none.
pub(crate) fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.is_file() && path.extension().is_some_and(|extension| extension == ending))
        .collect();
    files.sort();
    files
}
