//! What a test with looks has shown at its end: p-value, interval and estimate that count on the looks.
//!
//! Results are ordered by the stage-wise ordering (Tsiatis, Rosner & Mehta, *Biometrics* 40, 1984; Jennison & Turnbull 2000,
//! ch. 8): stopping above earlier is stronger evidence for the effect, at the same look the larger statistic is, stopping
//! below earlier is stronger evidence against. The looks that were not taken do not matter. Where futility is not binding,
//! the order is that of a test that never gives up, so that the answer holds whether or not the bound was obeyed.

use super::boundary::nearly_linear;
use super::error::SequentialError;
use super::monitoring::Monitoring;
use super::walk::{Margins, Stretch, Walk};
use crate::quantity::Proportion;
use crate::stats::root::RootError;
use crate::stats::{Sides, normal};

/// The stage-wise result of a test that has ended. All of it is on the scale of the drift: what the statistic is expected to
/// be with the planned information. The multipliers carry it to the effect.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StageWise {
    /// The look that ended the test, counted from 0.
    pub look: usize,
    /// Its share of the planned information.
    pub information: f64,
    /// The standard score there, in the direction of the planned effect.
    pub statistic: f64,
    /// The p-value: one-sided in the planned direction, or two-sided, as the design is.
    pub p_value: f64,
    /// The drift below which the result would be this extreme with less than the level of one side.
    pub drift_low: f64,
    /// The drift above which the result would be this low with less than the level of one side.
    pub drift_high: f64,
    /// The drift under which the result is as likely exceeded as not.
    pub median_unbiased: f64,
}

impl StageWise {
    /// How many standard errors the lower limit of the effect lies below the plain estimate, both counted in the planned
    /// direction. The limit of any statistic is found by asking its ordinary one-sided question at the level 1 − Φ of this.
    #[must_use]
    pub fn lower_multiplier(&self) -> f64 {
        self.multiplier(self.drift_low)
    }

    /// How many standard errors the upper limit of the effect lies above the plain estimate.
    #[must_use]
    pub fn upper_multiplier(&self) -> f64 {
        -self.multiplier(self.drift_high)
    }

    /// How many standard errors the median-unbiased estimate lies below the plain one; negative where it lies above.
    #[must_use]
    pub fn median_multiplier(&self) -> f64 {
        self.multiplier(self.median_unbiased)
    }

    fn multiplier(&self, drift: f64) -> f64 {
        self.statistic - drift * self.information.sqrt()
    }
}

impl Monitoring {
    /// Returns the stage-wise result at the look that ended the test, with limits at the design's level of each side; None
    /// while the test goes on.
    ///
    /// # Errors
    ///
    /// [`SequentialError::Search`].
    pub fn stage_wise(&self) -> Result<Option<StageWise>, SequentialError> {
        self.end().map(|look| self.stage_wise_at(look, self.level())).transpose()
    }

    /// The same with limits at another level per side.
    ///
    /// # Errors
    ///
    /// [`SequentialError::Search`].
    pub fn stage_wise_with(&self, level: Proportion) -> Result<Option<StageWise>, SequentialError> {
        self.end().map(|look| self.stage_wise_at(look, level.get())).transpose()
    }

    fn level(&self) -> f64 {
        self.design().plan().level()
    }

    fn stage_wise_at(&self, look: usize, level: f64) -> Result<StageWise, SequentialError> {
        let ending = self.ending(look);
        let sides = self.design().plan().sides;
        Ok(StageWise {
            look,
            information: ending.last_information(),
            statistic: ending.statistic,
            p_value: ending.p_value(sides),
            drift_low: ending.drift(Beyond::AtLeast, level)?,
            drift_high: ending.drift(Beyond::AtMost, level)?,
            median_unbiased: ending.drift(Beyond::AtLeast, 0.5)?,
        })
    }

    fn ending(&self, look: usize) -> Ending {
        let information = self.looks()[..=look].iter().map(|look| look.bounds.information).collect();
        let stretches = self.reached.level.stretches[..look].to_vec();
        Ending { information, stretches, statistic: self.looks()[look].statistic }
    }
}

/// Results at least as high, or at most as high, as the one found.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Beyond {
    AtLeast,
    AtMost,
}

/// The path to the end of a test and the statistic found there.
#[derive(Debug, Clone)]
struct Ending {
    information: Vec<f64>,
    /// Where the test went on at the looks before.
    stretches: Vec<Stretch>,
    statistic: f64,
}

/// Limits farther than this from the drift that a walk is laid out under, in standard deviations, are searched on another.
const REACH: f64 = 6.0;

/// Each walk brings the limit nearer; the second one mostly ends the search.
const MOST_WALKS: usize = 20;

impl Ending {
    fn last_information(&self) -> f64 {
        self.information.last().copied().unwrap_or(1.0)
    }

    fn walk(&self, drift: f64, margins: Margins) -> Walk {
        let mut walk = Walk::new(drift, margins);
        for (look, &information) in self.information.iter().enumerate() {
            walk.approach(information);
            if let Some(stretch) = self.stretches.get(look) {
                walk.go_on_within(*stretch);
            }
        }
        walk
    }

    /// The chance of a result on this side of the one found.
    fn chance(&self, walk: &Walk, beyond: Beyond, drift: f64) -> f64 {
        let stopped = |(look, stretch): (usize, &Stretch)| match beyond {
            Beyond::AtLeast => stretch.upper.map_or(0.0, |bound| walk.above(look, bound, drift)),
            Beyond::AtMost => stretch.lower.map_or(0.0, |bound| walk.below(look, bound, drift)),
        };
        let before: f64 = self.stretches.iter().enumerate().map(stopped).sum();
        let look = self.stretches.len();
        before
            + match beyond {
                Beyond::AtLeast => walk.above(look, self.statistic, drift),
                Beyond::AtMost => walk.below(look, self.statistic, drift),
            }
    }

