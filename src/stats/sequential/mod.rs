//! Tests that are looked at before their end, with the risk of a false alarm held over all looks.
//!
//! A statistic that is normal in large samples, looked at when the shares t₁ < t₂ < … of the planned information are in, is
//! Zₖ ~ N(θ√tₖ, 1) with correlation √(tⱼ/tₖ): the *drift* θ is what it is expected to be at the planned end. Whatever the
//! metric, its sequential test is this one (Jennison & Turnbull, *Group Sequential Methods*, 2000, ch. 3).

mod boundary;
mod conditional_power;
mod design;
mod efficacy;
mod error;
mod futility;
mod information;
mod legendre;
mod monitoring;
mod peeking;
mod repeated;
mod sizes;
mod spending;
mod stage_wise;
mod two_roots;
mod walk;

pub use conditional_power::{conditional_power, predictive_power};
pub use design::{LookBounds, LookChances, SequentialDesign, SequentialPlan};
pub use efficacy::Efficacy;
pub use error::SequentialError;
pub use futility::{Binding, Futility};
pub use information::{InformationRates, MOST_LOOKS};
pub use monitoring::{LookDecision, LookTaken, MonitoredLook, Monitoring, Progress, ReachedBounds};
pub use peeking::{false_flag_rate, looks_at_level, worth_after_looks};
pub use repeated::RepeatedInterval;
pub use sizes::SequentialSizes;
pub use spending::Spending;
pub use stage_wise::StageWise;
