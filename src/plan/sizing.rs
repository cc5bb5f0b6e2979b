//! How many units a test needs, what power it has, what effect it can detect: one question, solved three ways.
//!
//! The test that is sized is the test the analysis runs: the pooled score z for rates (Farrington–Manning with a
//! margin), Welch's t for means (Fieller's with a relative margin).

use serde::Serialize;

pub use super::measured::Measured;
use super::pair::{
    AnswersPair, CountPair, EfficientPair, EquivalencePair, MeanEquivalencePair, MeanPair, PlannedPair, ProportionPair,
    RecommendationPair, RetentionPair, SequentialPair,
};
use super::{Correction, Efficiency, Looks, NullHypothesis, PointHypothesis, Points, Split};
use crate::quantity::{Positive, Proportion};
use crate::stats::{ArmSizes, Direction, PlannedHazards, SequentialDesign, SequentialError, Sides, SizingError, root};

/// A test as it is planned: everything but effect, size and power, of which two give the third.
///
/// ```
/// use jalon::plan::sizing::{Aim, Design, Measured};
/// use jalon::quantity::Proportion;
/// let rate = |value| Proportion::new(value).unwrap();
/// let design = Design::two_arms(Measured::Proportion { baseline: rate(0.10) });
/// let sizing = design.size(Aim::Lift(0.10), rate(0.80)).unwrap();
/// assert_eq!((sizing.arms[0].n, sizing.n_total), (14_751, 29_502));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Design {
    /// What is measured, and its value today.
    pub measured: Measured,
    /// What the test tries to rule out.
    pub null: NullHypothesis,
    /// Risk of a false alarm, over all variants and both sides.
    pub alpha: Proportion,
    /// One direction or two.
    pub sides: Sides,
    /// How the units are divided among the arms.
    pub split: Split,
    /// How several variants share the risk; without effect with one variant.
    pub correction: Correction,
    /// What a unit is worth: a covariate adjusted for, clusters.
    pub efficiency: Efficiency,
    /// Looks before the end that may decide; none for a test that decides once.
    pub looks: Option<Looks>,
}

/// The effect a test should detect, in any of its three writings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Aim {
    /// The value the variant should reach.
    Target(f64),
    /// The relative change: 0.1 is +10 %.
    Lift(f64),
    /// The absolute change, in the unit of the metric: 0.01 is one percentage point.
    Difference(f64),
}

impl Aim {
    /// The value the variant should reach.
    #[must_use]
    pub fn target(self, baseline: f64) -> f64 {
        match self {
            Self::Target(target) => target,
            Self::Lift(lift) => baseline * (1.0 + lift),
            Self::Difference(difference) => baseline + difference,
        }
    }
}

/// The test that is sized, and later run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TestName {
    /// Score z test of two rates, variance pooled (Fleiss, Tytun & Ury 1980).
    PooledZ,
    /// Score z test of two rates against a margin (Farrington & Manning 1990).
    FarringtonManning,
    /// Welch's t test of two means.
    WelchT,
    /// Fieller's t test of two means against a relative margin.
    FiellerT,
    /// Welch's t test of two ratios of totals, linearised (Deng, Knoblich & Lu 2018).
    DeltaT,
    /// Score test of two Poisson rates.
    PoissonScore,
    /// Score test of two rates of over-dispersed counts, negative binomial.
    NegativeBinomialScore,
    /// z test of two Net Promoter Scores, each with its own spread.
    ScoreZ,
    /// Brunner & Munzel's test of ordered answers (2000).
    BrunnerMunzel,
    /// Log-rank test of two times to an event, sized by Schoenfeld's events (1983).
    LogRank,
    /// Welch's t test of two quantiles, their spread from order statistics.
    QuantileT,
}

/// Which of size, power and effect was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SolvedFor {
    /// The units, from effect and power.
    Size,
    /// The power, from effect and units.
    Power,
    /// The smallest effect that is detected, from units and power.
    Effect,
}

/// A sized test.
#[derive(Debug, Clone, PartialEq)]
pub struct Sizing {
    /// The test.
    pub design: Design,
    /// What was asked for.
    pub solved_for: SolvedFor,
    /// Name of the test.
    pub test: TestName,
    /// Risk of each comparison with the control, both sides together; `alpha` with one variant.
    pub alpha_per_comparison: Proportion,
    /// The power asked for; where it was the question, the power found.
    pub power: f64,
    /// The value the variant should reach.
    pub target: f64,
    /// Units of each arm, control first.
    pub arms: Vec<SizedArm>,
    /// Units of all arms.
    pub n_total: u64,
    /// Power with the whole units of `arms`: that of the weakest comparison.
    pub power_attained: f64,
    /// The bounds of its looks; none for a test that decides once.
    pub looks: Option<SequentialDesign>,
}

