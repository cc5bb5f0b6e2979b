//! Sizing a test of the Net Promoter Score, and a survey that only estimates it.

use super::normal_test::{NormalTest, PlannedEffect, Spread};
use super::sizing::{ArmSizes, Direction, SizingError};
use super::{Sides, normal};
use crate::quantity::{Positive, Proportion, Share};

/// Shares of promoters, passives and detractors; together they make up all answers.
///
/// ```
/// use jalon::quantity::Share;
/// use jalon::stats::ScoreShares;
/// let share = |value| Share::new(value).unwrap();
/// assert_eq!(ScoreShares::new(share(0.45), share(0.25)).unwrap().score(), 20.0);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScoreShares {
    promoters: f64,
    passives: f64,
    detractors: f64,
}

/// Why shares are not those of a score.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum ScoreSharesError {
    /// Promoters and detractors together are more than all.
    #[error("promoters and detractors together make up {0}, more than all")]
    MoreThanAll(f64),
}

/// Who changes their answer when a score moves: the score alone does not say, and its spread depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScoreShift {
    /// Detractors become promoters (or promoters detractors), the passives stay as many: half of the points on each side.
    BetweenEnds,
    /// Only the promoters grow or shrink, out of or into the passives.
    Promoters,
    /// Only the detractors shrink or grow, into or out of the passives.
    Detractors,
}

impl ScoreShares {
    /// Takes the shares of promoters and detractors; all others are passives.
    ///
    /// # Errors
    ///
    /// [`ScoreSharesError::MoreThanAll`].
    pub fn new(promoters: Share, detractors: Share) -> Result<Self, ScoreSharesError> {
        let (promoters, detractors) = (promoters.get(), detractors.get());
        let both = promoters + detractors;
        // 0.7 and 0.3 may sum to a last digit above 1.
        if both > 1.0 + 1e-12 {
            return Err(ScoreSharesError::MoreThanAll(both));
        }
        Ok(Self { promoters, passives: (1.0 - both).max(0.0), detractors })
    }

    pub(super) fn of_counts(promoters: f64, passives: f64, detractors: f64) -> Self {
        let total = promoters + passives + detractors;
        Self { promoters: promoters / total, passives: passives / total, detractors: detractors / total }
    }

    /// Share of promoters.
    #[must_use]
    pub fn promoters(self) -> f64 {
        self.promoters
    }

    /// Share of detractors.
    #[must_use]
    pub fn detractors(self) -> f64 {
        self.detractors
    }

    /// The score in points, from −100 to 100.
    #[must_use]
    pub fn score(self) -> f64 {
        100.0 * (self.promoters - self.detractors)
    }

    /// Variance of one answer in points squared: 10⁴ (P + D − (P − D)²), written without subtracting. At most 10⁴.
    #[must_use]
    pub fn variance(self) -> f64 {
        let apart = self.promoters * self.passives + self.detractors * self.passives;
        1e4 * (apart + 4.0 * self.promoters * self.detractors)
    }

    /// The shares at another score, when the answers move as `shift` says.
    ///
    /// # Errors
    ///
    /// [`SizingError::OutOfReach`] where too few answers are left to move.
    ///
    /// ```
    /// use jalon::quantity::Share;
    /// use jalon::stats::{ScoreShares, ScoreShift};
    /// let share = |value| Share::new(value).unwrap();
    /// let today = ScoreShares::new(share(0.45), share(0.25)).unwrap();
    /// let better = today.moved_to(25.0, ScoreShift::Promoters).unwrap();
    /// assert!((better.promoters() - 0.50).abs() < 1e-15 && better.detractors() == 0.25);
    /// assert!(today.moved_to(60.0, ScoreShift::Promoters).is_err());
    /// ```
    pub fn moved_to(self, score: f64, shift: ScoreShift) -> Result<Self, SizingError> {
        let (lowest, highest) = self.reach(shift);
        if (lowest..=highest).contains(&score) { Ok(self.at(score, shift)) } else { Err(SizingError::OutOfReach) }
    }

