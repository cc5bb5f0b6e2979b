//! The power of a sized test by simulation: data drawn under the planned effect, and the very comparison the analysis runs.

use crate::analysis::{
    CompareError, Comparison, MetricResult, NamedArm, Question, compare_answers, compare_counts, compare_events,
    compare_means, compare_proportions, compare_quantiles, compare_ratios, compare_recommendations, compare_retention,
};
use crate::metric::AnswerScale;
use crate::plan::sizing::{Measured, Sizing};
use crate::plan::{Correction, SimulatedPower};
use crate::quantity::{Positive, Proportion};
use crate::stats::draws::Stream;
use crate::stats::{
    Alternative, Answers, AnyTimePlan, Bound, CategoryCounts, Conversions, CrossMoments, Direction, Events, LookBounds,
    Moments, QuantileArm, ScoreShares, SequentialDesign, Sides, UnitCounts, normal,
};

/// Simulates tests of this size under its planned effect and counts how many succeed: a rejection in the planned direction,
/// or within both margins of an equivalence.
///
/// A test with looks is drawn look by look and held against the bounds of each, giving up where they say so.
///
/// Rates, answers, counts and times are drawn from the distributions they were planned with, means from normal ones. Where
/// a covariate or clusters make units worth more or less, as many effective units are drawn. `tests` is the number of tests;
/// none for as many as take a moment. The same seed gives the same answer.
///
/// None where no test was asked for, where the kind's own analysis needs data that a plan does not describe, where the data of
/// one test would take too long to draw, or where those of a look do not simply add to those before (retention and quantiles
/// with looks).
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
    let looks = sizing.looks.as_ref().map(Bounds::of_looks);
    simulated(sizing, looks, tests, seed)
}

/// The same of a test that may decide on any of its days, as units come evenly over them.
pub(super) fn any_time_power(sizing: &Sizing, days: u32, tests: Option<u32>, seed: u64) -> Option<SimulatedPower> {
    simulated(sizing, Some(Bounds::of_days(sizing, days)?), tests, seed)
}

fn simulated(sizing: &Sizing, bounds: Option<Vec<Bounds>>, tests: Option<u32>, seed: u64) -> Option<SimulatedPower> {
    let simulation = Simulation::of(sizing)?.watched(bounds)?;
    let tests = tests.or_else(|| affordable(simulation.cost())).filter(|tests| *tests > 0)?;
    let mut stream = Stream::named(seed, "simulated power");
    let mut successes = vec![0_u32; sizing.design.variants()];
    for _ in 0..tests {
        // Data no comparison can be made of are a test that shows nothing.
        let Some(shown) = simulation.shown(&mut stream) else { continue };
        for (count, shown) in successes.iter_mut().zip(shown) {
            *count += u32::from(shown);
        }
    }
    let weakest = successes.into_iter().min()?;
    let (weakest, tests_run) = (f64::from(weakest), f64::from(tests));
    // Laplace's rule keeps the error of 0 or all successes above 0, which they do not prove.
    let smoothed = (weakest + 1.0) / (tests_run + 2.0);
    let standard_error = (smoothed * (1.0 - smoothed) / tests_run).sqrt();
    Some(SimulatedPower { power: weakest / tests_run, standard_error, tests })
}

/// What a look decides, by the standard score in the planned direction.
#[derive(Debug, Clone, Copy)]
struct Bounds {
    /// The part of the planned units that is in.
    information: f64,
    efficacy: Bound,
    futility: Bound,
    /// Whether an effect on the wrong side is shown beyond the mirror image.
    two_sided: bool,
}

impl Bounds {
    fn of_looks(design: &SequentialDesign) -> Vec<Self> {
        let two_sided = design.plan().sides == Sides::Two;
        let of = |look: &LookBounds| {
            let LookBounds { information, efficacy, futility, .. } = *look;
            Self { information, efficacy, futility, two_sided }
        };
        design.looks().iter().map(of).collect()
    }

    /// Any-time intervals, looked at each day.
    fn of_days(sizing: &Sizing, days: u32) -> Option<Vec<Self>> {
        let (risk, sides) = (sizing.alpha_per_comparison, sizing.design.sides);
        let plan = AnyTimePlan::narrowest_at(Positive::new(1.0).ok()?, risk, sides);
        let of = |day: u32| {
            let information = f64::from(day) / f64::from(days);
            let multiplier = plan.at(information).ok()?.multiplier(risk, sides).ok()?;
            let (efficacy, two_sided) = (Bound::At(multiplier), sides == Sides::Two);
            Some(Self { information, efficacy, futility: Bound::Unbounded, two_sided })
        };
        (1..=days).map(of).collect()
    }
}

