//! What looking more often than planned does to the risk of a false alarm.

use super::chance::Chance;
use super::conduct::{Conduct, Merge};
use super::population::Population;
use super::scenario::{Deciding, World};
use crate::analysis::{Conclusion, MetricResult, effects};
use crate::data::Tally;
use crate::plan::Plan;
use crate::quantity::Proportion;
use crate::stats::draws::Stream;
use crate::stats::{Sides, looks_at_level};

/// A test without effect, looked at several times and ended at the first result that looks significant.
#[derive(Debug, Clone, PartialEq)]
pub struct Peeking {
    /// Looks, evenly spread over the units.
    pub looks: u32,
    /// The chance of a false alarm at that look or an earlier one, look by look.
    pub by_look: Vec<Chance>,
    /// The chance of a false alarm of who looks at the end alone.
    pub at_the_end: Chance,
    /// The chance of a false alarm of who looks so often, computed for a normal statistic; none where several comparisons decide.
    pub computed: Option<f64>,
}

impl Peeking {
    /// The chance of a false alarm of who looks so often.
    #[must_use]
    pub fn habit(&self) -> Option<Chance> {
        self.by_look.last().copied()
    }
}

/// How many tests first looked significant at each look.
#[derive(Debug, Clone, Default)]
pub(super) struct FirstAlarms {
    tests: u64,
    first: Vec<u64>,
    at_the_end: u64,
}

/// What one test showed: the look that was the first to be significant, and whether the last one was.
pub(super) struct Peeked {
    first: Option<usize>,
    last: bool,
}

impl FirstAlarms {
    pub fn count(&mut self, peeked: Peeked) {
        self.tests += 1;
        self.at_the_end += u64::from(peeked.last);
        if let Some(look) = peeked.first {
            if self.first.len() <= look {
                self.first.resize(look + 1, 0);
            }
            self.first[look] += 1;
        }
    }

    pub fn peeking(&self, looks: u32, plan: &Plan) -> Option<Peeking> {
        let mut so_far = 0;
        let by_look = (0..looks as usize).map(|look| {
            so_far += self.first.get(look).copied().unwrap_or(0);
            Chance::new(so_far, self.tests)
        });
        let by_look = by_look.collect::<Option<Vec<_>>>()?;
        let at_the_end = Chance::new(self.at_the_end, self.tests)?;
        Some(Peeking { looks, by_look, at_the_end, computed: computed(plan, looks) })
    }
}

/// The chance of a false alarm in so many looks at one normal statistic.
fn computed(plan: &Plan, looks: u32) -> Option<f64> {
    let alone = plan.also_primary.is_empty() && plan.variants().len() == 1 && !plan.null.is_equivalence();
    let information: Vec<f64> = (1..=looks).map(|look| f64::from(look) / f64::from(looks)).collect();
    let alpha = plan.design.alpha;
    let (level, sides) = match plan.null.has_margin() {
        true => (Proportion::new(plan.design.sides.level(alpha.get())).ok()?, Sides::One),
        false => (alpha, plan.design.sides),
    };
    let computed = alone.then(|| looks_at_level(&information, level, sides).ok())?;
    computed.map(|share| share.get())
}

impl Merge for FirstAlarms {
    fn merge(&mut self, other: Self) {
        self.tests += other.tests;
        self.at_the_end += other.at_the_end;
        if self.first.len() < other.first.len() {
            self.first.resize(other.first.len(), 0);
        }
        self.first.iter_mut().zip(other.first).for_each(|(mine, theirs)| *mine += theirs);
    }
}

/// Looks at one test so many times, after equal parts of its units; the success metrics alone are looked at.
pub(super) fn peeked(
    conduct: &Conduct<'_>,
    plan: &Plan,
    populations: &[[Population; 2]],
    looks: u32,
    stream: &mut Stream,
) -> Peeked {
    let mut totals = vec![Tally::default(); plan.arms.len()];
    let (mut seen, mut peeked) = (0, Peeked { first: None, last: false });
    for look in 1..=looks {
        let units = share_of(conduct.world.units, look, looks);
        // Data that nothing can be said of are no alarm.
        let grown = conduct.grow(&mut totals, populations, units - seen, stream);
        seen = units;
        peeked.last = grown && is_alarm(conduct.world, plan, &totals);
        if peeked.last {
            peeked.first = peeked.first.or(Some(look as usize - 1));
        }
    }
    peeked
}

/// The units there are at a look.
fn share_of(units: u64, look: u32, looks: u32) -> u64 {
    let share = u128::from(units) * u128::from(look) / u128::from(looks.max(1));
    u64::try_from(share).unwrap_or(units)
}

fn is_alarm(world: &World, plan: &Plan, totals: &[Tally]) -> bool {
    let results = effects(plan, totals);
    let found = |(result, deciding): (&MetricResult, &Deciding)| {
        let mut comparisons = result.comparisons.iter();
        comparisons.any(|comparison| Conclusion::of(comparison, deciding.risk(plan)).is_decided())
    };
    let known = |result: &MetricResult| world.deciding.iter().find(|deciding| deciding.metric.id.as_str() == result.id);
    results.iter().filter_map(|result| Some((result, known(result)?))).any(found)
}
