use super::protocol::{Guardrail, Plan, PowerOf};
use super::sizing::{Aim, Design, Measured, Sizing};
use super::{Efficiency, PlanSizeError};
use crate::id::Id;
use crate::metric::MetricRole;
use crate::quantity::Proportion;
use crate::stats::{DecisionRule, least_decision_power};

/// What the whole decision of a plan needs: the primary metric shows its effect, and every guardrail is shown to hold.
///
/// Each of the G + 1 metrics can fail by itself, so each is given the power 1 − β/(G + 1): then all of them succeed with the
/// planned power at least, however they depend on each other ([`DecisionRule`]).
#[derive(Debug, Clone, PartialEq)]
pub struct TogetherNeeds {
    /// The primary metric, then each guardrail.
    pub needs: Vec<MetricNeed>,
    /// The power each metric needs.
    pub power_of_each: Proportion,
    /// The power the decision has at least with the planned units; none where a guardrail's power is not known, or where
    /// the sum of what can fail says nothing.
    pub least_power: Option<f64>,
}

/// What one metric needs.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricNeed {
    /// Its id.
    pub metric: Id,
    /// What it decides.
    pub role: MetricRole,
    /// Its own power with the planned units; none where its baseline is not known.
    pub power: Option<f64>,
    /// Units of all arms with which it has the power each metric needs; none where its baseline is not known, or where no
    /// number of units does.
    pub n_total: Option<u64>,
}

impl TogetherNeeds {
    /// The metric that needs the most units, of those whose needs are known.
    #[must_use]
    pub fn deciding(&self) -> Option<&MetricNeed> {
        self.needs.iter().filter(|need| need.n_total.is_some()).max_by_key(|need| need.n_total)
    }
}

impl Plan {
    /// What each metric needs for the whole decision to have the planned power; none without guardrails.
    ///
    /// # Errors
    ///
    /// [`PlanSizeError`] when the plan itself has no size.
    pub fn needs(&self) -> Result<Option<TogetherNeeds>, PlanSizeError> {
        let Some(each) = self.power_of_each() else { return Ok(None) };
        let sizing = self.size()?;
        let units: Vec<u64> = sizing.arms.iter().map(|arm| arm.n).collect();
        let needed = |design: &Design, aim: Aim| design.size(aim, each).ok().map(|sized| sized.n_total);
        let mut needs = vec![MetricNeed {
            metric: self.primary.id.clone(),
            role: MetricRole::Primary,
            power: Some(sizing.power_attained),
            n_total: needed(&sizing.design, self.effect.as_aim()),
        }];
        for guardrail in &self.guardrails {
            let design = self.guardrail_design(guardrail)?;
            let power = design.as_ref().and_then(|design| design.power(UNHARMED, &units).ok());
            needs.push(MetricNeed {
                metric: guardrail.metric.id.clone(),
                role: MetricRole::Guardrail,
                power: power.map(|found| found.power_attained),
                n_total: design.and_then(|design| needed(&design, UNHARMED)),
            });
        }
        let guardrails: Option<Vec<f64>> = needs.iter().skip(1).map(|need| need.power).collect();
        let least_power = guardrails.and_then(|powers| least_decision_power(&[sizing.power_attained], &powers));
        Ok(Some(TogetherNeeds { needs, power_of_each: each, least_power }))
    }

    /// The size with which the whole decision has the planned power, told of the primary metric: the largest that it and the
    /// guardrails of known baseline need.
    pub(super) fn size_together(&self, primary: &Design) -> Result<Sizing, PlanSizeError> {
        let aim = self.effect.as_aim();
        let Some(each) = self.power_of_each() else { return Ok(primary.size(aim, self.design.power)?) };
        let own = primary.size(aim, each)?;
        let mut units: Vec<u64> = own.arms.iter().map(|arm| arm.n).collect();
        for guardrail in &self.guardrails {
            let Some(design) = self.guardrail_design(guardrail)? else { continue };
            let needed = design.size(UNHARMED, each)?;
            for (most, arm) in units.iter_mut().zip(&needed.arms) {
                *most = arm.n.max(*most);
            }
        }
        let attained = primary.power(aim, &units)?.power_attained;
        let arms = own.arms.iter().zip(&units).map(|(arm, &n)| super::sizing::SizedArm { n, ..*arm }).collect();
        Ok(Sizing { arms, n_total: units.iter().sum(), power_attained: attained, ..own })
    }

    /// The test that a guardrail holds; none where its baseline is not known.
    pub(super) fn guardrail_design(&self, guardrail: &Guardrail) -> Result<Option<Design>, PlanSizeError> {
        let metric = &guardrail.metric;
        let measured = metric.baseline.as_ref().and_then(|baseline| Measured::of(metric, baseline));
        let Some(measured) = measured else { return Ok(None) };
        let design = self.test_design()?;
        // The covariate is the primary metric's; clusters are everybody's.
        let clusters = design.efficiency.clusters().copied();
        let efficiency = clusters.map_or_else(Efficiency::default, |all| Efficiency::default().with_clusters(all));
        Ok(Some(Design { measured, null: guardrail.margin.as_null(), efficiency, ..design }))
    }

    /// The power each metric needs for the whole decision; none without guardrails, or with too many to share the risk.
    fn power_of_each(&self) -> Option<Proportion> {
        let guardrails = u32::try_from(self.guardrails.len()).ok().filter(|guardrails| *guardrails > 0)?;
        let rule = DecisionRule::new(1, guardrails, self.design.alpha, self.design.power).ok()?;
        Some(rule.metric_power())
    }

    /// Whether the plan is sized for the whole decision.
    pub(super) fn is_sized_together(&self) -> bool {
        self.design.power_of == PowerOf::Decision
    }
}

/// A guardrail is planned to hold when nothing changes there.
const UNHARMED: Aim = Aim::Difference(0.0);