/// Units of one arm.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SizedArm {
    /// Its share of all units.
    pub share: f64,
    /// Whole units.
    pub n: u64,
    /// Units before rounding up.
    pub n_exact: f64,
}

impl Sizing {
    /// The value of the control.
    #[must_use]
    pub fn baseline(&self) -> f64 {
        self.design.measured.baseline()
    }

    /// Target minus baseline.
    #[must_use]
    pub fn difference(&self) -> f64 {
        self.target - self.baseline()
    }

    /// Target over baseline minus 1; none for a mean of zero.
    #[must_use]
    pub fn lift(&self) -> Option<f64> {
        let baseline = self.baseline();
        (baseline != 0.0 && self.design.measured.has_lift()).then(|| self.difference() / baseline)
    }

    /// Events expected in all arms together, of a test of retention.
    #[must_use]
    pub fn events(&self) -> Option<f64> {
        let chances = self.hazards()?.event_chances();
        let sizes = self.sizes();
        let (control, variants) = sizes.split_first()?;
        Some(chances.events(ArmSizes { control: *control, variant: variants.iter().sum() }))
    }

    /// The hazards of both arms and how long units are watched, of a test of retention.
    #[must_use]
    pub fn hazards(&self) -> Option<PlannedHazards> {
        let Measured::Retention { share, watched } = &self.design.measured else { return None };
        let (alpha, sides) = (self.design.alpha, self.design.sides);
        RetentionPair::new(*share, *watched, PointHypothesis::Equal, alpha, sides).ok()?.plan(self.target).ok()
    }

    /// Clusters of each arm, control first, a part of one counted whole; empty where units come on their own.
    #[must_use]
    pub fn clusters(&self) -> Vec<u64> {
        let Some(clusters) = self.design.efficiency.clusters() else { return Vec::new() };
        self.arms.iter().map(|arm| (arm.n as f64 / clusters.size().get()).ceil() as u64).collect()
    }

    /// How each comparison is judged.
    pub(super) fn judgement(&self) -> Judgement {
        Judgement { risk: self.alpha_per_comparison, looks: self.looks.clone() }
    }

    /// Which way the target lies from the hypothesis to rule out.
    #[must_use]
    pub fn direction(&self) -> Direction {
        self.design.direction_of(self.target)
    }

    /// The units of each arm, control first.
    #[must_use]
    pub fn sizes(&self) -> Vec<f64> {
        self.arms.iter().map(|arm| arm.n as f64).collect()
    }
}

/// Why a test cannot be sized.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum SizingProblem {
    /// The target is the baseline: there is nothing to detect.
    #[error("the target equals the baseline {baseline}")]
    NothingToDetect {
        /// Today's value, which is the target too.
        baseline: f64,
    },
    /// The target sits on the margin: there is nothing to tell from it.
    #[error("the target {target} sits on the margin")]
    OnTheMargin {
        /// The target.
        target: f64,
    },
    /// The target lies on or outside the margins of equivalence: no size shows that it lies within.
    #[error("the target {target} does not lie within the margins")]
    OutsideTheMargins {
        /// The target.
        target: f64,
    },
    /// No answers are left to move a Net Promoter Score to the target.
    #[error("no answers can move to make the score {target}")]
    ScoreOutOfReach {
        /// The target, in points.
        target: f64,
    },
    /// The target is not a rate.
    #[error("the target {target} does not lie strictly between 0 and 1")]
    TargetNotARate {
        /// Today's rate.
        baseline: f64,
        /// What it would become.
        target: f64,
    },
    /// A relative change of a mean of zero says nothing.
    #[error("a relative change of a mean of 0 is no change")]
    LiftOfZero,
    /// The margin leads out of what the metric can be.
    #[error("no value lies a margin of {margin} from the baseline {baseline}")]
    ImpossibleMargin {
        /// Today's value.
        baseline: f64,
        /// The margin, absolute or relative.
        margin: f64,
    },
    /// The power asked for is no more than the risk of a false alarm.
    #[error("a power of {power} needs no data: the risk of a false alarm is already {risk}")]
    PowerBelowRisk {
        /// The power asked for.
        power: f64,
        /// The risk on the side of the effect.
        risk: f64,
    },
    /// No effect the metric can have reaches the power with these units.
    #[error("no possible effect reaches the power with {units} units")]
    EffectOutOfReach {
        /// Units of all arms.
        units: u64,
    },
    /// The looks do not make a test.
    #[error(transparent)]
    Looks(#[from] SequentialError),
    /// Equivalence is two tests at once; looks that stop both are not planned here.
    #[error("equivalence is shown at the end, not at a look")]
    LooksAtEquivalence,
    /// Too few units to run the test.
    #[error("{units} units are too few to run the test")]
    TooFewUnits {
        /// Units of all arms.
        units: u64,
    },
    /// More units than any test has: the effect is too small, or a number was mistyped.
    #[error("{per_arm} units in one arm are more than any test has")]
    Absurd {
        /// Units of the largest arm.
        per_arm: f64,
    },
    /// As many sizes as arms are needed.
    #[error("{given} sizes for {arms} arms")]
    SizesDoNotFitArms {
        /// Sizes given.
        given: usize,
        /// Arms of the test.
        arms: usize,
    },
    /// The numerical search failed; a bug.
    #[error("the search failed: {0}")]
    Search(SizingError),
}

