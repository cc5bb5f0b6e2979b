//! One bound after another: each look's bounds from what is to be spent there and from the paths that are still on their way.

use super::error::SequentialError;
use super::walk::{Margins, Stretch, Walk};
use crate::stats::root::RootError;
use crate::stats::{normal, root};

/// What decides the upper bound of a look.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Upper {
    /// This bound, or none.
    At(Option<f64>),
    /// Where the risk spent on this side up to the look, without effect, is this much.
    Spent(f64),
}

/// What decides the lower bound of a look.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Lower {
    /// There is none.
    None,
    /// This bound.
    At(f64),
    /// Where the risk spent below up to the look, under the planned drift, is this much.
    Spent(f64),
}

/// What decides the upper bounds of all looks.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum EfficacyRule {
    /// Each look by itself.
    Each(Vec<Upper>),
    /// c t^exponent from a look on, with c such that all looks together have the level; the looks before are as they were.
    /// `near` is where c is looked for first.
    Constant { before: Vec<Option<f64>>, exponent: f64, level: f64, near: f64 },
}

impl EfficacyRule {
    /// The same rule with a better guess of its constant, if there is one.
    pub(super) fn near(&self, guess: Option<f64>) -> Self {
        match (self, guess) {
            (Self::Constant { before, exponent, level, .. }, Some(near)) => {
                Self::Constant { before: before.clone(), exponent: *exponent, level: *level, near }
            }
            _ => self.clone(),
        }
    }
}

/// Looks and what decides their bounds.
#[derive(Debug, Clone)]
pub(super) struct Rules<'a> {
    /// Information at each look.
    pub(super) information: &'a [f64],
    /// Whether every upper bound has its mirror image below.
    pub(super) mirrored: bool,
    /// The planned drift, which the lower bounds are spent under.
    pub(super) drift: f64,
}

/// Bounds of all looks and the walk between them.
#[derive(Debug, Clone)]
pub(super) struct Traced {
    pub(super) information: Vec<f64>,
    pub(super) upper: Vec<Option<f64>>,
    /// The bounds for futility; mirror images of upper bounds are not among them.
    pub(super) lower: Vec<Option<f64>>,
    pub(super) stretches: Vec<Stretch>,
    pub(super) walk: Walk,
    /// The first look, counted from 0, at which nothing is left between the bounds.
    pub(super) crossed: Option<usize>,
    /// Risk spent above without effect, and below under the planned drift, so far.
    spent_above: f64,
    spent_below: f64,
    /// The constant of a fixed shape, where that was solved.
    pub(super) constant: Option<f64>,
}

impl Rules<'_> {
    /// Solves the bounds look by look.
    pub(super) fn trace(&self, efficacy: &EfficacyRule, lowers: &[Lower]) -> Result<Traced, RootError> {
        match efficacy {
            EfficacyRule::Each(uppers) => Ok(self.trace_on(self.start(), uppers, lowers)),
            EfficacyRule::Constant { before, exponent, level, near } => {
                let past: Vec<Upper> = before.iter().copied().map(Upper::At).collect();
                let taken = self.trace_on(self.start(), &past, lowers);
                let traced = |constant: f64| {
                    let shaped = self.information[past.len()..].iter().map(|t| Some(constant * t.powf(*exponent)));
                    let uppers: Vec<Upper> = shaped.map(Upper::At).collect();
                    self.trace_on(taken.clone(), &uppers, lowers)
                };
                let target = normal::upper_quantile(*level);
                let excess = |constant: f64| traced(constant).risk_quantile() - target;
                let constant = nearly_linear(excess, *near)?;
                Ok(Traced { constant: Some(constant), ..traced(constant) })
            }
        }
    }

    /// No look yet.
    fn start(&self) -> Traced {
        Traced::new(Walk::new(0.0, if self.mirrored { Margins::BOTH } else { Margins::ABOVE }))
    }

    /// Goes on from the looks that were solved, one look for each further upper bound.
    fn trace_on(&self, mut traced: Traced, uppers: &[Upper], lowers: &[Lower]) -> Traced {
        let first = traced.look();
        let looks = self.information[first..].iter().zip(uppers).zip(&lowers[first..]);
        for ((&information, &upper), &lower) in looks {
            traced.information.push(information);
            traced.walk.approach(information);
            let high = traced.solve_upper(upper);
            let low = traced.solve_lower(lower, high, self.drift);
            let mirror = high.filter(|_| self.mirrored).map(|bound| -bound);
            let lowest = match (low, mirror) {
                (Some(low), Some(mirror)) => Some(low.max(mirror)),
                (low, mirror) => low.or(mirror),
            };
            traced.go_on(high, low, Stretch { lower: lowest, upper: high });
        }
        traced
    }
}

impl Traced {
    fn new(walk: Walk) -> Self {
        Self {
            information: Vec::new(),
            upper: Vec::new(),
            lower: Vec::new(),
            stretches: Vec::new(),
            walk,
            crossed: None,
            spent_above: 0.0,
            spent_below: 0.0,
            constant: None,
        }
    }

