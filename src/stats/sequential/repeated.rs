//! What may be said at any look of a running test: repeated intervals and repeated p-values.
//!
//! At look k the effect ± (bound of look k) standard errors; all of these intervals together hold the true effect with one
//! less the level, whatever makes the test stop (Jennison & Turnbull 2000, ch. 9).

use super::boundary::{EfficacyRule, Lower, Upper, nearly_linear};
use super::efficacy::Efficacy;
use super::error::SequentialError;
use super::monitoring::Monitoring;
use crate::stats::{Sides, normal};

/// A repeated interval on the scale of the drift.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RepeatedInterval {
    /// Lower limit of the drift.
    pub drift_low: f64,
    /// Upper limit of the drift.
    pub drift_high: f64,
    /// How many standard errors the limits of the effect lie from its estimate.
    pub multiplier: f64,
}

impl Monitoring {
    /// The repeated interval at a look, counted from 0; None where the look has no bound for efficacy, so that nothing can
    /// be excluded, and past the last look.
    #[must_use]
    pub fn repeated_interval(&self, look: usize) -> Option<RepeatedInterval> {
        let look = self.looks().get(look)?;
        let (multiplier, root) = (look.bounds.efficacy.value()?, look.bounds.information.sqrt());
        let (drift_low, drift_high) = ((look.statistic - multiplier) / root, (look.statistic + multiplier) / root);
        Some(RepeatedInterval { drift_low, drift_high, multiplier })
    }

    /// Returns the repeated p-value at a look, counted from 0: the smallest level at which this design reaches its bound
    /// there. It is at most the level exactly where the bound is reached.
    ///
    /// One-sided p-values above one half are given as one half, two-sided ones as 1: no design has such a level. A spending
    /// family keeps its function; a fixed shape with looks as planned keeps its shape; any other design keeps the shares of
    /// the level that were spent at the looks taken. None past the last look, or where no level leads to a bound.
    ///
    /// # Errors
    ///
    /// [`SequentialError::Search`].
    pub fn repeated_p_value(&self, look: usize) -> Result<Option<f64>, SequentialError> {
        let Some(taken) = self.looks().get(look) else { return Ok(None) };
        if taken.bounds.efficacy.value().is_none() {
            return Ok(None);
        }
        let sides = self.design().plan().sides;
        let (statistic, factor) = match sides {
            Sides::One => (taken.statistic, 1.0),
            Sides::Two => (taken.statistic.abs(), 2.0),
        };
        Ok(Some(factor * self.smallest_level(look, statistic)?))
    }

    /// The smallest level per side, up to one half.
    fn smallest_level(&self, look: usize, statistic: f64) -> Result<f64, SequentialError> {
        let information: Vec<f64> = self.looks()[..=look].iter().map(|look| look.bounds.information).collect();
        let last = self.reached.last.filter(|last| *last == look);
        match self.efficacy().exponent() {
            Some(exponent) if self.design().as_planned(&information, last) => {
                self.level_of_shape(look, statistic, exponent)
            }
            _ => self.level_of_spending(&information, look, statistic),
        }
    }

    /// The level of the design of this shape whose bound at the look is the statistic.
    fn level_of_shape(&self, look: usize, statistic: f64, exponent: f64) -> Result<f64, SequentialError> {
        if statistic <= 0.0 {
            return Ok(0.5);
        }
        let plan = self.design().plan();
        let planned = plan.information.rates();
        let constant = statistic / planned[look].powf(exponent);
        let uppers = planned.iter().map(|share| Upper::At(Some(constant * share.powf(exponent)))).collect();
        let lowers = self.lowers(planned.len());
        let traced = plan.rules(planned, self.design().drift()).trace(&EfficacyRule::Each(uppers), &lowers)?;
        Ok(traced.chance_above(0.0).min(0.5))
    }

    /// The level whose spending has the statistic as its bound at the look.
    fn level_of_spending(&self, information: &[f64], look: usize, statistic: f64) -> Result<f64, SequentialError> {
        let rules = self.design().plan().rules(information, self.design().drift());
        let lowers = self.lowers(information.len());
        let bound = |level: f64| {
            let uppers = (0..=look).map(|look| Upper::Spent(self.spent(look, level))).collect();
            let traced = rules.trace(&EfficacyRule::Each(uppers), &lowers).ok()?;
            traced.upper[look]
        };
        // Rising in the quantile x of the level, with a slope near 1; x = 0 is the level one half.
        let excess = |x: f64| bound(normal::upper_tail(x)).map_or(f64::INFINITY, |bound| bound - statistic);
        if excess(0.0) >= 0.0 {
            return Ok(0.5);
        }
        let x = nearly_linear(excess, statistic.max(0.0))?;
        Ok(normal::upper_tail(x).min(0.5))
    }

    /// What a design with this level per side would have spent up to a look.
    fn spent(&self, look: usize, level: f64) -> f64 {
        let bounds = &self.looks()[look].bounds;
        match self.efficacy() {
            Efficacy::Spending(spending) if self.reached.last != Some(look) => spending.of(level, bounds.information),
            Efficacy::Spending(_) => level,
            _ => bounds.alpha_spent / self.design().plan().alpha.get() * level,
        }
    }

    /// The bounds for futility that the level counts on.
    fn lowers(&self, looks: usize) -> Vec<Lower> {
        match self.design().plan().futility.is_binding() {
            false => vec![Lower::None; looks],
            true => {
                let lower = |look: usize| match self.reached.looks.get(look) {
                    Some(reached) => reached.futility,
                    None => self.design().looks()[look].futility,
                };
                (0..looks).map(|look| lower(look).value().map_or(Lower::None, Lower::At)).collect()
            }
        }
    }
}