impl Design {
    /// The usual test: control and one variant in halves, no margin, two-sided at 5 %.
    #[must_use]
    pub fn two_arms(measured: Measured) -> Self {
        let defaults = super::Defaults::default();
        Self {
            measured,
            null: NullHypothesis::Equal,
            alpha: defaults.alpha,
            sides: defaults.sides,
            split: Split::halves(),
            correction: Correction::Dunnett,
            efficiency: Efficiency::default(),
            looks: None,
        }
    }

    /// Returns the test with the units it needs to detect the effect with the given power, each arm rounded up.
    ///
    /// With several variants each comparison has this power; the weakest decides.
    ///
    /// # Errors
    ///
    /// [`SizingProblem`], among others [`SizingProblem::Absurd`] above 10⁹ units in an arm.
    pub fn size(&self, aim: Aim, power: Proportion) -> Result<Sizing, SizingProblem> {
        self.size_at(&self.judgement(Some(power))?, aim, power)
    }

    /// [`size`](Self::size) where it is known how each comparison is judged.
    pub(super) fn size_at(&self, judged: &Judgement, aim: Aim, power: Proportion) -> Result<Sizing, SizingProblem> {
        let target = self.checked_target(aim)?;
        let mut total: f64 = 0.0;
        for comparison in self.comparisons() {
            let control = self.units(&comparison, judged, target, power)?.control;
            total = total.max(control / self.split.control());
        }
        let exact: Vec<f64> = self.split.shares().iter().map(|share| share * total).collect();
        if let Some(&per_arm) = exact.iter().find(|&&units| units > MOST_UNITS_PER_ARM) {
            return Err(SizingProblem::Absurd { per_arm });
        }
        let whole: Vec<f64> = exact.iter().map(|units| units.ceil()).collect();
        let power_attained = self.power_with(judged, target, &whole)?;
        Ok(self.sizing(SolvedFor::Size, judged, power.get(), target, &exact, power_attained))
    }

    /// Returns the test with the power it has to detect the effect with so many units in each arm, control first.
    ///
    /// # Errors
    ///
    /// [`SizingProblem`].
    pub fn power(&self, aim: Aim, units: &[u64]) -> Result<Sizing, SizingProblem> {
        self.power_at(&self.judgement(None)?, aim, units)
    }

    /// [`power`](Self::power) where it is known how each comparison is judged.
    pub(super) fn power_at(&self, judged: &Judgement, aim: Aim, units: &[u64]) -> Result<Sizing, SizingProblem> {
        let target = self.checked_target(aim)?;
        let sizes = self.checked_sizes(units)?;
        let power = self.power_with(judged, target, &sizes)?;
        Ok(self.sizing(SolvedFor::Power, judged, power, target, &sizes, power))
    }

    /// Returns the test with the smallest effect it detects with the given power and so many units in each arm.
    ///
    /// With several variants it is the effect that even the weakest comparison detects.
    ///
    /// # Errors
    ///
    /// [`SizingProblem`], among others [`SizingProblem::EffectOutOfReach`] when even a rate of 0 or 100 % is not far enough.
    pub fn detectable(&self, power: Proportion, units: &[u64], direction: Direction) -> Result<Sizing, SizingProblem> {
        self.detectable_at(&self.judgement(Some(power))?, power, units, direction)
    }