/// How one comparison stands while its test is watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Open,
    Shown,
    Over,
}

/// Data of an arm that grow from look to look.
trait Grows: Sized {
    fn with(self, more: Self) -> Option<Self>;
}

impl Grows for Conversions {
    fn with(self, more: Self) -> Option<Self> {
        Self::new(self.conversions() + more.conversions(), self.visitors() + more.visitors()).ok()
    }
}

impl Grows for Moments {
    fn with(mut self, more: Self) -> Option<Self> {
        self.merge(&more);
        Some(self)
    }
}

impl Grows for UnitCounts {
    fn with(mut self, more: Self) -> Option<Self> {
        self.merge(&more);
        Some(self)
    }
}

impl Grows for CrossMoments {
    fn with(mut self, more: Self) -> Option<Self> {
        self.merge(&more);
        Some(self)
    }
}

impl Grows for Events {
    fn with(self, more: Self) -> Option<Self> {
        Self::new(self.events() + more.events(), self.exposure() + more.exposure()).ok()
    }
}

impl Grows for Answers {
    fn with(self, more: Self) -> Option<Self> {
        let ([a, b, c], [d, e, f]) = (self.counts(), more.counts());
        Self::new(a + d, b + e, c + f).ok()
    }
}

impl Grows for CategoryCounts {
    fn with(self, more: Self) -> Option<Self> {
        let both = self.counts().iter().zip(more.counts());
        Self::new(both.map(|(one, other)| one + other).collect::<Vec<u64>>()).ok()
    }
}

/// One test that can be drawn again and again.
pub(super) struct Simulation<'a> {
    sizing: &'a Sizing,
    question: Question,
    /// Effective units of each arm, control first.
    units: Vec<u64>,
    /// Names of the arms, so that none is written anew for each test.
    names: Vec<String>,
    /// What each look decides; empty for a test that decides once.
    bounds: Vec<Bounds>,
}

/// Shown the data of each look but the last, says whether the test goes on.
type Watch<'w> = &'w mut dyn FnMut(usize, &MetricResult) -> bool;

impl<'a> Simulation<'a> {
    fn of(sizing: &'a Sizing) -> Option<Self> {
        Self::asking(sizing, question(sizing))
    }

    /// The test of these units around this target, read by a question, once.
    pub(super) fn asking(sizing: &'a Sizing, question: Question) -> Option<Self> {
        let design = &sizing.design;
        let effective = |units: u64| design.efficiency.effective(units as f64).round() as u64;
        let units: Vec<u64> = sizing.arms.iter().map(|arm| effective(arm.n)).collect();
        let names = (0..units.len()).map(|place| place.to_string()).collect();
        (units.iter().min()? > &1).then_some(Self { sizing, question, units, names, bounds: Vec::new() })
    }

    /// The same with looks that decide; none where the data of a look do not simply add to those before.
    fn watched(self, bounds: Option<Vec<Bounds>>) -> Option<Self> {
        let adds = !matches!(self.sizing.design.measured, Measured::Retention { .. } | Measured::Quantile { .. });
        match bounds {
            Some(bounds) => adds.then_some(Self { bounds, ..self }),
            None => Some(self),
        }
    }

    /// About how long one test takes, in microseconds.
    pub(super) fn cost(&self) -> f64 {
        self.units.len().saturating_sub(1) as f64 * self.microseconds() * self.bounds.len().max(1) as f64
    }

    /// About how long one comparison of one variant takes, its data included.
    fn microseconds(&self) -> f64 {
        match &self.sizing.design.measured {
            Measured::Mean { .. } | Measured::Ratio { .. } | Measured::Recommendation(_) => 10.0,
            Measured::Proportion { .. } | Measured::Answers { .. } => 40.0,
            // One draw for each number of events that some unit may have.
            Measured::Count { rate, exposure, dispersion } if *dispersion > 0.0 => {
                let expected = rate.get() * exposure.get();
                60.0 + 0.5 * (expected + 20.0 * (expected * dispersion.mul_add(expected, 1.0)).sqrt())
            }
            Measured::Count { .. } => 60.0,
            // Many units leave at many times, and each of them is weighed.
            Measured::Retention { .. } if self.units.iter().sum::<u64>() > 50_000 => 6_000.0,
            Measured::Retention { .. } => 3_000.0,
            Measured::Quantile { .. } => 0.05 * self.units.iter().sum::<u64>() as f64,
        }
    }

