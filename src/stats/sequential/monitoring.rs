//! A running test: the bounds of the looks that were really taken, and what each of them decides.

use super::boundary::{EfficacyRule, Lower, Rules, Traced, Upper};
use super::design::{LookBounds, SequentialDesign};
use super::efficacy::Efficacy;
use super::error::SequentialError;
use super::information::{LEAST_GAIN, check_growth};
use crate::stats::Sides;

/// One look at a running test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LookTaken {
    /// The information so far as a share of the *planned* information, most often units so far over planned units. Above 1
    /// where the test ran over.
    pub information: f64,
    /// The standard score, counted in the direction of the planned effect.
    pub statistic: f64,
}

/// Whether more looks may follow the last one given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Progress {
    /// They may. A look with all of the planned information is the last one all the same.
    Running,
    /// They may not: whatever risk is left is spent at the last look given, though its information falls short of the plan.
    Ended,
}

/// What a look decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LookDecision {
    /// No bound is reached: the test goes on.
    GoOn,
    /// The effect is shown.
    Efficacy,
    /// An effect on the wrong side is shown, in a two-sided test.
    WrongSide,
    /// The planned effect is out of reach. Where futility is not binding the test may go on.
    Futility,
    /// The last look, and no bound for efficacy reached.
    NotShown,
    /// The test was over at an earlier look; this one decides nothing.
    AfterTheEnd,
    /// The whole risk of a false alarm was spent at an earlier look, which was the last one by its information.
    AlphaUsedUp,
}

/// A look that was taken, its bounds and its decision.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MonitoredLook {
    /// The bounds at the information really reached.
    pub bounds: LookBounds,
    /// The standard score.
    pub statistic: f64,
    /// What follows.
    pub decision: LookDecision,
}

/// Bounds at the information really reached.
#[derive(Debug, Clone)]
pub struct ReachedBounds {
    pub(super) looks: Vec<LookBounds>,
    pub(super) crossing: Option<usize>,
    /// The first look, counted from 0, at which all risk is spent.
    pub(super) last: Option<usize>,
    /// The paths that the level counts on: without futility where it is not binding.
    pub(super) level: Traced,
}

impl ReachedBounds {
    /// The bounds of each look.
    #[must_use]
    pub fn looks(&self) -> &[LookBounds] {
        &self.looks
    }

    /// The first look, counted from 0, at which the bound for futility reaches the one for efficacy though the test is not
    /// at its end: every statistic ends the test there. It happens when a test runs far off its schedule.
    #[must_use]
    pub fn crossing(&self) -> Option<usize> {
        self.crossing
    }
}

/// A running test against its design.
#[derive(Debug, Clone)]
pub struct Monitoring {
    pub(super) design: SequentialDesign,
    pub(super) reached: ReachedBounds,
    looks: Vec<MonitoredLook>,
}

impl SequentialDesign {
    /// Returns the bounds at looks with this information, whatever was planned. Later looks never change earlier ones.
    ///
    /// Spending families spend what their function says at the information reached, all of it at the last look. A family of
    /// fixed shape keeps the bounds of the looks taken, and at each look off the plan solves its constant anew, so that this
    /// look and the planned looks still to come spend just what is left: the level holds at any times that do not depend on
    /// the results. Haybittle and Peto's far bound holds wherever it is used. Futility is spent by the same function of the
    /// information reached, under the planned effect.
    ///
    /// # Errors
    ///
    /// [`SequentialError::NoLooks`], [`SequentialError::TooManyLooks`], [`SequentialError::NotAShareOfInformation`] for a look
    /// without data, [`SequentialError::InformationDoesNotGrow`].
    pub fn bounds_at(&self, information: &[f64], progress: Progress) -> Result<ReachedBounds, SequentialError> {
        check_growth(information)?;
        let planned_end = information.iter().position(|&share| share >= 1.0 - LEAST_GAIN);
        let told = (progress == Progress::Ended).then(|| information.len() - 1);
        let last = planned_end.or(told);
        let level = self.level_paths(information, last)?;
        let uppers = level.upper.iter().copied().map(Upper::At).collect();
        let rules = self.plan().rules(information, self.drift());
        let acting = rules.trace(&EfficacyRule::Each(uppers), &self.lowers(information, last))?;
        let looks = self.plan().bounds(&level, &acting);
        let crossing = level.crossed.or(acting.crossed);
        Ok(ReachedBounds { looks, crossing, last, level })
    }

