//! Data of an experiment, from files to the counts and moments statistics are made of.

mod aggregates;
mod clusters;
mod columns;
mod events;
mod list;
mod mistakes;
pub mod past_units;
mod reading;
mod sheet;
mod summary;
mod summary_source;
mod table;
mod unit_list;
mod unit_source;
mod unit_tallies;
pub mod units;

pub use aggregates::{Aggregates, Measure, Reading, Tally};
pub use columns::{ArmName, Columns, MeasuredMetric};
pub use events::{EventRules, EventValue, Joined, MetricEvents, aggregate_events};
pub use list::{List, ListRow, list};
pub use summary::aggregate;
pub use table::{Assumed, AssumedText, BadRows, Compression, Content, Encoding, TableFile, TableSource};
pub use unit_list::{UnitList, list_units};
pub use unit_tallies::aggregate_units;
