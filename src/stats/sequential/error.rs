//! Why a plan with looks cannot be made.

use crate::stats::root::RootError;

/// Why a group-sequential design cannot be given. Looks are numbered from 1, as people count them.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum SequentialError {
    /// A design needs one look at least: the final one.
    #[error("no look is planned")]
    NoLooks,
    /// More looks than the method is made for.
    #[error("{looks} looks are planned; {most} is the most")]
    TooManyLooks {
        /// Looks planned.
        looks: usize,
        /// Most looks of a design.
        most: usize,
    },
    /// The information at a look is not a number above 0, or above 1 in a plan.
    #[error("the information at look {look} is {information}, not a share of the planned information above 0")]
    NotAShareOfInformation {
        /// Number of the look.
        look: usize,
        /// The information given.
        information: f64,
    },
    /// A look brings no more information than the one before, or less than a millionth of the planned total.
    #[error("the information does not grow from look {} to look {look}: {before}, then {information}", look - 1)]
    InformationDoesNotGrow {
        /// Number of the look.
        look: usize,
        /// Information at the look before.
        before: f64,
        /// Information at this look.
        information: f64,
    },
    /// The last planned look must have the whole planned information.
    #[error("the last look has the share {information} of the planned information, not all of it")]
    LastLookIncomplete {
        /// The share at the last look.
        information: f64,
    },
    /// The risk of one side is one half or more: no bound lies on the side of the effect.
    #[error("the risk of a false alarm is one half or more on a side")]
    RiskTooLarge,
    /// The power asked for is no more than the risk of a false alarm.
    #[error("the power asked for does not exceed the risk of a false alarm")]
    PowerBelowRisk,
    /// A parameter of the family of bounds lies outside its range.
    #[error("{value} is no parameter of this family of bounds")]
    ParameterOutOfRange {
        /// The parameter given.
        value: f64,
    },
    /// A list must have one value for each look, or for each look but the last.
    #[error("{given} values are given for {expected} looks")]
    WrongNumberOfValues {
        /// Values given.
        given: usize,
        /// Looks that need a value.
        expected: usize,
    },
    /// The risk spent up to a look is less than before, or more than there is.
    #[error("the risk spent up to look {look} is {spent}: it falls, or exceeds the whole risk")]
    NotASpentRisk {
        /// Number of the look.
        look: usize,
        /// The cumulative risk given.
        spent: f64,
    },
    /// The whole risk of a false alarm is spent before the last look; nothing is left to decide with.
    #[error("the whole risk of a false alarm is spent before look {look}")]
    AlphaUsedUp {
        /// First look without any risk left.
        look: usize,
    },
    /// At a look before the last, the bound for futility reaches the bound for efficacy: the test cannot go on past it.
    #[error("at look {look} the bound for futility reaches the bound for efficacy")]
    FutilityCrossesEfficacy {
        /// Number of the look.
        look: usize,
    },
    /// A bound for futility that must be obeyed is defined for one-sided tests only.
    #[error("binding bounds for futility need a one-sided test")]
    BindingNeedsOneSide,
    /// The numerical search failed.
    #[error(transparent)]
    Search(#[from] RootError),
}
