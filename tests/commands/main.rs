//! Whole outputs of the commands, as a user sees them.

mod answers_and_retention;
mod batch;
mod bayes;
mod check;
mod compare;
mod compare_values;
mod contract;
mod data_forms;
mod estimate;
mod experiments;
mod init;
mod kinds;
mod looks;
mod map;
mod numbers;
mod plan_keys;
mod rank;
mod review;
mod roadmap;
mod run;
mod several;
mod simulate;
mod size;
mod size_data;
mod success;
mod whole_decision;
