//! The monthly review: what ended, what it proved, what was decided and learnt, what starts next.

mod goal;
mod kpi;
mod month;
mod notes;

pub use goal::Goal;
pub use kpi::{KpiPoint, KpiSeries, Measure};
pub use month::{InvalidMonth, Month};
pub use notes::{Action, Notes};
