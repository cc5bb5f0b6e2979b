//! How many units a test with looks needs, from those of the same test with one look.

use super::design::SequentialDesign;
use super::error::SequentialError;
use crate::stats::ArmSizes;

/// Units of a test with looks, before rounding.
///
/// Information is counted in units here, as it is for rates, means and every statistic whose variance falls with one over the
/// size: the size of the test with one look times the inflation factor (Jennison & Turnbull 2000, ch. 3.3).
#[derive(Debug, Clone, PartialEq)]
pub struct SequentialSizes {
    /// Units of the test with one look and the same power.
    pub one_look: ArmSizes,
    /// Units at each look; those of the last are the most the test can need.
    pub looks: Vec<ArmSizes>,
    /// Expected units where there is no effect.
    pub without_effect: ArmSizes,
    /// Expected units under half the planned effect.
    pub half_effect: ArmSizes,
    /// Expected units under the planned effect.
    pub planned_effect: ArmSizes,
}

impl SequentialSizes {
    /// The most units the test can need: those at the last look.
    #[must_use]
    pub fn largest(&self) -> ArmSizes {
        self.looks.last().copied().unwrap_or(self.one_look)
    }
}

impl SequentialDesign {
    /// Returns the units of this design, from those of the same test with one look: whatever the metric, size it with the
    /// same level, sides and power as if it were looked at once, then pass the answer here.
    ///
    /// # Errors
    ///
    /// None for a design that was solved; the type says so because chances under a drift can be refused.
    ///
    /// ```
    /// use jalon::quantity::Proportion;
    /// use jalon::stats::{ArmSizes, Efficacy, Futility, InformationRates, SequentialPlan, Sides};
    /// let rate = |value| Proportion::new(value).unwrap();
    /// let plan = SequentialPlan {
    ///     information: InformationRates::equal(5).unwrap(),
    ///     efficacy: Efficacy::OBrienFleming,
    ///     futility: Futility::None,
    ///     alpha: rate(0.05),
    ///     sides: Sides::Two,
    ///     power: rate(0.8),
    /// };
    /// let sizes = plan.design().unwrap().sizes(ArmSizes { control: 1000.0, variant: 1000.0 }).unwrap();
    /// // Jennison & Turnbull 2000, table 2.4: 1.028 times the size of the test with one look.
    /// assert_eq!(sizes.largest().control.round(), 1028.0);
    /// assert!(sizes.planned_effect.control < 830.0);
    /// ```
    pub fn sizes(&self, one_look: ArmSizes) -> Result<SequentialSizes, SequentialError> {
        let largest = self.inflation_factor();
        let looks = self.looks().iter().map(|look| scaled(one_look, largest * look.information)).collect();
        Ok(SequentialSizes {
            one_look,
            looks,
            without_effect: self.expected_sizes(one_look, 0.0)?,
            half_effect: self.expected_sizes(one_look, self.drift() / 2.0)?,
            planned_effect: self.expected_sizes(one_look, self.drift())?,
        })
    }

    /// Returns the expected units when the expected statistic at the planned end is `drift`.
    ///
    /// # Errors
    ///
    /// [`SequentialError::ParameterOutOfRange`] for a drift that is no finite number.
    pub fn expected_sizes(&self, one_look: ArmSizes, drift: f64) -> Result<ArmSizes, SequentialError> {
        Ok(scaled(one_look, self.expected_size(drift)?))
    }
}

fn scaled(sizes: ArmSizes, factor: f64) -> ArmSizes {
    ArmSizes { control: sizes.control * factor, variant: sizes.variant * factor }
}