    /// Judges the looks taken so far, in their order.
    ///
    /// # Errors
    ///
    /// As [`Self::bounds_at`]; [`SequentialError::ParameterOutOfRange`] for a statistic that is no finite number.
    ///
    /// ```
    /// use jalon::quantity::Proportion;
    /// use jalon::stats::{
    ///     Efficacy, Futility, InformationRates, LookDecision, LookTaken, Progress, SequentialPlan, Sides, Spending,
    /// };
    /// let rate = |value| Proportion::new(value).unwrap();
    /// let plan = SequentialPlan {
    ///     information: InformationRates::equal(4).unwrap(),
    ///     efficacy: Efficacy::Spending(Spending::OBrienFleming),
    ///     futility: Futility::None,
    ///     alpha: rate(0.05),
    ///     sides: Sides::Two,
    ///     power: rate(0.8),
    /// };
    /// let taken = [(0.3, 1.1), (0.52, 3.2)].map(|(information, statistic)| LookTaken { information, statistic });
    /// let monitoring = plan.design().unwrap().monitor(&taken, Progress::Running).unwrap();
    /// assert_eq!(monitoring.looks()[0].decision, LookDecision::GoOn);
    /// assert_eq!(monitoring.looks()[1].decision, LookDecision::Efficacy);
    /// ```
    pub fn monitor(&self, taken: &[LookTaken], progress: Progress) -> Result<Monitoring, SequentialError> {
        if let Some(look) = taken.iter().find(|look| !look.statistic.is_finite()) {
            return Err(SequentialError::ParameterOutOfRange { value: look.statistic });
        }
        let information: Vec<f64> = taken.iter().map(|look| look.information).collect();
        let reached = self.bounds_at(&information, progress)?;
        let mut over = false;
        let looks = taken.iter().enumerate().map(|(look, taken)| {
            let decision = self.decision(&reached, look, taken.statistic, over);
            over |= self.ends(decision);
            MonitoredLook { bounds: reached.looks[look], statistic: taken.statistic, decision }
        });
        let looks = looks.collect();
        Ok(Monitoring { design: self.clone(), reached, looks })
    }

    /// Whether a test that decides so cannot go on.
    fn ends(&self, decision: LookDecision) -> bool {
        match decision {
            LookDecision::Efficacy | LookDecision::WrongSide => true,
            LookDecision::Futility => self.plan().futility.is_binding(),
            _ => false,
        }
    }

    fn decision(&self, reached: &ReachedBounds, look: usize, statistic: f64, over: bool) -> LookDecision {
        let bounds = reached.looks[look];
        let beyond = |statistic: f64| bounds.efficacy.value().is_some_and(|bound| statistic >= bound);
        match reached.last {
            _ if over => LookDecision::AfterTheEnd,
            Some(last) if look > last => LookDecision::AlphaUsedUp,
            _ if beyond(statistic) => LookDecision::Efficacy,
            _ if self.plan().sides == Sides::Two && beyond(-statistic) => LookDecision::WrongSide,
            Some(last) if look == last => LookDecision::NotShown,
            _ if bounds.futility.value().is_some_and(|bound| statistic <= bound) => LookDecision::Futility,
            _ => LookDecision::GoOn,
        }
    }

    /// The paths that the level counts on, at the looks taken.
    fn level_paths(&self, information: &[f64], last: Option<usize>) -> Result<Traced, SequentialError> {
        let plan = self.plan();
        let lowers = self.level_lowers(information, last);
        let rules = plan.rules(information, self.drift());
        let uppers = match plan.efficacy.exponent() {
            None => (0..information.len()).map(|look| self.upper(information, look, last)).collect(),
            Some(exponent) => self.shaped(information, last, exponent)?.into_iter().map(Upper::At).collect(),
        };
        Ok(rules.trace(&EfficacyRule::Each(uppers), &lowers)?)
    }

    fn upper(&self, information: &[f64], look: usize, last: Option<usize>) -> Upper {
        let (planned, level) = (self.plan().information.rates(), self.plan().level());
        match last {
            Some(last) if look > last => Upper::At(None),
            _ => self.plan().efficacy.upper(planned, information[look], last == Some(look), level),
        }
    }

    /// What bounds the looks from below when futility is obeyed.
    fn lowers(&self, information: &[f64], last: Option<usize>) -> Vec<Lower> {
        let (planned, futility) = (self.plan().information.rates(), &self.plan().futility);
        let lower = |(look, &share)| {
            let over = last.is_some_and(|last| look >= last);
            futility.lower(planned, share, over, self.plan().beta())
        };
        information.iter().enumerate().map(lower).collect()
    }

    /// What bounds the looks from below as far as the level counts on it.
    fn level_lowers(&self, information: &[f64], last: Option<usize>) -> Vec<Lower> {
        match self.plan().futility.is_binding() {
            true => self.lowers(information, last),
            false => vec![Lower::None; information.len()],
        }
    }