    /// [`detectable`](Self::detectable) where it is known how each comparison is judged.
    pub(super) fn detectable_at(
        &self,
        judged: &Judgement,
        power: Proportion,
        units: &[u64],
        direction: Direction,
    ) -> Result<Sizing, SizingProblem> {
        let sizes = self.checked_sizes(units)?;
        if self.null.is_equivalence() {
            return self.margin_shown(judged, power, &sizes);
        }
        let target = self.detectable_with(judged, power, &sizes, direction)?;
        let power_attained = self.power_with(judged, target, &sizes)?;
        Ok(self.sizing(SolvedFor::Effect, judged, power.get(), target, &sizes, power_attained))
    }

    /// Divides units among the arms by their shares, each arm rounded down: no unit is counted twice.
    #[must_use]
    pub fn divide(&self, units: f64) -> Vec<u64> {
        // The slack keeps 30 000 in halves from becoming 14 999.
        self.split.shares().iter().map(|share| (share * units * (1.0 + 1e-12)).floor() as u64).collect()
    }

    /// Variants compared with the control.
    #[must_use]
    pub fn variants(&self) -> usize {
        self.split.variants().len()
    }

    /// The test that is sized.
    #[must_use]
    pub fn test(&self) -> TestName {
        match (&self.measured, self.null) {
            (Measured::Proportion { .. }, NullHypothesis::Equal) => TestName::PooledZ,
            (Measured::Proportion { .. }, _) => TestName::FarringtonManning,
            (Measured::Mean { .. }, NullHypothesis::Lift { .. } | NullHypothesis::LiftBeyond { .. }) => {
                TestName::FiellerT
            }
            (Measured::Mean { .. }, _) => TestName::WelchT,
            (Measured::Ratio { .. }, _) => TestName::DeltaT,
            (Measured::Count { dispersion, .. }, _) if *dispersion > 0.0 => TestName::NegativeBinomialScore,
            (Measured::Count { .. }, _) => TestName::PoissonScore,
            (Measured::Recommendation(_), _) => TestName::ScoreZ,
            (Measured::Answers { .. }, _) => TestName::BrunnerMunzel,
            (Measured::Retention { .. }, _) => TestName::LogRank,
            (Measured::Quantile { .. }, _) => TestName::QuantileT,
        }
    }

    /// Which way a target lies from the hypothesis to rule out.
    #[must_use]
    pub fn direction_of(&self, target: f64) -> Direction {
        if target < self.null.origin(self.measured.baseline()) { Direction::Decrease } else { Direction::Increase }
    }

    fn checked_target(&self, aim: Aim) -> Result<f64, SizingProblem> {
        let baseline = self.measured.baseline();
        if baseline == 0.0 && matches!(aim, Aim::Lift(_)) {
            return Err(SizingProblem::LiftOfZero);
        }
        let target = aim.target(baseline);
        if let Measured::Recommendation(planned) = &self.measured
            && planned.variant.is_none()
            && planned.control.moved_to(target, planned.shift).is_err()
        {
            return Err(SizingProblem::ScoreOutOfReach { target });
        }
        if !self.measured.admits(target) {
            return Err(SizingProblem::TargetNotARate { baseline, target });
        }
        if let Points::Between(low, high) = self.null.points() {
            let ends = (low.origin(baseline), high.origin(baseline));
            let within = target > ends.0.min(ends.1) && target < ends.0.max(ends.1);
            return if within { Ok(target) } else { Err(SizingProblem::OutsideTheMargins { target }) };
        }
        let origin = self.null.origin(baseline);
        // 9 % is 10 % − 1 %, whatever the last bits of the two say.
        let on_origin = (target - origin).abs() <= 1e-12 * target.abs().max(origin.abs());
        match self.null {
            _ if !on_origin => Ok(target),
            NullHypothesis::Equal => Err(SizingProblem::NothingToDetect { baseline }),
            _ => Err(SizingProblem::OnTheMargin { target }),
        }
    }

    fn checked_sizes(&self, units: &[u64]) -> Result<Vec<f64>, SizingProblem> {
        let arms = self.split.shares().len();
        if units.len() != arms {
            return Err(SizingProblem::SizesDoNotFitArms { given: units.len(), arms });
        }
        Ok(units.iter().map(|&size| size as f64).collect())
    }