    /// Answers of one survey whose normal interval at level `1 − alpha` reaches `margin` points to either side, before
    /// rounding.
    ///
    /// # Errors
    ///
    /// [`SizingError::NoVariation`] when all answers are planned to fall in one group, [`SizingError::OutOfReach`].
    ///
    /// ```
    /// use jalon::quantity::{Positive, Proportion, Share};
    /// use jalon::stats::ScoreShares;
    /// let share = |value| Share::new(value).unwrap();
    /// let shares = ScoreShares::new(share(0.42), share(0.27)).unwrap();
    /// let answers = shares.answers_for_margin(Positive::new(5.0).unwrap(), Proportion::new(0.05).unwrap());
    /// assert_eq!(answers.unwrap().ceil(), 1026.0);
    /// ```
    pub fn answers_for_margin(self, margin: Positive, alpha: Proportion) -> Result<f64, SizingError> {
        let variance = self.variance();
        if variance == 0.0 {
            return Err(SizingError::NoVariation);
        }
        let answers = variance * (normal::upper_quantile(alpha.get() / 2.0) / margin.get()).powi(2);
        if answers.is_finite() { Ok(answers) } else { Err(SizingError::OutOfReach) }
    }

    /// The scores between which these answers can move.
    fn reach(self, shift: ScoreShift) -> (f64, f64) {
        let (promoters, detractors) = (self.promoters, self.detractors);
        let (lowest, highest) = match shift {
            ScoreShift::BetweenEnds => (-promoters - detractors, promoters + detractors),
            ScoreShift::Promoters => (-detractors, 1.0 - 2.0 * detractors),
            ScoreShift::Detractors => (2.0 * promoters - 1.0, promoters),
        };
        (100.0 * lowest, 100.0 * highest)
    }

    /// The shares at a score within [`reach`](Self::reach).
    fn at(self, score: f64, shift: ScoreShift) -> Self {
        let moved = (score - self.score()) / 100.0;
        let (promoters, detractors) = match shift {
            ScoreShift::BetweenEnds => (self.promoters + moved / 2.0, self.detractors - moved / 2.0),
            ScoreShift::Promoters => (self.promoters + moved, self.detractors),
            ScoreShift::Detractors => (self.promoters, self.detractors - moved),
        };
        // At the ends of the reach rounding may leave a share of −1e-17.
        let (promoters, detractors) = (promoters.max(0.0), detractors.max(0.0));
        let passives = match shift {
            ScoreShift::BetweenEnds => self.passives,
            ScoreShift::Promoters | ScoreShift::Detractors => (1.0 - promoters - detractors).max(0.0),
        };
        Self { promoters, passives, detractors }
    }
}

/// Shares of the two arms of a plan.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlannedScores {
    /// Shares of the control.
    pub control: ScoreShares,
    /// Shares the variant should reach.
    pub variant: ScoreShares,
}

impl PlannedScores {
    /// What the statistic sees: the difference beyond `null` points, with each arm's own spread.
    #[must_use]
    pub fn effect(&self, null: f64) -> PlannedEffect {
        let spread = Spread { control: self.control.variance(), variant: self.variant.variance() };
        PlannedEffect::with_own_spread(self.variant.score() - self.control.score() - null, spread)
    }
}

/// A planned test of two Net Promoter Scores, judged as [`ScoreArms::compare`](super::ScoreArms::compare) does. Units are
/// answers: a survey needs more invitations than that.
///
/// ```
/// use jalon::quantity::{Proportion, Share};
/// use jalon::stats::{PlannedScores, ScoreShares, Sides, TwoScores};
/// let shares = |pro, det| ScoreShares::new(Share::new(pro).unwrap(), Share::new(det).unwrap()).unwrap();
/// let rate = |value| Proportion::new(value).unwrap();
/// let plan = PlannedScores { control: shares(0.45, 0.25), variant: shares(0.48, 0.23) };
/// let test = TwoScores::superiority(rate(0.05), Sides::Two);
/// assert_eq!(test.units(&plan, rate(0.80)).unwrap().whole().control, 4105.0);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TwoScores {
    /// Risk of a false alarm, both sides together; 0.05 is usual.
    pub alpha: Proportion,
    /// One direction or two.
    pub sides: Sides,
    /// Answers in the variant for each answer in the control; 1 is an equal split.
    pub allocation: Positive,
    /// The difference to reject, in points: 0 asks for superiority, −3 for "no more than 3 points worse".
    pub null: f64,
}

