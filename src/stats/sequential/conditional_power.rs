//! Go on or stop: the chance that a running test ends with the effect shown, given what has been seen.

use super::error::SequentialError;
use super::information::LEAST_GAIN;
use super::monitoring::{LookTaken, Monitoring, Progress};
use super::walk::{Margins, Stretch, Walk};
use crate::stats::normal;

/// Returns the chance that a test with one final look beyond `critical` will show the effect, after `now`, when the statistic
/// is expected to be `drift` at the planned end.
///
/// Φ((z√t + θ(1 − t) − c) / √(1 − t)): Lan, Simon & Halperin, *Communications in Statistics C* 1, 1982. The observed trend is
/// the drift z / √t, no effect the drift 0.
///
/// # Errors
///
/// [`SequentialError::NotAShareOfInformation`] unless the information lies between 0 and 1,
/// [`SequentialError::ParameterOutOfRange`] for other numbers that are not finite.
///
/// ```
/// use jalon::stats::{LookTaken, conditional_power};
/// let now = LookTaken { information: 0.5, statistic: 1.0 };
/// assert!((conditional_power(now, 1.96, 2.8).unwrap() - 0.582_4).abs() < 1e-4);
/// ```
pub fn conditional_power(now: LookTaken, critical: f64, drift: f64) -> Result<f64, SequentialError> {
    let share = still_running(now, &[critical, drift])?;
    let ahead = now.statistic * share.sqrt() + drift * (1.0 - share) - critical;
    Ok(normal::cdf(ahead / (1.0 - share).sqrt()))
}

/// Returns the same chance averaged over the drifts that the data leave open, each as likely as they make it (a flat prior):
/// Φ((z − c√t) / √(1 − t)). Spiegelhalter, Freedman & Blackburn, *Controlled Clinical Trials* 7, 1986.
///
/// # Errors
///
/// As [`conditional_power`].
pub fn predictive_power(now: LookTaken, critical: f64) -> Result<f64, SequentialError> {
    let share = still_running(now, &[critical])?;
    Ok(normal::cdf((now.statistic - critical * share.sqrt()) / (1.0 - share).sqrt()))
}

fn still_running(now: LookTaken, numbers: &[f64]) -> Result<f64, SequentialError> {
    if !(now.information > 0.0 && now.information < 1.0) {
        return Err(SequentialError::NotAShareOfInformation { look: 1, information: now.information });
    }
    match numbers.iter().chain([&now.statistic]).find(|value| !value.is_finite()) {
        Some(&value) => Err(SequentialError::ParameterOutOfRange { value }),
        None => Ok(now.information),
    }
}

/// The looks still to come after the latest one of a running test.
#[derive(Debug, Clone)]
struct Ahead {
    now: LookTaken,
    looks: Vec<LookAhead>,
}

/// A look still to come, and where the test goes on there.
#[derive(Debug, Clone, Copy)]
struct LookAhead {
    information: f64,
    stretch: Stretch,
}

impl Monitoring {
    /// Returns the chance that the rest of the test shows the effect in the planned direction, when the statistic is expected
    /// to be `drift` at the planned end: over all planned looks still to come, with the bounds they will have after the looks
    /// taken. Bounds for futility count only where they are binding. None when the latest look is the last one.
    ///
    /// Useful drifts: the planned one ([`super::SequentialDesign::drift`]), 0, and [`Self::trend`].
    ///
    /// # Errors
    ///
    /// [`SequentialError::ParameterOutOfRange`] for a drift that is no finite number; as [`super::SequentialDesign::bounds_at`].
    pub fn conditional_power(&self, drift: f64) -> Result<Option<f64>, SequentialError> {
        if !drift.is_finite() {
            return Err(SequentialError::ParameterOutOfRange { value: drift });
        }
        Ok(self.ahead()?.map(|ahead| ahead.under(drift)))
    }

    /// Returns that chance averaged over the drifts that the data leave open (a flat prior).
    ///
    /// # Errors
    ///
    /// As [`Self::conditional_power`].
    pub fn predictive_power(&self) -> Result<Option<f64>, SequentialError> {
        Ok(self.ahead()?.map(|ahead| ahead.on_average()))
    }

    /// The drift that the latest look points to: its statistic over the root of its information.
    #[must_use]
    pub fn trend(&self) -> f64 {
        let now = self.now();
        now.statistic / now.information.sqrt()
    }

    fn now(&self) -> LookTaken {
        let latest = self.looks()[self.looks().len() - 1];
        LookTaken { information: latest.bounds.information, statistic: latest.statistic }
    }

    fn ahead(&self) -> Result<Option<Ahead>, SequentialError> {
        let (design, now) = (self.design(), self.now());
        if self.reached.last.is_some() || now.information >= 1.0 - LEAST_GAIN {
            return Ok(None);
        }
        let mut information: Vec<f64> = self.looks().iter().map(|look| look.bounds.information).collect();
        let first = information.len();
        let to_come: Vec<f64> = design.still_to_come(&information).collect();
        information.extend(to_come);
        let level = design.bounds_at(&information, Progress::Running)?.level;
        let looks = information[first..].iter().zip(&level.stretches[first..]);
        let looks = looks.map(|(&information, &stretch)| LookAhead { information, stretch }).collect();
        Ok(Some(Ahead { now, looks }))
    }
}

