//! The monthly review: what ended, what it proved, what was decided and learnt, what starts next.

mod goal;
mod kpi;
mod month;
mod monthly;
mod notes;
mod outcome;
mod trend;

pub use goal::Goal;
pub use kpi::{KpiPoint, KpiSeries, Measure};
pub use month::{InvalidMonth, Month};
pub use monthly::{ActionLine, GoalLine, KpiLine, Materials, NextStep, Review, Standing, StepKind, month};
pub use notes::{Action, Notes};
pub use outcome::{Outcome, PredictionCheck};
pub use trend::{Change, Estimate, Trend, estimate, trend};
