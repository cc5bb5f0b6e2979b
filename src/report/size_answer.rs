//! What programs are told of a sized test, and why a test could not be sized.

use serde::Serialize;

use super::looks::{ExpectedUnitsAnswer, LookAnswer};
use crate::plan::sizing::{Measured, Sizing, SizingProblem, SolvedFor, TestName};
use crate::plan::{
    CapEffect, Correction, Duration, Fit, NullHypothesis, PastUnits, SimulatedPower, SizingStudy, SplitError, Timing,
    looks_problem,
};
use crate::stats::{Clusters, Moments, Sides};
use crate::words::Message;

/// The object `jalon.size.v1`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SizeAnswer {
    kind: &'static str,
    solved_for: SolvedFor,
    test: TestName,
    alpha: f64,
    alpha_per_comparison: f64,
    power: f64,
    sides: u8,
    correction: Option<Correction>,
    null_hypothesis: NullHypothesis,
    baseline: f64,
    standard_deviations: Option<StandardDeviations>,
    /// Expected in all arms, of a test of retention.
    #[serde(skip_serializing_if = "Option::is_none")]
    events: Option<f64>,
    /// Of the metric with the covariate the analysis adjusts for.
    covariate_correlation: Option<f64>,
    /// How many times the variance clusters make of it.
    design_effect: Option<f64>,
    clusters: Option<ClustersAnswer>,
    target: f64,
    lift: Option<f64>,
    difference: f64,
    arms: Vec<ArmAnswer>,
    n_total: u64,
    power_attained: f64,
    power_simulated: Option<SimulatedAnswer>,
    duration: Option<DurationAnswer>,
    /// Named where the units never come: then there is no duration.
    most_units: Option<u64>,
    looks: Vec<LookAnswer>,
    /// Of a test with looks.
    #[serde(skip_serializing_if = "Option::is_none")]
    expected_units: Option<ExpectedUnitsAnswer>,
    detectable_by_week: Vec<WeekAnswer>,
    other_effects: Vec<EffectAnswer>,
    power_curve: Vec<PowerAnswer>,
    /// The past units it is planned from.
    #[serde(skip_serializing_if = "Option::is_none")]
    past_units: Option<PastAnswer>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct PastAnswer {
    file: String,
    columns: Vec<String>,
    units: u64,
    left_out: u64,
    cap: Option<CapAnswer>,
}

/// What a cap on the largest values does to the size.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct CapAnswer {
    level: f64,
    threshold: f64,
    applied: bool,
    units_beyond: u64,
    share_beyond: f64,
    mean_taken: f64,
    uncapped: ReadingAnswer,
    capped: ReadingAnswer,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct ReadingAnswer {
    mean: Option<f64>,
    standard_deviation: Option<f64>,
    target: Option<f64>,
    n_total: Option<u64>,
    power: Option<f64>,
}

impl ReadingAnswer {
    fn new(values: &Moments, sizing: Option<&Sizing>) -> Self {
        Self {
            mean: values.mean(),
            standard_deviation: values.standard_deviation(),
            target: sizing.map(|sizing| sizing.target),
            n_total: sizing.map(|sizing| sizing.n_total),
            power: sizing.map(|sizing| sizing.power),
        }
    }
}

impl From<&CapEffect> for CapAnswer {
    fn from(cap: &CapEffect) -> Self {
        let values = &cap.values;
        Self {
            level: values.level.get(),
            threshold: values.threshold,
            applied: cap.applied,
            units_beyond: values.beyond,
            share_beyond: values.share_beyond(),
            mean_taken: values.mean_taken(),
            uncapped: ReadingAnswer::new(&values.uncapped, cap.uncapped.as_ref()),
            capped: ReadingAnswer::new(&values.capped, cap.capped.as_ref()),
        }
    }
}