    /// The bounds of a family of fixed shape.
    fn shaped(
        &self,
        information: &[f64],
        last: Option<usize>,
        exponent: f64,
    ) -> Result<Vec<Option<f64>>, SequentialError> {
        let mut bounds: Vec<Option<f64>> = Vec::new();
        let mut near = self.looks().last().and_then(|look| look.efficacy.value()).unwrap_or(2.0);
        for look in 0..information.len() {
            let bound = match last {
                Some(last) if look > last => None,
                _ if self.as_planned(&information[..=look], last) => self.looks()[look].efficacy.value(),
                _ => self.solved_anew(&information[..=look], last == Some(look), exponent, &bounds, &mut near)?,
            };
            bounds.push(bound);
        }
        Ok(bounds)
    }

    /// Whether these looks are the first of the planned ones, and the last of them is the last only where it was planned so.
    pub(super) fn as_planned(&self, information: &[f64], last: Option<usize>) -> bool {
        let planned = self.plan().information.rates();
        let here = information.len() - 1;
        let same = |(share, planned): (&f64, &f64)| (share - planned).abs() < LEAST_GAIN;
        information.len() <= planned.len()
            && information.iter().zip(planned).all(same)
            && (last == Some(here)) == (here + 1 == planned.len())
    }

    /// The bound of the last of these looks, with the constant that spends what is left over it and the planned looks to come.
    fn solved_anew(
        &self,
        taken: &[f64],
        last: bool,
        exponent: f64,
        before: &[Option<f64>],
        near: &mut f64,
    ) -> Result<Option<f64>, SequentialError> {
        let (plan, look) = (self.plan(), taken.len() - 1);
        let mut information = taken.to_vec();
        if !last {
            information.extend(self.still_to_come(taken));
        }
        let end = Some(information.len() - 1);
        let lowers = self.level_lowers(&information, end);
        let rules: Rules<'_> = plan.rules(&information, self.drift());
        let rule = EfficacyRule::Constant { before: before.to_vec(), exponent, level: plan.level(), near: *near };
        let traced = rules.trace(&rule, &lowers)?;
        *near = traced.constant.unwrap_or(*near);
        Ok(traced.upper[look])
    }

    /// The planned looks that may still come after these.
    pub(super) fn still_to_come<'a>(&'a self, taken: &[f64]) -> impl Iterator<Item = f64> + 'a {
        let here = taken.last().copied().unwrap_or(0.0);
        let planned = self.plan().information.rates();
        let last = planned.len() - 1;
        let next = taken.len().min(last);
        planned[next..].iter().copied().filter(move |share| *share >= here + LEAST_GAIN)
    }
}

impl Monitoring {
    /// The looks with their bounds and decisions.
    #[must_use]
    pub fn looks(&self) -> &[MonitoredLook] {
        &self.looks
    }

    /// The design the looks are judged by.
    #[must_use]
    pub fn design(&self) -> &SequentialDesign {
        &self.design
    }

    /// As [`ReachedBounds::crossing`].
    #[must_use]
    pub fn crossing(&self) -> Option<usize> {
        self.reached.crossing
    }

    /// The look, counted from 0, that ended the test: the first that showed an effect or obeyed binding futility, otherwise
    /// the final one, or the latest where that advises to give up.
    #[must_use]
    pub fn end(&self) -> Option<usize> {
        let ended = |look: &MonitoredLook| self.design.ends(look.decision) || look.decision == LookDecision::NotShown;
        let first = self.looks.iter().position(ended);
        let latest = self.looks.len() - 1;
        first.or((self.looks[latest].decision == LookDecision::Futility).then_some(latest))
    }

    /// The family of bounds.
    pub(super) fn efficacy(&self) -> &Efficacy {
        &self.design.plan().efficacy
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Binding, Futility, InformationRates, SequentialPlan, Spending};
    use super::*;
    use crate::quantity::Proportion;
    use crate::stats::Bound;