impl Ahead {
    /// The chance under one drift. What is still to come is a walk of its own: the score gained from here on, with the
    /// information gained from here on, between bounds moved by the score that is there already.
    fn under(&self, drift: f64) -> f64 {
        let score = self.now.statistic * self.now.information.sqrt();
        self.chance(drift, |&look| {
            let gained = look.information - self.now.information;
            let root = look.information.sqrt();
            let moved = move |bound: f64| (bound * root - score) / gained.sqrt();
            (gained, Box::new(moved))
        })
    }

    /// The chance averaged over the drifts that the data leave open. The estimate of the drift, S / t, is then a martingale
    /// whose variance from here to information v is 1/t − 1/v (Jennison & Turnbull 2000, ch. 10): with 1 − t/v as information
    /// it is a walk without drift.
    fn on_average(&self) -> f64 {
        let LookTaken { information, statistic } = self.now;
        self.chance(0.0, |look| {
            let share = information / look.information;
            let moved = move |bound: f64| (bound * share.sqrt() - statistic) / (1.0 - share).sqrt();
            (1.0 - share, Box::new(moved))
        })
    }

    /// The chance to stop above on a walk with this drift; `seen` says what a look and its bounds are on it.
    fn chance(&self, drift: f64, seen: impl Fn(&LookAhead) -> (f64, Box<dyn Fn(f64) -> f64>)) -> f64 {
        let mut walk = Walk::new(drift, Margins::around(0.0));
        let mut chance = 0.0;
        for (index, look) in self.looks.iter().enumerate() {
            let (information, moved) = seen(look);
            let Stretch { lower, upper } = look.stretch;
            walk.approach(information);
            let upper = upper.map(&moved);
            chance += upper.map_or(0.0, |bound| walk.above(index, bound, drift));
            walk.go_on_within(Stretch { lower: lower.map(&moved), upper });
        }
        chance
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Efficacy, Futility, InformationRates, SequentialPlan, Spending};
    use super::*;
    use crate::quantity::Proportion;
    use crate::stats::{Sides, quadrature};

    fn monitoring(taken: &[(f64, f64)]) -> Monitoring {
        let rate = |value| Proportion::new(value).unwrap();
        let plan = SequentialPlan {
            information: InformationRates::equal(4).unwrap(),
            efficacy: Efficacy::Spending(Spending::OBrienFleming),
            futility: Futility::None,
            alpha: rate(0.05),
            sides: Sides::Two,
            power: rate(0.8),
        };
        let looks: Vec<LookTaken> =
            taken.iter().map(|&(information, statistic)| LookTaken { information, statistic }).collect();
        plan.design().unwrap().monitor(&looks, Progress::Running).unwrap()
    }

    #[test]
    fn one_look_to_come_is_the_closed_form() {
        let monitoring = monitoring(&[(0.25, 0.8), (0.5, 1.0), (0.75, 1.4)]);
        let now = LookTaken { information: 0.75, statistic: 1.4 };
        let critical = monitoring.design().looks()[3].efficacy.value().unwrap();
        for drift in [0.0, 2.8, monitoring.trend()] {
            let (found, closed) = (monitoring.conditional_power(drift), conditional_power(now, critical, drift));
            assert!((found.unwrap().unwrap() / closed.unwrap() - 1.0).abs() < 1e-11);
        }
        let (found, closed) = (monitoring.predictive_power(), predictive_power(now, critical));
        assert!((found.unwrap().unwrap() / closed.unwrap() - 1.0).abs() < 1e-11);
    }

    #[test]
    fn the_average_is_that_of_the_chances_under_each_drift() {
        let monitoring = monitoring(&[(0.3, 1.2)]);
        let sd = 1.0 / 0.3_f64.sqrt();
        let weighted =
            |x: f64| normal::density(x) * monitoring.conditional_power(monitoring.trend() + x * sd).unwrap().unwrap();
        let average = quadrature::trapezoid(weighted, -8.5, 8.5);
        assert!((monitoring.predictive_power().unwrap().unwrap() / average - 1.0).abs() < 1e-9);
    }

    #[test]
    fn the_first_look_is_a_look_at_power() {
        // Hardly anything is known yet: what is left is the power of the design, nearly.
        let monitoring = monitoring(&[(1e-5, 0.0)]);
        let power = monitoring.conditional_power(monitoring.design().drift()).unwrap().unwrap();
        assert!((power - 0.8).abs() < 1e-4, "{power}");
    }

    #[test]
    fn nothing_to_come_and_no_information_are_named() {
        let at_end = monitoring(&[(0.5, 1.0), (1.0, 1.0)]);
        assert_eq!(at_end.conditional_power(1.0), Ok(None));
        assert_eq!(at_end.predictive_power(), Ok(None));
        for information in [0.0, 1.0, f64::NAN] {
            let now = LookTaken { information, statistic: 1.0 };
            assert!(matches!(predictive_power(now, 2.0), Err(SequentialError::NotAShareOfInformation { .. })));
        }
        let now = LookTaken { information: 0.5, statistic: 1.0 };
        assert!(conditional_power(now, 2.0, f64::INFINITY).is_err());
    }
}