    /// The look that is being solved, counted from 0.
    fn look(&self) -> usize {
        self.upper.len()
    }

    /// The upper bound of the look just approached.
    fn solve_upper(&mut self, upper: Upper) -> Option<f64> {
        let bound = match upper {
            Upper::At(bound) => bound,
            Upper::Spent(up_to_here) => match worth_spending(up_to_here, self.spent_above) {
                // Where fewer paths are left than are to be stopped, none can go on.
                Some(risk) => self.walk.upper_bound(risk, 0.0).or_else(|| self.crossed_here()),
                None => None,
            },
        };
        self.spent_above += bound.map_or(0.0, |bound| self.walk.above(self.look(), bound, 0.0));
        bound
    }

    /// The lower bound of the look just approached, no higher than the upper one.
    fn solve_lower(&mut self, lower: Lower, high: Option<f64>, drift: f64) -> Option<f64> {
        let bound = match lower {
            Lower::None => None,
            Lower::At(bound) => Some(bound),
            Lower::Spent(up_to_here) => worth_spending(up_to_here, self.spent_below)
                .and_then(|risk| self.walk.lower_bound(risk, drift).or(high)),
        };
        let bound = match (bound, high) {
            (Some(low), Some(high)) if low >= high => self.crossed_here().or(Some(high)),
            _ => bound,
        };
        self.spent_below += bound.map_or(0.0, |bound| self.walk.below(self.look(), bound, drift));
        bound
    }

    fn go_on(&mut self, upper: Option<f64>, lower: Option<f64>, stretch: Stretch) {
        self.upper.push(upper);
        self.lower.push(lower);
        self.stretches.push(stretch);
        self.walk.go_on_within(stretch);
    }

    /// Notes the first look where the bounds meet; there is no bound to give.
    fn crossed_here(&mut self) -> Option<f64> {
        let look = self.look();
        self.crossed.get_or_insert(look);
        None
    }

    /// The upper quantile of the risk spent above: it rises with the bounds with a slope near 1.
    pub(super) fn risk_quantile(&self) -> f64 {
        normal::upper_quantile(self.spent_above)
    }

    /// The chance to stop above at some look, under this drift.
    pub(super) fn chance_above(&self, drift: f64) -> f64 {
        let above =
            |(look, bound): (usize, &Option<f64>)| bound.map_or(0.0, |bound| self.walk.above(look, bound, drift));
        self.upper.iter().enumerate().map(above).sum()
    }

    /// An error where the bounds meet before the last look.
    pub(super) fn uncrossed(self) -> Result<Self, SequentialError> {
        match self.crossed {
            Some(look) => Err(SequentialError::FutilityCrossesEfficacy { look: look + 1 }),
            None => Ok(self),
        }
    }
}

/// What is left to spend at a look, where that is more than the last digits of what was spent already.
fn worth_spending(up_to_here: f64, spent: f64) -> Option<f64> {
    let risk = up_to_here - spent;
    (risk > 1e-290 && risk > 1e-13 * up_to_here).then_some(risk)
}

/// The root of a rising function whose slope is not far from 1: secants from `start`, a bracket where they lead astray.
pub(super) fn nearly_linear(function: impl Fn(f64) -> f64, start: f64) -> Result<f64, RootError> {
    let (mut before, mut at_before) = (start, function(start));
    let mut here = start - at_before;
    for _ in 0..20 {
        let at_here = function(here);
        let step = at_here * (here - before) / (at_here - at_before);
        if at_here == 0.0 {
            return Ok(here);
        }
        if !step.is_finite() {
            break;
        }
        (before, at_before) = (here, at_here);
        here -= step;
        // The error after a step is near its product with the one before: the digits are all there.
        if step.abs() <= 1e-9 * here.abs().max(1.0) {
            return Ok(here);
        }
    }
    root::rising(function, start, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearly_linear_functions_and_others() {
        assert!((nearly_linear(|x| x - 3.0 + 0.1 * x.sin(), 0.0).unwrap() - 2.975_8).abs() < 1e-2);
        assert!((nearly_linear(|x: f64| x.powi(3) - 8.0, 0.1).unwrap() - 2.0).abs() < 1e-12);
        assert!(nearly_linear(|_| f64::NAN, 0.0).is_err());
    }

    #[test]
    fn one_look_is_the_fixed_test() {
        let rules = Rules { information: &[1.0], mirrored: false, drift: 0.0 };
        for efficacy in [
            EfficacyRule::Each(vec![Upper::Spent(0.025)]),
            EfficacyRule::Constant { before: Vec::new(), exponent: -0.5, level: 0.025, near: 2.0 },
        ] {
            let traced = rules.trace(&efficacy, &[Lower::None]).unwrap();
            assert!((traced.upper[0].unwrap() - normal::upper_quantile(0.025)).abs() < 1e-14);
        }
    }
}