    fn rate(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    fn design(efficacy: Efficacy, futility: Futility, sides: Sides) -> SequentialDesign {
        let information = InformationRates::equal(4).unwrap();
        SequentialPlan { information, efficacy, futility, alpha: rate(0.05), sides, power: rate(0.8) }.design().unwrap()
    }

    fn families() -> [Efficacy; 5] {
        [
            Efficacy::OBrienFleming,
            Efficacy::Pocock,
            Efficacy::HaybittlePeto { early: 3.0 },
            Efficacy::Spending(Spending::Pocock),
            Efficacy::Cumulative(vec![0.001, 0.01, 0.03, 0.05]),
        ]
    }

    fn futility(binding: Binding) -> Futility {
        Futility::Spending { spending: Spending::OBrienFleming, binding }
    }

    #[test]
    fn looks_as_planned_have_the_bounds_of_the_plan() {
        for efficacy in families() {
            for (futility, sides) in [
                (Futility::None, Sides::Two),
                (futility(Binding::NonBinding), Sides::Two),
                (futility(Binding::Binding), Sides::One),
            ] {
                let design = design(efficacy.clone(), futility, sides);
                let reached = design.bounds_at(&[0.25, 0.5, 0.75, 1.0], Progress::Running).unwrap();
                for (planned, reached) in design.looks().iter().zip(reached.looks()) {
                    assert!((planned.alpha_spent / reached.alpha_spent - 1.0).abs() < 1e-11);
                    let same = |one: Bound, other: Bound| match (one.value(), other.value()) {
                        (Some(one), Some(other)) => (one - other).abs() < 1e-10,
                        (one, other) => one == other,
                    };
                    assert!(same(planned.efficacy, reached.efficacy), "{efficacy:?} {planned:?} {reached:?}");
                    assert!(same(planned.futility, reached.futility), "{efficacy:?} {planned:?} {reached:?}");
                }
            }
        }
    }

    #[test]
    fn the_level_is_spent_whatever_the_looks() {
        for efficacy in families() {
            let design = design(efficacy, Futility::None, Sides::Two);
            for (information, progress) in [
                (vec![0.3, 0.75, 1.0], Progress::Running),
                (vec![0.1, 0.2, 0.3, 0.6, 0.7, 1.2], Progress::Running),
                (vec![0.25, 0.5, 0.9], Progress::Ended),
                (vec![1.3], Progress::Running),
                (vec![0.4], Progress::Ended),
            ] {
                let reached = design.bounds_at(&information, progress).unwrap();
                let spent = reached.looks().last().unwrap().alpha_spent;
                assert!((spent - 0.05).abs() < 1e-12, "{information:?}: {spent}");
            }
        }
    }

    #[test]
    fn later_looks_leave_earlier_ones_alone() {
        for efficacy in families() {
            let design = design(efficacy, Futility::None, Sides::One);
            let bound = |information: &[f64], look: usize| {
                design.bounds_at(information, Progress::Running).unwrap().looks()[look].efficacy.value().unwrap()
            };
            let all = [0.3, 0.55, 0.6, 0.99];
            for look in 0..3 {
                assert!((bound(&all, look) - bound(&all[..=look], look)).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn decisions_in_their_order() {
        let design = design(Efficacy::OBrienFleming, futility(Binding::NonBinding), Sides::Two);
        let decisions = |taken: &[(f64, f64)], progress| {
            let taken: Vec<LookTaken> =
                taken.iter().map(|&(information, statistic)| LookTaken { information, statistic }).collect();
            let monitoring = design.monitor(&taken, progress).unwrap();
            (monitoring.looks().iter().map(|look| look.decision).collect::<Vec<_>>(), monitoring.end())
        };
        use LookDecision::{AfterTheEnd, AlphaUsedUp, Futility, GoOn, NotShown, WrongSide};
        let shown = LookDecision::Efficacy;
        let running = Progress::Running;
        assert_eq!(decisions(&[(0.25, 1.0), (0.5, 3.5)], running), (vec![GoOn, shown], Some(1)));
        assert_eq!(decisions(&[(0.25, -6.0), (0.5, 3.5)], running), (vec![WrongSide, AfterTheEnd], Some(0)));
        assert_eq!(decisions(&[(0.25, -1.9)], running), (vec![Futility], Some(0)));
        assert_eq!(decisions(&[(0.25, -1.9), (0.5, 1.5)], running), (vec![Futility, GoOn], None));
        assert_eq!(decisions(&[(0.25, 1.0), (1.1, 1.0)], running), (vec![GoOn, NotShown], Some(1)));
        assert_eq!(decisions(&[(1.1, 1.0), (1.2, 9.0)], running), (vec![NotShown, AlphaUsedUp], Some(0)));
        assert_eq!(decisions(&[(0.5, 1.97)], Progress::Ended), (vec![shown], Some(0)));
    }

    #[test]
    fn looks_that_cannot_be_are_named() {
        let design = design(Efficacy::Pocock, Futility::None, Sides::Two);
        let at = |information: &[f64]| design.bounds_at(information, Progress::Running).err();
        assert_eq!(at(&[]), Some(SequentialError::NoLooks));
        assert_eq!(at(&[0.0]), Some(SequentialError::NotAShareOfInformation { look: 1, information: 0.0 }));
        let backwards = SequentialError::InformationDoesNotGrow { look: 2, before: 0.5, information: 0.4 };
        assert_eq!(at(&[0.5, 0.4]), Some(backwards));
        let taken = [LookTaken { information: 0.5, statistic: f64::NAN }];
        let judged = design.monitor(&taken, Progress::Running);
        assert!(matches!(judged.err(), Some(SequentialError::ParameterOutOfRange { .. })));
    }
}
