//! The power of a sized test by simulation: data drawn under the planned effect, and the very comparison the analysis runs.

use crate::analysis::{CompareError, MetricResult, NamedArm, Question, compare_means, compare_proportions};
use crate::plan::Correction;
use crate::plan::sizing::{Measured, Sizing};
use crate::quantity::Positive;
use crate::stats::draws::Stream;
use crate::stats::{Alternative, Conversions, Direction, Moments, Sides};

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

/// Simulates tests of this size under its planned effect and counts how many succeed: a rejection in the planned direction,
/// or within both margins of an equivalence.
///
/// Rates, answers, counts and times are drawn from the distributions they were planned with, means from normal ones. Where
/// a covariate or clusters make units worth more or less, as many effective units are drawn. `tests` is the number of tests;
/// none for as many as take a moment. The same seed gives the same answer.
///
/// None where no test was asked for, where the kind's own analysis needs data that a plan does not describe, or where the
/// data of one test would take too long to draw.
///
/// ```
/// use jalon::{pipeline, plan::sizing::{Aim, Design, Measured}, quantity::Proportion};
/// let rate = |value| Proportion::new(value).unwrap();
/// let design = Design::two_arms(Measured::Proportion { baseline: rate(0.10) });
/// let sizing = design.size(Aim::Lift(0.10), rate(0.80)).unwrap();
/// let simulated = pipeline::simulated_power(&sizing, Some(500), 1).unwrap();
/// assert!((simulated.power - 0.80).abs() < 4.0 * simulated.standard_error);
/// ```
#[must_use]
pub fn simulated_power(sizing: &Sizing, tests: Option<u32>, seed: u64) -> Option<SimulatedPower> {
    let simulation = Simulation::of(sizing)?;
    let tests = tests.or_else(|| simulation.affordable()).filter(|tests| *tests > 0)?;
    let mut stream = Stream::named(seed, "simulated power");
    let mut successes = vec![0_u32; sizing.design.variants()];
    for _ in 0..tests {
        // Data no comparison can be made of are a test that shows nothing.
        let Ok(result) = simulation.run(&mut stream) else { continue };
        for (count, succeeded) in successes.iter_mut().zip(simulation.succeeded(&result)) {
            *count += u32::from(succeeded);
        }
    }
    let weakest = successes.into_iter().min()?;
    let (weakest, tests_run) = (f64::from(weakest), f64::from(tests));
    // Laplace's rule keeps the error of 0 or all successes above 0, which they do not prove.
    let smoothed = (weakest + 1.0) / (tests_run + 2.0);
    let standard_error = (smoothed * (1.0 - smoothed) / tests_run).sqrt();
    Some(SimulatedPower { power: weakest / tests_run, standard_error, tests })
}

/// One test that can be drawn again and again.
struct Simulation<'a> {
    sizing: &'a Sizing,
    question: Question,
    /// Effective units of each arm, control first.
    units: Vec<u64>,
    /// Names of the arms, so that none is written anew for each test.
    names: Vec<String>,
}

impl<'a> Simulation<'a> {
    fn of(sizing: &'a Sizing) -> Option<Self> {
        let design = &sizing.design;
        let effective = |units: u64| design.efficiency.effective(units as f64).round() as u64;
        let units: Vec<u64> = sizing.arms.iter().map(|arm| effective(arm.n)).collect();
        let names = (0..units.len()).map(|place| place.to_string()).collect();
        (units.iter().min()? > &1).then(|| Self { sizing, question: question(sizing), units, names })
    }

    /// How many tests take a moment.
    fn affordable(&self) -> Option<u32> {
        /// Microseconds, in a release build on an ordinary machine.
        const BUDGET: f64 = 40_000.0;
        const MOST: f64 = 2_000.0;
        const FEWEST: f64 = 50.0;
        let variants = self.units.len().saturating_sub(1) as f64;
        let tests = (BUDGET / (variants * self.microseconds())).min(MOST);
        (tests >= FEWEST).then(|| if tests >= 100.0 { (tests / 100.0).floor() * 100.0 } else { tests.floor() } as u32)
    }

    /// About how long one comparison of one variant takes, its data included.
    fn microseconds(&self) -> f64 {
        match &self.sizing.design.measured {
            Measured::Proportion { .. } => 40.0,
            _ => 10.0,
        }
    }

    fn run(&self, stream: &mut Stream) -> Result<MetricResult, Failed> {
        let target = self.sizing.target;
        match &self.sizing.design.measured {
            Measured::Proportion { baseline } => {
                let arms = self.arms(|place, units| {
                    let rate = if place == 0 { baseline.get() } else { target };
                    Conversions::new(stream.binomial(units, rate), units).ok()
                })?;
                Ok(compare_proportions(&arms, &self.question)?)
            }
            Measured::Mean { baseline, control_sd, variant_sd } => {
                let arms = self.normal_arms(stream, *baseline, (*control_sd, *variant_sd))?;
                Ok(compare_means(&arms, &self.question)?)
            }
            _ => Err(Failed),
        }
    }

    fn normal_arms(
        &self,
        stream: &mut Stream,
        baseline: f64,
        (control_sd, variant_sd): (Positive, Positive),
    ) -> Result<Vec<NamedArm<Moments>>, Failed> {
        self.arms(|place, units| {
            let (mean, sd) = if place == 0 { (baseline, control_sd) } else { (self.sizing.target, variant_sd) };
            Some(stream.normal_moments(units, mean, sd))
        })
    }

    /// The arms with what was drawn for each, from its place (0 for the control) and its units.
    fn arms<T>(&self, mut draw: impl FnMut(usize, u64) -> Option<T>) -> Result<Vec<NamedArm<T>>, Failed> {
        let named = self.names.iter().zip(&self.units).enumerate();
        named
            .map(|(place, (name, &units))| {
                Ok(NamedArm { name: name.clone(), observed: draw(place, units).ok_or(Failed)? })
            })
            .collect()
    }

    /// Whether each variant was told from its hypothesis, in the planned direction.
    fn succeeded(&self, result: &MetricResult) -> impl Iterator<Item = bool> {
        let (alpha, between) = (self.question.alpha.get(), self.question.null.is_equivalence());
        let direction = self.sizing.direction();
        result.comparisons.iter().map(move |comparison| {
            let towards = match direction {
                Direction::Increase => comparison.statistic.is_some_and(|statistic| statistic > 0.0),
                Direction::Decrease => comparison.statistic.is_some_and(|statistic| statistic < 0.0),
            };
            comparison.is_significant(alpha) && (between || towards)
        })
    }
}

/// Drawn data that nothing can be said of.
struct Failed;

impl From<CompareError> for Failed {
    fn from(_: CompareError) -> Self {
        Self
    }
}

/// What the analysis will ask.
fn question(sizing: &Sizing) -> Question {
    let design = &sizing.design;
    let alternative = match (design.sides, sizing.direction()) {
        (Sides::Two, _) => Alternative::TwoSided,
        (Sides::One, Direction::Increase) => Alternative::Greater,
        (Sides::One, Direction::Decrease) => Alternative::Less,
    };
    // A correction in one step is a smaller risk of each comparison, which the sizing has found: finding it again for each
    // test takes long. The others go step by step.
    let (alpha, correction) = match design.correction {
        Correction::Holm | Correction::Hochberg | Correction::Hommel | Correction::BenjaminiHochberg => {
            (design.alpha, design.correction)
        }
        _ => (sizing.alpha_per_comparison, Correction::None),
    };
    Question { null: design.null, alternative, correction, ..Question::two_sided(alpha) }
}
