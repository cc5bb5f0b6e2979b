//! The mathematics: distributions, sizes, tests and intervals. Knows no file, no metric and no text.

pub mod beta;
pub mod binomial;
pub mod chi_squared;
mod continued_fraction;
mod conversions;
pub mod draws;
mod exact_power;
mod interval;
mod many_arms;
mod mean_interval;
mod mean_sizing;
mod mean_test;
mod moments;
mod multiple_testing;
pub mod noncentral_t;
pub mod normal;
mod nps;
mod proportion_interval;
mod proportion_sizing;
mod proportion_test;
mod quadrature;
mod rate_interval;
mod restricted_rates;
pub mod root;
mod sample_ratio;
mod score;
mod sides;
mod stirling;
pub mod student_t;

pub use conversions::{Conversions, ConversionsError};
pub use exact_power::{ExactPower, ExactPowerError, ExactTest};
pub use interval::{Bound, Comparison, Effect, Interval, Method, NoAnswer, Shape, Test};
pub use many_arms::{ManyArms, ManyArmsError, bonferroni, square_root_allocation};
pub use mean_sizing::{MeanNull, MeanPower, PlannedMeans, TwoMeans};
pub use mean_test::{MeanArms, MeanMethod};
pub use moments::{Moments, MomentsError};
pub use multiple_testing::{Adjustment, NotAPValue, adjust};
pub use nps::{Answers, ScoreInterval};
pub use proportion_interval::{DifferenceInterval, LiftInterval};
pub use proportion_sizing::{
    ArmSizes, Direction, ProportionNull, ProportionPower, Rejections, SizingError, TwoProportions,
};
pub use proportion_test::{ProportionArms, ProportionTest};
pub use rate_interval::RateInterval;
pub use sample_ratio::{SampleRatio, SampleRatioError, sample_ratio};
pub use sides::{Alternative, Sides};