    fn p_value(&self, sides: Sides) -> f64 {
        let walk = self.walk(0.0, Margins::BOTH);
        let above = self.chance(&walk, Beyond::AtLeast, 0.0);
        match sides {
            Sides::One => above.min(1.0),
            Sides::Two => (2.0 * above.min(self.chance(&walk, Beyond::AtMost, 0.0))).min(1.0),
        }
    }

    /// The nearest drift under which the test still had some chance to come this far: beyond it an earlier look ends nearly
    /// every test, whatever was found later.
    fn within_sight(&self, drift: f64) -> f64 {
        let nearest = |drift: f64, (stretch, information): (&Stretch, &f64)| {
            let upper = stretch.upper.map_or(f64::INFINITY, |bound| (bound + 3.0) / information.sqrt());
            let lower = stretch.lower.map_or(f64::NEG_INFINITY, |bound| (bound - 3.0) / information.sqrt());
            drift.min(upper).max(lower)
        };
        self.stretches.iter().zip(&self.information).fold(drift, nearest)
    }

    /// The drift under which a result on this side has the chance `level`.
    fn drift(&self, beyond: Beyond, level: f64) -> Result<f64, RootError> {
        let (scale, target) = (self.last_information().sqrt(), normal::upper_quantile(level));
        let sign = if beyond == Beyond::AtLeast { -1.0 } else { 1.0 };
        let mut drift = self.within_sight((self.statistic + sign * target) / scale);
        for _ in 0..MOST_WALKS {
            let walk = self.walk(drift, Margins::around(REACH));
            // Rising in x = √t drift with a slope near 1, whichever side is asked for.
            let excess = |x: f64| {
                let chance = self.chance(&walk, beyond, x / scale);
                sign * (normal::upper_quantile(chance.min(1.0)) - target)
            };
            let found = nearly_linear(excess, drift * scale)? / scale;
            let moved = (found - drift).abs() * scale;
            drift = found;
            if moved <= REACH {
                return Ok(found);
            }
        }
        Err(RootError::NotSettled(drift))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Efficacy, Futility, InformationRates, LookTaken, Progress, SequentialPlan};
    use super::*;
    use proptest::prelude::*;

    fn monitoring(sides: Sides, taken: &[(f64, f64)]) -> Monitoring {
        let rate = |value| Proportion::new(value).unwrap();
        let plan = SequentialPlan {
            information: InformationRates::equal(3).unwrap(),
            efficacy: Efficacy::Pocock,
            futility: Futility::None,
            alpha: rate(0.05),
            sides,
            power: rate(0.8),
        };
        let looks: Vec<LookTaken> =
            taken.iter().map(|&(information, statistic)| LookTaken { information, statistic }).collect();
        plan.design().unwrap().monitor(&looks, Progress::Running).unwrap()
    }

    #[test]
    fn stopping_at_the_first_look_is_the_ordinary_interval() {
        let result = monitoring(Sides::Two, &[(1.0 / 3.0, 3.0)]).stage_wise().unwrap().unwrap();
        let z = normal::upper_quantile(0.025);
        assert!((result.p_value / (2.0 * normal::upper_tail(3.0)) - 1.0).abs() < 1e-12);
        assert!((result.lower_multiplier() - z).abs() < 1e-10);
        assert!((result.upper_multiplier() - z).abs() < 1e-10);
        assert!(result.median_multiplier().abs() < 1e-10);
    }

    #[test]
    fn a_loss_is_the_mirror_image_of_a_win() {
        let win = monitoring(Sides::Two, &[(0.3, 0.5), (0.7, 2.9)]).stage_wise().unwrap().unwrap();
        let loss = monitoring(Sides::Two, &[(0.3, -0.5), (0.7, -2.9)]).stage_wise().unwrap().unwrap();
        assert!((win.p_value / loss.p_value - 1.0).abs() < 1e-11);
        assert!((win.drift_low + loss.drift_high).abs() < 1e-9);
        assert!((win.median_unbiased + loss.median_unbiased).abs() < 1e-9);
    }

    #[test]
    fn a_test_that_goes_on_has_no_result_yet() {
        assert_eq!(monitoring(Sides::One, &[(0.3, 0.5)]).stage_wise().unwrap(), None);
    }

    #[test]
    fn statistics_out_of_all_proportion_have_limits_all_the_same() {
        for statistic in [-1e3, -40.0, 40.0, 1e3] {
            let result =
                monitoring(Sides::One, &[(0.3, 0.5), (0.6, 1.0), (1.0, statistic)]).stage_wise().unwrap().unwrap();
            assert!(result.drift_low < result.median_unbiased && result.median_unbiased < result.drift_high);
            assert!((0.0..=1.0).contains(&result.p_value));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn the_interval_leaves_out_no_effect_exactly_where_the_test_rejects(last in -4.0..5.0_f64, second in -2.0..2.0_f64) {
            let taken = [(0.4, 0.3), (0.8, second), (1.05, last)];
            let monitoring = monitoring(Sides::Two, &taken);
            let result = monitoring.stage_wise().unwrap().unwrap();
            let shown = monitoring.looks()[2].bounds.efficacy.value().unwrap() <= last.abs();
            prop_assert_eq!(result.drift_low > 0.0 || result.drift_high < 0.0, shown);
            prop_assert_eq!(result.p_value <= 0.05, shown);
            prop_assert!(result.drift_low < result.median_unbiased && result.median_unbiased < result.drift_high);
            let p_value = monitoring.repeated_p_value(2).unwrap().unwrap();
            prop_assert_eq!(p_value <= 0.05, shown);
        }
    }
}