    /// Whether each variant was shown to have its effect; none for data that nothing can be said of.
    fn shown(&self, stream: &mut Stream) -> Option<Vec<bool>> {
        if self.bounds.is_empty() {
            let result = self.run(stream).ok()?;
            return Some(self.succeeded(&result).collect());
        }
        let mut standing = vec![Standing::Open; self.units.len() - 1];
        let last = self.watch(stream, &mut |look, result| {
            self.judge(look, result, &mut standing);
            standing.contains(&Standing::Open)
        });
        last.ok()?;
        Some(standing.into_iter().map(|standing| standing == Standing::Shown).collect())
    }

    /// Holds every comparison that is still open against the bounds of a look.
    fn judge(&self, look: usize, result: &MetricResult, standing: &mut [Standing]) {
        let Some(bounds) = self.bounds.get(look) else { return };
        for (standing, comparison) in standing.iter_mut().zip(&result.comparisons) {
            let Some(score) = self.score(comparison).filter(|_| *standing == Standing::Open) else { continue };
            let beyond = |score: f64| bounds.efficacy.value().is_some_and(|bound| score >= bound);
            let given_up = bounds.futility.value().is_some_and(|bound| score <= bound);
            if beyond(score) {
                *standing = Standing::Shown;
            } else if given_up || (bounds.two_sided && beyond(-score)) {
                *standing = Standing::Over;
            }
        }
    }

    /// The standard score of the very test, counted in the planned direction.
    fn score(&self, comparison: &Comparison) -> Option<f64> {
        let p_value = comparison.p_value?;
        Some(match self.question.alternative {
            Alternative::TwoSided if self.is_towards(comparison) => normal::upper_quantile(p_value / 2.0),
            Alternative::TwoSided => -normal::upper_quantile(p_value / 2.0),
            Alternative::Greater | Alternative::Less => normal::upper_quantile(p_value),
        })
    }

    fn is_towards(&self, comparison: &Comparison) -> bool {
        match self.sizing.direction() {
            Direction::Increase => comparison.statistic.is_some_and(|statistic| statistic > 0.0),
            Direction::Decrease => comparison.statistic.is_some_and(|statistic| statistic < 0.0),
        }
    }

    /// Draws a test that is read once.
    pub(super) fn run(&self, stream: &mut Stream) -> Result<MetricResult, Failed> {
        self.watch(stream, &mut |_, _| true)
    }

    /// Draws a test look by look, until it is over.
    fn watch(&self, stream: &mut Stream, watch: Watch<'_>) -> Result<MetricResult, Failed> {
        let (target, question) = (self.sizing.target, &self.question);
        let either = |control: f64| move |place: usize| if place == 0 { control } else { target };
        match &self.sizing.design.measured {
            Measured::Proportion { baseline } => {
                let rate = either(baseline.get());
                let draw = |place, units| Conversions::new(stream.binomial(units, rate(place)), units).ok();
                self.looks(draw, |arms| compare_proportions(arms, question), watch)
            }
            Measured::Mean { baseline, control_sd, variant_sd } => {
                let (mean, sd) = (either(*baseline), [*control_sd, *variant_sd]);
                let draw = |place: usize, units| Some(stream.normal_moments(units, mean(place), sd[place.min(1)]));
                self.looks(draw, |arms| compare_means(arms, question), watch)
            }
            Measured::Count { rate, exposure, dispersion } => {
                self.counts(stream, (*rate, *exposure, *dispersion), watch)
            }
            Measured::Recommendation(planned) => {
                let shares = [planned.control, planned.reaching(target).map_err(|_| Failed)?];
                let draw = |place: usize, units| answers(stream, units, shares[place.min(1)]);
                self.looks(draw, |arms| compare_recommendations(arms, question), watch)
            }
            Measured::Answers { shares } => {
                let target = Proportion::new(target).map_err(|_| Failed)?;
                let shifted = shares.shifted(shares.odds_ratio_for(target).map_err(|_| Failed)?);
                let shares = [shares.get(), shifted.get()];
                let draw =
                    |place: usize, units| CategoryCounts::new(stream.multinomial(units, shares[place.min(1)])).ok();
                let highest = u8::try_from(shares[0].len()).ok();
                let scale = highest.and_then(|highest| AnswerScale::new(1, highest)).ok_or(Failed)?;
                self.looks(draw, |arms| compare_answers(arms, scale, question), watch)
            }
            Measured::Retention { watched, .. } => {
                let plan = self.sizing.hazards().ok_or(Failed)?;
                let variant = Positive::new(plan.control_hazard.get() * plan.hazard_ratio.get()).map_err(|_| Failed)?;
                let hazards = [plan.control_hazard, variant];
                let draw = |place: usize, units| {
                    Some(stream.times(units, hazards[place.min(1)], plan.dropout_hazard, plan.enrolment))
                };
                Ok(compare_retention(&self.arms(&self.units, draw)?, watched.horizon, question)?)
            }
            Measured::Ratio { baseline, sd } => {
                let mean = either(*baseline);
                let draw = |place, units| ratio_of_ones(&stream.normal_moments(units, mean(place), *sd));
                self.looks(draw, |arms| compare_ratios(arms, question), watch)
            }
            Measured::Quantile { value, level, density } => {
                let value = either(*value);
                let draw = |place, units| {
                    Some(QuantileArm::of(stream.rising_values(units, value(place), level.get(), *density)))
                };
                Ok(compare_quantiles(&self.arms(&self.units, draw)?, *level, question)?)
            }
        }
    }