    /// How each comparison is judged, with the bounds of its looks for a power; none for the one the looks are planned with.
    fn judgement(&self, power: Option<Proportion>) -> Result<Judgement, SizingProblem> {
        let risk = self.level()?;
        let Some(looks) = &self.looks else { return Ok(Judgement { risk, looks: None }) };
        if self.null.is_equivalence() {
            return Err(SizingProblem::LooksAtEquivalence);
        }
        let looks = looks.with_power(power.unwrap_or(looks.power));
        Ok(Judgement { risk, looks: Some(looks.design(risk, self.sides)?) })
    }

    /// The risk of each comparison, both sides together.
    fn level(&self) -> Result<Proportion, SizingProblem> {
        let (control_sd, variant_sd) = self.measured.spreads();
        let control = self.split.control() / (control_sd * control_sd);
        let variants: Vec<f64> = self.split.variants().iter().map(|share| share / (variant_sd * variant_sd)).collect();
        self.correction
            .level_per_comparison(self.alpha, self.sides, control, &variants)
            .map_err(|_| SizingProblem::Search(SizingError::OutOfReach))
    }

    /// Variant units for each control unit, for each comparison.
    fn comparisons(&self) -> impl Iterator<Item = Positive> {
        let control = self.split.control();
        // Shares are above 0, so their quotients are too, short of underflow.
        self.split.variants().iter().filter_map(move |share| Positive::new(share / control).ok())
    }

    fn units(
        &self,
        allocation: &Positive,
        judged: &Judgement,
        target: f64,
        power: Proportion,
    ) -> Result<ArmSizes, SizingProblem> {
        let units = self.pair(judged)?.units(target, power, *allocation);
        units.map_err(|error| self.explain(error, judged.risk, power.get(), 0))
    }

    /// Power of the weakest comparison.
    fn power_with(&self, judged: &Judgement, target: f64, sizes: &[f64]) -> Result<f64, SizingProblem> {
        let pair = self.pair(judged)?;
        let mut weakest: f64 = 1.0;
        for pair_sizes in pairs(sizes) {
            let power = pair.power(target, pair_sizes);
            weakest = weakest.min(power.map_err(|error| self.explain(error, judged.risk, 0.0, whole(sizes)))?);
        }
        Ok(weakest)
    }

    /// The target that even the weakest comparison detects.
    fn detectable_with(
        &self,
        judged: &Judgement,
        power: Proportion,
        sizes: &[f64],
        direction: Direction,
    ) -> Result<f64, SizingProblem> {
        let origin = self.null.origin(self.measured.baseline());
        let pair = self.pair(judged)?;
        let mut farthest = origin;
        for pair_sizes in pairs(sizes) {
            let target = pair.detectable(power, pair_sizes, direction);
            let target = target.map_err(|error| self.explain(error, judged.risk, power.get(), whole(sizes)))?;
            if (target - origin).abs() > (farthest - origin).abs() {
                farthest = target;
            }
        }
        Ok(farthest)
    }

    /// Equivalence with the smallest margin that these units show with the power, where the variant equals the control.
    fn margin_shown(&self, judged: &Judgement, power: Proportion, sizes: &[f64]) -> Result<Sizing, SizingProblem> {
        let baseline = self.measured.baseline();
        let relative = matches!(self.null, NullHypothesis::LiftBeyond { .. });
        let with = |margin: f64| {
            let null = if relative {
                NullHypothesis::LiftBeyond { margin }
            } else {
                NullHypothesis::DifferenceBeyond { margin }
            };
            Self { null, ..self.clone() }
        };
        let excess =
            |margin: f64| with(margin).power_with(judged, baseline, sizes).map_or(-1.0, |found| found - power.get());
        let mut enough = if relative || baseline == 0.0 { 1e-9 } else { baseline.abs() * 1e-9 };
        while excess(enough) < 0.0 {
            enough *= 2.0;
            // A margin past every value of the metric has no pair, hence no power: the search ends there.
            if !enough.is_finite() || with(enough).pair(judged).is_err() {
                return Err(SizingProblem::EffectOutOfReach { units: whole(sizes) });
            }
        }
        let margin =
            root::bracketed(excess, enough / 2.0, enough).map_err(|error| SizingProblem::Search(error.into()))?;
        let found = with(margin);
        let attained = found.power_with(judged, baseline, sizes)?;
        Ok(found.sizing(SolvedFor::Effect, judged, power.get(), baseline, sizes, attained))
    }

