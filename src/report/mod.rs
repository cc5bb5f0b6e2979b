//! What people and programs are shown: one document model, written as text, Markdown, HTML, CSV or JSON.
//!
//! A [`Document`] holds what a page says, already in the reader's language; the renderers decide how it looks. They never
//! trust a text: a name or a verbatim from a file cannot become markup, a formula or a terminal command.

mod also;
pub mod analysis;
pub mod bayes;
pub mod compare;
pub mod csv;
pub mod decision;
pub mod estimate;
pub mod html;
pub mod json;
mod looks;
pub mod map;
pub mod markdown;
pub mod measure;
mod measured;
mod past_units;
pub mod plan;
pub mod review;
pub mod simulation;
pub mod size;
pub mod size_list;
pub mod survey;
pub mod text;
pub mod verdict;

mod document;
mod figure;
mod metric_values;
mod prose;
mod rank;
mod roadmap;
#[cfg(test)]
mod sample;
pub mod segments;
pub mod shared_risk;
mod size_answer;
mod spread;
mod table;
mod tone;
mod watching;

pub use document::{Block, Blocks, Callout, Compose, Document, Fact, Facts, Level};
pub use figure::Figure;
pub use prose::{Prose, Span};
pub use rank::{RankAnswer, RankPage};
pub use roadmap::{RoadmapAnswer, RoadmapPage};
pub use size_answer::{SizeAnswer, sizing_problem, split_problem};
pub use size_list::SizedRow;
pub use table::{Alignment, Cell, Column, Table, Value};
pub use tone::Tone;