    fn counts(
        &self,
        stream: &mut Stream,
        (rate, exposure, dispersion): (Positive, Positive, f64),
        watch: Watch<'_>,
    ) -> Result<MetricResult, Failed> {
        let expected = |place: usize| exposure.get() * if place == 0 { rate.get() } else { self.sizing.target };
        match Positive::new(dispersion) {
            Ok(dispersion) => {
                let draw = |place, units| {
                    let moments = stream.over_dispersed_counts(units, expected(place), dispersion);
                    let (mean, variance) = (moments.mean()?, moments.variance()?);
                    UnitCounts::with_equal_exposure(units, exposure.get(), mean, variance).ok()
                };
                self.looks(draw, |arms| compare_counts(arms, &self.question), watch)
            }
            Err(_) => {
                let draw = |place, units: u64| {
                    let events = stream.poisson(expected(place) * units as f64);
                    Events::new(events, exposure.get() * units as f64).ok()
                };
                self.looks(draw, |arms| compare_events(arms, &self.question), watch)
            }
        }
    }

    /// Draws the units that come up to each look, and compares all that are there, until the test is over.
    fn looks<T: Grows>(
        &self,
        mut draw: impl FnMut(usize, u64) -> Option<T>,
        compare: impl Fn(&[NamedArm<T>]) -> Result<MetricResult, CompareError>,
        watch: Watch<'_>,
    ) -> Result<MetricResult, Failed> {
        let mut arms: Vec<NamedArm<T>> = self.arms(&self.until(0), &mut draw)?;
        for look in 1..self.bounds.len().max(1) {
            // At an early look there may be too few units to compare: it decides nothing.
            if let Ok(result) = compare(&arms)
                && !watch(look - 1, &result)
            {
                return Ok(result);
            }
            let (before, until) = (self.until(look - 1), self.until(look));
            let more: Vec<u64> = until.iter().zip(before).map(|(until, before)| until.saturating_sub(before)).collect();
            arms = grown(arms, self.arms(&more, &mut draw)?)?;
        }
        let result = compare(&arms)?;
        watch(self.bounds.len().saturating_sub(1), &result);
        Ok(result)
    }

    /// Units of each arm up to a look; all of them in a test that is read once.
    fn until(&self, look: usize) -> Vec<u64> {
        let share = self.bounds.get(look).map_or(1.0, |bounds| bounds.information);
        self.units.iter().map(|units| (*units as f64 * share).round() as u64).collect()
    }

    /// The arms with what was drawn for each, from its place (0 for the control) and its units.
    fn arms<T>(
        &self,
        units: &[u64],
        mut draw: impl FnMut(usize, u64) -> Option<T>,
    ) -> Result<Vec<NamedArm<T>>, Failed> {
        let named = self.names.iter().zip(units).enumerate();
        named
            .map(|(place, (name, &units))| {
                Ok(NamedArm { name: name.clone(), observed: draw(place, units).ok_or(Failed)? })
            })
            .collect()
    }

    /// Whether each variant was told from its hypothesis, in the planned direction.
    fn succeeded(&self, result: &MetricResult) -> impl Iterator<Item = bool> {
        let (alpha, between) = (self.question.alpha.get(), self.question.null.is_equivalence());
        result
            .comparisons
            .iter()
            .map(move |comparison| comparison.is_significant(alpha) && (between || self.is_towards(comparison)))
    }
}

