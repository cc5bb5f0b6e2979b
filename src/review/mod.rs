//! The monthly review: what ended, what it proved, what was decided and learnt, what starts next.

mod goal;

pub use goal::Goal;
