//! Whole outputs of the commands, as a user sees them.

mod check;
mod compare;
mod run;
mod size;