/// What was there with what came since.
fn grown<T: Grows>(arms: Vec<NamedArm<T>>, more: Vec<NamedArm<T>>) -> Result<Vec<NamedArm<T>>, Failed> {
    let both = arms.into_iter().zip(more);
    both.map(|(arm, more)| Ok(NamedArm { observed: arm.observed.with(more.observed).ok_or(Failed)?, name: arm.name }))
        .collect()
}

/// How many tests take a moment, each so many microseconds.
pub(super) fn affordable(one: f64) -> Option<u32> {
    /// Microseconds, in a release build on an ordinary machine: a moment for many tests, longer for a few.
    const QUICK: f64 = 40_000.0;
    const LONGEST: f64 = 300_000.0;
    const MOST: f64 = 2_000.0;
    const ENOUGH: f64 = 200.0;
    const FEWEST: f64 = 50.0;
    let tests = (QUICK / one).min(MOST).max((LONGEST / one).min(ENOUGH));
    (tests >= FEWEST).then(|| if tests >= 100.0 { (tests / 100.0).floor() * 100.0 } else { tests.floor() } as u32)
}

/// Drawn data that nothing can be said of.
pub(super) struct Failed;

impl From<CompareError> for Failed {
    fn from(_: CompareError) -> Self {
        Self
    }
}

fn answers(stream: &mut Stream, units: u64, shares: ScoreShares) -> Option<Answers> {
    let (promoters, detractors) = (shares.promoters(), shares.detractors());
    let counts = stream.multinomial(units, &[promoters, (1.0 - promoters - detractors).max(0.0), detractors]);
    let &[promoters, passives, detractors] = counts.as_slice() else { return None };
    Answers::new(promoters, passives, detractors).ok()
}

