//! What a look may decide, by the plan and by the looks before it.

use jiff::civil::Date;

use super::analyse::Before;
use super::record::VerdictKind;
use super::schedule::{Now, Occasion};
use super::watching::Watched;
use crate::plan::{Plan, RuleKind};
use crate::stats::LookDecision;

/// How far a test is, as its rule counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// The rule decides once: health checks say whether the test is over.
    Once,
    /// Between the looks of the plan; the next one is due at so many units.
    Between {
        /// Units of all arms.
        units: u64,
    },
    /// At a look of the plan that more may follow.
    Look {
        /// Its number.
        number: usize,
        /// The units at which the next one is due.
        next: u64,
        /// Whether the primary metric is past the bound for futility, in every variant.
        futile: bool,
        /// Whether the primary metric is past the bound for efficacy, in some variant.
        shown: bool,
    },
    /// At the last look, or at the end of a test that may decide at any time.
    Last,
    /// At any time before the end.
    AnyTime,
    /// After the last look of the plan, whose answer stands.
    Over {
        /// The day of that look.
        on: Date,
        /// What it said.
        verdict: VerdictKind,
    },
}

impl Stage {
    /// Where a look stands.
    pub fn of(
        plan: &Plan,
        occasion: Option<&Occasion>,
        watched: &[Watched],
        Before { planned, looks: earlier }: Before<'_>,
        now: &Now<'_>,
    ) -> Self {
        let wanted: u64 = planned.iter().map(|arm| arm.units).sum();
        let units_at = |share: f64| (share * wanted as f64).ceil() as u64;
        match (&plan.rule.kind, occasion) {
            (RuleKind::FixedHorizon, _) => Self::Once,
            (RuleKind::AnyTime, _) => {
                let there: u64 = now.arms.iter().map(|arm| arm.units).sum();
                if there >= wanted || now.through >= plan.end { Self::Last } else { Self::AnyTime }
            }
            (RuleKind::Looks(_), Some(Occasion { over_since: Some(on), .. })) => {
                let look = earlier.iter().find(|look| look.on == *on);
                Self::Over { on: *on, verdict: look.map_or(VerdictKind::Undecided, |look| look.verdict) }
            }
            (RuleKind::Looks(_), Some(occasion)) if occasion.last => Self::Last,
            (RuleKind::Looks(_), Some(occasion)) => {
                let next = units_at(occasion.next.unwrap_or(1.0));
                if !occasion.due {
                    return Self::Between { units: next };
                }
                let primary: Vec<&Watched> =
                    watched.iter().filter(|each| each.metric == plan.primary.id.as_str()).collect();
                let futile = !primary.is_empty() && primary.iter().all(|each| each.decision == LookDecision::Futility);
                let shown = watched.iter().any(|each| each.decision == LookDecision::Efficacy);
                Self::Look { number: occasion.number(), next, futile, shown }
            }
            // Without units there is no look yet.
            (RuleKind::Looks(looks), None) => {
                Self::Between { units: units_at(looks.information.rates().first().copied().unwrap_or(1.0)) }
            }
        }
    }
}