    /// The test of one variant against the control, judged at a risk and at looks.
    fn pair<'a>(&self, judged: &'a Judgement) -> Result<Box<dyn PlannedPair + 'a>, SizingProblem> {
        let ordinary = self.ordinary_pair(judged.risk)?;
        let one_look = if self.efficiency.is_plain() {
            ordinary
        } else {
            Box::new(EfficientPair { ordinary, efficiency: self.efficiency })
        };
        Ok(match &judged.looks {
            Some(design) => Box::new(SequentialPair { one_look, design }),
            None => one_look,
        })
    }

    /// The same where each unit counts for just what it is.
    fn ordinary_pair(&self, alpha: Proportion) -> Result<Box<dyn PlannedPair>, SizingProblem> {
        match self.null.points() {
            Points::One(point) => self.pair_at(point, alpha),
            Points::Between(low, high) => {
                if let Some((baseline, spreads)) = self.measured.as_means() {
                    let pair = MeanEquivalencePair::new(baseline, spreads, self.null, alpha, self.sides);
                    return Ok(Box::new(pair.map_err(|error| self.explain(error, alpha, 0.0, 0))?));
                }
                let (above, below) = (self.pair_at(low, alpha)?, self.pair_at(high, alpha)?);
                Ok(Box::new(EquivalencePair { above, below }))
            }
        }
    }

    /// The test of one point.
    fn pair_at(&self, point: PointHypothesis, alpha: Proportion) -> Result<Box<dyn PlannedPair>, SizingProblem> {
        if !self.measured.admits(point.origin(self.measured.baseline())) {
            return Err(self.impossible_margin());
        }
        let sides = self.sides;
        let problem = |error| self.explain(error, alpha, 0.0, 0);
        Ok(match &self.measured {
            Measured::Proportion { baseline } => Box::new(ProportionPair::new(*baseline, point, alpha, sides)),
            Measured::Mean { .. } | Measured::Ratio { .. } | Measured::Quantile { .. } => {
                let as_means = self.measured.as_means();
                let (baseline, spreads) = as_means.ok_or(SizingProblem::Search(SizingError::OutOfReach))?;
                Box::new(MeanPair::new(baseline, spreads, point, alpha, sides))
            }
            Measured::Count { rate, exposure, dispersion } => {
                Box::new(CountPair::new((*rate, *exposure, *dispersion), point, alpha, sides))
            }
            Measured::Recommendation(planned) => Box::new(RecommendationPair::new(*planned, point, alpha, sides)),
            Measured::Answers { shares } => {
                Box::new(AnswersPair::new(shares.clone(), point, alpha, sides).map_err(problem)?)
            }
            Measured::Retention { share, watched } => {
                Box::new(RetentionPair::new(*share, *watched, point, alpha, sides).map_err(problem)?)
            }
        })
    }

    fn impossible_margin(&self) -> SizingProblem {
        SizingProblem::ImpossibleMargin { baseline: self.measured.baseline(), margin: self.null.margin() }
    }

    fn explain(&self, error: SizingError, risk: Proportion, power: f64, units: u64) -> SizingProblem {
        match error {
            SizingError::NoEffect => SizingProblem::NothingToDetect { baseline: self.measured.baseline() },
            SizingError::PowerBelowRisk => SizingProblem::PowerBelowRisk { power, risk: self.sides.level(risk.get()) },
            SizingError::OutOfReach if units == 0 => SizingProblem::Absurd { per_arm: f64::MAX },
            SizingError::OutOfReach => SizingProblem::EffectOutOfReach { units },
            SizingError::ImpossibleMargin => self.impossible_margin(),
            SizingError::TooFewUnits => SizingProblem::TooFewUnits { units },
            other => SizingProblem::Search(other),
        }
    }

    fn sizing(
        &self,
        solved_for: SolvedFor,
        judged: &Judgement,
        power: f64,
        target: f64,
        exact: &[f64],
        power_attained: f64,
    ) -> Sizing {
        let total: f64 = exact.iter().sum();
        let arms: Vec<SizedArm> = exact
            .iter()
            .map(|&n_exact| SizedArm { share: n_exact / total, n: n_exact.ceil() as u64, n_exact })
            .collect();
        Sizing {
            design: self.clone(),
            solved_for,
            test: self.test(),
            alpha_per_comparison: judged.risk,
            power,
            target,
            n_total: arms.iter().map(|arm| arm.n).sum(),
            arms,
            power_attained,
            looks: judged.looks.clone(),
        }
    }
}

/// How each comparison is judged. It takes long to find, with Dunnett's correction or with many looks: several questions about
/// one test find it once.
#[derive(Debug, Clone)]
pub(super) struct Judgement {
    /// Its risk of a false alarm, both sides together.
    risk: Proportion,
    /// The bounds of its looks; none for a test that decides once.
    looks: Option<SequentialDesign>,
}

