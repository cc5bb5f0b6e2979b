//! The mathematics: distributions, sizes, tests and intervals. Knows no file, no metric and no text.

pub mod beta;
pub mod binomial;
pub mod chi_squared;
mod continued_fraction;
mod mean_sizing;
pub mod noncentral_t;
pub mod normal;
mod proportion_sizing;
mod quadrature;
mod restricted_rates;
pub mod root;
mod sides;
mod stirling;
pub mod student_t;

pub use mean_sizing::{MeanNull, MeanPower, PlannedMeans, TwoMeans};
pub use proportion_sizing::{
    ArmSizes, Direction, ProportionNull, ProportionPower, Rejections, SizingError, TwoProportions,
};
pub use sides::{Alternative, Sides};
