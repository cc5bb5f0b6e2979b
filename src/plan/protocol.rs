use jiff::civil::Date;
use serde::Serialize;

use super::{Correction, Efficiency, EventLogs, FamilyCorrection, Looks, NullHypothesis};
use crate::id::Id;
use crate::metric::{Baseline, Metric};
use crate::quantity::{Proportion, Range, Share};
use crate::stats::{Sides, SuccessRule};

/// What a team says it will do before it sees a single result: the plan of one experiment.
///
/// A plan carries its metrics whole, so that an analysis needs nothing else than the plan and the data.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Its id: `E003`.
    pub id: Id,
    /// Its title for people.
    pub title: String,
    /// The improvement it tests.
    pub improvement: Option<Id>,
    /// What is believed, and why.
    pub hypothesis: Hypothesis,
    /// The arms, control first; at least two, shares summing to 1.
    pub arms: Vec<Arm>,
    /// The metric that decides; where several do, the first of them.
    pub primary: Metric,
    /// Today's value of the primary metric, which the size is computed from.
    pub baseline: Baseline,
    /// Further metrics that decide, as [`Rule::success`] says; usually none.
    pub also_primary: Vec<SuccessMetric>,
    /// Metrics looked at, which do not decide.
    pub secondary: Vec<Metric>,
    /// Metrics that must not get worse than a margin.
    pub guardrails: Vec<Guardrail>,
    /// The smallest effect on the primary metric that the test must not miss.
    pub effect: Change,
    /// What the primary comparison tries to rule out: no difference, or a loss beyond a margin (non-inferiority).
    pub null: NullHypothesis,
    /// Risks, directions and correction.
    pub design: Terms,
    /// First day of the test.
    pub start: Date,
    /// Last planned day of the test, itself included.
    pub end: Date,
    /// Segments declared beforehand, as the data name them.
    pub segments: Vec<String>,
    /// The lane whose traffic it takes.
    pub lane: Option<Id>,
    /// Where the data lie.
    pub data: DataSource,
    /// What was believed about the result beforehand.
    pub prediction: Option<Prediction>,
    /// How the result turns into a verdict.
    pub rule: Rule,
    /// The rule in the team's own words.
    pub rule_text: Option<String>,
}

/// What is believed, and why: "if we change … for …, then … will …, because …".
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Hypothesis {
    /// What is changed.
    pub change: String,
    /// For whom.
    pub audience: Option<String>,
    /// What should happen.
    pub outcome: Option<String>,
    /// Why it should happen: an observation, a friction point.
    pub because: Option<String>,
}

/// One arm of a test.
#[derive(Debug, Clone, PartialEq)]
pub struct Arm {
    /// Its name for people.
    pub name: String,
    /// The part of the units it is meant to get.
    pub share: Proportion,
    /// How the data name it, where that differs.
    pub code: Option<String>,
}

impl Arm {
    /// The name the data use.
    #[must_use]
    pub fn name_in_data(&self) -> &str {
        self.code.as_deref().unwrap_or(&self.name)
    }
}

/// A metric that decides, with what is planned for it.
#[derive(Debug, Clone, PartialEq)]
pub struct SuccessMetric {
    /// The metric.
    pub metric: Metric,
    /// Its value today.
    pub baseline: Baseline,
    /// The smallest effect on it that the test must not miss.
    pub effect: Change,
    /// What its comparison tries to rule out.
    pub null: NullHypothesis,
}

/// A metric that must not get worse than a margin.
#[derive(Debug, Clone, PartialEq)]
pub struct Guardrail {
    /// The metric.
    pub metric: Metric,
    /// The worst change that is tolerated: negative where more is better, positive where less is.
    pub margin: Change,
}

/// A change of a metric between control and variant, with its sign.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Change {
    /// Relative to the control: `0.05` is +5 %.
    Lift(f64),
    /// In the metric's own unit: `0.01` on a rate is one percentage point.
    Difference(f64),
}

impl SuccessMetric {
    /// The value the variant reaches with the planned effect.
    #[must_use]
    pub fn target(&self) -> f64 {
        let baseline = self.baseline.value();
        baseline + self.effect.difference(baseline)
    }
}

