//! How much of a risk may be spent up to a look.

use super::error::SequentialError;
use crate::quantity::{Positive, Proportion, Share};
use crate::stats::normal;

/// A spending function: the part of a risk spent when a share of the planned information is in. All are 0 without
/// information and the whole risk with all of it (Lan & DeMets, "Discrete sequential boundaries for clinical trials",
/// *Biometrika* 70, 1983).
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Spending {
    /// 2 − 2Φ(z_{α/2} / √t): next to nothing early, like the bounds of O'Brien & Fleming.
    OBrienFleming,
    /// α ln(1 + (e − 1) t): nearly even, like the bounds of Pocock.
    Pocock,
    /// α t^ρ, Kim & DeMets, *Biometrika* 74, 1987. The higher the power, the less is spent early.
    KimDeMets {
        /// The power ρ.
        power: Positive,
    },
    /// α (1 − e^{−γt}) / (1 − e^{−γ}), α t at γ = 0, Hwang, Shih & DeCani, *Statistics in Medicine* 9, 1990. A negative γ
    /// spends little early, −4 is close to O'Brien & Fleming, 1 to Pocock.
    HwangShihDeCani {
        /// The parameter γ, at most 500 either way.
        gamma: f64,
    },
}

impl Spending {
    /// Returns the risk spent at this share of the planned information, out of `risk`.
    ///
    /// # Errors
    ///
    /// [`SequentialError::ParameterOutOfRange`] for a γ that is no number, or beyond ±500, where all would be spent at once.
    ///
    /// ```
    /// use jalon::quantity::{Proportion, Share};
    /// use jalon::stats::Spending;
    /// let (risk, half) = (Proportion::new(0.025).unwrap(), Share::new(0.5).unwrap());
    /// let spent = Spending::OBrienFleming.spent(risk, half).unwrap();
    /// assert!((spent - 0.001_525_322_757_988_911_4).abs() < 1e-15);
    /// ```
    pub fn spent(self, risk: Proportion, information: Share) -> Result<f64, SequentialError> {
        self.check()?;
        Ok(self.of(risk.get(), information.get()))
    }

    /// Whether the parameter lies in its range.
    pub(super) fn check(self) -> Result<(), SequentialError> {
        match self {
            Self::HwangShihDeCani { gamma } if gamma.is_nan() || gamma.abs() > 500.0 => {
                Err(SequentialError::ParameterOutOfRange { value: gamma })
            }
            _ => Ok(()),
        }
    }

    /// The same for numbers that were checked; all of the risk from information 1 on.
    pub(super) fn of(self, risk: f64, information: f64) -> f64 {
        if information >= 1.0 {
            return risk;
        }
        match self {
            Self::OBrienFleming => 2.0 * normal::upper_tail(normal::upper_quantile(risk / 2.0) / information.sqrt()),
            Self::Pocock => risk * ((std::f64::consts::E - 1.0) * information).ln_1p(),
            Self::KimDeMets { power } => risk * information.powf(power.get()),
            Self::HwangShihDeCani { gamma: 0.0 } => risk * information,
            Self::HwangShihDeCani { gamma } => risk * (-gamma * information).exp_m1() / (-gamma).exp_m1(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn families() -> impl Strategy<Value = Spending> {
        prop_oneof![
            Just(Spending::OBrienFleming),
            Just(Spending::Pocock),
            (0.1..6.0_f64).prop_map(|power| Spending::KimDeMets { power: Positive::new(power).unwrap() }),
            (-40.0..40.0_f64).prop_map(|gamma| Spending::HwangShihDeCani { gamma }),
        ]
    }

    #[test]
    fn a_gamma_out_of_range_is_named() {
        for gamma in [f64::NAN, f64::INFINITY, -501.0] {
            let spent = Spending::HwangShihDeCani { gamma }.spent(Proportion::HALF, Share::ZERO);
            assert!(matches!(spent, Err(SequentialError::ParameterOutOfRange { .. })));
        }
    }

    proptest! {
        #[test]
        fn rises_from_nothing_to_the_whole_risk(family in families(), risk in 1e-6..0.5_f64, t in 0.0..1.0_f64) {
            let at = |t: f64| family.spent(Proportion::new(risk).unwrap(), Share::new(t).unwrap()).unwrap();
            prop_assert_eq!(at(0.0), 0.0);
            prop_assert_eq!(at(1.0), risk);
            prop_assert!((family.of(risk, 1.0 - 1e-15) / risk - 1.0).abs() < 1e-11);
            prop_assert!(at(t) <= at((t + 0.01).min(1.0)) && at(t) <= risk);
        }
    }
}
