//! The Bayesian reading: what was believed of an effect beforehand, what is believed after the data, and how often a habit of
//! looking flags a test without effect. It decides nothing; the plan's rule does.

mod belief;
mod habit;
mod prior;
mod rates;
mod reading;

pub use belief::{Belief, BeliefPrior};
pub use habit::{FLAG, FalseFlags, Habit, MOST_HABIT_LOOKS};
pub use prior::{FEWEST_TESTS, GainPrior, PriorOrigin, USUAL_SD, UsualBecause};
pub use rates::{RateArm, RateBelief, RateComparison};
pub use reading::{BayesReading, MetricBelief, VariantBelief};
