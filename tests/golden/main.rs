//! Every formula against numbers reached by another road. `README.md` beside this file says where they come from.

mod table;

mod distributions;
mod mean_sizing;
mod proportion_sizing;
