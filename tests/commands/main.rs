//! Whole outputs of the commands, as a user sees them.

mod check;
mod experiments;
mod compare;
mod map;
mod rank;
mod roadmap;
mod run;
mod size;
