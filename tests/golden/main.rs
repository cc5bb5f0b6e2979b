//! Every formula against numbers reached by another road. `README.md` beside this file says where they come from.

mod table;

mod absurd;
mod census;
mod cohen;
mod distributions;
mod equivalence;
mod error_rates;
mod event_error_rates;
mod event_rates;
mod exact_proportions;
mod experiments;
mod groups;
mod mean_sizing;
mod means;
mod nps;
mod one_mean;
mod ordinal;
mod ordinal_rates;
mod proportion_sizing;
mod proportions;
mod published;
mod published_proportions;
mod several_rates;
mod several_tests;
mod surveys;
mod survival;
mod survival_error_rates;
mod tea_tasting;
mod units;
