//! What is built and tested when, under the people and the traffic there are.

mod capacity;

pub use capacity::{Capacity, Lane, Period, Team};
