//! How many visitors does a test need, and how many weeks is that? `cargo run --example size_a_test`.

use std::error::Error;

use jalon::plan::{Duration, Traffic, WeekRule};
use jalon::quantity::{Positive, Proportion};
use jalon::stats::{Sides, TwoProportions};

fn main() -> Result<(), Box<dyn Error>> {
    print!("{}", answer()?);
    Ok(())
}

/// Sizes a test of a checkout that converts 10 % today, where a rise to 11 % must not be missed.
pub fn answer() -> Result<String, Box<dyn Error>> {
    // A rate is checked once, here: from now on nothing has to ask whether it lies between 0 and 1.
    let [baseline, target] = [Proportion::new(0.10)?, Proportion::new(0.11)?];
    let (alpha, power) = (Proportion::new(0.05)?, Proportion::new(0.80)?);
    let test = TwoProportions::superiority(alpha, Sides::Two);

    // Sizes come before rounding; a plan rounds each arm up, so that the power is reached and not just missed.
    let sizes = test.visitors(baseline, target, power)?.whole();

    // Visitors who come back are not new to the test: one in ten is here again the week after.
    let traffic = Traffic::new(Positive::new(6_000.0)?, 0.10)?;
    let weeks = match traffic.duration(sizes.total() as u64, WeekRule::default()) {
        Duration::Weeks { weeks, .. } => format!("{weeks} whole weeks"),
        // Said, not faked: with returning visitors the number of new ones has an end.
        Duration::NeverReached { most_units } => format!("out of reach: only {most_units} visitors ever come"),
    };
    Ok(format!("{} visitors in each arm, {weeks}\n", sizes.control))
}
