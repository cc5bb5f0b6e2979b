use crate::quantity::{Positive, Proportion};
use crate::stats::Sides;

/// What a plan takes when it says nothing else; set in `jalon.toml`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Defaults {
    /// Risk of seeing a difference where there is none.
    pub alpha: Proportion,
    /// Chance of seeing the planned difference when it is there.
    pub power: Proportion,
    /// Directions a test watches.
    pub sides: Sides,
    /// Weeks a test runs at least: a week-end is not a week.
    pub min_weeks: u32,
    /// Weeks beyond which a test is called out of reach.
    pub max_weeks: u32,
    /// What the team believes of the lift of a test beforehand, for Bayesian readings; from its history where it says nothing.
    pub prior_lift: Option<LiftBelief>,
}

/// A normal belief about a lift, counted towards better: above 0, a test is expected to be a gain.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LiftBelief {
    /// Its mean: 0.01 is 1 % better.
    pub mean: f64,
    /// Its standard deviation.
    pub sd: Positive,
}

impl LiftBelief {
    /// A belief whose numbers are such as effects have: the mean within a million of 0, the standard deviation from a millionth to a
    /// million, so that chances and losses of any data are numbers. None otherwise.
    #[must_use]
    pub fn new(mean: f64, sd: Positive) -> Option<Self> {
        const FARTHEST: f64 = 1e6;
        let fits = mean.abs() <= FARTHEST && (1.0 / FARTHEST..=FARTHEST).contains(&sd.get());
        fits.then_some(Self { mean, sd })
    }
}

impl Default for Defaults {
    /// 5 % and 80 % (Cohen's convention), two-sided, at least two whole weeks, at most eight.
    fn default() -> Self {
        let certain =
            |value: f64| Proportion::new(value).unwrap_or_else(|_| unreachable!("a constant between 0 and 1"));
        Self {
            alpha: certain(0.05),
            power: certain(0.8),
            sides: Sides::Two,
            min_weeks: 2,
            max_weeks: 8,
            prior_lift: None,
        }
    }
}
