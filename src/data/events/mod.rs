//! Raw logs: who was exposed to what and when, and what each did then, brought together into the same sums as any other data.
//!
//! What counts, in this order:
//!
//! 1. A unit's **first exposure** says its arm, its day and its segment. Units seen in several arms are left out.
//! 2. An event counts for a metric within its **window**: from the first exposure on, for that many times 24 hours.
//! 3. A unit counts once its longest window has ended when the data end; until then it could still convert.
//! 4. What a unit did in the days **before** its first exposure is its covariate.
//!
//! Memory grows with the units, not with the events.

mod exposures;
mod log;
mod moment;
mod rules;
mod tallies;
mod unit_index;

pub use rules::{EventRules, EventValue, Joined, MetricEvents};
pub use tallies::aggregate_events;