/// Units whose denominators are all 1: of a ratio the plan knows what a unit contributes, which is then its numerator.
fn ratio_of_ones(contributions: &Moments) -> Option<CrossMoments> {
    let (mean, variance) = (contributions.mean()?, contributions.variance()?);
    CrossMoments::from_summary(contributions.count(), [mean, 1.0], [[variance, 0.0], [0.0, 0.0]]).ok()
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
    let (alpha, correction) = if design.correction.is_stepwise() {
        (design.alpha, design.correction)
    } else {
        (sizing.alpha_per_comparison, Correction::None)
    };
    Question { null: design.null, alternative, correction, ..Question::two_sided(alpha) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metric::Watched;
    use crate::plan::sizing::{Aim, Design};
    use crate::plan::{Efficiency, NullHypothesis, Recommendation, Split};
    use crate::quantity::Share;
    use crate::stats::{CategoryShares, Clusters, ScoreShift};

    /// Few enough for a build without optimisation; a standard error of 2 points still shows a wrong test.
    const TESTS: u32 = 400;

    fn rate(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    fn positive(value: f64) -> Positive {
        Positive::new(value).unwrap()
    }

    fn share(value: f64) -> Share {
        Share::new(value).unwrap()
    }

    /// The simulated power of a design with 80 % power lies within four standard errors of the computed one.
    fn agrees(name: &str, design: &Design, aim: Aim) {
        agrees_in(TESTS, name, design, aim);
    }

    fn agrees_in(tests: u32, name: &str, design: &Design, aim: Aim) {
        let sizing = design.size(aim, rate(0.8)).unwrap();
        let simulated = simulated_power(&sizing, Some(tests), 20_260_501).unwrap();
        let apart = (simulated.power - sizing.power_attained) / simulated.standard_error;
        assert!(apart.abs() < 4.0, "{name}: {simulated:?} against {} ({apart:.1} errors)", sizing.power_attained);
        assert_eq!(simulated.tests, tests);
    }

    fn score() -> Measured {
        Measured::Recommendation(Recommendation {
            control: ScoreShares::new(share(0.4), share(0.25)).unwrap(),
            variant: None,
            shift: ScoreShift::BetweenEnds,
        })
    }

    fn retention() -> Measured {
        let watched =
            Watched { horizon: positive(90.0), accrual: 30.0, follow_up: positive(90.0), dropout: share(0.1) };
        Measured::Retention { share: rate(0.6), watched }
    }

    fn mean() -> Measured {
        Measured::Mean { baseline: 25.0, control_sd: positive(40.0), variant_sd: positive(44.0) }
    }

    #[test]
    fn the_power_of_each_kind_is_what_was_computed() {
        let conversion = Measured::Proportion { baseline: rate(0.1) };
        agrees("proportion", &Design::two_arms(conversion), Aim::Lift(0.2));
        agrees("mean", &Design::two_arms(mean()), Aim::Lift(0.1));
        let events = |dispersion| Measured::Count { rate: positive(0.8), exposure: positive(2.0), dispersion };
        agrees("events", &Design::two_arms(events(0.0)), Aim::Lift(-0.1));
        agrees("counts", &Design::two_arms(events(0.7)), Aim::Lift(-0.15));
        agrees("nps", &Design::two_arms(score()), Aim::Difference(8.0));
        let shares = CategoryShares::new([0.1, 0.15, 0.25, 0.3, 0.2]).unwrap();
        agrees("answers", &Design::two_arms(Measured::Answers { shares }), Aim::Target(0.55));
    }

    #[test]
    fn the_power_of_ratios_and_quantiles_is_what_was_computed() {
        let ratio = Measured::Ratio { baseline: 3.2, sd: positive(4.0) };
        agrees("ratio", &Design::two_arms(ratio), Aim::Lift(0.1));
        let quantile = Measured::Quantile { value: 1_200.0, level: rate(0.9), density: positive(0.0004) };
        agrees_in(TESTS / 2, "quantile", &Design::two_arms(quantile), Aim::Lift(-0.1));
    }

    #[test]
    fn the_power_of_retention_is_what_was_computed() {
        agrees_in(TESTS / 4, "retention", &Design::two_arms(retention()), Aim::Difference(0.06));
    }

    #[test]
    fn margins_sides_arms_and_decreases_are_simulated_as_planned() {
        let conversion = || Design::two_arms(Measured::Proportion { baseline: rate(0.1) });
        let margin = NullHypothesis::Difference { margin: -0.02 };
        let safe = Design { null: margin, sides: Sides::One, alpha: rate(0.025), ..conversion() };
        agrees("no worse", &safe, Aim::Difference(0.0));
        agrees("fewer", &Design { sides: Sides::One, ..conversion() }, Aim::Lift(-0.2));
        let within = NullHypothesis::DifferenceBeyond { margin: 4.0 };
        agrees(
            "equivalent",
            &Design { null: within, sides: Sides::One, ..Design::two_arms(mean()) },
            Aim::Difference(0.0),
        );
        for correction in [Correction::Dunnett, Correction::Bonferroni] {
            let split = Split::new(&[2.0, 1.0, 1.0]).unwrap();
            let three = Design { split, correction, ..conversion() };
            let sizing = three.size(Aim::Lift(0.2), rate(0.8)).unwrap();
            let simulated = simulated_power(&sizing, Some(TESTS), 3).unwrap();
            // The weaker of two alike falls below the power they share by chance.
            assert!((simulated.power - sizing.power_attained).abs() < 5.0 * simulated.standard_error, "{simulated:?}");
        }
    }

    /// Effective units are drawn: a covariate and clusters leave the power where it was planned.
    #[test]
    fn covariates_and_clusters_keep_the_power() {
        let clusters = Clusters::new(positive(20.0), 0.4, share(0.02)).unwrap();
        let efficiency = Efficiency::default().with_covariate(0.5).unwrap().with_clusters(clusters);
        agrees("efficiency", &Design { efficiency, ..Design::two_arms(mean()) }, Aim::Lift(0.1));
    }

    #[test]
    fn the_number_of_tests_is_bounded_and_none_is_none() {
        let design = Design::two_arms(Measured::Proportion { baseline: rate(0.1) });
        let sizing = design.size(Aim::Lift(0.1), rate(0.8)).unwrap();
        assert_eq!(simulated_power(&sizing, Some(0), 1), None);
        let tests = affordable(Simulation::of(&sizing).unwrap().cost()).unwrap();
        assert!((100..=2_000).contains(&tests), "{tests}");
        assert_eq!(simulated_power(&sizing, Some(20), 7), simulated_power(&sizing, Some(20), 7), "the same seed");
        // All succeed: the error is not 0 all the same.
        let sure = design.power(Aim::Lift(0.5), &[100_000, 100_000]).unwrap();
        let simulated = simulated_power(&sure, Some(200), 1).unwrap();
        assert!(simulated.power == 1.0 && simulated.standard_error > 0.0);
        // One unit an arm compares nothing.
        let tiny = Design::two_arms(mean()).power(Aim::Lift(0.1), &[2, 2]).unwrap();
        assert!(simulated_power(&tiny, Some(50), 1).is_some_and(|simulated| simulated.power < 0.5));
    }
}