impl Change {
    /// The change in the metric's own unit, from a control at `baseline`.
    #[must_use]
    pub fn difference(self, baseline: f64) -> f64 {
        match self {
            Self::Lift(lift) => baseline * lift,
            Self::Difference(difference) => difference,
        }
    }

    /// The hypothesis that a change of this size, or a worse one, happened.
    #[must_use]
    pub fn as_null(self) -> NullHypothesis {
        match self {
            Self::Lift(margin) => NullHypothesis::Lift { margin },
            Self::Difference(margin) => NullHypothesis::Difference { margin },
        }
    }

    /// The number with its sign, whatever its unit.
    #[must_use]
    pub fn signed(self) -> f64 {
        match self {
            Self::Lift(change) | Self::Difference(change) => change,
        }
    }
}

/// Risks, directions, correction and weeks of a test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Terms {
    /// Risk of seeing a difference where there is none.
    pub alpha: Proportion,
    /// Chance of seeing the planned effect when it is there.
    pub power: Proportion,
    /// Directions the test watches.
    pub sides: Sides,
    /// Correction for several variants.
    pub correction: Correction,
    /// Correction of the secondary metrics, all variants together.
    pub secondary_correction: FamilyCorrection,
    /// Weeks it runs at least.
    pub min_weeks: u32,
    /// Weeks it runs at most.
    pub max_weeks: u32,
    /// Units of all arms together, where the team sets them; else they are computed.
    pub units: Option<u64>,
    /// What a unit is worth: a covariate the analysis adjusts for, clusters.
    pub efficiency: Efficiency,
    /// What the power is asked of.
    pub power_of: PowerOf,
}

/// What the planned power is asked of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PowerOf {
    /// The primary metric alone.
    #[default]
    Primary,
    /// The whole decision: the primary metric shows its effect and every guardrail is shown to hold.
    Decision,
}

impl Terms {
    /// Confidence level of the intervals that go with the test: 95 % for 5 % on two sides, 90 % for 5 % on one.
    ///
    /// Both ends of such an interval are at the risk the test takes on one side, so the interval excludes "no effect"
    /// exactly when the test finds one.
    #[must_use]
    pub fn interval_level(&self) -> f64 {
        1.0 - 2.0 * self.sides.level(self.alpha.get())
    }
}

/// Where the data of an experiment lie.
#[derive(Debug, Clone, PartialEq)]
pub struct DataSource {
    /// Their shape.
    pub kind: DataKind,
    /// The file, relative to the experiment's folder.
    pub file: String,
    /// Names of columns that differ from the standard ones: what it holds → how the file names it.
    pub columns: Vec<(String, String)>,
    /// The logs of events beside the file, which is then the log of exposures.
    pub events: Option<EventLogs>,
}

/// The shape of an experiment's data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DataKind {
    /// One row per arm, or per arm, day and segment, with counts and sums.
    #[default]
    Summary,
    /// One row per unit.
    Units,
    /// Raw logs: exposures, and events.
    Events,
}

/// What was believed about the result beforehand; frozen by the lock.
#[derive(Debug, Clone, PartialEq)]
pub struct Prediction {
    /// Where the lift of the primary metric should lie, as a 90 % range.
    pub lift: Range,
    /// Chance that the variant wins.
    pub p_win: Option<Share>,
    /// Who predicted it.
    pub by: Option<String>,
}

/// How the result turns into a verdict.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rule {
    /// When the test decides.
    pub kind: RuleKind,
    /// How many of several success metrics must win; without meaning for one.
    pub success: SuccessRule,
}

/// When a test decides.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum RuleKind {
    /// One decision, at the planned size and after the planned weeks: ship when the primary metric is better and the
    /// guardrails hold, stop when it is worse or a guardrail falls. Looks before the end are recorded and do not decide.
    #[default]
    FixedHorizon,
    /// A decision at each of the planned looks, where the bounds allow one, and at the end.
    Looks(Looks),
    /// A decision at any time, by intervals that hold at every look. They are the wider for it.
    AnyTime,
}