impl TwoScores {
    /// The usual test: equal split, no margin.
    #[must_use]
    pub fn superiority(alpha: Proportion, sides: Sides) -> Self {
        Self { alpha, sides, allocation: Positive::ONE, null: 0.0 }
    }

    /// Returns the answers needed in each arm to see the planned scores with the given power, before rounding.
    ///
    /// # Errors
    ///
    /// [`SizingError::NoEffect`], [`SizingError::PowerBelowRisk`], [`SizingError::ImpossibleMargin`],
    /// [`SizingError::NoVariation`] when in both arms all answers are planned to fall in one group.
    pub fn units(&self, plan: &PlannedScores, power: Proportion) -> Result<ArmSizes, SizingError> {
        let effect = self.effect(plan)?;
        let spread = effect.under_effect;
        if effect.distance != 0.0 && spread.control + spread.variant == 0.0 {
            return Err(SizingError::NoVariation);
        }
        self.normal().units(&effect, self.allocation, power)
    }

    /// Returns the power to see the planned scores with these answers.
    ///
    /// # Errors
    ///
    /// [`SizingError::TooFewUnits`] where an arm is empty or all answers are alike, [`SizingError::ImpossibleMargin`].
    pub fn power(&self, plan: &PlannedScores, units: ArmSizes) -> Result<f64, SizingError> {
        self.normal().power(&self.effect(plan)?, units)
    }

    /// Returns the score nearest to the hypothesis that these answers detect with the given power, when the answers of the
    /// variant move away from those of the control as `shift` says.
    ///
    /// # Errors
    ///
    /// [`SizingError::PowerBelowRisk`], [`SizingError::TooFewUnits`], [`SizingError::ImpossibleMargin`],
    /// [`SizingError::OutOfReach`] where too few answers are left to move, and where the margin itself is.
    pub fn detectable(
        &self,
        control: ScoreShares,
        shift: ScoreShift,
        power: Proportion,
        units: ArmSizes,
        direction: Direction,
    ) -> Result<f64, SizingError> {
        let origin = control.moved_to(control.score() + self.checked_null()?, shift)?.score();
        let (lowest, highest) = control.reach(shift);
        let farthest = if direction == Direction::Decrease { lowest } else { highest };
        if farthest == origin {
            return Err(SizingError::OutOfReach);
        }
        let effect_of = |score: f64| PlannedScores { control, variant: control.at(score, shift) }.effect(self.null);
        self.normal().detectable(effect_of, origin, farthest, power, units)
    }

    fn effect(&self, plan: &PlannedScores) -> Result<PlannedEffect, SizingError> {
        Ok(plan.effect(self.checked_null()?))
    }

    fn checked_null(&self) -> Result<f64, SizingError> {
        if self.null.abs() < 200.0 { Ok(self.null) } else { Err(SizingError::ImpossibleMargin) }
    }