/// A billion: no test has more units in an arm, and a mistyped effect quickly asks for that many.
const MOST_UNITS_PER_ARM: f64 = 1e9;

/// The control with each variant.
fn pairs(sizes: &[f64]) -> impl Iterator<Item = ArmSizes> {
    let control = sizes.first().copied().unwrap_or(0.0);
    sizes.iter().skip(1).map(move |&variant| ArmSizes { control, variant })
}

fn whole(sizes: &[f64]) -> u64 {
    sizes.iter().sum::<f64>() as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rate(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    fn conversion(baseline: f64) -> Design {
        Design::two_arms(Measured::Proportion { baseline: rate(baseline) })
    }

    fn revenue(baseline: f64, sd: f64) -> Design {
        let sd = Positive::new(sd).unwrap();
        Design::two_arms(Measured::Mean { baseline, control_sd: sd, variant_sd: sd })
    }

    /// The rates from the formula of Fleiss, Tytun & Ury in Python, with the quantiles of its `statistics` module; the other
    /// two are Farrington & Manning's (rpact 3.3.4) and the noncentral t's (R 4.2.2), to the digits they were noted with.
    #[test]
    fn sizes_agree_with_trusted_peers() {
        for (baseline, target, expected) in [
            (0.10, 0.11, 14_750.790_469_044_954),
            (0.03, 0.039, 6_454.233_820_059_786),
            (0.01, 0.015, 7_749.589_696_437_945),
        ] {
            let per_arm = conversion(baseline).size(Aim::Target(target), rate(0.8)).unwrap().arms[0].n_exact;
            assert!((per_arm / expected - 1.0).abs() < 1e-11, "{per_arm} instead of {expected}");
        }

        let null = NullHypothesis::Difference { margin: -0.03 };
        let safe = Design { null, alpha: rate(0.025), sides: Sides::One, ..conversion(0.10) };
        let sizing = safe.size(Aim::Target(0.08), rate(0.8)).unwrap();
        assert!((sizing.arms.iter().map(|arm| arm.n_exact).sum::<f64>() - 25_788.3).abs() < 0.05);

        let sizing = revenue(10.0, 15.0).size(Aim::Difference(0.25), rate(0.8)).unwrap();
        assert!((sizing.arms.iter().map(|arm| arm.n_exact).sum::<f64>() - 113_025.8).abs() < 0.05);
    }

    #[test]
    fn the_weakest_comparison_decides() {
        let split = Split::new(&[2.0, 1.0, 2.0]).unwrap();
        let design = Design { split, correction: Correction::Bonferroni, ..conversion(0.1) };
        let sizing = design.size(Aim::Lift(0.1), rate(0.8)).unwrap();
        let alone = Design { split: Split::new(&[2.0, 1.0]).unwrap(), alpha: rate(0.025), ..conversion(0.1) };
        let small = alone.size(Aim::Lift(0.1), rate(0.8)).unwrap();
        assert!((sizing.arms[1].n_exact / small.arms[1].n_exact - 1.0).abs() < 1e-12);
        assert_eq!(sizing.arms[0].n, sizing.arms[2].n);
        assert!(sizing.power_attained >= 0.8);
    }

    #[test]
    fn equivalence_is_sized_shown_and_solved_for_its_margin() {
        let null = NullHypothesis::DifferenceBeyond { margin: 10.0 };
        let same = Design { null, sides: Sides::One, ..revenue(100.0, 50.0) };
        let sizing = same.size(Aim::Difference(0.0), rate(0.8)).unwrap();
        assert!(sizing.power_attained >= 0.8 && sizing.direction() == Direction::Increase);
        let units: Vec<u64> = sizing.arms.iter().map(|arm| arm.n).collect();
        let shown = same.detectable(rate(0.8), &units, Direction::Increase).unwrap();
        assert!((shown.design.null.margin() - 10.0).abs() < 0.05, "{:?}", shown.design.null);
        assert!((shown.power_attained - 0.8).abs() < 1e-9);
        let outside = same.size(Aim::Difference(12.0), rate(0.8)).unwrap_err();
        assert_eq!(outside, SizingProblem::OutsideTheMargins { target: 112.0 });
        let null = NullHypothesis::LiftBeyond { margin: 0.1 };
        let rates = Design { null, ..conversion(0.2) };
        let sizing = rates.size(Aim::Lift(0.02), rate(0.9)).unwrap();
        let fewer: Vec<u64> = sizing.arms.iter().map(|arm| arm.n - 1).collect();
        assert!(rates.power(Aim::Lift(0.02), &fewer).unwrap().power < 0.9);
    }

    #[test]
    fn what_cannot_be_sized_is_named() {
        let size = |design: Design, aim| design.size(aim, rate(0.8)).unwrap_err();
        assert_eq!(size(conversion(0.1), Aim::Lift(0.0)), SizingProblem::NothingToDetect { baseline: 0.1 });
        assert!(matches!(size(conversion(0.6), Aim::Lift(0.7)), SizingProblem::TargetNotARate { .. }));
        assert!(matches!(size(conversion(0.1), Aim::Difference(-0.1)), SizingProblem::TargetNotARate { .. }));
        assert!(matches!(size(conversion(0.001), Aim::Lift(0.0001)), SizingProblem::Absurd { .. }));
        assert_eq!(size(revenue(0.0, 1.0), Aim::Lift(0.1)), SizingProblem::LiftOfZero);
        let null = NullHypothesis::Difference { margin: -0.01 };
        let on_margin = size(Design { null, ..conversion(0.1) }, Aim::Target(0.09));
        assert_eq!(on_margin, SizingProblem::OnTheMargin { target: 0.09 });
        let null = NullHypothesis::Difference { margin: -0.2 };
        let margin = Design { null, ..conversion(0.1) };
        assert!(matches!(size(margin, Aim::Target(0.1)), SizingProblem::ImpossibleMargin { .. }));
        let tiny = conversion(0.1).size(Aim::Lift(0.1), rate(0.01)).unwrap_err();
        assert!(matches!(tiny, SizingProblem::PowerBelowRisk { .. }), "{tiny:?}");
        let few = conversion(0.1).detectable(rate(0.8), &[2, 2], Direction::Decrease).unwrap_err();
        assert!(matches!(few, SizingProblem::EffectOutOfReach { units: 4 }), "{few:?}");
        let empty = conversion(0.1).power(Aim::Lift(0.1), &[0, 100]).unwrap_err();
        assert!(matches!(empty, SizingProblem::TooFewUnits { .. }), "{empty:?}");
    }

    fn designs() -> impl Strategy<Value = Design> {
        let measured = prop_oneof![
            (0.005..0.9_f64).prop_map(|baseline| Measured::Proportion { baseline: rate(baseline) }),
            (1.0..100.0_f64, 5.0..50.0_f64, 5.0..50.0_f64).prop_map(|(baseline, control, variant)| Measured::Mean {
                baseline,
                control_sd: Positive::new(control).unwrap(),
                variant_sd: Positive::new(variant).unwrap(),
            }),
        ];
        let splits = prop::sample::select(vec![vec![1.0, 1.0], vec![1.0, 2.0], vec![3.0, 1.0], vec![1.0, 1.0, 1.0]]);
        (measured, splits, prop::bool::ANY, 0.01..0.1_f64).prop_map(|(measured, split, one_sided, alpha)| Design {
            split: Split::new(&split).unwrap(),
            sides: if one_sided { Sides::One } else { Sides::Two },
            alpha: rate(alpha),
            ..Design::two_arms(measured)
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn the_size_gives_the_power_and_one_unit_less_does_not(
            design in designs(), lift in 0.02..0.1_f64, power in 0.5..0.95_f64,
        ) {
            let sizing = design.size(Aim::Lift(lift), rate(power)).unwrap();
            prop_assert!(sizing.power_attained >= power - 1e-9);
            let fewer: Vec<u64> = sizing.arms.iter().map(|arm| arm.n - 1).collect();
            let weaker = design.power(Aim::Lift(lift), &fewer).unwrap();
            prop_assert!(weaker.power_attained < power, "{} with {fewer:?}", weaker.power_attained);
        }

        #[test]
        fn the_detectable_effect_has_the_power(
            design in designs(), units in 2_000.0..1e6_f64, power in 0.5..0.95_f64,
        ) {
            let units = design.divide(units);
            let Ok(sizing) = design.detectable(rate(power), &units, Direction::Increase) else { return Ok(()) };
            prop_assert!((sizing.power_attained - power).abs() < 1e-9, "{}", sizing.power_attained);
            let again = design.power(Aim::Target(sizing.target), &units).unwrap();
            prop_assert!((again.power - power).abs() < 1e-9);
        }
    }
}
