use super::PlannedPair;
use crate::quantity::{Positive, Proportion};
use crate::stats::{ArmSizes, Direction, SizingError, root};

/// Two one-sided tests that together show equivalence (Schuirmann 1987): above the lower margin and below the upper one.
///
/// Both look at one estimate. Wherever equivalence has any power the two rejections fill all possible estimates between
/// them, so the chance of both is the sum of the two chances less one.
pub(in crate::plan) struct EquivalencePair {
    /// The test against the lower margin.
    pub above: Box<dyn PlannedPair>,
    /// The test against the upper margin.
    pub below: Box<dyn PlannedPair>,
}

impl PlannedPair for EquivalencePair {
    fn units(&self, target: f64, power: Proportion, allocation: Positive) -> Result<ArmSizes, SizingError> {
        // Both tests must succeed, so neither can do with fewer than it needs alone.
        let above = self.above.units(target, power, allocation)?.control;
        let below = self.below.units(target, power, allocation)?.control;
        let sizes = |control: f64| ArmSizes { control, variant: allocation.get() * control };
        let excess = |control: f64| self.power(target, sizes(control)).map_or(-1.0, |found| found - power.get());
        let (fewest, mut enough) = (above.max(below), above.max(below) * 1.5);
        if excess(fewest) >= 0.0 {
            return Ok(sizes(fewest));
        }
        while excess(enough) < 0.0 {
            enough *= 1.5;
            if !enough.is_finite() {
                return Err(SizingError::OutOfReach);
            }
        }
        Ok(sizes(root::bracketed(excess, fewest, enough)?))
    }

    fn power(&self, target: f64, units: ArmSizes) -> Result<f64, SizingError> {
        let (above, below) = (self.above.power(target, units)?, self.below.power(target, units)?);
        Ok((above + below - 1.0).max(0.0))
    }

    /// The upper margin's own answer: what is searched between two margins is the margin, by whoever knows both.
    fn detectable(&self, power: Proportion, units: ArmSizes, direction: Direction) -> Result<f64, SizingError> {
        self.below.detectable(power, units, direction)
    }
}