    fn normal(&self) -> NormalTest {
        NormalTest { alpha: self.alpha, sides: self.sides }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SHIFTS: [ScoreShift; 3] = [ScoreShift::BetweenEnds, ScoreShift::Promoters, ScoreShift::Detractors];

    fn rate(value: f64) -> Proportion {
        Proportion::new(value).unwrap()
    }

    fn shares(promoters: f64, detractors: f64) -> ScoreShares {
        ScoreShares::new(Share::new(promoters).unwrap(), Share::new(detractors).unwrap()).unwrap()
    }

    fn superiority() -> TwoScores {
        TwoScores::superiority(rate(0.05), Sides::Two)
    }

    #[test]
    fn what_cannot_be_planned_is_named() {
        let share = |value| Share::new(value).unwrap();
        assert_eq!(ScoreShares::new(share(0.75), share(0.5)), Err(ScoreSharesError::MoreThanAll(1.25)));
        assert!(ScoreShares::new(share(0.7), share(0.3)).is_ok());
        let (all, none) = (shares(1.0, 0.0), shares(0.0, 1.0));
        let units = |test: TwoScores, control, variant| test.units(&PlannedScores { control, variant }, rate(0.8));
        assert_eq!(units(superiority(), all, all), Err(SizingError::NoEffect));
        assert_eq!(units(superiority(), none, all), Err(SizingError::NoVariation));
        let beyond = TwoScores { null: -200.0, ..superiority() };
        assert_eq!(units(beyond, none, shares(0.5, 0.2)), Err(SizingError::ImpossibleMargin));
        assert_eq!(all.answers_for_margin(Positive::ONE, rate(0.05)), Err(SizingError::NoVariation));
        let hundred = ArmSizes { control: 100.0, variant: 100.0 };
        for shift in SHIFTS {
            let up = superiority().detectable(all, shift, rate(0.8), hundred, Direction::Increase);
            assert_eq!(up, Err(SizingError::OutOfReach), "{shift:?}");
        }
        let full = superiority().detectable(
            shares(0.97, 0.02),
            ScoreShift::Promoters,
            rate(0.8),
            hundred,
            Direction::Increase,
        );
        assert_eq!(full, Err(SizingError::OutOfReach));
    }

    #[test]
    fn who_moves_decides_the_spread() {
        let today = shares(0.45, 0.25);
        let spread = |shift| today.moved_to(25.0, shift).unwrap().variance();
        assert!((spread(ScoreShift::BetweenEnds) - 1e4 * (0.70 - 0.0625)).abs() < 1e-9);
        assert!((spread(ScoreShift::Promoters) - 1e4 * (0.75 - 0.0625)).abs() < 1e-9);
        assert!((spread(ScoreShift::Detractors) - 1e4 * (0.65 - 0.0625)).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn units_power_and_detectable_score_are_one_function(
            promoters in 0.2..0.5_f64, detractors in 0.1..0.4_f64, points in 0.5..9.0_f64, down in any::<bool>(),
            power in 0.3..0.99_f64, null in -3.0..3.0_f64, shift in 0..3_usize,
        ) {
            let (control, shift) = (shares(promoters, detractors), SHIFTS[shift]);
            let target = control.score() + null + if down { -points } else { points };
            let Ok(variant) = control.moved_to(target, shift) else { return Ok(()) };
            prop_assume!(control.moved_to(control.score() + null, shift).is_ok());
            let test = TwoScores { null, ..superiority() };
            let plan = PlannedScores { control, variant };
            let units = test.units(&plan, rate(power)).unwrap();
            prop_assert!((test.power(&plan, units).unwrap() - power).abs() < 1e-12);
            let direction = if down { Direction::Decrease } else { Direction::Increase };
            let found = test.detectable(control, shift, rate(power), units, direction).unwrap();
            prop_assert!((found - target).abs() < 1e-8, "{found} instead of {target}");
        }

        #[test]
        fn answers_move_where_they_should(
            promoters in 0.0..0.6_f64, detractors in 0.0..0.4_f64, score in -100.0..100.0_f64, shift in 0..3_usize,
        ) {
            let today = shares(promoters, detractors);
            if let Ok(moved) = today.moved_to(score, SHIFTS[shift]) {
                prop_assert!((moved.score() - score).abs() < 1e-9);
                let all = moved.promoters + moved.passives + moved.detractors;
                prop_assert!((all - 1.0).abs() < 1e-12 && moved.passives >= 0.0);
                let (p, d) = (moved.promoters, moved.detractors);
                prop_assert!((moved.variance() - 1e4 * (p + d - (p - d).powi(2))).abs() < 1e-8);
            }
        }
    }
}
