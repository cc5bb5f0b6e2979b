use super::duration::{Duration, Traffic, WeekRule};
use super::sizing::{Aim, Sizing};
use super::{PastUnits, Points};
use crate::quantity::Proportion;

/// A sized test with what surrounds its numbers: how long it takes, what each week could show, what other effects need.
#[derive(Debug, Clone, PartialEq)]
pub struct SizingStudy {
    /// The sized test.
    pub sizing: Sizing,
    /// The power other sizes and effects are judged by.
    pub goal: Proportion,
    /// How long it takes; none without traffic.
    pub timing: Option<Timing>,
    /// Power and size for smaller and larger effects, by rising effect.
    pub other_effects: Vec<OtherEffect>,
    /// Power against the units of all arms, from nothing to twice the size.
    pub power_curve: Vec<PowerAtSize>,
    /// The power of the same test by simulation; none where it was not simulated.
    pub simulated: Option<SimulatedPower>,
    /// The past units it is planned from; none where numbers were given.
    pub past: Option<PastUnits>,
}

/// How often simulated tests of a plan succeeded.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SimulatedPower {
    /// The share of them that rejected their hypothesis in the planned direction; of several variants, the weakest's.
    pub power: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// Simulated tests.
    pub tests: u32,
}

/// How long a test takes, and what each week could show.
#[derive(Debug, Clone, PartialEq)]
pub struct Timing {
    /// The units that come.
    pub traffic: Traffic,
    /// The weeks a test may take.
    pub rule: WeekRule,
    /// How long this test takes.
    pub duration: Duration,
    /// What a test of so many weeks detects with the power asked for.
    pub by_week: Vec<DetectableInWeeks>,
}

/// The smallest effect a test of so many weeks detects.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DetectableInWeeks {
    /// Weeks.
    pub weeks: u32,
    /// Units of all arms by then.
    pub n_total: u64,
    /// The value the variant must reach; none when no possible value is far enough.
    pub target: Option<f64>,
}

/// What an effect other than the planned one means for the test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OtherEffect {
    /// The value the variant reaches.
    pub target: f64,
    /// Power to see it with the units of this test.
    pub power: f64,
    /// Units of all arms it would need; none when they would be absurdly many.
    pub n_total: Option<u64>,
}

/// Power with a number of units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PowerAtSize {
    /// Units of all arms.
    pub n_total: u64,
    /// Power to see the planned effect.
    pub power: f64,
}

/// Surrounds a sized test with its duration, the effect each week detects with the power `goal`, and the power and size of
/// other effects.
#[must_use]
pub fn study(sizing: Sizing, goal: Proportion, traffic: Option<(Traffic, WeekRule)>) -> SizingStudy {
    SizingStudy {
        timing: traffic.map(|(traffic, rule)| timing(&sizing, goal, traffic, rule)),
        other_effects: other_effects(&sizing, goal),
        power_curve: power_curve(&sizing),
        simulated: None,
        past: None,
        goal,
        sizing,
    }
}

impl SizingStudy {
    /// The same with the power that simulated tests of this size have.
    #[must_use]
    pub fn with_simulated(self, simulated: Option<SimulatedPower>) -> Self {
        Self { simulated, ..self }
    }

    /// The same with the past units it was planned from.
    #[must_use]
    pub fn with_past(self, past: Option<PastUnits>) -> Self {
        Self { past, ..self }
    }

    /// The effect the traffic can detect in the longest time the rule allows; none without traffic.
    #[must_use]
    pub fn detectable_at_most(&self) -> Option<DetectableInWeeks> {
        let timing = self.timing.as_ref()?;
        timing.by_week.iter().copied().find(|row| row.weeks == timing.rule.max_weeks)
    }
}

fn timing(sizing: &Sizing, goal: Proportion, traffic: Traffic, rule: WeekRule) -> Timing {
    const MOST_ROWS: u32 = 16;
    let duration = traffic.duration(sizing.n_total, rule);
    let planned = duration.weeks().filter(|weeks| *weeks <= MOST_ROWS).unwrap_or(0);
    let last = planned.max(rule.max_weeks.min(2 * MOST_ROWS));
    let by_week = (1..=last).map(|weeks| detectable_in(sizing, goal, &traffic, weeks)).collect();
    Timing { traffic, rule, duration, by_week }
}

fn detectable_in(sizing: &Sizing, goal: Proportion, traffic: &Traffic, weeks: u32) -> DetectableInWeeks {
    let units = sizing.design.divide(traffic.units_by(weeks));
    let asked = sizing.design.detectable_at(&sizing.judgement(), goal, &units, sizing.direction());
    let target = asked.ok().map(|sizing| sizing.target);
    DetectableInWeeks { weeks, n_total: units.iter().sum(), target }
}

