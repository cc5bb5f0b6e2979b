//! A test with planned looks: its bounds, its size against that of a test with one look, its chances at every look.

use super::boundary::{EfficacyRule, Lower, Rules, Traced, Upper, nearly_linear};
use super::efficacy::Efficacy;
use super::error::SequentialError;
use super::futility::Futility;
use super::information::InformationRates;
use super::two_roots::two_roots;
use super::walk::{Margins, Stretch, Walk};
use crate::quantity::Proportion;
use crate::stats::{Bound, Sides, normal};
use std::cell::Cell;

/// A test with looks as it is planned. The statistic is counted in the direction of the planned effect: an effect as planned
/// moves it up, whether the metric should rise or fall.
///
/// ```
/// use jalon::quantity::Proportion;
/// use jalon::stats::{Efficacy, Futility, InformationRates, SequentialPlan, Sides, Spending};
/// let rate = |value| Proportion::new(value).unwrap();
/// let plan = SequentialPlan {
///     information: InformationRates::equal(4).unwrap(),
///     efficacy: Efficacy::Spending(Spending::OBrienFleming),
///     futility: Futility::None,
///     alpha: rate(0.05),
///     sides: Sides::Two,
///     power: rate(0.8),
/// };
/// let design = plan.design().unwrap();
/// assert!((design.looks()[3].efficacy.value().unwrap() - 2.014_090).abs() < 1e-6);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct SequentialPlan {
    /// When the looks are.
    pub information: InformationRates,
    /// When the effect is shown.
    pub efficacy: Efficacy,
    /// When it is out of reach.
    pub futility: Futility,
    /// Risk of a false alarm over all looks, both sides together.
    pub alpha: Proportion,
    /// One direction or two.
    pub sides: Sides,
    /// The chance to show the planned effect, in its direction, over all looks.
    pub power: Proportion,
}

/// The bounds of one look, on the z scale, in the direction of the planned effect.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LookBounds {
    /// Share of the planned information.
    pub information: f64,
    /// At or above it the effect is shown; in a two-sided test, at or below its mirror image a loss is. Unbounded where the
    /// risk to spend is none, or so small that no double holds it.
    pub efficacy: Bound,
    /// At or below it the test gives up; unbounded at the last look and where there is none.
    pub futility: Bound,
    /// Risk of a false alarm spent up to this look, both sides together. With non-binding futility, as if nobody gave up.
    pub alpha_spent: f64,
}

impl LookBounds {
    /// The one-sided level of a test with this bound alone: the chance of a statistic beyond it without effect.
    #[must_use]
    pub fn nominal_level(&self) -> f64 {
        self.efficacy.value().map_or(0.0, normal::upper_tail)
    }
}

/// How a test may end at one look, under some effect. What is missing to 1 went on, or ended earlier.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LookChances {
    /// Share of the planned information.
    pub information: f64,
    /// The effect is shown, in the planned direction.
    pub efficacy: f64,
    /// The test gives up.
    pub futility: f64,
    /// A significant effect on the wrong side, in a two-sided test.
    pub wrong_side: f64,
}

impl LookChances {
    /// The chance to end at this look, before the last.
    fn stop(&self) -> f64 {
        self.efficacy + self.futility + self.wrong_side
    }
}

/// A test with looks, solved.
#[derive(Debug, Clone)]
pub struct SequentialDesign {
    plan: SequentialPlan,
    looks: Vec<LookBounds>,
    drift: f64,
    /// The paths as they really stop, futility obeyed.
    acting: Traced,
}

impl SequentialPlan {
    /// Solves the bounds and the size.
    ///
    /// # Errors
    ///
    /// [`SequentialError`]: parameters out of range, lists of the wrong length, a power below the risk, a level of one half
    /// or more on a side, a bound for futility that reaches the one for efficacy before the last look.
    pub fn design(&self) -> Result<SequentialDesign, SequentialError> {
        self.check()?;
        let planned = self.information.rates();
        let rule = self.efficacy.rule(planned, self.level());
        if self.futility.is_binding() {
            let (drift, acting) = self.sized(&rule)?;
            return Ok(self.solved(drift, &acting, acting.clone()));
        }
        // Without binding futility the bounds for efficacy stand first, whatever the effect.
        let level = self.rules(planned, 0.0).trace(&rule, &vec![Lower::None; planned.len()])?;
        if self.futility == Futility::None {
            let drift = self.drift_of(&level)?;
            return Ok(self.solved(drift, &level, level.clone()));
        }
        let (drift, acting) = self.sized(&fixed(&level))?;
        Ok(self.solved(drift, &level, acting))
    }

