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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metric::{Baseline, Direction, Metric, MetricDetail, MetricKind};
    use crate::plan::{
        Arm, Change, Correction, DataSource, Defaults, FamilyCorrection, Hypothesis, NullHypothesis, Rule, Terms,
        fingerprint,
    };
    use crate::quantity::Positive;
    use jiff::civil::date;

    /// Quantiles of the normal distribution, as tables print them: 97.5 %, 80 %, 90 %, 93.333 %.
    const Z_RISK: f64 = 1.959_964;
    const Z_80: f64 = 0.841_621;
    const Z_90: f64 = 1.281_552;
    const Z_93: f64 = 1.501_086;

    fn rate(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    /// A mean of 100 with the standard deviation 10, where it is known.
    fn metric(id: &str, known: bool) -> Metric {
        let baseline = Baseline::Mean { mean: 100.0, standard_deviation: Positive::new(10.0).unwrap() };
        Metric {
            id: id.parse().unwrap(),
            name: id.to_owned(),
            kind: MetricKind::Mean,
            direction: Direction::Higher,
            baseline: known.then_some(baseline),
            value_per_unit: None,
            stage: None,
            unit: None,
            detail: MetricDetail::default(),
        }
    }

    fn guardrail(id: &str, margin: f64) -> Guardrail {
        Guardrail { metric: metric(id, true), margin: Change::Difference(margin) }
    }

    /// A plan for 1 more in the mean of 100, with its guardrails.
    fn plan(power_of: PowerOf, guardrails: Vec<Guardrail>) -> Plan {
        let arm = |name: &str| Arm { name: name.to_owned(), share: rate(0.5), code: None };
        let primary = metric("primary", true);
        let Defaults { alpha, power, sides, min_weeks, max_weeks } = Defaults::default();
        Plan {
            id: "E001".parse().unwrap(),
            title: "A test".to_owned(),
            improvement: None,
            hypothesis: Hypothesis::default(),
            arms: vec![arm("control"), arm("variant")],
            baseline: primary.baseline.clone().unwrap(),
            primary,
            secondary: Vec::new(),
            guardrails,
            effect: Change::Difference(1.0),
            null: NullHypothesis::Equal,
            design: Terms {
                alpha,
                power,
                sides,
                correction: Correction::Dunnett,
                secondary_correction: FamilyCorrection::default(),
                min_weeks,
                max_weeks,
                units: None,
                efficiency: Efficiency::default(),
                power_of,
            },
            start: date(2026, 7, 6),
            end: date(2026, 7, 19),
            segments: Vec::new(),
            lane: None,
            data: DataSource { kind: Default::default(), file: "data.csv".to_owned(), columns: Vec::new() },
            prediction: None,
            rule: Rule::default(),
            rule_text: None,
        }
    }

    /// Units of both arms by the textbook formula for means, 4σ²(z + z)²/Δ²; the t distribution asks for a few more.
    fn assert_units(found: u64, z_power: f64, change: f64) {
        let normal = 4.0 * 100.0 * ((Z_RISK + z_power) / change).powi(2);
        assert!((normal..normal + 8.0).contains(&(found as f64)), "{found} against {normal}");
    }

    #[test]
    fn a_plan_without_guardrails_needs_nothing_together() {
        for power_of in [PowerOf::Primary, PowerOf::Decision] {
            let plan = plan(power_of, Vec::new());
            assert_eq!(plan.needs(), Ok(None));
            assert_units(plan.size().unwrap().n_total, Z_80, 1.0);
        }
    }

    #[test]
    fn each_metric_gets_an_equal_part_of_what_may_fail() {
        let one = plan(PowerOf::Primary, vec![guardrail("minutes", -0.5)]).needs().unwrap().unwrap();
        assert!((one.power_of_each.get() - 0.9).abs() < 1e-12);
        assert_units(one.needs[0].n_total.unwrap(), Z_90, 1.0);
        assert_units(one.needs[1].n_total.unwrap(), Z_90, 0.5);
        assert_eq!((one.needs[0].role, one.needs[1].role), (MetricRole::Primary, MetricRole::Guardrail));

        let guardrails = vec![guardrail("minutes", -0.5), guardrail("visits", -2.0)];
        let two = plan(PowerOf::Primary, guardrails).needs().unwrap().unwrap();
        assert!((two.power_of_each.get() - (1.0 - 0.2 / 3.0)).abs() < 1e-12);
        for (need, change) in two.needs.iter().zip([1.0, 0.5, 2.0]) {
            assert_units(need.n_total.unwrap(), Z_93, change);
        }
        assert_eq!(two.deciding().unwrap().metric.as_str(), "minutes");
    }

    #[test]
    fn the_largest_need_decides_the_size() {
        let alone = plan(PowerOf::Primary, vec![guardrail("minutes", -0.5)]);
        assert_units(alone.size().unwrap().n_total, Z_80, 1.0);

        let tight = plan(PowerOf::Decision, vec![guardrail("minutes", -0.5)]);
        let (size, needs) = (tight.size().unwrap(), tight.needs().unwrap().unwrap());
        assert_units(size.n_total, Z_90, 0.5);
        assert_eq!(Some(size.n_total), needs.needs[1].n_total);
        assert_eq!(size.arms.iter().map(|arm| arm.n).sum::<u64>(), size.n_total);
        // Four times the units that give 90 %: the primary metric is nearly sure.
        assert!(size.power_attained > 0.999);

        let wide = plan(PowerOf::Decision, vec![guardrail("minutes", -2.0)]);
        assert_units(wide.size().unwrap().n_total, Z_90, 1.0);
        assert_eq!(wide.needs().unwrap().unwrap().deciding().unwrap().metric.as_str(), "primary");
    }

    /// With the size for the whole decision, what may fail adds up to no more than the plan allows; without, to more.
    #[test]
    fn the_size_for_the_decision_gives_it_the_planned_power() {
        let guardrails = || vec![guardrail("minutes", -1.0), guardrail("visits", -1.2)];
        let together = plan(PowerOf::Decision, guardrails()).needs().unwrap().unwrap();
        assert!(together.least_power.unwrap() >= 0.8);
        let misses: f64 = together.needs.iter().map(|need| 1.0 - need.power.unwrap()).sum();
        assert!((together.least_power.unwrap() - (1.0 - misses)).abs() < 1e-12);

        let alone = plan(PowerOf::Primary, guardrails()).needs().unwrap().unwrap();
        assert!(alone.least_power.unwrap() < 0.8);
        assert!((alone.needs[0].power.unwrap() - 0.8).abs() < 0.001);
    }

    #[test]
    fn nothing_is_promised_of_a_guardrail_without_a_baseline() {
        let unknown = Guardrail { metric: metric("calls", false), margin: Change::Difference(-0.1) };
        let plan = plan(PowerOf::Decision, vec![unknown, guardrail("minutes", -0.5)]);
        let needs = plan.needs().unwrap().unwrap();
        assert_eq!((needs.needs[1].power, needs.needs[1].n_total, needs.least_power), (None, None, None));
        // It keeps its part of what may fail, and the others decide the size.
        assert_units(plan.size().unwrap().n_total, Z_93, 0.5);
        assert_eq!(needs.deciding().unwrap().metric.as_str(), "minutes");
    }

    #[test]
    fn units_that_the_team_sets_stay_as_they_are() {
        let mut plan = plan(PowerOf::Decision, vec![guardrail("minutes", -0.5)]);
        plan.design.units = Some(1_000);
        assert_eq!(plan.size().unwrap().n_total, 1_000);
        assert_eq!(plan.needs().unwrap().unwrap().least_power, None, "too little for any promise");
    }

    /// The fingerprint of plans made before there was a choice says nothing of it.
    #[test]
    fn the_fingerprint_names_only_what_is_not_usual() {
        let [primary, decision] = [PowerOf::Primary, PowerOf::Decision].map(|power_of| plan(power_of, Vec::new()));
        assert_eq!(PowerOf::default(), PowerOf::Primary);
        assert_ne!(fingerprint(&primary), fingerprint(&decision));
    }
}
