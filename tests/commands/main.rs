//! Whole outputs of the commands, as a user sees them.

mod check;
mod experiments;
mod map;
mod run;