impl Rule {
    /// The looks that may decide; none for a test that decides once, or at any time.
    #[must_use]
    pub fn looks(&self) -> Option<&Looks> {
        match &self.kind {
            RuleKind::Looks(looks) => Some(looks),
            RuleKind::FixedHorizon | RuleKind::AnyTime => None,
        }
    }

    /// Whether the test may decide before its end.
    #[must_use]
    pub fn decides_early(&self) -> bool {
        self.kind != RuleKind::FixedHorizon
    }
}

impl Plan {
    /// The arm the others are compared with.
    ///
    /// A plan always has arms; the reader refuses one without.
    #[must_use]
    pub fn control(&self) -> Option<&Arm> {
        self.arms.first()
    }

    /// The arms compared with the control.
    #[must_use]
    pub fn variants(&self) -> &[Arm] {
        self.arms.get(1..).unwrap_or_default()
    }

    /// Every metric of the plan once: those that decide, secondary, guardrails.
    #[must_use]
    pub fn metrics(&self) -> Vec<&Metric> {
        let guardrails = self.guardrails.iter().map(|guardrail| &guardrail.metric);
        self.deciding().chain(&self.secondary).chain(guardrails).collect()
    }

    /// The metrics that decide: the primary one and those beside it.
    pub fn deciding(&self) -> impl Iterator<Item = &Metric> {
        std::iter::once(&self.primary).chain(self.also_primary.iter().map(|success| &success.metric))
    }

    /// The metrics that decide, each with what is planned for it; the primary one first.
    #[must_use]
    pub fn success_metrics(&self) -> Vec<SuccessMetric> {
        let primary = SuccessMetric {
            metric: self.primary.clone(),
            baseline: self.baseline.clone(),
            effect: self.effect,
            null: self.null,
        };
        std::iter::once(primary).chain(self.also_primary.iter().cloned()).collect()
    }

    /// How many success metrics share the risk of a wrong win: all of them where one win suffices, else each has all of it.
    #[must_use]
    pub fn sharing_alpha(&self) -> u32 {
        match self.rule.success {
            SuccessRule::Any => {
                u32::try_from(self.also_primary.len()).map_or(u32::MAX, |others| others.saturating_add(1))
            }
            SuccessRule::All => 1,
        }
    }

    /// The risk each success metric is tested and sized at, over all variants.
    #[must_use]
    pub fn success_alpha(&self) -> Proportion {
        crate::stats::bonferroni(self.design.alpha, self.sharing_alpha())
    }

    /// Confidence level of the intervals of the success metrics, over all variants; see [`Terms::interval_level`].
    #[must_use]
    pub fn success_level(&self) -> f64 {
        1.0 - 2.0 * self.design.sides.level(self.success_alpha().get())
    }

    /// Days from the first to the last planned one, both included.
    #[must_use]
    pub fn planned_days(&self) -> u32 {
        days_between(self.start, self.end)
    }

    /// The value of the baseline as a number: a rate or a mean.
    #[must_use]
    pub fn baseline_value(&self) -> f64 {
        self.baseline.value()
    }

    /// The value the variant reaches with the planned effect.
    #[must_use]
    pub fn target_value(&self) -> f64 {
        self.baseline_value() + self.effect.difference(self.baseline_value())
    }
}

/// Days from the first to the last, both included; 0 when the last lies before the first.
#[must_use]
pub fn days_between(first: Date, last: Date) -> u32 {
    let days = first.until(last).map_or(0, |span| span.get_days());
    u32::try_from(days + 1).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_count_both_ends() {
        assert_eq!(days_between(date(2026, 7, 6), date(2026, 7, 19)), 14);
        assert_eq!(days_between(date(2026, 7, 6), date(2026, 7, 6)), 1);
        assert_eq!(days_between(date(2026, 7, 6), date(2026, 7, 1)), 0);
    }

    #[test]
    fn a_change_knows_its_unit() {
        assert_eq!(Change::Lift(0.5).difference(0.2), 0.1);
        assert_eq!(Change::Difference(-0.01).difference(0.2), -0.01);
    }
}