    /// The risk of a false alarm on the side of the effect.
    pub(super) fn level(&self) -> f64 {
        self.sides.level(self.alpha.get())
    }

    /// The chance to miss the planned effect.
    pub(super) fn beta(&self) -> f64 {
        1.0 - self.power.get()
    }

    pub(super) fn rules<'a>(&self, information: &'a [f64], drift: f64) -> Rules<'a> {
        Rules { information, mirrored: self.sides == Sides::Two, drift }
    }

    fn lowers(&self, information: &[f64]) -> Vec<Lower> {
        self.futility.lowers(information, self.beta())
    }

    fn check(&self) -> Result<(), SequentialError> {
        let looks = self.information.looks();
        self.efficacy.check(looks, self.alpha.get())?;
        self.futility.check(looks)?;
        if self.level() >= 0.5 {
            return Err(SequentialError::RiskTooLarge);
        }
        if self.power.get() <= self.level() {
            return Err(SequentialError::PowerBelowRisk);
        }
        match self.futility.is_binding() && self.sides == Sides::Two {
            true => Err(SequentialError::BindingNeedsOneSide),
            false => Ok(()),
        }
    }

    /// The drift that gives the planned power, and the paths with futility obeyed.
    fn sized(&self, rule: &EfficacyRule) -> Result<(f64, Traced), SequentialError> {
        let planned = self.information.rates();
        let lowers = self.lowers(planned);
        let spent = lowers.iter().any(|lower| matches!(lower, Lower::Spent(_)));
        if !spent {
            let acting = self.rules(planned, 0.0).trace(rule, &lowers)?.uncrossed()?;
            return Ok((self.drift_of(&acting)?, acting));
        }
        // What futility spends depends on the drift, and with it where the test goes on.
        if let Some((drift, acting)) = self.sized_with_constant(rule, &lowers) {
            return Ok((drift, acting.uncrossed()?));
        }
        let near = Cell::new(None);
        let traced = |drift: f64| {
            let traced = self.rules(planned, drift).trace(&rule.near(near.get()), &lowers)?;
            near.set(traced.constant);
            Ok::<_, SequentialError>(traced)
        };
        let excess = |drift: f64| traced(drift).map_or(f64::NAN, |traced| self.excess_power(&traced, drift));
        let drift = nearly_linear(excess, self.one_look())?;
        Ok((drift, traced(drift)?.uncrossed()?))
    }

    /// The same for a shape whose constant depends on the drift too: both at once. None where there is no constant, or where
    /// the search for both leads astray.
    fn sized_with_constant(&self, rule: &EfficacyRule, lowers: &[Lower]) -> Option<(f64, Traced)> {
        let EfficacyRule::Constant { before, exponent, level, near } = rule else { return None };
        if !before.is_empty() {
            return None;
        }
        let planned = self.information.rates();
        let traced = |[constant, drift]: [f64; 2]| {
            let shaped = planned.iter().map(|share| Upper::At(Some(constant * share.powf(*exponent))));
            let rule = EfficacyRule::Each(shaped.collect());
            let mut traced = self.rules(planned, drift).trace(&rule, lowers).ok()?;
            traced.constant = Some(constant);
            Some(traced)
        };
        let target = normal::upper_quantile(*level);
        let excess = |place: [f64; 2]| {
            let found = traced(place)?;
            let excess = [found.risk_quantile() - target, self.excess_power(&found, place[1])];
            excess.iter().all(|excess| excess.is_finite()).then_some(excess)
        };
        let root = two_roots(excess, [*near, self.one_look()])?;
        Some((root[1], traced(root)?))
    }

    /// The drift that gives the planned power between bounds that do not depend on it.
    fn drift_of(&self, traced: &Traced) -> Result<f64, SequentialError> {
        Ok(nearly_linear(|drift| self.excess_power(traced, drift), self.one_look())?)
    }

    /// By how much the quantile of the power exceeds the one asked for; it rises with the drift with a slope near 1.
    fn excess_power(&self, traced: &Traced, drift: f64) -> f64 {
        normal::quantile(traced.chance_above(drift).min(1.0)) - normal::quantile(self.power.get())
    }

    /// The drift of the test with one look. No test with looks needs less, by Neyman and Pearson.
    pub(super) fn one_look(&self) -> f64 {
        normal::upper_quantile(self.level()) + normal::quantile(self.power.get())
    }

    fn solved(&self, drift: f64, level: &Traced, acting: Traced) -> SequentialDesign {
        SequentialDesign { looks: self.bounds(level, &acting), plan: self.clone(), drift, acting }
    }

    /// The bounds of looks with what they spend: `level` has the paths that the level counts on, `acting` those with futility
    /// obeyed.
    pub(super) fn bounds(&self, level: &Traced, acting: &Traced) -> Vec<LookBounds> {
        let sides = self.alpha.get() / self.level();
        let bound = |bound: Option<f64>| bound.map_or(Bound::Unbounded, Bound::At);
        let mut spent = 0.0;
        let look = |(look, &information): (usize, &f64)| {
            spent += level.upper[look].map_or(0.0, |bound| level.walk.above(look, bound, 0.0));
            let (efficacy, futility) = (bound(level.upper[look]), bound(acting.lower[look]));
            LookBounds { information, efficacy, futility, alpha_spent: sides * spent }
        };
        level.information.iter().enumerate().map(look).collect()
    }
}

