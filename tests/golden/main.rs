//! Every formula against numbers reached by another road. `README.md` beside this file says where they come from.

mod table;

mod absurd;
mod any_time;
mod bayes;
mod census;
mod cohen;
mod distributions;
mod equivalence;
mod error_rates;
mod event_rates;
mod exact_proportions;
mod experiments;
mod far_tails;
mod groups;
mod hard_cases;
mod mean_sizing;
mod means;
mod nps;
mod one_mean;
mod ordinal;
mod past_tests;
mod proportion_sizing;
mod proportions;
mod published;
mod published_proportions;
mod sequential;
mod sequential_analysis;
mod several_rates;
mod several_tests;
mod surveys;
mod survival;
mod tea_tasting;
mod units;
