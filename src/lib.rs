//! jalon takes a team from a friction point on a customer-journey map to a decided experiment, and from its result back
//! to the next ranking.
//!
//! Data flows one way: journey map → friction points → scores → roadmap → plan → data → analysis → review. Each step is a
//! pure function of the value on its left; files, the clock, randomness and language come in as arguments. The layers
//! are drawn in `docs/architecture.md` and held by `tests/layers.rs`.

pub mod analysis;
pub mod chart;
pub mod data;
pub mod id;
pub mod journey;
pub mod metric;
pub mod number;
pub mod pipeline;
pub mod plan;
pub mod priority;
pub mod problem;
pub mod quantity;
pub mod report;
pub mod review;
pub mod roadmap;
pub mod stats;
pub mod words;
pub mod workspace;