/// The rule that keeps upper bounds as they are.
fn fixed(traced: &Traced) -> EfficacyRule {
    EfficacyRule::Each(traced.upper.iter().copied().map(Upper::At).collect())
}

/// The rest follows from the plan.
impl PartialEq for SequentialDesign {
    fn eq(&self, other: &Self) -> bool {
        self.plan == other.plan
    }
}

impl SequentialDesign {
    /// The plan this was made of.
    #[must_use]
    pub fn plan(&self) -> &SequentialPlan {
        &self.plan
    }

    /// The bounds of every look.
    #[must_use]
    pub fn looks(&self) -> &[LookBounds] {
        &self.looks
    }

    /// The expected statistic at the planned end under the planned effect: what gives the planned power.
    #[must_use]
    pub fn drift(&self) -> f64 {
        self.drift
    }

    /// How many times the size of the test with one look this design needs at most.
    #[must_use]
    pub fn inflation_factor(&self) -> f64 {
        (self.drift / self.plan.one_look()).powi(2)
    }

    /// The chances of each look when the expected statistic at the planned end is `drift`: 0 without effect,
    /// [`Self::drift`] under the planned effect, half of it under half the effect. Futility bounds are obeyed.
    ///
    /// # Errors
    ///
    /// [`SequentialError::ParameterOutOfRange`] for a drift that is no finite number.
    pub fn chances(&self, drift: f64) -> Result<Vec<LookChances>, SequentialError> {
        if !drift.is_finite() {
            return Err(SequentialError::ParameterOutOfRange { value: drift });
        }
        let far = (drift.abs() > FAR_DRIFT).then(|| self.walk_under(drift));
        let walk = far.as_ref().unwrap_or(&self.acting.walk);
        let chances = |look: usize| {
            let Stretch { lower, upper } = self.acting.stretches[look];
            let below = lower.map_or(0.0, |bound| walk.below(look, bound, drift));
            let mirror = self.acting.upper[look].filter(|_| self.plan.sides == Sides::Two);
            let wrong_side = mirror.map_or(0.0, |bound| walk.below(look, -bound, drift));
            LookChances {
                information: self.looks[look].information,
                efficacy: upper.map_or(0.0, |bound| walk.above(look, bound, drift)),
                futility: (below - wrong_side).max(0.0),
                wrong_side,
            }
        };
        Ok((0..self.looks.len()).map(chances).collect())
    }

    /// The chance to show the effect, in the planned direction, at some look.
    ///
    /// # Errors
    ///
    /// As [`Self::chances`].
    pub fn power(&self, drift: f64) -> Result<f64, SequentialError> {
        Ok(self.chances(drift)?.iter().map(|look| look.efficacy).sum())
    }

    /// The expected share of the planned information at the end of the test.
    ///
    /// # Errors
    ///
    /// As [`Self::chances`].
    pub fn expected_information(&self, drift: f64) -> Result<f64, SequentialError> {
        let mut chances = self.chances(drift)?;
        chances.pop();
        // Whoever does not stop before goes to the end.
        Ok(1.0 - chances.iter().map(|look| (1.0 - look.information) * look.stop()).sum::<f64>())
    }

    /// The expected size as a multiple of the size of the test with one look.
    ///
    /// # Errors
    ///
    /// As [`Self::chances`].
    pub fn expected_size(&self, drift: f64) -> Result<f64, SequentialError> {
        Ok(self.inflation_factor() * self.expected_information(drift)?)
    }

    /// The paths of this design laid out under another drift.
    fn walk_under(&self, drift: f64) -> Walk {
        let mut walk = Walk::new(drift, Margins::around(0.0));
        for (look, stretch) in self.looks.iter().zip(&self.acting.stretches) {
            walk.approach(look.information);
            walk.go_on_within(*stretch);
        }
        walk
    }
}

