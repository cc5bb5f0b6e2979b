use std::cell::RefCell;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use super::findings::Findings;
use crate::id::Id;
use crate::problem::nearest;
use crate::problem::{Place, Problem};
use crate::words::Message;

/// What an id names. Ids are unique within their kind, across all files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Persona,
    Channel,
    Stage,
    Touchpoint,
    Evidence,
    Friction,
    Gain,
    Improvement,
    Metric,
    Goal,
    Team,
    Lane,
    Experiment,
}

impl Kind {
    /// Whether ids of this kind are unique within one map only: today's map and the one wanted share their personas.
    fn is_of_one_map(self) -> bool {
        matches!(self, Self::Persona | Self::Channel | Self::Stage | Self::Touchpoint | Self::Evidence | Self::Gain)
    }

    fn said(self) -> Message {
        Message::new(match self {
            Self::Persona => "kind-persona",
            Self::Channel => "kind-channel",
            Self::Stage => "kind-stage",
            Self::Touchpoint => "kind-touchpoint",
            Self::Evidence => "kind-evidence",
            Self::Friction => "kind-friction",
            Self::Gain => "kind-gain",
            Self::Improvement => "kind-improvement",
            Self::Metric => "kind-metric",
            Self::Goal => "kind-goal",
            Self::Team => "kind-team",
            Self::Lane => "kind-lane",
            Self::Experiment => "kind-experiment",
        })
    }
}

/// Every id that is defined and every id that is referred to, of all files; checked once at the end.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    defined: RefCell<BTreeMap<Kind, BTreeMap<Id, Place>>>,
    duplicates: RefCell<Vec<(Kind, Id, Place)>>,
    referred: RefCell<Vec<(Kind, Id, Place)>>,
    unread: RefCell<BTreeSet<Kind>>,
}

impl Ledger {
    /// Notes that an id is defined here. The first definition counts; later ones are duplicates.
    pub(crate) fn define(&self, kind: Kind, id: &Id, place: Place) {
        let mut defined = self.defined.borrow_mut();
        let known = defined.entry(kind).or_default();
        if known.contains_key(id) {
            self.duplicates.borrow_mut().push((kind, id.clone(), place));
        } else {
            known.insert(id.clone(), place);
        }
    }

    /// Notes that an id is referred to here.
    pub(crate) fn refer(&self, kind: Kind, id: &Id, place: Place) {
        self.referred.borrow_mut().push((kind, id.clone(), place));
    }

    /// Notes that a file could not be read that may define ids of these kinds. References to them are then not judged:
    /// one missing bracket in `jalon.toml` is one problem, not one for each metric that is used anywhere.
    pub(crate) fn leave_open(&self, kinds: &[Kind]) {
        self.unread.borrow_mut().extend(kinds);
    }

    /// Reports every duplicate and every reference that leads nowhere, with the nearest known name.
    pub(crate) fn check(&self, findings: &Findings) {
        self.check_kinds(findings, |_| true);
    }

    /// Does the same for the kinds that belong to one map.
    pub(crate) fn check_map(&self, findings: &Findings) {
        self.check_kinds(findings, Kind::is_of_one_map);
    }

    /// Does the same where the metrics of the workspace are not at hand.
    pub(crate) fn check_without_metrics(&self, findings: &Findings) {
        self.check_kinds(findings, |kind| kind != Kind::Metric);
    }

    /// Takes over what a map's own ledger noted, once that was checked with [`Ledger::check_map`].
    ///
    /// Other files may refer to the map's touchpoints and stages; that two maps both have a persona `lea` is no
    /// duplicate. Friction points are one list for all maps.
    pub(crate) fn absorb_map(&self, map: Self) {
        let mut defined = self.defined.borrow_mut();
        let mut duplicates = self.duplicates.borrow_mut();
        for (kind, ids) in map.defined.into_inner() {
            let known = defined.entry(kind).or_default();
            for (id, place) in ids {
                if let Entry::Vacant(free) = known.entry(id.clone()) {
                    free.insert(place);
                } else if !kind.is_of_one_map() {
                    duplicates.push((kind, id, place));
                }
            }
        }
        duplicates.extend(map.duplicates.into_inner().into_iter().filter(|(kind, ..)| !kind.is_of_one_map()));
        let outward = map.referred.into_inner().into_iter().filter(|(kind, ..)| !kind.is_of_one_map());
        self.referred.borrow_mut().extend(outward);
    }

    fn check_kinds(&self, findings: &Findings, wanted: impl Fn(Kind) -> bool) {
        let defined = self.defined.borrow();
        for (kind, id, place) in self.duplicates.borrow().iter().filter(|(kind, ..)| wanted(*kind)) {
            let first = defined.get(kind).and_then(|known| known.get(id));
            findings.add(
                Problem::error(
                    place.clone(),
                    Message::new("workspace-duplicate").said("kind", kind.said()).text("id", id.as_str()),
                )
                .mended_by(
                    Message::new("workspace-duplicate-mend")
                        .text("file", first.map_or("", |first| first.file.as_str()))
                        .text("line", first.and_then(|first| first.line).unwrap_or(1).to_string()),
                ),
            );
        }
        let unread = self.unread.borrow();
        let judged = |kind: Kind| wanted(kind) && !unread.contains(&kind);
        for (kind, id, place) in self.referred.borrow().iter().filter(|(kind, ..)| judged(*kind)) {
            let known = defined.get(kind);
            if known.is_some_and(|known| known.contains_key(id)) {
                continue;
            }
            let what = Message::new("workspace-dangling").said("kind", kind.said()).text("id", id.as_str());
            let names = known.into_iter().flat_map(BTreeMap::keys).map(Id::as_str);
            let mend = match nearest(id.as_str(), names) {
                Some(name) => Message::new("workspace-nearest").text("name", name),
                None => Message::new("workspace-dangling-mend").said("kind", kind.said()).text("id", id.as_str()),
            };
            findings.error(place.clone(), what, mend);
        }
    }
}
