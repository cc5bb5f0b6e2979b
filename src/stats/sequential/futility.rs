//! When to give up because the planned effect is out of reach.

use super::boundary::Lower;
use super::error::SequentialError;
use super::spending::Spending;
use crate::stats::Bound;

/// Whether a test must stop at a bound for futility.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Binding {
    /// It may go on: the level holds whether or not the bound is obeyed, and the bounds for efficacy are those of a test
    /// without futility. Power and expected size count on its being obeyed.
    NonBinding,
    /// It must stop: the level counts on it, which lowers the bounds for efficacy. Going on past such a bound breaks the level.
    Binding,
}

/// Bounds at or below which a test gives up at a look before the last, on the z scale, in the direction of the planned effect.
///
/// In a two-sided test the planned effect still has a direction, and futility means that the effect *in that direction* is
/// out of reach: the bound is one number on the z scale, not a band around 0, and a statistic far on the wrong side is a
/// significant loss, which is reported as such. Two-sided tests have non-binding bounds only.
#[derive(Debug, Clone, PartialEq)]
pub enum Futility {
    /// The test never gives up early.
    None,
    /// A spending function of 1 − power: the chance, under the planned effect, to have given up wrongly up to each look.
    Spending {
        /// How the risk of missing the effect is spent.
        spending: Spending,
        /// Whether the bounds must be obeyed.
        binding: Binding,
    },
    /// Bounds given by hand, one for each planned look but the last. Between planned looks they are interpolated in the
    /// information; before the first there is none.
    Given {
        /// The bounds, [`Bound::Unbounded`] where a look has none.
        bounds: Vec<Bound>,
        /// Whether the bounds must be obeyed.
        binding: Binding,
    },
}

impl Futility {
    /// Whether the level counts on these bounds.
    #[must_use]
    pub fn is_binding(&self) -> bool {
        match self {
            Self::None => false,
            Self::Spending { binding, .. } | Self::Given { binding, .. } => *binding == Binding::Binding,
        }
    }

    /// Whether the parameters fit a plan with these looks.
    pub(super) fn check(&self, looks: usize) -> Result<(), SequentialError> {
        match self {
            Self::None => Ok(()),
            Self::Spending { spending, .. } => spending.check(),
            Self::Given { bounds, .. } if bounds.len() + 1 != looks => {
                Err(SequentialError::WrongNumberOfValues { given: bounds.len(), expected: looks - 1 })
            }
            Self::Given { bounds, .. } => {
                match bounds.iter().find_map(|bound| bound.value().filter(|z| !z.is_finite())) {
                    Some(value) => Err(SequentialError::ParameterOutOfRange { value }),
                    None => Ok(()),
                }
            }
        }
    }

    /// What bounds a look from below: `planned` looks, the information reached, the risk of missing the effect.
    pub(super) fn lower(&self, planned: &[f64], information: f64, last: bool, beta: f64) -> Lower {
        match self {
            _ if last => Lower::None,
            Self::None => Lower::None,
            Self::Spending { spending, .. } => Lower::Spent(spending.of(beta, information)),
            Self::Given { bounds, .. } => interpolated(planned, bounds, information).map_or(Lower::None, Lower::At),
        }
    }

    /// The same for every look as planned.
    pub(super) fn lowers(&self, planned: &[f64], beta: f64) -> Vec<Lower> {
        let last = planned.len() - 1;
        let lower = |(look, &information)| self.lower(planned, information, look == last, beta);
        planned.iter().enumerate().map(lower).collect()
    }
}

/// The bound at this information, on the line between those of the planned looks beside it.
fn interpolated(planned: &[f64], bounds: &[Bound], information: f64) -> Option<f64> {
    let mut before: Option<(f64, f64)> = None;
    for (&at, bound) in planned.iter().zip(bounds) {
        let here = bound.value().map(|bound| (at, bound));
        if information <= at {
            return match (before, here) {
                (_, Some((at, bound))) if information == at => Some(bound),
                (Some((from, low)), Some((to, high))) => Some(low + (high - low) * (information - from) / (to - from)),
                (before, _) => before.map(|(_, bound)| bound),
            };
        }
        before = here;
    }
    before.map(|(_, bound)| bound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_given_by_hand_are_interpolated() {
        let bounds = [Bound::Unbounded, Bound::At(0.0), Bound::At(1.0)];
        let at = |information| interpolated(&[0.25, 0.5, 0.75, 1.0], &bounds, information);
        assert_eq!(at(0.1), None);
        assert_eq!(at(0.25), None);
        assert_eq!(at(0.4), None);
        assert_eq!(at(0.5), Some(0.0));
        assert_eq!(at(0.625), Some(0.5));
        assert_eq!(at(0.9), Some(1.0));
    }

    #[test]
    fn bounds_that_do_not_fit_are_named() {
        let given = |bounds: &[Bound]| Futility::Given { bounds: bounds.to_vec(), binding: Binding::Binding }.check(3);
        assert_eq!(given(&[Bound::At(0.0)]), Err(SequentialError::WrongNumberOfValues { given: 1, expected: 2 }));
        let infinite = given(&[Bound::At(f64::NEG_INFINITY), Bound::Unbounded]);
        assert_eq!(infinite, Err(SequentialError::ParameterOutOfRange { value: f64::NEG_INFINITY }));
        assert_eq!(given(&[Bound::Unbounded, Bound::At(0.3)]), Ok(()));
    }
}