/// Half, three quarters, one and a half times and twice the planned distance from the hypothesis, around the planned one.
fn other_effects(sizing: &Sizing, goal: Proportion) -> Vec<OtherEffect> {
    if sizing.design.null.is_equivalence() {
        return true_differences(sizing, goal);
    }
    const FACTORS: [f64; 6] = [0.5, 0.75, 1.0, 1.25, 1.5, 2.0];
    let (origin, judged) = (sizing.design.null.origin(sizing.baseline()), sizing.judgement());
    let units: Vec<u64> = sizing.arms.iter().map(|arm| arm.n).collect();
    let effect = |factor: f64| {
        // The planned target itself stays as it is, to the last digit.
        let target = if factor == 1.0 { sizing.target } else { origin + factor * (sizing.target - origin) };
        let power = sizing.design.power_at(&judged, Aim::Target(target), &units).ok()?.power;
        let needed = sizing.design.size_at(&judged, Aim::Target(target), goal).ok();
        Some(OtherEffect { target, power, n_total: needed.map(|needed| needed.n_total) })
    };
    FACTORS.into_iter().filter_map(effect).collect()
}

/// Equivalence where the variant is not quite the control: the power fades towards the margin.
fn true_differences(sizing: &Sizing, goal: Proportion) -> Vec<OtherEffect> {
    const PARTS: [f64; 4] = [0.0, 0.25, 0.5, 0.75];
    let Points::Between(_, margin) = sizing.design.null.points() else { return Vec::new() };
    let (baseline, judged) = (sizing.baseline(), sizing.judgement());
    let units: Vec<u64> = sizing.arms.iter().map(|arm| arm.n).collect();
    let effect = |part: f64| {
        let target = baseline + part * (margin.origin(baseline) - baseline);
        let power = sizing.design.power_at(&judged, Aim::Target(target), &units).ok()?.power;
        let needed = sizing.design.size_at(&judged, Aim::Target(target), goal).ok();
        Some(OtherEffect { target, power, n_total: needed.map(|needed| needed.n_total) })
    };
    PARTS.into_iter().filter_map(effect).collect()
}

fn power_curve(sizing: &Sizing) -> Vec<PowerAtSize> {
    const STEPS: u32 = 40;
    let (largest, judged) = (2.0 * sizing.n_total as f64, sizing.judgement());
    let point = |step: u32| {
        let units = sizing.design.divide(largest * f64::from(step) / f64::from(STEPS));
        let power = sizing.design.power_at(&judged, Aim::Target(sizing.target), &units).ok()?.power;
        Some(PowerAtSize { n_total: units.iter().sum(), power })
    };
    let mut curve: Vec<PowerAtSize> = (1..=STEPS).filter_map(point).collect();
    curve.dedup_by_key(|point| point.n_total);
    curve
}

#[cfg(test)]
mod tests {
    use super::super::sizing::{Design, Measured};
    use super::*;
    use crate::quantity::Positive;

    fn example(units_per_week: f64) -> SizingStudy {
        let rate = |value| Proportion::new(value).unwrap();
        let design = Design::two_arms(Measured::Proportion { baseline: rate(0.1) });
        let sizing = design.size(Aim::Target(0.11), rate(0.8)).unwrap();
        let traffic = Traffic::new(Positive::new(units_per_week).unwrap(), 0.0).unwrap();
        study(sizing, rate(0.8), Some((traffic, WeekRule::default())))
    }

    #[test]
    fn the_planned_week_detects_the_planned_effect() {
        let study = example(6_000.0);
        let timing = study.timing.as_ref().unwrap();
        assert_eq!(timing.duration.weeks(), Some(5));
        let in_weeks = |weeks: usize| timing.by_week[weeks - 1].target.unwrap();
        assert!(in_weeks(5) <= 0.11 && in_weeks(4) > 0.11);
        assert!(timing.by_week.windows(2).all(|pair| pair[1].target < pair[0].target));
        assert_eq!(study.detectable_at_most().unwrap().weeks, 8);
    }

    #[test]
    fn larger_effects_have_more_power_and_need_fewer_units() {
        let study = example(6_000.0);
        assert_eq!(study.other_effects.len(), 6);
        assert!(study.other_effects.windows(2).all(|pair| pair[0].power < pair[1].power));
        assert!(study.other_effects.windows(2).all(|pair| pair[0].n_total > pair[1].n_total));
        let planned = study.other_effects.iter().find(|effect| effect.target == 0.11).unwrap();
        assert_eq!(planned.n_total, Some(study.sizing.n_total));
    }

    #[test]
    fn power_rises_with_the_units_through_the_planned_point() {
        let study = example(6_000.0);
        assert!(study.power_curve.windows(2).all(|pair| pair[0].power < pair[1].power));
        let planned = study.power_curve.iter().find(|point| point.n_total == study.sizing.n_total).unwrap();
        assert!((planned.power - study.sizing.power_attained).abs() < 1e-12);
    }
}
