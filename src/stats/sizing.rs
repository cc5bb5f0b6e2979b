//! What every sizing speaks of: units per arm, which way an effect points, what counts as success, and why there is no answer.

use super::root::RootError;

/// Which rejections the power counts in a two-sided test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rejections {
    /// Only those in the direction of the effect: a significant loss is no success. The default everywhere.
    RightDirection,
    /// Those in the wrong direction too, as some calculators do. One-sided tests have none.
    EitherDirection,
}

/// Which way an effect to detect points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// The variant lies above the hypothesis.
    Increase,
    /// The variant lies below the hypothesis.
    Decrease,
}

/// Why a size, a power or a detectable effect cannot be given.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum SizingError {
    /// The planned effect is the very hypothesis to reject: no size tells them apart.
    #[error("the planned effect equals the hypothesis to reject")]
    NoEffect,
    /// The power asked for is no more than the risk of a false alarm; it needs no data at all.
    #[error("the power asked for does not exceed the risk of a false alarm")]
    PowerBelowRisk,
    /// No effect that a rate can have reaches the power at this size.
    #[error("no possible effect reaches the power at this size")]
    OutOfReach,
    /// The margin leads out of what a rate can be.
    #[error("no rates can differ by this margin")]
    ImpossibleMargin,
    /// The planned effect lies outside the margins within which two variants count as equivalent: no size shows what is not so.
    #[error("the planned effect lies outside the margins")]
    OutsideMargins,
    /// This approximation knows no margin.
    #[error("this approximation has no form with a margin")]
    MethodWithoutMargin,
    /// This approximation needs arms of equal size and equal spread.
    #[error("this approximation needs arms of equal size and spread")]
    MethodNeedsEqualArms,
    /// The planned units are all alike, or the arms wholly apart: there is no spread to plan with.
    #[error("the planned arms leave no spread to judge a difference by")]
    NoVariation,
    /// Too few units for the test to be run at all.
    #[error("too few units to run the test")]
    TooFewUnits,
    /// The numerical search failed.
    #[error(transparent)]
    Search(#[from] RootError),
}

/// Units in the two arms, before rounding.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ArmSizes {
    /// Units in the control arm.
    pub control: f64,
    /// Units in the variant arm.
    pub variant: f64,
}

impl ArmSizes {
    /// Each arm rounded up to whole units, the rounding a plan prints.
    ///
    /// ```
    /// use jalon::stats::ArmSizes;
    /// let sizes = ArmSizes { control: 14_750.8, variant: 14_750.8 };
    /// assert_eq!(sizes.whole().total(), 29_502.0);
    /// ```
    #[must_use]
    pub fn whole(self) -> Self {
        Self { control: self.control.ceil(), variant: self.variant.ceil() }
    }

    /// Units in both arms together.
    #[must_use]
    pub fn total(self) -> f64 {
        self.control + self.variant
    }
}
