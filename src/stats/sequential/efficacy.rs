//! How the bounds for efficacy are chosen.

use super::boundary::{EfficacyRule, Upper};
use super::error::SequentialError;
use super::spending::Spending;
use crate::stats::normal;

/// The family of bounds past which a test stops because the effect is shown.
///
/// The classical families fix a shape and solve its constant, so that the planned looks together have the level asked for.
/// The spending families fix how much of the level is spent up to each look and solve one bound after another; their looks
/// may come at other times than planned without any change of rule.
#[derive(Debug, Clone, PartialEq)]
pub enum Efficacy {
    /// c / √t on the z scale: O'Brien & Fleming, *Biometrics* 35, 1979. Wang & Tsiatis' shape 0.
    OBrienFleming,
    /// The same c at every look: Pocock, *Biometrika* 64, 1977. Wang & Tsiatis' shape ½.
    Pocock,
    /// c t^(Δ − ½): Wang & Tsiatis, *Biometrics* 43, 1987.
    WangTsiatis {
        /// Δ, between −2 and 1: 0 is O'Brien & Fleming, ½ Pocock.
        shape: f64,
    },
    /// A far bound at every look but the last, most often 3; the last one has what is left: Haybittle, *British Journal of
    /// Radiology* 44, 1971; Peto and others, *British Journal of Cancer* 34, 1976.
    HaybittlePeto {
        /// The bound of every look but the last, on the z scale; above 0 and at most 38.
        early: f64,
    },
    /// A spending function of the level.
    Spending(Spending),
    /// The level spent up to each planned look, both sides together, given by hand; the last one is the whole level. Between
    /// planned looks it is spent evenly in the information.
    Cumulative(Vec<f64>),
}

impl Efficacy {
    /// Whether the parameters fit a plan with these looks and this level, both sides together.
    pub(super) fn check(&self, looks: usize, alpha: f64) -> Result<(), SequentialError> {
        match self {
            Self::OBrienFleming | Self::Pocock => Ok(()),
            Self::WangTsiatis { shape: value } if (-2.0..=1.0).contains(value) => Ok(()),
            Self::HaybittlePeto { early: value } if *value > 0.0 && *value <= 38.0 => Ok(()),
            Self::WangTsiatis { shape: value } | Self::HaybittlePeto { early: value } => {
                Err(SequentialError::ParameterOutOfRange { value: *value })
            }
            Self::Spending(spending) => spending.check(),
            Self::Cumulative(spent) => check_cumulative(spent, looks, alpha),
        }
    }

    /// The exponent that bounds of a fixed shape have, Δ − ½.
    pub(super) fn exponent(&self) -> Option<f64> {
        match self {
            Self::OBrienFleming => Some(-0.5),
            Self::Pocock => Some(0.0),
            Self::WangTsiatis { shape } => Some(shape - 0.5),
            Self::HaybittlePeto { .. } | Self::Spending(_) | Self::Cumulative(_) => None,
        }
    }

    /// The rule for looks as planned, at a level per side.
    pub(super) fn rule(&self, planned: &[f64], level: f64) -> EfficacyRule {
        match self.exponent() {
            Some(exponent) => {
                let near = normal::upper_quantile(level);
                EfficacyRule::Constant { before: Vec::new(), exponent, level, near }
            }
            None => {
                let last = planned.len() - 1;
                let upper = |(look, &information)| self.upper(planned, information, look == last, level);
                EfficacyRule::Each(planned.iter().enumerate().map(upper).collect())
            }
        }
    }

    /// What bounds a look of a family without a shape to solve: `planned` looks, the information reached, the level per side.
    pub(super) fn upper(&self, planned: &[f64], information: f64, last: bool, level: f64) -> Upper {
        match self {
            _ if last => Upper::Spent(level),
            Self::HaybittlePeto { early } => Upper::At(Some(*early)),
            Self::Spending(spending) => Upper::Spent(spending.of(level, information)),
            Self::Cumulative(spent) => Upper::Spent(interpolated(planned, spent, information, level)),
            Self::OBrienFleming | Self::Pocock | Self::WangTsiatis { .. } => Upper::At(None),
        }
    }
}

/// The level spent at this information when it is spent evenly between planned looks, scaled to `level` in all.
fn interpolated(planned: &[f64], spent: &[f64], information: f64, level: f64) -> f64 {
    let whole = spent.last().copied().unwrap_or(level);
    let (mut from, mut before) = (0.0, 0.0);
    for (&at, &value) in planned.iter().zip(spent) {
        if information <= at {
            return level / whole * (before + (value - before) * (information - from) / (at - from));
        }
        (from, before) = (at, value);
    }
    level
}

fn check_cumulative(spent: &[f64], looks: usize, alpha: f64) -> Result<(), SequentialError> {
    if spent.len() != looks {
        return Err(SequentialError::WrongNumberOfValues { given: spent.len(), expected: looks });
    }
    let mut before = 0.0;
    for (&spent, look) in spent.iter().zip(1..) {
        // Levels are written in decimals; the sum of a few of them may miss the whole by a last digit.
        if !(spent >= before && spent <= alpha * (1.0 + 1e-12)) {
            return Err(SequentialError::NotASpentRisk { look, spent });
        }
        if look > 1 && before >= alpha * (1.0 - 1e-12) {
            return Err(SequentialError::AlphaUsedUp { look });
        }
        before = spent;
    }
    match before < alpha * (1.0 - 1e-12) {
        true => Err(SequentialError::NotASpentRisk { look: looks, spent: before }),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_out_of_range_are_named() {
        let wrong = |efficacy: Efficacy| efficacy.check(3, 0.05);
        assert!(matches!(
            wrong(Efficacy::WangTsiatis { shape: f64::NAN }),
            Err(SequentialError::ParameterOutOfRange { .. })
        ));
        assert_eq!(
            wrong(Efficacy::HaybittlePeto { early: 0.0 }),
            Err(SequentialError::ParameterOutOfRange { value: 0.0 })
        );
        let given = |spent: &[f64]| wrong(Efficacy::Cumulative(spent.to_vec()));
        assert_eq!(given(&[0.01, 0.05]), Err(SequentialError::WrongNumberOfValues { given: 2, expected: 3 }));
        assert_eq!(given(&[0.01, 0.005, 0.05]), Err(SequentialError::NotASpentRisk { look: 2, spent: 0.005 }));
        assert_eq!(given(&[0.01, 0.06, 0.05]), Err(SequentialError::NotASpentRisk { look: 2, spent: 0.06 }));
        assert_eq!(given(&[0.01, 0.05, 0.05]), Err(SequentialError::AlphaUsedUp { look: 3 }));
        assert_eq!(given(&[0.01, 0.02, 0.04]), Err(SequentialError::NotASpentRisk { look: 3, spent: 0.04 }));
        assert_eq!(given(&[0.0, 0.02, 0.05]), Ok(()));
    }

    #[test]
    fn a_level_given_by_hand_is_spent_evenly_between_looks() {
        let at = |information| interpolated(&[0.4, 0.8, 1.0], &[0.01, 0.02, 0.05], information, 0.025);
        assert!((at(0.2) - 0.0025).abs() < 1e-15);
        assert!((at(0.8) - 0.01).abs() < 1e-15);
        assert!((at(0.9) - 0.0175).abs() < 1e-15);
        assert_eq!(at(1.3), 0.025);
    }
}
