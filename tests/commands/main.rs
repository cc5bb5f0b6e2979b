//! Whole outputs of the commands, as a user sees them.

mod check;
mod compare;
mod map;
mod run;
mod size;
