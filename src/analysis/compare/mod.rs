//! Compares the variants of one metric with its control. Pure: what was observed in, effects with their intervals out.
//!
//! One file per kind of metric says what an arm tells and what a pair of arms tells ([`ObservedPair`]); the family of all
//! comparisons keeps risks, levels and margins in one place.

mod adjusted;
mod answers;
mod count;
mod ends;
mod estimated;
mod family;
mod mean;
mod proportion;
mod quantile;
mod question;
mod ratio;
mod recommendation;
mod retention;
#[cfg(test)]
mod tests;
mod values;

pub use adjusted::{UNADJUSTED, compare_adjusted, compare_adjusted_values};
pub use answers::{MEAN_ANSWER, TOP_TWO, compare_answers};
pub use count::{EventMethod, UnitCountMethod, compare_counts, compare_counts_by, compare_events, compare_events_by};
pub use ends::Ends;
pub use family::{CompareError, NamedArm};
pub use mean::{MeanChoice, compare_means};
pub use proportion::{ODDS_RATIO, ProportionMethod, compare_proportions};
pub use quantile::compare_quantiles;
pub use question::Question;
pub use ratio::compare_ratios;
pub use recommendation::compare_recommendations;
pub use retention::{HAZARD_RATIO, HazardMethod, RESTRICTED_MEAN, SHARE_AT_HORIZON, compare_retention};
pub use values::{CAPPED, SHARE_ABOVE_ZERO, UNCAPPED, VALUE_ABOVE_ZERO, compare_values};