/// Beyond this drift the paths are laid out anew: under no effect they are too rare to be held to the last digit.
const FAR_DRIFT: f64 = 12.0;

#[cfg(test)]
mod tests {
    use super::super::{Binding, Spending};
    use super::*;
    use crate::stats::draws::Stream;

    fn rate(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    fn plan(futility: Futility, sides: Sides) -> SequentialPlan {
        SequentialPlan {
            information: InformationRates::new(&[0.3, 0.5, 0.9, 1.0]).unwrap(),
            efficacy: Efficacy::Spending(Spending::Pocock),
            futility,
            alpha: rate(0.05),
            sides,
            power: rate(0.8),
        }
    }

    fn futility(binding: Binding) -> Futility {
        Futility::Spending { spending: Spending::Pocock, binding }
    }

    /// 40 000 paths of independent increments; each share within four standard errors.
    #[test]
    fn simulated_paths_end_as_often_as_computed() {
        for (futility, sides) in [(Futility::None, Sides::Two), (futility(Binding::NonBinding), Sides::One)] {
            let design = plan(futility, sides).design().unwrap();
            let mut stream = Stream::named(7, "looks");
            let drift = design.drift() / 2.0;
            let (paths, mut above, mut below) = (40_000, [0.0; 4], [0.0; 4]);
            for _ in 0..paths {
                let (mut score, mut before) = (0.0, 0.0);
                for (look, bounds) in design.looks().iter().enumerate() {
                    let gained = bounds.information - before;
                    score += drift * gained + gained.sqrt() * normal::quantile(stream.uniform());
                    before = bounds.information;
                    let (z, upper) = (score / before.sqrt(), bounds.efficacy.value().unwrap());
                    let lower = if sides == Sides::Two { Some(-upper) } else { bounds.futility.value() };
                    if z >= upper {
                        above[look] += 1.0;
                        break;
                    }
                    if lower.is_some_and(|lower| z <= lower) {
                        below[look] += 1.0;
                        break;
                    }
                }
            }
            for (look, chances) in design.chances(drift).unwrap().iter().enumerate() {
                let near = |found: f64, chance: f64| {
                    (found / f64::from(paths) - chance).abs()
                        <= 4.0 * (chance * (1.0 - chance) / f64::from(paths)).sqrt()
                };
                assert!(near(above[look], chances.efficacy), "{look}: {above:?} {chances:?}");
                assert!(near(below[look], chances.futility + chances.wrong_side), "{look}: {below:?} {chances:?}");
            }
        }
    }

    #[test]
    fn the_level_and_the_power_are_those_asked_for() {
        for futility in [Futility::None, futility(Binding::Binding), futility(Binding::NonBinding)] {
            let design = plan(futility, Sides::One).design().unwrap();
            assert!((design.looks()[3].alpha_spent - 0.05).abs() < 1e-12);
            assert!((design.power(design.drift()).unwrap() - 0.8).abs() < 1e-11);
            assert!(design.power(0.0).unwrap() <= 0.05 + 1e-12);
            assert!(design.inflation_factor() > 1.0);
        }
    }

    #[test]
    fn drifts_far_out_end_at_once() {
        let design = plan(futility(Binding::NonBinding), Sides::Two).design().unwrap();
        assert!((design.expected_information(60.0).unwrap() - 0.3).abs() < 1e-12);
        assert!((design.expected_information(-60.0).unwrap() - 0.3).abs() < 1e-12);
        assert!(design.chances(f64::NAN).is_err());
        let (near, far) = (design.power(11.999_999).unwrap(), design.power(12.000_001).unwrap());
        assert!((near - far).abs() < 1e-9);
    }

    #[test]
    fn plans_that_cannot_be_are_named() {
        let two = plan(futility(Binding::Binding), Sides::Two);
        assert_eq!(two.design().err(), Some(SequentialError::BindingNeedsOneSide));
        let weak = SequentialPlan { power: rate(0.04), ..plan(Futility::None, Sides::One) };
        assert_eq!(weak.design().err(), Some(SequentialError::PowerBelowRisk));
        let risky = SequentialPlan { alpha: rate(0.6), ..plan(Futility::None, Sides::One) };
        assert_eq!(risky.design().err(), Some(SequentialError::RiskTooLarge));
        let bounds = vec![Bound::At(0.0), Bound::At(3.0), Bound::Unbounded];
        let crossed = plan(Futility::Given { bounds, binding: Binding::NonBinding }, Sides::One).design();
        assert_eq!(crossed.err(), Some(SequentialError::FutilityCrossesEfficacy { look: 2 }));
    }
}