impl From<&PastUnits> for PastAnswer {
    fn from(past: &PastUnits) -> Self {
        Self {
            file: past.file.clone(),
            columns: past.columns.clone(),
            units: past.units,
            left_out: past.left_out,
            cap: past.cap.as_ref().map(CapAnswer::from),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct StandardDeviations {
    control: f64,
    variant: f64,
}

/// The power of simulated tests.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct SimulatedAnswer {
    power: f64,
    standard_error: f64,
    tests: u32,
}

impl From<&SimulatedPower> for SimulatedAnswer {
    fn from(simulated: &SimulatedPower) -> Self {
        let SimulatedPower { power, standard_error, tests } = *simulated;
        Self { power, standard_error, tests }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct ClustersAnswer {
    mean_size: f64,
    cv: f64,
    icc: f64,
    /// Of each arm, control first.
    arms: Vec<u64>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct ArmAnswer {
    name: String,
    share: f64,
    n: u64,
    n_exact: f64,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct DurationAnswer {
    weeks: u32,
    days: u32,
    units_per_week: f64,
    return_rate: f64,
    units_by_end: u64,
    fit: &'static str,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct WeekAnswer {
    weeks: u32,
    n_total: u64,
    target: Option<f64>,
    lift: Option<f64>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct EffectAnswer {
    target: f64,
    lift: Option<f64>,
    power: f64,
    n_total: Option<u64>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct PowerAnswer {
    n_total: u64,
    power: f64,
}

impl SizeAnswer {
    /// What programs are told of a sized test. Arms are called `control` and `variant`, or `variant-1`, `variant-2`, ….
    #[must_use]
    pub fn new(study: &SizingStudy) -> Self {
        let sizing = &study.sizing;
        let design = &sizing.design;
        let lift = |target: f64| lift_of(sizing, target);
        let standard_deviations = match &design.measured {
            Measured::Mean { control_sd, variant_sd, .. } => {
                Some(StandardDeviations { control: control_sd.get(), variant: variant_sd.get() })
            }
            Measured::Ratio { sd, .. } => Some(StandardDeviations { control: sd.get(), variant: sd.get() }),
            _ => None,
        };
        let looks = sizing.sized_looks();
        let weeks = study.timing.iter().flat_map(|timing| &timing.by_week);
        Self {
            kind: design.measured.name(),
            solved_for: sizing.solved_for,
            test: sizing.test,
            alpha: design.alpha.get(),
            alpha_per_comparison: sizing.alpha_per_comparison.get(),
            power: sizing.power,
            sides: match design.sides {
                Sides::One => 1,
                Sides::Two => 2,
            },
            correction: (design.variants() > 1).then_some(design.correction),
            null_hypothesis: design.null,
            baseline: sizing.baseline(),
            standard_deviations,
            events: sizing.events(),
            covariate_correlation: design.efficiency.covariate_correlation(),
            design_effect: design.efficiency.clusters().map(Clusters::design_effect),
            clusters: design.efficiency.clusters().map(|clusters| ClustersAnswer {
                mean_size: clusters.size().get(),
                cv: clusters.size_variation(),
                icc: clusters.correlation().get(),
                arms: sizing.clusters(),
            }),
            target: sizing.target,
            lift: sizing.lift(),
            difference: sizing.difference(),
            arms: arms(sizing),
            n_total: sizing.n_total,
            power_attained: sizing.power_attained,
            power_simulated: study.simulated.as_ref().map(SimulatedAnswer::from),
            duration: study.timing.as_ref().and_then(duration),
            most_units: study.timing.as_ref().and_then(|timing| match timing.duration {
                Duration::NeverReached { most_units } => Some(most_units),
                Duration::Weeks { .. } => None,
            }),
            looks: LookAnswer::all(looks.as_ref()),
            expected_units: looks.as_ref().map(ExpectedUnitsAnswer::from),
            detectable_by_week: weeks
                .map(|row| WeekAnswer {
                    weeks: row.weeks,
                    n_total: row.n_total,
                    target: row.target,
                    lift: row.target.and_then(lift),
                })
                .collect(),
            other_effects: study
                .other_effects
                .iter()
                .map(|other| EffectAnswer {
                    target: other.target,
                    lift: lift(other.target),
                    power: other.power,
                    n_total: other.n_total,
                })
                .collect(),
            power_curve: study
                .power_curve
                .iter()
                .map(|point| PowerAnswer { n_total: point.n_total, power: point.power })
                .collect(),
            past_units: study.past.as_ref().map(PastAnswer::from),
        }
    }
}

fn lift_of(sizing: &Sizing, target: f64) -> Option<f64> {
    let baseline = sizing.baseline();
    (baseline != 0.0).then(|| (target - baseline) / baseline)
}

pub(super) fn arms(sizing: &Sizing) -> Vec<ArmAnswer> {
    let name = |place: usize| match place {
        0 => "control".to_owned(),
        1 if sizing.arms.len() == 2 => "variant".to_owned(),
        _ => format!("variant-{place}"),
    };
    let arm = |(place, arm): (usize, &crate::plan::sizing::SizedArm)| ArmAnswer {
        name: name(place),
        share: arm.share,
        n: arm.n,
        n_exact: arm.n_exact,
    };
    sizing.arms.iter().enumerate().map(arm).collect()
}

fn duration(timing: &Timing) -> Option<DurationAnswer> {
    let Duration::Weeks { weeks, units_by_end, fit } = timing.duration else { return None };
    Some(DurationAnswer {
        weeks,
        days: weeks * 7,
        units_per_week: timing.traffic.units_per_week(),
        return_rate: timing.traffic.return_rate(),
        units_by_end,
        fit: match fit {
            Fit::Good => "good",
            Fit::HeldToMinimum { .. } => "held_to_minimum",
            Fit::TooLong => "too_long",
        },
    })
}

/// Why a test could not be sized, and how to mend it.
#[must_use]
pub fn sizing_problem(problem: &SizingProblem) -> (Message, Message) {
    match *problem {
        SizingProblem::NothingToDetect { .. } => {
            (Message::new("size-nothing-to-detect"), Message::new("size-nothing-to-detect-mend"))
        }
        SizingProblem::OnTheMargin { .. } => {
            (Message::new("size-on-the-margin"), Message::new("size-on-the-margin-mend"))
        }
        SizingProblem::OutsideTheMargins { .. } => {
            (Message::new("size-outside-the-margins"), Message::new("size-outside-the-margins-mend"))
        }
        SizingProblem::ScoreOutOfReach { target } => (
            Message::new("size-score-out-of-reach").number("target", target, 1),
            Message::new("size-score-out-of-reach-mend"),
        ),
        SizingProblem::TargetNotARate { baseline, target } => (
            Message::new("size-target-not-a-rate").percent("baseline", baseline, 2).percent("target", target, 2),
            Message::new("size-target-not-a-rate-mend"),
        ),
        SizingProblem::LiftOfZero => (Message::new("size-lift-of-zero"), Message::new("size-lift-of-zero-mend")),
        SizingProblem::ImpossibleMargin { .. } => {
            (Message::new("size-impossible-margin"), Message::new("size-impossible-margin-mend"))
        }
        SizingProblem::PowerBelowRisk { power, risk } => (
            Message::new("size-power-below-risk").percent("power", power, 1).percent("risk", risk, 1),
            Message::new("size-power-below-risk-mend"),
        ),
        SizingProblem::EffectOutOfReach { units } => (
            Message::new("size-effect-out-of-reach").count("units", units),
            Message::new("size-effect-out-of-reach-mend"),
        ),
        SizingProblem::Looks(ref error) => looks_problem(error),
        SizingProblem::LooksAtEquivalence => {
            (Message::new("size-looks-equivalence"), Message::new("size-looks-equivalence-mend"))
        }
        SizingProblem::TooFewUnits { .. } => {
            (Message::new("size-too-few-units"), Message::new("size-too-few-units-mend"))
        }
        SizingProblem::Absurd { .. } => (Message::new("size-absurd"), Message::new("size-absurd-mend")),
        SizingProblem::SizesDoNotFitArms { given, arms } => (
            Message::new("size-sizes-do-not-fit").count("given", given as u64).count("arms", arms as u64),
            Message::new("size-sizes-do-not-fit-mend"),
        ),
        SizingProblem::Search(_) => (Message::new("size-search-failed"), Message::new("size-search-failed-mend")),
    }
}

/// Why numbers are not a split, and how to mend it.
#[must_use]
pub fn split_problem(problem: &SplitError) -> (Message, Message) {
    let mend = Message::new("size-split-mend");
    match *problem {
        SplitError::TooFewArms(arms) => (Message::new("size-split-too-few").count("arms", arms as u64), mend),
        SplitError::TooManyArms(arms) => (
            Message::new("size-split-too-many").count("arms", arms as u64),
            Message::new("size-split-too-many-mend").count("most", crate::plan::Split::MOST_ARMS as u64),
        ),
        SplitError::NotPositive(share) => (Message::new("size-split-not-positive").number("share", share, 2), mend),
        SplitError::NotWhole(sum) => (Message::new("size-split-not-whole").percent("sum", sum, 1), mend),
    }
}
