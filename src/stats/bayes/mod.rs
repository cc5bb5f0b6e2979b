//! Bayesian readings: what is believed of rates and effects after the data, and what a wrong choice would cost on average.

mod best_rate;
mod event_posterior;
mod normal_posterior;
mod rate_posterior;
mod two_rates;

pub use best_rate::{BestRate, NotRates, best_rates};
pub use event_posterior::{EventPosterior, TwoEventPosteriors};
pub use normal_posterior::{EffectScale, NormalPosterior, Prior};
pub use rate_posterior::{NotBeta, RatePosterior};
pub use two_rates::{RateMargin, TwoRatePosteriors};
