use super::protocol::{Guardrail, Plan, PowerOf};
use super::sizing::{Aim, Design, Measured, SizedArm, Sizing, SizingProblem};
use super::{Looks, PlanSizeError};
use crate::id::Id;
use crate::metric::MetricRole;
use crate::quantity::Proportion;
use crate::stats::{DecisionRule, SuccessRule};

/// What the whole decision of a plan needs: the success metrics win as the rule says, and every guardrail is shown to hold.
///
/// Each metric that must not fail is given an equal part of what may: where one win suffices, one success metric and the G
/// guardrails, 1 − β/(G + 1) each; where all must win, all S + G of them. Then the decision has the planned power at least, however
/// they depend on each other ([`DecisionRule`]).
#[derive(Debug, Clone, PartialEq)]
pub struct TogetherNeeds {
    /// The success metrics, then each guardrail.
    pub needs: Vec<MetricNeed>,
    /// The power each metric needs.
    pub power_of_each: Proportion,
    /// The power the decision has at least with the planned units; none where a guardrail's power is not known, or where
    /// the sum of what can fail says nothing.
    pub least_power: Option<f64>,
    /// The metric whose need is the planned size; none where the team set the units.
    pub sized_by: Option<Id>,
}

/// The test of one metric that decides, with the units and the effect it is planned for.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedTest {
    /// The metric.
    pub metric: Id,
    /// What it decides.
    pub role: MetricRole,
    /// Names of the variants, in the order of the plan.
    pub variants: Vec<String>,
    /// The test with the planned units; of a guardrail, with no harm.
    pub sizing: Sizing,
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
    /// What each metric needs for the whole decision to have the planned power; none for a primary metric alone.
    ///
    /// # Errors
    ///
    /// [`PlanSizeError`] when the plan itself has no size.
    pub fn needs(&self) -> Result<Option<TogetherNeeds>, PlanSizeError> {
        if self.decides_alone() {
            return Ok(None);
        }
        let Some(rule) = self.decision_rule(self.guardrails.len()) else { return Ok(None) };
        let each = rule.metric_power();
        let sizing = self.size()?;
        let units: Vec<u64> = sizing.arms.iter().map(|arm| arm.n).collect();
        let need = |metric: &Id, role: MetricRole, tested: Option<(Design, Aim)>| MetricNeed {
            metric: metric.clone(),
            role,
            power: tested.as_ref().and_then(|(design, aim)| Some(design.power(*aim, &units).ok()?.power_attained)),
            n_total: tested.and_then(|(design, aim)| Some(design.size(aim, each).ok()?.n_total)),
        };
        let primary = (sizing.design.clone(), self.effect.as_aim());
        let mut needs = vec![need(&self.primary.id, MetricRole::Primary, Some(primary))];
        for (success, design) in self.other_designs()? {
            needs.push(need(&success.metric.id, MetricRole::Primary, Some((design, success.effect.as_aim()))));
        }
        for guardrail in &self.guardrails {
            let tested = self.guardrail_design(guardrail)?.map(|design| (design, UNHARMED));
            needs.push(need(&guardrail.metric.id, MetricRole::Guardrail, tested));
        }
        let powers = |role: MetricRole| -> Option<Vec<f64>> {
            needs.iter().filter(|need| need.role == role).map(|need| need.power).collect()
        };
        let known = powers(MetricRole::Primary).zip(powers(MetricRole::Guardrail));
        let least_power = known.and_then(|(success, guardrails)| rule.least_power(&success, &guardrails));
        let sized_by = if self.design.units.is_some() { None } else { Some(self.largest_need(&sizing.design)?.0) };
        Ok(Some(TogetherNeeds { needs, power_of_each: each, least_power, sized_by }))
    }

    /// The tests that decide, success metrics first, each with the planned units; none where a guardrail's baseline is not known.
    ///
    /// # Errors
    ///
    /// [`PlanSizeError`] when the plan itself has no size.
    pub fn planned_tests(&self) -> Result<Option<Vec<PlannedTest>>, PlanSizeError> {
        let primary = self.size()?;
        let units: Vec<u64> = primary.arms.iter().map(|arm| arm.n).collect();
        let variants: Vec<String> = self.variants().iter().map(|arm| arm.name.clone()).collect();
        let test = |metric: &Id, role: MetricRole, sizing: Sizing| PlannedTest {
            metric: metric.clone(),
            role,
            variants: variants.clone(),
            sizing,
        };
        let mut tests = vec![test(&self.primary.id, MetricRole::Primary, primary)];
        for (success, design) in self.other_designs()? {
            let sizing = design.power(success.effect.as_aim(), &units)?;
            tests.push(test(&success.metric.id, MetricRole::Primary, sizing));
        }
        for guardrail in &self.guardrails {
            let Some(design) = self.guardrail_design(guardrail)? else { return Ok(None) };
            tests.push(test(&guardrail.metric.id, MetricRole::Guardrail, design.power(UNHARMED, &units)?));
        }
        Ok(Some(tests))
    }

    /// The size that the rule needs, told of the primary metric: the largest that a success metric needs and, where the power is
    /// asked of the whole decision, a guardrail of known baseline.
    pub(super) fn size_together(&self, primary: &Design) -> Result<Sizing, PlanSizeError> {
        let aim = self.effect.as_aim();
        let own = primary.size(aim, self.power_of_sizing())?;
        let units = self.largest_need(primary)?.1;
        if own.arms.iter().map(|arm| arm.n).eq(units.iter().copied()) {
            return Ok(own);
        }
        let power_attained = primary.power(aim, &units)?.power_attained;
        let arms = own.arms.iter().zip(&units).map(|(arm, &n)| SizedArm { n, ..*arm }).collect();
        Ok(Sizing { arms, n_total: units.iter().sum(), power_attained, ..own })
    }

    /// The metric that needs the most units, and the most units of each arm that any metric needs.
    fn largest_need(&self, primary: &Design) -> Result<(Id, Vec<u64>), PlanSizeError> {
        let each = self.power_of_sizing();
        let sized = |design: &Design, aim: Aim| -> Result<Sizing, SizingProblem> { design.size(aim, each) };
        let mut sizes = vec![(&self.primary.id, sized(primary, self.effect.as_aim())?)];
        for (success, design) in self.other_designs()? {
            sizes.push((&success.metric.id, sized(&design, success.effect.as_aim())?));
        }
        let guardrails: &[Guardrail] = if self.is_sized_together() { &self.guardrails } else { &[] };
        for guardrail in guardrails {
            let Some(design) = self.guardrail_design(guardrail)? else { continue };
            sizes.push((&guardrail.metric.id, sized(&design, UNHARMED)?));
        }
        let (mut largest, mut most, mut units) = (&self.primary.id, 0, vec![0; self.arms.len()]);
        for (metric, sizing) in &sizes {
            // Of needs that are alike the first counts.
            if sizing.n_total > most {
                (largest, most) = (metric, sizing.n_total);
            }
            for (most, arm) in units.iter_mut().zip(&sizing.arms) {
                *most = arm.n.max(*most);
            }
        }
        Ok((largest.clone(), units))
    }

    /// The test that a guardrail holds; none where its baseline is not known.
    pub(super) fn guardrail_design(&self, guardrail: &Guardrail) -> Result<Option<Design>, PlanSizeError> {
        let metric = &guardrail.metric;
        let measured = metric.baseline.as_ref().and_then(|baseline| Measured::of(metric, baseline));
        let Some(measured) = measured else { return Ok(None) };
        let (null, efficiency) = (guardrail.margin.as_null(), self.clusters_alone());
        let design = self.design_of(measured)?;
        // The primary metric gives up; a guardrail is only watched.
        let looks = design.looks.as_ref().map(Looks::without_futility);
        Ok(Some(Design { null, efficiency, looks, ..design }))
    }

    /// The rule of the plan's success metrics and so many guardrails; none with too many to share the risks.
    fn decision_rule(&self, guardrails: usize) -> Option<DecisionRule> {
        let count = |metrics: usize| u32::try_from(metrics).ok();
        let (success, guardrails) = (count(self.also_primary.len().checked_add(1)?)?, count(guardrails)?);
        let (alpha, power, sides) = (self.design.alpha, self.design.power, self.design.sides);
        match self.rule.success {
            SuccessRule::Any => DecisionRule::new(success, guardrails, alpha, power).ok()?.stopping_at_harm(sides).ok(),
            SuccessRule::All => DecisionRule::all(success, guardrails, alpha, power).ok(),
        }
    }

    /// The power each metric is sized for.
    fn power_of_sizing(&self) -> Proportion {
        let guardrails = if self.is_sized_together() { self.guardrails.len() } else { 0 };
        if self.also_primary.is_empty() && guardrails == 0 {
            return self.design.power;
        }
        self.decision_rule(guardrails).map_or(self.design.power, |rule| rule.metric_power())
    }

    /// Whether the primary metric decides without any other.
    fn decides_alone(&self) -> bool {
        self.also_primary.is_empty() && self.guardrails.is_empty()
    }

    /// Whether the plan is sized for the whole decision.
    fn is_sized_together(&self) -> bool {
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
        Arm, Change, Correction, DataSource, Defaults, Efficiency, FamilyCorrection, Hypothesis, NullHypothesis, Rule,
        SuccessMetric, Terms, fingerprint,
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
        let Defaults { alpha, power, sides, min_weeks, max_weeks, .. } = Defaults::default();
        Plan {
            id: "E001".parse().unwrap(),
            title: "A test".to_owned(),
            improvement: None,
            hypothesis: Hypothesis::default(),
            arms: vec![arm("control"), arm("variant")],
            baseline: primary.baseline.clone().unwrap(),
            primary,
            also_primary: Vec::new(),
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
            data: DataSource {
                kind: Default::default(),
                file: "data.csv".to_owned(),
                columns: Vec::new(),
                events: None,
            },
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

    fn success(id: &str, change: f64) -> SuccessMetric {
        let metric = metric(id, true);
        let baseline = metric.baseline.clone().unwrap();
        SuccessMetric { metric, baseline, effect: Change::Difference(change), null: NullHypothesis::Equal }
    }

    fn several(rule: SuccessRule, power_of: PowerOf, guardrails: Vec<Guardrail>, also: &[(&str, f64)]) -> Plan {
        let also_primary = also.iter().map(|(id, change)| success(id, *change)).collect();
        let rule = Rule { success: rule, ..Rule::default() };
        Plan { also_primary, rule, ..plan(power_of, guardrails) }
    }

    /// Units by the textbook formula, at a risk and a power.
    fn textbook(alpha: f64, power: f64, change: f64) -> f64 {
        let z = |tail: f64| crate::stats::normal::upper_quantile(tail);
        4.0 * 100.0 * ((z(alpha / 2.0) + z(1.0 - power)) / change).powi(2)
    }

    fn assert_textbook(found: u64, expected: f64) {
        assert!((expected..expected + 8.0).contains(&(found as f64)), "{found} against {expected}");
    }

    /// Two success metrics, one win suffices: each at 2.5 %, and 1.25 % of what may be missed is left to a false harm.
    #[test]
    fn one_win_of_two_shares_the_risk() {
        let plan = several(SuccessRule::Any, PowerOf::Primary, Vec::new(), &[("revenue", 0.8)]);
        assert_eq!(plan.success_alpha().get(), 0.025);
        let (size, needs) = (plan.size().unwrap(), plan.needs().unwrap().unwrap());
        assert_textbook(size.n_total, textbook(0.025, 0.8125, 0.8));
        assert_textbook(needs.needs[0].n_total.unwrap(), textbook(0.025, 0.8125, 1.0));
        assert_eq!(needs.sized_by.as_ref().map(Id::as_str), Some("revenue"));
        assert!((needs.least_power.unwrap() - 0.8).abs() < 0.001);
        let decision =
            several(SuccessRule::Any, PowerOf::Decision, vec![guardrail("minutes", -0.5)], &[("revenue", 0.8)]);
        assert_textbook(decision.size().unwrap().n_total, textbook(0.05, 1.0 - 0.1875 / 2.0, 0.5));
        assert_eq!(decision.needs().unwrap().unwrap().sized_by.unwrap().as_str(), "minutes");
        assert!(decision.needs().unwrap().unwrap().least_power.unwrap() >= 0.8);
    }

    /// All must win: each keeps the whole risk, and the misses of all add up to what may be missed.
    #[test]
    fn all_wins_of_three_share_what_may_be_missed() {
        let also = [("revenue", 2.0), ("accounts", 0.9)];
        let plan = several(SuccessRule::All, PowerOf::Primary, Vec::new(), &also);
        assert_eq!(plan.success_alpha().get(), 0.05);
        assert_textbook(plan.size().unwrap().n_total, textbook(0.05, 1.0 - 0.2 / 3.0, 0.9));
        let needs = plan.needs().unwrap().unwrap();
        assert_eq!(needs.sized_by.as_ref().map(Id::as_str), Some("accounts"));
        assert!(needs.needs.iter().all(|need| need.role == MetricRole::Primary));
        assert!(needs.least_power.unwrap() >= 0.8);
        let guarded = several(SuccessRule::All, PowerOf::Decision, vec![guardrail("minutes", -2.0)], &also);
        assert_textbook(guarded.size().unwrap().n_total, textbook(0.05, 0.95, 0.9));
    }

    /// The fingerprint covers each success metric, its effect and the rule; their order says nothing.
    #[test]
    fn the_fingerprint_covers_the_rule_and_its_metrics() {
        let plan = |rule, also: &[(&str, f64)]| fingerprint(&several(rule, PowerOf::Primary, Vec::new(), also));
        let any = plan(SuccessRule::Any, &[("revenue", 0.8), ("accounts", 1.0)]);
        assert_eq!(any, plan(SuccessRule::Any, &[("accounts", 1.0), ("revenue", 0.8)]));
        for other in [
            plan(SuccessRule::All, &[("revenue", 0.8), ("accounts", 1.0)]),
            plan(SuccessRule::Any, &[("revenue", 0.9), ("accounts", 1.0)]),
            plan(SuccessRule::Any, &[("revenue", 0.8)]),
            plan(SuccessRule::Any, &[]),
        ] {
            assert_ne!(any, other);
        }
        // A rule between metrics says nothing of one alone.
        assert_eq!(plan(SuccessRule::All, &[]), plan(SuccessRule::Any, &[]));
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
