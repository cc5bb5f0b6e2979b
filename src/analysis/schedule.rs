//! Which looks at the data count as looks of the plan.

use jiff::civil::Date;

use super::record::{ArmUnits, Look, SeenEffect};
use crate::plan::{Looks, Plan, PlannedArm};

/// Information that differs by less than this is the same: the same data, looked at again.
const SAME: f64 = 1e-6;

/// Where a look stands among those of the plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Occasion {
    /// The units at the looks that counted so far, and at this one, as parts of the planned units.
    pub information: Vec<f64>,
    /// The day of each of them.
    pub days: Vec<Date>,
    /// What each of the looks before kept of the scores of its comparisons.
    pub scores: Vec<Vec<KeptScore>>,
    /// Whether this look is one of the plan's, which may decide.
    pub due: bool,
    /// Whether it is the last one: the planned units are in, or the planned days are over.
    pub last: bool,
    /// The part of the planned units at which the next look is due; none after the last.
    pub next: Option<f64>,
    /// The day of an earlier look that was the last one: the whole risk is spent, and its answer stands.
    pub over_since: Option<Date>,
}

/// The standard score of a comparison at an earlier look, counted towards better.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptScore {
    /// The metric.
    pub metric: String,
    /// The variant.
    pub variant: String,
    /// The score.
    pub z: f64,
}

impl KeptScore {
    fn all(look: &Look) -> Vec<Self> {
        let kept = |effect: &SeenEffect| {
            Some(Self { metric: effect.metric.to_string(), variant: effect.variant.clone(), z: effect.z? })
        };
        look.effects.iter().filter_map(kept).collect()
    }
}

impl Occasion {
    /// Places a look among those that were taken before it.
    ///
    /// A planned look is the first one taken when its units are in; looks between decide nothing and spend nothing, so when
    /// they are taken makes no difference. The same data looked at again are the same look. At the end of the planned days the
    /// look is the last one, however many units are in.
    #[must_use]
    pub fn of(looks: &Looks, plan: &Plan, planned: &[PlannedArm], earlier: &[Look], now: &Now<'_>) -> Option<Self> {
        let here = share(now.arms, planned)?;
        let ended = now.through >= plan.end;
        let rates = looks.information.rates();
        let mut schedule = Schedule { rates, next: 0, information: Vec::new(), days: Vec::new(), scores: Vec::new() };
        let over_since = ended_before(plan, planned, earlier, now).map(|look| look.on);
        for look in earlier.iter().filter(|look| look.on <= now.on) {
            // Data that were there before more came: what holds now is what they say.
            match share(&look.arms, planned) {
                Some(then) if then < here - SAME => schedule.takes(then, look, over_since == Some(look.on)),
                _ => false,
            };
        }
        let due = schedule.is_due(here) || ended;
        schedule.information.push(here);
        schedule.days.push(now.on);
        let last = ended || here >= 1.0 - SAME;
        let next = rates.iter().copied().find(|rate| *rate > here + SAME).filter(|_| !last);
        let Schedule { information, days, scores, .. } = schedule;
        Some(Self { information, days, scores, due, last, next, over_since })
    }

    /// The number of this look among those of the plan, from 1.
    #[must_use]
    pub fn number(&self) -> usize {
        self.information.len()
    }

    /// The looks before this one, when the last of them ended the test.
    #[must_use]
    pub(super) fn before_the_end(&self) -> Option<Self> {
        self.over_since?;
        let (_, information) = self.information.split_last()?;
        let (_, days) = self.days.split_last()?;
        (!information.is_empty()).then(|| Self {
            information: information.to_vec(),
            days: days.to_vec(),
            scores: self.scores.iter().take(days.len() - 1).cloned().collect(),
            due: true,
            last: true,
            next: None,
            over_since: None,
        })
    }

    /// The scores that the looks before kept of a comparison; none where a look kept none.
    pub(super) fn scores_of(&self, metric: &str, variant: &str) -> Vec<Option<f64>> {
        let of = |kept: &&KeptScore| kept.metric == metric && kept.variant == variant;
        self.scores.iter().map(|look| look.iter().find(of).map(|kept| kept.z)).collect()
    }

    /// The units at this look, as a part of the planned ones.
    #[must_use]
    pub fn here(&self) -> f64 {
        self.information.last().copied().unwrap_or(0.0)
    }
}

/// A look that is being taken.
#[derive(Debug, Clone, Copy)]
pub struct Now<'a> {
    /// The day.
    pub on: Date,
    /// The last day the data speak of.
    pub through: Date,
    /// Units of each arm.
    pub arms: &'a [ArmUnits],
}

/// The first look with fewer units that was the last of its plan: all planned units were in, or all planned days over.
pub(super) fn ended_before<'a>(
    plan: &Plan,
    planned: &[PlannedArm],
    earlier: &'a [Look],
    now: &Now<'_>,
) -> Option<&'a Look> {
    let here = share(now.arms, planned)?;
    earlier.iter().filter(|look| look.on <= now.on).find(|look| {
        let then = share(&look.arms, planned);
        let days_over = look.data_through.is_some_and(|through| through >= plan.end);
        then.is_some_and(|then| then < here - SAME && (days_over || then >= 1.0 - SAME))
    })
}

/// Units of all arms as a part of the planned ones; none without units, or without a plan.
pub(super) fn share(arms: &[ArmUnits], planned: &[PlannedArm]) -> Option<f64> {
    let there = arms.iter().fold(0_u64, |sum, arm| sum.saturating_add(arm.units));
    let wanted = planned.iter().fold(0_u64, |sum, arm| sum.saturating_add(arm.units));
    (there > 0 && wanted > 0).then(|| there as f64 / wanted as f64)
}

/// The planned looks, as they are taken one after another.
struct Schedule<'a> {
    rates: &'a [f64],
    next: usize,
    information: Vec<f64>,
    days: Vec<Date>,
    scores: Vec<Vec<KeptScore>>,
}

impl Schedule<'_> {
    fn is_due(&self, here: f64) -> bool {
        self.rates.get(self.next).is_some_and(|rate| here >= rate - SAME)
    }

    /// Takes a look where one is due, as at the end of the test; says whether it was.
    fn takes(&mut self, here: f64, look: &Look, ended: bool) -> bool {
        let grows = self.information.last().is_none_or(|before| here > before + SAME);
        let due = grows && (ended || self.is_due(here));
        if due {
            self.next = self.rates.iter().position(|rate| *rate > here + SAME).unwrap_or(self.rates.len());
            self.information.push(here);
            self.days.push(look.on);
            self.scores.push(KeptScore::all(look));
        }
        due
    }
}
